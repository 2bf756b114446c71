"""What a build costs: words a second beside the bare parser, growth, workers, the gate, an added article; each a ratio in one run.

    .venv/bin/python benchmarks/bench.py [--short] [--sizes 100,1000,10000]

Articles are paragraphs of corpus/ and ../shared/real put together anew, three hundred words each; in the stream one in ten is of
that kind and the rest are sentences of ../shared/treebanks that name nothing of the subject. CPU seconds are those of all
processes, so that other work on the machine matters little; wall seconds are told beside them. Writes benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ukgraph.crew import keep_what_is_loaded
from ukgraph.gate import Gate
from ukgraph.read import read
from ukgraph.reader import Reader
from ukgraph.records import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
WORDS = 300
RESULTS = Path(__file__).parent / "RESULTS.md"
HIGHEST = "import resource,runpy,sys; sys.argv = sys.argv[1:]; import atexit; atexit.register(lambda: print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)); runpy.run_module('ukgraph.cli', run_name='__main__')"


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock, CPU seconds of all its processes, and the peak of the largest in MiB."""

    wall: float
    cpu: float
    peak: int


def paragraphs() -> list[str]:
    """Paragraphs about the subject."""
    pages = [p for p in read([str(ROOT / "corpus"), str(SHARED / "real")]) if isinstance(p, Page)]
    return [x.strip() for p in pages for x in p.raw.splitlines() if len(x.split()) > 12]


def sentences(gate: Gate) -> list[str]:
    """Sentences about anything else."""
    files = sorted((SHARED / "treebanks").rglob("*.conllu"))
    texts = (
        line[9:].strip()
        for f in files
        for line in f.read_text(encoding="utf-8").splitlines()
        if line.startswith("# text = ")
    )
    return [text for text in texts if not gate.passes(None, text)]


def articles(number: int, about: list[str], other: list[str], one_in: int) -> Iterator[dict[str, str]]:
    """This many articles, one in so many about the subject."""
    chance = random.Random(1)  # noqa: S311  the same articles each time
    for i in range(number):
        source = about if i % one_in == 0 else other
        parts: list[str] = []
        while sum(len(p.split()) for p in parts) < WORDS:
            parts.append(chance.choice(source))
        day = f"{2022 + chance.randrange(4)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        yield {"id": f"a{i:07}", "date": day, "publisher": f"Paper {i % 40}", "text": "\n\n".join(parts)}


def write(file: Path, items: Iterator[dict[str, str]]) -> int:
    """Write articles as JSON lines; the number of their words."""
    words = 0
    with file.open("w", encoding="utf-8") as stream:
        for item in items:
            words += len(item["text"].split())
            stream.write(json.dumps(item) + "\n")
    return words


def cost(file: Path, out: Path, workers: int) -> Cost:
    """Build, and take the time."""
    command = [
        sys.executable,
        "-c",
        HIGHEST,
        "ukgraph",
        "build",
        str(file),
        "-o",
        str(out),
        "--quiet",
        "--workers",
        str(workers),
    ]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peaks = done.stderr.rpartition("peak ")[2].split()
    return Cost(time.perf_counter() - start, cpu, max(map(int, peaks)) // 1024)


def stages(about: list[str], number: int) -> tuple[dict[str, float], int]:
    """CPU seconds of each stage in one process, and the words read."""
    reader = Reader.load()
    keep_what_is_loaded()  # as in a worker, for the bare parser as well
    items = [
        Page(a["id"], "x", None, a["text"], None, a["date"], None, "0" * 64)
        for a in articles(number, about, [], 1)
    ]
    words = sum(len(p.raw.split()) for p in items)
    spent: dict[str, float] = {}

    def lap(name: str, start: float) -> None:
        spent[name] = time.process_time() - start

    start = time.process_time()
    for item in items:
        reader.gate.passes(None, item.raw)
    lap("gate", start)
    start = time.process_time()
    cleaned = [reader.admit(item) for item in items]
    lap("gate and cleaning", start)
    texts = [a[0].text for a in cleaned if a is not None]
    reader.parse(texts[0])
    start = time.process_time()
    for text in texts:
        list(reader.parser.bare(text))
    lap("the bare parser", start)
    start = time.process_time()
    for text in texts:
        reader.parse(text)
    lap("parsing with names and headlines", start)
    start = time.process_time()
    for item in items:
        reader.read(item)
    lap("everything that a worker does", start)
    return spent, words


def main() -> None:
    """Measure, print and write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--short", action="store_true", help="a few minutes")
    options.add_argument("--sizes", default="100,1000,10000,100000", help="of the stream")
    options.add_argument("--archive", type=int, default=10_000, help="articles that one is added to")
    given = options.parse_args()
    sizes = [100, 300] if given.short else [int(n) for n in given.sizes.split(",")]
    relevant, archive = (60, 100) if given.short else (1_000, given.archive)
    lines: list[str] = []

    def say(line: str = "") -> None:
        print(line, flush=True)
        lines.append(line)

    gate = Gate(Reader.load().knowledge)
    about, other = paragraphs(), sentences(gate)
    say("# What a build costs\n")
    say(
        f"Made by `benchmarks/bench.py{' --short' if given.short else ''}` on {os.cpu_count()} cores; read the ratios.\n"
    )
    spent, words = stages(about, relevant)
    bare = spent["the bare parser"]
    say(
        f"| stage, one process, {words:,} words about the subject | words a CPU second | of the bare parser |\n| --- | --- | --- |"
    )
    for name, seconds in spent.items():
        say(f"| {name} | {words / seconds:,.0f} | {bare / seconds:.2f} |")
    folder = Path(tempfile.mkdtemp(prefix="ukgraph-bench-"))
    try:
        _builds(folder, about, other, words / bare, sizes, relevant, archive, say)
    finally:
        shutil.rmtree(folder)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _builds(folder, about, other, bare, sizes, relevant, archive, say) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    empty = folder / "one.jsonl"
    write(empty, articles(1, about, other, 1))
    loading = cost(empty, folder / "one", 1)
    file = folder / "relevant.jsonl"
    words = write(file, articles(relevant, about, other, 1))
    costs = {n: cost(file, folder / f"relevant-{n}", n) for n in (1, 2)}
    say(
        f"\n| {relevant:,} articles about the subject, {words:,} words | wall s | CPU s | peak MiB |\n| --- | --- | --- | --- |"
    )
    say(f"| one article: what starting costs | {loading.wall:.1f} | {loading.cpu:.1f} | {loading.peak} |")
    for n, one in costs.items():
        say(f"| {n} worker{'s' if n > 1 else ''} | {one.wall:.1f} | {one.cpu:.1f} | {one.peak} |")
    speed = words / (costs[1].cpu - loading.cpu)
    say(
        f"\nEnd to end without the start, reading to written graph: {speed:,.0f} words a CPU second, {speed / bare:.2f} of the bare parser."
    )
    say(
        f"Two workers take the time by the clock down by a factor of {(costs[1].wall - loading.wall) / (costs[2].wall - loading.wall):.2f}."
    )
    say(
        "\n| articles about the subject | CPU s | one article more, CPU s | of the full build | the start alone |\n| --- | --- | --- | --- | --- |"
    )
    large, kept = folder / "archive.jsonl", folder / "archive"
    write(large, articles(archive, about, other, 1))
    for size, paper, out, full in (
        (relevant, file, folder / "relevant-2", costs[2]),
        (archive, large, kept, cost(large, kept, 2)),
    ):
        with paper.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"id": "added", "text": "Germany delivered tanks to Ukraine."}) + "\n")
        added = cost(paper, out, 2)
        say(
            f"| {size:,} | {full.cpu:.1f} | {added.cpu:.1f} | {added.cpu / full.cpu:.1%} | {loading.cpu / full.cpu:.1%} |"
        )
    shutil.rmtree(kept)
    say(
        "\n| stream, one in ten about the subject: articles | words | wall s | CPU s | peak MiB | words a CPU s | of the bare parser |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    for size in sizes:
        file = folder / f"stream-{size}.jsonl"
        words = write(file, articles(size, about, other, 10))
        one = cost(file, folder / f"stream-{size}", 2)
        speed = words / max(one.cpu - loading.cpu, 0.1)
        say(
            f"| {size:,} | {words:,} | {one.wall:.1f} | {one.cpu:.1f} | {one.peak} | {speed:,.0f} | {speed / bare:.1f} |"
        )
        shutil.rmtree(folder / f"stream-{size}")


if __name__ == "__main__":
    main()
