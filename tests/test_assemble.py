"""Frames become quads: every question of a frame has its triple, and only facts in the article's voice have edges."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_cases import (
    ASSERTED,
    ATTACK,
    FIRST,
    FIRST_READING,
    MEETING,
    NEGATED,
    PLANNED,
    PLEDGE,
    POSSIBLE,
    READINGS,
    RECORDS,
    SECOND,
    SECOND_READING,
    SmallCatalogue,
    build,
    frame,
    known,
    minted,
    schema,
)
from ukgraph import iris
from ukgraph.assemble import assemble, date_literal, decimal_literal, text_literal
from ukgraph.errors import InputError, KnowledgeError
from ukgraph.iris import ukg, ukr
from ukgraph.records import Date, Entity, Factuality, Filler, Frame, Quantity, Reading, Value

if TYPE_CHECKING:
    import random

LABEL = ox.NamedNode(iris.RDFS + "label")
ALT_LABEL = ox.NamedNode(iris.SKOS + "altLabel")
TYPE = ox.NamedNode(iris.RDF + "type")


def objects(quads: list[ox.Quad], subject: ox.NamedNode, predicate: ox.NamedNode) -> set[str]:
    found = (q.object for q in quads if q.subject == subject and q.predicate == predicate)
    return {
        iris.local_name(o) if isinstance(o, ox.NamedNode) else o.value
        for o in found
        if not isinstance(o, ox.Triple)
    }


def edges(*frames: Frame) -> set[tuple[str, str, str]]:
    """The shortcuts of some frames; those are the triples outside the article's own graph."""
    quads = build(Reading(FIRST, frames, ()))
    return {
        (iris.local_name(q.subject), iris.local_name(q.predicate), iris.local_name(q.object))
        for q in quads
        if iris.is_frame(q.graph_name)
        and isinstance(q.subject, ox.NamedNode)
        and isinstance(q.object, ox.NamedNode)
    }


def pledge(factuality: Factuality = PLANNED, by: Entity | None = None, **roles: Value) -> Frame:
    return frame(
        FIRST,
        "AidPledge",
        PLEDGE,
        factuality,
        by,
        **{"donor": known("arland"), "recipient": known("borland"), **roles},
    )


# Articles and entities ------------------------------------------------------------------------------


def test_an_article_tells_where_it_comes_from() -> None:
    quads, node = build(*READINGS), iris.article("second")
    assert objects(quads, node, ox.NamedNode(iris.DCTERMS + "identifier")) == {"second"}
    assert objects(quads, node, ox.NamedNode(iris.DCTERMS + "source")) == {
        "https://example.org/second?a=b%20c"
    }
    assert ox.Literal("2024-05", datatype=ox.NamedNode(iris.XSD + "gYearMonth")) in {
        q.object for q in quads if q.subject == node
    }


def test_what_is_not_known_of_an_article_is_not_said() -> None:
    bare = dataclasses.replace(FIRST, title=None, publisher=None, published=None, url=None)
    quads = build(Reading(bare, (), ()))
    assert {q.predicate for q in quads} == {TYPE, ox.NamedNode(iris.DCTERMS + "identifier"), ukg("sha256")}


def test_a_source_that_is_no_web_address_stays_a_text() -> None:
    quads = build(Reading(dataclasses.replace(FIRST, url="C:\\news\\a b.txt"), (), ()))
    assert ox.Literal("C:\\news\\a b.txt") in {q.object for q in quads}


def test_generic_fillers_are_described_but_not_mentioned() -> None:
    quads = build(FIRST_READING)
    mentions = objects(quads, iris.article("first"), ukg("mentions"))
    assert mentions == {"arland", "borland", "lynx-9", "jane-roe", "ar-base"}
    assert objects(quads, ukr("equipment"), LABEL) == {"equipment"}


def test_entities_have_one_label_their_class_and_every_alias() -> None:
    quads = build(*READINGS)
    assert objects(quads, ukr("borland"), LABEL) == {"Borland"}
    assert objects(quads, ukr("borland"), ALT_LABEL) == {"Borlanders"}
    assert objects(quads, ukr("jane-roe"), TYPE) == {"Person"}
    assert objects(quads, ukr("arland"), ox.NamedNode(iris.OWL + "sameAs")) == {
        "http://www.wikidata.org/entity/Q1"
    }


def test_a_weapon_class_is_a_weapon_system_too() -> None:
    assert objects(build(FIRST_READING), ukr("walker"), TYPE) == {"WeaponClass", "WeaponSystem"}
    assert objects(build(FIRST_READING), ukr("lynx-9"), TYPE) == {"WeaponSystem"}


def test_the_taxonomy_and_the_whereabouts_come_along_and_nothing_else_does() -> None:
    quads = build(Reading(FIRST, (), (known("lynx-9"), known("ar-base"))))
    assert objects(quads, ukr("armor"), LABEL) == {"armor"}
    assert (
        objects(quads, ukr("lynx-9"), ukg("origin"))
        == objects(quads, ukr("ar-base"), ukg("partOf"))
        == {"arland"}
    )
    assert not objects(quads, ukr("far-away"), LABEL)


def test_an_entity_that_only_the_text_knows_is_described_by_it() -> None:
    quads = build(SECOND_READING)
    assert objects(quads, ukr("new-moon"), LABEL) == {"New Moon"}
    assert objects(quads, ukr("new-moon"), ox.NamedNode(iris.SKOS + "broader")) == {"walker"}


def test_texts_that_spell_a_new_entity_differently_agree_on_one_label() -> None:
    spellings = [
        minted("new-moon", label, kind)
        for label, kind in (("New Moon", "Company"), ("new Moon", "Company"), ("New Moon", "Forum"))
    ]
    quads = build(
        *(
            Reading(a, (), (e,))
            for a, e in zip((FIRST, SECOND, dataclasses.replace(FIRST, id="third")), spellings, strict=True)
        )
    )
    assert objects(quads, ukr("new-moon"), LABEL) == {"New Moon"}
    assert objects(quads, ukr("new-moon"), ALT_LABEL) == {"new Moon"}
    assert objects(quads, ukr("new-moon"), TYPE) == {"Company"}


def test_a_broader_class_that_nobody_describes_is_left_out() -> None:
    quads = build(Reading(FIRST, (), (minted("new-moon", "New Moon", "WeaponSystem", "ghost"),)))
    assert "ghost" not in {iris.local_name(q.object) for q in quads if isinstance(q.object, ox.NamedNode)}


# Frames ---------------------------------------------------------------------------------------------


def test_a_frame_answers_its_three_questions() -> None:
    quads = build(FIRST_READING)
    denial = iris.frame(FIRST_READING.frames[1].id)
    assert objects(quads, denial, ukg("factuality")) == {"Negated"}
    assert objects(quads, denial, ukg("attributedTo")) == {"jane-roe"}
    assert objects(quads, denial, ukg("confidence")) == {"0.9"}
    (evidence,) = (q.object for q in quads if q.subject == denial and q.predicate == ukg("evidence"))
    assert isinstance(evidence, ox.NamedNode)
    (start,), (end,), (quote,) = (objects(quads, evidence, ukg(p)) for p in ("start", "end", "quote"))
    assert FIRST.text[int(start) : int(end)] == quote


def test_quantities_are_nodes_with_number_unit_and_modifier() -> None:
    quads = build(FIRST_READING)
    node = iris.frame(FIRST_READING.frames[0].id)
    (amount,) = (q.object for q in quads if q.subject == node and q.predicate == ukg("amount"))
    (count,) = (q.object for q in quads if q.subject == node and q.predicate == ukg("itemCount"))
    assert isinstance(amount, ox.NamedNode)
    assert isinstance(count, ox.NamedNode)
    assert [objects(quads, amount, ukg(p)) for p in ("value", "unit", "modifier")] == [
        {"2500000000"},
        {"USD"},
        {"about"},
    ]
    assert [objects(quads, count, ukg(p)) for p in ("value", "of", "modifier")] == [{"31"}, {"lynx-9"}, set()]


def test_an_event_may_be_part_of_another_of_its_article() -> None:
    whole = frame(FIRST, "Meeting", MEETING, participant=known("jane-roe"))
    part = pledge(partOf=whole.id)
    quads = build(Reading(FIRST, (whole, part), ()))
    assert objects(quads, iris.frame(part.id), ukg("partOf")) == {f"frame-{whole.id}"}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (frame(FIRST, "Ghost", PLEDGE, donor=known("arland")), "ukg:Ghost is no frame class"),
        (pledge(attacker=known("arland")), "ukg:AidPledge has no role ukg:attacker"),
        (pledge(amount="two billion"), "ukg:amount takes a value of kind quantity, not 'two billion'"),
        (pledge(date="yesterday"), "ukg:date takes a value of kind date"),
        (pledge(item="tanks"), "ukg:item takes a value of kind entity"),
        (pledge(partOf="0" * 16), "ukg:partOf takes a value of kind entity"),
        (
            pledge(itemCount=Quantity(Decimal(1), "x", None, "ghost")),
            "a quantity counts ukr:ghost, which occurs nowhere",
        ),
        (
            pledge(item=Entity("ghost", "Ghost", "WeaponSystem", known=True)),
            "ukr:ghost was linked to the catalogue",
        ),
    ],
)
def test_a_frame_that_the_ontology_does_not_know_stops_the_build(wrong: Frame, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        build(Reading(FIRST, (wrong,), ()))


# Values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iso", "datatype"),
    [("2022", "gYear"), ("2022-04", "gYearMonth"), ("2022-04-26", "date"), ("2024-02-29", "date")],
)
def test_dates_have_the_datatype_of_their_precision(iso: str, datatype: str) -> None:
    assert date_literal(iso) == ox.Literal(iso, datatype=ox.NamedNode(iris.XSD + datatype))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "20220426",
        "2022-W17-2",
        "2022-13",
        "2022-02-30",
        "2022-4-6",
        "0000",
        "٢٠٢٢",
        "2022-04-26T00:00",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no date"):
        date_literal(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("3.7e9", "3700000000"),
        ("2.50", "2.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.0", "0"),
        ("-0.0", "0"),
        ("1E-7", "0.0000001"),
        ("-1.50", "-1.5"),
    ],
)
def test_decimals_are_written_one_way(number: str, text: str) -> None:
    assert decimal_literal(Decimal(number)).value == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_keeps_its_value(number: Decimal) -> None:
    assert Decimal(decimal_literal(number).value) == number


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(InputError, match="NaN"):
        decimal_literal(Decimal("NaN"))


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_be_written_and_keeps_its_length(text: str) -> None:
    written = text_literal(text).value
    assert len(written) == len(text)
    written.encode("utf-8")


def test_ordinary_text_is_kept_verbatim() -> None:
    assert text_literal("„Привіт”,\tsaid\r\nhe 🙂").value == "„Привіт”,\tsaid\r\nhe 🙂"


# Shortcuts ------------------------------------------------------------------------------------------


def test_a_pledge_is_an_edge_whether_it_was_kept_or_not() -> None:
    for factuality in (ASSERTED, PLANNED):
        assert edges(pledge(factuality, item=known("lynx-9"))) == {
            ("arland", "pledgedAidTo", "borland"),
            ("arland", "pledgedWeapon", "lynx-9"),
        }


@pytest.mark.parametrize("factuality", [POSSIBLE, NEGATED])
def test_what_may_be_or_is_not_makes_no_edge(factuality: Factuality) -> None:
    assert not edges(pledge(factuality))


@pytest.mark.parametrize("factuality", list(Factuality))
def test_what_somebody_claims_makes_no_edge(factuality: Factuality) -> None:
    assert not edges(pledge(factuality, known("jane-roe")))


def test_a_planned_delivery_is_no_edge() -> None:
    roles = {"donor": known("arland"), "recipient": known("borland")}
    assert not edges(frame(FIRST, "AidDelivery", PLEDGE, PLANNED, **roles))
    assert edges(frame(FIRST, "AidDelivery", PLEDGE, ASSERTED, **roles)) == {
        ("arland", "deliveredAidTo", "borland")
    }


def test_generic_fillers_have_no_edges() -> None:
    assert edges(pledge(item=known("equipment"))) == {("arland", "pledgedAidTo", "borland")}
    marked = dataclasses.replace(known("lynx-9"), generic=True)
    assert edges(pledge(item=marked)) == {("arland", "pledgedAidTo", "borland")}


def test_a_symmetric_edge_goes_both_ways_and_never_to_itself() -> None:
    assert edges(FIRST_READING.frames[2]) == {
        ("jane-roe", "metWith", "max-moe"),
        ("max-moe", "metWith", "jane-roe"),
    }
    assert not edges(frame(FIRST, "Attack", PLEDGE, attacker=known("arland"), target=known("arland")))


def test_an_edge_stands_in_the_graph_of_its_frame_and_its_ends_are_described() -> None:
    quads = build(*READINGS)
    shortcuts = {ukg(s.name) for s in schema().shortcuts}
    for quad in quads:
        assert (quad.predicate in shortcuts) == iris.is_frame(quad.graph_name)
    described = {q.subject for q in quads if q.predicate == LABEL}
    assert all({q.subject, q.object} <= described for q in quads if q.predicate in shortcuts)


def test_every_other_triple_stands_in_the_graph_of_an_article() -> None:
    graphs = {q.graph_name for q in build(*READINGS) if not iris.is_frame(q.graph_name)}
    assert graphs == {iris.article("first"), iris.article("second")}


def test_the_graph_of_an_article_can_be_read_alone() -> None:
    quads = build(*READINGS)
    for home in (iris.article("first"), iris.article("second")):
        alone = [q for q in quads if q.graph_name == home]
        subjects = {q.subject for q in alone}
        ours = {
            q.object
            for q in alone
            if isinstance(q.object, ox.NamedNode) and q.object.value.startswith(iris.UKR)
        }
        assert ours <= subjects


# Builds ---------------------------------------------------------------------------------------------


@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_frames_and_fillers_does_not_show(chance: random.Random) -> None:
    def shuffled(reading: Reading) -> Reading:
        frames = [
            dataclasses.replace(f, fillers=tuple(chance.sample(f.fillers, len(f.fillers))))
            for f in reading.frames
        ]
        return dataclasses.replace(
            reading,
            frames=tuple(chance.sample(frames, len(frames))),
            mentioned=tuple(chance.sample(reading.mentioned, len(reading.mentioned))),
        )

    readings = [shuffled(r) for r in chance.sample(READINGS, len(READINGS))]
    assert build(*readings) == build(*READINGS)


def test_a_later_article_changes_nothing_in_the_graphs_of_earlier_ones() -> None:
    alone, together = build(FIRST_READING), build(*READINGS)
    assert set(alone) <= set(together)


def test_no_readings_give_no_quads() -> None:
    assert build() == []


def test_saying_a_thing_twice_does_not_double_it() -> None:
    twice = dataclasses.replace(FIRST_READING, frames=FIRST_READING.frames * 2)
    assert build(twice) == build(FIRST_READING)


def test_a_sentence_shared_by_two_frames_is_one_evidence() -> None:
    one = frame(SECOND, "Attack", ATTACK, attacker=known("cedonia"), target=known("borland"))
    other = frame(SECOND, "Invasion", ATTACK, aggressor=known("cedonia"), target=known("borland"))
    quads = assemble((Reading(SECOND, (one, other), ()),), SmallCatalogue(), schema())
    assert len({q.subject for q in quads if q.predicate == ukg("quote")}) == 1


def test_a_date_of_a_frame_is_typed() -> None:
    dated = dataclasses.replace(
        pledge(), fillers=(Filler("donor", known("arland")), Filler("date", Date("2024-05")))
    )
    quads = build(Reading(FIRST, (dated,), ()))
    assert date_literal("2024-05") in {q.object for q in quads if q.predicate == ukg("date")}


def test_the_catalogue_of_these_tests_is_closed() -> None:
    assert all(r.broader is None or r.broader in RECORDS for r in RECORDS.values())
