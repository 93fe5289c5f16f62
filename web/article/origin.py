"""How the publication date of an article was found, in words."""

from __future__ import annotations

from typing import Final

from babel.numbers import format_percent

from search.messages import english
from search.model.article import Published

from ..i18n.formats import origin_words
from ..i18n.languages import shown_locale
from ..i18n.translation import gettext

__all__ = ["found_words"]

_SURE: Final = 0.9
"""A publication date this likely or more is not called into question."""

_DOUBTED: Final = {
    "metadata": english("as given by its source, %(share)s sure"),
    "url": english("read from its address, %(share)s sure"),
    "dateline": english("read from its dateline, %(share)s sure"),
    "text": english("read from its text, %(share)s sure"),
}


def found_words(published: Published) -> str:
    """Return where a publication date was found and, if it is not, how sure it is."""
    origin = published.origin
    if published.confidence >= _SURE or origin not in _DOUBTED:
        return origin_words(origin)
    sure = format_percent(published.confidence, locale=shown_locale())
    return gettext(_DOUBTED[origin], share=sure)
