"""What is drawn of a build that is too large to be drawn: the best connected entities, and a few reports for each pair of them.

Whatever joins two entities counts, be it a fact, a plan or somebody's claim, so that a portion is no kinder to facts than
the whole. Memory holds the portion alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ukgraph import iris
from ukgraph.assemble import described, to_quads
from ukgraph.blocks import subject_of, to_triples
from ukgraph.sorting import Sorter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ukgraph.assemble import Contribution, Directory
    from ukgraph.schema import Schema

WHOLE_UP_TO: Final = 120_000  # quads: about three hundred articles with ten frames each
ENTITIES: Final = 400  # the best connected
REPORTS: Final = 3_000  # of these with each other; every pair gets its first before any gets its second
SAID: Final = f"the {ENTITIES} best connected entities and at most {REPORTS:,} reports that join them"
_BETWEEN = b"\x1f"
_PARTS = tuple(f"<{iris.UKR}{kind}-" for kind in ("frame", "evidence", "quantity"))
_MENTIONS = iris.ukg("mentions")


def tie_lines(given: Contribution) -> Iterator[bytes]:
    """A line for each frame that joins two entities in an article, for `choose`."""
    for start, end, frame in given.ties:
        one, other = sorted((start, end))
        yield _BETWEEN.join(part.encode() for part in (one, other, frame, given.article))


def choose(ties: Iterable[bytes], folder: Path) -> dict[str, set[str]]:
    """The frames that are drawn, by article.

    Args:
        ties: all lines of `tie_lines`, sorted, to be gone through twice.
        folder: for what does not fit into memory.
    """
    ends = Sorter(folder, "ends")
    for one, other in _pairs(ties):
        ends.extend([one + _BETWEEN + other, other + _BETWEEN + one])
    degrees = ((sum(1 for _ in lines), name) for name, lines in groupby(ends, key=_first))
    best = {name for _, name in heapq.nsmallest(ENTITIES, degrees, key=lambda found: (-found[0], found[1]))}
    ends.close()
    chosen: dict[str, set[str]] = defaultdict(set)
    for _, line in heapq.nsmallest(REPORTS, _ranked(ties, best)):
        *_, frame, article = line.decode().split("\x1f")
        chosen[article].add(frame)
    return dict(sorted(chosen.items()))


def _first(line: bytes) -> bytes:
    return line.partition(_BETWEEN)[0]


def _pair(line: bytes) -> tuple[bytes, bytes]:
    one, other, *_ = line.split(_BETWEEN)
    return one, other


def _pairs(ties: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    return (pair for pair, _ in groupby(ties, key=_pair))


def _ranked(ties: Iterable[bytes], best: set[bytes]) -> Iterator[tuple[int, bytes]]:
    """The reports of the best connected among each other; how many there were before for the same pair comes first."""
    for pair, lines in groupby(ties, key=_pair):
        if best.issuperset(pair):
            yield from enumerate(lines)


def part_of(given: Contribution, frames: set[str], directory: Directory, schema: Schema) -> Iterator[ox.Quad]:
    """The quads of an article that its chosen frames need."""
    home = iris.article(given.article)
    about: dict[bytes, list[bytes]] = defaultdict(list)
    for block in chain(given.blocks, described(given.met, directory, schema)):
        about[subject_of(block)].append(block)
    graphs = {str(iris.frame(frame)).encode() for frame in frames}
    todo, seen = graphs, set(graphs)
    while todo:
        told = to_triples(block for subject in sorted(todo) for block in about.get(subject, ()))
        todo = set()
        for triple in told:
            if triple.predicate == _MENTIONS:
                continue
            yield ox.Quad(triple.subject, triple.predicate, triple.object, home)
            if isinstance(triple.object, ox.NamedNode) and str(triple.subject).startswith(_PARTS):
                todo.add(str(triple.object).encode())
        todo -= seen
        seen |= todo
    yield from to_quads(edge for edge in given.edges if edge[0] in graphs)
