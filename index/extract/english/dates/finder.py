"""The dates of an article: one pass, in which every word that may be one is read.

Relative dates ("on Friday", "last month") are counted from the publication
date and left out where it is not known to the day: rather show less than wrong.

One regular expression finds the words that dates are built on (a month, a
weekday, "year", four digits); a reader for its kind looks at the words
around each, a few dozen characters to each side, so that time is linear.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Final

from search.codes.months import MONTH_NUMBERS
from search.model.article import Mention, MentionedDate, Precision, Published

from ....published.dateline import read_dateline
from ...texts import ArticleText
from ..words import vocabulary
from . import intervals
from .calendar import NINE_ELEVEN, read_month, read_nine_eleven
from .digits import read_digits
from .intervals import Interval
from .quarters import read_first_months, read_half, read_period, read_quarter
from .reader import DatedText, DateSpot
from .relative.repeated import read_weekdays
from .relative.units import read_unit
from .seasons import feasts, read_feast, read_season
from .short_periods import SHORT_PERIOD, read_short_period
from .weekdays import read_day_word, read_part_of_day, read_weekday
from .years import (
    read_century,
    read_decade,
    read_short_year,
    read_spelled,
    read_year,
)

__all__ = ["anchors", "find_dates"]

_Read = Callable[[DatedText, int, int], DateSpot | None]


def _read_unit(reading: DatedText, start: int, end: int) -> DateSpot | None:
    if reading.content[start:end] == "months":
        return read_first_months(reading, start, end) or read_unit(reading, start, end)
    return read_unit(reading, start, end)


_READERS: Final[Mapping[str, _Read]] = {
    "month": read_month,
    "weekday": read_weekday,
    "weekdays": read_weekdays,
    "day_word": read_day_word,
    "part_of_day": read_part_of_day,
    "unit": _read_unit,
    "quarter": read_quarter,
    "half": read_half,
    "period": read_period,
    "season": read_season,
    "century": read_century,
    "decade": read_decade,
    "spelled": read_spelled,
}
_MOST: Final = 20_000
"""Words looked at in one text, as many as in six megabytes of news: a bound for
texts that are made of nothing else."""


@cache
def anchors() -> tuple[re.Pattern[str], dict[str, _Read]]:
    """The pattern of words that dates are built on, and the reader for each word.

    The pattern finds a word with the sign before it.
    """
    readers = {
        word.replace("_", " "): reader
        for kind, reader in _READERS.items()
        for word in vocabulary(f"{kind}_anchors")
    }
    readers |= dict.fromkeys(feasts(), read_feast)
    readers |= {name.replace("'", "’"): read_feast for name in feasts() if "'" in name}
    small, great, figures = (
        [word for word in readers if is_kind(word[0])]
        for is_kind in (str.islower, str.isupper, str.isdigit)
    )
    # A word begins after a sign that is no part of one: looked for first, as letters
    # are passed over many times faster than each is asked whether a word begins.
    # What precedes it is looked at last, or that would be done at every place.
    pattern = re.compile(
        rf"\W(?:(?=[{_firsts(small)}])(?:{_trie(small)})\b"
        rf"|(?=[{_firsts(great)}])(?:{_trie(great)})\b"
        rf"|(?=[CFHQ]){SHORT_PERIOD}"
        rf"|(?=[0-9])(?:(?:{_trie(figures)})\b"
        rf"|{NINE_ELEVEN}(?<![\d/.$-].{{{len(NINE_ELEVEN)}}})(?![\d/.-])"
        rf"|{SHORT_PERIOD}"
        r"|[0-9]{2}(?<=['’][0-9]{2})(?![\w'’:/-]|[.,]\d)"
        r"|[12][0-9]{3}(?![0-9]|[-/.][0-9]{1,2}[-/.][0-9]|[,.][0-9])"
        r"|[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4}(?:\b|(?=T\d))))"
    )
    return pattern, readers | {NINE_ELEVEN: read_nine_eleven}


def _firsts(words: Iterable[str]) -> str:
    return "".join(sorted({word[0] for word in words}))


def _trie(words: Iterable[str]) -> str:
    """A pattern for any of the words that tries no letter in vain.

    Python's engine skips an alternative by its first letter only.
    """
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[:1], set()).add(word[1:])
    ends = tails.pop("", None) is not None
    branches = [re.escape(letter) + _trie(tails[letter]) for letter in sorted(tails)]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def find_dates(
    texts: Sequence[ArticleText], published: Published | None
) -> tuple[MentionedDate, ...]:
    """Return the dates of an article in the order they are first named."""
    base = _base(texts, published)
    mentions: dict[Interval, list[Mention]] = {}
    for text in texts:
        for spot in _spots(text.content, base):
            mention = text.mention(spot.start, spot.end)
            mentions.setdefault(spot.interval, []).append(mention)
    return tuple(
        MentionedDate(interval.value, interval.start, interval.end, tuple(spots))
        for interval, spots in mentions.items()
    )


_MONTH_AND_DAY = re.compile(
    r"(?P<name1>[A-Z][a-z]{2})[a-z]*\.? (?P<day1>\d{1,2})"
    r"|(?P<day2>\d{1,2}) (?P<name2>[A-Z][a-z]{2})"
)


def _base(texts: Sequence[ArticleText], published: Published | None) -> date | None:
    """The day that dates are counted from: of publication, or of the dateline."""
    if published is None or published.precision is Precision.DAY:
        return published.date if published is not None else None
    for text in texts:
        dateline = read_dateline(text.content)
        match = _MONTH_AND_DAY.search(dateline.day) if dateline is not None else None
        if match is None:
            continue
        day = int(match["day1"] or match["day2"])
        month = MONTH_NUMBERS[(match["name1"] or match["name2"]).lower()[:3]]
        found = intervals.day(published.date.year, month, day)
        if found is not None and published.date <= found.start < published.end:
            return found.start
    return None


def _reader_of(word: str) -> _Read:
    """The reader for what is found by its shape."""
    if word.isdigit():
        return read_year if len(word) == 4 else read_short_year
    return read_short_period if any(map(str.isalpha, word)) else read_digits


def _spots(content: str, base: date | None) -> list[DateSpot]:
    """The dates of a text in reading order; none overlap."""
    reading = DatedText(content, base)
    spots: list[DateSpot] = []
    end = 0
    pattern, readers = anchors()
    for match in islice(pattern.finditer(f" {content}"), _MOST):
        # the sign set before the text moves what is found by one
        start, after = match.start(), match.end() - 1
        if start < end:
            continue
        word = content[start:after]
        reader = readers.get(word) or _reader_of(word)
        spot = reader(reading, start, after)
        if spot is None:
            continue
        while spots and spots[-1].end > spot.start:
            spots.pop()  # "last year" in "last year's third quarter"
        spots += (spot._replace(others=()), *spot.others)
        reading.latest = spots[-1]
        end = spots[-1].end
    return spots
