"""Every sense of the lexicon can be met: its words as the parser gives them, its selectors within the ranges of its roles."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from parses import shipped, with_extra
from ukgraph.errors import KnowledgeError
from ukgraph.lexicon import ANCHOR, QUANTITIES, Pattern, Trigger
from ukgraph.parse import Parser

if TYPE_CHECKING:
    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Token

TEMPLATES = {
    "VERB": ("They will {} it.", "Germany had to {} them.", "We want you to {} it."),
    "NOUN": ("The {} was big.", "They saw a {} there.", "Several {}s were seen."),
    "ADJ": ("It is {}.", "They were very {}."),
    "ADP": ("They stood {} it.", "It was {} them."),
}
HYPHENS = ("-", "–")


@cache
def lines() -> dict[tuple[str, tuple[str, ...]], list[list[Token]]]:
    """(part of speech, words in the order of speech) -> the parses of sentences with them."""
    knowledge, _ = shipped()
    spoken = sorted({(t.pos, _spoken(t)) for t in knowledge.triggers if t.pos in TEMPLATES})
    texts = [(key, template.format(" ".join(key[1]))) for key in spoken for template in TEMPLATES[key[0]]]
    whole = "\n".join(text for _, text in texts)
    starts = [0, *accumulate(len(text) + 1 for _, text in texts)][:-1]
    tokens = [t for s in Parser().parse(whole) for t in s.tokens]
    found: dict[tuple[str, tuple[str, ...]], list[list[Token]]] = defaultdict(list)
    at = 0
    for (key, text), start in zip(texts, starts, strict=True):
        own: list[Token] = []
        while at < len(tokens) and tokens[at].start < start + len(text):
            own.append(tokens[at])
            at += 1
        found[key].append(own)
    return found


def _spoken(trigger: Trigger) -> tuple[str, ...]:
    """ "strike", "air" -> "air strike": the head of a noun comes last."""
    return (*trigger.words[1:], trigger.words[0]) if trigger.pos == "NOUN" else trigger.words


def _is_met(trigger: Trigger, line: list[Token]) -> bool:
    """Whether the words stand in a parsed line as the lexicon looks for them: heads and parts of nouns by their lemma."""
    lemmas = [t.lemma.lower() for t in line if t.text not in HYPHENS]
    words = _spoken(trigger)
    if trigger.pos == "NOUN":
        return any(tuple(lemmas[i : i + len(words)]) == words for i in range(len(lemmas)))
    texts = {t.text.lower() for t in line}
    return words[0] in lemmas and all(w in lemmas or w in texts for w in words[1:])


def test_the_words_of_every_sense_come_out_of_the_parser_as_the_lexicon_has_them() -> None:
    knowledge, _ = shipped()
    lost = {
        f"{t.name}: {' '.join(_spoken(t))}"
        for t in knowledge.triggers
        if t.pos in TEMPLATES and not any(_is_met(t, line) for line in lines()[t.pos, _spoken(t)])
    }
    assert lost == set()


def _fits(knowledge: Knowledge, pattern: Pattern) -> bool:
    """Whether something that a selector lets through is in the range of the role."""
    if pattern.role == ANCHOR or not pattern.selectors:
        return True
    wanted = frozenset().union(*(knowledge.selectors[s] for s in pattern.selectors))
    if wanted & QUANTITIES:
        return knowledge.schema.roles[pattern.role].kind == "quantity"
    kinds = {
        c if c in knowledge.schema.parents else knowledge.entries[c].kind
        for c in wanted - knowledge.schema.frames.keys()
    }
    below = {k for k in knowledge.schema.parents for kind in kinds if knowledge.is_a(k, kind)}
    return any(knowledge.schema.accepts(pattern.role, k) for k in below)


def test_every_selector_lets_something_through_that_its_role_accepts() -> None:
    knowledge, _ = shipped()
    lost = {f"{t.name}: {p}" for t in knowledge.triggers for p in t.patterns if not _fits(knowledge, p)}
    assert lost == set()


def test_no_class_of_triggers_says_a_word_twice() -> None:
    knowledge, _ = shipped()
    keys = [(t.name, t.pos, t.words) for t in knowledge.triggers]
    assert len(keys) == len(set(keys))


def test_the_lexicon_is_deep_and_every_frame_has_a_word() -> None:
    knowledge, _ = shipped()
    assert len(knowledge.triggers) >= 2800
    told = {t.frame for t in knowledge.triggers} | {s.becomes for s in knowledge.shifts}
    standing = {"RoleHolding", "Location", "OpenClaim"}  # read off names and clauses, without a word
    assert {f for f in knowledge.schema.frames if knowledge.schema.frames[f].core} - told - standing == set()


@pytest.mark.parametrize("slot", ["objekt", "object.objekt", "by phone with", "within.", "subject..of"])
def test_a_slot_where_nothing_can_stand_is_named(slot: str) -> None:
    turtle = f"""
        @prefix ukg: <https://w3id.org/ukgraph/ontology#> . @prefix lex: <https://w3id.org/ukgraph/lexicon/> .
        lex:vouchsafe a ukg:TriggerClass ; ukg:evokes ukg:Statement ; ukg:verb "vouchsafe" ; ukg:pattern "speaker!: {slot} [agent]" ."""
    with pytest.raises(KnowledgeError, match="neither a place in the sentence nor a preposition"):
        with_extra(turtle)
