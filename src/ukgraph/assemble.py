"""Frames become statements here, and nowhere else is a triple of the graph made.

An article is turned into a `Contribution` by itself: lines of N-Triples that no other article can change, and what has to
be settled between articles (how entities that the catalogue lacks are usually called, which happenings are the same).
So contributions can be kept, made anywhere and in any order, and a build of many is no more than a sort.

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
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from ukgraph import iris
from ukgraph.blocks import join, to_blocks, to_triples
from ukgraph.errors import InputError, KnowledgeError
from ukgraph.happenings import clue, same_happenings
from ukgraph.iris import ukg, ukr
from ukgraph.records import Date, Entity, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from ukgraph.happenings import Clue
    from ukgraph.records import Article, Evidence, Filler, Frame, Reading, TriggerWord
    from ukgraph.schema import Role, Schema, Shortcut

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
_REMEMBERED = 20_000  # descriptions of entities: most articles name the same
_REPRINT_OF = ukg("reprintOf")
# What no XML document can carry, and so no RDF/XML, GraphML or GEXF file. One character for one, so that
# the offsets of a quotation keep their meaning.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

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


@dataclass(frozen=True, slots=True)
class Naming:
    """How often one article calls an entity that the catalogue lacks by one label, class and broader class."""

    label: str
    kind: str
    broader: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Met:
    """An entity that the catalogue lacks, as one article knows it: `names` are its labels and aliases there."""

    id: str
    names: tuple[str, ...]
    namings: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one article gives to a build.

    `blocks` are those of the article's graph, in order; those that describe what is `met` are not among them. `edges` are
    pairs of a frame's graph, as bytes of N-Triples, and a block of the shortcuts in it. `mentioned` are
    the ids of the entities that the article names; `ties` are pairs of entities with the id of a frame that joins them in
    any way, as an edge, a plan or somebody's claim. `kinds` and `factualities` count its frames, `attributed` those that
    are somebody's claim.
    """

    article: str
    sha256: str
    blocks: tuple[bytes, ...]
    edges: tuple[tuple[bytes, bytes], ...]
    met: tuple[Met, ...]
    mentioned: tuple[str, ...]
    clues: tuple[Clue, ...]
    ties: tuple[tuple[str, str, str], ...]
    kinds: tuple[tuple[str, int], ...]
    factualities: tuple[tuple[str, int], ...]
    attributed: int


def contribute(reading: Reading, catalogue: Catalogue, schema: Schema) -> Contribution:
    """What a reading gives to a build, by itself.

    Raises:
        KnowledgeError: a frame has a class or role that the schema lacks, or a role holds the wrong kind of value.
        InputError: a date is none.
    """
    named: dict[str, set[str]] = defaultdict(set)
    namings: dict[str, Counter[tuple[str, str, str | None]]] = defaultdict(Counter)
    for entity in entities_in(reading):
        named[entity.id] |= {entity.label, *entity.aliases}
        if catalogue.describe(entity.id) is None:
            if entity.known:
                raise KnowledgeError(
                    f"ukr:{entity.id} was linked to the catalogue, but the catalogue does not describe it"
                )
            namings[entity.id][entity.label, entity.kind, entity.broader] += 1
    assembler = _Assembler(schema, Directory(catalogue), named)
    edges = (
        (str(iris.frame(frame.id)).encode(), block)
        for frame in reading.frames
        for block in _blocks(assembler.shortcuts(frame))
    )
    return Contribution(
        reading.article.id,
        reading.article.sha256,
        tuple(sorted([*_blocks(assembler.statements(reading)), *assembler.entities(named)])),
        tuple(sorted(edges)),
        tuple(
            Met(
                entity_id,
                tuple(sorted(named[entity_id])),
                tuple(Naming(*key, count) for key, count in sorted(found.items(), key=str)),
            )
            for entity_id, found in sorted(namings.items())
        ),
        tuple(e.id for e in reading.mentioned),
        tuple(clues([reading], schema)),
        tuple(sorted({(*tie, frame.id) for frame in reading.frames for tie in assembler.ties(frame)})),
        tuple(sorted(Counter(f.kind for f in reading.frames).items())),
        tuple(sorted(Counter(f.factuality.value for f in reading.frames).items())),
        sum(1 for f in reading.frames if f.attributed_to is not None),
    )


def described(met: Sequence[Met], directory: Directory, schema: Schema) -> list[bytes]:
    """The blocks of an article's graph that describe what it met, once it is settled how that is called."""
    seen = {one.id: set(one.names) for one in met}
    return sorted(_Assembler(schema, directory, seen).entities(seen))


def assemble(readings: Iterable[Reading], catalogue: Catalogue, schema: Schema) -> list[ox.Quad]:
    """All quads of a few readings, sorted, so that neither the order of readings nor the machine shows in them.

    Raises:
        KnowledgeError: as for `contribute`.
        InputError: as for `contribute`.
    """
    contributions = [contribute(reading, catalogue, schema) for reading in readings]
    namings: dict[str, list[Naming]] = defaultdict(list)
    for met in chain.from_iterable(c.met for c in contributions):
        namings[met.id] += met.namings
    directory = Directory(catalogue, lambda entity_id: namings.get(entity_id, ()))
    found = (clue for c in contributions for clue in c.clues)
    own = (quad for c in contributions for quad in to_quads(named_blocks(c, directory, schema)))
    return sort_quads(chain(own, same_events(found, schema)))


def reprinted(blocks: Iterable[bytes], article: str, original: str) -> tuple[bytes, ...]:
    """The blocks of an article, which say now whose text it prints."""
    said = _blocks([(iris.article(article), _REPRINT_OF, iris.article(original))])
    return tuple(join(sorted([*blocks, *said])))


def named_blocks(
    contribution: Contribution, directory: Directory, schema: Schema
) -> Iterator[tuple[bytes, bytes]]:
    """Every block of an article behind the graph that it stands in; one that describes what it met may come twice."""
    home = str(iris.article(contribution.article)).encode()
    for block in chain(contribution.blocks, described(contribution.met, directory, schema)):
        yield home, block
    yield from contribution.edges


def to_quads(named: Iterable[tuple[bytes, bytes]]) -> Iterator[ox.Quad]:
    """The quads that such blocks hold."""
    for graph, pairs in groupby(named, key=itemgetter(0)):
        node = ox.NamedNode(graph[1:-1].decode())
        for triple in to_triples(block for _, block in pairs):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, node)


def to_line(quad: ox.Quad) -> bytes:
    """Graph and triple of a quad, with a space between: sorted, such lines are in the order of a build."""
    return f"{quad.graph_name} {quad.triple}".encode()


def _blocks(statements: Iterable[_Statement]) -> list[bytes]:
    different = {f"{s} {p} {o}": ox.Triple(s, p, o) for s, p, o in statements}
    return to_blocks([different[line] for line in sorted(different)])


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


class Directory:
    """What is known of the entities of a build: by the catalogue, or else by what articles usually call them."""

    def __init__(
        self, catalogue: Catalogue, namings: Callable[[str], Sequence[Naming]] = lambda _: ()
    ) -> None:
        """Take a catalogue, and how all articles together call what it lacks."""
        self._catalogue = catalogue
        self._namings = namings

    def find(self, entity_id: str) -> EntityRecord | None:
        """What is known of an entity; None if nothing is."""
        return self._catalogue.describe(entity_id) or _minted(entity_id, self._namings(entity_id))


def _neighbours(record: EntityRecord) -> tuple[str, ...]:
    broader = () if record.broader is None else (record.broader,)
    return (*broader, *record.part_of, *record.origins)


def _minted(entity_id: str, namings: Sequence[Naming]) -> EntityRecord | None:
    """What the texts agree on: the most frequent label, class and broader class of an uncatalogued entity."""
    if not namings:
        return None
    label = _usual((n.label, n.count) for n in namings)
    kind = _usual((n.kind, n.count) for n in namings)
    broader = _usual((n.broader, n.count) for n in namings if n.broader is not None)
    return EntityRecord(entity_id, label or entity_id, kind or "", (), (), broader, (), ())


def _usual(values: Iterable[tuple[str, int]]) -> str | None:
    counted: Counter[str] = Counter()
    for value, count in values:
        counted[value] += count
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
    """The vocabulary, what is known of entities, and the names that one article has for them; makes its statements."""

    def __init__(self, schema: Schema, directory: Directory, named: Mapping[str, set[str]]) -> None:
        self.schema = schema
        self.directory = directory
        self.named = named

    def statements(self, reading: Reading) -> Iterator[_Statement]:
        """Those of the article's own graph that describe no entity."""
        home = iris.article(reading.article.id)
        yield from _article(reading.article, home)
        if reading.reprint_of is not None:
            yield home, _REPRINT_OF, iris.article(reading.reprint_of)
        for entity in reading.mentioned:
            if not entity.generic:
                yield home, ukg("mentions"), ukr(entity.id)
        frame_ids = {frame.id for frame in reading.frames}
        for frame in reading.frames:
            yield from self._frame(frame, home, frame_ids)

    def entities(self, ids: Iterable[str]) -> Iterator[bytes]:
        """The blocks that describe these entities, and what contains them, is broader than they or is their origin."""
        found: set[str] = set()
        todo = list(ids)
        while todo:
            entity_id = todo.pop()
            record = None if entity_id in found else self.directory.find(entity_id)
            if record is not None:
                found.add(entity_id)
                around = [n for n in _neighbours(record) if self.directory.find(n) is not None]
                todo += around
                others = self.named.get(entity_id, set()).difference(record.aliases, [record.label])
                yield _entity_block(record, frozenset(others), frozenset(around))

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
            if value.of not in self.named and self.directory.find(value.of) is None:
                raise KnowledgeError(
                    f"ukg:{frame.kind}: a quantity counts ukr:{value.of}, which occurs nowhere"
                )
            yield node, ukg("of"), ukr(value.of)

    def shortcuts(self, frame: Frame) -> Iterator[_Statement]:
        """The edges that stand on a frame: none, if it is somebody's claim or did not take place."""
        if frame.attributed_to is not None:
            return
        for shortcut in self.schema.shortcuts_of[frame.kind]:
            if frame.factuality in shortcut.factualities:
                for start, end in self._joined(frame, shortcut):
                    yield ukr(start), ukg(shortcut.name), ukr(end)

    def ties(self, frame: Frame) -> Iterator[tuple[str, str]]:
        """Whom a frame would join if it were a fact in the article's own voice."""
        for shortcut in self.schema.shortcuts_of[frame.kind]:
            yield from self._joined(frame, shortcut)

    def _joined(self, frame: Frame, shortcut: Shortcut) -> Iterator[tuple[str, str]]:
        for start in self._particular(frame, shortcut.subject):
            for end in self._particular(frame, shortcut.object):
                if start != end:
                    yield start, end

    def _particular(self, frame: Frame, role: str) -> list[str]:
        """The ids of a role's fillers that an edge may start from or lead to."""
        entities = (f.value for f in frame.fillers if f.role == role and isinstance(f.value, Entity))
        return [e.id for e in entities if is_particular(e, self.schema)]


@lru_cache(_REMEMBERED)
def _entity_block(record: EntityRecord, others: frozenset[str], around: frozenset[str]) -> bytes:
    """What is said of an entity, with `others` of its names, and of its links those that lead to what is `around` it."""
    (block,) = _blocks(_entity(record, others, around))
    return block


def _entity(record: EntityRecord, others: Iterable[str], around: Container[str]) -> Iterator[_Statement]:
    node = ukr(record.id)
    yield node, _TYPE, ukg(record.kind)
    if record.kind == "WeaponClass":
        # CONTRACT: a class of systems is found by whoever asks for weapon systems without inference.
        yield node, _TYPE, ukg("WeaponSystem")
    yield node, _LABEL, text_literal(record.label)
    for alias in (*record.aliases, *others):
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
            if target in around:
                yield node, predicate, ukr(target)


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
