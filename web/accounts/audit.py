"""The audit log: one line of JSON for each thing somebody did, a file a day.

A line is one write to the end of the file, so any number of processes may share it. A
file is named by its day in UTC and never renamed, so nothing is lost between two files;
those that are too old are removed. Only the owner of the data folder may read them.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

__all__ = ["ACTION_KINDS", "AuditAsk", "AuditLog", "find_in_audit", "read_audit"]

ACTION_KINDS: Final = ("search", "open", "export", "change", "sign in", "sign out")
"""What there is to do."""

_FOLDER: Final = "audit"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Notes who did what.

    Attributes:
        data: the data folder.
        level: "off", "without-queries" or "on".
        days: how long a file is kept.
    """

    data: Path
    level: str
    days: int

    @property
    def with_queries(self) -> bool:
        """Whether it is noted what somebody searched for."""
        return self.level == "on"

    @property
    def is_on(self) -> bool:
        """Whether anything is noted."""
        return self.level != "off"

    def note(self, entry: dict[str, Any]) -> None:
        """Note something that was done now; that it could not be is in the log."""
        now = datetime.now(UTC)
        told = {"time": now.isoformat(timespec="milliseconds"), **entry}
        line = json.dumps(told, ensure_ascii=True) + "\n"
        try:
            self._append(now.date(), line.encode())
        except OSError as error:
            _log.error("the audit log cannot be written: %s", error)

    def _append(self, day: date, line: bytes) -> None:
        file = self.data / _FOLDER / f"{day.isoformat()}.jsonl"
        new = not file.exists()
        if new:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
        if new:
            self._remove_old(day)

    def _remove_old(self, today: date) -> None:
        for day, file in _files(self.data):
            if day <= today - timedelta(days=self.days):
                with contextlib.suppress(OSError):  # another process was faster
                    file.unlink()


def read_audit(
    data: Path, since: date | None = None, until: date | None = None
) -> Iterator[dict[str, Any]]:
    """Yield what was noted, the oldest first; a line that was cut short is left out.

    Args:
        since: the first day wanted, in UTC.
        until: the last one.
    """
    for day, file in _files(data):
        if (since and day < since) or (until and day > until):
            continue
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                with contextlib.suppress(ValueError):
                    yield json.loads(line)


@dataclass(frozen=True, slots=True)
class AuditAsk:
    """Which entries are asked for.

    Attributes:
        since: the first day, in UTC, and ``until`` the last one.
        who: the name of a person, in any capitals; "" for everybody.
        action: one of :data:`ACTION_KINDS`; "" for all.
        words: what has to stand somewhere in the entry, in any capitals.
    """

    since: date | None = None
    until: date | None = None
    who: str = ""
    action: str = ""
    words: str = ""


def find_in_audit(data: Path, ask: AuditAsk) -> Iterator[dict[str, Any]]:
    """Yield the entries that are asked for, the oldest first."""
    who, words = ask.who.casefold(), ask.words.casefold()
    for entry in read_audit(data, ask.since, ask.until):
        if who and str(entry.get("who", "")).casefold() != who:
            continue
        if ask.action and entry.get("action") != ask.action:
            continue
        if words and words not in json.dumps(entry, ensure_ascii=False).casefold():
            continue
        yield entry


def _files(data: Path) -> list[tuple[date, Path]]:
    """The files there are, by their days."""
    found = []
    for file in (data / _FOLDER).glob("*.jsonl"):
        with contextlib.suppress(ValueError):
            found.append((date.fromisoformat(file.stem), file))
    return sorted(found)
