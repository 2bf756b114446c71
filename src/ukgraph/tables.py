"""A build as two tables, nodes and edges, in the shape that Neo4j's bulk import takes; and how a cell is made safe.

Entities, frames and articles are nodes; roles, shortcuts, mentions, speakers and the sentences are edges. The header names
the columns for `neo4j-admin database import`: `:ID`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph import iris
from ukgraph.iris import DCTERMS, RDF, RDFS, SKOS, is_frame, local_name, ukg
from ukgraph.records import Date, Entity, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ukgraph.recall import Told
    from ukgraph.schema import Schema

NODES = (
    "id:ID",
    "name",
    "aliases:string[]",
    "date",
    "factuality",
    "confidence:float",
    "amounts:string[]",
    "publisher",
    "url",
    ":LABEL",
)
EDGES = (":START_ID", ":END_ID", "frame", "article", "quote", "start:int", "end:int", ":TYPE")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LISTED = ";"  # what Neo4j separates the members of a list by
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TYPE = ox.NamedNode(RDF + "type")

Row = tuple[str, ...]


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before it, as spreadsheets themselves write text.

    Control characters are replaced, for readers of CSV stop at some of them.
    """
    plain = _CONTROL.sub("\ufffd", cell)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]], *, tabs: bool = False) -> bytes:
    """A table in CSV (RFC 4180 but for the line ends, which are LF) or with tabs; every cell is safe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", delimiter="\t" if tabs else ",")
    writer.writerow(header)
    writer.writerows([safe(_one_line(cell) if tabs else cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


# Nodes and edges ------------------------------------------------------------------------------------


def nodes(store: ox.Store, told: Sequence[Told], schema: Schema) -> list[Row]:
    """Every entity, article and frame, sorted by id."""
    return sorted({*_entities(store, schema), *_articles(store), *(_frame(one, schema) for one in told)})


def edges(store: ox.Store, told: Sequence[Told]) -> list[Row]:
    """Everything that leads from node to node: roles, speakers, sentences, mentions, shortcuts and links of accounts."""
    found: set[Row] = set()
    for one in told:
        found |= set(_of_frame(one))
    for quad in store:
        if (
            is_frame(quad.graph_name)
            and isinstance(quad.subject, ox.NamedNode)
            and isinstance(quad.object, ox.NamedNode)
        ):
            found.add(
                _edge(
                    local_name(quad.subject),
                    local_name(quad.object),
                    local_name(quad.predicate),
                    frame=local_name(quad.graph_name),
                )
            )
    for quad in store.quads_for_pattern(None, ukg("mentions"), None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.add(_edge(local_name(quad.subject), local_name(quad.object), "mentions"))
    return sorted(found)


def _entities(store: ox.Store, schema: Schema) -> Iterator[Row]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None, ox.DefaultGraph()):
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
            continue
        classes = {local_name(c) for c in _objects(store, quad.subject, _TYPE)}
        labels = sorted(
            {above for cls in classes for above in schema.lineage(cls)},
            key=lambda c: (len(schema.lineage(c)), c),
        )
        aliases = sorted(v.value for v in _literals(store, quad.subject, SKOS + "altLabel"))
        yield _node(
            local_name(quad.subject),
            quad.object.value,
            _LISTED.join(labels),
            aliases=_LISTED.join(a.replace(_LISTED, ",") for a in aliases),
        )


def _articles(store: ox.Store) -> Iterator[Row]:
    for quad in store.quads_for_pattern(None, _TYPE, ukg("Article"), ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            said = {
                name: min((v.value for v in _literals(store, quad.subject, DCTERMS + name)), default="")
                for name in ("title", "issued", "publisher")
            }
            url = next((o.value for o in _objects(store, quad.subject, ox.NamedNode(DCTERMS + "source"))), "")
            yield _node(
                local_name(quad.subject),
                said["title"],
                "Article",
                date=said["issued"],
                publisher=said["publisher"],
                url=url,
            )


def _frame(one: Told, schema: Schema) -> Row:
    frame = one.frame
    amounts = sorted(
        f"{f.role} {f.value.modifier or ''} {f.value.value:f} {f.value.unit}".replace("  ", " ")
        for f in frame.fillers
        if isinstance(f.value, Quantity)
    )
    texts = [
        f.value for f in frame.fillers if isinstance(f.value, str) and schema.roles[f.role].kind == "text"
    ]
    labels = _LISTED.join(reversed(schema.lineage(frame.kind)))
    return _node(
        f"frame-{frame.id}", texts[0] if texts else frame.kind, labels, date=one.when, factuality=frame.factuality.value,
        confidence=f"{frame.confidence:f}", amounts=_LISTED.join(a.replace(_LISTED, ",") for a in amounts),
    )  # fmt: skip


def _of_frame(one: Told) -> Iterator[Row]:
    frame, node = one.frame, f"frame-{one.frame.id}"
    for filler in frame.fillers:
        if isinstance(filler.value, Entity):
            yield _edge(node, filler.value.id, filler.role)
        elif isinstance(filler.value, str) and filler.role == "partOf":
            yield _edge(node, f"frame-{filler.value}", filler.role)
        elif isinstance(filler.value, Date):
            continue  # a date is a property of the node
    if frame.attributed_to is not None:
        yield _edge(node, frame.attributed_to.id, "attributedTo")
    for sentence in frame.evidence:
        home = local_name(iris.article(sentence.article))
        yield _edge(
            node,
            home,
            "evidence",
            article=sentence.article,
            quote=sentence.quote,
            start=str(sentence.start),
            end=str(sentence.end),
        )
    if one.happening != frame.id:
        yield _edge(node, f"frame-{one.happening}", "sameEventAs")


def _node(name: str, label: str, classes: str, **more: str) -> Row:
    return (
        name, label, more.get("aliases", ""), more.get("date", ""), more.get("factuality", ""), more.get("confidence", ""),
        more.get("amounts", ""), more.get("publisher", ""), more.get("url", ""), classes,
    )  # fmt: skip


def _edge(source: str, target: str, kind: str, **more: str) -> Row:
    return (
        source,
        target,
        more.get("frame", ""),
        more.get("article", ""),
        more.get("quote", ""),
        more.get("start", ""),
        more.get("end", ""),
        kind,
    )


def _objects(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
    return [
        q.object
        for q in store.quads_for_pattern(subject, predicate, None, ox.DefaultGraph())
        if isinstance(q.object, ox.NamedNode)
    ]


def _literals(store: ox.Store, subject: ox.NamedNode, predicate: str) -> list[ox.Literal]:
    found = store.quads_for_pattern(subject, ox.NamedNode(predicate), None, ox.DefaultGraph())
    return [q.object for q in found if isinstance(q.object, ox.Literal)]
