"""Every stored parse gives the frames that stand above it: sentence, parse and claims side by side in tests/cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parses import CASES, FOLDER, named, shipped, steps_of
from ukgraph.conllu import Case, as_case, read_cases
from ukgraph.errors import InputError
from ukgraph.explain import edges_of


def _marked(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=case.xfail)] if case.xfail else []
    return pytest.param(case, id=case.name, marks=marks)


def test_every_file_says_how_many_cases_it_holds() -> None:
    silent = [
        f.name for f in FOLDER.glob("*.conllu") if not f.read_text(encoding="utf-8").startswith("# cases = ")
    ]
    assert not silent
    assert len(CASES) >= 42
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_a_case_is_read_as_it_says(case: Case) -> None:
    steps = steps_of(case)
    edges = [e for drawn in edges_of(steps, shipped()[0]).values() for e in drawn] if case.severed else []
    failures = case.failures(steps.reading.frames, edges, steps.reading.mentioned)
    assert not failures, "\n".join([case.where, case.article.text, *failures])


@pytest.mark.parametrize("case", CASES[:3], ids=lambda case: case.name)
def test_what_was_read_can_be_written_as_a_case_and_read_again(case: Case) -> None:
    frames = steps_of(case).reading.frames
    (again,) = read_cases(as_case(case.article, case.sentences, frames), "again")
    assert again.sentences == case.sentences
    assert not again.failures(frames)


def test_an_edge_that_must_not_be_is_named() -> None:
    edge = "ukr:ukraine attacked ukr:kerch-bridge"
    case = replace(named("allegation"), severed=("attacked",))
    assert case.failures(steps_of(case).reading.frames, [edge]) == [f"unwanted: {edge}"]


def test_an_entity_that_must_or_must_not_be_named_is_told() -> None:
    case = replace(named("allegation"), named=("jordan",), unnamed=("kerch-bridge",))
    reading = steps_of(case).reading
    assert case.failures(reading.frames, mentioned=reading.mentioned) == [
        "not mentioned: jordan",
        "unwanted: kerch-bridge",
    ]


ROW = "1\tNo\tno\tINTJ\t_\t_\t0\troot\t_\t_"
HEAD = "# newdoc id = a\n# no frame\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# text = No\n" + ROW, "line 1: a case begins"),
        ("# newdoc id = a\n# text = No\n" + ROW, '"a" expects nothing'),
        (HEAD + ROW, "line 3: a sentence needs"),
        (HEAD + "# text = No\n\n" + ROW, "a text without words"),
        (HEAD + "# text = Yes\n" + ROW, "“No” does not stand in the text at “Yes”"),
        (HEAD + "# text = No way\n" + ROW, "the text goes on: “way”"),
        (HEAD + "# text = No\n" + ROW.replace("\t0\t", "\t2\t"), "one root, this one has 0"),
        (HEAD + "# text = No\n" + ROW.replace("1\t", "2\t", 1), "word 1 is numbered 2"),
        (HEAD + "# text = No\n" + ROW.replace("\t", " "), "1 columns instead of 10"),
        (HEAD + "# fram = Attack\n# text = No\n" + ROW, "“# fram = Attack” is none of"),
        (HEAD + "# frame = Attack by=-\n# text = No\n" + ROW, "names one factuality"),
        (
            HEAD + "# frame = Attack target factuality=Asserted by=-\n# text = No\n" + ROW,
            "“target” is not of the form",
        ),
        (HEAD + "# date = 2024\n# date = 2023\n# text = No\n" + ROW, "a second “# date”"),
        ("# newdoc id = a\n# no frame\n", "at least one sentence"),
        ("# cases = 2\n" + HEAD + "# text = No\n" + ROW, "says that it holds 2 cases, and holds 1"),
    ],
)
def test_a_slip_in_a_case_is_named(text: str, complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        read_cases(text, "file.conllu")
    assert complaint in str(caught.value)
