"""How fast facts are found: from raw text, and from a file of articles.

``python -m benchmarks.speed``: the first articles of the news set, in one process,
counted in processor time. Everything is warmed up on other articles before, and is
given as many at a time as indexing gives a worker.
"""

from __future__ import annotations

import gzip
import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

from index.extract.english.tagger.default import default_tagger
from index.extract.extractor import extractor_for
from index.pipeline.prepare import Preparer
from index.pipeline.run import BATCH_BYTES, BATCH_RECORDS
from index.readers import READERS
from index.records import Packed, ReadOptions, Record, Task
from search.model.article import Article, TextField
from training.corpora import data_folder

__all__ = ["Speed", "measured"]

_WARM, _COUNTED = 1_000, 1_500
_T = TypeVar("_T")


class Speed(NamedTuple):
    """Per second of one core."""

    tagger_words: float
    """Words, from raw text to names with their kinds."""

    facts_megabytes: float
    """Megabytes of text in UTF-8, from an article to all of its facts."""

    file_megabytes: float
    """The same from the bytes of a file: read, cleaned, dated, identified too."""


def measured() -> Speed:
    """Measure all three, each on articles it has not seen."""
    articles = [
        Article(id=row["ID"], title=row["title"] or "", body=row["content_original"])
        for row in map(json.loads, itertools.islice(_lines(), _WARM + 2 * _COUNTED))
    ]
    first, second = articles[_WARM:-_COUNTED], articles[-_COUNTED:]
    words = sum(len(f"{a.title} {a.body}".split()) for a in first)
    return Speed(
        words / _tagging(articles[:_WARM], first),
        _megabytes(first) / _extracting(articles[:_WARM], first),
        # by now the words of all articles before have been met
        _megabytes(second) / _preparing(_WARM + _COUNTED),
    )


def _megabytes(articles: list[Article]) -> float:
    return sum(len((a.title + a.body).encode()) for a in articles) / 1e6


def _tagging(warm: list[Article], counted: list[Article]) -> float:
    tagger = default_tagger()

    def tag(articles: list[Article]) -> None:
        for batch in _batches(articles, lambda article: len(article.body)):
            tagger.read(
                [[(TextField.TITLE, a.title), (TextField.BODY, a.body)] for a in batch]
            )

    return _timed(tag, warm, counted)


def _extracting(warm: list[Article], counted: list[Article]) -> float:
    extractor = extractor_for("en")

    def extract(articles: list[Article]) -> None:
        for batch in _batches(articles, lambda article: len(article.body)):
            extractor.extract_all(batch)

    return _timed(extract, warm, counted)


def _timed(
    work: Callable[[list[Article]], None], warm: list[Article], counted: list[Article]
) -> float:
    work(warm)
    started = time.process_time()
    work(counted)
    return time.process_time() - started


def _preparing(at: int) -> float:
    """From the bytes of the file, in the steps that indexing takes."""
    options = ReadOptions(file_name="articles.jsonl.gz")
    prepare = Preparer(Path("no archive is looked at"), datetime.now(UTC).date())
    with gzip.open(_path()) as stream:
        cut = READERS["jsonl"].records(cast(BinaryIO, stream), options)
        whole = (record for record in cut if isinstance(record, Record))
        records = itertools.islice(whole, at, None)
        started = time.process_time()
        counted = itertools.islice(records, _COUNTED)
        for batch in _batches(counted, lambda record: len(record.content)):
            prepare([_task(record, options) for record in batch])
        return time.process_time() - started


def _batches(source: Iterable[_T], size: Callable[[_T], int]) -> Iterator[list[_T]]:
    """As many at a time as indexing hands to a worker."""
    batch: list[_T] = []
    held = 0
    for one in source:
        batch.append(one)
        held += size(one)
        if len(batch) == BATCH_RECORDS or held >= BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _task(record: Any, options: ReadOptions) -> Task:
    return Task(Packed.of("jsonl", record), options, known=False)


def _path() -> Path:
    return data_folder() / "news" / "articles.jsonl.gz"


def _lines() -> Iterator[str]:
    with gzip.open(_path(), "rt", encoding="utf-8") as lines:
        yield from lines


def main() -> None:
    speed = measured()
    print(f"names from raw text    {speed.tagger_words:10,.0f} words/s")
    print(f"all facts of an article {speed.facts_megabytes:9.2f} MB/s")
    print(f"file to facts           {speed.file_megabytes:9.2f} MB/s")


if __name__ == "__main__":
    main()
