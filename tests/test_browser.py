"""The page in a real browser, opened from the disk without a network: what one sees, does and hears there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from xml.etree import ElementTree as ET

import pytest
from axe_playwright_python.base import AXE_SCRIPT

import browser as chromium
from graph_cases import (
    ATTACK,
    FIRST,
    FIRST_READING,
    MEETING,
    PLEDGE,
    POSSIBLE,
    SECOND,
    article,
    frame,
    known,
    minted,
    schema,
    store_of,
)
from hostile import hostile_readings
from large import large, scattered
from ukgraph import query
from ukgraph.choose import Part
from ukgraph.records import Reading
from ukgraph.showing import files
from ukgraph.view import Scope, View, view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import playwright.sync_api as pw

    from browser import Tab

DESK, PHONE = (1400, 950), (390, 844)


class See(Protocol):
    """Opens the page of some readings, or of the small build."""

    def __call__(
        self, *readings: Reading, fragment: str = "", scope: Scope | None = None, made: View | None = None, phone: bool = False, dark: bool = False
    ) -> Tab: ...  # fmt: skip


@pytest.fixture(scope="module")
def running() -> Iterator[pw.Browser]:
    program = chromium.find()
    if program is None:
        pytest.skip(
            f"NO BROWSER: the page was not tried out; install one of {', '.join(chromium.NAMES)} (Debian: apt-get install chromium)"
        )
    with chromium.chromium(program) as started:
        yield started


@pytest.fixture
def see(running: pw.Browser, tmp_path: Path) -> Iterator[See]:
    """Opens pages; afterwards nothing may have been asked for, gone wrong or popped up."""
    opened: list[tuple[Tab, Path]] = []

    def look(
        *readings: Reading, fragment: str = "", scope: Scope | None = None, made: View | None = None, phone: bool = False, dark: bool = False
    ) -> Tab:  # fmt: skip
        file = tmp_path / f"graph-{len(opened)}.html"
        file.write_bytes((made or view(store_of(*readings), title="Test", scope=scope)).page.encode())
        tab = chromium.Tab(running, dark=dark, size=PHONE if phone else DESK)
        opened.append((tab, file))
        tab.open(file, fragment)
        return tab

    yield look
    for tab, file in opened:
        tab.run("1")  # fetches what is still under way
        assert (tab.noise.errors, tab.noise.dialogs) == ([], [])
        assert {url.partition("#")[0] for url in tab.noise.requests} <= {file.as_uri(), "data:,"}
        tab.context.close()


def box(tab: Tab, text: str) -> None:
    """Tick or untick what a legend line says."""
    tab.page.locator("#filters label", has_text=text).first.locator("input").click()


def count(tab: Tab) -> tuple[int, int]:
    found = re.match(r"([\d,]+) \S+ and ([\d,]+) ", tab.text("#status"))
    assert found is not None
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def click_line(tab: Tab, relation: str) -> None:
    tab.page.mouse.click(*tab.line_at(relation))
    tab.page.wait_for_selector("#panel .report")


# What is to be seen ---------------------------------------------------------------------------------


def test_the_page_draws_what_it_says(see: See) -> None:
    tab = see()
    assert tab.text("#status") == "7 entities and 7 lines shown, of 8 and 8 in this page"
    assert tab.run("ukgraph.canvas.body.data.nodes.length") == 7
    assert not tab.text("#note")


def test_a_click_on_a_line_shows_the_sentence_behind_it(see: See) -> None:
    tab = see()
    click_line(tab, "pledgedAidTo")
    told = tab.text("#panel")
    for expected in (
        "Arland pledged aid to Borland",
        PLEDGE,
        "Daily Test",
        "2024-05-06",
        "planned",
        "in the article's own voice",
        "confidence 0.9",
    ):
        assert expected in told
    assert tab.run("document.querySelector('#panel a').href") == "https://example.org/first?a=b%20c"
    assert "https://w3id.org/ukgraph/ontology#pledgedAidTo" in tab.run(
        "[...document.querySelectorAll('.copy input')].map((i) => i.value)"
    )
    assert [m.inner_text() for m in tab.page.query_selector_all("#panel mark.trigger")] == ["pledged"]
    assert [m.inner_text() for m in tab.page.query_selector_all("#panel mark")] == [
        "Arland",
        "pledged",
        "31 Lynx 9",
        "equipment",
        "Borland",
    ]


def test_a_click_on_a_node_tells_own_voice_from_claims(see: See) -> None:
    tab = see()
    tab.page.mouse.click(*tab.node_at("cedonia"))
    tab.page.wait_for_selector("#panel .report")
    heads = [h.inner_text() for h in tab.page.query_selector_all("#panel .whose")]
    assert heads == ["In the articles' own voice · 1", "What it says itself · 1"]
    assert "1 report is left out by the filters" in tab.text("#panel"), "what is denied is off"
    box(tab, "denied")
    tab.page.mouse.click(*tab.node_at("cedonia"))
    assert "Claimed by others · 1" in tab.text("#panel")


def test_a_claim_says_whose_it_is(see: See) -> None:
    tab = see(fragment="edge=arland/attacked/cedonia/claim/Asserted")
    told = tab.text("#panel")
    assert "according to Cedonia" in told
    assert "No direct edge of the graph" in told


def test_an_entity_has_its_aliases_offices_and_a_query_that_runs(see: See) -> None:
    tab = see(fragment="node=jane-roe")
    told = tab.text("#panel")
    assert "also Roe" in told
    assert "Secretary General, The Pact · 2024-05" in told
    asked = tab.run("document.querySelector('#panel textarea').value")
    assert len(query.run(store_of(), asked, {}).rows) >= 2
    tab = see(fragment="edge=cedonia/attacked/borland/own/Asserted")
    answer = query.run(store_of(), tab.run("document.querySelector('#panel textarea').value"), {})
    assert [query.show(row[3]) for row in answer.rows] == [ATTACK]


def test_names_are_drawn_where_there_is_room_and_never_over_each_other(see: See) -> None:
    made = view_of(60, 90)
    tab = see(made=made)
    painted = tab.run("""(() => {
      const ctx = ukgraph.canvas.canvas.frame.canvas.getContext("2d"), found = [], fill = ctx.fillText.bind(ctx);
      ctx.fillText = (text, x, y) => { const w = ctx.measureText(text).width, h = parseFloat(/(\\d+)px/.exec(ctx.font)[1]); found.push([text, x - w / 2, y - h / 2, x + w / 2, y + h / 2]); fill(text, x, y); };
      ukgraph.canvas.redraw();
      return found;
    })()""")
    assert len(painted) >= 20
    over = [(a[0], b[0]) for i, a in enumerate(painted) for b in painted[i + 1 :]
            if min(a[3], b[3]) - max(a[1], b[1]) > 2 and min(a[4], b[4]) - max(a[2], b[2]) > 3]  # fmt: skip
    assert over == []
    assert made.drawing.nodes[0].label.split()[0] in painted[0][0], "the most important first"


def view_of(nodes: int, edges: int) -> View:
    drawing = large(nodes, edges)
    return View("Large", drawing, schema(), Scope(), None, scattered(drawing) if nodes > 500 else {})


# Finding --------------------------------------------------------------------------------------------


def test_a_name_is_found_by_alias_without_its_accents_and_by_keyboard_alone(see: See) -> None:
    zoe = minted("zoe", "Zoë Łuński", "Person")
    visit = Reading(
        FIRST, (frame(FIRST, "Visit", MEETING, visitor=zoe, destination=known("far-away")),), (zoe,)
    )
    tab = see(visit, FIRST_READING)
    tab.press("/")
    tab.type("zoe lunski")
    tab.press("Enter")
    assert tab.text("#panel h2").strip() == "Zoë Łuński"
    assert tab.run("document.activeElement.id") == "panel"
    assert tab.run("location.hash") == "#node=zoe"
    tab.run("document.getElementById('search').select()")
    tab.type("republic of ar")
    tab.press("ArrowDown")
    tab.press("Enter")
    assert tab.text("#panel h2").strip() == "Arland"
    assert MEETING not in tab.text("#panel")


def test_what_is_not_found_is_said(see: See) -> None:
    tab = see()
    tab.page.fill("#search", "<img src=x onerror=alert(1)>")
    assert "nothing here is called" in tab.text("#search-hits")


def test_the_shortest_way_is_told_step_by_step_and_says_what_it_is_made_of(see: See) -> None:
    tab = see(fragment="node=arland")
    tab.page.fill("#path", "cedonia")
    tab.press("Enter")
    assert "2 steps, all of them direct edges" in tab.text("#panel")
    assert len(tab.page.query_selector_all("#panel .way li")) == 2
    assert tab.run("location.hash") == "#node=arland&path=cedonia"
    tab = see(fragment="node=arland&path=max-moe")
    assert "No way leads" in tab.text("#panel")


def test_only_the_neighbours_and_everything_again(see: See) -> None:
    tab = see(fragment="node=jane-roe")
    tab.page.get_by_role("button", name="Only its neighbours").click()
    assert count(tab) == (3, 2)
    assert "within 1 step of Jane Roe" in tab.text("#note")
    tab.page.get_by_role("button", name="Everything again").click()
    assert count(tab) == (7, 7)


# Filters --------------------------------------------------------------------------------------------


def test_what_is_denied_is_off_until_it_is_asked_for(see: See) -> None:
    tab = see()
    box(tab, "denied")
    assert count(tab) == (7, 8)
    box(tab, "somebody it quotes")
    assert count(tab) == (7, 6)


def test_kinds_relations_speakers_and_publishers_are_filtered(see: See) -> None:
    other = replace(SECOND, id="other", publisher="Evening Test")
    tab = see(
        FIRST_READING,
        Reading(
            other,
            (frame(other, "Visit", ATTACK, visitor=known("cedonia"), destination=known("far-away")),),
            (),
        ),
    )
    assert count(tab) == (7, 4)
    box(tab, "person")
    assert count(tab) == (5, 3)
    tab.click("#relations-box summary")
    box(tab, "visited")
    assert count(tab) == (3, 2)
    box(tab, "visited")
    tab.page.get_by_text("Who says it, who prints it").click()
    tab.page.get_by_label("Publisher").select_option("Evening Test")
    assert count(tab) == (2, 1)
    tab.page.get_by_label("Publisher").select_option("")
    tab.page.get_by_label("Speaker").select_option("Jane Roe")
    assert count(tab) == (0, 0), "what she says is a denial, and those are off"


def test_the_time_slider_leaves_what_was_reported_then_and_plays(see: See) -> None:
    later = replace(SECOND, id="later", published="2024-09-01")
    told = Reading(
        later, (frame(later, "Visit", ATTACK, visitor=known("jane-roe"), destination=known("arland")),), ()
    )
    tab = see(FIRST_READING, told)
    assert "2024-05 to 2024-09" in tab.text("#dates")
    assert len(tab.page.query_selector_all(".times rect")) == 5, "a bar for each month"
    tab.page.locator(".times input").first.focus()
    tab.press("ArrowRight")
    assert count(tab) == (2, 1)
    assert "2024-06 to 2024-09 · 1 report" in tab.text("#dates")
    assert "from=2024-06&to=2024-09" in tab.run("location.hash")
    tab.page.get_by_role("button", name="All dates").click()
    assert count(tab) == (5, 4)
    tab.page.get_by_role("button", name="Play").click()
    tab.wait_for("document.querySelector('#dates').innerText.includes('2024-05 to 2024-06')")
    tab.wait_for("document.querySelector('#dates').innerText.includes('2024-05 to 2024-09')")


def test_entities_without_a_line_are_one_switch_away(see: See) -> None:
    tab = see()
    box(tab, "without any line")
    assert count(tab) == (8, 7)
    box(tab, "without any line")
    assert count(tab) == (7, 7)


def test_events_unfold_into_nodes_and_tell_of_themselves(see: See) -> None:
    tab = see()
    box(tab, "events as nodes")
    assert count(tab) == (7, 5)
    assert (
        tab.run("ukgraph.canvas.body.data.nodes.getIds().filter((id) => String(id).startsWith('r')).length")
        == 5
    )
    tab.page.mouse.click(
        *tab.run("""(() => {
      const c = ukgraph.canvas, id = c.body.data.nodes.getIds().find((id) => String(id).startsWith('r'));
      const d = c.canvasToDOM(c.getPosition(id)), r = document.getElementById("canvas").getBoundingClientRect();
      return [r.x + d.x, r.y + d.y];
    })()""")
    )
    tab.page.wait_for_selector("#panel .report blockquote")
    box(tab, "events as nodes")
    assert count(tab) == (7, 7)


# The same in words ----------------------------------------------------------------------------------


def test_the_table_holds_the_same_lines_and_leads_to_them(see: See) -> None:
    tab = see()
    tab.click("[data-tab=table]")
    assert tab.run("document.querySelectorAll('#lists tbody tr').length") == 7
    tab.click("#lists tbody tr td:nth-child(2) button")
    assert "report" in tab.text("#panel")
    assert "edge=" in tab.run("location.hash")
    assert tab.run("document.querySelectorAll('#lists tbody tr').length") == 1


def test_the_timeline_tells_reports_in_order_with_whose_they_are(see: See) -> None:
    tab = see()
    tab.click("[data-tab=timeline]")
    days = [t.inner_text() for t in tab.page.query_selector_all(".timeline time")]
    assert days == sorted(days)
    assert len(days) == 5
    assert tab.page.locator(".timeline .claimed").count() == 1
    assert "according to Cedonia" in tab.text(".timeline .claimed")


def test_a_link_brings_back_what_was_seen(see: See) -> None:
    tab = see()
    box(tab, "denied")
    box(tab, "somebody it quotes")
    tab.page.mouse.click(*tab.node_at("borland"))
    tab.click("[data-tab=table]")
    there, rows = tab.run("location.hash"), tab.run("document.querySelectorAll('#lists tbody tr').length")
    again = see(fragment=there[1:])
    assert again.text("#panel h2").strip() == "Borland"
    assert again.run("document.querySelectorAll('#lists tbody tr').length") == rows
    assert again.run("location.hash") == there


# Taking it along ------------------------------------------------------------------------------------


def test_what_is_seen_is_saved_as_png_and_svg(see: See, tmp_path: Path) -> None:
    tab = see(*hostile_readings())
    tab.click(".menu summary")
    for name, head in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with tab.page.expect_download() as saved:
            tab.click(f"#{name}")
        saved.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(head)
    svg = ET.fromstring((tmp_path / "svg").read_bytes())  # noqa: S314 - it is our own
    assert {e.tag.partition("}")[2] for e in svg.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "polygon",
        "circle",
        "text",
        "tspan",
    }


def test_forces_move_a_small_picture_when_asked_and_only_then(see: See) -> None:
    tab = see()
    before = tab.run("JSON.stringify(ukgraph.canvas.getPositions())")
    tab.page.wait_for_timeout(200)
    assert tab.run("JSON.stringify(ukgraph.canvas.getPositions())") == before
    tab.click(".menu summary")
    tab.click("#move")
    tab.wait_for(f"JSON.stringify(ukgraph.canvas.getPositions()) !== {json.dumps(before)}")


# Without a mouse, without eyes ----------------------------------------------------------------------


def test_everything_is_reached_with_the_tab_key(see: See) -> None:
    tab = see(fragment="node=arland")
    tab.click("[data-tab=table]")
    tab.run("document.activeElement.blur()")
    reached = set()
    for _ in range(90):
        tab.press("Tab")
        reached.add(
            tab.run(
                "(() => { const e = document.activeElement; return e.id || e.closest('[id]')?.id || e.tagName; })()"
            )
        )
    assert {
        "search",
        "tabs",
        "fit",
        "kinds",
        "voices",
        "factualities",
        "unfold",
        "lists",
        "panel",
        "path",
    } <= reached


def test_arrow_keys_walk_through_the_picture_and_say_where_they_are(see: See) -> None:
    tab = see()
    tab.page.focus("#canvas")
    tab.press("ArrowRight")
    said = tab.text("#spoken")
    assert "report" in said
    met = {said}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp"):
        tab.press(key)
        met.add(tab.text("#spoken"))
    assert len(met) > 2
    tab.press("Enter")
    assert tab.text("#panel h2").strip() == tab.text("#spoken").split(" · ")[0]
    assert tab.run("document.activeElement.id") == "panel"
    tab.press("Escape")
    assert not tab.page.is_visible("#panel")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(see: See, phone: bool, dark: bool) -> None:
    tab = see(fragment="node=arland", phone=phone, dark=dark)
    for name in ("network", "timeline", "table"):
        tab.click(f"[data-tab={name}]")
        # The page's policy keeps the checker out as well; the protocol of the browser does not ask it.
        tab.run(AXE_SCRIPT)
        found = tab.run(
            "axe.run().then((r) => r.violations.map((v) => [v.impact, v.id, v.nodes.map((n) => n.html.slice(0, 120))]))"
        )
        assert [v for v in found if v[0] in ("serious", "critical")] == [], name
    assert [v for v in found if v[0] == "moderate"] == []


def test_text_is_legible_in_the_dark(see: See) -> None:
    tab = see(dark=True)
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"


def test_a_phone_has_the_picture_first_and_the_rest_a_touch_away(see: See) -> None:
    tab = see(phone=True)
    assert tab.run("document.documentElement.scrollWidth") <= PHONE[0]
    assert not tab.page.is_visible("#filters")
    tab.click("#show-filters")
    assert tab.page.is_visible("#kinds")
    tab.click("#show-filters")
    places = [tab.node_at(n) for n in ("arland", "borland", "cedonia", "jane-roe")]
    assert all(0 < x < PHONE[0] and 0 < y < PHONE[1] for x, y in places)
    tab.page.mouse.click(*places[0])
    tab.page.wait_for_selector("#panel .report")
    assert tab.run("document.getElementById('panel').getBoundingClientRect().top") > PHONE[1] * 0.3
    tab.press("Escape")
    tab.click("[data-tab=table]")
    heights = tab.run("[...document.querySelectorAll('td .name')].map((n) => n.clientHeight)")
    assert max(heights) < 60, "a name in the table is broken between its words, not within them"


# A part, little, nothing ----------------------------------------------------------------------------


def test_what_was_left_out_is_said_and_drawn_on_request(see: See) -> None:
    tab = see(scope=Scope(max_nodes=2))
    assert count(tab)[0] <= 2
    assert "left out" in tab.text("#note")
    tab.click("#all")
    assert count(tab) == (7, 7)
    assert not tab.text("#note")


def test_neighbours_come_with_a_click(see: See) -> None:
    tab = see(scope=Scope(max_nodes=1))
    tab.page.mouse.click(*tab.node_at(tab.run("[...ukgraph.nodes.values()][0].name")))
    tab.wait_for("ukgraph.canvas.body.data.nodes.length > 1")


def test_a_focus_opens_the_page_on_it(see: See) -> None:
    tab = see(scope=Scope("Jane Roe"))
    assert tab.text("#panel h2").strip() == "Jane Roe"
    assert "within 1 step of Jane Roe" in tab.text("#note")


def test_a_page_of_a_part_says_so(see: See) -> None:
    assert "frames of the kind Meeting" in see(scope=Scope(part=Part(frames=("Meeting",)))).text("#note")
    assert "Nothing in the build answers" in see(scope=Scope(part=Part(until="1999"))).text("#note")


def test_an_edge_that_a_question_made_says_that_no_report_does(see: See) -> None:
    tab = see(scope=Scope(part=Part(construct="CONSTRUCT { ukr:arland ukg:attacked ukr:cedonia } WHERE { }")))
    tab.page.mouse.click(*tab.line_at("attacked"))
    assert "no report says so" in tab.text("#panel")
    assert "A direct edge" not in tab.text("#panel")


def test_an_empty_graph_says_so(see: See) -> None:
    tab = see(Reading(FIRST, (), ()))
    assert "nothing to draw" in tab.text("#note")
    assert "No report of this build has a date" in tab.text("#dates")


def test_a_single_entity_says_so(see: See) -> None:
    tab = see(
        Reading(
            FIRST, (frame(FIRST, "RoleHolding", MEETING, person=known("jane-roe")),), (known("jane-roe"),)
        )
    )
    assert "a single entity" in tab.text("#note")
    assert count(tab) == (1, 0)


def test_claims_alone_are_drawn_and_named_as_such(see: See) -> None:
    doubted = frame(FIRST, "Attack", PLEDGE, POSSIBLE, attacker=known("the-pact"), target=known("far-away"))
    tab = see(Reading(FIRST, (doubted,), ()))
    assert count(tab) == (2, 1)
    assert "No fact joins two entities" in tab.text("#note")


def test_a_graph_without_dates_says_so(see: See) -> None:
    undated = article("undated", MEETING, None)
    tab = see(
        Reading(
            undated,
            (frame(undated, "Meeting", MEETING, participant=(known("jane-roe"), known("max-moe"))),),
            (),
        )
    )
    assert "No report of this build has a date" in tab.text("#dates")
    assert count(tab) == (2, 1)


def test_without_scripts_the_page_says_what_to_read_instead(running: pw.Browser, tmp_path: Path) -> None:
    for name, data in files(view(store_of())).items():
        (tmp_path / name).write_bytes(data)
    tab = chromium.Tab(running, script=False)
    tab.page.goto((tmp_path / "graph.html").as_uri())
    assert "scripts are switched off" in tab.page.inner_text("noscript")
    tab.page.goto((tmp_path / "summary.html").as_uri())
    assert "Arland" in tab.page.inner_text("table")
    assert (tab.noise.errors, tab.noise.dialogs) == ([], [])
    tab.context.close()


# What articles say ----------------------------------------------------------------------------------


def test_nothing_that_an_article_says_runs(see: See) -> None:
    tab = see(*hostile_readings())
    box(tab, "denied")
    tab.run("""(async () => {
      const wait = () => new Promise(requestAnimationFrame);
      for (const n of ukgraph.nodes.keys()) { ukgraph.selectNode(n, true); await wait(); }
      for (const e of ukgraph.edges) { ukgraph.selectEdge(e.id, true); await wait(); }
      ukgraph.selectPath([...ukgraph.nodes.keys()][0], [...ukgraph.nodes.keys()][1]);
      for (const tab of document.querySelectorAll("#tabs button")) { tab.click(); await wait(); }
      for (const more of document.querySelectorAll("details")) more.open = true;
    })()""")
    box(tab, "events as nodes")
    for text in ("script", "img", "evil", "proto"):
        tab.page.fill("#search", text)
        assert tab.run("document.querySelectorAll('#search-hits li').length") > 0
    tab.page.fill("#search", "")
    tab.click("[data-tab=network]")
    tab.press("Escape")
    tab.click("#fit")
    for name in ("one-0", "two-3"):
        tab.page.mouse.move(*tab.node_at(name))
        tab.page.wait_for_timeout(50)
    assert tab.run("document.querySelectorAll('img, iframe, base, main style, main script').length") == 0
    assert tab.run("document.querySelectorAll('#panel a, #lists a').length") == 0


# Many -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("nodes", "edges"), [(50, 80), (1000, 2000), (20_000, 40_000)])
def test_a_page_of_any_size_is_searched_filtered_and_read(see: See, nodes: int, edges: int) -> None:
    made = view_of(nodes, edges)
    tab = see(made=made)
    shown, lines = count(tab)
    assert shown == min(len(made.drawing.nodes), 400)
    wanted = made.drawing.nodes[nodes // 2]
    tab.page.fill("#search", wanted.label)
    tab.press("Enter")
    assert tab.text("#panel h2").strip() == wanted.label
    tab.press("Escape")
    tab.click("#fit")
    box(tab, "somebody it quotes")
    assert count(tab)[1] < lines
    box(tab, "somebody it quotes")
    tab.page.locator(".times input").last.focus()
    for _ in range(5):
        tab.press("ArrowLeft")
    assert count(tab)[1] < lines
    tab.page.get_by_role("button", name="All dates").click()
    line = tab.run(
        """(() => {
          const held = ukgraph.canvas.body.nodes;
          const e = ukgraph.edges.find((e) => held[e.from] && held[e.to] && e.factuality === "Asserted");
          ukgraph.selectEdge(e.id, true);
          return e.relation;
        })()"""
    )
    assert tab.text("#panel blockquote").endswith(".")
    tab.page.mouse.click(*tab.line_at(line))
    tab.wait_for("document.querySelector('#panel blockquote')?.innerText.endsWith('.')")
    if nodes > 400:
        tab.press("Escape")
        tab.click("#all")
        assert count(tab) == (nodes, edges)
        tab.page.mouse.move(500, 500)
        tab.page.mouse.click(*tab.node_at(made.drawing.nodes[0].name))
        assert tab.text("#panel h2").strip() == made.drawing.nodes[0].label
    assert len(made.page.encode()) < 12_000_000
