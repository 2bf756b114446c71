"""The files beside the page, and pages of a part of a build: each says what it holds, and the same build gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from graph_cases import (
    ATTACK,
    FIRST,
    FIRST_READING,
    MEETING,
    PLANNED,
    PLEDGE,
    SECOND,
    SECOND_READING,
    article,
    frame,
    known,
    store_of,
)
from hostile import HOSTILE, hostile_readings
from ukgraph.choose import Part
from ukgraph.errors import QueryError
from ukgraph.records import Reading
from ukgraph.showing import files, read_places
from ukgraph.view import Scope, View, view

if TYPE_CHECKING:
    from pathlib import Path


def shown(*readings: Reading, **part: str | tuple[str, ...]) -> View:
    return view(store_of(*readings), scope=Scope(part=Part(**part)))  # type: ignore[arg-type]


def relations(view: View) -> set[str]:
    return {e.relation for e in view.drawing.edges}


# A part of a build ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        ({"frames": ("attack",)}, {"Attack"}),
        ({"frames": ("AidPledge", "Meeting")}, {"AidPledge", "Meeting"}),
        ({"publishers": ("daily test",)}, {"AidPledge", "Attack", "Meeting", "RoleHolding"}),
        ({"since": "2024-05-04"}, {"AidPledge", "Attack", "Meeting", "RoleHolding"}),
        ({"until": "2024-05-03"}, {"Attack", "RoleHolding"}),
        ({"until": "2023"}, set()),
        ({"since": "2024-05-06", "frames": ("Meeting",)}, {"Meeting"}),
    ],
)
def test_a_part_holds_what_was_asked_for(part: dict[str, str], kinds: set[str]) -> None:
    found = shown(**part)
    assert {r.kind for r in found.drawing.reports} == kinds
    assert all(e.reports for e in found.drawing.edges)


def test_what_is_left_out_is_counted_nowhere() -> None:
    whole, part = shown(), shown(frames=("Attack",))
    count = {n.name: n.reports for n in part.drawing.nodes}
    assert count["cedonia"] < {n.name: n.reports for n in whole.drawing.nodes}["cedonia"] + 1
    assert "max-moe" not in count
    assert len(part.drawing.quotes) == 3


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"since": "May"}, "is no date"),
        ({"since": "2024-06", "until": "2024-05"}, "later than"),
        ({"frames": ("Atack",)}, "did you mean Attack"),
        ({"publishers": ("Dayly Test",)}, "did you mean Daily Test"),
        ({"construct": "SELECT ?s WHERE { ?s ?p ?o }"}, "write CONSTRUCT"),
        ({"construct": "CONSTRUCT {"}, "SPARQL|error|expected"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_remedy(part: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        shown(**part)


def test_a_question_keeps_the_edges_that_it_repeats_with_their_reports() -> None:
    found = shown(construct="CONSTRUCT { ?a ukg:attacked ?b } WHERE { ?a ukg:attacked ?b }")
    assert relations(found) == {"attacked", "attackedWith"}
    assert {e.fact for e in found.drawing.edges if e.relation == "attacked"} == {True}


def test_an_edge_that_a_question_makes_anew_is_no_fact_and_has_no_report() -> None:
    found = shown(
        construct="CONSTRUCT { ?a ukg:namedBeside ?b } WHERE { ?x ukg:mentions ?a , ?b FILTER(STR(?a) < STR(?b)) }"
    )
    made = [e for e in found.drawing.edges if e.relation == "namedBeside"]
    assert made
    assert not any(e.fact or e.reports for e in made)


def test_a_question_cannot_make_a_fact_of_a_claim() -> None:
    text = "CONSTRUCT { ukr:arland ukg:attacked ukr:cedonia } WHERE { }"
    (made,) = shown(construct=text).drawing.edges
    assert (made.fact, made.reports) == (False, ())


def test_frames_that_a_question_names_are_shown_with_their_edges() -> None:
    found = shown(construct="CONSTRUCT { ?f ?p ?o } WHERE { ?f a ukg:Meeting ; ?p ?o }")
    assert {r.kind for r in found.drawing.reports} == {"Meeting"}
    assert relations(found) == {"metWith"}


def test_a_page_of_a_part_says_so_and_leaves_no_places() -> None:
    part = shown(since="2024-05", frames=("Attack",))
    assert "since 2024-05; frames of the kind Attack" in part.page
    assert "layout.json" in files(shown())
    assert "layout.json" not in files(part)


# The files ------------------------------------------------------------------------------------------


def test_the_same_build_gives_the_same_files_in_whatever_order_it_was_read() -> None:
    assert files(view(store_of(FIRST_READING, SECOND_READING))) == files(
        view(store_of(SECOND_READING, FIRST_READING))
    )


def test_a_build_over_an_earlier_one_gives_the_same_files(tmp_path: Path) -> None:
    first = files(shown())
    (tmp_path / "layout.json").write_bytes(first["layout.json"])
    assert files(view(store_of(), earlier=read_places(tmp_path))) == first


def test_what_was_drawn_keeps_its_place_when_the_build_grows(tmp_path: Path) -> None:
    before = shown()
    (tmp_path / "layout.json").write_bytes(files(before)["layout.json"])
    later = replace(SECOND, id="later")
    more = Reading(
        later, (frame(later, "Visit", ATTACK, visitor=known("max-moe"), destination=known("far-away")),), ()
    )
    after = view(store_of(FIRST_READING, SECOND_READING, more), earlier=read_places(tmp_path))
    place = {n.name: p for n, p in zip(after.drawing.nodes, after.places, strict=True)}
    kept = [place[n.name] == p for n, p in zip(before.drawing.nodes, before.places, strict=True)]
    assert sum(kept) >= len(kept) - 2


@pytest.mark.parametrize("text", ["", "[1, 2]", '{"a": 1}', '[["a", 1]]', "\udcff"])
def test_damaged_places_are_made_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "layout.json").write_bytes(text.encode(errors="surrogateescape"))
    assert read_places(tmp_path) == {}
    assert read_places(tmp_path / "nowhere") == {}


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    shown_there = view(store_of(*hostile_readings()))._repr_html_()
    assert shown_there.startswith("<iframe srcdoc=")
    assert len(re.findall(r"<[a-z/!]", shown_there)) == 2


# The picture ----------------------------------------------------------------------------------------


def test_the_picture_holds_what_the_page_draws_first() -> None:
    svg = ET.fromstring(files(shown())["graph.svg"])  # noqa: S314 - it is our own
    texts = {"".join(t.itertext()) for t in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Arland", "Borland", "Cedonia", "Jane Roe"} <= texts
    dashed = [p for p in svg.iter("{http://www.w3.org/2000/svg}path") if p.get("stroke-dasharray")]
    assert len(dashed) == 3, "two plans and a claim; what is denied is left out"


def test_a_picture_of_nothing_says_so() -> None:
    assert b"nothing to draw" in files(shown(Reading(FIRST, (), ())))["graph.svg"]


def test_no_text_of_an_article_is_markup_beside_the_page() -> None:
    made = files(view(store_of(*hostile_readings()), title=HOSTILE[0]))
    svg = ET.fromstring(made["graph.svg"])  # noqa: S314 - it is our own
    assert {e.tag.partition("}")[2] for e in svg.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "polygon",
        "circle",
        "g",
        "text",
        "tspan",
    }
    tags = set(re.findall(r"<(\w+)", made["summary.html"].decode()))
    assert not tags & {"script", "img", "svg", "iframe", "base", "a", "object"}
    assert made["summary.html"].count(b"<meta") == 4


# The summary ----------------------------------------------------------------------------------------


def rows(html: str, title: str) -> list[list[str]]:
    part = html.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", part)][1:]


def test_a_pledge_is_set_against_the_delivery_that_followed() -> None:
    later = article("later", PLEDGE, "2024-07-01")
    gave = frame(
        later, "AidDelivery", PLEDGE, donor=known("arland"), item=known("lynx-9"), recipient=known("borland")
    )
    claimed = frame(
        later, "AidDelivery", PLEDGE, by=known("jane-roe"), donor=known("borland"), item=known("lynx-9")
    )
    html = files(shown(FIRST_READING, Reading(later, (gave, claimed), ())))["summary.html"].decode()
    pledged = {tuple(r) for r in rows(html, "Pledge against delivery")}
    assert ("Arland", "Lynx 9", "2024-05-06", "31 Lynx 9, about 2,500,000,000 USD", "2024-07-01") in pledged
    assert (
        "Arland",
        "equipment",
        "2024-05-06",
        "31 Lynx 9, about 2,500,000,000 USD",
        "none reported",
    ) in pledged
    donors = {r[0]: r[1:] for r in rows(html, "By donor")}
    assert donors["Arland"] == ["1", "Lynx 9, equipment", "1", "Lynx 9", "Borland ×2", "0"]
    assert donors["Borland"] == ["0", "—", "0", "—", "—", "1"], "what somebody claims is counted apart"


def test_an_earlier_delivery_does_not_keep_a_later_pledge() -> None:
    early = article("early", PLEDGE, "2024-01-01")
    gave = frame(early, "AidDelivery", PLEDGE, donor=known("arland"), item=known("lynx-9"))
    html = files(shown(FIRST_READING, Reading(early, (gave,), ())))["summary.html"].decode()
    assert {r[4] for r in rows(html, "Pledge against delivery")} == {"none reported"}


def test_a_pledge_that_is_only_possible_is_unsure() -> None:
    doubted = frame(
        FIRST,
        "AidPledge",
        MEETING,
        PLANNED,
        by=known("jane-roe"),
        donor=known("cedonia"),
        item=known("lynx-9"),
    )
    html = files(shown(Reading(FIRST, (doubted,), ())))["summary.html"].decode()
    assert rows(html, "By donor") == [["Cedonia", "0", "—", "0", "—", "—", "1"]]
    assert rows(html, "Pledge against delivery") == []
