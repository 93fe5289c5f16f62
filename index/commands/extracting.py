"""``extract``: facts of articles on standard input, for scripts."""

from __future__ import annotations

import datetime
import json
import math
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import click

from search.model.article import Article, Facts
from search.results.json import facts_as_json, published_as_json

from ..errors import UnreadableSource
from ..extract.extractor import extract_all
from ..pipeline.prepare import article_of
from ..pipeline.workers import GivenUp, Workers
from ..readers.jsonl import JsonLinesReader
from ..records import Draft, Problem, ReadOptions, Record
from ..settings import jobs_option, print_json

__all__ = ["extract"]

_BATCH = 50


@click.command()
@jobs_option
def extract(jobs: int) -> None:
    """Find people, places, countries and dates in articles, without an index.

    Reads JSON Lines of articles on standard input and prints one JSON object a
    line, in the same order. Texts are taken as they are, so that offsets are
    into the very title and body given. A line that is no article gives an
    object with "error", and the exit code is 1 at the end.
    """
    if sys.stdin is None:
        raise click.UsageError("there is no standard input")
    pending: deque[list[Record | Problem]] = deque()
    today = datetime.datetime.now(datetime.UTC).date()
    failures = False
    make = partial(_Extraction, today)
    with Workers(jobs, make) as workers:
        for results in workers.map(_batches(pending)):
            for item, result in zip(pending.popleft(), results, strict=True):
                if isinstance(result, GivenUp):
                    result = {"id": _id(item), "error": result.reason}
                failures = failures or "error" in result
                print_json(result)
    if failures:
        sys.exit(1)


Item = Record | Problem
"""A line of standard input, or why it could not be read."""


def _batches(pending: deque[list[Item]]) -> Iterator[list[Item]]:
    lines = JsonLinesReader().records(sys.stdin.buffer, ReadOptions())
    while batch := list(islice(lines, _BATCH)):
        pending.append(batch)
        yield batch


class _Extraction:
    """What a worker does with a line; made in each, so the extractor stays there."""

    def __init__(self, today: datetime.date) -> None:
        self._today = today

    def __call__(self, items: Sequence[Item]) -> list[dict[str, Any]]:
        drafts = [_draft(item) for item in items]
        articles = [
            article_of(draft, self._today, "standard input")
            for draft in drafts
            if isinstance(draft, Draft)
        ]
        found = zip(articles, extract_all(articles), strict=True)
        return [
            {"id": _id(item), "error": draft}
            if isinstance(draft, str)
            else _shown(item, *next(found))
            for item, draft in zip(items, drafts, strict=True)
        ]


def _draft(item: Item) -> Draft | str:
    """The article of a line, or why there is none."""
    if isinstance(item, Problem):
        return item.reason
    try:
        return JsonLinesReader().draft(item, ReadOptions())
    except UnreadableSource as error:
        return error.reason


def _shown(item: Item, article: Article, facts: Facts) -> dict[str, Any]:
    known = _id(item)
    return {
        "id": article.id if known is None else known,
        "published": published_as_json(article.published),
        **facts_as_json(facts),
    }


def _id(item: Item) -> object:
    """The id a line gives itself, of whatever type, or ``None``."""
    if isinstance(item, Problem) or not isinstance(item.content, bytes):
        return None
    try:
        given = json.loads(item.content)
    except (ValueError, RecursionError):
        return None
    known = given.get("id") if isinstance(given, dict) else None
    return None if isinstance(known, float) and not math.isfinite(known) else known
