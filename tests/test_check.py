"""Every broken promise is found, with its sentence, and none in a build of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph, URIRef

from graph_cases import (
    ALLEGED,
    ATTACK,
    DENIAL,
    FIRST,
    MEETING,
    ONTOLOGY,
    PLEDGE,
    READINGS,
    SECOND,
    build,
    schema,
)
from ukgraph.check import Finding, check, findings, implied_shapes, misplaced_edges, vocabulary
from ukgraph.errors import KnowledgeError, OutputError
from ukgraph.store import as_trig, as_turtle, write_build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHAPES = ONTOLOGY / "shapes.ttl"
SPARQL_SHAPES = ONTOLOGY / "shapes-sparql.ttl"
TURTLE = as_turtle(build(*READINGS)).decode()
HEAD = TURTLE[: TURTLE.index("ukr:")]
TEXTS = {a.id: a.text for a in (FIRST, SECOND)}


def found_in(turtle: str) -> tuple[Finding, ...]:
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return findings(store, Graph().parse(SHAPES), schema())


def checked(out: Path, text_of: Callable[[str], str | None] = TEXTS.get) -> tuple[Finding, ...]:
    return check(out, SHAPES, schema(), text_of)


def test_a_build_of_our_own_is_in_order(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    assert checked(tmp_path) == ()


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
        ('ukg:value "2500000000"^^xsd:decimal', "ukg:value -5.0", "a quantity is not negative", PLEDGE),
        ('ukg:modifier "about"', 'ukg:modifier "roughly"', "a modifier is about", PLEDGE),
        ("ukg:end 85 ;", "", "evidence ends at one character offset", PLEDGE),
        ("ukg:end 85 ;", "ukg:end 0 ;", "evidence starts before it ends", PLEDGE),
        ('ukg:word "pledged"', 'ukg:word "sent"', "no sentence of its frame has the word “sent” at 7", None),
        ('ukg:word "pledged"', 'ukg:word ""', "a trigger word is one word", None),
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
            "ukg:pledgedAidTo ukr:borland",
            "ukg:attacked ukr:borland",
            "no frame in an article's own voice makes this edge",
            None,
        ),
        (
            "ukg:factuality ukg:Planned ;",
            "ukg:factuality ukg:Possible ;",
            "no frame in an article's own voice makes this edge",
            None,
        ),
        (
            "ukg:attacker ukr:cedonia ;\n\tukg:confidence 0.9 ;\n\tukg:date",
            "ukg:attacker ukr:cedonia ; ukg:attributedTo ukr:jane-roe ;\n\tukg:confidence 0.9 ;\n\tukg:date",
            "no frame in an article's own voice makes this edge",
            None,
        ),
        (
            f'ukg:quote "{PLEDGE}"',
            f'ukg:quote "{PLEDGE[:-1]}"',
            "the quotation has 84 characters",
            PLEDGE[:-1],
        ),
        ("ukg:inArticle ukr:article-first ;", "", "evidence stands in one ukg:Article", None),
        ('ukg:sha256 "0', 'ukg:sha256 "g', "an article has one SHA-256", None),
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
    found = found_in(TURTLE.replace(old, new, 1) if "sha256" in old else TURTLE.replace(old, new))
    hits = [f for f in found if message in f.message]
    assert hits, found
    assert quote is None or {f.quote for f in hits} == {quote}


def test_a_frame_without_evidence_or_core_role_is_found() -> None:
    lonely = (
        "ukr:frame-x a ukg:Attack ; ukg:factuality ukg:Asserted ; ukg:confidence 0.5 ; ukg:place ukr:arland ."
    )
    found = found_in(TURTLE + lonely)
    assert {f.message for f in found} == {
        "a frame has at least one sentence as evidence",
        "needs one of its core roles: ukg:attacker, ukg:target",
    }
    assert {(f.focus, f.kind) for f in found} == {("ukr:frame-x", "Attack")}


def test_a_frame_of_two_articles_and_evidence_of_no_frame_are_found() -> None:
    sentences = [line.split()[0] for line in TURTLE.splitlines() if line.startswith("ukr:evidence-")]
    frame = next(line.split()[0] for line in TURTLE.splitlines() if line.startswith("ukr:frame-"))
    shared = "".join(f"{frame} ukg:evidence {sentence} .\n" for sentence in sentences)
    assert "a frame belongs to one article" in {f.message for f in found_in(TURTLE + shared)}
    orphan = 'ukr:evidence-x a ukg:Evidence ; ukg:inArticle ukr:article-first ; ukg:quote "a" ; ukg:start 0 ; ukg:end 1 .'
    assert [f.message for f in found_in(TURTLE + orphan)] == ["evidence belongs to a frame"]


def test_a_link_between_accounts_leads_from_frame_to_frame() -> None:
    frame = next(line.split()[0] for line in TURTLE.splitlines() if line.startswith("ukr:frame-"))
    found = found_in(f"{TURTLE}{frame} ukg:sameEventAs ukr:arland .")
    assert "only frames tell the same event" in {f.message for f in found}


# What no shape sees ---------------------------------------------------------------------------------


def test_a_text_that_has_other_words_is_found(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    (finding,) = checked(tmp_path, {**TEXTS, "second": TEXTS["second"].replace("3 May", "4 May")}.get)
    assert (finding.quote, finding.article) == (ATTACK, "second")
    assert finding.message.startswith("the text has other words from 0 to")


def test_a_text_that_is_missing_is_found(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    (finding,) = checked(tmp_path, {"first": TEXTS["first"]}.get)
    assert (finding.value, finding.message) == ("second", "the text of this article is missing from text/")


@pytest.mark.parametrize(
    ("quote", "edge", "reason"),
    [
        (ALLEGED, "ukr:arland ukg:attacked ukr:cedonia", "it is somebody's claim, and claims make no edges"),
        (DENIAL, "ukr:cedonia ukg:attacked ukr:borland", "it is somebody's claim, and claims make no edges"),
        (PLEDGE, "ukr:arland ukg:deliveredAidTo ukr:borland", "this frame is no ukg:AidDelivery"),
        (PLEDGE, "ukr:borland ukg:pledgedAidTo ukr:arland", "ukg:donor of the frame is not this"),
        (PLEDGE, "ukr:arland ukg:likes ukr:borland", "is no edge of the ontology"),
        (MEETING, "ukr:jane-roe ukg:metWith ukr:arland", "ukg:participant of the frame is not this"),
    ],
)
def test_an_edge_that_its_frame_does_not_make_is_found(quote: str, edge: str, reason: str) -> None:
    store = ox.Store()
    store.load(as_trig(build(*READINGS)), format=ox.RdfFormat.TRIG)
    store.bulk_extend([ox.Quad(*q.triple) for q in list(store)])
    (sentence,) = [
        q.subject for q in store.quads_for_pattern(None, None, ox.Literal(quote), ox.DefaultGraph())
    ]
    frame = next(q.subject for q in store.quads_for_pattern(None, None, sentence, ox.DefaultGraph()))
    home = ox.NamedNode(str(frame)[1:-1])
    terms = [
        ox.NamedNode(
            t.replace("ukr:", "https://w3id.org/ukgraph/id/").replace(
                "ukg:", "https://w3id.org/ukgraph/ontology#"
            )
        )
        for t in edge.split()
    ]
    store.add(ox.Quad(terms[0], terms[1], terms[2], home))
    (finding,) = misplaced_edges(store, schema())
    assert finding.message.startswith(reason)
    assert finding.quote == quote


def test_an_edge_in_the_graph_of_an_article_is_found() -> None:
    quads = build(*READINGS)
    edge = next(q for q in quads if q.predicate.value.endswith("#pledgedAidTo"))
    home = next(q.graph_name for q in quads if "article-first" in str(q.graph_name))
    store = ox.Store()
    store.extend([*quads, ox.Quad(edge.subject, edge.predicate, edge.object, home)])
    (finding,) = misplaced_edges(store, schema())
    assert finding.message == "an edge stands in the graph of the frame that makes it, and nowhere else"


# What findings look like ----------------------------------------------------------------------------


def test_a_finding_says_where_and_what_and_which_sentence() -> None:
    (finding,) = found_in(TURTLE.replace("ukg:factuality ukg:Negated ;", "ukg:factuality ukg:Certain ;"))
    assert str(finding) == (
        f"Attack {finding.focus}\n"
        "    ukg:factuality ukg:Certain: factuality is ukg:Asserted, ukg:Planned, ukg:Possible or ukg:Negated\n"
        f"    “{DENIAL}” [first]"
    )
    assert str(Finding("ukr:x", "", "", "is wrong", "", "", "")) == "ukr:x\n    is wrong"


def test_every_frame_and_role_has_a_shape() -> None:
    shapes = implied_shapes(schema())
    assert len(set(shapes.subjects(RDF.type, SH.NodeShape))) == len(schema().frames) + len(schema().roles)


def test_the_shapes_are_shacl() -> None:
    # pySHACL checks the shapes against the shapes of SHACL itself.
    shapes = Graph().parse(SHAPES).parse(SPARQL_SHAPES) + implied_shapes(schema())
    conforms, _, text = validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("", "", set()),
        (
            "ukg:pledgedAidTo ukr:borland",
            "ukg:attacked ukr:borland",
            {"no frame in an article's own voice makes this edge"},
        ),
        (
            "ukg:factuality ukg:Planned ;",
            "ukg:factuality ukg:Possible ;",
            {"no frame in an article's own voice makes this edge"},
        ),
        (
            f'ukg:quote "{PLEDGE}"',
            f'ukg:quote "{PLEDGE[:-1]}"',
            {"the quotation is not as long as its offsets say"},
        ),
    ],
)
def test_the_shapes_in_sparql_say_what_we_look_at_ourselves(old: str, new: str, wrong: set[str]) -> None:
    data = Graph().parse(data=TURTLE.replace(old, new) if old else TURTLE, format="turtle")
    for triple in vocabulary(schema()):
        data.add(tuple(URIRef(term.value) for term in triple))  # type: ignore[arg-type]
    _, report, _ = validate(data, shacl_graph=Graph().parse(SPARQL_SHAPES), inplace=True)
    assert isinstance(report, Graph)
    assert {str(m) for m in report.objects(None, SH.resultMessage)} == wrong


def test_missing_graphs_and_missing_shapes_are_two_things(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"there is no .*graph\.trig"):
        checked(tmp_path)
    write_build(build(*READINGS), tmp_path)
    with pytest.raises(KnowledgeError, match=r"cannot read .*none\.ttl"):
        check(tmp_path, tmp_path / "none.ttl", schema(), TEXTS.get)
    (tmp_path / "graph.ttl").unlink()
    with pytest.raises(OutputError, match=r"graph\.ttl"):
        checked(tmp_path)


def test_a_graph_that_is_no_turtle_is_refused(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    (tmp_path / "graph.ttl").write_text(HEAD + "ukr:a ukg:b")
    with pytest.raises(OutputError, match="is not Turtle"):
        checked(tmp_path)
