"""Tokens for programs: each of one person, with a role no higher than theirs."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Final

from .database import AccountsDatabase
from .people import PersonError, Role
from .sessions import digest_of

__all__ = ["PREFIX", "Token", "Tokens"]

PREFIX: Final = "dateline_"
"""What every token begins with, so that one in a published file can be found."""

_MOST: Final = 50
_LONGEST_NAME: Final = 100
_NOTED_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows instead of a password.

    Attributes:
        id: names it; nobody can use it as a token.
        user: the id of the person it is of.
        name: what it is for, as its owner says.
        role: what may be done with it, as long as its owner may.
        made: when, in seconds since 1970.
        used: about when it was last used, if it was.
    """

    id: str
    user: int
    name: str
    role: Role
    made: float
    used: float | None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens in a file of accounts."""

    database: AccountsDatabase

    def make(self, user: int, name: str, role: Role) -> str:
        """Make a token; it is returned this once and kept nowhere.

        Raises:
            PersonError: if its owner has too many.
        """
        secret = PREFIX + secrets.token_urlsafe(32)
        name = " ".join(name.encode("utf-8", "replace").decode().split())
        with self.database.writing() as connection:
            (held,) = connection.execute(
                "SELECT count(*) FROM tokens WHERE user = ?", (user,)
            ).fetchone()
            if held >= _MOST:
                raise PersonError(f"nobody has more than {_MOST} tokens; revoke one")
            connection.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, NULL)",
                (
                    secrets.token_hex(6),
                    digest_of(secret),
                    user,
                    name[:_LONGEST_NAME] or "token",
                    role,
                    time.time(),
                ),
            )
        return secret

    def find(self, secret: str) -> Token | None:
        """Return the token somebody shows, if there is one; note that it is used."""
        if not secret.startswith(PREFIX):
            return None
        now = time.time()
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM tokens WHERE digest = ?", (digest_of(secret),)
            ).fetchone()
        if row is None:
            return None
        if now - (row["used"] or 0) > _NOTED_SECONDS:
            with self.database.writing() as connection:
                connection.execute(
                    "UPDATE tokens SET used = ? WHERE id = ?", (now, row["id"])
                )
        return _token(row)

    def of(self, user: int) -> tuple[Token, ...]:
        """Return the tokens of a person, the newest first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM tokens WHERE user = ? ORDER BY made DESC", (user,)
            )
            return tuple(map(_token, rows))

    def revoke(self, user: int, token_id: str) -> bool:
        """Make a token of a person worthless; tell whether there was one."""
        with self.database.writing() as connection:
            done = connection.execute(
                "DELETE FROM tokens WHERE user = ? AND id = ?", (user, token_id)
            )
            return done.rowcount > 0


def _token(row: dict[str, object]) -> Token:
    return Token(
        id=str(row["id"]),
        user=int(str(row["user"])),
        name=str(row["name"]),
        role=Role(str(row["role"])),
        made=float(str(row["made"])),
        used=None if row["used"] is None else float(str(row["used"])),
    )
