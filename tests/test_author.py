"""Who "I" and "we" are in a text whose publisher speaks for himself."""

from __future__ import annotations

import pytest

from parses import shipped
from ukgraph.author import find_author
from ukgraph.records import Article


@pytest.mark.parametrize(
    ("publisher", "date", "person", "body"),
    [
        ("Office of the President of the United States", "2023-05-01", "joe-biden", "united-states"),
        ("Office of the President of the United States", "2025-05-01", "donald-trump", "united-states"),
        ("NATO", "2023-05-01", "jens-stoltenberg", "nato"),
        ("Pentagon", "2023-05-01", "lloyd-austin", "united-states"),
        ("The Kremlin", "2023-05-01", None, "russia"),
    ],
)
def test_a_publisher_that_speaks_for_himself_is_the_author(
    publisher: str, date: str, person: str | None, body: str
) -> None:
    author = find_author(Article("a", None, "", publisher, date, None, "0"), *shipped())
    assert author is not None
    assert author.body.id == body
    assert person is None or (author.person is not None and author.person.id == person)


@pytest.mark.parametrize(
    ("title", "person", "body"),
    [
        ("Statement by the President of Ukraine on the results of the day", "volodymyr-zelenskyy", "ukraine"),
        ("Address of the Prime Minister of Denmark to the nation", "mette-frederiksen", "denmark"),
    ],
)
def test_a_title_names_the_author(title: str, person: str, body: str) -> None:
    author = find_author(Article("a", title, "", "Example", "2025-05-01", None, "0"), *shipped())
    assert author is not None
    assert author.person is not None
    assert (author.person.id, author.body.id) == (person, body)


@pytest.mark.parametrize("title", ["Statement by Moscow draws criticism", "Ukraine reacts to a speech"])
def test_a_title_about_a_statement_names_no_author(title: str) -> None:
    assert find_author(Article("a", title, "", "Example", "2025-05-01", None, "0"), *shipped()) is None


@pytest.mark.parametrize(
    "publisher", [None, "", "Reuters", "The New York Times", "Kyiv", "Ukraine Today", "ukgraph corpus"]
)
def test_who_only_reports_is_no_author(publisher: str | None) -> None:
    assert find_author(Article("a", None, "", publisher, "2023-05-01", None, "0"), *shipped()) is None
