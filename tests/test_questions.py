"""Each named question gives the right rows: on a small world where they are known, and on the corpus as reviewed."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest

import expected
from graph_cases import NEGATED, ONTOLOGY, article, frame, known, store_of
from question_cases import (
    ALLEGED,
    PACKAGE,
    PACKAGE_THREE,
    PACKAGE_TOO,
    STRUCK,
    STRUCK_BY_ACCOUNT,
    readings,
)
from ukgraph import api, iris
from ukgraph.query import arguments, read_queries, run, show
from ukgraph.records import Quantity, Reading

if TYPE_CHECKING:
    import pyoxigraph as ox

QUERIES = read_queries(ONTOLOGY / "queries")
GAVE = "Arland gave Borland Lynx 9s."
GAVE_NOT = "Nobody gave Borland Lynx 9s."


@cache
def world() -> ox.Store:
    return store_of(*readings())


def ask(name: str, **given: str) -> list[dict[str, str]]:
    rows = run(world(), QUERIES[name].sparql, arguments(QUERIES[name], given))
    return [dict(zip(rows.columns, map(show, row), strict=True)) for row in rows.rows]


def column(name: str, key: str, **given: str) -> list[str]:
    return [row[key] for row in ask(name, **given)]


# One happening in several articles ------------------------------------------------------------------


def test_accounts_of_one_package_are_one_happening() -> None:
    rows = ask("retold", kind="AidPledge")
    assert {row["quote"] for row in rows} == {PACKAGE, PACKAGE_TOO, PACKAGE_THREE}
    assert {row["happening"] for row in rows} == {rows[0]["happening"]}
    assert {row["accounts"] for row in rows} == {"3"}
    assert len(ask("retold")) == 5


def test_reports_events_and_sources_stand_side_by_side() -> None:
    counted = {
        row["kind"]: (row["reports"], row["events"], row["articles"], row["sources"])
        for row in ask("coverage")
    }
    assert counted["AidPledge"] == ("4", "2", "4", "3")
    assert counted["Meeting"] == ("2", "1", "2", "2")


def test_a_package_is_summed_once_however_many_report_it() -> None:
    (row,) = ask("aid-by-month", by="Arland", unit="USD", since="2024-05")[:1]
    both = ask("aid-by-month", by="Arland")
    assert [(r["kind"], r["month"], r["sum"], r["packages"], r["reported"]) for r in both] == [
        ("arms", "2024-05", "500000000", "1", "3"),
        ("unspecified", "2024-05", "500000000", "1", "1"),
    ]
    # The second package has the same sum, so the careful total has it only once.
    assert sorted(r["differentSums"] for r in both) == ["0", "500000000"]
    assert row in both
    assert not ask("aid-by-month", unit="EUR")


def test_a_meeting_of_two_is_counted_once() -> None:
    assert ask("who-met-whom") == [
        {"one": "Jane Roe", "other": "Max Moe", "kind": "meeting", "times": "1", "first": "2024-05-03", "last": "2024-05-03", "place": "Ar Base"}
    ]  # fmt: skip
    assert column("who-met-whom", "other", who="Max Moe") == ["Jane Roe"]
    assert column("who-met-whom", "one", **{"with": "Max Moe"}) == ["Jane Roe"]
    assert not ask("who-met-whom", who="Arland")


# Claims ---------------------------------------------------------------------------------------------


def test_the_ledger_tells_who_asserts_and_who_denies() -> None:
    rows = {row["what"]: row for row in ask("claim-ledger", kind="Attack")}
    assert set(rows) == {"attacker Arland, target Ar Base", "target Far Away"}
    accounts = sorted(row["accounts"] for row in ask("claim-ledger", about="Ar Base"))
    assert accounts == ["asserted by Cedonia", "negated by Jane Roe"]
    assert column("claim-ledger", "accounts", by="Cedonia") == ["asserted by Cedonia"]


def test_what_one_side_claims_is_unconfirmed_until_another_says_so() -> None:
    rows = ask("unconfirmed")
    assert [(row["speaker"], row["quote"], row["denials"]) for row in rows] == [
        ("Jane Roe", STRUCK_BY_ACCOUNT, "0"),
        ("Cedonia", ALLEGED, "1"),
    ]
    assert column("unconfirmed", "quote", by="Cedonia") == [ALLEGED]


def test_figures_that_do_not_agree_are_shown() -> None:
    assert [(r["about"], r["kind"], r["least"], r["most"]) for r in ask("contested-figures")] == [
        ("The Pact", "GroupSize", "30", "31")
    ]


def test_the_dead_are_counted_by_each_account() -> None:
    assert [(r["number"], r["saidBy"], r["quote"]) for r in ask("casualties")] == [
        ("3", "", STRUCK),
        ("5", "Jane Roe", STRUCK_BY_ACCOUNT),
    ]


def test_what_only_one_source_tells() -> None:
    told = {(r["publisher"], r["start"], r["relation"], r["end"]) for r in ask("only-here")}
    assert ("Herald", "Arland", "deliveredAidTo", "Borland") in told
    assert not [t for t in told if t[2] in ("pledgedAidTo", "metWith")]
    assert {t[0] for t in told} == {"Herald", "Tribune"}
    assert column("only-here", "end", source="Tribune", relation="endorsed") == ["Arland"]


# The life of a pledge -------------------------------------------------------------------------------


def test_the_life_of_a_pledge() -> None:
    rows = {row["item"]: row for row in ask("pledge-lifecycle", to="Borland")}
    lynx = rows["Lynx 9"]
    assert [lynx[k] for k in ("asked", "refused", "pledged", "authorized", "delivered", "used")] == [
        "2024-05-01", "2024-05-01", "2024-05-03", "", "2024-06-01", "2024-05-31",
    ]  # fmt: skip
    assert rows["walker"]["asked"] == "2024-06-03"
    assert {r["item"] for r in ask("pledge-lifecycle", of="armor")} == {"Lynx 9", "walker"}


def test_a_refusal_that_was_taken_back() -> None:
    assert [(r["item"], r["refused"], r["given"], r["how"]) for r in ask("reversals")] == [
        ("Lynx 9", "2024-05-01", "2024-06-01", "delivered"),
        ("Lynx 9", "2024-05-01", "2024-05-03", "pledged"),
    ]


def test_what_was_pledged_and_came_is_no_open_promise() -> None:
    assert not ask("pledged-not-delivered")
    without = store_of(*(r for r in readings() if r.article.id != "herald-4"))
    rows = run(
        without, QUERIES["pledged-not-delivered"].sparql, arguments(QUERIES["pledged-not-delivered"], {})
    )
    assert [tuple(map(show, row))[:4] for row in rows.rows] == [("Arland", "Borland", "Lynx 9", "2024-05-03")]


def test_what_was_asked_for_and_nobody_answered() -> None:
    # The Lynx 9 is a walker and was pledged: a request for walkers has an answer.
    assert not ask("unanswered")


# Weapons, people, bodies ----------------------------------------------------------------------------


def test_weapons_by_kind_count_for_every_class_above() -> None:
    assert [
        (r["kind"], r["asked"], r["pledged"], r["delivered"], r["used"]) for r in ask("weapons-by-kind")
    ] == [
        ("armor", "2", "1", "1", "1"),
        ("walker", "2", "1", "1", "1"),
    ]


def test_weapons_by_maker() -> None:
    assert {
        (r["maker"], r["relation"], r["weapon"], r["delivered"]) for r in ask("weapons-by-maker", by="Arland")
    } == {
        ("Arland", "country of origin", "Lynx 9", "1"),
        ("Arland", "made by", "Lynx 9", "1"),
    }


def test_the_data_of_a_weapon() -> None:
    assert [(r["property"], r["value"], r["unit"], r["maker"]) for r in ask("weapon-data")] == [
        ("maker", "", "", "Arland"),
        ("range", "80", "km", ""),
    ]


def test_sides_and_names_and_ties() -> None:
    assert [(r["who"], r["whom"], r["backed"], r["condemned"]) for r in ask("sides")] == [
        ("Jane Roe", "Arland", "1", "0")
    ]
    assert ("Lynx 9", "6") in {(r["name"], r["articles"]) for r in ask("most-named")}
    assert {r["between"] for r in ask("ties", one="Arland", other="Borland")} == {"Lynx 9"}


def test_a_dossier_is_in_the_order_of_time() -> None:
    rows = ask("dossier", about="Far Away")
    assert [(r["date"], r["kind"], r["role"], r["saidBy"]) for r in rows] == [
        ("2024-05-31", "Attack", "target", ""),
        ("2024-05-31", "Attack", "target", "Jane Roe"),
    ]


def test_sources_tell_their_own_voice_from_claims() -> None:
    counted = {r["identifier"]: (r["told"], r["claimed"], r["speakers"]) for r in ask("sources")}
    assert counted["gazette-2"] == ("0", "2", "2")
    assert counted["herald-4"] == ("2", "1", "1")


@pytest.mark.parametrize(
    ("name", "given", "rows"),
    [
        ("group-size", {}, 2),
        ("offices", {"in": "The Pact"}, 1),
        ("refused", {"by": "Arland"}, 1),
        ("requests", {"of": "walker"}, 2),
        ("deliveries", {"to": "Borland"}, 1),
        ("denied", {}, 1),
        ("disputed", {}, 1),
        ("weapons-by-donor", {}, 2),
    ],
)
def test_lists_hold_what_they_ask_for(name: str, given: dict[str, str], rows: int) -> None:
    assert len(ask(name, **given)) == rows


@pytest.mark.parametrize(
    ("denied", "rows"),
    [
        ({"donor": "arland", "recipient": "borland", "item": "lynx-9"}, 1),
        ({"donor": "arland", "recipient": "borland"}, 1),
        ({"donor": "cedonia", "recipient": "borland", "item": "lynx-9"}, 0),  # that one gave nothing
        ({"recipient": "borland", "item": "lynx-9"}, 0),  # nobody knows who is meant
        ({"donor": "arland", "recipient": "borland", "item": "walker"}, 0),  # no walkers, but Lynx 9s
    ],
)
def test_a_denial_disputes_what_it_denies_and_nothing_else(denied: dict[str, str], rows: int) -> None:
    homes = [article(name, f"{GAVE} {GAVE_NOT}") for name in ("a", "b")]
    told = frame(homes[0], "AidDelivery", GAVE, donor=known("arland"), recipient=known("borland"), item=known("lynx-9"))  # fmt: skip
    not_so = frame(
        homes[1], "AidDelivery", GAVE_NOT, NEGATED, **{role: known(name) for role, name in denied.items()}
    )
    store = store_of(*(Reading(home, (f,), ()) for home, f in zip(homes, (told, not_so), strict=True)))
    assert len(run(store, QUERIES["disputed"].sparql, arguments(QUERIES["disputed"], {})).rows) == rows


@pytest.mark.parametrize("together", [True, False])
def test_a_whole_and_its_part_in_one_report_are_no_contested_figures(together: bool) -> None:
    homes = [article(name, f"{GAVE} {GAVE_NOT}", "2024-05-06") for name in ("a", "b")]
    sums = [Quantity(Decimal(n) * 1_000_000, "USD") for n in (65, 150)]
    amounts = [tuple(sums), ()] if together else [(sums[0],), (sums[1],)]
    told = [
        frame(home, "AidDelivery", GAVE, donor=known("arland"), recipient=known("borland"), amount=of)
        for home, of in zip(homes, amounts, strict=True)
    ]
    store = store_of(*(Reading(home, (f,), ()) for home, f in zip(homes, told, strict=True)))
    store.update(
        f"INSERT DATA {{ {iris.frame(told[1].id)} {iris.ukg('sameEventAs')} {iris.frame(told[0].id)} }}"
    )
    question = QUERIES["contested-figures"]
    assert len(run(store, question.sparql, arguments(question, {})).rows) == (0 if together else 1)


# The corpus -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus() -> dict[str, bytes]:
    return expected.answers(api.build([expected.ROOT / "corpus"]).store)


def test_every_question_has_its_expected_rows() -> None:
    assert {f.stem for f in expected.FOLDER.glob("*.csv")} == set(QUERIES)
    assert len(QUERIES) >= 30


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_question_gives_the_rows_that_were_reviewed(name: str, corpus: dict[str, bytes]) -> None:
    # A change that is meant: .venv/bin/python tests/expected.py, then read the difference.
    assert corpus[name].decode() == (expected.FOLDER / f"{name}.csv").read_text(encoding="utf-8")
