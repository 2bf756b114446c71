"""Finds reprints: wire copy that several publishers print, so that its frames are kept once and each publisher as a report of it.

MinHash proposes who may have printed whose text, and only the words decide: a reprint says nothing that its original does not
say in the same sentence. Another number, another name, one "not" more, and it is an account of its own. What a publisher
puts around it (a headline, a byline, a dateline, a credit) does not count.

Memory holds a few hundred bytes for an article, and texts only while two are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SHINGLE: Final = 3  # words
# Of two texts that share half of their shingles 87 in 100 pairs are proposed, of those that share seven tenths all.
PERMUTATIONS: Final = 128
BANDS: Final = 32
SEED: Final = 1
FEWEST_WORDS: Final = 40  # what is shorter is a headline, or so common that it says nothing of its origin
FARTHEST: Final = 2  # days between the two: "on Tuesday" must mean the same Tuesday
MOST_CANDIDATES: Final = 20  # that are compared with one article
LONGEST_LINE: Final = 12  # words of a byline or a heading
_KEPT_TEXTS: Final = 64
_BAND: Final = 8  # bytes
_BITS: Final = 1 << 26  # twenty for each band of a hundred thousand articles
_DAY: Final = len("2022-04-26")

_WORD = re.compile(r"\w+|[$€£¥%]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+")
_ENDS = (".", "!", "?", "…")
_CLOSERS: Final = "\"'”’»)]"
_DATELINE = re.compile(r".{0,80}?(?:\s[-–—]+|:)\s+")
_STOP: Final = " . "


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is remembered of an article: two that share a band may be prints of one text."""

    id: str
    published: str | None
    words: int
    bands: bytes


def sketch(article_id: str, published: str | None, text: str) -> Sketch | None:
    """The sketch of a cleaned text, None if it is too short for one. Pure: no seed of the process shows in it."""
    words = _words(text)
    if len(words) < FEWEST_WORDS:
        return None
    digest = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    digest.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    rows = b"".join(value.to_bytes(4, "big") for value in digest.digest())
    width = len(rows) // BANDS
    bands = (
        blake2b(rows[i : i + width], digest_size=_BAND, key=b"%d" % i).digest()
        for i in range(0, len(rows), width)
    )
    return Sketch(article_id, published, len(words), b"".join(bands))


def find_reprints(sketches: Iterable[Sketch], text_of: Callable[[str], str]) -> dict[str, str]:
    """The ids of the reprints, each with that of its original: the longest print, of equal ones the first by day and id.

    Args:
        sketches: in any order.
        text_of: the cleaned text of an article by its id; asked only of articles that may be prints of one text.
    """
    known = sorted(sketches, key=lambda s: (-s.words, s.published or "9999", s.id))
    shared = _shared(known)
    remembered = lru_cache(maxsize=_KEPT_TEXTS)(text_of)
    originals: dict[bytes, list[Sketch]] = defaultdict(list)
    found: dict[str, str] = {}
    for one in known:
        bands = [band for band in _bands(one) if band in shared]
        near = {other.id: other for band in bands for other in originals[band] if _same_days(one, other)}
        candidates = list(near.values())[:MOST_CANDIDATES]
        text = remembered(one.id) if candidates else ""
        original = next((c for c in candidates if is_reprint(text, remembered(c.id))), None)
        if original is not None:
            found[one.id] = original.id
            continue
        for band in bands:
            originals[band].append(one)
    return found


def is_reprint(text: str, original: str) -> bool:
    """Whether every sentence of a text stands in another just so, but for what publishers put around it."""
    told = _STOP + "".join(
        f"{' '.join(_words(s))}{_STOP}" for line in original.splitlines() for s in _sentences(line)
    )
    first = True
    same = 0
    for line in text.splitlines():
        for sentence in _sentences(line):
            words = _words(sentence)
            plain = " ".join(words)
            if _STOP + plain + _STOP in told or (first and _begins(sentence, told)):
                same += len(words)
            elif not _is_furniture(line, words):
                return False
            first = first and not _ends(sentence)
    return same >= FEWEST_WORDS


def _begins(sentence: str, told: str) -> bool:
    """Whether a first sentence is the same but for the dateline that one of the two has."""
    dateline = _DATELINE.match(sentence)
    bare = [sentence, sentence[dateline.end() :]] if dateline else [sentence]
    return any(f" {' '.join(words)}{_STOP}" in told for s in bare if len(words := _words(s)) >= SHINGLE)


def _is_furniture(line: str, words: Sequence[str]) -> bool:
    credit = line.startswith("(") and line.endswith(")")
    return len(words) <= LONGEST_LINE and (credit or not _ends(line))


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def _sentences(line: str) -> Iterator[str]:
    return (part for part in _SENTENCE_END.split(line) if part)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _bands(one: Sketch) -> list[bytes]:
    """The bands, each with its number, so that different ones never meet."""
    return [one.bands[i : i + _BAND] for i in range(0, len(one.bands), _BAND)]


def _shared(known: Sequence[Sketch]) -> frozenset[bytes]:
    """The bands that more than one article has, and a few that only seem to: one bit is remembered of each band."""
    met = bytearray(_BITS >> 3)
    shared: set[bytes] = set()
    for one in known:
        for band in _bands(one):
            place = int.from_bytes(band, "big") % _BITS
            if met[place >> 3] >> (place & 7) & 1:
                shared.add(band)
            met[place >> 3] |= 1 << (place & 7)
    return frozenset(shared)


def _same_days(a: Sketch, b: Sketch) -> bool:
    """Whether both may have been published within days; who has no day may have been."""
    if not a.published or not b.published:
        return True
    if len(a.published) < _DAY or len(b.published) < _DAY:
        return a.published.startswith(b.published) or b.published.startswith(a.published)
    return abs((date.fromisoformat(a.published) - date.fromisoformat(b.published)).days) <= FARTHEST
