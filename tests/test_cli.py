"""Every command does what its help says, and a mistake is one message and a status, never a traceback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from graph_cases import READINGS, build
from ukgraph import api, building, export
from ukgraph.cli import main
from ukgraph.conllu import read_cases
from ukgraph.errors import KnowledgeError
from ukgraph.store import write_build

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

COMMANDS = [
    "build",
    "check",
    "diff",
    "explain",
    "export",
    "fetch",
    "query",
    "serve",
    "timeline",
    "view",
    "why",
]
FIRST = "---\ntitle: Tanks\npublisher: Daily Test\ndate: 2023-02-20\n---\nGermany delivered 14 Leopard 2 tanks to Ukraine.\n"
SECOND = (
    "Moscow alleges that Ukraine attacked the Kerch Bridge. Joe Biden visited Kyiv on February 20, 2023.\n"
)


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def mistake(*arguments: str | Path) -> str:
    """What a call that must fail says on stderr."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert not result.stdout
    return result.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build by hand, as a folder that tests only read."""
    out = tmp_path_factory.mktemp("built")
    write_build(build(*READINGS), out)
    (out / "text").mkdir()
    for reading in READINGS:
        (out / "text" / f"{reading.article.id}.txt").write_text(reading.article.text, encoding="utf-8")
    return out


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "first.md").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


# Help -----------------------------------------------------------------------------------------------


def test_these_are_the_commands() -> None:
    assert sorted(main.commands) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example:\n    ukgraph {command}" in result.stdout


def test_an_unknown_command_is_a_wrong_call() -> None:
    assert "No such command" in mistake("biuld")


# build ----------------------------------------------------------------------------------------------


def test_build_ends_with_a_table_and_where_to_look(articles: Path, tmp_path: Path) -> None:
    result = run("build", articles, "-o", tmp_path / "out")
    assert result.exit_code == 0
    rows = {
        line.strip("│ ").split("│")[0].strip(): line.strip("│ ").split("│")[-1].strip()
        for line in result.stdout.splitlines()
        if "│" in line
    }
    assert rows["articles read"] == "2"
    assert rows["skipped"] == "1"
    assert {"frames", "entities", "edges"} < rows.keys()
    assert f"skipped {articles}/empty.txt: is empty" in result.stdout
    for name in ("graph.html", "graph.ttl", "graph.trig", "text/", "report.json"):
        assert f"{tmp_path}/out/{name}" in result.stdout
        assert (tmp_path / "out" / name).exists()
    assert (
        (tmp_path / "out" / "text" / "first.txt").read_text(encoding="utf-8").startswith("Germany delivered")
    )


def test_build_says_each_article_on_stderr_where_there_is_no_terminal(articles: Path, tmp_path: Path) -> None:
    assert run("build", articles, "-o", tmp_path / "out").stderr.splitlines() == [
        "read 1/2 first",
        "read 2/2 second",
    ]


def test_build_prints_its_report_as_json(articles: Path, tmp_path: Path) -> None:
    result = run("build", articles, "-o", tmp_path / "out", "--json")
    report = json.loads(result.stdout)
    assert report == json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["articles"] == 2
    assert [s["reason"].split(":")[0] for s in report["skipped"]] == ["is empty"]
    assert report["timings"].keys() == {"load", "survey", "read", "assemble", "draw"}


def test_a_quiet_build_says_nothing(articles: Path, tmp_path: Path) -> None:
    assert run("build", articles, "-o", tmp_path / "out", "--quiet").output == ""


def test_build_reads_the_standard_input(tmp_path: Path) -> None:
    assert run("build", "-", "-o", tmp_path / "out", "-q", stdin=SECOND).exit_code == 0
    assert (tmp_path / "out" / "text" / "stdin.txt").read_text(encoding="utf-8").strip() == SECOND.strip()


def test_where_nothing_can_be_read_nothing_is_written(articles: Path, tmp_path: Path) -> None:
    result = run("build", articles / "empty.txt", tmp_path / "absent", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{articles}/empty.txt: is empty" in result.stderr
    assert "nothing could be read" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_second_build_leaves_no_text_of_the_first_behind(articles: Path, tmp_path: Path) -> None:
    run("build", articles, "-o", tmp_path / "out", "-q")
    notes = tmp_path / "out" / "text" / "my-notes.txt"
    notes.write_text("mine", encoding="utf-8")
    run("build", articles / "first.md", "-o", tmp_path / "out", "-q")
    assert sorted(f.name for f in (tmp_path / "out" / "text").iterdir()) == ["first.txt", "my-notes.txt"]


def test_a_file_in_the_way_of_the_build_is_named_before_anything_is_read(
    articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "is a file; choose another folder with -o DIR" in mistake(
        "build", articles, "-o", tmp_path / "file"
    )
    assert "is a file; choose another folder with -o DIR" in mistake(
        "build", articles, "-o", tmp_path / "file" / "below"
    )


def test_an_unknown_model_is_named(articles: Path, tmp_path: Path) -> None:
    assert 'no spaCy pipeline "no_such_model"' in mistake(
        "build", articles, "-o", tmp_path / "out", "--model", "no_such_model"
    )


def test_wrong_knowledge_stops_the_build(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise KnowledgeError("ontology/weapons.ttl, line 7: not Turtle")

    monkeypatch.setattr(building, "load_knowledge", refuse)
    assert (
        mistake("build", articles, "-o", tmp_path / "out")
        == "Error: ontology/weapons.ttl, line 7: not Turtle\n"
    )
    assert not (tmp_path / "out").exists()


def test_what_was_built_can_be_asked_why(articles: Path, tmp_path: Path) -> None:
    run("build", articles, "-o", tmp_path / "out", "-q")
    edge = run("why", "germany", "ukraine", "-o", tmp_path / "out").stdout
    assert "Germany delivered aid to Ukraine" in edge
    assert "“Germany delivered 14 Leopard 2 tanks to Ukraine.”\n      Daily Test, 2023-02-20 [first]" in edge
    claim = run("why", "Ukraine", "Kerch Bridge", "-o", tmp_path / "out").stdout
    assert "in the graph" not in claim
    assert "claimed by Russia" in claim


# why ------------------------------------------------------------------------------------------------


def test_why_keeps_claims_apart_from_edges(built: Path) -> None:
    lines = run("why", "cedonia", "borland", "-o", built).stdout.splitlines()
    assert lines[0] == "Cedonia (Country, ukr:cedonia) and Borland (Country, ukr:borland)"
    assert (
        lines.index("in the graph: 1")
        < lines.index("claimed, and so no edge: 1")
        < lines.index("  denied by Jane Roe")
    )
    assert "    “Cedonia did not attack Borland, Jane Roe said.”" in lines


def test_why_of_one_entity_shows_its_frames(built: Path) -> None:
    out = run("why", "jane roe", "-o", built).stdout
    assert "Jane Roe holds office in The Pact" in out
    assert "Jane Roe met with Max Moe" in out


def test_why_says_what_it_left_out(built: Path) -> None:
    assert (
        "… and 1 more; see them with --limit 0" in run("why", "jane roe", "-o", built, "--limit", "1").stdout
    )
    assert "more; see" not in run("why", "jane roe", "-o", built, "--limit", "0").stdout


def test_why_says_that_nothing_connects_two(built: Path) -> None:
    assert "no sentence of this build has both" in run("why", "Max Moe", "Borland", "-o", built).stdout


def test_why_offers_near_names(built: Path) -> None:
    assert "did you mean Borland" in mistake("why", "Boreland", "-o", built)


# explain --------------------------------------------------------------------------------------------


def test_explain_shows_the_whole_way() -> None:
    out = run("explain", "Germany delivered tanks to Ukraine.", "--date", "2023-02-20").stdout
    for title in (
        "model",
        "date   2023-02-20",
        "parse",
        "mentions",
        "values",
        "triggers",
        "frame AidDelivery",
    ):
        assert f"\n{title}" in f"\n{out}"
    assert "edge           ukr:germany deliveredAidTo ukr:ukraine" in out


def test_explain_prints_a_case_that_can_be_read_again() -> None:
    (case,) = read_cases(
        run("explain", "Germany delivered tanks to Ukraine. Moscow was angry.", "--case").stdout, "pasted"
    )
    assert case.expected[0].kind == "AidDelivery"
    assert len(case.sentences) == 2


def test_explain_refuses_an_empty_text_and_an_odd_date() -> None:
    assert "no text to explain" in mistake("explain", "  ")
    assert '"yesterday" is no date' in mistake("explain", "Text.", "--date", "yesterday")


# query ----------------------------------------------------------------------------------------------

DONORS = "SELECT ?who WHERE { ?who ukg:pledgedAidTo ukr:borland }"


@pytest.mark.parametrize(
    ("fmt", "start"),
    [
        ("table", "who\n──────────\nukr:arland\n"),
        ("csv", "who\r\nhttps://w3id.org/ukgraph/id/arland\r\n"),
        ("tsv", "?who\n<https://w3id.org/ukgraph/id/arland>\n"),
        ("json", '{"head":{"vars":["who"]},"results":'),
        ("xml", '<?xml version="1.0"?><sparql'),
    ],
)
def test_query_answers_in_every_format(built: Path, fmt: str, start: str) -> None:
    assert run("query", DONORS, "-o", built, "--format", fmt).stdout_bytes.decode().startswith(start)


def test_query_takes_a_file(built: Path, tmp_path: Path) -> None:
    (tmp_path / "my question.rq").write_text(DONORS, encoding="utf-8")
    assert "ukr:arland" in run("query", tmp_path / "my question.rq", "-o", built).stdout


def test_query_takes_a_file_with_parameters(built: Path, tmp_path: Path) -> None:
    text = '# title: Donors\n# param to: name of the receiver (default "Borland")\nSELECT ?who WHERE { ?who ukg:pledgedAidTo/rdfs:label $to }'
    (tmp_path / "donors.rq").write_text(text, encoding="utf-8")
    assert "ukr:arland" in run("query", tmp_path / "donors.rq", "-o", built).stdout
    assert "0 rows" in run("query", tmp_path / "donors.rq", "-o", built, "--param", "to=Cedonia").stderr


def test_query_takes_a_name_and_parameters(built: Path) -> None:
    assert (
        "1 row"
        in run("query", "attacks", "-o", built, "--param", "by=Cedonia", "--param", "with=walker").stderr
    )


def test_query_lists_the_named_questions() -> None:
    out = run("query", "--list").stdout
    assert "\npledges\n" in out
    assert "  --param by=…  name of the giver (default any)\n" in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "give a question as SPARQL, a file or a name"),
        (("pledge",), "did you mean pledges"),
        (("absent.rq",), "cannot read absent.rq"),
        (("SELECT ?x WHERE { ?x ?y }",), "not SPARQL at line 1"),
        (("pledges", "--param", "by"), "is not of the form KEY=VALUE"),
        (("pledges", "--param", "buy=Arland"), 'has no parameter "buy"'),
        (("pledges", "--format", "html"), "'html' is not one of"),
    ],
)
def test_a_wrong_question_is_refused(built: Path, arguments: Sequence[str], complaint: str) -> None:
    assert complaint in mistake("query", *arguments, "-o", built)


# view, check, export --------------------------------------------------------------------------------


def test_view_writes_the_page_anew(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    result = run("view", "-o", out, "--focus", "borland", "--hops", "2")
    assert result.stdout == f"{out}/graph.html\n"
    assert "Borland" in (out / "graph.html").read_text(encoding="utf-8")
    assert "did you mean Borland" in mistake("view", "-o", out, "--focus", "borlnd")
    assert mistake("view", "-o", out, "--max-nodes", "0")


def test_check_is_silent_on_a_build_in_order(built: Path) -> None:
    result = run("check", "-o", built)
    assert (result.exit_code, result.stdout) == (0, f"{built} is in order\n")


def test_check_names_what_is_wrong(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    turtle = (out / "graph.ttl").read_text(encoding="utf-8")
    (out / "graph.ttl").write_text(turtle.replace("\tukg:attacker ", "\tukg:donor "), encoding="utf-8")
    result = run("check", "-o", out)
    assert result.exit_code == 1
    assert "ukg:donor" in result.stdout
    assert result.stdout.startswith("1. ")
    assert "to mend" in result.stderr


def test_check_reads_the_texts_and_never_another_folder(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    (out / "text" / "first.txt").write_text("Something else.", encoding="utf-8")
    result = run("check", "-o", out)
    assert result.exit_code == 1
    assert "the text has other words" in result.stdout
    assert api.text_of(out, "../graph") is None


@pytest.mark.parametrize("fmt", export.FORMATS)
def test_export_writes_a_file_or_the_standard_output(built: Path, tmp_path: Path, fmt: str) -> None:
    piped = run("export", fmt, "-o", built).stdout_bytes
    assert run("export", fmt, tmp_path / "file", "-o", built).exit_code == 0
    assert (tmp_path / "file").read_bytes() == piped
    assert piped or fmt == "plover"  # nobody of this build is in the catalogue, by which actors are coded


def test_an_export_is_a_graph_that_others_read(built: Path) -> None:
    exported = Graph().parse(data=run("export", "nt", "-o", built).stdout_bytes, format="nt")
    assert len(exported) == len(Graph().parse(built / "graph.ttl"))


def test_a_build_is_read_by_raptor(built: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip(
            "NO RAPPER: install it to see that others read the Turtle (Debian: apt-get install raptor2-utils)"
        )
    parsed = subprocess.run(
        [rapper, "-q", "-i", "turtle", "-c", str(built / "graph.ttl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_an_unknown_export_is_a_wrong_call(built: Path) -> None:
    assert "'rdf' is not one of" in mistake("export", "rdf", "-o", built)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("graph.trig", ("why", "a")),
        ("graph.ttl", ("query", DONORS)),
        ("graph.trig", ("query", "SELECT ?g { GRAPH ?g { ?who ukg:pledgedAidTo ukr:borland } }")),
        ("graph.ttl", ("timeline",)),
        ("graph.trig", ("view",)),
        ("graph.trig", ("check",)),
        ("graph.trig", ("export", "nt")),
    ],
)
def test_a_build_that_is_missing_or_cut_off_is_named_with_the_remedy(
    name: str, command: Sequence[str], built: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert f"there is no {out}/{name}; run: ukgraph build -o {out}" in mistake(*command, "-o", out)
    shutil.copytree(built, out)
    whole = (out / name).read_bytes()
    (out / name).write_bytes(whole[: len(whole) // 2])
    assert "was cut off" in mistake(*command, "-o", out)


# timeline, diff -------------------------------------------------------------------------------------


def test_a_timeline_is_in_the_order_of_time(built: Path) -> None:
    result = run("timeline", "Borland", "-o", built)
    assert result.exit_code == 0
    assert "2024-05-03    attack: " in result.stdout
    assert "(2024-05-06)  attack: " in result.stdout
    assert "negated, says Jane Roe" in result.stdout
    assert "aid pledge" not in run("timeline", "Borland", "-o", built, "--until", "2024-05-04").stdout
    rows = json.loads(run("timeline", "Borland", "-o", built, "--format", "json").stdout)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert run("timeline", "-o", built, "--format", "csv").stdout.startswith("date,dated,kind,what,")
    assert "nothing in this build is called" in mistake("timeline", "Atlantis", "-o", built)


def test_two_builds_are_compared(built: Path, tmp_path: Path) -> None:
    write_build(build(READINGS[0]), tmp_path)
    assert run("diff", built, built).exit_code == 0
    result = run("diff", built, tmp_path)
    assert result.exit_code == 1
    assert "gone        attack: " in result.stdout
    assert "3 differences" in result.stderr
    assert {row["sort"] for row in json.loads(run("diff", tmp_path, built, "--format", "json").stdout)} == {
        "added"
    }
    assert run("diff", built, tmp_path, "--format", "csv").stdout.startswith("sort,kind,what,")


# Exports that are folders, servers ------------------------------------------------------------------


def test_tables_go_to_a_folder(built: Path, tmp_path: Path) -> None:
    assert run("export", "csv", tmp_path / "neo4j", "-o", built).exit_code == 0
    assert sorted(f.name for f in (tmp_path / "neo4j").iterdir()) == ["edges.csv", "nodes.csv"]
    assert "name a folder" in mistake("export", "csv", "-o", built)


def test_serve_says_what_it_lacks(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "ukgraph.serving", raising=False)
    assert 'pip install "ukgraph[serve]"' in mistake("serve", "-o", built)


@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda _: b"<a> <b> <c> .\n", lambda _: b"\xff\x00", lambda _: b""]
)
def test_a_foreign_or_truncated_build_is_one_clear_line(
    built: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    for name in ("graph.ttl", "graph.trig"):
        (out / name).write_bytes(damage((out / name).read_bytes()))
    calls: list[list[str | Path]] = [
        ["query", "pledges", "-o", out],
        ["check", "-o", out],
        ["view", "-o", out],
        ["diff", out, built],
        ["diff", built, out],
        ["timeline", "-o", out],
        ["serve", "-o", out],
    ]
    for call in calls:
        message = mistake(*call)
        assert "graph.t" in message
        assert "run: ukgraph build" in message
        assert len(message.splitlines()) == 1


def test_a_build_like_one_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    message = mistake("build", "-", "-o", tmp_path / "out", "--like", tmp_path / "nowhere")
    assert "layout.json to draw like; leave out --like, or name a build" in message
    assert not (tmp_path / "out").exists()
