"""Who speaks inside quotation marks, sentence by sentence.

A quotation belongs to the subject of a reporting verb outside it in the same sentence; else to a name after a dash;
else to whom the sentence before it is about, or it goes on from the quotation before it. A speaker's name and a colon
open a turn without any marks, as in transcripts and live blogs, and a saying and a colon open a list. Scare quotes, titles and names in quotes have no speaker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.discourse import FIRST
from ukgraph.lexicon import SPEECH, Effect
from ukgraph.link import unknown
from ukgraph.records import Entity
from ukgraph.words import has_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.link import Linked
    from ukgraph.records import Token
    from ukgraph.scene import Scene
    from ukgraph.syntax import Tree

_SOURCING = frozenset(
    {"accord", "according", "per", "as", "tell"}
)  # lemmas; "telling" may be taken for a verb
SHORTEST = 4  # words: shorter quotations are scare quotes or names
_SAYING = frozenset({Effect.REPORTED, Effect.CLAIMED, Effect.DENIED})
_CLOSING = {"“": "”", "«": "»", "„": "“", '"': '"'}
# Single marks look like apostrophes: what is said ends with a stop before the mark, a mere name stands in curly ones, or opens a line.
_SINGLE = re.compile(
    r"(?<!\w)(?:[‘'](?=\w)(?P<said>[^‘\n]+?[,.!?…])[’'](?!\w)|‘(?P<named>[^‘’\n]+)’(?!\w)"
    r"|(?:^|(?<=[.!?]\s))'(?P<whole>\w(?:[^'\n]|(?<=\w)'(?=\w))+)'(?=[.!?]?(?:\s|$)))"
)
# "Germany delivers 18 tanks – Scholz", "Ukraine struck refinery: governor": a headline closes with who says so.
_CLOSED = re.compile(
    r"^(?P<said>[^\n]{12,}?),?(?:\s[–—―-]|:)\s(?P<who>[^\n–—―:,;.!?“”\"]{2,60})$", re.MULTILINE
)
# "GEN. RYDER: ", "SECRETARY OF DEFENSE LLOYD J. AUSTIN III: " open a turn.
_CAPITALS = re.compile(r"(?P<name>[A-Z][A-Z.,'’() -]*[A-Z.)]):\s")
# What stands between two quotations of which the first was not closed: who speaks goes on in the next paragraph.
_UNCLOSED = re.compile(r"\s*\n\s*[“«„\"]")
_REPLY = re.compile(r"^(?:Yes|No|Not)\b|\b(?:I|[Ww]e|[Oo]ur|[Mm]y)\b")
LABELLING = (":", " – ", " — ", " ― ", " - ")
TRANSCRIPT = 3  # turns that make a text a transcript
LONGEST_LABEL = 14  # words: "The head of the regional administration, Denis Pushilin:"
_AROUND = ' \t“”«»„"'
_LIST = re.compile(r"\s*\n- (?P<lines>[^\n]+(?:\n- [^\n]+)*)")
FARTHEST = 3  # sentences over which a quotation may go on without naming its speaker


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end) of the article inside a pair of quotation marks."""

    start: int
    end: int
    words: int


_QUESTION = ("q", "question")
_SOURCE = ("source", "sources")
_QUOTED = frozenset({"quote", "quotation"})
_ANSWER = ("a", "answer")
HOUSED = frozenset({"in", "at"})  # where a body is that says something
_MEASURES = frozenset({"long", "soon", "far", "much", "well"})  # "as long as Russia continues its attacks"
POINTING = frozenset({"this", "that"})
_GOING_ON = frozenset({"it", "would"})
_BEING = frozenset({"is", "was", "are", "were", "been", "has"})
_OPEN = POINTING | {"these", "those", "such", "it", "he", "she", "if", "unless", "later", "which"}
AFTERTHOUGHTS = POINTING | {
    "so",
    "verify",
    "confirm",
    "least",
    "little",
    "it",
    "no",
    "there",
    "claim",
    "report",
    "allegation",
    "rumor",
    "rumour",
}  # what opens one
_FRAGMENT = 10  # tokens of a sentence that has no clause of its own
_TRUE = frozenset({"true", "accurate", "correct"})
_OCCASIONS = frozenset({"in", "at", "during", "before", "after"})  # on which one speaks


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation of a text. One that a paragraph opens and does not close ends with the paragraph."""
    found: list[Quotation] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += _in_paragraph(line, start)
        start += len(line)
    return tuple(found)


def _in_paragraph(line: str, offset: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    closing = ""
    for i, char in enumerate(line):
        if opened is None or char == closing == "“":  # the mark that closes in German opens in English
            if opened is not None:
                found.append(_quotation(line, opened, i, offset))
                opened = None
            elif char in _CLOSING:
                opened, closing = i + 1, _CLOSING[char]
        elif char in "“«„" and char != closing:
            opened, closing = i + 1, _CLOSING[char]
        elif char == closing or (char in "”»" and closing in "”»"):
            found.append(_quotation(line, opened, i, offset))
            opened = None
    if opened is not None:
        found.append(_quotation(line, opened, len(line.rstrip()), offset))
    taken = tuple(found)
    for match in _SINGLE.finditer(line):
        start, end = match.span(match.lastgroup or 0)
        if not any(q.start <= start + offset <= q.end for q in taken):
            found.append(_quotation(line, start, end, offset))
    return sorted(found, key=lambda q: q.start)


def _quotation(line: str, start: int, end: int, offset: int) -> Quotation:
    return Quotation(start + offset, end + offset, len(line[start:end].split()))


def whole(scene: Scene) -> Quotation:
    """A sentence as if it were quoted."""
    sentence = scene.tree.sentence
    return Quotation(sentence.start, sentence.end, len(sentence.text.split()))


def quoted(quotations: Sequence[Quotation], token: Token) -> Quotation | None:
    """The quotation that a token stands in."""
    return next((q for q in quotations if q.start <= token.start and token.end <= q.end), None)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a quotation; `unsaid` tells that no verb of saying names the speaker, only a dash."""

    speaker: Entity
    unsaid: bool


def find_voices(
    scenes: Sequence[Scene], quotations: Sequence[Quotation], text: str
) -> Mapping[Quotation, Voice]:
    """The voice of each quotation and turn that has one, from scenes whose pronouns are resolved in order."""
    found = {**dict(_find_turns(scenes, text)), **dict(_find_closing_labels(scenes, text))}
    turns = tuple(found.items())
    previous: tuple[int, Entity] | None = None
    for quotation in quotations:
        around = [
            s
            for s in scenes
            if s.tree.sentence.start < quotation.end and s.tree.sentence.end > quotation.start
        ]
        if not around or (quotation.words < SHORTEST and not _whole_sentence(around, quotation)):
            continue
        dashed = _after_dash(scenes, around, quotation)
        admitted = _admitted(around[0], quotation)
        reported = admitted or _reported(around, quotations, quotation)
        speaker = dashed or reported or _undertaken(around[0], quotation)
        labelled = False
        if speaker is None:
            turn = next((t for t, _ in turns if t.start <= quotation.start < t.end), None)
            speaker = found[turn].speaker if turn is not None else None
            labelled = turn is not None and not text[turn.start : quotation.start].strip(": ")
        if speaker is None:
            speaker = _announced(scenes, around[0], quotation)
            labelled = speaker is not None
        if speaker is None:
            near = previous is not None and around[0].index - previous[0] <= FARTHEST
            speaker = _introduced(scenes, around[0], quotations, text, anew=not near)
            if speaker is None and previous is not None and near:
                speaker = previous[1]
        if speaker is not None:
            found[quotation] = Voice(speaker, unsaid=dashed is not None or labelled)
            previous = (around[-1].index, speaker)
    for left, right in reversed(list(pairwise(quotations))):
        goes_on = _UNCLOSED.fullmatch(text, left.end, right.start)
        if goes_on is not None and left not in found and right in found:
            found[left] = Voice(found[right].speaker, unsaid=False)
    return found


def _announced(scenes: Sequence[Scene], scene: Scene, quotation: Quotation) -> Entity | None:
    """Who speaks in a paragraph of its own behind "Defence Secretary John Healey said:"."""
    before = next((s for s in scenes if s.index == scene.index - 1), None)
    first = next((t for t in scene.tree.tokens if t.pos != "PUNCT"), scene.tree.tokens[0])
    if (
        before is None
        or before.tree.tokens[-1].text != ":"
        or not quotation.start <= first.start < quotation.end
    ):
        return None
    verb = _last_saying(before)
    return speaker_of(before, verb) if verb is not None and _affirms(before, verb) else None


def _introduced(
    scenes: Sequence[Scene], scene: Scene, quotations: Sequence[Quotation], text: str, *, anew: bool
) -> Entity | None:
    """The person whom the sentence before is about, as in the answer that follows "Scholz defended his policy".

    After a quotation of somebody else (not `anew`) that takes a verb of saying.
    """
    before = next(
        (s for s in reversed(scenes[: scene.index]) if any(c.isalnum() for c in s.tree.sentence.text)), None
    )
    if before is None or "\n" in text[before.tree.sentence.end : scene.tree.sentence.start]:
        return None
    teller = _teller(before)
    told = before.speakers(teller) if teller is not None else []
    if told:
        return told[0]  # "This was reported by the ministry."
    root = next((t for t in before.tree.tokens if t.head == t.i), None)
    if (
        root is None
        or quoted(quotations, root) is not None
        or not (anew or is_saying(before.knowledge, root))
    ):
        return None
    subject = syntax.subject(before.tree, root, lambda _: False)
    return next((s for s in before.speakers(subject) if s.kind == "Person"), None) if subject else None


def _find_turns(scenes: Sequence[Scene], text: str) -> Iterator[tuple[Quotation, Voice]]:
    """What follows "Zelenskyy:" or "SECRETARY AUSTIN:" at the beginning of a paragraph, up to the paragraph's end.

    In a transcript, where turns follow each other, paragraphs without a label go on with the turn before,
    up to one that speaks of the speaker.
    """
    opening = [s for s in scenes if _opens_paragraph(scenes, s, text)]
    bare = _bare_questions(opening, text)
    asked = _interviewee(scenes, opening, bare)
    found = {s.index: _label(s, asked) or _capital_label(scenes, s, text) for s in opening}
    known = {x.entity.id for s in scenes for x in s.linked if not x.described}
    labels = {
        i: label
        for i, label in found.items()
        if label is not None
        and not (_is_office(scenes, i) and label[1] is not None and label[1].id not in known)
    }  # "THE PRESIDENT:" is anybody's where none is named
    questions = any(_initial(s) in _QUESTION for s in opening)
    transcript = len(labels) >= TRANSCRIPT or (questions and len(labels) > 1) or bool(bare)
    cited = dict(_cited(opening))
    last = max((*(start for start, _ in (*labels.values(), *cited.values())), *bare.values()), default=0)
    speaker: Entity | None = None
    for scene in opening:
        if scene.index in bare:
            speaker = asked  # what is asked is nobody's word, and what follows it the answer
            continue
        label = (
            labels.get(scene.index)
            or cited.get(scene.index)
            or (_stranger(scene, text) if transcript else None)
        )
        start = scene.tree.sentence.start
        end = text.find("\n", start)
        end = len(text.rstrip()) if end < 0 else end
        if label is not None:
            start, speaker = label
        elif not transcript:
            speaker = None
        elif speaker is not None and _speaks_of(scenes, text, speaker, start, end):
            over = start > last and _speaks_of(scenes, text, speaker, start, len(text))
            speaker = None if over else speaker
            continue  # the article itself, for this paragraph or to its end
        turn = _within_marks(text, start, _closed(text, start, end))
        if speaker is not None and turn.words:
            yield turn, Voice(speaker, unsaid=True)


def _closed(text: str, start: int, end: int) -> int:
    """Where a turn ends: with the quotation that it opens with, for behind that the article goes on."""
    opened = next((i for i in range(start, end) if not text[i].isspace()), end)
    if text[opened : opened + 1] not in _CLOSING:
        return end
    first = next(iter(find_quotations(text[opened:end])), None)
    if first is None or first.start != 1 or first.words < SHORTEST:
        return end
    close = opened + first.end
    return close if text[opened:close].rstrip()[-1] in ".!?…" else end  # but "Peace" opens a sentence of his


def _speaks_of(scenes: Sequence[Scene], text: str, speaker: Entity, start: int, end: int) -> bool:
    """Whether a paragraph names a person and knows no "I": nobody speaks so of himself, but the article does."""
    if speaker.kind != "Person" or speaker.generic:
        return False
    quoted = find_quotations(text[start:end])
    inside = [s for s in scenes if start <= s.tree.sentence.start < end]
    named = any(x.entity == speaker and not x.described for s in inside for x in s.linked)
    own = (t for s in inside for t in s.tree.tokens if t.text.lower() in FIRST)
    return named and not any(all(not q.start <= t.start - start < q.end for q in quoted) for t in own)


def _is_office(scenes: Sequence[Scene], index: int) -> bool:
    """Whether a sentence opens with "the" and so with an office or a description, and no name."""
    scene = next(s for s in scenes if s.index == index)
    return scene.tree.tokens[0].text.lower() == "the"


def _within_marks(text: str, start: int, end: int) -> Quotation:
    """What is said between two characters, without spaces and quotation marks around it."""
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _AROUND:
        end -= 1
    return Quotation(start, end, len(text[start:end].split()))


def find_lists(scenes: Sequence[Scene], text: str) -> Iterator[tuple[Quotation, Voice | None]]:
    """ "It said that:" and lines behind dashes: what a saying and a colon introduce is said to the end of the list.

    There is no voice where it stays hidden who speaks, or where it is denied.
    """
    for scene in scenes:
        tree = scene.tree
        listed = _LIST.match(text, tree.sentence.end) if tree.tokens[-1].text == ":" else None
        if listed is None:
            continue
        verb = _last_saying(scene)
        claim = _claim(scene) if verb is None else None
        source = according(scene) or (claim and author_of(tree, claim)) if verb is None else None
        named = next(iter(scene.speakers(source)), None) if source is not None else None
        denied = verb is not None and not _affirms(scene, verb)
        speaker = named if verb is None or denied else speaker_of(scene, verb)
        unsaid = verb is not None and tree.child(verb, "ccomp", "obj") is None
        if verb is not None or source is not None or (claim is not None and not _is_view(scene, claim)):
            lines = Quotation(*listed.span("lines"), len(listed["lines"].split()))
            yield lines, Voice(speaker, unsaid) if speaker is not None else None


def _find_closing_labels(scenes: Sequence[Scene], text: str) -> Iterator[tuple[Quotation, Voice]]:
    """ "Germany delivers 18 tanks – Scholz": what a line tells before a dash or colon and a last name, that name says."""
    for line in _CLOSED.finditer(text):
        start, end = line.span("said")
        told = any(t.pos in ("VERB", "AUX") for t in _between(scenes, start, end))
        who = _closing_name(scenes, *line.span("who")) if told else None
        if who is not None:
            yield _within_marks(text, start, end), Voice(who, unsaid=True)


def _closing_name(scenes: Sequence[Scene], start: int, end: int) -> Entity | None:
    """Who can say something and is all that stands between two characters: a person, a body, an official."""
    scene = next((s for s in scenes if any(start <= t.start < end for t in s.tree.tokens)), None)
    if scene is None:
        return None
    words = [t for t in scene.tree.tokens if start <= t.start < end]
    if any(t.pos in ("VERB", "AUX", "CCONJ", "ADV", "NUM", "PRON") for t in words):
        return None
    within = {t.i for t in words}
    head = next((t for t in words if t.head == t.i or t.head not in within), words[-1])
    human = scene.knowledge.heads.get(head.lemma.lower()) == "Person"
    named = (e for e in scene.speakers(head) if _can_hold_a_turn(scene, e) or human)
    return next(named, None)


def _claim(scene: Scene) -> Token | None:
    """The noun of saying that a sentence ends in: "Moscow's claims:", "The allegations:", "Kuleba's main points:"."""
    noun = scene.tree.tokens[-2] if len(scene.tree.tokens) > 1 else None
    if noun is None or noun.pos != "NOUN":
        return None
    told = SPEECH & scene.knowledge.effects("NOUN", noun.lemma.lower())
    return noun if told or _is_view(scene, noun) else None


def _is_view(scene: Scene, noun: Token) -> bool:
    return noun.lemma.lower() in scene.knowledge.viewpoints


def _last_saying(scene: Scene) -> Token | None:
    """The word of saying that a sentence ends in: behind it stand no verbs but those of what it says."""
    tree = scene.tree
    verbs = [t for t in tree.tokens[:-2] if t.pos in ("VERB", "AUX")]  # but for the last of "said, are:"
    verbs += [t for t in tree.tokens[-2:] if t.pos == "VERB"]
    for verb in (v for v in reversed(verbs) if says(scene, v)):
        said = {t.i for t in tree.subtree(verb)}
        if Effect.PLANNED not in _effects(scene, verb) and all(v.i in said for v in verbs if v.i > verb.i):
            return verb  # but what is announced or promised is the act that the text tells
    return None


def _affirms(scene: Scene, verb: Token) -> bool:
    """Whether a verb says that something is so."""
    effects = _effects(scene, verb)
    negated = any(
        t.lemma.lower() in ("not", "n't", "never", "no") for t in syntax.mood_words(scene.tree, verb)
    )
    affirms = effects & {Effect.REPORTED, Effect.CLAIMED} and not effects & {Effect.DENIED, Effect.ACCUSED}
    return bool(affirms) and not negated


def _opens_paragraph(scenes: Sequence[Scene], scene: Scene, text: str) -> bool:
    before = next((s for s in scenes if s.index == scene.index - 1), None)
    return before is None or "\n" in text[before.tree.sentence.end : scene.tree.sentence.start]


def _bare_questions(opening: Sequence[Scene], text: str) -> dict[int, int]:
    """The paragraphs of an interview that only ask, by sentence, with where they begin: what follows two of them answers in the first person."""
    starts = {s.index: s.tree.sentence.start for s in opening}
    ends = {i: text.find("\n", start) for i, start in starts.items()}
    paragraphs = {i: text[start : ends[i] if ends[i] > 0 else len(text)] for i, start in starts.items()}
    asked = [
        i for i, words in paragraphs.items() if words.rstrip().endswith("?") and words[0] not in _CLOSING
    ]
    order = list(paragraphs)
    answers = [paragraphs[order[n + 1]] for n, i in enumerate(order[:-1]) if i in asked]
    answered = [bool(_REPLY.search(words)) for words in answers]
    personal = any(re.search(r"\bI\b", words) for words in answers)
    return {i: starts[i] for i in asked} if personal and sum(answered) > 1 else {}


def _interviewee(scenes: Sequence[Scene], opening: Sequence[Scene], bare: Mapping[int, int]) -> Entity:
    """Who answers "A:": the person named last before the first question, else somebody of whom no more is known."""
    first = next((s.index for s in opening if _initial(s) in _QUESTION or s.index in bare), 0)
    named = [x.entity for s in scenes if s.index < first for x in s.linked]
    people = [e for e in named if e.kind == "Person" and not e.generic]
    return people[-1] if people else unknown("interviewee", "Person", generic=True)


def _initial(scene: Scene) -> str:
    """The word before a colon that opens a sentence, in small letters."""
    tokens = scene.tree.tokens
    return tokens[0].text.lower() if len(tokens) > 2 and tokens[1].text == ":" else ""


def question_at(scene: Scene) -> int:
    """The token with which a question or an answer begins behind "QUESTION:"; the first one of any other sentence."""
    return 2 if _initial(scene) in _QUESTION + _ANSWER else 0


def _label(scene: Scene, interviewee: Entity) -> tuple[int, Entity | None] | None:
    """Where a turn begins and whose it is, if the sentence opens with a speaker (or "Q", "A") and a colon before a clause."""
    tokens = scene.tree.tokens
    colon = next((t.i for t in tokens[:LONGEST_LABEL] if t.text in (":", "):")), None)
    if colon is None or colon == 0 or colon + 1 >= len(tokens):
        return None
    start = tokens[colon + 1].start
    if _initial(scene) in _QUESTION:
        return start, None
    if _initial(scene) in _ANSWER:
        return start, interviewee
    described = _described(scene, colon)
    if described is not None:
        return start, described
    item = next((x for x in scene.linked if x.end == colon and not x.entity.generic), None)
    if item is None and tokens[colon - 1].ent.endswith("PERSON") and tokens[colon - 1].text.isupper():
        return start, unknown(" ".join(t.text.title() for t in tokens[:colon]), "Person")
    person = item is not None and item.entity.kind == "Person"  # "Stoltenberg: No plans to send troops"
    clause = person or any(
        t.pos in ("VERB", "AUX") and scene.tree.child(t, "nsubj", "expl") is not None
        for t in tokens[colon + 1 :]
    )
    named = {i for x in scene.linked for i in range(x.start, x.end)}
    plain = ("DET", "PUNCT", "NOUN", "PROPN", "ADJ")
    owning = ("'s", "’s")  # "Poland's Sikorski: …"
    bare = all(t.i in named or t.pos in plain or t.text in owning for t in tokens[:colon])
    if item is None or not clause or not bare:
        return None
    if _can_hold_a_turn(scene, item.entity):
        return start, item.entity
    return (start, item.actor) if _speaks_of_others(scene, item, colon) else None


def _described(scene: Scene, colon: int) -> Entity | None:
    """The person before a colon of whom more is told: "Peskov (Kremlin): …", "Kuleba, angrily: …"."""
    item = next((x for x in scene.linked if x.start == 0 and x.entity.kind == "Person"), None)
    if item is None or item.entity.generic or item.end >= colon:
        return None
    aside = scene.tree.tokens[item.end : colon]
    told = aside[0].text in (",", "(") and not any(t.pos in ("VERB", "AUX", "CCONJ") for t in aside)
    return item.entity if told else None


def _speaks_of_others(scene: Scene, item: Linked, colon: int) -> bool:
    """Whether a capital before a colon is a government with its view of others: "Kyiv: Russia has attacked Odesa"."""
    if item.entity.kind != "City" or item.actor.kind != "Country":
        return False
    tokens, knowledge = scene.tree.tokens, scene.knowledge
    others = (x for x in scene.linked if x.start > colon and knowledge.acts(x.actor.kind))
    acting = (x for x in others if item.actor.id not in (x.actor.id, knowledge.country_of(x.actor.id)))
    return any(syntax.base(t.dep) == "nsubj" for x in acting for t in tokens[x.start : x.end])


def _cited(opening: Sequence[Scene]) -> Iterator[tuple[int, tuple[int, Entity]]]:
    """ "Source: Zelenskyy on Telegram" and below it "Quote: ...", or "Quote from Zelenskyy: ...": sentence, turn and speaker."""
    source: Entity | None = None
    for scene in opening:
        tokens = scene.tree.tokens
        colon = next((t.i for t in tokens[:LONGEST_LABEL] if t.text == ":"), len(tokens))
        named = [x.actor for x in scene.linked if _can_hold_a_turn(scene, x.actor)]
        if _initial(scene) in _SOURCE:
            source = next(iter(named), None)
        elif colon + 1 < len(tokens) and any(t.lemma.lower() in _QUOTED for t in tokens[:colon]):
            before = (x.actor for x in scene.linked if x.end <= colon and x.actor in named)
            speaker = next(before, None) or source
            if speaker is not None:
                yield scene.index, (tokens[colon + 1].start, speaker)


def _capital_label(scenes: Sequence[Scene], scene: Scene, text: str) -> tuple[int, Entity] | None:
    """The turn of somebody in capitals who is known: "GEN. RYDER:", "SECRETARY AUSTIN:"."""
    label = _CAPITALS.match(text, scene.tree.sentence.start)
    if label is None:
        return None
    around = (s for s in scenes[scene.index : scene.index + 3] if s.tree.sentence.start < label.end())
    named = [
        x.entity
        for s in around
        for x in s.linked
        if x.entity.kind == "Person" and label.start() <= s.tree.tokens[x.start].start < label.end()
    ]
    if named:
        return label.end(), named[-1]
    words = [w.strip("(),") for w in label["name"].split()]
    found = scene.knowledge.officer_called(words[-1], scene.published) if len(words) > 1 else None
    return (label.end(), found.entity) if found is not None else None


def _stranger(scene: Scene, text: str) -> tuple[int, Entity] | None:
    """The turn of somebody in capitals of whom no more is known, in a transcript: "MODERATOR:", "ANDREW GRAY (REUTERS):"."""
    label = _CAPITALS.match(text, scene.tree.sentence.start)
    if label is None:
        return None
    name = " ".join(w.strip("(),").title() for w in label["name"].split())
    return label.end(), unknown(name, "Person", generic=True)


def _can_hold_a_turn(scene: Scene, entity: Entity) -> bool:
    """A person or a body: a country or a place before a colon is what the entry is about."""
    return entity.kind == "Person" or scene.knowledge.is_a(entity.kind, "Organization")


def _whole_sentence(around: Sequence[Scene], quotation: Quotation) -> bool:
    first = around[0].tree.sentence
    return quotation.start - first.start <= 1 and first.text[-1:] in '”".!?,'


def _reported(
    around: Sequence[Scene], quotations: Sequence[Quotation], quotation: Quotation
) -> Entity | None:
    """The subject of the reporting verb nearest to the quotation's edges, outside any quotation."""
    best: tuple[int, Entity] | None = None
    for scene in around:
        for verb in scene.tree.tokens:
            if verb.pos not in ("VERB", "AUX") or not _effects(scene, verb) & _SAYING:
                continue
            if not says(scene, verb) or quoted(quotations, verb) is not None:
                continue
            speaker = speaker_of(scene, verb)
            gap = min(abs(verb.start - quotation.end), abs(quotation.start - verb.end))
            if speaker is not None and (best is None or gap < best[0]):
                best = (gap, speaker)
    return best[1] if best else None


def noun_of(scene: Scene, quotation: Quotation) -> Token | None:
    """The noun of saying whose content a quotation is: "the admission by Baerbock that '…'"."""
    inside = next((t for t in scene.tree.tokens if quotation.start <= t.start < quotation.end), None)
    for token in scene.tree.ancestors(inside) if inside is not None else ():
        if token.end <= quotation.start:
            told = SPEECH & scene.knowledge.effects("NOUN", token.lemma.lower())
            return token if token.pos == "NOUN" and told else None
    return None


def author_of(tree: Tree, noun: Token) -> Token | None:
    """Whose words a noun of saying names: "Putin's claim", "the admission by Baerbock"."""
    of = (k for k in tree.children(noun, "nmod") if syntax.cases(tree, k) in ("by", "of", "from"))
    return tree.child(noun, "nmod:poss") or next(of, None)


def _admitted(scene: Scene, quotation: Quotation) -> Entity | None:
    """Whose words a noun of saying quotes: "the admission by Baerbock that '…'"."""
    noun = noun_of(scene, quotation)
    author = author_of(scene.tree, noun) if noun is not None else None
    return next(iter(scene.speakers(author)), None) if author is not None else None


def _undertaken(scene: Scene, quotation: Quotation) -> Entity | None:
    """Whose words a sentence quotes in passing: "according to him, it is '...'", "agreed that it can join when '...'"."""
    source = according(scene)
    if source is not None:
        return next(iter(scene.speakers(source)), None)
    inside = next((t for t in scene.tree.tokens if quotation.start <= t.start < quotation.end), None)
    for verb in scene.tree.ancestors(inside) if inside is not None else ():
        outside = not quotation.start <= verb.start < quotation.end
        if outside and verb.pos == "VERB" and _is_utterance(scene, verb):
            return speaker_of(scene, verb)
    return None


def _is_utterance(scene: Scene, verb: Token) -> bool:
    """Whether something is done with words: promised, agreed, condemned, called."""
    evoked = {t.frame for t in scene.knowledge.triggers_by_word.get(("VERB", verb.lemma.lower()), ())}
    done = {Effect.PLANNED, Effect.REQUESTED, Effect.REFUSED, Effect.NAMING, *SPEECH}
    return bool(evoked & scene.knowledge.performative or _effects(scene, verb) & done)


def is_saying(knowledge: Knowledge, token: Token) -> bool:
    """Whether a token is a verb of saying."""
    if token.pos not in ("VERB", "AUX"):
        return False
    return bool(_SAYING & knowledge.effects("VERB", token.lemma.lower()))


def says(scene: Scene, verb: Token) -> bool:
    """Whether a verb reports, claims, denies or accuses, alone or with the words beside it ("put it")."""
    effects = _effects(scene, verb)
    return bool(effects & SPEECH) and (Effect.OCCURRING not in effects or speaks_on(scene, verb))


def speaks_on(scene: Scene, verb: Token) -> bool:
    """ ", the president went on in Moscow, ": what may also last says something only with a clause, or of who can speak.

    But for when and where nothing more may stand with it: "Scholz went on a visit", "the army continued its attack".
    """
    tree = scene.tree
    if tree.child(verb, "ccomp") is not None:
        return True
    subject = tree.child(verb, "nsubj")
    around = (k for k in tree.children(verb, "obl") if k.i not in scene.date_tokens)
    more = [k for k in around if syntax.cases(tree, k) not in _OCCASIONS]
    bare = not more and tree.child(verb, "obj", "xcomp", "advcl") is None
    return bare and subject is not None and bool(scene.speakers(subject))


def _effects(scene: Scene, verb: Token) -> set[Effect]:
    cues = scene.knowledge.cues_by_word.get(("VERB", verb.lemma.lower()), ())
    return {c.effect for c in cues if len(c.words) == 1 or has_words(scene.tree, verb, c.words[1:], "VERB")}


def according(scene: Scene) -> Token | None:
    """Whose words a sentence gives as a whole: "according to X", "in X's words"."""
    views = scene.knowledge.viewpoints
    if scene.tree.words.isdisjoint(_SOURCING | views) and scene.tree.tokens[0].text.lower() != "for":
        return None
    for token in scene.tree.tokens:
        case = syntax.cases(scene.tree, token)
        if case == "according to":
            return token  # whatever the tagger takes a newspaper's name for
        per = case == "per" or any(k.text.lower() == "per" for k in scene.tree.children(token, "case"))
        if per and token.pos == "PROPN":
            return token  # but "per head" is nobody's word
        if case == "for" and token.pos == "PROPN" and _opens_for(scene, token):
            return token
        marker = scene.tree.child(token, "mark") if token.pos == "VERB" else None
        if (
            marker is not None
            and marker.lemma.lower() == "as"
            and says(scene, token)
            and scene.tree.child(token, "ccomp", "xcomp") is None
            and not _tells_its_own(scene, token)
            and (marker.i == 0 or scene.tree.tokens[marker.i - 1].lemma.lower() not in _MEASURES)
        ):
            # "as Reuters writes", "as reported by the ministry", "as noted in the ministry"
            told = (
                None if syntax.is_gerund(token) else syntax.agent(scene.tree, token) or _house(scene, token)
            )
            source = scene.tree.child(token, "nsubj") or told
            if source is None or not _is_deed(scene, source):
                return source
        if {token.lemma.lower(), token.text.lower()} & views and _opens_with(
            scene, token, ("in", "by", "on", "from")
        ):
            of = (k for k in scene.tree.children(token, "nmod") if syntax.cases(scene.tree, k) == "of")
            speaking = (
                k for k in of if k.pos == "PRON" or scene.speakers(k)
            )  # not "on the point of collapse"
            owner = scene.tree.child(token, "nmod:poss") or next(speaking, None)
            if owner is not None:
                return owner
    return None


def _tells_its_own(scene: Scene, verb: Token) -> bool:
    """ "as Britain announced sanctions": what is announced there is another thing; "as he told reporters" has its hearers."""
    told = scene.tree.child(verb, "obj")
    return told is not None and told.pos in ("NOUN", "PROPN", "SYM") and not scene.speakers(told)


def _opens_for(scene: Scene, name: Token) -> bool:
    """ "For Kuleba, Iran has attacked": what opens with a person for whom it is so is his view; a country may be given it."""
    tokens = scene.tree.tokens
    item = scene.owner.get(name.i)
    if item is None or item.actor.kind != "Person" or item.start != 1 or tokens[0].text.lower() != "for":
        return False
    comma = tokens[item.end]
    return comma.text == "," and not syntax.relative_pronoun(tokens[comma.i + 1])


def _house(scene: Scene, verb: Token) -> Token | None:
    """Where something was said of which nobody is named: "as specified in the ministry", "as stated in Berlin"."""
    phrases = scene.tree.children(verb, "obl")
    inside = [k for k in phrases if syntax.cases(scene.tree, k) in HOUSED and k.i not in scene.date_tokens]
    named = (k for k in inside if k.pos == "PROPN")  # a town, where somebody said it
    return next((k for k in inside if scene.speakers(k)), None) or next(named, None)


def _is_deed(scene: Scene, noun: Token) -> bool:
    """ "as the accession of Finland attests": what was done bears witness, and says nothing."""
    word = noun.lemma.lower()
    told = SPEECH & scene.knowledge.effects("NOUN", word)
    return (
        noun.pos == "NOUN"
        and not told
        and bool(scene.knowledge.roles_evoked(word))
        and not scene.speakers(noun)
    )


def _opens_with(scene: Scene, token: Token, prepositions: tuple[str, ...]) -> bool:
    """Whether a phrase stands behind one of some prepositions, whatever the parser takes it for: "in Moscow's telling"."""
    marks = {k.text.lower() for k in scene.tree.children(token, "case", "mark")}
    return syntax.cases(scene.tree, token) in prepositions or not marks.isdisjoint(prepositions)


def find_afterthoughts(scenes: Sequence[Scene]) -> Iterator[tuple[int, Entity | None]]:
    """Which sentence the one behind it leaves to somebody, "So says Kuleba", or to doubt, "This could not be verified".

    Nobody is given where it stays hidden who says so.
    """
    for scene in scenes:
        teller = _teller(scene)
        speakers = scene.speakers(teller) if teller is not None else []
        if scene.index and (teller is not None or _is_doubted(scene)):
            yield scene.index - 1, next(iter(speakers), None)


def _teller(scene: Scene) -> Token | None:
    """Who tells the sentence before: "This was stated by the minister", "That is what Moscow says", "Or so Kyiv says"."""
    tree = scene.tree
    verb = syntax.root_of(tree.tokens)
    if verb is None:
        return None
    opening = [t.lemma.lower() for t in tree.tokens[:2]]
    if len(tree.tokens) < _FRAGMENT and tree.tokens[0].text.lower() == "at" and according(scene) is not None:
        return according(scene)  # "At least according to Kuleba."
    if "so" in opening and opening[0] in ("so", "or") and says(scene, verb):
        bare = tree.child(verb, "ccomp", "xcomp", "obj") is None
        bare = bare and (opening[0] == "or" or verb.i == 1)  # "So says Kuleba", but "So Moscow protested"
        return tree.child(verb, "nsubj") if bare and _affirms(scene, verb) else None
    what = tree.child(verb, "acl") if verb.lemma.lower() == "what" else None
    if what is not None and says(scene, what):
        subject = tree.child(verb, "nsubj")
        meant = subject is not None and subject.lemma.lower() in POINTING
        return tree.child(what, "nsubj") if meant and _affirms(scene, what) else None
    meant_by = {k.i for k in tree.children(verb, "nsubj:pass", "obj", "obl")} | (
        {1} if tree.tokens[0].pos == "ADP" else set()
    )
    pointing = any(t.i in meant_by and t.lemma.lower() in POINTING and t.pos == "PRON" for t in tree.tokens)
    if not pointing or not _affirms(scene, verb) or tree.child(verb, "ccomp") is not None:
        return None
    speaker = syntax.agent(tree, verb) if syntax.is_passive(tree, verb) else tree.child(verb, "nsubj")
    if speaker is not None:
        return speaker
    people = (x for x in scene.linked if x.end == verb.i and x.actor.kind == "Person")
    return next(
        (tree.tokens[x.end - 1] for x in people), None
    )  # "About this the secretary Sabrina Singh informed"


def _is_doubted(scene: Scene) -> bool:
    """ "The claim could not be verified", "This is a lie", "That is not true", "There is no evidence of this"."""
    tree, knowledge = scene.tree, scene.knowledge
    root = syntax.root_of(tree.tokens)
    if root is None:
        return False
    proves = Effect.PROOF in knowledge.effects("VERB", root.lemma.lower())
    meant = tree.child(root, "obj", "nsubj:pass") if proves else tree.child(root, "nsubj")
    if meant is None:
        return False
    if meant.pos == "NOUN" and Effect.PROOF in knowledge.effects("NOUN", meant.lemma.lower()):
        none = any(k.lemma.lower() == "no" for k in tree.children(meant, "det"))
        return none and len(tree.tokens) < _FRAGMENT
    pointing, claim = meant.lemma.lower() in POINTING | {"it"}, _is_bare_claim(scene, meant)
    if not pointing and not claim:
        return False
    predicate = tree.child(root, "xcomp") or root  # "turned out to be false"
    if any(t.lemma.lower() in ("not", "n't", "never") for t in syntax.mood_words(tree, predicate)):
        return proves or predicate.lemma.lower() in _TRUE
    the = any(k.lemma.lower() == "the" for k in tree.children(predicate, "det"))
    if pointing and the and _is_bare_claim(scene, predicate):
        return True  # "That was the claim."
    words = [predicate, *tree.children(predicate, "amod")]  # "was fake news"
    effects = {e for w in words for e in knowledge.effects(w.pos, w.lemma.lower())}
    if predicate.pos == "VERB":
        denied = not effects.isdisjoint((Effect.NEGATED, Effect.DENIED))
        return claim and denied and syntax.is_passive(tree, predicate)
    return not effects.isdisjoint((Effect.NEGATED, Effect.DOUBTED))


def _is_bare_claim(scene: Scene, noun: Token) -> bool:
    """ "the claim", "these reports", and not of what."""
    told = noun.pos == "NOUN" and SPEECH & scene.knowledge.effects("NOUN", noun.lemma.lower())
    return bool(told) and scene.tree.child(noun, "acl", "nmod", "compound") is None


def find_teller(scene: Scene) -> Entity | None:
    """Who tells all that a sentence tells, where it says so: "The ministry said that", ", the ministry said", "according to"."""
    tree = scene.tree
    root = next((t for t in tree.tokens if t.head == t.i), None)
    for verb in (root, *tree.children(root, "parataxis")) if root is not None else ():
        if verb.pos == "VERB" and says(scene, verb):
            return speaker_of(scene, verb) if _affirms(scene, verb) else None
    source = according(scene)
    return next(iter(scene.speakers(source)), None) if source is not None else None


def goes_on(tree: Tree, knowledge: Knowledge, *, opens: bool) -> bool:
    """Whether a sentence goes on with what the one before was told: "It is noted that", "Its partners would send tanks".

    What would be is told of what somebody has said; but of "this" and "such a step" the text itself says what it would do.
    `opens` tells that it opens a paragraph.
    """
    if tree.words.isdisjoint(_GOING_ON):
        return False
    root = next((t for t in tree.tokens if t.head == t.i), None)
    if root is None or root.pos != "VERB":
        return False
    it = next((k for k in tree.kids[root.i] if k.i == 0 and k.text.lower() == "it"), None)
    helpers = {k.text.lower() for k in tree.children(root, "aux", "aux:pass")}
    if it is not None and Effect.RECALLED in knowledge.effects("VERB", root.lemma.lower()):
        whole = tree.child(root, "ccomp", "csubj") is not None
        return whole and helpers <= _BEING and bool(helpers) and syntax.agent(tree, root) is None
    if opens or "would" not in helpers or any(is_saying(knowledge, t) for t in tree.tokens):
        return False
    return not any(t.text.lower() in _OPEN or t.text in _CLOSING for t in tree.tokens)


def speaker_of(scene: Scene, verb: Token) -> Entity | None:
    """The subject of a reporting verb as an actor; an inverted one ("said Scholz") is often parsed as object."""
    token = syntax.subject(scene.tree, verb, lambda _: False)
    if token is None:
        after = scene.tree.children(verb, "obj", "nsubj", "dep")
        token = next((t for t in after if t.i > verb.i and (t.i in scene.owner or scene.speakers(t))), None)
    if token is None:
        return None
    return next(iter(scene.speakers(token)), None)


def _after_dash(scenes: Sequence[Scene], around: Sequence[Scene], quotation: Quotation) -> Entity | None:
    """“...” – Name, in the same paragraph."""
    last = around[-1].index
    for scene in scenes[last : last + 2]:
        for item in scene.linked:
            first = scene.tree.tokens[item.start]
            if item.entity.kind != "Person" or not 0 <= first.start - quotation.end <= 60:
                continue
            between = _between(scenes[around[0].index : last + 2], quotation.end, first.start)
            if any(t.text in ("–", "—", "-", "―") for t in between) and not any(
                t.pos == "VERB" for t in between
            ):
                return item.entity
    return None


def _between(scenes: Sequence[Scene], start: int, end: int) -> list[Token]:
    return [t for s in scenes for t in s.tree.tokens if start <= t.start < end]
