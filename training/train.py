"""From treebanks to weights with one command, in stages; a stage that is done is not done again.

Convert the treebanks, train tags and trees in two rounds, train a teacher of names, let it name more text and make word
vectors, train the names, add the lemma tables, save what is shipped.
"""

import argparse
import logging
import time
from dataclasses import dataclass
from pathlib import Path

import spacy
import torch
from convert import Sources, convert, convert_names
from lemmas import add_lemmatizer, build_lookups
from silver import UNER, train_teacher, with_names
from spacy.cli.train import train as train_pipeline
from teacher import Teacher
from thinc.api import use_ops
from vectors import make_vectors

logger = logging.getLogger(__name__)
HERE = Path(__file__).parent
META = {
    "name": "ukgraph_news",
    "version": "1.2.0",
    "description": "English news: tags, features, lemmas, Universal Dependencies and names.",
    "author": "ukgraph",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
        {"name": "UD English GUM (open genres)", "license": "by genre, see MODEL_CARD.md"},
        {"name": "Universal NER, English EWT dev", "license": "CC BY-SA 4.0"},
        {"name": "CrossNER politics", "license": "MIT, text CC BY-SA"},
        {"name": "all-MiniLM-L6-v2 (teacher of names)", "license": "Apache 2.0"},
        {"name": "spacy-lookups-data (WordNet lemma tables)", "license": "MIT, WordNet licence"},
    ],
}


@dataclass(frozen=True)
class Training:
    """Everything that the stages need to know; each stage writes into the folder `work`."""

    sources: Sources
    work: Path
    out: Path
    seed: int

    def run(self) -> None:
        """Do every stage that has not been done yet, then save what is shipped."""
        for stage in (self.convert, self.teacher, self.silver, self.syntax, self.news, self.names):
            done = self.work / f"{stage.__name__}.done"
            if done.exists():
                logger.info("%s: done before", stage.__name__)
                continue
            logger.info("%s: begins", stage.__name__)
            start = time.monotonic()
            stage()
            logger.info("%s: took %.0f minutes", stage.__name__, (time.monotonic() - start) / 60)
            done.touch()
        self.finish()

    def convert(self) -> None:
        """Write training and dev files."""
        convert(self.sources, self.work, self.seed)

    def syntax(self) -> None:
        """Train tags and trees."""
        self._train("syntax", self.seed, vectors=self.work / "vectors")

    def news(self) -> None:
        """Train them on, with sentences rewritten as news."""
        best = self.work / "syntax" / "model-best"
        self._train("news", self.seed + 1, dev="syntax", base=best, vectors=best)

    def teacher(self) -> None:
        """Train the teacher of names."""
        train_teacher(self.sources, self.work / "teacher.pt", self.seed)

    def silver(self) -> None:
        """Let the teacher name the treebank that has no names, and say what it knows of single words."""
        teacher = Teacher.load(self.work / "teacher.pt")
        named = self.sources.named()
        silver = with_names(self.sources.ewt("train"), teacher)
        convert_names(named, silver, self.work / "names.train.spacy", self.seed)
        make_vectors(teacher, [*silver, *named], UNER, self.work / "vectors")

    def names(self) -> None:
        """Train the names, on an encoder of their own."""
        self._train("names", self.seed, vectors=self.work / "vectors")

    def finish(self) -> None:
        """Join the trained parts, add the lemmatizer and save the pipeline without traces of how it was made."""
        nlp = spacy.load(self.work / "news" / "model-best")
        names = spacy.load(self.work / "names" / "model-best")
        nlp.vocab.vectors = names.vocab.vectors
        nlp.add_pipe("ner", source=names)
        add_lemmatizer(nlp, build_lookups(self.sources.ewt("train") + self.sources.gum("train")))
        nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
        nlp.config["initialize"]["before_init"] = None
        nlp.meta.update(META)
        nlp.meta.pop("performance", None)
        nlp.to_disk(self.out)
        # No part looks words up by their text, so the list of all words in the treebanks stays behind.
        (self.out / "vocab" / "strings.json").write_text("[]\n")

    def _train(self, part: str, seed: int, dev: str = "", **paths: Path) -> None:
        """Train one part, or train `base` further; the best checkpoint goes to `model-best` in the part's folder."""
        overrides: dict[str, str | int] = {
            "paths.train": str(self.work / f"{part}.train.spacy"),
            "paths.dev": str(self.work / f"{dev or part}.dev.spacy"),
            "initialize.before_init.tokenizer": str(self.work / "tokenizer"),
            "system.seed": seed,
        }
        overrides |= {f"paths.{name}": str(path) for name, path in paths.items()}
        # NumPy multiplies matrices about three times as fast as BLIS.
        with use_ops("numpy", use_blis=False):
            train_pipeline(HERE / f"{part}.cfg", self.work / part, overrides=overrides)


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument(
        "--crossner", type=Path, help="default: training/crossner_politics beside the treebanks"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="where the stages leave what they make")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    crossner = args.crossner or args.treebanks.parent / "training" / "crossner_politics"
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    Training(Sources(args.treebanks, crossner), args.work, args.out, args.seed).run()


if __name__ == "__main__":
    main()
