"""What saved searches are kept in, wherever that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from .record import SavedSearch

__all__ = ["Searches", "Store"]

Searches = tuple[SavedSearch, ...]


class Store(Protocol):
    """Saved searches, deleted ones included, in the order they were saved."""

    @property
    def read_only(self) -> bool:
        """Whether nobody may change them by way of the page."""
        ...

    def for_reading(self) -> Store:
        """Return the same for somebody who may not change them."""
        ...

    def may_change(self, search: SavedSearch) -> bool:
        """Tell whether whoever asks may change a search."""
        ...

    def read(self) -> Searches:
        """Return all of them.

        Raises:
            SavedError, EngineError: if they cannot be read.
        """
        ...

    def articles_of(self, search_id: str) -> bytes | None:
        """Return the articles a search had, as they were given to :meth:`change`.

        ``None`` means that there were too many, or that there is no such search.

        Raises:
            SavedError, EngineError: if they cannot be read.
        """
        ...

    def change(
        self,
        change: Callable[[Searches], Searches],
        articles: Mapping[str, bytes | None] | None = None,
    ) -> Searches:
        """Replace them by what ``change`` makes of them, and return that.

        Args:
            change: may be called several times, where others change them meanwhile.
            articles: for some searches by their id, the articles they have now.

        Raises:
            SavedError, EngineError: if they may not or cannot be changed.
        """
        ...
