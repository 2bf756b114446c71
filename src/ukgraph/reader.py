"""One page in, what it gives to a build out: all stages behind one loaded ontology and one loaded parser.

What comes out can be packed into bytes and unpacked again without loss, to be kept in a cache or sent between processes.
It depends on nothing but the page, and on what a `Stamp` names.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ukgraph.assemble import Contribution, Met, Naming, contribute, reprinted
from ukgraph.clean import clean
from ukgraph.errors import InputError
from ukgraph.gate import Gate
from ukgraph.gazetteer import Gazetteer
from ukgraph.happenings import Clue, order
from ukgraph.headlines import recaser
from ukgraph.loading import load_knowledge
from ukgraph.parse import Parser, count_unread
from ukgraph.pipeline import Steps, read_article
from ukgraph.reprints import Sketch, sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ukgraph.clean import Removed
    from ukgraph.knowledge import Knowledge
    from ukgraph.records import Article, Page, Sentence

TOO_LONG: Final = "not read: longer than any sentence"
_READS_WITH: Final = (
    "spacy",
    "thinc",
    "numpy",
    "ftfy",
    "ahocorasick_rs",
    "pyoxigraph",
)  # what else decides how a page is read
_BETWEEN: Final = b"\x1f"
_SIZES: Final = struct.Struct(">4I")
_DAMAGE: Final = (zlib.error, struct.error, ValueError, KeyError, TypeError, IndexError)
_COMPRESSION: Final = 1  # the lines are so much alike that more of it gains little


@dataclass(frozen=True)
class Reader:
    """The loaded knowledge and parser: make one, read many articles with it."""

    knowledge: Knowledge
    parser: Parser
    gazetteer: Gazetteer = field(repr=False)
    gate: Gate = field(repr=False)

    @classmethod
    def load(
        cls, *, model: str | None = None, ontology: Path | None = None, extra: Sequence[str] = ()
    ) -> Reader:
        """Load the ontology that ships (or a folder), `extra` Turtle texts, and the pipeline that ships (or `model`).

        Raises:
            KnowledgeError: the ontology is wrong, or there is no such pipeline.
        """
        knowledge = load_knowledge(ontology, extra)
        return cls(knowledge, Parser(model), Gazetteer(knowledge), Gate(knowledge))

    def parse(self, text: str) -> list[Sentence]:
        """The parsed sentences of a text, with what the catalogue knows of its names and their case."""
        return self.parser.parse(text, recaser(text, self.gazetteer), self.gazetteer.phrases)

    def steps(self, article: Article) -> Steps:
        """Read one article and keep everything that was found on the way."""
        return read_article(article, self.parse(article.text), self.knowledge, self.gazetteer)

    def admit(self, page: Page) -> tuple[Article, Removed] | None:
        """The cleaned article of a page, and what was taken away; None if it is not about the subject.

        Raises:
            InputError: nothing is left of it.
        """
        if self.gate.surely_stops(page):
            return None
        article, furniture = clean(page)
        return (article, furniture) if self.gate.passes(article.title, article.text) else None

    def read(self, page: Page) -> Outcome:
        """Read one page into what it gives to a build; a page that cannot be read gives the reason.

        Raises:
            KnowledgeError: the ontology contradicts itself.
        """
        try:
            admitted = self.admit(page)
            if admitted is None:
                return _ASIDE
            article, furniture = admitted
            steps = self.steps(article)
            given = contribute(steps.reading, self.knowledge, self.knowledge.schema)
            printed = contribute(replace(steps.reading, frames=()), self.knowledge, self.knowledge.schema)
        except InputError as error:
            return Outcome(Fate.SKIPPED, str(error))
        return Outcome(
            Fate.READ,
            "",
            article.text,
            given,
            printed,
            sketch(article.id, article.published, article.text),
            _counted(dict(furniture)),
            _counted(missed(steps, article.text)),
        )


class Fate(StrEnum):
    """What became of a page."""

    READ = "read"
    SKIPPED = "skipped"
    ASIDE = "aside"  # it is not about the subject


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a page: a contribution with the cleaned text, or a reason why there is none.

    `printed` is what it gives instead if it turns out to be a reprint, by its `sketch`. `furniture` counts what was taken
    away, `missed` why triggers gave no frame.
    """

    fate: Fate
    reason: str = ""
    text: str = ""
    contribution: Contribution | None = None
    printed: Contribution | None = None
    sketch: Sketch | None = None
    furniture: tuple[tuple[str, int], ...] = ()
    missed: tuple[tuple[str, int], ...] = ()

    def gives(self, original: str | None) -> Contribution | None:
        """What it gives to a build in which it is a reprint of `original`, or of none."""
        if original is None or self.printed is None:
            return self.contribution
        said = reprinted(self.printed.blocks, self.printed.article, original)
        return replace(self.printed, blocks=said)


_ASIDE = Outcome(Fate.ASIDE)


def missed(steps: Steps, text: str) -> Counter[str]:
    """How often a trigger gave no frame, by reason; and sentences that were not read."""
    found = Counter(m.reason.split(" at ")[0] for s in steps.sentences for m in s.missed)
    unread = count_unread(text, [s.tree.sentence for s in steps.scenes])
    return found + Counter({TOO_LONG: unread})


def _counted(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items()))


# What a reading depends on --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stamp:
    """Everything that decides what comes of a page, as sums in hexadecimal: with the same stamp it is the same."""

    text: str
    about: str
    ontology: str
    model: str
    code: str


def stamp(page: Page, ontology: str, model: str) -> Stamp:
    """The stamp of a page when it is read with this ontology and this model."""
    about = json.dumps([page.id, page.title, page.publisher, page.published, page.url])
    return Stamp(page.sha256, hashlib.sha256(about.encode()).hexdigest(), ontology, model, code_sha256())


@cache
def code_sha256() -> str:
    """The sum of everything in Python that reading depends on: of ukgraph itself, and versions of what it reads with."""
    total = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in _READS_WITH:
        total.update(f"{name} {metadata.version(name)}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


# As bytes -------------------------------------------------------------------------------------------


def pack(outcome: Outcome) -> bytes:
    """An outcome as bytes, in sections that can be opened alone: what is known of its text, the text, its two contributions."""
    sketched = outcome.sketch
    head = {
        "fate": outcome.fate,
        "reason": outcome.reason,
        "furniture": outcome.furniture,
        "missed": outcome.missed,
        "sketch": None
        if sketched is None
        else [sketched.id, sketched.published, sketched.words, sketched.bands.hex()],
    }
    sections = [
        json.dumps(head).encode(),
        outcome.text.encode(),
        *(b"" if given is None else _lines(given) for given in (outcome.contribution, outcome.printed)),
    ]
    packed = [zlib.compress(section, _COMPRESSION) for section in sections]
    return _SIZES.pack(*map(len, packed)) + b"".join(packed)


def unpack(data: bytes) -> Outcome:
    """The outcome that was packed.

    Raises:
        ValueError: the bytes are damaged, or not of this version.
    """
    try:
        head, text, given, printed = (_opened(data, section) for section in range(4))
        found = json.loads(head)
        return Outcome(
            Fate(found["fate"]),
            found["reason"],
            text.decode(),
            _contribution(given) if given else None,
            _contribution(printed) if printed else None,
            _sketch(found["sketch"]),
            _pairs(found["furniture"]),
            _pairs(found["missed"]),
        )
    except _DAMAGE as error:
        raise ValueError(f"damaged: {error}") from error


def unpack_sketch(data: bytes) -> Sketch | None:
    """The sketch of the outcome that was packed: all articles are asked for theirs before any is put into the graph.

    Raises:
        ValueError: as for `unpack`.
    """
    try:
        return _sketch(json.loads(_opened(data, 0))["sketch"])
    except _DAMAGE as error:
        raise ValueError(f"damaged: {error}") from error


def _opened(data: bytes, section: int) -> bytes:
    sizes = _SIZES.unpack_from(data)
    start = _SIZES.size + sum(sizes[:section])
    return zlib.decompress(data[start : start + sizes[section]])


def _sketch(fields: Sequence[Any] | None) -> Sketch | None:
    if fields is None:
        return None
    article, published, words, bands = fields
    return Sketch(article, published, words, bytes.fromhex(bands))


def _lines(given: Contribution) -> bytes:
    """A contribution as a line of JSON, then its blocks and edges, a line each."""
    head = {
        "article": given.article,
        "sha256": given.sha256,
        "blocks": len(given.blocks),
        "met": [met_fields(met) for met in given.met],
        "mentioned": given.mentioned,
        "clues": [clue_fields(clue) for clue in given.clues],
        "ties": given.ties,
        "kinds": given.kinds,
        "factualities": given.factualities,
        "attributed": given.attributed,
    }
    edges = (b"%b %b" % edge for edge in given.edges)
    return b"\n".join([json.dumps(head).encode(), *given.blocks, *edges])


def _contribution(packed: bytes) -> Contribution:
    line, *lines = packed.split(b"\n")
    head = json.loads(line)
    count = head["blocks"]
    edges = (edge.partition(b" ") for edge in lines[count:])
    return Contribution(
        head["article"],
        head["sha256"],
        tuple(lines[:count]),
        tuple((graph, block) for graph, _, block in edges),
        tuple(to_met(fields) for fields in head["met"]),
        tuple(head["mentioned"]),
        tuple(to_clue(fields) for fields in head["clues"]),
        tuple((start, end, frame) for start, end, frame in head["ties"]),
        _pairs(head["kinds"]),
        _pairs(head["factualities"]),
        head["attributed"],
    )


def met_fields(met: Met) -> list[Any]:
    """What JSON can hold of it, for `to_met`."""
    return [met.id, met.names, [[n.label, n.kind, n.broader, n.count] for n in met.namings]]


def to_met(fields: Sequence[Any]) -> Met:
    """What was met, from the list that JSON makes of it."""
    entity, names, namings = fields
    return Met(entity, tuple(names), tuple(Naming(*naming) for naming in namings))


def to_clue(fields: Sequence[Any]) -> Clue:
    """A clue from the list that JSON makes of it."""
    frame, article, kind, day, issued, telling, common, sums, alone, numbers = fields
    return Clue(
        frame,
        article,
        kind,
        day,
        issued,
        frozenset(map(tuple, telling)),
        frozenset(map(tuple, common)),
        frozenset(map(tuple, sums)),
        frozenset(alone),
        frozenset(map(tuple, numbers)),
    )


def clue_fields(clue: Clue) -> list[Any]:
    """What JSON can hold of a clue, for `to_clue`."""
    return [
        clue.frame,
        clue.article,
        clue.kind,
        clue.day,
        clue.issued,
        sorted(clue.telling),
        sorted(clue.common),
        sorted(clue.sums),
        sorted(clue.alone),
        sorted(clue.numbers),
    ]


def clue_line(clue: Clue) -> bytes:
    """A clue as a line; lines are in the order of clues, because no part of that order holds a control character."""
    return _BETWEEN.join([*(part.encode() for part in order(clue)), json.dumps(clue_fields(clue)).encode()])


def clue_of(line: bytes) -> Clue:
    """The clue of such a line."""
    return to_clue(json.loads(line.rpartition(_BETWEEN)[2]))


def _pairs(found: Iterable[Sequence[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(name), int(count)) for name, count in found)
