"""The aliases of each name that is shown, for the lexicon of an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zlib import crc32

from search.lexicon.aliases import Alias
from search.lexicon.curation import Curation

from ..archive.names import NameRegistry
from ..names.kinds import NOBODY, SURNAME

__all__ = ["ArchiveAliases"]


class ArchiveAliases:
    """All other spellings of an archive's names; see :class:`Aliases`.

    These are the spellings in articles and those that only a person's rules know.

    Args:
        curation: a person's rules.
        value: returns what a name of a kind is shown as, ``None`` if it is hidden.
    """

    def __init__(
        self,
        registry: NameRegistry,
        curation: Curation,
        value: Callable[[str, str], str | None],
    ) -> None:
        self._registry = registry
        self._curation = curation
        self._value = value

    @property
    def mark(self) -> int:
        """A checksum of the rules: it differs when they do."""
        return crc32("\n".join(map(str, self._curation)).encode())

    def __iter__(self) -> Iterator[Alias]:
        """Yield them; a hidden name is shown as nothing."""
        for kind, name, articles in self._registry.aliases():
            yield from self._of(kind, name, articles)
        for rule in self._curation:
            articles = self._registry.articles(rule.kind, rule.name)
            yield from self._of(rule.kind, rule.name, articles)

    def _of(self, kind: str, name: str, articles: int) -> Iterator[Alias]:
        shown = self._value(kind, name)
        called = "person" if kind == SURNAME else kind
        if shown is not None and shown != name:
            yield Alias(called, name, shown, articles)
        elif shown is None and kind != SURNAME and name != NOBODY:
            yield Alias(called, name, "", articles)
