"""The versions of a text: the articles of one group of near-duplicates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from ..analysis.tokens import count_words
from ..model.article import Article
from ..model.fields import GROUP
from ..model.hits import ResultPage
from ..query.tree import Exact
from ..request import SearchRequest, Sort
from ..snapshot import Snapshot, count_hits

__all__ = ["MOST_VERSIONS", "Versions", "count_versions", "find_versions"]

MOST_VERSIONS: Final = 100
"""Versions of a text that are read, the first printed; in all but a few cases all."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The articles of one group.

    Attributes:
        group: its id.
        total: how many there are.
        articles: the first of them to be printed, in that order; undated ones last.
    """

    group: str
    total: int
    articles: tuple[Article, ...]

    @property
    def first(self) -> Article | None:
        """The version printed first, if that is known: it is dated, and no other is
        as early."""
        dated = [each for each in self.articles if each.published is not None]
        days = [str(each.published)[:10] for each in dated[:2]]
        return dated[0] if days and days.count(days[0]) == 1 else None

    @property
    def longest(self) -> Article | None:
        """The version with more words than any other, if there is one."""
        if self.total > len(self.articles) or not self.articles:
            return None
        counts = [count_words(each.body).total() for each in self.articles]
        words = sorted(((count, at) for at, count in enumerate(counts)), reverse=True)
        if len(words) > 1 and words[0][0] == words[1][0]:
            return None
        return self.articles[words[0][1]]


def find_versions(
    index: Snapshot, groups: Iterable[str], most: int = MOST_VERSIONS
) -> dict[str, Versions]:
    """Return the versions of some groups, in one round trip.

    Args:
        most: how many of each are read, the first printed.
    """
    wanted = tuple(dict.fromkeys(filter(None, groups)))
    if not wanted:
        return {}
    results = index.search_all([_request(group, most) for group in wanted])
    return {
        group: Versions(
            group, result.total, tuple(article for article, _ in result.hits)
        )
        for group, result in zip(wanted, results, strict=True)
    }


def _request(group: str, most: int) -> SearchRequest:
    return SearchRequest(query=Exact(GROUP, group), sort=Sort.OLDEST, limit=most)


def count_versions(index: Snapshot, page: ResultPage) -> ResultPage:
    """Return a page whose hits say how many other versions of them there are."""
    groups = tuple({hit.article.group for hit in page.hits} - {""})
    if not groups:
        return page
    counts = count_hits(index, (Exact(GROUP, group) for group in groups))
    known = dict(zip(groups, counts, strict=True))
    hits = (
        replace(hit, versions=max(0, known.get(hit.article.group, 1) - 1))
        for hit in page.hits
    )
    return replace(page, hits=tuple(hits))
