"""JSON-LD: which of its objects are articles, and the objects it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["is_article_type", "with_references"]

_ARTICLES: Final = ("article", "newsarticle", "blogposting", "report", "posting")
_NO_ARTICLES: Final = ("jobposting",)
_REFERRING: Final = ("author", "creator", "publisher", "isPartOf")


def is_article_type(kinds: object) -> bool:
    """Return whether one of the types of an object, its ``@type``, is an article's."""
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(name, str)
        and name.lower().endswith(_ARTICLES)
        and not name.lower().endswith(_NO_ARTICLES)
        for name in names
    )


def with_references(
    thing: Mapping[str, object], others: Iterable[object]
) -> dict[str, object]:
    """Return an object with the people and papers it names by their ``@id`` alone."""
    known = {
        str(other["@id"]): other
        for other in others
        if isinstance(other, Mapping) and "@id" in other and len(other) > 1
    }

    def followed(value: object) -> object:
        if isinstance(value, list):
            return [followed(one) for one in value]
        if isinstance(value, Mapping) and "@id" in value and "name" not in value:
            return known.get(str(value["@id"]), value)
        return value

    return {
        name: followed(value) if name in _REFERRING else value
        for name, value in thing.items()
    }
