"""How networks are made and taught."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["STUDENT", "TEACHER", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How one network is made and taught.

    Attributes:
        vector: numbers in a word's vector.
        hidden, second: sizes of the layers.
        epochs, batch: passes over the documents, documents in a step.
        rate, weight_decay, dropout: of the optimizer, and while learning.
        forget_word: share of words that lose what names them, in each document.
        forget_feature: share of features that are lost.
        rarest: how often a feature must be met to be kept.
        seed: of everything drawn at random.
    """

    vector: int
    hidden: int
    second: int
    epochs: int
    dropout: float
    rarest: int
    batch: int = 12
    rate: float = 3e-3
    weight_decay: float = 1e-5
    forget_word: float = 0.25
    forget_feature: float = 0.1
    seed: int = 1


TEACHER = Settings(vector=64, hidden=96, second=64, epochs=11, dropout=0.3, rarest=3)
"""One of those that learn from annotators and are too large to ship."""

STUDENT = Settings(
    vector=64, hidden=96, second=64, epochs=5, dropout=0.15, rarest=8, seed=2
)
"""The one that ships."""
