"""What something is worth: "aid worth €1 billion was sent", "howitzers valued at $2 billion", "a deal totalling £5 million".

A price belongs to the noun right before it, wherever a small parser hangs the two: it takes "worth" for the predicate, or the
sum for a second subject, and loses the sentence behind them. The repair reads the noun, the mark and the sum off the words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.syntax import base, governs, is_participle, subject_relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token

_MARKS = frozenset({"worth", "valued", "totalling", "totaling", "costing"})
_WITHIN = frozenset({"NUM", "SYM", "ADV", "ADP", "ADJ", "DET"})  # "up to an estimated $5 million"
_CLAUSES = frozenset({"parataxis", "advcl", "ccomp", "xcomp", "acl", "dep", "conj"})
_LONGEST = 7  # words from the mark to the end of the sum


def seat_prices(tokens: list[Token]) -> None:
    """Let every price hang on what it is the price of, in place."""
    _pair_sums(tokens)
    for mark in [t for t in tokens[1:-1] if t.text.lower() in _MARKS]:
        end = _end_of_sum(tokens, mark.i)
        noun = _priced(tokens, mark)
        if end > mark.i and noun is not None and not governs(tokens, mark.i, "cop"):
            _seat_price(tokens, noun, mark, end)


def _pair_sums(tokens: list[Token]) -> None:
    """ "€150m for air defence and €400m for drones": sum goes with sum, and what one is for with what the other is for."""
    for second in [
        t for t in tokens[3:-2] if t.pos == "SYM" and t.dep == "conj" and tokens[t.head].pos == "NOUN"
    ]:
        noun = tokens[second.head]
        while noun.dep == "conj" and tokens[noun.head].pos == "NOUN":
            noun = tokens[noun.head]
        mark = next((t.text.lower() for t in tokens[: noun.i] if t.head == noun.i and t.dep == "case"), "")
        sums = (t for t in reversed(tokens[: noun.i]) if t.pos == "SYM" and noun.head in (t.i, t.head))
        first = next(sums, None)
        aims = (
            t
            for t in tokens[second.i + 1 :]
            if t.pos in ("NOUN", "PROPN") and t.head in (second.i, noun.i, second.head)
        )
        aim = next(
            (
                t
                for t in aims
                if any(
                    k.head == t.i and k.dep == "case" and k.text.lower() == mark
                    for k in tokens[second.i : t.i]
                )
            ),
            None,
        )
        if mark and first is not None and aim is not None:
            tokens[second.i] = replace(second, head=first.i)
            tokens[aim.i] = replace(aim, head=noun.i, dep="conj")
            for kid in [t for t in tokens[aim.i :] if t.head == aim.i and t.dep == "nmod"]:
                tokens[kid.i] = replace(kid, head=noun.i)  # both are for Ukraine


def _end_of_sum(tokens: Sequence[Token], mark: int) -> int:
    """The last token of the sum right behind a mark, or the mark where there is none; "($682 million)" says it again."""
    number = mark
    for token in tokens[mark + 1 : mark + 1 + _LONGEST]:
        code = token.text.isupper() and len(token.text) == 3  # "SEK 1.2 billion"
        if not (code or token.pos in _WITHIN) or (number > mark and token.pos in ("ADP", "ADV", "DET")):
            break
        number = token.i if token.pos == "NUM" else number
    if number == mark:
        return mark
    words = tokens[number + 1 : number + 3]  # "crowns", "Swedish crowns"
    currency = next((t.i for t in words if t.pos == "NOUN"), number)
    adjectives = all(t.pos == "ADJ" for t in tokens[number + 1 : currency])
    end = currency if adjectives else number
    if tokens[end + 1 : end + 2] and tokens[end + 1].text == "(":
        return next((t.i for t in tokens[end + 2 : end + 2 + _LONGEST] if t.text == ")"), end)
    return end


def _priced(tokens: Sequence[Token], mark: Token) -> Token | None:
    """The noun that has a price: right before it, or above the names right before it ("aid to Ukraine worth €5 million")."""
    before = tokens[mark.i - 1]
    before = tokens[before.i - 1] if before.text == "," and before.i > 0 else before
    noun = before
    while noun.pos == "PROPN" and noun.dep == "nmod" and noun.head < noun.i:
        noun = tokens[noun.head]
    opens = noun.i == 0 and noun.pos == "VERB"  # "Aid worth $5 million was sent"
    return noun if noun.pos in ("NOUN", "PROPN") or opens else None


def _seat_price(tokens: list[Token], noun: Token, mark: Token, end: int) -> None:
    inside = range(mark.i, end + 1)
    currency = (t for t in tokens[mark.i + 1 : end + 1] if t.pos in ("SYM", "NOUN", "PROPN"))
    total = next(currency, tokens[end])  # before the number or behind it
    behind = [t.i for t in tokens[end + 1 :] if t.head in inside]
    if noun.head in inside:
        _free(tokens, noun, inside)
    verb = _main_verb(tokens, tokens[noun.i], behind)
    if verb is not None:
        _raise(tokens, tokens[noun.i], verb, end)
    elif tokens[tokens[noun.i].head].pos == "VERB" and noun.i < tokens[noun.i].head:
        _let_do(tokens, tokens[noun.i])
    _hang_behind(tokens, noun, [i for i in behind if verb is None or i != verb.i], verb)
    _relate(tokens, noun, end)
    for other in [t for t in tokens[mark.i : end + 1] if t.head not in inside or t.head == t.i]:
        tokens[other.i] = replace(other, head=total.i)
    worth = tokens[mark.i].lemma.lower() == "worth"
    tokens[mark.i] = replace(tokens[mark.i], head=noun.i, dep="acl", pos="ADJ" if worth else "VERB")
    cased = governs(tokens, total.i, "case")
    tokens[total.i] = replace(tokens[total.i], head=mark.i, dep="obl" if cased else "obj")


def _free(tokens: list[Token], noun: Token, inside: range) -> None:
    """Let a noun that hangs on its price take the place of what that hangs on."""
    top = noun
    while top.head in inside and top.head != top.i:
        top = tokens[top.head]
    root = top.head == top.i
    dep = top.dep
    if not root and base(dep) in _CLAUSES:
        dep = "obl" if governs(tokens, noun.i, "case") else "obj"
    tokens[noun.i] = replace(noun, head=noun.i if root else top.head, dep=dep, pos="NOUN")


def _raise(tokens: list[Token], noun: Token, verb: Token, end: int) -> None:
    """Make a verb that hangs on the noun before it, or on its price, the predicate of the sentence."""
    tokens[verb.i] = replace(verb, head=verb.i, dep="root")
    for kid in [t for t in tokens[end + 1 :] if t.head == noun.i and t.i != verb.i]:
        tokens[kid.i] = replace(kid, head=verb.i)
    tokens[noun.i] = replace(noun, head=verb.i, dep=subject_relation(tokens, verb.i))


def _let_do(tokens: list[Token], noun: Token) -> None:
    """Make a noun before its verb the subject, unless it is one or shares another's place."""
    if base(noun.dep) not in ("nsubj", "conj"):
        tokens[noun.i] = replace(noun, dep=subject_relation(tokens, noun.head))


def _hang_behind(tokens: list[Token], noun: Token, kids: Sequence[int], verb: Token | None) -> None:
    """ "sold ammunition worth €2bn to Ukraine": what stands behind a price belongs to the verb, or to what has the price."""
    governor = tokens[tokens[noun.i].head]
    for kid in kids:
        marks = [t.text.lower() for t in tokens if t.head == kid and t.dep == "case"]
        given = governor.pos == "VERB" and governor.i < noun.i and marks == ["to"]
        if verb is not None:
            tokens[kid] = replace(tokens[kid], head=verb.i)
        elif marks:
            head = governor if given else noun
            tokens[kid] = replace(tokens[kid], head=head.i, dep="obl" if given else "nmod")


def _relate(tokens: list[Token], noun: Token, end: int) -> None:
    """ "a package worth €5 million that will include drones": what "that" opens behind a price is told of what has it."""
    opener = next((t for t in tokens[end + 1 : end + 3] if t.text != ","), None)
    if opener is None or opener.text.lower() not in ("that", "which") or opener.head <= opener.i:
        return
    clause = tokens[opener.head]
    if (
        clause.pos == "VERB"
        and clause.head < opener.i
        and clause.dep in ("conj", "parataxis", "acl:relcl", "advcl")
    ):
        tokens[clause.i] = replace(clause, head=noun.i, dep="acl:relcl")


def _main_verb(tokens: Sequence[Token], noun: Token, behind: Sequence[int]) -> Token | None:
    """The verb of the sentence whose subject has a price, where the parser has made it a part of the noun or of its price."""
    if noun.head != noun.i:
        return None
    kids = [*(tokens[i] for i in behind), *(t for t in tokens[noun.i + 1 :] if t.head == noun.i)]
    verbs = [
        t
        for t in kids
        if t.pos == "VERB" and t.dep in ("advcl", "conj", "parataxis", "ccomp", "acl", "acl:relcl")
    ]
    helped = [v for v in verbs if governs(tokens, v.i, "aux") or not is_participle(v)]
    return min(helped, key=lambda t: t.i, default=None)
