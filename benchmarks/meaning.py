"""Vectors of the articles of a judged set, made when they are first asked for.

They are those that ``dateline meaning`` would make; but of 13,000 articles only those
are encoded that some question brings among its first hits.
"""

from __future__ import annotations

from collections.abc import Iterable

from search.model.article import Article
from search.ranking.meaning.encoders import (
    ENCODERS,
    encoder_for,
    encoder_named,
    is_installed,
)
from search.ranking.meaning.vectors import StoredVector, in_bytes, meant_text

__all__ = ["VectorsOnDemand", "can_be_measured"]


def can_be_measured() -> bool:
    """Tell whether the extra is installed whole."""
    return all(map(is_installed, ENCODERS))


class VectorsOnDemand:
    """See :class:`search.ranking.meaning.vectors.Vectors`."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {article.id: article for article in articles}
        self._made: dict[str, StoredVector] = {}

    def state(self) -> str:
        return "on demand"

    def of(self, ids: Iterable[str]) -> dict[str, StoredVector]:
        return {one: self._vector(one) for one in ids}

    def _vector(self, article_id: str) -> StoredVector:
        if article_id not in self._made:
            article = self._articles[article_id]
            text = meant_text(article.title, article.body)
            name = encoder_named(text, article.language)
            vector = in_bytes(encoder_for(name).encode(text))
            self._made[article_id] = StoredVector(name, vector)
        return self._made[article_id]
