"""Versions, states and embargoes, in the words that agencies have for them."""

from __future__ import annotations

import datetime
import re
from typing import Final

from ...records import Edition, Status

__all__ = ["edition_of", "holder_in"]

_CANCELED: Final = frozenset(
    (
        *("canceled", "cancelled", "cancel", "kill", "killed", "mandatorykill"),
        *("delete", "deleted", "withdrawn", "withdraw", "retracted", "recalled"),
        *("spiked", "unpublished"),
    )
)
_WITHHELD: Final = frozenset(("withheld", "withhold", "held", "hold", "embargoed"))


_HOLDER: Final = re.compile(
    r"(?:copyright|©|\(c\))[\s,]{0,3}(?:©|\(c\))?\s{0,3}(?:\d{4}(?:[-–]\d{4})?)?[\s,]{0,3}"
    r"(?:by\s)?(?P<name>[^\W\d_][^,;()|\n]{1,60}?)\s{0,3}"
    r"(?=[,;(|\n]|\.(?:\s|\Z)|\s[-–]\s|\s(?:all|alle|tous|todos|tutti)\s|\Z)",
    re.IGNORECASE,
)


def holder_in(notice: str) -> str:
    """Return whose an item is by a notice: "© 2024 Harbour Wire, all rights"."""
    found = _HOLDER.search(notice[:300])
    return found["name"].strip() if found else ""


def edition_of(
    guid: str,
    *,
    number: str = "",
    revised: str = "",
    status: str = "",
    embargo: str | None = "",
) -> Edition:
    """Return the edition that a source describes.

    Args:
        status: the source's word for it, such as ``stat:canceled`` or ``Usable``.
        embargo: the time it ends; ``None`` if there is one and nothing says when it
            ends, and then the article is withheld.
    """
    word = status.rpartition(":")[2].rpartition("/")[2].strip().lower()
    if word in _CANCELED:
        state = Status.CANCELED
    elif embargo is None or (
        word in _WITHHELD and not (word == "embargoed" and _is_time(embargo))
    ):
        state = Status.WITHHELD
    else:
        state = Status.USABLE
    return Edition(
        guid=guid.strip(),
        number=number.strip(),
        revised=revised.strip(),
        status=state,
        embargo=(embargo or "").strip() if _is_time(embargo or "") else "",
    )


def _is_time(text: str) -> bool:
    try:
        datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return False
    return True
