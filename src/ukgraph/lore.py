"""What the repairs of trees know of words, asked of the lexicon once an article."""

from __future__ import annotations

# A compiled record needs the types of its fields when it runs.
from collections.abc import Callable, Mapping  # noqa: TC003
from dataclasses import dataclass

from ukgraph.records import Token  # noqa: TC001


@dataclass(frozen=True, slots=True)
class Lore:
    """What the repairs know of words: which verbs say, which words are people, which lemmas can be verbs, which words count people, which nouns weigh what they govern, which verbs do, and which verbs have for their object who is told or ask for something."""

    says: Callable[[Token], bool]
    is_person: Callable[[str], bool]
    is_verb: Callable[[str], bool]
    counts_people: Callable[[Token], bool]
    weighs: Callable[[Token], bool]
    bends: Callable[[str], bool]
    addresses: Callable[[Token], bool]
    requests: Callable[[Token], bool]
    particles: Mapping[
        str, frozenset[str]
    ]  # verb -> the particles that it forms a known verb with: "hand" -> "over"
