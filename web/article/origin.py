"""How the publication date of an article was found, in words."""

from __future__ import annotations

from typing import Final

from flask_babel import format_percent, lazy_gettext

from search.model.article import Published

from ..i18n.formats import origin_words

__all__ = ["found_words"]

_SURE: Final = 0.9
"""A publication date this likely or more is not called into question."""

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
        return origin_words(origin)
    return str(_DOUBTED[origin]) % {"share": format_percent(published.confidence)}
