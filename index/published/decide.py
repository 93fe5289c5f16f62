"""When an article was published: which of its dates is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from search.model.article import Precision, Published

from ..records import Draft
from .dateline import read_dateline
from .day_order import agrees, days_named, resolve_order
from .formats import WrittenDate, parse_written, swap_day_and_month
from .statements import Kind, read_statement
from .url import date_in_url, year_in_url

__all__ = ["BY", "LINE_LENGTH", "decide_published"]

_CONFIDENCE: Final = {"metadata": 0.95, "url": 0.8, "dateline": 0.8, "text": 0.6}

_FIRST_YEAR: Final = 1600
_TOLERANCE: Final = timedelta(days=2)  # time zones, and a day for good measure
_CONTRADICTION: Final = timedelta(days=366)
_SHOWN: Final = 80

_IN_UTC: Final = re.compile(
    r"\s*\d{4}-\d\d-\d\d[T ](\d\d):?\d\d(?::?\d\d)?(?:[.,]\d{1,9})?"
    r"\s?(?:Z|UTC|GMT|[+-]00:?00)\s*",
    re.IGNORECASE,
)
_FARTHEST_WEST: Final = 12
_FARTHEST_EAST: Final = 14
"""Hours by which clocks are behind UTC at most, and ahead of it."""

_HEAD_LINES: Final = 5
LINE_LENGTH: Final = 160
_DIVIDER: Final = re.compile(r"[|•·]|(?<=\s)[-–—](?=\s)")
BY: Final = re.compile(
    r"(?i:(?:written |posted |published )?by)\s(?:.{3,80}?,?\s)?(?:on )?"
    r"((?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}),? \d{4})"
)
_GUESSED_CENTURY: Final = 5
"""A year of two digits that is more than this far ahead is of the last century."""


def decide_published(draft: Draft, today: date) -> tuple[Published | None, str]:
    """Return the date to believe, and the one that is not believed.

    The date that the source gives counts first, then that of the URL, the dateline, and
    a line with a date at the head of the text. An impossible date is set aside, and the
    next in this order counts. If a date is more than a year away from that of its URL,
    none is believed.

    Returns:
        The publication date or ``None``, and the date set aside as it was
        written (cut to 80 characters) or "".
    """
    written = draft.published.strip()
    by_url = date_in_url(draft.url)
    found = _read(written, draft, by_url, today) if written else None
    if found is not None:
        date_read, _ = found
        if by_url is not None and _contradicts(date_read, by_url):
            return None, written[:_SHOWN]
        if draft.published_origin == "metadata" or not _is_day(by_url, today):
            return _published(date_read, draft.published_origin, found[1]), ""
        written = ""  # not set aside: the URL is only trusted more
    for other, origin in _elsewhere(draft, by_url):
        if _possible(other, today):
            return _published(other, origin), written[:_SHOWN]
    return None, written[:_SHOWN]


def _read(
    written: str, draft: Draft, by_url: WrittenDate | None, today: date
) -> tuple[WrittenDate, float] | None:
    """The date written, if it is possible, and how sure it can be at most."""
    stated = read_statement(written)
    found = stated[0] if stated is not None else None
    if found is None:
        # "2020-13-01" is only believed where something else says so
        found = swap_day_and_month(written)
        if found is None or not (
            agrees(found.date, by_url)
            or (found.date.month, found.date.day) in days_named(draft.body)
        ):
            return None
    found = _in_its_century(_at_its_place(found, written, by_url), today)
    try:
        latest = today + _TOLERANCE
    except OverflowError:
        latest = today
    day, most = resolve_order(found, draft, latest)
    found = replace(found, date=day, other=None)
    return (found, most) if _possible(found, today) else None


def _at_its_place(
    found: WrittenDate, written: str, by_url: WrittenDate | None
) -> WrittenDate:
    """The day where the paper is, if its address has it and the time is in UTC."""
    time = _IN_UTC.fullmatch(written)
    if time is None or by_url is None or by_url.precision is not Precision.DAY:
        return found
    hour, apart = int(time[1]), (found.date - by_url.date).days
    in_the_west = apart == 1 and hour <= _FARTHEST_WEST
    in_the_east = apart == -1 and hour >= 24 - _FARTHEST_EAST
    return replace(found, date=by_url.date) if in_the_west or in_the_east else found


def _in_its_century(found: WrittenDate, today: date) -> WrittenDate:
    """A year of two digits that is far ahead is of the last century."""
    if not found.short or found.date.year <= today.year + _GUESSED_CENTURY:
        return found
    other = found.other and _a_century_before(found.other)
    return replace(found, date=_a_century_before(found.date), other=other)


def _a_century_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 100)
    except ValueError:  # 1900 had no 29th of February
        return day.replace(year=day.year - 100, day=28)


def _elsewhere(
    draft: Draft, by_url: WrittenDate | None
) -> Iterator[tuple[WrittenDate, str]]:
    """The dates outside the metadata and where they stand, the most trusted first."""
    by_dateline = _in_dateline(draft)
    if by_url is not None and not (
        by_url.precision is Precision.MONTH
        and by_dateline is not None
        and agrees(by_dateline.date, by_url)
    ):
        yield by_url, "url"
    if by_dateline is not None:
        yield by_dateline, "dateline"
    if (found := _in_head(draft.body)) is not None:
        yield found, "text"


def _published(found: WrittenDate, origin: str, most: float = 1.0) -> Published:
    confidence = min(_CONFIDENCE.get(origin, _CONFIDENCE["text"]), most)
    return Published(found.date, found.precision, origin, confidence)


def _is_day(found: WrittenDate | None, today: date) -> bool:
    return (
        found is not None
        and found.precision is Precision.DAY
        and _possible(found, today)
    )


def _possible(found: WrittenDate, today: date) -> bool:
    if found.date.year < _FIRST_YEAR or found.date.year == date.max.year:
        return False
    return found.date - today <= _TOLERANCE


def _contradicts(found: WrittenDate, by_url: WrittenDate) -> bool:
    """Whether a date is more than a year away from its URL's full date."""
    if by_url.precision is not Precision.DAY:
        return False
    start = found.date
    length = {Precision.DAY: 0, Precision.MONTH: 30, Precision.YEAR: 364}
    before = start - by_url.date
    after = by_url.date - start - timedelta(days=length[found.precision])
    return max(before, after) > _CONTRADICTION


def _in_dateline(draft: Draft) -> WrittenDate | None:
    """The date in the dateline; where it has no year, that of the URL."""
    dateline = read_dateline(draft.body)
    if dateline is None or not dateline.day:
        return None
    if dateline.date:
        return parse_written(dateline.date)
    year = year_in_url(draft.url)
    return parse_written(f"{dateline.day}, {year}") if year is not None else None


def _in_head(body: str) -> WrittenDate | None:
    """The date in one of the first lines: "By Ann Doe | January 3, 2020".

    One that is said to be of publication counts before others, a change's last.
    """
    lines = (line.strip() for line in body[:2000].split("\n"))
    dates: list[tuple[Kind, WrittenDate]] = []
    for line in [line for line in lines if line][:_HEAD_LINES]:
        if len(line) > LINE_LENGTH:
            continue
        by = BY.match(line)
        pieces = (piece.strip() for piece in _DIVIDER.split(line))
        for piece in (by[1] if by else "", *pieces):
            if piece.isdigit() or not piece:
                continue
            stated = read_statement(piece)
            if stated is None:
                continue
            found, kind = stated
            if found.precision is Precision.DAY and found.other is None:
                dates.append((kind, found))
    return min(dates, key=lambda pair: pair[0])[1] if dates else None
