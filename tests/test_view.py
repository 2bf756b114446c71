"""The page shows who is joined with whom by which sentence, and does nothing that an article tells it to."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

import browser as chromium
from graph_cases import (
    ATTACK,
    FIRST,
    FIRST_READING,
    MEETING,
    NEGATED,
    PLEDGE,
    POSSIBLE,
    SECOND,
    SECOND_READING,
    article,
    frame,
    known,
    minted,
    schema,
    store_of,
)
from ukgraph.drawing import Drawing, Level, draw
from ukgraph.errors import QueryError
from ukgraph.layout import Box, positions
from ukgraph.records import Article, Entity, Factuality, Filler, Reading
from ukgraph.view import Canvas, network, page

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    canvas = network(store_of())
    assert "dashes" not in line(canvas, "Cedonia", "attacked", "Borland", factuality=None)
    assert line(canvas, "Arland", "pledgedAidTo", "Borland")["dashes"][0] < 5
    assert line(canvas, "Arland", "attacked", "Cedonia")["dashes"][0] > 5
    denied = line(canvas, "Cedonia", "attacked", "Borland", factuality="Negated")
    assert denied["arrows"]["middle"]["type"] == "bar"
    assert "says Jane Roe" in denied["title"]
    assert line(canvas, "Jane Roe", "metWith", "Max Moe")["arrows"] == {"to": {"enabled": False}}


def test_lines_between_the_same_two_do_not_lie_on_each_other() -> None:
    canvas = network(store_of())
    both = [
        e
        for e in canvas.edges
        if {n["label"] for n in canvas.nodes if n["id"] in (e["from"], e["to"])} == {"Cedonia", "Borland"}
    ]
    assert len(both) == 2
    assert len({json.dumps(e.get("smooth")) for e in both}) == 2


def test_a_long_label_is_cut_on_the_canvas_and_whole_in_the_panel() -> None:
    long = minted("long", "Ministry " * 1200, "GovernmentBody")
    canvas = network(
        store_of(
            Reading(FIRST, (frame(FIRST, "Visit", MEETING, visitor=known("jane-roe"), destination=long),), ())
        )
    )
    assert max(len(n["label"]) for n in canvas.nodes) < 45
    assert max(len(row[1]) for row in canvas.detail["nodes"]) > 10_000


def test_the_network_is_one_of_pyvis_to_go_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    canvas = network(store_of())
    canvas.add_node("mine", label="My own")
    canvas.add_edge("mine", 0, title="added by hand")
    canvas.write_html("mine.html")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.html"]
    assert "My own" in (tmp_path / "mine.html").read_text(encoding="utf-8")
    with pytest.raises(KeyError):
        canvas.add_edge("mine", "nobody")


# What is drawn first --------------------------------------------------------------------------------


def first(canvas: Canvas) -> set[str]:
    names = [row[0] for row in canvas.detail["nodes"]]
    return {names[row[0]] for row in canvas.detail["first"] if len(row) != 4}


def test_the_best_connected_are_drawn_first() -> None:
    assert len(network(store_of()).detail["nodes"]) == 8
    assert first(network(store_of(), max_nodes=2)) <= {"arland", "borland", "cedonia", "lynx-9", "jane-roe"}
    assert len(first(network(store_of(), max_nodes=2))) == 2


def test_a_focus_is_drawn_with_what_lies_around_it() -> None:
    assert first(network(store_of(), focus="Roe")) == {"jane-roe", "max-moe", "the-pact"}
    assert first(network(store_of(), focus="ukr:arland", hops=2)) == {
        "arland",
        "borland",
        "lynx-9",
        "cedonia",
    }


def test_an_unknown_focus_is_refused_with_near_names() -> None:
    with pytest.raises(QueryError, match="Arland"):
        page(store_of(), title="t", focus="Arlan")
    with pytest.raises(QueryError, match="no frame"):
        page(store_of(), title="t", focus="New Moon")


@pytest.mark.parametrize(("hops", "most"), [(0, 400), (1, 0)])
def test_numbers_below_one_are_refused(hops: int, most: int) -> None:
    with pytest.raises(QueryError, match="at least 1"):
        page(store_of(), title="t", hops=hops, max_nodes=most)


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


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "' onmouseover='alert(4)",
    "javascript:alert(5)",
    '<a href="javascript:alert(6)">href</a>',
    "<!--<script>",
    "]]><iframe srcdoc='<script>alert(7)</script>'>",
    "{{ 7*7 }}{% raw %}${alert(8)}",
    "\u2028alert(9)\u2029",
    "&lt;script&gt;alert(10)&lt;/script&gt;",
    "\u202eevil\u202c שלום مرحبا",
    "👩\u200d🚀🇺🇦💣",
    "__proto__",
    "constructor",
    "<style>*{display:none}</style>",
    "<base href='https://evil.invalid/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.invalid/'>",
    "\\u003cscript\\u003ealert(11)//\\",
    "<b>" * 3400,
)


def hostile_readings() -> tuple[Reading, ...]:
    return tuple(hostile(i, text) for i, text in enumerate(HOSTILE))


def hostile(number: int, text: str) -> Reading:
    """An article in which every field that can hold a text holds this one."""
    home = Article(
        text, text, f"{text}.", text, "2024-05-06", f"javascript:alert({number})//{text}", "0" * 64
    )
    one = Entity(f"one-{number}", text, "Person", known=False, aliases=(text, f"{text}'s alias"))
    two = Entity(f"two-{number}", f"{text} too", "Country", known=False)
    group = Entity(f"group-{number}", text, "GroupKind", known=False, generic=True)
    visit = frame(home, "Visit", text, visitor=one, destination=two)
    office = frame(home, "RoleHolding", text, by=one, person=one, organization=two)
    accused = frame(home, "Attack", text, NEGATED, group, attacker=two, target=one)
    titled = replace(office, fillers=(*office.fillers, Filler("title", text)))
    return Reading(home, (visit, titled, accused), (one, two))


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


# The page in a browser ------------------------------------------------------------------------------


class See(Protocol):
    """Opens the page of some readings, or of the small build."""

    def __call__(
        self, *readings: Reading, fragment: str = "", focus: str | None = None, max_nodes: int = 400
    ) -> chromium.Browser: ...


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Browser]:
    program = chromium.find()
    if program is None:
        pytest.skip(
            f"NO BROWSER: the page was not tried out; install one of {', '.join(chromium.NAMES)} (Debian: apt-get install chromium)"
        )
    with chromium.Browser(program, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def see(browser: chromium.Browser, tmp_path: Path) -> Iterator[See]:
    """Opens a build's page; afterwards nothing may have been asked for, gone wrong or popped up."""
    file = tmp_path / "graph.html"

    def opened(
        *readings: Reading, fragment: str = "", focus: str | None = None, max_nodes: int = 400
    ) -> chromium.Browser:
        file.write_bytes(page(store_of(*readings), title="Test", focus=focus, max_nodes=max_nodes).encode())
        browser.open(file, fragment)
        return browser

    yield opened
    browser.run("1")  # fetches what is still under way
    assert (browser.noise.errors, browser.noise.dialogs) == ([], [])
    assert {url.partition("#")[0] for url in browser.noise.requests} <= {file.as_uri()}


def click_line(page: chromium.Browser, relation: str) -> None:
    """Click in the middle of a line with the mouse."""
    place = page.run(
        f"""(() => {{
          const c = ukgraph.canvas, e = c.body.data.edges.get().find((e) => e.relation === {json.dumps(relation)});
          const p = c.getPositions([e.from, e.to]), a = p[e.from], b = p[e.to];
          const d = c.canvasToDOM({{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }}), r = document.getElementById("canvas").getBoundingClientRect();
          return [r.x + d.x, r.y + d.y];
        }})()"""
    )
    page.click_at(*place)
    page.wait_for("!document.getElementById('panel').innerText.startsWith('Nothing')")


def test_the_page_draws_what_it_says(see: See) -> None:
    shown = see()
    assert shown.text("#status") == "7 entities and 7 lines shown, of 8 and 8 in this page"
    assert shown.run("ukgraph.canvas.body.data.nodes.length") == 7
    assert not shown.text("#note")


def test_a_click_on_a_line_shows_the_sentence_behind_it(see: See) -> None:
    shown = see()
    click_line(shown, "pledgedAidTo")
    told = shown.text("#panel")
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
    assert shown.run("document.querySelector('#panel a').href") == "https://example.org/first?a=b%20c"
    assert "https://w3id.org/ukgraph/ontology#pledgedAidTo" in shown.run(
        "[...document.querySelectorAll('.copy input')].map((i) => i.value)"
    )


def test_a_claim_says_whose_it_is(see: See) -> None:
    shown = see(fragment="edge=arland/attacked/cedonia/claim/Asserted")
    told = shown.text("#panel")
    assert "according to Cedonia" in told
    assert "No direct edge of the graph" in told


def test_a_name_is_found_by_alias_without_its_accents_and_by_keyboard_alone(see: See) -> None:
    zoe = minted("zoe", "Zoë Łuński", "Person")
    shown = see(
        Reading(FIRST, (frame(FIRST, "Visit", MEETING, visitor=zoe, destination=known("far-away")),), (zoe,)),
        FIRST_READING,
    )
    shown.run("document.getElementById('search').focus()")
    shown.type("zoe lunski")
    shown.press("Enter")
    assert shown.text("#panel h2") == "Zoë Łuński"
    assert shown.run("document.activeElement.id") == "panel"
    assert shown.run("location.hash") == "#node=zoe"
    shown.run("document.getElementById('search').select()")
    shown.type("republic of ar")
    shown.press("ArrowDown")
    shown.press("Enter")
    assert shown.text("#panel h2") == "Arland"
    assert MEETING not in shown.text("#panel")


def test_what_is_not_found_is_said(see: See) -> None:
    shown = see()
    shown.run("document.getElementById('search').focus()")
    shown.type("<img src=x onerror=alert(1)>")
    assert "nothing here is called" in shown.text("#hits")


def box(page: chromium.Browser, text: str) -> None:
    page.run(
        f"[...document.querySelectorAll('#filters label')].find((l) => l.innerText.includes({json.dumps(text)})).querySelector('input').click()"
    )


def count(page: chromium.Browser) -> tuple[int, int]:
    found = re.match(r"(\d+) \S+ and (\d+) ", page.text("#status"))
    assert found is not None
    return int(found[1]), int(found[2])


def test_what_is_denied_is_off_until_it_is_asked_for(see: See) -> None:
    shown = see()
    box(shown, "denied")
    assert count(shown) == (7, 8)
    box(shown, "somebody it quotes")
    assert count(shown) == (7, 6)


def test_kinds_and_relations_are_filtered(see: See) -> None:
    shown = see()
    box(shown, "person")
    assert count(shown) == (4, 5)
    shown.run("document.getElementById('relations-box').open = true")
    box(shown, "attacked with")
    assert count(shown) == (4, 4)


def test_entities_that_only_claims_join_are_one_switch_away(see: See) -> None:
    doubted = frame(FIRST, "Attack", PLEDGE, POSSIBLE, attacker=known("the-pact"), target=known("far-away"))
    shown = see(Reading(FIRST, (*FIRST_READING.frames, doubted), FIRST_READING.mentioned))
    assert count(shown) == (5, 3)
    box(shown, "also those")
    assert count(shown) == (7, 4)
    box(shown, "also those")
    assert count(shown) == (5, 3)


def test_the_time_slider_leaves_what_was_reported_then(see: See) -> None:
    later = replace(SECOND, id="later", published="2024-09-01")
    told = Reading(
        later, (frame(later, "Visit", ATTACK, visitor=known("jane-roe"), destination=known("arland")),), ()
    )
    shown = see(FIRST_READING, told)
    assert "2024-05 to 2024-09" in shown.text("#dates")
    shown.run(
        "(() => { const s = document.querySelectorAll('#dates input')[0]; s.value = 1; s.dispatchEvent(new Event('input')); })()"
    )
    assert count(shown) == (2, 1)


def test_the_table_holds_the_same_lines_and_leads_to_them(see: See) -> None:
    shown = see()
    shown.click("#as-table")
    assert shown.run("document.querySelectorAll('#table tbody tr').length") == 7
    shown.click("#table tbody tr td:nth-child(2) button")
    assert "reports" in shown.text("#panel") or "report" in shown.text("#panel")
    assert shown.run("location.hash").startswith("#edge=")


def test_everything_is_reached_with_the_tab_key(see: See) -> None:
    shown = see()
    shown.click("#as-table")
    shown.run("document.activeElement.blur()")
    reached = set()
    for _ in range(60):
        shown.press("Tab")
        reached.add(
            shown.run(
                "(() => { const e = document.activeElement; return e.id || e.closest('[id]')?.id || e.tagName; })()"
            )
        )
    assert {"search", "fit", "as-table", "kinds", "voices", "factualities", "table", "canvas"} <= reached


def test_what_was_left_out_is_said_and_drawn_on_request(see: See) -> None:
    shown = see(max_nodes=2)
    assert count(shown)[0] <= 2
    assert "left out" in shown.text("#note")
    shown.click("#all")
    assert count(shown) == (7, 7)
    assert not shown.text("#note")


def test_neighbours_come_with_a_click(see: See) -> None:
    shown = see(max_nodes=1)
    shown.run("ukgraph.selectNode(0, false)")
    assert count(shown)[0] > 1


def test_a_focus_opens_the_page_on_it(see: See) -> None:
    shown = see(focus="Jane Roe")
    assert shown.text("#panel h2") == "Jane Roe"
    assert "within 1 step of Jane Roe" in shown.text("#note")


def test_an_empty_graph_says_so(see: See) -> None:
    shown = see(Reading(FIRST, (), ()))
    assert "nothing to draw" in shown.text("#note")
    assert "No report of this build has a date" in shown.text("#dates")


def test_a_single_entity_says_so(see: See) -> None:
    only = frame(FIRST, "RoleHolding", MEETING, person=known("jane-roe"))
    shown = see(Reading(FIRST, (only,), (known("jane-roe"),)))
    assert "a single entity" in shown.text("#note")
    assert count(shown) == (1, 0)


def test_a_graph_without_dates_says_so(see: See) -> None:
    undated = article("undated", MEETING, None)
    shown = see(
        Reading(
            undated,
            (frame(undated, "Meeting", MEETING, participant=(known("jane-roe"), known("max-moe"))),),
            (),
        )
    )
    assert "No report of this build has a date" in shown.text("#dates")
    assert count(shown) == (2, 1)


def test_nothing_that_an_article_says_runs(see: See) -> None:
    shown = see(*hostile_readings())
    box(shown, "denied")
    shown.click("#as-table")
    shown.run("(async () => { const wait = () => new Promise(requestAnimationFrame); "
              "for (const n of ukgraph.canvas.body.data.nodes.getIds()) { ukgraph.selectNode(n, true); await wait(); } "
              "for (const e of ukgraph.canvas.body.data.edges.getIds()) { ukgraph.selectEdge(e, true); await wait(); } })()")  # fmt: skip
    shown.run("document.getElementById('search').focus()")
    for text in ("script", "img", "evil", "__proto__"):
        shown.run("document.getElementById('search').select()")
        shown.type(text)
    # The tooltips are the library's own work.
    shown.run(
        "for (const n of ukgraph.canvas.body.data.nodes.get()) { ukgraph.canvas.interactionHandler.popup?.setText(n.title); }"
    )
    assert shown.run("document.querySelectorAll('img, iframe, base, main style, main script').length") == 0
    assert shown.run("document.querySelectorAll('#panel a').length") == 0
    assert Factuality.NEGATED.value.lower() in shown.text("#panel")


def test_text_is_legible_in_the_dark(browser: chromium.Browser, see: See) -> None:
    browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    shown = see()
    colours = shown.run(
        "[getComputedStyle(document.body).backgroundColor, ukgraph.canvas.body.nodes[0].options.font.color]"
    )
    browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "light"}])
    assert colours == ["rgb(20, 23, 27)", "#e6e9ed"]
