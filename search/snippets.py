"""The best passage of an article, with its marks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Final

from .marks import Mark, MarkedLeaf, find_marks, merged
from .model import Snippet, Span

__all__ = ["SNIPPET_LENGTH", "best_snippet"]

SNIPPET_LENGTH: Final = 240
"""Characters of a passage, at most, the two signs of omission aside."""

_SCANNED: Final = 200_000
"""Behind this many characters the passages already found are good enough."""

_LEAD_IN: Final = 60
"""Characters before the first mark, at most, …"""

_LONGEST_LEAD_IN: Final = 120
"""… unless its sentence begins no further off than this."""

_BREAKS = str.maketrans("\n\t", "  ")


def best_snippet(
    text: str,
    leaves: tuple[MarkedLeaf, ...],
    sentences: Sequence[int] = (),
    *,
    length: int = SNIPPET_LENGTH,
) -> Snippet:
    """Return the passage that shows the most of what was asked for.

    Args:
        sentences: the offsets at which sentences begin, in order.


    The passage holds as many different leaves as one can, then as many marks,
    then comes first. Without any match it is the beginning of the text. An
    omission is shown by "…"; marks are offsets into the snippet's own text.
    """
    marks = find_marks(text, leaves, enough=_SCANNED) if leaves else []
    if not marks:
        return Snippet(_cut(text, 0, length)[0])
    window = _best_window(marks, length)
    start = _start_before(text, marks[window.start].span.start, sentences)
    passage, shift = _cut(text, start, length)
    end = len(passage) - passage.endswith("…")
    spans = []
    for span in merged(marks[window.start :]):
        moved = (span.start - start + shift, min(span.end - start + shift, end))
        if moved[0] >= end:
            break
        spans.append(Span(*moved))
    return Snippet(passage, tuple(spans))


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


def _cut(text: str, start: int, length: int) -> tuple[str, int]:
    """The passage from ``start``, and how far its offsets are shifted."""
    end = min(len(text), start + length)
    if end < len(text):
        space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
        if space > start + length // 2:
            end = space
    passage = text[start:end].translate(_BREAKS).rstrip()
    before, after = "…" * (start > 0), "…" * (end < len(text))
    return before + passage + after, len(before)
