"""The endpoint keeps to the SPARQL 1.1 Protocol, to its limits, and to itself: a real server, asked by real clients."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, N3, POST, XML, SPARQLWrapper

from graph_cases import FIRST, FIRST_READING, READINGS, build, known
from question_cases import readings
from ukgraph.negotiate import best
from ukgraph.store import write_build

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS, ROWS, BODY = 3.0, 500, 100_000
SELECT = "SELECT ?name { ?c a ukg:Country ; rdfs:label ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?c a ukg:Country } WHERE { ?c a ukg:Country }"
EXPLODES = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
SPARQL_JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server, by its address."""
    out = tmp_path_factory.mktemp("served")
    hostile = dataclasses.replace(
        known("far-away"), id="odd", known=False, label='<img src=x onerror="alert(1)">'
    )
    odd = dataclasses.replace(
        FIRST_READING, article=dataclasses.replace(FIRST, id="odd"), frames=(), mentioned=(hostile,)
    )
    write_build(build(*READINGS, *readings(), odd), out)
    (out / "graph.html").write_text("<!doctype html><title>network</title>")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ukgraph.cli", "serve", "-o", str(out), "--port", str(port), "--time-limit", str(SECONDS), "--row-limit", str(ROWS)]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(address, timeout=5)
            break
        time.sleep(0.1)
    yield address
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as client:
        yield client


def names(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]


# The three query operations -------------------------------------------------------------------------


def test_query_by_get_by_form_and_directly(client: httpx.Client) -> None:
    wanted = ["Arland", "Borland", "Cedonia"]
    direct = {"Content-Type": "application/sparql-query"}
    assert names(client.get("/sparql", params={"query": SELECT})) == wanted
    assert names(client.post("/sparql", data={"query": SELECT})) == wanted
    assert names(client.post("/sparql", content=SELECT, headers=direct)) == wanted
    assert client.get("/sparql", params={"query": SELECT}).headers["content-type"] == SPARQL_JSON


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_graphs_of_a_request_are_those_that_are_asked(client: httpx.Client, way: str) -> None:
    graph = "https://w3id.org/ukgraph/id/article-second"
    query = "SELECT (COUNT(*) AS ?name) { ?a a ukg:Article }"
    match way:
        case "get":
            found = client.get("/sparql", params={"query": query, "default-graph-uri": graph})
        case "form":
            found = client.post("/sparql", data={"query": query, "default-graph-uri": graph})
        case _:
            found = client.post(
                "/sparql",
                params={"default-graph-uri": graph},
                content=query,
                headers={"Content-Type": "application/sparql-query"},
            )
    assert names(found) == ["1"]
    named = "SELECT DISTINCT ?name { GRAPH ?name { ?s ?p ?o } }"
    assert names(client.get("/sparql", params={"query": named, "named-graph-uri": graph})) == [graph]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("*/*", "application/sparql-results+json"),
        ("application/rdf+xml, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/html", "text/html"),
    ],
)
def test_rows_come_as_the_client_likes_best(client: httpx.Client, accept: str, kind: str) -> None:
    for query in (SELECT, "ASK { ?s ?p ?o }"):
        found = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        assert (found.status_code, found.headers["content-type"].partition(";")[0]) == (200, kind)
        assert found.headers["vary"] == "Accept"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib uses what it deprecates
@pytest.mark.parametrize(
    ("accept", "kind", "name"),
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("*/*", "text/turtle", "turtle"),
    ],
)
def test_graphs_come_as_the_client_likes_best(
    client: httpx.Client, accept: str, kind: str, name: str
) -> None:
    found = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": accept})
    assert found.headers["content-type"].partition(";")[0] == kind
    assert len(Graph().parse(data=found.content, format=name)) == 3


# What is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "arguments", "status", "message"),
    [
        ("GET", {"params": {"query": "SELEC ?x"}}, 400, "not SPARQL at line 1"),
        ("POST", {"data": {"query": "SELECT * {\n ?s ?p }"}}, 400, "line 2"),
        ("GET", {"params": [("query", SELECT), ("query", SELECT)]}, 400, "more than one query"),
        ("POST", {"data": {"other": "x"}}, 400, "there is no query"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "read-only"),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "read-only"),
        ("GET", {"params": {"query": "INSERT DATA { ukr:a a ukg:City }"}}, 400, "not SPARQL"),
        ("GET", {"params": {"query": "LOAD <http://127.0.0.1:1/>"}}, 400, "not SPARQL"),
        ("POST", {"content": SELECT, "headers": {"Content-Type": "text/plain"}}, 415, "send application/sparql-query"),
        ("POST", {"content": b"\xff\xfe", "headers": {"Content-Type": "application/sparql-query"}}, 400, "not UTF-8"),
        ("GET", {"params": {"query": SELECT}, "headers": {"Accept": "image/png"}}, 406, "this answer comes as"),
        ("GET", {"params": {"query": SELECT}, "headers": {"Accept": "text/turtle"}}, 406, "this answer comes as"),
        ("POST", {"content": "#" * (BODY + 1), "headers": {"Content-Type": "application/sparql-query"}}, 413, "at most 100,000 bytes"),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 400, "SERVICE is refused"),
        ("GET", {"params": {"query": SELECT, "default-graph-uri": "not an iri"}}, 400, ""),
        ("GET", {"params": {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}}, 500, "more than 500 rows"),
        ("PUT", {}, 405, ""),
        ("DELETE", {}, 405, ""),
    ],
)  # fmt: skip
def test_what_is_not_as_the_protocol_has_it_is_refused(
    client: httpx.Client, method: str, arguments: dict[str, object], status: int, message: str
) -> None:
    found = client.request(method, "/sparql", **arguments)  # type: ignore[arg-type]
    assert found.status_code == status, found.text
    assert message in found.text


def test_from_reads_graphs_of_the_build_and_nothing_else(client: httpx.Client) -> None:
    with socket.socket() as nobody:  # somebody who would be called
        nobody.bind(("127.0.0.1", 0))
        nobody.listen()
        nobody.settimeout(0.5)
        address = f"<http://127.0.0.1:{nobody.getsockname()[1]}/x>"
        query = "SELECT (COUNT(*) AS ?name) FROM $from { ?s ?p ?o }".replace("$from", address)
        assert names(client.get("/sparql", params={"query": query})) == ["0"]
        with pytest.raises(TimeoutError):
            nobody.accept()


def test_another_host_name_is_refused(client: httpx.Client) -> None:
    # A page of the web that has its name point to this machine must not read the build.
    assert client.get("/sparql", headers={"Host": "evil.example"}).status_code == 400


# Limits ---------------------------------------------------------------------------------------------


def test_a_question_that_explodes_ends_and_nobody_else_waits(client: httpx.Client, server: str) -> None:
    ended: dict[str, object] = {}

    def explode() -> None:
        started = time.monotonic()
        found = httpx.get(f"{server}/sparql", params={"query": EXPLODES}, timeout=60)
        ended.update(status=found.status_code, text=found.text, seconds=time.monotonic() - started)

    bomb = threading.Thread(target=explode)
    bomb.start()
    answered = 0
    while bomb.is_alive():
        assert names(client.get("/sparql", params={"query": SELECT})) == ["Arland", "Borland", "Cedonia"]
        answered += 1
    assert ended["status"] == 500
    assert "took longer than 3 seconds and was ended" in str(ended["text"])
    assert answered >= 3
    assert names(client.get("/sparql", params={"query": SELECT})) == ["Arland", "Borland", "Cedonia"]


def test_the_server_outlives_many_of_them(client: httpx.Client, server: str) -> None:
    bombs = [threading.Thread(target=httpx.get, args=(f"{server}/sparql",), kwargs={"params": {"query": EXPLODES}, "timeout": 120}) for _ in range(3)]  # fmt: skip
    for bomb in bombs:
        bomb.start()
    for bomb in bombs:
        bomb.join()
    assert names(client.get("/sparql", params={"query": SELECT})) == ["Arland", "Borland", "Cedonia"]


# A client that others wrote -------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
def test_sparqlwrapper_gets_its_answers(server: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(SELECT)
    for method in ("GET", POST):
        wrapper.setMethod(method)
        wrapper.setReturnFormat(JSON)
        answer: Any = wrapper.queryAndConvert()
        rows = answer["results"]["bindings"]
        assert [row["name"]["value"] for row in rows] == ["Arland", "Borland", "Cedonia"]
    wrapper.setReturnFormat(XML)
    document: Any = wrapper.queryAndConvert()
    assert document.getElementsByTagName("result").length == 3
    wrapper.setReturnFormat(CSV)
    table: Any = wrapper.queryAndConvert()
    assert table.split() == [b"name", b"Arland", b"Borland", b"Cedonia"]
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(N3)
    graph: Any = wrapper.query().convert()
    assert len(Graph().parse(data=graph, format="turtle")) == 3


# The rest of the site -------------------------------------------------------------------------------


def test_the_service_describes_itself(client: httpx.Client) -> None:
    described = Graph().parse(data=client.get("/sparql").content, format="turtle")
    assert described.query("ASK { [] a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query }", initNs={"sd": "http://www.w3.org/ns/sparql-service-description#"}).askAnswer  # fmt: skip
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert "<textarea" in page.text
    assert "/queries/pledges" in page.text


def test_named_questions_are_resources(client: httpx.Client) -> None:
    listed = client.get("/queries").json()
    pledges = next(q for q in listed if q["name"] == "pledges")
    assert [p["name"] for p in pledges["parameters"]] == ["by", "to", "of", "since"]
    rows = client.get(pledges["url"], params={"by": "Arland", "of": "armor"}).json()["results"]["bindings"]
    assert {row["item"]["value"] for row in rows} == {"Lynx 9", "equipment"}
    assert client.get(pledges["url"], params={"by": "Borland"}).json()["results"]["bindings"] == []
    assert client.get("/queries/pledge").status_code == 404
    assert "did you mean pledges" in client.get("/queries/pledge").text
    assert client.get("/queries/pledges", params={"sinse": "2024"}).status_code == 400
    assert "<table>" in client.get("/queries/pledges", headers={"Accept": "text/html"}).text


def test_an_entity_is_a_page_for_people_and_rdf_for_machines(client: httpx.Client) -> None:
    page = client.get("/id/arland", headers={"Accept": "text/html,application/xhtml+xml"})
    assert "<h1><bdi>Arland</bdi></h1>" in page.text
    data = client.get("/id/arland", headers={"Accept": "text/turtle"})
    assert len(Graph().parse(data=data.content, format="turtle")) > 5
    assert data.headers["vary"] == page.headers["vary"] == "Accept"
    assert client.get("/id/nobody").status_code == 404
    assert client.get("/id/arland", headers={"Accept": "image/png"}).status_code == 406


def test_every_link_of_a_page_leads_somewhere(client: httpx.Client) -> None:
    html = {"Accept": "text/html"}
    pages = ["/", "/sparql", "/queries", "/id/arland", "/id/article-first", "/id/lynx-9"]
    links = {
        link for page in pages for link in re.findall(r'href="(/[^"]*)"', client.get(page, headers=html).text)
    }
    assert len(links) > 40
    assert {client.get(link, headers=html).status_code for link in links} == {200}


def test_no_label_is_markup(client: httpx.Client) -> None:
    page = client.get("/id/odd", headers={"Accept": "text/html"})
    assert "<img" not in page.text
    assert "&lt;img" in page.text
    query = "SELECT ?l { ukr:odd rdfs:label ?l } # </textarea><script>alert(1)</script>"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html"}).text
    assert "<img" not in answer
    assert "<script" not in answer
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/id/../../etc/passwd",
        "/id/%2e%2e%2fgraph.ttl",
        "/id/a%00b",
        "/id/a b",
        "/id/%3Cx%3E",
        "/queries/..%2Fpledges",
    ],
)
def test_odd_addresses_lead_nowhere(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_network_and_the_ontology_are_there(client: httpx.Client) -> None:
    assert "network" in client.get("/graph").text
    assert len(Graph().parse(data=client.get("/ontology").content, format="turtle")) > 500
    assert json.loads(client.get("/ontology", headers={"Accept": "application/ld+json"}).content)


# Negotiation ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "a/b"),
        ("*/*", "a/b"),
        ("c/d", "c/d"),
        ("a/b;q=0.1, c/d", "c/d"),
        ("a/b;q=0, */*", "c/d"),
        ("a/*;q=0.9, c/d;q=0.8", "a/b"),
        ("x/y", None),
        ("a/b;q=zero", None),
        ("*/*;q=0", None),
        (",,;", "a/b"),
    ],
)
def test_the_best_type_is_the_one_most_exactly_liked(accept: str, wanted: str | None) -> None:
    assert best(accept, ["a/b", "c/d"]) == (wanted if accept != ",,;" else None)
