"""The list of kept articles as its template prints it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import url_for

from search.analysis.tokens import key
from search.model.article import Article
from search.snapshot import Snapshot

from ...i18n.formats import published_words
from ...state.state import SearchState
from ..news import result_of
from .record import KeptArticle
from .store import KeptStore

__all__ = ["PER_PAGE", "KeptAsk", "KeptList", "KeptRow", "chosen", "kept_list"]

PER_PAGE: Final = 50

_PAGE: Final = re.compile("[0-9]{1,4}")

_MOST_SHARED: Final = 300
"""Articles that others share that are looked at, the last added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAsk:
    """Which kept articles are asked for.

    Attributes:
        query: a search that they have to be found by, or words of the note, "" for all.
        tag: one they have, or "".
        starred: only those with a star.
        others: those that others share, and not one's own.
        page: from 1.
    """

    query: str = ""
    tag: str = ""
    starred: bool = False
    others: bool = False
    page: int = 1

    @classmethod
    def read(cls, values: Mapping[str, str]) -> KeptAsk:
        """Return what an address asks for; what is odd in it asks for nothing."""
        page = values.get("page", "")
        number = int(page) if _PAGE.fullmatch(page) else 1
        return cls(
            query=values.get("q", "").strip()[:2_000],
            tag=values.get("tag", "").strip(),
            starred=values.get("starred") == "1",
            others=values.get("whose") == "others",
            page=max(1, number),
        )

    def href(self, endpoint: str = "kept.listing", **values: Any) -> str:
        """Return the address of this, or of its file."""
        asked = {
            "q": self.query,
            "tag": self.tag,
            "starred": "1" if self.starred else "",
            "whose": "others" if self.others else "",
            "page": str(self.page) if self.page > 1 else "",
        }
        found: dict[str, Any] = {name: value for name, value in asked.items() if value}
        return url_for(endpoint, **found, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A kept article in the list.

    Attributes:
        there: the article, unless it was removed or is not for whoever asks.
        by: who shares it; "" if it is one's own.
        title: that of the article now, or as it was when it was kept.
    """

    kept: KeptArticle
    there: Article | None
    by: str
    title: str
    source: str
    published: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """A page of the list.

    Attributes:
        total: how many articles the list has, on all pages.
        kept: how many there are without any filter.
        tags: each tag, how many articles have it, and its address.
        too_many: whether the search finds too many articles to look at each, so that
            only words of notes, tags and titles were looked for.
        just_taken: what was taken off just now.
        deleted: what was taken off and can be put back.
    """

    ask: KeptAsk
    rows: tuple[KeptRow, ...]
    total: int
    kept: int
    tags: tuple[tuple[str, int, str], ...]
    too_many: bool
    previous_href: str
    next_href: str
    just_taken: KeptArticle | None
    deleted: tuple[KeptArticle, ...]


def kept_list(
    store: KeptStore,
    owner: int,
    index: Callable[[], Snapshot],
    ask: KeptAsk,
    name_of: Callable[[int], str],
    taken: str = "",
) -> KeptList:
    """Return a page of what somebody keeps, or of what others share with them.

    Args:
        name_of: returns the name of a person, "" if they may not come in any more.
        taken: the article that was taken off just now.

    Raises:
        EngineError: if the index cannot be read.
        SavedError: if the file cannot be.
    """
    own = store.of(owner)
    there: dict[str, Article | None] = {}
    among = (
        _shared(store, owner, index(), there, name_of)
        if ask.others
        else tuple(one for one in own if not one.deleted)
    )
    found, too_many = chosen(among, ask, index)
    first = (ask.page - 1) * PER_PAGE
    shown = found[first : first + PER_PAGE]
    if not ask.others:
        there = {one.article: index().get(one.article) for one in shown}
    rows = tuple(_row(one, there[one.article], name_of) for one in shown)
    deleted = tuple(one for one in own if one.deleted)
    more = first + PER_PAGE < len(found)
    return KeptList(
        ask=ask,
        rows=rows,
        total=len(found),
        kept=len(among),
        tags=_tags(among, ask),
        too_many=too_many,
        previous_href=replace(ask, page=ask.page - 1).href() if ask.page > 1 else "",
        next_href=replace(ask, page=ask.page + 1).href() if more else "",
        just_taken=next((one for one in deleted if one.article == taken), None),
        deleted=deleted,
    )


def chosen(
    kept: Sequence[KeptArticle], ask: KeptAsk, index: Callable[[], Snapshot]
) -> tuple[list[KeptArticle], bool]:
    """Return those that are asked for, and whether the search finds too many.

    An article is asked for if the search finds it, in whatever words; or if the words
    stand in its note, its tags or its title.

    Args:
        index: is called only if there is a search.

    Raises:
        EngineError: if the index cannot be read.
    """
    found = list(kept)
    if ask.starred:
        found = [one for one in found if one.starred]
    if ask.tag:
        wanted = key(ask.tag)
        found = [one for one in found if wanted in map(key, one.tags)]
    if not ask.query or not found:
        return found, False
    ids = result_of(index(), SearchState(text=ask.query)).ids
    known, words = frozenset(ids or ()), key(ask.query).split()
    return [one for one in found if one.article in known or _has(one, words)], (
        ids is None
    )


def _has(kept: KeptArticle, words: list[str]) -> bool:
    text = key(" ".join((kept.title, kept.note, *kept.tags)))
    return bool(words) and all(word in text for word in words)


def _shared(
    store: KeptStore,
    owner: int,
    index: Snapshot,
    there: dict[str, Article | None],
    name_of: Callable[[int], str],
) -> tuple[KeptArticle, ...]:
    """What others share of articles that whoever asks may see.

    An article that is not there may be one they must not hear of, so it is left out.
    """
    found = []
    for one in store.shared(owner)[:_MOST_SHARED]:
        if one.article not in there:
            there[one.article] = index.get(one.article)
        if there[one.article] is not None and name_of(one.owner):
            found.append(one)
    return tuple(found)


def _row(
    kept: KeptArticle, there: Article | None, name_of: Callable[[int], str]
) -> KeptRow:
    published = kept.published
    if there is not None:
        published = published_words(there.published) if there.published else ""
    return KeptRow(
        kept=kept,
        there=there,
        by=name_of(kept.owner),
        title=there.title if there else kept.title,
        source=there.source if there else kept.source,
        published=published,
        href=url_for("pages.article", article_id=kept.article) if there else "",
    )


def _tags(
    kept: Sequence[KeptArticle], ask: KeptAsk
) -> tuple[tuple[str, int, str], ...]:
    """The tags there are, the most frequent first; the one asked for leads to all."""
    counts = Counter(key(tag) for one in kept for tag in one.tags)
    written = {key(tag): tag for one in kept for tag in one.tags}
    chosen_tag = key(ask.tag)
    first = replace(ask, page=1)
    return tuple(
        (
            written[own],
            number,
            replace(first, tag="" if own == chosen_tag else written[own]).href(),
        )
        for own, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )
