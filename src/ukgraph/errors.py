"""Every failure that ukgraph names itself.

UkgraphError
├── KnowledgeError     ontology/ is wrong: stops the run before anything is written
├── InputError         an article cannot be read: it is skipped, with its reason
├── OutputError        a build cannot be written, or a build to read is not there
└── QueryError         a SPARQL question cannot be answered
"""

from __future__ import annotations


class UkgraphError(Exception):
    """Base of all errors that a user can mend; the message names file, place and remedy."""


class KnowledgeError(UkgraphError):
    """A file of the ontology is malformed or names a term that nobody declared."""


class InputError(UkgraphError):
    """An input holds no article that can be read."""


class OutputError(UkgraphError):
    """A build cannot be written, or is not where it was looked for."""


class QueryError(UkgraphError):
    """A question is malformed or unknown."""
