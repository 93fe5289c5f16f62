"""How templates are read: without the indentation that is there for their readers."""

from __future__ import annotations

import re
from typing import Final

from jinja2.ext import Extension

__all__ = ["Unindented"]

_INDENTATION: Final = re.compile(r"^[ \t]{2,}", re.MULTILINE)


class Unindented(Extension):
    """Leaves one blank of those at the beginning of a line.

    The others would be a twentieth of what is sent. One has to stay: where a line ends
    with a tag of the template, its end is no blank.
    """

    def preprocess(
        self, source: str, name: str | None, filename: str | None = None
    ) -> str:
        """Return the source of a template with shorter lines."""
        return _INDENTATION.sub(" ", source)
