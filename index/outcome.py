"""What became of the articles and sources of a run, and how far the run is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from search.model.article import Article

from .records import NO_EDITION, Edition, holders

__all__ = [
    "FactsMissing",
    "Failure",
    "Faults",
    "Listener",
    "Outcome",
    "Prepared",
    "Progress",
    "SourcePass",
    "Report",
    "Stored",
]


class Outcome(StrEnum):
    """What became of one article that was read."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REPLACED = "replaced"
    """It is a later version of an article, and stands in its place."""

    SUPERSEDED = "superseded"
    """It is an earlier version of an article than the one that stands."""

    WITHDRAWN = "withdrawn"
    """Its publisher took it back, or this takes it back."""


@dataclass(frozen=True, slots=True)
class SourcePass:
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

    def cover(self, position: str) -> bool:
        """Return whether a position is that of such a record, or in such a file."""
        return any(place in self.positions for place in holders(position))


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article that was read, cleaned and told apart.

    Attributes:
        article: with facts, unless ``extractor`` is ``None``.
        extractor: the stamp of the facts; ``None`` where the archive was seen to have
            this very article already.
        fault: why the facts could not be found, if they could not.
        edition: which version of which article it is, and whether it may be shown.
    """

    article: Article
    digest: bytes
    fingerprint: bytes
    extractor: str | None
    fault: str = ""
    edition: Edition = NO_EDITION


@dataclass(frozen=True, slots=True)
class Stored:
    """What :meth:`SourceRegistry.put` did.

    ``article`` is to be indexed, ``removed`` to be taken out of the index, and the
    sources ``again`` held what the article no longer says: they are to be read.
    What one of them held that cannot be read again is ``inherited``, and indexed.
    """

    outcome: Outcome
    article: Article | None = None
    removed: str | None = None
    again: tuple[str, ...] = ()
    inherited: Article | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, or not wholly, and why."""

    source: str
    reason: str

    def as_json(self) -> dict[str, str]:
        """Return the failure as scripts may rely on it."""
        return {"source": self.source, "reason": self.reason}


@dataclass(slots=True)
class Report:
    """What became of every article and source of a run.

    ``added``, ``updated``, ``unchanged``, ``duplicate`` and ``removed`` count
    articles. A source that failed has an entry in ``failed``, in this run or,
    unchanged since, in an earlier one. ``remembered`` counts the sources that are still
    read with options given in an earlier run, by these, and ``dropped`` those that are
    not, since nothing could be read with them.
    """

    counts: Counter[Outcome] = field(default_factory=Counter)
    remembered: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def notes(self) -> list[str]:
        """What is to be said of options given in an earlier run, in sentences."""
        return [
            *(
                f"{_files(number)} read with {options}, as the last time; "
                "--forget reads without."
                for options, number in self.remembered.items()
            ),
            *(
                f"{_files(number)} read without {options} this time: "
                "with that, nothing could be read."
                for options, number in self.dropped.items()
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """Return the report as scripts may rely on it."""
        return {
            **{outcome.value: self.counts[outcome] for outcome in Outcome},
            "removed": self.removed,
            "failed": [failure.as_json() for failure in self.failed],
            "notes": self.notes,
            "seconds": round(self.seconds, 3),
        }


def _files(number: int) -> str:
    return "1 file is" if number == 1 else f"{number:,} files are"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        stage: what is being done, in a few words.
        done: how much of ``total`` is done, in articles or, if ``in_bytes``, in bytes
            of sources as they lie on the disk.
        articles: articles dealt with so far.
        failed: sources that failed so far.
    """

    stage: str
    done: int
    total: int
    articles: int
    failed: int
    in_bytes: bool = False


class Listener(Protocol):
    """Whoever wants to know how far a run is."""

    def __call__(self, progress: Progress) -> None: ...
