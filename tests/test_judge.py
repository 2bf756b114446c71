"""The sheet for human judges: drawn from real text, the same for the same seed, and counted as it was filled in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "judge.py"
TEXTS = {
    "a": "Germany delivered tanks to Ukraine.",
    "b": "The U.S. weighed its reply. Norway sent howitzers to Ukraine. Kyiv asked France for missiles.",
    "c": "Poland delivered aircraft to Ukraine.",
}
FRAME = """\
#1  b  2024-05-01
  AidDelivery  Asserted  by: -
    donor: Norway (Country)
    item: howitzer (WeaponClass)
    recipient: Ukraine (Country)
  … The U.S. weighed its reply.
  » Norway sent howitzers to Ukraine.
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("judge") / "documents.jsonl"
    lines = [json.dumps({"id": k, "date": "2024-05-01", "text": text}) for k, text in TEXTS.items()]
    file.write_text("\n".join(lines), encoding="utf-8")
    return run("draw", file, "--others", "-n", "9", "--seed", "4").stdout


def test_only_the_documents_that_are_not_set_aside_are_drawn_from(drawn: str) -> None:
    assert "from 2 documents" in drawn
    assert "Germany" not in drawn


def test_a_frame_is_shown_with_its_sentence_and_the_one_before(drawn: str) -> None:
    shown = [set(entry.splitlines()[1:]) for entry in drawn.split("\n\n")]
    assert any(set(FRAME.splitlines()[1:]) <= lines for lines in shown)


def test_a_filled_sheet_is_counted(drawn: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet.txt"
    total = drawn.count("verdict:")
    file.write_text(
        drawn.replace("verdict: ", "verdict: class, filler", 1).replace("verdict: \n", "verdict: ok\n"),
        encoding="utf-8",
    )
    told = run("tally", file).stdout
    assert told.startswith(f"right: {total - 1} of {total} = ")
    assert "wrong class: 1" in told


@pytest.mark.parametrize("verdict", ["", "fine", "ok class"])
def test_a_frame_without_a_proper_verdict_is_named(verdict: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet.txt"
    file.write_text(f"# 1 of 1 frames\n\n{FRAME}  verdict: {verdict}\n", encoding="utf-8")
    done = run("tally", file)
    assert done.returncode == 1
    assert 'judge: #1: write "ok" or any of class' in done.stderr
