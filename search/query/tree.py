"""The query tree: everything that engines compile, and nothing else.

Leaves hold folded words (see :mod:`search.analysis.tokens`), never what a person typed.
A ``field`` of ``None`` means the default fields, title and body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

__all__ = [
    "And",
    "AtLeast",
    "DateRange",
    "MatchAll",
    "Exact",
    "ExactForm",
    "Filter",
    "Fuzzy",
    "Near",
    "Not",
    "MatchNone",
    "Or",
    "Pattern",
    "Phrase",
    "Prefix",
    "Query",
    "Term",
    "Wildcard",
    "WordLeaf",
    "leaves_of",
    "replace_leaves",
    "simplify",
    "wanted",
]


@dataclass(frozen=True, slots=True)
class Term:
    """One word; in stemmed fields any word with the same stem."""

    term: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more words next to each other, in order, in one value.

    Attributes:
        exact: whether they stand in exactly these forms.
    """

    terms: tuple[str, ...]
    field: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word, unstemmed, that begins with these characters."""

    prefix: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class ExactForm:
    """One word in exactly this form: words are compared unstemmed."""

    term: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Any word, unstemmed, of a pattern: ``?`` is one character, ``*`` any number.

    The pattern begins with a character of the word.
    """

    pattern: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word, unstemmed, that is 1 or 2 edits away from this one.

    An edit adds, drops or changes a character or swaps two neighbours; no part of
    the word is edited twice ("optimal string alignment").
    """

    term: str
    distance: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two runs of words, 1 to ``distance`` words apart, in one text.

    Each run is one word, or several next to each other in order, compared as in
    :class:`Phrase`. Runs do not overlap; at 1 there is no word between them.

    Attributes:
        ordered: whether the first has to come before the second.
        exact: whether the words stand in exactly these forms.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    distance: int
    ordered: bool = False
    field: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """A whole value of a name or code field, compared by its key."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles with a date wholly within ``[start, end)``; ``None`` is open.

    An article known only to be of 2019 is within 2019, not within May 2019. Of
    a field with several dates, one of them has to begin and end within.
    """

    start: date | None
    end: date | None
    field: str = "published"


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``count`` of the parts."""

    count: int
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article that the part does not find."""

    part: Query


@dataclass(frozen=True, slots=True)
class Filter:
    """The articles that the part finds; it is neither scored nor marked."""

    part: Query


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every article."""


@dataclass(frozen=True, slots=True)
class MatchNone:
    """No article."""


WordLeaf = Term | Phrase | Prefix | ExactForm | Wildcard | Fuzzy | Near
"""The leaves that stand for words of a text."""

Pattern = Prefix | Wildcard | Fuzzy
"""Those of them that stand for whatever words of an index they fit."""

Query = (
    WordLeaf
    | Exact
    | DateRange
    | And
    | Or
    | AtLeast
    | Not
    | Filter
    | MatchAll
    | MatchNone
)


def leaves_of(query: Query) -> Iterator[Query]:
    """Yield the leaves of a query in order, those of what is excluded too."""
    match query:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(part=part) | Filter(part=part):
            yield from leaves_of(part)
        case _:
            yield query


def wanted(query: Query) -> Iterator[Query]:
    """Yield the leaves that articles are found by, in order.

    Not what is excluded, nor what is only a :class:`Filter`.
    """
    match query:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from wanted(part)
        case Not() | Filter():
            pass
        case _:
            yield query


def replace_leaves(query: Query, others: Mapping[Query, Query]) -> Query:
    """Return the query with other leaves in the place of some."""

    def replaced(parts: tuple[Query, ...]) -> tuple[Query, ...]:
        return tuple(replace_leaves(part, others) for part in parts)

    match query:
        case And(parts=parts):
            return And(replaced(parts))
        case Or(parts=parts):
            return Or(replaced(parts))
        case AtLeast(count=count, parts=parts):
            return AtLeast(count, replaced(parts))
        case Not(part=part):
            return Not(replace_leaves(part, others))
        case Filter(part=part):
            return Filter(replace_leaves(part, others))
        case _:
            return others.get(query, query)


def simplify(query: Query) -> Query:
    """Return the same query simplified: pure, idempotent, and never deeper.

    Nested parts are flattened, repeated and empty ones dropped.
    """
    match query:
        case And(parts=parts):
            return _join(And, parts, neutral=MatchAll(), absorbing=MatchNone())
        case Or(parts=parts):
            return _join(Or, parts, neutral=MatchNone(), absorbing=MatchAll())
        case AtLeast(count=count, parts=parts):
            return _at_least(count, tuple(map(simplify, parts)))
        case Not(part=part):
            return _negate(simplify(part))
        case Filter(part=part):
            inner = simplify(part)
            return inner if isinstance(inner, MatchAll | MatchNone) else Filter(inner)
        case _:
            return query


def _negate(part: Query) -> Query:
    match part:
        case Not(part=inner):
            return inner
        case MatchAll():
            return MatchNone()
        case MatchNone():
            return MatchAll()
        case _:
            return Not(part)


def _at_least(count: int, parts: tuple[Query, ...]) -> Query:
    count -= parts.count(MatchAll())
    parts = tuple(p for p in parts if p not in (MatchAll(), MatchNone()))
    if count <= 0:
        return MatchAll()
    if count > len(parts):
        return MatchNone()
    if count in (1, len(parts)):
        return simplify(Or(parts) if count == 1 else And(parts))
    return AtLeast(count, parts)


def _join(
    kind: type[And] | type[Or],
    parts: tuple[Query, ...],
    *,
    neutral: Query,
    absorbing: Query,
) -> Query:
    flat: dict[Query, None] = {}
    for part in map(simplify, parts):
        inner = part.parts if isinstance(part, kind) else (part,)
        flat.update(dict.fromkeys(inner))
    flat.pop(neutral, None)
    if absorbing in flat:
        return absorbing
    if not flat:
        return neutral
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))
