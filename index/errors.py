"""What can go wrong while reading and writing; see :mod:`search.errors`."""

from __future__ import annotations

from search.errors import DatelineError

__all__ = ["ArchiveError", "IngestError", "UnreadableSource"]


class IngestError(DatelineError):
    """Something that is recorded and reported, and does not stop the run."""


class UnreadableSource(IngestError):
    """A source, or one record of it, that cannot be read.

    Attributes:
        reason: what is wrong, for people: lower case, no full stop.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ArchiveError(IngestError):
    """The archive cannot be opened or written; nothing in it was changed."""
