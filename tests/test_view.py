"""The page shows who is joined with whom by which sentence, and does nothing that an article tells it to."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph_cases import (
    ATTACK,
    FIRST,
    FIRST_READING,
    MEETING,
    PLEDGE,
    POSSIBLE,
    SECOND,
    SECOND_READING,
    frame,
    known,
    minted,
    schema,
    store_of,
)
from hostile import HOSTILE, hostile_readings
from ukgraph.drawing import Drawing, Level, draw
from ukgraph.errors import QueryError
from ukgraph.layout import Box, positions
from ukgraph.records import Reading
from ukgraph.view import Canvas, Scope, View, page, view

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

# What is drawn --------------------------------------------------------------------------------------


def drawing(*readings: Reading) -> Drawing:
    return draw(store_of(*readings), schema())


def lines(drawn: Drawing) -> set[tuple[str, str, str, str, str, bool, int]]:
    name = [n.name for n in drawn.nodes]
    return {
        (
            name[e.start],
            e.relation,
            name[e.end],
            "claim" if e.attributed else "own",
            e.factuality.value,
            e.fact,
            len(e.reports),
        )
        for e in drawn.edges
    }


def test_facts_are_drawn_as_they_stand_and_claims_between_the_same_roles() -> None:
    assert lines(drawing()) == {
        ("arland", "pledgedAidTo", "borland", "own", "Planned", True, 1),
        ("arland", "pledgedWeapon", "lynx-9", "own", "Planned", True, 1),
        ("cedonia", "attacked", "borland", "own", "Asserted", True, 1),
        ("cedonia", "attacked", "borland", "claim", "Negated", False, 1),
        ("cedonia", "attackedWith", "lynx-9", "own", "Asserted", True, 1),
        ("arland", "attacked", "cedonia", "claim", "Asserted", False, 1),
        ("jane-roe", "metWith", "max-moe", "own", "Asserted", True, 1),
        ("jane-roe", "holdsOfficeIn", "the-pact", "own", "Asserted", True, 1),
    }


def test_two_articles_that_say_the_same_make_one_line_with_its_count() -> None:
    again = replace(SECOND, id="again")
    told = Reading(
        again,
        (frame(again, "Attack", ATTACK, attacker=known("cedonia"), target=known("borland")),),
        (known("cedonia"),),
    )
    assert ("cedonia", "attacked", "borland", "own", "Asserted", True, 2) in lines(
        drawing(SECOND_READING, told)
    )


def test_fillers_that_name_nobody_are_words_and_no_nodes() -> None:
    drawn = drawing()
    assert {"equipment", "minister"}.isdisjoint(n.name for n in drawn.nodes)
    meeting = next(r for r in drawn.reports if r.kind == "Meeting")
    assert ("participant", "minister") in meeting.roles


def test_the_level_of_a_node_says_what_joins_it() -> None:
    doubted = frame(FIRST, "Attack", PLEDGE, POSSIBLE, attacker=known("the-pact"), target=known("far-away"))
    levels = {
        n.name: n.level
        for n in drawing(FIRST_READING, replace(SECOND_READING, frames=(doubted,), article=FIRST)).nodes
    }
    assert (levels["arland"], levels["far-away"], levels["ar-base"]) == (
        Level.JOINED,
        Level.CLAIMED,
        Level.ALONE,
    )


def test_a_report_keeps_its_sentence_roles_and_date() -> None:
    drawn = drawing()
    pledge = next(r for r in drawn.reports if r.kind == "AidPledge")
    assert [drawn.quotes[q] for q in pledge.quotes] == [PLEDGE]
    assert pledge.article is not None
    assert drawn.sources[pledge.article].publisher == "Daily Test"
    assert ("amount", "about 2,500,000,000 USD") in pledge.roles
    assert pledge.date == "2024-05-06", "the article's, as the text gives none"
    assert next(r for r in drawn.reports if r.kind == "Attack" and r.speaker is None).date == "2024-05-03"


def test_a_weapon_class_is_drawn_as_what_it_is() -> None:
    asked = frame(FIRST, "AidRequest", PLEDGE, requester=known("borland"), item=known("walker"))
    assert {n.kind for n in drawing(Reading(FIRST, (asked,), ())).nodes if n.name == "walker"} == {
        "WeaponClass"
    }


# How it looks ---------------------------------------------------------------------------------------


def line(canvas: Canvas, start: str, relation: str, end: str, **more: object) -> Json:
    label = {n["id"]: n["label"] for n in canvas.nodes}
    found: list[Json] = [
        e
        for e in canvas.edges
        if (label[e["from"]], e["relation"], label[e["to"]]) == (start, relation, end)
        and all(e.get(k) == v for k, v in more.items())
    ]
    assert len(found) == 1
    return found[0]


def test_the_look_of_a_line_tells_voice_and_factuality() -> None:
    canvas = view(store_of()).canvas
    assert "dashes" not in line(canvas, "Cedonia", "attacked", "Borland", factuality=None)
    assert line(canvas, "Arland", "pledgedAidTo", "Borland")["dashes"][0] < 5
    assert line(canvas, "Arland", "attacked", "Cedonia")["dashes"][0] > 5
    assert (
        line(canvas, "Cedonia", "attacked", "Borland", factuality="Negated")["arrows"]["middle"]["type"]
        == "bar"
    )
    assert line(canvas, "Jane Roe", "metWith", "Max Moe")["arrows"] == {"to": {"enabled": False}}


def test_lines_between_the_same_two_do_not_lie_on_each_other() -> None:
    canvas = view(store_of()).canvas
    both = [
        e
        for e in canvas.edges
        if {n["label"] for n in canvas.nodes if n["id"] in (e["from"], e["to"])} == {"Cedonia", "Borland"}
    ]
    assert len(both) == 2
    assert len({json.dumps(e.get("smooth")) for e in both}) == 2


def test_a_long_label_is_cut_on_the_canvas_and_whole_in_the_panel() -> None:
    long = minted("long", "Ministry " * 1200, "GovernmentBody")
    canvas = view(
        store_of(
            Reading(FIRST, (frame(FIRST, "Visit", MEETING, visitor=known("jane-roe"), destination=long),), ())
        )
    ).canvas
    assert max(len(n["label"]) for n in canvas.nodes) < 45
    assert max(len(row["label"]) for row in canvas.detail["things"]) > 10_000


def test_the_network_is_one_of_pyvis_to_go_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    canvas = view(store_of()).canvas
    canvas.add_node("mine", label="My own")
    canvas.add_edge("mine", 0, title="added by hand")
    canvas.write_html("mine.html")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.html"]
    assert "My own" in (tmp_path / "mine.html").read_text(encoding="utf-8")
    with pytest.raises(KeyError):
        canvas.add_edge("mine", "nobody")


# What is drawn first --------------------------------------------------------------------------------


def first(shown: View) -> set[str]:
    return {shown.drawing.nodes[i].name for i in shown.first}


def test_the_best_connected_are_drawn_first() -> None:
    assert len(view(store_of()).drawing.nodes) == 8
    assert first(view(store_of(), scope=Scope(max_nodes=2))) <= {
        "arland",
        "borland",
        "cedonia",
        "lynx-9",
        "jane-roe",
    }
    assert len(first(view(store_of(), scope=Scope(max_nodes=2)))) == 2


def test_a_focus_is_drawn_with_what_lies_around_it() -> None:
    assert first(view(store_of(), scope=Scope("Roe"))) == {"jane-roe", "max-moe", "the-pact"}
    assert first(view(store_of(), scope=Scope("ukr:arland", hops=2))) == {
        "arland",
        "borland",
        "lynx-9",
        "cedonia",
    }


def test_an_unknown_focus_is_refused_with_near_names() -> None:
    with pytest.raises(QueryError, match="Arland"):
        view(store_of(), scope=Scope("Arlan"))
    with pytest.raises(QueryError, match="no frame"):
        view(store_of(), scope=Scope("New Moon"))


@pytest.mark.parametrize(("hops", "most"), [(0, 400), (1, 0)])
def test_numbers_below_one_are_refused(hops: int, most: int) -> None:
    with pytest.raises(QueryError, match="at least 1"):
        view(store_of(), scope=Scope(hops=hops, max_nodes=most))


# The layout -----------------------------------------------------------------------------------------

BOX = Box(40, 12, 30)
RING = [(i, (i + 1) % 60, 1.0) for i in range(60)] + [
    (i, (i * 7) % 60, 2.0) for i in range(60) if i != (i * 7) % 60
]


def test_places_are_the_same_every_time() -> None:
    assert positions([BOX] * 70, RING) == positions([BOX] * 70, list(reversed(RING)))


def test_nothing_lies_on_anything_else() -> None:
    places = positions([BOX] * 70, RING)
    close = [
        (a, b)
        for i, a in enumerate(places)
        for b in places[i + 1 :]
        if abs(a[0] - b[0]) < 2 * BOX.side - 3 and abs(a[1] - b[1]) < BOX.above + BOX.below - 3
    ]
    assert close == []


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_layout_of_almost_nothing(count: int) -> None:
    assert len(set(positions([BOX] * count, []))) == count


def middle(places: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def test_communities_of_a_large_graph_stand_together() -> None:
    size, groups = 60, 12
    cliques = [
        (g * size + i, g * size + (i * k + 1) % size, 1.0)
        for g in range(groups)
        for i in range(size)
        for k in (1, 7, 11)
    ]
    bridges = [(g * size, ((g + 1) % groups) * size, 1.0) for g in range(groups)]
    places = positions([Box(8, 8, 8)] * (size * groups), cliques + bridges)
    groups_of = [places[g * size : (g + 1) * size] for g in range(groups)]
    centres = [middle(group) for group in groups_of]
    at_home = sum(
        math.dist(p, centres[g]) <= min(math.dist(p, c) for c in centres)
        for g, group in enumerate(groups_of)
        for p in group
    )
    assert at_home > 0.95 * size * groups


def test_small_components_lie_close_around_the_largest() -> None:
    pairs = [(60 + 2 * i, 61 + 2 * i, 1.0) for i in range(20)]
    places = positions([BOX] * 100, RING + pairs)
    reach = max(math.dist(p, middle(places[:60])) for p in places[:60])
    assert all(math.dist(p, middle(places[:60])) < 2.2 * reach for p in places[60:])


def test_the_first_picture_waits_for_no_sentence() -> None:
    text = page(store_of())
    assert text.rindex("<script>") < text.index('id="evidence"')


def test_an_earlier_layout_is_kept_and_what_is_new_joins_its_neighbours() -> None:
    before = positions([BOX] * 60, RING)
    known = dict(enumerate(before))
    assert positions([BOX] * 60, RING, known) == before
    grown = positions([BOX] * 63, [*RING, (60, 5, 1.0), (61, 62, 1.0)], known)
    moved = [math.dist(a, b) for a, b in zip(before, grown, strict=False)]
    assert sum(moved) / len(moved) < 2 * BOX.side
    assert math.dist(grown[60], grown[5]) < 8 * BOX.side
    assert positions([BOX] * 63, [*RING, (60, 5, 1.0), (61, 62, 1.0)], known) == grown


def test_a_layout_of_a_few_of_many_counts_for_nothing() -> None:
    assert positions([BOX] * 60, RING, {3: (1e6, 1e6)}) == positions([BOX] * 60, RING)


# The page as text -----------------------------------------------------------------------------------


def test_the_same_build_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    code = "import sys, graph_cases; from ukgraph.view import page; sys.stdout.buffer.write(page(graph_cases.store_of(), title='t').encode())"
    tests = Path(__file__).parent
    pages = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{tests.parent / 'src'}{os.pathsep}{tests}",
            },
            cwd=tmp_path,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert pages[0] == pages[1]
    assert pages[0].decode() == page(store_of(), title="t")


def test_the_policy_allows_the_scripts_that_are_there_and_nothing_else() -> None:
    html = page(store_of(), title="t")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    allowed = policy.group(1).replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'; ")
    assert "unsafe" not in allowed
    inline = re.findall(r"<script>(.*?)</script>|<style>(.*?)</style>", html, re.DOTALL)
    assert len(inline) == 3
    for text in inline:
        fingerprint = base64.b64encode(hashlib.sha256("".join(text).encode()).digest()).decode()
        assert f"'sha256-{fingerprint}'" in allowed


def test_no_tag_of_the_page_names_another_host() -> None:
    html = page(store_of(), title="t")
    markup = re.sub(r"<script.*?</script>|<style>.*?</style>", "", html, flags=re.DOTALL)
    assert not re.search(r"https?://|//[a-z]|\bsrc=", markup)


def test_no_text_of_an_article_is_markup() -> None:
    html = page(store_of(*hostile_readings()), title=HOSTILE[0])
    quiet = page(store_of(), title="t")
    for tag in ("<script", "</script", "<img", "<svg", "<iframe", "<base", "<style", "<a ", "<meta"):
        assert html.lower().count(tag) == quiet.lower().count(tag), tag


def test_only_web_pages_are_linked() -> None:
    assert {s.link for s in drawing(*hostile_readings()).sources} == {""}
    assert {s.link for s in drawing().sources} == {
        "https://example.org/first?a=b%20c",
        "https://example.org/second?a=b%20c",
    }
