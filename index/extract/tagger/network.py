"""A small network that labels the words inside windows, run by numpy.

Each word's vector is the sum of its features' vectors, and what it adds at each
distance from the word to be labelled depends on the word alone: both are worked
out once for each word and remembered. What is left per token is adding up rows
and two small matrix products. Labels are chosen together for each window, the
best sequence by Viterbi's algorithm over a linear-chain conditional random field
(Lafferty, McCallum and Pereira 2001).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .reading import Reading, TextReader
from .surroundings import surroundings

__all__ = ["LABELS", "REACH", "Network", "Weights", "neighbours"]

LABELS: Final = (
    *("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"),
)
REACH: Final = 3
"""How many tokens to each side of a word are looked at."""

_MOST_WORDS: Final = 50_000

Floats = npt.NDArray[np.float32]
Spots = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned; D is the size of a word's vector, H and G of the layers.

    Attributes:
        features: the name of a feature of a word → its row in ``vectors``.
        vectors: [features, D].
        word_bias, word_scale: [D], for the layer norm of a word's vector.
        around: [2 * REACH + 1, D, H], what a word adds at each distance.
        near: [3, surroundings, H], for the token before, at and behind.
        first_bias: [H].
        second: [5 * H, G] and second_bias: [G]: from the token, the one before
            and behind, and twice what is pooled over the article.
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

    def __init__(self, weights: Weights, reader: TextReader) -> None:
        self._weights = weights
        self._reader = reader
        distances, size, hidden = weights.around.shape
        self._around = weights.around.transpose(1, 0, 2).reshape(size, -1)
        self._shape = (-1, distances, hidden)
        # of each word, by number + 1, its row among those worked out so far; row 0
        # stands for no word
        self._row_of = np.zeros(1, np.int32)
        self._vectors = np.zeros((256, size), np.float32)
        self._used = 1

    def is_full(self) -> bool:
        """Whether so many words are remembered that it is time to begin anew."""
        return self._used > _MOST_WORDS

    def label(self, reading: Reading) -> npt.NDArray[np.intp]:
        """Return the place in ``LABELS`` for each token inside a window."""
        if not len(reading.inside):
            return np.zeros(0, np.intp)
        return _best_labels(self._weights, self.scores(reading), reading.windows)

    def scores(self, reading: Reading) -> Floats:
        """Return how well each label suits each token by itself."""
        weights = self._weights
        words, around = np.unique(neighbours(reading) + 1, return_inverse=True)
        around = around.reshape(-1, 2 * REACH + 1)
        added = (self._word_vectors(words) @ self._around).reshape(self._shape)
        hidden = added[around[:, 0], 0]
        for distance in range(1, around.shape[1]):
            hidden += added[around[:, distance], distance]
        rows = surroundings(reading, self._reader)
        before, behind = _shifts(reading)
        hidden += rows @ weights.near[1]
        hidden += (_shifted(rows @ weights.near[0], before)) + _shifted(
            rows @ weights.near[2], behind
        )
        hidden += weights.first_bias
        np.maximum(hidden, 0, out=hidden)
        types = reading.types[reading.inside]
        for layer, bias in (
            (weights.second, weights.second_bias),
            (weights.third, weights.third_bias),
        ):
            seen = (
                hidden,
                _shifted(hidden, before),
                _shifted(hidden, behind),
                *_pooled(hidden, types),
            )
            hidden = np.maximum(np.concatenate(seen, axis=1) @ layer + bias, 0)
        scores: Floats = hidden @ weights.last + weights.last_bias
        return scores

    def _word_vectors(self, words: Spots) -> Floats:
        """Return the vector of each word, given by its number + 1; zeros for 0."""
        spellings = self._reader.tokenizer.spellings
        missing = len(spellings) + 1 - len(self._row_of)
        if missing > 0:
            self._row_of = np.append(self._row_of, np.zeros(missing, np.int32))
        new = words[(self._row_of[words] == 0) & (words > 0)]
        if len(new):
            used = self._used + len(new)
            if used > len(self._vectors):
                room = np.zeros((used, self._vectors.shape[1]), np.float32)
                self._vectors = np.concatenate((self._vectors, room))
            for row, at in enumerate(new.tolist(), start=self._used):
                self._vectors[row] = self._vector(spellings[at - 1])
            self._row_of[new] = np.arange(self._used, used)
            self._used = used
        vectors: Floats = self._vectors[self._row_of[words]]
        return vectors

    def _vector(self, word: str) -> Floats:
        weights = self._weights
        known = map(weights.features.get, self._reader.lexicon.features(word))
        rows = [row for row in known if row is not None]
        vector = weights.vectors[rows].sum(axis=0)
        vector = (vector - vector.mean()) / np.sqrt(vector.var() + 1e-5)
        result: Floats = np.maximum(
            vector * weights.word_scale + weights.word_bias, 0
        ).astype(np.float32)
        return result


def neighbours(reading: Reading) -> Spots:
    """Return the words around each token inside a window: [tokens, 2 * REACH + 1].

    -1 stands for no word: beyond the sentence.
    """
    sentence = np.cumsum(reading.opens)
    spots = reading.inside[:, None] + np.arange(-REACH, REACH + 1)
    valid = (spots >= 0) & (spots < len(sentence))
    spots = np.where(valid, spots, 0)
    same = valid & (sentence[spots] == sentence[reading.inside][:, None])
    return np.where(same, reading.types[spots], -1).astype(np.int64)


def _shifts(reading: Reading) -> tuple[Spots, Spots]:
    """For each token inside, the row of the one before and behind in its window.

    The row past the last stands for none.
    """
    none = len(reading.inside)
    before = np.arange(-1, none - 1)
    behind = np.arange(1, none + 1)
    firsts = np.cumsum([0, *(end - start for start, end in reading.windows)])
    before[firsts[:-1]] = none
    behind[firsts[1:] - 1] = none
    return before, behind


def _shifted(rows: Floats, order: Spots) -> Floats:
    padded = np.concatenate((rows, np.zeros((1, rows.shape[1]), np.float32)))
    result: Floats = padded[order]
    return result


def _pooled(hidden: Floats, types: npt.NDArray[np.int32]) -> tuple[Floats, Floats]:
    """The greatest and the mean of the rows of a word's tokens, at each of them."""
    _, inverse, counts = np.unique(types, return_inverse=True, return_counts=True)
    order = np.argsort(inverse, kind="stable")
    starts = np.cumsum(counts) - counts
    grouped = hidden[order]
    greatest = np.maximum.reduceat(grouped, starts, axis=0)
    mean = np.add.reduceat(grouped, starts, axis=0) / counts[:, None]
    return greatest[inverse], mean[inverse].astype(np.float32)


def _best_labels(
    weights: Weights, scores: Floats, windows: list[tuple[int, int]]
) -> npt.NDArray[np.intp]:
    """The best sequence of labels for every window, all windows side by side."""
    sizes = np.array([end - start for start, end in windows])
    firsts = np.cumsum(sizes) - sizes
    order = np.argsort(-sizes, kind="stable")
    sizes, firsts = sizes[order], firsts[order]
    best = scores[firsts] + weights.begins
    longest = int(sizes[0])
    came_from = np.zeros((longest, len(sizes), len(LABELS)), np.intp)
    for step in range(1, longest):
        going = int(np.searchsorted(-sizes, -step))  # windows longer than step
        paths = best[:going, :, None] + weights.moves
        came_from[step, :going] = paths.argmax(axis=1)
        best[:going] = paths.max(axis=1) + scores[firsts[:going] + step]
    label = (best + weights.ends).argmax(axis=1)
    result = np.zeros(len(scores), np.intp)
    for step in range(longest - 1, -1, -1):
        going = int(np.searchsorted(-sizes, -step))
        result[firsts[:going] + step] = label[:going]
        if step:
            label[:going] = came_from[step, np.arange(going), label[:going]]
    return result
