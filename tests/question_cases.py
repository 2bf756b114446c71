"""A small world of which everything is known: four newspapers, one war, and who says what about it.

2024-05-01  Herald   Borland asked Arland for Lynx 9s. Arland refused to send Lynx 9s.
2024-05-03  Herald   Arland will give Borland Lynx 9s worth 500 million dollars. (A)
2024-05-04  Gazette  the same package (A), by its sum; Jane Roe met Max Moe at Ar Base. (B)
2024-05-05  Tribune  the same meeting (B); the same package (A), with another number of Lynx 9s
2024-05-20  Herald   Arland will give Borland 500 million dollars again: another package of the same sum
2024-06-01  Herald   Arland delivered Lynx 9s. Borland attacked Far Away with Lynx 9s, 3 killed; Jane Roe says 5.
2024-06-02  Gazette  Cedonia alleges that Arland attacked Ar Base; Jane Roe denies it.
2024-06-03  Tribune  The Pact counts 30 countries; the Gazette had said 31. Borland asked for walkers.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from graph_cases import NEGATED, PLANNED, article, frame, known
from ukgraph.records import Article, Date, Entity, Factuality, Frame, Quantity, Reading, Value

ASKED = "Borland asked Arland for Lynx 9s."
REFUSED = "Arland refused to send Lynx 9s to Borland."
PACKAGE = "Arland will give Borland Lynx 9s worth 500 million dollars."
PACKAGE_TOO = "The 500 million dollars for Borland that Arland announced pay for Lynx 9s."
PACKAGE_THREE = "Arland's Lynx 9s for Borland, 12 of them, cost 500 million dollars."
SECOND_PACKAGE = "Arland will give Borland another 500 million dollars."
MET = "Jane Roe met Max Moe at Ar Base on 3 May."
MET_TOO = "On 3 May, Max Moe was at Ar Base with Jane Roe."
DELIVERED = "Arland delivered the Lynx 9s to Borland."
STRUCK = "Borland struck Far Away with Lynx 9s on 31 May and killed three."
STRUCK_BY_ACCOUNT = "Five were killed in Far Away on 31 May, Jane Roe said."
ALLEGED = "Arland attacked Ar Base, Cedonia alleges."
DENIED = "Arland did not attack Ar Base, Jane Roe said."
SIZE = "The Pact has 30 members."
SIZE_TOO = "The Pact has 31 members."
WALKERS = "Borland asked for walkers."
PRAISED = "Jane Roe praised Arland."
DATA = "The Lynx 9, made in Arland, reaches 80 kilometers."
OFFICE = "Max Moe is Secretary General of The Pact."

DAYS = {
    "herald-1": ("Herald", "2024-05-01", f"{ASKED} {REFUSED}"),
    "herald-2": ("Herald", "2024-05-03", PACKAGE),
    "gazette-1": ("Gazette", "2024-05-04", f"{PACKAGE_TOO} {MET} {SIZE_TOO}"),
    "tribune-1": ("Tribune", "2024-05-05", f"{PACKAGE_THREE} {MET_TOO} {PRAISED}"),
    "herald-3": ("Herald", "2024-05-20", SECOND_PACKAGE),
    "herald-4": ("Herald", "2024-06-01", f"{DELIVERED} {STRUCK} {STRUCK_BY_ACCOUNT}"),
    "gazette-2": ("Gazette", "2024-06-02", f"{ALLEGED} {DENIED}"),
    "tribune-2": ("Tribune", "2024-06-03", f"{SIZE} {WALKERS} {DATA} {OFFICE}"),
}
ARTICLES = {
    name: dataclasses.replace(article(name, text, day), publisher=publisher)
    for name, (publisher, day, text) in DAYS.items()
}
ARLAND, BORLAND, CEDONIA = known("arland"), known("borland"), known("cedonia")
LYNX, ROE, MOE, BASE, FAR, PACT = (
    known(k) for k in ("lynx-9", "jane-roe", "max-moe", "ar-base", "far-away", "the-pact")
)
MILLIONS = Quantity(Decimal(500_000_000), "USD")


def told(home: str, kind: str, quote: str, factuality: Factuality = Factuality.ASSERTED, by: Entity | None = None,
         **roles: Value | tuple[Value, ...]) -> tuple[Article, Frame]:  # fmt: skip
    return ARTICLES[home], frame(ARTICLES[home], kind, quote, factuality, by, **roles)


def persons(number: int) -> Quantity:
    return Quantity(Decimal(number), "person")


TOLD = (
    told("herald-1", "AidRequest", ASKED, requester=BORLAND, addressee=ARLAND, item=LYNX),
    told("herald-1", "AidRefusal", REFUSED, refuser=ARLAND, recipient=BORLAND, item=LYNX),
    told("herald-2", "AidPledge", PACKAGE, PLANNED, donor=ARLAND, recipient=BORLAND, item=LYNX, amount=MILLIONS),
    told("gazette-1", "AidPledge", PACKAGE_TOO, PLANNED, donor=ARLAND, recipient=BORLAND, item=LYNX, amount=MILLIONS),
    told("gazette-1", "Meeting", MET, participant=(ROE, MOE), place=BASE, date=Date("2024-05-03")),
    told("gazette-1", "GroupSize", SIZE_TOO, organization=PACT, size=Quantity(Decimal(31), "country")),
    told("tribune-1", "AidPledge", PACKAGE_THREE, PLANNED, donor=ARLAND, recipient=BORLAND, item=LYNX, amount=MILLIONS,
         itemCount=Quantity(Decimal(12), "Lynx 9", None, "lynx-9")),
    told("tribune-1", "Meeting", MET_TOO, participant=(ROE, MOE), place=BASE, date=Date("2024-05-03")),
    told("tribune-1", "Endorsement", PRAISED, supporter=ROE, target=ARLAND),
    told("herald-3", "AidPledge", SECOND_PACKAGE, PLANNED, donor=ARLAND, recipient=BORLAND, amount=MILLIONS),
    told("herald-4", "AidDelivery", DELIVERED, donor=ARLAND, recipient=BORLAND, item=LYNX),
    told("herald-4", "Attack", STRUCK, attacker=BORLAND, target=FAR, weapon=LYNX, killed=persons(3), date=Date("2024-05-31")),
    told("herald-4", "Attack", STRUCK_BY_ACCOUNT, by=ROE, target=FAR, killed=persons(5), date=Date("2024-05-31")),
    told("gazette-2", "Attack", ALLEGED, by=CEDONIA, attacker=ARLAND, target=BASE),
    told("gazette-2", "Attack", DENIED, NEGATED, ROE, attacker=ARLAND, target=BASE),
    told("tribune-2", "GroupSize", SIZE, organization=PACT, size=Quantity(Decimal(30), "country")),
    told("tribune-2", "AidRequest", WALKERS, requester=BORLAND, item=known("walker")),
    told("tribune-2", "WeaponSpec", DATA, weapon=LYNX, maker=ARLAND, range=Quantity(Decimal(80), "km")),
    told("tribune-2", "RoleHolding", OFFICE, person=MOE, title="Secretary General", organization=PACT),
)  # fmt: skip


def readings() -> tuple[Reading, ...]:
    """One reading for each article, with the entities that its frames name as mentioned."""
    found = []
    for home in ARTICLES.values():
        frames = tuple(f for where, f in TOLD if where.id == home.id)
        named = {v.value.id: v.value for f in frames for v in f.fillers if isinstance(v.value, Entity)}
        found.append(Reading(home, frames, tuple(named.values())))
    return tuple(found)
