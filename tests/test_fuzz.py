"""Whatever is fed to what reads from outside, it answers or names the trouble; `make fuzz` tries far more than `make test`.

A text is not made of random letters, which every reader refuses at once, but of pieces that mean something to it. What is
found becomes a row of `hostile_inputs.py` or a test of its own.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from archives import PROSE, archive, html, response
from graph_cases import store_of
from parses import shipped
from question_cases import readings
from ukgraph import feeds, fetch, harvest, query, read
from ukgraph.assemble import assemble
from ukgraph.clean import clean
from ukgraph.drafts import Draft, ReadError, scalar_values
from ukgraph.encodings import declared_charset, decode
from ukgraph.errors import InputError, KnowledgeError, OutputError, QueryError
from ukgraph.headlines import recaser
from ukgraph.lexicon import parse_pattern
from ukgraph.loading import ontology_folder
from ukgraph.parse import Parser
from ukgraph.pipeline import read_article
from ukgraph.records import Page, Skipped
from ukgraph.reprints import find_reprints, is_reprint, sketch

FEED = f"<rss version='2.0'><channel><title>N</title><item><title>T</title><description>{PROSE}</description><link>http://x.org/a</link><pubDate>Thu, 02 Mar 2023 10:00:00 GMT</pubDate></item></channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><updated>2023-03-02T00:00:00Z</updated><content type='xhtml'><div>{PROSE}</div></content></entry></feed>"
SHEET = f'id,text,date,url\n1,"{PROSE}",2023-03-02,https://x.org/a\n2,Short,,\n'
FRONT = f"---\nid: a\ntitle: 'T'\ndate: 2023-03-02\nurl: https://x.org\npublisher: P\n---\n{PROSE}\n"
LINES = "".join(json.dumps({"id": str(n), "text": PROSE, "date": "2023-03-02"}) + "\n" for n in range(3))
WARC = archive(
    [response("http://x.org/a", html(PROSE)), response("http://x.org/b", html(PROSE))], packed=False
)
PACKED = archive([response("http://x.org/a", html(PROSE))])
SEEDS = {
    "a.txt": [PROSE.encode(), FRONT.encode(), FRONT.encode("utf-16"), PROSE.encode("cp1252")],
    "a.md": [FRONT.encode()],
    "a.html": [html(PROSE), html(PROSE).replace(b"utf-8", b"koi8-r")],
    "a.json": [LINES.splitlines()[0].encode(), f"[{','.join(LINES.splitlines())}]".encode()],
    "a.jsonl": [LINES.encode()],
    "a.csv": [SHEET.encode(), SHEET.replace(",", ";").encode()],
    "a.tsv": [SHEET.replace(",", "\t").encode("utf-16")],
    "a.xml": [FEED.encode(), ATOM.encode()],
    "a.warc": [WARC],
    "a.warc.gz": [PACKED],
    "manifest.csv": [b"file,date,title\nz.txt,2023,T\n"],
    "manifest.jsonl": [b'{"file": "z.txt", "date": "2023"}\n'],
}  # fmt: skip
PIECES = (
    b"---\n", b": ", b"[", b"]", b"{", b"}", b'"', b"'", b"\\u", b"\\ud800", b"\n", b"\r", b"\0", b",", b";", b"\t", b"<", b">", b"</", b"<!--", b"-->",
    b"&amp;", b"&#0;", b"&#xD800;", b"<![CDATA[", b"]]>", b"<?xml version='1.0' encoding='x'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xc3", b"\xe2\x80", b"\x1f\x8b", b"WARC/1.0\r\n", b"HTTP/1.1 200 OK\r\n", b"Content-Length: ", b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n", b"charset=", b"idna", b"punycode", b"unicode_escape", b"9" * 30, b"-1", b"1e999", b"NaN", b"null", b"true", b"!!python/object:x ", b"&a ",
    b"*a", b"? ", b"| ", b"%", b"\\", b"lang=", b"<html ", b"<script>", b"<base href=//x>", b"<meta ", b"2023-13-45", b"../", b"x" * 300,
)  # fmt: skip
TEXTS = (
    "Germany ", "Ukraine ", "Moscow ", "Lloyd Austin ", "the minister ", "NATO ", "tanks ", "ATACMS ", "delivered ", "denied ", "said ", "that ", "to ", "of ", "will ",
    "$1.5 billion ", "31 ", "²", "½", "٣", "Ⅻ", "5,000", "1.", ".5", "e9", "-", "–", "F-16s ", "on Tuesday ", "May ", "2022-02-31 ", "31 February 2022 ", "in 99999 ", "ago ",
    "two hundred and ", "half a ", "dozens of ", "25th ", "first ", "Q3 ", "a week earlier ", ". ", "? ", "! ", ", ", "; ", ": ", "\n", "\n\n", "- ", "# ", "“", "”", '"', "«",
    "»", "‘", "'s ", "(", ")", "[", "](http://x) ", "<b>", "</p>", "<script>", "&lt;", "&nbsp;", "\u200b", "\u202e", "\u00ad", "\ufeff", "\u0301", "İ", "ß", "ﬁ", "Ａ", "𝔘",
    "\ud83d", "\U000e0041", "\x00", "\x1b", "\u2028", "Q: ", "Zelenskyy: ", "he ", "it ", "both countries ", "Photo: ", "Read more: ", "Share this ", "U.S. ", "Mr. ", "\t",
)  # fmt: skip

bits = st.one_of(st.sampled_from(PIECES), st.binary(max_size=8))
words = st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=5)), max_size=60).map("".join)


@st.composite
def mutated(draw: st.DrawFn, seed: bytes) -> bytes:
    """A good input with a few things put in, taken out, doubled or moved."""
    data = seed
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 0, 1, 4, 30, 300))))
        middle = draw(st.one_of(bits, st.just(data[start:end] * 2)))
        data = data[:start] + middle + data[end:]
    return data


@cache
def parser() -> Parser:
    return Parser()


def page_of(text: str, published: str | None = "2023-03-02") -> Page:
    return Page("a", "a.txt", text[:30] or None, text, "P", published, None, "0" * 64)


# --- readers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(SEEDS))
@given(data=st.data())
def test_a_reader_gives_pages_and_reasons(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("fuzz", numbered=True)
    content = data.draw(st.sampled_from(SEEDS[name]).flatmap(mutated))
    (folder / name).write_bytes(content)
    (folder / "z.txt").write_text("Kyiv thanked Oslo.")
    for item in read.read([str(folder)]):
        assert isinstance(item, Page | Skipped)
        json.dumps(str(item)).encode()
        if isinstance(item, Page):
            item.raw.encode()
            assert read.safe_id(item.id) == item.id
        else:
            assert item.reason.isprintable()
            assert item.source.isprintable()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


@given(data=st.binary(max_size=3000))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    with suppress(ReadError):
        decode(data, "x", declared_charset(data)).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("content", [FEED, ATOM])
@given(data=st.data())
def test_a_feed_has_addresses_or_trouble(content: str, data: st.DataObject) -> None:
    with suppress(ReadError):
        for address in feeds.pages("x", data.draw(mutated(content.encode()))):
            assert address.lower().startswith(("http://", "https://"))


# --- cleaning and reading ---------------------------------------------------------------------------


@given(text=words)
def test_a_text_is_cleaned_once_and_for_all(text: str) -> None:
    with suppress(InputError):
        article, _ = clean(page_of(scalar_values(text)))
        again, _ = clean(page_of(article.text))
        assert again.text == article.text


@given(
    text=words, published=st.sampled_from((None, "2023", "2023-03", "2023-03-02", "0001-01-01", "9999-12-31"))
)
def test_a_text_is_read_and_every_quotation_stands_in_it(text: str, published: str | None) -> None:
    knowledge, gazetteer = shipped()
    try:
        article, _ = clean(page_of(scalar_values(text), published))
    except InputError:
        return
    parsed = parser().parse(article.text, recaser(article.text, gazetteer), gazetteer.phrases)
    for sentence in parsed:
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert all(article.text[t.start : t.end] == t.text for t in sentence.tokens)
    reading = read_article(article, parsed, knowledge, gazetteer).reading
    assert all(article.text[e.start : e.end] == e.quote for f in reading.frames for e in f.evidence)
    assemble([reading], knowledge, knowledge.schema)


@given(
    texts=st.lists(
        st.one_of(words, st.just(PROSE * 2), st.sampled_from(TEXTS).map(lambda t: PROSE * 2 + t)), max_size=5
    )
)
def test_a_reprint_has_an_original_that_is_none(texts: list[str]) -> None:
    named = {str(n): text for n, text in enumerate(texts)}
    sketches = [s for name, text in named.items() if (s := sketch(name, None, text))]
    found = find_reprints(sketches, named.__getitem__)
    assert not found.keys() & set(found.values())
    assert all(is_reprint(named[a], named[b]) for a, b in found.items())


# --- knowledge and questions ------------------------------------------------------------------------

SLOTS = ("donor", "recipient!", "item", ":", " ", "subject", "object", "obl", "to", "from|in", "[agent]", "[", "]", "!", "(", ")", "+", "*", "|", "?", ">", "nmod:of", "prep", ",")  # fmt: skip


@given(text=st.lists(st.one_of(st.sampled_from(SLOTS), st.text(max_size=3)), max_size=10).map("".join))
def test_a_pattern_of_the_lexicon_is_one_or_is_named(text: str) -> None:
    with suppress(KnowledgeError):
        parse_pattern(text, "lexicon.ttl", {"agent": frozenset({"Person"})})


QUERIES = query.read_queries(ontology_folder() / "queries")
VALUES = ('"', "\\", "'", "}", "{", "$by", "?x", "ukr:", "ukg:Frame", "<http://x>", "\n", "#", ". ?s ?p ?o", "UNION", "SERVICE <http://127.0.0.1>", "1e5", "1e999999999", "-0", "2022-01-01", "Arland", "^^xsd:date", "@en", "\u2028", "%s")  # fmt: skip


@pytest.mark.parametrize(
    "name", ["pledges", "attacks", "reprints", "dossier", "edge", "aid-by-month", "claim-ledger"]
)
@given(value=st.lists(st.one_of(st.sampled_from(VALUES), st.text(max_size=6)), max_size=6).map("".join))
def test_the_value_of_a_parameter_is_a_value(name: str, value: str) -> None:
    question = QUERIES[name]
    with suppress(QueryError):
        terms = query.arguments(question, dict.fromkeys((p.name for p in question.parameters), value))
        query.run(store_of(*readings()[:1]), question.sparql, terms)


# --- the web ----------------------------------------------------------------------------------------

PARTS = ("http://", "https://", "HTTP:", "//", "/", "..", "@", ":", "80", "99999", "[", "]", "::1", "127.0.0.1", "x.invalid", "%", "%00", "%2e", "?", "#", "\\", " ", "\t", "\n", "é", "ß", "\u202e", "xn--", ".", "\ud800", "a" * 70)  # fmt: skip
addresses = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=3)), max_size=8).map("".join)


@given(address=addresses)
def test_no_address_leads_to_a_machine_that_may_not_be_reached(address: str) -> None:
    (found,) = fetch.Visitor("1", may_reach=lambda _: False, sleep=lambda _: None).fetch([address])
    assert isinstance(found, Skipped)


@given(text=st.lists(st.one_of(st.sampled_from(("User-agent: *\n", "Disallow: ", "Allow: ", "/", "*", "$", "Crawl-delay: ", "nan", "1e999", "-1", "\n", "Sitemap:")), st.text(max_size=5)), max_size=20).map("".join), address=addresses)  # fmt: skip
def test_any_rules_allow_or_forbid(text: str, address: str) -> None:
    rules = Protego.parse(scalar_values(text))
    assert isinstance(rules.can_fetch(f"http://x.org/{scalar_values(address)}", fetch.NAME), bool)
    assert (
        0
        <= min(max(fetch.PAUSE, rules.crawl_delay(fetch.NAME) or 0.0), fetch.LONGEST_PAUSE)
        <= fetch.LONGEST_PAUSE
    )


@given(data=mutated(LINES.encode()))
def test_a_file_of_fetched_articles_is_kept_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("kept", numbered=True) / "fetched.jsonl"
    file.write_bytes(data)
    with suppress(OutputError):
        harvest.keep(file, [Draft("x", "new", "text", {})])
        assert harvest.keep(file, [Draft("x", "new", "text", {})]) == 0
    file.unlink()
    file.parent.rmdir()
