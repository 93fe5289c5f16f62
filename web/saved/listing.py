"""The list of saved searches as its template prints it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from search.plan import basis_of
from search.snapshot import Snapshot

from ..i18n.formats import day_words
from ..results.filters import chips_of
from ..state.hrefs import search_href
from .keeping import Store
from .news import News, news_of
from .owned import OwnedStore
from .record import SavedSearch

__all__ = ["ListedSearch", "NewsCounter", "listed"]

_SECONDS: Final = 2.0
"""After so long, the searches left are listed without what is new in them."""

_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSearch:
    """A saved search in the list.

    Attributes:
        query: the text of the search.
        filters: its filters, each in words.
        saved: the day it was saved, and ``looked`` the one it was looked at, in words.
        news: what is new; ``None`` if it was not counted in time.
        listed_new: whether the new articles are known one by one.
        shared: whether everybody sees it, where there are accounts.
        by: who shares it; "" if it is one's own, or nobody's.
    """

    id: str
    name: str
    query: str
    filters: tuple[str, ...]
    href: str
    saved: str
    looked: str
    news: News | None
    listed_new: bool
    shared: bool
    by: str
    may_change: bool
    may_take_back: bool


class NewsCounter:
    """Counts what is new in saved searches, once for all that answers are made from."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[SavedSearch, str], News] = OrderedDict()
        self._lock = threading.Lock()

    def news(self, index: Snapshot, store: Store, saved: SavedSearch) -> News:
        """Return what is new in one.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        key = (saved, basis_of(index))
        with self._lock:
            if key in self._known:
                return self._known[key]
        found = news_of(index, store, saved)
        with self._lock:
            self._known[key] = found
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found


def listed(
    counter: NewsCounter,
    index: Callable[[], Snapshot],
    store: OwnedStore,
    searches: tuple[SavedSearch, ...],
    name_of: Callable[[int], str],
) -> tuple[ListedSearch, ...]:
    """Return saved searches ready to print, the last saved first.

    Args:
        name_of: returns the name of somebody else, by their id.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    until = time.monotonic() + _SECONDS
    found = []
    for saved in reversed(searches):
        in_time = time.monotonic() < until
        news = counter.news(index(), store, saved) if in_time else None
        found.append(_listed(saved, news, store, name_of))
    return tuple(found)


def _listed(
    saved: SavedSearch,
    news: News | None,
    store: OwnedStore,
    name_of: Callable[[int], str],
) -> ListedSearch:
    state = saved.state
    return ListedSearch(
        id=saved.id,
        name=saved.name,
        query=state.text,
        filters=tuple(chip.words for chip in chips_of(state)),
        href=search_href(state),
        saved=day_words(saved.saved.date()),
        looked=day_words(saved.looked.date()),
        news=news,
        listed_new=news is not None and bool(news.ids),
        shared=saved.shared,
        by=name_of(saved.owner),
        may_change=store.may_change(saved),
        may_take_back=store.may_take_back(saved),
    )
