"""The versions of an article: who printed it when, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import url_for

from search.analysis.tokens import count_words
from search.answer import article_of
from search.explore.differences import Kept, Run, compare_texts
from search.explore.versions import Versions, find_versions
from search.model.article import Article

from ..state.hrefs import versions_href
from ..state.searching import the_index
from ..state.state import SearchState, query_string
from .view_options import ViewOptions, article_href

__all__ = [
    "ComparisonView",
    "Version",
    "VersionList",
    "comparison_view",
    "version_list",
]

_LISTED: Final = 20
"""Versions that are listed with an article; the others are found by a search."""

_AROUND: Final = 300
"""Characters of what two versions share that are shown on either side of a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One article of a group.

    Attributes:
        words: how many words its text has.
        href: where it is read; "" if it is the one read now.
        compare_href: what differs from the one read now; "" if it is that.
        first, longest: whether it was printed first; whether it is the longest.
    """

    article: Article
    words: int
    href: str
    compare_href: str
    first: bool
    longest: bool


@dataclass(frozen=True, slots=True)
class VersionList:
    """The versions of an article, the one printed first at the top.

    Attributes:
        total: how many there are, this article included.
        all_href: all of them as a search.
    """

    total: int
    versions: tuple[Version, ...]
    all_href: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of two texts, and which of them has them.

    Attributes:
        kept: "both", "first" or "second".
        text: what is shown.
        hidden: the middle of a long run of both, shown only on demand, or "".
        after: what comes after that.
    """

    kept: str
    text: str
    hidden: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """What differs between an article and another.

    Attributes:
        article: the one that was read; what only it has is new.
        other: the one it is compared with; what only that has is gone.
        alike: whether both have the same words.
    """

    article: Article
    other: Article
    title: tuple[Part, ...]
    body: tuple[Part, ...]
    alike: bool
    article_href: str
    other_href: str
    swapped_href: str


def version_list(
    article: Article, state: SearchState, options: ViewOptions
) -> VersionList | None:
    """Return the versions of an article; ``None`` if there are no others.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    found = find_versions(the_index(), [article.group]).get(article.group)
    if found is None or found.total < 2:
        return None
    # they may have no place in the result
    unranked = ViewOptions(underline=options.underline)
    first, longest = found.first, found.longest

    def version(one: Article) -> Version:
        here = one.id == article.id
        return Version(
            article=one,
            words=count_words(one.body).total(),
            href="" if here else article_href(one.id, state, unranked),
            compare_href="" if here else compare_href(article.id, one.id, state),
            first=first is not None and one.id == first.id,
            longest=longest is not None and one.id == longest.id,
        )

    listed = tuple(map(version, _listed(found, longest, article)))
    return VersionList(found.total, listed, versions_href(article.group))


def _listed(
    found: Versions, longest: Article | None, article: Article
) -> list[Article]:
    """The first to be printed, the longest, and in any case the one that is read."""
    kept = list(found.articles[:_LISTED])
    for wanted in (longest, article):
        if wanted is not None and all(one.id != wanted.id for one in kept):
            kept.append(wanted)
    return kept


def compare_href(article_id: str, other_id: str, state: SearchState) -> str:
    """Return the address of what differs between two articles."""
    return url_for(
        "pages.compare", article_id=article_id, other_id=other_id
    ) + query_string(state)


def comparison_view(
    article_id: str, other_id: str, state: SearchState
) -> ComparisonView:
    """Compare two articles, word by word.

    Raises:
        ArticleMissing: if there is no article with one of these ids.
        EngineError: if there is no index, or it cannot be read.
    """
    index = the_index()
    article, other = article_of(index, article_id), article_of(index, other_id)
    title = compare_texts(other.title, article.title)
    body = compare_texts(other.body, article.body)
    plain = ViewOptions()
    return ComparisonView(
        article=article,
        other=other,
        title=tuple(Part(run.kept.value, run.text) for run in title),
        body=tuple(map(_part, body)),
        alike=all(run.kept is Kept.BOTH for run in (*title, *body)),
        article_href=article_href(article.id, state, plain),
        other_href=article_href(other.id, state, plain),
        swapped_href=compare_href(other.id, article.id, state),
    )


def _part(run: Run) -> Part:
    """A run; the middle of a long one that both have is folded away."""
    text = run.text
    if run.kept is not Kept.BOTH or len(text) <= 3 * _AROUND:
        return Part(run.kept.value, text)
    start = text.find(" ", _AROUND)
    end = text.rfind(" ", 0, len(text) - _AROUND) + 1
    if not 0 < start < end:
        return Part(run.kept.value, text)
    return Part(run.kept.value, text[:start], text[start:end], text[end:])
