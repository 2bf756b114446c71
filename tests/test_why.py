"""Why an edge is there: its sentences first, and apart from them what is only claimed, denied or planned."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from graph_cases import ASSERTED, NEGATED, PLANNED, POSSIBLE, article, build, frame, known, minted, store_of
from ukgraph.errors import QueryError
from ukgraph.iris import ukr
from ukgraph.records import Entity, Factuality, Frame, Quantity, Reading
from ukgraph.store import fill
from ukgraph.why import Edge, Source, Standing, between, of, quantity, resolve, words

if TYPE_CHECKING:
    import pyoxigraph as ox

STORE = store_of()


def accounts(store: ox.Store, a: str, b: str) -> list[tuple[Standing, str]]:
    return [(x.standing, x.kind) for x in between(store, resolve(store, a), resolve(store, b))]


# Names ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Arland", "arland", "ARLAND", "Republic of Arland", "republic of arland", "Árland", "ukr:arland"]
)
def test_a_name_is_found_whatever_its_case_and_accents(text: str) -> None:
    assert resolve(STORE, text).node == ukr("arland")


def test_an_alias_is_found() -> None:
    assert resolve(STORE, "roe").label == "Jane Roe"


def test_a_class_of_weapons_is_found_once() -> None:
    assert resolve(STORE, "walker").kind == "WeaponClass"


@pytest.mark.parametrize(
    ("text", "offer"), [("Boreland", "Borland"), ("jane", "Jane Roe"), ("ukr:borlant", "Borland")]
)
def test_a_miss_offers_near_names(text: str, offer: str) -> None:
    with pytest.raises(QueryError, match=f"did you mean {offer}"):
        resolve(STORE, text)


def test_a_miss_without_a_near_name_says_so() -> None:
    with pytest.raises(QueryError, match=r'nothing in this build is called "qqq"; see'):
        resolve(STORE, "qqq")


def _reading(text: str, *entities: Entity, frames: tuple[Frame, ...] = ()) -> Reading:
    return Reading(article("third", text), frames, entities)


def test_a_name_of_several_entities_lists_them() -> None:
    town, river = minted("river-town", "Rivertown", "City"), minted("river-town-2", "Rivertown", "Region")
    store = fill(build(_reading("Rivertown.", town, river)))
    with pytest.raises(QueryError) as caught:
        resolve(store, "rivertown")
    assert str(caught.value).splitlines()[1:] == [
        "  Rivertown (City, ukr:river-town)",
        "  Rivertown (Region, ukr:river-town-2)",
    ]
    assert resolve(store, "ukr:river-town-2").kind == "Region"


def test_a_preferred_label_is_worth_more_than_an_alias() -> None:
    store = fill(build(_reading("Roe.", known("jane-roe"), minted("roe", "Roe", "City"))))
    assert resolve(store, "Roe").kind == "City"


# Accounts -------------------------------------------------------------------------------------------


def test_an_edge_comes_with_its_sentence_publisher_and_date() -> None:
    (account,) = between(STORE, resolve(STORE, "Arland"), resolve(STORE, "Borland"))
    assert account.standing is Standing.EDGE
    assert account.edges == (Edge("Arland", "pledged aid to", "Borland"),)
    assert (account.kind, account.factuality, account.speaker) == ("AidPledge", PLANNED, None)
    assert account.sources == (
        Source(
            "Arland pledged 31 Lynx 9 walkers and equipment to Borland, worth about $2.50 billion.",
            "first",
            "Daily Test",
            "2024-05-06",
        ),
    )
    assert ("amount", "about 2,500,000,000 USD") in account.roles
    assert ("item count", "31 Lynx 9") in account.roles


def test_the_order_of_the_two_does_not_matter() -> None:
    assert accounts(STORE, "Arland", "Borland") == accounts(STORE, "Borland", "Arland")


def test_a_denial_by_a_speaker_stands_apart_from_the_edge() -> None:
    assert accounts(STORE, "Cedonia", "Borland") == [(Standing.EDGE, "Attack"), (Standing.CLAIMED, "Attack")]
    denial = between(STORE, resolve(STORE, "Cedonia"), resolve(STORE, "Borland"))[1]
    assert (denial.speaker, denial.factuality, denial.edges) == ("Jane Roe", NEGATED, ())


def test_what_is_alleged_is_no_edge() -> None:
    (account,) = between(STORE, resolve(STORE, "Cedonia"), resolve(STORE, "Arland"))
    assert (account.standing, account.speaker, account.edges) == (Standing.CLAIMED, "Cedonia", ())


def test_an_edge_that_holds_both_ways_is_shown_once_from_the_one_that_was_asked_for() -> None:
    (met,) = between(STORE, resolve(STORE, "Max Moe"), resolve(STORE, "Jane Roe"))
    assert met.edges == (Edge("Max Moe", "met with", "Jane Roe"),)


@pytest.mark.parametrize(
    ("factuality", "standing"),
    [
        (ASSERTED, Standing.EDGE),
        (NEGATED, Standing.DENIED),
        (PLANNED, Standing.PLANNED),
        (POSSIBLE, Standing.POSSIBLE),
    ],
)
def test_what_the_article_says_itself_stands_by_its_factuality(
    factuality: Factuality, standing: Standing
) -> None:
    home = article("third", "Cedonia attacks Borland.")
    attack = frame(home, "Attack", home.text, factuality, attacker=known("cedonia"), target=known("borland"))
    store = fill(build(Reading(home, (attack,), ())))
    assert accounts(store, "Cedonia", "Borland") == [(standing, "Attack")]


def test_a_fact_without_a_shortcut_between_the_two_is_told() -> None:
    assert (Standing.TOLD, "Meeting") in accounts(STORE, "Jane Roe", "Ar Base")


def test_an_entity_has_the_accounts_that_it_fills_or_speaks() -> None:
    found = of(STORE, resolve(STORE, "Jane Roe"))
    assert [(x.standing, x.kind) for x in found] == [
        (Standing.EDGE, "RoleHolding"),
        (Standing.EDGE, "Meeting"),
        (Standing.CLAIMED, "Attack"),
    ]
    assert found[0].edges == (Edge("Jane Roe", "holds office in", "The Pact"),)


def test_an_entity_without_frames_has_no_accounts() -> None:
    assert of(STORE, resolve(STORE, "New Moon")) == ()


def test_accounts_are_the_same_for_the_same_build() -> None:
    arland = resolve(STORE, "Arland")
    assert of(STORE, arland) == of(fill(reversed(list(STORE))), arland)


# Words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("pledgedAidTo", "pledged aid to"),
        ("metWith", "met with"),
        ("item", "item"),
        ("moreThan", "more than"),
    ],
)
def test_camel_case_is_read_aloud(name: str, shown: str) -> None:
    assert words(name) == shown


@pytest.mark.parametrize(
    ("value", "unit", "modifier", "shown"),
    [
        ("3700000000", "USD", "about", "about 3,700,000,000 USD"),
        ("2.5", "km", None, "2.5 km"),
        ("50", "country", "moreThan", "more than 50 country"),
    ],
)
def test_a_quantity_is_grouped_by_thousands(value: str, unit: str, modifier: str | None, shown: str) -> None:
    assert quantity(value, unit, modifier) == shown
    assert quantity(f"{Quantity(Decimal(value), unit).value:f}", unit, modifier) == shown
