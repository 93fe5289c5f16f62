"""The process that cuts sources, watched so that no source can stop the run.

It takes some sources, one after the other, and sends their records a few at a time.
It waits while nobody takes them, so it is never far ahead. If it dies or is silent
for too long, a new one takes its sources one by one and sends each record by itself: so
only the source at fault is given up, and only from the record at fault on.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import BinaryIO, Final

from search.settings.log import LogTarget, go_on_logging, log_target
from search.storage import check_working_folder

from ..errors import IngestError
from ..records import Packed
from .bounds import MEMORY, SECONDS, bound_memory
from .cutting import Asked, Finished, Piece, cut_all

__all__ = ["Cutter"]

START_TRIES: Final = 5
"""How often in a row the process may fail to start."""

_SENT_PIECES: Final = 64
_SENT_BYTES: Final = 256 * 2**10
_SENT_SECONDS: Final = 1.0
"""Pieces are sent when there are so many, or so large, or so old."""


@dataclass(slots=True)
class _Answer:
    """Some pieces, each with the number of its source among those asked for.

    ``read`` is how many bytes of the last one's file have been read.
    """

    pieces: list[tuple[int, Piece]] = field(default_factory=list)
    read: int = 0


class _Lost(Exception):
    """The process had to be given up; says why, for people."""


class Cutter:
    """Cuts sources.

    Args:
        apart: whether in a process of its own; else in this one, unwatched.
        memory: bytes of memory that process may take.
        seconds: how long it may be silent while records are waited for.

    Attributes:
        read: how many bytes of the file being cut have been read.
    """

    def __init__(
        self, *, apart: bool, memory: int = MEMORY, seconds: float = SECONDS
    ) -> None:
        self._apart = apart
        self._memory = memory
        self._seconds = seconds
        # A fresh interpreter: threads and open databases do not survive a fork.
        self._context = multiprocessing.get_context("spawn")
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._greeted = False
        self.read = 0

    def __enter__(self) -> Cutter:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def start(self) -> None:
        """Start the process if it is not running, without waiting until it is.

        Raises:
            ConfigError: if no process can begin in this folder.
        """
        if not self._apart or self._process is not None:
            return
        check_working_folder()
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._memory, log_target()), daemon=True
        )
        # the system may be short of memory or processes: tried again when needed
        with suppress(OSError):
            process.start()
            self._process, self._pipe, self._greeted = process, ours, False
        theirs.close()

    def cut(self, sources: Sequence[Asked]) -> Iterator[tuple[int, Piece]]:
        """Cut sources, one after the other; see :func:`cut_all`.

        A source over which the process dies or hangs is tried once more, and then ends
        with a reason.

        Raises:
            IngestError: if the process cannot be started.
        """
        self.read = 0
        return self._cut_apart(sources) if self._apart else self._cut_here(sources)

    def _cut_here(self, sources: Sequence[Asked]) -> Iterator[tuple[int, Piece]]:
        files: list[BinaryIO] = []
        for number, piece in cut_all(sources, files.append):
            self.read = 0 if isinstance(piece, Finished) else files[-1].tell()
            yield number, piece

    def _cut_apart(self, sources: Sequence[Asked]) -> Iterator[tuple[int, Piece]]:
        done = given = 0  # sources that have ended; pieces given of the next
        alone = False
        while done < len(sources):
            first, skipped = done, given
            part = sources[first : first + 1] if alone else sources[first:]
            try:
                for number, piece in self._sent(part, singly=alone):
                    if isinstance(piece, Finished):
                        done, given = first + number + 1, 0
                    elif skipped and not number:
                        skipped -= 1  # given before the process was lost
                        continue
                    else:
                        given += 1
                    yield first + number, piece
            except _Lost as lost:
                if alone:
                    done, given = first + 1, 0
                    yield first, Finished(str(lost))
                alone = not alone

    def _sent(
        self, sources: Sequence[Asked], *, singly: bool
    ) -> Iterator[tuple[int, Piece]]:
        """What one process makes of sources; it ends early where it is spent.

        Args:
            singly: whether each piece is sent as soon as it is cut, so that none is
                lost with the process.

        Raises:
            _Lost: if it died or was silent for too long.
        """
        pipe = self._ready()
        whole = spent = False
        try:
            # one that is gone already is noticed while waiting for its answer
            with suppress(BrokenPipeError):
                pipe.send((sources, singly))
            while not whole and not spent:
                answer = self._received(pipe)
                for number, piece in answer.pieces:
                    if isinstance(piece, Finished):
                        self.read = 0
                        spent = piece.spent
                        whole = number + 1 == len(sources) and not spent
                    yield number, piece
                self.read = answer.read
        finally:
            if not whole:
                self._stop()

    def _received(self, pipe: Connection) -> _Answer:
        try:
            if not pipe.poll(self._seconds):
                raise _Lost("reading it took too long")
            answer = pipe.recv()
        except (EOFError, OSError):
            raise _Lost("the process reading it died") from None
        assert isinstance(answer, _Answer)
        return answer

    def _ready(self) -> Connection:
        """The pipe to a process that has started.

        Raises:
            IngestError: if it has failed to start too often in a row.
        """
        for _ in range(START_TRIES):
            if self._process is not None and not self._process.is_alive():
                self._stop()  # of itself, between two sources
            self.start()
            if self._pipe is None:
                continue
            with suppress(EOFError, OSError):
                self._greeted = self._greeted or self._pipe.recv() is None
                return self._pipe
            self._stop()
        raise IngestError("the process that reads sources cannot start; try --jobs 0")

    def _stop(self) -> None:
        if self._process is None or self._pipe is None:
            return
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, memory: int, log: LogTarget) -> None:
    """The process' life: cut sources until the other end of the pipe is gone."""
    # Ctrl-C reaches every process of the terminal; the first one ends the rest.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    go_on_logging(log)  # a process begins without one
    bound_memory(memory)
    with suppress(EOFError, OSError):
        pipe.send(None)  # ready
        while True:
            for answer in _answers(*pipe.recv()):
                pipe.send(answer)


def _answers(sources: Sequence[Asked], singly: bool) -> Iterator[_Answer]:
    """The pieces of sources in portions, or singly."""
    files: list[BinaryIO] = []
    answer, size, due = _Answer(), 0, time.monotonic() + _SENT_SECONDS
    for number, piece in cut_all(sources, files.append):
        answer.pieces.append((number, piece))
        size += len(piece.content) if isinstance(piece, Packed) else 0
        now = time.monotonic()
        spent = isinstance(piece, Finished) and piece.spent
        full = singly or len(answer.pieces) >= _SENT_PIECES or size >= _SENT_BYTES
        if full or now >= due or spent:
            answer.read = 0 if isinstance(piece, Finished) else files[-1].tell()
            yield answer
            answer, size, due = _Answer(), 0, now + _SENT_SECONDS
        if spent:
            return
    if answer.pieces:
        yield answer
