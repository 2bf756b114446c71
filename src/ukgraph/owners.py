"""Owners told from subjects: in "condemn Russia's unprovoked aggression" the 's is no "is".

A parser that takes it for the verb makes a clause of the phrase, and of Russia its subject: what follows, "and support the
people of Ukraine", would be done by Russia.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.syntax import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token

_MARKS = frozenset({"'s", "’s"})
_LONGEST = 6  # words between an owner and what it owns: "unprovoked, unjustified and brutal"


def restore_owners(tokens: list[Token]) -> None:
    """Make an owner of each name whose 's was taken for a copula, and give the noun behind it its place in the sentence."""
    for mark in [t for t in tokens[:-1] if t.text in _MARKS and t.pos == "PART" and t.dep == "case"]:
        owner, owned = tokens[mark.head], tokens[mark.i + 1]
        if base(owner.dep) == base(owned.dep) == "nsubj" and owner.head == owned.head and owner.i < mark.i:
            tokens[owner.i] = replace(owner, head=owned.i, dep="nmod:poss")  # "NATO's Stoltenberg confirmed"
    for mark in [t for t in tokens[1:-1] if t.text in _MARKS and t.pos == "PART"]:
        owner = tokens[mark.head] if mark.dep == "case" else tokens[mark.i - 1]
        quality = tokens[owner.head]
        owned = tokens[quality.head]
        if owner.pos == "PROPN" and quality.dep == "amod" and owner.i < quality.i < owned.i:
            tokens[owner.i] = replace(owner, head=owned.i, dep="nmod:poss")  # "Russia's brutal assault"
            tokens[mark.i] = replace(mark, head=owner.i, dep="case")
    for mark in [t for t in tokens[1:-1] if t.text in _MARKS and t.pos == "PART" and t.dep == "case"]:
        owner, noun = tokens[mark.head], _owned(tokens, mark.i)
        if (
            base(owner.dep) == "nsubj"
            and owner.head == mark.i + 1
            and noun is not None
            and noun != owner.head
        ):
            _restore(tokens, mark.i, noun)  # "reiterates the Union's continued and unwavering support"
    for mark in [t for t in tokens if t.text in _MARKS and t.pos == "PART" and t.dep == "cop" and t.i > 0]:
        owner, owned = tokens[mark.i - 1], tokens[mark.head]
        if owner.pos == "PROPN" and owner.head == owned.i and base(owned.dep) == "nsubj":
            tokens[owned.i] = replace(owned, pos="NOUN")  # "Zelensky's plea fell on deaf ears"
            tokens[owner.i] = replace(owner, dep="nmod:poss")
            tokens[mark.i] = replace(mark, head=owner.i, dep="case")
    for mark in [t for t in tokens if t.text in _MARKS and t.pos == "AUX" and t.i > 0]:
        noun = _owned(tokens, mark.i)
        if tokens[mark.i - 1].pos == "PROPN" and noun is not None:
            _restore(tokens, mark.i, noun)


def _owned(tokens: Sequence[Token], mark: int) -> int | None:
    """The head of what stands right behind 's: adjectives and participles, and then a noun; no article, no preposition."""
    at = mark + 1
    while at < len(tokens) and at <= mark + _LONGEST and _modifies(tokens[at]):
        at += 1
    if at >= len(tokens) or tokens[at].pos != "NOUN" or tokens[at].head == tokens[mark - 1].i:
        return None
    while base(tokens[at].dep) in ("compound", "flat") and tokens[at].head > at:
        at = tokens[at].head
    return at


def _modifies(token: Token) -> bool:
    return token.pos in ("ADJ", "ADV", "CCONJ") or "VerbForm=Part" in token.feats or token.text == ","


def _restore(tokens: list[Token], mark: int, noun: int) -> None:
    name = mark - 1
    while base(tokens[name].dep) in ("flat", "compound") and tokens[name].head < name:
        name = tokens[name].head
    phrase = range(name, noun + 1)
    outward = [t for t in tokens[name : noun + 1] if t.head not in phrase or t.head == t.i]
    top = next(
        (t for t in outward if tokens[t.head].pos == "VERB" and t.head != t.i),
        outward[0] if outward else None,
    )
    if top is None or (top.head == top.i and top.i != noun):
        return  # the clause is all there is: "Russia's ready"
    governor, dep = top.head, top.dep
    if top.i != noun or base(dep) in ("appos", "dep", "conj", "parataxis", "acl"):
        governor, dep = _place(tokens, governor, name)
    for token in list(tokens):
        if token.head in range(mark, noun) and token.i not in phrase:
            verbal = token.pos == "VERB" and base(token.dep) == "conj"
            tokens[token.i] = replace(token, head=governor if verbal else noun)
    for token in tokens[mark + 1 : noun]:
        if token.pos not in ("CCONJ", "PUNCT"):
            tokens[token.i] = replace(token, head=noun, dep="advmod" if token.pos == "ADV" else "amod")
    tokens[noun] = replace(tokens[noun], head=governor, dep=dep)
    tokens[name] = replace(tokens[name], head=noun, dep="nmod:poss")
    tokens[mark] = replace(tokens[mark], pos="PART", lemma="'s", head=name, dep="case", feats="")


def _place(tokens: Sequence[Token], governor: int, name: int) -> tuple[int, str]:
    """What the phrase is to the verb before it: its object, if it has none; else it stays where it hung."""
    verb = next((t for t in reversed(tokens[:name]) if t.pos == "VERB"), None)
    if verb is None:
        return governor, "obj" if governor < name else "nsubj"
    taken = any(t.head == verb.i and t.dep == "obj" and t.i < name for t in tokens)
    return verb.i, "obl" if taken else "obj"
