"""What a reader makes of an input, an article still to be checked or the reason why there is none, and how large it may be.

Every reader hands out these and nothing else; `read` checks the metadata and makes pages of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from ukgraph.errors import InputError
from ukgraph.records import Skipped

MAX_BYTES: Final = 20_000_000  # a document; the longest news reports are a hundred times shorter
METADATA: Final = ("id", "title", "publisher", "date", "url")
LONGEST_SLUG: Final = 60  # characters of an address that go into an id

_NOT_SLUG = re.compile(r"[^A-Za-z0-9]+")


class ReadError(InputError):
    """Why something gave no page, and where it stands."""

    def __init__(self, place: str, why: str) -> None:
        """`place` is the file with line or number; `why` says what is wrong and what to do."""
        super().__init__(f"{place}: {why}")
        self.place = place
        self.why = why

    def skipped(self) -> Skipped:
        """The same as a record."""
        return Skipped(self.place, self.why)


@dataclass(frozen=True, slots=True)
class Metadatum:
    """A metadatum and the place where it stands."""

    value: str
    place: str


Metadata = Mapping[str, Metadatum]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its file tells it, before its metadata are checked."""

    place: str
    name: str
    text: str
    meta: Metadata


def one_of_many(draft: Draft) -> Draft:
    """A draft whose id, where it has none of its own, comes from its text and not from its place."""
    digest = sha256_of(scalar_values(draft.text))[:12]
    return Draft(draft.place, f"{draft.name}-{digest}", draft.text, draft.meta)


def slug(address: str) -> str:
    """The site and the last part of the path of a web address, for an id that tells something.

    >>> slug("https://www.example.org/news/2023/05/storm-shadow.html?id=1")
    'example-org-storm-shadow-html'
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "page"
    last = next((p for p in reversed(parts.path.split("/")) if p), "")
    words = _NOT_SLUG.sub("-", f"{host.removeprefix('www.')} {unquote(last)}").strip("-").lower()
    return words[:LONGEST_SLUG].rstrip("-") or "page"


def too_long() -> str:
    """The beginning of the reason for leaving out what is longer than `MAX_BYTES`."""
    return f"is longer than {MAX_BYTES // 1_000_000} MB"


def scalar_values(text: str) -> str:
    r"""`text` without lone surrogates, which JSON can write (`\ud83d`) and UTF-8 cannot."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def sha256_of(text: str) -> str:
    """The sum of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def printable(skip: Skipped) -> Skipped:
    """A reason without what would steer a terminal or turn its text around: it may quote an input."""
    return Skipped(
        *("".join(c if c.isprintable() else "\ufffd" for c in text) for text in (skip.source, skip.reason))
    )
