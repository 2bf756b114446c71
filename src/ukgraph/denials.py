"""Who denies what has been told, in words that tell nothing themselves: ", which Kyiv denied", "a claim Moscow rejects".

The denied frames stand beside those that were claimed, negated and with who denies them: what is in dispute is told by both sides.
Within a sentence everything before the denial is meant that somebody claims or the article tells; "Moscow denied the
allegations" means what somebody claimed in a sentence before, or what the sentence right before told of Moscow,
"Kyiv denies this" whatever that one told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.lexicon import SPEECH, Effect
from ukgraph.records import Entity, Evidence, Factuality, Token, TriggerWord
from ukgraph.slots import object_control
from ukgraph.stance import read_mood
from ukgraph.words import cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.scene import Scene
    from ukgraph.tellings import Draft

_SAYING = "Statement"
_OPEN = frozenset({Factuality.ASSERTED, Factuality.POSSIBLE})
_BACK = 2  # sentences in which a claim may have been made that "the claim" means
_POINTERS = frozenset({"it", "this", "that"})
_SUMMING = frozenset({"this", "that"})  # all that was told right before


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody denies what a word, the pointer, means: what the sentence itself has told, or else what was claimed before it.

    Where the pointer calls it a claim ("an allegation Tehran rejects"), nobody vouches for it who is not named.
    """

    denier: Entity
    verb: Token
    pointer: Token
    here: bool
    claimed: bool = False


def find_denials(scene: Scene) -> Iterator[Denial]:
    """The denials of a sentence whose content stands elsewhere."""
    for verb in scene.tree.tokens:
        if verb.pos != "VERB" or scene.tree.child(verb, "ccomp", "xcomp") is not None:
            continue
        meant = _meant(scene, verb)
        if meant is None or read_mood(scene, verb) is not Factuality.ASSERTED:
            continue
        doer = syntax.subject(scene.tree, verb, object_control(scene.knowledge))
        pointer, here = meant
        for denier in scene.speakers(doer) if doer is not None else ():
            yield Denial(denier, verb, pointer, here, claimed=here and _tells(scene, pointer))


def _meant(scene: Scene, verb: Token) -> tuple[Token, bool] | None:
    """The word by which a verb of denying means what is told elsewhere, and whether that is in its own sentence."""
    tree = scene.tree
    effects = {c.effect for c in cues(scene, verb, "VERB")}
    if not effects & {Effect.DENIED, Effect.REFUSED}:
        return None
    noun = tree.head(verb) if syntax.base(verb.dep) == "acl" else None
    if (
        noun is not None
        and (_tells(scene, noun) or noun.lemma.lower() == "something")
        and _is_aside(tree, noun)
    ):
        return noun, True
    object_ = tree.child(verb, "obj")
    if object_ is None:
        return None
    if _answers(scene, verb, object_):
        return object_, any(t.pos == "VERB" for t in tree.tokens[: verb.i])
    if object_.lemma.lower() == "which" and Effect.DENIED in effects:
        return object_, True
    if object_.lemma.lower() in _POINTERS and Effect.DENIED in effects:
        return object_, False
    bare = not any(k.dep in ("acl", "acl:relcl", "nmod", "ccomp", "compound") for k in tree.kids[object_.i])
    definite = any(k.lemma.lower() in ("the", "this", "these", "those", "both") for k in tree.kids[object_.i])
    return (object_, False) if bare and definite and _tells(scene, object_) else None


def _answers(scene: Scene, verb: Token, noun: Token) -> bool:
    """ "denied responsibility", "denied any involvement", and not of what: the deed has been told."""
    owned = any(
        k.dep in ("acl", "nmod", "obl") for t in (noun, verb) for k in scene.tree.kids[t.i] if k.i > noun.i
    )
    words = {c.words for c in cues(scene, verb, "VERB") if c.effect is Effect.DENIED}
    return not owned and any(len(w) > 1 and w[-1] == noun.lemma.lower() for w in words)


def _is_aside(tree: syntax.Tree, noun: Token) -> bool:
    """Whether a noun stands beside the clause that it sums up: ", a claim", ", something"."""
    first = min([noun.i, *(k.i for k in tree.children(noun, "det", "amod", "compound"))])
    return first > 0 and tree.tokens[first - 1].text in (",", "—", "–") and noun.dep not in ("nsubj", "obl")


def _tells(scene: Scene, noun: Token) -> bool:
    return noun.pos == "NOUN" and bool(scene.knowledge.effects("NOUN", noun.lemma.lower()) & SPEECH)


def deny(
    denial: Denial, told: Sequence[Sequence[Draft]], evidence: Evidence, knowledge: Knowledge
) -> list[Draft]:
    """The drafts of the last sentence, with the frames that a denial in it negates.

    If there are any, the saying itself is left out: that Moscow said "the allegations" tells nobody anything.

    Args:
        denial: of the last sentence.
        told: what each sentence so far has given, the last one's at the end.
        evidence: the last sentence.
        knowledge: which frames are acts of saying, of which nobody denies anything but their content.
    """
    if denial.here:
        meant = _deniable(
            (d for d in told[-1] if d.token < min(denial.pointer.i, denial.verb.i)), denial, knowledge
        )
    else:
        back = [_deniable(drafts, denial, knowledge) for drafts in reversed(told[-1 - _BACK :])]
        claimed = ([d for d in drafts if d.speaker is not None] for drafts in back)
        pointing = denial.pointer.lemma.lower() in _SUMMING
        own = [
            d
            for drafts in back[1:2]
            for d in drafts
            if pointing or any(f.value == denial.denier for f in d.fillers)
        ]
        meant = next(filter(None, claimed), own)
    words = (denial.verb.i, denial.pointer.i) if meant else ()
    kept = [d for d in told[-1] if d.kind != _SAYING or d.token not in words]
    if denial.claimed:
        unheard = [d for d in meant if d.speaker is None]
        kept = [replace(d, factuality=Factuality.POSSIBLE) if d in unheard else d for d in kept]
    return [*kept, *(_negated(draft, denial, evidence) for draft in meant)]


def _negated(draft: Draft, denial: Denial, evidence: Evidence) -> Draft:
    return replace(
        draft,
        factuality=Factuality.NEGATED,
        speaker=denial.denier,
        evidence=evidence,
        token=denial.verb.i,
        trigger=TriggerWord(denial.verb.start, denial.verb.text),
        continues=False,
        copies=False,
    )


def _deniable(drafts: Iterable[Draft], denial: Denial, knowledge: Knowledge) -> list[Draft]:
    """What somebody else says to have happened; an act of saying is not denied with its content."""
    return [
        d
        for d in drafts
        if d.speaker is not None or d.kind not in knowledge.performative
        if knowledge.schema.frames[d.kind].event
        if d.factuality in _OPEN and d.speaker != denial.denier and not d.anaphoric
    ]
