"""Who, where and when: what an article names, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from search.codes.periods import period_code
from search.messages import english
from search.model.article import Article, Country, Mention
from search.model.facets import Selection
from search.model.fields import FIELDS

from ..i18n.formats import period_words, spot_words
from ..i18n.labels import country_words
from ..state.hrefs import search_href
from ..state.state import SearchState

__all__ = ["Named", "named_in"]

_SHOWN_TITLES = 2

SEARCHES = {
    "person": english("All articles that name this person"),
    "about": english("All articles about this country"),
    "country": english("All articles that mention this country"),
    "place": english("All articles that name this place"),
    "organisation": english("All articles that name this organisation"),
    "on": english("All articles that mention this date"),
}
"""What the search for one fact finds, by its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something an article names.

    Attributes:
        kind: how it is underlined: "person", "place", "organisation" or "date";
            "" of countries, whose places are.
        note: what follows its name: titles of a person, a place's country.
        hint: which of the things so called it is.
        href: a search for it.
        mentions: in reading order.
    """

    kind: str
    label: str
    href: str
    mentions: tuple[Mention, ...]
    note: str = ""
    hint: str = ""


def named_in(article: Article) -> Iterator[tuple[str, list[Named]]]:
    """Yield the fields an article names something in, each with what it names."""
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
    assert lists.keys() == SEARCHES.keys() <= FIELDS.keys()
    yield from ((field, found) for field, found in lists.items() if found)


def _people(article: Article) -> list[Named]:
    return _by_count(
        Named(
            kind="person",
            label=person.name,
            note=", ".join(person.titles[:_SHOWN_TITLES]),
            href=_search_for("person", person.name),
            mentions=_in_order(person.mentions),
        )
        for person in article.facts.people
    )


def _organisations(article: Article) -> list[Named]:
    return _by_count(
        Named(
            kind="organisation",
            label=found.name,
            href=_search_for("organisation", found.name),
            mentions=_in_order(found.mentions),
        )
        for found in article.facts.organisations
    )


def _by_count(named: Iterable[Named]) -> list[Named]:
    return sorted(named, key=lambda one: (-len(one.mentions), one.label))


def _countries(article: Article, field: str, countries: list[Country]) -> list[Named]:
    mentions: dict[str | None, list[Mention]] = {}
    for place in article.facts.places:
        mentions.setdefault(place.country, []).extend(place.mentions)
    return [
        Named(
            kind="",
            label=country_words(country.code),
            href=_search_for(field, country.code),
            mentions=_in_order(mentions.get(country.code, ())),
        )
        for country in sorted(countries, key=lambda c: (-c.score, c.name))
    ]


def _places(article: Article) -> list[Named]:
    """Places, each with its country; "France" and "French" are one."""
    mentions: dict[tuple[str, str | None], list[Mention]] = {}
    spots: dict[tuple[str, str | None], dict[str, None]] = {}
    for place in article.facts.places:
        known = place.name, place.country
        mentions.setdefault(known, []).extend(place.mentions)
        if place.latitude is not None and place.longitude is not None:
            spot = spot_words(place.latitude, place.longitude)
            spots.setdefault(known, {})[spot] = None
    found = [
        Named(
            kind="place",
            label=name,
            note=_country_note(name, code),
            hint="; ".join(spots.get((name, code), ())),
            href=_search_for("place", name),
            mentions=_in_order(said),
        )
        for (name, code), said in mentions.items()
    ]
    return sorted(found, key=lambda place: -len(place.mentions))


def _country_note(place: str, code: str | None) -> str:
    name = country_words(code) if code else ""
    return "" if name == place else name


def _dates(article: Article) -> list[Named]:
    return [
        Named(
            kind="date",
            label=period_words(found.start, found.end),
            href=_search_on(found.start, found.end),
            mentions=_in_order(found.mentions),
        )
        for found in sorted(article.facts.dates, key=lambda found: found.start)
    ]


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: mention.reading_order))


def _search_on(start: date, end: date) -> str:
    """Return the address of a search for these days, as a filter if it can be one."""
    code = period_code(start, end)
    if code is not None:
        return _search_for("on", code)
    last = end - timedelta(days=1)
    return search_href(SearchState(text=f"on:{start}..{last}"))


def _search_for(field: str, value: str) -> str:
    return search_href(SearchState(selections=(Selection(field, (value,)),)))
