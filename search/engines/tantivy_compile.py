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

__all__ = ["compile_query", "compile_selections", "term"]

_TITLE_BOOST: Final = 2.0
"""A word of the headline counts as much as two of the text."""


def term(schema: Schema, field: str, value: str) -> Native:
    """Match one indexed term, unscored."""
    return Native.term_query(schema, field, value, "basic")


def compile_query(schema: Schema, query: Query) -> Native:
    """Return the tantivy query that finds what the tree describes."""
    match query:
        case Term() | Phrase() | Prefix():
            fields = DEFAULT_FIELDS if query.field is None else (query.field,)
            return _any([_words(schema, query, field) for field in fields])
        case Exact(field=field, value=value):
            return term(schema, f"{field}_key", value_key(field, value))
        case DateRange():
            return _dates(schema, query)
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


def _dates(schema: Schema, dates: DateRange) -> Native:
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
