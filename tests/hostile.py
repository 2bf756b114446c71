"""Texts that a careless page would run, and articles that say them wherever a text can stand."""

from __future__ import annotations

from dataclasses import replace

from graph_cases import NEGATED, frame
from ukgraph.records import Article, Entity, Filler, Reading

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "' onmouseover='alert(4)",
    "javascript:alert(5)",
    '<a href="javascript:alert(6)">href</a>',
    "<!--<script>",
    "]]><iframe srcdoc='<script>alert(7)</script>'>",
    "{{ 7*7 }}{% raw %}${alert(8)}",
    "\u2028alert(9)\u2029",
    "&lt;script&gt;alert(10)&lt;/script&gt;",
    "\u202eevil\u202c שלום مرحبا",
    "👩\u200d🚀🇺🇦💣",
    "__proto__",
    "constructor",
    "<style>*{display:none}</style>",
    "<base href='https://evil.invalid/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.invalid/'>",
    "\\u003cscript\\u003ealert(11)//\\",
    "<b>" * 3400,
)


def hostile_readings() -> tuple[Reading, ...]:
    return tuple(hostile(i, text) for i, text in enumerate(HOSTILE))


def hostile(number: int, text: str) -> Reading:
    """An article in which every field that can hold a text holds this one."""
    home = Article(
        text, text, f"{text}.", text, "2024-05-06", f"javascript:alert({number})//{text}", "0" * 64
    )
    one = Entity(f"one-{number}", text, "Person", known=False, aliases=(text, f"{text}'s alias"))
    two = Entity(f"two-{number}", f"{text} too", "Country", known=False)
    group = Entity(f"group-{number}", text, "GroupKind", known=False, generic=True)
    visit = frame(home, "Visit", text, visitor=one, destination=two)
    office = frame(home, "RoleHolding", text, by=one, person=one, organization=two)
    accused = frame(home, "Attack", text, NEGATED, group, attacker=two, target=one)
    titled = replace(office, fillers=(*office.fillers, Filler("title", text)))
    return Reading(home, (visit, titled, accused), (one, two))
