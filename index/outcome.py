"""What goes into the ledger for a source and its articles, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from search.model.article import Article

__all__ = ["FactsMissing", "Faults", "Outcome", "Prepared", "Reading", "Stored"]


class Outcome(StrEnum):
    """What became of one article that was read."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Reading:
    """A source whose pass is under way."""

    source: int
    number: int
    path: str


class FactsMissing(Exception):
    """An article must be stored whose facts were not looked for."""


@dataclass(frozen=True, slots=True)
class Faults:
    """The records of a source that were no articles, and what to say of them."""

    positions: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article that was read, cleaned and told apart.

    Attributes:
        article: with facts, unless ``extractor`` is ``None``.
        extractor: the version that found the facts; ``None`` where the archive
            was seen to hold this very article already.
        fault: why the facts could not be found, if they could not.
    """

    article: Article
    digest: bytes
    fingerprint: bytes
    extractor: str | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What :meth:`Ledger.put` did.

    ``article`` is to be indexed, ``removed`` to be taken out of the index, and the
    sources ``again`` held what the article no longer says: they are to be read.
    What one of them held that cannot be read again is ``inherited``, and indexed.
    """

    outcome: Outcome
    article: Article | None = None
    removed: str | None = None
    again: tuple[str, ...] = ()
    inherited: Article | None = None
