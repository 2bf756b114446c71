"""Whether a graph keeps its promises, by SHACL: the shapes that stand in a file, and those that the ontology implies.

The ontology already says which roles a frame has, which of them are core and what may fill them. Those
shapes are derived from the schema, so that a new relation is checked as soon as it is declared. This is
the only module that knows rdflib and pySHACL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyshacl import validate
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from ukgraph import iris
from ukgraph.errors import KnowledgeError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.graph import _ObjectType, _SubjectType

    from ukgraph.schema import FrameClass, Role, Schema

UKG = Namespace(iris.UKG)
_SHAPE = Namespace("https://w3id.org/ukgraph/shape/")
_DATES = (XSD.date, XSD.gYearMonth, XSD.gYear)


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken promise: which node, along which property, what is wrong, and the sentence behind it."""

    focus: str
    path: str
    message: str
    value: str
    quote: str

    def __str__(self) -> str:
        """The finding in one line."""
        place = " ".join(part for part in (self.focus, self.path, self.value) if part)
        return f"{place}: {self.message}" + (f" — “{self.quote}”" if self.quote else "")


def check(graph: Path, shapes: Path, schema: Schema) -> tuple[Finding, ...]:
    """What is wrong with the graph in a Turtle file, sorted; nothing if it is in order.

    Raises:
        OutputError: the graph is not there or is not Turtle.
        KnowledgeError: the shapes are not.
    """
    return findings(_read(graph, OutputError), _read(shapes, KnowledgeError), schema)


def findings(data: Graph, shapes: Graph, schema: Schema) -> tuple[Finding, ...]:
    """The same for graphs that have been read already."""
    _, report, _ = validate(
        data,
        shacl_graph=shapes + implied_shapes(schema),
        ont_graph=_subclasses(schema),
        inference="none",
        advanced=False,
    )
    if not isinstance(report, Graph):
        raise KnowledgeError(f"ontology/shapes.ttl: SHACL could not be run: {report}")
    results = report.subjects(RDF.type, SH.ValidationResult)
    return tuple(sorted((_finding(report, result, data) for result in results), key=str))


def _read(path: Path, failure: type[OutputError | KnowledgeError]) -> Graph:
    try:
        return Graph().parse(path, format="turtle")
    except OSError as error:
        raise failure(
            f"cannot read {path}: {error.strerror or error}; build first, or name the folder with -o DIR"
        ) from error
    except SyntaxError as error:  # rdflib's BadSyntax is one
        raise failure(f"{path} is not Turtle: {' '.join(str(error).split())[:200]}") from error


def _subclasses(schema: Schema) -> Graph:
    graph = Graph()
    for child, parent in schema.parents.items():
        graph.add((UKG[child], RDFS.subClassOf, UKG[parent]))
    return graph


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
    shape = _SHAPE[f"core-{frame.name}"]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, UKG[frame.name]))
    graph.add((shape, SH.message, Literal(f"needs one of its core roles: {_listed(frame.core)}")))
    _add_or(graph, shape, [_filled(graph, role) for role in frame.core])


def _filled(graph: Graph, role: str) -> BNode:
    prop = BNode()
    graph.add((prop, SH.path, UKG[role]))
    graph.add((prop, SH.minCount, Literal(1)))
    return prop


def _add_role(graph: Graph, role: Role, frames: Iterable[str]) -> None:
    shape, path = _SHAPE[f"role-{role.name}"], UKG[role.name]
    owners = sorted(frames)
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetSubjectsOf, path))
    graph.add(
        (
            shape,
            SH.message,
            Literal(f"ukg:{role.name} is no role of this frame; it belongs to {_listed(owners)}"),
        )
    )
    no_frame = BNode()
    graph.add(
        (no_frame, SH["not"], _constraint(graph, SH["class"], UKG.Frame))
    )  # evidence has a ukg:quote too
    _add_or(graph, shape, [no_frame, *(_constraint(graph, SH["class"], UKG[f]) for f in owners)])
    values = BNode()
    graph.add((shape, SH.property, values))
    graph.add((values, SH.path, path))
    graph.add((values, SH.message, Literal(f"ukg:{role.name} takes {_taken(role)}")))
    _add_or(graph, values, _ranges(graph, role))


def _ranges(graph: Graph, role: Role) -> list[BNode]:
    match role.kind:
        case "entity":
            return [_constraint(graph, SH["class"], UKG[cls]) for cls in sorted(role.range)]
        case "quantity":
            return [_constraint(graph, SH["class"], UKG.Quantity)]
        case "date":
            return [_constraint(graph, SH.datatype, kind) for kind in _DATES]
        case "text":
            return [_constraint(graph, SH.datatype, XSD.string)]


def _taken(role: Role) -> str:
    return _listed(sorted(role.range)) if role.kind == "entity" else f"a {role.kind}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"ukg:{name}" for name in names)


def _constraint(graph: Graph, predicate: URIRef, value: URIRef) -> BNode:
    node = BNode()
    graph.add((node, predicate, value))
    return node


def _add_or(graph: Graph, shape: URIRef | BNode, options: list[BNode]) -> None:
    head = BNode()
    Collection(graph, head, list(options))
    graph.add((shape, SH["or"], head))


# Findings -------------------------------------------------------------------------------------------


def _finding(report: Graph, result: _SubjectType, data: Graph) -> Finding:
    focus = report.value(result, SH.focusNode)
    messages = sorted(str(m) for m in report.objects(result, SH.resultMessage))
    value = report.value(result, SH.value)
    return Finding(
        focus=_shown(focus),
        path=_shown(report.value(result, SH.resultPath)),
        message="; ".join(messages) or "breaks a shape",
        value="" if value == focus else _shown(value),
        quote=_quote(data, focus),
    )


def _shown(node: _ObjectType | None) -> str:
    if node is None:
        return ""
    if isinstance(node, URIRef):
        for prefix, start in iris.PREFIXES.items():
            if node.startswith(start):
                return f"{prefix}:{node.removeprefix(start)}"
    return node.n3() if isinstance(node, URIRef | Literal) else str(node)


def _quote(data: Graph, focus: _ObjectType | None) -> str:
    """The first sentence behind a node: its own, that of its evidence, or that of a frame that has it."""
    if focus is None or isinstance(focus, Literal):
        return ""
    frames = [focus, *data.subjects(None, focus)]
    sources = [focus, *(e for f in frames for e in data.objects(f, UKG.evidence))]
    return min((str(q) for s in sources for q in data.objects(s, UKG.quote)), default="")
