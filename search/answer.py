"""A plan → its answer: a page of hits, a whole result, an article."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .errors import ArticleMissing
from .model.article import Article, Notice, ResultPage
from .plan import Plan, count_plans, request_of
from .ranking.feedback import add_feedback, best_hits_request
from .ranking.relax import relax_all
from .request import (
    NO_FACETS,
    NO_HITS,
    Counting,
    EngineResult,
    SearchRequest,
    Window,
    encodable,
)
from .results.page import label_facets, present_hits
from .snapshot import Snapshot, search_one

__all__ = [
    "Answer",
    "answer_plan",
    "article_of",
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
        notices: what is to be said where it was relaxed.
        also: the answers to what was asked in the same breath.
    """

    result: EngineResult
    plan: Plan
    notices: tuple[Notice, ...] = ()
    also: tuple[EngineResult, ...] = ()


def answer_plan(
    plan: Plan,
    window: Window,
    counting: Counting,
    also: Sequence[SearchRequest] = (),
) -> Answer:
    """Return what the engine answers, relaxed where no article has all of the words.

    Hits of a long query are scored by what its best hits say, too. A strict search is
    never relaxed.

    Args:
        also: further requests of the same index, answered in the same round trip.
    """
    request = _with_feedback(request_of(plan, window, counting), plan)
    result, *others = plan.index.search_all((request, *also))
    if result.total or plan.criteria.strict:
        return Answer(result=result, plan=plan, also=tuple(others))
    (relaxed,) = relax_all([request], plan.index)
    if relaxed is None:
        return Answer(result=result, plan=plan, also=tuple(others))
    request, notice = relaxed
    plan = replace(plan, query=request.query)
    return Answer(
        result=search_one(plan.index, _with_feedback(request, plan)),
        plan=plan,
        notices=(notice,),
        also=tuple(others),
    )


def page_of(plan: Plan, window: Window, counting: Counting) -> ResultPage:
    """Return a part of a search as people see it: labels, passages and marks."""
    started = time.perf_counter()
    page = shown_page(answer_plan(plan, window, counting), window, counting)
    return replace(page, milliseconds=(time.perf_counter() - started) * 1000)


def shown_page(answer: Answer, window: Window, counting: Counting) -> ResultPage:
    """Return an answer as people see it; the time it took is left to the caller."""
    plan, result = answer.plan, answer.result
    hits, late = present_hits(result, plan.words, plan.selections)
    return ResultPage(
        hits=hits,
        total=result.total,
        offset=window.offset,
        limit=window.limit,
        facets=label_facets(counting.facets, result, plan.selections),
        notices=(*plan.notices, *answer.notices, *late),
        milliseconds=0.0,
        state=result.state,
    )


def totals_of(plans: Sequence[Plan]) -> list[int]:
    """Return how many articles each of some plans of one index shows.

    Those that find nothing are relaxed, as :func:`answer_plan` does.
    """
    totals = count_plans(plans)
    empty = [
        at
        for at, (plan, total) in enumerate(zip(plans, totals, strict=True))
        if not total and not plan.criteria.strict
    ]
    if not empty:
        return totals
    index = plans[0].index
    requests = [request_of(plans[at], NO_HITS, NO_FACETS) for at in empty]
    relaxed = dict(zip(empty, relax_all(requests, index), strict=True))
    found = {at: request[0] for at, request in relaxed.items() if request}
    if found:
        results = index.search_all(list(found.values()))
        for at, result in zip(found, results, strict=True):
            totals[at] = result.total
    return totals


def _with_feedback(request: SearchRequest, plan: Plan) -> SearchRequest:
    first = best_hits_request(request, plan.words)
    if first is None:
        return request
    best = search_one(plan.index, first).hits
    return add_feedback(request, plan.words, best, plan.index)


def scan_plan(plan: Plan, window: Window, batch: int = _BATCH) -> Iterator[Article]:
    """Return every article of a search's result, in the order of its pages.

    They are the same articles as those of all its pages, of one state of the index:
    what is written meanwhile does not show. The search itself is done at once, so
    its errors come before the first article is asked for.

    Args:
        window: its order; ``after``, ``offset`` and ``limit`` mean nothing here.
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
    request = request_of(plan, replace(window, limit=1), NO_FACETS)
    return plan.index.scan(_with_feedback(request, plan), max(1, batch))
