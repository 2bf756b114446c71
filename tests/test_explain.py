"""`explain` says how a text is read and, where an edge is missing, which of speaker, factuality and roles is to blame."""

from __future__ import annotations

from functools import cache

import pytest

from parses import CASES, named, shipped, steps_of
from ukgraph.explain import edges_of, explain, missing_edges


@cache
def told(name: str) -> str:
    return explain(steps_of(named(name)), shipped()[0], "stored")


def section(name: str, title: str) -> list[str]:
    blocks = [block.splitlines() for block in told(name).split("\n\n")]
    return [" ".join(line.split()) for block in blocks if block[0] == title for line in block[1:]]


def test_the_model_and_the_date_stand_first() -> None:
    assert told("office-by-date").splitlines()[:2] == ["model  stored", "date   2023-11-21"]
    assert "none: offices and relative dates stay open" in told("active-past")


def test_the_parse_is_shown_word_by_word() -> None:
    assert section("active-past", "parse")[1].startswith("2 delivered deliver VERB - root")
    assert (
        section("active-past", "parse")[0] == "1 Germany Germany PROPN B-LOC nsubj of 2 delivered Number=Sing"
    )


def test_mentions_come_with_their_links_and_offices() -> None:
    assert "Ukraine Ukraine (ukr:ukraine, Country) name" in section("active-past", "mentions")
    (secretary,) = [line for line in section("office-by-date", "mentions") if "secretary" in line]
    assert "ukr:lloyd-austin" in secretary
    assert "described, not named" in secretary


def test_values_are_shown_as_they_are_understood() -> None:
    assert "October 8, 2022 2022-10-08 date" in section("passive-no-agent", "values")


def test_a_frame_shows_its_roles_factuality_and_edge() -> None:
    lines = section("active-past", "frame AidDelivery")
    assert "factuality Asserted" in lines
    assert "attributed to nobody: the article says it itself" in lines
    assert "donor Germany (ukr:germany, Country)" in lines
    assert "edge ukr:germany deliveredAidTo ukr:ukraine" in lines
    assert not any(line.startswith("no edge") for line in lines)


@pytest.mark.parametrize(
    ("name", "frame", "reason"),
    [
        ("allegation", "Attack", "it is the claim of Russia, and claims make no edges"),
        ("denial-negation", "Attack", "it is Negated, and edges of Attack need Asserted"),
        (
            "considered-infinitive",
            "AidPledge",
            "it is Possible, and edges of AidPledge need Asserted or Planned",
        ),
        ("passive-no-agent", "Attack", "nothing fills attacker"),
        ("location", "Meeting", "participant is filled by minister (ukr:minister"),
    ],
)
def test_a_missing_edge_is_explained(name: str, frame: str, reason: str) -> None:
    assert any(line.startswith("no edge") and reason in line for line in section(name, f"frame {frame}")), (
        told(name)
    )


def test_a_trigger_without_a_frame_says_why() -> None:
    assert any("Supply" in line and "no frame: no " in line for line in section("no-trigger", "triggers"))
    assert "no frames" in told("no-trigger")


def test_every_frame_has_an_edge_or_a_reason() -> None:
    knowledge = shipped()[0]
    frames = 0
    for case in CASES:
        steps = steps_of(case)
        edges = edges_of(steps, knowledge)
        for frame in steps.reading.frames:
            assert edges.get(frame.id) or missing_edges(frame, knowledge.schema), case.name
            frames += 1
    assert frames >= sum(len(case.expected) for case in CASES if case.xfail is None)
