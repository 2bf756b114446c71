"""Copies of treebank sentences written the way news is written: typography, headlines, datelines."""

import random
import tomllib
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from treebank import MISSING_ENTITY, NO_ENTITY, Sentence, Word

WORDS = Path(__file__).with_name("names.toml")
# How often each change is made.
CURLY = 0.7
RENAMED = 0.4
DESIGNATED = 0.05
ABBREVIATED = 0.5
LOWERED = 0.06
HEADLINES = 0.08
FIRST_DATELINES = 0.4
DATELINES = 0.02
_MAGNITUDES = {"billion": "bn", "million": "m", "thousand": "k"}
_QUOTES = {'"', "``", "''"}
_DASHES = ("–", "—", "--", "-")
_SMALL_WORDS = {"ADP", "DET", "CCONJ", "PART", "PUNCT", "SYM", "SCONJ"}
_TO_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_TO_ROOT = -2  # the head of an added word that hangs on the root of the sentence


@dataclass(frozen=True)
class Vocabulary:
    """The words of the domain."""

    names: dict[str, list[str]]
    designations: list[str]
    datelines: list[tuple[str, str, str]]

    @classmethod
    def read(cls, path: Path = WORDS) -> "Vocabulary":
        """Read the words from a TOML file."""
        with path.open("rb") as file:
            return cls(**tomllib.load(file))


def curly(sentence: Sentence) -> Sentence:
    """Use typographic quotation marks and apostrophes."""
    words: list[Word] = []
    for i, word in enumerate(sentence.words):
        form = word.form.replace("'", "’")
        if word.form in _QUOTES:
            opens = not word.space_after and (i == 0 or sentence.words[i - 1].space_after)
            form = "“" if opens else "”"
        words.append(replace(word, form=form))
    return replace(sentence, words=tuple(words))


def straight(sentence: Sentence) -> Sentence:
    """Use typewriter quotation marks and apostrophes."""
    words = (replace(word, form=word.form.translate(_TO_STRAIGHT)) for word in sentence.words)
    return replace(sentence, words=tuple(words))


def dashes(sentence: Sentence, rng: random.Random) -> Sentence:
    """Vary the dash that stands free between clauses."""
    dash = rng.choice(_DASHES)
    words = [
        replace(word, form=dash)
        if word.upos == "PUNCT" and word.form in _DASHES and word.space_after and before.space_after
        else word
        for before, word in pairwise(sentence.words)
    ]
    return replace(sentence, words=(sentence.words[0], *words))


def lower(sentence: Sentence) -> Sentence:
    """Write the sentence without capitals; lemmas of names follow."""
    return replace(
        sentence,
        words=tuple(
            replace(w, form=w.form.lower(), lemma=w.lemma.lower() if w.upos == "PROPN" else w.lemma)
            for w in sentence.words
        ),
    )


def _titled(word: Word) -> Word:
    if word.upos in _SMALL_WORDS or word.form.startswith(("'", "’", "n't", "n’t")):
        return word
    return replace(word, form=word.form[:1].upper() + word.form[1:])


def headline(sentence: Sentence) -> Sentence:
    """Write the Sentence as a Headline, without the Full Stop."""
    first, *rest = sentence.words
    words = [replace(first, form=first.form[:1].upper() + first.form[1:]), *map(_titled, rest)]
    last = len(words) - 1
    if last and words[last].form == "." and all(word.head != last for word in words):
        words.pop()
    return replace(sentence, words=tuple(words), starts_paragraph=True, ends_paragraph=True)


def dateline(sentence: Sentence, vocabulary: Vocabulary, rng: random.Random) -> Sentence:
    """Begin the sentence with the place and the agency it was filed from, attached to its root."""
    place, country, agency = rng.choice(vocabulary.datelines)
    *modifiers, city = place.split()
    at = len(modifiers)  # where the head of the place name stands

    def proper(form: str, head: int, deprel: str, entity: str) -> Word:
        return Word(form, form, "PROPN", "Number=Sing", head, deprel, entity=entity)

    def mark(form: str, head: int) -> Word:
        return Word(form, form, "PUNCT", "", head, "punct", entity=NO_ENTITY)

    added = [proper(form, at, "compound", "I-LOC" if i else "B-LOC") for i, form in enumerate(modifiers)]
    added.append(proper(city, _TO_ROOT, "parataxis", "I-LOC" if modifiers else "B-LOC"))
    if country:
        added[-1] = replace(added[-1], space_after=False)
        added += [mark(",", at + 2), proper(country, at, "appos", "B-LOC")]
    if agency:
        there = len(added) + 1
        name = proper(agency, at, "parataxis", "B-ORG")
        added += [
            replace(mark("(", there), space_after=False),
            replace(name, space_after=False),
            mark(")", there),
        ]
    added.append(mark(rng.choice(_DASHES), at))
    shift = len(added)
    root = shift + sentence.root
    added = [replace(word, head=root) if word.head == _TO_ROOT else word for word in added]
    if any(word.entity == MISSING_ENTITY for word in sentence.words):
        added = [replace(word, entity=MISSING_ENTITY) for word in added]
    moved = [replace(word, head=word.head + shift) if word.head >= 0 else word for word in sentence.words]
    return replace(sentence, words=(*added, *moved), starts_paragraph=True)


def renamed(sentence: Sentence, vocabulary: Vocabulary, rng: random.Random) -> Sentence:
    """Put names of the domain in place of some one-word names."""
    words = list(sentence.words)
    for i, word in enumerate(words):
        alone = i + 1 == len(words) or not words[i + 1].entity.startswith("I-")
        choices = vocabulary.names.get(word.entity[2:]) if alone and word.entity.startswith("B-") else None
        if choices and rng.random() < RENAMED:
            form = rng.choice(choices)
            words[i] = replace(word, form=form, lemma=form if word.lemma else "")
    return replace(sentence, words=tuple(words))


def _inserted(sentence: Sentence, at: int, new: Word) -> Sentence:
    """Insert a word, moving every head that stands after it."""
    words = [replace(w, head=w.head + 1) if w.head >= at else w for w in sentence.words]
    return replace(sentence, words=(*words[:at], new, *words[at:]))


def designated(sentence: Sentence, vocabulary: Vocabulary, rng: random.Random) -> Sentence:
    """Put a designation before a plural noun."""
    nouns = [
        i
        for i, word in enumerate(sentence.words)
        if word.upos == "NOUN"
        and "Number=Plur" in word.feats
        and word.entity in {NO_ENTITY, MISSING_ENTITY}
        and (i == 0 or sentence.words[i - 1].space_after)
    ]
    if not nouns:
        return sentence
    at = rng.choice(nouns)
    form = rng.choice(vocabulary.designations)
    upos = "NOUN" if form[0].isdigit() else "PROPN"
    entity = sentence.words[at].entity
    return _inserted(sentence, at, Word(form, form, upos, "Number=Sing", at + 1, "compound", entity=entity))


def abbreviated(sentence: Sentence) -> Sentence:
    """Write "3 billion" as "3bn"."""
    words = list(sentence.words)
    for i in range(1, len(words)):
        if words[i].form in _MAGNITUDES and words[i - 1].form[-1:].isdigit():
            words[i] = replace(words[i], form=_MAGNITUDES[words[i].form])
            words[i - 1] = replace(words[i - 1], space_after=False)
    return replace(sentence, words=tuple(words))


def vary(sentence: Sentence, vocabulary: Vocabulary, rng: random.Random) -> Sentence:
    """Return the sentence in one of its other spellings."""
    typography = curly if rng.random() < CURLY else straight
    result = renamed(dashes(typography(sentence), rng), vocabulary, rng)
    if sentence.parsed and rng.random() < DESIGNATED:
        result = designated(result, vocabulary, rng)
    if rng.random() < ABBREVIATED:
        result = abbreviated(result)
    draw = rng.random()
    if draw < LOWERED:
        return lower(result)
    if draw < LOWERED + HEADLINES:
        return headline(result)
    if sentence.parsed and rng.random() < (FIRST_DATELINES if sentence.starts_document else DATELINES):
        return dateline(result, vocabulary, rng)
    return result
