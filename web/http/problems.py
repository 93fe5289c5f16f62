"""What goes wrong below ``/api/``, as problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from flask import Response, request
from werkzeug.exceptions import HTTPException

from .access_log import request_id

__all__ = [
    "PROBLEM_TYPE",
    "BadParameters",
    "CursorExpired",
    "Fault",
    "NoSuchFacet",
    "ApiProblem",
    "in_api",
    "problem_response",
]

PROBLEM_TYPE: Final = "application/problem+json"

_HELP: Final = "/help/api"


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter that cannot be read, why, and what it may be if that is a list."""

    parameter: str
    detail: str
    allowed: tuple[str, ...] = ()


class ApiProblem(HTTPException):
    """A request the API does not answer as asked.

    Attributes:
        kind: what kind of problem it is; the end of its ``type``.
        title: the same in words.
        faults: the parameters at fault.
    """

    code: int = 400
    kind = "bad-parameter"
    title = "A parameter cannot be read"

    def __init__(self, detail: str, faults: Iterable[Fault] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)


class BadParameters(ApiProblem):
    """Parameters that are unknown, repeated or malformed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        faults = tuple(faults)
        super().__init__(
            "; ".join(f"{f.parameter}: {f.detail}" for f in faults), faults
        )


class CursorExpired(ApiProblem):
    """A cursor of a result that is no longer what it was."""

    code = 410
    kind = "cursor-expired"
    title = "The index has changed"

    def __init__(self) -> None:
        super().__init__(
            "The index has changed since this cursor was made, so the next hits "
            "cannot be told; begin again without a cursor. Cursors of results "
            "sorted by date hold whatever changes."
        )


class NoSuchFacet(ApiProblem):
    """A facet that is none."""

    code = 404
    kind = "no-such-facet"
    title = "There is no such facet"


def in_api() -> bool:
    """Tell whether what is asked for lies below ``/api/``."""
    return request.path == "/api" or request.path.startswith("/api/")


def problem_response(
    status: int, name: str, title: str, detail: str, faults: Iterable[Fault] = ()
) -> Response:
    """Return the response that tells of a problem."""
    body: dict[str, Any] = {
        "type": f"{request.root_path}{_HELP}#{name}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": quote(f"{request.root_path}{request.path}", errors="replace"),
        "request_id": request_id(),
    }
    if errors := [_error(fault) for fault in faults]:
        body["errors"] = errors
    text = json.dumps(body, ensure_ascii=False) + "\n"
    return Response(text.encode(errors="replace"), status, content_type=PROBLEM_TYPE)


def _error(fault: Fault) -> dict[str, Any]:
    found: dict[str, Any] = {"parameter": fault.parameter, "detail": fault.detail}
    return found | ({"allowed": list(fault.allowed)} if fault.allowed else {})
