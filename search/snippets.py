"""The best passage of an article, with its marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Final

from .marks import Mark, MarkedLeaf, find_marks, merged
from .model import Snippet, Span

__all__ = ["SNIPPET_LENGTH", "best_snippet", "passage"]

SNIPPET_LENGTH: Final = 240
"""Characters of a passage, at most, the two signs of omission aside."""

_SCANNED: Final = 200_000
"""Behind this many characters the passages already found are good enough."""

_LEAD_IN: Final = 60
"""Characters before the first mark, at most, …"""

_LONGEST_LEAD_IN: Final = 120
"""… unless its sentence begins no further off than this."""

_SPACES = re.compile(r"\s+")


def best_snippet(
    text: str,
    leaves: tuple[MarkedLeaf, ...],
    sentences: Sequence[int] = (),
    *,
    named: Sequence[Mark] = (),
    length: int = SNIPPET_LENGTH,
) -> Snippet:
    """Return the passage that shows the most of what was asked for.

    It holds as many different leaves as one passage can, then as many marks,
    then comes first. Without any match it is the beginning of the text. White
    space is made single spaces, an omission is shown by "…", and marks are
    offsets into the snippet's own text.

    Args:
        sentences: the offsets at which sentences begin, in order.
        named: further marks, in order; see :mod:`search.named`.
        length: characters of the text that are shown, at most.
    """
    marks = find_marks(text, leaves, enough=_SCANNED) if leaves else []
    if named:
        marks = sorted([*marks, *named], key=lambda mark: mark.span)
    window = _best_window(marks, length) if marks else range(0)
    start = 0
    if marks:
        start = _start_before(text, marks[window.start].span.start, sentences)
    end = _end_after(text, start, length)
    spans = [
        (span.start - start, min(span.end, end) - start)
        for span in merged(marks[window.start :])
        if span.start < end
    ]
    return _on_one_line(text[start:end], spans, before=start > 0, after=end < len(text))


def passage(
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


def _best_window(marks: list[Mark], length: int) -> range:
    """The run of marks within ``length`` characters that shows most."""
    best = (0, 0)
    found = range(1)
    inside: Counter[int] = Counter()
    first = 0
    for last, mark in enumerate(marks):
        inside[mark.leaf] += 1
        while first < last and mark.span.end - marks[first].span.start > length:
            inside[marks[first].leaf] -= 1
            inside += Counter()  # forget the leaves that are gone
            first += 1
        shown = (len(inside), last - first + 1)
        if shown > best:
            best, found = shown, range(first, last + 1)
    return found


def _start_before(text: str, mark: int, sentences: Sequence[int]) -> int:
    """Where a passage for a mark begins: at a sentence if one starts near by."""
    if mark <= _LEAD_IN:
        return 0
    number = bisect_right(sentences, mark)
    if number and mark - sentences[number - 1] <= _LONGEST_LEAD_IN:
        return sentences[number - 1]
    start = mark - _LEAD_IN
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


def _on_one_line(
    passage: str, spans: list[tuple[int, int]], *, before: bool, after: bool
) -> Snippet:
    """The passage with every run of white space made one space."""
    bounds = sorted({offset for span in spans for offset in span})
    moved: dict[int, int] = {}
    shown = "…" * before
    done = 0
    for bound in [*bounds, len(passage)]:
        shown += _SPACES.sub(" ", passage[done:bound])
        moved[bound] = len(shown)
        done = bound
    marks = tuple(Span(moved[start], moved[end]) for start, end in spans)
    return Snippet(shown + "…" * after, marks)
