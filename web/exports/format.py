"""What a format of export is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from search.model.article import Article

from .about import About

__all__ = ["Cite", "Exported", "Format", "Write"]

Exported = tuple[Article, str]
"""An article, and its address here."""

Write = Callable[[About, Iterable[Exported]], Iterator[str]]
"""Makes pieces of text of articles, taking one only when its text is asked for."""

Cite = Callable[[Article, str, date], str]
"""Makes one record of an article, its address here and the day it was looked at."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write down a result.

    Attributes:
        kind: its name in addresses and the ending of its files.
        label: its name for people.
        mimetype: what its files are.
        write: writes it.
        cite: writes one article in it, to be cited, where the format is for that.
    """

    kind: str
    label: str
    mimetype: str
    write: Write
    cite: Cite | None = None
