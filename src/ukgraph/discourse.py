"""What an article has spoken of so far, so that "he", "the alliance" and "both countries" find whom they mean.

A precision-first sieve in the manner of Lee et al. (2013): exact descriptions first, pronouns by gender, number
and salience last; where two candidates are as good, none is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Entity

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours", "myself", "ourselves"})
PERSON_REACH = 5  # sentences: news repeats a name about as often
THING_REACH = 2


@dataclass(frozen=True, slots=True)
class Trace:
    """One mention in the order of the article; `weight` is its salience (3 subject, 2 object, 1 other)."""

    sentence: int
    token: int
    entity: Entity
    weight: int
    plural: bool = False


class Discourse:
    """The mentions of an article up to where reading has come."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Begin an article."""
        self._knowledge = knowledge
        self._traces: list[Trace] = []

    def note(self, traces: Iterable[Trace]) -> None:
        """Remember the mentions of a sentence, in order."""
        self._traces.extend(traces)

    def pronoun(self, word: str, sentence: int, token: int) -> Entity | None:
        """Whom a third-person pronoun means."""
        word = word.lower()
        if word in HE or word in SHE:
            wanted = "m" if word in HE else "f"
            return self._best(
                sentence,
                token,
                PERSON_REACH,
                lambda t: (
                    t.entity.kind == "Person"
                    and not t.entity.generic
                    and self._gender(t.entity) in (wanted, None)
                ),
            )
        if word in IT:
            return self._best(
                sentence, token, THING_REACH, lambda t: self._is_state(t.entity) and not t.plural
            )
        if word in THEY:
            return self._best(sentence, token, THING_REACH, lambda t: t.plural)
        return None

    def description(self, noun: str, sentence: int, token: int) -> Entity | None:
        """The entity last named that the catalogue describes so: "the alliance", "the contact group"."""
        noun = noun.lower()
        for trace in reversed(self._before(sentence, token, reach=12)):
            entry = self._knowledge.entries.get(trace.entity.id)
            if entry is not None and noun in entry.descriptions:
                return trace.entity
            if noun == trace.entity.kind.lower() and 0 < sentence - trace.sentence <= THING_REACH:
                return trace.entity  # "the country", "the city", "the region"
        return None

    def last(self, fits: Callable[[Entity], bool], sentence: int, reach: int) -> Entity | None:
        """The last entity within reach for which `fits` holds."""
        for trace in reversed(self._traces):
            if sentence - trace.sentence > reach:
                return None
            if fits(trace.entity):
                return trace.entity
        return None

    def named(self, entity_id: str) -> bool:
        """Whether the article has spoken of an entity."""
        return any(t.entity.id == entity_id for t in self._traces)

    def _before(self, sentence: int, token: int, reach: int) -> list[Trace]:
        return [
            t
            for t in self._traces
            if (t.sentence, t.token) < (sentence, token) and sentence - t.sentence <= reach
        ]

    def _best(self, sentence: int, token: int, reach: int, fits: Callable[[Trace], bool]) -> Entity | None:
        """The most salient candidate of the nearest sentence that has one."""
        found = [t for t in self._before(sentence, token, reach) if fits(t)]
        if not found:
            return None
        nearest = max(t.sentence for t in found)
        here = [t for t in found if t.sentence == nearest]
        if nearest < sentence or len({t.entity.id for t in here}) > 1:
            top = max(t.weight for t in here)
            here = [t for t in here if t.weight == top]
        return here[0].entity if nearest < sentence else here[-1].entity

    def _gender(self, entity: Entity) -> str | None:
        entry = self._knowledge.entries.get(entity.id)
        return entry.gender if entry else None

    def _is_state(self, entity: Entity) -> bool:
        return entity.kind == "Country" or self._knowledge.is_a(entity.kind, "Organization")
