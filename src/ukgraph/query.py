"""Questions to a store, in SPARQL: given ones, and the named ones of `ontology/queries`.

The store is one of `store.load` or `store.fill`, whose default graph holds everything, so that a question
works without knowing how a build is divided. A parameter is written `$name` and only ever takes the place of that one token, as a literal
or IRI in the spelling of the RDF library itself: a value cannot become syntax. SERVICE is refused,
because a question about a build must not reach into the network.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph.errors import KnowledgeError, QueryError
from ukgraph.iris import PREFIXES, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

RESULT_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_CELL_WIDTH = 60  # a sentence does not fit anyway; what is cut is marked

# SPARQL's tokens as far as needed to tell code from strings, IRIs and comments; strings and IRIs come first.
_TOKEN = re.compile(
    r"""(?P<string>\"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3} | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<comment>\#[^\n\r]*)
    | \$(?P<parameter>\w+)
    | (?P<variable>\?\w+)
    | (?P<word>[\w-]+) (?P<local>:(?:[\w.:%-]|\\.)*)?
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(r"#\s*(?P<key>title|param|example)\b\s*(?P<name>[A-Za-z]\w*)?\s*:\s*(?P<text>.*?)\s*")
_DEFAULT = re.compile(r"^(?P<meaning>.*?)\s*\(default (?P<default>.*)\)$")
_PREFIXED = re.compile(r"(?P<prefix>[a-z]+):(?P<local>[\w-]+)")
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)


_MOST_DIGITS = 300  # "1e999999999" would fill a gigabyte when it is written out


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a question: a table of terms, where None stands for what was left open."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A `$name` of a named question; an empty text as default means any."""

    name: str
    meaning: str
    default: Term


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that ships with ukgraph, with what its header says of it."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    example: str
    sparql: str


# Asking ---------------------------------------------------------------------------------------------


def run(store: ox.Store, sparql: str, params: Mapping[str, Term]) -> Rows:
    """Ask a question; a yes or no is one row, and a graph is its triples.

    Raises:
        QueryError: the question is malformed (says where), incomplete, or would leave the machine.
    """
    answer = _ask(store, sparql, params)
    if isinstance(answer, ox.QueryBoolean):
        return Rows(("answer",), ((ox.Literal(bool(answer)),),))
    if isinstance(answer, ox.QueryTriples):
        return Rows(
            ("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in answer)
        )
    return Rows(tuple(v.value for v in answer.variables), tuple(tuple(row) for row in _drain(answer)))


def serialize(store: ox.Store, sparql: str, params: Mapping[str, Term], fmt: str) -> bytes:
    """Ask a question and give the answer as csv, tsv, json or xml; a graph comes as N-Triples.

    Raises:
        QueryError: as for `run`, or the format is unknown.
    """
    if fmt not in RESULT_FORMATS:
        raise QueryError(
            f'unknown format "{fmt}"{nearest(fmt, RESULT_FORMATS)}; take one of {", ".join(RESULT_FORMATS)}'
        )
    answer = _ask(store, sparql, params)
    if isinstance(answer, ox.QueryTriples):
        return ox.serialize(sorted(answer, key=str), format=ox.RdfFormat.N_TRIPLES) or b""
    if isinstance(answer, ox.QueryBoolean) and fmt in ("csv", "tsv"):
        return f"answer\n{str(bool(answer)).lower()}\n".encode()  # SPARQL defines no table for a yes or no
    try:
        return answer.serialize(format=RESULT_FORMATS[fmt]) or b""
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the question failed: {error}") from error


def _ask(store: ox.Store, sparql: str, params: Mapping[str, Term]) -> Answer:
    refuse_service(sparql)
    text = fill_in(sparql, params)
    try:
        return store.query(text, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QueryError(explain_syntax(str(error), text)) from error
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"the question failed: {error}") from error


def _drain(answer: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
    """The solutions, which are computed only now and may fail only now."""
    try:
        yield from answer
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the question failed: {error}") from error


def refuse_service(sparql: str) -> None:
    """Refuse a question that would call another server.

    Raises:
        QueryError: it holds SERVICE.
    """
    # The parser does not need a space before a keyword: "1SERVICE<…>" and "SERVICE:x" both call out. So any
    # word that contains it is refused, unless it is the local part of a prefixed name.
    if any("service" in token.lower() for token in _matched(sparql, "word")):
        raise QueryError("SERVICE is refused: a question about a build does not leave the machine")


def names_graphs(sparql: str) -> bool:
    """Whether a question speaks of named graphs; any other is about the default graph alone."""
    return any(w in token.lower() for token in _matched(sparql, "word") for w in ("graph", "from"))


def _matched(sparql: str, group: str) -> Iterator[str]:
    return (found[group] for found in _TOKEN.finditer(sparql) if found[group] is not None)


def fill_in(sparql: str, params: Mapping[str, Term]) -> str:
    """The question with each `$name` as the term given for it.

    Raises:
        QueryError: a parameter is none of the question.
    """
    known = set(_matched(sparql, "parameter"))
    for name in params:
        if name not in known:
            raise QueryError(f'the question has no parameter "{name}"{nearest(name, known)}')

    def value(found: re.Match[str]) -> str:
        name = found["parameter"]
        return str(params[name]) if name is not None and name in params else found.group()

    return _TOKEN.sub(value, sparql)


def explain_syntax(message: str, sparql: str) -> str:
    """The parser's complaint with the line that it is about, and a mark under the place."""
    found = _PLACE.match(message)
    if found is None:
        return f"not SPARQL: {message}"
    line, column = int(found["line"]), int(found["column"])
    lines = sparql.split("\n")
    culprit = lines[line - 1]
    if "Prefix not found" in found["what"]:
        what = "a prefix that nobody declared"
    elif line == len(lines) and column > len(culprit.rstrip()):
        what = "the question ends too early"
    else:
        what = _expected(found["what"])
    return f"not SPARQL at line {line}, column {column}: {what}\n  {culprit}\n  {' ' * (column - 1)}^"


def _expected(what: str) -> str:
    """The keywords that the parser would have taken; its signs and character classes help nobody."""
    words = sorted(set(re.findall(r"\b[A-Z]{2,}\b", re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", what))))
    return f"expected {' or '.join(words)}" if words else "this cannot stand here"


# Named questions ------------------------------------------------------------------------------------


def read_queries(folder: Path) -> dict[str, NamedQuery]:
    """All named questions of a folder, by name.

    Raises:
        KnowledgeError: a header is malformed; names the file.
    """
    return {
        path.stem: parse_query(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.rq"))
    }


def parse_query(name: str, text: str) -> NamedQuery:
    """A named question from its text, whose first lines say what it is about.

    Raises:
        KnowledgeError: the header lacks a title, or its parameters are not those of the question.
    """
    titles: list[str] = []
    examples: list[str] = []
    parameters: list[Parameter] = []
    for line in text.splitlines():
        found = _HEADER.fullmatch(line)
        if found is None:
            continue
        if found["key"] == "param":
            parameters.append(_parameter(name, found["name"] or "", found["text"]))
        else:
            (titles if found["key"] == "title" else examples).append(found["text"])
    if len(titles) != 1:
        raise KnowledgeError(f"ontology/queries/{name}.rq: needs one line “# title: …”, has {len(titles)}")
    used, declared = set(_matched(text, "parameter")), {p.name for p in parameters}
    for odd in sorted(used ^ declared):
        problem = "is used but not declared" if odd in used else "is declared but not used"
        raise KnowledgeError(f"ontology/queries/{name}.rq: the parameter {odd} {problem}")
    return NamedQuery(name, titles[0], tuple(parameters), " ".join(examples), text)


def _parameter(query: str, name: str, text: str) -> Parameter:
    found = _DEFAULT.match(text)
    if found is None or not name:
        raise KnowledgeError(f"ontology/queries/{query}.rq: write “# param NAME: meaning (default VALUE)”")
    default = found["default"]
    if default == "any":
        return Parameter(name, found["meaning"], ox.Literal(""))
    if default.startswith('"') and default.endswith('"'):
        return Parameter(name, found["meaning"], ox.Literal(default[1:-1]))
    return Parameter(name, found["meaning"], _iri(default) or _number(default) or ox.Literal(default))


def find_query(queries: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """The question of this name.

    Raises:
        QueryError: there is none; names those that come near.
    """
    if name not in queries:
        raise QueryError(
            f'there is no question named "{name}"{nearest(name, queries)}; see: ukgraph query --list'
        )
    return queries[name]


def arguments(query: NamedQuery, given: Mapping[str, str]) -> dict[str, Term]:
    """The terms for all parameters of a named question: as given, or the defaults.

    Raises:
        QueryError: a given parameter is unknown, or no number where the default is one.
    """
    names = {p.name for p in query.parameters}
    for name in given:
        if name not in names:
            raise QueryError(
                f'"{query.name}" has no parameter "{name}"{nearest(name, names)}; it has {", ".join(sorted(names)) or "none"}'
            )
    return {p.name: _argument(p, given[p.name]) if p.name in given else p.default for p in query.parameters}


def _argument(parameter: Parameter, text: str) -> Term:
    if isinstance(parameter.default, ox.Literal) and parameter.default.datatype.value in (
        XSD + "integer",
        XSD + "decimal",
    ):
        number = _number(text)
        if number is None:
            raise QueryError(f'the parameter "{parameter.name}" takes a number, not "{text}"')
        return number
    return _iri(text) or _string(text)


def term(text: str) -> Term:
    """A term from the command line: `<IRI>`, `ukr:germany`, a number, and all else as plain text.

    Raises:
        QueryError: the text holds half a character.
    """
    return _iri(text) or _number(text) or _string(text)


def _string(text: str) -> ox.Literal:
    try:
        return ox.Literal(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is no text that can be encoded") from error


def _iri(text: str) -> ox.NamedNode | None:
    found = _PREFIXED.fullmatch(text)
    if found and found["prefix"] in PREFIXES:
        return ox.NamedNode(PREFIXES[found["prefix"]] + found["local"])
    if text.startswith("<") and text.endswith(">"):
        try:
            return ox.NamedNode(text[1:-1])
        except ValueError as error:
            raise QueryError(f"{text} is no IRI: {error}") from error
    return None


def _number(text: str) -> ox.Literal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        return None
    kind = "integer" if re.fullmatch(r"[+-]?[0-9]+", text) else "decimal"
    return ox.Literal(f"{value:f}", datatype=ox.NamedNode(XSD + kind))


def nearest(name: str, known: Mapping[str, object] | set[str]) -> str:
    """What to add to a message about an unknown name: the names that come near, if any do."""
    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(near)}?" if near else ""


# Showing --------------------------------------------------------------------------------------------


def as_table(rows: Rows) -> str:
    """The answer as text in columns; long cells are cut and say so."""
    lines = [rows.columns, *(tuple(_cell(t) for t in row) for row in rows.rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(rows.columns))]
    ruled = [lines[0], tuple("─" * w for w in widths), *lines[1:]]
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in ruled
    )


def _cell(value: Term | None) -> str:
    text = " ".join(show(value).split())
    return text if len(text) <= _CELL_WIDTH else text[: _CELL_WIDTH - 1] + "…"


def show(value: Term | None) -> str:
    """A term for human eyes: a literal without its datatype, an IRI with its prefix."""
    if value is None:
        return ""
    if isinstance(value, ox.Literal):
        return value.value
    if isinstance(value, ox.NamedNode):
        for prefix, iri in PREFIXES.items():
            if value.value.startswith(iri):
                return f"{prefix}:{value.value.removeprefix(iri)}"
    return str(value)
