"""The seam between the pipeline and what finds facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from search.model.article import Article, Facts

__all__ = ["Extractor"]


class Extractor(Protocol):
    """Finds who, where and when an article is about."""

    @property
    def version(self) -> str:
        """Changes whenever the same article may give other facts."""
        ...

    def extract(self, article: Article) -> Facts:
        """Return the facts of a cleaned article, each with its mentions.

        Never raises for any text. Mentions of a fact are in reading order,
        title first, and their ``text`` is exactly the text at their offsets.
        """
        ...

    def extract_all(self, articles: Sequence[Article]) -> list[Facts]:
        """Return the facts of each article, the same as of each by itself.

        Some at a time are found faster.
        """
        ...
