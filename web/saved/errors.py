"""Why a saved search cannot be read, written or changed, for people."""

from __future__ import annotations

import sqlite3
from typing import Final

from search.storage import DISK_FULL

from ..i18n.translation import gettext

__all__ = ["SavedError", "not_yours", "read_only", "unreadable", "unwritable"]

_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class SavedError(Exception):
    """Something about saved searches that whoever asked should know.

    Attributes:
        status: of the response.
        title: what is the matter, in a few words of the reader's language.
        text: what to do about it.
    """

    def __init__(self, status: int, title: str, text: str) -> None:
        super().__init__(f"{title}: {text}")
        self.status = status
        self.title = title
        self.text = text


def read_only() -> SavedError:
    """Return the error of a page that only shows saved searches."""
    return SavedError(
        403,
        gettext("Saved searches cannot be changed here"),
        gettext(
            "This page only shows them. Whoever runs it can allow changes "
            "with: dateline serve --no-read-only"
        ),
    )


def not_yours() -> SavedError:
    """Return the error of who may not change a search that they may see."""
    return SavedError(
        403,
        gettext("You cannot change this search"),
        gettext("It is shared with everybody, and an editor can change it."),
    )


def unreadable(file: str, why: str) -> SavedError:
    """Return the error of a file that cannot be read, or is not understood."""
    return SavedError(
        503,
        gettext("The saved searches cannot be read"),
        gettext(
            "The file %(file)s in the data folder is left as it is (%(why)s). "
            "Repair it, or move it away to start with none.",
            file=file,
            why=why,
        ),
    )


def unwritable(file: str, error: sqlite3.DatabaseError | OSError) -> SavedError:
    """Return the error of a change that failed and left everything as it was."""
    if isinstance(error, OSError):
        full, why = error.errno in DISK_FULL, error.strerror or str(error)
    else:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            return unreadable(file, str(error))
        full, why = code == sqlite3.SQLITE_FULL, str(error)
    if full:
        return SavedError(
            507,
            gettext("This could not be saved: the disk is full"),
            gettext("Nothing was changed. Make room on the disk and try again."),
        )
    return SavedError(
        503,
        gettext("This could not be saved"),
        gettext(
            "Nothing was changed, because the data folder cannot be written to "
            "(%(why)s). Put that right and try again.",
            why=why,
        ),
    )
