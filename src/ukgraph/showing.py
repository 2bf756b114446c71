"""The files that show a build: the page, the picture, the summary, and where everything stands for the next build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ukgraph.picture import picture
from ukgraph.summary import summary

if TYPE_CHECKING:
    from pathlib import Path

    from ukgraph.layout import Point
    from ukgraph.view import View

PAGE_NAME, PICTURE_NAME, SUMMARY_NAME, PLACES_NAME = (
    "graph.html",
    "graph.svg",
    "summary.html",
    "layout.json",
)


def files(view: View) -> dict[str, bytes]:
    """All of them by name; byte for byte the same for the same view.

    The places belong to a whole build: of a part of one they are not kept, or the next build would start from it.
    """
    shown = {
        PAGE_NAME: view.page,
        PICTURE_NAME: picture(view),
        SUMMARY_NAME: summary(view.drawing, ": ".join(filter(None, (view.title, view.portion)))),
        **({PLACES_NAME: write_places(view)} if view.complete else {}),
    }
    return {name: text.encode() for name, text in shown.items()}


def write_places(view: View) -> str:
    """The place of every node by its name, a line each."""
    rows = sorted((n.name, *place) for n, place in zip(view.drawing.nodes, view.places, strict=True))
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def read_places(folder: Path) -> dict[str, Point]:
    """The places that an earlier build left in a folder; none if it left none, or they are damaged: they are made anew."""
    try:
        rows = json.loads((folder / PLACES_NAME).read_text(encoding="utf-8"))
        return {str(name): (float(x), float(y)) for name, x, y in rows}
    except (OSError, ValueError, TypeError):
        return {}
