"""A real Chromium for the tests of the page, driven by Playwright: whatever Debian or the machine's owner has installed.

It has no network at all, and remembers everything that a page must not do: ask for anything but itself, report an
error, open a dialog.
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import playwright.sync_api as pw

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# What a closed network needs: without these the browser itself goes looking for updates and hangs on the way out.
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
_PATIENCE = 90.0  # seconds; a busy machine is no fault of the page


def find() -> str | None:
    """The Chromium of this machine, if it has one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class Noise:
    """What a quiet page leaves empty."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@contextmanager
def chromium(program: str) -> Iterator[pw.Browser]:
    """A running browser with a profile that nobody used before."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


class Tab:
    """One page in a window of its own, and what it does."""

    def __init__(
        self,
        browser: pw.Browser,
        *,
        size: tuple[int, int] = (1400, 950),
        dark: bool = False,
        script: bool = True,
    ) -> None:
        """Open an empty window."""
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            offline=True,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
            java_script_enabled=script,
        )
        self.context.set_default_timeout(1000 * _PATIENCE)
        self.page = self.context.new_page()
        self.noise = Noise()
        self.page.on("request", lambda r: self.noise.requests.append(r.url))
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda e: self.noise.errors.append(str(e)))
        self.page.on("dialog", self._asked)

    def _heard(self, message: pw.ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self.noise.errors.append(message.text)

    def _asked(self, dialog: pw.Dialog) -> None:
        self.noise.dialogs.append(dialog.message)
        dialog.accept()

    def open(self, file: Path, fragment: str = "") -> float:
        """Open a page from the disk; the seconds until it was drawn for the first time."""
        self.page.goto("about:blank")
        self.noise.requests.clear()
        started = time.monotonic()
        self.page.goto(f"{file.as_uri()}{f'#{fragment}' if fragment else ''}", wait_until="commit")
        self.page.wait_for_selector("html[data-drawn]", state="attached")
        drawn = time.monotonic() - started
        self.page.wait_for_selector("html[data-ready]", state="attached")
        return drawn

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script yields
        """The value of an expression in the page."""
        return self.page.evaluate(script)

    def wait_for(self, condition: str) -> None:
        """Wait until an expression is true. The page's policy forbids the browser to compile it, so we ask again and again."""
        until = time.monotonic() + _PATIENCE
        while not self.run(condition):
            if time.monotonic() > until:
                raise TimeoutError(condition)
            self.page.wait_for_timeout(15)

    def text(self, selector: str) -> str:
        """What the first such element shows."""
        found = self.page.query_selector(selector)
        return found.inner_text() if found is not None else ""

    def click(self, selector: str) -> None:
        """Click in the middle of an element, as a hand would."""
        self.page.click(selector)

    def press(self, key: str) -> None:
        """Press and release one key."""
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Put text in where the cursor is."""
        self.page.keyboard.insert_text(text)

    def node_at(self, name: str) -> tuple[float, float]:
        """Where a node is on the screen."""
        place: list[float] = self.page.evaluate(
            """(name) => {
              const c = ukgraph.canvas, n = [...ukgraph.nodes.values()].find((n) => n.name === name);
              const d = c.canvasToDOM(c.getPosition(n.id)), r = document.getElementById("canvas").getBoundingClientRect();
              return [r.x + d.x, r.y + d.y];
            }""",
            name,
        )
        return place[0], place[1]

    def line_at(self, relation: str) -> tuple[float, float]:
        """Where the middle of a line is on the screen, once the picture stands still."""
        place: list[float] = self.page.evaluate(
            """(relation) => new Promise((found) => {
              const c = ukgraph.canvas, e = ukgraph.edges.find((e) => e.relation === relation && c.body.edges[e.id]);
              let last = null;
              const look = () => {
                const p = c.body.edges[e.id].edgeType.getPoint(0.5), d = c.canvasToDOM(p), r = document.getElementById("canvas").getBoundingClientRect();
                if (last && last.x === d.x && last.y === d.y) return found([r.x + d.x, r.y + d.y]);
                last = d;
                requestAnimationFrame(look);
              };
              look();
            })""",
            relation,
        )
        return place[0], place[1]
