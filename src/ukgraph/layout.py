"""Where every node stands, worked out ahead of time, so that a page opens at rest and looks the same every time.

Communities first, each of them a disc with its own communities inside, so that a large graph shows what belongs together;
a component small enough settles once more as a whole. Small components lie close around the largest. Communities come
from graspologic-native, forces from rustworkx: both are seeded, do not depend on how numpy was built, and are free for
every use (igraph would be faster and is GPL). A layout of an earlier build is kept where it still fits.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import graspologic_native
import rustworkx as rx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Point = tuple[float, float]
Link = tuple[int, int, float]

_SEED = 20220426  # any number would do, as long as it never changes
_SETTLE_UP_TO = (
    500  # forces between all pairs: above this they take seconds, and discs read better than a hairball
)
_LEAF = 40  # nodes of a community that is not divided further
_ITERATIONS = 200
_LEAF_ITERATIONS = 60
_PASSES = 100
_ROOM = 1.8  # how much larger than its nodes a sheet is before what overlaps is pushed apart
_FILLED = 1.2  # the same for a disc of discs
_EVEN = 0.6  # how far places give way to ranks: forces crowd the middle and fling a few nodes far out
_INSIDE = 2.0  # how much stronger an edge inside a community pulls than one between two
_DISC_GAP = 1.12  # the room around a community, so that one sees where it ends
_ASPECT = 1.25  # width by height of the sheet: about that of the window that it is seen in
_CELLS = 160  # the small components are packed on a grid of about this many cells across
_KEPT_FROM = 0.6  # the share of nodes that must be known for an earlier layout to be kept


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

    @property
    def radius(self) -> float:
        """Of a circle that holds about as much."""
        return math.sqrt(self.area / math.pi)


def positions(
    boxes: Sequence[Box], links: Iterable[Link], known: Mapping[int, Point] | None = None
) -> list[tuple[int, int]]:
    """A place for every node; the same for the same arguments.

    Args:
        boxes: the room of each node, in the units of the places.
        links: pairs of nodes by number with a weight, in any order.
        known: places of an earlier layout. Most nodes known: they stay, new ones join their neighbours, and only what
            overlaps moves. Few known: they count for nothing.
    """
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for start, end, weight in links:
        if start != end:
            weights[min(start, end), max(start, end)] += weight
    ordered = [(a, b, w) for (a, b), w in sorted(weights.items())]
    parts = _components(len(boxes), ordered)
    known = known or {}
    if boxes and len(known) >= _KEPT_FROM * len(boxes):
        return _rounded(_kept(boxes, ordered, parts, known))
    inside = _by_part(parts, ordered)
    return _rounded(_pack([_component(p, inside[i], boxes) for i, p in enumerate(parts)], boxes))


def _rounded(places: Mapping[int, Point]) -> list[tuple[int, int]]:
    return [(round(places[i][0]), round(places[i][1])) for i in range(len(places))]


def _components(count: int, links: Iterable[Link]) -> list[list[int]]:
    """Nodes that links join, the largest part first."""
    graph: rx.PyGraph[int, None] = rx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from([(a, b, None) for a, b, _ in links])
    return sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda p: (-len(p), p))


def _by_part(parts: Sequence[Sequence[int]], links: Iterable[Link]) -> list[list[Link]]:
    """The links that lie inside each part; those between two are left out."""
    home = {node: i for i, part in enumerate(parts) for node in part}
    inside: list[list[Link]] = [[] for _ in parts]
    for a, b, w in links:
        if a in home and home[a] == home.get(b):
            inside[home[a]].append((a, b, w))
    return inside


def _component(part: Sequence[int], links: Sequence[Link], boxes: Sequence[Box]) -> dict[int, Point]:
    """One connected part on a sheet of its own, large enough for its nodes."""
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    placed = _disc(part, links, boxes).places
    if len(part) > _SETTLE_UP_TO:
        return placed
    home = {node: i for i, group in enumerate(_communities(part, links, _SETTLE_UP_TO)) for node in group}
    pulls = [(a, b, w * (_INSIDE if home[a] == home[b] else 1.0)) for a, b, w in links]
    return _apart(_scaled(_forces(part, pulls, _ITERATIONS, placed), boxes), boxes)


# Communities within communities ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Disc:
    """A community around the origin with the places of its nodes."""

    radius: float
    places: dict[int, Point]


def _disc(part: Sequence[int], links: Sequence[Link], boxes: Sequence[Box]) -> _Disc:
    groups = _communities(part, links, len(part)) if len(part) > _LEAF else []
    if len(groups) < 2:
        alone = [_Disc(boxes[n].radius, {n: (0.0, 0.0)}) for n in part]
        return _united(alone, links, _LEAF_ITERATIONS)
    inside = _by_part(groups, links)
    children = [_disc(group, inside[i], boxes) for i, group in enumerate(groups)]
    return _united([_Disc(c.radius * _DISC_GAP, c.places) for c in children], links, _ITERATIONS)


def _communities(part: Sequence[int], links: Iterable[Link], most: int) -> list[list[int]]:
    """Leiden communities of a connected part, the largest first (Traag, Waltman, van Eck 2019)."""
    pairs = [(str(a), str(b), w) for a, b, w in links]
    if not pairs:
        return [[n] for n in part]
    found = graspologic_native.hierarchical_leiden(
        pairs, starting_communities=None, resolution=1.0, randomness=0.001, iterations=1,
        use_modularity=True, max_cluster_size=max(most, 1), seed=_SEED,
    )  # fmt: skip
    groups: dict[int, list[int]] = defaultdict(list)
    for item in found:
        if item.level == 0:
            groups[item.cluster].append(int(item.node))
    return sorted((sorted(group) for group in groups.values()), key=lambda g: (-len(g), g))


def _united(discs: Sequence[_Disc], links: Iterable[Link], iterations: int) -> _Disc:
    """Discs side by side, those with strong links between them close to each other, none on another."""
    home = {node: i for i, disc in enumerate(discs) for node in disc.places}
    between: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, weight in links:
        if home[a] != home[b]:
            between[min(home[a], home[b]), max(home[a], home[b])] += weight
    pulls = [(a, b, w) for (a, b), w in sorted(between.items())]
    circles = [Box(d.radius, d.radius, d.radius) for d in discs]
    spread = _filled(_forces(range(len(discs)), pulls, iterations), circles)
    centres = _apart(spread, circles, circles=True)
    middle = _middle(centres, [d.radius**2 for d in discs])
    places = {
        node: (centres[i][0] - middle[0] + x, centres[i][1] - middle[1] + y)
        for i, disc in enumerate(discs)
        for node, (x, y) in disc.places.items()
    }
    reach = (
        math.hypot(centres[i][0] - middle[0], centres[i][1] - middle[1]) + d.radius
        for i, d in enumerate(discs)
    )
    return _Disc(max(reach), places)


def _filled(placed: Mapping[int, Point], circles: Sequence[Box]) -> dict[int, Point]:
    """The same directions from the middle and the same order of distances, but the whole disc in use."""
    area = 0.0
    filled: dict[int, Point] = {}
    for n in sorted(placed, key=lambda n: (math.hypot(*placed[n]), n)):
        x, y = placed[n]
        distance = math.hypot(x, y) or 1.0
        # The disc takes its place halfway between what lies further in and what its own area adds.
        reach = math.sqrt(_FILLED * (area + circles[n].side ** 2 / 2))
        area += circles[n].side ** 2
        filled[n] = (x / distance * reach, y / distance * reach)
    return filled


def _middle(places: Mapping[int, Point], weights: Sequence[float]) -> Point:
    total = sum(weights)
    return (
        sum(places[i][0] * w for i, w in enumerate(weights)) / total,
        sum(places[i][1] * w for i, w in enumerate(weights)) / total,
    )


# Forces ---------------------------------------------------------------------------------------------


def _forces(
    nodes: Sequence[int], links: Iterable[Link], iterations: int, start: Mapping[int, Point] | None = None
) -> dict[int, Point]:
    """A force layout of some nodes in the unit square around the origin, from a given start or a seeded one."""
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    number = {node: i for i, node in enumerate(nodes)}
    graph: rx.PyGraph[int, float] = rx.PyGraph()
    graph.add_nodes_from(list(nodes))
    # A pair that forty articles join should not sit forty times closer than one that two do.
    graph.add_edges_from([(number[a], number[b], 1 + math.log2(1 + w)) for a, b, w in links])
    known = None
    if start is not None:
        reach = max(1e-9, *(abs(v) for p in start.values() for v in p))
        known = {number[n]: (x / reach, y / reach) for n, (x, y) in start.items()}
    found = rx.spring_layout(
        graph, pos=known, num_iter=iterations, weight_fn=float, seed=_SEED, scale=1, center=(0.0, 0.0)
    )
    return {node: (found[i][0], found[i][1]) for node, i in number.items()}


def _scaled(placed: Mapping[int, Point], boxes: Sequence[Box]) -> dict[int, Point]:
    area = _ROOM * sum(boxes[n].area for n in placed)
    across, down = (_evened({n: p[axis] for n, p in placed.items()}) for axis in (0, 1))
    width, height = math.sqrt(area * _ASPECT), math.sqrt(area / _ASPECT)
    return {n: (across[n] * width, down[n] * height) for n in placed}


def _evened(values: Mapping[int, float]) -> dict[int, float]:
    """Coordinates between 0 and 1 in the same order, but less bunched."""
    order = sorted(values, key=lambda n: (values[n], n))
    low, high = values[order[0]], values[order[-1]]
    return {
        n: _EVEN * rank / len(order) + (1 - _EVEN) * ((values[n] - low) / (high - low) if high > low else 0.5)
        for rank, n in enumerate(order)
    }


# Room -----------------------------------------------------------------------------------------------


def _apart(placed: Mapping[int, Point], boxes: Sequence[Box], *, circles: bool = False) -> dict[int, Point]:
    """Push apart what lies on top of each other, until nothing does or patience ends."""
    places = {n: list(p) for n, p in placed.items()}
    reach = 2 * max((max(boxes[n].side, boxes[n].above, boxes[n].below) for n in places), default=1.0)
    push = _push_circles if circles else _push
    for _ in range(_PASSES):
        moved = [push(places[a], places[b], boxes[a], boxes[b]) for a, b in _close(places, reach)]
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


def _push_circles(a: list[float], b: list[float], box_a: Box, box_b: Box) -> bool:
    """The same for discs: the larger one moves less."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = math.sqrt(dx * dx + dy * dy)
    over = box_a.side + box_b.side - distance
    if over <= 0.01 * min(box_a.side, box_b.side):
        return False
    ux, uy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
    share = box_b.side**2 / (box_a.side**2 + box_b.side**2)
    a[0] -= ux * over * share
    a[1] -= uy * over * share
    b[0] += ux * over * (1 - share)
    b[1] += uy * over * (1 - share)
    return True


# Parts side by side ---------------------------------------------------------------------------------


def _pack(sheets: Sequence[Mapping[int, Point]], boxes: Sequence[Box]) -> dict[int, Point]:
    """The first sheet in the middle, each of the others in the free place that is nearest to it."""
    if not sheets:
        return {}
    area = sum(boxes[n].area for sheet in sheets for n in sheet)
    cell = max(30.0, 2 * math.sqrt(area) / _CELLS)
    taken: set[tuple[int, int]] = set()
    places: dict[int, Point] = {}
    tried: dict[tuple[int, int], Iterator[tuple[int, int]]] = {}
    for sheet in sheets:
        left, top, right, bottom = _frame(sheet, boxes)
        centred = {n: (x - (left + right) / 2, y - (top + bottom) / 2) for n, (x, y) in sheet.items()}
        cells = _cells(centred, boxes, cell)
        size = math.ceil((right - left) / cell), math.ceil((bottom - top) / cell)
        # Where no earlier sheet of this size had room, this one has none either.
        spiral = tried.setdefault(size, _spiral())
        column, row = next((c, r) for c, r in spiral if not any((c + x, r + y) in taken for x, y in cells))
        taken |= {(column + x, row + y) for x, y in cells}
        places |= {n: (x + column * cell, y + row * cell) for n, (x, y) in centred.items()}
    return places


def _cells(places: Mapping[int, Point], boxes: Sequence[Box], cell: float) -> frozenset[tuple[int, int]]:
    """The cells that the boxes of some nodes touch, with a little room around them."""
    found: set[tuple[int, int]] = set()
    for n, (x, y) in places.items():
        box = boxes[n]
        columns = range(math.floor((x - box.side) / cell - 0.3), math.floor((x + box.side) / cell + 0.3) + 1)
        rows = range(math.floor((y - box.above) / cell - 0.3), math.floor((y + box.below) / cell + 0.3) + 1)
        found.update((c, r) for c in columns for r in rows)
    return frozenset(found)


def _spiral() -> Iterator[tuple[int, int]]:
    """All cells of an endless sheet in the order of their distance from the middle, in rings of one cell."""
    yield 0, 0
    ring = 0
    while True:
        ring += 1
        span = math.ceil(ring * _ASPECT) + 1
        inside = [
            (math.hypot(c / _ASPECT, r), c, r)
            for c in range(-span, span + 1)
            for r in range(-ring - 1, ring + 2)
        ]
        yield from ((c, r) for d, c, r in sorted(inside) if ring - 1 < d <= ring)


def _frame(sheet: Mapping[int, Point], boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[n].side for n, (x, _) in sheet.items()),
        min(y - boxes[n].above for n, (_, y) in sheet.items()),
        max(x + boxes[n].side for n, (x, _) in sheet.items()),
        max(y + boxes[n].below for n, (_, y) in sheet.items()),
    )


# An earlier layout ----------------------------------------------------------------------------------


def _kept(
    boxes: Sequence[Box], links: Sequence[Link], parts: Sequence[Sequence[int]], known: Mapping[int, Point]
) -> dict[int, Point]:
    """Known nodes where they were, new ones beside their neighbours, new components around all of them."""
    around: dict[int, list[int]] = defaultdict(list)
    for a, b, _ in links:
        around[a].append(b)
        around[b].append(a)
    places = dict(known)
    fresh: list[dict[int, Point]] = []
    inside = _by_part(parts, links)
    for i, part in enumerate(parts):
        if not any(n in known for n in part):
            fresh.append(_component(part, inside[i], boxes))
            continue
        waiting = [n for n in part if n not in known]
        while waiting:
            ready = [n for n in waiting if any(m in places for m in around[n])]
            for n in ready:
                near = [places[m] for m in around[n] if m in places]
                angle = n * math.pi * (3 - math.sqrt(5))  # the golden angle: no two in one direction
                reach = 3 * boxes[n].radius
                places[n] = (
                    sum(x for x, _ in near) / len(near) + reach * math.cos(angle),
                    sum(y for _, y in near) / len(near) + reach * math.sin(angle),
                )
            waiting = [n for n in waiting if n not in places]
    if len(places) > len(known):
        places = _apart(places, boxes)
    return _pack([places, *fresh], boxes) if fresh else places
