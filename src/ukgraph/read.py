"""Finds articles in files, folders and on standard input, and reads each into a `Page` or says why not.

What is read is not judged here: furniture, odd quotation marks and doubled headlines are left to
`clean`. A file that cannot be read costs only itself; the reason names the place and the remedy. Ids
depend on names and contents, never on the order in which paths are given.
"""

from __future__ import annotations

import codecs
import csv
import glob
import io
import json
import os
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import quote

import yaml

from ukgraph import drafts, feeds, sheets, warc
from ukgraph.drafts import (
    METADATA,
    Draft,
    Metadata,
    Metadatum,
    ReadError,
    one_of_many,
    printable,
    scalar_values,
    sha256_of,
    too_long,
)
from ukgraph.encodings import CONTROLS, declared_charset, decode
from ukgraph.records import Page, Skipped
from ukgraph.webpage import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

MAX_FRONT_MATTER: Final = 65_536  # characters; PyYAML reads no more than that in a second
MAX_TOLD: Final = 1_000  # records of one file that are told one by one when they give no article
MAX_ID: Final = 120  # characters; with an ending it must fit the 255 bytes of a file name

STDIN: Final = "-"
STDIN_NAME: Final = "stdin"
MANIFESTS: Final = ("manifest.csv", "manifest.jsonl")
FORMATS: Final = (
    *(".txt", ".md", ".html", ".htm", ".json", ".jsonl"), *sheets.FORMATS, *feeds.FORMATS, *warc.FORMATS,
)  # fmt: skip
PACKED: Final = ".gz"  # an ending that belongs to the one before it

_DATE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}\S*(?: ?[+-]\d{2}:?\d{2}| ?Z)?)?)?)?", re.ASCII
)
_KEY_LINE = re.compile(r"[\"']?[A-Za-z_][\w-]*[\"']?\s*:(?:\s|$)")
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_WEB = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
# Everything RFC 3987 allows in an IRI beyond letters and digits; "%" is handled apart.
_IRI_SAFE: Final = "-._~:/?#@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the manifests of one folder say of the files beside them, and what is wrong with them."""

    rows: Mapping[str, Metadata] = field(default_factory=dict)
    troubles: tuple[Skipped, ...] = ()


def read(paths: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Page | Skipped]:
    """Yield a page for every article below `paths`, and a reason for everything that gave none.

    A path is a file, a folder (read with all below it), a glob, or "-" for standard input: plain text
    or JSON lines. Of two articles with one id the first by path is kept, whatever the order of `paths`.
    """
    taken: dict[str, str] = {}
    for item in _drafts(paths, stdin):
        found = item if isinstance(item, Skipped) else _admit(item, taken)
        yield printable(found) if isinstance(found, Skipped) else found


def _admit(draft: Draft, taken: dict[str, str]) -> Page | Skipped:
    try:
        page = _page(draft)
    except ReadError as error:
        return error.skipped()
    first = taken.setdefault(page.id, page.source)
    if first != page.source:
        return Skipped(
            page.source,
            f'id "{page.id}" of {page.source} is already that of {first}: rename one, or give it an id of its own',
        )
    return page


def _page(draft: Draft) -> Page:
    text = scalar_values(draft.text)
    if not text.strip():
        raise ReadError(draft.place, "is empty: delete it, or fill it with the article's text")
    meta = draft.meta
    told_id = meta.get("id")
    return Page(
        id=safe_id(told_id.value if told_id else draft.name),
        source=draft.place,
        title=_value(meta.get("title")),
        raw=text,
        publisher=_value(meta.get("publisher")),
        published=_iso_date(meta.get("date")),
        url=_web_address(meta.get("url")),
        sha256=sha256_of(text),
    )


# --- where the articles are -------------------------------------------------------------------------


def _drafts(paths: Sequence[str], stdin: BinaryIO | None) -> Iterator[Draft | Skipped]:
    files, troubles = _find([path for path in paths if path != STDIN])
    yield from troubles
    manifests: dict[Path, _Manifest] = {}
    for path in files:
        folder = path.parent
        if folder not in manifests:
            manifests[folder] = _manifest(folder)
            yield from _guarded(_shown(folder), iter(manifests[folder].troubles))
        told = manifests[folder].rows.get(_nfc(path.name), {})
        yield from _guarded(_shown(path), _file(path, told))
    if STDIN in paths:
        yield from _guarded(STDIN, _stdin(stdin or sys.stdin.buffer))


def _guarded(place: str, found: Iterator[Draft | Skipped]) -> Iterator[Draft | Skipped]:
    bad = 0
    try:
        for item in found:
            bad += isinstance(item, Skipped)
            if bad <= MAX_TOLD or isinstance(item, Draft):
                yield item
    except ReadError as error:
        yield error.skipped()
    except OSError as error:
        yield Skipped(place, _not_opened(error))
    if bad > MAX_TOLD:
        yield Skipped(
            place, f"gave no article at {bad - MAX_TOLD:,} more places: correct those that are named first"
        )


def _find(paths: Iterable[str]) -> tuple[list[Path], list[Skipped]]:
    """Every file to read, once and in an order that depends on nothing but where the files are."""
    files: dict[Path, Path] = {}
    troubles: list[Skipped] = []
    for path in sorted(set(paths)):
        try:
            for found in _expand(path):
                if isinstance(found, Skipped):
                    troubles.append(found)
                else:
                    files.setdefault(_real(found), found)
        except OSError as error:
            troubles.append(Skipped(path, _not_opened(error)))
    return [files[key] for key in sorted(files, key=os.fsencode)], troubles


def _expand(text: str) -> Iterator[Path | Skipped]:
    path = Path(text)
    shown = _shown(path)
    if path.is_dir():
        yield from _walk(path)
    elif path.is_file():
        yield from _named(path)
    elif path.exists():
        yield Skipped(shown, f'is neither file nor folder: use "{STDIN}" to read standard input')
    elif not glob.has_magic(text):
        yield Skipped(shown, "does not exist: check the path")
    elif matches := sorted(glob.glob(text, recursive=True)):  # noqa: PTH207  # a Path cannot glob from the root
        for match in map(Path, matches):
            yield from _walk(match) if match.is_dir() else _named(match)
    else:
        yield Skipped(shown, "matches no file: check the pattern")


def _named(path: Path) -> Iterator[Path | Skipped]:
    """A file named on the command line, where a shell may have put it for a `*`."""
    if path.name in MANIFESTS:  # it is read with the files that it describes
        return
    if _is_readme(path.name):
        yield Skipped(_shown(path), "describes its folder and is no article: rename it if it is one")
    else:
        yield path


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    troubles: list[OSError] = []
    found = False
    home = _real(folder)
    for root, folders, names in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names + [name for name in folders if Path(root, name).is_symlink()]):
            if name.startswith("."):
                continue
            if _leads_out(Path(root, name), home):
                yield Skipped(
                    _shown(Path(root, name)), "is a link out of its folder: name what it leads to, or copy it"
                )
            elif name not in folders and name not in MANIFESTS and not _is_readme(name):
                found = found or _format(name) in FORMATS
                yield Path(root, name)
    for error in troubles:
        yield Skipped(_shown(Path(error.filename)), _not_opened(error))
    if not found and not troubles:
        yield Skipped(_shown(folder), f"holds no file that can be read: put {_listed(FORMATS)} files there")


def _leads_out(path: Path, home: Path) -> bool:
    """Whether a file or folder is a link to something that does not lie below `home`."""
    return path.is_symlink() and not _real(path).is_relative_to(home)


def _real(path: Path) -> Path:
    """Where a path leads; one that leads in a circle stays as it is, where `Path.resolve` raises."""
    return Path(os.path.realpath(path))


def _not_opened(error: OSError) -> str:
    return f"cannot be opened ({error.strerror}): check its name and permissions"


def _is_readme(name: str) -> bool:
    return name.lower() == "readme.md"


# --- one file, by its format ------------------------------------------------------------------------


def _file(path: Path, told: Metadata) -> Iterator[Draft | Skipped]:
    kind = _format(path.name)
    place, name = _shown(path), _shown(Path(path.name[: len(path.name) - len(kind)]))
    if not path.is_file():  # a pipe would block, and a link may lead nowhere
        raise ReadError(place, "is no file that can be read: delete it, or name one that exists")
    if kind not in FORMATS:
        raise ReadError(place, f'"{kind}" files cannot be read: convert it to one of {_listed(FORMATS)}')
    if kind in {".jsonl", *sheets.FORMATS, *warc.FORMATS}:
        with path.open("rb") as stream:
            if kind == ".jsonl":
                yield from _json_lines(place, name, stream, told)
            elif kind in sheets.FORMATS:
                yield from sheets.read_sheet(place, name, stream, told)
            else:
                yield from warc.read_warc(place, stream, told)
        return
    data = _bytes(path)
    if kind in {".html", ".htm"}:
        yield read_page(place, name, decode(data, place, declared_charset(data)), told)
    elif kind == ".json":
        yield from _json(place, name, decode(data, place), told)
    elif kind in feeds.FORMATS:
        yield from feeds.read_feed(place, data, told)
    else:
        yield _plain(place, name, decode(data, place), told)


def _format(name: str) -> str:
    """The ending by which a file is read, in small letters: ".txt", ".warc.gz"; empty if it has none."""
    suffixes = Path(name.lower()).suffixes
    return "".join(suffixes[-2:] if suffixes[-1:] == [PACKED] else suffixes[-1:])


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(drafts.MAX_BYTES + 1)
    if len(data) > drafts.MAX_BYTES:
        raise ReadError(_shown(path), f"{too_long()}: split it, or make it a .jsonl file")
    return data


def _stdin(stream: BinaryIO) -> Iterator[Draft | Skipped]:
    data = stream.read(drafts.MAX_BYTES + 1)
    if _JSON_START.match(data) and len(data) > drafts.MAX_BYTES:
        yield from _json_lines(STDIN, STDIN_NAME, io.BufferedReader(_Joined(data, stream)), {})
    elif not _JSON_START.match(data):
        if len(data) > drafts.MAX_BYTES:
            raise ReadError(STDIN, f"{too_long()}: split it, or write JSON lines")
        yield _plain(STDIN, STDIN_NAME, decode(data, STDIN), {})
    elif _is_one_json(data):
        yield from _json(STDIN, STDIN_NAME, decode(data, STDIN), {})
    else:
        yield from _json_lines(STDIN, STDIN_NAME, io.BytesIO(data), {})


class _Joined(io.RawIOBase):
    """What was read of a stream to see what it is, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _is_one_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


# --- plain text and Markdown ------------------------------------------------------------------------


def _plain(place: str, name: str, text: str, told: Metadata) -> Draft:
    head, body = _split_front_matter(place, text)
    return Draft(place, name, body, {**told, **_front_matter(place, head)})


def _split_front_matter(place: str, text: str) -> tuple[str, str]:
    """The YAML between the first line `---` and the next, and what follows it.

    A text may also begin with a rule of three hyphens: only a key in the line below makes it front matter.
    """
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return "", text
    inner = next((line for line in lines[1:] if line.strip() and not line.startswith("#")), "")
    if inner.rstrip() != "---" and not _KEY_LINE.match(inner):
        return "", text
    for i, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            head = "".join(lines[1:i])
            if len(head) > MAX_FRONT_MATTER:
                raise ReadError(
                    f"{place}:1", f"the front matter is longer than {MAX_FRONT_MATTER:,} characters: cut it"
                )
            return head, "".join(lines[i + 1 :])
    raise ReadError(f"{place}:1", "the front matter has no end: close it with a line ---")


def _front_matter(place: str, head: str) -> Metadata:
    """The metadata in front matter, as written: YAML would make an octal number of `id: 010`."""
    try:
        node = yaml.compose(head, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        why = f"the front matter is not YAML ({error.problem}): quote values that hold a colon or a bracket"
        raise ReadError(f"{place}:{line}", why) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError(f"{place}:1", "the front matter is not YAML: write `key: value` lines") from error
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise ReadError(f"{place}:2", "the front matter holds no keys: write `key: value` lines")
    return dict(_front_matter_values(place, node))


def _front_matter_values(place: str, node: yaml.MappingNode) -> Iterator[tuple[str, Metadatum]]:
    for key, value in node.value:
        name = key.value.lower() if isinstance(key, yaml.ScalarNode) else ""
        if name not in METADATA:
            continue
        where = f"{place}:{key.start_mark.line + 2}"
        if not isinstance(value, yaml.ScalarNode):
            raise ReadError(where, f'"{name}" takes one value: write `{name}: value`')
        if value.value.strip() not in {"", "~", "null"}:
            yield name, Metadatum(value.value, where)


# --- JSON -------------------------------------------------------------------------------------------


def _json(place: str, name: str, text: str, told: Metadata) -> Iterator[Draft | Skipped]:
    value = _loads(place, text, first_line=1)
    if not isinstance(value, list):
        yield _record(place, name, value, told)
        return
    if not value:
        raise ReadError(place, "is an empty list: delete it, or put articles into it")
    for i, item in enumerate(value, start=1):
        yield from _attempt(f"{place}[{i}]", name, item, told)


def _json_lines(place: str, name: str, stream: BinaryIO, told: Metadata) -> Iterator[Draft | Skipped]:
    empty = True
    for number, line in _long_lines(stream):
        where = f"{place}:{number}"
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise ReadError(place, "is UTF-16: save it as UTF-8")
        if not line.strip():
            continue
        empty = False
        if len(line) > drafts.MAX_BYTES:
            yield Skipped(where, f"{too_long()}: split the article")
            continue
        try:
            value = _loads(place, decode(line, where), first_line=number)
        except ReadError as error:
            yield error.skipped()
        else:
            yield from _attempt(where, name, value, told)
    if empty:
        raise ReadError(place, "is empty: delete it, or write one JSON object a line")


def _long_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; of one that is too long only its beginning is held in memory."""
    number = 0
    while line := stream.readline(drafts.MAX_BYTES + 1):
        number += 1
        rest = line
        while len(rest) > drafts.MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(drafts.MAX_BYTES + 1)
        yield number, line


def _loads(place: str, text: str, first_line: int) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{place}:{first_line + error.lineno - 1}"
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        remedy = "it seems cut off: get it again" if cut else f"correct column {error.colno}"
        raise ReadError(where, f"is not JSON ({error.msg}): {remedy}") from error
    except (ValueError, RecursionError) as error:  # numbers or nesting beyond Python's limits
        raise ReadError(
            f"{place}:{first_line}", "is no JSON that holds an article: look for the cause"
        ) from error


def _attempt(place: str, name: str, value: object, told: Metadata) -> Iterator[Draft | Skipped]:
    """One record of several: its id, where it has none, comes from its text and not from its place."""
    try:
        draft = _record(place, name, value, told)
    except ReadError as error:
        yield error.skipped()
    else:
        yield one_of_many(draft)


def _record(place: str, name: str, value: object, told: Metadata) -> Draft:
    if not isinstance(value, dict):
        raise ReadError(place, 'is no article: write an object, {"id": …, "text": …}')
    text = value.get("text")
    if not isinstance(text, str):
        raise ReadError(place, 'has no "text" that is a string: put the article\'s text there')
    return Draft(place, name, text, {**told, **dict(_record_values(place, value))})


def _record_values(place: str, value: Mapping[str, object]) -> Iterator[tuple[str, Metadatum]]:
    for key in METADATA:
        item = value.get(key)
        if item is None or item == "":
            continue
        if isinstance(item, bool) or not isinstance(item, str | int):
            raise ReadError(place, f'"{key}" is neither a string nor a whole number: write "{key}": "…"')
        yield key, Metadatum(str(item), place)


# --- manifests --------------------------------------------------------------------------------------


def _manifest(folder: Path) -> _Manifest:
    """What `manifest.csv` and `manifest.jsonl` say of the files beside them (column `file`)."""
    rows: dict[str, Metadata] = {}
    troubles: list[Skipped] = []
    for path in (folder / name for name in MANIFESTS):
        if not path.is_file() or _leads_out(path, _real(folder)):
            continue
        beside = {_nfc(entry.name) for entry in folder.iterdir()}
        for item in _manifest_items(path):
            if isinstance(item, Skipped):
                troubles.append(item)
            else:
                troubles.extend(_enter(item, rows, beside))
    return _Manifest(rows, tuple(troubles))


def _enter(
    item: tuple[str, Mapping[str, object]], rows: dict[str, Metadata], beside: AbstractSet[str]
) -> Iterator[Skipped]:
    place, row = item
    name = row.get("file")
    try:
        told = dict(_record_values(place, row))
    except ReadError as error:
        yield error.skipped()
        return
    if not isinstance(name, str) or not name:
        yield Skipped(place, "names no file: fill its column `file`")
    elif Path(name).name != name:
        yield Skipped(place, f'"{name}" is no file beside the manifest: put a manifest into its folder')
    elif _nfc(name) not in beside:
        yield Skipped(place, f'"{name}" does not exist: correct or delete the row')
    elif _nfc(name) in rows:
        yield Skipped(place, f'"{name}" is described twice: delete one of the rows')
    else:
        told.pop("id", None)  # a row describes a file, which may hold many articles
        rows[_nfc(name)] = told


def _manifest_items(path: Path) -> Iterator[Skipped | tuple[str, Mapping[str, object]]]:
    place = _shown(path)
    try:
        text = decode(_bytes(path), place)
        yield from _csv_rows(place, text) if path.suffix == ".csv" else _jsonl_rows(place, text)
    except ReadError as error:
        yield error.skipped()
    except csv.Error as error:
        yield Skipped(place, f"is not CSV ({error}): write one row a line")
    except OSError as error:
        yield Skipped(place, _not_opened(error))


def _csv_rows(place: str, text: str) -> Iterator[Skipped | tuple[str, Mapping[str, object]]]:
    rows = csv.reader(io.StringIO(text))
    columns = [column.strip().lower() for column in next(rows, [])]
    if "file" not in columns:
        raise ReadError(
            f"{place}:1", "has no column `file`: name the columns in the first line, with commas between"
        )
    for row in rows:
        where = f"{place}:{rows.line_num}"
        if len(row) > len(columns):
            yield Skipped(
                where, f"has {len(row)} values for {len(columns)} columns: quote values that hold a comma"
            )
        elif any(cell.strip() for cell in row):
            yield where, dict(zip(columns, (cell.strip() for cell in row), strict=False))


def _jsonl_rows(place: str, text: str) -> Iterator[Skipped | tuple[str, Mapping[str, object]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = _loads(place, line, first_line=number)
        except ReadError as error:
            yield error.skipped()
            continue
        where = f"{place}:{number}"
        yield (where, value) if isinstance(value, dict) else Skipped(where, 'is no object: write {"file": …}')


# --- values -----------------------------------------------------------------------------------------


def safe_id(text: str) -> str:
    """`text` as an id that is also a file name.

    What had to be altered carries a digest of the original: "x" and "../x" stay two ids, and so do
    names of equal length in another alphabet.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    safe = _UNSAFE.sub("-", plain).strip(".-")
    if safe == text and 0 < len(safe) <= MAX_ID:
        return safe
    digest = sha256_of(scalar_values(text))[:8]
    return f"{safe[: MAX_ID - len(digest) - 1].rstrip('.-') or 'article'}-{digest}"


def _iso_date(told: Metadatum | None) -> str | None:
    if told is None or not told.value.strip():
        return None
    value = told.value.strip()
    found = _DATE.fullmatch(value)
    parts = [part for part in found.groups() if part] if found else []
    if not _in_calendar(parts):
        raise ReadError(
            told.place, f'"{value}" is no date: write YYYY-MM-DD, YYYY-MM or YYYY, or leave it out'
        )
    return "-".join(parts)


def _in_calendar(parts: Sequence[str]) -> bool:
    if not parts:
        return False
    try:
        date(*[*map(int, parts), 1, 1][:3])
    except ValueError:
        return False
    return True


def _web_address(told: Metadatum | None) -> str | None:
    """The address as an IRI that every RDF reader accepts."""
    value = _value(told)
    if told is None or value is None:
        return None
    if not _WEB.match(value):
        raise ReadError(told.place, f'"{value}" is no web address: write https://…, or leave it out')
    escaped = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", value)
    return "".join(c if c.isalnum() else quote(c, safe=_IRI_SAFE) for c in escaped)


def _value(told: Metadatum | None) -> str | None:
    if told is None:
        return None
    return " ".join(CONTROLS.sub(" ", scalar_values(told.value)).split()) or None


def _nfc(name: str) -> str:
    """File names as written in a manifest and as kept by a Mac differ in how accents are stored."""
    return unicodedata.normalize("NFC", name)


def _shown(path: Path) -> str:
    """The path as text that can be printed and written, even if its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]
