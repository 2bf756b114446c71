"""Words that the tagger took for something else, put right before anything is hung on them.

"Macron reaffirmed", "is imposing", "condemns the strikes and calls for", "three killed, ten injured": where the words around
leave no doubt that one is a verb, or what a verb governs, it is made so. Each repair is one function on a sentence's tokens.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ukgraph.syntax import base, governs, is_gerund, put_above

if TYPE_CHECKING:
    from collections.abc import Callable

    from ukgraph.records import Token

_PARTICIPLE = "Tense=Past|VerbForm=Part|Voice=Pass"
_OWNERS = frozenset({"its", "their", "his", "our", "my"})
_NOMINAL = frozenset({"nsubj", "appos", "obj", "iobj", "obl", "nmod"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_LOOSE = frozenset({"xcomp", "conj", "parataxis", "advcl"})
_OF_NOUNS = ("ment", "ments", "tion", "tions", "sion", "sions")  # endings that no adjective has
_NOMINAL_WORDS = frozenset({"NOUN", "PROPN", "DET", "ADJ", "NUM"})
_LOOSE_CLAUSE = frozenset({"conj", "advcl", "parataxis"})
_GOING = frozenset({"go", "keep", "carry"})  # with "on"
_CLAUSAL = frozenset({"obl", "aux", "nsubj"})  # what a participle before its noun has none of


def restore_nouns(
    tokens: list[Token], is_person: Callable[[str], bool], weighs: Callable[[Token], bool]
) -> None:
    """ "The spokeswoman said", "an allegation that Tehran denies": whoever speaks and whatever is said is no adjective."""
    for token in [t for t in tokens if t.pos == "NUM" and base(t.dep) in _NOMINAL]:
        if token.text.lower().endswith("ing"):  # "Shelling of Kherson"
            tokens[token.i] = replace(token, pos="NOUN", lemma=token.text.lower(), feats="Number=Sing")
    for token in [t for t in tokens if t.pos == "ADJ" and t.text.endswith(_OF_NOUNS)]:
        tokens[token.i] = replace(token, pos="NOUN", lemma=token.text.lower(), feats="Number=Sing")
        _describe(tokens, tokens[token.i])
    for token in [t for t in tokens if t.pos == "VERB" and t.dep == "acl" and t.i > 1]:
        _pair(tokens, token)
    for token in [t for t in tokens[2:] if t.text.endswith("ed") and t.dep in _LOOSE]:
        _need(tokens, token)
    for token in [t for t in tokens if t.pos == "ADJ" and base(t.dep) in _NOMINAL]:
        if is_person(token.text.lower()) or weighs(token):
            tokens[token.i] = replace(token, pos="NOUN", lemma=token.text.lower(), feats="Number=Sing")


def _describe(tokens: list[Token], noun: Token) -> None:
    """ "is facing continued bombardment from Russia": the participle before a noun describes what the verb is about."""
    participle = tokens[noun.head]
    if participle.i != noun.i - 1 or "VerbForm=Part" not in participle.feats or noun.dep != "xcomp":
        return
    verb = tokens[participle.head]
    if participle.dep not in ("xcomp", "obj") or verb.pos != "VERB" or governs(tokens, verb.i, "obj"):
        return
    for kid in [t for t in tokens if t.head == participle.i and t.i > noun.i]:
        tokens[kid.i] = replace(kid, head=noun.i, dep="nmod" if base(kid.dep) == "obl" else kid.dep)
    tokens[noun.i] = replace(noun, head=verb.i, dep="obj")
    tokens[participle.i] = replace(participle, head=noun.i, dep="amod")


def _need(tokens: list[Token], participle: Token) -> None:
    """ "provide desperately needed aid to Gaza": what is needed is what is provided."""
    thing = next((t for t in tokens if t.head == participle.i and t.dep == "obj"), None)
    adverb, verb = tokens[participle.i - 1], tokens[participle.i - 2]
    if thing is None or adverb.pos != "ADV" or verb.pos != "VERB" or governs(tokens, verb.i, "obj"):
        return
    between = tokens[participle.i + 1 : thing.i]
    if any(t.pos not in ("ADJ", "NOUN", "PROPN") for t in between) or adverb.head != participle.i:
        return
    tokens[thing.i] = replace(thing, head=verb.i)
    tokens[participle.i] = replace(participle, head=thing.i, dep="amod")
    for kid in [t for t in tokens if t.head == participle.i and t.i > thing.i and t.pos != "PUNCT"]:
        tokens[kid.i] = replace(kid, head=verb.i)


def _pair(tokens: list[Token], second: Token) -> None:
    """ "shoulder to shoulder with": the same word behind "to" is the noun again, and no verb."""
    first, to = tokens[second.i - 2], tokens[second.i - 1]
    if to.text.lower() != "to" or first.text.lower() != second.text.lower() or second.head != first.i:
        return
    tokens[second.i] = replace(second, pos="NOUN", dep="nmod", feats=first.feats)
    tokens[to.i] = replace(to, pos="ADP", dep="case")
    for kid in [t for t in tokens if t.head == second.i and base(t.dep) == "obl"]:
        tokens[kid.i] = replace(kid, dep="nmod")


def restore_verbs(
    tokens: list[Token],
    is_verb: Callable[[str], bool],
    bends: Callable[[str], bool],
    counts_people: Callable[[Token], bool],
) -> None:
    """Verbs that the tagger took for something else, before anything is hung on them."""
    words = {t.text.lower() for t in tokens}  # what a repair turns on need not be looked for where it is not
    _restore_reports(tokens, is_verb)
    _restore_past(tokens, is_verb)
    _restore_predicate(tokens)
    _restore_deed(tokens)
    _restore_attitudes(tokens, bends)
    _hang_deeds(tokens, is_verb, bends)
    _restore_said_of(tokens, bends)
    _restore_attributed(tokens)
    _restore_called(tokens, words)
    _restore_going_on(tokens, words, is_verb)
    _restore_backing(tokens, is_verb)
    _restore_behind_adverbs(tokens, is_verb)
    _restore_sayings(tokens, is_verb)
    _restore_nor(tokens)
    _restore_doing(tokens, is_verb)
    _restore_tellers(tokens)
    _restore_progressive(tokens, is_verb)
    _restore_deeds(tokens)
    _restore_calls(tokens, is_verb)
    _restore_infinitives(tokens, is_verb)
    _restore_tolls(tokens, counts_people)
    _restore_second_tolls(tokens, is_verb, counts_people)
    _restore_joined_tolls(tokens, counts_people)
    _restore_more(tokens, words, counts_people)
    _restore_bare_tolls(tokens, counts_people)
    _cut_compounds(tokens)
    _hang_examples(tokens, words)
    _restore_left(tokens, is_verb)
    _restore_series(tokens)
    _part_phrases(tokens)
    _restore_directions(tokens)
    _restore_results(tokens)
    _restore_due(tokens)
    _count_also(tokens, is_verb)
    _restore_attributes(tokens)
    _restore_aims(tokens)
    _restore_two_deeds(tokens, is_verb)
    _restore_side_effects(tokens, is_verb)
    _restore_counted_subjects(tokens)
    _restore_joint_plans(tokens, is_verb)
    _restore_owned(tokens, words)
    _restore_manners(tokens, words)
    _restore_phrasal(tokens, is_verb)


def _restore_owned(tokens: list[Token], words: set[str]) -> None:
    """ "gave its blessing to the donation": what a possessive stands right before is a noun, and is given."""
    if _OWNERS.isdisjoint(words):
        return
    for verb, owner, deed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        owns = owner.text.lower() in _OWNERS and (owner.head, owner.dep) in (
            (verb.i, "obj"),
            (deed.i, "nsubj"),
        )
        done = deed.pos == "VERB" and deed.text.endswith("ing") and deed.head == verb.i
        if not (owns and done) or verb.pos != "VERB" or deed.dep not in ("xcomp", "advcl"):
            continue
        tokens[deed.i] = replace(deed, pos="NOUN", lemma=deed.text.lower(), dep="obj", feats="Number=Sing")
        tokens[owner.i] = replace(owner, head=deed.i, dep="nmod:poss")
        for kid in [t for t in tokens[deed.i :] if t.head == deed.i and base(t.dep) == "obl"]:
            tokens[kid.i] = replace(kid, dep="nmod")


def _restore_manners(tokens: list[Token], words: set[str]) -> None:
    """ "urged the allies to dig deep": what "to" stands before, and a manner behind, is what they are urged to do."""
    if "to" not in words:
        return
    for to, verb, manner in zip(tokens, tokens[1:], tokens[2:], strict=False):
        below = verb.pos == "VERB" and verb.head == manner.i and verb.dep in ("advmod", "amod", "compound")
        if to.text.lower() != "to" or to.head != manner.i or not below or manner.pos not in ("ADJ", "ADV"):
            continue
        tokens[to.i] = replace(to, head=verb.i, dep="mark", pos="PART")
        tokens[verb.i] = replace(verb, head=manner.head, dep="xcomp", feats="VerbForm=Inf")
        tokens[manner.i] = replace(manner, head=verb.i, dep="advmod")


def _restore_phrasal(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "The EU set aside €150m": what stands between a name and a particle with a sum behind it is no noun."""
    for name, word, particle, sum_ in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        named = name.pos == "PROPN" and (name.head, name.dep) == (word.i, "compound")
        lone = word.pos == "NOUN" and word.text.islower() and word.head == word.i and is_verb(word.lemma)
        apart = particle.pos == "ADV" and particle.head == word.i
        if not (named and lone and apart) or sum_.pos != "SYM" or sum_.head != word.i:
            continue
        tokens[word.i] = replace(word, pos="VERB", feats="Mood=Ind|Tense=Past|VerbForm=Fin")
        tokens[name.i] = replace(name, dep="nsubj")
        tokens[sum_.i] = replace(sum_, dep="obj")
        for kid in [t for t in tokens[: name.i] if t.head == word.i]:
            tokens[kid.i] = replace(kid, head=name.i)


def _restore_joint_plans(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "Denmark and the Netherlands plan to train pilots": what two names stand before, and an infinitive behind, is no noun."""
    for word in [t for t in tokens[2:-2] if t.pos == "NOUN" and t.dep == "conj" and t.text.islower()]:
        name, to = tokens[word.i - 1], tokens[word.i + 1]
        first, deed = tokens[word.head], tokens[to.head]
        joint = any(t.head == word.i and t.dep == "cc" for t in tokens[first.i : name.i])
        opens = to.text.lower() == "to" and to.dep == "mark" and deed.head == word.i
        clause = any("VerbForm=Fin" in t.feats for t in tokens[: word.i])
        named = name.pos == first.pos == "PROPN" and name.head == word.i
        if not (joint and opens and named) or clause or not is_verb(word.lemma.lower()):
            continue
        top = first.head == first.i
        for kid in [t for t in tokens if t.i != first.i and t.head == word.i and t.i < name.i]:
            tokens[kid.i] = replace(kid, head=name.i)
        for kid in [t for t in tokens[word.i :] if t.head == first.i and t.i != word.i]:
            tokens[kid.i] = replace(kid, head=word.i)
        feats = "Mood=Ind|Tense=Pres|VerbForm=Fin"
        dep = "root" if top else first.dep
        tokens[word.i] = replace(word, pos="VERB", head=word.i if top else first.head, dep=dep, feats=feats)
        tokens[first.i] = replace(first, head=word.i, dep="nsubj")
        tokens[name.i] = replace(name, head=first.i, dep="conj")
        tokens[deed.i] = replace(deed, dep="xcomp")


def _restore_aims(tokens: list[Token]) -> None:
    """ "allotted a share to military aid for Ukraine": what "to" and an attribute stand before is a noun."""
    for mark in [t for t in tokens[:-2] if t.dep == "mark" and t.text.lower() == "to"]:
        aim = tokens[mark.head]
        between = tokens[mark.i + 1 : aim.i]
        if aim.pos != "VERB" or not between or governs(tokens, aim.i, "obj"):
            continue
        if all(
            t.head == aim.i and t.pos in ("NOUN", "ADJ") and t.dep in ("flat", "amod", "compound")
            for t in between
        ):
            tokens[aim.i] = replace(
                aim, pos="NOUN", dep="obl" if tokens[aim.head].pos == "VERB" else "nmod", feats=""
            )
            tokens[mark.i] = replace(mark, pos="ADP", dep="case")
            for kid in [t for t in tokens[aim.i + 1 :] if t.head == aim.i and base(t.dep) == "obl"]:
                tokens[kid.i] = replace(kid, dep="nmod")


def _restore_reports(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "Ukraine received tanks, the ministry reports.", "…, imagery reveals.": a last word in -s beside a clause is a verb."""
    for word in [t for t in tokens if t.pos == "NOUN" and t.text.endswith("s")]:
        closing = all(t.pos == "PUNCT" for t in tokens[word.i + 1 :])
        before = [t for t in tokens[: word.i] if t.head == word.i and t.dep in ("compound", "flat", "amod")]
        if not before or not closing or not is_verb(word.text[:-1].lower()) or not _is_beside(tokens, word):
            continue
        feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
        tokens[word.i] = replace(word, pos="VERB", lemma=word.text[:-1].lower(), feats=feats)
        subject = before[-1]
        for part in [t for t in tokens[: word.i] if t.head == word.i and (t in before or t.pos == "DET")]:
            tokens[part.i] = replace(part, head=subject.i)
        pos = "NOUN" if subject.pos == "ADJ" else subject.pos
        tokens[subject.i] = replace(subject, head=word.i, dep="nsubj", pos=pos)


def _is_beside(tokens: list[Token], word: Token) -> bool:
    """Whether a clause hangs on a last word, or it on a clause behind a comma."""
    if word.dep == "parataxis":
        first = min(t.i for t in tokens if word.i in (t.i, t.head))
        return tokens[word.head].pos == "VERB" and any(t.text == "," for t in tokens[first - 1 : first + 1])
    return word.dep == "root" and any(t.head == word.i and t.dep == "ccomp" for t in tokens[: word.i])


def _restore_past(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "Macron reaffirmed France's support": a word in -ed with a subject and an object is no name."""
    for token in [
        t for t in tokens if t.pos in ("PROPN", "NOUN") and t.text.endswith("ed") and t.text.islower()
    ]:
        if not (
            governs(tokens, token.i, "nsubj") and any(governs(tokens, token.i, d) for d in ("obj", "ccomp"))
        ):
            continue
        lemma = _verb_in_ed(token.text, is_verb) or token.text[:-2]
        tokens[token.i] = replace(token, pos="VERB", lemma=lemma, feats="Mood=Ind|Tense=Past|VerbForm=Fin")


def _restore_predicate(tokens: list[Token]) -> None:
    """ "In May this year America quietly supplied ATACMS": what has a time or a helper of its own is no participle before a noun."""
    noun = next((t for t in tokens if t.dep == "root" and t.pos in ("NOUN", "PROPN")), None)
    verb = next((t for t in tokens if t.pos == "VERB" and t.dep == "amod" and not is_gerund(t)), None)
    if noun is None or verb is None or verb.head != noun.i or verb.i > noun.i:
        return
    own = [t for t in tokens[: verb.i] if t.head == verb.i]
    before = next((t for t in reversed(tokens[: verb.i]) if t.pos != "ADV"), None)
    if not any(base(t.dep) in _CLAUSAL for t in own) or before is None or before.pos not in ("NOUN", "PROPN"):
        return
    feats = "Mood=Ind|Tense=Past|VerbForm=Fin"
    tokens[verb.i] = replace(verb, head=verb.i, dep="root", feats=feats)
    tokens[noun.i] = replace(noun, head=verb.i, dep="obj")
    tokens[before.i] = replace(before, head=verb.i, dep="nsubj")
    for kid in [t for t in tokens if t.head == noun.i and (t.i < verb.i or t.pos == "PUNCT")]:
        tokens[kid.i] = replace(kid, head=verb.i)


def _restore_deed(tokens: list[Token]) -> None:
    """ "This massive bombardment used drones and missiles": a sentence has a predicate, and its first noun is the subject."""
    thing = next((t for t in tokens if t.dep == "root" and t.pos in ("NOUN", "PROPN")), None)
    verb = next((t for t in tokens if t.pos == "VERB" and t.dep == "amod" and t.text.endswith("ed")), None)
    if thing is None or verb is None or verb.head != thing.i or tokens[0].pos != "DET":
        return
    doer = next((t for t in reversed(tokens[: verb.i]) if t.head == thing.i and t.pos == thing.pos), verb)
    own = all(t.head == doer.i for t in tokens[doer.i + 1 : verb.i])
    finite = [t for t in tokens if "VerbForm=Fin" in t.feats]
    goes_on = all(t.dep == "conj" and t.head == thing.i for t in finite)  # "sanctioned the bank and blocked"
    if doer is verb or not own or not goes_on:
        return
    put_above(tokens, verb, thing, "obj")
    tokens[verb.i] = replace(tokens[verb.i], feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    tokens[doer.i] = replace(doer, head=verb.i, dep="nsubj")
    for kid in [t for t in tokens if t.head == thing.i and t.i != verb.i]:
        if kid.i < doer.i:
            tokens[kid.i] = replace(kid, head=doer.i)
        elif kid.dep == "acl":
            tokens[kid.i] = replace(kid, head=verb.i, dep="xcomp")
        elif kid.text == "." or kid in finite:
            tokens[kid.i] = replace(kid, head=verb.i)


def _restore_attitudes(tokens: list[Token], bends: Callable[[str], bool]) -> None:
    """ "Orbán opposes sending weapons": a word in -s between a noun and a gerund that it bends is a verb, whatever it was taken for."""
    for before, word, deed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        hung = deed.pos == "VERB" and (word.i in (before.head, deed.head) or deed.i == word.head)
        if word.pos not in ("NOUN", "VERB") or not word.text.endswith("s") or not is_gerund(deed) or not hung:
            continue
        text = word.text.lower()
        lemma = next((v for v in (text[:-1], text[:-2], text[:-3] + "y") if bends(v)), None)
        if lemma is None or before.pos not in _NAMING or "Number=Plur" in before.feats:
            continue
        if word.pos == "VERB" and deed.head == word.i:
            tokens[word.i] = replace(word, lemma=lemma)  # "Germany avoids visiting"
            continue
        if deed.head != word.i:
            put_above(tokens, word, deed, "xcomp")
        feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
        tokens[word.i] = replace(tokens[word.i], pos="VERB", lemma=lemma, feats=feats)
        tokens[deed.i] = replace(tokens[deed.i], dep="xcomp")
        subject = next((t for t in tokens[: word.i] if t.head == deed.i and base(t.dep) == "nsubj"), before)
        for kid in [t for t in tokens[: word.i] if t.head in (word.i, deed.i) and t.i != subject.i]:
            inside = kid.dep not in ("cc", "mark", "punct", "advmod")
            tokens[kid.i] = replace(kid, head=subject.i if inside else word.i)
        tokens[subject.i] = replace(subject, head=word.i, dep="nsubj")


def _hang_deeds(tokens: list[Token], is_verb: Callable[[str], bool], bends: Callable[[str], bool]) -> None:
    """ "denies deliberately targeting civilians": an adverb parts no verb from the gerund that it bends, nor that from its object."""
    for verb, adverb, deed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        apart = adverb.pos == "ADV" and adverb.head == deed.i and is_gerund(deed)
        if not apart or verb.pos != "VERB" or not bends(verb.lemma.lower()):
            continue
        thing = tokens[deed.head]
        if deed.dep == "amod" and thing.head == verb.i and thing.dep == "obj" and is_verb(deed.lemma):
            tokens[thing.i] = replace(thing, head=deed.i)
        elif deed.dep != "advcl" or deed.head != verb.i:
            continue
        tokens[deed.i] = replace(deed, head=verb.i, dep="xcomp")


def _restore_said_of(tokens: list[Token], bends: Callable[[str], bool]) -> None:
    """ "Iran, said by Washington to have sent missiles, denied it": what somebody says that another did is no aim of his saying."""
    for told in [t for t in tokens[1:-3] if t.pos == "VERB"]:
        by = tokens[told.i + 1].text == "by"
        if not (by or tokens[told.i - 1].text == ",") or not bends(told.lemma.lower()):
            continue
        behind = tokens[told.i + 2 if by else told.i + 1 :]
        to = next((t for t in behind if t.pos not in _NOMINAL_WORDS), told)
        deed = tokens[to.head]
        having = any(t.text.lower() == "have" for t in tokens[to.i + 1 : to.i + 2])
        aside = tokens[told.i - 1].text == "," and having
        if to.text.lower() != "to" or deed.i < to.i or deed.pos != "VERB" or not (by or aside):
            continue
        if by and to.i == told.i + 2:
            continue
        tokens[deed.i] = replace(deed, head=told.i, dep="xcomp")
        if any(base(t.dep) == "aux" and t.head == told.i for t in tokens[: told.i]):
            continue  # "was said by Washington to have sent"
        tokens[told.i] = replace(told, feats=_PARTICIPLE)
        _hang_aside(tokens, tokens[told.i], deed)


def _hang_aside(tokens: list[Token], told: Token, deed: Token) -> None:
    """Let a participle with what it tells hang on the noun before it, and that on the finite verb behind."""
    noun = next((t for t in tokens[: told.i] if t.head == told.i and base(t.dep) == "nsubj"), None)
    upper = tokens[told.head]
    if upper.i > deed.i and upper.pos == "VERB":
        predicate: Token | None = upper
        above = (t for t in tokens[: told.i] if t.head == upper.i and base(t.dep) == "nsubj")
        noun = noun or next(above, None)
    else:
        below = (t for t in tokens[deed.i + 1 :] if t.head in (told.i, deed.i) and t.dep in _LOOSE_CLAUSE)
        predicate = next((t for t in below if t.pos == "VERB" and "VerbForm=Fin" in t.feats), None)
        if predicate is not None and noun is not None:
            put_above(tokens, predicate, told, "acl")
    if noun is None or predicate is None:
        return
    tokens[told.i] = replace(tokens[told.i], head=noun.i, dep="acl")
    if noun.head == told.i:
        tokens[noun.i] = replace(noun, head=predicate.i)
    for kid in [t for t in tokens if t.head == told.i and (t.i < told.i or t.i > predicate.i)]:
        tokens[kid.i] = replace(kid, head=predicate.i)


def _restore_attributed(tokens: list[Token]) -> None:
    """ "Leaked documents show that Egypt planned": a participle that opens a sentence describes the subject right behind it."""
    first = tokens[0]
    if len(tokens) < 4 or first.head != 0 or not first.text.endswith("ed") or first.pos != "VERB":
        return
    noun = next((t for t in tokens[1:4] if t.head == 0 and t.dep == "obj" and t.pos == "NOUN"), None)
    verb = tokens[noun.i + 1] if noun is not None and noun.i + 1 < len(tokens) else first
    if noun is None or verb.pos != "VERB" or verb.head != 0 or governs(tokens, verb.i, "mark"):
        return
    put_above(tokens, verb, first, "amod")
    tokens[0] = replace(tokens[0], head=noun.i)
    tokens[verb.i] = replace(tokens[verb.i], feats="Mood=Ind|VerbForm=Fin")
    tokens[noun.i] = replace(noun, head=verb.i, dep="nsubj")
    for kid in [t for t in tokens[verb.i + 1 :] if t.head == 0]:
        tokens[kid.i] = replace(kid, head=verb.i)


def _restore_called(tokens: list[Token], words: set[str]) -> None:
    """ "What Kyiv described as a Russian attack killed ten", "after what he called an attack": it is so by his word alone."""
    if "what" not in words:
        return
    for what in [t for t in tokens[:-2] if t.text.lower() == "what" and t.dep == "obj" and t.head > t.i]:
        verb, before = tokens[what.head], tokens[what.i - 1]
        if what.i == 0 and verb.head == verb.i:
            _go_on_behind_named(tokens, what, verb)
        elif before.i < what.i and before.head == verb.i and before.dep == "mark" and verb.dep == "advcl":
            tokens[before.i] = replace(before, head=what.i, dep="case", pos="ADP")
            tokens[what.i] = replace(what, head=verb.head, dep="obl")
            tokens[verb.i] = replace(verb, head=what.i, dep="acl:relcl")


def _go_on_behind_named(tokens: list[Token], what: Token, verb: Token) -> None:
    """Let the verb behind what somebody calls something be the sentence's."""
    behind = (t for t in tokens[verb.i + 1 :] if t.pos == "VERB" and t.head == verb.i)
    main = next((t for t in behind if t.dep in _LOOSE_CLAUSE or t.dep == "ccomp"), None)
    if main is None or is_gerund(main) or any(governs(tokens, main.i, d) for d in ("nsubj", "mark")):
        return
    put_above(tokens, main, verb, "acl:relcl")
    tokens[verb.i] = replace(tokens[verb.i], head=what.i)
    tokens[what.i] = replace(what, head=main.i, dep="nsubj")
    for kid in [t for t in tokens[main.i + 1 :] if t.head == verb.i]:
        tokens[kid.i] = replace(kid, head=main.i)


def _restore_going_on(tokens: list[Token], words: set[str], is_verb: Callable[[str], bool]) -> None:
    """ "went on training soldiers", "will keep on sending tanks": what one goes on doing is a verb with an object of its own."""
    if "on" not in words:
        return
    for verb, on, deed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if verb.lemma.lower() not in _GOING or on.text.lower() != "on" or not deed.text.endswith("ing"):
            continue
        lemma, noun = verb_in_ing(deed.text.lower(), is_verb), tokens[deed.head]
        if lemma is None:
            continue
        if noun.i > deed.i and base(noun.dep) in ("obj", "obl"):
            tokens[noun.i] = replace(noun, head=deed.i, dep="obj")
        elif noun.i != verb.i:
            continue
        tokens[on.i] = replace(on, head=verb.i, dep="compound:prt", pos="ADP")
        tokens[deed.i] = replace(
            deed, head=verb.i, dep="xcomp", pos="VERB", lemma=lemma, feats="VerbForm=Ger"
        )


def _restore_backing(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "Most voters back the deployment": an adverb has neither a subject nor an object."""
    for token in [t for t in tokens if t.pos in ("ADV", "ADP") and governs(tokens, t.i, "nsubj")]:
        taken = any(governs(tokens, token.i, d) for d in ("obj", "ccomp", "advcl"))
        if taken and not governs(tokens, token.i, "cop") and is_verb(token.text):
            tokens[token.i] = replace(token, pos="VERB", feats="Mood=Ind|Tense=Pres|VerbForm=Fin")


def _restore_behind_adverbs(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "Germany no longer opposes sending", "he never tires of it": what an adverb parts from its subject is a verb."""
    for word in [t for t in tokens[2:] if t.pos == "NOUN" and t.text.endswith("s") and t.text.islower()]:
        adverb = tokens[word.i - 1]
        if adverb.head != word.i or not (adverb.pos == "ADV" or adverb.text.lower() == "longer"):
            continue
        own = [t for t in tokens[: word.i] if t.head == word.i]
        subject = next((t for t in own if base(t.dep) == "nsubj"), None)
        others = (t for t in own if t.i != adverb.i and t is not subject)
        if subject is None or any(t.pos in ("DET", "AUX", "ADP", "ADJ") for t in others):
            continue
        text = word.text.lower()
        lemma = next((f for f in (text[:-1], text[:-2]) if is_verb(f)), text[:-1])
        feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
        tokens[word.i] = replace(word, pos="VERB", lemma=lemma, feats=feats)
        tokens[adverb.i] = replace(adverb, pos="ADV", dep="advmod")
        for kid in [t for t in tokens[word.i + 1 :] if t.head == word.i]:
            relation = {"nmod": "obl", "acl": "xcomp" if is_gerund(kid) else "ccomp"}.get(kid.dep, kid.dep)
            tokens[kid.i] = replace(kid, dep=relation)


def _restore_nor(tokens: list[Token]) -> None:
    """ "neither sent tanks nor trained pilots": behind "nor" stands what "neither" stands before, a verb."""
    for neither in [t for t in tokens[:-2] if t.text.lower() == "neither"]:
        first = tokens[neither.i + 1]
        nor = next((t for t in tokens[first.i : -1] if t.text.lower() == "nor"), None)
        if first.pos != "VERB" or nor is None:
            continue
        second = tokens[nor.i + 1]
        thing = tokens[second.head]
        if second.pos == "VERB" and second.dep == "amod" and thing.i > second.i:
            tokens[nor.i] = replace(nor, head=second.i, dep="cc")
            tokens[second.i] = replace(second, head=first.i, dep="conj", feats=first.feats)
            tokens[thing.i] = replace(thing, head=second.i, dep="obj")


def _restore_tellers(tokens: list[Token]) -> None:
    """ "Kuleba swore that Iran has sent missiles": a lone word between a name and a that-clause is a verb, known or not."""
    for that in [t for t in tokens[2:] if t.text.lower() == "that"]:
        name, word, clause = tokens[that.i - 2], tokens[that.i - 1], tokens[that.head]
        lone = word.head == word.i and word.pos in ("NOUN", "ADV", "ADJ", "PROPN") and word.text.islower()
        told = clause.head == word.i and clause.i > that.i
        cop = governs(tokens, word.i, "cop") or governs(tokens, word.i, "det")
        if lone and told and not cop and name.pos == "PROPN" and name.head == word.i:
            tokens[name.i] = replace(name, dep="nsubj")
            tokens[word.i] = replace(word, pos="VERB", feats="Mood=Ind|VerbForm=Fin")
            tokens[that.i] = replace(that, dep="mark", pos="SCONJ")
            tokens[clause.i] = replace(clause, dep="ccomp")


def _restore_sayings(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "never tires of repeating that Iran has": a word in -ing right before "that" and a clause is a verb."""
    for word, that in pairwise(tokens):
        clause = tokens[that.head]
        opens = that.pos == "SCONJ" and that.text.lower() == "that" and clause.i > that.i
        near = opens and clause.head in (word.i, word.head) and word.pos == "NOUN"
        lemma = verb_in_ing(word.text, is_verb) if near and word.text.endswith("ing") else None
        if lemma is not None:
            tokens[word.i] = replace(word, pos="VERB", lemma=lemma, feats="VerbForm=Ger")
            tokens[that.i] = replace(that, dep="mark")
            tokens[clause.i] = replace(clause, head=word.i, dep="ccomp")


def _restore_doing(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "Slovakia will no longer supply weapons", "it no longer supplies weapons": what has a subject and an object is no noun."""
    for token in [t for t in tokens if t.pos == "NOUN" and governs(tokens, t.i, "obj")]:
        if any(governs(tokens, token.i, d) for d in ("cop", "det", "amod", "case", "nmod")):
            continue
        helped = any(
            t.head == token.i and base(t.dep) == "aux" and t.lemma != "be" for t in tokens[: token.i]
        )
        lemma = next((v for v in _stems(token.text.lower()) if is_verb(v)), None)
        if lemma is None or not governs(tokens, token.i, "nsubj"):
            continue
        if helped and lemma == token.text.lower():
            tokens[token.i] = replace(token, pos="VERB", lemma=lemma, feats="VerbForm=Inf")
        elif not helped and lemma != token.text.lower():
            feats = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
            tokens[token.i] = replace(token, pos="VERB", lemma=lemma, feats=feats)


def _stems(word: str) -> tuple[str, ...]:
    """What a word is a form of, if it is a verb: "supply", or of "supplies" what its ending leaves."""
    if not word.endswith("s"):
        return (word,)
    return (word.removesuffix("ies") + "y",) if word.endswith("ies") else (word[:-1], word[:-2])


def _restore_progressive(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "Britain is imposing sanctions": a word in -ing with "is" and an object is no adjective."""
    for token in [t for t in tokens if t.pos in ("ADJ", "NOUN", "NUM") and t.text.endswith("ing")]:
        if governs(tokens, token.i, "obj") and (
            governs(tokens, token.i, "aux") or governs(tokens, token.i, "cop")
        ):
            lemma = verb_in_ing(token.text, is_verb)
            if lemma is not None:
                feats = "Tense=Pres|VerbForm=Part"
                tokens[token.i] = replace(token, pos="VERB", lemma=lemma, feats=feats)


def _restore_deeds(tokens: list[Token]) -> None:
    """ "condemns Russia's missile strikes": a finite verb cannot be an open complement, and its subject is part of a noun."""
    for token in [t for t in tokens if t.dep == "xcomp" and t.pos == "VERB" and "VerbForm=Fin" in t.feats]:
        first = tokens[token.i - 1]
        if first.head != token.i or first.dep not in ("nsubj", "compound"):
            continue
        if governs(tokens, token.head, "obj"):
            continue
        tokens[token.i] = replace(token, pos="NOUN", dep="obj", feats="Number=Plur")
        tokens[first.i] = replace(first, dep="compound")
        for kid in [t for t in tokens if t.head == first.i and t.dep in ("nmod:poss", "amod", "det")]:
            tokens[kid.i] = replace(kid, head=token.i)
        for kid in [t for t in tokens if t.head == token.i and base(t.dep) == "obl"]:
            tokens[kid.i] = replace(kid, dep=kid.dep.replace("obl", "nmod"))


def _restore_calls(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "condemns the attacks and calls for missiles": a bare word in -s before "for" or "on" is a verb beside such a verb."""
    for word in [t for t in tokens[:-1] if t.pos == "NOUN" and t.dep == "conj" and t.text.endswith("s")]:
        noun, following, lemma = tokens[word.head], tokens[word.i + 1], word.text.lower().removesuffix("s")
        verb = tokens[noun.head]
        if not (
            noun.dep == "obj"
            and verb.pos == "VERB"
            and "Person=3" in verb.feats
            and "Tense=Pres" in verb.feats
            and following.text.lower() in ("for", "on", "upon")
            and is_verb(lemma)
            and all(t.pos == "CCONJ" for t in tokens if t.head == word.i and t.i < word.i)
        ):
            continue
        tokens[word.i] = replace(word, pos="VERB", lemma=lemma, head=verb.i, feats=verb.feats)
        asked = tokens[following.head]
        if asked.head in (noun.i, verb.i):
            tokens[asked.i] = replace(asked, head=word.i, dep="obl")


def _restore_infinitives(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "allow Ukraine to fire ATACMS": behind "to" and before its object stands a verb, and no part of a name."""
    for word in [t for t in tokens[:-1] if t.i and t.pos == "NOUN" and t.dep == "compound"]:
        to, thing = tokens[word.i - 1], tokens[word.i + 1]
        verb = tokens[thing.head]
        if (
            to.text.lower() == "to"
            and to.head == word.i
            and to.dep == "mark"
            and word.head == thing.i
            and thing.dep == "obj"
            and verb.i < to.i
            and is_verb(word.lemma.lower())
        ):
            feats = "VerbForm=Inf"
            tokens[to.i] = replace(to, pos="PART")
            tokens[word.i] = replace(word, pos="VERB", head=verb.i, dep="xcomp", feats=feats)
            tokens[thing.i] = replace(thing, head=word.i)


def _restore_tolls(tokens: list[Token], counts_people: Callable[[Token], bool]) -> None:
    """ "Three killed, ten injured in a strike on Dnipro": the words behind the numbers of a headline tell what befell them."""
    fates = [(n, f) for n, f in pairwise(tokens) if _is_number_of(tokens, n) and _is_fate(f, counts_people)]
    if not fates or any(t.pos in ("VERB", "AUX", "NOUN", "PROPN") for t in tokens[: fates[0][0].i]):
        return
    main, numbers, told = fates[0][1], {n.i for n, _ in fates}, {f.i for _, f in fates}
    if not any(t.head == t.i for pair in fates for t in pair):
        return
    for number, fate in fates:
        relation = "nsubj:pass" if fate.pos == "VERB" else "nsubj"
        tokens[number.i] = replace(number, head=fate.i, dep=relation)
        tokens[fate.i] = replace(fate, head=main.i, dep="root" if fate is main else "conj")
        for kid in [t for t in tokens[fate.i + 1 :] if t.head in (number.i, fate.i) and t.i not in numbers]:
            if base(kid.dep) in ("obl", "nmod"):
                tokens[kid.i] = replace(kid, head=main.i, dep="obl")
            elif kid.head == number.i and kid.i not in told:
                tokens[kid.i] = replace(kid, head=fate.i)


def _restore_second_tolls(
    tokens: list[Token], is_verb: Callable[[str], bool], counts_people: Callable[[Token], bool]
) -> None:
    """ "33 were killed and 121 more injured": the second participle is no adjective, and its number is who suffered it."""
    for fate in [t for t in tokens[2:] if t.dep == "conj" and t.pos in ("ADJ", "VERB")]:
        more = tokens[fate.i - 1].text.lower() == "more"
        number, first = tokens[fate.i - 2 if more else fate.i - 1], tokens[fate.head]
        verb = replace(
            fate,
            pos="VERB",
            lemma=_verb_in_ed(fate.text, is_verb) or fate.lemma,
            feats="Tense=Past|VerbForm=Part",
        )
        own = number.pos == "NUM" and number.head == fate.i and (fate.pos == "ADJ" or number.dep == "nummod")
        if own and counts_people(verb) and first.pos == "VERB":
            tokens[number.i] = replace(number, dep="nsubj:pass")
            tokens[fate.i] = verb


def _restore_joined_tolls(tokens: list[Token], counts_people: Callable[[Token], bool]) -> None:
    """ "Four were killed and a dozen wounded, the governor said": the second toll goes on from the first, and not from who tells it."""
    for fate in [t for t in tokens[2:] if t.pos == "VERB" and t.dep == "acl" and counts_people(t)]:
        number = tokens[fate.head]
        start = min(t.i for t in tokens if t.i == number.i or (t.head == number.i and t.i < number.i))
        joint = tokens[max(start - 1, 0)]
        first = next((t for t in reversed(tokens[: joint.i]) if t.pos in ("VERB", "AUX")), None)
        beside = number.i == fate.i - 1 and number.dep == "obl:unmarked" and joint.text.lower() == "and"
        if not beside or first is None or not governs(tokens, first.i, "nsubj") or not counts_people(first):
            continue
        tokens[fate.i] = replace(fate, head=first.i, dep="conj")
        tokens[number.i] = replace(number, head=fate.i, dep="nsubj:pass")
        tokens[joint.i] = replace(joint, head=fate.i)


def _restore_bare_tolls(tokens: list[Token], counts_people: Callable[[Token], bool]) -> None:
    """ "wounded 14 and damaged two schools": a number behind such a verb is who suffered it."""
    for number in [t for t in tokens[1:] if t.pos == "NUM" and t.dep == "obl:unmarked" and t.head == t.i - 1]:
        verb = tokens[number.head]
        if verb.pos == "VERB" and counts_people(verb) and not governs(tokens, verb.i, "obj"):
            tokens[number.i] = replace(number, dep="obj")
    for verb in [t for t in tokens[:-1] if t.pos == "VERB" and t.dep == "amod" and t.head == t.i + 1]:
        number = tokens[verb.head]
        counted = number.pos == "NUM" and counts_people(verb)
        if counted and any(t.head == number.i and base(t.dep) == "nsubj" for t in tokens[: verb.i]):
            put_above(tokens, verb, number, "obj")  # "A drone attack wounded five in Kherson"
            for kid in [t for t in tokens if t.head == number.i and t.i != verb.i]:
                dep = "obl" if kid.dep == "nmod" else kid.dep
                tokens[kid.i] = replace(kid, head=verb.i, dep=dep)


def _cut_compounds(tokens: list[Token]) -> None:
    """ "struck a block, injuring 16 people, among them two children": no word before a comma and a verb describes what is behind them."""
    for noun in [t for t in tokens if t.dep == "compound" and t.pos == "NOUN" and t.head > t.i + 2]:
        far, verb = tokens[noun.head], tokens[tokens[noun.head].head]
        gerund = next((t for t in tokens[noun.i + 2 : far.i] if is_gerund(t)), None)
        if gerund is None or tokens[gerund.i - 1].text != "," or verb.i > noun.i or verb.pos != "VERB":
            continue
        tokens[noun.i] = replace(noun, head=verb.i, dep=far.dep)
        tokens[gerund.i] = replace(gerund, head=verb.i, dep="advcl")
        people = next((t for t in tokens[gerund.i : far.i] if t.head == gerund.i and t.dep == "obj"), gerund)
        tokens[far.i] = replace(far, head=people.i, dep="appos")
        for kid in [t for t in tokens[: noun.i] if t.head == far.i]:
            tokens[kid.i] = replace(kid, head=noun.i)


def _hang_examples(tokens: list[Token], words: set[str]) -> None:
    """ "killing seven people, among them a girl": who is named of those is no object, and they are no subject of it."""
    if "among" not in words:
        return
    for among, them in pairwise(tokens):
        whole = tokens[them.head]
        if among.text.lower() != "among" or them.text.lower() != "them" or whole.i > among.i:
            continue
        one = tokens[whole.head]
        verb = tokens[one.head]
        if whole.dep == "nsubj" and one.dep == "obj" and one.i > them.i and verb.i < whole.i:
            tokens[whole.i] = replace(whole, head=verb.i, dep="obj")
            tokens[them.i] = replace(them, head=one.i, dep="case")
            tokens[one.i] = replace(one, head=whole.i, dep="appos")


def _restore_left(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "left five people dead and 30 injured": those are left so, and the second number suffered what is told behind it."""
    for verb in [t for t in tokens if t.pos == "VERB" and t.lemma.lower() == "leave"]:
        end = next((t.i for t in tokens[verb.i :] if t.text in (",", ".")), len(tokens))
        fates = [t for t in tokens[verb.i + 2 : end] if _is_left(tokens, t, is_verb)]
        for fate in fates:
            who, lemma = tokens[fate.i - 1], _verb_in_ed(fate.text.lower(), is_verb)
            for kid in [t for t in tokens[verb.i + 1 : who.i] if t.head == fate.i and t.dep != "cc"]:
                tokens[kid.i] = replace(kid, head=who.i)
            if fate is fates[0] or lemma is None:
                tokens[who.i] = replace(who, head=verb.i, dep="obj")
                tokens[fate.i] = replace(fate, head=verb.i, dep="xcomp")
            else:
                tokens[who.i] = replace(who, head=fate.i, dep="nsubj:pass")
                tokens[fate.i] = replace(
                    fate, pos="VERB", lemma=lemma, head=verb.i, dep="conj", feats=_PARTICIPLE
                )


def _is_left(tokens: list[Token], word: Token, is_verb: Callable[[str], bool]) -> bool:
    """ "dead" or "wounded" behind a number or those whom it counts."""
    fate = word.text.lower() == "dead" or _verb_in_ed(word.text.lower(), is_verb) is not None
    return fate and _is_number_of(tokens, tokens[word.i - 1])


def _restore_attributes(tokens: list[Token]) -> None:
    """ "and outgoing Chancellor Olaf Scholz has refused": a word in -ing right before a name describes it."""
    for word in [t for t in tokens[:-1] if t.pos == "VERB" and t.dep == "csubj" and t.text.endswith("ing")]:
        noun = tokens[word.i + 1]
        while base(noun.dep) in ("compound", "flat") and noun.head > noun.i:
            noun = tokens[noun.head]
        if noun.pos == "PROPN" and noun.i < word.head and not any(t.head == word.i for t in tokens):
            tokens[word.i] = replace(word, pos="ADJ", head=noun.i, dep="amod")


def _restore_two_deeds(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "the brigade, trained and equipped by France, was sent": of two participles behind a noun neither is the noun's equal."""
    for second in [t for t in tokens[2:] if t.pos == "VERB" and t.dep == "conj" and "Part" in t.feats]:
        first, joint, noun = tokens[second.i - 2], tokens[second.i - 1], tokens[second.head]
        verb = first.pos == "VERB" and first.dep == "acl" and "VerbForm=Part" in first.feats
        lemma = first.lemma if verb else _verb_in_ed(first.text.lower(), is_verb)
        beside = joint.pos == "CCONJ" and first.head == noun.i and first.i > noun.i and noun.pos != "VERB"
        if beside and lemma is not None:
            tokens[first.i] = replace(first, pos="VERB", lemma=lemma, dep="acl", feats=_PARTICIPLE)
            tokens[second.i] = replace(second, head=first.i)


def _restore_side_effects(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "bombed Kharkiv, damaging power lines": a word in -ing behind a comma describes nothing that the verb was done to."""
    for word in [t for t in tokens[2:] if t.pos == "ADJ" and t.dep == "amod" and t.text.endswith("ing")]:
        noun, lemma = tokens[word.head], verb_in_ing(word.text.lower(), is_verb)
        verb = tokens[noun.head]
        while verb.pos in ("NOUN", "PROPN") and verb.head < verb.i:
            verb = tokens[verb.head]  # of a noun that was taken for another name of the object
        behind = tokens[word.i - 1].text == "," and noun.dep in ("appos", "conj", "obl:unmarked", "parataxis")
        if behind and lemma is not None and verb.pos == "VERB" and verb.i < word.i < noun.i:
            feats = "Tense=Pres|VerbForm=Part"
            tokens[word.i] = replace(word, pos="VERB", lemma=lemma, head=verb.i, dep="advcl", feats=feats)
            tokens[noun.i] = replace(noun, head=word.i, dep="obj")


def _restore_counted_subjects(tokens: list[Token]) -> None:
    """ "Two people died and eight were injured": a number before "were" is a subject."""
    for number, be in pairwise(tokens):
        verb = tokens[be.head]
        counted = number.pos == "NUM" and number.dep == "conj" and be.dep == "aux:pass"
        beside = verb.dep == "conj" and verb.head == number.head
        if counted and beside and not governs(tokens, verb.i, "nsubj"):
            tokens[number.i] = replace(number, head=verb.i, dep="nsubj:pass")


def _restore_more(tokens: list[Token], words: set[str], counts_people: Callable[[Token], bool]) -> None:
    """ "wounding 117 more", "will send 30 more next month": the number is who suffered or what is given, and not by how much."""
    if "more" not in words:
        return
    for verb, number, more in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            verb.pos == "VERB"
            and number.pos == "NUM"
            and number.head == more.i
            and more.text.lower() == "more"
        ):
            period = more.dep == "advmod" and tokens[more.head].dep == "obl:unmarked"
            if period or base(more.dep) == "obj":
                tokens[number.i] = replace(number, head=verb.i, dep="obj")
                tokens[more.i] = replace(more, head=number.i, dep="amod")
            continue
        loose = number.pos == "NUM" and number.dep == "advmod" and number.head == verb.i
        if loose and more.text.lower() == "more" and verb.pos == "VERB" and counts_people(verb):
            tokens[number.i] = replace(number, dep="obj")
            tokens[more.i] = replace(more, head=number.i)
    for number, more in pairwise(tokens):  # "three more were hurt"
        counted = number.pos == "NUM" and number.head == more.i and more.text.lower() == "more"
        if counted and base(more.dep) == "nsubj":
            tokens[number.i] = replace(number, head=more.head, dep=more.dep)
            tokens[more.i] = replace(more, head=number.i, dep="amod")


def _is_number_of(tokens: list[Token], word: Token) -> bool:
    """ "Three", "three people"."""
    before = tokens[word.i - 1] if word.i else None
    counted = before is not None and before.pos == "NUM" and before.head == word.i
    return word.pos == "NUM" or (word.pos == "NOUN" and counted)


def _is_fate(word: Token, counts_people: Callable[[Token], bool]) -> bool:
    """ "killed", "dead"."""
    return "VerbForm=Part" in word.feats if word.pos == "VERB" else counts_people(word)


def _restore_directions(tokens: list[Token]) -> None:
    """ "moved two brigades eastwards": a word in -wards is no noun, and what is before it does not describe it."""
    for word in [t for t in tokens[1:] if t.pos == "NOUN" and t.text.endswith("wards")]:
        noun = tokens[word.i - 1]
        if noun.head == word.i and noun.pos == "NOUN":
            put_above(tokens, noun, word, "advmod")
            for kid in [t for t in tokens if t.head == word.i and t.i != noun.i]:
                tokens[kid.i] = replace(kid, head=noun.i)
            tokens[word.i] = replace(tokens[word.i], pos="ADV", head=tokens[noun.i].head)


def _part_phrases(tokens: list[Token]) -> None:
    """ "spoke with his counterpart, Kim, about troops": what another preposition opens behind a comma is no conjunct."""
    for noun in [t for t in tokens[3:] if t.dep == "conj" and t.pos in ("NOUN", "PROPN")]:
        first = tokens[noun.head]
        mark = next((t for t in tokens[first.i : noun.i] if t.head == noun.i and t.dep == "case"), None)
        before = {t.text.lower() for t in tokens[: first.i] if t.head == first.i and t.dep == "case"}
        if mark is None or mark.pos != "ADP" or not before or mark.text.lower() in before:
            continue
        if tokens[mark.i - 1].text == "," and not governs(tokens, noun.i, "cc") and first.head < first.i:
            verb = tokens[first.head]
            tokens[noun.i] = replace(noun, head=verb.i, dep="obl" if verb.pos == "VERB" else "nmod")


def _restore_series(tokens: list[Token]) -> None:
    """ "killing two and injuring five": a participle goes on from a participle, and not from its object."""
    for participle in [t for t in tokens if t.dep == "conj" and is_gerund(t)]:
        thing = tokens[participle.head]
        verb = tokens[thing.head]
        if (
            thing.dep == "obj"
            and thing.pos in ("NOUN", "PROPN", "NUM")
            and is_gerund(verb)
            and verb.i < thing.i
        ):
            tokens[participle.i] = replace(participle, head=verb.i)


def _restore_results(tokens: list[Token]) -> None:
    """ "made available 500 million euros": an adjective between a verb and a number says what becomes of the object."""
    for adjective in [t for t in tokens[1:-1] if t.pos == "ADJ" and t.dep == "amod"]:
        verb, thing, following = tokens[adjective.i - 1], tokens[adjective.head], tokens[adjective.i + 1]
        if (
            verb.pos == "VERB"
            and thing.head == verb.i
            and thing.dep == "obj"
            and thing.i > adjective.i
            and following.pos in ("NUM", "SYM", "DET")
        ):
            tokens[adjective.i] = replace(adjective, head=verb.i, dep="xcomp")


def _restore_due(tokens: list[Token]) -> None:
    """ "is due to visit": what is due is no conjunction, and what is due to be has not been."""
    for due in [t for t in tokens if t.dep in ("mark", "case", "cc") and t.text.lower() == "due"]:
        verb = tokens[due.head]
        to = next((t for t in tokens[due.i + 1 : verb.i] if t.head == due.i and t.dep == "fixed"), None)
        be = next((t for t in tokens[: due.i] if t.head == verb.i and t.lemma == "be"), None)
        if verb.pos != "VERB" or verb.i < due.i or to is None or be is None:
            continue
        head = due.i if verb.head == verb.i else verb.head
        tokens[due.i] = replace(due, pos="ADJ", head=head, dep=verb.dep)
        tokens[verb.i] = replace(verb, head=due.i, dep="xcomp")
        tokens[to.i] = replace(to, head=verb.i, dep="mark", lemma="to")
        for kid in [t for t in tokens[: due.i] if t.head == verb.i]:
            tokens[kid.i] = replace(kid, head=due.i, dep="cop" if kid.i == be.i else kid.dep)


def _count_also(tokens: list[Token], is_verb: Callable[[str], bool]) -> None:
    """ "were killed and 17 wounded": a number and a participle behind "and" are a second clause without its "were"."""
    for number in [t for t in tokens[:-1] if t.pos == "NUM" and t.dep == "conj"]:
        verb, participle = tokens[number.head], tokens[number.i + 1]
        if (
            verb.pos != "VERB"
            or participle.head not in (verb.i, number.i)
            or not participle.text.endswith("ed")
        ):
            continue
        own = participle.lemma if is_verb(participle.lemma) else None
        lemma = own or _verb_in_ed(participle.text, is_verb)
        if lemma is None:
            continue
        tokens[participle.i] = replace(
            participle, pos="VERB", lemma=lemma, head=verb.i, dep="conj", feats=verb.feats
        )
        tokens[number.i] = replace(number, head=participle.i, dep="nsubj:pass")
        for kid in [t for t in tokens if t.head == number.i and t.dep != "nummod"]:
            tokens[kid.i] = replace(kid, head=participle.i)


def _verb_in_ed(word: str, is_verb: Callable[[str], bool]) -> str | None:
    """The verb that a word in -ed is a form of, if the lexicon has it: "wounded", "pledged"."""
    return next((w for w in (word[:-1], word[:-2]) if is_verb(w)), None)


def verb_in_ing(word: str, is_verb: Callable[[str], bool]) -> str | None:
    """The verb that a word in -ing is a form of, if the lexicon has it: "shelling", "imposing", "cutting"."""
    stem = word.removesuffix("ing")
    return next((w for w in (stem, f"{stem}e", stem[:-1]) if is_verb(w)), None)
