"""Each next step from a search: choose, exclude, drop, turn pages, sort.

The server computes every link with these functions and templates print them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from search.codes.dates import DateSpan, parse_period
from search.model.facets import Selection, value_key
from search.model.fields import PERIOD_FACETS
from search.request import Match, Sort

from .choices import selections
from .state import SearchState

__all__ = [
    "clear",
    "drop",
    "drop_dates",
    "exclude",
    "folded",
    "by_words",
    "matched",
    "on_page",
    "sized",
    "sorted_by",
    "toggle",
    "whole",
    "with_text",
    "within",
]


def toggle(state: SearchState, field: str, value: str) -> SearchState:
    """Choose a value, or no longer."""
    chosen = state.chosen_in(field)
    without = _dropped(chosen, value)
    if without.include == chosen.include:
        without = replace(without, include=(*without.include, value))
    return _changed(state, without)


def exclude(state: SearchState, field: str, value: str) -> SearchState:
    """Exclude a value, or no longer."""
    chosen = state.chosen_in(field)
    without = _dropped(chosen, value)
    if without.exclude == chosen.exclude:
        without = replace(without, exclude=(*without.exclude, value))
    return _changed(state, without)


def drop(state: SearchState, field: str, value: str) -> SearchState:
    """Neither choose nor exclude a value."""
    return _changed(state, _dropped(state.chosen_in(field), value))


def drop_dates(state: SearchState) -> SearchState:
    """Take articles of any day."""
    return replace(state, start=None, end=None, page=1)


def within(state: SearchState, start: date | None, end: date | None) -> SearchState:
    """Take articles of these days only, from the first page.

    A year, month or day chosen as a filter that holds them all says nothing more.
    """
    kept = []
    for chosen in state.selections:
        held = chosen.field in PERIOD_FACETS and any(
            _holds(parse_period(value), start, end) for value in chosen.include
        )
        new = Selection(chosen.field, (), chosen.exclude) if held else chosen
        if new.include or new.exclude:
            kept.append(new)
    return replace(state, selections=tuple(kept), start=start, end=end, page=1)


def matched(state: SearchState, match: Match) -> SearchState:
    """Ask for articles with all, most or any of the words."""
    return replace(state, match=match, page=1)


def by_words(state: SearchState, alone: bool) -> SearchState:
    """Order hits by their words alone, or by meaning as well."""
    return replace(state, by_words=alone, page=1)


def clear(state: SearchState) -> SearchState:
    """Keep the query, the order and how it is shown, without filters."""
    return replace(state, selections=(), start=None, end=None, page=1)


def with_text(state: SearchState, text: str) -> SearchState:
    """Ask another query of the same filters, from the first page."""
    return replace(state, text=text, page=1)


def on_page(state: SearchState, page: int) -> SearchState:
    """Turn to a page."""
    return replace(state, page=page)


def whole(state: SearchState) -> SearchState:
    """Keep the search, and leave out how its result was shown."""
    plain = SearchState()
    return replace(
        state,
        page=1,
        size=plain.size,
        share=plain.share,
        whole=plain.whole,
        mentioned=plain.mentioned,
        tiles=plain.tiles,
        zoom=plain.zoom,
    )


def sorted_by(state: SearchState, sort: Sort | None) -> SearchState:
    """Order otherwise, from the first page."""
    return replace(state, sort=sort, page=1)


def folded(state: SearchState, fold: bool) -> SearchState:
    """Show one article of each group, or all, from the first page."""
    return replace(state, fold=fold, page=1)


def sized(state: SearchState, size: int) -> SearchState:
    """Show another number of hits on a page, from the first page."""
    return replace(state, size=size, page=1)


def _holds(span: DateSpan | None, start: date | None, end: date | None) -> bool:
    if span is None or start is None or end is None or span.start is None:
        return False
    return span.start <= start and (span.end is None or end <= span.end)


def _dropped(chosen: Selection, value: str) -> Selection:
    """The selection without a value, in whatever spelling it was chosen."""
    field = chosen.field
    key = value_key(field, value)
    return Selection(
        field,
        tuple(v for v in chosen.include if value_key(field, v) != key),
        tuple(v for v in chosen.exclude if value_key(field, v) != key),
    )


def _changed(state: SearchState, new: Selection) -> SearchState:
    """Replace a facet's selection; another page and order of values follow."""
    include = {s.field: s.include for s in state.selections} | {new.field: new.include}
    exclude = {s.field: s.exclude for s in state.selections} | {new.field: new.exclude}
    if new.field == "year":
        # The months chosen were those of the year that was chosen before.
        include.pop("month", None)
        exclude.pop("month", None)
    return replace(state, selections=selections(include, exclude), page=1)
