"""Accounts of one happening are linked by what they say of it; where they disagree or say too little, they are not."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from graph_cases import ASSERTED, NEGATED, PLANNED, POSSIBLE, article, build, frame, frame_with, known, schema
from ukgraph import iris
from ukgraph.happenings import clue, same_happenings
from ukgraph.iris import SAME_EVENTS
from ukgraph.records import Date, Frame, Quantity, Reading

if TYPE_CHECKING:
    from ukgraph.records import Factuality, Value

ARLAND, BORLAND, CEDONIA, LYNX, BASE, ROE, MOE, PACT = (
    known(k) for k in ("arland", "borland", "cedonia", "lynx-9", "ar-base", "jane-roe", "max-moe", "the-pact")
)
Roles = dict[str, "Value | tuple[Value, ...]"]


def usd(millions: int) -> Quantity:
    return Quantity(Decimal(millions) * 1_000_000, "USD")


def linked(
    kind: str, first: Roles, second: Roles, days: tuple[str | None, str | None] = ("2024-05-06", "2024-05-07")
) -> bool:
    """Whether two frames of two articles are told to be one happening."""
    frames: list[tuple[Frame, str | None]] = []
    for name, roles, day in (("a", first, days[0]), ("b", second, days[1])):
        frames.append(
            (frame_with(article(name, "It happened.", day), kind, "It happened.", ASSERTED, None, roles), day)
        )
    clues = [found for f, day in frames if (found := clue(f, day, schema())) is not None]
    return bool(list(same_happenings(clues, schema())))


PLEDGE: Roles = {"donor": ARLAND, "recipient": BORLAND}
MEETING: Roles = {"participant": (ROE, MOE)}
NTH = Quantity(Decimal(25), "meeting")
INVASION: Roles = {"aggressor": ARLAND, "target": BORLAND, "date": Date("2022-02")}
STRIKE: Roles = {"attacker": CEDONIA, "target": BASE}


@pytest.mark.parametrize(
    ("kind", "first", "second", "days", "same"),
    [
        # A sum and two parties, days apart.
        ("AidPledge", {**PLEDGE, "amount": usd(500)}, {**PLEDGE, "amount": usd(500)}, ("2024-05-06", "2024-05-07"), True),
        ("AidPledge", {**PLEDGE, "amount": usd(500)}, {**PLEDGE, "amount": usd(400)}, ("2024-05-06", "2024-05-06"), False),
        ("AidPledge", {**PLEDGE, "amount": usd(500)}, {**PLEDGE, "amount": usd(500)}, ("2024-05-06", "2024-05-20"), False),
        # Two countries are much too common.
        ("AidPledge", PLEDGE, PLEDGE, ("2024-05-06", "2024-05-06"), False),
        ("AidPledge", {**PLEDGE, "date": Date("2024-05-03")}, {**PLEDGE, "date": Date("2024-05-03")}, ("2024-05-06", "2024-05-07"), True),
        ("AidPledge", {**PLEDGE, "date": Date("2024-05-03")}, {**PLEDGE, "date": Date("2024-05-04")}, ("2024-05-06", "2024-05-06"), False),
        ("AidPledge", {"donor": ARLAND, "amount": usd(500)}, {"donor": CEDONIA, "amount": usd(400)}, ("2024-05-06", "2024-05-06"), False),
        # Two countries that promise the same round sum at one conference are two, a president and his country one.
        ("AidPledge", {**PLEDGE, "amount": usd(500)}, {**PLEDGE, "donor": CEDONIA, "amount": usd(500)}, ("2024-05-06", "2024-05-06"), False),
        ("AidPledge", {**PLEDGE, "amount": usd(500)}, {**PLEDGE, "donor": ROE, "amount": usd(500)}, ("2024-05-06", "2024-05-06"), True),
        # One person meets many on one day; a host is no other host.
        ("Meeting", {"participant": (ROE, PACT), "date": Date("2024-05-05")}, {"participant": ROE, "date": Date("2024-05-05")}, ("2024-05-05", "2024-05-05"), False),
        ("Meeting", {"participant": (MOE, PACT), "host": ARLAND, "date": Date("2024-05-05")}, {"participant": (MOE, PACT), "host": CEDONIA, "date": Date("2024-05-05")}, ("2024-05-05", "2024-05-05"), False),
        # The 25th meeting of a group is one, whenever it is told; without the group the number says nothing.
        ("Meeting", {"participant": PACT, "ordinal": NTH}, {"participant": PACT, "ordinal": NTH}, (None, "2025-05-06"), True),
        ("Meeting", {"participant": PACT, "ordinal": NTH}, {"participant": PACT}, (None, "2025-05-06"), False),
        ("Meeting", {"participant": ROE, "ordinal": NTH}, {"participant": MOE, "ordinal": NTH}, (None, "2025-05-06"), False),
        # A country is invaded by another once a month, and struck more often.
        ("Invasion", INVASION, INVASION, ("2024-05-06", None), True),
        ("Invasion", INVASION, {**INVASION, "date": Date("2022-03")}, ("2024-05-06", "2024-05-06"), False),
        ("Attack", {"target": BASE, "date": Date("2022-02")}, {"target": BASE, "date": Date("2022-02")}, ("2022-03-06", "2022-03-01"), False),
        # People meet seldom.
        ("Meeting", MEETING, MEETING, ("2024-05-06", "2024-05-07"), True),
        ("Meeting", MEETING, MEETING, ("2024-05-06", "2024-05-10"), False),
        ("Meeting", {**MEETING, "date": Date("2024-05-05")}, MEETING, ("2024-05-06", "2024-05-07"), True),
        ("Meeting", {**MEETING, "date": Date("2024-05-01")}, MEETING, ("2024-05-06", "2024-05-07"), False),
        ("Meeting", {**MEETING, "place": BASE}, {**MEETING, "place": known("far-away")}, ("2024-05-06", "2024-05-06"), False),
        ("Meeting", MEETING, MEETING, (None, None), False),
        # A building is struck on one day, whoever is blamed for it.
        ("Attack", {**STRIKE, "date": Date("2024-05-05")}, {"target": BASE, "date": Date("2024-05-05")}, ("2024-05-06", "2024-05-20"), True),
        ("Attack", {"attacker": CEDONIA, "target": BORLAND}, {"attacker": CEDONIA, "target": BORLAND}, ("2024-05-06", "2024-05-06"), False),
        # To condemn is no happening that a week tells from another.
        ("Condemnation", {"critic": ROE, "target": CEDONIA}, {"critic": ROE, "target": CEDONIA}, ("2024-05-06", "2024-05-06"), False),
        # One joins once.
        ("Joining", {"member": ARLAND, "organization": PACT}, {"member": ARLAND, "organization": PACT}, ("2024-05-06", "2025-05-06"), True),
        # A month agrees with a day in it.
        ("Meeting", {**MEETING, "date": Date("2024-05")}, {**MEETING, "date": Date("2024-04-30")}, ("2024-05-01", "2024-05-02"), False),
        # Words are no happening.
        ("Statement", {"speaker": ROE, "addressee": MOE}, {"speaker": ROE, "addressee": MOE}, ("2024-05-06", "2024-05-06"), False),
        ("GroupSize", {"organization": PACT, "size": usd(1)}, {"organization": PACT, "size": usd(1)}, ("2024-05-06", "2024-05-06"), False),
    ],
)  # fmt: skip
def test_two_accounts_are_one_happening_or_two(
    kind: str, first: Roles, second: Roles, days: tuple[str | None, str | None], same: bool
) -> None:
    assert linked(kind, first, second, days) is same
    assert linked(kind, second, first, (days[1], days[0])) is same


def test_a_denial_is_about_the_happening_that_it_denies() -> None:
    home, other = article("a", "It was so."), article("b", "It was not so.")
    told = frame(home, "Attack", "It was so.", attacker=CEDONIA, target=BASE, date=Date("2024-05-03"))
    denied = frame(
        other,
        "Attack",
        "It was not so.",
        NEGATED,
        CEDONIA,
        attacker=CEDONIA,
        target=BASE,
        date=Date("2024-05-03"),
    )
    quads = build(Reading(home, (told,), ()), Reading(other, (denied,), ()))
    links = [q for q in quads if q.graph_name == SAME_EVENTS]
    assert [(q.subject, q.object) for q in links] == [(iris.frame(denied.id), iris.frame(told.id))]


@pytest.mark.parametrize(
    ("factuality", "same"), [(ASSERTED, True), (PLANNED, True), (POSSIBLE, False), (NEGATED, False)]
)
def test_what_did_not_happen_once_may_be_denied_twice(factuality: Factuality, same: bool) -> None:
    homes = [article(name, "It was so.") for name in "ab"]
    told = [
        Reading(a, (frame(a, "Joining", "It was so.", factuality, member=ARLAND, organization=PACT),), ())
        for a in homes
    ]
    assert any(q.graph_name == SAME_EVENTS for q in build(*told)) is same


def test_frames_of_one_article_are_never_linked() -> None:
    home = article("a", "One thing. The same thing.")
    frames = tuple(
        frame(home, "Meeting", quote, participant=(ROE, MOE)) for quote in ("One thing.", "The same thing.")
    )
    assert not [q for q in build(Reading(home, frames, ())) if q.graph_name == SAME_EVENTS]


def test_every_account_leads_to_the_first_and_neither_order_nor_number_matters() -> None:
    readings = []
    for number in range(5):
        home = dataclasses.replace(article(f"a{number}", "They met."), published=f"2024-05-0{6 - number % 2}")
        readings.append(
            Reading(home, (frame(home, "Meeting", "They met.", PLANNED, participant=(ROE, MOE)),), ())
        )
    quads = build(*readings)
    links = {(q.subject, q.object) for q in quads if q.graph_name == SAME_EVENTS}
    assert len(links) == 4
    assert len({first for _, first in links}) == 1
    assert build(*reversed(readings)) == quads
