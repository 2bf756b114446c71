"""Subjects given back to finite verbs: a clause has one, and where the parser left it out it stands before the verb.

"Kyiv, meanwhile, keeps pleading": the name that the verb was hung below. "In July 2022 Jake Sullivan disclosed": the name
that a date hides. "Russia, Sullivan said, had been using": one verb has two subjects, and the next one none. Whoever speaks
or gives is lost with a lost subject, and what is said passes into the article's own mouth.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.syntax import OPENING_QUOTES, base, governs, put_above, subject_relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token
    from ukgraph.spans import Span

_SUBJECTS = ("nsubj", "csubj", "expl")
_LOOSE = ("dep", "dislocated", "vocative")
_PARTS = ("flat", "compound", "nummod", "goeswith", "fixed")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "what", "where", "when"})
_APART = ("PROPN", "NUM")  # a place or a date before a subject
_INSERTIONS = 2  # "Kyiv, meanwhile, ..., keeps": how many a subject and its verb may have between them


def seat_subjects(tokens: list[Token], names: Sequence[Span], dates: Sequence[Span]) -> None:
    """Give each finite verb without a subject the noun phrase that stands before it, if one does; last verb first."""
    _speak_as(tokens)
    _part(tokens)
    _join_adjacent(tokens)
    _join_addressed(tokens)
    _part_place(tokens)
    for name in names:
        _wish(tokens, name)
        _name_subject(tokens, name)
        _begin_anew(tokens, name)
        _stand_beside(tokens, name)
        _begin_second(tokens, name)
    for verb in reversed([t for t in tokens if t.pos == "VERB"]):
        token = tokens[verb.i]
        if not _lacks(tokens, token):
            continue
        found = _before(tokens, token, names, dates)
        if (
            found is not None
            and (tokens[found].pos == "PROPN" or any(found in (n.head, tokens[n.head].head) for n in names))
            and not _is_object(tokens, found, token)
        ):
            _seat(tokens, token.i, found, names, dates)


def _speak_as(tokens: list[Token]) -> None:
    """ "We, the leaders of the G7, reaffirm our commitment": who speaks is the subject, and what he is stands beside."""
    if len(tokens) < 6 or tokens[0].text not in ("We", "I") or tokens[1].text != ",":
        return
    closing = next((t.i for t in tokens[2:-2] if t.text == ","), None)
    verb = tokens[closing + 1] if closing is not None else tokens[0]
    if verb.pos != "VERB" or verb.head != 0 or any(t.pos in ("VERB", "AUX") for t in tokens[2:closing]):
        return
    put_above(tokens, verb, tokens[0], "nsubj")
    for token in [t for t in tokens[verb.i + 1 :] if t.head == verb.i and t.dep == "nsubj"]:
        tokens[token.i] = replace(token, dep="obj")


def _begin_anew(tokens: list[Token], name: Span) -> None:
    """ "...; Germany, the largest contributor, undertook": a name behind a semicolon is the subject of the verb that follows."""
    subject = tokens[name.head]
    if base(subject.dep) not in _LOOSE or name.start == 0 or tokens[name.start - 1].text != ";":
        return
    verb = next((t for t in tokens[name.end :] if t.head == subject.head and t.pos == "VERB"), subject)
    if verb.dep in ("conj", "parataxis") and not governs(tokens, verb.i, "nsubj"):
        tokens[subject.i] = replace(subject, head=verb.i, dep=subject_relation(tokens, verb.i))


def _stand_beside(tokens: list[Token], name: Span) -> None:
    """ "Russia's war on its neighbor Ukraine has shattered": a name right behind a noun of somebody's stands beside it."""
    subject = tokens[name.head]
    noun = tokens[name.start - 1] if name.start > 1 else subject
    first = tokens[noun.head]
    owned = any(t.head == noun.i and t.dep == "nmod:poss" for t in tokens[: noun.i])
    loose = first.dep == "obl:unmarked" and first.head == subject.head and first.pos == "NOUN"
    if base(subject.dep) == "nsubj" and noun.pos == "NOUN" and noun.dep == "nmod" and owned and loose:
        tokens[first.i] = replace(first, dep=subject.dep)
        tokens[subject.i] = replace(subject, head=noun.i, dep="appos")


def _begin_second(tokens: list[Token], name: Span) -> None:
    """ "faces attacks from Iran and Ukraine is under bombardment": a name between "and" and "is" begins a clause of its own."""
    subject = tokens[name.head]
    be = tokens[name.end] if name.end < len(tokens) else subject
    joined = name.start > 0 and tokens[name.start - 1].pos == "CCONJ"
    if subject.dep != "conj" or not joined or be.dep not in ("cop", "aux") or be.lemma != "be":
        return
    predicate, first = tokens[be.head], tokens[tokens[be.head].head]
    if predicate.i < be.i or governs(tokens, predicate.i, "nsubj") or first.i > name.start:
        return
    tokens[subject.i] = replace(subject, head=predicate.i, dep=subject_relation(tokens, predicate.i))
    tokens[name.start - 1] = replace(tokens[name.start - 1], head=predicate.i)
    tokens[predicate.i] = replace(predicate, dep="conj")


def _wish(tokens: list[Token], name: Span) -> None:
    """ "demanded that NATO end its support": the bare verb of a wish is no noun that the name belongs to."""
    subject = tokens[name.head]
    verb = tokens[subject.head]
    after = name.start > 0 and tokens[name.start - 1].lemma.lower() in ("that", "the")
    if subject.dep != "compound" or verb.dep != "ccomp" or verb.i != name.end or not after:
        return
    if verb.pos != "VERB" and not governs(tokens, verb.i, "obj"):
        return
    tokens[verb.i] = replace(verb, pos="VERB")
    tokens[subject.i] = replace(subject, dep=subject_relation(tokens, verb.i))
    for that in [t for t in tokens[: subject.i] if t.head == verb.i and t.lemma.lower() == "that"]:
        tokens[that.i] = replace(that, dep="mark")


def _name_subject(tokens: list[Token], name: Span) -> None:
    """ "Sergei Nechayev, the Russian ambassador, condemned": the name is the subject, and the office stands beside it."""
    person = tokens[name.head]
    verb = tokens[person.head]
    loose = base(person.dep) in ("advmod", "obl", "dislocated", "vocative", "dep", "discourse", "parataxis")
    if not loose or person.pos != "PROPN" or verb.pos != "VERB" or tokens[name.end % len(tokens)].text != ",":
        return
    marked = any(t.head == person.i and t.dep == "case" for t in tokens)
    office = next((t for t in tokens[name.end : verb.i] if t.head == verb.i and base(t.dep) == "nsubj"), None)
    if office is None or marked or tokens[verb.i - 1].text != ",":
        return
    tokens[person.i] = replace(person, dep=office.dep)
    tokens[office.i] = replace(office, head=person.i, dep="appos")


def _part(tokens: list[Token]) -> None:
    """Of two subjects of one verb the first belongs to the next verb that has none: "Russia, Sullivan said, had been using"."""
    for verb in [t for t in tokens if t.pos == "VERB"]:
        own = [
            t
            for t in tokens[: verb.i]
            if t.head == verb.i and (t.dep == "nsubj" or (t.pos == "PROPN" and t.dep in _LOOSE))
        ]
        if len(own) != 2 or own[1].dep != "nsubj" or tokens[own[0].i + 1].text != ",":
            continue
        other = next((t for t in tokens[verb.i + 1 :] if _is_finite(tokens, t)), None)
        if other is None or stands_above(tokens, own[0].i, other.i):
            continue
        if _lacks(tokens, other) and tokens[verb.i + 1].text == ",":
            _hang(tokens, own[0].i, other.i)


def _join_adjacent(tokens: list[Token]) -> None:
    """ "South Korean MPs say": of two subjects side by side the first only describes the second."""
    for noun in [t for t in tokens[1:] if t.dep == "nsubj" and t.pos in ("NOUN", "PROPN")]:
        before = tokens[noun.i - 1]
        if before.dep == "nsubj" and before.head == noun.head and before.pos in ("ADJ", "NOUN", "PROPN"):
            tokens[before.i] = replace(before, head=noun.i, dep="compound")


def _part_place(tokens: list[Token]) -> None:
    """ "At a meeting in Copenhagen, Denmark and the Netherlands agreed": behind the comma stand those who agreed, and no places."""
    for last in [t for t in tokens[:-1] if t.dep == "conj" and t.pos == "PROPN"]:
        place, verb = tokens[last.head], tokens[last.i + 1]
        beside = [t for t in tokens[place.i : last.i] if t.head == place.i and t.dep in ("appos", "conj")]
        first = next((t for t in beside if t.pos == "PROPN"), last)
        comma = any(t.text == "," for t in tokens[place.i : first.i])
        seated = governs(tokens, place.i, "case") and place.pos == "PROPN" and first is not last
        if (
            comma
            and seated
            and verb.pos in ("VERB", "AUX")
            and _is_finite(tokens, verb)
            and _lacks(tokens, verb)
        ):
            tokens[first.i] = replace(first, head=verb.i, dep="nsubj")
            tokens[last.i] = replace(last, head=first.i)
            for joint in [t for t in tokens[first.i : last.i] if t.head == place.i and t.dep == "cc"]:
                tokens[joint.i] = replace(joint, head=last.i)


def _join_addressed(tokens: list[Token]) -> None:
    """ "Putin, Kim sign pact": of two names before a headline's verb the first is nobody who is addressed."""
    if tokens[-1].text in (".", "!", "?"):
        return
    for second in [t for t in tokens[2:] if base(t.dep) == "nsubj" and t.pos == "PROPN"]:
        verb = tokens[second.head]
        first = next((t for t in tokens[: second.i] if t.head == verb.i and t.dep == "vocative"), None)
        between = [t for t in tokens[(first or second).i + 1 : second.i] if t.head != second.i]
        plural = verb.pos == "VERB" and verb.text == verb.lemma
        if first is not None and first.pos == "PROPN" and plural and [t.text for t in between] == [","]:
            tokens[first.i] = replace(first, dep=second.dep)
            tokens[second.i] = replace(second, head=first.i, dep="conj")


def _lacks(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a finite verb has no subject of its own and shares none."""
    if not _is_finite(tokens, verb) or "Mood=Imp" in verb.feats:
        return False
    if base(verb.dep) == "conj" or verb.dep == "acl:relcl":
        return False
    kids = [t for t in tokens if t.head == verb.i and t.i != verb.i]
    return not any(base(t.dep) in _SUBJECTS or t.dep == "cop" for t in kids)


def _is_object(tokens: Sequence[Token], noun: int, verb: Token) -> bool:
    """Whether a noun is what another verb does something to: "let friends know", "treat you like"."""
    governor = tokens[tokens[noun].head]
    return (
        base(tokens[noun].dep) in ("obj", "iobj")
        and governor.pos == "VERB"
        and governor.i < noun
        and governor.i != verb.i
    )


def _is_finite(tokens: Sequence[Token], verb: Token) -> bool:
    if verb.pos != "VERB" or verb.lemma.lower() == "be":
        return False
    auxiliaries = [t for t in tokens if t.head == verb.i and base(t.dep) == "aux" and t.i < verb.i]
    if any(t.lemma.lower() == "to" for t in auxiliaries):
        return False
    return "VerbForm=Fin" in verb.feats or any("VerbForm=Fin" in t.feats for t in auxiliaries)


def _before(tokens: Sequence[Token], verb: Token, names: Sequence[Span], dates: Sequence[Span]) -> int | None:
    """The head of the noun phrase that ends right before a verb; its adverbs, dates and what stands between commas are passed over."""
    own = [t.i for t in tokens if t.head == verb.i and base(t.dep) in ("aux", "advmod") and t.i < verb.i]
    at = verb.i - 1
    insertions = 0
    while at >= 0:
        token = tokens[at]
        day = next((d for d in dates if d.start <= at < d.end), None)
        held = (
            token.head == verb.i
            and base(token.dep) == "obl"
            and any(i < at and tokens[i].pos == "AUX" for i in own)
        )
        if held:
            at = min(t.i for t in tokens if at in (t.i, t.head)) - 1  # "has in secret received"
        elif at in own or (
            token.pos == "PUNCT" and token.text in OPENING_QUOTES and min(own, default=at) < at
        ):
            at -= 1  # 'had "attacked civilian targets"'
        elif token.pos in ("ADV", "PART", "AUX") and token.head == verb.i:
            at -= 1
        elif day is not None:
            at = day.start - 1
            at -= 1 if at >= 0 and tokens[at].pos == "ADP" else 0
        elif token.text in (",", "–", "—") and insertions < _INSERTIONS:
            opening = _opening(tokens, at, verb.i)
            if opening is None:
                return None
            insertions += 1
            at = opening - 1
        elif token.pos in ("NOUN", "PROPN", "NUM") or (
            token.pos == "PRON" and token.lemma.lower() not in _RELATIVE
        ):
            return _phrase(tokens, at, verb, names, dates)
        else:
            return None
    return None


def _opening(tokens: Sequence[Token], closing: int, verb: int) -> int | None:
    """The mark that opens the insertion which ends at `closing`: what is between must depend on nothing that follows but the verb."""
    mark = tokens[closing].text
    for at in range(closing - 1, 0, -1):
        if tokens[at].text != mark:
            continue
        inside = range(at + 1, closing)
        outward = {t.head for t in tokens[at + 1 : closing] if t.head not in inside}
        governs = any(t.head in inside and t.i > closing and t.i != verb and t.pos != "PUNCT" for t in tokens)
        if not governs and all(i <= at or i == verb for i in outward):
            return at
    return None


def _phrase(
    tokens: Sequence[Token], last: int, verb: Token, names: Sequence[Span], dates: Sequence[Span]
) -> int | None:
    """The head of the phrase that ends at a token: up from "countries" to "officials from some 40 countries"."""
    head = last
    for _ in range(len(tokens)):
        name = next((n for n in names if n.start <= head < n.end), None)
        head = name.head if name is not None else head
        token, above = tokens[head], tokens[tokens[head].head]
        nominal = above.pos in ("NOUN", "PROPN", "NUM")
        if base(token.dep) in _PARTS and nominal and above.i != verb.i and above.i <= last:
            head = above.i
            continue
        start = name.start if name is not None else _start(tokens, head)
        joined = base(token.dep) == "conj" and any(t.head == head and t.dep == "cc" for t in tokens)
        if not _is_cased(tokens, head, start, names, dates) and not joined:
            return head
        if not (above.i < head and nominal and base(token.dep) in ("nmod", "conj", "acl")):
            return None
        head = above.i
    return None


def _start(tokens: Sequence[Token], head: int) -> int:
    """Where a noun begins with the words that belong to it."""
    own = (*_PARTS, "det", "amod", "nmod:poss")
    return min([head, *(t.i for t in tokens if t.head == head and t.dep in own)])


def _is_cased(
    tokens: Sequence[Token], head: int, start: int, names: Sequence[Span], dates: Sequence[Span]
) -> bool:
    """Whether a preposition stands before a noun that is the noun's own."""
    if start > 0 and tokens[start - 1].pos == "ADP":
        return True
    cases = [t for t in tokens if t.head == head and base(t.dep) == "case" and t.pos != "PART"]
    return any(not _belongs_elsewhere(tokens, t, start, names, dates) for t in cases)


def _belongs_elsewhere(
    tokens: Sequence[Token], case: Token, start: int, names: Sequence[Span], dates: Sequence[Span]
) -> bool:
    """Whether a preposition stands before another name or date: "In Berlin Chancellor Olaf Scholz announced"."""
    noun = tokens[start - 1] if start > 0 else case
    if any(t.pos == "PRON" for t in tokens[case.i + 1 : case.i + 2]):
        return True  # "About this Sabrina Singh informed journalists"
    if noun.pos == "NOUN" and any(t.pos == "DET" for t in tokens[case.i + 1 : noun.i]):
        return True  # "On the eve of the summit President Erdoğan agreed"
    return any(case.i < x.start and x.end <= start and case.i + 2 >= x.start for x in (*names, *dates))


def _seat(tokens: list[Token], verb: int, subject: int, names: Sequence[Span], dates: Sequence[Span]) -> None:
    noun, governor = tokens[subject], tokens[tokens[subject].head]
    if base(noun.dep) in _SUBJECTS and governor.i not in (verb, subject) and _is_finite(tokens, governor):
        return  # "the package announced on Wednesday includes": it has its clause
    _return_case(tokens, verb, subject, names, dates)
    seat(tokens, verb, subject)


def seat(tokens: list[Token], verb: int, subject: int) -> None:
    """Make a noun the subject of a verb, wherever either hangs."""
    if stands_above(tokens, subject, verb):
        _raise(tokens, verb, subject)
    _hang(tokens, subject, verb)


def _return_case(
    tokens: list[Token], verb: int, subject: int, names: Sequence[Span], dates: Sequence[Span]
) -> None:
    """Give the preposition of "In July 2022 Jake Sullivan" back to what stands right behind it."""
    start = next((n.start for n in names if n.head == subject), subject)
    for case in [t for t in tokens if t.head == subject and t.dep == "case" and t.i < start]:
        between = (x for x in (*names, *dates) if case.i < x.start and x.end <= start)
        # Not "after a Russian missile attack".
        other = next((x for x in between if tokens[x.head].pos in _APART), None)
        if other is not None and not stands_above(tokens, other.head, verb):
            tokens[case.i] = replace(case, head=other.head)
            tokens[other.head] = replace(tokens[other.head], head=verb, dep="obl")


def _raise(tokens: list[Token], verb: int, subject: int) -> None:
    """Let a verb take the place of the noun that it hangs below, with what belongs to the clause."""
    noun = tokens[subject]
    root = noun.head == subject
    for kid in list(tokens):
        own = kid.i > verb or base(kid.dep) in ("obl", "advmod", "cc", "mark")
        if kid.head == subject and kid.i not in (subject, verb) and own:
            tokens[kid.i] = replace(kid, head=verb)
    argument = base(noun.dep) in ("nsubj", "obl", "obj", "nmod")
    dep = "root" if root else tokens[verb].dep if argument else noun.dep
    tokens[verb] = replace(tokens[verb], head=verb if root else noun.head, dep=dep)


def _hang(tokens: list[Token], subject: int, verb: int) -> None:
    tokens[subject] = replace(tokens[subject], head=verb, dep=subject_relation(tokens, verb))


def stands_above(tokens: Sequence[Token], upper: int, lower: int) -> bool:
    """Whether one token governs another, directly or through others."""
    node = lower
    for _ in tokens:
        if tokens[node].head == node:
            return False
        node = tokens[node].head
        if node == upper:
            return True
    return False
