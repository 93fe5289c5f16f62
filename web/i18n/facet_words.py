"""What leads to all values of a facet: links and forms below those in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.messages import english

from .translation import gettext

__all__ = ["ListWords", "list_words"]


@dataclass(frozen=True, slots=True)
class ListWords:
    """What is said below the values of a facet, in one language.

    Attributes:
        whole: all of them.
        brief: the same where the heading stands above.
        find: the label of the box to look for one.
        missing: articles without any value.
    """

    whole: str
    brief: str
    find: str
    missing: str


_WORDS: Final = {
    "person": ListWords(
        english("All people"),
        english("All people"),
        english("Find a person"),
        english("Nobody named"),
    ),
    "about": ListWords(
        english("All countries written about"),
        english("All countries"),
        english("Find a country written about"),
        english("No country"),
    ),
    "country": ListWords(
        english("All countries mentioned"),
        english("All countries"),
        english("Find a country mentioned"),
        english("No country"),
    ),
    "place": ListWords(
        english("All places"),
        english("All places"),
        english("Find a place"),
        english("No place"),
    ),
    "organisation": ListWords(
        english("All organisations"),
        english("All organisations"),
        english("Find an organisation"),
        english("No organisation"),
    ),
    "on": ListWords(
        english("All dates mentioned"),
        english("All dates mentioned"),
        english("Find a date mentioned"),
        english("No date mentioned"),
    ),
    "source": ListWords(
        english("All sources"),
        english("All sources"),
        english("Find a source"),
        english("No source"),
    ),
    "section": ListWords(
        english("All sections"),
        english("All sections"),
        english("Find a section"),
        english("No section"),
    ),
    "language": ListWords(
        english("All languages"),
        english("All languages"),
        english("Find a language"),
        english("No language"),
    ),
    "year": ListWords(
        english("All years"),
        english("All years"),
        english("Find a year"),
        english("No date"),
    ),
    "month": ListWords(
        english("All months"),
        english("All months"),
        english("Find a month"),
        english("No month"),
    ),
    "day": ListWords(
        english("All days"),
        english("All days"),
        english("Find a day"),
        english("No day"),
    ),
}


def list_words(field: str) -> ListWords:
    """Return what is said below the values of a facet.

    Raises:
        KeyError: if it is no facet.
    """
    words = _WORDS[field]
    return ListWords(
        whole=gettext(words.whole),
        brief=gettext(words.brief),
        find=gettext(words.find),
        missing=gettext(words.missing),
    )
