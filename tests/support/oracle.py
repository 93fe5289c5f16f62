"""What a full scan finds and counts: the memory engine, article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache

from search.engines.memory import matching
from search.engines.memory.matching import Record
from search.model.article import Article
from search.model.facets import Selection
from search.model.values import field_values
from search.query.parser import parse
from search.query.tree import Query
from support.corpus import COUNTRIES


@cache
def record(article: Article) -> Record:
    return Record(article)


def matches(article: Article, query: Query) -> bool:
    return matching.matches(record(article), query)


def narrowed(
    articles: Iterable[Article], selections: Iterable[Selection]
) -> list[Article]:
    found = matching.select(map(record, articles), tuple(selections))
    return [each.article for each in found]


def counts(articles: Iterable[Article], field: str) -> dict[str, int]:
    """How many articles have each value the facet lists: no country as a place.

    The count of a date is how many articles a search for it finds.
    """
    if field == "on":
        return dates_counted(list(articles))
    found = Counter(v for a in articles for v in field_values(a, field))
    if field == "place":
        for _, name in COUNTRIES:
            found.pop(name, None)
    return dict(found)


def dates_counted(articles: list[Article]) -> dict[str, int]:
    """Every day, month and year that finds an article, as a query would."""
    return dict(Counter(code for a in articles for code in dates_finding(record(a))))


@cache
def dates_finding(each: Record) -> list[str]:
    """The days, months and years a search for which finds an article.

    A date is found by what it lies within, and so begins within.
    """
    starts = {mentioned.start for mentioned in each.article.facts.dates}
    codes = {str(start)[:n] for start in starts for n in (4, 7, 10)}
    return [c for c in codes if matching.matches(each, parse(f"on:{c}").query)]


def by_date(articles: Iterable[Article], *, newest: bool) -> list[date | None]:
    """The dates in the order of a sort: the undated last."""
    dates = [a.published.date if a.published else None for a in articles]
    dated = sorted((day for day in dates if day), reverse=newest)
    return [*dated, *(day for day in dates if day is None)]
