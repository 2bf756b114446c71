"""What is counted while a build is put together, and the report that is made of it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import IO, TYPE_CHECKING, Any, Final

from ukgraph import iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ukgraph import describe
    from ukgraph.assemble import Contribution
    from ukgraph.reader import Outcome
    from ukgraph.roster import Roster
    from ukgraph.schema import Schema

REPORT_NAME: Final = "report.json"


@dataclass
class Tally:
    """Counts over articles."""

    articles: int = 0
    reprints: int = 0
    frames: int = 0
    attributed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    factualities: Counter[str] = field(default_factory=Counter)
    furniture: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, given: Contribution) -> None:
        """Count an article that was read, and what it gives."""
        self.articles += 1
        self.reprints += given is not outcome.contribution
        self.frames += sum(number for _, number in given.kinds)
        self.attributed += given.attributed
        self.kinds.update(dict(given.kinds))
        self.factualities.update(dict(given.factualities))
        self.furniture.update(dict(outcome.furniture))
        self.missed.update(dict(outcome.missed))

    def include(self, other: Tally) -> None:
        """Add what was counted elsewhere."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def report(
        self, roster: Roster, edges: int, ontology: str, timings: Mapping[str, float]
    ) -> dict[str, Any]:
        """The report without its lists."""
        return {
            "articles": self.articles,
            "reprints": self.reprints,
            "sentences_with_a_trigger_but_no_frame": dict(sorted(self.missed.items())),
            "frames": self.frames,
            "frames_by_class": dict(sorted(self.kinds.items())),
            "frames_by_factuality": dict(sorted(self.factualities.items())),
            "attributed_frames": self.attributed,
            "entities": roster.entities(),
            "edges": edges,
            "furniture_removed": dict(sorted(self.furniture.items())),
            "ontology_sha256": ontology,
            "read_anew": roster.pending(),
            "timings": dict(timings),
        }


def write_report(report: Mapping[str, Any], roster: Roster, file: IO[bytes]) -> None:
    """Write a report with its lists, which are never in memory as a whole."""
    file.write(json.dumps(report, indent=1, ensure_ascii=False).removesuffix("\n}").encode())
    skipped = ({"source": s.source, "reason": s.reason} for s in roster.skipped())
    lists: tuple[tuple[str, Iterable[Any]], ...] = (("off_subject", roster.aside()), ("skipped", skipped))
    for name, items in lists:
        file.write(f',\n "{name}": ['.encode())
        for i, item in enumerate(items):
            file.write(f"{',' if i else ''}\n  {json.dumps(item, ensure_ascii=False)}".encode())
        file.write(b"\n ]")
    file.write(b"\n}\n")


def count_edges(census: describe.Census, schema: Schema) -> int:
    """How many shortcuts there are among different triples."""
    return sum(census.properties.get(iris.ukg(s.name).value, 0) for s in schema.shortcuts)
