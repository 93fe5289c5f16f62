"""A page with accounts, and people who sign in to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.webapp import articles, index_in
from web import create_app
from web.accounts import passwords
from web.accounts.database import AccountsDatabase
from web.accounts.people import People, Role

PASSWORD = "correct horse battery"
QUICK = "scrypt:1024:8:1"
"""A way to keep passwords that takes no time; how long ours takes has its own test."""

OURS = {"Sec-Fetch-Site": "same-origin"}
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(autouse=True, scope="module")
def quick_passwords() -> Iterator[None]:
    """Make passwords quick in a file of tests that imports this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "METHOD", QUICK)
        yield


def people_in(folder: Path) -> People:
    """Return those who have an account in a data folder."""
    return People(AccountsDatabase(folder))


def app_with_people(folder: Path, **settings: str) -> Flask:
    """Return the page on the usual articles, with a reader, an editor and an admin."""
    people = people_in(folder)
    for name, role in (
        ("rita", Role.READER),
        ("edgar", Role.EDITOR),
        ("ada", Role.ADMIN),
    ):
        people.add(name, PASSWORD, role, f"{name}@example.org")
    told = {f"DATELINE_{name.upper()}": value for name, value in settings.items()}
    url = index_in(folder, articles())
    return create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url} | told)


def signed_in(app: Flask, name: str, password: str = PASSWORD) -> FlaskClient:
    """Return a browser in which somebody has signed in."""
    client = app.test_client()
    form = {"name": name, "password": password}
    answer = client.post("/login", data=form, headers=OURS)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


def session_key(client: FlaskClient) -> str:
    """Return the key of a session that a browser has; "" if it has none."""
    cookie = client.get_cookie("dateline-session")
    return cookie.value if cookie else ""
