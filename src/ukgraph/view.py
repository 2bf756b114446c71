"""A build as one page to look at: open the file, click an edge, read the sentence behind it.

pyvis holds the nodes, edges and options, and its vis-network draws them; the template is ours, because pyvis'
own asks other hosts for styles and runs markup that stands in labels. Nothing here touches the disk but for
reading the parts of the page that ship with ukgraph and pyvis; the caller writes the text.
"""

from __future__ import annotations

import hashlib
import json
import math
import textwrap
from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pyvis.network
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ukgraph.assemble import writable
from ukgraph.drawing import Drawing, Edge, Level, Node, Report, draw
from ukgraph.errors import QueryError
from ukgraph.iris import UKG, UKR
from ukgraph.iris import local_name as local
from ukgraph.knowledge import ontology_folder
from ukgraph.layout import Box, Link, positions
from ukgraph.records import Factuality
from ukgraph.schema import Schema, load_schema
from ukgraph.store import replace_files
from ukgraph.why import resolve, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Json = dict[str, Any]

_TEMPLATES = Path(__file__).parent / "templates"
_LIBRARY = Path(pyvis.network.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
# Inside a script element only these can end it or start a comment; the last two end a line in old engines.
_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})

# Colours by Okabe and Ito, which the colour-blind tell apart; the shape says the same once more.
_FAMILIES: Mapping[str, tuple[str, str]] = {
    "Country": ("square", "#0072B2"),
    "Person": ("dot", "#E69F00"),
    "Organization": ("diamond", "#009E73"),
    "Place": ("triangle", "#CC79A7"),
    "WeaponSystem": ("triangleDown", "#D55E00"),
    "Initiative": ("star", "#56B4E9"),
    "Document": ("hexagon", "#B8A500"),
}
_OTHER_FAMILY = ("dot", "#8A8A8A")

_SUPPORT, _FORCE, _WORDS, _STANDING = "support", "force", "words", "standing"
_THEMES: Mapping[str, str] = {
    _SUPPORT: "#2B7BBA",
    _FORCE: "#D55E00",
    _WORDS: "#8E63B0",
    _STANDING: "#7F8790",
}
_THEME_OF: Mapping[str, str] = {
    **dict.fromkeys(("AidDelivery", "AidPledge", "AidRequest", "Authorization", "Training"), _SUPPORT),
    **dict.fromkeys(("Procurement", "Production", "Endorsement"), _SUPPORT),
    **dict.fromkeys(("Attack", "Invasion", "Threat", "Deployment", "Interception", "Capture"), _FORCE),
    **dict.fromkeys(("Withdrawal", "Sanction", "Condemnation", "AidRefusal"), _FORCE),
    **dict.fromkeys(("Meeting", "Visit", "Talks", "Statement", "Agreement", "Ceasefire", "Exchange"), _WORDS),
}

# How sure a line looks. Whose word it is shows in long dashes, what is yet to come in dots.
_DASHES: Mapping[tuple[bool, Factuality], Sequence[int]] = {
    (False, Factuality.PLANNED): (2, 5),
    (True, Factuality.ASSERTED): (10, 6),
    (True, Factuality.PLANNED): (10, 5, 2, 5),
    (True, Factuality.POSSIBLE): (10, 6),
    (True, Factuality.NEGATED): (10, 6),
}
_OPACITY: Mapping[Factuality, str] = {
    Factuality.POSSIBLE: "66",
    Factuality.NEGATED: "b3",
}  # the alpha of #rrggbbaa

_LINE = 18  # characters of a label before it goes on in a second line
_TOOLTIP = 160
_LEGIBLE = 7  # labels that would be smaller on the screen wait until one comes nearer
_LABEL_COLOUR, _PAPER = "#1b1f24", "#ffffff"
_CLAIM_PULL = 0.5  # what is only claimed should not shape the picture as facts do

_OPTIONS: Json = {
    "autoResize": True,
    "nodes": {
        "borderWidth": 1.5,
        "scaling": {"label": {"drawThreshold": _LEGIBLE}},
        "font": {"color": _LABEL_COLOUR, "strokeWidth": 3, "strokeColor": _PAPER},
    },
    "edges": {
        "smooth": False,
        "width": 1,
        "selectionWidth": 2,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "font": {"size": 12, "color": _LABEL_COLOUR, "strokeWidth": 3, "strokeColor": _PAPER},
    },
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "multiselect": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is drawn before anybody clicks."""

    focus: int | None
    hops: int
    max_nodes: int


@dataclass(frozen=True, slots=True)
class Measure:
    """How large a node and its label are drawn, and the room that they take."""

    size: int
    font: int
    box: Box


class Canvas(pyvis.network.Network):  # type: ignore[misc]  # pyvis ships no types
    """A pyvis network with its reports: add or restyle nodes and edges as with any other, then write it.

    The methods that write take what pyvis' own take, and pass over what has no meaning here.
    """

    def __init__(self, title: str, detail: Json) -> None:
        """Make an empty network; `detail` is what the page tells of nodes and edges beyond drawing them."""
        super().__init__(height="100%", width="100%", directed=True, heading=title, cdn_resources="in_line")
        self.detail = detail
        self.options: Json = json.loads(json.dumps(_OPTIONS))
        self.path = "graph.html.j2"
        self.templateEnv = _environment()

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
        script, style, library = (
            _shipped(_TEMPLATES / "graph.js"),
            _shipped(_TEMPLATES / "graph.css"),
            _shipped(_LIBRARY),
        )
        graph = {"nodes": self.nodes, "edges": self.edges, "options": self.options}
        self.html = self.templateEnv.get_template(self.path).render(
            title=self.heading,
            policy=_policy(scripts=(library, script), styles=(style,)),
            data=_json({"graph": graph, "detail": self.detail}),
            # These three ship with ukgraph and pyvis, and the page's policy names their fingerprints.
            library=Markup(library),  # noqa: S704
            script=Markup(script),  # noqa: S704
            style=Markup(style),  # noqa: S704
        )
        return str(self.html)

    def write_html(self, name: str, *_: object, **__: object) -> None:
        """Write the page to a file, and nothing beside it."""
        replace_files({Path(name): self.generate_html().encode()})

    def show(self, name: str, *_: object, **__: object) -> None:
        """Write the page to a file; no browser is opened."""
        self.write_html(name)


def page(
    store: ox.Store,
    *,
    title: str,
    focus: str | None = None,
    hops: int = 1,
    max_nodes: int = 400,
    schema: Schema | None = None,
) -> str:
    """The page of a build, in HTML; the same for the same build.

    Args:
        store: a build, as `store.load` or `store.fill` gives it.
        title: its heading.
        focus: an entity, as `ukgraph why` takes it, that the page opens on with what lies around it.
        hops: how many steps around `focus` are drawn at first.
        max_nodes: how many entities are drawn at first, the best connected; all others are in the page too.
        schema: the vocabulary of the build, unless it is the one that ships.

    Raises:
        QueryError: the focus is not in the build, or a number is below 1.
    """
    return network(
        store, title=title, focus=focus, hops=hops, max_nodes=max_nodes, schema=schema
    ).generate_html()


def network(
    store: ox.Store,
    *,
    title: str = "ukgraph",
    focus: str | None = None,
    hops: int = 1,
    max_nodes: int = 400,
    schema: Schema | None = None,
) -> Canvas:
    """The picture as a pyvis network, to go on with; arguments and errors are those of `page`."""
    if max_nodes < 1 or hops < 1:
        raise QueryError(f"max_nodes is {max_nodes} and hops is {hops}; each must be at least 1")
    drawing = draw(store, schema or _shipped_schema())
    scope = Scope(None if focus is None else _find(store, drawing, focus), hops, max_nodes)
    return _canvas(drawing, schema or _shipped_schema(), writable(title), scope)


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
        f'"{text}" is named in this build, but takes part in no frame, so there is nothing to draw around it'
    )


# What is drawn first, and where ---------------------------------------------------------------------


def _first(drawing: Drawing, scope: Scope) -> list[int]:
    """The nodes that are drawn on opening, the most important first."""
    if scope.focus is not None:
        distance = _distances(drawing.edges, scope.focus, scope.hops)
        return sorted(distance, key=lambda i: (distance[i], i))[: scope.max_nodes]
    lowest = min((n.level for n in drawing.nodes), default=Level.JOINED)
    return [i for i, n in enumerate(drawing.nodes) if n.level == lowest][: scope.max_nodes]


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


def _opening(
    drawing: Drawing, scope: Scope, boxes: Sequence[Box]
) -> tuple[list[tuple[int, int]], list[list[int]]]:
    """A place for every node, and what is drawn first; that has places of its own if it is but a part.

    In the picture of the whole, a part of it would be dots far from each other.
    """
    everywhere = positions(boxes, _links(drawing.edges))
    first = _first(drawing, scope)
    if scope.focus is None and len(boxes) <= 2 * scope.max_nodes:
        return everywhere, [[i] for i in first]
    # Those that only claims join are one switch away and need their places as well.
    claimed = [i for i, n in enumerate(drawing.nodes) if n.level == Level.CLAIMED and i not in set(first)]
    part = [*first, *(claimed if scope.focus is None else [])[: scope.max_nodes]]
    number = {node: i for i, node in enumerate(part)}
    inside = [e for e in drawing.edges if e.start in number and e.end in number]
    links = [(number[a], number[b], w) for a, b, w in _links(inside)]
    places = positions([boxes[i] for i in part], links)
    return everywhere, [[node, *places[i], *([1] if i >= len(first) else [])] for node, i in number.items()]


def _links(edges: Iterable[Edge]) -> list[Link]:
    return [(e.start, e.end, len(e.reports) * (1.0 if e.fact else _CLAIM_PULL)) for e in edges]


# How it looks ---------------------------------------------------------------------------------------


def _canvas(drawing: Drawing, schema: Schema, title: str, scope: Scope) -> Canvas:
    most = max((node.reports for node in drawing.nodes), default=0)
    measures = [_measure(node, max(most, 1)) for node in drawing.nodes]
    places, first = _opening(drawing, scope, [m.box for m in measures])
    canvas = Canvas(
        title, {**_detail(drawing, schema), "first": first, "focus": scope.focus, "hops": scope.hops}
    )
    canvas.options["groups"] = {
        kind: _group(kind, schema) for kind in sorted({n.kind for n in drawing.nodes})
    }
    for i, (node, measure, (x, y)) in enumerate(zip(drawing.nodes, measures, places, strict=True)):
        look = {"size": measure.size, "font": {"size": measure.font}}
        canvas.add_node(i, _label(node), group=node.kind, title=_tooltip(node), x=x, y=y, **look)
    bends = _bends(drawing.edges)
    for edge, bend in zip(drawing.edges, bends, strict=True):
        canvas.add_edge(edge.start, edge.end, **_edge(edge, drawing, schema), **bend)
    return canvas


def _group(kind: str, schema: Schema) -> Json:
    shape, colour = next((_FAMILIES[k] for k in schema.lineage(kind) if k in _FAMILIES), _OTHER_FAMILY)
    mark = {"background": colour, "border": _LABEL_COLOUR}
    return {
        "shape": shape,
        "color": {"background": colour, "border": colour, "highlight": mark, "hover": mark},
    }


def _measure(node: Node, most: int) -> Measure:
    """How large a node is beside the one with most reports, so that a few names are legible at first sight."""
    share = math.log(1 + node.reports) / math.log(1 + most)
    font = round(12 + 24 * share**2)
    size = round(7 + 29 * share**1.5)
    lines = _label(node).split("\n")
    # A letter is about half as wide as it is high.
    side = max(size, 0.27 * font * max(map(len, lines))) + 6
    return Measure(size, font, Box(side, size + 4, size + 1.15 * font * len(lines) + 6))


def _label(node: Node) -> str:
    """The label in at most two lines; the panel has it whole."""
    lines = textwrap.wrap(node.label, _LINE, max_lines=2, placeholder="…") or [node.name]
    return "\n".join(lines)


def _tooltip(node: Node) -> str:
    return f"{textwrap.shorten(node.label, _TOOLTIP, placeholder='…')} · {words(node.kind)} · {_reports(node.reports)}"


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} reports"


def _edge(edge: Edge, drawing: Drawing, schema: Schema) -> Json:
    frames = {s.name: s.frame for s in schema.shortcuts}
    colour = _THEMES[_THEME_OF.get(frames.get(edge.relation, ""), _STANDING)]
    dashes = _DASHES.get((edge.attributed, edge.factuality))
    width = round(min(1 + math.log2(len(edge.reports)), 6), 1)
    # What is usual is left unsaid: in a large graph most of the page is lines.
    return {
        "relation": edge.relation,
        "title": _edge_tooltip(edge, drawing),
        "color": colour + _OPACITY.get(edge.factuality, ""),
        **({"attributed": 1} if edge.attributed else {}),
        **({"factuality": edge.factuality.value} if edge.factuality is not Factuality.ASSERTED else {}),
        **({"width": width} if width > 1 else {}),
        **({"dashes": list(dashes)} if dashes else {}),
        **_arrows(edge),
    }


def _arrows(edge: Edge) -> Json:
    # A bar across the middle is how vis-network can cross a line through.
    struck = {"middle": {"enabled": True, "type": "bar"}} if edge.factuality is Factuality.NEGATED else {}
    plain = {"to": {"enabled": False}} if edge.symmetric else {}
    return {"arrows": {**struck, **plain}} if struck or plain else {}


def _edge_tooltip(edge: Edge, drawing: Drawing) -> str:
    start, end = (
        textwrap.shorten(drawing.nodes[i].label, 60, placeholder="…") for i in (edge.start, edge.end)
    )
    how = "" if edge.factuality is Factuality.ASSERTED else f" · {edge.factuality.value.lower()}"
    said = sorted({_speaker(drawing.reports[i], drawing) for i in edge.reports}) if edge.attributed else []
    told = f" · says {', '.join(said[:3])}{' and others' if len(said) > 3 else ''}" if said else ""
    return f"{start} {words(edge.relation)} {end}{how}{told} · {_reports(len(edge.reports))}"


def _speaker(report: Report, drawing: Drawing) -> str:
    who = drawing.nodes[report.speaker].label if isinstance(report.speaker, int) else report.speaker or ""
    return textwrap.shorten(who, 60, placeholder="…")


def _bends(edges: Sequence[Edge]) -> list[Json]:
    """How far each edge swings out, so that several between the same two nodes can be told apart."""
    between: dict[tuple[int, int], int] = defaultdict(int)
    for edge in edges:
        between[min(edge.start, edge.end), max(edge.start, edge.end)] += 1
    met: dict[tuple[int, int], int] = defaultdict(int)
    bends: list[Json] = []
    for edge in edges:
        pair = min(edge.start, edge.end), max(edge.start, edge.end)
        bends.append(_bend(met[pair], forth=edge.start < edge.end) if between[pair] > 1 else {})
        met[pair] += 1
    return bends


def _bend(place: int, *, forth: bool) -> Json:
    if place == 0:
        return {}
    clockwise = (place % 2 == 1) == forth
    roundness = round(min(0.14 * ((place + 1) // 2), 0.7), 2)
    return {
        "smooth": {"enabled": True, "type": "curvedCW" if clockwise else "curvedCCW", "roundness": roundness}
    }


# What the panel tells -------------------------------------------------------------------------------


def _detail(drawing: Drawing, schema: Schema) -> Json:
    """Everything that the page says in words, in rows without keys: the page is read by its own script only."""
    frames = {s.name: s.frame for s in schema.shortcuts}
    relations = sorted({e.relation for e in drawing.edges})
    return {
        "base": UKR,
        "vocabulary": UKG,
        "words": {s.name: s.label for s in schema.shortcuts if s.name in relations},
        "themes": {r: _THEME_OF.get(frames.get(r, ""), _STANDING) for r in relations},
        "colours": dict(_THEMES),
        "nodes": [[n.name, n.label, n.aliases, n.same_as, n.reports, int(n.level)] for n in drawing.nodes],
        "edges": [[int(e.fact), *e.reports] for e in drawing.edges],
        "reports": [_row(r) for r in drawing.reports],
        "quotes": drawing.quotes,
        "sources": [[s.id, s.title, s.publisher, s.issued, s.link] for s in drawing.sources],
    }


def _row(r: Report) -> list[object]:
    return [r.name, r.kind, r.factuality.value, r.speaker, r.confidence, r.date, r.article, r.quotes, r.roles]


# The page -------------------------------------------------------------------------------------------


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _shipped(path: Path) -> str:
    """A part of the page that ships; line ends as a browser sees them, or the fingerprint would not fit."""
    return path.read_text(encoding="utf-8")


def _json(data: Json) -> Markup:
    """Data that can stand in a script element whatever it says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing that means anything to an HTML parser is left


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Nothing may be loaded, and nothing may run but the parts with these fingerprints."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_fingerprint, scripts))}; style-src {' '.join(map(_fingerprint, styles))}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _fingerprint(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
