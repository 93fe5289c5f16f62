"""Saved searches next to an index on servers: the same on every machine.

All of them are one document, which is replaced only as it was read; whoever finds it
changed meanwhile reads it and changes it again. The articles that a search had are a
document of their own, under a name never given before: it is written first, and the old
one is removed last. So whoever is cut short leaves everything as it was.
"""

from __future__ import annotations

import base64
import contextlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from search.engines.documents import Documents
from search.errors import EngineError

from ..i18n.translation import gettext
from . import errors
from .errors import SavedError
from .keeping import Searches, Store
from .record import SavedSearch, read_fields, write_fields

__all__ = ["SharedStore"]

_NAME: Final = "searches"
_FORMAT: Final = 2
_KNOWN: Final = (1, _FORMAT)
"""The first is of before searches had owners: all of them are everybody's."""
_TRIES: Final = 20
"""How often a change is tried; each time another one was faster."""

_Parts = dict[str, str | None]
"""The document with its articles, by the id of each search that has one."""


@dataclass(frozen=True, slots=True)
class SharedStore:
    """Where saved searches are kept that several machines share.

    Attributes:
        documents: of the index.
        read_only: whether nobody may change them by way of the page.
    """

    documents: Documents
    read_only: bool

    def for_reading(self) -> SharedStore:
        """See :meth:`.Store.for_reading`."""
        return replace(self, read_only=True)

    def may_change(self, search: SavedSearch) -> bool:
        """See :meth:`.Store.may_change`."""
        return not self.read_only

    def read(self) -> Searches:
        """See :meth:`.Store.read`."""
        return self._read()[0]

    def articles_of(self, search_id: str) -> bytes | None:
        """See :meth:`.Store.articles_of`."""
        name = self._read()[1].get(search_id)
        found = self.documents.read(name) if name else None
        return base64.b64decode(found.value["articles"]) if found else None

    def change(
        self,
        change: Callable[[Searches], Searches],
        articles: Mapping[str, bytes | None] | None = None,
    ) -> Searches:
        """See :meth:`.Store.change`."""
        if self.read_only:
            raise errors.read_only()
        for _ in range(_TRIES):
            before, parts, mark = self._read()
            after = change(before)
            new = self._write_parts(articles or {})
            ids = {one.id for one in after}
            kept = {i: name for i, name in {**parts, **new}.items() if i in ids}
            if self._write(after, kept, mark):
                self._remove(set(parts.values()) - set(kept.values()))
                return after
            self._remove(new.values())
        raise SavedError(
            503,
            gettext("This could not be saved"),
            gettext("Others were changing saved searches just now. Please try again."),
        )

    def _read(self) -> tuple[Searches, _Parts, str]:
        found = self.documents.read(_NAME)
        if found is None:
            return (), {}, ""
        if found.value.get("format") not in _KNOWN:
            told = found.value.get("format")
            raise errors.unreadable(_NAME, f"its format is {told}, not {_FORMAT}")
        try:
            searches = tuple(map(read_fields, found.value["searches"]))
        except ValueError as error:
            raise errors.unreadable(_NAME, str(error)) from error
        return searches, found.value["articles"], found.mark

    def _write(self, searches: Searches, parts: _Parts, mark: str) -> bool:
        value: dict[str, Any] = {
            "format": _FORMAT,
            "searches": list(map(write_fields, searches)),
            "articles": parts,
        }
        return self.documents.write(_NAME, value, mark)

    def _write_parts(self, articles: Mapping[str, bytes | None]) -> _Parts:
        names: _Parts = {}
        for search_id, packed in articles.items():
            names[search_id] = None
            if packed is not None:
                name = f"articles.{search_id}.{secrets.token_hex(8)}"
                text = base64.b64encode(packed).decode()
                self.documents.write(name, {"articles": text}, "")
                names[search_id] = name
        return names

    def _remove(self, names: Iterable[str | None]) -> None:
        with contextlib.suppress(EngineError):  # one too many does no harm
            for name in filter(None, names):
                self.documents.remove(name)


_: type[Store] = SharedStore
