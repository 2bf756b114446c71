"""A build of a million triples: how long it takes to load, to ask and to write, ours beside rdflib in memory, in one run.

    .venv/bin/python benchmarks/million.py [TRIPLES]

The articles are made up by a seeded generator (who pledges, delivers, strikes and meets, a sentence for each), the graph is assembled as
a build assembles it, and read, asked and written as `ukgraph query` and `ukgraph build` do. Both sides work on one core and in memory;
seconds are those of the processor, so that whatever else the machine does is not counted. Read the ratios.
"""

from __future__ import annotations

import gc
import hashlib
import random
import resource
import sys
import tempfile
import time
import warnings
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rdflib

from ukgraph import api, query, store
from ukgraph.assemble import EntityRecord, assemble, sort_triples
from ukgraph.records import (
    Article,
    Date,
    Entity,
    Evidence,
    Factuality,
    Filler,
    Frame,
    Quantity,
    Reading,
    TriggerWord,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ukgraph.records import Value

PER_ARTICLE = 6  # frames
TRIPLES_PER_ARTICLE = 138  # about
QUERIES = {
    "lookup": "SELECT ?p ?o { ukr:country-7 ?p ?o }",
    "join of three": "SELECT ?q { ukr:country-3 ukg:deliveredAidTo ?r . ?f ukg:donor ukr:country-3 ; ukg:recipient ?r ; ukg:evidence ?e . ?e ukg:quote ?q } LIMIT 1000",
    "aggregation": "SELECT ?d (SUM(?v) AS ?sum) (COUNT(?f) AS ?n) { ?f a ukg:AidPledge ; ukg:donor ?d ; ukg:amount ?a . ?a ukg:value ?v } GROUP BY ?d",
    "optional and filter": "SELECT ?f ?s { ?f a ukg:Attack ; ukg:factuality ukg:Asserted ; ukg:date ?on OPTIONAL { ?f ukg:attributedTo ?s } FILTER(STR(?on) > '2023-06') }",
    "property path": "SELECT ?c (COUNT(?f) AS ?n) { ?f ukg:item ?i . ?i skos:broader+ ?c } GROUP BY ?c",
    "regular expression": "SELECT (COUNT(?e) AS ?n) { ?e ukg:quote ?q FILTER(REGEX(?q, 'systems? number 1[0-9]+ ')) }",
}


class World:
    """Two hundred countries, people, towns and weapons with a taxonomy of three steps, and what may happen among them."""

    def __init__(self, seed: int) -> None:
        """Make the world of this seed."""
        self.random = random.Random(seed)  # noqa: S311  the same world each time
        self.records = {r.id: r for r in self._records()}

    @staticmethod
    def _records() -> Iterator[EntityRecord]:
        for i in range(200):
            yield EntityRecord(
                f"country-{i}", f"Country {i}", "Country", (f"Republic of {i}",), (), None, (), ()
            )
        for i in range(2000):
            yield EntityRecord(f"person-{i}", f"Person {i}", "Person", (), (), None, (), ())
            yield EntityRecord(f"town-{i}", f"Town {i}", "City", (), (), None, (f"country-{i % 200}",), ())
            yield EntityRecord(
                f"system-{i}",
                f"System {i}",
                "WeaponSystem",
                (),
                (),
                f"kind-{i % 100}",
                (),
                (f"country-{i % 200}",),
            )
        for i in range(100):
            yield EntityRecord(f"kind-{i}", f"kind {i}", "WeaponClass", (), (), f"class-{i % 10}", (), ())
        for i in range(10):
            yield EntityRecord(f"class-{i}", f"class {i}", "WeaponClass", (), (), None, (), ())

    def describe(self, entity_id: str) -> EntityRecord | None:
        """What is known of an entity."""
        return self.records.get(entity_id)

    def some(self, kind: str) -> Entity:
        """An entity of a kind; those with low numbers come up more often."""
        count = 200 if kind == "country" else 2000
        record = self.records[f"{kind}-{min(self.random.randrange(count), self.random.randrange(count))}"]
        return Entity(record.id, record.label, record.kind, known=True, broader=record.broader)

    def readings(self, count: int) -> Iterator[Reading]:
        """This many articles with their frames."""
        for number in range(count):
            day = f"202{self.random.randrange(2, 6)}-{self.random.randrange(1, 13):02}-{self.random.randrange(1, 29):02}"
            frames: list[Frame] = []
            sentences: list[str] = []
            start = 0
            for i in range(PER_ARTICLE):
                kind, roles = self.event(day)
                quote = f"On {day} it was told as event {i} of report {number} that systems number {self.random.randrange(10**6)} were involved."
                name = hashlib.sha256(f"{number} {i}".encode()).hexdigest()[:16]
                speaker = self.some("person") if self.random.random() < 0.3 else None
                fillers = tuple(Filler(role, value) for role, value in roles)
                evidence = Evidence(f"report-{number}", start, start + len(quote), quote)
                factuality = Factuality.PLANNED if kind == "AidPledge" else Factuality.ASSERTED
                frames.append(
                    Frame(
                        name,
                        kind,
                        f"report-{number}",
                        fillers,
                        factuality,
                        speaker,
                        Decimal("0.9"),
                        (evidence,),
                        (TriggerWord(start + quote.index("told"), "told"),),
                    )
                )
                sentences.append(quote)
                start += len(quote) + 1
            article = Article(
                f"report-{number}",
                f"Report {number}",
                " ".join(sentences),
                f"Paper {number % 40}",
                day,
                None,
                "0" * 64,
            )
            mentioned = {
                f.value.id: f.value for frame in frames for f in frame.fillers if isinstance(f.value, Entity)
            }
            yield Reading(article, tuple(frames), tuple(mentioned.values()))

    def event(self, day: str) -> tuple[str, list[tuple[str, Value]]]:
        """A class of frames with fillers for its roles."""
        match self.random.randrange(4):
            case 0:
                sum_ = Quantity(Decimal(self.random.randrange(1, 400) * 10**6), "USD")
                return "AidPledge", [
                    ("donor", self.some("country")),
                    ("recipient", self.some("country")),
                    ("item", self.some("system")),
                    ("amount", sum_),
                ]
            case 1:
                return "AidDelivery", [
                    ("donor", self.some("country")),
                    ("recipient", self.some("country")),
                    ("item", self.some("system")),
                ]
            case 2:
                return "Attack", [
                    ("attacker", self.some("country")),
                    ("target", self.some("town")),
                    ("weapon", self.some("system")),
                    ("date", Date(day)),
                ]
            case _:
                return "Meeting", [
                    ("participant", self.some("person")),
                    ("participant", self.some("person")),
                    ("place", self.some("town")),
                ]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, and what came of it."""
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def row(what: str, ours: float, theirs: float | None) -> None:
    """A line of the table."""
    beside = f"{theirs:>10.3f} {theirs / ours:>8.0f}x" if theirs is not None else ""
    print(f"{what:<46}{ours:>10.3f} {beside}", flush=True)


def build(triples: int, out: Path) -> float:
    """Generate a build and write its two files; the seconds that the Turtle took."""
    world = World(1)
    schema = api.schema_that_ships()
    assembling, quads = timed(lambda: assemble(world.readings(triples // TRIPLES_PER_ARTICLE), world, schema))
    sorting, ordered = timed(lambda: sort_triples(quads))
    writing, turtle = timed(lambda: store.turtle(ordered))
    with_graphs, trig = timed(lambda: store.trig(quads))
    store.replace_files({out / store.TURTLE_NAME: turtle, out / store.TRIG_NAME: trig})
    size = len(turtle) / 10**6
    print(f"{len(ordered):,} triples, {len(quads):,} quads, {size:.0f} MB of Turtle", flush=True)
    print(f"{'':<46}{'ours, s':>10} {'rdflib, s':>10} {'ratio':>9}")
    row("assemble, links of accounts too", assembling, None)
    row("put the triples of all graphs in one order", sorting, None)
    row("write TriG", with_graphs, None)
    return writing


def main(triples: int) -> None:
    """Generate, load, ask, write."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        writing = build(triples, out)
        turtle = out / store.TURTLE_NAME
        loading, graph = timed(lambda: store.load_default(out))
        parsing, theirs = timed(lambda: rdflib.Graph().parse(turtle))
        row("load Turtle", loading, parsing)
        for title, sparql in QUERIES.items():
            mine, rows = timed(lambda s=sparql: query.run(graph, s, {}).rows)  # type: ignore[misc]
            other, found = timed(lambda s=sparql: list(theirs.query(s, initNs=dict(query.PREFIXES))))  # type: ignore[misc]
            differs = "" if len(rows) == len(found) else f", theirs {len(found):,}"
            row(f"{title} ({len(rows):,} rows{differs})", mine, other)
        saving, _ = timed(lambda: theirs.serialize(out / "again.ttl", format="turtle"))
        row("write Turtle, in order already as in a build", writing, saving)
        unordered, again = timed(lambda: store.as_turtle(graph))
        row("write Turtle from a store, put in order first", unordered, saving)
        same = "the same bytes" if again == turtle.read_bytes() else "OTHER BYTES"
        print(f"loaded and written again: {same}")
        print(f"rdflib loads our Turtle and saves it again in {parsing + saving:.0f} s")
        row("load TriG, with its graphs", timed(lambda: store.load(out))[0], None)
    print(f"peak memory of all of this: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
