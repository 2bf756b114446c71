"""Worker processes that read pages: each loads the model once, and none of them can take the run down.

A worker that dies is replaced, and the page that it was at is tried once more; if that one dies too, or takes longer than any
page may, the page is put into quarantine and told, and the run goes on. Pages go to whoever is free, so what comes of
them arrives in any order; nothing of that order may show in a build.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Self

from ukgraph.errors import KnowledgeError, OutputError
from ukgraph.reader import Reader, pack
from ukgraph.records import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

TRIES: Final = 2  # workers that a page may cost before it is put into quarantine
PATIENCE: Final = 120.0  # seconds that any page may take,
PATIENCE_PER_CHARACTER: Final = (
    0.002  # and what it may take beyond that for its length: a hundred times what it needs
)
LIFETIME: Final = (
    20_000_000  # characters after which a worker is replaced: what a parser remembers of words only grows
)
START_TRIES: Final = 3
COLLECT_EVERY: Final = 50_000  # objects made anew: a page makes many, and hardly any in circles
_LENGTH = struct.Struct(">cI")
_READY, _DONE, _WRONG, _FAILED = b"r", b"d", b"w", b"f"


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker loads: an ontology folder (None: the one that ships), Turtle texts beside it, and a model."""

    model: str | None
    ontology: str | None
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A page with its packed outcome, or with the reason why it is in quarantine."""

    page: Page
    outcome: bytes
    quarantined: str = ""


# In a worker ----------------------------------------------------------------------------------------


def main() -> None:
    """The life of a worker: a task, then lists of pages in; an answer for each page out; until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers itself
    given, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        task = json.loads(_receive(given)[1])
        ontology = None if task["ontology"] is None else Path(task["ontology"])
        reader = Reader.load(model=task["model"], ontology=ontology, extra=task["extra"])
        keep_what_is_loaded()
        told = {"ontology": reader.knowledge.sha256, "model": reader.parser.sha256}
        _send(answers, _READY, json.dumps(told).encode())
    except KnowledgeError as error:
        _send(answers, _WRONG, str(error).encode())
        return
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            for fields in json.loads(_receive(given)[1]):
                _send(answers, *_read(Page(**fields), reader))


def keep_what_is_loaded() -> None:
    """Spare the collector of this process what is loaded for good: it would go through all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def _read(page: Page, reader: Reader) -> tuple[bytes, bytes]:
    try:
        return _DONE, pack(reader.read(page))
    except KnowledgeError as error:
        return _WRONG, str(error).encode()
    except Exception as error:  # noqa: BLE001  one page that no stage was made for must not end a run of thousands
        return _FAILED, f"{type(error).__name__}: {error}".encode(errors="replace")


def _send(stream: IO[bytes], kind: bytes, data: bytes) -> None:
    stream.write(_LENGTH.pack(kind, len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> tuple[bytes, bytes]:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    kind, length = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return kind, data


# Beside the workers ---------------------------------------------------------------------------------


class _Worker:
    """One process, with a thread's worth of patience."""

    def __init__(self, task: Task) -> None:
        self._given = 0
        # -P: no module of the working directory may stand in for one of ours.
        command = [sys.executable, "-P", "-c", "from ukgraph.crew import main; main()"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        if self.process.stdin is None or self.process.stdout is None:
            raise OSError("a worker without pipes")
        self._in, self._out = self.process.stdin, self.process.stdout
        self._first = json.dumps(asdict(task)).encode()

    def begin(self) -> bool:
        """Whether it is ready.

        Raises:
            KnowledgeError: the ontology or the model is wrong.
        """
        with contextlib.suppress(OSError, EOFError):
            _send(self._in, b"t", self._first)
            kind, data = _receive(self._out)
            if kind == _WRONG:
                raise KnowledgeError(data.decode())
            return True
        return False

    def give(self, pages: Sequence[Page]) -> None:
        self._given += sum(len(p.raw) for p in pages)
        _send(self._in, b"p", json.dumps([asdict(p) for p in pages]).encode())

    def answer(self, seconds: float) -> tuple[bytes, bytes] | None:
        """What came of the next page; None if the worker is dead or too slow, and then it is ended."""
        watch = threading.Timer(seconds, self.process.kill)
        watch.daemon = True
        watch.start()
        try:
            return _receive(self._out)
        except (OSError, EOFError):
            return None
        finally:
            watch.cancel()

    @property
    def old(self) -> bool:
        return self._given > LIFETIME

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()


class Crew:
    """A few workers; use it in a `with` block, which ends them whatever happens."""

    def __init__(self, task: Task, count: int) -> None:
        """Name the workers; they start with the first pages."""
        self._task = task
        self._count = count
        self._batches: queue.Queue[Sequence[Page] | None] = queue.Queue(maxsize=count)
        self._answers: queue.Queue[Done | Exception | None] = queue.Queue(maxsize=64 * count)
        self._workers: set[_Worker] = set()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        """The crew itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every worker at once."""
        self._over.set()
        with self._lock:
            for worker in self._workers:
                with contextlib.suppress(OSError):
                    worker.process.kill()
        while any(t.is_alive() for t in self._threads):
            for waiting in (self._batches, self._answers):
                with contextlib.suppress(queue.Empty):
                    waiting.get_nowait()
            with contextlib.suppress(queue.Full):
                self._batches.put_nowait(None)
            for thread in self._threads:
                thread.join(0.01)

    def read(self, batches: Iterable[Sequence[Page]]) -> Iterator[Done]:
        """What comes of each page, in the order in which it is done. Batches are asked for when a worker is free.

        Raises:
            KnowledgeError: the ontology or the model is wrong.
            OutputError: no worker can be started.
        """
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(self._count)]
        for thread in self._threads:
            thread.start()
        waiting = 0
        for batch in batches:
            waiting += len(batch)
            while not self._offer(batch):
                for done in self._arrived(block=True):
                    waiting -= 1
                    yield done
            for done in self._arrived(block=False):
                waiting -= 1
                yield done
        while waiting:
            for done in self._arrived(block=True):
                waiting -= 1
                yield done

    def _offer(self, batch: Sequence[Page]) -> bool:
        try:
            self._batches.put_nowait(batch)
        except queue.Full:
            return False
        return True

    def _arrived(self, *, block: bool) -> Iterator[Done]:
        """What has arrived; a wait is short, so that Ctrl-C is heard and a free worker is noticed."""
        try:
            found = self._answers.get(block, 0.05)
            while True:
                if isinstance(found, Exception):
                    raise found
                if found is not None:
                    yield found
                found = self._answers.get_nowait()
        except queue.Empty:
            return

    # In a thread for each worker -----------------------------------------------------------------

    def _serve(self) -> None:
        worker: _Worker | None = None
        try:
            while not self._over.is_set() and (batch := self._batches.get()) is not None:
                worker = self._work(worker, batch)
        except (KnowledgeError, OutputError) as error:
            self._answers.put(error)
        finally:
            if worker is not None:
                self._dismiss(worker)

    def _work(self, worker: _Worker | None, batch: Sequence[Page]) -> _Worker | None:
        todo, deaths = deque(batch), 0
        while todo and not self._over.is_set():
            worker = worker or self._hire()
            with contextlib.suppress(OSError):  # a dead worker is noticed below
                worker.give(tuple(todo))
            while todo:
                page = todo[0]
                found = worker.answer(PATIENCE + PATIENCE_PER_CHARACTER * len(page.raw))
                if found is None:
                    self._dismiss(worker)
                    worker, deaths = None, deaths + 1
                    if deaths >= TRIES and not self._over.is_set():
                        self._answers.put(_quarantined(page, f"{deaths} workers died of it or took too long"))
                        todo.popleft()
                        deaths = 0
                    break
                self._answers.put(_done(page, *found))
                todo.popleft()
                deaths = 0
        if worker is not None and worker.old:
            self._dismiss(worker)
            return None
        return worker

    def _hire(self) -> _Worker:
        for _ in range(START_TRIES):
            worker = _Worker(self._task)
            with self._lock:
                self._workers.add(worker)
            if worker.begin():
                return worker
            self._dismiss(worker)
            if self._over.is_set():
                break
        raise OutputError("no worker process could be started; is there enough memory? try --workers 1")

    def _dismiss(self, worker: _Worker) -> None:
        worker.end()
        with self._lock:
            self._workers.discard(worker)


def _done(page: Page, kind: bytes, data: bytes) -> Done:
    if kind == _DONE:
        return Done(page, data)
    if kind == _WRONG:
        raise KnowledgeError(data.decode())
    return _quarantined(page, f"no stage could read it ({data.decode()})")


def _quarantined(page: Page, why: str) -> Done:
    return Done(page, b"", f"is in quarantine: {why}; please report it, and leave it out until then")
