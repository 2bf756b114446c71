"""Questions run in processes of their own, under limits: one that explodes is ended, and nobody else waits for it.

The embedded store can neither be timed nor interrupted. So each question goes to one of a few workers that read the graph from
disk, where a process that was ended is replaced in a moment. A worker has no use for the network: SERVICE is refused before it asks.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph import query, results
from ukgraph.errors import QueryError
from ukgraph.iris import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_LINE = 2**16  # bytes of the line before an answer


@dataclass(frozen=True, slots=True)
class Limits:
    """For one question: seconds, rows or triples, and bytes of memory of its process (0: no limit)."""

    seconds: float
    rows: int
    memory: int


@dataclass(frozen=True, slots=True)
class Job:
    """A question with the graphs that it is about, and the media types that its rows or its graph may come in."""

    sparql: str
    rows_as: str | None
    graph_as: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    MALFORMED = "malformed"  # it is no SPARQL, or is refused
    UNACCEPTABLE = "unacceptable"  # no media type fits
    TOO_LONG = "too long"  # it took too much time
    TOO_MUCH = "too much"  # it has too many rows
    FAILED = "failed"  # the worker did not survive it, or the store gave up


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job: the body with its media type, or a message."""

    outcome: Outcome
    body: bytes
    media_type: str


# In a worker ----------------------------------------------------------------------------------------


def answer(store: ox.Store, job: Job, limits: Limits) -> Answer:
    """Ask the store and write the answer, within the limit of rows."""
    try:
        query.refuse_service(job.sparql)
        found = store.query(
            job.sparql,
            prefixes=dict(PREFIXES),
            default_graph=[ox.NamedNode(g) for g in job.default_graphs] or None,
            named_graphs=[ox.NamedNode(g) for g in job.named_graphs] or None,
        )
        return _written(found, job, limits)
    except SyntaxError as error:
        return _message(Outcome.MALFORMED, query.explain_syntax(str(error), job.sparql))
    except (QueryError, ValueError) as error:
        return _message(Outcome.MALFORMED, str(error))
    except (RuntimeError, OSError, MemoryError) as error:
        return _message(Outcome.FAILED, f"the question failed: {error}")


def _written(found: query.Answer, job: Job, limits: Limits) -> Answer:
    media_type = job.graph_as if isinstance(found, ox.QueryTriples) else job.rows_as
    if media_type is None:
        offered = results.GRAPHS if isinstance(found, ox.QueryTriples) else results.ROWS
        return _message(Outcome.UNACCEPTABLE, f"this answer comes as {', '.join(offered)}")
    if isinstance(found, ox.QueryBoolean):
        return Answer(Outcome.ANSWERED, results.write_answer(bool(found), media_type), media_type)
    rows = list(islice(found, limits.rows + 1))
    if len(rows) > limits.rows:
        return _message(Outcome.TOO_MUCH, f"the answer has more than {limits.rows:,} rows; add LIMIT")
    if isinstance(found, ox.QueryTriples):
        fmt = results.GRAPHS[media_type]
        prefixes = {} if fmt == ox.RdfFormat.N_TRIPLES else dict(PREFIXES)
        return Answer(
            Outcome.ANSWERED,
            ox.serialize(sorted(rows, key=str), format=fmt, prefixes=prefixes) or b"",
            media_type,
        )
    table = query.Rows(tuple(v.value for v in found.variables), tuple(tuple(row) for row in rows))
    return Answer(Outcome.ANSWERED, results.write_rows(table, media_type), media_type)


def _message(outcome: Outcome, text: str) -> Answer:
    return Answer(outcome, f"{text}\n".encode(), "text/plain; charset=utf-8")


def work(store: ox.Store, limits: Limits, jobs: BinaryIO, answers: BinaryIO) -> None:
    """The life of a worker: jobs in, answers out, a line of JSON each and the body behind it, until there are no more."""
    _tell(answers, Answer(Outcome.ANSWERED, b"ready", ""))
    for line in jobs:
        asked = json.loads(line)
        job = Job(
            asked["sparql"],
            asked["rows_as"],
            asked["graph_as"],
            tuple(asked["default_graphs"]),
            tuple(asked["named_graphs"]),
        )
        _tell(answers, answer(store, job, limits))


def _tell(answers: BinaryIO, found: Answer) -> None:
    head = {"outcome": found.outcome, "media_type": found.media_type, "length": len(found.body)}
    answers.write(json.dumps(head).encode() + b"\n" + found.body)
    answers.flush()


def _limit_memory(most: int) -> None:
    with contextlib.suppress(ImportError, ValueError):  # not every system can
        import resource  # noqa: PLC0415  it is there on Unix only

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


# Beside the workers ---------------------------------------------------------------------------------


class _Worker:
    """One process, begun anew after it had to be ended."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.limits = limits
        self.command = [
            sys.executable,
            "-m",
            "ukgraph.workers",
            str(store),
            str(limits.rows),
            str(limits.memory),
        ]

    async def begin(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *self.command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LINE
        )
        await self._receive()

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()

    async def ask(self, job: Job) -> Answer:
        """The answer; if its time is over or the process is gone, a message, and then the worker must begin anew."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._exchange(job)
        except TimeoutError:
            return _message(
                Outcome.TOO_LONG,
                f"the question took longer than {self.limits.seconds:g} seconds and was ended",
            )
        except (asyncio.IncompleteReadError, OSError, json.JSONDecodeError):
            return _message(Outcome.FAILED, "the question used more than it may, and was ended")

    async def _exchange(self, job: Job) -> Answer:
        if self.process.stdin is None:
            raise OSError("a worker without a way in")
        self.process.stdin.write(json.dumps(asdict(job)).encode() + b"\n")
        await self.process.stdin.drain()
        return await self._receive()

    async def _receive(self) -> Answer:
        if self.process.stdout is None:
            raise OSError("a worker without a way out")
        head = json.loads(await self.process.stdout.readuntil(b"\n"))
        body = await self.process.stdout.readexactly(head["length"])
        return Answer(Outcome(head["outcome"]), body, head["media_type"])


class Workers:
    """A few workers over one graph on disk; a question waits for a free one no longer than it may run."""

    def __init__(self, store: Path, count: int, limits: Limits) -> None:
        """Name the workers; `begin` starts them."""
        self.limits = limits
        self._all = [_Worker(store, limits) for _ in range(count)]
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._running: set[asyncio.Task[Answer]] = set()

    async def begin(self) -> None:
        """Start the processes, and wait until they are ready."""
        await asyncio.gather(*(worker.begin() for worker in self._all))
        for worker in self._all:
            self._free.put_nowait(worker)

    async def ask(self, job: Job) -> Answer | None:
        """The answer, or None if all workers were busy for as long as a question may take."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                worker = await self._free.get()
        except TimeoutError:
            return None
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._run(worker, job, answered))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await answered

    async def _run(self, worker: _Worker, job: Job, answered: asyncio.Future[Answer]) -> Answer:
        """Answer first; a worker that had to be ended is begun anew behind the client's back, even if the client has gone."""
        found = await worker.ask(job)
        if not answered.done():
            answered.set_result(found)
        if found.outcome in (Outcome.TOO_LONG, Outcome.FAILED):
            await worker.end()
            await worker.begin()
        self._free.put_nowait(worker)
        return found

    async def close(self) -> None:
        """End all processes."""
        for task in self._running:
            task.cancel()
        for worker in self._all:
            await worker.end()


if __name__ == "__main__":
    path, rows, memory = sys.argv[1:]
    if int(memory):
        _limit_memory(int(memory))
    work(ox.Store.read_only(path), Limits(0, int(rows), int(memory)), sys.stdin.buffer, sys.stdout.buffer)
