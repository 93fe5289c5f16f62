"""Days, weeks, months and years said from another day: "last week", "a year ago".

A distance is as exact as its unit: "two weeks ago" is a week. "The past two
months" and "the next five years" reach up to the day of publication.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ...words import vocabulary
from .. import intervals
from ..ended import read_ended
from ..intervals import Interval
from ..reader import DatedText, DateSpot, Lead, extend, number_of
from ..tense import FUTURE, tense
from .amounts import read_amount
from .counted import read_counted, read_same
from .repeated import BEFORE_LAST, read_weekends_ago

__all__ = ["read_unit"]

_STEPS: Final = {"last": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_ROLLING: Final = {"last": -1, "past": -1, "next": 1, "coming": 1, "previous": -1}
_PARTS: Final = frozenset(
    ["early", "late", "mid", "earlier", "later", "sometime", "midway", "just"]
)
_NEARLY: Final = frozenset(["nearly", "about", "almost", "over", "around", "some"])
_AGO = re.compile(r"\s{1,2}(?:or so )?(ago|from now|earlier|hence)\b|['’]s?\s(time)\b")
_HYPHENED: Final = re.compile(r"[-\s](ago|earlier|end)\b|['’]s\send\b")
_YEAR_NEXT: Final = re.compile(r",?\s(?:of\s|in\s)?([12][0-9]{3})\b(?![,.]?\d|-\d)")
_MANY: Final = {"dozen": 12, "hundred": 100}
_OF_DAYS: Final = re.compile(r"\sof\s(?:[A-Z]|\d)")
_LONGEST_AGO: Final = {
    "day": 400,
    "week": 100,
    "fortnight": 50,
    "month": 60,
    "year": 900,
    "decade": 20,
}


def read_unit(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read the words around "day", "week", "month", "year" and their plurals."""
    base = reading.base
    if base is None:
        return None
    text = reading.content[start:end].lower()
    unit = text.removesuffix("s")
    if reading.content[start].isupper() and not _HYPHENED.match(reading.content, end):
        return None
    if unit == "weekend":
        return read_weekends_ago(reading, start, end) or _weekend(
            reading, base, start, end
        )
    lead = reading.before(start)
    return (
        (read_ended(reading, start, end) if unit in ("month", "year") else None)
        or read_amount(reading, start, end)
        or _ago(reading, base, unit, lead, start, end)
        or _rolling(reading, base, unit, lead, end)
        or (_stepped(reading, base, unit, lead, end) if text == unit else None)
        or (_parts(reading, base, unit, lead, end) if text == unit else None)
        or (_year(reading, base, lead, start, end) if text == "year" else None)
    )


def _after(base: date, unit: str, count: int) -> Interval | None:
    match unit:
        case "day":
            return intervals.day_after(base, count)
        case "week":
            return intervals.week_of(base, count)
        case "fortnight":
            return intervals.week_of(base, 2 * count)
        case "month":
            return intervals.months_after(base, count)
        case "year":
            return intervals.year(base.year + count)
        case "decade":
            return intervals.decade(base.year // 10 * 10 + 10 * count)
        case _:
            return None


def _ago(
    reading: DatedText, base: date, unit: str, lead: Lead, start: int, end: int
) -> DateSpot | None:
    """ "Two weeks ago", "three years from now", "a year earlier"."""
    number, words = _number(lead)
    if not number or number > _LONGEST_AGO.get(unit, 0):
        return None
    words += lead.word(words) in _NEARLY
    if counted := read_counted(reading.content, base, unit, number, end):
        return DateSpot(lead.start(words - 1), counted[1], counted[0])
    after = _AGO.match(reading.content, end)
    if after is None or (after[2] and lead.word(words) != "in"):
        return None  # "two weeks' time" is ahead, or was spent
    begin = lead.start(words - 1)
    if after[1] == "earlier":
        interval = _earlier(reading, unit, number, start)
    elif unit == "year" and number == 1 and after[1] == "ago":
        interval = _year_before(reading)
    elif unit == "decade":
        interval = intervals.decade((base.year - 10 * number) // 10 * 10)
    else:
        interval = _after(base, unit, -number if after[1] == "ago" else number)
    return DateSpot(begin, after.end(), interval) if interval else None


def _number(lead: Lead) -> tuple[int, int]:
    """The number before a unit, and how many words it has.

    "Twenty five", "a couple of", "12".
    """
    if lead.word(0) == "of" and lead.word(1) == "couple":
        return 2, 3 if lead.word(2) == "a" else 2
    number, tens = number_of(lead.word(0)), number_of(lead.word(1))
    if lead.word(0) in _MANY:
        return _MANY[lead.word(0)] * max(tens, 1), 2 if tens else 1
    if 0 < number < 10 and tens in (20, 30, 40, 50) and lead.word(1).isalpha():
        return tens + number, 2
    return number, 1


def _earlier(reading: DatedText, unit: str, number: int, start: int) -> Interval | None:
    """A time before the date mentioned last; before publication if there is none."""
    if unit == "year" and number == 1:
        return _year_before(reading)
    near = reading.near(start)
    if near is None:
        return None
    if unit == "year":
        return intervals.year(near.start.year - number)
    return _after(near.start, unit, -number)


def _year_before(reading: DatedText) -> Interval | None:
    """The same quarter a year before, if a report is about one; else the year."""
    if reading.period is not None:
        return intervals.in_year(reading.period, reading.period.start.year - 1)
    return intervals.year(reading.base.year - 1) if reading.base else None


def _rolling(
    reading: DatedText, base: date, unit: str, lead: Lead, end: int
) -> DateSpot | None:
    """ "The past two months", "the next five years", "the past year"."""
    number, at = (1, 0) if lead.word(0) in _ROLLING else _number(lead)
    step = _ROLLING.get(lead.word(at))
    if step is None or not number or number > _LONGEST_AGO.get(unit, 0):
        return None
    begin = lead.start(at)
    article = lead.word(at + 1)
    if article == "the" or article in ("these", "his", "her", "its", "their", "this"):
        begin = lead.start(at + 1)
    if number == 1 and (article != "the" or unit == "day"):
        return None  # "last year" is a year of the calendar, "the past year" is not
    if lead.word(at) == "previous" and number == 1:
        return None
    interval = _reach(base, unit, number * step)
    return DateSpot(begin, end, interval) if interval else None


def _reach(base: date, unit: str, count: int) -> Interval | None:
    """So many units up to a day, or from it on."""
    days = {"day": 1, "week": 7}.get(unit)
    if days is not None:
        return intervals.days_between(
            base, *sorted((days * count, -1 if count < 0 else 1))
        )
    months = {"month": 1, "year": 12, "decade": 120}.get(unit)
    if months is None:
        return None
    return intervals.months_between(base, *sorted((0, months * count)))


def _stepped(
    reading: DatedText, base: date, unit: str, lead: Lead, end: int
) -> DateSpot | None:
    """ "Last week", "this year", "the current month", "the following year"."""
    word = lead.word(0)
    if not lead.words:
        return None
    if same := read_same(reading, unit, lead, end):
        return DateSpot(same[1], same[2], same[0])
    begin = lead.start(0)
    step, last = _STEPS.get(word), BEFORE_LAST.match(reading.content, end)
    if word == "past" and lead.word(1) == "this":
        step = -1
    if word == "the" and last is not None:  # "the week before last"
        step, end = -2, last.end()
    if step is not None and unit != "day":
        interval = _after(base, unit, step)
    elif word in ("following", "same", "that", "previous", "preceding"):
        near = reading.near(lead.start(0))
        if near is None or (word == "that" and unit not in ("year", "month")):
            return None
        if (near.end - near.start).days > {"day": 1, "week": 7, "month": 31}.get(
            unit, 366
        ):
            return None
        count = {"following": 1, "previous": -1, "preceding": -1}.get(word, 0)
        interval = _after(near.start, unit, count)
    else:
        return None
    if lead.word(1) in ("the", "this") and word != "this":
        begin = lead.start(1)
    begin = extend(reading, begin, _PARTS)
    return DateSpot(begin, end, interval) if interval else None


def _parts(
    reading: DatedText, base: date, unit: str, lead: Lead, end: int
) -> DateSpot | None:
    """ "The end of the month", "later in the day", "the rest of the year"."""
    if lead.word(0) != "the":
        return None
    ahead, further = lead.word(1), lead.word(2)
    begin = lead.start(0)
    if ahead == "of" and further in vocabulary("parts"):
        begin = extend(reading, begin, frozenset())
    elif ahead == "in" and further in ("earlier", "later", "early", "late"):
        begin = lead.start(2)
    elif not (
        (unit == "year" and (ahead == "of" and further in vocabulary("shares_of_year")))
        or (ahead == "for" and reading.is_business)
    ):
        return None
    interval = _after(base, unit, 0)
    return DateSpot(begin, end, interval) if interval else None


def _year(
    reading: DatedText, base: date, lead: Lead, start: int, end: int
) -> DateSpot | None:
    """ "Year-end", "the year-earlier", "the end of the year", "the full year"."""
    content = reading.content
    if tail := _HYPHENED.match(content, end):
        if tail[1] in ("ago", "earlier"):
            if content[end] != "-":
                return None
            interval = _year_before(reading)
        elif lead.word(0) in ("a", "per", "every", "each"):
            return None
        else:
            said = _YEAR_NEXT.match(content, tail.end())
            interval = intervals.year(int(said[1]) if said else base.year)
            tail = said or tail
        return DateSpot(start, tail.end(), interval) if interval else None
    if lead.word(0) == "full" and lead.word(1) == "the":
        interval = intervals.year(base.year)
        return DateSpot(lead.start(1), end, interval) if interval else None
    if lead.word(0) == "fiscal" and lead.word(1) in (*_STEPS, "the"):
        step = _STEPS.get(lead.word(1), 0)
        interval = intervals.fiscal_year(base.year + step)
        begin = lead.start(2) if lead.word(2) == "the" else lead.start(1)
        return DateSpot(begin, end, interval) if interval else None
    return None


def _weekend(reading: DatedText, base: date, start: int, end: int) -> DateSpot | None:
    """ "The weekend": the last one, or the next if the words speak of the future."""
    lead = reading.before(start)
    word = lead.word(0)
    if word not in ("the", "this", "last", "next", "past", "coming"):
        return None
    if _OF_DAYS.match(reading.content, end):
        return None  # "the weekend of March 3"
    begin = lead.start(0)
    last = BEFORE_LAST.match(reading.content, end) if word == "the" else None
    if last is not None:
        interval = intervals.weekend_of(base, -2)
        return DateSpot(begin, last.end(), interval) if interval else None
    if lead.word(1) in ("the", "this") and word in ("last", "past", "coming", "next"):
        begin = lead.start(1)
    begins = base.weekday()
    within = begins >= 5
    if word in ("last", "past"):
        weeks = -1
    elif word in ("next", "coming"):
        weeks = 1 if within or (word == "next" and begins >= 3) else 0
    elif within:
        weeks = 0
    elif word == "this":
        weeks = 0 if begins >= 2 or tense(reading.content, start, end) is FUTURE else -1
    else:
        weeks = 0 if tense(reading.content, begin, end) is FUTURE else -1
    interval = intervals.weekend_of(base, weeks)
    begin = extend(reading, begin, _PARTS)
    return DateSpot(begin, end, interval) if interval else None
