"""Words a second on one core: the pipeline that ships beside a plain one of width 96, on the same text in one run.

    OMP_NUM_THREADS=1 .venv/bin/python benchmarks/parser_speed.py [TEXT.txt ...] [--rounds N]

The plain one is spaCy's default shape for tags, trees and names: one encoder of width 96 and depth 4, no vectors, no
lemmas. It learns from what the shipped one makes of the text, just long enough to make trees of the same kind. It runs
twice: as spaCy runs it, and with its matrices multiplied by NumPy, as ukgraph runs the shipped one. All take turns, and
the median of the rounds counts, so that whatever else the machine does falls on all alike.
"""

import argparse
import statistics
import time
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import use_ops

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "ukgraph" / "model"
CORPUS = HERE.parent / "corpus"
WIDTH = 96
UPDATES = 60
ENCODER = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}


def paragraphs(files: Iterable[Path]) -> list[str]:
    """The paragraphs of some text files."""
    texts = (file.read_text(encoding="utf-8") for file in files)
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def plain(shipped: Language, docs: list[Doc]) -> Language:
    """Build a pipeline of the plain shape that has learned a little from these documents."""
    nlp = spacy.blank("en")
    nlp.tokenizer.from_bytes(shipped.tokenizer.to_bytes(exclude=["vocab"]))
    nlp.add_pipe("tok2vec", config={"model": ENCODER})
    for name in ("morphologizer", "parser", "ner"):
        nlp.add_pipe(name, config={"model": {"tok2vec": LISTENER}})
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    nlp.initialize(lambda: examples)
    for step in range(UPDATES):
        some = examples[step * 8 % len(examples) :][:8]
        nlp.update(some)
    return nlp


def seconds(nlp: Language, texts: list[str]) -> float:
    """CPU seconds for reading the texts, as if no word of them had been read before."""
    if nlp.has_pipe("lemmatizer"):
        nlp.get_pipe("lemmatizer").cache.clear()
    start = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - start


def main() -> None:
    """Time both and print their speed and its ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="plain text; default: the articles in corpus/")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--model", type=Path, default=SHIPPED, help="a pipeline instead of the one that ships"
    )
    args = parser.parse_args()
    texts = paragraphs(args.files or sorted(p for p in CORPUS.rglob("*") if p.suffix in {".md", ".txt"}))
    start = time.perf_counter()
    with use_ops("numpy", use_blis=False):
        shipped = spacy.load(args.model)
    loading = time.perf_counter() - start
    docs = list(shipped.pipe(texts))
    words = sum(map(len, docs))
    pipelines = {"shipped": shipped, "plain, as spaCy runs it": plain(shipped, docs)}
    with use_ops("numpy", use_blis=False):
        pipelines["plain, by NumPy"] = plain(shipped, docs)
    times: dict[str, list[float]] = {name: [] for name in pipelines}
    for _ in range(args.rounds):
        for name, nlp in pipelines.items():
            times[name].append(seconds(nlp, texts))
    speeds = {name: words / statistics.median(spent) for name, spent in times.items()}
    print(f"{words} words, {args.rounds} rounds; the shipped pipeline loads in {loading:.1f} s")
    for name, speed in speeds.items():
        print(f"{name:24} {speed:7.0f} words a second; shipped beside it {speeds['shipped'] / speed:.2f}")


if __name__ == "__main__":
    main()
