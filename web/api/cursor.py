"""Cursors: where a result goes on, as one word that says nothing to anybody else.

In the orders by date a cursor is a place between two articles, which stays where it
is whatever is written. Elsewhere it counts what was given, and therefore holds only
for the state of the index it was made in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from search.request import After, encodable

from ..http.problems import BadParameters, CursorExpired, Fault

__all__ = ["LONGEST_CURSOR", "Cursor", "digest", "read_cursor", "written"]

LONGEST_CURSOR: Final = 1_000
"""Characters of any cursor, and more."""

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to go on: after an article, or after a number of values or hits."""

    after: After | None = None
    offset: int = 0


def digest(*parts: object) -> str:
    """Return a short word for what is equal if all of these are, and else is not."""
    text = json.dumps([repr(part) for part in parts])
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=6).hexdigest()


def written(cursor: Cursor, asked: str, state: str) -> str:
    """Return a cursor as a word of letters, digits, ``-`` and ``_``.

    Args:
        asked: the digest of what is asked; it is good for nothing else.
        state: the name of the state of the index.
    """
    place: list[object]
    if cursor.after is None:
        place = [cursor.offset, digest(state)]
    else:
        day = cursor.after.day
        place = [day.toordinal() if day else 0, cursor.after.article_id]
    text = json.dumps([_VERSION, asked, *place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(word: str, asked: str, state: str, *, by_date: bool) -> Cursor:
    """Return the cursor that :func:`written` made this word of.

    Args:
        by_date: whether the result has an order by date.

    Raises:
        BadParameters: if it is none, or that of another search.
        CursorExpired: if it counts in a state of the index that is gone.
    """
    match _parts(word):
        case [1, str(search), *_] if search != asked:
            raise _bad("it was made for other parameters than these")
        case [1, str(), int(day), str(article_id)] if by_date:
            return Cursor(After(_date(day), encodable(article_id)))
        case [1, str(), int(offset), str(made)] if not by_date and offset >= 0:
            if made != digest(state):
                raise CursorExpired
            return Cursor(offset=offset)
    raise _bad("it is none that was given here")


def _parts(word: str) -> object:
    try:
        text = base64.b64decode(
            word + "=" * (-len(word) % 4), altchars=b"-_", validate=True
        )
        return json.loads(text)
    except (ValueError, binascii.Error, RecursionError):
        return None


def _date(day: int) -> date | None:
    try:
        return date.fromordinal(day) if day else None
    except (ValueError, OverflowError) as error:
        raise _bad("it is none that was given here") from error


def _bad(detail: str) -> BadParameters:
    return BadParameters([Fault("cursor", detail)])
