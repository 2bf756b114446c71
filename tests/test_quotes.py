"""Direct quotations have speakers: hardly one of those in the stored parses is left without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from parses import CASES, steps_of
from ukgraph.quotes import SHORTEST, find_quotations

if TYPE_CHECKING:
    from ukgraph.conllu import Case

SPOKEN = [case for case in CASES if case.where.startswith("direct-speech")]


def voiced(case: Case) -> list[bool]:
    """For each quotation of a case whether its words have a speaker."""
    steps = steps_of(case)
    tokens = [(s, t) for s in steps.scenes for t in s.tree.tokens]
    return [
        any(t.i in s.speaker_at for s, t in tokens if q.start <= t.start < q.end)
        for q in find_quotations(case.article.text)
        if q.words >= SHORTEST
    ]


def test_fewer_than_one_quotation_in_ten_has_no_speaker() -> None:
    found = [known for case in SPOKEN for known in voiced(case)]
    assert len(found) >= 50
    assert sum(found) / len(found) > 0.9


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "one two" and "three".', ["one two", "three"]),
        ("“One\nTwo”", ["One"]),  # a paragraph ends what it does not close
        ("«один» and „zwei“", ["один", "zwei"]),
        ("‘We sent tanks,’ he said; it wasn’t much.", ["We sent tanks,"]),
        ("the ministers’ ‘offer’", ["offer"]),
        ("Russia's army didn't", []),
    ],
)
def test_marks_enclose_what_is_quoted(text: str, inside: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == inside
