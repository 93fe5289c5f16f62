"""A plan → its answer: a page of hits, a whole result, an article."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .errors import ArticleMissing
from .model.article import Article
from .model.hits import Notice, ResultPage
from .plan import Plan, count_plans, request_of
from .ranking.meaning.reorder import FIRST, MeaningOrder, meaning_order
from .ranking.relax import (
    Relaxation,
    least_words,
    needs_relaxing,
    probe_requests,
    relaxed_query,
)
from .request import (
    NO_FACETS,
    NO_HITS,
    Counting,
    EngineResult,
    Match,
    SearchRequest,
    Window,
    encodable,
)
from .results.page import label_facets, present_hits
from .snapshot import Snapshot, search_one

__all__ = [
    "Answer",
    "answer_plan",
    "answer_plans",
    "article_of",
    "can_order_by_meaning",
    "page_of",
    "scan_answer",
    "scan_plan",
    "shown_page",
    "totals_of",
]

_BATCH: Final = 500
"""Articles of a whole result that are held at a time, about."""


def article_of(index: Snapshot, article_id: str) -> Article:
    """Return an article of an index.

    Raises:
        ArticleMissing: if there is none with this id.
    """
    article = index.get(encodable(article_id))
    if article is None:
        raise ArticleMissing(article_id)
    return article


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the engine answers to a plan.

    Attributes:
        result: hits, total and facets.
        plan: the plan that was answered: the one asked, or a relaxed one.
        relaxation: how it was relaxed, if it was.
        by_meaning: whether the first hits are ordered by meaning as well.
        also: the answers to what was asked in the same breath.
    """

    result: EngineResult
    plan: Plan
    relaxation: Relaxation | None = None
    by_meaning: bool = False
    also: tuple[EngineResult, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is to be said of the search that was answered."""
        if self.relaxation is None or self.plan.criteria.match is Match.ANY:
            return self.plan.notices
        return (*self.plan.notices, self.relaxation.notice(self.result.total))


Also = Callable[[Plan], Sequence[SearchRequest]]


def nothing_else(_: Plan) -> Sequence[SearchRequest]:
    """Return no further requests."""
    return ()


def answer_plan(
    plan: Plan,
    window: Window,
    counting: Counting,
    also: Also = nothing_else,
) -> Answer:
    """Return what the engine answers, relaxed where hardly any article has all words.

    Args:
        also: gives further requests for the plan that is answered; they go out in the
            same round trip.
    """
    answer = _asked(plan, window, counting, also)
    (relaxed,) = _relax([(plan, answer.result.total)])
    if relaxed is None:
        return answer
    plan, relaxation = relaxed
    return replace(_asked(plan, window, counting, also), relaxation=relaxation)


def answer_plans(
    plans: Sequence[Plan],
    ask: Callable[[Plan], SearchRequest],
    also: Sequence[SearchRequest] = (),
) -> tuple[list[Answer], tuple[EngineResult, ...]]:
    """Return the answers to some plans of one index, and what else was asked.

    All go out in one round trip; two more are made for those that are relaxed.

    Args:
        ask: what is asked for a plan; its total decides whether it is relaxed.
    """
    if not plans:
        return [], ()
    index, count = plans[0].index, len(plans)
    results = index.search_all([*map(ask, plans), *also])
    answers = [
        Answer(result=result, plan=plan)
        for plan, result in zip(plans, results[:count], strict=True)
    ]
    relaxed = _relax([(one.plan, one.result.total) for one in answers])
    again = {at: found for at, found in enumerate(relaxed) if found}
    if again:
        anew = index.search_all([ask(plan) for plan, _ in again.values()])
        for (at, (plan, relaxation)), result in zip(again.items(), anew, strict=True):
            answers[at] = Answer(result=result, plan=plan, relaxation=relaxation)
    return answers, results[count:]


def _asked(plan: Plan, window: Window, counting: Counting, also: Also) -> Answer:
    """Ask the engine for a part of a search, and put it into its order."""
    order = _meaning_order(plan, window)
    request = request_of(plan, order.wider if order else window, counting)
    result, *others = plan.index.search_all((request, *also(plan)))
    return Answer(
        result=order.applied(result) if order else result,
        plan=plan,
        by_meaning=order is not None,
        also=tuple(others),
    )


def can_order_by_meaning(plan: Plan, window: Window) -> bool:
    """Tell whether a part of a search could be ordered by meaning, if asked to."""
    return _meaning_order(plan, replace(window, meaning=True)) is not None


def _meaning_order(plan: Plan, window: Window) -> MeaningOrder | None:
    return meaning_order(plan.index, plan.criteria.text, len(plan.loose), window)


def _relax(
    answered: Sequence[tuple[Plan, int]],
) -> list[tuple[Plan, Relaxation] | None]:
    """Relax those of some plans of one index that need it, in one round trip.

    Args:
        answered: each plan with the articles that have all that it asks for.
    """
    loose = [
        plan if needs_relaxing(plan.criteria.match, len(plan.loose), total) else None
        for plan, total in answered
    ]
    probes = [probe for plan in loose if plan for probe in _probes(plan)]
    results = iter(answered[0][0].index.search_all(probes) if probes else ())
    return [
        _relaxed(plan, total, next(results), next(results)) if plan else None
        for plan, (_, total) in zip(loose, answered, strict=True)
    ]


def _probes(plan: Plan) -> tuple[SearchRequest, SearchRequest]:
    request = request_of(plan, NO_HITS, NO_FACETS)
    any_word = replace(plan, wanted=relaxed_query(1, plan.loose))
    return probe_requests(plan.loose, request, any_word.query)


def _relaxed(
    plan: Plan, total: int, best: EngineResult, hundredth: EngineResult
) -> tuple[Plan, Relaxation] | None:
    words = len(plan.loose)
    least = least_words(plan.criteria.match, words, best, hundredth)
    if not least or (least == words and total):
        return None
    relaxed = replace(plan, wanted=relaxed_query(least, plan.loose))
    return relaxed, Relaxation(least, words, total)


def page_of(plan: Plan, window: Window, counting: Counting) -> ResultPage:
    """Return a part of a search as people see it: labels, passages and marks."""
    started = time.perf_counter()
    page = shown_page(answer_plan(plan, window, counting), window, counting)
    return replace(page, milliseconds=(time.perf_counter() - started) * 1000)


def shown_page(answer: Answer, window: Window, counting: Counting) -> ResultPage:
    """Return an answer as people see it; the time it took is left to the caller."""
    plan, result = answer.plan, answer.result
    hits, late = present_hits(result, plan.marked, plan.selections)
    return ResultPage(
        hits=hits,
        total=result.total,
        shown=result.shown(fold=window.fold),
        offset=window.offset,
        limit=window.limit,
        facets=label_facets(counting.facets, result, plan.selections),
        notices=(*answer.notices, *late),
        milliseconds=0.0,
        state=result.state,
        groups=result.groups,
        by_meaning=answer.by_meaning,
    )


def totals_of(plans: Sequence[Plan]) -> list[int]:
    """Return how many articles each of some plans of one index shows.

    They are relaxed as :func:`answer_plan` does.
    """
    if not plans:
        return []
    totals = count_plans(plans)
    relaxed = _relax(list(zip(plans, totals, strict=True)))
    again = {at: found[0] for at, found in enumerate(relaxed) if found}
    for at, total in zip(again, count_plans(list(again.values())), strict=True):
        totals[at] = total
    return totals


def scan_plan(plan: Plan, window: Window, batch: int = _BATCH) -> Iterator[Article]:
    """Return every article of a search's result, in the order of its pages.

    They are the same articles as those of all its unfolded pages, of one state of the
    index:
    what is written meanwhile does not show. The search itself is done at once, so
    its errors come before the first article is asked for.

    Args:
        window: its order; ``after``, ``offset``, ``limit`` and ``fold`` mean nothing
            here: articles are not folded.
        batch: how many articles are held at a time, about.

    Raises:
        EngineError: if the index cannot be read.
    """
    return scan_answer(answer_plan(plan, NO_HITS, NO_FACETS), window, batch)


def scan_answer(
    answer: Answer, window: Window, batch: int = _BATCH
) -> Iterator[Article]:
    """Return every article of a search that was answered; see :func:`scan_plan`."""
    plan = answer.plan
    window = replace(window, fold=False, after=None, offset=0, limit=FIRST)
    request = request_of(plan, window, NO_FACETS)
    articles = plan.index.scan(request, max(1, batch))
    order = _meaning_order(plan, window)
    if order is None:
        return articles
    first = order.applied(search_one(plan.index, request)).hits
    return _first_then_others([article for article, _ in first], articles)


def _first_then_others(
    first: Sequence[Article], articles: Iterator[Article]
) -> Iterator[Article]:
    """Yield some articles, then the others in their order."""
    yield from first
    seen = {article.id for article in first}
    yield from (article for article in articles if article.id not in seen)
