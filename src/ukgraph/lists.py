"""Lists hung together: names that do something together, and things that are given, bought or spent together.

"Belgium, the Netherlands and Denmark", "missiles, ammunition for howitzers and mines", "partners, including Britain": a small parser
lets the first or the last of a list hang somewhere else. Each repair is one function on a sentence's tokens.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ukgraph.subjects import seat, stands_above
from ukgraph.syntax import (
    ADDING,
    base,
    governs,
    is_to_do,
    last_words,
    opener,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token
    from ukgraph.spans import Span

_LONGEST_ASIDE = 12  # tokens: ", in the strongest possible terms,"
_LOOSE_OBJECTS = ("appos", "obl", "conj", "nmod", "dep")
_UNLISTED = ("parataxis", "vocative", "appos", "list", "dep")
_LOOSE = ("compound", "flat", "amod", "nummod", "dep", "punct", "discourse")
_HUNDREDS = frozenset({"dozens", "hundreds", "thousands", "millions", "scores"})
_DIVISIONS = frozenset({"regions", "oblasts", "districts", "provinces"})
_PARTS = frozenset({"one", "another", "other"})
_PERIODS = frozenset({"year", "month", "week", "quarter", "day"})


def list_names(tokens: list[Token], names: Sequence[Span]) -> None:
    """What is coordinated, told by names and by the little words between them."""
    _join_subjects(tokens)
    _coordinate(tokens, names)
    _enumerate(tokens, names)
    _list_below(tokens, names)
    _join_of_phrases(tokens)
    _part_fates(tokens, names)
    _share_noun(tokens, names)
    _join_people(tokens, names)


def _join_people(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "with Starmer, President Macron and Chancellor Scholz": a name between the first and the last of a list stands beside none."""
    heads = {n.head for n in names}
    for name in names:
        member, first = tokens[name.head], tokens[tokens[name.head].head]
        if member.dep != "appos" or first.i not in heads or first.i > member.i:
            continue
        last = next((t for t in tokens[name.end :] if t.head == first.i and t.dep == "conj"), None)
        comma = any(t.text == "," for t in tokens[first.i : name.start])
        between = tokens[name.end : last.i] if last is not None and last.i in heads else ()
        if comma and between and all(t.dep in ("flat", "compound", "cc") for t in between):
            tokens[member.i] = replace(member, dep="conj")


def list_things(tokens: list[Token], names: Sequence[Span], arms: set[int]) -> None:
    """What is given, bought and spent, with its examples and shares; `arms` are the tokens that are weapons or aid."""
    _seat_objects(tokens)
    if not last_words(ADDING).isdisjoint(t.text.lower() for t in tokens):
        _hang_examples(tokens)
        _hang_named_examples(tokens, names)
    if arms:
        _give_arms(tokens, arms)
        _raise_listed(tokens, arms)
        _go_on_behind(tokens, arms)
        _list_in_sum(tokens, arms)
    _hang_shares(tokens)
    _join_hundreds(tokens)


def _join_hundreds(tokens: list[Token]) -> None:
    """ "delivering hundreds of rounds, thousands of rockets, and hundreds of vehicles": what is counted so goes on from what was."""
    hundreds = [t for t in tokens if t.pos == "NOUN" and t.text.lower() in _HUNDREDS]
    for first, other in pairwise(hundreds):
        whole = first
        while base(whole.dep) == "nmod" and tokens[whole.head] in hundreds:
            whole = tokens[whole.head]  # "hundreds of thousands of"
        before = tokens[other.i - 1]
        joined = other.dep == "conj" and (before.text == "," or before.pos == "CCONJ")
        if joined and other.head < first.i and tokens[other.head].text.lower() not in _HUNDREDS:
            tokens[other.i] = replace(other, head=whole.i)


def _share_noun(tokens: list[Token], names: Sequence[Span]) -> None:
    """ "in the Kherson, Sumy and Kharkiv regions": the names of a list share the noun behind it, which stands where the list does."""
    for noun in [t for t in tokens[3:] if t.text.lower() in _DIVISIONS]:
        members = _names_before(tokens, names, noun.i)
        listed = range(members[0].start, noun.i + 1) if len(members) > 1 else range(0)
        outer = next((tokens[n.head] for n in members if tokens[n.head].head not in listed), None)
        if outer is None or not listed:
            continue
        first = tokens[members[0].head]
        tokens[noun.i] = replace(noun, head=outer.head, dep=outer.dep)
        for kid in [t for t in tokens[: first.i] if t.head == first.i and t.dep in ("det", "case")]:
            tokens[kid.i] = replace(kid, head=noun.i)
        tokens[first.i] = replace(first, head=noun.i, dep="compound")
        for other in members[1:]:
            tokens[other.head] = replace(tokens[other.head], head=first.i, dep="conj")


def _names_before(tokens: Sequence[Token], names: Sequence[Span], end: int) -> list[Span]:
    """The names of the list that ends right before a token."""
    found: list[Span] = []
    while (name := next((n for n in names if n.end == end), None)) is not None:
        found.insert(0, name)
        end = name.start
        while end > 0 and tokens[end - 1].text in (",", "and"):
            end -= 1
        if end == name.start:
            break
    return found


def _join_subjects(tokens: list[Token]) -> None:
    """ "He and Kim Jong Un signed": two subjects of one verb around "and" are coordinated."""
    for joint in [t for t in tokens[1:-1] if t.dep == "cc" and t.text.lower() == "and"]:
        first, second = tokens[joint.i - 1], tokens[joint.head]
        twins = first.head == second.head and base(first.dep) == base(second.dep) == "nsubj"
        if twins and second.i > joint.i:
            tokens[second.i] = replace(second, head=first.i, dep="conj")


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


def _seat_objects(tokens: list[Token]) -> None:
    """What is given, bought and spent: lists of it, what is thought of it, and what it costs."""
    _list_objects(tokens)
    _free_objects(tokens)
    _resume_objects(tokens)
    _list_measures(tokens)
    _judge_objects(tokens)
    _price_nouns(tokens)
    _spend_yearly(tokens)


def _free_objects(tokens: list[Token]) -> None:
    """ "condemn in the strongest terms Russia's annexation": what stands behind a phrase without a comma is the verb's object."""
    for token in [t for t in tokens if t.dep == "appos" and t.pos in ("NOUN", "PROPN")]:
        phrase = tokens[token.head]
        verb = tokens[phrase.head]
        start = min([token.i, *(t.i for t in tokens if t.head == token.i and t.i > phrase.i)])
        start = min([start, *(t.i for t in tokens[phrase.i + 1 : start] if tokens[t.head].head == token.i)])
        owned = any(t.head == token.i and t.dep == "nmod:poss" for t in tokens[: token.i])
        behind = phrase.i + 1 == start and phrase.i > verb.i and base(phrase.dep) == "obl"
        if verb.pos == "VERB" and owned and behind and not governs(tokens, verb.i, "obj"):
            tokens[token.i] = replace(token, head=verb.i, dep="obj")


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


def _give_arms(tokens: list[Token], arms: set[int]) -> None:
    """ "handed over to Ukraine another batch of aid": arms are no measure of how long something took."""
    for item in [t for t in tokens if base(t.dep) == "obl" and t.i in arms and t.head < t.i]:
        bare = not governs(tokens, item.i, "case")  # "announced on Tuesday new military aid"
        if bare and tokens[item.head].pos == "VERB" and not governs(tokens, item.head, "obj"):
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


def _are_others(tokens: Sequence[Token], purpose: Token, later: Sequence[Token]) -> bool:
    """Whether what is listed behind a name after "for" is counted, or no name: "for HIMARS, 155mm shells", "for Gepards, 20 Marders"."""
    if not any(t.text == "," for t in tokens[purpose.i + 1 : later[0].i]):
        return False
    counted = any(t.pos == "NUM" and t.head == x.i for x in later for t in tokens[purpose.i : x.i])
    named = any(t.pos == "PROPN" and purpose.i in (t.i, t.head) for t in tokens[: purpose.i + 1])
    return counted or (named and all(x.pos == "NOUN" and x.text.islower() for x in later))


def _go_on_behind(tokens: list[Token], arms: set[int]) -> None:
    """ "missiles, ammunition for howitzers, shells and mines": a list goes on behind what one of its arms are for.

    It was open before, there is something else with what it is for ("missiles for Patriots, parts for Leopards and mines"), or
    what follows is of another kind: "ammunition for HIMARS, 155mm shells and 30 vehicles".
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
        if not opened and not others and not _are_others(tokens, purpose, later):
            continue
        first = thing.head if opened else thing.i
        tokens[purpose.i] = replace(purpose, head=thing.i, dep="nmod")
        for item in later:
            tokens[item.i] = replace(item, head=first)
        for i, other in others.items():
            tokens[other.i] = replace(other, head=i, dep="nmod")


def _list_in_sum(tokens: list[Token], arms: set[int]) -> None:
    """ "€20 million in weapons, fuel and other aid": the aid stands beside the weapons, and not beside the sum."""
    for last in [
        t for t in tokens if t.i in arms and t.dep == "conj" and tokens[t.head].pos in ("SYM", "NUM")
    ]:
        kinds = [tokens[m.head] for m in tokens[: last.i] if m.dep == "case" and m.text.lower() == "in"]
        kinds = [t for t in kinds if t.dep == "nmod" and t.head == last.head]
        if kinds and not governs(tokens, last.i, "nummod"):
            tokens[last.i] = replace(last, head=kinds[-1].i)
