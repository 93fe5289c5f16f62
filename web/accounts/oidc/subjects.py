"""Which account is whose, by what a provider knows people by for ever.

A name at a provider may change, or be given to another. So an account belongs to whom
it was first opened by, and an account with a password of ours is never taken over.
"""

from __future__ import annotations

import time
from typing import Final

from ..database import AccountsDatabase
from ..people import NoSuchPerson, People, Person, PersonError
from .refused import OidcRefused
from .signing_in import Claimed

__all__ = ["person_of"]

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS subjects (
    subject TEXT PRIMARY KEY,
    user INTEGER NOT NULL UNIQUE REFERENCES users (id),
    made REAL NOT NULL
)
"""


def person_of(database: AccountsDatabase, claimed: Claimed) -> Person:
    """Return the person a provider speaks of; they get an account if that is wanted.

    Raises:
        OidcRefused: if no account is theirs.
    """
    people = People(database)
    with database.writing() as connection:
        connection.execute(_SCHEMA)
        row = connection.execute(
            "SELECT user FROM subjects WHERE subject = ?", (claimed.subject,)
        ).fetchone()
    known = people.of_id(row["user"]) if row else None
    person = known or _first_time(database, people, claimed)
    if person.disabled:
        raise OidcRefused(f"the account of {person.name} is disabled")
    if claimed.role is not None and claimed.role is not person.role:
        person = people.change(person.name, role=claimed.role)
    return person


def _first_time(database: AccountsDatabase, people: People, claimed: Claimed) -> Person:
    try:
        person = people.named(claimed.name)
    except NoSuchPerson as error:
        if claimed.role is None:
            raise OidcRefused(str(error)) from error
        try:
            person = people.add(claimed.name, None, claimed.role, claimed.email)
        except PersonError as wrong:
            raise OidcRefused(str(wrong)) from wrong
    if person.has_password:
        raise OidcRefused(f"{person.name} signs in with a password here")
    with database.writing() as connection:
        done = connection.execute(
            "INSERT OR IGNORE INTO subjects VALUES (?, ?, ?)",
            (claimed.subject, person.id, time.time()),
        )
        if not done.rowcount:
            raise OidcRefused(f"the account of {person.name} is somebody else's")
    return person
