"""Named entities from three sources, brought to one scheme: the name itself, without titles or modifiers."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from treebank import NO_ENTITY, Sentence, Word

GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
UNER_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
CROSSNER_LABELS = {
    "politician": "PERSON",
    "person": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
    "event": "EVENT",
    "election": "EVENT",
}
# What may belong to a name besides its head ("University of Illinois"; people take no "of").
_NAME_PARTS = {
    "flat",
    "compound",
    "amod",
    "nummod",
    "goeswith",
    "punct",
    "conj",
    "nmod",
    "nmod:desc",
    "nmod:poss",
    "nmod:unmarked",
}
_PERSON_PARTS = {"flat", "goeswith", "punct"}
_ONE_PLACE = {
    "person",
    "place",
}  # "Cambridge, Massachusetts" is two names; a comma may stand in a body's or an event's
# Capitalised in GUM, but not names when they stand alone.
_TITLES = frozenset({
    "Chair", "Chairman", "Chancellor", "Captain", "Church", "Dad", "Doctor", "General", "God", "Governor", "King",
    "Lord", "Major", "Man", "Match", "Mayor", "Minister", "Mister", "Mom", "Nation", "President", "Prince",
    "Princess", "Queen", "Secretary", "Senator", "Sir", "Speaker", "State", "Street", "War",
    "Administrator", "Architect", "Catholic", "Country", "Democrat", "Director", "Fellow", "Lodge", "PRESIDENT", "Poet",
    "Professor", "Representative", "Republican", "Sheriff", "Undersecretary",
})  # fmt: skip
_NOT_AT_EDGE = {"PUNCT", "DET", "ADP", "CCONJ"}
_FUNCTION_PARTS = {"case", "cc", "det"}
_BRACKET = re.compile(r"\((?P<open>[^()]+)(?P<single>\))?|(?P<close>[^()]+)\)")


def _mentions(words: tuple[Word, ...]) -> list[tuple[int, int, str]]:
    """The mentions that begin and end in a sentence, as (first word, last word, type)."""
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    found: list[tuple[int, int, str]] = []
    for index, word in enumerate(words):
        value = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for match in _BRACKET.finditer(value):
            if match["open"]:
                group, kind = [*match["open"].split("-"), ""][:2]
                if match["single"]:
                    found.append((index, index, kind))
                else:
                    open_mentions.setdefault(group, []).append((index, kind))
            elif open_mentions.get(match["close"]):
                first, kind = open_mentions[match["close"]].pop()
                found.append((first, index, kind))
    return found


def _capitalised(word: Word) -> bool:
    return word.form[:1].isupper() or word.form[:1].isdigit()


def _name_head(words: tuple[Word, ...], inside: range) -> int | None:
    """The proper noun that heads a mention, or that names it by apposition ("co-star Jensen Ackles")."""
    head = next((i for i in inside if words[i].head not in inside), None)
    if head is None or words[head].upos == "PROPN":
        return head
    naming = (i for i in inside if words[i].head == head and words[i].deprel in {"appos", "flat"})
    return next((i for i in naming if words[i].upos == "PROPN"), None)


def _belongs(word: Word, head: int, parts: set[str]) -> bool:
    if word.deprel in _FUNCTION_PARTS:
        return word.head != head
    if word.deprel == "flat" and word.upos == "PROPN":  # "Jean le Rond"
        return True
    return word.deprel in parts and (_capitalised(word) or word.upos == "PUNCT")


def _name(words: tuple[Word, ...], inside: range, kind: str) -> tuple[int, int] | None:
    """The name inside a mention, or nothing where the mention has no proper name as its head."""
    head = _name_head(words, inside)
    if head is None:
        return None
    parts = _PERSON_PARTS if kind == "person" else _NAME_PARTS
    if kind in _ONE_PLACE:
        comma = next((i for i in inside if i > head and words[i].form == ","), inside.stop)
        inside = range(inside.start, comma)
    chosen = {head}
    if words[head].deprel == "flat":  # "mathematician Hermann Weyl": both hang on the mathematician
        chosen |= {
            i for i in inside if i > head and (words[i].head, words[i].deprel) == (words[head].head, "flat")
        }
    grown = True
    while grown:
        more = {i for i in inside if words[i].head in chosen and _belongs(words[i], head, parts)}
        grown = not more <= chosen
        chosen |= more
    left = right = head
    while left - 1 in chosen:
        left -= 1
    while right + 1 in chosen:
        right += 1
    while left < head and words[left].upos in _NOT_AT_EDGE:
        left += 1
    while right > head and words[right].upos in _NOT_AT_EDGE:
        right -= 1
    return left, right


def from_gum(sentence: Sentence) -> Sentence:
    """Take named entities from the mentions that GUM annotates; of "Poland and Sweden", each country."""
    spans = []
    words = sentence.words
    mentions = _mentions(words)
    starts = Counter(first for first, _, _ in mentions)
    for first, last, kind in mentions:
        joined = (i for i in range(first, last + 1) if words[i].deprel == "conj" and words[i].head >= first)
        if kind in GUM_LABELS and not (starts[first] > 1 and any(starts[i] for i in joined)):
            name = _name(words, range(first, last + 1), kind)
            if name:
                spans.append((*name, GUM_LABELS[kind]))
    labels = [NO_ENTITY] * len(sentence.words)
    for left, right, label in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(labels[i] == NO_ENTITY for i in range(left, right + 1)):
            labels[left : right + 1] = [f"B-{label}", *[f"I-{label}"] * (right - left)]
    return sentence.with_entities(labels)


def specific(sentence: Sentence) -> Sentence:
    """Leave out peoples ("Americans") and bare titles ("President"), which GUM counts as named."""
    words = sentence.words
    labels = [word.entity for word in words]
    for first, word in enumerate(words):
        if not word.entity.startswith("B-"):
            continue
        last = first
        while last + 1 < len(words) and words[last + 1].entity.startswith("I-"):
            last += 1
        people = word.entity == "B-PERSON" and "Number=Plur" in words[last].feats
        if people or (first == last and word.form in _TITLES):
            labels[first : last + 1] = [NO_ENTITY] * (last + 1 - first)
    return sentence.with_entities(labels)


def _mapped(tag: str, labels: dict[str, str]) -> str:
    prefix, _, label = tag.partition("-")
    return f"{prefix}-{labels[label]}" if label in labels else NO_ENTITY


def from_uner(sentences: Iterable[Sentence], tags: dict[str, list[str]]) -> list[Sentence]:
    """Put Universal NER's labels on the sentences they were made for."""
    return [
        sentence.with_entities(_mapped(tag, UNER_LABELS) for tag in tags[sentence.sent_id])
        for sentence in sentences
        if len(tags.get(sentence.sent_id, ())) == len(sentence.words)
    ]


def without_parse(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Keep words and entities only, as if nobody had annotated the syntax."""
    return [
        replace(
            sentence,
            parsed=False,
            words=tuple(
                Word(word.form, space_after=word.space_after, entity=word.entity) for word in sentence.words
            ),
        )
        for sentence in sentences
    ]


_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?%)\]”’]|'s|n't|'(?:re|ve|ll|d|m)|'')$")
_NO_SPACE_AFTER = frozenset("([“‘$€£")


def _detokenised(rows: list[tuple[str, str]]) -> tuple[Word, ...]:
    words: list[Word] = []
    for index, (form, tag) in enumerate(rows):
        following = rows[index + 1][0] if index + 1 < len(rows) else ""
        space = not _NO_SPACE_BEFORE.match(following) and form not in _NO_SPACE_AFTER
        words.append(Word(form, space_after=space, entity=_mapped(tag, CROSSNER_LABELS)))
    return tuple(words)


def read_crossner(path: Path) -> list[Sentence]:
    """Read CrossNER's sentences, each a document of its own; they have entities and nothing else."""
    sentences = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [
            (form, tag) for form, tag in (line.split("\t") for line in block.splitlines() if "\t" in line)
        ]
        if rows:
            sentences.append(
                Sentence(_detokenised(rows), starts_document=True, starts_paragraph=True, parsed=False)
            )
    return sentences
