"""BM25 as the other engines have it; whoosh's own counts rare words otherwise."""

from __future__ import annotations

from typing import Any

from whoosh.scoring import BM25F

from ...ranking.rarity import rarity

__all__ = ["Weighting"]


class Weighting(BM25F):  # type: ignore[misc]  # whoosh has no types
    """BM25 with the inverse document frequency of every engine."""

    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        """Return what a term is worth in a field of a whole index."""
        whole = searcher.get_parent()
        return rarity(whole.doc_count_all(), whole.doc_frequency(fieldname, text))
