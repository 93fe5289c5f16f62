"""How numbers, dates and origins read on the page, in the page's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal
from flask import Flask

from search.codes.periods import period_code_of
from search.messages import Message, english
from search.model.article import Precision, Published

from .languages import shown_locale
from .translation import gettext, ngettext

__all__ = [
    "day_words",
    "evenly_spaced",
    "first_of_month",
    "grouped",
    "hundredths",
    "names",
    "origin_words",
    "period_code_words",
    "period_words",
    "published_words",
    "register",
    "spot_words",
    "translate_message",
]

_MOST_NAMES: Final = 3
_DASH: Final = re.compile(r"\s*–\s*")
_DAYS_OF_A_MONTH: Final = re.compile(r"^(\d+\.?)\s*–\s*(?=\d)")
_FIRST_DAY: Final = re.compile(r"(?<!\d)1(?=\s[^\W\d])|^1(?=–)")
_FIRST: Final = {"fr": "1er"}
"""How the first of a month is written, where the locale data have it as other days."""

_ORIGINS: Final = {
    "metadata": english("as given by its source"),
    "url": english("read from its address"),
    "dateline": english("read from its dateline"),
    "text": english("read from its text"),
}


def register(app: Flask) -> None:
    """Make these filters of the templates."""
    app.add_template_filter(grouped)
    app.add_template_filter(names)
    app.add_template_filter(published_words)


def grouped(number: int) -> str:
    """Return a number with its thousands grouped: ``1,204``, ``1.204``."""
    locale = shown_locale()
    if locale.language == "en" or abs(number) < 1000:
        return f"{number:,}"  # a page has hundreds, and babel takes its time
    return format_decimal(number, locale=locale)


def translate_message(message: Message) -> str:
    """Return a sentence in the page's language, or in English if that fails."""
    values = message.written(grouped)
    try:
        if message.many:
            args = message.template, message.many, message.number
            return ngettext(*args, **values)
        return gettext(message.template, **values)
    except (KeyError, TypeError, ValueError):  # a placeholder of it is wrong
        return str(message)


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
    others = len(authors) - _MOST_NAMES
    return ngettext(
        "%(names)s and %(number)s other",
        "%(names)s and %(number)s others",
        others,
        number=grouped(others),
        names=", ".join(authors[:_MOST_NAMES]),
    )


def origin_words(origin: str) -> str:
    """Return where a publication date was found, in words."""
    return gettext(_ORIGINS[origin]) if origin in _ORIGINS else origin


def spot_words(latitude: float, longitude: float) -> str:
    """Return where a place lies: ``33.34° N, 44.40° E``."""
    north, east = _degrees(latitude), _degrees(longitude)
    first = (
        gettext("%(degrees)s° N", degrees=north)
        if latitude >= 0
        else gettext("%(degrees)s° S", degrees=north)
    )
    second = (
        gettext("%(degrees)s° E", degrees=east)
        if longitude >= 0
        else gettext("%(degrees)s° W", degrees=east)
    )
    return f"{first}, {second}"


def _degrees(angle: float) -> str:
    return hundredths(abs(angle))


def hundredths(number: float) -> str:
    """Return a number with two places after its decimal sign: ``0.50``, ``0,50``."""
    return format_decimal(number, "0.00", locale=shown_locale())


def period_code_words(code: str) -> str:
    """Return a day, month or year in words; what is no code of one as it is."""
    if period_code_of(code) != code:
        return code
    numbers = [int(part) for part in code.split("-")]
    year, month, day = (*numbers, 1, 1)[:3]
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(numbers) - 1]
    return _words(date(year, month, day), precision)


def period_words(start: date | None, end: date | None) -> str:
    """Return the days in ``[start, end)`` in as few words as say them exactly.

    "2015", "2015–2019", "May 2019", "5–11 May 2019", "May – June 2019",
    "since 2015", "until 31 May 2019".
    """
    precision = _common_precision([day for day in (start, end) if day])
    first = _words(start, precision) if start else ""
    last = _words(end - timedelta(days=1), precision) if end else ""
    if start and end:
        if first == last:
            return first
        if precision is Precision.YEAR:
            return f"{first}–{last}"
        return _interval(start, end - timedelta(days=1), precision, shown_locale())
    if precision is Precision.DAY:
        if first:
            return gettext("since %(day)s", day=first)
        return gettext("until %(day)s", day=last)
    if first:  # as some languages need an article before a day, but not here
        return gettext("since %(period)s", period=first)
    return gettext("until %(period)s", period=last) if last else ""


def _common_precision(bounds: list[date]) -> Precision:
    if all((day.month, day.day) == (1, 1) for day in bounds):
        return Precision.YEAR
    if all(day.day == 1 for day in bounds):
        return Precision.MONTH
    return Precision.DAY


def _words(day: date, precision: Precision) -> str:
    return _written(day, precision, shown_locale())


@lru_cache(maxsize=4096)
def _interval(first: date, last: date, precision: Precision, locale: Locale) -> str:
    skeleton = "yMMMM" if precision is Precision.MONTH else "yMMMd"
    interval = str(format_interval(first, last, skeleton, locale=locale))
    return first_of_month(evenly_spaced(interval), locale.language)


def evenly_spaced(interval: str) -> str:
    """Return an interval with our own spaces around its dash.

    Two bare numbers stand close, "5–11 May 2019"; words stand apart by plain spaces,
    "May – June 2019". The locale data that Babel brings along changes its mind about
    this from one release to the next, and some fonts have no thin space.
    """
    close, found = _DAYS_OF_A_MONTH.subn(r"\1–", interval)
    return close if found else _DASH.sub(" – ", interval)


def first_of_month(written: str, language: str) -> str:
    """Return a day or an interval with the first of a month as newspapers have it.

    It is "1er mai" in French, other than "2 mai".
    """
    first = _FIRST.get(language)
    return _FIRST_DAY.sub(first, written) if first else written


@lru_cache(maxsize=4096)
def _written(day: date, precision: Precision, locale: Locale) -> str:
    match precision:
        case Precision.YEAR:
            return format_skeleton("y", day, locale=locale)
        case Precision.MONTH:
            return format_skeleton("yMMMM", day, locale=locale)
        case Precision.DAY:
            written = format_date(day, "long", locale=locale)
            return first_of_month(written, locale.language)
