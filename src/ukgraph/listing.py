"""Lines that say who gives what without a word for it: "Denmark: 19 Caesar howitzers", "Germany – up to €500m".

The mark is the trigger: names alone stand before it, and no verb of a clause after it. Such a line tells something only
among others about aid, whose recipient it takes. Lines behind dashes below "The package includes:" or "Germany will send:" go
on with what that sentence tells.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ukgraph import syntax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.link import Linked
    from ukgraph.records import Token
    from ukgraph.scene import Scene

LONGEST_LABEL = 9  # tokens before the mark: a bullet, "Denmark, Norway and Sweden"
BULLETS = frozenset({"•", "-", "–", "*", "·", "—"})
_RELATIVE = frozenset({"which", "who", "whose", "whom", "where"})
_OWN = frozenset({"", "of", "including"})  # what is listed may be measured: "dozens of tanks"


def find_lists(
    trees: Sequence[syntax.Tree], linked: Sequence[Sequence[Linked]], knowledge: Knowledge
) -> list[tuple[bool, bool]]:
    """For each sentence whether a list of aid follows it, and whether it is a line of one."""
    lines = [t.tokens[0].text in BULLETS and not _has_clause(t.tokens[1:]) for t in trees]
    found: list[tuple[bool, bool]] = []
    listed = False
    for i, (tree, items) in enumerate(zip(trees, linked, strict=True)):
        listed = lines[i] and listed
        leads = not lines[i] and lines[i + 1 : i + 2] == [True] and _leads(tree, items, knowledge)
        found.append((leads, listed))
        listed = listed or leads
    return found


def _leads(tree: syntax.Tree, items: Sequence[Linked], knowledge: Knowledge) -> bool:
    """ "Germany will send:", "The package consists of": a sentence with no end that gives something, or tells what aid is made of."""
    if tree.tokens[-1].text != ":" and tree.tokens[-1].pos not in ("ADP", "VERB"):
        return False
    aid = any(knowledge.is_a(x.entity.kind, "AidKind") for x in items)
    senses = [
        knowledge.triggers_by_word.get((w.pos, w.lemma.lower()), ()) for w in tree.tokens if w.pos == "VERB"
    ]
    holds = [any(t.continues for t in s) for s in senses]  # "includes"
    gives = [any(t.frame in knowledge.inheriting for t in s) for s in senses]
    return (aid and any(holds)) or any(g and not h for g, h in zip(gives, holds, strict=True))


def _has_clause(tokens: Sequence[Token]) -> bool:
    """Whether a verb tells something of what is listed; "50 missiles, which were meant for the Bundeswehr" is a line all the same."""
    tokens = list(itertools.takewhile(lambda t: t.text.lower() not in _RELATIVE, tokens))
    return any((t.pos == "VERB" and "VerbForm=Fin" in t.feats) or t.pos == "AUX" for t in tokens)


def is_label(scene: Scene, mark: Token) -> bool:
    """Whether names alone stand before a mark, and what follows is no clause."""
    tokens = scene.tree.tokens
    before = [t for t in tokens[: mark.i] if t.text not in BULLETS]
    named = [t for t in before if t.i in scene.owner]
    joined = all(t.i in scene.owner or t.pos in ("CCONJ", "DET") or t.text == "," for t in before)
    after = tokens[mark.i + 1 :]
    clause = _has_clause(after)
    return bool(named) and joined and len(before) <= LONGEST_LABEL and bool(after) and not clause


def listed_heads(scene: Scene, mark: Token, slot: str) -> Iterator[Token]:
    """The heads of what stands before a mark ("subject"), of what is listed after it ("object", "within"), or after a preposition."""
    tokens = scene.tree.tokens
    for token in [t for t in tokens if not _is_described(scene, t)]:
        item = scene.owner.get(token.i)
        head = item is not None and not (token.head in range(item.start, item.end) and token.head != token.i)
        if (
            (slot == "subject" and token.i < mark.i and head)
            or (
                slot in ("object", "within")
                and token.i > mark.i
                and (head or token.i in scene.amount_at)
                and (slot == "within" or not _is_for_another(scene, token))
            )
            or (token.i > mark.i and slot == syntax.cases(scene.tree, token))
        ):
            yield token


def _is_described(scene: Scene, token: Token) -> bool:
    """Whether it stands in a clause that only describes what is listed."""
    return any(a.dep == "acl:relcl" and a.i < token.i for a in scene.tree.ancestors(token))


def _is_for_another(scene: Scene, token: Token) -> bool:
    """ "munitions for NASAMS", which lists no NASAMS; but "€500m for ammunition"."""
    return syntax.cases(scene.tree, token) not in _OWN and token.head in scene.owner
