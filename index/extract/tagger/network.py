"""A small network that labels the words inside windows, run by numpy.

Each word's vector is the sum of its features' vectors; it is worked out once for
each word and remembered. What is left per token is to look up the vectors around
it and some small matrix products. Labels are chosen together for each window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .exact import Floats, exact_weights, in_parts, round_exactly
from .layers import Adjacent, Edges, Layer, Pool
from .surroundings import surroundings
from .viterbi import best_labels
from .windows import Spots, TokenWindows, WindowReader

__all__ = ["LABELS", "REACH", "Network", "Weights", "neighbours"]

LABELS: Final = (
    *("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"),
)
REACH: Final = 3
"""How many tokens to each side of a word are looked at."""

_DISTANCES: Final = np.arange(-REACH, REACH + 1)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned.

    D is the size of a word's vector, H and G are those of the layers.

    Attributes:
        features: the name of a feature of a word → its row in ``vectors``.
        vectors: [features, D].
        word_scale, word_bias: [D], for the layer norm of a word's vector.
        around: [2 * REACH + 1, D, H], what a word adds at each distance.
        near: [3, surroundings, H], for the token before, at and after.
        first_bias: [H].
        second: [5 * H, G] and second_bias: [G]: from the token, the one before and
            after, and twice what is pooled over the article.
        third: [5 * G, G] and third_bias: [G]: the same again.
        last: [G, labels] and last_bias: [labels].
        moves: [labels, labels], from a label to the next; begins, ends: [labels].
    """

    features: Mapping[str, int]
    vectors: Floats
    word_scale: Floats
    word_bias: Floats
    around: Floats
    near: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    third: Floats
    third_bias: Floats
    last: Floats
    last_bias: Floats
    moves: Floats
    begins: Floats
    ends: Floats


class Network:
    """Labels the tokens inside the windows of a reading."""

    def __init__(self, weights: Weights, reader: WindowReader) -> None:
        self._weights = weights
        self._reader = reader
        _, size, hidden = weights.around.shape
        self._around = exact_weights(weights.around.reshape(-1, hidden))
        self._near = Adjacent(weights.near)
        self._first_bias = round_exactly(weights.first_bias)
        self._layers = (
            Layer(weights.second, weights.second_bias),
            Layer(weights.third, weights.third_bias),
        )
        self._last = exact_weights(weights.last)
        self._last_bias = round_exactly(weights.last_bias)
        self._chain = tuple(
            map(round_exactly, (weights.moves, weights.begins, weights.ends))
        )
        # of each word, by number + 1, its row among those worked out so far; row 0
        # stands for no word
        self._row_of = np.zeros(1, np.int32)
        self._vectors = np.zeros((256, size), np.float32)
        self._used = 1

    def label(self, reading: TokenWindows) -> npt.NDArray[np.intp]:
        """Return the place in ``LABELS`` for each token inside a window."""
        if not len(reading.inside):
            return np.zeros(0, np.intp)
        return best_labels(self.scores(reading), reading.windows, *self._chain)

    def scores(self, reading: TokenWindows) -> Floats:
        """Return how well each label suits each token by itself."""
        edges = Edges(reading.windows)
        rows: Floats = self._word_vectors(neighbours(reading) + 1) @ self._around
        rows += self._first_bias
        self._near(surroundings(reading, self._reader), edges, rows)
        rows = in_parts(rows)
        pool = Pool(reading.words)
        for layer in self._layers:
            rows = layer(rows, edges, pool)
        scores: Floats = rows @ self._last + self._last_bias
        return scores

    def _word_vectors(self, words: Spots) -> Floats:
        """Return the vectors of words, in parts, side by side: [tokens, distances * D].

        Args:
            words: [tokens, distances], the number of a word + 1, or 0 for none.
        """
        spellings = self._reader.tokenizer.spellings
        missing = len(spellings) + 1 - len(self._row_of)
        if missing > 0:
            # with room for more, for every time it grows it is copied
            more = np.zeros(missing + len(spellings) // 4, np.int32)
            self._row_of = np.append(self._row_of, more)
        rows = self._row_of[words]
        new = np.unique(words[(rows == 0) & (words > 0)])
        if len(new):
            used = self._used + len(new)
            if used > len(self._vectors):
                room = np.zeros((used, self._vectors.shape[1]), np.float32)
                self._vectors = np.concatenate((self._vectors, room))
            self._vectors[self._used : used] = self._made(
                [spellings[at - 1] for at in new.tolist()]
            )
            self._row_of[new] = np.arange(self._used, used)
            self._used = used
            rows = self._row_of[words]
        vectors: Floats = self._vectors.take(rows, axis=0)
        return vectors.reshape(len(words), -1)

    def _made(self, words: list[str]) -> Floats:
        """The vectors of words, from their features: [words, D]."""
        weights, features = self._weights, self._reader.lexicon.features
        row_of = weights.features.get
        rows: list[int] = []
        known, firsts = [], []
        for at, word in enumerate(words):
            first = len(rows)
            rows += [row for row in map(row_of, features(word)) if row is not None]
            if len(rows) > first:
                known.append(at)
                firsts.append(first)
        vectors = np.zeros((len(words), weights.vectors.shape[1]), np.float32)
        if known:
            vectors[known] = np.add.reduceat(weights.vectors[rows], firsts, axis=0)
        vectors -= np.add.reduce(vectors, axis=1, keepdims=True) / vectors.shape[1]
        spread = np.add.reduce(vectors**2, axis=1, keepdims=True) / vectors.shape[1]
        vectors /= np.sqrt(spread + 1e-5)
        return in_parts(vectors * weights.word_scale + weights.word_bias)


def neighbours(reading: TokenWindows) -> Spots:
    """Return the words around each token inside a window: [tokens, 2 * REACH + 1].

    -1 stands for no word: beyond the sentence.
    """
    sentence = np.cumsum(reading.opens)
    spots = reading.inside[:, None] + _DISTANCES
    inside = spots.clip(0, len(sentence) - 1)
    same = sentence[inside] == sentence[reading.inside][:, None]
    same &= inside == spots
    return np.where(same, reading.types[inside], np.int64(-1))
