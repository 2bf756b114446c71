"""What a sentence leaves out: "Germany sent 18 Leopards, Portugal three and Sweden ten" tells of three givers with one verb.

Read off the words, for no small parser sees it: behind the object stand a name and a number, a name and another thing or a
name and another date, again and again, and nothing else between the marks that part them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.frames import Fill
from ukgraph.gazetteer import Form
from ukgraph.link import Linked
from ukgraph.records import Entity, Filler, Quantity, Value
from ukgraph.slots import object_control
from ukgraph.values import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.frames import Match
    from ukgraph.records import Token
    from ukgraph.scene import Scene
    from ukgraph.values import Amount

_PARTING = frozenset({",", ";", "and"})
_COUNTED = frozenset({"item", "trainee"})  # roles of what a number of things or people is told of
_COUNTING = frozenset({"NUM", "ADJ", "DET", "ADV"})
_LONGEST = 9  # words between two marks: "the British-led Operation Interflex more than 50,000"


@dataclass(frozen=True, slots=True)
class Gapped:
    """Somebody or something else of which the same is told, with another number, sum, thing or date.

    He stands in the place of those `instead`; `told` is said of him alone, in the words from `start` to `end`.
    """

    who: Entity
    instead: frozenset[Value]
    quantity: Quantity | None = None
    model: Quantity | None = None  # the number or sum of the one whom the sentence tells of first
    told: tuple[Filler, ...] = ()
    start: int = 0
    end: int = 0


def find_gapped(scene: Scene, match: Match) -> tuple[Gapped, ...]:
    """Those who share a match's verb, in the order of the text."""
    if scene.tree.words.isdisjoint(_PARTING) or not match.fills:
        return ()
    return (
        tuple(_with_numbers(scene, match))
        or tuple(_with_things_or_dates(scene, match))
        or tuple(_with_pairs(scene, match))
    )


def _with_numbers(scene: Scene, match: Match) -> Iterator[Gapped]:
    """ "Spain promised six tanks, Norway eight": the kind of the object is shared too."""
    first = _first(scene, match)
    doer = done_by(scene, match) if first is not None else None
    if first is None or doer is None or doer not in scene.knowledge.schema.roles:
        return  # nobody does what "allocations rose" tells
    named = scene.owner.get(first.head)
    start = max(first.end, named.end if named is not None and first.dimension == "count" else first.head + 1)
    receiver = scene.owner.get(start + 1)
    if receiver is not None and scene.tree.tokens[start].pos == "ADP":
        start = receiver.end  # "gave 14 tanks to Ukraine, Norway eight"
    instead = frozenset(f.value for f in match.of(doer))
    for who, quantity in _read(scene, start, doer, first):
        yield Gapped(who, instead, quantity, first.quantity)


def _with_things_or_dates(scene: Scene, match: Match) -> Iterator[Gapped]:
    """ "Berlin sends tanks and Paris howitzers", "Finland joined in 2023 and Sweden in 2024": a name with what is told of it alone."""
    tokens = scene.tree.tokens
    for item in scene.linked:
        mark = tokens[item.start - 1]
        marker = mark.text.lower() if mark.pos == "ADP" else ""
        part = mark.i if marker else item.start
        if part <= match.token.i + 2 or tokens[part - 1].text.lower() not in _PARTING or item.entity.generic:
            continue
        told, end = _told_alone(scene, match, item, part)
        models = _models(scene, match, item, marker, part, dated=told[0].role == "date") if told else []
        if models:
            same = isinstance(models[0].value, Entity) and models[0].value.kind == item.entity.kind
            who = item.entity if same else item.actor
            yield Gapped(who, frozenset(f.value for f in models), told=told, start=part, end=end)


def _with_pairs(scene: Scene, match: Match) -> Iterator[Gapped]:
    """ "gave tanks to Poland and jets to Romania", "asked Berlin for tanks and Paris for jets": a name and a thing with the same preposition."""
    if match.token.pos != "VERB" or not match.of("item"):
        return
    pairs = list(_pairs(scene))
    model = next((p for f in match.fills for p in pairs if p.name.start <= f.token < p.name.end), None)
    if model is None or model.start < match.token.i:
        return
    first = next(f for f in match.fills if model.name.start <= f.token < model.name.end)
    if not any(f.role == "item" and f.token in range(model.start, model.end) for f in match.fills):
        return
    end = model.end
    for pair in pairs:
        parted = scene.tree.tokens[pair.start - 1].text.lower() in _PARTING and end < pair.start <= end + 2
        alike = (pair.mark, pair.thing_first) == (model.mark, model.thing_first)
        if parted and alike and scene.knowledge.schema.accepts(first.role, pair.name.actor.kind):
            end = pair.end
            told = _counted(scene, pair.thing)
            yield Gapped(pair.name.actor, frozenset({first.value}), told=told, start=pair.start, end=end)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A name and a thing that a preposition joins, with what counts the thing: "14 tanks to Poland", "Berlin for tanks"."""

    name: Linked
    thing: Linked
    mark: str
    thing_first: bool
    start: int
    end: int


def _pairs(scene: Scene) -> Iterator[_Pair]:
    tokens = scene.tree.tokens
    for mark in [t for t in tokens[1:-1] if t.pos == "ADP"]:
        left = scene.owner.get(mark.i - 1)
        behind = next((t.i for t in tokens[mark.i + 1 :] if t.pos not in _COUNTING), mark.i)
        right = scene.owner.get(behind)
        if left is None or right is None:
            continue
        for name, thing in ((left, right), (right, left)):
            named = name.form is not None and name.form is not Form.ADJECTIVE and not name.entity.generic
            if named and scene.knowledge.acts(name.actor.kind) and _is_thing(scene, thing):
                start = left.start
                while thing is left and start > 0 and tokens[start - 1].pos in _COUNTING:
                    start -= 1
                yield _Pair(name, thing, mark.text.lower(), thing is left, start, right.end)


def _is_thing(scene: Scene, item: Linked) -> bool:
    return scene.knowledge.schema.accepts("item", item.entity.kind)


def _counted(scene: Scene, thing: Linked) -> tuple[Filler, ...]:
    """What is given, and how much of it."""
    amount = scene.amount_at.get(thing.end - 1)
    count = [] if amount is None else [Filler("itemCount", replace(amount.quantity, of=thing.entity.id))]
    return (Filler("item", thing.entity), *count)


def _told_alone(scene: Scene, match: Match, item: Linked, part: int) -> tuple[tuple[Filler, ...], int]:
    """The date or the things right behind a name, and where they end."""
    tokens = scene.tree.tokens
    dates = [d for d in scene.dates if d.bound is None]
    own = next((d for d in dates if item.end <= d.start <= item.end + 2), None)
    if own is not None and all(
        t.pos == "ADP" or t.text in ("'s", "’s") for t in tokens[item.end : own.start]
    ):
        behind = tokens[own.end].pos if own.end < len(tokens) else ""
        goes_on = match.token.pos == "VERB" and behind in ("VERB", "AUX")  # "and Sweden in March applied"
        before = any(match.token.i < d.start and d.end <= part for d in dates)
        return ((Filler("date", own.date),), own.end) if before and not goes_on else ((), part)
    return _things(scene, match, item)


def _things(scene: Scene, match: Match, item: Linked) -> tuple[tuple[Filler, ...], int]:
    """ "and Norway 14 old tanks": what is given, right behind who gives it; "Iran drones" in a headline are no such thing."""
    tokens = scene.tree.tokens
    behind = (t.i for t in tokens[item.end :] if t.text.lower() in _PARTING or t.pos in ("ADP", "PUNCT"))
    end = next((i for i in behind if tokens[i].text != "-"), len(tokens))
    thing = scene.owner.get(end - 1)
    if (
        item.form is Form.ADJECTIVE
        or tokens[item.start].text.isupper()
        or tokens[-1].pos != "PUNCT"
        or thing is None
        or thing.start < item.end
        or not scene.knowledge.is_a(thing.entity.kind, "WeaponSystem")
        or any(t.pos not in ("NUM", "ADJ", "ADV", "PROPN") for t in tokens[item.end : thing.start])
        or not any(f.role == "item" and match.token.i < f.token < end for f in match.fills)
    ):
        return (), item.start
    return _counted(scene, thing), end


def _models(scene: Scene, match: Match, item: Linked, marker: str, part: int, *, dated: bool) -> list[Fill]:
    """The fills in whose place a name stands: who gives, or whatever of its kind stands nearest before in the same case."""
    if not dated:
        role = done_by(scene, match)
        fits = role in scene.knowledge.schema.roles and scene.knowledge.schema.accepts(
            role or "", item.actor.kind
        )
        doers = [f for f in match.fills if f.role == role and f.value != item.actor]
        return doers if fits and not marker else []
    kinds = {item.entity.kind, item.actor.kind}
    near = sorted((f for f in match.fills if f.token < part), key=lambda f: -f.token)
    for fill in near:
        case = syntax.cases(scene.tree, scene.tree.tokens[fill.token])
        alike = isinstance(fill.value, Entity) and fill.value.kind in kinds and fill.value != item.actor
        if alike and case.strip("'’s") == marker:
            return [fill]
    return []


def without(scene: Scene, match: Match, gapped: Sequence[Gapped]) -> Match:
    """The match without what is told of the others, and with its own sum: in "to Ukraine, Norway eight" Norway is given nothing."""
    if not gapped:
        return match
    others = {g.who for g in gapped if not g.told}
    apart = {i for g in gapped for i in range(g.start, g.end)}
    fills = [f for f in match.fills if f.value not in others and f.token not in apart]
    for model in {g.model for g in gapped if g.model is not None}:
        fills = [replace(f, value=model) if f.role == "amount" else f for f in fills]
    if gapped[0].told and not any(f.role == gapped[0].told[0].role for f in fills):
        fills += _told_of_the_first(scene, gapped[0])
    return replace(match, fills=tuple(dict.fromkeys(fills)))


def _told_of_the_first(scene: Scene, other: Gapped) -> list[Fill]:
    """ "Berlin pledged tanks and Oslo F-16 jets": the thing or date right before another's, wherever the tree hangs it."""
    if other.told[0].role == "date":
        dates = [d for d in scene.dates if d.bound is None and d.end <= other.start]
        return [Fill("date", d.date, d.head) for d in dates[-1:]]
    last = next(t.i for t in reversed(scene.tree.tokens[: other.start]) if t.text.lower() not in _PARTING)
    thing = scene.owner.get(last)
    return [] if thing is None else [Fill("item", thing.entity, last)]


def done_by(scene: Scene, match: Match) -> str | None:
    """The role that the subject of a match's verb fills."""
    if match.token.pos != "VERB":
        return None
    subject = syntax.subject(scene.tree, match.token, object_control(scene.knowledge))
    return next((f.role for f in match.fills if subject is not None and f.token == subject.i), None)


def _first(scene: Scene, match: Match) -> Amount | None:
    """The number of the one item that a match counts, or else the first sum behind its verb."""
    behind = [f for f in match.fills if f.token > match.token.i]
    counts = [scene.amount_at.get(f.token) or f.counted for f in behind if f.role in _COUNTED]
    numbers = [a for a in counts if a is not None and a.dimension == "count"]
    if numbers:
        return numbers[0] if len(numbers) == 1 else None
    if not any(f.role == "amount" for f in behind):
        return None
    return next((a for a in scene.amounts if a.dimension == "money" and a.start > match.token.i), None)


def _read(scene: Scene, start: int, role: str, model: Amount) -> Iterator[tuple[Entity, Quantity]]:
    tokens = scene.tree.tokens
    while start < len(tokens) and tokens[start].text.lower() in _PARTING:
        while start < len(tokens) and tokens[start].text.lower() in _PARTING:
            start += 1
        end = next(
            (
                t.i
                for t in tokens[start:]
                if t.text.lower() in _PARTING or (t.pos == "PUNCT" and t.text != "-")
            ),
            len(tokens),
        )
        found = _part(scene, tokens[start:end], role, model) if end - start <= _LONGEST else None
        if found is None:
            return
        yield found
        start = end


def _part(scene: Scene, words: Sequence[Token], role: str, model: Amount) -> tuple[Entity, Quantity] | None:
    """ "Norway up to ten", "France €500m": a name that can do what the verb says, and a number or a sum."""
    names = (scene.owner[w.i] for w in words if w.i in scene.owner)
    item = next((x for x in names if x.form is not Form.ADJECTIVE), None)  # "the British-led Interflex"
    if item is None or item.entity.generic or not scene.knowledge.schema.accepts(role, item.actor.kind):
        return None
    if any(t.pos not in ("DET", "ADJ", "VERB", "PUNCT") for t in words if t.i < item.start):
        return None
    rest = [t for t in words if t.i >= item.end]
    if model.dimension == "money":
        last = rest[-1].i if rest else -1
        sums = (a for a in scene.amounts if a.dimension == "money" and rest and a.start >= rest[0].i)
        found = next((a.quantity for a in sums if a.end == last + 1), None)
        return (item.actor, found) if found is not None else None
    told = read_number(" ".join(t.text for t in rest))
    if told is None:
        return None
    return item.actor, replace(model.quantity, value=told[0], modifier=told[1])
