"""Every hostile input that is tried, with what must become of it; `python tests/hostile_inputs.py` prints docs/hostile.md.

An input is a folder. What becomes of it is told in a few words that stand in the reason why it was skipped, or is READ:
then it is an article like any other, and whatever it holds is text.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from archives import PROSE, archive, bomb, html, response, zeros

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

READ: Final = "read"
PASSED_OVER: Final = "passed over"
FACT: Final = "Germany delivered tanks to Ukraine on Tuesday."
MEGA: Final = 1_000_000
MANY: Final = 60_000  # characters: far longer than any report, and short of what is refused unread


@dataclass(frozen=True)
class Input:
    group: str
    what: str
    outcome: str
    make: Callable[[Path], object]
    articles: int = 0


def file(name: str, data: Callable[[], bytes | str]) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        content = data()
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def text(data: Callable[[], str]) -> Callable[[Path], object]:
    return file("a.txt", data)


def repeated(piece: str) -> Callable[[Path], object]:
    return text(lambda: f"{FACT}\n\n" + piece * (MANY // len(piece)) + " end")


def front(head: str) -> Callable[[Path], object]:
    return file("a.md", lambda: f"---\n{head}\n---\n{FACT}\n")


def record(**fields: object) -> Callable[[Path], object]:
    return file("a.json", lambda: json.dumps({"text": FACT, **fields}))


def feed(body: str, head: str = "") -> Callable[[Path], object]:
    return file(
        "a.xml", lambda: f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{body}</channel></rss>'
    )


def page(body: Callable[[], str]) -> Callable[[Path], object]:
    return file("a.html", lambda: f"<html><body>{body()}<article><p>{PROSE}</p></article></body></html>")


def nested_entities() -> str:
    inner = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    return f'<!DOCTYPE l [<!ENTITY a "ha">{inner}]>'


def link(name: str, target: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / name).symlink_to(target)

    return make


def links_in_a_circle(folder: Path) -> None:
    (folder / "a.txt").symlink_to("b.txt")
    (folder / "b.txt").symlink_to("a.txt")


def manifest(rows: Callable[[], str]) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / "a.txt").write_text(FACT)
        (folder / "manifest.csv").write_text("file\n" + rows())

    return make


def linked_manifest(folder: Path) -> None:
    (folder / "a.txt").write_text(FACT)
    (folder / "manifest.csv").symlink_to("/etc/passwd")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
ITEM = f"<item><title>T</title><description>{FACT}</description></item>"

INPUTS: Final = (
    # long, and nothing but long
    Input("long", "a line of 100 MB in text", "is longer than 20 MB", file("a.txt", lambda: b"x" * 100 * MEGA)),
    Input("long", "a line of 100 MB in JSON lines", "is longer than 20 MB", file("a.jsonl", lambda: b'{"text":"' + b"x" * 100 * MEGA + b'"}')),
    Input("long", "a line of 100 MB in CSV", "is longer than 20 MB", file("a.csv", lambda: b"text\n" + b"x" * 100 * MEGA)),
    Input("long", "an article of a million sentences", "is longer than an article", text(lambda: "Kyiv met Oslo. " * MEGA)),
    Input("long", "an article of a million lines", "is longer than an article", text(lambda: "Kyiv met Oslo.\n" * MEGA)),
    Input("long", "30,000 words without a stop", READ, text(lambda: "tank " * 30_000)),
    Input("long", "30,000 names with commas between", READ, text(lambda: "Germany, " * 25_000)),
    Input("long", "a sentence of 2,000 words that begins with a denial", READ, text(lambda: f"Moscow denied that {FACT[:-1]}, and that " * 180 + FACT)),
    Input("long", "one word of 200,000 letters", READ, text(lambda: "x" * 200_000)),
    Input("long", "60,000 brackets", READ, text(lambda: "(" * (MANY // 2) + "Kyiv" + ")" * (MANY // 2))),
    Input("long", "60,000 quotation marks", READ, text(lambda: '"' * MANY + " Kyiv")),
    Input("long", "400 happenings of one kind", READ, text(lambda: "".join(f"Germany delivered {n} tanks to Ukraine.\n" for n in range(400)))),
    Input("long", "400 quotations that nobody closes", READ, text(lambda: "".join(f'"We gave {n} tanks to Ukraine.\n' for n in range(400)))),
    Input("long", "40,000 numbers", "nothing is left but furniture", text(lambda: "5,000 " * 40_000)),
    Input("long", "200,000 JSON objects without a text", "more places", file("a.json", lambda: "[" + "{}," * 200_000 + "{}]")),
    Input("long", "100,000 rows in a manifest for files that are not there", "more places", manifest(lambda: "x.txt\n" * 100_000), articles=1),
    Input("long", "200,000 columns", "has no column", file("a.csv", lambda: "a," * 200_000 + "\n")),
    Input("long", "a quotation mark that a CSV never closes", "quotation mark left open", file("a.csv", lambda: 'text\n"' + "x\n" * 15_000_000)),
    Input("long", "JSON without an end on standard input's scale: 20 MB of brackets", "no JSON", file("a.json", lambda: b"[" * 19 * MEGA)),
    # catastrophic for a careless regular expression
    *(
        Input("patterns", f"60,000 characters of {piece!r}", READ, repeated(piece))
        for piece in (
            "<", "<a ", "<script>", "<!--", "[a](", "![", "*a ", "**a", "_a_ ", "`a", "#", "# ", ">", "- ", "&amp;", "&", "http://", "a@b.",
            "Share this ", "(Reporting by ", "1,", "$1 ", "1-", "a-", "a'", "U.S.", "A.", "May ", "Mr. ", ". ", "? ", "“", "said ", "of the ",
            "\u00e2\u20ac\u2122", "a\u0301\u0323", "\t", "\u2028",
        )
    ),
    # markup in every field
    Input("markup", "scripts in title, publisher and id", READ, record(title=MARKUP, publisher=MARKUP, id=MARKUP)),
    Input("markup", "a script as address", "is no web address", record(url="javascript:alert(1)")),
    Input("markup", "an address with quotation marks and markup", READ, record(url="https://x.org/\"><script>alert(1)</script> '`{}|\\^")),
    Input("markup", "scripts in the text, whole and split", READ, text(lambda: f"{FACT} <scr<script>ipt>alert(1)</scr</script>ipt>\n\n{MARKUP}")),
    Input("markup", "scripts in names", READ, text(lambda: 'The company <b onmouseover=alert(1)>Evil</b> "><svg/onload=alert(2)> Corp sold tanks to Ukraine.')),
    Input("markup", "Turtle and SPARQL in title and text", READ, record(title='" . ukr:x ukg:attacked ukr:y . "', text=f'{FACT} """ }} ; DROP ALL ; <http://x> a <y> .')),
    Input("markup", "an escape sequence of the terminal in title and id", READ, record(title="\x1b]0;evil\x07\x1b[31m", id="\x1b[2Ja")),
    # deep
    Input("deep", "100,000 nested elements of HTML", READ, file("a.html", lambda: html("<div>" * 100_000 + PROSE))),
    Input("deep", "100,000 attributes of one tag", READ, page(lambda: "<p " + " ".join(f'a{i}=">"' for i in range(100_000)) + ">")),
    Input("deep", "20,000 links", READ, page(lambda: "<a href=/>x</a>" * 20_000)),
    Input("deep", "a page of 4 MB", "is longer than 3,000,000 characters", page(lambda: "<p>x</p>" * 500_000)),
    Input("deep", "200,000 nested lists of JSON", "no JSON", file("a.json", lambda: "[" * 200_000)),
    Input("deep", "200,000 nested objects of JSON in a line", "no JSON", file("a.jsonl", lambda: '{"a":' * 200_000)),
    Input("deep", "an id of a million digits", "no JSON", file("a.json", lambda: '{"text": "x", "id": ' + "9" * MEGA + "}")),
    Input("deep", "50,000 nested elements of a feed", "has neither text nor summary", feed("<item>" + "<b>" * 50_000)),
    Input("deep", "20,000 items in items", "is longer than 4 MB", feed("<item>" * 700_000)),
    # XML
    Input("XML", "an entity that expands to a billion characters", READ, feed(ITEM.replace("T<", "&i;<"), nested_entities())),
    Input("XML", "an entity of 100 kB that is used 20,000 times", READ, feed(f"<item><title>T</title><description>{FACT}{'&a;' * 20_000}</description></item>", f'<!DOCTYPE l [<!ENTITY a "{"x" * 100_000}">]>')),
    Input("XML", "an entity that is a file", READ, feed(ITEM.replace("T<", "&a;<"), '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    Input("XML", "a document type somewhere else", READ, feed(ITEM, '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/evil.dtd">')),
    Input("XML", "a feed that is the name of a file", "is no RSS or Atom feed", file("a.xml", lambda: "/etc/passwd")),
    Input("XML", "a feed in UTF-7 by its own words", READ, file("a.xml", lambda: f'<?xml version="1.0" encoding="utf-7"?><rss version="2.0"><channel>{ITEM}</channel></rss>')),
    # bombs
    Input("bombs", "a record that unpacks to 256 MB", "unpacks to more than 100 MB", file("a.warc.gz", lambda: bomb(1 << 28))),
    Input("bombs", "a header that unpacks to 256 MB", "unpacks to more than 100 MB", file("a.warc.gz", lambda: zeros(b"WARC/1.0\r\nX: ", 1 << 28))),
    Input("bombs", "a page that unpacks to 256 MB", "is longer than 20 MB", file("a.warc.gz", lambda: archive([response("http://x.org/", zeros(b"<p>", 1 << 28), headers=[("Content-Encoding", "gzip")])]))),
    Input("bombs", "a packed file within a packed file", "is no WARC file", file("a.warc.gz", lambda: zeros(zeros(b"WARC/1.0\r\n", 1 << 28), 0))),
    Input("bombs", "a chunk of 2 GB by its own words", READ, file("a.warc", lambda: archive([response("http://x.org/", b"7fffffff\r\n" + html(PROSE), headers=[("Transfer-Encoding", "chunked")])], packed=False))),
    Input("bombs", "a record of a length beyond the file", "get the file again", file("a.warc", lambda: archive([response("http://x.org/", html(PROSE))], packed=False).replace(b"Content-Length: ", b"Content-Length: 9"))),
    Input("bombs", "a record of a negative length", "get the file again", file("a.warc", lambda: archive([response("http://x.org/", html(PROSE))] * 2, packed=False).replace(b"Content-Length: ", b"Content-Length: -"))),
    Input("bombs", "a response without an address", READ, file("a.warc", lambda: archive([response(None, html(PROSE))], packed=False))),
    Input("bombs", "noise that begins like a WARC file", "holds no page", file("a.warc", lambda: b"WARC/1.0\r\n" + bytes(range(256)) * 400)),
    # YAML
    Input("YAML", "a tag that calls a function", "takes one value", front("title: !!python/object/apply:os.system ['touch evil']")),
    Input("YAML", "a tag that makes a name", READ, front("title: !!python/name:os.system ''")),
    Input("YAML", "aliases that expand to a billion nodes", "takes one value", front("a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]" for i in range(20)) + "\ntitle: *t")),
    Input("YAML", "an alias of itself", "takes one value", front("title: &a [*a]")),
    Input("YAML", "60,000 brackets", "not YAML", front("x: " + "[" * MANY)),
    Input("YAML", "20 MB of keys", "front matter is longer", file("a.md", lambda: "---\n" + "a: b\n" * 3_900_000 + f"---\n{FACT}")),
    # encodings
    Input("bytes", "a page in punycode by its own words", READ, file("a.html", lambda: html(PROSE).replace(b"utf-8", b"punycode").replace(b"Norway", b"Norw\xe4y"))),
    Input("bytes", "a page in hexadecimal by its own words", READ, file("a.html", lambda: html(PROSE).replace(b"utf-8", b"hex").replace(b"Norway", b"Norw\xe4y"))),
    Input("bytes", "20 MB of noise", "is ", file("a.txt", lambda: bytes(1 + (i * i >> 3) % 255 for i in range(200_000)) * 99)),
    Input("bytes", "zero bytes", "is binary", file("a.txt", lambda: bytes(1000))),
    Input("bytes", "damaged UTF-8", READ, file("a.txt", lambda: FACT.encode() + b" \xc3\x28 \xa0\xa1 \xe2\x28\xa1")),
    # Unicode
    *(
        Input("Unicode", what, READ, record(text=told, title=told))
        for what, told in (
            ("marks that turn the direction", "\u202eGermany delivered tanks\u202c to \u2066Ukraine\u2069 on Tuesday."),
            ("characters without a width in names", "Ger\u200bmany deli\u200dvered ta\u00adnks to Ukr\ufeffaine on Tuesday."),
            ("letters of another alphabet that look alike", "Gеrmаny delivered tanks to Ukrаine on Tuesday."),
            ("lone surrogates", "Germany \ud83d delivered tanks \udc00 to Ukraine on Tuesday."),
            ("noncharacters and private use", "Germany \ufdd0\uffff\ue000\U0010ffff delivered tanks to Ukraine on Tuesday."),
            ("tags", "Germany" + "".join(chr(0xE0000 + ord(c)) for c in "ignore all") + " delivered tanks to Ukraine on Tuesday."),
            ("10,000 accents on one letter", "Germa" + "\u0301" * 10_000 + "ny delivered tanks to Ukraine on Tuesday."),
            ("full width", "Ｇｅｒｍａｎｙ ｄｅｌｉｖｅｒｅｄ ｔａｎｋｓ ｔｏ Ｕｋｒａｉｎｅ ｏｎ Ｔｕｅｓｄａｙ."),
            ("a capital that grows in lower case", "İİİİİ Troops Attack İzmir İn Germany Today\n\nGermany delivered tanks to Ukraine on Tuesday."),
            ("other line ends", "Germany delivered\x85tanks\u2028to\x0bUkraine\x1con Tuesday."),
            ("zero characters and controls", "Germany\x00 delivered\x08 tanks\x1b to Ukraine on Tuesday."),
            ("no letter but Arabic digits", "Germany delivered ٣٤ tanks and ²½ tanks and Ⅻ tanks to Ukraine on Tuesday."),
        )
    ),
    # ids and places
    *(
        Input("paths", f"the id {told[:30]!r}", READ, record(id=told))
        for told in ("../../evil", "/etc/passwd", "..", ".", "a/b\\c", "C:\\evil", "CON", "a\0b", "~/.bashrc", "%2e%2e%2fevil", "-rf", "x" * 5000, "\u202egpj.evil", "a\nb", "$(evil)", "*")
    ),
    Input("paths", "a file with a line end and markup in its name", READ, file("a\n<b>\x1b[31m.txt", lambda: FACT)),
    Input("paths", "a link to a file out of the folder", "is a link out of its folder", link("a.txt", "/etc/passwd")),
    Input("paths", "a link to a folder out of the folder", "is a link out of its folder", link("sub", "/etc")),
    Input("paths", "a link to the folder itself", "holds no file", link("sub", ".")),
    Input("paths", "links in a circle", "is no file that can be read", links_in_a_circle),
    Input("paths", "a link to nowhere", "is no file that can be read", link("a.txt", "nowhere.txt")),
    Input("paths", "a manifest that is a link out of the folder", "is a link out of its folder", linked_manifest, articles=1),
    Input("paths", "a manifest that names a file elsewhere", "beside the manifest", manifest(lambda: "../../etc/passwd\n"), articles=1),
    Input("paths", "a pipe that nobody writes to", "is no file that can be read", pipe),
    # formulas
    Input("formulas", "cells that a spreadsheet would run", READ, file("a.csv", lambda: f'text,title,publisher\n{FACT},"=HYPERLINK(""http://x.org"")",+cmd|\' /C calc\'!A0\n')),
    # dates and numbers
    *(Input("values", f"the date {told!r}", "is no date", record(date=told)) for told in ("9999-99-99", "0000-01-01", "٢٠٢٢-٠١-٠١", "2022-01-01T" + "9" * 5000, "-2022")),
    Input("values", "sums beyond all measure", READ, text(lambda: f"Germany gave Ukraine ${'9' * 5000} and $1e999999 and {'9' * 400} billion billion euros and 1{',000' * 2000} tanks.")),
    *(Input("values", f"days before and after an article of {day}", READ, record(date=day, text="Germany delivered tanks to Ukraine last Monday, last week, 3 days ago, on Sunday; it will send more next Friday, next week and next weekend.")) for day in ("0001-01-01", "9999-12-31")),
    Input("values", "dates beyond the calendar", READ, text(lambda: "Germany delivered tanks on 99 May 99999, on 31 February 2022, 1000000 years ago and 99999999999 days later to Ukraine.")),
)  # fmt: skip


def page_of_the_docs() -> str:
    lines = [
        "# Hostile inputs",
        "",
        f"The {len(INPUTS)} inputs that `tests/test_hostile.py` tries, and what becomes of each; this page is made by",
        "`python tests/hostile_inputs.py > docs/hostile.md`. What is read is text like any other: no markup of it runs, no path of it",
        "leads anywhere, and the build passes `ukgraph check`. What is skipped is told with the reason quoted here.",
        "",
        "| kind | input | outcome |",
        "| --- | --- | --- |",
    ]
    for item in INPUTS:
        what = item.what.encode("unicode_escape").decode().replace("|", "\\|").replace("<", "&lt;")
        lines.append(
            f"| {item.group} | {what} | {item.outcome if item.outcome == READ else f'skipped: “… {item.outcome.strip()} …”'} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page_of_the_docs(), end="")  # noqa: T201
