"""Running the indexer on folders made for a test."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner, Result

from index.archive.archive import ARCHIVE_NAME, open_archive
from index.cli import main
from index.outcome import Outcome, Report
from index.pipeline.run import IndexOptions, index_paths
from index.sources.source import SourceOptions
from search.engines.engine import default_engine_url, open_engine
from search.model.article import Article
from search.searcher import Searcher
from support.asking import Ask, page_for

TEXT = "The minister spoke of floods in Lisbon and answered questions."


def options(tmp_path: Path, **changes: object) -> IndexOptions:
    data = tmp_path / "data"
    made = IndexOptions(data=data, engine=default_engine_url(data), jobs=0)
    return replace(made, **changes)  # type: ignore[arg-type]


def run(tmp_path: Path, *paths: Path, **changes: object) -> Report:
    return index_paths(
        list(paths) or [tmp_path / "in"],
        options(tmp_path, **changes),
        lambda progress: None,
    )


def called(data: Path, *arguments: object, input: str | bytes | None = None) -> Result:
    """Run the command line on a data folder, in this process."""
    asked = ["--data", str(data), *map(str, arguments)]
    return CliRunner().invoke(main, asked, input=input)


def mapped(**mapping: str) -> SourceOptions:
    return SourceOptions(mapping=mapping)


def counted(report: Report) -> dict[str, int]:
    """The counts that are not zero."""
    counts = {outcome.value: report.counts[outcome] for outcome in Outcome}
    counts["removed"] = report.removed
    counts["failed"] = len(report.failed)
    return {name: count for name, count in counts.items() if count}


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_lines(path: Path, rows: Iterable[dict[str, object]]) -> Path:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def story(number: int, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "title": f"Story {number}",
        "text": f"{TEXT} {number}",
        **more,
    }


def in_archive(tmp_path: Path) -> dict[str, Article]:
    with closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as archive:
        return {kept.article.id: kept.article for kept in archive.articles()}


def in_index(tmp_path: Path) -> dict[str, Article]:
    """Every article in the index; twice the same id would be an error."""
    url = default_engine_url(tmp_path / "data")
    page = page_for(Searcher(url), Ask(limit=100_000))
    found = {hit.article.id: hit.article for hit in page.hits}
    with closing(open_engine(url)) as engine:
        assert len(page.hits) == len(found) == page.total == engine.snapshot().articles
    return found


def titles(tmp_path: Path) -> list[str]:
    """The titles in the index, which the archive must agree with."""
    found = in_index(tmp_path)
    assert found.keys() == in_archive(tmp_path).keys()
    return sorted(article.title for article in found.values())
