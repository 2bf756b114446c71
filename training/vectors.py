"""Word vectors for the small pipeline: what a pretrained encoder knows of a word by itself, in few dimensions.

A word's vector joins its input embedding and its state after the last layer, each the mean over its pieces,
and keeps the directions in which words differ most (PCA), as Model2Vec does (Tulkens and van Dongen 2024).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from encoder import Encoder, Pieces
from spacy.language import Language
from spacy.vectors import Vectors
from treebank import Sentence

HERE = Path(__file__).parent
BATCH = 256
_WORD = re.compile(r"[^\W\d_][^\W_]*")
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def vocabulary(pieces: Pieces, sentences: Iterable[Sentence], most: int) -> list[str]:
    """Words in lower case: the domain's, those of the training data, then the encoder's own."""
    seen = Counter(word.form.lower().replace("’", "'") for sentence in sentences for word in sentence.words)
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


def word_states(words: Sequence[str], pieces: Pieces) -> Matrix:
    """What the encoder says of each word alone: (words, twice its width)."""
    encoder = Encoder().eval()
    every = [pieces([word])[0] for word in words]
    order = sorted(range(len(words)), key=lambda i: len(every[i]))
    rows = []
    with torch.inference_mode():
        for start in range(0, len(words), BATCH):
            cut = [every[i] for i in order[start : start + BATCH]]
            longest = max(map(len, cut))
            batch = torch.tensor([[*row, *[0] * (longest - len(row))] for row in cut])
            inner = torch.zeros(batch.shape)
            for i, row in enumerate(cut):
                inner[i, 1 : len(row) - 1] = 1 / (len(row) - 2)
            states = encoder(batch, torch.zeros_like(batch))
            means = [(state * inner[..., None]).sum(1) for state in (encoder.words(batch), states[-1])]
            rows.append(torch.cat(means, dim=1).numpy())
    return np.concatenate(rows)[np.argsort(order)]


def reduced(states: Matrix, size: int) -> Matrix:
    """The directions in which the rows differ most, with each half of the columns counted alike."""
    half = states.shape[1] // 2
    centred = states - states.mean(0)
    for part in (slice(0, half), slice(half, None)):
        centred[:, part] /= np.sqrt((centred[:, part] ** 2).sum(1).mean())
    _, axes = np.linalg.eigh(centred.T @ centred)
    kept = centred @ axes[:, ::-1][:, :size]
    return np.ascontiguousarray(kept / kept.std(), dtype=np.float32)


def set_vectors(nlp: Language, words: Sequence[str], table: Matrix) -> None:
    """Give a pipeline these vectors, looked up by a word in lower case."""
    for word in words:
        nlp.vocab.strings.add(word)
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=table, keys=list(words), attr="LOWER", name="ukgraph_words"
    )
