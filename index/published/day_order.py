"""Whether 3/4/2020 is in March or in April.

These decide, in this order: that only one of the two is not in the future; the date in
the URL; a date in words at the head of the article; the country of the site. Without
such evidence the date is read as Americans write it, with less confidence.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from search.codes.months import MONTH_NUMBERS
from search.model.article import Precision

from ..records import Draft
from .formats import WrittenDate
from .url import date_in_url, host_of

__all__ = ["agrees", "days_named", "resolve_order"]

_CERTAIN: Final = 1.0
_LIKELY: Final = 0.8
_DOUBTFUL: Final = 0.5
_HEAD: Final = 3000
"""Characters of the body in which a date in words says when it was written."""
_APART: Final = 2
"""Days by which a site's clock may differ from its URLs."""

_IN_WORDS: Final = re.compile(
    r"\b(?:(?P<day1>\d{1,2})(?:st|nd|rd|th)? (?P<name1>[A-Z][a-z]{2,8})"
    r"|(?P<name2>[A-Z][a-z]{2,8})\.? (?P<day2>\d{1,2}))(?![\d:])"
)
_MONTH_FIRST: Final = frozenset(["us", "gov", "mil"])
_ANY_COUNTRY: Final = frozenset("ca ph co io me tv fm ly ai to cc ws gg im am".split())
"""Endings of two letters that tell no country, or one that writes both ways."""


def resolve_order(found: WrittenDate, draft: Draft, latest: date) -> tuple[date, float]:
    """The day a date means, and how sure that can be at most, 0 to 1.

    Args:
        latest: the last day on which it can have been published.
    """
    other = found.other
    if other is None:
        return found.date, _CERTAIN
    if (found.date > latest) != (other > latest):
        return min(found.date, other), _CERTAIN
    choices = (found.date, other)
    for right in (
        [choice for choice in choices if agrees(choice, date_in_url(draft.url))],
        [c for c in choices if (c.month, c.day) in days_named(draft.body)],
    ):
        if len(right) == 1:
            return right[0], _CERTAIN
    country = host_of(draft.url).rpartition(".")[2]
    if country in _MONTH_FIRST:
        return found.date, _LIKELY
    if len(country) == 2 and country.isalpha() and country not in _ANY_COUNTRY:
        return other, _LIKELY
    return found.date, _DOUBTFUL


def agrees(day: date, by_url: WrittenDate | None) -> bool:
    """Whether a day is that of a URL, or in its month."""
    if by_url is None:
        return False
    if by_url.precision is Precision.MONTH:
        return (day.year, day.month) == (by_url.date.year, by_url.date.month)
    return by_url.precision is Precision.DAY and abs((day - by_url.date).days) <= _APART


def days_named(body: str) -> set[tuple[int, int]]:
    """Month and day of the dates in words at the head of a text."""
    named = set()
    for match in _IN_WORDS.finditer(body, 0, _HEAD):
        month = MONTH_NUMBERS.get((match["name1"] or match["name2"]).lower())
        if month is not None:
            named.add((month, int(match["day1"] or match["day2"])))
    return named
