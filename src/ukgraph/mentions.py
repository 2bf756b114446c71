"""Sentence to mentions: every stretch of words that names something, catalogued or not.

Catalogue forms come from the gazetteer, the rest from the pipeline's named entities and from runs of proper
nouns before a class noun ("Flamingo missiles"). Nothing is decided here about who is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ukgraph.gazetteer import Form, Gazetteer, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Sentence, Token

PARTICLES = frozenset(
    [
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
    ]
)
LONGEST_NAME = 6  # words of a name that only its capitals give away
_INITIALS = re.compile(r"[A-Z][A-Z&-]{1,7}")
_SMALL_WORDS = frozenset({"of", "for", "the", "and", "on", "in", "to", "against"})
NAME_LABELS = {"PERSON": "Person", "PER": "Person", "ORG": "Organization", "LOC": "Place", "GPE": "Place"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) of a sentence that name something.

    `readings` holds (id, form) for each catalogue entry or title that the words may stand for; it is empty
    for a name that the catalogue does not know, whose class `kind` is then the best guess. A name that only its
    capitals give away is not `sure`: it counts if the article gives another reason. `stands_for` is the
    long form of an acronym that the sentence defines.
    """

    start: int
    end: int
    text: str
    readings: tuple[tuple[str, Form], ...]
    kind: str | None = None
    sure: bool = True
    stands_for: str | None = None

    def ids(self, *forms: Form) -> tuple[str, ...]:
        """The ids among its readings, of all forms or of some."""
        return tuple([i for i, f in self.readings if not forms or f in forms])


def find_mentions(sentence: Sentence, gazetteer: Gazetteer, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Every mention of the sentence, left to right, none overlapping another."""
    hits = [m for m in (_at_tokens(sentence, h) for h in gazetteer.find(sentence.text)) if m is not None]
    names = list(_names(sentence, knowledge))
    offices = {(m.start, m.end) for m in hits if m.ids(Form.TITLE, Form.SHORT)}
    kept = [
        m
        for m in hits
        if not any(_swallows(n, m, knowledge) and (n.start, m.start) not in offices for n in names)
    ]  # the name in "Secretary Austin" is no more than "Austin"
    for name in names:
        if not any(_overlap(name, m) for m in kept):
            kept.append(name)
        else:
            kept += _rest_of(name, kept, sentence)
    for guess in (*_defined(sentence, knowledge), *_capitals(sentence, kept, knowledge)):
        named = next((m for m in kept if (m.start, m.end) == (guess.start, guess.end)), None)
        if named is not None and guess.stands_for is None:
            continue
        if named is not None:
            kept[kept.index(named)] = replace(named, stands_for=guess.stands_for)
            continue
        covered = [m for m in kept if _overlap(guess, m)]
        if all(_is_part_of(m, guess) for m in covered):
            kept = [m for m in kept if m not in covered]
            kept.append(guess)
    return tuple(sorted(kept, key=lambda m: m.start))


def _is_part_of(mention: Mention, guess: Mention) -> bool:
    """Whether a catalogue form is a mere part of a longer name: "Italian" in "Italian Socialist Party"."""
    if mention.start < guess.start or mention.end > guess.end or guess.kind is None:
        return False
    if guess.stands_for is not None or guess.kind == "Person":
        return True
    weak = all(f in (Form.AMBIGUOUS, Form.ADJECTIVE, Form.CLASS, Form.SHORT) for _, f in mention.readings)
    return mention.end < guess.end and (weak or guess.kind in ("Document", "Initiative"))


def _capitals(sentence: Sentence, kept: list[Mention], knowledge: Knowledge) -> Iterator[Mention]:
    """Runs of capitalized words that nothing else has named: "Vilkatis", "Italian Socialist Party"."""
    covered = {i: m for m in kept for i in range(m.start, m.end)}
    run: list[Token] = []
    start = next(
        (t.i for t in sentence.tokens if t.text[:1].isalnum()), 0
    )  # behind a bullet or a quotation mark
    for token in (*sentence.tokens, None):
        free = token is not None and (token.i not in covered or _opens_name(covered[token.i], token))
        plain = token is not None and (
            token.text.lower() in knowledge.no_names or token.text in knowledge.units
        )
        if token is not None and free and not plain and _is_capital(token, run, start):
            run.append(token)
            continue
        if run:
            yield from _guess(run, covered, sentence, knowledge)
        run = []


def _opens_name(mention: Mention, token: Token) -> bool:
    """A form of one word may be a part of a longer name; longer forms stand by themselves."""
    return mention.end - mention.start == 1 and bool(mention.readings) and token.text[:1].isupper()


def _is_capital(token: Token, run: list[Token], start: int) -> bool:
    if token.text == "-" and run:
        return True
    if token.i == start and token.pos not in ("PROPN", "NOUN", "X"):
        return False  # "Former", "Acting"
    noun = token.pos in ("PROPN", "NOUN", "ADJ", "X")
    return noun and token.text[:1].isupper() and any(c.isalpha() for c in token.text)


def _guess(
    run: list[Token], covered: dict[int, Mention], sentence: Sentence, knowledge: Knowledge
) -> Iterator[Mention]:
    while run and run[-1].text == "-":
        run = run[:-1]
    if run and run[0].i == 0 and run[0].text.lower() in knowledge.heads:
        run = run[1:]  # "Lawmaker Anna Lindqvist"
    free = [t for t in run if t.i not in covered]
    if not free or len(run) > LONGEST_NAME:
        return
    text = sentence.text[run[0].start - sentence.start : run[-1].end - sentence.start]
    kind = knowledge.heads.get(run[-1].text.lower()) if len(run) > 1 and run[-1] in free else None
    if kind is None or kind == "Person":
        last = covered.get(run[-1].i)
        if (
            len(run) == 2
            and run[0] in free
            and run[0].text in knowledge.given_names
            and _may_be_surname(last, knowledge)
        ):
            yield Mention(run[0].i, run[-1].i + 1, text, (), "Person", sure=False)
            return
        run = free[: next((n for n, t in enumerate(free) if t.i != free[0].i + n), len(free))]
        text = sentence.text[run[0].start - sentence.start : run[-1].end - sentence.start]
        full = 1 < len(run) <= 4 and run[0].text in knowledge.given_names and _is_personal(run)
        kind = "Person" if full else None
    yield Mention(run[0].i, run[-1].i + 1, text, (), kind, sure=False)


def _may_be_surname(mention: Mention | None, knowledge: Knowledge) -> bool:
    """Whether a form after a given name is no more than a surname: "Stacey Abrams" is no tank."""
    if mention is None or not mention.readings or " " in mention.text:
        return False
    kinds = {e.kind for i, _ in mention.readings if (e := knowledge.entries.get(i)) is not None}
    return bool(kinds) and kinds <= {"WeaponSystem", "City", "Company"}


def _defined(sentence: Sentence, knowledge: Knowledge) -> Iterator[Mention]:
    """Names that the sentence gives an acronym: "the Baltic Ammunition Initiative (BAI)", "or BAI"."""
    tokens = sentence.tokens
    for token in tokens[3:]:
        if not _INITIALS.fullmatch(token.text):
            continue
        before = [t.text.lower() for t in tokens[token.i - 2 : token.i]]
        end = token.i - (1 if before[1] == "(" else 2 if before == [",", "or"] else token.i)
        start = _long_form(tokens, end, token.text)
        if start is not None:
            text = sentence.text[tokens[start].start - sentence.start : tokens[end - 1].end - sentence.start]
            kind = next((knowledge.heads[w] for w in _heads(text) if w in knowledge.heads), "Organization")
            yield Mention(start, end, text, (), kind, stands_for=token.text)


def _long_form(tokens: Sequence[Token], end: int, acronym: str) -> int | None:
    """Where the words begin whose initials an acronym is (Schwartz & Hearst 2003, for initials only)."""
    wanted = [c for c in acronym if c.isalpha()]
    i = end
    while wanted and i > 0:
        i -= 1
        word = tokens[i].text
        if word[:1] == wanted[-1]:
            wanted.pop()
        elif word.lower() not in _SMALL_WORDS:
            return None
    return i if not wanted else None


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
        if label in ("PERSON", "PER"):
            trimmed = _in_full(sentence, trimmed)
        text = sentence.text[trimmed[0].start - sentence.start : trimmed[-1].end - sentence.start]
        if (not text[:1].isupper() and not text[:1].isdecimal()) or text in knowledge.units:
            continue  # nor is the "NOK" of a sum a name
        if label in ("LOC", "GPE") and trimmed[-1].pos == "NUM":
            continue  # "Sept 8" in a dateline
        kind = NAME_LABELS.get(label)
        if kind is None or (kind == "Person" and not _is_personal(trimmed)):
            continue
        if kind != "Person":
            kind = next((knowledge.heads[w] for w in _heads(text) if w in knowledge.heads), kind)
        yield Mention(trimmed[0].i, trimmed[-1].i + 1, text, (), kind)


def _in_full(sentence: Sentence, name: list[Token]) -> list[Token]:
    """A given name and a surname that the tree puts together, where the pipeline has taken one of them alone."""
    if len(name) != 1:
        return name
    (own,) = name
    beside = [t for t in sentence.tokens[max(0, own.i - 1) : own.i + 2] if t.i != own.i]
    others = [t for t in beside if t.pos == "PROPN" and t.text[:1].isupper() and not t.ent]
    joined = [
        t for t in others if (t.dep == "flat" and t.head == own.i) or (own.dep == "flat" and own.head == t.i)
    ]
    return sorted([own, *joined[:1]], key=lambda t: t.i)


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
