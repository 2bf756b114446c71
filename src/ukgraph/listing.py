"""Lines that say who gives what without a word for it: "Denmark: 19 Caesar howitzers", "Germany – up to €500m".

The mark is the trigger: names alone stand before it, and no verb of a clause after it. Such a line tells something only
among others about aid, whose recipient it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ukgraph import syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ukgraph.records import Token
    from ukgraph.scene import Scene

LONGEST_LABEL = 9  # tokens before the mark: a bullet, "Denmark, Norway and Sweden"
_BULLETS = frozenset({"•", "-", "–", "*", "·", "—"})


def is_label(scene: Scene, mark: Token) -> bool:
    """Whether names alone stand before a mark, and what follows is no clause."""
    tokens = scene.tree.tokens
    before = [t for t in tokens[: mark.i] if t.text not in _BULLETS]
    named = [t for t in before if t.i in scene.owner]
    joined = all(t.i in scene.owner or t.pos in ("CCONJ", "DET") or t.text == "," for t in before)
    after = tokens[mark.i + 1 :]
    clause = any(t.pos == "VERB" and "VerbForm=Fin" in t.feats for t in after) or any(
        t.pos == "AUX" for t in after
    )
    return bool(named) and joined and len(before) <= LONGEST_LABEL and bool(after) and not clause


def listed_heads(scene: Scene, mark: Token, slot: str) -> Iterator[Token]:
    """The heads of what stands before a mark ("subject"), of what is listed after it ("object", "within"), or after a preposition."""
    tokens = scene.tree.tokens
    for token in tokens:
        item = scene.owner.get(token.i)
        head = item is not None and not (token.head in range(item.start, item.end) and token.head != token.i)
        if (
            (slot == "subject" and token.i < mark.i and head)
            or (slot in ("object", "within") and token.i > mark.i and (head or token.i in scene.amount_at))
            or (token.i > mark.i and slot == syntax.cases(scene.tree, token))
        ):
            yield token
