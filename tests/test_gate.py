"""Only what names nothing of the subject is passed over, and where the gate stands shows in nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from parses import shipped, with_extra
from trees import TREEBANKS
from ukgraph import building
from ukgraph.clean import clean
from ukgraph.errors import KnowledgeError
from ukgraph.gate import Gate
from ukgraph.knowledge import Subject
from ukgraph.read import read
from ukgraph.reader import Fate, Reader
from ukgraph.records import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OURS = [ROOT / "corpus", ROOT / "tests" / "dev", SHARED / "seeds", SHARED / "real"]
ABROAD = "The orchestra played two symphonies in Vienna. Critics praised the conductor, and the mayor thanked the players."
WORDS = "@prefix ukg: <https://w3id.org/ukgraph/ontology#> . @prefix ukr: <https://w3id.org/ukgraph/id/> .\n<x:more> a ukg:Subject ; "


@cache
def gate() -> Gate:
    return Gate(shipped()[0])


def page(text: str, title: str | None = None) -> Page:
    return Page("p", "p.txt", title, text, None, None, None, hashlib.sha256(text.encode()).hexdigest())


def stops(text: str, title: str | None = None) -> bool:
    """What a build decides."""
    one = page(text, title)
    if gate().surely_stops(one):
        return True
    article, _ = clean(one)
    return not gate().passes(article.title, article.text)


@pytest.mark.parametrize("folder", OURS, ids=lambda folder: str(folder.name))
def test_no_article_that_is_known_to_be_about_it_is_stopped(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"NOT CHECKED: {folder} is not here")
    pages = [p for p in read([str(folder)]) if isinstance(p, Page)]
    assert len(pages) >= 5
    assert [p.id for p in pages if stops(p.raw, p.title)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainians voted.",
        "KYIV, May 3. The ministers met.",
        "A Leopard 2 was seen there.",
        "The tanks were late.",
        "NATO's new seat is glass.",
        "Both sides spoke of a cease-fire.",
        "They fled the War.",
        "The air\ndefences held.",
        "Zelenskyy spoke.",
        "&#85;kraine and &Uuml;ber",
        "<b>Ukr</b>aine",
        "Ukra\u00adine",
        "Ukra\u200bine",
        "ＵＫＲＡＩＮＥ",
        "The \u0091Ukraine\u0092 question",
        "The army’s budget",
    ],
)
def test_a_name_in_any_shape_opens_the_gate(text: str) -> None:
    assert not stops(text)


@pytest.mark.parametrize(
    "text",
    [
        ABROAD,
        "She looked forward to a warm reward.",
        "The café in Zürich serves crêpes – “the best”, he said.",
        "Parliament passed the budget for schools.",
        "Bread &amp; butter",
    ],
)
def test_what_names_nothing_of_it_is_stopped(text: str) -> None:
    assert stops(text)


@pytest.mark.parametrize(
    "text", [ABROAD, "AT&T opened an office in Łódź.", "Bread &amp; butter", "Ціни ростуть"]
)
def test_odd_letters_off_the_subject_need_no_cleaning(text: str) -> None:
    assert gate().surely_stops(page(text))


@pytest.mark.parametrize("text", ["<p>Bread</p>", "&amp;#85;kraine", "&#85;kraine", "Ukra\u00adine"])
def test_what_may_hide_a_name_is_cleaned(text: str) -> None:
    assert not gate().surely_stops(page(text))


def test_a_title_is_enough() -> None:
    assert stops(ABROAD)
    assert not stops(ABROAD, "A concert for Ukraine")


def mixed() -> Iterator[str]:
    """Sentences of all sorts, a few together; those of the treebanks where they are at hand."""
    yield ABROAD
    for file in sorted(TREEBANKS.rglob("*.conllu")) if TREEBANKS.is_dir() else ():
        texts = [
            line[9:].strip()
            for line in file.read_text(encoding="utf-8").splitlines()
            if line.startswith("# text = ")
        ]
        yield from ("\n".join(texts[i : i + 8]) for i in range(0, len(texts), 8))


def test_what_is_stopped_before_cleaning_would_be_stopped_after_it() -> None:
    early = [one for one in map(page, mixed()) if gate().surely_stops(one)]
    assert early
    articles = (clean(one)[0] for one in early)
    assert [a.text for a in articles if gate().passes(a.title, a.text)] == []


def test_after_the_parser_it_would_decide_the_same() -> None:
    closed = Reader.load()
    knowledge = dataclasses.replace(closed.knowledge, subject=Subject())
    wide = Reader(closed.knowledge, closed.parser, closed.gazetteer, Gate(knowledge))
    pages = [page(text) for text in list(mixed())[::100]]
    pages += [p for folder in OURS[:1] for p in read([str(folder)]) if isinstance(p, Page)]
    fates = set()
    for one in pages:
        before, parsed = closed.read(one), wide.read(one)
        fates.add(before.fate)
        after = closed.gate.passes(clean(one)[0].title, parsed.text)
        assert after == (before.fate is Fate.READ)
        assert before == parsed or not after
    assert fates == {Fate.READ, Fate.ASIDE}


def test_the_subject_is_data() -> None:
    more = Gate(with_extra(WORDS + 'ukg:noun "symphony" .')[0])
    assert more.passes(None, ABROAD)
    assert Gate(with_extra(WORDS + "ukg:includes ukr:austria .")[0]).passes(None, ABROAD)
    assert Gate(dataclasses.replace(shipped()[0], subject=Subject())).open
    with pytest.raises(KnowledgeError, match="includes nowhere, which is neither"):
        with_extra(WORDS + "ukg:includes ukr:nowhere .")


def test_a_build_tells_what_is_off_the_subject(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "concert.txt").write_text(ABROAD, encoding="utf-8")
    (tmp_path / "in" / "tanks.txt").write_text("Germany delivered tanks to Ukraine.", encoding="utf-8")
    built = building.build(building.Plan((str(tmp_path / "in"),), tmp_path / "out"))
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["off_subject"] == [str(tmp_path / "in" / "concert.txt")]
    assert (built.asides, report["articles"], report["skipped"]) == (1, 1, [])
    assert [f.name for f in (tmp_path / "out" / "text").iterdir()] == ["tanks.txt"]
