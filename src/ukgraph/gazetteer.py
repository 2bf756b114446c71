"""All names that the catalogue knows, found in one pass over a sentence (Aho & Corasick 1975).

The one door to `ahocorasick_rs`. Apostrophes and hyphens are folded one to one, so that an offset in the
folded text is an offset in the sentence. Forms with a capital are matched as they are written; class nouns
("air defense system") in any case, and in the plural too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from ukgraph.schema import GENERIC_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ukgraph.knowledge import Entry, Knowledge

_FOLDED = (  # of one length, so that offsets stay; replaced one by one, which is many times as fast as str.translate
    ("’", "'"),
    ("‘", "'"),
    ("ʼ", "'"),
    ("-", " "),
    ("–", " "),
    ("‑", " "),
    ("\u00a0", " "),
    ("efence", "efense"),
    ("isation", "ization"),
    ("alibre", "aliber"),
    ("imetre", "imeter"),
    ("entre", "enter"),
)
_CAPITALS = re.compile(
    r"\b(?:[A-Z]{2,} )*[A-Z]{4,}\b(?: [A-Z]{2,}\b)*"
)  # datelines and speaker labels: "KYIV", "MARK RUTTE", "RAMSTEIN AIR BASE"
_CLASS_KINDS = GENERIC_KINDS | {"WeaponClass"}


class Form(StrEnum):
    """How a form names its entity; the earlier wins where two of the same length meet."""

    NAME = "name"
    METONYM = "metonym"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    TITLE = "title"
    CLASS = "class"
    SHORT = "short"  # a title that only refers back: "the secretary"
    AMBIGUOUS = "ambiguous"
    RANK = "rank"


_SOLID = frozenset({Form.NAME, Form.CLASS, Form.TITLE, Form.SHORT, Form.METONYM})


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found at [start, end) of the text, with every (entity or title, form) it may stand for."""

    start: int
    end: int
    readings: tuple[tuple[str, Form], ...]


def fold(text: str) -> str:
    """Fold apostrophes, hyphens, odd spaces and British spellings, keeping every offset."""
    for written, folded in _FOLDED:
        text = text.replace(written, folded)
    return text


class Gazetteer:
    """The compiled matcher. Pure: the same text gives the same hits."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Compile the catalogue of `knowledge`."""
        cased: dict[str, list[tuple[str, Form]]] = defaultdict(list)
        lower: dict[str, list[tuple[str, Form]]] = defaultdict(list)
        for entry in knowledge.entries.values():
            for text, form in forms(entry):
                _add(lower if text.islower() else cased, text, entry.id, form)
                if (
                    form is Form.AMBIGUOUS
                    and " " in text
                    and not text.islower()
                    and entry.kind not in ("Person", "WeaponSystem")
                ):
                    lower[fold(text).lower()].append((entry.id, form))  # "the defense ministry"
                if entry.kind == "WeaponSystem" and not text.islower() and not text.endswith("s"):
                    cased[fold(text) + "s"].append((entry.id, form))  # "F-16s", "Leopards"
        for title in knowledge.titles.values():
            for text in (title.label, *title.aliases):
                _add(lower, text.lower(), title.label, Form.TITLE)
            for text in title.short:
                _add(lower, text.lower(), title.label, Form.SHORT)
        for rank in knowledge.ranks:
            _add(cased, rank, rank, Form.RANK)
        self._tables = (_Table(cased), _Table(lower))

    def find(self, text: str) -> list[Hit]:
        """The longest hits, leftmost first, none overlapping another of its kind.

        Titles and names are kept apart, since "NATO Secretary General" is both.
        """
        folded = fold(text)
        lower, titled = folded.lower(), _CAPITALS.sub(lambda m: m[0].title(), folded)
        hits = [
            *self._tables[0].find(folded),
            *(self._tables[0].find(titled) if titled != folded else ()),
            *self._tables[1].find(lower if len(lower) == len(folded) else folded),
        ]
        merged: dict[tuple[int, int], list[tuple[str, Form]]] = defaultdict(list)
        for start, end, readings in hits:
            merged[start, end] += readings
        return _longest([Hit(s, e, tuple(dict.fromkeys(r))) for (s, e), r in merged.items()])

    def phrases(self, text: str) -> list[tuple[int, int]]:
        """The spans of several words that are one name or one class noun: what a parser need not take apart."""
        return [(h.start, h.end) for h in self.find(text) if any(f in _SOLID for _, f in h.readings)]


class _Table:
    def __init__(self, forms: Mapping[str, list[tuple[str, Form]]]) -> None:
        self.forms = [(form, tuple(dict.fromkeys(readings))) for form, readings in sorted(forms.items())]
        self.matcher = AhoCorasick([form for form, _ in self.forms], matchkind=MatchKind.Standard)

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[tuple[str, Form], ...]]]:
        for index, start, end in self.matcher.find_matches_as_indexes(text, overlapping=True):
            if _at_word(text, start, end):
                yield start, end, self.forms[index][1]


def _at_word(text: str, start: int, end: int) -> bool:
    before = start == 0 or not text[start - 1].isalnum()
    return before and (end == len(text) or not (text[end].isalnum() or text[end] == "$"))  # "US$400 million"


def _longest(hits: list[Hit]) -> list[Hit]:
    """The longest of overlapping hits; of two that cross, the one that ends the phrase: "military aid" in "American military aid"."""
    chosen: list[Hit] = []
    classes = [h for h in hits if any(f is Form.CLASS for _, f in h.readings)]
    whole = [h for h in hits if not any(h.start < c.start < h.end < c.end for c in classes)]
    for hit in sorted(whole, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= c.start or hit.start >= c.end for c in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.start)


def forms(entry: Entry) -> Iterator[tuple[str, Form]]:
    """Every spelling that the catalogue has of an entity, and how it names it."""
    form = Form.CLASS if entry.kind in _CLASS_KINDS else Form.NAME
    for text in (entry.label, *entry.aliases):
        yield text, form
    for text in entry.ambiguous:
        yield text, Form.AMBIGUOUS
    for text in entry.adjectives:
        yield text, Form.ADJECTIVE
    for text in entry.people:
        yield text, Form.PEOPLE
    for text in entry.metonyms:
        yield text, Form.METONYM


def _add(table: dict[str, list[tuple[str, Form]]], text: str, target: str, form: Form) -> None:
    folded = fold(text)
    table[folded].append((target, form))
    if text.islower() and form in (Form.CLASS, Form.TITLE, Form.AMBIGUOUS):
        for plural in plurals(folded):
            table[plural].append((target, form))
        office, of, field = folded.partition(" of ")
        if of and form is Form.TITLE:  # "ministers of defence"
            for plural in plurals(office):
                table[plural + of + field].append((target, form))


def plurals(phrase: str) -> tuple[str, ...]:
    """The plural of an English noun phrase at its last word: "battery" -> "batteries"."""
    if phrase.endswith(("s", "x", "ch", "sh")):
        return (phrase + "es",)
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return (phrase[:-1] + "ies",)
    if phrase.endswith("man"):
        return (phrase[:-3] + "men",)
    return (phrase + "s",)
