"""``dateline users``: who may come in, and as what; passwords are never arguments."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol

import click

from search.errors import AccountError
from search.settings import table
from search.settings.values import Configuration

from .audit_command import Audited
from .collections import Collections
from .database import AccountsDatabase
from .passwords import LONGEST, SHORTEST
from .people import People, Person, Role
from .sessions import Sessions
from .tokens import Tokens

__all__ = ["users"]


class _Settings(Protocol):
    """What the command line has been told; see the options of ``dateline``."""

    @property
    def configuration(self) -> Configuration: ...


_ROLE = click.Choice([role.value for role in Role])
_NAME = click.argument("name")


def _from_stdin(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--password-stdin",
        is_flag=True,
        help="Read the password from the first line of standard input.",
    )(command)


@click.group(cls=Audited)
def users() -> None:
    """Say who has an account, and what each may do.

    \b
      dateline users add anna --role editor
      dateline users list

    Passwords are asked for, or read from standard input: what is on a command line
    others can see. A server that is running knows of changes at once.
    """


@users.command()
@_NAME
@click.option("--role", type=_ROLE, default=Role.READER.value, show_default=True)
@click.option("--email", default="", help="Where alerts are sent.")
@click.option(
    "--no-password",
    is_flag=True,
    help="Only a proxy says who they are; see the setting identity-header.",
)
@_from_stdin
@click.pass_obj
def add(
    settings: _Settings,
    name: str,
    role: str,
    email: str,
    no_password: bool,
    password_stdin: bool,
) -> None:
    """Give NAME an account.

    A reader searches, reads, exports, and saves searches and keeps articles for
    themselves. An editor also shows theirs to everybody, and changes searches that
    everybody sees. An administrator also sees every collection, and changes
    accounts on the page.
    """
    password = None if no_password else _password(password_stdin)
    person = _people(settings).add(name, password, Role(role), email)
    click.echo(f"{person.name} has an account, as {person.role}.")


@users.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
@click.pass_obj
def list_users(settings: _Settings, as_json: bool) -> None:
    """List everybody who has an account."""
    found = _people(settings).all()
    if as_json:
        click.echo(json.dumps(list(map(_told, found)), ensure_ascii=False))
        return
    if not found:
        click.echo("Nobody has an account; give one with: dateline users add NAME")
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        notes = [one.role.value, one.email]
        notes += ["no password"] if not one.has_password else []
        notes += ["disabled"] if one.disabled else []
        click.echo(f"{one.name:<{width}}  {', '.join(filter(None, notes))}")


@users.command()
@_NAME
@click.option("--role", type=_ROLE)
@click.option("--email", help='Where alerts are sent; "" for nowhere.')
@click.pass_obj
def change(settings: _Settings, name: str, role: str | None, email: str | None) -> None:
    """Change the role or the e-mail address of NAME."""
    person = _people(settings).change(
        name, role=Role(role) if role else None, email=email
    )
    click.echo(f"{person.name} is {person.role} now.")


@users.command()
@_NAME
@click.pass_obj
def disable(settings: _Settings, name: str) -> None:
    """Let NAME in no more, and sign them out everywhere; their tokens rest."""
    person = _people(settings).change(name, disabled=True)
    click.echo(f"{person.name} may not come in any more.")


@users.command()
@_NAME
@click.pass_obj
def enable(settings: _Settings, name: str) -> None:
    """Let NAME in again."""
    person = _people(settings).change(name, disabled=False)
    click.echo(f"{person.name} may come in again.")


@users.command()
@_NAME
@click.argument("names", nargs=-1)
@click.option("--none", is_flag=True, help="Be in no group.")
@click.pass_obj
def groups(settings: _Settings, name: str, names: tuple[str, ...], none: bool) -> None:
    """Put NAME into the groups NAMES and no others; without NAMES, print them."""
    people = _people(settings)
    if names or none:
        people.set_groups(name, names)
        _tell_of_groups_without_collection(settings, names)
    click.echo(", ".join(sorted(people.groups_of(people.named(name)))) or "none")


def _tell_of_groups_without_collection(
    settings: _Settings, names: tuple[str, ...]
) -> None:
    """Say which groups see nothing more than others: one may be misspelt."""
    known = {g for one in Collections(_database(settings)).all() for g in one.groups}
    for name in sorted(set(names) - known):
        click.echo(f"note: no collection is for the group {name!r} yet", err=True)


@users.command()
@_NAME
@_from_stdin
@click.pass_obj
def password(settings: _Settings, name: str, password_stdin: bool) -> None:
    """Give NAME a new password, and sign them out everywhere."""
    person = _people(settings).named(name)
    _people(settings).set_password(person.name, _password(password_stdin))
    click.echo(f"{person.name} has a new password.")


@users.command(name="sign-out")
@_NAME
@click.pass_obj
def sign_out(settings: _Settings, name: str) -> None:
    """End all sessions of NAME."""
    person = _people(settings).named(name)
    Sessions(_database(settings)).end_others(person.id)
    click.echo(f"{person.name} was signed out everywhere.")


@users.command()
@_NAME
@click.option("--for", "purpose", default="token", help="What it is for.")
@click.option("--role", type=_ROLE, help="What it may do; else what NAME may.")
@click.pass_obj
def token(settings: _Settings, name: str, purpose: str, role: str | None) -> None:
    """Print a new token of NAME for a program; it is shown this once."""
    person = _people(settings).named(name)
    wanted = Role(role) if role else person.role
    tokens = Tokens(_database(settings))
    click.echo(tokens.make(person.id, purpose, wanted.at_most(person.role)))


@users.command()
@_NAME
@click.argument("token_id", required=False)
@click.pass_obj
def revoke(settings: _Settings, name: str, token_id: str | None) -> None:
    """Make a token of NAME worthless; without TOKEN_ID, list them."""
    person, tokens = _people(settings).named(name), Tokens(_database(settings))
    if token_id is None:
        for one in tokens.of(person.id):
            used = _day(one.used) if one.used else "never"
            click.echo(f"{one.id}  {one.role}  {one.name}  (last used: {used})")
        return
    if not tokens.revoke(person.id, token_id):
        raise AccountError(
            f"{person.name} has no token {token_id!r}; "
            f"see: dateline users revoke {person.name}"
        )
    click.echo("It is worth nothing any more.")


def _password(from_stdin: bool) -> str:
    """Ask for a new password, twice where a person types.

    Raises:
        AccountError: if nobody can be asked.
    """
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise AccountError("nobody is there to type a password; use --password-stdin")
    words = f"Password ({SHORTEST} to {LONGEST} characters)"
    asked: str = click.prompt(words, hide_input=True, confirmation_prompt=True)
    return asked


def _told(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "role": person.role.value,
        "email": person.email,
        "disabled": person.disabled,
        "password": person.has_password,
        "made": datetime.fromtimestamp(person.made, UTC).isoformat(timespec="seconds"),
    }


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _people(settings: _Settings) -> People:
    return People(_database(settings))


def _database(settings: _Settings) -> AccountsDatabase:
    return AccountsDatabase(settings.configuration[table.DATA])
