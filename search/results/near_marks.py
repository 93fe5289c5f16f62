"""Words near each other: of the places of two runs those that answer the query."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from ..analysis.tokens import tokens
from ..query.tree import Near, Phrase
from ..query.word_leaves import MarkedLeaf, NearSide
from .leaf_mark import OPEN, LeafMark

__all__ = ["keep_near"]


@dataclass(frozen=True, slots=True)
class _Run:
    """A place of a run of words: the positions of its first and its last word."""

    first: int
    last: int
    mark: LeafMark


def keep_near(
    text: str, marks: list[LeafMark], leaves: Sequence[MarkedLeaf | NearSide]
) -> list[LeafMark]:
    """Return the marks without those of a run that the other run is not near to.

    A mark that ends a match tells how far back the match begins; one that only begins a
    match is open.
    """
    sides: dict[Near, list[int]] = {}
    for number, leaf in enumerate(leaves):
        if isinstance(leaf, NearSide):
            sides.setdefault(leaf.near, []).append(number)
    if not sides or not marks:
        return marks
    of_sides = {number for numbers in sides.values() for number in numbers}
    kept = [mark for mark in marks if mark.leaf not in of_sides]
    places = _Places(text)
    for near, numbers in sides.items():
        # "oil" near "oil" has one side only
        first, second = (
            [mark for mark in marks if mark.leaf == number]
            for number in (numbers[0], numbers[-1])
        )
        if first and second:
            before = places.runs(first, leaves[numbers[0]])
            after = places.runs(second, leaves[numbers[-1]])
            orders = [(before, after), (after, before)]
            found: dict[LeafMark, int] = {}
            for one, other in orders[:1] if near.ordered else orders:
                for mark, back in _answering(one, other, near):
                    found[mark] = min(back, found.get(mark, OPEN))
            kept += [replace(mark, back=back) for mark, back in found.items()]
    return sorted(kept, key=lambda mark: (mark.span.start, mark.span.end))


class _Places:
    """Where the words of a text stand, read when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._positions: list[int] = []

    def runs(
        self, marks: Sequence[LeafMark], leaf: MarkedLeaf | NearSide
    ) -> list[_Run]:
        if not self._starts:
            words = list(tokens(self._text))
            self._starts = [word.start for word in words]
            self._positions = [word.position for word in words]
        assert isinstance(leaf, NearSide)
        more = len(leaf.run.terms) - 1 if isinstance(leaf.run, Phrase) else 0
        runs = []
        for mark in marks:
            at = self._positions[bisect_right(self._starts, mark.span.start) - 1]
            runs.append(_Run(at, at + more, mark))
        return runs


def _answering(
    before: list[_Run], after: list[_Run], near: Near
) -> Iterator[tuple[LeafMark, int]]:
    """Yield the marks of runs of which one follows the other, and how far each reaches.

    Only the nearest run on either side has to be looked at.
    """
    for run in before:
        at = bisect_right(after, run.last, key=attrgetter("first"))
        if at < len(after) and after[at].first - run.last <= near.distance:
            yield run.mark, OPEN
    for run in after:
        at = bisect_left(before, run.first, key=attrgetter("last")) - 1
        if at >= 0 and run.first - before[at].last <= near.distance:
            yield run.mark, run.mark.span.start - before[at].mark.span.start
