"""What is new in a saved search: which articles of its result were not there before.

No engine knows when an article was added, and an article may also come into a result
when names are merged. So the articles themselves are remembered, as 64 bits of each
id: 8 bytes an article, and one in a few billion billion is taken for another. Past
:data:`MOST` articles only their number is, and what is new is how many there are
more: then articles removed in between hide as many new ones.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from search.plan import basis_of, count_plans, plan_search, request_of
from search.request import NO_FACETS, Sort, Window
from search.snapshot import Snapshot

from ..state.state import SearchState
from .keeping import Store
from .record import SavedSearch

__all__ = [
    "MOST",
    "News",
    "Result",
    "digest_of",
    "news_of",
    "pack_articles",
    "result_of",
    "unpack_articles",
]

MOST: Final = 20_000
"""Articles of a result that are remembered one by one: 160 KB, a quarter second."""

_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Result:
    """What a search has: how many articles, and which, newest first, if not too many.

    ``index`` names what it was answered from: index, names and day.
    """

    total: int
    ids: tuple[str, ...] | None
    index: str


@dataclass(frozen=True, slots=True)
class News:
    """How many articles there are, and how many are new.

    Attributes:
        ids: the new ones, newest first; ``None`` if only their number is known, and
            no less than it.
    """

    total: int
    new: int
    ids: tuple[str, ...] | None


def result_of(index: Snapshot, state: SearchState) -> Result:
    """Ask for the articles of a search.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    plan = plan_search(state.criteria, index)
    request = request_of(plan, Window(sort=Sort.NEWEST, limit=1), NO_FACETS)
    ids = index.ids(request, MOST + 1)
    if len(ids) <= MOST:
        return Result(len(ids), ids, basis_of(index))
    return Result(count_plans([plan])[0], None, basis_of(index))


def news_of(index: Snapshot, store: Store, saved: SavedSearch) -> News:
    """Return what a search has and what of that is new since it was looked at.

    Raises:
        EngineError: if there is no index, or it cannot be read.
        SavedError: if what was seen cannot be read.
    """
    if basis_of(index) == saved.index:
        return News(saved.total, 0, ())
    now = result_of(index, saved.state)
    before = _remembered(store, saved)
    if now.ids is None or before is None:
        return News(now.total, max(0, now.total - saved.total), None)
    new = tuple(name for name in now.ids if digest_of(name) not in before)
    return News(now.total, len(new), new)


def pack_articles(result: Result) -> bytes | None:
    """Return which articles a result has, as the store keeps them; ``None`` of many."""
    return None if result.ids is None else b"".join(sorted(map(digest_of, result.ids)))


def _remembered(store: Store, saved: SavedSearch) -> set[bytes] | None:
    """The articles a search had, if they are known and are those of its number."""
    data = store.articles_of(saved.id)
    if data is None or len(data) != _BYTES * saved.total:
        return None
    return unpack_articles(data)


def unpack_articles(data: bytes) -> set[bytes]:
    """Return the digests of the articles that :func:`pack_articles` packed."""
    return {data[at : at + _BYTES] for at in range(0, len(data), _BYTES)}


def digest_of(name: str) -> bytes:
    """Return what is kept of the id of an article."""
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=_BYTES).digest()
