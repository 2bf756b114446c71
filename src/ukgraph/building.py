"""A build of any size: survey what there is, read what has changed, put everything together on the disk.

Memory holds a page, a block of lines or a batch at a time, never all articles. What came of each article is kept in a
cache, so that a run that was cut off, by whatever, loses at most the last seconds; the files of a build are replaced
together at the end. One build at a time writes a folder. The result depends on pages, ontology, model and software alone:
neither on what was kept, nor on the number of workers.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from ukgraph import describe, iris, portion, reader, showing, store, view
from ukgraph.assemble import Directory, described, same_events
from ukgraph.blocks import join, shapes_of, to_blocks
from ukgraph.cache import NEW, Cache, DamagedError, discard, holds_nothing
from ukgraph.crew import Crew, Task
from ukgraph.errors import OutputError
from ukgraph.loading import load_knowledge
from ukgraph.parse import model_sha256
from ukgraph.read import read
from ukgraph.reader import Fate
from ukgraph.records import Skipped
from ukgraph.reprints import find_reprints
from ukgraph.roster import Roster
from ukgraph.sorting import Sorter
from ukgraph.tally import REPORT_NAME, Tally, count_edges, write_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyoxigraph as ox

    from ukgraph.assemble import Met
    from ukgraph.knowledge import Knowledge
    from ukgraph.reader import Outcome, Stamp
    from ukgraph.reprints import Sketch

_T = TypeVar("_T")
TEXT_FOLDER: Final = "text"
CACHE_FOLDER: Final = ".cache"
_LOCK, _WORK, _BUILT = "lock", "work", "built.txt"
_KEEP_EVERY = 2.0  # seconds of reading that a sudden end may cost
_WORTH_A_WORKER = 60_000  # characters: for less, one more process takes longer to load than it saves
_SHOWN = 10  # of each list, in what is handed back; the files have everything


class Told(Protocol):
    """Whoever hears how a build goes on."""

    def say(self, line: str) -> None:
        """Hear what a person should know."""

    def progress(self, name: str, done: int, total: int) -> None:
        """Hear that an article has been read, as which one of how many."""


class Silence:
    """Nobody."""

    def say(self, line: str) -> None:
        """Hear nothing."""

    def progress(self, name: str, done: int, total: int) -> None:
        """Hear nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be built, where and with what: `cache` None is a folder inside of `out`; `workers` are at most so many; it is drawn `like` the build in a folder."""

    paths: tuple[str, ...]
    out: Path
    workers: int = 1
    cache: Path | None = None
    model: str | None = None
    ontology: Path | None = None
    extra: tuple[str, ...] = ()
    like: Path | None = None

    @property
    def kept_in(self) -> Path:
        """The folder of the cache."""
        return self.cache or self.out / CACHE_FOLDER


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: its report without the lists, how many pages were skipped and the first of them, how many set aside."""

    report: dict[str, Any]
    skips: int
    skipped: tuple[Skipped, ...]
    asides: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build would do: how many pages it would read for each reason, how many are unchanged, skipped and gone."""

    again: dict[str, int]
    unchanged: int
    skips: int
    gone: int


def build(plan: Plan, told: Told | None = None) -> Built:
    """Build a graph in a folder; if no article could be read, nothing is written.

    Raises:
        KnowledgeError: the ontology or the model is wrong; nothing is written then.
        OutputError: the folder or the cache cannot be written; what was read until then is kept.
    """
    hears = told or Silence()
    clock = _Clock()
    knowledge = load_knowledge(plan.ontology, plan.extra)
    model = model_sha256(plan.model)
    clock.lap("load")
    for _ in range(2):
        try:
            with _claimed(plan.out, hears) as work, Cache(_made(plan.kept_in)) as cache:
                roster = Roster(work)
                with contextlib.closing(roster):
                    return _Build(plan, hears, clock, knowledge, model, cache, roster, work).run()
        except DamagedError as error:
            hears.say(f"{error}: it is made anew, and what it held is read again")
            discard(plan.kept_in)
        except (OSError, sqlite3.Error) as error:
            raise _cannot_write(plan.out, error) from error
    raise OutputError(f"the cache in {plan.kept_in} breaks while it is used; choose another with --cache DIR")


def forecast(plan: Plan) -> Forecast:
    """What `build` would do, without doing it.

    Raises:
        KnowledgeError: the ontology or the model is wrong.
        OutputError: the cache cannot be opened.
    """
    knowledge = load_knowledge(plan.ontology, plan.extra)
    model = model_sha256(plan.model)
    with contextlib.ExitStack() as stack:
        roster = Roster(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ukgraph-"))))
        stack.callback(roster.close)
        try:
            cache = stack.enter_context(Cache(plan.kept_in)) if Cache.there(plan.kept_in) else None
        except DamagedError:
            cache = None
        _survey(
            plan,
            roster,
            lambda page, stamp: NEW if cache is None else cache.why(page, stamp),
            knowledge,
            model,
        )
        again = roster.reasons()
        gone = sum(1 for name in earlier_articles(plan.out) if not roster.holds(name))
        return Forecast(again, roster.size() - sum(again.values()), roster.skips(), gone)


def _survey(
    plan: Plan, roster: Roster, why: Callable[[str, Stamp], str | None], knowledge: Knowledge, model: str
) -> None:
    for page in read(plan.paths):
        if isinstance(page, Skipped):
            roster.skip(page)
        else:
            stamp = reader.stamp(page, knowledge.sha256, model)
            roster.add(page, stamp, why(page.id, stamp))


class _Clock:
    """Seconds between one lap and the next."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(now - self._last, 3)
        self._last = now


@dataclass(frozen=True, slots=True)
class _Lines:
    """What contributions give to the whole, in order: blocks with and without their graphs, clues of happenings, ties of entities, sums of articles."""

    named: Sorter
    blocks: Sorter
    clues: Sorter
    ties: Sorter
    sums: Sorter

    def add(self, graph: bytes, blocks: Iterable[bytes]) -> None:
        """Take the blocks of a graph."""
        told = list(blocks)
        self.blocks.extend(told)
        self.named.extend(b"%b %b" % (graph, block) for block in told)


@dataclass
class _Build:
    """One run, step by step."""

    plan: Plan
    hears: Told
    clock: _Clock
    knowledge: Knowledge
    model: str
    cache: Cache
    roster: Roster
    work: Path

    @cached_property
    def directory(self) -> Directory:
        """What entities are called, once everything has been gathered."""
        return Directory(self.knowledge, self.roster.namings)

    @cached_property
    def reprints(self) -> dict[str, str]:
        """Which articles print the text of which other."""
        sketches = (self._sketch(name) for name in self.roster.ids())
        return find_reprints(filter(None, sketches), lambda name: self._outcome(name).text)

    def run(self) -> Built:
        _survey(self.plan, self.roster, self.cache.why, self.knowledge, self.model)
        self.clock.lap("survey")
        self._read()
        self.clock.lap("read")
        with store.Replacement(self.plan.out) as files:
            return self._write(files)

    # Read what is not there yet -----------------------------------------------------------------

    def _read(self) -> None:
        total = self.roster.pending()
        if not total:
            return
        ontology = None if self.plan.ontology is None else str(self.plan.ontology.absolute())
        task = Task(self.plan.model, ontology, self.plan.extra)
        workers = max(1, min(self.plan.workers, -(-self.roster.characters() // _WORTH_A_WORKER)))
        kept = time.monotonic()
        try:
            with Crew(task, workers) as crew:
                for number, done in enumerate(crew.read(self.roster.batches()), start=1):
                    if done.quarantined:
                        self.hears.say(f"{done.page.source} {done.quarantined}")
                        self.roster.leave_out(done.page.id, done.quarantined)
                    else:
                        self.cache.put(done.page.id, self.roster.stamp(done.page.id), done.outcome)
                    if time.monotonic() - kept > _KEEP_EVERY:
                        self.cache.commit()
                        kept = time.monotonic()
                    self.hears.progress(done.page.id, number, total)
        finally:
            self.cache.commit()

    # Put it together ----------------------------------------------------------------------------

    def _write(self, files: store.Replacement) -> Built:
        lines = _Lines(*(Sorter(self.work, name) for name in ("named", "blocks", "clues", "ties", "sums")))
        tally = self._gather(files, lines)
        if not tally.articles:
            return built(self.roster, {})
        for link in same_events(map(reader.clue_of, lines.clues), self.knowledge.schema):
            lines.add(str(link.graph_name).encode(), to_blocks([link.triple]))
        counted = describe.census_of(shapes_of(join(lines.blocks)))
        stamps = describe.Stamps(
            metadata.version("ukgraph"),
            self.knowledge.sha256,
            self.model,
            describe.joined_sha256(line.decode().partition(" ")[0] for line in lines.sums),
        )
        about = (quad.triple for quad in describe.describe(counted, stamps))
        lines.add(str(iris.DATASET).encode(), to_blocks(sorted(about, key=str)))
        with files.open(store.TURTLE_NAME) as file:
            store.write_turtle(join(lines.blocks), file)
        with files.open(store.TRIG_NAME) as file:
            number = store.write_trig(lines.named, file)
        self.clock.lap("assemble")
        self._draw(files, lines, whole=number <= portion.WHOLE_UP_TO)
        self.clock.lap("draw")
        edges = count_edges(counted, self.knowledge.schema)
        report = tally.report(self.roster, edges, self.knowledge.sha256, self.clock.laps)
        with files.open(REPORT_NAME) as file:
            write_report(report, self.roster, file)
        self._move(files)
        return built(self.roster, report)

    def _gather(self, files: store.Replacement, lines: _Lines) -> Tally:
        """Everything that articles give by themselves; then how they call what only they know, which all of them settle."""
        tally = Tally()
        unsettled = self.work / "met"
        with unsettled.open("wb") as later:
            for name in self.roster.ids():
                outcome = self._outcome(name)
                given = outcome.gives(self.reprints.get(name))
                if outcome.fate is Fate.ASIDE:
                    self.roster.set_aside(name)
                if given is None:
                    self.roster.leave_out(name, outcome.reason)
                    continue
                tally.add(outcome, given)
                lines.add(_home(name), given.blocks)
                for graph, block in given.edges:
                    lines.add(graph, [block])
                lines.clues.extend(reader.clue_line(clue) for clue in given.clues)
                lines.sums.extend([f"{given.sha256} {name}".encode()])
                lines.ties.extend(portion.tie_lines(given))
                self.roster.note(given.met, given.mentioned)
                if given.met:
                    later.write(
                        json.dumps([name, [reader.met_fields(m) for m in given.met]]).encode() + b"\n"
                    )
                files.place(f"{TEXT_FOLDER}/{name}.txt", outcome.text.encode())
        with unsettled.open("rb") as again:
            for line in again:
                name, fields = json.loads(line)
                met: list[Met] = [reader.to_met(f) for f in fields]
                lines.add(_home(name), described(met, self.directory, self.knowledge.schema))
        return tally

    def _outcome(self, name: str) -> Outcome:
        return self._kept(name, reader.unpack)

    def _sketch(self, name: str) -> Sketch | None:
        return self._kept(name, reader.unpack_sketch)

    def _kept(self, name: str, unpack: Callable[[bytes], _T]) -> _T:
        try:
            return unpack(self.cache.get(name))
        except ValueError as error:
            raise DamagedError(f"{self.cache.path} is damaged ({error})") from error

    def _draw(self, files: store.Replacement, lines: _Lines, *, whole: bool) -> None:
        """Draw everything that was written, or if that is too much a portion of it."""
        graph = store.fill(store.read_trig(files.written(store.TRIG_NAME)) if whole else self._portion(lines))
        places = {} if self.plan.like is None else showing.read_places(self.plan.like)
        said = "" if whole else portion.SAID
        look = view.view(graph, schema=self.knowledge.schema, earlier=places, portion=said)
        for name, data in showing.files(look).items():
            with files.open(name) as file:
                file.write(data)

    def _portion(self, lines: _Lines) -> Iterator[ox.Quad]:
        for name, frames in portion.choose(lines.ties, self.work).items():
            given = self._outcome(name).gives(self.reprints.get(name))
            if given is not None:
                yield from portion.part_of(given, frames, self.directory, self.knowledge.schema)

    # The report, and the end --------------------------------------------------------------------

    def _move(self, files: store.Replacement) -> None:
        """Put everything in its place, and take the texts away that only an earlier build had."""
        gone = [name for name in earlier_articles(self.plan.out) if not self.roster.holds(name)]
        for name in self.roster.ids():
            files.move_placed(f"{TEXT_FOLDER}/{name}.txt")
        files.move()
        for name in gone:
            (self.plan.out / TEXT_FOLDER / f"{name}.txt").unlink(missing_ok=True)
        note_articles(self.plan.out, self.roster.ids())


def built(roster: Roster, report: dict[str, Any]) -> Built:
    """What to hand back."""
    return Built(report, roster.skips(), tuple(islice(roster.skipped(), _SHOWN)), roster.asides())


def _home(article: str) -> bytes:
    return str(iris.article(article)).encode()


# The folder -----------------------------------------------------------------------------------------


@contextlib.contextmanager
def _claimed(out: Path, hears: Told) -> Iterator[Path]:
    """The folder of a build for this process alone, with an empty folder to work in; what was made in vain is taken away."""
    new = [p for p in (out, *out.absolute().parents) if not p.exists()]
    hidden = _made(out / CACHE_FOLDER)
    work = hidden / _WORK
    with _locked(hidden / _LOCK, hears):
        try:
            _take_leftovers_away(out, work)
            work.mkdir()
            yield work
        finally:
            _take_leftovers_away(out, work)
            if new and holds_nothing(hidden):
                shutil.rmtree(hidden, ignore_errors=True)
                for folder in new:
                    with contextlib.suppress(OSError):  # it has become somebody's
                        folder.rmdir()


def _take_leftovers_away(out: Path, work: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    for folder in (out, out / TEXT_FOLDER):
        store.take_parts_away(folder)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot write {folder}: {error.strerror}; choose another folder with -o DIR"
        ) from error
    return folder


@contextlib.contextmanager
def _locked(path: Path, hears: Told) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415  it is there on Unix only; elsewhere two builds at once are the user's to avoid
    except ImportError:
        yield
        return
    with path.open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            hears.say(f"another build is writing {path.parent.parent}; this one waits until it has ended")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def earlier_articles(out: Path) -> Iterator[str]:
    """The ids of the articles of the build that stands in a folder: no other text there is ours to delete."""
    try:
        with (out / CACHE_FOLDER / _BUILT).open(encoding="utf-8") as file:
            yield from (line.rstrip("\n") for line in file)
    except OSError:
        yield from store.article_ids(out)


def note_articles(out: Path, ids: Iterable[str]) -> None:
    """Note which articles the build that stands in a folder has."""
    (out / CACHE_FOLDER).mkdir(exist_ok=True)
    with store.Replacement(out / CACHE_FOLDER) as kept:
        with kept.open(_BUILT) as file:
            file.writelines(f"{name}\n".encode() for name in ids)
        kept.move()


def _cannot_write(out: Path, error: OSError | sqlite3.Error) -> OutputError:
    where = getattr(error, "filename", None) or out
    why = getattr(error, "strerror", None) or error
    return OutputError(
        f"cannot write {where}: {why}; what was read is kept: make room or rights there, or choose another folder with -o DIR"
    )
