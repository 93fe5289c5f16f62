"""Why kept articles cannot be read or changed, for people."""

from __future__ import annotations

import sqlite3
from typing import Final

from ...i18n.formats import grouped
from ...i18n.translation import gettext
from .. import errors as saved_errors
from ..errors import SavedError

__all__ = [
    "bad_file",
    "hidden",
    "missing",
    "read_only",
    "too_many",
    "unreadable",
    "unwritable",
]

_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def read_only() -> SavedError:
    """Return the error of a page on which nothing may be changed."""
    return SavedError(
        403,
        gettext("Articles cannot be kept here"),
        gettext(
            "Whoever runs this page can allow it with: dateline serve --no-read-only"
        ),
    )


def hidden() -> SavedError:
    """Return the error of a page that has no accounts and is not for one person."""
    return SavedError(
        403,
        gettext("Kept articles are not shown here"),
        gettext(
            "This page is open to everybody who can reach it, and notes are for who "
            "wrote them. With accounts, each person has their own."
        ),
    )


def unreadable(file: str, why: str) -> SavedError:
    """Return the error of a file that cannot be read, or is not understood."""
    return SavedError(
        503,
        gettext("The kept articles cannot be read"),
        gettext(
            "The file %(file)s in the data folder is left as it is (%(why)s). "
            "Repair it, or move it away to start with none.",
            file=file,
            why=why,
        ),
    )


def unwritable(file: str, error: sqlite3.DatabaseError | OSError) -> SavedError:
    """Return the error of a change that failed and left everything as it was."""
    if not isinstance(error, OSError):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            return unreadable(file, str(error))
    return saved_errors.unwritable(file, error)


def missing() -> SavedError:
    """Return the error of an article that is not kept."""
    return SavedError(
        404,
        gettext("This article is not kept"),
        gettext("It may have been taken off since this page was made."),
    )


def too_many(most: int) -> SavedError:
    """Return the error of one article too many."""
    return SavedError(
        409,
        gettext("There are too many kept articles"),
        gettext(
            "No more than %(most)s can be kept; take some off first.",
            most=grouped(most),
        ),
    )


def bad_file(why: str) -> SavedError:
    """Return the error of a file that was sent and is none of ours."""
    return SavedError(
        400,
        gettext("This file cannot be read"),
        gettext(
            "It is no file that this page wrote (%(why)s). Nothing was changed.",
            why=why,
        ),
    )
