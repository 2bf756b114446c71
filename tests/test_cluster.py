"""A real cluster on this machine: the same quads as a local build, whatever becomes of workers, articles and clients."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import dask
import pyoxigraph as ox
import pytest
from distributed import LocalCluster, Status

from reports import CORPUS, NAMES
from ukgraph import building, cluster
from ukgraph.crew import Task
from ukgraph.store import TRIG_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN = Task(None, None, ())
POISON = """
import os, signal, sys
if any("spawn_main" in word for word in sys.orig_argv):
    from ukgraph.reader import Reader
    healthy = Reader.read
    def read(self, page):
        if page.id == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        return healthy(self, page)
    Reader.read = read
"""

pytestmark = [
    pytest.mark.filterwarnings("default::ResourceWarning"),  # of workers that were killed
    pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning"),
]


class Ear(building.Silence):
    """Remembers what a build says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, line: str) -> None:
        self.said.append(line)


class Killer(Ear):
    """Kills a worker when the first piece has been read."""

    def __init__(self, workers: LocalCluster) -> None:
        super().__init__()
        self.workers = workers

    def progress(self, name: str, done: int, total: int) -> None:  # noqa: ARG002
        if done == 1:
            os.kill(self.workers.workers[0].pid, signal.SIGKILL)


class Undertaker(Ear):
    """Kills the only worker of a cluster when the first piece has been read, and sees to it that nobody starts it again."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[LocalCluster] = []
        self.spec: set[object] = set()

    def start(self, **options: object) -> LocalCluster:
        self.started.append(LocalCluster(**options))
        return self.started[0]

    def progress(self, name: str, done: int, total: int) -> None:  # noqa: ARG002
        if done == 1:
            nanny = self.started[0].workers[0]
            nanny.status = Status.starting  # as if it died while it started: distributed then lets it be
            os.kill(nanny.pid, signal.SIGKILL)
        self.spec = set(self.started[0].worker_spec)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four articles, each in a folder of its own, so that there are four pieces."""
    folder = tmp_path_factory.mktemp("articles")
    for name in NAMES:
        (folder / name[:10]).mkdir()
        shutil.copy(CORPUS / name, folder / name[:10])
    return folder


@pytest.fixture(scope="module")
def quads(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The lines of a local build."""
    out = tmp_path_factory.mktemp("local")
    building.build(building.Plan((str(articles),), out))
    found = ox.parse(path=str(out / TRIG_NAME), format=ox.RdfFormat.TRIG)
    return sorted(f"{q.triple} {q.graph_name} .".encode() for q in found)


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", processes=True
    ) as started:
        yield started


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "STALL", 60.0)


def shards(out: Path) -> list[bytes]:
    assert not list(out.rglob("*.part"))
    lines = []
    for shard in sorted(out.glob("shard-*.nq")):
        found = shard.read_bytes().splitlines()
        keys = [(line.rsplit(b" ", 2)[1], line) for line in found]
        assert keys == sorted(keys)
        lines += found
    return sorted(lines)


def test_a_cluster_gives_the_quads_of_a_local_build_though_a_worker_is_killed(
    articles: Path, quads: list[bytes], workers: LocalCluster, tmp_path: Path
) -> None:
    killer = Killer(workers)
    built = cluster.build(
        (str(articles),), str(tmp_path), PLAIN, address=workers.scheduler_address, told=killer
    )
    assert killer.said == []
    assert shards(tmp_path) == quads
    assert built.report["articles"] == 4
    texts = [
        line
        for file in tmp_path.glob("texts-*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len(texts) == 4
    assert (
        json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["edges"] == built.report["edges"]
    )


def test_a_worker_that_nobody_starts_again_is_replaced(
    articles: Path, quads: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undertaker = Undertaker()
    monkeypatch.setattr(cluster, "LocalCluster", undertaker.start)
    monkeypatch.setattr(cluster, "PULSE", 5.0)
    cluster.build((str(articles),), str(tmp_path), PLAIN, workers=1, told=undertaker)
    assert len(undertaker.spec) > 1
    assert shards(tmp_path) == quads


def test_a_client_that_is_cut_off_is_gone_on_for_by_the_next(
    articles: Path, quads: list[bytes], workers: LocalCluster, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "ukgraph.cli",
        "build",
        str(articles),
        "-o",
        str(tmp_path),
        "--engine",
        "dask",
    ]
    command += ["--address", workers.scheduler_address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("read 2/"):
                process.kill()
                break
    finished = {f: f.stat().st_mtime_ns for f in (tmp_path / ".work").glob("*.pack")}
    assert len(finished) >= 2
    assert not (tmp_path / "report.json").exists()
    subprocess.run(command, check=True, capture_output=True)
    assert shards(tmp_path) == quads
    assert {f: f.stat().st_mtime_ns for f in finished} == finished


def test_an_article_that_kills_every_worker_is_put_into_quarantine(
    articles: Path, quads: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    folder = Path(shutil.copytree(articles, tmp_path / "in"))
    (folder / NAMES[0][:10] / "poison.txt").write_text("Tanks for Ukraine.", encoding="utf-8")
    told = Ear()
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):  # or it takes twice as many workers
        built = cluster.build((str(folder),), str(tmp_path / "out"), PLAIN, workers=2, told=told)
    assert [line.split(" ", 1)[1].split(":")[0] for line in told.said] == ["is in quarantine"]
    assert [s.source for s in built.skipped] == [str(folder / NAMES[0][:10] / "poison.txt")]
    assert shards(tmp_path / "out") == quads
