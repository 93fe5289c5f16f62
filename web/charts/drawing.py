"""What every picture over time has: places, and words about what it shows."""

from __future__ import annotations

from typing import Final

from babel.numbers import format_decimal

from ..i18n.formats import grouped, period_words
from ..i18n.languages import shown_locale
from ..i18n.translation import gettext, ngettext
from .buckets import Bucket, Buckets

__all__ = [
    "FEWEST",
    "FOLD_WIDTH",
    "PLOT",
    "amount_words",
    "fold_words",
    "heading_of",
    "imprecise_words",
    "number_of",
    "place_bars",
]

PLOT: Final = 140
"""How high the bars of a picture may be."""

FEWEST: Final = 12
"""Fewer bars than this are as wide as if there were this many."""

FOLD_WIDTH: Final = 2
"""How many bars a stretch of time left out is as wide as."""


def place_bars(made: Buckets) -> tuple[dict[Bucket, int], int]:
    """Return where bars and folds begin, a bar 1 wide, and where the last ends."""
    places = {}
    at = 0
    folds = set(made.folds)
    for part in sorted([*made.bars, *made.folds], key=lambda part: part.start):
        places[part] = at
        at += FOLD_WIDTH if part in folds else 1
    return places, at


def fold_words(folds: tuple[Bucket, ...]) -> str:
    """Return the sentence that says what is left out, "" if nothing is."""
    if not folds:
        return ""
    periods = ", ".join(period_words(fold.start, fold.end) for fold in folds)
    number = sum(fold.count for fold in folds)
    if not number:
        return gettext("No article in %(periods)s.", periods=periods)
    return ngettext(
        "Left out: %(periods)s, with %(number)s article.",
        "Left out: %(periods)s, with %(number)s articles.",
        number,
        periods=periods,
        number=grouped(number),
    )


def imprecise_words(made: Buckets) -> list[str]:
    """Return sentences about articles that are in no bar."""
    said = []
    if made.by_year:
        said.append(
            ngettext(
                "%(number)s more is known by its year only.",
                "%(number)s more are known by the year only.",
                made.by_year,
                number=grouped(made.by_year),
            )
        )
    if made.by_month:
        said.append(
            ngettext(
                "%(number)s more is known by its month only.",
                "%(number)s more are known by the month only.",
                made.by_month,
                number=grouped(made.by_month),
            )
        )
    return said


def amount_words(value: float, share: bool) -> str:
    """Return a number, or a share of 100 with the digits that say something."""
    if not share:
        return grouped(round(value))
    digits = 0 if value >= 10 else 1 if value >= 1 else 2
    shown = format_decimal(round(value, digits), locale=shown_locale())
    return gettext("%(number)s%%", number=shown)


def number_of(value: float) -> str:
    """Return a place in a picture as markup has it."""
    return f"{value:.1f}".removesuffix(".0")


def heading_of(unit: str, share: bool) -> str:
    """Return what a picture over time shows, in a phrase."""
    if share:
        return gettext("Share of all articles over time")
    words: dict[str, str] = {
        "day": gettext("Articles by day"),
        "week": gettext("Articles by week"),
        "month": gettext("Articles by month"),
        "quarter": gettext("Articles by quarter"),
        "half": gettext("Articles by half-year"),
        "year": gettext("Articles by year"),
    }
    return words.get(unit) or gettext("Articles over time")
