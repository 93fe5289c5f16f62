"""Counting what a query leaves out, where that is less than what it finds.

"the" is in nearly every article. What it finds has as many of a value as the whole
index has, less what the few other articles have; the whole is counted once for each
state of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tantivy import Occur, Query, Searcher

from ..facets import FacetRequest
from ..fields import FIELDS, FacetOrder
from .tantivy_terms import MOST_VALUES, terms_of

__all__ = ["Known", "counted_by_rest", "known_counts", "left_out"]

_LISTED: Final = 512
"""Values taken from each part, of the whole and of the rest; dates by far fewer."""


@dataclass(frozen=True, slots=True)
class Known:
    """The exact counts of a part's most frequent values, by number.

    Attributes:
        others: no other value has more hits than this; 0 if there are no others.
    """

    counts: Mapping[int, int]
    others: int


def left_out(query: Query) -> Query:
    """Return a query that finds all that this one does not."""
    found = [(Occur.Must, Query.all_query()), (Occur.MustNot, query)]
    return Query.const_score_query(Query.boolean_query(found), 0.0)


def known_counts(
    searcher: Searcher,
    query: Query,
    parts: Sequence[str],
    recount: Callable[[str, int], int] | None = None,
) -> dict[str, Known]:
    """Count the most frequent values of some parts.

    Args:
        recount: counts one value exactly, where tantivy did not; without it such
            parts are left out.
    """
    asked = {part: terms_of(part, _LISTED, MOST_VALUES) for part in parts}
    answers = searcher.aggregate(query, asked)
    found = {}
    for part, answer in answers.items():
        counts = {b["key"]: b["doc_count"] for b in answer["buckets"]}
        error = answer["doc_count_error_upper_bound"]
        others = 0
        if error or answer["sum_other_doc_count"]:
            others = min(counts.values()) + error
        if error and recount:
            counts = {number: recount(part, number) for number in counts}
        if recount or not error:
            found[part] = Known(counts, others)
    return found


def counted_by_rest(
    facet: FacetRequest, whole: Known, rest: Known, count: Callable[[int], int]
) -> tuple[list[tuple[int, int]], bool] | None:
    """Return the values a part may list, and whether there are more.

    ``None`` if that cannot be told from these counts.

    Args:
        count: counts one value over the hits, which takes longer.
    """
    least = {
        number: max(0, n - rest.counts.get(number, rest.others))
        for number, n in whole.counts.items()
    }
    if FIELDS[facet.field].facet is FacetOrder.NEWEST:
        if whole.others or rest.others:
            return None
        values = [(number, n) for number, n in least.items() if n]
        return values, len(values) > facet.size
    if not facet.size or sum(n > 0 for n in least.values()) <= facet.size:
        return None
    last = sorted(least.values(), reverse=True)[facet.size - 1]
    if whole.others >= last:
        return None
    listed = []
    for number, n in whole.counts.items():
        if number in rest.counts or not rest.others:
            listed.append((number, least[number]))
        elif n >= last:
            listed.append((number, count(number)))
    return [pair for pair in listed if pair[1] >= last], True
