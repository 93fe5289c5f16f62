"""Layers of the network, and what each sees besides a token."""

from __future__ import annotations

import numpy as np

from .exact import Floats, exact_weights, in_parts, round_exactly
from .windows import Spots, by_word

__all__ = ["Adjacent", "Edges", "Layer", "Pool"]


class Edges:
    """Where windows begin and end; a layer never looks across these edges."""

    def __init__(self, windows: Spots) -> None:
        stops = (windows[:, 1] - windows[:, 0]).cumsum()
        self._lasts = stops - 1
        self._firsts = np.zeros_like(stops)
        self._firsts[1:] = stops[:-1]

    def add(self, rows: Floats, to_next: Floats, to_last: Floats) -> None:
        """Add what each token gives to the next and to the one before it.

        All are [tokens, size]. What would go over an edge is set to 0 in what is
        given.
        """
        to_next[self._lasts] = 0
        rows[1:] += to_next[:-1]
        to_last[self._firsts] = 0
        rows[:-1] += to_last[1:]


class Adjacent:
    """What rows say of the token before, at and after them.

    Args:
        weights: [3, size, H]; the first for what stands before a token.
    """

    def __init__(self, weights: Floats) -> None:
        self._size = weights.shape[2]
        # what stands before a token is given to the next
        self._given = round_exactly(np.concatenate(list(weights), axis=1))

    def __call__(self, rows: Floats, edges: Edges, to: Floats) -> None:
        """Add to each token's row, [tokens, H], what the rows next to it give."""
        given, size = rows @ self._given, self._size
        to += given[:, size : 2 * size]
        edges.add(to, given[:, :size], given[:, 2 * size :])


class Layer:
    """A layer of the network, with what it sees besides each token.

    Args:
        weights: [5 * H, G]: H is the size of what it sees, G of what it makes; from
            the token, the one before and after, and twice what is pooled.
        bias: [G].
    """

    def __init__(self, weights: Floats, bias: Floats) -> None:
        here, last, after, greatest, mean = np.split(exact_weights(weights), 5)
        # [H, 4 * G]: pooled over one token, it is its own greatest and mean
        self._wide = np.concatenate((here, last, after, greatest + mean), axis=1)
        self._pooled = np.concatenate((greatest, mean))
        self._bias = round_exactly(bias)

    def __call__(self, rows: Floats, edges: Edges, pool: Pool) -> Floats:
        """From the rows of tokens, [tokens, H], to those above, [tokens, G].

        Both are counted in parts; see ``exact``.
        """
        size = len(self._bias)
        given = rows @ self._wide
        made = given[:, :size] + self._bias
        edges.add(made, given[:, size : 2 * size], given[:, 2 * size : 3 * size])
        alone = given[:, 3 * size :]
        pooled = np.concatenate(pool(rows), axis=1) @ self._pooled
        alone[pool.spots] = pooled[pool.groups]
        made += alone
        return in_parts(made)


class Pool:
    """The greatest and the mean, in parts, of the rows of each word that stands twice.

    Args:
        words: of each token, the number of its word in its article.

    Attributes:
        spots: the tokens of such words: first the first of each word, then the
            second of each, and so on, the word that stands most often in front.
        groups: of each of them, the row of its word among what is pooled.
    """

    def __init__(self, words: Spots) -> None:
        order, starts, counts = by_word(words)
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
        return most, np.rint(sums, out=sums)
