"""What an article has spoken of so far, so that "he", "the alliance" and "both countries" find whom they mean.

A precision-first sieve in the manner of Lee et al. (2013): exact descriptions first, pronouns by gender, number
and salience last; where two candidates are as good, none is taken. `benchmarks/coreference.py` measures it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph.records import Entity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ukgraph.knowledge import Knowledge

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our", "ours", "myself", "ourselves"})
PERSONAL = HE | SHE | IT
NUMBERS = {"both": 2, "two": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
PERSON_REACH = 5  # sentences: news repeats a name about as often
THING_REACH = 2
GROUP_REACH = 2
DESCRIPTION_REACH = 12
WEAPON_REACH = 4
SUBJECT = 3


@dataclass(frozen=True, slots=True)
class Trace:
    """One mention in the order of the article, or several coordinated ones.

    `weight` is its salience (3 subject, 2 object, 1 other); `plural` tells that "they" may mean it, `many` that "it"
    cannot; `gender` is what the words beside a person's name tell ("m", "f" or None); `teller` that somebody without a
    name has said something ("a senior official"): who says more may be him.
    """

    sentence: int
    token: int
    entities: tuple[Entity, ...]
    weight: int
    plural: bool = False
    gender: str | None = None
    many: bool = False
    teller: bool = False

    @property
    def entity(self) -> Entity:
        """The only entity of a single mention, the first of several."""
        return self.entities[0]


class Discourse:
    """The mentions of an article up to where reading has come."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Begin an article."""
        self._knowledge = knowledge
        self._traces: list[Trace] = []
        self._genders: dict[str, str] = {}
        self.here: Entity | None = None  # where the article was written, by its dateline
        self.leads = False  # whether a list of what the sentence tells follows it
        self.listed = False  # whether the sentence is a line of such a list

    def note(self, traces: Iterable[Trace]) -> None:
        """Remember the mentions of a sentence, in order."""
        for trace in traces:
            self._traces.append(trace)
            if trace.gender is not None and not trace.teller:
                self._genders.setdefault(trace.entity.id, trace.gender)

    def pronoun(
        self,
        word: str,
        sentence: int,
        token: int,
        barred: frozenset[str] = frozenset(),
        *,
        speaks: bool = False,
    ) -> tuple[Entity, ...]:
        """Whom a third-person pronoun means; `barred` are ids that the syntax excludes, as the subject of its verb.

        `speaks` tells that it is the subject of a verb of saying: whoever that means has acted before. "The ministry
        reported on Iran. It said that" is not Iran's word.
        """
        word = word.lower()
        if word in HE or word in SHE:
            return self._personal("m" if word in HE else "f", sentence, token, barred, speaks=speaks)
        if word in IT:
            return self._best(
                sentence,
                token,
                THING_REACH,
                lambda t: (
                    self._is_body(t.entity)
                    and t.entity.id not in barred
                    and not t.many
                    and (t.weight > 1 or not speaks)
                ),
            )
        return self._plural(sentence, token, barred, speaks=speaks) if word in THEY else ()

    def _personal(
        self, wanted: str, sentence: int, token: int, barred: frozenset[str], *, speaks: bool
    ) -> tuple[Entity, ...]:
        """The person of a gender; one of unknown gender only where nobody else is near, or where both speak."""

        def fits(trace: Trace) -> bool:
            person = trace.entity.kind == "Person" or (speaks and trace.teller)
            if not person or trace.entity.id in barred:
                return False
            gender = trace.gender if trace.teller else self._gender(trace.entity)
            return not trace.plural and gender in (wanted, None)

        found = self._best(sentence, token, PERSON_REACH, fits)
        if not found or found[0].generic or self._gender(found[0]) is not None:
            return found
        rivals = {
            t.entity.id for t in self._before(sentence, token, 1) if len(t.entities) == 1 and fits(t)
        } - {found[0].id}
        return () if rivals else found

    def description(self, noun: str, sentence: int, token: int) -> Entity | None:
        """The entity last named that a definite noun describes.

        The catalogue says so ("the contact group"), or the noun is its class ("the city"), or stands in its name ("the
        agency" of the International Atomic Energy Agency), or marks its class among the head words ("the firm").
        """
        noun = noun.lower()
        marked = self._knowledge.heads.get(noun)
        for trace in reversed(self._before(sentence, token, DESCRIPTION_REACH)):
            if len(trace.entities) > 1:
                continue
            entity = trace.entity
            entry = self._knowledge.entries.get(entity.id)
            if entry is not None and noun in entry.descriptions:
                return entity
            site = entity.kind == "Facility" and noun == _head_word(
                entity.label
            )  # "the bridge" is the one named
            if (sentence - trace.sentence > THING_REACH and not site) or entity.kind == "Person":
                continue
            if sentence == trace.sentence and token - trace.token < _APART:
                continue  # "the Kursk region" is no region named before
            if noun == entity.kind.lower() or noun == _head_word(entity.label):
                return entity
            if marked == entity.kind and marked in _BY_HEAD_WORD:
                return entity
        return None

    def several(
        self, number: int, fits: Callable[[Entity], bool], sentence: int, token: int
    ) -> tuple[Entity, ...]:
        """So many entities spoken of together: "the two", "both countries".

        Those of one coordination, else all that a sentence names, if they are just so many.
        """
        before = self._before(sentence, token, GROUP_REACH)
        for trace in reversed(before):
            if len(trace.entities) == number and all(fits(e) for e in trace.entities):
                return trace.entities
        for index in range(sentence, sentence - GROUP_REACH - 1, -1):
            named = {
                t.entity.id: t.entity
                for t in before
                if t.sentence == index and len(t.entities) == 1 and fits(t.entity)
            }
            if len(named) == number:
                return tuple(named.values())
            if named and index < sentence:
                return ()
        return ()

    def person(self, sentence: int, token: int) -> Entity | None:
        """The person whom a phrase like "the 72-year-old" means: the only one, or the subject, of the sentence before."""
        found = self._best(sentence, token, THING_REACH, lambda t: t.entity.kind == "Person")
        return found[0] if found else None

    def weapon(self, fits: Callable[[Entity], bool], sentence: int, token: int) -> Entity | None:
        """The weapon system that "the tanks" means: the only one named nearby that fits, if none was named more often."""
        near = self._before(sentence, token, WEAPON_REACH)
        meant = {t.entity.id: t.entity for t in near if len(t.entities) == 1 and fits(t.entity)}
        if len(meant) != 1:
            return None
        often = Counter(t.entity.id for t in self._traces if len(t.entities) == 1 and fits(t.entity))
        weapon = next(iter(meant.values()))
        return weapon if often[weapon.id] == max(often.values()) else None

    def weapons(self, fits: Callable[[Entity], bool], sentence: int, token: int) -> tuple[Entity, ...]:
        """What "them" can mean of the things that fit: those named in this sentence, else in the one before."""
        before = [t for t in self._before(sentence, token, 1) if len(t.entities) == 1 and fits(t.entity)]
        nearest = max((t.sentence for t in before), default=sentence)
        return tuple({t.entity.id: t.entity for t in before if t.sentence == nearest}.values())

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
        found = []
        for trace in reversed(self._traces):
            if sentence - trace.sentence > reach:
                break
            if (trace.sentence, trace.token) < (sentence, token):
                found.append(trace)
        return found[::-1]

    def _best(
        self, sentence: int, token: int, reach: int, fits: Callable[[Trace], bool]
    ) -> tuple[Entity, ...]:
        """The most salient candidate of the nearest sentence that has one; none of two that are as good."""
        found = [t for t in self._before(sentence, token, reach) if len(t.entities) == 1 and fits(t)]
        if not found:
            return ()
        nearest = max(t.sentence for t in found)
        here = sorted((t for t in found if t.sentence == nearest), key=lambda t: t.token)
        top = max(t.weight for t in here)
        salient = [t for t in here if t.weight == top]
        return salient[-1 if nearest == sentence else 0].entities

    def _plural(
        self, sentence: int, token: int, barred: frozenset[str], *, speaks: bool
    ) -> tuple[Entity, ...]:
        """ "they": the plural subject of this sentence or the one before, if nothing else may be meant."""
        before = [t for t in self._before(sentence, token, 1) if t.plural and (speaks or not t.teller)]
        for index in (sentence, sentence - 1):
            here = [t for t in before if t.sentence == index and not {e.id for e in t.entities} & barred]
            if not here:
                continue
            top = max(t.weight for t in here)
            best = {tuple(e.id for e in t.entities): t for t in here if t.weight == top}
            alone = index == sentence and len({tuple(e.id for e in t.entities) for t in here}) == 1
            sure = top == SUBJECT or alone  # "our prayers are with the people of Ukraine as they suffer"
            return next(iter(best.values())).entities if len(best) == 1 and sure else ()
        return ()

    def _gender(self, entity: Entity) -> str | None:
        entry = self._knowledge.entries.get(entity.id)
        own = entry.gender if entry else self._genders.get(entity.id)
        return own or self._knowledge.gender_of(entity.label)

    def _is_body(self, entity: Entity) -> bool:
        return entity.kind == "Country" or self._knowledge.is_a(entity.kind, "Organization")


def _head_word(label: str) -> str:
    """The noun of a name: "agency" of "International Atomic Energy Agency", "ministry" of "Ministry of Defense"."""
    return label.lower().partition(" of ")[0].rpartition(" ")[2]


_APART = 6  # tokens of one sentence between a name and what may mean it

# Nouns that mark these classes describe every member; "group" or "service" would not.
_BY_HEAD_WORD = frozenset({"Company", "MediaOrganization"})
