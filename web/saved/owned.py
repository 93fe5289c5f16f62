"""Saved searches as somebody may see and change them.

Everything that the page does with saved searches goes through here, so nobody is shown,
told of or can change what is somebody else's alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from . import errors
from .keeping import Searches, Store
from .record import SavedSearch

__all__ = ["OwnedStore"]


@dataclass(frozen=True, slots=True)
class OwnedStore:
    """The saved searches of a store that somebody may see.

    Attributes:
        store: has those of everybody.
        owner: the id of whoever asks; 0 where there are no accounts.
        is_editor: whether they may change what everybody sees.
    """

    store: Store
    owner: int
    is_editor: bool

    @property
    def read_only(self) -> bool:
        """See :meth:`.Store.read_only`."""
        return self.store.read_only

    def for_reading(self) -> OwnedStore:
        """See :meth:`.Store.for_reading`."""
        return replace(self, store=self.store.for_reading())

    def read(self) -> Searches:
        """See :meth:`.Store.read`."""
        return self._seen(self.store.read())

    def articles_of(self, search_id: str) -> bytes | None:
        """See :meth:`.Store.articles_of`."""
        if all(one.id != search_id for one in self.read()):
            return None
        return self.store.articles_of(search_id)

    def change(
        self,
        change: Callable[[Searches], Searches],
        articles: Mapping[str, bytes | None] | None = None,
    ) -> Searches:
        """See :meth:`.Store.change`; only what whoever asks may see is passed on.

        A search that is new is theirs. One that is left out stays, if they may not
        change it.

        Raises:
            SavedError, EngineError: if they may not change it so, or it fails.
        """

        def among(searches: Searches) -> Searches:
            seen = self._seen(searches)
            after = {one.id: one for one in change(seen)}
            before = {one.id: one for one in searches}
            kept = []
            for one in searches:
                if one.id in after:
                    kept.append(self._changed(one, after[one.id]))
                elif one not in seen or not self.may_change(one):
                    kept.append(one)
            new = (one for one in after.values() if one.id not in before)
            return (*kept, *map(self._made, new))

        return self._seen(self.store.change(among, articles))

    def may_see(self, search: SavedSearch) -> bool:
        """Tell whether whoever asks may know of a search."""
        return search.shared or search.owner == self.owner

    def may_change(self, search: SavedSearch) -> bool:
        """Tell whether they may change it: it is theirs, or everybody's and they edit.

        What is everybody's and was its owner's stays an editor's matter.
        """
        if self.read_only:
            return False
        return self.is_editor if search.shared else search.owner == self.owner

    def may_take_back(self, search: SavedSearch) -> bool:
        """Tell whether they may show it to nobody else: it is theirs, or nobody's."""
        return self.may_change(search) and search.owner in (0, self.owner)

    def _seen(self, searches: Searches) -> Searches:
        return tuple(filter(self.may_see, searches))

    def _made(self, new: SavedSearch) -> SavedSearch:
        shared = self.owner == 0 or (new.shared and self.is_editor)
        return replace(new, owner=self.owner, shared=shared)

    def _changed(self, before: SavedSearch, after: SavedSearch) -> SavedSearch:
        if after == before:
            return before
        taken_back = before.shared and not after.shared
        allowed = self.may_take_back if taken_back else self.may_change
        shown = after.shared and not before.shared
        if not allowed(before) or (shown and not self.is_editor):
            raise errors.not_yours()
        return replace(after, owner=self.owner if taken_back else before.owner)


_: type[Store] = OwnedStore
