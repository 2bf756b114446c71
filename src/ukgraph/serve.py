"""A build behind HTTP, on this machine: a SPARQL endpoint, named questions, and a page for each entity.

It follows the SPARQL 1.1 Protocol (W3C, 2013) for the query operation, and is read-only: there is no update, no SERVICE, and nothing
is loaded from anywhere. Every question runs under the limits of `workers`. Pages are templates that escape whatever they show; they
carry no script, and say so to the browser.
"""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.routing import Route

from ukgraph import query, results
from ukgraph.errors import QueryError
from ukgraph.iris import PREFIXES, RDF, RDFS, UKG, UKR, local_name, ukr
from ukgraph.negotiate import best
from ukgraph.results import GRAPHS, ROWS
from ukgraph.workers import Answer, Job, Limits, Outcome, Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from starlette.requests import Request

HTML = "text/html"
_JSON = "application/sparql-results+json"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS_NS = "http://www.w3.org/ns/formats/"
_STATUS: Mapping[Outcome, int] = {
    Outcome.ANSWERED: 200,
    Outcome.MALFORMED: 400,
    Outcome.UNACCEPTABLE: 406,
    # The protocol: 500 where a service declines to execute what is well-formed.
    Outcome.TOO_LONG: 500,
    Outcome.TOO_MUCH: 500,
    Outcome.FAILED: 500,
}
_SHOWN = 300  # statements on the page of an entity, each way; the rest is one question away
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_PAGES = Environment(loader=PackageLoader("ukgraph"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True)
class Site:
    """What is served: a graph on disk, its page, the ontology, the named questions, and the limits."""

    store: Path
    page: bytes
    ontology: bytes
    questions: Mapping[str, query.NamedQuery]
    limits: Limits
    workers: int
    body: int
    hosts: tuple[str, ...]
    graph: ox.Store = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Open the graph for the pages, beside the workers."""
        object.__setattr__(self, "graph", ox.Store.read_only(str(self.store)))


def application(site: Site) -> Starlette:
    """The site as an ASGI application; its workers live as long as it does."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.workers = Workers(site.store, site.workers, site.limits)
        await app.state.workers.begin()
        try:
            yield
        finally:
            await app.state.workers.close()

    served = _Served(site)
    return Starlette(
        routes=[
            Route("/", served.home),
            Route("/sparql", served.sparql, methods=["GET", "POST"]),
            Route("/queries", served.questions),
            Route("/queries/{name}", served.question),
            Route("/id/{name:path}", served.entity),
            Route("/graph", served.network),
            Route("/ontology", served.ontology),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(site.hosts))],
        lifespan=lifespan,
    )


class _Refused(Exception):  # noqa: N818  it is an answer, not an error of ours
    """A request that gets a status and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class _Operation:
    """A query operation of the protocol: None as text means that nothing was asked."""

    text: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


class _Served:
    """The answers to requests."""

    def __init__(self, site: Site) -> None:
        self.site = site

    # The protocol -------------------------------------------------------------------------------

    async def sparql(self, request: Request) -> Response:
        """The query operation in its three forms; without a question the description of the service."""
        try:
            operation = await _operation(request, self.site.body)
        except _Refused as refused:
            return _plain(str(refused), refused.status)
        accept = request.headers.get("accept", "")
        if operation.text is None:
            return self._description(request, accept)
        wanted = best(accept, [_JSON, *ROWS, *GRAPHS, HTML])
        if wanted == HTML:
            return await self._answer_page(request, operation)
        job = Job(
            operation.text,
            best(accept, ROWS),
            best(accept, GRAPHS),
            operation.default_graphs,
            operation.named_graphs,
        )
        found = await request.app.state.workers.ask(job)
        return _response(found)

    async def _answer_page(self, request: Request, operation: _Operation) -> Response:
        text = operation.text or ""
        job = Job(text, _JSON, "application/n-triples", operation.default_graphs, operation.named_graphs)
        found: Answer | None = await request.app.state.workers.ask(job)
        if found is None:
            return _response(None)
        shown = _shown(found)
        download = {kind: f"/sparql?{urlencode({'query': text})}" for kind in ("csv", "json")}
        return _html("answer.html.j2", status=_STATUS[found.outcome], text=text, download=download, **shown)

    def _description(self, request: Request, accept: str) -> Response:
        wanted = best(accept, ["text/turtle", HTML, *GRAPHS])
        if wanted == HTML:
            return _html("answer.html.j2", text="", examples=self.site.questions.values())
        if wanted is None:
            return _plain(f"the description comes as {', '.join(GRAPHS)}\n", 406)
        return _graph(list(_service(str(request.url.replace(query="")))), wanted)

    # Named questions ----------------------------------------------------------------------------

    async def questions(self, request: Request) -> Response:
        """The named questions with their parameters."""
        listed = [_question_json(q, str(request.url_for("questions"))) for q in self.site.questions.values()]
        if best(request.headers.get("accept", ""), ["application/json", HTML]) == HTML:
            return _html("questions.html.j2", questions=self.site.questions.values(), show=query.show)
        return Response(json.dumps(listed, ensure_ascii=False, indent=1), media_type="application/json")

    async def question(self, request: Request) -> Response:
        """The answer to a named question; its parameters are those of the address."""
        try:
            question = query.find_query(self.site.questions, request.path_params["name"])
        except QueryError as error:
            return _plain(f"{error}\n", 404)
        try:
            terms = query.arguments(question, dict(request.query_params))
        except QueryError as error:
            return _plain(f"{error}\n", 400)
        operation = _Operation(query.fill_in(question.sparql, terms), (), ())
        accept = request.headers.get("accept", "")
        if best(accept, [_JSON, *ROWS, HTML]) == HTML:
            return await self._answer_page(request, operation)
        return _response(
            await request.app.state.workers.ask(
                Job(operation.text or "", best(accept, ROWS), best(accept, GRAPHS))
            )
        )

    # Pages --------------------------------------------------------------------------------------

    async def home(self, _: Request) -> Response:
        """What there is, and where."""
        counted = {cls: _count(self.site.graph, cls) for cls in ("Article",)}
        return _html(
            "home.html.j2",
            counted=counted,
            triples=_triples(self.site.graph),
            questions=len(self.site.questions),
        )

    async def entity(self, request: Request) -> Response:
        """A node of the graph: a page for people, RDF for machines."""
        name = request.path_params["name"]
        try:
            node = ukr(name)
        except ValueError:
            return _plain("there is no such thing in this build\n", 404)
        says = _statements(self.site.graph, node, None)
        said = _statements(self.site.graph, None, node)
        if not says and not said:
            return _plain("there is no such thing in this build\n", 404)
        wanted = best(request.headers.get("accept", ""), ["text/turtle", HTML, *GRAPHS])
        if wanted is None:
            return _plain(f"a node comes as {HTML}, {', '.join(GRAPHS)}\n", 406)
        if wanted != HTML:
            return _graph([q.triple for q in (*says, *said)], wanted, vary=True)
        graph = self.site.graph
        return _html(
            "entity.html.j2",
            title=_label(graph, node),
            iri=node.value,
            says=[_pair(graph, q.predicate, q.object) for q in says],
            said=[_pair(graph, q.predicate, q.subject) for q in said],
            limit=_SHOWN,
        )

    async def network(self, _: Request) -> Response:
        """The network view of the build; it carries its own policy."""
        return Response(self.site.page, media_type="text/html; charset=utf-8")

    async def ontology(self, request: Request) -> Response:
        """The ontology, in whatever form of RDF; to a browser as plain text."""
        wanted = best(request.headers.get("accept", ""), [*GRAPHS, HTML])
        if wanted == HTML:
            return _plain(self.site.ontology.decode(), 200)
        if wanted is None:
            return _plain(f"the ontology comes as {', '.join(GRAPHS)}\n", 406)
        if wanted == "text/turtle":
            return Response(self.site.ontology, media_type=f"{wanted}; charset=utf-8")
        return _graph([q.triple for q in ox.parse(self.site.ontology, format=ox.RdfFormat.TURTLE)], wanted)


# Requests -------------------------------------------------------------------------------------------


async def _operation(request: Request, most: int) -> _Operation:
    """What is asked, from the address, a form, or the body itself.

    Raises:
        _Refused: it is not as the protocol has it.
    """
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    direct: list[str] = []
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request, most)
        if kind == "application/x-www-form-urlencoded":
            pairs = [*pairs, *parse_qsl(body, keep_blank_values=True)]
        elif kind == "application/sparql-query":
            direct = [body]
        elif kind == "application/sparql-update":
            raise _Refused(403, "this endpoint is read-only: there is no update\n")
        else:
            raise _Refused(415, "send application/sparql-query or application/x-www-form-urlencoded\n")
    if any(name == "update" for name, _ in pairs):
        raise _Refused(403, "this endpoint is read-only: there is no update\n")
    asked = [*direct, *(value for name, value in pairs if name == "query")]
    if len(asked) > 1:
        raise _Refused(400, "there is more than one query\n")
    if request.method == "POST" and not asked:
        raise _Refused(400, "there is no query\n")
    if asked and len(asked[0].encode()) > most:
        raise _Refused(413, f"a question has at most {most:,} bytes\n")
    graphs = {
        name: tuple(v for n, v in pairs if n == name) for name in ("default-graph-uri", "named-graph-uri")
    }
    return _Operation(asked[0] if asked else None, graphs["default-graph-uri"], graphs["named-graph-uri"])


async def _body(request: Request, most: int) -> str:
    """The body as text, and no more of it than is allowed."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > most:
            raise _Refused(413, f"a request has at most {most:,} bytes\n")
    try:
        return read.decode()
    except UnicodeDecodeError as error:
        raise _Refused(400, "the request is not UTF-8\n") from error


# Responses ------------------------------------------------------------------------------------------


def _plain(message: str, status: int) -> Response:
    return Response(message, status, media_type="text/plain; charset=utf-8", headers=_guard())


def _guard() -> dict[str, str]:
    return {"X-Content-Type-Options": "nosniff", "Vary": "Accept"}


def _response(found: Answer | None) -> Response:
    if found is None:
        return _plain("all workers are busy; ask again\n", 503)
    kind = (
        found.media_type
        if found.media_type.startswith("application/") or "charset" in found.media_type
        else f"{found.media_type}; charset=utf-8"
    )
    return Response(found.body, _STATUS[found.outcome], media_type=kind, headers=_guard())


def _graph(triples: list[ox.Triple], media_type: str, *, vary: bool = False) -> Response:
    fmt = GRAPHS[media_type]
    prefixes = {} if fmt == ox.RdfFormat.N_TRIPLES else dict(PREFIXES)
    body = ox.serialize(sorted(set(triples), key=str), format=fmt, prefixes=prefixes) or b""
    return Response(
        body,
        media_type=f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type,
        headers=_guard() if vary else {},
    )


def _html(template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401  what a template shows
    body = _PAGES.get_template(template).render(values)
    return Response(
        body,
        status,
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": _POLICY, **_guard()},
    )


def _service(address: str) -> list[ox.Triple]:
    """The description of the service (SPARQL 1.1 Service Description)."""
    node, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    kind = ox.NamedNode(RDF + "type")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + name)

    formats = (
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "RDF_XML",
        "JSON-LD",
    )
    return [
        ox.Triple(node, kind, sd("Service")),
        ox.Triple(node, sd("endpoint"), ox.NamedNode(address)),
        ox.Triple(node, sd("supportedLanguage"), sd("SPARQL11Query")),
        *(ox.Triple(node, sd("resultFormat"), ox.NamedNode(_FORMATS_NS + name)) for name in formats),
        ox.Triple(node, sd("defaultDataset"), dataset),
        ox.Triple(dataset, kind, sd("Dataset")),
        ox.Triple(dataset, sd("defaultGraph"), default),
        ox.Triple(default, kind, sd("Graph")),
    ]


def _question_json(question: query.NamedQuery, base: str) -> dict[str, object]:
    return {
        "name": question.name,
        "title": question.title,
        "url": f"{base}/{quote(question.name)}",
        "example": question.example,
        "parameters": [
            {"name": p.name, "meaning": p.meaning, "default": query.show(p.default)}
            for p in question.parameters
        ],
        "sparql": question.sparql,
    }


def _shown(found: Answer) -> dict[str, object]:
    """What the page of an answer shows: a table, a yes or no, triples, or a message."""
    if found.outcome is not Outcome.ANSWERED:
        return {"message": found.body.decode()}
    if found.media_type in results.GRAPHS:
        return {"triples": found.body.decode()}
    data = json.loads(found.body)
    if "boolean" in data:
        return {"message": "yes" if data["boolean"] else "no"}
    columns = data["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in columns] for row in data["results"]["bindings"]]
    return {"columns": columns, "rows": rows}


def _cell(term: dict[str, str] | None) -> dict[str, str]:
    if term is None:
        return {"text": "", "link": ""}
    if term["type"] != "uri":
        return {"text": str(term["value"]), "link": ""}
    return {"text": query.show(ox.NamedNode(term["value"])), "link": _link(term["value"])}


def _link(iri: str) -> str:
    """Where a click leads: our own nodes to their pages, the web where it is the web, and else nowhere."""
    if iri.startswith(UKR):
        return "/id/" + quote(iri.removeprefix(UKR))
    return iri if iri.startswith(("https://", "http://")) else ""


# Nodes ----------------------------------------------------------------------------------------------


def _statements(graph: ox.Store, subject: ox.NamedNode | None, value: ox.NamedNode | None) -> list[ox.Quad]:
    found = [
        q
        for _, q in zip(
            range(_SHOWN), graph.quads_for_pattern(subject, None, value, ox.DefaultGraph()), strict=False
        )
    ]
    return sorted(found, key=str)


def _pair(graph: ox.Store, predicate: ox.NamedNode, other: object) -> dict[str, str]:
    name = local_name(predicate) if predicate.value.startswith(UKG) else query.show(predicate)
    if isinstance(other, ox.NamedNode):
        return {"relation": name, "text": _label(graph, other), "link": _link(other.value)}
    return {
        "relation": name,
        "text": other.value if isinstance(other, ox.Literal) else str(other),
        "link": "",
    }


def _label(graph: ox.Store, node: ox.NamedNode) -> str:
    labels = graph.quads_for_pattern(node, ox.NamedNode(RDFS + "label"), None, ox.DefaultGraph())
    return min((q.object.value for q in labels if isinstance(q.object, ox.Literal)), default=query.show(node))


def _count(graph: ox.Store, cls: str) -> int:
    return sum(
        1
        for _ in graph.quads_for_pattern(
            None, ox.NamedNode(RDF + "type"), ox.NamedNode(UKG + cls), ox.DefaultGraph()
        )
    )


def _triples(graph: ox.Store) -> str:
    """How many triples the description of the build counts."""
    found = graph.quads_for_pattern(
        ukr("dataset"), ox.NamedNode("http://rdfs.org/ns/void#triples"), None, ox.DefaultGraph()
    )
    return next((q.object.value for q in found if isinstance(q.object, ox.Literal)), "")
