"""Addresses of the many links of a picture, made in one go.

A timeline and a map have hundreds of links that differ in one parameter. Working
out each from the whole state would take longer than the search.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from search.codes.dates import DateSpan, parse_period
from search.codes.periods import period_code
from search.model.facets import Selection
from search.model.fields import PERIOD_FACETS

from ..state.links import toggle
from ..state.state import SearchState, query_string, selection

__all__ = ["Addresses", "Step", "within"]


@dataclass(frozen=True, slots=True)
class Step:
    """A link that changes what is shown; ``href`` is empty where it leads nowhere."""

    label: str
    href: str
    current: bool = False


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


def _holds(span: DateSpan | None, start: date | None, end: date | None) -> bool:
    if span is None or start is None or end is None or span.start is None:
        return False
    return span.start <= start and (span.end is None or end <= span.end)


class Addresses:
    """Makes the links of one state; ``base`` is the address of the search page.

    On the search page itself ``base`` is empty, which keeps its links short.
    """

    def __init__(self, state: SearchState, base: str = "") -> None:
        self.state = state
        self.base = base
        first = replace(state, page=1)
        self._same = self._open(first)
        self._undated = self._open(replace(first, start=None, end=None))
        self._periods = any(s.field in PERIOD_FACETS for s in state.selections)

    def to(self, state: SearchState) -> str:
        """Return the address of a search, of the page for results in any case."""
        return self.base + (query_string(state) or "?q=")

    def days(self, start: date, end: date) -> str:
        """Return the address of this search within ``[start, end)``."""
        prefix = self._undated
        if self._periods:
            state = within(self.state, start, end)
            prefix = self._open(replace(state, start=None, end=None))
        return prefix + _bounds(start, end)

    def value(self, field: str, code: str) -> str:
        """Return the address of this search with a code chosen, or no longer."""
        chosen = selection(self.state, field)
        if code in chosen.include or code in chosen.exclude:
            return self.to(toggle(self.state, field, code))
        return f"{self._same}{field}={code}"

    def _open(self, state: SearchState) -> str:
        """An address that waits for another parameter."""
        query = query_string(state)
        return f"{self.base}{query}&" if query else f"{self.base}?"


def _bounds(start: date, end: date) -> str:
    """The parameters for ``[start, end)``, as short as they can be said."""
    last = end - timedelta(days=1)
    if code := period_code(start, end):
        return f"from={code}&to={code}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1):
        return f"from={start.year:04}&to={last.year:04}"
    if (start.day, end.day) == (1, 1):
        return f"from={start.isoformat()[:7]}&to={last.isoformat()[:7]}"
    return f"from={start.isoformat()}&to={last.isoformat()}"
