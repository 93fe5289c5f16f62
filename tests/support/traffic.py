"""An index that is written and searched while something happens to its cluster."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from search.engines.engine import open_engine
from search.engines.url import EngineUrl
from search.errors import DatelineError
from search.model.facets import FacetRequest
from search.query.tree import MatchAll, Term
from search.request import SearchRequest, Sort
from search.searcher import Searcher
from support.helped import made

_COMMIT = 25


@dataclass
class Traffic:
    """What came of it.

    Attributes:
        acknowledged: ids of the articles whose commit was answered.
        unsure: ids of those whose commit failed: they may be there or not.
        searches: the number of searches that were answered.
        failed: what searches failed with.
        slowest: the seconds that the slowest search took.
        uncommitted: what commits failed with.
    """

    acknowledged: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    searches: int = 0
    failed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    uncommitted: list[str] = field(default_factory=list)

    def await_progress(self, searches: int = 5, commits: int = 1) -> None:
        """Wait until some more searches and commits were answered."""
        so_far, ids = self.searches, len(self.acknowledged)
        until = time.monotonic() + 120
        while (
            self.searches < so_far + searches
            or len(self.acknowledged) < ids + commits * _COMMIT
        ):
            assert time.monotonic() < until, self
            time.sleep(0.1)

    def __str__(self) -> str:
        return (
            f"{self.searches} searches ({len(self.failed)} failed, slowest "
            f"{self.slowest:.1f} s), {len(self.acknowledged)} articles acknowledged, "
            f"{len(self.uncommitted)} commits failed"
        )


def report(line: str) -> None:
    """Append to the file that a variable names, for whoever wants to know."""
    if path := os.environ.get("DATELINE_TEST_REPORT"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{os.environ['PYTEST_CURRENT_TEST']}: {line}\n")


@contextmanager
def traffic(url: EngineUrl) -> Iterator[Traffic]:
    """Search and commit until the end, whatever fails."""
    seen = Traffic()
    ending = threading.Event()
    threads = [
        threading.Thread(target=_search, args=(url, seen, ending)),
        threading.Thread(target=_write, args=(url, seen, ending)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ending.set()
        for thread in threads:
            thread.join()
        report(str(seen))


def _search(url: EngineUrl, seen: Traffic, ending: threading.Event) -> None:
    searcher = Searcher(url)
    facets = (FacetRequest("person", 5),)
    least = 0
    while not ending.is_set():
        started = time.monotonic()
        request = SearchRequest(query=Term("harbour"), facets=facets, sort=Sort.NEWEST)
        try:
            (result,) = searcher.ask(lambda index: index.search_all((request,)))  # noqa: B023
            assert result.total >= least, f"{result.total} after {least}"
            least = max(least, result.total)
            assert dict(result.facets["person"]).get("Ada", 0) == result.total
            seen.searches += 1
        except (DatelineError, AssertionError) as error:
            seen.failed.append(f"{type(error).__name__}: {error}")
        seen.slowest = max(seen.slowest, time.monotonic() - started)
        time.sleep(0.02)
    searcher.close()


def _write(url: EngineUrl, seen: Traffic, ending: threading.Event) -> None:
    number = 0
    while not ending.is_set():
        ids: set[str] = set()
        try:
            with closing(open_engine(url)) as engine, engine.writer() as writer:
                while not ending.is_set():
                    ids = set()
                    for _ in range(_COMMIT):
                        number += 1
                        article = made(number, "harbour", people=["Ada"])
                        writer.add(article)
                        ids.add(article.id)
                    writer.commit(number)
                    seen.acknowledged |= ids
                    ids = set()
        except DatelineError as error:
            seen.uncommitted.append(f"{type(error).__name__}: {error}")
            seen.unsure |= ids
            time.sleep(0.2)


def lost(url: EngineUrl, seen: Traffic) -> set[str]:
    """The articles that were acknowledged and are not found."""
    searcher = Searcher(url)
    request = SearchRequest(query=MatchAll(), sort=Sort.OLDEST)
    found = searcher.ask(lambda index: set(index.ids(request, 1_000_000)))
    searcher.close()
    return seen.acknowledged - found
