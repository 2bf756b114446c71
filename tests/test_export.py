"""Every format holds the whole build, byte for byte the same, and opens in the tools that it is meant for."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from functools import cache

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from graph_cases import FIRST, FIRST_READING, ONTOLOGY, READINGS, build, known, store_of
from parses import shipped
from ukgraph import api
from ukgraph.errors import OutputError
from ukgraph.export import FORMATS, Means, export, export_tables
from ukgraph.network import network
from ukgraph.records import Reading
from ukgraph.store import as_trig, as_turtle, fill

STORE = store_of()
QUADS = build(*READINGS)


RDF_FORMATS = {"nt", "nq", "trig", "jsonld", "rdfxml"}


@cache
def means() -> Means:
    return dataclasses.replace(api.export_means(), knowledge=lambda: shipped()[0])


def exported(fmt: str, store: ox.Store = STORE) -> bytes:
    file = io.BytesIO()
    export(store, fmt, file, means())
    return file.getvalue()


def test_all_formats_are_there() -> None:
    assert set(FORMATS) == {*RDF_FORMATS, "graphml", "gexf", "plover", "cameo"}


@pytest.mark.parametrize("fmt", sorted(FORMATS))
def test_the_same_build_gives_the_same_bytes(fmt: str) -> None:
    assert exported(fmt) == exported(fmt, fill(reversed(QUADS)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib uses what it deprecates
@pytest.mark.parametrize(("fmt", "name"), [("nt", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")])
def test_rdflib_reads_the_same_graph_from_each(fmt: str, name: str) -> None:
    wanted = Graph().parse(data=as_turtle(QUADS), format="turtle")
    assert isomorphic(Graph().parse(data=exported(fmt), format=name), wanted)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib uses what it deprecates
@pytest.mark.parametrize(("fmt", "name"), [("nq", "nquads"), ("trig", "trig")])
def test_named_graphs_are_kept_where_the_format_can(fmt: str, name: str) -> None:
    dataset = Dataset()
    dataset.parse(data=exported(fmt), format=name)
    assert len(list(dataset.quads())) == len(QUADS)


@pytest.mark.parametrize(
    ("fmt", "name"),
    [
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("nq", ox.RdfFormat.N_QUADS),
        ("trig", ox.RdfFormat.TRIG),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ],
)
def test_pyoxigraph_reads_each(fmt: str, name: ox.RdfFormat) -> None:
    assert {q.triple for q in ox.parse(exported(fmt), format=name)} == {q.triple for q in QUADS}


def test_pyoxigraph_reads_the_json_ld() -> None:
    assert {q.triple for q in ox.parse(exported("jsonld"), format=ox.RdfFormat.JSON_LD)} == {
        q.triple for q in QUADS
    }


def test_trig_is_the_file_of_the_build() -> None:
    assert exported("trig") == as_trig(QUADS)


def test_json_ld_reads_as_plain_json() -> None:
    nodes = {node["id"]: node for node in json.loads(exported("jsonld"))["@graph"]}
    assert nodes["ukr:arland"]["type"] == "Country"
    assert nodes["ukr:arland"]["rdfs:label"] == "Arland"
    assert nodes["ukr:arland"]["pledgedAidTo"] == "ukr:borland"
    pledge = next(node for node in nodes.values() if node["type"] == "AidPledge")
    assert pledge["donor"] == "ukr:arland"
    assert pledge["confidence"] == "0.9"
    assert nodes[pledge["evidence"]]["start"] == 0


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(OutputError, match='unknown format "gefx"; did you mean gexf'):
        export(STORE, "gefx", io.BytesIO(), means())


def test_an_empty_build_can_be_exported() -> None:
    assert all(isinstance(exported(fmt, ox.Store()), bytes) for fmt in FORMATS)


# The network ----------------------------------------------------------------------------------------


def test_the_network_holds_the_shortcuts_and_their_ends() -> None:
    graph = network(STORE)
    assert dict(graph.nodes["lynx-9"]) == {"label": "Lynx 9", "kind": "WeaponSystem"}
    assert set(graph.edges(keys=True)) == {
        ("arland", "borland", "pledgedAidTo"),
        ("arland", "lynx-9", "pledgedWeapon"),
        ("cedonia", "borland", "attacked"),
        ("cedonia", "lynx-9", "attackedWith"),
        ("jane-roe", "the-pact", "holdsOfficeIn"),
        ("jane-roe", "max-moe", "metWith"),
    }


def test_an_edge_counts_its_frames_and_knows_its_dates() -> None:
    later = dataclasses.replace(FIRST, id="later", published="2024-07-08")
    frames = tuple(
        dataclasses.replace(
            f, id=f"{f.id}9", evidence=tuple(dataclasses.replace(e, article="later") for e in f.evidence)
        )
        for f in FIRST_READING.frames[:1]
    )
    graph = network(store_of(*READINGS, Reading(later, frames, (known("arland"),))))
    edge = graph.edges["arland", "borland", "pledgedAidTo"]
    assert (edge["count"], edge["articles"], edge["first"], edge["last"], edge["factuality"]) == (
        2,
        2,
        "2024-05-06",
        "2024-07-08",
        "Planned",
    )
    assert len(edge["frames"].split()) == 2


def test_a_date_told_goes_before_the_date_of_the_article() -> None:
    assert network(STORE).edges["cedonia", "borland", "attacked"]["first"] == "2024-05-03"


def test_attributes_are_texts_and_whole_numbers_of_one_type_each() -> None:
    graph = network(STORE)
    for attributes in (*(d for _, d in graph.nodes(data=True)), *(d for *_, d in graph.edges(data=True))):
        assert {k: type(v) for k, v in attributes.items()} in (
            {"label": str, "kind": str},
            {
                "relation": str,
                "count": int,
                "articles": int,
                "first": str,
                "last": str,
                "factuality": str,
                "frames": str,
            },
        )


@pytest.mark.parametrize("label", ["a\x00b", "a\x1bb", "a\ud800b", "<&>\"'", "Ї\u2028", "\uffff"])
def test_graphml_and_gexf_can_be_read_back_whatever_a_label_holds(label: str) -> None:
    reading = dataclasses.replace(FIRST_READING, article=dataclasses.replace(FIRST, title=label))
    odd = dataclasses.replace(known("max-moe"), id="odd", known=False, label=label)
    meeting = dataclasses.replace(
        FIRST_READING.frames[2],
        fillers=tuple(
            dataclasses.replace(f, value=odd) if f.value == known("max-moe") else f
            for f in FIRST_READING.frames[2].fillers
        ),
    )
    store = store_of(dataclasses.replace(reading, frames=(meeting,)))
    assert nx.parse_graphml(exported("graphml", store).decode()).number_of_edges() == 1
    read = nx.read_gexf(io.BytesIO(exported("gexf", store)))
    assert set(read.nodes) == {"jane-roe", "odd"}
    assert Graph().parse(data=exported("rdfxml", store), format="xml")


def test_no_file_says_on_which_day_it_was_made() -> None:
    assert b"lastmodified" not in exported("gexf")


def test_edges_have_weights_for_gephi() -> None:
    read = nx.read_gexf(io.BytesIO(exported("gexf")))
    assert {d["weight"] for *_, d in read.edges(data=True)} == {1}
    assert {"weight", "count", "first", "last", "relation"} <= set(
        next(iter(nx.parse_graphml(exported("graphml").decode()).edges(data=True)))[2]
    )


# JSON-LD --------------------------------------------------------------------------------------------


def test_the_published_context_is_the_one_in_the_file() -> None:
    published = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))
    assert json.loads(exported("jsonld"))["@context"] == published["@context"]


# Tables ---------------------------------------------------------------------------------------------


def tables(store: ox.Store = STORE) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    files = export_tables(store, means())
    nodes, edges = (
        list(csv.DictReader(io.StringIO(files[name].decode()))) for name in ("nodes.csv", "edges.csv")
    )
    return nodes, edges


def test_every_end_of_an_edge_is_a_node() -> None:
    nodes, edges = tables()
    ids = [n["id:ID"] for n in nodes]
    assert len(ids) == len(set(ids))
    assert {e[end] for e in edges for end in (":START_ID", ":END_ID")} <= set(ids)


def test_nodes_have_all_their_labels_and_edges_their_frame_or_sentence() -> None:
    nodes, edges = tables()
    by_id = {n["id:ID"]: n for n in nodes}
    assert by_id["lynx-9"][":LABEL"] == "Entity;WeaponSystem"
    assert by_id["article-first"]["publisher"] == "Daily Test"
    pledge = next(n for n in nodes if n[":LABEL"] == "Frame;EventFrame;AidPledge")
    assert (pledge["factuality"], pledge["date"]) == ("Planned", "2024-05-06")
    assert "amount about 2500000000 USD" in pledge["amounts:string[]"]
    shortcut = next(e for e in edges if e[":TYPE"] == "pledgedAidTo")
    assert (shortcut[":START_ID"], shortcut[":END_ID"], shortcut["frame"]) == (
        "arland",
        "borland",
        pledge["id:ID"],
    )
    sentence = next(e for e in edges if e[":TYPE"] == "evidence" and e[":START_ID"] == pledge["id:ID"])
    assert FIRST.text[int(sentence["start:int"]) : int(sentence["end:int"])] == sentence["quote"]


# Whatever a label holds -----------------------------------------------------------------------------

HOSTILE = (
    'a "quoted" name', "two\nlines", "<script>alert(1)</script>", "=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\u202eright to left",
    "a,b;c\td", "back\\slash", "it's", "𝔘kraine", "\x85next", "]]>", "&amp;",
)  # fmt: skip


def store_with(label: str) -> ox.Store:
    odd = dataclasses.replace(known("max-moe"), id="odd", known=False, label=label)
    meeting = dataclasses.replace(
        FIRST_READING.frames[2],
        fillers=tuple(
            dataclasses.replace(f, value=odd) if f.value == known("max-moe") else f
            for f in FIRST_READING.frames[2].fillers
        ),
    )
    return store_of(dataclasses.replace(FIRST_READING, frames=(meeting,)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib uses what it deprecates
@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_survives_every_format(label: str) -> None:
    store = store_with(label)
    wanted = {q.triple for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    for fmt, name in (
        ("nt", "nt"),
        ("jsonld", "json-ld"),
        ("rdfxml", "xml"),
        ("trig", "trig"),
        ("nq", "nquads"),
    ):
        dataset = Dataset(default_union=True)
        dataset.parse(data=exported(fmt, store), format=name)
        assert label in {str(o) for o in dataset.objects()}, fmt
    assert (
        label
        in {d["label"] for _, d in nx.parse_graphml(exported("graphml", store).decode()).nodes(data=True)}
        or "\x85" in label
    )
    assert nx.read_gexf(io.BytesIO(exported("gexf", store))).nodes["odd"]
    nodes, _ = tables(store)
    (cell,) = [n["name"] for n in nodes if n["id:ID"] == "odd"]
    assert cell.removeprefix("'") == label
    assert not cell.startswith(("=", "+", "-", "@"))
    assert len(wanted) > 10
