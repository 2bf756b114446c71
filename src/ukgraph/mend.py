"""Trees put right by what the catalogue, the calendar and the lexicon know better than a small parser.

A name is one word, a date hangs on its verb, ", Putin said," is a parenthesis, and "Washington undertakes to train" has
a verb that the tagger took for a noun. Each repair is one function from tokens to tokens; none touches the words.
A wrong tree could put a claim into the article's own mouth, so the repairs of speech matter most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ukgraph.clauses import relate_nearest, seat_clauses
from ukgraph.datelines import detach_dateline
from ukgraph.owners import restore_owners
from ukgraph.predicates import seat_predicates
from ukgraph.records import Token
from ukgraph.relatives import seat_relatives
from ukgraph.retag import restore_nouns, restore_verbs, verb_in_ing
from ukgraph.spans import Span
from ukgraph.subjects import seat, seat_subjects, stands_above
from ukgraph.syntax import (
    ADDING,
    base,
    governs,
    has_passive_auxiliary,
    is_to_do,
    last_words,
    opener,
    root_of,
    subject_relation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Sentence

_LONGEST_ASIDE = 12  # tokens: ", in the strongest possible terms,"
_LOOSE_OBJECTS = ("appos", "obl", "conj", "nmod", "dep")
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj", "root", "parataxis")
_UNLISTED = ("parataxis", "vocative", "appos", "list", "dep")
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
_CODE = re.compile("[A-Z]{3}")
_PARTS = frozenset({"one", "another", "other"})
_EXTREMES = frozenset({"least", "most"})
_PREPOSITIONS = frozenset({"to", "from", "in", "of", "on", "with", "near", "at", "against", "into"})
_PERIODS = frozenset({"year", "month", "week", "quarter", "day"})
_OPENERS = (",", "”", '"', "—", "–")


@dataclass(frozen=True, slots=True)
class Lore:
    """What the repairs know of words: which verbs say, which words are people, which lemmas can be verbs, which words count people, which nouns weigh what they govern, and which verbs have for their object who is told or ask for something."""

    says: Callable[[Token], bool]
    is_person: Callable[[str], bool]
    is_verb: Callable[[str], bool]
    counts_people: Callable[[Token], bool]
    weighs: Callable[[Token], bool]
    addresses: Callable[[Token], bool]
    requests: Callable[[Token], bool]
    particles: Mapping[
        str, frozenset[str]
    ]  # verb -> the particles that it forms a known verb with: "hand" -> "over"


def mend(
    sentence: Sentence, names: Sequence[Span], dates: Sequence[Span], arms: set[int], lore: Lore
) -> Sentence:
    """The sentence with its tree repaired; words and offsets stay. `arms` are the tokens that are weapons or aid."""
    tokens = list(sentence.tokens)
    for token in [t for t in tokens if t.dep == "advcl:relcl"]:  # "it was Poland that sent tanks"
        tokens[token.i] = replace(token, dep="acl:relcl")
    restore_owners(tokens)
    restore_nouns(tokens, lore.is_person, lore.weighs)
    restore_verbs(tokens, lore.is_verb, lore.counts_people)
    for span in (*names, *dates):
        if span.end - span.start > 1:
            _join(tokens, span)
    detach_dateline(tokens)
    for date in dates:
        _mend_date(tokens, date, names)
    _name_objects(tokens)
    _seat_phrases(tokens)
    for name in names:
        _own(tokens, name, names)
        _name(tokens, name)
        _attach(tokens, name)
    _join_subjects(tokens)
    _list(tokens, names)
    _part_fates(tokens, names)
    _bind_prepositions(tokens, names)
    _lift_prepositions(tokens)
    _join_currencies(tokens)
    _free_numbers(tokens)
    _count_heads(tokens)
    _free_particles(tokens, lore)
    _name_phrases(tokens, lore)
    _seat_objects(tokens)
    if not last_words(ADDING).isdisjoint(t.text.lower() for t in tokens):
        _hang_examples(tokens)
        _hang_named_examples(tokens, names)
    if arms:
        _give_arms(tokens, arms)
        _raise_listed(tokens, arms)
        _go_on_behind(tokens, arms)
    _hang_shares(tokens)
    _hang_content(tokens, names, lore)
    _hang_wishes(tokens, lore)
    for name in names:
        _take_deed(tokens, name, lore)
    _resume(tokens, lore)
    seat_clauses(tokens, names, lore.says, lore.weighs)
    seat_relatives(tokens, dates)
    _raise_verbs(tokens, lore)
    _find_predicate(tokens, lore)
    seat_predicates(tokens, lore.says)
    for verb in [t.i for t in tokens if lore.says(t)]:
        _let_it_speak(tokens, verb)
        _report(tokens, names, verb, lore)
    seat_subjects(tokens, names, dates)
    relate_nearest(tokens)
    _give_objects(tokens)
    return replace(sentence, tokens=tuple(tokens))


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
        tokens[verb.i] = replace(verb, head=verb.i, dep="root")
        tokens[day.i] = replace(day, head=verb.i, dep="obl:unmarked")


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


def _seat_phrases(tokens: list[Token]) -> None:
    """ "After talks with Zelensky, Tusk promised": a noun with a preposition is no clause."""
    for noun in [t for t in tokens if t.dep in ("advcl", "obl") and t.pos == "NOUN"]:
        kids = [t for t in tokens if t.head == noun.i and t.i != noun.i]
        marks = [t for t in kids if t.dep == "mark"]
        if len(marks) == 1 and not any(base(k.dep) in ("nsubj", "cop", "aux", "obj") for k in kids):
            tokens[noun.i] = replace(noun, dep="obl")
            tokens[marks[0].i] = replace(marks[0], dep="case", pos="ADP")


def _join_subjects(tokens: list[Token]) -> None:
    """ "He and Kim Jong Un signed": two subjects of one verb around "and" are coordinated."""
    for joint in [t for t in tokens[1:-1] if t.dep == "cc" and t.text.lower() == "and"]:
        first, second = tokens[joint.i - 1], tokens[joint.head]
        twins = first.head == second.head and base(first.dep) == base(second.dep) == "nsubj"
        if twins and second.i > joint.i:
            tokens[second.i] = replace(second, head=first.i, dep="conj")


def _list(tokens: list[Token], names: Sequence[Span]) -> None:
    """What is coordinated, told by names and by the little words between them."""
    _coordinate(tokens, names)
    _enumerate(tokens, names)
    _list_below(tokens, names)
    _join_of_phrases(tokens)


def _coordinate(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "Frederiksen and Zelenskyy sealed": two names around "and" are coordinated, whatever hangs where."""
    for left in names:
        right = next((n for n in names if n.start == left.end + 1), None)
        if right is None or tokens[left.end].pos != "CCONJ":
            continue
        a, b = tokens[left.head], tokens[right.head]
        if (
            base(a.dep) in _LOOSE
            and base(b.dep) in ("nsubj", "obj", "obl", "nmod")
            and not stands_above(tokens, a.i, b.i)
            and b.head != a.i
        ):
            tokens[a.i] = replace(a, head=b.head, dep=b.dep)
            tokens[b.i] = replace(b, head=a.i, dep="conj")


def _list_below(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "sanctions on Russia, Belarus and Iran": names behind a name are joined to it, and not to the noun that it belongs to."""
    for left, right in pairwise(names):
        first, other = tokens[left.head], tokens[right.head]
        while first.dep == "conj" and first.head < first.i:
            first = tokens[first.head]
        noun = tokens[first.head]
        below = first.dep == "nmod" and noun.pos == "NOUN" and noun.i < first.i
        near = left.end < right.start <= left.end + 2  # "Belgium, the Netherlands"
        if below and near and other.dep == "conj" and other.head == noun.i:
            tokens[other.i] = replace(other, head=first.i)


def _join_of_phrases(tokens: list[Token]) -> None:
    """ "the accession of Finland and of Sweden attests": what begins with "and of" is no subject, but joined to what "of" began."""
    for mark in [t for t in tokens[3:-1] if t.text.lower() == "of" and tokens[t.i - 1].pos == "CCONJ"]:
        other = tokens[mark.head]
        earlier = (t for t in reversed(tokens[: mark.i - 1]) if t.text.lower() == "of" and t.dep == "case")
        first = next((tokens[t.head] for t in earlier), None)
        if first is None or base(other.dep) != "nsubj" or not first.i < mark.i < other.i < other.head:
            continue
        tokens[other.i] = replace(other, head=first.i, dep="conj")
        noun, verb = first, tokens[other.head]
        while noun.dep in ("nmod", "conj") and noun.head < noun.i:
            noun = tokens[noun.head]
        if not stands_above(tokens, noun.i, verb.i):
            tokens[noun.i] = replace(noun, head=verb.i, dep=other.dep)
            for opener in [t for t in tokens[: noun.i] if t.head == noun.i and t.text.lower() == "as"]:
                tokens[opener.i] = replace(opener, head=verb.i, dep="mark")


def _enumerate(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "Denmark, Sweden and Norway will buy", "to Ukraine, Estonia and Lithuania": a list of names is one coordination."""
    for left in names:
        after = left.end + 1
        after += after < len(tokens) and tokens[after].pos == "DET"  # "Belgium, the Netherlands and Denmark"
        right = next((n for n in names if n.start in (left.end + 1, after)), None)
        if right is None or tokens[left.end].text != ",":
            continue
        a, b = tokens[left.head], tokens[right.head]
        if b.dep == "appos" and b.head == a.i and _goes_on_listing(tokens, a, right):
            tokens[b.i] = replace(b, dep="conj")  # "Denmark, the Netherlands, Norway and the United States"
            continue
        if not any(t.head == b.i and base(t.dep) == "conj" and t.i > b.i for t in tokens):
            continue
        verb = tokens[b.head]
        if (
            base(b.dep) == "nsubj"
            and verb.head == a.i
            and verb.pos == "VERB"
            and base(verb.dep) == "parataxis"
        ):
            above = verb.i if a.head == a.i else a.head  # the clause was hung below the first of its subjects
            tokens[verb.i] = replace(verb, head=above, dep="root" if above == verb.i else "ccomp")
            a = tokens[a.i] = replace(a, head=verb.i, dep=b.dep)
        source = tokens[a.head]
        if (
            base(a.dep) == "conj"
            and base(source.dep) == "obl"
            and source.head == b.head
            and base(b.dep) == "nsubj"
        ):
            # "According to Reuters, Germany, the Netherlands and Belgium will": Reuters is none of them.
            a = tokens[a.i] = replace(a, head=b.head, dep=b.dep)
        bare = base(a.dep) == "obl" and a.head == b.head and not governs(tokens, a.i, "case")
        apart = bare or base(a.dep) in ("vocative", "dislocated", "discourse")
        loose = apart and base(b.dep) == "nsubj"
        second = base(b.dep) == "obj" and a.head == b.head and b.head < a.i and base(a.dep) in ("obj", "obl")
        if loose:
            tokens[a.i] = replace(a, head=b.head, dep=b.dep)
        first = a
        while base(first.dep) == "conj" and first.head < first.i:
            first = tokens[first.head]  # "Norway, Italy, the Netherlands and Romania"
        # "The leaders of France, Germany and Poland" are held by "leaders".
        holder = tokens[first.head] if first.dep == "nmod" else first
        twin = holder.head == b.head and holder.dep == b.dep and base(b.dep) == "nsubj" and b.i > holder.i
        if (
            loose
            or twin
            or (second and any(t.head == b.head and t.dep == "obj" and t.i < a.i for t in tokens))
        ):
            tokens[b.i] = replace(b, head=a.i, dep="conj")


def _goes_on_listing(tokens: Sequence[Token], first: Token, second: Span) -> bool:
    """Whether a comma and a third name follow two: no capital of a country, but the next of a list."""
    third = [t for t in tokens[second.end + 1 :] if t.head in (first.i, second.head) and t.dep == "conj"]
    return bool(third) and tokens[second.end].text == "," and third[0].pos == "PROPN"


def _part_fates(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "facing attacks from Iran and Ukraine under bombardment": who is under fire is not coordinated with who attacks another."""
    for name in names:
        victim = tokens[name.head]
        under = tokens[name.end] if name.end + 1 < len(tokens) else victim
        if victim.dep == "conj" and under.text.lower() == "under" and under.head != victim.head:
            noun = tokens[under.head]
            below = stands_above(tokens, victim.i, noun.i)
            if under.dep == "case" and noun.i > under.i and not below:
                tokens[victim.i] = replace(victim, head=noun.i, dep="dep")


def _bind_prepositions(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "a visit to Kyiv lasted": a name after a preposition is no subject; "for NATO to send": unless it is to do something."""
    for name in names:
        token = tokens[name.head]
        mark = tokens[name.start - 1] if name.start > 0 else token
        if mark.i > 0 and mark.text.lower() == "the":
            mark = tokens[mark.i - 1]
        if mark.pos not in ("ADP", "PART") or token.head == token.i:
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


def _noun_before(tokens: Sequence[Token], i: int) -> Token | None:
    """The head of the noun phrase that ends right before token i."""
    noun = tokens[i - 1] if i > 0 else None
    while noun is not None and base(noun.dep) in ("compound", "flat") and noun.head != noun.i:
        noun = tokens[noun.head]
    return noun if noun is not None and noun.pos in ("NOUN", "PROPN") and noun.i < i else None


def _give_subject(tokens: list[Token], name: Span, mark: Token) -> None:
    """ "called for NATO to send": NATO is who is to send."""
    token = tokens[name.head]
    to = tokens[name.end] if name.end < len(tokens) else token
    verb = tokens[to.head]
    if (
        to.dep == "mark"
        and to.lemma.lower() == "to"
        and verb.pos == "VERB"
        and verb.head == token.head
        and not governs(tokens, verb.i, "nsubj")
    ):
        tokens[token.i] = replace(token, head=verb.i, dep="nsubj")
        tokens[mark.i] = replace(mark, head=verb.i, dep="mark")


def _lift_prepositions(tokens: list[Token]) -> None:
    """ "the first of 31 Abrams tanks": the preposition is that of the tanks, and not of their number."""
    for of in [t for t in tokens if t.dep == "case" and t.text.lower() == "of"]:
        number = tokens[of.head]
        if number.pos == "NUM" and number.dep == "nummod" and number.head > number.i:
            tokens[of.i] = replace(of, head=number.head)


def _join_currencies(tokens: list[Token]) -> None:
    """ "CAD 220 million for drones": the number belongs to its currency, and what hangs on it too."""
    for code in [t for t in tokens[:-1] if t.pos == "PROPN" and _CODE.fullmatch(t.text)]:
        number = next((t for t in tokens[code.i + 1 :] if t.pos != "NUM" or t.head == code.head), code)
        if number.pos != "NUM" or number.head != code.head or code.head == code.i:
            continue
        tokens[number.i] = replace(number, head=code.i, dep="nummod")
        for kid in [t for t in tokens[number.i + 1 :] if t.head == number.i]:
            tokens[kid.i] = replace(kid, head=code.i)


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


def _free_particles(tokens: list[Token], lore: Lore) -> None:
    """ "handed over another batch": the particle is the verb's, and the batch its object."""
    for token in [t for t in tokens[1:] if t.dep == "case"]:
        verb, noun = tokens[token.i - 1], tokens[token.head]
        if (
            verb.pos == "VERB"
            and token.text.lower() in lore.particles.get(verb.lemma.lower(), ())
            and noun.head == verb.i
            and not governs(tokens, verb.i, "obj")
        ):
            tokens[token.i] = replace(token, head=verb.i, dep="compound:prt")
            tokens[noun.i] = replace(noun, dep="obj")


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


def _seat_objects(tokens: list[Token]) -> None:
    """What is given, bought and spent: lists of it, what is thought of it, and what it costs."""
    _list_objects(tokens)
    _resume_objects(tokens)
    _list_measures(tokens)
    _judge_objects(tokens)
    _price_nouns(tokens)
    _spend_yearly(tokens)


def _list_objects(tokens: list[Token]) -> None:
    """What follows "is providing:" is its object; a clause cannot modify a verb, it is its complement."""
    for token in list(tokens):
        verb = tokens[token.head]
        if verb.pos != "VERB" or verb.i >= token.i:
            continue
        if (
            token.dep == "parataxis"
            and token.pos in ("NOUN", "PROPN")
            and tokens[verb.i + 1].text == ":"
            and not governs(tokens, verb.i, "obj")
        ):
            tokens[token.i] = replace(token, dep="obj")
            for other in list(tokens[token.i + 1 :]):
                if (
                    other.head == token.i
                    and other.dep == "appos"
                    and any(t.text in (";", ",") for t in tokens[token.i : other.i])
                ):
                    tokens[other.i] = replace(other, dep="conj")
        if token.dep == "obj" and tokens[verb.i + 1].text == ":":
            _list_behind(tokens, token)
        gerund = token.text.endswith("ing")
        if token.dep == "acl" and token.pos == "VERB" and (gerund or is_to_do(tokens, token)):
            tokens[token.i] = replace(token, dep="xcomp")
        if token.dep == "advcl" and _is_bare_gerund(tokens, token, verb):
            tokens[token.i] = replace(token, dep="xcomp")


def _list_behind(tokens: list[Token], first: Token) -> None:
    """ "include: munitions for NASAMS; Stinger missiles; TOW missiles": what semicolons part stands in one list."""
    stop = first.i
    for token in tokens[first.i :]:
        stop = token.i if token.text == ";" else stop
        loose = token.dep in ("conj", "appos") and token.pos in ("NOUN", "PROPN")
        if loose and first.i <= token.head <= stop < token.i and stands_above(tokens, first.i, token.i):
            tokens[token.i] = replace(token, head=first.i, dep="conj")


def _list_measures(tokens: list[Token]) -> None:
    """ "sent thousands of shells, dozens of tanks": measures of the same form behind a comma stand in one list."""
    for more in [t for t in tokens[3:-2] if t.dep in _UNLISTED and t.pos == "NOUN"]:
        opened = tokens[more.i - 1].text == "," or tokens[more.i - 2].text == ","
        if not opened or tokens[more.i + 1].text.lower() != "of":
            continue
        first = next((t for t in tokens[: more.i] if t.head == more.head and t.dep == "obj"), None)
        if first is not None and tokens[first.i + 1].text.lower() == "of" and first.head < first.i:
            tokens[more.i] = replace(more, head=first.i, dep="conj")


def _resume_objects(tokens: list[Token]) -> None:
    """ "condemned, in the strongest terms, the attack": what follows an aside right behind a verb is its object."""
    for verb in [t for t in tokens[:-4] if t.pos == "VERB" and tokens[t.i + 1].text == ","]:
        if tokens[verb.i + 2].pos not in ("ADP", "ADV") or tokens[verb.i + 2].text.lower() == "by":
            continue
        comma = next((t.i for t in tokens[verb.i + 2 : verb.i + _LONGEST_ASIDE] if t.text == ","), None)
        if comma is None or governs(tokens, verb.i, "obj") or governs(tokens, verb.i, "aux:pass"):
            continue
        noun = next((t for t in tokens[comma + 1 :] if verb.i <= t.head < comma), None)
        phrase = noun is not None and noun.pos in ("NOUN", "PROPN") and base(noun.dep) in _LOOSE_OBJECTS
        named = noun is not None and noun.dep == "appos" and tokens[noun.head].pos == "PROPN"
        if noun is None or not phrase or named or governs(tokens, noun.i, "case"):
            continue
        if all(stands_above(tokens, noun.i, t.i) for t in tokens[comma + 1 : noun.i]):
            tokens[noun.i] = replace(noun, head=verb.i, dep="obj")
            for word in [t for t in tokens[verb.i + 1 : comma] if t.head == noun.i]:
                tokens[word.i] = replace(word, head=verb.i)


def _judge_objects(tokens: list[Token]) -> None:
    """ "called the rhetoric dangerous": the noun right before what it is called is the object."""
    for judged in [t for t in tokens if t.pos == "ADJ" and t.dep == "xcomp" and t.i > 0]:
        noun, verb = tokens[judged.i - 1], tokens[judged.head]
        beside = noun.head == verb.i and noun.dep == "xcomp"
        below = noun.head == judged.i and noun.dep == "compound"
        known = any(t.head == judged.i and t.pos == "DET" for t in tokens[verb.i : noun.i])
        last = judged.i + 1 < len(tokens) and tokens[judged.i + 1].pos in ("PUNCT", "CCONJ")
        if (
            not (noun.pos == "NOUN" or (noun.pos == "ADJ" and below and known and last))
            or verb.pos != "VERB"
            or not (beside or below)
            or governs(tokens, verb.i, "obj")
        ):
            continue
        for kid in tokens[verb.i + 1 : noun.i] if below else ():
            if kid.head == judged.i:
                tokens[kid.i] = replace(kid, head=noun.i)
        tokens[noun.i] = replace(noun, head=verb.i, dep="obj", pos="NOUN")


def _price_nouns(tokens: list[Token]) -> None:
    """ "blocked a 6.6 billion euro tranche": the tranche is the object, not the billions before it."""
    for number in [t for t in tokens if t.pos in ("NUM", "SYM") and t.dep == "obj"]:
        noun = next((t for t in tokens[number.i + 1 : number.i + 3] if t.pos == "NOUN"), None)
        if (
            noun is None
            or noun.head != number.head
            or base(noun.dep) not in ("advcl", "obl", "dep", "parataxis", "xcomp")
        ):
            continue
        if not any(t.head == noun.i and t.dep in ("case", "mark") and t.i < noun.i for t in tokens):
            tokens[noun.i] = replace(noun, dep="obj")
            tokens[number.i] = replace(number, head=noun.i, dep="nummod")


def _spend_yearly(tokens: list[Token]) -> None:
    """ "40 billion euros a year in military aid": the aid is what the money is in, and not the year."""
    for kid in [t for t in tokens[3:] if t.dep == "nmod" and tokens[t.head].lemma in _PERIODS]:
        period = tokens[kid.head]
        article = tokens[period.i - 1].text.lower() in ("a", "per", "each", "every")
        money = next((t for t in tokens[: period.i] if t.dep == "obj" and t.head == period.head), None)
        if article and money is not None and kid.i > period.i:
            tokens[kid.i] = replace(kid, head=money.i)


def _is_bare_gerund(tokens: Sequence[Token], token: Token, verb: Token) -> bool:
    """Whether a gerund right after a verb or its particle is what the verb governs: "ruled out supplying tanks"."""
    between = tokens[verb.i + 1 : token.i]
    particles = all(t.head == verb.i and t.dep in ("compound:prt", "advmod") for t in between)
    marked = any(t.head == token.i and t.dep in ("mark", "case", "nsubj") for t in tokens)
    return (
        token.pos == "VERB"
        and token.text.endswith("ing")
        and particles
        and not marked
        and not governs(tokens, verb.i, "obj")
    )


def _hang_examples(tokens: list[Token]) -> None:
    """ "with various systems, including Iron Dome": examples belong to the noun right before, not to the verb."""
    for marker in list(tokens):
        example = tokens[marker.head]
        if base(marker.dep) not in ("case", "fixed", "mark") or base(example.dep) != "obl":
            continue
        opening = opener(tokens, marker.i + 1, ADDING)
        if not opening:
            continue
        before = marker.i - len(opening.split())
        before -= 1 if before > 0 and tokens[before].text == "," else 0
        if before < 0:
            continue
        noun = tokens[before]
        while base(noun.dep) in ("compound", "flat") and noun.head != noun.i:
            noun = tokens[noun.head]
        if noun.pos in ("NOUN", "PROPN") and noun.i < marker.i and example.head < noun.i:
            tokens[example.i] = replace(example, head=noun.i, dep="nmod")


def _hang_shares(tokens: list[Token]) -> None:
    """ "signed two pacts, one with Biden and another with Kishida": with whom each was signed, the pacts were."""
    for part in [t for t in tokens if t.text.lower() in _PARTS and base(t.dep) in ("appos", "conj")]:
        whole = tokens[part.head]
        whole = whole if whole.pos == "NOUN" else tokens[whole.head]
        for kid in [t for t in tokens[part.i + 1 :] if t.head == part.i and t.dep == "nmod"]:
            if whole.pos == "NOUN" and whole.i < part.i:
                tokens[kid.i] = replace(kid, head=whole.i)


def _hang_named_examples(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "NATO members, particularly Britain, are": so do names, whatever they hang on; "and Finland have signed" has both for subjects."""
    for name in names:
        opening = opener(tokens, name.start, ADDING)
        example = tokens[name.head]
        if not opening or base(example.dep) not in ("conj", "obl", "appos", "dep", "nsubj"):
            continue
        before = name.start - 1
        while tokens[before].pos == "DET":
            before -= 1
        before -= len(opening.split())
        before -= 1 if before > 0 and tokens[before].text == "," else 0
        own = next((n for n in names if n.start <= before < n.end), None)
        noun = tokens[own.head if own is not None else before]
        while own is None and base(noun.dep) in ("compound", "flat") and noun.i < noun.head < name.start:
            noun = tokens[noun.head]
        if before < 0 or noun.pos not in ("NOUN", "PROPN") or stands_above(tokens, example.i, noun.i):
            continue
        if base(example.dep) == "nsubj":
            _share_verb(tokens, noun, example)
        elif example.head != noun.i:
            tokens[example.i] = replace(example, head=noun.i, dep="nmod")


def _share_verb(tokens: list[Token], noun: Token, partner: Token) -> None:
    """Give a verb that hangs below its first subject's noun that subject too: "ministers from 14 allies as well as Finland have signed"."""
    verb = tokens[partner.head]
    while base(noun.dep) in ("nmod", "flat", "compound", "conj") and noun.head < noun.i:
        noun = tokens[noun.head]
    if verb.pos == "VERB" and verb.head == noun.i and base(verb.dep) in ("conj", "acl", "parataxis", "appos"):
        seat(tokens, verb.i, noun.i)
        tokens[partner.i] = replace(partner, head=noun.i, dep="conj")


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


def _give_arms(tokens: list[Token], arms: set[int]) -> None:
    """ "handed over to Ukraine another batch of aid": arms are no measure of how long something took."""
    for item in [t for t in tokens if t.dep == "obl:unmarked" and t.i in arms and t.head < t.i]:
        if tokens[item.head].pos == "VERB" and not governs(tokens, item.head, "obj"):
            tokens[item.i] = replace(item, dep="obj")


def _raise_listed(tokens: list[Token], arms: set[int]) -> None:
    """ "missiles to protect cities, radars and, to defend roads, drones": arms are listed with arms, not with what they are for."""
    for item in [t for t in tokens if t.dep == "conj" and t.i in arms]:
        if tokens[item.head].i in arms:
            continue
        node = tokens[item.head]
        while node.head != node.i and node.i not in arms:
            node = tokens[node.head]
        purposes = [
            t for t in tokens[node.i : item.i] if is_to_do(tokens, t) and stands_above(tokens, node.i, t.i)
        ]
        if node.i in arms and node.i < item.i and purposes:
            tokens[item.i] = replace(item, head=node.i)


def _go_on_behind(tokens: list[Token], arms: set[int]) -> None:
    """ "missiles, ammunition for howitzers, shells and mines": a list goes on behind what one of its arms are for.

    It was open before, or there is something else with what it is for: "missiles for Patriots, parts for Leopards and mines".
    """
    for mark in [t for t in tokens[1:] if t.dep == "case" and t.text.lower() == "for"]:
        thing, purpose = tokens[mark.i - 1], tokens[mark.head]
        behind = [t for t in tokens[purpose.i :] if t.head == purpose.i and t.dep == "conj"]
        later = [t for t in behind if not arms.isdisjoint((t.i, t.i - 1))]  # "20 Marder vehicles"
        if thing.i not in arms or not any(governs(tokens, t.i, "cc") for t in later):
            continue
        opened = thing.dep == "conj" and thing.head in arms and not governs(tokens, thing.i, "cc")
        marks = {t.i: tokens[t.i + 1] for t in later if t.i + 1 < len(tokens)}
        others = {i: tokens[m.head] for i, m in marks.items() if m.dep == "case" and m.text.lower() == "for"}
        if not opened and not others:
            continue
        first = thing.head if opened else thing.i
        tokens[purpose.i] = replace(purpose, head=thing.i, dep="nmod")
        for item in later:
            tokens[item.i] = replace(item, head=first)
        for i, other in others.items():
            tokens[other.i] = replace(other, head=i, dep="nmod")


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
    """ "halted military aid": a noun right behind a verb, with nothing that coordinates the two, is its object."""
    for noun in [t for t in tokens if t.dep == "conj" and t.pos in ("NOUN", "PROPN")]:
        verb = tokens[noun.head]
        between = tokens[verb.i + 1 : noun.i]
        beside = verb.i < noun.i and all(t.head == noun.i and t.text != "," for t in between)
        joined = any(t.dep in ("cc", "case") for t in between)
        full = any(governs(tokens, verb.i, d) for d in ("obj", "ccomp", "xcomp"))
        if verb.pos == "VERB" and beside and not joined and not full:
            tokens[noun.i] = replace(noun, dep="obj")


# Reports ------------------------------------------------------------------------------------------


def _let_it_speak(tokens: list[Token], verb: int) -> None:
    """ "It said that Russia attacked": before an active word of saying "it" is who speaks, and stands for no clause."""
    for it in [t for t in tokens[:verb] if t.head == verb and t.dep == "expl" and t.text.lower() == "it"]:
        if "Voice=Pass" not in tokens[verb].feats and not governs(tokens, verb, "nsubj"):
            tokens[it.i] = replace(it, dep="nsubj")


def _report(tokens: list[Token], names: Sequence[Span], verb: int, lore: Lore) -> None:
    """Make ", Putin said." and ", he said," reports of what stands around them."""
    before = _described(tokens, names, verb, lore) or _teller(tokens, names, verb)
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


def _teller(tokens: Sequence[Token], names: Sequence[Span], verb: int) -> Span | None:
    """Who stands right before a verb: "Putin said", "he said", "his press secretary, Karoline Leavitt, said"."""
    for name in names:
        apposed = any(t.text == "," for t in tokens[name.start : name.end])
        if name.end == verb or (apposed and name.end == verb - 1 and tokens[name.end].text == ","):
            return name
    if verb > 0 and tokens[verb - 1].pos == "PRON":
        return Span(verb - 1, verb, verb - 1)
    return _untold(tokens, verb)


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


def _untold(tokens: Sequence[Token], verb: int) -> Span | None:
    """ ", two people familiar with the matter said.": a phrase between a comma and a last word of saying, in another place."""
    closing = all(t.pos == "PUNCT" for t in tokens[verb + 1 :])
    comma = next((t.i for t in reversed(tokens[:verb]) if t.text == ","), None)
    if not closing or comma is None or governs(tokens, verb, "nsubj"):
        return None
    within = tokens[comma + 1 : verb]
    heads = [t for t in within if not comma < t.head < verb]
    if (
        len(heads) != 1
        or heads[0].pos != "NOUN"
        or heads[0].dep not in ("appos", "conj", "nmod", "obl", "dep")
    ):
        return None
    return Span(comma + 1, verb, heads[0].i)


def _opening(tokens: Sequence[Token], name: Span) -> int:
    """Where the phrase begins that a name ends: "the minister", "Defence Industry Minister Pat Conroy"."""
    start = name.start
    while start > 0 and (
        tokens[start - 1].pos == "DET"
        or tokens[start - 1].dep == "nmod:poss"
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


# Small questions ----------------------------------------------------------------------------------


def _depth(tokens: Sequence[Token], token: Token) -> int:
    depth = 0
    while tokens[token.i].head != token.i and depth <= len(tokens):
        token = tokens[token.head]
        depth += 1
    return depth
