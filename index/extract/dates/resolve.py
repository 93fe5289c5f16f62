"""What a pattern that was found in a text means: an interval of days.

Kinds of patterns, with their slots:

- ``day``: <day> or <days>, <month> or <mm>, <year>, <yy> or <theyear>
- ``month``, ``season``: the word, <year> or <theyear>; with an offset, "last May"
- ``monthday``: <day> of a month that is not named
- ``weekday``: with an offset, or by the verb around it
- ``today``: a word that means a day, counted from that of publication
- ``unit``: <unit>, counted from that of publication; ``count`` with <number> or
  <figure> of them
- ``none``: what looks like a date and is none
- ``year``, ``decade``, ``century``; ``bareyear`` where only its shape says so
- ``latest``: counted from the day mentioned last; ``clock``, ``part``: that day

Where no year is given the nearest is meant; a verb decides which where there is one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ..english.dates import intervals
from ..english.dates.intervals import Interval
from ..english.dates.seasons import easter
from .grammar import Pattern
from .reading import NEAR, Found, Reading
from .years import bare_year, century, decade

__all__ = ["resolve"]


_NEAR_PART: Final = 400
"""Characters after a date in which "in the evening" is that of its day."""


_STEPS: Final = {"last": -1, "next": 1}
_SATURDAY: Final = 5
_EASTER: Final = "easter"
_PIVOT: Final = 50
"""Years of two figures up to this are of this century."""


def resolve(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    """Return the days that a pattern at ``[start, end)`` names; ``None`` if none."""
    means = _MEANINGS.get(pattern.kind)
    return means(reading, pattern, found, start, end) if means else None


def _year_of(reading: Reading, found: Found) -> int | None:
    """The year that is given: in figures, or by words such as "last year's"."""
    if year := found.get("year"):
        return int(year)
    if short := found.get("yy"):
        return int(short) + (2000 if int(short) <= _PIVOT else 1900)
    words = found.get("theyear")
    if words and reading.base:
        meant = _meant(reading, words)
        return None if meant in _STEPS else reading.base.year + int(meant)
    return None


def _meant(reading: Reading, words: str) -> str:
    return reading.pack.value("theyear", " ".join(words.split())) or "0"


def _step(reading: Reading, found: Found) -> int:
    """-1 for "5 mars dernier", 1 for "5 mars prochain", else 0."""
    return _STEPS.get(_meant(reading, found.get("theyear") or ""), 0)


def _month_of(reading: Reading, found: Found) -> int:
    name = found.get("month")
    if name:
        return int(reading.pack.value("month", name) or 0)
    return int(found.get("mm") or 0)


def _nearest_year(
    reading: Reading, month: int, day: int, start: int, end: int
) -> int | None:
    """The year of a day of the year: that of a date just mentioned, or the nearest."""
    base = reading.base
    if base is None:
        return None
    near = intervals.day(base.year, month, day)
    if near is None:
        return None
    ahead = (near.start - base).days
    direction = reading.direction(start, end)
    if direction > 0 and ahead < -30:
        return base.year + 1
    if direction < 0 and ahead > 30:
        return base.year - 1
    if ahead > 200:
        return base.year - 1
    return base.year + (ahead < -240)


def _day(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    month, day = _month_of(reading, found), int(found.get("day") or 0)
    year = _year_of(reading, found)
    step, base = _step(reading, found), reading.base
    if step and base:
        this = intervals.day(base.year, month, day)
        is_so = this is not None and (this.start - base).days * step > 0
        year = base.year if is_so else base.year + step
    year = year or _nearest_year(reading, month, day, start, end)
    return intervals.day(year, month, day) if year else None


def _month(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    month, base = _month_of(reading, found), reading.base
    year = _year_of(reading, found)
    if year is None and base is not None:
        direction = pattern.offset or reading.direction(start, end)
        year = base.year
        if direction < 0 and month > base.month - (pattern.offset is not None):
            year -= 1
        elif direction > 0 and month < base.month + (pattern.offset is not None):
            year += 1
        elif not direction and month - base.month > 6:
            year -= 1
        elif not direction and base.month - month > 9:
            year += 1
    return intervals.month(year, month) if year else None


def _season(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    name = reading.pack.value("season", found.get("season") or "")
    year, base = _year_of(reading, found), reading.base
    if name is None or (year is None and base is None):
        return None
    if year is None and base is not None:
        year = base.year
        this = intervals.season(year, name)
        if pattern.offset and pattern.offset < 0 and this and this.end > base:
            year -= 1
        elif pattern.offset and pattern.offset > 0 and this and this.start <= base:
            year += 1
        elif name == "winter" and base.month <= 6 and pattern.offset is None:
            year -= 1
    return intervals.season(year, name) if year else None


def _weekday(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    base = reading.base
    number = reading.pack.value("weekday", found.get("weekday") or "")
    if base is None or number is None:
        return None
    ahead = (int(number) - base.weekday()) % 7
    if pattern.offset == 0:
        return intervals.day_after(base, ahead if ahead < 5 else ahead - 7)
    direction = pattern.offset or reading.direction(start, end)
    if direction > 0:
        return intervals.day_after(base, ahead or 7 * bool(pattern.offset))
    if not ahead:
        return intervals.day_after(base, -7 if direction < 0 else 0)
    return intervals.day_after(base, ahead - 7)


def _today(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    days = reading.pack.value("today", " ".join((found.get("today") or "").split()))
    if reading.base is None or days is None:
        return None
    return intervals.day_after(reading.base, int(days))


def _in_units(base: date, unit: str, count: int) -> Interval | None:
    """The day, week, month … a number of them after that of a day."""
    match unit:
        case "day":
            return intervals.day_after(base, count)
        case "week":
            return intervals.week_of(base, count)
        case "weekend":
            return intervals.weekend_of(base, count)
        case "month":
            return intervals.months_after(base, count)
        case "year":
            return intervals.year(base.year + count)
        case "decade":
            return intervals.decade((base.year // 10 + count) * 10)
        case "century":
            return intervals.century((base.year // 100 + count) * 100)
        case _:
            return None


def _unit(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    unit = reading.pack.value("unit", found.get("unit") or "")
    if reading.base is None or unit is None or pattern.offset is None:
        return None
    if found["unit"] in reading.pack.plurals:
        return None
    return _in_units(reading.base, unit, pattern.offset)


def _count(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    unit = reading.pack.value("unit", found.get("unit") or "")
    number = reading.pack.value("number", found.get("number") or "")
    count = int(found.get("figure") or number or 0)
    if reading.base is None or unit is None or not count or pattern.offset is None:
        return None
    if unit == "week":  # a day of it, which nobody knows
        try:
            return intervals.week_of(reading.base, pattern.offset * count)
        except OverflowError:
            return None
    return _in_units(reading.base, unit, pattern.offset * count)


def _year(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    year = _year_of(reading, found)
    if pattern.offset is not None and reading.base is not None:
        year = reading.base.year + pattern.offset
    return intervals.year(year) if year else None


def _weekend(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    base = reading.base
    if base is None:
        return None
    is_now = base.weekday() >= _SATURDAY or reading.direction(start, end) > 0
    return intervals.weekend_of(base, 0 if is_now else -1)


def _feast(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    meant = reading.pack.value("feast", " ".join((found.get("feast") or "").split()))
    year = _year_of(reading, found)
    if meant is None or (year is None and reading.base is None):
        return None
    if year is not None or reading.base is None:
        return _feast_in(year or 0, meant)
    near = (_feast_in(reading.base.year + more, meant) for more in (-1, 0, 1))
    base = reading.base
    known = [one for one in near if one is not None]
    return min(known, key=lambda one: abs((one.start - base).days), default=None)


def _feast_in(year: int, meant: str) -> Interval | None:
    """A feast of a year: "12-24", or days after Easter as in "easter-2"."""
    if meant.startswith(_EASTER):
        return intervals.day_after(easter(year), int(meant.removeprefix(_EASTER) or 0))
    month, _, day = meant.partition("-")
    return intervals.day(year, int(month), int(day))


def _monthday(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    """A day of a month that is not named: the nearest, or the one before or after."""
    base, day = reading.base, int(found["day"])
    if base is None:
        return None
    direction = pattern.offset or reading.direction(start, end)
    months = (intervals.months_after(base, more) for more in (-1, 0, 1))
    days = [
        intervals.day(month.start.year, month.start.month, day)
        for month in months
        if month is not None
    ]
    return min(
        (
            one
            for one in days
            if one is not None and (one.start - base).days * direction >= 0
        ),
        key=lambda one: abs((one.start - base).days),
        default=None,
    )


def _latest(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    latest = reading.latest
    if latest is None or latest.end - latest.start != timedelta(1):
        return None
    return intervals.day_after(latest.start, pattern.offset or 0)


def _clock(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    latest, base = reading.latest, reading.base
    far = NEAR if pattern.kind == "clock" else _NEAR_PART
    is_near = start - reading.latest_end < far
    if latest and is_near and latest.end - latest.start == timedelta(1):
        return latest
    return intervals.day_after(base, 0) if base else None


_MEANINGS: Final = {
    "day": _day,
    "month": _month,
    "season": _season,
    "weekday": _weekday,
    "today": _today,
    "unit": _unit,
    "count": _count,
    "year": _year,
    "bareyear": bare_year,
    "decade": decade,
    "century": century,
    "latest": _latest,
    "monthday": _monthday,
    "clock": _clock,
    "part": _clock,
    "weekend": _weekend,
    "feast": _feast,
}
"""What each kind of pattern means."""
