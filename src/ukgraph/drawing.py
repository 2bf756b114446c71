"""What there is to see in a build, before anything has a place or a colour: who is joined with whom, and by which reports.

A shortcut is drawn as it stands in the graph. What somebody claims, plans, deems possible or denies has no
shortcut; it is drawn between the two roles that its shortcut would join, and says whose word it is. The two
never share an edge. Fillers that name nobody in particular stay words inside their reports.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from ukgraph.iris import DCTERMS, OWL, RDF, RDFS, SKOS, ukg
from ukgraph.iris import local_name as local
from ukgraph.network import network
from ukgraph.records import Factuality
from ukgraph.why import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ukgraph.schema import Schema

_TYPE = RDF + "type"
_LABEL = RDFS + "label"
_FACTUALITY = ukg("factuality")
_ATTRIBUTED_TO = ukg("attributedTo").value
_EVIDENCE = ukg("evidence").value
# These of a report's properties answer questions of their own; every other one is a role.
_START = ukg("start").value
_NO_ROLES = frozenset(
    {_TYPE, _FACTUALITY.value, _ATTRIBUTED_TO, _EVIDENCE, ukg("confidence").value, ukg("sameEventAs").value}
)
_WEB = ("http://", "https://")


class Level(IntEnum):
    """What joins an entity to others: a shortcut, only claims and the like, or nothing but its own reports."""

    JOINED = 0
    CLAIMED = 1
    ALONE = 2


@dataclass(frozen=True, slots=True)
class Node:
    """An entity; `reports` counts the frames that it has a part in or speaks in."""

    name: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    reports: int
    level: Level


@dataclass(frozen=True, slots=True)
class Edge:
    """All reports that join two nodes in one way: same relation, same voice, same factuality.

    `fact` says whether the edge stands in the graph as a shortcut. Without any report it was made by a question.
    """

    start: int
    end: int
    relation: str
    symmetric: bool
    fact: bool
    attributed: bool
    factuality: Factuality
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A frame with its roles; an entity that is drawn is given by its number, everything else in words.

    `date` is when it happened, or else when its article was issued; "" if neither is known.
    """

    name: str
    kind: str
    factuality: Factuality
    speaker: int | str | None
    confidence: str
    date: str
    article: int | None
    quotes: tuple[int, ...]
    triggers: tuple[str, ...]
    roles: tuple[tuple[str, int | str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article; `link` is empty unless it leads to a web page."""

    id: str
    title: str
    publisher: str
    issued: str
    link: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes in the order of their importance; all numbers elsewhere are places in these tuples."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    reports: tuple[Report, ...]
    quotes: tuple[str, ...]
    sources: tuple[Source, ...]


def arranged(drawing: Drawing) -> Drawing:
    """The same with everything counted anew: nodes by importance, and nothing that no report and no edge needs."""
    counts: dict[int, int] = defaultdict(int)
    for report in drawing.reports:
        for i in involved(report):
            counts[i] += 1
    levels, weights = _levels(drawing.edges)
    order = sorted(
        counts.keys() | levels.keys(),
        key=lambda i: (levels.get(i, Level.ALONE), -weights.get(i, 0), -counts[i], drawing.nodes[i].name),
    )
    node = {old: new for new, old in enumerate(order)}
    quote = _numbered(q for r in drawing.reports for q in r.quotes)
    source = _numbered(r.article for r in drawing.reports if r.article is not None)
    edges = (replace(e, start=node[e.start], end=node[e.end]) for e in drawing.edges)
    return Drawing(
        nodes=tuple(
            replace(drawing.nodes[i], reports=counts[i], level=levels.get(i, Level.ALONE)) for i in order
        ),
        edges=tuple(sorted(edges, key=_edge_order)),
        reports=tuple(_renumbered(r, node, quote, source) for r in drawing.reports),
        quotes=tuple(drawing.quotes[i] for i in quote),
        sources=tuple(drawing.sources[i] for i in source),
    )


def involved(report: Report) -> set[int]:
    """The nodes that fill a role of a report, or whose word it is."""
    return {v for v in (report.speaker, *(v for _, v in report.roles)) if isinstance(v, int)}


def _renumbered(
    report: Report, node: Mapping[int, int], quote: Mapping[int, int], source: Mapping[int, int]
) -> Report:
    def value(v: int | str) -> int | str:
        return node[v] if isinstance(v, int) else v

    return replace(
        report,
        speaker=None if report.speaker is None else value(report.speaker),
        article=None if report.article is None else source[report.article],
        quotes=tuple(quote[q] for q in report.quotes),
        roles=tuple((role, value(v)) for role, v in report.roles),
    )


def _numbered(met: Iterable[int]) -> dict[int, int]:
    """New numbers in the order in which the old ones are met."""
    return {old: new for new, old in enumerate(dict.fromkeys(met))}


def _levels(edges: Iterable[Edge]) -> tuple[dict[int, Level], dict[int, int]]:
    """For every node with an edge what joins it, and how many reports do at that level."""
    joined: dict[int, int] = defaultdict(int)
    claimed: dict[int, int] = defaultdict(int)
    for edge in edges:
        count = joined if edge.fact else claimed
        count[edge.start] += max(1, len(edge.reports))
        count[edge.end] += max(1, len(edge.reports))
    levels = dict.fromkeys(claimed, Level.CLAIMED) | dict.fromkeys(joined, Level.JOINED)
    return levels, {**claimed, **joined}


def _edge_order(edge: Edge) -> tuple[object, ...]:
    return edge.start, edge.end, edge.relation, edge.attributed, edge.factuality, edge.fact, edge.reports


class _Tie(NamedTuple):
    """One report's part in an edge, by local names."""

    start: str
    end: str
    relation: str
    symmetric: bool
    fact: bool
    attributed: bool
    factuality: str


def draw(store: ox.Store, schema: Schema) -> Drawing:
    """Read a build, as `store.fill` or `store.load` gives it."""
    return _Reader(store, schema).drawing()


class _Reader:
    """Reads each resource once; holds the numbers that things are given."""

    def __init__(self, store: ox.Store, schema: Schema) -> None:
        self.store = store
        self.schema = schema
        self.known: dict[ox.NamedNode, dict[str, tuple[ox.NamedNode | ox.Literal, ...]]] = {}
        self.quotes = _Numbers()
        self.sources = _Numbers()

    def drawing(self) -> Drawing:
        ties = self._ties()
        nodes = [self._node(node) for node in self._drawn()]
        numbers = {node.name: i for i, node in enumerate(nodes)}
        reports = tuple(self._report(frame, numbers) for frame in self.frames)
        edges = _edges(ties, numbers, {r.name: i for i, r in enumerate(reports)})
        quotes = tuple(self._text(ox.NamedNode(iri), ukg("quote").value) for iri in self.quotes.order)
        sources = tuple(self._source(ox.NamedNode(iri)) for iri in self.sources.order)
        return arranged(Drawing(tuple(nodes), edges, reports, quotes, sources))

    # Single values ------------------------------------------------------------------------------

    def _of(self, subject: ox.NamedNode) -> dict[str, tuple[ox.NamedNode | ox.Literal, ...]]:
        if subject not in self.known:
            found: dict[str, set[ox.NamedNode | ox.Literal]] = defaultdict(set)
            for q in self.store.quads_for_pattern(subject, None, None, None):
                if isinstance(q.object, ox.NamedNode | ox.Literal):
                    found[q.predicate.value].add(q.object)
            self.known[subject] = {p: tuple(sorted(values, key=str)) for p, values in found.items()}
        return self.known[subject]

    def _iris(self, subject: ox.NamedNode, predicate: str) -> list[ox.NamedNode]:
        return [o for o in self._of(subject).get(predicate, ()) if isinstance(o, ox.NamedNode)]

    def _text(self, subject: ox.NamedNode, predicate: str) -> str:
        return next((o.value for o in self._of(subject).get(predicate, ())), "")

    def _kind(self, subject: ox.NamedNode) -> str:
        """The narrowest class: a weapon class has two."""
        kinds = [local(c) for c in self._iris(subject, _TYPE)]
        return max(kinds, key=lambda k: (len(self.schema.lineage(k)), k), default="")

    def _label(self, subject: ox.NamedNode) -> str:
        return self._text(subject, _LABEL) or local(subject)

    # Who is drawn -------------------------------------------------------------------------------

    @cached_property
    def frames(self) -> list[ox.NamedNode]:
        found = {q.subject for q in self.store.quads_for_pattern(None, _FACTUALITY, None, None)}
        return sorted((f for f in found if isinstance(f, ox.NamedNode)), key=str)

    def _particular(self, node: ox.NamedNode) -> bool:
        line = self.schema.lineage(self._kind(node))
        return line[-1] == "Entity" and "Generic" not in line

    def _parts(self, frame: ox.NamedNode) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        for predicate, values in sorted(self._of(frame).items()):
            if predicate not in _NO_ROLES:
                yield from ((local(ox.NamedNode(predicate)), value) for value in values)

    def _drawn(self) -> list[ox.NamedNode]:
        """The particular entities that fill a role of a frame, or whose word one is."""
        parts = {v for f in self.frames for _, v in self._parts(f) if isinstance(v, ox.NamedNode)}
        speakers = {s for f in self.frames for s in self._iris(f, _ATTRIBUTED_TO)}
        return sorted((n for n in parts | speakers if self._particular(n)), key=str)

    def _node(self, node: ox.NamedNode) -> Node:
        aliases = tuple(o.value for o in self._of(node).get(SKOS + "altLabel", ()))
        same = tuple(o.value for o in self._iris(node, OWL + "sameAs") if o.value.startswith(_WEB))
        return Node(local(node), self._label(node), self._kind(node), aliases, same, 0, Level.ALONE)

    # What joins them ----------------------------------------------------------------------------

    def _ties(self) -> dict[_Tie, set[str]]:
        """Every edge with the local names of its frames."""
        ties: dict[_Tie, set[str]] = defaultdict(set)
        factualities = {local(f): local(self._iris(f, _FACTUALITY.value)[0]) for f in self.frames}
        symmetric = {s.name for s in self.schema.shortcuts if s.symmetric}
        standing: set[tuple[str, str]] = set()
        for start, end, relation, data in network(self.store).edges(keys=True, data=True):
            for frame in data["frames"].split():
                standing.add((frame, relation))
                tie = _Tie(
                    start,
                    end,
                    relation,
                    relation in symmetric,
                    fact=True,
                    attributed=False,
                    factuality=factualities[frame],
                )
                ties[tie].add(frame)
        for frame in self.frames:
            for tie in self._claims(frame, factualities[local(frame)]):
                if (local(frame), tie.relation) not in standing:
                    ties[tie].add(local(frame))
        return ties

    def _claims(self, frame: ox.NamedNode, factuality: str) -> Iterator[_Tie]:
        """The edges that a frame would make if it were a fact in the article's own voice."""
        attributed = bool(self._iris(frame, _ATTRIBUTED_TO))
        for rule in self.schema.shortcuts_of.get(self._kind(frame), ()):
            for start in self._ends(frame, rule.subject):
                for end in self._ends(frame, rule.object):
                    if start != end and (not rule.symmetric or start < end):
                        yield _Tie(
                            start,
                            end,
                            rule.name,
                            rule.symmetric,
                            fact=False,
                            attributed=attributed,
                            factuality=factuality,
                        )

    def _ends(self, frame: ox.NamedNode, role: str) -> list[str]:
        return [local(n) for n in self._iris(frame, ukg(role).value) if self._particular(n)]

    # Reports ------------------------------------------------------------------------------------

    def _report(self, frame: ox.NamedNode, numbers: Mapping[str, int]) -> Report:
        sentences = sorted(
            self._iris(frame, _EVIDENCE), key=lambda e: (int(self._text(e, _START) or 0), str(e))
        )
        articles = [a for s in sentences for a in self._iris(s, ukg("inArticle").value)]
        speakers = [self._shown(s, numbers) for s in self._iris(frame, _ATTRIBUTED_TO)]
        date = self._text(frame, ukg("date").value) or (
            self._text(articles[0], DCTERMS + "issued") if articles else ""
        )
        return Report(
            name=local(frame),
            kind=self._kind(frame),
            factuality=Factuality(local(self._iris(frame, _FACTUALITY.value)[0])),
            speaker=speakers[0] if speakers else None,
            confidence=self._text(frame, ukg("confidence").value),
            date=date,
            article=self.sources.of(articles[0].value) if articles else None,
            quotes=tuple(self.quotes.of(s.value) for s in sentences),
            triggers=self._triggers(frame, sentences),
            roles=tuple((role, self._shown(value, numbers)) for role, value in self._parts(frame)),
        )

    def _triggers(self, frame: ox.NamedNode, sentences: Sequence[ox.NamedNode]) -> tuple[str, ...]:
        """For each sentence the word that the frame was read from, "" where it has none; nothing if none has."""
        words = {
            int(self._text(q.subject, _START) or 0): self._text(q.subject, ukg("word").value)
            for q in self.store.quads_for_pattern(None, ukg("readAs"), frame, None)
            if isinstance(q.subject, ox.NamedNode)
        }
        if not words:
            return ()
        spans = [
            (int(self._text(s, _START) or 0), int(self._text(s, ukg("end").value) or 0)) for s in sentences
        ]
        return tuple(
            next((words[at] for at in sorted(words) if start <= at < end), "") for start, end in spans
        )

    def _shown(self, value: ox.NamedNode | ox.Literal, numbers: Mapping[str, int]) -> int | str:
        """An entity by its number; a quantity, a date, a text or a filler in general in words."""
        if isinstance(value, ox.Literal):
            return value.value
        if local(value) in numbers:
            return numbers[local(value)]
        if amount := self._text(value, ukg("value").value):
            counted = [self._label(o) for o in self._iris(value, ukg("of").value)]
            said = quantity(
                amount, self._text(value, ukg("unit").value), self._text(value, ukg("modifier").value) or None
            )
            return f"{said} ({counted[0]})" if counted and counted[0] not in said else said
        return self._label(value)

    def _source(self, article: ox.NamedNode) -> Source:
        link = self._text(article, DCTERMS + "source")
        return Source(
            id=self._text(article, DCTERMS + "identifier") or local(article),
            title=self._text(article, DCTERMS + "title"),
            publisher=self._text(article, DCTERMS + "publisher"),
            issued=self._text(article, DCTERMS + "issued"),
            link=link if link.lower().startswith(_WEB) else "",
        )


class _Numbers:
    """Gives things their numbers in the order in which they are met."""

    def __init__(self) -> None:
        self.given: dict[str, int] = {}

    def of(self, key: str) -> int:
        return self.given.setdefault(key, len(self.given))

    @property
    def order(self) -> Iterable[str]:
        return self.given


def _edges(
    ties: Mapping[_Tie, set[str]], nodes: Mapping[str, int], reports: Mapping[str, int]
) -> tuple[Edge, ...]:
    return tuple(
        Edge(
            nodes[t.start], nodes[t.end], t.relation, t.symmetric, t.fact, t.attributed, Factuality(t.factuality),
            tuple(sorted(reports[f] for f in frames)),
        )
        for t, frames in ties.items()
    )  # fmt: skip
