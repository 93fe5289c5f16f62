"""Names that sound alike in one article: of two people, or of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from search.analysis.tokens import key
from search.model.article import Mention, Person

from .parts import block

__all__ = ["APART", "AS_ONE", "SIDE_BY_SIDE", "Met", "find_alike"]

_BESIDE: Final = 40
"""At most this many characters are between two names that stand side by side."""

_MOST_ALIKE: Final = 20
"""People of one article and block that are compared; it bounds the work."""


class Met(NamedTuple):
    """In how many articles two names occur: as two people, side by side, as one."""

    apart: int
    side_by_side: int
    as_one: int


APART, SIDE_BY_SIDE, AS_ONE = range(3)


def find_alike(people: Sequence[tuple[int, Person]]) -> Iterator[tuple[int, int, int]]:
    """Yield the pairs of people of one article whose names might be one person's."""
    blocks: dict[tuple[str, str], list[tuple[int, Person]]] = defaultdict(list)
    for number, person in people:
        blocks[block(person.name)].append((number, person))
    for same in blocks.values():
        for (left, one), (right, other) in combinations(same[:_MOST_ALIKE], 2):
            if key(one.name) != key(other.name):
                side_by_side = _side_by_side(one.mentions, other.mentions)
                yield left, right, SIDE_BY_SIDE if side_by_side else APART


def _side_by_side(one: Iterable[Mention], other: Iterable[Mention]) -> bool:
    """Whether two people are named in full within a few words."""
    spots = sorted(
        (mention.field, mention.start, mention.end, first)
        for first, mentions in ((True, one), (False, other))
        for mention in mentions
        if " " in mention.text
    )
    return any(
        left[0] == right[0]
        and left[3] != right[3]
        and 1 < right[1] - left[2] <= _BESIDE
        for left, right in pairwise(spots)
    )
