"""Same input, same bytes: neither the order of files, nor the hash seed or the number of processes shows in a build."""

from __future__ import annotations

import json
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


def build(out: Path, files: Sequence[Path], seed: str, *more: str) -> dict[str, bytes]:
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
        *more,
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


def mirrored(places: bytes) -> bytes:
    return json.dumps([[name, -x, y] for name, x, y in json.loads(places)]).encode()


def test_two_builds_give_identical_bytes(first: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "layout.json").write_bytes(
        mirrored(first["layout.json"])
    )  # what stood there before does not count
    second = build(tmp_path, FILES[::-1], "2", "--workers", "2")
    assert second.keys() == first.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_build_is_drawn_like_an_earlier_one_where_that_is_asked_for(
    first: dict[str, bytes], tmp_path: Path
) -> None:
    earlier = mirrored(first["layout.json"])
    (tmp_path / "layout.json").write_bytes(earlier)
    found = build(tmp_path, FILES, "3", "--like", str(tmp_path))
    assert json.loads(found["layout.json"]) == json.loads(earlier)
    assert {name for name in first if first[name] != found[name]} == {
        "layout.json",
        "graph.html",
        "graph.svg",
    }
