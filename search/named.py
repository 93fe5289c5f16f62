"""Where the people, places and countries a search asks for are named.

A filter or ``person:merkel`` asks for no word of the text, but the article's
facts know the words that answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from .analysis import key, terms
from .facets import Selection, value_key
from .marks import Mark
from .model import Article, Mention, Span, TextField
from .query import And, Exact, Or, Phrase, Prefix, Query, Term

__all__ = ["NAMED", "named_marks"]

NAMED = -1
"""The leaf number of the marks made here: they stand for no word of the query."""

_FIELDS = ("person", "place", "country")

_Wish = tuple[str, Callable[[str], bool]]
"""A field, and which of its values are asked for."""


def named_marks(
    article: Article, query: Query, selections: Sequence[Selection] = ()
) -> dict[TextField, list[Mark]]:
    """Return the mentions of what a query and its filters ask for, by text.

    What they exclude is not among them.
    """
    wishes = [*_in_query(query), *_in_selections(selections)]
    found: dict[TextField, list[Mark]] = {field: [] for field in TextField}
    for field, wanted in wishes:
        for value, mentions in _facts(article, field):
            if wanted(value):
                for mention in mentions:
                    span = Span(mention.start, mention.end)
                    found[mention.field].append(Mark(span, NAMED))
    for marks in found.values():
        marks.sort(key=lambda mark: mark.span)
    return found


def _facts(article: Article, field: str) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    facts = article.facts
    match field:
        case "person":
            yield from ((person.name, person.mentions) for person in facts.people)
        case "place":
            yield from ((place.name, place.mentions) for place in facts.places)
        case "country":
            yield from ((p.country, p.mentions) for p in facts.places if p.country)


def _in_query(query: Query) -> Iterator[_Wish]:
    match query:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _in_query(part)
        case Exact(field=field, value=value) if field in _FIELDS:
            yield from _one_of(field, (value,))
        case Term(term=term, field=field) if field in _FIELDS:
            yield field, lambda name: term in terms(name)
        case Phrase(terms=words, field=field) if field in _FIELDS:
            yield field, lambda name: f" {' '.join(words)} " in f" {key(name)} "
        case Prefix(prefix=prefix, field=field) if field in _FIELDS:
            yield field, lambda name: any(t.startswith(prefix) for t in terms(name))
        case _:
            pass


def _in_selections(selections: Iterable[Selection]) -> Iterator[_Wish]:
    for selection in selections:
        if selection.field in _FIELDS and selection.include:
            yield from _one_of(selection.field, selection.include)


def _one_of(field: str, values: Iterable[str]) -> Iterator[_Wish]:
    keys = {value_key(field, value) for value in values}
    yield field, lambda value: value_key(field, value) in keys
