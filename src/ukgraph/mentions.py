"""Sentence to mentions: every stretch of words that names something, catalogued or not.

Catalogue forms come from the gazetteer, the rest from the pipeline's named entities and from runs of proper
nouns before a class noun ("Flamingo missiles"). Nothing is decided here about who is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph.gazetteer import Form, Gazetteer, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Sentence, Token

PARTICLES = frozenset(
    {
        "von",
        "der",
        "van",
        "de",
        "den",
        "la",
        "al",
        "bin",
        "ben",
        "el",
        "ter",
        "dos",
        "da",
        "di",
        "du",
        "le",
        "-",
        ".",
    }
)
NAME_LABELS = {"PERSON": "Person", "PER": "Person", "ORG": "Organization", "LOC": "Place", "GPE": "Place"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) of a sentence that name something.

    `readings` holds (id, form) for each catalogue entry or title that the words may stand for; it is empty
    for a name that the catalogue does not know, whose class `kind` is then the best guess.
    """

    start: int
    end: int
    text: str
    readings: tuple[tuple[str, Form], ...]
    kind: str | None = None

    def ids(self, *forms: Form) -> tuple[str, ...]:
        """The ids among its readings, of all forms or of some."""
        return tuple(i for i, f in self.readings if not forms or f in forms)


def find_mentions(sentence: Sentence, gazetteer: Gazetteer, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Every mention of the sentence, left to right, none overlapping another."""
    hits = [m for m in (_at_tokens(sentence, h) for h in gazetteer.find(sentence.text)) if m is not None]
    names = list(_names(sentence, knowledge))
    kept = [m for m in hits if not any(_swallows(n, m, knowledge) for n in names)]
    for name in names:
        if not any(_overlap(name, m) for m in kept):
            kept.append(name)
        else:
            kept += _rest_of(name, kept, sentence)
    return tuple(sorted(kept, key=lambda m: m.start))


def _at_tokens(sentence: Sentence, hit: Hit) -> Mention | None:
    """A hit as whole tokens; one that begins or ends inside a token widens to it ("F-16s")."""
    start, end = hit.start + sentence.start, hit.end + sentence.start
    covered = [t for t in sentence.tokens if t.start < end and t.end > start]
    if not covered or start - covered[0].start > 1 or covered[-1].end - end > 2:
        return None
    first, last = covered[0].i, covered[-1].i + 1
    return Mention(first, last, sentence.text[hit.start : hit.end], hit.readings)


def _overlap(a: Mention, b: Mention) -> bool:
    return a.start < b.end and b.start < a.end


def _swallows(name: Mention, hit: Mention, knowledge: Knowledge) -> bool:
    """Whether a longer unknown name makes a catalogue form a mere part of it ("Austin Butler")."""
    if not (name.start <= hit.start and hit.end <= name.end) or (name.start, name.end) == (
        hit.start,
        hit.end,
    ):
        return False
    if name.kind == "Person":
        return (
            all(f is Form.AMBIGUOUS or _is_place(i, knowledge) for i, f in hit.readings)
            and hit.end - hit.start < 2
        )
    if name.kind != "Organization":
        return False
    # "Institute for the Future of Ukraine" is a body; "Ukrainian Javelin" is not.
    weak = all(f in (Form.AMBIGUOUS, Form.ADJECTIVE, Form.TITLE, Form.CLASS) for _, f in hit.readings)
    return weak and knowledge.heads.get(name.text.split()[-1].lower()) is not None


def _is_place(entity_id: str, knowledge: Knowledge) -> bool:
    entry = knowledge.entries.get(entity_id)
    return entry is not None and knowledge.is_a(entry.kind, "Place")


def _names(sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Named entities of the pipeline, trimmed to their proper nouns, with a class from their head noun."""
    for label, tokens in _spans(sentence):
        trimmed = _trim(tokens)
        if not trimmed or not any(t.pos == "PROPN" for t in trimmed):
            continue
        text = sentence.text[trimmed[0].start - sentence.start : trimmed[-1].end - sentence.start]
        if not text[:1].isupper() and not text[:1].isdigit():
            continue
        kind = NAME_LABELS.get(label)
        if kind is None or (kind == "Person" and not _is_personal(trimmed)):
            continue
        if kind != "Person":
            kind = next((knowledge.heads[w] for w in _heads(text) if w in knowledge.heads), kind)
        yield Mention(trimmed[0].i, trimmed[-1].i + 1, text, (), kind)


def _is_personal(tokens: list[Token]) -> bool:
    """Whether a span can be a person's name: capitals and particles only."""
    return all((t.pos == "PROPN" and t.text[:1].isupper()) or t.text.lower() in PARTICLES for t in tokens)


def _heads(text: str) -> tuple[str, ...]:
    """The words of a name that can tell its class, the likeliest first."""
    words = text.lower().replace(" for ", " of ").split(" of ")[0].split()
    return (words[-1], words[0]) if words else ()


def _trim(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].pos in ("DET", "PUNCT", "ADP", "PART") or tokens[0].text.lower() == "the"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].pos in ("PUNCT", "PART", "ADP") or tokens[-1].text in ("'s", "’s")):
        tokens = tokens[:-1]
    return tokens


def _spans(sentence: Sentence) -> Iterator[tuple[str, list[Token]]]:
    label = ""
    run: list[Token] = []
    for token in sentence.tokens:
        mark, _, kind = token.ent.partition("-")
        if run and (mark != "I" or kind != label):
            yield label, run
            run = []
        if mark in ("B", "I"):
            label, run = kind, [*run, token]
    if run:
        yield label, run


def _rest_of(name: Mention, kept: list[Mention], sentence: Sentence) -> list[Mention]:
    """What a name holds beside catalogue forms: "Polish General Wiesław Kukuła" leaves "Wiesław Kukuła"."""
    last = max((m.end for m in kept if _overlap(name, m)), default=name.start)
    rest = sentence.tokens[last : name.end]
    if name.kind != "Person" or not rest or not all(t.pos == "PROPN" for t in rest):
        return []
    text = sentence.text[rest[0].start - sentence.start : rest[-1].end - sentence.start]
    return [Mention(rest[0].i, rest[-1].i + 1, text, (), "Person")]
