"""``extract``: facts of articles on standard input, for scripts."""

from __future__ import annotations

import datetime
import json
import math
import sys
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

import click

from search.as_json import facts_as_json, published_as_json

from ..draft import Problem, ReadOptions, Record
from ..errors import UnreadableSource
from ..extract import Extractor, default_extractor
from ..prepare import article_of
from ..readers import READERS
from ..workers import GivenUp, Workers
from .settings import jobs_option, print_json

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
    make: Callable[[], Callable[[Item], dict[str, Any]]] = partial(_Extraction, today)
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
    lines = READERS["jsonl"].records(sys.stdin.buffer, ReadOptions())
    while batch := list(islice(lines, _BATCH)):
        pending.append(batch)
        yield batch


class _Extraction:
    """What a worker does with a line; made in each, so the extractor stays there."""

    def __init__(self, today: datetime.date) -> None:
        self._today = today
        self._extractor = default_extractor()

    def __call__(self, item: Item) -> dict[str, Any]:
        if isinstance(item, Problem):
            return {"id": None, "error": item.reason}
        try:
            return _facts_of(self._extractor, self._today, item)
        except UnreadableSource as error:
            return {"id": _id(item), "error": error.reason}


def _facts_of(
    extractor: Extractor, today: datetime.date, record: Record
) -> dict[str, Any]:
    draft = READERS["jsonl"].draft(record, ReadOptions())
    article = article_of(draft, today, "standard input")
    facts = extractor.extract(article)
    known = _id(record)
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
