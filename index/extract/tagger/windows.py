"""Articles → what the network is given: words, and the windows to look at.

Some articles are read at a time, as numpy takes as long for few numbers as for some
more. None says anything of the others.

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

from .lexicon import CASES, Is, Lexicon, model_key
from .tokens import Bools, Ints, Tokenizer

__all__ = ["TokenWindows", "Spots", "WindowReader", "by_word"]

Spots = npt.NDArray[np.int64]

_MOST_BETWEEN: Final = 2
"""Tokens without capitals that a window may hold between two with."""

_MOST_PARTICLES: Final = 2
"""Small words that a name may begin with: "van der Bellen"."""

_LONGEST_WINDOW: Final = 64

_FORMS: Final = 6
"""Words at most that are met when a shouted one is calmed: small, capital, ..."""

_LONG_SHOUT: Final = Is.UPPER | Is.LONG


@dataclass(slots=True)
class TokenWindows:
    """Some articles as they were read; arrays have an element for each token.

    Attributes:
        starts, ends: offsets into the token's own text.
        texts: which of all the texts the token stands in.
        types: its word, with capitals restored in shouted lines.
        opens: whether it is the first of a sentence.
        upper, titled: whether its line is all capitals, or all Title Case.
        small: whether words of its form stand in small letters elsewhere.
        capital: whether its word has a capital in mid-sentence elsewhere.
        windows: first and past-last token of each window, in order, apart:
            [windows, 2].
        inside: the tokens in windows, in order.
        words: of each token inside, a number its word has in its article alone.
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
    words: Spots


class WindowReader:
    """Reads articles; remembers the words it met.

    Attributes:
        bits: of each word, by number, the bits of :class:`Is`; 0 of those to come.
        case: of each word, the place of its case in ``CASES``.
        folded: each word in lower case without accents.
        beginnings: of "place" and "name", pairs of words by number (the first times
            2 ** 32, plus the second) → whether a known name begins so.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.tokenizer = Tokenizer(lexicon.writing, lexicon.is_country)
        self.bits = np.zeros(0, np.int32)
        self.case = np.zeros(0, np.int32)
        self.folded: list[str] = []
        self.beginnings: dict[str, dict[int, bool]] = {"place": {}, "name": {}}
        self._lower = np.zeros(0, np.int32)
        self._known = 0

    def read(self, articles: Sequence[Sequence[str]]) -> TokenWindows:
        """Read articles, each of some texts as they stand one after the other."""
        tokens = self.tokenizer.read([text for texts in articles for text in texts])
        of_text = np.arange(len(articles)).repeat([len(texts) for texts in articles])
        article = of_text[tokens.texts]
        self._learn_words()
        bits = self.bits[tokens.types]
        sentences = _Sentences(tokens.opens)
        upper, titled = _shouted(bits, sentences)
        shouted = (upper | titled).nonzero()[0]
        # with room for words that are only met when shouted ones are calmed
        size = len(articles), len(self.tokenizer.spellings) + _FORMS * len(shouted)
        small, capital = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        self._note_seen(tokens.types, article, sentences, small, capital)
        types = tokens.types
        if len(shouted):
            types = self._calm(types, article, shouted, upper, small, capital)
            self._learn_words()
            bits = self.bits[types]
        windows = _windows(bits, tokens.opens)
        inside = _inside(windows)
        return TokenWindows(
            tokens.starts,
            tokens.ends,
            tokens.texts,
            types,
            tokens.opens,
            upper,
            titled,
            small[article, self._lower[types]],
            capital[article, types],
            windows,
            inside,
            (article[inside] << 32) + types[inside],
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
            self.folded.append(model_key(word))
            at += 1
        self._lower = _with(self._lower, known, lower)
        self.bits = _with(self.bits, known, bits)
        self.case = _with(self.case, known, case)
        self._known = at

    def _note_seen(
        self,
        types: Ints,
        article: Spots,
        sentences: _Sentences,
        small: Bools,
        capital: Bools,
    ) -> None:
        """Note the words in small letters, and those capitalised in a sentence.

        Lines with a capital on most words tell nothing.

        Args:
            article: of each token.
            small, capital: [articles, words], all false.
        """
        bits = self.bits[types]
        words = bits & Is.WORD > 0
        capitals = bits & Is.CAPITAL > 0
        sizes, of_them = sentences.counts(words), sentences.counts(words & capitals)
        telling = sentences.of_tokens((sizes < 4) | (of_them <= 0.7 * sizes))
        here = (telling & (bits & Is.LOWER > 0)).nonzero()[0]
        small[article[here], types[here]] = True
        inner = telling & capitals & ~sentences.opens
        inner[1:] &= bits[:-1] & Is.SIGN == 0
        here = (inner & ((bits & _LONG_SHOUT) != _LONG_SHOUT)).nonzero()[0]
        capital[article[here], types[here]] = True

    def _calm(
        self,
        types: Ints,
        article: Spots,
        shouted: Spots,
        upper: Bools,
        small: Bools,
        capital: Bools,
    ) -> Ints:
        """The words of shouted lines as running text would have them."""
        calm = types.copy()
        type_of, spellings = self.tokenizer.type_of, self.tokenizer.spellings

        def seen(mask: Bools, at: int, word: str) -> bool:
            return bool(mask[article[at], type_of(word)])

        for at in shouted.tolist():
            word = spellings[int(types[at])]
            if not word[:1].isupper() or len(word) < 2:
                continue
            if upper[at]:
                if not word.isupper() or ("." in word and len(word) < 8):
                    continue
                name = "-".join(part.capitalize() for part in word.split("-"))
            else:
                name = word
            if seen(capital, at, name):
                calm[at] = type_of(name)
                continue
            case = self.lexicon.case(word)
            lower = word.lower()
            rare = case in ("0", "1") or (case in ("2", "3") and seen(small, at, lower))
            if upper[at] and (case == "A" or seen(capital, at, word)):
                continue
            if rare or (upper[at] and case == "U" and seen(small, at, lower)):
                calm[at] = type_of(lower)
            else:
                calm[at] = type_of(name)
        return calm


def by_word(words: Spots) -> tuple[Spots, Spots, Spots]:
    """Return the places of tokens, those of a word side by side and in order.

    And where each word's begin among them, and how many they are.

    Args:
        words: of each token, the number of its word.
    """
    order = words.argsort(kind="stable")
    ordered = words[order]
    new = np.ones(len(words) + 1, np.bool_)
    new[1:-1] = ordered[1:] != ordered[:-1]
    edges = new.nonzero()[0]
    return order, edges[:-1], edges[1:] - edges[:-1]


def _with(column: Ints, known: int, more: list[int]) -> Ints:
    """Append numbers to a column, which has room to grow, because copying is slow."""
    end = known + len(more)
    if end > len(column):
        column = np.append(column[:known], np.zeros(end + end // 4 - known, np.int32))
    column[known:end] = more
    return column


class _Sentences:
    """Where sentences begin: the first token opens one."""

    def __init__(self, opens: Bools) -> None:
        self.opens = opens
        self._starts = opens.nonzero()[0]
        self._sizes = np.diff(self._starts, append=len(opens))

    def counts(self, mask: Bools) -> Ints:
        """How many tokens of each sentence are marked."""
        if not len(mask):
            return np.zeros(0, np.int32)
        counted: Ints = np.add.reduceat(mask, self._starts, dtype=np.int32)
        return counted

    def of_tokens(self, values: Bools) -> Bools:
        """The value of its sentence, for each token."""
        return values.repeat(self._sizes)


def _shouted(bits: Ints, sentences: _Sentences) -> tuple[Bools, Bools]:
    """Which tokens stand in lines of capitals, and which in lines of Title Case."""
    words, upper = bits & Is.WORD > 0, bits & Is.UPPER > 0
    long_words = bits & Is.LONG > 0
    size, loud = sentences.counts(words), sentences.counts(words & upper)
    alone = (size == 1) & (sentences.counts(long_words & upper) == 1)
    shouted = (loud > 0.6 * size) & ((size > 1) | alone)
    long_size = sentences.counts(long_words)
    capitals = sentences.counts(long_words & (bits & Is.CAPITAL > 0))
    titled = (long_size >= 4) & (capitals > 0.85 * long_size) & ~shouted
    return sentences.of_tokens(shouted), sentences.of_tokens(titled)


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
    first, stops = spots[edges[:-1]], spots[edges[1:]] + 1
    particle = bits & Is.PARTICLE > 0
    for _ in range(_MOST_PARTICLES):
        first = first - (~opens[first] & particle[first - 1])
    first[1:] = np.maximum(first[1:], stops[:-1])
    windows = np.stack((first, stops), axis=1)
    if (stops - first).max() <= _LONGEST_WINDOW:
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
    stops = sizes.cumsum()
    total = int(stops[-1]) if len(stops) else 0
    shift = windows[:, 0] - (stops - sizes)
    spots: Spots = np.arange(total) + np.repeat(shift, sizes)
    return spots
