"""A feed of any search: its newest articles as Atom (RFC 4287).

Articles without a date of publication are not in it: Atom asks for one, none would
be true, and they are never the newest. An address that other hosts may call by
another name can't name an article for good, so ids are made of the article's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from flask import (
    Blueprint,
    Flask,
    Response,
    make_response,
    render_template,
    request,
    url_for,
)

from search.answer import page_of
from search.model.article import Article
from search.plan import plan_search
from search.request import NO_FACETS, Match, Sort, Window

from ..exports.plain import one_line, xml_text
from ..i18n.languages import language_tag
from ..results.filters import chips_of
from ..state.links import sorted_by, whole
from ..state.permalinks import article_permalink, search_permalink, web_address
from ..state.searching import plan_of, stated, the_index
from ..state.state import SearchState, query_string

__all__ = [
    "Entry",
    "FeedView",
    "blueprint",
    "entry_of",
    "feed_href",
    "register",
    "urn_of",
]

blueprint = Blueprint("feed", __name__)

_MOST: Final = 50
_LONGEST_SUMMARY: Final = 500
_OURS: Final = UUID("6f1f4a53-39f5-4ac5-9a44-6d8c35f0a3c1")
"""What the ids of all feeds and their articles are made from; never to change."""

_NEVER: Final = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed; every text is fit for XML.

    Attributes:
        language: of title and summary, as a tag; "" if it is not known.
    """

    id: str
    title: str
    language: str
    updated: str
    authors: tuple[str, ...]
    section: str
    summary: str
    href: str
    original: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """All a feed shows; ``updated`` is the day of its newest article."""

    id: str
    title: str
    updated: str
    href: str
    page_href: str
    entries: tuple[Entry, ...]


def register(app: Flask) -> None:
    """Let templates ask for the address of the feed of a search."""
    app.add_template_global(feed_href)


def feed_href(state: SearchState) -> str:
    """Return the address of the feed of a search."""
    return url_for("feed.atom") + query_string(_of_feed(state))


@blueprint.get("/search.atom")
def atom() -> Response:
    """The newest articles of a search; unchanged since a reader's last visit, a 304."""
    state = _of_feed(stated(request.args.items(multi=True))[0])
    view = _view(state)
    response = make_response(render_template("feed.xml", view=view))
    response.content_type = "application/atom+xml; charset=utf-8"
    response.headers["X-Robots-Tag"] = "noindex"
    # Only the content tells what is new: an article added today may be an old one,
    # so no date of modification is given.
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    response.make_conditional(request)
    return response


def _of_feed(state: SearchState) -> SearchState:
    return sorted_by(whole(state), None)


def _view(state: SearchState) -> FeedView:
    # strict: that nothing is new must not bring in what nearly fits
    plan = plan_search(
        replace(state.criteria, match=Match.ALL), the_index(), plan_of(state)
    )
    hits = page_of(plan, Window(sort=Sort.NEWEST, limit=_MOST), NO_FACETS).hits
    entries = tuple(
        entry_of(hit.article, hit.article.published.date, hit.snippet.text)
        for hit in hits
        if hit.article.published
    )
    words = [state.text, *(chip.words for chip in chips_of(state))]
    return FeedView(
        id=urn_of(f"search:{query_string(state)}"),
        title=xml_text(one_line(" · ".join(filter(None, words)))),
        updated=entries[0].updated if entries else _NEVER,
        href=url_for("feed.atom", _external=True) + query_string(state),
        page_href=search_permalink(state),
        entries=entries,
    )


def entry_of(article: Article, since: date | datetime, passage: str) -> Entry:
    """Return an article as an entry.

    Args:
        since: what it is sorted by, the day it appeared or the moment it was found.
        passage: of its text; "" means the beginning.
    """
    summary = one_line(passage or article.body[: 2 * _LONGEST_SUMMARY])
    if len(summary) > _LONGEST_SUMMARY:
        summary = summary[: _LONGEST_SUMMARY - 1] + "…"
    return Entry(
        id=urn_of(f"article:{article.id}"),
        title=xml_text(one_line(article.title)),
        language=language_tag(article.language),
        updated=_moment(since),
        authors=_texts(*(article.authors or (article.source,))),
        section=xml_text(one_line(article.section)),
        summary=xml_text(summary),
        href=xml_text(article_permalink(article)),
        original=web_address(article.url),
    )


def _texts(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, (xml_text(one_line(text)) for text in texts)))


def _moment(since: date | datetime) -> str:
    if isinstance(since, datetime):
        return since.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{since.isoformat()}T00:00:00Z"


def urn_of(name: str) -> str:
    return uuid5(_OURS, name).urn
