"""An article with what a search found in it and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, url_for
from markupsafe import Markup

from search.analysis.tokens import terms
from search.codes.languages import NAMED_LANGUAGES, NAMES_MODELS, PACKED_LANGUAGES
from search.model.article import Article, TextField
from search.model.facets import Selection
from search.model.folders import folder_marks

from ..i18n.labels import language_words, shown_value
from ..markup.layers import Layers, uncrossed
from ..markup.render import article_body, article_title
from ..state import links
from ..state.hrefs import search_href
from ..state.permalinks import web_address
from ..state.state import SearchState, pairs, query_string
from .evidence import PREFIXES, FactList, ListedFacts, list_facts
from .hits import FoundTerm, Hits, hits_in
from .neighbours import ResultPlace, place_of
from .origin import found_words
from .versions import VersionList, version_list
from .view_options import ViewOptions, article_href, back_href

__all__ = ["NAMES_MODEL", "ArticleView", "Known", "article_view"]

NAMES_MODEL: Final = "DATELINE_NAMES_MODEL"
"""The application's word for the model of names in force."""

_TOLD_OF: Final = NAMED_LANGUAGES | PACKED_LANGUAGES
"""Languages in which more is found than countries."""

_MOST_AUTHORS: Final = 8

_MOST_NAMES: Final = 2_000
"""Names of a text that stand ready for a script to underline. A text with more is
fetched anew for it: with all of them its page would be twice as long."""


@dataclass(frozen=True, slots=True)
class Known:
    """Something known of the article, and a search for others of the kind, or ""."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """All an article page shows.

    Attributes:
        origin: where its date was found and how sure it is, in words.
        declared: the language its source says, if its text is in another.
        unread: its language, if names and dates are not found in that one.
        file_href: the articles of the file it was read from, if that is known.
        nameless: its language, if only places and dates are found in that one.
        original: where it was published, if that is a web address.
        back_href: the results it was opened from, at its place.
        permalink: its address without a search, and with the host.
        known: how many facts there are.
        names_ready: whether a script can underline the names in this page.
        names_href: the page with names underlined, or no longer.
        versions: the other versions of its text, if there are any.
        likes_href: the articles like it.
    """

    article: Article
    title: Markup
    body: Markup
    terms: tuple[FoundTerm, ...]
    marks: int
    place: ResultPlace | None
    origin: str
    source: Known | None
    authors: tuple[Known, ...]
    more_authors: int
    section: Known | None
    language: Known | None
    declared: str
    unread: str
    file_href: str
    nameless: str
    original: str
    original_host: str
    facts: tuple[FactList, ...]
    known: int
    underlined: bool
    names_ready: bool
    names_href: str
    versions: VersionList | None
    likes_href: str
    permalink: str
    back_href: str
    json_href: str
    query_fields: tuple[tuple[str, str], ...]


def _named() -> frozenset[str]:
    """The languages whose names the model in force finds."""
    return NAMES_MODELS[current_app.config[NAMES_MODEL]]


def article_view(
    article: Article, state: SearchState, options: ViewOptions
) -> ArticleView:
    """Make an article ready to print, as opened from a search.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    hits = hits_in(article, state)
    listed = list_facts(article)
    ready = sum(map(len, listed.names.values())) <= _MOST_NAMES
    layers = _layers(hits, listed, options.underline, ready)
    place = place_of(article.id, state, options)
    original = web_address(article.url)
    published = article.published
    other = replace(options, underline=not options.underline)
    return ArticleView(
        article=article,
        title=article_title(article.title, layers[TextField.TITLE]),
        body=article_body(article.body, layers[TextField.BODY]),
        terms=hits.terms,
        marks=hits.total,
        place=place,
        origin=found_words(published) if published else "",
        source=_filtered("source", article.source),
        authors=tuple(map(_author, article.authors[:_MOST_AUTHORS])),
        more_authors=max(0, len(article.authors) - _MOST_AUTHORS),
        section=_filtered("section", article.section),
        language=_filtered("language", article.language),
        declared=language_words(article.declared_language)
        if article.declared_language
        else "",
        unread=language_words(article.language)
        if article.language and article.language not in _TOLD_OF
        else "",
        nameless=language_words(article.language)
        if article.language in PACKED_LANGUAGES - _named()
        else "",
        file_href=_file_href(article),
        original=original,
        original_host=_host(original),
        facts=listed.lists,
        known=sum(map(len, listed.lists)),
        underlined=options.underline,
        names_ready=ready,
        names_href=article_href(article.id, state, other),
        versions=version_list(article, state, options),
        likes_href=url_for("pages.similar", article_id=article.id)
        + query_string(state),
        permalink=url_for("pages.article", article_id=article.id, _external=True),
        back_href=back_href(article.id, state, place.rank if place else 0),
        json_href=url_for("api.article", article_id=article.id),
        query_fields=tuple(pairs(links.with_text(state, ""))),
    )


def _layers(
    hits: Hits, listed: ListedFacts, underline: bool, ready: bool
) -> dict[TextField, Layers]:
    found = {}
    for part in TextField:
        anchors = listed.anchors[part]
        names = listed.names[part]
        if not ready and not underline:
            names = [name for name in names if name.start in anchors]
        found[part] = Layers(
            marks=hits.marks[part],
            names=uncrossed(names, anchors),
            anchors=anchors,
            prefix=PREFIXES[part],
            linked=underline,
        )
    return found


def _file_href(article: Article) -> str:
    mark = next(folder_marks(article.found), "")
    return search_href(SearchState(text=f"has:{mark}")) if mark else ""


def _filtered(field: str, value: str) -> Known | None:
    if not value:
        return None
    state = SearchState(selections=(Selection(field, (value,)),))
    return Known(shown_value(field, value), search_href(state))


def _author(name: str) -> Known:
    words = name.replace('"', " ")
    if not terms(words):
        return Known(name, "")
    return Known(name, search_href(SearchState(text=f'author:"{words.strip()}"')))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
