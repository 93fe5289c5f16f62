"""The days that stand around one month: "Aug. 4, 5 and 6", "3-7 March", "July 1 to 4".

Days joined by a hyphen or "to" are a stretch, and so are the two of "between 3 and 5";
the others are days of their own.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..words import vocabulary
from .calendar_words import YEAR_AFTER_DAY, ordinal
from .joined import MONTH_FORMS

__all__ = ["Days", "days_after", "days_before"]

_NUMBER: Final = r"([0-3]?[0-9])(?:st|nd|rd|th)?"
_STRETCH: Final = r"(?:\s?[-–—]\s?|\s?to\s?|\sthrough\s|\sthru\s|\suntil\s|\still\s)"
_LISTED: Final = r"(?:,?\s(?:and|or)\s|\s&\s|,\s)"
_FIRST_AFTER = re.compile(
    r"-(?P<hyphened>[0-3]?[0-9])(?=-[12]\d{3}\b)"
    r"|\.?\s{1,2}(?:the )?(?:(?P<digits>[0-3]?[0-9])(?:st|nd|rd|th)?"
    r"(?![\w%]|[.:,]\d|-(?!\d)(?![A-Z])|\s(?:percent|per|million|mln|p\.?m|a\.?m)\b)"
    r"|(?P<word>(?:(?:twenty|thirty)[- ])?(?:[a-z]{2,9}th|first|second|third)"
    r"|thirtieth)\b(?!\s(?:quarter|half|round)))"
)
_MORE_AFTER = re.compile(
    rf"(?:({_STRETCH})|{_LISTED})(?:the\s)?{_NUMBER}"
    r"(?![\w%]|[.:,]\d|-\d|\s(?:percent|per|million|mln|p\.?m|a\.?m)\b)"
    rf"(?!\s(?:of\s)?(?:{MONTH_FORMS})\b)"
)
_LAST_BEFORE = re.compile(rf"(?<![\d.,/$€£])(?<!\d-){_NUMBER}(?: of)?[\s-]$")
ALL_BEFORE = re.compile(
    rf"(?<![\d.,/$€£-])((?:{_NUMBER}(?:{_STRETCH}|{_LISTED})(?:the\s)?"
    rf"(?:[MTWFS][a-z]{{2,8}}day,?\s)?)+)({_NUMBER})(?: of)?\s$"
)
EACH_BEFORE = re.compile(
    rf"({_STRETCH})?(?:{_LISTED})?(?:the\s)?(?:[A-Z]\w+\s)?{_NUMBER}"
)
_JOINING = re.compile("and|or|&")
_WORD_AFTER = re.compile(r"\s([a-z]+)")
LONGEST_LIST: Final = 70
"""Characters in front of a month that may hold its days."""


class Days(NamedTuple):
    """A day of a month, or a stretch up to ``last``, at ``[start, end)`` of a text.

    ``last`` is 0 for a single day.
    """

    start: int
    end: int
    first: int
    last: int = 0


def days_after(content: str, start: int, end: int) -> list[Days]:
    """The days that follow a month written at ``[start, end)``, in reading order."""
    match = _FIRST_AFTER.match(content, end)
    if match is None:
        return []
    written = match["hyphened"] or match["digits"]
    day = int(written) if written else ordinal(match["word"])
    days = [Days(start, match.end(), day)]
    if match["digits"]:
        _take_more(content, days)
    if _is_between(content, start):
        return _bridged(days)
    return days


def _take_more(content: str, days: list[Days]) -> None:
    """Add the days that go on from the first: ", 5 and 6"."""
    sure = 1
    while match := _MORE_AFTER.match(content, days[-1].end):
        latest, day = days[-1], int(match[2])
        if not max(latest.first, latest.last) < day <= 31:
            break
        if match[1]:
            if latest.last:
                break
            days[-1] = Days(latest.start, match.end(), latest.first, day)
            sure = len(days) if len(days) == 1 or sure == len(days) else sure
            continue
        days.append(Days(match.start(2), match.end(), day))
        if _ends_list(content, match):
            sure = len(days)
    del days[sure:]


def _ends_list(content: str, match: re.Match[str]) -> bool:
    """Whether a number is free to be a day, unlike the 5 of "Aug. 4, 5 people"."""
    end = match.end()
    if YEAR_AFTER_DAY.match(content, end):
        return True
    if not _JOINING.search(match[0]):
        return False
    if content[end : end + 1] in (".", ",", ";", ":", ")", "", "\n"):
        return True
    word = _WORD_AFTER.match(content, end)
    return word is not None and word[1] in vocabulary("after_days")


def days_before(content: str, start: int, read_to: int) -> list[Days]:
    """The days directly before a month that begins at an offset.

    What stands before ``read_to`` is another date's: the 30 of "June 30-July 2".
    """
    left = max(read_to, start - LONGEST_LIST)
    found = ALL_BEFORE.search(content, left, start)
    if found is not None and (days := _several(content, found)):
        return _bridged(days) if _is_between(content, days[0].start) else days
    last = _LAST_BEFORE.search(content, max(read_to, start - 9), start)
    return [Days(last.start(), start, int(last[1]))] if last else []


def _several(content: str, found: re.Match[str]) -> list[Days]:
    """The days listed before a month; none if they are not in order."""
    days: list[Days] = []
    for match in EACH_BEFORE.finditer(content, found.start(), found.end(3)):
        day = int(match[2])
        if days and max(days[-1].first, days[-1].last) >= day:
            return []
        if match[1] and days and not days[-1].last:
            days[-1] = Days(days[-1].start, match.end(), days[-1].first, day)
        else:
            days.append(Days(match.start(2), match.end(), day))
    return days if days and max(days[-1].first, days[-1].last) <= 31 else []


def _is_between(content: str, start: int) -> bool:
    return content[max(0, start - 12) : start].removesuffix("the ").endswith("etween ")


def _bridged(days: list[Days]) -> list[Days]:
    """The days from the first to the last of "between 3 and 5"."""
    if len(days) != 2 or days[0].last or days[1].last:
        return days
    return [Days(days[0].start, days[1].end, days[0].first, days[1].first)]
