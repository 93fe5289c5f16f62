"""The query tree → whoosh queries."""

from __future__ import annotations

from typing import Any, Final, assert_never

from whoosh import query as native

from ..analysis import stem
from ..facets import value_key
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

__all__ = ["compile_query"]

_TITLE_BOOST: Final = 2.0

Native = Any
"""A whoosh query; the library has no types."""


def compile_query(query: Query) -> Native:
    """Return the whoosh query that finds what the tree describes."""
    match query:
        case Term() | Phrase() | Prefix():
            fields = DEFAULT_FIELDS if query.field is None else (query.field,)
            return _any([_words(query, field) for field in fields])
        case Exact(field=field, value=value):
            return native.Term(f"{field}_key", value_key(field, value))
        case DateRange():
            return _dates(query)
        case And(parts=parts):
            return _and(parts)
        case Or(parts=parts):
            return _any([compile_query(part) for part in parts])
        case Not():
            return _and((query,))
        case Everything():
            return native.Every()
        case Nothing():
            return native.NullQuery
        case _:
            assert_never(query)


def _any(queries: list[Native]) -> Native:
    return queries[0] if len(queries) == 1 else native.Or(queries)


def _and(parts: tuple[Query, ...]) -> Native:
    wanted = [compile_query(part) for part in parts if not isinstance(part, Not)]
    unwanted = [compile_query(part.part) for part in parts if isinstance(part, Not)]
    if not wanted:
        wanted = [native.Every()]
    positive = wanted[0] if len(wanted) == 1 else native.And(wanted)
    # whoosh loses negatives nested in an Or; AndNot says it outright
    return native.AndNot(positive, _any(unwanted)) if unwanted else positive


def _words(leaf: Term | Phrase | Prefix, field: str) -> Native:
    is_text = FIELDS[field].kind is FieldKind.TEXT
    words = f"{field}_words"
    boost = _TITLE_BOOST if field == "title" else 1.0
    match leaf:
        case Term(term=word):
            if is_text:
                return native.Term(field, stem(word), boost=boost)
            return native.Term(words, word, boost=boost)
        case Phrase(terms=terms):
            if is_text:
                return native.Phrase(field, [stem(word) for word in terms], boost=boost)
            return native.Phrase(words, list(terms), boost=boost)
        case Prefix(prefix=prefix):
            return native.Prefix(words, prefix, boost=boost)


def _dates(dates: DateRange) -> Native:
    low = dates.start.toordinal() if dates.start else 0
    high = dates.end.toordinal() if dates.end else None
    return native.And(
        [
            native.NumericRange("published_start", low, None),
            native.NumericRange("published_end", None, high)
            if high is not None
            else native.NumericRange("published_end", 0, None),
        ]
    )
