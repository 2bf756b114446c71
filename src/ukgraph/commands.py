"""The commands that ask a build or hand it on: query, check and export.

They are added to the program in `cli`; here as there, options become calls, and results become lines.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ukgraph import api, check, export, query, store
from ukgraph.knowledge import load_knowledge, ontology_folder
from ukgraph.terminal import FINDINGS, counted, example, out_option

if TYPE_CHECKING:
    from collections.abc import Iterable

# query ----------------------------------------------------------------------------------------------


@click.command(
    name="query",
    epilog=example(
        "ukgraph query pledges --param by=Germany",
        'ukgraph query "SELECT ?who WHERE { ?who ukg:pledgedAidTo ukr:ukraine }" --format csv',
    ),
)
@click.argument("question", required=False, metavar="TEXT|FILE|NAME")
@out_option
@click.option(
    "--format", "fmt", type=click.Choice(["table", *query.RESULT_FORMATS]), default="table", show_default=True
)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="KEY=VALUE",
    help="A value for the $KEY of the question; may be repeated.",
)
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
def query_command(question: str | None, out: Path, fmt: str, params: tuple[str, ...], listing: bool) -> None:
    """Ask a build in SPARQL: a question as TEXT, in a FILE (.rq, .sparql), or one of the named ones.

    The prefixes ukg:, ukr:, rdfs:, skos:, dcterms:, owl:, xsd: and wd: need no declaration.
    """
    if listing:
        _list_questions(query.read_queries(ontology_folder() / "queries").values())
        return
    if question is None:
        raise click.UsageError("give a question as SPARQL, a file or a name; --list shows the names")
    sparql, terms = api.prepare(question, dict(_pair(p) for p in params))
    graph = store.load(out)
    if fmt == "table":
        rows = query.run(graph, sparql, terms)
        click.echo(query.as_table(rows))
        click.echo(counted(len(rows.rows), "row"), err=True)
    else:
        click.echo(query.serialize(graph, sparql, terms, fmt), nl=False)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise click.BadParameter(f"“{text}” is not of the form KEY=VALUE", param_hint="--param")
    return key, value


def _list_questions(questions: Iterable[query.NamedQuery]) -> None:
    for question in questions:
        click.echo(f"{question.name}\n  {question.title}")
        for parameter in question.parameters:
            click.echo(
                f"  --param {parameter.name}=…  {parameter.meaning} (default {query.show(parameter.default) or 'any'})"
            )
        if question.example:
            click.echo(f"  {question.example}")


@click.command(name="check", epilog=example("ukgraph check -o out/may"))
@out_option
def check_command(out: Path) -> None:
    """Check a build: every frame with its core roles, a sentence and a speaker; every edge with a frame that makes it.

    Prints a list of what to mend: where it is, what is wrong, and the sentence behind it. By SHACL (ontology/shapes.ttl
    and what the ontology implies), and against the texts that the build keeps.
    """
    schema = load_knowledge().schema
    found = check.check(out, ontology_folder() / "shapes.ttl", schema, lambda name: api.text_of(out, name))
    for number, finding in enumerate(found, start=1):
        click.echo(f"{number}. {finding}")
    if found:
        click.echo(counted(len(found), "thing") + " to mend", err=True)
        sys.exit(FINDINGS)
    click.echo(f"{out} is in order")


@click.command(
    name="export", epilog=example("ukgraph export graphml network.graphml", "ukgraph export nt | wc -l")
)
@click.argument("fmt", metavar="FORMAT", type=click.Choice(list(export.FORMATS)))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@out_option
def export_command(fmt: str, file: Path | None, out: Path) -> None:
    """Write a build in FORMAT to FILE, or to the standard output: nt, nq, trig, jsonld, rdfxml, graphml or gexf."""
    buffer = io.BytesIO()
    export.export(store.load(out), fmt, buffer)
    if file is None:
        click.echo(buffer.getvalue(), nl=False)
    else:
        store.replace_files({file: buffer.getvalue()})
        click.echo(f"{file}: {len(buffer.getvalue()):,} bytes", err=True)


ALL = (query_command, check_command, export_command)
