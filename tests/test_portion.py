"""Of a build that is too large to be drawn a portion is: the best connected, facts and claims alike, and every pair before more of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_cases import FIRST_READING, READINGS, SmallCatalogue, build, schema
from ukgraph import portion
from ukgraph.assemble import Directory, contribute
from ukgraph.drawing import draw
from ukgraph.store import fill

if TYPE_CHECKING:
    from pathlib import Path


def tie(one: str, other: str, frame: str, article: str = "a") -> bytes:
    return f"{one}\x1f{other}\x1f{frame}\x1f{article}".encode()


def test_every_pair_gets_its_first_report_before_any_gets_its_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portion, "REPORTS", 3)
    ties = sorted([*(tie("u", "v", f"f{i}") for i in range(5)), tie("u", "w", "g"), tie("v", "w", "h", "b")])
    assert portion.choose(ties, tmp_path) == {"a": {"f0", "g"}, "b": {"h"}}


def test_only_the_best_connected_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portion, "ENTITIES", 3)
    ties = sorted([tie("u", "v", "1"), tie("u", "w", "2"), tie("v", "w", "3"), tie("w", "x", "4")])
    assert portion.choose(ties, tmp_path) == {"a": {"1", "2", "3"}}
    assert list(tmp_path.iterdir()) == []


def test_ties_are_facts_and_claims_alike() -> None:
    given = contribute(FIRST_READING, SmallCatalogue(), schema())
    tied = {frame for _, _, frame in given.ties}
    attributed = {f.id for f in FIRST_READING.frames if f.attributed_to is not None}
    assert tied & attributed or not attributed
    assert len(tied) >= len({graph for graph, _ in given.edges})


@pytest.mark.parametrize("reading", READINGS)
def test_a_portion_of_everything_draws_everything_that_joins(reading: object) -> None:
    given = contribute(reading, SmallCatalogue(), schema())  # type: ignore[arg-type]
    frames = {frame for _, _, frame in given.ties}
    quads = set(portion.part_of(given, frames, Directory(SmallCatalogue()), schema()))
    assert quads <= set(build(reading))  # type: ignore[arg-type]
    part, whole = draw(fill(quads), schema()), draw(fill(build(reading)), schema())  # type: ignore[arg-type]
    names = [n.name for n in part.nodes]
    there = {
        (names[e.start], e.relation, names[e.end], e.fact, e.attributed, e.factuality) for e in part.edges
    }
    names = [n.name for n in whole.nodes]
    assert there == {
        (names[e.start], e.relation, names[e.end], e.fact, e.attributed, e.factuality) for e in whole.edges
    }
    quotes = {part.quotes[q] for r in part.reports for q in r.quotes}
    assert quotes <= set(whole.quotes)
