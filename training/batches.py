"""Examples side by side as tensors, in which words forget some of their features.

Words lose some features at random while learning (their spelling, now and then
everything that names them), so that names never met are read by their form, their
clusters and their surroundings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from index.extract.tagger.network import REACH

from .examples import Example, longest_first
from .settings import Settings

__all__ = ["Batch", "Batches"]


@dataclass(slots=True)
class Batch:
    """Some documents side by side; the windows stand longest first.

    Attributes:
        features, pieces: [words, most of one], the rows of what was learned and of
            what was given of each distinct word of a document.
        around: [tokens, distances], words, counted from 1; 0 for none.
        near, beliefs: of each token, as in ``Example``; moves: of all.
        before, behind: of each token, the one beside it in its window, or their
            number.
        group: of each token, the number of its word in its document.
        firsts, sizes: of each window.
    """

    features: Tensor
    pieces: Tensor
    around: Tensor
    near: Tensor
    beliefs: Tensor
    moves: Tensor
    before: Tensor
    behind: Tensor
    group: Tensor
    groups: int
    firsts: Tensor
    sizes: Tensor


class Batches:
    """Makes batches of examples, forgetting features at random.

    Args:
        words: of each word, by number, the names of its features.
        static: of each given feature, its row.

    Attributes:
        rows: of each feature that is learned, its row.
    """

    def __init__(
        self,
        settings: Settings,
        words: Sequence[Sequence[str]],
        static: Mapping[str, int],
    ) -> None:
        self._static = static
        self._settings = settings
        self._words = words
        self.rows: dict[str, int] = {}
        self.random = np.random.default_rng(settings.seed)

    def learn_features(self, found: Sequence[Example]) -> None:
        """Number the features that are met often enough."""
        counts: Counter[str] = Counter()
        tokens: Counter[int] = Counter()
        for example in found:
            tokens.update(example.around[:, REACH].tolist())
        names = self._words
        for word, count in tokens.items():
            counts.update(dict.fromkeys(names[word], count))
        for feature, count in counts.items():
            if count >= self._settings.rarest and feature not in self._static:
                self.rows[feature] = len(self.rows)
        rows, telling, pieces = [], [], []
        for features in names:
            kept = [f for f in features if f in self.rows]
            rows.append([self.rows[f] for f in kept])
            telling.append([int(_tells_word(f)) for f in kept])
            pieces.append([self._static[f] for f in features if f in self._static])
        # of each word: its features, which of them tell it, and its pieces
        self._features = _padded(rows, len(self.rows))
        self._telling = _padded(telling, 0) > 0
        self._pieces = _padded(pieces, len(self._static))
        self._counts = np.array([len(row) for row in rows])
        self._whole = np.array([len(row) < 2 for row in pieces])

    def batch(self, found: Sequence[Example]) -> Batch:
        """Put examples side by side."""
        around = np.concatenate([example.around for example in found])
        # a word forgets per document: "Brown" is unknown in one and known in the next
        document = np.repeat(np.arange(len(found)), [len(e.around) for e in found])
        keys = np.where(around >= 0, around + (document << 32)[:, None], -1)
        unique, inverse = np.unique(keys, return_inverse=True)
        has_none = len(unique) > 0 and unique[0] < 0
        words = unique[1:] if has_none else unique
        index = inverse.reshape(around.shape) + (not has_none)
        features, pieces = self._forgetful(words & 0xFFFFFFFF)
        firsts, sizes = longest_first(found)
        count = len(around)
        before, behind = np.arange(-1, count - 1), np.arange(1, count + 1)
        before[firsts] = count
        behind[firsts + sizes - 1] = count
        _, group = np.unique(keys[:, REACH], return_inverse=True)
        return Batch(
            features=features,
            pieces=pieces,
            around=torch.from_numpy(index),
            near=torch.from_numpy(np.concatenate([e.near for e in found])),
            beliefs=torch.from_numpy(np.concatenate([e.beliefs for e in found])),
            moves=torch.from_numpy(np.sum([e.moves for e in found], axis=0)),
            before=torch.from_numpy(before),
            behind=torch.from_numpy(behind),
            group=torch.from_numpy(group),
            groups=int(group.max()) + 1,
            firsts=torch.from_numpy(firsts),
            sizes=torch.from_numpy(sizes),
        )

    def _forgetful(self, words: np.ndarray) -> tuple[Tensor, Tensor]:
        settings = self._settings
        forgotten = self.random.random(len(words)) < settings.forget_word
        width = max(1, self._counts[words].max(initial=0))
        features = self._features[words, :width]
        lost = self._telling[words, :width] & forgotten[:, None]
        lost |= self.random.random(features.shape) < settings.forget_feature
        features[lost] = len(self.rows)
        pieces = self._pieces[words]
        pieces[forgotten & self._whole[words]] = len(self._static)
        return torch.from_numpy(features), torch.from_numpy(pieces)


def _padded(rows: list[list[int]], none: int) -> np.ndarray:
    padded = np.full((len(rows), max(1, max(map(len, rows)))), none, np.int64)
    for at, row in enumerate(rows):
        padded[at, : len(row)] = row
    return padded


def _tells_word(feature: str) -> bool:
    """Whether a feature all but spells the word."""
    return feature.startswith(("w=", "p4=", "s4=", "p3=", "s3=", "C3=", "hy=", "hh="))
