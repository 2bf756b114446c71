"""The web is asked politely and within limits, and nothing that it says leads to a machine that only we can reach."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from archives import PROSE, SENTENCES, html, zeros
from ukgraph import fetch, harvest, web
from ukgraph.cli import main
from ukgraph.drafts import Draft, ReadError
from ukgraph.errors import OutputError
from ukgraph.fetch import Visitor
from ukgraph.read import read
from ukgraph.records import Page, Skipped

if TYPE_CHECKING:
    from pathlib import Path

Reply = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]
PAGE = {"Content-Type": "text/html; charset=utf-8"}
FEED = {"Content-Type": "application/rss+xml"}
NOTHING: Reply = (404, {}, b"")


class Site:
    """A web server of this machine, with what it answers, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, str]] = []

    def page(self, path: str, text: str = PROSE) -> str:
        self.replies[path] = (200, PAGE, html(text))
        return self.address + path

    def reply(self, path: str, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> str:
        self.replies[path] = (status, headers or {}, body)
        return self.address + path


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers["User-Agent"]))
            reply = site.replies.get(self.path, NOTHING)
            if not isinstance(reply, tuple):
                reply(self)
                return
            status, headers, body = reply
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(
        f"http{'s' if context else ''}://{'localhost' if context else '127.0.0.1'}:{server.server_port}"
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(name="site")
def a_site() -> Iterator[Site]:
    with serving() as found:
        yield found


def anywhere(_: object) -> bool:
    return True


def visitor(pauses: list[float] | None = None) -> Visitor:
    return Visitor(
        "1.2", may_reach=anywhere, sleep=(pauses if pauses is not None else []).append, clock=lambda: 0.0
    )


def fetched(*addresses: str, most: int = 50) -> list[Draft | Skipped]:
    return list(visitor().fetch(addresses, most))


def reason(address: str) -> str:
    (skip,) = fetched(address)
    assert isinstance(skip, Skipped)
    assert skip.source == address
    assert ": " in skip.reason  # a remedy follows
    return skip.reason


# --- what comes of it -------------------------------------------------------------------------------


def test_a_page_becomes_an_article(site: Site) -> None:
    (draft,) = fetched(site.page("/news/launchers.html"))
    assert isinstance(draft, Draft)
    assert draft.text.endswith(SENTENCES[-1])
    assert draft.name.startswith("127-0-0-1-launchers-html-")
    assert {key: datum.value for key, datum in draft.meta.items()} == {
        "title": "Norway adds two launchers", "publisher": "Example News", "url": f"{site.address}/news/launchers.html",
    }  # fmt: skip
    assert site.asked == [("/robots.txt", "ukgraph/1.2"), ("/news/launchers.html", "ukgraph/1.2")]


def feed(site: Site, *paths: str) -> str:
    items = "".join(
        f"<item><link>{site.address}{path}</link><pubDate>Thu, 02 Mar 2023 10:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return site.reply("/feed", 200, FEED, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())


def test_a_feed_gives_the_pages_that_it_points_to_with_their_days(site: Site) -> None:
    site.page("/a", f"{PROSE} A.")
    site.page("/b", f"{PROSE} B.")
    address = feed(site, "/a", "/gone", "/b", "/a", "/feed", "/c")
    found = fetched(address, address, most=4)
    assert [item.place if isinstance(item, Draft) else item.reason[:11] for item in found] == [
        f"{site.address}/a", "answers 404", f"{site.address}/b", 'is "applica',
        "answers 404",  # of the second visit: what is left
    ]  # fmt: skip
    assert isinstance(found[0], Draft)
    assert found[0].meta["date"].value == "2023-03-02"


def test_redirections_are_followed_and_packed_pages_unpacked(site: Site) -> None:
    site.reply("/old", 301, {"Location": "/older"})
    site.reply("/older", 302, {"Location": f"{site.address}/new#top"})
    site.reply("/new", 200, {**PAGE, "Content-Encoding": "gzip"}, gzip.compress(html(PROSE)))
    (draft,) = fetched(f"{site.address}/old")
    assert isinstance(draft, Draft)
    assert draft.meta["url"].value == f"{site.address}/new#top"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is absent: no certificate can be made")
def test_a_certificate_is_asked_for_the_name_and_not_for_the_number(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(
        [*command, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    ours = ssl.create_default_context(cafile=str(certificate))
    with serving(context) as site:
        address = site.page("/a")
        assert web.ask(address, "test", may_reach=anywhere, context=ours).status == 200
        for wrong, trust in ((address.replace("localhost", "127.0.0.1"), ours), (address, None)):
            with pytest.raises(ReadError, match="CERTIFICATE_VERIFY_FAILED"):
                web.ask(wrong, "test", may_reach=anywhere, context=trust)


# --- politeness -------------------------------------------------------------------------------------


def test_robots_are_obeyed_on_every_site_and_at_every_redirection(site: Site) -> None:
    site.reply(
        "/robots.txt",
        200,
        {},
        b"User-agent: *\nAllow: /\n\nUser-agent: ukgraph\nDisallow: /private/*.html$\nCrawl-delay: 7\n",
    )
    site.page("/private/a.html")
    site.reply("/hop", 301, {"Location": "/private/a.html"})
    for path in ("/private/a.html", "/hop"):
        assert "does not allow it" in reason(site.address + path)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/robots.txt", "/hop"]
    pauses: list[float] = []
    site.page("/a")
    site.page("/b")
    list(visitor(pauses).fetch([f"{site.address}/a", f"{site.address}/b"]))
    assert pauses == [7.0, 7.0]


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)]
)
def test_a_site_that_cannot_tell_its_rules_is_not_visited(site: Site, status: int, allowed: bool) -> None:
    site.reply("/robots.txt", status)
    (found,) = fetched(site.page("/a"))
    assert isinstance(found, Draft) == allowed


def test_between_two_questions_to_one_site_there_is_a_pause(site: Site) -> None:
    pauses: list[float] = []
    list(visitor(pauses).fetch([site.page("/a"), site.page("/b")]))
    assert pauses == [fetch.PAUSE, fetch.PAUSE]


def test_a_site_that_has_enough_is_left_alone(site: Site) -> None:
    site.reply("/a", 429, {"Retry-After": "60"})
    first, second = fetched(f"{site.address}/a", site.page("/b"))
    assert isinstance(first, Skipped)
    assert isinstance(second, Skipped)
    assert "429" in first.reason
    assert "left alone" in second.reason
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_a_site_that_is_not_there_is_asked_once() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        first, second = fetched(f"{address}/a", f"{address}/b")
    assert isinstance(first, Skipped)
    assert isinstance(second, Skipped)
    assert "could not be asked" in first.reason
    assert "left alone" in second.reason


# --- only public machines ---------------------------------------------------------------------------

PRIVATE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",  # noqa: S104
    "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::", "2001:0:a00:1::", "2001:db8::1", "::7f00:1",
)  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_what_is_no_public_address_is_known(number: str) -> None:
    assert not web.is_public(ip_address(number))


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_what_is_a_public_address_is_known(number: str) -> None:
    assert web.is_public(ip_address(number))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0x7f.1",
        "2130706433",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0",
    ],
)
def test_this_machine_is_not_asked_by_any_of_its_names(site: Site, host: str) -> None:
    address = site.page("/a").replace("127.0.0.1", host)
    (skip,) = Visitor("1").fetch([address])
    assert isinstance(skip, Skipped)
    assert "is no public machine" in skip.reason or "there is no machine" in skip.reason
    assert not site.asked


def test_no_redirection_and_no_feed_leads_to_a_private_machine(site: Site) -> None:
    with serving() as inner:
        secret = inner.page("/secret")
        site.reply("/hop", 302, {"Location": secret})
        body = f'<rss version="2.0"><channel><item><link>{secret}</link></item></channel></rss>'.encode()
        site.reply("/feed", 200, FEED, body)
        site.reply("/robots.txt", 404)
        ports = iter([True, True, False] * 2)  # robots, page, and then the machine behind
        found = [
            item
            for path in ("/hop", "/feed")
            for item in Visitor("1", may_reach=lambda _: next(ports), sleep=lambda _: None).fetch(
                [site.address + path]
            )
        ]
        assert all(isinstance(item, Skipped) and "is no public machine" in item.reason for item in found)
        assert len(found) == 2
        assert not inner.asked


def test_a_name_is_looked_up_once_and_that_number_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.address.rpartition(":")[2])
    looked_up: list[str] = []

    def look_up(host: str, *_: object, **__: object) -> list[tuple[Any, ...]]:
        looked_up.append(host)
        if host == "127.0.0.1":  # a number, which `socket.create_connection` asks about too
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        assert looked_up.count(host) == 1, "a second answer may be another"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.page("/a")
    answer = web.ask(f"http://rebind.example:{port}/a", "test", may_reach=anywhere)
    assert answer.status == 200


def test_of_a_name_with_one_private_number_none_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("93.184.215.14", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: numbers)
    with pytest.raises(ReadError, match="is no public machine"):
        web.ask("http://both.example/", "test")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org:70/", "javascript:alert(1)", "//example.org", "", "http://",
        "http:///x", "http://[::1", "http://a:99999/", "http://a..b/", "http://user:word@example.org/", "http://" + "x" * 70 + "/",
        "http://example.org/" + "x" * 3000, "ftp://example.org:80/", "http://example.org/\udcff",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_told(address: str) -> None:
    (skip,) = Visitor("1").fetch([address])
    assert isinstance(skip, Skipped)
    assert (
        "is no web address" in skip.reason
        or "leave it out" in skip.reason
        or "there is no machine" in skip.reason
    )


# --- hostile servers --------------------------------------------------------------------------------


def pour(handler: BaseHTTPRequestHandler, data: bytes, pause: float) -> None:
    """Write the same again and again until whoever asked has gone."""
    try:
        while True:
            handler.wfile.write(data)
            time.sleep(pause)
    except OSError:
        pass


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    pour(handler, b"x" * 100_000, 0)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    pour(handler, b"H", 0.05)


def waiting(handler: BaseHTTPRequestHandler) -> None:
    pour(handler, b"HTTP/1.1 100 Continue\r\n\r\n", 0.01)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n" + html(PROSE)
    )


def many_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000 + b"\r\n")


def long_header(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n")


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (endless, "is longer than 5 MB"),
        (cut_off, "was cut off"),
        (many_headers, "could not be asked"),
        (long_header, "could not be asked"),
        ((200, {**PAGE, "Content-Encoding": "gzip"}, zeros(b"<p>", 1 << 28)), "is longer than 20 MB"),
        ((200, {"Content-Type": "image/png\x1b[31m"}, b"\x89PNG"), 'is "image/png'),
        ((200, PAGE, b""), "no main text"),
        ((200, PAGE, b"\0" * 1000), "is binary"),
        ((200, FEED, b"<rss>"), "is a feed without an entry"),
        ((200, FEED, b"<note>"), "is no RSS or Atom feed"),
        ((301, {"Location": "/a"}, b""), "leads on more than 5 times"),
        ((301, {"Location": "http://[::1"}, b""), "leads on to no address"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "is no web address"),
        ((302, {}, b""), "answers 302"),
        ((200, {**PAGE, "Content-Length": "99999999999"}, html(PROSE)), "was cut off"),
    ],
)
def test_a_hostile_server_costs_its_page_and_nothing_else(site: Site, reply: Reply, why: str) -> None:
    site.replies["/a"] = reply
    assert why in reason(f"{site.address}/a")


@pytest.mark.parametrize("reply", [dripping, waiting])
def test_however_slowly_an_answer_drips_it_has_its_time(site: Site, reply: Reply) -> None:
    site.replies["/a"] = reply
    with pytest.raises(ReadError, match="did not answer within 1 seconds"):
        web.ask(f"{site.address}/a", "test", may_reach=anywhere, seconds=0.6)


@pytest.mark.parametrize("rules", [b"\xff\xfe\0", b"Disallow: /" + b"*a" * 100_000, b"User-agent: *\nDisallow: /" + b"*a" * 100_000, b"User-agent: *\nCrawl-delay: nan\n", b"User-agent: *\nCrawl-delay: -1e999", b"x" * 600_000])  # fmt: skip
def test_hostile_rules_allow_what_they_do_not_forbid(site: Site, rules: bytes) -> None:
    site.reply("/robots.txt", 200, {}, rules)
    (found,) = fetched(site.page("/a"))
    assert isinstance(found, Draft)


# --- the command ------------------------------------------------------------------------------------


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["fetch", *args])
    return result.exit_code, result.output


def test_the_command_adds_to_a_file_that_build_reads(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        fetch, "Visitor", lambda version: Visitor(version, may_reach=anywhere, sleep=lambda _: None)
    )
    site.page("/a", f"{PROSE} A.")
    site.page("/b", f"{PROSE} B.")
    assert run(f"{site.address}/a", "-o", str(tmp_path))[0] == 0
    once = (tmp_path / harvest.FILE_NAME).read_bytes()
    status, said = run(f"{site.address}/a", "-o", str(tmp_path / harvest.FILE_NAME))
    assert (status, (tmp_path / harvest.FILE_NAME).read_bytes()) == (0, once)
    assert "1 article, 0 of them new" in said
    assert run(feed(site, "/a", "/b"), "-o", str(tmp_path))[0] == 0
    pages = [item for item in read([str(tmp_path)]) if isinstance(item, Page)]
    assert sorted(p.url or "" for p in pages) == [f"{site.address}/a", f"{site.address}/b"]
    status, said = run(f"{site.address}/gone", "-o", str(tmp_path))
    assert status == 1
    assert "answers 404" in said


def test_half_a_character_in_a_file_of_articles_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "a", "text": "Kyiv \\ud800"}\n')
    assert harvest.keep(file, [Draft("x", "b", "Oslo", {})]) == 1
    assert [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()] == [
        "Kyiv \ufffd",
        "Oslo",
    ]


def test_a_file_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    for content in ("Kyiv thanked Oslo.", json.dumps(["x"]), json.dumps({"text": "no id"})):
        (tmp_path / "a.jsonl").write_text(content)
        status, said = run("http://example.org/", "-o", str(tmp_path / "a.jsonl"))
        assert status == 2
        assert "a.jsonl:1 holds no article" in said
        assert (tmp_path / "a.jsonl").read_text() == content
        with pytest.raises(OutputError):
            harvest.keep(tmp_path / "a.jsonl", [])
