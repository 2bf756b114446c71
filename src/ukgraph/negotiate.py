"""Which media type a client gets: HTTP's Accept header, weighed by quality and by how exactly it names a type (RFC 9110, 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def best(accept: str, offered: Iterable[str]) -> str | None:
    """The offered type that the header likes best, the first of equals; None if it likes none. An empty header likes all."""
    ranges = list(_ranges(accept or "*/*"))
    weighed = [(_quality(kind, ranges), -place, kind) for place, kind in enumerate(offered)]
    quality, _, kind = max(weighed, default=(0.0, 0, ""))
    return kind if quality > 0 else None


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for entry in accept.split(","):
        name, *parameters = (part.strip() for part in entry.split(";"))
        if not name:
            continue
        given = next((p[2:] for p in parameters if p.lower().startswith("q=")), "1")
        try:
            quality = min(max(float(given), 0.0), 1.0)
        except ValueError:
            quality = 0.0
        yield name.lower(), quality


def _quality(kind: str, ranges: list[tuple[str, float]]) -> float:
    """The quality of the range that names a type most exactly."""
    group = kind.split("/", maxsplit=1)[0] + "/*"
    for name in (kind, group, "*/*"):
        found = [q for r, q in ranges if r == name]
        if found:
            return max(found)
    return 0.0
