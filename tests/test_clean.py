"""What is left of a page is what somebody wrote as news, and nothing of that is lost."""

from __future__ import annotations

import pickle
import re
import string
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import ftfy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ukgraph.clean import _FTFY, Furniture, Removed, Rule, Scope, _mended, clean, load_furniture
from ukgraph.errors import InputError, KnowledgeError
from ukgraph.read import read
from ukgraph.records import Article, Page

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
REAL = Path(__file__).parents[2] / "shared" / "real"

HEADLINE = "Norway adds two launchers"
LEAD = "Norway will add two NASAMS launchers to its aid for Ukraine, the government in Oslo said on Thursday."
BODY = "The defence minister said that Ukrainian crews had already been trained, and thanked them for their patience."
END = "Kyiv has asked its partners for more air defence since the first Russian strikes on power plants last autumn."
ARTICLE = (HEADLINE, LEAD, BODY, END)

RULES = [rule for rules in (load_furniture().spans, load_furniture().lines) for rule in rules]
GOES = [(rule, line) for rule in RULES for line in rule.goes]
STAYS = [line for rule in RULES for line in rule.stays]


def a_page(text: str, title: str | None = None, publisher: str | None = None) -> Page:
    return Page("a", "a.txt", title, text, publisher, None, None, "0" * 64)


def cleaned(*lines: str, title: str | None = None, publisher: str | None = None) -> tuple[Article, Removed]:
    return clean(a_page("\n".join(lines), title, publisher))


def text_of(*lines: str, title: str | None = None) -> str:
    return cleaned(*lines, title=title)[0].text


def paragraphs(*lines: str) -> str:
    return "\n\n".join(lines)


# --- furniture --------------------------------------------------------------------------------------


def test_every_entry_has_examples_of_what_goes_and_what_stays() -> None:
    assert len(RULES) >= 20
    assert [rule.reason for rule in RULES if not rule.goes or not rule.stays] == []


@pytest.mark.parametrize(("rule", "line"), GOES, ids=[line for _, line in GOES])
def test_furniture_goes_and_is_counted_under_its_reason(rule: Rule, line: str) -> None:
    ends = rule.scope in {Scope.REST, Scope.TAIL}
    article, removed = cleaned(*ARTICLE, line) if ends else cleaned(*ARTICLE[:-1], line, END)
    assert line not in article.text
    assert dict(removed) == {rule.reason: 1}
    if rule.scope is not Scope.SPAN:
        assert article.text == paragraphs(*ARTICLE)


@pytest.mark.parametrize("line", STAYS)
def test_news_that_looks_like_furniture_stays(line: str) -> None:
    article, removed = cleaned(*ARTICLE[:-1], line, END)
    assert article.text == paragraphs(*ARTICLE[:-1], line, END)
    assert not removed


def test_only_the_credit_goes_from_a_caption() -> None:
    assert text_of(*ARTICLE, "Lloyd Austin in Brussels, Oct. 12, 2022 (AP photo by Jane Doe).").endswith(
        "Oct. 12, 2022."
    )


def test_only_the_tags_go_from_a_lead() -> None:
    assert text_of(HEADLINE, f"norway, ukraine, aid - {LEAD}") == paragraphs(HEADLINE, LEAD)


def test_the_end_of_an_article_takes_everything_below_with_it() -> None:
    article, removed = cleaned(
        *ARTICLE, "Keep reading for free!", "Read what others only guess.", "* Every day.", "More"
    )
    assert article.text == paragraphs(*ARTICLE)
    assert removed["subscription"] == 4


def test_a_box_in_the_first_half_takes_only_its_list() -> None:
    article, removed = cleaned(
        HEADLINE, LEAD, "Related", "- Finland buys howitzers", "- Sweden waits", BODY, END, END[5:]
    )
    assert article.text == paragraphs(HEADLINE, LEAD, BODY, END, END[5:])
    assert dict(removed) == {"links": 3}


def test_a_box_that_ends_in_a_colon_takes_the_one_link_below_it() -> None:
    assert text_of(HEADLINE, LEAD, "Read also:", "Finland buys howitzers", BODY, END, END[5:]) == paragraphs(
        HEADLINE, LEAD, BODY, END, END[5:]
    )


def test_a_heading_of_the_article_is_not_its_end() -> None:
    lines = (HEADLINE, LEAD, BODY, "More on the launchers", END)
    assert text_of(*lines) == paragraphs(*lines)
    assert text_of(*ARTICLE, "More on the launchers", "Finland buys howitzers") == paragraphs(*ARTICLE)


@pytest.mark.parametrize(
    "lines",
    [
        ("",),
        ("* * *", "---"),
        ("We use cookies to improve this site.", "Accept all", "Share on Facebook", "Leave a comment"),
        ("Please enable JavaScript to read this page.",),
        ("<script>", "Norway adds launchers", "</script>"),
        ("12 345", "!!!"),
    ],
)
def test_a_page_of_nothing_but_furniture_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=r"nothing is left but furniture.*: save the article itself"):
        cleaned(*lines)


# --- headlines and titles ---------------------------------------------------------------------------


def test_a_headline_stays_once() -> None:
    article, removed = cleaned(
        HEADLINE, "", HEADLINE.upper(), LEAD, HEADLINE + " | Example News", BODY, title=HEADLINE
    )
    assert article.text == paragraphs(HEADLINE, LEAD, BODY)
    assert dict(removed) == {"doubled headline": 2}


def test_a_headline_that_only_the_metadata_doubles_stays() -> None:
    article, removed = cleaned(*ARTICLE, title=f"{HEADLINE} - Example News", publisher="Example News")
    assert article.text == paragraphs(*ARTICLE)
    assert not removed


@pytest.mark.parametrize(
    ("title", "first", "expected"),
    [
        ("Given", HEADLINE, "Given"),
        (" Given  **title**\nof\u200b it | Example News", HEADLINE, "Given title of it"),
        (None, HEADLINE, HEADLINE),
        (None, f"# {HEADLINE}", HEADLINE),
        (None, f"{HEADLINE} | Example News", HEADLINE),
        (None, "Oslo's allies unite to send two more launchers as Russia steps up its strikes.", "Oslo's allies unite to send two more launchers as Russia steps up its strikes."),
        (None, "U.S. Sees Opportunity in War", "U.S. Sees Opportunity in War"),
        (None, LEAD + " " + BODY, None),
        (None, "- " + HEADLINE, None),
        (None, "At a glance:", None),
        (None, "Norway", None),
        ("  ", "Norway", None),
    ],
)  # fmt: skip
def test_the_title_is_the_pages_own_or_a_first_line_like_one(
    title: str | None, first: str, expected: str | None
) -> None:
    assert cleaned(first, LEAD, title=title)[0].title == expected


def test_a_text_of_one_line_has_no_headline() -> None:
    assert cleaned(HEADLINE)[0].title is None


# --- characters and layout --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("“Ukraine\u2019s” and \u2018so\u2019", "“Ukraine\u2019s” and \u2018so\u2019"),
        ("Ukraineâ€™s allies", "Ukraine\u2019s allies"),
        ("Kyiv &amp; Oslo", "Kyiv & Oslo"),
        ("Zelens\u200bky\u00ad is\u202e here\ufeff", "Zelensky is here"),
        ("Barro\u0065\u0301", "Barroé"),
        ("Kyiv\u00a0and\u2009Oslo \t agree", "Kyiv and Oslo agree"),
        ("Kyiv\x00\x07 \x1b[1magrees", "Kyiv agrees"),
        ("Kyiv\r\nOslo\rRiga\u2028Vilnius", "Kyiv\n\nOslo\n\nRiga\n\nVilnius"),
        ("Kyiv said:\n\n\n\n“No.”\n", "Kyiv said:\n\n“No.”"),
        ("## Reactions ##", "Reactions"),
        ("#StandWithUkraine says Kyiv", "#StandWithUkraine says Kyiv"),
        ("**07:10 \u2013 What** we *know* so __far__", "07:10 \u2013 What we know so far"),
        ("***all*** at **the *same* time**", "all at the same time"),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
        ('See [the pledge](https://example.org/a_(b) "x") and [this][1].', "See the pledge and this."),
        ("See [it](<https://example.org/a b>) and <https://example.org>", "See it and https://example.org"),
        ("A launcher ![photo](x.jpg) stands", "A launcher stands"),
        ("He said [sic] (twice) so", "He said [sic] (twice) so"),
        ("> “No,” said Kyiv", "“No,” said Kyiv"),
        ("Kyiv\n----\nOslo", "Kyiv\n\nOslo"),
        ("* one\n+ two\n• three\n  - four\n1. five", "- one\n- two\n- three\n- four\n\n1. five"),
        ("\u2013 Emmanuel Macron", "\u2013 Emmanuel Macron"),
        ("-5 degrees", "-5 degrees"),
        ("<p>Kyiv&nbsp;thanked <b>Oslo</b>.</p><p>So did <a href='x'>Riga</a>.</p>", "Kyiv thanked Oslo.\n\nSo did Riga."),
        ("Kyiv<br/>Oslo<!-- no -->", "Kyiv\n\nOslo"),
        ("Kyiv <script>var x = 1;</script>agrees", "Kyiv agrees"),
        ("a < b and c > d", "a < b and c > d"),
        ("<Kyiv> agrees", "<Kyiv> agrees"),
        ("Kyiv <script> agrees", "Kyiv agrees"),
    ],
)  # fmt: skip
def test_characters_markup_and_layout(raw: str, expected: str) -> None:
    assert text_of(raw) == expected


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    wrapped = (
        "Norway will add two NASAMS launchers to its aid for Ukraine, the\n"
        "government in Oslo said on Thursday. The launchers come from the\n"
        "stocks of the Norwegian armed forces.\n"
        "\n"
        "- Crews have been trained, the minister said, and they are on the\n"
        "  way back to Ukraine, where two places have been made ready for\n"
        "  them.\n"
        "- Missiles follow."
    )
    assert text_of(wrapped) == (
        "Norway will add two NASAMS launchers to its aid for Ukraine, the government in Oslo said on Thursday. "
        "The launchers come from the stocks of the Norwegian armed forces.\n\n"
        "- Crews have been trained, the minister said, and they are on the way back to Ukraine, where two places "
        "have been made ready for them.\n- Missiles follow."
    )


def test_paragraphs_without_blank_lines_are_not_joined() -> None:
    assert text_of(*ARTICLE) == paragraphs(*ARTICLE)


def test_what_was_removed_is_a_mapping_that_can_be_sent_to_another_process() -> None:
    _, removed = cleaned(*ARTICLE, "Share on Facebook", "Leave a comment")
    assert pickle.loads(pickle.dumps(removed)) == removed  # noqa: S301  # our own bytes
    assert dict(removed) == {"comments": 1, "sharing": 1}
    assert "cookies" not in removed


def test_metadata_are_passed_on() -> None:
    page = Page("i", "a.txt", "Title of it", LEAD, "Paper", "2023-03", "https://example.org", "f" * 64)
    article, _ = clean(page)
    assert article == Article("i", "Title of it", LEAD, "Paper", "2023-03", "https://example.org", "f" * 64)


# --- properties -------------------------------------------------------------------------------------

SNIPPETS = [
    *ARTICLE, *[line for _, line in GOES], *STAYS, "", "", " ", "Read also:", "# Heading", "> quoted", "*", "**", "_", "`", "- item",
    "* item", "---", "===", "[a](b)", "![a](b)", "[a][b]", "<p>", "</p>", "<script>", "</script>", "&lt;b&gt;", "&amp;amp;", "â€™",
    "\u200b", "\u202e", "\ufeff", "e\u0301", "\\*", "\\\\", "| Site", "us, ukraine - ", "(AP photo by Jane Doe)", "\x85", "\t",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(SNIPPETS), max_size=25).map("\n".join),
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=5)), max_size=12).map(" ".join),
    st.lists(st.text(alphabet="*_`#>-[]()! \\ab\n<&;|:.", max_size=12), max_size=12).map("\n".join),
)


@given(TEXTS)
@settings(max_examples=300)
def test_lines_that_ftfy_does_not_see_would_come_out_of_it_unchanged(text: str) -> None:
    assert _mended(text) == ftfy.fix_text(text, _FTFY)


@example("A\rA", "[A](0)")
@given(TEXTS, st.one_of(st.none(), TEXTS))
@settings(max_examples=500)
def test_cleaning_a_clean_text_changes_nothing(text: str, title: str | None) -> None:
    try:
        article, _ = clean(a_page(text, title))
    except InputError:
        return
    again, removed = clean(a_page(article.text, article.title))
    assert again == article
    assert not removed


@given(TEXTS)
@settings(max_examples=300)
def test_a_clean_text_is_normal_and_shows_all_it_has(text: str) -> None:
    try:
        article, _ = clean(a_page(text))
    except InputError:
        return
    assert unicodedata.is_normalized("NFC", article.text)
    assert not [c for c in article.text if unicodedata.category(c) in {"Cc", "Cs", "Co"} and c != "\n"]
    assert not re.search(
        r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|  |\n\n\n| \n|\n |^\s|\s$", article.text
    )
    article.text.encode()


@given(st.lists(st.sampled_from([line for _, line in GOES]), max_size=6))
@settings(max_examples=100)
def test_no_furniture_below_an_article_costs_a_word_of_it(lines: list[str]) -> None:
    assert text_of(*ARTICLE, *lines).startswith(paragraphs(*ARTICLE))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.reason}-{rule.scope}")
def test_no_pattern_takes_long_over_any_line(rule: Rule) -> None:
    units = [
        "a",
        "A",
        " ",
        "a ",
        "A ",
        "a, ",
        "Aa ",
        "x.",
        "(",
        "a(",
        "{a",
        "Photo ",
        "by A ",
        "share ",
        "| ",
        "1",
        "#a ",
        "/",
        "-",
        "By A. ",
    ]
    units += [" ".join(line.split()[:n]) + " " for line in rule.goes for n in (1, 2)]
    for unit in units:
        line = (unit * rule.longest)[: max(rule.longest - 1, 1)] + "\N{SNOWMAN}"
        started = time.perf_counter()
        for pattern in rule.patterns:
            pattern.search(line * 10) if rule.scope is Scope.SPAN else pattern.match(line)
        assert time.perf_counter() - started < 1.0, (unit, rule.reason)


def test_a_long_text_takes_time_in_proportion() -> None:
    started = time.perf_counter()
    for raw in (
        "<script>" * 20_000,
        "<" * 100_000,
        "*a" * 50_000,
        "[" * 100_000,
        "(AP " * 30_000,
        "a, " * 30_000,
        "\\" * 50_000,
    ):
        clean(a_page("Kyiv agrees.\n" + raw))
    assert time.perf_counter() - started < 30.0


# --- the file ---------------------------------------------------------------------------------------

ENTRY = "[[furniture]]\nreason = 'x'\nscope = 'line'\npatterns = ['a+b']\n"


def furniture(tmp_path: Path, text: str) -> Furniture:
    path = tmp_path / "furniture.toml"
    path.write_text(text, encoding="utf-8")
    return load_furniture(path)


def test_another_file_of_furniture_can_be_given(tmp_path: Path) -> None:
    rules = furniture(tmp_path, ENTRY)
    article, removed = clean(a_page(f"{LEAD}\nAab\nShare on Facebook"), rules)
    assert article.text == paragraphs(LEAD, "Share on Facebook")
    assert dict(removed) == {"x": 1}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[furniture]", "is not TOML"),
        ("x = 1", r"takes \[\[furniture\]\] entries"),
        ("furniture = 1", r"takes \[\[furniture\]\] entries"),
        ("furniture = [1]", "entry 1: is no table"),
        (ENTRY + "[[furniture]]\nscope = 'line'", "entry 2: has no reason"),
        (ENTRY.replace("patterns", "pattern"), r'entry 1 \("x"\): key "pattern" is unknown'),
        (ENTRY.replace("'line'", "'lines'"), 'scope "lines" is none of span, line, list, rest, tail'),
        (ENTRY.replace("'line'", "['line']"), "is none of span"),
        (ENTRY.replace("['a+b']", "[]"), "has no patterns"),
        (ENTRY.replace("['a+b']", "'a+b'"), "patterns is no list of strings"),
        (ENTRY.replace("a+b", "(a"), "is no regular expression"),
        (ENTRY.replace("a+b", "(a+)+b"), "could take for ever"),
        (ENTRY.replace("a+b", "(?:(?:a|b+)c?)*d"), "could take for ever"),
        (ENTRY.replace("a+b", r"(?:\w{1,9}){2,}d"), "could take for ever"),
        (ENTRY.replace("a+b", r"(a)\\1").replace("'(", '"(').replace("1'", '1"'), "could take for ever"),
        (ENTRY.replace("a+b", "a*"), "matches nothing at all"),
        (ENTRY + "case = 'no'", "case is true or false"),
        (ENTRY + "longest = 0", "longest a number"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(KnowledgeError, match=f"furniture.toml.*{why}"):
        furniture(tmp_path, text)


@pytest.mark.parametrize(
    "pattern", [r"\(a+\)+", "[(a+)]+", r"(?:ab)+c*", r"(?:a+ ){0,3}b", r"(?:a?b)*c", r"(?:a{3})+"]
)
def test_what_only_looks_like_a_risk_is_taken(tmp_path: Path, pattern: str) -> None:
    assert furniture(tmp_path, ENTRY.replace("a+b", pattern)).lines


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"no\.toml: cannot be opened"):
        load_furniture(tmp_path / "no.toml")


# --- the seeds --------------------------------------------------------------------------------------

SEED_ENDS = {
    "000": ("US unites global allies to help Ukraine", "“These systems will provide a real opportunity,” he said.", {"byline", "code", "player"}),
    "001": ("US Sees Opportunity in War", "with NATO non-member countries.", {"comments", "tags"}),
    "002": ("Pentagon Chief Urges Air Defense", "in the face of ongoing threats.", set()),
    "003": ("NATO members unite to bolster", "tense situation in Eastern Europe.", {"links"}),
    "004": ("NATO Moves to Bolster", "priority targets Ukraine needs to protect.”", {"credit", "doubled headline", "subscription"}),
}  # fmt: skip


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="../shared/seeds is absent: the five seed articles were NOT cleaned"
)
@pytest.mark.parametrize("number", SEED_ENDS)
def test_a_seed_is_left_whole_and_bare(number: str) -> None:
    (page,) = [item for item in read([str(SEEDS)]) if isinstance(item, Page) and item.id.startswith(number)]
    article, removed = clean(page)
    begin, end, reasons = SEED_ENDS[number]
    assert article.text.startswith(begin)
    assert (article.title or "").startswith(begin)
    assert article.text.endswith(end)
    assert set(removed) == reasons
    assert clean(replace(page, raw=article.text, title=article.title)) == (article, Removed())


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is absent: the real documents were NOT cleaned")
def test_documents_without_furniture_keep_every_word() -> None:
    found = [item for item in read([str(REAL)]) if isinstance(item, Page)]
    assert len(found) == 81
    words = set(string.ascii_letters)
    for page in found:
        article, removed = clean(page)
        assert not removed
        assert [c for c in article.text if c in words] == [c for c in page.raw if c in words]
