"""Dates as news writes them are placed on the calendar: no more precisely than the text allows, and on the right clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flat import flat
from ukgraph.dates import ISSUED, SINCE, find_dates
from ukgraph.records import Date

FRIDAY = "2024-03-22"
DAYS = {
    "on Tuesday": "2024-03-19",
    "last Friday": "2024-03-15",
    "next Tuesday": "2024-03-26",
    "early on Friday morning": "2024-03-22",
    "on Tuesday, March 12": "2024-03-12",
    "on 24 February 2022": "2022-02-24",
    "on February 24th, 2022": "2022-02-24",
    "on July 9-11, 2024": "2024-07-09",
    "on 2022-02-24": "2022-02-24",
    "on 24.02.2022": "2022-02-24",
    "on December 28": "2023-12-28",
    "today": "2024-03-22",
    "yesterday": "2024-03-21",
    "tomorrow": "2024-03-23",
    "last night": "2024-03-21",
    "this morning": "2024-03-22",
    "overnight": "2024-03-22",
    "the day before yesterday": "2024-03-20",
    "two days ago": "2024-03-20",
}
MONTHS = {
    "last week": "2024-03",
    "over the weekend": "2024-03",
    "earlier this month": "2024-03",
    "last month": "2024-02",
    "next month": "2024-04",
    "two months ago": "2024-01",
    "three weeks ago": "2024-03",
    "in early March": "2024-03",
    "in December": "2023-12",
    "at the December summit": "2023-12",
    "in February 2022": "2022-02",
    "by the end of the month": "2024-03",
}
YEARS = {
    "last year": "2023",
    "next year": "2025",
    "a year ago": "2023",
    "by 2027": "2027",
    "in late 2023": "2023",
    "last autumn": "2023",
    "in the summer of 2023": "2023",
    "in the third quarter of 2025": "2025",
    "in Q3 2025": "2025",
    "in the first half of 2023": "2023",
    "by the end of the year": "2024",
    "before year-end": "2024",
    "the 2014 annexation": "2014",
}


@pytest.mark.parametrize(("text", "expected"), {**DAYS, **MONTHS, **YEARS}.items())
def test_a_date_is_placed_by_the_article(text: str, expected: str) -> None:
    assert [t.date.iso for t in find_dates(flat(text), FRIDAY)] == [expected]


COMING = {
    "will meet on Tuesday": "2024-03-26",
    "will meet in June": "2024-06",
    "will arrive in the spring": "2024",
    "will arrive in January": "2025-01",
    "will arrive by autumn": "2024",
}


@pytest.mark.parametrize(("text", "expected"), COMING.items())
def test_what_is_to_come_is_dated_ahead(text: str, expected: str) -> None:
    sentence = flat(text)
    will = replace(sentence.tokens[0], pos="AUX", lemma="will")
    assert [
        t.date.iso for t in find_dates(replace(sentence, tokens=(will, *sentence.tokens[1:])), FRIDAY)
    ] == [expected]


NAMED = {
    "a day earlier": "2024-02-28",
    "two days before": "2024-02-27",
    "the following day": "2024-03-01",
    "the previous day": "2024-02-28",
    "the same day": "2024-02-29",
    "a month later": "2024-03",
    "a year later": "2025",
    "on the 8th": "2024-02-08",
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items())
def test_some_dates_hang_on_the_one_named_last(text: str, expected: str) -> None:
    assert [t.date.iso for t in find_dates(flat(text), FRIDAY, Date("2024-02-29"))] == [expected]
    if text != "on the 8th":
        assert not find_dates(flat(text), FRIDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine may need jets",
        "a march through the city",
        "a day after missiles struck",
        "two days before the summit",
        "in recent weeks",
        "over the past year",
        "over the next month",
        "last winter",
        "in the 1990s",
        "within 24 hours",
        "2000 troops",
        "the second half",
        "the fall of Mariupol",
        "today's world",
        "40 percent in the third phase",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert not find_dates(flat(text), FRIDAY)


def test_an_article_without_a_day_dates_no_weekday() -> None:
    assert not find_dates(flat("on Tuesday"), "2024-03")
    assert not find_dates(flat("on Tuesday"), None)
    assert [t.date.iso for t in find_dates(flat("in 2014"), None)] == ["2014"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("KYIV, March 22 (Reuters) - Russia attacked", ISSUED),
        ("BORGO EGNAZIA, Italy, March 22 — Leaders met", ISSUED),
        ("aid since February 2022", SINCE),
        ("aid since last autumn", SINCE),
        ("Kyiv, March 22", None),
    ],
)
def test_the_clocks_are_kept_apart(text: str, bound: str | None) -> None:
    assert [t.bound for t in find_dates(flat(text), FRIDAY)] == [bound]
