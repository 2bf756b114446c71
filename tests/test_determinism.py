"""Same input, same bytes: neither the order of files, nor the hash seed or the number of processes shows in a build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
FILES = (
    sorted(CORPUS.glob("2022-*.md"))
    + sorted(CORPUS.glob("2023-0[15]*.md"))
    + [CORPUS / "shorts-2022-2023.jsonl"]
)


def build(out: Path, files: Sequence[Path], seed: str, *options: str) -> dict[str, bytes]:
    """Build in a process of its own; everything but the report, which holds timings."""
    command = [
        sys.executable,
        "-m",
        "ukgraph.cli",
        "build",
        *map(str, files),
        "-o",
        str(out),
        "--quiet",
        *options,
    ]
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    subprocess.run(command, check=True, env=env)
    return {
        str(f.relative_to(out)): f.read_bytes()
        for f in sorted(out.rglob("*"))
        if f.is_file() and f.name != "report.json" and ".cache" not in f.parts
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("first"), FILES, "1")


def test_a_build_has_all_its_files(first: dict[str, bytes]) -> None:
    texts = [name for name in first if name.startswith("text/")]
    assert {
        "graph.ttl",
        "graph.trig",
        "graph.html",
        "graph.svg",
        "summary.html",
        "layout.json",
    } == first.keys() - set(texts)
    assert len(texts) == 6


def test_two_builds_give_identical_bytes(first: dict[str, bytes], tmp_path: Path) -> None:
    second = build(tmp_path, FILES[::-1], "2", "--workers", "2")
    assert second.keys() == first.keys()
    assert [name for name in first if first[name] != second[name]] == []
