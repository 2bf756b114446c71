"""Which part of a build is asked for: some days, some frames, some publishers, or what a CONSTRUCT answers.

Whatever is left out is left out whole: counts, sizes and edges are those of the reports that stay.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph import query
from ukgraph.drawing import Drawing, Edge, Level, Node, Report, arranged
from ukgraph.errors import QueryError
from ukgraph.iris import RDFS, UKG, UKR
from ukgraph.iris import local_name as local
from ukgraph.records import Factuality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LABEL = ox.NamedNode(RDFS + "label")
_Statement = tuple[ox.NamedNode, str, ox.NamedNode]


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked for. Empty fields ask for everything.

    `since` and `until` are ISO dates of a day, month or year, both inclusive; a report without a date is in neither.
    `frames` are frame classes, `publishers` whole names in any case, `construct` a SPARQL CONSTRUCT.
    """

    since: str = ""
    until: str = ""
    frames: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    construct: str = ""


def choose(drawing: Drawing, part: Part, store: ox.Store) -> Drawing:
    """The part of a drawing that is asked for.

    Raises:
        QueryError: a date is none, no report has such a frame or publisher (offers near names), or the question is
            malformed or makes no graph.
    """
    if part.frames or part.publishers or part.since or part.until:
        keeps = _filter(drawing, part)
        drawing = _with(drawing, [i for i, r in enumerate(drawing.reports) if keeps(r)])
    return _answered(drawing, part.construct, store) if part.construct else drawing


def _filter(drawing: Drawing, part: Part) -> Callable[[Report], bool]:
    for day in (part.since, part.until):
        if day and not _DAY.fullmatch(day):
            raise QueryError(f'"{day}" is no date; write 2024-04-13, 2024-04 or 2024')
    if part.since and part.until and part.since > part.until[: len(part.since)]:
        raise QueryError(f"{part.since} is later than {part.until}, so nothing can lie between them")
    frames = {_known(f, {r.kind for r in drawing.reports}, "frame of the kind") for f in part.frames}
    publishers = {
        _known(p, {s.publisher for s in drawing.sources if s.publisher}, "article published by")
        for p in part.publishers
    }

    def keeps(report: Report) -> bool:
        publisher = "" if report.article is None else drawing.sources[report.article].publisher
        return (
            (not frames or report.kind in frames)
            and (not publishers or publisher in publishers)
            and _between(report.date, part.since, part.until)
        )

    return keeps


def _known(name: str, there: set[str], what: str) -> str:
    """The spelling that the build has of a name given in any case."""
    folded = {n.casefold(): n for n in sorted(there)}
    if found := folded.get(name.casefold()):
        return found
    near = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)
    offered = f"; did you mean {' or '.join(folded[n] for n in near)}?" if near else ""
    raise QueryError(f'this build has no {what} "{name}"{offered}')


def _between(date: str, since: str, until: str) -> bool:
    """Whether a day, month or year has a day in common with a span of such."""
    if not (since or until):
        return True
    if not date:
        return False
    shared = min(len(date), len(since)), min(len(date), len(until))
    return (not since or date[: shared[0]] >= since[: shared[0]]) and (
        not until or date[: shared[1]] <= until[: shared[1]]
    )


def _with(drawing: Drawing, kept: Iterable[int]) -> Drawing:
    """Only these reports, and the edges that still have one."""
    number = {old: new for new, old in enumerate(kept)}
    edges = (replace(e, reports=tuple(number[r] for r in e.reports if r in number)) for e in drawing.edges)
    return arranged(
        replace(
            drawing,
            reports=tuple(drawing.reports[i] for i in number),
            edges=tuple(e for e in edges if e.reports),
        )
    )


# What a question makes ------------------------------------------------------------------------------


def _answered(drawing: Drawing, sparql: str, store: ox.Store) -> Drawing:
    """The frames that the answer names, the edges of the build that it repeats, and those that it makes anew."""
    answer = query.run(store, sparql, {})
    if answer.columns != ("subject", "predicate", "object"):
        raise QueryError("the question makes no graph; write CONSTRUCT { … } WHERE { … }")
    made: set[_Statement] = {
        (s, p.value, o)
        for s, p, o in answer.rows
        if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and isinstance(o, ox.NamedNode)
    }
    named = {local(s) for s, _, _ in answer.rows if isinstance(s, ox.NamedNode)} | {
        local(o) for _, _, o in made
    }
    names = [n.name for n in drawing.nodes]
    wanted = {(local(s), local(ox.NamedNode(p)), local(o)) for s, p, o in made}
    repeated = [e for e in drawing.edges if e.fact and (names[e.start], e.relation, names[e.end]) in wanted]
    frames = {i for i, r in enumerate(drawing.reports) if r.name in named}
    kept = sorted(frames | {r for e in repeated for r in e.reports})
    told = {(names[e.start], e.relation, names[e.end]) for e in repeated}
    anew = [
        (s, p, o)
        for s, p, o in sorted(made, key=lambda t: (str(t[0]), t[1], str(t[2])))
        if s.value.startswith(UKR) and o.value.startswith(UKR) and s != o
        and (local(s), local(ox.NamedNode(p)), local(o)) not in told
        and not {local(s), local(o)} & {r.name for r in drawing.reports}
    ]  # fmt: skip
    part = _with(drawing, kept)
    return arranged(_joined(part, anew, store, {n.name: n for n in drawing.nodes}))


def _joined(part: Drawing, anew: Iterable[_Statement], store: ox.Store, known: dict[str, Node]) -> Drawing:
    nodes = list(part.nodes)
    number = {n.name: i for i, n in enumerate(nodes)}
    edges = list(part.edges)
    for start, predicate, end in anew:
        for node in (start, end):
            if local(node) not in number:
                number[local(node)] = len(nodes)
                nodes.append(known.get(local(node)) or _node(node, store))
        relation = predicate.removeprefix(UKG)
        edges.append(
            Edge(
                number[local(start)], number[local(end)], relation,
                symmetric=False, fact=False, attributed=False, factuality=Factuality.ASSERTED, reports=(),
            )
        )  # fmt: skip
    return replace(part, nodes=tuple(nodes), edges=tuple(edges))


def _node(node: ox.NamedNode, store: ox.Store) -> Node:
    """Something that takes part in no frame: an article, an entity that is only named."""
    labels = sorted(
        q.object.value
        for q in store.quads_for_pattern(node, _LABEL, None)
        if isinstance(q.object, ox.Literal)
    )
    return Node(local(node), labels[0] if labels else local(node), "", (), (), 0, Level.ALONE)
