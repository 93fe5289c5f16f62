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

from .layers import Edges, Floats, Layer, Pool, by_head
from .reading import Reading, Spots, TextReader
from .surroundings import surroundings
from .viterbi import best_labels

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

    There are K *heads*, each a network of its own; their scores are averaged. D is
    the size of a word's vector in one head, H and G are those of its layers.

    Attributes:
        features: the name of a feature of a word → its row in ``vectors``.
        vectors: [features, K * D].
        word_scale, word_bias: [K, D], for the layer norm of a word's vector.
        around: [K, 2 * REACH + 1, D, H], what a word adds at each distance.
        near: [K, 3, surroundings, H], for the token before, at and behind.
        first_bias: [K, H].
        second: [K, 5 * H, G] and second_bias: [K, G]: from the token, the one before
            and behind, and twice what is pooled over the article.
        third: [K, 5 * G, G] and third_bias: [K, G]: the same again.
        last: [K, G, labels] and last_bias: [K, labels].
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

    def __init__(self, weights: Weights, reader: TextReader) -> None:
        self._weights = weights
        self._reader = reader
        heads, distances, size, hidden = weights.around.shape
        # [K, distances * D, H]
        self._around = weights.around.reshape(heads, distances * size, hidden)
        # [3 * surroundings, K * H]: what the token before, itself and the next give
        near = weights.near.transpose(1, 2, 0, 3)
        self._near = np.ascontiguousarray(near.reshape(-1, heads * hidden))
        self._layers = (
            Layer(weights.second, weights.second_bias),
            Layer(weights.third, weights.third_bias),
        )
        # the mean of the heads' scores
        labels = weights.last.shape[2]
        self._last = weights.last.reshape(-1, labels) / heads
        self._last_bias = weights.last_bias.mean(axis=0)
        # of each word, by number + 1, its row among those worked out so far; row 0
        # stands for no word
        self._row_of = np.zeros(1, np.int32)
        self._vectors = np.zeros((heads, 256, size), np.float32)
        self._used = 1

    def label(self, reading: Reading) -> npt.NDArray[np.intp]:
        """Return the place in ``LABELS`` for each token inside a window."""
        if not len(reading.inside):
            return np.zeros(0, np.intp)
        weights = self._weights
        return best_labels(
            self.scores(reading),
            reading.windows,
            weights.moves,
            weights.begins,
            weights.ends,
        )

    def scores(self, reading: Reading) -> Floats:
        """Return how well each label suits each token by itself."""
        vectors = self._word_vectors(neighbours(reading) + 1)
        edges = Edges(reading.windows)
        rows = edges.beside(surroundings(reading, self._reader)) @ self._near
        rows += self._weights.first_bias.reshape(-1)
        hidden = self._around.shape[2]
        heads = by_head(rows, hidden)
        heads += vectors @ self._around
        np.maximum(rows, 0, out=rows)
        pool = Pool(reading.types[reading.inside])
        for layer in self._layers:
            rows = layer(rows, edges, pool)
        scores: Floats = rows @ self._last + self._last_bias
        return scores

    def _word_vectors(self, words: Spots) -> Floats:
        """Return the vectors of words, side by side: [K, tokens, distances * D].

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
            if used > self._vectors.shape[1]:
                heads, _, size = self._vectors.shape
                room = np.zeros((heads, used, size), np.float32)
                self._vectors = np.concatenate((self._vectors, room), axis=1)
            self._vectors[:, self._used : used] = self._made(
                [spellings[at - 1] for at in new.tolist()]
            )
            self._row_of[new] = np.arange(self._used, used)
            self._used = used
            rows = self._row_of[words]
        vectors: Floats = np.take(self._vectors, rows, axis=1)
        return vectors.reshape(len(self._vectors), len(words), -1)

    def _made(self, words: list[str]) -> Floats:
        """The vectors of words, from their features: [K, words, D]."""
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
        vectors = vectors.reshape(-1, *weights.word_scale.shape)
        vectors -= vectors.mean(axis=2, keepdims=True)
        vectors /= np.sqrt((vectors**2).mean(axis=2, keepdims=True) + 1e-5)
        vectors = vectors * weights.word_scale + weights.word_bias
        return np.maximum(vectors, 0).transpose(1, 0, 2)


def neighbours(reading: Reading) -> Spots:
    """Return the words around each token inside a window: [tokens, 2 * REACH + 1].

    -1 stands for no word: beyond the sentence.
    """
    sentence = np.cumsum(reading.opens)
    spots = reading.inside[:, None] + _DISTANCES
    inside = spots.clip(0, len(sentence) - 1)
    same = sentence[inside] == sentence[reading.inside][:, None]
    same &= inside == spots
    return np.where(same, reading.types[inside], np.int64(-1))
