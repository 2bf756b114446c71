"""What stands beside a noun between commas, and what the sentence goes on with behind it.

"The jets, the first of which are to be handed over in May, were pledged", "the drones with which Russia attacked Odesa on
Monday were made": a small parser takes the clause beside the noun for the sentence, or gives its words to the verb
behind it. Each repair is one function on a sentence's tokens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.subjects import stands_above
from ukgraph.syntax import (
    base,
    governs,
    is_gerund,
    is_participle,
    is_to_do,
    relative_pronoun,
    subject_relation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token
    from ukgraph.spans import Span

_NOUNS = ("NOUN", "PROPN")
_PASSIVE = "Tense=Past|VerbForm=Part|Voice=Pass"
_HELPERS = frozenset({"have", "do", "be"})
_COMPRISING = frozenset({"comprise", "number", "encompass", "unite", "total"})
_LONGEST_SHARE = 4  # tokens from the comma to "of which": "more than a dozen"


_BESIDE = frozenset({"conj", "ccomp", "parataxis", "advcl"})


def seat_relatives(tokens: list[Token], dates: Sequence[Span]) -> None:
    """Repair what stands beside the nouns of a sentence, in place."""
    _describe_objects(tokens)
    for which in [t for t in tokens[3:] if t.text.lower() in ("which", "whom")]:
        if tokens[which.i - 1].text.lower() == "of":
            _tell_of_a_part(tokens, which)
    _describe(tokens)
    _hand_on(tokens)
    for having in [t for t in tokens[2:] if t.text.lower() == "having" and base(t.dep) == "aux"]:
        _go_on_behind_having(tokens, having)
    for noun in [t for t in tokens[2:-2] if t.dep == "appos" and tokens[t.head].pos == "PROPN"]:
        _go_on_behind_apposition(tokens, noun)
    for helper in [t for t in tokens[1:-1] if t.lemma in _HELPERS and tokens[t.i - 1].text.lower() == "as"]:
        _follow_suit(tokens, helper)
    for participle in [t for t in tokens[2:] if t.dep in ("parataxis", "advcl", "ccomp") and t.head > t.i]:
        _go_on_behind_participle(tokens, participle)
    for verb in [t for t in tokens[4:] if t.dep == "advcl" and t.head < t.i and is_to_do(tokens, t)]:
        _tell_of_what_is_to_be(tokens, verb)
    for gerund in [t for t in tokens[2:] if t.dep == "acl" and t.lemma in _COMPRISING and is_gerund(t)]:
        _comprise(tokens, gerund)
    for phrase in [t for t in tokens[3:] if t.dep == "nmod" and t.pos == "NOUN"]:
        _pass_over_doer(tokens, phrase)
    for noun in [t for t in tokens[2:] if t.dep == "obj" and t.head < t.i]:
        _begin_behind_colon(tokens, noun)
    for date in dates:
        _tell_of_no_date(tokens, date)
        _end_with_date(tokens, date)


def _describe(tokens: list[Token]) -> None:
    """ "Rutte, who until 2024 was prime minister": what "who" is has it for its subject, and is told of the name before it."""
    for who in [t for t in tokens[1:-2] if t.dep == "acl:relcl" and t.pos == "PRON"]:
        kids = [t for t in tokens[who.i + 1 :] if t.head == who.i]
        told = next((t for t in kids if t.pos == "VERB" or governs(tokens, t.i, "cop")), None)
        if told is None:
            continue
        tokens[told.i] = replace(told, head=who.head, dep="acl:relcl")
        for other in [t for t in tokens[who.i + 1 : told.i] if t.head == told.i and base(t.dep) == "nsubj"]:
            tokens[other.i] = replace(other, dep="obl")
        tokens[who.i] = replace(who, head=told.i, dep=subject_relation(tokens, told.i))


def _hand_on(tokens: list[Token]) -> None:
    """ "The dam, which Ukraine says Russia blew up, collapsed": "which" is what the inner verb was done to, and the last verb is the sentence's."""
    for clause in [t for t in tokens[3:] if t.dep == "acl:relcl" and t.pos == "VERB"]:
        noun, behind = tokens[clause.head], tokens[clause.i + 1 :]
        content = next((t for t in behind if t.head == clause.i and t.dep in ("ccomp", "xcomp")), None)
        before = [t for t in tokens[noun.i : clause.i] if t.head == clause.i]
        pronoun = next((t for t in before if relative_pronoun(t) and base(t.dep) != "nsubj"), None)
        if content is None or content.pos != "VERB" or pronoun is None:
            continue
        below = [t for t in tokens[content.i + 1 :] if t.head in (clause.i, content.i) and t.dep in _BESIDE]
        main = next((t for t in below if "VerbForm=Fin" in t.feats and tokens[t.i - 1].text == ","), None)
        if main is not None and noun.head == noun.i and not governs(tokens, main.i, "nsubj"):
            tokens[main.i] = replace(main, head=main.i, dep="root")
            tokens[noun.i] = replace(noun, head=main.i, dep="nsubj")
        doer = governs(tokens, content.i, "nsubj") or content.dep == "xcomp"
        if doer and not governs(tokens, content.i, "obj") and not governs(tokens, content.i, "aux:pass"):
            tokens[pronoun.i] = replace(pronoun, head=content.i, dep="obj", pos="PRON")


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
        elif stands_above(tokens, clause.i, noun.i):
            _lift(tokens, noun, clause)
    tokens[clause.i] = replace(tokens[clause.i], head=noun.i, dep="acl:relcl")
    doer = any(t.head == clause.i and base(t.dep) == "nsubj" for t in tokens[which.i + 1 : clause.i])
    dep = "obj" if doer else subject_relation(tokens, clause.i)  # "six of which Norway has promised"
    tokens[share.i] = replace(share, head=clause.i, dep=dep)
    tokens[which.i] = replace(which, head=share.i, dep="nmod")
    tokens[which.i - 1] = replace(tokens[which.i - 1], head=which.i, dep="case")


def _lift(tokens: list[Token], noun: Token, clause: Token) -> None:
    """ "together with seven missiles, six of which were downed": the phrase that the noun is in belongs to the verb above the clause."""
    top = noun
    while top.head != clause.i:
        top = tokens[top.head]
    verb = tokens[clause.head]
    while verb.pos != "VERB" and verb.head != verb.i:
        verb = tokens[verb.head]
    mark = next((t for t in tokens[: top.i] if t.head in (clause.i, top.i) and t.pos == "ADP"), None)
    tokens[top.i] = replace(top, head=verb.i, dep="obl" if mark is not None else "parataxis")
    if mark is not None:
        tokens[mark.i] = replace(mark, head=top.i, dep="case")


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
        helper = next((t.i for t in tokens[end:] if t.head == verb.i and base(t.dep) == "aux"), verb.i)
        opened = any(t.head == verb.i and t.dep in ("mark", "cc") for t in tokens[end:helper])
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


def _go_on_behind_apposition(tokens: list[Token], noun: Token) -> None:
    """ "ATACMS, a missile reaching 300 km, withheld for a year, was cleared": the participles tell of the noun, and the verb is its own."""
    name, gerund = tokens[noun.head], tokens[noun.i + 1]
    main = tokens[gerund.head]
    if name.head != gerund.i or base(name.dep) != "nsubj" or not is_gerund(gerund) or name.i > noun.i:
        return
    if (
        main.pos != "VERB"
        or main.i < gerund.i
        or any(t.head == main.i and base(t.dep) == "nsubj" for t in tokens[: main.i])
    ):
        return
    tokens[gerund.i] = replace(gerund, head=noun.i, dep="acl")
    tokens[name.i] = replace(name, head=main.i, dep=subject_relation(tokens, main.i))
    for kid in [t for t in tokens[gerund.i + 1 : main.i] if t.head == gerund.i and t.dep == "advcl"]:
        if is_participle(kid) and tokens[kid.i - 1].text == ",":
            tokens[kid.i] = replace(kid, head=name.i, dep="acl")


def _go_on_behind_participle(tokens: list[Token], participle: Token) -> None:
    """ "The mission, launched that November, has trained": a participle between commas tells of the noun before it."""
    main = tokens[participle.head]
    noun = next(
        (t for t in tokens[: participle.i] if t.head == participle.i and base(t.dep) == "nsubj"), None
    )
    end = next((t.i for t in tokens[participle.i : main.i] if t.text == ","), None)
    if noun is None or end is None or main.pos != "VERB" or tokens[participle.i - 1].text != ",":
        return
    own = governs(tokens, participle.i, "mark") or governs(
        tokens, main.i, "nsubj"
    )  # "As Pistorius announced, Berlin sent"
    if own or not participle.text.endswith("ed") or _main_verb(tokens, participle, end) != main:
        return
    if not stands_above(tokens, noun.i, participle.i - 2) and noun.i != participle.i - 2:
        return
    tokens[participle.i] = replace(participle, head=noun.i, dep="acl", feats=_PASSIVE)
    tokens[noun.i] = replace(noun, head=main.i, dep=subject_relation(tokens, main.i))


def _follow_suit(tokens: list[Token], helper: Token) -> None:
    """ "was put under sanctions, as have 50 banks": what stands behind the inverted helper is of whom the same is told."""
    noun = next((t for t in tokens[helper.i :] if t.head == helper.i and t.dep == "obj"), None)
    if noun is not None and tokens[helper.i - 2].text == "," and not governs(tokens, helper.i, "nsubj"):
        tokens[noun.i] = replace(noun, dep="nsubj")


def _begin_behind_colon(tokens: list[Token], noun: Token) -> None:
    """ "was meant to impress: 26 countries, he said, had pledged": what stands behind a colon begins a clause, and ends none."""
    colon = next((t.i for t in tokens[noun.head : noun.i] if t.text == ":"), None)
    if colon is None or not all(stands_above(tokens, noun.i, t.i) for t in tokens[colon + 1 : noun.i]):
        return
    for verb in [
        t for t in tokens[noun.i + 1 :] if t.pos == "VERB" and t.dep in ("parataxis", "conj", "root")
    ]:
        helper = next((t for t in tokens[noun.i : verb.i] if t.head == verb.i and base(t.dep) == "aux"), None)
        if helper is not None and not governs(tokens, verb.i, "nsubj"):
            tokens[noun.i] = replace(noun, head=verb.i, dep=subject_relation(tokens, verb.i))
            return


def _tell_of_what_is_to_be(tokens: list[Token], verb: Token) -> None:
    """ "enlist in a unit, the Ukrainian Legion, to be set up and trained in Poland": what is to be done with it is told of the unit."""
    to = next(t for t in tokens if t.head == verb.i and t.dep == "mark")
    noun = _noun_before(tokens, to.i - 1) if to.i > 1 and tokens[to.i - 1].text == "," else None
    if noun is None or tokens[to.i + 1].text.lower() != "be" or not stands_above(tokens, verb.head, noun.i):
        return
    noun = tokens[noun.head] if noun.dep == "appos" else noun
    if noun.pos == "PROPN":
        return  # "travelled to Kyiv, to be received by Zelensky"
    for other in [t for t in tokens[verb.i :] if t.head == verb.head and t.dep == "conj"]:
        if is_participle(other) or any(t.head == other.i and t.dep == "obl:agent" for t in tokens):
            tokens[other.i] = replace(other, head=verb.i, feats=_PASSIVE)
    tokens[verb.i] = replace(verb, head=noun.i, dep="acl")


def _comprise(tokens: list[Token], gerund: Token) -> None:
    """ "the creation of the Contact Group, now comprising 50 countries": the group does, and not its creation."""
    comma = next((t.i for t in tokens[gerund.i - 2 : gerund.i] if t.text == ","), None)
    noun = _noun_before(tokens, comma) if comma else None
    if noun is not None and noun.pos == "PROPN" and stands_above(tokens, gerund.head, noun.i):
        tokens[gerund.i] = replace(gerund, head=noun.i)


def _pass_over_doer(tokens: list[Token], phrase: Token) -> None:
    """ "the adoption by the EU of sanctions": the sanctions are adopted, and are none of the EU's."""
    doer = tokens[phrase.head]
    act = tokens[doer.head]
    marks = {t.head: t.text.lower() for t in tokens if t.dep == "case" and t.head in (phrase.i, doer.i)}
    named = doer.pos == "PROPN" and act.pos == "NOUN" and act.i < doer.i < phrase.i
    if named and marks.get(phrase.i) == "of" and marks.get(doer.i) == "by":
        tokens[phrase.i] = replace(phrase, head=act.i)


def _tell_of_no_date(tokens: list[Token], date: Span) -> None:
    """ "signed a pact on Monday that provides for": what "that" opens behind a date tells of what was signed."""
    clause = next(
        (t for t in tokens[date.end :] if date.start <= t.head < date.end and t.dep == "acl:relcl"), None
    )
    verb = tokens[tokens[date.head].head]
    held = next((t for t in tokens[verb.i : date.start] if t.head == verb.i and t.dep == "obj"), None)
    if clause is not None and held is not None and tokens[date.end].text.lower() in ("that", "which"):
        tokens[clause.i] = replace(clause, head=held.i)


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


def _describe_objects(tokens: list[Token]) -> None:
    """ "flies F-16s, supplied by Denmark, Norway and France": a participle behind a comma tells who gave what stands before it."""
    for deed in [
        t for t in tokens[3:-2] if t.dep == "advcl" and is_participle(t) and tokens[t.i + 1].text == "by"
    ]:
        verb, thing = tokens[deed.head], tokens[deed.i - 2]
        while thing.dep == "conj":
            thing = tokens[thing.head]
        own = (thing.head, thing.dep) == (verb.i, "obj") and tokens[deed.i - 1].text == ","
        if (
            not own
            or verb.i > thing.i
            or any(t.head == deed.i and base(t.dep) in ("nsubj", "aux", "mark") for t in tokens)
        ):
            continue
        tokens[deed.i] = replace(deed, head=thing.i, dep="acl")
        giver = next((t for t in tokens[deed.i :] if t.head == deed.i and t.dep == "obl:agent"), None)
        others = [t for t in tokens[deed.i :] if t.head == verb.i and t.dep == "obj" and t.pos == "PROPN"]
        for other in others if giver is not None else []:
            tokens[other.i] = replace(other, head=giver.i if giver is not None else verb.i, dep="conj")
