"""What can go wrong while reading and writing; see :mod:`search.errors`."""

from __future__ import annotations

from search.errors import DatelineError

__all__ = ["ArchiveError", "ArchiveMissing", "IngestError", "UnreadableSource"]


class IngestError(DatelineError):
    """Reading and writing went wrong."""


class UnreadableSource(IngestError):
    """A source, or one record of it, that cannot be read.

    Attributes:
        reason: what is wrong, for people: lower case, no full stop.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ArchiveError(IngestError):
    """The archive cannot be opened or written; what was acknowledged is in it."""


class ArchiveMissing(ArchiveError):
    """Nothing has been indexed in this data folder yet."""
