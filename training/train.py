"""From treebanks to weights with one command, in stages; a stage that is done is not done again.

1. Convert the treebanks.  2. Train tags and trees.  3. Train on, with sentences rewritten as news.  4. Make word
vectors from a pretrained encoder and give them to the pipeline.  5. Train tags, trees and names together on its one
encoder.  6. Train a teacher of names.  7. Train on, with the teacher's names where nobody annotated any.  8. Add the
lemma tables, save.
"""

import argparse
import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
from convert import Sources, convert, convert_joint
from encoder import Pieces
from lemmas import add_lemmatizer, build_lookups
from silver import train_teacher, with_names
from spacy.cli.train import train as train_pipeline
from teacher import Teacher
from vectors import reduced, vocabulary, word_states
from widen import widen

logger = logging.getLogger(__name__)
HERE = Path(__file__).parent
VECTORS = (20_000, 48)  # words, dimensions
META = {
    "name": "ukgraph_news",
    "version": "2.0.0",
    "description": "English news: tags, features, lemmas, Universal Dependencies and names.",
    "author": "ukgraph",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
        {"name": "UD English GUM (open genres)", "license": "by genre, see MODEL_CARD.md"},
        {"name": "Universal NER, English EWT dev", "license": "CC BY-SA 4.0"},
        {"name": "CrossNER politics", "license": "MIT, text CC BY-SA"},
        {"name": "all-MiniLM-L6-v2 (word vectors, names)", "license": "Apache 2.0"},
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
        """Do every stage that has not been done yet."""
        stages = (
            self.convert,
            self.syntax,
            self.news,
            self.vectors,
            self.widen,
            self.joint,
            self.teacher,
            self.silver,
        )
        for stage in stages:
            done = self.work / f"{stage.__name__}.done"
            if done.exists():
                logger.info("%s: done before", stage.__name__)
                continue
            logger.info("%s: begins", stage.__name__)
            stage()
            done.touch()
        self.finish()

    def convert(self) -> None:
        """Write training and dev files."""
        convert(self.sources, self.work, self.seed)

    def syntax(self) -> None:
        """Train tags and trees."""
        self._train("syntax", 0, {"initialize.before_init.tokenizer": str(self.work / "tokenizer")})

    def news(self) -> None:
        """Train on, with sentences rewritten as news."""
        base = str(self.work / "syntax" / "model-best")
        tokenizer = str(self.work / "tokenizer")
        self._train("news", 1, {"paths.base": base, "initialize.before_init.tokenizer": tokenizer})

    def vectors(self) -> None:
        """Make word vectors."""
        most, size = VECTORS
        pieces = Pieces()
        seen = self.sources.ewt("train") + self.sources.gum("train") + self.sources.named(gum=False)
        words = vocabulary(pieces, seen, most)
        np.savez(self.work / "vectors.npz", words=words, table=reduced(word_states(words, pieces), size))

    def widen(self) -> None:
        """Give the pipeline the word vectors."""
        made = np.load(self.work / "vectors.npz")
        widen(self.work / "news" / "model-best", made["words"].tolist(), made["table"], self.work / "widened")

    def joint(self) -> None:
        """Train tags, trees and names together on one encoder."""
        out = self.work / "joint.train.spacy"
        convert_joint(self.sources, self.sources.ewt("train"), out, self.seed + 20)
        self._train("joint", 2, {"paths.base": str(self.work / "widened")})

    def teacher(self) -> None:
        """Train the teacher of names."""
        train_teacher(self.sources, self.work / "teacher.pt", self.seed)

    def silver(self) -> None:
        """Train on, with the teacher's names in the treebank that has none."""
        named = with_names(self.sources.ewt("train"), Teacher.load(self.work / "teacher.pt"))
        convert_joint(self.sources, named, self.work / "silver.train.spacy", self.seed + 30)
        self._train("silver", 3, {"paths.base": str(self.work / "joint" / "model-best")})

    def finish(self) -> None:
        """Add the lemmatizer and save the pipeline without traces of how it was made."""
        nlp = spacy.load(self.work / "silver" / "model-best")
        add_lemmatizer(nlp, build_lookups(self.sources.ewt("train") + self.sources.gum("train")))
        nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
        nlp.config["initialize"]["before_init"] = None
        nlp.meta.update(META)
        nlp.meta.pop("performance", None)
        nlp.to_disk(self.out)
        # No part looks words up by their text, so the list of all words in the treebanks stays behind.
        (self.out / "vocab" / "strings.json").write_text("[]\n")

    def _train(self, part: str, later: int, overrides: dict[str, str]) -> None:
        settings: dict[str, str | int] = {
            "paths.train": str(self.work / f"{part}.train.spacy"),
            "paths.dev": str(self.work / "dev.spacy"),
            "system.seed": self.seed + later,
            **overrides,
        }
        train_pipeline(HERE / f"{part}.cfg", self.work / part, overrides=settings)


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
    args.work.mkdir(parents=True, exist_ok=True)
    Training(Sources(args.treebanks, crossner), args.work, args.out, args.seed).run()


if __name__ == "__main__":
    main()
