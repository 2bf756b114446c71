"""Datelines taken out of the clause that follows them: "BORGO EGNAZIA, Italy, June 14 — Leaders have struck a deal".

A parser that takes the place for the subject makes Italy strike the deal.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.syntax import base, subject_relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token

LONGEST = 16  # tokens: "WASHINGTON, D.C., Nov. 21, 2024 (Reuters) —"
_AGENCY = re.compile(r"/[A-Z][\w .-]*/\.?")  # "MOSCOW, May 14. /TASS/. The ministry"
_DASHES = frozenset({"—", "–", "-", "--", "―"})


def detach_dateline(tokens: list[Token]) -> None:
    """Hang the place and date before the dash on the clause behind it, as what stands beside it; give that its subject."""
    _detach_agency(tokens)
    dash = _dash(tokens)
    if dash is None:
        return
    outward = [t for t in tokens[dash + 1 :] if t.head <= dash or t.head == t.i]
    taken = [t for t in tokens[:dash] if t.head > dash]
    main = next((t for t in outward if t.head == t.i), None) or next(
        (t for t in outward if t.pos in ("VERB", "AUX")), None
    )
    if main is None:
        governor = tokens[taken[0].head] if taken else None
        main = governor if governor is not None and governor.pos == "VERB" else None
    if main is None:
        return
    tokens[main.i] = replace(main, head=main.i, dep="root")
    for token in outward:
        if token.i != main.i:
            tokens[token.i] = replace(token, head=main.i, dep=_relation(tokens, token, main, dash))
    for token in tokens[: dash + 1]:
        if token.head > dash or token.head == token.i:
            tokens[token.i] = replace(
                token, head=main.i, dep="punct" if token.pos == "PUNCT" else "parataxis"
            )


def _detach_agency(tokens: list[Token]) -> None:
    """ "/TASS/. Western countries have sent tanks": whose report it is describes nobody in it."""
    first = tokens[0]
    if len(tokens) < 3 or not _AGENCY.fullmatch(first.text) or first.head == first.i:
        return
    main = next(t for t in tokens if t.head == t.i)
    tokens[0] = replace(first, head=main.i, dep="punct", pos="PUNCT")


def begins_at(tokens: Sequence[Token]) -> int:
    """The token with which a sentence begins behind its dateline or agency; the first one without any."""
    if len(tokens) > 1 and _AGENCY.fullmatch(tokens[0].text):
        return 1
    dash = _dash(tokens)
    return 0 if dash is None or dash + 1 == len(tokens) else dash + 1


def _dash(tokens: Sequence[Token]) -> int | None:
    """Where the dash stands that ends a dateline: behind a place in capitals, or two ("KYIV/LONDON"), names, numbers and marks alone."""
    if len(tokens) < 2 or len(tokens[0].text) < 3 or not tokens[0].text[0].isupper():
        return None
    for token in tokens[1:LONGEST]:
        if token.text in _DASHES and tokens[token.i - 1].end < token.start:
            return token.i if tokens[0].text.isupper() or _is_signed(tokens[: token.i]) else None
        named = (
            token.pos in ("PROPN", "NUM", "PUNCT") or token.text[:1].isupper() or token.text[:1].isdecimal()
        )
        if (not named and token.text != "/") or token.text in (":", ";"):
            return None
    return None


def _is_signed(line: Sequence[Token]) -> bool:
    """Whether it ends in a day and an agency in brackets: "Prague, June 25 (CTK)"."""
    opening = next((t.i for t in line if t.text == "("), 0)
    day = line[opening - 1].text.isdecimal()
    return line[-1].text == ")" and day and line[opening + 1].text[:1].isupper()


def _relation(tokens: Sequence[Token], token: Token, main: Token, dash: int) -> str:
    held = any(
        t.head == main.i and t.i > dash and t.i != main.i and base(t.dep) in ("nsubj", "csubj")
        for t in tokens
    )
    if (
        token.i < main.i
        and token.pos in ("NOUN", "PROPN", "PRON")
        and not held
        and main.pos in ("VERB", "AUX")
    ):
        return subject_relation(tokens, main.i)
    return token.dep if base(token.dep) in ("obl", "advmod", "advcl", "punct", "cc", "mark") else "dep"
