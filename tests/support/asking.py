"""Searches as tests state them, in one piece, and ways to ask them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from search.answer import scan_plan
from search.engines.engine import Engine
from search.lexicon.sqlite_writer import Counted
from search.model.article import Article
from search.model.facets import Selection
from search.model.fields import LISTED_FACETS
from search.model.hits import ResultPage
from search.plan import Plan, plan_search
from search.request import (
    After,
    Counting,
    Criteria,
    EngineResult,
    Match,
    SearchRequest,
    Sort,
    Window,
)
from search.searcher import Searcher
from search.snapshot import search_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Criteria, window and counting of a search, flat."""

    text: str = ""
    selections: tuple[Selection, ...] = ()
    start: date | None = None
    end: date | None = None
    strict: bool = False
    match: Match = Match.AUTO
    sort: Sort | None = None
    fresh: bool = False
    meaning: bool = True
    after: After | None = None
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = LISTED_FACETS
    facet_size: int | None = None
    facet_sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def criteria(self) -> Criteria:
        return Criteria(
            text=self.text,
            selections=self.selections,
            start=self.start,
            end=self.end,
            match=Match.ALL if self.strict else self.match,
        )

    @property
    def window(self) -> Window:
        return Window(
            sort=self.sort,
            fresh=self.fresh,
            meaning=self.meaning,
            after=self.after,
            offset=self.offset,
            limit=self.limit,
        )

    @property
    def counting(self) -> Counting:
        return Counting(
            facets=self.facets, size=self.facet_size, sizes=self.facet_sizes
        )


def page_for(searcher: Searcher, ask: Ask) -> ResultPage:
    return searcher.search(ask.criteria, ask.window, ask.counting)


def plan_for(searcher: Searcher, ask: Ask) -> Plan:
    return plan_search(ask.criteria, searcher.snapshot())


def scan_for(searcher: Searcher, ask: Ask, batch: int = 500) -> Iterator[Article]:
    return scan_plan(plan_for(searcher, ask), ask.window, batch)


def result_of(engine: Engine, request: SearchRequest) -> EngineResult:
    return search_one(engine.snapshot(), request)


def as_counted(engine: Engine) -> Counted:
    """An engine as a lexicon is made from it; those in a folder are."""
    return cast(Counted, engine)
