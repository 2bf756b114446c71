"""What the teacher of names learns from, and what the small pipeline learns with the teacher's names."""

import random
from pathlib import Path

from augment import Vocabulary, vary
from convert import Sources, blank, news_docs, training_docs, write
from entities import specific
from rewrite import rewriter
from teacher import Example, Teacher
from treebank import Sentence

REWRITTEN = 0.5


def lessons(sources: Sources, rng: random.Random) -> list[Example]:
    """Every sentence with annotated names: GUM's once, half of them rewritten as news, the others' in two spellings."""
    vocabulary = Vocabulary.read()
    rewrite = rewriter(rng)
    gum = [specific(sentence) for sentence in sources.gum("train")]
    other = sources.named(gum=False)
    taught = [vary(rewrite(s), vocabulary, rng) if rng.random() < REWRITTEN else s for s in gum]
    taught += [*other, *(vary(s, vocabulary, rng) for s in other)]
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


def write_joint(sources: Sources, out: Path, seed: int, teacher: Teacher | None) -> None:
    """Sentences with trees, with names, or with both; a teacher gives EWT the names that nobody annotated there."""
    nlp = blank()
    rng = random.Random(seed)  # noqa: S311
    ewt = sources.ewt("train")
    parsed = with_names(ewt, teacher) if teacher else ewt
    parsed += [specific(sentence) for sentence in sources.gum("train")]
    docs = training_docs(nlp, parsed, 1, rng) + news_docs(nlp, parsed, 1, seed)
    write(docs + training_docs(nlp, sources.named(gum=False), 1, rng), out)
