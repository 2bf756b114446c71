"""The rows that each named question gives on `corpus/`, as files that a person reviews.

    .venv/bin/python tests/expected.py

reads the corpus and writes `tests/queries/NAME.csv` anew: the answer to the example in the header of each question.
After a change to the reading rules, the parser or the catalogue, run it and read the difference (git diff tests/queries):
each row that comes, goes or changes is one that a user will see.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ukgraph import api, query
from ukgraph.loading import ontology_folder

if TYPE_CHECKING:
    import pyoxigraph as ox

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "queries"


def example(question: query.NamedQuery) -> dict[str, str]:
    """The parameters of the example in a question's header."""
    words = shlex.split(question.example)[3:]
    return dict(w.split("=", 1) for w in words if w != "--param")


def answers(store: ox.Store) -> dict[str, bytes]:
    """The rows of every named question with the parameters of its example, as CSV."""
    found = {}
    for name, question in query.read_queries(ontology_folder() / "queries").items():
        terms = query.arguments(question, example(question))
        found[name] = query.serialize(store, question.sparql, terms, "csv").replace(b"\r\n", b"\n")
    return found


if __name__ == "__main__":
    given = api.build([ROOT / "corpus"]).store
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.csv"):
        old.unlink()
    for name, rows in answers(given).items():
        (FOLDER / f"{name}.csv").write_bytes(rows)
        lines = len(rows.splitlines()) - 1
        sys.stdout.write(f"{name}: {lines} lines\n")
