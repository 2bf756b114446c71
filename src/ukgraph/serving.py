"""From a folder with a build to a server that listens: the graph is put on disk for the workers, and removed when the server ends."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import uvicorn

from ukgraph import query, showing, store
from ukgraph.errors import OutputError
from ukgraph.loading import ontology_folder
from ukgraph.serve import Site, application
from ukgraph.workers import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY = 100_000  # bytes of a request
_MEMORY = 4 * 2**30  # bytes of a worker


def prepare(out: Path, folder: Path) -> None:
    """Put the graph of a build into a store on disk.

    Raises:
        OutputError: there is no build, or it is not whole.
    """
    on_disk = ox.Store(str(folder))
    on_disk.bulk_extend(_quads(out))
    on_disk.flush()


def _quads(out: Path) -> Iterator[ox.Quad]:
    yield from store.load(out)


def site(out: Path, folder: Path, hosts: tuple[str, ...], limits: Limits, workers: int) -> Site:
    """What is to be served of a build whose graph stands in `folder`."""
    page = out / showing.PAGE_NAME
    ontology = ontology_folder()
    return Site(
        store=folder,
        page=page.read_bytes() if page.is_file() else b"there is no network view; run: ukgraph view",
        ontology=(ontology / "ukgraph.ttl").read_bytes(),
        questions=query.read_queries(ontology / "queries"),
        limits=limits,
        workers=workers,
        body=_BODY,
        hosts=hosts,
    )


def run(out: Path, host: str, port: int, seconds: float, rows: int, workers: int) -> None:
    """Serve until interrupted.

    Raises:
        OutputError: there is no build, or the address cannot be had.
    """
    with tempfile.TemporaryDirectory(prefix="ukgraph-") as name:
        folder = Path(name) / "store"
        prepare(out, folder)
        served = site(
            out, folder, ("localhost", "127.0.0.1", "[::1]", host), Limits(seconds, rows, _MEMORY), workers
        )
        config = uvicorn.Config(
            application(served), host=host, port=port, log_level="info", server_header=False
        )
        try:
            uvicorn.Server(config).run()
        except OSError as error:
            raise OutputError(
                f"cannot listen at {host}:{port}: {error.strerror or error}; take another --port"
            ) from error
