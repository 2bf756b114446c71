"""Reads every sentence of the treebanks: no stage may raise. Prints what was read.

python benchmarks/treebanks.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from test_robustness import AT_A_TIME, frames_of
from trees import TREEBANKS, treebank


def main() -> None:
    """One line for each treebank file."""
    for file in sorted(TREEBANKS.rglob("*.conllu")):
        rows = list(treebank(file))
        frames = sum(frames_of(rows[i : i + AT_A_TIME]) for i in range(0, len(rows), AT_A_TIME))
        print(f"{file.parent.name}/{file.name:<20} {len(rows):6} sentences  {frames:6} frames  0 errors")


if __name__ == "__main__":
    main()
