"""No sentence makes a stage raise: trees at random, and the trees of the treebanks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parses import shipped
from trees import TREEBANKS, article_of, sentences, treebank
from ukgraph.assemble import assemble
from ukgraph.pipeline import read_article

ONE_OF = 12  # sentences of the treebanks; benchmarks/treebanks.py reads them all
AT_A_TIME = 10  # as an article


def frames_of(rows: list[list[tuple[str, str, str, str, int, str]]]) -> int:
    knowledge, gazetteer = shipped()
    article, parsed = article_of(rows)
    reading = read_article(article, parsed, knowledge, gazetteer).reading
    assert all(article.text[e.start : e.end] == e.quote for f in reading.frames for e in f.evidence)
    assert all(article.text.startswith(t.text, t.start) for f in reading.frames for t in f.triggers)
    assemble([reading], knowledge, knowledge.schema)
    return len(reading.frames)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(sentences(), min_size=1, max_size=3))
def test_no_tree_whatever_makes_a_stage_raise(rows: list[list[tuple[str, str, str, str, int, str]]]) -> None:
    frames_of(rows)


@pytest.mark.skipif(not TREEBANKS.is_dir(), reason="NOT CHECKED: the treebanks of ../shared are not here")
def test_the_sentences_of_the_treebanks_are_read() -> None:
    files = sorted(TREEBANKS.rglob("*.conllu"))
    assert len(files) == 7
    chosen = [words for file in files for words in list(treebank(file))[::ONE_OF]]
    batches = [chosen[i : i + AT_A_TIME] for i in range(0, len(chosen), AT_A_TIME)]
    assert sum(map(frames_of, batches)) > 0
