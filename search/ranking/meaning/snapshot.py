"""One state of an index together with the vectors of its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...lexicon.lexicon import Lexicon
from ...model.article import Article
from ...request import EngineResult, SearchRequest
from ...snapshot import Snapshot
from .vectors import Vectors

__all__ = ["MeaningSnapshot", "vectors_of", "with_vectors"]


@dataclass(frozen=True, slots=True)
class MeaningSnapshot:
    """See :class:`.snapshot.Snapshot`; whatever is asked, the index answers.

    Attributes:
        index: the state of the index.
        vectors: those of its articles, as far as they have one.
        seen: the state that the vectors were in.
    """

    index: Snapshot
    vectors: Vectors
    seen: str

    @property
    def state(self) -> str:
        """The name of both states: other vectors are another order of hits."""
        return f"{self.index.state}+{self.seen}"

    @property
    def articles(self) -> int:
        """The number of articles in the index."""
        return self.index.articles

    @property
    def lexicon(self) -> Lexicon:
        """The words and names of the index."""
        return self.index.lexicon

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        """See :meth:`.Snapshot.search_all`."""
        return self.index.search_all(requests)

    def scan(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`.Snapshot.scan`."""
        return self.index.scan(request, batch)

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`.Snapshot.ids`."""
        return self.index.ids(request, most)

    def get(self, article_id: str) -> Article | None:
        """See :meth:`.Snapshot.get`."""
        return self.index.get(article_id)


def with_vectors(index: Snapshot, vectors: Vectors | None) -> Snapshot:
    """Return a state of an index with the vectors there are; as it is without any."""
    seen = vectors.state() if vectors is not None else ""
    return MeaningSnapshot(index, vectors, seen) if vectors and seen else index


def vectors_of(index: Snapshot) -> Vectors | None:
    """Return the vectors of an index's articles, if there are any."""
    return index.vectors if isinstance(index, MeaningSnapshot) else None


_: type[Snapshot] = MeaningSnapshot
