"""Articles in a WARC file, as Common Crawl publishes its news: the one door to warcio.

A file is read record by record and never unpacked as a whole. What is compressed may be a bomb: no record and no
page in it may grow beyond its limit. Records that hold no page (requests, pictures, errors, redirections) are
passed over; they never were articles.
"""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import redirect_stderr
from typing import TYPE_CHECKING, BinaryIO, Final

from ukgraph import drafts
from ukgraph.drafts import Draft, Metadata, Metadatum, ReadError, one_of_many, slug, too_long
from ukgraph.encodings import CHARSET, declared_charset, decode, unpack
from ukgraph.webpage import declared_language, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warcio.recordloader import ArcWarcRecord

    from ukgraph.records import Skipped

FORMATS: Final = (".warc", ".warc.gz")
MAX_RECORD_BYTES: Final = 100_000_000  # unpacked; Common Crawl cuts pages off at a hundredth of that
LANGUAGE: Final = "en"
_BLOCK: Final = 1 << 22  # a header line is put together from such pieces, and each time copied
_GZIP: Final = b"\x1f\x8b"
_WARC: Final = b"WARC/"
_DAMAGED: Final = "is damaged here: what stands before is kept, for the rest get the file again"
_PAGES: Final = ("text/html", "application/xhtml+xml")


def read_warc(place: str, stream: BinaryIO, meta: Metadata) -> Iterator[Draft | Skipped]:
    """Each English page of a WARC file, packed or not, as an article.

    Raises:
        ReadError: this is no WARC file, or it cannot be read on; what was yielded before is good.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # only whoever reads one waits for it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    bounded = _Bounded(place, stream)
    if not bounded.peek().startswith(_WARC):
        raise ReadError(place, "is no WARC file: convert it to text, HTML or JSON")
    records = iter(ArchiveIterator(bounded, no_record_parse=True, block_size=_BLOCK))
    number = told = 0
    while True:
        number += 1
        bounded.place, bounded.left = f"{place}[{number}]", MAX_RECORD_BYTES
        try:
            with redirect_stderr(io.StringIO()):  # it tells on the terminal what it passes over
                record = next(records, None)
        except ArchiveLoadFailed as error:
            raise ReadError(bounded.place, _DAMAGED) from error
        if record is None:
            break
        try:
            item: Draft | Skipped | None = _draft(bounded.place, record, meta)
        except ReadError as error:
            item = error.skipped()
        if item is not None:
            told += 1
            yield item
    if not told:
        raise ReadError(place, "holds no page: delete it, or look whether its records are what you wanted")


def _draft(place: str, record: ArcWarcRecord, told: Metadata) -> Draft | None:
    """The article of a record, None if it holds none; `place` names it."""
    if record.rec_type not in {"response", "resource", "conversion"}:
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    kind = record.rec_headers.get_header("Content-Type") or ""
    data = record.raw_stream.read(drafts.MAX_BYTES + 1)
    if len(data) > drafts.MAX_BYTES:
        raise ReadError(place, f"{too_long()}: save the article's text as .txt")
    if len(data) < (record.length or 0):
        raise ReadError(place, _DAMAGED)
    if record.rec_type == "response":
        kind, data = _page(place, data)
    meta = dict(told)
    if address.startswith(("http://", "https://")):
        meta["url"] = Metadatum(address, place)
    if record.rec_type == "conversion" and kind.startswith("text/plain"):
        return one_of_many(Draft(place, slug(address), decode(data, place), meta))
    if not kind.lower().startswith(_PAGES) or not data:
        return None
    declared = CHARSET.search(kind)
    text = decode(data, place, declared[1] if declared else declared_charset(data))
    if (language := declared_language(text)) and not language.startswith(LANGUAGE):
        raise ReadError(place, f'is in the language "{language}": only "{LANGUAGE}" is read')
    return one_of_many(read_page(place, slug(address), text, meta))


def _page(place: str, data: bytes) -> tuple[str, bytes]:
    """The media type and the unpacked body of an HTTP response; both are empty if it brings no page."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415
    from warcio.statusandheaders import StatusAndHeadersParser  # noqa: PLC0415

    stream = io.BytesIO(data)
    try:
        head = StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
    except EOFError:
        return "", b""
    if head.get_statuscode() != "200":
        return "", b""
    kind = head.get_header("Content-Type") or ""
    if not kind.lower().startswith(_PAGES):
        return "", b""
    chunked = (head.get_header("Transfer-Encoding") or "").lower() == "chunked"
    body = (ChunkedDataReader(stream) if chunked else stream).read()
    return kind, unpack(place, body, (head.get_header("Content-Encoding") or "").lower())


class _Bounded:
    """The plain bytes of a file that may be packed; of one record never more than `left`."""

    def __init__(self, place: str, stream: BinaryIO) -> None:
        self.place = place
        self.left = MAX_RECORD_BYTES
        packed = stream.read(len(_GZIP)) == _GZIP
        stream.seek(0)
        self._plain: BinaryIO = io.BufferedReader(gzip.GzipFile(fileobj=stream), _BLOCK) if packed else stream
        self._ahead = b""
        self._offset = 0

    def peek(self) -> bytes:
        """The first bytes, which `read` gives again."""
        self._ahead = self._read(len(_WARC))
        return self._ahead

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        data = self._ahead or self._read(size)
        self._ahead = b""
        self.left -= len(data)
        self._offset += len(data)
        if self.left < 0:
            raise ReadError(
                self.place,
                f"unpacks to more than {MAX_RECORD_BYTES // 1_000_000} MB: what stands before is kept, the rest is not read",
            )
        return data

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._offset

    def _read(self, size: int) -> bytes:
        try:
            return self._plain.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ReadError(self.place, _DAMAGED) from error
