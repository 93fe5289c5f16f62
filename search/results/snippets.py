"""The best passages of an article, with their marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from ..model.article import Span
from ..model.hits import Snippet
from .leaf_mark import LeafMark
from .marks import merge_marks

__all__ = ["FURTHER_LENGTH", "SNIPPET_LENGTH", "cut_passage", "find_passages"]

SNIPPET_LENGTH: Final = 240
"""The most characters of the best passage, not counting the two ellipses."""

FURTHER_LENGTH: Final = 160
"""The most characters of each further passage."""

_APART: Final = 60
"""The fewest characters between a passage and the marks of another."""

_LEAD_IN: Final = 60
"""The most characters before the first mark, and at most a quarter of the passage, …"""

_LONGEST_LEAD_IN: Final = 120
"""… unless its sentence begins within this distance, or half of the passage."""

_SPACES = re.compile(r"\s+")


def find_passages(
    text: str,
    marks: Sequence[LeafMark],
    sentences: Sequence[int] = (),
    *,
    most: int = 3,
) -> tuple[Snippet, ...]:
    """Return the passages that show most of what was asked for, the best one first.

    The best passage has the most different leaves, those for words near each other with
    both words; of several the most marks; of several it is the first in the text. Each
    further one has the most leaves not shown before. Further ones are shorter, in the
    order of the text and apart from each other. Without any match the only passage is
    the beginning of the text. White space becomes single spaces, omissions are shown by
    "…", and marks are offsets into the snippet's text.

    Args:
        marks: where the text has what was asked for, in order.
        sentences: the offsets at which sentences begin, in order.
        most: the most passages; at least 1.
    """
    if not marks:
        return (_passage(text, 0, _end_after(text, 0, SNIPPET_LENGTH), ()),)
    spans = merge_marks(marks)
    taken: list[tuple[int, int]] = []
    shown: set[int] = set()
    while marks and len(taken) < most:
        length = FURTHER_LENGTH if taken else SNIPPET_LENGTH
        best = _best_window(marks, length, shown)
        start, end = _bounds(text, best.part, length, sentences, taken)
        taken.append((start, end))
        shown |= best.leaves
        marks = [mark for mark in marks if not _is_close(mark, start, end)]
    in_order = [taken[0], *sorted(taken[1:])]
    return tuple(_passage(text, start, end, spans) for start, end in in_order)


def cut_passage(
    text: str, start: int, end: int, marks: Sequence[Span], *, length: int
) -> Snippet:
    """Return the part ``[start, end)`` of a text on one line, with its marks.

    If it is longer than ``length`` it is cut around its first mark, shown by "…".
    ``marks`` are in order, within the part, and do not overlap.
    """
    start = end - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    first = marks[0] if marks else Span(start, start + 1)
    low, high = start, end
    if end - start > length:
        if first.start - _LEAD_IN > start:
            low = first.start - _LEAD_IN
            space = text.find(" ", low, first.start)
            low = space + 1 if space >= 0 else low
        high = min(end, max(_end_after(text, low, length), first.end))
    spans = [(s.start - low, s.end - low) for s in marks if s.end <= high]
    return _on_one_line(text[low:high], spans, before=low > start, after=high < end)


@dataclass(frozen=True, slots=True)
class _Window:
    """Marks close to each other: the leaves they show, and the part that shows them."""

    leaves: frozenset[int]
    part: Span


def _best_window(marks: Sequence[LeafMark], length: int, shown: Set[int]) -> _Window:
    """The run of marks within ``length`` characters with the most new leaves."""
    best = (-1, 0, 0)
    found = _Window(frozenset(), marks[0].span)
    begun: dict[int, int] = {}  # where the last match of each leaf begins
    first = 0
    for last, mark in enumerate(marks):
        begins = mark.span.start - mark.back
        begun[mark.leaf] = max(begins, begun.get(mark.leaf, begins))
        while first < last and mark.span.end - marks[first].span.start > length:
            first += 1
        start = marks[first].span.start
        inside = frozenset(leaf for leaf, at in begun.items() if at >= start)
        worth = (len(inside - shown), len(inside), last - first + 1)
        if worth > best:
            if worth[:2] > best[:2] or start != found.part.start:
                found = _Window(inside, Span(start, mark.span.end))
            best = worth
    return found


def _is_close(mark: LeafMark, start: int, end: int) -> bool:
    """Whether a mark is in a passage, or too close to it for a passage of its own."""
    return start - _APART < mark.span.end and mark.span.start < end + _APART


def _bounds(
    text: str,
    part: Span,
    length: int,
    sentences: Sequence[int],
    taken: list[tuple[int, int]],
) -> tuple[int, int]:
    """Where a passage for a part begins and ends, without touching the others."""
    start = _start_before(text, part, length, sentences)
    end = _end_after(text, start, length)
    if end < part.end <= start + length:
        end = part.end
    for low, high in taken:
        if low < part.start:
            start = max(start, high)
        else:
            end = min(end, low)
    return start, end


def _start_before(text: str, part: Span, length: int, sentences: Sequence[int]) -> int:
    """Where a passage for a part begins: at its sentence if that begins close by.

    What the part leaves of the length is all there is room for before it.
    """
    mark, room = part.start, max(0, length - (part.end - part.start))
    lead_in = min(_LEAD_IN, length // 4, room)
    if mark <= lead_in:
        return 0
    number = bisect_right(sentences, mark)
    longest = min(_LONGEST_LEAD_IN, length // 2, room)
    if number and mark - sentences[number - 1] <= longest:
        return sentences[number - 1]
    start = mark - lead_in
    space = text.find(" ", start, mark)
    return space + 1 if space >= 0 else start


def _end_after(text: str, start: int, length: int) -> int:
    """Where a passage ends: between two words if possible."""
    end = min(len(text), start + length)
    if end < len(text):
        space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
        if space > start + length // 2:
            end = space
    return start + len(text[start:end].rstrip())


def _passage(text: str, start: int, end: int, marked: Sequence[Span]) -> Snippet:
    spans = [
        (max(span.start, start) - start, min(span.end, end) - start)
        for span in marked
        if span.start < end and span.end > start
    ]
    before = start > 0 and text[start] != "…"
    return _on_one_line(text[start:end], spans, before=before, after=end < len(text))


def _on_one_line(
    cut_passage: str, spans: list[tuple[int, int]], *, before: bool, after: bool
) -> Snippet:
    """The passage with every run of white space made one space."""
    bounds = sorted({offset for span in spans for offset in span})
    moved: dict[int, int] = {}
    shown = "…" * before
    done = 0
    for bound in [*bounds, len(cut_passage)]:
        shown += _SPACES.sub(" ", cut_passage[done:bound])
        moved[bound] = len(shown)
        done = bound
    marks = tuple(Span(moved[start], moved[end]) for start, end in spans)
    return Snippet(shown + "…" * after, marks)
