"""Articles of TimeML with their dates, as TimeBank and AQUAINT have them.

A date that was annotated is a ``Timex``: a span of the text, a type and a value
such as ``1989-10-31TNI``, ``1989-W43`` or ``PRESENT_REF``. ``interval`` says which
days a value names, and is ``None`` for the values that name none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple

from search.model.article import Article, Precision, Published

Interval = tuple[date, date]
"""Days ``[start, end)``."""

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")


class Timex(NamedTuple):
    """An annotated date at ``[start, end)`` of the body; ``kind`` is its type."""

    start: int
    end: int
    kind: str
    value: str

    @property
    def interval(self) -> Interval | None:
        """The days the value of a DATE or TIME names, if it names any."""
        return days_of(self.value) if self.kind in ("DATE", "TIME") else None


class Annotated(NamedTuple):
    """An article, published on its creation day, with its dates in order."""

    article: Article
    dates: list[Timex]


def read_folder(folder: Path) -> list[Annotated]:
    """Read the ``.tml`` files of a folder."""
    return [read(path) for path in sorted(folder.glob("*.tml"))]


def read(path: Path) -> Annotated:
    """Read one file; its text keeps its line breaks."""
    source = path.read_text(encoding="utf-8")
    text = source.partition("<TEXT>")[2].partition("</TEXT>")[0]
    body, dates = _untagged(text)
    article = Article(id=path.stem, title="", body=body, published=_created(source))
    return Annotated(article, dates)


def _created(source: str) -> Published | None:
    for match in _TAG.finditer(source):
        attributes = dict(_ATTRIBUTE.findall(match[3]))
        if attributes.get("functionInDocument") == "CREATION_TIME":
            day = date.fromisoformat(attributes["value"][:10])
            return Published(day, Precision.DAY, "metadata", 1.0)
    return None


def _untagged(source: str) -> tuple[str, list[Timex]]:
    body, dates, opened, last = "", [], None, 0
    for match in _TAG.finditer(source):
        body += unescape(source[last : match.start()])
        last = match.end()
        if match[2] != "TIMEX3":
            continue
        if not match[1]:
            opened = len(body), dict(_ATTRIBUTE.findall(match[3]))
        elif opened is not None:
            start, attributes = opened
            dates.append(
                Timex(start, len(body), attributes["type"], attributes["value"])
            )
    return body + unescape(source[last:]), dates


def days_of(value: str) -> Interval | None:
    """The days a TIMEX3 value names.

    Seasons are those of the weather service (spring is March to May, the winter
    of a year begins in its December), a fiscal year is the calendar year of its
    number, ``198`` a decade and ``19`` a century, a weekend Saturday and Sunday.
    Parts of a day are the day. What leaves a part open (``1989-WXX``), lengths
    (``P2D``) and ``PRESENT_REF`` and its like name no days.
    """
    try:
        return next(_readings(value), None)
    except ValueError:
        return None


def _readings(value: str) -> Iterator[Interval]:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        yield day, day + timedelta(1)
    elif match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        yield monday + timedelta(5 if match[3] else 0), monday + timedelta(7)
    elif match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        yield _months(int(match[1]), int(match[2]), int(match[2]))
    elif match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        yield _months(int(match[1]), 3 * int(match[2]) - 2, 3 * int(match[2]))
    elif match := re.fullmatch(r"(\d{4})-H([12])", value):
        yield _months(int(match[1]), 6 * int(match[2]) - 5, 6 * int(match[2]))
    elif match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        yield _months(int(match[1]), *_SEASONS[match[2]])
    elif match := re.fullmatch(r"(?:FY)?(\d{4})", value):
        yield _months(int(match[1]), 1, 12)
    elif match := re.fullmatch(r"(\d{3})X?", value):
        yield _months(10 * int(match[1]), 1, 120)
    elif match := re.fullmatch(r"(\d\d)(?:XX)?", value):
        yield _months(100 * int(match[1]), 1, 1200)


def _months(year: int, first: int, last: int) -> Interval:
    """From a month of a year to another, both included and counted from 1."""
    return (
        date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1),
        date(year + last // 12, last % 12 + 1, 1),
    )
