"""Sessions: who has signed in with which browser, until they sign out.

The browser has a key that nobody can guess; the file has its digest. A key is made when
somebody signs in and never taken from the browser, so nobody can be given one that
another knows (session fixation).
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Final

from .database import AccountsDatabase

__all__ = ["IDLE_SECONDS", "LONGEST_SECONDS", "Session", "Sessions", "digest_of"]

IDLE_SECONDS: Final = 7 * 24 * 3600
"""Without a request, after which a session ends."""

LONGEST_SECONDS: Final = 30 * 24 * 3600
"""After which it ends in any case."""

_NOTED_SECONDS: Final = 300
"""How far what is noted of the last request may be behind."""

_MOST: Final = 20
"""Sessions of one person; the one unused for the longest goes."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who has signed in.

    Attributes:
        digest: names it in the file; not its key.
        user: the id of the person.
        made: when they signed in, in seconds since 1970.
        seen: about when they last asked for something.
        agent: what their browser calls itself.
    """

    digest: bytes
    user: int
    made: float
    seen: float
    agent: str

    @property
    def id(self) -> str:
        """What names it on the page; nobody can sign in with it."""
        return self.digest.hex()[:16]


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions in a file of accounts."""

    database: AccountsDatabase

    def begin(self, user: int, agent: str, *, instead_of: str = "") -> str:
        """Begin a session; return the key for the browser.

        Args:
            instead_of: the key of a session that ends with it.
        """
        key, now = secrets.token_urlsafe(32), time.time()
        with self.database.writing() as connection:
            _remove_old(connection, now)
            if instead_of:
                _remove(connection, digest_of(instead_of))
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)",
                (digest_of(key), user, now, now, _shortened(agent)),
            )
            connection.execute(
                "DELETE FROM sessions WHERE user = ? AND digest NOT IN (SELECT digest"
                " FROM sessions WHERE user = ? ORDER BY seen DESC LIMIT ?)",
                (user, user, _MOST),
            )
        return key

    def find(self, key: str) -> Session | None:
        """Return the session of a key, unless it has ended; note that it is used."""
        digest, now = digest_of(key), time.time()
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM sessions WHERE digest = ?", (digest,)
            ).fetchone()
        if row is None or _is_over(row["made"], row["seen"], now):
            return None
        if now - row["seen"] > _NOTED_SECONDS:
            with self.database.writing() as connection:
                connection.execute(
                    "UPDATE sessions SET seen = ? WHERE digest = ?", (now, digest)
                )
        return Session(**row)

    def of(self, user: int) -> tuple[Session, ...]:
        """Return the sessions of a person, the last used first."""
        now = time.time()
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM sessions WHERE user = ? ORDER BY seen DESC", (user,)
            )
            found = tuple(Session(**row) for row in rows)
        return tuple(one for one in found if not _is_over(one.made, one.seen, now))

    def all(self) -> tuple[Session, ...]:
        """Return the sessions of everybody, the last used first."""
        now = time.time()
        with self.database.reading() as connection:
            rows = connection.execute("SELECT * FROM sessions ORDER BY seen DESC")
            found = tuple(Session(**row) for row in rows)
        return tuple(one for one in found if not _is_over(one.made, one.seen, now))

    def end(self, key: str) -> None:
        """End the session of a key."""
        with self.database.writing() as connection:
            _remove(connection, digest_of(key))

    def end_others(self, user: int, key: str = "") -> None:
        """End all sessions of a person but the one of a key."""
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE user = ? AND digest != ?",
                (user, digest_of(key)),
            )


def digest_of(key: str) -> bytes:
    """Return what is kept of a key; it is long enough that no salt is needed."""
    return hashlib.sha256(key.encode("utf-8", "replace")).digest()


def _is_over(made: float, seen: float, now: float) -> bool:
    return now - seen > IDLE_SECONDS or now - made > LONGEST_SECONDS


def _remove(connection: sqlite3.Connection, digest: bytes) -> None:
    connection.execute("DELETE FROM sessions WHERE digest = ?", (digest,))


def _remove_old(connection: sqlite3.Connection, now: float) -> None:
    connection.execute(
        "DELETE FROM sessions WHERE seen < ? OR made < ?",
        (now - IDLE_SECONDS, now - LONGEST_SECONDS),
    )


def _shortened(agent: str) -> str:
    return agent.encode("utf-8", "replace").decode()[:200]
