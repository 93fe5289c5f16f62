"""Who writes an index: one at a time, on whatever machine.

The lock is a document that its owner touches every second. Who finds it taken watches
it, and takes it over if it stays as it is for some seconds; no clocks are compared. Its
fence grows with every owner and stands at the head of the version of all that is
written. So one who was taken for dead, and is not, can overwrite nothing (a *fencing
token*, Kleppmann 2016).
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from typing import Any, Final

from .client import Client, Json
from .errors import NodeRefusal, Outrun, Unanswered
from .generations import Generations

__all__ = ["WriterLock", "place_of"]

_BEAT: Final = 1.0
"""Seconds between two signs of life."""

_LEASE: Final = 8.0
"""Seconds without a sign after which an owner is taken for dead."""

_LOOK: Final = 0.25


class WriterLock:
    """The lock of all the indexes of one name.

    Args:
        least_fence: the fence of what is in the index already.

    Raises:
        Outrun: if another is writing.
    """

    def __init__(
        self, client: Client, generations: Generations, least_fence: int
    ) -> None:
        self._client = client
        self._path = f"/{generations.shared}/_doc/lock"
        self._owner = secrets.token_hex(16)
        generations.make_shared()
        seen = self._await_free()
        held = int(seen["_source"]["fence"]) if seen.get("found") else 0
        self.fence = max(held, least_fence) + 1
        self._place = place_of(seen)
        self._lost = False
        self._touching = threading.Lock()
        self._write(self._owner)
        self._ending = threading.Event()
        self._beats = threading.Thread(target=self._beat, name="lock", daemon=True)
        self._beats.start()

    def check(self) -> None:
        """Give a sign of life.

        Raises:
            Outrun: if another has the lock now.
        """
        with self._touching:
            if self._lost:
                raise Outrun
            self._write(self._owner)

    def release(self) -> None:
        """Leave it to others; where that cannot be told, they wait for a while."""
        self._ending.set()
        self._beats.join()
        if not self._lost:
            with contextlib.suppress(NodeRefusal, Unanswered, Outrun):
                self._write("", patience=5.0)

    def _await_free(self) -> Json:
        """The lock as it is once nobody holds it, or its owner is dead."""
        seen = self._read()
        until = time.monotonic() + _LEASE
        while seen.get("found") and seen["_source"]["owner"]:
            if time.monotonic() > until:
                return seen
            time.sleep(_LOOK)
            now = self._read()
            if place_of(now) != place_of(seen):
                if now.get("found") and now["_source"]["owner"]:
                    raise Outrun
                return now
        return seen

    def _read(self) -> Json:
        return self._client.ask("GET", self._path, missing_ok=True)

    def _write(self, owner: str, patience: float | None = None) -> None:
        body = {"kind": "lock", "owner": owner, "fence": self.fence}
        try:
            self._write_at(self._place, body, patience)
        except NodeRefusal as error:
            if not error.of_conflict:
                raise
            # a sign whose answer was lost has moved the lock on: is it still ours?
            now = self._read()
            if not now.get("found") or now["_source"]["owner"] != self._owner:
                self._lost = True
                raise Outrun from error
            self._write_at(place_of(now), body, patience)

    def _write_at(self, place: str, body: Json, patience: float | None) -> None:
        told: Any = self._client.ask(
            "PUT", f"{self._path}?{place}", body, patience=patience, repeatable=False
        )
        self._place = place_of(told)

    def _beat(self) -> None:
        while not self._ending.wait(_BEAT):
            try:
                self.check()
            except Outrun:
                return
            except (NodeRefusal, Unanswered):
                pass  # the next one tells


def place_of(told: Json) -> str:
    """What makes a write fail unless the document is still as it was told of."""
    if "_seq_no" not in told:
        return "op_type=create"
    return f"if_seq_no={told['_seq_no']}&if_primary_term={told['_primary_term']}"
