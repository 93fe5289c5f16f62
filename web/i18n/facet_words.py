"""What leads to all values of a facet: links and forms below those in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext

__all__ = ["ListWords", "list_words"]


@dataclass(frozen=True, slots=True)
class ListWords:
    """What is said below the values of a facet.

    Attributes:
        whole: all of them.
        brief: the same where the heading stands above.
        find: the label of the box to look for one.
        missing: articles without any value.
    """

    whole: LazyString
    brief: LazyString
    find: LazyString
    missing: LazyString


_WORDS: Final = {
    "person": ListWords(
        lazy_gettext("All people"),
        lazy_gettext("All people"),
        lazy_gettext("Find a person"),
        lazy_gettext("Nobody named"),
    ),
    "about": ListWords(
        lazy_gettext("All countries written about"),
        lazy_gettext("All countries"),
        lazy_gettext("Find a country written about"),
        lazy_gettext("No country"),
    ),
    "country": ListWords(
        lazy_gettext("All countries mentioned"),
        lazy_gettext("All countries"),
        lazy_gettext("Find a country mentioned"),
        lazy_gettext("No country"),
    ),
    "place": ListWords(
        lazy_gettext("All places"),
        lazy_gettext("All places"),
        lazy_gettext("Find a place"),
        lazy_gettext("No place"),
    ),
    "organisation": ListWords(
        lazy_gettext("All organisations"),
        lazy_gettext("All organisations"),
        lazy_gettext("Find an organisation"),
        lazy_gettext("No organisation"),
    ),
    "on": ListWords(
        lazy_gettext("All dates mentioned"),
        lazy_gettext("All dates mentioned"),
        lazy_gettext("Find a date mentioned"),
        lazy_gettext("No date mentioned"),
    ),
    "source": ListWords(
        lazy_gettext("All sources"),
        lazy_gettext("All sources"),
        lazy_gettext("Find a source"),
        lazy_gettext("No source"),
    ),
    "section": ListWords(
        lazy_gettext("All sections"),
        lazy_gettext("All sections"),
        lazy_gettext("Find a section"),
        lazy_gettext("No section"),
    ),
    "language": ListWords(
        lazy_gettext("All languages"),
        lazy_gettext("All languages"),
        lazy_gettext("Find a language"),
        lazy_gettext("No language"),
    ),
    "year": ListWords(
        lazy_gettext("All years"),
        lazy_gettext("All years"),
        lazy_gettext("Find a year"),
        lazy_gettext("No date"),
    ),
    "month": ListWords(
        lazy_gettext("All months"),
        lazy_gettext("All months"),
        lazy_gettext("Find a month"),
        lazy_gettext("No month"),
    ),
    "day": ListWords(
        lazy_gettext("All days"),
        lazy_gettext("All days"),
        lazy_gettext("Find a day"),
        lazy_gettext("No day"),
    ),
}


def list_words(field: str) -> ListWords:
    """Return what is said below the values of a facet.

    Raises:
        KeyError: if it is no facet.
    """
    return _WORDS[field]
