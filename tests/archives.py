"""Web archives for the tests, as crawlers write them, and the bombs that nobody should unpack."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SENTENCES = (
    "Norway will give Ukraine two NASAMS launchers, the defence ministry in Oslo said on Thursday.",
    "The launchers were part of a package that the government announced in the spring, and crews were trained on them.",
    "Kyiv has asked for air defence since the first day of the full-scale invasion, officials said.",
)
PROSE = " ".join(SENTENCES)


def html(body: str, *, lang: str = "en", title: str = "Norway adds two launchers") -> bytes:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="Example News"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1><p>{body}</p></article></body></html>"
    ).encode()


def response(
    address: str | None,
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A page as a server sent it, as one record."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *(f"{name}: {value}" for name, value in headers)]
    head = "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n"
    return record(address, "response", "application/http; msgtype=response", head + body)


def record(address: str | None, kind: str, media: str, block: bytes) -> bytes:
    lines = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Date: 2023-03-02T12:00:00Z", f"Content-Type: {media}"]
    lines += [f"WARC-Target-URI: {address}"] if address else []
    lines += [f"Content-Length: {len(block)}", "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def archive(records: Iterable[bytes], *, packed: bool = True) -> bytes:
    """A file of records: each packed by itself, as crawlers do, or none."""
    return b"".join(gzip.compress(r, mtime=0) if packed else r for r in records)


def bomb(size: int) -> bytes:
    """A valid WARC file whose only record unpacks to `size` zeros."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    head = record("http://example.org/", "response", "application/http", b"").replace(
        b"Content-Length: 0", b"Content-Length: %d" % (len(page) + size)
    )
    return zeros(head.rstrip() + b"\r\n\r\n" + page, size)


def zeros(head: bytes, size: int) -> bytes:
    """`head` and many zeros, packed without ever being held unpacked."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    parts = [packer.compress(head)]
    parts += [packer.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join([*parts, packer.flush()])


def packed_page(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
