"""Search by looking at every article: slow, obvious, and what engines must equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from typing import assert_never

from search.analysis.english import ENGLISH
from search.analysis.tokens import key, tokens
from search.model.article import Article
from search.model.facets import Selection
from search.model.fields import NO_DATE, UNRELIABLE_DATE
from search.model.values import field_values, text_of
from search.query.parser import parse
from search.query.tree import (
    And,
    AtLeast,
    DateRange,
    Exact,
    ExactForm,
    Fuzzy,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)
from support.corpus import COUNTRIES

TEXTS = ("title", "body", "lead")


def matches(article: Article, query: Query) -> bool:
    match query:
        case Term(term=term, field=field):
            return any(
                term_matches(words, term, name) for name, words in texts(article, field)
            )
        case Phrase(terms=terms, field=field):
            return any(
                phrase_matches(words, terms, name)
                for name, words in texts(article, field)
            )
        case Prefix(prefix=prefix, field=field):
            return any(
                word.startswith(prefix)
                for _, words in texts(article, field)
                for word in words.values()
            )
        case ExactForm(field=field) | Wildcard(field=field) | Fuzzy(field=field):
            return any(
                word_matches(word, query)
                for _, words in texts(article, field)
                for word in words.values()
            )
        case Near(field=field):
            return any(
                near_matches(words, query)
                for name, words in texts(article, field)
                if name in TEXTS
            )
        case AtLeast(count=count, parts=parts):
            return sum(matches(article, part) for part in parts) >= count
        case Exact(field=field, value=value):
            return has_value(article, field, (value,))
        case DateRange(start=start, end=end, field=field):
            return any(
                (start is None or first >= start) and (end is None or last <= end)
                for first, last in intervals(article, field)
            )
        case And(parts=parts):
            return all(matches(article, part) for part in parts)
        case Or(parts=parts):
            return any(matches(article, part) for part in parts)
        case Not(part=part):
            return not matches(article, part)
        case MatchAll():
            return True
        case MatchNone():
            return False
        case _:
            assert_never(query)


def texts(article: Article, field: str | None) -> Iterable[tuple[str, dict[int, str]]]:
    """Each text of a field as its words by position."""
    if field is None:
        yield from texts(article, "title")
        yield from texts(article, "body")
    elif field in TEXTS:
        yield field, {t.position: t.term for t in tokens(text_of(article, field))}
    else:
        for value in field_values(article, field):
            yield field, {t.position: t.term for t in tokens(value)}


def same(word: str, term: str, field: str) -> bool:
    return ENGLISH.stem(word) == ENGLISH.stem(term) if field in TEXTS else word == term


def word_matches(word: str, leaf: ExactForm | Wildcard | Fuzzy) -> bool:
    match leaf:
        case ExactForm(term=term):
            return word == term
        case Wildcard(pattern=pattern):
            return fnmatchcase(word, pattern)
        case Fuzzy(term=term, distance=distance):
            return edits(word, term) <= distance


@cache
def edits(one: str, other: str) -> int:
    """The optimal string alignment distance, by its recurrence."""
    table = {(i, 0): i for i in range(len(one) + 1)}
    table |= {(0, j): j for j in range(len(other) + 1)}
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            best = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b)
            )
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, table[i - 2, j - 2] + 1)
            table[i, j] = best
    return table[len(one), len(other)]


def near_matches(words: dict[int, str], near: Near) -> bool:
    def runs(terms: tuple[str, ...]) -> list[range]:
        return [
            range(at, at + len(terms))
            for at in words
            if all(
                at + i in words and ENGLISH.stem(words[at + i]) == ENGLISH.stem(term)
                for i, term in enumerate(terms)
            )
        ]

    return any(
        1 <= b[0] - a[-1] <= near.distance
        or (not near.ordered and 1 <= a[0] - b[-1] <= near.distance)
        for a in runs(near.first)
        for b in runs(near.second)
    )


def term_matches(words: dict[int, str], term: str, field: str) -> bool:
    return any(same(word, term, field) for word in words.values())


def phrase_matches(words: dict[int, str], terms: tuple[str, ...], field: str) -> bool:
    return any(
        all(
            at + i in words and same(words[at + i], term, field)
            for i, term in enumerate(terms)
        )
        for at in words
    )


def has_value(article: Article, field: str, values: Iterable[str]) -> bool:
    wanted = {key(value).lower() for value in values}
    return any(key(v).lower() in wanted for v in field_values(article, field))


def intervals(article: Article, field: str) -> list[tuple[date, date]]:
    if field == "on":
        return [(found.start, found.end) for found in article.facts.dates]
    assert field == "published"
    published = article.published
    return [(published.date, published.end)] if published else []


def narrowed(
    articles: Iterable[Article], selections: Iterable[Selection]
) -> list[Article]:
    found = list(articles)
    for selection in selections:
        if selection.include:
            found = [
                a for a in found if has_value(a, selection.field, selection.include)
            ]
        found = [
            a for a in found if not has_value(a, selection.field, selection.exclude)
        ]
    return found


def counts(articles: Iterable[Article], field: str) -> dict[str, int]:
    """How many articles have each value the facet lists: no country as a place.

    Beside a date stands how many articles a search for it finds.
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
    found = {}
    starts = {start for a in articles for start, _ in intervals(a, "on")}
    for code in {str(start)[:n] for start in starts for n in (4, 7, 10)}:
        query = parse(f"on:{code}").query
        found[code] = sum(matches(article, query) for article in articles)
    return {code: count for code, count in found.items() if count}


def by_date(articles: Iterable[Article], *, newest: bool) -> list[date | None]:
    """The dates in the order of a sort: the undated last."""
    dated = [a.published.date for a in articles if a.published]
    undated = [a for a in articles if not a.published]
    return [*sorted(dated, reverse=newest), *[None for _ in undated]]


__all__ = ["NO_DATE", "UNRELIABLE_DATE", "by_date", "counts", "matches", "narrowed"]
