"""The article page as its template prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from flask import url_for
from markupsafe import Markup

from search.countries import country_name
from search.facets import Selection
from search.fields import FIELDS
from search.model import Article, Country, TextField
from search.periods import period_code
from search.shown import marks_in
from search.similar import similar

from . import links
from .narrowing import search_href
from .render import article_body, marked
from .searching import the_searcher
from .state import SearchState, pairs
from .wording import origin_words, period_words, spot_words

__all__ = ["ArticleView", "Fact", "FactList", "Like", "article_view"]

_SHOWN_FACTS = 10
_SHOWN_TITLES = 2
_SURE = 0.9
"""A publication date this likely or more is not called into question."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the article names, how often, and a search for it.

    ``count`` is 0 where the mentions are not counted; ``hint`` says which of the
    things so called it is.
    """

    label: str
    note: str
    count: int
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FactList:
    """Facts of one sort: those in view, and those behind "more"."""

    label: str
    shown: tuple[Fact, ...]
    hidden: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Like:
    """Another article that is like the one shown."""

    title: str
    note: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """All an article page shows.

    Attributes:
        marks: how many places the query is found in.
        doubt: how sure the publication date is, in words, if it is not.
        original: where it was published, if that is a web address.
        back_href: the results it was opened from.
    """

    article: Article
    title: Markup
    body: Markup
    marks: int
    origin: str
    doubt: str
    original: str
    original_host: str
    facts: tuple[FactList, ...]
    likes: tuple[Like, ...]
    back_href: str
    json_href: str
    query_fields: tuple[tuple[str, str], ...]


def article_view(article: Article, state: SearchState) -> ArticleView:
    """Make an article ready to print, as opened from a search."""
    marks = marks_in(article, state.text, state.selections)
    original = _web_address(article.url)
    published = article.published
    sure = published is None or published.confidence >= _SURE
    return ArticleView(
        article=article,
        title=marked(article.title or "Untitled", marks[TextField.TITLE]),
        body=article_body(article.body, marks[TextField.BODY]),
        marks=sum(map(len, marks.values())),
        origin=origin_words(published.origin) if published else "",
        doubt="" if sure or not published else f"{published.confidence:.0%} sure",
        original=original,
        original_host=_host(original),
        facts=tuple(_fact_lists(article)),
        likes=tuple(_likes(article)),
        back_href=search_href(state),
        json_href=url_for("api.article", article_id=article.id),
        query_fields=tuple(pairs(links.with_text(state, ""))),
    )


def _likes(article: Article) -> Iterator[Like]:
    for found in similar(the_searcher(), article.id):
        other = found.article
        note = " · ".join(filter(None, (other.source, str(other.published or ""))))
        href = url_for("pages.article", article_id=other.id)
        yield Like(other.title or "Untitled", note, href)


def _web_address(url: str) -> str:
    """Return the address if following it can do nothing but open a page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _fact_lists(article: Article) -> Iterator[FactList]:
    countries = article.facts.countries
    about = [country for country in countries if country.about]
    others = [country for country in countries if not country.about]
    lists = {
        "person": _people(article),
        "about": _countries(article, "about", about),
        "country": _countries(article, "country", others),
        "place": _places(article),
        "organisation": _organisations(article),
        "on": _dates(article),
    }
    for field, facts in lists.items():
        if facts:
            shown = _SHOWN_FACTS + (len(facts) == _SHOWN_FACTS + 1)
            label = FIELDS[field].label
            yield FactList(label, tuple(facts[:shown]), tuple(facts[shown:]))


def _people(article: Article) -> list[Fact]:
    people = sorted(article.facts.people, key=lambda p: (-len(p.mentions), p.name))
    return [
        Fact(
            p.name,
            ", ".join(p.titles[:_SHOWN_TITLES]),
            len(p.mentions),
            _search_for("person", p.name),
        )
        for p in people
    ]


def _organisations(article: Article) -> list[Fact]:
    found = sorted(
        article.facts.organisations, key=lambda o: (-len(o.mentions), o.name)
    )
    return [
        Fact(o.name, "", len(o.mentions), _search_for("organisation", o.name))
        for o in found
    ]


def _countries(article: Article, field: str, countries: list[Country]) -> list[Fact]:
    mentions = Counter[str | None]()
    for place in article.facts.places:
        mentions[place.country] += len(place.mentions)
    return [
        Fact(c.name, "", mentions[c.code], _search_for(field, c.code))
        for c in sorted(countries, key=lambda c: (-c.score, c.name))
    ]


def _places(article: Article) -> list[Fact]:
    """Places, each with its country; "France" and "French" are one."""
    mentions = Counter[tuple[str, str | None]]()
    spots: dict[tuple[str, str | None], dict[str, None]] = {}
    for place in article.facts.places:
        known = place.name, place.country
        mentions[known] += len(place.mentions)
        if place.latitude is not None and place.longitude is not None:
            spot = spot_words(place.latitude, place.longitude)
            spots.setdefault(known, {})[spot] = None
    return [
        Fact(
            name,
            _country_note(name, code),
            count,
            _search_for("place", name),
            "; ".join(spots.get((name, code), ())),
        )
        for (name, code), count in mentions.most_common()
    ]


def _country_note(place: str, code: str | None) -> str:
    if code is None:
        return ""
    try:
        name = country_name(code)
    except KeyError:
        return code
    return "" if name == place else name


def _dates(article: Article) -> list[Fact]:
    return [
        Fact(
            period_words(found.start, found.end),
            "",
            len(found.mentions),
            _search_on(found.start, found.end),
        )
        for found in sorted(article.facts.dates, key=lambda found: found.start)
    ]


def _search_on(start: date, end: date) -> str:
    """Return the address of a search for these days, as a filter if it can be one."""
    code = period_code(start, end)
    if code is not None:
        return _search_for("on", code)
    last = end - timedelta(days=1)
    return search_href(SearchState(text=f"on:{start}..{last}"))


def _search_for(field: str, value: str) -> str:
    return search_href(SearchState(selections=(Selection(field, (value,)),)))
