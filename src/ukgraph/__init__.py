"""Turns news about the military support of Ukraine into a knowledge graph that can be trusted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ukgraph.errors import InputError, KnowledgeError, OutputError, QueryError, UkgraphError
from ukgraph.records import (
    Article,
    Date,
    Entity,
    Evidence,
    Factuality,
    Filler,
    Frame,
    Quantity,
    Reading,
    Skipped,
    TriggerWord,
)

if TYPE_CHECKING:
    from ukgraph.api import KnowledgeGraph, Reader, build

__version__ = "0.1.0"

__all__ = [
    "Article", "Date", "Entity", "Evidence", "Factuality", "Filler", "Frame", "InputError", "KnowledgeError",
    "KnowledgeGraph", "OutputError", "Quantity", "QueryError", "Reader", "Reading", "Skipped", "TriggerWord", "UkgraphError", "build",
]  # fmt: skip

_OF_API = frozenset({"KnowledgeGraph", "Reader", "build"})


def __getattr__(name: str) -> object:
    """What reads articles comes when it is asked for: its parser takes seconds to load, and a server or a query needs none."""
    if name in _OF_API:
        return getattr(import_module("ukgraph.api"), name)
    raise AttributeError(f"module 'ukgraph' has no attribute {name!r}")
