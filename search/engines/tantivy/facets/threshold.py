"""Counting only values that can be among the most frequent.

No value has more hits than articles. So where a query finds a large part of all
articles, those with the most articles are counted over its hits, and then any other
that has as many articles as the last one to be listed has hits: this is how the
threshold algorithm of Fagin, Lotem and Naor (2003) stops early. Counts are exact, and
most articles need not be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import nlargest
from typing import Final

from ....model.facets import FacetRequest
from ....model.fields import FIELDS, FacetOrder
from .complement import Known

__all__ = ["count_above_threshold"]

_MOST: Final = 128
"""Values that are counted one by one; for more of them, all are counted at once."""


def count_above_threshold(
    facet: FacetRequest,
    whole: Known,
    share: float,
    count: Callable[[Sequence[int]], dict[int, int]],
) -> tuple[list[tuple[int, int]], bool] | None:
    """Return the values a part may list, and whether there are more.

    ``None`` if that cannot be told from few values.

    Args:
        share: of all articles that are hits; how many hits a value will have is
            guessed from it.
        count: counts values over the hits.
    """
    size = facet.size
    by_count = FIELDS[facet.field].facet is FacetOrder.COUNT
    if not by_count or not 0 < size < len(whole.counts):
        return None
    least = share * nlargest(size, whole.counts.values())[-1]
    hits: dict[int, int] = {}
    while wanted := [n for n, c in whole.counts.items() if c >= least > 0]:
        new = [number for number in wanted if number not in hits]
        if not new:
            break
        if len(wanted) > _MOST:
            return None
        hits |= count(new)
        least = nlargest(size, hits.values())[-1]
    if least <= whole.others or sum(n > 0 for n in hits.values()) <= size:
        return None
    return [pair for pair in hits.items() if pair[1] >= least], True
