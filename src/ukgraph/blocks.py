"""A block is what is said of one subject, as Turtle writes it, on one line: so blocks can be kept, sorted and written as they stand.

Whoever makes the triples renders them, once and on whatever core he runs; a build of many articles only puts blocks in order.
A block has three parts: its subject in N-Triples; its shape, which counts what it holds; and its text. Sorted by their bytes,
blocks are in the order of their triples. Where several tell of one subject they are joined: that alone needs the triples again.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from ukgraph.iris import PREFIXES, RDF, UKR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

USED_PREFIXES: Final = {
    name: PREFIXES[name] for name in ("ukg", "ukr", "rdfs", "owl", "xsd", "skos", "dcterms", "wd")
}
HEADER: Final = "".join(
    f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(USED_PREFIXES.items())
).encode()
_BETWEEN: Final = b"\x1f"
_BREAK: Final = b"\x1e"  # neither occurs in a text that `assemble.writable` has made fit for the graph
_NEXT_SUBJECT = re.compile(rb"\n(?!\t|\Z)")
_TYPE = ox.NamedNode(RDF + "type")
_PLAIN_NAME = re.compile(rb"[\w-]+", re.ASCII)


def to_blocks(triples: Sequence[ox.Triple]) -> list[bytes]:
    """The blocks of different triples that are in the order of their spelling, one for each subject."""
    if not triples:
        return []
    texts = _NEXT_SUBJECT.split(turtle_body(triples).rstrip(b"\n"))
    grouped = groupby(triples, key=lambda t: t.subject)
    return [
        _BETWEEN.join([str(subject).encode(), _shape(own), text.replace(b"\n", _BREAK)])
        for (subject, own), text in zip(grouped, texts, strict=True)
    ]


def turtle_body(triples: Iterable[ox.Triple]) -> bytes:
    """Triples in Turtle, without the prefixes in front."""
    return _body(triples, ox.RdfFormat.TURTLE)


def trig_body(quads: Iterable[ox.Quad]) -> bytes:
    """Quads in TriG, likewise."""
    return _body(quads, ox.RdfFormat.TRIG)


def _body(statements: Iterable[ox.Quad] | Iterable[ox.Triple], fmt: ox.RdfFormat) -> bytes:
    text = ox.serialize(statements, format=fmt, prefixes=USED_PREFIXES) or b""
    # The serializer puts each prefix on a line of its own, in another order every time.
    return text.split(b"\n", len(USED_PREFIXES))[-1]


def subject_of(block: bytes) -> bytes:
    """The subject of a block, in N-Triples."""
    return block.partition(_BETWEEN)[0]


def to_triples(blocks: Iterable[bytes]) -> Iterator[ox.Triple]:
    """The triples that blocks hold."""
    text = b"".join([_turtle(block.rpartition(_BETWEEN)[2]) for block in blocks])
    return (quad.triple for quad in ox.parse(HEADER + text, format=ox.RdfFormat.TURTLE))


def join(ordered: Iterable[bytes]) -> Iterator[bytes]:
    """One block for each subject, of blocks that are in order: what several tell of one becomes one."""
    for _, alike in groupby(ordered, key=subject_of):
        first, *others = alike
        if others:
            (first,) = to_blocks(sorted({*to_triples([first, *others])}, key=str))
        yield first


def turtle_lines(ordered: Iterable[bytes], shapes: Counter[bytes]) -> Iterator[bytes]:
    """What Turtle writes of blocks that are in order, one for each subject; `shapes` counts them."""
    for block in ordered:
        _, shape, text = block.split(_BETWEEN, 2)
        shapes[shape] += 1
        yield _turtle(text)


def trig_lines(ordered: Iterable[bytes], shapes: Counter[bytes]) -> Iterator[bytes]:
    """What TriG writes of blocks that each have the name of their graph and a space in front, in order; `shapes` counts the blocks."""
    for graph, lines in groupby(ordered, key=lambda line: line.partition(b" ")[0]):
        yield b"%b {\n" % _short(graph)
        for block in join(line[len(graph) + 1 :] for line in lines):
            _, shape, text = block.split(_BETWEEN, 2)
            shapes[shape] += 1
            yield b"\t%b\n" % text.replace(_BREAK, b"\n\t")
        yield b"}\n"


def _turtle(text: bytes) -> bytes:
    return text.replace(_BREAK, b"\n") + b"\n"


def _short(graph: bytes) -> bytes:
    local = graph.removeprefix(b"<" + UKR.encode()).removesuffix(b">")
    return b"ukr:" + local if _PLAIN_NAME.fullmatch(local) else graph


# What blocks hold -----------------------------------------------------------------------------------


def _shape(triples: Iterable[ox.Triple]) -> bytes:
    """How often each property occurs, and each class: "2 skos:altLabel,1 a ukg:City"; of the very many blocks few differ in it."""
    counted = Counter(
        f"a {_shortened(t.object.value)}"
        if t.predicate == _TYPE and isinstance(t.object, ox.NamedNode)
        else _shortened(t.predicate.value)
        for t in triples
    )
    return ",".join(f"{number} {name}" for name, number in sorted(counted.items())).encode()


def shapes_of(blocks: Iterable[bytes]) -> Counter[bytes]:
    """How many blocks there are of each shape."""
    return Counter(block.split(_BETWEEN, 2)[1] for block in blocks)


def contents(shapes: Mapping[bytes, int]) -> Counter[tuple[str, str]]:
    """How many triples so many blocks of these shapes hold, by property and, where that is `rdf:type`, class (IRIs; else "")."""
    found: Counter[tuple[str, str]] = Counter()
    for shape, times in shapes.items():
        for part in shape.decode().split(","):
            number, _, name = part.partition(" ")
            kind = name.removeprefix("a ") if name.startswith("a ") else ""
            found[_TYPE.value if kind else _expanded(name), _expanded(kind)] += int(number) * times
    return found


@cache
def _shortened(iri: str) -> str:
    prefix = next((name for name, start in USED_PREFIXES.items() if iri.startswith(start)), None)
    return iri if prefix is None else f"{prefix}:{iri.removeprefix(USED_PREFIXES[prefix])}"


@cache
def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return USED_PREFIXES[prefix] + local if prefix in USED_PREFIXES else name
