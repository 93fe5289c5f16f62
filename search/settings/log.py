"""The log: who writes it, where it goes, and what a line looks like.

Modules log to a logger of their own name. Nothing is written until a program calls
:func:`start_log`; a program that uses the packages keeps its own logging.

::

    2026-03-01T12:00:00.123Z INFO web.http.access GET /search 200 … id=1f2e3d4c
    {"time": "2026-03-01T12:00:00.123Z", "level": "info", "logger": …, "id": …}
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any, Final

from ..errors import ConfigError

__all__ = [
    "PACKAGES",
    "REQUEST_ID",
    "LogTarget",
    "go_on_logging",
    "log_fields",
    "log_target",
    "start_log",
]

PACKAGES: Final = ("search", "index", "web")

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_FIELDS: Final = "dateline_fields"

REQUEST_ID: Final[ContextVar[str]] = ContextVar("request_id", default="")
"""The id of the request that is being answered; every line of it carries the id."""


@dataclass(frozen=True, slots=True)
class LogTarget:
    """What is logged, and where to, as another process is told of it.

    Attributes:
        level: the lowest level that is logged.
        file: ``None`` is standard error.
    """

    level: int = logging.WARNING
    file: Path | None = None
    as_json: bool = False


_targets: Final[list[LogTarget]] = []
"""The logs that were started and not ended yet, the newest last."""


def log_target() -> LogTarget:
    """Return where this process logs to; warnings to standard error if nobody said."""
    return _targets[-1] if _targets else LogTarget()


def go_on_logging(target: LogTarget) -> None:
    """Log in a process that another one started to where that one does.

    A file that cannot be opened here costs nothing but its lines: they go to standard
    error.
    """
    try:
        start_log(target.level, file=target.file, as_json=target.as_json)
    except ConfigError:
        start_log(target.level, as_json=target.as_json)


def log_fields(**fields: object) -> dict[str, Any]:
    """Return the ``extra`` of a record: fields of their own in a line of JSON.

    In a line of text they follow the message as ``name=value``.
    """
    return {_FIELDS: fields}


def start_log(
    level: int, *, file: Path | None = None, as_json: bool = False
) -> Callable[[], None]:
    """Begin to write what is logged at a level or above it.

    Args:
        file: appended to, and opened again when it was moved away; standard error
            if there is none.

    Returns:
        What ends it again.

    Raises:
        ConfigError: if the file cannot be written.
    """
    handler = _handler(file)
    handler.setFormatter(_JsonLines() if as_json else _TextLines())
    loggers = [logging.getLogger(name) for name in (*PACKAGES, "waitress")]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = False
    # It would say of every page that its style sheets wait their turn.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    target = LogTarget(level, file, as_json)
    _targets.append(target)

    def end() -> None:
        _targets.remove(target)
        for logger, level, propagate in before:
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
        handler.close()

    return end


def _handler(file: Path | None) -> logging.Handler:
    if file is None:
        return _Console()
    try:
        return _LogFile(file, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigError(
            f"the log file {file} cannot be written: {error.strerror or error}"
        ) from error


class _Console(logging.StreamHandler[Any]):
    """Standard error, whichever it is at the time; none is no trouble."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written stops nothing."""


class _LogFile(WatchedFileHandler):
    """A file; a full disk costs lines of the log and nothing else."""

    def close(self) -> None:
        with suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written stops nothing."""


def _fields(record: logging.LogRecord) -> dict[str, object]:
    fields = dict(getattr(record, _FIELDS, {}))
    if request_id := REQUEST_ID.get():
        fields.setdefault("id", request_id)
    return fields


def _time(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _escaped(text: str) -> str:
    """Text on one line, whatever somebody put into an address."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class _TextLines(logging.Formatter):
    """One line a record; a traceback follows it, indented."""

    def format(self, record: logging.LogRecord) -> str:
        fields = _fields(record).items()
        told = " ".join(f"{name}={value}" for name, value in fields)
        line = _escaped(
            f"{_time(record)} {record.levelname} {record.name}: {record.getMessage()}"
            + (f" {told}" if told else "")
        )
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            line += "".join(f"\n    {_escaped(row)}" for row in trace.split("\n"))
        return line


class _JsonLines(logging.Formatter):
    """One JSON object a line, in ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str)
