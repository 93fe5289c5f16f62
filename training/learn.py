"""Learning the weights of the tagger's network, with torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from index.extract.tagger.network import Weights

from .batches import Batches
from .examples import Example
from .net import Net, weights_of
from .settings import Settings

__all__ = ["learn"]

_AVERAGED = 3
"""Epochs at the end whose weights are averaged."""


def learn(
    found: Sequence[Example],
    words: Sequence[Sequence[str]],
    settings: Settings,
    static: tuple[Mapping[str, int], np.ndarray],
    after_epoch: Callable[[int, float], None] = lambda epoch, loss: None,
) -> Weights:
    """Learn the weights from examples; the seed decides everything.

    Args:
        words: of each word of the examples, by number, the names of its features.
        static: of each feature whose vector is given, its row; and the vectors.
        after_epoch: told the number of each epoch, from 0, and its loss.
    """
    torch.manual_seed(settings.seed)
    batches = Batches(settings, words, static[0])
    batches.learn_features(found)
    net = Net(len(batches.rows), torch.from_numpy(static[1]), settings)
    optimizer = torch.optim.AdamW(
        net.parameters(), lr=settings.rate, weight_decay=settings.weight_decay
    )
    steps = settings.epochs * -(-len(found) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.rate, total_steps=steps, pct_start=0.15
    )
    average: dict[str, Tensor] | None = None
    for epoch in range(settings.epochs):
        total, count = 0.0, 0
        net.train()
        for chosen in _shuffled(found, settings.batch, batches.random):
            loss = net.loss(batches.batch(chosen))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
            if epoch >= settings.epochs - _AVERAGED:
                average = _averaged(average, net)
        after_epoch(epoch, total / count)
    return weights_of(average or net.state_dict(), batches.rows, static[0])


def _averaged(average: dict[str, Tensor] | None, net: nn.Module) -> dict[str, Tensor]:
    """A running mean of the weights of the last epochs."""
    state = {name: value.detach() for name, value in net.state_dict().items()}
    if average is None:
        return {name: value.clone() for name, value in state.items()}
    for name, value in state.items():
        average[name].mul_(0.99).add_(value, alpha=0.01)
    return average


def _shuffled(
    found: Sequence[Example], size: int, random: np.random.Generator
) -> Iterator[list[Example]]:
    order = random.permutation(len(found))
    for at in range(0, len(order), size):
        yield [found[i] for i in order[at : at + size]]
