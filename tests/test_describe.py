"""A build describes itself, without a clock; the ontology is what its page and its context say."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from graph_cases import ONTOLOGY, READINGS, build
from ukgraph.assemble import sort_triples
from ukgraph.describe import Census, Stamps, census, corpus_sha256, describe
from ukgraph.iris import DATASET, UKG, ukg, ukr
from ukgraph.vocabulary import Vocabulary, context, page

SOURCE = (ONTOLOGY / "ukgraph.ttl").read_bytes()
STAMPS = Stamps("1.2.3", "a" * 64, "b" * 64, "c" * 64)
VOID = "http://rdfs.org/ns/void#"


def described() -> ox.Store:
    store = ox.Store()
    store.extend(describe(census(sort_triples(build(*READINGS))), STAMPS))
    return store


def value(store: ox.Store, subject: ox.NamedNode, predicate: str) -> str:
    (quad,) = store.quads_for_pattern(subject, ox.NamedNode(predicate), None, DATASET)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def test_counts_are_those_of_the_graph() -> None:
    triples = sort_triples(build(*READINGS))
    store = described()
    assert value(store, DATASET, VOID + "triples") == str(len(triples))
    assert value(store, DATASET, VOID + "distinctSubjects") == str(len({t.subject for t in triples}))
    assert value(store, DATASET, VOID + "documents") == "2"
    parts = {
        str(q.object): int(value(store, q.subject, VOID + "entities"))
        for q in store.quads_for_pattern(None, ox.NamedNode(VOID + "class"), None, DATASET)
        if isinstance(q.subject, ox.NamedNode)
    }
    assert parts[str(ukg("Attack"))] == 3


def test_the_description_says_what_it_was_made_of() -> None:
    store = described()
    assert value(store, ukr("dataset-software"), "https://schema.org/softwareVersion") == "1.2.3"
    assert value(store, ukr("dataset-model"), UKG + "sha256") == "b" * 64


def test_the_sum_of_a_corpus_does_not_depend_on_its_order() -> None:
    assert corpus_sha256(["a", "b"]) == corpus_sha256(["b", "a"]) != corpus_sha256(["a"])


def test_an_empty_build_has_a_description() -> None:
    assert census([]) == Census(0, 0, {}, {})
    assert describe(census([]), STAMPS)


# The ontology ---------------------------------------------------------------------------------------


def test_the_page_and_the_context_are_made_from_the_ontology() -> None:
    # After a change of the ontology: make docs
    assert (ONTOLOGY.parent / "docs" / "ontology.md").read_text(encoding="utf-8") == page(SOURCE)
    assert json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8")) == {
        "@context": context(SOURCE)
    }


WORDS = Vocabulary(SOURCE)
KINDS = (
    "owl:Class",
    "owl:ObjectProperty",
    "owl:DatatypeProperty",
    "owl:AnnotationProperty",
    "owl:NamedIndividual",
)
TERMS = sorted({t.value for kind in KINDS for t in WORDS.terms(kind)})


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_label_comment_and_example(term: str) -> None:
    node = ox.NamedNode(term)
    for prop in ("rdfs:label", "rdfs:comment", "skos:example"):
        assert WORDS.text(node, prop), prop


# An office is a blank node of the catalogue: it has no class.
OPEN_ENDED = {"office", "heads", "of"}


@pytest.mark.parametrize("term", sorted({t.value for kind in KINDS[1:3] for t in WORDS.terms(kind)}))
def test_every_property_has_domain_and_range(term: str) -> None:
    node = ox.NamedNode(term)
    missing = [prop for prop in ("rdfs:domain", "rdfs:range") if not WORDS.values(node, prop)]
    assert not missing or term.removeprefix(UKG) in OPEN_ENDED


def test_the_domain_of_a_role_is_the_frames_that_have_it() -> None:
    for role in WORDS.terms("ukg:Role"):
        owners = {
            c
            for c in WORDS.terms("owl:Class")
            for p in ("ukg:coreRole", "ukg:role")
            if role in WORDS.values(c, p)
        }
        (domain,) = WORDS.values(role, "rdfs:domain")
        shown = WORDS.shown(domain)
        top = [c for c in owners if not set(above(c)) & owners]
        assert all(f"ukg:{c.value.removeprefix(UKG)}]" in shown for c in top), role


def above(cls: ox.NamedNode) -> list[ox.NamedNode]:
    found: list[ox.NamedNode] = []
    todo = [cls]
    while todo:
        parents = [p for p in WORDS.values(todo.pop(), "rdfs:subClassOf") if isinstance(p, ox.NamedNode)]
        found += parents
        todo += parents
    return found
