"""What is done with kept articles: star, write, take off, put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from search.model.article import Article

from ...exports.plain import one_line
from ...state.permalinks import web_address
from . import errors
from .record import MOST_TAGS, KeptArticle, fit_note, read_tags
from .store import MOST_KEPT, KeptStore

__all__ = ["KeptService", "Written"]

_BETWEEN: Final = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody writes about an article.

    Attributes:
        tags: in one line, with commas between them.
        shared: whether others are to see it.
        seen: when it was changed last, as the form was made; "" if it was not kept.
    """

    tags: str
    note: str
    shared: bool
    seen: str


@dataclass(frozen=True, slots=True)
class KeptService:
    """Changes to what one person keeps, at one moment.

    Each raises a SavedError if it cannot be done; then nothing is changed.

    Attributes:
        may_share: whether others may be let see it.
    """

    store: KeptStore
    owner: int
    now: datetime
    may_share: bool

    def star(self, article: Article, *, on: bool) -> None:
        """Star an article, or take its star away; tags and a note stay."""

        def starred(before: KeptArticle | None) -> KeptArticle | None:
            if before is None or before.deleted:
                return self._made(article, starred=True) if on else before
            return self._changed(replace(before, starred=on))

        self.store.change(self.owner, article.id, starred, self.now)

    def unstar(self, article_id: str) -> None:
        """Take the star of an article away that may be gone."""
        self.store.change(
            self.owner,
            article_id,
            lambda kept: (
                self._changed(replace(kept, starred=False))
                if kept and not kept.deleted
                else kept
            ),
            self.now,
        )

    def write(self, article_id: str, written: Written, article: Article | None) -> None:
        """Keep tags and a note of an article.

        If both were changed since the form was made, by another window say, nothing of
        either is lost: the tags are joined, and so are the notes.

        Args:
            article: it, unless it is gone; then it has to be kept already.
        """

        def noted(before: KeptArticle | None) -> KeptArticle | None:
            known = None if before is None or before.deleted else before
            if known is None and article is None:
                raise errors.missing()
            tags, note = read_tags(written.tags), fit_note(written.note)
            if known and known.changed.isoformat() != written.seen:
                tags = read_tags(",".join((*known.tags, *tags)))[:MOST_TAGS]
                note = _joined(known.note, note)
            if known is None:
                if not tags and not note:
                    return before
                assert article is not None
                known = self._made(article)
            shared = written.shared and (self.may_share or known.shared)
            return self._changed(replace(known, tags=tags, note=note, shared=shared))

        self.store.change(self.owner, article_id, noted, self.now)

    def take_off(self, article_id: str) -> None:
        """Keep an article no more; for a while it can be put back."""

        def taken(before: KeptArticle | None) -> KeptArticle | None:
            if before is None:
                raise errors.missing()
            return replace(before, deleted=before.deleted or self.now)

        self.store.change(self.owner, article_id, taken, self.now)

    def put_back(self, article_id: str) -> None:
        """Take back that an article was taken off."""

        def back(before: KeptArticle | None) -> KeptArticle | None:
            if before is None:
                raise errors.missing()
            return replace(before, deleted=None)

        self.store.change(self.owner, article_id, back, self.now)

    def add_all(self, read: Iterable[KeptArticle]) -> None:
        """Add what a file has.

        Of an article that is kept already nothing is lost: it is starred if one of them
        is, has the tags of both, and both notes.
        """
        found = [
            replace(one, owner=self.owner, shared=one.shared and self.may_share)
            for one in read
        ]

        def joined(before: tuple[KeptArticle, ...]) -> Iterable[KeptArticle]:
            known = {one.article: one for one in before}
            for one in found:
                old = known.get(one.article)
                fresh = old is None or old.deleted or one.deleted
                if fresh and not (old and one.deleted):
                    known[one.article] = one
                elif old and not fresh:
                    known[one.article] = self._both(old, one)
            if sum(not one.deleted for one in known.values()) > MOST_KEPT:
                raise errors.too_many(MOST_KEPT)
            return known.values()

        self.store.change_all(self.owner, joined)

    def adopt(self) -> None:
        """Take over what was kept while there were no accounts; nothing is lost.

        If it ends half way, doing it again does the rest: what is joined twice is the
        same.
        """
        self.add_all(self.store.of(0))
        self.store.change_all(0, lambda _: ())

    def _both(self, one: KeptArticle, other: KeptArticle) -> KeptArticle:
        both = replace(
            one,
            starred=one.starred or other.starred,
            tags=read_tags(",".join((*one.tags, *other.tags))),
            note=_joined(one.note, other.note),
            added=min(one.added, other.added),
        )
        return one if both == one else replace(both, changed=self.now)

    def _made(self, article: Article, *, starred: bool = False) -> KeptArticle:
        return KeptArticle(
            article=article.id,
            owner=self.owner,
            starred=starred,
            title=one_line(article.title),
            source=one_line(article.source),
            published=str(article.published or ""),
            url=web_address(article.url),
            added=self.now,
            changed=self.now,
        )

    def _changed(self, after: KeptArticle) -> KeptArticle | None:
        """What is kept from now on; an article of which nothing is left is not."""
        return None if after.is_empty else replace(after, changed=self.now)


def _joined(one: str, other: str) -> str:
    """Two notes as one; the one that holds the other, if there is one."""
    if other in one:
        return one
    return other if one in other else fit_note(one + _BETWEEN + other)
