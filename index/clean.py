"""Make the texts of an article final: what is kept, shown and counted in.

After this step offsets never move, so it runs once, before anything looks
at a text, and cleaning what is clean changes nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace
from typing import Final

from .draft import Draft
from .readers.furniture import is_furniture

__all__ = ["clean"]

_TITLE_LENGTH: Final = 1000
_FIELD_LENGTH: Final = 300
_ROUNDS: Final = 6


def clean(draft: Draft) -> Draft:
    """The draft with its texts final and without markup; idempotent.

    The date stays as it was written, for it to be shown if it is not believed.
    """
    title = _line(_unescaped(_without_markup(draft.title) if draft.markup else draft.title))
    body = _without_markup(draft.body) if draft.markup else draft.body
    source = _line(draft.source)[:_FIELD_LENGTH].strip()
    title = title[:_TITLE_LENGTH].strip()
    return replace(
        draft,
        title=title,
        body=_body(body, title),
        url=_url(draft.url),
        source=source,
        source_id=_line(draft.source_id)[:_FIELD_LENGTH].strip(),
        authors=_authors(draft.authors, source),
        published=_line(draft.published),
        markup=False,
    )
