"""Frames become quads here, and nowhere else is a triple of the graph made.

Everything that an article says stands in the graph named by the article: its frames, their evidence and
quantities, and the entities that it names, each described in full, so that one named graph can be taken out
and read alone. A shortcut stands in a graph named by its frame. Nothing is drawn from a frame that
somebody else claims, or that did not happen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from ukgraph import iris
from ukgraph.errors import InputError, KnowledgeError
from ukgraph.happenings import clue, same_happenings
from ukgraph.iris import ukg, ukr
from ukgraph.records import Date, Entity, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from ukgraph.happenings import Clue
    from ukgraph.records import Article, Evidence, Filler, Frame, Reading, TriggerWord
    from ukgraph.schema import Role, Schema

_TYPE = ox.NamedNode(iris.RDF + "type")
_LABEL = ox.NamedNode(iris.RDFS + "label")
_ALT_LABEL = ox.NamedNode(iris.SKOS + "altLabel")
_BROADER = ox.NamedNode(iris.SKOS + "broader")
_SAME_AS = ox.NamedNode(iris.OWL + "sameAs")
_DATE = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")  # fromisoformat takes more, 20220426 and 2022-W17-2
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_FIRST_DAY = "-01-01"
# The generic kinds of the ontology name nobody in particular, so nothing is known of them that an edge could say.
_GENERIC = "Generic"
# What no XML document can carry, and so no RDF/XML, GraphML or GEXF file. One character for one, so that
# the offsets of a quotation keep their meaning.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_TRIPLE = attrgetter("triple")

_Object = ox.NamedNode | ox.Literal
_Statement = tuple[ox.NamedNode, ox.NamedNode, _Object]


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """What is known of an entity apart from any one text; other entities are named by their ids."""

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    broader: str | None
    part_of: tuple[str, ...]
    origins: tuple[str, ...]


class Catalogue(Protocol):
    """Whoever can describe the entities that are known beforehand."""

    def describe(self, entity_id: str) -> EntityRecord | None:
        """What is known of an entity; None if it is not in the catalogue."""


def assemble(readings: Iterable[Reading], catalogue: Catalogue, schema: Schema) -> list[ox.Quad]:
    """All quads of a build, sorted, so that neither the order of readings nor the machine shows in them.

    Raises:
        KnowledgeError: a frame has a class or role that the schema lacks, or a role holds the wrong kind of value.
        InputError: a date is none.
    """
    everything = tuple(readings)
    assembler = _Assembler(schema, _directory(everything, catalogue))
    told = (quad for reading in everything for quad in assembler.reading(reading))
    return sort_quads(chain(told, same_events(clues(everything, schema), schema)))


def clues(readings: Iterable[Reading], schema: Schema) -> Iterator[Clue]:
    """What each frame tells of its happening, for `same_events`: a few words for each frame."""
    for reading in readings:
        for frame in reading.frames:
            found = clue(frame, reading.article.published, schema)
            if found is not None:
                yield found


def same_events(found: Iterable[Clue], schema: Schema) -> Iterator[ox.Quad]:
    """A link from each frame whose happening an earlier article told to the first that did.

    The links are a graph of their own: an article's graph does not change when another article is added.
    """
    for frame, first in same_happenings(found, schema):
        yield ox.Quad(iris.frame(frame), ukg("sameEventAs"), iris.frame(first), iris.SAME_EVENTS)


def sort_quads(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Different quads by graph, subject, predicate and object: the order in which builds are written."""
    graphs: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(quad)
    # Within a graph the spelling of a quad sorts as that of its triple: what follows an object is a space.
    return [quad for name in sorted(graphs) for quad in sorted(set(graphs[name]), key=str)]


def sort_triples(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Different triples of the quads, whatever their graphs, in the same order."""
    return sorted(set(map(_TRIPLE, quads)), key=str)


# Entities -------------------------------------------------------------------------------------------


def entities_in(reading: Reading) -> Iterator[Entity]:
    """Every entity that occurs in a reading, as often as it does: mentioned, filling a role, or speaking."""
    yield from reading.mentioned
    for frame in reading.frames:
        if frame.attributed_to is not None:
            yield frame.attributed_to
        for filler in frame.fillers:
            if isinstance(filler.value, Entity):
                yield filler.value


def _directory(readings: Iterable[Reading], catalogue: Catalogue) -> dict[str, EntityRecord]:
    """One record for every entity of the build and for whatever contains it, is broader or is its origin."""
    occurrences: dict[str, list[Entity]] = defaultdict(list)
    for reading in readings:
        for entity in entities_in(reading):
            occurrences[entity.id].append(entity)
    records: dict[str, EntityRecord] = {}
    todo = sorted(occurrences)
    while todo:
        entity_id = todo.pop()
        if entity_id in records:
            continue
        record = catalogue.describe(entity_id) or _minted(occurrences[entity_id])
        if record is not None:
            records[entity_id] = record
            todo += _neighbours(record)
    return records


def _neighbours(record: EntityRecord) -> tuple[str, ...]:
    broader = () if record.broader is None else (record.broader,)
    return (*broader, *record.part_of, *record.origins)


def _minted(occurrences: list[Entity]) -> EntityRecord | None:
    """What the texts agree on: the most frequent label, class and broader class of an uncatalogued entity."""
    if not occurrences:
        return None
    entity_id = occurrences[0].id
    if any(e.known for e in occurrences):
        raise KnowledgeError(
            f"ukr:{entity_id} was linked to the catalogue, but the catalogue does not describe it"
        )
    label = _usual(e.label for e in occurrences)
    broader = _usual(e.broader for e in occurrences if e.broader is not None)
    return EntityRecord(
        entity_id, label or entity_id, _usual(e.kind for e in occurrences) or "", (), (), broader, (), ()
    )


def _usual(values: Iterable[str]) -> str | None:
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None


# Values ---------------------------------------------------------------------------------------------


def writable(text: str) -> str:
    """The text with what no XML document can hold replaced, character by character."""
    return _UNWRITABLE.sub("\ufffd", text)


def text_literal(text: str) -> ox.Literal:
    """A plain string that every format can hold."""
    return ox.Literal(writable(text))


def date_literal(iso: str) -> ox.Literal:
    """A day, month or year with the datatype of its precision.

    Raises:
        InputError: it is no date of the calendar.
    """
    if not _DATE.fullmatch(iso) or not _in_calendar(iso + _FIRST_DAY[len(iso) - 4 :]):
        raise InputError(f'"{iso}" is no date: give YYYY-MM-DD, YYYY-MM or YYYY')
    return ox.Literal(iso, datatype=ox.NamedNode(iris.XSD + _DATE_TYPES[len(iso)]))


def _in_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def decimal_literal(value: Decimal) -> ox.Literal:
    """A decimal without exponent or idle zeros, so that equal numbers are equal terms."""
    if not value.is_finite():
        raise InputError(f"{value} is no number that can be written")
    plain = f"{value:f}"
    digits = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return ox.Literal("0" if digits == "-0" else digits, datatype=ox.NamedNode(iris.XSD + "decimal"))


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(iris.XSD + "integer"))


# Quads ----------------------------------------------------------------------------------------------


class _Assembler:
    """The vocabulary and the entities of one build; turns one reading after another into quads."""

    def __init__(self, schema: Schema, directory: Mapping[str, EntityRecord]) -> None:
        self.schema = schema
        self.directory = directory

    def reading(self, reading: Reading) -> Iterator[ox.Quad]:
        home = iris.article(reading.article.id)
        for statement in self._statements(reading, home):
            yield ox.Quad(*statement, home)
        for frame in reading.frames:
            graph = iris.frame(frame.id)
            for statement in self._shortcuts(frame):
                yield ox.Quad(*statement, graph)

    def _statements(self, reading: Reading, home: ox.NamedNode) -> Iterator[_Statement]:
        yield from _article(reading.article, home)
        if reading.reprint_of is not None:
            yield home, ukg("reprintOf"), iris.article(reading.reprint_of)
        seen: dict[str, set[str]] = defaultdict(set)
        for entity in entities_in(reading):
            seen[entity.id] |= {entity.label, *entity.aliases}
        for entity in reading.mentioned:
            if not entity.generic:
                yield home, ukg("mentions"), ukr(entity.id)
        for entity_id in self._with_surroundings(seen):
            yield from self._entity(self.directory[entity_id], seen[entity_id])
        frame_ids = {frame.id for frame in reading.frames}
        for frame in reading.frames:
            yield from self._frame(frame, home, frame_ids)

    def _with_surroundings(self, ids: Iterable[str]) -> list[str]:
        """These entities, with what contains them, is broader than they or is their origin."""
        found: set[str] = set()
        todo = list(ids)
        while todo:
            entity_id = todo.pop()
            if entity_id not in found and entity_id in self.directory:
                found.add(entity_id)
                todo += _neighbours(self.directory[entity_id])
        return sorted(found)

    def _entity(self, record: EntityRecord, seen: set[str]) -> Iterator[_Statement]:
        node = ukr(record.id)
        yield node, _TYPE, ukg(record.kind)
        if record.kind == "WeaponClass":
            # CONTRACT: a class of systems is found by whoever asks for weapon systems without inference.
            yield node, _TYPE, ukg("WeaponSystem")
        yield node, _LABEL, text_literal(record.label)
        for alias in {*record.aliases, *seen} - {record.label}:
            yield node, _ALT_LABEL, text_literal(alias)
        for same in record.same_as:
            yield node, _SAME_AS, ox.NamedNode(same)
        broader = () if record.broader is None else (record.broader,)
        for predicate, targets in (
            (_BROADER, broader),
            (ukg("partOf"), record.part_of),
            (ukg("origin"), record.origins),
        ):
            for target in targets:
                if target in self.directory:
                    yield node, predicate, ukr(target)

    def _frame(self, frame: Frame, home: ox.NamedNode, frame_ids: set[str]) -> Iterator[_Statement]:
        if frame.kind not in self.schema.frames:
            raise KnowledgeError(f"ukg:{frame.kind} is no frame class of ontology/ukgraph.ttl")
        node = iris.frame(frame.id)
        yield node, _TYPE, ukg(frame.kind)
        yield node, ukg("factuality"), ukg(frame.factuality)
        yield node, ukg("confidence"), decimal_literal(frame.confidence)
        if frame.attributed_to is not None:
            yield node, ukg("attributedTo"), ukr(frame.attributed_to.id)
        for sentence in frame.evidence:
            yield node, ukg("evidence"), iris.evidence(sentence)
            yield from _evidence(sentence, home)
        for word in frame.triggers:
            yield from _trigger(frame, word)
        for filler in frame.fillers:
            yield from self._filler(frame, filler, frame_ids)

    def _filler(self, frame: Frame, filler: Filler, frame_ids: set[str]) -> Iterator[_Statement]:
        if filler.role not in self.schema.frames[frame.kind].roles:
            raise KnowledgeError(f"ukg:{frame.kind} has no role ukg:{filler.role} in ontology/ukgraph.ttl")
        role = self.schema.roles[filler.role]
        node, predicate = iris.frame(frame.id), ukg(filler.role)
        match role.kind, filler.value:
            case "entity", Entity() as entity:
                yield node, predicate, ukr(entity.id)
            case "entity", str() as other if other in frame_ids and self._takes_frames(role):
                yield node, predicate, iris.frame(other)
            case "quantity", Quantity() as value:
                quantity = _quantity_node(frame, filler.role, value)
                yield node, predicate, quantity
                yield from self._quantity(quantity, value, frame)
            case "date", Date() as day:
                yield node, predicate, date_literal(day.iso)
            case "text", str() as text:
                yield node, predicate, text_literal(text)
            case _:
                raise KnowledgeError(
                    f"ukg:{frame.kind}: ukg:{role.name} takes a value of kind {role.kind}, not {filler.value!r}"
                )

    def _takes_frames(self, role: Role) -> bool:
        return any(self.schema.is_a(cls, "Frame") for cls in role.range)

    def _quantity(self, node: ox.NamedNode, value: Quantity, frame: Frame) -> Iterator[_Statement]:
        yield node, _TYPE, ukg("Quantity")
        yield node, ukg("value"), decimal_literal(value.value)
        yield node, ukg("unit"), text_literal(value.unit)
        if value.modifier is not None:
            yield node, ukg("modifier"), ox.Literal(value.modifier)
        if value.of is not None:
            if value.of not in self.directory:
                raise KnowledgeError(
                    f"ukg:{frame.kind}: a quantity counts ukr:{value.of}, which occurs nowhere"
                )
            yield node, ukg("of"), ukr(value.of)

    def _shortcuts(self, frame: Frame) -> Iterator[_Statement]:
        if frame.attributed_to is not None:
            return
        for shortcut in self.schema.shortcuts_of[frame.kind]:
            if frame.factuality not in shortcut.factualities:
                continue
            for start in self._particular(frame, shortcut.subject):
                for end in self._particular(frame, shortcut.object):
                    if start != end:
                        yield ukr(start), ukg(shortcut.name), ukr(end)

    def _particular(self, frame: Frame, role: str) -> list[str]:
        """The ids of a role's fillers that an edge may start from or lead to."""
        entities = (f.value for f in frame.fillers if f.role == role and isinstance(f.value, Entity))
        return [e.id for e in entities if is_particular(e, self.schema)]


def is_particular(entity: Entity, schema: Schema) -> bool:
    """Whether it is somebody or something in particular; of anything else an edge would say nothing."""
    return not (entity.generic or schema.is_a(entity.kind, _GENERIC))


def _article(article: Article, node: ox.NamedNode) -> Iterator[_Statement]:
    yield node, _TYPE, ukg("Article")
    yield node, ukg("sha256"), ox.Literal(article.sha256)
    yield node, _dcterms("identifier"), text_literal(article.id)
    if article.title:
        yield node, _dcterms("title"), text_literal(article.title)
    if article.publisher:
        yield node, _dcterms("publisher"), text_literal(article.publisher)
    if article.published:
        yield node, _dcterms("issued"), date_literal(article.published)
    if article.url:
        yield node, _dcterms("source"), iris.web_page(article.url) or text_literal(article.url)


def _evidence(sentence: Evidence, home: ox.NamedNode) -> Iterator[_Statement]:
    node = iris.evidence(sentence)
    yield node, _TYPE, ukg("Evidence")
    yield node, ukg("inArticle"), home
    yield node, ukg("quote"), text_literal(sentence.quote)
    yield node, ukg("start"), _integer(sentence.start)
    yield node, ukg("end"), _integer(sentence.end)


def _trigger(frame: Frame, word: TriggerWord) -> Iterator[_Statement]:
    # It points to the frame, and not the other way round: what a frame has beside its roles is few and fixed.
    node = iris.trigger(frame.id, str(word.start), word.text)
    yield node, _TYPE, ukg("TriggerWord")
    yield node, ukg("readAs"), iris.frame(frame.id)
    yield node, ukg("word"), text_literal(word.text)
    yield node, ukg("start"), _integer(word.start)


def _quantity_node(frame: Frame, role: str, value: Quantity) -> ox.NamedNode:
    number = decimal_literal(value.value).value
    return iris.quantity(frame.id, role, number, value.unit, value.modifier or "", value.of or "")


def _dcterms(name: str) -> ox.NamedNode:
    return ox.NamedNode(iris.DCTERMS + name)
