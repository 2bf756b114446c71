"""Trigger words to matches: which frame a word evokes in its sentence, and which phrases fill the roles.

The lexicon says "donor: subject [agent]"; what a subject is in a passive, in a nominalization or under a
control verb is said here and in `syntax`. A sense whose core and required roles stay empty yields nothing: that is
how "attack ads" and "supply concerns" are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.gazetteer import Form
from ukgraph.lexicon import (
    ANCHOR,
    QUANTITIES,
    Effect,
    Trigger,
)
from ukgraph.listing import BULLETS, is_label
from ukgraph.records import Date, Entity, Quantity, Token
from ukgraph.slots import object_control, slot_heads
from ukgraph.values import ORDINALS, Amount
from ukgraph.words import has_words, is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.lexicon import Pattern
    from ukgraph.scene import Found, Scene

_WORD_CLASS = {"AUX": "VERB", "PROPN": "NOUN", "ADV": "ADP", "SCONJ": "ADP"}
_CAUSES = frozenset({"in", "by", "from", "during", "after", "as a result of"})
_NOT = frozenset({"not", "n't", "never"})
_MODALS = frozenset({"may", "might", "could", "would", "should"})
_DOERS = ("speaker", "supporter")
_MEETING_AT = frozenset({"at", "during"})
_AMID = frozenset({"in", "during"})
_WHEREIN = frozenset({"in", "at", "on", "of", "to"})
_WHEN = frozenset({"when", "as", "after"})
_ABILITY = frozenset({"can", "could"})

_BESIDES = frozenset({"addition", "response", "return", "exchange", "contrast", "comparison"})
_AIMS = ("for", "on", "to", "into", "in", "towards")
_SURE = frozenset({"will", "would", "be", "have"})  # "a package that would include" does
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

    `anaphoric` tells that it only refers back: "the attack killed twelve" fills no core role of its own. It may be `whole`
    all the same, and tell a happening of its own where none was told before: "Reznikov attended".
    """

    frame: str
    token: Token
    trigger: Trigger
    fills: tuple[Fill, ...]
    anaphoric: bool = False
    nouns: tuple[
        Token, ...
    ] = ()  # that tell the same happening: what is said of "the purported strike" holds of it

    whole: bool = False
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
    missed += _seat_coreless(scene, matches, coreless)
    told = _with_contents(scene, _with_tolls(scene, matches))
    found = _without_own_nouns(scene, _with_participles(scene, told))
    found = _without_talks(scene, found)
    kept = _without_aims(scene, _without_targeting(scene, _without_appointers(scene, found)))
    return [each for match in kept for each in _by_receiver(scene, match)], missed


def _by_receiver(scene: Scene, match: Match) -> list[Match]:
    """ "$26 billion for Israel and $61 billion for Ukraine": to each country its own sum, wherever the tree hangs them."""
    sums = {f.value for f in match.of("amount")}
    if not sums or match.frame not in scene.knowledge.inheriting:
        return [match]
    pairs = [
        (Fill("amount", a.quantity, a.head), Fill("recipient", x.actor, x.start))
        for x in scene.linked
        for a in scene.amounts
        if x.actor.kind == "Country" and a.dimension == "money" and a.end == x.start - 1
        if scene.tree.tokens[x.start - 1].text.lower() in ("for", "to")
    ]
    if len(pairs) < 2 or sums.isdisjoint(a.value for a, _ in pairs):
        return [match]
    rest = tuple(f for f in match.fills if f.role not in ("amount", "recipient"))
    return [replace(match, fills=(*rest, *pair)) for pair in pairs]


def _seat_coreless(scene: Scene, matches: list[Match], coreless: list[Match]) -> list[Missed]:
    """Add what fills no core role to the match that it belongs to, or to what was told before; what belongs nowhere is missed."""
    missed: list[Missed] = []
    for part in _referring(coreless, {m.token.i for m in matches}):
        coreless.remove(part)
        matches.append(part)
    for part in coreless:
        whole = next((m for m in matches if m.frame == part.frame and _tells_more(scene.tree, part, m)), None)
        if whole is not None and (_is_doubted(scene, part.token) or _is_no_toll(scene, part)):
            missed.append(Missed(part.token, part.trigger, "it is told with less certainty than the rest"))
        elif whole is not None:
            parts = (*whole.parts, part.token)
            matches[matches.index(whole)] = replace(_joined(scene, whole, part), parts=parts)
        elif _counts_on(scene, part, matches):
            matches.append(
                replace(part, anaphoric=True, whole=True, trigger=replace(part.trigger, copies=True))
            )
        elif not any(m.token is part.token for m in matches):
            core = scene.knowledge.schema.frames[part.frame].core
            missed.append(
                Missed(part.token, part.trigger, f"none of its core roles ({', '.join(core)}) is filled")
            )
    return missed


def _counts_on(scene: Scene, part: Match, matches: Iterable[Match]) -> bool:
    """ "A missile hit Sumy. Officials said 20 people were killed": a clause that only counts goes on with what was told before.

    Not so "have been killed": that sums up more than one happening; a toll that has risen is of one.
    """
    tree, verb = scene.tree, part.token
    counted = verb.lemma.lower() in scene.knowledge.counting_verbs
    told = any(m.token is verb or m.frame == part.frame for m in matches if not m.anaphoric)
    whole = syntax.base(verb.dep) in ("root", "conj", "parataxis", "ccomp")
    perfect = not _tells_of_toll(tree, part) and any(k.lemma == "have" for k in tree.children(verb, "aux"))
    return counted and whole and not told and not perfect


def _is_doubted(scene: Scene, verb: Token) -> bool:
    """ "hit Kyiv, reportedly killing ten", "and may have killed ten": what is added is no more than possible."""
    words = scene.tree.children(verb, "advmod", "aux")
    effects = (scene.knowledge.effects("ADV" if w.dep == "advmod" else "AUX", w.lemma.lower()) for w in words)
    return any(effects) or any(w.lemma.lower() in _MODALS or w.text.lower() in _NOT for w in words)


def _tells_of_toll(tree: syntax.Tree, part: Match) -> bool:
    """ "the toll has risen": a verb whose subject is a word of its trigger."""
    return any(k.lemma.lower() in part.trigger.words for k in tree.children(part.token, "nsubj"))


def _is_no_toll(scene: Scene, part: Match) -> bool:
    """ "the toll has not reached 54", "if it reaches", "will rise to", "denied that it had risen": a toll is only what somebody tells of it."""
    tree, verb = scene.tree, part.token
    if not _tells_of_toll(tree, part):
        return False
    bent = any(k.lemma.lower() != "have" for k in tree.children(verb, "aux", "advmod", "mark", "xcomp"))
    above = tree.head(verb)
    told = above is not None and verb.dep == "ccomp" and above.pos == "VERB"
    effects = scene.knowledge.effects("VERB", above.lemma.lower()) if above is not None and told else set()
    said = bool(effects) and effects <= {Effect.REPORTED, Effect.CLAIMED}
    return bent or not (verb.dep == "root" or said)


def _without_appointers(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "Putin appointed Belousov, replacing Shoigu": Putin takes no office."""
    appointed = {m.token.i for m in matches if "title" in scene.knowledge.schema.frames[m.frame].roles}
    return [
        m
        for m in matches
        if m.token.i not in appointed
        or m.token.head == m.token.i
        or m.token.head not in appointed
        or not syntax.is_gerund(m.token)
    ]


def _without_talks(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "Ministers discussed the attack at a meeting", "met and discussed it": whoever has no name speaks where he meets others."""
    met = {m.token.i for m in matches if m.frame in scene.knowledge.gatherings}

    def is_told(talk: Match) -> bool:
        named = any(isinstance(f.value, Entity) and not f.value.generic for f in talk.of("party"))
        below = scene.tree.subtree(talk.token)
        occasions = (t.i for t in below if syntax.cases(scene.tree, t) in _MEETING_AT or t.dep == "conj")
        around = {*occasions, *(a.i for a in scene.tree.ancestors(talk.token))}
        return talk.token.pos == "VERB" and not named and not met.isdisjoint(around)

    frames = scene.knowledge.schema.frames
    return [m for m in matches if not {"party", "addressee"} <= set(frames[m.frame].roles) or not is_told(m)]


def _without_aims(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "was awarded a contract to supply missiles": what is bought for that is no aid where nobody gives or gets it."""
    bought = _with_role(scene, matches, "buyer")
    told = {(f.token, m.token.i) for m in bought for f in m.fills}
    return [
        m
        for m in matches
        if not told
        or m.frame not in scene.knowledge.inheriting
        or not {f.role for f in m.fills if not _is_company(scene, f.value)} <= {"item", "amount"}
        or not any((f.token, a.i) in told for f in m.fills for a in scene.tree.ancestors(m.token))
    ]


def _is_company(scene: Scene, value: Entity | Quantity | Date | str) -> bool:
    return isinstance(value, Entity) and scene.knowledge.is_a(value.kind, "Company")


def _without_targeting(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "imposed sanctions, targeting firms": that attacks nobody."""
    imposed = [m.token for m in _with_role(scene, matches, "sanctioner")]
    over = {t.i for token in imposed for t in (token, *scene.tree.ancestors(token))}
    attacks = _with_role(scene, matches, "attacker") if over else []
    return [
        m for m in matches if m not in attacks or m.token.head not in over or not syntax.is_gerund(m.token)
    ]


def _with_role(scene: Scene, matches: Iterable[Match], role: str) -> list[Match]:
    return [m for m in matches if role in scene.knowledge.schema.frames[m.frame].roles]


def _lasting(scene: Scene, verb: Token, best: Mapping[str, Match]) -> Collection[Match]:
    """ "The group brings together 50 countries": what is told in the present holds, and does not happen."""
    present = {"Tense=Pres", "VerbForm=Fin"} <= set(verb.feats.split("|"))
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
    told = _fills_core(knowledge, match.frame, match.fills)
    return told or (match.trigger.continues and bool(match.fills))


def _fills_core(knowledge: Knowledge, frame: str, fills: Collection[Fill]) -> bool:
    """Whether a core role is filled, by itself or by who takes part as "chair" does."""
    core, roles = knowledge.schema.frames[frame].core, knowledge.schema.roles
    also = {f.role: roles[f.role].also for f in fills if f.role in roles}
    people = {f.role for f in fills if isinstance(f.value, Entity) and f.value.kind == "Person"}
    return any(f.role in core or (f.role in people and also.get(f.role) in core) for f in fills)


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
    if above is not None and tree.head(above) is part.token and above.lemma.lower() in part.trigger.words:
        return True  # "the toll from a strike has risen to 54"
    if above is part.token and syntax.base(whole.token.dep) == "acl":
        return True  # "an attack that killed 12 was carried out with a missile"
    if above is not None and syntax.base(whole.token.dep) == "acl" and syntax.base(above.dep) == "obl":
        return (
            tree.head(above) is part.token
        )  # "At the hospital, which was hit by a missile, two people died"
    cause = above if above is not None and _is_result(tree, whole.token, above) else whole.token
    above = tree.head(cause)
    if above is None or syntax.first_conjunct(tree, above) is not syntax.first_conjunct(tree, part.token):
        return False
    if cause is not whole.token:
        return True
    relation = syntax.base(whole.token.dep)
    marks = {k.text.lower() for k in tree.children(whole.token, "mark", "advmod")}
    return (
        relation == "nsubj"
        or (relation in ("obl", "nmod") and syntax.cases(tree, whole.token) in _CAUSES)
        or (relation == "advcl" and bool(marks & _WHEN))
    )


def _is_result(tree: syntax.Tree, deed: Token, noun: Token) -> bool:
    """ "as a result of the strike": what came of it."""
    of = deed.dep == "nmod" and syntax.cases(tree, deed) == "of"
    return of and noun.lemma.lower() in ("result", "consequence") and syntax.cases(tree, noun) in ("as", "in")


def _joined(scene: Scene, first: Match, second: Match) -> Match:
    """The first match with what the second adds: roles of values that it does not hold yet, or that take part whatever else they do."""
    held, roles = {f.value for f in first.fills}, scene.knowledge.schema.roles
    new = (f for f in second.fills if f.value not in held or (f.role in roles and roles[f.role].also))
    return replace(first, fills=tuple(dict.fromkeys((*first.fills, *new))))


def _with_tolls(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "In Kyiv 33 people were killed in Russia's attack" is one attack: what the verb says goes with what the noun says.

    So is "A school was hit in the attack on Kharkiv".
    """
    found = list(matches)
    tolls = scene.knowledge.counting_verbs
    for part in [m for m in matches if m.token.pos == "VERB"]:
        counts = part.token.lemma.lower() in tolls
        suffers = {f.role for f in part.fills} == {"target"} and syntax.is_passive(scene.tree, part.token)
        struck = "killed" in scene.knowledge.schema.frames[part.frame].roles
        rivals = [m for m in found if struck and m.frame == part.frame and m is not part]
        over = next((m for m in rivals if _goes_on_from(scene.tree, part, m)), None)
        if over is not None:
            found.remove(part)
            found[found.index(over)] = replace(_joined(scene, over, part), parts=(*over.parts, part.token))
            continue
        nouns = (m for m in rivals if m.token.pos == "NOUN")
        whole = next((m for m in nouns if _tells_more(scene.tree, part, m)), None)
        if whole is None or not (counts or (suffers and syntax.cases(scene.tree, whole.token) in _AMID)):
            continue
        told = {(f.role, f.value) for f in whole.fills}
        roles = {f.role for f in whole.fills}
        placed = _at_place(scene, part) if "target" in roles else part
        if counts and any(f.role in roles and (f.role, f.value) not in told for f in placed.fills):
            continue
        found.remove(part)
        if not (counts and _is_doubted(scene, part.token)):  # "shelling may have killed ten"
            found[found.index(whole)] = replace(
                _joined(scene, whole, placed), parts=(*whole.parts, part.token)
            )
    return found


def _at_place(scene: Scene, match: Match) -> Match:
    """ "Two died in Ryazan in an attack on a refinery": where something suffered is the place of what else is said to have been hit."""
    places = {
        f
        for f in match.of("target")
        if isinstance(f.value, Entity)
        and scene.knowledge.is_a(f.value.kind, "Place")
        and syntax.cases(scene.tree, scene.tree.tokens[f.token]) == "in"
    }
    return replace(match, fills=tuple(replace(f, role="place") if f in places else f for f in match.fills))


def _goes_on_from(tree: syntax.Tree, part: Match, whole: Match) -> bool:
    """ "hit a hospital, killing a woman and destroying a ward": a participle behind an attack tells what that did."""
    first = syntax.first_conjunct(tree, part.token)
    bare = (
        tree.child(part.token, "advmod", "mark", "case") is None
    )  # not "after killing", "reportedly killing"
    return first.dep == "advcl" and syntax.is_gerund(first) and tree.head(first) is whole.token and bare


def _with_participles(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "Drones launched by the SBU hit a refinery" is one attack: the participle of the subject only says by whom."""
    tree, found = scene.tree, list(matches)
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
            found[found.index(whole)] = replace(_joined(scene, whole, part), parts=(*whole.parts, part.token))
    return found


def _with_contents(scene: Scene, matches: list[Match]) -> list[Match]:
    """ "pledged a package that would include howitzers": what a thing given is made of is given with it."""
    found = [m for m in matches if not _is_included(scene, m, matches)]
    for part in found[:]:
        given = _is_what_it_gives(scene, part)
        giving = _given_by(scene, part, found)
        if giving is not None:
            found.remove(part)
            items = replace(part, fills=part.of("item"))
            found[found.index(giving)] = _joined(scene, giving, items)
            continue
        if not given and not _tells_contents(scene, part.token):
            continue
        noun = _described(scene.tree, part.token)
        words = range(_first_word(scene, noun), noun.i + 1) if noun is not None else range(0)
        wholes = [m for m in found if m is not part and any(f.token in words for f in m.of("item"))]
        whole = next((m for m in wholes if scene.knowledge.akin(m.frame, part.frame)), None)
        if whole is not None:
            more = part.of("recipient") if given and not whole.of("recipient") else ()
            items = replace(part, fills=(*_things(part, given=given), *more))
            found.remove(part)
            told = given and bool(
                part.of("recipient")
            )  # "the package that will provide Ukraine with" needs no other
            found[found.index(whole)] = replace(
                _joined(scene, whole, items),
                parts=(*whole.parts, part.token),
                anaphoric=whole.anaphoric and not told,
            )
    return found


def _is_what_it_gives(scene: Scene, part: Match) -> bool:
    """ "a package to provide aid to the army", "a package that will provide radars": what it gives is what it is made of."""
    noun = _described(scene.tree, part.token)
    if noun is None or part.frame not in scene.knowledge.inheriting:
        return False
    words = [t for t in syntax.mood_words(scene.tree, part.token) if t.pos != "ADV"]
    sure = all(t.lemma.lower() in _SURE | {"to"} or t.pos == "PRON" for t in words)
    own = syntax.subject(scene.tree, part.token, object_control(scene.knowledge))
    text = Effect.INSTRUMENT in scene.knowledge.effects("NOUN", noun.lemma.lower())
    return sure and text and (own is None or own.i == noun.i or syntax.is_infinitive(scene.tree, part.token))


def _first_word(scene: Scene, noun: Token) -> int:
    """Where the mention begins that a noun ends: "security assistance package"."""
    item = scene.owner.get(noun.i)
    return item.start if item is not None else noun.i


def _given_by(scene: Scene, part: Match, matches: Iterable[Match]) -> Match | None:
    """What a clause goes on with: "announced aid to help the people, including by supplying food"."""
    marks = {k.text.lower() for k in scene.tree.children(part.token, "mark", "case")}
    if marks != {"including", "by"} or not syntax.is_gerund(part.token):
        return None
    above = {a.i for a in scene.tree.ancestors(part.token)}
    wholes = (m for m in matches if m.token.i in above and scene.knowledge.akin(m.frame, part.frame))
    return next(wholes, None)


def _described(tree: syntax.Tree, clause: Token) -> Token | None:
    """The noun that a clause describes, or that an infinitive stands right behind, whatever the tree hangs it on."""
    head = tree.head(clause)
    if head is None or syntax.base(clause.dep) == "acl":
        return head
    to = next((k for k in tree.children(clause, "mark") if k.lemma.lower() == "to"), None)
    before = tree.tokens[to.i - 1] if to is not None and to.i > 0 else None
    return before if before is not None and before.dep == "obj" and before.head == head.i else None


def _things(part: Match, *, given: bool) -> tuple[Fill, ...]:
    """What is told to be in a package; that it gives aid tells no more than that it is one."""
    items = part.of("item")
    kinds = [f.value.kind for f in items if isinstance(f.value, Entity)]
    return () if given and kinds == ["AidKind"] else items


def _is_included(scene: Scene, part: Match, matches: Iterable[Match]) -> bool:
    """ "announced aid, including a shipment of bombs": the shipment is part of the aid that is announced, and no other."""
    items = {f.value for f in part.of("item")}
    if not items or syntax.cases(scene.tree, part.token) not in syntax.INCLUDING:
        return False
    above = {a.i for a in scene.tree.ancestors(part.token)}
    wholes = (m for m in matches if m.token.i in above and scene.knowledge.akin(m.frame, part.frame))
    return any(items <= {f.value for f in m.of("item")} for m in wholes)


def _tells_contents(scene: Scene, verb: Token) -> bool:
    """Whether a clause of a noun says without doubt what it is made of: "comprising", "that would include"."""
    senses = scene.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
    if syntax.base(verb.dep) != "acl" or not any(t.continues for t in senses):
        return False
    return all(t.lemma.lower() in _SURE or t.pos == "PRON" for t in syntax.mood_words(scene.tree, verb))


def _without_own_nouns(scene: Scene, matches: list[Match]) -> list[Match]:
    """A noun among a verb's words, arguments or complements that tells the verb's happening adds to it, and tells no other.

    "take delivery of tanks", "sanctions target firms", "did not attend the meeting", "vetoed the EU's aid package".
    """
    tree, found = scene.tree, list(matches)
    for noun in matches:
        such = any(k.lemma.lower() == "such" for k in tree.children(noun.token, "amod", "det"))
        if such and any(m.frame == noun.frame and m.token.i < noun.token.i for m in found):
            found.remove(noun)  # "telephoned Putin, the first such call in two years"
            continue
        told = [m for m in found if m.frame == noun.frame and m.token in tree.children(noun.token, "acl")]
        if noun.token.pos == "NOUN" and any(syntax.is_passive(tree, m.token) for m in told):
            found.remove(noun)  # "under an agreement signed by Zelensky"
            continue
        if noun.token.pos == "NOUN" and any(_tells_all(scene, m, noun) for m in found):
            found.remove(noun)  # "the supply of shells that Norway has delivered"
            continue
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
        if same and any(_is_anothers(verb, noun, role) for role in _DOERS):
            continue
        if asked:
            found[found.index(noun)] = replace(noun, fills=(*noun.fills, *asked))
        elif one_word or (argument and scene.knowledge.akin(verb.frame, noun.frame)):
            if same:
                found[found.index(verb)] = replace(
                    _joined(scene, verb, noun), nouns=(*verb.nouns, noun.token)
                )
            found.remove(noun)
    return found


def _tells_all(scene: Scene, verb: Match, noun: Match) -> bool:
    """Whether a relative clause of what a noun says is given tells that it is, and by whom, who the noun does not name."""
    below = scene.tree.head(verb.token) if verb.token.dep == "acl:relcl" else None
    given = below is not None and below.dep == "nmod" and below.head == noun.token.i
    promised = noun.frame in scene.knowledge.promissory and scene.knowledge.akin(verb.frame, noun.frame)
    doing = {p.role for p in verb.trigger.patterns if "subject" in p.slots}
    doing &= set(scene.knowledge.schema.frames[noun.frame].roles)
    return (
        given
        and (promised or verb.frame == noun.frame)
        and any(f.role in doing for f in verb.fills)
        and not any(f.role in doing for f in noun.fills)
    )


def _is_anothers(verb: Match, noun: Match, role: str) -> bool:
    """ "noted the assertion of Hegseth that", "thanked him for Berlin's support": a deed of somebody else than who does what the verb tells."""
    done_by, to = ({f.value for f in noun.of(r)} for r in (role, "target"))
    same = bool(to) and not to.isdisjoint(f.value for f in verb.of("target"))
    return bool(done_by) and not same and done_by.isdisjoint(f.value for f in verb.of(role))


def _asked_of(scene: Scene, verb: Match, noun: Match) -> list[Fill]:
    """ "resisted Kyiv's appeals for jets": what somebody else asks for has been asked, of whoever resists."""
    frame = scene.knowledge.schema.frames[noun.frame]
    if (
        verb.frame == noun.frame
        or "requester" not in frame.roles
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
    if token.i and _WORD_CLASS.get(token.pos, token.pos) not in scene.knowledge.trigger_classes:
        return
    pos = _word_class(scene.tree, token)
    known = [
        t for lemma in _lemmas(token, pos) for t in scene.knowledge.triggers_by_word.get((pos, lemma), ())
    ]
    if not known:
        return
    owner = scene.owner.get(token.i)
    if (
        owner is not None
        and owner.form is not Form.CLASS
        and not (owner.entity.kind == "Document" and pos == "NOUN")
    ):
        return  # the "United" of the United States unites nobody, but "a security agreement" is one
    idiom = _idiom(scene, token, pos)
    for trigger in known:
        if idiom and not idiom.issubset(trigger.words):  # but "speak out" itself may be one
            continue
        others = trigger.words[1:]
        if not others or (
            has_words(scene.tree, token, others, pos) and not is_elsewhere(scene, token, others)
        ):
            yield trigger


def _idiom(scene: Scene, token: Token, pos: str) -> set[str]:
    """The words of a phrase that a word belongs to and that means something else: "heart attack", "stock exchange"."""
    found: set[str] = set()
    for cue in scene.knowledge.cues_by_word.get((pos, token.lemma.lower()), ()):
        if cue.effect is Effect.IDIOM and has_words(scene.tree, token, cue.words[1:], pos):
            found.update(cue.words)
    return found


def _word_class(tree: syntax.Tree, token: Token) -> str:
    """The part of speech that the tree gives a word, where it speaks against the tagger."""
    if token.i == 0 and token.text in BULLETS:
        return "PUNCT"
    if token.pos == "ADJ" and (
        tree.child(token, "nmod:poss") is not None
        or any(
            syntax.base(token.dep) == "nsubj" or syntax.cases(tree, k) == "of"
            for k in tree.children(token, "nmod")
        )
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
    anchors: set[int] = set()  # "signed a pact": what makes it an agreement is also what was signed
    refers_back = trigger.pos == "NOUN" and scene.refers_back(token)
    bare = trigger.elliptic and _is_bare(scene, token, trigger)
    for pattern in trigger.patterns:
        found = fill_role(scene, token, pattern, trigger.pos, used)
        together = trigger.reciprocal and len([f for f in fills if f.role == pattern.role]) > 1
        if (
            pattern.required
            and not found
            and not (refers_back or together or _goes_on(scene, token, trigger, pattern))
            and not (bare and fills and pattern.role == ANCHOR)
        ):
            return _lacks(token, trigger, pattern)
        taken = anchors if pattern.role == ANCHOR else used
        taken |= {f.token for f in found if not isinstance(f.value, Quantity)}
        fills += found
    if scene.knowledge.schema.frames[trigger.frame].event:
        named = {p.role for p in trigger.patterns}
        for pattern in scene.knowledge.event_patterns:
            if pattern.role not in named:
                fills += fill_role(scene, token, pattern, trigger.pos, used | anchors)
    if trigger.abroad and not all(
        _is_abroad(scene.knowledge, who, fills) for who in fills if who.role == "visitor"
    ):
        return Missed(token, trigger, "whoever is at home, or nobody knows where, has not gone there")
    filled = {f.role for f in fills}
    required = {p.role for p in trigger.patterns if p.required}
    whole = _fills_core(scene.knowledge, trigger.frame, fills) and required <= filled
    anaphoric = bare or (refers_back and not whole) or _points_back(scene, token, trigger, anchors)
    sound = tuple(_irreflexive(_without_relatives(token, _without_own_officers(scene, fills))))
    lost = next((f for f in fills if f.role in required and not any(s.role == f.role for s in sound)), None)
    if lost is not None:
        return Missed(token, trigger, f"nobody but itself for {lost.role}")
    if _is_for_oneself(scene, token, trigger, sound):
        return Missed(token, trigger, "whoever gives it keeps it")
    match = Match(trigger.frame, token, trigger, sound, anaphoric, whole=whole)
    things = [f for f in match.of("target") if isinstance(f.value, Entity) and f.value.kind == "TargetKind"]
    return _at_place(scene, match) if things else match  # "In Domodedovo a drone fell on a parking lot"


def _is_abroad(knowledge: Knowledge, who: Fill, fills: Iterable[Fill]) -> bool:
    """Whether somebody holds an office, and none where he is said to be: "Shoigu was in Pyongyang"."""
    entry = knowledge.entries.get(who.value.id) if isinstance(who.value, Entity) else None
    bodies = {o.of for o in entry.offices} if entry is not None else set()
    for place in (f.value.id for f in fills if f.role == "destination" and isinstance(f.value, Entity)):
        seated = (knowledge.country_of(place), knowledge.capitals.get(place))
        if any(s is not None and knowledge.within(b, s) for b in bodies for s in seated):
            return False
    return bool(bodies)


def _is_for_oneself(scene: Scene, token: Token, trigger: Trigger, fills: Sequence[Fill]) -> bool:
    """ "spent $5 billion on weapons for its own army", "set aside money for the Bundeswehr": nobody gives himself aid."""
    givers = {f.value.id for f in fills if f.role == "donor" and isinstance(f.value, Entity)}
    states = {scene.knowledge.country_of(g) for g in givers} - {None}
    receivers = [f.value for f in fills if f.role == "recipient" and isinstance(f.value, Entity)]
    if not states or any(not r.generic for r in receivers):
        return bool(states) and all(_serves(scene, r, states) for r in receivers)
    aims = [h for slot in ("for", "on") for h in slot_heads(scene, token, slot, trigger.pos)]
    aims += [k for h in aims for k in scene.tree.children(h, "nmod")]
    return any(_is_own(scene, aim, states) for aim in aims)


def _is_own(scene: Scene, aim: Token, states: Collection[str | None]) -> bool:
    """Whether a phrase names what somebody has himself: "its own air defence", "its navy", the army of one of these states."""
    own = any(k.lemma.lower() == "own" for k in scene.tree.children(aim, "amod"))
    his = any(k.pos == "PRON" for k in scene.tree.children(aim, "nmod:poss"))
    meant = [f.value for f in scene.values(aim) if isinstance(f.value, Entity)]
    forces = scene.knowledge.selectors.get("force", frozenset())
    own = own or any(fits(scene.knowledge, v, forces) for v in meant if v.generic)
    return (own and his) or any(_serves(scene, v, states) for v in meant)


def _serves(scene: Scene, force: Entity, states: Collection[str | None]) -> bool:
    return force.kind == "MilitaryForce" and scene.knowledge.country_of(force.id) in states


def _goes_on(scene: Scene, token: Token, trigger: Trigger, pattern: Pattern) -> bool:
    """ "It includes Stingers": what goes on with a package told before may call it by a pronoun; what is sent may stand in a list behind."""
    if pattern.role == "item" and scene.discourse.leads and trigger.pos == "VERB":
        return trigger.frame in scene.knowledge.inheriting
    if not trigger.continues or pattern.role != "anchor":
        return False
    verbs = (token, syntax.first_conjunct(scene.tree, token))  # "It is worth €5 million and comprises"
    return any(
        k.lemma.lower() in _THINGS for v in verbs for k in scene.tree.children(v, "nsubj", "nsubj:pass")
    )


def _points_back(scene: Scene, verb: Token, trigger: Trigger, anchors: Collection[int]) -> bool:
    """ "Austin chaired the meeting", "the summit will be hosted by": of the meeting told before a verb tells more."""
    nouns = scene.tree.children(verb, "obj", "nsubj:pass") if trigger.pos == "VERB" else ()
    own = (k for k in nouns if k.i in anchors or k.lemma.lower() in trigger.words[1:])
    return trigger.frame in scene.knowledge.gatherings and any(scene.refers_back(k) for k in own)


def _is_bare(scene: Scene, verb: Token, trigger: Trigger) -> bool:
    """ "Reznikov and Stoltenberg attended": what its verb leaves out has been told before; a day or a manner tells no other."""
    tree, words = scene.tree, trigger.words
    held = [verb, *(k for k in tree.children(verb, "obj", "obl") if k.lemma.lower() in words)]  # "took part"
    objects = [k for t in held for k in tree.children(t, "obj", "ccomp", "xcomp")]
    objects += [k for t in held for k in tree.children(t, "obl", "nmod") if syntax.cases(tree, k) in _WHEREIN]
    own = scene.date_tokens | {t.i for t in held}
    return syntax.base(verb.dep) != "acl" and all(k.i in own for k in objects)


def _is_there(scene: Scene, pattern: Pattern) -> bool:
    """Whether the sentence has any quantity of the kind that a pattern wants; of names nothing is known before they are read."""
    wanted = pattern.wanted
    return not wanted or not wanted <= QUANTITIES or not wanted.isdisjoint(scene.dimensions)


def _lacks(token: Token, trigger: Trigger, pattern: Pattern) -> Missed:
    return Missed(token, trigger, pattern.unfilled)


def _without_own_officers(scene: Scene, fills: list[Fill]) -> list[Fill]:
    """ "The Prime Minister announced aid to Ukraine": whoever is meant, it is not the one of whom the aid is for."""
    states = {
        scene.knowledge.country_of(f.value.id)
        for f in fills
        if f.role == "recipient" and isinstance(f.value, Entity)
    } - {None}
    if not states:
        return fills
    return [
        f
        for f in fills
        if f.role != "donor"
        or not isinstance(f.value, Entity)
        or not (f.token in scene.owner and scene.owner[f.token].described)
        or scene.knowledge.country_of(scene.speaks_for(f.value).id) not in states
    ]


def _without_relatives(token: Token, fills: list[Fill]) -> list[Fill]:
    """ "exports to Ukraine, which will provide Ukraine with missiles": whoever receives them is not what "which" means."""
    receivers = {f.value for f in fills if f.role == "recipient" and f.token > token.i}
    relative = syntax.base(token.dep) == "acl" and token.head < token.i
    return [
        f
        for f in fills
        if not (relative and f.role == "donor" and f.token < token.i and f.value in receivers)
    ]


def _irreflexive(fills: list[Fill]) -> list[Fill]:
    """Nobody is the target of what he does himself, or receives what he gives: such a filler is a pronoun gone wrong."""
    doers = {f.value for f in fills if f.role != "target"}
    givers = {f.value for f in fills if f.role == "donor"}
    barred = {"target": doers, "recipient": givers}
    return [f for f in fills if f.value not in barred.get(f.role, ())]


def _unfit(scene: Scene, token: Token, trigger: Trigger) -> str:
    """Why a sense does not hold in this syntax: an object that it cannot have, a subject that cannot do it."""
    tree = scene.tree
    if trigger.pos == "PUNCT" and trigger.continues:
        return "" if scene.discourse.listed and token.i == 0 else "it begins no line of a list"
    if trigger.pos == "PUNCT":
        return "" if is_label(scene, token) else "it ends no label"
    objects = tree.children(token, "obj") if trigger.intransitive else ()
    if objects and not any(_is_agent(scene, f.actor) for k in objects for f in scene.values(k)):
        return "it has an object that nobody can be"
    if trigger.continues and trigger.pos == "ADJ" and not any(t.pos in ("VERB", "AUX") for t in tree.tokens):
        return "a heading goes on with nothing"
    describes = syntax.base(token.dep) == "acl" and tree.tokens[token.head].lemma.lower() != "what"
    if trigger.main_clause and describes:
        return "in a relative clause it only describes"
    if trigger.no_ability and any(k.lemma.lower() in _ABILITY for k in tree.children(token, "aux")):
        return "it tells what something is able to"
    if trigger.pos == "VERB" and (unfit := _unfit_verb(scene, token, trigger)):
        return unfit
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


def _asks_for(scene: Scene, verb: Token, trigger: Trigger) -> bool:
    """ "called on Friday for talks with Putin": whoever calls for talks has not talked."""
    if len(trigger.words) > 1 or "party" not in scene.knowledge.schema.frames[trigger.frame].roles:
        return False
    known = scene.knowledge.cues_by_word.get(("VERB", verb.lemma.lower()), ())
    asking = [c.words[1] for c in known if c.effect is Effect.REQUESTED and len(c.words) == 2]
    marks = {syntax.cases(scene.tree, k) for k in scene.tree.children(verb, "obl")} if asking else set()
    return any(w in marks for w in asking if w != "on")


def _unfit_verb(scene: Scene, verb: Token, trigger: Trigger) -> str:
    """Why a sense of a verb does not hold for what it governs, or is governed by."""
    if _asks_for(scene, verb, trigger) and not scene.tree.children(verb, "obj"):
        return "it only asks for what its words tell"
    if trigger.among and _is_for_others(scene, verb):
        return "its sum is for something else"
    if _wants_done(scene, verb, trigger):
        return "its object is wanted to do something else"
    aim = syntax.base(verb.dep) in ("advcl", "acl") and syntax.is_infinitive(scene.tree, verb)
    return "what somebody met for is told by the meeting" if trigger.reciprocal and aim else ""


def _is_for_others(scene: Scene, verb: Token) -> bool:
    """ "approved €50 billion for pensions": what a sum is for is neither aid nor a year nor anybody at war."""
    found = [h for slot in _AIMS for h in slot_heads(scene, verb, slot, "VERB")]
    aims = [h for h in found if h.i not in scene.date_tokens and h.pos != "NUM"]
    aid = scene.knowledge.selectors.get("aid", frozenset())
    return any(not any(_is_aid(scene, f.value, aid) for f in scene.values(h)) for h in aims)


def _is_aid(scene: Scene, value: Entity | Quantity | Date, aid: frozenset[str]) -> bool:
    return isinstance(value, Entity) and (value.kind == "Country" or fits(scene.knowledge, value, aid))


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
    """ "does not want cluster bombs to be used", "tanks that it wants to buy": who wants that done asks nobody for the thing."""
    if "requester" not in scene.knowledge.schema.frames[trigger.frame].roles:
        return False
    done = scene.tree.child(token, "xcomp")
    if done is None:
        return False
    evoked = scene.knowledge.roles_evoked(done.lemma.lower(), "VERB")
    if any("buyer" in roles for roles in evoked) and not syntax.is_passive(scene.tree, done):
        return True
    if scene.tree.child(token, "obj") is None:
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
    for slots in pattern.tiers:
        heads = [h for slot in slots for h in slot_heads(scene, token, slot, pos)]
        receives = "indirect" in pattern.slots and "object" in slots
        fills: list[Fill] = []
        level: int | None = None
        depths = scene.tree.depths
        for head in sorted(heads, key=lambda h: depths[h.i]) if len(heads) > 1 else heads:
            beside = head.dep in ("flat", "appos")  # "the Trump-Putin summit"
            depth = depths[head.head if beside else head.i]
            if level is not None and depth > level:
                break
            found = [
                Fill(pattern.role, value, f.token, f.inferred, f.counted)
                for f in _stood_for(scene, head, pattern)
                for value in [_fitting(scene.knowledge, f, pattern)]
                if value is not None and (f.token not in used or isinstance(value, Quantity))
                if not _is_listed_behind(scene, token, head, f.token)
                if not (receives and _is_given(scene, f.token, used))
            ]
            if found:
                level = depth
                fills += found
        if fills:
            return fills if len(fills) == 1 else _without_parts(scene, list(dict.fromkeys(fills)))
    return []


def _is_listed_behind(scene: Scene, verb: Token, noun: Token, found: int) -> bool:
    """ "Germany, which has given €500m, and Norway": what a clause between two tells is told of the first."""
    if verb.dep != "acl:relcl" or verb.head != noun.i or found < verb.i:
        return False
    others = (k for k in scene.tree.children(noun, "conj") if k.i > verb.i)
    return any(t.i == found for k in others for t in scene.tree.subtree(k))


def _stood_for(scene: Scene, head: Token, pattern: Pattern) -> Sequence[Found]:
    """What a phrase stands for; where a text says something, its author: "a report by the institute says".

    Whoever hands over a list of weapons hands over none, and "in addition to U.S. aid" is no place.
    """
    if pattern.role == "place" and head.lemma in _BESIDES:
        return ()
    if pattern.role == "item" and {Effect.ABOUT, Effect.PARTITIVE} <= scene.knowledge.effects(
        "NOUN", head.lemma.lower()
    ):
        return ()
    found = scene.values(head)
    if pattern.role != "speaker" or any(_fitting(scene.knowledge, f, pattern) is not None for f in found):
        return found
    return [f for author in scene.authors(head) for f in scene.values(author)]


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


def _fitting(knowledge: Knowledge, found: Found, pattern: Pattern) -> Entity | Quantity | Date | None:
    """The value in the guise that the pattern wants: a capital as place, or as the country behind it."""
    wanted = pattern.wanted
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
        if not pattern.selectors or fits(knowledge, value, wanted) or (found.led and "Person" in wanted):
            return value
    return None


def fits(knowledge: Knowledge, value: Entity | Quantity | Date, classes: frozenset[str]) -> bool:
    """Whether a value is of one of some classes, or one of the entities that are named among them."""
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
