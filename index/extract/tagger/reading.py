"""An article → what the network is given: words, and the windows to look at.

A *window* is a run of tokens around capitalised words; outside of windows there
are no names. In a line of capitals, such as a headline, words get the capitals
back that they have in running text: "TRUMP SAYS NO" is read as "Trump says no".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .lexicon import CASES, Is, Lexicon
from .tokens import Bools, Ints, Tokenizer

__all__ = ["Reading", "Spots", "TextReader", "by_word"]

Spots = npt.NDArray[np.int64]

_MOST_BETWEEN: Final = 2
"""Tokens without capitals that a window may hold between two with."""

_MOST_PARTICLES: Final = 2
"""Small words that a name may begin with: "van der Bellen"."""

_LONGEST_WINDOW: Final = 64


@dataclass(slots=True)
class Reading:
    """One article, read; arrays have an element for each token.

    Attributes:
        starts, ends: offsets into the token's own text.
        texts: which of the texts the token stands in.
        types: its word, with capitals restored in shouted lines.
        opens: whether it is the first of a sentence.
        upper, titled: whether its line is all capitals, or all Title Case.
        small: whether words of its form stand in small letters elsewhere.
        capital: whether its word has a capital in mid-sentence elsewhere.
        windows: first and behind-last token of each window, in order, apart:
            [windows, 2].
        inside: the tokens in windows, in order.
    """

    starts: Ints
    ends: Ints
    texts: Ints
    types: Ints
    opens: Bools
    upper: Bools
    titled: Bools
    small: Bools
    capital: Bools
    windows: Spots
    inside: Spots


class TextReader:
    """Reads articles; remembers the words it met.

    Attributes:
        bits: of each word, by number, the bits of :class:`Is`; 0 of those to come.
        case: of each word, the place of its case in ``CASES``.
        beginnings: of "place" and "name", pairs of words by number (the first times
            2 ** 32, plus the second) → whether a known name begins so.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.tokenizer = Tokenizer(lexicon.is_country)
        self.bits = np.zeros(0, np.int32)
        self.case = np.zeros(0, np.int32)
        self.beginnings: dict[str, dict[int, bool]] = {"place": {}, "name": {}}
        self._lower = np.zeros(0, np.int32)
        self._known = 0

    def read(self, texts: Sequence[str]) -> Reading:
        """Read the texts of one article, as they stand one behind the other."""
        parts = [self.tokenizer.read(text) for text in texts]
        types = np.concatenate([part.types for part in parts])
        opens = np.concatenate([part.opens for part in parts])
        self._learn_words()
        small, capital = self._seen(types, opens)
        upper, titled = _shouted(self.bits[types], opens)
        if upper.any() or titled.any():
            types = self._calm(types, upper, titled, small, capital)
            self._learn_words()
            unseen = np.zeros(len(self.bits) - len(small), np.bool_)
            small, capital = np.append(small, unseen), np.append(capital, unseen)
        windows = _windows(self.bits[types], opens)
        return Reading(
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
            np.repeat(np.arange(len(parts)), [len(p.types) for p in parts]).astype(
                np.int32
            ),
            types,
            opens,
            upper,
            titled,
            small[self._lower[types]],
            capital[types],
            windows,
            _inside(windows),
        )

    def _learn_words(self) -> None:
        """Look up the words met for the first time."""
        spellings = self.tokenizer.spellings
        at = known = self._known
        if at == len(spellings):
            return
        lower, bits, case = [], [], []
        while at < len(spellings):  # grows: the small form is a word too
            word = spellings[at]
            lower.append(self.tokenizer.type_of(word.lower()))
            bits.append(self.lexicon.bits(word))
            case.append(CASES.index(self.lexicon.case(word)))
            at += 1
        self._lower = _with(self._lower, known, lower)
        self.bits = _with(self.bits, known, bits)
        self.case = _with(self.case, known, case)
        self._known = at

    def _seen(self, types: Ints, opens: Bools) -> tuple[Bools, Bools]:
        """Of each word: whether it stands in small letters; capitalised in a sentence.

        Lines with a capital on most words tell nothing.
        """
        bits = self.bits[types]
        words = bits & Is.WORD > 0
        capitals = bits & Is.CAPITAL > 0
        sizes = _per_sentence(words, opens)
        telling = (sizes < 4) | (_per_sentence(words & capitals, opens) <= 0.7 * sizes)
        small = np.zeros(len(self.bits), np.bool_)
        small[types[telling & (bits & Is.LOWER > 0)]] = True
        behind_sign = np.roll(bits & Is.SIGN > 0, 1)
        inner = telling & capitals & ~opens & ~behind_sign
        long_shout = (bits & Is.UPPER > 0) & (bits & Is.LONG > 0)
        capital = np.zeros(len(self.bits), np.bool_)
        capital[types[inner & ~long_shout]] = True
        return small, capital

    def _calm(
        self, types: Ints, upper: Bools, titled: Bools, small: Bools, capital: Bools
    ) -> Ints:
        """The words of shouted lines as running text would have them."""
        calm = types.copy()
        type_of, spellings = self.tokenizer.type_of, self.tokenizer.spellings
        size = len(small)

        def seen(mask: Bools, word: str) -> bool:
            number = type_of(word)
            return number < size and bool(mask[number])

        for at in np.flatnonzero(upper | titled).tolist():
            word = spellings[int(types[at])]
            if not word[:1].isupper() or len(word) < 2:
                continue
            if upper[at]:
                if not word.isupper() or ("." in word and len(word) < 8):
                    continue
                name = "-".join(part.capitalize() for part in word.split("-"))
            else:
                name = word
            if seen(capital, name):
                calm[at] = type_of(name)
                continue
            case = self.lexicon.case(word)
            lower = word.lower()
            rare = case in ("0", "1") or (case in ("2", "3") and seen(small, lower))
            if upper[at] and (case == "A" or seen(capital, word)):
                continue
            if rare or (upper[at] and case == "U" and seen(small, lower)):
                calm[at] = type_of(lower)
            else:
                calm[at] = type_of(name)
        return calm


def by_word(types: Ints) -> tuple[Spots, Spots, Spots]:
    """Return the places of tokens, those of a word side by side and in order.

    And where each word's begin among them, and how many they are.

    Args:
        types: of each token, the number of its word.
    """
    order = np.argsort(types, kind="stable")
    ordered = types[order]
    new = np.ones(len(types) + 1, np.bool_)
    new[1:-1] = ordered[1:] != ordered[:-1]
    edges = np.flatnonzero(new)
    return order, edges[:-1], edges[1:] - edges[:-1]


def _with(column: Ints, known: int, more: list[int]) -> Ints:
    """Put numbers behind those known; a column has room to grow, as copies cost."""
    end = known + len(more)
    if end > len(column):
        column = np.append(column[:known], np.zeros(end + end // 4 - known, np.int32))
    column[known:end] = more
    return column


def _per_sentence(mask: Bools, opens: Bools) -> Ints:
    """At each token, how many of its sentence's tokens are marked."""
    if not len(mask):
        return np.zeros(0, np.int32)
    starts = np.flatnonzero(opens)
    sums = np.add.reduceat(mask, starts, dtype=np.int32)
    # the first token opens a sentence
    counted: Ints = sums[np.cumsum(opens) - 1]
    return counted


def _shouted(bits: Ints, opens: Bools) -> tuple[Bools, Bools]:
    """Which tokens stand in lines of capitals, and which in lines of Title Case."""
    words, upper = bits & Is.WORD > 0, bits & Is.UPPER > 0
    size = _per_sentence(words, opens)
    loud = _per_sentence(words & upper, opens)
    long_words = bits & Is.LONG > 0
    alone = (size == 1) & (_per_sentence(long_words & upper, opens) == 1)
    shouted = (loud > 0.6 * size) & ((size > 1) | alone)
    long_size = _per_sentence(long_words, opens)
    capitals = _per_sentence(long_words & (bits & Is.CAPITAL > 0), opens)
    titled = (long_size >= 4) & (capitals > 0.85 * long_size) & ~shouted
    return shouted, titled


def _windows(bits: Ints, opens: Bools) -> Spots:
    """The runs of tokens to look at, from a capital (or a particle before it) on."""
    spots = np.flatnonzero(bits & Is.CAPITAL)
    if not len(spots):
        return np.zeros((0, 2), np.int64)
    sentence = np.cumsum(opens)[spots]
    edges = np.ones(len(spots) + 1, np.bool_)
    edges[1:-1] = (spots[1:] - spots[:-1] > _MOST_BETWEEN + 1) | (
        sentence[1:] != sentence[:-1]
    )
    first, behind = spots[edges[:-1]], spots[edges[1:]] + 1
    particle = bits & Is.PARTICLE > 0
    for _ in range(_MOST_PARTICLES):
        first = first - (~opens[first] & particle[first - 1])
    first[1:] = np.maximum(first[1:], behind[:-1])
    windows = np.stack((first, behind), axis=1)
    if (behind - first).max() <= _LONGEST_WINDOW:
        return windows
    parts = [
        (cut, min(end, cut + _LONGEST_WINDOW))
        for start, end in windows.tolist()
        for cut in range(start, end, _LONGEST_WINDOW)
    ]
    return np.array(parts, np.int64)


def _inside(windows: Spots) -> Spots:
    """The tokens in windows, in order."""
    sizes = windows[:, 1] - windows[:, 0]
    behind = sizes.cumsum()
    total = int(behind[-1]) if len(behind) else 0
    shift = windows[:, 0] - (behind - sizes)
    spots: Spots = np.arange(total) + np.repeat(shift, sizes)
    return spots
