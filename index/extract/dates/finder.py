"""The dates of an article in a language that has a pack of words.

The words that dates are built on are found first, then the patterns of the language
are tried in a few dozen characters around each, so that time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from search.model.article import Mention, MentionedDate, Precision, Published

from ..english.dates import intervals
from ..english.dates.intervals import Interval
from ..texts import ArticleText
from .grammar import Pattern
from .pack import Pack, pack_of
from .reading import Reading
from .resolve import resolve

__all__ = ["find_packed_dates"]

_BEFORE: Final = 40
"""Characters before a word in which its date may begin."""

_AFTER: Final = 60
_MOST: Final = 20_000
"""Words looked at in one text: a bound for texts that are made of nothing else."""

_DAY_OF_LIST = re.compile(r"\d{1,2}")

Spot = tuple[int, int, Interval]
"""A date at ``[start, end)`` of a text."""


def find_packed_dates(
    texts: Sequence[ArticleText], published: Published | None, language: str
) -> tuple[MentionedDate, ...]:
    """Return the dates of an article in the order they are first named.

    Relative dates are counted from the day of publication and left out where that is
    not known. A language without a pack has none.
    """
    pack = pack_of(language)
    if pack is None:
        return ()
    exact = published is not None and published.precision is Precision.DAY
    base = published.date if published is not None and exact else None
    mentions: dict[Interval, list[Mention]] = {}
    for text in texts:
        for start, end, interval in _spots(text.content, base, pack):
            mentions.setdefault(interval, []).append(text.mention(start, end))
    return tuple(
        MentionedDate(interval.value, interval.start, interval.end, tuple(found))
        for interval, found in mentions.items()
    )


def _spots(content: str, base: date | None, pack: Pack) -> Iterator[Spot]:
    """The dates of a text in reading order; none overlap."""
    reading = Reading(content, base, pack)
    done = tried = 0
    for anchor in islice(pack.anchors.finditer(content), _MOST):
        at = anchor.start()
        if at < tried:
            continue
        match = _around(content, at, done, pack)
        if match is None:
            continue
        tried = match.end()
        pattern, found = _parts(match, pack)
        interval = resolve(reading, pattern, found, match.start(), match.end())
        if interval is None:
            continue
        done = match.end()
        for spot in _listed(match, pattern, found, interval, pack):
            yield spot
            reading.latest, reading.latest_end = spot[2], spot[1]


def _around(content: str, at: int, done: int, pack: Pack) -> re.Match[str] | None:
    """The first pattern that has the word at an offset."""
    begin, last = max(done, at - _BEFORE), at + _AFTER
    while match := pack.expression.search(content, begin, last):
        if match.start() > at:
            return None
        if match.end() > at:
            return match
        begin = match.end()
    return None


def _parts(match: re.Match[str], pack: Pack) -> tuple[Pattern, dict[str, str]]:
    """The pattern that was found, and what is in its slots."""
    number = int((match.lastgroup or "p0")[1:])
    held = ((slot, match[group]) for slot, group in pack.groups[number])
    return pack.patterns[number], {slot: text for slot, text in held if text}


def _listed(
    match: re.Match[str],
    pattern: Pattern,
    found: dict[str, str],
    interval: Interval,
    pack: Pack,
) -> Iterator[Spot]:
    """The days before the last one of a list, "3., 4. und 5. Mai", then that."""
    groups = dict(pack.groups[pattern.number])
    if found.get("hours"):  # "14.30–17 Uhr" names its day twice
        group = groups["hours"]
        yield (
            match.start(),
            match.start(group) + len(found["hours"].rstrip(" –-")),
            interval,
        )
        yield match.start(groups["hour"]), match.end(), interval
        return
    if not found.get("days"):
        yield match.start(), match.end(), interval
        return
    group = groups["days"]
    begin = match.start(group)
    first = match.start()
    for day in _DAY_OF_LIST.finditer(match[group]):
        one = intervals.day(interval.start.year, interval.start.month, int(day[0]))
        if one is not None:
            yield first, begin + day.end(), one
        first = begin + day.end()
    start = match.start(groups["day"])
    yield start, match.end(), interval
