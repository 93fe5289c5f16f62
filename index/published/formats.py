"""Dates as sources write them: in words, in digits, in seconds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from search.codes.months import MONTH_NUMBERS
from search.model.article import Precision

from .foreign import read_foreign

__all__ = [
    "FORMS",
    "LONGEST",
    "WrittenDate",
    "made",
    "parse_written",
    "swap_day_and_month",
]

LONGEST: Final = 80
_BEFORE: Final = (
    r"\s*(?:(?:first |originally |last )?"
    r"(?:published|posted|updated?|modified|edited|created|issued|date)"
    r"(?: on| at)?:?\s+)?"
    r"(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?,?\s+)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?(?:the\s+)?"
)
_AFTER: Final = (
    r"(?:,?\s+\(?(?:mon|tues|wednes|thurs|fri|satur|sun)day\)?)?"
    r"(?:(?:[\s,T|·•@–-]|\bat\b)+(?:\d{1,2}(?:[:.h]\d\d)+|\d{1,2}\s*[ap]\.?m\b)"
    r"[\w\s:.,+()/-]{0,40})?(?:Z|\s*[+-]\d\d:?\d\d)?(?:\s*\(all day\))?[\s.]*"
)
_NAME: Final = r"(?P<name>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})"

_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:?\d\d[\d:.,]*\s*\S{0,40})?")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as a source wrote it.

    Attributes:
        other: what the same digits mean with day and month exchanged, where
            that cannot be told from the digits alone.
        short: whether the year had two digits, so that its century is a guess.
    """

    date: datetime.date
    precision: Precision
    other: datetime.date | None = None
    short: bool = False


def parse_written(text: str) -> WrittenDate | None:
    """The date that is all a text says, perhaps with a time and a weekday.

    The date is that of the time zone it was written in.
    """
    if (iso := _ISO.fullmatch(text)) is not None:
        return made(int(iso[1]), int(iso[2]), int(iso[3]))
    if len(text) > LONGEST:
        return None
    for pattern, read in FORMS:
        match = pattern.fullmatch(text)
        if match is not None and (found := read(match)) is not None:
            return found
    numbers = read_foreign(text)
    return made(*numbers) if numbers and all(numbers) else None


def made(year: int, month: int = 0, day: int = 0) -> WrittenDate | None:
    """A date at the precision of what is not 0, or ``None`` if there is none."""
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return WrittenDate(datetime.date(year, month or 1, day or 1), precision)
    except (ValueError, OverflowError):
        return None


_SWAPPED: Final = re.compile(r"\s*(\d{4})([-/.])(\d\d)\2(\d\d)(?:[T ].{0,40})?\s*")


def swap_day_and_month(text: str) -> WrittenDate | None:
    """The day of ``2020-13-01``, in which only the month can be the last number."""
    match = _SWAPPED.fullmatch(text)
    if match is None or int(match[3]) <= 12 or int(match[4]) == 0:
        return None
    return made(int(match[1]), int(match[4]), int(match[3]))


def _by_name(match: re.Match[str]) -> WrittenDate | None:
    """``7 January 2020``, ``26-FEB-1987``, ``March 2019``."""
    month = MONTH_NUMBERS.get(match["name"].lower())
    if month is None:
        return None
    day = match.groupdict().get("day")
    if day is not None and int(day) == 0:
        return None
    year = int(match["year"])
    return made(_century(year) if year < 100 else year, month, int(day or 0))


def _year_first(match: re.Match[str]) -> WrittenDate | None:
    """``2020/01/07``, ``20200107``, ``2019-03``, ``2019``."""
    parts = [int(part) for part in match.groups() if part is not None]
    return None if 0 in parts[1:] else made(*parts)


def _of_week(match: re.Match[str]) -> WrittenDate | None:
    """``2020-W02-3``, the Wednesday of a week."""
    try:
        day = datetime.date.fromisocalendar(*map(int, match.groups()))
    except ValueError:
        return None
    return made(day.year, day.month, day.day)


def _of_year(match: re.Match[str]) -> WrittenDate | None:
    """``2020-008``, the eighth day of a year."""
    try:
        first = datetime.date(int(match[1]), 1, 1)
        day = first + datetime.timedelta(int(match[2]) - 1)
    except (ValueError, OverflowError):
        return None
    return made(day.year, day.month, day.day) if day.year == first.year else None


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
    short = len(year) < 4
    found = made(_century(int(year)) if short else int(year), month, day)
    if found is None:
        return None
    certain = separator == "." or one == two or one > 12 or two > 12
    other = None if certain else found.date.replace(month=day, day=month)
    return replace(found, other=other, short=short)


def _day_first(match: re.Match[str]) -> WrittenDate | None:
    """``le 12/06/2019``, ``am 12.06.19``."""
    day, month, year = map(int, match.groups())
    short = len(match[3]) < 4
    found = made(_century(year) if short else year, month, day) if day else None
    return replace(found, short=short) if found is not None and month else None


def _century(year: int) -> int:
    """The year two digits mean, by the rule of POSIX."""
    return year + (1900 if year >= 69 else 2000)


def _epoch(match: re.Match[str]) -> WrittenDate | None:
    """Seconds or milliseconds since 1970, of a date after 1973."""
    digits = match[1]
    seconds = int(digits) // (1000 if len(digits) > 10 else 1)
    try:
        moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return made(moment.year, moment.month, moment.day)


def _forms() -> Iterator[
    tuple[re.Pattern[str], Callable[[re.Match[str]], WrittenDate | None]]
]:
    for core, read in (
        (rf"{_DAY}(?:\s+of)?[\s-]+{_NAME}[\s,-]+{_YEAR}", _by_name),
        (rf"{_DAY}-{_NAME}-(?P<year>\d\d)", _by_name),
        (rf"{_DAY}(?P<name>[a-z]{{3}}){_YEAR}", _by_name),
        (rf"{_DAY}\s+{_NAME},?\s+['’](?P<year>\d\d)", _by_name),
        (rf"{_NAME}\s+{_DAY},?\s+['’](?P<year>\d\d)", _by_name),
        (rf"{_YEAR},?\s+{_NAME}\s+{_DAY}", _by_name),
        (rf"{_DAY}/{_NAME}/{_YEAR}(?::[\d:]{{2,8}})?", _by_name),
        (rf"{_DAY}\s+{_NAME}\s+(?P<year>\d\d)(?=\s+\d\d:\d\d)", _by_name),
        (rf"{_NAME}[\s-]+{_DAY}(?:,?[\s-]+|,){_YEAR}", _by_name),
        (rf"{_NAME}[\s,-]+{_YEAR}", _by_name),
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", _year_first),
        (r"((?:1[6-9]|20)\d\d)(\d\d)(\d\d)(?:T?(?:\d{4}|\d{6}))?", _year_first),
        (r"(\d{4})\.\s(\d{1,2})\.\s(\d{1,2})", _year_first),
        (r"(\d{4})[-/](\d{1,2})", _year_first),
        (r"(\d{4})-?W(\d\d)-?([1-7])", _of_week),
        (r"(\d{4})-(\d{3})", _of_year),
        (r"(\d{4})", _year_first),
        (r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)", _year_last),
    ):
        yield re.compile(f"{_BEFORE}(?:{core}){_AFTER}", re.IGNORECASE | re.ASCII), read
    # with a word before it that no English date has, the day comes first
    told = r"(?:à\s+\d{1,2}h\d\d,?\s+)?(?:le|el|am|den)\s+"
    day_first = rf"\s*{told}(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}}|\d\d){_AFTER}"
    yield re.compile(day_first, re.IGNORECASE | re.ASCII), _day_first
    # the day in asctime and in some RSS: Tue Jan  7 10:15:00 UTC 2020
    asctime = rf"\s*[a-z]{{3}},?\s+{_NAME}\s+{_DAY}\s+[\d:]{{5,8}}(?:\s+\S+)?\s+{_YEAR}"
    yield re.compile(asctime, re.IGNORECASE | re.ASCII), _by_name
    epoch = r"(?:\\?/Date\()?(\d{9,10}|\d{12,13})(?:\.\d*)?(?:(?:[+-]\d{4})?\)\\?/)?"
    yield re.compile(epoch, re.ASCII), _epoch


FORMS: Final = tuple(_forms())
