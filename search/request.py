"""A search as a person states it → what an engine is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .codes.recent import today
from .engines.engine import After, SearchRequest, Sort
from .messages import Message, said
from .model.article import Notice, NoticeKind
from .model.facets import FacetRequest, Selection, canonical
from .model.fields import COUNTRY_FIELDS, FIELDS, LISTED_FACETS, FacetOrder
from .query.tree import And, DateRange, Everything, Query, simplify
from .ranking.scoring import Clause, scoring

__all__ = ["Ask", "coded", "encodable", "natural_sort", "request_of", "scoring_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One search as a person states it.

    Attributes:
        text: the query in the query language.
        selections: facet values chosen and excluded; a country may be given by
            code, name or demonym, a date in any of the ways of a query.
        start: the first day of publication wanted, if any.
        end: the first day of publication no longer wanted, if any.
        sort: ``None`` means by relevance if there are words, else newest first.
        after: where to go on in an order by date; ``offset`` counts from there.
        facets: names of the facets to count.
        strict: whether to find nothing rather than articles with most of the words.
        facet_size: how many values of each that is listed by count; ``None``
            means the field's own number.
        facet_sizes: the same for single facets, by their names.
        fresh: whether newer articles count more, where hits are sorted by relevance.
    """

    text: str = ""
    selections: tuple[Selection, ...] = ()
    start: date | None = None
    end: date | None = None
    sort: Sort | None = None
    after: After | None = None
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = LISTED_FACETS
    facet_size: int | None = None
    facet_sizes: Mapping[str, int] = field(default_factory=dict)
    strict: bool = False
    fresh: bool = False


def encodable(text: str) -> str:
    """Return the text with lone surrogates, which no engine can take, made "?"."""
    return text.encode("utf-8", "replace").decode()


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
    return tuple(scoring(query, today() if ask.fresh else None))


def _with_dates(query: Query, ask: Ask) -> Query:
    if ask.start is None and ask.end is None:
        return query
    return simplify(And((query, DateRange(ask.start, ask.end))))


def natural_sort(query: Query) -> Sort:
    """Return the order of hits unless another is asked for: without words, newest."""
    return Sort.NEWEST if isinstance(query, Everything | DateRange) else Sort.RELEVANCE


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
