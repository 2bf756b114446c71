"""The shortcuts of a graph as a networkx graph, for users who think in nodes and edges.

One edge for each pair and relation, however many frames say it; what it stands on is kept as attributes.
All attributes are texts or whole numbers without control characters, one type each, because GraphML and
GEXF readers refuse anything else.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from ukgraph.assemble import writable
from ukgraph.iris import DCTERMS, RDF, RDFS, is_frame, local_name, ukg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LABEL = ox.NamedNode(RDFS + "label")
_TYPE = ox.NamedNode(RDF + "type")
_ISSUED = ox.NamedNode(DCTERMS + "issued")

_Edge = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]


def network(store: ox.Store) -> nx.MultiDiGraph[str]:
    """All shortcuts of a build, keyed by relation; nodes are named by the local name of their IRI.

    Nodes have `label` and `kind`. Edges have `relation`, `count` (frames that say it), `articles` (how many
    articles do), `first` and `last` (dates in ISO form, empty if unknown), `factuality` and `frames`
    (local names, separated by spaces).
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges = _edges(store)
    for node in sorted({end for start, _, target in edges for end in (start, target)}, key=str):
        graph.add_node(local_name(node), label=_label(store, node), kind=_kind(store, node))
    for (start, relation, target), frames in sorted(edges.items(), key=lambda item: tuple(map(str, item[0]))):
        name = local_name(relation)
        graph.add_edge(
            local_name(start), local_name(target), key=name, relation=name, **_standing(store, frames)
        )
    return graph


def _edges(store: ox.Store) -> dict[_Edge, set[ox.NamedNode]]:
    """Every edge with the frames that it comes from."""
    found: dict[_Edge, set[ox.NamedNode]] = defaultdict(set)
    for frame in store.named_graphs():
        if isinstance(frame, ox.NamedNode) and is_frame(frame):
            for edge in _drawn_once(_shortcuts(store, frame)):
                found[edge].add(frame)
    return found


def _shortcuts(store: ox.Store, frame: ox.NamedNode) -> set[_Edge]:
    quads = store.quads_for_pattern(None, None, None, frame)
    return {
        (q.subject, q.predicate, q.object)
        for q in quads
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
    }


def _drawn_once(edges: set[_Edge]) -> Iterator[_Edge]:
    """The edges of one frame; one that the same frame has both ways is symmetric, and drawn one way."""
    for start, relation, end in edges:
        if (end, relation, start) not in edges or start.value < end.value:
            yield start, relation, end


def _standing(store: ox.Store, frames: Iterable[ox.NamedNode]) -> dict[str, str | int]:
    ordered = sorted(frames, key=str)
    articles = {article for frame in ordered for article in _articles(store, frame)}
    dates = sorted(_dates(store, ordered, articles))
    factualities = {local_name(f) for frame in ordered for f in _nodes(store, frame, "factuality")}
    return {
        "count": len(ordered),
        "articles": len(articles),
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "factuality": " ".join(sorted(factualities)),
        "frames": " ".join(local_name(frame) for frame in ordered),
    }


def _dates(store: ox.Store, frames: Iterable[ox.NamedNode], articles: Iterable[ox.NamedNode]) -> set[str]:
    """When the frames happened; where none says so, when their articles were issued."""
    told = {d for frame in frames for d in _texts(store, frame, ukg("date"))}
    return told or {d for article in articles for d in _texts(store, article, _ISSUED)}


def _articles(store: ox.Store, frame: ox.NamedNode) -> Iterator[ox.NamedNode]:
    for sentence in _nodes(store, frame, "evidence"):
        yield from _nodes(store, sentence, "inArticle")


def _nodes(store: ox.Store, subject: ox.NamedNode, name: str) -> Iterator[ox.NamedNode]:
    return (
        q.object
        for q in store.quads_for_pattern(subject, ukg(name), None, None)
        if isinstance(q.object, ox.NamedNode)
    )


def _texts(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> set[str]:
    found = store.quads_for_pattern(subject, predicate, None, None)
    return {writable(q.object.value) for q in found if isinstance(q.object, ox.Literal)}


def _label(store: ox.Store, node: ox.NamedNode) -> str:
    return min(_texts(store, node, _LABEL), default=local_name(node))


def _kind(store: ox.Store, node: ox.NamedNode) -> str:
    """The class of an entity; of a weapon class, which has two, the narrower one comes first in the alphabet."""
    return min(
        (
            local_name(q.object)
            for q in store.quads_for_pattern(node, _TYPE, None, None)
            if isinstance(q.object, ox.NamedNode)
        ),
        default="",
    )
