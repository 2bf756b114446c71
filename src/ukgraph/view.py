"""A build as one page to look at: open the file, click an edge, read the sentence behind it.

pyvis holds the nodes, edges and options, and its vis-network draws them; the template is ours, because pyvis'
own asks other hosts for styles and runs markup that stands in labels. Nothing here touches the disk but for
reading the parts of the page that ship with ukgraph and pyvis; the caller writes the text.
"""

from __future__ import annotations

import html
import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pyvis.network

from ukgraph import look
from ukgraph.assemble import writable
from ukgraph.choose import Part, choose
from ukgraph.drawing import Drawing, Level, draw
from ukgraph.errors import QueryError
from ukgraph.iris import UKG, UKR
from ukgraph.iris import local_name as local
from ukgraph.layout import Box, Link, Point, positions
from ukgraph.loading import ontology_folder
from ukgraph.pages import data, environment, policy, shipped, trusted
from ukgraph.schema import Schema, load_schema
from ukgraph.store import replace_files
from ukgraph.why import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ukgraph.drawing import Edge, Report

Json = dict[str, Any]
Places = dict[str, Point]

_LIBRARY = Path(pyvis.network.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_SCRIPTS = (
    "data",
    "elements",
    "find",
    "state",
    "backdrop",
    "picture",
    "events",
    "panel",
    "lists",
    "filters",
    "export",
    "start",
)
_FEW = 0.2  # of a column: a table of its different values is shorter than the values themselves
_CLAIM_PULL = 0.5  # what is only claimed should not shape the picture as facts do
MAX_NODES = 400

_OPTIONS: Json = {
    "autoResize": True,
    "nodes": {"borderWidth": 1, "font": {"color": look.INK, "strokeWidth": 3, "strokeColor": look.PAPER}},
    "edges": {
        "smooth": False,
        "width": 1,
        "selectionWidth": 2,
        "hoverWidth": 1,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "font": {"size": 12, "color": look.INK, "strokeWidth": 3, "strokeColor": look.PAPER},
    },
    "interaction": {"hover": True, "multiselect": False, "keyboard": {"enabled": False}},
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a build goes into the page, and what of that is drawn before anybody clicks.

    `focus` is an entity, as `ukgraph why` takes it, that the page opens on with what lies `hops` steps around it;
    `max_nodes` is how many entities are drawn at first, the best connected.
    """

    focus: str | None = None
    hops: int = 1
    max_nodes: int = MAX_NODES
    part: Part = field(default_factory=Part)


class Canvas(pyvis.network.Network):  # type: ignore[misc]  # pyvis ships no types
    """A pyvis network with its reports: add or restyle nodes and edges as with any other, then write it.

    The methods that write take what pyvis' own take, and pass over what has no meaning here.
    """

    def __init__(self, title: str, detail: Json, evidence: Json) -> None:
        """Make an empty network; `detail` is what the page tells of nodes and edges, `evidence` the reports behind them."""
        super().__init__(height="100%", width="100%", directed=True, heading=title, cdn_resources="in_line")
        self.detail = detail
        self.evidence = evidence
        self.options: Json = json.loads(json.dumps(_OPTIONS))
        self.path = "graph.html.j2"
        self.templateEnv = environment()

    def add_node(self, n_id: int | str, label: str | None = None, **options: Any) -> None:  # noqa: ANN401 - whatever vis-network takes
        """Add a node; an id that is already there is left as it is.

        pyvis looks ids up in a list, so that its own method needs a minute for a graph of 20,000.
        """
        if n_id not in self.node_map:
            node = {"id": n_id, "label": str(n_id) if label is None else label, **options}
            self.nodes.append(node)
            self.node_ids.append(n_id)
            self.node_map[n_id] = node

    def add_edge(self, source: int | str, to: int | str, **options: Any) -> None:  # noqa: ANN401 - whatever vis-network takes
        """Add an edge, also beside others that join the same two nodes.

        Raises:
            KeyError: one of its ends is not a node.
        """
        for end in (source, to):
            if end not in self.node_map:
                raise KeyError(end)
        self.edges.append({"id": len(self.edges), "from": source, "to": to, **options})

    def generate_html(self, *_: object, **__: object) -> str:
        """The whole page as text. It is complete in itself and loads nothing."""
        parts = "".join(shipped(f"graph/{name}.js") for name in _SCRIPTS)
        script = f'(() => {{\n"use strict";\n{parts}}})();\n'
        style, library = shipped("graph.css"), _library()
        graph = {"nodes": _columns(self.nodes), "edges": _columns(self.edges), "options": self.options}
        detail = {**self.detail, "things": _columns(self.detail["things"])}
        evidence = {**self.evidence, "reports": _columns(self.evidence["reports"])}
        self.html = self.templateEnv.get_template(self.path).render(
            title=self.heading,
            policy=policy(scripts=(library, script), styles=(style,)),
            graph=data(graph),
            detail=data(detail),
            evidence=data(evidence),
            library=trusted(library),
            script=trusted(script),
            style=trusted(style),
        )
        return str(self.html)

    def write_html(self, name: str, *_: object, **__: object) -> None:
        """Write the page to a file, and nothing beside it."""
        replace_files({Path(name): self.generate_html().encode()})

    def show(self, name: str, *_: object, **__: object) -> None:
        """Write the page to a file; no browser is opened."""
        self.write_html(name)

    def _repr_html_(self) -> str:
        """The page inside a notebook's cell, where it is as closed to the network as in a file."""
        inside = html.escape(self.generate_html(), quote=True)
        return f'<iframe srcdoc="{inside}" title="{html.escape(str(self.heading), quote=True)}" width="100%" height="720" style="border:0"></iframe>'


@dataclass(frozen=True)
class View:
    """One look at a build: what there is to see, and where everything stands.

    Its pages, pictures and places are worked out when they are asked for; the same for the same build.
    """

    title: str
    drawing: Drawing
    schema: Schema
    scope: Scope
    focus: int | None
    earlier: Mapping[str, Point]
    portion: str = ""

    @cached_property
    def canvas(self) -> Canvas:
        """The picture as a pyvis network, to go on with."""
        return canvas(self, self.places)

    @cached_property
    def page(self) -> str:
        """The page, in HTML."""
        return self.canvas.generate_html()

    def _repr_html_(self) -> str:
        """What a notebook shows of it."""
        return self.canvas._repr_html_()

    @cached_property
    def marks(self) -> list[look.Mark]:
        """How large every node is."""
        return look.marks(self.drawing)

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Where every node stands."""
        known = {i: self.earlier[n.name] for i, n in enumerate(self.drawing.nodes) if n.name in self.earlier}
        # Among thousands nobody reads labels before coming nearer, and then the page finds room for them.
        boxes = [m.box if self.whole else Box(m.size + 2, m.size + 2, m.size + 2) for m in self.marks]
        return positions(boxes, _links(self.drawing.edges), known)

    @cached_property
    def opening(self) -> dict[int, Point]:
        """What is drawn first, and where: a part of the whole has places of its own, or it would be dots far apart."""
        if self.whole:
            return {i: self.places[i] for i in self.first}
        number = {node: i for i, node in enumerate(self.first)}
        inside = [e for e in self.drawing.edges if e.start in number and e.end in number]
        links = [(number[a], number[b], w) for a, b, w in _links(inside)]
        places = positions([self.marks[i].box for i in self.first], links)
        return {node: places[i] for node, i in number.items()}

    @property
    def complete(self) -> bool:
        """Whether this is all of a build."""
        return self.scope.part == Part()

    @property
    def whole(self) -> bool:
        """Whether what is drawn first is nearly everything."""
        return self.focus is None and len(self.drawing.nodes) <= 2 * self.scope.max_nodes

    @cached_property
    def first(self) -> list[int]:
        """The nodes that are drawn on opening, the most important first."""
        if self.focus is not None:
            distance = _distances(self.drawing.edges, self.focus, self.scope.hops)
            return sorted(distance, key=lambda i: (distance[i], i))[: self.scope.max_nodes]
        joined = [i for i, n in enumerate(self.drawing.nodes) if n.level is not Level.ALONE]
        return (joined or list(range(len(self.drawing.nodes))))[: self.scope.max_nodes]


def view(
    store: ox.Store,
    *,
    title: str = "ukgraph",
    scope: Scope | None = None,
    schema: Schema | None = None,
    earlier: Mapping[str, Point] | None = None,
    portion: str = "",
) -> View:
    """A look at a build.

    Args:
        store: a build, as `store.load` or `store.fill` gives it.
        title: the heading of its page.
        scope: what of it is shown; by default everything.
        schema: the vocabulary of the build, unless it is the one that ships.
        earlier: the places of nodes in an earlier page, by name, as `showing.read_places` gives them; they are kept as far as
            they fit, so that a reader finds again what is where.
        portion: what the store holds of the build, in words, if that is not everything.

    Raises:
        QueryError: the focus, a frame or a publisher is not in the build, a date is none, or a number is below 1.
    """
    scope = scope or Scope()
    if scope.max_nodes < 1 or scope.hops < 1:
        raise QueryError(f"max_nodes is {scope.max_nodes} and hops is {scope.hops}; each must be at least 1")
    vocabulary = schema or _shipped_schema()
    drawing = choose(draw(store, vocabulary), scope.part, store)
    focus = None if scope.focus is None else _find(store, drawing, scope.focus)
    return View(writable(title), drawing, vocabulary, scope, focus, earlier or {}, portion)


def page(
    store: ox.Store,
    *,
    title: str = "ukgraph",
    scope: Scope | None = None,
    schema: Schema | None = None,
    earlier: Mapping[str, Point] | None = None,
) -> str:
    """The page of a build, in HTML; arguments and errors are those of `view`."""
    return view(store, title=title, scope=scope, schema=schema, earlier=earlier).page


@cache
def _library() -> str:
    return _LIBRARY.read_text(encoding="utf-8")


@cache
def _shipped_schema() -> Schema:
    store = ox.Store()
    store.load(path=str(ontology_folder() / "ukgraph.ttl"), format=ox.RdfFormat.TURTLE)
    return load_schema(store)


def _find(store: ox.Store, drawing: Drawing, text: str) -> int:
    name = local(resolve(store, text).node)
    for i, node in enumerate(drawing.nodes):
        if node.name == name:
            return i
    raise QueryError(
        f'"{text}" is named in this build, but takes part in no frame that is shown, so there is nothing to draw around it'
    )


# What is drawn first, and where ---------------------------------------------------------------------


def _distances(edges: Iterable[Edge], start: int, hops: int) -> dict[int, int]:
    """How many steps it takes along facts; around somebody who has none, along claims."""
    around: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        if edge.fact:
            around[edge.start].add(edge.end)
            around[edge.end].add(edge.start)
    if start not in around:
        for edge in edges:
            if start in (edge.start, edge.end):
                around[start] |= {edge.start, edge.end} - {start}
    distance = {start: 0}
    ring = [start]
    for step in range(1, hops + 1):
        ring = sorted({n for node in ring for n in around[node]} - distance.keys())
        distance |= dict.fromkeys(ring, step)
    return distance


def _links(edges: Iterable[Edge]) -> list[Link]:
    return [(e.start, e.end, max(len(e.reports), 1) * (1.0 if e.fact else _CLAIM_PULL)) for e in edges]


# What pyvis holds -----------------------------------------------------------------------------------


def canvas(view: View, places: Sequence[tuple[int, int]]) -> Canvas:
    """The pyvis network of a view with its nodes in these places."""
    made = Canvas(view.title, _detail(view), _evidence(view.drawing))
    drawing = view.drawing
    made.options["groups"] = {
        kind: _group(kind, view.schema) for kind in sorted({n.kind for n in drawing.nodes})
    }
    for i, (node, mark, (x, y)) in enumerate(zip(drawing.nodes, view.marks, places, strict=True)):
        made.add_node(
            i, look.label(node), group=node.kind, x=x, y=y, size=mark.size, font={"size": mark.font}
        )
    themes = {r: look.theme(r, view.schema) for r in {e.relation for e in drawing.edges}}
    for edge, bend in zip(drawing.edges, look.bends(drawing.edges), strict=True):
        made.add_edge(edge.start, edge.end, **_edge(edge, themes[edge.relation]), **_bend(bend))
    return made


def _group(kind: str, schema: Schema) -> Json:
    shape, colour = look.shape(kind, schema)
    mark = {"background": colour, "border": look.INK}
    return {
        "shape": shape,
        "color": {"background": colour, "border": colour, "highlight": mark, "hover": mark},
    }


def _edge(edge: Edge, theme: str) -> Json:
    stroke = look.stroke(edge, theme)
    # What is usual is left unsaid: in a large graph most of the page is lines.
    return {
        "relation": edge.relation,
        "color": stroke.colour,
        **({"attributed": 1} if edge.attributed else {}),
        **({"factuality": edge.factuality.value} if edge.factuality.value != "Asserted" else {}),
        **({"width": stroke.width} if stroke.width > 1 else {}),
        **({"dashes": list(stroke.dashes)} if stroke.dashes else {}),
        **_arrows(stroke),
    }


def _arrows(stroke: look.Stroke) -> Json:
    # A bar across the middle is how vis-network can cross a line through.
    struck = {"middle": {"enabled": True, "type": "bar"}} if stroke.struck else {}
    plain = {} if stroke.arrow else {"to": {"enabled": False}}
    return {"arrows": {**struck, **plain}} if struck or plain else {}


def _bend(bend: float) -> Json:
    if not bend:
        return {}
    kind = "curvedCW" if bend > 0 else "curvedCCW"
    return {"smooth": {"enabled": True, "type": kind, "roundness": abs(bend)}}


# What the panel tells -------------------------------------------------------------------------------


def _detail(view: View) -> Json:
    """Everything that the page says in words."""
    drawing, schema = view.drawing, view.schema
    relations = sorted({e.relation for e in drawing.edges})
    kinds = sorted({r.kind for r in drawing.reports})
    rules = {s.name: s for s in schema.shortcuts}
    return {
        "base": UKR,
        "vocabulary": UKG,
        "relations": {
            r: {
                "theme": look.theme(r, schema),
                **(
                    {"words": rule.label, "frame": rule.frame, "from": rule.subject, "to": rule.object}
                    if (rule := rules.get(r))
                    else {}
                ),
            }
            for r in relations
        },
        "colours": dict(look.THEMES),
        "frames": {k: look.theme_of_frame(k) for k in kinds},
        "things": [
            _thing(n.name, n.label, n.aliases, n.same_as, n.reports, int(n.level)) for n in drawing.nodes
        ],
        "facts": [int(e.fact) for e in drawing.edges],
        "reports": [e.reports[0] if len(e.reports) == 1 else e.reports for e in drawing.edges],
        "first": [[n] if view.whole else [n, *place] for n, place in view.opening.items()],
        "focus": view.focus,
        "hops": view.scope.hops,
        "part": "; ".join(filter(None, (view.portion, _said(view.scope.part)))),
    }


def _evidence(drawing: Drawing) -> Json:
    """The reports, which the page unpacks when somebody asks for the first of them."""
    return {
        "reports": [_row(r) for r in drawing.reports],
        "quotes": drawing.quotes,
        "sources": [[s.id, s.title, s.publisher, s.issued, s.link] for s in drawing.sources],
    }


def _thing(
    name: str, label: str, aliases: Sequence[str], same: Sequence[str], reports: int, level: int
) -> Json:
    more = {"aliases": aliases} if aliases else {}
    return {
        "name": name,
        "label": label,
        "reports": reports,
        "level": level,
        **more,
        **({"same": same} if same else {}),
    }


def _row(r: Report) -> Json:
    return {
        "name": r.name,
        "kind": r.kind,
        "factuality": r.factuality.value,
        "confidence": r.confidence,
        "date": r.date,
        "quotes": r.quotes,
        "roles": [v for pair in r.roles for v in pair],
        **({"triggers": r.triggers} if any(r.triggers) else {}),
        **({} if r.speaker is None else {"speaker": r.speaker}),
        **({} if r.article is None else {"article": r.article}),
    }


def _said(part: Part) -> str:
    """What a page that holds only a part of a build has to say of itself."""
    dates = f"since {part.since} until {part.until}" if part.since and part.until else ""
    told = (
        dates or (f"since {part.since}" if part.since else f"until {part.until}" if part.until else ""),
        f"frames of the kind {', '.join(part.frames)}" if part.frames else "",
        f"articles published by {', '.join(part.publishers)}" if part.publishers else "",
        "what a question of your own made" if part.construct else "",
    )
    return "; ".join(t for t in told if t)


# The page -------------------------------------------------------------------------------------------


def _columns(rows: Sequence[Json]) -> Json:
    """A table by columns: keys are said once, and so is each value of a column that has but few.

    A column is a list of values, or {"of": different values, "at": which of them}; null stands for no value.
    """
    columns: Json = {}
    for key in dict.fromkeys(k for row in rows for k in row):
        values = [row.get(key) for row in rows]
        places: dict[object, int] = {}
        at = [places.setdefault(_spelt(v), len(places)) for v in values]
        if all(type(v) is int for v in values) or len(places) > _FEW * len(rows):
            columns[key] = values
        else:
            first = {place: i for i, place in reversed(list(enumerate(at)))}
            columns[key] = {"of": [values[first[i]] for i in range(len(places))], "at": at}
    return {"count": len(rows), "columns": columns}


def _spelt(value: object) -> object:
    """What tells a value from others, as JSON does: 1 is not true, and lists and objects go by their text."""
    if value is None or isinstance(value, str):
        return value
    return (
        json.dumps(value, sort_keys=True) if isinstance(value, dict | list | tuple) else (type(value), value)
    )
