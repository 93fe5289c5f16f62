"""JSON Lines: everything known of each article, one in a line.

The first line says what was asked, the last one how many articles there are: a file
without it is not whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from search.as_json import article_as_json

from .about import About
from .format import Exported

__all__ = ["json_lines"]


def json_lines(about: About, articles: Iterable[Exported]) -> Iterator[str]:
    """Yield a line for the export, for each article and for the end."""
    yield _line({"export": about.as_json()})
    for article, permalink in articles:
        yield _line({**article_as_json(article), "permalink": permalink})
    yield _line({"end": {"articles": about.articles}})


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
