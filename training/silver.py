"""What the teacher of names learns from, and the sentences that it gives names to."""

import random
from pathlib import Path

from augment import Vocabulary, vary
from convert import Sources
from entities import specific
from rewrite import rewriter
from teacher import Example, Teacher
from treebank import Sentence

REWRITTEN = 0.5


def lessons(sources: Sources, rng: random.Random) -> list[Example]:
    """Sentences with annotated names, half of them in other words: all but GUM's, and every second one of GUM's."""
    vocabulary = Vocabulary.read()
    rewrite = rewriter(rng)
    gum = [specific(sentence) for sentence in sources.gum("train")][::2]
    taught = [vary(rewrite(s), vocabulary, rng) if rng.random() < REWRITTEN else s for s in gum]
    taught += [vary(s, vocabulary, rng) if rng.random() < REWRITTEN else s for s in sources.named(gum=False)]
    return [
        Example(tuple(word.form for word in s.words), tuple(word.entity for word in s.words)) for s in taught
    ]


def train_teacher(sources: Sources, path: Path, seed: int) -> None:
    """Train the teacher and save it."""
    examples = lessons(sources, random.Random(seed))  # noqa: S311
    teacher = Teacher(sorted({name for example in examples for name in example.names}), seed)
    teacher.train(examples, seed)
    teacher.save(path)


def with_names(sentences: list[Sentence], teacher: Teacher) -> list[Sentence]:
    """The sentences with the names that the teacher finds; what it cannot read stays without."""
    found = teacher.read([[word.form for word in sentence.words] for sentence in sentences])
    return [
        sentence.with_entities(names) if names else sentence
        for sentence, names in zip(sentences, found, strict=True)
    ]
