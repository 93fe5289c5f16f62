"""The process that cuts sources, watched so that no source can stop the run.

It takes one source after the other and sends its records a few at a time. It waits
while nobody takes them, so it is never far ahead. If it dies, takes too much memory
or is silent for too long, only the source it was cutting is given up, and a new one
goes on with the next.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import BinaryIO, Final

from ..bounds import MEMORY, SECONDS, bound_memory
from ..errors import IngestError, UnreadableSource
from ..records import Packed, Problem
from .cutting import Asked, cut

__all__ = ["Cutter"]

START_TRIES: Final = 5
"""How often in a row the process may fail to start."""

_SENT_RECORDS: Final = 64
_SENT_BYTES: Final = 256 * 2**10
_SENT_SECONDS: Final = 1.0
"""Records are sent when there are so many, or so large, or so old."""


@dataclass(slots=True)
class _Answer:
    """Some records of a source.

    Attributes:
        read: how many bytes of the file have been read.
        ended: whether these are the last ones.
        reason: why reading could not go on, if it could not.
        spent: whether the process should be replaced.
    """

    pieces: list[Packed | Problem] = field(default_factory=list)
    read: int = 0
    ended: bool = False
    reason: str | None = None
    spent: bool = False


class Cutter:
    """Cuts sources, one at a time.

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
        """Start the process if it is not running, without waiting until it is."""
        if not self._apart or self._process is not None:
            return
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._memory), daemon=True
        )
        # the system may be short of memory or processes: tried again when needed
        with suppress(OSError):
            process.start()
            self._process, self._pipe, self._greeted = process, ours, False
        theirs.close()

    def cut(self, asked: Asked) -> Iterator[Packed | Problem]:
        """Yield the records of a source, in order.

        Raises:
            UnreadableSource: if nothing (more) of the source can be read, or the
                process died or hung over it.
            IngestError: if the process cannot be started.
        """
        self.read = 0
        answers = self._cut_apart(asked) if self._apart else self._cut_here(asked)
        for answer in answers:
            self.read = answer.read
            yield from answer.pieces
            if answer.reason is not None:
                raise UnreadableSource(answer.reason)
        self.read = 0

    def _cut_here(self, asked: Asked) -> Iterator[_Answer]:
        files: list[BinaryIO] = []
        for piece in cut(asked, files.append):
            yield _Answer([piece], files[0].tell())

    def _cut_apart(self, asked: Asked) -> Iterator[_Answer]:
        pipe = self._ready()
        ended = False
        try:
            # one that is gone already is noticed while waiting for its answer
            with suppress(BrokenPipeError):
                pipe.send(asked)
            while not ended:
                answer = self._received(pipe)
                ended = answer.ended and not answer.spent
                yield answer
                if answer.ended:
                    return
        finally:
            if not ended:
                self._stop()

    def _received(self, pipe: Connection) -> _Answer:
        try:
            if not pipe.poll(self._seconds):
                return _Answer(
                    ended=True, reason="reading it took too long", spent=True
                )
            answer = pipe.recv()
        except (EOFError, OSError):
            reason = "the process reading it died"
            return _Answer(ended=True, reason=reason, spent=True)
        assert isinstance(answer, _Answer)
        return answer

    def _ready(self) -> Connection:
        """The pipe to a process that has started.

        Raises:
            IngestError: if it has failed to start too often in a row.
        """
        for _ in range(START_TRIES):
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


def _serve(pipe: Connection, memory: int) -> None:
    """The process' life: cut sources until the other end of the pipe is gone."""
    # Ctrl-C reaches every process of the terminal; the first one ends the rest.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory(memory)
    with suppress(EOFError, OSError):
        pipe.send(None)  # ready
        while True:
            for answer in _answers(pipe.recv()):
                pipe.send(answer)


def _answers(asked: Asked) -> Iterator[_Answer]:
    """The records of a source in portions."""
    files: list[BinaryIO] = []
    answer, size, due = _Answer(), 0, time.monotonic() + _SENT_SECONDS
    try:
        for piece in cut(asked, files.append):
            answer.pieces.append(piece)
            size += len(piece.content) if isinstance(piece, Packed) else 0
            now = time.monotonic()
            full = len(answer.pieces) >= _SENT_RECORDS or size >= _SENT_BYTES
            if full or now >= due:
                answer.read = read = files[0].tell()
                yield answer
                answer, size, due = _Answer(read=read), 0, now + _SENT_SECONDS
    except UnreadableSource as error:
        answer.reason = error.reason
        # what a parser did without memory, or met by surprise, may last
        answer.spent = error.__cause__ is not None
    answer.ended = True
    yield answer
