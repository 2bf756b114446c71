"""Slots to phrases: what stands in the places where the lexicon looks for a role.

The lexicon says "donor: subject", "place: in", "anchor: object.of"; what the subject of a noun is, what a light verb lends it and
whose a prepositional phrase is, is said here. Which of the phrases may fill the role is said in `frames`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.lexicon import COMPLEMENT, GRAMMATICAL_SLOTS, MARKS, OBJECT, SPEECH, SUBJECT, TELLER, Effect
from ukgraph.listing import listed_heads
from ukgraph.values import ORDINALS
from ukgraph.words import THEN, has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Token
    from ukgraph.scene import Scene

_OBJECT_MARKERS = frozenset({"of"})
_JOINTLY = frozenset({"together", "jointly"})
_HYPHENS = frozenset({"-", "–", "/"})
_GOALS = frozenset({"to", "into", "from"})
_CLINGING = _GOALS | {"on", "against", "of", "by"}  # what these begin belongs to the noun right before
_DISCUSSING = frozenset({Effect.ABOUT, Effect.DISCUSSED})
_SPEAKING_OF = SPEECH | {Effect.ABOUT, Effect.PLANNED, Effect.AUTHORIZED}
_WHERE = frozenset({"in", "at", "near", "outside", "inside"})
_HEARD = frozenset({"report", "record", "register"})
_POINTING = frozenset({"it", "this", "that"})
_SPOTS = frozenset({"here", "where"})
_OCCASIONS = frozenset({"in", "at", "during", "after", "on", "following"})


def slot_heads(scene: Scene, token: Token, slot: str, pos: str) -> Sequence[Token]:
    """The heads of the phrases that stand in a slot of a trigger: every sense of a word asks for the same."""
    if slot in MARKS and not _is_marked(scene.tree, slot):
        return ()
    known = scene.slots.get((token.i, slot, pos))
    if known is None:
        known = scene.slots[token.i, slot, pos] = tuple(_find_heads(scene, token, slot, pos))
    return known


def _is_marked(tree: syntax.Tree, preposition: str) -> bool:
    """Whether a sentence has any phrase with a preposition; whom something is under is looked for behind "against", too."""
    return preposition in tree.marks or (preposition == "against" and "under" in tree.marks)


def _find_heads(scene: Scene, token: Token, slot: str, pos: str) -> Iterable[Token]:
    if slot.startswith(COMPLEMENT):
        inner = [
            k
            for k in scene.tree.children(token, "xcomp", "ccomp", "acl", "advcl")
            if not _is_aside(scene.tree, k)
            and not (pos == "NOUN" and _withholds(scene.knowledge, k.lemma.lower()))
        ]  # "a promise to halt aid" promises none
        inner += [
            k
            for noun in scene.tree.children(token, "obj")
            for k in scene.tree.children(noun, "acl")
            if not _is_aside(scene.tree, k)
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
            if slot != "modifier" or not _has_sides(scene, token, noun)
            for h in _noun_slot(scene, noun, slot)
            if h.head == noun.i or h.head not in above  # "was hosted by Rome and was greeted"
        ]
    if slot.startswith(SUBJECT):
        slot = slot.removeprefix(SUBJECT)
        subjects = [n for noun in _verb_slot(scene, token, "subject") for n in _with_whole(scene, noun)]
        return [h for noun in subjects for h in _noun_slot(scene, noun, slot)]
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


def _with_whole(scene: Scene, noun: Token) -> list[Token]:
    """ "the value of Danish aid to Ukraine": a noun, and what it is only a part or measure of."""
    if Effect.PARTITIVE not in scene.knowledge.effects("NOUN", noun.lemma.lower()):
        return [noun]
    return [noun, *(k for k in scene.tree.children(noun, "nmod") if syntax.cases(scene.tree, k) == "of")]


def _withholds(knowledge: Knowledge, verb: str) -> bool:
    """Whether whoever does what a verb says gives nothing: "halt", "end", "refuse"."""
    refuses = any("refuser" in roles for roles in knowledge.roles_evoked(verb, "VERB"))
    return refuses or Effect.NEGATED in knowledge.effects("VERB", verb)


def _has_sides(scene: Scene, verb: Token, noun: Token) -> bool:
    """ "criticized the American-Russian talks": of talks a modifier names one side, and nobody who has done them alone.

    What has sides itself may ask for one: "hosted a NATO summit".
    """
    sides = ({"party", "addressee"}, {"participant"})
    told, asked = (scene.knowledge.roles_evoked(t.lemma.lower(), t.pos) for t in (noun, verb))
    return any(s <= roles for roles in told for s in sides if not any(s <= own for own in asked))


def _two_sides(scene: Scene, noun: Token) -> list[Token]:
    """ "the EU-Ukraine summit", "Russian-Ukrainian talks": the two names joined by a hyphen before what has sides."""
    if scene.tree.words.isdisjoint(_HYPHENS):
        return []
    tokens, roles = scene.tree.tokens, scene.knowledge.roles_evoked(noun.lemma.lower())
    if not any(r & {"party", "participant"} for r in roles):
        return []
    for left, right in itertools.pairwise(scene.linked):
        joined = right.start == left.end + 1 and tokens[left.end].text in _HYPHENS
        if joined and all(t.head == noun.i for t in tokens[right.end : noun.i]) and right.end <= noun.i:
            return [tokens[left.end - 1], tokens[right.end - 1]]
    return []


def _is_aside(tree: syntax.Tree, clause: Token) -> bool:
    """Whether a clause only stands beside its head: "will send tanks, becoming the first country to do so", "if it sends tanks"."""
    bare = clause.dep == "advcl" and syntax.is_gerund(clause) and tree.child(clause, "mark", "case") is None
    asked = clause.dep in ("ccomp", "xcomp")  # "asked if it would send"
    depends = any(k.lemma.lower() in _CONDITIONS for k in tree.children(clause, "mark"))
    return (bare and tree.tokens[clause.i - 1].text == ",") or (depends and not asked)


def _within(scene: Scene, token: Token, pos: str) -> Iterator[Token]:
    """Quantities anywhere in the trigger's object, or in its own phrase where it is a noun."""
    tops = (
        [token]
        if pos == "NOUN"
        else [t for s in ("object", "with", "of", "in", "under", "for") for t in _verb_slot(scene, token, s)]
    )
    for priced in scene.tree.children(token, "xcomp"):
        if priced.lemma.lower() in ("worth", "value"):
            yield from (t for t in scene.tree.subtree(priced) if t.i in scene.amount_at)
    if pos == "VERB":
        yield from _sum_before(scene, token)
        yield from (
            k for k in scene.tree.kids[token.i] if k.i in scene.amount_at and _is_price(scene.tree, k)
        )
    for top in tops:
        yield from _worth(scene, top)
        below = scene.tree.subtree(top, lambda t: t.dep == "acl:relcl" or syntax.base(t.dep) == "conj")
        yield from (t for t in below if t.i in scene.amount_at)


def _sum_before(scene: Scene, verb: Token) -> Iterator[Token]:
    """ "a $10 billion deal to buy launchers": what a plan costs is what comes of it."""
    plan = scene.tree.head(verb)
    if plan is None or plan.pos != "NOUN" or verb.dep != "acl" or not syntax.is_infinitive(scene.tree, verb):
        return
    kids = scene.tree.children(plan, "compound", "nummod", "amod", "acl")
    own = [k for k in kids if k.i < plan.i or k.lemma.lower() == "worth"]
    below = (t for k in own for t in scene.tree.subtree(k))
    yield from (t for t in below if t.i in scene.amount_at and scene.amount_at[t.i].dimension == "money")


def _worth(scene: Scene, top: Token) -> Iterator[Token]:
    """What a whole list is worth: "NASAMS and 50 vehicles worth C$650 million"."""
    for member in syntax.conjuncts(scene.tree, top)[1:]:
        subtree = scene.tree.subtree(member)
        yield from (t for t in subtree if t.i in scene.amount_at and _is_price(scene.tree, t))


def _is_price(tree: syntax.Tree, amount: Token) -> bool:
    """ "its biggest package yet, worth €2.7bn": a sum is what something is worth, wherever the tree hangs it."""
    before = tree.tokens[max(0, amount.i - 3) : amount.i + 1]
    return any(t.text.lower() in ("worth", "valued") for t in before)


def _verb_slot(scene: Scene, verb: Token, slot: str) -> Iterator[Token]:
    tree = scene.tree
    if slot == "subject":
        copular = tree.head(verb) if verb.dep == "cop" else None
        verb = copular or verb  # "3,000 soldiers are in Poland"
        found = syntax.subject(tree, verb, object_control(scene.knowledge))
        found = found if found is not None or syntax.is_passive(tree, verb) else label(scene)
        if found is not None:
            yield from _authors(scene, verb, found) or [found]
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
            and (k.pos == "SYM" or scene.amount_at[k.i].dimension in ("length", "money"))
            and not syntax.cases(tree, k)
        )
    elif slot == "indirect":
        yield from tree.children(verb, "iobj")
        objects = tree.children(verb, "obj")
        if len(objects) > 1 and objects[0].pos == "PRON" and objects[0].i == verb.i + 1:
            yield objects[0]  # "pledged it more ammunition"
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
            given = syntax.direct_object(tree, verb)  # "makes rockets and has been awarded a contract"
            yield from [given] if given is not None else []
    elif slot == "where":
        yield from _spots(tree, verb)
    elif slot == "styled":
        yield from _styled(scene, verb)
    elif slot not in GRAMMATICAL_SLOTS:
        yield from _prepositional(scene, verb, slot)


def _authors(scene: Scene, verb: Token, text: Token) -> list[Token]:
    """ "issued a declaration pledging support": who makes a text does what stands in it, but is not what it consists of."""
    inside = syntax.is_gerund(verb) and verb.dep == "acl" and verb.head == text.i and text.pos == "NOUN"
    senses = scene.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
    if (
        not inside
        or any(t.continues for t in senses)
        or (text.i in scene.owner and scene.knowledge.acts(scene.owner[text.i].actor.kind))
    ):
        return []
    makers = (
        syntax.subject(scene.tree, v, object_control(scene.knowledge)) for v in light_verbs(scene, text)
    )
    return [m for m in makers if m is not None and m.i < text.i]


def _styled(scene: Scene, verb: Token) -> Iterator[Token]:
    """ "appointed Umerov defense minister": the name right behind the verb, where an office follows that is taken for its noun."""
    tree = scene.tree
    for office in tree.children(verb, "obj"):
        item = scene.owner.get(verb.i + 1)
        name = tree.tokens[item.end - 1] if item is not None and item.end <= office.i else office
        words = " ".join(t.text for t in tree.tokens[name.i + 1 : office.i + 1]).replace(" - ", "-")
        if name.pos == "PROPN" and scene.knowledge.office_called(words) is not None:
            yield name


def _spots(tree: syntax.Tree, verb: Token) -> Iterator[Token]:
    """The place of a deed that an adverb tells: "Warsaw, where he signed", "signed here"."""
    if tree.words.isdisjoint(_SPOTS):
        return
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
            and not (slot in _WHERE and _happens_apart(scene, token, head))
            and not (slot == "to" and (_goes_elsewhere(scene, token, head) or _is_compared(tree, head)))
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
    return word.pos == "VERB" and any(a.pos == "NOUN" and syntax.cases(tree, a) in THEN for a in between)


def _joins_in(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether a with-phrase names who does it too: "bought tanks together with Denmark", which sold none."""
    case = scene.tree.child(head, "case")
    joint = case is not None and scene.tree.tokens[case.i - 1].text.lower() in _JOINTLY
    senses = scene.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
    meant = any(not _JOINTLY.isdisjoint(t.words) for t in senses)  # but "stood together with" backs them
    return joint and verb.pos == "VERB" and not meant


def _roles_at(scene: Scene, word: Token, slot: str) -> set[str]:
    """The roles that the senses of a word look for in a slot."""
    senses = scene.knowledge.triggers_by_word.get((word.pos, word.lemma.lower()), ())
    return {p.role for t in senses for p in t.patterns if slot in p.slots}


def _meets_another(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether a with-phrase belongs to a happening of its own: "travelled to Moscow for talks with Putin"."""
    noun = scene.tree.head(head)
    if noun is None or noun.i == verb.i or verb.pos != "VERB" or syntax.base(noun.dep) not in ("obl", "nmod"):
        return False
    if syntax.cases(scene.tree, noun) in THEN:
        return True  # "spoke to Zelensky after a call with Putin"
    senses = scene.knowledge.triggers_by_word
    own = {t.frame for t in senses.get(("VERB", verb.lemma.lower()), ())}
    theirs = {t.frame for t in senses.get(("NOUN", noun.lemma.lower()), ()) if len(t.words) == 1}
    return bool(theirs) and not any(scene.knowledge.akin(a, b) for a in own for b in theirs)


def _goes_elsewhere(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether a to-phrase is what a noun of another happening asks for: "spoke out for Ukraine's accession to NATO"."""
    noun = scene.tree.head(head)
    if noun is None or noun.i == verb.i or noun.pos != "NOUN" or verb.pos not in ("VERB", "NOUN"):
        return False
    senses = scene.knowledge.triggers_by_word
    own = {t.frame for t in senses.get((verb.pos, verb.lemma.lower()), ())}
    theirs = {
        t.frame
        for t in senses.get(("NOUN", noun.lemma.lower()), ())
        if len(t.words) == 1 and any("to" in p.slots for p in t.patterns)
    }
    return bool(theirs) and not any(scene.knowledge.akin(a, b) for a in own for b in theirs)


def _is_compared(tree: syntax.Tree, head: Token) -> bool:
    """ "committed €17 billion, second only to the United States": nothing is given to whom somebody only ranks behind."""
    return any(k.lemma.lower() in ORDINALS for k in tree.children(head, "advmod", "amod"))


def _is_reason(scene: Scene, verb: Token, head: Token) -> bool:
    """ "criticized the talks for the exclusion of Ukraine": of whom a reason tells is not who is criticized."""
    reason = scene.tree.head(head)
    if reason is None or reason.i == verb.i or syntax.cases(scene.tree, reason) != "for":
        return False
    known = scene.knowledge.cues_by_word.get((verb.pos, verb.lemma.lower()), ())
    return any(c.effect is Effect.PLAIN and c.words[1:] == ("for",) for c in known)


def _told_apart(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether an of-phrase belongs to the verb's object alone: "ordered the production of missiles" buys none.

    Such an object tells a happening of another kind, or only speaks of something ("gave details of the missiles") or plans
    it ("brought a promise of missiles").
    """
    noun = scene.tree.head(head)
    between = list(itertools.takewhile(lambda a: a.i != verb.i, scene.tree.ancestors(head)))
    if verb.pos == "VERB" and any(a.i < verb.i and syntax.cases(scene.tree, a) == "as" for a in between):
        return True  # "as part of the G-7 package we will provide $20 billion"
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
    return _tells_another(scene, verb, noun)


def _happens_apart(scene: Scene, verb: Token, head: Token) -> bool:
    """Whether a place is told of the object's own happening: "condemned the attack on a hospital in Kyiv", "spoke about a truce in Ukraine"."""
    between = list(itertools.takewhile(lambda a: a.i != verb.i, scene.tree.ancestors(head)))
    if any(syntax.cases(scene.tree, a) in _TOPICAL for a in between):
        return True
    thing = scene.tree.child(verb, "obj") if not between and verb.pos == "VERB" else None
    if thing is not None and thing.pos == "NOUN" and scene.tree.subtree(head)[0].i == thing.i + 1:
        return _is_discussed(scene, verb, thing)  # "discussed the situation in Gaza"
    noun = between[-1] if between and verb.pos == "VERB" else None
    if noun is None or noun.pos != "NOUN" or noun.dep != "obj":
        return False
    return _tells_another(scene, verb, noun) or _is_discussed(scene, verb, noun)


def _is_discussed(scene: Scene, verb: Token, noun: Token) -> bool:
    """ "discussed the situation in Gaza": where it is, and not where it is discussed."""
    if noun.i in scene.amount_at:
        return False  # "raised a billion in emergency aid"
    effects = scene.knowledge.effects("VERB", verb.lemma.lower())
    return not _DISCUSSING.isdisjoint(effects) and not scene.knowledge.roles_evoked(noun.lemma.lower())


def _tells_another(scene: Scene, verb: Token, noun: Token) -> bool:
    """Whether a noun tells a happening of another kind than its verb."""
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
        yield from _two_sides(scene, noun) or before
        yield from (k for kid in before for k in tree.children(kid, "amod"))  # "Russian missile strike"
    elif slot == "possessor":
        yield from tree.children(noun, "nmod:poss")
    elif slot == "indirect":
        for light in light_verbs(scene, noun):
            yield from _verb_slot(scene, light, slot)  # "made Ukraine a promise"
    elif slot in _AROUND:
        yield from _AROUND[slot](scene, noun)
    elif "." in slot:
        preposition, _, inner = slot.partition(".")
        for head in _prepositional(scene, noun, preposition):
            yield from _noun_slot(scene, head, inner)
    elif slot not in GRAMMATICAL_SLOTS:
        yield from _noun_phrases(scene, noun, slot)


def _noun_phrases(scene: Scene, noun: Token, slot: str) -> Iterator[Token]:
    """What a preposition joins to a noun: its own phrases, and those of the verbs around it that say no more than it does."""
    tree = scene.tree
    yield from _prepositional(scene, noun, slot)
    lights = light_verbs(scene, noun)
    yield from _suffering(tree, noun, slot)
    yield from _told_of(tree, noun, slot)
    yield from (h for light in lights for h in _lent(tree, noun, light, slot))
    if not lights and slot in _CLINGING:
        yield from _right_behind(tree, noun, slot)
    elif not lights and slot == "to":
        yield from _left_over(scene, noun, slot)


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


def _told_of(tree: syntax.Tree, noun: Token, slot: str) -> tuple[Token, ...]:
    """ "Strikes were reported in Kyiv and Odesa": where they were reported is where they were."""
    verb = tree.head(noun)
    told = verb is not None and noun.dep == "nsubj:pass" and verb.lemma.lower() in _HEARD
    if verb is None or not told or slot not in _WHERE:
        return ()
    return tuple(k for k in tree.children(verb, "obl") if k.i > verb.i and syntax.cases(tree, k) == slot)


def _topic(scene: Scene, noun: Token) -> Iterator[Token]:
    """ "The base is among its targets": of what a noun is said, whoever owns it."""
    if scene.tree.child(noun, "cop") is not None:
        yield from scene.tree.children(noun, "nsubj")
    told = scene.tree.head(noun)
    if told is not None and noun.dep == "nsubj" and scene.tree.child(told, "cop") is not None:
        yield told  # "Also part of the package are two launchers"


def _clause(scene: Scene, noun: Token) -> Iterator[Token]:
    """ "In a letter to Scholz, Duda asked": who does what the clause tells in which a noun is the occasion."""
    tree, clause = scene.tree, scene.tree.head(noun)
    if (
        clause is not None
        and clause.pos == "PROPN"
        and noun.dep == "nmod"
        and any(t.text == "," for t in tree.tokens[clause.i + 1 : clause.i + 2])
    ):
        if syntax.cases(tree, noun) in _OCCASIONS | {"for"}:
            yield clause  # "Sunak, in Warsaw for talks with Tusk, said"
        return
    if clause is not None and _goes_with(tree, noun, clause):
        yield from tree.children(clause, "nsubj")  # "Germany was the largest donor, with allocations of"
        return
    if clause is None or clause.pos != "VERB" or not _is_occasion(scene, noun, clause):
        return
    doer = syntax.subject(tree, clause, object_control(scene.knowledge))
    if doer is not None and not (syntax.is_passive(tree, clause) and doer.head != clause.i):
        yield doer  # but "led by Denmark and set up at the summit" tells nothing of Denmark at the summit


def _goes_with(tree: syntax.Tree, noun: Token, clause: Token) -> bool:
    """ "Germany came second, with commitments of", "With commitments of €5bn, it is": a with-phrase apart tells of the subject."""
    mark = tree.child(noun, "case")
    if mark is None or syntax.cases(tree, noun) != "with" or clause.pos == "PROPN":
        return False
    return mark.i == 0 or tree.tokens[mark.i - 1].text == ","


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


_CONDITIONS = frozenset({"if", "unless"})
_TOPICAL = frozenset({"about", "regarding", "concerning"})
_AIMED = frozenset({"on", "against"})
_AROUND = {"topic": _topic, TELLER: _teller, "clause": _clause}  # what stands around a noun, by its slot


def _right_behind(tree: syntax.Tree, noun: Token, slot: str) -> Iterator[Token]:
    """ "called the strike on Odesa a crime", "ordered the deployment of troops to Poland": a phrase right behind an object is the object's, though parsers give it to the verb.

    So is "on a hospital" in "killed in an attack on a hospital".
    """
    verb = tree.head(noun)
    if verb is None or not (noun.dep == "obj" or (noun.dep in ("obl", "nsubj") and slot in _AIMED)):
        return
    end = tree.subtree(noun)[-1].i + 1 if slot in _GOALS else noun.i + 1
    for kid in tree.children(verb, "obl") if end < len(tree.tokens) else ():
        if tree.tokens[end].head == kid.i and syntax.cases(tree, kid) == slot:
            yield kid


def _left_over(scene: Scene, noun: Token, slot: str) -> Iterator[Token]:
    """ "called the delivery of jets to Ukraine a crime": what follows an object's own phrases is its own where the verb wants none such."""
    verb = scene.tree.head(noun)
    if verb is None or verb.pos != "VERB" or noun.dep != "obj" or _roles_at(scene, verb, slot):
        return
    own = {t.i for t in scene.tree.subtree(noun)}
    for kid in scene.tree.children(verb, "obl"):
        mark = scene.tree.child(kid, "case")
        between = range(noun.i, mark.i) if mark is not None and mark.i > noun.i else ()
        if between and syntax.cases(scene.tree, kid) == slot and own.issuperset(between):
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
            yield from [] if _is_the_deed(scene, noun, found_subject) else [found_subject]
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


def _is_the_deed(scene: Scene, noun: Token, subject: Token) -> bool:
    """ "It is a reminder that", "this was an attack on": what is a deed has not done it."""
    senses = scene.knowledge.triggers_by_word.get(("NOUN", noun.lemma.lower()), ())
    events = all(scene.knowledge.schema.frames[t.frame].event for t in senses)
    return bool(senses) and events and subject.text.lower() in _POINTING


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
    beside = _two_sides(scene, noun) or [
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
    above = above or (head is not None and noun.dep == "obl" and _leads_to(scene, head, noun))
    own = [k for k in scene.tree.children(noun, "acl") if k.pos == "VERB"]
    below = [k for k in own if _is_light(scene, k, _lends(scene.tree, k))]
    return [head, *below] if above and head is not None else below


def _leads_to(scene: Scene, verb: Token, noun: Token) -> bool:
    """ "decided on the delivery of tanks": a preposition makes its noun the happening, as it does for an object."""
    known = scene.knowledge.cues_by_word.get(("VERB", verb.lemma.lower()), ())
    case = syntax.cases(scene.tree, noun)
    return any(c.effect is Effect.LIGHT and c.words[1:] == (case,) for c in known)


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
