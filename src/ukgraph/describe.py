"""A build described in its own graph: what it holds, what it was made from and by what, in VoID, DCAT and PROV.

There is no clock in it: the same articles, ontology, model and software give the same description.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph import iris
from ukgraph.blocks import contents
from ukgraph.iris import ukg, ukr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_RIGHTS = "Labels, classes and structure are under the licence given; each quotation remains with the publisher of its article."
_VOCABULARIES = (iris.UKG.rstrip("#"), iris.SKOS.rstrip("#"), iris.DCTERMS)
_FILES = (("graph.ttl", "text/turtle"), ("graph.trig", "application/trig"))
_TYPE = ox.NamedNode(iris.RDF + "type")

_Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


@dataclass(frozen=True, slots=True)
class Stamps:
    """What a build was made by and from: a version, and SHA-256 sums in hexadecimal."""

    software: str
    ontology: str
    model: str
    corpus: str


@dataclass(frozen=True, slots=True)
class Census:
    """Counts of the different triples of a build: all, subjects, and by class and property (IRIs)."""

    triples: int
    subjects: int
    classes: dict[str, int]
    properties: dict[str, int]


def corpus_sha256(articles: Iterable[str]) -> str:
    """One sum for a set of articles from the SHA-256 of each, in whatever order they come."""
    return joined_sha256(sorted(articles))


def joined_sha256(articles: Iterable[str]) -> str:
    """The same for sums that come in order."""
    total = hashlib.sha256()
    for number, one in enumerate(articles):
        total.update(f"{chr(10) if number else ''}{one}".encode())
    return total.hexdigest()


def census(triples: Iterable[ox.Triple]) -> Census:
    """Count triples in one pass; they are all different, and those of one subject follow each other."""
    total = subjects = 0
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    last: object = None
    for triple in triples:
        total += 1
        properties[triple.predicate.value] += 1
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            classes[triple.object.value] += 1
        if triple.subject != last:
            subjects, last = subjects + 1, triple.subject
    return Census(total, subjects, dict(classes), dict(properties))


def joined(parts: Iterable[Census]) -> Census:
    """The census of everything, from those of parts that share no subject."""
    triples = subjects = 0
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for part in parts:
        triples += part.triples
        subjects += part.subjects
        classes.update(part.classes)
        properties.update(part.properties)
    return Census(triples, subjects, dict(classes), dict(properties))


def census_of(shapes: Mapping[bytes, int]) -> Census:
    """The census of so many blocks of these shapes, one for each subject."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for (name, kind), number in contents(shapes).items():
        properties[name] += number
        if kind:
            classes[kind] += number
    return Census(properties.total(), sum(shapes.values()), dict(classes), dict(properties))


def describe(counted: Census, stamps: Stamps) -> list[ox.Quad]:
    """The description of a build with these counts, as the graph `ukr:dataset`; the counts do not count it."""
    return [ox.Quad(*statement, iris.DATASET) for statement in _statements(counted, stamps)]


def _statements(counted: Census, stamps: Stamps) -> Iterator[_Statement]:
    yield from _dataset(counted)
    yield from _partitions(counted)
    yield from _provenance(stamps)


def _dataset(counted: Census) -> Iterator[_Statement]:
    node = iris.DATASET
    for cls in (VOID + "Dataset", DCAT + "Dataset", PROV + "Entity"):
        yield node, _TYPE, ox.NamedNode(cls)
    yield (
        node,
        _dcterms("title"),
        ox.Literal("What a set of articles says, as a knowledge graph"),
    )
    yield node, _dcterms("license"), ox.NamedNode(_LICENCE)
    yield node, _dcterms("rights"), ox.Literal(_RIGHTS)
    yield node, _void("uriSpace"), ox.Literal(iris.UKR)
    for vocabulary in _VOCABULARIES:
        yield node, _void("vocabulary"), ox.NamedNode(vocabulary)
    yield node, _void("triples"), _integer(counted.triples)
    yield node, _void("distinctSubjects"), _integer(counted.subjects)
    yield node, _void("classes"), _integer(len(counted.classes))
    yield node, _void("properties"), _integer(len(counted.properties))
    yield node, _void("documents"), _integer(counted.classes.get(iris.UKG + "Article", 0))
    for name, media_type in _FILES:
        file = ukr(f"dataset-{name.replace('.', '-')}")
        yield node, ox.NamedNode(DCAT + "distribution"), file
        yield file, _TYPE, ox.NamedNode(DCAT + "Distribution")
        yield file, _dcterms("title"), ox.Literal(name)
        yield (
            file,
            ox.NamedNode(DCAT + "mediaType"),
            ox.NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}"),
        )


def _partitions(counted: Census) -> Iterator[_Statement]:
    for kind, found, count in (
        ("class", counted.classes, "entities"),
        ("property", counted.properties, "triples"),
    ):
        for iri, number in sorted(found.items()):
            part = ukr(f"dataset-{kind}-{iris.digest(iri)}")
            yield iris.DATASET, _void(f"{kind}Partition"), part
            yield part, _void(kind), ox.NamedNode(iri)
            yield part, _void(count), _integer(number)


def _provenance(stamps: Stamps) -> Iterator[_Statement]:
    run, software = ukr("dataset-build"), ukr("dataset-software")
    yield iris.DATASET, ox.NamedNode(PROV + "wasGeneratedBy"), run
    yield run, _TYPE, ox.NamedNode(PROV + "Activity")
    yield run, ox.NamedNode(PROV + "wasAssociatedWith"), software
    yield software, _TYPE, ox.NamedNode(PROV + "SoftwareAgent")
    yield software, _dcterms("title"), ox.Literal("ukgraph")
    yield software, ox.NamedNode(SCHEMA + "softwareVersion"), ox.Literal(stamps.software)
    for name, title, digest in (
        ("ontology", "the ontology and the catalogue", stamps.ontology),
        ("model", "the weights of the parser", stamps.model),
        ("corpus", "the articles", stamps.corpus),
    ):
        part = ukr(f"dataset-{name}")
        yield run, ox.NamedNode(PROV + "used"), part
        yield part, _TYPE, ox.NamedNode(PROV + "Entity")
        yield part, _dcterms("title"), ox.Literal(title)
        yield part, ukg("sha256"), ox.Literal(digest)


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(iris.XSD + "integer"))


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _dcterms(name: str) -> ox.NamedNode:
    return ox.NamedNode(iris.DCTERMS + name)
