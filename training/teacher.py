"""A slow, strong reader of names: what it finds in the treebanks' text teaches the small pipeline that ships.

A pretrained encoder under one layer of labels (B-PERSON, I-PERSON, O), read off as the best possible sequence. Each
source of names has habits of its own, so each adds a layer of its own to the common one; new text is read with the
habits of one of them. The teacher is never shipped.
"""

import logging
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from encoder import FROZEN, LONGEST, Encoder, Pieces, case_of
from torch import Tensor, nn
from torch.nn import functional
from treebank import NO_ENTITY

IGNORED = -100
BATCH = 800  # word pieces in a step
READING = 4000  # word pieces read at once
ENCODER_RATE = 2e-4
HEAD_RATE = 2e-3
WARMUP = 0.08
T = TypeVar("T")
Scores = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Example:
    """A sentence's words and their names, annotated with the habits of a source."""

    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    source: int = 0


@dataclass(frozen=True)
class Reading:
    """The names found in a sentence, and how sure the least sure word is (0 to 1)."""

    names: tuple[str, ...] = ()
    sureness: float = 0.0


class Network(nn.Module):
    """The encoder, a mixture of its layers, and a score for each label."""

    def __init__(self, labels: int, sources: int) -> None:
        """Build it with the pretrained encoder and a fresh head."""
        super().__init__()
        self.encoder = Encoder()
        self.mix = nn.Parameter(torch.zeros(len(self.encoder.layers) - FROZEN + 1))
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(self.encoder.width, labels)
        self.habits = nn.Parameter(torch.zeros(sources, self.encoder.width, labels))

    def forward(self, batch: "_Batch") -> Tensor:
        """Scores (batch, words, labels)."""
        return self.scores(self.dropout(self.states(batch)), batch)

    def states(self, batch: "_Batch") -> Tensor:
        """What is known of each word: (batch, words, width)."""
        mixed = torch.einsum("l,lbpw->bpw", self.mix.softmax(-1), self.encoder(batch.pieces, batch.cases))
        return mixed.gather(1, batch.firsts.unsqueeze(-1).expand(-1, -1, mixed.shape[-1]))

    def scores(self, words: Tensor, batch: "_Batch") -> Tensor:
        """The score of each label for each word."""
        scores: Tensor = self.head(words) + words @ self.habits[batch.sources]
        return scores


@dataclass(frozen=True)
class _Cut:
    """A sentence in word pieces; `firsts` says where each word begins."""

    names: tuple[str, ...]
    pieces: list[int]
    cases: list[int]
    firsts: list[int]
    source: int


@dataclass(frozen=True)
class _Batch:
    """Some sentences side by side, padded to the longest."""

    pieces: Tensor
    cases: Tensor
    firsts: Tensor
    sources: Tensor

    @classmethod
    def of(cls, some: "Sequence[_Cut]") -> "_Batch":
        columns = ([c.pieces for c in some], [c.cases for c in some], [c.firsts for c in some])
        return cls(*(_padded(rows, 0) for rows in columns), torch.tensor([c.source for c in some]))


class Teacher:
    """Trains on examples, then names what it reads."""

    def __init__(self, labels: Sequence[str], sources: int, seed: int) -> None:
        """Build an untrained teacher of these labels."""
        torch.manual_seed(seed)
        self.labels = list(labels)
        self._pieces = Pieces()
        self._network = Network(len(self.labels), sources)

    def train(self, passes: Sequence[Sequence[Example]], seed: int) -> None:
        """Train once on each pass of examples, with a rate that falls to nothing at the end."""
        index = {label: i for i, label in enumerate(self.labels)}
        rng = random.Random(seed)  # noqa: S311
        batches = [batch for examples in passes for batch in self._batches(examples, rng)]
        network = self._network.train()
        encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        head = [network.mix, network.habits, *network.head.parameters()]
        optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": ENCODER_RATE}, {"params": head, "lr": HEAD_RATE}],
            weight_decay=0.01,
            fused=True,
        )
        warm = WARMUP * len(batches)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / warm, (len(batches) - step) / (len(batches) - warm))
        )
        for step, batch in enumerate(batches, start=1):
            optimizer.zero_grad(set_to_none=True)
            wanted = _padded([[index[name] for name in cut.names] for cut in batch], IGNORED)
            loss = functional.cross_entropy(
                self._scores(batch).flatten(0, 1), wanted.flatten(), ignore_index=IGNORED
            )
            loss.backward()
            nn.utils.clip_grad_norm_([*encoder, *head], 1.0)
            optimizer.step()
            schedule.step()
            if step % 50 == 0:
                logger.info("teacher: step %d of %d, loss %.3f", step, len(batches), loss.item())

    def read(self, sentences: Sequence[Sequence[str]], source: int) -> list[Reading]:
        """The names in some sentences, with the habits of a source; nothing for a sentence that is too long."""
        self._network.eval()
        cut = [self._cut(Example(tuple(words), source=source)) for words in sentences]
        order = sorted(range(len(cut)), key=lambda i: len(cut[i].pieces))
        readable = [i for i in order if len(cut[i].pieces) <= LONGEST and cut[i].firsts]
        found: dict[int, Reading] = {}
        with torch.inference_mode():
            for some in _chunks(readable, lambda i: len(cut[i].pieces), READING):
                scores = self._scores([cut[i] for i in some]).log_softmax(-1).numpy()
                for row, i in enumerate(some):
                    found[i] = self._best(scores[row, : len(cut[i].firsts)])
        return [found.get(i, Reading()) for i in range(len(sentences))]

    def know(self, sentences: Sequence[Sequence[str]], source: int) -> tuple[Scores, Scores]:
        """What is known of each word of sentences of one length, and how probably it is in a name.

        Shapes (sentences, words, width) and (sentences, words).
        """
        self._network.eval()
        cut = [self._cut(Example(tuple(words), source=source)) for words in sentences]
        order = sorted(range(len(cut)), key=lambda i: len(cut[i].pieces))
        known, names = [], []
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            for some in _chunks(order, lambda i: len(cut[i].pieces), READING):
                batch = _Batch.of([cut[i] for i in some])
                states = self._network.states(batch)
                scores = self._network.scores(states, batch).float().softmax(-1)
                known.append(states.float().numpy())
                names.append(1 - scores[..., self.labels.index(NO_ENTITY)].numpy())
        back = np.argsort(order)
        return np.concatenate(known)[back], np.concatenate(names)[back]

    def save(self, path: Path) -> None:
        """Write weights and labels to a file."""
        sources = len(self._network.habits)
        torch.save({"labels": self.labels, "sources": sources, "weights": self._network.state_dict()}, path)

    @classmethod
    def load(cls, path: Path) -> "Teacher":
        """Read what `save` wrote."""
        stored = torch.load(path, weights_only=True)
        teacher = cls(stored["labels"], stored["sources"], seed=0)
        teacher._network.load_state_dict(stored["weights"])
        return teacher

    def _cut(self, example: Example) -> _Cut:
        pieces, firsts = self._pieces(example.words)
        cases = [0] * len(pieces)
        for word, start, end in zip(example.words, firsts, [*firsts[1:], len(pieces) - 1], strict=True):
            cases[start:end] = [case_of(word)] * (end - start)
        return _Cut(example.names, pieces, cases, firsts, example.source)

    def _batches(self, examples: Sequence[Example], rng: random.Random) -> list[list[_Cut]]:
        """Sentences of about the same length together, the batches in random order."""
        cut = [c for c in map(self._cut, examples) if len(c.pieces) <= LONGEST]
        noisy = sorted(((len(c.pieces) + 4 * rng.random(), n) for n, c in enumerate(cut)))
        batches = list(_chunks((cut[n] for _, n in noisy), lambda c: len(c.pieces), BATCH))
        rng.shuffle(batches)
        return batches

    def _scores(self, some: Sequence[_Cut]) -> Tensor:
        # Half precision: on one core this takes two thirds of the time.
        with torch.autocast("cpu", torch.bfloat16):
            scores: Tensor = self._network(_Batch.of(some))
        return scores.float()

    def _best(self, scores: Scores) -> Reading:
        """The best sequence in which no name goes on that has not begun (Viterbi 1967)."""
        forbidden = np.array(
            [
                [-1e4 if name.startswith("I-") and name[2:] != before[2:] else 0.0 for name in self.labels]
                for before in ["O", *self.labels]
            ],
            dtype=np.float32,
        )
        best = scores[0] + forbidden[0]
        back = []
        for row in scores[1:]:
            paths = best[:, None] + forbidden[1:]
            back.append(paths.argmax(0))
            best = paths.max(0) + row
        at = int(best.argmax())
        found = [at]
        for step in reversed(back):
            at = int(step[at])
            found.append(at)
        found.reverse()
        sureness = float(np.exp(scores[np.arange(len(found)), found].min()))
        return Reading(tuple(self.labels[i] for i in found), sureness)


def _padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])


def _chunks(items: Iterable[T], size: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """Lists of items that, padded to the longest of them, stay within `most`."""
    chunk: list[T] = []
    longest = 0
    for item in items:
        longest = max(longest, size(item))
        if chunk and longest * (len(chunk) + 1) > most:
            yield chunk
            chunk, longest = [], size(item)
        chunk.append(item)
    if chunk:
        yield chunk
