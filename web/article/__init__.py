"""The page an article is read on, as its template prints it."""

from .article import ArticleView, article_view
from .likes import LikesView, likes_view
from .versions import ComparisonView, comparison_view
from .view_options import ViewOptions, read_view_options

__all__ = [
    "ArticleView",
    "ComparisonView",
    "LikesView",
    "ViewOptions",
    "article_view",
    "comparison_view",
    "likes_view",
    "read_view_options",
]
