"""Matches to drafts of frames, where role fillers, stance and evidence come together.

What an act of asking, refusing or promising makes of a delivery is said by the shifts of the lexicon.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ukgraph import claims, quotes, sources, syntax
from ukgraph.claims import find_claims
from ukgraph.datelines import begins_at
from ukgraph.discourse import FIRST
from ukgraph.frames import Fill, Match, Missed, fill_role, find_matches, fits
from ukgraph.gapping import find_gapped, without
from ukgraph.gazetteer import Form
from ukgraph.lexicon import SPEECH, TELLER, Effect, Shift
from ukgraph.records import Date, Entity, Evidence, Factuality, Filler, Quantity, TriggerWord
from ukgraph.slots import light_noun, light_verbs, object_control, slot_heads
from ukgraph.stance import Stance, read_stance
from ukgraph.tellings import Draft
from ukgraph.words import THEN, cues

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ukgraph.claims import OpenClaim
    from ukgraph.dates import Timex
    from ukgraph.gapping import Gapped
    from ukgraph.knowledge import Knowledge
    from ukgraph.link import Linked
    from ukgraph.quotes import Quotation, Voice
    from ukgraph.records import Article, Sentence, Token, Value
    from ukgraph.scene import Scene

_SPEAKING = frozenset({"Statement", "Talks"})
_GATHERING = frozenset({"Meeting", "Talks"})
_OCCASIONS = frozenset({"at", "during", "in"})
_LOCATORS = frozenset({"in", "at", ",", "near"})
_BEARINGS = frozenset(
    [*("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "the", "-"),
     *("north-eastern", "north-western", "south-eastern", "south-western"),
     *("northeastern", "northwestern", "southeastern", "southwestern")]
)  # fmt: skip  # that stand before a region and leave it the region that it is
_TOPICS = frozenset({"about", "of", "on", "for", "against", "over"})  # "spoke of", "commented on"
_REASONS = frozenset({"for", "of", "over"})  # "criticized for", "accused of"
_THINGS = frozenset({"WeaponSystem", "WeaponClass", "TargetKind"})  # that nobody can be blamed for
_QUOTES = frozenset({'"', "“", "”"})
_REFUSING = frozenset({Effect.REFUSED})
_STOPS = _QUOTES | {","}
_BESIDE = frozenset({"acl:relcl", "parataxis", "appos"})
_MEDIA = ("Company", "MediaOrganization")
_EARLIER = frozenset({"first", "last", "previously", "earlier"})  # by which a happening is told apart
_SUM = 10**9  # from which on nobody counts things: "a 50 billion package"
_HELD = Decimal("0.9")
_OPEN = Decimal("0.6")  # nothing but the tree speaks for an open claim


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence gave: drafts, and the triggers that gave none with the reason."""

    drafts: tuple[Draft, ...]
    missed: tuple[Missed, ...]


def read_sentence(
    scene: Scene, article: Article, voices: Mapping[Quotation, Voice], quotations: Sequence[Quotation]
) -> SentenceReading:
    """Every frame draft of a sentence."""
    matches, missed = find_matches(scene)
    evidence = evidence_of(scene.tree.sentence, article)
    drafts: list[Draft] = []
    contents: list[tuple[Draft, frozenset[int]]] = []
    told = frozenset(m.token.i for m in matches)
    bending: set[int] = set()
    acts: set[int] = set()  # words that are an act of their own by what they govern: "urged Germany to send"
    for match in matches:
        own = read_stance(scene, match.token, match.frame)
        stance = _weakest([own, *(read_stance(scene, t, match.frame, match.token) for t in match.nouns)])
        if stance.speaker is None and _is_anybodys(match.token, voices, quotations):
            stance = replace(stance, hidden_source=True)
        bending |= {t.i for _, t in stance.effects}
        shift = _shift(scene, match, stance)
        if shift is not None and shift.act:
            acts.update([t.i for e, t in stance.effects if e in shift.under][:1])
        gapped = find_gapped(scene, match)
        made = _drafts(scene, without(scene, match, gapped), stance, shift, evidence, quotations, told)
        made += [other for draft in made for other in _gapped(draft, gapped)]
        contents += [(d, _spoken(scene, match)) for d in made if d.kind == "Statement"]
        drafts += made
    contents = [(said, words) for said, words in contents if said.token not in acts]
    drafts = [_under_its_speaker(d, contents, scene.knowledge) for d in drafts]
    drafts = [_of_his_state(scene, _for_his_country(scene, d, matches)) for d in drafts]
    drafts = _told_the_press(scene, drafts)
    drafts = [d for d in drafts if d.kind != "Statement" or d.token not in acts]
    drafts = _told_once(scene, drafts)
    held = _offices_held(scene, evidence)
    drafts = [
        replace(d, speaker=None) if _dates_by_what_is_known(scene, d, quotations) else d for d in drafts
    ]
    heard = told | bending | {t.i for match in matches for t in (*match.parts, *_worded(scene, match))}
    heard |= {d.token for d in held}
    drafts += [_open(scene, claim, evidence) for claim in find_claims(scene, heard)]
    drafts += _unsaid(evidence, voices)
    drafts += _sources(scene, evidence)
    drafts += [_under_its_speaker(d, contents, scene.knowledge) for d in held]
    drafts += _standing(scene, evidence)
    return SentenceReading(tuple(drafts), tuple(missed))


def _told_once(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """ "announced a pause in deliveries": what a verb and a noun below it tell of the same is told by the verb."""

    def again(draft: Draft) -> bool:
        above = {a.i for a in scene.tree.ancestors(scene.tree.tokens[draft.token])}
        return any(
            other.token in above
            and (other.kind, other.speaker) == (draft.kind, draft.speaker)
            and {*other.fillers} == {*draft.fillers}
            for other in drafts
        )

    return [d for d in drafts if d.kind == "Statement" or not again(d)]


def _for_his_country(scene: Scene, draft: Draft, matches: Iterable[Match]) -> Draft:
    """ "I am announcing a package": who holds an office gives for whom he holds it, and not out of his own pocket."""
    givers = (f for m in matches if m.token.i == draft.token for f in m.of("donor"))
    own = {f.value for f in givers if scene.tree.tokens[f.token].text.lower() in FIRST}
    if not own:
        return draft
    fillers = [
        replace(f, value=scene.speaks_for(f.value))
        if f.role == "donor" and f.value in own and isinstance(f.value, Entity)
        else f
        for f in draft.fillers
    ]
    return replace(draft, fillers=tuple(dict.fromkeys(fillers)))


def _of_his_state(scene: Scene, draft: Draft) -> Draft:
    """ "Putin's war": whoever rules a state makes war in its name."""
    if not any(f.role == "aggressor" for f in draft.fillers):
        return draft

    def made_by(value: Value) -> Value:
        person = isinstance(value, Entity) and value.kind == "Person"
        return scene.speaks_for(value) if isinstance(value, Entity) and person else value

    fillers = (replace(f, value=made_by(f.value)) if f.role == "aggressor" else f for f in draft.fillers)
    return replace(draft, fillers=tuple(dict.fromkeys(fillers)))


def _dates_by_what_is_known(scene: Scene, draft: Draft, quotations: Sequence[Quotation]) -> bool:
    """ "maintained that drones had changed hands before the invasion of Ukraine": that there was one he only dates by."""
    trigger = scene.tree.tokens[draft.token]
    if draft.speaker is None or draft.factuality is not Factuality.ASSERTED:
        return False
    sides = {f.role: f.value.id for f in draft.fillers if isinstance(f.value, Entity)}
    known = any(
        {r: v for r, v in sides.items() if r in happening}.items() <= happening.items()
        and not sides.keys().isdisjoint(happening)
        for happening in scene.knowledge.happenings.get(draft.kind, ())
    )
    if not known or quotes.quoted(quotations, trigger) is not None:
        return False
    above = itertools.takewhile(
        lambda t: not quotes.says(scene, t), (trigger, *scene.tree.ancestors(trigger))
    )
    return any(
        syntax.cases(scene.tree, t) in THEN
        or any(k.text.lower() in THEN for k in scene.tree.children(t, "mark"))
        for t in above
    )


def _told_the_press(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """ "Speaking to reporters, Kuleba said": that is no talk of its own, but tells to whom he said it."""
    press = scene.knowledge.selectors.get("press", frozenset())
    talks: dict[int, tuple[Filler, ...]] = {}
    kept = list(drafts)
    for talk in [d for d in drafts if d.kind == "Talks"]:
        told = tuple(f for f in talk.fillers if f.role == "addressee")
        verb = scene.tree.tokens[talk.token]
        aside = verb.pos == "VERB" and syntax.base(verb.dep) in ("advcl", "acl")
        above = {t.i for t in scene.tree.ancestors(verb)}
        sayings = {d.token for d in drafts if d.kind == "Statement" and d.token in above}
        heard = [isinstance(f.value, Entity) and fits(scene.knowledge, f.value, press) for f in told]
        if heard and aside and sayings and all(heard):
            talks |= dict.fromkeys(sayings, told)
            kept.remove(talk)
    return [
        replace(d, fillers=tuple(dict.fromkeys((*d.fillers, *talks[d.token]))))
        if d.kind == "Statement" and d.token in talks
        else d
        for d in kept
    ]


def _worded(scene: Scene, match: Match) -> Iterator[Token]:
    """The complement that is only a word of its trigger: "let Ukraine have tanks" does not tell that Ukraine has them."""
    words = match.trigger.words[1:]
    yield from (k for k in scene.tree.children(match.token, "xcomp") if k.lemma.lower() in words)


def _is_anybodys(trigger: Token, voices: Mapping[Quotation, Voice], quotations: Sequence[Quotation]) -> bool:
    """Whether it stands in a quotation of nobody knows whom; of a few words around a noun the article makes use itself."""
    quotation = quotes.quoted(quotations, trigger)
    whole = quotation is not None and (quotation.words >= quotes.SHORTEST or trigger.pos == "VERB")
    return whole and quotation not in voices


def _gapped(draft: Draft, gapped: Sequence[Gapped]) -> Iterator[Draft]:
    """ "Germany sent 18 Leopards, Portugal three": the same of somebody else, with a number, a thing or a date of his own."""
    counts = [f for f in draft.fillers if f.role in ("itemCount", "amount") and isinstance(f.value, Quantity)]
    for other in gapped:
        if other.quantity is not None and len(counts) > 1:
            return
        own = {f.role for f in other.told}
        apart = counts if other.quantity is not None or "item" in own else []
        kept = [
            f for f in draft.fillers if f.value not in other.instead and f.role not in own and f not in apart
        ]
        roles = dict.fromkeys(f.role for f in draft.fillers if f.value in other.instead)
        numbers = [
            Filler(f.role, replace(other.quantity, of=f.value.of))
            for f in counts
            if other.quantity is not None and isinstance(f.value, Quantity)
        ]  # of how many are trained no role tells
        yield replace(draft, fillers=(*(Filler(r, other.who) for r in roles), *kept, *numbers, *other.told))


def _spoken(scene: Scene, match: Match) -> frozenset[int]:
    """The tokens of what somebody says without quotation marks."""
    content = _content(scene, match)
    if content is None or not _is_clause(scene, content) or syntax.is_infinitive(scene.tree, content):
        return frozenset()  # "told Russia to end its war": an order claims nothing
    return frozenset(t.i for t in scene.tree.subtree(content))


def _is_clause(scene: Scene, content: Token) -> bool:
    """Whether a predicate is what is said: "said it had shelled Sumy", "said it was at war", but not "announced a war"."""
    return content.pos in ("VERB", "AUX", "ADJ") or scene.tree.child(content, "cop") is not None


def _under_its_speaker(
    draft: Draft, contents: Iterable[tuple[Draft, frozenset[int]]], knowledge: Knowledge
) -> Draft:
    """What stands in somebody's words is his, whatever the tree above it hides: no claim passes for the article's own voice."""
    if draft.speaker is not None or draft.kind == "Statement":
        return draft
    for said, tokens in contents:
        if said.factuality is Factuality.NEGATED:
            continue  # "declined to comment on reports that": nothing was said
        speaker = next(
            (f.value for f in said.fillers if f.role == "speaker" and isinstance(f.value, Entity)), None
        )
        if (
            draft.token in tokens
            and speaker is not None
            and not _own_act(knowledge, draft.kind, draft.fillers, speaker)
        ):
            return replace(draft, speaker=speaker)
    return draft


def _weakest(stances: Sequence[Stance]) -> Stance:
    """The stance of a happening that several words tell: a doubt about one of them is a doubt about it."""
    return next(
        (s for s in stances if s.speaker is not None or s.factuality is not Factuality.ASSERTED), stances[0]
    )


def _open(scene: Scene, claim: OpenClaim, evidence: Evidence) -> Draft:
    """What no frame covers, with factuality and speaker like any frame."""
    stance = read_stance(scene, claim.token, claims.KIND)
    fillers = (
        *(Filler("subject", e) for e in claim.subjects),
        Filler("predicate", claim.predicate),
        *(Filler("object", e) for e in claim.objects),
    )
    word = _word(claim.token)
    return Draft(
        claims.KIND, fillers, stance.factuality, stance.speaker, _OPEN, evidence, claim.token.i, word
    )


def evidence_of(sentence: Sentence, article: Article) -> Evidence:
    """A sentence as evidence."""
    return Evidence(article.id, sentence.start, sentence.end, article.text[sentence.start : sentence.end])


def _word(token: Token) -> TriggerWord:
    return TriggerWord(token.start, token.text)


# From a match to a draft --------------------------------------------------------------------------


def _drafts(
    scene: Scene,
    match: Match,
    stance: Stance,
    shift: Shift | None,
    evidence: Evidence,
    quotations: Sequence[Quotation],
    told: frozenset[int],
) -> list[Draft]:
    fillers = _fillers(scene, match)
    kind, factuality = match.frame, stance.factuality
    if shift is not None:
        kind, fillers, factuality = _shifted(scene, fillers, stance, shift)
    if kind in scene.knowledge.promissory and factuality is Factuality.ASSERTED:
        factuality = Factuality.POSSIBLE if match.trigger.tentative else Factuality.PLANNED
    schema = scene.knowledge.schema.frames[kind]
    if {"person", "title"} <= set(schema.roles) and not any(f.role == "title" for f in fillers):
        fillers += _office(scene, match.token, {f.role for f in fillers})
    fillers = [f for f in fillers if f.role in schema.roles]
    fillers += _taking_part(scene.knowledge, fillers)
    if schema.event and _meets_itself(fillers, schema.core):
        return []
    if schema.event:
        fillers += _dated_and_placed(
            scene, match, _act(match, stance, shift), told, {f.role for f in fillers}
        )
    if kind == "Statement":
        quote = _said(scene, match, stance, factuality, quotations)
        if not quote:
            return []
        fillers += quote
        factuality = _spoken_all_the_same(match, stance, factuality)
    goes_on = match.anaphoric or match.trigger.continues
    if not any(f.role in schema.core for f in fillers) and not (goes_on and fillers):
        return []
    own = _own_act(scene.knowledge, kind, fillers, stance.speaker)
    speaker = None if own else stance.speaker
    if own or (speaker is None and kind in scene.knowledge.promissory):
        fillers = _told_when_and_where(scene, fillers, stance, told)
    if factuality is not Factuality.NEGATED and any(TELLER in p.slots for p in match.trigger.patterns):
        factuality = Factuality.ASSERTED  # "would be legitimate targets, Putin warned": he has threatened
    if schema.event and factuality is Factuality.ASSERTED:
        fillers, factuality = _looking_ahead(scene, kind, fillers)
    return [
        Draft(
            kind,
            tuple(dict.fromkeys(fillers)),
            factuality,
            speaker,
            _confidence(match, stance),
            evidence,
            match.token.i,
            _word(match.token),
            match.trigger.continues,
            match.trigger.copies,
            match.anaphoric,
            match.token.pos == "PUNCT",
            match.whole,
            match.anaphoric and match.trigger.copies,
            match.trigger.among,
            any(k.text.lower() in _EARLIER for k in scene.tree.children(match.token, "advmod")),
        )
    ]


def _looking_ahead(scene: Scene, kind: str, fillers: list[Filler]) -> tuple[list[Filler], Factuality]:
    """What a date to come makes of a happening: "Biden sits down with Zelenskyy tomorrow" is planned.

    But whoever "refuses to deliver before 2025" refuses now: of asking and refusing it is no date.
    """
    ahead = [f for f in fillers if f.role == "date" and _later(f.value, scene.published)]
    if ahead and any(s.act and s.becomes == kind for s in scene.knowledge.shifts):
        return [f for f in fillers if f not in ahead], Factuality.ASSERTED
    return fillers, Factuality.PLANNED if ahead else Factuality.ASSERTED


def _meets_itself(fillers: Iterable[Filler], core: Collection[str]) -> bool:
    """Whether one entity stands on both sides: no state invades itself, so a pronoun was misunderstood."""
    sides = [(f.role, f.value.id) for f in fillers if f.role in core and isinstance(f.value, Entity)]
    suffering = {name for role, name in sides if role == "target"}
    return any(role != "target" and name in suffering for role, name in sides)


def _office(scene: Scene, trigger: Token, told: Collection[str]) -> list[Filler]:
    """The office that somebody is appointed to, and of what: "was appointed defense minister", "took over as NATO chief"."""
    tree = scene.tree
    for head in tree.children(trigger, "xcomp", "obj", "obl", "nmod", "nsubj", "appos"):
        appointing = head.dep == "nsubj" and tree.child(trigger, "obj") is not None
        if appointing or (head.dep in ("obl", "nmod") and syntax.cases(tree, head) not in ("as", "to")):
            continue
        named = _office_named(scene, head)
        if named:
            return [f for f in named if f.role == "title" or "organization" not in told]
    done = scene.knowledge.offices_done.get(trigger.lemma.lower())
    return [Filler("title", done)] if done is not None and trigger.pos == "VERB" else []


def _office_named(scene: Scene, head: Token) -> list[Filler]:
    """The office that a phrase names, and of what: "Germany's defence minister", "secretary general of NATO"."""
    held = scene.owner.get(head.i)
    if held is not None and held.described and held.post is not None:
        of = [Filler("organization", held.post.organization)] if held.post.organization else []
        return [Filler("title", held.post.title), *of]
    own = scene.tree.subtree(head, lambda t: syntax.base(t.dep) in ("nsubj", "cop", "advcl"))
    phrase = [t.i for t in own if t.i <= head.i]
    for start in phrase:
        words = " ".join(t.text for t in scene.tree.tokens[start : head.i + 1]).replace(" - ", "-")
        title = scene.knowledge.office_called(words)
        if title is None:
            continue
        before = (scene.owner[i].actor for i in phrase if i < start and i in scene.owner)
        bodies = [
            b for b in before if b.kind != "Person" and not b.generic
        ]  # "named Umerov defense minister"
        bodies += [
            scene.owner[k.i].actor
            for k in scene.tree.children(head, "nmod")
            if syntax.cases(scene.tree, k) == "of" and k.i in scene.owner
        ]
        return [Filler("title", title), *(Filler("organization", b) for b in bodies[:1])]
    return []


def _offices_held(scene: Scene, evidence: Evidence) -> list[Draft]:
    """ "Pistorius is Germany's defence minister", "Umerov, who was defence minister until 2025": what a copula says of a person."""
    drafts = []
    for copula in [t for t in scene.tree.tokens if t.dep == "cop"]:
        head = scene.tree.tokens[copula.head]
        subject = scene.tree.child(head, "nsubj") if head.pos in ("NOUN", "PROPN") else None
        if subject is None or copula.i > head.i:
            continue
        people = [f.value for f in scene.values(subject) if isinstance(f.value, Entity)]
        office = _office_named(scene, head)
        if office and len(people) == 1 and people[0].kind == "Person" and not people[0].generic:
            stance = read_stance(scene, head, "RoleHolding")
            fillers = (Filler("person", people[0]), *office)
            drafts.append(
                Draft(
                    "RoleHolding",
                    fillers,
                    stance.factuality,
                    stance.speaker,
                    _HELD,
                    evidence,
                    head.i,
                    _word(head),
                )
            )
    return drafts


def _held_against(scene: Scene, match: Match) -> list[Filler]:
    """What somebody is blamed for, in the text's words: "condemned the attack on Odesa", "accused Russia of shelling it"."""
    tree, word = scene.tree, match.token
    slots = ("of",) if word.pos != "VERB" else ("object", "complement.subject")
    deeds = [h for slot in slots for h in slot_heads(scene, word, slot, match.trigger.pos) if h.pos == "NOUN"]
    for clause in tree.children(word, "obl", "advcl", "xcomp"):
        opener = tree.child(clause, "case", "mark")
        if opener is not None and opener.i > word.i and opener.text.lower() in _REASONS:
            deeds.append(clause)
    for deed in deeds:
        kinds = [f.value.kind for f in scene.values(deed) if isinstance(f.value, Entity)]
        things = any(k in _THINGS or scene.knowledge.acts(k) for k in kinds)
        if deed.lemma.lower() not in match.trigger.words and (deed.pos == "VERB" or not things):
            return [Filler("act", _words(scene, deed))]
    return []


def _words(scene: Scene, head: Token) -> str:
    """A phrase in the text's words, without what opens it, what it is called and what only stands beside it."""
    tree = scene.tree
    titled = {k.i for k in tree.kids[head.i] if head.pos == "NOUN" and syntax.cases(tree, k) in ("as", "by")}
    beside = titled | {k.i for k in tree.kids[head.i] if k.dep in _BESIDE}
    opener = tree.child(head, "case", "mark")
    phrase = [t for t in tree.subtree(head, lambda t: t.i in beside) if opener is None or t.i > opener.i]
    end = next((t.i for t in tree.tokens[head.i :] if t.text in _STOPS), len(tree.tokens))
    span = [t for t in phrase if t.i < end and t.pos != "PUNCT"]
    sentence = tree.sentence
    text = sentence.text[span[0].start - sentence.start : span[-1].end - sentence.start]
    return "".join(c for c in text if c not in _QUOTES)


def _said(
    scene: Scene, match: Match, stance: Stance, factuality: Factuality, quotations: Sequence[Quotation]
) -> list[Filler]:
    """What a word of saying tells; nothing where nobody has said anything, or says the same with another word."""
    asked = factuality is Factuality.POSSIBLE and stance.has(
        Effect.REQUESTED
    )  # "asked the leaders to speak out"
    lasts = any(c.effect is Effect.OCCURRING for c in cues(scene, match.token, match.token.pos))
    if asked or _same_saying(scene, match.token) or (lasts and not quotes.speaks_on(scene, match.token)):
        return []
    return _quote(scene, match, quotations, unsaid=factuality is Factuality.NEGATED)


def _spoken_all_the_same(match: Match, stance: Stance, factuality: Factuality) -> Factuality:
    """ "He could confirm that": whoever can say it has said it; so has whoever made "a claim" that others reject."""
    unproved = syntax.base(match.token.dep) == "nsubj"  # "the claim could not be verified"
    rejected = unproved or (match.token.pos == "NOUN" and stance.has(Effect.REFUSED))
    return Factuality.ASSERTED if rejected or factuality is Factuality.POSSIBLE else factuality


def _same_saying(scene: Scene, token: Token) -> bool:
    """ "He said ..., adding that" and "stated ..., highlighting" are one saying for the participle, "quoted as saying" for it alone."""
    clauses = scene.tree.children(token, "advcl", "xcomp", "ccomp")
    quoted = (c for c in clauses if syntax.is_gerund(c) and quotes.is_saying(scene.knowledge, c))
    if any(k.text.lower() == "as" for c in quoted for k in scene.tree.children(c, "mark")):
        return True
    if not syntax.is_gerund(token) or syntax.base(token.dep) not in (
        "advcl",
        "acl",
        "conj",
        "xcomp",
        "ccomp",
    ):
        return False
    if any(k.text.lower() == "as" for k in scene.tree.children(token, "mark")):
        return False  # "quoted Peskov as saying": the agency has said nothing of its own
    return any(quotes.is_saying(scene.knowledge, a) for a in scene.tree.ancestors(token))


def _later(value: Value, published: str | None) -> bool:
    """Whether a date lies after the article's, at the coarser of their precisions."""
    if not isinstance(value, Date) or published is None:
        return False
    width = min(len(value.iso), len(published))
    return value.iso[:width] > published[:width]


def _shift(scene: Scene, match: Match, stance: Stance) -> Shift | None:
    """The most demanding shift whose effects were all met; what may have been done is no promise."""
    met = {e for e, _ in stance.effects}
    if _is_asked_not_to(stance):
        refusals = (s for s in scene.knowledge.shifts if s.frame == match.frame and s.under == _REFUSING)
        return next((replace(s, under=frozenset(), act=False) for s in refusals), None)
    if _is_policy(scene, match, stance):
        met.add(Effect.PLANNED)
    done = any(k.lemma.lower() == "have" for k in scene.tree.children(match.token, "aux"))
    fitting = [
        s
        for s in scene.knowledge.shifts
        if s.frame == match.frame and s.under <= met and not (done and s.under == {Effect.POSSIBLE})
        if Effect.THREATENED not in s.under or _threatens(scene, match, stance, s)
        if Effect.REFUSED not in s.under or not _is_tale(scene, match.token)
    ]
    return max(fitting, key=lambda s: (len(s.under), s.act), default=None)


def _is_asked_not_to(stance: Stance) -> bool:
    """ "urged Iran to stop supplying drones": asked for is that none be given."""
    effects = [e for e, _ in stance.effects]
    asked = effects.index(Effect.REQUESTED) if Effect.REQUESTED in effects else 0
    return effects[:asked].count(Effect.NEGATED) % 2 == 1 and Effect.REFUSED not in effects[:asked]


def _is_tale(scene: Scene, trigger: Token) -> bool:
    """ "dismissed rumours that China had supplied drones": what is told as done beside a noun is rejected as a tale, and not refused."""
    tree = scene.tree
    clause = next((t for t in (trigger, *tree.ancestors(trigger)) if tree.child(t, "mark") is not None), None)
    noun = tree.head(clause) if clause is not None else None
    if (
        clause is None
        or noun is None
        or noun.pos != "NOUN"
        or syntax.base(clause.dep) not in ("acl", "ccomp")
    ):
        return False
    that = any(k.text.lower() == "that" for k in tree.children(clause, "mark"))
    words = (clause, *tree.children(clause, "aux"))
    past = any("Tense=Past" in w.feats and "VerbForm=Fin" in w.feats for w in words)
    return that and (past or any(w.lemma.lower() == "have" for w in words))


def _is_policy(scene: Scene, match: Match, stance: Stance) -> bool:
    """ "South Korea does not provide lethal aid": who as a rule gives nothing will not; whoever is told to say so may deny it."""
    helpers = scene.tree.children(match.token, "aux")
    does = any(k.lemma.lower() == "do" and "Tense=Pres" in k.feats for k in helpers)
    givers = [f.value for f in match.of("donor")]
    doer = scene.tree.child(match.token, "nsubj")
    gives = doer is not None and any(f.actor in givers for f in scene.values(doer))
    return does and gives and stance.factuality is Factuality.NEGATED and stance.speaker is None


def _threatens(scene: Scene, match: Match, stance: Stance, shift: Shift) -> bool:
    """Whether who claims a right to strike, or warns of a strike, would strike: "Peskov warned that Russia would", but not "that Iran would"."""
    cue = stance.cue(Effect.THREATENED)
    effects = [e for e, t in stance.effects if t == cue or e is Effect.NEGATED]
    if cue is None or Effect.NEGATED in effects:
        return False  # "threatened not to strike"
    done_by = [f.value for role, _ in shift.rename for f in match.of(role)]
    if not done_by:
        return SPEECH.isdisjoint(effects)
    sides = {_side(scene, e) for e in _agents(scene, cue)}
    return any(isinstance(v, Entity) and _side(scene, v) in sides for v in done_by)


def _side(scene: Scene, entity: Entity) -> str:
    """The country for which somebody acts or speaks, if it is known."""
    whom = scene.speaks_for(entity).id
    return scene.knowledge.country_of(whom) or whom


def _shifted(
    scene: Scene, fillers: list[Filler], stance: Stance, shift: Shift
) -> tuple[str, list[Filler], Factuality]:
    names = dict(shift.rename)
    renamed = [Filler(names.get(f.role, f.role), f.value) for f in fillers]
    factuality = stance.factuality if shift.under else Factuality.POSSIBLE
    cue = next((t for e, t in stance.effects if e in shift.under), None)
    if shift.act:
        factuality = _outer(stance, shift)
        if stance.hidden_source and factuality is Factuality.ASSERTED:
            factuality = Factuality.POSSIBLE
        # "Refused to let Germany send", "voted down a motion that called on the government to send".
        let = Effect.REFUSED in shift.under and stance.has(Effect.AUTHORIZED, Effect.REQUESTED)
        if let and cue is not None and (refusers := _agents(scene, cue)):
            renamed = [f for f in renamed if f.role != shift.agent or f.value in refusers]
        agents = _agents(scene, cue) if cue is not None and shift.agent is not None else []
        if (
            agents and Effect.THREATENED in shift.under
        ):  # "Peskov warned that Russia would strike": he threatens
            renamed = [f for f in renamed if f.role != shift.agent]
        if shift.agent is not None and not any(f.role == shift.agent for f in renamed):
            renamed += [Filler(shift.agent, v) for v in agents]
    return shift.becomes, renamed, factuality


def _act(match: Match, stance: Stance, shift: Shift | None) -> Token:
    """The word that tells what was done: "urged Berlin to send tanks" tells of urging."""
    acts = (t for e, t in stance.effects if shift is not None and shift.act and e in shift.under)
    return next(acts, match.token)


def _outer(stance: Stance, shift: Shift) -> Factuality:
    """What lies above the asking or refusing: "may refuse" is possible, "did not ask" is negated."""
    last = max(i for i, (e, _) in enumerate(stance.effects) if e in shift.under)
    below = {t.i for e, t in stance.effects if e in shift.under}
    for effect, token in stance.effects[last + 1 :]:
        if token.i in below:
            continue
        if effect is Effect.POSSIBLE:
            return Factuality.POSSIBLE
        if effect is Effect.NEGATED:
            return Factuality.NEGATED
        if effect is Effect.PLANNED:
            return Factuality.PLANNED
    return Factuality.ASSERTED


def _agents(scene: Scene, cue: Token) -> list[Entity]:
    if cue.pos in ("NOUN", "PROPN"):
        case = syntax.cases(scene.tree, cue)
        if case == "under" or (case == "on" and scene.tree.child(cue, "cop") is not None):
            return []  # "has come under pressure to send", "aid is on hold": by whom is not said
        owner = scene.tree.child(cue, "nmod:poss")
        head = owner or next(
            (k for k in scene.tree.children(cue, "nmod") if syntax.cases(scene.tree, k) in ("by", "from")),
            None,
        )
        verb = scene.tree.head(cue)
        if head is None and verb is not None and verb.pos == "VERB":
            if Effect.REFUSED in scene.knowledge.effects("VERB", verb.lemma.lower()):
                return []  # "rejected calls for the delivery of": whoever rejects them has not called
            head = syntax.subject(scene.tree, verb, object_control(scene.knowledge))
    else:
        head = syntax.subject(scene.tree, cue, object_control(scene.knowledge))
    if head is None:
        return []
    return scene.speakers(head)


def _fillers(scene: Scene, match: Match) -> list[Filler]:
    """The match's fills; a counted item gives its number too."""
    found: list[Filler] = []
    for fill in _without_predecessors(scene, match, _known_sides(scene, match)):
        found.append(Filler(fill.role, fill.value))
        amount = fill.counted or scene.amount_at.get(fill.token)  # "six of which", "80 of the 155 tanks"
        if (
            fill.role == "item"
            and amount is not None
            and amount.dimension == "count"
            and amount.quantity.value < _SUM
            and isinstance(fill.value, Entity)
        ):
            found.append(Filler("itemCount", replace(amount.quantity, of=fill.value.id)))
    teller = sources.passed_on_by(scene, match.token)
    if teller is not None:  # "MPs say they were told by the agency": they are who says so
        listener = sources.source_of(scene, teller)
        found = [f for f in found if f.role != "addressee"]
        found += [Filler("addressee", listener)] if listener is not None else []
    if "act" in scene.knowledge.schema.frames[match.frame].roles:
        found += _held_against(scene, match)
    return [f for f in found if f.role != "donor" or not _is_contractor(scene, match.token, f.value)]


def _is_contractor(scene: Scene, trigger: Token, value: Value) -> bool:
    """ "Raytheon received a contract to provide three systems": whoever is paid for what it provides gives nothing."""
    if not isinstance(value, Entity) or not scene.knowledge.is_a(value.kind, "Company"):
        return False
    above = [(a.lemma.lower(), "VERB" if a.pos == "VERB" else "NOUN") for a in scene.tree.ancestors(trigger)]
    evoked = (roles for word, pos in above for roles in scene.knowledge.roles_evoked(word, pos))
    return any("seller" in roles for roles in evoked)


def _without_predecessors(scene: Scene, match: Match, fills: Iterator[Fill]) -> Iterator[Fill]:
    """ "Rutte was appointed NATO secretary general": who is named takes the office, and not whoever holds it on that day."""
    people = [f.token for f in match.of("person")]
    offices = {i for i in people if i in scene.owner and scene.owner[i].described}
    appointed = "title" in scene.knowledge.schema.frames[match.frame].roles and len(offices) < len(people)
    return (f for f in fills if not (appointed and f.role == "person" and f.token in offices))


def _known_sides(scene: Scene, match: Match) -> Iterator[Fill]:
    """The match's fills, where "its" in what everybody knows means who is known: "the costs on Russia for its war in Ukraine"."""
    for fill in match.fills:
        meant = _known_side(scene, match, fill)
        yield fill if meant is None else replace(fill, value=scene.knowledge.entries[meant].entity)


def _known_side(scene: Scene, match: Match, fill: Fill) -> str | None:
    """Who must be meant by a pronoun for the happening to be the known one, if the sentence names him."""
    pronoun = scene.tree.tokens[fill.token]
    if not isinstance(fill.value, Entity) or pronoun.pos != "PRON" or pronoun.text.lower() in FIRST:
        return None
    named = {x.actor.id for x in scene.linked}
    for happening in scene.knowledge.happenings.get(match.frame, ()):
        wanted = happening.get(fill.role)
        others = [f.value for f in match.fills if f.role in happening and f.role != fill.role]
        agreeing = all(isinstance(v, Entity) and v.id in happening.values() for v in others)
        doubtful = bool(others) or fill.value.id in happening.values()
        if wanted in named and wanted != fill.value.id and agreeing and doubtful:
            return wanted
    return None


def _setting(scene: Scene, verb: Token, told: frozenset[int]) -> list[Token]:
    """What tells where and when something was done: "Speaking in Kyiv on Sunday, he urged", "During a visit on Monday he said"."""
    if verb.pos != "VERB":
        return []
    tree = scene.tree
    beside = [
        k for s in tree.children(verb, "nsubj") for k in tree.children(s, "acl")
    ]  # "Biden, speaking in"
    doing = [
        k
        for k in (*tree.children(verb, "advcl"), *beside)
        if syntax.is_gerund(k) and tree.child(k, "ccomp", "mark", "aux") is None
        if _is_speaking(scene, k) or _is_in_front(scene, k)
    ]
    occasions = (k for k in tree.children(verb, "obl") if k.i in told and k.pos == "NOUN")
    return doing + [k for k in occasions if syntax.cases(tree, k) in _OCCASIONS]


def _is_speaking(scene: Scene, verb: Token) -> bool:
    senses = scene.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
    return any(t.frame in _SPEAKING for t in senses)


def _is_in_front(scene: Scene, gerund: Token) -> bool:
    """ "Arriving in Kyiv on Monday, he promised": what a sentence begins with is done there and then; "a report of May" is older."""
    objects = [t.i for k in scene.tree.children(gerund, "obj") for t in scene.tree.subtree(k)]
    return gerund.i == 0 and not any(d.head in objects for d in scene.dates)


def _places(scene: Scene, verbs: Iterable[Token]) -> list[Filler]:
    return [
        Filler(f.role, f.value)
        for verb in verbs
        for p in scene.knowledge.event_patterns
        for f in fill_role(scene, verb, p, verb.pos)
    ]


def _dates(scene: Scene, token: Token, told: frozenset[int], parts: Sequence[Token] = ()) -> list[Date]:
    """Dates that hang below the trigger, below the verb that only lends it its arguments, or below `parts` of its happening.

    `told` are the triggers of the sentence: what hangs below another of them is that one's date.
    """
    if not scene.dates:
        return []
    chain = {token.i, *(p.i for p in parts)}
    head = scene.tree.head(token)
    if token.pos == "PUNCT":
        chain |= {t.i for t in scene.tree.tokens if t.head == t.i}  # all of a list's line is its own
    nouns = [n for n in (token, *parts) if n.pos in ("NOUN", "PROPN")]
    lights = {v.i for n in nouns for v in (*light_verbs(scene, n), light_noun(scene, n)) if v is not None}
    borrowed = token.pos in ("NOUN", "PROPN") and (token.dep in ("obj", "nsubj:pass") or bool(lights))
    if token.dep == "cop" and head is not None:
        chain.add(head.i)  # "were in Kursk in October"
    chain |= lights  # "the third round of talks was held on July 23"
    if head is not None and head.pos in ("VERB", "AUX") and (borrowed or syntax.base(token.dep) == "xcomp"):
        chain.add(head.i)
    found = []
    end = max((t.i for t in scene.tree.subtree(token)), default=token.i) if token.pos == "NOUN" else None
    for timex in (d for d in scene.dates if d.bound is None):
        if _dates_another(scene, timex, token):
            continue
        node: Token | None = scene.tree.tokens[timex.head]
        while node is not None and node.i not in chain:
            apart = (
                node.pos == "NOUN" and syntax.cases(scene.tree, node) in THEN
            )  # "ahead of the July summit"
            if node.i != timex.head and (apart or node.pos in ("VERB", "AUX") or node.i in told):
                node = None
                break
            node = scene.tree.head(node)
        clings = head is not None and scene.tree.tokens[timex.head].head == head.i and token.dep == "obl"
        if node is not None or (clings and end is not None and end < timex.start <= end + 2):
            found.append(timex.date)  # "at a meeting in Brussels on Monday", wherever the date hangs
    return found[:1]


def _dates_another(scene: Scene, timex: Timex, token: Token) -> bool:
    """ "has provided $60 billion since the invasion in February 2022": a date right behind what was before is of that."""
    before = scene.tree.tokens[max(0, timex.start - 1)]
    noun = scene.tree.tokens[before.i - 1] if before.pos == "ADP" and before.i > 0 else before
    return noun.i != token.i and noun.pos == "NOUN" and syntax.cases(scene.tree, noun) in THEN


def _quote(scene: Scene, match: Match, quotations: Sequence[Quotation], *, unsaid: bool) -> list[Filler]:
    """What was said: the quotation of the sentence, or the words of the reported clause or phrase.

    What somebody has not said is no more than that: "; Kyiv did not comment" speaks of nothing before it.
    """
    sentence = scene.tree.sentence
    content = _content(scene, match)
    own = content or scene.tree.child(match.token, "obj")
    inside = [
        q
        for q in quotations
        if q.start < sentence.end and q.end > sentence.start
        if q.words >= quotes.SHORTEST or (content is not None and q.start <= content.start < q.end)
        if not q.start <= match.token.start < q.end  # what is said within a quotation is another saying
        if own is None or not _is_told_apart(scene, match.token, own, q)
        if not _is_anothers(scene, match.token, q)
    ]
    if match.trigger.quotes:
        words = scene.tree.subtree(match.token)
        inside = [q for q in inside if match.token.end <= q.start < words[-1].end]
    if inside:
        near = min(inside, key=lambda q: max(q.start - match.token.end, match.token.start - q.end))
        text = sentence.text[max(0, near.start - sentence.start) : near.end - sentence.start]
        return [Filler("quote", text.strip())]
    if content is not None:
        begin = begins_at(sentence.tokens)
        found = [k for k in _found_to_be(scene, match) if k.i > content.i]
        phrases = [*(() if found and content.text.lower() == "what" else (content,)), *found]
        content = phrases[0]
        span = [t for p in phrases for t in scene.tree.subtree(p) if t.i >= begin] or [content]
        told = _told_at(scene, match.token)
        if content.i < told:
            span = [t for t in span if t.i < told] or [content]  # "..., Duda said on Thursday, becoming ..."
        text = sentence.text[span[0].start - sentence.start : span[-1].end - sentence.start]
        text = text.strip(" ,.;:")
        return (
            [] if text.endswith(("'s", "’s")) or text == "what" else [Filler("quote", text)]
        )  # "told Evan's parents"
    report = sources.passed_on_by(scene, match.token)
    teller = report if report is not None else match.token
    beside = syntax.base(teller.dep) == "parataxis" or (report is not None and teller.dep == "conj")
    return [Filler("quote", _reported(scene, teller))] if beside and not unsaid else []


def _found_to_be(scene: Scene, match: Match) -> list[Token]:
    """What something is found to be, which is said of it: "identified the weapon as a Kh-101"."""
    tree, found = scene.tree, []
    for phrase in tree.children(match.token, "obl", "obj", "xcomp"):
        start = tree.subtree(phrase)[0].i
        near = [t.text.lower() for t in tree.tokens[start - 1 : start + 1] if t.pos == "ADP"]
        if not set(near).isdisjoint(match.trigger.words[1:]):
            found.append(phrase)
    return found


def _told_at(scene: Scene, verb: Token) -> int:
    """The token at which the words of saying begin: at the speaker or at the verb."""
    kids = scene.tree.children(verb, "nsubj", "aux", "cop")
    return min(t.i for word in (verb, *kids) for t in scene.tree.subtree(word, lambda t: t.head == verb.i))


def _says_another(scene: Scene, verb: Token, quotation: Quotation) -> bool:
    """Whether a quotation behind a verb is another's words: "denied having ordered it and told reporters he would '…'"."""
    between = [t for t in scene.tree.tokens[verb.i + 1 :] if t.end <= quotation.start]
    return any(
        quotes.is_saying(scene.knowledge, t)
        and syntax.first_conjunct(scene.tree, t) is syntax.first_conjunct(scene.tree, verb)
        for t in between
    )


def _is_told_apart(scene: Scene, verb: Token, content: Token, quotation: Quotation) -> bool:
    """Whether a quotation is not what a verb tells, which has its own content."""
    return _says_another(scene, verb, quotation) or _is_said_by_another(scene, verb, content, quotation)


def _is_said_by_another(scene: Scene, verb: Token, content: Token, quotation: Quotation) -> bool:
    """Whether a quotation is the clause of another verb: "said that '…', while the minister said Poland had scrambled jets".

    What something is called in front of a verb is not what that announces: "called it 'a crime' and promised to announce steps".
    """
    first = next((t for t in scene.tree.tokens if t.start >= quotation.start), verb)
    behind = quotation.end < verb.start < content.start
    for above in scene.tree.ancestors(first):
        if above.i < first.i and above.pos == "VERB" and above.start < quotation.start:
            whole = quotes.is_saying(scene.knowledge, above) and scene.tree.child(above, "ccomp") is not None
            return above.i != verb.i and (whole or (behind and above in scene.tree.ancestors(verb)))
    return False


def _is_anothers(scene: Scene, verb: Token, quotation: Quotation) -> bool:
    """Whether a quotation is what a noun of saying tells, by an author of its own: "drew attention to the admission by Baerbock that '…'"."""
    noun = quotes.noun_of(scene, quotation)
    return noun is not None and _has_author(scene, noun, verb)


def _has_author(scene: Scene, noun: Token, verb: Token) -> bool:
    """Whether a noun of saying names somebody whose words it tells, and is not the word of saying in question."""
    told = SPEECH & scene.knowledge.effects("NOUN", noun.lemma.lower())
    return bool(told) and noun.i != verb.i and quotes.author_of(scene.tree, noun) is not None


def _reported(scene: Scene, report: Token) -> str:
    """What a report or source beside it tells: all before ", Nikkei reported, citing data." or behind "As Reuters writes,"."""
    sentence = scene.tree.sentence
    words = [t for t in scene.tree.subtree(report) if t.pos != "PUNCT"]
    begin = max(
        begins_at(sentence.tokens), sources.part_of_report(scene, report.i), quotes.question_at(scene)
    )
    opening = sentence.tokens[begin].start
    before = sentence.text[opening - sentence.start : words[0].start - sentence.start].rstrip(" ,")
    after = sentence.text[words[-1].end - sentence.start :].strip(" ,.;")
    # "In March, Kuleba said, Russia"
    set_apart = report.pos == "VERB" and sentence.tokens[begin].pos == "ADP" and after[:1].isupper()
    if (not before or set_apart) and len(after) > 1:
        return after
    apart = before.endswith(";")  # "; Macron said so": the whole is what he said
    closes = all(t.pos == "PUNCT" for t in sentence.tokens[words[-1].i + 1 :])
    whole = sentence.text if begin == 0 else sentence.text[opening - sentence.start :]
    return before if before and closes and not apart else whole


def _content(scene: Scene, match: Match) -> Token | None:
    """The head of what is said without quotation marks: a clause, or a phrase that is neither time, place nor addressee."""
    tree, verb = scene.tree, match.token
    told_behind = (  # "We will remind, the minister announced that": but what stands in front
        c
        for c in tree.children(verb, "ccomp")
        if c.i > verb.i and any(k.lemma.lower() == "that" for k in tree.children(c, "mark"))
    )
    clause = (
        next(told_behind, None)
        or tree.child(verb, "ccomp")
        or _claimed(scene, verb)
        or _that_clause(scene, verb)
    )
    tells = any(p.role == "addressee" and "object" in p.slots for p in match.trigger.patterns)
    if clause is None and syntax.is_passive(tree, verb):
        subject = tree.child(verb, "nsubj:pass")
        told_to = tells and subject is not None and (subject.pos == "PRON" or scene.speakers(subject))
        speaks = subject is not None and any(f.token == subject.i for f in match.of("speaker"))
        clause = None if told_to or speaks else subject  # "they were told": they are not what was said
    if clause is not None or match.trigger.needs_clause:
        return clause
    told = {f.token for f in match.fills if f.role == "addressee"}
    if tells:  # who is told, whatever else he is
        told |= {k.i for k in tree.children(verb, "obj", "iobj", "nsubj:pass")}
    words = {w for c in cues(scene, verb, verb.pos) for w in c.words} | set(match.trigger.words)
    worded = {k.i for k in tree.kids[verb.i] if k.lemma.lower() in words}  # "denies responsibility"
    phrases = [
        *tree.children(verb, "obj", "xcomp", "obl", "nsubj:pass"),
        *(k for i in sorted(told | worded) for k in tree.children(tree.tokens[i], "nmod")),
    ]
    # One dismisses a report, or a minister; and what is written on Telegram is not about Telegram.
    people = {i for i, x in scene.owner.items() if x.entity.kind == "Person"}
    media = {
        i
        for i, x in scene.owner.items()
        if x.entity.kind in _MEDIA and syntax.cases(tree, tree.tokens[i]) == "on"
    }
    media |= {
        t.i
        for t in tree.children(verb, "obl")
        if t.pos == "PROPN" and t.i not in scene.owner and syntax.cases(tree, t) == "on"
    }  # "wrote on X"
    apart = told | worded | people | media | {d.head for d in scene.dates}
    return next(
        (
            k
            for k in phrases
            if k.i not in apart
            and (
                syntax.base(k.dep) not in ("obl", "nmod")
                or (k.i > verb.i and syntax.cases(tree, k) in _TOPICS)
            )
        ),
        None,
    )


def _claimed(scene: Scene, noun: Token) -> Token | None:
    """What a noun of saying says, whatever stands between: "the assertion of Hegseth, the secretary, in Brussels that"."""
    clauses = scene.tree.children(noun, "acl") if noun.pos == "NOUN" else ()
    return next(
        (
            c
            for c in clauses
            for k in scene.tree.children(c, "mark")
            if k.lemma.lower() == "that" and k.i > noun.i
        ),
        None,
    )


def _that_clause(scene: Scene, verb: Token) -> Token | None:
    """The clause that "that" opens behind a verb, its adverbs, dates and addressees: "wrote on Monday that", "told CBS that"."""
    tree = scene.tree
    passed = {i for d in scene.dates for i in range(d.start, d.end)} | scene.owner.keys()
    between: list[Token] = []
    for that in tree.tokens[verb.i + 1 :]:
        between.append(that)
        if that.lemma.lower() != "that" or that.pos not in ("SCONJ", "PRON", "DET"):
            continue
        bare = all(t.i in passed or t.pos in ("ADV", "ADP", "DET") for t in between[:-1])
        straight = that.dep == "mark" and not any(t.pos in ("VERB", "AUX", "PUNCT") for t in between[:-1])
        clause = next(
            (a for a in tree.ancestors(that) if a.i > that.i and tree.tokens[a.head].i < that.i), None
        )
        if clause is not None and _has_author(scene, tree.tokens[clause.head], verb):
            return None  # "noted the assertion of Hegseth that"
        if bare or (straight and clause is not None and any(a.i == verb.i for a in tree.ancestors(clause))):
            return clause
    return None


def _dated_and_placed(
    scene: Scene, match: Match, act: Token, told: frozenset[int], filled: Collection[str]
) -> list[Filler]:
    """Date and place of an act where its own words have none: those of the word that tells it, or of where it was said."""
    setting = [*_setting(scene, act, told), *([act] if act is not match.token else [])]
    errand = _errand(scene, match)
    goal = [] if errand is None else _goal(scene, errand)
    found: list[Filler] = []
    if "date" not in filled:
        parts = (*match.parts, *match.nouns)
        dates = _dates(scene, act, told, setting) or _dates(scene, match.token, told, parts)
        dates = dates or (_dates(scene, errand, told) if errand is not None and goal else [])
        found += [Filler("date", d) for d in dates or ([scene.heading] if scene.heading else [])]
    return found + ([] if "place" in filled else _places(scene, setting) or goal)


def _errand(scene: Scene, match: Match) -> Token | None:
    """The verb of going in "flew to Washington for a summit", "came to Kyiv to meet"."""
    tree, word = scene.tree, match.token
    aim = word.pos == "VERB" and word.dep in ("advcl", "xcomp") and syntax.is_infinitive(tree, word)
    if match.frame not in _GATHERING or not (aim or syntax.cases(tree, word) == "for"):
        return None
    return next((a for a in tree.ancestors(word) if a.pos == "VERB"), word)


def _goal(scene: Scene, verb: Token) -> list[Filler]:
    """Where somebody travels for a meeting it is held: where a verb says that he goes."""
    senses = scene.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
    goals = (p for t in senses if len(t.words) == 1 for p in t.patterns if p.role == "destination")
    found = (f.value for p in goals for f in fill_role(scene, verb, p, verb.pos))
    return [Filler("place", v) for v in dict.fromkeys(found)][:1]


def _taking_part(knowledge: Knowledge, fillers: Sequence[Filler]) -> list[Filler]:
    """The other role of a person who fills one: "Duda received Zelenskyy" tells two participants."""
    found = [
        Filler(also, f.value)
        for f in fillers
        for also in [knowledge.schema.roles[f.role].also]
        if also is not None and isinstance(f.value, Entity) and f.value.kind == "Person"
    ]
    return [f for f in found if f not in fillers]


def _told_when_and_where(
    scene: Scene, fillers: list[Filler], stance: Stance, told: frozenset[int]
) -> list[Filler]:
    """An act done by saying happens where and when it is said: "announced on Tuesday in Ramstein that", "promised on Tuesday to"."""
    verb = stance.cue(Effect.REPORTED) or stance.cue(Effect.CLAIMED) or stance.cue(Effect.PLANNED)
    return fillers if verb is None or verb.pos != "VERB" else _when_and_where(scene, fillers, verb, told)


def _when_and_where(scene: Scene, fillers: list[Filler], verb: Token, told: frozenset[int]) -> list[Filler]:
    """The fillers with the date and the place of a verb of saying."""
    if not any(f.role == "date" for f in fillers):
        fillers = fillers + [Filler("date", d) for d in _dates(scene, verb, told)]
    if not any(f.role == "place" for f in fillers):
        fillers = fillers + [f for f in _places(scene, [verb]) if not _is_told_by(f.value, fillers)]
    return fillers


def _is_told_by(place: Value, fillers: Iterable[Filler]) -> bool:
    """ "as reported at the General Staff": whoever says something is not where it is said."""
    return any(f.role == "speaker" and f.value == place for f in fillers)


def _own_act(knowledge: Knowledge, kind: str, fillers: Sequence[Filler], speaker: Entity | None) -> bool:
    """Whether the saying is the act itself: "Germany announced that it will send tanks" claims nothing."""
    if kind not in knowledge.performative:
        return False
    return any(_same(f.value, speaker) for f in fillers if f.role in knowledge.schema.frames[kind].core)


def _same(value: Value, entity: Entity | None) -> bool:
    return isinstance(value, Entity) and entity is not None and value.id == entity.id


def _confidence(match: Match, stance: Stance) -> Decimal:
    """The machine's own doubt: less for coreference, for nouns, for a source that stays unknown."""
    score = Decimal("0.9")
    if any(f.inferred for f in match.fills):
        score -= Decimal("0.15")
    if match.trigger.pos != "VERB":
        score -= Decimal("0.1")
    if stance.hidden_source:
        score -= Decimal("0.2")
    if len(match.fills) > 2:
        score += Decimal("0.05")
    return score


def _unsaid(evidence: Evidence, voices: Mapping[Quotation, Voice]) -> list[Draft]:
    """Statements that a quotation and a name after a dash make without a verb of saying."""
    drafts = []
    for quotation, voice in voices.items():
        if voice.unsaid and evidence.start <= quotation.start < evidence.end:
            text = evidence.quote[quotation.start - evidence.start : quotation.end - evidence.start]
            fillers = (Filler("speaker", voice.speaker), Filler("quote", text.strip()))
            drafts.append(
                Draft(
                    "Statement",
                    fillers,
                    Factuality.ASSERTED,
                    None,
                    Decimal("0.8"),
                    evidence,
                    quotation.start - evidence.start,
                    None,
                )
            )
    return drafts


def _sources(scene: Scene, evidence: Evidence) -> list[Draft]:
    """Statements that "according to X" makes."""
    token = quotes.according(scene)
    if token is None:
        return []
    speakers = scene.speakers(token)
    verb = scene.tree.head(token)
    housed = syntax.cases(scene.tree, token) in quotes.HOUSED and token.dep == "obl"
    teller = token.dep == "obl:agent" or syntax.base(token.dep) == "nsubj" or housed
    writes = verb is not None and verb.pos == "VERB" and teller
    report = verb if verb is not None and writes else None
    told = _reported(scene, report or token)
    fillers = [*(Filler("speaker", s) for s in speakers[:1]), Filler("quote", told)]
    if report is not None:
        fillers = _when_and_where(scene, fillers, report, frozenset())
        fillers += [Filler("addressee", v) for v in _told(scene, report) if v not in speakers]
    return (
        [
            Draft(
                "Statement",
                tuple(fillers),
                Factuality.ASSERTED,
                None,
                Decimal("0.75"),
                evidence,
                token.i,
                _word(token),
            )
        ]
        if speakers
        else []
    )


def _told(scene: Scene, report: Token) -> Iterable[Value]:
    """ "As Biden told Congress": whom a report beside the sentence names as told."""
    senses = scene.knowledge.triggers_by_word.get((report.pos, report.lemma.lower()), ())
    wanted = (p for t in senses if t.frame == "Statement" for p in t.patterns if p.role == "addressee")
    return dict.fromkeys(f.value for p in wanted for f in fill_role(scene, report, p, report.pos))


# Standing facts -----------------------------------------------------------------------------------


def _standing(scene: Scene, evidence: Evidence) -> list[Draft]:
    """Offices given with a name, and places named within places."""
    drafts = []
    for item in scene.linked:
        if item.post is not None and item.entity.kind == "Person" and not _is_another_holder(scene, item):
            fillers = [Filler("person", item.entity), Filler("title", item.post.title)]
            if item.post.organization is not None:
                fillers.append(Filler("organization", item.post.organization))
            drafts.append(_standing_draft("RoleHolding", fillers, evidence, item.start))
    drafts += [
        _standing_draft("Location", [Filler("place", a), Filler("within", b)], evidence, i)
        for a, b, i in _nested_places(scene)
    ]
    return drafts


def _is_another_holder(scene: Scene, item: Linked) -> bool:
    """ "Rutte became NATO chief": of whoever held the office before, or holds it now, nothing is told."""
    if not item.described:
        return False
    head = next(
        (t for t in scene.tree.tokens[item.start : item.end] if t.head not in range(item.start, item.end)),
        None,
    )
    verb = scene.tree.head(head) if head is not None and head.dep in ("xcomp", "obj", "obl") else None
    if verb is None or "Appointment" not in scene.knowledge.evoked(verb.lemma.lower(), "VERB"):
        return False
    verbs = {v.i: v for v in (verb, syntax.first_conjunct(scene.tree, verb))}.values()
    sides = [k for v in verbs for k in scene.tree.children(v, "nsubj", "nsubj:pass", "obj")]
    sides += [s for v in verbs for s in [syntax.subject(scene.tree, v, object_control(scene.knowledge))] if s]
    named = (side for side in sides if side is not head)
    return not any(f.value == item.entity for side in named for f in scene.values(side))


def _standing_draft(kind: str, fillers: list[Filler], evidence: Evidence, token: int) -> Draft:
    return Draft(kind, tuple(fillers), Factuality.ASSERTED, None, Decimal("0.9"), evidence, token, None)


def _nested_places(scene: Scene) -> list[tuple[Entity, Entity, int]]:
    """ "Ramstein Air Base in Germany", "Germany's Ramstein Air Base", "Kharkiv, Ukraine", "Rzeszow in south-eastern Poland"."""
    found = []
    places = [x for x in scene.linked if _is_place(scene, x)]
    for left, right, beyond in zip(places, places[1:], (*places[2:], None), strict=False):
        if _gap(scene, left, right) in (["'s"], ["’s"]) and _contains(scene, left, right):
            found.append((right.entity, left.entity, right.start))
            continue
        owned = beyond is not None and _gap(scene, right, beyond) in (["'s"], ["’s"])
        around = beyond if owned and beyond is not None else right  # "in Russia's Astrakhan region"
        gap = _gap(scene, left, right)
        if _is_described_in(scene, left, right):
            gap = ["in"]  # "Okhmatdyt, the children's hospital in Kyiv"
        if gap == ["("] and _closes(scene, right):
            gap = ["in"]  # "Kotlyarovka (Kharkov Region)"
        if (
            gap
            and gap[0] in _LOCATORS
            and all(w in _BEARINGS or w in _LOCATORS for w in gap)
            and _contains(scene, around, left)
            and right.form not in (Form.ADJECTIVE, Form.PEOPLE)  # "In Moscow, Russian forces"
            and not ("," in gap and _begins(scene, right))
        ):
            found.append((left.entity, around.entity, left.start))
    return found


def _is_described_in(scene: Scene, left: Linked, right: Linked) -> bool:
    """ "Rzeszow, a city in south-eastern Poland": whether an aside tells what a place is, and where."""
    between = scene.tree.tokens[left.end : right.start]
    preposition = next((t for t in between if t.text.lower() in ("in", "near") and t.pos == "ADP"), None)
    if preposition is None or between[0].text != "," or between[1].pos != "DET":
        return False
    what = scene.tree.tokens[preposition.i - 1]
    kind = scene.knowledge.heads.get(what.lemma.lower(), "")
    aside = between[1 : preposition.i - left.end]
    nouns = all(t.pos in ("DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "PUNCT") for t in aside)
    bearings = between[preposition.i - left.end + 1 :]
    near = all(t.text.lower() in _BEARINGS for t in bearings)
    return (
        nouns
        and near
        and what.pos == "NOUN"
        and (scene.knowledge.is_a(kind, "Place") or what.i in scene.owner)
    )


def _gap(scene: Scene, left: Linked, right: Linked) -> list[str]:
    return [t.text.lower() for t in scene.tree.tokens[left.end : right.start]]


def _closes(scene: Scene, item: Linked) -> bool:
    return any(t.text == ")" for t in scene.tree.tokens[item.end : item.end + 1])


def _begins(scene: Scene, item: Linked) -> bool:
    """ "... captured Ocheretyne, Moscow claimed": a name right before a verb is its subject."""
    if item.actor.kind != "Country":
        return False
    tokens = scene.tree.tokens
    after = tokens[item.end : item.end + 1]
    subject = any(t.dep == "nsubj" and t.head >= item.end for t in tokens[item.start : item.end])
    return any((t.pos in ("VERB", "AUX", "CCONJ") and subject) or t.text in ("'s", "’s") for t in after)


def _is_place(scene: Scene, item: Linked) -> bool:
    return scene.knowledge.is_a(item.entity.kind, "Place") or item.entity.kind == "Country"


def _contains(scene: Scene, outer: Linked, inner: Linked) -> bool:
    """By the catalogue, or for an unknown place by the text alone."""
    if not inner.entity.known:
        happens = scene.knowledge.evoked(
            inner.entity.label.split()[-1].lower()
        )  # "the Brics summit in Kazan"
        return inner.entity.kind != "Country" and not happens
    if inner.entity.kind == "Country" or outer.entity.id == inner.entity.id:
        return False
    return scene.knowledge.within(inner.entity.id, outer.entity.id)
