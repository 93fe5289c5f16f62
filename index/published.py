"""When an article was published: what is believed, and what is set aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from search.model import Precision, Published

from .dateline import read_dateline
from .draft import Draft

__all__ = ["WrittenDate", "decide_published", "parse_written"]

_CONFIDENCE: Final = {"metadata": 0.95, "url": 0.8, "dateline": 0.8, "text": 0.6}
_DOUBTFUL: Final = 0.5
"""For 3/4/2020, which is read as the 4th of March but may not be."""

_FIRST_YEAR: Final = 1600
_TOLERANCE: Final = timedelta(days=2)  # time zones, and a day for good measure
_CONTRADICTION: Final = timedelta(days=366)

_MONTH: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb febr february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_LONGEST: Final = 80
_BEFORE: Final = (
    r"\s*(?:(?:first |last )?(?:published|posted|updated|created|date)"
    r"(?: on| at)?:?\s+)?"
    r"(?:\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?,?\s+)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
)
_AFTER: Final = (
    r"(?:(?:[\s,T|·•@–-]|\bat\b)+(?:\d{1,2}(?:[:.h]\d\d)+|\d{1,2}\s*[ap]\.?m\b)"
    r"[\w\s:.,+()/-]{0,40})?(?:Z|\s*[+-]\d\d:?\d\d)?[\s.]*"
)
_NAME: Final = r"(?P<name>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})"

_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:?\d\d[\d:.,]*\s*\S{0,40})?")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as a source wrote it.

    ``certain`` is false where day and month could be exchanged.
    """

    date: date
    precision: Precision
    certain: bool = True


def decide_published(draft: Draft, today: date) -> tuple[Published | None, str]:
    """The date to believe, or the one not to believe.

    Returns:
        The publication date and "", or ``None`` and the date as it was
        written (cut to 80 characters), or ``None`` and "" if there is none.
    """
    written = draft.published.strip()
    by_url = _in_url(draft.url)
    if not written:
        for found, origin in ((by_url, "url"), (_in_dateline(draft.body), "dateline")):
            if found is not None and _possible(found, today):
                return _published(found, origin), ""
        return None, ""
    found = parse_written(written)
    if (
        found is None
        or not _possible(found, today)
        or (by_url is not None and _contradicts(found, by_url))
    ):
        return None, written[:_LONGEST]
    return _published(found, draft.published_origin), ""


def parse_written(text: str) -> WrittenDate | None:
    """The date that is all a text says, perhaps with a time and a weekday.

    The date is that of the time zone it was written in.
    """
    if (iso := _ISO.fullmatch(text)) is not None:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    if len(text) > _LONGEST:
        return None
    for pattern, read in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None and (found := read(match)) is not None:
            return found
    return None


def _published(found: WrittenDate, origin: str) -> Published:
    confidence = _CONFIDENCE.get(origin, _CONFIDENCE["text"])
    if not found.certain:
        confidence = min(confidence, _DOUBTFUL)
    return Published(found.date, found.precision, origin, confidence)


def _possible(found: WrittenDate, today: date) -> bool:
    if found.date.year < _FIRST_YEAR or found.date.year == date.max.year:
        return False
    return found.date - today <= _TOLERANCE


def _contradicts(found: WrittenDate, by_url: WrittenDate) -> bool:
    """Whether a date is more than a year away from its URL's full date."""
    if by_url.precision is not Precision.DAY:
        return False
    start = found.date
    length = {Precision.DAY: 0, Precision.MONTH: 30, Precision.YEAR: 364}
    before = start - by_url.date
    after = by_url.date - start - timedelta(days=length[found.precision])
    return max(before, after) > _CONTRADICTION


def _made(
    year: int, month: int = 0, day: int = 0, *, certain: bool = True
) -> WrittenDate | None:
    """A date at the precision of what is not 0, or ``None`` if there is none."""
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return WrittenDate(date(year, month or 1, day or 1), precision, certain)
    except (ValueError, OverflowError):
        return None


def _by_name(match: re.Match[str]) -> WrittenDate | None:
    """``7 January 2020``, ``26-FEB-1987``, ``March 2019``."""
    month = _MONTH.get(match["name"].lower())
    if month is None:
        return None
    day = match.groupdict().get("day")
    if day is not None and int(day) == 0:
        return None
    return _made(int(match["year"]), month, int(day or 0))


def _year_first(match: re.Match[str]) -> WrittenDate | None:
    """``2020/01/07``, ``20200107``, ``2019-03``, ``2019``."""
    parts = [int(part) for part in match.groups() if part is not None]
    return None if 0 in parts[1:] else _made(*parts)


def _year_last(match: re.Match[str]) -> WrittenDate | None:
    """``1/21/2020``, ``07.01.2020``, ``4/21/18``.

    Dots are European, day first; of slashes the month is first unless it
    cannot be one.
    """
    first, separator, second, year = match.groups()
    one, two = int(first), int(second)
    if not one or not two:
        return None
    month_first = separator != "." and one <= 12
    month, day = (one, two) if month_first else (two, one)
    certain = separator == "." or one == two or one > 12 or two > 12
    full = int(year) if len(year) == 4 else _century(int(year))
    return _made(full, month, day, certain=certain)


def _century(year: int) -> int:
    """The year two digits mean, by the rule of POSIX."""
    return year + (1900 if year >= 69 else 2000)


def _epoch(match: re.Match[str]) -> WrittenDate | None:
    """Seconds or milliseconds since 1970, of a date after 1973."""
    digits = match[1]
    seconds = int(digits) // (1000 if len(digits) > 10 else 1)
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return _made(moment.year, moment.month, moment.day)


def _forms() -> Iterator[
    tuple[re.Pattern[str], Callable[[re.Match[str]], WrittenDate | None]]
]:
    for core, read in (
        (rf"{_DAY}(?:\s+of)?[\s-]+{_NAME}[\s,-]+{_YEAR}", _by_name),
        (rf"{_NAME}[\s-]+{_DAY},?[\s-]+{_YEAR}", _by_name),
        (rf"{_NAME}[\s,-]+{_YEAR}", _by_name),
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", _year_first),
        (r"((?:1[6-9]|20)\d\d)(\d\d)(\d\d)(?:T?(?:\d{4}|\d{6}))?", _year_first),
        (r"(\d{4})[-/](\d{1,2})", _year_first),
        (r"(\d{4})", _year_first),
        (r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)", _year_last),
    ):
        yield re.compile(f"{_BEFORE}(?:{core}){_AFTER}", re.IGNORECASE | re.ASCII), read
    # the day in asctime and in some RSS: Tue Jan  7 10:15:00 UTC 2020
    asctime = rf"\s*[a-z]{{3}},?\s+{_NAME}\s+{_DAY}\s+[\d:]{{5,8}}(?:\s+\S+)?\s+{_YEAR}"
    yield re.compile(asctime, re.IGNORECASE | re.ASCII), _by_name
    yield re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d*)?", re.ASCII), _epoch


_FORMS: Final = tuple(_forms())

_URL_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"[/=](\d{4})/(\d{1,2})/(\d{1,2})(?=[/_.?#-]|$)",
        r"[/_=-](\d{4})-(\d\d)-(\d\d)(?!\d)",
        r"/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.?#-]|$)",
        r"/(\d{4})/([a-z]{3})/(\d{1,2})(?=[/_.?#-]|$)",
        r"/((?:19|20)\d\d)/(\d\d)(?=/)",
    )
)


def _in_dateline(body: str) -> WrittenDate | None:
    """The date at the head of a text, if it has a year."""
    dateline = read_dateline(body)
    return parse_written(dateline.date) if dateline and dateline.date else None


def _in_url(url: str) -> WrittenDate | None:
    """The date in the path of a URL, such as ``/2019/07/11/``."""
    for pattern in _URL_FORMS:
        match = pattern.search(url)
        if match is None:
            continue
        year, month, *day = match.groups()
        number = int(month) if month.isdigit() else _MONTH.get(month.lower(), 13)
        if number and day != ["0"] and day != ["00"]:
            return _made(int(year), number, int(day[0]) if day else 0)
    return None
