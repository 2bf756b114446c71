"""A small build by hand, for the tests of the graph side: two articles, one denial, one attributed claim."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ukgraph.assemble import EntityRecord, assemble
from ukgraph.iris import digest
from ukgraph.records import (
    Article,
    Date,
    Entity,
    Evidence,
    Factuality,
    Filler,
    Frame,
    Quantity,
    Reading,
    TriggerWord,
    Value,
)
from ukgraph.schema import Schema, load_schema
from ukgraph.store import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
ASSERTED, PLANNED, POSSIBLE, NEGATED = Factuality


def record(entity_id: str, label: str, kind: str, *aliases: str, broader: str | None = None, part_of: tuple[str, ...] = (),
           origins: tuple[str, ...] = (), same_as: tuple[str, ...] = ()) -> EntityRecord:  # fmt: skip
    return EntityRecord(entity_id, label, kind, aliases, same_as, broader, part_of, origins)


RECORDS = {
    r.id: r
    for r in (
        record(
            "arland",
            "Arland",
            "Country",
            "Republic of Arland",
            same_as=("http://www.wikidata.org/entity/Q1",),
        ),
        record("borland", "Borland", "Country"),
        record("cedonia", "Cedonia", "Country"),
        record("ar-base", "Ar Base", "Facility", part_of=("arland",)),
        record("the-pact", "The Pact", "Alliance"),
        record("jane-roe", "Jane Roe", "Person", "Roe"),
        record("max-moe", "Max Moe", "Person"),
        record("lynx-9", "Lynx 9", "WeaponSystem", broader="walker", origins=("arland",)),
        record("walker", "walker", "WeaponClass", broader="armor"),
        record("armor", "armor", "WeaponClass"),
        record("equipment", "equipment", "AidKind"),
        record("minister", "minister", "TargetKind"),
        record("far-away", "Far Away", "City"),
    )
}


class SmallCatalogue:
    def describe(self, entity_id: str) -> EntityRecord | None:
        return RECORDS.get(entity_id)


def known(entity_id: str, *aliases: str) -> Entity:
    entry = RECORDS[entity_id]
    generic = entry.kind in ("AidKind", "TargetKind")
    return Entity(
        entry.id, entry.label, entry.kind, known=True, aliases=aliases, broader=entry.broader, generic=generic
    )


def minted(entity_id: str, label: str, kind: str, broader: str | None = None) -> Entity:
    return Entity(entity_id, label, kind, known=False, broader=broader)


def article(name: str, text: str, published: str | None = "2024-05-06") -> Article:
    return Article(
        name, f"About {name}", text, "Daily Test", published, f"https://example.org/{name}?a=b c", "0" * 64
    )


def frame(home: Article, kind: str, quote: str, factuality: Factuality = ASSERTED, by: Entity | None = None,
          **roles: Value | tuple[Value, ...]) -> Frame:  # fmt: skip
    return frame_with(home, kind, quote, factuality, by, roles)


def frame_with(home: Article, kind: str, quote: str, factuality: Factuality, by: Entity | None,
               roles: Mapping[str, Value | tuple[Value, ...]]) -> Frame:  # fmt: skip
    start = home.text.index(quote)
    fillers = tuple(
        Filler(role, v)
        for role, values in roles.items()
        for v in (values if isinstance(values, tuple) else (values,))
    )
    evidence = (Evidence(home.id, start, start + len(quote), quote),)
    name = digest(home.id, kind, quote, str(dict(roles)))
    verb = next((w for w in TRIGGERS if f" {w} " in quote), None)
    triggers = (TriggerWord(start + quote.index(verb), verb),) if verb else ()
    return Frame(name, kind, home.id, fillers, factuality, by, Decimal("0.90"), evidence, triggers)


TRIGGERS = ("pledged", "attack", "met", "attacked", "asked", "struck", "delivered")
PLEDGE = "Arland pledged 31 Lynx 9 walkers and equipment to Borland, worth about $2.50 billion."
DENIAL = "Cedonia did not attack Borland, Jane Roe said."
MEETING = "Jane Roe, Max Moe and ministers met at Ar Base."
ATTACK = "Cedonia attacked Borland with Lynx 9s on 3 May."
OFFICE = "Jane Roe is Secretary General of The Pact."
ALLEGED = "Cedonia alleges that Arland attacked it."

FIRST = article("first", f"{PLEDGE} {DENIAL} {MEETING}")
SECOND = article("second", f"{ATTACK} {OFFICE} {ALLEGED}", "2024-05")

FIRST_READING = Reading(
    FIRST,
    (
        frame(
            FIRST, "AidPledge", PLEDGE, PLANNED, donor=known("arland"), recipient=known("borland", "Borlanders"),
            item=(known("lynx-9"), known("equipment")), amount=Quantity(Decimal("2.50E+9"), "USD", "about"),
            itemCount=Quantity(Decimal(31), "Lynx 9", None, "lynx-9"),
        ),
        frame(FIRST, "Attack", DENIAL, NEGATED, known("jane-roe"), attacker=known("cedonia"), target=known("borland")),
        frame(
            FIRST, "Meeting", MEETING, participant=(known("jane-roe"), known("max-moe"), known("minister")), place=known("ar-base"),
            ordinal=Quantity(Decimal(3), "meeting"),
        ),
    ),
    (known("arland"), known("borland", "Borlanders"), known("lynx-9"), known("equipment"), known("jane-roe"), known("ar-base")),
)  # fmt: skip
SECOND_READING = Reading(
    SECOND,
    (
        frame(SECOND, "Attack", ATTACK, attacker=known("cedonia"), target=known("borland"), weapon=known("lynx-9"), date=Date("2024-05-03")),
        frame(SECOND, "RoleHolding", OFFICE, person=known("jane-roe"), title="Secretary General", organization=known("the-pact")),
        frame(SECOND, "Attack", ALLEGED, by=known("cedonia"), attacker=known("arland"), target=known("cedonia")),
    ),
    (known("cedonia"), known("borland"), known("jane-roe"), known("the-pact"), minted("new-moon", "New Moon", "WeaponSystem", "walker")),
)  # fmt: skip
READINGS = (FIRST_READING, SECOND_READING)


@cache
def schema() -> Schema:
    store = ox.Store()
    store.load(path=str(ONTOLOGY / "ukgraph.ttl"), format=ox.RdfFormat.TURTLE)
    return load_schema(store)


def build(*readings: Reading) -> list[ox.Quad]:
    return assemble(readings, SmallCatalogue(), schema())


def store_of(*readings: Reading) -> ox.Store:
    return fill(build(*(readings or READINGS)))
