"""How well whole sets of annotated reports are read: totals with floors that cannot sink unnoticed.

Only totals are looked at. Of the blind reports nobody who writes rules reads more than that.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ukgraph

TESTS = Path(__file__).resolve().parent
SCORER = TESTS.parents[1] / "shared" / "score.py"
SETS = {"dev": 40, "held": 8, "blind": 6}
FLOORS = {  # about two points below what was reached; speakers are few in a set, so theirs lie lower
    "dev": {"entities": 0.94, "frames": 0.845, "role_fillers": 0.80, "factuality": 0.96, "attribution": 0.80},
    "held": {"entities": 0.95, "frames": 0.78, "role_fillers": 0.72, "factuality": 0.95, "attribution": 0.75},
    "blind": {
        "entities": 0.92,
        "frames": 0.76,
        "role_fillers": 0.735,
        "factuality": 0.91,  # it was .931 before meetings of different people were told apart, which finds more frames
        "attribution": 0.72,
    },
}

pytestmark = pytest.mark.skipif(
    not SCORER.is_file(), reason="NOT CHECKED: the scorer of ../shared is not here"
)


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("totals")
    ukgraph.build([TESTS / "dev"]).save(out)
    return out / "graph.ttl"


def totals(turtle: Path, gold: Path) -> dict[str, float]:
    command = [sys.executable, str(SCORER), str(turtle), str(gold), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    score: dict[str, Any] = json.loads(done.stdout)
    return {
        **{k: score[k]["f1"] for k in ("entities", "frames", "role_fillers", "attribution")},
        "factuality": score["factuality_accuracy"],
    }


@pytest.mark.parametrize("name", SETS)
def test_the_totals_of_a_set_do_not_sink(name: str, turtle: Path, tmp_path: Path) -> None:
    files = sorted((TESTS / "dev" / "gold").glob(f"{name}-*.json"))
    assert len(files) == SETS[name]
    for file in files:
        shutil.copy(file, tmp_path)
    reached = totals(turtle, tmp_path)
    assert {k: reached[k] for k, floor in FLOORS[name].items() if reached[k] < floor} == {}, reached
