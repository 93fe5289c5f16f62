"""A small network that labels the words inside windows, run by numpy.

Each word's vector is the sum of its features' vectors; it is worked out once for
each word and remembered. What is left per token is to look up the vectors around
it and some small matrix products. Labels are chosen together for each window, the
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

Floats = npt.NDArray[np.float32]
Spots = npt.NDArray[np.int64]


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
        # [surroundings, 3 * K * H]: what a token gives to itself, the next, the last
        near = weights.near[:, [1, 0, 2]].transpose(2, 1, 0, 3)
        self._near = near.reshape(-1, 3 * heads * hidden)
        self._layers = (
            _Layer(weights.second, weights.second_bias),
            _Layer(weights.third, weights.third_bias),
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
        return _best_labels(self._weights, self.scores(reading), reading.windows)

    def scores(self, reading: Reading) -> Floats:
        """Return how well each label suits each token by itself."""
        vectors = self._word_vectors(neighbours(reading) + 1)
        edges = _Edges(reading.windows)
        near = surroundings(reading, self._reader) @ self._near
        width = near.shape[1] // 3
        rows = near[:, :width] + self._weights.first_bias.reshape(-1)
        edges.add(rows, near[:, width : 2 * width], near[:, 2 * width :])
        hidden = self._around.shape[2]
        for head, seen in enumerate(vectors):
            rows[:, head * hidden : (head + 1) * hidden] += seen @ self._around[head]
        np.maximum(rows, 0, out=rows)
        pool = _Pool(reading.types[reading.inside])
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
            self._row_of = np.append(self._row_of, np.zeros(missing, np.int32))
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
    spots = reading.inside[:, None] + np.arange(-REACH, REACH + 1)
    valid = (spots >= 0) & (spots < len(sentence))
    spots = np.where(valid, spots, 0)
    same = valid & (sentence[spots] == sentence[reading.inside][:, None])
    return np.where(same, reading.types[spots], -1).astype(np.int64)


class _Edges:
    """Where windows begin and end, which nothing is seen across."""

    def __init__(self, windows: list[tuple[int, int]]) -> None:
        behind = np.cumsum([end - start for start, end in windows])
        self._lasts = behind - 1
        self._firsts = np.append(0, behind[:-1])

    def add(self, rows: Floats, to_next: Floats, to_last: Floats) -> None:
        """Add what each token gives to the next and to the one before it.

        What would go over an edge is set to 0 in what is given.
        """
        to_next[self._lasts] = 0
        rows[1:] += to_next[:-1]
        to_last[self._firsts] = 0
        rows[:-1] += to_last[1:]


class _Layer:
    """A layer of all heads, side by side, with what it sees beside each token.

    Args:
        weights: [K, 5 * H, G], as in :class:`Weights`.
        bias: [K, G].
    """

    def __init__(self, weights: Floats, bias: Floats) -> None:
        heads, five, self._size = weights.shape
        self._seen = five // 5
        here, last, after, greatest, mean = weights.reshape(
            heads, 5, self._seen, self._size
        ).transpose(1, 0, 2, 3)
        # [K, H, 4 * G]: pooled over one token, it is its own greatest and mean
        beside = (here, last, after, greatest + mean)
        self._beside = np.concatenate(beside, axis=2)
        self._pooled = np.concatenate((greatest, mean), axis=1)
        self._bias = bias

    def __call__(self, rows: Floats, edges: _Edges, pool: _Pool) -> Floats:
        """From the rows of tokens, [tokens, K * H], to those above, [tokens, K * G]."""
        heads, seen, size = len(self._bias), self._seen, self._size
        above = np.empty((len(rows), heads * size), np.float32)
        greatest, mean = pool(rows)
        for head in range(heads):
            part = slice(head * seen, (head + 1) * seen)
            given = rows[:, part] @ self._beside[head]
            made = given[:, :size] + self._bias[head]
            edges.add(made, given[:, size : 2 * size], given[:, 2 * size : 3 * size])
            alone = given[:, 3 * size :]
            pooled = np.concatenate((greatest[:, part], mean[:, part]), axis=1)
            alone[pool.spots] = (pooled @ self._pooled[head])[pool.groups]
            made += alone
            np.maximum(made, 0, out=above[:, head * size : (head + 1) * size])
        return above


class _Pool:
    """The greatest and the mean of the rows of each word that stands twice.

    Attributes:
        spots: the tokens of such words.
        groups: of each of them, the row of its word among what is pooled.
    """

    def __init__(self, types: npt.NDArray[np.int32]) -> None:
        order = np.argsort(types, kind="stable")
        new = np.append(True, np.diff(types[order]) > 0)
        starts = np.flatnonzero(new)
        counts = np.diff(np.append(starts, len(types)))
        twice = counts > 1
        many = np.repeat(twice, counts)
        self.spots = order[many]
        self.groups = (np.cumsum(new & many) - 1)[many]
        counts = counts[twice]
        self._starts = np.cumsum(counts) - counts
        self._shares = (1 / counts).astype(np.float32)[:, None]

    def __call__(self, rows: Floats) -> tuple[Floats, Floats]:
        if not len(self.spots):
            return rows[:0], rows[:0]
        grouped = rows[self.spots]
        most: Floats = np.maximum.reduceat(grouped, self._starts, axis=0)
        sums: Floats = np.add.reduceat(grouped, self._starts, axis=0)
        return most, sums * self._shares


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
