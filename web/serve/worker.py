"""One of several processes that answer requests, and what it says to its supervisor.

It begins as a fresh interpreter and reads the settings by itself, so that one started
by a reload has the program, the settings and the index of today. It ends by itself if
its supervisor is gone.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from search.errors import DatelineError
from search.settings import table
from search.settings.log import LogTarget, go_on_logging
from search.settings.values import gather

__all__ = ["READY", "SHARED", "WATCH", "Job", "work"]

READY: Final = "ready"
"""What a worker says as soon as it answers requests; or it says why it cannot."""

WATCH: Final = "watch"
"""What one of them is told: to look for new articles in watched searches."""

SHARED: Final = "shared"
"""The file of what they know together."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker is told.

    Attributes:
        options: those of the command line; what else is set it reads by itself.
        log: where to write.
        sockets: where to listen.
        folder: of what they share.
        processes: how many there are.
    """

    options: Mapping[str, object]
    log: LogTarget
    sockets: Sequence[socket.socket]
    folder: Path
    processes: int


def work(job: Job, supervisor: Connection) -> None:
    """Answer requests until SIGTERM, or until the supervisor is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor says when
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    go_on_logging(job.log)
    from ..http.shared import Shared

    try:
        told = gather(job.options, os.environ)
        shared = Shared(job.folder / SHARED)
        number = shared.workers.take("worker")
        if told[table.METRICS] and number is not None:
            from ..http.metrics import count_together

            count_together(job.folder, number)
        from .process import PageProcess

        page = PageProcess(
            told, job.sockets, shared, note=_log.warning, processes=job.processes
        )
    except DatelineError as error:
        supervisor.send(str(error))
        return
    signal.signal(signal.SIGTERM, lambda *_: page.end())

    def obey() -> None:
        try:
            while supervisor.recv() == WATCH:
                page.watch()
        except (EOFError, OSError):  # nobody is there who would end it
            shutil.rmtree(job.folder, ignore_errors=True)
            page.end()

    threading.Thread(target=obey, name="supervisor", daemon=True).start()
    supervisor.send(READY)
    page.run()
