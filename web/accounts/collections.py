"""Collections: sources and folders whose articles only some groups may see.

An article that is in no collection is for everybody who has an account. One that is in
some is for the groups of each of them, and for administrators.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from search.errors import AccountError
from search.model.fields import PRESENCE
from search.model.folders import folder_mark
from search.query.tree import Exact, Not, Or, Query, simplify

from .database import AccountsDatabase
from .people import People, Person, check_name

__all__ = ["Collection", "Collections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Articles that some people alone may see.

    Attributes:
        name: what it is called.
        sources: the publications whose articles are in it, by their names.
        folders: whole paths; articles read from a file in one, or below it, are in it.
        groups: the groups of people who may see them.
    """

    name: str
    sources: tuple[str, ...]
    folders: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def parts(self) -> Iterator[Query]:
        """What finds its articles: any of these."""
        for source in self.sources:
            yield Exact("source", source)
        for folder in self.folders:
            yield Exact(PRESENCE, folder_mark(folder))


@dataclass(frozen=True, slots=True)
class Collections:
    """The collections in a file of accounts."""

    database: AccountsDatabase

    def all(self) -> tuple[Collection, ...]:
        """Return all of them, by name.

        Raises:
            AccountsUnreadable: if they cannot be told.
        """
        if not self.database.exists():
            return ()
        with self.database.reading() as connection:
            rows = connection.execute("SELECT * FROM collections ORDER BY name")
            return tuple(map(_collection, rows))

    def put(self, collection: Collection) -> None:
        """Keep a collection, in place of one of the same name.

        Raises:
            PersonError, AccountError: if it is of nothing, or its name is none.
        """
        check_name(collection.name)
        for group in collection.groups:
            check_name(group)
        if not (collection.sources or collection.folders):
            raise AccountError("a collection has at least one source or folder")
        with self.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO collections VALUES (?, ?, ?, ?)",
                (
                    collection.name,
                    json.dumps(collection.sources),
                    json.dumps(collection.folders),
                    json.dumps(collection.groups),
                ),
            )

    def remove(self, name: str) -> None:
        """Forget a collection; its articles are for everybody then.

        Raises:
            AccountError: if there is none.
        """
        with self.database.writing() as connection:
            done = connection.execute("DELETE FROM collections WHERE name = ?", (name,))
            if not done.rowcount:
                raise AccountError(f"there is no collection {name!r}")

    def seen_by(self, person: Person) -> Query | None:
        """Return what finds the articles a person may see; ``None`` if that is all."""
        groups = People(self.database).groups_of(person)
        theirs: list[Collection] = []
        others: list[Collection] = []
        for one in self.all():
            (theirs if groups & set(one.groups) else others).append(one)
        if not others:
            return None
        hidden = Not(Or(_parts_of(others)))
        return simplify(Or((hidden, *_parts_of(theirs)))) if theirs else hidden


def _parts_of(collections: Sequence[Collection]) -> tuple[Query, ...]:
    return tuple(part for one in collections for part in one.parts)


def _collection(row: Any) -> Collection:
    sources, folders, groups = (
        tuple(json.loads(row[name])) for name in ("sources", "folders", "groups")
    )
    return Collection(name=row["name"], sources=sources, folders=folders, groups=groups)
