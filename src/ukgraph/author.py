"""Who "I" and "we" are outside of quotations: whoever publishes the text, if the catalogue knows him for one who speaks for himself.

A ministry's release says "we" of its country, a president's remarks say "I" of whoever held the office that day. A news
outlet's "we" is nobody's: its publisher is no actor in what it reports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph.gazetteer import Form
from ukgraph.records import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ukgraph.gazetteer import Gazetteer
    from ukgraph.knowledge import Entry, Knowledge, Office, Title
    from ukgraph.records import Article

_MEDIA = "MediaOrganization"
_BY = re.compile(
    r"\b(?:statement|address|remarks|speech|message)\s+(?:by|of)\s+the\s+(?P<who>.+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Author:
    """Whom a text means by itself: `person` is "I" (None where nobody is known to hold the office), `body` is "we"."""

    person: Entity | None
    body: Entity


def find_author(article: Article, knowledge: Knowledge, gazetteer: Gazetteer) -> Author | None:
    """The author that a publisher's name gives, a body by its name or an office of a country; or "Statement by" in the title."""
    byline = _BY.search(article.title or "")
    for name in (article.publisher, byline["who"] if byline is not None else None):
        found = _called(name.removeprefix("The "), article, knowledge, gazetteer) if name else None
        if found is not None:
            return found
    return None


def _called(name: str, article: Article, knowledge: Knowledge, gazetteer: Gazetteer) -> Author | None:
    hits = gazetteer.find(name)
    titles = {t.label for t in knowledge.titles.values() if _is_named(t, name)}
    for hit in hits:
        whole = hit.start == 0 and hit.end == len(name)
        for entry in _bodies(hit.readings, knowledge):
            if whole or (titles and entry.kind == "Country"):
                return Author(_holder(entry, titles, article.published, knowledge), _we(entry, knowledge))
    return None


def _is_named(title: Title, publisher: str) -> bool:
    forms = (f for f in (title.label, *title.aliases) if f in publisher)
    return any(re.search(rf"\b{re.escape(form)}\b", publisher) for form in forms)


def _bodies(readings: tuple[tuple[str, Form], ...], knowledge: Knowledge) -> Iterator[Entry]:
    named = [name for name, form in readings if form is Form.NAME and name in knowledge.entries]
    for entry in (knowledge.entries[name] for name in named if len(named) == 1):
        organized = entry.kind == "Country" or knowledge.is_a(entry.kind, "Organization")
        if organized and entry.kind != _MEDIA:
            yield entry


def _holder(body: Entry, titles: set[str], on: str | None, knowledge: Knowledge) -> Entity | None:
    """Who held the office on the day: by its title in a country, or as the head of a body; None if that is not one person."""

    def is_his(office: Office) -> bool:
        of_title = office.of == body.id and office.title in titles
        return office.held(on) and (of_title or (not titles and office.heads == body.id))

    held = knowledge.officers.get(body.id, ())
    holders = [e for e in held if any(is_his(o) for o in e.offices)]
    return holders[0].entity if len(holders) == 1 else None


def _we(body: Entry, knowledge: Knowledge) -> Entity:
    country = knowledge.country_of(body.id) if body.kind == "GovernmentBody" else None
    return (knowledge.entries[country] if country is not None else body).entity
