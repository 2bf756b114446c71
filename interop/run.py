"""Other programs read a build and count, answer and check as we do: a table, and a failure where one does not.

    make interop

Run on `out/`. A program that is not there is told and counted, and is no failure; one that reads our files otherwise is.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox
import rdflib
from pyshacl import validate

from ukgraph import api, query, store
from ukgraph.check import implied_shapes, vocabulary
from ukgraph.export import export
from ukgraph.network import network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"
HOME = ROOT / ".interop"
WORK = HOME / "work"
ONTOLOGY = ROOT / "ontology"
JARS = Path("/usr/share/java")
XERCES = "org/apache/jena/ext/xerces/"
_PATIENCE = 300  # seconds for one program

AGGREGATE = """
PREFIX ukg: <https://w3id.org/ukgraph/ontology#>
SELECT ?factuality (COUNT(?frame) AS ?frames) WHERE { ?frame ukg:factuality ?factuality } GROUP BY ?factuality ORDER BY ?factuality
"""
PATH = """
PREFIX ukg: <https://w3id.org/ukgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?name WHERE { ?frame ukg:item ?item . ?item skos:broader+ ?class . ?class rdfs:label ?name } ORDER BY ?name
"""


class Missing(Exception):  # noqa: N818  a program that is not installed is no error
    """A program that is not there."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a program made of our files: which version it is, how much it loaded, and whether it agrees."""

    version: str
    loaded: str
    agrees: bool


def program(name: str) -> str:
    """The path of a program.

    Raises:
        Missing: it is not installed.
    """
    found = shutil.which(name)
    if found is None:
        raise Missing(f"{name} is not installed")
    return found


def output(*command: str | Path, env: dict[str, str] | None = None, fine: tuple[int, ...] = (0,)) -> str:
    """What a program prints, and behind it what it complains of.

    Raises:
        RuntimeError: it fails.
    """
    out, complaints = streams(*command, env=env, fine=fine)
    return out + complaints


def streams(
    *command: str | Path, env: dict[str, str] | None = None, fine: tuple[int, ...] = (0,)
) -> tuple[str, str]:
    """The same, as two."""
    done = subprocess.run(  # noqa: S603  programs that we name
        [str(c) for c in command],
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        env={**os.environ, **(env or {})},
        check=False,
    )
    if done.returncode not in fine:
        reason = (done.stderr or done.stdout).strip()[-300:]
        raise RuntimeError(f"{Path(str(command[0])).name} ended with {done.returncode}: {reason}")
    return done.stdout, done.stderr


# Our own side ---------------------------------------------------------------------------------------


@cache
def graph() -> ox.Store:
    return store.load(OUT)


@cache
def triples() -> int:
    return sum(1 for _ in graph().quads_for_pattern(None, None, None, ox.DefaultGraph()))


@cache
def quads() -> int:
    return len(graph()) - triples()


@cache
def ours(sparql: str) -> tuple[tuple[str, ...], ...]:
    rows = query.run(graph(), sparql, {}).rows
    return tuple(tuple(plain(term) for term in row) for row in rows)


def plain(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


@cache
def exported(fmt: str) -> Path:
    file = WORK / f"graph.{fmt}"
    with file.open("wb") as stream:
        export(graph(), fmt, stream, api.export_means())
    return file


@cache
def question(sparql: str) -> Path:
    file = WORK / f"question-{len(sparql)}.rq"
    file.write_text(sparql, encoding="utf-8")
    return file


@cache
def for_shacl() -> tuple[Path, Path, Path]:
    """A build with the vocabulary, the same with defects, and all shapes of SHACL Core, as other engines take them."""
    schema = api.schema_that_ships()
    words = "".join(f"{s} {p} {o} .\n" for s, p, o in vocabulary(schema))
    good, bad, shapes = WORK / "checked.ttl", WORK / "defects.ttl", WORK / "shapes.ttl"
    text = (OUT / store.TURTLE_NAME).read_text(encoding="utf-8")
    good.write_text(text + words, encoding="utf-8")
    for old, new in (
        ("ukg:factuality ukg:Asserted ;", "ukg:factuality ukg:Certain ;"),
        ("ukg:confidence 0.", "ukg:confidence 7."),
        ("ukg:unit ", "ukg:note "),
    ):
        text = text.replace(old, new, 3)
    bad.write_text(text + words, encoding="utf-8")
    (rdflib.Graph().parse(ONTOLOGY / "shapes.ttl") + implied_shapes(schema)).serialize(
        shapes, format="turtle"
    )
    return good, bad, shapes


@cache
def defects() -> int:
    _, bad, shapes = for_shacl()
    _, report, _ = validate(rdflib.Graph().parse(bad), shacl_graph=rdflib.Graph().parse(shapes), inplace=True)
    return len(set(report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))  # type: ignore[union-attr]


# The programs ---------------------------------------------------------------------------------------


def rapper() -> Result:
    count = re.search(
        r"returned (\d+) triples", output(program("rapper"), "-c", "-i", "turtle", OUT / "graph.ttl")
    )
    number = int(count[1]) if count else 0
    return Result(output(program("rapper"), "--version").split()[0], f"{number} triples", number == triples())


def serdi() -> Result:
    number = output(program("serdi"), "-i", "turtle", "-o", "ntriples", OUT / "graph.ttl").count(" .\n")
    quad = output(program("serdi"), "-i", "trig", "-o", "nquads", OUT / "graph.trig").count(" .\n")
    version = re.search(r"\d[\d.]+", output(program("serdi"), "-v"))
    return Result(
        version[0] if version else "",
        f"{number} triples, {quad} quads",
        (number, quad) == (triples(), quads()),
    )


def roqet() -> Result:
    # It ends with 2 after every aggregate, answered or not. SPARQL 1.1's property paths it does not know.
    text, _ = streams(
        program("roqet"),
        "-q",
        "-i",
        "sparql",
        "-D",
        OUT / "graph.ttl",
        "-r",
        "csv",
        question(AGGREGATE),
        fine=(0, 2),
    )
    rows = [tuple(row) for row in csv.reader(io.StringIO(text))][1:]
    return Result(
        output(program("roqet"), "--version").split()[0],
        f"{len(rows)} rows",
        sorted(rows) == sorted(ours(AGGREGATE)),
    )


def jena(*arguments: str | Path) -> str:
    return output(program("java"), "-cp", class_path(), *arguments)


@cache
def class_path() -> str:
    """Debian's jars without its competing loggers; the messages of a parser that Debian moved are put where its classes look."""
    jars = [j for j in sorted(JARS.glob("*.jar")) if not re.search("log4j|slf4j-(?!api)|logback", j.name)]
    cores = [j for j in jars if j.name.startswith("jena-core")]
    if not cores:
        raise Missing("Apache Jena is not installed")
    folder = HOME / "jena"
    with zipfile.ZipFile(cores[0]) as jar:
        for name in jar.namelist():
            if name.startswith(XERCES) and name.endswith(".properties"):
                target = folder / "xerces" / name.removeprefix(XERCES)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return ":".join([str(folder), *map(str, jars)])


def jena_version() -> str:
    found = [
        m[1] for j in JARS.glob("jena-core-*.jar") if (m := re.search(r"jena-core-([\d.]+)\.jar", j.name))
    ]
    return found[0] if found else ""


def riot() -> Result:
    jena("riotcmd.riot", "--validate", OUT / "graph.ttl")
    found = re.findall(
        r"Triples = ([\d,]+)|Quads = ([\d,]+)",
        jena("riotcmd.riot", "--count", OUT / "graph.ttl", OUT / "graph.trig"),
    )
    counts = [int((a or b).replace(",", "")) for a, b in found]
    return Result(jena_version(), f"{triples()} triples, valid", counts[:2] == [triples(), quads()])


def arq() -> Result:
    same = True
    for sparql in (AGGREGATE, PATH):
        text, _ = streams(
            program("java"),
            "-cp",
            class_path(),
            "arq.arq",
            f"--data={OUT / 'graph.ttl'}",
            f"--query={question(sparql)}",
            "--results=csv",
        )
        same &= tuple(tuple(row) for row in csv.reader(io.StringIO(text)))[1:] == ours(sparql)
    return Result(jena_version(), "2 questions", same)


def jena_shacl() -> Result:
    good, bad, shapes = for_shacl()
    fine = (
        re.search(r"sh:conforms\s+true", jena("shacl.shacl", "validate", "--shapes", shapes, "--data", good))
        is not None
    )
    found = jena("shacl.shacl", "validate", "--shapes", shapes, "--data", bad).count("sh:focusNode")
    return Result(jena_version(), f"conforms; {found} of {defects()} defects", fine and found == defects())


def node(*arguments: str | Path) -> dict[str, Any]:
    if not (HOME / "node_modules").is_dir():
        raise Missing("the npm packages are not installed")
    script = HOME / "tools.mjs"
    shutil.copyfile(ROOT / "interop" / "tools.mjs", script)
    lines = [
        line for line in output(program("node"), script, *arguments).splitlines() if line.startswith("{")
    ]
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def n3js() -> Result:
    told = node("n3", OUT / "graph.ttl", OUT / "graph.trig")
    return Result(
        told["version"],
        f"{told['triples']} triples, {told['quads']} quads",
        (told["triples"], told["quads"]) == (triples(), quads()),
    )


def jsonldjs() -> Result:
    told = node("jsonld", exported("jsonld"))
    return Result(told["version"], f"{told['triples']} triples", told["triples"] == triples())


def rdf_validate_shacl() -> Result:
    good, bad, shapes = for_shacl()
    fine, wrong = node("shacl", good, shapes), node("shacl", bad, shapes)
    return Result(
        fine["version"],
        f"conforms; {wrong['results']} of {defects()} defects",
        fine["conforms"] and wrong["results"] == defects(),
    )


def comunica_file() -> Result:
    told = [node("comunica", OUT / "graph.ttl", question(sparql)) for sparql in (AGGREGATE, PATH)]
    rows = [sorted(tuple(r.values()) for r in t["rows"]) for t in told]
    return Result(
        told[0]["version"], "2 questions of a file", rows == [sorted(ours(AGGREGATE)), sorted(ours(PATH))]
    )


def comunica_endpoint() -> Result:
    with endpoint() as address:
        told = [node("comunica", address, question(sparql)) for sparql in (AGGREGATE, PATH)]
    rows = [sorted(tuple(r.values()) for r in t["rows"]) for t in told]
    return Result(
        told[0]["version"],
        "2 questions of ukgraph serve",
        rows == [sorted(ours(AGGREGATE)), sorted(ours(PATH))],
    )


@contextlib.contextmanager
def endpoint() -> Iterator[str]:
    """A running `ukgraph serve`, by the address of its endpoint."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/sparql"
    server = subprocess.Popen([sys.executable, "-m", "ukgraph.cli", "serve", "-o", str(OUT), "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # fmt: skip
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
                break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


def owlready() -> Result:
    python = HOME / "python"
    if not (python / "owlready2").is_dir():
        raise Missing("owlready2 is not installed")
    file = WORK / "ontology.nt"
    rdflib.Graph().parse(ONTOLOGY / "ukgraph.ttl").serialize(file, format="nt", encoding="utf-8")
    code = (
        f"import owlready2 as o; w = o.World(); t = w.get_ontology('file://{file}').load(); o.sync_reasoner_hermit(w, debug=0);"
        "print('OWL', o.VERSION, len(list(w.classes())), len(list(w.inconsistent_classes())))"
    )
    told = re.search(
        r"OWL (\S+) (\d+) (\d+)", output(sys.executable, "-c", code, env={"PYTHONPATH": str(python)})
    )
    if told is None:
        return Result("", "nothing", agrees=False)
    return Result(
        f"{told[1]} with HermiT",
        f"{told[2]} classes, {told[3]} unsatisfiable",
        told[3] == "0" and int(told[2]) > 50,
    )


def pyshacl() -> Result:
    good, _, shapes = for_shacl()
    fine, _, _ = validate(rdflib.Graph().parse(good), shacl_graph=rdflib.Graph().parse(shapes), inplace=True)
    return Result(version("pyshacl"), f"conforms; {defects()} defects", fine and defects() > 0)


def rdflib_() -> Result:
    dataset = rdflib.Dataset()
    dataset.parse(OUT / "graph.trig", format="trig")
    union = rdflib.Graph().parse(OUT / "graph.ttl")
    again = rdflib.Graph().parse(data=union.serialize(format="turtle"), format="turtle")
    rows = [tuple(str(v) for v in row) for row in union.query(AGGREGATE)]  # type: ignore[union-attr]
    counts = (len(union), len(list(dataset.quads())), len(again))
    return Result(
        rdflib.__version__,
        f"{counts[0]} triples, {counts[1]} quads",
        counts == (triples(), quads(), triples()) and tuple(rows) == ours(AGGREGATE),
    )


def networkx_() -> Result:
    wanted = network(graph())
    counts = {
        (read.number_of_nodes(), read.number_of_edges())
        for read in (
            nx.read_graphml(exported("graphml"), force_multigraph=True),
            nx.read_gexf(exported("gexf")),
        )
    }
    mine = (wanted.number_of_nodes(), wanted.number_of_edges())
    return Result(nx.__version__, f"{mine[0]} nodes, {mine[1]} edges", counts == {mine})


PROGRAMS: dict[str, Callable[[], Result]] = {
    "rapper": rapper, "serdi": serdi, "roqet": roqet, "Jena riot": riot, "Jena arq": arq, "Jena shacl": jena_shacl, "N3.js": n3js, "jsonld.js": jsonldjs,
    "rdf-validate-shacl": rdf_validate_shacl, "Comunica, file": comunica_file, "Comunica, endpoint": comunica_endpoint, "owlready2": owlready,
    "pySHACL": pyshacl, "rdflib": rdflib_, "networkx": networkx_,
}  # fmt: skip


def main() -> int:
    """Run all, print the table, and say how many agree; 1 if one does not."""
    warnings.simplefilter("ignore", DeprecationWarning)
    WORK.mkdir(parents=True, exist_ok=True)
    wrong = missing = 0
    for name, run in PROGRAMS.items():
        try:
            result = run()
        except Missing as reason:
            missing += 1
            print(f"{name:<20} NOT RUN: {reason}", flush=True)
            continue
        except (RuntimeError, OSError, ValueError, subprocess.TimeoutExpired) as error:
            result = Result("", f"{error}", agrees=False)
        wrong += not result.agrees
        print(
            f"{name:<20} {result.version:<20} {result.loaded:<40} {'same' if result.agrees else 'DIFFERS'}",
            flush=True,
        )
    print(
        f"{len(PROGRAMS) - wrong - missing} of {len(PROGRAMS)} agree, {wrong} differ, {missing} could not be run"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
