"""A build on disk is whole, the same every time, and readable by others; anything else is refused with a remedy."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph

from graph_cases import FIRST_READING, READINGS, build
from ukgraph.assemble import sort_quads, sort_triples
from ukgraph.errors import OutputError
from ukgraph.store import (
    as_trig,
    as_turtle,
    fill,
    fill_default,
    load,
    load_default,
    named_quads,
    replace_files,
    trig,
    turtle,
    write_build,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_build_comes_back_as_it_was(tmp_path: Path) -> None:
    quads = build(*READINGS)
    write_build(quads, tmp_path / "new" / "out")
    assert set(named_quads(load(tmp_path / "new" / "out"))) == set(quads)


def test_the_default_graph_of_a_store_holds_every_triple_once(tmp_path: Path) -> None:
    quads = build(*READINGS)
    write_build(quads, tmp_path)
    for store in (fill(quads), load(tmp_path), fill_default(sort_triples(quads)), load_default(tmp_path)):
        default = [q.triple for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())]
        assert len(default) == len(set(default))
        assert set(default) == {q.triple for q in quads}


def test_turtle_and_trig_hold_the_same_triples(tmp_path: Path) -> None:
    quads = build(*READINGS)
    write_build(quads, tmp_path)
    turtle = set(ox.parse(path=str(tmp_path / "graph.ttl"), format=ox.RdfFormat.TURTLE))
    assert {q.triple for q in turtle} == {q.triple for q in quads}
    assert all(isinstance(q.graph_name, ox.DefaultGraph) for q in turtle)


def test_where_no_named_graph_is_asked_for_none_is_read(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    assert list(load(tmp_path).named_graphs())
    assert not list(load_default(tmp_path).named_graphs())


def test_what_is_in_order_is_written_as_it_is() -> None:
    quads = build(*READINGS)
    assert turtle(sort_triples(quads)) == as_turtle(quads)
    assert trig(sort_quads(quads)) == as_trig(quads)


def test_quads_are_ordered_by_graph_then_by_the_spelling_of_the_triple() -> None:
    graphs: list[ox.DefaultGraph | ox.NamedNode] = [ox.DefaultGraph()]
    graphs += (ox.NamedNode(f"http://e/{n}") for n in ("a", "a-b", "ab"))
    values: list[ox.Literal | ox.NamedNode] = [
        ox.Literal("a"), ox.Literal("a b"), ox.Literal("a", language="en"), ox.Literal("a", language="en-gb"),
        ox.Literal(1), ox.Literal("a\n"), ox.NamedNode("http://e/a"), ox.NamedNode("http://e/ab"),
    ]  # fmt: skip
    node = ox.NamedNode("http://e/s")
    quads = [ox.Quad(node, node, value, graph) for value in values for graph in graphs]
    assert sort_quads(quads) == sorted(quads, key=lambda q: (str(q.graph_name), str(q.triple)))
    assert sort_quads(reversed(quads + quads)) == sort_quads(quads)


def test_the_order_of_quads_does_not_show_in_the_bytes() -> None:
    quads = build(*READINGS)
    assert as_turtle(reversed(quads)) == as_turtle(quads)
    assert as_trig(quads + quads) == as_trig(quads)


def test_another_process_writes_the_same_bytes() -> None:
    # Hash seeds differ from process to process; so do the maps inside the serializer.
    code = "import sys, graph_cases as g; from ukgraph.store import as_trig; sys.stdout.buffer.write(as_trig(g.build(*g.READINGS)))"
    path = ":".join(p for p in sys.path if p)
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={"PYTHONPATH": path, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert runs == {as_trig(build(*READINGS))}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib uses what it deprecates
def test_rdflib_reads_what_is_written(tmp_path: Path) -> None:
    quads = build(*READINGS)
    write_build(quads, tmp_path)
    assert len(Graph().parse(tmp_path / "graph.ttl")) == len({q.triple for q in quads})
    dataset = Dataset()
    dataset.parse(tmp_path / "graph.trig", format="trig")
    assert len(list(dataset.quads())) == len(quads)


def test_rdflib_finds_no_ill_typed_literal(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    assert not [o for o in Graph().parse(tmp_path / "graph.ttl").objects() if getattr(o, "ill_typed", False)]


def test_an_empty_build_is_a_build(tmp_path: Path) -> None:
    write_build([], tmp_path)
    assert len(load(tmp_path)) == 0


def test_a_new_build_replaces_the_old_one_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_build(build(*READINGS), tmp_path)
    write_build(build(FIRST_READING), tmp_path)
    assert set(named_quads(load(tmp_path))) == set(build(FIRST_READING))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.trig", "graph.ttl"]


def test_a_build_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "a file, not a folder" / "bad.txt"
    good.write_bytes(b"old")
    bad.parent.write_bytes(b"")
    with pytest.raises(OutputError, match="choose another folder"):
        replace_files({good: b"new", bad: b"new"})
    assert good.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a file, not a folder", "good.txt"]


def test_a_missing_build_names_the_path_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"there is no .*graph\.trig; run: ukgraph build -o "):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda b: b[: len(b) // 2], "was cut off, or was not written by ukgraph"),
        (lambda b: b[:-1], "was cut off"),
        (lambda b: b.replace(b"ukr:jane-roe a", b"ukr:jane roe a"), "is not TriG"),
        (
            lambda b: b.replace(b'rdfs:label "Jane Roe" ;', b""),
            "holds 197 quads where its last line promises 199",
        ),
        (lambda _: b"", "was cut off"),
        (lambda _: b"<a> <b> <c> .\n", "was not written by ukgraph"),
        (lambda _: bytes(range(256)), "was not written by ukgraph"),
    ],
)
def test_a_damaged_build_is_refused(tmp_path: Path, damage: object, message: str) -> None:
    write_build(build(*READINGS), tmp_path)
    path = tmp_path / "graph.trig"
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(OutputError, match=message) as caught:
        load(tmp_path)
    assert str(path) in str(caught.value)
    assert "run: ukgraph build" in str(caught.value)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.trig").mkdir()
    with pytest.raises(OutputError, match="cannot read"):
        load(tmp_path)
