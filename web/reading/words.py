"""What fields, their values and the origins of dates are called on an article."""

from __future__ import annotations

from typing import Final

from flask_babel import format_percent, lazy_gettext

from search.countries import country_name
from search.fields import FIELDS
from search.model import Published
from search.shown import value_label

from ..wording import kind_words, value_words

__all__ = ["country_words", "found_words", "heading", "kind_words", "shown_value"]

_SURE: Final = 0.9
"""A publication date this likely or more is not called into question."""

_ORIGINS: Final = {
    "metadata": lazy_gettext("as given by its source"),
    "url": lazy_gettext("read from its address"),
    "dateline": lazy_gettext("read from its dateline"),
    "text": lazy_gettext("read from its text"),
}

_DOUBTED: Final = {
    "metadata": lazy_gettext("as given by its source, %(share)s sure"),
    "url": lazy_gettext("read from its address, %(share)s sure"),
    "dateline": lazy_gettext("read from its dateline, %(share)s sure"),
    "text": lazy_gettext("read from its text, %(share)s sure"),
}


def found_words(published: Published) -> str:
    """Return where a publication date was found and, if it is not, how sure it is."""
    origin = published.origin
    if published.confidence >= _SURE or origin not in _DOUBTED:
        return str(_ORIGINS.get(origin, origin))
    return str(_DOUBTED[origin]) % {"share": format_percent(published.confidence)}


def heading(field: str) -> str:
    """Return what the values of a field are called above their list."""
    return FIELDS[field].label


def shown_value(field: str, value: str) -> str:
    """Return what people read for a value of a field."""
    return value_words(field, value, value_label(field, value))


def country_words(code: str) -> str:
    """Return the name of a country; a code that is none as it is."""
    try:
        return country_name(code)
    except KeyError:
        return code
