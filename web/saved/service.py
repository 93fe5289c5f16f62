"""What is done with saved searches: save, rename, delete, put back, look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from search.snapshot import Snapshot

from ..i18n.formats import grouped
from ..i18n.translation import gettext
from ..state.state import SearchState
from .errors import SavedError, not_yours
from .keeping import Store
from .news import pack_articles, result_of
from .record import SavedSearch, canonical_search, fit_name, new_id

__all__ = ["KEPT_DAYS", "MOST_SAVED", "SavedService", "Saving"]

MOST_SAVED: Final = 500
"""Saved searches there may be; each is counted when they are listed."""

_DOUBLE_CLICK: Final = timedelta(seconds=5)
"""Within that time, the same under the same name was meant once."""

KEPT_DAYS: Final = 30
"""Days for which a deleted one can be put back."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What became of saving a search: ``before`` tells whether it was saved already."""

    search: SavedSearch
    before: bool


@dataclass(frozen=True, slots=True)
class SavedService:
    """Changes to the saved searches of one folder, at one moment.

    Each raises a SavedError if it cannot be done; then nothing is changed.
    """

    store: Store
    index: Snapshot
    now: datetime

    def save(self, name: str, state: SearchState, *, shared: bool = False) -> Saving:
        """Keep a search under a name, its result looked at just now.

        One that is kept already, under whatever name, stays as it is.

        Args:
            shared: whether everybody is to see it, if that may be.
        """
        result = result_of(self.index, state)
        made = SavedSearch(
            id=new_id(),
            name=fit_name(name, state) or gettext("All articles"),
            search=canonical_search(state),
            saved=self.now,
            looked=self.now,
            total=result.total,
            index=result.index,
            shared=shared,
        )

        def add(searches: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
            kept = self._without_old(searches)
            if _same(kept, made.search):
                return kept
            if sum(not one.deleted for one in kept) >= MOST_SAVED:
                raise _too_many()
            return (*kept, made)

        kept = _same(
            self.store.change(add, {made.id: pack_articles(result)}), made.search
        )
        assert kept is not None
        clicked = kept.name == made.name and self.now - kept.saved < _DOUBLE_CLICK
        return Saving(kept, before=kept.id != made.id and not clicked)

    def add_all(self, read: Iterable[SavedSearch]) -> int:
        """Add the searches of a file that are not saved yet; return their number."""
        new: list[SavedSearch] = []

        def add(searches: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
            new.clear()
            kept = self._without_old(searches)
            for one in read:
                search = canonical_search(one.state)
                if not one.deleted and not _same((*kept, *new), search):
                    new.append(replace(one, id=new_id(), search=search))
            if sum(not one.deleted for one in kept) + len(new) > MOST_SAVED:
                raise _too_many()
            return (*kept, *new)

        self.store.change(add)
        return len(new)

    def rename(self, search_id: str, name: str) -> SavedSearch:
        """Call one otherwise; an empty name changes nothing."""
        return self._change(
            search_id,
            lambda one: replace(one, name=fit_name(name, SearchState()) or one.name),
        )

    def share(self, search_id: str, *, on: bool) -> SavedSearch:
        """Let everybody see one, or its owner alone."""
        return self._change(search_id, lambda one: replace(one, shared=on))

    def delete(self, search_id: str) -> SavedSearch:
        """Delete one; for :data:`KEPT_DAYS` it can be put back."""
        return self._change(
            search_id, lambda one: replace(one, deleted=one.deleted or self.now)
        )

    def put_back(self, search_id: str) -> Saving:
        """Take back that one was deleted, unless its search was saved anew since."""

        def among(searches: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
            kept = self._without_old(searches, search_id)
            found = self._changeable(kept, search_id)
            if _same(kept, found.search) not in (None, found):
                return kept
            back = replace(found, deleted=None)
            return tuple(back if one is found else one for one in kept)

        after = self.store.change(among)
        there = _same(after, _of_id(after, search_id).search)
        assert there is not None
        return Saving(there, before=there.id != search_id)

    def look(self, search_id: str) -> SavedSearch:
        """Note that the result of one is looked at now."""
        found = self.find(search_id)
        self._changeable((found,), search_id)  # before its search is run
        result = result_of(self.index, found.state)

        def looked(one: SavedSearch) -> SavedSearch:
            return replace(one, looked=self.now, total=result.total, index=result.index)

        return self._change(search_id, looked, {search_id: pack_articles(result)})

    def find(self, search_id: str) -> SavedSearch:
        """Return one that is not deleted."""
        one = _of_id(self.store.read(), search_id)
        if one.deleted:
            raise _missing()
        return one

    def _change(
        self,
        search_id: str,
        change: Callable[[SavedSearch], SavedSearch],
        articles: Mapping[str, bytes | None] | None = None,
    ) -> SavedSearch:
        def among(searches: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
            kept = self._without_old(searches, search_id)
            found = self._changeable(kept, search_id)
            return tuple(change(one) if one is found else one for one in kept)

        return _of_id(self.store.change(among, articles), search_id)

    def _changeable(
        self, searches: tuple[SavedSearch, ...], search_id: str
    ) -> SavedSearch:
        """The one of that id, which is to be changed.

        Asked even where nothing would change, so that the answer is about rights alone.

        Raises:
            SavedError: if there is none, or whoever asks may not change it.
        """
        found = _of_id(searches, search_id)
        # a store that nobody may change says so itself
        if not (self.store.read_only or self.store.may_change(found)):
            raise not_yours()
        return found

    def _without_old(
        self, searches: tuple[SavedSearch, ...], needed: str = ""
    ) -> tuple[SavedSearch, ...]:
        """All but those deleted long ago."""
        since = self.now - timedelta(days=KEPT_DAYS)
        old = {
            one.id
            for one in searches
            if one.deleted and one.deleted < since and one.id != needed
        }
        return tuple(one for one in searches if one.id not in old)


def _same(searches: tuple[SavedSearch, ...], search: str) -> SavedSearch | None:
    """The one that is kept with that search."""
    kept = (one for one in searches if one.search == search and not one.deleted)
    return next(kept, None)


def _of_id(searches: tuple[SavedSearch, ...], search_id: str) -> SavedSearch:
    """The one of that id, deleted or not."""
    for one in searches:
        if one.id == search_id:
            return one
    raise _missing()


def _missing() -> SavedError:
    return SavedError(
        404,
        gettext("There is no such saved search"),
        gettext("It may have been deleted since this page was made."),
    )


def _too_many() -> SavedError:
    return SavedError(
        409,
        gettext("There are too many saved searches"),
        gettext(
            "No more than %(most)s can be kept; delete one first.",
            most=grouped(MOST_SAVED),
        ),
    )
