"""The command line: the only place where options become calls, and results become lines on a terminal.

Exit status: 0 for success, 1 where nothing could be read or a check has findings, 2 for a wrong call, wrong
knowledge, or a build that cannot be written or read. A failure is one message that names the file and the
remedy; a traceback is a bug.
"""

from __future__ import annotations

import importlib
import io
import os
import re
import sys
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ukgraph import __version__, api, building, commands, conllu, showing, store, view, why
from ukgraph.assemble import date_literal
from ukgraph.choose import Part
from ukgraph.crew import Task
from ukgraph.explain import explain
from ukgraph.pipeline import read_article
from ukgraph.records import Article, Factuality
from ukgraph.tally import REPORT_NAME
from ukgraph.terminal import Group, counted
from ukgraph.terminal import Mistake as _Mistake
from ukgraph.terminal import example as _example
from ukgraph.terminal import out_option as _out
from ukgraph.why import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.why import Account

DEFAULT_CORPUS = "corpus/"
_NOTHING_READ = 1
_STOPPED = 130  # as shells say it of a program that Ctrl-C has ended
_HEADINGS = {
    Standing.EDGE: "in the graph",
    Standing.TOLD: "told as a fact, but no edge between these",
    Standing.CLAIMED: "claimed, and so no edge",
    Standing.DENIED: "said not to be so",
    Standing.PLANNED: "planned",
    Standing.POSSIBLE: "possible",
}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_model = click.option(
    "--model", metavar="NAME", help="An installed spaCy pipeline, or a folder, instead of the one that ships."
)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_example("ukgraph build corpus/", "ukgraph why Germany Ukraine"),
)
@click.version_option(__version__, prog_name="ukgraph")
def main() -> None:
    """Turn news about the military support of Ukraine into a knowledge graph that can be trusted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still shows the rest


# build ----------------------------------------------------------------------------------------------


@main.command(
    epilog=_example("ukgraph build reports/ extra.jsonl -o out/may", "cat article.txt | ukgraph build -")
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_out
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=_cores,
    metavar="N",
    show_default="the cores of this machine",
    help="Read with at most N processes.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Read on this machine, or with a Dask cluster; then PATH and DIR may be addresses (s3://…), and DIR gets shards of N-Quads.",
)
@click.option(
    "--address",
    metavar="HOST:PORT",
    help="The scheduler of the Dask cluster; without it one is started on this machine.",
)
@click.option(
    "--cache",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep there what was read of each article, instead of in the folder of the build.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be read, and why.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--like",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Draw what the build in DIR drew where it stood there; DIR may be that of -o.",
)
@_model
def build(
    paths: tuple[str, ...],
    out: Path,
    workers: int,
    engine: str,
    address: str | None,
    cache: Path | None,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
    like: Path | None,
    model: str | None,
) -> None:
    """Read articles into a graph.

    PATH is a file, a folder, a glob, or - for the standard input; by default the folder corpus/. Writes graph.ttl,
    graph.trig, graph.html, graph.svg, summary.html, text/ and report.json. Where the folder holds an earlier build, only
    what has changed is read, and a build that was stopped goes on where it was. The same articles give the same bytes, whatever
    stood in the folder before; with --like the earlier build's layout.json is one of the things that the page depends on.
    """
    if engine == "dask":
        _build_on_cluster(paths or (DEFAULT_CORPUS,), _address_of(out), workers, address, model, quiet)
        return
    _refuse_unwritable(out)
    if like is not None and not (like / showing.PLACES_NAME).is_file():
        raise _Mistake(
            f"there is no {like / showing.PLACES_NAME} to draw like; leave out --like, or name a build"
        )
    plan = building.Plan(paths or (DEFAULT_CORPUS,), out, workers, cache, model, like=like)
    if dry_run:
        _print_forecast(building.forecast(plan))
        return
    with _progress(quiet) as told:
        try:
            built = building.build(plan, told)
        except KeyboardInterrupt:
            click.echo("stopped; what was read is kept, and the same command goes on from there", err=True)
            sys.exit(_STOPPED)
    _end_if_empty(built)
    if as_json:
        click.echo((out / REPORT_NAME).read_text(encoding="utf-8"), nl=False)
    elif not quiet:
        _summary(built, out)


def _build_on_cluster(
    paths: tuple[str, ...], out: str, workers: int, address: str | None, model: str | None, quiet: bool
) -> None:
    try:
        cluster = importlib.import_module("ukgraph.cluster")
    except ModuleNotFoundError as error:
        raise _Mistake(
            f'a cluster needs more than is installed ({error.name}); run: pip install "ukgraph[cluster]"'
        ) from error
    task = Task(model, None, ())
    with _progress(quiet) as told:
        built = cluster.build(paths, out, task, address=address, workers=workers, told=told)
    _end_if_empty(built)
    if not quiet:
        click.echo(
            f"{counted(built.report['articles'], 'article')} with {counted(built.report['frames'], 'frame')} in {out}/shard-*.nq; what was skipped: {out}/{REPORT_NAME}"
        )


def _address_of(out: Path) -> str:
    """What was given with -o; a path has one slash where an address has two."""
    return re.sub(r"^([a-z][a-z0-9]+):/(?!/)", r"\1://", str(out))


def _end_if_empty(built: building.Built) -> None:
    if not built.report:
        for skip in built.skipped:
            click.echo(f"{skip.source}: {skip.reason}", err=True)
        if built.asides:
            click.echo(
                f"{counted(built.asides, 'article')} named nothing of the subject (ontology/subject.ttl)",
                err=True,
            )
        click.echo("Error: nothing could be read, so nothing was written", err=True)
        sys.exit(_NOTHING_READ)


def _print_forecast(found: building.Forecast) -> None:
    click.echo(f"would read {counted(sum(found.again.values()), 'article')}")
    for reason, number in found.again.items():
        click.echo(f"  {number:,} because {reason}")
    click.echo(f"would take {counted(found.unchanged, 'article')} from the cache")
    if found.gone:
        click.echo(
            f"would drop {counted(found.gone, 'article')} that the build has and the paths no longer do"
        )
    if found.skips:
        click.echo(f"would skip {found.skips:,}, for reasons that the build tells")


def _refuse_unwritable(out: Path) -> None:
    """Before an hour of reading rather than after it."""
    there = next((p for p in (out, *out.absolute().parents) if p.exists()), out)
    if not there.is_dir():
        raise _Mistake(f"cannot write {out}: {there} is a file; choose another folder with -o DIR")


class _Lines:
    """Tells how a build goes on, a line for each article; always on stderr, so that stdout can be piped."""

    def say(self, line: str) -> None:
        click.echo(line, err=True)

    def progress(self, name: str, done: int, total: int) -> None:
        click.echo(f"read {done}/{total} {name}", err=True)


class _Warnings(_Lines):
    """Tells only what went wrong."""

    def progress(self, name: str, done: int, total: int) -> None:
        pass


class _Bar(_Lines):
    """Tells it on a terminal."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None, article="")

    def say(self, line: str) -> None:
        self._bar.console.print(line, markup=False, highlight=False)

    def progress(self, name: str, done: int, total: int) -> None:
        self._bar.update(self._task, completed=done, total=total, article=name)


@contextmanager
def _progress(quiet: bool) -> Iterator[building.Told]:
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _Warnings() if quiet else _Lines()
        return
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[article]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield _Bar(bar)


def _summary(built: building.Built, out: Path) -> None:
    table = Table(show_header=False)
    for name, count in (
        ("articles read", built.report["articles"]),
        ("of these anew", built.report["read_anew"]),
        ("frames", built.report["frames"]),
        ("entities", built.report["entities"]),
        ("edges", built.report["edges"]),
        ("off the subject", built.asides),
        ("skipped", built.skips),
    ):
        table.add_row(name, f"{count:,}")
    table.columns[1].justify = "right"
    Console().print(table)
    for skip in built.skipped:
        click.echo(f"skipped {skip.source}: {skip.reason}")
    if built.skips > len(built.skipped):
        click.echo(f"… and {built.skips - len(built.skipped)} more, in {out / REPORT_NAME}")
    for name, what in (
        (showing.PAGE_NAME, "the network: open it in a browser"),
        (showing.PICTURE_NAME, "a picture of it"),
        (showing.SUMMARY_NAME, "tables by donor and weapon, to print"),
        (store.TURTLE_NAME, "the graph"),
        (store.TRIG_NAME, "the same with a named graph for each article and edge"),
        (f"{building.TEXT_FOLDER}/", "the texts that all offsets point into"),
        (REPORT_NAME, "counts, timings, what was skipped"),
    ):
        click.echo(f"{out}/{name:<12} {what}")


# why ------------------------------------------------------------------------------------------------


@main.command(name="why", epilog=_example("ukgraph why Germany Ukraine", 'ukgraph why "olaf scholz"'))
@click.argument("a")
@click.argument("b", required=False)
@_out
@click.option(
    "--limit",
    default=20,
    show_default=True,
    metavar="N",
    help="Show at most N accounts of each sort; 0 shows all.",
)
def why_command(a: str, b: str | None, out: Path, limit: int) -> None:
    """Show the sentences behind an entity A, or behind the edges between A and B.

    A name may be any label or alias, in any case and without accents. What somebody only claims, denies or plans
    stands apart from what makes an edge.
    """
    graph = store.load(out)
    one = why.resolve(graph, a)
    other = why.resolve(graph, b) if b is not None else None
    accounts = why.of(graph, one) if other is None else why.between(graph, one, other)
    click.echo(str(one) if other is None else f"{one} and {other}")
    if not accounts:
        click.echo(
            "\nno sentence of this build has both" if other else "\nnamed in this build, but part of no frame"
        )
    for standing, group in groupby(accounts, key=lambda account: account.standing):
        _print_accounts(_HEADINGS[standing], list(group), limit)


def _print_accounts(heading: str, accounts: Sequence[Account], limit: int) -> None:
    click.echo(f"\n{heading}: {len(accounts)}")
    shown = accounts[:limit] if limit else accounts
    for title, group in groupby(shown, key=_title):
        click.echo(f"\n  {title}")
        for account in group:
            click.echo("\n".join(f"    {line}" for line in _lines(account)))
    if len(shown) < len(accounts):
        click.echo(f"\n  … and {len(accounts) - len(shown)} more; see them with --limit 0")


def _title(account: Account) -> str:
    if account.edges:
        return "; ".join(f"{e.start} {e.relation} {e.end}" for e in account.edges)
    if account.speaker is None:
        return account.kind
    return f"{'denied' if account.factuality is Factuality.NEGATED else 'claimed'} by {account.speaker}"


def _lines(account: Account) -> Iterator[str]:
    for source in account.sources:
        yield f"“{source.quote}”"
        yield f"  {source.publisher or 'publisher unknown'}, {source.issued or 'no date'} [{source.article}]"
        if source.reprints:
            yield f"  printed too by {', '.join(source.reprints)}"
    by_role = groupby(account.roles, key=lambda pair: pair[0])
    roles = ", ".join(f"{role}: {' and '.join(value for _, value in pairs)}" for role, pairs in by_role)
    speaker = "in the article's own voice" if account.speaker is None else f"says {account.speaker}"
    yield f"  {account.kind} ({account.factuality}, {speaker}) {roles}".rstrip()


# explain --------------------------------------------------------------------------------------------


@main.command(
    name="explain", epilog=_example('ukgraph explain "Moscow denied striking the port." --date 2024-04-13')
)
@click.argument("text")
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The date of the article, by which offices and “last week” are understood.",
)
@click.option(
    "--case", is_flag=True, help="Print a test case for tests/cases/ instead, to be corrected by hand."
)
@_model
def explain_command(text: str, date: str | None, case: bool, model: str | None) -> None:
    """Show how TEXT is read: parse, mentions, triggers, frames, and each edge or why there is none."""
    if not text.strip():
        raise _Mistake("there is no text to explain; give a sentence in quotation marks")
    if date is not None:
        date_literal(date)
    reader = api.Reader.load(model=model)
    article = Article("case" if case else "text", None, text, None, date, None, "0" * 64)
    sentences = reader.parse(text)
    steps = read_article(article, sentences, reader.knowledge, reader.gazetteer)
    if case:
        click.echo(conllu.as_case(article, sentences, steps.reading.frames), nl=False)
    else:
        click.echo(explain(steps, reader.knowledge, reader.parser.name), nl=False)


# view -----------------------------------------------------------------------------------------------


@main.command(
    name="view",
    epilog=_example(
        "ukgraph view", 'ukgraph view --focus "Ukraine" --since 2024', "ukgraph view --query pledges.rq"
    ),
)
@_out
@click.option("--focus", metavar="NAME", help="Open on this entity and what lies around it.")
@click.option(
    "--hops",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="How many edges away from it.",
)
@click.option(
    "--max-nodes",
    default=view.MAX_NODES,
    show_default=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="How many entities to draw at first; the others are in the page too.",
)
@click.option(
    "--since", default="", metavar="DATE", help="Only what is told of this day, month or year, or later."
)
@click.option(
    "--until", default="", metavar="DATE", help="Only what is told of this day, month or year, or earlier."
)
@click.option(
    "--frame",
    "frames",
    multiple=True,
    metavar="CLASS",
    help="Only such frames, e.g. AidPledge; may be repeated.",
)
@click.option(
    "--publisher",
    "publishers",
    multiple=True,
    metavar="NAME",
    help="Only articles of this publisher; may be repeated.",
)
@click.option(
    "--query",
    "construct",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only the frames and edges that a SPARQL CONSTRUCT gives; edges that it makes anew are drawn as such.",
)
def view_command(
    out: Path,
    focus: str | None,
    hops: int,
    max_nodes: int,
    since: str,
    until: str,
    frames: tuple[str, ...],
    publishers: tuple[str, ...],
    construct: Path | None,
) -> None:
    """Write graph.html anew: the network as a page that opens without a network connection.

    Beside it come graph.svg, a picture of what is drawn first, and summary.html, tables to print. A page of a part of the
    build says that it is one.
    """
    asked = "" if construct is None else api.read_query(construct)
    scope = view.Scope(focus, hops, max_nodes, Part(since, until, frames, publishers, asked))
    look = view.view(store.load(out), scope=scope, earlier=showing.read_places(out))
    store.replace_files({out / name: data for name, data in showing.files(look).items()})
    click.echo(out / showing.PAGE_NAME)
    if left := len(look.drawing.nodes) - len(look.first):
        click.echo(
            f"{counted(len(look.first), 'entity', 'entities')} drawn at first, {left:,} more in the page: find one, click a neighbour, or show all",
            err=True,
        )


for command in commands.ALL:
    main.add_command(command)


if __name__ == "__main__":
    main()
