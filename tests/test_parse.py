"""Words and sentences in the spellings of news: what the pipeline that ships makes of raw text."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import get_current_ops
from threadpoolctl import threadpool_info

from ukgraph.errors import KnowledgeError
from ukgraph.parse import Parser

if TYPE_CHECKING:
    from pathlib import Path


@cache
def _parser() -> Parser:
    return Parser()


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in _parser().parse(text)]


def _words(text: str) -> list[str]:
    return [token.text for token in chain.from_iterable(s.tokens for s in _parser().parse(text))]


@pytest.mark.parametrize(
    "word",
    [
        # designations
        "F-16", "F-16s", "MiG-29s", "Su-27", "T-72M1", "IRIS-T", "M1A1", "S-300PT", "Kh-47M2", "PAC-3", "2A6", "BMP-1",
        # calibres
        "155-mm", "155mm", "122-mm",
        # abbreviations
        "U.S.", "U.K.", "U.N.", "D.C.", "Gen.", "Lt.", "Col.", "Mr.", "Rep.", "Oct.", "Sept.", "Nov.", "p.m.", "e.g.",
        # initials
        "J.D.", "R.", "G7", "G-7",
        # bound prefixes
        "anti-tank", "pro-Russian", "co-finance",
    ],
)  # fmt: skip
def test_stays_one_word(word: str) -> None:
    assert word in _words(f"They mentioned {word} again on Monday .")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$3.7 billion", "$ 3.7 billion"),
        ("$3.7bn", "$ 3.7 bn"),
        ("€500m", "€ 500 m"),
        ("£2.3bn", "£ 2.3 bn"),
        ("US$400m", "US$ 400 m"),
        ("$725,000", "$ 725,000"),
        ("Ukraine's", "Ukraine 's"),
        ("Ukraine’s", "Ukraine ’s"),
        ("allies’", "allies ’"),
        ("won't", "wo n't"),
        ("won’t", "wo n’t"),
        ("They’re", "They ’re"),
        ("long-range", "long - range"),
        ("20-year", "20 - year"),
        ("U.S.-made", "U.S. - made"),
        ("HIMARS/GMLRS", "HIMARS / GMLRS"),
        ("“We", "“ We"),
        ('"We', '" We'),
        ("said.”", "said . ”"),
        ("service—and", "service — and"),
        ("(Reuters)", "( Reuters )"),
    ],
)
def test_is_cut_into_words(text: str, words: str) -> None:
    found = " ".join(_words(f"They saw {text} there ."))
    assert f" {words} " in f" {found} "


@pytest.mark.parametrize(
    "sentences",
    [
        # abbreviations and initials end no sentence
        ["Gen. Mark Milley met Lt. Col. John R. Smith in Washington, D.C. on Oct. 3.", "The talks lasted 2.5 hours."],
        ["Mr. Scholz said no.", "Rep. McCaul agreed in Sept. 2023."],
        ["J.D. Vance flew to St. Petersburg.", "He left at 5 p.m. on Friday."],
        # ... but may stand last in one
        pytest.param(
            ["He lives in the U.S.", "Ukraine does not."],
            marks=pytest.mark.xfail(strict=True, reason="“U.S. Ukraine” is read as one name"),
        ),
        # quotations across sentences
        ["“We need F-16s,” he said.", "“We need them now.", "They are late.”"],
        ["“Russia must lose.”", "That is what Kallas said."],
        ["He said: “Ukraine will win!” and left."],
        ['"We will not stop," Zelenskyy said.', '"We will win."'],
        # money and numbers
        ["The package is worth $3.7 billion.", "Norway adds €500m."],
        ["Denmark sent 19 F-16s.", "The Netherlands sent 24."],
        # questions and exclamations
        ["Will Berlin deliver?", "Nobody knows."],
    ],
)  # fmt: skip
def test_running_text_is_cut_into_sentences(sentences: list[str]) -> None:
    assert _sentences(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "KYIV, Nov 21 (Reuters) — Ukraine’s air force said on Thursday that it shot down 12 drones.",
        "WASHINGTON (AP) -- The U.S. will send 31 M1A1 Abrams tanks.",
        "BRUSSELS, 10 June - The European Union approved the plan on Monday.",
    ],
)
def test_a_dateline_belongs_to_its_sentence(text: str) -> None:
    assert _sentences(text) == [text]


@pytest.mark.parametrize(
    "lines",
    [
        ["Putin: Oreshnik to enter service", "Russia’s president said so on Friday."],
        ["Tanks for Kyiv", "Germany will send 18 Leopard 2 tanks."],
        ["The package includes:", "• IRIS-T SLM: 2 systems", "• 155-mm ammunition", "- F-16 spare parts"],
    ],
)
def test_a_line_is_never_joined_to_the_next(lines: list[str]) -> None:
    found = _sentences("\n".join(lines))
    assert [line for line in found if any(line in part for part in lines)] == found
    assert " ".join(found) == " ".join(lines)


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(KnowledgeError, match="en_nowhere_sm"):
        Parser("en_nowhere_sm")


def test_a_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(KnowledgeError, match="parses no sentences"):
        Parser(str(tmp_path))


def test_the_pipeline_says_which_one_it_is() -> None:
    name, version = _parser().name.split()
    assert name == "en_ukgraph_news"
    assert version[0].isdigit()


def test_a_program_around_it_keeps_its_own_arithmetic() -> None:
    before = get_current_ops()
    threads = [pool["num_threads"] for pool in threadpool_info()]
    Parser().parse("Germany will send 18 Leopard 2 tanks.")
    assert get_current_ops() is before
    assert [pool["num_threads"] for pool in threadpool_info()] == threads


def test_a_pipeline_with_clearnlp_labels_is_read_in_ud(tmp_path: Path) -> None:
    # A real pipeline that knows one sentence by heart.
    words = ["Kherson", "was", "shelled", "by", "forces", "on", "Monday", "."]
    nlp = spacy.blank("en")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    gold = Doc(
        nlp.vocab,
        words=words,
        pos=["PROPN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN", "PUNCT"],
        deps=["nsubjpass", "auxpass", "ROOT", "agent", "pobj", "prep", "pobj", "punct"],
        heads=[2, 2, 2, 2, 3, 2, 5, 2],
    )
    examples = [Example(nlp.make_doc(gold.text), gold)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    nlp.to_disk(tmp_path)
    (sentence,) = Parser(str(tmp_path)).parse(gold.text)
    assert [(t.text, t.dep, t.head) for t in sentence.tokens] == [
        ("Kherson", "nsubj:pass", 2),
        ("was", "aux:pass", 2),
        ("shelled", "root", 2),
        ("by", "case", 4),
        ("forces", "obl:agent", 2),
        ("on", "case", 6),
        ("Monday", "obl", 2),
        (".", "punct", 2),
    ]


@pytest.mark.parametrize(
    "clock", ["10:45", "10:45 –", "10:45 |", "10.45:", "[10:45]", "10:45 GMT –", "9:14 p.m. —", "21:30 CET"]
)
def test_a_live_blogs_clock_is_no_word_of_the_sentence_behind_it(clock: str) -> None:
    assert _sentences(f"{clock} Germany sends tanks.\n\nIt did so.") == ["Germany sends tanks.", "It did so."]


@pytest.mark.parametrize(
    "text", ["At 10:45 Russia struck.", "10.45 million shells came.", "18.05 was the time."]
)
def test_a_time_that_is_part_of_a_sentence_stays_in_it(text: str) -> None:
    assert _sentences(text) == [text]
