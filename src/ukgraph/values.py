"""Numbers and dates as typed values: money, counts, ordinals, and days, months or years.

Relative dates are anchored at the article's own date and never more precise than the text and that date
allow: "last week" is a month, "Tuesday" in an article of a known day is a day, in one of a known month
nothing. Currencies and units come from the ontology; the grammar of English numbers stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ukgraph.records import Date, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ukgraph.records import Sentence, Token

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mln": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
SMALL: dict[str, int | Decimal] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12, "half": Decimal("0.5"),
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
MODIFIERS = (
    ("moreThan", re.compile(r"(?:more than|over|in excess of|upwards? of|exceeding|north of|above|greater than)\s*(?:the |an? )?$", re.IGNORECASE)),
    ("atLeast", re.compile(r"(?:at least|no fewer than|no less than|not less than|a minimum of)\s*(?:an? )?$", re.IGNORECASE)),
    ("atMost", re.compile(r"(?:up to|at most|as many as|as much as|no more than|not more than|a maximum of|maximum)\s*(?:an? )?$", re.IGNORECASE)),
    ("lessThan", re.compile(r"(?:less than|fewer than|under|below)\s*(?:an? )?$", re.IGNORECASE)),
    ("about", re.compile(r"(?:about|around|some|nearly|almost|roughly|approximately|approx\.|circa|close to|an estimated|estimated|more or less|~)\s*(?:the |an? )?$", re.IGNORECASE)),
)  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD_NUMBER = "|".join(sorted((w for w in SMALL if w not in ("half", "dozen")), key=len, reverse=True))
_SCALE = r"hundred|thousand|million|mln|billion|bln|trillion|bn|mn|tn|m|b|k"
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|April|Apr\.?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d\d)"


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity on tokens [start, end); `head` is the token that the sentence attaches it by."""

    start: int
    end: int
    head: int
    quantity: Quantity
    dimension: str  # "money", "length", "mass", "speed", "share", "time", "count" or "ordinal"


@dataclass(frozen=True, slots=True)
class Timex:
    """A date on tokens [start, end), in the sense of TIMEX3 but only where it can be placed on a calendar."""

    start: int
    end: int
    head: int
    date: Date


# Quantities --------------------------------------------------------------------------------------


def find_amounts(sentence: Sentence, units: Mapping[str, tuple[str, str]]) -> tuple[Amount, ...]:
    """Every quantity of a sentence; `units` maps a word or sign to (unit, dimension)."""
    found: list[Amount] = []
    for amount in (*_measures(sentence, units), *_counts(sentence), *_ordinals(sentence)):
        if not any(a.start < amount.end and amount.start < a.end for a in found):
            found.append(amount)
    return tuple(sorted(found, key=lambda a: a.start))


def _measures(sentence: Sentence, units: Mapping[str, tuple[str, str]]) -> Iterator[Amount]:
    signs = "|".join(sorted((re.escape(u) for u in units if not u[-1].isalpha()), key=len, reverse=True))
    words = "|".join(sorted((re.escape(u) for u in units if u[-1].isalpha()), key=len, reverse=True))
    number = rf"(?P<n>{_NUMBER}|\b(?:{_WORD_NUMBER})\b)"
    before = re.compile(rf"(?P<u>{signs})\s?{number}(?:[\s-]?(?P<s>{_SCALE})\b)?")
    code = re.compile(rf"\b(?P<u>USD|EUR|GBP)\s?{number}(?:[\s-]?(?P<s>{_SCALE})\b)?")
    after = re.compile(rf"{number}(?:[\s-]?(?P<s>{_SCALE})\b)?[\s-]?(?P<u>(?:{words})\b|%)", re.IGNORECASE)
    for pattern in (before, code, after):
        for match in pattern.finditer(sentence.text):
            name = match["u"]
            unit = units.get(name) or units.get(name.lower())
            value = _number(match["n"])
            if unit is None or value is None:
                continue
            value *= SCALES.get((match["s"] or "").lower(), 1)
            amount = _amount(sentence, match.start(), match.end(), value, *unit)
            if amount is not None:
                yield amount


def _number(text: str) -> Decimal | None:
    word = SMALL.get(text.lower())
    if word is not None:
        return Decimal(word)
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _amount(
    sentence: Sentence, start: int, end: int, value: Decimal, unit: str, dimension: str
) -> Amount | None:
    covered = [
        t for t in sentence.tokens if t.start < end + sentence.start and t.end > start + sentence.start
    ]
    if not covered:
        return None
    first, last = covered[0].i, covered[-1].i + 1
    return Amount(
        first,
        last,
        _outward(sentence, first, last),
        Quantity(value, unit, _modifier(sentence.text[:start])),
        dimension,
    )


def _modifier(before: str) -> str | None:
    return next((name for name, pattern in MODIFIERS if pattern.search(before)), None)


def _outward(sentence: Sentence, start: int, end: int) -> int:
    for token in sentence.tokens[start:end]:
        if not start <= token.head < end or token.head == token.i:
            return token.i
    return start


def _counts(sentence: Sentence) -> Iterator[Amount]:
    """Numbers that count a noun: "84 countries", "some 40 nations", "two dozen tanks"."""
    for token in sentence.tokens:
        if token.pos != "NUM" or not token.dep.startswith("nummod") or token.head == token.i:
            continue
        noun = sentence.tokens[token.head]
        if noun.pos not in ("NOUN", "PROPN") or not 0 < noun.i - token.i <= 6 or noun.text in ("$", "€", "£"):
            continue
        value = _run(sentence, token)
        if value is None or _looks_like_year(token, value):
            continue
        number, first = value
        unit = "person" if noun.lemma.lower() in ("people", "person") else noun.lemma.lower()
        start = sentence.tokens[first].start - sentence.start
        yield Amount(
            first, token.i + 1, noun.i, Quantity(number, unit, _modifier(sentence.text[:start])), "count"
        )


def _run(sentence: Sentence, token: Token) -> tuple[Decimal, int] | None:
    """The value of the number that ends at `token`, and the token it begins at."""
    words = [token]
    i = token.i - 1
    while i >= 0 and sentence.tokens[i].pos == "NUM" and sentence.tokens[i].head in (token.i, token.head):
        words.insert(0, sentence.tokens[i])
        i -= 1
    total, current = Decimal(0), Decimal(0)
    for word in words:
        text = word.text.lower().replace(",", "")
        if text in SCALES and text.isalpha():
            current = (current or Decimal(1)) * SCALES[text]
            if SCALES[text] >= 10**3:
                total, current = total + current, Decimal(0)
        else:
            parts = (
                [_number(p) for p in text.split("-")] if text.replace("-", "").isalpha() else [_number(text)]
            )
            if any(p is None for p in parts):
                return None
            value = sum((p for p in parts if p is not None), Decimal(0))
            current = current * value if text == "dozen" and current else current + value
    return total + current, words[0].i


def _looks_like_year(token: Token, value: tuple[Decimal, int]) -> bool:
    return re.fullmatch(r"(19|20)\d\d", token.text) is not None and value[1] == token.i


def part_of(sentence: Sentence, token: Token) -> Amount | None:
    """The number before "of": "33 of 35 drones" is 33 drones."""
    value = _run(sentence, token) if token.pos == "NUM" else None
    noun = next(
        (t for t in sentence.tokens if t.head == token.i and t.dep == "nmod" and t.pos in ("NOUN", "PROPN")),
        None,
    )
    if value is None or noun is None:
        return None
    unit = "person" if noun.lemma.lower() in ("people", "person") else noun.lemma.lower()
    return Amount(value[1], token.i + 1, token.i, Quantity(value[0], unit), "count")


def bare_count(sentence: Sentence, token: Token, unit: str) -> Quantity | None:
    """A number that stands alone where people or things are counted: "killed 11 people and wounded 28"."""
    value = _run(sentence, token) if token.pos == "NUM" else None
    if value is None or _looks_like_year(token, value):
        return None
    return Quantity(
        value[0], unit, _modifier(sentence.text[: sentence.tokens[value[1]].start - sentence.start])
    )


def _ordinals(sentence: Sentence) -> Iterator[Amount]:
    """ "its 25th meeting", "for the 25th time": the unit is what is counted."""
    for token in sentence.tokens:
        match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", token.text)
        value = (
            int(match[1])
            if match
            else ORDINALS.get(token.text.lower().split("-")[-1])
            if token.pos == "ADJ"
            else None
        )
        if value is None or token.head == token.i:
            continue
        noun = sentence.tokens[token.head]
        if noun.pos == "NOUN" and noun.i > token.i and noun.lemma.lower() not in MONTHS:
            yield Amount(
                token.i, token.i + 1, noun.i, Quantity(Decimal(value), noun.lemma.lower()), "ordinal"
            )


# Dates -------------------------------------------------------------------------------------------

_DATE_PATTERNS = (
    ("iso", re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")),
    ("mdy", re.compile(rf"\b({_MONTH})\s+{_DAY},?\s+{_YEAR}\b")),
    ("dmy", re.compile(rf"\b{_DAY}(?:\s+of)?\s+({_MONTH}),?\s+{_YEAR}\b")),
    ("my", re.compile(rf"\b({_MONTH})(?:\s+of)?,?\s+{_YEAR}\b")),
    ("md", re.compile(rf"\b({_MONTH})\s+{_DAY}\b(?!\s*(?:percent|per cent|%))")),
    ("dm", re.compile(rf"\b{_DAY}(?:\s+of)?\s+({_MONTH})(?!\w)")),
    ("weekday", re.compile(r"\b(?:(last|this|next|past|coming)\s+)?(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")),
    ("day", re.compile(r"\b(today|tonight|yesterday|tomorrow)\b(?!['’]s\s+(?:world|war|society|standards))", re.IGNORECASE)),
    ("period", re.compile(r"\b(last|past|this|next|coming)\s+(week|month|year)\b", re.IGNORECASE)),
    ("ago", re.compile(rf"\b(a|an|\d+|{_WORD_NUMBER})\s+(day|week|month|year)s?\s+ago\b", re.IGNORECASE)),
    ("month", re.compile(rf"\b(?i:in|since|until|by|during|of|last|this|next|early|late|mid|the end of)[\s-]+({_MONTH})(?!\w)(?!,?\s+\d{{3,4}}\b)")),
    ("year", re.compile(rf"(?:\b(?i:in|since|until|by|during|from|of|end of|early|late|mid|before|after|through)[\s-]+|\b(?:the|its|a)\s+){_YEAR}\b(?!\s*(?:tanks|missiles))")),
)  # fmt: skip


def find_dates(sentence: Sentence, published: str | None, *, future: bool = False) -> tuple[Timex, ...]:
    """Every date of a sentence that the text and the article's date place on a calendar.

    `published` is an ISO day, month, year or None; `future` tells that the sentence speaks of what is to come,
    so that "on Friday" is the next one.
    """
    taken: list[tuple[int, int]] = []
    found: list[Timex] = []
    for name, pattern in _DATE_PATTERNS:
        for match in pattern.finditer(sentence.text):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            iso = _resolve(name, match, published, future=future)
            taken.append(match.span())
            covered = [
                t
                for t in sentence.tokens
                if t.start < match.end() + sentence.start and t.end > match.start() + sentence.start
            ]
            if iso is None or not covered:
                continue
            first, last = covered[0].i, covered[-1].i + 1
            found.append(Timex(first, last, _outward(sentence, first, last), Date(iso)))
    return tuple(sorted(found, key=lambda t: t.start))


def _resolve(name: str, match: re.Match[str], published: str | None, *, future: bool) -> str | None:
    groups = match.groups()
    if name == "iso":
        return _day(int(groups[0]), int(groups[1]), int(groups[2]))
    if name == "mdy":
        return _day(int(groups[2]), _month(groups[0]), int(groups[1]))
    if name == "dmy":
        return _day(int(groups[2]), _month(groups[1]), int(groups[0]))
    if name == "my":
        return f"{groups[1]}-{_month(groups[0]):02d}"
    if name == "year":
        return str(groups[0])
    if published is None:
        return None
    return _relative(name, groups, published, future=future)


def _relative(name: str, groups: tuple[str, ...], published: str, *, future: bool) -> str | None:
    if name in ("md", "dm"):
        month, day = (groups[0], groups[1]) if name == "md" else (groups[1], groups[0])
        return _nearest_day(_month(month), int(day), published)
    if name == "month":
        return _nearest_month(_month(groups[0]), published, future=future)
    if name == "ago":
        return _ago(groups[0], groups[1].lower(), published)
    if name == "period":
        return _period(groups[0].lower(), groups[1].lower(), published)
    if len(published) < len("2022-04-26"):
        return None
    anchor = date.fromisoformat(published)
    if name == "day":
        shift = {"yesterday": -1, "tomorrow": 1}.get(groups[0].lower(), 0)
        return (anchor + timedelta(days=shift)).isoformat()
    wanted = next(n for n, d in enumerate(WEEKDAYS) if d.startswith(groups[1].lower()))
    back = (anchor.weekday() - wanted) % 7
    ahead = (wanted - anchor.weekday()) % 7
    if groups[0] in ("next", "coming") or (future and groups[0] not in ("last", "past")):
        return (anchor + timedelta(days=ahead or (7 if groups[0] else 0))).isoformat()
    if groups[0] in ("last", "past") and back == 0:
        back = 7
    return (anchor - timedelta(days=back)).isoformat()


def _month(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _nearest_day(month: int, day: int, published: str) -> str | None:
    """A day without a year is the one nearest to the article's date."""
    anchor = _anchor(published)
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    days = [d for d in (_day(y, month, day) for y in years) if d is not None]
    return min(days, key=lambda d: abs(date.fromisoformat(d) - anchor), default=None)


def _anchor(published: str) -> date:
    parts = [int(p) for p in published.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 7, parts[2] if len(parts) > 2 else 15)


def _nearest_month(month: int, published: str, *, future: bool) -> str | None:
    if len(published) < len("2022-04"):
        return None
    year, current = int(published[:4]), int(published[5:7])
    if future:
        return f"{year + (month < current)}-{month:02d}"
    return f"{year - (month > current)}-{month:02d}"


def _ago(count: str, unit: str, published: str) -> str | None:
    """ "two days ago" to the day, "three weeks ago" and "two months ago" to the month, "a year ago" to the year."""
    number = 1 if count.lower() in ("a", "an") else int(_number(count) or 0)
    if unit == "year":
        return str(int(published[:4]) - number)
    if unit == "month" and len(published) >= len("2022-04"):
        months = int(published[:4]) * 12 + int(published[5:7]) - 1 - number
        return f"{months // 12}-{months % 12 + 1:02d}"
    if len(published) < len("2022-04-26") or unit == "month":
        return None
    day = date.fromisoformat(published) - timedelta(days=number * (7 if unit == "week" else 1))
    return day.isoformat() if unit == "day" else day.isoformat()[:7]


def _period(which: str, unit: str, published: str) -> str | None:
    """ "last week" is known to the month, "this month" and "last year" as they stand."""
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit == "year":
        return str(int(published[:4]) + shift)
    if len(published) < len("2022-04"):
        return None
    if unit == "month":
        months = int(published[:4]) * 12 + int(published[5:7]) - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02d}"
    if len(published) < len("2022-04-26"):
        return published[:7] if shift == 0 else None
    anchor = date.fromisoformat(published)
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
    sunday = monday + timedelta(days=6)
    if shift == 0:
        return anchor.isoformat()[:7]
    return monday.isoformat()[:7] if monday.month == sunday.month else None
