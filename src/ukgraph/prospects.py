"""Whether what a noun tells has come about: "after the delivery of tanks" it has, "ahead of the delivery" it has not.

Deliveries, accessions and deployments are spoken of long before they happen, and often never do. So such a noun counts
as done only where its clause bears it out: where it did something, has been dated, or lies behind what is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.lexicon import Effect

if TYPE_CHECKING:
    from ukgraph.records import Token
    from ukgraph.scene import Scene

_AHEAD = frozenset(
    ["ahead of", "before", "until", "till", "pending", "against", "for", "toward", "towards", "over", "about", "without", "on",
     "barring", "absent", "regarding", "concerning"]
)  # fmt: skip
_ANY = frozenset({"any", "every", "no", "each", "either", "neither", "further", "future", "potential"})
_MODAL = frozenset({"will", "would", "can", "could", "may", "might", "should", "must", "shall", "ought"})


def has_come_about(scene: Scene, noun: Token) -> bool:
    """Whether the clause around a noun bears out that what it tells has happened."""
    tree = scene.tree
    if any(k.lemma.lower() in _ANY for k in tree.children(noun, "det", "amod")):
        return False
    below = {t.i for t in tree.subtree(noun)}
    if any(d.head in below and _is_over(scene, d.date.iso) for d in scene.dates):
        return True
    node, head = noun, tree.head(noun)
    while head is not None and head.pos in ("NOUN", "PROPN") and syntax.base(node.dep) in _INSIDE:
        if _lies_ahead(scene, node):
            return False
        node, head = head, tree.head(head)
    if head is None:
        return not tree.children(node, "cop") or _told_as_past(scene, node)
    if node is not noun and _is_promised(scene, head):
        return False
    if syntax.base(node.dep) in ("nsubj", "csubj"):
        again = "Number=P" in node.feats and tree.child(node, "nmod:poss") is not None
        shows = any(
            k.lemma.lower() == "as" for k in tree.children(head, "mark", "advmod")
        )  # "as its withdrawal shows"
        added_up = _is_sum(scene, head) and not _is_modal(scene, head)
        return (
            again or shows or added_up or _goes_on(scene, head) or _told_as_past(scene, head)
        )  # "Iran's supplies of drones violate the resolution"
    nothing = any(k.lemma.lower() in _NOTHING for k in tree.children(head, "nsubj"))
    return not (nothing or _is_modal(scene, head) or _lies_ahead(scene, node))


_NOTHING = frozenset({"nothing", "none", "nobody"})
_INSIDE = frozenset({"nmod", "compound", "conj", "appos", "obl"})


def _is_promised(scene: Scene, verb: Token) -> bool:
    """ "announced aid, including a shipment of bombs": what is part of what is planned is planned."""
    return verb.pos == "VERB" and Effect.PLANNED in scene.knowledge.effects("VERB", verb.lemma.lower())


def _goes_on(scene: Scene, predicate: Token) -> bool:
    """ "The transfer is now underway"."""
    effects = scene.knowledge.effects("ADJ", predicate.lemma.lower())
    return predicate.pos == "ADJ" and effects == {Effect.PLAIN} and not _is_modal(scene, predicate)


def _is_sum(scene: Scene, verb: Token) -> bool:
    """ "German aid amounts to 28 billion euros": what adds up to a sum of money has been given."""
    amounts = (scene.amount_at.get(k.i) for k in scene.tree.children(verb, "obj", "obl"))
    return verb.pos == "VERB" and any(a is not None and a.dimension == "money" for a in amounts)


def _lies_ahead(scene: Scene, noun: Token) -> bool:
    """ "ahead of the delivery", "protested against the deployment"."""
    own = [t.i for t in scene.tree.subtree(noun) if t.i <= noun.i and syntax.base(t.dep) != "case"]
    before = syntax.opener(scene.tree.tokens, min(own), _AHEAD)
    return bool(before) or syntax.cases(scene.tree, noun) in _AHEAD


def _is_over(scene: Scene, day: str) -> bool:
    return scene.published is not None and day <= scene.published[: len(day)]


def _is_modal(scene: Scene, predicate: Token) -> bool:
    return any(w.lemma.lower() in _MODAL for w in scene.tree.children(predicate, "aux", "cop"))


def _told_as_past(scene: Scene, predicate: Token) -> bool:
    """ "angered Moscow", "has angered", "was a mistake"; not "would anger", "is a red line", "has yet to be approved"."""
    words = scene.tree.children(predicate, "aux", "cop")
    past = any("Tense=Past" in w.feats for w in (predicate, *words)) or any(w.lemma == "have" for w in words)
    return past and not _is_modal(scene, predicate)
