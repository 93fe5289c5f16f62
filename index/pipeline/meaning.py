"""The archive → vectors of its articles, for the order by meaning.

Made after indexing, by a command of its own: it takes a hundred times as long as
indexing does. It may be stopped at any time; what is made is kept, and the next run
makes what is missing then.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search.model.article import Article
from search.ranking.meaning.encoders import encoder_for, encoder_named, require
from search.ranking.meaning.vectors import StoredVector, in_bytes, meant_text

from ..archive.archive import Archive
from ..archive.vectors import Unencoded, VectorStore
from ..outcome import Listener, Progress
from .workers import GivenUp, Workers

__all__ = ["MeaningReport", "make_vectors"]

_BATCH: Final = 16
_COMMIT_SECONDS: Final = 3.0

_MEMORY: Final = 4 * 2**30
"""Bytes of addresses for a worker; both networks together touch some 300 MB."""


@dataclass(frozen=True, slots=True)
class MeaningReport:
    """What a run did.

    Attributes:
        made: vectors made.
        removed: vectors removed, because their articles are gone.
        failed: ids of articles that could not be encoded, with the reason.
    """

    made: int
    removed: int
    failed: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Text:
    """What an encoder is given."""

    encoder: str
    text: str


def make_vectors(
    archive: Archive, store: VectorStore, jobs: int, listener: Listener
) -> MeaningReport:
    """Make every vector that is missing, and remove those of articles that are gone.

    Args:
        jobs: processes that make them; 0 does it in this one.

    Raises:
        MeaningMissing: if an encoder is needed that is not installed.
        ArchiveError: if the vectors cannot be written.
    """
    removed = store.drop_others(archive)
    store.commit()
    total = store.count_missing(archive)
    made, failed = 0, {}
    pending: deque[list[Unencoded]] = deque()

    def batches() -> Iterator[list[_Text]]:
        batch: list[Unencoded] = []
        for one in store.missing(archive):
            batch.append(one)
            if len(batch) == _BATCH:
                pending.append(batch)
                yield [_text_of(each.article) for each in batch]
                batch = []
        if batch:
            pending.append(batch)
            yield [_text_of(each.article) for each in batch]

    committed = time.monotonic()
    try:
        with Workers(jobs, _encoding, memory=_MEMORY) as workers:
            for results in workers.map(batches()):
                for one, result in zip(pending.popleft(), results, strict=True):
                    if isinstance(result, GivenUp):
                        failed[one.article.id] = result.reason
                    else:
                        store.put(one, result)
                        made += 1
                if time.monotonic() - committed > _COMMIT_SECONDS:
                    store.commit()
                    committed = time.monotonic()
                listener(Progress("encoding", made, total, made, len(failed)))
    finally:
        store.commit()  # what an interrupted run has made is kept
    return MeaningReport(made, removed, failed)


def _text_of(article: Article) -> _Text:
    text = meant_text(article.title, article.body)
    name = encoder_named(text, article.language)
    require(name)
    return _Text(name, text)


def _encoding() -> Callable[[Sequence[_Text]], list[StoredVector]]:
    """Made in each worker."""
    return lambda texts: [
        StoredVector(one.encoder, in_bytes(encoder_for(one.encoder).encode(one.text)))
        for one in texts
    ]
