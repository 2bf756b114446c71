"""Trigger words to matches: which frame a word evokes in its sentence, and which phrases fill the roles.

The lexicon says "donor: subject [agent]"; what a subject is in a passive, in a nominalization or under a
control verb is said here and in `syntax`. A sense whose core and required roles stay empty yields nothing: that is
how "attack ads" and "supply concerns" are passed over.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.gazetteer import Form
from ukgraph.lexicon import (
    ANCHOR,
    COMPLEMENT,
    GRAMMATICAL_SLOTS,
    OBJECT,
    PREPOSITIONS,
    QUANTITIES,
    SPEECH,
    SUBJECT,
    TELLER,
    Effect,
    Trigger,
)
from ukgraph.listing import is_label, listed_heads
from ukgraph.records import Date, Entity, Quantity, Token
from ukgraph.values import ORDINALS, Amount

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.lexicon import Cue, Pattern
    from ukgraph.scene import Found, Scene

_WORD_CLASS = {"AUX": "VERB", "PROPN": "NOUN", "ADV": "ADP", "SCONJ": "ADP"}
_OBJECT_MARKERS = frozenset({"of"})
_CAUSES = frozenset({"in", "by", "from", "during", "after", "as a result of"})
_JOINTLY = frozenset({"together", "jointly"})
_THEN = frozenset({"after", "before", "since", "until", "following", "ahead of"})
_CLINGING = frozenset({"on", "against", "of", "by"})  # what these begin belongs to the noun right before
_SPEAKING_OF = SPEECH | {Effect.ABOUT}
_OCCASIONS = frozenset({"in", "at", "during", "after", "on", "following"})
_WHEN = frozenset({"when", "as", "after"})

_THINGS = frozenset(
    {"it", "this", "these", "they", "which"}
)  # by which texts go on to speak of what they told


@dataclass(frozen=True, slots=True)
class Fill:
    """One role with one value, and how the sentence gives it."""

    role: str
    value: Entity | Quantity | Date | str
    token: int
    inferred: bool = False
    counted: Amount | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger word in its sentence with its roles filled, before stance is considered.

    `anaphoric` tells that it only refers back: "the attack killed twelve" fills no core role of its own.
    """

    frame: str
    token: Token
    trigger: Trigger
    fills: tuple[Fill, ...]
    anaphoric: bool = False
    nouns: tuple[
        Token, ...
    ] = ()  # that tell the same happening: what is said of "the purported strike" holds of it

    parts: tuple[Token, ...] = ()  # verbs that only add to it: "killed" in "a strike killed seven on Tuesday"

    def of(self, role: str) -> tuple[Fill, ...]:
        """The fills of one role."""
        return tuple(f for f in self.fills if f.role == role)


@dataclass(frozen=True, slots=True)
class Missed:
    """A trigger that yielded no frame, and why: for `explain` and the report."""

    token: Token
    trigger: Trigger
    reason: str


def find_matches(scene: Scene) -> tuple[list[Match], list[Missed]]:
    """Every frame that a word of the sentence evokes: the best sense of each word and frame."""
    matches: list[Match] = []
    coreless: list[Match] = []
    missed: list[Missed] = []
    for token in scene.tree.tokens:
        senses = list(_senses(scene, token))
        if not senses:
            continue
        best: dict[str, Match] = {}
        for trigger in senses:
            result = _fill(scene, token, trigger)
            if isinstance(result, Missed):
                missed.append(result)
            elif not _has_core(scene.knowledge, result):
                coreless.append(result)
            elif trigger.frame not in best or _rank(result) > _rank(best[trigger.frame]):
                best[trigger.frame] = result
        if best:
            clause = scene.tree.child(token, "ccomp") is not None
            matches.append(_best(_lasting(scene, token, best), scene.knowledge.fallback, clause=clause))
            missed = [m for m in missed if m.token is not token]
    for part in _referring(coreless, {m.token.i for m in matches}):
        coreless.remove(part)
        matches.append(part)
    for part in coreless:
        whole = next((m for m in matches if m.frame == part.frame and _tells_more(scene.tree, part, m)), None)
        if whole is not None:
            parts = (*whole.parts, part.token)
            matches[matches.index(whole)] = replace(_joined(whole, part), parts=parts)
        elif not any(m.token is part.token for m in matches):
            core = scene.knowledge.schema.frames[part.frame].core
            missed.append(
                Missed(part.token, part.trigger, f"none of its core roles ({', '.join(core)}) is filled")
            )
    return _without_own_nouns(scene, _with_participles(scene.tree, _with_tolls(scene, matches))), missed


def _lasting(scene: Scene, verb: Token, best: Mapping[str, Match]) -> Collection[Match]:
    """ "the group, which brings together 50 countries": what a relative clause tells in the present holds, and does not happen."""
    present = verb.dep == "acl:relcl" and {"Tense=Pres", "VerbForm=Fin"} <= set(verb.feats.split("|"))
    frames = scene.knowledge.schema.frames
    standing = [m for m in best.values() if present and not frames[m.frame].event]
    return standing or best.values()


def _referring(coreless: Iterable[Match], told: Collection[int]) -> list[Match]:
    """The best reading of each noun that only refers back to a happening and tells no other."""
    found: dict[int, Match] = {}
    for match in coreless:
        if match.anaphoric and match.token.i not in told:
            best = found.get(match.token.i)
            if best is None or _rank(match) > _rank(best):
                found[match.token.i] = match
    return list(found.values())


def _has_core(knowledge: Knowledge, match: Match) -> bool:
    core = knowledge.schema.frames[match.frame].core
    return any(f.role in core for f in match.fills) or (match.trigger.continues and bool(match.fills))


def _tells_more(tree: syntax.Tree, part: Match, whole: Match) -> bool:
    """Whether a verb that says neither who nor whom goes on with a happening that the sentence tells.

    "struck Odesa, killing seven and wounding 12", "Russian strikes killed 19 people", "seven were killed when a missile hit".
    """
    node: Token | None = part.token
    while node is not None and syntax.base(node.dep) in ("conj", "advcl", "acl", "parataxis"):
        behind = syntax.base(node.dep) == "acl"
        node = tree.head(node)
        if behind and node is not None and syntax.base(node.dep) in ("nmod", "obl"):
            beside = tree.head(node)  # "an attack on Odesa in which seven died"
            told = beside is whole.token or whole.token in tree.children(beside or node, "obj")
            node = whole.token if told else node
        if node is whole.token:
            return True
    above = tree.head(whole.token)
    if above is not None and syntax.base(whole.token.dep) == "acl" and syntax.base(above.dep) == "obl":
        return (
            tree.head(above) is part.token
        )  # "At the hospital, which was hit by a missile, two people died"
    if above is None or syntax.first_conjunct(tree, above) is not syntax.first_conjunct(tree, part.token):
        return False
    relation = syntax.base(whole.token.dep)
    marks = {k.text.lower() for k in tree.children(whole.token, "mark", "advmod")}
    return (
        relation == "nsubj"
        or (relation in ("obl", "nmod") and syntax.cases(tree, whole.token) in _CAUSES)
        or (relation == "advcl" and bool(marks & _WHEN))
    )


def _joined(first: Match, second: Match) -> Match:
    """The first match with what the second adds: roles of values that it does not hold yet."""
    held = {f.value for f in first.fills}
    return replace(first, fills=(*first.fills, *(f for f in second.fills if f.value not in held)))


def _with_tolls(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "In Kyiv 33 people were killed in Russia's attack" is one attack: what the verb says goes with what the noun says."""
    found = list(matches)
    tolls = scene.knowledge.counting_verbs
    for part in [m for m in matches if m.token.pos == "VERB" and m.token.lemma.lower() in tolls]:
        nouns = (m for m in found if m.frame == part.frame and m.token.pos == "NOUN")
        whole = next((m for m in nouns if _tells_more(scene.tree, part, m)), None)
        if whole is None or {f.role for f in whole.fills} & {f.role for f in part.fills}:
            continue
        found.remove(part)
        found[found.index(whole)] = replace(_joined(whole, part), parts=(*whole.parts, part.token))
    return found


def _with_participles(tree: syntax.Tree, matches: list[Match]) -> list[Match]:
    """ "Drones launched by the SBU hit a refinery" is one attack: the participle of the subject only says by whom."""
    found = list(matches)
    for part in [m for m in matches if m.token.dep == "acl"]:
        noun, doer = tree.head(part.token), syntax.agent(tree, part.token)
        rivals = (m for m in found if m.frame == part.frame and m is not part)
        whole = next((m for m in rivals if noun in tree.children(m.token, "nsubj")), None)
        # "Reportedly launched by" is told with less certainty.
        plain = all(k.dep == "punct" or k is doer for k in tree.kids[part.token.i])
        if whole is None or part not in found or not plain:
            continue
        roles = {f.role: f.value for f in whole.fills}
        if all(roles.get(f.role, f.value) == f.value for f in part.fills):
            found.remove(part)
            found[found.index(whole)] = replace(_joined(whole, part), parts=(*whole.parts, part.token))
    return found


def _without_own_nouns(scene: Scene, matches: list[Match]) -> list[Match]:
    """A noun among a verb's words, arguments or complements that tells the verb's happening adds to it, and tells no other.

    "take delivery of tanks", "sanctions target firms", "did not attend the meeting", "vetoed the EU's aid package".
    """
    tree, found = scene.tree, list(matches)
    for noun in matches:
        verb = next((m for m in found if m.token is tree.head(noun.token)), None)
        if verb is None or verb.token.pos != "VERB" or noun.token.pos != "NOUN":
            continue
        one_word = noun.token.lemma.lower() in verb.trigger.words[1:]
        slots = {slot for p in verb.trigger.patterns for slot in p.slots}
        relation = syntax.base(noun.token.dep)
        argument = relation in ("nsubj", "obj") or (
            relation == "obl" and syntax.cases(tree, noun.token) in slots
        )
        same = verb.frame == noun.frame
        asked = _asked_of(scene, verb, noun)
        if same and _is_anothers(verb, noun):
            continue
        if asked:
            found[found.index(noun)] = replace(noun, fills=(*noun.fills, *asked))
        elif one_word or (argument and scene.knowledge.akin(verb.frame, noun.frame)):
            if same:
                found[found.index(verb)] = replace(_joined(verb, noun), nouns=(*verb.nouns, noun.token))
            found.remove(noun)
    return found


def _is_anothers(verb: Match, noun: Match) -> bool:
    """ "noted the assertion of Hegseth that": a saying of somebody else than who does what the verb tells."""
    said = {f.value for f in noun.of("speaker")}
    return bool(said) and said.isdisjoint(f.value for f in verb.of("speaker"))


def _asked_of(scene: Scene, verb: Match, noun: Match) -> list[Fill]:
    """ "resisted Kyiv's appeals for jets": what somebody else asks for has been asked, of whoever resists."""
    frame = scene.knowledge.schema.frames[noun.frame]
    if (
        verb.frame == noun.frame
        or "addressee" not in frame.roles
        or noun.token.lemma.lower() not in verb.trigger.words
    ):
        return []
    askers = {f.value for f in noun.of(frame.core[0])}
    doing = {p.role for p in verb.trigger.patterns if "subject" in p.slots}
    asked = [replace(f, role="addressee") for f in verb.fills if f.role in doing]
    return asked if askers and askers.isdisjoint(f.value for f in asked) else []


def _rank(match: Match) -> tuple[bool, int, int, int]:
    roles = {f.role for f in match.fills}
    return (not match.anaphoric, match.trigger.rank, len(roles), len(roles - {ANCHOR}))


def _best(found: Iterable[Match], fallback: frozenset[str], *, clause: bool) -> Match:
    """One word tells one happening: the sense with the most words and roles; `fallback` frames come last.

    But longer words with a clause say it: "let it be known that" lets nobody do anything.
    """
    matches = tuple(found)
    longest = max((len(m.trigger.words) for m in matches if m.frame not in fallback), default=0)

    def key(match: Match) -> tuple[bool, bool, tuple[bool, int, int, int], str]:
        first = match.frame not in fallback or (clause and len(match.trigger.words) > longest)
        return not match.anaphoric, first, _rank(match), match.frame

    return max(matches, key=key)


def _senses(scene: Scene, token: Token) -> Iterator[Trigger]:
    if _WORD_CLASS.get(token.pos, token.pos) not in scene.knowledge.trigger_classes:
        return
    pos = _word_class(scene.tree, token)
    known = [
        t for lemma in _lemmas(token, pos) for t in scene.knowledge.triggers_by_word.get((pos, lemma), ())
    ]
    if not known:
        return
    owner = scene.owner.get(token.i)
    if owner is not None and owner.form is not Form.CLASS:
        return  # the "United" of the United States unites nobody
    if _is_idiom(scene, token, pos):
        return
    for trigger in known:
        if len(trigger.words) == 1 or (
            has_words(scene.tree, token, trigger.words[1:], pos)
            and not _is_elsewhere(scene, token, trigger.words[1:])
        ):
            yield trigger


def _is_elsewhere(scene: Scene, token: Token, others: Sequence[str]) -> bool:
    """Whether a particle that a multiword wants only marks a phrase: "passed a bill on April 20" is no "pass on".

    A verb with a particle has no other: "sat down with Lavrov in Riyadh" is no "sit in".
    """
    kids = scene.tree.kids[token.i]
    phrases = [k for k in kids if syntax.base(k.dep) == "obl"]
    complete = any(k.dep == "compound:prt" for k in kids)
    apart = [k for k in phrases if complete or k.i in scene.date_tokens]
    marks = {syntax.cases(scene.tree, k) for k in apart}
    own = [k.text.lower() for k in kids]
    own += [syntax.cases(scene.tree, k) for k in phrases if k not in apart]
    return any(word in marks and word not in own for word in others)


def _is_idiom(scene: Scene, token: Token, pos: str) -> bool:
    """Whether a word belongs to a phrase that means something else: "heart attack", "stock exchange"."""
    cues = scene.knowledge.cues_by_word.get((pos, token.lemma.lower()), ())
    return any(c.effect is Effect.IDIOM and has_words(scene.tree, token, c.words[1:], pos) for c in cues)


def _word_class(tree: syntax.Tree, token: Token) -> str:
    """The part of speech that the tree gives a word, where it speaks against the tagger."""
    if token.pos == "ADJ" and (
        tree.child(token, "nmod:poss") is not None
        or any(syntax.cases(tree, k) == "of" for k in tree.children(token, "nmod"))
    ):
        return "NOUN"  # "Russia's deployment of troops"
    if (
        token.pos == "NOUN"
        and syntax.is_gerund(token)
        and syntax.base(token.dep) in ("xcomp", "ccomp", "advcl")
    ):
        return "VERB"  # "considered supplying Kyiv"
    return _WORD_CLASS.get(token.pos, token.pos)


def _lemmas(token: Token, pos: str) -> tuple[str, ...]:
    lemma = token.lemma.lower()
    if pos == "VERB" and lemma.endswith("ing"):
        stem = lemma.removesuffix("ing")
        return (lemma, stem, stem + "e")
    return (lemma,)


def has_words(tree: syntax.Tree, token: Token, others: Sequence[str], pos: str) -> bool:
    """Whether a multiword's further words stand with its head: particle, object, compound or adverb."""
    if pos == "NOUN":
        before = [
            t.lemma.lower() for t in tree.tokens[max(0, token.i - len(others)) : token.i] if t.text != "-"
        ]
        if before == list(others):
            return True
        if len(others) > 1 or others[0] not in PREPOSITIONS:
            return False
        behind = tree.tokens[token.i + 1 : token.i + 2]  # "support for", "a referendum on"
        governed = any(syntax.cases(tree, k) == others[0] for k in tree.children(token, "nmod"))
        return governed or any(t.text.lower() == others[0] for t in behind)
    near = tree.near.get(token.i)
    if near is None:
        family = tuple(_family(tree, token))
        near = tree.near[token.i] = frozenset(w.lower() for t in family for w in (t.lemma, t.text))
    return near.issuperset(others)


def cues(scene: Scene, word: Token, pos: str) -> tuple[Cue, ...]:
    """The cues that a word is; of several the longest: "under way" is no "way to"."""
    found = [
        c
        for c in scene.knowledge.cues_by_word.get((pos, word.lemma.lower()), ())
        if len(c.words) == 1 or has_words(scene.tree, word, c.words[1:], pos)
    ]
    longest = max((len(c.words) for c in found), default=0)
    return tuple(c for c in found if len(c.words) == longest)


def _family(tree: syntax.Tree, token: Token) -> Iterator[Token]:
    for kid in tree.kids[token.i]:
        relation = syntax.base(kid.dep)
        if relation == "mark" and kid.i < token.i:
            continue  # "said that he was considering": the word before a clause is no word of its verb
        if syntax.cases(tree, kid) in _THEN:
            continue  # "spoke to Zelensky after his call with Putin" is another happening
        if relation in (
            "compound",
            "obj",
            "advmod",
            "obl",
            "xcomp",
            "cop",
            "amod",
            "case",
            "nmod",
            "mark",
            "nsubj",
            "expl",
        ) or kid.pos in ("ADP", "ADV"):
            yield kid
            close = ("case", "fixed", "compound", "mark", *(("amod",) if relation == "xcomp" else ()))
            yield from (
                k for k in tree.kids[kid.i] if syntax.base(k.dep) in close
            )  # "called it a dangerous step"
            if relation == "obj":
                yield from _called(tree, kid)
        elif relation in ("advcl", "acl", "ccomp"):
            yield from tree.children(kid, "mark")  # "accused of shelling"
        elif kid.dep == "aux" and kid.lemma.lower() == "be":
            yield kid  # "is coming"


def _called(tree: syntax.Tree, thing: Token) -> Iterator[Token]:
    """What an object is called where the parser hung it on the object: "described it as a crime", "called it “a step”"."""
    yield from (k for k in tree.children(thing, "nmod") if syntax.cases(tree, k) == "as")
    for word in tree.subtree(thing):
        if word.dep == "appos":
            first = min(t.i for t in tree.subtree(word) if t.pos != "PUNCT")
            quoted = tree.tokens[first - 1].text in syntax.OPENING_QUOTES
            if quoted and tree.tokens[first - 2].pos in syntax.NOMINAL:
                yield from (word, *tree.children(word, "amod"))


# Filling roles ------------------------------------------------------------------------------------


def _fill(scene: Scene, token: Token, trigger: Trigger) -> Match | Missed:
    unfit = _unfit(scene, token, trigger)
    if unfit:
        return Missed(token, trigger, unfit)
    if trigger.pos != "NOUN":
        lacking = next((p for p in trigger.patterns if p.required and not _is_there(scene, p)), None)
        if lacking is not None:
            return _lacks(token, trigger, lacking)
    fills: list[Fill] = []
    used: set[int] = set()
    refers_back = trigger.pos == "NOUN" and scene.refers_back(token)
    for pattern in trigger.patterns:
        found = fill_role(scene, token, pattern, trigger.pos, used)
        together = trigger.reciprocal and len([f for f in fills if f.role == pattern.role]) > 1
        if (
            pattern.required
            and not found
            and not (refers_back or together or _goes_on(scene, token, trigger, pattern))
        ):
            return _lacks(token, trigger, pattern)
        used |= {f.token for f in found if not isinstance(f.value, Quantity)}
        fills += found
    if scene.knowledge.schema.frames[trigger.frame].event:
        named = {p.role for p in trigger.patterns}
        for pattern in scene.knowledge.event_patterns:
            if pattern.role not in named:
                fills += fill_role(scene, token, pattern, trigger.pos, used)
    filled = {f.role for f in fills}
    core = scene.knowledge.schema.frames[trigger.frame].core
    required = {p.role for p in trigger.patterns if p.required}
    anaphoric = refers_back and not (filled & set(core) and required <= filled)
    sound = tuple(_irreflexive(fills))
    lost = next((f for f in fills if f.role in required and not any(s.role == f.role for s in sound)), None)
    if lost is not None:
        return Missed(token, trigger, f"nobody but itself for {lost.role}")
    return Match(trigger.frame, token, trigger, sound, anaphoric)


def _goes_on(scene: Scene, token: Token, trigger: Trigger, pattern: Pattern) -> bool:
    """ "It includes Stingers": what goes on with a package told before may call it by a pronoun."""
    if not trigger.continues or pattern.role != "anchor":
        return False
    return any(k.lemma.lower() in _THINGS for k in scene.tree.children(token, "nsubj", "nsubj:pass"))


def _is_there(scene: Scene, pattern: Pattern) -> bool:
    """Whether the sentence has any quantity of the kind that a pattern wants; of names nothing is known before they are read."""
    wanted = scene.knowledge.classes_of(pattern.selectors)
    return not wanted or not wanted <= QUANTITIES or bool(wanted & scene.dimensions)


def _lacks(token: Token, trigger: Trigger, pattern: Pattern) -> Missed:
    wanted = f" [{' '.join(pattern.selectors)}]" if pattern.selectors else ""
    return Missed(token, trigger, f"no {pattern.role} at {', '.join(pattern.slots)}{wanted}")


def _irreflexive(fills: list[Fill]) -> list[Fill]:
    """Nobody is the target of what he does himself, or receives what he gives: such a filler is a pronoun gone wrong."""
    doers = {f.value for f in fills if f.role != "target"}
    givers = {f.value for f in fills if f.role == "donor"}
    barred = {"target": doers, "recipient": givers}
    return [f for f in fills if f.value not in barred.get(f.role, ())]


def _unfit(scene: Scene, token: Token, trigger: Trigger) -> str:
    """Why a sense does not hold in this syntax: an object that it cannot have, a subject that cannot do it."""
    tree = scene.tree
    if trigger.pos == "PUNCT":
        return "" if is_label(scene, token) else "it ends no label"
    if trigger.intransitive and any(
        not any(_is_agent(scene, f.actor) for f in scene.values(k)) for k in tree.children(token, "obj")
    ):
        return "it has an object that nobody can be"
    describes = syntax.base(token.dep) == "acl" and tree.tokens[token.head].lemma.lower() != "what"
    if trigger.main_clause and describes:
        return "in a relative clause it only describes"
    if trigger.pos == "VERB" and _wants_done(scene, token, trigger):
        return "its object is wanted to do something else"
    if len(trigger.words) > 1 and _ranks(scene, token, trigger):
        return "it tells who is the first to do something"
    if trigger.strict_subject and trigger.pos == "VERB":
        passive = syntax.is_passive(tree, token)
        doer = (
            syntax.agent(tree, token)
            if passive
            else syntax.subject(tree, token, object_control(scene.knowledge))
        )
        places = {"subject", "by"} if passive else {"subject"}
        wanted = [p for p in trigger.patterns if places & set(p.slots)]
        if (
            doer is not None
            and (values := scene.values(doer))
            and not any(_fitting(scene.knowledge, f, p) for f in values for p in wanted)
        ):
            return "its subject cannot do it"  # nor "was ravaged by floods"
    return ""


def _ranks(scene: Scene, token: Token, trigger: Trigger) -> bool:
    """ "becoming the first NATO member to send jets": it has been a member before."""
    tree = scene.tree
    for noun in tree.children(token, "obj", "xcomp"):
        ranked = any(k.lemma.lower() in ORDINALS for k in tree.children(noun, "amod"))
        aim = any(
            syntax.is_to(tree, k) or syntax.is_infinitive(tree, k)
            for t in (token, noun)
            for k in tree.kids[t.i]
        )
        if noun.lemma.lower() == trigger.words[-1] and ranked and aim:
            return True
    return False


def _wants_done(scene: Scene, token: Token, trigger: Trigger) -> bool:
    """ "does not want cluster bombs to be used": who wants a thing used or repaired asks nobody for it."""
    asked = scene.knowledge.schema.frames[trigger.frame].roles
    done = scene.tree.child(token, "xcomp")
    if "requester" not in asked or done is None or scene.tree.child(token, "obj") is None:
        return False
    while (below := scene.tree.child(done, "xcomp")) is not None:
        done = below
    given = any("item" in roles for roles in scene.knowledge.roles_evoked(done.lemma.lower(), "VERB"))
    return done.pos == "VERB" and syntax.is_passive(scene.tree, done) and not given


def _is_agent(scene: Scene, value: Entity | Quantity | Date) -> bool:
    return isinstance(value, Entity) and scene.knowledge.acts(value.kind)


def fill_role(
    scene: Scene, token: Token, pattern: Pattern, pos: str, used: Collection[int] = ()
) -> list[Fill]:
    """The fillers of the first slot that has any of the right kind; prepositions count as one, the outermost first.

    `used` are the tokens that fill another role already; a number may still be counted again.
    """
    for slots in _tiers(pattern.slots):
        heads = [h for slot in slots for h in slot_heads(scene, token, slot, pos)]
        receives = "indirect" in pattern.slots and "object" in slots
        fills: list[Fill] = []
        level: int | None = None
        depths = scene.tree.depths
        for head in sorted(heads, key=lambda h: depths[h.i]) if len(heads) > 1 else heads:
            depth = depths[head.i]
            if level is not None and depth > level:
                break
            found = [
                Fill(pattern.role, value, f.token, f.inferred, f.counted)
                for f in scene.values(head)
                for value in [_fitting(scene.knowledge, f, pattern)]
                if value is not None and (f.token not in used or isinstance(value, Quantity))
                if not (receives and _is_given(scene, f.token, used))
            ]
            if found:
                level = depth
                fills += found
        if fills:
            return _without_parts(scene, list(dict.fromkeys(fills)))
    return []


def _is_given(scene: Scene, token: int, used: Collection[int]) -> bool:
    """ "neither money nor personnel": what is coordinated with the thing given is given, and receives nothing."""
    first = syntax.first_conjunct(scene.tree, scene.tree.tokens[token])
    return any(t.i in used for t in syntax.conjuncts(scene.tree, first))


def _without_parts(scene: Scene, fills: list[Fill]) -> list[Fill]:
    """ "34 people, including two children": what is named of a number is part of it, and no second one."""
    wholes = [f.token for f in fills if isinstance(f.value, Quantity) and not _is_example(scene, f.token)]
    return [
        f
        for f in fills
        if not isinstance(f.value, Quantity)
        or f.token in wholes
        or not any(whole < f.token for whole in wholes)
    ]


def _is_example(scene: Scene, token: int) -> bool:
    """Whether "including" or its like names a phrase, or what the phrase is coordinated with."""
    tree = scene.tree
    noun = tree.tokens[token]
    joined = (noun, syntax.first_conjunct(tree, noun))
    named = [t.i for n in joined for t in tree.subtree(n) if t.i <= n.i]
    return any(syntax.cases(tree, n) in syntax.INCLUDING for n in joined) or any(
        syntax.opener(tree.tokens, i, syntax.INCLUDING) for i in named
    )


@cache
def _tiers(slots: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Slots in order, with neighbouring prepositions together: "on, against" takes the nearer phrase."""
    plain = tuple(s for s in slots if s not in GRAMMATICAL_SLOTS and "." not in s)
    return tuple(plain if slot in plain else (slot,) for slot in slots if slot not in plain[1:])


def _fitting(knowledge: Knowledge, found: Found, pattern: Pattern) -> Entity | Quantity | Date | None:
    """The value in the guise that the pattern wants: a capital as place, or as the country behind it."""
    wanted = knowledge.classes_of(pattern.selectors)
    if (
        found.counted is not None
        and {"count": "Count", "ordinal": "Ordinal"}.get(found.counted.dimension) in wanted
    ):
        return found.counted.quantity
    if found.ground and not wanted & {"Place", "TargetKind"}:
        return None
    for value in (found.value, found.actor) if "Place" in wanted else (found.actor, found.value):
        if (
            isinstance(value, Entity)
            and pattern.role in knowledge.schema.roles
            and not knowledge.schema.accepts(pattern.role, value.kind)
        ):
            continue
        if not pattern.selectors or any(fits(knowledge, value, name) for name in pattern.selectors):
            return value
    return None


def fits(knowledge: Knowledge, value: Entity | Quantity | Date, selector: str) -> bool:
    """Whether a value is of one of the classes of a selector, or one of the entities that it names."""
    classes = knowledge.selectors[selector]
    if isinstance(value, Quantity):
        dimension = knowledge.units.get(value.unit, ("", "count"))[1]
        return (
            ("Money" in classes and dimension == "money")
            or ("Count" in classes and dimension == "count")
            or ("Measure" in classes and dimension not in ("money", "count"))
            or dimension.capitalize() in classes
        )
    if isinstance(value, Date):
        return "Date" in classes
    if value.kind == "Thing":
        return bool(classes & knowledge.evoked(value.label.split()[-1]))
    if value.id in classes or value.broader in classes:
        return True
    if not classes.isdisjoint(knowledge.kinds_of(value.id) or knowledge.kinds_of(value.broader or "")):
        return True
    return any(knowledge.is_a(value.kind, name) for name in classes)


def slot_heads(scene: Scene, token: Token, slot: str, pos: str) -> Sequence[Token]:
    """The heads of the phrases that stand in a slot of a trigger: every sense of a word asks for the same."""
    known = scene.slots.get((token.i, slot, pos))
    if known is None:
        known = scene.slots[token.i, slot, pos] = tuple(_find_heads(scene, token, slot, pos))
    return known


def _find_heads(scene: Scene, token: Token, slot: str, pos: str) -> Iterable[Token]:
    if slot.startswith(COMPLEMENT):
        inner = [
            k
            for k in scene.tree.children(token, "xcomp", "ccomp", "acl", "advcl")
            if not _is_aside(scene.tree, k)
            and not (pos == "NOUN" and Effect.NEGATED in scene.knowledge.effects("VERB", k.lemma.lower()))
        ]  # "a promise to halt aid" promises none
        inner += [
            k for noun in scene.tree.children(token, "obj") for k in scene.tree.children(noun, "acl")
        ]  # "gave permission to"
        slot = slot.removeprefix(COMPLEMENT)
        return [
            h
            for clause in inner
            if clause.i > token.i
            for h in (_noun_slot if clause.pos == "NOUN" else _verb_slot)(scene, clause, slot)
        ]  # "became NATO's 32nd member"
    if slot.startswith(OBJECT):
        slot = slot.removeprefix(OBJECT)
        above = {a.i for a in scene.tree.ancestors(token)}
        return [
            h
            for noun in _verb_slot(scene, token, "object")
            if slot != "modifier" or not _has_sides(scene, noun)
            for h in _noun_slot(scene, noun, slot)
            if h.head == noun.i or h.head not in above  # "was hosted by Rome and was greeted"
        ]
    if slot.startswith(SUBJECT):
        slot = slot.removeprefix(SUBJECT)
        return [h for noun in _verb_slot(scene, token, "subject") for h in _noun_slot(scene, noun, slot)]
    if "." in slot:
        preposition, _, slot = slot.partition(".")
        return [
            h for noun in _prepositional(scene, token, preposition) for h in _noun_slot(scene, noun, slot)
        ]
    if slot == "within" and pos != "PUNCT":
        return _within(scene, token, pos)
    if slot == "including":
        return scene.additions(token)
    if pos == "PUNCT":
        return listed_heads(scene, token, slot)
    if pos == "NOUN":
        return _noun_slot(scene, token, slot)
    if pos == "ADJ":
        return _adjective_slot(scene, token, slot)
    return _verb_slot(scene, token, slot)


def _has_sides(scene: Scene, noun: Token) -> bool:
    """ "criticized the American-Russian talks": of talks a modifier names one side, and nobody who has done them alone."""
    sides = ({"party", "addressee"}, {"participant"})
    return any(s <= roles for roles in scene.knowledge.roles_evoked(noun.lemma.lower()) for s in sides)


def _is_aside(tree: syntax.Tree, clause: Token) -> bool:
    """Whether a clause only stands beside its head: "will send tanks, becoming the first country to do so"."""
    bare = clause.dep == "advcl" and syntax.is_gerund(clause) and tree.child(clause, "mark", "case") is None
    return bare and tree.tokens[clause.i - 1].text == ","


def _within(scene: Scene, token: Token, pos: str) -> Iterator[Token]:
    """Quantities anywhere in the trigger's object, or in its own phrase where it is a noun."""
    tops = (
        [token]
        if pos == "NOUN"
        else [t for s in ("object", "with", "of", "in", "under") for t in _verb_slot(scene, token, s)]
    )
    for priced in scene.tree.children(token, "xcomp"):
        if priced.lemma.lower() in ("worth", "value"):
            yield from (t for t in scene.tree.subtree(priced) if t.i in scene.amount_at)
    for top in tops:
        yield from _worth(scene, top)
        below = scene.tree.subtree(top, lambda t: t.dep == "acl:relcl" or syntax.base(t.dep) == "conj")
        yield from (t for t in below if t.i in scene.amount_at)


def _worth(scene: Scene, top: Token) -> Iterator[Token]:
    """What a whole list is worth: "NASAMS and 50 vehicles worth C$650 million"."""
    for member in syntax.conjuncts(scene.tree, top)[1:]:
        for amount in scene.tree.subtree(member):
            before = scene.tree.tokens[max(0, amount.i - 3) : amount.i + 1]
            if amount.i in scene.amount_at and any(t.text.lower() in ("worth", "valued") for t in before):
                yield amount


def _verb_slot(scene: Scene, verb: Token, slot: str) -> Iterator[Token]:
    tree = scene.tree
    if slot == "subject":
        copular = tree.head(verb) if verb.dep == "cop" else None
        verb = copular or verb  # "3,000 soldiers are in Poland"
        found = syntax.subject(tree, verb, object_control(scene.knowledge))
        found = found if found is not None or syntax.is_passive(tree, verb) else label(scene)
        if found is not None:
            yield found
        return
    if slot == "object":
        found = syntax.direct_object(tree, verb)
        if found is not None:
            yield found
        kept = tree.children(verb, "obj")
        yield from kept if syntax.is_passive(tree, verb) else kept[1:]  # "Ukraine was given 31 tanks"
        # a parser takes "$56.2 billion" and "300 kilometres" for bare adjuncts
        yield from (
            k
            for k in tree.children(verb, "obl")
            if k.i in scene.amount_at
            and (k.pos == "SYM" or scene.amount_at[k.i].dimension == "length")
            and not syntax.cases(tree, k)
        )
    elif slot == "indirect":
        yield from tree.children(verb, "iobj")
        item = scene.owner.get(verb.i + 1)
        if (
            item is not None
            and not item.entity.generic
            and tree.tokens[item.start].pos != "ADJ"  # "supplied Iranian drones to Russia"
            and item.end < len(tree.tokens)
            and tree.tokens[item.end].pos in ("NUM", "DET", "ADJ", "ADV", "NOUN", "PROPN")
            and not (
                verb.i + 2 == item.end and tree.tokens[verb.i + 1].text.isupper()
            )  # "divert U.S. exports"
        ):
            yield tree.tokens[item.start]  # "send Kyiv 31 tanks", whatever the tree makes of it
        if syntax.is_passive(tree, verb) and tree.child(verb, "obj") is not None:
            yield from tree.children(verb, "nsubj:pass")
    elif slot == "where":
        yield from _spots(tree, verb)
    elif slot not in GRAMMATICAL_SLOTS:
        yield from _prepositional(scene, verb, slot)


def _spots(tree: syntax.Tree, verb: Token) -> Iterator[Token]:
    """The place of a deed that an adverb tells: "Warsaw, where he signed", "signed here"."""
    first = syntax.first_conjunct(tree, verb)
    place = tree.head(first) if syntax.base(first.dep) == "acl" else None
    bearers = {t.i: t for t in (verb, first, *tree.children(verb, "obj"))}.values()  # "signed a deal here"
    for adverb in (k for t in bearers for k in tree.children(t, "advmod")):
        if adverb.lemma.lower() == "here":
            yield adverb
        elif adverb.lemma.lower() == "where" and place is not None:
            yield place


def _prepositional(scene: Scene, token: Token, slot: str) -> Iterator[Token]:
    tree = scene.tree
    place = tree.head(token) if token.dep == "cop" else None
    if place is not None and syntax.cases(tree, place) == slot:
        yield place  # "3,000 soldiers are in Poland"
    for preposition, head in syntax.phrases(tree, token):
        if (
            preposition == slot
            and head.pos != "VERB"
            and not _is_of_another_time(tree, token, head)
            and not (slot == "of" and (_told_apart(scene, token, head) or _is_reason(scene, token, head)))
            and not (slot == "to" and _goes_elsewhere(scene, token, head))
            and not (slot == "with" and (_meets_another(scene, token, head) or _joins_in(scene, token, head)))
        ):
            yield head
    if token.pos == "VERB" or syntax.is_gerund(token):
        # "the talks were held, and weapons sent to, ..." and fronted phrases hang on the clause above
        above = tree.head(token)
        if above is not None and syntax.base(token.dep) in ("conj", "xcomp") and above.pos == "VERB":
            own = {h.i for _, h in syntax.phrases(tree, token)}
            for kid in tree.children(above, "obl"):
                if kid.i > token.i and syntax.cases(tree, kid) == slot and kid.i not in own:
                    yield kid


def _is_of_another_time(tree: syntax.Tree, word: Token, head: Token) -> bool:
    """Whether a phrase belongs to what was before or after: "delivered tanks after a meeting in Ramstein"."""
    between = itertools.takewhile(lambda a: a.i != word.i, tree.ancestors(head))
    return word.pos == "VERB" and any(a.pos == "NOUN" and syntax.cases(tree, a) in _THEN for a in between)


def _joins_in(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether a with-phrase names who does it too: "bought tanks together with Denmark", which sold none."""
    case = scene.tree.child(head, "case")
    joint = case is not None and scene.tree.tokens[case.i - 1].text.lower() in _JOINTLY
    return joint and verb.pos == "VERB"


def _roles_at(scene: Scene, word: Token, slot: str) -> set[str]:
    """The roles that the senses of a word look for in a slot."""
    senses = scene.knowledge.triggers_by_word.get((word.pos, word.lemma.lower()), ())
    return {p.role for t in senses for p in t.patterns if slot in p.slots}


def _meets_another(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether a with-phrase belongs to a happening of its own: "travelled to Moscow for talks with Putin"."""
    noun = scene.tree.head(head)
    if noun is None or noun.i == verb.i or verb.pos != "VERB" or syntax.base(noun.dep) not in ("obl", "nmod"):
        return False
    if syntax.cases(scene.tree, noun) in _THEN:
        return True  # "spoke to Zelensky after a call with Putin"
    senses = scene.knowledge.triggers_by_word
    own = {t.frame for t in senses.get(("VERB", verb.lemma.lower()), ())}
    theirs = {t.frame for t in senses.get(("NOUN", noun.lemma.lower()), ()) if len(t.words) == 1}
    return bool(theirs) and not any(scene.knowledge.akin(a, b) for a in own for b in theirs)


def _goes_elsewhere(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether a to-phrase is what a noun of another happening asks for: "spoke out for Ukraine's accession to NATO"."""
    noun = scene.tree.head(head)
    if noun is None or noun.i == verb.i or noun.pos != "NOUN" or verb.pos != "VERB":
        return False
    senses = scene.knowledge.triggers_by_word
    own = {t.frame for t in senses.get(("VERB", verb.lemma.lower()), ())}
    theirs = {
        t.frame
        for t in senses.get(("NOUN", noun.lemma.lower()), ())
        if len(t.words) == 1 and any("to" in p.slots for p in t.patterns)
    }
    return bool(theirs) and not any(scene.knowledge.akin(a, b) for a in own for b in theirs)


def _is_reason(scene: Scene, verb: Token, head: Token) -> bool:
    """ "criticized the talks for the exclusion of Ukraine": of whom a reason tells is not who is criticized."""
    reason = scene.tree.head(head)
    if reason is None or reason.i == verb.i or syntax.cases(scene.tree, reason) != "for":
        return False
    known = scene.knowledge.cues_by_word.get((verb.pos, verb.lemma.lower()), ())
    return any(c.effect is Effect.PLAIN and c.words[1:] == ("for",) for c in known)


def _told_apart(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether an of-phrase belongs to the verb's object alone: "ordered the production of missiles" buys none.

    Such an object tells a happening of another kind, or only speaks of something ("gave details of the missiles").
    """
    noun = scene.tree.head(head)
    between = itertools.takewhile(lambda a: a.i != verb.i, scene.tree.ancestors(head))
    told = (scene.knowledge.effects("NOUN", a.lemma.lower()) for a in between if a.pos == "NOUN")
    if verb.pos == "VERB" and any(effects & _SPEAKING_OF for effects in told):
        return True
    if (
        noun is None
        or noun.head != verb.i
        or verb.pos != "VERB"
        or syntax.base(noun.dep) not in ("obj", "nsubj")
    ):
        return False
    word, senses = noun.lemma.lower(), scene.knowledge.triggers_by_word
    verbs = senses.get(("VERB", verb.lemma.lower()), ())
    if any(word in t.words for t in verbs):
        return False  # "took control of"
    own = {t.frame for t in verbs if len(t.words) == 1}
    theirs = {t.frame for t in senses.get(("NOUN", word), ()) if len(t.words) == 1}
    return bool(theirs) and not any(scene.knowledge.akin(a, b) for a in own for b in theirs)


def _noun_slot(scene: Scene, noun: Token, slot: str) -> Iterator[Token]:
    tree = scene.tree
    if slot == "self":
        yield noun
    elif slot == "subject":
        yield from _noun_subject(scene, noun)
    elif slot == "object":
        yield from (k for k in tree.children(noun, "nmod") if syntax.cases(tree, k) in _OBJECT_MARKERS)
        yield from (k for k in tree.children(noun, "compound") if k.i < noun.i)
    elif slot == "modifier":
        before = [k for k in tree.children(noun, "compound", "amod") if k.i < noun.i]
        yield from before
        yield from (k for kid in before for k in tree.children(kid, "amod"))  # "Russian missile strike"
    elif slot == "possessor":
        yield from tree.children(noun, "nmod:poss")
    elif slot == "indirect":
        for light in light_verbs(scene, noun):
            yield from _verb_slot(scene, light, slot)  # "made Ukraine a promise"
    elif slot in _AROUND:
        yield from _AROUND[slot](scene, noun)
    elif slot not in GRAMMATICAL_SLOTS:
        yield from _prepositional(scene, noun, slot)
        lights = light_verbs(scene, noun)
        yield from _suffering(tree, noun, slot)
        yield from (h for light in lights for h in _lent(tree, noun, light, slot))
        if not lights and slot in _CLINGING:
            yield from _right_behind(tree, noun, slot)


def _lent(tree: syntax.Tree, noun: Token, light: Token, slot: str) -> Iterator[Token]:
    """What a verb that only lends its arguments says behind a preposition: "a meeting was held in Brussels"."""
    for preposition, head in syntax.phrases(tree, light):
        own = light.head == noun.i or (head.head == light.i and not syntax.outranks(tree, noun, head))
        if preposition == slot and head.i != noun.i and own:
            yield head


def _suffering(tree: syntax.Tree, noun: Token, slot: str) -> tuple[Token, ...]:
    """ "Kharkiv is under threat": whom it is against is the subject."""
    under = slot == "against" and syntax.cases(tree, noun) == "under"
    return tree.children(noun, "nsubj") if under else ()


def _topic(scene: Scene, noun: Token) -> Iterator[Token]:
    """ "The base is among its targets": of what a noun is said, whoever owns it."""
    if scene.tree.child(noun, "cop") is not None:
        yield from scene.tree.children(noun, "nsubj")


def _clause(scene: Scene, noun: Token) -> Iterator[Token]:
    """ "In a letter to Scholz, Duda asked": who does what the clause tells in which a noun is the occasion."""
    tree, clause = scene.tree, scene.tree.head(noun)
    if clause is None or clause.pos != "VERB" or not _is_occasion(scene, noun, clause):
        return
    doer = syntax.subject(tree, clause, object_control(scene.knowledge))
    if doer is not None and not (syntax.is_passive(tree, clause) and doer.head != clause.i):
        yield doer  # but "led by Denmark and set up at the summit" tells nothing of Denmark at the summit


def _teller(scene: Scene, noun: Token) -> Iterator[Token]:
    """ "Convoys would be legitimate targets, Putin warned": whoever says so; that something was one only excuses what was done."""
    tree = scene.tree
    if any("Tense=Past" in k.feats and "VerbForm=Fin" in k.feats for k in tree.children(noun, "cop")):
        return
    for verb in (*tree.children(noun, "parataxis"), *tree.ancestors(noun)):
        if verb.pos == "VERB" and SPEECH & scene.knowledge.effects("VERB", verb.lemma.lower()):
            speaker = syntax.subject(tree, verb, object_control(scene.knowledge))
            yield from [speaker] if speaker is not None else []
            return


_AROUND = {"topic": _topic, TELLER: _teller, "clause": _clause}  # what stands around a noun, by its slot


def _right_behind(tree: syntax.Tree, noun: Token, slot: str) -> Iterator[Token]:
    """ "called the strike on Odesa a crime": a phrase right behind an object is the object's, though parsers give it to the verb."""
    verb = tree.head(noun)
    if verb is None or noun.dep != "obj" or noun.i + 1 >= len(tree.tokens):
        return
    for kid in tree.children(verb, "obl"):
        if tree.tokens[noun.i + 1].head == kid.i and syntax.cases(tree, kid) == slot:
            yield kid


def _is_occasion(scene: Scene, noun: Token, clause: Token) -> bool:
    """Whether who does what a clause tells takes part in what a noun in it tells: "spoke at a meeting", "came for talks"."""
    case = syntax.cases(scene.tree, noun)
    asked = Effect.REQUESTED in scene.knowledge.effects("VERB", clause.lemma.lower())
    return case in _OCCASIONS or (case == "for" and not asked)


def _noun_subject(scene: Scene, noun: Token) -> Iterator[Token]:
    """Who does what a noun tells: by-phrase, owner, light verb's subject, adjective of a people."""
    tree = scene.tree
    owner = tree.child(noun, "nmod:poss")
    marks = {k: syntax.cases(tree, k) for k in tree.children(noun, "nmod", "acl")}
    for doers in (
        [k for k, mark in marks.items() if mark == "by"],
        [owner] if owner is not None else [],  # "Ukraine's withdrawal from Avdiivka"
        [k for k, mark in marks.items() if mark == "from" and not _comes_from(scene, noun)],
    ):
        if doers:
            yield from doers
            return
    if "between" in marks.values():
        return  # "offered to host talks between Russia and Ukraine" takes no part in them
    head = tree.head(noun)
    if noun.dep == "appos" and head is not None:
        yield head
        return
    cop = tree.child(noun, "cop")
    if cop is not None and syntax.cases(tree, noun) == "under":
        return  # "Kharkiv is under threat": it is done to it
    if cop is not None:
        found_subject = tree.child(noun, "nsubj")
        if found_subject is not None:
            yield found_subject
            return
    light = next(iter(light_verbs(scene, noun)), None)
    passive = light is not None and syntax.is_passive(tree, light)
    if (
        light is not None
        and not (passive and syntax.agent(tree, light) is None)
        and (passive or light.head != noun.i)
    ):
        subject = syntax.subject(tree, light, object_control(scene.knowledge))
        if subject is not None and subject.i != noun.i:
            yield subject
            return
    act = light_noun(scene, noun)
    if act is not None:
        yield from _noun_subject(scene, act)
        return
    thanked = _credited(scene, noun)
    if thanked is not None:
        yield thanked
        return
    yield from _named_before(scene, noun)


def _comes_from(scene: Scene, noun: Token) -> bool:
    """Whether "from" names another than who does what a noun tells: a purchase from somebody is not his."""
    sources = _roles_at(scene, noun, "from")
    return bool(sources) and sources.isdisjoint(_roles_at(scene, noun, "subject"))


def _credited(scene: Scene, noun: Token) -> Token | None:
    """ "thanked Berlin for the delivery": whoever is thanked or punished for something has done it."""
    verb = scene.tree.head(noun)
    if verb is None or verb.pos != "VERB":
        return None
    case = syntax.cases(scene.tree, noun)
    known = scene.knowledge.cues_by_word.get(("VERB", verb.lemma.lower()), ())
    if any(c.control == "object" and c.words[1:] == (case,) for c in known):
        return scene.tree.child(verb, "obj")
    return None


def _named_before(scene: Scene, noun: Token) -> Iterator[Token]:
    """The people or body in "Russian strike", else whom the bullet is about."""
    beside = [
        k
        for k in scene.tree.kids[noun.i]
        if k.i < noun.i and syntax.base(k.dep) in ("amod", "compound", "nmod") and k.i in scene.owner
    ]
    yield from beside
    named = label(scene) if not beside else None
    if named is not None and named.i < noun.i:
        yield named


def label(scene: Scene) -> Token | None:
    """Who a bullet is about: "Germany: up to $500m", "Denmark, Norway and Sweden: ..."."""
    tokens = scene.tree.tokens
    colon = next((t.i for t in tokens if t.text == ":"), None)
    if colon is None or colon + 1 >= len(tokens):
        return None
    names = [x for x in scene.linked if x.end <= colon and not x.entity.generic]
    if any(x.entity.kind == "Person" for x in names):
        return None  # a person before a colon speaks
    covered = {i for x in names for i in range(x.start, x.end)}
    rest = [t for t in tokens[:colon] if t.i not in covered]
    return (
        tokens[names[0].end - 1] if names and all(t.pos in ("DET", "PUNCT", "CCONJ") for t in rest) else None
    )


def _measured(scene: Scene, noun: Token) -> Token:
    """The noun that only measures another: the package in "adopted a package of sanctions"."""
    head = scene.tree.head(noun)
    if head is None or noun.dep != "nmod" or syntax.cases(scene.tree, noun) != "of":
        return noun
    effects = scene.knowledge.effects("NOUN", head.lemma.lower())
    return head if effects & {Effect.PARTITIVE, Effect.INSTRUMENT} else noun


def light_verbs(scene: Scene, noun: Token) -> list[Token]:
    """The verbs that only lend their arguments: "made a pledge", "carried out strikes", "the meeting was held", "took place".

    One may stand in a clause of the noun's own: "the summit, which opened on Tuesday", "talks held in Riyadh".
    """
    noun = _measured(scene, noun)
    head = scene.tree.head(noun)
    wanted = {"obj": Effect.LIGHT, "nsubj:pass": Effect.LIGHT, "nsubj": Effect.OCCURRING}.get(noun.dep)
    above = head is not None and head.pos == "VERB" and wanted is not None and _is_light(scene, head, wanted)
    own = [k for k in scene.tree.children(noun, "acl") if k.pos == "VERB"]
    below = [k for k in own if _is_light(scene, k, _lends(scene.tree, k))]
    return [head, *below] if above and head is not None else below


def _lends(tree: syntax.Tree, verb: Token) -> Effect:
    """What a verb of a noun's own clause must be to lend its arguments: of a passive one the noun is the object."""
    return Effect.LIGHT if syntax.is_passive(tree, verb) else Effect.OCCURRING


def _is_light(scene: Scene, verb: Token, effect: Effect) -> bool:
    return any(
        c.effect is effect and (len(c.words) == 1 or has_words(scene.tree, verb, c.words[1:], "VERB"))
        for c in scene.knowledge.cues_by_word.get(("VERB", verb.lemma.lower()), ())
    )


def light_noun(scene: Scene, noun: Token) -> Token | None:
    """The noun that only lends its arguments: "the adoption by the EU of sanctions"."""
    measured = _measured(scene, noun)
    head = scene.tree.head(measured)
    if head is None or head.pos != "NOUN" or syntax.cases(scene.tree, measured) != "of":
        return None
    return head if Effect.LIGHT in scene.knowledge.effects("NOUN", head.lemma.lower()) else None


def _adjective_slot(scene: Scene, adjective: Token, slot: str) -> Iterator[Token]:
    tree = scene.tree
    if slot == "subject":
        subject = tree.child(adjective, "nsubj")
        if subject is not None:
            yield subject
        elif syntax.base(adjective.dep) in ("amod", "acl"):
            head = tree.head(adjective)
            if head is not None:
                yield head
    elif slot == "object":
        if syntax.base(adjective.dep) == "amod":
            head = tree.head(adjective)
            if head is not None:
                yield head
    elif slot == "modifier":
        yield from (
            k
            for k in tree.kids[adjective.i]
            if k.i < adjective.i and syntax.base(k.dep) in ("compound", "obl", "nmod", "advmod")
        )
    elif slot not in GRAMMATICAL_SLOTS:
        yield from _prepositional(scene, adjective, slot)


def object_control(knowledge: Knowledge) -> Callable[[Token], bool]:
    """The words whose object does what their complement says, by the lexicon's cues: "urge", "permission"."""

    def controls(word: Token) -> bool:
        cues = knowledge.cues_by_word.get((word.pos, word.lemma.lower()), ())
        return any(c.control == "object" for c in cues)

    return controls
