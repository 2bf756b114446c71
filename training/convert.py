"""From treebanks to spaCy's training files: gold words are laid over the tokens that raw text gives.

Where a token and a word differ, the smallest stretch on which both agree becomes one gold token ("F", "-",
"16" becomes "F-16"), so that every label is learned on a token the pipeline will really see.
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from augment import Vocabulary, vary
from entities import from_gum, from_uner, read_crossner, specific, without_parse
from rewrite import rewriter
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from tokenizer import set_tokenizer
from treebank import MISSING_ENTITY, NO_ENTITY, Sentence, Word, documents, read_conllu, read_iob2

LONGEST_GROUP = 8  # sentences in one training text
# Copies in other spellings, besides the original; sentences with names are few.
SYNTAX_VARIANTS = 1
NAMES_VARIANTS = 2
SILVER_VARIANTS = 1
NEWS_VARIANTS = 2  # copies rewritten as news has it, for the second round of the syntax


@dataclass(frozen=True)
class Placed:
    """A word with its place in the text and the places of its sentence's words."""

    word: Word
    start: int
    end: int
    head: int  # index among all words of the text; its own index for a root


def lay_out(sentences: Iterable[Sentence], paragraph_break: str = "\n\n") -> tuple[str, list[Placed]]:
    """Write sentences as one text and say where each word stands in it."""
    pieces: list[str] = []
    placed: list[Placed] = []
    position = 0
    space = ""
    after_headline = False
    for sentence in sentences:
        if placed:
            space = paragraph_break if sentence.starts_paragraph or after_headline else space
        first = len(placed)
        for index, word in enumerate(sentence.words):
            pieces += [space, word.form]
            start = position + len(space)
            position = start + len(word.form)
            head = first + (word.head if word.head >= 0 else index)
            placed.append(Placed(word, start, position, head))
            space = " " if word.space_after else ""
        after_headline = sentence.ends_paragraph
    return "".join(pieces), placed


def _stretches(
    text: str, tokens: list[tuple[int, int]], words: list[Placed]
) -> Iterator[tuple[int, int, list[int]]]:
    """Yield the smallest stretches of text on which tokens and words agree, with the words in each."""
    word_ends = {word.end: index for index, word in enumerate(words)}
    word_starts = {word.start for word in words}
    first_word = 0
    begin: int | None = None
    for start, end in tokens:
        if text[start:end].isspace():
            yield start, end, []
            continue
        begin = start if begin is None else begin
        if end in word_ends and begin in word_starts:
            last = word_ends[end]
            yield begin, end, list(range(first_word, last + 1))
            first_word = last + 1
            begin = None


def _depth(index: int, words: list[Placed]) -> int:
    depth = 0
    while words[index].head != index:
        index = words[index].head
        depth += 1
    return depth


def _group_head(group: list[int], words: list[Placed]) -> int:
    """The word that stands for a merged token: the one nearest to the root, so that no cycle arises."""
    return group[0] if len(group) == 1 else min(group, key=lambda index: _depth(index, words))


def make_doc(nlp: Language, sentences: list[Sentence]) -> Doc:
    """Build the gold document of some consecutive sentences."""
    text, words = lay_out(sentences)
    raw = nlp.make_doc(text)
    tokens = [(token.idx, token.idx + len(token)) for token in raw]
    stretches = list(_stretches(text, tokens, words))
    parsed = all(sentence.parsed for sentence in sentences)
    token_of = {i: number for number, (_, _, group) in enumerate(stretches) for i in group}
    forms, spaces, tags, morphs, lemmas, heads, deps = [], [], [], [], [], [], []
    for number, (start, end, group) in enumerate(stretches):
        forms.append(text[start:end])
        spaces.append(text[end : end + 1] == " ")
        if not group:
            tags.append("SPACE")
            morphs.append("")
            lemmas.append(text[start:end])
            heads.append(max(number - 1, 0))
            deps.append("dep")
            continue
        head = words[_group_head(group, words)]
        sole = len(group) == 1
        tags.append(head.word.upos)
        morphs.append(head.word.feats)
        lemmas.append(head.word.lemma if sole else text[start:end])
        heads.append(token_of.get(head.head, number))
        deps.append("ROOT" if heads[-1] == number else head.word.deprel)
    if parsed:
        doc = Doc(nlp.vocab, forms, spaces, pos=tags, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps)
    else:
        doc = Doc(nlp.vocab, forms, spaces)
    _set_entities(doc, words, token_of)
    return doc


def _set_entities(doc: Doc, words: list[Placed], token_of: dict[int, int]) -> None:
    spans: list[Span] = []
    unknown = {token_of[i] for i, word in enumerate(words) if word.word.entity == MISSING_ENTITY}
    index = 0
    while index < len(words):
        label = words[index].word.entity
        last = index
        if label not in {NO_ENTITY, MISSING_ENTITY}:
            inside = f"I-{label[2:]}"
            while last + 1 < len(words) and words[last + 1].word.entity == inside:
                last += 1
            start, end = token_of[index], token_of[last] + 1
            if not spans or spans[-1].end <= start:
                spans.append(Span(doc, start, end, label=label[2:]))
        index = last + 1
    unknown -= {i for span in spans for i in range(span.start, span.end)}
    doc.set_ents(spans, missing=[doc[i : i + 1] for i in sorted(unknown)])


def groups(sentences: Iterable[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Cut documents into texts of a few consecutive sentences each."""
    for document in documents(sentences):
        position = 0
        while position < len(document):
            size = rng.randint(1, LONGEST_GROUP)
            yield document[position : position + size]
            position += size


@dataclass(frozen=True)
class Sources:
    """Where the training data are."""

    treebanks: Path
    crossner: Path

    def ewt(self, split: str) -> list[Sentence]:
        """EWT, which has syntax only."""
        return read_conllu(self.treebanks / "EWT" / f"{split}.conllu")

    def gum(self, split: str) -> list[Sentence]:
        """GUM, which has syntax and entities."""
        return [from_gum(sentence) for sentence in read_conllu(self.treebanks / "GUM" / f"{split}.conllu")]

    def named_gum(self, split: str) -> list[Sentence]:
        """GUM with the names of persons, bodies, places and events only."""
        return list(map(specific, self.gum(split)))

    def uner(self) -> list[Sentence]:
        """Universal NER's names on the dev part of EWT."""
        return from_uner(self.ewt("dev"), read_iob2(self.treebanks / "UNER" / "en_ewt-ud-dev.iob2"))

    def crossner_politics(self) -> list[Sentence]:
        """CrossNER, which has entities and no syntax."""
        return [s for name in ("train.txt", "dev.txt") for s in read_crossner(self.crossner / name)]

    def named(self) -> list[Sentence]:
        """Sentences for their entities only: GUM's, UNER's on the dev part of EWT, and CrossNER's."""
        return without_parse([*self.named_gum("train"), *self.uner()]) + self.crossner_politics()


def blank() -> Language:
    """An empty English pipeline with this project's tokenizer."""
    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    return nlp


def training_docs(nlp: Language, sentences: list[Sentence], variants: int, rng: random.Random) -> list[Doc]:
    """Every sentence as it is and, grouped anew, in some other spellings."""
    vocabulary = Vocabulary.read()
    docs = [make_doc(nlp, group) for group in groups(sentences, rng)]
    for _ in range(variants):
        varied = (vary(sentence, vocabulary, rng) for sentence in sentences)
        docs += [make_doc(nlp, group) for group in groups(varied, rng)]
    return docs


def news_docs(nlp: Language, sentences: list[Sentence], variants: int, seed: int) -> list[Doc]:
    """The sentences rewritten as news has it, and in its spellings."""
    rng = random.Random(seed)  # noqa: S311
    rewrite = rewriter(rng)
    vocabulary = Vocabulary.read()
    docs: list[Doc] = []
    for _ in range(variants):
        varied = (vary(rewrite(sentence), vocabulary, rng) for sentence in sentences)
        docs += [make_doc(nlp, group) for group in groups(varied, rng)]
    return docs


def write(docs: Iterable[Doc], path: Path) -> None:
    """Write documents to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def convert(sources: Sources, out: Path, seed: int) -> None:
    """Write the training and dev files of the syntax and of its second round, and the dev files of the names."""
    nlp = blank()
    rng = random.Random(seed)  # noqa: S311
    gum_dev = sources.gum("dev")
    syntax_dev = [make_doc(nlp, group) for group in groups(sources.ewt("dev") + gum_dev, rng)]
    names_dev = [make_doc(nlp, group) for group in groups(sources.named_gum("dev"), rng)]
    parsed = sources.ewt("train") + sources.gum("train")
    syntax = training_docs(nlp, parsed, SYNTAX_VARIANTS, rng)
    write(syntax, out / "syntax.train.spacy")
    write(syntax + news_docs(nlp, parsed, NEWS_VARIANTS, seed + 11), out / "news.train.spacy")
    write(news_docs(nlp, sources.ewt("dev") + gum_dev, 1, seed + 2), out / "rewritten.dev.spacy")
    write(syntax_dev, out / "syntax.dev.spacy")
    write(names_dev, out / "names.dev.spacy")
    nlp.to_disk(out / "tokenizer")


def convert_names(named: list[Sentence], silver: list[Sentence], path: Path, seed: int) -> None:
    """Write the training file of the names: what people have annotated, and less often what a teacher has."""
    nlp = blank()
    rng = random.Random(seed)  # noqa: S311
    docs = training_docs(nlp, named, NAMES_VARIANTS, rng)
    write(docs + training_docs(nlp, without_parse(silver), SILVER_VARIANTS, rng), path)


def main() -> None:
    """Run the conversion alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--crossner", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    convert(Sources(args.treebanks, args.crossner), args.out, args.seed)


if __name__ == "__main__":
    main()
