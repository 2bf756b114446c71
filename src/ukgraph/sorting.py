"""More lines than fit into memory, each once and in order: blocks are sorted, put on the disk and merged.

Lines are bytes without a line break, in the order of their bytes, which for UTF-8 is that of its characters.
"""

from __future__ import annotations

import heapq
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BLOCK: Final = 24 * 2**20  # bytes that are sorted in memory; about twice as much is used
MOST_RUNS: Final = 64  # files that are merged at once
_OVERHEAD = 80  # bytes that Python adds to a line in a set
_BUFFER = 2**17


class Sorter:
    """Takes lines, gives them back sorted and without repetition, as often as is asked for."""

    def __init__(self, folder: Path, name: str, block: int = BLOCK) -> None:
        """Name a folder that is there for what does not fit into `block` bytes; the files in it begin with `name`."""
        self._folder = folder
        self._name = name
        self._block = block
        self._lines: set[bytes] = set()
        self._size = 0
        self._made = 0
        self._runs: list[Path] = []

    def extend(self, lines: Iterable[bytes]) -> None:
        """Take some lines.

        Raises:
            OSError: they cannot be put on the disk.
        """
        for line in lines:
            if line not in self._lines:
                self._lines.add(line)
                self._size += len(line) + _OVERHEAD
                if self._size >= self._block:
                    self._spill()

    def __iter__(self) -> Iterator[bytes]:
        """All different lines so far, in order."""
        ordered = sorted(self._lines)
        return _different(heapq.merge(*map(_read, self._runs), ordered)) if self._runs else iter(ordered)

    def close(self) -> None:
        """Take the files away."""
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._runs, self._size = [], 0
        self._lines.clear()

    def _spill(self) -> None:
        self._write(sorted(self._lines))
        self._lines.clear()
        self._size = 0
        if len(self._runs) >= MOST_RUNS:
            merged = self._runs
            self._runs = []
            self._write(_different(heapq.merge(*map(_read, merged))))
            for path in merged:
                path.unlink()

    def _write(self, lines: Iterable[bytes]) -> None:
        path = self._folder / f"{self._name}-{self._made}"
        self._made += 1
        self._runs.append(path)
        with path.open("wb", buffering=_BUFFER) as file:
            file.writelines(line + b"\n" for line in lines)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=_BUFFER) as file:
        for line in file:
            yield line[:-1]


def _different(ordered: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(ordered))
