"""People who have an account: who there is, in which role."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from search.errors import AccountError

from .database import AccountsDatabase
from .passwords import hash_password, is_password, needs_new_hash

__all__ = ["NoSuchPerson", "People", "Person", "PersonError", "Role", "check_name"]

_NAME: Final = re.compile(r"[^\W_][\w.@+-]{0,63}")
_EMAIL: Final = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,190}")


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    READER = "reader"
    """Search, read, export, and keep searches and articles for themselves."""

    EDITOR = "editor"
    """And change what everybody sees: shared searches and notes."""

    ADMIN = "admin"
    """And see the articles of every collection, and change accounts."""

    def covers(self, other: Role) -> bool:
        """Tell whether whoever has this role may do what the other one may."""
        order = list(Role)
        return order.index(self) >= order.index(other)

    def at_most(self, other: Role) -> Role:
        """Return the one of two roles that may do less."""
        return other if self.covers(other) else self


class PersonError(AccountError):
    """A person that there cannot be."""


class NoSuchPerson(PersonError):
    """Nobody has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"nobody is called {name!r} here; see: dateline users list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who has an account.

    Attributes:
        id: a number that no other person ever has.
        name: what they sign in with; capitals make no difference.
        email: where alerts are sent; "" if there is no address.
        disabled: whether they may not come in any more.
        has_password: whether they can sign in here, and not by a proxy alone.
        made: when they were added, in seconds since 1970.
    """

    id: int
    name: str
    role: Role
    email: str
    disabled: bool
    has_password: bool
    made: float


@dataclass(frozen=True, slots=True)
class People:
    """The people in a file of accounts."""

    database: AccountsDatabase

    def all(self) -> tuple[Person, ...]:
        """Return everybody, by name.

        Raises:
            AccountsUnreadable: if that cannot be told.
        """
        if not self.database.exists():
            return ()
        with self.database.reading() as connection:
            rows = connection.execute("SELECT * FROM users ORDER BY name")
            return tuple(map(_person, rows))

    def named(self, name: str) -> Person:
        """Return the person of a name.

        Raises:
            NoSuchPerson: if there is none.
        """
        if not self.database.exists():
            raise NoSuchPerson(name)
        with self.database.reading() as connection:
            return _person(_row(connection, name))

    def known_name(self, name: str) -> str:
        """Return the name if somebody has it, else "": it may be a password."""
        with self.database.reading() as connection:
            row = _found(connection, name)
            return str(row["name"]) if row else ""

    def of_id(self, person_id: int) -> Person | None:
        """Return the person of an id, if there is one."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT * FROM users WHERE id = ?", (person_id,)
            ).fetchone()
            return _person(row) if row else None

    def add(
        self, name: str, password: str | None, role: Role, email: str = ""
    ) -> Person:
        """Add somebody; without a password only a proxy can say that it is them.

        Raises:
            PersonError: if the name or the e-mail address is none, or taken.
            BadPassword: if the password is.
        """
        check_name(name)
        _check_email(email)
        kept = None if password is None else hash_password(password, name)
        with self.database.writing() as connection:
            if _found(connection, name):
                raise PersonError(f"there is somebody called {name!r} already")
            connection.execute(
                "INSERT INTO users (name, password, role, email, made)"
                " VALUES (?, ?, ?, ?, ?)",
                (name, kept, role, email, time.time()),
            )
            return _person(_row(connection, name))

    def change(
        self,
        name: str,
        *,
        role: Role | None = None,
        email: str | None = None,
        disabled: bool | None = None,
    ) -> Person:
        """Change what is given of a person; who is disabled is signed out everywhere.

        Raises:
            NoSuchPerson, PersonError: if that is not possible.
        """
        if email is not None:
            _check_email(email)
        with self.database.writing() as connection:
            before = _person(_row(connection, name))
            after = (
                before.role if role is None else role,
                before.email if email is None else email,
                before.disabled if disabled is None else disabled,
            )
            connection.execute(
                "UPDATE users SET role = ?, email = ?, disabled = ? WHERE id = ?",
                (*after, before.id),
            )
            if disabled:
                _sign_out(connection, before.id)
            return _person(_row(connection, name))

    def groups_of(self, person: Person) -> frozenset[str]:
        """Return the groups somebody is in."""
        with self.database.reading() as connection:
            rows = connection.execute(
                'SELECT "group" FROM memberships WHERE user = ?', (person.id,)
            )
            return frozenset(row["group"] for row in rows)

    def set_groups(self, name: str, groups: Iterable[str]) -> None:
        """Put somebody into some groups, and into no others.

        Raises:
            NoSuchPerson, PersonError: if there is no such person, or no such group
                can be.
        """
        wanted = sorted(set(groups))
        for group in wanted:
            check_name(group)
        with self.database.writing() as connection:
            person = _person(_row(connection, name))
            connection.execute("DELETE FROM memberships WHERE user = ?", (person.id,))
            connection.executemany(
                "INSERT INTO memberships VALUES (?, ?)",
                [(person.id, group) for group in wanted],
            )

    def set_password(self, name: str, password: str) -> None:
        """Give somebody a new password, and sign them out everywhere.

        Raises:
            NoSuchPerson: if there is nobody of that name.
            BadPassword: if nobody may have it.
        """
        kept = hash_password(password, name)
        with self.database.writing() as connection:
            person = _person(_row(connection, name))
            _keep_password(connection, person.id, kept)
            _sign_out(connection, person.id)

    def signing_in(self, name: str, password: str) -> Person | None:
        """Return the person whose name and password these are, if there is one.

        It takes as long whether or not somebody has the name.

        Raises:
            Busy: if too many are signing in.
        """
        with self.database.reading() as connection:
            row = _found(connection, name)
        kept: str | None = row["password"] if row and not row["disabled"] else None
        if not is_password(kept, password) or kept is None or row is None:
            return None
        if needs_new_hash(kept):
            with self.database.writing() as connection:
                renewed = hash_password(password, "")
                _keep_password(connection, row["id"], renewed)
        return _person(row)


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a person, a group or a collection.

    Raises:
        PersonError: if it cannot.
    """
    if not _NAME.fullmatch(name):
        raise PersonError(
            f"{name!r} is no name: use letters, digits and . _ - + @, up to 64"
        )


def _check_email(email: str) -> None:
    if email and not _EMAIL.fullmatch(email):
        raise PersonError(f"{email!r} is no e-mail address")


def _found(connection: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    storable = name.encode("utf-8", "replace").decode()
    found: sqlite3.Row | None = connection.execute(
        "SELECT * FROM users WHERE name = ?", (storable,)
    ).fetchone()
    return found


def _row(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    found = _found(connection, name)
    if found is None:
        raise NoSuchPerson(name)
    return found


def _keep_password(connection: sqlite3.Connection, person: int, kept: str) -> None:
    connection.execute("UPDATE users SET password = ? WHERE id = ?", (kept, person))


def _sign_out(connection: sqlite3.Connection, person: int) -> None:
    connection.execute("DELETE FROM sessions WHERE user = ?", (person,))


def _person(row: sqlite3.Row) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        email=row["email"],
        disabled=bool(row["disabled"]),
        has_password=row["password"] is not None,
        made=row["made"],
    )
