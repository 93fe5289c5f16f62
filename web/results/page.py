"""The search page as its template prints it: every link and word made ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from search.explore.spelling import suggest_correction
from search.explore.versions import find_versions
from search.model.hits import Notice

from ..i18n.formats import translate_message
from ..markup.render import doubted
from ..state import links
from ..state.comparing import ComparisonState, asked_alone, comparison_href
from ..state.hrefs import hrefs_of, network_href, person_href, search_href
from ..state.searching import Found, plan_of, the_index, totals
from ..state.state import SearchState, pairs
from .cards import Card, card_of
from .concordance import places_href
from .filters import Chip, chips_of, clauses_of
from .folding import MOST_TOLD, folding_of
from .matching import matching_of
from .paging import (
    Option,
    PageLink,
    meanings_of,
    pages_of,
    sizes_of,
    sorts_of,
    turned,
)

__all__ = ["Meant", "NoticeView", "ResultsView", "results_view"]

_MOST_DROPS: Final = 6
_MOST_PEOPLE: Final = 5


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """All a result page shows.

    Attributes:
        loose: whether the hits have but most of the words asked for.
        clauses: the filters as parts of one sentence.
        folding: one article of each group, or all, where that differs.
        matching: all words, most or any, where there is that choice.
        meanings: by what the first hits are ordered, where there is a choice.
        narrowing: whether there are facets to narrow the search by.
        first: the place of the first hit of this page in the result.
        drops: filters, and the hits there would be without each.
        people: those chosen, and the page of each.
        places_href: every place of what was asked for; "" if nothing has one.
        compare_href: where another search is put next to this one.
        network_href: who is named together in the hits.
    """

    total: int
    corpus: int
    loose: bool
    notices: tuple[NoticeView, ...]
    meant: Meant | None
    chips: tuple[Chip, ...]
    clauses: tuple[str, ...]
    clear_href: str
    narrowing: bool
    folding: tuple[Option, ...]
    matching: tuple[Option, ...]
    sorts: tuple[Option, ...]
    meanings: tuple[Option, ...]
    sizes: tuple[Option, ...]
    cards: tuple[Card, ...]
    first: int
    pages: tuple[PageLink, ...]
    previous_href: str
    next_href: str
    drops: tuple[tuple[Chip, int], ...]
    clear_total: int
    places_href: str
    compare_href: str
    network_href: str
    people: tuple[tuple[str, str], ...]
    query_fields: tuple[tuple[str, str], ...]
    list_fields: tuple[tuple[str, str], ...]
    milliseconds: float


def results_view(answer: Found) -> ResultsView:
    """Make a page of hits ready to print."""
    page, state = answer.page, answer.state
    chips = chips_of(state)
    hrefs = hrefs_of(state)
    from_first = links.on_page(state, 1)
    first = page.offset + 1
    versions = find_versions(
        the_index(), (hit.article.group for hit in page.hits), MOST_TOLD
    )
    drops, clear_total = _drops(state, chips) if not page.total else ((), 0)
    return ResultsView(
        total=page.total,
        corpus=the_index().articles,
        loose=answer.relaxed,
        notices=tuple(_notice(state.text, notice) for notice in page.notices),
        meant=_meant(answer),
        chips=chips,
        clauses=clauses_of(state),
        clear_href=search_href(links.clear(state)),
        narrowing=any(facet.values for facet in page.facets),
        folding=folding_of(answer),
        matching=matching_of(answer),
        sorts=tuple(sorts_of(state)),
        meanings=tuple(meanings_of(answer)),
        sizes=tuple(sizes_of(state)),
        cards=tuple(
            card_of(hrefs, hit, first + n, versions.get(hit.article.group))
            for n, hit in enumerate(page.hits)
        ),
        first=first,
        pages=tuple(pages_of(state, page.shown)),
        previous_href=turned(state, page.shown, -1),
        next_href=turned(state, page.shown, +1),
        drops=drops,
        clear_total=clear_total,
        places_href=places_href(state),
        network_href=network_href(state),
        compare_href=comparison_href(ComparisonState((asked_alone(state),))),
        people=tuple(
            (name, person_href(name))
            for name in state.chosen_in("person").include[:_MOST_PEOPLE]
        ),
        query_fields=tuple(pairs(links.with_text(_ordered_anew(state), ""))),
        list_fields=tuple(pairs(from_first)),
        milliseconds=page.milliseconds,
    )


def _ordered_anew(state: SearchState) -> SearchState:
    """The state to ask something of: the order of all articles is no choice."""
    bare = not state.text and not state.filters
    return links.sorted_by(state, None) if bare else state


def _notice(query: str, notice: Notice) -> NoticeView:
    inside = notice.start < notice.end <= len(query)
    where = doubted(query, notice.start, notice.end) if inside else None
    return NoticeView(translate_message(notice.message), where)


def _meant(answer: Found) -> Meant | None:
    """What the query may have been meant to be; said on the first page only.

    It is also offered where the hits have only most of the words; all of its own are
    found.
    """
    state = answer.state
    if not state.text or state.page > 1:
        return None
    exactly = 0 if answer.relaxed else answer.page.total
    found = suggest_correction(plan_of(state), exactly)
    if found is None:
        return None
    href = search_href(links.with_text(state, found.text))
    return Meant(found.text, found.total, href)


def _drops(
    state: SearchState, chips: tuple[Chip, ...]
) -> tuple[tuple[tuple[Chip, int], ...], int]:
    """Filters, and the hits there would be without each, and without any.

    Those that bring most hits come first; those that bring none are left out.
    """
    if not chips:
        return (), 0
    tried = chips[:_MOST_DROPS]
    *counts, clear = totals([*(chip.without for chip in tried), links.clear(state)])
    useful = [pair for pair in zip(tried, counts, strict=True) if pair[1]]
    return tuple(sorted(useful, key=lambda pair: -pair[1])), clear
