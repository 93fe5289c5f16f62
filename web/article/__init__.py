"""The page an article is read on, as its template prints it."""

from .article import ArticleView, article_view
from .likes import LikesView, likes_view
from .view_options import Wish, read_wish

__all__ = [
    "ArticleView",
    "LikesView",
    "Wish",
    "article_view",
    "likes_view",
    "read_wish",
]
