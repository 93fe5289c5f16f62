"""Precision, recall and F1, counted over sets of things found and things right."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

__all__ = ["Score"]


@dataclass(slots=True)
class Score:
    """How many were found, how many are right, and how many are both."""

    found: int = 0
    gold: int = 0
    right: int = 0

    def add(self, found: Iterable[Hashable], gold: Iterable[Hashable]) -> None:
        """Count one article."""
        found, gold = set(found), set(gold)
        self.found += len(found)
        self.gold += len(gold)
        self.right += len(found & gold)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.gold
        return 2 * self.right / both if both else 0.0
