"""Stored parses with what is to be read from them, so that the rules are tested without a parser.

A file holds cases in CoNLL-U (https://universaldependencies.org/format.html) and may begin with `# cases = N`: a
file that holds another number is refused, so that no case is lost unnoticed. Each case begins with
`# newdoc id = NAME`; lines of the form `# key = value` say the rest:

    # date = 2024-04-13            the article's date, if it has one
    # newpar                       the next sentence begins a paragraph
    # text = Berlin sent tanks.    before each sentence, the words as they stand
    # frame = AidDelivery donor=germany item=tank factuality=Asserted by=-
    # no frame = Attack            no frame of this class; `# no frame` alone: none whatsoever
    # mention = austin-texas       the id of an entity that is named
    # no mention = lloyd-austin    the id of one that is not
    # no edge = attacked           no such direct edge; `# no edge` alone: none whatsoever
    # xfail = why it fails today   a case that is right, and that the rules do not read yet
    # note = what the case is about

A frame line is met by a frame that has this class, factuality and speaker (`-`: the article's own voice)
and in each role that the line names exactly the values that it names. Values are ids of entities, ISO dates,
quantities ("about 31 USD") and texts; those with a space are quoted as in a shell. Named entities stand in the
last column, as `NER=B-PERSON`. A line that is none of these is refused: a slip must not weaken a test.
"""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph.errors import InputError
from ukgraph.records import Article, Date, Entity, Factuality, Quantity, Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ukgraph.records import Frame, Value

_COLUMNS = 10
_META = re.compile(r"#\s*(?P<key>[a-z_]+(?: [a-z]+)?)\s*(?:=\s*(?P<value>.*?)\s*)?")
_KEYS = frozenset(
    {
        "newdoc id",
        "newpar",
        "sent_id",
        "text",
        "date",
        "frame",
        "no frame",
        "no edge",
        "mention",
        "no mention",
        "xfail",
        "note",
    }
)
_COUNT = re.compile(r"# cases = (?P<count>\d+)")
_RANGE = re.compile(r"\d+-\d+")
_NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Expected:
    """A frame that is to be found; `by` is the speaker's id, or None for the article's own voice."""

    kind: str
    factuality: Factuality
    by: str | None
    roles: tuple[tuple[str, frozenset[str]], ...]

    def is_met_by(self, frame: Frame) -> bool:
        """Whether a frame is the one that is meant."""
        if (frame.kind, frame.factuality, frame.attributed_to and frame.attributed_to.id) != (
            self.kind,
            self.factuality,
            self.by,
        ):
            return False
        found = _by_role(frame)
        return all(found.get(role) == values for role, values in self.roles)


@dataclass(frozen=True, slots=True)
class Case:
    """An article with its stored parse; `absent` and `severed` hold what must not be found, "" for any.

    `absent` are frame classes, `severed` names of shortcuts; `named` and `unnamed` are ids of entities.
    """

    name: str
    where: str
    article: Article
    sentences: tuple[Sentence, ...]
    expected: tuple[Expected, ...]
    absent: tuple[str, ...]
    severed: tuple[str, ...]
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    xfail: str | None

    def failures(
        self, frames: Sequence[Frame], edges: Iterable[str] = (), mentioned: Iterable[Entity] = ()
    ) -> list[str]:
        """What is missing among the frames that were read, and what should not be there.

        `edges` are the direct edges that the frames make, as "ukr:a shortcut ukr:b"; `mentioned` are the entities that
        the text names.
        """
        lines = [frame_line(f) for f in frames]
        missing = [
            f"not found: {expected_line(e)}" for e in self.expected if not any(e.is_met_by(f) for f in frames)
        ]
        unwanted = [
            f"unwanted: {line}"
            for f, line in zip(frames, lines, strict=True)
            if "" in self.absent or f.kind in self.absent
        ]
        drawn = [f"unwanted: {e}" for e in edges if "" in self.severed or e.split()[1] in self.severed]
        ids = {e.id for e in mentioned}
        lost = [f"not mentioned: {i}" for i in self.named if i not in ids]
        misread = [f"unwanted: {i}" for i in self.unnamed if i in ids]
        return [*missing, *unwanted, *drawn, *lost, *misread]


# Reading --------------------------------------------------------------------------------------------


def read_cases(text: str, where: str) -> tuple[Case, ...]:
    """Every case of a file.

    Raises:
        InputError: a line cannot be read, or the file holds another number of cases than it says; names `where`, the
            line and what is wrong.
    """
    chunks: list[list[tuple[int, str]]] = []
    count: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        stated = _COUNT.fullmatch(line.strip())
        if stated and number == 1:
            count = int(stated["count"])
            continue
        if _is_start(line):
            chunks.append([])
        if chunks:
            chunks[-1].append((number, line))
        elif line.strip():
            raise InputError(f"{where}, line {number}: a case begins with “# newdoc id = NAME”")
    if count is not None and count != len(chunks):
        raise InputError(
            f"{where}, line 1: the file says that it holds {count} cases, and holds {len(chunks)}"
        )
    return tuple(_CaseReader(where, chunk).case() for chunk in chunks)


def _is_start(line: str) -> bool:
    found = _META.fullmatch(line.strip())
    return found is not None and found["key"] == "newdoc id"


class _CaseReader:
    """The lines of one case on the way to its record."""

    def __init__(self, where: str, lines: Sequence[tuple[int, str]]) -> None:
        self.where = where
        self.lines = lines
        self.meta: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.text = ""
        self.paragraph = False
        self.sentences: list[Sentence] = []

    def case(self) -> Case:
        for block in _blocks(self.lines):
            rows = [(n, line) for n, line in block if not line.startswith("#")]
            own = self._comments([(n, line) for n, line in block if line.startswith("#")])
            if rows:
                self._sentence(rows, own)
            elif own is not None:
                raise self._wrong(block[0][0], "a text without words below it")
        start = self.lines[0][0]
        name = self._single("newdoc id") or ""
        if not name or not self.sentences:
            raise self._wrong(start, "a case needs a name and at least one sentence")
        expected = tuple(self._expected(n, value) for n, value in self.meta["frame"])
        absent = tuple(value for _, value in self.meta["no frame"])
        severed, named, unnamed = (
            tuple(value for _, value in self.meta[key]) for key in ("no edge", "mention", "no mention")
        )
        if not (expected or absent or severed or named or unnamed):
            raise self._wrong(
                start,
                f'"{name}" expects nothing; add “# frame = …”, “# no frame”, “# no edge” or “# mention = …”',
            )
        article = Article(name, None, self.text, None, self._single("date"), None, "0" * 64)
        return Case(
            name,
            f"{self.where}:{start}",
            article,
            tuple(self.sentences),
            expected,
            absent,
            severed,
            named,
            unnamed,
            self._single("xfail"),
        )

    def _wrong(self, line: int, what: str) -> InputError:
        return InputError(f"{self.where}, line {line}: {what}")

    def _single(self, key: str) -> str | None:
        found = self.meta[key]
        if len(found) > 1:
            raise self._wrong(found[1][0], f"a second “# {key}” in one case")
        return found[0][1] if found else None

    def _comments(self, lines: Iterable[tuple[int, str]]) -> str | None:
        """Keep what the comments of a block say, and hand back its text."""
        text: str | None = None
        for number, line in lines:
            found = _META.fullmatch(line)
            if found is None or found["key"] not in _KEYS:
                raise self._wrong(number, f"“{line}” is none of {', '.join(sorted(_KEYS))}")
            if found["key"] == "text":
                text = found["value"]
            elif found["key"] == "newpar":
                self.paragraph = True
            else:
                self.meta[found["key"]].append((number, found["value"] or ""))
        return text

    def _sentence(self, rows: Sequence[tuple[int, str]], text: str | None) -> None:
        if not text:
            raise self._wrong(rows[0][0], "a sentence needs “# text = …” above it")
        if self.text:
            self.text += "\n" if self.paragraph else " "
        self.paragraph = False
        start = len(self.text)
        words = [(n, line.split("\t")) for n, line in rows]
        for number, columns in words:
            if len(columns) != _COLUMNS:
                raise self._wrong(number, f"{len(columns)} columns instead of {_COLUMNS}, separated by tabs")
        kept = [(n, columns) for n, columns in words if not _RANGE.fullmatch(columns[0])]
        tokens = tuple(self._tokens(kept, text, start))
        self.sentences.append(Sentence(len(self.sentences), start, start + len(text), text, tokens))
        self.text += text

    def _tokens(self, rows: Sequence[tuple[int, Sequence[str]]], text: str, start: int) -> Iterator[Token]:
        at = 0
        roots = [n for n, columns in rows if columns[6] == "0"]
        if len(roots) != 1:
            raise self._wrong(rows[0][0], f"a sentence has one root, this one has {len(roots)}")
        for i, (number, columns) in enumerate(rows):
            index, form, lemma, pos, _, feats, head, dep, _, misc = columns
            if index != str(i + 1):
                raise self._wrong(number, f"word {i + 1} is numbered {index}")
            if not head.isdecimal() or not 0 <= int(head) <= len(rows) or int(head) == i + 1:
                raise self._wrong(
                    number, f"the head of “{form}” is {head}, which is no other word of the sentence"
                )
            gap = len(text[at:]) - len(text[at:].lstrip())
            if not text.startswith(form, at + gap):
                raise self._wrong(
                    number, f"“{form}” does not stand in the text at “{text[at + gap : at + gap + 20]}”"
                )
            at += gap + len(form)
            yield Token(
                i=i, text=form, lemma=lemma, pos=pos, dep="root" if head == "0" else dep, head=i if head == "0" else int(head) - 1,
                start=start + at - len(form), end=start + at, feats="" if feats == "_" else feats, ent=_misc(misc).get("NER", ""),
            )  # fmt: skip
        if text[at:].strip():
            raise self._wrong(rows[-1][0], f"the text goes on: “{text[at:].strip()}”")

    def _expected(self, number: int, line: str) -> Expected:
        try:
            kind, *pairs = shlex.split(line)
        except ValueError as error:
            raise self._wrong(
                number, f"a frame line needs a class and closed quotation marks: {line}"
            ) from error
        roles: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            role, equals, value = pair.partition("=")
            if not equals or not value:
                raise self._wrong(number, f"“{pair}” is not of the form role=value")
            roles[role].add(value)
        how, by = roles.pop("factuality", set()), roles.pop("by", set())
        if len(how) != 1 or len(by) != 1 or not how <= set(Factuality):
            raise self._wrong(
                number,
                f"a frame line names one factuality ({', '.join(Factuality)}) and one by=SPEAKER (- for none)",
            )
        speaker = by.pop()
        values = tuple((role, frozenset(v)) for role, v in sorted(roles.items()))
        return Expected(kind, Factuality(how.pop()), None if speaker == _NOBODY else speaker, values)


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in lines:
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _misc(column: str) -> Mapping[str, str]:
    return {key: value for key, _, value in (part.partition("=") for part in column.split("|"))}


# Writing --------------------------------------------------------------------------------------------


def as_case(article: Article, sentences: Sequence[Sentence], frames: Iterable[Frame]) -> str:
    """A case that expects what was read, to be corrected by hand."""
    head = [f"# newdoc id = {article.id}"]
    if article.published:
        head.append(f"# date = {article.published}")
    lines = [f"# frame = {line}" for line in sorted(frame_line(f) for f in frames)] or ["# no frame"]
    blocks = []
    end = 0
    for sentence in sentences:
        own = ["# newpar"] if "\n" in article.text[end : sentence.start] and end else []
        end = sentence.end
        blocks.append("\n".join([*own, f"# text = {sentence.text}", *_rows(sentence)]))
    return "\n".join([*head, *lines, "\n\n".join(blocks)]) + "\n"


def _rows(sentence: Sentence) -> Iterator[str]:
    for token in sentence.tokens:
        following = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
        misc = [f"NER={token.ent}"] if token.ent else []
        misc += ["SpaceAfter=No"] if following is not None and following.start == token.end else []
        root = token.head == token.i
        yield "\t".join((
            str(token.i + 1), token.text, token.lemma, token.pos, "_", token.feats or "_",
            "0" if root else str(token.head + 1), "root" if root else token.dep, "_", "|".join(misc) or "_",
        ))  # fmt: skip


def frame_line(frame: Frame) -> str:
    """A frame as a case expects it."""
    by = frame.attributed_to.id if frame.attributed_to is not None else None
    return expected_line(Expected(frame.kind, frame.factuality, by, tuple(sorted(_by_role(frame).items()))))


def expected_line(expected: Expected) -> str:
    """The line of a case that says so."""
    roles = [f"{role}={shlex.quote(value)}" for role, values in expected.roles for value in sorted(values)]
    return " ".join(
        [expected.kind, *roles, f"factuality={expected.factuality}", f"by={expected.by or _NOBODY}"]
    )


def _by_role(frame: Frame) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for filler in frame.fillers:
        found[filler.role].add(_shown(filler.value))
    return {role: frozenset(values) for role, values in found.items()}


def _shown(value: Value) -> str:
    match value:
        case Entity():
            return value.id
        case Date():
            return value.iso
        case Quantity():
            return " ".join(
                part for part in (value.modifier, f"{value.value.normalize():f}", value.unit) if part
            )
        case _:
            return value
