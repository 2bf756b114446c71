"""A build in the formats of other tools, each byte for byte the same for the same build.

N-Quads and TriG keep the named graphs; the other RDF formats hold the union of all, as `graph.ttl` does.
GraphML and GEXF hold the network of shortcuts.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import IO, TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from ukgraph.assemble import sort_quads, sort_triples
from ukgraph.errors import OutputError
from ukgraph.iris import PREFIXES, RDF, UKG, XSD
from ukgraph.network import network
from ukgraph.query import nearest
from ukgraph.store import as_trig, named_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TYPE = RDF + "type"
# What JSON itself can say of a literal needs no datatype beside it.
_NATIVE: Mapping[str, Callable[[str], str | int]] = {XSD + "string": str, XSD + "integer": int}
_DECIMAL = XSD + "decimal"
_ROOT = re.compile(rb"(?P<name><rdf:RDF) (?P<namespaces>[^>]*)")

JsonValue = str | int | dict[str, str]


def export(store: ox.Store, fmt: str, file: IO[bytes]) -> None:
    """Write a build to an open file in one of `FORMATS`.

    Raises:
        OutputError: the format is unknown.
    """
    if fmt not in FORMATS:
        raise OutputError(f'unknown format "{fmt}"{nearest(fmt, FORMATS)}; take one of {", ".join(FORMATS)}')
    file.write(FORMATS[fmt](store))


def _triples(fmt: ox.RdfFormat) -> Callable[[ox.Store], bytes]:
    return lambda store: ox.serialize(sort_triples(store), format=fmt, prefixes=dict(PREFIXES)) or b""


def _rdfxml(store: ox.Store) -> bytes:
    text = _triples(ox.RdfFormat.RDF_XML)(store)
    # The serializer declares namespaces in another order every time.
    return _ROOT.sub(
        lambda root: b" ".join([root["name"], *sorted(root["namespaces"].split())]), text, count=1
    )


def _quads(store: ox.Store) -> bytes:
    return ox.serialize(sort_quads(named_quads(store)), format=ox.RdfFormat.N_QUADS) or b""


def _trig(store: ox.Store) -> bytes:
    return as_trig(named_quads(store))


# JSON-LD --------------------------------------------------------------------------------------------


def _jsonld(store: ox.Store) -> bytes:
    triples = sort_triples(store)
    context = _context(triples)
    nodes: dict[str, dict[str, list[JsonValue]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        key = "type" if triple.predicate.value == _TYPE else _term(triple.predicate.value)
        nodes[_node_id(triple.subject)][key].append(_value(key, triple.object, context))
    graph = [
        {"id": node, **{k: v[0] if len(v) == 1 else v for k, v in entry.items()}}
        for node, entry in nodes.items()
    ]
    document = {"@context": context, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _context(triples: Sequence[ox.Triple]) -> dict[str, str | dict[str, str]]:
    """Prefixes, and for each property whose values are all alike what they are: nodes or decimals."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        kinds[triple.predicate.value].add(
            triple.object.datatype.value if isinstance(triple.object, ox.Literal) else "@id"
        )
    context: dict[str, str | dict[str, str]] = {"id": "@id", "type": "@type", "@vocab": UKG, **PREFIXES}
    for predicate, found in sorted(kinds.items()):
        if predicate != _TYPE and found in ({"@id"}, {_DECIMAL}):
            context[_term(predicate)] = {"@id": predicate, "@type": found.pop()}
    return context


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
    context: Mapping[str, str | dict[str, str]],
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


def _graphml(store: ox.Store) -> bytes:
    return "\n".join(nx.generate_graphml(network(store), named_key_ids=True)).encode() + b"\n"


def _gexf(store: ox.Store) -> bytes:
    # networkx stamps the day into the file; the same build must give the same bytes tomorrow.
    lines = [line for line in nx.generate_gexf(network(store), version="1.2draft") if not _dated(line)]
    return "\n".join(lines).encode() + b"\n"


def _dated(line: str) -> bool:
    return line.lstrip().startswith(("<meta ", "</meta>", "<creator>"))


FORMATS: Mapping[str, Callable[[ox.Store], bytes]] = {
    "nt": _triples(ox.RdfFormat.N_TRIPLES),
    "nq": _quads,
    "trig": _trig,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
    "graphml": _graphml,
    "gexf": _gexf,
}
