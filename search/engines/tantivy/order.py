"""The order of hits, and how to go on in it: after an article, or through all hits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tantivy import DocAddress, FieldType, Occur, Order, Schema, Searcher
from tantivy import Query as Native

from ...request import After, Sort
from ..ties import sort_keys

__all__ = ["go_on_after", "go_up_to", "order", "walk_in_order"]

_WINDOW: Final = 20_000
"""Hits whose places are held at a time, some 3 MB.

Each window is a search of its own, and tantivy collects all hits up to its end; so
few large windows cost less than many small ones.
"""


def order(sort: Sort) -> dict[str, Any]:
    """Return the arguments of a tantivy search that sort its hits."""
    match sort:
        case Sort.RELEVANCE:
            return {}
        case Sort.NEWEST:
            return {"order_by_field": "newest", "order": Order.Desc}
        case Sort.OLDEST:
            return {"order_by_field": "oldest", "order": Order.Asc}


def go_on_after(
    schema: Schema, query: Native, sort: Sort, after: After | None
) -> Native:
    """Narrow a query to what comes after a place in an order by date.

    Hits by relevance can't be: tantivy takes no bound of the score.
    """
    if after is None or sort is Sort.RELEVANCE:
        return query
    newest, oldest = sort_keys(after.day, after.article_id)
    low, high = (None, newest) if sort is Sort.NEWEST else (oldest, None)
    return _between(schema, query, sort, low, high, inclusive=False)


def go_up_to(schema: Schema, query: Native, sort: Sort, after: After) -> Native:
    """Narrow a query to what comes up to a place in an order by date, it included."""
    newest, oldest = sort_keys(after.day, after.article_id)
    low, high = (newest, None) if sort is Sort.NEWEST else (None, oldest)
    return _between(schema, query, sort, low, high, inclusive=True)


def _between(
    schema: Schema,
    query: Native,
    sort: Sort,
    low: int | None,
    high: int | None,
    *,
    inclusive: bool,
) -> Native:
    beyond = Native.range_query(
        schema,
        sort.value,
        FieldType.Unsigned,
        low,
        high,
        include_lower=inclusive or low is None,
        include_upper=inclusive or high is None,
    )
    clauses = [query, Native.const_score_query(beyond, 0.0)]
    return Native.boolean_query([(Occur.Must, clause) for clause in clauses])


def walk_in_order(
    searcher: Searcher, query: Native, sort: Sort
) -> Iterator[DocAddress]:
    """Return where all hits stand, in order; the first are looked for at once."""
    return _windows(searcher, query, sort, _window(searcher, query, sort, 0))


def _windows(
    searcher: Searcher, query: Native, sort: Sort, window: list[DocAddress]
) -> Iterator[DocAddress]:
    offset = 0
    while window:
        yield from window
        offset += _WINDOW
        if len(window) < _WINDOW:
            return
        window = _window(searcher, query, sort, offset)


def _window(
    searcher: Searcher, query: Native, sort: Sort, offset: int
) -> list[DocAddress]:
    # tantivy makes room for as many hits as are asked for, whether there are or not
    room = min(_WINDOW, searcher.num_docs - offset)
    if room <= 0:
        return []
    # counting makes it score every hit, always in the same way; without, hits of
    # nearly the same score may change places from window to window
    found = searcher.search(query, room, offset=offset, count=True, **order(sort))
    return [address for _, address in found.hits]
