"""The lexicon: trigger words with their role patterns, and the cues that bend what they evoke.

A pattern is one line of text, so that a linguist can write it without knowing RDF:

    "donor: subject [agent]"            the logical subject, if it is an agent
    "item!: object, with, in [aid]"     required: the object, or a phrase with "with" or "in"
    "recipient: indirect, to, for [recipient]"

Slots are `subject`, `object`, `indirect`, `modifier`, `possessor`, `self` (the trigger's own noun phrase),
`within` (a quantity anywhere in the object), `including` (what "particularly" or "such as" adds), `clause` (the subject of the
clause in which a noun stands: "in a letter to Scholz, Duda asked"), `where` (what an adverb tells: "Warsaw, where he signed",
"signed here"), `topic` (of whom a noun is said: "X is a target"), `teller` (who says so), or a preposition; `complement.SLOT` is a slot of the clause
below the trigger ("allowed Ukraine to use ATACMS"), `object.SLOT`, `subject.SLOT` and `by.SLOT` are slots of those nouns. Selectors in brackets are declared in `frames.ttl`. The division of labour
follows FrameNet (Fillmore 1982) for frames and VerbNet (Kipper 2005) for classes of triggers that
share their syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ukgraph.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GRAMMATICAL_SLOTS = frozenset(
    {
        "subject",
        "object",
        "indirect",
        "modifier",
        "possessor",
        "self",
        "within",
        "including",
        "clause",
        "where",
        "teller",
        "styled",
        "topic",
    }
)
TELLER = "teller"
PREPOSITIONS = frozenset(
    ["about", "above", "across", "after", "against", "ahead of", "along", "along with", "alongside", "among", "around",
     "as", "at", "because of", "before", "behind", "below", "beside", "between", "beyond", "by", "courtesy of", "despite",
     "during", "following", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "on behalf of", "onto",
     "out of", "outside", "over", "past", "round", "since", "thanks to", "through", "throughout", "to", "together with",
     "toward", "towards", "under", "until", "upon", "using", "via", "with", "within", "without", "worth"]
)  # fmt: skip
BEHIND = PREPOSITIONS | {
    "that",
    "where",
}  # what stands behind a noun and belongs to it: "support for", "word that"
MARKS = PREPOSITIONS - GRAMMATICAL_SLOTS  # as a slot "within" is no preposition
COMPLEMENT = "complement."
OBJECT = "object."
SUBJECT = "subject."
QUANTITIES = frozenset(
    {"Money", "Count", "Measure", "Length", "Mass", "Speed", "Ordinal", "Date"}
)  # no names
ANCHOR = "anchor"  # a role of no frame: what must stand there for the sense to hold

_PATTERN = re.compile(
    r"^\s*(?P<role>[A-Za-z]+)(?P<required>!?)\s*:\s*(?P<slots>[a-z ,.]+?)\s*(?:\[(?P<selectors>[a-z ]+)\])?\s*$"
)


class Effect(StrEnum):
    """What a cue does to the frames in its scope."""

    REPORTED = "reported"  # somebody says it
    CLAIMED = "claimed"  # the same, and of a noun too: "reported a strike"
    CONCEDED = "conceded"  # whoever will not say it says that it is not so: "refused to admit"
    DENIED = "denied"  # somebody says that it is not so
    NEGATED = "negated"  # it is not so: "not", "fail to"
    POSSIBLE = "possible"  # it may be so: "may", "consider", "fear"
    DOUBTED = "doubted"  # nobody knows whether it has happened: "reportedly", "may have"
    DISCUSSED = (
        "discussed"  # aid may come of it: "discussed the supply of jets"; an attack so spoken of has happened
    )
    PLANNED = "planned"  # it is meant to be: "will", "plan to", "agree to"
    DEVOTED = "devoted"  # the same, but whoever is committed to support others supports them: "our commitment to stand with"
    REQUESTED = "requested"  # somebody asks for it: "urge", "ask"
    BIDDING = "bidding"  # the same of an infinitive alone: "told Berlin to send"
    REFUSED = "refused"  # somebody will not do it: "refuse", "rule out"
    HESITANT = "hesitant"  # the same, and whoever is not does it: "did not hesitate to"
    ENDED = "ended"  # what somebody is to stop goes on until then: "stop its war"
    FREED = "freed"  # what was refused may be again: "lift a ban on"
    THREATENED = "threatened"  # somebody claims the right to do it: "reserves the right to"
    AUTHORIZED = "authorized"  # somebody lets it be done: "allow", "permit"
    ACCUSED = "accused"  # somebody is said to have done it
    ACHIEVED = "achieved"  # it happened where the word stands in the past: "was able to", "helped"
    PLAIN = "plain"  # nothing: "begin to", "manage to"
    KNOWN = "known"  # so it is, whether anybody knows it or not: "nobody noticed that"
    LIGHT = "light"  # the noun is the event: "make a pledge", "hold a meeting"
    OCCURRING = "occurring"  # the noun that is its subject is the event: "the meeting took place"
    NAMING = "naming"  # the phrase is the name that follows: "known as", "called"
    PARTITIVE = "partitive"  # the phrase is what follows "of": "a batch of tanks"
    ABOUT = "about"  # what follows "of" is only spoken of: "details of the missiles"
    INSTRUMENT = "instrument"  # what it does as a subject is only provided for: "the bill provides aid"
    PROOF = "proof"  # it bears a claim out: "there is no proof of it"
    NEEDED = (
        "needed"  # that it be so is needed, and no more is said: "it is vital that"; "a vital ally" is one
    )
    RECALLED = "recalled"  # the article itself brings it up: "recall that", "it should be noted that"
    IDIOM = "idiom"  # its last word tells nothing: "heart attack"


SPEECH = frozenset({Effect.REPORTED, Effect.CLAIMED, Effect.DENIED, Effect.ACCUSED})  # somebody says so


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where one role of a trigger stands, and what may fill it.

    `tiers` are its slots in the order in which they are looked at, neighbouring prepositions together: "on, against" takes
    the nearer phrase. `wanted` are the classes and entities that its selectors stand for, and `unfilled` tells why a sense
    fails where nothing fills it.
    """

    role: str
    slots: tuple[str, ...]
    selectors: tuple[str, ...]
    required: bool
    tiers: tuple[tuple[str, ...], ...]
    wanted: frozenset[str]
    unfilled: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """One sense of a word: the frame that it evokes and the patterns of its roles.

    `words` is the lemma, and for a multiword the lemmas that must stand with it ("take", "part").
    """

    words: tuple[str, ...]
    pos: str
    frame: str
    patterns: tuple[Pattern, ...]
    name: str
    rank: int
    continues: bool = False  # it only adds to the happening told before: "the package includes"
    intransitive: bool = False  # no object but a person or body: to meet a challenge is no meeting
    strict_subject: bool = (
        False  # a subject of another kind makes it another sense: sanctions target nobody's tanks
    )
    needs_clause: bool = False  # it says something only with a clause or quotation
    quotes: bool = False  # it says something only with a quotation behind it: "called it 'a dangerous step'"
    no_ability: bool = False  # with "can" it tells what a thing is able to: "missiles that can reach Moscow"
    main_clause: bool = False  # in a relative clause it only describes: "the aid it needs"
    reciprocal: bool = False  # two who do it do it with each other: "Putin and Trump spoke by phone"
    elliptic: bool = False  # what it leaves out is the happening told before: "Stoltenberg attended"
    among: bool = False  # of a sum alone it tells aid only beside other aid: "Norway approved 100 million"
    tentative: bool = False  # it leaves open whether anything comes of it: "proposed a package"
    copies: bool = False  # it tells the happening before anew, with roles of its own: "Kyiv was behind it"
    abroad: bool = False  # whoever is where he holds no office has gone there: "Shoigu was in Pyongyang"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports, negates, hedges, plans, asks or refuses what stands in its scope."""

    words: tuple[str, ...]
    pos: str
    effect: Effect
    control: str  # "subject" or "object": who does what the complement says


@dataclass(frozen=True, slots=True)
class Shift:
    """What a frame becomes under an effect, with its roles renamed: a delivery refused is a refusal."""

    frame: str
    under: frozenset[Effect]
    becomes: str
    rename: tuple[tuple[str, str], ...]
    agent: str | None  # the role of whoever asks, refuses or allows
    act: bool  # whether asking or refusing is itself the happening, and so a fact


def by_certainty(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """The order in which roles are filled: what is required, and of that the grammatical slots, surer than prepositions.

    Before all stands what only a modifier can be: the "Budapest" of a summit is no participant.
    """
    surest = {"subject", "object", "indirect"}
    return tuple(
        sorted(patterns, key=lambda p: (p.slots != ("modifier",), not p.required, not surest & set(p.slots)))
    )


def parse_pattern(text: str, where: str, selectors: Mapping[str, frozenset[str]]) -> Pattern:
    """Read one pattern line; raises KnowledgeError naming `where` and what is wrong with it.

    `selectors` tells of each what it stands for.
    """
    match = _PATTERN.match(text)
    if match is None:
        raise KnowledgeError(
            f'{where}: the pattern "{text}" is not of the form "role!: slot, slot [selector selector]"'
        )
    chosen = tuple((match["selectors"] or "").split())
    unknown = sorted(set(chosen) - set(selectors))
    if unknown:
        raise KnowledgeError(f'{where}: the pattern "{text}" names the undeclared selector "{unknown[0]}"')
    slots = tuple(slot.strip() for slot in match["slots"].split(","))
    if not all(slots):
        raise KnowledgeError(f'{where}: the pattern "{text}" has an empty slot')
    lost = [slot for slot in slots if not _is_slot(slot)]
    if lost:
        raise KnowledgeError(
            f'{where}: the pattern "{text}" has the slot "{lost[0]}", which is neither a place in the sentence nor a preposition'
        )
    wanted = frozenset(name for selector in chosen for name in selectors[selector])
    asked = f" [{' '.join(chosen)}]" if chosen else ""
    unfilled = f"no {match['role']} at {', '.join(slots)}{asked}"
    return Pattern(match["role"], slots, chosen, bool(match["required"]), _tiers(slots), wanted, unfilled)


def _tiers(slots: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    plain = tuple(s for s in slots if s in MARKS)
    return tuple(plain if slot in plain else (slot,) for slot in slots if slot not in plain[1:])


def _is_slot(slot: str) -> bool:
    """Whether something can ever stand in a slot: "object", "on", "object.on", "by.modifier"."""
    outer, dot, inner = slot.partition(".")
    if not dot:
        return slot in GRAMMATICAL_SLOTS or slot in PREPOSITIONS
    return (outer in ("complement", "object", "subject") or outer in PREPOSITIONS) and _is_slot(inner)
