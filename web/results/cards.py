"""Hits as cards: marked title and passages, and chips that narrow the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from search.explore.versions import Versions
from search.model.article import Article
from search.model.hits import Hit

from ..i18n.labels import country_words, shown_value
from ..i18n.translation import gettext
from ..markup.render import marked
from ..markup.rows import narrowing_chip
from ..state.hrefs import Hrefs, article_href
from .folding import VersionsView, versions_view

__all__ = ["Card", "card_of"]

_SHOWN_CHIPS: Final = 5
_MOST_PEOPLE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A hit; its chips narrow the search to who and where it is about.

    Attributes:
        notes: the section and the language, where they are known.
        versions: the other versions of it, if there are any.
        likes_href: the articles like it.
    """

    article: Article
    href: str
    title: Markup
    passages: tuple[Markup, ...]
    notes: tuple[str, ...]
    chips: tuple[Markup, ...]
    versions: VersionsView | None
    likes_href: str


def card_of(
    hrefs: Hrefs, hit: Hit, rank: int, versions: Versions | None = None
) -> Card:
    """Make a hit of a search ready to print.

    Args:
        rank: its place in the result, from 1.
        versions: the group it is in.
    """
    article = hit.article
    href = article_href(article.id, hrefs.state, rank)
    language = shown_value("language", article.language) if article.language else ""
    return Card(
        article=article,
        href=href,
        title=marked(article.title or gettext("Untitled"), hit.title_marks),
        passages=tuple(
            marked(passage.text, passage.marks)
            for passage in (hit.snippet, *hit.further)
            if passage.text
        ),
        notes=tuple(filter(None, (article.section, language))),
        chips=tuple(_chips(hrefs, article)),
        versions=versions_view(article, versions),
        likes_href=f"{href}#likes",
    )


def _chips(hrefs: Hrefs, article: Article) -> Iterator[Markup]:
    """The people named most and the countries it is about, unless chosen already."""
    facts = article.facts
    people = sorted(facts.people, key=lambda person: -len(person.mentions))
    found = [("person", person.name, person.name) for person in people[:_MOST_PEOPLE]]
    codes = [country.code for country in facts.countries if country.about]
    found += [("about", code, country_words(code)) for code in codes]
    for field, value, label in found[:_SHOWN_CHIPS]:
        if value not in hrefs.state.chosen_in(field).include:
            href = hrefs.choosing(field, value)
            # a name says by itself what is meant
            about = field == "about"
            hint = (
                gettext("Only articles about %(country)s", country=label)
                if about
                else ""
            )
            yield narrowing_chip(field, label, href, hint)
