"""An encoder small enough to see through, and vectors it made."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

from index.archive.vectors import Unencoded, open_vectors
from search.analysis.tokens import terms
from search.model.article import Article
from search.ranking.meaning.encoders import ENCODERS, EncoderEntry
from search.ranking.meaning.vectors import StoredVector, in_bytes, meant_text

SMALL: Final = "small"
OTHER: Final = "small-other"

_CONCEPTS: Final = {
    word: number
    for number, words in enumerate(
        (
            "ship vessel ferry boat liner",
            "fire blaze flames burned burning",
            "doctor physician surgeon nurse clinic",
            "money budget funds cash finance",
        )
    )
    for word in words.split()
}
_SIZE: Final = 32


class SmallEncoder:
    """Words of one concept have one direction, all others each their own, by chance."""

    def encode(self, text: str) -> NDArray[np.float32]:
        """See :class:`search.ranking.meaning.encoders.Encoder`."""
        vector = np.full(_SIZE, 0.01, dtype=np.float32)
        for word in terms(text):
            if word in _CONCEPTS:
                vector[_CONCEPTS[word]] += 4.0
            else:
                vector[4 + blake2b(word.encode()).digest()[0] % (_SIZE - 4)] += 0.3
        return vector / np.linalg.norm(vector)


def with_small_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two encoders that need no package."""
    for name in (SMALL, OTHER):
        entry = EncoderEntry("support.meaning:SmallEncoder", ("numpy",), alike=0.6)
        monkeypatch.setitem(ENCODERS, name, entry)


def keep_vectors(
    data: Path, articles: Iterable[Article], encoder: str = SMALL, mark: bytes = b"1"
) -> None:
    """Keep the vectors of some articles in a data folder, as another process would."""
    made = SmallEncoder()
    with closing(open_vectors(data, begin=True)) as store:
        for article in articles:
            vector = in_bytes(made.encode(meant_text(article.title, article.body)))
            store.put(Unencoded(article, mark), StoredVector(encoder, vector))
        store.commit()
