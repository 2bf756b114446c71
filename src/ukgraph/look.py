"""How things look: one shape and colour for each kind, one colour for each theme of relations, one stroke for each stance.

The page, the picture and the summary all ask here, so that the same thing looks the same wherever it is met.
"""

from __future__ import annotations

import math
import textwrap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph.layout import Box
from ukgraph.records import Factuality

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ukgraph.drawing import Drawing, Edge, Node
    from ukgraph.schema import Schema

INK, PAPER = "#1b1f24", "#ffffff"

# Colours by Okabe and Ito, which the colour-blind tell apart; the shape says the same once more.
_FAMILIES: Mapping[str, tuple[str, str]] = {
    "Country": ("square", "#0072B2"),
    "Person": ("dot", "#E69F00"),
    "Organization": ("diamond", "#009E73"),
    "Place": ("triangle", "#CC79A7"),
    "WeaponSystem": ("triangleDown", "#D55E00"),
    "Initiative": ("star", "#56B4E9"),
    "Document": ("hexagon", "#B8A500"),
}
_OTHER_FAMILY = ("dot", "#8A8A8A")

_SUPPORT, _FORCE, _WORDS, _STANDING = "support", "force", "words", "standing"
THEMES: Mapping[str, str] = {
    _SUPPORT: "#2B7BBA",
    _FORCE: "#D55E00",
    _WORDS: "#8E63B0",
    _STANDING: "#7F8790",
}
_THEME_OF: Mapping[str, str] = {
    **dict.fromkeys(("AidDelivery", "AidPledge", "AidRequest", "Authorization", "Training"), _SUPPORT),
    **dict.fromkeys(("Procurement", "Production", "Endorsement"), _SUPPORT),
    **dict.fromkeys(("Attack", "Invasion", "Threat", "Deployment", "Interception", "Capture"), _FORCE),
    **dict.fromkeys(("Withdrawal", "Sanction", "Condemnation", "AidRefusal"), _FORCE),
    **dict.fromkeys(("Meeting", "Visit", "Talks", "Statement", "Agreement", "Ceasefire", "Exchange"), _WORDS),
}

# How sure a line looks. Whose word it is shows in long dashes, what is yet to come in dots.
_DASHES: Mapping[tuple[bool, Factuality], Sequence[int]] = {
    (False, Factuality.PLANNED): (2, 5),
    (True, Factuality.ASSERTED): (10, 6),
    (True, Factuality.PLANNED): (10, 5, 2, 5),
    (True, Factuality.POSSIBLE): (10, 6),
    (True, Factuality.NEGATED): (10, 6),
}
_OPACITY: Mapping[Factuality, str] = {
    Factuality.POSSIBLE: "66",
    Factuality.NEGATED: "b3",
}  # the alpha of #rrggbbaa

_LINE = 18  # characters of a label before it goes on in a second line
_LETTER = 0.55  # about how wide a letter is beside its height


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: colour as #rrggbb or #rrggbbaa, width in units of the layout, dashes in units of the width."""

    colour: str
    width: float
    dashes: tuple[int, ...]
    arrow: bool
    struck: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A node: half its width in units of the layout, the size of its label, and the room that both take."""

    size: int
    font: int
    box: Box


def shape(kind: str, schema: Schema) -> tuple[str, str]:
    """The shape (as vis-network names it) and colour of a kind of entity."""
    return next((_FAMILIES[k] for k in schema.lineage(kind) if k in _FAMILIES), _OTHER_FAMILY)


def theme(relation: str, schema: Schema) -> str:
    """What a relation is about: one of `THEMES`."""
    frames = {s.frame for s in schema.shortcuts if s.name == relation}
    return next((_THEME_OF[f] for f in sorted(frames) if f in _THEME_OF), _STANDING)


def theme_of_frame(kind: str) -> str:
    """The same for a frame class."""
    return _THEME_OF.get(kind, _STANDING)


def marks(drawing: Drawing) -> list[Mark]:
    """How large every node is beside the one with most reports.

    In a large graph a node has only the room of its own mark: labels are drawn as the window has room for them.
    """
    most = max((node.reports for node in drawing.nodes), default=0)
    return [_mark(node, max(most, 1)) for node in drawing.nodes]


def _mark(node: Node, most: int) -> Mark:
    share = math.log(1 + node.reports) / math.log(1 + most)
    font = round(12 + 12 * share**2)
    size = round(7 + 25 * share**1.5)
    lines = label(node).split("\n")
    side = max(size, _LETTER / 2 * font * max(map(len, lines))) + 4
    return Mark(size, font, Box(side, size + 4, size + 1.2 * font * len(lines) + 4))


def label(node: Node) -> str:
    """A label in at most two lines; the panel has it whole."""
    lines = textwrap.wrap(node.label, _LINE, max_lines=2, placeholder="…") or [node.name]
    return "\n".join(lines)


def stroke(edge: Edge, theme_name: str) -> Stroke:
    """How an edge is drawn: colour by theme, dashes by voice and factuality, width by number of reports."""
    colour = THEMES[theme_name] + _OPACITY.get(edge.factuality, "")
    return Stroke(
        colour if edge.reports else THEMES[_STANDING] + "88",
        round(min(1 + math.log2(max(len(edge.reports), 1)), 6), 1),
        tuple(_DASHES.get((edge.attributed, edge.factuality), ())),
        arrow=not edge.symmetric,
        struck=edge.factuality is Factuality.NEGATED,
    )


def bends(edges: Sequence[Edge]) -> list[float]:
    """How far each edge swings out, so that several between the same two nodes can be told apart.

    A share of the distance between the two; positive is to the left of the way from start to end, 0 is straight.
    """
    between: dict[tuple[int, int], int] = defaultdict(int)
    found = []
    for edge in edges:
        pair = min(edge.start, edge.end), max(edge.start, edge.end)
        place = between[pair]
        between[pair] += 1
        side = 1 if (place % 2 == 1) == (edge.start < edge.end) else -1
        found.append(side * round(min(0.14 * ((place + 1) // 2), 0.7), 2))
    return found
