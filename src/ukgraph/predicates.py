"""Predicates that a small parser takes for modifiers, given back their clauses.

"Ministers gathered at Ramstein." has its verb below its subject, "denied hitting the hospital and blamed Kyiv" its second
verb before a noun, "is due to meet" a clause for a subject that stands behind its predicate. Each repair is one function
on a sentence's tokens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ukgraph.syntax import (
    base,
    governs,
    has_passive_auxiliary,
    is_gerund,
    is_participle,
    is_to_do,
    put_above,
    root_of,
    subject_relation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ukgraph.records import Token


_COMPLEMENTS = ("obj", "xcomp", "ccomp")
_SUPPOSING = frozenset({"had", "should", "were"})
_THEN = frozenset({"would", "could", "might", "will", "can", "may"})
_TIMES = frozenset(
    {"as", "when", "while", "after", "before", "since", "because", "once", "although", "though"}
)


def seat_predicates(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """Repair the predicates of a sentence in place; `says` knows the verbs of saying."""
    if tokens and tokens[-1].text in (".", "!"):
        _end_in_report(tokens, says)
        _raise_report(tokens, says)
        _raise_behind_gerund(tokens)
        _raise_main_verb(tokens)
        _raise_behind_apposition(tokens)
        _raise_finite(tokens)
        _raise_present(tokens)
        _raise_behind_number(tokens)
        _raise_timed(tokens)
        _raise_below(tokens)
        _tally(tokens)
    for token in [t for t in tokens if t.dep == "compound" and t.pos == "VERB"]:
        _free_headline(tokens, token)
    for token in [t for t in tokens if t.dep == "case" and t.pos == "VERB" and "VerbForm=Fin" in t.feats]:
        _govern(tokens, token)
    for token in list(tokens):
        helper = tokens[token.head]
        if base(helper.dep) == "aux" and helper.head != helper.i and base(token.dep) == "nsubj":
            tokens[token.i] = replace(token, head=helper.head)  # an auxiliary has nothing of its own
        _seat_phrase(tokens, tokens[token.i], says)
        _seat_clause(tokens, tokens[token.i], says)
    _suppose(tokens)
    _join_infinitives(tokens)


def _join_infinitives(tokens: list[Token]) -> None:
    """ "has offered to buy two batteries and give them to Ukraine": a bare verb goes on from the infinitive, and not from the offer."""
    for verb in [t for t in tokens if t.dep == "conj" and t.pos == "VERB" and "VerbForm=Inf" in t.feats]:
        first = tokens[verb.head]
        own = any(t.head == verb.i and base(t.dep) in ("nsubj", "aux") for t in tokens)
        if own or first.pos != "VERB" or "VerbForm=Inf" in first.feats or first.i > verb.i:
            continue
        deeds = (t for t in tokens[first.i : verb.i] if t.head == first.i and t.dep in ("xcomp", "advcl"))
        deed = next((t for t in deeds if is_to_do(tokens, t)), None)
        if deed is not None:
            tokens[verb.i] = replace(verb, head=deed.i)
        elif "Tense=Past" in first.feats and not any(
            t.head == first.i and base(t.dep) == "aux" for t in tokens
        ):
            tokens[verb.i] = replace(verb, dep="xcomp")  # nobody "urged them and provide"


def _suppose(tokens: list[Token]) -> None:
    """ "Should Russia attack Poland, NATO would respond": what the first word supposes is not what NATO says."""
    first = tokens[0]
    clause = tokens[first.head]
    main = tokens[clause.head]
    then = any(t.head == main.i and t.dep == "aux" and t.text.lower() in _THEN for t in tokens)
    if first.text.lower() in _SUPPOSING and clause.dep == "ccomp" and clause.i < main.i and then:
        tokens[clause.i] = replace(clause, dep="advcl")


def _free_headline(tokens: list[Token], verb: Token) -> None:
    """ "Poland scrambles jets as Russia hammers Lviv": a verb with a subject is no part of its object, nor that the subject of another."""
    noun = tokens[verb.head]
    clause = tokens[noun.head]
    own = [t for t in tokens if t.head == clause.i and t.i > noun.i]
    marked = any(t.dep == "mark" for t in own) and any(base(t.dep) == "nsubj" for t in own)
    if (
        marked
        and verb.i < noun.i < clause.i
        and governs(tokens, verb.i, "nsubj")
        and base(noun.dep) == "nsubj"
    ):
        put_above(tokens, verb, clause, "advcl")
        tokens[noun.i] = replace(noun, head=verb.i, dep="obj")


def _govern(tokens: list[Token], verb: Token) -> None:
    """ "the president opposed any deliveries": a finite verb is no preposition of the noun behind it, but has it for its object."""
    noun = tokens[verb.head]
    if verb.i > noun.i or not any(
        t.head in (verb.i, noun.i) and base(t.dep) == "nsubj" for t in tokens[: verb.i]
    ):
        return
    root = noun.head == noun.i
    marked = any(t.head == noun.i and t.dep == "mark" for t in tokens[: verb.i])
    place = "root" if root else "advcl" if marked else "parataxis"
    tokens[verb.i] = replace(verb, head=verb.i if root else noun.head, dep=place)
    tokens[noun.i] = replace(noun, head=verb.i, dep="obj")
    for kid in [t for t in tokens[: verb.i] if t.head == noun.i]:
        tokens[kid.i] = replace(kid, head=verb.i)


def _seat_phrase(tokens: list[Token], token: Token, says: Callable[[Token], bool]) -> None:
    """What hangs on a predicate as a phrase, or was taken for one."""
    if token.dep == "nsubj:pass":
        _act(tokens, token)
    elif token.dep == "reparandum" and token.i == token.head - 1 and tokens[token.head].pos == "VERB":
        tokens[token.i] = replace(token, dep="nsubj")  # "Shahed-136s crashed into Kyiv"
    elif token.text.lower() == "whose":
        _relate_whose(tokens, token)
    elif token.dep == "obl:agent":
        _give_agent(tokens, token)
    elif token.dep == "iobj":
        _receive_alone(tokens, token)
    elif token.lemma.lower() == "worth":
        _price(tokens, token)
    elif token.dep in ("obl", "obl:unmarked"):
        _tell_when(tokens, token, says)
    elif token.dep == "amod" and tokens[token.i - 1].text == "," and is_participle(token):
        _appoint(tokens, token)
    elif token.dep == "amod":
        _join_claim(tokens, token, says)
        _join_passive(tokens, tokens[token.i])
    elif token.pos == "ADJ" and token.text.endswith("ed"):
        _say(tokens, token, says)
    elif token.dep == "obj" and (token.pos == "ADV" or (token.pos == "ADJ" and token.text.endswith("ly"))):
        tokens[token.i] = replace(token, dep="advmod")  # "would meet monthly"


def _seat_clause(tokens: list[Token], token: Token, says: Callable[[Token], bool]) -> None:
    """What hangs on a predicate as a clause, or was taken for one."""
    if token.pos == "VERB" and token.i > 1 and tokens[token.i - 1].text == "-":
        _describe(tokens, token)
    elif token.pos == "VERB" and token.lemma.lower() == "have":
        _help(tokens, token)
    elif token.dep == "csubj":
        _complete(tokens, token)
    elif token.dep in ("ccomp", "parataxis") and token.i < token.head:
        _set_aside(tokens, token)
        _do_next(tokens, tokens[token.i], says)
    elif token.dep in ("advcl", "obl:unmarked") and token.i < token.head and says(tokens[token.head]):
        _tell_first(tokens, token)
    elif token.dep == "advcl" and is_gerund(token):
        _go_on(tokens, token, says)
    elif token.dep == "acl:relcl" and tokens[token.head].lemma.lower() == "what":
        _ask(tokens, token)
    elif token.dep == "acl:relcl":
        _relate(tokens, token)


def _raise_behind_gerund(tokens: list[Token]) -> None:
    """ "Killing three people, Russia struck Odesa.": the clause behind the comma tells, and the gerund only what it came with."""
    gerund = tokens[0]
    verb = next(
        (t for t in tokens[3:] if t.head == 0 and t.pos == "VERB" and t.dep in ("parataxis", "ccomp")), None
    )
    if verb is None or gerund.head != 0 or not is_gerund(gerund) or is_gerund(verb):
        return
    comma = next((t.i for t in tokens[: verb.i] if t.text == ","), verb.i)
    subject = next((t for t in tokens[comma : verb.i] if t.head == verb.i and base(t.dep) == "nsubj"), None)
    noun = subject or tokens[verb.i - 1]
    if noun.pos not in ("NOUN", "PROPN", "PRON") or noun.i < comma:
        return
    tokens[noun.i] = replace(noun, head=verb.i, dep=subject_relation(tokens, verb.i))
    tokens[verb.i] = replace(verb, head=verb.i, dep="root")
    tokens[0] = replace(gerund, head=verb.i, dep="advcl")


def _raise_main_verb(tokens: list[Token]) -> None:
    """ "Ministers from 50 countries gathered at Ramstein.": the one verb of a whole clause is its predicate.

    So it is of what is said: "A drone attack on the base damaged bombers, images show".
    """
    said = [t for t in tokens if t.dep == "ccomp" and not governs(tokens, t.i, "cop")]
    for noun in (root_of(tokens), *said):
        if noun is not None and noun.pos in ("NOUN", "PROPN") and not governs(tokens, noun.i, "case"):
            _raise_only_verb(tokens, noun)


def _raise_only_verb(tokens: list[Token], noun: Token) -> None:
    """Let the only verb below a noun that heads a clause take its place, with the noun for its subject."""
    clause = [t for t in tokens if _is_below(tokens, t, noun.i)]
    verbs = [t for t in clause if t.pos in ("VERB", "AUX") and not _is_bare(tokens, t)]
    verbs = [t for t in verbs if t.dep != "conj" or tokens[t.head].pos != "VERB"]  # "gathered and pledged"
    if len(verbs) != 1:
        return
    verb = verbs[0]
    whole = not any(t.text in (":", "(", "—", "–") for t in tokens[: verb.i])
    below = verb.dep == "acl" and is_participle(verb) and _hangs_below(tokens, verb, noun)
    if below and whole and noun.i < verb.i and _is_complete(tokens, verb):
        feats = verb.feats.replace("VerbForm=Part", "VerbForm=Fin")
        put_above(tokens, replace(verb, feats=feats), noun, "nsubj")
        for kid in tokens[verb.i + 1 :]:
            if kid.head == noun.i:
                tokens[kid.i] = replace(kid, head=verb.i)


def _is_below(tokens: Sequence[Token], token: Token, head: int) -> bool:
    """Whether a token is, or hangs below, token `head`."""
    for _ in range(len(tokens)):
        if token.i in (head, token.head):
            break
        token = tokens[token.head]
    return token.i == head


def _raise_behind_apposition(tokens: list[Token]) -> None:
    """ "The spokesperson, Steffen Hebestreit, voiced understanding": a past tense behind the comma has the first noun for its subject."""
    root = root_of(tokens)
    if root is None or root.pos not in ("NOUN", "PROPN"):
        return
    verb = next(
        (
            t
            for t in tokens[root.i + 2 :]
            if t.pos == "VERB"
            and t.dep == "amod"
            and t.text.endswith("ed")
            and tokens[t.i - 1].text == ","
            and tokens[t.head].head == root.i
        ),
        None,
    )
    if (
        verb is None
        or tokens[verb.head].i < verb.i
        or not any(t.text == "," for t in tokens[root.i : verb.i - 1])
    ):
        return
    noun = tokens[verb.head]
    tokens[verb.i] = replace(verb, head=verb.i, dep="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    tokens[root.i] = replace(root, head=verb.i, dep="nsubj")
    tokens[noun.i] = replace(noun, head=verb.i, dep="obj")
    for kid in [t for t in tokens[verb.i :] if t.head == root.i and t.i not in (root.i, verb.i)]:
        tokens[kid.i] = replace(kid, head=verb.i)


def _appoint(tokens: list[Token], participle: Token) -> None:
    """ "by Syrskyi, appointed commander-in-chief on the 8th,": a participle behind a name and a comma tells of who bears it."""
    title, person = tokens[participle.head], _name_ending(tokens, participle.i - 2)
    if participle.i < 2 or person.pos != "PROPN" or person.i > participle.i or title.i < participle.i:
        return
    if title.pos != "NOUN" or any(t.text == "," for t in tokens[participle.i : title.i]):
        return
    tokens[participle.i] = replace(participle, head=person.i, dep="acl")
    tokens[title.i] = replace(title, head=participle.i, dep="xcomp")


def _name_ending(tokens: Sequence[Token], last: int) -> Token:
    """The head of the name whose word stands at `last`."""
    head = tokens[last]
    while head.dep in ("flat", "compound") and head.head > head.i:
        head = tokens[head.head]
    return head


def _relate_whose(tokens: list[Token], whose: Token) -> None:
    """ "called on Orbán, whose air force is to get Gripens": the clause is about whoever stands before "whose"."""
    owned = tokens[whose.head]
    clause = tokens[owned.head]
    if whose.i < 2 or tokens[whose.i - 1].text != "," or base(owned.dep) != "nsubj" or clause.i < whose.i:
        return
    person = _name_ending(tokens, whose.i - 2)
    if (
        clause.dep in ("advcl", "conj", "parataxis")
        and person.pos in ("NOUN", "PROPN")
        and person.i < whose.i
    ):
        tokens[clause.i] = replace(clause, head=person.i, dep="acl:relcl")


def _raise_finite(tokens: list[Token]) -> None:
    """ "Rutte, who led the Netherlands, praised Trump": what has an object is no participle, and has the name for its subject."""
    root = root_of(tokens)
    if root is None or root.pos != "PROPN":
        return
    verb = next((t for t in tokens[root.i :] if t.head == root.i and t.dep == "acl"), root)
    kids = [t for t in tokens if t.head == verb.i and t.i != verb.i]
    before = [t for t in kids if t.i < verb.i and t.pos != "PUNCT"]
    behind = next((t for t in kids if base(t.dep) in ("nsubj", "obj", "iobj") and t.i > verb.i), None)
    if verb.pos != "VERB" or is_gerund(verb) or before or behind is None or tokens[verb.i - 1].text != ",":
        return
    tokens[behind.i] = replace(behind, dep="obj")
    tokens[verb.i] = replace(verb, head=verb.i, dep="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    tokens[root.i] = replace(root, head=verb.i, dep="nsubj")


def _raise_present(tokens: list[Token]) -> None:
    """ "Norway, a founding member of NATO, borders Russia.": in a sentence without a verb the word in -s behind a name's aside is one."""
    root = root_of(tokens)
    verbless = not any(t.pos == "AUX" or (t.pos == "VERB" and t.dep != "amod") for t in tokens)
    if root is None or root.i > 3 or root.pos != "PROPN" or not verbless:
        return
    for word in [t for t in tokens[2:-1] if t.dep == "conj" and t.head == root.i and t.text.endswith("s")]:
        thing = tokens[word.i + 1]
        aside = any(t.dep == "appos" and t.head == root.i for t in tokens[: word.i])
        joined = any(t.head == word.i and t.pos != "PUNCT" for t in tokens[: word.i])
        if (
            word.pos == "NOUN"
            and tokens[word.i - 1].text == ","
            and thing.head == word.i
            and aside
            and not joined
        ):
            feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
            tokens[word.i] = replace(word, pos="VERB", head=word.i, dep="root", feats=feats)
            tokens[root.i] = replace(root, head=word.i, dep="nsubj")
            tokens[thing.i] = replace(thing, dep="obj")
            return


def _raise_behind_number(tokens: list[Token]) -> None:
    """ "The two discussed air defence.": in a sentence without a verb what stands behind a bare number is what they did."""
    root = root_of(tokens)
    if root is None or root.pos != "NOUN" or len(tokens) < 4 or tokens[0].text.lower() != "the":
        return
    number, verb = tokens[1], tokens[2]
    others = any(t.pos in ("VERB", "AUX") and t is not verb for t in tokens)
    if (
        number.pos == "NUM"
        and verb.pos == "VERB"
        and verb.dep == "amod"
        and verb.head == root.i
        and not others
    ):
        tokens[verb.i] = replace(verb, head=verb.i, dep="root", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
        tokens[root.i] = replace(root, head=verb.i, dep="obj")
        tokens[number.i] = replace(number, head=verb.i, dep="nsubj")
        tokens[0] = replace(tokens[0], head=number.i)


def _raise_timed(tokens: list[Token]) -> None:
    """ "The tanks arrived in September, months earlier than planned": what tells when is no predicate, and the verb before it is."""
    root = root_of(tokens)
    if root is None or root.pos != "ADV" or any(t.head == root.i and t.dep == "cop" for t in tokens):
        return
    noun = next((t for t in tokens[: root.i] if t.head == root.i and base(t.dep) == "nsubj"), root)
    verb = next((t for t in tokens[noun.i : root.i] if t.head == noun.i and t.dep == "acl"), None)
    if (
        verb is None
        or verb.pos != "VERB"
        or is_gerund(verb)
        or not any(t.text == "," for t in tokens[verb.i : root.i])
    ):
        return
    put_above(tokens, replace(verb, feats="Mood=Ind|Tense=Past|VerbForm=Fin"), root, "advmod")
    tokens[noun.i] = replace(noun, head=verb.i, dep="nsubj")


def _raise_below(tokens: list[Token]) -> None:
    """ "The first of 31 tanks promised by the US arrived.": a finite verb below a participle about its subject is the predicate."""
    root = root_of(tokens)
    if root is None or root.pos in ("VERB", "AUX"):
        return
    for verb in [t for t in tokens[root.i + 1 :] if t.pos == "VERB" and "VerbForm=Fin" in t.feats]:
        participle = tokens[verb.head]
        kids = {base(t.dep) for t in tokens if t.head == verb.i and t.i < verb.i}
        below = participle.dep == "acl" and is_participle(participle) and participle.i < verb.i
        if verb.dep in ("xcomp", "ccomp", "advcl") and below and not kids & {"nsubj", "mark", "cc"}:
            tokens[verb.i] = replace(verb, head=verb.i, dep="root")
            tokens[root.i] = replace(root, head=verb.i, dep="nsubj")
            return


def _tally(tokens: list[Token]) -> None:
    """ "Six were killed and 12 wounded in the shelling": the second number is the subject of the second participle."""
    for number in [t for t in tokens[1:-1] if t.pos == "NUM" and t.dep == "conj"]:
        first, second = tokens[number.head], tokens[number.i + 1]
        passive = has_passive_auxiliary(tokens, first.i)
        if (
            passive
            and second.head == first.i
            and is_participle(second)
            and tokens[number.i - 1].pos == "CCONJ"
        ):
            tokens[second.i] = replace(second, dep="conj")
            tokens[number.i] = replace(number, head=second.i, dep="nsubj:pass")


def _end_in_report(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ ", Putin underscored.", ", South Korea's intelligence estimates.": the last word is a verb of saying, whatever it was taken for."""
    last = tokens[-2] if len(tokens) > 3 else tokens[-1]
    comma = next((t.i for t in reversed(tokens[: last.i]) if t.text == ","), None)
    root = root_of(tokens) or last
    if comma is None or root.i >= comma or last.pos not in ("ADJ", "NOUN"):
        return
    between = tokens[comma + 1 : last.i]
    text = last.text.lower()
    verbs = [text[:-1], text[:-2]] if text.endswith("ed") else [last.lemma] if text.endswith("s") else []
    word = next((w for v in verbs if says(w := replace(last, pos="VERB", lemma=v))), None)
    if word is None or not between or any(t.pos in ("VERB", "AUX") for t in between):
        return
    subject = between[-1] if between[-1].dep != "flat" else tokens[between[-1].head]
    if subject.pos not in ("NOUN", "PROPN") or not comma < subject.i < last.i:
        return
    tokens[last.i] = replace(word, head=root.i, dep="parataxis", feats="Mood=Ind|VerbForm=Fin")
    tokens[subject.i] = replace(subject, head=last.i, dep="nsubj")


def _raise_report(tokens: list[Token], says: Callable[[Token], bool]) -> None:
    """ "The channel CNN, citing an official, reports that": a verb of saying with its clause is the predicate of the noun before it."""
    root = root_of(tokens)
    if root is None or not (root.pos in ("NOUN", "PROPN") or root.text[:1].isupper()):
        return
    for verb in tokens[root.i + 1 :]:
        if verb.head != root.i or verb.dep not in ("conj", "appos", "parataxis", "acl") or not says(verb):
            continue
        kids = [t for t in tokens if t.head == verb.i]
        content = any(k.dep == "ccomp" and k.i > verb.i for k in kids)
        if content and not any(base(k.dep) in ("nsubj", "aux") or k.dep == "cc" for k in kids):
            tokens[verb.i] = replace(verb, head=verb.i, dep="root")
            tokens[root.i] = replace(root, head=verb.i, dep="nsubj")
            return


def _is_bare(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a verb form can be no sentence's predicate: "to send", "sending"."""
    return is_gerund(verb) or any(t.head == verb.i and t.dep == "mark" for t in tokens)


def _hangs_below(tokens: Sequence[Token], verb: Token, root: Token) -> bool:
    node = tokens[verb.head]
    while node.i != root.i and base(node.dep) in ("nmod", "conj", "flat", "compound", "appos"):
        node = tokens[node.head]
    return node.i == root.i


def _is_complete(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a verb has what a bare participle has not: an object, a clause, or a place without anybody who did it."""
    kids = [t for t in tokens if t.head == verb.i and t.i > verb.i]
    agent = any(t.dep == "obl:agent" for t in kids)
    return not agent and any(base(t.dep) in ("obj", "ccomp", "xcomp", "obl", "advcl") for t in kids)


def _complete(tokens: list[Token], clause: Token) -> None:
    """ "are due to meet": what stands behind a predicate that has its subject completes it."""
    predicate = tokens[clause.head]
    subject = next((t for t in tokens if t.head == predicate.i and base(t.dep) == "nsubj"), None)
    if (
        predicate.i < clause.i
        and subject is not None
        and subject.lemma.lower() != "it"
        and subject.i < predicate.i
    ):
        tokens[clause.i] = replace(clause, dep="xcomp")


def _help(tokens: list[Token], have: Token) -> None:
    """ "had bombed a hospital": before a participle "had" only helps."""
    verb = next((t for t in tokens[have.i + 1 :] if t.pos != "ADV"), have)  # "has so far given"
    if have.i == 0:
        verb = _inverted(tokens, have)
    if verb.pos == "ADP":
        verb = _helped_from_afar(tokens, have)
    elif verb.dep in ("case", "acl") and tokens[verb.head].head == have.i and verb.i < verb.head:
        verb = _give(tokens, verb)
    if (
        verb.head != have.i
        or verb.i == have.i
        or verb.pos != "VERB"
        or not (is_participle(verb) or verb.text.endswith("ed"))
    ):
        return
    for kid in list(tokens):
        if kid.head == have.i and kid.i not in (have.i, verb.i):
            tokens[kid.i] = replace(kid, head=verb.i)
    tokens[verb.i] = replace(verb, head=verb.i if have.head == have.i else have.head, dep=have.dep)
    tokens[have.i] = replace(have, head=verb.i, dep="aux", pos="AUX")


def _inverted(tokens: list[Token], had: Token) -> Token:
    """ "Had the West supplied air defences earlier": the verb whose subject stands right behind "had"; else "had" itself."""
    after = [t for t in tokens[1:] if t.head == had.i and t.pos == "VERB" and t.dep in _COMPLEMENTS]
    whole = next((t for t in after if any(k.head == t.i and base(k.dep) == "nsubj" for k in tokens)), None)
    doer = next((t for t in tokens[1:] if t.head == had.i and t.dep == "obj"), had)
    if whole is None and after and had.i < doer.i < after[0].i and doer.pos != "VERB":
        whole = after[0]
        tokens[doer.i] = replace(doer, head=whole.i, dep="nsubj")
    return whole or had


def _give(tokens: list[Token], participle: Token) -> Token:
    """ "has so far given Ukraine ten Leopards": a participle is no preposition of what it gives."""
    thing = tokens[participle.head]
    tokens[participle.i] = replace(participle, head=thing.head, dep="ccomp")
    tokens[thing.i] = replace(thing, head=participle.i, dep="obj")
    for receiver in [t for t in tokens[: thing.i] if t.head == participle.i and t.dep == "obj"]:
        tokens[receiver.i] = replace(receiver, dep="iobj")
    return tokens[participle.i]


def _helped_from_afar(tokens: Sequence[Token], have: Token) -> Token:
    """ "had for more than a year resisted": the participle that stands behind a phrase of time; where there is none "had" itself."""
    kids = [t for t in tokens[have.i + 1 :] if t.head == have.i]
    verb = next((t for t in kids if t.dep in ("conj", "xcomp", "ccomp", "advcl")), have)
    opened = any(t.head == verb.i and t.dep in ("cc", "mark") for t in tokens)
    return have if opened or any(base(t.dep) == "obj" for t in kids) else verb


def _set_aside(tokens: list[Token], clause: Token) -> None:
    """ "As 12 nations came together, Truman said": a clause of time before a report is not what is reported."""
    if any(t.head == clause.i and t.dep == "mark" and t.lemma.lower() in _TIMES for t in tokens):
        tokens[clause.i] = replace(clause, dep="advcl")


def _do_next(tokens: list[Token], first: Token, says: Callable[[Token], bool]) -> None:
    """ "Zelensky flew to London, met Starmer and signed a pact": of a series of deeds the second governs nothing of the first.

    A verb that has no subject before it and reports nothing has none of its own: what stands right behind it is its object.
    """
    verb = tokens[first.head]
    if (
        first.dep not in ("ccomp", "parataxis")
        or "VerbForm=Fin" not in verb.feats
        or tokens[verb.i - 1].text != ","
    ):
        return
    kids = [t for t in tokens if t.head == verb.i and t.i != verb.i]
    before = [k for k in kids if k.i < verb.i and k.i != first.i and k.pos != "PUNCT"]
    subject = next((k for k in kids if k.i > verb.i and base(k.dep) == "nsubj"), None)
    own = any(t.head == first.i and base(t.dep) == "nsubj" and t.i < first.i for t in tokens)
    series = any(k.dep == "conj" for k in kids)
    quoted = any(t.text in ("”", '"', "’") for t in tokens[first.i : verb.i])
    told = says(verb) and (subject is not None or first.dep == "ccomp")
    if before or not own or quoted or told or not series or has_passive_auxiliary(tokens, verb.i):
        return
    put_above(tokens, first, verb, "conj")
    if subject is not None and not any(k.dep == "obj" for k in kids):
        tokens[subject.i] = replace(subject, dep="obj")


def _tell_first(tokens: list[Token], clause: Token) -> None:
    """ "Jets are being handed over as we speak, Blinken tells an audience.": a whole clause before a report is what is reported."""
    verb = tokens[clause.head]
    kids = [t for t in tokens if t.head == clause.i]
    opened = any(t.dep == "mark" or t.lemma.lower() in _TIMES for t in kids)
    told = any(t.head == verb.i and t.dep == "ccomp" for t in tokens)
    whole = any(base(t.dep) == "nsubj" for t in kids) and not (opened or told)
    finite = "VerbForm=Fin" in clause.feats or any(base(t.dep) in ("aux", "cop") for t in kids)
    parted = any(t.text in (",", "”", '"') for t in tokens[clause.i : verb.i])
    if whole and finite and parted and not is_gerund(clause):
        tokens[clause.i] = replace(clause, dep="ccomp")


def _go_on(tokens: list[Token], gerund: Token, says: Callable[[Token], bool]) -> None:
    """ "Russia struck a ship, the army said, killing one": what follows a report in commas goes on with what is reported."""
    verb = tokens[gerund.head]
    if not says(verb) or says(gerund) or gerund.i < verb.i or tokens[gerund.i - 1].text != ",":
        return
    told = next((t for t in tokens[: verb.i] if t.head == verb.i and t.dep == "ccomp"), None)
    enclosed = told is not None and any(t.text == "," for t in tokens[told.i : verb.i])
    if told is not None and enclosed and not any(t.head == gerund.i and t.dep == "mark" for t in tokens):
        tokens[gerund.i] = replace(gerund, head=told.i)


def _ask(tokens: list[Token], clause: Token) -> None:
    """ "hinted at what the army will provide": the clause is what is hinted at, and "what" its object."""
    what = tokens[clause.head]
    if what.head >= what.i or base(what.dep) not in ("obl", "obj", "ccomp"):
        return
    tokens[clause.i] = replace(clause, head=what.head, dep=what.dep)
    tokens[what.i] = replace(what, head=clause.i, dep="obj")
    for mark in tokens[: what.i]:
        if mark.head == what.i and mark.dep == "case":
            tokens[mark.i] = replace(mark, head=clause.i)


def _relate(tokens: list[Token], clause: Token) -> None:
    """ "a shift by Biden, who has refused": "who" is the person right before it."""
    who = next((t for t in tokens[: clause.i] if t.head == clause.i and t.lemma.lower() == "who"), None)
    if who is None or who.i < 2 or tokens[who.i - 1].text != ",":
        return
    person = tokens[who.i - 2]
    while person.dep == "flat" and person.head > person.i:
        person = tokens[person.head]
    if (
        person.ent.endswith("PERSON")
        and person.i < who.i
        and clause.head != person.i
        and not tokens[clause.head].ent
    ):
        tokens[clause.i] = replace(clause, head=person.i)


def _join_claim(tokens: list[Token], modifier: Token, says: Callable[[Token], bool]) -> None:
    """ "denied it and blamed Ukrainian air defences": a past tense of saying after "and" is a second predicate."""
    before = tokens[modifier.i - 1] if modifier.i > 0 else modifier
    if before.pos != "CCONJ" or not modifier.text.endswith("ed"):
        return
    noun = _name_ending(tokens, modifier.head)
    word = replace(modifier, pos="VERB", lemma=_verb_lemma(modifier))
    proper = modifier.i + 1 < len(tokens) and tokens[modifier.i + 1].text[:1].isupper()
    if noun.i < modifier.i or not (proper or says(word)):
        return
    first = next(
        (t for t in reversed(tokens[: before.i]) if t.pos == "VERB" and "VerbForm=Fin" in t.feats), None
    )
    if first is None:
        return
    tokens[modifier.i] = replace(word, head=first.i, dep="conj", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    tokens[noun.i] = replace(noun, head=modifier.i, dep="obj")
    tokens[before.i] = replace(before, head=modifier.i, dep="cc")


def _join_passive(tokens: list[Token], participle: Token) -> None:
    """ "was dismissed as minister and appointed secretary": a participle behind "and" is a second predicate of the same passive."""
    noun = tokens[participle.head]
    before = tokens[participle.i - 1] if participle.i > 0 else participle
    if (
        participle.dep != "amod"
        or before.pos != "CCONJ"
        or not is_participle(participle)
        or noun.i < participle.i
    ):
        return
    first = tokens[noun.head]
    passive = any(t.head == first.i and t.dep == "aux:pass" for t in tokens[: first.i])
    between = all(t.head == noun.i for t in tokens[participle.i + 1 : noun.i])
    if (
        first.pos == "VERB"
        and first.i < before.i
        and passive
        and between
        and base(noun.dep) in ("obl", "obj", "conj")
    ):
        tokens[participle.i] = replace(participle, head=first.i, dep="conj")
        tokens[before.i] = replace(before, head=participle.i, dep="cc")
        tokens[noun.i] = replace(noun, head=participle.i, dep="xcomp")


def _act(tokens: list[Token], subject: Token) -> None:
    """ "Two diplomats told Reuters the plan was dead": what has an object and no "was" is no passive."""
    verb = tokens[subject.head]
    kids = [t.dep for t in tokens if t.head == verb.i]
    whole = tokens[-1].text == "." and base(verb.dep) in ("root", "ccomp", "parataxis") and "cop" not in kids
    agent = any(t.dep == "case" and t.text.lower() == "by" and tokens[t.head].head == verb.i for t in tokens)
    if "aux:pass" not in kids and ({"iobj", "obj", "ccomp"} & set(kids) or (whole and not agent)):
        tokens[subject.i] = replace(subject, dep="nsubj")


def _give_agent(tokens: list[Token], agent: Token) -> None:
    """ "was greeted as historic by Berlin": who acts hangs on the passive verb, and not on a phrase beside it."""
    phrase = tokens[agent.head]
    verb = tokens[phrase.head]
    passive = has_passive_auxiliary(tokens, verb.i)
    if (
        phrase.pos in ("NOUN", "ADJ")
        and base(phrase.dep) in ("obl", "xcomp")
        and verb.i < phrase.i
        and passive
    ):
        tokens[agent.i] = replace(agent, head=verb.i)


def _receive_alone(tokens: list[Token], receiver: Token) -> None:
    """ "thanks Rome for the battery", "the weapon with which it struck Dnipro": nobody receives where nothing is given."""
    verb = tokens[receiver.head]
    given = any(t.head == verb.i and base(t.dep) in ("obj", "ccomp", "xcomp") for t in tokens)
    means = any(t.head == verb.i and t.lemma == "which" and t.dep == "obl" for t in tokens[: verb.i])
    if not given and (means or base(verb.dep) != "acl"):  # "the howitzers France gave Ukraine"
        tokens[receiver.i] = replace(receiver, dep="obj")


def _price(tokens: list[Token], worth: Token) -> None:
    """ "a package worth 100 million euros for Kyiv": the package is the object, the sum its price, and what it is for its own."""
    if worth.i == 0:
        return
    noun, total = tokens[worth.i - 1], tokens[worth.head]
    if worth.pos == "VERB" and noun.head == worth.i and worth.head < noun.i:
        # "with 12 howitzers worth 150 million euros": what is worth something only seems to have a clause of its own
        cased = governs(tokens, noun.i, "case")
        tokens[noun.i] = replace(noun, head=worth.head, dep="obl" if cased else "obj")
        tokens[worth.i] = replace(worth, pos="ADJ", head=noun.i, dep="acl")
        return
    if worth.dep == "xcomp" and noun.dep in ("obj", "iobj") and noun.head == worth.head:
        tokens[noun.i] = replace(noun, dep="obj")
        for kid in [t for t in tokens[worth.i + 1 :] if t.head == worth.i and base(t.dep) == "obl"]:
            if any(t.head == kid.i and t.dep == "case" for t in tokens[worth.i : kid.i]):
                tokens[kid.i] = replace(kid, head=worth.head)  # "sold ammunition worth €2bn to Ukraine"
        tokens[worth.i] = replace(worth, head=noun.i, dep="acl")
        _free_from_price(tokens, noun, worth)
        return
    if total.pos == "NUM" and total.i > worth.i:
        total = tokens[total.head]
    below = total.head == noun.i and base(total.dep) == "nmod"
    above = noun.head in (worth.i, total.i)
    if noun.pos == "NOUN" and (above or below) and total.i > worth.i and worth.dep == "amod":
        if above:
            tokens[noun.i] = replace(noun, head=total.head, dep=total.dep)
        tokens[worth.i] = replace(worth, head=noun.i, dep="acl")
        tokens[total.i] = replace(total, head=worth.i, dep="obj")
    elif worth.head != noun.i or base(worth.dep) != "acl":
        return
    _free_from_price(tokens, noun, worth)


def _free_from_price(tokens: list[Token], noun: Token, worth: Token) -> None:
    """ "a package worth 100 million euros for Kyiv": what stands behind a price belongs to what has it."""
    for kid in [t for t in tokens[worth.i + 1 :] if base(t.dep) == "nmod"]:
        price = tokens[kid.head]
        if price.head == worth.i and price.dep == "obj":
            tokens[kid.i] = replace(kid, head=noun.i)


def _describe(tokens: list[Token], made: Token) -> None:
    """ "pledged the German-made tanks", "Russian-occupied Crimea was hit": a participle behind a hyphen only describes a noun."""
    if not (made.text.endswith("ed") or is_participle(made)):
        return
    after = tokens[made.i + 1 : made.i + 4]
    own = next((t for t in after if t.pos in ("NOUN", "PROPN") and t.head == made.i and t.dep == "obj"), None)
    taken = (
        after[0]
        if after and after[0].pos in ("NOUN", "PROPN") and tokens[after[0].head].head == made.i
        else None
    )
    noun = own or taken
    if noun is None:
        return
    heir = noun if noun is own else tokens[noun.head]  # what takes the participle's place in the tree
    for kid in list(tokens):
        if kid.head == made.i and kid.i not in (made.i - 2, made.i, heir.i):
            tokens[kid.i] = replace(kid, head=heir.i)
    tokens[heir.i] = replace(heir, head=heir.i if made.head == made.i else made.head, dep=made.dep)
    tokens[made.i] = replace(made, head=noun.i, dep="amod")
    tokens[made.i - 2] = replace(tokens[made.i - 2], head=made.i, dep="compound")


def _tell_when(tokens: list[Token], phrase: Token, says: Callable[[Token], bool]) -> None:
    """ "said on Wednesday Berlin would send": what stands right behind a verb of saying is when and where it was said."""
    clause = tokens[phrase.head]
    verb = tokens[clause.head]
    if clause.dep != "ccomp" or not verb.i < phrase.i < clause.i or not says(verb):
        return
    between = tokens[verb.i + 1 : phrase.i]
    subject = next((t for t in tokens if t.head == clause.i and base(t.dep) == "nsubj"), None)
    if subject is not None and phrase.i < subject.i and all(t.head == phrase.i for t in between):
        tokens[phrase.i] = replace(phrase, head=verb.i)


def _say(tokens: list[Token], adjective: Token, says: Callable[[Token], bool]) -> None:
    """ "De Wever objected to the plan": a past tense of saying with a subject and no "is" is no adjective."""
    kids = [t for t in tokens if t.head == adjective.i and t.i < adjective.i]
    text = adjective.text.lower()
    if any(t.dep == "cop" or base(t.dep) == "aux" for t in kids) or not any(t.dep == "nsubj" for t in kids):
        return
    words = [replace(adjective, pos="VERB", lemma=stem) for stem in (text[:-2], text[:-1])]
    word = next((w for w in words if says(w)), None)
    if word is not None:
        tokens[adjective.i] = replace(word, feats="Mood=Ind|Tense=Past|VerbForm=Fin")


def _verb_lemma(participle: Token) -> str:
    stem = participle.text.lower().removesuffix("d")
    return stem if participle.lemma.lower() == participle.text.lower() else participle.lemma
