"""What the address of an article states besides the search that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import url_for

from search.request import Sort

from ..state.hrefs import search_href
from ..state.state import SearchState, pairs

__all__ = ["ViewOptions", "article_href", "back_href", "read_view_options"]


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """How an article is to be shown.

    Attributes:
        rank: its place in the result, from 1; 0 where none is stated.
        underline: whether names in the text are underlined.
    """

    rank: int = 0
    underline: bool = False


def read_view_options(parameters: Mapping[str, str]) -> ViewOptions:
    """Read ``rank`` and ``underline``; what is malformed is as if not there."""
    rank = parameters.get("rank", "")
    known = rank.isascii() and rank.isdecimal() and len(rank) < 9
    return ViewOptions(int(rank) if known else 0, parameters.get("underline") == "1")


def article_href(article_id: str, state: SearchState, options: ViewOptions) -> str:
    """Return the address of an article, as opened from a search."""
    found = pairs(state)
    if options.rank:
        found.append(("rank", str(options.rank)))
    if options.underline:
        found.append(("underline", "1"))
    query = "?" + urlencode(found, safe=":/,") if found else ""
    return url_for("pages.article", article_id=article_id) + query


def back_href(article_id: str, state: SearchState, rank: int) -> str:
    """Return the place of an article in its results.

    ``rank`` is 0 where it is not known; the page is then the one it came from.
    """
    if not state.text and not state.filters and not rank:
        # nothing was searched for: all articles
        return search_href(SearchState(sort=Sort.NEWEST))
    if rank:
        state = replace(state, page=(rank - 1) // state.size + 1)
    return f"{search_href(state)}#hit-{article_id}"
