"""Articles in the rows of a CSV or TSV file, as databases and news archives export them.

The first line names the columns; what each may be called stands in `COLUMNS`. A file is read row by row, so
its length does not matter. A cell that a spreadsheet would take for a formula is text here, like any other.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from ukgraph import drafts
from ukgraph.drafts import Draft, Metadata, Metadatum, ReadError, one_of_many, too_long
from ukgraph.encodings import decode
from ukgraph.records import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FORMATS: Final = (".csv", ".tsv")
DELIMITERS: Final = (",", ";", "\t")
# The names under which exports have them; the first that a file has counts.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "full_text", "fulltext", "article_text", "maintext", "article"),
    "id": ("id", "article_id", "stories_id"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "outlet", "media_name", "source_name"),
    "date": ("date", "published", "publish_date", "pub_date", "published_at", "publication_date", "date_publish"),
    "url": ("url", "link"),
}  # fmt: skip
MAX_HEADER: Final = 100_000  # characters
_MORE_MEMORY: Final = 2  # a row holds several cells, of which one is the text


def read_sheet(place: str, name: str, stream: BinaryIO, told: Metadata) -> Iterator[Draft | Skipped]:
    """Each row of a CSV file as an article.

    Raises:
        ReadError: the file has no column that holds the articles' texts, or cannot be read on.
    """
    with _characters(place, stream) as characters:
        yield from _rows(place, name, _Lines(place, characters), told)


def _rows(place: str, name: str, lines: _Lines, told: Metadata) -> Iterator[Draft | Skipped]:
    csv.field_size_limit(drafts.MAX_BYTES)  # the limit of the whole process, and everybody's here
    first = next(lines, "")[:MAX_HEADER]
    delimiter, header = _header(first)
    at = {role: i for role, names in COLUMNS.items() if (i := _position(header, names)) is not None}
    if "text" not in at:
        wanted = ", ".join(COLUMNS["text"])
        raise ReadError(
            f"{place}:1", f"has no column with the articles' texts: name one of its columns {wanted}"
        )
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        where = f"{place}:{lines.number + 1}"
        lines.taken = 0
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise ReadError(where, f"is not CSV ({error}): is a quotation mark left open?") from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _row(where, name, row, at, told, len(header))


def _row(
    where: str, name: str, row: Sequence[str], at: Mapping[str, int], told: Metadata, width: int
) -> Draft | Skipped:
    if len(row) > width:
        return Skipped(
            where, f"has {len(row)} values for {width} columns: quote values that hold a delimiter"
        )
    cells = {role: row[i] for role, i in at.items() if i < len(row) and row[i].strip()}
    text = cells.pop("text", "")
    if not text:
        return Skipped(where, "has no text: fill the column, or delete the row")
    meta = {**told, **{role: Metadatum(cell.strip(), where) for role, cell in cells.items()}}
    return one_of_many(Draft(where, name, text, meta))


def _header(line: str) -> tuple[str, list[str]]:
    """The delimiter and the columns: those by which the most known names are found."""
    known = {name for names in COLUMNS.values() for name in names}

    def columns(delimiter: str) -> list[str]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return [cell.strip().lower().replace(" ", "_") for cell in cells]

    best = max(DELIMITERS, key=lambda delimiter: len(known & {*columns(delimiter)}))
    return best, columns(best)


def _position(header: Sequence[str], names: Sequence[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


@contextmanager
def _characters(place: str, stream: BinaryIO) -> Iterator[io.TextIOBase]:
    """The file as text: in any encoding that can be told, or in UTF-8 where it is too long to be looked at as a whole."""
    head = stream.read(drafts.MAX_BYTES + 1)
    if len(head) <= drafts.MAX_BYTES:
        yield io.StringIO(decode(head, place), newline="")
        return
    stream.seek(0)
    characters = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        yield characters
    finally:
        characters.detach()  # whoever opened the file closes it


class _Lines:
    """The lines of a file, counted; `taken` characters since the last row are refused when they are too many."""

    def __init__(self, place: str, stream: io.TextIOBase) -> None:
        self._place = place
        self._stream = stream
        self.number = 0
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        where = f"{self._place}:{self.number + 1}"
        try:
            line = self._stream.readline(drafts.MAX_BYTES + 1)
        except UnicodeDecodeError as error:
            raise ReadError(where, "is not UTF-8, and too long to guess: save the file as UTF-8") from error
        if not line:
            raise StopIteration
        self.taken += len(line)
        if len(line) > drafts.MAX_BYTES or self.taken > _MORE_MEMORY * drafts.MAX_BYTES:
            raise ReadError(where, f"the row {too_long()}: is a quotation mark left open?")
        self.number += 1
        return line
