"""Whether a trigger's happening is told as fact, plan, possibility or not at all, and by whom.

The walk goes from the trigger up to the root, as in the event factuality profiles of Saurí & Pustejovsky (2012):
each word that has the trigger in its scope bends the factuality or names a source. The first source met is the
speaker: in "Peskov said that Kyiv alleged ..." the claim is Kyiv's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph import sources, syntax
from ukgraph.disclaimers import find_disclaimer
from ukgraph.discourse import FIRST
from ukgraph.lexicon import SPEECH, Effect
from ukgraph.prospects import has_come_about
from ukgraph.quotes import says
from ukgraph.records import Entity, Factuality, Token
from ukgraph.slots import light_verbs
from ukgraph.words import cues, has_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ukgraph.lexicon import Cue
    from ukgraph.scene import Scene
    from ukgraph.sources import Source

SUBORDINATORS = frozenset(
    {
        "when",
        "while",
        "as",
        "since",
        "after",
        "before",
        "because",
        "although",
        "though",
        "once",
        "until",
        "where",
    }
)
_CUE_CLASS = {
    "AUX": "VERB",
    "PROPN": "NOUN",
    "ADP": "ADJ",
}  # tag -> the part of speech that cues are listed under
_APART = frozenset({Effect.PROOF, Effect.BIDDING})  # they say something of one construction alone
_SILENT = frozenset(
    {
        Effect.LIGHT,
        Effect.NAMING,
        Effect.OCCURRING,
        Effect.PARTITIVE,
        Effect.ABOUT,
        Effect.IDIOM,
        Effect.RECALLED,
        Effect.DEVOTED,
        Effect.ENDED,
    }
)
_UNDERGONE = frozenset({Effect.PLAIN, Effect.LIGHT, Effect.OCCURRING})  # what tells only that a deed is done
# What leaves open whether a noun's happening has come about.
_UNPROVED = SPEECH | {Effect.NEGATED, Effect.CONCEDED}
_OPEN_CONTENT = frozenset({Effect.POSSIBLE, Effect.DOUBTED, Effect.NEGATED})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "obj", "csubj"})
_NOUN_COMPLEMENTS = frozenset({"acl", "nmod", "ccomp", "xcomp"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_OF_NOUNS = frozenset({"of", "for", "to", "on"})
_OPENING = frozenset({Effect.POSSIBLE, Effect.PLANNED, Effect.REQUESTED, Effect.REFUSED})
_HEADING = frozenset({Effect.PLANNED, Effect.POSSIBLE, Effect.REQUESTED, Effect.DOUBTED, Effect.NEGATED})
_VEILS = frozenset({Effect.POSSIBLE, Effect.DOUBTED, Effect.PLANNED, Effect.NEGATED})
_MEANT = frozenset({Effect.PLANNED, Effect.AUTHORIZED, Effect.POSSIBLE})
_MEANS = frozenset({"by", "in", "through", "via"})
_NEGATED_PHRASES = frozenset({"without", "instead of", "rather than", "in lieu of", "short of", "far from"})
_CONDITIONAL_PHRASES = frozenset(
    ["provided", "provided that", "providing that", "assuming", "assuming that", "supposing that", "barring", "on condition that",
     "in case", "close to", "verge of", "point of", "brink of", "if", "if only", "would rather", "would sooner", "granted that",
     "is time that", "high time", "high time that", "about time", "about time that", "lest", "supposing"]
)  # fmt: skip
_AWAITED_PHRASES = frozenset(
    {"by the time", "the moment", "only when"}
)  # before what will be, it has yet to be
_OPENERS = frozenset(
    ["provided", "provide", "providing", "assume", "suppose", "bar", "barring", "condition", "case", "close", "verge", "point",
     "brink", "without", "instead", "rather", "lieu", "short", "far", "if", "sooner", "granted", "time", "lest", "supposing", "moment", "only"]
)  # fmt: skip
_ABSORBED = frozenset({"can", "could", "ca", "would", "'d", "’d"})  # "could not", "would not": it was not
_TEMPORAL = frozenset({"when", "once", "until", "till", "after", "before", "whenever", "soon"})
_DAYS = frozenset({"day", "time", "moment", "way", "reason", "extent", "degree", "place", "hour", "year"})
_BOUNDS = frozenset({"until", "till", "once", "long"})
_IN_PHRASE = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "DET"})
_COMING = frozenset({"next", "ahead", "coming"})  # before a colon: "Up next: …"
_BROUGHT_UP = frozenset({"on", "of", "for", "about", "against", "over", "without", "than"})
_STYLED = frozenset({"so-called", "would-be"})
_NOT_QUITE = frozenset({"all but", "good as"})
_UNFOLDING = frozenset(
    {"have", "see", "begin", "start", "open", "involve", "feature", "include", "call", "end", "close"}
)
_DRAFTED = frozenset({Effect.POSSIBLE, Effect.PLANNED, Effect.INSTRUMENT})
_DOUBTS = frozenset(
    {"doubt", "question", "denying", "dispute", "deny", "contest", "secret", "doubts", "disputes", "denies"}
)
_GOING_ON = frozenset({"already", "still", "constantly", "regularly", "continuously"})
_ABLE = frozenset({"able", "capable"})
_SPOKEN_OF = frozenset(
    {"on", "about", "over", "for", "of", "against", "towards", "toward", "to", "from", "at"}
)


@dataclass(frozen=True, slots=True)
class Stance:
    """How a trigger is told. `effects` lists every cue above it, nearest first, for shifts and for `explain`.

    `told` is the factuality by the account of whoever says so, even if nobody knows who that is.
    """

    told: Factuality
    speaker: Entity | None
    effects: tuple[tuple[Effect, Token], ...]
    hidden_source: bool

    @property
    def factuality(self) -> Factuality:
        """What may be made of it: what somebody unknown claims is merely possible."""
        if self.hidden_source and self.told in (Factuality.ASSERTED, Factuality.PLANNED):
            return Factuality.POSSIBLE
        return self.told

    def has(self, *effects: Effect) -> bool:
        """Whether one of these effects was met."""
        return any(e in effects for e, _ in self.effects)

    def cue(self, effect: Effect) -> Token | None:
        """The nearest word with an effect."""
        return next((t for e, t in self.effects if e is effect), None)


def read_stance(scene: Scene, trigger: Token, frame: str, told: Token | None = None) -> Stance:
    """Walk up from the trigger of a frame and collect what bends it.

    `told` is the verb that tells the same happening: whoever "announced sanctions" has imposed them.
    """
    known = scene.knowledge.schema.frames.get(frame)
    walker = _Walker(
        scene,
        _Traits(
            refusable=any(s.frame == frame and Effect.REFUSED in s.under for s in scene.knowledge.shifts),
            plannable=any(s.frame == frame and Effect.PLANNED in s.under for s in scene.knowledge.shifts),
            timeless=known is not None and not known.event,
            promissory=frame in scene.knowledge.promissory,
            said=frame in scene.knowledge.performative,
            hurts=known is not None and {"attacker", "target"} <= set(known.roles),
            borne=known is not None and "target" in known.roles,
            backs=known is not None and "supporter" in known.roles,
            gathers=frame in scene.knowledge.gatherings,
            known=frame in scene.knowledge.happenings,
            threatens=known is not None and "threatener" in known.roles,
            taken=known is not None and "captor" in known.roles,
        ),
        told,
    )
    predicate = scene.tree.head(trigger) if trigger.dep == "cop" else None
    node = predicate or trigger  # "are not in Poland": the mood is that of the predicate
    walker.local(node)
    walker.own(trigger)
    walker.headed(trigger)
    walker.shown(trigger)
    if trigger.pos == "NOUN":
        walker.undergone(trigger)
    if scene.tree.sentence.text.rstrip('”" ').endswith("?"):
        walker.apply(Effect.POSSIBLE, trigger)  # what is asked is not told
    for _ in range(len(scene.tree.tokens)):
        walker.stated(node)
        head = scene.tree.head(node)
        if head is None:
            break
        walker.step(node, head)
        node = head
    bare = walker.factuality is Factuality.ASSERTED and {e for e, _ in walker.effects} <= _UNPROVED
    if (
        trigger.pos == "NOUN"
        and bare
        and frame in scene.knowledge.prospective
        and not has_come_about(scene, trigger)
    ):
        walker.leave_open(trigger)
    return walker.stance(trigger)


def read_mood(scene: Scene, predicate: Token) -> Factuality:
    """What the words right at a predicate say of it, wherever it stands: "has not denied", "might reject"."""
    walker = _Walker(scene, _Traits())
    walker.local(predicate)
    return walker.factuality


@dataclass(frozen=True, slots=True)
class _Traits:
    """What decides how a frame bends: whether it can be refused or planned, holds at all times, is a promise, is done by saying, hurts."""

    refusable: bool = False
    plannable: bool = False
    timeless: bool = False
    promissory: bool = False
    said: bool = False
    hurts: bool = False
    threatens: bool = False  # a threat is made, whatever it depends on
    taken: bool = False  # who announces it says that it has been done
    borne: bool = False  # somebody has it done to him: who opposes it does not say that it has not been done
    gathers: bool = False  # people come together for it
    known: bool = False  # everybody knows of one such happening
    backs: bool = False  # who says that he is committed to it does it


class _Walker:
    """Accumulates effects on the way up; a negation met twice is none."""

    def __init__(self, scene: Scene, traits: _Traits, told: Token | None = None) -> None:
        self.scene = scene
        self.told = told
        self.traits = traits
        self.tree = scene.tree
        self.effects: list[tuple[Effect, Token]] = []
        self.factuality = Factuality.ASSERTED
        self.speaker: Entity | None = None
        self.reported = False
        self.hidden = False
        self.free = False
        self.recalled = False
        # A standing fact beside what is told: "Storm Shadows, which have a range of 250 km, were".
        self.granted = False

    # Local operators -------------------------------------------------------------------------------

    def local(self, token: Token) -> None:
        """Negations, modals and adverbs at a predicate; what is negated comes first, for "may not" is "maybe not"."""
        words = syntax.mood_words(self.tree, token)
        met = [(e, w) for w in words for e in self._local_effects(w, token)]
        met += self._constructions(token)
        negated = any(e is Effect.NEGATED for e, _ in met)
        for effect, word in sorted(met, key=lambda x: x[0] is not Effect.NEGATED):
            if not (negated and effect is Effect.POSSIBLE and word.lemma.lower() in _ABSORBED):
                self.apply(effect, word)

    def own(self, trigger: Token) -> None:
        """ "claimed responsibility for the attack": the deed is told by whoever says that it was theirs."""
        owning = self._owning(trigger) if self.traits.hurts else None
        if owning is not None:
            self._governor(owning, trigger)

    def headed(self, trigger: Token) -> None:
        """ "The plan: Germany sends tanks": what a word before a colon says of all that follows."""
        word = sources.heading(self.scene, trigger)
        if word is None:
            return
        bare = not any(t.pos in ("VERB", "AUX") for t in self.tree.tokens[: word.i])
        heeded = (
            _HEADING if bare else _HEADING & {Effect.PLANNED, Effect.POSSIBLE}
        )  # "rejected the demand: …"
        text = word.text.lower()  # a participle has its verb's lemma
        known = self.scene.knowledge.effects
        found = {c.effect for c in self._cues(word, "NOUN")} | known("ADJ", text) | known("ADV", text)
        found |= {Effect.PLANNED} if text in _COMING else set()
        if word.pos != "NOUN" and any(_is_negation(t) for t in self.tree.tokens[: word.i]):
            found.add(Effect.POSSIBLE)  # "Not true: …"
        finite = any("VerbForm=Fin" in t.feats for t in self.tree.tokens)
        if syntax.is_gerund(trigger) and not finite:
            found.add(Effect.POSSIBLE)  # "The solution: Germany sending tanks"
        for effect in sorted(heeded & found):
            self.apply(effect, word)

    def shown(self, trigger: Token) -> None:
        """ "A fabricated video showed soldiers attacking a church": what a falsehood shows or says is in doubt."""
        for verb in self.tree.ancestors(trigger):
            subject = self.tree.child(verb, "nsubj") if verb.pos == "VERB" else None
            if subject is not None and subject.pos == "NOUN" and verb.lemma.lower() in _UNFOLDING:
                effects = self.scene.knowledge.effects("NOUN", subject.lemma.lower())
                if syntax.is_gerund(trigger) and not effects.isdisjoint(_DRAFTED):
                    self.apply(Effect.POSSIBLE, subject)  # "the plan has Germany sending tanks"
                if f"in {subject.lemma.lower()}" in self.scene.knowledge.settings:
                    self.apply(Effect.POSSIBLE, subject)  # "the novel opens as Russia attacks"
            for adjective in self.tree.children(subject, "amod") if subject is not None else ():
                false = self.scene.knowledge.effects(
                    "ADJ", adjective.text.lower()
                )  # a participle has its verb's lemma
                if Effect.NEGATED in false:
                    self.apply(Effect.DOUBTED, adjective)

    def stated(self, predicate: Token) -> None:
        """ "Kyiv's position is that Russia blew up the dam": what somebody's view is, he says."""
        outer = next((k for k in self.tree.kids[predicate.i] if k.dep == "nsubj:outer"), None)
        word = outer is not None and (outer.pos, outer.i) == ("PROPN", 0) and 0 not in self.scene.owner
        bare = outer is not None and (outer.pos == "NOUN" or word)  # "Word on the street is that"
        if self.reported or outer is None or not bare or syntax.is_to(self.tree, predicate):
            return  # "whose air force is to get jets" is no view of his
        source = sources.source_of(self.scene, outer)
        vouched = any(c.effect is Effect.PLAIN for c in self._cues(outer, "NOUN"))
        if source is not None or not vouched:  # "the assumption is that"; but "the fact is that"
            self.effects.append((Effect.REPORTED, outer))
            self.reported = True
            self.speaker = source
            self.hidden = source is None

    def undergone(self, trigger: Token) -> None:
        """ "The summit, which will be held in Vilnius": what a clause of its own only tells to be done has its mood."""
        for verb in light_verbs(self.scene, trigger) if self.tree.child(trigger, "acl") is not None else ():
            if verb.i > trigger.i:
                self.local(verb)

    def _owning(self, verb: Token) -> Effect | None:
        """What a phrase of several words says of a deed: "claimed responsibility", "denied responsibility"."""
        said = (c.effect for c in self._cues(verb, "VERB") if c.effect in SPEECH and len(c.words) > 1)
        return next(said, None)

    def _share(self, node: Token, head: Token) -> None:
        """Take over from a first conjunct what the second leaves out: "will not send tanks or train crews"."""
        own = self.tree.kids[node.i]
        words = [w for w in syntax.mood_words(self.tree, head) if w.i < head.i]
        for word in words:
            if syntax.base(word.dep) == "mark" and word.text.lower() in _CONDITIONS:
                self.apply(Effect.POSSIBLE, word)
        if head.pos != node.pos or any(syntax.base(k.dep) in ("nsubj", "aux") for k in own):
            return
        if "VerbForm=Inf" in node.feats and syntax.is_infinitive(self.tree, head):
            self.local(head)  # "the plan is to train pilots and hand over jets"
            return
        if syntax.is_passive(self.tree, head) and "Tense=Past" in node.feats and self.tree.child(node, "obj"):
            return  # "could not be stopped and attacked": a passive shares nothing with what has an object
        series = syntax.conjuncts(self.tree, syntax.first_conjunct(self.tree, head))
        joined = {k.lemma.lower() for t in series for k in self.tree.children(t, "cc")}
        contrast = any(k.lemma.lower() == "but" for k in self.tree.children(node, "cc"))
        nor = any(k.lemma.lower() == "nor" for k in self.tree.children(node, "cc"))  # it negates by itself
        negates = not contrast and not nor and (bool(joined & {"or", "nor"}) or "VerbForm=Inf" in node.feats)
        for word in words:
            if syntax.base(word.dep) == "aux" or (negates and _is_negation(word)):
                for effect in self._local_effects(word, head):
                    self.apply(effect, word)

    def _constructions(self, token: Token) -> Iterator[tuple[Effect, Token]]:
        """What the shape of a clause says of its happening, without a word of its own for it."""
        tree = self.tree
        yield from self._provided(token)
        opened = self._opened(token)
        if opened is not None:
            yield opened, token
        if syntax.is_to(tree, token) or self._is_to_come(token) or self._is_arranged(token):
            yield Effect.PLANNED, token
        yield from self._worded(token)
        if self._is_order(token) or self._is_purpose(token) or self._is_wished(token):
            yield Effect.POSSIBLE, token  # what is ordered, or what a thing is for, is not told
        subject = tree.child(token, "nsubj")
        if subject is not None:
            yield from self._nobody(subject)
            yield from self._wanted(subject)
        inverted = self._inverted(token, subject)
        if inverted is not None:
            yield Effect.POSSIBLE, inverted
        yield from self._imagined(token)
        yield from self._said_nothing(token)
        for clause in tree.children(token, "advcl"):
            condition = next(
                (k for k in tree.children(clause, "mark") if k.lemma.lower() in ("if", "unless")), None
            )
            even = condition is not None and tree.tokens[max(0, condition.i - 1)].lemma.lower() == "even"
            if condition is not None and not even and not self.traits.threatens:
                yield Effect.POSSIBLE, condition  # what depends on something is not told as fact
        yield from self._conditioned(token)
        for doer in tree.children(token, "nsubj", "obl:agent"):
            yield from ((Effect.DOUBTED, k) for k in tree.children(doer, "amod") if self._is_alleged(k))
        told = says(self.scene, token) and not self.traits.promissory
        for argument in tree.children(token, "nsubj", *(() if told else ("obj",))):
            none = self._none_of(
                argument
            )  # "says no decision yet" says something, "announced no aid" gives none
            if none is not None:
                yield Effect.NEGATED, none

    def _conditioned(self, token: Token) -> Iterator[tuple[Effect, Token]]:
        """ "Should Congress approve the money, it would send missiles": what stands behind an inverted clause depends on it."""
        above = self.tree.head(token)
        if token.dep == "parataxis" and above is not None and above.i < token.i:
            inverted = self._inverted(above, self.tree.child(above, "nsubj"))
            if inverted is not None and inverted.i == 0:
                yield Effect.POSSIBLE, inverted

    def _wanted(self, subject: Token) -> Iterator[tuple[Effect, Token]]:
        """ "What Kyiv wants is the delivery of missiles": it has not been delivered."""
        verb = self.tree.child(subject, "acl") if subject.text.lower() == "what" else None
        bends = {Effect.REQUESTED, Effect.NEEDED, Effect.POSSIBLE, Effect.PLANNED}
        if verb is not None and not bends.isdisjoint(c.effect for c in self._cues(verb, "VERB")):
            yield Effect.POSSIBLE, verb

    def _imagined(self, predicate: Token) -> Iterator[tuple[Effect, Token]]:
        """ "In a hypothetical scenario Russia attacked", "in the final scene", "on paper": it did not; "under the bill" it is to."""
        knowledge = self.scene.knowledge
        for scene in self.tree.children(predicate, "obl", "advcl", "nmod"):
            case, noun = syntax.cases(self.tree, scene), scene.lemma.lower()
            if scene.i > predicate.i or case not in ("in", "under", "on"):
                continue
            whole = not any(k.dep == "nmod" for k in self.tree.kids[scene.i])  # but "in a series of strikes"
            forged = any(  # "in a fake video"
                Effect.NEGATED in self.scene.knowledge.effects("ADJ", k.text.lower())
                for k in self.tree.children(scene, "amod")
            )
            opens = whole and self.tree.subtree(scene)[0].i == 0
            if opens and f"{case} {noun}" in knowledge.settings and not self.traits.said:
                yield Effect.POSSIBLE, scene
            elif opens and case != "on" and noun in knowledge.provisions:
                yield Effect.PLANNED, scene
            elif case != "on" and (
                (opens and forged) or any(c.effect is Effect.POSSIBLE for c in self._cues(scene, "NOUN"))
            ):
                yield Effect.POSSIBLE, scene

    def _opened(self, predicate: Token) -> Effect | None:
        """ "Provided that Iran has sent missiles", "rather than send troops": what opens a clause, whatever the tree makes of it."""
        tokens = self.tree.tokens
        if self.tree.words.isdisjoint(_OPENERS) or predicate.pos not in ("VERB", "AUX"):
            return None
        start = min([predicate.i, *(k.i for k in self.tree.children(predicate, "aux"))])
        subject = self.tree.child(predicate, "nsubj")
        first = self.tree.subtree(subject)[0].i if subject is not None else 0
        bound = first if first < start else 0  # "without any evidence Ukraine attacked"
        while (
            start > bound
            and tokens[start - 1].pos in _IN_PHRASE
            and tokens[start - 1].lemma.lower() != "time"
        ):
            start -= 1
        will = any(t.lemma.lower() == "will" for t in tokens[predicate.i + 1 :])
        if syntax.opener(tokens, start, _CONDITIONAL_PHRASES) or (
            will and syntax.opener(tokens, start, _AWAITED_PHRASES)
        ):
            return Effect.POSSIBLE
        instead = syntax.opener(tokens, start, _NEGATED_PHRASES)
        marks = self.tree.children(predicate, "mark", "case")
        told = any(True for k in marks for _ in self._local_effects(k, predicate))
        return Effect.NEGATED if instead and not told else None

    def _said_nothing(self, verb: Token) -> Iterator[tuple[Effect, Token]]:
        """ "said nothing about Taurus"."""
        said = self.tree.child(verb, "obj") if says(self.scene, verb) else None
        if said is not None and said.lemma.lower() == "nothing":
            yield Effect.NEGATED, said

    def _nobody(self, subject: Token) -> Iterator[tuple[Effect, Token]]:
        """ "Nobody sent tanks", "neither Russia nor the United States has signed"."""
        words = [subject, *self.tree.children(subject, "cc")]
        yield from ((Effect.NEGATED, w) for w in words if w.lemma.lower() in _NOBODY)

    def _inverted(self, token: Token, subject: Token | None) -> Token | None:
        """The auxiliary of "Had Germany sent the tanks": before the subject, or before any noun where the parser sees none."""
        before = self.tree.tokens[: subject.i if subject is not None else token.i]
        if self.tree.tokens[0].text.lower() == "only":
            return None  # "Only after months of delay has it sent them"
        to = subject is not None and syntax.is_infinitive(self.tree, token)
        named = self.tree.children(subject, "cop") if subject is not None and to else ()
        were = token.pos in ("ADJ", "NOUN")  # "Were it true"
        beside = [k for k in self.tree.children(token, "cop") if to or (were and k.text == "Were")]
        for word in (*self.tree.children(token, "aux"), *beside, *named):  # "Were Germany to send the tanks"
            before_it = self.tree.tokens[word.i - 1] if word.i > 0 else word
            if before_it.lemma.lower() in ("nor", "neither"):
                continue  # "nor has it sent jets"
            if before_it.pos == "ADV" and before_it.lemma.lower() != "even":
                continue  # "no sooner had it sent tanks than", "never before had it"
            opens = word.i == 0 and any(t.pos in ("NOUN", "PROPN", "PRON") for t in before[1:])
            if word.lemma.lower() in ("have", "be", "should") and word.i < len(before) and (subject or opens):
                return word
        return None

    def _is_to_come(self, token: Token) -> bool:
        """ "Germany to send 30 more Marders": the infinitive of a headline tells the future."""
        mark = next((k for k in self.tree.children(token, "mark") if k.lemma.lower() == "to"), None)
        subject = self.tree.child(token, "nsubj")
        above = self.tree.head(token)
        told = token.dep == "ccomp" and above is not None and token.i < above.i and subject is not None
        first = syntax.first_conjunct(self.tree, token)  # "urged them to pay and to send" tells what is urged
        whole = told or syntax.base(first.dep) in ("root", "parataxis")
        if mark is None or not whole:  # whole is "Norway to send guns" in "Norway to send guns, PM says", too
            return False
        return subject is None or subject.i < mark.i

    def _is_arranged(self, token: Token) -> bool:
        """ "Canada is donating 50 vehicles": a number of things, a sum or one's own thing is not given yet while it is being given."""
        tree = self.tree
        now = any(k.lemma == "be" and "Tense=Pres" in k.feats for k in tree.children(token, "aux"))
        if not self.traits.plannable or not now or not syntax.is_gerund(token):
            return False
        if any(k.lemma.lower() in _GOING_ON for k in tree.children(token, "advmod")):
            return False
        things = [t for k in tree.children(token, "obj", "obl") for t in syntax.conjuncts(tree, k)]
        numbers = (self.scene.amount_at.get(t.i) for t in things)
        counted = any(a is not None and a.dimension in ("count", "money") for a in numbers)
        own = (t for k in tree.children(token, "obj", "obl") for t in (k, *tree.children(k, "nmod")))
        return counted or any(tree.child(t, "nmod:poss") is not None for t in own)

    def _provided(self, token: Token) -> Iterator[tuple[Effect, Token]]:
        """ "the bill provides aid": a text gives nothing, it provides for it; "any deployment" tells of none."""
        if token.pos == "NOUN" and any(k.lemma.lower() == "any" for k in self.tree.children(token, "det")):
            yield Effect.POSSIBLE, token
        noun = self.tree.head(token)
        if token.dep == "acl" and noun is not None:  # "would hit any troops sent"
            yield from [
                (Effect.POSSIBLE, k) for k in self.tree.children(noun, "det") if k.lemma.lower() == "any"
            ]
        subject = self.tree.child(token, "nsubj")
        if self.traits.plannable and subject is not None and not self._is_past(token):
            texts = any(c.effect is Effect.INSTRUMENT for c in self._cues(subject, "NOUN"))
            yield from [(Effect.PLANNED, subject)] * texts

    def _worded(self, predicate: Token) -> Iterator[tuple[Effect, Token]]:
        """What the words right before a predicate say of it, whatever the tree makes of them."""
        if self._is_said_to_have(predicate):
            yield Effect.DOUBTED, predicate
        if self._is_brought_up(predicate):
            yield Effect.POSSIBLE, predicate
        before = self.tree.tokens[max(0, predicate.i - 2) : predicate.i]
        if " ".join(t.text.lower() for t in before) in _NOT_QUITE and not says(self.scene, predicate):
            yield Effect.NEGATED, predicate  # "all but destroyed"
        if (
            "".join(t.text.lower() for t in self.tree.tokens[max(0, predicate.i - 3) : predicate.i])
            in _STYLED
        ):
            yield Effect.DOUBTED, predicate

    def _is_said_to_have(self, predicate: Token) -> bool:
        """ "is rumoured to have sent", read off the words: a parser may take the second verb for a conjunct."""
        before = self.tree.tokens[max(0, predicate.i - 4) : predicate.i]
        if "have" not in self.tree.words or len(before) < 4 or predicate.pos != "VERB":
            return False
        told, to, have = before[1:] if before[-1].text.lower() == "have" else before[:3]
        opens = (SPEECH | _OPEN_CONTENT) & self.scene.knowledge.effects("VERB", told.lemma.lower())
        return (
            bool(opens)
            and (to.text.lower(), have.text.lower()) == ("to", "have")
            and "VerbForm=Part" in told.feats
        )

    def _is_brought_up(self, predicate: Token) -> bool:
        """ "counts on Germany sending", "odds on", "talk of": whose name stands between is not told to do it."""
        if not syntax.is_gerund(predicate) or self.tree.child(predicate, "aux") is not None:
            return False
        named = self.scene.owner.get(predicate.i - 1)
        if named is None or named.end != predicate.i or named.start == 0:
            return False
        before = self.tree.tokens[named.start - 1]
        if before.text.lower() == "with":
            return self.tree.tokens[named.start - 2].lemma.lower() == "do"  # "could do with"
        wanted = self.scene.knowledge.effects("VERB", before.lemma.lower())  # "voters back Germany sending"
        return before.text.lower() in _BROUGHT_UP or not wanted.isdisjoint(_OPENING)

    def _is_purpose(self, noun: Token) -> bool:
        """ "missiles for strikes on Russia": what a thing is for has not happened; what one pays or is thanked for has."""
        governor = self.tree.head(noun)
        if (
            noun.pos != "NOUN"
            or governor is None
            or syntax.cases(self.tree, noun) != "for"
            or self._definite(noun)
            or self.traits.promissory
        ):
            return False
        if governor.pos == "VERB" and self.traits.hurts:
            return not self._prepositional_cue(noun, governor, "VERB")
        if governor.pos == "VERB":
            senses = self.scene.knowledge.triggers_by_word.get(("VERB", governor.lemma.lower()), ())
            thing = self.tree.child(governor, "obj")
            given = any(t.frame in self.scene.knowledge.inheriting for t in senses)
            return thing is not None and (
                given or self._is_weapon(thing)
            )  # "supplied missiles for", "use arms for"
        return governor.pos in ("NOUN", "PROPN") and not self._cues(governor, "NOUN")

    def _is_weapon(self, noun: Token) -> bool:
        kinds = (f.value.kind for f in self.scene.values(noun) if isinstance(f.value, Entity))
        return any(self.scene.knowledge.is_a(kind, "WeaponSystem") for kind in kinds)

    def _is_alleged(self, adjective: Token) -> bool:
        """ "the purported strike destroyed four planes": what an alleged deed has done is alleged."""
        doubted = any(c.effect is Effect.DOUBTED for c in self._cues(adjective, "ADJ"))
        effects = {c.effect for c in self._cues(adjective, "VERB")}
        return doubted or (
            bool(effects & SPEECH) and Effect.PLANNED not in effects
        )  # "promised jets" are real

    def _none_of(self, argument: Token) -> Token | None:
        """The negation in "no troops will be sent", "not one missile has been handed over", "hardly any have arrived"."""
        if argument.lemma.lower() == "none":
            return argument  # "will send none"
        kids = [
            *self.tree.kids[argument.i],
            *(k for n in self.tree.children(argument, "nummod", "amod", "det") for k in self.tree.kids[n.i]),
        ]
        for kid in kids:
            if kid.dep == "det" and kid.lemma.lower() in ("no", "neither"):
                return kid
            after = self.tree.tokens[kid.i + 1 : kid.i + 3]
            scarce = kid.dep == "advmod" and any(c.effect is Effect.NEGATED for c in self._cues(kid, "ADV"))
            if scarce and after and after[0].lemma.lower() == "any":
                return kid
            if (
                kid.text.lower() == "not"
                and after
                and (after[0].lemma.lower() == "one" or after[-1].lemma.lower() == "single")
            ):
                return kid
        return None

    def _is_order(self, token: Token) -> bool:
        """ "Send tanks and train crews!"."""
        first = syntax.first_conjunct(self.tree, token)
        if self._goes_on(first, self.tree.head(first)):
            return False
        return "Mood=Imp" in first.feats and not any(self.tree.child(t, "nsubj") for t in (first, token))

    def _is_wished(self, token: Token) -> bool:
        """ "insisted that weapons be bought in Europe": a bare "be" tells what somebody wants."""
        helpers = self.tree.children(token, "aux", "cop")
        that = any(k.lemma.lower() == "that" for k in self.tree.children(token, "mark"))
        return that and len(helpers) == 1 and helpers[0].text.lower() == "be"

    def _local_effects(self, word: Token, token: Token) -> Iterator[Effect]:
        lemma = word.lemma.lower()
        if _is_negation(word):
            if self._is_delayed(token) or self._hesitates(token):
                return
            if not (
                lemma == "no" and word.dep == "det" and token.pos not in ("NOUN", "PROPN")
            ) and not self._not_only(word):
                yield Effect.NEGATED
            return
        relation = syntax.base(word.dep)
        if relation in ("advmod", "amod") and lemma in ("long", "longer", "more") and self._is_no_more(word):
            yield Effect.NEGATED  # "will no longer supply"
            return
        if relation in ("mark", "case"):
            yield from self._marked(word, token)
            return
        if relation == "aux" and lemma != "will" and self._is_modal(word) and self._is_perfect(token):
            yield Effect.DOUBTED  # "may have sent"
            return
        if relation == "aux" and self.traits.timeless and lemma == "can":
            return  # "can carry a warhead of 450 kg": what something is able to do, it always is
        if relation == "aux" and lemma in ("would", "'d", "’d"):
            yield Effect.PLANNED if self._promised(token) else Effect.POSSIBLE
            return
        pos = {"aux": "VERB", "cop": "VERB", "advmod": "ADV", "amod": "ADJ"}.get(relation, "")
        past = relation == "advmod" and self._is_past(token)  # "shortly before that he visited"
        yield from (c.effect for c in self._cues(word, pos) if not (past and c.effect is Effect.PLANNED))
        if relation == "amod" and "VerbForm=Part" in word.feats:
            effects = [
                c.effect for c in self._cues(word, "VERB")
            ]  # "a foiled attack", "the planned delivery"
            # "The continued war" goes on, whoever else "continued", and "repeated requests" were made.
            plain = Effect.PLAIN in self.scene.knowledge.effects("ADJ", word.text.lower())
            told = plain or Effect.PLAIN in effects
            yield from (Effect.DOUBTED if e in SPEECH else e for e in effects if not (told and e in SPEECH))

    def _hesitates(self, verb: Token) -> bool:
        return any(c.effect is Effect.HESITANT for c in self._cues(verb, "VERB"))

    def _is_delayed(self, predicate: Token) -> bool:
        """ "did not reach the front until last autumn": it did so then."""
        bounds = self.tree.children(predicate, "obl", "advcl", "nmod")
        until = any(
            k.text.lower() in ("until", "till")
            for b in bounds
            for k in self.tree.kids[b.i]
            if b.i > predicate.i
        )
        did = any(
            k.text.lower() in ("did", "was", "were", "had")
            for k in self.tree.children(predicate, "aux", "aux:pass")
        )
        return until and did

    def _marked(self, word: Token, token: Token) -> Iterator[Effect]:
        """What "if", "whether" or "without" before a clause or phrase does to it."""
        text = word.text.lower()
        phrase = " ".join([text, *(k.text.lower() for k in self.tree.children(word, "fixed"))])
        if text == "though" and self.tree.tokens[word.i - 1].text.lower() == "as":
            yield Effect.POSSIBLE  # "as though it had sent"
        elif phrase == "in case" or (text == "like" and self._follows(token)):
            yield Effect.POSSIBLE  # "looks like Iran has sent"
        elif text in _CONDITIONS and syntax.base(word.dep) == "mark":
            yield Effect.DOUBTED if text == "whether" and self._is_past(token) else Effect.POSSIBLE
        elif phrase in _NEGATED_PHRASES:
            yield Effect.NEGATED  # "instead of delivering"
        elif (
            text == "against" and syntax.is_gerund(token) and self.tree.child(token, "cop", "aux") is not None
        ):
            yield Effect.REFUSED  # "is against sending"
        elif text == "against" and token.pos == "NOUN" and self.tree.child(token, "cop") is not None:
            yield Effect.REFUSED if self.traits.refusable else Effect.POSSIBLE  # "is against the deployment"

    def _follows(self, clause: Token) -> bool:
        """Whether a clause with a subject of its own stands behind its head."""
        return clause.head < clause.i and self.tree.child(clause, "nsubj") is not None

    def _is_no_more(self, word: Token) -> bool:
        return any(k.lemma.lower() == "no" and k.i == word.i - 1 for k in self.tree.kids[word.i])

    def _is_modal(self, word: Token) -> bool:
        return bool(
            {Effect.POSSIBLE, Effect.PLANNED} & self.scene.knowledge.effects("VERB", word.lemma.lower())
        )

    def _promised(self, token: Token) -> bool:
        """ "said that it would": the future seen from the past, as against "would if it could"."""
        # "Said that it had bought tanks and that it would send": the first clause tells what both are.
        clause = syntax.first_conjunct(self.tree, token)
        head = self.tree.head(clause)
        if head is None or any(k.lemma.lower() in _CONDITIONS for k in self.tree.children(token, "mark")):
            return False
        effects = {c.effect for c in self._cues(head, _CUE_CLASS.get(head.pos, head.pos))}
        return syntax.base(clause.dep) in ("ccomp", "acl", "advcl", "parataxis") and bool(
            effects & {Effect.REPORTED, Effect.PLANNED}
        )

    def _not_only(self, word: Token) -> bool:
        """ "not only X but also Y" negates nothing."""
        after = self.tree.tokens[word.i + 1 : word.i + 2]
        return bool(after) and after[0].text.lower() in (
            "only",
            "just",
            "merely",
            "simply",
            "least",
            "sooner",
        )

    def _cues(self, word: Token, pos: str) -> tuple[Cue, ...]:
        return tuple(c for c in cues(self.scene, word, pos) if c.effect not in _APART)

    # Steps upward ----------------------------------------------------------------------------------

    def step(self, node: Token, head: Token) -> None:
        """What `head` does to everything below `node`; once `free`, only reports still reach it."""
        relation = syntax.base(node.dep)
        if self.reported:
            return
        if relation == "conj" or self._goes_on(node, head):
            self._share(node, head)
        elif relation in ("acl", "ccomp", "csubj") and self._is_undoubted(node, head):
            self.recalled = self.free = True
        elif relation == "ccomp" and self._is_known(node, head):
            self.free = True
        elif (rumour := self._rumour(node, head)) is not None:
            self._govern(self._tidings(rumour), rumour)
        elif relation == "amod" and node.pos == "VERB":
            self.free = True  # "US-supplied weapons" were supplied, whatever becomes of them
        elif relation == "nmod" and syntax.cases(self.tree, node) in syntax.INCLUDING:
            pass  # "cancelled all trips, including a visit to Spain": what becomes of the whole becomes of its part
        elif relation == "acl" and (self._is_dealt_with(node, head) or self._is_described(node, head)):
            pass
        elif relation in ("ccomp", "csubj") and self._is_recalled(head):
            self.recalled = self.free = True
        else:
            self._complement(node, head, relation)

    def _is_dealt_with(self, clause: Token, noun: Token) -> bool:
        """ "evidence of weapons being delivered", "talk of tanks being sent": what is spoken of is what becomes of the noun."""
        being = any(k.text.lower() == "being" for k in self.tree.children(clause, "aux"))
        return being and noun.dep in ("nmod", "obl") and syntax.cases(self.tree, noun) in ("of", "about")

    def _is_only_named(self, clause: Token, noun: Token) -> bool:
        """ "will hold a summit chaired by Meloni": a participle that tells of the noun what the noun tells is as certain as that."""
        if clause.dep != "acl" or not syntax.is_participle(clause) or self.tree.child(clause, "aux", "mark"):
            return False
        known = self.scene.knowledge
        told = known.evoked(clause.lemma.lower(), "VERB") & known.evoked(noun.lemma.lower())
        return any("chair" in known.schema.frames[frame].roles for frame in told)

    def _is_said_by(self, noun: Token) -> Token | None:
        """The verb of "spoke of a meeting that had been hit": it is somebody's word that there was one."""
        above = self.tree.head(noun)
        while noun.dep == "nmod" and above is not None and above.pos == "NOUN":
            noun, above = above, self.tree.head(above)  # "a meeting of commanders that had been hit"
        some = any(k.lemma.lower() == "a" for k in self.tree.children(noun, "det"))
        if above is None or noun.dep not in ("obj", "obl"):
            return None
        particles = [k.text.lower() for k in self.tree.children(above, "compound") if k.i < noun.i]
        if syntax.cases(self.tree, noun) != "of" and "of" not in particles:
            return None
        return above if some and self._is_discussed(above, "VERB") else None

    def _is_described(self, clause: Token, noun: Token) -> bool:
        """What a clause beside a noun tells by itself, whatever becomes of the noun; False where the noun decides."""
        teller = None if self._is_content(clause, noun) else self._is_said_by(noun)
        if teller is not None:
            self._govern([Effect.CLAIMED], teller)
        elif self._is_only_named(clause, noun):
            pass
        elif noun.lemma.lower() == "time" and self.tree.child(noun, "cop") is not None:
            self.local(noun)  # "it would be the first time that Kyiv has struck Moscow"
        elif self._is_imagined(noun):
            self.apply(Effect.POSSIBLE, noun)
        elif self._is_kept_up(clause, noun):
            return False  # "will keep weapons flowing": the verb's mood is its own
        elif self._is_thought(clause, noun):
            self._govern([Effect.REPORTED], noun)
        elif self._is_taken_for_granted(clause, noun):
            self.free = not self._provides(noun)
            self.granted = self._is_aside(clause)
            if not self.free:
                self.apply(Effect.PLANNED, noun)  # "vetoed a bill extending aid"
        else:
            return False
        return True

    def _is_kept_up(self, clause: Token, noun: Token) -> bool:
        """Whether a gerund behind an object tells what its verb brings about: "will keep weapons flowing"."""
        verb = self.tree.head(noun)
        if verb is None or noun.dep != "obj" or not syntax.is_gerund(clause):
            return False
        causes = (c for c in self._cues(verb, "VERB") if c.effect is Effect.PLAIN and c.control == "object")
        open_ = syntax.is_infinitive(self.tree, verb) or self.tree.child(verb, "aux") is not None
        return any(causes) and open_

    def _goes_on(self, node: Token, head: Token | None) -> bool:
        """ "will deliver aid to Ukraine; provide ...": a bare verb behind a semicolon is a second conjunct."""
        if head is None or node.dep != "parataxis" or syntax.is_infinitive(self.tree, node):
            return False
        bare = "VerbForm=Inf" in node.feats or "Mood=Imp" in node.feats
        helped = any(syntax.base(k.dep) == "aux" for k in self.tree.kids[head.i])
        return bare and helped and any(t.text == ";" for t in self.tree.tokens[head.i : node.i])

    def _is_taken_for_granted(self, node: Token, head: Token) -> bool:
        """What a relative clause or participle tells holds, whatever becomes of its noun."""
        return not self._is_content(node, head) and (
            node.dep == "acl:relcl" or self.tree.child(node, "mark", "case") is None
        )

    def _is_imagined(self, name: Token) -> bool:
        """ "a Russia that has invaded Lithuania": there is no such one but in somebody's mind."""
        named = self.scene.owner.get(name.i)
        country = named is not None and named.end == name.i + 1 and named.entity.kind == "Country"
        return country and any(k.lemma.lower() == "a" for k in self.tree.children(name, "det"))

    def _is_thought(self, clause: Token, noun: Token) -> bool:
        """ "the thought that Iran has sent missiles", "got wind that": a that-clause beside a noun is what that tells, known or not."""
        marks = self.tree.children(clause, "mark")
        that = next((k for k in marks if k.text.lower() == "that" and k.i > noun.i), None)
        if that is None or self.tree.tokens[that.i - 1].pos == "PUNCT":
            return False
        whole = self.tree.child(clause, "nsubj") is not None and noun.pos == "NOUN"
        day = noun.i in self.scene.date_tokens or noun.lemma.lower() in _DAYS
        apart = (
            self.tree.child(noun, "cop", "case") is not None
        )  # "it is common knowledge that", "bear in mind that"
        return whole and not day and not apart and not self._cues(noun, "NOUN")

    def _is_aside(self, clause: Token) -> bool:
        """ "Storm Shadows, which have a range of 250 km, were used": what stands between commas holds at all times."""
        which = next((k for k in self.tree.kids[clause.i] if syntax.relative_pronoun(k)), None)
        commas = which is not None and which.i > 0 and self.tree.tokens[which.i - 1].text == ","
        return self.traits.timeless and commas

    def _provides(self, noun: Token) -> bool:
        """Whether a noun is a text that only provides for what it tells of: "a bill extending aid"."""
        texts = any(c.effect is Effect.INSTRUMENT for c in self._cues(noun, "NOUN"))
        return self.traits.plannable and texts and noun.pos == "NOUN"

    def _displaced(self, node: Token, head: Token, relation: str) -> None:
        """ "Hopes grew for the accession", "laid out conditions for": what a noun governs may hang on the verb beside it."""
        if relation != "obl" or head.pos != "VERB" or node.pos not in ("NOUN", "PROPN") or self.reported:
            return
        case = syntax.cases(self.tree, node)
        for kid in self.tree.children(head, "nsubj", "obj"):
            meant = syntax.antecedent(self.tree, head) if syntax.relative_pronoun(kid) else None
            noun = meant or kid  # "an agreement that provides for the formation of"
            for cue in self.scene.knowledge.cues_by_word.get(("NOUN", noun.lemma.lower()), ()):
                asks = (len(cue.words) == 1 and case in _OF_NOUNS) or cue.words[1:] == (case,)
                if cue.effect in _OPENING and noun.i != node.i and asks:
                    self.apply(Effect.PLANNED if cue.effect is Effect.PLANNED else Effect.POSSIBLE, noun)

    def _complement(self, node: Token, head: Token, relation: str) -> None:
        self._displaced(node, head, relation)
        if self._is_named(head):
            self._govern([Effect.CLAIMED], head)
            return
        if self._is_there_already(node, head, relation):
            self.free = True
            return
        misplaced = self._misplaced(node, head)
        if misplaced:
            self._govern(misplaced, self.tree.tokens[head.head])
            return
        pos = _CUE_CLASS.get(head.pos, head.pos)
        governed = self._governed(node, head, pos, relation)
        if not governed and self._only_spoken_of(node) and self.factuality is not Factuality.NEGATED:
            self.apply(Effect.PLANNED if self._is_accord(head) else Effect.POSSIBLE, node)
        elif not governed and self._is_matter(node, head, pos):
            self.apply(Effect.PLANNED, node)
        if not governed and relation in ("advcl", "parataxis", "discourse", "dep", "appos", "root"):
            self._adjunct(node, head, relation)
            return
        about = relation in ("nsubj", "csubj") and self._is_told_of_its_subject(head, pos)
        if not governed and not about and not self._in_scope(node, relation, pos):
            open_ = (
                self.traits.plannable or not self._definite(node) or self._is_supposed(node, head, relation)
            )
            if open_ and relation in (
                "nsubj",
                "obj",
                "obl",
                "nmod",
            ):
                self._veil(node, head)  # "the supply of missiles would change nothing"
                self._join_in(node, head)
            self._attend(node, head)
            self.free = self.free or node.pos in ("NOUN", "PROPN")
            return
        phrase = (
            about
            and pos == "NOUN"
            and bool(syntax.cases(self.tree, head))
            and not any(len(c.words) > 1 for c in self._cues(head, pos))
        )  # "is in the plan" is no plan of it, but "is on hold" says what has come of it
        effects = [] if phrase else self._effects(node, head, pos)
        self._govern(effects, head)
        bare = syntax.is_gerund(node) or syntax.is_infinitive(self.tree, node)
        if relation == "csubj" and bare and not effects and not self._is_past(head):
            self.apply(Effect.POSSIBLE, node)  # "sending tanks is a mistake"
        self._take_for_granted(node, head, effects)
        if (relation == "xcomp" or about or effects) and not self._is_left_open(node):
            self._local_unless_reported(head)
        elif relation != "ccomp":
            self._veil(node, head)

    def _rumour(self, clause: Token, predicate: Token) -> Token | None:
        """The noun whose content stands behind its predicate: "Speculation is rife that", "Reports emerged that"."""
        noun = self.tree.child(predicate, "nsubj", "compound") if clause.i > predicate.i else None
        that = any(k.text.lower() == "that" for k in self.tree.kids[clause.i])
        told = (
            noun is not None
            and noun.pos in ("NOUN", "PROPN")
            and any(e in SPEECH or e is Effect.DOUBTED for e in self._tidings(noun))
        )
        return noun if that and told and predicate.dep != "acl:relcl" else None

    def _tidings(self, noun: Token) -> list[Effect]:
        """What a noun says of the clause that is its content, wherever that stands: "Word spread that"."""
        cues = self.scene.knowledge.cues_by_word.get(("NOUN", noun.lemma.lower()), ())
        return [c.effect for c in cues if len(c.words) == 1 or c.words[1:] == ("that",)]

    def _is_undoubted(self, clause: Token, head: Token) -> bool:
        """ "There is no doubt that Sweden has joined", "nobody disputes that", "it is no secret that": so it has."""
        tokens = self.tree.tokens
        if head.lemma.lower() not in _DOUBTS or not any(
            k.text.lower() == "that" for k in self.tree.kids[clause.i]
        ):
            return False
        before = [t.text.lower() for t in tokens[: head.i] if t.pos != "ADV"][-2:]
        nobody = before[-1:] in (["nobody"], ["none"]) or before == ["no", "one"]
        none = before[-1:] == ["no"] and any(t.lemma.lower() in ("there", "it") for t in tokens[: head.i])
        return nobody or none

    def _is_known(self, clause: Token, head: Token) -> bool:
        """ "Nobody noticed that Germany had sent tanks", "did not know that": so it had, for all that nobody knew it."""
        if not any(c.effect is Effect.KNOWN for c in self._cues(head, "VERB")):
            return False
        that = any(k.text.lower() == "that" for k in self.tree.children(clause, "mark"))
        return that and not self._is_ahead(head)

    def _is_there_already(self, noun: Token, head: Token, relation: str) -> bool:
        """Whether a noun tells of what is there, whatever becomes of it.

        "Approve Ukraine's request": it has been made. "Cannot allow American support to be interrupted": something is to
        become of it.
        """
        turned_down = any(c.effect is Effect.REFUSED for c in self._cues(head, "VERB"))
        marks = ("by", "from") if turned_down else ("by",)  # "turned down requests from Kyiv": they were made
        beside = [k for k in self.tree.children(head, "obl") if k.i in (noun.i + 2, noun.i + 3)]
        around = (*self.tree.children(noun, "nmod"), *beside)
        by = (k for k in around if syntax.cases(self.tree, k) in marks)
        owner = self.tree.child(noun, "nmod:poss") or next(by, None)
        if self.traits.said and noun.pos == "NOUN" and owner is not None:
            return True
        becomes = self.tree.child(head, "xcomp")
        return (
            becomes is not None
            and relation == "obj"
            and becomes.i > noun.i
            and self._definite(noun)
            and syntax.is_infinitive(self.tree, becomes)
            and not self._cues(becomes, "VERB")
        )

    def _take_for_granted(self, node: Token, head: Token, effects: Collection[Effect]) -> None:
        """Let nothing above bend what is definite, or left open by "whether", but for the words right at what governs it."""
        if self.traits.timeless and node.pos == "NOUN" and head.pos == "VERB" and Effect.LIGHT in effects:
            self.free = True  # "will continue to lead a coalition of 50 countries"
        if head.pos == "NOUN" and Effect.LIGHT in effects:
            return  # "the signing of the agreement" is one happening
        if not _UNDERGONE.isdisjoint(effects) and self._definite(node):
            self._local_unless_reported(head)  # "will start the production": it has not been there before
        left_open = self._is_left_open(node) and not SPEECH.intersection(effects)
        bends = {Effect.PLANNED, Effect.REFUSED} if head.pos == "NOUN" else {Effect.PLANNED}
        # "Called on them to approve the delivery", "dropped its objections to the delivery", "asked to step up the delivery".
        aims = syntax.is_infinitive(self.tree, head) and not _UNDERGONE.isdisjoint(effects)
        to_come = self.traits.plannable and (aims or not bends.isdisjoint(effects))
        self.free = self.free or left_open or (self._definite(node) and not to_come)

    def _govern(self, effects: Iterable[Effect], head: Token) -> None:
        bending = set(effects)
        meant = (
            {c.effect for c in self._cues(head, "VERB") if len(c.words) == 1} if head is self.told else set()
        )
        if meant & bending & {Effect.PLANNED, Effect.AUTHORIZED}:
            bending -= (
                _MEANT  # whoever authorizes or announces sanctions has imposed them; "provides for" does not
            )
        if Effect.FREED in bending and any(e is Effect.REFUSED for e, _ in self.effects):
            bending.discard(Effect.NEGATED)  # "revoked the ban on": what is undone is the ban
        for effect in sorted(bending, key=lambda e: (e in SPEECH, e)):
            if not self.reported:
                self._governor(effect, head)

    def _local_unless_reported(self, head: Token) -> None:
        if self.reported:
            return
        self.local(head)
        above = self.tree.head(head)
        if above is not None and syntax.base(head.dep) == "conj":
            self._share(head, above)  # "will deliver tanks and fund the production of drones"

    def _is_told_of_its_subject(self, head: Token, pos: str) -> bool:
        """Whether a predicate says of its subject that it happens or may happen: "deliveries began", "an attack is likely"."""
        if pos == "VERB":
            if self._is_aimed(head):
                return False
            begins = self.tree.child(head, "xcomp") if head.lemma.lower() == "have" else None
            if begins is not None and any(c.effect in _UNDERGONE for c in self._cues(begins, "VERB")):
                return True  # "the deliveries have yet to begin"
            return syntax.is_passive(self.tree, head) or any(
                c.effect is Effect.PLAIN for c in self._cues(head, pos)
            )
        helpers = {k.lemma.lower() for k in self.tree.children(head, "aux")}
        # "The strike would have been impossible without drones": there was one, with them.
        return self.tree.child(head, "cop") is not None and not {"would", "have"} <= helpers

    def _is_aimed(self, verb: Token) -> bool:
        """ "the visit was meant to undermine": what it is for says nothing of whether it was made; aid may be yet to come."""
        aim = self.tree.child(verb, "xcomp")
        if aim is None or self.traits.plannable or not syntax.is_infinitive(self.tree, aim):
            return False
        planned = any(c.effect is Effect.PLANNED for c in self._cues(verb, "VERB"))
        goes_on = any(c.effect in (Effect.OCCURRING, Effect.PLAIN) for c in self._cues(aim, "VERB"))
        return planned and aim.pos == "VERB" and not goes_on and syntax.is_passive(self.tree, verb)

    def _join_in(self, noun: Token, head: Token) -> None:
        """ "is to take part in a meeting": what one is to have a part in is to come, too."""
        verb = self.tree.head(head)
        part = head.pos == "NOUN" and head.dep == "obj" and syntax.cases(self.tree, noun) == "in"
        if not part or verb is None or self.reported or self._definite(noun):
            return
        if syntax.is_to(self.tree, verb) or self._is_ahead(verb):
            self.apply(Effect.PLANNED, verb)

    def _attend(self, noun: Token, head: Token) -> None:
        """ "looks forward to hosting them for the summit", "will speak at the summit": it is yet to be held."""
        at = self.traits.gathers and head.pos == "VERB" and syntax.cases(self.tree, noun) in ("at", "for")
        above = self.tree.head(head)
        awaited = above is not None and syntax.is_gerund(head) and above.lemma.lower() == "look"
        if at and not self.reported and (awaited or self._is_to_be(head)):
            self.apply(Effect.PLANNED, head)

    def _is_to_be(self, verb: Token) -> bool:
        words = syntax.mood_words(self.tree, verb)
        return any(w.lemma.lower() in ("will", "shall") for w in words)

    def _is_supposed(self, noun: Token, verb: Token, relation: str) -> bool:
        """ "Putin's invasion of Moldova would mean": what would come of it has not; but everybody knows of his war on Ukraine."""
        helpers = {k.lemma.lower() for k in self.tree.children(verb, "aux")}
        owned = relation == "nsubj" and self.tree.child(noun, "nmod:poss") is not None
        if (
            not owned
            or "would" not in helpers
            or "have" in helpers
            or self.tree.child(verb, "advmod") is not None
        ):
            return False
        phrase = self.tree.subtree(noun)
        told = {x.actor.id for x in self.scene.linked if phrase[0].i <= x.start <= phrase[-1].i}
        known = (sides.values() for each in self.scene.knowledge.happenings.values() for sides in each)
        return not (self.traits.known and any(told <= {*sides} for sides in known))

    def _veil(self, noun: Token, head: Token) -> None:
        """What an indefinite noun tells is only possible under a modal, a condition or a negation: "could mean war".

        A definite one stands where its predicate is denied: "our policy of not sending arms has not changed".
        """
        if self.reported or noun.pos == "ADV":
            return
        veils = _VEILS - {Effect.NEGATED} if self._definite(noun) else _VEILS
        for word in syntax.mood_words(self.tree, head):
            if set(self._local_effects(word, head)) & veils:
                self.apply(Effect.POSSIBLE, word)
                return

    def _misplaced(self, node: Token, head: Token) -> list[Effect]:
        """What the verb does in "accused Moscow of an attack", where the parser hangs the attack on Moscow."""
        verb = self.tree.head(head)
        if node.dep != "nmod" or verb is None or head.dep not in ("obj", "nsubj:pass", "iobj"):
            return []
        wanted = (verb.lemma.lower(), syntax.cases(self.tree, node))
        cues = self.scene.knowledge.cues_by_word.get(("VERB", wanted[0]), ())
        return [c.effect for c in cues if c.words == wanted]

    def _is_content(self, node: Token, head: Token) -> bool:
        """ "the claim that Ukraine attacked": the clause is what is claimed, though parsers take "that" for a relative."""
        between = self.tree.tokens[head.i + 1 : node.i]
        that = any(t.lemma.lower() == "that" for t in between)
        bare = (
            not any(syntax.relative_pronoun(t) for t in between)
            and self.tree.child(node, "nsubj") is not None
        )
        whole = bare and self.tree.child(node, "obj", "obl") is not None  # "reports Iran has sent missiles"
        found = self._cues(head, "NOUN")
        if any(len(c.words) > 1 and c.words[1] in ("in", "where") for c in found):
            return True  # "a scenario in which"
        if any(c.effect is Effect.REQUESTED for c in found):  # "its request that Berlin send tanks"
            sides = self.tree.child(node, "nsubj") is not None and self.tree.child(node, "obj") is not None
            return that and sides and not self._is_past(node)
        return (that or whole) and any(c.effect in SPEECH or c.effect in _OPEN_CONTENT for c in found)

    def _only_spoken_of(self, node: Token) -> bool:
        """ "a decision on sending jets", "talks about supplying": nobody says that it is done."""
        if node.pos != "VERB" or not syntax.is_gerund(node):
            return False
        marker = syntax.cases(self.tree, node) or next(
            (k.text.lower() for k in self.tree.children(node, "mark")), ""
        )
        return marker in _SPOKEN_OF

    def _is_accord(self, noun: Token) -> bool:
        """ "a deal on lending Ukraine $50 billion": what was agreed is planned."""
        roles = self.scene.knowledge.roles_evoked(noun.lemma.lower())
        return noun.pos == "NOUN" and any("document" in r for r in roles)

    def _is_matter(self, noun: Token, head: Token, pos: str) -> bool:
        """ "reached an agreement with Sweden on the supply of jets": what one agrees or talks on has yet to be done."""
        on = noun.pos == "NOUN" and syntax.cases(self.tree, noun) in (
            "on",
            "about",
            "regarding",
            "concerning",
        )
        bent = self._in_scope(noun, syntax.base(noun.dep), pos) and bool(self._effects(noun, head, pos))
        return on and self.traits.plannable and not bent

    def _governed(self, node: Token, head: Token, pos: str, relation: str) -> bool:
        """Whether a prepositional phrase or clause is what its governor speaks of: "accused of", "hinted at what"."""
        if relation in ("obl", "advcl") and node.pos == "VERB" and self._asks_what(node):
            return True
        having = self.tree.child(node, "aux") if relation == "advcl" else None
        if (
            having is not None
            and having.text.lower() == "having"
            and self.tree.tokens[having.i - 1].pos == "VERB"
        ):
            return True  # "neither confirmed nor denied having sent"
        aim = self.tree.child(node, "mark") if relation == "advcl" else None
        if aim is not None and aim.i == head.i + 1 and aim.lemma.lower() == "to" and self._cues(head, pos):
            return True  # "may be tempted to step up"
        marks = [k.lemma.lower() for k in self.tree.children(node, "mark", "case")]
        to = relation in ("obl", "advcl", "acl") and syntax.is_gerund(node) and marks == ["to"]
        if to and any(c.effect in (Effect.PLANNED, Effect.REFUSED) for c in self._cues(head, pos)):
            return True  # "committed to providing"
        prepositional = relation in ("obl", "advcl", "nmod") or (relation == "acl" and syntax.is_gerund(node))
        return prepositional and self._prepositional_cue(node, head, pos)

    def _in_scope(self, node: Token, relation: str, pos: str) -> bool:
        if pos == "NOUN" and relation == "nmod":
            return syntax.cases(self.tree, node) in ("of", "for", "to", "on", "about", "against", "over")
        if pos == "NOUN" and relation == "compound":
            return bool(self._effects(node, self.tree.tokens[node.head], pos))  # "invasion fears"
        return relation in (_COMPLEMENTS if pos in ("VERB", "ADJ") else _NOUN_COMPLEMENTS)

    def _effects(self, node: Token, head: Token, pos: str) -> list[Effect]:
        """What the governor does to a complement of this kind."""
        effects = self._asked(node, head, pos)
        relation = syntax.base(node.dep)
        idle = self._idle(node, head)
        if relation == "xcomp" and self._bids(node, head):
            return [Effect.REQUESTED]
        if self.traits.taken and Effect.PLANNED in effects and SPEECH.intersection(effects):
            effects = [Effect.CLAIMED]  # "announced the capture of Bakhmut"
        if relation == "xcomp" and self._performs(node, head):
            return [Effect.PLAIN]  # "I am proud to announce": that is to announce it
        if relation == "xcomp" and syntax.is_passive(self.tree, head) and set(effects) & SPEECH:
            named = syntax.agent(self.tree, head) is not None  # "is said by Kyiv to have struck"
            return [
                Effect.REPORTED if named else Effect.DOUBTED
            ]  # "is said to have": nobody says who says so
        if relation in ("xcomp", "ccomp") and self._is_past(node):
            effects = [Effect.DOUBTED if e is Effect.POSSIBLE else e for e in effects]
        silent = not set(effects) - _SILENT - idle
        if silent and syntax.is_infinitive(self.tree, node) and relation in ("xcomp", "acl"):
            return self._meant(head)
        if relation in ("ccomp", "csubj") and silent and self._is_told(node, head):
            return [Effect.REPORTED]
        if self._is_there_to_judge(node, head, effects):
            return []
        averts = head.pos == "VERB" and (syntax.is_infinitive(self.tree, head) or syntax.is_gerund(head))
        if node.pos in ("NOUN", "PROPN") and averts:
            effects = [Effect.POSSIBLE if e is Effect.NEGATED else e for e in effects]  # "to deter attacks"
        return [e for e in self._opposed(node, effects) if e not in idle]

    def _bids(self, node: Token, head: Token) -> bool:
        """ "told Berlin to send tanks": an infinitive is no report."""
        bidding = any(c.effect is Effect.BIDDING for c in cues(self.scene, head, "VERB"))
        return bidding and syntax.is_infinitive(self.tree, node)

    def _is_there_to_judge(self, node: Token, head: Token, effects: Collection[Effect]) -> bool:
        """ "not ignore Russian aggression", "support Russia's war", "to end its war": what one knows of, backs or ends goes on without it."""
        if head.pos != "VERB" or not self._definite(node) or not self.traits.borne:
            return False
        backs = any("supporter" in r for r in self.scene.knowledge.roles_evoked(head.lemma.lower(), "VERB"))
        backs = backs and self.traits.known and not self._is_ahead(head)
        own = any(k.dep == "nmod:poss" and k.pos == "PRON" for k in self.tree.kids[node.i])
        if self.traits.known and own and Effect.ENDED in effects:
            return True
        enables = self.traits.known and Effect.AUTHORIZED in effects and not self._is_ahead(head)
        bent = set(effects) - {Effect.POSSIBLE} - ({Effect.AUTHORIZED} if enables else set())
        return Effect.KNOWN in effects or ((backs or enables) and not bent)

    def _idle(self, node: Token, head: Token) -> set[Effect]:
        """The effects of a governor that have no force over a complement of this kind."""
        relation = syntax.base(node.dep)
        idle: set[Effect] = set()
        if relation in ("ccomp", "csubj") and self._is_past(node):
            idle.add(Effect.PLANNED)  # "announced that it has delivered", "it is certain that it has"
        if relation == "xcomp":
            idle.add(Effect.REPORTED)  # "continued backing" is an act, no report of one
            if not self._is_perfect(node) and not syntax.is_gerund(node):
                idle.add(Effect.CLAIMED)  # but "claims to have destroyed" is one
        subject = self.tree.child(head, "nsubj", "expl") if head.pos == "ADJ" else None
        if subject is not None and subject.text.lower() == "it":
            idle.add(Effect.REPORTED)  # "Kuleba is certain that" is his word; "it is certain that" is not
        if node.pos in ("NOUN", "PROPN") and self.tree.child(node, "cop") is None:
            idle.add(
                Effect.REPORTED
            )  # so is "announced a package", but "said Germany was at war" is a report
        return idle

    def _opposed(self, node: Token, effects: Sequence[Effect]) -> Iterator[Effect]:
        """To resist the attack is no denial of it; to oppose the deployment or the accession leaves open what comes of it."""
        some = any(k.lemma.lower() == "a" for k in self.tree.children(node, "det"))
        for effect in effects:
            if effect is not Effect.REFUSED or some or self.traits.refusable or not self._definite(node):
                yield effect
            elif not (self.traits.borne or self.traits.said) or syntax.cases(self.tree, node) == "on":
                yield Effect.POSSIBLE  # "the ban on Ukrainian strikes": whether it is kept to is open

    def _is_discussed(self, head: Token, pos: str) -> bool:
        return any(c.effect is Effect.DISCUSSED for c in self._cues(head, pos))

    def _is_named(self, verb: Token) -> bool:
        """ "what Russia calls a strike on mercenaries": it is one by Russia's word."""
        above = self.tree.head(verb)
        what = verb.dep == "acl:relcl" and above is not None and above.lemma.lower() == "what"
        return what and any(c.effect is Effect.NAMING for c in self._cues(verb, "VERB"))

    def _is_recalled(self, verb: Token) -> bool:
        """ "Recall that", "we will remind that", "it should be noted that": nobody speaks but the article, and it has no doubt."""
        if not any(c.effect is Effect.RECALLED for c in self._cues(verb, "VERB")):
            return False
        subject = self.tree.child(verb, "nsubj", "nsubj:pass", "expl")
        if subject is None:
            above = self.tree.head(verb) or verb
            worth = above.lemma.lower() == "worth"  # "it is worth noting"
            let = verb.dep == "root" or worth or above.lemma.lower() == "let"  # "let us recall"
            opens = not any(
                t.pos in ("NOUN", "PROPN", "VERB") for t in self.tree.tokens[: verb.i] if t != above
            )
            bare = worth or not syntax.is_gerund(verb)
            return let and opens and not self._is_past(verb) and bare
        if subject.text.lower() == "it":
            return any(self._is_modal(k) for k in self.tree.children(verb, "aux"))
        quoted = verb.i in self.scene.speaker_at or verb.i in self.scene.author_at
        return subject.text.lower() == "we" and not quoted

    def _is_told(self, clause: Token, verb: Token) -> bool:
        """Whether a verb that the lexicon does not know has a clause for its object that somebody or something tells.

        "Moscow vouchsafed that", "a leaked memo shows that", "it is whispered that": an unknown verb may be one of saying,
        and an allegation must never pass for the article's own voice.
        """
        whole = self.tree.child(clause, "nsubj", "csubj", "expl") is not None
        acts = verb.pos in ("VERB", "ADJ") and self.tree.child(verb, "cop") is None
        subject = self.tree.child(verb, "nsubj", "expl")
        first = self.tree.subtree(clause)[0]
        if not whole or not acts or subject is None or (_is_negation(first) and self._not_only(first)):
            return False  # "Not only has it sent tanks, it also trained": the first clause is no saying of the second
        if subject.text.lower() == "it" and syntax.is_passive(self.tree, verb):
            return True
        # "Iran sent missiles, documents show"
        behind = clause.i > verb.i or subject.lemma.lower() in self.scene.knowledge.writings
        return sources.agent(self.scene, subject) is not None or (behind and self._is_record(subject))

    def _is_record(self, noun: Token) -> bool:
        """Whether a thing may tell something, "documents show that"; a deed that shows something is no telling."""
        told = self.scene.knowledge.roles_evoked(noun.lemma.lower())
        return noun.pos == "NOUN" and not told and noun.i not in self.scene.date_tokens

    def _asked(self, node: Token, head: Token, pos: str) -> list[Effect]:
        """What a governor does; "asked whether Germany would deliver" asks for no delivery."""
        effects = self._weighed(head, pos)
        if node.pos == "VERB" and syntax.is_gerund(node) and self._is_discussed(head, pos):
            effects = [*effects, Effect.POSSIBLE]  # "talked about deploying troops"
        asked = Effect.REQUESTED in effects and any(
            k.lemma.lower() == "if" for k in self.tree.children(node, "mark")
        )
        bends = {Effect.REQUESTED, Effect.PLANNED}.intersection(effects)
        return [Effect.POSSIBLE] if asked or (bends and self._is_left_open(node)) else effects

    def _is_left_open(self, node: Token) -> bool:
        """ "has not decided whether to send": it neither is nor is not."""
        return any(k.lemma.lower() == "whether" for k in self.tree.children(node, "mark"))

    def _weighed(self, head: Token, pos: str) -> list[Effect]:
        """The effects of a governor's cues; what "was able to" or "helped" tells has happened."""
        effects: list[Effect] = [
            Effect.POSSIBLE if c.effect in (Effect.NEEDED, Effect.DISCUSSED) else c.effect
            for c in self._cues(head, pos)
            if c.effect is not Effect.DISCUSSED or not (self.traits.borne or self.traits.said)
        ]
        if Effect.DEVOTED in effects and self.traits.backs and not self._is_ahead(head):
            return [Effect.PLAIN]  # "our commitment to stand with Ukraine"
        if self.traits.timeless and pos == "ADJ" and head.lemma.lower() in _ABLE:
            return [Effect.PLAIN]  # what something is able to do, it always is
        behind = self.tree.tokens[head.i + 1 : head.i + 2]
        if head.lemma.lower() == "have" and not any(t.lemma.lower() == "to" for t in behind):
            effects = [
                Effect.POSSIBLE if e is Effect.ACHIEVED else e for e in effects
            ]  # "had until May to send"
        if Effect.HESITANT in effects:  # "did not hesitate to send": it has sent
            undaunted = any(_is_negation(w) for w in syntax.mood_words(self.tree, head))
            return [Effect.PLAIN if undaunted else Effect.REFUSED]
        if Effect.ACHIEVED in effects:
            others: list[Effect] = [e for e in effects if e is not Effect.ACHIEVED]
            sure = self._is_past(head) or (pos == "VERB" and self._is_under_way(head))
            effects = [Effect.PLAIN] if sure else others or [Effect.POSSIBLE]
        return effects

    def _is_under_way(self, verb: Token) -> bool:
        """ "will help train", "is helping to train": whoever helps does it, then or now."""
        helpers = {k.lemma.lower() for k in self.tree.children(verb, "aux")}
        return bool(helpers & {"will", "shall"}) or (syntax.is_gerund(verb) and "be" in helpers)

    def _performs(self, act: Token, head: Token) -> bool:
        """ "I am proud to announce", "we want to thank": who speaks does what he says that he is glad or wants to."""
        told = self.scene.knowledge.triggers_by_word.get(("VERB", act.lemma.lower()), ())
        performed = any(
            t.frame in self.scene.knowledge.performative
            and (len(t.words) == 1 or has_words(self.tree, act, t.words[1:], "VERB"))
            for t in told
        )  # "happy to give tanks" gives nobody backing
        subject = self.tree.child(head, "nsubj")
        wanted = head.lemma.lower() in ("want", "wish", "like") and subject is not None
        if self._is_glad(head):
            return performed or says(self.scene, act)
        return performed and wanted and subject is not None and subject.text.lower() in FIRST

    def _is_glad(self, head: Token) -> bool:
        """Whether a word says how one feels about what one does: "proud to", "pleased to"."""
        cues = (
            *self._cues(head, head.pos),
            *self.scene.knowledge.cues_by_word.get(("ADJ", head.text.lower()), ()),
        )
        return {Effect.ACHIEVED, Effect.PLANNED} <= {c.effect for c in cues}

    def _meant(self, head: Token) -> list[Effect]:
        """What an infinitive below a word without weight of its own tells: "a law to send", "easy to supply"."""
        if self._is_ranked(head):  # "the first country to send", "became the first to send"
            return [Effect.PLANNED if self._comes_of_what_is_ahead(head) else Effect.PLAIN]
        return [Effect.POSSIBLE if head.pos == "ADJ" else Effect.PLANNED]

    def _comes_of_what_is_ahead(self, noun: Token) -> bool:
        """ "will send tanks, making it the first country to supply them": it is not the first as yet."""
        for verb in (noun, *self.tree.ancestors(noun)):
            above = self.tree.head(verb)
            if verb.dep == "advcl" and syntax.is_gerund(verb) and above is not None:
                return self._is_ahead(above)
        return False

    def _is_ranked(self, head: Token) -> bool:
        """Whether an infinitive tells who was the first or only one to do it."""
        named = [head, *(k for k in self.tree.children(head, "xcomp") if k.pos == "NOUN")]
        marks = [t for n in named for t in (n, *self.tree.children(n, "amod"))]
        ranked = any(t.lemma.lower() in syntax.SINGULAR or "NumType=Ord" in t.feats for t in marks)
        return ranked and (head.pos == "ADJ" or any(self.scene.speakers(n) for n in named))

    def _is_past(self, predicate: Token) -> bool:
        """Whether a clause tells of the past: "sent", "has sent", "was sent"; not "would send"."""
        words = [predicate, *self.tree.children(predicate, "aux", "cop")]
        if any(w.lemma.lower() in ("would", "will", "could", "may", "might", "should", "to") for w in words):
            return False
        return any("VerbForm=Fin" in w.feats and "Tense=Past" in w.feats for w in words) or self._is_perfect(
            predicate
        )

    def _is_perfect(self, predicate: Token) -> bool:
        """ "has sent", "to have sent"."""
        return any(
            k.lemma.lower() == "have" and k.i < predicate.i for k in self.tree.children(predicate, "aux")
        )

    def _asks_what(self, node: Token) -> bool:
        """ "hinted at what the army will provide": a clause that stands for its content."""
        return any(k.lemma.lower() in ("what", "how", "which") for k in self.tree.kids[node.i])

    def _definite(self, node: Token) -> bool:
        """ "the invasion", "Russia's strikes": taken to have happened, but for the word right above."""
        if node.pos not in ("NOUN", "PROPN"):
            return False
        if self.scene.modifier_country(node) is not None:  # "Russian aggression"
            return not any(
                k.lemma.lower() in ("a", "another", "any") for k in self.tree.children(node, "det")
            )
        return any(
            k.dep == "nmod:poss" or (k.dep == "det" and k.lemma.lower() in ("the", "this", "that", "these"))
            for k in self.tree.kids[node.i]
        )

    def _prepositional_cue(self, node: Token, head: Token, pos: str) -> bool:
        """Cues that govern a preposition: "is responsible for", "plans on", "called for"."""
        preposition = syntax.cases(self.tree, node) or next(
            (k.text.lower() for k in self.tree.children(node, "mark")), ""
        )
        return bool(preposition) and any(
            len(c.words) > 1 and c.words[-1] == preposition for c in self._cues(head, pos)
        )

    def _governor(self, effect: Effect, head: Token) -> None:
        if effect is Effect.RECALLED:
            return
        if effect not in SPEECH:
            self.apply(effect, head)
            return
        if effect is Effect.DENIED and self.free:
            return  # "denied any role in the attack": that there was one is taken for granted
        if self.free and self._owning(head) is not None and self._is_unsaid(head):
            return  # "nobody has claimed responsibility for the attack": no more is that in doubt
        if self._is_false(head):
            self.apply(Effect.NEGATED, head)
            self.free = True  # "reports that Poland has sent jets are false": whoever says so comes above
            return
        self.effects.append((effect, head))
        self.reported = True
        denier = self._denier(head)
        source = denier if denier is not None else sources.source_of(self.scene, head)
        unsaid = self._is_unsaid(head)
        if unsaid and not self._conceded(head):
            self.apply(Effect.DOUBTED, head)  # "did not say that", "declined to confirm": nobody's claim
            self.speaker = source if effect is Effect.DENIED else None
            return
        if effect is Effect.DENIED or denier is not None or unsaid:
            self.apply(Effect.NEGATED, head)
        if any(w.lemma.lower() in ("may", "might") for w in self.tree.children(head, "aux")):
            self.apply(Effect.DOUBTED, head)
        self.speaker = source
        self.hidden = source is None

    def _is_unsaid(self, verb: Token) -> bool:
        """ "did not say that", "declined to confirm that", "failed to say whether"."""
        if any(
            e is Effect.NEGATED
            for w in syntax.mood_words(self.tree, verb)
            for e in self._local_effects(w, verb)
        ):
            return True
        if any(e is Effect.NEGATED for e, _ in self._constructions(verb)):
            return True  # "nobody has confirmed"
        if any(k.lemma.lower() in ("neither", "nor") for k in self.tree.children(verb, "cc")):
            return True  # "has neither confirmed nor denied"
        above = self.tree.head(verb)
        if above is None or syntax.base(verb.dep) != "xcomp":
            return False
        weighed = self._weighed(above, _CUE_CLASS.get(above.pos, above.pos))
        return bool({Effect.NEGATED, Effect.REFUSED} & set(weighed)) or self._is_unsaid(above)

    def _conceded(self, verb: Token) -> bool:
        """Whether not to say it is to deny it: "refused to acknowledge that"."""
        return any(c.effect is Effect.CONCEDED for c in self._cues(verb, "VERB"))

    def _is_false(self, noun: Token) -> bool:
        """Whether a noun of claiming is the subject of "is false", "are a lie"."""
        predicate = self.tree.head(noun)
        if (
            noun.pos != "NOUN"
            or predicate is None
            or noun.dep != "nsubj"
            or predicate.pos not in ("ADJ", "NOUN")
        ):
            return False
        return any(c.effect is Effect.NEGATED for c in self._cues(predicate, predicate.pos))

    def _denier(self, noun: Token) -> Entity | None:
        """Who "rejected allegations that": the claim is somebody else's, its denial is the subject's."""
        verb = self.tree.head(noun)
        if noun.pos != "NOUN" or verb is None or noun.dep not in ("obj", "obl"):
            return None
        denies = any(c.effect in (Effect.DENIED, Effect.REFUSED) for c in self._cues(verb, "VERB"))
        return sources.source_of(self.scene, verb) if denies and not self._is_unsaid(verb) else None

    def _adjunct(self, node: Token, head: Token, relation: str) -> None:
        """Clauses that stand beside their head: purposes, trailing reports and what is to come first bend them."""
        if relation == "advcl" and self._is_awaited(node, head):
            self.apply(Effect.POSSIBLE, node)
        if self.traits.hurts and syntax.is_gerund(node) and node.i > head.i and self._accuses(head):
            self._governor(Effect.ACCUSED, head)  # "accused Moscow of bombing a school, killing five"
            return
        if relation == "advcl" and self._is_means(node, head):
            self._mean(node, head)
        beside = syntax.is_gerund(node) and self.tree.tokens[node.i - 1].text == ","
        if beside and says(self.scene, node):
            self.free = True  # "declined to criticize it, saying": that has been said
        infinitive = relation == "advcl" and syntax.is_infinitive(self.tree, node)
        travels = (
            says(self.scene, node) and self._is_visit(head) and self.tree.child(node, "ccomp") is not None
        )
        # "Called on Berlin to condemn it" asks for that, and Berlin has said nothing.
        asked = any(c.effect is Effect.REQUESTED for c in self._cues(head, "VERB"))
        if infinitive and self.traits.said and not asked and (travels or self._is_way_of_saying(head)):
            self._local_unless_reported(head)  # "phoned him to thank Berlin": he has thanked it
        elif infinitive and self._is_ranked(head):
            self._local_unless_reported(head)  # "was the first to send": it has sent
        elif infinitive:
            if not any(True for _ in self._cues(head, "VERB")):
                self.apply(Effect.PLANNED, head)
            else:
                weighed = self._weighed(head, _CUE_CLASS.get(head.pos, head.pos))
                # A purpose is not what is said ("continued our work to support"), nor is "sent a delegation to buy tanks" done.
                told = [e for e in weighed if e not in SPEECH and e not in _SILENT]
                self._govern(told or [Effect.PLANNED] if weighed else [], head)
                if told:
                    self._local_unless_reported(head)
        reports = any(c.effect in SPEECH for c in self._cues(head, "VERB"))
        if relation in ("parataxis", "advcl") and reports and self._speech_follows(node, head):
            self.reported = True
            self.speaker = sources.source_of(self.scene, head)
            self.hidden = self.speaker is None
            self.effects.append((Effect.REPORTED, head))

    def _accuses(self, verb: Token) -> bool:
        return any(c.effect is Effect.ACCUSED for c in self._cues(verb, "VERB"))

    def _is_means(self, clause: Token, verb: Token) -> bool:
        """Whether a gerund tells by what something is done: "will help by sending tanks", "would go further, sending jets"."""
        marks = {k.lemma.lower() for k in self.tree.children(clause, "mark", "case")}
        helped = self.tree.child(clause, "aux") is not None  # "having sent jets"
        if not syntax.is_gerund(clause) or helped or not marks <= _MEANS:
            return False
        words = syntax.mood_words(self.tree, verb)
        would = any(w.lemma.lower() == "would" for w in words) and not any(_is_negation(w) for w in words)
        return bool(marks) or would or verb.i < clause.i  # but "visiting Kyiv, he could not say", "would not"

    def _mean(self, clause: Token, verb: Token) -> None:
        """Bend what is only a means as what it serves is bent; whether it was used for nothing stays open."""
        for word in syntax.mood_words(self.tree, verb):
            for effect in _VEILS.intersection(self._local_effects(word, verb)):
                if effect is not Effect.NEGATED or verb.i < clause.i:  # "by attacking he did not win"
                    self.apply(Effect.PLANNED if effect is Effect.PLANNED else Effect.POSSIBLE, word)

    def _is_way_of_saying(self, verb: Token) -> bool:
        """Whether a verb is one of talking or meeting, in which a thing is said that it is done to say."""
        evoked = self.scene.knowledge.roles_evoked(verb.lemma.lower(), "VERB")
        return verb.pos == "VERB" and any(roles & {"addressee", "participant"} for roles in evoked)

    def _is_visit(self, verb: Token) -> bool:
        """ "flew to Kyiv to tell him that": what he came to say is known, for he has said it."""
        return any(
            "visitor" in roles for roles in self.scene.knowledge.roles_evoked(verb.lemma.lower(), "VERB")
        )

    def _is_awaited(self, node: Token, head: Token) -> bool:
        """ "will deliver once Congress approves it", "after Sweden has delivered", "until Russia withdraws": it is yet to come."""
        when = next(
            (
                k
                for k in self.tree.children(node, "mark", "advmod")
                if k.text.lower() in _TEMPORAL and k.i < node.i
            ),
            None,
        )
        if head.lemma.lower() in ("soon", "long"):  # "as soon as Sweden has delivered", "as long as"
            when, head = head, self.tree.head(head) or head
        if when is None:
            return False
        if syntax.is_to(self.tree, node):
            return False  # "on Friday, when they are to sign it"
        if self._is_past(node) and not self._is_present_perfect(node):
            will = any(w.lemma.lower() == "will" for w in syntax.mood_words(self.tree, head))
            return will and when.text.lower() in _BOUNDS  # "as long as Putin met Xi, the war will go on"
        awaited = (
            self._is_ahead(head) or syntax.is_infinitive(self.tree, head) or when.lemma.lower() == "long"
        )
        return awaited or (when.text.lower() in ("until", "till") and not self._is_past(node))

    def _is_ahead(self, predicate: Token) -> bool:
        """Whether the words right at a predicate make it planned or possible: "will deliver", "may"."""
        words = syntax.mood_words(self.tree, predicate)
        ahead = {Effect.PLANNED, Effect.POSSIBLE}
        return any(not ahead.isdisjoint(self._local_effects(w, predicate)) for w in words)

    def _is_present_perfect(self, node: Token) -> bool:
        """ "has sent", which told of what is to come is no past: "will follow when Denmark has sent the jets"."""
        haves = [k for k in self.tree.children(node, "aux") if k.lemma.lower() == "have"]
        return any("Tense=Pres" in k.feats for k in haves)

    def _speech_follows(self, node: Token, head: Token) -> bool:
        """Whether a clause beside "said" is what was said: before it, after "that", a colon or a quotation mark."""
        marker = self.tree.child(node, "mark")
        if marker is not None:
            return marker.lemma.lower() == "that"
        if self.tree.subtree(node)[0].lemma.lower() in SUBORDINATORS:
            return False
        doing = (
            syntax.is_gerund(node)
            or any(k.text.lower() == "having" for k in self.tree.children(node, "aux"))
            or (syntax.is_participle(node) and self.tree.child(node, "aux") is None)
        )
        if doing and self.tree.child(node, "nsubj") is None and node.dep == "advcl":
            return False  # "Speaking after the summit, Scholz said", "Asked about the strike, Peskov said"
        return node.i < head.i or any(
            t.text in (":", "“", '"', "«") for t in self.tree.tokens[head.i : node.i]
        )

    # Result ----------------------------------------------------------------------------------------

    def apply(self, effect: Effect, word: Token) -> None:
        """Bend the factuality; what is negated stays so under plans, what is possible under everything."""
        before = [e for e, _ in self.effects]
        idle = effect is Effect.FREED and Effect.REFUSED not in before
        if self.free or idle or (effect, word) in self.effects:
            return
        self.effects.append((effect, word))
        now = self.factuality
        # "Refused to rule out sending", "lifted a ban on sending".
        if effect in (Effect.REFUSED, Effect.FREED) and Effect.REFUSED in before:
            self.effects = [e for e in self.effects if e[0] is not Effect.REFUSED] + [(Effect.POSSIBLE, word)]
            self.factuality = Factuality.POSSIBLE
            return
        if effect is Effect.NEGATED and now is Factuality.NEGATED:
            self.factuality = (
                Factuality.POSSIBLE if Effect.REFUSED in before else Factuality.ASSERTED
            )  # "did not rule out"
        elif effect in (Effect.NEGATED, Effect.REFUSED):
            self.factuality = Factuality.NEGATED
        elif effect in (Effect.POSSIBLE, Effect.DOUBTED) or (
            effect is Effect.REQUESTED and now is Factuality.NEGATED
        ):
            self.factuality = Factuality.POSSIBLE  # "asked them not to attack": whether they will is open
        elif effect in (Effect.PLANNED, Effect.REQUESTED, Effect.AUTHORIZED) and now is Factuality.ASSERTED:
            self.factuality = Factuality.PLANNED if effect is Effect.PLANNED else Factuality.POSSIBLE

    def leave_open(self, noun: Token) -> None:
        """Nothing around a noun tells that it has come about."""
        self.effects.append((Effect.POSSIBLE, noun))
        self.factuality = Factuality.POSSIBLE

    def stance(self, trigger: Token) -> Stance:
        """Add sources that no governor shows: quotations, trailing reports, "according to"."""
        speaker, scene = self.speaker, self.scene
        if self.reported:
            speaker = speaker or scene.speaker_at.get(trigger.i)
        else:
            speaker = (
                self._heard(sources.find_trailing(scene, trigger))
                or self._heard(sources.find_according(scene, trigger))
                or self._heard(sources.find_enclosed(scene, trigger))
                or self._heard(sources.find_headed(scene, trigger))
                or self._heard(sources.find_rumoured(scene, trigger))
                or scene.speaker_at.get(trigger.i)
                or self._heard(find_disclaimer(scene, trigger, said=self.traits.said))
            )
            if not self.recalled:
                speaker = (
                    speaker
                    or self._heard(sources.find_claimed(scene, trigger))
                    or self._heard(sources.find_resumed(scene, trigger))
                    or self._heard(sources.find_torn_off(scene, trigger))
                )
        hidden = self.hidden and speaker is None and not self.granted
        return Stance(self.factuality, speaker, tuple(self.effects), hidden)

    def _heard(self, source: Source | None) -> Entity | None:
        """Who speaks; without a name it stays hidden who it is."""
        self.hidden = self.hidden or (source is not None and source.veiled)
        return source.speaker if source is not None else None


def _is_negation(word: Token) -> bool:
    return word.lemma.lower() in _NEGATIONS or word.text.lower() in _NEGATIONS
