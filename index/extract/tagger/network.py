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

from .reading import Reading, Spots, TextReader, by_word
from .surroundings import surroundings

__all__ = ["LABELS", "REACH", "Network", "Weights", "neighbours"]

LABELS: Final = (
    *("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"),
)
REACH: Final = 3
"""How many tokens to each side of a word are looked at."""

_DISTANCES: Final = np.arange(-REACH, REACH + 1)

Floats = npt.NDArray[np.float32]


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
        rows = edges.beside(surroundings(reading, self._reader)) @ self._near
        rows += self._weights.first_bias.reshape(-1)
        hidden = self._around.shape[2]
        by_head = _by_head(rows, hidden)
        by_head += vectors @ self._around
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


class _Edges:
    """Where windows begin and end, which nothing is seen across."""

    def __init__(self, windows: Spots) -> None:
        behind = (windows[:, 1] - windows[:, 0]).cumsum()
        self._lasts = behind - 1
        self._firsts = np.zeros_like(behind)
        self._firsts[1:] = behind[:-1]

    def beside(self, rows: Floats) -> Floats:
        """Return the row before, at and behind each token, side by side."""
        width = rows.shape[1]
        three = np.empty((len(rows), 3 * width), np.float32)
        three[1:, :width] = rows[:-1]
        three[self._firsts, :width] = 0
        three[:, width : 2 * width] = rows
        three[:-1, 2 * width :] = rows[1:]
        three[self._lasts, 2 * width :] = 0
        return three

    def add(self, rows: Floats, to_next: Floats, to_last: Floats) -> None:
        """Add what each token gives to the next and to the one before it.

        All are [K, tokens, size]. What would go over an edge is set to 0 in what
        is given.
        """
        to_next[:, self._lasts] = 0
        rows[:, 1:] += to_next[:, :-1]
        to_last[:, self._firsts] = 0
        rows[:, :-1] += to_last[:, 1:]


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
        self._bias = bias[:, None]

    def __call__(self, rows: Floats, edges: _Edges, pool: _Pool) -> Floats:
        """From the rows of tokens, [tokens, K * H], to those above, [tokens, K * G]."""
        count, size = len(rows), self._size
        given = _by_head(rows, self._seen) @ self._beside
        made = given[:, :, :size] + self._bias
        edges.add(made, given[:, :, size : 2 * size], given[:, :, 2 * size : 3 * size])
        alone = given[:, :, 3 * size :]
        pooled = [part.reshape(-1, len(given), self._seen) for part in pool(rows)]
        both = np.concatenate(pooled, axis=2).transpose(1, 0, 2)
        alone[:, pool.spots] = (both @ self._pooled)[:, pool.groups]
        made += alone
        above = np.empty((count, len(given) * size), np.float32)
        np.maximum(made, 0, out=_by_head(above, size))
        return above


def _by_head(rows: Floats, size: int) -> Floats:
    """Rows of heads side by side, [tokens, K * size], as [K, tokens, size]."""
    return rows.reshape(len(rows), -1, size).transpose(1, 0, 2)


class _Pool:
    """The greatest and the mean of the rows of each word that stands twice.

    Attributes:
        spots: the tokens of such words: first the first of each word, then the
            second of each, and so on, the word that stands most often in front.
        groups: of each of them, the row of its word among what is pooled.
    """

    def __init__(self, types: npt.NDArray[np.int32]) -> None:
        order, starts, counts = by_word(types)
        twice = np.flatnonzero(counts > 1)
        twice = twice[np.argsort(-counts[twice], kind="stable")]
        starts, counts = starts[twice], counts[twice]
        turns = range(int(counts[0]) if len(counts) else 0)
        # of how many words there is a first, a second, a third token
        self._sizes = np.searchsorted(-counts, [-turn for turn in turns]).tolist()
        spots = [starts[:size] + n for n, size in zip(turns, self._sizes, strict=True)]
        groups = [np.arange(size) for size in self._sizes]
        self.spots = order[np.concatenate(spots)] if spots else order[:0]
        self.groups = np.concatenate(groups) if groups else order[:0]
        self._shares = (1 / counts).astype(np.float32)[:, None]

    def __call__(self, rows: Floats) -> tuple[Floats, Floats]:
        if not self._sizes:
            return rows[:0], rows[:0]
        grouped = rows[self.spots]
        at = self._sizes[0]
        most, sums = grouped[:at].copy(), grouped[:at]
        for size in self._sizes[1:]:
            more = grouped[at : at + size]
            np.maximum(most[:size], more, out=most[:size])
            sums[:size] += more
            at += size
        sums *= self._shares
        return most, sums


def _best_labels(
    weights: Weights, scores: Floats, windows: Spots
) -> npt.NDArray[np.intp]:
    """The best sequence of labels for every window, all windows side by side."""
    sizes = windows[:, 1] - windows[:, 0]
    firsts = sizes.cumsum() - sizes
    order = np.argsort(-sizes, kind="stable")
    sizes, firsts = sizes[order], firsts[order]
    best = scores[firsts] + weights.begins
    # of each step, how many windows are longer
    going = np.searchsorted(-sizes, -np.arange(sizes[0])).tolist()
    # to each label the moves from all, side by side, where numpy is at its fastest
    moves, came_from = np.ascontiguousarray(weights.moves.T), []
    every = np.arange(len(sizes) * len(LABELS))
    for step, count in enumerate(going[1:], 1):
        paths = (best[:count, None] + moves).reshape(-1, len(LABELS))
        came = paths.argmax(axis=1)
        came_from.append(came.reshape(count, -1))
        ways = paths[every[: len(paths)], came].reshape(count, -1)
        best[:count] = ways + scores[firsts[:count] + step]
    label = (best + weights.ends).argmax(axis=1)
    result = np.zeros(len(scores), np.intp)
    for step in range(len(going) - 1, -1, -1):
        count = going[step]
        result[firsts[:count] + step] = label[:count]
        if step:
            label[:count] = came_from[step - 1][every[:count], label[:count]]
    return result
