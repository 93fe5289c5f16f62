"""Addresses: of an article out there, and of pages here."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from flask import url_for

from search.model.article import Article
from search.request import Sort

from .links import sorted_by, whole
from .state import SearchState, query_string

__all__ = ["article_permalink", "search_permalink", "web_address"]

_KEPT = "!#$%&'()*+,/:;=?@[]~"


def web_address(url: str) -> str:
    """Return an article's address if following it only opens a page, else "".

    Blanks, quotes, braces and other signs no address may hold are escaped.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
    except ValueError:
        return ""
    return quote(url.strip().encode("utf-8", "replace"), safe=_KEPT)


def article_permalink(article: Article) -> str:
    """Return the address of an article here, with the host it was asked by."""
    return url_for("pages.article", article_id=article.id, _external=True)


def search_permalink(state: SearchState) -> str:
    """Return the address of a search here, with the host it was asked by.

    All articles are those with the newest first; the bare address is another page.
    """
    asked = query_string(whole(state)) or query_string(sorted_by(state, Sort.NEWEST))
    return url_for("pages.search", _external=True) + asked
