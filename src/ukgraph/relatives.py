"""What stands beside a noun between commas, and what the sentence goes on with behind it.

"The jets, the first of which are to be handed over in May, were pledged", "the drones with which Russia attacked Odesa on
Monday were made": a small parser takes the clause beside the noun for the sentence, or gives its words to the verb
behind it. Each repair is one function on a sentence's tokens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.subjects import stands_above
from ukgraph.syntax import base, governs, is_gerund, is_to_do, subject_relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token
    from ukgraph.spans import Span

_NOUNS = ("NOUN", "PROPN")
_LONGEST_SHARE = 4  # tokens from the comma to "of which": "more than a dozen"


def seat_relatives(tokens: list[Token], dates: Sequence[Span]) -> None:
    """Repair what stands beside the nouns of a sentence, in place."""
    for which in [t for t in tokens[3:] if t.text.lower() in ("which", "whom")]:
        if tokens[which.i - 1].text.lower() == "of":
            _tell_of_a_part(tokens, which)
    for having in [t for t in tokens[2:] if t.text.lower() == "having" and base(t.dep) == "aux"]:
        _go_on_behind_having(tokens, having)
    for date in dates:
        _end_with_date(tokens, date)


def _tell_of_a_part(tokens: list[Token], which: Token) -> None:
    """ "The jets, the first of which are to be handed over, were pledged": the clause is the noun's, and the verb behind it the sentence's."""
    share = tokens[which.i - 2]
    comma = next(
        (t for t in reversed(tokens[max(0, share.i - _LONGEST_SHARE) : share.i]) if t.text == ","), share
    )
    verb = next((t for t in tokens[which.i :] if t.pos in ("VERB", "AUX")), share)
    clause = verb if verb.pos == "VERB" or base(verb.dep) not in ("aux", "cop") else tokens[verb.head]
    noun = _noun_before(tokens, comma.i)
    if comma is share or verb is share or noun is None or clause.i < which.i:
        return
    end = next((t.i for t in tokens[clause.i :] if t.text == ","), len(tokens))
    if clause.dep != "acl:relcl":
        main = _main_verb(tokens, clause, end)
        if main is not None:
            _take_place(tokens, clause, main, comma.i, end)
        elif clause.head == clause.i or clause.head > clause.i:
            return
    tokens[clause.i] = replace(tokens[clause.i], head=noun.i, dep="acl:relcl")
    doer = any(t.head == clause.i and base(t.dep) == "nsubj" for t in tokens[which.i + 1 : clause.i])
    dep = "obj" if doer else subject_relation(tokens, clause.i)  # "six of which Norway has promised"
    tokens[share.i] = replace(share, head=clause.i, dep=dep)
    tokens[which.i] = replace(which, head=share.i, dep="nmod")
    tokens[which.i - 1] = replace(tokens[which.i - 1], head=which.i, dep="case")


def _noun_before(tokens: Sequence[Token], comma: int) -> Token | None:
    """The noun that a share is one of: the plural nearest before the comma, else the nearest noun."""
    noun = tokens[comma - 1]
    while noun.dep in ("flat", "compound", "nummod") and noun.head != noun.i:
        noun = tokens[noun.head]
    nearest = noun
    while "Number=Plur" not in noun.feats and noun.dep in ("nmod", "appos") and tokens[noun.head].i < comma:
        noun = tokens[noun.head]
    noun = noun if "Number=Plur" in noun.feats else nearest
    return noun if noun.pos in _NOUNS and noun.i < comma else None


def _main_verb(tokens: Sequence[Token], clause: Token, end: int) -> Token | None:
    """The finite verb behind a clause that ends in a comma, if one of the two hangs on the other."""
    for verb in tokens[end + 1 :]:
        if verb.pos != "VERB" or is_to_do(tokens, verb) or is_gerund(verb):
            continue
        opened = any(t.head == verb.i and t.dep in ("mark", "cc") for t in tokens[end:])
        helped = governs(tokens, verb.i, "aux")
        whole = helped or governs(tokens, verb.i, "obj") or verb.dep == "conj"  # "missiles struck a plant"
        finite = "VerbForm=Fin" in verb.feats or whole
        return verb if finite and not opened and (verb.head == clause.i or clause.head == verb.i) else None
    return None


def _take_place(tokens: list[Token], clause: Token, main: Token, start: int, end: int) -> None:
    """Let a verb behind a clause stand where the clause stood, with what was before the clause and what follows it."""
    if main.head == clause.i:
        root = clause.head == clause.i
        tokens[main.i] = replace(main, head=main.i if root else clause.head, dep=clause.dep)
    for kid in [
        t for t in tokens if t.head == clause.i and not start < t.i <= end and t.i not in (main.i, clause.i)
    ]:
        subject = base(kid.dep) == "nsubj"
        tokens[kid.i] = replace(
            kid, head=main.i, dep=subject_relation(tokens, main.i) if subject else kid.dep
        )
    listed = [t for t in tokens[end + 1 : main.i] if t.dep == "conj" and t.head < end]
    if listed and not governs(tokens, main.i, "nsubj"):
        tokens[listed[0].i] = replace(listed[0], head=main.i, dep=subject_relation(tokens, main.i))
        for other in listed[1:]:
            tokens[other.i] = replace(other, head=listed[0].i)


def _go_on_behind_having(tokens: list[Token], having: Token) -> None:
    """ "The United States, having ruled out tanks, promised 31": what one has done before is not what the sentence tells."""
    clause = tokens[having.head]
    if clause.dep == "ccomp" and clause.head > clause.i:
        tokens[clause.i] = replace(clause, dep="advcl")  # "Poland, having delivered tanks, asked for jets"
        return
    subject = next((t for t in tokens[: having.i] if t.head == clause.i and base(t.dep) == "nsubj"), None)
    end = next((t.i for t in tokens[clause.i :] if t.text == ","), len(tokens))
    main = _main_verb(tokens, clause, end)
    if subject is None or main is None or main.head != clause.i or tokens[having.i - 1].text != ",":
        return
    _take_place(tokens, clause, main, having.i - 1, end)
    tokens[clause.i] = replace(tokens[clause.i], head=main.i, dep="advcl")


def _end_with_date(tokens: list[Token], date: Span) -> None:
    """ "the drones with which Russia attacked Odesa on Monday were made": a date right before the verb of a noun ends the noun's clause."""
    token = tokens[date.head]
    verb = tokens[token.head]
    subject = next((t for t in tokens[: date.start] if t.head == verb.i and base(t.dep) == "nsubj"), None)
    if subject is None or verb.i < date.end or subject.i == token.i:
        return
    clauses = [
        t
        for t in tokens[subject.i + 1 : date.start]
        if t.pos == "VERB" and base(t.dep) in ("acl", "conj") and stands_above(tokens, subject.i, t.i)
    ]
    if clauses and not any(t.text == "," for t in tokens[clauses[-1].i : date.end + 1]):
        tokens[token.i] = replace(token, head=clauses[-1].i, dep="obl")
