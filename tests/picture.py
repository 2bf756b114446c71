"""The README's picture: the page of a build with the sentences behind one line. Run by `make picture`."""

from __future__ import annotations

import sys
from pathlib import Path

import browser as chromium

# The line with most reports that somebody reading about the subject would look up first.
_LINE = """(() => {
  const facts = ukgraph.edges.filter((e) => e.fact && e.relation === "deliveredAidTo");
  return (facts.length ? facts : ukgraph.edges).sort((a, b) => b.reports.length - a.reports.length)[0].id;
})()"""


def main(page: Path, target: Path) -> None:
    """Open a page at 1400 by 950, select a line, and save what is to be seen."""
    program = chromium.find()
    if program is None:
        sys.exit("no Chromium here; on Debian: apt-get install chromium")
    with chromium.chromium(program) as browser:
        tab = chromium.Tab(browser)
        tab.open(page.resolve())
        tab.run(f"ukgraph.selectEdge({_LINE}, false)")
        tab.run("document.activeElement.blur()")
        tab.page.wait_for_timeout(500)
        tab.page.screenshot(path=target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
