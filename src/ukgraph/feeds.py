"""Articles in an RSS or Atom feed: the one door to feedparser, which is handed bytes and never an address.

A feed that has only teasers gives short articles; `ukgraph fetch` gets the pages that it points to.
"""

from __future__ import annotations

import io
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from ukgraph.drafts import Draft, Metadata, Metadatum, ReadError, one_of_many, slug
from ukgraph.records import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS: Final = (".xml", ".rss", ".atom")
MAX_FEED_BYTES: Final = 4_000_000  # the fullest feeds of news sites have a tenth of that
MAX_ENTRIES: Final = 10_000
_DAY: Final = len("2022-04-26")
_WEB: Final = ("http://", "https://")


def read_feed(place: str, data: bytes, told: Metadata) -> Iterator[Draft | Skipped]:
    """Each entry of a feed as an article: its full text where the feed has it, else its summary.

    Raises:
        ReadError: this is no feed, or it is too long.
    """
    feed = _parse(place, data)
    home = _text(feed.feed.get("title"))
    for i, entry in enumerate(feed.entries, start=1):
        where = f"{place}[{i}]"
        text = _longest(entry)
        if not text:
            yield Skipped(where, "has neither text nor summary: get the page itself with ukgraph fetch")
            continue
        link = _link(entry)
        found = {
            "title": _text(entry.get("title")),
            "publisher": _text((entry.get("source") or {}).get("title")) or home,
            "date": _date(entry),
            "url": link,
        }
        meta = {**told, **{key: Metadatum(value, where) for key, value in found.items() if value}}
        yield one_of_many(Draft(where, slug(link or ""), text, meta))


def pages(place: str, data: bytes) -> dict[str, str | None]:
    """The addresses of the entries, in the order of the feed, each with the day on which it was published.

    Raises:
        ReadError: this is no feed, or it is too long.
    """
    found: dict[str, str | None] = {}
    for entry in _parse(place, data).entries:
        if link := _link(entry):
            found.setdefault(link, _date(entry))
    return found


def _parse(place: str, data: bytes) -> Any:  # noqa: ANN401  # a dictionary that has no type
    """The feed. Entities are not expanded and nothing outside is read; the tests hold feedparser to both."""
    import feedparser  # noqa: PLC0415  # only whoever reads a feed waits for it

    if len(data) > MAX_FEED_BYTES:
        raise ReadError(place, f"is longer than {MAX_FEED_BYTES // 1_000_000} MB: is it a feed? split it")
    # As a stream: bytes by themselves may be taken for the name of a file, and that be opened.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, RecursionError, AssertionError) as error:
        raise ReadError(place, "is no RSS or Atom feed that can be read: get it again") from error
    if not feed.get("version") and not feed.entries:
        raise ReadError(place, "is no RSS or Atom feed: convert it to text, HTML or JSON")
    if not feed.entries:
        raise ReadError(place, "is a feed without an entry: delete it, or get it again later")
    if len(feed.entries) > MAX_ENTRIES:
        raise ReadError(place, f"has more than {MAX_ENTRIES:,} entries: split it")
    return feed


def _longest(entry: Any) -> str:  # noqa: ANN401
    parts = [c.get("value") for c in entry.get("content") or ()] + [entry.get("summary")]
    return max((_text(part) for part in parts), key=len)


def _link(entry: Any) -> str | None:  # noqa: ANN401
    link = _text(entry.get("link"))
    return link if link.lower().startswith(_WEB) else None


def _date(entry: Any) -> str | None:  # noqa: ANN401
    """The day on which the entry was published, by its publisher's own clock."""
    # Past feedparser's own look-up, which warns where only one of the two is there.
    told = _text(dict.get(entry, "published") or dict.get(entry, "updated"))
    try:
        return date.fromisoformat(told[:_DAY]).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
