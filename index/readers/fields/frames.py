"""Articles in JSON that is no list of them: tables by column, maps, boxes in boxes.

pandas writes a table by its columns, its index, or as rows without names; databases
write maps from keys to articles; APIs wrap their lists in one object after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..columns import known_fields
from .collectors import opened, retold
from .linked import is_article_type

__all__ = ["articles_within", "header_of", "is_article", "rows_of", "shared_of"]

_MAX_DEPTH: Final = 8
_INNER: Final = frozenset(
    "name main original rendered text value title content html plain url id @value"
    " en de fr es".split()
)
"""Names in an object that is one value, not a column."""
_FEED: Final = ("home_page_url", "feed_url", "feedUrl", "xmlUrl")


def is_article(value: object) -> bool:
    """Return whether a value is an object with a title and a text of its own."""
    if not isinstance(value, Mapping):
        return False
    whole = retold(opened(value))
    known = known_fields(whole)
    if "@type" in whole:
        return "title" in known and is_article_type(whole["@type"])
    return {"title", "body"} <= known


def articles_within(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Yield the articles in a value that is none itself, in their order."""
    if depth > _MAX_DEPTH:
        return
    inner: Iterable[object] = ()
    if isinstance(value, Mapping):
        inner = value.values()
    elif isinstance(value, list):
        inner = value
    for one in inner:
        if isinstance(one, Mapping) and is_article(one):
            yield one
        else:
            yield from articles_within(one, depth + 1)


def rows_of(table: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield the rows of a table that holds its cells by column and key.

    Nothing, where an object is no such table.
    """
    columns = {
        name: column
        for name, column in table.items()
        if isinstance(column, Mapping) and column
    }
    known = known_fields(columns)
    if len(known) < 2 or known.isdisjoint(("title", "body")):
        return
    if len(columns) < len(table):
        return
    keys = next(iter(columns.values())).keys()
    if keys & _INNER or any(column.keys() != keys for column in columns.values()):
        return
    for key in keys:
        yield {name: column[key] for name, column in columns.items()}


def header_of(row: object) -> Sequence[str] | None:
    """Return the names of the columns in a list that is a header, or ``None``."""
    if not isinstance(row, list) or not all(isinstance(name, str) for name in row):
        return None
    known = known_fields(row)
    has_text = not known.isdisjoint(("title", "body"))
    return row if has_text and len(known) > 1 else None


def shared_of(outer: Mapping[str, object]) -> dict[str, object]:
    """Return what a feed in JSON tells of itself and is true of all its items."""
    feed = next(
        (
            f
            for name in ("feed", "channel")
            if isinstance(f := outer.get(name), Mapping)
        ),
        None,
    )
    if feed is None:
        version = str(outer.get("version", ""))
        is_feed = "jsonfeed" in version or {"title", "link"} <= outer.keys()
        if not is_feed and not any(name in outer for name in _FEED):
            return {}
        feed = outer
    told = {
        "source": feed.get("title"),
        "language": feed.get("language"),
        "authors": outer.get("authors") or outer.get("author"),
    }
    return {name: value for name, value in told.items() if value}
