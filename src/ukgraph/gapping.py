"""What a sentence leaves out: "Germany sent 18 Leopards, Portugal three and Sweden ten" tells of three givers with one verb.

Read off the words, for no small parser sees it: behind a counted object stand a name and a number, again and again, and
nothing else between the marks that part them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.gazetteer import Form
from ukgraph.records import Entity, Quantity
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
_LONGEST = 9  # words between two marks: "the British-led Operation Interflex more than 50,000"


@dataclass(frozen=True, slots=True)
class Gapped:
    """Somebody else who did the same with another number of things, or another sum."""

    who: Entity
    quantity: Quantity
    model: Quantity  # the number or sum of the one whom the sentence tells of first


def find_gapped(scene: Scene, match: Match) -> tuple[Gapped, ...]:
    """Those who share a match's verb and the kind of its object, in the order of the text."""
    first = _first(scene, match)
    doer = done_by(scene, match) if first is not None else None
    if doer is None or first is None:
        return ()
    named = scene.owner.get(first.head)
    start = max(first.end, named.end if named is not None and first.dimension == "count" else first.head + 1)
    receiver = scene.owner.get(start + 1)
    if receiver is not None and scene.tree.tokens[start].pos == "ADP":
        start = receiver.end  # "gave 14 tanks to Ukraine, Norway eight"
    return tuple(_read(scene, start, doer, first))


def without(match: Match, gapped: Sequence[Gapped]) -> Match:
    """The match without those who did the same themselves, and with its own sum: in "to Ukraine, Norway eight" Norway is given nothing."""
    if not gapped:
        return match
    others = {g.who for g in gapped}
    fills = [f for f in match.fills if f.value not in others]
    for model in {g.model for g in gapped}:
        fills = [replace(f, value=model) if f.role == "amount" else f for f in fills]
    return replace(match, fills=tuple(dict.fromkeys(fills)))


def done_by(scene: Scene, match: Match) -> str | None:
    """The role that the subject of a match's verb fills."""
    if match.token.pos != "VERB":
        return None
    subject = syntax.subject(scene.tree, match.token, object_control(scene.knowledge))
    return next((f.role for f in match.fills if subject is not None and f.token == subject.i), None)


def _first(scene: Scene, match: Match) -> Amount | None:
    """The number of the one item that a match counts, or else the first sum behind its verb."""
    behind = [f for f in match.fills if f.token > match.token.i]
    counts = [scene.amount_at.get(f.token) for f in behind if f.role in _COUNTED]
    numbers = [a for a in counts if a is not None and a.dimension == "count"]
    if numbers:
        return numbers[0] if len(numbers) == 1 else None
    if not any(f.role == "amount" for f in behind):
        return None
    return next((a for a in scene.amounts if a.dimension == "money" and a.start > match.token.i), None)


def _read(scene: Scene, start: int, role: str, model: Amount) -> Iterator[Gapped]:
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


def _part(scene: Scene, words: Sequence[Token], role: str, model: Amount) -> Gapped | None:
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
        return Gapped(item.actor, found, model.quantity) if found is not None else None
    told = read_number(" ".join(t.text for t in rest))
    if told is None:
        return None
    return Gapped(item.actor, replace(model.quantity, value=told[0], modifier=told[1]), model.quantity)
