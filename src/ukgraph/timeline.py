"""What happened when, and what is different between two builds: the frames of a build as lines of a list.

Accounts of one happening are one line; a line tells how many articles tell it, and keeps what is claimed apart from what the
articles say themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph.records import Date, Entity, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ukgraph.recall import Told
    from ukgraph.records import Frame

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Line:
    """One happening: `date` is when it happened or else was reported (`dated` tells which); `speaker` is empty for the article's own voice."""

    date: str
    dated: bool
    kind: str
    what: str
    factuality: str
    speaker: str
    articles: int
    sentence: str
    publisher: str
    frame: str


def timeline(told: Iterable[Told], entity: str | None, events: frozenset[str]) -> list[Line]:
    """The events of a build in the order of time, or those in which an entity (by its id) has a part or speaks.

    `events` names the classes that are events. What cannot be dated comes last.
    """
    groups: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for one in told:
        if one.frame.kind in events and (entity is None or entity in _involved(one.frame)):
            speaker = one.frame.attributed_to.label if one.frame.attributed_to is not None else ""
            groups[one.happening, one.frame.factuality.value, speaker].append(one)
    lines = [_line(group, factuality, speaker) for (_, factuality, speaker), group in groups.items()]
    return sorted(
        lines,
        key=lambda line: (
            line.date or "9999",
            line.kind,
            line.what,
            line.factuality,
            line.speaker,
            line.frame,
        ),
    )


def _involved(frame: Frame) -> set[str]:
    speaker = {frame.attributed_to.id} if frame.attributed_to is not None else set()
    return speaker | {f.value.id for f in frame.fillers if isinstance(f.value, Entity)}


def _line(group: Sequence[Told], factuality: str, speaker: str) -> Line:
    first = min(group, key=lambda t: (t.date is None, t.when or "9999", t.source.id, t.frame.id))
    sentence = first.frame.evidence[0].quote if first.frame.evidence else ""
    return Line(
        first.when, first.date is not None, words(first.frame.kind), describe(first.frame), factuality.lower(), speaker,
        len({t.source.id for t in group}), sentence, first.source.publisher or "", first.frame.id,
    )  # fmt: skip


def describe(frame: Frame) -> str:
    """The roles of a frame in words: "donor Germany; item Leopard 2; number of items 14 tank"."""
    parts: dict[str, list[str]] = defaultdict(list)
    for filler in frame.fillers:
        if not isinstance(filler.value, Date):
            parts[filler.role].append(shown(filler.value))
    return "; ".join(f"{words(role)} {' and '.join(values)}" for role, values in parts.items())


def shown(value: Entity | Quantity | Date | str) -> str:
    """A filler as one says it."""
    match value:
        case Entity():
            return value.label
        case Quantity():
            return " ".join(
                p
                for p in (words(value.modifier) if value.modifier else "", f"{value.value:,f}", value.unit)
                if p
            )
        case Date():
            return value.iso
        case str():
            return f"“{value}”" if " " in value else value


def words(name: str) -> str:
    """The words of a camel-case name."""
    return _CAMEL.sub(" ", name).lower()


# Two builds -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that came, went or is told otherwise; `before` and `after` are empty where there is nothing to show."""

    sort: str
    kind: str
    what: str
    before: str
    after: str
    article: str
    sentence: str


def diff(old: Iterable[Told], new: Iterable[Told]) -> list[Change]:
    """What is told in one build and not in the other, and what is told with another factuality, speaker, figure or filler.

    Frames are the same if their class, their article and one of their sentences are; where there are several such, those that agree on more.
    """
    before, after = _by_place(old), _by_place(new)
    changes: list[Change] = []
    for place in sorted({*before, *after}):
        changes += _compare(before.get(place, []), after.get(place, []))
    return sorted(changes, key=lambda c: (c.sort, c.kind, c.article, c.what, c.sentence, c.before, c.after))


def _by_place(told: Iterable[Told]) -> dict[tuple[str, str, str], list[Told]]:
    found: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for one in told:
        quote = one.frame.evidence[0].quote if one.frame.evidence else ""
        found[one.frame.kind, one.source.id, quote].append(one)
    return found


def _compare(before: list[Told], after: list[Told]) -> list[Change]:
    gone, come = list(before), list(after)
    changes: list[Change] = []
    while gone and come:
        pairs = [(_likeness(a, b), -i, -j) for i, a in enumerate(gone) for j, b in enumerate(come)]
        _, i, j = max(pairs)
        changes += _differences(gone.pop(-i), come.pop(-j))
    return changes + [_whole("gone", one) for one in gone] + [_whole("added", one) for one in come]


def _likeness(a: Told, b: Told) -> int:
    mine, theirs = ({(f.role, shown(f.value)) for f in t.frame.fillers} for t in (a, b))
    return (
        2 * len(mine & theirs)
        + (a.frame.factuality is b.frame.factuality)
        + (a.frame.attributed_to == b.frame.attributed_to)
    )


def _whole(sort: str, one: Told) -> Change:
    status = _status(one.frame)
    sentence = one.frame.evidence[0].quote if one.frame.evidence else ""
    return Change(
        sort,
        words(one.frame.kind),
        describe(one.frame),
        status if sort == "gone" else "",
        status if sort == "added" else "",
        one.source.id,
        sentence,
    )


def _status(frame: Frame) -> str:
    speaker = f", says {frame.attributed_to.label}" if frame.attributed_to is not None else ""
    return f"{frame.factuality.value.lower()}{speaker}"


def _differences(a: Told, b: Told) -> list[Change]:
    sentence = b.frame.evidence[0].quote if b.frame.evidence else ""
    found = []
    if _status(a.frame) != _status(b.frame):
        found.append(("factuality", _status(a.frame), _status(b.frame)))
    for role in sorted({f.role for f in (*a.frame.fillers, *b.frame.fillers)}):
        left, right = (" and ".join(sorted(shown(v) for v in t.values(role))) for t in (a, b))
        if left != right:
            quantity = any(isinstance(v, Quantity) for v in (*a.values(role), *b.values(role)))
            found.append(
                (
                    "amount" if quantity else "role",
                    f"{words(role)} {left}".strip() if left else "",
                    f"{words(role)} {right}".strip() if right else "",
                )
            )
    return [
        Change(sort, words(b.frame.kind), describe(b.frame), old, new, b.source.id, sentence)
        for sort, old, new in found
    ]
