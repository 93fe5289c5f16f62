"""What our pages say of themselves to programs: OpenGraph, JSON-LD, canonical links.

The JSON-LD stands in a data block, which no browser runs and which our content
security policy therefore lets be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Flask, url_for

from search.model.article import Article

from ..exports.names_of_authors import authors_of
from ..exports.plain import one_line
from ..state.permalinks import article_permalink, search_permalink, web_address
from ..state.state import SearchState, query_string

__all__ = ["Description", "article_described", "register", "search_described"]

_LONGEST: Final = 200
_MOST: Final = 10
"""People, and countries, an article is said to be about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a page says of itself.

    Attributes:
        kind: OpenGraph's type of it.
        text: what it holds in a sentence or two; "" says nothing.
        canonical: its one address.
        listed: whether search engines may list it.
        properties: further properties of OpenGraph, in order.
        linked: the same in the words of schema.org.
    """

    kind: str
    text: str
    canonical: str
    listed: bool
    properties: tuple[tuple[str, str], ...] = ()
    linked: Mapping[str, Any] = field(default_factory=dict)


def register(app: Flask) -> None:
    """Let templates ask for the description of a search and of an article."""
    app.add_template_global(search_described)
    app.add_template_global(article_described)


def search_described(state: SearchState) -> Description:
    """Describe a page of results, or the front page if nothing is asked.

    Only the front page is for search engines: results are as many as queries.
    """
    home = url_for("pages.home", _external=True)
    front = not query_string(state)
    linked = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Dateline",
        "url": home,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": url_for("pages.search", _external=True)
                + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    return Description(
        kind="website",
        text="",
        canonical=home if front else search_permalink(state),
        listed=front,
        linked=linked if front else {},
    )


def article_described(article: Article) -> Description:
    """Describe an article; its one address is that without a search."""
    text = one_line(article.body[: 2 * _LONGEST])
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
    section = one_line(article.section)
    properties = [("article:author", one_line(name)) for name in article.authors]
    if article.published:
        properties.append(("article:published_time", str(article.published)))
    if section:
        properties.append(("article:section", section))
    permalink = article_permalink(article)
    return Description(
        kind="article",
        text=text,
        canonical=permalink,
        listed=True,
        properties=tuple(properties),
        linked=_news_article(article, permalink, text),
    )


def _news_article(article: Article, permalink: str, text: str) -> dict[str, Any]:
    """The article in the words of schema.org; what is not known is left out."""
    authors = [
        _thing("Person" if author.family else "Organization", author.name)
        for author in authors_of(article.authors, article.source)
    ]
    people = sorted(article.facts.people, key=lambda person: -len(person.mentions))
    countries = [country for country in article.facts.countries if country.about]
    original = web_address(article.url)
    known = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": permalink,
        "url": permalink,
        "headline": one_line(article.title),
        "description": text,
        "author": authors,
        "datePublished": str(article.published or ""),
        "publisher": _thing("Organization", one_line(article.source)),
        "articleSection": one_line(article.section),
        "inLanguage": one_line(article.language),
        "about": [
            *(_thing("Country", country.name) for country in countries[:_MOST]),
            *(_thing("Person", person.name) for person in people[:_MOST]),
        ],
        "sameAs": original,
        "isBasedOn": original,
    }
    return {name: value for name, value in known.items() if value}


def _thing(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}
