"""Dates: the days, months and years an article names.

Relative dates ("on Friday", "last month") are reckoned from the publication
date and left out where it is not known to the day: rather show less than
wrong. A weekday is the last one up to and including that day, as in news.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from search.model import Mention, MentionedDate, Precision, Published

from . import intervals
from .intervals import Interval
from .relative import relative_dates
from .words import Gap, Text, Word, vocabulary

__all__ = ["find_dates"]

# Not from ``calendar``, whose names follow the locale of the machine.
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            *("january", "february", "march", "april", "may", "june"),
            *("july", "august", "september", "october", "november", "december"),
        ],
        start=1,
    )
    for name in (names, names[:3], names[:4] if number == 9 else names)
}
_WEEKDAYS: Final = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_STEPS: Final = frozenset(["last", "this", "next"])

_DAY_BEHIND = re.compile(
    r"\.?\s([0-3]?[0-9])(?:st|nd|rd|th)?(?!\d|[.:,]\d|%| (?:percent|per|million|mln))"
    r"(?:,?\s([12][0-9]{3})\b(?![,.]?\d|-))?"
)
_DAY_BEFORE = re.compile(r"(?<![\d.,/$-])([0-3]?[0-9])(?:st|nd|rd|th)?(?: of)?\s$")
_YEAR_BEHIND = re.compile(r"\.?,?\s(?:of\s)?([12][0-9]{3})\b(?![,.]?\d|-)")
_ATTACKS = re.compile(r",? (?:terror|attack)")
_YEAR = re.compile(
    r"(?<![\w.,/$€£#:&=-])([12][0-9]{3})"
    r"(?:-([01][0-9])-([0-3][0-9])\b|(s\b)|(?![\w%$€£/]|[.,:-]\d))"
)
_WORD_BEHIND = re.compile(r"\s+([a-z]+)")


class _Spot(NamedTuple):
    start: int
    end: int
    interval: Interval


def find_dates(
    texts: Sequence[Text], published: Published | None
) -> tuple[MentionedDate, ...]:
    """Return the dates of an article in the order they are first named."""
    base = None
    if published is not None and published.precision is Precision.DAY:
        base = published.date
    mentions: dict[Interval, list[Mention]] = {}
    for text in texts:
        for start, end, interval in sorted(_spots(text, base)):
            mentions.setdefault(interval, []).append(text.mention(start, end))
    return tuple(
        MentionedDate(interval.value, interval.start, interval.end, tuple(spots))
        for interval, spots in mentions.items()
    )


def _spots(text: Text, base: date | None) -> list[_Spot]:
    spots: list[_Spot] = []
    for at, word in enumerate(text.words):
        found = None
        if word.key in _MONTHS:
            found = _day(text, word, base) or _month(text, word, base)
        elif word.key in _WEEKDAYS and base is not None:
            found = _weekday(text, at, base)
        if found is not None:
            spots.append(found)
    ends = {spot.end for spot in spots}
    spots += (spot for spot in _years(text) if spot.end not in ends)
    if base is not None:
        spots += (_Spot(*found) for found in relative_dates(text.content, base))
    return spots


def _day(text: Text, word: Word, base: date | None) -> _Spot | None:
    """The day around the name of a month: "Jan. 3, 2020", "3 May"."""
    content, month = text.content, _MONTHS[word.key]
    before = _DAY_BEFORE.search(content, max(0, word.start - 9), word.start)
    behind = None if before else _DAY_BEHIND.match(content, word.end)
    if before is not None:
        year = _YEAR_BEHIND.match(content, word.end)
        start, end = before.start(), year.end() if year else word.end
        day, year_text = int(before[1]), year[1] if year else None
    elif behind is not None:
        start, end = word.start, behind.end()
        day, year_text = int(behind[1]), behind[2]
    else:
        return None
    if year_text is not None:
        interval = intervals.day(int(year_text), month, day)
    elif (month, day) == (9, 11) and _ATTACKS.match(content, end):
        interval = intervals.day(2001, 9, 11)
    elif base is not None:
        year_number = intervals.nearest_year(base, month, day)
        interval = intervals.day(year_number, month, day)
    else:
        return None
    return _Spot(start, end, interval) if interval else None


def _month(text: Text, word: Word, base: date | None) -> _Spot | None:
    """A month with its year, or alone where a word before it makes it one.

    "in May", "last March"; but "may" and "march" alone are words.
    """
    month, start, end = _MONTHS[word.key], word.start, word.end
    lead = text.before(start).casefold()
    with_year = _YEAR_BEHIND.match(text.content, end)
    if with_year is not None:
        year, end = int(with_year[1]), with_year.end()
    elif base is None or not _stands_for_month(text, word, lead):
        return None
    elif lead == "last":
        year = base.year - (month >= base.month)
    elif lead == "next":
        year = base.year + (month <= base.month)
    elif lead == "this":
        year = base.year
    else:
        year = intervals.nearest_year(base, month, 15)
    interval = intervals.month(year, month)
    return _Spot(_with_step(text, start, lead), end, interval) if interval else None


def _stands_for_month(text: Text, word: Word, lead: str) -> bool:
    """Whether a month without a year is one: not "Theresa May", "may" or "May 40"."""
    return (
        word.gap != Gap.SPACE
        and lead in vocabulary("month_leads")
        and _DAY_BEHIND.match(text.content, word.end) is None
    )


def _weekday(text: Text, at: int, base: date) -> _Spot | None:
    words = text.words
    word = words[at]
    if word.gap == Gap.SPACE and words[at - 1].key in vocabulary("festive"):
        return None  # "Black Friday"
    after = words[at + 1] if at + 1 < len(words) else None
    if after is not None and after.key in _MONTHS and after.start - word.end <= 2:
        return None  # "Friday, January 3": the month has it
    lead = text.before(word.start).casefold()
    back = (base.weekday() - _WEEKDAYS[word.key]) % 7
    days = (
        7 - back if lead == "next" or (lead in ("this", "coming") and back) else -back
    )
    interval = intervals.day_after(base, days)
    start = _with_step(text, word.start, lead)
    return _Spot(start, word.end, interval) if interval else None


def _with_step(text: Text, start: int, lead: str) -> int:
    """The start with "last", "this" or "next" taken into the mention."""
    if lead in _STEPS and text.content[start - 1] == " ":
        return start - len(lead) - 1
    return start


def _years(text: Text) -> Iterator[_Spot]:
    """Years, decades and ISO dates; other numbers of four digits are no years."""
    for match in _YEAR.finditer(text.content):
        number = int(match[1])
        interval = None
        if match[2]:
            interval = intervals.day(number, int(match[2]), int(match[3]))
        elif match[4]:
            interval = intervals.decade(number)
        elif 1500 <= number <= 2100 and _is_year(text, match.start(), match.end()):
            interval = intervals.year(number)
        if interval is not None:
            yield _Spot(match.start(), match.end(), interval)


def _is_year(text: Text, start: int, end: int) -> bool:
    """Whether the words around four digits make them a year."""
    content, lead = text.content, text.before(start).casefold()
    match = _WORD_BEHIND.match(content, end, end + 20)
    behind = match[1] if match else ""
    if lead.lstrip("(") in vocabulary("year_leads"):
        return behind not in vocabulary("units")
    if content[start - 1 : start] == "(" and content[end : end + 1] in (")", "-", "–"):
        return True
    if lead in vocabulary("weak_year_leads") or lead.endswith(("'s", "’s")):
        return not _is_counted(behind) and content[start:end] >= "1800"
    return False


def _is_counted(word: str) -> bool:
    """Whether a word behind digits is what they count: "2000 soldiers"."""
    if word in vocabulary("units"):
        return True
    return word.endswith("s") and word not in vocabulary("not_counted")
