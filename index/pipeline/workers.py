"""Processes that do the heavy part, watched so that none can stop the run.

A worker that dies (a crash in a parser, the system short of memory) or takes
too long is replaced. Its tasks are tried again one at a time, so that only the
one at fault is given up. So is a task that raises an error, which is logged.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Final, Generic, TypeVar

from search.settings.log import LogTarget, go_on_logging, log_target
from search.storage import check_working_folder

from ..errors import IngestError, reason_of
from ..sources.bounds import MEMORY, bound_memory

__all__ = ["GivenUp", "Workers"]

_log = logging.getLogger(__name__)

BATCH_SECONDS: Final = 120.0
"""How long a batch may take before its tasks are tried one at a time."""

TASK_SECONDS: Final = 60.0
"""How long a single task may take before it is given up."""

START_TRIES: Final = 5
"""How often in a row a worker may fail to start."""

_T = TypeVar("_T")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A task no worker could do, and why, for people."""

    reason: str


@dataclass(slots=True)
class _Job(Generic[_T, _R]):
    """A batch of tasks and what is known of their results."""

    tasks: Sequence[_T]
    results: list[_R | GivenUp] = field(default_factory=list)
    alone: bool = False

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.tasks)

    def next_part(self) -> Sequence[_T]:
        """The tasks to hand to a worker: all, or one after the other."""
        at = len(self.results)
        return self.tasks[at : at + 1] if self.alone else self.tasks


@dataclass(slots=True)
class _Worker(Generic[_T, _R]):
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    job: _Job[_T, _R] | None = None
    deadline: float = 0.0
    ready: bool = False


class Workers(Generic[_T, _R]):
    """A fixed number of processes that do batches of tasks.

    Args:
        count: how many; 0 does the work in this process, unwatched.
        make: called in each worker, returns the function that is given tasks and
            returns as many results, in their order. Must be picklable.
        memory: bytes of memory each of the processes may take.
    """

    def __init__(
        self,
        count: int,
        make: Callable[[], Callable[[Sequence[_T]], list[_R]]],
        *,
        memory: int = MEMORY,
    ) -> None:
        self._make = make
        self._count = count
        self._memory = memory
        # A fresh interpreter: threads and open databases do not survive a fork.
        self._context = multiprocessing.get_context("spawn")
        self._idle: list[_Worker[_T, _R]] = []
        self._busy: list[_Worker[_T, _R]] = []
        self._failed_starts = 0

    def __enter__(self) -> Workers[_T, _R]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._idle + self._busy:
            self._stop(worker)
        self._idle, self._busy = [], []

    def start(self) -> None:
        """Start a process while its first batch is being made."""
        if self._count and not self._idle and not self._busy:
            self._idle.append(self._start())

    def map(self, batches: Iterable[Sequence[_T]]) -> Iterator[list[_R | GivenUp]]:
        """Yield the results of each batch, in order.

        Batches are taken from the iterable as workers come free; at most three
        for each worker are held at a time, so memory stays bounded.
        """
        if self._count == 0:
            work = self._make()
            for batch in batches:
                yield _done(work, batch)
            return
        source = iter(batches)
        ordered: deque[_Job[_T, _R]] = deque()
        waiting: deque[_Job[_T, _R]] = deque()
        more = True
        while more or ordered:
            while more and len(ordered) < 3 * self._count:
                taken = list(islice(source, 1))
                if not taken:
                    more = False
                    break
                job: _Job[_T, _R] = _Job(taken[0])
                ordered.append(job)
                waiting.append(job)
                self._assign(waiting)
            self._assign(waiting)
            if ordered and not ordered[0].done:
                self._wait(waiting)
            while ordered and ordered[0].done:
                yield ordered.popleft().results

    def _assign(self, waiting: deque[_Job[_T, _R]]) -> None:
        while waiting and len(self._busy) < self._count:
            worker = self._idle.pop() if self._idle else self._start()
            job = waiting.popleft()
            if job.done:  # an empty batch
                self._idle.append(worker)
                continue
            worker.job = job
            limit = TASK_SECONDS if job.alone else BATCH_SECONDS
            worker.deadline = time.monotonic() + limit
            self._busy.append(worker)
            # a worker that is gone already is noticed while waiting for it
            with suppress(BrokenPipeError):
                worker.pipe.send(job.next_part())

    def _wait(self, waiting: deque[_Job[_T, _R]]) -> None:
        """Wait until some worker has answered, died or run out of time."""
        first = min(worker.deadline for worker in self._busy)
        ready = wait(
            [worker.pipe for worker in self._busy],
            timeout=max(0.0, first - time.monotonic()),
        )
        for worker in list(self._busy):
            if worker.pipe in ready:
                self._receive(worker, waiting)
            elif time.monotonic() >= worker.deadline:
                self._lost(worker, waiting, "reading it took too long")

    def _receive(self, worker: _Worker[_T, _R], waiting: deque[_Job[_T, _R]]) -> None:
        try:
            results: list[_R | GivenUp] | None = worker.pipe.recv()
        except (EOFError, OSError):
            if not worker.ready:
                self._not_started(worker, waiting)
                return
            self._lost(worker, waiting, "the process reading it died")
            return
        if results is None:
            worker.ready = True
            self._failed_starts = 0
            return
        job = worker.job
        assert job is not None
        job.results += results
        self._busy.remove(worker)
        self._idle.append(worker)
        if not job.done:
            waiting.appendleft(job)

    def _not_started(
        self, worker: _Worker[_T, _R], waiting: deque[_Job[_T, _R]]
    ) -> None:
        """Try again: the system may have been short of memory just then.

        Raises:
            IngestError: if it has failed too often in a row.
        """
        self._failed_starts += 1
        if self._failed_starts >= START_TRIES:
            raise IngestError(
                "worker processes cannot start; try fewer with --jobs, or --jobs 0"
            )
        job = worker.job
        assert job is not None
        self._busy.remove(worker)
        self._stop(worker)
        waiting.appendleft(job)

    def _lost(
        self, worker: _Worker[_T, _R], waiting: deque[_Job[_T, _R]], why: str
    ) -> None:
        """Replace a worker; its batch is tried again a task at a time."""
        job = worker.job
        assert job is not None
        self._busy.remove(worker)
        self._stop(worker)
        if job.alone or len(job.tasks) == 1:
            job.results.append(GivenUp(why))
        job.alone = True
        if not job.done:
            waiting.appendleft(job)

    def _start(self) -> _Worker[_T, _R]:
        check_working_folder()
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._make, self._memory, log_target()),
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _stop(self, worker: _Worker[_T, _R]) -> None:
        worker.pipe.close()
        if worker.job is not None:
            worker.process.kill()
        worker.process.join(timeout=5)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()


def _serve(
    pipe: Connection,
    make: Callable[[], Callable[[Sequence[_T]], list[_R]]],
    memory: int,
    log: LogTarget,
) -> None:
    """A worker's life: work until the other end of the pipe is gone."""
    # Ctrl-C reaches every process of the terminal; the first one ends the rest.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Threads of numpy take memory each, and there is a worker for every core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    go_on_logging(log)  # a process begins without one
    bound_memory(memory)
    # Tables and articles are thousands of small objects, and hardly a cycle of them.
    gc.set_threshold(20_000, 20, 20)
    work = make()
    with suppress(EOFError, OSError):
        pipe.send(None)  # ready
        pipe.send(_done(work, pipe.recv()))
        # Models and tables are loaded by now, and stay: they are no garbage.
        gc.freeze()
        while True:
            pipe.send(_done(work, pipe.recv()))


def _done(
    work: Callable[[Sequence[_T]], list[_R]], tasks: Sequence[_T]
) -> list[_R | GivenUp]:
    """The results of some tasks; one that raises an error is given up alone."""
    try:
        return [*work(tasks)]
    except Exception as error:
        if len(tasks) > 1:
            return [result for task in tasks for result in _done(work, [task])]
        _log.warning("a task was given up", exc_info=True)
        return [GivenUp(reason_of(error))]
