"""Reports in a sentence's commas: ", Putin said.", ", he added," and "It said that" tell who says what stands around them.

A wrong tree could put a claim into the article's own mouth, so what the words tell of a report is trusted before the parser.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.spans import Span
from ukgraph.subjects import stands_above
from ukgraph.syntax import NOMINAL, base, governs, put_above, subject_relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.lore import Lore
    from ukgraph.records import Token

_OPENERS = (",", "”", '"', "—", "–")
_ELSEWHERE = ("appos", "conj", "nmod", "obl", "dep", "parataxis")  # where who speaks was hung in what he says


def seat_sayings(tokens: list[Token], names: Sequence[Span], lore: Lore) -> None:
    """Make every verb of saying that stands in commas, or behind "it", a report of what stands around it."""
    for verb in [t.i for t in tokens if lore.says(t)]:
        _let_it_speak(tokens, verb)
        if lore.addresses(tokens[verb]):
            _tell_them(tokens, verb)
            _part_hearer(tokens, names, verb)
        else:
            _give_doer(tokens, verb)
        _report(tokens, names, verb, lore)


def _part_hearer(tokens: list[Token], names: Sequence[Span], verb: int) -> None:
    """ "told Reuters Germany had sent tanks": of two names behind such a verb the first is told, and the second has done it."""
    article = tokens[verb + 1 : verb + 2] and tokens[verb + 1].pos == "DET"
    first = next((n for n in names if n.start == verb + (2 if article else 1)), None)
    second = next((n for n in names if first is not None and n.start == first.end), None)
    if first is None or second is None:
        return
    hearer, doer = tokens[first.head], tokens[second.head]
    clause = next((t for t in tokens[second.end :] if t.head == verb and t.dep == "ccomp"), None)
    if clause is not None and {hearer.head, doer.head} <= {verb, clause.i, hearer.i, doer.i}:
        tokens[hearer.i] = replace(hearer, head=verb, dep="iobj")
        tokens[doer.i] = replace(doer, head=clause.i, dep=subject_relation(tokens, clause.i))


def _give_doer(tokens: list[Token], verb: int) -> None:
    """ "claimed Kyiv bombed a school": nobody is told by such a verb, and who stands behind it has done it."""
    clause = next((t for t in tokens[verb + 2 : verb + 7] if t.head == verb and t.dep == "ccomp"), None)
    doer = next((t for t in tokens[verb + 1 : verb + 5] if t.head == verb and t.dep in ("iobj", "obj")), None)
    if clause is None or doer is None or clause.i < doer.i or clause.pos != "VERB":
        return
    helping = all(
        t.head == clause.i and base(t.dep) in ("aux", "advmod") for t in tokens[doer.i + 1 : clause.i]
    )
    if helping and not governs(tokens, clause.i, "nsubj"):
        tokens[doer.i] = replace(doer, head=clause.i, dep=subject_relation(tokens, clause.i))


def _let_it_speak(tokens: list[Token], verb: int) -> None:
    """ "It said that Russia attacked": before an active word of saying "it" is who speaks, and stands for no clause."""
    for it in [t for t in tokens[:verb] if t.head == verb and t.dep == "expl" and t.text.lower() == "it"]:
        if "Voice=Pass" not in tokens[verb].feats and not governs(tokens, verb, "nsubj"):
            tokens[it.i] = replace(it, dep="nsubj")


def _tell_them(tokens: list[Token], verb: int) -> None:
    """ "told journalists that Ukraine had attacked": the clause is what is told, and says nothing of those who hear it."""
    for clause in [t for t in tokens[verb + 1 :] if base(t.dep) == "acl"]:
        listener = tokens[clause.head]
        kids = [t for t in tokens[listener.i : clause.i] if t.head == clause.i]
        that = any(t.text.lower() == "that" and t.dep == "mark" for t in kids)
        own = any(base(t.dep) == "nsubj" and t.text.lower() != "that" for t in kids)
        if (listener.head, listener.dep) == (verb, "obj") and that and own:
            tokens[clause.i] = replace(clause, head=verb, dep="ccomp")


def _report(tokens: list[Token], names: Sequence[Span], verb: int, lore: Lore) -> None:
    """Make ", Putin said." and ", he said," reports of what stands around them."""
    before = _described(tokens, names, verb, lore) or _teller(tokens, names, verb, lore)
    if before is not None:
        before = replace(before, start=_opening(tokens, before))
    if before is None or before.start == 0 or tokens[before.start - 1].text not in _OPENERS:
        return
    for listener in [t for t in tokens[verb + 1 :] if t.head == verb and t.dep == "nsubj"]:
        # "Ushakov told TASS", "Leavitt said the next day"
        tokens[listener.i] = replace(listener, dep="obj" if lore.addresses(tokens[verb]) else "obl")
    after = tokens[verb + 1].text if verb + 1 < len(tokens) else "."
    told = _interrupted(tokens, before, verb) if after == "," else None
    if told is not None:
        _enclose(tokens, before, verb, told)
    elif not governs(tokens, verb, "nsubj") and not stands_above(tokens, before.head, verb):
        tokens[before.head] = replace(tokens[before.head], head=verb, dep="nsubj")
        if "Voice=Pass" in tokens[verb].feats and not governs(tokens, verb, "aux"):
            tokens[verb] = replace(tokens[verb], feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    aside = after in (",", ".", "”", ":") or _closes(tokens, verb, lore) or _tells_aside(tokens, verb, lore)
    if not aside:
        return
    name = tokens[before.head]
    second = name.dep == "obj" and sum(t.head == name.head and t.dep == "obj" for t in tokens) > 1
    if (
        tokens[verb].head == name.i
        and (second or "VerbForm=Fin" in tokens[verb].feats)
        and name.head < name.i
    ):
        put_above(tokens, tokens[verb], name, "nsubj")  # ", the General Staff informed in its summary."
        tokens[verb] = replace(tokens[verb], dep="parataxis", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    if tokens[verb].head != verb and base(tokens[verb].dep) in (
        "advcl",
        "appos",
        "conj",
        "dep",
        "acl",
        "ccomp",
    ):
        tokens[verb] = replace(tokens[verb], dep="parataxis")
    for clause in [
        t for t in tokens[: before.start] if t.head == verb and t.pos == "VERB" and base(t.dep) == "nsubj"
    ]:
        tokens[clause.i] = replace(clause, dep="ccomp")  # "Britain plans attacks, Zakharova told reporters"


def _teller(tokens: list[Token], names: Sequence[Span], verb: int, lore: Lore) -> Span | None:
    """Who stands right before a verb: "Putin said", "he said", "his press secretary, Karoline Leavitt, said"."""
    for name in names:
        apposed = any(t.text == "," for t in tokens[name.start : name.end])
        if name.end == verb and tokens[_opening(tokens, name) - 1].pos == "ADP":
            break  # "analysts at the Kiel Institute said"
        if name.end == verb or (apposed and name.end == verb - 1 and tokens[name.end].text == ","):
            return name
    if verb > 0 and tokens[verb - 1].pos == "PRON":
        return Span(verb - 1, verb, verb - 1)
    return _untold(tokens, verb, lore)


def _described(tokens: list[Token], names: Sequence[Span], verb: int, lore: Lore) -> Span | None:
    """ ", Kyrylo Budanov, the chief of the agency, told": behind a clause and between commas a name and who its bearer is."""
    if tokens[verb - 1].text != "," or not verb:
        return None
    first, middle = ([-1, -1] + [t.i for t in tokens[: verb - 1] if t.text == ","])[-2:]
    parts = ((first + 1, middle), (middle + 1, verb - 1))
    name = next((n for n in names if (n.start, n.end) in parts and tokens[n.head].pos == "PROPN"), None)
    clause = any("VerbForm=Fin" in t.feats for t in tokens[: max(first, 0)])
    if name is None or not clause or any("VerbForm=Fin" in t.feats for t in tokens[first:verb]):
        return None
    start, end = parts[name.start == first + 1]
    office = next((t for t in tokens[start:end] if lore.is_person(t.lemma.lower())), None)
    if office is None or tokens[first + 1].pos == "CCONJ":
        return None
    tokens[office.i] = replace(office, head=name.head, dep="appos")
    return Span(first + 1, verb, name.head)


def _untold(tokens: list[Token], verb: int, lore: Lore) -> Span | None:
    """ ", two people familiar with the matter said.": a phrase between a comma and the last verb of saying, in another place."""
    comma = next((t.i for t in reversed(tokens[:verb]) if t.text == ","), None)
    closing = all(t.pos == "PUNCT" for t in tokens[verb + 1 :]) or _closes(tokens, verb, lore)
    if not closing or comma is None or governs(tokens, verb, "nsubj"):
        return None
    if any(t.head == verb and t.dep == "obl:agent" for t in tokens):
        return None  # "a claim disputed by Kyiv"
    within = tokens[comma + 1 : verb]
    outward = [t for t in within if not comma < t.head < verb]
    sayer = next(
        (t for t in within if t.pos == "NOUN" and t.dep not in ("compound", "flat", "nmod:poss")), None
    )
    if (
        sayer is None
        or any(t.dep not in _ELSEWHERE for t in outward)
        or outward[0].i not in (sayer.i, sayer.head)
    ):
        return None
    if any(t.pos in ("CCONJ", "AUX", "SCONJ") or "VerbForm=Fin" in t.feats for t in within):
        return None
    for token in [t for t in outward if t.i != sayer.i]:
        tokens[token.i] = replace(token, head=sayer.i, dep="nmod" if token.pos in NOMINAL else "amod")
    return Span(comma + 1, verb, sayer.i)


def _opening(tokens: Sequence[Token], name: Span) -> int:
    """Where the phrase begins that a name ends: "the minister", "Defence Industry Minister Pat Conroy"."""
    start = name.start
    while start > 0 and (
        tokens[start - 1].pos == "DET"
        or tokens[start - 1].dep == "nmod:poss"
        or (tokens[start - 1].dep == "case" and tokens[tokens[start - 1].head].dep == "nmod:poss")
        or (
            start <= tokens[start - 1].head <= name.head
            and base(tokens[start - 1].dep) in ("compound", "flat", "amod")
        )
    ):
        start -= 1
    return start


def _closes(tokens: Sequence[Token], verb: int, lore: Lore) -> bool:
    """Whether nothing but phrases and who is told stands between a verb and the end: ", Putin announced in an address on Thursday."."""
    rest = tokens[verb + 1 : -1]
    told = ("ccomp", "xcomp") if lore.addresses(tokens[verb]) else ("obj", "ccomp", "xcomp")
    clause = any(t.head == verb and base(t.dep) in told for t in rest)
    return not clause and not any(
        t.text in (",", ";", ":", "“", '"')
        or t.pos == "SCONJ"
        or (t.pos in ("VERB", "AUX") and t.dep != "amod")
        for t in rest
    )


def _tells_aside(tokens: Sequence[Token], verb: int, lore: Lore) -> bool:
    """Whether a comma follows right behind who is told: ", Peskov told reporters, notwithstanding assurances"."""
    if not lore.addresses(tokens[verb]):
        return False
    told = next((t for t in tokens[verb + 1 : -1] if t.head == verb and base(t.dep) in ("obj", "iobj")), None)
    return told is not None and tokens[told.i + 1].text == ","


def _interrupted(tokens: Sequence[Token], before: Span, verb: int) -> int | None:
    """The predicate after ", Blinken added," whose subject stands before it and was taken for that of "added"."""
    if tokens[verb].head != verb or not any(
        t.head == verb and base(t.dep) == "nsubj" and t.i < before.start - 1 for t in tokens
    ):
        return None
    return next((t.i for t in tokens[verb + 2 :] if t.head == verb and t.pos in ("VERB", "AUX")), None)


def _enclose(tokens: list[Token], before: Span, verb: int, told: int) -> None:
    tokens[told] = replace(tokens[told], head=told, dep="root")
    tokens[verb] = replace(tokens[verb], head=told, dep="parataxis")
    subject = subject_relation(tokens, told)
    for token in list(tokens):
        if token.head == verb and base(token.dep) == "nsubj" and token.i < before.start - 1:
            tokens[token.i] = replace(token, head=told, dep=subject)
    tokens[before.head] = replace(tokens[before.head], head=verb, dep="nsubj")
