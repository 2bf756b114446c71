"""Why something stands in a graph: the accounts behind an edge or an entity, each with its sentences.

Everything is asked of the store in SPARQL. An account that makes an edge is kept apart from what somebody
only claims, denies or plans, because that is the difference a reader asks for.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph import query
from ukgraph.errors import QueryError
from ukgraph.iris import UKR, local_name, slug, ukg, ukr
from ukgraph.records import Factuality

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NAMES = """
SELECT DISTINCT ?node ?label ?class ?name WHERE {
  ?node rdfs:label ?label ; a ?class ; rdfs:label|skos:altLabel ?name .
  FILTER(?class != ukg:WeaponSystem || NOT EXISTS { ?node a ukg:WeaponClass })
}"""

# Both ends may be the same entity: then these are all the accounts that it has a part in.
_TOGETHER = "?frame ukg:factuality ?factuality ; ?one $a ; ?two $b ."
_ACCOUNTS = f"""
SELECT DISTINCT ?frame ?class ?factuality ?speaker WHERE {{
  {_TOGETHER} ?frame a ?class .
  OPTIONAL {{ ?frame ukg:attributedTo/rdfs:label ?speaker }}
}}"""
_ROLES = f"""
SELECT DISTINCT ?frame ?role ?filler ?label ?value ?unit ?modifier WHERE {{
  {_TOGETHER} ?frame ?role ?filler .
  FILTER(?role NOT IN (rdf:type, ukg:factuality, ukg:attributedTo, ukg:confidence, ukg:evidence, ukg:sameEventAs))
  OPTIONAL {{ ?filler rdfs:label ?label }}
  OPTIONAL {{ ?filler ukg:value ?value ; ukg:unit ?unit . OPTIONAL {{ ?filler ukg:modifier ?modifier }} }}
}}"""
_SOURCES = f"""
SELECT DISTINCT ?frame ?quote ?start ?article ?publisher ?issued WHERE {{
  {_TOGETHER} ?frame ukg:evidence ?evidence .
  ?evidence ukg:quote ?quote ; ukg:start ?start ; ukg:inArticle ?in .
  ?in dcterms:identifier ?article .
  OPTIONAL {{ ?in dcterms:publisher ?publisher }}
  OPTIONAL {{ ?in dcterms:issued ?issued }}
}}"""
_REPRINTS = """
SELECT DISTINCT ?article ?printer WHERE {
  ?copy ukg:reprintOf ?in ; dcterms:identifier ?name . ?in dcterms:identifier ?article .
  OPTIONAL { ?copy dcterms:publisher ?publisher }
  BIND(COALESCE(?publisher, ?name) AS ?printer)
} ORDER BY ?printer"""
# A frame's graph holds its shortcuts and nothing else, so whatever connects the two there is an edge.
_EDGES_BETWEEN = """
SELECT DISTINCT ?frame ?start ?relation ?end WHERE {
  { GRAPH ?frame { $a ?relation $b } BIND($a AS ?s) BIND($b AS ?e) }
  UNION { GRAPH ?frame { $b ?relation $a } BIND($b AS ?s) BIND($a AS ?e) }
  ?frame ukg:factuality ?factuality . ?s rdfs:label ?start . ?e rdfs:label ?end .
}"""
_EDGES_AT = """
SELECT DISTINCT ?frame ?start ?relation ?end WHERE {
  { GRAPH ?frame { $a ?relation ?e } BIND($a AS ?s) }
  UNION { GRAPH ?frame { ?s ?relation $a } BIND($a AS ?e) }
  ?frame ukg:factuality ?factuality . ?s rdfs:label ?start . ?e rdfs:label ?end .
}"""
_FEW = 5  # names offered on a miss: more than these nobody reads


class Standing(StrEnum):
    """What an account is worth, in the order in which it is shown."""

    EDGE = "edge"  # it makes an edge of the graph
    TOLD = "told"  # the article tells it as a fact, but no shortcut connects these two
    CLAIMED = "claimed"  # somebody says so, not the article
    DENIED = "denied"  # it is said not to be so
    PLANNED = "planned"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Name:
    """An entity of the build as it was found by one of its names."""

    node: ox.NamedNode
    label: str
    kind: str

    def __str__(self) -> str:
        """The label with what tells it from others of this label."""
        return f"{self.label} ({self.kind}, ukr:{local_name(self.node)})"


@dataclass(frozen=True, slots=True)
class Edge:
    """One shortcut by the labels of its ends."""

    start: str
    relation: str
    end: str


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence with where it stands, and who printed it too; publisher and date are None where nobody gave them."""

    quote: str
    article: str
    publisher: str | None
    issued: str | None
    reprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One frame as a reader sees it. `speaker` is None where the article says it in its own voice."""

    frame: str
    kind: str
    standing: Standing
    factuality: Factuality
    speaker: str | None
    edges: tuple[Edge, ...]
    roles: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


# Names ----------------------------------------------------------------------------------------------


def resolve(store: ox.Store, text: str) -> Name:
    """The one entity of the build that is called so, whatever the case and the accents.

    A preferred label is worth more than an alias, and the spelling as it stands more than a similar one.

    Raises:
        QueryError: nothing is called so (offers near names), or several things are (lists them).
    """
    found_rows = query.run(store, _NAMES, {}).rows
    rows = sorted(
        (
            (Name(_node(n), _text(label), local_name(_node(c))), _text(name))
            for n, label, c, name in found_rows
        ),
        key=str,
    )
    if text.startswith("ukr:"):
        found = {
            n
            for n, _ in rows
            if n.node == ukr(slug(text.removeprefix("ukr:")))
            or n.node.value == UKR + text.removeprefix("ukr:")
        }
    else:
        found = _best(rows, text)
    if not found:
        raise QueryError(f'nothing in this build is called "{text}"{_near(text, rows)}')
    if len(found) > 1:
        listed = "\n  ".join(sorted(map(str, found)))
        raise QueryError(f'"{text}" may be each of these; give one as ukr:…\n  {listed}')
    return found.pop()


def _best(rows: Sequence[tuple[Name, str]], text: str) -> set[Name]:
    wanted = slug(text)
    similar = [(node, name) for node, name in rows if slug(name) == wanted]
    for fits in (
        lambda node, name: name == text == node.label,
        lambda _, name: name == text,
        lambda node, name: name == node.label,
        lambda _node, _name: True,
    ):
        found = {node for node, name in similar if fits(node, name)}
        if found:
            return found
    return set()


def _near(text: str, rows: Iterable[tuple[Name, str]]) -> str:
    """Names that hold the words looked for come before those that are only spelled alike."""
    wanted = slug(text.removeprefix("ukr:"))
    names: dict[str, str] = {slug(name): node.label for node, name in rows}
    holding = [n for n in sorted(names) if set(wanted.split("-")) <= set(n.split("-"))]
    alike = difflib.get_close_matches(wanted, sorted(names), n=_FEW, cutoff=0.6)
    labels = list(dict.fromkeys(names[n] for n in (*holding, *alike)))[:_FEW]
    return f"; did you mean {' or '.join(labels)}?" if labels else "; see what there is: ukgraph view"


# Accounts -------------------------------------------------------------------------------------------


def between(store: ox.Store, a: Name, b: Name) -> tuple[Account, ...]:
    """Every account in which both have a part, as fillers of roles or as the speaker."""
    return _accounts(store, a, b, _EDGES_BETWEEN)


def of(store: ox.Store, entity: Name) -> tuple[Account, ...]:
    """Every account in which the entity has a part."""
    return _accounts(store, entity, entity, _EDGES_AT)


def _accounts(store: ox.Store, a: Name, b: Name, edge_query: str) -> tuple[Account, ...]:
    ends = {"a": a.node, "b": b.node}
    edges = _edges(store, edge_query, ends if "$b" in edge_query else {"a": a.node}, a.label)
    roles = _roles(store, ends)
    sources = _sources(store, ends)
    found = []
    for frame, kind, factuality, speaker in query.run(store, _ACCOUNTS, ends).rows:
        name, how, who = local_name(_node(frame)), Factuality(local_name(_node(factuality))), _maybe(speaker)
        mine = edges.get(name, ())
        found.append(Account(
            name, local_name(_node(kind)), _standing(how, who, mine), how, who, mine, roles.get(name, ()), sources.get(name, ()),
        ))  # fmt: skip
    return tuple(sorted(found, key=_order))


def _standing(factuality: Factuality, speaker: str | None, edges: Sequence[Edge]) -> Standing:
    if edges:
        return Standing.EDGE
    if speaker is not None:
        return Standing.CLAIMED
    return {
        Factuality.ASSERTED: Standing.TOLD,
        Factuality.NEGATED: Standing.DENIED,
        Factuality.PLANNED: Standing.PLANNED,
        Factuality.POSSIBLE: Standing.POSSIBLE,
    }[factuality]


def _order(account: Account) -> tuple[object, ...]:
    """By worth, then what is said, then when: undated articles come last."""
    first = account.sources[0] if account.sources else None
    return (
        list(Standing).index(account.standing), account.speaker or "", [(e.relation, e.start, e.end) for e in account.edges[:1]],
        account.kind, (first and first.issued) or "9999", first.article if first else "", account.frame,
    )  # fmt: skip


def _edges(
    store: ox.Store, text: str, ends: Mapping[str, query.Term], first: str
) -> dict[str, tuple[Edge, ...]]:
    found: dict[str, set[Edge]] = defaultdict(set)
    for frame, start, relation, end in query.run(store, text, ends).rows:
        found[local_name(_node(frame))].add(
            Edge(_text(start), words(local_name(_node(relation))), _text(end))
        )
    return {
        frame: tuple(sorted(_drawn_once(edges, first), key=lambda e: (e.relation, e.start, e.end)))
        for frame, edges in found.items()
    }


def _drawn_once(edges: set[Edge], first: str) -> Iterable[Edge]:
    """An edge that holds both ways is shown from the entity that was asked for."""
    return (e for e in edges if e.start == first or Edge(e.end, e.relation, e.start) not in edges)


def _roles(store: ox.Store, ends: Mapping[str, query.Term]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for frame, role, filler, label, value, unit, modifier in query.run(store, _ROLES, ends).rows:
        shown = _maybe(label) or (
            quantity(_text(value), _text(unit), _maybe(modifier)) if value is not None else _text(filler)
        )
        found[local_name(_node(frame))].add((words(local_name(_node(role))), shown))
    return {frame: tuple(sorted(roles)) for frame, roles in found.items()}


def _sources(store: ox.Store, ends: Mapping[str, query.Term]) -> dict[str, tuple[Source, ...]]:
    printers: dict[str, list[str]] = defaultdict(list)
    for article, printer in query.run(store, _REPRINTS, {}).rows:
        printers[_text(article)].append(_text(printer))
    found: dict[str, list[tuple[int, Source]]] = defaultdict(list)
    for frame, quote, start, article, publisher, issued in query.run(store, _SOURCES, ends).rows:
        also = tuple(printers.get(_text(article), ()))
        source = Source(_text(quote), _text(article), _maybe(publisher), _maybe(issued), also)
        found[local_name(_node(frame))].append((int(_text(start)), source))
    return {
        frame: tuple(s for _, s in sorted(items, key=lambda x: (x[0], x[1].quote)))
        for frame, items in found.items()
    }


# Words ----------------------------------------------------------------------------------------------


def words(name: str) -> str:
    """The words of a camel-case name: "pledgedAidTo" is "pledged aid to"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def quantity(value: str, unit: str, modifier: str | None) -> str:
    """A quantity as one says it: "about 3,700,000,000 USD"."""
    whole, point, rest = value.partition(".")
    grouped = f"{int(whole):,}{point}{rest}"
    return " ".join(part for part in (words(modifier) if modifier else "", grouped, unit) if part)


def _node(term: query.Term | None) -> ox.NamedNode:
    return term if isinstance(term, ox.NamedNode) else ukg("")


def _text(term: query.Term | None) -> str:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else ""


def _maybe(term: query.Term | None) -> str | None:
    return None if term is None else _text(term)
