"""Some searches next to each other, as their page prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.explore.comparison import (
    COMPARED,
    FEWEST,
    MOST,
    Compared,
    Comparison,
    Contrast,
    compare_plans,
)
from search.model.hits import Notice

from ..i18n.formats import grouped, translate_message
from ..i18n.labels import facet_words, kind_words, shown_value
from ..i18n.translation import gettext
from ..results.filters import clauses_of
from ..state import links
from ..state.comparing import (
    ComparisonState,
    comparison_file_href,
    comparison_href,
    filter_pairs,
)
from ..state.hrefs import hrefs_of, search_href
from ..state.searching import plan_of
from ..state.state import SearchState
from .drawing import amount_words
from .lines import Cell, Lines
from .link_names import Step
from .over_time import lines_of

__all__ = ["ComparedView", "ComparisonView", "compare_searches"]


@dataclass(frozen=True, slots=True)
class UnusualView:
    """A name or word: of which kind it is, how often each has it, where it leads."""

    kind: str
    label: str
    href: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedView:
    """One of the searches.

    Attributes:
        number: from 1.
        clauses: its filters as parts of one sentence.
        kept: its filters as fields of a form.
        total: its hits; ``None`` if there is nothing to compare it with yet.
        loose: whether the hits have but most of its words.
        without_href: the comparison without it.
    """

    number: int
    text: str
    clauses: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    href: str
    without_href: str
    total: int | None = None
    loose: bool = False
    names: tuple[UnusualView, ...] = ()
    words: tuple[UnusualView, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetTable:
    """The values of a facet, each with what every search has of it."""

    field: str
    heading: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """All that the page shows.

    Attributes:
        boxes: numbers of the empty boxes for further searches.
        first: the first day, if all searches have the same; ``last`` the last one.
        lines: the timeline; ``None`` if no article found has a date.
        scales: numbers and shares.
    """

    notices: tuple[str, ...]
    searches: tuple[ComparedView, ...]
    boxes: tuple[int, ...]
    share: bool
    first: str
    last: str
    lines: Lines | None
    scales: tuple[Step, ...]
    facets: tuple[FacetTable, ...]
    file_href: str


def compare_searches(
    asked: ComparisonState,
    notices: Sequence[Sequence[Notice]],
    told: Sequence[Notice],
) -> Mapping[str, object]:
    """Compare the searches of an address, and make the page ready to print.

    Args:
        notices: what was said of each search when it was read, and ``told`` of all.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    states = asked.searches
    dates = _common_dates(states)
    searches = [_search(asked, n, notices[n], dates) for n in range(len(states))]
    view = ComparisonView(
        notices=tuple(translate_message(one.message) for one in told),
        searches=tuple(searches),
        boxes=_boxes(len(states)),
        share=asked.share,
        first=dates.get("from", ""),
        last=dates.get("to", ""),
        lines=None,
        scales=(),
        facets=(),
        file_href="",
    )
    if len(states) >= FEWEST:
        view = _compared(view, asked)
    return {"view": view, "state": SearchState()}


def _boxes(filled: int) -> tuple[int, ...]:
    """An empty box more, or as many as it takes."""
    last = min(max(filled + 1, FEWEST), MOST)
    return tuple(range(filled + 1, last + 1))


def _common_dates(states: Sequence[SearchState]) -> dict[str, str]:
    """The dates as a form has them, if they are the same for all searches."""
    found = {(state.start, state.end) for state in states}
    if len(found) != 1:
        return {}
    ((start, end),) = found
    return dict(filter_pairs(SearchState(start=start, end=end)))


def _search(
    asked: ComparisonState,
    at: int,
    notices: Sequence[Notice],
    dates: Mapping[str, str],
) -> ComparedView:
    state = asked.searches[at]
    others = asked.searches[:at] + asked.searches[at + 1 :]
    told = [*plan_of(state).notices, *notices]
    return ComparedView(
        number=at + 1,
        text=state.text,
        clauses=clauses_of(state),
        kept=tuple(p for p in filter_pairs(state) if p[0] not in dates),
        notices=tuple(translate_message(one.message) for one in told),
        href=search_href(state),
        without_href=comparison_href(replace(asked, searches=others)),
    )


def _compared(view: ComparisonView, asked: ComparisonState) -> ComparisonView:
    found = compare_plans([plan_of(state) for state in asked.searches])
    searches = tuple(
        _with_results(one, compared, state)
        for one, compared, state in zip(
            view.searches, found.searches, asked.searches, strict=True
        )
    )
    return replace(
        view,
        searches=searches,
        lines=lines_of(found, asked),
        scales=tuple(
            Step(
                label,
                comparison_href(replace(asked, share=share)),
                current=share is asked.share,
            )
            for share, label in ((False, gettext("Number")), (True, gettext("Share")))
        ),
        facets=tuple(_tables(found, asked)),
        file_href=comparison_file_href(asked),
    )


def _with_results(
    view: ComparedView, found: Compared, state: SearchState
) -> ComparedView:
    answer = found.answer
    late = answer.notices[len(answer.plan.notices) :]  # that it was relaxed
    return replace(
        view,
        total=found.total,
        loose=answer.relaxation is not None,
        notices=(*view.notices, *(translate_message(one.message) for one in late)),
        names=tuple(_unusual(one, state) for one in found.names),
        words=tuple(_unusual(one, state) for one in found.words),
    )


def _unusual(one: Contrast, state: SearchState) -> UnusualView:
    words = gettext(
        "%(share)s here, %(others)s of what only the others find",
        share=_part(one.hits, one.size),
        others=_part(one.others, one.others_size),
    )
    if one.field not in COMPARED:
        return UnusualView("", one.value, "", words)
    label = shown_value(one.field, one.value)
    href = _narrowing(state, one.field, one.value)
    return UnusualView(kind_words(one.field), label, href, words)


def _part(count: int, size: int) -> str:
    return amount_words(100 * count / max(size, 1), share=True)


def _narrowing(state: SearchState, field: str, value: str) -> str:
    """The articles of a search that have a value, whatever of its facet is chosen."""
    chosen = state.chosen_in(field).include
    if not chosen:
        return hrefs_of(state).choosing(field, value)
    if value in chosen and len(chosen) == 1:
        return search_href(state)
    quoted = value.replace('"', " ")
    text = f'({state.text}) {field}:"{quoted}"' if state.text else f'{field}:"{quoted}"'
    return search_href(links.with_text(state, text))


def _tables(found: Comparison, asked: ComparisonState) -> Iterator[FacetTable]:
    totals = [one.total for one in found.searches]
    for field, rows in found.facets.items():
        if rows:
            yield FacetTable(
                field,
                facet_words(field),
                tuple(
                    (
                        shown_value(field, value),
                        tuple(
                            Cell(
                                grouped(count),
                                _part(count, total),
                                _narrowing(state, field, value) if count else "",
                            )
                            for count, total, state in zip(
                                counts, totals, asked.searches, strict=True
                            )
                        ),
                    )
                    for value, counts in rows
                ),
            )
