"""How often somebody may try to sign in: guessing passwords takes forever.

Wrong attempts are counted for a name from a network, for a name and for a network.
After a few of them each takes twice as long as the one before, up to a quarter of an
hour. Whoever tries a name from elsewhere does not shut its owner out: that count allows
many more.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..http.rates import network_of
from .database import AccountsDatabase

__all__ = ["Attempts"]

_FREE: Final = {"name and network": 5, "name": 50, "network": 30}
"""Wrong attempts without a wait, by what they are counted for."""

_LONGEST_WAIT: Final = 900
_FORGOTTEN_SECONDS: Final = 3600
"""Without a further one, after which wrong attempts are forgotten."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Counts wrong attempts, for all processes that have one file of accounts."""

    database: AccountsDatabase

    def wait(self, name: str, address: str) -> int:
        """Return for how many seconds this name may not be tried from this address."""
        with self.database.reading() as connection:
            return _wait(connection, name, address)

    def begin(self, name: str, address: str) -> int:
        """Count an attempt as a wrong one, unless it has to wait; return how long.

        It is counted before it is known to be wrong: else many at once, in as many
        threads and processes as there are, would all be the first.
        """
        now = time.time()
        with self.database.writing() as connection:
            if wait := _wait(connection, name, address):
                return wait
            connection.execute(
                "DELETE FROM failures WHERE last < ?", (now - _FORGOTTEN_SECONDS,)
            )
            for what, _ in _counted(name, address):
                connection.execute(
                    "INSERT INTO failures VALUES (?, 1, ?) ON CONFLICT (what)"
                    " DO UPDATE SET count = count + 1, last = excluded.last",
                    (what, now),
                )
        return 0

    def undo(self, name: str, address: str) -> None:
        """Count an attempt no more: nobody knows whether it was wrong."""
        with self.database.writing() as connection:
            for what, _ in _counted(name, address):
                connection.execute(
                    "UPDATE failures SET count = count - 1 WHERE what = ?", (what,)
                )

    def succeeded(self, name: str, address: str) -> None:
        """Forget the wrong attempts of somebody who has signed in from there."""
        self.undo(name, address)
        (first, _), *_ = _counted(name, address)
        with self.database.writing() as connection:
            connection.execute("DELETE FROM failures WHERE what = ?", (first,))


def _wait(connection: sqlite3.Connection, name: str, address: str) -> int:
    now, longest = time.time(), 0.0
    for what, free in _counted(name, address):
        row = connection.execute(
            "SELECT count, last FROM failures WHERE what = ?", (what,)
        ).fetchone()
        if row and row["count"] >= free:
            pause = min(_LONGEST_WAIT, 2.0 ** min(30, row["count"] - free + 1))
            longest = max(longest, row["last"] + pause - now)
    return max(0, int(longest + 0.999))


def _counted(name: str, address: str) -> Iterator[tuple[str, int]]:
    name = name.encode("utf-8", "replace").decode().casefold()[:64]
    network = network_of(address)
    yield f"name {name} from {network}", _FREE["name and network"]
    yield f"name {name}", _FREE["name"]
    yield f"network {network}", _FREE["network"]
