"""How well a pipeline reads raw text: its words, sentences, tags, trees, lemmas and names against treebanks.

Every figure is an F1 over words, sentences or names found in the raw text, so wrong tokens count as errors.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from convert import lay_out
from entities import GUM_LABELS, from_gum, from_uner, specific
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import use_ops
from treebank import Sentence, documents, read_conllu, read_iob2

SHARED_LABELS = ("PERSON", "ORG", "LOC")
Place = tuple[int, int]


@dataclass
class Score:
    """Counts for one F1."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: set[Place], found: set[Place]) -> None:
        """Count what was right, wanted and found."""
        self.right += len(gold & found)
        self.gold += len(gold)
        self.found += len(found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


@dataclass
class Report:
    """All figures for one test set."""

    counts: Counter[str] = field(default_factory=Counter)
    sentences: Score = field(default_factory=Score)

    def f1(self, name: str) -> float:
        """F1 of one property of words."""
        return 2 * self.counts[name] / max(self.counts["gold"] + self.counts["found"], 1)

    def share(self, name: str, of: str) -> float:
        """Return one count as a share of another."""
        return self.counts[name] / max(self.counts[of], 1)

    def line(self) -> str:
        """All figures in one line."""
        figures = {
            name: self.f1(name) for name in ("words", "upos", "feats", "lemma", "uas", "las", "las_core")
        }
        figures["sents"] = self.sentences.f1
        figures["uas_nopunct"] = self.share("uas_words", "graded")
        figures["las_nopunct"] = self.share("las_words", "graded")
        figures["verb_lemma"] = self.share("VERB_lemma", "VERB")
        figures["noun_lemma"] = self.share("NOUN_lemma", "NOUN")
        return "  ".join(f"{name} {value:.3f}" for name, value in figures.items())


def _place(token: Token) -> Place:
    return token.idx, token.idx + len(token)


def _compare(doc: Doc, sentences: list[Sentence], report: Report) -> None:
    _, words = lay_out(sentences)
    tokens = {_place(token): token for token in doc if not token.is_space}
    counts = report.counts
    counts["gold"] += len(words)
    counts["found"] += len(tokens)
    for index, placed in enumerate(words):
        token = tokens.get((placed.start, placed.end))
        if token is None:
            continue
        word = placed.word
        head = words[placed.head]
        is_root = placed.head == index
        right_head = token.head.i == token.i if is_root else _place(token.head) == (head.start, head.end)
        label = "root" if token.head.i == token.i else token.dep_
        counts["words"] += 1
        counts["upos"] += token.pos_ == word.upos
        counts["feats"] += str(token.morph) == word.feats
        counts["lemma"] += token.lemma_ == word.lemma
        counts["uas"] += right_head
        counts["las"] += right_head and label == word.deprel
        if word.upos != "PUNCT":
            counts["graded"] += 1
            counts["uas_words"] += right_head
            counts["las_words"] += right_head and label == word.deprel
        counts["las_core"] += right_head and label.split(":")[0] == word.deprel.split(":")[0]
        counts[word.upos] += 1
        counts[f"{word.upos}_lemma"] += token.lemma_ == word.lemma
    ends: list[Place] = []
    first = 0
    for sentence in sentences:
        ends.append((words[first].start, words[first + len(sentence.words) - 1].end))
        first += len(sentence.words)
    found = [[token for token in sent if not token.is_space] for sent in doc.sents]
    report.sentences.add(set(ends), {(_place(s[0])[0], _place(s[-1])[1]) for s in found if s})


def syntax(nlp: Language, sentences: Iterable[Sentence]) -> Report:
    """Measure words, tags, trees, lemmas and sentences."""
    report = Report()
    groups = list(documents(sentences))
    for doc, group in zip(nlp.pipe(lay_out(group)[0] for group in groups), groups, strict=True):
        _compare(doc, group, report)
    return report


def _gold_names(sentences: list[Sentence]) -> dict[str, set[Place]]:
    _, words = lay_out(sentences)
    names: dict[str, set[Place]] = {}
    label = ""
    start = end = 0
    for placed in words:
        tag = placed.word.entity
        if label and tag != f"I-{label}":
            names.setdefault(label, set()).add((start, end))
            label = ""
        if tag.startswith("B-"):
            label, start = tag[2:], placed.start
        end = placed.end
    if label:
        names.setdefault(label, set()).add((start, end))
    return names


def names(nlp: Language, sentences: Iterable[Sentence], labels: Iterable[str]) -> dict[str, Score]:
    """Measure exact name spans, for each label and (under "all") for all of them together."""
    wanted = tuple(labels)
    scores = {label: Score() for label in (*wanted, "all")}
    groups = list(documents(sentences))
    for doc, group in zip(nlp.pipe(lay_out(group)[0] for group in groups), groups, strict=True):
        gold = _gold_names(group)
        for label in wanted:
            found = {(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == label}
            for score in (scores[label], scores["all"]):
                score.add(gold.get(label, set()), found)
    return scores


def _names_line(scores: dict[str, Score]) -> str:
    return "  ".join(f"{label} {score.f1:.3f} ({score.gold})" for label, score in scores.items())


def evaluate(nlp: Language, treebanks: Path, split: str) -> str:
    """Report on one split of the treebanks (and on PUD, which is all test)."""
    ewt = read_conllu(treebanks / "EWT" / f"{split}.conllu")
    gum = [specific(from_gum(sentence)) for sentence in read_conllu(treebanks / "GUM" / f"{split}.conllu")]
    lines = []
    if split == "test":
        pud = read_conllu(treebanks / "PUD" / "en_pud-ud-test.conllu")
        lines.append(f"PUD       {syntax(nlp, pud).line()}")
    lines.append(f"EWT {split}  {syntax(nlp, ewt).line()}")
    lines.append(f"GUM {split}  {syntax(nlp, gum).line()}")
    lines.append(f"GUM {split} names   {_names_line(names(nlp, gum, dict.fromkeys(GUM_LABELS.values())))}")
    lines.append(f"GUM {split} names   {_names_line(names(nlp, gum, SHARED_LABELS))}")
    if split == "test":
        uner = from_uner(ewt, read_iob2(treebanks / "UNER" / "en_ewt-ud-test.iob2"))
        lines.append(f"UNER test names  {_names_line(names(nlp, uner, SHARED_LABELS))}")
    return "\n".join(lines)


def main() -> None:
    """Evaluate from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    args = parser.parse_args()
    with use_ops("numpy", use_blis=False):  # as ukgraph loads it
        nlp = spacy.load(args.model)
    print(evaluate(nlp, args.treebanks, args.split))


if __name__ == "__main__":
    main()
