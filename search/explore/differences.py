"""What two versions of a text have in common, and what only one of them says.

Texts are compared by sentences (Python's ``difflib``), and sentences that differ by
words. Of two long texts without much in common the words are not compared: that would
take long, and say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Final

__all__ = ["Kept", "Run", "compare_texts"]

_MOST_PIECES: Final = 4_000
"""Sentences of a text that are compared; what comes after them is taken as it is."""

_MOST_WORDS: Final = 400
"""Words of sentences that differ, which are compared one by one."""

_MOST_CHANGED: Final = 500
"""Changes whose words are compared; what comes after them is taken as a whole."""

_ALIKE: Final = 0.4
"""Sentences with less in common are two sentences, and not one that was changed."""

_PIECE: Final = re.compile(r"(?:[^.!?\n]|[.!?](?![\s”’\"')\]]))*[.!?\n]*[”’\"')\]]*\s*")
"""A sentence, about, with the space after it."""
_WORD: Final = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")


class Kept(StrEnum):
    """Which of two texts have a run of words."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row, and which of two texts have them."""

    kept: Kept
    text: str


def compare_texts(first: str, second: str) -> tuple[Run, ...]:
    """Return both texts in one, in order.

    The runs of both and of the first make up the first text, but for how its spaces
    and lines are broken; those of both and of the second make up the second one.
    """
    return tuple(_joined(_compared(_pieces(first), _pieces(second))))


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text) and len(found) < _MOST_PIECES:
        match = _PIECE.match(text, at)
        end = match.end() if match and match.end() > at else len(text)
        found.append(text[at:end])
        at = end
    return [*found, text[at:]] if at < len(text) else found


def _compared(first: Sequence[str], second: Sequence[str]) -> Iterator[Run]:
    changes = 0
    for same, ours, theirs in _blocks(first, second):
        if same:
            yield Run(Kept.BOTH, "".join(theirs))
        elif ours and theirs and changes < _MOST_CHANGED:
            changes += 1
            yield from _changed("".join(ours), "".join(theirs))
        else:
            yield Run(Kept.FIRST, "".join(ours))
            yield Run(Kept.SECOND, "".join(theirs))


def _changed(first: str, second: str) -> Iterator[Run]:
    ours, theirs = _WORD.findall(first), _WORD.findall(second)
    if max(len(ours), len(theirs)) <= _MOST_WORDS:
        blocks = list(_blocks(ours, theirs))
        common = sum(len(words) for same, words, _ in blocks if same)
        if 2 * common >= _ALIKE * (len(ours) + len(theirs)):
            for same, words, others in blocks:
                if same:
                    yield Run(Kept.BOTH, "".join(others))
                else:
                    yield Run(Kept.FIRST, "".join(words))
                    yield Run(Kept.SECOND, "".join(others))
            return
    yield Run(Kept.FIRST, first)
    yield Run(Kept.SECOND, second)


def _blocks(
    first: Sequence[str], second: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """What is the same in both, and what stands there instead, in turn."""
    ours, theirs = (
        [" ".join(piece.split()) for piece in some] for some in (first, second)
    )
    matcher = SequenceMatcher(None, ours, theirs)
    for tag, low, high, start, end in matcher.get_opcodes():
        yield tag == "equal", first[low:high], second[start:end]


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs that are not empty, those of one kind in a row made one."""
    told = (run for run in runs if run.text)
    for kept, some in groupby(told, key=attrgetter("kept")):
        yield Run(kept, "".join(run.text for run in some))
