"""The query tree: what every engine compiles, and all it may compile.

Leaves hold folded tokens (see :mod:`search.analysis`), never a user's text.
A ``field`` of ``None`` means the default fields, title and body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = [
    "And",
    "DateRange",
    "Everything",
    "Exact",
    "Not",
    "Nothing",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Term",
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
class Not:
    """Every article the part does not find."""

    part: Query


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Query = (
    Term | Phrase | Prefix | Exact | DateRange | And | Or | Not | Everything | Nothing
)
