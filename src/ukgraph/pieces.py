"""Input and output that may lie anywhere: pieces of the input of about one size, and files that are finished or absent.

The one door to fsspec: a path may be local or an address such as s3://bucket/folder. What is read of a piece is what
`ukgraph.read` reads of the same files in one folder; ids must therefore be unique over all pieces, which nobody checks.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import uuid4

import fsspec

from ukgraph.errors import OutputError
from ukgraph.iris import digest
from ukgraph.read import FORMATS, MANIFESTS, read
from ukgraph.records import Page, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIZE: Final = 4_000_000  # bytes: some two thousand articles, ten minutes of one core at most
_CHUNK: Final = 2**20
_IN_PARTS = ".jsonl"  # a line is an article, so such a file can be cut


@dataclass(frozen=True, slots=True)
class Piece:
    """Some files of one folder, or the lines of one file that begin in a range of bytes; of their pages those from `first` on.

    A folder with a manifest is one piece. `state` stands for what the files hold: with the same state they are the same. `count` None is all pages.
    """

    folder: str
    names: tuple[str, ...]
    manifests: tuple[str, ...]
    state: str
    start: int = 0
    end: int | None = None
    first: int = 0
    count: int | None = None

    @property
    def name(self) -> str:
        """What tells it from every other piece."""
        return digest(*(str(v) for v in asdict(self).values()))

    def halves(self, count: int) -> tuple[Piece, Piece]:
        """The same, when it has `count` pages, in two."""
        half = count // 2
        return replace(self, count=half), replace(self, first=self.first + half, count=count - half)


def find_pieces(paths: Iterable[str], size: int = SIZE) -> tuple[list[Piece], list[Skipped]]:
    """Everything to read below some files, folders or globs, in the order of their addresses."""
    found: dict[str, tuple[fsspec.AbstractFileSystem, dict[str, Any]]] = {}
    troubles = []
    for path in sorted(set(paths)):
        fs, bare = fsspec.core.url_to_fs(path)
        names = fs.glob(bare) if "*" in bare else [bare] if fs.exists(bare) else []
        if not names:
            troubles.append(Skipped(path, "does not exist or matches no file: check the path"))
        for name in names:
            files = fs.find(name, detail=True) if fs.isdir(name) else {name: fs.info(name)}
            found |= {
                fs.unstrip_protocol(file): (fs, info) for file, info in files.items() if _is_input(file, name)
            }
    folders: dict[str, list[str]] = defaultdict(list)
    for address in sorted(found):
        folders[address.rpartition("/")[0]].append(address)
    pieces = [piece for folder, files in folders.items() for piece in _cut(folder, files, found, size)]
    return pieces, troubles


def _is_input(file: str, below: str) -> bool:
    steps = file.removeprefix(below).split("/")
    name = steps[-1] or file.rpartition("/")[2]
    return (
        not any(step.startswith(".") for step in steps)
        and name.lower() != "readme.md"
        and (name in MANIFESTS or Path(name).suffix.lower() in FORMATS)
    )


def _cut(
    folder: str, files: list[str], found: dict[str, tuple[Any, dict[str, Any]]], size: int
) -> Iterator[Piece]:
    names = [file.rpartition("/")[2] for file in files]
    states = [_state(*found[file]) for file in files]
    if manifests := tuple(n for n in names if n in MANIFESTS):
        yield Piece(folder, tuple(n for n in names if n not in MANIFESTS), manifests, digest(*states))
        return
    some: list[int] = []
    total = 0

    def piece() -> Piece:
        return Piece(folder, tuple(names[i] for i in some), (), digest(*(states[i] for i in some)))

    for i, file in enumerate(files):
        length = int(found[file][1]["size"])
        if names[i].endswith(_IN_PARTS) and length > size:
            for start in range(0, length, size):
                yield Piece(folder, (names[i],), (), states[i], start, min(start + size, length))
            continue
        if some and total + length > size:
            yield piece()
            some.clear()
            total = 0
        some.append(i)
        total += length
    if some:
        yield piece()


def _state(fs: fsspec.AbstractFileSystem, info: dict[str, Any]) -> str:
    return str(fs.ukey(info["name"]))


def read_piece(piece: Piece) -> Iterator[Page | Skipped]:
    """The pages of a piece, and why the rest gave none; what is skipped is told by the piece that has the first page."""
    fs, folder = fsspec.core.url_to_fs(piece.folder)
    with tempfile.TemporaryDirectory(prefix="ukgraph-") as near:
        for name in (*piece.manifests, *piece.names):
            with fs.open(f"{folder}/{name}", "rb") as source, (Path(near) / name).open("wb") as copy:
                copy.writelines(
                    _chunks(source) if piece.end is None else _lines(source, piece.start, piece.end)
                )
                nothing = piece.end is not None and not copy.tell()
        if nothing:  # no line begins in this range
            return
        last = None if piece.count is None else piece.first + piece.count
        number = 0
        for page in read([near]):
            source_at = page.source.replace(near, piece.folder.removeprefix("file://"), 1)
            if isinstance(page, Skipped):
                if piece.first == 0:
                    yield Skipped(source_at, page.reason)
            else:
                if number >= piece.first and (last is None or number < last):
                    yield replace(page, source=source_at)
                number += 1


def _lines(source: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    """The whole lines that begin in a range of bytes."""
    if start:  # the line that is under way belongs to the piece before
        source.seek(start - 1)
        start += len(source.readline()) - 1
    while start < end and (line := source.readline()):
        start += len(line)
        yield line


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


# Output ---------------------------------------------------------------------------------------------


class Place:
    """A folder anywhere, in which a file is finished or absent."""

    def __init__(self, address: str) -> None:
        """Name the folder; it is made when it is first written to."""
        self._fs, self._folder = fsspec.core.url_to_fs(address)
        self.address = address

    @contextlib.contextmanager
    def write(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write to, which is there under its name only once it is complete.

        Raises:
            OutputError: it cannot be written.
        """
        path = f"{self._folder}/{name}"
        part = f"{path}.{uuid4().hex}.part"  # two workers may write the same one at once
        try:
            self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            with self._fs.open(part, "wb") as file:
                yield file
            self._fs.mv(part, path)
        except OSError as error:
            raise OutputError(
                f"cannot write {path}: {error.strerror or error}; choose another place with -o"
            ) from error
        finally:
            with contextlib.suppress(OSError):
                if self._fs.exists(part):
                    self._fs.rm_file(part)

    def open(self, name: str) -> IO[bytes]:
        """A finished file to read."""
        return self._fs.open(f"{self._folder}/{name}", "rb")  # type: ignore[no-any-return]  # fsspec ships no types

    def has(self, name: str) -> bool:
        """Whether a finished file is there."""
        return bool(self._fs.exists(f"{self._folder}/{name}"))

    def names(self, pattern: str) -> list[str]:
        """The names of finished files, sorted."""
        return sorted(path.rpartition("/")[2] for path in self._fs.glob(f"{self._folder}/{pattern}"))

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self._fs.rm_file(f"{self._folder}/{name}")
