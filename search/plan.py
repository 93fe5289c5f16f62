"""A search as a person states it → what an engine is asked."""

from __future__ import annotations

from collections.abc import Sequence

from .codes.dates import today
from .messages import Message, said
from .model.article import Notice, NoticeKind
from .model.facets import FacetRequest, Selection, canonical
from .model.fields import COUNTRY_FIELDS, FIELDS, FacetOrder
from .query.tree import And, DateRange, MatchAll, Query, simplify
from .ranking.scoring import scoring_clauses
from .request import Ask, Clause, SearchRequest, Sort, encodable

__all__ = ["coded", "natural_sort", "request_of", "scoring_of"]


def request_of(
    query: Query, selections: tuple[Selection, ...], ask: Ask
) -> SearchRequest:
    """Return what an engine is asked, with the query and selections as understood."""
    return SearchRequest(
        query=_with_dates(query, ask),
        selections=selections,
        facets=_facet_requests(ask, selections),
        sort=ask.sort or natural_sort(query),
        after=ask.after,
        offset=ask.offset,
        limit=ask.limit,
    )


def scoring_of(query: Query, ask: Ask) -> tuple[Clause, ...]:
    """Return what hits are scored by, newer ones higher where that is wished."""
    return tuple(scoring_clauses(query, today() if ask.fresh else None))


def _with_dates(query: Query, ask: Ask) -> Query:
    if ask.start is None and ask.end is None:
        return query
    return simplify(And((query, DateRange(ask.start, ask.end))))


def natural_sort(query: Query) -> Sort:
    """Return the order of hits unless another is asked for: without words, newest."""
    return Sort.NEWEST if isinstance(query, MatchAll | DateRange) else Sort.RELEVANCE


def coded(
    selections: Sequence[Selection],
) -> tuple[tuple[Selection, ...], list[Notice]]:
    """Return selections with codes of countries and dates; and notices of what is none.

    That is kept as it was written, and finds nothing.
    """
    notices: list[Notice] = []

    def understood(field: str, values: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for value in map(encodable, values):
            known = canonical(field, value)
            if known is None:
                message = _unknown(field, value[:40])
                notices.append(Notice(NoticeKind.BAD_FILTER, 0, 0, message))
            found.append(known or value)
        return tuple(found)

    done = tuple(
        Selection(
            s.field, understood(s.field, s.include), understood(s.field, s.exclude)
        )
        for s in selections
    )
    return done, notices


def _unknown(field: str, value: str) -> Message:
    if field in COUNTRY_FIELDS:
        return said("“%(value)s” is not a known country.", value=value)
    if field == "language":
        return said("“%(value)s” is not a known language.", value=value)
    return said("“%(value)s” is no date.", value=value)


def _facet_requests(
    ask: Ask, selections: tuple[Selection, ...]
) -> tuple[FacetRequest, ...]:
    chosen = {s.field: (*s.include, *s.exclude) for s in selections}
    return tuple(
        FacetRequest(
            name,
            _facet_size(name, ask.facet_sizes.get(name, ask.facet_size)),
            chosen.get(name, ()),
        )
        for name in ask.facets
    )


def _facet_size(name: str, asked: int | None) -> int:
    field = FIELDS[name]
    if asked is None or field.facet is FacetOrder.NEWEST:
        return field.facet_size  # a list of years is not cut
    return asked
