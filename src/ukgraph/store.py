"""The door between quads and the disk: a build is written whole or not at all, and read with suspicion.

Both files end in a line that counts what they hold. A file that was cut off, edited or written by
another program is told by that line, whatever its syntax.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from ukgraph.assemble import sort_quads, sort_triples
from ukgraph.blocks import HEADER, contents, trig_body, trig_lines, turtle_body, turtle_lines
from ukgraph.errors import OutputError
from ukgraph.iris import DCTERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TURTLE_NAME = "graph.ttl"
TRIG_NAME = "graph.trig"
PART = ".part"
_LAST_LINE = re.compile(rb"# complete: (\d+) (?:triples|quads)\n\Z")
_LAST_LINE_ROOM = 64
_SYNTAXES = {"Turtle": ox.RdfFormat.TURTLE, "TriG": ox.RdfFormat.TRIG}
_EVERY_TRIPLE_ONCE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }"


def write_build(quads: Iterable[ox.Quad], out: Path) -> None:
    """Write `graph.ttl` and `graph.trig` into a folder, byte for byte the same for the same quads.

    Raises:
        OutputError: the folder cannot be written; what stood there before stands there still.
    """
    everything = tuple(quads)
    replace_files({out / TURTLE_NAME: as_turtle(everything), out / TRIG_NAME: as_trig(everything)})


def as_turtle(quads: Iterable[ox.Quad]) -> bytes:
    """All triples of the quads as one graph, in whatever order they come."""
    return turtle(sort_triples(quads))


def as_trig(quads: Iterable[ox.Quad]) -> bytes:
    """The quads with their graphs, in whatever order they come."""
    return trig(sort_quads(quads))


def turtle(ordered: Sequence[ox.Triple]) -> bytes:
    """Triples that are in the order of `sort_triples` already, as a build has them: one pass, and no other bytes."""
    return HEADER + turtle_body(ordered) + _last_line(len(ordered), "triples")


def trig(ordered: Sequence[ox.Quad]) -> bytes:
    """Quads that are in the order of `sort_quads` already, with their graphs."""
    return HEADER + trig_body(ordered) + _last_line(len(ordered), "quads")


def write_turtle(blocks: Iterable[bytes], file: IO[bytes]) -> None:
    """Write what `as_turtle` gives, of blocks in order, one for each subject."""
    shapes: Counter[bytes] = Counter()
    file.write(HEADER)
    file.writelines(turtle_lines(blocks, shapes))
    file.write(_last_line(contents(shapes).total(), "triples"))


def write_trig(blocks: Iterable[bytes], file: IO[bytes]) -> int:
    """Write what `as_trig` gives, of blocks in order, each with the name of its graph and a space in front; say how many quads that is."""
    shapes: Counter[bytes] = Counter()
    file.write(HEADER)
    file.writelines(trig_lines(blocks, shapes))
    number = contents(shapes).total()
    file.write(_last_line(number, "quads"))
    return number


def _last_line(number: int, statements: str) -> bytes:
    return f"# complete: {number} {statements}\n".encode()


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files beside their places first, and move them there only when all of them are complete.

    Raises:
        OutputError: one of them cannot be written.
    """
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in contents}
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(data)
        for path, part in beside.items():
            part.replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename}: {error.strerror}; choose another folder with -o DIR"
        ) from error
    finally:
        for part in beside.values():
            with contextlib.suppress(OSError):  # the first error is the one to tell
                part.unlink(missing_ok=True)


class Replacement:
    """Files that are written beside their places, and moved there together when all of them are complete.

    Use it in a `with` block: what is not moved by its end is taken away.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder that all the files lie in."""
        self._folder = folder
        self._names: list[str] = []

    def __enter__(self) -> Self:
        """The replacement itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take away what was not moved."""
        for name in self._names:
            with contextlib.suppress(OSError):
                _part(self._folder / name).unlink(missing_ok=True)

    def open(self, name: str) -> IO[bytes]:
        """A new file to write to.

        Raises:
            OSError: there can be none.
        """
        self._names.append(name)
        return _part(self._folder / name).open("wb")

    def written(self, name: str) -> Path:
        """Where a file lies until all are moved."""
        return _part(self._folder / name)

    def place(self, name: str, data: bytes) -> None:
        """One of very many files: written only if it is not there with the same bytes, and moved by `move_placed`.

        Raises:
            OSError: it cannot be written.
        """
        path = self._folder / name
        try:
            same = path.stat().st_size == len(data) and path.read_bytes() == data
        except FileNotFoundError:
            same = False
        if not same:
            path.parent.mkdir(exist_ok=True)
            _part(path).write_bytes(data)

    def move_placed(self, name: str) -> None:
        """Put one of those in its place."""
        path = self._folder / name
        with contextlib.suppress(FileNotFoundError):  # it was there already
            _part(path).replace(path)

    def move(self) -> None:
        """Put all files in their places, in the order in which they were opened.

        Raises:
            OSError: one of them cannot be.
        """
        for name in self._names:
            _part(self._folder / name).replace(self._folder / name)
        self._names = []


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}{PART}")


def take_parts_away(folder: Path) -> None:
    """Remove from a folder what an earlier run left that was cut off."""
    for path in folder.glob(f".*{PART}"):
        path.unlink(missing_ok=True)


def read_trig(path: Path) -> Iterator[ox.Quad]:
    """The quads of a file in TriG, whatever it is called."""
    return iter(ox.parse(path=str(path), format=ox.RdfFormat.TRIG))


def article_ids(out: Path) -> Iterator[str]:
    """The ids of the articles of the build that stands in a folder, none if there is none; none of them leads out of it."""
    identifier = ox.NamedNode(f"{DCTERMS}identifier")
    with contextlib.suppress(OSError, SyntaxError, ValueError):
        for quad in read_trig(out / TRIG_NAME):
            if quad.predicate == identifier and isinstance(quad.object, ox.Literal):
                yield Path(quad.object.value).name


def fill(quads: Iterable[ox.Quad]) -> ox.Store:
    """A store in memory that holds these quads, and in its default graph every triple once.

    The embedded store could show its named graphs as one, but then an entity that two articles describe is
    found twice, and every count is wrong.
    """
    store = ox.Store()
    store.bulk_extend(quads)
    return _with_default_graph(store)


def fill_default(triples: Iterable[ox.Triple]) -> ox.Store:
    """A store in memory with these triples in its default graph, and no other graph."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    return store


def _with_default_graph(store: ox.Store) -> ox.Store:
    store.update(_EVERY_TRIPLE_ONCE)
    return store


def named_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The quads of a store without its default graph: those that were written."""
    return (q for q in store if not isinstance(q.graph_name, ox.DefaultGraph))


def load(out: Path) -> ox.Store:
    """The graph of a build in memory, as `fill` makes it.

    Raises:
        OutputError: there is no build, or it is not whole; names the file and what to do.
    """
    return _with_default_graph(_read(out / TRIG_NAME, "TriG", "quads"))


def load_default(out: Path) -> ox.Store:
    """All triples of a build as the one graph of a store: read in a quarter of the time, and paths are found faster.

    A store in memory looks for the statements about a node in all graphs at once, and every article that names
    a country describes it in its own.

    Raises:
        OutputError: there is no build, or it is not whole; names the file and what to do.
    """
    return _read(out / TURTLE_NAME, "Turtle", "triples")


def _read(path: Path, syntax: str, statements: str) -> ox.Store:
    out = path.parent
    expected = _promised(path)
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=_SYNTAXES[syntax])
    except (SyntaxError, ValueError) as error:
        raise OutputError(f"{path} is not {syntax} ({_first_line(error)}); {_remedy(out)}") from error
    except OSError as error:
        raise OutputError(f"cannot read {path}: {error.strerror or error}; {_remedy(out)}") from error
    if len(store) != expected:
        raise OutputError(
            f"{path} holds {len(store)} {statements} where its last line promises {expected}; {_remedy(out)}"
        )
    return store


def _promised(path: Path) -> int:
    """How many quads the last line of a file says it holds."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _LAST_LINE_ROOM))
            tail = file.read()
    except FileNotFoundError as error:
        raise OutputError(f"there is no {path}; {_remedy(path.parent)}") from error
    except OSError as error:
        raise OutputError(f"cannot read {path}: {error.strerror}; {_remedy(path.parent)}") from error
    found = _LAST_LINE.search(tail)
    if found is None:
        raise OutputError(f"{path} was cut off, or was not written by ukgraph; {_remedy(path.parent)}")
    return int(found.group(1))


def _remedy(out: Path) -> str:
    return f"run: ukgraph build -o {out}"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
