"""Who says so, where no word above a trigger in the tree tells: read off the words, whatever the tree makes of them.

", two officials said on Sunday", "according to the ministry", a verb of claiming right behind a name. An allegation must
never pass for the article's own voice, so the words are trusted before the parser.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.discourse import FIRST, HE, SHE
from ukgraph.lexicon import SPEECH, Effect
from ukgraph.quotes import according, author_of, says
from ukgraph.records import Entity
from ukgraph.slots import object_control
from ukgraph.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ukgraph.records import Token
    from ukgraph.scene import Scene

GUARDED = frozenset({Effect.CLAIMED, Effect.DENIED, Effect.ACCUSED})
_PASSED_ON = frozenset({Effect.CLAIMED, Effect.REPORTED})
LONGEST_HEAD = 8  # tokens before a colon
_GOES = frozenset({"go", "run"})
_WHEN = frozenset({"after", "before", "when", "until"})
_MEDIUM = frozenset({"in", "through", "via"})  # in which one says it
_SAYS_SO = frozenset({"say", "write", "tell", "claim", "report"})
_HELPERS = frozenset({"AUX", "ADV", "PART"})
_NAMING = frozenset({"NOUN", "PROPN", "DET", "ADJ", "NUM", "PART"})
_ASIDE = frozenset({"which", "who", "something"})
_PHRASAL = frozenset({"NOUN", "PROPN", "DET", "ADJ", "PART", "NUM", "ADP"})
_ENCLOSING = (",", "”", '"', "—", "–")


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody says so. `veiled`: without a speaker nobody knows who, and what is said is merely possible."""

    speaker: Entity | None
    veiled: bool = True


def source_of(scene: Scene, verb: Token) -> Entity | None:
    """Who speaks: the subject of the reporting word, or the noun's owner, or who says it in a statement."""
    tree = scene.tree
    if verb.pos in ("NOUN", "PROPN"):
        own = scene.owner.get(verb.i)
        before = (
            k for k in tree.kids[verb.i] if k.i < verb.i and k.i in scene.owner and scene.owner[k.i] != own
        )
        above = tree.head(verb)
        stated = verb.dep == "obl" and syntax.cases(tree, verb) in _MEDIUM
        author = author_of(tree, verb) or next(before, None)
        if author is None and above is not None and stated and says(scene, above):
            return source_of(scene, above)
        return agent(scene, author or (verb if own is not None else None))
    if any(c.effect in _PASSED_ON and c.control == "object" for c in cues(scene, verb, "VERB")):
        return agent(scene, syntax.direct_object(tree, verb))  # "quoted Peskov as saying"
    if (
        syntax.is_participle(verb)
        and verb.dep in ("advcl", "acl")
        and tree.child(verb, "aux", "nsubj") is None
    ):
        return agent(
            scene, syntax.agent(tree, verb)
        )  # "Accused of shelling Kherson, Moscow said": not by Moscow
    subject = syntax.subject(tree, verb, object_control(scene.knowledge))
    himself = subject is not None and subject.text.lower() in FIRST  # "We believe that", said Ryder
    return (scene.speaker_at.get(verb.i) if himself else None) or agent(scene, subject)


def agent(scene: Scene, token: Token | None) -> Entity | None:
    """The first who can speak of those whom a phrase names."""
    return next(iter(scene.speakers(token)), None) if token is not None else None


def find_trailing(scene: Scene, trigger: Token) -> Source | None:
    """ "..., two officials said on Sunday."."""
    tree = scene.tree
    report = trailing_report(scene, trigger.i)
    if report is not None and trigger.i < report[0] and not _is_in_front(scene, trigger, report[1] + 1):
        verb = tree.tokens[report[1] + 1]
        return Source(_first_hand(scene, verb) or _teller_between(scene, *report))
    path = (trigger, *tree.ancestors(trigger))
    for node in path:
        for kid in tree.children(node, "parataxis"):
            if kid in path or not _is_report(scene, kid) or _is_in_front(scene, trigger, kid.i):
                continue
            if not _tells_when(scene, trigger, kid):
                return Source(_first_hand(scene, kid) or source_of(scene, kid))
    return None


def _teller_between(scene: Scene, comma: int, last: int) -> Entity | None:
    """Who speaks in ", NAME said": the verb's subject, the last noun, else the first: "a person familiar with the matter told"."""
    tokens = scene.tree.tokens[comma + 1 : last + 1]
    subject = [t for t in tokens if t.dep == "nsubj" and t.head == last + 1]
    nouns = [t for t in tokens if t.pos == "NOUN"]
    found = (agent(scene, t) for t in (*subject, tokens[-1], *nouns))
    return next((who for who in found if who is not None), None)


def _tells_when(scene: Scene, trigger: Token, report: Token) -> bool:
    """ "..., Heger announced, hours after Zelensky pleaded": a clause of time behind a report tells when that was said."""
    tree = scene.tree
    behind = tree.tokens[report.i + 1 : report.i + 6]
    mark = next((t for t in behind if t.dep == "mark" and t.text.lower() in _WHEN), None)
    if mark is None or trigger.i < mark.i or behind[0].text != ",":
        return False
    return tree.child(tree.tokens[mark.head], "nsubj", "nsubj:pass") is not None


def _first_hand(scene: Scene, report: Token) -> Entity | None:
    """Whose words a saying passes on, if it is named: the agency of "MPs say they were told by the agency"."""
    heard = hearsay(scene, report)
    return source_of(scene, heard) if heard is not None else None


def hearsay(scene: Scene, report: Token) -> Token | None:
    """ "..., MPs say they were told by the agency", "..., officials say they believe": a saying that says only whose words it passes on."""
    tree = scene.tree
    told = tree.child(report, "ccomp")
    if told is None or told.pos != "VERB" or told.i < report.i or not says(scene, told):
        return None
    subject = tree.child(told, "nsubj", "nsubj:pass")
    whole = tree.child(told, "ccomp", "xcomp", "obj", "acl") is not None
    return told if subject is not None and subject.pos == "PRON" and not whole else None


def passed_on_by(scene: Scene, told: Token) -> Token | None:
    """The saying that passes on what somebody was told: "say" of "MPs say they were told by the agency"."""
    report = scene.tree.head(told)
    heard = report is not None and syntax.is_passive(scene.tree, told) and hearsay(scene, report) is told
    return report if heard else None


def _is_report(scene: Scene, verb: Token) -> bool:
    """Whether a verb beside a clause is ", he said" and says nothing of its own."""
    tree = scene.tree
    named = tree.child(verb, "nsubj")
    object_ = tree.child(verb, "obj")
    if object_ is not None and object_.pos == "NOUN" and not _is_told(scene, verb, object_):
        return False  # "; Berlin added a package"
    words = [t.i for t in tree.subtree(named) if t.pos != "PUNCT"] if named is not None else [verb.i]
    first = min(words[0], verb.i)  # "Iran, says Kuleba, has sent missiles"
    return (
        verb.pos == "VERB"
        and (tree.child(verb, "ccomp", "xcomp", "acl") is None or hearsay(scene, verb) is not None)
        and first > 0
        and tree.tokens[first - 1].text in _ENCLOSING
        and (says(scene, verb) or (object_ is None and _is_written(scene, named)))
    )


def _is_written(scene: Scene, subject: Token | None) -> bool:
    """Whether what shows something is a text or a picture: ", a document shows"."""
    return subject is not None and subject.lemma.lower() in scene.knowledge.writings


def _is_told(scene: Scene, verb: Token, object_: Token) -> bool:
    """Whether a verb's object is who is told: "told reporters", "told a briefing"; not "promised three billion"."""
    senses = scene.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())
    addressed = any(p.role == "addressee" and "object" in p.slots for t in senses for p in t.patterns)
    return addressed or bool(scene.speakers(object_))


def find_enclosed(scene: Scene, trigger: Token) -> Source | None:
    """ "It was Iran, U.S. officials say, that supplied": a report between two commas tells of all around it."""
    tokens = scene.tree.tokens
    for verb in tokens[3:-1]:
        rumour = tokens[verb.i - 1]  # ", so the accusation goes,"
        around = tokens[verb.i + 1].text == "," and verb.lemma.lower() in _GOES and rumour.pos == "NOUN"
        if (
            around
            and tokens[verb.i - 3].lemma.lower() in ("so", "as")
            and trigger.i not in range(verb.i - 3, verb.i)
        ):
            return Source(None)
    for verb in tokens[2:-1]:
        closing = _closing(scene, verb) if verb.pos == "VERB" and says(scene, verb) else None
        if closing is None:
            continue
        comma = next((t.i for t in reversed(tokens[: verb.i]) if t.text == ","), None)
        if comma is None or comma + 1 == verb.i or comma <= trigger.i < closing:
            continue
        described = syntax.relative_pronoun(tokens[comma - 1]) and trigger.i < comma
        if described or (verb.dep == "ccomp" and verb.head == trigger.i):
            continue  # "..., Merz stated in Berlin, European Pravda reports.": Merz says nothing of what the paper does
        if _is_meanwhile(scene, trigger, verb, closing):
            continue
        if _is_in_front(scene, trigger, verb.i) or _tells_when(scene, trigger, verb):
            continue  # "a process which, he said, would take months": no more was said by him
        if tokens[comma + 1].lemma.lower() == "it" and tokens[verb.i - 1].lemma.lower() == "be":
            return Source(None)  # "Germany, it is said, will not deliver"
        if all(
            t.pos in ("NOUN", "PROPN", "DET", "ADJ", "PRON", "PART", "NUM")
            for t in tokens[comma + 1 : verb.i]
        ):
            return Source(agent(scene, tokens[verb.i - 1]))
    return None


def _is_meanwhile(scene: Scene, trigger: Token, verb: Token, closing: int) -> bool:
    """ "As Russia invaded Ukraine, Biden said, "…"": what goes on while somebody says what is quoted is no word of his."""
    tree = scene.tree
    quoted = tree.tokens[closing + 1].text in syntax.OPENING_QUOTES
    clause = next((a for a in (trigger, *tree.ancestors(trigger)) if a.head == verb.i), None)
    if not quoted or clause is None or clause.dep != "advcl" or clause.i > verb.i:
        return False
    return any(k.text.lower() in ("as", "while") for k in tree.children(clause, "mark"))


def _closing(scene: Scene, verb: Token) -> int | None:
    """The comma that ends a report right behind its verb, or behind who is told, where and when: ", an official told the paper,"."""
    tokens = scene.tree.tokens
    comma = next((t.i for t in tokens[verb.i + 1 : -1] if t.text == ","), None)
    rest = tokens[verb.i + 1 : comma] if comma is not None else ()
    if comma is None or any(t.pos not in _PHRASAL for t in rest):
        return None
    told = list(itertools.takewhile(lambda t: t.pos != "ADP" and t.i not in scene.date_tokens, rest))
    aside = tokens[comma + 1].pos != "CCONJ" and _is_told(scene, verb, told[-1]) if told else True
    return comma if aside else None


def _is_in_front(scene: Scene, trigger: Token, report: int) -> bool:
    """Whether the narrator tells it before a colon, and the report stands in a clause behind: "Austin defended it: they advance, he argued"."""
    tokens = scene.tree.tokens
    colon = part_of_report(scene, report)
    return trigger.i < colon and any("VerbForm=Fin" in t.feats for t in tokens[:colon])


def part_of_report(scene: Scene, report: int) -> int:
    """Where the part of a sentence begins that a report stands in: behind a colon that a clause of its own follows, else at 0."""
    tokens = scene.tree.tokens
    colon = next((t.i for t in reversed(tokens[:report]) if t.text == ":"), None)
    if colon is None:
        return 0
    clause = any("VerbForm=Fin" in t.feats and report not in (t.i, t.head) for t in tokens[colon + 1 :])
    closing = next((t.i for t in tokens[report:-1] if t.text == ","), None)
    opening = next((t.i for t in tokens[colon + 2 : report] if t.text == ","), None)
    # "Infantry, he argued, advances" has its verb, whatever the tagger says.
    parts = closing is not None and opening is not None and tokens[closing + 1].pos != "CCONJ"
    return colon + 1 if clause or parts else 0


def find_according(scene: Scene, trigger: Token) -> Source | None:
    """ "according to the ministry", "as Reuters writes"; of "industry sources" nobody knows who they are, a plan is nobody's word."""
    source = according(scene)
    if source is None:
        return None
    if trigger.pos == "NOUN" and _is_in_front(scene, trigger, source.i):
        return None  # "The war reached a milestone: according to the UN, 100 million are displaced"
    clause = scene.tree.head(source)
    inside = clause is not None and clause.pos == "VERB" and trigger in scene.tree.subtree(clause)
    if clause is not None and inside and clause.dep == "advcl" and says(scene, clause):
        return None  # "as I announced at the summit in July": that there was one nobody announced
    beside = (a for a in scene.tree.ancestors(source) if a.dep == "acl:relcl" and a.i > source.i)
    if any(trigger not in scene.tree.subtree(a) for a in beside):
        return None  # "met Zelensky, to whom, according to the Pentagon, he reaffirmed": that they met nobody else says
    plan = any(c.effect in (Effect.INSTRUMENT, Effect.PLANNED) for c in cues(scene, source, "NOUN"))
    plan = plan and not any(scene.authors(source))  # "according to a draft seen by Reuters"
    pointing = source.pos == "PRON" and source.text.lower() not in HE | SHE  # "according to which"
    return Source(agent(scene, source), veiled=not pointing and not plan)


def heading(scene: Scene, trigger: Token) -> Token | None:
    """The word before a colon that heads what follows it: "The plan: Germany sends tanks", "Unconfirmed: …"."""
    tokens = scene.tree.tokens
    colon = next((t.i for t in tokens[1:LONGEST_HEAD] if t.text == ":"), None)
    if colon is None or trigger.i <= colon:
        return None
    before = [t for t in tokens[:colon] if t.pos != "NUM" and len(t.text) > 1]  # "Scenario 1: …", "Plan B: …"
    word = before[-1] if before else tokens[0]
    owned = next((t for t in before if t.pos == "NOUN" and author_of(scene.tree, t) is word), None)
    if owned is not None:
        return owned  # "The message from Kuleba: …"
    if word.pos == "NOUN":
        return word
    beside = (t for t in before[:-1] if t.dep != "compound")  # "Fact check: …"
    bare = all(t.pos in ("ADV", "PART", "ADJ") for t in beside)  # "Not yet clear: …"
    return word if bare and word.pos in ("ADJ", "VERB", "PROPN", "ADV") else None


def find_headed(scene: Scene, trigger: Token) -> Source | None:
    """ "The allegation: Ukraine used cluster munitions", "Moscow's claim: …": what a word of claiming before a colon heads."""
    head = heading(scene, trigger)
    kept = head is not None and head.text.lower() == "word"  # "Scholz kept his word: …"
    view = head is not None and not kept and head.lemma.lower() in scene.knowledge.viewpoints
    lone = view and head is not None and head.i == 0  # "Opinion: …"
    owned = lone or (
        view and head is not None and author_of(scene.tree, head) is not None
    )  # "His verdict: …"
    claims = owned or (head is not None and any(c.effect in SPEECH for c in cues(scene, head, "NOUN")))
    return Source(source_of(scene, head)) if head is not None and claims else None


def find_claimed(scene: Scene, trigger: Token) -> Source | None:
    """The claim that a wrong tree would hide: a word of claiming before the trigger in its part of the sentence."""
    tree = scene.tree
    told = syntax.first_conjunct(tree, trigger)
    whole = trigger.pos == "VERB" and tree.child(told, "nsubj", "nsubj:pass") is not None
    heeded = SPEECH if whole else GUARDED  # "Maliar insisted troops had destroyed"; not "promised to send"
    for token in reversed(tree.tokens[: trigger.i]):
        if token.text in (",", ";", ":", "(", ")", "“", "”", '"'):
            return None
        if token.dep == "mark" and token.head == told.i and token.text.lower() in _WHEN:
            return None  # "announced the package before Zelensky met Trump"
        if token is told and tree.child(token, "obj", "iobj") is not None:
            continue  # "announced a package and sent tanks": of two deeds neither claims the other
        if token.i in scene.owner or _describes_subject(tree, token, told):
            continue  # "Denys" denies nothing, and "the tanks Germany promised arrived" is nobody's word
        lemma = token.lemma.lower()
        words = {lemma, lemma.removesuffix("s"), lemma.removesuffix("d"), lemma.removesuffix("ed")}
        claims = any(heeded & scene.knowledge.effects("VERB", w) for w in words)
        named = (x.actor for x in scene.linked if x.end == token.i and not x.entity.generic)
        if claims and any(scene.knowledge.schema.accepts("speaker", a.kind) for a in named):
            return Source(agent(scene, tree.tokens[token.i - 1]))
    return None


def _describes_subject(tree: syntax.Tree, verb: Token, told: Token) -> bool:
    """Whether a verb stands in a clause that describes the subject of another."""
    noun = tree.head(verb)
    return verb.dep == "acl:relcl" and noun is not None and noun.head == told.i and noun.i < verb.i


def find_rumoured(scene: Scene, trigger: Token) -> Source | None:
    """ "Rumour has it Germany has delivered tanks": what a noun in front "has it" nobody is named who says."""
    tokens = scene.tree.tokens
    has_it = trigger.i > 3 and tokens[1].lemma == "have" and tokens[2].text.lower() == "it"
    return Source(None) if has_it and tokens[0].i not in scene.owner else None


def find_resumed(scene: Scene, trigger: Token) -> Source | None:
    """ "alleges that Belarus, from which Russia invaded Ukraine, sent troops": a clause that goes on behind an aside, whatever the tree makes of it."""
    tokens = scene.tree.tokens
    for verb in (trigger, *scene.tree.ancestors(trigger)):
        if verb.pos != "VERB" or sum(t.text == "," for t in tokens[: verb.i]) < 2:
            continue
        closing = _back_over(tokens, verb.i - 1, _HELPERS)
        opening = next((t.i for t in reversed(tokens[:closing]) if t.text in _ENCLOSING), 0)
        told = _back_over(tokens, opening - 1, _NAMING)
        if tokens[closing].text != "," or told == opening - 1 or opening < 2:
            continue
        said = told - (tokens[told].text.lower() == "that")
        if said > 0 and says(scene, tokens[said]):
            return Source(source_of(scene, tokens[said]))
    return None


def _back_over(tokens: Sequence[Token], last: int, kinds: frozenset[str]) -> int:
    """The nearest token at or before one that is not of some kinds."""
    while last > 0 and tokens[last].pos in kinds:
        last -= 1
    return last


def find_torn_off(scene: Scene, trigger: Token) -> Source | None:
    """The speaker of a that-clause that hangs on something else: "alleged, without giving evidence, that"."""
    tree = scene.tree
    for node in (trigger, *tree.ancestors(trigger)):
        marks = (
            k for k in tree.kids[node.i] if k.lemma.lower() == "that" and k.pos == "SCONJ" and k.i < node.i
        )
        that = next(marks, None)
        if that is None:
            continue
        before = reversed(tree.tokens[: that.i])
        verb = next((t for t in before if t.pos == "VERB" and says(scene, t)), None)
        if verb is not None:
            return Source(source_of(scene, verb))
    return None


def trailing_report(scene: Scene, trigger: int) -> tuple[int, int] | None:
    """The comma before ", NAME said ..." at the end of a trigger's part of the sentence, and the token that stands for the speaker."""
    stops = [t.i for t in scene.tree.tokens if t.text == ";"]
    start = max((i + 1 for i in stops if i < trigger), default=0)
    end = min((i for i in stops if i > trigger), default=len(scene.tree.tokens) - 1)
    tokens = scene.tree.tokens[start:end]
    commas = [i for i, t in enumerate(tokens) if t.text == "," and i + 2 < len(tokens)]
    for comma in reversed(commas):
        verb = next((i for i, t in enumerate(tokens) if i > comma and t.pos in ("VERB", "AUX")), None)
        if (
            verb is None
            or not says(scene, tokens[verb])
            or verb == comma + 1
            or tokens[verb - 1].pos not in ("NOUN", "PROPN", "PRON")
        ):
            return None
        if hearsay(scene, tokens[verb]) is None and any(
            (t.pos in ("VERB", "AUX", "SCONJ") and t.dep != "amod") or t.text in (",", ":", "“")
            for t in tokens[verb + 1 :]
        ):
            return None
        told = next((t for t in tokens[verb + 1 :] if t.head == tokens[verb].i and t.dep == "obj"), None)
        if tokens[comma + 1].lemma.lower() == "so" and tokens[verb].lemma.lower() not in _SAYS_SO:
            return None  # ", so Moscow protested"
        if tokens[comma + 1].lemma.lower() in _ASIDE or tokens[verb].dep == "acl:relcl":
            return None  # ", which Kyiv denied", ", a claim Kyiv denies"
        if tokens[comma + 1].pos == "CCONJ" or (told is not None and not _is_told(scene, tokens[verb], told)):
            return None  # ", and Trudeau promised three billion"
        if tokens[0].pos == "ADP" and not any(t.pos in ("VERB", "AUX") for t in tokens[:comma]):
            return None  # "On a visit to Kyiv, Starmer pledged"
        return start + comma, start + verb - 1
    return None
