"""When an article may be shown, as values that every engine can look up.

An engine finds whole values, and so the minute an embargo ends is indexed as a value
for each of its first bits: of 1011 binary these are 1, 10, 101, 1011. A minute is later
than another one where it begins as that one does, up to a bit that is 1 instead of 0.
So "later than now" asks for as many values as there are zeros in the present minute.
"""

from __future__ import annotations

import datetime
from typing import Final

__all__ = ["EMBARGO", "is_held", "later_marks", "marks_of", "now"]

EMBARGO: Final = "embargo"
"""The value that every article has which was under embargo when it was indexed."""

_BITS: Final = 33
"""Of a minute since 1970; enough beyond the year 9999."""


def now() -> datetime.datetime:
    """Return the present moment."""
    return datetime.datetime.now(datetime.UTC)


def is_held(until: datetime.datetime | None, moment: datetime.datetime) -> bool:
    """Return whether what is not to be shown before a moment is held back at another.

    Moments count in whole minutes, rounded up: nothing is shown too early.
    """
    return until is not None and _minute(until) > int(moment.timestamp()) // 60


def marks_of(until: datetime.datetime | None) -> tuple[str, ...]:
    """Return the values of an article that may not be shown before a moment.

    Of one whose time has come there are none.
    """
    if not is_held(until, now()):
        return ()
    assert until is not None
    minute = min(_minute(until), 2**_BITS - 1)
    return (EMBARGO, *(_mark(minute, bit) for bit in range(_BITS)))


def later_marks(moment: datetime.datetime) -> tuple[str, ...]:
    """Return the values of which an article has one if its embargo ends later."""
    minute = int(moment.timestamp()) // 60
    return tuple(
        _mark(minute | 1 << bit, bit) for bit in range(_BITS) if not minute >> bit & 1
    )


def _minute(moment: datetime.datetime) -> int:
    """The first whole minute since 1970 that does not begin before a moment."""
    whole = int(moment.timestamp())
    return -(-(whole + (moment.microsecond > 0)) // 60)


def _mark(minute: int, bit: int) -> str:
    """The value for the bits of a minute down to one of them."""
    return f"{EMBARGO}-{bit}-{minute >> bit:x}"
