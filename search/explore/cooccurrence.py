"""Co-occurrence: who is named together with whom, more often than by chance.

People whom nearly every article names are named with everybody. So ties are measured by
normalised pointwise mutual information (G. Bouma, "Normalized (Pointwise) Mutual
Information in Collocation Extraction", GSCL 2009), with the discount for small counts
of P. Pantel and D. Lin, "Discovering Word Senses from Text", KDD 2002.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ..analysis.tokens import key, terms
from ..model.facets import Selection
from ..plan import Plan, plan_search
from ..query.tree import Exact, Or, simplify
from ..request import Criteria, Match, encodable
from ..snapshot import Snapshot
from .significant import count_people, least_hits
from .spelling import suggest_correction

__all__ = [
    "Cooccurrences",
    "CoNamed",
    "npmi",
    "find_cooccurring",
    "find_those_with",
    "tie_strength",
]


@dataclass(frozen=True, slots=True)
class CoNamed:
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
class Cooccurrences:
    """The people named together with a person, the strongest ties first.

    Attributes:
        articles: articles that name the person; 0 if nobody has that name.
        meant: in that case somebody with a similar name, or with one it is a part of.
        name: of the person, as articles have it.
    """

    people: tuple[CoNamed, ...]
    articles: int
    meant: str | None = None
    name: str = ""


def find_cooccurring(index: Snapshot, name: str, *, most: int = 10) -> Cooccurrences:
    """Return the people named together with a person.

    Args:
        name: the person's listed name or an alias, in any capitals and accents.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    criteria = Criteria(selections=(Selection("person", (name,)),))
    return find_those_with(plan_search(criteria, index), most=most)


def find_those_with(plan: Plan, *, most: int = 10) -> Cooccurrences:
    """Return the people named together with the person a search chooses.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    index = plan.index
    (asked,), (chosen,) = plan.criteria.selections, plan.selections
    (name,) = asked.include
    wanted = {key(one) for one in chosen.include}
    total = index.articles
    named = tuple(Exact("person", one) for one in sorted(wanted))
    people = count_people(index, simplify(Or(named)))
    if not people.hits:
        return Cooccurrences((), 0, _likely_meant(index, key(encodable(name))))
    least = least_hits(people.hits)
    found = []
    for other, both in people.counts.items():
        if key(other) in wanted:
            continue
        having = max(people.having[other], both)
        score = tie_strength(both, people.hits, having, total)
        if both >= least and score > 0:
            found.append(CoNamed(other, both, having, score))
    found.sort(key=lambda one: (-one.score, -one.together, one.name))
    listed = next((one for one in people.counts if key(one) in wanted), name)
    return Cooccurrences(tuple(found[:most]), people.hits, name=listed)


def _likely_meant(index: Snapshot, wanted: str) -> str | None:
    """The person most often named whose name has these words, or similar ones."""
    plan = plan_search(Criteria(text=f"person:({wanted})", match=Match.ALL), index)
    correction = suggest_correction(plan)
    if correction is not None:
        plan = plan_search(replace(plan.criteria, text=correction.text), index)
    words = set(terms(plan.criteria.text.removeprefix("person:")))
    if not words:
        return None
    counts = count_people(index, plan.query).counts
    named = [name for name in counts if words <= set(key(name).split())]
    return max(named, key=lambda name: (counts[name], name), default=None)


def npmi(both: int, one: int, other: int, total: int) -> float:
    """Return how much more often two things go together than by chance, -1 to 1.

    Args:
        both: articles that have both; ``one`` and ``other``: articles that have each.
    """
    if both >= total:
        return 0.0  # every article has both, which says nothing
    return math.log(both * total / (one * other)) / -math.log(both / total)


def tie_strength(both: int, one: int, other: int, total: int) -> float:
    """Return :func:`npmi`, less where it rests on few articles."""
    rarer = min(one, other)
    discount = both / (both + 1) * rarer / (rarer + 1)
    return npmi(both, one, other, total) * discount
