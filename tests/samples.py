"""The articles of ``samples/``, read as an indexing run reads them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from index.clean import clean
from index.draft import ReadOptions, Record
from index.prepare import article_of
from index.readers import open_source, reader_for
from index.scan import Found, scan
from search.model import Article

SAMPLES = Path(__file__).parent.parent / "samples"


def sample_articles(today: datetime.date) -> list[Article]:
    """Every article once: of two that say the same, the first.

    Args:
        today: the day after which a publication date is in the future.
    """
    articles: dict[tuple[str, str], Article] = {}
    for found in scan(SAMPLES):
        assert isinstance(found, Found)
        for article in _articles(found.path, today):
            articles.setdefault((article.title, article.body), article)
    return list(articles.values())


def _articles(path: Path, today: datetime.date) -> Iterator[Article]:
    options = ReadOptions(file_name=path.name)
    with open_source(path) as stream:
        head = stream.read(4096)
    reader = reader_for(path.name, head)
    with open_source(path) as stream:
        for record in reader.records(stream, options):
            assert isinstance(record, Record)
            draft = clean(reader.draft(record, options))
            yield article_of(draft, today, options.file_name)
