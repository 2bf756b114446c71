"""Word vectors for the small reader of names: what the teacher knows of a word by itself, in few dimensions.

The teacher reads each word with a capital in a few frames; its states there are joined, and the directions in which words
differ most are kept (PCA), as Model2Vec does with an encoder's words (Tulkens and van Dongen 2024).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
from encoder import Pieces
from spacy.vectors import Vectors
from teacher import Scores, Teacher
from treebank import Sentence

HERE = Path(__file__).parent
# A word is read in each of these, at the place given.
FRAMES = ((("{}",), 0), (("{}", "said", "."), 0), (("in", "{}", "."), 1), (("the", "{}", "agreed"), 1))
CANDIDATES, WORDS, SIZE = 24_000, 16_000, 24
NAME = 0.3  # a word that is more probably a name than this comes first
_WORD = re.compile(r"[^\W\d_][^\W_]*")


def counted(sentences: Iterable[Sentence]) -> Counter[str]:
    """How often each word occurs, in lower case."""
    return Counter(word.form.lower().replace("’", "'") for sentence in sentences for word in sentence.words)


def candidates(pieces: Pieces, seen: Counter[str], most: int) -> list[str]:
    """Words in lower case: the domain's, those of the training data, then the encoder's own."""
    domain = _strings([tomllib.loads((HERE / name).read_text()) for name in ("names.toml", "news.toml")])
    own = [word for text in domain for word in text.lower().split()]
    ranked = [*own, *(word for word, count in seen.most_common() if count > 1), *pieces.whole_words()]
    ranked += [word for word, count in seen.most_common() if count == 1]
    words = (word for word in ranked if len(word) > 1 and _WORD.match(word) and word.isascii())
    return list(dict.fromkeys(words))[:most]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def reduced(states: Scores, size: int) -> Scores:
    """The directions in which the rows differ most."""
    centred = states - states.mean(0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    kept = centred @ axes[:, ::-1][:, :size]
    return np.ascontiguousarray(kept / kept.std(), dtype=np.float32)


def make_vectors(teacher: Teacher, sentences: Sequence[Sentence], source: int, out: Path) -> None:
    """Save an empty pipeline with vectors, looked up by a word in lower case, for spaCy to begin training with."""
    seen = counted(sentences)
    words = candidates(Pieces(), seen, CANDIDATES)
    capital = [word[:1].upper() + word[1:] for word in words]
    known, names = [], np.zeros(len(words))
    for frame, place in FRAMES:
        states, name = teacher.know([[part.format(word) for part in frame] for word in capital], source)
        known.append(states[:, place])
        names += name[:, place] / len(FRAMES)
    order = sorted(range(len(words)), key=lambda i: (names[i] < NAME, -seen[words[i]]))[:WORDS]
    nlp = spacy.blank("en")
    chosen = [words[i] for i in order]
    for word in chosen:
        nlp.vocab.strings.add(word)
    table = reduced(np.concatenate(known, axis=1), SIZE)[order]
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=table, keys=chosen, attr="LOWER", name="ukgraph_words"
    )
    nlp.to_disk(out)
