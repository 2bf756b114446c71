"""What the teacher of names learns from, and the sentences that it gives names to.

EWT's training text has trees and no names; the teacher reads it with the habits of Universal NER, whose annotators
worked on EWT's other parts. A sentence of which it is unsure stays without names.
"""

import logging
import random
from pathlib import Path

from augment import Vocabulary, vary
from convert import Sources
from rewrite import rewriter
from teacher import Example, Teacher
from treebank import NO_ENTITY, Sentence

PASSES = 4
REWRITTEN = 0.5
NAMELESS = 0.3  # of the sentences without a name, how many are shown in each pass
SURE = 0.5
GUM, UNER, CROSSNER = range(3)
logger = logging.getLogger(__name__)


def lessons(sources: Sources, rng: random.Random) -> list[Example]:
    """Sentences with annotated names, half of them in other words, and some of those without any."""
    vocabulary = Vocabulary.read()
    rewrite = rewriter(rng)
    found = []
    annotated = {GUM: sources.named_gum("train"), UNER: sources.uner(), CROSSNER: sources.crossner_politics()}
    for source, sentences in annotated.items():
        for sentence in sentences:
            if all(word.entity == NO_ENTITY for word in sentence.words) and rng.random() > NAMELESS:
                continue
            shown = sentence
            if rng.random() < REWRITTEN:
                shown = vary(rewrite(sentence) if source == GUM else sentence, vocabulary, rng)
            words = tuple(word.form for word in shown.words)
            found.append(Example(words, tuple(word.entity for word in shown.words), source))
    return found


def train_teacher(sources: Sources, path: Path, seed: int) -> None:
    """Train the teacher and save it."""
    passes = [lessons(sources, random.Random(seed + i)) for i in range(PASSES)]  # noqa: S311
    labels = sorted({name for examples in passes for example in examples for name in example.names})
    teacher = Teacher(labels, CROSSNER + 1, seed)
    teacher.train(passes, seed)
    teacher.save(path)


def with_names(sentences: list[Sentence], teacher: Teacher) -> list[Sentence]:
    """The sentences with the names that the teacher is sure of."""
    found = teacher.read([[word.form for word in sentence.words] for sentence in sentences], UNER)
    sure = [reading.sureness >= SURE for reading in found]
    logger.info("silver: names for %d of %d sentences", sum(sure), len(sentences))
    return [
        sentence.with_entities(reading.names) if is_sure else sentence
        for sentence, reading, is_sure in zip(sentences, found, sure, strict=True)
    ]
