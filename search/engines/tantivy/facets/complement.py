"""Counting what a query leaves out, where that is less than what it finds.

"the" is in nearly every article. What it finds has as many of a value as the whole
index has, less what the few other articles have; the whole is counted once for each
state of the index. The others are looked at twice: for their most frequent values, and
for those that the whole has many of and they have few of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tantivy import Occur, Query, Searcher

from ....model.facets import FacetRequest
from ....model.fields import FIELDS, FacetOrder
from .numbers import ValueNumbers
from .terms import MOST_VALUES, Depth, count_terms, counts_in, ranges_of

__all__ = [
    "Known",
    "count_uncertain",
    "count_by_complement",
    "collect_counts",
    "complement_of",
    "find_uncertain",
]

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


def complement_of(query: Query) -> Query:
    """Return a query that finds all that this one does not."""
    found = [(Occur.Must, Query.all_query()), (Occur.MustNot, query)]
    return Query.const_score_query(Query.boolean_query(found), 0.0)


def collect_counts(
    searcher: Searcher,
    numbers: ValueNumbers,
    query: Query,
    parts: Sequence[str],
    recount: Callable[[str, int], int] | None = None,
) -> dict[str, Known]:
    """Count the most frequent values of some parts.

    Args:
        recount: counts one value exactly, where tantivy did not; without it such
            parts are left out.
    """
    depths = dict.fromkeys(parts, Depth(_LISTED, MOST_VALUES))
    answers = count_terms(searcher, numbers, query, depths)
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


def find_uncertain(facet: FacetRequest, whole: Known, rest: Known) -> list[int]:
    """Return the values a part may list whose count in the rest has to be known.

    None if the part can't be counted by the rest anyway.
    """
    if not rest.others or FIELDS[facet.field].facet is FacetOrder.NEWEST:
        return []
    least = _least(facet, whole, rest)
    if least is None:
        return []
    return [
        number
        for number, n in whole.counts.items()
        if n >= least and number not in rest.counts
    ]


def count_uncertain(
    searcher: Searcher,
    query: Query,
    rest: Mapping[str, Known],
    missing: Mapping[str, Sequence[int]],
) -> dict[str, Known]:
    """Complete what is known of the rest by counts of single values, all in one pass.

    Args:
        query: finds the rest.
        missing: the values to be counted of each part.
    """
    asked = {part: ranges_of(part, numbers) for part, numbers in missing.items()}
    answers = searcher.aggregate(query, asked)
    completed = dict(rest)
    for part, numbers in missing.items():
        more = counts_in(answers[part], numbers)
        completed[part] = Known({**rest[part].counts, **more}, rest[part].others)
    return completed


def count_by_complement(
    facet: FacetRequest, whole: Known, rest: Known
) -> tuple[list[tuple[int, int]], bool] | None:
    """Return the values a part may list, and whether there are more.

    ``None`` if that cannot be told from these counts.

    Args:
        rest: with the counts of all that was :func:`find_uncertain`.
    """
    if FIELDS[facet.field].facet is FacetOrder.NEWEST:
        if whole.others or rest.others:
            return None
        values = [
            (number, n - rest.counts.get(number, 0))
            for number, n in whole.counts.items()
        ]
        values = [pair for pair in values if pair[1]]
        return values, len(values) > facet.size
    least = _least(facet, whole, rest)
    if least is None:
        return None
    listed = [
        (number, n - rest.counts.get(number, 0))
        for number, n in whole.counts.items()
        if n >= least
    ]
    return [pair for pair in listed if pair[1] >= least], True


def _least(facet: FacetRequest, whole: Known, rest: Known) -> int | None:
    """The hits without which a value is not listed; ``None`` if other values may be."""
    surely = sorted(
        (
            max(0, n - rest.counts.get(number, rest.others))
            for number, n in whole.counts.items()
        ),
        reverse=True,
    )
    if not facet.size or sum(map(bool, surely)) <= facet.size:
        return None
    least = surely[facet.size - 1]
    return None if whole.others >= least else least
