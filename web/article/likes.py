"""Articles like one: asked for only when somebody wants to see them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.answer import article_of
from search.explore.similar import find_similar
from search.model.article import Article, Published

from ..state.searching import the_index
from ..state.state import SearchState
from .view_options import ViewOptions, article_href

__all__ = ["Like", "LikesView", "likes_view"]


@dataclass(frozen=True, slots=True)
class Like:
    """Another article that is like the one read."""

    title: str
    language: str
    source: str
    published: Published | None
    href: str


@dataclass(frozen=True, slots=True)
class LikesView:
    """The articles like one, the most alike first."""

    article: Article
    likes: tuple[Like, ...]
    article_href: str


def likes_view(article_id: str, state: SearchState, options: ViewOptions) -> LikesView:
    """Return the articles like one, as opened from a search.

    Raises:
        ArticleMissing: if there is no article with this id.
        EngineError: if there is no index, or it cannot be read.
    """
    index = the_index()
    article = article_of(index, article_id)
    # they have no place in the result
    unranked = replace(options, rank=0)
    likes = [
        Like(
            other.title,
            other.language,
            other.source,
            other.published,
            article_href(other.id, state, unranked),
        )
        for other in (found.article for found in find_similar(index, article_id))
    ]
    return LikesView(article, tuple(likes), article_href(article_id, state, options))
