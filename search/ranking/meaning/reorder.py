"""The first hits of a question in another order: by words and by meaning.

The engine finds the hits and orders them by their words. Of those, the first fifty are
put into the order of

    BM25 / BM25 of the first hit + WEIGHT · (cosine − mean cosine)

with the cosine of the question's vector and the article's, and the mean over the hits
whose vectors the same encoder made. So an article of another language, whose cosines
are others, or one without a vector yet, is neither put forward nor back by that. The
fifty stay the same, and so do all that come after them, the total and the facets.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from ...request import EngineResult, Sort, Window
from ...snapshot import Snapshot
from ..relax import MANY_WORDS
from .encoders import ENCODERS, INSTALL, encoder_for, is_installed
from .snapshot import vectors_of
from .vectors import StoredVector, Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FIRST", "MeaningOrder", "cosines", "meaning_order"]

FIRST: Final = 50
"""Hits that are put into another order."""

WEIGHT: Final = 1.5
"""Weighs the cosine. From 0.5 to 3 every set gains, and whichever is left out, the
others choose 1.5 to 2.5; see docs/meaning.md."""

_REMEMBERED: Final = 256
"""Questions whose vectors are kept: who turns the page asks the same again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MeaningOrder:
    """How a part of a search is put into the order by words and meaning.

    Attributes:
        text: the question as it was typed.
        window: the part that is asked for.
        vectors: those of the articles.
    """

    text: str
    window: Window
    vectors: Vectors

    @property
    def wider(self) -> Window:
        """What the engine is asked for: all hits that may come into the part."""
        start, end = self.window.offset, self.window.offset + self.window.limit
        if start >= FIRST or not self.window.limit:
            return self.window
        return replace(self.window, offset=0, limit=max(end, FIRST))

    def applied(self, result: EngineResult) -> EngineResult:
        """Return the part that was asked for, of the answer to :attr:`wider`."""
        if self.wider is self.window:
            return result
        first, rest = result.hits[:FIRST], result.hits[FIRST:]
        scores = [score for _, score in first]
        near = cosines(self.text, [article.id for article, _ in first], self.vectors)
        order = _best_first(scores, near)
        hits = (*(first[at] for at in order), *rest)
        start, end = self.window.offset, self.window.offset + self.window.limit
        return replace(result, hits=hits[start:end])


def meaning_order(
    index: Snapshot, text: str, words: int, window: Window
) -> MeaningOrder | None:
    """Return how hits are put into order by meaning, or ``None`` if they are not.

    They are where the articles of the index have vectors, nobody wants it otherwise,
    and the order is that of relevance to a question: some words without operators.

    Args:
        words: the words of the question that have a meaning of their own.
        window: the part of the hits that is wanted; it has a sort where another than
            the natural one is.
    """
    vectors = vectors_of(index)
    by_relevance = window.sort in (None, Sort.RELEVANCE) and window.after is None
    if vectors is None or words < MANY_WORDS or not (window.meaning and by_relevance):
        return None
    if not any(map(is_installed, ENCODERS)):
        _warn()
        return None
    return MeaningOrder(text, window, vectors)


def cosines(text: str, ids: Sequence[str], vectors: Vectors) -> list[float | None]:
    """Return how near articles are to a text, each less the mean of its encoder.

    ``None`` stands for an article without a vector, or whose encoder is not installed
    here.
    """
    import numpy as np

    kept = vectors.of(ids)
    near: list[float | None] = [None] * len(ids)
    for encoder in sorted({one.encoder for one in kept.values()}):
        if not is_installed(encoder):
            continue
        asked = _vector(encoder, text)
        places = [
            at for at, one in enumerate(ids) if _made_by(encoder, kept, one, len(asked))
        ]
        rows = [np.frombuffer(kept[ids[at]].numbers, dtype=np.int8) for at in places]
        if rows:
            matrix = np.array(rows, dtype=np.float32)
            lengths = np.maximum(np.linalg.norm(matrix, axis=1), 1.0)
            found = matrix @ asked / lengths
            for at, cosine in zip(places, found - found.mean(), strict=True):
                near[at] = float(cosine)
    return near


def _made_by(
    encoder: str, kept: Mapping[str, StoredVector], article_id: str, length: int
) -> bool:
    one = kept.get(article_id)
    return one is not None and one.encoder == encoder and len(one.numbers) == length


def _best_first(scores: Sequence[float], near: Sequence[float | None]) -> list[int]:
    """Return the places of hits in their new order; equals stay as they are."""
    best = max(scores, default=0.0) or 1.0
    worth = [
        score / best + WEIGHT * (cosine or 0.0)
        for score, cosine in zip(scores, near, strict=True)
    ]
    return sorted(range(len(worth)), key=lambda at: -worth[at])


@lru_cache(maxsize=_REMEMBERED)
def _vector(encoder: str, text: str) -> NDArray[np.float32]:
    return encoder_for(encoder).encode(text)


@cache
def _warn() -> None:
    """Say once that there are vectors, but nothing to compare a question with them."""
    _log.warning(
        "hits are ordered by their words alone: there are vectors of the articles, but "
        "the packages of the order by meaning are not installed; %s",
        INSTALL,
    )
