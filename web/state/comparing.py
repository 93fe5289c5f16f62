"""The address of a comparison: some searches, one after the other.

Each ``q`` begins a search, and the filters after it are its own; those before the first
``q`` are of all searches, but for what one says itself. ``scale=share`` draws shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from flask import url_for

from search.explore.comparison import MOST
from search.messages import said
from search.model.hits import Notice, NoticeKind

from .searching import stated
from .state import SAFE, SearchState, pairs

__all__ = [
    "ComparisonState",
    "asked_alone",
    "comparison_file_href",
    "comparison_href",
    "divide",
    "filter_pairs",
    "read_comparison",
]

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ComparisonState:
    """Some searches, each without what concerns the order and look of its hits.

    Attributes:
        share: whether shares of all articles are drawn, not numbers.
    """

    searches: tuple[SearchState, ...] = ()
    share: bool = False


def read_comparison(
    query: bytes,
) -> tuple[ComparisonState, tuple[tuple[Notice, ...], ...], tuple[Notice, ...]]:
    """Read an address; boxes left empty are no searches.

    Returns:
        What is asked, what is to be said of each search, and of the whole.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    common, searches = divide(query)
    asked = [own for own in searches if any(value.strip() for _, value in own)]
    read = [stated([*own, *common]) for own in asked[:MOST]]
    share = any(state.share for state, _ in [*read, stated(common)])
    told: tuple[Notice, ...] = ()
    if len(asked) > MOST:
        message = said("Only the first %(most)s searches were compared.", most=MOST)
        told = (Notice(NoticeKind.BAD_FILTER, 0, 0, message),)
    states = tuple(asked_alone(state) for state, _ in read)
    notices = tuple(about for _, about in read)
    return ComparisonState(states, share), notices, told


def divide(query: bytes) -> tuple[Pairs, list[Pairs]]:
    """Return the parameters of all searches, and those of each, of a query string.

    Their order says whose they are, and Flask's own parameters have none.
    """
    common: Pairs = []
    searches: list[Pairs] = []
    text = query.decode("utf-8", "replace")
    for name, value in parse_qsl(text, keep_blank_values=True, errors="replace"):
        if name == "q":
            searches.append([])
        (searches[-1] if searches else common).append((name, value))
    return common, searches


def asked_alone(state: SearchState) -> SearchState:
    """Return what is searched for, without how hits are ordered and shown."""
    return SearchState(
        text=state.text,
        selections=state.selections,
        start=state.start,
        end=state.end,
        match=state.match,
    )


def filter_pairs(state: SearchState) -> Pairs:
    """Return the parameters of a search besides its text."""
    return pairs(replace(asked_alone(state), text=""))


def comparison_href(state: ComparisonState) -> str:
    """Return the address of a comparison."""
    return url_for("pages.comparison") + _query(state)


def comparison_file_href(state: ComparisonState) -> str:
    """Return the address of its numbers as a file."""
    return url_for("exports.comparison") + _query(replace(state, share=False))


def _query(state: ComparisonState) -> str:
    found = [("scale", "share")] if state.share else []
    found += _written(state.searches)
    return "?" + urlencode(found, safe=SAFE) if found else ""


def _written(searches: Sequence[SearchState]) -> Pairs:
    return [pair for one in searches for pair in (("q", one.text), *filter_pairs(one))]
