"""Other spellings of the names an index shows, as the dictionary keeps them.

Articles are indexed under one value for each person and body. What else articles
call them, and what a person said they are called, is known to whoever writes the
index, who tells it to the writer; the dictionary then has each name by all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol

from ..analysis.tokens import key

__all__ = [
    "NOTHING_ELSE",
    "OtherName",
    "OtherNames",
    "Others",
    "by_shown",
]

_MOST_OTHERS: Final = 500_000
"""Other spellings that are kept; bounds memory to some 200 MB."""


@dataclass(frozen=True, slots=True)
class OtherName:
    """A spelling of a name that is shown as another.

    Attributes:
        kind: the field: ``person``, ``organisation`` or ``place``.
        name: the spelling.
        shown: the value it is shown as.
        articles: how many write it so, about; 0 of one that none does.
    """

    kind: str
    name: str
    shown: str
    articles: int


class OtherNames(Protocol):
    """The other spellings there are, read anew each time.

    Attributes:
        mark: another number as soon as a person has said something else of names.
            Only then is a dictionary that takes long to make made at once.
    """

    @property
    def mark(self) -> int: ...
    def __iter__(self) -> Iterator[OtherName]: ...


class _NothingElse:
    """No other spelling is known."""

    mark = 0

    def __iter__(self) -> Iterator[OtherName]:
        return iter(())


NOTHING_ELSE: Final = _NothingElse()

Others = Mapping[str, Mapping[str, int]]
"""Key of a value → keys of its other spellings → how many articles write it so."""


def by_shown(others: Iterable[OtherName]) -> Mapping[str, Others]:
    """Return the other spellings of each kind, by the values they are shown as."""
    found: dict[str, dict[str, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for other in islice(others, _MOST_OTHERS):
        shown, name = key(other.shown), key(other.name)
        if name and name != shown:
            found[other.kind][shown][name] += max(other.articles, 1)
    return found
