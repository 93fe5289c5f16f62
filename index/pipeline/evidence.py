"""What all articles together say of two names that might be one person's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from ..archive.names import NameRegistry
from ..names.clusters import Spelling
from ..names.compare import common_names
from ..names.meeting import Met
from ..names.parts import block
from ..names.phonetic import formal, sound

__all__ = ["CorpusEvidence"]

_MANY_GIVEN: Final = 25
"""A family name with this many given names is one that strangers share."""

_MANY_FAMILY: Final = 40
"""A given name with this many family names is one that strangers share."""

_MOST: Final = 0.5
"""Names with this share of a family name's articles are of its usual bearer."""

_TOGETHER: Final = 0.2
"""Up to this share of the rarer name's articles may seem to name two by mistake."""

_CHANCE: Final = 3
"""With this many articles of the rarer name, a single one with both proves nothing: it
may be put together from agencies that spell the name differently."""

_AS_ONE: Final = 2
"""This many articles that use both names for one person show that they are one."""

_OUTWEIGHS: Final = 10
"""This many articles that use both for one outweigh one that lists them as two."""

_SELDOM: Final = 0.1
_ENOUGH: Final = 8
"""Each must be in this many articles before it counts that they never meet."""


class CorpusEvidence:
    """The evidence of one archive; it remembers counts, so make one for each run.

    Attributes:
        across_scripts: whether names in two alphabets may be one person's.
    """

    def __init__(self, registry: NameRegistry, *, across_scripts: bool) -> None:
        self.across_scripts = across_scripts
        self._registry = registry
        self._is_common = lru_cache(maxsize=10_000)(self._common)
        self._in_family = lru_cache(maxsize=1_000)(self._family_articles)

    def apart(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> bool:
        """See :meth:`.clusters.NameEvidence.apart`.

        Side by side once is enough, unless far more articles use both for one.
        Further from each other they may be one person in two spellings, by a slip,
        as long as that is rare.
        """
        left, right = tuple(one), tuple(other)
        met = self._together(left, right)
        fewest = min(_articles(left), _articles(right))
        if met.side_by_side * _OUTWEIGHS > met.as_one:
            return True
        return met.apart > max(_TOGETHER * fewest, met.as_one, fewest >= _CHANCE)

    def seldom_together(
        self, one: Iterable[Spelling], other: Iterable[Spelling]
    ) -> bool:
        """See :meth:`.clusters.NameEvidence.seldom_together`."""
        left, right = tuple(one), tuple(other)
        met = self._together(left, right)
        fewest = min(_articles(left), _articles(right))
        return fewest >= _ENOUGH and met.apart + met.side_by_side <= _SELDOM * fewest

    def usual(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> bool:
        """See :meth:`.clusters.NameEvidence.usual`."""
        left, right = tuple(one), tuple(other)
        family, given = block(left[0].name)
        if not self._is_common(family, given):
            return True
        if self._together(left, right).as_one >= _AS_ONE:
            return True
        return _articles((*left, *right)) >= _MOST * self._in_family(family)

    def _together(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> Met:
        return self._registry.count_together([s.id for s in one], [s.id for s in other])

    def _common(self, family: str, given: str) -> bool:
        """Whether strangers may well share both names."""
        return (
            given in _common_given()
            or self._registry.family_names(given) >= _MANY_FAMILY
        ) and (
            family in _common_family()
            or self._registry.given_names(family) >= _MANY_GIVEN
        )

    def _family_articles(self, family: str) -> int:
        return _articles(self._registry.bearers(family))


@cache
def _common_given() -> frozenset[str]:
    return frozenset(sound(formal(name)) for name in common_names("given"))


@cache
def _common_family() -> frozenset[str]:
    return frozenset(map(sound, common_names("family")))


def _articles(spellings: Iterable[Spelling]) -> int:
    return sum(spelling.articles for spelling in spellings)
