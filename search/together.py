"""Who is named together with whom, more often than by chance.

Those whom nearly every article names are named with everybody. So ties are measured
by normalised pointwise mutual information (G. Bouma, "Normalized (Pointwise) Mutual
Information in Collocation Extraction", GSCL 2009), with the discount for small counts
of P. Pantel and D. Lin, "Discovering Word Senses from Text", KDD 2002.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .analysis import key
from .engine import SearchRequest
from .facets import FacetRequest
from .query import Exact
from .searcher import Searcher, encodable
from .unusual import LISTED, least_hits

__all__ = ["Together", "npmi", "together"]


@dataclass(frozen=True, slots=True)
class Together:
    """A person named in the same articles as another.

    Attributes:
        together: articles that name both.
        articles: articles that name this one.
        score: 0 to 1: by chance, to never one without the other.
    """

    name: str
    together: int
    articles: int
    score: float


def together(searcher: Searcher, name: str, *, most: int = 10) -> tuple[Together, ...]:
    """Return the people named together with a person, the strongest ties first.

    Args:
        name: the person's name as the facet shows it, in any capitals and accents.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    wanted = key(encodable(name))
    total = searcher.count()
    result = searcher.ask(
        SearchRequest(
            query=Exact("person", wanted),
            facets=(FacetRequest("person", LISTED),),
            limit=0,
        )
    )
    counts = {v: n for v, n in result.facets["person"] if key(v) != wanted}
    keys = {name: key(name) for name in counts}
    known = searcher.dictionary().names("person", keys.values())
    least = least_hits(result.total)
    found = []
    for other, both in counts.items():
        having = max(known.get(keys[other], 0), both)
        score = _tie(both, result.total, having, total)
        if both >= least and score > 0:
            found.append(Together(other, both, having, score))
    found.sort(key=lambda one: (-one.score, -one.together, one.name))
    return tuple(found[:most])


def npmi(both: int, one: int, other: int, total: int) -> float:
    """Return how much more often two things go together than by chance, -1 to 1.

    Args:
        both: articles that have both; ``one`` and ``other``: that have each.
    """
    if both >= total:
        return 0.0  # everything has both: nothing can be said
    return math.log(both * total / (one * other)) / -math.log(both / total)


def _tie(both: int, one: int, other: int, total: int) -> float:
    rarer = min(one, other)
    discount = both / (both + 1) * rarer / (rarer + 1)
    return npmi(both, one, other, total) * discount
