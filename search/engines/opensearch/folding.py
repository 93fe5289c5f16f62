"""How many hits remain if each group of near-duplicates shows one.

A server folds hits by itself ("collapse"), but only guesses how many are left. Few
articles have other versions; so the groups are counted of which there are several hits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ...model.fields import GROUP
from ...request import SearchRequest
from .bodies import ordered_hits, up_to_place
from .client import Json
from .compile import Analyzers, narrowed

__all__ = ["GROUPS", "count_groups", "groups_before", "several_of_a_group"]

GROUPS: Final = "groups"
"""The name of what is counted, next to the facets."""

_MOST: Final = 10_000
_MOST_OF_SHARD: Final = 65_000
_PAGE: Final = 20_000

Ask = Callable[[Json], Json]
"""Asks one search and returns its aggregations."""


def several_of_a_group(request: SearchRequest) -> Json:
    """Return what is asked along with hits to count how many are left."""
    terms = {
        "field": GROUP,
        "size": _MOST,
        "shard_size": _MOST_OF_SHARD,
        "min_doc_count": 2,
    }
    counted = {GROUPS: {"terms": terms}}
    return {"filter": narrowed(request.selections), "aggs": counted}


def count_groups(
    request: SearchRequest,
    total: int,
    told: Mapping[str, Any],
    ask: Ask,
    by: Analyzers,
) -> int:
    """Return how many hits are left.

    Args:
        told: the answer to :func:`several_of_a_group`.
        ask: for what it does not answer: very many groups.
    """
    found = told[GROUPS]
    counts = [int(bucket["doc_count"]) for bucket in found["buckets"]]
    if len(counts) >= _MOST or found["doc_count_error_upper_bound"]:
        query = ordered_hits(request, lambda words: {}, by)["query"]
        counts = [count for _, count in _every_group(query, ask)]
    return total - sum(count - 1 for count in counts)


def groups_before(request: SearchRequest, ask: Ask, by: Analyzers) -> list[str]:
    """Return the groups that have a hit up to where a request goes on."""
    return [group for group, _ in _every_group(up_to_place(request, by), ask)]


def _every_group(query: Json, ask: Ask) -> Iterator[tuple[str, int]]:
    """Each group of some hits, with how many of them are in it."""
    asked: Json = {"size": _PAGE, "sources": [{GROUP: {"terms": {"field": GROUP}}}]}
    while True:
        told = ask({"size": 0, "query": query, "aggs": {GROUPS: {"composite": asked}}})
        for bucket in told[GROUPS]["buckets"]:
            yield str(bucket["key"][GROUP]), int(bucket["doc_count"])
        if "after_key" not in told[GROUPS]:
            return
        asked["after"] = told[GROUPS]["after_key"]
