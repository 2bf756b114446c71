"""What came of each article, kept on the disk between builds, so that only what has changed is read again.

The one door to SQLite. One row for each id; it counts only under the same `Stamp`. Whatever is wrong with the file
(cut off, another program's, of another version) is told and the file is made anew: it holds nothing that cannot be read again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Final, Self

from ukgraph.errors import OutputError, UkgraphError
from ukgraph.reader import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME: Final = "articles.sqlite"
VERSION: Final = 1  # of the table and of what is packed in it
_APPLICATION: Final = 0x756B6772  # "ukgr"
_PATIENCE: Final = 60  # seconds that another build may hold the file
_FIND = "SELECT text, about, ontology, model, code FROM articles WHERE id = ?"
_PUT = "INSERT OR REPLACE INTO articles (id, text, about, ontology, model, code, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)"
_TABLE = """CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, text TEXT NOT NULL, about TEXT NOT NULL,
    ontology TEXT NOT NULL, model TEXT NOT NULL, code TEXT NOT NULL, outcome BLOB NOT NULL)"""
_REASONS = {
    "text": "its text has changed",
    "about": "its title, date, publisher or address has changed",
    "ontology": "the ontology has changed",
    "model": "the parser's model has changed",
    "code": "ukgraph itself has changed",
}
NEW: Final = "it is new"
_FULL = frozenset({"SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC",
                   "SQLITE_IOERR_TRUNCATE", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMOPEN"})  # fmt: skip


class DamagedError(UkgraphError):
    """The cache is not what it was when it was written; it must be made anew."""


class Cache:
    """The file. Use it in a `with` block."""

    def __init__(self, folder: Path) -> None:
        """Open the cache of a folder, or make one.

        Raises:
            DamagedError: what is there is not a cache of this version.
            OutputError: it can be neither read nor made.
        """
        self.path = folder / NAME
        with self._guarded():
            self._file = sqlite3.connect(self.path, timeout=_PATIENCE)
            self._prepare()

    def __enter__(self) -> Self:
        """The cache itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; what was not committed is lost."""
        with contextlib.suppress(sqlite3.Error):
            self._file.close()

    @staticmethod
    def there(folder: Path) -> bool:
        """Whether a folder has a cache."""
        return (folder / NAME).is_file()

    def why(self, article: str, stamp: Stamp) -> str | None:
        """Why an article must be read again; None if what came of it is here."""
        with self._guarded():
            row = self._file.execute(_FIND, (article,)).fetchone()
        if row is None:
            return NEW
        changed = [
            _REASONS[f.name]
            for f, old, new in zip(fields(Stamp), row, astuple(stamp), strict=True)
            if old != new
        ]
        return changed[0] if changed else None

    def get(self, article: str) -> bytes:
        """What was kept of an article.

        Raises:
            DamagedError: nothing is.
        """
        with self._guarded():
            row = self._file.execute("SELECT outcome FROM articles WHERE id = ?", (article,)).fetchone()
        if row is None or not isinstance(row[0], bytes):
            raise DamagedError(f"{self.path} has lost an article")
        return row[0]

    def put(self, article: str, stamp: Stamp, outcome: bytes) -> None:
        """Keep what came of an article in place of what was kept before."""
        with self._guarded():
            self._file.execute(_PUT, (article, *astuple(stamp), outcome))

    def commit(self) -> None:
        """Make sure that what was kept outlives this process."""
        with self._guarded():
            self._file.commit()

    def _prepare(self) -> None:
        (application,) = self._file.execute("PRAGMA application_id").fetchone()
        (version,) = self._file.execute("PRAGMA user_version").fetchone()
        empty = self._file.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        if not empty and (application, version) != (_APPLICATION, VERSION):
            self._file.close()
            raise DamagedError(f"{self.path} is of another version")
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        if empty:
            self._file.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._file.execute(f"PRAGMA user_version = {VERSION}")
            self._file.execute(_TABLE)
            self._file.commit()

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if _name(error).startswith(tuple(_FULL)):
                raise OutputError(
                    f"cannot write {self.path}: {error}; what was finished is kept: make room or rights there, or choose --cache DIR"
                ) from error
            raise DamagedError(f"{self.path} is damaged ({error})") from error
        except sqlite3.DatabaseError as error:
            raise DamagedError(f"{self.path} is damaged ({error})") from error


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", "")


def holds_nothing(folder: Path) -> bool:
    """Whether nothing is lost with the cache of a folder."""
    if not Cache.there(folder):
        return True
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(folder / NAME)) as file:
        return bool(file.execute("SELECT count(*) FROM articles").fetchone() == (0,))
    return False


def discard(folder: Path) -> None:
    """Take the cache of a folder away.

    Raises:
        OutputError: it cannot be.
    """
    try:
        for ending in ("", "-wal", "-shm"):
            (folder / (NAME + ending)).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename}: {error.strerror}; choose another folder with --cache DIR"
        ) from error
