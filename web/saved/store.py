"""The file that keeps saved searches: read whole, written whole, never half.

::

    DATA/saved-searches.json       names, searches and when they were looked at
    DATA/saved-searches.seen/ID    which articles a search had then; see seen.py
    DATA/saved-searches.lock       held by who is writing

A reader needs no lock: a new file takes the old one's place in one step, so that
whoever is killed while writing leaves the old one. A file that is not understood is
never written over.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.files import hold_lock, write_atomically

from ..i18n.translation import gettext
from .errors import SavedTrouble
from .record import SavedSearch, as_fields, of_fields

__all__ = ["FILE_NAME", "Shelf"]

FILE_NAME: Final = "saved-searches.json"

_FORMAT: Final = 1
_SECONDS: Final = 5.0
"""How long to wait for another who is writing."""

Searches = tuple[SavedSearch, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where saved searches are kept.

    Attributes:
        folder: the data folder; it is made when something is first saved.
        read_only: whether nobody may change them by way of the page.
    """

    folder: Path
    read_only: bool

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.folder / FILE_NAME

    def read(self) -> Searches:
        """Return all of them, deleted ones included, in the order they were saved.

        Raises:
            SavedTrouble: if the file cannot be read or is not understood.
        """
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise _unreadable(error.strerror or str(error)) from error
        try:
            return _understood(json.loads(data))
        except (ValueError, RecursionError) as error:
            raise _unreadable(str(error)) from error

    def change(self, change: Callable[[Searches], Searches]) -> Searches:
        """Replace them by what ``change`` makes of them, and return that.

        Raises:
            SavedTrouble: if they may not or cannot be changed.
        """
        if self.read_only:
            raise SavedTrouble(
                403,
                gettext("Saved searches cannot be changed here"),
                gettext(
                    "This page only shows them. Whoever runs it can allow changes "
                    "with: dateline serve --no-read-only"
                ),
            )
        with _writing(self.folder):
            before = self.read()
            after = change(before)
            if after != before:
                write_atomically(self.file, _as_bytes(after))
        return after


def _as_bytes(searches: Searches) -> bytes:
    content = {"format": _FORMAT, "searches": [as_fields(one) for one in searches]}
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", "replace")


def _understood(content: object) -> Searches:
    """What a file holds.

    Raises:
        ValueError: if it is no file of saved searches, saying where it is not.
    """
    if not isinstance(content, dict) or set(content) != {"format", "searches"}:
        raise ValueError('it is no object of "format" and "searches"')
    if content["format"] != _FORMAT:
        raise ValueError(f"its format is {content['format']!r}, not {_FORMAT}")
    if not isinstance(content["searches"], list):
        raise ValueError('its "searches" is no list')
    found: dict[str, SavedSearch] = {}
    for number, fields in enumerate(content["searches"], 1):
        try:
            search = of_fields(fields)
        except ValueError as error:
            raise ValueError(f"search {number}: {error}") from error
        if search.id in found:
            raise ValueError(f"search {number}: its id is that of another")
        found[search.id] = search
    return tuple(found.values())


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Be the one who writes, of all threads and processes."""
    try:
        with hold_lock(folder / "saved-searches.lock", seconds=_SECONDS):
            yield
    except TimeoutError as error:
        raise _unwritable("another process is writing them") from error
    except OSError as error:
        raise _unwritable(error.strerror or str(error), error.errno) from error


def _unreadable(why: str) -> SavedTrouble:
    return SavedTrouble(
        503,
        gettext("The saved searches cannot be read"),
        gettext(
            "The file %(file)s in the data folder is left as it is (%(why)s). Mend it, "
            "or move it away to begin with none.",
            file=FILE_NAME,
            why=why,
        ),
    )


def _unwritable(why: str, code: int | None = None) -> SavedTrouble:
    if code in (errno.ENOSPC, errno.EDQUOT):
        return SavedTrouble(
            507,
            gettext("This could not be saved: the disk is full"),
            gettext("Everything is as it was. Make room on the disk and try again."),
        )
    return SavedTrouble(
        503,
        gettext("This could not be saved"),
        gettext(
            "Everything is as it was, because the data folder cannot be written "
            "(%(why)s). Mend that and try again.",
            why=why,
        ),
    )
