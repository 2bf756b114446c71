"""Clauses hung where they belong: what is told on the verb that tells it, a purpose on what it is for.

"told the Council that Kyiv had shelled" has no clause about the Council, "London allowed" behind "after" is nothing that
anybody summoned, and in "Reuters reported, citing two sources, that" Reuters reports. A clause in the wrong place has the
wrong speaker, or none. Each repair is one function on a sentence's tokens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.reports import seat_claims, seat_reports, seat_sources
from ukgraph.subjects import stands_above
from ukgraph.syntax import (
    OPENING_QUOTES,
    base,
    governs,
    is_gerund,
    is_to_do,
    put_above,
    relative_pronoun,
    root_of,
    subject_relation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ukgraph.records import Token
    from ukgraph.spans import Span

_CONTRASTING = frozenset({"while", "whereas"})
_MAKING = frozenset({"make", "let"})
_LEAVING = frozenset({"leave"})
_CONCEDING = frozenset({"though", "although"})
_RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})
_ADDING = frozenset({"call", "accuse", "thank", "blame", "praise", "describe", "urge", "insist", "note"})
_ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit"})
_TIMES = frozenset({"after", "before", "until", "since", "till"})
_MEANWHILE = _TIMES | {"as"}
_PERIODS = frozenset({"minute", "hour", "day", "night", "week", "month", "year"})
_CONDITIONS = frozenset({"if", "unless"})
_USING = frozenset({"use", "employ", "deploy"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PUNCT"})


def seat_clauses(
    tokens: list[Token],
    names: Sequence[Span],
    says: Callable[[Token], bool],
    weighs: Callable[[Token], bool],
) -> None:
    """Repair the clauses of a sentence in place; `says` knows the verbs of saying, `weighs` what bends its content."""
    spoken = any(says(t) for t in tokens)  # where nobody says anything, no saying is to be repaired
    _ask_first(tokens)
    _end_aside(tokens)
    _end_inserted(tokens)
    _insert_gerunds(tokens)
    _end_relative(tokens, says)
    _open_contrasts(tokens)
    _lift_conditions(tokens)
    if spoken:
        seat_reports(tokens, says)
    _free_results(tokens)
    _go_on_listing(tokens)
    _keep_whole(tokens)
    _thank_for(tokens)
    seat_claims(tokens, names, weighs)
    _hear_say(tokens, says)
    _raise_conjuncts(tokens, says)
    _join_nor(tokens)
    _raise_bare(tokens)
    _free_infinitives(tokens)
    if spoken:
        _go_on_saying(tokens, says)
        seat_sources(tokens, names, says)
    _relate(tokens)
    _relate_by_preposition(tokens)
    _hang_uses(tokens)
    _seat_content(tokens, says)
    _seat_predicate(tokens, says)
    _extend(tokens, weighs)
    _relate_priced(tokens)
    _cite(tokens, says)
    _tell_when(tokens)
    if spoken:
        _tell_apart(tokens, says)
        _tell_behind(tokens, says)
    _tell_it(tokens)
    if spoken:
        _tell_beside(tokens, says)
    _part_contrasts(tokens, says)
    if spoken:
        _go_on_beside(tokens, says)
        _add(tokens, says)
        _say_beside(tokens, says)
        _begin_in_quotes(tokens, says)
    _announce(tokens)
    _tell_content(tokens, says, weighs)
    _seat_aims(tokens, weighs)
    _accuse(tokens, names)


def _lift_conditions(tokens: list[Token]) -> None:
    """ "If NATO sends troops, Medvedev threatened, Moscow will respond": nobody threatened if, a condition of what is holds for what will be."""
    for mark in [t for t in tokens if t.dep == "mark" and t.lemma.lower() in _CONDITIONS]:
        clause = tokens[mark.head]
        verb = tokens[clause.head]
        closing = next((t.i for t in tokens[verb.i :] if t.text == ","), len(tokens))
        above = next((t for t in tokens[closing:] if t.head == verb.i and t.dep == "parataxis"), verb)
        main = tokens[verb.head] if verb.head != verb.i else above
        tenses = (
            t.feats for t in tokens if t is clause or (t.head == clause.i and base(t.dep) in ("aux", "cop"))
        )
        present = any("Tense=Pres" in feats for feats in tenses)
        past = {"Tense=Past", "VerbForm=Fin"} <= set(verb.feats.split("|"))
        if clause.i < verb.i < closing < main.i and clause.dep == "advcl" and present and past:
            if main.head == verb.i:
                put_above(tokens, main, verb, "parataxis")
            tokens[clause.i] = replace(clause, head=main.i)
            tokens[verb.i] = replace(tokens[verb.i], dep="parataxis")


def _ask_first(tokens: list[Token]) -> None:
    """ "Asked whether Germany would send tanks, Scholz said no": a bare participle in front is not what is said."""
    first = tokens[0]
    subject = any(t.head == first.i and base(t.dep) in ("nsubj", "aux", "cop") for t in tokens)
    if first.pos != "VERB" or first.lemma == "have" or "Tense=Past" not in first.feats or subject:
        return
    main = next((t for t in tokens if t.head == first.i and t.dep == "parataxis"), tokens[first.head])
    comma = any(t.text == "," for t in tokens[: main.i])
    if main is first or main.pos != "VERB" or not comma or not governs(tokens, main.i, "nsubj"):
        return
    if first.head == first.i:
        tokens[main.i] = replace(main, head=main.i, dep="root")
    tokens[first.i] = replace(first, head=main.i, dep="advcl", feats="Tense=Past|VerbForm=Part|Voice=Pass")


def _end_aside(tokens: list[Token]) -> None:
    """ "The strike, which Russia has denied, killed five people": a verb behind a clause set off by commas is the noun's own."""
    noun = root_of(tokens)
    if noun is None or noun.pos not in ("NOUN", "PROPN"):
        return
    for verb in tokens[noun.i + 1 :]:
        behind_aside = verb.dep == "conj" and base(tokens[verb.head].dep) == "acl"
        if verb.pos != "VERB" or not behind_aside or tokens[verb.i - 1].text != ",":
            continue
        if "VerbForm=Fin" not in verb.feats and not governs(tokens, verb.i, "obj"):
            continue
        if any(governs(tokens, verb.i, dep) for dep in ("nsubj", "cc", "aux")):
            continue
        feats = "Mood=Ind|Tense=Past|VerbForm=Fin"
        tokens[verb.i] = replace(verb, head=verb.i, dep="root", feats=feats)
        tokens[noun.i] = replace(noun, head=verb.i, dep="nsubj")
        for last in [t for t in tokens[verb.i + 1 :] if t.head == noun.i]:
            tokens[last.i] = replace(last, head=verb.i)
        return


def _end_inserted(tokens: list[Token]) -> None:
    """ "Blinken, on a visit to London, accused Iran": a phrase set off by commas is no predicate, the verb behind it is."""
    noun = root_of(tokens)
    if noun is None or noun.pos not in ("NOUN", "PROPN"):
        return
    before = [t for t in tokens[: noun.i] if t.head == noun.i]
    subject = next((t for t in before if base(t.dep) == "nsubj" and t.pos in ("NOUN", "PROPN")), None)
    case = next((t for t in before if t.dep == "case"), None)
    verb = next((t for t in tokens[noun.i + 1 :] if t.head == noun.i and t.pos == "VERB"), None)
    if subject is None or case is None or verb is None or any(t.dep == "cop" for t in before):
        return
    if "VerbForm=Fin" not in verb.feats or tokens[verb.i - 1].text != "," or tokens[case.i - 1].text != ",":
        return
    if any(t.head == verb.i and base(t.dep) in ("nsubj", "cc", "mark") for t in tokens[: verb.i]):
        return
    put_above(tokens, verb, noun, "obl")
    tokens[subject.i] = replace(subject, head=verb.i, dep=subject_relation(tokens, verb.i))
    for last in [t for t in tokens[verb.i + 1 :] if t.head == noun.i]:
        tokens[last.i] = replace(last, head=verb.i)
    behind = next((t for t in tokens[verb.i + 1 :] if t.head == verb.i and t.dep == "nsubj"), None)
    if behind is not None and not governs(tokens, verb.i, "obj"):
        tokens[behind.i] = replace(behind, dep="obj")


def _insert_gerunds(tokens: list[Token]) -> None:
    """ "Pistorius, meeting Umerov in Berlin, promised shells": what somebody is doing meanwhile hangs on what he does."""
    for gerund in [t for t in tokens[2:] if is_gerund(t) and tokens[t.i - 1].text == ","]:
        called = next((t for t in tokens[: gerund.i] if t.head == gerund.i and t.dep == "vocative"), None)
        noun = tokens[gerund.head] if gerund.dep == "appos" else called
        if noun is None or noun.i > gerund.i:
            continue
        verb = tokens[noun.head] if noun is not called else tokens[gerund.head]
        if verb.pos == "VERB" and verb.i > gerund.i and (noun is called or base(noun.dep) == "nsubj"):
            tokens[noun.i] = replace(noun, head=verb.i, dep=subject_relation(tokens, verb.i))
            tokens[gerund.i] = replace(gerund, head=verb.i, dep="advcl")


def _end_relative(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "The drones that hit Moscow were launched in Russia": Moscow is what they hit, and the second verb is told of the drones."""
    for clause in [t for t in tokens if t.dep == "acl:relcl" and t.pos == "VERB" and not says(t)]:
        noun, kids = tokens[clause.head], [t for t in tokens if t.head == clause.i]
        main = next((k for k in kids if k.dep == "ccomp" and k.i > clause.i), clause)
        hit = next(
            (t for t in tokens[clause.i : main.i] if t.head == main.i and base(t.dep) == "nsubj"), main
        )
        relative = any(base(k.dep) == "nsubj" and relative_pronoun(k) for k in kids)
        close = all(hit.i in (t.i, t.head) for t in tokens[clause.i + 1 : hit.i + 1])
        said = noun.dep == "obj" and says(tokens[noun.head]) and noun.head < noun.i
        if main is clause or hit is main or not relative or not close or governs(tokens, clause.i, "obj"):
            continue
        if said or noun.head == noun.i:
            tokens[main.i] = replace(
                main, head=noun.head if said else main.i, dep="ccomp" if said else "root"
            )
            tokens[noun.i] = replace(noun, head=main.i, dep=hit.dep)
            tokens[hit.i] = replace(hit, head=clause.i, dep="obj")


def _open_contrasts(tokens: list[Token]) -> None:
    """ "Berlin hesitates, whereas Meloni, the prime minister, repeated that": what a conjunction opens is a clause, and the noun its subject."""
    for mark in [t for t in tokens if t.dep == "case" and t.text.lower() in _CONTRASTING | _CONCEDING]:
        noun = tokens[mark.head]
        verb = next((t for t in tokens[noun.i + 1 :] if t.pos == "VERB" and "VerbForm=Fin" in t.feats), None)
        cased = any(t.head == noun.i and t.dep == "case" and t.i > mark.i for t in tokens)
        if noun.pos not in ("NOUN", "PROPN") or noun.i < mark.i or verb is None or cased:
            continue
        told = any(
            "VerbForm=Fin" in t.feats for t in tokens[: mark.i]
        )  # "Poland, although a member, refused"
        if not told or governs(tokens, verb.i, "nsubj") or stands_above(tokens, noun.i, verb.i):
            continue
        first = next((t for t in tokens[: mark.i] if t.head == verb.i and t.dep == "ccomp"), None)
        if verb.head == verb.i and first is not None:
            tokens[first.i] = replace(first, head=first.i, dep="root")
        above = first.i if first is not None else _described(tokens, verb.head)
        if above < mark.i:
            tokens[verb.i] = replace(verb, head=above, dep="advcl")
            tokens[noun.i] = replace(noun, head=verb.i, dep="nsubj")
            tokens[mark.i] = replace(mark, head=verb.i, dep="mark", pos="SCONJ")


def _described(tokens: Sequence[Token], node: int) -> int:
    """The noun that a token only describes if it stands in a relative clause, else the token itself."""
    noun = node
    while tokens[node].head != node:
        noun = tokens[node].head if tokens[node].dep == "acl:relcl" else noun
        node = tokens[node].head
    return noun


def _part_contrasts(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Xi said that ..., while Scholz urged him": what another says in contrast is no part of what the first said."""
    for verb in [t for t in tokens if t.dep == "advcl" and governs(tokens, t.i, "nsubj")]:
        if not says(verb) and not governs(tokens, verb.i, "iobj"):
            continue
        mark = next((t for t in tokens[: verb.i] if t.head == verb.i and t.dep == "mark"), None)
        content = tokens[verb.head]
        report = tokens[content.head]
        if mark is None or mark.text.lower() not in _CONTRASTING or tokens[mark.i - 1].text != ",":
            continue
        if content.dep == "ccomp" and content.i < verb.i and says(report):
            tokens[verb.i] = replace(verb, head=report.i, dep="parataxis")


def _free_results(tokens: list[Token]) -> None:
    """ "hit a station, killing 50 people": a participle behind a comma tells what came of the whole, not of its last noun."""
    for participle in [t for t in tokens[2:] if t.dep == "acl" and is_gerund(t)]:
        noun = tokens[participle.head]
        if (
            tokens[participle.i - 1].text != ","
            or noun.i > participle.i
            or noun.dep not in ("obj", "obl", "nmod")
        ):
            continue
        while noun.dep in ("nmod", "conj", "appos", "flat", "compound") and noun.head != noun.i:
            noun = tokens[noun.head]
        verb = tokens[noun.head]
        if noun.dep in ("obj", "obl", "nsubj:pass") and verb.pos == "VERB" and verb.i < noun.i:
            tokens[participle.i] = replace(participle, head=verb.i, dep="advcl")


def _go_on_listing(tokens: list[Token]) -> None:
    """ "aid to Ukraine, Israel and Taiwan": a name between a name and "and" is nobody who is spoken to."""
    for name in [t for t in tokens[2:] if t.dep == "vocative" and t.pos == "PROPN"]:
        before = tokens[name.i - 2]
        joined = any(t.head == name.i and t.dep == "conj" for t in tokens)
        if tokens[name.i - 1].text == "," and before.pos == "PROPN" and joined:
            tokens[name.i] = replace(name, head=before.i, dep="conj")


def _keep_whole(tokens: list[Token]) -> None:
    """ "called the strike on Odesa a crime": what stands between two objects, right behind the first, is part of it."""
    for phrase in [t for t in tokens if t.dep == "obl" and tokens[t.head].pos == "VERB"]:
        objects = [
            t for t in tokens if t.head == phrase.head and t.dep in ("obj", "xcomp") and t.pos == "NOUN"
        ]
        first = next((t for t in objects if phrase.head < t.i < phrase.i), None)
        if first is None or not any(t.i > phrase.i for t in objects):
            continue
        if all(stands_above(tokens, phrase.i, t.i) for t in tokens[first.i + 1 : phrase.i]):
            tokens[phrase.i] = replace(phrase, head=first.i, dep="nmod")


def _thank_for(tokens: list[Token]) -> None:
    """ "thanked Canada for its gift and for hosting the training": the second "for" is what one is thanked for, too."""
    for gerund in [t for t in tokens if t.dep == "conj" and is_gerund(t) and tokens[t.head].pos == "VERB"]:
        mark = next((t for t in tokens if t.head == gerund.i and t.dep in ("mark", "case")), gerund)
        before = [
            t for t in tokens[gerund.head + 1 : mark.i] if t.dep in ("mark", "case") and t.text == mark.text
        ]
        if any(stands_above(tokens, gerund.head, t.head) for t in before):
            tokens[gerund.i] = replace(gerund, dep="advcl")


def _hear_say(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "North Korea said to have shipped shells": a headline's participle, and nobody knows who says so."""
    for verb in [t for t in tokens if "Tense=Past" in t.feats and says(t)]:
        content = next((t for t in tokens[verb.i :] if t.head == verb.i and t.dep == "xcomp"), None)
        if content is None or not is_to_do(tokens, content) or tokens[verb.i + 1].lemma != "to":
            continue
        perfect = any(t.head == content.i and t.lemma == "have" for t in tokens)
        subject = next((t for t in tokens[: verb.i] if t.head == verb.i and t.dep == "nsubj"), None)
        if perfect and subject is not None and verb.lemma == "say":
            tokens[verb.i] = replace(verb, feats="Tense=Past|VerbForm=Part|Voice=Pass")
            tokens[subject.i] = replace(subject, dep="nsubj:pass")


def _cite(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Reuters reported, citing two sources, that": the finite verb is the predicate, and not the gerund beside it.

    Nor is that what it reports: "TASS reported citing the ministry".
    """
    for gerund in [t for t in tokens[1:] if t.dep in ("xcomp", "ccomp") and is_gerund(t) and says(t)]:
        if gerund.head == gerund.i - 1 and says(tokens[gerund.head]):
            tokens[gerund.i] = replace(gerund, dep="advcl")
    root = root_of(tokens)
    if root is None or root.pos != "VERB" or not is_gerund(root) or governs(tokens, root.i, "aux"):
        return
    verb = next((t for t in tokens[: root.i] if t.head == root.i and t.dep == "parataxis" and says(t)), None)
    if verb is None or tokens[root.i - 1].text != ",":
        return
    tokens[verb.i] = replace(verb, head=verb.i, dep="root")
    tokens[root.i] = replace(root, head=verb.i, dep="advcl")
    for kid in [t for t in tokens[root.i + 1 :] if t.head == root.i and t.dep in ("parataxis", "punct")]:
        tokens[kid.i] = replace(kid, head=verb.i)


def _tell_when(tokens: list[Token]) -> None:
    """ "summoned the ambassador after London allowed": what "after" opens is when, whatever was taken for its preposition."""
    for mark in [t for t in tokens if t.dep == "case" and t.text.lower() in _TIMES]:
        subject = tokens[mark.head]
        clause = tokens[subject.head]
        if (
            base(subject.dep) == "nsubj"
            and mark.i < subject.i < clause.i
            and clause.dep in ("ccomp", "xcomp", "advcl", "parataxis", "conj")
            and clause.head < mark.i
        ):
            tokens[mark.i] = replace(mark, head=clause.i, dep="mark", pos="SCONJ")
            tokens[clause.i] = replace(clause, dep="advcl")
    for mark in [t for t in tokens[2:] if t.dep == "mark" and t.text.lower() in _TIMES]:
        _tell_how_long(tokens, mark)
    for mark in [t for t in tokens[2:-2] if t.dep == "case" and t.text.lower() in _MEANWHILE]:
        _tell_meanwhile(tokens, mark)
    for mark in [t for t in tokens[2:-2] if t.dep == "advmod" and t.text.lower() == "as"]:
        number = tokens[mark.head]  # "hit the station as 4,000 people waited"
        if number.pos == "NUM" and number.dep == "nummod" and tokens[number.head].dep == "obj":
            _tell_meanwhile(tokens, replace(mark, head=number.head))


def _tell_how_long(tokens: list[Token], mark: Token) -> None:
    """ "said the ministry, hours after Poland asked", "the aid days before Biden met": when something is told of is no part of a noun."""
    clause, period = tokens[mark.head], tokens[mark.i - 1]
    if clause.pos != "VERB" or clause.i < mark.i:
        return
    if period.lemma.lower() in _PERIODS and period.pos == "NOUN":
        first = next((t for t in tokens[: period.i] if t.head == clause.i and t.dep == "ccomp"), None)
        if first is not None and clause.head == clause.i:
            put_above(tokens, first, clause, "advcl")
        elif clause.head == period.i and period.head < period.i:
            tokens[clause.i] = replace(clause, head=period.head, dep="advcl")
        tokens[period.i] = replace(period, head=clause.i, dep="obl:unmarked")
    noun = tokens[tokens[clause.i].head]
    verb = tokens[noun.head]
    if (
        tokens[clause.i].dep == "acl"
        and noun.dep in ("obj", "obl")
        and noun.i < mark.i
        and verb.pos == "VERB"
    ):
        tokens[clause.i] = replace(tokens[clause.i], head=verb.i, dep="advcl")


def _tell_meanwhile(tokens: list[Token], mark: Token) -> None:
    """ "Five were killed as missiles hit Dnipro": a verb that nothing joins to what is before has the noun behind "as" for its subject.

    So has one that the parser took for the noun's own, where it has an object: "after a drone struck a car".
    """
    noun = tokens[mark.head]
    verb, above = tokens[min(noun.i + 1, len(tokens) - 1)], tokens[noun.head]
    finite = verb.dep == "conj" or (verb.dep in ("advcl", "xcomp") and "VerbForm=Fin" in verb.feats)
    own = verb.dep == "acl" and verb.head == noun.i and not is_gerund(verb) and governs(tokens, verb.i, "obj")
    loose = (own or (finite and verb.head < mark.i)) and verb.pos == "VERB" and noun.i > mark.i
    if loose and above.pos == "VERB" and not any(t.head == verb.i and t.i < verb.i for t in tokens):
        tokens[noun.i] = replace(noun, head=verb.i, dep="nsubj")
        tokens[mark.i] = replace(mark, head=verb.i, dep="mark", pos="SCONJ")
        tokens[verb.i] = replace(verb, head=above.i, dep="advcl")


def _tell_behind(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "stated after talks with Naledi Pandor that what the West waged was war": a "that" behind a name opens what is said."""
    for that in [t for t in tokens[2:-1] if t.dep in ("fixed", "mark") and t.lemma.lower() == "that"]:
        verb = next((t for t in reversed(tokens[: that.i]) if t.pos in ("VERB", "AUX", "PUNCT")), that)
        if not says(verb) or governs(tokens, verb.i, "ccomp") or tokens[that.i - 1].i == verb.i:
            continue
        outer = (t for t in tokens[that.i + 1 :] if verb.i < t.head < that.i)
        clause = next(outer, None)
        if clause is None or clause.dep not in ("conj", "acl", "acl:relcl"):
            continue
        finite = clause.pos == "VERB" or governs(tokens, clause.i, "cop")
        if finite and (tokens[clause.head].pos == "PROPN" or that.dep == "fixed"):
            tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")
            tokens[that.i] = replace(that, head=clause.i, dep="mark", pos="SCONJ")


def _tell_it(tokens: list[Token]) -> None:
    """ "made it plain that", "let slip that", "left no doubt that": what is said is the verb's, and not the word's beside it."""
    for word in [t for t in tokens[2:-2] if t.dep in ("xcomp", "obj") and t.head < t.i]:
        verb = tokens[word.head]
        it = next((t for t in tokens[verb.i + 1 : word.i] if t.text.lower() == "it"), None)
        made = word.dep == "xcomp" and verb.lemma in _MAKING and (it is not None or word.lemma == "know")
        no = any(t.head == word.i and t.lemma == "no" for t in tokens[verb.i : word.i])
        made = made or (verb.lemma, word.lemma) == ("let", "slip")
        if not made and not (no and word.lemma == "doubt" and verb.lemma in _LEAVING):
            continue
        rest = tokens[word.i + 1 :]
        that = next((t for t in rest if t.lemma.lower() == "that" or t.pos in ("VERB", "PUNCT")), word)
        clause = next((t for t in tokens[that.i + 1 :] if verb.i <= t.head < that.i), None)
        if that.lemma.lower() != "that" or clause is None or clause.pos == "PUNCT":
            continue
        tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")
        tokens[that.i] = replace(that, head=clause.i, dep="mark", pos="SCONJ")
        if made and it is not None:
            tokens[it.i] = replace(it, dep="expl")


def _tell_apart(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "said, without giving evidence, that Kyiv had attacked": a that-clause behind a parenthesis is what is said before it."""
    for that in [t for t in tokens[2:] if tokens[t.i - 1].text == "," and t.lemma.lower() == "that"]:
        clause = tokens[that.head]
        opened = next((t.i for t in reversed(tokens[: that.i - 1]) if t.text == ","), 0)
        verb = tokens[opened - 1] if opened else that
        if that.dep != "mark" or clause.i < that.i or not says(verb) or governs(tokens, verb.i, "ccomp"):
            continue
        if verb.head == clause.i:  # the report was hung below what it reports
            tokens[verb.i] = replace(
                verb, head=verb.i if clause.head == clause.i else clause.head, dep=clause.dep
            )
            for kid in [t for t in tokens if t.head == clause.i and (t.i < that.i or t.i == len(tokens) - 1)]:
                tokens[kid.i] = replace(kid, head=verb.i)
        elif clause.dep in ("ccomp", "conj") or not stands_above(tokens, verb.i, clause.i):
            continue
        tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")


def _tell_beside(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "the ministry claimed they were shot down; Kyiv did not comment": who speaks behind a semicolon is not quoted before it."""
    for report in [t for t in tokens if t.dep == "parataxis" and says(t) and governs(tokens, t.i, "nsubj")]:
        content = tokens[report.head]
        verb = tokens[content.head]
        between = tokens[content.i : report.i]
        if content.dep == "ccomp" and says(verb) and any(t.text == ";" for t in between):
            tokens[report.i] = replace(report, head=verb.i)


def _go_on_beside(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Russia launched 88 drones, the air force said, of which 79 were shot down": a relative clause is not what is said."""
    for clause in [t for t in tokens if t.dep == "ccomp" and tokens[t.head].dep == "parataxis"]:
        report = tokens[clause.head]
        opening = tokens[report.i + 1 : report.i + 4]
        relative = len(opening) == 3 and opening[0].text == "," and any(t.lemma in _RELATIVE for t in opening)
        if relative and clause.i > report.i and report.head < report.i and says(report):
            tokens[clause.i] = replace(clause, head=report.head, dep="conj")


def _add(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "said that a drone had crossed, adding that", "denies having struck it, calling the claim a lie": it is who speaks that does so."""
    for gerund in [
        t for t in tokens[1:] if t.dep == "advcl" and is_gerund(t) and tokens[t.i - 1].text == ","
    ]:
        if not (says(gerund) or gerund.lemma in _ADDING):
            continue
        node = tokens[gerund.head]
        while node.dep == "conj" and node.head < node.i:
            node = tokens[node.head]
        verb = tokens[node.head]
        if node.dep in ("ccomp", "xcomp") and verb.i < gerund.i and says(verb) and node.i < gerund.i:
            tokens[gerund.i] = replace(gerund, head=verb.i)


def _say_beside(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "thanked Denmark for the jets it has promised, telling a crowd that": whoever thanks it tells, and not whoever promised."""
    for gerund in [t for t in tokens[1:] if t.dep == "advcl" and is_gerund(t) and says(t)]:
        clause = tokens[gerund.head]
        subject = next((t for t in tokens[: clause.i] if t.head == clause.i and t.dep == "nsubj"), clause)
        noun = tokens[subject.i - 1]
        contact = clause.dep in ("acl:relcl", "parataxis") and noun.pos == "NOUN" and subject.i < clause.i
        if not contact or tokens[gerund.i - 1].text != "," or relative_pronoun(subject):
            continue
        verb = noun
        while verb.pos != "VERB" and verb.head != verb.i:
            verb = tokens[verb.head]
        if verb.pos == "VERB" and verb.i < noun.i:
            tokens[gerund.i] = replace(gerund, head=verb.i)


def _announce(tokens: list[Token]) -> None:
    """ "Johnson: UK to send missiles": behind the colon of a headline stands a clause of its own, with its own subject."""
    colon = next((t.i for t in tokens if t.text == ":"), 0)
    to = next((t for t in tokens[colon + 1 :] if t.text.lower() == "to"), None)
    root = root_of(tokens)
    if not colon or to is None or to.dep != "mark" or root is None:
        return
    verb, phrase = tokens[to.head], tokens[colon + 1 : to.i]
    subject = next((t for t in phrase if not colon < t.head < to.i or t.head == t.i), None)
    label = next((t for t in tokens[:colon] if t.head >= colon or t.head == t.i), None)
    if subject is None or label is None or any(t.pos not in _NAMING for t in (*phrase, *tokens[:colon])):
        return
    if verb.pos != "VERB" or verb.i < to.i or root.i not in (verb.i, subject.i, label.i):
        return
    tokens[verb.i] = replace(verb, head=verb.i, dep="root")
    tokens[subject.i] = replace(subject, head=verb.i, dep="nsubj")
    tokens[label.i] = replace(label, head=verb.i, dep="dislocated")


def _begin_in_quotes(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "said his country “is no longer sending arms”": the noun before the quotation is its subject, and nothing said."""
    for noun in [t for t in tokens[:-1] if t.dep == "obj" and tokens[t.i + 1].text in OPENING_QUOTES]:
        verb = tokens[noun.head]
        clause = next((t for t in tokens[noun.i :] if t.head == verb.i and t.dep == "ccomp"), None)
        if clause is None or verb.i > noun.i or not says(verb) or governs(tokens, clause.i, "nsubj"):
            continue
        if "VerbForm=Fin" in clause.feats or any(
            t.head == clause.i and base(t.dep) in ("aux", "cop") for t in tokens
        ):
            tokens[noun.i] = replace(noun, head=clause.i, dep=subject_relation(tokens, clause.i))


def _raise_conjuncts(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "agreed to send tanks but ruled out jets": a finite verb is no conjunct of an infinitive, but of what governs it."""
    for verb in [t for t in tokens if t.pos == "VERB" and t.dep == "conj" and "VerbForm=Fin" in t.feats]:
        first = tokens[verb.head]
        above = tokens[first.head]
        lower = base(first.dep) in ("xcomp", "advcl", "acl") and is_to_do(tokens, first)
        verbal = above.pos == "VERB" or tokens[above.head].pos == "VERB"
        if (lower and verbal and above.i < first.i) or _is_apart(tokens, verb, first, says):
            governor = above if above.pos == "VERB" else tokens[above.head]
            tokens[verb.i] = replace(verb, head=governor.i)


def _join_nor(tokens: list[Token]) -> None:
    """ "had neither sent weapons nor trained soldiers", "nor has it sent jets": "nor" denies the verb, which goes on from that of "neither"."""
    for nor in [t for t in tokens if t.dep == "cc" and t.text.lower() == "nor"]:
        helper = tokens[nor.head]
        second = tokens[helper.head] if base(helper.dep) == "aux" else helper
        tokens[nor.i] = replace(nor, head=second.i)
        neither = next((t for t in reversed(tokens[: nor.i]) if t.text.lower() == "neither"), None)
        first = tokens[neither.head] if neither is not None else second
        joined = second.pos == first.pos == "VERB" and second.dep == "conj" and second.i > first.i
        if joined and second.head in (first.head, first.i):
            tokens[second.i] = replace(second, head=first.i)


def _raise_bare(tokens: list[Token]) -> None:
    """ "will train soldiers in clearing mines and supply them": a bare verb is no conjunct of a gerund, but of what that is for."""
    for verb in [t for t in tokens if t.pos == "VERB" and t.dep == "conj" and t.lemma == t.text]:
        first = tokens[verb.head]
        above = tokens[first.head]
        lower = base(first.dep) in ("advcl", "acl", "xcomp", "obl", "nmod") and is_gerund(first)
        while lower and above.pos != "VERB" and above.head != above.i:
            above = tokens[above.head]
        bare = above.lemma == above.text and above.pos == "VERB" and above.i < first.i
        own = any(governs(tokens, verb.i, dep) for dep in ("nsubj", "aux", "mark"))
        if lower and bare and not own:
            tokens[verb.i] = replace(verb, head=above.i)


def _free_infinitives(tokens: list[Token]) -> None:
    """ "had been due to train a brigade": "to" before a bare verb is no part of a preposition."""
    for to in [t for t in tokens[:-1] if t.pos == "PART" and t.dep == "fixed"]:
        verb = tokens[to.i + 1]
        if verb.pos == "VERB" and verb.head == to.head and verb.lemma == verb.text:
            tokens[to.i] = replace(to, head=verb.i, dep="mark")
            tokens[verb.i] = replace(verb, dep="xcomp")


def _go_on_saying(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Kuleba said Iran had sent missiles, and North Korea had sent shells": what had been or would be is said too."""
    for clause in [t for t in tokens if t.dep in ("conj", "parataxis") and says(tokens[t.head])]:
        verb = tokens[clause.head]
        first = next((t for t in tokens[verb.i : clause.i] if t.head == verb.i and t.dep == "ccomp"), None)
        backward = any(t.head == clause.i and t.text.lower() in ("had", "would") for t in tokens[: clause.i])
        told = first is not None and _tense(verb) == "Past" and not says(clause)
        if told and first is not None and backward and governs(tokens, clause.i, "nsubj"):
            tokens[clause.i] = replace(clause, head=first.i, dep="conj")


def _is_apart(tokens: Sequence[Token], verb: Token, first: Token, says: Callable[[Token], bool]) -> bool:
    """ "rejects accusations that it targeted civilians and blames Kyiv": of another tense than the clause, and of that above it.

    In the past it must say something itself: "denied that it strikes clinics and blamed Kyiv", but "said that Russia lies and
    killed ten people".
    """
    noun = tokens[first.head]
    governor = tokens[noun.head] if noun.pos == "NOUN" else noun
    own = governs(tokens, verb.i, "nsubj") or governs(tokens, verb.i, "aux")
    subordinate = first.dep in ("ccomp", "acl", "acl:relcl") and governor.i < first.i < verb.i
    if own or not subordinate or governor.pos != "VERB":
        return False
    tenses = [_tense(t) for t in (verb, first, governor)]
    if tenses == ["Past", "Pres", "Past"]:
        return says(verb) or verb.lemma in _ADDING
    return tenses == ["Pres", "Past", "Pres"]


def _tense(verb: Token) -> str:
    finite = "VerbForm=Fin" in verb.feats
    return next((f.partition("=")[2] for f in verb.feats.split("|") if finite and f.startswith("Tense=")), "")


def _relate(tokens: list[Token]) -> None:
    """ "the missile, which Merz demanded, has not been sent": a clause that "which" opens behind a noun is the noun's."""
    for which in [t for t in tokens[2:] if t.lemma in _RELATIVE and tokens[t.i - 1].text == ","]:
        noun, clause = tokens[which.i - 2], tokens[which.head]
        while base(noun.dep) in ("compound", "flat") and noun.head != noun.i:
            noun = tokens[noun.head]
        above = tokens[clause.head]
        astray = clause.dep == "advcl" or (
            clause.dep == "acl:relcl" and above.pos == "VERB" and above.i < noun.i
        )
        if noun.pos in ("NOUN", "PROPN") and astray and clause.pos == "VERB" and clause.i > which.i:
            if stands_above(tokens, clause.i, noun.i):
                _give_back(tokens, noun, clause)
            tokens[clause.i] = replace(clause, head=noun.i, dep="acl:relcl")


def _give_back(tokens: list[Token], noun: Token, clause: Token) -> None:
    """ "said that Russia, which had received missiles, struck": the noun is the subject of what its clause was hung on."""
    main = clause.head
    for that in [t for t in tokens[: noun.i] if t.head == clause.i and t.lemma.lower() == "that"]:
        tokens[that.i] = replace(that, head=main)
    subject = base(noun.dep) == "nsubj"
    tokens[noun.i] = replace(noun, head=main, dep=subject_relation(tokens, main) if subject else noun.dep)


def _relate_by_preposition(tokens: list[Token]) -> None:
    """ "a strike on Odesa in which seven people died": the clause is about what stands before it."""
    for which in [t for t in tokens[3:] if tokens[t.i - 1].pos == "ADP" and t.lemma.lower() == "which"]:
        case, noun, clause = tokens[which.i - 1], tokens[which.i - 2], tokens[which.head]
        hung = clause.dep == "advcl" and clause.head < case.i and clause.i > which.i
        below = stands_above(tokens, clause.i, noun.i)
        if hung and not below and clause.pos == "VERB" and noun.pos in ("NOUN", "PROPN"):
            tokens[clause.i] = replace(clause, head=noun.i, dep="acl:relcl")
            tokens[case.i] = replace(case, head=which.i, dep="case")
            tokens[which.i] = replace(which, head=clause.i, dep="obl")


def relate_nearest(tokens: list[Token]) -> None:
    """ "Fico, the prime minister, who had met Putin": the one named had; "allies and Denmark, which has donated": Denmark has."""
    for clause in [t for t in tokens if t.dep == "acl:relcl"]:
        noun = tokens[clause.head]
        which = next((t for t in tokens[noun.i : clause.i] if relative_pronoun(t)), None)
        if which is None:
            _relate_barely(tokens, clause)
            continue
        if tokens[which.i - 1].text != ",":
            continue
        if noun.dep == "appos" and tokens[noun.head].pos == "PROPN" and noun.head < noun.i:
            tokens[clause.i] = replace(clause, head=noun.head)
            continue
        last = tokens[which.i - 2]
        verb = next((t for t in tokens[which.i : clause.i + 1] if "VerbForm=Fin" in t.feats), clause)
        one = "Number=Sing" in verb.feats and ("Tense=Pres" in verb.feats or verb.lemma == "be")
        named = last.pos == "PROPN" and noun.pos == "NOUN"
        if last.dep == "conj" and last.head == noun.i and (one or named):
            tokens[clause.i] = replace(clause, head=last.i)


def _relate_barely(tokens: list[Token], clause: Token) -> None:
    """ "owes its members money for arms they have given": a clause without "that" tells of the noun right before it."""
    doer = next(
        (t for t in tokens[: clause.i] if t.head == clause.i and t.dep == "nsubj" and t.pos == "PRON"), None
    )
    before = tokens[doer.i - 1] if doer is not None and doer.i else clause
    if (
        before.i < clause.i
        and before.pos == "NOUN"
        and before.i > clause.head
        and not governs(tokens, clause.i, "obj")
    ):
        tokens[clause.i] = replace(clause, head=before.i)


def _hang_uses(tokens: list[Token]) -> None:
    """ "blew up a bridge in Crimea used to supply troops": who blew it up has not supplied them over it."""
    for used in [
        t for t in tokens[1:-1] if t.dep == "advcl" and t.pos == "VERB" and t.text.lower() == "used"
    ]:
        held = next((t for t in tokens[: used.i] if t.head == used.head and t.dep == "obj"), None)
        if (
            held is not None
            and tokens[used.i - 1].text != ","
            and tokens[used.i + 1].text.lower() in ("to", "by", "for")
        ):
            tokens[used.i] = replace(used, head=held.i, dep="acl")


def _seat_content(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "said the package, which is worth $275 million, would include": what was said of the package has it for its subject."""
    for verb in [t for t in tokens if t.dep == "ccomp" and t.pos == "VERB" and says(tokens[t.head])]:
        said = tokens[verb.head]
        noun = next((t for t in tokens[said.i : verb.i] if t.head == said.i and t.dep == "obj"), None)
        helped = governs(tokens, verb.i, "aux") and not governs(tokens, verb.i, "nsubj")
        if noun is not None and helped and tokens[noun.i + 1].text == ",":
            tokens[noun.i] = replace(noun, head=verb.i, dep=subject_relation(tokens, verb.i))


def _seat_predicate(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "said another package was on its way": what has a copula right behind what was said has it for its subject."""
    for token in [t for t in tokens if t.dep == "parataxis" and says(tokens[t.head]) and t.head < t.i]:
        be = next((t for t in tokens if t.head == token.i and base(t.dep) == "cop"), None)
        noun = next(
            (t for t in tokens[token.head : token.i] if t.head == token.head and t.dep == "obj"), None
        )
        if be is None or noun is None or noun.i > be.i or governs(tokens, token.i, "nsubj"):
            continue
        between = tokens[noun.i + 1 : be.i]
        if all(t.pos != "PUNCT" and stands_above(tokens, noun.i, t.i) for t in between):
            tokens[noun.i] = replace(noun, head=token.i, dep="nsubj")
            tokens[token.i] = replace(token, dep="ccomp")


def _relate_priced(tokens: list[Token]) -> None:
    """ "a package worth up to $400 million that the Pentagon announced": what was announced is the package; so is what is to be done."""
    if not any(t.text == "worth" for t in tokens):
        return
    for aim in [t for t in tokens if t.dep in ("advcl", "xcomp") and is_to_do(tokens, t)]:
        worth = tokens[aim.head]
        if worth.lemma.lower() == "worth" and tokens[worth.head].pos == "NOUN" and worth.head < worth.i:
            tokens[aim.i] = replace(aim, head=worth.head, dep="acl")
    for receiver in [t for t in tokens if t.dep == "nmod" and tokens[t.i - 1].text.lower() in ("to", "for")]:
        total = tokens[receiver.head]  # "aid worth 13 billion crowns to Ukraine"
        verb = tokens[total.head]
        if verb.pos == "VERB" and any(
            t.head == total.i and t.lemma.lower() == "worth" for t in tokens[: total.i]
        ):
            tokens[receiver.i] = replace(receiver, head=verb.i, dep="obl")
    for clause in [t for t in tokens if t.dep == "acl:relcl"]:
        total = tokens[clause.head]
        worth = tokens[total.head]
        noun = tokens[worth.head]
        if worth.pos == "NOUN" and any(t.lemma.lower() == "worth" for t in tokens[worth.i + 1 : total.i]):
            tokens[clause.i] = replace(clause, head=worth.i)
        if worth.lemma.lower() == "worth" and total.i > worth.i > noun.i and noun.pos == "NOUN":
            tokens[clause.i] = replace(clause, head=noun.i)


def _extend(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """ "vetoed a bill extending aid": a gerund right behind a text says what is in it."""
    for gerund in [t for t in tokens[1:] if t.dep == "advcl" and t.pos == "VERB" and t.text.endswith("ing")]:
        noun = tokens[gerund.i - 1]
        if noun.pos == "NOUN" and noun.dep == "obj" and noun.head == gerund.head and weighs(noun):
            tokens[gerund.i] = replace(gerund, head=noun.i, dep="acl")


def _tell_content(
    tokens: list[Token], says: Callable[[Token], bool], weighs: Callable[[Token], bool]
) -> None:
    """ "told the Security Council that Kyiv had shelled": what somebody is told is no clause about him."""
    for clause in [t for t in tokens if t.dep == "acl:relcl"]:
        _unrelate(tokens, clause, says, weighs)
    for clause in [t for t in tokens if base(t.dep) == "acl"]:
        _tell_where(tokens, clause, says, weighs)
    for clause in [t for t in tokens if t.dep == "acl:relcl"]:
        told, verb = tokens[clause.head], tokens[tokens[clause.head].head]
        named = told.pos == "PROPN" and base(told.dep) in ("obl", "obj", "iobj")
        addressed = told.pos == "NOUN" and base(told.dep) in ("obj", "iobj") and _is_whole(tokens, clause)
        if (named or addressed) and says(verb) and _opens_clause(tokens, told.i + 1):
            tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")  # "said on Telegram he had met"
            continue
        that = next(
            (t for t in tokens[told.i + 1 : told.i + 3] if t.lemma == "that" and t.head == clause.i), None
        )
        if that is None or base(told.dep) not in ("obj", "iobj") or verb.i >= told.i or not says(verb):
            continue
        if any(t.head == clause.i and base(t.dep) == "nsubj" and that.i < t.i < clause.i for t in tokens):
            tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")
            tokens[that.i] = replace(that, dep="mark", pos="SCONJ")


def _unrelate(
    tokens: list[Token], clause: Token, says: Callable[[Token], bool], weighs: Callable[[Token], bool]
) -> None:
    """ "acknowledged in a written reply that Ukraine would be given": a "that" with a clause of its own behind it relates nothing."""
    that = next((t for t in tokens[: clause.i] if t.head == clause.i and t.lemma.lower() == "that"), None)
    if that is None or base(that.dep) in ("nsubj", "iobj"):
        return
    full = that.dep == "obj" and any(t.head == clause.i and t.dep == "obj" and t.i > clause.i for t in tokens)
    noun = tokens[clause.head]
    if (
        full
        and noun.pos == "NOUN"
        and not says(tokens[noun.head])
        and not _claim(tokens, clause, that, weighs)
    ):
        tokens[clause.i] = replace(clause, dep="acl")  # "got wind that Iran has sent missiles"
        tokens[that.i] = replace(that, dep="mark", pos="SCONJ")
    if that.dep == "obj" and tokens[clause.head].pos not in ("PROPN", "NUM"):
        return
    if that.dep == "obj" and _claim(tokens, clause, that, weighs):
        return
    node = tokens[clause.head]
    while node.head != node.i and not says(node) and not (weighs(node) and node.pos != "NUM"):
        node = tokens[node.head]
    if says(node) and node.i < that.i and not governs(tokens, node.i, "ccomp"):
        tokens[clause.i] = replace(clause, head=node.i, dep="ccomp")
        tokens[that.i] = replace(that, dep="mark", pos="SCONJ")


def _tell_where(
    tokens: list[Token], clause: Token, says: Callable[[Token], bool], weighs: Callable[[Token], bool]
) -> None:
    """ "confirmed on X that allies had delivered", "said without evidence that": a that-clause is none of a noun that tells nothing."""
    noun = tokens[clause.head]
    verb = tokens[noun.head]
    without = any(t.head == noun.i and t.text.lower() == "without" for t in tokens[verb.i : noun.i])
    that = any(
        t.head == clause.i and t.dep == "mark" and t.lemma.lower() == "that" for t in tokens[: clause.i]
    )
    whole = that or (without and _opens_clause(tokens, noun.i + 1))
    told = says(verb) and verb.i < noun.i and not governs(tokens, verb.i, "ccomp")
    if whole and told and base(noun.dep) == "obl" and (without or not weighs(noun)):
        tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")


def _claim(tokens: list[Token], clause: Token, that: Token, weighs: Callable[[Token], bool]) -> bool:
    """ "a claim by the E3 that Tehran had sent missiles": a clause with an object of its own is what is claimed."""
    author = tokens[clause.head]
    noun = tokens[author.head]
    own = any(t.head == clause.i and t.dep == "obj" and t.i > clause.i for t in tokens)
    by = any(t.head == author.i and t.text.lower() in ("by", "from") for t in tokens[: author.i])
    claimed = own and by and author.dep == "nmod" and noun.pos == "NOUN" and weighs(noun)
    if claimed:
        tokens[clause.i] = replace(clause, head=noun.i, dep="acl")
        tokens[that.i] = replace(that, dep="mark", pos="SCONJ")
    return claimed


def _opens_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether a clause begins at a token with its subject, without a relative pronoun: "he had met"."""
    while i + 1 < len(tokens) and base(tokens[i].dep) in ("det", "flat", "compound") and tokens[i].head > i:
        i = tokens[i].head
    clause = tokens[tokens[i].head] if i < len(tokens) else None
    return (
        clause is not None
        and base(tokens[i].dep) == "nsubj"
        and clause.i > i
        and not relative_pronoun(tokens[i])
    )


def _is_whole(tokens: Sequence[Token], clause: Token) -> bool:
    """Whether a clause has all that it needs of its own: "journalists the Pentagon was preparing a package", not "lies he told"."""
    return any(governs(tokens, clause.i, d) for d in ("obj", "ccomp", "xcomp", "cop")) or any(
        t.head == clause.i and t.dep == "aux:pass" for t in tokens
    )


def _seat_aims(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """Infinitives and gerunds: what something is done for, and what a verb is about."""
    _free_purposes(tokens, weighs)
    _free_uses(tokens)
    _describe_those(tokens)
    _seat_gerunds(tokens)
    _share_aims(tokens)
    _hang_aims(tokens, weighs)


def _share_aims(tokens: list[Token]) -> None:
    """ "I support this package to get arms to Ukraine, provide aid, and bolster": a bare verb behind a purpose is a purpose, too.

    "We support Ukraine to win and provide aid" may be read either way: then nothing is told as done.
    """
    for verb in [t for t in tokens if t.dep == "conj" and t.pos == "VERB" and t.text == t.lemma]:
        first = tokens[verb.head]
        if first.pos != "VERB" or "Tense=Past" in verb.feats or governs(tokens, verb.i, "nsubj"):
            continue
        if is_to_do(tokens, first) or any(governs(tokens, t, "aux") for t in (first.i, verb.i)):
            continue
        between = (t for t in tokens[first.i + 1 : verb.i] if t.pos == "VERB" and is_to_do(tokens, t))
        aim = next((t for t in between if stands_above(tokens, first.i, t.i)), None)
        bent = first.text != first.lemma  # nothing goes on from "said" or "supports" but what is bent, too
        if aim is not None and (bent or tokens[verb.i - 1].text == ","):
            tokens[verb.i] = replace(verb, head=aim.i)


def _free_purposes(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """ "met on the anniversary of Russia's invasion to reiterate": a purpose is the verb's, not Russia's."""
    for token in [t for t in tokens if t.dep == "acl" and t.pos == "VERB"]:
        noun = tokens[token.head]
        mark = next((t for t in tokens if t.head == token.i and t.dep == "mark" and t.lemma == "to"), None)
        if mark is None or noun.pos != "NOUN" or mark.i == noun.i + 1 or weighs(noun):
            continue
        verb = noun
        while verb.pos != "VERB" and verb.head != verb.i and not weighs(verb):
            verb = tokens[verb.head]
        if verb.pos == "VERB" and verb.i < noun.i and base(noun.dep) in ("nmod", "obl"):
            tokens[token.i] = replace(token, head=verb.i, dep="advcl")


def _describe_those(tokens: list[Token]) -> None:
    """ "the efforts of the 50 countries supporting Ukraine" are theirs, and no effort that they support."""
    for clause in [t for t in tokens if t.dep == "acl" and t.pos == "VERB" and is_gerund(t)]:
        noun = tokens[clause.head]
        of = next((t for t in tokens[noun.i : clause.i] if t.head == clause.i and t.text == "of"), None)
        those = next((t for t in tokens[noun.i : clause.i] if t.head == clause.i and t.dep == "nsubj"), None)
        if of is None or those is None or not any(t.text == "the" for t in tokens[of.i : of.i + 2]):
            continue
        tokens[those.i] = replace(those, head=noun.i, dep="nmod")
        tokens[of.i] = replace(of, head=those.i, dep="case", pos="ADP")
        tokens[clause.i] = replace(clause, head=those.i)


def _seat_gerunds(tokens: list[Token]) -> None:
    """ "call on them to cease providing support": a gerund right behind a verb is what that is about, and no clause of another."""
    for gerund in [t for t in tokens[1:] if t.dep == "advcl" and t.pos == "VERB" and is_gerund(t)]:
        verb = tokens[gerund.i - 1]
        if verb.pos == "VERB" and verb.i != gerund.head and stands_above(tokens, gerund.head, verb.i):
            tokens[gerund.i] = replace(gerund, head=verb.i, dep="xcomp")


def _free_uses(tokens: list[Token]) -> None:
    """ "used the systems that Germany has provided to shoot down drones": what a thing is used for is no aim of who gave it."""
    for aim in [t for t in tokens if t.dep in ("advcl", "xcomp") and is_to_do(tokens, t)]:
        given = tokens[aim.head]
        thing = tokens[given.head]
        user = tokens[thing.head]
        used = thing.dep == "obj" and user.pos == "VERB" and user.lemma.lower() in _USING
        if used and base(given.dep) == "acl" and given.i > thing.i:
            tokens[aim.i] = replace(aim, head=user.i, dep="advcl")


def _hang_aims(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """ "signed a deal with Stockholm to deliver guns": what is to be done is what the deal says."""
    for verb in [t for t in tokens if t.dep == "advcl" and is_to_do(tokens, t)]:
        noun = next(
            (t for t in tokens[: verb.i] if t.head == verb.head and t.dep == "obj" and weighs(t)), None
        )
        to = next((t.i for t in tokens[: verb.i] if t.head == verb.i and t.dep == "mark"), 0)
        between = tokens[noun.i + 1 : to] if noun is not None else []
        if noun is None or not between or between[0].text.lower() != "with":
            continue
        if all(stands_above(tokens, noun.i, t.i) for t in between):
            tokens[verb.i] = replace(verb, head=noun.i, dep="acl")


def _accuse(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "accuse Beijing of supplying", "blame Moscow for striking": who is accused is the object, and the deed no clause of his."""
    for name in names:
        accused = tokens[name.head]
        mark = tokens[name.end] if name.end < len(tokens) else accused
        deed = tokens[accused.head]
        verb = tokens[deed.head]
        if (
            mark.text.lower() in ("of", "for", "from")
            and mark.head == deed.i
            and accused.dep == "nsubj"
            and deed.dep in ("ccomp", "xcomp")
            and verb.pos == "VERB"
            and verb.i < accused.i
        ):
            tokens[accused.i] = replace(accused, head=verb.i, dep="obj")
            tokens[deed.i] = replace(deed, dep="advcl")
        deed = tokens[mark.head]
        if (
            mark.text.lower() in ("of", "for")
            and deed.dep == "acl"
            and deed.head == accused.i
            and accused.dep == "obj"
            and accused.pos == "PROPN"
            and tokens[accused.head].pos == "VERB"
        ):
            tokens[deed.i] = replace(deed, head=accused.head, dep="advcl")
    for deed in [t for t in tokens if t.dep == "acl" and is_gerund(t)]:  # "accused both sides of using"
        accused = tokens[deed.head]
        of = any(t.head == deed.i and t.text.lower() == "of" for t in tokens[accused.i : deed.i])
        if of and accused.dep in ("obj", "nsubj:pass") and tokens[accused.head].lemma in _ACCUSING:
            tokens[deed.i] = replace(deed, head=accused.head, dep="advcl")
