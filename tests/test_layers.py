"""The shape of the code: imports point down, each dependency has one door, and no name of the domain stands in Python."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from parses import shipped
from ukgraph.gazetteer import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {
    file.stem: ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "src" / "ukgraph").glob("*.py"))
}

# From the top down; a module may import from the lines below its own, and from nothing else of ours.
LAYERS = """
cli
__init__
commands serving
terminal api
cluster
building
explain check export conllu vocabulary serve showing
picture summary
view
workers
results negotiate
choose look pages
tally pieces
describe crew cache roster portion
reader
pipeline drawing layout
plover tables timeline
extract network why recall
denials
stance claims tellings gapping
disclaimers
sources
quotes
prospects frames
slots
words listing
scene
author
discourse link headlines dates
mentions mend
clauses relatives lists sayings
reports
subjects datelines owners predicates prices retag values
gate
gazetteer read fetch harvest reprints clean parse syntax
warc feeds sheets
webpage
encodings web
query store
loading
knowledge
lexicon assemble spans
happenings blocks
schema
iris labels sorting
drafts lore
records errors
"""
RANK = {name: rank for rank, line in enumerate(LAYERS.split("\n")) for name in line.split()}

DOORS = {
    "ahocorasick_rs": "gazetteer",
    "charset_normalizer": "encodings",
    "click": "cli",
    "distributed": "cluster",
    "fsspec": "pieces",
    "feedparser": "feeds",
    "ftfy": "clean",
    "graspologic_native": "layout",
    "jinja2": "pages",
    "markupsafe": "pages",
    "networkx": "network",
    "protego": "fetch",
    "pyshacl": "check",
    "pyvis": "view",
    "rdflib": "check",
    "rensa": "reprints",
    "rich": "cli",
    "rustworkx": "layout",
    "spacy": "parse",
    "starlette": "serve",
    "thinc": "parse",
    "threadpoolctl": "parse",
    "uvicorn": "serving",
    "trafilatura": "webpage",
    "warcio": "warc",
    "yaml": "read",
}
FURTHER_DOORS = {
    ("ahocorasick_rs", "gate"),  # it needs no more than a yes or a no
    ("jinja2", "serve"),  # the pages of the server
    ("click", "commands"),  # the commands that ask a build
    ("click", "terminal"),  # what all commands share
    ("networkx", "api"),  # the type of what `to_networkx` hands out
    ("networkx", "export"),  # GraphML and GEXF are written by networkx itself
    ("rdflib", "api"),  # the type of what `to_rdflib` hands out
}
PROPER = {Form.NAME, Form.ADJECTIVE, Form.PEOPLE, Form.METONYM}
EVERYWHERE = {"pyoxigraph"}  # its terms are the common currency
# Needed by another dependency, or known under another name.
DISTRIBUTIONS = {"pyyaml": "yaml", "lxml_html_clean": None}


def imports(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Every imported top-level package, with our module if it is one of ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            package, _, module = node.module.partition(".")
            yield from ((package, module or alias.name) for alias in node.names)


def test_every_module_has_a_layer() -> None:
    assert sorted(RANK) == sorted(SOURCES)


@pytest.mark.parametrize("module", sorted(SOURCES))
def test_imports_point_down(module: str) -> None:
    ours = {name.split(".")[0] for package, name in imports(SOURCES[module]) if package == "ukgraph" and name}
    up = {name for name in ours & RANK.keys() if RANK[name] <= RANK[module]}
    assert not up, f"{module} imports {up} from its own layer or above"


def test_each_dependency_has_one_door() -> None:
    foreign = {(package, module) for module, tree in SOURCES.items() for package, _ in imports(tree)}
    foreign = {
        (p, m) for p, m in foreign if p not in sys.stdlib_module_names and p not in EVERYWHERE | {"ukgraph"}
    }
    assert foreign == set(DOORS.items()) | FURTHER_DOORS


def test_every_dependency_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [
        re.split(r"[^\w-]", line)[0]
        for line in (
            *project["dependencies"],
            *project["optional-dependencies"]["serve"],
            *project["optional-dependencies"]["cluster"],
        )
    ]
    declared = {DISTRIBUTIONS.get(n, n.replace("-", "_")) for n in names} - {None}
    assert declared == {*DOORS, *EVERYWHERE}


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """String constants that are neither docstrings nor the examples of the command line's help."""
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(
            node.body[0], ast.Expr
        ):
            told.add(id(node.body[0].value))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_example", "example"}
        ):
            told.update(map(id, node.args))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value.encode(errors="replace").decode()


@pytest.mark.parametrize("module", sorted(SOURCES))
def test_no_name_of_the_catalogue_stands_in_the_code(module: str) -> None:
    # Knowledge is data. A class noun of one word ("missile") is English; a name or a term of two words is knowledge.
    gazetteer = shipped()[1]
    found = {
        f"line {line}: {text[hit.start : hit.end]}"
        for line, text in literals(SOURCES[module])
        for hit in gazetteer.find(text)
        if " " in text[hit.start : hit.end]
        or (text[hit.start].isupper() and PROPER & {form for _, form in hit.readings})
    }
    assert not found
