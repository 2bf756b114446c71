"""Who speaks inside quotation marks, sentence by sentence.

A quotation belongs to the subject of a reporting verb outside it in the same sentence; else to a name after a dash;
else it goes on from the quotation before it. Scare quotes, titles and names in quotes have no speaker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph import syntax
from ukgraph.lexicon import Effect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Entity, Token
    from ukgraph.scene import Scene

SHORTEST = 4  # words: shorter quotations are scare quotes or names
_SAYING = frozenset({Effect.REPORTED, Effect.CLAIMED, Effect.DENIED})
FARTHEST = 3  # sentences over which a quotation may go on without naming its speaker


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end) of the article inside a pair of quotation marks."""

    start: int
    end: int
    words: int


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
    for i, char in enumerate(line):
        straight = char == '"'
        if char in "“«„" or (straight and opened is None):
            opened = i + 1
        elif (char in "”»" or straight) and opened is not None:
            found.append(_quotation(line, opened, i, offset))
            opened = None
    if opened is not None:
        found.append(_quotation(line, opened, len(line.rstrip()), offset))
    return found


def _quotation(line: str, start: int, end: int, offset: int) -> Quotation:
    return Quotation(start + offset, end + offset, len(line[start:end].split()))


def quoted(quotations: Sequence[Quotation], token: Token) -> Quotation | None:
    """The quotation that a token stands in."""
    return next((q for q in quotations if q.start <= token.start and token.end <= q.end), None)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a quotation; `unsaid` tells that no verb of saying names the speaker, only a dash."""

    speaker: Entity
    unsaid: bool


def find_voices(scenes: Sequence[Scene], quotations: Sequence[Quotation]) -> Mapping[Quotation, Voice]:
    """The voice of each quotation that has one, from scenes whose pronouns are resolved in order."""
    found: dict[Quotation, Voice] = {}
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
        speaker = dashed or _reported(around, quotations, quotation)
        if speaker is None and previous is not None and around[0].index - previous[0] <= FARTHEST:
            speaker = previous[1]
        if speaker is not None:
            found[quotation] = Voice(speaker, unsaid=dashed is not None)
            previous = (around[-1].index, speaker)
    return found


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
            if not is_saying(scene.knowledge, verb) or quoted(quotations, verb) is not None:
                continue
            speaker = speaker_of(scene, verb)
            gap = min(abs(verb.start - quotation.end), abs(quotation.start - verb.end))
            if speaker is not None and (best is None or gap < best[0]):
                best = (gap, speaker)
    return best[1] if best else None


def is_saying(knowledge: Knowledge, token: Token) -> bool:
    """Whether a token is a verb of saying."""
    if token.pos not in ("VERB", "AUX"):
        return False
    return bool(_SAYING & knowledge.effects("VERB", token.lemma.lower()))


def speaker_of(scene: Scene, verb: Token) -> Entity | None:
    """The subject of a reporting verb as an actor; an inverted one ("said Scholz") is often parsed as object."""
    token = syntax.subject(scene.tree, verb, lambda _: False)
    if token is None:
        after = scene.tree.children(verb, "obj", "nsubj", "dep")
        token = next((t for t in after if t.i > verb.i and t.i in scene.owner), None)
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
