"""Learning the weights of the tagger's network, with torch.

The same network as ``index.extract.tagger.network`` runs with numpy; a test of the
tagger holds that both say the same. Words lose some of their features at random
while learning (their spelling, now and then everything that names them), so that
names never met are read by their form, their clusters and their surroundings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from index.extract.tagger.lexicon import Lexicon
from index.extract.tagger.network import LABELS, REACH, Weights
from index.extract.tagger.surroundings import SURROUNDINGS

from .examples import Example

__all__ = ["Settings", "learn"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the network is made and taught.

    Attributes:
        vector: numbers in a word's vector, in each head.
        pieces: numbers kept of the vectors of word pieces.
        hidden, second: sizes of the layers.
        heads: networks that are averaged.
        epochs, batch: passes over the documents, documents in a step.
        rate, weight_decay, dropout: of the optimizer, and while learning.
        forget_word: share of words that lose what names them, in each document.
        forget_feature: share of features that are lost.
        rarest: how often a feature must be met to be kept.
    """

    vector: int = 48
    pieces: int = 96
    hidden: int = 64
    second: int = 48
    heads: int = 3
    epochs: int = 11
    batch: int = 12
    rate: float = 3e-3
    weight_decay: float = 1e-5
    dropout: float = 0.3
    forget_word: float = 0.25
    forget_feature: float = 0.1
    rarest: int = 3
    seed: int = 1


class _Head(nn.Module):
    """The layers above the words' vectors."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        size, hidden, second = settings.vector, settings.hidden, settings.second
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

    def forward(self, words: Tensor, batch: _Batch) -> Tensor:
        words = torch.cat((torch.zeros(1, words.shape[1]), self.light(words)))
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


class _Net(nn.Module):
    def __init__(self, features: int, static: Tensor, settings: Settings) -> None:
        super().__init__()
        self.static = nn.EmbeddingBag.from_pretrained(
            torch.cat((static, torch.zeros(1, static.shape[1]))),
            mode="sum",
            padding_idx=len(static),
        )
        width = settings.vector * settings.heads
        self.project = nn.Linear(static.shape[1], width, bias=False)
        self.vectors = nn.EmbeddingBag(
            features + 1, width, mode="sum", padding_idx=features
        )
        nn.init.normal_(self.vectors.weight, std=0.1)
        with torch.no_grad():
            self.vectors.weight[features] = 0
        self.norms = nn.ModuleList(
            nn.LayerNorm(settings.vector) for _ in range(settings.heads)
        )
        self.heads = nn.ModuleList(_Head(settings) for _ in range(settings.heads))
        self.moves = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.begins = nn.Parameter(torch.zeros(len(LABELS)))
        self.ends = nn.Parameter(torch.zeros(len(LABELS)))

    def forward(self, batch: _Batch) -> list[Tensor]:
        """The scores by each head."""
        words = self.vectors(batch.features) + self.project(self.static(batch.pieces))
        parts = words.chunk(len(self.heads), dim=1)
        return [
            head(torch.relu(norm(part)), batch)
            for head, norm, part in zip(self.heads, self.norms, parts, strict=True)
        ]

    def loss(self, scores: Tensor, batch: _Batch) -> Tensor:
        """Negative log-likelihood of the labels, per token."""
        firsts, sizes = batch.firsts, batch.sizes
        labels = batch.labels
        total = scores[torch.arange(len(labels)), labels].sum()
        total = total + self.begins[labels[firsts]].sum()
        total = total + self.ends[labels[firsts + sizes - 1]].sum()
        inner = torch.ones(len(labels), dtype=torch.bool)
        inner[firsts] = False
        spots = torch.nonzero(inner)[:, 0]
        total = total + self.moves[labels[spots - 1], labels[spots]].sum()
        best = scores[firsts] + self.begins
        for step in range(1, int(sizes[0])):
            going = int((sizes > step).sum())
            going_on = (
                torch.logsumexp(best[:going, :, None] + self.moves, 1)
                + scores[firsts[:going] + step]
            )
            best = torch.cat((going_on, best[going:]))
        return (torch.logsumexp(best + self.ends, 1).sum() - total) / len(labels)


def _with_context(hidden: Tensor, batch: _Batch) -> Tensor:
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


@dataclass(slots=True)
class _Batch:
    """Some documents side by side; windows are ordered longest first."""

    features: Tensor
    pieces: Tensor
    around: Tensor
    near: Tensor
    labels: Tensor
    before: Tensor
    behind: Tensor
    group: Tensor
    groups: int
    firsts: Tensor
    sizes: Tensor


class _Batches:
    """Makes batches of examples, forgetting features at random."""

    def __init__(
        self,
        settings: Settings,
        spellings: list[str],
        lexicon: Lexicon,
        static: Mapping[str, int],
    ) -> None:
        self._static = static
        self._pieces: list[list[int]] = []
        self._settings = settings
        self._spellings = spellings
        self._lexicon = lexicon
        self.rows: dict[str, int] = {}
        self._features: list[list[int]] = []
        self._names: list[list[int]] = []
        self.random = np.random.default_rng(settings.seed)

    def learn_features(self, found: list[Example]) -> None:
        """Number the features that are met often enough."""
        counts: Counter[str] = Counter()
        tokens: Counter[int] = Counter()
        for example in found:
            tokens.update(example.around[:, REACH].tolist())
        names = [self._lexicon.features(word) for word in self._spellings]
        for word, count in tokens.items():
            counts.update(dict.fromkeys(names[word], count))
        for feature, count in counts.items():
            if count >= self._settings.rarest and feature not in self._static:
                self.rows[feature] = len(self.rows)
        for features in names:
            rows = [(self.rows[f], f) for f in features if f in self.rows]
            self._features.append([row for row, _ in rows])
            self._names.append([row for row, f in rows if _tells_word(f)])
            self._pieces.append(
                [self._static[f] for f in features if f in self._static]
            )

    def batch(self, found: list[Example]) -> _Batch:
        parts = [example.around for example in found]
        around = np.concatenate(parts)
        sizes_of = [len(part) for part in parts]
        # a word forgets per document: "Brown" is unknown in one and known in the next
        document = np.repeat(np.arange(len(parts)), sizes_of)
        keys = np.where(around >= 0, around + (document << 32)[:, None], -1)
        unique, inverse = np.unique(keys, return_inverse=True)
        inverse = inverse.reshape(around.shape)
        has_none = len(unique) > 0 and unique[0] < 0
        words = unique[1:] if has_none else unique
        index = inverse if has_none else inverse + 1
        features, pieces = self._forgetful((words & 0xFFFFFFFF).tolist())
        windows: list[tuple[int, int]] = []
        at = 0
        for example in found:
            for start, end in example.reading.windows:
                windows.append((at, end - start))
                at += end - start
        firsts = np.array([first for first, _ in windows])
        sizes = np.array([size for _, size in windows])
        before, behind = np.arange(-1, at - 1), np.arange(1, at + 1)
        before[firsts] = at
        behind[firsts + sizes - 1] = at
        order = np.argsort(-sizes, kind="stable")
        _, group = np.unique(keys[:, REACH], return_inverse=True)
        return _Batch(
            features=features,
            pieces=pieces,
            around=torch.from_numpy(index),
            near=torch.from_numpy(np.concatenate([e.near for e in found])),
            labels=torch.from_numpy(np.concatenate([e.labels for e in found])),
            before=torch.from_numpy(before),
            behind=torch.from_numpy(behind),
            group=torch.from_numpy(group),
            groups=int(group.max()) + 1,
            firsts=torch.from_numpy(firsts[order]),
            sizes=torch.from_numpy(sizes[order]),
        )

    def _forgetful(self, words: list[int]) -> tuple[Tensor, Tensor]:
        settings = self._settings
        forgotten = self.random.random(len(words)) < settings.forget_word
        rows, pieces = [], []
        for word, forget in zip(words, forgotten.tolist(), strict=True):
            features = self._features[word]
            if forget:
                names = self._names[word]
                features = [row for row in features if row not in names]
            rows.append(features)
            pieces.append(
                [] if forget and len(self._pieces[word]) < 2 else self._pieces[word]
            )
        padded = _padded(rows, len(self.rows))
        lost = self.random.random(padded.shape) < settings.forget_feature
        padded[lost] = len(self.rows)
        none = len(self._static)
        return torch.from_numpy(padded), torch.from_numpy(_padded(pieces, none))


def _padded(rows: list[list[int]], none: int) -> np.ndarray:
    padded = np.full((len(rows), max(1, max(map(len, rows)))), none, np.int64)
    for at, row in enumerate(rows):
        padded[at, : len(row)] = row
    return padded


def _tells_word(feature: str) -> bool:
    """Whether a feature all but spells the word."""
    return feature.startswith(("w=", "p4=", "s4=", "p3=", "s3=", "C3=", "hy=", "hh="))


def learn(
    found: list[Example],
    spellings: list[str],
    lexicon: Lexicon,
    settings: Settings,
    static: tuple[Mapping[str, int], np.ndarray],
    after_epoch: Callable[[int, float], None] = lambda epoch, loss: None,
) -> Weights:
    """Learn the weights from examples; the seed decides everything."""
    torch.manual_seed(settings.seed)
    batches = _Batches(settings, spellings, lexicon, static[0])
    batches.learn_features(found)
    net = _Net(len(batches.rows), torch.from_numpy(static[1]), settings)
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
            batch = batches.batch(chosen)
            loss = torch.stack([net.loss(s, batch) for s in net(batch)]).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
            if epoch >= settings.epochs - 3:
                average = _averaged(average, net)
        after_epoch(epoch, total / count)
    return _weights(average or net.state_dict(), batches.rows, static[0])


def _averaged(average: dict[str, Tensor] | None, net: nn.Module) -> dict[str, Tensor]:
    """A running mean of the weights of the last epochs."""
    state = {name: value.detach() for name, value in net.state_dict().items()}
    if average is None:
        return {name: value.clone() for name, value in state.items()}
    for name, value in state.items():
        average[name].mul_(0.99).add_(value, alpha=0.01)
    return average


def _shuffled(
    found: list[Example], size: int, random: np.random.Generator
) -> Iterator[list[Example]]:
    order = random.permutation(len(found))
    for at in range(0, len(order), size):
        yield [found[i] for i in order[at : at + size]]


def _weights(
    state: dict[str, Tensor], rows: dict[str, int], static: Mapping[str, int]
) -> Weights:
    def array(name: str) -> np.ndarray:
        return state[name].numpy().astype(np.float32)

    heads = sum(name.endswith("first_bias") for name in state)
    return Weights(
        features=rows | {name: len(rows) + at for name, at in static.items()},
        vectors=np.concatenate(
            (
                array("vectors.weight")[:-1],
                array("static.weight")[:-1] @ array("project.weight").T,
            )
        ),
        word_scale=np.stack([array(f"norms.{at}.weight") for at in range(heads)]),
        word_bias=np.stack([array(f"norms.{at}.bias") for at in range(heads)]),
        around=np.stack([array(f"heads.{at}.around") for at in range(heads)]),
        near=np.stack([array(f"heads.{at}.near") for at in range(heads)]),
        first_bias=np.stack([array(f"heads.{at}.first_bias") for at in range(heads)]),
        second=np.stack([array(f"heads.{at}.second.weight").T for at in range(heads)]),
        second_bias=np.stack([array(f"heads.{at}.second.bias") for at in range(heads)]),
        third=np.stack([array(f"heads.{at}.third.weight").T for at in range(heads)]),
        third_bias=np.stack([array(f"heads.{at}.third.bias") for at in range(heads)]),
        last=np.stack([array(f"heads.{at}.last.weight").T for at in range(heads)]),
        last_bias=np.stack([array(f"heads.{at}.last.bias") for at in range(heads)]),
        moves=array("moves"),
        begins=array("begins"),
        ends=array("ends"),
    )
