"""Text to sentences: the one door to spaCy.

A paragraph is parsed on its own, so that headlines and bullets never run into the next one. The pipeline
ships with the package; any installed one with UD labels, or with those of en_core_web, can be named instead.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from threadpoolctl import ThreadpoolController

from ukgraph.errors import KnowledgeError
from ukgraph.labels import is_clearnlp, to_universal
from ukgraph.records import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

Phrases = Callable[[str], Sequence[tuple[int, int]]]
Adapter = Callable[[Sequence[Token]], tuple[Token, ...]]

_MODEL = Path(str(resources.files("ukgraph"))) / "model"
LONGEST_SENTENCE = 400  # words; the longest of a hundred articles and presidential documents has 70
LONGEST_STRETCH = 20_000  # characters that are parsed at once; their longest paragraph has 1,700
LONGEST_HEADING = 3  # words before a colon: "General Staff:"
LONGEST_RUN = 400  # characters without a space; they are no words, and the tokenizer takes quadratic time

_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_STOP = re.compile(r"[a-z]{4}[.!?][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]?[A-Z])")  # no abbreviation, and no initial
# "10:45 Germany delivers", "[10:45 GMT] – …", "18.05 | …": a live blog's clock is no word of the sentence behind it.
_CLOCK = re.compile(
    r"""
    (?: [\[(]? \d{1,2} [:.h] [0-5]\d (?:\s?[ap]\.?m\.?)? (?:\s(?:UTC|[A-Z]{1,3}T))? (?: [\])] | [\])]?\s?[|–—―:-]+ )
      | \d{1,2} : [0-5]\d (?:\s?[ap]\.?m\.?)? (?:\s(?:UTC|[A-Z]{1,3}T)\b)? )
    \s+ (?=["'“‘]?[A-ZÀ-Þ])
    """,
    re.VERBOSE,
)
_QUOTES = "\"”“’‘'"
_NUMBERED = (" No.", " Nos.", " Art.", " Sec.", " para.")
_ENDINGS = frozenset({".", "!", "?", ":", ";", "”", ""})
_STOPS = frozenset({".", "!", "?"})
_ATTRIBUTES: list[int | str] = ["HEAD", "LEMMA", "POS", "DEP", "MORPH", "ENT_IOB", "ENT_TYPE"]
_IOB = ("", "I", "O", "B")
_NO_FEATS = "_"
_SMALL_WORDS = frozenset({"of", "to", "for", "on", "in", "and", "the", "against"})


def model_sha256(model: str | None = None) -> str:
    """`Parser.sha256` of a pipeline without loading it.

    Raises:
        KnowledgeError: there is no such pipeline.
    """
    folder = _MODEL if model is None else Path(model)
    if not folder.is_dir():
        import spacy.util  # noqa: PLC0415  # only whoever names a package waits for it

        if not spacy.util.is_package(str(model)):
            raise _no_such_pipeline(str(model))
        package = spacy.util.get_package_path(str(model))
        meta = spacy.util.get_model_meta(package)
        folder = package / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    return _sum(folder)


def _sum(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _no_such_pipeline(model: str) -> KnowledgeError:
    return KnowledgeError(f'no spaCy pipeline "{model}": install it, or leave --model away')


class Parser:
    """A loaded pipeline. The same text gives the same sentences."""

    def __init__(self, model: str | None = None) -> None:
        """Load the pipeline that ships, or the installed package or folder `model`; `name` says which one it is.

        Raises:
            KnowledgeError: there is no such pipeline, or it has no parser.
        """
        import spacy  # noqa: PLC0415  # it takes a second, for which only those wait who read articles
        from thinc.api import use_ops  # noqa: PLC0415

        where = model or str(_MODEL)
        try:
            # NumPy multiplies matrices about three times as fast as BLIS, in which most of the time goes.
            with use_ops("numpy", use_blis=False):
                self._nlp: Language = spacy.load(where)
        except OSError as error:
            raise _no_such_pipeline(where) from error
        self._threads = ThreadpoolController()
        self._sha256: str | None = None
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']} {meta['version']}"
        labels = self._nlp.pipe_labels.get("parser", [])
        if not labels:
            raise KnowledgeError(
                f'the spaCy pipeline "{where}" parses no sentences: name one with a "parser", or leave --model away'
            )
        self._adapt = to_universal if is_clearnlp(labels) else tuple

    @property
    def sha256(self) -> str:
        """The sum of the pipeline's files, by which a build tells with what it was read."""
        if self._sha256 is None:
            self._sha256 = "" if self._nlp.path is None else _sum(self._nlp.path)
        return self._sha256

    def bare(self, text: str) -> list[Doc]:
        """The paragraphs of a text as the pipeline gives them, and nothing more: what benchmarks compare with."""
        with self._threads.limit(limits=1, user_api="blas"):
            return list(self._nlp.pipe(text[start:end] for start, end in _paragraphs(text)))

    def parse(
        self, text: str, recase: Callable[[str], str] = str, phrases: Phrases = lambda _: ()
    ) -> list[Sentence]:
        """Every sentence of `text`, with offsets into it.

        `recase` may change the case of a line for the parser's eyes. `phrases` gives the character spans of a line that
        are one name ("U.S. Secretary of Defense"): the parser sees each as its head word alone, which a small model
        reads far better; the other words hang on that head as `flat`. The records keep the text as it stands.

        What is longer than any sentence gives none: to cut it would tear a claim from who makes it.
        """
        lines = [
            _line(self._nlp, start, _RUN.sub(_blank, recase(text[start:end])), phrases(text[start:end]))
            for start, end in _stretches(text)
        ]
        # One thread: several would crowd out other processes that read, for little gain.
        with self._threads.limit(limits=1, user_api="blas"):
            docs = list(self._nlp.pipe(short for _, short in lines))
        sentences: list[Sentence] = []
        for (line, _), doc in zip(lines, docs, strict=True):
            words = _words(doc)
            for start, end in _whole(doc):
                record = _record(line, words[start:end], len(sentences), text, self._adapt)
                if record is not None:
                    sentences.append(record)
        return sentences


def count_unread(text: str, sentences: Sequence[Sentence]) -> int:
    """How many stretches of a text are longer than any sentence, and so stand in none."""
    ends = [0, *(s.end for s in sentences)]
    starts = [*(s.start for s in sentences), len(text)]
    gaps = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return sum(1 for gap in gaps if len(gap) > LONGEST_SENTENCE and any(c.isalpha() for c in gap))


@dataclass(frozen=True, slots=True)
class _Line:
    """What became of the words of a paragraph for the parser's eyes: `kept[i]` is the word that its token i stands for.

    `ends` are the offsets of each word in the text. `heads` maps each word of a name to the name's head word, `names` each
    head word to all words of its name.
    """

    ends: tuple[tuple[int, int], ...]
    kept: tuple[int, ...]
    heads: Mapping[int, int]
    names: Mapping[int, Sequence[int]]


def _line(nlp: Language, start: int, text: str, phrases: Sequence[tuple[int, int]]) -> tuple[_Line, Doc]:
    """A paragraph that begins at `start`, and what the pipeline is to parse of it."""
    full = nlp.make_doc(text)
    tokens = list(full)
    starts = [t.idx for t in tokens]
    heads: dict[int, int] = {}
    names: dict[int, list[int]] = {}
    for first, last in phrases:
        within = tokens[bisect_left(starts, first) : bisect_left(starts, last)]
        inside = [t for t in within if t.idx + len(t) <= last and not t.is_space]
        if len(inside) > 1 and not any(t.i in heads for t in inside):
            head = _head_word(inside)
            names[head] = [t.i for t in inside]
            heads |= dict.fromkeys(names[head], head)
    kept = tuple(t.i for t in tokens if heads.get(t.i, t.i) == t.i and not t.is_space)
    words = [tokens[i].text for i in kept]
    spaces = [_space_after(full, names.get(i, (i,))[-1]) for i in kept]
    ends = tuple((start + t.idx, start + t.idx + len(t)) for t in tokens)
    return _Line(ends, kept, heads, names), type(full)(nlp.vocab, words=words, spaces=spaces)


def _head_word(tokens: Sequence[SpacyToken]) -> int:
    """ "Secretary" of "Secretary of Defense", else the last word: "Austin" of "Lloyd Austin"."""
    for before, token in pairwise(tokens):
        if token.lower_ in ("of", "to", "for", "on", "against"):
            return before.i
    return tokens[-1].i


def _space_after(full: Doc, last: int) -> bool:
    """Whether there is space behind a word, or behind the last word of a name."""
    return bool(full[last].whitespace_) or (last + 1 < len(full) and full[last + 1].is_space)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs; one that is too long in parts that end where a sentence does, without what never ends."""
    for first, end in _paragraphs(text):
        stops = [m.end() for m in _STOP.finditer(text, first, end)] if end - first > LONGEST_STRETCH else []
        start = before = first
        for stop in (*stops, end):
            if stop - start > LONGEST_STRETCH and start < before:
                yield start, before
                start = before
            if stop - start > LONGEST_STRETCH:
                start = stop
            before = stop
        if start < end:
            yield start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The lines that are not empty, each behind the clock of a live blog that it may open with."""
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            offset = start + line.index(body[0])
            clock = _CLOCK.match(body)
            yield offset + (clock.end() if clock is not None else 0), offset + len(body)
        start += len(line)


def _blank(run: re.Match[str]) -> str:
    """Something of the same length that is one word."""
    return "x" * len(run[0])


class _Word(NamedTuple):
    """A token as the pipeline gives it, `i` and `head` its place and its head's in the paragraph."""

    i: int
    head: int
    lemma: str
    pos: str
    dep: str
    feats: str
    ent: str


def _words(doc: Doc) -> list[_Word]:
    """The tokens of a paragraph, taken out of it all at once: one by one, each attribute is a call of its own."""
    strings = doc.vocab.strings
    told: dict[int, str] = {}

    def tell(key: int) -> str:
        if key not in told:
            told[key] = strings[key]
        return told[key]

    rows = doc.to_array(_ATTRIBUTES)
    heads = rows[:, 0].astype("int64").tolist()
    return [
        _Word(
            i,
            i + heads[i],
            tell(lemma),
            tell(pos),
            tell(dep),
            "" if tell(morph) == _NO_FEATS else tell(morph),
            f"{_IOB[iob]}-{tell(kind)}" if kind else "",
        )
        for i, (_, lemma, pos, dep, morph, iob, kind) in enumerate(rows.tolist())
    ]


def _whole(doc: Doc) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph; a piece that begins in lower case after no full stop, or after a word, belongs to the one before.

    So does whatever comes after a comma, even one within quotation marks: "Poland," he said, "has given"; and a few words
    before a colon belong to what they head: "Officials: North Korea has sent troops"; and so do numbers: "Resolution No. 2".
    A full stop ends a sentence and begins none.
    """
    start = 0
    spans = [(span.start, span.end, span.text) for span in doc.sents]
    for (_, until, text), (_, _, behind) in pairwise((*spans, (len(doc), len(doc), ""))):
        stray = until < len(doc) and doc[until].text in _STOPS and doc[until].head.i != until
        stray = stray and not doc[until - 1].whitespace_
        end = until + stray
        following = behind.lstrip(_QUOTES)
        last = text.rstrip()[-1:]
        broken = (
            following[:1].islower() or last.isalnum()
        )  # "…, government spokesman" does not end a sentence
        ended = stray or last in _ENDINGS
        heads = text.rstrip().endswith(":") and len(text.split()) <= LONGEST_HEADING
        heads = heads or (text.rstrip().endswith(_NUMBERED) and any(c.isdigit() for c in following[:6]))
        goes_on = end < len(doc) and (
            heads or text.rstrip(_QUOTES + " ").endswith(",") or (not ended and broken)
        )
        if not goes_on:
            yield start, end
            start = end


def _record(line: _Line, words: Sequence[_Word], index: int, text: str, adapt: Adapter) -> Sentence | None:
    """The record of a parsed sentence, with every word of its names back in place."""
    parsed = {line.kept[w.i]: w for w in words}
    members = sorted(i for head in parsed for i in line.names.get(head, (head,)))
    if not any(text[slice(*line.ends[i])].strip() for i in members) or len(members) > LONGEST_SENTENCE:
        return None
    root = next(line.kept[w.i] for w in words if w.head == w.i)
    place = {i: n for n, i in enumerate(members)}
    tokens = adapt([_token(line, i, place, parsed, text, root) for i in members])
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(index, start, end, text[start:end], tokens)


def _token(
    line: _Line, i: int, place: Mapping[int, int], parsed: Mapping[int, _Word], text: str, root: int
) -> Token:
    start, end = line.ends[i]
    surface = text[start:end]
    found = parsed.get(i)
    if found is None:
        pos = (
            "ADP"
            if surface in _SMALL_WORDS
            else "PROPN"
            if surface[:1].isupper()
            else "NOUN"
            if surface[:1].isalnum()
            else "PUNCT"
        )
        return Token(place[i], surface, surface.lower(), pos, "flat", place[line.heads[i]], start, end)
    head = place[root] if found.head == found.i else place.get(line.kept[found.head], place[root])
    lemma = found.lemma or surface
    return Token(
        i=place[i],
        text=surface,
        lemma=lemma if found.pos == "PROPN" else lemma.lower(),
        pos=found.pos,
        dep="root" if head == place[i] else "parataxis" if found.head == found.i else found.dep,
        head=head,
        start=start,
        end=end,
        feats=found.feats,
        ent=found.ent,
    )
