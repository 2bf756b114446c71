"""The records that flow through the stages: frozen, and complete or not made at all.

Three questions have three fields that are never merged: where is it written (`evidence`), who says
so (`attributed_to`), did it happen by their account (`factuality`). None of them has a default.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Factuality(StrEnum):
    """Whether a frame happened or holds, by the account of whoever says so."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    POSSIBLE = "Possible"
    NEGATED = "Negated"


@dataclass(frozen=True, slots=True)
class Page:
    """One input as it was read: nothing is cleaned yet.

    `published` is an ISO date ("2022-04-26", "2022-04" or "2022") or None; `sha256` is that of `raw`.
    """

    id: str
    source: str
    title: str | None
    raw: str
    publisher: str | None
    published: str | None
    url: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page with its furniture gone: every offset in the graph points into `text`."""

    id: str
    title: str | None
    text: str
    publisher: str | None
    published: str | None
    url: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence, with UD labels; `i` and `head` index the sentence's tokens."""

    i: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    feats: str = ""
    ent: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence: `start` and `end` are character offsets into the article's text."""

    index: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a frame was read from: `quote == article.text[start:end]`."""

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as the contract names it, e.g. 3.7e9 "USD" "about"."""

    value: Decimal
    unit: str
    modifier: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year in ISO form: "2022-04-26", "2022-04", "2022"."""

    iso: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that can fill a role: of the catalogue, or minted from what the text says of it.

    `id` is the local name below `ukr:`; `known` tells a catalogue entry from a minted one.
    """

    id: str
    label: str
    kind: str
    known: bool
    aliases: tuple[str, ...] = ()
    broader: str | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True)
class TriggerWord:
    """The word that a frame was read from: `text` begins at the character offset `start` of the article's text."""

    start: int
    text: str


Value = Entity | Quantity | Date | str


@dataclass(frozen=True, slots=True)
class Filler:
    """One role of a frame with what fills it."""

    role: str
    value: Value


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that is claimed is a frame: class, roles, and the three questions answered.

    What no word says outright, such as an office before a name, has no trigger.
    """

    id: str
    kind: str
    article: str
    fillers: tuple[Filler, ...]
    factuality: Factuality
    attributed_to: Entity | None
    confidence: Decimal
    evidence: tuple[Evidence, ...]
    triggers: tuple[TriggerWord, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: its frames, and every entity and weapon class that it names.

    A reprint (`reprint_of` is the id of its original) has no frames of its own: they are the original's.
    """

    article: Article
    frames: tuple[Frame, ...]
    mentioned: tuple[Entity, ...]
    reprint_of: str | None = None
