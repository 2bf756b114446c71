"""Which frames of different articles tell the same happening: by what they say of it, never by their wording.

What identifies a happening is data (`ukg:identifyingRole` and its neighbours in `ontology/ukgraph.ttl`). Two frames
of one class are linked if they name the same day, or were reported within a few days of each other, agree on
enough of those roles and disagree on none. Where the agreement is only of the kind that many happenings share (two
countries, no day) they are not: a link that is missing can be added by a reader, one that is wrong poisons a sum.

One compact `Clue` for each frame is all that is needed. Sorted, they can come from the disk: only the groups that may still
grow are held, and each clue is compared only with those that share enough with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from ukgraph.records import Date, Entity, Factuality, Quantity

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from ukgraph.records import Frame
    from ukgraph.schema import Identity, Schema

_DAY = len("2024-05-03")
_SAME_DAY = 2  # what the agreeing fillers must weigh where both frames name the day; see `_agreement`
_SAME_TIME = 3  # and where the day is only guessed from when the articles were issued
_TELLING, _COMMON = 2, 1
_SWEEP = 1000  # frames after which groups that cannot grow any more are let go
_LATE = 31  # days: an article may still name the day of something that happened in the month before
_GENERIC = "Generic"
_COMES_TRUE = (Factuality.ASSERTED, Factuality.PLANNED)

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clue:
    """What one frame tells of its happening: all that is needed to find it again in another article.

    `day` is the date that the frame gives, or None; `issued` that of its article, if known to the day. `telling`
    holds (role, filler) pairs that few happenings share, `alone` the fillers among them of which one is enough,
    `common` the pairs that many share; `sums` are quantities, `numbers` those that tell it from all others.
    """

    frame: str
    article: str
    kind: str
    day: str | None
    issued: str | None
    telling: frozenset[Token]
    common: frozenset[Token]
    sums: frozenset[tuple[str, str, str]]
    alone: frozenset[str]
    numbers: frozenset[tuple[str, str, str]]


def clue(frame: Frame, issued: str | None, schema: Schema) -> Clue | None:
    """The clue that a frame gives, or None if its class or its fillers tell nothing."""
    identity = schema.identities.get(frame.kind)
    if identity is None or (identity.once and frame.factuality not in _COMES_TRUE):
        return None  # what did not happen once may be thought of many times
    telling: set[Token] = set()
    common: set[Token] = set()
    alone: set[str] = set()
    sums: set[tuple[str, str, str]] = set()
    day = None
    for filler in frame.fillers:
        match filler.value:
            case Date(iso) if filler.role == "date":
                day = iso
            case Quantity() as quantity if filler.role in identity.roles:
                sums.add(
                    (filler.role, f"{quantity.unit} {quantity.of or ''}", f"{quantity.value.normalize():f}")
                )
            case Entity() as entity if filler.role in identity.roles and _particular(entity, schema):
                (telling if _among(entity, schema.telling, schema) else common).add((filler.role, entity.id))
                if _among(entity, schema.telling_alone, schema):
                    alone.add(entity.id)
            case _:
                pass
    if not telling and not common:
        return None
    known = issued if issued is not None and len(issued) == _DAY else None
    return Clue(
        frame.id,
        frame.article,
        frame.kind,
        day,
        known,
        frozenset(telling),
        frozenset(common),
        frozenset(sums),
        frozenset(alone),
        frozenset(s for s in sums if s[0] in identity.numbered),
    )


def _particular(entity: Entity, schema: Schema) -> bool:
    return not (entity.generic or schema.is_a(entity.kind, _GENERIC))


def _among(entity: Entity, classes: frozenset[str], schema: Schema) -> bool:
    return any(cls in classes for cls in schema.lineage(entity.kind))


@dataclass(slots=True)
class _Group:
    """The frames of one happening so far, and everything that they say of it: `dates` of any precision, `days` to the day.

    Fillers are kept by role and by whether they tell it apart: who gives may be a president here and a country there.
    """

    number: int
    first: Clue
    last: Clue
    issued: set[str | None] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    fillers: dict[tuple[str, bool], set[str]] = field(default_factory=lambda: defaultdict(set))
    sums: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, found: Clue) -> None:
        self.last = found
        self.issued.add(found.issued)
        if found.day is not None:
            self.dates.add(found.day)
        if found.day is not None and len(found.day) == _DAY:
            self.days.add(found.day)
        for telling, tokens in ((True, found.telling), (False, found.common)):
            for role, entity in tokens:
                self.fillers[role, telling].add(entity)
        for role, unit, value in found.sums:
            self.sums[role, unit].add(value)


def same_happenings(clues: Iterable[Clue], schema: Schema) -> Iterator[tuple[str, str]]:
    """Pairs of frame ids: each frame of a happening that several articles tell, and the first that told it.

    The first is that of the earliest article, then in the order of ids; it stands in no pair on the left.
    """
    yield from link_happenings(sorted(clues, key=order), schema)


def order(found: Clue) -> tuple[str, str, str, str]:
    """The order in which clues are compared: by class, then the earliest article first."""
    return found.kind, found.issued or "9999", found.article, found.frame


def link_happenings(clues: Iterable[Clue], schema: Schema) -> Iterator[tuple[str, str]]:
    """The pairs of `same_happenings` for clues that come in their `order`: only groups that may still grow are held."""
    for kind, alike in groupby(clues, key=lambda found: found.kind):
        yield from _link(alike, schema, kind)


def _link(clues: Iterable[Clue], schema: Schema, kind: str) -> Iterator[tuple[str, str]]:
    groups = _Groups(schema.identities[kind])
    for number, found in enumerate(clues):
        if number % _SWEEP == 0:
            groups.forget(found.issued)
        fitting = [
            (weight, -group.number, group)
            for group in groups.near(found)
            if (weight := _agreement(group, found, schema, kind)) > 0
        ]
        if fitting:
            best = max(fitting, key=lambda one: one[:2])[2]  # of two that fit alike the earlier one
            yield found.frame, best.first.frame
        else:
            best = _Group(number, found, found)
        best.add(found)
        groups.note(best, found)


class _Groups:
    """The groups that may still grow, to be found by what a frame must share with them at least.

    A country is in thousands of reports, and sharing it is never enough (see `_agreement`). So groups are looked up by
    fillers that are telling, by sums, and by two common fillers, these together with the date unless it happens only once.
    """

    def __init__(self, identity: Identity) -> None:
        self._once = identity.once
        self._lasting = identity.once or identity.exact < _DAY
        self._reach = (identity.within or 0) + _LATE
        self._by_key: dict[Hashable, dict[int, _Group]] = defaultdict(dict)

    def near(self, found: Clue) -> list[_Group]:
        """Every group that may agree with a frame, and shares a filler with it."""
        keys = (*_anchors(found), *self._pairs(found, [found.day]))
        there = {n: g for key in keys for n, g in self._by_key.get(key, {}).items()}
        mine = {entity for _, entity in (*found.telling, *found.common)}
        return [
            g
            for g in there.values()
            if self._grows(g, found.issued) and any(not mine.isdisjoint(them) for them in g.fillers.values())
        ]

    def note(self, group: _Group, found: Clue) -> None:
        """Make a group known by its first frame, and by the dates and sums of all of them."""
        keys = _anchors(found) if group.first is found else found.sums
        for key in (*keys, *self._pairs(group.first, [found.day])):
            self._by_key[key][group.number] = group

    def forget(self, now: str | None) -> None:
        """Let go of the groups whose time is over."""
        for key, there in [] if self._lasting else list(self._by_key.items()):
            alive = {n: g for n, g in there.items() if self._grows(g, now)}
            if alive:
                self._by_key[key] = alive
            else:
                del self._by_key[key]

    def _grows(self, group: _Group, now: str | None) -> bool:
        return self._lasting or bool(group.first.numbers) or _apart(group.last.issued, now) <= self._reach

    def _pairs(self, found: Clue, dates: Iterable[str | None]) -> Iterator[Hashable]:
        for pair in combinations(sorted({entity for _, entity in found.common}), 2):
            yield from [pair] if self._once else ((*pair, day) for day in dates if day is not None)


def _anchors(found: Clue) -> Iterator[Hashable]:
    yield from found.sums
    yield from (entity for _, entity in found.telling)


def _agreement(group: _Group, found: Clue, schema: Schema, kind: str) -> int:
    """How much a frame has in common with a group; 0 if it tells another happening, or too little is known."""
    if group.last.article == found.article:  # those of one article follow each other
        return 0
    if found.day is not None and not all(
        d.startswith(found.day) or found.day.startswith(d) for d in group.dates
    ):
        return 0
    same_sum = any(value in group.sums[role, unit] for role, unit, value in found.sums)
    if _contradicts(group, found, same_sum):
        return 0
    anchor = group.first
    telling = {entity for _, entity in found.telling & anchor.telling}
    common = {entity for _, entity in found.common & anchor.common}
    weight = _TELLING * (len(telling) + same_sum) + _COMMON * len(common)
    identity = schema.identities[kind]
    if identity.once or found.numbers & anchor.numbers:
        return weight if weight >= _SAME_DAY else 0
    if found.day is not None and len(found.day) >= identity.exact and found.day in group.dates:
        one_will_do = same_sum or bool(telling & found.alone)
        return weight if weight >= _SAME_DAY and (one_will_do or len(telling) + len(common) > 1) else 0
    close = identity.within is not None and _close(group, found, identity.within)
    return weight if close and (telling or same_sum) and weight >= _SAME_TIME else 0


def _contradicts(group: _Group, found: Clue, same_sum: bool) -> bool:
    """Whether a role is filled in both, and with nobody in common, or with another sum.

    With the same sum it may be a president here and a country there, but not two countries.
    """
    if not same_sum and any(group.sums[role, unit] - {value} for role, unit, value in found.sums):
        return True
    mine: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for telling, tokens in ((True, found.telling), (False, found.common)):
        for role, entity in tokens:
            mine[role, telling].add(entity)
    if same_sum:
        return any(group.fillers[key] and not group.fillers[key] & fillers for key, fillers in mine.items())
    for role in {role for role, _ in mine}:
        here = mine[role, True] | mine[role, False]
        there = group.fillers[role, True] | group.fillers[role, False]
        if there and not here & there:
            return True
    return False


def _close(group: _Group, found: Clue, within: int) -> bool:
    """Whether two reports without a common date may be of one day: a date that one gives, or when both were issued."""
    if found.day is not None:
        return _fits(found.day, group.days, group.issued, within)
    if group.days:
        return found.issued is not None and all(0 <= _days(day, found.issued) <= within for day in group.days)
    return _apart(group.first.issued, found.issued) <= within


def _fits(day: str, days: set[str], issued: set[str | None], within: int) -> bool:
    if len(day) < _DAY:  # a month or a year agrees with every day in it, and says little else
        in_it = [d for d in (*days, *issued) if d is not None]
        return bool(in_it) and all(d.startswith(day) for d in in_it) and _span(in_it) <= within
    return not days and all(i is not None and 0 <= _days(day, i) <= within for i in issued)


def _span(days: list[str]) -> int:
    return _days(min(days), max(days))


def _apart(a: str | None, b: str | None) -> float:
    return float("inf") if a is None or b is None else abs(_days(a, b))


def _days(a: str, b: str) -> int:
    return (date.fromisoformat(b) - date.fromisoformat(a)).days
