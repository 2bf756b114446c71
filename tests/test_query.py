"""Questions get answers; wrong ones get told where and why; and no value ever becomes syntax."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from graph_cases import ALLEGED, ATTACK, DENIAL, ONTOLOGY, PLEDGE, store_of
from ukgraph.errors import KnowledgeError, QueryError
from ukgraph.query import (
    Rows,
    arguments,
    as_table,
    find_query,
    names_graphs,
    parse_query,
    read_queries,
    run,
    serialize,
    show,
    term,
)

QUERIES = read_queries(ONTOLOGY / "queries")
STORE = store_of()
COUNTRIES = "SELECT ?name { ?c a ukg:Country ; rdfs:label ?name } ORDER BY ?name"


def ask(name: str, **given: str) -> list[dict[str, str]]:
    query = QUERIES[name]
    rows = run(STORE, query.sparql, arguments(query, given))
    return [dict(zip(rows.columns, map(show, row), strict=True)) for row in rows.rows]


@pytest.mark.parametrize(
    ("sparql", "named"),
    [
        ("SELECT ?graph { ?graph ukg:inArticle ?from }", False),
        ('SELECT ?s { ?s rdfs:label "GRAPH" } # from', False),
        ("SELECT ?s { GRAPH ?g { ?s a ukg:Article } }", True),
        ("SELECT ?s FROM<http://e/g>{ ?s ?p 1graph }", True),
        ("ASK from named ukr:dataset { graph ?g {} }", True),
    ],
)
def test_only_a_question_that_speaks_of_graphs_needs_them(sparql: str, named: bool) -> None:
    assert names_graphs(sparql) is named


# Named questions ------------------------------------------------------------------------------------


def test_the_named_questions_are_all_there() -> None:
    assert len(QUERIES) >= 30
    assert {"pledges", "deliveries", "who-says", "denied", "refused", "planned", "weapons-by-donor", "meetings", "offices",
            "group-size", "attacks", "aid-totals"} <= set(QUERIES)  # fmt: skip


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_named_question_explains_itself_and_runs(name: str) -> None:
    query = QUERIES[name]
    assert query.title
    assert query.example.startswith(f"ukgraph query {name}")
    assert all(p.meaning for p in query.parameters)
    run(STORE, query.sparql, arguments(query, {}))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_named_question_is_plain_sparql_for_other_tools(name: str) -> None:
    # Without our prefixes and with its parameters left as the variables that they are.
    prepareQuery(QUERIES[name].sparql)
    unbound = run(STORE, QUERIES[name].sparql, {})
    assert len(unbound.rows) >= len(ask(name))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_the_examples_use_parameters_that_exist(name: str) -> None:
    words = QUERIES[name].example.split(" --param ")[1:]
    arguments(QUERIES[name], dict(word.split("=", 1) for word in words))


def test_a_number_that_would_fill_the_memory_is_text() -> None:
    assert term("1e999999999") == ox.Literal("1e999999999")
    assert term("1e9") == ox.Literal(
        "1000000000", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    )


def test_pledges_are_found_by_giver_receiver_class_of_weapon_and_date() -> None:
    assert {row["item"] for row in ask("pledges")} == {"Lynx 9", "equipment"}
    for wanted in (
        {"by": "Arland"},
        {"by": "Republic of Arland"},
        {"to": "Borlanders"},
        {"of": "armor"},
        {"since": "2024-05"},
    ):
        assert {row["sentence"] for row in ask("pledges", **wanted)} == {PLEDGE}
    for wanted in ({"by": "Borland"}, {"of": "Far Away"}, {"since": "2024-06"}):
        assert not ask("pledges", **wanted)


def test_the_ledger_holds_what_others_say_and_only_that() -> None:
    assert {(row["speaker"], row["quote"]) for row in ask("who-says")} == {
        ("Cedonia", ALLEGED),
        ("Jane Roe", DENIAL),
    }
    assert {row["quote"] for row in ask("who-says", by="Roe")} == {DENIAL}
    assert not ask("who-says", kind="Meeting")


def test_denials_plans_and_disputes_are_told_apart() -> None:
    assert [row["quote"] for row in ask("denied")] == [DENIAL]
    assert [row["quote"] for row in ask("planned")] == [PLEDGE]
    assert [(row["quote"], row["denial"]) for row in ask("disputed")] == [(ATTACK, DENIAL)]


def test_an_edge_leads_to_its_sentence() -> None:
    assert {row["relation"] for row in ask("edge", to="Borland")} == {"attacked", "pledgedAidTo"}
    assert {row["quote"] for row in ask("edge", **{"from": "Arland", "to": "Borland"})} == {PLEDGE}


def test_sums_are_by_currency() -> None:
    assert [row["largest"] for row in ask("aid-totals")] == ["2500000000"]
    assert not ask("aid-totals", unit="EUR")


def test_meetings_are_one_row_with_all_who_took_part() -> None:
    assert [row["participants"] for row in ask("meetings")] == ["Jane Roe, Max Moe, minister"]


def test_an_unknown_question_names_its_neighbours() -> None:
    with pytest.raises(QueryError, match='no question named "pledge"; did you mean pledges'):
        find_query(QUERIES, "pledge")
    assert find_query(QUERIES, "pledges").name == "pledges"


def test_an_unknown_parameter_names_its_neighbours() -> None:
    with pytest.raises(QueryError, match='"pledges" has no parameter "sinse"; did you mean since'):
        arguments(QUERIES["pledges"], {"sinse": "2024"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "needs one line “# title: …”, has 0"),
        (
            "# title: A\n# param x: what (default any)\nSELECT * { ?s ?p ?o }",
            "parameter x is declared but not used",
        ),
        ("# title: A\nSELECT * { ?s ?p $x }", "parameter x is used but not declared"),
        ("# title: A\n# param x: what\nSELECT * { ?s ?p $x }", "write “# param NAME: meaning"),
    ],
)
def test_a_malformed_header_names_the_file(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=f"ontology/queries/mine.rq.*{message}"):
        parse_query("mine", text)


def test_defaults_may_be_texts_numbers_and_iris() -> None:
    header = '# title: A\n# param a: x (default any)\n# param b: x (default "5")\n# param c: x (default 5)\n# param d: x (default ukr:nato)\n'
    query = parse_query("mine", header + "SELECT * { $a $b $c . $c $d $a }")
    assert [p.default for p in query.parameters] == [
        ox.Literal(""), ox.Literal("5"), ox.Literal(5), ox.NamedNode("https://w3id.org/ukgraph/id/nato"),
    ]  # fmt: skip
    assert arguments(query, {"c": "1.5"})["c"] == ox.Literal(
        "1.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    )
    with pytest.raises(QueryError, match='"c" takes a number, not "many"'):
        arguments(query, {"c": "many"})


# Any question ---------------------------------------------------------------------------------------


def test_questions_see_all_graphs_and_know_our_prefixes() -> None:
    assert [show(row[0]) for row in run(STORE, COUNTRIES, {}).rows] == ["Arland", "Borland", "Cedonia"]


def test_yes_or_no_and_graphs_are_rows_too() -> None:
    assert run(STORE, "ASK { ukr:arland ukg:pledgedAidTo ukr:borland }", {}) == Rows(
        ("answer",), ((ox.Literal(value=True),),)
    )
    rows = run(STORE, "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c FILTER(?c = ukg:Alliance) }", {})
    assert [tuple(map(show, row)) for row in rows.rows] == [("ukr:the-pact", "rdf:type", "ukg:Alliance")]


def test_every_format_says_the_same() -> None:
    names = ["Arland", "Borland", "Cedonia"]
    text = {fmt: serialize(STORE, COUNTRIES, {}, fmt).decode() for fmt in ("csv", "tsv", "json", "xml")}
    assert [row["name"] for row in csv.DictReader(io.StringIO(text["csv"]))] == names
    assert text["tsv"].split("\n")[:4] == ["?name", *(f'"{n}"' for n in names)]
    assert [b["name"]["value"] for b in json.loads(text["json"])["results"]["bindings"]] == names
    read = ox.parse_query_results(text["xml"], format=ox.QueryResultsFormat.XML)
    assert isinstance(read, ox.QuerySolutions)
    assert [show(row["name"]) for row in read] == names


def test_yes_or_no_and_graphs_have_a_format_too() -> None:
    assert serialize(STORE, "ASK { ?s ?p ?o }", {}, "csv") == b"answer\ntrue\n"
    assert json.loads(serialize(STORE, "ASK { ?s ?p ?o }", {}, "json"))["boolean"] is True
    assert serialize(STORE, "CONSTRUCT { ukr:a a ?c } WHERE { BIND(ukg:City AS ?c) }", {}, "csv").endswith(
        b"#City> .\n"
    )


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match='unknown format "jsn"; did you mean json'):
        serialize(STORE, COUNTRIES, {}, "jsn")


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        (
            "SELECT ?x WHERE {\n  ?x foo:bar ?y }",
            "line 2, column 13: a prefix that nobody declared\n    \\?x foo:bar",
        ),
        ("SELECT * WHERE { ?s ?p", "line 1, column 23: the question ends too early"),
        ("SELECT ?x { ?x a ukg:City } ORDER ?x\nLIMIT 1", "line 1, column 37: expected BY"),
        ("", "line 1, column 1: the question ends too early"),
        ("DELETE WHERE { ?s ?p ?o }", "line 1"),
    ],
)
def test_a_syntax_error_is_shown_where_it_is(sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(STORE, sparql, {})


def test_a_question_cannot_change_the_store() -> None:
    before = len(STORE)
    with pytest.raises(QueryError):
        run(STORE, "INSERT DATA { ukr:a a ukg:City }", {})
    assert len(STORE) == before


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://localhost:1/>{ ?s ?p ?o } }",
        "PREFIX : <http://localhost:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p <http://a>SERVICE<http://localhost:1/>{ } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://localhost:1/> { } }",
        "SELECT * { # '\n SERVICE <http://localhost:1/> { } # '\n }",
    ],
)
def test_no_question_leaves_the_machine(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(STORE, sparql, {})


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s rdfs:label 'SERVICE' }",
        'SELECT * { ?service rdfs:label """a " SERVICE b""" } # SERVICE',
        "SELECT * { ?s ukg:service <http://example.org/SERVICE> }",
    ],
)
def test_the_word_alone_is_no_offence(sparql: str) -> None:
    run(STORE, sparql, {})


# Parameters -----------------------------------------------------------------------------------------


@given(st.text())
def test_a_value_is_never_syntax(text: str) -> None:
    value = ox.Literal(text)
    assert run(STORE, "SELECT ?x { BIND($value AS ?x) }", {"value": value}).rows == ((value,),)


@pytest.mark.parametrize(
    "text",
    [
        '" } DROP ALL #',
        "\\",
        '\\"',
        "\\u0022 }",
        "'''",
        '"""',
        "\n",
        "$other",
        "<http://a> }",
        "} SERVICE <http://localhost:1/> {",
    ],
)
def test_hostile_values_are_only_values(text: str) -> None:
    assert run(STORE, "SELECT ?x { BIND($value AS ?x) }", {"value": ox.Literal(text)}).rows == (
        (ox.Literal(text),),
    )


def test_parameters_in_strings_and_comments_are_left_alone() -> None:
    rows = run(STORE, "SELECT ?x ?y { BIND('$v' AS ?x) BIND($v AS ?y) } # $v", {"v": ox.Literal("a")})
    assert rows.rows == ((ox.Literal("$v"), ox.Literal("a")),)


def test_a_parameter_that_the_question_lacks_is_refused() -> None:
    with pytest.raises(QueryError, match='no parameter "vv"; did you mean v'):
        run(STORE, "SELECT ?x { BIND($v AS ?x) }", {"vv": ox.Literal("a")})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ukr:nato", ox.NamedNode("https://w3id.org/ukgraph/id/nato")),
        ("<http://example.org/>", ox.NamedNode("http://example.org/")),
        ("5", ox.Literal(5)),
        ("United States", ox.Literal("United States")),
        ("note: this", ox.Literal("note: this")),
        ("NaN", ox.Literal("NaN")),
    ],
)
def test_texts_of_the_command_line_become_terms(text: str, expected: ox.NamedNode | ox.Literal) -> None:
    assert term(text) == expected


@pytest.mark.parametrize("text", ["<not an iri>", "\ud800"])
def test_texts_that_are_no_terms_are_refused(text: str) -> None:
    with pytest.raises(QueryError):
        term(text)


# Tables ---------------------------------------------------------------------------------------------


def test_a_table_lines_up_and_says_what_it_cut() -> None:
    rows = Rows(
        ("name", "note"),
        ((ox.Literal("A"), ox.Literal("x" * 100)), (ox.NamedNode("https://w3id.org/ukgraph/id/nato"), None)),
    )
    lines = as_table(rows).splitlines()
    assert lines[0] == "name      note"
    assert lines[2] == f"A         {'x' * 59}…"
    assert lines[3] == "ukr:nato"


def test_an_empty_answer_is_a_table_with_its_columns() -> None:
    assert as_table(Rows(("a", "b"), ())).splitlines() == ["a  b", "─  ─"]
