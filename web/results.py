"""The search page as its template prints it: every link and word made ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from search.engine import Sort
from search.model import Hit, Notice
from search.parser import parse
from search.searcher import natural_sort
from search.spelling import did_you_mean

from . import links
from .labels import country_words, sort_words
from .narrowing import Chip, FacetView, chips_of, facet_view, search_href
from .render import doubted, marked
from .searching import Answer, asked, last_page, the_searcher, total_of
from .state import SearchState, pairs, query_string, selection
from .wording import told

__all__ = [
    "Card",
    "Meant",
    "Narrow",
    "NoticeView",
    "PageLink",
    "ResultsView",
    "results_view",
]

_SHOWN_CHIPS = 5
_MOST_PEOPLE = 3
_MOST_DROPS = 6
_WINDOW = 2
"""Pages linked on either side of the one shown."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """A link that narrows the search to one value of a facet."""

    field: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """A hit; its chips narrow the search to who and where it is about."""

    hit: Hit
    href: str
    title: Markup
    snippet: Markup
    chips: tuple[Narrow, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A sentence, and the part of the query it is about, if it is about one."""

    text: str
    where: Markup | None


@dataclass(frozen=True, slots=True)
class Meant:
    """A query that finds more, and how many articles."""

    text: str
    total: int
    href: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page to turn to; ``number`` is 0 where some are left out."""

    number: int
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """All a result page shows."""

    total: int
    corpus: int
    notices: tuple[NoticeView, ...]
    meant: Meant | None
    chips: tuple[Chip, ...]
    clear_href: str
    facets: tuple[FacetView, ...]
    sorts: tuple[tuple[str, str, bool], ...]
    cards: tuple[Card, ...]
    pages: tuple[PageLink, ...]
    previous_href: str
    next_href: str
    json_href: str
    drops: tuple[tuple[Chip, int], ...]
    clear_total: int
    query_fields: tuple[tuple[str, str], ...]
    date_fields: tuple[tuple[str, str], ...]
    first_day: str
    last_day: str
    milliseconds: float


def results_view(answer: Answer) -> ResultsView:
    """Make a page of hits ready to print."""
    page, state = answer.page, answer.state
    chips = chips_of(state)
    before, after, last = state.page - 1, state.page + 1, last_page(page.total)
    undated = links.drop_dates(state)
    without_text = links.with_text(state, "")
    days = dict(pairs(state))
    return ResultsView(
        total=page.total,
        corpus=the_searcher().count(),
        notices=tuple(_notice(state.text, notice) for notice in page.notices),
        meant=_meant(state),
        chips=chips,
        clear_href=search_href(links.clear(state)),
        facets=tuple(facet_view(state, facet) for facet in page.facets if facet.values),
        sorts=tuple(_sorts(state)),
        cards=tuple(_card(state, hit) for hit in page.hits),
        pages=tuple(_pages(state, page.total)),
        previous_href=search_href(links.on_page(state, before)) if before else "",
        next_href=search_href(links.on_page(state, after)) if after <= last else "",
        json_href=url_for("api.search") + query_string(state),
        drops=() if page.total else tuple(_drops(chips)),
        clear_total=0 if page.total else total_of(links.clear(state)),
        query_fields=tuple(pairs(without_text)),
        date_fields=tuple(pairs(undated)),
        first_day=days.get("from", ""),
        last_day=days.get("to", ""),
        milliseconds=page.milliseconds,
    )


def _notice(query: str, notice: Notice) -> NoticeView:
    inside = notice.start < notice.end <= len(query)
    where = doubted(query, notice.start, notice.end) if inside else None
    return NoticeView(told(notice.message), where)


def _meant(state: SearchState) -> Meant | None:
    """What the query may have been meant to be; said on the first page only."""
    if not state.text or state.page > 1:
        return None
    found = did_you_mean(the_searcher(), asked(state))
    if found is None:
        return None
    href = search_href(links.with_text(state, found.text))
    return Meant(found.text, found.total, href)


def _sorts(state: SearchState) -> Iterator[tuple[str, str, bool]]:
    """Label, link and whether it is the order shown; none by relevance to nothing."""
    natural = natural_sort(parse(state.text).query)
    current = state.sort or natural
    for sort in Sort:
        no_words = sort is Sort.RELEVANCE and natural is not Sort.RELEVANCE
        if no_words and current is not sort:
            continue
        asked = links.sorted_by(state, None if sort is natural else sort)
        yield sort_words(sort), search_href(asked), sort is current


def _card(state: SearchState, hit: Hit) -> Card:
    article = url_for("pages.article", article_id=hit.article.id)
    return Card(
        hit=hit,
        href=article + query_string(state),
        title=marked(hit.article.title or "Untitled", hit.title_marks),
        snippet=marked(hit.snippet.text, hit.snippet.marks),
        chips=tuple(_card_chips(state, hit)),
    )


def _card_chips(state: SearchState, hit: Hit) -> Iterator[Narrow]:
    """The people named most and the countries it is about, unless chosen already."""
    facts = hit.article.facts
    people = sorted(facts.people, key=lambda person: -len(person.mentions))
    found = [("person", person.name, person.name) for person in people[:_MOST_PEOPLE]]
    about = [country for country in facts.countries if country.about]
    found += [("about", c.code, country_words(c.code)) for c in about]
    for field, value, label in found[:_SHOWN_CHIPS]:
        if value not in selection(state, field).include:
            href = search_href(links.toggle(state, field, value))
            yield Narrow(field, label, href)


def _pages(state: SearchState, total: int) -> Iterator[PageLink]:
    """The first and last page and those around this one, gaps between them."""
    last = last_page(total)
    if last == 1:
        return
    near = range(max(1, state.page - _WINDOW), min(last, state.page + _WINDOW) + 1)
    before = 0
    for number in sorted({1, *near, last}):
        if number > before + 1:
            yield PageLink(0, "")
        href = search_href(links.on_page(state, number))
        yield PageLink(number, href, number == state.page)
        before = number


def _drops(chips: tuple[Chip, ...]) -> Iterator[tuple[Chip, int]]:
    """Filters, and the hits there would be without each; most hits first."""
    counted = [(chip, total_of(chip.without)) for chip in chips[:_MOST_DROPS]]
    useful = [pair for pair in counted if pair[1]]
    yield from sorted(useful, key=lambda pair: -pair[1])
