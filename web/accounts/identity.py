"""Who asks: by a session, by a token, or as a trusted proxy says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from flask import g, request

from ..http.proxies import BEHIND_PROXY
from .attached import Accounts, the_accounts
from .people import NoSuchPerson, Person, Role

__all__ = [
    "COOKIE",
    "ANYBODY",
    "Identity",
    "find_identity",
    "name_of_other",
    "owner_id",
    "the_identity",
]

COOKIE: Final = "dateline-session"

_BEARER: Final = "bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Somebody who asks, and what they may.

    Attributes:
        person: who has that account; ``None`` where there are no accounts.
        role: the person's role, or that of their token if it is lower.
        by: "session", "token", "proxy", or "" where there are no accounts.
    """

    person: Person | None
    role: Role
    by: str

    def may(self, role: Role) -> bool:
        """Tell whether they may do what is for a role."""
        return self.role.covers(role)


ANYBODY: Final = Identity(person=None, role=Role.ADMIN, by="")
"""Whoever asks where there are no accounts."""


def the_identity() -> Identity | None:
    """Return who asks; ``None`` while nobody has signed in."""
    return cast("Identity | None", g.get("identity"))


def owner_id() -> int:
    """Return the id of the person who asks; 0 where there are no accounts."""
    identity = the_identity()
    return identity.person.id if identity and identity.person else 0


def name_of_other(person_id: int) -> str:
    """Return the name of somebody else who may come in; "" of oneself and the rest."""
    accounts = the_accounts()
    if accounts is None or person_id in (0, owner_id()):
        return ""
    person = accounts.people.of_id(person_id)
    return person.name if person and not person.disabled else ""


def find_identity(accounts: Accounts) -> Identity | None:
    """Find out who asks, if they say so.

    A token that is wrong is nobody, whatever else is sent along.

    Raises:
        AccountsUnreadable: if that cannot be told.
    """
    told = request.headers.get("Authorization", "")
    if told[: len(_BEARER)].lower() == _BEARER:
        return _by_token(accounts, told[len(_BEARER) :].strip())
    return _by_proxy(accounts) or _by_session(accounts)


def _by_token(accounts: Accounts, secret: str) -> Identity | None:
    token = accounts.tokens.find(secret)
    person = accounts.people.of_id(token.user) if token else None
    if token is None or person is None or person.disabled:
        return None
    role = token.role.at_most(person.role)
    return Identity(person=person, role=role, by="token")


def _by_proxy(accounts: Accounts) -> Identity | None:
    """Whom the header names, only if it comes from a proxy that is trusted."""
    if not accounts.identity_header or BEHIND_PROXY not in request.environ:
        return None
    name = request.headers.get(accounts.identity_header, "").strip()
    try:
        person = accounts.people.named(name) if name else None
    except NoSuchPerson:
        return None
    if person is None or person.disabled:
        return None
    return Identity(person=person, role=person.role, by="proxy")


def _by_session(accounts: Accounts) -> Identity | None:
    key = request.cookies.get(COOKIE, "")
    session = accounts.sessions.find(key) if key else None
    person = accounts.people.of_id(session.user) if session else None
    if person is None or person.disabled:
        return None
    return Identity(person=person, role=person.role, by="session")
