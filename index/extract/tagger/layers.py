"""Layers of several heads, side by side, and what each sees beside a token."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .reading import Spots, by_word

__all__ = ["Edges", "Floats", "Layer", "Pool", "by_head"]

Floats = npt.NDArray[np.float32]


class Edges:
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


class Layer:
    """A layer of all heads, side by side, with what it sees beside each token.

    Args:
        weights: [K, 5 * H, G]: H is the size of what it sees, G of what it makes; from
            the token, the one before and behind, and twice what is pooled.
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

    def __call__(self, rows: Floats, edges: Edges, pool: Pool) -> Floats:
        """From the rows of tokens, [tokens, K * H], to those above, [tokens, K * G]."""
        count, size = len(rows), self._size
        given = by_head(rows, self._seen) @ self._beside
        made = given[:, :, :size] + self._bias
        edges.add(made, given[:, :, size : 2 * size], given[:, :, 2 * size : 3 * size])
        alone = given[:, :, 3 * size :]
        pooled = [part.reshape(-1, len(given), self._seen) for part in pool(rows)]
        both = np.concatenate(pooled, axis=2).transpose(1, 0, 2)
        alone[:, pool.spots] = (both @ self._pooled)[:, pool.groups]
        made += alone
        above = np.empty((count, len(given) * size), np.float32)
        np.maximum(made, 0, out=by_head(above, size))
        return above


def by_head(rows: Floats, size: int) -> Floats:
    """Rows of heads side by side, [tokens, K * size], as [K, tokens, size]."""
    return rows.reshape(len(rows), -1, size).transpose(1, 0, 2)


class Pool:
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
