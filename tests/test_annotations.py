"""The hand annotations beside the reports are sound: known classes and roles, sentences that stand in the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parses import shipped

TESTS = Path(__file__).resolve().parent
REPORTS = {p.stem: p for folder in (TESTS / "dev", TESTS.parent / "corpus") for p in folder.glob("*.*")}
ANNOTATIONS = sorted([*(TESTS / "dev" / "gold").glob("*.json"), *(TESTS / "gold").glob("*.json")])
NOTES = {"purpose", "topic"}  # kept for the reader on frames that have no such role
FACTUALITIES = {"Asserted", "Planned", "Possible", "Negated"}


def load(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def test_all_annotations_are_collected() -> None:
    assert len(ANNOTATIONS) == 59


@pytest.mark.parametrize("file", ANNOTATIONS, ids=lambda file: file.stem)
def test_an_annotation_speaks_the_vocabulary(file: Path) -> None:
    schema = shipped()[0].schema
    data = load(file)
    assert data["article"] == file.stem
    assert {e["class"] for e in data["entities"]} <= {*schema.parents, *schema.parents.values()}
    for frame in data["frames"]:
        roles = set(frame["roles"]) - NOTES
        assert roles <= set(schema.frames[frame["frame"]].roles), frame
        assert set(frame["factuality"].split("|")) <= FACTUALITIES, frame


@pytest.mark.parametrize("file", ANNOTATIONS, ids=lambda file: file.stem)
def test_the_sentences_of_an_annotation_stand_in_its_report(file: Path) -> None:
    text = REPORTS[file.stem].read_text(encoding="utf-8")
    assert [f["sentence"] for f in load(file)["frames"] if f["sentence"] not in text] == []
