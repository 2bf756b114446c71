"""Web archives, feeds and exports of databases become the same pages that files do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from archives import PROSE, SENTENCES, archive, html, packed_page, record, response
from ukgraph import drafts
from ukgraph.drafts import slug
from ukgraph.read import read
from ukgraph.records import Page, Skipped

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Norway gave Ukraine two launchers."


def items(path: Path, content: str | bytes) -> list[Page | Skipped]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([str(path)]))


def pages(path: Path, content: str | bytes) -> list[Page]:
    found = items(path, content)
    assert not [item for item in found if isinstance(item, Skipped)]
    return [item for item in found if isinstance(item, Page)]


def only(path: Path, content: str | bytes) -> Page | Skipped:
    (item,) = items(path, content)
    return item


def reason(path: Path, content: str | bytes) -> str:
    item = only(path, content)
    assert isinstance(item, Skipped)
    assert item.source.startswith(str(path))
    return item.reason


# --- CSV --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"id,title,text,date,source,link\n7,Launchers,{TEXT},2023-03-02,Paper,https://example.org/a\n"),
        ("a.csv", f"Headline;Full Text;Publish Date;Article ID;Outlet;URL\nLaunchers;{TEXT};2023-03-02;7;Paper;https://example.org/a\n"),
        ("a.tsv", f"article_id\ttitle\tbody\tpub_date\tmedia_name\turl\n7\tLaunchers\t{TEXT}\t2023-03-02 10:00:00\tPaper\thttps://example.org/a\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_columns_of_an_export_are_known_by_their_usual_names(
    tmp_path: Path, name: str, content: str, encoding: str
) -> None:
    (page,) = pages(tmp_path / name, content.encode(encoding))
    assert (page.id, page.title, page.raw, page.publisher, page.published, page.url) == (
        "7", "Launchers", TEXT, "Paper", "2023-03-02", "https://example.org/a",
    )  # fmt: skip
    assert page.source.endswith(":2")


def test_a_cell_may_hold_paragraphs_quotation_marks_and_formulas(tmp_path: Path) -> None:
    found = pages(tmp_path / "a.csv", f'text,title\n"One ""gift"".\n\n{TEXT}",=1+1\nB.,"@SUM(A1)"\n')
    assert [p.raw for p in found] == [f'One "gift".\n\n{TEXT}', "B."]
    assert [p.title for p in found] == ["=1+1", "@SUM(A1)"]
    assert [p.source[-2:] for p in found] == [":2", ":5"]


def test_bad_rows_cost_only_themselves(tmp_path: Path) -> None:
    found = items(tmp_path / "a.csv", "text,date\nA.,2022\nB.,yesterday\n,2022\n\nC.,2022,x,y\nD.,\n")
    assert [f.raw if isinstance(f, Page) else f"{f.source[-2:]} {f.reason[:17]}" for f in found] == [
        "A.", ':3 "yesterday" is no', ":4 has no text: fill", ":6 has 4 values for ", "D.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("name,date\nx,2022\n", "has no column with the articles' texts"),
        ("", "has no column"),
        (b"\x00\x01", "is binary"),
    ],
)
def test_what_is_no_export_of_articles_is_named(tmp_path: Path, content: str | bytes, why: str) -> None:
    assert why in reason(tmp_path / "a.csv", content)


def test_an_export_longer_than_a_document_is_read_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MAX_BYTES", 200)
    rows = [f"{n},{TEXT} Number {n}." for n in range(50)]
    assert len(pages(tmp_path / "a.csv", "\n".join(["id,text", *rows]))) == 50
    open_quote = "\n".join(["id,text", "0,A.", '1,"B', *rows])
    found = items(tmp_path / "a.csv", open_quote)
    assert isinstance(found[0], Page)
    assert isinstance(found[1], Skipped)
    assert "quotation mark left open" in found[1].reason
    assert len(found) == 2
    latin = "\n".join(["id,text", *rows, "é,x"]).encode("latin-1")
    last = items(tmp_path / "a.csv", latin)[-1]
    assert isinstance(last, Skipped)
    assert "save the file as UTF-8" in last.reason


# --- feeds ------------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example News</title>
<item><title>Two &lt;b&gt;launchers&lt;/b&gt; &amp;amp; more</title><link>https://www.example.org/2023/launchers?a=1</link>
<description>Teaser.</description><content:encoded><![CDATA[<p>{TEXT}</p><p>Oslo said so.</p>]]></content:encoded>
<pubDate>Thu, 02 Mar 2023 23:30:00 -0500</pubDate></item>
<item><title>Short</title><description>{TEXT} Again.</description><link>javascript:alert(1)</link></item>
<item><title>Nothing</title><link>https://example.org/nothing</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example News</title><entry><title>Two launchers</title>
<link href="https://example.org/launchers"/><updated>2023-03-02T23:30:00-05:00</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""


def test_the_entries_of_a_feed_are_articles(tmp_path: Path) -> None:
    first, second, third = items(tmp_path / "feed.xml", RSS)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.publisher, first.published, first.url) == (
        "Example News", "2023-03-02", "https://www.example.org/2023/launchers?a=1",
    )  # fmt: skip
    assert first.id.startswith("example-org-launchers-")
    assert TEXT in first.raw
    assert "Oslo said so." in first.raw
    assert (second.url, second.published) == (None, None)
    assert isinstance(third, Skipped)
    assert "ukgraph fetch" in third.reason
    (atom,) = pages(tmp_path / "feed.atom", ATOM)
    assert (atom.title, atom.published) == ("Two launchers", "2023-03-02")


@pytest.mark.parametrize(
    "day", ["", "<pubDate></pubDate>", "<pubDate>yesterday</pubDate>", "<pubDate>Thu, 99 Mar 99999</pubDate>"]
)
def test_an_entry_may_have_no_day(tmp_path: Path, day: str) -> None:
    content = (
        f"<rss version='2.0'><channel><item><description>{TEXT}</description>{day}</item></channel></rss>"
    )
    (page,) = pages(tmp_path / "a.xml", content)
    assert page.published is None


def test_what_is_no_feed_is_named(tmp_path: Path) -> None:
    assert "is no RSS or Atom feed" in reason(tmp_path / "a.xml", "<note>Hello</note>")
    assert "without an entry" in reason(tmp_path / "a.rss", "<rss version='2.0'><channel></channel></rss>")


def test_a_feed_whose_text_is_the_name_of_a_file_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(RSS)
    assert "is no RSS or Atom feed" in reason(tmp_path / "a.xml", str(tmp_path / "secret"))


# --- WARC -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [True, False])
def test_the_english_pages_of_a_web_archive_are_articles(tmp_path: Path, packed: bool) -> None:
    data = archive(
        [
            response("https://www.example.org/2023/03/launchers.html", html(PROSE)),
            response("https://example.org/packed", packed_page(html(PROSE + " Packed.")), headers=[("Content-Encoding", "gzip")]),
            response("https://example.org/chunks", b"%x\r\n%b\r\n0\r\n\r\n" % (len(html(PROSE + " In chunks.")), html(PROSE + " In chunks.")), headers=[("Transfer-Encoding", "chunked")]),
            response("https://example.org/de", html(PROSE, lang="de-AT")),
            response("https://example.org/gone", html(PROSE), status="404 Not Found"),
            response("https://example.org/picture", b"\x89PNG", kind="image/png"),
            response("https://example.org/empty", b""),
            record("https://example.org/wet", "conversion", "text/plain", PROSE.encode()),
            record(None, "warcinfo", "application/warc-fields", b"software: none"),
        ],
        packed=packed,
    )  # fmt: skip
    name = "CC-NEWS-20230302-00001.warc.gz" if packed else "crawl.warc"
    found = items(tmp_path / name, data)
    read_pages = [item for item in found if isinstance(item, Page)]
    assert [p.url for p in read_pages] == [
        "https://www.example.org/2023/03/launchers.html", "https://example.org/packed", "https://example.org/chunks", "https://example.org/wet",
    ]  # fmt: skip
    assert all(SENTENCES[1] in p.raw for p in read_pages)
    assert [p.publisher for p in read_pages] == [*["Example News"] * 3, None]
    assert "In chunks." in read_pages[2].raw
    assert read_pages[0].source == f"{tmp_path / name}[1]"
    assert read_pages[0].id.startswith("example-org-launchers-html-")
    (other,) = (item for item in found if isinstance(item, Skipped))
    assert (other.source[-3:], other.reason) == ("[4]", 'is in the language "de": only "en" is read')


def test_an_article_of_an_archive_has_one_id_wherever_it_stands(tmp_path: Path) -> None:
    one, other = (response(f"https://example.org/{name}", html(f"{PROSE} {name}.")) for name in "ab")
    first = {p.id for p in pages(tmp_path / "a.warc.gz", archive([one, other]))}
    assert first == {p.id for p in pages(tmp_path / "b.warc.gz", archive([other, one]))}
    assert len(first) == 2


def test_an_archive_that_ends_too_soon_keeps_what_it_has(tmp_path: Path) -> None:
    whole = archive([response(f"https://example.org/{n}", html(f"{PROSE} {n}.")) for n in range(3)])
    for data in (whole[:-40], archive([response("https://example.org/", html(PROSE))], packed=False)[:-400]):
        found = items(tmp_path / "a.warc.gz", data)
        assert isinstance(found[-1], Skipped)
        assert "get the file again" in found[-1].reason
        assert len(found) in {1, 3}


@pytest.mark.parametrize(
    "content",
    [b"", b"Kyiv", packed_page(b"Kyiv"), b"\x1f\x8bKyiv", packed_page(packed_page(b"WARC/1.0\r\n\r\n"))],
)
def test_what_is_no_archive_is_named(tmp_path: Path, content: bytes) -> None:
    assert (
        "get the file again" in (why := reason(tmp_path / "a.warc.gz", content)) or "is no WARC file" in why
    )


# --- all --------------------------------------------------------------------------------------------


def test_standard_input_is_never_held_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MAX_BYTES", 60)
    lines = "".join(f'{{"id": "{n}", "text": "A."}}\n' for n in range(100))
    assert len([p for p in read(["-"], stdin=io.BytesIO(lines.encode())) if isinstance(p, Page)]) == 100


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("https://www.example.org/news/storm-shadow.html?id=1", "example-org-storm-shadow-html"),
        ("https://example.org/", "example-org"),
        ("http://[::1/x", "page"),
        ("", "page"),
        ("https://example.org/%D0%9A%D0%B8%D1%97%D0%B2/", "example-org"),
        ("https://example.org/" + "x" * 500, "example-org-" + "x" * 48),
    ],
)
def test_an_address_gives_the_beginning_of_an_id(address: str, made: str) -> None:
    assert slug(address) == made
