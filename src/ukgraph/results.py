"""Answers to SPARQL questions in the media types of the protocol, row by row and never more than was asked for.

The embedded store writes these formats too, but only of an answer as a whole, however long it becomes.
Sources: SPARQL 1.1 Query Results JSON, XML, CSV and TSV formats (W3C, 2013).
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from ukgraph.assemble import writable
from ukgraph.iris import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ukgraph.query import Rows, Term

_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}


def write_rows(rows: Rows, media_type: str) -> bytes:
    """A table of terms in one of `ROWS`."""
    return _ROW_WRITERS[ROWS[media_type]](rows)


def write_answer(answer: bool, media_type: str) -> bytes:
    """A yes or no in one of `ROWS`; CSV and TSV define none, and get one word."""
    word = str(answer).lower()
    match ROWS[media_type]:
        case "json":
            return json.dumps({"head": {}, "boolean": answer}).encode()
        case "xml":
            return f"{_XML_HEAD}<head/><boolean>{word}</boolean></sparql>".encode()
        case _:
            return f"answer\r\n{word}\r\n".encode()


def _json(rows: Rows) -> bytes:
    bindings = [
        {name: _json_term(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    return json.dumps(
        {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False
    ).encode()


def _json_term(term: Term) -> dict[str, object]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal():
            return {"type": "literal", "value": term.value, **_qualified(term, "xml:lang")}
        case _:
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _qualified(literal: ox.Literal, language: str) -> dict[str, str]:
    if literal.language:
        return {language: literal.language}
    return {} if literal.datatype.value == XSD + "string" else {"datatype": literal.datatype.value}


def _xml(rows: Rows) -> bytes:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in rows.columns)
    return f"{_XML_HEAD}<head>{head}</head><results>{''.join(_xml_row(rows.columns, row) for row in rows.rows)}</results></sparql>".encode()


def _xml_row(columns: Sequence[str], row: Sequence[Term | None]) -> str:
    cells = (
        f"<binding name={quoteattr(n)}>{_xml_term(t)}</binding>"
        for n, t in zip(columns, row, strict=True)
        if t is not None
    )
    return f"<result>{''.join(cells)}</result>"


def _xml_term(term: Term) -> str:
    match term:
        case ox.NamedNode():
            return f"<uri>{escape(term.value)}</uri>"
        case ox.BlankNode():
            return f"<bnode>{escape(term.value)}</bnode>"
        case ox.Literal():
            qualified = "".join(
                f" {name}={quoteattr(value)}" for name, value in _qualified(term, "xml:lang").items()
            )
            return f"<literal{qualified}>{escape(writable(term.value))}</literal>"
        case _:
            names = ("subject", "predicate", "object")
            return f"<triple>{''.join(f'<{n}>{_xml_term(getattr(term, n))}</{n}>' for n in names)}</triple>"


def _csv(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows([_plain(term) for term in row] for row in rows.rows)
    return text.getvalue().encode()


def _plain(term: Term | None) -> str:
    match term:
        case None:
            return ""
        case ox.NamedNode() | ox.Literal():
            return term.value
        case _:
            return str(term)


def _tsv(rows: Rows) -> bytes:
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += [
        "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows.rows
    ]
    return ("\n".join(lines) + "\n").encode()


_ROW_WRITERS: Mapping[str, Callable[[Rows], bytes]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
