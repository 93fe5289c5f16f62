"""All words, most words or any word: the choice, with the hits each would give."""

from __future__ import annotations

from search.request import Match

from ..i18n.formats import grouped
from ..i18n.translation import gettext
from ..state import links
from ..state.hrefs import search_href
from ..state.searching import Found, plan_of, totals
from .paging import Option

__all__ = ["matching_of"]

_CHOICES = (Match.ALL, Match.MOST, Match.ANY)


def matching_of(found: Found) -> tuple[Option, ...]:
    """Return the choices; none where the query has no words that could be given up.

    Each has its number of hits where fewer than all words were looked for: then
    somebody has to choose. Elsewhere counting them would cost more than the search.
    """
    state = found.state
    if not plan_of(state).loose:
        return ()
    states = [links.matched(state, match) for match in _CHOICES]
    counted = found.relaxed or state.match is not Match.AUTO
    counts = totals(states) if counted else [None] * len(states)
    current = _current(found)
    return tuple(
        Option(_label(match, count), search_href(there), match is current)
        for match, there, count in zip(_CHOICES, states, counts, strict=True)
    )


def _current(found: Found) -> Match:
    if found.state.match is not Match.AUTO:
        return found.state.match
    return Match.MOST if found.relaxed else Match.ALL


def _label(match: Match, count: int | None) -> str:
    words = {
        Match.ALL: gettext("all words"),
        Match.MOST: gettext("most words"),
        Match.ANY: gettext("any word"),
    }[match]
    return words if count is None else f"{words} ({grouped(count)})"
