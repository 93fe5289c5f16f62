"""What can go wrong while reading and writing; see :mod:`search.errors`."""

from __future__ import annotations

from search.errors import DatelineError

__all__ = [
    "ArchiveError",
    "ArchiveMissing",
    "BackupError",
    "IngestError",
    "NotABackup",
    "ReadElsewhere",
    "UnreadableSource",
    "reason_of",
]


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


class ReadElsewhere(IngestError):
    """A source of which all is read with another one, and that is right."""


class ArchiveError(IngestError):
    """The archive cannot be opened or written; what was acknowledged is in it."""


class ArchiveMissing(ArchiveError):
    """Nothing has been indexed in this data folder yet."""


class BackupError(IngestError):
    """A backup cannot be written or brought back; the data are as they were."""


class NotABackup(BackupError):
    """A file is no backup, or is cut short or damaged."""


def reason_of(error: Exception) -> str:
    """Say why something could not be read, for people: lower case, no full stop."""
    match error:
        case UnreadableSource(reason=str(reason)):
            return reason
        case MemoryError():
            return "there was not enough memory to read it"
        case RecursionError():
            return "it is nested too deeply to be read"
        case _:  # a reader met what it never should have
            return f"reading it failed ({type(error).__name__}: {error})"
