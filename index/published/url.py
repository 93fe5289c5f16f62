"""The date in a URL, such as ``/2019/07/11/``."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from search.codes.months import MONTH_NUMBERS

from .formats import WrittenDate, made

__all__ = ["date_in_url", "host_of", "year_in_url"]

_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"[/=](\d{4})/(\d{1,2})/(\d{1,2})(?=[/_.?#-]|$)",
        r"[/_=-](\d{4})-(\d\d)-(\d\d)(?!\d)",
        r"/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.?#-]|$)",
        r"/((?:19|20)\d\d)/([01]\d)([0-3]\d)(?=/)",
        r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=[/_.?#-]|$)",
        r"/((?:19|20)\d\d)/(\d\d)(?=/)",
        r"/((?:19|20)\d\d)/([a-z]{3,9})(?=/)",
    )
)
_YEAR: Final = re.compile(r"[/=_-]((?:19|20)\d\d)(?=[/_.?#-]|$)", re.ASCII)
_HOST: Final = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)
_SECONDS: Final = re.compile(r"-1?(1\d{9})(?=[?#]|$)", re.ASCII)
_COUNTS_SECONDS: Final = ("wsj.com",)
"""Sites whose addresses end in seconds since 1970."""


def date_in_url(url: str) -> WrittenDate | None:
    """The date in the path of a URL, as exact as it stands there."""
    for pattern in _FORMS:
        match = pattern.search(url)
        if match is None:
            continue
        year, month, *day = match.groups()
        number = int(month) if month.isdigit() else MONTH_NUMBERS.get(month.lower(), 0)
        if number and day not in (["0"], ["00"]):
            return made(int(year), number, int(day[0]) if day else 0)
    seconds = _SECONDS.search(url)
    if seconds is not None and host_of(url).endswith(_COUNTS_SECONDS):
        moment = datetime.fromtimestamp(int(seconds[1]), UTC)
        return made(moment.year, moment.month, moment.day)
    return None


def year_in_url(url: str) -> int | None:
    """A year in a URL. Alone it is no date: ``/elections/2016/`` came in 2015 too."""
    match = _YEAR.search(url)
    return int(match[1]) if match else None


def host_of(url: str) -> str:
    """The name of a URL's machine in lower case, or ""."""
    match = _HOST.match(url)
    return match[1].lower().rstrip(".") if match else ""
