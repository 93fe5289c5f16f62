"""How numbers, dates and origins read on the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from flask import Flask
from flask_babel import gettext, lazy_gettext

from search.model import Precision, Published
from search.periods import MONTHS, period_name

__all__ = [
    "day_words",
    "grouped",
    "kind_words",
    "names",
    "noun",
    "origin_words",
    "period_words",
    "published_words",
    "register",
    "spot_words",
    "value_words",
]

_MOST_NAMES: Final = 3

_KINDS: Final = {
    "person": lazy_gettext("Person"),
    "about": lazy_gettext("About"),
    "country": lazy_gettext("Country"),
    "place": lazy_gettext("Place"),
    "organisation": lazy_gettext("Organisation"),
    "on": lazy_gettext("Date mentioned"),
    "source": lazy_gettext("Source"),
    "section": lazy_gettext("Section"),
    "language": lazy_gettext("Language"),
    "year": lazy_gettext("Year"),
    "month": lazy_gettext("Month"),
    "day": lazy_gettext("Day"),
}

_ORIGINS: Final = {
    "metadata": "as given by its source",
    "url": "read from its address",
    "dateline": "read from its dateline",
    "text": "read from its text",
}


def register(app: Flask) -> None:
    """Make these filters of the templates."""
    app.add_template_filter(grouped)
    app.add_template_filter(names)
    app.add_template_filter(noun)
    app.add_template_filter(published_words)


def grouped(number: int) -> str:
    """Return a number with its thousands grouped: ``1,204``."""
    return f"{number:,}"


def noun(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 article``, ``1,204 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def published_words(published: Published) -> str:
    """Return a date as exact as it is known: ``2019``, ``March 2019``."""
    return _words(published.date, published.precision)


def day_words(day: date) -> str:
    """Return a day: ``5 March 2019``."""
    return _words(day, Precision.DAY)


def names(authors: Sequence[str]) -> str:
    """Return names in a row, no more than fit a line: "A, B, C and 5 others"."""
    if len(authors) <= _MOST_NAMES + 1:
        return ", ".join(authors)
    shown, others = ", ".join(authors[:_MOST_NAMES]), len(authors) - _MOST_NAMES
    return str(gettext("%(names)s and %(count)s others", names=shown, count=others))


def origin_words(origin: str) -> str:
    """Return where a publication date was found, in words."""
    return _ORIGINS.get(origin, origin)


def kind_words(field: str) -> str:
    """Return what one value of a facet is called, in front of it: ``Person``."""
    return str(_KINDS[field])


def spot_words(latitude: float, longitude: float) -> str:
    """Return where a place lies: ``33.34° N, 44.40° E``."""
    north = f"{abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}"
    return f"{north}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"


def value_words(field: str, value: str, label: str) -> str:
    """Return a filter's value as the page shows it; months get their names."""
    return period_name(value) if field == "month" else label


def period_words(start: date | None, end: date | None) -> str:
    """Return the days in ``[start, end)`` in as few words as say them exactly.

    "2015", "2015–2019", "May 2019", "5 May 2019 – 7 June 2019", "since 2015",
    "until 31 May 2019".
    """
    precision = _common_precision([day for day in (start, end) if day])
    first = _words(start, precision) if start else ""
    last = _words(end - timedelta(days=1), precision) if end else ""
    if first and last:
        dash = "–" if precision is Precision.YEAR else " – "
        return first if first == last else f"{first}{dash}{last}"
    if first:
        return str(gettext("since %(day)s", day=first))
    return str(gettext("until %(day)s", day=last)) if last else ""


def _common_precision(bounds: list[date]) -> Precision:
    if all((day.month, day.day) == (1, 1) for day in bounds):
        return Precision.YEAR
    if all(day.day == 1 for day in bounds):
        return Precision.MONTH
    return Precision.DAY


def _words(day: date, precision: Precision) -> str:
    match precision:
        case Precision.YEAR:
            return str(day.year)
        case Precision.MONTH:
            return f"{MONTHS[day.month - 1]} {day.year}"
        case Precision.DAY:
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
