"""Numbers as typed quantities: money, measures, counts and ordinals.

Numbers are found in the text and not in the tree, for a small parser breaks up "between 5 and 7 billion euros";
the tree only tells which noun is counted. Currencies and units come from the ontology, the grammar of English
numbers stands here. A range is given by its lower end ("5 to 7 billion": at least 5 billion), and so is a
vague number ("hundreds of millions": at least 100 million): both are true, if less than the text says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from ukgraph.records import Quantity
from ukgraph.syntax import base, governs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ukgraph.records import Sentence, Token

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mln": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12,
    "dozen": 12, "score": 20, "ten": 10,
}  # fmt: skip
SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
MODIFIERS = (
    ("moreThan", r"more than|over|in excess of|upwards? of|exceed(?:s|ing|ed)?|north of|above|greater than|beyond|surpass(?:es|ing|ed)?|topp(?:ed|ing)|well over|just over"),
    ("atLeast", r"at least|no fewer than|no less than|not less than|a minimum of|minimum of"),
    ("atMost", r"up to|at most|as many as|as much as|no more than|not more than|a maximum of|maximum of|maximum"),
    ("lessThan", r"less than|fewer than|under(?! the| an?\b)|below|just under|short of"),
    ("about", r"about|around|some|nearly|almost|roughly|approximately|approx\.?|circa|ca\.|close to|an estimated|estimated|more or less|on the order of|in the region of|as good as|virtually|~|≈"),
)  # fmt: skip
AFTER_MODIFIERS = (
    ("moreThan", re.compile(r"\s?(?:\+|-plus\b|plus\b)")),
    ("atLeast", re.compile(r"(?:\s+\w+)?\s+(?:or more|at least|at a minimum)\b")),
    ("atMost", re.compile(r"(?:\s+\w+)?\s+(?:or less|at most|at a maximum)\b")),
    ("about", re.compile(r"(?:\s+\w+)?\s+or so\b")),
)
TIME_OF_DAY = frozenset({"a.m.", "p.m.", "am", "pm", "o'clock", "o’clock", "gmt", "utc"})
_UNCOUNTED = TIME_OF_DAY.union(ORDINALS)  # what follows a number and is not what it counts
CALIBER = "caliber"  # the dimension that tells a weapon's type and is no amount: "155 mm"
_REACH = 7  # words between a number and the noun that it counts

_BEFORE = tuple(
    (name, re.compile(rf"(?:^|[\s(,—–])(?P<m>{words})\s*(?:the |an? )?$", re.IGNORECASE))
    for name, words in MODIFIERS
)
_LARGE = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen"})
_PLURAL = frozenset(
    {"tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"}
)
_UNBENDING = frozenset({"another", "just", "only"})  # before a number that is as it is
_HANDED = frozenset(
    {"hand", "turn", "sign", "make", "pass"}
)  # "over" is a part of the verb: "hand over 30 jets"
_SINGLE = frozenset({"a", "an", "another"})
_VAGUE = frozenset({"several", "few", "many", "couple"})
_ABBREVIATED = SCALES.keys() - _LARGE - {"score", "ten"}
_WORDS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+")
_JOINT = re.compile(r"\s?[-–—]\s?[$€£¥]?|\s(?:to|or|and)\s[$€£¥]?", re.IGNORECASE)
_QUICK = re.compile(rf"\d|\b(?:{'|'.join((*SMALL, *sorted(_LARGE), *sorted(_PLURAL), 'half'))})\b")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity on tokens [start, end); `head` is the token that the sentence attaches it by."""

    start: int
    end: int
    head: int
    quantity: Quantity
    dimension: str  # "money", "length", "mass", "speed", "share", "time", "count" or "ordinal"


@dataclass(frozen=True, slots=True)
class _Written:
    """A number at characters [start, end) of a sentence, with what the words themselves say of its precision."""

    start: int
    end: int
    value: Decimal
    modifier: str | None


def find_amounts(
    sentence: Sentence,
    units: Mapping[str, tuple[str, str]],
    counts_people: Callable[[Token], bool] = lambda _: False,
) -> tuple[Amount, ...]:
    """Every quantity of a sentence.

    Args:
        sentence: with its tree.
        units: a word or sign -> (unit, dimension).
        counts_people: of a verb, whether a bare number as its object or subject is people: "killed 17".
    """
    ordinals = list(_ordinals(sentence))
    if not _QUICK.search(sentence.text.lower()):
        return tuple(ordinals)
    found: list[Amount] = []
    taken: list[tuple[int, int]] = []
    starts = [t.start - sentence.start for t in sentence.tokens]
    signs, words = _patterns(frozenset(units))
    for number in _numbers(sentence.text):
        if any(number.start < e and s < number.end for s, e in taken):
            continue
        amount = _measure(sentence, starts, number, units, signs, words)
        if amount is None:
            amount = _count(sentence, starts, number, counts_people)
        if amount is not None:
            taken.append((number.start, number.end))
            if amount.dimension != CALIBER:
                found.append(amount)
    found += [o for o in ordinals if not any(a.start < o.end and o.start < a.end for a in found)]
    return tuple(sorted(found, key=lambda a: a.start))


def find_singles(
    sentence: Sentence, is_person: Callable[[Token], bool], counts_people: Callable[[Token], bool]
) -> Iterator[Amount]:
    """ "killed a woman", "a soldier and two children were wounded": one person, where a verb counts them."""
    tokens = sentence.tokens
    for article in [t for t in tokens if t.text.lower() in _SINGLE]:
        noun = first = tokens[article.head]
        while base(first.dep) == "conj":
            first = tokens[first.head]
        verb = tokens[first.head]
        suffers = first.dep in ("obj", "nsubj:pass") or (
            base(first.dep) == "nsubj" and not governs(tokens, verb.i, "obj")
        )
        single = noun.i > article.i and noun.pos == "NOUN" and "Number=Plur" not in noun.feats
        single = single and not any(
            t.text.lower() in ("not", "single") for t in tokens[max(0, article.i - 1) : noun.i]
        )
        if single and suffers and counts_people(verb) and is_person(noun):
            one = Quantity(Decimal(1), noun.lemma.lower())
            yield Amount(article.i, article.i + 1, noun.i, one, "count")


def read_number(text: str) -> tuple[Decimal, str | None] | None:
    """The number that a text is and its modifier, if it is nothing else: "ten", "up to ten", "another 1.5 million"."""
    found = _numbers(text)
    if len(found) != 1 or found[0].end != len(text):
        return None
    before = text[: found[0].start].strip()
    if not before or before.lower() in _UNBENDING:
        return found[0].value, found[0].modifier
    name = next((name for name, pattern in _BEFORE if pattern.fullmatch(before)), None)
    return (found[0].value, name) if name is not None else None


# Numbers as they are written ----------------------------------------------------------------------


@lru_cache(maxsize=8)
def _patterns(units: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a number ("US$", "SEK ") and after it ("kilometers", "%")."""
    by_length = sorted(units, key=lambda u: (-len(u), u))
    signs = "|".join(re.escape(u) for u in by_length if not u[-1].isalpha() and u != "%")
    codes = "|".join(re.escape(u) for u in by_length if re.fullmatch("[A-Z]{3}", u))
    words = "|".join(re.escape(u) for u in by_length if u[-1].isalpha())
    return (
        re.compile(rf"(?:(?P<sign>{signs})|\b(?P<code>{codes}))\s?$"),
        re.compile(rf"(?:\sof\s|[\s-])?(?P<u>(?:{words})\b|%)", re.IGNORECASE),
    )


def _numbers(text: str) -> list[_Written]:
    """The numbers of a text from left to right; a range is one number."""
    words = [(m.start(), m.end(), m[0].lower()) for m in _WORDS.finditer(text)]
    found: list[_Written] = []
    i = 0
    while i < len(words):
        low = _number(text, words, i)
        if low is None:
            i += 1
            continue
        i = bisect_left(words, (low.end,))
        high = _upper_end(text, words, low)
        if high is not None:
            opener = words[_opener(words, low)]
            start = opener[0] if text[opener[1] : low.start].isspace() else low.start
            low = _Written(start, high.end, low.value * _shared_scale(text, low, high), "atLeast")
            i = bisect_left(words, (low.end,))
        found.append(low)
    return found


_Word = tuple[int, int, str]


def _number(text: str, words: list[_Word], i: int) -> _Written | None:
    """The number that begins at word `i`: "2.3bn", "two hundred and fifty thousand", "one and a half million"."""
    start, _, first = words[i]
    if first in _PLURAL:
        return _vague(words, i, i)
    if first in _VAGUE and i + 1 < len(words) and words[i + 1][2] in _LARGE | {"of"}:
        return _vague(words, i, i + 1)
    if first[0].isdecimal() and _names(text, start):
        return None
    total, current, end, before, seen = Decimal(0), Decimal(0), start, "", False
    j = i
    while j < len(words) and (j == i or text[end : words[j][0]] in _GAPS):
        _, stop, word = words[j]
        now = _kind(text, words, j, before, seen=seen)
        if not now:
            break
        if now == "scale":
            current = (current or Decimal(1)) * SCALES[word]
            if SCALES[word] >= SCALES["thousand"]:
                total, current = total + current, Decimal(0)
        current += _worth(word, now)
        seen = seen or now not in ("article", "link")
        before, end = now, stop
        j += 1
    while j > i and words[j - 1][2] in ("a", "an", "and", "of"):
        j -= 1
    return _Written(start, words[j - 1][1], total + current, None) if seen and j > i else None


_GAPS = ("", " ", "-", "\u00a0")


def _worth(word: str, kind: str) -> Decimal:
    """What a word adds by itself."""
    if kind == "digits":
        return Decimal(word.replace(",", ""))
    return Decimal(SMALL[word]) if kind == "small" else Decimal("0.5") if kind == "half" else Decimal(0)


def _names(text: str, start: int) -> bool:
    """Whether digits belong to a name: "F-16", "T72", "Covid-19"; "DKK2.3bn" is a sum."""
    before = _ATTACHED.search(text, max(0, start - 12), start)
    return before is not None and before[1].lower() not in SCALES and not _CODE.fullmatch(before[0])


_ATTACHED = re.compile(r"([^\W\d_]+)-?$")
_CODE = re.compile("[A-Z]{3}")


def _kind(text: str, words: list[_Word], j: int, before: str, *, seen: bool) -> str:
    """What a word adds to the number that it stands in ("" ends it).

    `before` is what the word before was, `seen` tells that the number has begun with more than an article.
    """
    start, _, word = words[j]
    following = words[j + 1][2] if j + 1 < len(words) else ""
    if word[0].isdecimal():
        return "digits" if before in ("", "article") else ""
    if word in SMALL:
        tens = j > 0 and words[j - 1][2].endswith("ty") and before == "small"
        return "small" if before in ("", "scale", "link") or (tens and SMALL[word] < SCALES["ten"]) else ""
    if word == "half":
        leads = following in _LARGE or (following in ("a", "an", "of") and _after(words, j) in _LARGE)
        return "half" if seen or leads else ""
    if word in _LARGE:
        return "scale" if before else ""
    if word in _ABBREVIATED:
        attached = len(word) > 1 or text[start - 1 : start].isdecimal()
        return "scale" if before == "digits" and attached else ""
    if word in ("a", "an"):
        opens = following in _LARGE or (following == "half" and _after(words, j) in _LARGE)
        return (
            "article" if before in ("", "half", "link") and (opens or (seen and following == "half")) else ""
        )
    if word == "of":
        return "link" if before == "half" else ""
    if word == "and" and before:
        half = following in ("a", "half") and (following == "half" or _after(words, j) == "half")
        more = before == "scale" and words[j - 1][2] in ("hundred", "thousand") and following in SMALL
        return "link" if half or more else ""
    return ""


def _after(words: list[_Word], j: int) -> str:
    return words[j + 2][2] if j + 2 < len(words) else ""


def _vague(words: list[_Word], i: int, j: int) -> _Written | None:
    """ "hundreds of millions", "several dozen": no less than one of each, and more than that is not said."""
    value, end = Decimal(1), words[i][1]
    while j < len(words) and (words[j][2] in _PLURAL | _LARGE or words[j][2] == "of"):
        if words[j][2] == "of" and (j + 1 == len(words) or words[j + 1][2] not in _PLURAL):
            break
        value *= SCALES.get(words[j][2].removesuffix("s"), 1)
        end = words[j][1]
        j += 1
    return _Written(words[i][0], end, value, "atLeast") if value > 1 else None


def _upper_end(text: str, words: list[_Word], low: _Written) -> _Written | None:
    """The higher end of a range that `low` begins: "5 to 7", "€1–2 billion", "between 5 and 7"."""
    joint = _JOINT.match(text, low.end)
    if joint is None or low.modifier is not None:
        return None
    at = bisect_left(words, (joint.end(),))
    high = _number(text, words, at) if at < len(words) else None
    if high is None or high.start != joint.end() or high.modifier is not None:
        return None
    between = words[_opener(words, low)][0] != low.start
    plain = _YEAR.fullmatch(text[low.start : low.end]) is None
    wider = low.value * _shared_scale(text, low, high) < high.value
    return high if plain and wider and (between or joint[0].strip().lower() != "and") else None


def _opener(words: list[_Word], low: _Written) -> int:
    """The word that a range begins with: "between" or "from", else its lower end."""
    at = bisect_left(words, (low.start,))
    return at - 1 if at and words[at - 1][2] in ("between", "from") else at


def _shared_scale(text: str, low: _Written, high: _Written) -> int:
    """ "5 to 7 billion" are billions both, "500 million to 1 billion" are not."""
    scale = 1
    if not SCALES.keys() & set(re.findall("[a-z]+", text[low.start : low.end].lower())) - {"ten"}:
        for word in re.findall("[a-z]+", text[high.start : high.end].lower()):
            scale *= SCALES.get(word, 1) if word not in SMALL else 1
    return scale


# Measures and money -------------------------------------------------------------------------------


def _measure(
    sentence: Sentence,
    starts: list[int],
    number: _Written,
    units: Mapping[str, tuple[str, str]],
    signs: re.Pattern[str],
    words: re.Pattern[str],
) -> Amount | None:
    text = sentence.text
    before = signs.search(text[max(0, number.start - 8) : number.start])
    start, end = number.start, number.end
    name = None
    if before:
        name = before["sign"] or before["code"]
        start -= len(before[0])
    else:
        after = words.match(text, end)
        scale = 1
        if after is None and text[end - 2 : end - 1].isdecimal() and text[end - 1 : end] == "m":
            after, scale = words.match(text, end - 1), SCALES["m"]  # meters
        if after is not None:
            name, end = after["u"], after.end()
            number = _Written(number.start, end, number.value / scale, number.modifier)
    unit = units.get(name) or units.get(name.lower()) if name else None
    if unit is None:
        return None
    first, last = _covered(starts, start, end)
    modifier = number.modifier or _modifier(sentence, starts, start, end, number.value)
    return Amount(
        first, last, outward(sentence, first, last), Quantity(number.value, unit[0], modifier), unit[1]
    )


def _covered(starts: list[int], start: int, end: int) -> tuple[int, int]:
    """The tokens [first, last) that characters [start, end) touch."""
    first = max(0, bisect_right(starts, start) - 1)
    return first, max(first + 1, bisect_left(starts, end))


def _modifier(sentence: Sentence, starts: list[int], start: int, end: int, value: Decimal) -> str | None:
    """ "nearly", "up to", "or more": what stands right before or after; "handed over four" is four."""
    before = sentence.text[max(0, start - 30) : start]
    for name, pattern in _BEFORE:
        match = pattern.search(before)
        if match is not None:
            token = sentence.tokens[bisect_right(starts, start - len(before) + match.start("m")) - 1]
            verb = sentence.tokens[token.i - 1] if token.i else token
            small = verb.pos == "VERB" and value < SCALES["ten"]  # nobody sends "over four"
            handed = verb.lemma.lower() in _HANDED
            particle = match["m"].lower() == "over" and (small or handed or token.dep == "compound:prt")
            return None if particle else name
    return next((name for name, p in AFTER_MODIFIERS if p.match(sentence.text, end)), None)


def outward(sentence: Sentence, start: int, end: int) -> int:
    """The token of [start, end) whose governor lies outside."""
    for token in sentence.tokens[start:end]:
        if not start <= token.head < end or token.head == token.i:
            return token.i
    return start


# Counts and ordinals ------------------------------------------------------------------------------


def _count(
    sentence: Sentence, starts: list[int], number: _Written, counts_people: Callable[[Token], bool]
) -> Amount | None:
    """A number that counts a noun: "84 countries", "two dozen tanks", "killed 17"."""
    first, last = _covered(starts, number.start, number.end)
    token = sentence.tokens[last - 1]
    if number.end < token.end - sentence.start or starts[first] < number.start:
        return None  # "F-16", "155-mm"
    of = last < len(sentence.tokens) and sentence.tokens[last].text.lower() == "of"
    noun = _counted(sentence, first, last + 1 if of and number.modifier else last)
    if noun is None:
        return _elided(sentence, starts, number, counts_people)
    if noun.lemma.lower() in _UNCOUNTED or _is_year(sentence, number, noun, first):
        return None
    modifier = number.modifier or _modifier(sentence, starts, number.start, number.end, number.value)
    others = noun.lemma.lower() == "other" and counts_people(sentence.tokens[noun.head])
    unit = "person" if others else _unit(noun)  # "wounding 117 others"
    return Amount(first, last, noun.i, Quantity(number.value, unit, modifier), "count")


def _unit(noun: Token) -> str:
    lemma = noun.lemma.lower()
    if lemma == "people":
        return "person"
    plural = lemma == noun.text.lower() and "Number=P" in noun.feats and lemma.endswith("s")
    return lemma.removesuffix("s") if plural and not lemma.endswith("ss") else lemma


def _counted(sentence: Sentence, first: int, last: int) -> Token | None:
    """The noun that a number counts: its head in the tree, else the last of the nouns that follow it."""
    tokens = sentence.tokens
    before = [t for t in tokens[max(0, first - 3) : first] if t.pos != "DET"]
    if len(before) > 1 and before[-2].pos == "NUM" and before[-1].text.lower() == "of":
        return None  # "50 of the 60 drones": so many there were, not so many it was
    for token in tokens[first:last]:
        noun = tokens[token.head]
        if (
            token.dep.startswith("nummod")
            and last <= noun.i < last + _REACH
            and noun.pos in ("NOUN", "PROPN")
        ):
            return noun
    digits = tokens[last - 1].text[:1].isdecimal() and not tokens[last - 1].dep.startswith("nummod")
    if first > 0 and tokens[first - 1].pos == "PROPN" and digits:
        return None  # "Article 5", "Leopard 2"
    found = None
    for token in tokens[last : last + _REACH]:
        if token.pos in ("NOUN", "PROPN"):
            found = token
        elif token.pos != "ADJ" and token.text != "-":
            break
    if found is not None and any(t.text == "-" for t in tokens[last : last + 1]):
        return None  # "a two-hour call"
    return found


def _is_year(sentence: Sentence, number: _Written, noun: Token, first: int) -> bool:
    """ "the 2014 annexation": four digits count only a plural that they stand right before."""
    if not _YEAR.fullmatch(sentence.text[number.start : number.end]):
        return False
    before = sentence.tokens[first - 1] if first else None
    led = before is not None and before.pos in ("ADP", "DET", "PROPN", "SCONJ")
    return led or noun.i != first + 1 or "Number=P" not in noun.feats


def _elided(
    sentence: Sentence, starts: list[int], number: _Written, counts_people: Callable[[Token], bool]
) -> Amount | None:
    """ "killing three and wounding 17", "three people were killed and 17 wounded": people, by the verb."""
    first, last = _covered(starts, number.start, number.end)
    token = sentence.tokens[outward(sentence, first, last)]
    near = [sentence.tokens[token.head]]
    near += [
        t
        for t in (sentence.tokens[last : last + 2] + sentence.tokens[max(0, first - 3) : first])
        if t.pos == "VERB"
    ]
    if token.pos != "NUM" or not any(counts_people(v) for v in near):
        return None
    after = sentence.tokens[last] if last < len(sentence.tokens) else None
    if after is not None and (after.pos in ("NOUN", "PROPN") or after.text.lower() == "of"):
        return None
    modifier = number.modifier or _modifier(sentence, starts, number.start, number.end, number.value)
    whole = _fronted(sentence, first)
    unit = "person" if whole is None else _unit(whole)
    return Amount(first, last, token.i, Quantity(number.value, unit, modifier), "count")


def _fronted(sentence: Sentence, number: int) -> Token | None:
    """The things of which a number is part: "Of 38 missiles, 30 were brought down"."""
    comma = next((t.i for t in reversed(sentence.tokens[:number]) if t.text == ","), 0)
    before = [t for t in sentence.tokens[:comma] if t.text not in ('"', "“")]
    opens = bool(before) and before[0].text.lower() == "of"
    return before[-1] if opens and comma == number - 1 and before[-1].pos in ("NOUN", "PROPN") else None


def part_of(sentence: Sentence, token: Token) -> Amount | None:
    """The number before "of": "33 of 35 drones" is 33 drones; of "33 of them" the pronoun does not tell what they are.

    "One of the largest packages" counts nothing: it tells how large it is.
    """
    noun = next(
        (
            t
            for t in sentence.tokens
            if t.head == token.i and t.dep == "nmod" and t.pos in ("NOUN", "PROPN", "PRON")
        ),
        None,
    )
    if token.pos != "NUM" or noun is None:
        return None
    end = token.end - sentence.start
    number = next((w for w in _numbers(sentence.text) if w.end == end), None)
    if number is None or (number.value == 1 and _is_superlative(sentence, noun)):
        return None
    starts = [t.start - sentence.start for t in sentence.tokens]
    first, _ = _covered(starts, number.start, number.end)
    return Amount(first, token.i + 1, token.i, Quantity(number.value, _unit(noun), number.modifier), "count")


def _is_superlative(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun stands behind "the largest" or "the most advanced"."""
    phrase = {t.i for t in sentence.tokens if t.head == noun.i and t.dep == "amod"}
    return any("Degree=Sup" in t.feats and (t.i in phrase or t.head in phrase) for t in sentence.tokens)


def _ordinals(sentence: Sentence) -> Iterator[Amount]:
    """ "its 25th meeting", "for the 25th time": the unit is what is counted."""
    for token in sentence.tokens:
        if token.head == token.i:
            continue
        text = token.text.lower()
        match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text) if text[0].isdecimal() else None
        value = int(match[1]) if match else _ordinal(text) if token.pos in ("ADJ", "NUM") else None
        noun = sentence.tokens[token.head]
        if value is not None and noun.pos == "NOUN" and noun.i > token.i:
            yield Amount(
                token.i, token.i + 1, noun.i, Quantity(Decimal(value), noun.lemma.lower()), "ordinal"
            )


def _ordinal(text: str) -> int | None:
    tens, _, last = text.rpartition("-")
    value = ORDINALS.get(last)
    return None if value is None else value + SMALL.get(tens, 0)
