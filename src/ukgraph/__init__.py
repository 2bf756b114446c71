"""Turns news about the military support of Ukraine into a knowledge graph that can be trusted."""

from __future__ import annotations

from ukgraph.api import KnowledgeGraph, Reader, build
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
)

__version__ = "0.1.0"

__all__ = [
    "Article", "Date", "Entity", "Evidence", "Factuality", "Filler", "Frame", "InputError", "KnowledgeError",
    "KnowledgeGraph", "OutputError", "Quantity", "QueryError", "Reader", "Reading", "Skipped", "UkgraphError", "build",
]  # fmt: skip
