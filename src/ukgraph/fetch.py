"""Articles from the web: pages, and the pages that feeds point to, asked for one after the other and politely.

A site's robots.txt is asked first and obeyed; between two questions to one site there is a pause; a site that says it has
enough is left alone. A page becomes an article as a file would: with its text, and what it says of itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from http.client import responses
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from protego import Protego

from ukgraph import web
from ukgraph.drafts import Draft, Metadatum, ReadError, one_of_many, slug
from ukgraph.encodings import CHARSET, declared_charset, decode, unpack
from ukgraph.feeds import pages
from ukgraph.webpage import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ukgraph.records import Skipped

NAME: Final = "ukgraph"  # to which a robots.txt may speak
MAX_REDIRECTIONS: Final = 5
MAX_LINKS: Final = 50  # of one feed: those that stand first are the newest
PAUSE: Final = 1.0  # seconds between two questions to one site
LONGEST_PAUSE: Final = 30.0  # a site that asks for longer ones is visited with these
MAX_ROBOTS: Final = 500_000  # bytes, as RFC 9309 has it
_OK: Final = 200
_BUSY: Final = (429, 503)
_MOVED: Final = (301, 302, 303, 307, 308)
_CLIENTS_FAULT: Final = range(400, 500)
_PAGES: Final = ("text/html", "application/xhtml+xml")
_FEED_STARTS: Final = (b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")
_EVERYTHING: Final = "User-agent: *\nAllow: /"
_NOTHING: Final = "User-agent: *\nDisallow: /"


@dataclass
class Visitor:
    """Whoever goes from site to site in one run: it remembers each site's rules, and when it was there last.

    `may_reach`, `sleep` and `clock` are for tests; see `ukgraph.web.ask`.
    """

    version: str
    may_reach: web.Reachable = web.is_public
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _rules: dict[str, Protego] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _tired: set[str] = field(default_factory=set)

    def fetch(self, addresses: Iterable[str], most: int = MAX_LINKS) -> Iterator[Draft | Skipped]:
        """The article at each address, or those at the first `most` addresses of a feed; a reason where there is none."""
        seen: set[str] = set()
        for address in addresses:
            try:
                answer = self._get(address)
                if not _is_feed(answer):
                    yield _article(answer, None)
                    continue
                links = pages(address, answer.body)
            except ReadError as error:
                yield error.skipped()
                continue
            new = [link for link in links if link not in seen][:most]
            seen.update(new)
            for link in new:
                yield self._entry(link, links[link])

    def _entry(self, link: str, day: str | None) -> Draft | Skipped:
        """The page that an entry of a feed points to; the feed may know the day, where the page does not."""
        try:
            return _article(self._get(link), day)
        except ReadError as error:
            return error.skipped()

    def _get(self, address: str) -> web.Answer:
        """The answer at the end of all redirections, each of which is asked for as if it were the first."""
        place = address
        try:
            for _ in range(MAX_REDIRECTIONS + 1):
                answer = self._step(place)
                if answer.status == _OK:
                    return answer
                place = _onward(place, answer)
        except ReadError as error:
            if place == address:
                raise
            raise ReadError(address, f"leads to {place}, which {error.why}") from error
        raise ReadError(address, f"leads on more than {MAX_REDIRECTIONS} times: check the address")

    def _step(self, address: str) -> web.Answer:
        """The answer of one page: itself, or where it has moved to."""
        site = _site(address)
        if site in self._tired:
            raise ReadError(address, f"{site} did not answer, or asked to be left alone: try again later")
        if not self._allowed(address):
            raise ReadError(address, f"the robots.txt of {site} does not allow it: ask its publisher")
        answer = self._ask(address)
        if answer.status in _MOVED and "location" in answer.headers:
            return answer
        if answer.status in _BUSY:
            self._tired.add(site)
        if answer.status != _OK:
            what = f"{answer.status} {responses.get(answer.status, '')}".rstrip()
            raise ReadError(address, f"answers {what}: check the address, or try again later")
        encoding = answer.headers.get("content-encoding", "").lower()
        return replace(answer, body=unpack(address, answer.body, encoding))

    def _ask(self, address: str) -> web.Answer:
        site = _site(address)
        rules = self._rules.get(site)
        wanted = (rules.crawl_delay(NAME) if rules else None) or 0.0
        pause = min(max(PAUSE, wanted), LONGEST_PAUSE)
        if site in self._last:
            self.sleep(max(0.0, self._last[site] + pause - self.clock()))
        try:
            return web.ask(address, f"{NAME}/{self.version}", may_reach=self.may_reach)
        finally:
            self._last[site] = self.clock()

    def _allowed(self, address: str) -> bool:
        site = _site(address)
        if site not in self._rules:
            try:
                self._rules[site] = Protego.parse(self._robots(f"{site}/robots.txt"))
            except ReadError as error:
                self._tired.add(site)  # whoever does not answer is not asked for every page
                raise ReadError(address, error.why) from error
        return self._rules[site].can_fetch(address, NAME)

    def _robots(self, address: str) -> str:
        """The rules of a site: none where it has no such file, and nothing is allowed where it cannot say.

        Raises:
            ReadError: the site is no public machine, or none at all.
        """
        for _ in range(MAX_REDIRECTIONS + 1):
            answer = self._ask(address)
            if answer.status in _MOVED and "location" in answer.headers:
                address = _onward(address, answer)
            elif answer.status == _OK:
                return answer.body[:MAX_ROBOTS].decode("utf-8-sig", "replace")
            else:
                return (
                    _EVERYTHING
                    if answer.status in _CLIENTS_FAULT and answer.status not in _BUSY
                    else _NOTHING
                )
        return _EVERYTHING


def _onward(address: str, answer: web.Answer) -> str:
    try:
        return urljoin(address, answer.headers["location"])
    except ValueError as error:
        raise ReadError(address, "leads on to no address: check it") from error


def _site(address: str) -> str:
    """Scheme and host with its port: what a robots.txt speaks for."""
    try:
        address.encode()  # half a character, from a command line that is no UTF-8
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}".lower()
    except ValueError as error:
        raise ReadError(address, "is no web address: write https://…") from error


def _is_feed(answer: web.Answer) -> bool:
    kind = answer.headers.get("content-type", "").lower()
    if kind.startswith(_PAGES):
        return False
    return "xml" in kind or answer.body[:100].lstrip().lower().startswith(_FEED_STARTS)


def _article(answer: web.Answer, day: str | None) -> Draft:
    kind = answer.headers.get("content-type", "")
    if not kind.lower().startswith(_PAGES):
        raise ReadError(answer.address, f'is "{kind[:60]}" and no page: save the article\'s text as .txt')
    declared = CHARSET.search(kind)
    text = decode(answer.body, answer.address, declared[1] if declared else declared_charset(answer.body))
    here = answer.address
    draft = one_of_many(read_page(here, slug(here), text, {"url": Metadatum(here, here)}))
    if day is None or "date" in draft.meta:
        return draft
    return replace(draft, meta={**draft.meta, "date": Metadatum(day, here)})
