"""The tagger's network in torch, which can learn.

The same as ``index.extract.tagger.network`` runs with numpy, but for
the rounding there (``exact.py``).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn

from index.extract.tagger.network import LABELS, REACH, Weights
from index.extract.tagger.surroundings import SURROUNDINGS

from .batches import Batch
from .settings import Settings

__all__ = ["Net", "log_partition", "weights_of"]


class Net(nn.Module):
    """The network, and how far what it says is from what is believed."""

    def __init__(self, features: int, static: Tensor, settings: Settings) -> None:
        super().__init__()
        size, hidden, second = settings.vector, settings.hidden, settings.second
        self.static = nn.EmbeddingBag.from_pretrained(
            torch.cat((static, torch.zeros(1, static.shape[1]))),
            mode="sum",
            padding_idx=len(static),
        )
        self.project = nn.Linear(static.shape[1], size, bias=False)
        self.vectors = nn.EmbeddingBag(
            features + 1, size, mode="sum", padding_idx=features
        )
        nn.init.normal_(self.vectors.weight, std=0.1)
        with torch.no_grad():
            self.vectors.weight[features] = 0
        self.norm = nn.LayerNorm(size)
        self.around = nn.Parameter(
            torch.randn(2 * REACH + 1, size, hidden) * (size * 3) ** -0.5
        )
        self.near = nn.Parameter(torch.randn(3, len(SURROUNDINGS), hidden) * 0.05)
        self.first_bias = nn.Parameter(torch.zeros(hidden))
        self.second = nn.Linear(5 * hidden, second)
        self.third = nn.Linear(5 * second, second)
        self.last = nn.Linear(second, len(LABELS))
        self.dropout = nn.Dropout(settings.dropout)
        self.light = nn.Dropout(settings.dropout / 2)
        self.moves = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.begins = nn.Parameter(torch.zeros(len(LABELS)))
        self.ends = nn.Parameter(torch.zeros(len(LABELS)))

    def forward(self, batch: Batch) -> Tensor:
        """How well each label suits each token by itself."""
        words = self.vectors(batch.features) + self.project(self.static(batch.pieces))
        words = self.light(torch.relu(self.norm(words)))
        words = torch.cat((torch.zeros(1, words.shape[1]), words))
        at_distance = torch.einsum("wd,adh->awh", words, self.around)
        hidden = self.first_bias + sum(
            at_distance[i][batch.around[:, i]] for i in range(2 * REACH + 1)
        )
        hidden = hidden + batch.near @ self.near[1]
        hidden = hidden + _shifted(batch.near @ self.near[0], batch.before)
        hidden = hidden + _shifted(batch.near @ self.near[2], batch.behind)
        hidden = self.dropout(torch.relu(hidden))
        for layer in (self.second, self.third):
            hidden = self.dropout(torch.relu(layer(_with_context(hidden, batch))))
        scores: Tensor = self.last(hidden)
        return scores

    def loss(self, batch: Batch) -> Tensor:
        """Cross-entropy of whole windows, per token, from what is believed.

        With beliefs that are certain, it is the negative log-likelihood of the labels.
        """
        scores, beliefs = self(batch), batch.beliefs
        lasts = batch.firsts + batch.sizes - 1
        expected = (
            (scores * beliefs).sum()
            + (self.begins * beliefs[batch.firsts]).sum()
            + (self.ends * beliefs[lasts]).sum()
            + (self.moves * batch.moves).sum()
        )
        every = log_partition(
            scores, self.moves, self.begins, self.ends, batch.firsts, batch.sizes
        )
        return (every - expected) / len(beliefs)


def log_partition(
    scores: Tensor,
    moves: Tensor,
    begins: Tensor,
    ends: Tensor,
    firsts: Tensor,
    sizes: Tensor,
) -> Tensor:
    """The log of the sum over all sequences of labels, added over windows.

    The forward algorithm. Its gradient by the scores is how probable each label is
    (see Eisner 2016, "Inside-outside and forward-backward algorithms are just
    backprop").

    Args:
        scores, moves, begins, ends: as in ``index.extract.tagger.viterbi``.
        firsts, sizes: of each window, the longest first.
    """
    best = scores[firsts] + begins
    done = []
    for step in range(1, int(sizes[0])):
        going = int((sizes > step).sum())
        if going < len(best):
            done.append(best[going:])
        best = torch.logsumexp(best[:going, :, None] + moves, 1)
        best = best + scores[firsts[:going] + step]
    ended = torch.cat((best, *done))
    return torch.logsumexp(ended + ends, 1).sum()


def _with_context(hidden: Tensor, batch: Batch) -> Tensor:
    index = batch.group[:, None].expand_as(hidden)
    room = torch.zeros((batch.groups, hidden.shape[1]))
    greatest = room.scatter_reduce(0, index, hidden, "amax", include_self=False)
    mean = room.scatter_reduce(0, index, hidden, "mean", include_self=False)
    seen = (
        hidden,
        _shifted(hidden, batch.before),
        _shifted(hidden, batch.behind),
        greatest[batch.group],
        mean[batch.group],
    )
    return torch.cat(seen, 1)


def _shifted(rows: Tensor, order: Tensor) -> Tensor:
    return torch.cat((rows, torch.zeros(1, rows.shape[1])))[order]


def weights_of(
    state: Mapping[str, Tensor], rows: Mapping[str, int], static: Mapping[str, int]
) -> Weights:
    """What a network has learned, as numpy runs it.

    Args:
        state: of a ``Net``.
        rows, static: of each learned and each given feature, its row.
    """

    def array(name: str) -> np.ndarray:
        return state[name].detach().numpy().astype(np.float32)

    pieces = array("static.weight")[:-1] @ array("project.weight").T
    return Weights(
        features={**rows, **{name: len(rows) + at for name, at in static.items()}},
        vectors=np.concatenate((array("vectors.weight")[:-1], pieces)),
        word_scale=array("norm.weight"),
        word_bias=array("norm.bias"),
        around=array("around"),
        near=array("near"),
        first_bias=array("first_bias"),
        second=array("second.weight").T,
        second_bias=array("second.bias"),
        third=array("third.weight").T,
        third_bias=array("third.bias"),
        last=array("last.weight").T,
        last_bias=array("last.bias"),
        moves=array("moves"),
        begins=array("begins"),
        ends=array("ends"),
    )
