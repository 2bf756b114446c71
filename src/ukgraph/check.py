"""Whether a build keeps its promises: by SHACL what its graph says, and what no shape can see beside it.

The ontology already says which roles a frame has, which of them are core and what may fill them. Those
shapes are derived from the schema, so that a new relation is checked as soon as it is declared. Two promises lie
outside of any one graph and are looked at here: that a quotation stands in the article's text where its offsets say,
and that the graph of each edge is named by a frame that makes it. This is the only module that knows pySHACL.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyshacl import validate
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from ukgraph import iris
from ukgraph.assemble import writable
from ukgraph.errors import KnowledgeError, OutputError
from ukgraph.iris import is_frame, local_name, ukg
from ukgraph.store import TURTLE_NAME, load, named_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from rdflib.graph import _ObjectType, _SubjectType

    from ukgraph.schema import FrameClass, Role, Schema, Shortcut

UKG = Namespace(iris.UKG)
_SHAPE = Namespace("https://w3id.org/ukgraph/shape/")
_DATES = (XSD.date, XSD.gYearMonth, XSD.gYear)
_TYPE = ox.NamedNode(iris.RDF + "type")
_LABEL = ox.NamedNode(iris.RDFS + "label")
_SUBCLASS = ox.NamedNode(iris.RDFS + "subClassOf")
_DCTERMS = iris.DCTERMS


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken promise: which node of which class, along which property, what is wrong, and the sentence behind it.

    `article` is the id of the article that the sentence stands in; what is not known is empty.
    """

    focus: str
    kind: str
    path: str
    message: str
    value: str
    quote: str
    article: str

    def __str__(self) -> str:
        """The finding as an entry of a list of what to do: where, what, and which sentence."""
        place = " ".join(part for part in (self.kind, self.focus) if part)
        what = ": ".join(
            part for part in (" ".join(p for p in (self.path, self.value) if p), self.message) if part
        )
        sentence = (
            f"\n    “{self.quote}”" + (f" [{self.article}]" if self.article else "") if self.quote else ""
        )
        return f"{place}\n    {what}{sentence}"


def check(
    out: Path, shapes: Path, schema: Schema, text_of: Callable[[str], str | None]
) -> tuple[Finding, ...]:
    """What is wrong with the build in a folder, sorted; nothing if it is in order.

    `text_of` gives the cleaned text of an article by its id, or None if it was not kept.

    Raises:
        OutputError: the build is not there, or is not whole.
        KnowledgeError: the shapes cannot be read.
    """
    whole = load(out)
    found = findings(_read_turtle(out / TURTLE_NAME), _read_shapes(shapes), schema)
    return tuple(
        sorted({*found, *misplaced_edges(whole, schema), *misquotations(whole, text_of)}, key=_order)
    )


def _order(finding: Finding) -> tuple[str, int, str, str]:
    return finding.article, 0 if finding.quote else 1, finding.focus, str(finding)


def findings(data: ox.Store, shapes: Graph, schema: Schema) -> tuple[Finding, ...]:
    """What is wrong with the graph in a store, by the shapes and by the rules for edges and offsets.

    The last two are SHACL too, in `ontology/shapes-sparql.ttl`, but a SPARQL query for each node takes most of the time.
    """
    _, report, text = validate(
        _for_shacl(data, schema),
        shacl_graph=shapes + implied_shapes(schema),
        inference="none",
        advanced=False,
        inplace=True,
    )
    if not isinstance(report, Graph):
        raise KnowledgeError(
            f"ontology/shapes.ttl: SHACL could not be run: {' '.join(str(text).split())[:200]}"
        )
    results = report.subjects(RDF.type, SH.ValidationResult)
    seen = {_finding(report, result, data) for result in results}
    return tuple(
        sorted({*seen, *unmade_edges(data, schema), *wrong_offsets(data), *misplaced_words(data)}, key=_order)
    )


def _for_shacl(data: ox.Store, schema: Schema) -> Graph:
    """The triples of a store, with the vocabulary, as the graph that pySHACL takes; it is several times slower on the store itself."""
    graph = Graph()
    for quad in data:
        graph.add((_rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)))
    for subject, predicate, value in vocabulary(schema):
        graph.add((_rdflib(subject), _rdflib(predicate), _rdflib(value)))
    return graph


def _rdflib(term: object) -> URIRef | BNode | Literal:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype.value == iris.XSD + "string":
            return Literal(term.value)  # a plain literal of the shapes is no equal of one with its datatype
        case ox.Literal():
            return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
        case _:
            return BNode(str(term).removeprefix("_:"))


def _read_turtle(path: Path) -> ox.Store:
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    except OSError as error:
        raise OutputError(
            f"cannot read {path}: {error.strerror or error}; build first, or name the folder with -o DIR"
        ) from error
    except (SyntaxError, ValueError) as error:
        raise OutputError(f"{path} is not Turtle: {' '.join(str(error).split())[:200]}") from error
    return store


def _read_shapes(path: Path) -> Graph:
    try:
        return Graph().parse(path, format="turtle")
    except OSError as error:
        raise KnowledgeError(f"cannot read {path}: {error.strerror or error}") from error
    except SyntaxError as error:  # rdflib's BadSyntax is one
        raise KnowledgeError(f"{path} is not Turtle: {' '.join(str(error).split())[:200]}") from error


def vocabulary(schema: Schema) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
    """What the shapes need of the ontology: its subclasses, how edges are made, and for each role one class of owners and fillers."""
    for child, parent in schema.parents.items():
        yield ukg(child), _SUBCLASS, ukg(parent)
    for role in schema.roles.values():
        for owner in _owners(role, schema):
            yield ukg(owner), _SUBCLASS, _node(_owner(role))
        for filler in ("Quantity",) if role.kind == "quantity" else role.range:
            yield ukg(filler), _SUBCLASS, _node(_filler(role))
    for edge in schema.shortcuts:
        node = ukg(edge.name)
        yield node, _TYPE, ukg("Shortcut")
        yield node, ukg("fromFrame"), ukg(edge.frame)
        yield node, ukg("subjectRole"), ukg(edge.subject)
        yield node, ukg("objectRole"), ukg(edge.object)
        for factuality in edge.factualities:
            yield node, ukg("whenFactuality"), ukg(factuality)


def _owners(role: Role, schema: Schema) -> Iterator[str]:
    """The frames that have a role, and whatever is no frame: evidence quotes as well, and places are parts of others."""
    yield from (frame.name for frame in schema.frames.values() if role.name in frame.roles)
    yield from ("Entity", "Evidence")


def _owner(role: Role) -> URIRef:
    return _SHAPE[f"owner-of-{role.name}"]


def _filler(role: Role) -> URIRef:
    return _SHAPE[f"filler-of-{role.name}"]


def _node(iri: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


# Shapes ---------------------------------------------------------------------------------------------


def implied_shapes(schema: Schema) -> Graph:
    """The shapes that follow from frames and roles: core roles are filled, and each role keeps to its frames and range."""
    graph = Graph()
    for frame in schema.frames.values():
        _add_core(graph, frame)
    for role in schema.roles.values():
        _add_role(graph, role, [f.name for f in schema.frames.values() if role.name in f.roles])
    return graph


def _add_core(graph: Graph, frame: FrameClass) -> None:
    shape, path, prop = _SHAPE[f"core-{frame.name}"], BNode(), BNode()
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, UKG[frame.name]))
    graph.add((shape, SH.property, prop))
    graph.add((prop, SH.message, Literal(f"needs one of its core roles: {_listed(frame.core)}")))
    graph.add((prop, SH.minCount, Literal(1)))
    if len(frame.core) == 1:
        graph.add((prop, SH.path, UKG[frame.core[0]]))
    else:
        graph.add((prop, SH.path, path))
        graph.add((path, SH.alternativePath, _sequence(graph, [UKG[role] for role in frame.core])))


def _add_role(graph: Graph, role: Role, frames: Iterable[str]) -> None:
    shape, path, values = _SHAPE[f"role-{role.name}"], UKG[role.name], BNode()
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetSubjectsOf, path))
    graph.add((shape, SH["class"], _owner(role)))
    graph.add(
        (
            shape,
            SH.message,
            Literal(f"ukg:{role.name} is no role of this frame; it belongs to {_listed(sorted(frames))}"),
        )
    )
    graph.add((shape, SH.property, values))
    graph.add((values, SH.path, path))
    graph.add((values, SH.message, Literal(f"ukg:{role.name} takes {_taken(role)}")))
    match role.kind:
        case "entity" | "quantity":
            graph.add((values, SH["class"], _filler(role)))
        case "text":
            graph.add((values, SH.datatype, XSD.string))
        case "date":
            graph.add((values, SH["or"], _sequence(graph, [_datatype(graph, kind) for kind in _DATES])))


def _taken(role: Role) -> str:
    return _listed(sorted(role.range)) if role.kind == "entity" else f"a {role.kind}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"ukg:{name}" for name in names)


def _datatype(graph: Graph, kind: URIRef) -> BNode:
    node = BNode()
    graph.add((node, SH.datatype, kind))
    return node


def _sequence(graph: Graph, members: Iterable[URIRef | BNode]) -> BNode:
    head = BNode()
    Collection(graph, head, list(members))
    return head


# What no shape sees ---------------------------------------------------------------------------------


def unmade_edges(store: ox.Store, schema: Schema) -> Iterator[Finding]:
    """Edges that no frame makes: none of their class, in the article's own voice, with this factuality and these two ends."""
    for edge in schema.shortcuts:
        for quad in store.quads_for_pattern(None, ukg(edge.name), None, None):
            frames = {q.subject for q in store.quads_for_pattern(None, ukg(edge.subject), quad.subject, None)}
            if all(_why_not(store, frame, quad, [edge]) for frame in frames):
                reason = "no frame in an article's own voice makes this edge"
                yield _told(store, quad.subject, f"ukg:{edge.name}", reason, _shown(quad.object))


def wrong_offsets(store: ox.Store) -> Iterator[Finding]:
    """Quotations that are not as long as their offsets say."""
    for quad in store.quads_for_pattern(None, _TYPE, ukg("Evidence"), None):
        starts, ends, quotes = (_values(store, quad.subject, ukg(name)) for name in ("start", "end", "quote"))
        if _whole(starts) and _whole(ends) and quotes and int(ends[0]) - int(starts[0]) != len(quotes[0]):
            reason = f"the quotation has {len(quotes[0])} characters, and its offsets are {starts[0]} and {ends[0]}"
            yield _told(store, quad.subject, "ukg:quote", reason, "")


def misplaced_words(store: ox.Store) -> Iterator[Finding]:
    """Trigger words that do not stand in a sentence of their frame where they are said to."""
    for quad in store.quads_for_pattern(None, _TYPE, ukg("TriggerWord"), None):
        starts, words = (_values(store, quad.subject, ukg(name)) for name in ("start", "word"))
        sentences = {
            e.object
            for frame in store.quads_for_pattern(quad.subject, ukg("readAs"), None, None)
            if isinstance(frame.object, ox.NamedNode)
            for e in store.quads_for_pattern(frame.object, ukg("evidence"), None, None)
        }
        if (
            _whole(starts)
            and words
            and not any(_holds(store, s, int(starts[0]), words[0]) for s in sentences)
        ):
            reason = f"no sentence of its frame has the word “{words[0]}” at {starts[0]}"
            yield _told(store, quad.subject, "ukg:word", reason, "")


def _holds(store: ox.Store, sentence: object, start: int, word: str) -> bool:
    begins, quotes = (_values(store, sentence, ukg(name)) for name in ("start", "quote"))
    return (
        _whole(begins)
        and bool(quotes)
        and start >= int(begins[0])
        and quotes[0].startswith(word, start - int(begins[0]))
    )


def _whole(values: list[str]) -> bool:
    return bool(values) and values[0].isdecimal()


def misplaced_edges(store: ox.Store, schema: Schema) -> Iterator[Finding]:
    """Edges that stand in the graph of a frame that does not make them, or of no frame at all."""
    made_by = defaultdict(list)
    for edge in schema.shortcuts:
        made_by[edge.name].append(edge)
    for quad in named_quads(store):
        name = local_name(quad.predicate)
        if is_frame(quad.graph_name):
            reason = _why_not(store, quad.graph_name, quad, made_by.get(name, []))
        elif name in made_by:
            reason = "an edge stands in the graph of the frame that makes it, and nowhere else"
        else:
            continue
        if reason:
            value = " ".join(_shown(term) for term in (quad.subject, quad.object))
            yield _told(store, quad.graph_name, f"ukg:{name}", reason, value)


def _why_not(store: ox.Store, frame: object, quad: ox.Quad, edges: Iterable[Shortcut]) -> str:
    """Why a frame does not make an edge; nothing if it does."""
    reason = "is no edge of the ontology"
    for edge in edges:
        reason = f"this frame is no ukg:{edge.frame}, from which alone this edge comes"
        if ukg(edge.frame) not in _objects(store, frame, _TYPE):
            continue
        if _objects(store, frame, ukg("attributedTo")):
            return "it is somebody's claim, and claims make no edges"
        if not {ukg(f) for f in edge.factualities} & set(_objects(store, frame, ukg("factuality"))):
            return f"it makes an edge only where it is {' or '.join(sorted(edge.factualities))}"
        ends = (edge.subject, quad.subject), (edge.object, quad.object)
        return next(
            (
                f"ukg:{role} of the frame is not this"
                for role, end in ends
                if end not in _objects(store, frame, ukg(role))
            ),
            "",
        )
    return reason


def misquotations(store: ox.Store, text_of: Callable[[str], str | None]) -> Iterator[Finding]:
    """Sentences that do not stand in their article's text where their offsets say."""
    for quad in store.quads_for_pattern(None, _TYPE, ukg("Article"), ox.DefaultGraph()):
        ids = _values(store, quad.subject, ox.NamedNode(_DCTERMS + "identifier"))
        text = text_of(ids[0]) if ids else None
        if text is None:
            yield _told(
                store,
                quad.subject,
                "",
                "the text of this article is missing from text/",
                ids[0] if ids else "",
            )
            continue
        plain = writable(text)
        for found in store.quads_for_pattern(None, ukg("inArticle"), quad.subject, ox.DefaultGraph()):
            starts, ends, quotes = (
                _values(store, found.subject, ukg(name)) for name in ("start", "end", "quote")
            )
            if starts and ends and quotes and plain[int(starts[0]) : int(ends[0])] != quotes[0]:
                yield _told(
                    store,
                    found.subject,
                    "ukg:quote",
                    f"the text has other words from {starts[0]} to {ends[0]}",
                    "",
                )


# Findings -------------------------------------------------------------------------------------------


def _finding(report: Graph, result: _SubjectType, data: ox.Store) -> Finding:
    focus = report.value(result, SH.focusNode)
    messages = sorted(str(m) for m in report.objects(result, SH.resultMessage))
    value = report.value(result, SH.value)
    node = ox.NamedNode(str(focus)) if isinstance(focus, URIRef) else None
    shown = "" if value == focus else _term(value)
    if node is None:
        return Finding(
            _term(focus), "", _term(report.value(result, SH.resultPath)), "; ".join(messages), shown, "", ""
        )
    return _told(
        data, node, _term(report.value(result, SH.resultPath)), "; ".join(messages) or "breaks a shape", shown
    )


def _told(store: ox.Store, node: object, path: str, message: str, value: str) -> Finding:
    """A finding with the class of its node, and the first sentence behind it: its own, of its evidence, or of a frame that has it."""
    kinds = _objects(store, node, _TYPE)
    users = store.quads_for_pattern(None, None, node, None) if isinstance(node, ox.NamedNode) else ()
    frames = [node, *(q.subject for q in users)]
    passages = [node, *(e for f in frames for e in _objects(store, f, ukg("evidence")))]
    quotes = sorted((q, str(p)) for p in passages for q in _values(store, p, ukg("quote")))
    quote, passage = quotes[0] if quotes else ("", "")
    where = next(
        (a for p in passages if str(p) == passage for a in _objects(store, p, ukg("inArticle"))), None
    )
    ids = _values(store, where, ox.NamedNode(_DCTERMS + "identifier")) if where is not None else []
    return Finding(
        _shown(node),
        min((local_name(k) for k in kinds), default=""),
        path,
        message,
        value,
        quote,
        ids[0] if ids else "",
    )


def _objects(store: ox.Store, subject: object, predicate: ox.NamedNode) -> list[ox.NamedNode]:
    if not isinstance(subject, ox.NamedNode):
        return []
    return [
        q.object
        for q in store.quads_for_pattern(subject, predicate, None, None)
        if isinstance(q.object, ox.NamedNode)
    ]


def _values(store: ox.Store, subject: object, predicate: ox.NamedNode) -> list[str]:
    if not isinstance(subject, ox.NamedNode | ox.BlankNode):
        return []
    return sorted(
        q.object.value
        for q in store.quads_for_pattern(subject, predicate, None, None)
        if isinstance(q.object, ox.Literal)
    )


def _shown(node: object) -> str:
    return _compact(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _term(node: _ObjectType | None) -> str:
    if node is None:
        return ""
    if isinstance(node, URIRef):
        return _compact(str(node))
    return node.n3() if isinstance(node, Literal) else str(node)


def _compact(iri: str) -> str:
    for prefix, start in iris.PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return f"<{iri}>"
