"""The query tree: what every engine compiles, and all it may compile.

Leaves hold folded tokens (see :mod:`search.analysis.tokens`), never a user's text.
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
    "Everything",
    "Exact",
    "Form",
    "Fuzzy",
    "Near",
    "Not",
    "Nothing",
    "Or",
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
    """Two or more words next to each other, in order, in one value."""

    terms: tuple[str, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with these characters, stems aside."""

    prefix: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One word in this very form, stems aside."""

    term: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Any word of this pattern, stems aside: ``?`` is one character, ``*`` any many.

    The pattern begins with a character of the word.
    """

    pattern: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word this one becomes by 1 or 2 edits, stems aside.

    An edit adds, drops or changes a character or swaps two neighbours; no part of
    the word is edited twice ("optimal string alignment").
    """

    term: str
    distance: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two runs of words, apart by 1 to ``distance`` words, in one text.

    Each run is one word, or several next to each other in order, compared as in
    :class:`Phrase`. Runs do not overlap; 1 means that nothing stands between them.

    Attributes:
        ordered: whether the first has to stand before the second.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    distance: int
    ordered: bool = False
    field: str | None = None


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
    """So many of the parts, or more."""

    count: int
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article the part does not find."""

    part: Query


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


WordLeaf = Term | Phrase | Prefix | Form | Wildcard | Fuzzy | Near
"""The leaves that stand for words of a text."""

Query = WordLeaf | Exact | DateRange | And | Or | AtLeast | Not | Everything | Nothing


def leaves_of(query: Query) -> Iterator[Query]:
    """Yield the leaves of a query in order, those of what is excluded too."""
    match query:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(part=part):
            yield from leaves_of(part)
        case _:
            yield query


def wanted(query: Query) -> Iterator[Query]:
    """Yield the leaves that articles are found by, in order; not what is excluded."""
    match query:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from wanted(part)
        case Not():
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
        case _:
            return others.get(query, query)


def simplify(query: Query) -> Query:
    """Flatten, drop repeated and empty parts, and settle what is always true."""
    match query:
        case And(parts=parts):
            return _join(And, parts, neutral=Everything(), absorbing=Nothing())
        case Or(parts=parts):
            return _join(Or, parts, neutral=Nothing(), absorbing=Everything())
        case AtLeast(count=count, parts=parts):
            return _at_least(count, tuple(map(simplify, parts)))
        case Not(part=part):
            return _negate(simplify(part))
        case _:
            return query


def _negate(part: Query) -> Query:
    match part:
        case Not(part=inner):
            return inner
        case Everything():
            return Nothing()
        case Nothing():
            return Everything()
        case _:
            return Not(part)


def _at_least(count: int, parts: tuple[Query, ...]) -> Query:
    count -= parts.count(Everything())
    parts = tuple(p for p in parts if p not in (Everything(), Nothing()))
    if count <= 0:
        return Everything()
    if count > len(parts):
        return Nothing()
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
