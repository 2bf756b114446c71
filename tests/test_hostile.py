"""Hostile input is read as text or skipped with a reason: it never stops a build, leaves its folder or runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hostile_inputs import INPUTS, READ, Input, page_of_the_docs
from ukgraph import api, check, parse
from ukgraph.api import Reader
from ukgraph.gate import Gate
from ukgraph.knowledge import Subject
from ukgraph.loading import ontology_folder

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """One that reads whatever it is about: what is hostile must come to the stages behind the gate."""
    loaded = Reader.load()
    return replace(loaded, gate=Gate(replace(loaded.knowledge, subject=Subject())))


@pytest.mark.parametrize("item", INPUTS, ids=lambda item: f"{item.group}: {item.what[:60]}")
def test_every_input_has_its_outcome(item: Input, tmp_path: Path, reader: Reader) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    item.make(folder)
    graph = api.read_all([str(folder)], reader)
    reasons = [skip.reason for skip in graph.skipped]
    if item.outcome == READ:
        assert len(graph.articles) == 1, reasons
        assert not reasons
    else:
        assert any(item.outcome in reason for reason in reasons), reasons
        assert len(graph.articles) == item.articles
    for reading in graph.readings:
        assert Path(f"{reading.article.id}.txt").name == f"{reading.article.id}.txt"
        reading.article.text.encode()
        for frame in reading.frames:
            for evidence in frame.evidence:
                assert reading.article.text[evidence.start : evidence.end] == evidence.quote
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_a_build_of_all_that_is_read_is_sound_and_stays_in_its_folder(tmp_path: Path, reader: Reader) -> None:
    for number, item in enumerate(item for item in INPUTS if item.outcome == READ):
        (tmp_path / "in" / str(number)).mkdir(parents=True)
        item.make(tmp_path / "in" / str(number))
    graph = api.read_all([str(tmp_path / "in")], reader)
    out = tmp_path / "out"
    graph.save(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert {path.stem for path in (out / "text").iterdir()} == {a.id for a in graph.articles}
    shapes = ontology_folder() / "shapes.ttl"
    assert not check.check(out, shapes, reader.knowledge.schema, lambda name: api.text_of(out, name))
    for name in ("graph.html", "summary.html", "graph.svg"):
        written = (out / name).read_text(encoding="utf-8")
        assert "<script>alert" not in written
        assert "<svg/onload" not in written
        assert (
            "onerror=alert" not in written.replace("\\u003c", "<").replace("&lt;", "<")
            or "<img src=x" not in written
        )


def test_a_claim_is_not_torn_from_who_makes_it_where_a_sentence_is_too_long(
    reader: Reader, tmp_path: Path
) -> None:
    claim = "Moscow denied that Germany delivered tanks to Ukraine, and that "
    (tmp_path / "a.txt").write_text(claim * 180 + "Germany delivered tanks to Ukraine.")
    report = api.read_all([str(tmp_path)], reader).report()
    assert report["edges"] == 0
    assert report["sentences_with_a_trigger_but_no_frame"] == {api.TOO_LONG: 1}


def test_a_long_paragraph_is_read_to_its_end(reader: Reader) -> None:
    text = " ".join(f"Germany delivered {n} tanks to Ukraine on a Tuesday." for n in range(1000))
    sentences = reader.parse(text)
    assert len(text) > 2 * parse.LONGEST_STRETCH
    assert [s.text for s in sentences] == [f"{part}." for part in text.removesuffix(".").split(". ")]
    assert parse.count_unread(text, sentences) == 0


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("Germany delivered tanks to Ukraine on Tuesday.", 1),
        ("Ger\u200bmany deli\u200dvered ta\u00adnks to Ukr\ufeffaine on Tuesday.", 1),
        ("\u202eGermany\u202c delivered tanks to \u2066Ukraine\u2069 on Tuesday.", 1),
        ("G\u0435rm\u0430ny delivered tanks to Ukr\u0430ine on Tuesday.", 0),  # Cyrillic
    ],
)
def test_what_cannot_be_seen_changes_nothing_and_what_looks_alike_is_not_the_same(
    reader: Reader, tmp_path: Path, text: str, edges: int
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    graph = api.read_all([str(tmp_path)], reader)
    assert len(graph.query("SELECT ?to WHERE { ukr:germany ukg:deliveredAidTo ?to }").rows) == edges


def test_the_page_of_the_documentation_is_up_to_date() -> None:
    assert (ROOT / "docs" / "hostile.md").read_text(encoding="utf-8") == page_of_the_docs()
