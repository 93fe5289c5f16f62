"""``extract``: facts of articles on standard input, for scripts."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import click

from search.as_json import facts_as_json, published_as_json
from search.model import Article

from ..draft import ReadOptions, Record
from ..errors import UnreadableSource
from ..extract import Extractor, default_extractor
from ..identity import article_id
from ..published import decide_published
from ..readers import READERS
from ..workers import GivenUp, Workers

__all__ = ["extract"]

_BATCH = 50


@click.command()
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=0),
    default=os.cpu_count() or 1,
    show_default="all cores",
    help="Worker processes; 0 works in this one.",
)
def extract(jobs: int) -> None:
    """Find people, places, countries and dates in articles, without an index.

    Reads JSON Lines of articles on standard input and prints one JSON object a
    line, in the same order. Texts are taken as they are, so that offsets are
    into the very title and body given. A line that is no article gives an
    object with "error", and the exit code is 1 at the end.
    """
    lines: deque[list[str]] = deque()
    today = datetime.datetime.now(datetime.UTC).date()
    failures = False
    workers: Workers[str, dict[str, Any]]
    with Workers(jobs, partial(_Extraction, today)) as workers:
        for results in workers.map(_batches(lines)):
            for line, result in zip(lines.popleft(), results, strict=True):
                if isinstance(result, GivenUp):
                    result = {"id": _id(line), "error": result.reason}
                failures = failures or "error" in result
                click.echo(json.dumps(result, ensure_ascii=False))
    if failures:
        sys.exit(1)


def _batches(lines: deque[list[str]]) -> Iterator[list[str]]:
    batch: list[str] = []
    stream = click.get_text_stream("stdin", encoding="utf-8", errors="surrogateescape")
    for line in stream:
        if line.strip():
            batch.append(line)
        if len(batch) == _BATCH:
            lines.append(batch)
            yield batch
            batch = []
    if batch:
        lines.append(batch)
        yield batch


class _Extraction:
    """What a worker does with a line; made in each, so the extractor stays there."""

    def __init__(self, today: datetime.date) -> None:
        self._today = today
        self._extractor = default_extractor()

    def __call__(self, line: str) -> dict[str, Any]:
        return _facts_of(self._extractor, self._today, line)


def _facts_of(extractor: Extractor, today: datetime.date, line: str) -> dict[str, Any]:
    try:
        record = Record("", line.encode("utf-8", "surrogateescape"))
        draft = READERS["jsonl"].draft(record, ReadOptions())
    except UnreadableSource as error:
        return {"id": _id(line), "error": error.reason}
    published, unreliable = decide_published(draft, today)
    article = Article(
        id="",
        title=draft.title,
        body=draft.body,
        url=draft.url,
        source=draft.source,
        source_id=draft.source_id,
        published=published,
        unreliable_date=unreliable,
    )
    article = replace(article, id=article_id(article, "standard input"))
    facts = extractor.extract(article)
    known = _id(line)
    return {
        "id": article.id if known is None else known,
        "published": published_as_json(published),
        **facts_as_json(facts),
    }


def _id(line: str) -> object:
    """The id a line gives itself, of whatever type, or ``None``."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return given.get("id") if isinstance(given, dict) else None
