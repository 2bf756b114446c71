"""The stored parses of `cases/`, and what is needed to read them: knowledge, but no parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ukgraph.conllu import Case, read_cases
from ukgraph.gazetteer import Gazetteer
from ukgraph.loading import load_knowledge
from ukgraph.pipeline import Steps, read_article

if TYPE_CHECKING:
    from ukgraph.knowledge import Knowledge

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for file in sorted(FOLDER.glob("*.conllu"))
    for case in read_cases(file.read_text(encoding="utf-8"), file.name)
]


@cache
def shipped() -> tuple[Knowledge, Gazetteer]:
    return with_extra()


def with_extra(*turtle: str) -> tuple[Knowledge, Gazetteer]:
    knowledge = load_knowledge(None, turtle)
    return knowledge, Gazetteer(knowledge)


def steps_of(case: Case, knowledge: tuple[Knowledge, Gazetteer] | None = None) -> Steps:
    return read_article(case.article, case.sentences, *(knowledge or shipped()))


def named(name: str) -> Case:
    return next(case for case in CASES if case.name == name)
