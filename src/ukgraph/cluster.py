"""The same build on many machines: pieces are read, settled and written as shards by the workers of a Dask cluster.

The one door to dask.distributed. Nothing goes through this process but counts, names of what only texts know, and sums; every
result of a worker is a file in the output folder, finished or absent, so that a run that lost its client, a worker or its
scheduler goes on where it was. All shards together are the quads of a local build, and each is sorted:

    shard-00000.nq …     the graphs of the articles of a piece
    shard-links-KIND.nq  which happenings of one class are the same
    shard-about.nq       the description of the build
    texts-00000.jsonl …  the cleaned texts
    report.json          counts, and what was skipped and why
"""

from __future__ import annotations

import json
import struct
import tempfile
from collections import defaultdict, deque
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache, partial
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from zlib import crc32

from distributed import Client, KilledWorker, LocalCluster, Scheduler, wait

from ukgraph import describe, reader
from ukgraph.assemble import Directory, named_blocks, same_events, to_line, to_quads
from ukgraph.blocks import join, shapes_of, subject_of, to_blocks
from ukgraph.building import Built, Silence, built
from ukgraph.errors import OutputError
from ukgraph.iris import digest
from ukgraph.loading import load_knowledge
from ukgraph.parse import model_sha256
from ukgraph.pieces import Piece, Place, find_pieces, read_piece
from ukgraph.reader import Fate, Reader
from ukgraph.records import Skipped
from ukgraph.reprints import find_reprints
from ukgraph.roster import Roster
from ukgraph.sorting import Sorter
from ukgraph.tally import REPORT_NAME, Tally, count_edges, write_report

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from ukgraph.assemble import Contribution, Met, Naming
    from ukgraph.building import Told
    from ukgraph.crew import Task
    from ukgraph.reader import Outcome
    from ukgraph.reprints import Sketch
    from ukgraph.schema import Schema

BUCKETS: Final = 16  # in which different triples are counted, each by one worker
AT_ONCE: Final = 1_000  # calls that a scheduler holds
STALL: Final = (
    900.0  # seconds without an answer, after which calls are made again: no piece takes half of that
)
FETCH: Final = (
    60.0  # seconds for an answer that is there; one that went down with its worker is asked for again
)
PULSE: Final = (
    15.0  # seconds after which workers of an own cluster are counted: one starts in a third of that
)
QUARANTINE: Final = (
    "is in quarantine: every worker that took it died; please report it, and leave it out until then"
)
_WORK: Final = ".work"
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Errand:
    """What all workers are told: where to write, what to load, and the sums that it must have."""

    out: str
    task: Task
    ontology: str
    model: str

    def file(self, piece: Piece, ending: str) -> str:
        """The name of a file that belongs to a piece, read with this ontology, this model and this software."""
        return f"{_WORK}/{digest(piece.name, self.ontology, self.model, reader.code_sha256())}.{ending}"


@dataclass
class Summary:
    """What the client must know of a piece."""

    tally: Tally = field(default_factory=Tally)
    sums: list[str] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


# On a worker ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _reader(errand: Errand) -> Reader:
    task = errand.task
    loaded = Reader.load(
        model=task.model, ontology=None if task.ontology is None else Path(task.ontology), extra=task.extra
    )
    if (loaded.knowledge.sha256, loaded.parser.sha256) != (errand.ontology, errand.model):
        raise OutputError(
            "a worker has another ontology or model than the client: install the same version on all machines"
        )
    return loaded


def read(piece: Piece, errand: Errand) -> list[Sketch]:
    """Read a piece, unless that has been done, and keep what came of it; by the sketches reprints are found."""
    place = Place(errand.out)
    if not place.has(errand.file(piece, "pack")):
        with place.write(errand.file(piece, "pack")) as file:
            for page in read_piece(piece):
                _keep(file, page, errand)
    kept = _kept(place, errand.file(piece, "pack"))
    return [outcome.sketch for _, outcome in kept if outcome is not None and outcome.sketch is not None]


def find_texts(piece: Piece, wanted: set[str], errand: Errand) -> dict[str, str]:
    """The texts of some articles of a piece."""
    kept = _kept(Place(errand.out), errand.file(piece, "pack"))
    found = (o for _, o in kept if o is not None and o.contribution is not None)
    return {
        o.contribution.article: o.text for o in found if o.contribution and o.contribution.article in wanted
    }


def settle(piece: Piece, reprints: dict[str, str], errand: Errand) -> Summary:
    """Count what a piece gives, in which these articles print the text of others, and write the clues of its happenings."""
    place = Place(errand.out)
    found = Summary()
    clues: list[bytes] = []
    for source, outcome in _kept(place, errand.file(piece, "pack")):
        given = None if outcome is None else _given(outcome, reprints)
        if outcome is None or given is None:
            if outcome is not None and outcome.fate is Fate.ASIDE:
                found.aside.append(source["source"])
            else:
                found.skipped.append(
                    Skipped(source["source"], source["reason"] if outcome is None else outcome.reason)
                )
            continue
        found.tally.add(outcome, given)
        found.sums.append(given.sha256)
        found.met += given.met
        found.mentioned |= set(given.mentioned)
        found.kinds |= {clue.kind for clue in given.clues}
        clues += map(reader.clue_line, given.clues)
    with place.write(errand.file(piece, "clues")) as file:
        file.writelines(line + b"\n" for line in sorted(clues))
    return found


def _given(outcome: Outcome, reprints: dict[str, str]) -> Contribution | None:
    name = "" if outcome.contribution is None else outcome.contribution.article
    return outcome.gives(reprints.get(name))


def _keep(file: IO[bytes], page: Any, errand: Errand) -> None:  # noqa: ANN401
    if isinstance(page, Skipped):
        head, data = {"source": page.source, "reason": page.reason}, b""
    else:
        head, data = {"source": page.source}, reader.pack(_reader(errand).read(page))
    for part in (json.dumps(head).encode(), data):
        file.write(_LENGTH.pack(len(part)) + part)


def _kept(place: Place, name: str) -> Iterator[tuple[dict[str, str], Outcome | None]]:
    with place.open(name) as file:
        while length := file.read(_LENGTH.size):
            head = json.loads(file.read(_LENGTH.unpack(length)[0]))
            data = file.read(_LENGTH.unpack(file.read(_LENGTH.size))[0])
            yield head, reader.unpack(data) if data else None


def count(piece: Piece, _: Errand) -> int:
    """How many pages a piece has."""
    return sum(1 for page in read_piece(piece) if not isinstance(page, Skipped))


def write_shard(
    number: int,
    piece: Piece,
    namings: dict[str, tuple[Naming, ...]],
    reprints: dict[str, str],
    errand: Errand,
) -> None:
    """Write the graphs and the texts of a piece, and its blocks by buckets."""
    place, knowledge = Place(errand.out), _reader(errand).knowledge
    directory = Directory(knowledge, lambda entity: namings.get(entity, ()))
    with tempfile.TemporaryDirectory(prefix="ukgraph-") as folder:
        quads, blocks = (Sorter(Path(folder), kind) for kind in ("quads", "blocks"))
        with place.write(f"texts-{number:05}.jsonl") as texts:
            for _, outcome in _kept(place, errand.file(piece, "pack")):
                given = None if outcome is None else _given(outcome, reprints)
                if outcome is not None and given is not None:
                    named = list(named_blocks(given, directory, knowledge.schema))
                    quads.extend(map(to_line, to_quads(named)))
                    blocks.extend(block for _, block in named)
                    texts.write(json.dumps({"id": given.article, "text": outcome.text}).encode() + b"\n")
        _write_quads(place, f"{number:05}", quads, blocks)


def write_links(kind: str, pieces: list[Piece], errand: Errand) -> None:
    """Write which happenings of a class are the same."""
    place, schema = Place(errand.out), _reader(errand).knowledge.schema
    wanted = kind.encode() + b"\x1f"
    with tempfile.TemporaryDirectory(prefix="ukgraph-") as folder:
        clues, links, blocks = (Sorter(Path(folder), kind) for kind in ("clues", "links", "blocks"))
        for piece in pieces:
            with place.open(errand.file(piece, "clues")) as file:
                clues.extend(line.rstrip(b"\n") for line in file if line.startswith(wanted))
        for link in same_events(map(reader.clue_of, clues), schema):
            links.extend([to_line(link)])
            blocks.extend(to_blocks([link.triple]))
        _write_quads(place, f"links-{kind}", links, blocks)


def _write_quads(place: Place, name: str, quads: Iterable[bytes], blocks: Iterable[bytes]) -> None:
    with place.write(f"shard-{name}.nq") as file:
        for line in quads:
            graph, _, triple = line.partition(b" ")
            file.write(b"%b %b .\n" % (triple, graph))
    buckets: dict[int, list[bytes]] = defaultdict(list)
    for block in blocks:
        buckets[crc32(subject_of(block)) % BUCKETS].append(block)
    for bucket in range(BUCKETS):
        with place.write(f"{_WORK}/blocks-{name}-{bucket}") as file:
            file.writelines(block + b"\n" for block in buckets[bucket])


def take_census(bucket: int, names: list[str], errand: Errand) -> describe.Census:
    """Count the different triples of a bucket. One subject's are all in one."""
    place = Place(errand.out)
    with tempfile.TemporaryDirectory(prefix="ukgraph-") as folder:
        blocks = Sorter(Path(folder), "blocks")
        for name in names:
            with place.open(f"{_WORK}/blocks-{name}-{bucket}") as file:
                blocks.extend(line.rstrip(b"\n") for line in file)
        return describe.census_of(shapes_of(join(blocks)))


# Beside the workers ---------------------------------------------------------------------------------


def build(
    paths: tuple[str, ...],
    out: str,
    task: Task,
    *,
    address: str | None = None,
    workers: int = 1,
    told: Told | None = None,
    size: int | None = None,
) -> Built:
    """Build a graph in shards on a Dask cluster.

    Args:
        paths: files, folders and globs, local or with an address.
        out: the folder to write to, likewise.
        task: what every worker loads.
        address: of the scheduler; None starts a cluster on this machine with so many `workers`.
        workers: see `address`.
        told: whoever hears how it goes on.
        size: bytes of a piece.

    Raises:
        KnowledgeError: the ontology or the model is wrong.
        OutputError: the output cannot be written, or the workers are of another version.
    """
    hears = told or Silence()
    knowledge = load_knowledge(None if task.ontology is None else Path(task.ontology), task.extra)
    errand = Errand(out, task, knowledge.sha256, model_sha256(task.model))
    with ExitStack() as stack:
        if address is None:
            local = stack.enter_context(
                LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0")
            )
            client = stack.enter_context(Client(local))
            keep_up: Callable[[], None] = partial(_replace_lost, local, workers)
        else:
            client = stack.enter_context(Client(address))
            keep_up = _leave
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ukgraph-")))
        roster = Roster(folder)
        stack.callback(roster.close)
        run = _Run(client, errand, knowledge.schema, hears, roster, folder, keep_up)
        return run.build(*(find_pieces(paths) if size is None else find_pieces(paths, size)))


def _replace_lost(cluster: LocalCluster, wanted: int) -> None:
    """Start a worker for each that is gone: one that dies while it starts is not started again by whoever watches it."""
    scheduler: Scheduler | None = cluster.scheduler
    lost = 0 if scheduler is None else wanted - len(scheduler.workers)
    if lost > 0:
        cluster.scale(len(cluster.worker_spec) + lost)


def _leave() -> None:
    """Somebody else's cluster has workers of his own care."""


@dataclass
class _Run:
    client: Client
    errand: Errand
    schema: Schema
    hears: Told
    roster: Roster
    folder: Path
    keep_up: Callable[[], None]

    def build(self, pieces: list[Piece], troubles: list[Skipped]) -> Built:
        for skip in troubles:
            self.roster.skip(skip)
        tally, sums = Tally(), Sorter(self.folder, "sums")
        kinds: set[str] = set()
        met: dict[Piece, list[str]] = {}
        leaves = dict(self._read(pieces))
        reprints = self._reprints(leaves)
        for piece, found in self._settle(leaves, reprints):
            tally.include(found.tally)
            sums.extend(f"{one} {piece.name} {i}".encode() for i, one in enumerate(found.sums))
            kinds |= found.kinds
            if found.tally.articles:
                met[piece] = sorted({m.id for m in found.met})
            self._note(found)
        if not tally.articles:
            return built(self.roster, {})
        names = self._write(sorted(met, key=_order), met, reprints, sorted(kinds))
        counted = self._all(take_census, [(bucket, names) for bucket in range(BUCKETS)])
        return self._finish(tally, describe.joined(counted), sums, names)

    def _note(self, found: Summary) -> None:
        self.roster.note(found.met, found.mentioned)
        for skip in found.skipped:
            self.roster.skip(skip)
        for source in found.aside:
            self.roster.add_aside(source)

    def _read(self, pieces: list[Piece]) -> Iterator[tuple[Piece, list[Sketch]]]:
        """The sketches of what was read of each piece. What seems to kill workers is read in the end, in halves, down to the page that does it.

        One at a time: whatever waits on a worker when it dies is blamed too.
        """
        suspects: deque[Piece] = deque()
        done = 0
        for piece, found in self._each(read, [(piece,) for piece in pieces]):
            if found is None:
                suspects.append(piece)
            else:
                yield piece, found
                done += 1
                self.hears.progress(f"{piece.folder}/{piece.names[0]}", done, len(pieces))
        while suspects:
            piece = suspects.popleft()
            ((_, found),) = self._each(read, [(piece,)])
            if found is not None:
                yield piece, found
                continue
            ((_, pages),) = self._each(count, [(piece,)])
            if pages > 1:
                suspects.extendleft(reversed(piece.halves(pages)))
            else:
                ((_, lost),) = self._each(quarantine, [(piece,)])
                for skip in lost.skipped:
                    self.roster.skip(skip)
                    self.hears.say(f"{skip.source} {skip.reason}")

    def _reprints(self, leaves: dict[Piece, list[Sketch]]) -> dict[Piece, dict[str, str]]:
        """For every piece which of its articles print the text of which other; texts are asked for as they are compared."""
        home = {one.id: piece for piece, sketches in leaves.items() for one in sketches}

        def text_of(article: str) -> str:
            (texts,) = self._all(find_texts, [(home[article], {article})])
            return str(texts[article])

        found: dict[Piece, dict[str, str]] = {piece: {} for piece in leaves}
        for article, original in find_reprints(chain.from_iterable(leaves.values()), text_of).items():
            found[home[article]][article] = original
        return found

    def _settle(
        self, leaves: dict[Piece, list[Sketch]], reprints: dict[Piece, dict[str, str]]
    ) -> Iterator[tuple[Piece, Summary]]:
        yield from self._each(settle, [(piece, reprints[piece]) for piece in leaves])

    def _write(
        self,
        pieces: list[Piece],
        met: dict[Piece, list[str]],
        reprints: dict[Piece, dict[str, str]],
        kinds: list[str],
    ) -> list[str]:
        """Write all shards but the last; their names."""
        namings = {piece: {e: self.roster.namings(e) for e in met[piece]} for piece in pieces}
        self._all(
            write_shard, [(i, piece, namings[piece], reprints[piece]) for i, piece in enumerate(pieces)]
        )
        self._all(write_links, [(kind, pieces) for kind in kinds])
        return [*(f"{i:05}" for i in range(len(pieces))), *(f"links-{kind}" for kind in kinds)]

    def _each(
        self, function: Callable[..., Any], arguments: list[tuple[Any, ...]]
    ) -> Iterator[tuple[Any, Any]]:
        """The first argument and the answer of every call, in the order in which they are done; None if it killed its workers.

        Every call can be made again: what it has written is there. So what a scheduler forgets is asked once more.
        """
        todo = deque(arguments)
        asked: dict[Any, tuple[Any, ...]] = {}
        while todo or asked:
            while todo and len(asked) < AT_ONCE:
                given = todo.popleft()
                asked[self.client.submit(function, *given, self.errand, pure=False)] = given
            for future in self._finished(asked):
                given = asked.pop(future)
                try:
                    yield given[0], future.result(timeout=FETCH if future.done() else 0)
                except KilledWorker:
                    yield given[0], None
                except TimeoutError:
                    future.cancel()
                    todo.append(given)

    def _finished(self, asked: Collection[Any]) -> set[Any]:
        """The calls that are done, as soon as one is; all of them where nothing is heard for too long."""
        for _ in range(max(1, round(STALL / PULSE))):
            try:
                return set(wait(list(asked), timeout=min(PULSE, STALL), return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                self.keep_up()
        return set(asked)

    def _all(self, function: Callable[..., Any], arguments: list[tuple[Any, ...]]) -> list[Any]:
        """The answers of calls that kill nobody.

        Raises:
            OutputError: one did.
        """
        answers = [answer for _, answer in self._each(lambda *given: (True, function(*given)), arguments)]
        if None in answers:
            raise OutputError("workers die while they write shards; have they enough memory?")
        return [answer for _, answer in answers]

    def _finish(self, tally: Tally, counted: describe.Census, sums: Sorter, names: list[str]) -> Built:
        """Write the description and the report, and take away what belongs to no part of this build."""
        place = Place(self.errand.out)
        corpus = describe.joined_sha256(line.decode().partition(" ")[0] for line in sums)
        stamps = describe.Stamps(metadata.version("ukgraph"), self.errand.ontology, self.errand.model, corpus)
        with place.write("shard-about.nq") as file:
            for quad in sorted(map(to_line, describe.describe(counted, stamps))):
                graph, _, triple = quad.partition(b" ")
                file.write(b"%b %b .\n" % (triple, graph))
        ours = {f"shard-{name}.nq" for name in (*names, "about")} | {f"texts-{name}.jsonl" for name in names}
        for name in chain(place.names("shard-*.nq"), place.names("texts-*.jsonl")):
            if name not in ours:
                place.remove(name)
        for folder, pattern in ((f"{_WORK}/", "blocks-*"), (f"{_WORK}/", "*.part"), ("", "*.part")):
            for name in place.names(folder + pattern):  # what a worker left that was killed
                place.remove(folder + name)
        edges = count_edges(counted, self.schema)
        report = tally.report(self.roster, edges, self.errand.ontology, {})
        with place.write(REPORT_NAME) as file:
            write_report(report, self.roster, file)
        return built(self.roster, report)


def quarantine(piece: Piece, _: Errand) -> Summary:
    """What is told of a piece whose only page no worker survives."""
    found = Summary()
    for page in read_piece(piece):
        if isinstance(page, Skipped):
            found.skipped.append(page)
        else:
            found.skipped.append(Skipped(page.source, QUARANTINE))
    return found


def _order(piece: Piece) -> tuple[object, ...]:
    return piece.folder, piece.names, piece.start, piece.first
