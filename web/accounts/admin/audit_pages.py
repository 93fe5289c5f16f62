"""The audit log on a page, and as a file."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from flask import Response, render_template, request, stream_with_context, url_for

from ...state.state import SearchState
from ..attached import the_accounts
from ..audit import ACTION_KINDS, AuditAsk, find_in_audit

__all__ = ["file", "page"]

_DAYS: Final = 7
"""That are looked through, unless others are asked for."""

_NUMBERS: Final = (100, 500, 2_000)
_SHOWN: Final = ("time", "who", "action", "what", "status", "address")


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """A line of the log; ``more`` is what it has besides."""

    time: str
    who: str
    action: str
    what: str
    status: str
    address: str
    more: str


def page() -> str:
    """The last entries that are asked for, the newest first."""
    ask, number = _asked(), _number()
    again: dict[str, Any] = request.args.to_dict()
    last = deque(_entries(ask), maxlen=number)
    return render_template(
        "admin_audit.html",
        entries=[_listed(entry) for entry in reversed(last)],
        asked=request.args,
        since=ask.since,
        until=ask.until,
        actions=ACTION_KINDS,
        numbers=_NUMBERS,
        number=number,
        file_href=url_for("admin.audit_file", **again),
        state=SearchState(),
    )


def file() -> Response:
    """All entries that are asked for, the oldest first, one JSON object a line."""
    lines = (json.dumps(one, ensure_ascii=True) + "\n" for one in _entries(_asked()))
    response = Response(
        stream_with_context(lines), content_type="application/x-ndjson; charset=utf-8"
    )
    today = datetime.now(UTC).date().isoformat()
    response.headers["Content-Disposition"] = (
        f'attachment; filename="dateline-audit-{today}.jsonl"'
    )
    return response


def _entries(ask: AuditAsk) -> Iterator[dict[str, Any]]:
    accounts = the_accounts()
    assert accounts is not None  # see the blueprint
    return find_in_audit(accounts.database.folder, ask)


def _day(text: str) -> date | None:
    """The day of a form, such as 2026-03-01; nothing if it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _asked() -> AuditAsk:
    given = request.args
    today = datetime.now(UTC).date()
    return AuditAsk(
        since=_day(given.get("since", "")) or today - timedelta(days=_DAYS),
        until=_day(given.get("until", "")),
        who=given.get("who", "").strip(),
        action=given.get("action", ""),
        words=given.get("words", "").strip()[:200],
    )


def _number() -> int:
    told = request.args.get("last", "")
    return next((one for one in _NUMBERS if str(one) == told), _NUMBERS[0])


def _listed(entry: dict[str, Any]) -> ListedEntry:
    shown = {name: str(entry.get(name, "")) for name in _SHOWN}
    shown["time"] = shown["time"][:19].replace("T", " ")
    rest = {name: v for name, v in entry.items() if name not in (*_SHOWN, "request")}
    more = ", ".join(f"{name}: {value}" for name, value in rest.items() if value)
    return ListedEntry(**shown, more=more)
