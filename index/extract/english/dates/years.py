"""Years, decades and centuries: "in 1989", "1914-18", "the '80s", "the 20th century".

Four digits are a year if the words around them say so; numbers are many.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ..words import vocabulary
from . import intervals
from .calendar_words import PARTS, SPELLED_YEAR, full_year, spelled_year
from .joined import another_year
from .reader import DatedText, DateSpot, Lead, extend
from .relative.amounts import read_century_ago

__all__ = [
    "read_century",
    "read_decade",
    "read_short_year",
    "read_spelled",
    "read_year",
]

_UNFIT_BEHIND = re.compile(r"[\w%$€£/]|[.,:-]\d|-[a-z]+-of|['’](?!s\b)\w")
_WORD_BEHIND = re.compile(r"[\s-]+([A-Za-z]+)")
_NOUN_BEHIND = re.compile(r"\s[a-z]{3}")
_CAPITAL_BEHIND = re.compile(r"['’s]*\s[A-Z]")
_RANGE = re.compile(r"\s?[-–/]\s?([12][0-9]{3}|[0-9]{2})(?![\w,/-]|\.\d)")
_CENTURIES: Final = {
    word: number
    for number, word in enumerate(
        [
            *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
            *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
        ],
        start=10,
    )
}
_TENS: Final = {
    "twenties": 1920,
    "thirties": 1930,
    "forties": 1940,
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
}
_FISCAL_AFTER: Final = re.compile(
    r"(?:(?:,|,?\s(?:and|or))\s[12][0-9]{3}){0,3}\sfiscal\syears?\b"
)
_LISTED: Final = (" and ", ", ", " or ", ", and ")
_OWNERS: Final = frozenset(["his", "her", "their", "my", "our", "your", "its", "that"])


def read_year(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read four digits that may be a year, or a range of years."""
    content, number = reading.content, int(reading.content[start:end])
    plural = content[end : end + 1] == "s" or content[end : end + 2] in ("'s", "’s")
    if plural and number % 10 == 0 and not content[end + 1 : end + 3].isalpha():
        return _decade(reading, number, start, end)
    if not 1000 <= number <= 2999:
        return None
    lead = reading.before(start)
    if span := _RANGE.match(content, end):
        return _range(reading, number, span, start)
    if _UNFIT_BEHIND.match(content, end):
        return None
    word = lead.word(0)
    if 1900 <= number <= 2100 and (
        _FISCAL_AFTER.match(content, end)
        or (word == "years" and lead.word(1) == "fiscal")
    ):
        interval = intervals.fiscal_year(number)
        start = lead.start(1) if word == "years" else start
        return DateSpot(start, end, interval) if interval else None
    if word in ("fiscal", "fy", "year") and 1900 <= number <= 2100:
        start = lead.start(0)
        if word == "year":
            interval = intervals.year(number)
            start = lead.start(1) if lead.word(1) == "the" else start
            if lead.word(1) == "fiscal":
                start = lead.start(2 if lead.word(2) == "the" else 1)
                interval = intervals.fiscal_year(number)
        else:
            interval = intervals.fiscal_year(number)
        return DateSpot(start, end, interval) if interval else None
    if interval := another_year(reading, start, number):
        return DateSpot(start, end, interval)
    if not _is_year(reading, number, lead.word(0), start, end):
        return None
    interval = intervals.year(number)
    start = extend(reading, start, PARTS)
    return DateSpot(start, end, interval) if interval else None


def read_short_year(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read the two digits after an apostrophe: "in '08 and '12"."""
    interval = intervals.year(full_year(reading.content[start:end]))
    start -= 1
    lead, latest = reading.before(start), reading.latest
    listed = latest is not None and reading.content[latest.end : start] in _LISTED
    if interval is None or not (
        listed
        or lead.word(0) in (*vocabulary("year_leads"), "of")
        or (lead.word(0) == "the" and _NOUN_BEHIND.match(reading.content, end))
    ):
        return None  # "the class of '98", "the '68 election"
    return DateSpot(start, end, interval)


def _decade(reading: DatedText, number: int, start: int, end: int) -> DateSpot | None:
    """``1980s``; the plural of a century, ``1900s``, is its first decade."""
    content = reading.content
    apostrophe = content[end] != "s"
    if apostrophe and reading.before(start).word(0) not in ("the", "early", "late"):
        return None  # "1980's war" is the war of a year
    interval = intervals.decade(number)
    end += 2 if apostrophe else 1
    start = _with_article(reading, extend(reading, start, PARTS))
    return DateSpot(start, end, interval) if interval else None


def _with_article(reading: DatedText, start: int) -> int:
    lead = reading.before(start)
    return lead.start(0) if lead.word(0) == "the" else start


def _range(
    reading: DatedText, number: int, span: re.Match[str], start: int
) -> DateSpot | None:
    """``1914-18``, ``1987/88``, ``1990-1995``."""
    last = int(span[1]) if len(span[1]) == 4 else number // 100 * 100 + int(span[1])
    if len(span[1]) == 2 and last < number:
        last += 100  # 1999-00
    if not (1500 <= number < last <= min(number + 200, 2100)):
        return None
    if len(span[1]) == 2 and number % 100 < 13 and last - number > 12:
        return None
    interval = intervals.years_between(number, last)
    return DateSpot(start, span.end(), interval) if interval else None


def _is_year(reading: DatedText, number: int, lead: str, start: int, end: int) -> bool:
    """Whether the words around four digits make them a year."""
    content = reading.content
    if content[start - 1 : start] not in (" ", "\n", "(", "\xa0", "", "-", "“", '"'):
        return False
    match = _WORD_BEHIND.match(content, end, end + 24)
    after = match[1].lower() if match else ""
    if after in vocabulary("units") or lead in vocabulary("numbering"):
        return False
    if content[start - 1 : start] == "(":
        return 1500 <= number <= 2100 and content[end : end + 1] in (
            ")",
            "-",
            "–",
            ",",
            ";",
        )
    if lead in vocabulary("year_leads"):
        return 1000 <= number <= 2100
    newest = (reading.base.year if reading.base else 2030) + 30
    if not 1800 <= number <= newest:
        return False
    if lead in vocabulary("weak_year_leads") or lead.endswith(("'s", "’s")):
        return not _is_counted(after)
    if number < 1900 or _is_name(reading, start):
        return False
    if lead.rstrip(",")[-1:].isdigit():
        # "2000, 2004 and 2008", but not "April 31, 2000"
        latest = reading.latest
        return latest is not None and start - latest.end == 2
    return not _is_counted(after) or (number >= 1950 and number % 50 != 0)


def _is_name(reading: DatedText, start: int) -> bool:
    """Whether a capitalised word stands before a number: "Orion 1980"."""
    lead = reading.before(start)
    if lead.word(0) in vocabulary("articles") or lead.word(0) in _OWNERS:
        return False
    return lead.is_capital()


def _is_counted(word: str) -> bool:
    """Whether a word after digits is what they count: "2000 soldiers"."""
    return word.endswith("s") and word not in vocabulary("not_counted")


def read_decade(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read ``'80s`` or "the nineties"; the twenties of a life are none."""
    content = reading.content
    text = content[start:end].lower()
    if text[0].isdigit():
        if content[start - 1 : start] not in ("'", "’"):
            return None
        start -= 1
        number = 10 * int(text[0]) + (2000 if text[0] in "01" else 1900)
    else:
        number = _TENS[text]
        lead = reading.before(start)
        if lead.word(0) in ("early", "late", "mid"):
            if lead.word(1) in _OWNERS:
                return None
        elif lead.word(0) != "the":
            return None
        if content[end : end + 1] == "-" or lead.word(0) == "the" == lead.word(2):
            return None
    interval = intervals.decade(number)
    start = _with_article(reading, extend(reading, start, PARTS))
    return DateSpot(start, end, interval) if interval else None


def read_century(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read the word after "the 20th" or "this", or after "the 19th and 20th"."""
    lead = reading.before(start)
    if reading.content[start] == "C" and _CAPITAL_BEHIND.match(reading.content, end):
        return None  # "21st Century Fox"
    if spot := read_century_ago(reading, start, end):
        return spot
    first, at = _first_year(lead, 0, reading.base)
    interval = intervals.century(first) if first is not None else None
    if interval is None:
        return None
    begin = lead.start(at)
    if reading.content[end - 1] == "s" and lead.word(at + 1) in ("and", "to", "or"):
        other, before = _first_year(lead, at + 2, reading.base)
        earlier = intervals.century(other) if other is not None else None
        if earlier is not None:
            last = DateSpot(begin, end, interval)
            word = lead.start(before)
            stop = word + len(reading.content[word:begin].split()[0])
            word = _with_article(reading, extend(reading, word, PARTS))
            return DateSpot(word, stop, earlier, (last,))
    start = _with_article(reading, extend(reading, begin, PARTS))
    return DateSpot(start, end, interval)


def _first_year(lead: Lead, at: int, base: date | None) -> tuple[int | None, int]:
    """The first year of the century that a word names, and which word begins it."""
    word = lead.word(at)
    if word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return (100 * int(word[:-2]) - 100 if len(word) <= 4 else None), at
    if word == "first" and lead.word(at + 1) == "twenty":
        return 2000, at + 1
    if word in _CENTURIES:
        return 100 * _CENTURIES[word] - 100, at
    if word in ("this", "last") and base is not None:
        return base.year // 100 * 100 - (100 if word == "last" else 0), at
    return None, at


def read_spelled(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "nineteen eighty-nine" and "the year two thousand", as spoken."""
    content = reading.content
    if content[start] != "t":
        match = SPELLED_YEAR.match(content, start)
        if match is None:
            return None
        number, end = spelled_year(match), match.end()
    else:
        lead = reading.before(start)
        if lead.word(0) != "year":
            return None
        number = 2000
        start = lead.start(1) if lead.word(1) == "the" else lead.start(0)
    interval = intervals.year(number)
    start = extend(reading, start, PARTS)
    return DateSpot(start, end, interval) if interval else None
