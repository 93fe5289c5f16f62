"""The query tree → tantivy queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, assert_never

from tantivy import FieldType, Occur, Schema
from tantivy import Query as Native

from ..analysis import stem
from ..facets import Selection, value_key
from ..fields import DEFAULT_FIELDS, FIELDS, FieldKind
from ..periods import period_code
from ..query import (
    And,
    DateRange,
    Everything,
    Exact,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from .tantivy_schema import DAY_DIGITS

__all__ = ["compile_query", "compile_selections", "number_term", "term"]

_TITLE_BOOST: Final = 2.0
"""A word of the headline counts as much as two of the text."""


def term(schema: Schema, field: str, value: str) -> Native:
    """Match one indexed term, unscored."""
    return Native.term_query(schema, field, value, "basic")


def number_term(schema: Schema, part: str, number: int) -> Native:
    """Match a facet value by its number, unscored."""
    return Native.term_query(schema, part, number, "basic")


def compile_query(schema: Schema, query: Query) -> Native:
    """Return the tantivy query that finds what the tree describes."""
    match query:
        case Term() | Phrase() | Prefix():
            fields = DEFAULT_FIELDS if query.field is None else (query.field,)
            return _any([_words(schema, query, field) for field in fields])
        case Exact(field=field, value=value):
            return term(schema, f"{field}_key", value_key(field, value))
        case DateRange(field="published"):
            return _published(schema, query)
        case DateRange():
            return _mentioned(schema, query)
        case And(parts=parts):
            return _and(schema, parts)
        case Or(parts=parts):
            return _any([compile_query(schema, part) for part in parts])
        case Not():
            return _and(schema, (query,))
        case Everything():
            return _unscored(Native.all_query())
        case Nothing():
            return Native.empty_query()
        case _:
            assert_never(query)


def compile_selections(
    schema: Schema, query: Native, selections: Sequence[Selection]
) -> Native:
    """Narrow a query by facet selections, which leave its scores alone."""
    clauses = [(Occur.Must, query)]
    for selection in selections:
        if selection.include:
            wanted = _unscored(_values(schema, selection.field, selection.include))
            clauses.append((Occur.Must, wanted))
        if selection.exclude:
            unwanted = _values(schema, selection.field, selection.exclude)
            clauses.append((Occur.MustNot, unwanted))
    return Native.boolean_query(clauses) if len(clauses) > 1 else query


def _values(schema: Schema, field: str, values: Sequence[str]) -> Native:
    keys = [value_key(field, value) for value in values]
    return _any([term(schema, f"{field}_key", key) for key in keys])


def _unscored(query: Native) -> Native:
    return Native.const_score_query(query, 0.0)


def _any(queries: list[Native]) -> Native:
    if len(queries) == 1:
        return queries[0]
    return Native.boolean_query([(Occur.Should, query) for query in queries])


def _and(schema: Schema, parts: tuple[Query, ...]) -> Native:
    clauses = []
    for part in parts:
        if isinstance(part, Not):
            clauses.append((Occur.MustNot, compile_query(schema, part.part)))
        else:
            clauses.append((Occur.Must, compile_query(schema, part)))
    if all(isinstance(part, Not) for part in parts):
        # without anything to take away from, tantivy finds nothing
        clauses.append((Occur.Must, _unscored(Native.all_query())))
    return Native.boolean_query(clauses)


def _words(schema: Schema, leaf: Term | Phrase | Prefix, field: str) -> Native:
    is_text = FIELDS[field].kind is FieldKind.TEXT
    words = f"{field}_words"
    match leaf:
        case Term(term=word):
            native = (
                Native.term_query(schema, field, stem(word), "freq")
                if is_text
                else Native.term_query(schema, words, word, "freq")
            )
        case Phrase(terms=terms):
            native = (
                Native.phrase_query(schema, field, [stem(word) for word in terms])
                if is_text
                else Native.phrase_query(schema, words, list(terms))
            )
        case Prefix(prefix=prefix):
            native = Native.regex_query(schema, words, re.escape(prefix) + ".*")
    return Native.boost_query(native, _TITLE_BOOST) if field == "title" else native


def _published(schema: Schema, dates: DateRange) -> Native:
    clauses = []
    for field, low, high in (
        ("published_start", dates.start, None),
        ("published_end", None, dates.end),
    ):
        if low is None and high is None:
            continue
        clauses.append(
            Native.range_query(
                schema,
                field,
                FieldType.Unsigned,
                low.toordinal() if low else None,
                high.toordinal() if high else None,
            )
        )
    if not clauses:  # any date at all
        clauses.append(
            Native.range_query(schema, "published_end", FieldType.Unsigned, 0, None)
        )
    return _unscored(Native.boolean_query([(Occur.Must, clause) for clause in clauses]))


def _mentioned(schema: Schema, dates: DateRange) -> Native:
    """Match a date mentioned within the range: one term holds both its ends.

    Whole days, months and years are terms of their own. For other ranges the
    terms are picked by a regular expression that compares digits.
    """
    code = period_code(dates.start, dates.end)
    if code is not None:
        return _unscored(term(schema, f"{dates.field}_key", code))
    low = f"{dates.start.toordinal() if dates.start else 0:0{DAY_DIGITS}}"
    high = f"{dates.end.toordinal():0{DAY_DIGITS}}" if dates.end else "9" * DAY_DIGITS
    pattern = _digits_from(low) + _digits_to(high)
    return _unscored(Native.regex_query(schema, f"{dates.field}_spans", pattern))


def _digits_from(low: str) -> str:
    """A pattern of the numbers of as many digits that are not less."""
    larger = [
        f"{low[:at]}[{int(digit) + 1}-9][0-9]{{{len(low) - at - 1}}}"
        for at, digit in enumerate(low)
        if digit < "9"
    ]
    return f"({'|'.join([low, *larger])})"


def _digits_to(high: str) -> str:
    """A pattern of the numbers of as many digits that are not more."""
    smaller = [
        f"{high[:at]}[0-{int(digit) - 1}][0-9]{{{len(high) - at - 1}}}"
        for at, digit in enumerate(high)
        if digit > "0"
    ]
    return f"({'|'.join([high, *smaller])})"
