"""A build on paper: who gave what, weapon by weapon, and which pledge was followed by a delivery.

Only what articles say in their own voice, and say that it happened, is counted as pledged or delivered; what somebody
claims, denies or deems possible stands beside it. Nothing is added up: ten articles may tell of one pledge, and a sum
over them would be a number that nobody has reported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ukgraph.pages import environment, policy, shipped, trusted
from ukgraph.records import Factuality
from ukgraph.why import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ukgraph.drawing import Drawing, Report

# Frame class -> the role of whoever acts in it, as the contract of the graph names them.
_ACTORS = {"AidPledge": "donor", "AidDelivery": "donor", "AidRequest": "requester", "AidRefusal": "refuser"}
_PLEDGE, _DELIVERY = "AidPledge", "AidDelivery"
_NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under headings; `note` says how to read them."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summary(drawing: Drawing, title: str) -> str:
    """The summary as a page of HTML that needs no script and prints well."""
    style = shipped("summary.css")
    told = [r for r in drawing.reports if r.kind in _ACTORS]
    return environment().get_template("summary.html.j2").render(
        title=title,
        policy=policy(scripts=(), styles=(style,)),
        style=trusted(style),
        span=_span(r.date for r in drawing.reports),
        counts=_counts(drawing),
        tables=[_donors(drawing, told), _items(drawing, told), _kept(drawing, told), _kinds(drawing)],
    )  # fmt: skip


def _counts(drawing: Drawing) -> list[tuple[str, int]]:
    claims = sum(1 for r in drawing.reports if r.speaker is not None)
    happened = Counter(r.factuality for r in drawing.reports)
    return [
        ("articles", len(drawing.sources)),
        ("reports", len(drawing.reports)),
        ("in the articles' own voice", len(drawing.reports) - claims),
        ("claimed by somebody", claims),
        *((f.value.lower(), happened[f]) for f in Factuality),
        ("entities with a part in them", len(drawing.nodes)),
    ]


# Tables ---------------------------------------------------------------------------------------------


def _donors(drawing: Drawing, told: Sequence[Report]) -> Table:
    by_donor = _grouped(told, lambda r: _names(drawing, r, "donor"))
    rows = []
    for donor, reports in by_donor:
        pledged, delivered, unsure = _sorted_out(reports)
        cells = (
            donor,
            str(len(pledged)),
            _items_of(drawing, pledged),
            str(len(delivered)),
            _items_of(drawing, delivered),
            _who(drawing, [*pledged, *delivered], "recipient"),
            str(len(unsure)),
        )
        rows.append(cells)
    return Table(
        "By donor",
        "Reports of pledges and of deliveries, with what was named in them. The last column counts what is only claimed, denied or possible.",
        ("Donor", "Pledges", "of", "Deliveries", "of", "To", "Unsure"),
        tuple(rows),
    )


def _items(drawing: Drawing, told: Sequence[Report]) -> Table:
    rows = []
    for item, reports in _grouped(told, lambda r: _names(drawing, r, "item")):
        acts = {kind: [r for r in reports if r.kind == kind and _sure(r)] for kind in _ACTORS}
        rows.append((item, *(_who(drawing, acts[kind], role) for kind, role in _ACTORS.items())))
    return Table(
        "By weapon and other aid",
        "Who is reported to have done what about it, in the articles' own voice.",
        ("What", "Pledged by", "Delivered by", "Asked for by", "Refused by"),
        tuple(row for row in rows if any(cell != _NOBODY for cell in row[1:])),
    )


def _kept(drawing: Drawing, told: Sequence[Report]) -> Table:
    pairs: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in told:
        if report.kind in (_PLEDGE, _DELIVERY):
            for donor in _names(drawing, report, "donor"):
                for item in _names(drawing, report, "item") or ["aid, not said what"]:
                    pairs[donor, item].append(report)
    rows = []
    for (donor, item), reports in sorted(pairs.items()):
        pledged, delivered, _ = _sorted_out(reports)
        if pledged:
            after = [
                d
                for d in delivered
                if not d.date or not pledged[0].date or d.date >= pledged[0].date[: len(d.date)]
            ]
            rows.append(
                (donor, item, _first(pledged), _amounts(pledged), _first(after) if after else "none reported")
            )
    return Table(
        "Pledge against delivery",
        "For every pledge of a donor the first delivery of the same thing that is reported on or after it. None reported does not mean none made.",
        ("Donor", "What", "First pledged", "Amounts said", "First delivered"),
        tuple(rows),
    )


def _kinds(drawing: Drawing) -> Table:
    rows = []
    for kind, reports in _grouped(drawing.reports, lambda r: [r.kind]):
        own = [r for r in reports if r.speaker is None]
        happened = Counter(r.factuality for r in own)
        rows.append(
            (
                words(kind),
                str(len(reports)),
                *(str(happened[f]) for f in Factuality),
                str(len(reports) - len(own)),
            )
        )
    return Table(
        "By kind of report",
        "How many reports of each kind there are; the middle columns are those in the articles' own voice.",
        ("Kind", "Reports", *(f.value for f in Factuality), "Claimed"),
        tuple(rows),
    )


# What a report says ---------------------------------------------------------------------------------


def _sure(report: Report) -> bool:
    """In the article's own voice, and done: a pledge is done when it is made."""
    done = {Factuality.ASSERTED, Factuality.PLANNED} if report.kind == _PLEDGE else {Factuality.ASSERTED}
    return report.speaker is None and report.factuality in done


def _sorted_out(reports: Iterable[Report]) -> tuple[list[Report], list[Report], list[Report]]:
    """Pledges, deliveries, and what is unsure, each in the order of time."""
    aid = sorted(
        (r for r in reports if r.kind in (_PLEDGE, _DELIVERY)), key=lambda r: (r.date or "9999", r.name)
    )
    return (
        [r for r in aid if r.kind == _PLEDGE and _sure(r)],
        [r for r in aid if r.kind == _DELIVERY and _sure(r)],
        [r for r in aid if not _sure(r)],
    )


def _names(drawing: Drawing, report: Report, role: str) -> list[str]:
    """Everybody and everything that fills a role, in words."""
    return [drawing.nodes[v].label if isinstance(v, int) else v for name, v in report.roles if name == role]


def _grouped(
    reports: Iterable[Report], keys: Callable[[Report], Sequence[str]]
) -> list[tuple[str, list[Report]]]:
    """Reports by what they name, the most often named first."""
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        for key in dict.fromkeys(keys(report)):
            groups[key].append(report)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def _items_of(drawing: Drawing, reports: Iterable[Report]) -> str:
    return _listed(item for r in reports for item in _names(drawing, r, "item"))


def _who(drawing: Drawing, reports: Iterable[Report], role: str) -> str:
    return _listed(name for r in reports for name in _names(drawing, r, role))


def _amounts(reports: Iterable[Report]) -> str:
    said = (
        v for r in reports for role, v in r.roles if role in ("amount", "itemCount") and isinstance(v, str)
    )
    return _listed(said)


def _listed(names: Iterable[str]) -> str:
    """Each name once, with how often it was said if more than once."""
    counts = Counter(names)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} ×{n}" if n > 1 else name for name, n in ordered) or _NOBODY


def _first(reports: Sequence[Report]) -> str:
    return next((r.date for r in reports if r.date), "date unknown")


def _span(dates: Iterable[str]) -> str:
    known = sorted(d for d in dates if d)
    if not known:
        return "no dates"
    return known[0] if known[0] == known[-1] else f"{known[0]} to {known[-1]}"
