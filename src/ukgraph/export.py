"""A build in the formats of other tools, each byte for byte the same for the same build.

N-Quads and TriG keep the named graphs; the other RDF formats hold the union of all, as `graph.ttl` does.
GraphML and GEXF hold the network of shortcuts, CSV all of it as nodes and edges, PLOVER and CAMEO the events.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from ukgraph import plover, tables
from ukgraph.assemble import sort_quads, sort_triples
from ukgraph.errors import OutputError
from ukgraph.iris import PREFIXES, RDF, UKG, XSD
from ukgraph.network import network
from ukgraph.query import nearest
from ukgraph.recall import recall
from ukgraph.store import as_trig, named_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ukgraph.knowledge import Knowledge
    from ukgraph.schema import Schema

_TYPE = RDF + "type"
# What JSON itself can say of a literal needs no datatype beside it.
_NATIVE: Mapping[str, Callable[[str], str | int]] = {XSD + "string": str, XSD + "integer": int}
_ROOT = re.compile(rb"(?P<name><rdf:RDF) (?P<namespaces>[^>]*)")

JsonValue = str | int | dict[str, str]
Context = dict[str, str | dict[str, str]]


@dataclass(frozen=True, slots=True)
class Means:
    """What the formats need beside the build: the published JSON-LD context, the schema, and for events the catalogue."""

    context: Context
    schema: Schema
    knowledge: Callable[[], Knowledge]
    mapping: str
    expand: bool = False


def export(store: ox.Store, fmt: str, file: IO[bytes], means: Means) -> None:
    """Write a build to an open file in one of `FORMATS`.

    Raises:
        OutputError: the format is unknown.
    """
    if fmt not in FORMATS:
        raise OutputError(f'unknown format "{fmt}"{nearest(fmt, FORMATS)}; take one of {", ".join(FORMATS)}')
    file.write(FORMATS[fmt](store, means))


def export_tables(store: ox.Store, means: Means) -> dict[str, bytes]:
    """The files of the format csv by their names, for `neo4j-admin database import`."""
    told = list(recall(store, means.schema))
    return {
        "nodes.csv": tables.as_csv(tables.NODES, tables.nodes(store, told, means.schema)),
        "edges.csv": tables.as_csv(tables.EDGES, tables.edges(store, told)),
    }


def _triples(fmt: ox.RdfFormat) -> Callable[[ox.Store, Means], bytes]:
    return lambda store, _: ox.serialize(sort_triples(store), format=fmt, prefixes=dict(PREFIXES)) or b""


def _rdfxml(store: ox.Store, means: Means) -> bytes:
    text = _triples(ox.RdfFormat.RDF_XML)(store, means)
    # The serializer declares namespaces in another order every time.
    return _ROOT.sub(
        lambda root: b" ".join([root["name"], *sorted(root["namespaces"].split())]), text, count=1
    )


def _quads(store: ox.Store, _: Means) -> bytes:
    return ox.serialize(sort_quads(named_quads(store)), format=ox.RdfFormat.N_QUADS) or b""


def _trig(store: ox.Store, _: Means) -> bytes:
    return as_trig(named_quads(store))


# JSON-LD --------------------------------------------------------------------------------------------


def _jsonld(store: ox.Store, means: Means) -> bytes:
    context = means.context
    nodes: dict[str, dict[str, list[JsonValue]]] = defaultdict(lambda: defaultdict(list))
    for triple in sort_triples(store):
        key = "type" if triple.predicate.value == _TYPE else _term(triple.predicate.value)
        nodes[_node_id(triple.subject)][key].append(_value(key, triple.object, context))
    graph = [
        {"id": node, **{k: v[0] if len(v) == 1 else v for k, v in entry.items()}}
        for node, entry in nodes.items()
    ]
    document = {"@context": context, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _term(iri: str) -> str:
    """A property as a key: bare if it is ours, with its prefix otherwise."""
    return iri.removeprefix(UKG) if iri.startswith(UKG) else _compact(iri)


def _compact(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def _node_id(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return _compact(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _value(
    key: str,
    value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
    context: Context,
) -> JsonValue:
    if not isinstance(value, ox.Literal):
        if key == "type" and isinstance(value, ox.NamedNode):
            return _term(value.value)
        return _node_id(value) if key in context else {"id": _node_id(value)}
    if key in context:
        return value.value
    native = _NATIVE.get(value.datatype.value)
    return native(value.value) if native else {"@value": value.value, "@type": _compact(value.datatype.value)}


# Networks -------------------------------------------------------------------------------------------


def _weighted(store: ox.Store) -> nx.MultiDiGraph[str]:
    """The network with how many frames say an edge as its weight, by which Gephi draws and ranks."""
    graph = network(store)
    for *_, attributes in graph.edges(data=True):
        attributes["weight"] = attributes["count"]
    return graph


def _graphml(store: ox.Store, _: Means) -> bytes:
    return "\n".join(nx.generate_graphml(_weighted(store), named_key_ids=True)).encode() + b"\n"


def _gexf(store: ox.Store, _: Means) -> bytes:
    # networkx stamps the day into the file; the same build must give the same bytes tomorrow.
    lines = [line for line in nx.generate_gexf(_weighted(store), version="1.2draft") if not _dated(line)]
    return "\n".join(lines).encode() + b"\n"


def _dated(line: str) -> bool:
    return line.lstrip().startswith(("<meta ", "</meta>", "<creator>"))


# Events ---------------------------------------------------------------------------------------------


def _plover(store: ox.Store, means: Means) -> bytes:
    knowledge = means.knowledge()
    scheme = plover.read_mapping(means.mapping, knowledge)
    rows = (plover.as_json(e) for e in plover.events(recall(store, means.schema), scheme, knowledge))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _cameo(store: ox.Store, means: Means) -> bytes:
    knowledge = means.knowledge()
    scheme = plover.read_mapping(means.mapping, knowledge)
    told = list(recall(store, means.schema))
    members = plover.members_of(told, scheme, knowledge) if means.expand else {}
    rows = (row for e in plover.events(told, scheme, knowledge) for row in plover.as_dyads(e, members))
    return tables.as_csv(plover.CAMEO_COLUMNS, rows, tabs=True)


FORMATS: Mapping[str, Callable[[ox.Store, Means], bytes]] = {
    "nt": _triples(ox.RdfFormat.N_TRIPLES),
    "nq": _quads,
    "trig": _trig,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
    "graphml": _graphml,
    "gexf": _gexf,
    "plover": _plover,
    "cameo": _cameo,
}
TABLES = "csv"  # the one format that is a folder
