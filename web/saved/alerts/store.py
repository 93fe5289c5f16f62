"""Where alerts are kept: one SQLite file in the data folder.

An article is noted as seen and new in one transaction, and put into the digests that
are to be sent in another. A digest is noted as being sent before it is sent. If the
process ends between the two, nobody knows whether it arrived, and it is not sent again:
once an article, never twice. What a server refused is tried again.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.files import make_private

from ...accounts.database import is_made, open_database
from .record import Alert, Digest, Period

__all__ = ["MOST_LISTED", "AlertStore"]

_FILE: Final = "alerts.sqlite"
_SECONDS: Final = 5.0
MOST_LISTED: Final = 200
"""New articles of an alert that its feed lists."""

_MOST_TRIES: Final = 20
_AGAIN_SECONDS: Final = 900
"""After which an alert is looked at again that went wrong."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS alerts (
    id TEXT NOT NULL,
    owner INTEGER NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    period TEXT NOT NULL,
    email TEXT NOT NULL,
    webhook TEXT NOT NULL,
    secret TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    language TEXT NOT NULL,
    due REAL NOT NULL,
    trouble TEXT NOT NULL,
    seen BLOB NOT NULL,  -- eight bytes of a digest of each article
    PRIMARY KEY (owner, id)
);
CREATE TABLE IF NOT EXISTS items (
    secret TEXT NOT NULL,
    article TEXT NOT NULL,
    found REAL NOT NULL,
    told INTEGER NOT NULL,  -- whether it is in a digest
    PRIMARY KEY (secret, article)
);
CREATE TABLE IF NOT EXISTS digests (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    way TEXT NOT NULL,
    articles TEXT NOT NULL,
    found REAL NOT NULL,
    state TEXT NOT NULL,  -- waiting, sending
    tries INTEGER NOT NULL
);
"""
_FIELDS: Final = (
    *("id", "owner", "name", "search", "period", "email", "webhook"),
    *("secret", "key", "language", "due", "trouble"),
)


@dataclass(frozen=True, slots=True)
class AlertStore:
    """The alerts of a data folder, for any thread and process."""

    folder: Path

    def all(self) -> tuple[Alert, ...]:
        """Return all of them, by their owners."""
        with self._open() as connection:
            rows = connection.execute("SELECT * FROM alerts ORDER BY owner, name")
            return tuple(map(_alert, rows))

    def of(self, owner: int, alert_id: str) -> Alert | None:
        """Return the alert of a saved search for somebody, if there is one."""
        return self._one("owner = ? AND id = ?", owner, alert_id)

    def with_secret(self, secret: str) -> Alert | None:
        """Return the alert whose feed is found by a secret, if there is one."""
        return self._one("secret = ?", secret)

    def put(self, alert: Alert, seen: bytes) -> None:
        """Keep an alert; if there is one of that search and owner, change that.

        Args:
            seen: of a new one, the articles that are there already.
        """
        values = [getattr(alert, name) for name in _FIELDS]
        changed = ("name", "search", "period", "email", "webhook", "language", "due")
        sets = ", ".join(f"{name} = excluded.{name}" for name in changed)
        marks = ", ".join("?" * (len(_FIELDS) + 1))
        with self._open() as connection:
            connection.execute(
                f"INSERT INTO alerts VALUES ({marks}) ON CONFLICT (owner, id)"
                f" DO UPDATE SET {sets}, trouble = ''",
                (*values, seen),
            )

    def remove(self, alert_id: str, owner: int | None = None) -> None:
        """Watch a search no more; its feed is gone.

        Args:
            owner: for whom; ``None`` means for everybody.
        """
        self._remove("id = ? AND ifnull(? = owner, 1)", alert_id, owner)

    def remove_others(self, alert_id: str, owner: int) -> None:
        """Let only its owner watch a search, and nobody else any more."""
        self._remove("id = ? AND owner != ?", alert_id, owner)

    def rename(self, alert_id: str, name: str) -> None:
        """Call a search otherwise in what is sent."""
        with self._open() as connection:
            connection.execute(
                "UPDATE alerts SET name = ? WHERE id = ?", (name, alert_id)
            )

    def take_due(self, alert: Alert, now: float) -> bool:
        """Take an alert that is due, so that nobody else does; tell if it is ours."""
        with self._open() as connection:
            done = connection.execute(
                "UPDATE alerts SET due = ? WHERE secret = ? AND due = ? AND due <= ?",
                (now + alert.period.seconds, alert.secret, alert.due, now),
            )
            return done.rowcount > 0

    def seen(self, alert: Alert) -> bytes:
        """Return the articles of which somebody was told, or that were there before."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT seen FROM alerts WHERE secret = ?", (alert.secret,)
            ).fetchone()
            return row["seen"] if row else b""

    def found(
        self, alert: Alert, before: bytes, seen: bytes, new: Sequence[str]
    ) -> None:
        """Note new articles, unless another process was faster and has noted them.

        Args:
            before: what was seen when they were looked for.
            seen: what is seen from now on.
        """
        now = time.time()
        with self._open() as connection:
            done = connection.execute(
                "UPDATE alerts SET seen = ? WHERE secret = ? AND seen = ?",
                (seen, alert.secret, before),
            )
            if not done.rowcount:
                return
            connection.executemany(
                "INSERT OR IGNORE INTO items VALUES (?, ?, ?, 0)",
                [(alert.secret, one, now) for one in new],
            )
            connection.execute(
                "DELETE FROM items WHERE secret = ? AND told AND article NOT IN ("
                "SELECT article FROM items WHERE secret = ?"
                " ORDER BY found DESC, rowid LIMIT ?)",
                (alert.secret, alert.secret, MOST_LISTED),
            )

    def make_digests(self, alert: Alert, ways: Sequence[str]) -> None:
        """Put all that nobody was told of into one digest for each way."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT article FROM items WHERE secret = ? AND NOT told"
                " ORDER BY found DESC, rowid",
                (alert.secret,),
            )
            new = [row["article"] for row in rows]
            for way in ways if new else ():
                connection.execute(
                    "INSERT INTO digests VALUES (?, ?, ?, ?, ?, 'waiting', 0)",
                    (
                        secrets.token_hex(8),
                        alert.secret,
                        way,
                        json.dumps(new),
                        time.time(),
                    ),
                )
            connection.execute(
                "UPDATE items SET told = 1 WHERE secret = ?", (alert.secret,)
            )

    def items(self, alert: Alert) -> list[tuple[str, float]]:
        """Return the new articles of an alert and when each was found, newest first."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT article, found FROM items WHERE secret = ?"
                " ORDER BY found DESC, rowid",
                (alert.secret,),
            )
            return [(row["article"], row["found"]) for row in rows]

    def take_digests(self, alert: Alert) -> Iterator[Digest]:
        """Yield what is to be sent, each noted as being sent before it is yielded."""
        with self._open() as connection:
            ids = [
                row["id"]
                for row in connection.execute(
                    "SELECT id FROM digests WHERE secret = ? AND state = 'waiting'"
                    " ORDER BY found",
                    (alert.secret,),
                )
            ]
        for digest_id in ids:
            with self._open() as connection:
                row = connection.execute(
                    "UPDATE digests SET state = 'sending', tries = tries + 1"
                    " WHERE id = ? AND state = 'waiting' RETURNING *",
                    (digest_id,),
                ).fetchone()
            if row is not None:
                articles = tuple(json.loads(row["articles"]))
                yield Digest(row["id"], row["way"], articles, row["found"])

    def sent(self, digest: Digest) -> None:
        """Note that a digest was sent."""
        with self._open() as connection:
            connection.execute("DELETE FROM digests WHERE id = ?", (digest.id,))

    def refused(self, digest: Digest) -> None:
        """Note that a digest was refused: it waits to be sent again, so many times."""
        with self._open() as connection:
            connection.execute(
                "UPDATE digests SET state = 'waiting' WHERE id = ?", (digest.id,)
            )
            connection.execute(
                "DELETE FROM digests WHERE id = ? AND tries >= ?",
                (digest.id, _MOST_TRIES),
            )

    def tell_trouble(self, alert: Alert, trouble: str) -> None:
        """Note what went wrong with an alert; it is then looked at again soon."""
        with self._open() as connection:
            connection.execute(
                "UPDATE alerts SET trouble = ? WHERE secret = ?",
                (trouble[:500], alert.secret),
            )
            if trouble:
                connection.execute(
                    "UPDATE alerts SET due = min(due, ?) WHERE secret = ?",
                    (time.time() + _AGAIN_SECONDS, alert.secret),
                )

    def _remove(self, where: str, *values: object) -> None:
        with self._open() as connection:
            rows = connection.execute(
                f"SELECT secret FROM alerts WHERE {where}", values
            ).fetchall()
            for row in rows:
                for table in ("items", "digests", "alerts"):
                    connection.execute(
                        f"DELETE FROM {table} WHERE secret = ?", (row["secret"],)
                    )

    def _one(self, where: str, *values: object) -> Alert | None:
        with self._open() as connection:
            query = f"SELECT * FROM alerts WHERE {where}"
            row = connection.execute(query, values).fetchone()
            return _alert(row) if row else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction; it is made if there is none."""
        file = self.folder / _FILE
        make_private(file)
        with closing(open_database(file, _SECONDS)) as connection:
            connection.row_factory = sqlite3.Row
            if not is_made(connection):
                connection.executescript(_SCHEMA)
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")


def _alert(row: sqlite3.Row) -> Alert:
    fields = {name: row[name] for name in _FIELDS}
    return Alert(**fields | {"period": Period(row["period"])})
