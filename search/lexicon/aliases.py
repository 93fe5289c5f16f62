"""Aliases: other spellings of the names that an index shows.

Articles are indexed under one value for each person, organisation and place. What
articles call them besides, and what a person has said they are called, is known to
whoever writes the index. They pass it to the writer, and the lexicon then finds each
name by all of its spellings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol

from ..analysis.tokens import key
from ..analysis.variants import name_runs

__all__ = [
    "NO_ALIASES",
    "Alias",
    "Aliases",
    "AliasCounts",
    "group_aliases",
    "spellings_of",
]

_MOST_ALIASES: Final = 500_000
"""Aliases that are kept, at most; bounds memory to some 200 MB."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling of a name that is shown in another spelling, or not at all.

    Attributes:
        kind: the field: ``person``, ``organisation`` or ``place``.
        name: the spelling.
        shown: the value it is shown as; "" if it is hidden.
        articles: about how many articles have this spelling; 0 if none has.
    """

    kind: str
    name: str
    shown: str
    articles: int


class Aliases(Protocol):
    """The aliases there are, read anew each time they are iterated over.

    Attributes:
        mark: a number that changes when a person changes what names are called. A
            lexicon that takes long to make is made at once only then.
    """

    @property
    def mark(self) -> int: ...
    def __iter__(self) -> Iterator[Alias]: ...


class _NoAliases:
    """No aliases are known."""

    mark = 0

    def __iter__(self) -> Iterator[Alias]:
        return iter(())


NO_ALIASES: Final = _NoAliases()

AliasCounts = Mapping[str, Mapping[str, int]]
"""Key of a value → keys of its aliases → how many articles have each.

Under the key "" are the names that are hidden."""


def spellings_of(label: str, aliases: Mapping[str, int], count: int) -> dict[str, int]:
    """Return the keys of the other spellings of a name, and how many articles use each.

    Besides its aliases these are the other ways to write it: "tim oneill".

    Args:
        aliases: the keys of its aliases.
        count: of articles that have the name.
    """
    others = {" ".join(run): count for run in name_runs(label)[1:]}
    others.pop(key(label), None)
    return others | dict(aliases)


def group_aliases(aliases: Iterable[Alias]) -> Mapping[str, AliasCounts]:
    """Return the aliases of each kind, by the values they are shown as."""
    found: dict[str, dict[str, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for alias in islice(aliases, _MOST_ALIASES):
        shown, name = key(alias.shown), key(alias.name)
        if name and name != shown:
            found[alias.kind][shown][name] += max(alias.articles, 1)
    return found
