"""The dates of an article: one pass, in which every word that may be one is read.

Relative dates ("on Friday", "last month") are reckoned from the publication
date and left out where it is not known to the day: rather show less than wrong.

One regular expression finds the words that dates are built on (a month, a
weekday, "year", four digits); a reader for its kind looks at the words
around each, a few dozen characters to each side, so that time is linear.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

from search.model import Mention, MentionedDate, Precision, Published

from ..words import Text
from .intervals import Interval
from .quarters import read_first_months, read_half, read_period, read_quarter
from .reading import Reading, Spot
from .seasons import feasts, read_feast, read_season
from .units import read_unit
from .weekdays import read_day_word, read_part_of_day, read_weekday
from .written import read_digits, read_month
from .years import read_century, read_decade, read_spelled, read_year

__all__ = ["find_dates"]

_Read = Callable[[Reading, int, int], Spot | None]


def _read_unit(reading: Reading, start: int, end: int) -> Spot | None:
    return read_first_months(reading, start, end) or read_unit(reading, start, end)


_READERS: Final[Mapping[str, _Read]] = {
    "month": read_month,
    "weekday": read_weekday,
    "word": read_day_word,
    "part": read_part_of_day,
    "unit": _read_unit,
    "quarter": read_quarter,
    "half": read_half,
    "period": read_period,
    "season": read_season,
    "century": read_century,
    "decade": read_decade,
    "spelled": read_spelled,
    "year": read_year,
    "digits": read_digits,
}


@cache
def _anchors() -> re.Pattern[str]:
    """The words that dates are built on, a group for each reader.

    The look-ahead at the first letter spares the engine most words.
    """
    feast = "|".join(
        sorted((name.replace("'", "['’]") for name in feasts()), key=len, reverse=True)
    )
    return re.compile(
        r"\b(?=[JFMASONDTWYHCGEVLIBPydtnwmqcshfpae0-9])(?:"
        r"(?P<unit>(?:day|week(?:end)?|month|year|decade|fortnight)s?\b"
        r"|Year(?=-(?:ago|earlier|end)))"
        r"|(?P<year>[12][0-9]{3}(?![0-9]|-[01][0-9]-[0-3]|[,.][0-9]))"
        r"|(?P<month>(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
        r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
        r"|(?:JAN(?:UARY)?|FEB(?:RUARY)?|MARCH|APRIL|JUNE|JULY|AUG(?:UST)?"
        r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b)"
        r"|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
        r"|(?P<word>(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b)"
        r"|(?P<part>(?:night|morning|afternoon|evening)\b)"
        r"|(?P<quarter>(?:[Qq]uarter|qtr|QTR)s?\b)"
        r"|(?P<half>half\b)"
        r"|(?P<period>period\b)"
        r"|(?P<season>(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|fall)\b)"
        r"|(?P<century>[Cc]entury\b)"
        r"|(?P<decade>(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b"
        r"|(?<=['’])[0-9]0s\b)"
        r"|(?P<spelled>[Nn]ineteen[ -]|two thousand\b)"
        r"|(?P<digits>[0-9]{1,4}(?:[/.][0-9]{1,2}[/.]|-[0-9]{1,2}-)[0-9]{1,4}\b)"
        rf"|(?P<feast>(?:{feast})\b))"
    )


def find_dates(
    texts: Sequence[Text], published: Published | None
) -> tuple[MentionedDate, ...]:
    """Return the dates of an article in the order they are first named."""
    base = None
    if published is not None and published.precision is Precision.DAY:
        base = published.date
    mentions: dict[Interval, list[Mention]] = {}
    for text in texts:
        for start, end, interval in _spots(text.content, base):
            mentions.setdefault(interval, []).append(text.mention(start, end))
    return tuple(
        MentionedDate(interval.value, interval.start, interval.end, tuple(spots))
        for interval, spots in mentions.items()
    )


def _spots(content: str, base: date | None) -> list[Spot]:
    """The dates of a text in reading order; none overlap."""
    reading = Reading(content, base)
    spots: list[Spot] = []
    end = 0
    for match in _anchors().finditer(content):
        if match.start() < end:
            continue
        kind = match.lastgroup or ""
        reader = _READERS.get(kind, read_feast)
        spot = reader(reading, match.start(), match.end())
        if spot is None:
            continue
        while spots and spots[-1].end > spot.start:
            spots.pop()  # "last year" in "last year's third quarter"
        spots.append(spot)
        reading.latest = spot
        end = spot.end
    return spots
