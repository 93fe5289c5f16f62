"""Kept articles as files: tables for people, and one to read in again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from search.results.spreadsheet import defuse, fit

from ...exports.table import BYTE_ORDER_MARK, csv_row, csv_text
from ..files import FORMAT, read_searches
from ..record import SavedSearch
from . import errors
from .record import KeptArticle, read_fields, write_fields

__all__ = ["FILES", "ReadFile", "read_file", "write_file"]

_MOST_READ: Final = 50_000

Address = Callable[[str], str]
"""Returns the address of an article here, by its id."""

_COLUMNS: Final[dict[str, Callable[[KeptArticle], str]]] = {
    "id": lambda one: one.article,
    "title": lambda one: one.title,
    "source": lambda one: one.source,
    "published": lambda one: one.published,
    "url": lambda one: one.url,
    "starred": lambda one: "yes" if one.starred else "no",
    "tags": lambda one: "; ".join(tag.replace(";", ",") for tag in one.tags),
    "note": lambda one: one.note,
    "shared": lambda one: "yes" if one.shared else "no",
    "added": lambda one: one.added.date().isoformat(),
    "changed": lambda one: one.changed.date().isoformat(),
}
_DATES: Final = frozenset(("published", "added", "changed"))


def write_file(articles: Iterable[KeptArticle]) -> str:
    """Return the file that :func:`read_file` reads, and that people can read too."""
    fields = [write_fields(one) for one in articles]
    text = json.dumps(
        {"format": FORMAT, "articles": fields}, ensure_ascii=False, indent=1
    )
    return text + "\n"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file has of kept articles and of saved searches."""

    articles: tuple[KeptArticle, ...]
    searches: tuple[SavedSearch, ...]


def read_file(data: bytes, owner: int) -> ReadFile:
    """Return what a file has, for somebody.

    Raises:
        SavedError: if it is none of ours; the message says where it is not.
    """
    try:
        content = json.loads(data)
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise ValueError(f'its "format" is not {FORMAT}')
        articles = tuple(_articles(content, owner))
        return ReadFile(articles, tuple(read_searches(content)))
    except (ValueError, RecursionError) as error:
        raise errors.bad_file(str(error)[:300]) from error


def _articles(content: dict[str, Any], owner: int) -> Iterator[KeptArticle]:
    articles = content.get("articles", [])
    if not isinstance(articles, list) or len(articles) > _MOST_READ:
        raise ValueError('its "articles" are no list, or too many')
    for number, fields in enumerate(articles, 1):
        try:
            yield read_fields(fields, owner)
        except ValueError as error:
            raise ValueError(f"article {number}: {error}") from error


def _table(articles: Iterable[KeptArticle], address: Address) -> str:
    rows = [csv_row([*_COLUMNS, "permalink"])]
    rows += [
        csv_row([*(_cell(name, one) for name in _COLUMNS), address(one.article)])
        for one in articles
    ]
    return BYTE_ORDER_MARK + "".join(rows)


def _cell(column: str, one: KeptArticle) -> str:
    cell = _COLUMNS[column](one)
    return fit(defuse(cell)) if column in _DATES else csv_text(cell)


def _lines(articles: Iterable[KeptArticle], address: Address) -> str:
    return "".join(
        json.dumps(_with_address(one, address), ensure_ascii=True) + "\n"
        for one in articles
    )


def _with_address(one: KeptArticle, address: Address) -> dict[str, Any]:
    return {**write_fields(one), "permalink": address(one.article)}


def _whole(articles: Iterable[KeptArticle], address: Address) -> str:
    return write_file(articles)


FILES: Final[dict[str, tuple[str, str, Callable[..., str]]]] = {
    "csv": ("CSV", "text/csv", _table),
    "jsonl": ("JSON Lines", "application/x-ndjson", _lines),
    "json": ("JSON", "application/json", _whole),
}
"""Ending → its name for people, what it is, and what writes it."""
