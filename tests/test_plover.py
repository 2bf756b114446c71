"""Event data: acts are rows, claims are accusations, statements are none; every row leads back to its sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph_cases import ASSERTED, NEGATED, PLANNED, POSSIBLE, article, frame_with
from parses import shipped
from ukgraph.errors import KnowledgeError
from ukgraph.loading import ontology_folder
from ukgraph.plover import Scheme, as_dyads, as_json, events, members_of, read_mapping
from ukgraph.recall import Source, Told

if TYPE_CHECKING:
    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Entity, Factuality, Value

TEXT = (ontology_folder() / "plover.toml").read_text(encoding="utf-8")
QUOTE = "It stands written."


def knowledge() -> Knowledge:
    return shipped()[0]


@cache
def scheme() -> Scheme:
    return read_mapping(TEXT, knowledge())


def entity(name: str) -> Entity:
    return knowledge().entries[name].entity


def told(kind: str, factuality: Factuality | None = None, by: str | None = None, day: str = "2024-05-06", name: str = "a", **roles: str | tuple[str, ...]) -> Told:  # fmt: skip
    """A frame of an article, its fillers named by their ids in the catalogue."""
    home = article(name, QUOTE, day)
    fillers: dict[str, Value | tuple[Value, ...]] = {
        role: tuple(entity(i) for i in ids) if isinstance(ids, tuple) else entity(ids)
        for role, ids in roles.items()
    }
    made = frame_with(home, kind, QUOTE, factuality or ASSERTED, entity(by) if by else None, fillers)
    return Told(made, Source(name, "A title", "Daily Test", day, "https://example.org/"), made.id)


def rows(*frames: Told) -> list[dict[str, Any]]:
    return [as_json(e) for e in events(frames, scheme(), knowledge())]


def dyads(*frames: Told, expand: bool = False) -> list[tuple[str, str, str]]:
    members = members_of(frames, scheme(), knowledge()) if expand else {}
    return [
        (row[2], row[3], row[4])
        for e in events(frames, scheme(), knowledge())
        for row in as_dyads(e, members)
    ]


@pytest.mark.parametrize(
    ("frame_", "event", "mode", "context", "quad", "cameo"),
    [
        (told("AidDelivery", donor="germany", recipient="ukraine", item="leopard-2"), "AID", [], ["military"], 2, "072"),
        (told("AidDelivery", donor="germany", recipient="ukraine", item="financial-aid"), "AID", [], ["economic"], 2, "071"),
        (told("AidDelivery", donor="germany", recipient="ukraine", item="humanitarian-aid"), "AID", [], ["human_security"], 2, "073"),
        (told("AidPledge", PLANNED, donor="germany", recipient="ukraine", item="leopard-2"), "AGREE", [], ["military"], 1, "0332"),
        (told("AidRequest", requester="ukraine", addressee="germany", item="leopard-2"), "REQUEST", ["assist"], ["military"], 3, "1032"),
        (told("AidRefusal", refuser="germany", recipient="ukraine", item="leopard-2"), "REJECT", ["assist"], ["military"], 3, "1222"),
        (told("Meeting", participant=("germany", "france", "poland")), "CONSULT", ["multilateral"], ["diplomatic"], 1, "040"),
        (told("Meeting", PLANNED, participant=("germany", "france")), "AGREE", [], ["diplomatic"], 1, "036"),
        (told("Visit", visitor="olaf-scholz", destination="kyiv"), "CONSULT", ["visit"], ["diplomatic"], 1, "042"),
        (told("Agreement", party=("germany", "ukraine")), "SUPPORT", [], ["diplomatic"], 1, "057"),
        (told("Condemnation", critic="germany", target="russia"), "ACCUSE", ["disapprove"], ["diplomatic"], 3, "111"),
        (told("Attack", attacker="russia", target="kyiv", weapon="drone"), "ASSAULT", ["drone"], ["military"], 4, "195"),
        (told("Attack", attacker="russia", target="kyiv", weapon="atacms"), "ASSAULT", ["heavy-weapons"], ["military"], 4, "194"),
        (told("Attack", attacker="russia", target="kyiv"), "ASSAULT", ["destroy"], ["military"], 4, "190"),
        (told("Threat", threatener="russia", target="ukraine", weapon="tactical-nuclear-weapon"), "THREATEN", ["violence"], ["cbrn"], 3, "1385"),
        (told("Sanction", sanctioner="european-union", target="russia"), "SANCTION", ["discontinue"], ["economic"], 4, "163"),
        (told("Withdrawal", withdrawer="russia", place="kherson"), "RETREAT", ["withdraw"], ["military"], 2, "0874"),
        (told("Deployment", deployer="north-korea", destination="russia"), "MOBILIZE", ["troops"], ["military"], 4, "154"),
    ],
)  # fmt: skip
def test_an_act_is_a_row(
    frame_: Told, event: str, mode: list[str], context: list[str], quad: int, cameo: str
) -> None:
    (row,) = rows(frame_)
    assert (row["event"], row["mode"], row["context"], row["quad_code"], row["cameo"]) == (
        [event],
        mode,
        context,
        quad,
        cameo,
    )
    assert row["text_info"] == {"article": "a", "start": 0, "end": len(QUOTE)}
    assert row["event_text"] == QUOTE
    assert row["speaker"] is None


@pytest.mark.parametrize(
    "frame_",
    [
        told("Statement", speaker="sergei-lavrov"),
        told("Interception", defender="ukraine", intercepted="drone"),  # no assault by Ukraine
        told("AidDelivery", NEGATED, donor="germany", recipient="ukraine", item="leopard-2"),
        told("AidPledge", POSSIBLE, donor="germany", recipient="ukraine", item="leopard-2"),
        told("Attack", target="kyiv"),  # nobody is named who did it
        told("AidDelivery", by="emmanuel-macron", donor="germany", recipient="ukraine", item="leopard-2"),
    ],
)
def test_what_is_no_act_of_somebody_named_gives_no_row(frame_: Told) -> None:
    assert rows(frame_) == []


def test_a_reported_attack_is_an_accusation_and_stays_claimed() -> None:
    claim = told("Attack", by="russia", attacker="ukraine", target="kerch-bridge")
    (row,) = rows(claim)
    assert (row["event"], row["mode"], row["cameo"]) == (["ACCUSE"], ["allege"], "112")
    assert [a["code"] for a in row["actor"]] == ["RUS"]
    assert [a["code"] for a in row["recipient"]] == ["UKR"]
    assert row["claimed"]["event"] == ["ASSAULT"]
    assert dyads(claim) == [("RUSGOV", "UKRGOV", "112")]


def test_who_takes_credit_has_done_it_by_his_own_account() -> None:
    (row,) = rows(told("Attack", by="volodymyr-zelenskyy", attacker="ukraine", target="belgorod"))
    assert row["event"] == ["ASSAULT"]
    assert row["speaker"]["name"] == "Volodymyr Zelenskyy"


def test_an_actor_has_the_office_of_the_day() -> None:
    before, after = (
        told("Visit", day=day, visitor="mark-rutte", destination="kyiv")
        for day in ("2022-07-11", "2024-11-01")
    )
    assert [a["code"] for a in rows(before)[0]["actor"]] == ["NLD"]
    assert [a["code"] for a in rows(after)[0]["actor"]] == ["IGO"]
    commission = rows(told("Visit", day="2023-05-09", visitor="ursula-von-der-leyen", destination="kyiv"))
    assert [(a["code"], a["sector"]) for a in commission[0]["actor"]] == [("EUR", "")]


def test_cameo_has_a_row_for_each_pair_and_expands_bodies_where_asked() -> None:
    summit = told("Meeting", participant=("germany", "france", "poland"))
    assert len(dyads(summit)) == 6
    member = told("Membership", member="poland", organization="nato")
    meeting = told("Meeting", participant=("nato", "ukraine"))
    assert dyads(meeting, member) == [("IGO", "UKRGOV", "040"), ("UKRGOV", "IGO", "040")]
    assert dyads(meeting, member, expand=True) == [("POLGOV", "UKRGOV", "040"), ("UKRGOV", "POLGOV", "040")]


def test_troops_on_the_move_are_no_row_beside_their_assault() -> None:
    moved = told("Deployment", deployer="russia", destination="ukraine")
    struck = told("Attack", attacker="russia", target="kyiv")
    assert [row["event"] for row in rows(moved, struck)] == [["ASSAULT"]]
    elsewhere = told("Attack", name="b", attacker="russia", target="kyiv")
    assert len(rows(moved, elsewhere)) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('frame = "Visit"', 'frame = "Vist"', "ukg:Vist is no frame"),
        ('actor = ["visitor"]', 'actor = ["donor"]', "ukg:donor is no role of ukg:Visit"),
        ('mode = "visit"', 'mode = "drone"', "drone is no mode of CONSULT"),
        ('"cbrn"]\ncameo = "1385"', '"nuclear"]\ncameo = "1385"', "nuclear is no PLOVER context"),
        (
            'item = ["nuclear-weapon"]',
            'item = ["nucular-weapon"]',
            "ukr:nucular-weapon is not in the catalogue",
        ),
        ('type = "CONCEDE"', 'type = "FIGHT"', "FIGHT is no PLOVER type"),
        ("[suppressed]", "[suppressd]", "'suppressed' is missing"),
        ("future = true", "futur = true", "futur is no key of a rule"),
        ("[quads]", "[quads", "not TOML"),
    ],
)
def test_a_wrong_mapping_is_named(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(KnowledgeError, match=message):
        read_mapping(TEXT.replace(old, new), knowledge())


def test_the_file_is_where_the_package_looks() -> None:
    assert Path(ontology_folder() / "plover.toml").is_file()
