"""JSON Lines: everything known of each article, one in a line.

The first line says what was asked, the last one how many articles there are: a file
without it is not whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from search.results.json import article_as_json

from .about import About
from .format import Exported

__all__ = ["json_lines"]

_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")
"""Line ends to some readers, though not to JSON."""


def json_lines(about: About, articles: Iterable[Exported]) -> Iterator[str]:
    """Yield a line for the export, for each article and for the end."""
    yield _line({"export": about.as_json()})
    for article, permalink in articles:
        yield _line({**article_as_json(article), "permalink": permalink})
    yield _line({"end": {"articles": about.articles}})


def _line(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n"
