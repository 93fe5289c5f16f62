"""What an article has in each of its fields: the texts, and the whole values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ..analysis.tokens import find_words_end
from ..codes.countries import country_name
from .article import Article, Precision
from .embargo import marks_of
from .fields import (
    FIELDS,
    LEAD_WORDS,
    NO_DATE,
    PRESENCE,
    TEXT_FIELDS,
    UNRELIABLE_DATE,
    VALUE_FIELDS,
)
from .folders import folder_marks
from .kinds import ENTITY_KINDS, EntityKind

__all__ = ["all_values", "facet_values", "field_values", "text_of"]

_HOLDERS: Final = tuple(
    name for name, field in FIELDS.items() if field.in_query and name != PRESENCE
)
"""The fields that ``has:`` may name."""


def text_of(article: Article, field: str) -> str:
    """Return the text of a text field; the lead is title and first words in one."""
    if field == "title":
        return article.title
    if field == "body":
        return article.body
    assert field == "lead"
    end = find_words_end(article.body, LEAD_WORDS)
    return f"{article.title}\n\n{article.body[:end]}"


def field_values(article: Article, field: str) -> tuple[str, ...]:
    """Return the whole values a field has in an article, each once.

    Those of the dates mentioned are the days, months and years that hold one.
    """
    if field == PRESENCE:
        return all_values(article)[PRESENCE]
    return tuple(dict.fromkeys(filter(None, _FOUND[field](article))))


def all_values(article: Article) -> dict[str, tuple[str, ...]]:
    """Return the values of all fields that have any, by their names.

    Those of :data:`PRESENCE` also say when an article may be shown, and in which file
    and folders it was read.
    """
    values = {
        field.name: field_values(article, field.name)
        for field in VALUE_FIELDS
        if field.name != PRESENCE
    }
    marks = (*marks_of(article.embargo), *folder_marks(article.found))
    held = (*_held(article, values), *marks)
    return values | {PRESENCE: held}


def facet_values(
    article: Article, field: str, values: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Return the values of a field that its facet lists.

    Countries are places too and found as such, but have a facet of their own.

    Args:
        values: those of :func:`field_values`, where they are at hand.
    """
    values = field_values(article, field) if values is None else values
    if field != "place":
        return values
    countries = {_name_of(place.country) for place in article.facts.places}
    return tuple(value for value in values if value not in countries)


def _held(article: Article, values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The fields that an article has; a date only if it is reliable."""
    for field in _HOLDERS:
        if field == "lead":  # made of the two others
            held = bool(article.title.strip()) or find_words_end(article.body, 1) > 0
        elif field in TEXT_FIELDS:
            held = bool(text_of(article, field).strip())
        elif field == "published":
            held = article.published is not None
        elif field == "on":
            held = bool(article.facts.dates)
        else:
            held = bool(values[field])
        if held:
            yield field


def _name_of(code: str | None) -> str:
    try:
        return country_name(code) if code else ""
    except KeyError:
        return ""


def _values_of(kind: EntityKind) -> Callable[[Article], Iterable[str]]:
    return lambda article: kind.values(article.facts)


def _year(article: Article) -> str:
    if article.published is not None:
        return str(article.published)[:4]
    return UNRELIABLE_DATE if article.unreliable_date else NO_DATE


def _month(article: Article) -> str:
    if article.published is None or article.published.precision is Precision.YEAR:
        return ""
    return str(article.published)[:7]


def _day(article: Article) -> str:
    if article.published is None or article.published.precision is not Precision.DAY:
        return ""
    return str(article.published)


_FOUND: Final[Mapping[str, Callable[[Article], Iterable[str]]]] = {
    **{kind.field: _values_of(kind) for kind in ENTITY_KINDS},
    "about": lambda article: [c.code for c in article.facts.countries if c.about],
    "source": lambda article: (article.source,),
    "author": lambda article: article.authors,
    "section": lambda article: (article.section,),
    "language": lambda article: (article.language,),
    "url": lambda article: (article.url,),
    "group": lambda article: (article.group,),
    "year": lambda article: (_year(article),),
    "month": lambda article: (_month(article),),
    "day": lambda article: (_day(article),),
}
"""Returns the values of each field; some may be repeated or empty."""
