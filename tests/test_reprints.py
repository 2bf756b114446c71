"""The same report in several papers is one source; a report that differs in anything that it says is another."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ukgraph import api
from ukgraph.cli import main
from ukgraph.reprints import Sketch, find_reprints, is_reprint, sketch

if TYPE_CHECKING:
    from pathlib import Path

WIRE = """Germany sends second air defence system to Ukraine

KYIV, May 3 (Wire) — Germany delivered a second IRIS-T system to Ukraine on Wednesday, the defence ministry in Berlin said.

"This will protect our cities," said Oleksii Reznikov, the defence minister of Ukraine. The system can reach targets at a distance of 40 kilometers.

Norway has pledged 150 million euros for the air defence of Ukraine. Moscow denied that its missiles had struck a hospital."""
BODY = WIRE.partition("— ")[2]
LATER = {  # what other papers make of it, and whether it says the same
    "the same": (WIRE, True),
    "another headline": (WIRE.replace("Germany sends second air defence system to Ukraine", "Berlin gives more"), True),
    "no headline and no dateline": (BODY, True),
    "another dateline": (WIRE.replace("KYIV, May 3 (Wire) —", "By our own correspondent in Berlin -"), True),
    "a byline, a heading and a credit": (WIRE.replace('\n\n"This', '\n\nBy a correspondent\n\nCities under fire\n\n"This') + "\n\n(Reporting in Kyiv; editing in Berlin.)", True),
    "other quotation marks and case of the headline": (WIRE.replace('"This', "“THIS").replace('cities,"', "cities,”"), True),
    "paragraphs joined": (WIRE.replace("\n\nNorway", " Norway"), True),
    "cut at the end": (WIRE.rpartition("\n\n")[0], True),
    "another number": (WIRE.replace("150 million", "250 million"), False),
    "another currency": (WIRE.replace("150 million euros", "$150 million"), False),
    "a not": (WIRE.replace("The system can reach", "The system cannot reach"), False),
    "a denial that is none any more": (WIRE.replace("Moscow denied that its missiles had struck a hospital.", "Its missiles had struck a hospital."), False),
    "another speaker": (WIRE.replace("said Oleksii Reznikov", "said Rustem Umerov"), False),
    "a sentence more": (WIRE + " Paris will send tanks to Ukraine as well, the president said.", False),
    "another order of who gives whom": (WIRE.replace("Germany delivered a second IRIS-T system to Ukraine", "Ukraine delivered a second IRIS-T system to Germany"), False),
}  # fmt: skip


@pytest.mark.parametrize("what", LATER)
def test_only_what_says_nothing_else_is_a_reprint(what: str) -> None:
    text, same = LATER[what]
    assert is_reprint(text, WIRE) == same


@pytest.mark.parametrize("what", [what for what, (_, same) in LATER.items() if same])
def test_every_reprint_is_proposed(what: str) -> None:
    texts = {"wire": WIRE, "paper": LATER[what][0]}
    found = find_reprints(sketches(texts), texts.__getitem__)
    assert len(found) == 1


def sketches(texts: dict[str, str], days: dict[str, str] | None = None) -> list[Sketch]:
    made = [sketch(name, (days or {}).get(name, "2023-05-03"), text) for name, text in texts.items()]
    return [one for one in made if one is not None]


def test_the_longest_print_is_the_original_then_the_first_by_day_and_id() -> None:
    texts = {"c": WIRE, "b": WIRE, "a": BODY, "d": WIRE}
    days = {"c": "2023-05-03", "b": "2023-05-04", "a": "2023-05-02", "d": "2023-05-03"}
    assert find_reprints(sketches(texts, days), texts.__getitem__) == {"a": "c", "b": "c", "d": "c"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2023-05-03", "2023-05-05", True), ("2023-05-03", "2023-05-06", False), ("2023-05-31", "2023-06-01", True),
        ("2023-05", "2023-05-09", True), ("2023-05", "2023-06-01", False), ("2023", "2023-05", True), ("", "2023-05-03", True),
    ],
)  # fmt: skip
def test_the_same_words_weeks_later_are_no_reprint(one: str, other: str, same: bool) -> None:
    texts = {"a": WIRE, "b": WIRE}
    found = find_reprints(sketches(texts, {"a": one, "b": other}), texts.__getitem__)
    assert bool(found) == same


def test_neither_order_nor_company_changes_what_is_found() -> None:
    rng = random.Random(1)  # noqa: S311  # no secret
    words = [f"word{i}" for i in range(300)]
    texts = {f"other-{n}": " ".join(rng.choices(words, k=200)) + "." for n in range(200)}
    texts |= {f"copy-{n}": text for n, (text, _) in enumerate(LATER.values())}
    known = sketches(texts)
    expected = find_reprints(known, texts.__getitem__)
    assert set(expected.values()) <= {f"copy-{n}" for n in range(len(LATER))}
    for _ in range(3):
        rng.shuffle(known)
        assert find_reprints(known, texts.__getitem__) == expected


def test_texts_are_asked_for_only_where_two_may_be_prints_of_one() -> None:
    texts = {f"a{n}": " ".join(f"w{n}x{i}" for i in range(100)) for n in range(50)}
    asked: list[str] = []
    assert not find_reprints(sketches(texts), lambda name: asked.append(name) or texts[name])  # type: ignore[func-returns-value]
    assert not asked
    assert sketch("short", None, "Germany sent tanks.") is None


def test_the_frames_of_a_reprint_are_kept_once_with_every_publisher(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, publisher, text in (
        ("agency", "Wire", WIRE), ("herald", "Herald", WIRE.replace("Germany sends", "Berlin sends")), ("echo", "Echo", BODY),
        ("other", "Other", WIRE.replace("150 million", "250 million")),
    ):  # fmt: skip
        content = {"id": name, "publisher": publisher, "date": "2023-05-03", "text": text}
        (folder / f"{name}.json").write_text(json.dumps(content))
    graph = api.build([folder])
    report = graph.report()
    assert (report["articles"], report["reprints"]) == (4, 2)
    told = {reading.article.id: len(reading.frames) for reading in graph.readings}
    assert told["agency"] == told["other"] > 0
    assert told["herald"] == told["echo"] == 0
    mentioned = {reading.article.id: {e.id for e in reading.mentioned} for reading in graph.readings}
    assert mentioned["herald"] == mentioned["agency"]
    (row,) = graph.query("reprints", {"publisher": "Echo"}).rows
    assert [str(getattr(term, "value", term)) for term in row][-2:] == ["2", "Echo, Herald"]
    out = tmp_path / "out"
    graph.save(out)
    said = CliRunner().invoke(main, ["why", "Germany", "Ukraine", "-o", str(out)]).output
    assert "printed too by Echo, Herald" in said
    assert CliRunner().invoke(main, ["check", "-o", str(out)]).exit_code == 0
