"""Who says what in a sentence: reports that stand inside of what is said or behind it, sources in front, and claims that a noun tells.

"Iran, says Kuleba, has sent missiles", "…, as Boris Pistorius announced", "allegations of Belarus supplying drones": a wrong tree
could put a claim into the article's own mouth, so whose word a clause is is settled before anything else hangs on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.subjects import stands_above
from ukgraph.syntax import base, governs, is_gerund, put_above, root_of, subject_relation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ukgraph.records import Token
    from ukgraph.spans import Span

_UPON = frozenset({"upon", "after", "at", "following"})
_SPEAKING_OF = frozenset({"speak", "talk", "warn", "hear", "complain", "tell", "dream", "think", "boast"})
_LOOSE_NAMES = frozenset({"ccomp", "advcl", "vocative", "dislocated", "parataxis", "obl:unmarked"})
_FRONTED = frozenset(
    {"nsubj", "obl", "dislocated", "ccomp", "obj"}
)  # what a parser takes a subject before a saying for


def seat_reports(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """What is said, and by whom, where a saying stands inside of it or behind it."""
    _say_no(tokens, says)
    _speak_behind(tokens, says)
    _speak_beside(tokens, says)
    _announce_last(tokens, says)
    _say_inside(tokens, says)
    _say_between(tokens, says)
    _say_of(tokens, says)
    _say_last(tokens, says)
    _tell_hearers(tokens, says)
    _say_behind_quotation(tokens, says)
    _say_behind_office(tokens, says)
    _part_narrator(tokens, says)
    _follow_on(tokens, says)
    _part_sayings(tokens, says)
    _say_so(tokens, says)
    _tell_at_last(tokens, says)
    _date_content(tokens, says)
    _say_behind_name(tokens, says)


def _tell_at_last(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Five were killed, a spokesman has told local TV": whoever closes a sentence with a mere telling tells what is before."""
    for report in [t for t in tokens if t.dep == "conj" and t.head < t.i and says(t)]:
        own = {t.dep for t in tokens if t.head == report.i}
        behind = any(t.pos == "VERB" for t in tokens[report.i + 1 :])
        if "nsubj" in own and not own & {"cc", "ccomp", "xcomp"} and not behind:
            tokens[report.i] = replace(report, dep="parataxis")


def _date_content(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "In March, Kuleba said, Russia bombed a theatre": what is set apart before a saying between commas tells when that was."""
    for report in [t for t in tokens[3:-2] if t.dep == "parataxis" and t.head > t.i and says(t)]:
        phrase = next((t for t in tokens[: report.i] if t.head == report.i and base(t.dep) == "obl"), None)
        if phrase is None or tokens[report.i + 1].text != "," or tokens[phrase.i + 1].text != ",":
            continue
        opens = min(t.i for t in tokens if t.i == phrase.i or (t.head == phrase.i and t.i < phrase.i)) == 0
        if opens:
            tokens[phrase.i] = replace(phrase, head=report.head)


def _say_behind_name(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "A spokesman for the ministry, Igor Konashenkov, insisted in April that": what "that" opens is told by the name before the saying."""
    for that in [t for t in tokens[3:] if t.dep in ("mark", "fixed") and t.lemma.lower() == "that"]:
        clause = tokens[that.head]
        verb = next((t for t in reversed(tokens[: that.i]) if t.pos in ("VERB", "AUX")), that)
        name = tokens[verb.head]
        told = clause.i > that.i and clause.head == name.i and clause.dep in ("acl", "acl:relcl", "ccomp")
        apart = tokens[verb.i - 1].text == "," and verb.dep == "acl" and not is_gerund(verb)
        if not (told and apart and says(verb)) or name.head != name.i or name.pos == "VERB":
            continue
        tokens[verb.i] = replace(verb, head=verb.i, dep="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
        tokens[name.i] = replace(name, head=verb.i, dep="nsubj")
        tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")
        tokens[that.i] = replace(that, dep="mark")


def seat_claims(tokens: list[Token], names: Sequence[Span], weighs: Callable[[Token], bool]) -> None:
    """What a noun of claiming tells, and whose claim it is."""
    _give_content(tokens, weighs)
    for name in names:
        _give_author(tokens, name, weighs)
    _claim_content(tokens, weighs)
    _claim_barely(tokens, weighs)
    _alleged_of(tokens, weighs)


def seat_sources(tokens: list[Token], names: Sequence[Span], says: Callable[[Token], bool]) -> None:
    """Whose report a sentence is, where "as" or its first words tell it."""
    _source_first(tokens, says)
    for name in names:
        _source_beside(tokens, name, says)
    _deed_beside(tokens, says)
    _sum_up(tokens, says)


def _say_inside(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Iran, says Kuleba, has sent missiles": who stands right behind the verb says it, of whoever stands before it."""
    for verb in [t for t in tokens[2:-3] if tokens[t.i - 1].text == "," and says(t)]:
        subject = next((t for t in tokens[: verb.i - 1] if _is_subject_around(t, verb)), None)
        closing = next((t.i for t in tokens[verb.i :] if t.text == ","), len(tokens))
        within, behind = tokens[verb.i + 1 : closing], tokens[closing + 1 : closing + 3]
        outward = [t for t in within if not verb.i < t.head < closing and t.pos in ("NOUN", "PROPN", "PRON")]
        first = next((t for t in behind if t.pos in ("VERB", "AUX")), None)
        if subject is None or first is None or not outward or "VerbForm=Fin" not in verb.feats:
            continue
        # "Scholz, the chancellor, said Poland, too, had" has its speaker before the verb.
        aside = any(t.text == "," for t in tokens[subject.i : verb.i - 1])
        light = all(t.pos in ("ADV", "PART") for t in behind[: behind.index(first)])
        if aside or not light or any(t.pos == "VERB" for t in within):
            continue
        helps = base(first.dep) in ("aux", "cop") and first.head > first.i
        main = tokens[first.head] if helps else first
        if main.head in (verb.i, subject.i):
            top = verb.head in (verb.i, main.i)
            tokens[main.i] = replace(main, head=main.i if top else verb.head, dep="root" if top else verb.dep)
        tokens[verb.i] = replace(verb, head=main.i, dep="parataxis")
        tokens[subject.i] = replace(subject, head=main.i, dep=subject_relation(tokens, main.i))
        tokens[outward[-1].i] = replace(outward[-1], head=verb.i, dep="nsubj")


def _say_between(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "None of these tanks, Putin has stated repeatedly, can change it": what he states has its subject before, its verb behind."""
    if len([t for t in tokens if t.text == ","]) < 2:
        return
    for verb in [t for t in tokens[3:-3] if says(t)]:
        opening = next((t.i for t in reversed(tokens[: verb.i]) if t.text == ","), 0)
        closing = next((t.i for t in tokens[verb.i :] if t.text == ","), len(tokens) - 1)
        first, within = tokens[closing + 1 : closing + 2], tokens[opening + 1 : closing]
        front = [
            t
            for t in tokens[:opening]
            if (t.head == verb.i and base(t.dep) in _FRONTED) or (t.i == t.head == verb.head)
        ]
        spoken = any(t.head == verb.i and base(t.dep) == "nsubj" for t in within)
        if not (opening and spoken and front and first and "VerbForm=Fin" in first[0].feats):
            continue
        main = tokens[first[0].head] if base(first[0].dep) in ("aux", "cop") else first[0]
        subject, own = front[-1], [t for t in tokens[closing:] if t.head == main.i]
        alone = not any(base(t.dep) in ("nsubj", "cc") for t in own)
        marked = any(t.head == subject.i and t.dep in ("case", "mark") for t in tokens[:opening])
        if main.i < closing or not alone or marked or any(t.pos == "VERB" for t in within if t is not verb):
            continue
        if main.head == verb.i:
            put_above(tokens, main, verb if verb.head != subject.i else subject, "parataxis")
        tokens[verb.i] = replace(tokens[verb.i], head=main.i, dep="parataxis")
        tokens[subject.i] = replace(subject, head=main.i, dep=subject_relation(tokens, main.i))


def _is_subject_around(noun: Token, verb: Token) -> bool:
    """Whether a noun is the subject of a verb of saying, or of a clause that the saying was hung in."""
    hung = verb.head == noun.i and verb.dep in ("acl", "parataxis")
    return base(noun.dep) == "nsubj" and (noun.head == verb.i or (hung and noun.head > verb.i))


def _speak_behind(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Duda, whose country has sent tanks, said": what "who" opens between commas describes who speaks, and is nothing said."""
    for who in [t for t in tokens[2:] if t.text.lower() in ("who", "whose") and tokens[t.i - 1].text == ","]:
        doer = tokens[who.head] if who.text.lower() == "whose" else who
        clause = tokens[doer.head]
        verb, name = tokens[clause.head], tokens[who.i - 2]
        while base(name.dep) in ("flat", "compound") and tokens[name.head].i < who.i:
            name = tokens[name.head]
        told = clause.dep == "ccomp" and base(doer.dep) == "nsubj" and says(verb) and verb.i > clause.i
        if told and name.head in (clause.i, verb.i) and tokens[verb.i - 1].text == ",":
            tokens[name.i] = replace(name, head=verb.i, dep="nsubj")
            tokens[clause.i] = replace(clause, head=name.i, dep="acl:relcl")


def _speak_beside(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Denis Pushilin, the head of the region, said": the name in front speaks, and what stands behind it between commas is its office."""
    for office in [t for t in tokens[2:] if t.pos == "NOUN" and t.dep == "nsubj" and says(tokens[t.head])]:
        verb, first = tokens[office.head], min([office.i, *(t.i for t in tokens if t.head == office.i)])
        name = tokens[first - 2] if first > 1 and tokens[first - 1].text == "," else office
        while base(name.dep) in ("flat", "compound") and tokens[name.head].i < first:
            name = tokens[name.head]
        loose = name.pos == "PROPN" and name.head == verb.i and name.dep in _LOOSE_NAMES
        if loose and office.i < verb.i and tokens[verb.i - 1].text == ",":
            tokens[name.i] = replace(name, dep="nsubj")
            tokens[office.i] = replace(office, head=name.i, dep="appos")


def _announce_last(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "US to send 31 tanks, says Biden": of two subjects of a saying the one behind it speaks, and the one before is to act."""
    for to in [t for t in tokens[1:-1] if t.text.lower() == "to" and t.dep == "mark"]:
        deed, doer = tokens[to.head], tokens[to.i - 1]
        verb = tokens[doer.head]
        while base(doer.dep) in ("flat", "compound") and doer.head != doer.i:
            doer = tokens[doer.head]
            verb = tokens[doer.head]
        behind = any(t.head == verb.i and base(t.dep) == "nsubj" for t in tokens[verb.i :])
        if deed.head == doer.i and base(doer.dep) == "nsubj" and behind and says(verb) and verb.i > deed.i:
            tokens[doer.i] = replace(doer, head=deed.i, dep="nsubj")
            tokens[deed.i] = replace(deed, head=verb.i, dep="ccomp")


def _say_no(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "said no to the delivery": "no" is what is said, and the delivery is what it is said to."""
    for verb, no, to in zip(tokens, tokens[1:], tokens[2:], strict=False):
        noun = tokens[to.head]
        answers = to.text == "to" and to.dep == "case" and no.text.lower() in ("no", "yes")
        if not (answers and says(verb)):
            continue
        if noun.i > to.i and noun.head in (verb.i, no.i):
            tokens[no.i] = replace(no, head=verb.i, dep="obj")
            tokens[noun.i] = replace(noun, head=verb.i, dep="obl")


def _say_of(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Kuleba said Iran, for its part, has sent missiles": the noun right behind the verb is the subject of what is said."""
    for verb in [t for t in tokens[1:-4] if "VerbForm=Fin" in t.feats and says(t)]:
        speaker = next((t for t in tokens[: verb.i] if t.head == verb.i and base(t.dep) == "nsubj"), None)
        noun = next((t for t in tokens[verb.i + 1 :] if t.head == verb.i and t.dep in ("nsubj", "obj")), None)
        if speaker is None or noun is None or not any(t.text == "," for t in tokens[noun.i + 1 : noun.i + 2]):
            continue
        if not all(stands_above(tokens, noun.i, t.i) for t in tokens[verb.i + 1 : noun.i]):
            continue
        main = next((t for t in tokens[noun.i + 2 :] if t.pos == "VERB" and _is_said(tokens, t, verb)), None)
        if main is None:
            continue
        if verb.head == main.i:
            put_above(tokens, verb, main, "ccomp")
        else:
            tokens[main.i] = replace(main, head=verb.i, dep="ccomp")
        tokens[noun.i] = replace(noun, head=main.i, dep=subject_relation(tokens, main.i))


def _say_last(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Iran has sent missiles, say analysts at the institute": who stands behind the last verb says what stands before it."""
    for verb in [t for t in tokens[2:-2] if t.dep in ("conj", "parataxis", "advcl") and says(t)]:
        behind = [t for t in tokens[verb.i + 1 :] if t.head == verb.i]
        noun = next((t for t in behind if t.dep in ("nsubj", "obj") or t.pos == "PROPN"), None)
        alone = not any(
            governs(tokens, verb.i, dep) for dep in ("cc", "mark", "aux", "ccomp", "conj")
        ) and not any(t.dep == "xcomp" and t is not noun for t in behind)
        before = any(t.head == verb.i and base(t.dep) == "nsubj" for t in tokens[: verb.i])
        if noun is None or before or not alone or tokens[verb.i - 1].text != "," or verb.head > verb.i:
            continue
        last = all(stands_above(tokens, verb.i, t.i) or t.pos == "PUNCT" for t in tokens[verb.i + 1 :])
        if last and "VerbForm=Fin" in verb.feats and noun.pos in ("NOUN", "PROPN"):
            tokens[verb.i] = replace(verb, dep="parataxis")
            tokens[noun.i] = replace(noun, dep="nsubj")


def _tell_hearers(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "told lawmakers that his cabinet would send none, but that it would give aid": both clauses are told, and none describes who hears."""
    for that in [t for t in tokens[2:-1] if t.text.lower() == "that" and t.dep == "mark"]:
        clause = tokens[that.head]
        hearer = tokens[clause.head]
        verb = tokens[hearer.head]
        told = hearer.dep == "iobj" and hearer.i == that.i - 1 and verb.i < hearer.i and says(verb)
        if told and base(clause.dep) == "acl" and governs(tokens, clause.i, "nsubj"):
            tokens[clause.i] = replace(clause, head=verb.i, dep="ccomp")
        elif clause.dep == "conj" and says(hearer) and tokens[that.i - 1].pos == "CCONJ":
            first = next((t for t in tokens[: that.i] if t.head == hearer.i and t.dep == "ccomp"), None)
            if first is not None and any(t.head == first.i and t.text.lower() == "that" for t in tokens):
                tokens[clause.i] = replace(clause, head=first.i)


def _say_behind_quotation(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "All 27 leaders agreed on it, Michel wrote": of two subjects before a saying the first did what stands between."""
    for verb in [t for t in tokens[3:] if says(t)]:
        subjects = [t for t in tokens[: verb.i] if t.head == verb.i and base(t.dep) == "nsubj"]
        if len(subjects) != 2:
            continue
        first, speaker = subjects
        deeds = (t for t in tokens[first.i : speaker.i] if t.head == first.i and t.dep == "acl")
        deed = next((t for t in deeds if t.pos == "VERB" and "VerbForm=Fin" in t.feats), None)
        if deed is None or not any(t.text == "," for t in tokens[deed.i : speaker.i]):
            continue
        tokens[deed.i] = replace(deed, head=verb.i, dep="ccomp")
        tokens[first.i] = replace(first, head=deed.i)


def _say_behind_office(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Ukraine needs seven batteries, the head of the office, Andriy Yermak, said": who speaks stands between the last commas, and no object before them."""
    for verb in [t for t in tokens[4:] if t.dep == "ccomp" and tokens[t.i - 1].text == "," and says(t)]:
        main, thing = (
            tokens[verb.head],
            next((t for t in tokens if t.head == verb.i and t.dep == "nsubj"), None),
        )
        name = next(
            (t for t in tokens[: verb.i - 1] if thing is not None and t.head == thing.i and t.dep == "appos"),
            None,
        )
        if thing is None or name is None or main.i > thing.i or governs(tokens, main.i, "obj"):
            continue
        if (
            name.i != verb.i - 2
            or name.pos != "PROPN"
            or not any(t.text == "," for t in tokens[thing.i : name.i])
        ):
            continue
        tokens[thing.i] = replace(thing, head=main.i, dep="obj")
        tokens[name.i] = replace(name, head=verb.i, dep="nsubj")
        tokens[verb.i] = replace(verb, dep="parataxis")
        office = next(
            (t for t in tokens[main.i : name.i] if t.dep == "conj" and tokens[t.head].i > thing.i), None
        )
        if office is not None:
            tokens[office.i] = replace(office, head=name.i, dep="appos")


def _is_said(tokens: Sequence[Token], clause: Token, verb: Token) -> bool:
    """Whether a verb without a subject hangs beside a verb of saying, and a comma before its helper or itself."""
    joined = clause.head == verb.i and clause.dep in ("conj", "parataxis", "ccomp")
    beside = joined or (verb.head == clause.i and verb.dep == "parataxis")
    helpers = [t.i for t in tokens[verb.i : clause.i] if t.head == clause.i and base(t.dep) in ("aux", "cop")]
    free = not any(governs(tokens, clause.i, dep) for dep in ("nsubj", "cc", "mark"))
    return beside and free and tokens[min([clause.i, *helpers]) - 1].text == ","


def _part_sayings(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "..., officials said; Moscow denied it": what somebody says behind a semicolon is his own saying, and not what they said."""
    for verb in [t for t in tokens if t.dep == "ccomp" and t.head < t.i and says(t)]:
        stop = next((t.i for t in tokens[verb.head + 1 : verb.i] if t.text == ";"), None)
        if stop is not None and any(t.head == verb.i and t.dep == "nsubj" for t in tokens[stop:]):
            tokens[verb.i] = replace(verb, dep="parataxis")
    for clause in [t for t in tokens if t.dep == "ccomp" and t.head > t.i]:
        verb = tokens[clause.head]  # "Ukraine says …; Russia has not commented"
        subject = next((t for t in tokens[clause.i : verb.i] if t.head == verb.i and t.dep == "nsubj"), None)
        stop = subject is not None and any(t.text == ";" for t in tokens[clause.i : subject.i])
        if stop and verb.head == verb.i and not governs(tokens, verb.i, "mark"):
            put_above(tokens, clause, verb, "parataxis")


def _say_so(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Iran has sent missiles, or so Kyiv claims": what stands before is what Kyiv claims."""
    for verb in [t for t in tokens if t.dep == "conj" and t.head < t.i and says(t)]:
        kids = [t.text.lower() for t in tokens[: verb.i] if t.head == verb.i]
        if "or" in kids and "so" in kids:
            put_above(tokens, verb, tokens[verb.head], "ccomp")


def _part_narrator(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Rutte rejected it: Kyiv was free, he argued": what is said is the clause behind the colon, and the narrator's stands before it."""
    for clause in [t for t in tokens if t.dep == "ccomp" and t.head < t.i and not says(tokens[t.head])]:
        reported = any(t.head == clause.i and t.dep == "parataxis" and says(t) for t in tokens[clause.head :])
        if reported and any(t.text == ":" for t in tokens[clause.head : clause.i]):
            tokens[clause.i] = replace(clause, dep="parataxis")
    for told in [t for t in tokens if t.dep == "ccomp" and t.i < t.head]:
        report = tokens[told.head]
        colon = next((t.i for t in tokens[told.i : report.i] if t.text == ":"), None)
        behind = tokens[colon : report.i] if colon is not None else []
        beside = ((told.i, "parataxis"), (report.i, "ccomp"))
        said = next((t for t in behind if (t.head, t.dep) in beside), None)
        if said is None or not says(report):
            continue
        put_above(tokens, told, report, "parataxis")
        tokens[said.i] = replace(said, head=report.i, dep="ccomp")


def _follow_on(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "announced that it would send tanks, whereupon Biden promised Abrams": what came of a saying is told, and not said in it.

    Upon what is yet to come nothing has followed; "said that it had sent tanks, whereupon" may go on with what is said.
    """
    for mark in [t for t in tokens[1:-2] if tokens[t.i - 1].text == ","]:
        one_word = mark.text.lower() == "whereupon"
        if not one_word and (mark.text.lower() not in _UPON or tokens[mark.i + 1].lemma.lower() != "which"):
            continue
        verb = next((t for t in tokens[mark.i + 1 :] if "VerbForm=Fin" in t.feats), mark)
        past = verb.pos == "VERB" and "Tense=Past" in verb.feats
        above = tokens[verb.head]
        if above.i == mark.i:  # taken for a verb
            above = tokens[mark.head]
            tokens[mark.i] = replace(mark, pos="ADV", head=verb.i, dep="advmod")
        report = tokens[above.head]
        ahead = any(t.head == above.i and t.lemma.lower() in ("will", "would") for t in tokens[: above.i])
        if past and ahead and above.dep == "ccomp" and report.i < above.i < mark.i and says(report):
            tokens[verb.i] = replace(verb, head=report.i, dep="parataxis")
        elif one_word and above.i < mark.i:
            tokens[verb.i] = replace(verb, head=above.i, dep="advcl")


def _give_content(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """ "rejected accusations by the opposition that": what they accuse him of hangs on the accusations."""
    for clause in [t for t in tokens if base(t.dep) == "acl"]:
        that = next((t for t in tokens if t.head == clause.i and t.dep == "mark" and t.lemma == "that"), None)
        if that is None:
            continue
        accuser = tokens[clause.head]
        case = next((t for t in tokens if t.head == accuser.i and t.dep == "case"), accuser)
        noun = tokens[case.i - 1]
        if case.lemma in ("by", "from") and noun.pos == "NOUN" and weighs(noun):
            tokens[accuser.i] = replace(accuser, head=noun.i, dep="nmod")
            tokens[clause.i] = replace(clause, head=noun.i, dep="acl")


def _give_author(tokens: list[Token], name: Span, weighs: Callable[[Token], bool]) -> None:
    """ "the admission, let slip in Strasbourg by Baerbock, that": whose admission it is stands between commas."""
    author = tokens[name.head]
    if not any(t.head == author.i and t.text.lower() == "by" for t in tokens[: author.i]):
        return
    opened = next((t.i for t in reversed(tokens[: name.start]) if t.text == ","), 0)
    closing = next((t.i for t in tokens[name.end : -1] if t.text == ","), 0)
    noun = tokens[opened - 1]
    by = any(t.head == author.i and t.text.lower() == "by" for t in tokens[opened : author.i])
    if opened == 0 or not by or noun.pos != "NOUN" or not weighs(noun):
        return
    if closing and tokens[closing + 1].lemma.lower() == "that":
        tokens[author.i] = replace(author, head=noun.i, dep="nmod")


def _claim_content(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """ "noted the assertion of Hegseth on Wednesday that": what somebody else asserts is no clause of the verb."""
    for that in [t for t in tokens[2:] if t.dep == "mark" and t.lemma.lower() == "that"]:
        clause = tokens[that.head]
        verb = tokens[clause.head]
        if clause.dep not in ("ccomp", "advcl") or clause.i < that.i or verb.i > that.i:
            continue
        for noun in [
            t for t in tokens[verb.i : that.i] if t.head == verb.i and t.pos == "NOUN" and weighs(t)
        ]:
            case = next((t.text.lower() for t in tokens if t.head == noun.i and t.dep == "case"), "")
            owned = any(t.head == noun.i and t.dep == "nmod:poss" for t in tokens)
            authors = [t for t in tokens[noun.i : that.i] if t.head == noun.i and t.dep == "nmod"]
            by = any(t.head in {a.i for a in authors} and t.text.lower() in ("by", "of") for t in tokens)
            if noun.dep in ("obj", "nsubj:pass", "obl") and case in ("", "to", "against") and (by or owned):
                tokens[clause.i] = replace(clause, head=noun.i, dep="acl")


def _claim_barely(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """ "rejects accusation it supplied drones": a whole clause right behind a noun of claiming, without "that", is what is claimed."""
    for clause in [t for t in tokens if t.pos == "VERB" and base(t.dep) in ("parataxis", "ccomp", "advcl")]:
        subject = next((t for t in tokens[: clause.i] if t.head == clause.i and base(t.dep) == "nsubj"), None)
        if subject is None:
            continue
        first = min([subject.i, *(t.i for t in tokens[: subject.i] if t.head == subject.i)])
        noun = tokens[first - 1] if first else subject
        finite = any("VerbForm=Fin" in t.feats for t in tokens[first : clause.i + 1])
        near = clause.head in (noun.i, noun.head) and noun.head < noun.i and finite
        if near and noun.pos == "NOUN" and weighs(noun) and governs(tokens, clause.i, "obj"):
            tokens[clause.i] = replace(clause, head=noun.i, dep="acl")


def _alleged_of(tokens: list[Token], weighs: Callable[[Token], bool]) -> None:
    """ "allegations of Belarus supplying drones", "spoke of Berlin sending tanks": the deed is spoken of, and its doer is its subject."""
    for deed in [t for t in tokens[2:] if base(t.dep) in ("acl", "advcl", "xcomp") and is_gerund(t)]:
        doer = tokens[deed.i - 1]
        before = [t for t in tokens[: doer.i] if t.head in (doer.i, doer.head)]
        mark = next((t for t in reversed(before) if t.text.lower() == "of"), None)
        teller = tokens[doer.head]
        near = deed.head in (doer.i, teller.i) and mark is not None and mark.i == teller.i + 1
        told = (teller.pos == "NOUN" and weighs(teller)) or teller.lemma in _SPEAKING_OF
        if mark is not None and near and told and doer.dep in ("nmod", "obl", "obj"):
            noun = teller.pos == "NOUN"
            tokens[deed.i] = replace(deed, head=teller.i, dep="acl" if noun else "ccomp")
            tokens[doer.i] = replace(doer, head=deed.i, dep="nsubj")
            tokens[mark.i] = replace(mark, head=deed.i, dep="mark")
    for deed in [t for t in tokens[2:] if t.pos == "NOUN" and t.text.endswith("ing") and t.dep == "amod"]:
        thing = tokens[deed.head]
        teller, first = tokens[thing.head], tokens[thing.head + 1]
        if thing.i > deed.i > first.i and first.text.lower() == "of" and weighs(teller):
            # "allegations of the Kremlin shelling civilians"
            tokens[deed.i] = replace(deed, head=teller.i, dep="nmod")
            tokens[first.i] = replace(first, head=deed.i)
            tokens[thing.i] = replace(thing, head=deed.i)


def _source_first(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "As the head of the office Andriy Yermak informed, Kyiv received tanks": whose report it is stands before it."""
    if not tokens or tokens[0].text.lower() != "as":
        return
    verb = next((t for t in tokens[2:-1] if tokens[t.i + 1].text == "," and says(t)), None)
    if verb is None or verb.head <= verb.i or any(t.text == "," for t in tokens[: verb.i]):
        return
    subject = next(
        (t for t in reversed(tokens[: verb.i]) if t.head == verb.i and base(t.dep) == "nsubj"), None
    )
    if subject is not None and tokens[0].head == subject.i:
        tokens[0] = replace(tokens[0], head=verb.i, dep="mark")
        tokens[verb.i] = replace(verb, dep="advcl")


def _source_beside(tokens: list[Token], name: Span, says: Callable[[Token], bool]) -> None:
    """ "..., as Boris Pistorius, the defence minister, announced": whose report it is stands between "as" and the verb."""
    as_ = name.start - 2 if name.start > 1 and tokens[name.start - 1].pos == "DET" else name.start - 1
    if as_ < 0 or tokens[as_].text.lower() != "as" or (as_ > 0 and tokens[as_ - 1].text != ","):
        return
    reports = (t for t in tokens[name.end + 1 :] if tokens[t.i - 1].text == "," and says(t))
    verb = next(reports, tokens[as_])
    own = governs(tokens, verb.i, "nsubj") or governs(tokens, verb.i, "aux")
    if verb.i == as_ or tokens[name.end].text != "," or own:
        return
    if any(t.head == verb.i and t.dep in ("ccomp", "obj") and t.i > verb.i for t in tokens):
        return  # "as Zelensky, the president, announced new aid"
    told = next((t for t in tokens[:as_] if t.head == verb.i and t.dep == "ccomp"), None)
    if told is not None and verb.head == verb.i:
        tokens[told.i] = replace(told, head=told.i, dep="root")
        tokens[verb.i] = replace(verb, head=told.i)
    top = verb.i
    while as_ <= tokens[top].head <= verb.i and tokens[top].head != top:
        top = tokens[top].head
    if tokens[top].head == top:
        return
    finite = "Mood=Ind|Tense=Past|VerbForm=Fin" if "Voice=Pass" in verb.feats else verb.feats
    tokens[verb.i] = replace(verb, head=tokens[top].head, dep="advcl", feats=finite)
    if top not in (verb.i, name.head):
        tokens[top] = replace(tokens[top], head=name.head, dep="appos")
    tokens[name.head] = replace(tokens[name.head], head=verb.i, dep="nsubj")
    tokens[as_] = replace(tokens[as_], head=verb.i, dep="mark", pos="SCONJ")


def _deed_beside(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "..., as the accession of Finland and of Sweden attests": the noun behind "as" is the subject, and no name with a preposition."""
    for mark in [t for t in tokens[1:] if t.dep == "case" and t.text.lower() == "as"]:
        noun = tokens[mark.head]
        verb = next((t for t in tokens[noun.i + 1 :] if t.pos == "VERB" and "VerbForm=Fin" in t.feats), mark)
        if noun.pos != "NOUN" or tokens[mark.i - 1].text != "," or not says(verb):
            continue
        cases = {t.head: t.text for t in tokens if t.dep == "case" and t.pos == "ADP"}
        own = [t for t in tokens[noun.i : verb.i] if t.head == verb.i and t.dep == "nsubj"]
        told = next((t for t in tokens[: mark.i] if t.head == verb.i and t.dep in ("ccomp", "csubj")), None)
        if verb.head != verb.i or told is None or any(t.i not in cases for t in own):
            continue
        tokens[told.i] = replace(told, head=told.i, dep="root")
        tokens[verb.i] = replace(verb, head=told.i, dep="advcl")
        for name in own:
            like = (t for t in reversed(tokens[noun.i : name.i]) if cases.get(t.i) == cases[name.i])
            first = next(like, noun)
            tokens[name.i] = replace(name, head=first.i, dep="nmod" if first is noun else "conj")
        tokens[noun.i] = replace(noun, head=verb.i, dep="nsubj")
        tokens[mark.i] = replace(mark, head=verb.i, dep="mark", pos="SCONJ")


def _sum_up(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "Washington says …, allegations Pyongyang has rejected", "…, a claim Kyiv denies": a noun that sums up a report stands beside it."""
    for noun in [t for t in tokens[1:] if t.pos in ("NOUN", "PRON")]:
        first = min((t.i for t in tokens[: noun.i] if t.head == noun.i and t.pos == "DET"), default=noun.i)
        verb = tokens[noun.head]
        if first == 0 or tokens[first - 1].text not in (",", "—", "–"):
            continue
        if noun.dep == "obj" and verb.head == verb.i and noun.i < verb.i:
            report = next((t for t in tokens[:first] if t.head == verb.i and says(t)), None)
            between = any(t.head == verb.i and base(t.dep) == "nsubj" for t in tokens[noun.i : verb.i])
            if report is not None and between:
                tokens[report.i] = replace(report, head=report.i, dep="root")
                tokens[noun.i] = replace(noun, head=report.i, dep="parataxis")
                tokens[verb.i] = replace(verb, head=noun.i, dep="acl:relcl")
        elif (
            noun.dep in ("parataxis", "conj", "appos", "dep", "obj")
            and verb.i < first
            and verb.head != verb.i
        ):
            root = root_of(tokens)
            described = any(t.head == noun.i and t.dep == "acl:relcl" and says(t) for t in tokens)
            if root is not None and described and says(root) and root.i < first:
                tokens[noun.i] = replace(noun, head=root.i, dep="parataxis")
