"""How long the view takes: layout, page, first picture, first click, dragging, search, everything; beside stock pyvis.

    .venv/bin/python benchmarks/view.py [--nodes 20000] [--edges 40000] [--stock 1000]

Opening and the first click are told by the page's own clock, from when the address was followed to the frame that shows
the picture or the sentences, in the median of several openings. Dragging is told by the time between two frames while the
pointer does not rest; a page that only moves a rectangle, beside it, tells how fast frames can come here at all.
Everything is rendered by the processor, and seconds of a busy machine mean little: read them beside the stock page and the
empty one, which are measured in the same run. In brackets is the processor time of the page's own thread.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyvis.network

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import browser as chromium
from graph_cases import schema
from large import large
from ukgraph.view import Scope, View

if TYPE_CHECKING:
    from collections.abc import Callable

    import playwright.sync_api as pw


OPENINGS = 7


class Watch:
    """Wall time and the processor time of the page's main thread."""

    def __init__(self, tab: chromium.Tab) -> None:
        """Start counting."""
        self.session = tab.context.new_cdp_session(tab.page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.started, self.before = time.perf_counter(), self.busy()

    def busy(self) -> float:
        """Seconds that the thread has worked so far."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return next(m["value"] for m in metrics if m["name"] == "TaskDuration")

    def begin(self) -> None:
        """Start counting from here."""
        self.started, self.before = time.perf_counter(), self.busy()

    def lap(self) -> str:
        """How long it has been, in both."""
        return f"{1000 * (time.perf_counter() - self.started):8.0f} ms  [{1000 * (self.busy() - self.before):6.0f} ms]"


def timed(what: str, work: Callable[[], object]) -> None:
    """Run something of ours and print how long it took."""
    wall, busy = time.perf_counter(), time.process_time()
    work()
    print(
        f"  {what:<44}{1000 * (time.perf_counter() - wall):8.0f} ms  [{1000 * (time.process_time() - busy):6.0f} ms]"
    )


FRAMES = """(() => {
  window.frames_seen = [];
  const note = (now) => { frames_seen?.push(now); if (frames_seen) requestAnimationFrame(note); };
  requestAnimationFrame(note);
})()"""
# A hand that clicks the first node as soon as there is a picture, and a look at when its sentences are there.
HAND = """new MutationObserver((changes, eye) => {
  const drawn = document.documentElement?.dataset.drawn;
  if (drawn && !window.clicked) {
    window.clicked = true;
    const at = ukgraph.canvas.canvasToDOM(ukgraph.canvas.getPosition(ukgraph.nodes.keys().next().value));
    const frame = document.querySelector("#canvas canvas"), box = frame.getBoundingClientRect();
    const told = { bubbles: true, pointerType: "mouse", isPrimary: true, button: 0, clientX: box.x + at.x, clientY: box.y + at.y };
    setTimeout(() => {
      frame.dispatchEvent(new PointerEvent("pointerdown", { ...told, buttons: 1 }));
      frame.dispatchEvent(new PointerEvent("pointerup", told));
    });
  }
  if (!document.querySelector("#panel .report")) return;
  eye.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.answered = performance.now(); }));
}).observe(document, { childList: true, subtree: true, attributes: true })"""
# How fast frames come where next to nothing is drawn.
BARE = """<!doctype html><title>bare</title><body style="margin: 0"><canvas width="1400" height="900"></canvas><script>
const canvas = document.querySelector("canvas"), ctx = canvas.getContext("2d");
canvas.addEventListener("mousemove", ({ offsetX: x, offsetY: y }) => { ctx.clearRect(0, 0, 1400, 900); ctx.fillRect(x, y, 300, 300); });
</script>"""


def dragged(tab: chromium.Tab, steps: int = 60) -> str:
    """The time between two frames while one drags, its median and its ninth decile, and the processor time of a step."""
    tab.page.mouse.move(560, 300)
    tab.page.mouse.down()
    tab.run(FRAMES)
    watch = Watch(tab)
    for i in range(steps):
        watch.session.send(
            "Input.dispatchMouseEvent",
            {"type": "mouseMoved", "x": 560 + 4 * i, "y": 300 + 2 * i, "button": "left", "buttons": 1},
        )
    busy = (watch.busy() - watch.before) / steps
    times: list[float] = tab.run(
        "(() => { const all = frames_seen; window.frames_seen = null; return all; })()"
    )
    tab.page.mouse.up()
    gaps = sorted(b - a for a, b in itertools.pairwise(times))
    return f"{statistics.median(gaps):8.0f} ms  [{1000 * busy:6.0f} ms]  nine of ten frames within {gaps[len(gaps) * 9 // 10]:.0f} ms"


def opened(browser: pw.Browser, file: Path) -> tuple[chromium.Tab, float, float]:
    """A page, and when it was drawn and when its first click was answered, in milliseconds of its own clock."""
    tab = chromium.Tab(browser)
    tab.page.add_init_script(HAND)
    tab.page.goto(file.as_uri(), wait_until="commit")
    tab.wait_for("window.answered > 0")
    return tab, float(tab.run("document.documentElement.dataset.drawn")), float(tab.run("window.answered"))


def ours(browser: pw.Browser, folder: Path, nodes: int, edges: int) -> None:
    """Our page, from the layout to everything at once."""
    print(f"ukgraph, {nodes:,} nodes, {edges:,} edges")
    view = View("Benchmark", large(nodes, edges), schema(), Scope(), None, {})
    timed("layout", lambda: view.places)
    timed("pyvis network, with the layout of what is first", lambda: view.canvas)
    timed("page", lambda: view.page)
    file = folder / "ours.html"
    file.write_bytes(view.page.encode())
    print(f"  {'size':<44}{file.stat().st_size / 1e6:8.1f} MB")
    took = []
    for _ in range(OPENINGS):
        tab, *times = opened(browser, file)
        took.append(times)
        if len(took) < OPENINGS:
            tab.context.close()
    drawn, answered = (statistics.median(column) for column in zip(*took, strict=True))
    print(f"  {'drawn':<44}{drawn:8.0f} ms")
    print(f"  {'first click answered, since opening':<44}{answered:8.0f} ms")
    watch = Watch(tab)
    tab.page.wait_for_selector("html[data-ready]", state="attached")
    tab.press("Escape")
    for text in (view.drawing.nodes[nodes // 2].label, "а", "no such name"):
        found = tab.run(
            f"(() => {{ const i = document.getElementById('search'), t = performance.now(); i.value = {text!r}; i.dispatchEvent(new Event('input')); return performance.now() - t; }})()"
        )
        print(f"  {f'search for “{text[:16]}”':<44}{found:8.1f} ms")
    tab.page.fill("#search", "")
    print(f"  {'a step of dragging':<44}{dragged(tab)}")
    if tab.page.is_visible("#all"):
        watch.begin()
        tab.click("#all")
        tab.run("new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
        print(f"  {'everything shown':<44}{watch.lap()}")
        print(f"  {'a step of dragging everything':<44}{dragged(tab)}")
    tab.context.close()


def bare(browser: pw.Browser, folder: Path) -> None:
    """How fast frames come on a page that only moves a rectangle."""
    file = folder / "bare.html"
    file.write_text(BARE, encoding="utf-8")
    tab = chromium.Tab(browser)
    tab.page.goto(file.as_uri())
    print("a page that moves one rectangle")
    print(f"  {'a step of dragging':<44}{dragged(tab)}")
    tab.context.close()


def stock(browser: pw.Browser, folder: Path, nodes: int, edges: int, *, placed: bool) -> None:
    """The page that pyvis writes by itself for the same graph; `placed`: with our places and without physics."""
    print(
        f"pyvis as it comes, {nodes:,} nodes, {edges:,} edges{', places given, physics off' if placed else ''}"
    )
    view = View("Benchmark", large(nodes, edges), schema(), Scope(), None, {})
    plain = pyvis.network.Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    places = view.places if placed else [None] * nodes
    # Its own add_edge is quadratic; this is what it would have made.
    for i, (node, place) in enumerate(zip(view.drawing.nodes, places, strict=True)):
        at = {} if place is None else {"x": place[0], "y": place[1]}
        plain.nodes.append(
            {
                "id": i,
                "label": node.label,
                "title": view.drawing.quotes[i % len(view.drawing.quotes)],
                "shape": "dot",
                **at,
            }
        )
    plain.edges.extend(
        {"from": e.start, "to": e.end, "title": e.relation, "arrows": "to"} for e in view.drawing.edges
    )
    if placed:
        plain.toggle_physics(status=False)
        plain.options.edges.smooth.enabled = False
    file = folder / "stock.html"
    file.write_text(plain.generate_html(), encoding="utf-8")
    print(f"  {'size':<44}{file.stat().st_size / 1e6:8.1f} MB")
    tab = chromium.Tab(browser)
    watch = Watch(tab)
    tab.page.goto(file.as_uri(), wait_until="commit")
    tab.page.wait_for_function("typeof network !== 'undefined' && !!network")
    tab.run(
        f"new Promise((r) => {{ network.once('{'afterDrawing' if placed else 'stabilized'}', r); {'network.redraw()' if placed else ''} }})"
    )
    print(f"  {'drawn' if placed else 'settled':<44}{watch.lap()}")
    print(f"  {'a step of dragging':<44}{dragged(tab)}")
    tab.context.close()


def main() -> None:
    """Measure, and print as one goes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--edges", type=int, default=40_000)
    parser.add_argument(
        "--stock",
        type=int,
        default=1000,
        help="nodes of the stock page that has to settle; it takes 45 s for 1,000",
    )
    args = parser.parse_args()
    program = chromium.find()
    if program is None:
        sys.exit("no Chromium here; on Debian: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name, chromium.chromium(program) as browser:
        folder = Path(name)
        bare(browser, folder)
        ours(browser, folder, 1000, 2000)
        ours(browser, folder, args.nodes, args.edges)
        stock(browser, folder, args.nodes, args.edges, placed=True)
        if args.stock:
            stock(browser, folder, args.stock, 2 * args.stock, placed=False)


if __name__ == "__main__":
    main()
