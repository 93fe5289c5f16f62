"""Who is named together with whom: a network of the people of some articles.

A tie is how much more often than by chance two people are named in one article
(:func:`.cooccurrence.tie_strength`). All counts are exact. Of each person the strongest
ties are kept, for a picture of all of them shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..analysis.tokens import key
from ..answer import answer_plans
from ..model.facets import FacetRequest
from ..model.hits import Notice
from ..plan import Plan
from ..query.tree import And, Exact, MatchAll, Query, simplify
from ..request import SearchRequest
from ..snapshot import Snapshot
from .cooccurrence import find_those_with, tie_strength
from .significant import least_hits, narrowed

__all__ = ["MOST_PEOPLE", "Network", "NetworkPerson", "Tie", "find_network"]

MOST_PEOPLE: Final = 40
"""People of a network: the most frequent, or those with the strongest ties to one."""

_AROUND: Final = 30
"""People around one person."""

_TIES: Final = 4
"""Ties of a person that are kept: the strongest, and those others keep with them."""


@dataclass(frozen=True, slots=True)
class NetworkPerson:
    """A person, and how many of the articles name them."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people: how many articles name both, and how much that is above chance.

    Attributes:
        score: over 0, and 1 if neither is named without the other.
    """

    one: str
    other: str
    together: int
    score: float


@dataclass(frozen=True, slots=True)
class Network:
    """People, and their ties, the strongest first.

    Attributes:
        hits: articles that the search finds.
        loose: whether they have but most of its words.
        notices: what is to be said of the search.
        centre: the person it is about, if it is about one; "" else.
        articles: those in which people are counted: the hits, or, where the network is
            about a person, all of the index.
        people: those that have a tie, the most frequent first.
        left_out: people that were looked at, and have no tie to any other.
    """

    hits: int
    loose: bool
    notices: tuple[Notice, ...]
    centre: str
    articles: int
    people: tuple[NetworkPerson, ...]
    ties: tuple[Tie, ...]
    left_out: int


def find_network(plan: Plan) -> Network:
    """Return who is named together in the hits of a search.

    Of a search for one person alone it is the network around that person, in all
    articles.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    return _around(plan) if _is_for_a_person(plan) else _of_hits(plan)


def _around(plan: Plan) -> Network:
    known = find_those_with(plan, most=_AROUND)
    names = [known.name, *(one.name for one in known.people)] if known.people else []
    counts = _counted(plan.index, MatchAll(), names)
    found = _Found(names, counts, plan.index.articles)
    return found.network(known.articles, plan.notices, centre=known.name)


def _of_hits(plan: Plan) -> Network:
    (answer,), _ = answer_plans([plan], _asked)
    names = [name for name, _ in answer.result.facets["person"]]
    counts = _counted(plan.index, narrowed(answer.plan), names)
    hits = answer.result.total
    loose = answer.relaxation is not None
    return _Found(names, counts, hits).network(hits, answer.notices, loose=loose)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was counted in so many articles."""

    names: Sequence[str]
    counts: Mapping[str, Mapping[str, int]]
    articles: int

    def network(
        self,
        hits: int,
        notices: tuple[Notice, ...],
        *,
        centre: str = "",
        loose: bool = False,
    ) -> Network:
        people = [NetworkPerson(name, self.counts[name][name]) for name in self.names]
        ties = _strongest(list(_ties(people, self.counts, self.articles)), centre)
        tied = {name for tie in ties for name in (tie.one, tie.other)}
        kept = [one for one in people if one.name in tied]
        kept.sort(key=lambda one: (-one.articles, one.name))
        return Network(
            hits=hits,
            loose=loose,
            notices=notices,
            centre=centre if centre in tied else "",
            articles=self.articles,
            people=tuple(kept),
            ties=ties,
            left_out=len(people) - len(kept),
        )


def _asked(plan: Plan) -> SearchRequest:
    facets = (FacetRequest("person", MOST_PEOPLE),)
    return SearchRequest(query=narrowed(plan), facets=facets, limit=0)


def _is_for_a_person(plan: Plan) -> bool:
    """Whether a search asks for one person and for nothing else."""
    criteria = plan.criteria
    if criteria.text or criteria.start or criteria.end or len(plan.selections) != 1:
        return False
    (asked,) = criteria.selections
    return asked.field == "person" and len(asked.include) == 1 and not asked.exclude


def _counted(
    index: Snapshot, universe: Query, names: Sequence[str]
) -> Mapping[str, Mapping[str, int]]:
    """How many articles name each person together with each other, and alone."""
    if not names:
        return {}
    facets = (FacetRequest("person", 1, tuple(names)),)
    requests = [
        SearchRequest(
            query=simplify(And((universe, Exact("person", name)))),
            facets=facets,
            limit=0,
        )
        for name in names
    ]
    by_key = {key(name): name for name in names}
    found = {}
    for name, result in zip(names, index.search_all(requests), strict=True):
        counted = ((by_key.get(key(v)), n) for v, n in result.facets["person"])
        found[name] = {other: number for other, number in counted if other}
        found[name][name] = result.total
    return found


def _ties(
    people: Sequence[NetworkPerson],
    counts: Mapping[str, Mapping[str, int]],
    total: int,
) -> Iterator[Tie]:
    least = least_hits(total)
    for n, one in enumerate(people):
        for other in people[n + 1 :]:
            both = counts[one.name].get(other.name, 0)
            if both >= least:
                score = tie_strength(both, one.articles, other.articles, total)
                if score > 0:
                    yield Tie(one.name, other.name, both, score)


def _strongest(ties: list[Tie], centre: str) -> tuple[Tie, ...]:
    """The strongest ties of either of the two, and all of one person."""
    ties.sort(key=lambda tie: (-tie.score, -tie.together, tie.one, tie.other))
    kept: dict[str, int] = {}
    found = []
    for tie in ties:
        have = [kept.get(name, 0) for name in (tie.one, tie.other)]
        if min(have) < _TIES or centre in (tie.one, tie.other):
            found.append(tie)
            kept[tie.one], kept[tie.other] = have[0] + 1, have[1] + 1
    return tuple(found)
