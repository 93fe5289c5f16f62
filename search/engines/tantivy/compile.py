"""The query tree → tantivy queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, assert_never

from tantivy import FieldType, Occur, Schema, Searcher
from tantivy import Query as Native

from ...analysis.analyzer import Analyzer
from ...analysis.registry import analyzers_of
from ...codes.periods import period_code, periods_within
from ...model.facets import Selection, value_key
from ...model.fields import FIELDS, FieldKind
from ...query.tree import (
    And,
    AtLeast,
    DateRange,
    Exact,
    ExactForm,
    Filter,
    Fuzzy,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    WordLeaf,
)
from ...query.word_leaves import fields_of, regular_expression
from ...ranking.rarity import rarity
from ...ranking.scoring import TITLE, in_title_and_lead
from ..ways import Rarities, Way, ways_of
from .pairs import PAIRED, PAIRS, pairs_of
from .spans import span_pattern

__all__ = [
    "IndexTerms",
    "Weights",
    "compile_query",
    "compile_selections",
    "number_term",
    "term",
]


_MOST_YEARS: Final = 10
"""Longer ranges are compared day by day: of many years, most articles are within."""

_PERIODS: Final = {4: "year", 7: "month", 10: "day"}
"""The fields of the codes of periods, by their length."""


class IndexTerms:
    """What the terms of an index are made by.

    Attributes:
        schema: its fields.
        analyzers: those of the languages its articles are in; English is the first.
        rarities: of its terms.
        scored: whether hits are scored; who only counts them finds some faster.
    """

    def __init__(
        self, schema: Schema, searcher: Searcher, *, scored: bool = True
    ) -> None:
        self.scored = scored
        self.schema = schema
        self.analyzers = analyzers_of(
            lambda language: searcher.doc_freq("language_key", language)
        )
        self.rarities = Rarities(
            searcher.doc_freq, lambda having: rarity(searcher.num_docs, having)
        )


def term(schema: Schema, field: str, value: str) -> Native:
    """Match one indexed term, unscored."""
    return Native.term_query(schema, field, value, "basic")


def number_term(schema: Schema, part: str, number: int) -> Native:
    """Match a facet value by its number, unscored."""
    return Native.term_query(schema, part, number, "basic")


Weights = Mapping[Query, float]
"""What a leaf is worth; without any, each is worth its BM25."""


def compile_query(
    index: IndexTerms, query: Query, weights: Weights | None = None
) -> Native:
    """Return the tantivy query that finds what the tree describes."""
    match query:
        case Exact(field=field, value=value):
            whole = term(index.schema, f"{field}_key", value_key(field, value))
            return whole if weights is None else _unscored(whole)
        case DateRange(field="published"):
            return _published(index, query)
        case DateRange():
            return _mentioned(index, query)
        case And(parts=parts):
            return _and(index, parts, weights)
        case AtLeast(count=count, parts=parts):
            return _at_least(index, count, parts, weights)
        case Filter(part=part):
            return _unscored(compile_query(index, part))
        case Not():
            return _and(index, (query,), weights)
        case MatchAll():
            return _unscored(Native.all_query())
        case MatchNone():
            return Native.empty_query()
        case Or() | Term() | Phrase() | Prefix() | ExactForm():
            return _any(_alternatives(index, query, weights))
        case Wildcard() | Fuzzy() | Near():
            return _any(_alternatives(index, query, weights))
        case _:
            assert_never(query)


def compile_selections(
    index: IndexTerms, query: Native, selections: Sequence[Selection]
) -> Native:
    """Narrow a query by facet selections, which leave its scores alone."""
    clauses = [(Occur.Must, query)]
    for selection in selections:
        if selection.include:
            wanted = _unscored(_values(index, selection.field, selection.include))
            clauses.append((Occur.Must, wanted))
        if selection.exclude:
            unwanted = _values(index, selection.field, selection.exclude)
            clauses.append((Occur.MustNot, unwanted))
    return Native.boolean_query(clauses) if len(clauses) > 1 else query


def _values(index: IndexTerms, field: str, values: Sequence[str]) -> Native:
    keys = [value_key(field, value) for value in values]
    return _any([term(index.schema, f"{field}_key", key) for key in keys])


def _unscored(query: Native) -> Native:
    return Native.const_score_query(query, 0.0)


def _any(queries: list[Native]) -> Native:
    if len(queries) == 1:
        return queries[0]
    return Native.boolean_query([(Occur.Should, query) for query in queries])


def _and(
    index: IndexTerms, parts: tuple[Query, ...], weights: Weights | None
) -> Native:
    clauses = []
    for part in parts:
        if isinstance(part, Not):
            clauses.append((Occur.MustNot, compile_query(index, part.part)))
        else:
            clauses.append((Occur.Must, compile_query(index, part, weights)))
    if all(isinstance(part, Not) for part in parts):
        # without anything to take away from, tantivy finds nothing
        clauses.append((Occur.Must, _unscored(Native.all_query())))
    return Native.boolean_query(clauses)


def _at_least(
    index: IndexTerms, count: int, parts: tuple[Query, ...], weights: Weights | None
) -> Native:
    if count <= 0:
        return _unscored(Native.all_query())
    if count > len(parts):
        return Native.empty_query()
    clauses = [(Occur.Should, compile_query(index, part, weights)) for part in parts]
    return Native.boolean_query(clauses, minimum_number_should_match=count)


def _alternatives(
    index: IndexTerms, query: Query, weights: Weights | None
) -> list[Native]:
    """Return queries that together find what the tree does.

    One union of single words is several times faster than a union of unions.
    """
    if isinstance(query, Or):
        return [one for p in query.parts for one in _alternatives(index, p, weights)]
    if isinstance(query, WordLeaf):
        return _leaf(index, query, weights)
    return [compile_query(index, query, weights)]


def _leaf(index: IndexTerms, leaf: WordLeaf, weights: Weights | None) -> list[Native]:
    fields = fields_of(leaf)
    if isinstance(leaf, Pattern) and index.scored:
        return _pattern(index, leaf, 1.0 if weights is None else weights.get(leaf, 0.0))
    if weights is None:
        return [one for field in fields for one in _words(index, leaf, field)]
    if leaf not in weights:
        every = [one for field in fields for one in _words(index, leaf, field)]
        return [_unscored(_any(every))]
    worth = dict.fromkeys(fields, weights[leaf])
    for part in in_title_and_lead(leaf):  # which finds nothing that is not found anyway
        if part in weights and part.field is not None:
            worth[part.field] = worth.get(part.field, 0.0) + weights[part]
    return [
        Native.boost_query(one, weight)
        for field, weight in worth.items()
        for one in _words(index, leaf, field)
    ]


def _pattern(index: IndexTerms, leaf: Pattern, weight: float) -> list[Native]:
    """What finds a pattern: it counts once, and again in the title."""
    found = {field: _any(_in_field(index, leaf, field)) for field in fields_of(leaf)}
    title = [found["title"]] if "title" in found and weight else []
    return [
        Native.const_score_query(_any(list(found.values())), weight),
        *(Native.const_score_query(one, weight * TITLE) for one in title),
    ]


def _words(index: IndexTerms, leaf: WordLeaf, field: str) -> list[Native]:
    """Return what finds a leaf in one field, written in any way."""
    found = _in_field(index, leaf, field)
    if field == "title":
        return [Native.boost_query(one, TITLE) for one in found]
    return found


def _in_field(index: IndexTerms, leaf: WordLeaf, field: str) -> list[Native]:
    is_text = FIELDS[field].kind is FieldKind.TEXT
    texts = (field, f"{field}_variants")
    words = f"{field}_words"
    match leaf:
        case Term(term=word):
            if not is_text:
                return [Native.term_query(index.schema, words, word, "freq")]
            ways = ways_of(word, field, index.analyzers, index.rarities)
            return [_way(index, way) for way in ways]
        case Phrase(terms=terms, exact=exact):
            if exact or not is_text:
                return [Native.phrase_query(index.schema, words, list(terms))]
            return [
                _phrase(index, text, list(map(by.stem, terms)), by)
                for by in index.analyzers
                for text in texts
            ]
        case Prefix(prefix=prefix):
            return [Native.regex_query(index.schema, words, re.escape(prefix) + ".*")]
        case ExactForm(term=word):
            return [Native.term_query(index.schema, words, word, "freq")]
        case Wildcard(pattern=pattern):
            pattern = regular_expression(pattern)
            return [Native.regex_query(index.schema, words, pattern)]
        case Fuzzy(term=word, distance=distance):
            return [Native.fuzzy_term_query(index.schema, words, word, distance)]
        case Near():
            return _near(index, leaf, field)
        case _:
            assert_never(leaf)


def _phrase(index: IndexTerms, text: str, stems: list[str], by: Analyzer) -> Native:
    """What finds a phrase; of frequent words, only in articles that have its pairs."""
    pairs = list(pairs_of(stems, by)) if text == PAIRED else []
    having = [term(index.schema, PAIRS, pair) for pair in pairs]
    if having and len(stems) == 2 and not index.scored:
        return having[0]
    phrase = Native.phrase_query(index.schema, text, list(stems))
    if not having:
        return phrase
    clauses = [phrase, *map(_unscored, having)]
    return Native.boolean_query([(Occur.Must, clause) for clause in clauses])


def _way(index: IndexTerms, way: Way) -> Native:
    """What finds a word that is written in one way; a plain term is found faster."""
    found = Native.term_query(index.schema, way.field, way.term, "freq")
    return found if way.weight == 1 else Native.boost_query(found, way.weight)


def _near(index: IndexTerms, near: Near, field: str) -> list[Native]:
    """Words near each other in a text, by the stems of each language."""
    if FIELDS[field].kind is not FieldKind.TEXT:
        return [Native.empty_query()]
    if near.exact:
        return [_near_stems(index, near, f"{field}_words", str)]
    return [_near_stems(index, near, field, by.stem) for by in index.analyzers]


def _near_stems(
    index: IndexTerms, near: Near, field: str, stem: Callable[[str], str]
) -> Native:
    """Phrases with gaps: tantivy places a phrase's words where they are told.

    Its slop is how far off that place, to either side, a second word may stand.
    """
    first, second = (list(map(stem, run)) for run in (near.first, near.second))
    if len(first) > 1 or len(second) > 1:
        return _near_runs(index, near, field, first, second)

    def gap(words: list[tuple[int, str]], slop: int) -> Native:
        return Native.phrase_query(index.schema, field, words, slop)  # type: ignore[arg-type]

    a, b, most = first[0], second[0], near.distance
    if not near.ordered and a != b:
        return gap([(0, a), (0, b)], most)
    odd = most - 1 + most % 2
    middle = (odd + 1) // 2
    found = [gap([(0, a), (middle, b)], middle - 1)]
    if odd < most:
        found.append(gap([(0, a), (most, b)], 0))
    return _any(found)


def _near_runs(
    index: IndexTerms, near: Near, field: str, first: list[str], second: list[str]
) -> Native:
    orders = [(first, second)] if near.ordered else [(first, second), (second, first)]
    found = []
    for before, behind in orders:
        for gap in range(near.distance):
            words = [*enumerate(before), *enumerate(behind, len(before) + gap)]
            found.append(Native.phrase_query(index.schema, field, words, 0))  # type: ignore[arg-type]
    return _any(found)


def _published(index: IndexTerms, dates: DateRange) -> Native:
    """Match by the years, months and days the range is made of, if it is not long.

    Looking those up takes a tenth of the time of comparing the days of all articles.
    """
    start, end = dates.start, dates.end
    if start and end and start < end and end.year - start.year <= _MOST_YEARS:
        codes = periods_within(start, end)
        periods = [term(index.schema, f"{_PERIODS[len(c)]}_key", c) for c in codes]
        return _unscored(_any(periods))
    clauses = []
    for field, low, high in (
        ("published_start", dates.start, None),
        ("published_end", None, dates.end),
    ):
        if low is None and high is None:
            continue
        clauses.append(
            Native.range_query(
                index.schema,
                field,
                FieldType.Unsigned,
                low.toordinal() if low else None,
                high.toordinal() if high else None,
            )
        )
    if not clauses:  # any date at all
        clauses.append(
            Native.range_query(
                index.schema, "published_end", FieldType.Unsigned, 0, None
            )
        )
    return _unscored(Native.boolean_query([(Occur.Must, clause) for clause in clauses]))


def _mentioned(index: IndexTerms, dates: DateRange) -> Native:
    """Match a date mentioned within the range: one term holds both its ends.

    Whole days, months and years are terms of their own. For other ranges the
    terms are picked by a regular expression that compares digits.
    """
    code = period_code(dates.start, dates.end)
    if code is not None:
        return _unscored(term(index.schema, f"{dates.field}_key", code))
    pattern = span_pattern(dates.start, dates.end)
    return _unscored(Native.regex_query(index.schema, f"{dates.field}_spans", pattern))
