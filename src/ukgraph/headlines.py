"""Headlines in sentence case, so that a parser trained on sentences can read them.

"Pentagon Chief Urges Air Defense Aid" parses as one long name. Words that neither the catalogue nor the rest of the
article knows with a capital are put in lower case; no offset changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ukgraph.gazetteer import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from ukgraph.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
SHORTEST = 4  # words: below that a line is a name or a label
CAPITALS = 0.6  # of the words of four letters and more; no sentence of news comes near
_LONG = 4


def recaser(text: str, gazetteer: Gazetteer) -> Callable[[str], str]:
    """A function that puts the headlines of `text` in sentence case and leaves every other line alone."""
    names = _names(text)

    def recase(line: str) -> str:
        if not is_headline(line):
            return line
        kept = [
            (h.start, h.end)
            for h in gazetteer.find(line)
            if any(f not in (Form.CLASS, Form.TITLE, Form.AMBIGUOUS) for _, f in h.readings)
        ]
        return _WORD.sub(lambda m: m[0] if _keeps(m, kept, names) else _lowered(m[0]), line)

    return recase


def _lowered(word: str) -> str:
    """A word in lower case, unless that is longer: "İzmir" would push aside everything behind it."""
    lower = word.lower()
    return lower if len(lower) == len(word) else word


def is_headline(line: str) -> bool:
    """Whether most longer words of a line begin with a capital, and it ends like no sentence."""
    words = _WORD.findall(line)
    long = [w for w in words if len(w) >= _LONG]
    if len(words) < SHORTEST or not long or line.rstrip()[-1:] in ".!;":
        return False
    return sum(1 for w in long if str(w)[0].isupper()) >= CAPITALS * len(long)


def _names(text: str) -> frozenset[str]:
    """Words with a capital inside the sentences of the article."""
    sentences = [line for line in text.splitlines() if not is_headline(line)]
    return frozenset(
        m[0]
        for line in sentences
        for m in _WORD.finditer(line)
        if m.start() > 0
        and line[m.start() - 1] == " "
        and line[m.start() - 2] not in '.!?”"'
        and m[0][0].isupper()
    )


def _keeps(match: re.Match[str], kept: list[tuple[int, int]], names: frozenset[str]) -> bool:
    inside = any(start <= match.start() and match.end() <= end + 2 for start, end in kept)
    word: str = match[0]
    return match.start() == 0 or inside or word in names or word.isupper() or not word[1:].islower()
