"""A text → a sample of its shingles, which are runs of five words as numbers.

Which shingles of a text are taken depends on the shingles alone (Broder 1997, "mod m"):
two texts that share words share their sample of them too. Of a long text one in two,
four, eight … is taken, so that every article has about as many.

Archives keep them: where a text may have others than before,
:data:`index.archive.groups.SHINGLES_VERSION` is raised.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_LEVELS", "Shingles", "levels_of", "shingles_of"]

Numbers = NDArray[np.uint64]

_RUN: Final = 5
"""Words of a shingle."""

_MOST: Final = 96
"""Shingles of a text that are kept, about; never less than half of them."""

MOST_LEVELS: Final = 12
"""A text of level L keeps one shingle in 2**L; this is one level more than the last."""

_LONG: Final = 4
"""Letters of a word of a title that says something of its own, at least."""

_WORD: Final = re.compile(r"[^\W_]+")
"""Plainer than the words that are searched for: it costs a third, and is never revised
with them."""

_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]")
"""Letters of scripts that write no space between words: each is taken for a word."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """What of an article is compared with others.

    Attributes:
        level: one shingle in ``2**level`` was kept.
        kept: those shingles, sorted, each once.
        title: a number that similar titles share, the more likely the more alike.
        text: the same of whole texts.
    """

    level: int
    kept: Numbers
    title: int
    text: int


def shingles_of(title: str, body: str) -> Shingles:
    """Return what of an article is compared: of the title and body in one."""
    titled = _numbers_of(title)
    numbers = np.concatenate((titled, _numbers_of(body)))
    found = np.unique(_joined(numbers))
    level = 0
    while len(found) > _MOST << level and level < MOST_LEVELS - 1:
        level += 1
    text = int(found[0]) if len(found) else 0
    told = _numbers_of(" ".join(w for w in title.split() if len(w) >= _LONG))
    told = told if len(told) else titled
    return Shingles(
        level=level,
        kept=found[levels_of(found) >= level],
        title=int(told.min()) if len(told) else text,
        text=text,
    )


def levels_of(shingles: Numbers) -> NDArray[np.int64]:
    """Return up to which level each shingle is kept: its final zeros in binary."""
    last = shingles & (~shingles + np.uint64(1))
    levels = np.log2(np.maximum(last, np.uint64(1)).astype(np.float64))
    levels[shingles == 0] = MOST_LEVELS
    return np.minimum(levels, MOST_LEVELS - 1).astype(np.int64)


_MOST_REMEMBERED: Final = 200_000


class _WordNumbers(dict[str, int]):
    """The number of each word that was met; the same on every machine."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        number = self[word] = zlib.crc32(word.encode(errors="replace"))
        return number


_WORDS: Final = _WordNumbers()


def _numbers_of(text: str) -> Numbers:
    found = _WORD.findall(text.casefold())
    if not text.isascii() and _UNSPACED.search(text):
        found = [part for word in found for part in _parts(word)]
    return _mixed(np.fromiter(map(_WORDS.__getitem__, found), np.uint64, len(found)))


def _parts(word: str) -> list[str]:
    return list(word) if _UNSPACED.search(word) else [word]


_FACTOR: Final = 0x9E3779B97F4A7C15


def _joined(numbers: Numbers) -> Numbers:
    """One number for each run of words, their order included; a short text is one."""
    run = min(_RUN, len(numbers))
    total = np.zeros(len(numbers) - run + 1 if run else 0, np.uint64)
    for place in range(run):
        factor = np.uint64(pow(_FACTOR, place, 2**64))
        total += numbers[place : place + len(total)] * factor
    return _mixed(total)


def _mixed(numbers: Numbers) -> Numbers:
    """Spread numbers evenly over 64 bits (the finaliser of SplitMix64)."""
    numbers = numbers + np.uint64(_FACTOR)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers ^ (numbers >> np.uint64(31))
