"""What a cluster refuses or leaves unanswered, as errors of this program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from ...errors import (
    EngineUnavailable,
    EngineUnreachable,
    IndexMissing,
    QueryError,
    StorageError,
)

__all__ = [
    "NodeRefusal",
    "Outrun",
    "Unanswered",
    "is_lost_view",
    "native_errors",
    "refusal_of",
]

_DISK: Final = ("flood-stage", "read-only-allow-delete", "create-index blocked")
"""What the reasons of a block say that a cluster itself puts on full disks."""

_OUR_FAULT: Final = 400
_CONFLICT: Final = 409
_BUSY: Final = frozenset({429, 502, 503, 504})

_TOO_MANY: Final = ("too_many_buckets_exception", "too_many_clauses")


class NodeRefusal(Exception):
    """A node answered, and what it answers is no.

    Attributes:
        status: of HTTP.
        kind: the server's word for it, such as ``index_not_found_exception``.
        reason: a sentence of the server.
    """

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(f"HTTP {status} {kind}: {reason[:300]}")
        self.status = status
        self.kind = kind
        self.reason = reason

    @property
    def of_full_disk(self) -> bool:
        """Whether nothing may be written or made because a disk is nearly full."""
        found = any(sign in self.reason for sign in _DISK)
        return self.kind == "cluster_block_exception" and found

    @property
    def of_conflict(self) -> bool:
        """Whether a document was changed since it was read, or is there already."""
        return self.status == _CONFLICT

    @property
    def for_now(self) -> bool:
        """Whether the node is busy: a moment later it may do the same."""
        return self.status in _BUSY and not self.of_request

    @property
    def of_request(self) -> bool:
        """Whether the request itself is refused, wherever and whenever it is sent."""
        return self.status == _OUR_FAULT or self.kind in _TOO_MANY


class Unanswered(Exception):
    """No node answered, or not all shards did, for as long as was waited."""


class Outrun(Exception):
    """Another writer has taken over; what this one sends is of no effect."""


def refusal_of(status: int, told: object) -> NodeRefusal:
    """Return the error of an answer, whatever form it has."""
    error: Any = told.get("error") if isinstance(told, Mapping) else told
    if not isinstance(error, Mapping):
        return NodeRefusal(status, "", str(error or told))
    causes = error.get("root_cause") or [error]
    cause = causes[0] if isinstance(causes[0], Mapping) else error
    deeper = error.get("caused_by") or {}
    kind = str(cause.get("type") or error.get("type") or "")
    if deeper.get("type") in _TOO_MANY:
        kind = str(deeper["type"])
    reason = str(cause.get("reason") or error.get("reason") or "")
    return NodeRefusal(status, kind, reason)


def is_lost_view(refusal: NodeRefusal) -> bool:
    """Tell whether a point in time has gone: it expired, or its node did."""
    return refusal.kind in (
        "search_context_missing_exception",
        "search_phase_execution_exception",
        "no_shard_available_action_exception",
        "node_not_connected_exception",
        "node_disconnected_exception",
        "illegal_index_shard_state_exception",
        "shard_not_found_exception",
        "index_closed_exception",
    )


@contextmanager
def native_errors(url: str) -> Iterator[None]:
    """Turn what the client raises into the errors of this program."""
    try:
        yield
    except Outrun as error:
        raise EngineUnavailable.locked(url) from error
    except Unanswered as error:
        raise EngineUnreachable(url, str(error)) from error
    except NodeRefusal as error:
        raise _failure(url, error) from error


def _failure(url: str, refusal: NodeRefusal) -> Exception:
    if refusal.kind == "index_not_found_exception":
        return IndexMissing(url)
    if refusal.of_full_disk:
        return StorageError(
            url,
            f"a disk of the cluster at {url} is nearly full, so nothing can be written "
            "there; free some of it, and the cluster lets writers in again by itself",
        )
    if refusal.status in (401, 403):
        return EngineUnavailable(
            url,
            f"the cluster at {url} does not let this user in (HTTP {refusal.status}); "
            "check the user in the engine URL, and the password or token: "
            "DATELINE_ENGINE_PASSWORD, DATELINE_ENGINE_TOKEN or engine-password-file",
        )
    if refusal.of_request:
        return QueryError(f"the cluster cannot run this request: {refusal.reason}")
    return EngineUnreachable(url, str(refusal))
