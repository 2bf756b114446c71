"""The reports of `corpus/` that the tests of whole builds read."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
NAMES = (
    "2022-04-26-ramstein.md",
    "2023-01-25-leopard-2.md",
    "2024-04-13-patriot-germany.md",
    "2024-11-22-oreshnik.md",
)
