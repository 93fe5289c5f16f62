"""How much a word tells by being rare."""

from __future__ import annotations

from math import log

__all__ = ["rarity"]


def rarity(articles: int, having: int) -> float:
    """Return the inverse document frequency of BM25, which is above 0.

    That of Robertson and Sparck Jones (1976), with 1 added inside the logarithm, as
    Lucene has it, so that words of more than half of the articles still count.

    Args:
        articles: of the index.
        having: those of them that have the word; more are taken for all.
    """
    having = min(having, articles)
    return log(1 + (articles - having + 0.5) / (having + 0.5))
