"""What a search found in an article: its terms, and every place of each."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.article import Article, TextField
from search.results.occurrences import SoughtItem, find_occurrences

from ..i18n.formats import period_words
from ..i18n.labels import kind_words, shown_value
from ..markup.layers import Mark
from ..state.searching import plan_of
from ..state.state import SearchState

__all__ = ["FoundTerm", "Hits", "hits_in"]


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term, the places it stands in and the address of the first, or "".

    ``kind`` says what a name asked for is, such as "Person"; "" of words.
    """

    number: int
    kind: str
    label: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Hits:
    """The terms of a search and the places they stand in, numbered from 1."""

    terms: tuple[FoundTerm, ...]
    marks: dict[TextField, tuple[Mark, ...]]
    total: int


def hits_in(article: Article, state: SearchState) -> Hits:
    """Return what a search found in an article."""
    query = plan_of(state).marked
    found = find_occurrences(article, state.text, state.selections, query)
    marks: dict[TextField, tuple[Mark, ...]] = {}
    first: dict[int, int] = {}
    number = 0
    for field, places in found.places.items():
        tagged = []
        for place in places:
            number += 1
            tagged.append(Mark(place.start, place.end, number, place.sought))
            for term in place.sought:
                first.setdefault(term, number)
        marks[field] = tuple(tagged)
    terms = [
        _term(n, sought, f"#m{first[n]}" if n in first else "")
        for n, sought in enumerate(found.sought)
    ]
    return Hits(tuple(terms), marks, number)


def _term(number: int, sought: SoughtItem, href: str) -> FoundTerm:
    kind = kind_words(sought.field) if sought.field else ""
    label = sought.text
    if sought.days:
        label = period_words(*sought.days)
    elif sought.field:
        label = shown_value(sought.field, sought.text)
    return FoundTerm(number, kind, label, sought.count, href)
