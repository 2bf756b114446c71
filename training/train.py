"""From treebanks to weights with one command: convert, train in two rounds, add the lemma tables, save what is shipped."""

import argparse
import tempfile
from pathlib import Path

import spacy
from convert import Sources, convert
from lemmas import add_lemmatizer, build_lookups
from spacy.cli.train import train as train_pipeline

HERE = Path(__file__).parent
META = {
    "name": "ukgraph_news",
    "version": "1.0.0",
    "description": "English news: tags, features, lemmas, Universal Dependencies and names.",
    "author": "ukgraph",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD English EWT", "license": "CC BY-SA 4.0"},
        {"name": "UD English GUM (open genres)", "license": "by genre, see MODEL_CARD.md"},
        {"name": "Universal NER, English EWT dev", "license": "CC BY-SA 4.0"},
        {"name": "CrossNER politics", "license": "MIT, text CC BY-SA"},
        {"name": "spacy-lookups-data (WordNet lemma tables)", "license": "MIT, WordNet licence"},
    ],
}


def train_part(part: str, work: Path, seed: int, dev: str = "", base: Path | None = None) -> Path:
    """Train one part, or train `base` further; return where the best checkpoint is."""
    overrides: dict[str, str | int] = {
        "paths.train": str(work / f"{part}.train.spacy"),
        "paths.dev": str(work / f"{dev or part}.dev.spacy"),
        "initialize.before_init.tokenizer": str(work / "tokenizer"),
        "system.seed": seed,
    }
    if base:
        overrides["paths.base"] = str(base)
    train_pipeline(HERE / f"{part}.cfg", work / part, overrides=overrides)
    return work / part / "model-best"


def finish(syntax: Path, names: Path, sources: Sources, out: Path) -> None:
    """Join the trained parts, add the lemmatizer and save the pipeline without traces of how it was made."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    add_lemmatizer(nlp, build_lookups(sources.ewt("train") + sources.gum("train")))
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["initialize"]["before_init"] = None
    nlp.meta.update(META)
    nlp.meta.pop("performance", None)
    nlp.to_disk(out)
    # No part looks words up by their text, so the list of all words in the treebanks stays behind.
    (out / "vocab" / "strings.json").write_text("[]\n")


def train(sources: Sources, work: Path, out: Path, seed: int) -> None:
    """Convert the treebanks, train on them and write the finished pipeline to `out`."""
    convert(sources, work, seed)
    syntax = train_part("news", work, seed + 1, dev="syntax", base=train_part("syntax", work, seed))
    finish(syntax, train_part("names", work, seed), sources, out)


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument(
        "--crossner", type=Path, help="default: training/crossner_politics beside the treebanks"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, help="where intermediate files go (default: a temporary folder)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    crossner = args.crossner or args.treebanks.parent / "training" / "crossner_politics"
    sources = Sources(args.treebanks, crossner)
    if args.work:
        train(sources, args.work, args.out, args.seed)
    else:
        with tempfile.TemporaryDirectory() as work:
            train(sources, Path(work), args.out, args.seed)


if __name__ == "__main__":
    main()
