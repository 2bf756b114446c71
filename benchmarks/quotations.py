"""How many direct quotations are left without a speaker.

    .venv/bin/python benchmarks/quotations.py corpus ../shared/seeds [--unknown]

Counts quotations of four words or more, and shorter ones that are whole sentences: what is shorter is a scare quote, a
title or a name. Whether the speaker is the right one is what `tests/cases/direct-speech.conllu` is for.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import ukgraph
from ukgraph.quotes import SHORTEST, find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ukgraph.pipeline import Steps
    from ukgraph.records import Article


def spoken(steps: Steps) -> Iterator[tuple[str, bool]]:
    """Every quotation of an article with whether its words have a speaker."""
    text = steps.reading.article.text
    for quotation in find_quotations(text):
        tokens = [
            (s, t) for s in steps.scenes for t in s.tree.tokens if quotation.start <= t.start < quotation.end
        ]
        named = tokens and all(t.i in s.owner for s, t in tokens if t.pos != "PUNCT")
        if quotation.words >= SHORTEST and tokens and not named:
            yield text[quotation.start : quotation.end], any(t.i in s.speaker_at for s, t in tokens)


def read(paths: list[Path]) -> Iterator[Steps]:
    """The articles below some paths, read with every step kept."""
    reader = ukgraph.Reader.load()
    for article in articles(paths):
        yield reader.steps(article)


def articles(paths: list[Path]) -> tuple[Article, ...]:
    """The cleaned articles of files and folders."""
    return ukgraph.build(paths).articles


def main() -> None:
    """Print the share, and with --unknown the quotations themselves."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--unknown", action="store_true", help="print the quotations without a speaker")
    chosen = options.parse_args()
    found = [(steps.reading.article.id, *q) for steps in read(chosen.paths) for q in spoken(steps)]
    lost = [(article, text) for article, text, known in found if not known]
    print(f"{len(found)} quotations, {len(lost)} without a speaker: {len(lost) / max(1, len(found)):.3f}")
    if chosen.unknown:
        for article, text in lost:
            print(f"{article[:20]:20} {text}")


if __name__ == "__main__":
    main()
