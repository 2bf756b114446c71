"""The picture of a build as SVG, for reports and for readers without a script: what the page shows on opening."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ukgraph import look
from ukgraph.records import Factuality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.drawing import Edge
    from ukgraph.layout import Point
    from ukgraph.view import View

_MARGIN = 40.0
_STYLE = 'font-family="system-ui, DejaVu Sans, sans-serif" text-anchor="middle"'
_EMPTY = (600.0, 120.0)
# Corners of each shape in a square from -1 to 1, as vis-network draws them; what is missing is a circle.
_CORNERS: dict[str, tuple[Point, ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle": ((0, -1), (1, 0.8), (-1, 0.8)),
    "triangleDown": ((0, 1), (1, -0.8), (-1, -0.8)),
    "hexagon": ((-0.5, -0.87), (0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0)),
    "star": tuple(
        (
            (1 if i % 2 == 0 else 0.45) * math.sin(i * math.pi / 5),
            -(1 if i % 2 == 0 else 0.45) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ),
}


def picture(view: View) -> str:
    """An SVG file of all that the page draws first; denied lines are left out, as they are there."""
    places = view.opening
    lines = [
        (e, bend)
        for e, bend in zip(view.drawing.edges, look.bends(view.drawing.edges), strict=True)
        if e.start in places and e.end in places and e.factuality is not Factuality.NEGATED
    ]
    joined = {n for e, _ in lines for n in (e.start, e.end)}
    left, top, right, bottom = _frame(view, [n for n in places if n in joined] or list(places))
    width, height = right - left, bottom - top
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" {_STYLE}>',
        f"<title>{escape(view.title)}</title>",
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{look.PAPER}"/>',
        *(_line(view, e, bend, places) for e, bend in lines),
        *(_node(view, n, places[n]) for n in reversed(places) if n in joined or not lines),
        *(
            []
            if places
            else [
                f'<text x="{left + width / 2:g}" y="{top + height / 2:g}" fill="{look.INK}">There is nothing to draw.</text>'
            ]
        ),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _frame(view: View, drawn: Sequence[int]) -> tuple[float, float, float, float]:
    if not drawn:
        return 0.0, 0.0, *_EMPTY
    boxes = [(view.opening[n], view.marks[n].box) for n in drawn]
    return (
        min(x - b.side for (x, _), b in boxes) - _MARGIN,
        min(y - b.above for (_, y), b in boxes) - _MARGIN,
        max(x + b.side for (x, _), b in boxes) + _MARGIN,
        max(y + b.below for (_, y), b in boxes) + _MARGIN,
    )


def _line(view: View, edge: Edge, bend: float, places: dict[int, Point]) -> str:
    stroke = look.stroke(edge, look.theme(edge.relation, view.schema))
    start, end = places[edge.start], places[edge.end]
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    middle = (start[0] + dx / 2 + dy * bend, start[1] + dy / 2 - dx * bend)
    back = view.marks[edge.end].size + (5 if stroke.arrow else 0)
    towards = math.hypot(end[0] - middle[0], end[1] - middle[1]) or 1.0
    tip = (end[0] - (end[0] - middle[0]) / towards * back, end[1] - (end[1] - middle[1]) / towards * back)
    colour, opacity = stroke.colour[:7], int(stroke.colour[7:] or "ff", 16) / 255
    dashes = f' stroke-dasharray="{" ".join(map(str, stroke.dashes))}"' if stroke.dashes else ""
    path = (
        f'<path d="M{start[0]:.1f} {start[1]:.1f} Q{middle[0]:.1f} {middle[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}" fill="none" '
        f'stroke="{colour}" stroke-opacity="{opacity:.2g}" stroke-width="{stroke.width:g}"{dashes}/>'
    )
    if not stroke.arrow or length < back:
        return path
    ux, uy = (end[0] - middle[0]) / towards, (end[1] - middle[1]) / towards
    corners = ((tip[0] + ux * 5, tip[1] + uy * 5), (tip[0] - ux * 3 + uy * 3, tip[1] - uy * 3 - ux * 3), (tip[0] - ux * 3 - uy * 3, tip[1] - uy * 3 + ux * 3))  # fmt: skip
    return path + f'<polygon points="{_points(corners)}" fill="{colour}" fill-opacity="{opacity:.2g}"/>'


def _node(view: View, number: int, place: Point) -> str:
    node, mark = view.drawing.nodes[number], view.marks[number]
    shape, colour = look.shape(node.kind, view.schema)
    x, y = place
    size = mark.size
    corners = _CORNERS.get(shape)
    drawn = (
        f'<polygon points="{_points((x + a * size, y + b * size) for a, b in corners)}" fill="{colour}"/>'
        if corners
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{colour}"/>'
    )
    lines = "".join(
        f'<tspan x="{x:.1f}" dy="{0 if i == 0 else 1.15}em">{escape(line)}</tspan>'
        for i, line in enumerate(look.label(node).split("\n"))
    )
    label = (
        f'<text x="{x:.1f}" y="{y + size + mark.font:.1f}" font-size="{mark.font}" fill="{look.INK}" stroke="{look.PAPER}" '
        f'stroke-width="3" paint-order="stroke">{lines}</text>'
    )
    return f"<g aria-label={quoteattr(node.label[:200])}>{drawn}{label}</g>"


def _points(corners: Sequence[Point] | Iterator[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
