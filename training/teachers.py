"""What a student is taught: what several networks believe of a text together.

A network that learns from the beliefs of larger ones, in many more texts than were
annotated, comes close to them all (Hinton, Vinyals and Dean 2015, "Distilling the
knowledge in a neural network"; for sequences Wang et al. 2020, "Structure-level
knowledge distillation for multilingual sequence labeling").
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from index.extract.tagger.exact import Floats
from index.extract.tagger.network import Network, Weights
from index.extract.tagger.windows import WindowReader

from .examples import Example, longest_first
from .net import log_partition

__all__ = ["Teachers"]


class Teachers:
    """Networks whose scores are averaged."""

    def __init__(self, weights: Sequence[Weights], reader: WindowReader) -> None:
        self._networks = [Network(each, reader) for each in weights]
        self._moves, self._begins, self._ends = (
            torch.from_numpy(np.mean([getattr(w, name) for w in weights], axis=0))
            for name in ("moves", "begins", "ends")
        )

    def beliefs(self, example: Example) -> tuple[Floats, Floats]:
        """Return how probable they hold labels and moves; see ``Example``."""
        each = [network.scores(example.reading) for network in self._networks]
        scores = torch.from_numpy(np.mean(each, axis=0)).requires_grad_()
        moves = self._moves.clone().requires_grad_()
        firsts, sizes = longest_first([example])
        log_partition(
            scores,
            moves,
            self._begins,
            self._ends,
            torch.from_numpy(firsts),
            torch.from_numpy(sizes),
        ).backward()
        # no window has a second token: no move
        no_moves = torch.zeros_like(moves)
        found = no_moves if moves.grad is None else moves.grad
        assert scores.grad is not None
        return scores.grad.numpy(), found.numpy()
