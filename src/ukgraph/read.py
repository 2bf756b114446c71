"""Finds articles in files, folders and on standard input, and reads each into a `Page` or says why not.

What is read is not judged here: furniture, odd quotation marks and doubled headlines are left to
`clean`. A file that cannot be read costs only itself; the reason names the place and the remedy. Ids
depend on names and contents, never on the order in which paths are given.
"""

from __future__ import annotations

import codecs
import csv
import glob
import hashlib
import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import quote

import yaml
from charset_normalizer import from_bytes

from ukgraph.errors import InputError
from ukgraph.records import Page, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_BYTES: Final = 20_000_000  # a document; the longest news reports are a hundred times shorter
MAX_ID: Final = 120  # characters; with an ending it must fit the 255 bytes of a file name
MAX_CONTROLS: Final = 0.01  # share of control characters above which decoded bytes are no text
FEW_ACCENTS: Final = 0.04  # English has fewer accented bytes than this, Polish and Czech have more

STDIN: Final = "-"
STDIN_NAME: Final = "stdin"
MANIFESTS: Final = ("manifest.csv", "manifest.jsonl")
METADATA: Final = ("id", "title", "publisher", "date", "url")
FORMATS: Final = (".txt", ".md", ".html", ".htm", ".json", ".jsonl")

# A date that stands in the page, not the likeliest number in its text: no date is better than a wrong
# one. With a fixed end, what a page gives does not depend on the day on which it is read.
HTML_DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

# The encodings in which news on Ukraine is found. Asked about all it knows, charset-normalizer takes
# Polish for iso8859_10 and Mac quotation marks for Icelandic.
ENCODINGS: Final = [
    "utf_8", "cp1252", "cp1251", "cp1250", "koi8_u", "koi8_r", "iso8859_5", "cp866", "iso8859_2", "mac_roman",
]  # fmt: skip

_DATE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}\S*(?: ?[+-]\d{2}:?\d{2}| ?Z)?)?)?)?", re.ASCII
)
_KEY_LINE = re.compile(r"[\"']?[A-Za-z_][\w-]*[\"']?\s*:(?:\s|$)")
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡-¿\xd7\xf7]+[^\W\d_]|\B[¡-¿]+[^\W\d_]{2}")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_WEB = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
# Everything RFC 3987 allows in an IRI beyond letters and digits; "%" is handled apart.
_IRI_SAFE: Final = "-._~:/?#@!$&'()*+,;=%"


class _ReadError(InputError):
    """Why something gave no page, and where it stands."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why

    def skipped(self) -> Skipped:
        return Skipped(self.place, self.why)


@dataclass(frozen=True, slots=True)
class _Told:
    """A metadatum and the place where it stands."""

    value: str
    place: str


_Meta = Mapping[str, _Told]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article as its file tells it, before its metadata are checked."""

    place: str
    name: str
    text: str
    meta: _Meta


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What the manifests of one folder say of the files beside them, and what is wrong with them."""

    rows: Mapping[str, _Meta] = field(default_factory=dict)
    troubles: tuple[Skipped, ...] = ()


def read(paths: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Page | Skipped]:
    """Yield a page for every article below `paths`, and a reason for everything that gave none.

    A path is a file, a folder (read with all below it), a glob, or "-" for standard input: plain text
    or JSON lines. Of two articles with one id the first by path is kept, whatever the order of `paths`.
    """
    taken: dict[str, str] = {}
    for item in _drafts(paths, stdin):
        yield item if isinstance(item, Skipped) else _admit(item, taken)


def _admit(draft: _Draft, taken: dict[str, str]) -> Page | Skipped:
    try:
        page = _page(draft)
    except _ReadError as error:
        return error.skipped()
    first = taken.setdefault(page.id, page.source)
    if first != page.source:
        return Skipped(
            page.source,
            f'id "{page.id}" of {page.source} is already that of {first}: rename one, or give it an id of its own',
        )
    return page


def _page(draft: _Draft) -> Page:
    text = _scalar_values(draft.text)
    if not text.strip():
        raise _ReadError(draft.place, "is empty: delete it, or fill it with the article's text")
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
        sha256=_sha256(text),
    )


# --- where the articles are -------------------------------------------------------------------------


def _drafts(paths: Sequence[str], stdin: BinaryIO | None) -> Iterator[_Draft | Skipped]:
    files, troubles = _find([path for path in paths if path != STDIN])
    yield from troubles
    manifests: dict[Path, _Manifest] = {}
    for path in files:
        folder = path.parent
        if folder not in manifests:
            manifests[folder] = _manifest(folder)
            yield from manifests[folder].troubles
        told = manifests[folder].rows.get(_nfc(path.name), {})
        yield from _guarded(_shown(path), _file(path, told))
    if STDIN in paths:
        yield from _guarded(STDIN, _stdin(stdin or sys.stdin.buffer))


def _guarded(place: str, drafts: Iterator[_Draft | Skipped]) -> Iterator[_Draft | Skipped]:
    try:
        yield from drafts
    except _ReadError as error:
        yield error.skipped()
    except OSError as error:
        yield Skipped(place, _not_opened(error))


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
                    files.setdefault(found.resolve(), found)
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
    for root, folders, names in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name not in MANIFESTS and not _is_readme(name):
                found = found or Path(name).suffix.lower() in FORMATS
                yield Path(root, name)
    for error in troubles:
        yield Skipped(_shown(Path(error.filename)), _not_opened(error))
    if not found and not troubles:
        yield Skipped(_shown(folder), f"holds no file that can be read: put {_listed(FORMATS)} files there")


def _not_opened(error: OSError) -> str:
    return f"cannot be opened ({error.strerror}): check its name and permissions"


def _is_readme(name: str) -> bool:
    return name.lower() == "readme.md"


# --- one file, by its format ------------------------------------------------------------------------


def _file(path: Path, told: _Meta) -> Iterator[_Draft | Skipped]:
    place, name = _shown(path), _shown(Path(path.stem))
    kind = path.suffix.lower()
    if not path.is_file():  # a pipe would block, and a link may lead nowhere
        raise _ReadError(place, "is no file that can be read: delete it, or name one that exists")
    if kind not in FORMATS:
        raise _ReadError(place, f'"{kind}" files cannot be read: convert it to one of {_listed(FORMATS)}')
    if kind == ".jsonl":
        with path.open("rb") as stream:
            yield from _json_lines(place, name, stream, told)
        return
    data = _bytes(path)
    if kind in {".html", ".htm"}:
        yield _html(place, name, _decode(data, place, _declared_charset(data)), told)
    elif kind == ".json":
        yield from _json(place, name, _decode(data, place), told)
    else:
        yield _plain(place, name, _decode(data, place), told)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _ReadError(_shown(path), f"{_too_long()}: split it, or make it a .jsonl file")
    return data


def _too_long() -> str:
    return f"is longer than {MAX_BYTES // 1_000_000} MB"


def _stdin(stream: BinaryIO) -> Iterator[_Draft | Skipped]:
    data = stream.read()
    if not _JSON_START.match(data):
        if len(data) > MAX_BYTES:
            raise _ReadError(STDIN, f"{_too_long()}: split it, or write JSON lines")
        yield _plain(STDIN, STDIN_NAME, _decode(data, STDIN), {})
    elif _is_one_json(data):
        yield from _json(STDIN, STDIN_NAME, _decode(data, STDIN), {})
    else:
        yield from _json_lines(STDIN, STDIN_NAME, io.BytesIO(data), {})


def _is_one_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


# --- plain text and Markdown ------------------------------------------------------------------------


def _plain(place: str, name: str, text: str, told: _Meta) -> _Draft:
    head, body = _split_front_matter(place, text)
    return _Draft(place, name, body, {**told, **_front_matter(place, head)})


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
            return "".join(lines[1:i]), "".join(lines[i + 1 :])
    raise _ReadError(f"{place}:1", "the front matter has no end: close it with a line ---")


def _front_matter(place: str, head: str) -> _Meta:
    """The metadata in front matter, as written: YAML would make an octal number of `id: 010`."""
    try:
        node = yaml.compose(head, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        why = f"the front matter is not YAML ({error.problem}): quote values that hold a colon or a bracket"
        raise _ReadError(f"{place}:{line}", why) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _ReadError(f"{place}:1", "the front matter is not YAML: write `key: value` lines") from error
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise _ReadError(f"{place}:2", "the front matter holds no keys: write `key: value` lines")
    return dict(_front_matter_values(place, node))


def _front_matter_values(place: str, node: yaml.MappingNode) -> Iterator[tuple[str, _Told]]:
    for key, value in node.value:
        name = key.value.lower() if isinstance(key, yaml.ScalarNode) else ""
        if name not in METADATA:
            continue
        where = f"{place}:{key.start_mark.line + 2}"
        if not isinstance(value, yaml.ScalarNode):
            raise _ReadError(where, f'"{name}" takes one value: write `{name}: value`')
        if value.value.strip() not in {"", "~", "null"}:
            yield name, _Told(value.value, where)


# --- HTML -------------------------------------------------------------------------------------------


def _html(place: str, name: str, text: str, told: _Meta) -> _Draft:
    """The main text of a page; what the page only seems to say of itself yields to the manifest."""
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415  # importing it takes a second

    tree = load_html(text)
    document = None if tree is None else bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=dict(HTML_DATES),
    )  # fmt: skip
    if tree is None or document is None or isinstance(document, dict) or not document.text:
        raise _ReadError(place, "no main text was found in the page: save the article's text as .txt")
    site = [str(name) for name in tree.xpath('//meta[@property="og:site_name"]/@content')]
    seems = {"title": document.title, "date": document.date, "publisher": next(iter(site), None)}
    if document.url and _WEB.match(document.url):
        seems["url"] = document.url
    return _Draft(place, name, document.text, {**{k: _Told(v, place) for k, v in seems.items() if v}, **told})


# --- JSON -------------------------------------------------------------------------------------------


def _json(place: str, name: str, text: str, told: _Meta) -> Iterator[_Draft | Skipped]:
    value = _loads(place, text, first_line=1)
    if not isinstance(value, list):
        yield _record(place, name, value, told)
        return
    if not value:
        raise _ReadError(place, "is an empty list: delete it, or put articles into it")
    for i, item in enumerate(value, start=1):
        yield from _attempt(f"{place}[{i}]", name, item, told)


def _json_lines(place: str, name: str, stream: BinaryIO, told: _Meta) -> Iterator[_Draft | Skipped]:
    empty = True
    for number, line in _long_lines(stream):
        where = f"{place}:{number}"
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise _ReadError(place, "is UTF-16: save it as UTF-8")
        if not line.strip():
            continue
        empty = False
        if len(line) > MAX_BYTES:
            yield Skipped(where, f"{_too_long()}: split the article")
            continue
        try:
            value = _loads(place, _decode(line, where), first_line=number)
        except _ReadError as error:
            yield error.skipped()
        else:
            yield from _attempt(where, name, value, told)
    if empty:
        raise _ReadError(place, "is empty: delete it, or write one JSON object a line")


def _long_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers; of one that is too long only its beginning is held in memory."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES + 1)
        yield number, line


def _loads(place: str, text: str, first_line: int) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{place}:{first_line + error.lineno - 1}"
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        remedy = "it seems cut off: get it again" if cut else f"correct column {error.colno}"
        raise _ReadError(where, f"is not JSON ({error.msg}): {remedy}") from error
    except (ValueError, RecursionError) as error:  # numbers or nesting beyond Python's limits
        raise _ReadError(
            f"{place}:{first_line}", "is no JSON that holds an article: look for the cause"
        ) from error


def _attempt(place: str, name: str, value: object, told: _Meta) -> Iterator[_Draft | Skipped]:
    """One record of several: its id, where it has none, comes from its text and not from its place."""
    try:
        draft = _record(place, name, value, told)
    except _ReadError as error:
        yield error.skipped()
    else:
        digest = _sha256(_scalar_values(draft.text))[:12]
        yield _Draft(place, f"{name}-{digest}", draft.text, draft.meta)


def _record(place: str, name: str, value: object, told: _Meta) -> _Draft:
    if not isinstance(value, dict):
        raise _ReadError(place, 'is no article: write an object, {"id": …, "text": …}')
    text = value.get("text")
    if not isinstance(text, str):
        raise _ReadError(place, 'has no "text" that is a string: put the article\'s text there')
    return _Draft(place, name, text, {**told, **dict(_record_values(place, value))})


def _record_values(place: str, value: Mapping[str, object]) -> Iterator[tuple[str, _Told]]:
    for key in METADATA:
        item = value.get(key)
        if item is None or item == "":
            continue
        if isinstance(item, bool) or not isinstance(item, str | int):
            raise _ReadError(place, f'"{key}" is neither a string nor a whole number: write "{key}": "…"')
        yield key, _Told(str(item), place)


# --- manifests --------------------------------------------------------------------------------------


def _manifest(folder: Path) -> _Manifest:
    """What `manifest.csv` and `manifest.jsonl` say of the files beside them (column `file`)."""
    rows: dict[str, _Meta] = {}
    troubles: list[Skipped] = []
    for path in (folder / name for name in MANIFESTS):
        if not path.is_file():
            continue
        for item in _manifest_items(path):
            if isinstance(item, Skipped):
                troubles.append(item)
            else:
                troubles.extend(_enter(item, rows, folder))
    return _Manifest(rows, tuple(troubles))


def _enter(item: tuple[str, Mapping[str, object]], rows: dict[str, _Meta], folder: Path) -> Iterator[Skipped]:
    place, row = item
    name = row.get("file")
    try:
        told = dict(_record_values(place, row))
    except _ReadError as error:
        yield error.skipped()
        return
    if not isinstance(name, str) or not name:
        yield Skipped(place, "names no file: fill its column `file`")
    elif Path(name).name != name:
        yield Skipped(place, f'"{name}" is no file beside the manifest: put a manifest into its folder')
    elif not (folder / name).is_file() and _nfc(name) not in {_nfc(entry.name) for entry in folder.iterdir()}:
        yield Skipped(place, f'"{name}" does not exist: correct or delete the row')
    elif _nfc(name) in rows:
        yield Skipped(place, f'"{name}" is described twice: delete one of the rows')
    else:
        told.pop("id", None)  # a row describes a file, which may hold many articles
        rows[_nfc(name)] = told


def _manifest_items(path: Path) -> Iterator[Skipped | tuple[str, Mapping[str, object]]]:
    place = _shown(path)
    try:
        text = _decode(_bytes(path), place)
        yield from _csv_rows(place, text) if path.suffix == ".csv" else _jsonl_rows(place, text)
    except _ReadError as error:
        yield error.skipped()
    except csv.Error as error:
        yield Skipped(place, f"is not CSV ({error}): write one row a line")
    except OSError as error:
        yield Skipped(place, _not_opened(error))


def _csv_rows(place: str, text: str) -> Iterator[Skipped | tuple[str, Mapping[str, object]]]:
    rows = csv.reader(io.StringIO(text))
    columns = [column.strip().lower() for column in next(rows, [])]
    if "file" not in columns:
        raise _ReadError(
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
        except _ReadError as error:
            yield error.skipped()
            continue
        where = f"{place}:{number}"
        yield (where, value) if isinstance(value, dict) else Skipped(where, 'is no object: write {"file": …}')


# --- bytes to text ----------------------------------------------------------------------------------


def _decode(data: bytes, place: str, declared: str | None = None) -> str:
    """Text of bytes: UTF-8, else what a byte order mark or the page itself says, else the best guess."""
    text = _decode_marked(data, place)
    if text is None and b"\0" in data:
        raise _ReadError(place, "is binary, not text: convert it to text")
    text = text if text is not None else _decode_utf8(data, place)
    text = text if text is not None else _decode_declared(data, declared)
    text = text if text is not None else _guess(data)
    if text is None:
        raise _ReadError(place, "is in no encoding that can be told: save it as UTF-8")
    if len(_CONTROLS.findall(text)) > MAX_CONTROLS * len(text):
        raise _ReadError(place, "is binary, not text: convert it to text")
    return text


def _decode_marked(data: bytes, place: str) -> str | None:
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _ReadError(place, "is damaged UTF-16: get it again, or save it as UTF-8") from error


def _decode_utf8(data: bytes, place: str) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Guessing an encoding for a file that merely ends within a letter would garble all of it.
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            raise _ReadError(
                place, "is cut off in the middle of a letter: get the whole file again"
            ) from error
        return None


def _declared_charset(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    try:
        return data.decode(declared) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None


def _guess(data: bytes) -> str | None:
    best = from_bytes(data, cp_isolation=ENCODINGS).best()
    if best is None:
        return None
    if best.encoding in {"cp1250", "iso8859_2"} and _is_western(data):
        return data.decode("cp1252")
    return str(best)


def _is_western(data: bytes) -> bool:
    """Whether bytes that look Central European are rather English with a few foreign names.

    In cp1250 the ñ of "España" is ń; the ł of "Błaszczak", on the other hand, is ³ in cp1252.
    """
    if sum(byte > 0x9F for byte in data) > FEW_ACCENTS * len(data):
        return False
    try:
        return not _SYMBOL_IN_WORD.search(data.decode("cp1252"))
    except UnicodeDecodeError:
        return False


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
    digest = _sha256(_scalar_values(text))[:8]
    return f"{safe[: MAX_ID - len(digest) - 1].rstrip('.-') or 'article'}-{digest}"


def _iso_date(told: _Told | None) -> str | None:
    if told is None or not told.value.strip():
        return None
    value = told.value.strip()
    found = _DATE.fullmatch(value)
    parts = [part for part in found.groups() if part] if found else []
    if not _in_calendar(parts):
        raise _ReadError(
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


def _web_address(told: _Told | None) -> str | None:
    """The address as an IRI that every RDF reader accepts."""
    value = _value(told)
    if told is None or value is None:
        return None
    if not _WEB.match(value):
        raise _ReadError(told.place, f'"{value}" is no web address: write https://…, or leave it out')
    escaped = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", value)
    return "".join(c if c.isalnum() else quote(c, safe=_IRI_SAFE) for c in escaped)


def _value(told: _Told | None) -> str | None:
    if told is None:
        return None
    return " ".join(_CONTROLS.sub(" ", _scalar_values(told.value)).split()) or None


def _scalar_values(text: str) -> str:
    r"""`text` without lone surrogates, which JSON can write (`\ud83d`) and UTF-8 cannot."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _nfc(name: str) -> str:
    """File names as written in a manifest and as kept by a Mac differ in how accents are stored."""
    return unicodedata.normalize("NFC", name)


def _shown(path: Path) -> str:
    """The path as text that can be printed and written, even if its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]
