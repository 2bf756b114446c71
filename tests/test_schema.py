"""The ontology becomes records, and whatever does not fit together is refused by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, Graph

from graph_cases import ONTOLOGY, schema
from ukgraph.errors import KnowledgeError
from ukgraph.iris import UKG
from ukgraph.schema import FrameClass, Schema, load_schema

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
@prefix ukg: <https://w3id.org/ukgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ukg:Entity a owl:Class . ukg:Frame a owl:Class .
ukg:EventFrame a owl:Class ; rdfs:subClassOf ukg:Frame ; ukg:role ukg:when .
ukg:when a ukg:Role , owl:DatatypeProperty ; rdfs:range rdfs:Literal .
ukg:who a ukg:Role , owl:ObjectProperty ; rdfs:range ukg:Entity .
ukg:words a ukg:Role , owl:DatatypeProperty ; rdfs:range xsd:string .
ukg:Dance a owl:Class ; rdfs:subClassOf ukg:EventFrame ; ukg:coreRole ukg:who ; ukg:role ukg:words .
"""
CONTRACT_FRAMES = """Meeting Visit Talks Statement AidDelivery AidPledge AidRequest AidRefusal Authorization
Deployment Attack Invasion Threat Condemnation Endorsement Agreement Founding Joining Appointment Training
Procurement Sanction RoleHolding Membership GroupSize Location WeaponSpec Interception Capture Withdrawal Ceasefire
Exchange Production OpenClaim"""
CONTRACT_ENTITIES = """Person Country Organization Alliance Coalition Forum InternationalOrganization GovernmentBody
MilitaryForce Company MediaOrganization Place City Region Facility WeaponSystem Initiative Document"""


def read(turtle: str) -> Schema:
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return load_schema(store)


def test_the_ontology_has_the_frames_of_the_contract_and_no_others() -> None:
    assert set(schema().frames) == set(CONTRACT_FRAMES.split())


def test_the_ontology_has_the_entity_classes_of_the_contract() -> None:
    assert {c for c in CONTRACT_ENTITIES.split() if schema().is_a(c, "Entity")} == set(
        CONTRACT_ENTITIES.split()
    )


@pytest.mark.parametrize(
    ("frame", "core", "some"),
    [
        ("AidPledge", {"donor", "recipient", "item"}, {"amount", "itemCount", "place", "date", "partOf"}),
        ("AidRequest", {"requester", "item"}, {"addressee", "recipient"}),
        ("Meeting", {"participant", "convener"}, {"host", "chair", "participantCount", "ordinal", "place"}),
        ("RoleHolding", {"person", "title"}, {"organization"}),
        ("GroupSize", {"organization", "size"}, set()),
        ("Location", {"place", "within"}, set()),
        ("WeaponSpec", {"weapon"}, {"range", "warhead", "speed", "maker"}),
        ("Interception", {"defender", "intercepted"}, {"weapon", "count"}),
        ("OpenClaim", {"subject", "predicate", "object"}, set()),
    ],
)
def test_frames_have_the_roles_of_the_contract(frame: str, core: set[str], some: set[str]) -> None:
    found = schema().frames[frame]
    assert set(found.core) == core
    assert core | some <= set(found.roles)


def test_standing_facts_have_no_date() -> None:
    standing = {name for name, frame in schema().frames.items() if not frame.event}
    assert standing == {"RoleHolding", "Membership", "GroupSize", "Location", "WeaponSpec", "OpenClaim"}
    assert not any("date" in schema().frames[name].roles for name in standing)


def test_roles_know_what_fills_them() -> None:
    roles = schema().roles
    assert {name for name, r in roles.items() if r.kind == "text"} == {"quote", "act", "title", "predicate"}
    assert {name for name, r in roles.items() if r.kind == "date"} == {"date"}
    assert {"amount", "itemCount", "size", "killed", "range", "ordinal"} <= {
        n for n, r in roles.items() if r.kind == "quantity"
    }
    assert roles["person"].range == {"Person"}
    assert roles["donor"].range == {"Person", "Country", "Organization", "GroupKind", "TargetKind"}
    assert all(r.range for r in roles.values() if r.kind == "entity")


def test_a_role_accepts_what_lies_below_its_range() -> None:
    assert schema().accepts("donor", "Alliance")
    assert schema().accepts("item", "WeaponClass")
    assert not schema().accepts("donor", "City")


def test_an_unmade_pledge_is_the_only_plan_that_makes_an_edge() -> None:
    assert {s.frame for s in schema().shortcuts if "Planned" in s.factualities} == {"AidPledge"}


def test_every_shortcut_joins_entities_of_its_own_frame() -> None:
    assert len(schema().shortcuts) > 40
    for shortcut in schema().shortcuts:
        roles = schema().frames[shortcut.frame].roles
        assert {shortcut.subject, shortcut.object} <= set(roles)
        assert shortcut.symmetric == (shortcut.subject == shortcut.object)


def test_frames_without_an_edge_are_few_and_known() -> None:
    assert set(schema().frames) - {s.frame for s in schema().shortcuts} == {"GroupSize", "OpenClaim"}


def test_everything_is_labelled() -> None:
    graph = Graph().parse(ONTOLOGY / "ukgraph.ttl")
    terms = {
        str(s)
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for s in graph.subjects(RDF.type, kind)
    }
    ours = {t for t in terms if t.startswith("https://w3id.org/ukgraph/ontology#")}
    labelled = {str(s) for s in graph.subjects(RDFS.label)}
    assert len(ours) > 150
    assert ours <= labelled


@pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.ttl")), ids=lambda path: path.stem)
def test_the_files_of_the_ontology_use_declared_terms_only(path: Path) -> None:
    declared = {
        t for t in Graph().parse(ONTOLOGY / "ukgraph.ttl").subjects(RDF.type) if str(t).startswith(UKG)
    }
    used = {term for triple in Graph().parse(path) for term in triple if str(term).startswith(UKG)}
    assert used <= declared


def test_a_small_ontology_reads() -> None:
    found = read(HEAD)
    assert found.frames == {
        "Dance": FrameClass("Dance", event=True, core=("who",), roles=("who", "when", "words"))
    }


def test_a_frame_below_a_frame_inherits_its_roles() -> None:
    found = read(HEAD + "ukg:Waltz a owl:Class ; rdfs:subClassOf ukg:Dance .")
    assert found.frames["Waltz"].core == ("who",)
    assert found.is_a("Waltz", "EventFrame")


EDGE = "ukg:danced a ukg:Shortcut ; ukg:fromFrame {} ; ukg:subjectRole {} ; ukg:objectRole {} ; ukg:whenFactuality {} ; ukg:symmetric {} ."


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("ukg:Dance ukg:role ukg:wordz .", r"ukg:Dance: ukg:wordz is not declared as a role; did you mean ukg:words\?"),
        ("ukg:whom a ukg:Role ; rdfs:range ukg:Entitty .", r"ukg:whom: ukg:Entitty is not declared as a class; did you mean ukg:Entity\?"),
        ("ukg:whom a ukg:Role .", "ukg:whom: a role needs one rdfs:range, this one has 0"),
        ("ukg:whom a ukg:Role ; rdfs:range [] .", "ukg:whom: its rdfs:range is neither a class nor an owl:unionOf"),
        ("ukg:whom a ukg:Role ; rdfs:range [ owl:unionOf ( ukg:Entity ukg:Ghost ) ] .", "ukg:whom: ukg:Ghost is not declared"),
        ("ukg:Song a owl:Class ; rdfs:subClassOf ukg:EventFrame .", "ukg:Song: has no ukg:coreRole"),
        ("ukg:Song a owl:Class ; rdfs:subClassOf ukg:Ghost .", "ukg:Song: ukg:Ghost is not declared as a class"),
        ("ukg:Dance rdfs:subClassOf ukg:Entity .", "ukg:Dance: has several parents"),
        ("ukg:A a owl:Class ; rdfs:subClassOf ukg:B . ukg:B a owl:Class ; rdfs:subClassOf ukg:A .", "ukg:A: is its own ancestor"),
        (EDGE.format("ukg:Danse", "ukg:who", "ukg:who", "ukg:Asserted", "true"), r"ukg:danced: ukg:Danse is not declared as a frame; did you mean ukg:Dance\?"),
        (EDGE.format("ukg:Dance", "ukg:who", "ukg:hwo", "ukg:Asserted", "true"), "ukg:danced: ukg:hwo is not declared as a role of Dance"),
        (EDGE.format("ukg:Dance", "ukg:who", "ukg:words", "ukg:Asserted", "false"), "ukg:danced: ukg:words holds a text"),
        (EDGE.format("ukg:Dance", "ukg:who", "ukg:who", "ukg:Negated", "true"), "ukg:danced: ukg:whenFactuality takes Asserted or Planned"),
        (EDGE.format("ukg:Dance", "ukg:who", "ukg:who", "ukg:Asserted", "false"), "ukg:danced: ukg:symmetric true belongs to"),
        ("ukg:who a ukg:Shortcut .", "ukg:who: is a role and a shortcut"),
        ("ukg:danced a ukg:Shortcut .", "ukg:danced: needs one ukg:fromFrame, has 0"),
    ],
)  # fmt: skip
def test_what_nobody_declared_is_named(turtle: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message) as caught:
        read(HEAD + turtle)
    assert re.match("ontology/ukgraph.ttl, ukg:", str(caught.value))
