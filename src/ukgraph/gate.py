"""Which pages are about the subject, told from their words alone: whatever is not is never parsed and gives no frames.

What the subject is stands in `ontology/subject.ttl`. The gate is a rule of reading and no shortcut: where it stands, before
the parser or after it, changes nothing of a build. A page is judged by its title and its cleaned text. Cleaning is dear, so a
page is judged before it where cleaning could not make a name that is not there: lines in plain letters as they came, others
as they are once their characters are mended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from ukgraph.clean import repair
from ukgraph.gazetteer import Form, fold, forms, plurals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ukgraph.knowledge import Entry, Knowledge
    from ukgraph.records import Page

# What may hide a name in a line: entities, invisible characters, letters in a wrong encoding or in pieces. Single accented
# letters of Western Europe and typographic signs hide none. Tags, and entities of entities, take the whole of cleaning.
_NOT_PLAIN = re.compile(r"&#?\w{1,24};|[^\t\n\r -~“”‘’–—…•€£À-ÿ]|[À-ÿ][^\x00-\x7f]|[^\x00-\x7f][À-ÿ]")
_UNSEEN = re.compile(r"<|&#?\w{1,24};")
_SHORTEST_CAPITALS = (
    4  # letters: "KYIV" in a dateline; of shorter names the capitals are too often another word's
)
_NAMES = frozenset({Form.NAME, Form.CLASS, Form.ADJECTIVE, Form.PEOPLE, Form.METONYM})


class Gate:
    """The compiled matcher. Pure: it judges the same words alike."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Compile the subject of `knowledge`."""
        found = {
            form
            for entry in knowledge.entries.values()
            if _belongs(entry, knowledge)
            for form in _spelled(entry)
        }
        found |= {form for noun in knowledge.subject.nouns for form in (noun, *plurals(noun))}
        self.open = not found
        lower = {fold(form) for form in found if form.islower()}
        cased = {fold(form) for form in found if not form.islower()}
        cased |= {form.upper() for form in cased if len(form) >= _SHORTEST_CAPITALS}
        self._lower = AhoCorasick(sorted(lower))
        self._cased = AhoCorasick(sorted(cased))

    def surely_stops(self, page: Page) -> bool:
        """Whether a page can be told to be off the subject as it came, before it is cleaned."""
        if self.open or "<" in page.raw:
            return False
        raw = page.raw
        if _NOT_PLAIN.search(raw):
            raw = "\n".join(repair(line) if _NOT_PLAIN.search(line) else line for line in raw.split("\n"))
            if _UNSEEN.search(raw):
                return False
        return not self.passes(page.title, raw)

    def passes(self, title: str | None, text: str) -> bool:
        """Whether a title or a text names something of the subject."""
        if self.open:
            return True
        folded = fold(f"{title or ''}\n{text}").replace("\t", " ").replace("\n", " ").replace("\r", " ")
        lower = folded.lower()
        return _hits(self._cased, folded) or (len(lower) == len(folded) and _hits(self._lower, lower))


def _hits(matcher: AhoCorasick, text: str) -> bool:
    return any(
        not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
        for _, start, end in matcher.find_matches_as_indexes(text, overlapping=True)
    )


def _belongs(entry: Entry, knowledge: Knowledge) -> bool:
    about = knowledge.subject.includes
    return (
        any(knowledge.is_a(entry.kind, cls) for cls in about)
        or any(knowledge.within(entry.id, outer) for outer in about)
        or any(knowledge.within(office.of, outer) for office in entry.offices for outer in about)
    )


def _spelled(entry: Entry) -> Iterator[str]:
    for text, form in forms(entry):
        if form in _NAMES:
            yield text
            yield from plurals(text)
