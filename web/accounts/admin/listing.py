"""What administrators see, ready to print."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from search.errors import EngineError
from search.snapshot import Snapshot, count_hits

from ...i18n.formats import day_words
from ...i18n.translation import gettext
from ..attached import Accounts
from ..collections import Collection
from ..people import Person
from ..roles import role_words

__all__ = [
    "ListedCollection",
    "ListedPerson",
    "ListedSession",
    "ListedToken",
    "collections_of",
    "people_of",
    "person_of",
    "sessions_of",
    "tokens_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """Somebody who has an account.

    Attributes:
        groups: those they are in, by name.
        sessions: how often they are signed in, and when they last asked; "" for never.
    """

    person: Person
    role: str
    groups: tuple[str, ...]
    sessions: int
    seen: str
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSession:
    """Somebody who is signed in, and by what."""

    name: str
    agent: str
    since: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedToken:
    """A token; ``used`` is "" if it never was."""

    id: str
    name: str
    role: str
    made: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCollection:
    """A collection; each part with how many articles it has, if that is known."""

    collection: Collection
    parts: tuple[tuple[str, int | None], ...]


def people_of(accounts: Accounts) -> tuple[ListedPerson, ...]:
    """Return everybody who has an account, by name."""
    alive = accounts.sessions.all()
    counts = Counter(one.user for one in alive)
    seen: dict[int, float] = {}
    for one in alive:
        seen[one.user] = max(one.seen, seen.get(one.user, 0.0))
    return tuple(
        ListedPerson(
            person=person,
            role=role_words(person.role),
            groups=tuple(sorted(accounts.people.groups_of(person))),
            sessions=counts[person.id],
            seen=moment_words(seen[person.id]) if person.id in seen else "",
            tokens=len(accounts.tokens.of(person.id)),
        )
        for person in accounts.people.all()
    )


def person_of(accounts: Accounts, name: str) -> ListedPerson:
    """Return one of them.

    Raises:
        NoSuchPerson: if there is nobody of that name.
    """
    wanted = accounts.people.named(name).id
    return next(one for one in people_of(accounts) if one.person.id == wanted)


def sessions_of(
    accounts: Accounts, person: Person | None = None
) -> tuple[ListedSession, ...]:
    """Return who is signed in, the last who asked first; or one person's sessions."""
    names = {one.id: one.name for one in accounts.people.all()}
    return tuple(
        ListedSession(
            name=names.get(one.user, ""),
            agent=one.agent or gettext("unknown"),
            since=moment_words(one.made),
            seen=moment_words(one.seen),
        )
        for one in accounts.sessions.all()
        if person is None or one.user == person.id
    )


def tokens_of(accounts: Accounts, person: Person) -> tuple[ListedToken, ...]:
    """Return the tokens of a person, the newest first."""
    return tuple(
        ListedToken(
            id=one.id,
            name=one.name,
            role=role_words(one.role),
            made=moment_words(one.made),
            used=moment_words(one.used) if one.used else "",
        )
        for one in accounts.tokens.of(person.id)
    )


def collections_of(
    accounts: Accounts, index: Snapshot | None
) -> tuple[ListedCollection, ...]:
    """Return the collections, each part with its articles: a misspelt one has none.

    Args:
        index: a state of the index; ``None`` if it cannot be read.
    """
    found = []
    for one in accounts.collections.all():
        named = (*one.sources, *one.folders)
        counts: list[int | None] = [None] * len(named)
        if index is not None:
            try:
                counts = list(count_hits(index, list(one.parts)))
            except EngineError:
                index = None  # the page is there all the same
        parts = tuple(zip(named, counts, strict=True))
        found.append(ListedCollection(collection=one, parts=parts))
    return tuple(found)


def moment_words(moment: float) -> str:
    """Return a day in words, with the time in UTC."""
    found = datetime.fromtimestamp(moment, UTC)
    return f"{day_words(found.date())}, {found:%H:%M} UTC"
