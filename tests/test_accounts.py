"""Accounts on the command line and in their file."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.people import PASSWORD, people_in, quick_passwords

from index.cli import main
from search.errors import AccountError, AccountsUnreadable
from web.accounts import passwords
from web.accounts.database import AccountsDatabase
from web.accounts.passwords import (
    METHOD as OURS,
)
from web.accounts.passwords import (
    BadPassword,
    hash_password,
    is_password,
    needs_new_hash,
)
from web.accounts.people import NoSuchPerson, PersonError, Role
from web.accounts.sessions import IDLE_SECONDS, LONGEST_SECONDS, Sessions
from web.accounts.tokens import PREFIX, Tokens

__all__ = ["quick_passwords"]


def users(folder: Path, *words: str, typed: str = "", code: int = 0) -> Result:
    """Run ``dateline users``."""
    command = ["--data", str(folder), "users", *words]
    done = CliRunner().invoke(main, command, input=typed)
    assert done.exit_code == code, done.output
    return done


def test_people_are_added_changed_disabled_and_listed(tmp_path: Path) -> None:
    typed = f"{PASSWORD}\n"
    users(tmp_path, "add", "anna", "--role", "editor", "--password-stdin", typed=typed)
    users(tmp_path, "add", "ben", "--email", "ben@example.org", "--no-password")
    users(tmp_path, "change", "Anna", "--role", "admin")
    users(tmp_path, "disable", "ben")
    listed = users(tmp_path, "list").output
    assert listed == (
        "anna  admin\nben   reader, ben@example.org, no password, disabled\n"
    )
    anna, ben = json.loads(users(tmp_path, "list", "--json").output)
    assert (anna["role"], anna["disabled"], anna["password"]) == ("admin", False, True)
    assert (ben["role"], ben["disabled"], ben["password"]) == ("reader", True, False)
    users(tmp_path, "enable", "ben")
    assert not people_in(tmp_path).named("ben").disabled


def test_a_password_is_no_argument_and_never_in_the_file(tmp_path: Path) -> None:
    users(tmp_path, "add", "anna", PASSWORD, code=2)
    users(tmp_path, "add", "anna", "--password", PASSWORD, code=2)
    users(tmp_path, "add", "anna", "--password-stdin", typed=f"{PASSWORD}\n")
    database = AccountsDatabase(tmp_path)
    key = Sessions(database).begin(people_in(tmp_path).named("anna").id, "a browser")
    secret = users(tmp_path, "token", "anna", "--for", "a script").output.strip()
    data = database.file.read_bytes()
    for hidden in (PASSWORD, key, secret, secret.removeprefix(PREFIX)):
        assert hidden.encode() not in data
    assert stat.S_IMODE(database.file.stat().st_mode) == 0o600


def test_whoever_cannot_type_a_password_is_told_how_else(tmp_path: Path) -> None:
    done = users(tmp_path, "add", "anna", code=65)
    assert "--password-stdin" in done.output
    assert people_in(tmp_path).all() == ()


@pytest.mark.parametrize("password", ["", "short", "anna-anna-", "-anna-anna"])
def test_passwords_are_long_and_not_the_name(tmp_path: Path, password: str) -> None:
    with pytest.raises(BadPassword):
        people_in(tmp_path).add("Anna-Anna-", password, Role.READER)


@pytest.mark.parametrize("name", ["", " anna", "a b", "a" * 65, "a\nb", "<b>", "-x"])
def test_a_name_has_no_spaces_and_no_marks(tmp_path: Path, name: str) -> None:
    with pytest.raises(PersonError):
        people_in(tmp_path).add(name, PASSWORD, Role.READER)


def test_an_address_for_mail_cannot_carry_another_header(tmp_path: Path) -> None:
    for email in ("a@b.org\nBcc: c@d.org", "a@b.org, c@d.org", "none", "a@@b"):
        with pytest.raises(PersonError):
            people_in(tmp_path).add("anna", PASSWORD, Role.READER, email)


def test_two_people_never_have_one_name(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    people.add("anna", PASSWORD, Role.READER)
    with pytest.raises(PersonError):
        people.add("ANNA", PASSWORD, Role.ADMIN)
    with pytest.raises(NoSuchPerson):
        people.named("berta")


def test_a_password_is_salted_and_checked_whole() -> None:
    one, other = (hash_password(PASSWORD, "anna") for _ in range(2))
    assert one != other
    assert is_password(one, PASSWORD)
    assert not is_password(one, PASSWORD[:-1])
    assert not is_password(one, PASSWORD + "x")
    assert not is_password(None, PASSWORD)
    assert not is_password(None, "nobody has this one")


def test_an_older_way_to_keep_a_password_is_replaced_when_it_is_used(
    tmp_path: Path,
) -> None:
    from werkzeug.security import generate_password_hash

    people = people_in(tmp_path)
    people.add("anna", PASSWORD, Role.READER)
    old = generate_password_hash(PASSWORD, method="scrypt:2048:8:1")
    with people.database.writing() as connection:
        connection.execute("UPDATE users SET password = ?", (old,))
    assert people.signing_in("anna", PASSWORD)
    with people.database.reading() as connection:
        (kept,) = connection.execute("SELECT password FROM users").fetchone()
    assert kept != old
    assert people.signing_in("anna", PASSWORD)


def test_a_session_ends_when_it_is_idle_and_in_any_case_after_a_month(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = people_in(tmp_path).add("anna", PASSWORD, Role.READER)
    sessions = Sessions(AccountsDatabase(tmp_path))
    now = [1e9]
    monkeypatch.setattr("web.accounts.sessions.time.time", lambda: now[0])
    began = now[0]
    idle, used = (sessions.begin(person.id, "") for _ in range(2))
    now[0] += IDLE_SECONDS - 10
    assert sessions.find(used)
    now[0] += 20
    assert sessions.find(idle) is None
    while now[0] - began < LONGEST_SECONDS:
        assert sessions.find(used)
        now[0] += IDLE_SECONDS - 100
    assert sessions.find(used) is None
    assert sessions.of(person.id) == ()


def test_a_token_never_may_more_than_whom_it_is_of(tmp_path: Path) -> None:
    people_in(tmp_path).add("anna", PASSWORD, Role.READER)
    users(tmp_path, "token", "anna", "--role", "admin", "--for", "a script")
    (token,) = Tokens(AccountsDatabase(tmp_path)).of(1)
    assert (token.role, token.name) == (Role.READER, "a script")
    assert token.id in users(tmp_path, "revoke", "anna").output
    users(tmp_path, "revoke", "anna", token.id)
    users(tmp_path, "revoke", "anna", token.id, code=65)


def test_a_damaged_file_lets_nobody_in_and_is_left_as_it_is(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    people.add("anna", PASSWORD, Role.READER)
    people.database.file.write_bytes(b"no database at all" * 100)
    with pytest.raises(AccountsUnreadable):
        people.signing_in("anna", PASSWORD)
    assert "accounts.sqlite" in users(tmp_path, "list", code=74).output
    assert people.database.file.read_bytes().startswith(b"no database")


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    people = people_in(tmp_path)
    people.add("anna", PASSWORD, Role.READER)
    with closing(sqlite3.connect(people.database.file)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(AccountError, match="format is 99"):
        people.all()


def test_a_password_costs_whoever_guesses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "METHOD", OURS)
    kept = hash_password(PASSWORD, "anna")
    assert kept.startswith("scrypt:32768:8:3$")  # 32 MB and three times the work
    assert not needs_new_hash(kept)
