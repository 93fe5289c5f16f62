"""Highlights of the people, places, countries and dates that a search asks for.

A filter or ``person:merkel`` does not ask for words of the text, but the facts of an
article know which words name the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

from ..codes.dates import parse_period
from ..model.article import Article, Mention, MentionedDate, Span, TextField
from ..model.facets import Selection, value_key
from ..model.kinds import ENTITY_KINDS
from ..query.tree import DateRange, Exact, Query, wanted
from ..query.word_leaves import MarkedLeaf, as_typed, find_in_name
from .leaf_mark import LeafMark

__all__ = ["NAMED", "AskedValue", "mark_entities", "mark_value", "asked_values"]

NAMED = -1
"""The leaf number of these marks, which belong to no leaf for words."""

_NAMED: Final = {kind.field: kind.named for kind in ENTITY_KINDS}
_FIELDS: Final = frozenset((*_NAMED, "about"))


@dataclass(frozen=True, slots=True)
class AskedValue:
    """One value of a field that is asked for: a name, a code or days.

    Attributes:
        text: the value as it was asked for; words of a name with their signs.
        matches: the test whether a value of the facts is meant.
        days: if days are asked for, the first one and the first one after them.
    """

    field: str
    text: str
    matches: Callable[[Any], bool]
    days: tuple[date | None, date | None] | None = None


def mark_entities(
    article: Article, query: Query, selections: Sequence[Selection] = ()
) -> dict[TextField, list[LeafMark]]:
    """Return the mentions of what a query and its filters ask for, by text.

    What they exclude is left out.
    """
    found: dict[TextField, list[LeafMark]] = {field: [] for field in TextField}
    for wish in asked_values(query, selections):
        for field, mark in mark_value(article, wish):
            found[field].append(mark)
    for marks in found.values():
        marks.sort(key=lambda mark: mark.span)
    return found


def asked_values(
    query: Query, selections: Sequence[Selection] = ()
) -> Iterator[AskedValue]:
    """Yield each value that is asked for, by the query first, then by the filters."""
    yield from chain.from_iterable(map(_in_leaf, wanted(query)))
    yield from _in_selections(selections)


def mark_value(
    article: Article, wish: AskedValue, leaf: int = NAMED
) -> Iterator[tuple[TextField, LeafMark]]:
    """Yield the mentions of a value as marks with the number of a leaf."""
    for value, mentions in _facts(article, wish.field):
        if wish.matches(value):
            for mention in mentions:
                yield mention.field, LeafMark(Span(mention.start, mention.end), leaf)


def _facts(article: Article, field: str) -> Iterator[tuple[Any, Sequence[Mention]]]:
    """Yield the values of a field that are named in an article, with their mentions."""
    if field != "about":
        yield from _NAMED[field](article.facts)
        return
    about = {country.code for country in article.facts.countries if country.about}
    for code, mentions in _NAMED["country"](article.facts):
        if code in about:
            yield code, mentions


def _in_leaf(leaf: Query) -> Iterator[AskedValue]:
    match leaf:
        case DateRange(start=start, end=end, field="on"):
            yield _within(start, end)
        case Exact(field=field, value=value) if field in _FIELDS:
            yield _value(field, value)
        case _ if isinstance(leaf, MarkedLeaf) and leaf.field in _FIELDS:
            yield AskedValue(leaf.field, as_typed(leaf), find_in_name(leaf))
        case _:
            pass


def _in_selections(selections: Iterable[Selection]) -> Iterator[AskedValue]:
    for selection in selections:
        for value in selection.include:
            if selection.field == "on":
                span = parse_period(value)
                if span is not None:
                    yield _within(span.start, span.end, value)
            elif selection.field in _FIELDS:
                yield _value(selection.field, value)


def _value(field: str, value: str) -> AskedValue:
    wanted = value_key(field, value)
    return AskedValue(field, value, lambda found: value_key(field, found) == wanted)


def _within(start: date | None, end: date | None, code: str = "") -> AskedValue:
    def wanted(found: MentionedDate) -> bool:
        after = start is None or found.start >= start
        return after and (end is None or found.end <= end)

    return AskedValue("on", code or f"{start or ''}..{end or ''}", wanted, (start, end))
