"""Lines come back sorted and once, whether they fit into memory or not."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ukgraph.sorting import Sorter

if TYPE_CHECKING:
    import pytest

LINES = st.lists(st.binary(max_size=6).filter(lambda line: b"\n" not in line), max_size=60)


@given(lines=LINES, block=st.sampled_from([1, 100, 300, 10_000]))
def test_lines_come_back_sorted_and_once(lines: list[bytes], block: int) -> None:
    with TemporaryDirectory() as folder:
        sorter = Sorter(Path(folder), "lines", block)
        sorter.extend(lines)
        assert list(sorter) == list(sorter) == sorted(set(lines))
        sorter.close()
        assert list(Path(folder).iterdir()) == []


def test_many_runs_become_fewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ukgraph.sorting.MOST_RUNS", 4)
    sorter = Sorter(tmp_path, "lines", 1)
    sorter.extend(b"%03d" % (i * 7 % 100) for i in range(100))
    assert list(sorter) == [b"%03d" % i for i in range(100)]
    assert len(list(tmp_path.iterdir())) < 8
