"""Sentences without a tree, for what reads words and not syntax: every word hangs on the first."""

from __future__ import annotations

import re

from ukgraph.records import Sentence, Token

_WORD = re.compile(r"[$€£₴]|\d[\d,.]*\d(?:st|nd|rd|th)?|[A-Za-z]+\.[A-Za-z.]+|[A-Z]+-\d+s?|\w+|[^\w\s]")
_NOT_NOUNS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "at",
        "by",
        "from",
        "for",
        "with",
        "has",
        "have",
        "more",
        "than",
    ]
)


def flat(text: str, verb: str = "") -> Sentence:
    """A sentence whose words are nouns, numbers or function words by their looks; `verb` is its verb."""
    tokens = tuple(_token(i, m, verb) for i, m in enumerate(_WORD.finditer(text)))
    return Sentence(0, 0, len(text), text, tokens)


def _token(i: int, match: re.Match[str], verb: str) -> Token:
    word = match[0]
    pos = (
        "VERB"
        if word == verb
        else "NUM"
        if word[0].isdigit()
        else "ADP"
        if word.lower() in _NOT_NOUNS
        else "NOUN"
    )
    feats = "Number=Plur" if pos == "NOUN" and word.endswith("s") else ""
    lemma = word.lower().removesuffix("s") if feats else word.lower()
    return Token(i, word, lemma, pos, "root" if i == 0 else "dep", 0, match.start(), match.end(), feats)
