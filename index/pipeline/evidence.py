"""What the corpus says of two names that might be one person's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from ..archive.names import Book
from ..names.clusters import Spelling
from ..names.compare import common_names
from ..names.meeting import Met
from ..names.parts import block
from ..names.phonetic import formal, sound

__all__ = ["Corpus"]

_MANY_GIVEN: Final = 25
"""Given names that make a family name one that strangers share."""

_MANY_FAMILY: Final = 40
"""Family names that make a given name one that strangers share."""

_MOST: Final = 0.5
"""The share of a family name's articles that makes its bearer the usual one."""

_TOGETHER: Final = 0.2
"""The share of the rarer name's articles that two people may name by mistake."""

_CHANCE: Final = 3
"""Articles of the rarer name from which on a single one with both says nothing: texts
of several agencies, which spell names each in their own way, are put together."""

_AS_ONE: Final = 2
"""Articles that use both names for one person and so say that they are one."""

_OUTWEIGHS: Final = 10
"""How many articles that say they are one outweigh one that has them side by side."""

_SELDOM: Final = 0.1
_ENOUGH: Final = 8
"""Articles that must name each before their never meeting says something."""


class Corpus:
    """The evidence of one archive; remembers counts, so make it anew each time."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._is_common = lru_cache(maxsize=10_000)(self._common)
        self._in_family = lru_cache(maxsize=1_000)(self._family_articles)

    def apart(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> bool:
        """See :meth:`.clusters.Evidence.apart`.

        Side by side once is enough, unless far more articles use both for one.
        Further from each other they may be one person in two spellings, by a slip,
        as long as that is rare.
        """
        left, right = tuple(one), tuple(other)
        met = self._together(left, right)
        fewest = min(_articles(left), _articles(right))
        if met.beside * _OUTWEIGHS > met.as_one:
            return True
        return met.apart > max(_TOGETHER * fewest, met.as_one, fewest >= _CHANCE)

    def seldom_together(
        self, one: Iterable[Spelling], other: Iterable[Spelling]
    ) -> bool:
        """See :meth:`.clusters.Evidence.seldom_together`."""
        left, right = tuple(one), tuple(other)
        met = self._together(left, right)
        fewest = min(_articles(left), _articles(right))
        return fewest >= _ENOUGH and met.apart + met.beside <= _SELDOM * fewest

    def usual(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> bool:
        """See :meth:`.clusters.Evidence.usual`."""
        left, right = tuple(one), tuple(other)
        family, given = block(left[0].name)
        if not self._is_common(family, given):
            return True
        if self._together(left, right).as_one >= _AS_ONE:
            return True
        return _articles((*left, *right)) >= _MOST * self._in_family(family)

    def _together(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> Met:
        return self._book.together([s.id for s in one], [s.id for s in other])

    def _common(self, family: str, given: str) -> bool:
        """Whether strangers may well share both names."""
        return (
            given in _common_given() or self._book.family_names(given) >= _MANY_FAMILY
        ) and (
            family in _common_family() or self._book.given_names(family) >= _MANY_GIVEN
        )

    def _family_articles(self, family: str) -> int:
        return _articles(self._book.bearers(family))


@cache
def _common_given() -> frozenset[str]:
    return frozenset(sound(formal(name)) for name in common_names("given"))


@cache
def _common_family() -> frozenset[str]:
    return frozenset(map(sound, common_names("family")))


def _articles(spellings: Iterable[Spelling]) -> int:
    return sum(spelling.articles for spelling in spellings)
