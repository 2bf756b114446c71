"""What understanding costs beside parsing: the processor time of all stages after the parser, as a share of the parser's.

    python benchmarks/understanding.py corpus/ ../shared/seeds

Both are measured on the same texts in the same run, several times in turn, and the median ratio is printed.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

import ukgraph
from ukgraph.clean import clean
from ukgraph.crew import keep_what_is_loaded
from ukgraph.errors import InputError
from ukgraph.pipeline import read_article
from ukgraph.read import read
from ukgraph.records import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ukgraph.records import Article

ROUNDS = 5


def main(paths: Sequence[str]) -> None:
    """Read the paths and print words, seconds and the ratio."""
    reader = ukgraph.Reader.load()
    keep_what_is_loaded()  # as in a worker, for the parser as well
    articles = list(_articles(paths))
    words = sum(len(a.text.split()) for a in articles)
    parsing: list[float] = []
    understanding: list[float] = []
    for _ in range(ROUNDS):
        started = time.process_time()
        parses = [reader.parse(a.text) for a in articles]
        parsed = time.process_time()
        for article, sentences in zip(articles, parses, strict=True):
            read_article(article, sentences, reader.knowledge, reader.gazetteer)
        parsing.append(parsed - started)
        understanding.append(time.process_time() - parsed)
    ratio = statistics.median(u / p for u, p in zip(understanding, parsing, strict=True))
    print(f"{len(articles)} articles, {words} words, {ROUNDS} rounds")
    print(f"parser            {words / statistics.median(parsing):8.0f} words a second")
    print(f"all stages after  {words / statistics.median(understanding):8.0f} words a second")
    print(f"after / parser    {ratio:8.3f}")


def _articles(paths: Sequence[str]) -> Iterator[Article]:
    for page in read(paths):
        if isinstance(page, Page):
            try:
                yield clean(page)[0]
            except InputError as error:
                print(f"left out: {error}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:] or ["corpus"])
