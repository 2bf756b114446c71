"""Where every node stands, worked out ahead of time, so that a page opens at rest and looks the same every time.

Communities first, then the nodes of each around its place, then one settling of the whole: a force layout
from nothing tangles the few big hubs that news graphs have. Forces come from rustworkx, which is seeded, does
not depend on how numpy was built, and is free for every use (igraph is faster on very large graphs and GPL).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import rustworkx as rx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Link = tuple[int, int, float]

_SEED = 20220426  # any number would do, as long as it never changes
_SETTLE_UP_TO = (
    1500  # above this, forces between all pairs take seconds, and the communities stand apart already
)
_SPREAD_UP_TO = 3000
_ITERATIONS = 200
_PASSES = 80
_ROOM = 2.0  # how much larger than the nodes themselves the sheet is before it is spread
_EVEN = 0.6  # how far places give way to ranks: forces crowd the middle and fling a few nodes far out
_GAP = 60.0
_INSIDE = 2.0  # how much stronger an edge inside a community pulls than one between two


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node takes up with its label: to either side, above its centre, and below it."""

    side: float
    above: float
    below: float

    @property
    def area(self) -> float:
        """How much of the sheet that is."""
        return 2 * self.side * (self.above + self.below)


def positions(boxes: Sequence[Box], links: Iterable[Link]) -> list[tuple[int, int]]:
    """A place for every node; links name nodes by number and have a weight. The same for the same arguments."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    # The order in which links come would show in the communities.
    for start, end, weight in sorted((min(a, b), max(a, b), w) for a, b, w in links):
        known = graph.get_edge_data(start, end, {"weight": 0.0})["weight"]
        graph.add_edge(start, end, weight=known + weight)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    sheets = [_spread(_component(graph, part, boxes), boxes) for part in parts]
    places = _pack(sheets, boxes)
    return [(round(places[i][0]), round(places[i][1])) for i in range(len(boxes))]


def _component(graph: nx.Graph[int], part: Sequence[int], boxes: Sequence[Box]) -> dict[int, Point]:
    """One connected part on a sheet of its own, large enough for its nodes."""
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    whole = graph.subgraph(part)
    found = nx.community.louvain_communities(whole, weight="weight", seed=_SEED)
    groups = sorted((sorted(group) for group in found), key=lambda g: (-len(g), g))
    home = {node: i for i, group in enumerate(groups) for node in group}
    start = _by_community(whole, groups, home)
    links = [(a, b, w * (_INSIDE if home[a] == home[b] else 1.0)) for a, b, w in _links(whole)]
    placed = _forces(part, links, start) if len(part) <= _SETTLE_UP_TO else start
    return _scaled(placed, boxes)


def _by_community(
    whole: nx.Graph[int], groups: Sequence[Sequence[int]], home: Mapping[int, int]
) -> dict[int, Point]:
    between: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, weight in _links(whole):
        if home[a] != home[b]:
            between[min(home[a], home[b]), max(home[a], home[b])] += weight
    centres = _forces(range(len(groups)), [(a, b, w) for (a, b), w in sorted(between.items())])
    placed: dict[int, Point] = {}
    for i, group in enumerate(groups):
        radius = 0.9 * math.sqrt(len(group) / len(home))
        for node, (x, y) in _forces(group, _links(whole.subgraph(group))).items():
            placed[node] = (centres[i][0] + radius * x, centres[i][1] + radius * y)
    return placed


def _links(graph: nx.Graph[int]) -> list[Link]:
    return sorted((min(a, b), max(a, b), data["weight"]) for a, b, data in graph.edges(data=True))


def _forces(
    nodes: Sequence[int], links: Iterable[Link], start: Mapping[int, Point] | None = None
) -> dict[int, Point]:
    """A force layout of some nodes in the unit square around the origin, from a given start or a seeded one."""
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    number = {node: i for i, node in enumerate(nodes)}
    graph: rx.PyGraph[int, float] = rx.PyGraph()
    graph.add_nodes_from(list(nodes))
    # A pair that forty articles join should not sit forty times closer than one that two do.
    graph.add_edges_from([(number[a], number[b], 1 + math.log2(1 + w)) for a, b, w in links])
    known = None if start is None else {number[n]: p for n, p in start.items()}
    found = rx.spring_layout(
        graph, pos=known, num_iter=_ITERATIONS, weight_fn=float, seed=_SEED, scale=1, center=(0.0, 0.0)
    )
    return {node: (found[i][0], found[i][1]) for node, i in number.items()}


def _scaled(placed: Mapping[int, Point], boxes: Sequence[Box]) -> dict[int, Point]:
    side = math.sqrt(_ROOM * sum(boxes[n].area for n in placed))
    across, down = (_evened({n: p[axis] for n, p in placed.items()}) for axis in (0, 1))
    return {n: (across[n] * side, down[n] * side) for n in placed}


def _evened(values: Mapping[int, float]) -> dict[int, float]:
    """Coordinates between 0 and 1 in the same order, but less bunched."""
    order = sorted(values, key=lambda n: (values[n], n))
    low, high = values[order[0]], values[order[-1]]
    return {
        n: _EVEN * rank / len(order) + (1 - _EVEN) * ((values[n] - low) / (high - low) if high > low else 0.5)
        for rank, n in enumerate(order)
    }


# Room for labels ------------------------------------------------------------------------------------


def _spread(placed: dict[int, Point], boxes: Sequence[Box]) -> dict[int, Point]:
    """Push apart what lies on top of each other, until nothing does or patience ends."""
    if len(placed) > _SPREAD_UP_TO:
        return placed
    places = {n: list(p) for n, p in placed.items()}
    reach = 2 * max((max(boxes[n].side, boxes[n].above, boxes[n].below) for n in placed), default=1.0)
    for _ in range(_PASSES):
        moved = [_push(places[a], places[b], boxes[a], boxes[b]) for a, b in _close(places, reach)]
        if not any(moved):
            break
    return {n: (x, y) for n, (x, y) in places.items()}


def _close(places: Mapping[int, Sequence[float]], reach: float) -> list[tuple[int, int]]:
    """The pairs of nodes that may touch, told by a grid of cells as wide as the widest node."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, (x, y) in places.items():
        cells[math.floor(x / reach), math.floor(y / reach)].append(node)
    pairs = []
    for (column, row), inside in cells.items():
        around = [n for dx in (-1, 0, 1) for dy in (-1, 0, 1) for n in cells.get((column + dx, row + dy), ())]
        pairs += [(a, b) for a in inside for b in around if a < b]
    return pairs


def _push(a: list[float], b: list[float], box_a: Box, box_b: Box) -> bool:
    """Move two overlapping nodes apart, half each, the shorter way; whether they had to."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    over_x = box_a.side + box_b.side - abs(dx)
    over_y = (box_a.below + box_b.above if dy > 0 else box_a.above + box_b.below) - abs(dy)
    if over_x <= 1 or over_y <= 1:
        return False
    axis, over, delta = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
    step = math.copysign(over / 2, delta)
    a[axis] -= step
    b[axis] += step
    return True


# Parts side by side ---------------------------------------------------------------------------------


def _pack(sheets: Sequence[Mapping[int, Point]], boxes: Sequence[Box]) -> dict[int, Point]:
    """The largest part on top, the others below it in rows no wider than it."""
    if not sheets:
        return {}
    frames = [_frame(sheet, boxes) for sheet in sheets]
    area = sum((r - x) * (b - y) for x, y, r, b in frames)
    width = max(frames[0][2] - frames[0][0], math.sqrt(area) * 1.3)
    places: dict[int, Point] = {}
    left = top = height = 0.0
    for sheet, (x, y, right, bottom) in zip(sheets, frames, strict=True):
        if left and left + right - x > width:
            left, top, height = 0.0, top + height + _GAP, 0.0
        places |= {n: (px - x + left, py - y + top) for n, (px, py) in sheet.items()}
        left += right - x + _GAP
        height = max(height, bottom - y)
    return places


def _frame(sheet: Mapping[int, Point], boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[n].side for n, (x, _) in sheet.items()),
        min(y - boxes[n].above for n, (_, y) in sheet.items()),
        max(x + boxes[n].side for n, (x, _) in sheet.items()),
        max(y + boxes[n].below for n, (_, y) in sheet.items()),
    )
