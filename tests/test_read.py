"""Whatever lies in a folder becomes pages or reasons, and never an exception."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ukgraph import drafts
from ukgraph.read import MAX_ID, read, safe_id
from ukgraph.records import Page, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FIXTURES = Path(__file__).parent / "fixtures" / "pages"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
UKRAINIAN = (
    "Президент України Володимир Зеленський подякував союзникам за системи протиповітряної оборони, "
    "які Німеччина передала цього тижня. Їх уже розгорнуто біля Києва."
)


def pages(paths: Sequence[object]) -> list[Page]:
    items = list(read([str(path) for path in paths]))
    assert not [item for item in items if isinstance(item, Skipped)]
    return [item for item in items if isinstance(item, Page)]


def skips(paths: Sequence[object]) -> list[Skipped]:
    return [item for item in read([str(path) for path in paths]) if isinstance(item, Skipped)]


def page(path: Path, content: str | bytes) -> Page:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (only,) = pages([path])
    return only


def reason(path: Path, content: str | bytes) -> Skipped:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (only,) = list(read([str(path)]))
    assert isinstance(only, Skipped)
    return only


# --- formats ----------------------------------------------------------------------------------------


def test_a_folder_gives_every_article_in_it_with_its_metadata() -> None:
    found = {p.id: p for p in pages([FIXTURES])}
    assert sorted(found) == ["l1", "l2", "launchers-md", "page", "plain"]
    assert {p.publisher for p in found.values()} == {"Example News", "Example, the paper", None}
    assert [found[i].published for i in sorted(found)] == [
        "2023-03",
        "2023",
        "2023-03-02",
        "2023-03-02",
        "2023-03-02",
    ]


def test_a_manifest_describes_the_files_beside_it() -> None:
    (plain,) = pages([FIXTURES / "plain.txt"])
    assert plain.publisher == "Example, the paper"
    assert plain.url == "https://example.org/news/launchers?a=b%20c"
    assert plain.title is None


def test_html_gives_main_text_title_date_and_site() -> None:
    (html,) = pages([FIXTURES / "page.html"])
    assert (html.title, html.published, html.publisher) == (
        "Norway adds two launchers",
        "2023-03-02",
        "Example News",
    )
    assert html.url == "https://example.org/news/launchers"
    assert "two NASAMS launchers" in html.raw
    assert not any(word in html.raw for word in ("Finland", "Sweden", "Copyright", "Home"))


def test_what_a_manifest_says_outweighs_what_a_page_seems_to_say(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes((FIXTURES / "page.html").read_bytes())
    (tmp_path / "manifest.csv").write_text("file,title,date\na.html,Launchers,2023-03-03\n")
    (html,) = pages([tmp_path])
    assert (html.title, html.published, html.publisher) == ("Launchers", "2023-03-03", "Example News")


def test_what_an_article_says_outweighs_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2023-01-01\n---\nKyiv thanked Oslo.\n")
    (tmp_path / "manifest.jsonl").write_text('{"file": "a.md", "date": "2022", "publisher": "Paper"}\n')
    (only,) = pages([tmp_path])
    assert (only.published, only.publisher) == ("2023-01-01", "Paper")


def test_front_matter_goes_and_the_text_below_it_stays_as_it_is() -> None:
    (front,) = pages([FIXTURES / "front.md"])
    assert front.raw.startswith("\n# Norway: two launchers")
    assert front.sha256 == hashlib.sha256(front.raw.encode()).hexdigest()


def test_front_matter_values_are_taken_as_written(tmp_path: Path) -> None:
    only = page(
        tmp_path / "a.txt", "---\nid: 010\nTitle: No\npublisher: ~\ndate: 2022\n---\nKyiv thanked Oslo."
    )
    assert (only.id, only.title, only.publisher, only.published) == ("010", "No", None, "2022")


@pytest.mark.parametrize(
    "text", ["---\n\nKyiv thanked Oslo.\n\n---\n", "--- Kyiv ---\nOslo.", "---\n- Kyiv\n- Oslo"]
)
def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path, text: str) -> None:
    assert page(tmp_path / "a.txt", text).raw == text


def test_one_json_object_is_one_article(tmp_path: Path) -> None:
    only = page(tmp_path / "a.json", json.dumps({"text": "Kyiv thanked Oslo.", "title": "Thanks"}))
    assert (only.id, only.title, only.raw) == ("a", "Thanks", "Kyiv thanked Oslo.")


def test_an_id_that_has_to_be_made_up_does_not_depend_on_the_order(tmp_path: Path) -> None:
    records = [{"text": "Kyiv thanked Oslo."}, {"text": "Oslo thanked Kyiv."}, {"id": 7, "text": "Both."}]
    (tmp_path / "a.json").write_text(json.dumps(records))
    (tmp_path / "b.json").write_text(json.dumps(records[::-1]))
    first, second = ({p.id.removeprefix(n): p.raw for p in pages([tmp_path / f"{n}.json"])} for n in "ab")
    assert first == second
    assert len(first) == 3
    assert "7" in first


def test_of_json_lines_only_the_broken_ones_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "1", "text": "A."}\n{"id": "2", "te\n\n[3]\n{"id": "4"}\n{"id": "5", "text": "B.\u2028C."}\n'
    )
    items = list(read([str(path)]))
    assert [item.id if isinstance(item, Page) else item.source for item in items] == [
        "1", f"{path}:2", f"{path}:4", f"{path}:5", "5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b"Kyiv thanked Oslo.", ["stdin"]),
        (b"[AP] Kyiv thanked Oslo.", ["stdin"]),
        (b"---\nid: x\n---\nKyiv thanked Oslo.", ["x"]),
        (b'\xef\xbb\xbf{"id": "a", "text": "A."}\n{"id": "b", "text": "B."}\n', ["a", "b"]),
        (b'[\n {"id": "a", "text": "A."}\n]', ["a"]),
        (b'{\n "id": "a",\n "text": "A."\n}', ["a"]),
        (b"", []),
    ],
)
def test_standard_input_is_text_or_json(data: bytes, ids: list[str]) -> None:
    items = list(read(["-"], stdin=io.BytesIO(data)))
    assert [item.id for item in items if isinstance(item, Page)] == ids
    assert len(items) == max(1, len(ids))


# --- bytes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "utf-8-sig"),
        (UKRAINIAN, "utf-16"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8_u"),
        ("Austin said “we will help”; Ukraine\u2019s allies met at Ramstein — on Tuesday.", "cp1252"),
        (
            "España enviará misiles a Kyiv, and Norway\u2019s minister spoke in Trøndelag of the long war to come.",
            "cp1252",
        ),
        (
            "Minister Błaszczak powiedział, że Polska przekaże Ukrainie czołgi i żołnierze będą szkoleni.",
            "cp1250",
        ),
    ],
)
def test_encodings_are_told_apart(tmp_path: Path, text: str, encoding: str) -> None:
    assert page(tmp_path / "a.txt", text.encode(encoding)).raw == text


def test_html_may_name_its_encoding(tmp_path: Path) -> None:
    body = f"<html><head><meta charset=windows-1251></head><body><article><p>{UKRAINIAN}</p></article></body></html>"
    assert page(tmp_path / "a.html", body.encode("cp1251")).raw == UKRAINIAN


def test_lone_surrogates_do_not_get_into_a_page(tmp_path: Path) -> None:
    only = page(
        tmp_path / "a.json",
        r'{"id": "\udc00", "title": "\ud83d", "text": "Kyiv \ud83d\ude00 \ud83d thanked."}',
    )
    assert only.raw == "Kyiv \N{GRINNING FACE} � thanked."
    assert only.title == "�"
    assert only.id.isascii()


# --- bad input, one by one --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "place", "why"),
    [
        ("a.txt", b"", "", "is empty"),
        ("a.txt", b" \n\t\n", "", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "", "is empty"),
        ("a.md", b"---\ntitle: x\n---\n", "", "is empty"),
        ("a.txt", b"Kyiv\0thanked", "", "is binary"),
        ("a.txt", bytes(range(1, 32)) * 20, "", "is binary"),
        ("a.txt", random.Random(1).randbytes(3000).replace(b"\0", b""), "", "is "),  # noqa: S311  # no secret
        ("a.txt", "Київ подякував Осло".encode()[:-1], "", "cut off in the middle of a letter"),
        ("a.txt", b"\xff\xfeK\0y", "", "damaged UTF-16"),
        ("a.txt", b"---\ndate: 2022-13-45\n---\nText.", ":2", '"2022-13-45" is no date: write YYYY-MM-DD'),
        ("a.md", b"---\ntitle: x\ndate: last week\n---\nText.", ":3", '"last week" is no date'),
        ("a.md", b"---\ndate: 2022-02-30T10:00:00Z\n---\nText.", ":2", "is no date"),
        ("a.md", b"---\ntitle: a: b\n---\nText.", ":2", "quote values"),
        ("a.md", b"---\ntitle: x\nText goes on.\n", ":1", "has no end"),
        ("a.md", b"---\ntitle: x\ndate: [2022]\n---\nText.", ":3", "takes one value"),
        ("a.md", b"---\ntitle: x\nurl: javascript:alert(1)\n---\nText.", ":3", "is no web address"),
        ("a.md", b"---\nx: " + b"[" * 5000 + b"\n---\nText.", "", "not YAML"),
        ("a.json", b'{"id": "a", "text": "Kyiv tha', ":1", "it seems cut off"),
        ("a.json", b'{"id": "a",\n "text": "Kyiv",\n', ":", "it seems cut off"),
        ("a.json", b'{"id": "a"\n "text": "Kyiv"}', ":2", "correct column 2"),
        ("a.json", b'{"id": "a", "body": "Kyiv"}', "", 'has no "text"'),
        ("a.json", b'{"text": ["Kyiv"]}', "", 'has no "text"'),
        ("a.json", b'{"text": "Kyiv", "publisher": ["x"]}', "", '"publisher" is neither'),
        ("a.json", b'{"text": "Kyiv", "date": "2022-00"}', "", '"2022-00" is no date'),
        ("a.json", b'"Kyiv"', "", "is no article"),
        ("a.json", b"[]", "", "is an empty list"),
        ("a.json", b"[" * 200_000, "", "is no"),
        ("a.jsonl", b"\n\n", "", "is empty"),
        ("a.jsonl", '{"text": "Kyiv"}'.encode("utf-16"), "", "is UTF-16"),
        ("a.html", b"<html><body></body></html>", "", "no main text"),
        ("a.html", b"", "", "no main text"),
        ("a.pdf", b"%PDF-1.4", "", '".pdf" files cannot be read'),
        ("a", b"Kyiv", "", "cannot be read"),
        ("README.md", b"Kyiv", "", "is no article"),
    ],
)
def test_bad_input_is_skipped_with_place_and_remedy(
    tmp_path: Path, name: str, content: bytes, place: str, why: str
) -> None:
    skipped = reason(tmp_path / name, content)
    assert skipped.source.startswith(str(tmp_path / name) + place)
    assert why in skipped.reason
    assert why == "is " or ": " in skipped.reason  # a remedy follows


def test_a_missing_path_an_empty_folder_and_a_pattern_without_match_are_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("file\n")
    found = {
        s.source: s.reason for s in skips([tmp_path / "no.txt", tmp_path, tmp_path / "*.md", "x" * 5000])
    }
    assert "does not exist" in found[str(tmp_path / "no.txt")]
    assert "holds no file" in found[str(tmp_path)]
    assert "matches no file" in found[str(tmp_path / "*.md")]
    assert len(found) == 4


def test_pipes_and_links_to_nowhere_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    assert len(skips([tmp_path])) == 2
    assert "standard input" in skips([tmp_path / "pipe.txt"])[0].reason


def test_what_is_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MAX_BYTES", 100)
    assert "longer than" in reason(tmp_path / "a.txt", "x" * 101).reason
    long, short = json.dumps({"id": "a", "text": "x" * 300}), json.dumps({"id": "b", "text": "y"})
    (tmp_path / "b.jsonl").write_text(f"{short}\n{long}\n{short.replace('b', 'c')}\n")
    items = list(read([str(tmp_path / "b.jsonl")]))
    assert [i.id if isinstance(i, Page) else i.source[-2:] for i in items] == ["b", ":2", "c"]


@pytest.mark.parametrize(
    ("manifest", "line", "why"),
    [
        ("name,date\na.txt,2022\n", 1, "no column `file`"),
        ("file;date\na.txt;2022\n", 1, "no column `file`"),
        ("file,date\nb.txt,2022\n", 2, "does not exist"),
        ("file,date\n../a.txt,2022\n", 2, "beside the manifest"),
        ("file,date\n,2022\n", 2, "names no file"),
        ("file,date\na.txt,2022\na.txt,2023\n", 3, "described twice"),
        ("file,title\na.txt,War, and peace\n", 2, "3 values for 2 columns"),
    ],
)
def test_a_bad_manifest_row_is_named_and_costs_no_article(
    tmp_path: Path, manifest: str, line: int, why: str
) -> None:
    (tmp_path / "a.txt").write_text("Kyiv thanked Oslo.")
    (tmp_path / "manifest.csv").write_text(manifest)
    skipped, only = list(read([str(tmp_path)]))
    assert isinstance(skipped, Skipped)
    assert skipped.source == f"{tmp_path / 'manifest.csv'}:{line}"
    assert why in skipped.reason
    assert isinstance(only, Page)


def test_a_broken_date_in_a_manifest_costs_the_article_it_dates(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kyiv thanked Oslo.")
    (tmp_path / "manifest.csv").write_text("file,date\na.txt,26.04.2022\n")
    (skipped,) = list(read([str(tmp_path)]))
    assert skipped == Skipped(
        f"{tmp_path / 'manifest.csv'}:2",
        '"26.04.2022" is no date: write YYYY-MM-DD, YYYY-MM or YYYY, or leave it out',
    )


# --- ids, order, places -----------------------------------------------------------------------------


def test_the_second_of_two_articles_with_one_id_is_skipped_whatever_the_order(tmp_path: Path) -> None:
    a, b = tmp_path / "a" / "x.txt", tmp_path / "b" / "x.md"
    for path in (a, b):
        path.parent.mkdir()
        path.write_text(f"Kyiv thanked {path.parent.name}.")
    for order in ([a, b], [b, a], [tmp_path], [b, tmp_path, a]):
        first, second = list(read([str(path) for path in order]))
        assert isinstance(first, Page)
        assert first.source == str(a)
        assert isinstance(second, Skipped)
        assert str(a) in second.reason
        assert str(b) in second.reason


def test_a_file_named_twice_is_read_once() -> None:
    assert len(pages([FIXTURES, FIXTURES / "plain.txt", str(FIXTURES / "*.txt")])) == 5


def test_hidden_files_readmes_and_manifests_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "README.md", "readme.md", "sub/.git/x.txt", "sub/deep/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Kyiv thanked Oslo.")
    assert [p.id for p in pages([tmp_path])] == ["a"]


def test_the_order_of_paths_changes_nothing(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.txt" for name in "cab"]
    for path in files:
        path.write_text(f"{path.stem} thanked Oslo.")
    assert pages(files) == pages(files[::-1]) == pages([tmp_path])


@pytest.mark.parametrize(
    "told", ["../x", "/etc/passwd", "..", ".", "", "a/b", "a\\b", "Новини", "a b", "x" * 500, "é\0"]
)
def test_an_id_can_never_leave_its_folder(tmp_path: Path, told: str) -> None:
    only = page(tmp_path / "file.json", json.dumps({"id": told, "text": "Kyiv thanked Oslo."}))
    assert (tmp_path / f"{only.id}.txt").resolve().parent == tmp_path.resolve()


def test_names_in_another_alphabet_stay_apart() -> None:
    assert len({safe_id(name) for name in ("Новини", "Погода", "Новини ", "x", "../x", "x/")}) == 6


@given(st.text())
def test_every_id_is_a_safe_file_name(text: str) -> None:
    made = safe_id(text)
    assert re.fullmatch(rf"[A-Za-z0-9_][A-Za-z0-9._-]{{0,{MAX_ID - 1}}}", made)
    assert safe_id(made) == made


@given(st.text(alphabet=string.ascii_letters + string.digits + "_-.", min_size=1, max_size=40))
def test_a_plain_id_stays_as_it_is(text: str) -> None:
    assert safe_id(f"a{text}a") == f"a{text}a"


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2022-04-26", "2022-04-26"),
        ("2022-04", "2022-04"),
        ("2022", "2022"),
        ("2022-04-26T10:00:00Z", "2022-04-26"),
        ("2022-04-26T23:59:59.123+02:00", "2022-04-26"),
        ("2022-04-26 10:00", "2022-04-26"),
        ("2022-04-26 10:00:00 +0200", "2022-04-26"),
        ("", None),
    ],
)
def test_dates_keep_their_precision(tmp_path: Path, told: str, iso: str | None) -> None:
    assert page(tmp_path / "a.json", json.dumps({"text": "Kyiv.", "date": told})).published == iso


# --- anything at all --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "manifest.csv", "manifest.jsonl"]
)
def test_no_content_makes_reading_fail(tmp_path: Path, name: str) -> None:
    (tmp_path / "z.txt").write_text("Kyiv thanked Oslo.")
    rng = random.Random(name)  # noqa: S311  # no secret
    for make in BROKEN:
        (tmp_path / name).write_bytes(make(rng))
        for item in read([str(tmp_path)]):
            assert isinstance(item, Page | Skipped)
            json.dumps(str(item)).encode()


def _broken_fixture(rng: random.Random) -> bytes:
    data = bytearray(rng.choice(sorted(FIXTURES.iterdir())).read_bytes())
    for _ in range(rng.randrange(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data[: rng.randrange(len(data))])


BROKEN: list[Callable[[random.Random], bytes]] = [
    *[lambda rng: rng.randbytes(rng.randrange(300))] * 20,
    *[lambda rng: bytes(rng.choice(b'---\n: {}[]",file\\u<>\x85\xe2') for _ in range(rng.randrange(200)))]
    * 30,
    *[_broken_fixture] * 30,
]


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="../shared/seeds is absent: the five seed articles were NOT read"
)
def test_the_seeds_are_read_with_what_their_manifest_says() -> None:
    found = pages([SEEDS])
    assert [(p.id[:3], p.publisher, p.published) for p in found] == [
        ("000", "Politico", "2022-04-26"),
        ("001", None, "2025-01"),
        ("002", None, "2023-11"),
        ("003", None, "2024-11"),
        ("004", "World Politics Review", "2022-10-13"),
    ]
