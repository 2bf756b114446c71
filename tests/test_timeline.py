"""What happened when, and what is different between two builds: one line for each happening, claims apart from facts."""

from __future__ import annotations

import dataclasses

from graph_cases import NEGATED, schema, store_of
from question_cases import ALLEGED, DELIVERED, MET, PACKAGE, STRUCK, STRUCK_BY_ACCOUNT, readings
from ukgraph.recall import Told, recall
from ukgraph.records import Filler, Quantity, Reading
from ukgraph.timeline import Line, diff, timeline

WORLD = readings()
EVENTS = frozenset(name for name, frame in schema().frames.items() if frame.event)


def told(*found: Reading) -> list[Told]:
    return list(recall(store_of(*found), schema()))


def lines(entity: str | None = None) -> list[Line]:
    return timeline(told(*WORLD), entity, EVENTS)


def test_frames_come_back_as_they_were_assembled() -> None:
    frames = {f.id: f for reading in WORLD for f in reading.frames}
    back = {t.frame.id: t.frame for t in told(*WORLD)}
    assert back.keys() == frames.keys()
    for name, frame in back.items():
        wanted = frames[name]
        assert (frame.kind, frame.factuality, frame.evidence, frame.triggers, frame.confidence) == (
            wanted.kind,
            wanted.factuality,
            wanted.evidence,
            wanted.triggers,
            wanted.confidence,
        )
        assert {(f.role, getattr(f.value, "id", f.value)) for f in frame.fillers} == {
            (f.role, getattr(f.value, "id", f.value)) for f in wanted.fillers
        }


def test_the_list_is_in_the_order_of_time_and_a_happening_is_one_line() -> None:
    found = lines()
    assert [line.date for line in found] == sorted(line.date for line in found)
    (package,) = [line for line in found if line.sentence == PACKAGE]
    assert (package.articles, package.dated, package.factuality) == (3, False, "planned")
    (met,) = [line for line in found if line.kind == "meeting"]
    assert (met.articles, met.dated, met.date, met.sentence) == (2, True, "2024-05-03", MET)


def test_an_entity_has_a_part_as_filler_or_as_speaker() -> None:
    assert {line.sentence for line in lines("far-away")} == {STRUCK, STRUCK_BY_ACCOUNT}
    assert [line.speaker for line in lines("cedonia")] == ["Cedonia"]
    assert [line.sentence for line in lines("cedonia")] == [ALLEGED]


def test_what_is_claimed_is_another_line_than_what_is_told() -> None:
    assert [(line.speaker, "killed 3 person" in line.what) for line in lines("far-away")] == [
        ("", True),
        ("Jane Roe", False),
    ]


def test_the_same_build_has_no_differences() -> None:
    assert diff(told(*WORLD), told(*reversed(WORLD))) == []


def test_what_came_and_what_went() -> None:
    fewer = told(*(r for r in WORLD if r.article.id != "herald-4"))
    gone = diff(told(*WORLD), fewer)
    assert {c.sort for c in gone} == {"gone"}
    assert {c.sentence for c in gone} == {DELIVERED, STRUCK, STRUCK_BY_ACCOUNT}
    assert {c.sort for c in diff(fewer, told(*WORLD))} == {"added"}


def test_what_is_told_otherwise() -> None:
    changed = []
    for reading in WORLD:
        frames = []
        for frame in reading.frames:
            if frame.evidence[0].quote == DELIVERED:
                frames.append(dataclasses.replace(frame, factuality=NEGATED))
            elif frame.evidence[0].quote == STRUCK:
                fillers = tuple(Filler(f.role, dataclasses.replace(f.value, value=f.value.value + 1)) if isinstance(f.value, Quantity) else f for f in frame.fillers if f.role != "weapon")  # fmt: skip
                frames.append(dataclasses.replace(frame, id="0" * 16, fillers=fillers))
            else:
                frames.append(frame)
        changed.append(dataclasses.replace(reading, frames=tuple(frames)))
    found = {(c.sort, c.before, c.after) for c in diff(told(*WORLD), told(*changed))}
    assert found == {
        ("factuality", "asserted", "negated"),
        ("amount", "killed 3 person", "killed 4 person"),
        ("role", "weapon Lynx 9", ""),
    }
