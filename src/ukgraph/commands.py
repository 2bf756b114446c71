"""The commands that ask a build or hand it on, query, check, export, timeline, diff and serve, and fetch.

They are added to the program in `cli`; here as there, options become calls, and results become lines.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
from dataclasses import asdict, fields
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ukgraph import api, export, fetch, harvest, query, store, tables, timeline, why
from ukgraph.drafts import Draft, printable
from ukgraph.iris import local_name
from ukgraph.loading import load_knowledge, ontology_folder
from ukgraph.recall import recall
from ukgraph.terminal import FINDINGS, Mistake, counted, example, out_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    graph = api.open_for(sparql, out)
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
    from ukgraph import check  # noqa: PLC0415  # of all commands this one alone needs pySHACL

    schema = load_knowledge().schema
    found = check.check(out, ontology_folder() / "shapes.ttl", schema, lambda name: api.text_of(out, name))
    for number, finding in enumerate(found, start=1):
        click.echo(f"{number}. {finding}")
    if found:
        click.echo(counted(len(found), "thing") + " to mend", err=True)
        sys.exit(FINDINGS)
    click.echo(f"{out} is in order")


@click.command(
    name="export",
    epilog=example(
        "ukgraph export gexf network.gexf", "ukgraph export csv neo4j/", "ukgraph export plover | head -1"
    ),
)
@click.argument("fmt", metavar="FORMAT", type=click.Choice([*export.FORMATS, export.TABLES]))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@out_option
@click.option(
    "--expand",
    is_flag=True,
    help="For cameo: an alliance or forum stands for the members that the build knows of.",
)
def export_command(fmt: str, file: Path | None, out: Path, expand: bool) -> None:
    r"""Write a build in FORMAT to FILE, or to the standard output.

    \b
    nt nq trig jsonld rdfxml   RDF
    graphml gexf               the network, for Gephi and others
    csv                        nodes.csv and edges.csv for Neo4j; FILE is a folder
    plover cameo               event data: JSON lines; dyads with tabs
    """
    graph = store.load(out)
    means = api.export_means(expand=expand)
    if fmt == export.TABLES:
        if file is None:
            raise click.UsageError("csv is two files; name a folder for nodes.csv and edges.csv")
        store.replace_files(
            {file / name: content for name, content in export.export_tables(graph, means).items()}
        )
        click.echo(f"{file}: nodes.csv and edges.csv", err=True)
        return
    buffer = io.BytesIO()
    export.export(graph, fmt, buffer, means)
    if file is None:
        click.echo(buffer.getvalue(), nl=False)
    else:
        store.replace_files({file: buffer.getvalue()})
        click.echo(f"{file}: {len(buffer.getvalue()):,} bytes", err=True)


# timeline, diff -------------------------------------------------------------------------------------

_LISTS = click.Choice(["table", "csv", "json"])


@click.command(
    name="timeline",
    epilog=example("ukgraph timeline NATO", "ukgraph timeline Germany --format csv > germany.csv"),
)
@click.argument("entity", required=False)
@out_option
@click.option("--since", default="", metavar="DATE", help="From this year, month or day on.")
@click.option("--until", default="", metavar="DATE", help="Up to and including this year, month or day.")
@click.option("--format", "fmt", type=_LISTS, default="table", show_default=True)
def timeline_command(entity: str | None, out: Path, since: str, until: str, fmt: str) -> None:
    """Show what happened when, or what happened to ENTITY, with who says so and the sentence.

    A date in brackets is that of the report: the text does not say when it happened.
    """
    graph = store.load_default(out)
    schema = api.schema_that_ships()
    about = why.resolve(graph, entity) if entity is not None else None
    events = frozenset(name for name, frame in schema.frames.items() if frame.event)
    lines = timeline.timeline(recall(graph, schema), local_name(about.node) if about else None, events)
    kept = [
        line for line in lines
        if (not since or line.date >= since[: len(line.date)]) and (not until or (line.date and line.date[: len(until)] <= until))
    ]  # fmt: skip
    if fmt != "table":
        _print_list(kept, fmt)
        return
    if about is not None:
        click.echo(str(about))
    for line in kept:
        when = line.date if line.dated else f"({line.date or 'no date'})"
        voice = f"{line.factuality}, says {line.speaker}" if line.speaker else line.factuality
        reports = f", {counted(line.articles, 'article')}" if line.articles > 1 else ""
        click.echo(f"{when:<12}  {line.kind}: {line.what} [{voice}{reports}]\n{'':<14}“{line.sentence}”")
    click.echo(counted(len(kept), "event"), err=True)


@click.command(
    name="diff", epilog=example("ukgraph diff out/monday out/tuesday", "ukgraph diff old new --format json")
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "fmt", type=_LISTS, default="table", show_default=True)
def diff_command(old: Path, new: Path, fmt: str) -> None:
    """Show what is told in the build NEW and not in OLD, what is gone, and what is told otherwise.

    Exit status 1 if there is any difference.
    """
    changes = timeline.diff(api.told(old), api.told(new))
    if fmt != "table":
        _print_list(changes, fmt)
    else:
        for change in changes:
            step = " → ".join(part for part in (change.before, change.after) if part)
            click.echo(
                f"{change.sort:<10}  {change.kind}: {change.what} [{step}]\n{'':<12}“{change.sentence}” [{change.article}]"
            )
        click.echo(counted(len(changes), "difference"), err=True)
    if changes:
        sys.exit(FINDINGS)


def _print_list(rows: Sequence[timeline.Line] | Sequence[timeline.Change], fmt: str) -> None:
    records = [asdict(row) for row in rows]
    if fmt == "json":
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        kind = timeline.Line if not rows or isinstance(rows[0], timeline.Line) else timeline.Change
        header = [field.name for field in fields(kind)]
        click.echo(
            tables.as_csv(header, ([str(record[name]) for name in header] for record in records)), nl=False
        )


# serve ----------------------------------------------------------------------------------------------


@click.command(
    name="serve", epilog=example("ukgraph serve", "ukgraph serve -o out/may --port 8010 --time-limit 30")
)
@out_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; by default this machine alone.",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--time-limit",
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    help="For one question.",
)
@click.option(
    "--row-limit",
    default=100_000,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=1),
    help="Rows of one answer.",
)
@click.option(
    "--workers",
    default=2,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=1),
    help="Questions at a time.",
)
def serve_command(out: Path, host: str, port: int, time_limit: float, row_limit: int, workers: int) -> None:
    """Serve a build on this machine: SPARQL at /sparql, named questions, and a page for each entity.

    Read-only. Each question runs in a process of its own, under the limits. Needs: pip install "ukgraph[serve]".
    """
    try:
        served = importlib.import_module("ukgraph.serving")
    except ImportError as error:
        raise Mistake(
            f'serve needs what is not installed ({error.name}); run: pip install "ukgraph[serve]"'
        ) from error
    served.run(out, host, port, time_limit, row_limit, workers)


# fetch ----------------------------------------------------------------------------------------------


@click.command(
    name="fetch",
    epilog=example("ukgraph fetch https://example.org/feed.xml -o news/ --most 20", "ukgraph build news/"),
)
@click.argument("addresses", nargs=-1, required=True, metavar="URL...")
@click.option(
    "-o",
    "--out",
    default=harvest.FILE_NAME,
    show_default=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"The file of JSON lines to add to; in a folder it is called {harvest.FILE_NAME}.",
)
@click.option(
    "--most",
    default=fetch.MAX_LINKS,
    show_default=True,
    metavar="N",
    type=click.IntRange(min=1),
    help="Get at most the first N pages of a feed.",
)
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def fetch_command(addresses: tuple[str, ...], out: Path, most: int, quiet: bool) -> None:
    """Get articles from the web into a file that build reads: pages, and the pages that an RSS or Atom feed points to.

    Every site's robots.txt is obeyed, with a pause between two questions to one site. Only public machines are asked. What
    the file holds already stays; Ctrl-C keeps what has come.
    """
    file = out / harvest.FILE_NAME if out.is_dir() or not out.suffix else out
    harvest.keep(file, [])  # a file that is none of ours is told before the web is asked
    got: list[Draft] = []
    try:
        for item in fetch.Visitor(metadata.version("ukgraph")).fetch(addresses, most):
            if isinstance(item, Draft):
                got.append(item)
                if not quiet:
                    click.echo(f"got {item.place}", err=True)
            else:
                skip = printable(item)
                click.echo(f"skipped {skip.source}: {skip.reason}", err=True)
    finally:
        new = harvest.keep(file, got)
    if not quiet:
        click.echo(f"{counted(len(got), 'article')}, {new:,} of them new: {file}")
    if not got:
        sys.exit(FINDINGS)


ALL = (
    fetch_command,
    query_command,
    check_command,
    export_command,
    timeline_command,
    diff_command,
    serve_command,
)
