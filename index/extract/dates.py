"""Dates: the days, months and years an article names.

Relative dates ("on Friday", "last month") are reckoned from the publication
date and left out where it is not known to the day: rather show less than
wrong. A weekday is the last one up to and including that day, as in news.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from search.model import Mention, MentionedDate, Precision, Published

from . import intervals
from .intervals import Interval
from .words import Gap, Text, Word

__all__ = ["find_dates"]

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|"
        "august aug|september sept sep|october oct|november nov|december dec".split(
            "|"
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = {
    name: number
    for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split()
    )
}
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1}

_FESTIVE: Final = frozenset("black good super easter ash palm cyber bloody fat".split())
_DAY_BEHIND = re.compile(
    r"\.?\s([0-3]?[0-9])(?:st|nd|rd|th)?(?!\d|[.:,]\d|%| (?:percent|per|million|mln))"
    r"(?:,?\s([12][0-9]{3})\b(?![,.]?\d|-))?"
)
_DAY_BEFORE = re.compile(r"(?<![\d.,/$-])([0-3]?[0-9])(?:st|nd|rd|th)?(?: of)?\s$")
_YEAR_BEHIND = re.compile(r"\.?,?\s(?:of\s)?([12][0-9]{3})\b(?![,.]?\d|-)")
_ATTACKS = re.compile(r",? (?:terror|attack)")
_MONTH_LEADS: Final = frozenset(
    "in last since until by during early late this next from of through till before "
    "after mid-".split()
)
_YEAR = re.compile(
    r"(?<![\w.,/$€£#:&=-])([12][0-9]{3})"
    r"(?:-([01][0-9])-([0-3][0-9])\b|(s\b)|(?![\w%$€£/]|[.,:-]\d))"
)
_YEAR_LEADS: Final = frozenset(
    "in since during until till before after early late mid year summer spring "
    "winter autumn fall circa".split()
)
_WEAK_YEAR_LEADS: Final = frozenset("of by from to and the through between".split())
_RELATIVE = re.compile(
    r"\b(?:([Yy]esterday|[Tt]oday|[Tt]omorrow)"
    r"|([Ll]ast|[Nn]ext|[Tt]his) (week|month|year)"
    r"|([Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine"
    r"|[Tt]en|[Ee]leven|[Tt]welve|[0-9]{1,3}) (day|week|month|year)s? ago)\b"
)
_STEPS: Final = {"last": -1, "this": 0, "next": 1}

type_Spot = tuple[int, int, Interval]


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


def _spots(text: Text, base: date | None) -> list[tuple[int, int, Interval]]:
    spots: list[tuple[int, int, Interval]] = []
    for at, word in enumerate(text.words):
        found = None
        if word.key in _MONTHS:
            found = _month_spot(text, word, base)
        elif word.key in _WEEKDAYS and base is not None:
            found = _weekday_spot(text, at, base)
        if found is not None:
            spots.append(found)
    ends = {end for _, end, _ in spots}
    spots += (spot for spot in _year_spots(text) if spot[1] not in ends)
    if base is not None:
        spots += _relative_spots(text, base)
    return spots


def _month_spot(
    text: Text, word: Word, base: date | None
) -> tuple[int, int, Interval] | None:
    """The date around the name of a month: "Jan. 3, 2020", "3 May", "in March"."""
    content, number = text.content, _MONTHS[word.key]
    start = word.start
    before = _DAY_BEFORE.search(content, max(0, start - 9), start)
    behind = None if before else _DAY_BEHIND.match(content, word.end)
    if before or behind:
        if before:
            start = before.start()
            day_number, end = int(before[1]), word.end
            year_match = _YEAR_BEHIND.match(content, word.end)
            year_text = year_match[1] if year_match else None
            end = year_match.end() if year_match else end
        else:
            assert behind is not None
            day_number, year_text, end = int(behind[1]), behind[2], behind.end()
        if year_text is not None:
            interval = intervals.day(int(year_text), number, day_number)
        elif (number, day_number) == (9, 11) and _ATTACKS.match(content, end):
            interval = intervals.day(2001, 9, 11)
        elif base is not None:
            year = intervals.nearest_year(base, number, day_number)
            interval = intervals.day(year, number, day_number)
        else:
            interval = None
        return (start, end, interval) if interval else None
    with_year = _YEAR_BEHIND.match(content, word.end)
    if with_year:
        interval = intervals.month(int(with_year[1]), number)
        return (start, with_year.end(), interval) if interval else None
    return _bare_month(text, word, base)


def _bare_month(
    text: Text, word: Word, base: date | None
) -> tuple[int, int, Interval] | None:
    """A month alone, if what stands before it says it is one: "in May"."""
    lead = text.before(word.start).casefold()
    number = _MONTHS[word.key]
    if base is None or lead not in _MONTH_LEADS or word.gap == Gap.SPACE:
        return None
    if lead == "last":
        year = base.year - (number >= base.month)
    elif lead == "next":
        year = base.year + (number <= base.month)
    elif lead == "this":
        year = base.year
    else:
        year = intervals.nearest_year(base, number, 15)
    start = word.start
    if lead in _STEPS and text.content[start - 1] == " ":
        start -= len(lead) + 1
    interval = intervals.month(year, number)
    return (start, word.end, interval) if interval else None


def _weekday_spot(text: Text, at: int, base: date) -> tuple[int, int, Interval] | None:
    word = text.words[at]
    if word.gap == Gap.SPACE and text.words[at - 1].key in _FESTIVE:
        return None
    after = text.words[at + 1] if at + 1 < len(text.words) else None
    if after is not None and after.key in _MONTHS and after.start - word.end <= 2:
        return None  # "Friday, January 3": the month has it
    lead = text.before(word.start).casefold()
    back = (base.weekday() - _WEEKDAYS[word.key]) % 7
    days = -back
    if lead == "next" or (lead in ("this", "coming") and back):
        days = 7 - back
    start = word.start
    if lead in _STEPS and text.content[start - 1] == " ":
        start -= len(lead) + 1
    interval = intervals.day_after(base, days)
    return (start, word.end, interval) if interval else None


def _year_spots(text: Text) -> Iterator[tuple[int, int, Interval]]:
    """Years, decades and ISO dates; other numbers of four digits are no years."""
    for match in _YEAR.finditer(text.content):
        number = int(match[1])
        if match[2]:
            interval = intervals.day(number, int(match[2]), int(match[3]))
        elif match[4]:
            interval = intervals.decade(number)
        elif 1500 <= number <= 2100 and _is_year(text, match.start(), match.end()):
            interval = intervals.year(number)
        else:
            interval = None
        if interval is not None:
            yield match.start(), match.end(), interval


_BEHIND = re.compile(r"\s+([a-z]+)")
_NOT_COUNTED: Final = frozenset(
    "was is has as its this news elections olympics olympic games always perhaps "
    "attacks primaries presidents campaigns talks towards politics across".split()
)


def _is_year(text: Text, start: int, end: int) -> bool:
    """Whether the words around four digits make them a year."""
    behind = _BEHIND.match(text.content, end, end + 20)
    counted = behind is not None and _counts(behind[1])
    lead = text.before(start).casefold()
    if lead.lstrip("(") in _YEAR_LEADS:
        return behind is None or behind[1] not in _UNITS
    if text.content[start - 1 : start] == "(" and text.content[end : end + 1] in ")-–":
        return True
    if lead in _WEAK_YEAR_LEADS or lead.endswith(("'s", "’s")) or lead in _MONTHS:
        return not counted and number_is_modern(text.content[start:end])
    return False


_UNITS: Final = frozenset(
    "people troops soldiers dollars dlrs miles km kilometers kilometres percent pct "
    "million mln billion tonnes tons barrels feet men women jobs pounds euros".split()
)


def _counts(word: str) -> bool:
    return word in _UNITS or (word.endswith("s") and word not in _NOT_COUNTED)


def number_is_modern(digits: str) -> bool:
    return "1800" <= digits <= "2100"


def _relative_spots(text: Text, base: date) -> Iterable[tuple[int, int, Interval]]:
    for match in _RELATIVE.finditer(text.content):
        word, step, unit, count, ago = match.groups()
        if word is not None:
            if (
                word[0] == "T"
                and text.content[match.start() - 2 : match.start()][:1].isalpha()
            ):
                continue  # "USA Today"
            days = {"yesterday": -1, "today": 0, "tomorrow": 1}[word.lower()]
            interval = intervals.day_after(base, days)
        elif step is not None:
            interval = _units_after(base, unit, _STEPS[step.lower()])
        else:
            lower = count.lower()
            number = int(lower) if lower.isdigit() else _NUMBERS[lower]
            interval = _units_after(base, ago, -number)
        if interval is not None:
            yield match.start(), match.end(), interval


def _units_after(base: date, unit: str, count: int) -> Interval | None:
    match unit:
        case "day":
            return intervals.day_after(base, count)
        case "week":
            return intervals.week_of(base, count)
        case "month":
            return intervals.months_after(base, count)
        case _:
            return intervals.year(base.year + count)
