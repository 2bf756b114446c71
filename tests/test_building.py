"""A build goes on where the last one was, whatever ended that; and always comes to the same bytes."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports import CORPUS, NAMES
from ukgraph import api, building, cache, portion
from ukgraph.errors import OutputError
from ukgraph.read import read
from ukgraph.reader import Fate, Reader, pack, unpack
from ukgraph.records import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FURTHER = "2023-05-11-storm-shadow.md"
MORE = '@prefix ukg: <https://w3id.org/ukgraph/ontology#> . @prefix ukr: <https://w3id.org/ukgraph/id/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\nukr:sky-lance a ukg:WeaponSystem ; rdfs:label "Sky Lance" .'
KILLS = int(os.environ.get("UKGRAPH_KILLS", "3"))  # make soak asks for fifty
# Put before the workers on their path, it ends or stops them at the page whose id says so.
POISON = """
import os, signal, sys, time
def poison():
    from ukgraph.reader import Reader
    healthy = Reader.read
    def read(self, page):
        if page.id == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        if page.id == "once" and not os.path.exists(os.environ["ONCE"]):
            open(os.environ["ONCE"], "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        if page.id == "bug":
            raise RuntimeError("no stage was made for this")
        return healthy(self, page)
    Reader.read = read
if "ukgraph.crew" in " ".join(sys.orig_argv):
    poison()
"""


class Ear(building.Silence):
    """Remembers what a build says."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.read: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)

    def progress(self, name: str, done: int, total: int) -> None:  # noqa: ARG002
        self.read.append(name)


def contents(out: Path) -> dict[str, bytes]:
    """Everything that a build wrote but for its report, which holds timings, and its cache."""
    return {
        str(f.relative_to(out)): f.read_bytes()
        for f in sorted(out.rglob("*"))
        if f.is_file() and f.name != "report.json" and ".cache" not in f.parts
    }


def made(folder: Path, out: Path, **options: object) -> Ear:
    ear = Ear()
    building.build(building.Plan((str(folder),), out, **options), ear)  # type: ignore[arg-type]
    return ear


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(CORPUS / name, folder)
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the four articles, to be copied and gone on with."""
    folder = tmp_path_factory.mktemp("first")
    for name in NAMES:
        shutil.copy(CORPUS / name, folder)
    made(folder, folder / "out")
    return folder / "out"


@pytest.fixture
def out(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "out"))


# What is read again ---------------------------------------------------------------------------------


def test_nothing_is_read_twice(articles: Path, out: Path, first: Path) -> None:
    assert made(articles, out).read == []
    assert contents(out) == contents(first)


def test_only_what_is_new_is_read_and_what_is_gone_is_dropped(
    articles: Path, out: Path, tmp_path: Path
) -> None:
    shutil.copy(CORPUS / FURTHER, articles)
    (articles / NAMES[0]).unlink()
    changed = articles / NAMES[1]
    changed.write_text(
        changed.read_text(encoding="utf-8") + "\nSpain delivered six tanks to Ukraine.\n", encoding="utf-8"
    )
    forecast = building.forecast(building.Plan((str(articles),), out))
    assert forecast == building.Forecast({cache.NEW: 1, "its text has changed": 1}, 2, 0, 1)
    assert sorted(made(articles, out).read) == [Path(NAMES[1]).stem, Path(FURTHER).stem]
    (
        out / "layout.json"
    ).unlink()  # where everything stood before is kept; without that it is a build from nothing
    made(articles, out)
    made(articles, tmp_path / "anew")
    assert contents(out) == contents(tmp_path / "anew")


def test_another_date_or_ontology_means_reading_again(articles: Path, out: Path) -> None:
    dated = articles / NAMES[0]
    dated.write_text(
        dated.read_text(encoding="utf-8").replace("date: 2022-04-26", "date: 2022-04-27"), encoding="utf-8"
    )
    plan = building.Plan((str(articles),), out)
    assert building.forecast(plan).again == {"its title, date, publisher or address has changed": 1}
    again = building.forecast(building.Plan((str(articles),), out, extra=(MORE,))).again
    assert again["the ontology has changed"] == 3
    assert sum(again.values()) == 4


def test_a_forecast_writes_nothing(articles: Path, tmp_path: Path) -> None:
    assert building.forecast(building.Plan((str(articles),), tmp_path / "out")).again == {cache.NEW: 4}
    assert not (tmp_path / "out").exists()


def test_another_folder_can_keep_the_cache(articles: Path, first: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(first / ".cache", kept)
    assert made(articles, tmp_path / "out", cache=kept).read == []
    assert not (tmp_path / "out" / ".cache" / cache.NAME).exists()


# The same bytes -------------------------------------------------------------------------------------


def test_bytes_do_not_depend_on_the_number_of_workers(
    articles: Path, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_WORTH_A_WORKER", 1_000)
    monkeypatch.setattr("ukgraph.roster.BATCH", 1_000)
    assert len(made(articles, tmp_path / "out", workers=3).read) == 4
    assert contents(tmp_path / "out") == contents(first)


def test_python_and_the_command_line_write_the_same_bytes(
    articles: Path, first: Path, tmp_path: Path
) -> None:
    api.build([articles]).save(tmp_path / "out")
    assert contents(tmp_path / "out") == contents(first)


def test_blocks_on_the_disk_change_nothing(
    articles: Path, out: Path, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ukgraph.sorting.Sorter.__init__.__defaults__", (1_000,))
    made(articles, out)
    assert contents(out) == contents(first)


def test_a_build_too_large_to_be_drawn_says_that_it_shows_a_portion(
    articles: Path, out: Path, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portion, "WHOLE_UP_TO", 100)
    made(articles, out)
    for name in ("graph.ttl", "graph.trig"):
        assert (out / name).read_bytes() == (first / name).read_bytes()
    assert portion.SAID in (out / "graph.html").read_text(encoding="utf-8")
    assert portion.SAID in (out / "summary.html").read_text(encoding="utf-8")
    assert portion.SAID not in (first / "graph.html").read_text(encoding="utf-8")


def test_reprints_are_found_among_what_was_read_before(articles: Path, out: Path, tmp_path: Path) -> None:
    text = (articles / NAMES[0]).read_text(encoding="utf-8")
    (articles / "print.md").write_text(text.replace("publisher: ", "publisher: The Other "), encoding="utf-8")
    ear = made(articles, out)
    assert ear.read == ["print"]
    api.build([articles]).save(tmp_path / "python")
    assert contents(out) == contents(tmp_path / "python")
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["reprints"] == 1
    assert b"ukg:reprintOf" in (out / "graph.ttl").read_bytes()


def test_an_outcome_can_be_packed_without_loss() -> None:
    reader = Reader.load()
    for page in read([str(CORPUS)]):
        if isinstance(page, Page):
            outcome = reader.read(page)
            assert outcome.fate is Fate.READ
            assert unpack(pack(outcome)) == outcome
    with pytest.raises(ValueError, match="damaged"):
        unpack(b"nothing that was packed")


# What breaks ----------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def overwrite(path: Path) -> None:
    path.write_bytes(b"this is no database " * 1000)


def spoil(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("UPDATE articles SET outcome = x'00'")
    file.close()


def outdate(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 999")
    file.close()


@pytest.mark.parametrize(
    ("damage", "said"),
    [(cut, "damaged"), (overwrite, "damaged"), (spoil, "damaged"), (outdate, "another version")],
)
def test_a_broken_cache_is_told_and_made_anew(
    damage: Callable[[Path], None], said: str, articles: Path, out: Path, first: Path
) -> None:
    damage(out / ".cache" / cache.NAME)
    ear = made(articles, out)
    assert len(ear.read) == 4
    assert len(ear.lines) == 1
    assert said in ear.lines[0]
    assert "it is made anew" in ear.lines[0]
    assert contents(out) == contents(first)
    assert made(articles, out).read == []


def command(folder: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "ukgraph.cli", "build", str(folder), "-o", str(out), *options]


def test_killed_at_any_moment_it_goes_on_and_comes_to_the_same_bytes(
    articles: Path, first: Path, tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311  the same moments each time
    for number in range(KILLS):
        out = tmp_path / f"out-{number}"
        for _ in range(2):
            with subprocess.Popen(command(articles, out, "--quiet"), start_new_session=True) as process:
                time.sleep(chance.uniform(0.5, 9))
                with_workers = chance.random() < 0.5
                if with_workers:  # all at once, as when a machine stops; else the workers must notice it
                    os.killpg(process.pid, signal.SIGKILL)
                process.kill()
        assert subprocess.run(command(articles, out, "--quiet"), check=False).returncode == 0
        assert contents(out) == contents(first)
        assert not list(out.rglob("*.part"))
        assert not (out / ".cache" / "work").exists()


def test_ctrl_c_ends_it_and_keeps_what_was_read(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(60):  # more than are read before the signal comes
        text = (CORPUS / NAMES[number % len(NAMES)]).read_text(encoding="utf-8")
        (articles / f"2024-05-{number % 28 + 1:02d}-{number}.md").write_text(
            f"{text}\nEdition {number}.\n", encoding="utf-8"
        )
    out = tmp_path / "out"

    def heeding() -> None:  # whoever runs the tests in the background lets them ignore it
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(
        command(articles, out),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heeding,  # noqa: PLW1509  no thread of this process starts others meanwhile
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("read 2/"):
                os.killpg(process.pid, signal.SIGINT)
                break
        rest = process.stderr.read()
    assert process.returncode == 130
    assert "what was read is kept" in rest
    assert "Traceback" not in rest
    assert building.forecast(building.Plan((str(articles),), out)).unchanged >= 2


def test_a_full_disk_is_told_and_what_was_read_is_kept(articles: Path, first: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))  # the cache fits, the graph does not

    for room in (little_room, little_room):
        failed = subprocess.run(
            command(articles, out, "--quiet"), check=False, capture_output=True, text=True, preexec_fn=room
        )
        assert failed.returncode == 2
        assert "cannot write" in failed.stderr
        assert "Traceback" not in failed.stderr
        assert not (out / "graph.ttl").exists()
    ear = made(articles, out)
    assert len(ear.read) < 4
    assert contents(out) == contents(first)


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_read(
    articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="choose another folder"):
        made(articles, tmp_path / "file" / "out")


def test_a_folder_that_is_read_only_is_told(articles: Path, out: Path, first: Path) -> None:
    root = os.geteuid() == 0
    for folder in (out, out / ".cache"):
        folder.chmod(0o555)
    if root:  # nothing is read-only to root
        os.seteuid(65534)
    try:
        with pytest.raises(OutputError, match="cannot write"):
            made(articles, out)
    finally:
        if root:
            os.seteuid(0)
        for folder in (out, out / ".cache"):
            folder.chmod(0o755)
    assert contents(out) == contents(first)


def test_of_two_builds_at_once_one_waits(articles: Path, first: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    both = [subprocess.Popen(command(articles, out), stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("another build is writing" in text for text in said) == 1
    assert contents(out) == contents(first)


# Workers --------------------------------------------------------------------------------------------


@pytest.fixture
def poisoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "path"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("ONCE", str(tmp_path / "once"))


def add(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        (folder / f"{name}.txt").write_text(
            "France delivered six CAESAR howitzers to Ukraine.\n", encoding="utf-8"
        )


@pytest.mark.usefixtures("poisoned")
def test_a_worker_that_is_killed_is_replaced(articles: Path, tmp_path: Path) -> None:
    add(articles, ["once"])
    ear = made(articles, tmp_path / "out")
    assert (tmp_path / "once").exists()
    assert len(ear.read) == 5
    assert ear.lines == []


@pytest.mark.usefixtures("poisoned")
def test_a_page_that_kills_every_worker_is_put_into_quarantine(
    articles: Path, first: Path, tmp_path: Path
) -> None:
    add(articles, ["poison", "bug"])
    ear = made(articles, tmp_path / "out")
    assert sorted(line.split("/")[-1].split(":")[0] for line in ear.lines) == [
        "bug.txt is in quarantine",
        "poison.txt is in quarantine",
    ]
    report = (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    assert "2 workers died of it" in report
    assert "RuntimeError: no stage was made for this" in report
    assert contents(tmp_path / "out") == contents(first)
