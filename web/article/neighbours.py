"""An article's place in the result it was opened from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from search.answer import answer_plan
from search.request import Counting

from ..state.searching import plan_of, window_of
from ..state.state import SearchState
from .view_options import ViewOptions, article_href

__all__ = ["ResultPlace", "place_of"]

_FURTHEST: Final = 10_000
"""Engines keep every hit up to the one asked for; nobody reads this far."""


_COUNTING: Final = Counting(facets=(), groups=True)


@dataclass(frozen=True, slots=True)
class ResultPlace:
    """ "4 of 1,204", and the addresses before and after it, "" at the ends."""

    rank: int
    total: int
    previous_href: str
    next_href: str


def place_of(
    article_id: str, state: SearchState, options: ViewOptions
) -> ResultPlace | None:
    """Return the place the address states, or ``None`` if it is another by now.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    if not 1 <= options.rank <= _FURTHEST:
        return None
    first = max(options.rank - 1, 1)
    window = replace(window_of(state), offset=first - 1, limit=3)
    result = answer_plan(plan_of(state), window, _COUNTING).result
    ids = {first + n: found.id for n, (found, _) in enumerate(result.hits)}
    if ids.get(options.rank) != article_id:
        return None

    def at(rank: int) -> str:
        if rank not in ids:
            return ""
        near = replace(state, page=(rank - 1) // state.size + 1)
        return article_href(ids[rank], near, replace(options, rank=rank))

    total = result.shown(fold=state.fold)
    return ResultPlace(options.rank, total, at(options.rank - 1), at(options.rank + 1))
