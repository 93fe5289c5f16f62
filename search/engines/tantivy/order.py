"""The order of hits by date, and how to go on in it after an article."""

from __future__ import annotations

from typing import Any

from tantivy import FieldType, Occur, Order, Schema
from tantivy import Query as Native

from ...request import After, Sort
from ..ties import sort_keys

__all__ = ["go_on_after", "go_up_to", "newer_than", "order"]


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


def newer_than(schema: Schema, query: Native, newest: int) -> Native:
    """Narrow a query to what is at least as new as a sort key, which adds no score."""
    return _between(schema, query, Sort.NEWEST, newest, None, inclusive=True)


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
