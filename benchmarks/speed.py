"""How fast facts are found: from raw text, and from a file of articles.

``python -m benchmarks.speed``: the first articles of the news set, in one process,
counted in processor time. Everything is warmed up on other articles before.
"""

from __future__ import annotations

import gzip
import itertools
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from index.draft import ReadOptions
from index.extract import default_extractor
from index.extract.tagger.tagger import default_tagger
from index.prepare import Preparer, Task
from index.readers import READERS
from search.model import Article, TextField
from training.corpora import data_folder

__all__ = ["Speed", "measured"]

_WARM, _COUNTED = 1_000, 1_500


class Speed(NamedTuple):
    """Per second of one core."""

    tagger_words: float
    """Words, from raw text to names with their kinds."""

    facts_megabytes: float
    """Megabytes of text in UTF-8, from an article to all of its facts."""

    file_megabytes: float
    """The same from the bytes of a file: read, cleaned, dated, identified too."""


def measured() -> Speed:
    """Measure all three on the same articles."""
    articles = [
        Article(id=row["ID"], title=row["title"] or "", body=row["content_original"])
        for row in map(json.loads, itertools.islice(_lines(), _WARM + _COUNTED))
    ]
    counted = articles[_WARM:]
    words = sum(len(f"{a.title} {a.body}".split()) for a in counted)
    megabytes = sum(len((a.title + a.body).encode()) for a in counted) / 1e6
    return Speed(
        words / _tagging(articles),
        megabytes / _extracting(articles),
        megabytes / _preparing(),
    )


def _tagging(articles: list[Article]) -> float:
    tagger = default_tagger()
    for article in articles[:_WARM]:
        tagger.tag([(TextField.TITLE, article.title), (TextField.BODY, article.body)])
    started = time.process_time()
    for article in articles[_WARM:]:
        tagger.tag([(TextField.TITLE, article.title), (TextField.BODY, article.body)])
    return time.process_time() - started


def _extracting(articles: list[Article]) -> float:
    extractor = default_extractor()
    for article in articles[:_WARM]:
        extractor.extract(article)
    started = time.process_time()
    for article in articles[_WARM:]:
        extractor.extract(article)
    return time.process_time() - started


def _preparing() -> float:
    """From the bytes of the file, in the steps that indexing takes."""
    options = ReadOptions(file_name="articles.jsonl.gz")
    prepare = Preparer(Path("no archive is looked at"), datetime.now(UTC).date())
    with gzip.open(_path()) as stream:
        records = READERS["jsonl"].records(stream, options)
        for record in itertools.islice(records, _WARM):
            prepare(_task(record, options))
        started = time.process_time()
        for record in itertools.islice(records, _COUNTED):
            prepare(_task(record, options))
        return time.process_time() - started


def _task(record: Any, options: ReadOptions) -> Task:
    return Task(reader="jsonl", record=record, options=options, known=False)


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
