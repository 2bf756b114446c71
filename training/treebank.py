"""Treebanks as plain sentences: words with their surface text, ready for any tokenizer to be laid over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

# Features that describe spelling or phrase function rather than inflection.
DROPPED_FEATURES = {"Typo", "Style", "ExtPos", "Foreign", "Abbr"}
NO_ENTITY = "O"
MISSING_ENTITY = ""


@dataclass(frozen=True)
class Word:
    """A syntactic word; `head` is the index of another word of the sentence, or -1 for the root."""

    form: str
    lemma: str = ""
    upos: str = ""
    feats: str = ""
    head: int = -1
    deprel: str = ""
    space_after: bool = True
    misc: str = ""
    entity: str = MISSING_ENTITY  # B-PERSON, I-PERSON, O, or nothing where nobody has annotated


@dataclass(frozen=True)
class Sentence:
    """A sentence, with where it stands in its document."""

    words: tuple[Word, ...]
    sent_id: str = ""
    starts_document: bool = False
    starts_paragraph: bool = False
    ends_paragraph: bool = False
    parsed: bool = True

    @property
    def root(self) -> int:
        """Where the root word stands."""
        return next(index for index, word in enumerate(self.words) if word.head == -1)

    def with_entities(self, labels: Iterable[str]) -> "Sentence":
        """Return the sentence with these entity labels."""
        words = tuple(replace(word, entity=label) for word, label in zip(self.words, labels, strict=True))
        return replace(self, words=words)


@dataclass
class _Block:
    """The lines of one sentence, as read."""

    comments: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)


def _blocks(path: Path) -> Iterator[_Block]:
    block = _Block()
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                block.comments[key.strip()] = value.strip()
            elif line:
                block.rows.append(line.split("\t"))
            elif block.rows:
                yield block
                block = _Block()
    if block.rows:
        yield block


def _features(value: str) -> str:
    if value == "_":
        return ""
    return "|".join(pair for pair in value.split("|") if pair.split("=")[0] not in DROPPED_FEATURES)


def _surfaces(surface: str, forms: list[str]) -> list[str]:
    """Cut the surface text of a multiword token into one piece for each of its words."""
    if "".join(forms) == surface:
        return forms
    pieces: list[str] = []
    rest = surface
    for index, form in enumerate(forms):
        later = len(forms) - index - 1
        size = len(rest) if not later else max(1, min(len(form), len(rest) - later))
        pieces.append(rest[:size])
        rest = rest[size:]
    return pieces


def _sentence(block: _Block, starts_document: bool) -> Sentence:
    surface: dict[str, str] = {}
    joined: set[str] = set()  # words with no space after them
    rows = [row for row in block.rows if row[0].isdigit()]
    for row in block.rows:
        if "-" not in row[0]:
            continue
        first, last = map(int, row[0].split("-"))
        ids = [str(number) for number in range(first, last + 1)]
        forms = [next(r[1] for r in rows if r[0] == number) for number in ids]
        surface.update(zip(ids, _surfaces(row[1], forms), strict=True))
        joined.update(ids[:-1])
        if "SpaceAfter=No" in row[9].split("|"):
            joined.add(ids[-1])
    words = []
    for row in rows:
        form = surface.get(row[0], row[1])
        no_space = row[0] in joined or (row[0] not in surface and "SpaceAfter=No" in row[9].split("|"))
        words.append(
            Word(
                form=form,
                lemma=form if row[2] == "_" and form != "_" else row[2],
                upos=row[3],
                feats=_features(row[5]),
                head=int(row[6]) - 1,
                deprel=row[7],
                space_after=not no_space,
                misc=row[9],
            )
        )
    return Sentence(
        words=tuple(words),
        sent_id=block.comments.get("sent_id", ""),
        starts_document=starts_document,
        starts_paragraph=starts_document or any(key.split()[0] == "newpar" for key in block.comments),
    )


def read_conllu(path: Path) -> list[Sentence]:
    """Read the sentences of a CoNLL-U file."""
    return [
        _sentence(block, any(key.startswith("newdoc") for key in block.comments)) for block in _blocks(path)
    ]


def read_iob2(path: Path) -> dict[str, list[str]]:
    """Read the labels of a Universal NER file, one list for each sentence identifier."""
    return {block.comments["sent_id"]: [row[2] for row in block.rows] for block in _blocks(path)}


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Group sentences into the documents they come from."""
    current: list[Sentence] = []
    for sentence in sentences:
        if sentence.starts_document and current:
            yield current
            current = []
        current.append(sentence)
    if current:
        yield current
