"""Clauses that no frame covers, kept as subject, predicate and object, so that little of what is said is lost.

An open claim (after open information extraction, Banko et al. 2007) needs two names that the text sets in relation by
a verb ("Slovakia borders Ukraine") or by a noun with a copula ("Belarus is an ally of Russia"). It has factuality,
speaker and evidence like any frame; it is never read where the lexicon knows better, and never becomes an edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.records import Entity, Token
from ukgraph.slots import object_control

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ukgraph.scene import Scene

KIND = "OpenClaim"
_RELATING = frozenset(
    {
        "against",
        "between",
        "for",
        "from",
        "into",
        "of",
        "on",
        "over",
        "through",
        "to",
        "towards",
        "toward",
        "with",
    }
)
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A predicate between names: `predicate` is its lemma with particle and preposition ("border", "ally of")."""

    token: Token
    subjects: tuple[Entity, ...]
    predicate: str
    objects: tuple[Entity, ...]


def find_claims(scene: Scene, told: Collection[int]) -> list[OpenClaim]:
    """The open claims of a sentence; `told` are the tokens that its frames were read from or that bend them."""
    if len({x.entity.id for x in scene.linked if not x.entity.generic}) < 2:
        return []
    return [
        claim
        for token in scene.tree.tokens
        if token.i not in told and token.pos in _PREDICATES and not _names(scene, token)
        for claim in [_claim(scene, token, told)]
        if claim is not None
    ]


def _names(scene: Scene, token: Token) -> bool:
    item = scene.owner.get(token.i)
    return item is not None and not item.entity.generic


def _claim(scene: Scene, token: Token, told: Collection[int]) -> OpenClaim | None:
    tree = scene.tree
    if token.pos != "VERB" and tree.child(token, "cop") is None:
        return None
    if token.lemma.lower() == "do" or syntax.base(token.dep) in ("amod", "compound"):
        return None  # "do" tells nothing, and "German-made" only describes
    if tree.child(token, "xcomp", "ccomp") is not None:
        return None  # "wants Russia to be weakened" sets nobody in relation to Russia but by its clause
    if any(k.i in told for k in tree.children(token, "obj", "nsubj", "nsubj:pass")):
        return None  # "made a pledge": the noun has told it
    head = syntax.subject(tree, token, object_control(scene.knowledge))
    subjects = _named(scene, head) if head is not None else ()
    if not subjects:
        return None
    taken = {s.id for s in subjects}
    for preposition, phrase in _complements(scene, token):
        objects = tuple(e for e in _named(scene, phrase) if e.id not in taken)
        if objects:
            return OpenClaim(token, subjects, _predicate(tree, token, preposition), objects)
    return None


def _complements(scene: Scene, token: Token) -> Iterator[tuple[str, Token]]:
    """Where the other name may stand: the object first, then phrases that tell no place, time or manner."""
    if token.pos == "VERB":
        found = syntax.direct_object(scene.tree, token)
        if found is not None:
            yield "", found
    for kid in scene.tree.children(token, "obl", "nmod"):
        preposition = syntax.cases(scene.tree, kid)
        if preposition in _RELATING and kid.dep != "obl:agent":
            yield preposition, kid


def _predicate(tree: syntax.Tree, token: Token, preposition: str) -> str:
    particles = [k.text.lower() for k in tree.children(token, "compound") if k.dep == "compound:prt"]
    return " ".join([token.lemma.lower(), *particles, *([preposition] if preposition else [])])


def _named(scene: Scene, head: Token) -> tuple[Entity, ...]:
    """The particular entities that a phrase stands for: names, not kinds of things."""
    return tuple(f.actor for f in scene.values(head) if isinstance(f.actor, Entity) and not f.actor.generic)
