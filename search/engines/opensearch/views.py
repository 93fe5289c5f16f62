"""Which state of an index is searched, and the searches themselves.

A state is held by a point in time of the cluster: whatever is written meanwhile, all
that is asked of it agrees. One serves all searches of a process until the next commit.
It stands on one copy of each shard. When that copy's node is lost, so is the point in
time, and another is made on another copy, in the same state or a newer one.

An answer counts only if it is of all shards.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from ...request import EngineResult, SearchRequest
from .client import Client, Json, encode
from .errors import NodeRefusal, Unanswered, is_lost_view, refusal_of
from .generations import Condition, Generations

__all__ = ["View", "Views"]

_KEEP_ALIVE: Final = 300
"""Seconds for which the cluster keeps a point in time after it was last used."""

_IDLE: Final = _KEEP_ALIVE - 60
_RETIRED: Final = 10.0
"""Seconds after which a point in time is given up that was replaced by another."""

_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 1.0

_MOST_KEPT: Final = 512
"""Results without hits that are kept for one state: counts, mostly."""


@dataclass(slots=True, eq=False)
class View:
    """One state of an index.

    Attributes:
        condition: what the index said of itself just before.
        articles: how many there are, once that is known.
        kept: results without hits, by their requests; the oldest go first.
    """

    condition: Condition
    pit: str
    used: float
    articles: int | None = None
    kept: OrderedDict[SearchRequest, EngineResult] = field(default_factory=OrderedDict)
    pins: int = 0
    retired: float = 0.0

    def keep(self, request: SearchRequest, result: EngineResult) -> None:
        """Keep a result for the next who asks the same."""
        self.kept[request] = result
        while len(self.kept) > _MOST_KEPT:
            self.kept.popitem(last=False)


class Views:
    """The states of one index as time goes on; safe in several threads."""

    def __init__(self, client: Client, generations: Generations, index: str) -> None:
        self._client = client
        self._generations = generations
        self._index = index
        self._lock = threading.Lock()
        self._view: View | None = None
        self._old: list[View] = []

    def current(self) -> View:
        """Return the last commit, as of a second ago at most.

        Raises:
            NodeRefusal, Unanswered: if it cannot be read.
        """
        seen = self._generations.current()
        if seen is None or seen.index != self._index:  # built aside, or replaced
            seen = self._generations.condition(self._index)
        with self._lock:
            view = self._view
            same = view is not None and view.condition.state == seen.state
            if view is None or not same or view.used + _IDLE < time.monotonic():
                return self._replace(seen)
            view.condition = seen  # its lexicon may be newer than its commit
            return view

    @contextmanager
    def pinned(self, view: View) -> Iterator[None]:
        """Keep a state for longer than a request takes."""
        with self._lock:
            view.pins += 1
        try:
            yield
        finally:
            with self._lock:
                view.pins -= 1

    def search(self, view: View, bodies: Sequence[tuple[Json, Json]]) -> list[Json]:
        """Return the answers to several searches of a state, in one request.

        Args:
            bodies: the header and the body of each.

        Raises:
            NodeRefusal: if a search is wrong.
            Unanswered: if not all shards answer in time.
        """
        until = time.monotonic() + self._client.patience
        pause = _FIRST_PAUSE
        while True:
            pit = view.pit
            try:
                return self._searched(view, bodies, until - time.monotonic())
            except NodeRefusal as error:
                if error.of_request or error.status in (401, 403):
                    raise
                fault = Unanswered(str(error))
                # the first time a lost view is replaced at once
                lost = is_lost_view(error) or error.status in (404, 500)
            except _Partial as error:
                fault, lost = Unanswered(str(error)), True
            if time.monotonic() + pause > until:
                raise fault
            if not lost or pause > _FIRST_PAUSE:
                time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
            self._renew(view, pit, until)

    def close(self) -> None:
        """Give up all points in time; what goes on with one gets another."""
        with self._lock:
            views = [*self._old, *([self._view] if self._view else [])]
            self._old, self._view = [], None
        self._give_up(views)

    def _searched(
        self, view: View, bodies: Sequence[tuple[Json, Json]], patience: float
    ) -> list[Json]:
        pit = {"id": view.pit, "keep_alive": f"{_KEEP_ALIVE}s"}
        lines = []
        for header, body in bodies:
            lines.append(encode({"allow_partial_search_results": False, **header}))
            lines.append(encode({**body, "pit": pit}))
        told = self._client.ask(
            "POST",
            "/_msearch",
            lines=[line + b"\n" for line in lines],
            patience=max(patience, 0.1),
        )
        view.used = time.monotonic()
        return [_whole(answer) for answer in told["responses"]]

    def _renew(self, view: View, lost: str, until: float) -> None:
        """Give a state another point in time, unless another thread has done so."""
        with self._lock:
            if view.pit == lost:
                try:
                    view.pit = self._opened(until - time.monotonic())
                except (NodeRefusal, Unanswered) as error:
                    if isinstance(error, NodeRefusal) and error.status == 404:
                        raise
                    return  # the next try tells
                view.used = time.monotonic()

    def _replace(self, seen: Condition) -> View:
        pit = self._opened(self._client.patience)
        before, self._view = self._view, View(seen, pit, time.monotonic())
        now = time.monotonic()
        if before is not None:
            before.retired = now
            self._old.append(before)
        gone = [v for v in self._old if not v.pins and v.retired + _RETIRED < now]
        self._old = [view for view in self._old if view not in gone]
        self._give_up(gone)
        return self._view

    def _opened(self, patience: float) -> str:
        told = self._client.ask(
            "POST",
            f"/{self._index}/_search/point_in_time"
            f"?keep_alive={_KEEP_ALIVE}s&allow_partial_pit_creation=false",
            patience=max(patience, 0.1),
        )
        return str(told["pit_id"])

    def _give_up(self, views: list[View]) -> None:
        if not views:
            return
        with contextlib.suppress(NodeRefusal, Unanswered):  # it ends by itself then
            self._client.ask(
                "DELETE",
                "/_search/point_in_time",
                {"pit_id": [view.pit for view in views]},
                missing_ok=True,
                patience=1.0,
            )


class _Partial(Exception):
    """An answer is not of all shards."""


def _whole(answer: Json) -> Json:
    """Return an answer if it is of all shards, in time."""
    if "error" in answer:
        raise refusal_of(int(answer.get("status", 500)), answer)
    shards: Any = answer["_shards"]
    if answer.get("timed_out") or shards["failed"]:
        raise _Partial(f"{shards['failed']} of {shards['total']} shards did not answer")
    return answer
