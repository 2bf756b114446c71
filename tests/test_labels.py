"""Another pipeline's trees in UD labels: each stored parse becomes the tree that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ukgraph.labels import is_clearnlp, to_universal
from ukgraph.records import Token

STORED = Path(__file__).parent / "fixtures" / "clearnlp.tsv"


def _blocks() -> list[tuple[str, list[list[str]]]]:
    blocks = []
    for block in STORED.read_text(encoding="utf-8").strip().split("\n\n")[1:]:
        title, *lines = block.splitlines()
        blocks.append((title.removeprefix("# "), [line.split("\t") for line in lines]))
    return blocks


def _tokens(rows: list[list[str]]) -> list[Token]:
    tokens = []
    for i, (text, lemma, pos, dep, head, _, _, *ent) in enumerate(rows):
        tokens.append(Token(i, text, lemma, pos, dep, int(head) - 1, i, i + 1, ent="".join(ent)))
    return tokens


@pytest.mark.parametrize(("title", "rows"), _blocks(), ids=[title for title, _ in _blocks()])
def test_a_clearnlp_tree_becomes_a_ud_tree(title: str, rows: list[list[str]]) -> None:
    assert title
    found = [(t.text, t.dep, t.head + 1) for t in to_universal(_tokens(rows))]
    assert found == [(row[0], row[5], int(row[6])) for row in rows]


@pytest.mark.parametrize(("title", "rows"), _blocks(), ids=[title for title, _ in _blocks()])
def test_words_and_places_stay(title: str, rows: list[list[str]]) -> None:
    assert title
    tokens = _tokens(rows)
    kept = [(t.i, t.text, t.lemma, t.start, t.end, t.ent) for t in to_universal(tokens)]
    assert kept == [(t.i, t.text, t.lemma, t.start, t.end, t.ent) for t in tokens]


def test_only_clearnlp_labels_are_adapted() -> None:
    assert is_clearnlp(["nsubj", "dobj", "pobj"])
    assert not is_clearnlp(["nsubj", "obj", "obl", "root"])
