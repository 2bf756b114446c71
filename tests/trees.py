"""Trees that nobody stored: sentences of the treebanks, and sentences made at random of the words that the rules know."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from parses import shipped
from ukgraph.records import Article, Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

TREEBANKS = Path(__file__).resolve().parents[2] / "shared" / "treebanks"
POS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()  # noqa: SIM905 - a list would fill the page
RELATIONS = "acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp compound compound:prt conj cop csubj dep det discourse expl fixed flat iobj mark nmod nmod:poss nsubj nsubj:pass nummod obj obl obl:agent parataxis punct xcomp".split()  # noqa: SIM905 - likewise
FEATS = (
    "",
    "Number=Plur",
    "Tense=Past|VerbForm=Part",
    "VerbForm=Inf",
    "Mood=Ind|VerbForm=Fin",
    "PronType=Rel",
)


def article_of(rows: list[list[tuple[str, str, str, str, int, str]]]) -> tuple[Article, list[Sentence]]:
    """Rows of (form, lemma, pos, features, head, relation) for each sentence, laid out as one text."""
    text = ""
    sentences = []
    for index, words in enumerate(rows):
        start = len(text)
        tokens = []
        for i, (form, lemma, pos, feats, head, dep) in enumerate(words):
            begin = len(text)
            text += form
            tokens.append(Token(i, form, lemma, pos, dep, head, begin, len(text), feats))
            text += " "
        text = text[:-1]
        sentences.append(Sentence(index, start, len(text), text[start:], tuple(tokens)))
        text += "\n"
    return Article("trees", None, text, None, "2024-05-06", None, "0"), sentences


def treebank(file: Path) -> Iterator[list[tuple[str, str, str, str, int, str]]]:
    """The sentences of a CoNLL-U file; words that split a token are kept, empty nodes are not."""
    words: list[tuple[str, str, str, str, int, str]] = []
    for line in itertools.chain(file.read_text(encoding="utf-8").splitlines(), [""]):
        columns = line.split("\t")
        if not line and words:
            yield words
            words = []
        elif len(columns) == 10 and columns[0].isdigit():
            head = int(columns[6]) - 1 if columns[6] != "0" else len(words)
            feats = "" if columns[5] == "_" else columns[5]
            words.append((columns[1], columns[2], columns[3], feats, head, columns[7]))


def words() -> st.SearchStrategy[tuple[str, str, str]]:
    """(form, lemma, pos) of what the rules look for, and of anything else."""
    knowledge, _ = shipped()
    triggers = [(w, w, t.pos) for t in knowledge.triggers for w in t.words]
    cues = [(w, w, c.pos) for c in knowledge.cues for w in c.words]
    names = [(w, w, "PROPN") for e in knowledge.entries.values() for w in e.label.split()]
    small = [
        (w, w, "PART")
        for w in "to of by for with that who which not the a its he they we and , . : “ ” ( )".split()  # noqa: SIM905 - likewise
    ]
    numbers = [
        (w, w, "NUM")
        for w in "12 3.7 billion million $ € 2023 25th dozen half 155mm -5 1,000".split()  # noqa: SIM905 - likewise
    ]
    return st.one_of(
        *(st.sampled_from(listed) for listed in (triggers, cues, names, small, numbers)),
        st.tuples(
            st.text(min_size=1, max_size=5).filter(lambda s: not s.isspace()),
            st.just("x"),
            st.sampled_from(POS),
        ),
    )


@st.composite
def sentences(draw: st.DrawFn) -> list[tuple[str, str, str, str, int, str]]:
    """A sentence with heads and relations at random: circles, several roots and self-loops among them."""
    chosen = draw(st.lists(words(), min_size=1, max_size=14))
    last = len(chosen) - 1
    return [
        (
            form,
            lemma,
            draw(st.sampled_from([pos, *POS])),
            draw(st.sampled_from(FEATS)),
            draw(st.integers(0, last)),
            draw(st.sampled_from([*RELATIONS, "root"])),
        )
        for form, lemma, pos in chosen
    ]
