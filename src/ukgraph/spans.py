"""A stretch of words that the tree may not take apart: a name or a date."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens [start, end) that are one name or date; `head` is the token that stands for it in the tree."""

    start: int
    end: int
    head: int
