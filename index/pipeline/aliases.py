"""What else names are called than what they are shown as, for the dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zlib import crc32

from search.lexicon.aliases import OtherName

from ..archive.names import SURNAME, Book

if TYPE_CHECKING:
    from .canonical import Names

__all__ = ["Otherwise"]


class Otherwise:
    """All other spellings of an archive's names; see :class:`OtherNames`.

    Those that articles give, and those that only a person's rules know.
    """

    def __init__(self, book: Book, names: Names) -> None:
        self._book = book
        self._names = names

    @property
    def mark(self) -> int:
        """A number made of the rules."""
        return crc32("\n".join(map(str, self._names.curation)).encode())

    def __iter__(self) -> Iterator[OtherName]:
        """Yield them; what is hidden has none."""
        for kind, name, articles in self._book.shown_otherwise():
            yield from self._of(kind, name, articles)
        for rule in self._names.curation:
            articles = self._book.articles(rule.kind, rule.name)
            yield from self._of(rule.kind, rule.name, articles)

    def _of(self, kind: str, name: str, articles: int) -> Iterator[OtherName]:
        shown = self._names.value(kind, name)
        if shown is not None and shown != name:
            called = "person" if kind == SURNAME else kind
            yield OtherName(called, name, shown, articles)
