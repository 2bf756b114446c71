"""The frames of a build as records again: what the exports, the timeline and the comparison of builds work on.

A frame comes back as it was assembled, but for what the graph does not keep: whether an entity is of the catalogue,
and the text of the article around the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph.iris import DCTERMS, RDF, RDFS, SKOS, local_name, ukg
from ukgraph.records import Date, Entity, Evidence, Factuality, Filler, Frame, Quantity, TriggerWord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ukgraph.records import Value
    from ukgraph.schema import Schema

_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_BROADER = ox.NamedNode(SKOS + "broader")
_GENERIC = "Generic"
_READ_AS = ukg("readAs")
_ANYWHERE = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Source:
    """An article as the graph describes it; None where it does not."""

    id: str
    title: str | None
    publisher: str | None
    issued: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A frame with the article that tells it, and the frame by which the happening goes if several tell it."""

    frame: Frame
    source: Source
    happening: str

    @property
    def date(self) -> str | None:
        """When it happened, if the text says so."""
        return next(
            (f.value.iso for f in self.frame.fillers if f.role == "date" and isinstance(f.value, Date)), None
        )

    @property
    def when(self) -> str:
        """When it happened, or else when it was reported; empty if neither is known."""
        return self.date or self.source.issued or ""

    def values(self, role: str) -> list[Value]:
        """What fills a role, in the order of the graph."""
        return [f.value for f in self.frame.fillers if f.role == role]

    def entities(self, role: str) -> list[Entity]:
        """The entities that fill a role."""
        return [v for v in self.values(role) if isinstance(v, Entity)]


def recall(store: ox.Store, schema: Schema) -> Iterator[Told]:
    """Every frame of a build, by class, article and id."""
    memory = _Memory(store, schema)
    for kind in sorted(schema.frames):
        nodes = {q.subject for q in store.quads_for_pattern(None, _TYPE, ukg(kind), _ANYWHERE)}
        told = [memory.told(node, kind) for node in nodes if isinstance(node, ox.NamedNode)]
        yield from sorted(told, key=lambda t: (t.source.id, t.frame.id))


class _Memory:
    """Asks the default graph of a store, and remembers entities and articles."""

    def __init__(self, store: ox.Store, schema: Schema) -> None:
        self.store = store
        self.schema = schema
        self.entity: Callable[[ox.NamedNode], Entity] = cache(self._entity)
        self.source: Callable[[ox.NamedNode], Source] = cache(self._source)

    def told(self, node: ox.NamedNode, kind: str) -> Told:
        said = self._said(node)
        evidence = sorted(
            (self._evidence(e) for e in said.get("evidence", ()) if isinstance(e, ox.NamedNode)),
            key=lambda pair: (pair[1].start, pair[1].quote),
        )
        source = evidence[0][0] if evidence else Source("", None, None, None, None)
        fillers = tuple(
            filler
            for role in self.schema.frames[kind].roles
            for value in said.get(role, ())
            if (filler := self._filler(role, value)) is not None
        )
        speaker = next(
            (self.entity(s) for s in said.get("attributedTo", ()) if isinstance(s, ox.NamedNode)), None
        )
        name = local_name(node).removeprefix("frame-")
        same = next(
            (
                local_name(s).removeprefix("frame-")
                for s in said.get("sameEventAs", ())
                if isinstance(s, ox.NamedNode)
            ),
            name,
        )
        frame = Frame(
            name,
            kind,
            source.id,
            fillers,
            Factuality(_one(said, "factuality", Factuality.POSSIBLE)),
            speaker,
            Decimal(_one(said, "confidence", "0")),
            tuple(e for _, e in evidence),
            self._triggers(node),
        )
        return Told(frame, source, same)

    def _said(self, node: ox.NamedNode) -> dict[str, list[ox.NamedNode | ox.Literal]]:
        """What the graph says of a node, by the local names of properties; values are sorted."""
        found: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for quad in self.store.quads_for_pattern(node, None, None, _ANYWHERE):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(local_name(quad.predicate), []).append(quad.object)
        for values in found.values():
            values.sort(key=str)
        return found

    def _filler(self, role: str, value: ox.NamedNode | ox.Literal) -> Filler | None:
        match self.schema.roles[role].kind, value:
            case "entity", ox.NamedNode():
                is_frame = not self._label(value) and bool(self._said(value).get("factuality"))
                return Filler(
                    role, local_name(value).removeprefix("frame-") if is_frame else self.entity(value)
                )
            case "quantity", ox.NamedNode():
                return Filler(role, self._quantity(value))
            case "date", ox.Literal():
                return Filler(role, Date(value.value))
            case "text", ox.Literal():
                return Filler(role, value.value)
            case _:
                return None

    def _quantity(self, node: ox.NamedNode) -> Quantity:
        said = self._said(node)
        of = next((local_name(o) for o in said.get("of", ()) if isinstance(o, ox.NamedNode)), None)
        return Quantity(
            Decimal(_one(said, "value", "0")), _one(said, "unit", ""), _one(said, "modifier", "") or None, of
        )

    def _evidence(self, node: ox.NamedNode) -> tuple[Source, Evidence]:
        said = self._said(node)
        source = next(
            (self.source(a) for a in said.get("inArticle", ()) if isinstance(a, ox.NamedNode)),
            Source("", None, None, None, None),
        )
        return source, Evidence(
            source.id, int(_one(said, "start", "0")), int(_one(said, "end", "0")), _one(said, "quote", "")
        )

    def _triggers(self, frame: ox.NamedNode) -> tuple[TriggerWord, ...]:
        found = [self._said(q.subject) for q in self.store.quads_for_pattern(None, _READ_AS, frame, _ANYWHERE)
                 if isinstance(q.subject, ox.NamedNode)]  # fmt: skip
        words = [TriggerWord(int(_one(said, "start", "0")), _one(said, "word", "")) for said in found]
        return tuple(sorted(words, key=lambda word: (word.start, word.text)))

    def _source(self, node: ox.NamedNode) -> Source:
        said = self._said(node)

        def maybe(name: str) -> str | None:
            return _one(said, DCTERMS + name, "") or None

        return Source(
            maybe("identifier") or local_name(node),
            maybe("title"),
            maybe("publisher"),
            maybe("issued"),
            maybe("source"),
        )

    def _entity(self, node: ox.NamedNode) -> Entity:
        classes = {
            local_name(q.object)
            for q in self.store.quads_for_pattern(node, _TYPE, None, _ANYWHERE)
            if isinstance(q.object, ox.NamedNode)
        }
        # A weapon class is also a weapon system: the narrower class is what it is.
        kind = max(sorted(classes), key=lambda c: len(self.schema.lineage(c)), default="")
        broader = next(
            (
                local_name(q.object)
                for q in self.store.quads_for_pattern(node, _BROADER, None, _ANYWHERE)
                if isinstance(q.object, ox.NamedNode)
            ),
            None,
        )
        generic = bool(kind) and self.schema.is_a(kind, _GENERIC)
        return Entity(
            local_name(node),
            self._label(node) or local_name(node),
            kind,
            known=True,
            broader=broader,
            generic=generic,
        )

    def _label(self, node: ox.NamedNode) -> str:
        return min(
            (
                q.object.value
                for q in self.store.quads_for_pattern(node, _LABEL, None, _ANYWHERE)
                if isinstance(q.object, ox.Literal)
            ),
            default="",
        )


def _one(said: dict[str, list[ox.NamedNode | ox.Literal]], name: str, default: str) -> str:
    values = said.get(name)
    if not values:
        return default
    return local_name(values[0]) if isinstance(values[0], ox.NamedNode) else values[0].value
