"""However input is cut, every article is read once; and a file is finished or absent, wherever it lies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ukgraph.pieces import Place, find_pieces, read_piece
from ukgraph.read import read
from ukgraph.records import Page, Skipped

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    lines = [json.dumps({"id": f"a{i}", "text": f"Article {i}. " + "Tanks. " * (i % 7)}) for i in range(40)]
    lines[7] = "no JSON"
    (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for i in range(5):
        (folder / "below" / f"b{i}.txt").write_text(f"Text {i} " * 20, encoding="utf-8")
    (folder / "below" / "manifest.csv").write_text("file,date\nb1.txt,2024-05-01\n", encoding="utf-8")
    (folder / "below" / "README.md").write_text("About these", encoding="utf-8")
    (folder / ".hidden" / "no.txt").write_text("No", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def by_id(items: list[Page | Skipped]) -> tuple[dict[str, Page], list[str]]:
    pages = [p for p in items if isinstance(p, Page)]
    assert len({p.id for p in pages}) == len(pages)
    return {p.id: p for p in pages}, sorted(s.reason for s in items if isinstance(s, Skipped))


@pytest.mark.parametrize("size", [1, 30, 100, 333, 1000, 10**6])
def test_every_article_is_in_one_piece(size: int, articles: Path) -> None:
    pieces, troubles = find_pieces([str(articles)], size)
    assert troubles == []
    assert len({p.name for p in pieces}) == len(pieces)
    pages, reasons = by_id([page for piece in pieces for page in read_piece(piece)])
    expected, why = by_id(list(read([str(articles)])))
    assert pages.keys() == expected.keys()
    assert pages["b1"].published == "2024-05-01"
    assert [p.raw for _, p in sorted(pages.items())] == [p.raw for _, p in sorted(expected.items())]
    assert pages["b1"].source == str(articles / "below" / "b1.txt")
    assert reasons == why


def test_a_piece_can_be_halved_down_to_a_page(articles: Path) -> None:
    (piece,) = find_pieces([str(articles / "below")])[0]
    todo, single = [piece], []
    while todo:
        one = todo.pop()
        pages = [p for p in read_piece(one) if isinstance(p, Page)]
        if len(pages) > 1:
            todo += one.halves(len(pages))
        else:
            single += [p.id for p in pages]
    assert sorted(single) == ["b0", "b1", "b2", "b3", "b4"]


def test_a_changed_file_makes_another_piece(articles: Path) -> None:
    before = {p.name for p in find_pieces([str(articles)])[0]}
    (articles / "below" / "b0.txt").write_text("Changed. " * 30, encoding="utf-8")
    after = {p.name for p in find_pieces([str(articles)])[0]}
    assert len(before & after) == len(before) - 1


def test_what_is_not_there_is_told() -> None:
    assert [s.source for s in find_pieces(["memory://nowhere", "/no/such/*.txt"])[1]] == [
        "/no/such/*.txt",
        "memory://nowhere",
    ]


def test_a_file_is_finished_or_absent() -> None:
    place = Place("memory://out/folder")

    def breaks() -> None:
        with place.write("shard") as file:
            file.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        breaks()
    assert not place.has("shard")
    assert place.names("*") == []
    with place.write("shard") as file:
        file.write(b"whole")
    with place.open("shard") as file:
        assert file.read() == b"whole"
    assert place.names("*") == ["shard"]
    place.remove("shard")
    place.remove("shard")
    assert not place.has("shard")
