"""IRIs are minted from content: stable, ASCII, one step below `ukr:`, and different for different things."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ukgraph import iris
from ukgraph.records import Evidence


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Lloyd Austin", "lloyd-austin"),
        ("Ramstein Air Base", "ramstein-air-base"),
        ("F-16", "f-16"),
        ("155 mm shell", "x-155-mm-shell"),
        ("São Tomé", "sao-tome"),
        ("Łódź", "lodz"),
        ("Øresund", "oresund"),
        ("Großbritannien", "grossbritannien"),
        ("People’s Republic", "peoples-republic"),
        ("People's Republic", "peoples-republic"),
        ("Article 5", "x-article-5"),
        ("  two   spaces ", "two-spaces"),
    ],
)
def test_a_label_gives_a_readable_slug(label: str, expected: str) -> None:
    assert iris.slug(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [  # the examples of the resolution itself, a few for each rule
        ("Алушта", "alushta"),
        ("Згорани", "zghorany"),
        ("Ґалаґан", "galagan"),
        ("Єнакієве", "yenakiieve"),
        ("Гаєвич", "haievych"),
        ("Їжакевич", "yizhakevych"),
        ("Кадиївка", "kadyivka"),
        ("Йосипівка", "yosypivka"),
        ("Стрий", "stryi"),
        ("Юрій", "yurii"),
        ("Корюківка", "koriukivka"),
        ("Яготин", "yahotyn"),
        ("Костянтин", "kostiantyn"),
        ("Щербухи", "shcherbukhy"),
        ("Знам'янка", "znamianka"),
        ("Русь", "rus"),
    ],
)
def test_ukrainian_is_romanized_by_the_official_table(label: str, expected: str) -> None:
    assert iris.slug(label) == expected


def test_the_table_has_all_letters_of_the_alphabet() -> None:
    assert all(
        re.fullmatch("[a-z]*", iris.slug(f"a{letter}")) for letter in "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    )


def test_letters_that_are_lost_are_made_up_for_by_a_digest() -> None:
    assert re.fullmatch("x-[0-9a-f]{16}", iris.slug("北京"))
    assert iris.slug("北京") != iris.slug("東京")
    assert iris.slug("A北") != iris.slug("A") == "a"


def test_long_labels_that_begin_alike_stay_apart() -> None:
    one, other = iris.slug("a" * 100), iris.slug("a" * 101)
    assert one != other
    assert max(len(one), len(other)) < 100


@given(st.text())
def test_a_slug_is_ascii_and_starts_with_a_letter(label: str) -> None:
    assert re.fullmatch("[a-z][a-z0-9-]*", iris.slug(label))


@given(st.text())
def test_a_slug_does_not_depend_on_the_unicode_form(label: str) -> None:
    assert (
        iris.slug(label)
        == iris.slug(unicodedata.normalize("NFD", label))
        == iris.slug(unicodedata.normalize("NFC", label))
    )


@given(st.from_regex("[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,4}", fullmatch=True))
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert iris.slug(iris.slug(name)) == iris.slug(name)


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_digests_tell_lists_of_texts_apart(one: list[str], other: list[str]) -> None:
    assert (iris.digest(*one) == iris.digest(*other)) == (one == other)


def test_a_digest_is_the_same_in_every_build() -> None:
    assert iris.digest("first", "AidPledge") == "32907fe0f445e6d8"


def test_article_ids_keep_their_spelling_where_they_can() -> None:
    assert (
        iris.article("000_0cb5d304bd3e779f").value
        == "https://w3id.org/ukgraph/id/article-000_0cb5d304bd3e779f"
    )


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_articles_have_different_iris(one: str, other: str) -> None:
    assert (iris.article(one) == iris.article(other)) == (one == other)


@given(st.text(min_size=1))
def test_nothing_hangs_below_a_resource(article_id: str) -> None:
    assert re.fullmatch(
        r"https://w3id\.org/ukgraph/id/article-[A-Za-z0-9_-]+", iris.article(article_id).value
    )


def test_no_label_can_take_the_iri_of_another_kind_of_node() -> None:
    assert iris.ukr(iris.slug("article first")) != iris.article("first")
    assert not iris.is_frame(iris.ukr(iris.slug("Frame 12")))
    assert iris.is_frame(iris.frame("12"))


def test_evidence_is_named_by_where_it_stands() -> None:
    one = iris.evidence(Evidence("first", 0, 5, "Hello"))
    assert one == iris.evidence(Evidence("first", 0, 5, "Hello"))
    assert one != iris.evidence(Evidence("second", 0, 5, "Hello"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/%zz", "https://example.org/%25zz"),
        ("https://example.org/ї?q=[1]", "https://example.org/%D1%97?q=%5B1%5D"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("ftp://example.org/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("", None),
    ],
)
def test_web_addresses_become_iris_that_every_parser_takes(url: str, expected: str | None) -> None:
    assert iris.web_page(url) == (expected and NamedNode(expected))


@given(st.text().map("https://example.org/".__add__))
def test_no_web_address_breaks_the_build(url: str) -> None:
    page = iris.web_page(url)
    assert page is None or not re.search(r"[\s<>\"{}|\\^`]", page.value)
