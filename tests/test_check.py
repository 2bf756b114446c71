"""SHACL finds every broken promise, and none in a build of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph

from graph_cases import ATTACK, DENIAL, ONTOLOGY, PLEDGE, READINGS, build, schema
from ukgraph.check import Finding, check, findings, implied_shapes
from ukgraph.errors import KnowledgeError, OutputError
from ukgraph.store import as_turtle, write_build

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = ONTOLOGY / "shapes.ttl"
TURTLE = as_turtle(build(*READINGS)).decode()
HEAD = TURTLE[: TURTLE.index("ukr:")]


def test_a_build_of_our_own_is_in_order(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    assert check(tmp_path / "graph.ttl", SHAPES, schema()) == ()


@pytest.mark.parametrize(
    ("old", "new", "message", "quote"),
    [
        ("ukg:factuality ukg:Negated ;", "", "a frame has one factuality", DENIAL),
        (
            "ukg:factuality ukg:Negated ;",
            "ukg:factuality ukg:Negated , ukg:Planned ;",
            "a frame has one factuality",
            DENIAL,
        ),
        (
            "ukg:factuality ukg:Negated ;",
            "ukg:factuality ukg:Certain ;",
            "factuality is ukg:Asserted",
            DENIAL,
        ),
        ("ukg:confidence 0.9 ;", "ukg:confidence 1.5 ;", "confidence is an xsd:decimal from 0 to 1", None),
        ("ukg:confidence 0.9 ;", 'ukg:confidence "high" ;', "confidence is an xsd:decimal from 0 to 1", None),
        ("ukg:confidence 0.9 ;", "", "a frame has one confidence", None),
        (
            "ukg:attributedTo ukr:jane-roe",
            "ukg:attributedTo ukr:jane-roe , ukr:max-moe",
            "a claim has one speaker at most",
            DENIAL,
        ),
        (
            "ukg:attributedTo ukr:jane-roe",
            "ukg:attributedTo ukr:lynx-9",
            "only people, countries, bodies and documents claim",
            DENIAL,
        ),
        ("ukg:attacker ukr:cedonia ;", "ukg:attacker ukr:lynx-9 ;", "ukg:attacker takes ukg:Country", None),
        (
            "ukg:attacker ukr:cedonia ;",
            "ukg:attacker ukr:nobody-described ;",
            "ukg:attacker takes ukg:Country",
            None,
        ),
        (
            "ukg:donor ukr:arland ;",
            "ukg:attacker ukr:arland ;",
            "ukg:attacker is no role of this frame; it belongs to ukg:Attack",
            PLEDGE,
        ),
        ('ukg:title "Secretary General"', "ukg:title ukr:jane-roe", "ukg:title takes a text", None),
        ('ukg:date "2024-05-03"^^xsd:date', 'ukg:date "last week"', "ukg:date takes a date", ATTACK),
        ('ukg:date "2024-05-03"^^xsd:date', 'ukg:date "2024-05"^^xsd:date', "ukg:date takes a date", ATTACK),
        ('ukg:unit "USD" ;', "", "a quantity has one unit", PLEDGE),
        ('ukg:value "2500000000"^^xsd:decimal', 'ukg:value "lots"', "a quantity has one xsd:decimal", PLEDGE),
        ('ukg:modifier "about"', 'ukg:modifier "roughly"', "a modifier is about", PLEDGE),
        ("ukg:end 85 ;", "", "evidence ends at one character offset", PLEDGE),
        ("ukg:end 85 ;", "ukg:end 0 ;", "evidence starts before it ends", PLEDGE),
        ('dcterms:identifier "first" ;', "", "an article has one identifier", None),
        (
            'dcterms:issued "2024-05"^^xsd:gYearMonth',
            'dcterms:issued "May 2024"',
            "an article was issued on one",
            None,
        ),
        (
            'rdfs:label "Max Moe"',
            'rdfs:label "Max Moe" , "Maximilian Moe"',
            "an entity has exactly one label",
            None,
        ),
        ('rdfs:label "Max Moe"', 'skos:altLabel "Max Moe"', "an entity has exactly one label", None),
        ("owl:sameAs wd:Q1", "owl:sameAs wd:P1", "owl:sameAs leads to an item of Wikidata", None),
        (
            "ukg:mentions ukr:ar-base ,",
            "ukg:mentions ukr:equipment ,",
            "generic fillers are not mentions",
            None,
        ),
    ],
)
def test_a_broken_promise_is_found(old: str, new: str, message: str, quote: str | None) -> None:
    assert old in TURTLE
    found = findings(
        Graph().parse(data=TURTLE.replace(old, new), format="turtle"), Graph().parse(SHAPES), schema()
    )
    hits = [f for f in found if message in f.message]
    assert hits, found
    assert quote is None or {f.quote for f in hits} == {quote}


def test_a_frame_without_evidence_or_core_role_is_found() -> None:
    lonely = (
        "ukr:frame-x a ukg:Attack ; ukg:factuality ukg:Asserted ; ukg:confidence 0.5 ; ukg:place ukr:arland ."
    )
    found = findings(Graph().parse(data=TURTLE + lonely, format="turtle"), Graph().parse(SHAPES), schema())
    assert {f.message for f in found} == {
        "a frame has at least one sentence as evidence",
        "needs one of its core roles: ukg:attacker, ukg:target",
    }
    assert {f.focus for f in found} == {"ukr:frame-x"}


def test_a_finding_is_one_readable_line() -> None:
    data = Graph().parse(
        data=TURTLE.replace("ukg:factuality ukg:Negated ;", "ukg:factuality ukg:Certain ;"), format="turtle"
    )
    (finding,) = findings(data, Graph().parse(SHAPES), schema())
    assert str(finding) == (
        f"{finding.focus} ukg:factuality ukg:Certain: factuality is ukg:Asserted, ukg:Planned, ukg:Possible or ukg:Negated — “{DENIAL}”"
    )
    assert "\n" not in str(finding)
    assert str(Finding("ukr:x", "", "is wrong", "", "")) == "ukr:x: is wrong"


def test_every_frame_and_role_has_a_shape() -> None:
    shapes = implied_shapes(schema())
    assert len(set(shapes.subjects(RDF.type, SH.NodeShape))) == len(schema().frames) + len(schema().roles)


def test_the_shapes_are_shacl() -> None:
    # pySHACL checks the shapes against the shapes of SHACL itself.
    conforms, _, text = validate(
        Graph(), shacl_graph=Graph().parse(SHAPES) + implied_shapes(schema()), meta_shacl=True
    )
    assert conforms, text


def test_a_missing_graph_and_missing_shapes_are_two_things(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    with pytest.raises(OutputError, match=r"cannot read .*none\.ttl"):
        check(tmp_path / "none.ttl", SHAPES, schema())
    with pytest.raises(KnowledgeError, match=r"cannot read .*none\.ttl"):
        check(tmp_path / "graph.ttl", tmp_path / "none.ttl", schema())


def test_a_graph_that_is_no_turtle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(HEAD + "ukr:a ukg:b")
    with pytest.raises(OutputError, match="is not Turtle"):
        check(path, SHAPES, schema())
