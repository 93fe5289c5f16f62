"""What the facets are called: their headings, and the links and forms below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext

__all__ = ["FacetWords", "facet_words"]


@dataclass(frozen=True, slots=True)
class FacetWords:
    """How a facet speaks.

    Attributes:
        heading: above its values.
        whole: all of them.
        brief: the same where the heading stands above.
        find: the label of the box to look for one.
        missing: articles without any value.
    """

    heading: LazyString
    whole: LazyString
    brief: LazyString
    find: LazyString
    missing: LazyString


_WORDS: Final = {
    "person": FacetWords(
        lazy_gettext("People"),
        lazy_gettext("All people"),
        lazy_gettext("All people"),
        lazy_gettext("Find a person"),
        lazy_gettext("Nobody named"),
    ),
    "about": FacetWords(
        lazy_gettext("Countries written about"),
        lazy_gettext("All countries written about"),
        lazy_gettext("All countries"),
        lazy_gettext("Find a country written about"),
        lazy_gettext("No country"),
    ),
    "country": FacetWords(
        lazy_gettext("Countries mentioned"),
        lazy_gettext("All countries mentioned"),
        lazy_gettext("All countries"),
        lazy_gettext("Find a country mentioned"),
        lazy_gettext("No country"),
    ),
    "place": FacetWords(
        lazy_gettext("Places"),
        lazy_gettext("All places"),
        lazy_gettext("All places"),
        lazy_gettext("Find a place"),
        lazy_gettext("No place"),
    ),
    "organisation": FacetWords(
        lazy_gettext("Organisations"),
        lazy_gettext("All organisations"),
        lazy_gettext("All organisations"),
        lazy_gettext("Find an organisation"),
        lazy_gettext("No organisation"),
    ),
    "on": FacetWords(
        lazy_gettext("Dates mentioned"),
        lazy_gettext("All dates mentioned"),
        lazy_gettext("All dates mentioned"),
        lazy_gettext("Find a date mentioned"),
        lazy_gettext("No date mentioned"),
    ),
    "source": FacetWords(
        lazy_gettext("Source"),
        lazy_gettext("All sources"),
        lazy_gettext("All sources"),
        lazy_gettext("Find a source"),
        lazy_gettext("No source"),
    ),
    "section": FacetWords(
        lazy_gettext("Section"),
        lazy_gettext("All sections"),
        lazy_gettext("All sections"),
        lazy_gettext("Find a section"),
        lazy_gettext("No section"),
    ),
    "language": FacetWords(
        lazy_gettext("Language"),
        lazy_gettext("All languages"),
        lazy_gettext("All languages"),
        lazy_gettext("Find a language"),
        lazy_gettext("No language"),
    ),
    "year": FacetWords(
        lazy_gettext("Year"),
        lazy_gettext("All years"),
        lazy_gettext("All years"),
        lazy_gettext("Find a year"),
        lazy_gettext("No date"),
    ),
    "month": FacetWords(
        lazy_gettext("Month"),
        lazy_gettext("All months"),
        lazy_gettext("All months"),
        lazy_gettext("Find a month"),
        lazy_gettext("No month"),
    ),
    "day": FacetWords(
        lazy_gettext("Day"),
        lazy_gettext("All days"),
        lazy_gettext("All days"),
        lazy_gettext("Find a day"),
        lazy_gettext("No day"),
    ),
}


def facet_words(field: str) -> FacetWords:
    """Return how a facet speaks.

    Raises:
        KeyError: if it is no facet.
    """
    return _WORDS[field]
