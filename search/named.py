"""Where the people, places, countries and dates a search asks for are named.

A filter or ``person:merkel`` asks for no word of the text, but the article's
facts know the words that answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from .analysis import key, terms
from .dates import parse_period
from .facets import Selection, value_key
from .marks import Mark
from .model import Article, Mention, MentionedDate, Span, TextField
from .patterns import word_test
from .query import (
    DateRange,
    Exact,
    Form,
    Fuzzy,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    wanted,
)

__all__ = ["NAMED", "named_marks"]

NAMED = -1
"""The leaf number of the marks made here: they stand for no word of the query."""

_FIELDS = ("person", "organisation", "place", "country", "about", "on")


@dataclass(frozen=True, slots=True)
class _Wish:
    """A field, and which of its values are asked for: names, codes or dates."""

    field: str
    wanted: Callable[[Any], bool]


def named_marks(
    article: Article, query: Query, selections: Sequence[Selection] = ()
) -> dict[TextField, list[Mark]]:
    """Return the mentions of what a query and its filters ask for, by text.

    What they exclude is not among them.
    """
    found: dict[TextField, list[Mark]] = {field: [] for field in TextField}
    asked = chain.from_iterable(map(_in_leaf, wanted(query)))
    for wish in (*asked, *_in_selections(selections)):
        for value, mentions in _facts(article, wish.field):
            if wish.wanted(value):
                for mention in mentions:
                    span = Span(mention.start, mention.end)
                    found[mention.field].append(Mark(span, NAMED))
    for marks in found.values():
        marks.sort(key=lambda mark: mark.span)
    return found


def _facts(article: Article, field: str) -> Iterator[tuple[Any, tuple[Mention, ...]]]:
    facts = article.facts
    match field:
        case "person":
            yield from ((person.name, person.mentions) for person in facts.people)
        case "organisation":
            yield from ((found.name, found.mentions) for found in facts.organisations)
        case "place":
            yield from ((place.name, place.mentions) for place in facts.places)
        case "country":
            yield from ((p.country, p.mentions) for p in facts.places if p.country)
        case "about":
            about = {country.code for country in facts.countries if country.about}
            for place in facts.places:
                if place.country in about:
                    yield place.country, place.mentions
        case "on":
            yield from ((found, found.mentions) for found in facts.dates)


def _in_leaf(leaf: Query) -> Iterator[_Wish]:
    match leaf:
        case DateRange(start=start, end=end, field="on"):
            yield _within(start, end)
        case Exact(field=field, value=value) if field in _FIELDS:
            yield _one_of(field, (value,))
        case Term(term=term, field=str(field)) if field in _FIELDS:
            yield _Wish(field, lambda name: term in terms(name))
        case Phrase(terms=words, field=str(field)) if field in _FIELDS:
            yield _Wish(field, lambda name: f" {' '.join(words)} " in f" {key(name)} ")
        case (
            Form(field=str(field))
            | Prefix(field=str(field))
            | Wildcard(field=str(field))
            | Fuzzy(field=str(field))
        ) if field in _FIELDS:
            test = word_test(leaf)
            yield _Wish(field, lambda name: any(map(test, terms(name))))
        case _:
            pass


def _in_selections(selections: Iterable[Selection]) -> Iterator[_Wish]:
    for selection in selections:
        if selection.field == "on":
            spans = filter(None, map(parse_period, selection.include))
            yield from (_within(span.start, span.end) for span in spans)
        elif selection.field in _FIELDS and selection.include:
            yield _one_of(selection.field, selection.include)


def _one_of(field: str, values: Iterable[str]) -> _Wish:
    keys = {value_key(field, value) for value in values}
    return _Wish(field, lambda value: value_key(field, value) in keys)


def _within(start: date | None, end: date | None) -> _Wish:
    def wanted(found: MentionedDate) -> bool:
        after = start is None or found.start >= start
        return after and (end is None or found.end <= end)

    return _Wish("on", wanted)
