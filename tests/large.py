"""Graphs as large as one likes, with communities, hubs and two sentences' worth of words: for the browser and the benchmarks."""

from __future__ import annotations

import random

from graph_cases import schema
from ukgraph.drawing import Drawing, Edge, Level, Node, Report, Source, arranged
from ukgraph.records import Factuality

_WORDS = [
    "the",
    "of",
    "government",
    "said",
    "it",
    "would",
    "deliver",
    "more",
    "weapons",
    "systems",
    "tanks",
    "to",
    "soldiers",
    "in",
    "city",
    "before",
    "winter",
    "minister",
    "announced",
    "package",
    "worth",
    "million",
    "new",
    "air",
    "defence",
    "after",
    "talks",
]
_SYLLABLES = (
    "ар",
    "бел",
    "co",
    "da",
    "ес",
    "fo",
    "gri",
    "hal",
    "їв",
    "jo",
    "kel",
    "łu",
    "mo",
    "ná",
    "or",
    "pé",
)
_KINDS = ("Person", "Country", "GovernmentBody", "WeaponSystem", "City", "Company", "MilitaryForce")
_BETWEEN = 0.12  # the share of further edges that leave their community


def large(nodes: int, edges: int, *, seed: int = 1) -> Drawing:
    """A drawing with communities of unequal size, in each of which the well connected get more edges.

    Every edge has one report with a sentence of its own; a fifth are claims, three in ten are plans.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    rules = schema().shortcuts
    made = [
        Node(
            f"e{i}",
            f"{_name(chance)} {i}",
            chance.choice(_KINDS),
            (f"alias {i}",) if i % 2 else (),
            (),
            0,
            Level.ALONE,
        )
        for i in range(nodes)
    ]
    pairs = _pairs(nodes, edges, chance)
    quotes = tuple(f"{' '.join(chance.choice(_WORDS) for _ in range(15)).capitalize()}." for _ in pairs)
    articles = max(nodes // 10, 1)
    reports, lines = [], []
    for i, (start, end) in enumerate(pairs):
        rule = chance.choice(rules)
        claim = chance.random() < 0.2
        factuality = Factuality.PLANNED if chance.random() < 0.3 else Factuality.ASSERTED
        date = f"{2022 + i % 4}-{1 + i % 12:02}-{1 + i % 28:02}"
        roles = ((rule.subject, start), (rule.object, end))
        speaker = chance.randrange(nodes) if claim else None
        reports.append(Report(f"frame-{chance.getrandbits(64):016x}", rule.frame, factuality, speaker, "0.9", date, i % articles, (i,), (quotes[i].split()[4],), roles))  # fmt: skip
        lines.append(Edge(start, end, rule.name, rule.symmetric, not claim, claim, factuality, (i,)))
    sources = tuple(
        Source(f"a{i}", f"Article {i}", f"Paper {i % 30}", "2024-01-01", f"https://example.org/{i}")
        for i in range(articles)
    )
    return arranged(Drawing(tuple(made), tuple(lines), tuple(reports), quotes, sources))


def scattered(drawing: Drawing) -> dict[str, tuple[float, float]]:
    """Places by name on a square, for tests that are not about the layout."""
    side = max(int(len(drawing.nodes) ** 0.5), 1)
    return {n.name: (60.0 * (i % side), 60.0 * (i // side)) for i, n in enumerate(drawing.nodes)}


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _pairs(nodes: int, edges: int, chance: random.Random) -> list[tuple[int, int]]:
    """Preferential attachment inside communities (Barabási and Albert 1999), then edges within and between them."""
    count = max(3, nodes // 250)
    home: list[int] = sorted(chance.choices(range(count), [1 / (i + 3) for i in range(count)], k=nodes))
    members: list[list[int]] = [[] for _ in range(count)]
    pairs: list[tuple[int, int]] = []
    for node, group in enumerate(home):
        if members[group]:
            hub = chance.choice(members[group])
            pairs.append((hub, node))
            members[group].append(hub)
        members[group].append(node)
    full = [m for m in members if m]
    while len(pairs) < edges:
        node = chance.randrange(nodes)
        hub = chance.choice(chance.choice(full) if chance.random() < _BETWEEN else members[home[node]])
        if hub != node:
            pairs.append((hub, node))
    return pairs[:edges]
