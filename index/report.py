"""What a run did, and how far it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Protocol

from .outcome import Outcome

__all__ = ["Failure", "Listener", "Progress", "Report"]


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
    unchanged since, in an earlier one.
    """

    counts: Counter[Outcome] = field(default_factory=Counter)
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the report as scripts may rely on it."""
        return {
            **{outcome.value: self.counts[outcome] for outcome in Outcome},
            "removed": self.removed,
            "failed": [failure.as_json() for failure in self.failed],
            "seconds": round(self.seconds, 3),
        }


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
