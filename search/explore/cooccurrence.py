"""Who is named together with whom, more often than by chance.

Those whom nearly every article names are named with everybody. So ties are measured
by normalised pointwise mutual information (G. Bouma, "Normalized (Pointwise) Mutual
Information in Collocation Extraction", GSCL 2009), with the discount for small counts
of P. Pantel and D. Lin, "Discovering Word Senses from Text", KDD 2002.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ..analysis.tokens import key, terms
from ..model.facets import Selection
from ..plan import plan_search
from ..query.tree import Exact, Or, simplify
from ..request import Criteria, encodable
from ..snapshot import Snapshot
from .significant import least_hits, people_in
from .spelling import did_you_mean

__all__ = ["Company", "Together", "npmi", "together"]


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


@dataclass(frozen=True, slots=True)
class Company:
    """The people named together with a person, the strongest ties first.

    Attributes:
        articles: articles that name the person; 0 if nobody has that name.
        meant: if so, who has nearly that name, or one it is a part of.
    """

    people: tuple[Together, ...]
    articles: int
    meant: str | None = None


def together(index: Snapshot, name: str, *, most: int = 10) -> Company:
    """Return the people named together with a person.

    Args:
        name: the person's name as the facet shows it, in any capitals and accents, or
            in another spelling articles give it.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    (chosen,) = plan_search(
        Criteria(selections=(Selection("person", (name,)),)), index
    ).selections
    wanted = {key(one) for one in chosen.include}
    total = index.articles
    named = tuple(Exact("person", one) for one in sorted(wanted))
    people = people_in(index, simplify(Or(named)))
    if not people.hits:
        return Company((), 0, _meant(index, key(encodable(name))))
    least = least_hits(people.hits)
    found = []
    for other, both in people.counts.items():
        if key(other) in wanted:
            continue
        having = max(people.having[other], both)
        score = _tie(both, people.hits, having, total)
        if both >= least and score > 0:
            found.append(Together(other, both, having, score))
    found.sort(key=lambda one: (-one.score, -one.together, one.name))
    return Company(tuple(found[:most]), people.hits)


def _meant(index: Snapshot, wanted: str) -> str | None:
    """Whom most articles name whose name has such words, or words spelt nearly so."""
    plan = plan_search(Criteria(text=f"person:({wanted})", strict=True), index)
    correction = did_you_mean(plan)
    if correction is not None:
        plan = plan_search(replace(plan.criteria, text=correction.text), index)
    words = set(terms(plan.criteria.text.removeprefix("person:")))
    if not words:
        return None
    counts = people_in(index, plan.query).counts
    named = [name for name in counts if words <= set(key(name).split())]
    return max(named, key=lambda name: (counts[name], name), default=None)


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
