"""Some searches next to each other: when, who and where, and what is unusual in each.

All numbers are exact, but for those of words: these are counted in the first hits of
each search. What one search has is compared with what the others find and it does not,
by the log-likelihood ratio (:mod:`.significant`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..analysis.english import ENGLISH
from ..analysis.tokens import key
from ..answer import Answer, answer_plans
from ..lexicon.lexicon import WORD
from ..model.facets import FacetRequest
from ..model.fields import COUNTRY_FIELDS, FIELDS
from ..model.kinds import NAMED_KINDS
from ..plan import Plan, request_of
from ..query.tree import And, Exact, MatchAll, Not, Or, Query, simplify, wanted
from ..request import Counting, EngineResult, SearchRequest, Window
from .significant import (
    CHANCE,
    asked_for,
    least_hits,
    log_likelihood,
    narrowed,
    stems_of,
    sum_stems,
)

__all__ = [
    "COMPARED",
    "FEWEST",
    "MOST",
    "WORD_HITS",
    "Compared",
    "Comparison",
    "Contrast",
    "compare_plans",
    "count_days",
]

FEWEST: Final = 2
MOST: Final = 5
"""How many searches are compared, at least and at most."""

COMPARED: Final = (*NAMED_KINDS, "about", "source")
"""The facets that are shown next to each other."""

WORD_HITS: Final = 60
"""The first hits of each search whose words are counted."""

_TRIED: Final = 200
"""Values of a facet, the most frequent of a search, that may be unusual in it."""

_PERIODS: Final = ("year", "month")


@dataclass(frozen=True, slots=True)
class Contrast:
    """What a larger share of one search's hits has than of the others'.

    Attributes:
        field: the facet of the value, or "word".
        hits: how many of the ``size`` counted hits of the search have it.
        others: how many of ``others_size`` hits of the others have it, none of which
            the search finds.
        score: the log-likelihood ratio.
    """

    field: str
    value: str
    hits: int
    size: int
    others: int
    others_size: int
    score: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the searches.

    Attributes:
        periods: its hits by year and by month, each as :class:`EngineResult` has it.
        names: the people, countries and others that are unusual in it.
        words: the words that are.
    """

    answer: Answer
    periods: Mapping[str, Mapping[str, int]]
    names: tuple[Contrast, ...]
    words: tuple[Contrast, ...]

    @property
    def total(self) -> int:
        """The number of its hits."""
        return self.answer.result.total


@dataclass(frozen=True, slots=True)
class Comparison:
    """Searches next to each other.

    Attributes:
        searches: in the order they were given.
        facets: for each of :data:`COMPARED`, its values with their counts in each
            search, those with the largest share of any search first.
        among: articles by year and by month of which the searches find some: all, or
            those that pass the filters that all of the searches have.
        common: finds these.
    """

    searches: tuple[Compared, ...]
    facets: Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]
    among: Mapping[str, Mapping[str, int]]
    common: Query


def compare_plans(
    plans: Sequence[Plan], *, values: int = 6, most: int = 6
) -> Comparison:
    """Compare some searches of one state of an index.

    Args:
        values: of each search so many values of a facet are listed.
        most: so many names, and words, are listed as unusual in each.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    common = _common(plans)
    facets = tuple(map(_whole, _PERIODS))
    among = SearchRequest(query=common, facets=facets, limit=0)
    answers, (rest,) = answer_plans(plans, _asked, [among])
    listed = {name: _listed(answers, name, values) for name in COMPARED}
    exact, others = _counted(answers, listed)
    facets_of = {name: _rows(name, listed[name], answers, exact) for name in COMPARED}
    words = _unusual_words(answers, most)
    searches = tuple(
        Compared(
            answer,
            {name: dict(answer.result.facets[name]) for name in _PERIODS},
            _unusual_names(answer, other, most),
            found,
        )
        for answer, other, found in zip(answers, others, words, strict=True)
    )
    periods = {name: dict(rest.facets[name]) for name in _PERIODS}
    return Comparison(searches, facets_of, periods, common)


def _whole(field: str) -> FacetRequest:
    """All values of a facet of periods."""
    return FacetRequest(field, FIELDS[field].facet_size)


def _common(plans: Sequence[Plan]) -> Query:
    """What finds the articles that pass the filters all of the searches have."""
    first, *others = plans
    shared = tuple(
        chosen
        for chosen in first.selections
        if all(chosen in plan.selections for plan in others)
    )
    criteria = first.criteria
    if len({(plan.criteria.start, plan.criteria.end) for plan in plans}) > 1:
        criteria = replace(criteria, start=None, end=None)
    return narrowed(
        replace(first, criteria=criteria, wanted=MatchAll(), selections=shared)
    )


def _asked(plan: Plan) -> SearchRequest:
    """What is asked of a search first: when, who and where, and its first hits."""
    counting = Counting(facets=(*_PERIODS, *COMPARED), size=_TRIED)
    asked = request_of(plan, Window(limit=WORD_HITS), counting)
    facets = tuple(FacetRequest(one.field, one.size) for one in asked.facets)
    return replace(asked, query=narrowed(plan), selections=(), facets=facets)


def _listed(answers: Sequence[Answer], field: str, values: int) -> tuple[str, ...]:
    """The values of a facet that are shown, in no order."""
    found = (
        value for answer in answers for value, _ in answer.result.facets[field][:values]
    )
    return tuple(dict.fromkeys(found))


def _counted(
    answers: Sequence[Answer], listed: Mapping[str, tuple[str, ...]]
) -> tuple[Sequence[EngineResult], Sequence[EngineResult]]:
    """Count what is listed in every search, and what each has in the others."""
    queries = [narrowed(answer.plan) for answer in answers]
    own = [_counting(query, listed) for query in queries]
    others = [
        _counting(
            simplify(And((Or((*queries[:at], *queries[at + 1 :])), Not(query)))),
            {name: _candidates(answer, name) for name in COMPARED},
        )
        for at, (query, answer) in enumerate(zip(queries, answers, strict=True))
    ]
    results = answers[0].plan.index.search_all([*own, *others])
    return results[: len(own)], results[len(own) :]


def _counting(query: Query, values: Mapping[str, tuple[str, ...]]) -> SearchRequest:
    facets = tuple(FacetRequest(name, 1, those) for name, those in values.items())
    return SearchRequest(query=query, facets=facets, limit=0)


def _candidates(answer: Answer, field: str) -> tuple[str, ...]:
    """The values of a facet that may be unusual: frequent, and not asked for."""
    least = least_hits(answer.result.total)
    asks = _asking_for(answer.plan, field)
    frequent = (v for v, count in answer.result.facets[field] if count >= least)
    return tuple(value for value in frequent if not asks(value))


def _asking_for(plan: Plan, field: str) -> Callable[[str], bool]:
    """What tells whether a search asks for a value of a facet."""
    if field in COUNTRY_FIELDS:
        return _asked_codes(plan).__contains__
    asked = asked_for(plan)
    return lambda value: key(value) in asked or asked.issuperset(key(value).split(" "))


def _asked_codes(plan: Plan) -> set[str]:
    """The countries a search asks for: "in" is a word, and a code of none it means."""
    return {
        leaf.value
        for leaf in wanted(narrowed(plan))
        if isinstance(leaf, Exact) and leaf.field in COUNTRY_FIELDS
    }


def _rows(
    field: str,
    listed: Iterable[str],
    answers: Sequence[Answer],
    exact: Sequence[EngineResult],
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    counted = [dict(result.facets[field]) for result in exact]
    totals = [max(answer.result.total, 1) for answer in answers]
    rows = [(one, tuple(counts.get(one, 0) for counts in counted)) for one in listed]

    def order(row: tuple[str, tuple[int, ...]]) -> tuple[float, str]:
        shares = (n / total for n, total in zip(row[1], totals, strict=True))
        return -max(shares), row[0]

    return tuple(sorted(rows, key=order))


def _unusual_names(
    answer: Answer, other: EngineResult, most: int
) -> tuple[Contrast, ...]:
    found = []
    for field in COMPARED:
        counts, elsewhere = answer.result.facets[field], dict(other.facets[field])
        mine = dict(counts)
        for value in _candidates(answer, field):
            sizes = answer.result.total, other.total
            found.append(
                _contrast(field, value, mine[value], elsewhere.get(value, 0), *sizes)
            )
    return _strongest(found, most)


def _unusual_words(
    answers: Sequence[Answer], most: int
) -> Iterator[tuple[Contrast, ...]]:
    """Yield the words that the first hits of each have, and those of the others not."""
    articles = {a.id: a for answer in answers for a, _ in answer.result.hits}
    known = {id: stems_of(article) for id, article in articles.items()}
    texts = [{a.id: known[a.id] for a, _ in one.result.hits} for one in answers]
    for answer, own in zip(answers, texts, strict=True):
        rest = {id: a for some in texts for id, a in some.items() if id not in own}
        asked = asked_for(answer.plan)
        mine = sum_stems(own.values(), asked)
        others = sum_stems(rest.values(), asked)
        found = [
            _contrast(
                WORD,
                stem.shown,
                stem.total,
                others[name].total if name in others else 0,
                len(own),
                len(rest),
            )
            for name, stem in mine.items()
            if stem.total >= least_hits(len(own))
            and stem.shown not in ENGLISH.function_words
        ]
        yield _strongest(found, most)


def _contrast(
    field: str, value: str, hits: int, others: int, size: int, others_size: int
) -> Contrast:
    more = hits * others_size > others * size
    score = log_likelihood(hits, size, others, others_size) if more else 0.0
    return Contrast(field, value, hits, size, others, others_size, score)


def _strongest(found: Iterable[Contrast], most: int) -> tuple[Contrast, ...]:
    told = (one for one in found if one.score >= CHANCE)
    return tuple(sorted(told, key=lambda one: (-one.score, one.value))[:most])


def count_days(comparison: Comparison) -> tuple[Mapping[str, int], ...]:
    """Count the hits of each search by day, and last those they are found among."""
    facets = (_whole("day"),)
    plans = [one.answer.plan for one in comparison.searches]
    queries = [*map(narrowed, plans), comparison.common]
    asked = [SearchRequest(query=one, facets=facets, limit=0) for one in queries]
    results = plans[0].index.search_all(asked)
    return tuple(dict(result.facets["day"]) for result in results)
