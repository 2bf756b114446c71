"""Bytes become text here: the one door to charset-normalizer, asked only about what is not UTF-8."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import Final

from charset_normalizer import from_bytes

from ukgraph import drafts
from ukgraph.drafts import ReadError, too_long

MAX_CONTROLS: Final = 0.01  # share of control characters above which decoded bytes are no text
FEW_ACCENTS: Final = 0.04  # English has fewer accented bytes than this, Polish and Czech have more

# The encodings in which news on Ukraine is found. Asked about all it knows, charset-normalizer takes
# Polish for iso8859_10 and Mac quotation marks for Icelandic.
ENCODINGS: Final = [
    "utf_8", "cp1252", "cp1251", "cp1250", "koi8_u", "koi8_r", "iso8859_5", "cp866", "iso8859_2", "mac_roman",
]  # fmt: skip

# What a page may call itself: the encodings of the web. Python knows others, some of which are no text at all, or slow.
DECLARABLE: Final = frozenset({
    "utf-8", "utf-16", "ascii", "big5", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "koi8-r", "koi8-u", "shift_jis",
    "cp866", "cp874", "mac-roman", "mac-cyrillic", *(f"cp{n}" for n in range(1250, 1259)),
    *(f"iso8859-{n}" for n in range(1, 17)),
})  # fmt: skip

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡-¿\xd7\xf7]+[^\W\d_]|\B[¡-¿]+[^\W\d_]{2}")
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)  # of a media type
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


def unpack(place: str, body: bytes, encoding: str) -> bytes:
    """A body as it was before a server packed it, by the name of the packing.

    What is not packed is left as it is: most archives have unpacked a body, and left its header as it was.

    Raises:
        ReadError: it unpacks to more than a document may have.
    """
    if encoding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    elif encoding == "deflate":
        unpacker = zlib.decompressobj()
    else:
        return body
    try:
        plain = unpacker.decompress(body, drafts.MAX_BYTES + 1)
    except zlib.error:
        return body
    if len(plain) > drafts.MAX_BYTES:
        raise ReadError(place, f"{too_long()}: save the article's text as .txt")
    return plain


def decode(data: bytes, place: str, declared: str | None = None) -> str:
    """Text of bytes: UTF-8, else what a byte order mark or the page itself says, else the best guess.

    Raises:
        ReadError: they are no text, or cut off.
    """
    text = _decode_marked(data, place)
    if text is None and b"\0" in data:
        raise ReadError(place, "is binary, not text: convert it to text")
    text = text if text is not None else _decode_utf8(data, place)
    text = text if text is not None else _decode_declared(data, declared)
    text = text if text is not None else _guess(data)
    if text is None:
        raise ReadError(place, "is in no encoding that can be told: save it as UTF-8")
    if len(CONTROLS.findall(text)) > MAX_CONTROLS * len(text):
        raise ReadError(place, "is binary, not text: convert it to text")
    return text


def _decode_marked(data: bytes, place: str) -> str | None:
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise ReadError(place, "is damaged UTF-16: get it again, or save it as UTF-8") from error


def _decode_utf8(data: bytes, place: str) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Guessing an encoding for a file that merely ends within a letter would garble all of it.
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            raise ReadError(
                place, "is cut off in the middle of a letter: get the whole file again"
            ) from error
        return None


def declared_charset(data: bytes) -> str | None:
    """The encoding that an HTML page names in its head."""
    found = _META_CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    try:
        known = declared is not None and codecs.lookup(declared).name in DECLARABLE
        return data.decode(declared) if declared is not None and known else None
    except (LookupError, ValueError):  # a name with a NUL, or bytes that do not fit it
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
