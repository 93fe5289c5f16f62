"""Several processes that answer requests, and the one that looks after them.

The supervisor answers nothing itself, so nothing that somebody asks can end it. A
worker that ends is started again, later each time if they keep ending. A reload starts
new workers beside the old ones, which finish what they do when all of the new ones
answer; if those cannot begin, the old ones go on. Only POSIX systems have the signals.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final

from search.errors import ConfigError
from search.storage import check_working_folder

from ..http.shared import Shared
from .worker import READY, SHARED, WATCH, Job, work

__all__ = ["Supervisor"]

_log = logging.getLogger(__name__)

_STARTING_SECONDS: Final = 120.0
"""After which a worker that does not answer yet never will."""

_STEADY_SECONDS: Final = 60.0
"""For which a worker has to live, for its end to be no sign of trouble."""

_LONGEST_DELAY: Final = 30.0

_OVERTIME_SECONDS: Final = 25.0
"""Beyond its grace, after which a worker that was told to end is killed."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    generation: int
    started: float
    ready: bool = False
    failure: str = ""
    killed_at: float | None = None
    """When it is killed; ``None`` if it was not told to end."""


class Supervisor:
    """Keeps so many workers.

    Args:
        job: what each is told.
        grace: seconds for which one that ends may finish its requests.
        begun: called once all answer.
    """

    def __init__(self, job: Job, grace: float, begun: Callable[[], None]) -> None:
        self._job = job
        self._grace = grace
        self._begun = begun
        self._shared = Shared(job.folder / SHARED)
        # A fresh interpreter: threads do not survive a fork, and a reload may find
        # another version of the program.
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._generation = 0
        self._starting: int | None = None
        self._watching: _Worker | None = None
        self._delay = self._not_before = 0.0
        self._reload = False
        self._told_to_end = 0

    def run(self) -> None:
        """Look after workers until SIGTERM or SIGINT.

        Raises:
            ConfigError: if they cannot begin.
        """
        check_working_folder()
        with self._signals() as woken:
            try:
                self._begin_generation()
                while self._workers or not self._told_to_end:
                    self._wait(woken)
                    self._step(time.monotonic())
            finally:
                for worker in self._workers:
                    worker.process.kill()
                    self._remove(worker)

    def _step(self, now: float) -> None:
        """Do what is to be done after something happened, or some time."""
        for worker in list(self._workers):
            if worker not in self._workers:
                continue  # it was given up with another
            self._hear(worker)
            if not worker.process.is_alive():
                self._note_end(worker, now)
            elif worker.killed_at is not None and now > worker.killed_at:
                _log.warning("a worker does not end, and is killed")
                worker.process.kill()
        if self._told_to_end:
            self._end_all(now)
            return
        if self._reload:
            self._reload = False
            self._give_up("another reload")
            self._begin_generation()
        self._finish_generation(now)
        self._fill(now)
        self._let_one_watch()

    def _hear(self, worker: _Worker) -> None:
        with contextlib.suppress(EOFError, OSError):
            while worker.connection.poll():
                said = str(worker.connection.recv())
                worker.ready = said == READY
                worker.failure = "" if worker.ready else said

    # ── generations ──────────────────────────────────────────────────────────

    def _begin_generation(self) -> None:
        self._generation += 1
        self._starting = self._generation
        for _ in range(self._job.processes):
            self._start()

    def _finish_generation(self, now: float) -> None:
        """Let the old workers end if all new ones answer."""
        new = [one for one in self._workers if one.generation == self._starting]
        if self._starting is None:
            return
        if all(one.ready for one in new):
            self._starting = None
            if self._generation == 1:
                self._begun()
            else:
                _log.info("new workers answer; the old ones end")
            for worker in self._workers:
                if worker not in new:
                    self._end(worker, now)
        elif any(now - one.started > _STARTING_SECONDS for one in new):
            self._give_up(f"they do not answer after {_STARTING_SECONDS:.0f} seconds")

    def _give_up(self, why: str) -> None:
        """Do without the new workers, if there are some that do not answer yet.

        Raises:
            ConfigError: if there are no old ones.
        """
        if self._starting is None:
            return
        new = [one for one in self._workers if one.generation == self._starting]
        old = [one for one in self._workers if one not in new]
        for worker in new:
            worker.process.kill()
            self._remove(worker)
        self._starting = None
        if not old:
            raise ConfigError(why)
        _log.error("not reloaded, the old workers go on: %s", why)
        for worker in old:
            worker.generation = self._generation

    # ── workers ──────────────────────────────────────────────────────────────

    def _start(self) -> None:
        mine, its = self._context.Pipe()
        process = self._context.Process(
            target=work, args=(self._job, its), name="worker", daemon=True
        )
        process.start()
        its.close()
        self._workers.append(_Worker(process, mine, self._generation, time.monotonic()))

    def _fill(self, now: float) -> None:
        """Start workers in place of those that have ended, when it is time."""
        if self._starting is not None or now < self._not_before:
            return
        lasting = [one for one in self._workers if one.killed_at is None]
        for _ in range(self._job.processes - len(lasting)):
            self._start()

    def _note_end(self, worker: _Worker, now: float) -> None:
        self._remove(worker)
        if worker.killed_at is not None:
            return
        why = worker.failure or f"a worker ended ({_how(worker.process.exitcode)})"
        if worker.generation == self._starting and not worker.ready:
            self._give_up(why)
            return
        if now - worker.started > _STEADY_SECONDS:
            self._delay = 0.0
        _log.error("%s; another one is started in %.0f s", why, self._delay)
        self._not_before = now + self._delay
        self._delay = min(_LONGEST_DELAY, max(1.0, 2 * self._delay))

    def _remove(self, worker: _Worker) -> None:
        worker.process.join()
        if worker.process.pid is not None:
            self._shared.forget(worker.process.pid)
        worker.connection.close()
        self._workers.remove(worker)
        if self._watching is worker:
            self._watching = None

    def _end(self, worker: _Worker, now: float) -> None:
        if worker.killed_at is None:
            worker.killed_at = now + self._grace + _OVERTIME_SECONDS
            worker.process.terminate()
            if self._watching is worker:
                self._watching = None

    def _end_all(self, now: float) -> None:
        for worker in self._workers:
            if not worker.ready or self._told_to_end > 1:
                worker.process.kill()
            self._end(worker, now)

    def _let_one_watch(self) -> None:
        """Let one worker look for alerts: if all did, each would ask the index."""
        if self._watching is not None:
            return
        able = [one for one in self._workers if one.ready and one.killed_at is None]
        for worker in able[:1]:
            with contextlib.suppress(OSError):
                worker.connection.send(WATCH)
                self._watching = worker

    # ── waiting ──────────────────────────────────────────────────────────────

    def _wait(self, woken: socket.socket) -> None:
        """Wait until a worker says something or ends, a signal, or a second."""
        ends = [one.process.sentinel for one in self._workers]
        said = [one.connection for one in self._workers if not one.ready]
        if woken in wait([woken, *ends, *said], timeout=1):
            woken.recv(1024)

    @contextmanager
    def _signals(self) -> Iterator[socket.socket]:
        """Yield a socket that can be read after a signal."""
        woken, waking = socket.socketpair()
        for one in (woken, waking):
            one.setblocking(False)
        before = signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        handlers = {
            number: signal.signal(number, handler)
            for number, handler in (
                (signal.SIGTERM, self._on_end),
                (signal.SIGINT, self._on_end),
                (signal.SIGHUP, self._on_reload),
            )
        }
        try:
            yield woken
        finally:
            signal.set_wakeup_fd(before)
            for number, handler in handlers.items():
                signal.signal(number, handler)
            woken.close()
            waking.close()

    def _on_end(self, *_: object) -> None:
        self._told_to_end += 1

    def _on_reload(self, *_: object) -> None:
        self._reload = True


def _how(code: int | None) -> str:
    """How a process ended, by its exit code."""
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
