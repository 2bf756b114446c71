"""What was fetched, kept in a file of JSON lines: an article stays until it is deleted, and is never there twice.

So a feed can be fetched every day into one file, and `ukgraph build` reads all that it ever held.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from ukgraph.drafts import scalar_values
from ukgraph.errors import OutputError
from ukgraph.store import replace_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ukgraph.drafts import Draft

FILE_NAME: Final = "fetched.jsonl"  # in a folder that is given instead of a file
_Line = dict[str, str]


def keep(file: Path, drafts: Iterable[Draft]) -> int:
    """Add articles to a file, in the order of their days and ids; how many of them are new.

    Raises:
        OutputError: the file cannot be written, or holds something else than articles.
    """
    before = _kept(file)
    lines = {**before, **{line["id"]: line for line in map(_line, drafts)}}
    ordered = sorted(lines.values(), key=lambda line: (line.get("date", ""), line["id"]))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in ordered)
    if lines.keys() != before.keys():
        replace_files({file: scalar_values(text).encode()})
    return len(lines.keys() - before.keys())


def _line(draft: Draft) -> _Line:
    told = {key: datum.value for key, datum in draft.meta.items()}
    return {"id": draft.name, **told, "text": draft.text}


def _kept(file: Path) -> Mapping[str, _Line]:
    if not file.exists():
        return {}
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise OutputError(
            f"cannot read {file}: {error.strerror}; choose another file with -o FILE"
        ) from error
    found = [_read(file, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    return {line["id"]: line for line in found}


def _read(file: Path, number: int, text: bytes) -> _Line:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict) or not all(isinstance(v, str) for v in line.values()) or "id" not in line:
        raise OutputError(
            f"{file}:{number} holds no article that was fetched; choose another file with -o FILE"
        )
    return line
