"""The ontology as others read it: a reference page, and a JSON-LD context. Both are made from `ontology/ukgraph.ttl`, never written.

Run by `make docs`; a test sees that what is in the repository is what this makes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph.iris import OWL, PREFIXES, RDF, UKG, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST, _REST = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")
_UNION, _ONE_OF = ox.NamedNode(OWL + "unionOf"), ox.NamedNode(OWL + "oneOf")
_MORE_PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#", "foaf": "http://xmlns.com/foaf/0.1/", "org": "http://www.w3.org/ns/org#", "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/", "time": "http://www.w3.org/2006/time#", "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#", "void": "http://rdfs.org/ns/void#", "dcat": "http://www.w3.org/ns/dcat#",
}  # fmt: skip
_COERCED = {XSD + "decimal", XSD + "string"}
_FOREIGN_LINKS = ("owl:sameAs", "skos:broader", "dcterms:license")

Node = ox.NamedNode | ox.BlankNode


class Vocabulary:
    """An ontology in a store, asked for its terms."""

    def __init__(self, turtle: bytes) -> None:
        """Read an ontology.

        Raises:
            SyntaxError: it is no Turtle.
        """
        self.store = ox.Store()
        self.store.load(turtle, format=ox.RdfFormat.TURTLE)

    def terms(self, kind: str) -> list[ox.NamedNode]:
        """Our terms of a type, by name."""
        found = {
            q.subject
            for q in self.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), _full(kind), None)
        }
        return sorted(
            (t for t in found if isinstance(t, ox.NamedNode) and t.value.startswith(UKG)),
            key=lambda t: t.value.lower(),
        )

    def values(self, term: Node, prop: str) -> list[Node | ox.Literal]:
        """What the ontology says of a term along a property such as "rdfs:domain", sorted."""
        found = {q.object for q in self.store.quads_for_pattern(term, _full(prop), None, None)}
        return sorted((o for o in found if not isinstance(o, ox.Triple)), key=str)

    def text(self, term: Node, prop: str) -> str:
        """The text of a property, empty if there is none."""
        return " ".join(v.value for v in self.values(term, prop) if isinstance(v, ox.Literal))

    def shown(self, node: Node | ox.Literal) -> str:
        """A class expression or value: "`Person` or `Country`"."""
        if isinstance(node, ox.NamedNode):
            return (
                f"[{_short(node.value)}](#{_anchor(node)})"
                if node.value.startswith(UKG)
                else f"`{_short(node.value)}`"
            )
        if isinstance(node, ox.Literal):
            return f"“{node.value}”"
        members = next(
            (
                list(self._members(q.object))
                for p in (_UNION, _ONE_OF)
                for q in self.store.quads_for_pattern(node, p, None, None)
            ),
            [],
        )
        return " or ".join(self.shown(m) for m in members)

    def _members(self, head: object) -> Iterator[Node | ox.Literal]:
        while isinstance(head, ox.NamedNode | ox.BlankNode):
            yield from (
                q.object
                for q in self.store.quads_for_pattern(head, _FIRST, None, None)
                if not isinstance(q.object, ox.Triple)
            )
            head = next((q.object for q in self.store.quads_for_pattern(head, _REST, None, None)), None)


def _full(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode((PREFIXES.get(prefix) or _MORE_PREFIXES[prefix]) + local)


def _short(iri: str) -> str:
    for prefix, start in {**PREFIXES, **_MORE_PREFIXES}.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def _anchor(node: ox.NamedNode) -> str:
    name = node.value.removeprefix(UKG)
    return f"{'class' if name[0].isupper() else 'property'}-{name.lower()}"  # ukg:Document is a class, ukg:document a role


# The page -------------------------------------------------------------------------------------------

_SECTIONS = (
    (
        "Frames",
        "Frame",
        "What an article says, one node each. Event frames may also have `ukg:place`, `ukg:date` and `ukg:partOf`.",
    ),
    ("Entities", "Entity", "Who and what fills the roles."),
)


def page(turtle: bytes) -> str:
    """The reference page in Markdown."""
    words = Vocabulary(turtle)
    ontology = ox.NamedNode(UKG.rstrip("#"))
    lines = [
        "# The ontology of ukgraph",
        "",
        "<!-- Made from ontology/ukgraph.ttl by: make docs -->",
        "",
        words.text(ontology, "dcterms:description"),
        "",
        f"Prefix `ukg:` stands for `{UKG}`, `ukr:` for `{PREFIXES['ukr']}`. Import `ontology/ukgraph.ttl`; it is OWL 2 DL.",
        "",
    ]
    classes = words.terms("owl:Class")
    placed: set[ox.NamedNode] = set()
    for title, root, about in _SECTIONS:
        inside = [c for c in classes if _full(f"ukg:{root}") in _line(words, c)]
        placed |= set(inside)
        lines += [f"## {title}", "", about, ""]
        for cls in inside:
            lines += _class(words, cls)
    roles, edges = words.terms("ukg:Role"), words.terms("ukg:Shortcut")
    others = [
        p
        for kind in ("owl:ObjectProperty", "owl:DatatypeProperty")
        for p in words.terms(kind)
        if p not in {*roles, *edges}
    ]
    rest = [c for c in classes if c not in placed]
    for title, terms, about in (
        ("Roles", roles, "From a frame to what fills one of its places."),
        (
            "Edges",
            edges,
            "From entity to entity, drawn from frames in an article's own voice and from nothing else.",
        ),
        ("Other properties", others, "Of frames, evidence, quantities, articles and entities."),
    ):
        lines += [f"## {title}", "", about, ""]
        for term in terms:
            lines += _property(words, term)
    lines += [
        "## Other classes",
        "",
        "Evidence, articles and quantities; and the words in which the catalogue and the lexicon are written.",
        "",
    ]
    for cls in rest:
        lines += _class(words, cls)
    lines += [
        "## Annotations",
        "",
        "Words of the ontology about itself, of the catalogue and of the lexicon. They are not in the graphs that are built.",
        "",
    ]
    for term in words.terms("owl:AnnotationProperty"):
        lines += _property(words, term)
    lines += ["## Individuals", ""]
    for term in words.terms("owl:NamedIndividual"):
        lines += _class(words, term)
    return "\n".join(lines).rstrip() + "\n"


def _line(words: Vocabulary, cls: ox.NamedNode) -> list[ox.NamedNode]:
    """A class with all of ours above it."""
    found = [cls]
    for node in found:
        found += [
            p for p in words.values(node, "rdfs:subClassOf") if isinstance(p, ox.NamedNode) and p not in found
        ]
    return found


def _head(words: Vocabulary, term: ox.NamedNode) -> list[str]:
    name = term.value.removeprefix(UKG)
    return [f'### <a id="{_anchor(term)}"></a>ukg:{name}', "", f"{words.text(term, 'rdfs:comment')}", ""]


def _facts(words: Vocabulary, term: ox.NamedNode, facts: tuple[tuple[str, str], ...]) -> list[str]:
    lines = []
    for title, prop in facts:
        values = words.values(term, prop)
        if values:
            lines.append(f"- {title}: {', '.join(words.shown(v) for v in values)}")
    example = words.text(term, "skos:example")
    return [*lines, *([f"- example: {example}"] if example else []), ""]


def _class(words: Vocabulary, term: ox.NamedNode) -> list[str]:
    facts = (
        ("below", "rdfs:subClassOf"),
        ("core roles, one of which is filled", "ukg:coreRole"),
        ("further roles", "ukg:role"),
        ("see also", "rdfs:seeAlso"),
    )
    return [*_head(words, term), *_facts(words, term, facts)]


def _property(words: Vocabulary, term: ox.NamedNode) -> list[str]:
    facts = (
        ("from", "rdfs:domain"), ("to", "rdfs:range"), ("below", "rdfs:subPropertyOf"), ("drawn from", "ukg:fromFrame"),
        ("leaves", "ukg:subjectRole"), ("reaches", "ukg:objectRole"), ("where the frame is", "ukg:whenFactuality"), ("see also", "rdfs:seeAlso"),
    )  # fmt: skip
    return [*_head(words, term), *_facts(words, term, facts)]


# The context ----------------------------------------------------------------------------------------


def context(turtle: bytes) -> dict[str, str | dict[str, str]]:
    """The JSON-LD context: our terms bare, others with their prefix; what is always a node or a decimal is declared so."""
    words = Vocabulary(turtle)
    terms: dict[str, str | dict[str, str]] = {
        "id": "@id",
        "type": "@type",
        "@vocab": UKG,
        **PREFIXES,
        **_MORE_PREFIXES,
    }
    for prop in words.terms("owl:ObjectProperty"):
        terms[prop.value.removeprefix(UKG)] = {"@id": prop.value, "@type": "@id"}
    for prop in words.terms("owl:DatatypeProperty"):
        ranges = {v.value for v in words.values(prop, "rdfs:range") if isinstance(v, ox.NamedNode)}
        if ranges == {XSD + "decimal"}:
            terms[prop.value.removeprefix(UKG)] = {"@id": prop.value, "@type": XSD + "decimal"}
    for name in _FOREIGN_LINKS:
        terms[name] = {"@id": _full(name).value, "@type": "@id"}
    return terms


if __name__ == "__main__":
    root = Path(sys.argv[1])
    source = (root / "ontology" / "ukgraph.ttl").read_bytes()
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "ontology.md").write_text(page(source), encoding="utf-8")
    (root / "ontology" / "context.jsonld").write_text(
        json.dumps({"@context": context(source)}, indent=1) + "\n", encoding="utf-8"
    )
