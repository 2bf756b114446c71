"""Trees put right by what the catalogue, the calendar and the lexicon know better than a small parser.

A name is one word, a date hangs on its verb, ", Putin said," is a parenthesis, and "Washington undertakes to train" has
a verb that the tagger took for a noun. Each repair is one function from tokens to tokens; none touches the words.
A wrong tree could put a claim into the article's own mouth, so the repairs of speech matter most.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ukgraph.clauses import relate_nearest, seat_clauses
from ukgraph.datelines import detach_dateline
from ukgraph.lists import list_names, list_things
from ukgraph.owners import restore_owners
from ukgraph.predicates import seat_predicates
from ukgraph.prices import seat_prices
from ukgraph.records import Token
from ukgraph.relatives import seat_relatives
from ukgraph.retag import restore_nouns, restore_verbs, verb_in_ing
from ukgraph.sayings import seat_sayings
from ukgraph.spans import Span
from ukgraph.subjects import seat_subjects
from ukgraph.syntax import (
    base,
    governs,
    has_passive_auxiliary,
    is_participle,
    is_to_do,
    put_above,
    relative_pronoun,
    root_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.lore import Lore
    from ukgraph.records import Sentence

_ARGUMENTS = ("nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj", "root", "parataxis")
_LOOSE = ("compound", "flat", "amod", "nummod", "dep", "punct", "discourse")
_PAST = {
    "shot": "shoot",
    "struck": "strike",
    "hit": "hit",
    "put": "put",
    "set": "set",
    "cut": "cut",
    "sought": "seek",
    "lent": "lend",
}
_APPROXIMATORS = (
    "between",
    "than",
    "to",
    "over",
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "under",
    "least",
    "roughly",
)
_DASHES = frozenset({"–", "—", "-", "―"})
_BESIDE = frozenset({"appos", "nmod", "conj", "dep"})
_GOVERNED = frozenset({"obj", "iobj", "obl", "nmod", "conj"})
_CODE = re.compile("[A-Z]{3}")
_EXTREMES = frozenset({"least", "most"})
_PREPOSITIONS = frozenset({"to", "from", "in", "of", "on", "with", "near", "at", "against", "into"})


def mend(
    sentence: Sentence, names: Sequence[Span], dates: Sequence[Span], arms: set[int], lore: Lore
) -> Sentence:
    """The sentence with its tree repaired; words and offsets stay. `arms` are the tokens that are weapons or aid."""
    tokens = list(sentence.tokens)
    for token in [t for t in tokens if t.dep == "advcl:relcl" or _is_cleft(tokens, t)]:
        tokens[token.i] = replace(token, dep="acl:relcl")  # "it was Poland that sent tanks"
    restore_owners(tokens)
    restore_nouns(tokens, lore.is_person, lore.weighs)
    restore_verbs(tokens, lore.is_verb, lore.bends, lore.counts_people)
    for span in (*names, *dates):
        if span.end - span.start > 1:
            _join(tokens, span)
    detach_dateline(tokens)
    _sign(tokens, names)
    for date in dates:
        _mend_date(tokens, date, names)
    _name_objects(tokens)
    _give_counted(tokens)
    _seat_phrases(tokens)
    for name in names:
        _own(tokens, name, names)
        _name(tokens, name)
        _attach(tokens, name)
    _free_at_last(tokens, names)
    _free_adverbs(tokens, names)
    list_names(tokens, names)
    _begin_lists(tokens, names)
    _bind_prepositions(tokens, names)
    for name in names:
        _act(tokens, name)
    _receive_first(tokens, names, arms)
    _free_second_subjects(tokens)
    _intend(tokens)
    _describe_given(tokens)
    _lift_prepositions(tokens)
    _join_objects(tokens)
    _seat_numbers(tokens)
    _free_particles(tokens, dates, lore)
    _name_phrases(tokens, lore)
    list_things(tokens, names, arms)
    _hang_content(tokens, names, lore)
    _hang_wishes(tokens, lore)
    for name in names:
        _take_deed(tokens, name, lore)
    _resume(tokens, lore)
    seat_prices(tokens)
    seat_clauses(tokens, names, lore.says, lore.weighs)
    seat_relatives(tokens, dates)
    _raise_verbs(tokens, lore)
    _find_predicate(tokens, lore)
    seat_predicates(tokens, lore.says)
    seat_sayings(tokens, names, lore)
    seat_subjects(tokens, names, dates)
    relate_nearest(tokens)
    _give_objects(tokens)
    _undo_inversion(tokens)
    _count_share(tokens)
    return replace(sentence, tokens=tuple(tokens))


def _seat_numbers(tokens: list[Token]) -> None:
    """Sums with their currencies and bounds, and numbers with what they count."""
    _join_currencies(tokens)
    _bound_sums(tokens)
    _free_numbers(tokens)
    _count_heads(tokens)


# Names and dates ----------------------------------------------------------------------------------


def _join(tokens: list[Token], span: Span) -> None:
    """Let a span hang on its head: the head takes the place of the token nearest to the root."""
    start, end, head = span.start, span.end, span.head
    outward = [t for t in tokens[start:end] if not start <= t.head < end or t.head == t.i]
    if not outward:
        return
    top = min(outward, key=lambda t: (_depth(tokens, t), base(t.dep) not in _ARGUMENTS, t.dep == "iobj", t.i))
    top = _free_clause(tokens, span, outward, top)
    for token in tokens[start:end]:
        if token.i == head:
            above, dep = head if top.head == top.i else top.head, top.dep
        elif base(token.dep) not in ("case", "det") or token.i == top.i:
            above, dep = head, "flat"
        else:
            above, dep = head if start <= token.head < end else token.head, token.dep
        if (token.head, token.dep) != (above, dep):  # most names hang so already
            tokens[token.i] = replace(token, head=above, dep=dep)
    for token in tokens:
        if start <= token.head < end and not start <= token.i < end and token.head != head:
            tokens[token.i] = replace(token, head=head)


def _join_objects(tokens: list[Token]) -> None:
    """ "promised a billion euros annually and two F-16s": a noun is no conjunct of a verb, but of its object."""
    for noun in [t for t in tokens if t.dep == "conj" and t.pos in ("NOUN", "PROPN")]:
        verb = tokens[noun.head]
        between = [t for t in tokens[verb.i : noun.i] if t.head == verb.i and t.dep == "obj"]
        own = {base(t.dep) for t in tokens if t.head == noun.i}
        if verb.pos == "VERB" and between and "cc" in own and not own & {"nsubj", "cop", "obj", "obl", "aux"}:
            tokens[noun.i] = replace(noun, head=between[-1].i)


def _mend_date(tokens: list[Token], date: Span, names: Sequence[Span]) -> None:
    """A date tells when something is done, and is nothing else in a clause."""
    _seat_date(tokens, date)
    _lower_date(tokens, date)
    _free_date(tokens, date, names)
    _leave_object(tokens, date)


def _free_date(tokens: list[Token], date: Span, names: Sequence[Span]) -> None:
    """ "In July 2022 Jake Sullivan": the preposition and the date are no part of the name that follows."""
    follower = next((n for n in names if n.start == date.end), None)
    if follower is None or tokens[date.head].head != follower.head or follower.head == date.head:
        return
    name = tokens[follower.head]
    governor = name.head if name.head != name.i else name.i
    tokens[date.head] = replace(tokens[date.head], head=governor, dep="obl")
    if date.start > 0 and tokens[date.start - 1].pos == "ADP":
        tokens[date.start - 1] = replace(tokens[date.start - 1], head=date.head, dep="case")
    if base(name.dep) == "obl":
        tokens[name.i] = replace(name, dep="nsubj")


def _free_clause(tokens: list[Token], span: Span, outward: Sequence[Token], top: Token) -> Token:
    """ "the spokeswoman, Maria Zakharova, said": a verb below one word of a mention whose subject another is takes its place above."""
    for subject in outward:
        verb = tokens[subject.head]
        below = span.start <= verb.head < span.end and not span.start <= verb.i < span.end
        if base(subject.dep) == "nsubj" and subject.head != subject.i and verb.pos == "VERB" and below:
            root = top.head == top.i
            place = "root" if root else "ccomp" if base(top.dep) in ("appos", "nmod", "obl") else top.dep
            tokens[verb.i] = replace(verb, head=verb.i if root else top.head, dep=place)
            return subject
    return top


def _seat_date(tokens: list[Token], date: Span) -> None:
    """ "an agreement reached in July": a date that the parser left loose hangs on the verb before its preposition."""
    token = tokens[date.head]
    mark = date.start if tokens[date.start].pos == "ADP" else date.start - 1
    verb = tokens[mark - 1] if mark > 0 else token
    while verb.pos != "VERB" and verb.head != verb.i and verb.head < date.start:
        verb = tokens[verb.head]  # "hopes to receive the first aircraft by June"
    if base(token.dep) in _LOOSE and tokens[mark].pos == "ADP" and verb.pos == "VERB":
        tokens[token.i] = replace(token, head=verb.i, dep="obl")
        tokens[mark] = replace(tokens[mark], head=token.i, dep="case")


def _lower_date(tokens: list[Token], date: Span) -> None:
    """ "The day before, the head of state called": a date is no predicate, and the verb below it is."""
    day = tokens[date.head]
    if day.head != day.i:
        return
    verbs = (
        t for t in tokens[date.end :] if t.head == day.i and t.pos == "VERB" and "VerbForm=Fin" in t.feats
    )
    verb = next(
        (v for v in verbs if any(t.head == v.i and base(t.dep) == "nsubj" for t in tokens[: v.i])), None
    )
    if verb is not None:
        put_above(tokens, verb, day, "obl:unmarked")


def _leave_object(tokens: list[Token], date: Span) -> None:
    """ "attacked Odesa the day before": a date without a preposition is no object, and leaves nobody an indirect one."""
    verb = tokens[date.head].head
    indirect = next((t for t in tokens if t.head == verb and t.dep == "iobj" and t.i < date.start), None)
    if indirect is not None and not any(governs(tokens, verb, d) for d in ("ccomp", "xcomp")):
        others = [t for t in tokens if t.head == verb and t.dep == "obj" and not date.start <= t.i < date.end]
        if not others:
            tokens[indirect.i] = replace(indirect, dep="obj")
            if tokens[date.head].dep == "obj":
                tokens[date.head] = replace(tokens[date.head], dep="obl")


def _own(tokens: list[Token], name: Span, names: Sequence[Span]) -> None:
    """ "conveyed to Zelensky Japan's intention": of two names side by side, the one right before "'s" owns what follows."""
    before = next((n for n in names if n.end == name.start and n is not name), None)
    mark = tokens[name.end] if name.end < len(tokens) else None
    if before is None or mark is None or mark.text.lower() not in ("'s", "’s"):
        return
    told, owner = tokens[before.head], tokens[name.head]
    thing = tokens[told.head]
    if told.dep != "nmod:poss" or owner.head != told.i or thing.i < mark.i:
        return
    tokens[owner.i] = replace(owner, head=thing.i, dep="nmod:poss")
    tokens[mark.i] = replace(mark, head=owner.i)
    case = next((t for t in tokens[: before.start] if t.head == thing.i and t.dep == "case"), None)
    tokens[told.i] = replace(told, head=thing.head, dep="obl" if case is not None else "iobj")
    if case is not None:
        tokens[case.i] = replace(case, head=told.i)
        tokens[thing.i] = replace(thing, dep="obj")


def _name(tokens: list[Token], name: Span) -> None:
    """ "was received by Xi Jinping", "had dinner with Xi Jinping": a name is no verb, what "by" marks acts, "with" is a preposition."""
    token = tokens[name.head]
    if token.pos != "VERB" or not token.text[:1].isupper():
        return
    if _name_goal(tokens, name) or name.end - name.start < 2:
        return
    by = next((t for t in tokens[: name.start] if t.head == token.i and t.text.lower() == "by"), None)
    passive = by is not None and has_passive_auxiliary(tokens, token.head)
    mark = by or next((t for t in tokens[name.start - 1 : name.start] if t.head == token.i), None)
    place = "obl:agent" if passive else token.dep
    clause = base(token.dep) in ("advcl", "xcomp", "ccomp")
    if mark is not None and (mark is by or mark.text.lower() in _PREPOSITIONS):
        tokens[mark.i] = replace(mark, pos="ADP", dep="case")
        place = "obl" if clause and not passive else place
    elif token.dep == "xcomp" and token.head == name.start - 1:
        place = "obj"  # "met Xi Jinping"
    tokens[token.i] = replace(token, pos="PROPN", feats="", dep=place)
    if passive or place != token.dep:
        for kid in [t for t in tokens[name.end :] if t.head == token.i and base(t.dep) == "obl"]:
            tokens[kid.i] = replace(kid, head=token.head)


def _name_goal(tokens: list[Token], name: Span) -> bool:
    """ "flew to Ramstein Air Base": a name that was taken for an infinitive is where somebody goes."""
    token, to = tokens[name.head], tokens[name.start - 1]
    goal = (
        to.i < token.i and to.text == "to" and to.head == token.i and to.dep == "mark" and token.head < to.i
    )
    if goal:
        noun = tokens[token.head].pos in ("NOUN", "PROPN")
        tokens[token.i] = replace(token, pos="PROPN", feats="", dep="nmod" if noun else "obl")
        tokens[to.i] = replace(to, pos="ADP", dep="case")
    return goal


def _attach(tokens: list[Token], name: Span) -> None:
    """A name cannot be a verb's compound: before the verb it is the subject that is missing, after it the object."""
    token = tokens[name.head]
    if token.dep == "fixed" and tokens[token.head].dep == "mark":  # "that Germany would deliver"
        token = tokens[token.i] = replace(token, head=tokens[token.head].head, dep="dep")
    if base(token.dep) not in _LOOSE or token.head == token.i:
        return
    verb = tokens[token.head]
    if verb.pos != "VERB":
        return
    wanted = "nsubj" if token.i < verb.i else "obj"
    if not governs(tokens, verb.i, wanted):
        tokens[token.i] = replace(token, dep=wanted)


def _name_objects(tokens: list[Token]) -> None:
    """ "rejected US claims that": an object is no finite verb, and the name before it is no object of its own."""
    for token in list(tokens[1:]):
        if token.pos != "VERB" or token.dep != "obj" or not token.text.endswith("s") or token.head > token.i:
            continue
        before = tokens[token.i - 1]
        tokens[token.i] = replace(token, pos="NOUN", feats="Number=Plur")
        if before.pos == "PROPN" and before.head == token.head and before.dep in ("obj", "iobj"):
            tokens[before.i] = replace(before, head=token.i, dep="compound")
    for thing in [
        t for t in tokens[2:] if t.pos == "NOUN" and t.dep == "obj" and tokens[t.head].pos == "PROPN"
    ]:
        name, between = tokens[thing.head], tokens[thing.head + 1 : thing.i]
        if name.dep == "obj" and name.i < thing.i and all(t.head == thing.i for t in between):
            put_above(tokens, thing, name, "compound")  # "contains RB 99 missiles"


def _give_counted(tokens: list[Token]) -> None:
    """ "was given 31 Abrams": what is counted is given, and nobody becomes it."""
    for thing in [t for t in tokens[2:] if t.dep == "xcomp" and t.pos in ("NOUN", "PROPN")]:
        number = tokens[thing.i - 1]
        if number.pos == "NUM" and number.head == thing.i and tokens[thing.head].pos == "VERB":
            tokens[thing.i] = replace(thing, dep="obj")


def _seat_phrases(tokens: list[Token]) -> None:
    """ "After talks with Zelensky, Tusk promised": a noun with a preposition is no clause."""
    for noun in [t for t in tokens if t.dep in ("advcl", "obl") and t.pos == "NOUN"]:
        kids = [t for t in tokens if t.head == noun.i and t.i != noun.i]
        marks = [t for t in kids if t.dep == "mark"]
        if len(marks) == 1 and not any(base(k.dep) in ("nsubj", "cop", "aux", "obj") for k in kids):
            tokens[noun.i] = replace(noun, dep="obl")
            tokens[marks[0].i] = replace(marks[0], dep="case", pos="ADP")


def _sign(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "Russia has attacked Odesa – Zelenskyy": a name alone behind the dash of a headline is nobody whom its verb governs."""
    last = names[-1] if names else None
    if last is None or last.start < 2 or any(t.pos != "PUNCT" for t in tokens[last.end :]):
        return
    dash, name = tokens[last.start - 1], tokens[last.head]
    spaced = (
        dash.text in _DASHES and tokens[dash.i - 1].end < dash.start and dash.end < tokens[last.start].start
    )
    root = root_of(tokens)
    if spaced and root is not None and base(name.dep) in _GOVERNED and root.i < dash.i:
        tokens[name.i] = replace(name, head=root.i, dep="parataxis")


def _free_at_last(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "At last Germany sent tanks": what tells the time is no part of the name behind it."""
    for name in [n for n in names if n.start > 1]:
        noun = tokens[name.head]
        at, last = tokens[name.start - 2], tokens[name.start - 1]
        verb = tokens[noun.head]
        if (at.text.lower(), last.text.lower()) != ("at", "last") or verb.i < noun.i:
            continue
        tokens[at.i] = replace(at, head=verb.i, dep="advmod", pos="ADV")
        tokens[last.i] = replace(last, head=at.i, dep="fixed")
        if base(noun.dep) in ("obl", "nmod") and not governs(tokens, verb.i, "nsubj"):
            tokens[noun.i] = replace(noun, dep="nsubj")


def _free_adverbs(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "Supposedly Iran has sent missiles": what stands before the name that opens a sentence is said of all that it did."""
    first = tokens[0]
    name = next((tokens[n.head] for n in names if n.start == 1), None)
    if name is None or first.head != name.i or first.dep != "advmod" or not first.text.endswith("ly"):
        return
    if first.text.lower() != "only" and base(name.dep) == "nsubj":
        tokens[0] = replace(first, head=name.head)


def _begin_lists(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "In a joint statement, France, Germany and Britain said": the first of those who do it is no name of what is in front."""
    for first, second in pairwise(names):
        begins, goes_on = tokens[first.head], tokens[second.head]
        between = second.start == first.end + 1 and tokens[first.end].text == ","
        opened = first.start > 2 and tokens[first.start - 1].text == "," and tokens[0].pos == "ADP"
        if not (between and opened) or begins.ent[2:] != goes_on.ent[2:]:
            continue  # "In the capital, Kyiv, Zelenskyy and Macron met"
        joined = governs(tokens, second.head, "conj") and goes_on.head > second.end
        if joined and base(goes_on.dep) == "nsubj" and begins.dep in _BESIDE and begins.head < first.start:
            tokens[begins.i] = replace(begins, head=goes_on.head, dep=goes_on.dep)
            tokens[goes_on.i] = replace(goes_on, head=begins.i, dep="conj")


def _bind_prepositions(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "a visit to Kyiv lasted": a name after a preposition is no subject; "for NATO to send": unless it is to do something."""
    for name in names:
        token = tokens[name.head]
        mark = tokens[name.start - 1] if name.start > 0 else token
        if mark.i > 0 and mark.text.lower() == "the":
            mark = tokens[mark.i - 1]
        if mark.pos not in ("ADP", "PART", "SCONJ") or token.head == token.i:
            continue
        verb = tokens[token.head]
        if mark.text.lower() == "for" and base(token.dep) in ("obl", "nmod"):
            _give_subject(tokens, name, mark)
        elif base(token.dep) == "nsubj" and mark.text.lower() in _PREPOSITIONS and name.end <= verb.i:
            noun = _noun_before(tokens, mark.i)
            if noun is None and tokens[mark.i - 1].text.lower() in ("according", "thanks", "owing"):
                tokens[token.i] = replace(
                    token, dep="obl"
                )  # "According to the ministry, 18 drones were shot down"
            if noun is None or any(t.head == verb.i and t.dep == "mark" and t.i < mark.i for t in tokens):
                continue
            tokens[mark.i] = replace(mark, head=token.i, dep="case", pos="ADP")
            tokens[token.i] = replace(token, head=noun.i, dep="nmod")


def _receive_first(tokens: list[Token], names: Sequence[Span], arms: set[int]) -> None:
    """ "handed over to Ukraine M113 carriers": a name between "to" and what is given receives it, and does not describe it."""
    for name in names:
        token = tokens[name.head]
        thing = tokens[token.head]
        verb = tokens[thing.head]
        mark = tokens[name.start - 1] if name.start > 0 else token
        if mark.text.lower() == "the":
            mark = tokens[mark.i - 1]
        inside = range(name.end, thing.i + 1)
        given = any(i in arms for i in inside) or any(tokens[i].pos == "NUM" for i in inside)
        if verb.pos != "VERB" or token.dep != "compound" or mark.text.lower() != "to" or not given:
            continue
        if tokens[mark.head] not in (thing, verb, token):
            continue
        tokens[token.i] = replace(token, head=verb.i, dep="obl")
        tokens[mark.i] = replace(mark, head=token.i, dep="case", pos="ADP")
        tokens[thing.i] = replace(thing, dep="obj")


def _is_cleft(tokens: Sequence[Token], clause: Token) -> bool:
    """Whether a clause is that of "It was Poland that sent tanks"; "it is a fact that" has another."""
    name = tokens[clause.head]
    if (
        clause.dep != "csubj"
        or name.pos != "PROPN"
        or not name.i < clause.i
        or not governs(tokens, name.i, "cop")
    ):
        return False
    opener = tokens[name.i + 1]
    return opener.text.lower() in ("that", "who", "which") and opener.head == clause.i


def _free_second_subjects(tokens: list[Token]) -> None:
    """ "The pledge of 14 Leopards was welcomed", "a promise to deliver 30 Gepards has": of two subjects in a row the second is none."""
    for token in [t for t in tokens[2:] if base(t.dep) == "nsubj" and t.head > t.i]:
        first = next((t for t in tokens[: token.i] if t.head == token.head and base(t.dep) == "nsubj"), None)
        start = token.i
        while start > 0 and tokens[start - 1].pos in ("NUM", "DET", "ADJ"):
            start -= 1
        before = tokens[start - 1] if start > 0 else token
        if (
            first is None
            or before.i <= first.i
            or any(t.pos in ("PUNCT", "CCONJ") for t in tokens[first.i : start])
        ):
            continue
        own = [t for t in tokens if t.head == before.i and base(t.dep) == "obj"]
        if before.pos == "VERB" and before.head == first.i and all(t.pos == "NUM" for t in own):
            tokens[token.i] = replace(token, head=before.i, dep="obj")
            for number in own:
                tokens[number.i] = replace(number, head=token.i, dep="nummod")
        elif before.pos == "ADP" and before.head == token.i and tokens[before.i - 1].i == first.i:
            tokens[token.i] = replace(token, head=first.i, dep="nmod")


def _count_share(tokens: list[Token]) -> None:
    """ "Of the 155 tanks promised, 80 have been delivered": the number does what the sentence tells, and the tanks are its whole."""
    if tokens[0].text.lower() != "of":
        return
    whole = tokens[tokens[0].head]
    verb = tokens[whole.head]
    share = next((t for t in tokens[whole.i + 1 : verb.i] if t.head == whole.i and t.pos == "NUM"), None)
    if (
        base(whole.dep) != "nsubj"
        or share is None
        or share.i < 3
        or tokens[share.i + 1].pos not in ("AUX", "VERB")
    ):
        return
    tokens[share.i] = replace(share, head=verb.i, dep=whole.dep)
    tokens[whole.i] = replace(whole, head=share.i, dep="nmod")


def _undo_inversion(tokens: list[Token]) -> None:
    """ "Included in the package are 30 tanks": the tanks are included; "is made up of tanks": what has a preposition is no object."""
    for token in [t for t in tokens if t.dep == "obj" and governs(tokens, t.i, "case")]:
        if has_passive_auxiliary(tokens, token.head) and token.pos in ("NOUN", "PROPN"):
            tokens[token.i] = replace(token, dep="obl")
    for thing in [t for t in tokens[3:] if t.dep == "nsubj" and t.head < t.i]:
        verb = tokens[thing.head]
        be = next(
            (t for t in tokens[verb.i : thing.i] if t.lemma == "be" and t.head in (thing.i, verb.i)), None
        )
        opens = all(t.pos == "ADV" for t in tokens[: verb.i])
        if be is not None and opens and verb.pos == "VERB" and is_participle(verb):
            tokens[be.i] = replace(be, head=verb.i, dep="aux:pass")
            tokens[thing.i] = replace(thing, dep="nsubj:pass")


def _intend(tokens: list[Token]) -> None:
    """ "US to send 31 tanks": in a headline the infinitive is the predicate, and the name before it its subject."""
    root = root_of(tokens)
    if root is None or root.pos != "PROPN" or governs(tokens, root.i, "cop"):
        return
    for mark in [t for t in tokens[root.i + 1 : -1] if t.lemma == "to" and t.dep == "mark"]:
        verb = tokens[mark.head]
        if (
            verb.head != root.i
            or verb.pos != "VERB"
            or any(t.head != root.i for t in tokens[root.i + 1 : mark.i])
        ):
            continue
        if any(t.pos in ("VERB", "AUX") for t in tokens[: mark.i]):
            continue
        put_above(tokens, verb, root, "nsubj")
        for kid in [t for t in tokens[verb.i + 1 :] if t.head == root.i]:
            tokens[kid.i] = replace(kid, head=verb.i)
        return


def _noun_before(tokens: Sequence[Token], i: int) -> Token | None:
    """The head of the noun phrase that ends right before token i."""
    noun = tokens[i - 1] if i > 0 else None
    while noun is not None and base(noun.dep) in ("compound", "flat") and noun.head != noun.i:
        noun = tokens[noun.head]
    return noun if noun is not None and noun.pos in ("NOUN", "PROPN") and noun.i < i else None


def _give_subject(tokens: list[Token], name: Span, mark: Token) -> None:
    """ "called for NATO to send", "issued a call for NATO to send": NATO is who is to send."""
    token = tokens[name.head]
    to = tokens[name.end] if name.end < len(tokens) else token
    verb, above = tokens[to.head], tokens[token.head]
    noun = above if token.dep == "nmod" and verb.dep == "advcl" and above.i == mark.i - 1 else None
    if (
        to.dep == "mark"
        and to.lemma.lower() == "to"
        and verb.pos == "VERB"
        and verb.head == (above.i if noun is None else noun.head)
        and not governs(tokens, verb.i, "nsubj")
    ):
        if noun is not None:
            tokens[verb.i] = verb = replace(verb, head=noun.i, dep="acl")
        tokens[token.i] = replace(token, head=verb.i, dep="nsubj")
        tokens[mark.i] = replace(mark, head=verb.i, dep="mark")


def _act(tokens: list[Token], name: Span) -> None:
    """ "A meeting chaired by Keir Starmer was held": whom "by" names behind a participle did that, and is no second subject."""
    by, doer = tokens[name.start - 1], tokens[name.head]
    participle, verb = tokens[by.i - 1], tokens[doer.head]
    others = (t for t in tokens[: by.i] if t.head == verb.i and base(t.dep) == "nsubj")
    second = base(doer.dep) == "nsubj" and doer.i < verb.i and any(others)
    if (
        by.i > 0
        and by.text.lower() == "by"
        and participle.dep == "acl"
        and is_participle(participle)
        and second
    ):
        tokens[doer.i] = replace(doer, head=participle.i, dep="obl:agent")
        tokens[by.i] = replace(by, head=doer.i, dep="case")


def _describe_given(tokens: list[Token]) -> None:
    """ "delivered refurbished Leopards", "six of 19 promised jets": a participle right behind a verb or a number describes what follows."""
    loose = ("advcl", "conj", "xcomp")
    for made in [t for t in tokens[1:] if t.pos == "VERB" and t.dep in loose and t.text.endswith("ed")]:
        verb, before = tokens[made.head], tokens[made.i - 1]
        kids = [t for t in tokens if t.head == made.i]
        thing = next((t for t in kids if t.dep == "obj" and t.pos in ("NOUN", "PROPN")), None)
        if (
            thing is None
            or kids[0].i < made.i
            or any(t.head != thing.i for t in tokens[made.i + 1 : thing.i])
        ):
            continue
        counted = before.pos == "NUM" and verb.i < before.i and _is_object(tokens, before, verb)
        if verb.pos != "VERB" or not (counted or (before is verb and not governs(tokens, verb.i, "obj"))):
            continue
        place = (before.head, before.dep) if counted else (verb.i, "obj")
        for kid in kids:
            tokens[kid.i] = replace(kid, head=verb.i)
        tokens[thing.i] = replace(thing, head=place[0], dep=place[1])
        tokens[made.i] = replace(made, head=thing.i, dep="amod")
        if counted:
            tokens[before.i] = replace(before, head=thing.i, dep="nummod")


def _is_object(tokens: Sequence[Token], number: Token, verb: Token) -> bool:
    """Whether a number, or that of which it tells the whole, is a verb's object: "six" and "19" in "sent six of 19"."""
    above = tokens[number.head]
    return (above.i == verb.i and number.dep == "obj") or (
        above.pos == "NUM" and above.head == verb.i and above.dep == "obj"
    )


def _lift_prepositions(tokens: list[Token]) -> None:
    """ "the first of 31 Abrams tanks": the preposition is that of the tanks, and not of their number."""
    for of in [t for t in tokens if t.dep == "case" and t.text.lower() == "of"]:
        number = tokens[of.head]
        if number.pos == "NUM" and number.dep == "nmod":
            number = _count(tokens, number)
        if number.pos == "NUM" and number.dep == "nummod" and number.head > number.i:
            tokens[of.i] = replace(of, head=number.head)
    for with_ in [t for t in tokens if t.dep == "case" and t.text.lower() == "with"]:
        number = tokens[with_.head]
        thing = tokens[number.head]
        counted = number.pos == "NUM" and number.dep == "nummod" and thing.dep in ("obj", "obl")
        if counted and with_.i < number.i < thing.i:
            tokens[with_.i] = replace(with_, head=thing.i)
            tokens[thing.i] = replace(thing, dep="obl")  # "followed with 31 Abrams"


def _count(tokens: list[Token], number: Token) -> Token:
    """ "six of 24 promised F-16s": a number right before what stands beside it counts that."""
    beside = next((t for t in tokens[number.i + 1 :] if t.head == number.head and t.dep == "nmod"), None)
    if beside is None or any(number.i < t.i < beside.i and t.head != beside.i for t in tokens):
        return number
    tokens[number.i] = replace(number, head=beside.i, dep="nummod")
    return tokens[number.i]


def _join_currencies(tokens: list[Token]) -> None:
    """ "CAD 220 million for drones": the number belongs to its currency, and what hangs on it too."""
    for code in [t for t in tokens[:-1] if t.pos == "PROPN" and _CODE.fullmatch(t.text)]:
        number = next((t for t in tokens[code.i + 1 :] if t.pos != "NUM" or t.head == code.head), code)
        if number.pos != "NUM" or number.head != code.head or code.head == code.i:
            continue
        tokens[number.i] = replace(number, head=code.i, dep="nummod")
        for kid in [t for t in tokens[number.i + 1 :] if t.head == number.i]:
            tokens[kid.i] = replace(kid, head=code.i)


def _bound_sums(tokens: list[Token]) -> None:
    """ "with up to $40 billion in aid": "up to" bounds the sum, and "with" is its preposition."""
    for up in [t for t in tokens[1:-2] if t.text.lower() == "up" and tokens[t.i + 1].text.lower() == "to"]:
        to, before = tokens[up.i + 1], tokens[up.i - 1]
        total = tokens[to.head]
        if total.i < to.i or total.pos not in ("SYM", "NUM", "NOUN"):
            continue
        tokens[up.i] = replace(up, head=total.i, dep="advmod")
        tokens[to.i] = replace(to, head=up.i, dep="fixed")
        if before.pos == "ADP" and before.head == total.i:
            tokens[before.i] = replace(before, dep="case")


def _count_heads(tokens: list[Token]) -> None:
    """ "200 special forces troops": what is counted is the noun, and not what describes it."""
    for number in [t for t in tokens if t.pos == "NUM" and t.dep == "nummod"]:
        kind = tokens[number.head]
        noun = tokens[kind.head]
        plural = "Number=P" in kind.feats and "Number=P" in noun.feats and noun.pos == "NOUN"
        if kind.dep in ("compound", "nummod") and plural and number.i < kind.i < noun.i:
            tokens[number.i] = replace(number, head=noun.i)
            tokens[kind.i] = replace(kind, dep="compound")


def _free_numbers(tokens: list[Token]) -> None:
    """ "sent more than one million shells": "than" belongs to the number, and the shells are the object."""
    _count_apart(tokens)
    for token in [t for t in tokens if t.dep == "case"]:
        number = token.i + 1 + (token.i + 1 < len(tokens) and tokens[token.i + 1].lemma == "a")  # "a million"
        after = tokens[token.i + 1].text.lower() if token.i + 1 < len(tokens) else ""
        extreme = token.text.lower() == "at" and after in _EXTREMES  # "earmark at least 40 billion euros"
        number += extreme
        if number >= len(tokens) or tokens[number].pos != "NUM":
            continue
        noun = tokens[token.head]
        verb = tokens[noun.head]
        if verb.lemma.lower() in ("more", "less", "few", "fewer") and verb.i < token.i:
            verb = tokens[verb.head]
        if token.text.lower() == "to" and tokens[token.i - 1].text.lower() != "up":
            continue
        freed = base(noun.dep) in ("obl", "nmod") and verb.pos == "VERB" and verb.i < noun.i
        if (token.text.lower() in _APPROXIMATORS or extreme) and freed:
            tokens[token.i] = replace(token, head=number, dep="advmod")
            _take_object(tokens, verb.i, noun)


def _count_apart(tokens: list[Token]) -> None:
    """ "killed three and wounded nine": each number is counted by the verb before it."""
    for second in [t for t in tokens[3:-1] if t.pos == "VERB" and t.dep == "conj" and t.head == t.i - 2]:
        few, many = tokens[second.head], tokens[tokens[second.head].head]
        first = tokens[many.head]
        if few.pos != "NUM" or few.dep != "nummod" or not first.i < few.i < second.i < many.i:
            continue
        tokens[few.i] = replace(few, head=first.i, dep="obj")
        tokens[second.i] = replace(second, head=first.i)
        tokens[many.i] = replace(many, head=second.i, dep="obj")
        for phrase in [t for t in tokens[many.i :] if t.head == many.i and t.dep == "nmod"]:
            tokens[phrase.i] = replace(phrase, head=second.i, dep="obl")


def _take_object(tokens: list[Token], verb: int, noun: Token) -> None:
    """Make a noun a verb's object; a name that was taken for it receives: "shipped Russia more than a million shells"."""
    held = next((t for t in tokens if t.head == verb and t.dep == "obj" and verb < t.i < noun.i), None)
    if held is not None and held.pos == "PROPN":
        tokens[held.i] = replace(held, dep="iobj")
    if not governs(tokens, verb, "obj"):
        tokens[noun.i] = replace(noun, head=verb, dep="obj")


def _free_particles(tokens: list[Token], dates: Sequence[Span], lore: Lore) -> None:
    """ "handed over another batch": the particle is the verb's, and the batch its object; "called on Friday" has none."""
    for token in [t for t in tokens[1:] if t.dep == "advmod" and tokens[t.head].pos == "NUM"]:
        verb, number = tokens[token.i - 1], tokens[token.head]  # "managed to shoot down 40 drones"
        known = token.text.lower() in lore.particles.get(verb.lemma.lower(), ())
        if verb.pos == "VERB" and known and number.i == token.i + 1:
            tokens[token.i] = replace(token, head=verb.i, dep="compound:prt")
    days = {d.head for d in dates}
    for token in [t for t in tokens[1:] if t.dep == "case" and t.head not in days]:
        verb, noun = tokens[token.i - 1], tokens[token.head]
        if (
            verb.pos == "VERB"
            and token.text.lower() in lore.particles.get(verb.lemma.lower(), ())
            and noun.head == verb.i
            and not governs(tokens, verb.i, "obj")
        ):
            tokens[token.i] = replace(token, head=verb.i, dep="compound:prt")
            tokens[noun.i] = replace(noun, dep="obj")
    for token in [t for t in tokens[1:] if t.dep == "advmod" and t.head > t.i]:
        verb = tokens[token.i - 1]  # "set aside 4 billion euros"
        if verb.pos == "VERB" and token.text.lower() in lore.particles.get(verb.lemma.lower(), ()):
            tokens[token.i] = replace(token, head=verb.i)


def _name_phrases(tokens: list[Token], lore: Lore) -> None:
    """ "put on hold its delivery": the noun of a known phrase is no verb, and what follows is the object."""
    for noun in list(tokens[2:]):
        verb, mark = tokens[noun.head], tokens[noun.i - 1]
        if (
            noun.dep == "xcomp"
            and noun.pos == "VERB"
            and noun.lemma.lower() in lore.particles.get(verb.lemma.lower(), ())
            and mark.head == verb.i
            and mark.pos == "ADP"
        ):
            tokens[noun.i] = replace(noun, pos="NOUN", dep="obl", feats="")
            tokens[mark.i] = replace(mark, head=noun.i, dep="case")
            for kid in [t for t in tokens if t.head == noun.i and t.i > noun.i]:
                tokens[kid.i] = replace(kid, head=verb.i)


def _hang_content(tokens: list[Token], names: Sequence[Span], lore: Lore) -> None:
    """ "gave Poland permission to send": what is permitted belongs to the noun, and Poland is who receives it."""
    for noun in list(tokens):
        verb = tokens[noun.head]
        if (
            base(noun.dep) not in ("obj", "obl")
            or verb.pos != "VERB"
            or verb.i > noun.i
            or not lore.weighs(noun)
        ):
            continue
        for name in names:
            between = verb.i < name.start and name.end == noun.i
            between = between and tokens[name.head].pos != "ADJ" and not governs(tokens, noun.i, "case")
            if between and tokens[name.head].head == noun.i and not governs(tokens, verb.i, "iobj"):
                tokens[name.head] = replace(tokens[name.head], head=verb.i, dep="iobj")
        receiver = next(
            (n for n in names if n.start - noun.i in (2, 3) and tokens[noun.i + 1].pos == "ADP"), None
        )
        end = receiver.end if receiver else noun.i + 1
        after = tokens[end] if end < len(tokens) else noun
        gerund = receiver is not None and after.pos == "VERB" and after.head == verb.i
        content = after if gerund else tokens[after.head]
        if content.head != verb.i or content.i <= noun.i:
            continue
        if gerund or (after.dep == "mark" and content.pos == "VERB"):
            tokens[content.i] = replace(content, head=noun.i, dep="acl")
        elif after.dep == "case" and base(content.dep) == "obl" and content.pos == "NOUN":
            tokens[content.i] = replace(content, head=noun.i, dep="nmod")


# Verbs --------------------------------------------------------------------------------------------


def _raise_verbs(tokens: list[Token], lore: Lore) -> None:
    """Give back its clause to a verb that hangs below its own complement.

    "Washington undertakes to train": a plural noun as subject of a bare infinitive. "The chief urges aid": as subject of a
    noun without a copula. "Medvedev threatened countries": a modifier between a name and a noun. "Norway plans to donate":
    a plural noun with a clause below it and a name before.
    """
    for token in list(tokens):
        if (
            (_could_be_verb(token, lore) or _agrees(tokens, token, lore))
            and not _is_governed(tokens, token)
            and (_has_clause(tokens, token) or _has_subject(tokens, token))
            and _nominal(tokens[token.i - 1])
            and tokens[token.i - 1].head == token.i
        ):
            tokens[token.i] = replace(token, pos="VERB", lemma=_PAST.get(token.text.lower(), token.lemma))
            tokens[token.i - 1] = replace(tokens[token.i - 1], dep="nsubj")
            _claim_object(tokens, token.i)
            continue
        below = tokens[token.head]
        if token.head <= token.i or token.i == 0:
            continue
        if _is_subject_verb(tokens, token, below, lore) or _is_modifying_verb(tokens, token, below):
            _rotate(tokens, token.i, below.i)


def _take_deed(tokens: list[Token], accused: Span, lore: Lore) -> None:
    """ "accused Russia of shelling civilians": a word in -ing between "of" and a second object is what somebody is accused of."""
    if accused.end + 2 >= len(tokens) or tokens[accused.end].text.lower() not in ("of", "for"):
        return
    deed, mark = tokens[accused.end + 1], tokens[accused.end]
    verb = next((t for t in reversed(tokens[: accused.start]) if t.pos == "VERB"), None)
    if verb is None or not deed.text.endswith("ing") or deed.pos not in ("NOUN", "NUM", "ADJ"):
        return
    lemma = verb_in_ing(deed.text.lower(), lore.is_verb)
    object_ = next((t for t in tokens[deed.i + 1 :] if t.head == verb.i and t.dep == "obj"), None)
    if (
        lemma is None
        or object_ is None
        or any(t.pos in ("VERB", "ADP") for t in tokens[deed.i + 1 : object_.i])
    ):
        return
    head = tokens[accused.head]
    tokens[head.i] = replace(head, head=verb.i, dep="obj")
    tokens[deed.i] = replace(deed, pos="VERB", head=verb.i, dep="advcl", lemma=lemma, feats="VerbForm=Ger")
    tokens[mark.i] = replace(mark, head=deed.i, dep="mark")
    tokens[object_.i] = replace(object_, head=deed.i)
    for word in [t for t in tokens[deed.i + 1 : object_.i] if t.head in (head.i, deed.i)]:
        tokens[word.i] = replace(word, head=object_.i, dep="amod")


def _hang_wishes(tokens: list[Token], lore: Lore) -> None:
    """ "urged Congress on Monday to approve the package": what somebody is urged to do is no purpose of the urging."""
    for token in [t for t in tokens if t.dep == "advcl" and t.head < t.i and is_to_do(tokens, t)]:
        if lore.requests(tokens[token.head]) and governs(tokens, token.head, "obj"):
            tokens[token.i] = replace(token, dep="xcomp")


def _find_predicate(tokens: list[Token], lore: Lore) -> None:
    """ "His running mate, JD Vance, opposes further aid.": a sentence has a verb, and where none was seen it is the noun that could be one."""
    root = root_of(tokens)
    seen = any(
        t.pos == "AUX" or (t.pos == "VERB" and base(t.dep) not in ("amod", "compound")) for t in tokens
    )
    if root is None or seen or tokens[-1].text != "." or root.pos not in ("NOUN", "PROPN"):
        return
    verb = next(
        (t for t in tokens[1 : root.i] if t.dep in ("conj", "appos") and _could_be_verb(t, lore)), root
    )
    subject = tokens[verb.head]
    if verb is root or subject.head != root.i or base(subject.dep) != "nsubj" or subject.i > verb.i:
        return
    lemma = _infinitive(verb, lore) or verb.lemma
    feats = "Mood=Ind|Tense=Pres|VerbForm=Fin"
    tokens[verb.i] = replace(verb, pos="VERB", lemma=lemma, head=verb.i, dep="root", feats=feats)
    tokens[subject.i] = replace(subject, head=verb.i, dep="nsubj")
    tokens[root.i] = replace(root, head=verb.i, dep="obj")


def _resume(tokens: list[Token], lore: Lore) -> None:
    """ "condemns the attack, calls upon Moscow to withdraw": a bare noun behind a whole clause is its second predicate."""
    root = root_of(tokens)
    if root is None or root.i == 0 or tokens[root.i - 1].text != "," or not _could_be_verb(root, lore):
        return
    kids = [t for t in tokens[: root.i] if t.head == root.i]
    first = next((k for k in kids if k.pos == "VERB" and governs(tokens, k.i, "nsubj")), None)
    if first is None or any(k.pos in ("DET", "ADJ", "NOUN", "PROPN", "ADP") for k in kids):
        return
    lemma = _infinitive(root, lore) or root.lemma
    tokens[first.i] = replace(first, head=first.i, dep="root")
    tokens[root.i] = replace(
        root, pos="VERB", lemma=lemma, head=first.i, dep="conj", feats="Mood=Ind|Tense=Pres|VerbForm=Fin"
    )


def _has_subject(tokens: Sequence[Token], noun: Token) -> bool:
    """Whether a noun has a subject right before it and no copula: "UDCG consists of 50 nations"."""
    before = tokens[noun.i - 1]
    subject = before.head == noun.i and base(before.dep) == "nsubj"
    return subject and not any(t.head == noun.i and t.dep == "cop" for t in tokens)


def _is_governed(tokens: Sequence[Token], noun: Token) -> bool:
    """Whether a noun is a verb's object: the claims in "rejected US claims that"."""
    return base(noun.dep) in ("obj", "iobj") and noun.head < noun.i and tokens[noun.head].pos == "VERB"


def _is_subject_verb(tokens: Sequence[Token], token: Token, below: Token, lore: Lore) -> bool:
    """Whether a noun is the subject of what it must govern: a bare infinitive, a noun without a copula."""
    if base(token.dep) != "nsubj" or not _nominal(tokens[token.i - 1]) or not _could_be_verb(token, lore):
        return False
    if below.pos == "VERB":
        return is_to_do(tokens, below)
    return below.pos in ("NOUN", "PROPN") and not any(t.head == below.i and t.dep == "cop" for t in tokens)


def _is_modifying_verb(tokens: Sequence[Token], token: Token, below: Token) -> bool:
    """Whether a verb modifies what must be its object: "Medvedev threatened countries"."""
    if token.pos != "VERB" or base(token.dep) != "amod":
        return False
    before = tokens[token.i - 1]
    sister = before.pos == "PROPN" and before.head == below.i and before.dep in ("compound", "nmod")
    return governs(tokens, token.i, "nsubj") or (sister and below.head == below.i)


def _claim_object(tokens: list[Token], verb: int) -> None:
    """The noun after a verb so found that hangs on it as if coordinated is its object, a gerund its complement."""
    for token in [
        t for t in tokens[verb + 1 :] if t.head == verb and t.dep == "acl" and t.text.endswith("ing")
    ]:
        tokens[token.i] = replace(token, dep="xcomp")
    for token in tokens[verb + 1 :]:
        if (
            token.head == verb
            and token.dep in ("conj", "dep", "appos")
            and token.pos in ("NOUN", "PROPN")
            and not governs(tokens, verb, "obj")
        ):
            tokens[token.i] = replace(token, dep="obj")


def _could_be_verb(token: Token, lore: Lore) -> bool:
    if token.i == 0 or token.pos not in ("NOUN", "PROPN"):
        return False
    form = token.text.endswith("s") or token.text.lower() in _PAST
    return form and _infinitive(token, lore) is not None


def _infinitive(token: Token, lore: Lore) -> str | None:
    """The verb that a word taken for a noun is a form of: "opposes", whose lemma as a noun is none."""
    text = token.text.lower()
    forms = (_PAST.get(text, token.lemma.lower()), text.removesuffix("s"), text.removesuffix("es"))
    return next((f for f in forms if lore.is_verb(f)), None)


def _agrees(tokens: Sequence[Token], token: Token, lore: Lore) -> bool:
    """Whether a noun stands like a bare verb behind a plural: "The Social Democrats oppose sending"."""
    before = tokens[token.i - 1] if token.i > 0 else token
    return (
        token.pos == "NOUN"
        and token.text == token.lemma
        and before.pos in ("NOUN", "PROPN")
        and before.text.endswith("s")
        and lore.is_verb(token.lemma)
        and governs(tokens, token.i, "acl")
    )


def _has_clause(tokens: Sequence[Token], token: Token) -> bool:
    """What no noun has: an object, a complement clause, or a particle of its own ("shot down")."""
    return any(
        t.head == token.i
        and t.i > token.i
        and (base(t.dep) in ("xcomp", "ccomp", "obj") or t.dep == "compound:prt")
        for t in tokens
    )


def _rotate(tokens: list[Token], verb: int, below: int) -> None:
    old = tokens[below]
    root = old.head == old.i
    tokens[verb] = replace(
        tokens[verb], pos="VERB", head=verb if root else old.head, dep="root" if root else old.dep
    )
    tokens[below] = replace(old, head=verb, dep="xcomp" if old.pos == "VERB" else "obj")
    subject = verb - 1
    if not governs(tokens, verb, "nsubj") and tokens[subject].pos in ("NOUN", "PROPN", "PRON"):
        tokens[subject] = replace(tokens[subject], head=verb, dep="nsubj")
    for token in list(tokens[:subject]):
        if token.head in (verb, below) and token.dep in ("compound", "amod", "det", "nmod:poss", "flat"):
            tokens[token.i] = replace(token, head=subject)


def _nominal(token: Token) -> bool:
    """Whether it can be a verb's subject: "whose volunteers" are nobody's deed."""
    return token.pos in ("NOUN", "PROPN", "PRON") and token.text.lower() != "whose"


def _give_objects(tokens: list[Token]) -> None:
    """ "halted military aid", "visited Kyiv a week earlier": a noun right behind a verb, with nothing that coordinates the two, is its object."""
    for lone in [t for t in tokens if t.dep == "iobj" and t.head < t.i]:
        who = any(t.head == lone.head and t.dep == "nsubj" and relative_pronoun(t) for t in tokens)
        gapped = base(tokens[lone.head].dep) == "acl" and not who  # "the howitzers France gave Ukraine"
        if not gapped and not any(governs(tokens, lone.head, d) for d in ("obj", "ccomp", "xcomp")):
            tokens[lone.i] = replace(lone, dep="obj")
    for noun in [t for t in tokens if t.dep == "conj" and t.pos in ("NOUN", "PROPN")]:
        verb = tokens[noun.head]
        between = tokens[verb.i + 1 : noun.i]
        beside = verb.i < noun.i and all(t.head == noun.i and t.text != "," for t in between)
        joined = any(t.dep in ("cc", "case") for t in between)
        full = any(governs(tokens, verb.i, d) for d in ("obj", "ccomp", "xcomp"))
        if verb.pos == "VERB" and beside and not joined and not full:
            tokens[noun.i] = replace(noun, dep="obj")


# Small questions ----------------------------------------------------------------------------------


def _depth(tokens: Sequence[Token], token: Token) -> int:
    depth = 0
    while tokens[token.i].head != token.i and depth <= len(tokens):
        token = tokens[token.head]
        depth += 1
    return depth
