"""The file of JSON that kept saved searches before version 0.2.

It is read as long as there is no other file, and set aside once its searches are in
the database.

::

    DATA/saved-searches.json       names, searches and when they were looked at
    DATA/saved-searches.seen/ID    which articles a search had then
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from . import errors
from .record import SavedSearch, read_fields

__all__ = ["read", "read_articles", "set_aside"]

_FILE: Final = "saved-searches.json"
_FOLDER: Final = "saved-searches.seen"
_ASIDE: Final = ".taken-over"
_FORMAT: Final = 1


def read(folder: Path) -> tuple[SavedSearch, ...]:
    """Return the searches of the file; none if there is no such file.

    Raises:
        SavedError: if it cannot be read or is not understood.
    """
    try:
        data = (folder / _FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise errors.unreadable(_FILE, error.strerror or str(error)) from error
    try:
        return _understood(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise errors.unreadable(_FILE, str(error)) from error


def read_articles(folder: Path, search_id: str) -> bytes | None:
    """Return the articles a search had, if they were kept."""
    try:
        return (folder / _FOLDER / search_id).read_bytes()
    except OSError:
        return None


def set_aside(folder: Path) -> None:
    """Give the file, once it is taken over, a name nobody reads."""
    for name in (_FILE, _FOLDER):
        old = folder / name
        with suppress(OSError):  # it is read no more in any case
            if old.exists():
                old.replace(_free_name(old))


def _free_name(old: Path) -> Path:
    aside = old.with_name(old.name + _ASIDE)
    number = 1
    while aside.exists():
        number += 1
        aside = old.with_name(f"{old.name}{_ASIDE}-{number}")
    return aside


def _understood(content: object) -> tuple[SavedSearch, ...]:
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
            search = read_fields(fields)
        except ValueError as error:
            raise ValueError(f"search {number}: {error}") from error
        if search.id in found:
            raise ValueError(f"search {number}: its id is that of another")
        found[search.id] = search
    return tuple(found.values())
