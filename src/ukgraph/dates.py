"""Dates of a text on the calendar: days, months or years in ISO form.

A relative date is anchored at the article's own date, or at the date that the text named last ("a day earlier"),
and is never more precise than both allow: "last week" is a month, "in the spring" a year, "Tuesday" in an article
of a known month nothing. Three clocks are kept apart: what happens, what is said, and the publication. The
date of a dateline belongs to the last, and "since 2022" tells no event's date; both are marked, so that no
event gets them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ukgraph.records import Date
from ukgraph.values import SMALL, outward

if TYPE_CHECKING:
    from collections.abc import Callable

    from ukgraph.records import Sentence, Token

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}  # winter lies in two years
SINCE = "since"
ISSUED = "issued"
UNTIL = "until"
_DAY_LENGTH, _MONTH_LENGTH = len("2022-04-26"), len("2022-04")

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|April|Apr\.?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"((?:19|20)\d\d)"
_OF_WEEK = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = rf"(an?|the|\d+|(?:(?:{_TENS})-)?(?:{'|'.join(SMALL)})|several|few)"
_LEADS = r"(?i:in|since|until|till|by|during|of|for|from|through|throughout|before|after|around|between|last|this|next|early|late|mid|end of)"
_STATE = r"(?!\s*(?:percent|per cent|%))"

_ABSOLUTE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ymd", re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")),
    ("numeric", re.compile(r"\b(\d\d)\.(\d\d)\.((?:19|20)\d\d)\b")),
    ("mdy", re.compile(rf"\b{_OF_WEEK}({_MONTH})\s+{_DAY}(?:\s?[-–—]\s?\d{{1,2}})?,?\s+{_YEAR}\b")),
    ("dmy", re.compile(rf"\b{_OF_WEEK}{_DAY}(?:\s?[-–—]\s?\d{{1,2}})?(?:\s+of)?\s+({_MONTH}),?\s+{_YEAR}\b")),
    ("my", re.compile(rf"\b({_MONTH})(?:\s+of)?,?\s+{_YEAR}\b")),
    ("md", re.compile(rf"\b{_OF_WEEK}({_MONTH})\s+{_DAY}\b(?![:.]\d){_STATE}")),
    ("dm", re.compile(rf"\b{_OF_WEEK}{_DAY}(?:\s?[-–—]\s?\d{{1,2}})?(?:\s+of)?\s+({_MONTH})(?!\w)")),
    ("twice", re.compile(r"\bthe\s+day\s+(before\s+yesterday|after\s+tomorrow)\b", re.IGNORECASE)),
    ("weekend", re.compile(r"\b(?:over|at|on|during)\s+(the|last|this|next)\s+(?:past\s+)?(weekend)\b|\b(last|this|next)\s+(weekend)\b", re.IGNORECASE)),
    ("weekday", re.compile(r"\b(?:(last|this|next|past|coming)\s+)?(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")),
    ("day", re.compile(r"\b(today|tonight|yesterday|tomorrow|overnight|(?:this|last|yesterday)\s+(?:morning|afternoon|evening|night))\b(?!['’]s\s+(?:world|war|society|standards))", re.IGNORECASE)),
    ("season", re.compile(rf"\b(?:(in|by|last|this|next|since|during|over|until|before)\s+)?(?:the\s+)?(?:(?:early|late|mid|coming)[-\s])?(spring|summer|autumn|fall|winter)(?:\s+of)?(?:\s+{_YEAR}(?![-–/]\d))?\b", re.IGNORECASE)),
    ("quarter", re.compile(rf"\b(?:in|during|by|for|until|before)?\s?(?:the\s+)?(?:first|second|third|fourth|last|final)\s+(quarter|half)(?:\s+of\s+(?:{_YEAR}|(the|this|last|next)\s+year)|(?=[\s.,;]))|\b(Q[1-4]|H[12])(?:\s+{_YEAR})?\b", re.IGNORECASE)),
    ("part", re.compile(r"\b(?:the\s+)?(?:end|beginning|start|middle|close|rest|remainder)\s+of\s+(the|this|last|next)\s+(year|month)\b|\b(year)[-’'s]*\s?end\b", re.IGNORECASE)),
    ("period", re.compile(r"(?<!the\s)\b(last|this|next)\s+(week|month|year)\b", re.IGNORECASE)),
    ("ago", re.compile(rf"\b{_COUNT}\s+(day|week|month|year)s?\s+ago\b", re.IGNORECASE)),
    ("month", re.compile(rf"\b{_LEADS}[\s-]+({_MONTH})(?!\w)(?!,?\s+\d{{1,4}}\b)")),
    ("attributive", re.compile(r"(?:\b(?i:the|a|its|his|her|their)|['’]s)\s+(January|February|April|June|July|August|September|October|November|December)\s+(?=[a-z])")),
    ("year", re.compile(rf"(?:\b(?i:in|since|until|by|during|from|of|end of|early|late|mid|before|after|through|between)[\s-]+|\b(?:the|its|a)\s+|['’]s\s+){_YEAR}\b(?!\s*(?:tanks|missiles|troops|soldiers|shells|drones))")),
)  # fmt: skip
# Dates that hang on the date which the text named last.
_ANAPHORIC: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("same", re.compile(r"\b(?:(?:the|that)\s+(?:very\s+)?same|that)\s+(day|month|year)\b(?!\s+(?:of|in|when|after|before))", re.IGNORECASE)),
    ("next", re.compile(r"\bthe\s+(following|next|previous)\s+(day|week|month|year)\b|\bthe\s+(day|week|month|year)\s+(after|before)(?=\s*[,.;)]|$)", re.IGNORECASE)),
    ("apart", re.compile(rf"\b{_COUNT}\s+(day|week|month|year)s?\s+((?:before|after)(?=\s*[,.;)]|$)|(?:earlier|later|prior|afterwards)(?=\s*[,.;)]|\s+(?:in|at|on|he|she|it|they|[A-Z])|$))", re.IGNORECASE)),
    ("ordinal", re.compile(r"\bon\s+the\s+(\d{1,2})(?:st|nd|rd|th)(?=\s*[,.;)]|$)")),
)  # fmt: skip
# What some patterns need, in small letters unless it has capitals, and find only after they have tried much else: most sentences have little of it.
_NEEDED: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"mdy", "dmy", "my", "md", "dm", "month", "attributive"}),
     ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")),
    (frozenset({"ymd", "numeric", "year"}), ("19", "20")),
    (frozenset({"twice", "weekday"}), ("day", "tomorrow")),
    (frozenset({"weekend"}), ("weekend",)),
    (frozenset({"day"}), ("today", "yesterday", "tomorrow", "morning", "afternoon", "evening", "night")),
    (frozenset({"season"}), ("spring", "summer", "autumn", "fall", "winter")),
    (frozenset({"quarter"}), ("quarter", "half", "q1", "q2", "q3", "q4", "h1", "h2")),
    (frozenset({"part", "period"}), ("week", "month", "year")),
    (frozenset({"ago"}), ("ago",)),
    (frozenset({"same"}), ("day", "month", "year")),
    (frozenset({"next"}), ("following", "next", "previous", "before", "after")),
    (frozenset({"apart"}), ("earlier", "later", "before", "after", "prior")),
    (frozenset({"ordinal"}), tuple("0123456789")),
)  # fmt: skip
_DATELINE = re.compile(
    r"[\"“(*_]*[A-Z][A-Za-z.'’-]*(?:[ ,/]+[A-Z][A-Za-z.'’-]*){0,5},\s*$"
)  # "KYIV, Ukraine, " before the date
_DATELINE_END = re.compile(r",?\s*(?:\d{4})?\s*(?:[(/][^)/]{2,40}[)/])?\s*[-–—]")
_UNTIL = re.compile(
    r"\b(?:until|till)\s+(?:(?:at least|the end of|early|mid|late)[ -])*[\w., -]*$", re.IGNORECASE
)
_NOT_YET = re.compile(
    r"\bnot\b|n['’]t\b|\bnever\b|\b(?:delay|postpon|deferr?|put off|push)"
)  # "will not arrive until May", "postponed until May" tell when
_AHEAD = re.compile(
    r"\b(?:ahead of|until|till|by|before|starting|beginning|upcoming|scheduled for|planned for|due|no later than)\s+(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Timex:
    """A date on tokens [start, end), in the sense of TIMEX3 but only where it can be placed on a calendar.

    `bound` tells why no event lies there: `SINCE` (it only began then), `UNTIL` (it only ends then) or
    `ISSUED` (the dateline); else None.
    """

    start: int
    end: int
    head: int
    date: Date
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A match with what decides its reading: tense, publication, and the date that the text named last."""

    match: re.Match[str]
    published: str | None
    named: str | None
    future: bool
    past: bool


def find_dates(sentence: Sentence, published: str | None, named: Date | None = None) -> tuple[Timex, ...]:
    """Every date of a sentence that the text and the article's date place on a calendar.

    Args:
        sentence: with its tree, which tells what is to come: "will meet on Friday" is the next one.
        published: the article's ISO day, month or year, or None.
        named: the date that the text named last before this sentence.
    """
    found: list[Timex] = []
    taken: list[tuple[int, int]] = []
    likely = _likely(f"{sentence.text} {sentence.text.lower()}")
    for patterns in (_ABSOLUTE, _ANAPHORIC):
        for name, pattern in patterns:
            if name not in likely:
                continue
            for match in pattern.finditer(sentence.text):
                if any(s < match.end() and match.start() < e for s, e in taken):
                    continue
                timex = _timex(sentence, name, match, published, _last_named(found, sentence, match, named))
                if timex is not None:
                    found.append(timex)
                if timex is not None or name != "ordinal":
                    taken.append(match.span())
    return tuple(sorted(found, key=lambda t: t.start))


def _likely(text: str) -> set[str]:
    """The names of the patterns that can match in a text at all, which stands here as it is and in small letters."""
    found: set[str] = set()
    for names, needed in _NEEDED:
        for word in needed:
            if word in text:
                found |= names
                break
    return found


def _last_named(
    found: list[Timex], sentence: Sentence, match: re.Match[str], named: Date | None
) -> str | None:
    before = [t for t in found if sentence.tokens[t.start].start - sentence.start < match.start()]
    return max(before, key=lambda t: t.start).date.iso if before else named.iso if named else None


def _timex(
    sentence: Sentence, name: str, match: re.Match[str], published: str | None, named: str | None
) -> Timex | None:
    start, end = match.start() + sentence.start, match.end() + sentence.start
    covered = [t for t in sentence.tokens if t.start < end and t.end > start]
    if not covered:
        return None
    first, last = covered[0].i, covered[-1].i + 1
    head = outward(sentence, first, last)
    behind = sentence.tokens[last : last + 1]
    alone = not any(t.pos in ("NOUN", "PROPN") for t in behind)  # but "blamed Kyiv for Friday attacks"
    arranged = name == "weekday" and alone and sentence.text[: match.start()].endswith(" for ")
    future = arranged or (name not in _TIMELESS and _is_to_come(sentence, head, match.start()))
    past = not future and _is_past(sentence, head)
    try:
        iso = _READERS[name](_Place(match, published, named, future, past))
    except OverflowError:  # "last Monday" of an article from the year 1
        return None
    if iso is None:
        return None
    return Timex(first, last, head, Date(iso), _bound(sentence.text, match))


def _bound(text: str, match: re.Match[str]) -> str | None:
    before = text[: match.start()]
    if match[0].lower().startswith("since") or before.lower().endswith(
        ("since ", "since the ", "since early ", "since late ")
    ):
        return SINCE
    if _UNTIL.search(before + match[0]) and not _NOT_YET.search(before):
        return UNTIL
    if _DATELINE.fullmatch(before) and _DATELINE_END.match(text, match.end()):
        return ISSUED
    return None


def _is_to_come(sentence: Sentence, head: int, position: int) -> bool:
    """Whether the clause that a date stands in tells what is to come."""
    if _AHEAD.search(sentence.text, 0, position):
        return True
    verb = _said_then(sentence, head) or _predicate(sentence, sentence.tokens[head])
    if verb is None:
        return any(t.lemma.lower() == "will" and t.pos == "AUX" for t in sentence.tokens)
    kids = [t for t in sentence.tokens if t.head == verb.i]
    helpers = {verb.lemma.lower(), *(t.lemma.lower() for t in kids if t.dep.startswith("aux"))}
    ahead = {"will", "shall", "would", "'ll", "’ll"}
    if not any(t.dep == "advmod" and t.lemma.lower() in ("not", "n't", "never") for t in kids):
        ahead |= {"may", "might", "could"}  # "could not repel it in April" is over
    if helpers & ahead and "have" not in helpers:
        return True
    return any(t.dep == "mark" and t.lemma.lower() == "to" for t in kids) and "have" not in helpers


def _is_past(sentence: Sentence, head: int) -> bool:
    """Whether the clause that a date stands in tells what was: "met", "had met", "was signed"."""
    verb = _predicate(sentence, sentence.tokens[head])
    if verb is None or verb.pos != "VERB":
        return False
    helpers = [t for t in sentence.tokens[: verb.i] if t.head == verb.i and t.dep.startswith("aux")]
    finite = next((t for t in (*helpers, verb) if "VerbForm=Fin" in t.feats), verb)
    return "Tense=Past" in finite.feats or (finite is not verb and finite.lemma == "have")


def _said_then(sentence: Sentence, head: int) -> Token | None:
    """The verb right before a date that the parser hung on what is said: "said on Wednesday Berlin would send"."""
    first = min([head, *(t.i for t in sentence.tokens[:head] if t.head == head)])
    verb, clause = sentence.tokens[first - 1], sentence.tokens[sentence.tokens[head].head]
    return verb if first > 0 and clause.dep == "ccomp" and clause.head == verb.i < clause.i else None


def _predicate(sentence: Sentence, token: Token) -> Token | None:
    seen = set()
    while token.i not in seen:
        seen.add(token.i)
        if token.pos in ("VERB", "AUX"):
            return token
        token = sentence.tokens[token.head]
    return None


# Readers: a match to an ISO date ------------------------------------------------------------------


def _month(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _explicit(place: _Place) -> str | None:
    """The orders of day, month and year that a text may write."""
    parts = place.match.groups()
    if parts[0].isdecimal() and len(parts[0]) == 4:
        return _iso_day(int(parts[0]), int(parts[1]), int(parts[2]))
    if parts[0].isdecimal():
        month = int(parts[1]) if parts[1].isdecimal() else _month(parts[1])
        return _iso_day(int(parts[2]), month, int(parts[0]))
    return _iso_day(int(parts[2]), _month(parts[0]), int(parts[1]))


def _month_of_year(place: _Place) -> str:
    return f"{place.match[2]}-{_month(place.match[1]):02d}"


def _day_of_month(place: _Place) -> str | None:
    """A day without a year is the one nearest to the article's date, on the side that the tense tells."""
    first, second = place.match.groups()
    month, day = (second, first) if first.isdecimal() else (first, second)
    if place.published is None:
        return None
    anchor = _anchor(place.published)
    days = [_iso_day(y, _month(month), int(day)) for y in (anchor.year - 1, anchor.year, anchor.year + 1)]

    def distance(day: str) -> tuple[bool, timedelta]:
        gap = date.fromisoformat(day) - anchor
        return (place.past and gap > timedelta(), abs(gap))

    return min((d for d in days if d is not None), key=distance, default=None)


def _anchor(published: str) -> date:
    parts = [int(p) for p in published.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 7, parts[2] if len(parts) > 2 else 15)


def _on_day(published: str | None) -> date | None:
    return date.fromisoformat(published) if published and len(published) == _DAY_LENGTH else None


def _weekday(place: _Place) -> str | None:
    anchor = _on_day(place.published)
    if anchor is None:
        return None
    which, name = place.match[1], place.match[2].lower()
    wanted = next(n for n, d in enumerate(WEEKDAYS) if d.startswith(name))
    back = (anchor.weekday() - wanted) % 7
    ahead = (wanted - anchor.weekday()) % 7
    if which in ("next", "coming") or (place.future and which not in ("last", "past")):
        return (anchor + timedelta(days=ahead or (7 if which else 0))).isoformat()
    if which in ("last", "past") and back == 0:
        back = 7
    return (anchor - timedelta(days=back)).isoformat()


def _day(place: _Place) -> str | None:
    """ "overnight" is the night into the day of the article."""
    anchor = _on_day(place.published)
    word = place.match[1].lower()
    shift = -1 if word.startswith("yesterday") or word == "last night" else 1 if word == "tomorrow" else 0
    return (anchor + timedelta(days=shift)).isoformat() if anchor else None


def _twice(place: _Place) -> str | None:
    anchor = _on_day(place.published)
    shift = -2 if place.match[1].lower().startswith("before") else 2
    return (anchor + timedelta(days=shift)).isoformat() if anchor else None


def _weekend(place: _Place) -> str | None:
    """Two days, so known to the month, where both lie in one."""
    anchor = _on_day(place.published)
    which = (place.match[1] or place.match[3]).lower()
    if anchor is None:
        return None
    ahead = (
        which == "next" or (place.future and which != "last") or (which == "this" and anchor.weekday() < 5)
    )
    saturday = anchor + timedelta(days=5 - anchor.weekday())
    if not ahead and anchor.weekday() < 5:
        saturday -= timedelta(weeks=1)
    sunday = saturday + timedelta(days=1)
    return saturday.isoformat()[:_MONTH_LENGTH] if saturday.month == sunday.month else None


def _season(place: _Place) -> str | None:
    """The year of a season; a winter lies in two years, and is none without one."""
    which, name, year = (place.match[1] or "").lower(), place.match[2].lower(), place.match[3]
    if year:
        return str(year)
    published = place.published
    if not which or name not in SEASONS or published is None or len(published) < _MONTH_LENGTH:
        return None
    begins, ends = SEASONS[name]
    now, month = int(published[:4]), int(published[5:7])
    if which == "last":
        return str(now if ends < month else now - 1)
    if which == "next" or (place.future and which != "this") or which in ("by", "until", "before"):
        return str(now if ends >= month and not (which == "next" and begins <= month) else now + 1)
    return str(now if which == "this" or begins <= month else now - 1)


def _quarter(place: _Place) -> str | None:
    kind, year, which, short, its_year = place.match.groups()
    if year or its_year:
        return str(year or its_year)
    if (
        place.published is None
        or (kind and kind.lower() == "half" and not which)
        or (short or "").startswith(("h", "H"))
    ):
        return None
    return str(int(place.published[:4]) + _SHIFT.get((which or "this").lower(), 0))


_SHIFT = {"last": -1, "next": 1}


def _part(place: _Place) -> str | None:
    """ "by the end of the year": the year that the article was written in."""
    which, unit = (place.match[1] or "the").lower(), (place.match[2] or place.match[3]).lower()
    return _shifted(place.published, unit, _SHIFT.get(which, 0))


def _shifted(iso: str | None, unit: str, by: int) -> str | None:
    """An ISO date moved by so many years, months, weeks or days; a week is known to the month."""
    if iso is None:
        return None
    if unit == "year":
        return str(int(iso[:4]) + by)
    if unit == "month":
        if len(iso) < _MONTH_LENGTH:
            return None
        months = int(iso[:4]) * 12 + int(iso[5:7]) - 1 + by
        return f"{months // 12}-{months % 12 + 1:02d}"
    day = _on_day(iso)
    if day is None:
        return None
    moved = day + timedelta(days=by * (7 if unit == "week" else 1))
    return moved.isoformat() if unit == "day" else moved.isoformat()[:_MONTH_LENGTH]


def _period(place: _Place) -> str | None:
    """ "last week" is known to the month, "this month" and "last year" as they stand."""
    by, unit = _SHIFT.get(place.match[1].lower(), 0), place.match[2].lower()
    if unit != "week":
        return _shifted(place.published, unit, by)
    day = _on_day(place.published)
    if day is None:
        return None
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=by)
    sunday = monday + timedelta(days=6)
    known = monday.month == sunday.month or by == 0
    return (day if by == 0 else monday).isoformat()[:_MONTH_LENGTH] if known else None


def _number(text: str) -> int | None:
    word = text.lower()
    if word.isdecimal():
        return int(word)
    tens, _, ones = word.rpartition("-")  # "seventy-five"
    number = 1 if word in ("a", "an") else SMALL.get(ones)
    return None if number is None else SMALL.get(tens, 0) + number


def _ago(place: _Place) -> str | None:
    """ "two days ago" to the day, "three weeks ago" and "two months ago" to the month, "a year ago" to the year."""
    number = _number(place.match[1])
    return None if number is None else _shifted(place.published, place.match[2].lower(), -number)


def _nearest_month(place: _Place) -> str | None:
    published = place.published
    if published is None or len(published) < _MONTH_LENGTH:
        return None
    month, year, current = _month(place.match[1]), int(published[:4]), int(published[5:7])
    lead = place.match[0].lower()
    if lead.startswith("last") and month >= current:
        return f"{year - 1}-{month:02d}"
    if (place.future or lead.startswith(("next", "until", "till"))) and not lead.startswith(
        ("last", "since")
    ):
        return f"{year + (month < current)}-{month:02d}"
    return f"{year - (month > current)}-{month:02d}"


def _year(place: _Place) -> str:
    return str(place.match[1])


def _same(place: _Place) -> str | None:
    unit = place.match[1].lower()
    return _shifted(place.named, unit, 0)


def _next(place: _Place) -> str | None:
    which, unit = place.match[1] or place.match[4], place.match[2] or place.match[3]
    return _shifted(place.named, unit.lower(), -1 if which.lower() in ("previous", "before") else 1)


def _apart(place: _Place) -> str | None:
    """ "a day earlier", "two months later": from the date that the text named last."""
    number = _number(place.match[1])
    back = place.match[3].lower() in ("earlier", "before", "prior")
    return (
        None if number is None else _shifted(place.named, place.match[2].lower(), -number if back else number)
    )


def _ordinal(place: _Place) -> str | None:
    """ "on the 8th": of the month that the text named last, else of the article's."""
    month = place.named if place.named and len(place.named) >= _MONTH_LENGTH else place.published
    if month is None or len(month) < _MONTH_LENGTH:
        return None
    return _iso_day(int(month[:4]), int(month[5:7]), int(place.match[1]))


_READERS: dict[str, Callable[[_Place], str | None]] = {
    "ymd": _explicit,
    "numeric": _explicit,
    "mdy": _explicit,
    "dmy": _explicit,
    "my": _month_of_year,
    "md": _day_of_month,
    "dm": _day_of_month,
    "twice": _twice,
    "weekend": _weekend,
    "weekday": _weekday,
    "day": _day,
    "season": _season,
    "quarter": _quarter,
    "part": _part,
    "period": _period,
    "ago": _ago,
    "month": _nearest_month,
    "attributive": _nearest_month,
    "year": _year,
    "same": _same,
    "next": _next,
    "apart": _apart,
    "ordinal": _ordinal,
}
_TIMELESS = frozenset(
    {"ymd", "numeric", "mdy", "dmy", "my", "md", "dm", "year", "ago", "same", "next", "apart"}
)
