"""The library in Python: articles in, a graph object out, that can be asked, walked and written.

>>> import ukgraph
>>> kg = ukgraph.build(["corpus/"])
>>> kg.frames[0].kind, kg.frames[0].factuality
>>> kg.query("SELECT ?who WHERE { ?who ukg:pledgedAidTo ukr:ukraine }").rows
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ukgraph import assemble, describe, export, query, showing, store, view
from ukgraph.building import TEXT_FOLDER, earlier_articles, note_articles
from ukgraph.errors import InputError, QueryError
from ukgraph.loading import load_knowledge, ontology_folder
from ukgraph.network import network
from ukgraph.read import read
from ukgraph.reader import TOO_LONG as TOO_LONG  # noqa: PLC0414
from ukgraph.reader import Reader as Reader  # noqa: PLC0414  part of this module's face
from ukgraph.reader import missed as why_missed
from ukgraph.recall import Told, recall
from ukgraph.records import Article, Frame, Page, Reading, Skipped
from ukgraph.reprints import find_reprints, sketch
from ukgraph.schema import Schema, load_schema
from ukgraph.tally import REPORT_NAME

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from ukgraph.knowledge import Knowledge

Progress = Callable[[str, int, int], None]
_QUERY_ENDINGS = (".rq", ".sparql")
_DECLARES = "# param"  # a file that declares parameters has defaults for them, as a named question does


@dataclass(frozen=True)
class KnowledgeGraph:
    """What a set of articles says; `off_subject` are the sources of those that are about something else."""

    readings: tuple[Reading, ...]
    skipped: tuple[Skipped, ...]
    off_subject: tuple[str, ...]
    removed: Mapping[str, int]
    missed: Mapping[str, int]
    knowledge: Knowledge = field(repr=False)
    model_sha256: str

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that were read, in the order of their ids."""
        return tuple(r.article for r in self.readings)

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Every frame, article by article in the order of the text."""
        return tuple(f for r in self.readings for f in r.frames)

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """The graph as sorted quads: a named graph for each article, one for each shortcut's frame, and its description."""
        told = assemble.assemble(self.readings, self.knowledge, self.knowledge.schema)
        counted = describe.census(assemble.sort_triples(told))
        return tuple(assemble.sort_quads([*told, *describe.describe(counted, self.stamps)]))

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The graph as sorted triples, each once."""
        return tuple(assemble.sort_triples(self.quads))

    @property
    def stamps(self) -> describe.Stamps:
        """What the build was made by and from."""
        corpus = describe.corpus_sha256(article.sha256 for article in self.articles)
        return describe.Stamps(metadata.version("ukgraph"), self.knowledge.sha256, self.model_sha256, corpus)

    @cached_property
    def store(self) -> ox.Store:
        """The graph in an embedded RDF store, with its named graphs."""
        return store.fill(self.quads)

    @cached_property
    def _default(self) -> ox.Store:
        return store.fill_default(self.triples)

    def query(self, sparql: str, params: Mapping[str, str] | None = None) -> query.Rows:
        """Ask a SPARQL question, or a named one of `ontology/queries`, over the union of all graphs.

        Raises:
            QueryError: the question is malformed, or its name or a parameter is unknown.
        """
        text, terms = prepare(sparql, params or {})
        return query.run(self.store if query.names_graphs(text) else self._default, text, terms)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The shortcuts as edges; see `ukgraph.network`."""
        return network(self.store)

    def to_rdflib(self) -> rdflib.Graph:
        """All triples as one rdflib graph."""
        import rdflib  # noqa: PLC0415  # a library that this package itself can do without

        graph = rdflib.Graph()
        graph.parse(data=store.turtle(self.triples), format="turtle")
        return graph

    def show(self, scope: view.Scope | None = None, *, earlier: Path | None = None) -> view.View:
        """A look at the graph: in a notebook it shows itself; `.page` is the HTML, `.canvas` the pyvis network.

        Args:
            scope: what of it is shown, by default everything.
            earlier: the folder of an earlier build whose places are kept as far as they fit.

        Raises:
            QueryError: as for `ukgraph.view.view`.
        """
        places = {} if earlier is None else showing.read_places(earlier)
        return view.view(self.store, scope=scope, schema=self.knowledge.schema, earlier=places)

    def report(self) -> dict[str, Any]:
        """Counts of the build, without a clock: the same for the same input."""
        kinds = Counter(f.kind for f in self.frames)
        shortcuts = {s.name for s in self.knowledge.schema.shortcuts}
        edges = {
            (q.subject, q.predicate, q.object)
            for q in self.quads
            if q.predicate.value.rpartition("#")[2] in shortcuts
        }
        return {
            "articles": len(self.readings),
            "reprints": sum(1 for r in self.readings if r.reprint_of is not None),
            "sentences_with_a_trigger_but_no_frame": dict(sorted((+Counter(self.missed)).items())),
            "frames": len(self.frames),
            "frames_by_class": dict(sorted(kinds.items())),
            "frames_by_factuality": dict(sorted(Counter(f.factuality.value for f in self.frames).items())),
            "attributed_frames": sum(1 for f in self.frames if f.attributed_to is not None),
            "entities": len({e.id for r in self.readings for e in r.mentioned}),
            "edges": len(edges),
            "furniture_removed": dict(sorted(self.removed.items())),
            "skipped": [{"source": s.source, "reason": s.reason} for s in self.skipped],
            "off_subject": list(self.off_subject),
            "ontology_sha256": self.knowledge.sha256,
        }

    def save(
        self, out: Path, *, timings: Mapping[str, float] | None = None, like: Path | None = None
    ) -> None:
        """Write all files of a build into a folder: replaced whole, or not at all.

        Args:
            out: the folder.
            timings: seconds by step, for the report.
            like: the folder of an earlier build, which may be `out` itself: what it drew keeps its place. Without it nothing
                that stood anywhere before shows in the bytes.

        Raises:
            OutputError: the folder cannot be written.
        """
        report = {**self.report(), **({"timings": dict(timings)} if timings is not None else {})}
        files: dict[Path, bytes] = {
            out / store.TURTLE_NAME: store.turtle(self.triples),
            out / store.TRIG_NAME: store.trig(self.quads),
            **{out / name: data for name, data in showing.files(self.show(earlier=like)).items()},
            out / REPORT_NAME: (json.dumps(report, indent=1, ensure_ascii=False) + "\n").encode(),
        }
        texts = {out / TEXT_FOLDER / f"{a.id}.txt": a.text.encode() for a in self.articles}
        outdated = {out / TEXT_FOLDER / f"{name}.txt" for name in earlier_articles(out)} - texts.keys()
        store.replace_files(files | texts)
        note_articles(out, (article.id for article in self.articles))
        for path in outdated:
            path.unlink(missing_ok=True)


def build(
    paths: Iterable[str | Path],
    *,
    model: str | None = None,
    ontology: Path | None = None,
    extra: Sequence[str] = (),
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read files, folders or globs into a graph.

    Args:
        paths: what to read; "-" is the standard input.
        model: an installed spaCy pipeline instead of the one that ships.
        ontology: a folder instead of the ontology that ships.
        extra: Turtle texts that add to it.
        progress: called after each article with its id, how many are done, and how many there are.

    Raises:
        KnowledgeError: the ontology is wrong; nothing has been read then.
    """
    reader = Reader.load(model=model, ontology=ontology, extra=extra)
    return read_all([str(p) for p in paths], reader, progress)


def read_all(paths: Sequence[str], reader: Reader, progress: Progress | None = None) -> KnowledgeGraph:
    """Read everything that `paths` name with a loaded reader; what cannot be read is skipped with its reason."""
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    aside: list[str] = []
    removed: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    found = list(read(paths))
    skipped += [page for page in found if isinstance(page, Skipped)]
    pages = [page for page in found if isinstance(page, Page)]
    for done, page in enumerate(pages, start=1):
        try:
            admitted = reader.admit(page)
        except InputError as error:
            skipped.append(Skipped(page.source, str(error)))
        else:
            if admitted is None:
                aside.append(page.source)
            else:
                article, furniture = admitted
                removed.update(dict(furniture))
                steps = reader.steps(article)
                missed.update(why_missed(steps, article.text))
                readings.append(steps.reading)
        if progress is not None:
            progress(page.id, done, len(pages))
    readings = _without_reprints(readings)
    ordered = tuple(sorted(readings, key=lambda r: r.article.id))
    return KnowledgeGraph(
        ordered,
        tuple(sorted(skipped, key=lambda s: (s.source, s.reason))),
        tuple(sorted(aside)),
        removed,
        missed,
        reader.knowledge,
        reader.parser.sha256,
    )


def _without_reprints(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, of which those of reprints tell nothing but whose text they print."""
    texts = {r.article.id: r.article.text for r in readings}
    sketches = (sketch(r.article.id, r.article.published, r.article.text) for r in readings)
    original = find_reprints(filter(None, sketches), texts.__getitem__)
    return [
        replace(r, frames=(), reprint_of=original[r.article.id]) if r.article.id in original else r
        for r in readings
    ]


def schema_that_ships() -> Schema:
    """The vocabulary without the catalogue and the lexicon, which take seconds to load.

    Raises:
        KnowledgeError: the ontology is wrong.
    """
    vocabulary = ox.Store()
    vocabulary.load(path=str(ontology_folder() / "ukgraph.ttl"), format=ox.RdfFormat.TURTLE)
    return load_schema(vocabulary)


def export_means(*, expand: bool = False) -> export.Means:
    """What the formats need besides a build, from the ontology that ships."""
    folder = ontology_folder()
    context = json.loads((folder / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    mapping = (folder / "plover.toml").read_text(encoding="utf-8")
    return export.Means(context, schema_that_ships(), load_knowledge, mapping, expand)


def told(out: Path) -> list[Told]:
    """The frames of a build.

    Raises:
        OutputError: there is no build, or it is not whole.
    """
    return list(recall(store.load_default(out), schema_that_ships()))


def text_of(out: Path, article_id: str) -> str | None:
    """The cleaned text of an article that a build keeps, None if it is not there; an id never leads out of the folder."""
    path = out / TEXT_FOLDER / f"{article_id}.txt"
    if path.name != f"{article_id}.txt" or not path.is_file():
        return None
    return path.read_bytes().decode(errors="replace")


def open_for(sparql: str, out: Path) -> ox.Store:
    """As much of a build as a question needs: its named graphs only if it speaks of them.

    Raises:
        OutputError: there is no build, or it is not whole.
    """
    return store.load(out) if query.names_graphs(sparql) else store.load_default(out)


def prepare(text: str, params: Mapping[str, str]) -> tuple[str, dict[str, query.Term]]:
    """The SPARQL of a text, file or named question, with its parameters as terms.

    Raises:
        QueryError: no such file or question, or a wrong parameter.
    """
    sparql = read_query(Path(text)) if text.endswith(_QUERY_ENDINGS) else text
    if sparql is not text and _DECLARES in sparql:
        return _named(query.parse_query(Path(text).stem, sparql), params)
    if any(c in sparql for c in "{ \n"):
        return sparql, {name: query.term(value) for name, value in params.items()}
    return _named(query.find_query(query.read_queries(ontology_folder() / "queries"), text), params)


def _named(question: query.NamedQuery, params: Mapping[str, str]) -> tuple[str, dict[str, query.Term]]:
    return question.sparql, query.arguments(question, params)


def read_query(file: Path) -> str:
    """The SPARQL text of a file.

    Raises:
        QueryError: it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(
            f"cannot read {file}: {error.strerror}; name a file, a question, or write SPARQL"
        ) from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{file} is not UTF-8 text: {error.reason} at byte {error.start}") from error
