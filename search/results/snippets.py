"""The best passages of an article, with their marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from typing import Final

from ..model.article import Snippet, Span
from ..model.fields import TEXT_LANGUAGE
from ..query.word_leaves import MarkedLeaf
from .marks import LeafMark, find_marks, merge_marks

__all__ = ["FURTHER_LENGTH", "SNIPPET_LENGTH", "cut_passage", "find_passages"]

SNIPPET_LENGTH: Final = 240
"""Characters of the best passage, at most, the two signs of omission aside."""

FURTHER_LENGTH: Final = 160
"""The same of each further one."""

_APART: Final = 60
"""Characters between a passage and the marks of another, at least."""

_SCANNED: Final = 200_000
"""Behind this many characters the passages already found are good enough."""

_LEAD_IN: Final = 60
"""Characters before the first mark, and no more than a fourth of all, …"""

_LONGEST_LEAD_IN: Final = 120
"""… unless its sentence begins no further off than this, or half of all."""

_SPACES = re.compile(r"\s+")


def find_passages(
    text: str,
    leaves: tuple[MarkedLeaf, ...],
    sentences: Sequence[int] = (),
    *,
    named: Sequence[LeafMark] = (),
    language: str = TEXT_LANGUAGE,
    most: int = 3,
) -> tuple[Snippet, ...]:
    """Return the passages that show the most of what was asked for, the best first.

    The best holds as many different leaves as one passage can, then as many marks,
    then comes first; each further one, of those left, as many leaves not shown
    before. The further ones are shorter, in the order of the text and apart from
    each other. Without any match there is one, the beginning of the text. White
    space is made single spaces, an omission is shown by "…", and marks are offsets
    into the snippet's own text.

    Args:
        sentences: the offsets at which sentences begin, in order.
        named: further marks, in order; see :mod:`search.results.entities`.
        language: the code of the language the text is in, "" if nobody knows.
        most: how many passages, at most; at least 1.
    """
    marks = (
        find_marks(text, leaves, language=language, enough=_SCANNED) if leaves else []
    )
    if named:
        marks = sorted([*marks, *named], key=lambda mark: mark.span)
    if not marks:
        return (_passage(text, 0, _end_after(text, 0, SNIPPET_LENGTH), ()),)
    spans = merge_marks(marks)
    taken: list[tuple[int, int]] = []
    shown: set[int] = set()
    while marks and len(taken) < most:
        length = FURTHER_LENGTH if taken else SNIPPET_LENGTH
        window = _best_window(marks, length, shown)
        chosen = marks[window.start : window.stop]
        start, end = _bounds(text, chosen[0].span.start, length, sentences, taken)
        taken.append((start, end))
        shown.update(mark.leaf for mark in chosen)
        marks = [mark for mark in marks if not _beside(mark, start, end)]
    in_order = [taken[0], *sorted(taken[1:])]
    return tuple(_passage(text, start, end, spans) for start, end in in_order)


def cut_passage(
    text: str, start: int, end: int, marks: Sequence[Span], *, length: int
) -> Snippet:
    """Return the part ``[start, end)`` of a text on one line, with its marks.

    One longer than ``length`` is cut around its first mark, and "…" says so.
    ``marks`` are in order, do not overlap and lie within.
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


def _best_window(marks: list[LeafMark], length: int, shown: Set[int]) -> range:
    """The run of marks within ``length`` characters that shows most that is new."""
    best = (-1, 0, 0)
    found = range(1)
    inside: Counter[int] = Counter()
    first = 0
    for last, mark in enumerate(marks):
        inside[mark.leaf] += 1
        while first < last and mark.span.end - marks[first].span.start > length:
            inside[marks[first].leaf] -= 1
            inside += Counter()  # forget the leaves that are gone
            first += 1
        new = len(inside.keys() - shown)
        worth = (new, len(inside), last - first + 1)
        if worth > best:
            best, found = worth, range(first, last + 1)
    return found


def _beside(mark: LeafMark, start: int, end: int) -> bool:
    """Whether a mark is in a passage, or too near for another one of its own."""
    return start - _APART < mark.span.end and mark.span.start < end + _APART


def _bounds(
    text: str,
    mark: int,
    length: int,
    sentences: Sequence[int],
    taken: list[tuple[int, int]],
) -> tuple[int, int]:
    """Where a passage for a mark begins and ends, clear of those there are."""
    start = _start_before(text, mark, length, sentences)
    end = _end_after(text, start, length)
    for low, high in taken:
        if low < mark:
            start = max(start, high)
        else:
            end = min(end, low)
    return start, end


def _start_before(text: str, mark: int, length: int, sentences: Sequence[int]) -> int:
    """Where a passage for a mark begins: at a sentence if one starts near by."""
    lead_in = min(_LEAD_IN, length // 4)
    if mark <= lead_in:
        return 0
    number = bisect_right(sentences, mark)
    longest = min(_LONGEST_LEAD_IN, length // 2)
    if number and mark - sentences[number - 1] <= longest:
        return sentences[number - 1]
    start = mark - lead_in
    space = text.find(" ", start, mark)
    return space + 1 if space >= 0 else start


def _end_after(text: str, start: int, length: int) -> int:
    """Where a passage ends: between two words, if it can."""
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
