"""What one build is about, on the disk: which pages it has and what is to be done with each, in the order of their ids.

It lives as long as the build and is thrown away after it, so it takes no care to survive anything.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ukgraph.assemble import Naming
from ukgraph.reader import Stamp
from ukgraph.records import Page, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ukgraph.assemble import Met

LONG: Final = (
    100_000  # characters: such pages are read first, or one of them may keep everybody waiting in the end
)
BATCH: Final = 20_000  # characters that a worker is given at once
BATCH_PAGES: Final = 32
_REMEMBERED = 20_000  # entities
_TABLES = """
CREATE TABLE pages (id TEXT PRIMARY KEY, source TEXT, size INTEGER, why TEXT, stamp TEXT, page TEXT);
CREATE TABLE skipped (source TEXT, reason TEXT);
CREATE TABLE aside (source TEXT);
CREATE TABLE namings (id TEXT, label TEXT, kind TEXT, broader TEXT, count INTEGER,
                      PRIMARY KEY (id, label, kind, broader)) WITHOUT ROWID;
CREATE TABLE mentioned (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_NAMING = """INSERT INTO namings VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET count = count + excluded.count"""


class Roster:
    """The tables, in a file of their own."""

    def __init__(self, folder: Path) -> None:
        """Make the file in a folder."""
        self._file = sqlite3.connect(folder / "roster.sqlite", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.executescript(_TABLES)
        self._file.execute("BEGIN")
        self.namings = lru_cache(_REMEMBERED)(self._namings)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    # Pages ---------------------------------------------------------------------------------------

    def add(self, page: Page, stamp: Stamp, why: str | None) -> None:
        """Take a page; `why` says why it must be read again, None that it need not be. Only then its text is held."""
        text = None if why is None else json.dumps(asdict(page))
        self._file.execute(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)",
            (page.id, page.source, len(page.raw), why, json.dumps(asdict(stamp)), text),
        )

    def skip(self, skipped: Skipped) -> None:
        """Take something that gave no page, or no article."""
        self._file.execute("INSERT INTO skipped VALUES (?, ?)", (skipped.source, skipped.reason))

    def leave_out(self, page: str, reason: str) -> None:
        """Take a page out again, and say why."""
        self._file.execute("INSERT INTO skipped SELECT source, ? FROM pages WHERE id = ?", (reason, page))
        self._file.execute("DELETE FROM pages WHERE id = ?", (page,))

    def size(self) -> int:
        """How many pages there are."""
        return int(self._file.execute("SELECT count(*) FROM pages").fetchone()[0])

    def set_aside(self, page: str) -> None:
        """Take a page out again that is not about the subject."""
        self._file.execute("INSERT INTO aside SELECT source FROM pages WHERE id = ?", (page,))
        self._file.execute("DELETE FROM pages WHERE id = ?", (page,))

    def add_aside(self, source: str) -> None:
        """Take the source of a page that is not about the subject."""
        self._file.execute("INSERT INTO aside VALUES (?)", (source,))

    def aside(self) -> Iterator[str]:
        """The sources of those, in order."""
        return (source for (source,) in self._file.execute("SELECT source FROM aside ORDER BY source"))

    def asides(self) -> int:
        """How many those are."""
        return int(self._file.execute("SELECT count(*) FROM aside").fetchone()[0])

    def pending(self) -> int:
        """How many pages must be read."""
        found = self._file.execute("SELECT count(*) FROM pages WHERE why IS NOT NULL").fetchone()
        return int(found[0])

    def characters(self) -> int:
        """How long those are together."""
        found = self._file.execute("SELECT total(size) FROM pages WHERE why IS NOT NULL").fetchone()
        return int(found[0])

    def reasons(self) -> dict[str, int]:
        """Why they must be, and how many for each reason."""
        return dict(
            self._file.execute(
                "SELECT why, count(*) FROM pages WHERE why IS NOT NULL GROUP BY why ORDER BY why"
            )
        )

    def batches(self) -> Iterator[Sequence[Page]]:
        """The pages that must be read, in batches of about the same length, long pages first."""
        batch: list[Page] = []
        size = 0
        for page in self._pending_pages():
            if batch and (size + len(page.raw) > BATCH or len(batch) >= BATCH_PAGES):
                yield batch
                batch, size = [], 0
            batch.append(page)
            size += len(page.raw)
        if batch:
            yield batch

    def _pending_pages(self) -> Iterator[Page]:
        for sized in ("size > ?", "size <= ?"):
            last = 0
            asked = f"SELECT rowid, page FROM pages WHERE why IS NOT NULL AND {sized} AND rowid > ? ORDER BY rowid LIMIT 100"  # noqa: S608  two texts of our own
            while rows := self._file.execute(asked, (LONG, last)).fetchall():
                yield from (Page(**json.loads(text)) for _, text in rows)
                last = rows[-1][0]

    def stamp(self, page: str) -> Stamp:
        """The stamp of a page."""
        (text,) = self._file.execute("SELECT stamp FROM pages WHERE id = ?", (page,)).fetchone()
        return Stamp(**json.loads(text))

    def ids(self) -> Iterator[str]:
        """The ids of all pages, in order."""
        last = ""
        while rows := self._file.execute(
            "SELECT id FROM pages WHERE id > ? ORDER BY id LIMIT 1000", (last,)
        ).fetchall():
            yield from (page for (page,) in rows)
            last = rows[-1][0]

    def holds(self, page: str) -> bool:
        """Whether a page belongs to the build."""
        return self._file.execute("SELECT 1 FROM pages WHERE id = ?", (page,)).fetchone() is not None

    def skipped(self) -> Iterator[Skipped]:
        """What gave no article, in order."""
        rows = self._file.execute("SELECT source, reason FROM skipped ORDER BY source, reason")
        return (Skipped(*row) for row in rows)

    def skips(self) -> int:
        """How many those are."""
        return int(self._file.execute("SELECT count(*) FROM skipped").fetchone()[0])

    # Entities ------------------------------------------------------------------------------------

    def note(self, met: Iterable[Met], mentioned: Iterable[str]) -> None:
        """Count how an article calls what the catalogue lacks, and what it names."""
        self._file.executemany(
            _NAMING, ((m.id, n.label, n.kind, n.broader or "", n.count) for m in met for n in m.namings)
        )
        self._file.executemany("INSERT OR IGNORE INTO mentioned VALUES (?)", ((e,) for e in mentioned))

    def entities(self) -> int:
        """How many different entities are named."""
        return int(self._file.execute("SELECT count(*) FROM mentioned").fetchone()[0])

    def _namings(self, entity: str) -> tuple[Naming, ...]:
        rows = self._file.execute("SELECT label, kind, broader, count FROM namings WHERE id = ?", (entity,))
        return tuple(Naming(label, kind, broader or None, count) for label, kind, broader, count in rows)
