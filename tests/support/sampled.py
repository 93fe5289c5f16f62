"""The articles of ``samples/``, read as an indexing run reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from index.cleaning.clean import clean
from index.pipeline.prepare import article_of
from index.readers import reader_for
from index.records import ReadOptions, Record
from index.scan import FoundFile, scan
from search.model.article import Article
from support.files import only_file

SAMPLES = Path(__file__).parent.parent.parent / "samples"
TODAY = date(2026, 1, 1)
"""Later than every sample; publication dates behind it are not believed."""


def sample_articles() -> list[Article]:
    """Return every article without its facts; of two that say the same, one."""
    articles: dict[tuple[str, str], Article] = {}
    for found in scan(SAMPLES):
        assert isinstance(found, FoundFile)
        for article in _articles(found.path):
            articles.setdefault((article.title, article.body), article)
    return list(articles.values())


def _articles(path: Path) -> Iterator[Article]:
    options = ReadOptions(file_name=path.name)
    with only_file(path) as stream:
        reader = reader_for(path.name, stream.read(4096))
    with only_file(path) as stream:
        for record in reader.records(stream, options):
            assert isinstance(record, Record)
            draft = clean(reader.draft(record, options))
            yield article_of(draft, TODAY, options.file_name)
