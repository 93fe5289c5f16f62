"""All articles of a search, in its order, without an end and without a heap of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .model.article import Article
from .request import Ask
from .searcher import Searcher

__all__ = ["walk"]

_BATCH: Final = 500


def walk(searcher: Searcher, ask: Ask, *, batch: int = _BATCH) -> Iterator[Article]:
    """Return every article of a search's result, in the order of its pages.

    They are the same articles as those of all its pages, of one state of the index:
    what is written meanwhile does not show. The search itself is done at once, so
    its errors come before the first article is asked for.

    Args:
        ask: the search; its ``after``, ``offset``, ``limit`` and ``facets`` mean
            nothing here.
        batch: how many articles are held at a time, about.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    return searcher.walk(searcher.settled(ask), max(1, batch))
