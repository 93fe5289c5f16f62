"""Saved searches as a file, which this page or another reads in again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from .record import SavedSearch, read_fields, write_fields

__all__ = ["FORMAT", "read_searches", "write_searches"]

FORMAT: Final = 1
"""Of the file, which may have kept articles as well."""

_MOST_READ: Final = 5_000


def write_searches(searches: Iterable[SavedSearch]) -> str:
    """Return the file of some searches; whose they are stays behind."""
    fields = [write_fields(one) for one in searches]
    for one in fields:
        one.pop("owner")
    content = {"format": FORMAT, "searches": fields}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_searches(content: dict[str, Any]) -> list[SavedSearch]:
    """Return the searches that a file has, if it has any.

    Raises:
        ValueError: if they are none; the message says where.
    """
    listed = content.get("searches", [])
    if not isinstance(listed, list) or len(listed) > _MOST_READ:
        raise ValueError('its "searches" are no list, or too many')
    found = []
    for number, fields in enumerate(listed, 1):
        try:
            found.append(read_fields(fields))
        except ValueError as error:
            raise ValueError(f"search {number}: {error}") from error
    return found
