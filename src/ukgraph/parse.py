"""Text to sentences: the one door to spaCy.

A paragraph is parsed on its own, so that headlines and bullets never run into the next one. The pipeline
ships with the package; any installed one with UD labels can be named instead.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from ukgraph.errors import KnowledgeError
from ukgraph.records import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Span


class Parser:
    """A loaded pipeline. The same text gives the same sentences."""

    def __init__(self, model: str | None = None) -> None:
        """Load the pipeline that ships, or the installed package or folder `model`.

        Raises:
            KnowledgeError: there is no such pipeline.
        """
        self.name = model or "ukgraph"
        where = model or str(Path(str(resources.files("ukgraph"))) / "model")
        try:
            self._nlp: Language = spacy.load(where)
        except OSError as error:
            raise KnowledgeError(f'no spaCy pipeline "{where}": install it, or leave --model away') from error

    def parse(self, text: str, recase: Callable[[str], str] = str) -> list[Sentence]:
        """Every sentence of `text`, with offsets into it.

        `recase` may change the case of a line for the parser's eyes; the records keep the text as it stands.
        """
        spans = list(_paragraphs(text))
        sentences: list[Sentence] = []
        for (start, _), doc in zip(spans, self._nlp.pipe(recase(text[s:e]) for s, e in spans), strict=True):
            for sentence in _sentences(doc):
                sentences.append(_record(sentence, start, len(sentences), text))
        return sentences


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            offset = start + line.index(body[0])
            yield offset, offset + len(body)
        start += len(line)


def _sentences(doc: Doc) -> Iterator[Span]:
    return (s for s in doc.sents if s.text.strip())


def _record(span: Span, offset: int, index: int, text: str) -> Sentence:
    words = [t for t in span if not t.is_space]
    place = {t.i: n for n, t in enumerate(words)}
    tokens = tuple(
        Token(
            i=place[t.i],
            text=text[offset + t.idx : offset + t.idx + len(t.text)],
            lemma=(t.lemma_ or t.text).lower() if t.pos_ != "PROPN" else (t.lemma_ or t.text),
            pos=t.pos_,
            dep=t.dep_ if t.head.i in place and t.head.i != t.i else "root",
            head=place.get(t.head.i, place[t.i]),
            start=offset + t.idx,
            end=offset + t.idx + len(t.text),
            feats=str(t.morph),
            ent=f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "",
        )
        for t in words
    )
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(index, start, end, text[start:end], tokens)
