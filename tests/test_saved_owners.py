"""Saved searches belong to somebody: to one person, or to everybody."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.people import OURS, app_with_people, people_in, quick_passwords, signed_in
from support.webapp import app_in, get, texts

from web.accounts.people import Role
from web.accounts.tokens import Tokens
from web.saved.alerts.store import AlertStore
from web.saved.store import FILE_NAME, SearchStore

__all__ = ["quick_passwords"]

SECRET = "quoxly"
"""A word that stands in somebody's own searches and nowhere else."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def made(office: Path) -> Flask:
    people_in(office).add("emil", "correct horse battery", Role.EDITOR)
    return app_with_people(office)


@pytest.fixture
def app(made: Flask, office: Path) -> Flask:
    """The page with accounts, where nothing is saved yet."""
    for name in (FILE_NAME, "alerts.sqlite"):
        (office / name).unlink(missing_ok=True)
    return made


def save(client: FlaskClient, query: str, name: str, **form: str) -> str:
    """Save a search; return its id."""
    sent = {"name": name} | form
    answer = client.post(f"/saved?q={query}", data=sent, headers=OURS)
    found = re.search(r"(?:saved|again)=([0-9a-f]{12})", str(answer.location))
    assert found, answer.get_data(as_text=True)
    return found[1]


def names(client: FlaskClient) -> list[str]:
    return texts(get(client, "/saved"), "//ul[@class='shelf']//h2")


def sent(client: FlaskClient, path: str, **form: str) -> int:
    return client.post(path, data=form, headers=OURS).status_code


STEPS = ("open", "seen", "rename", "delete", "restore", "share", "alert", "alert/stop")


def test_a_search_of_one_s_own_is_nobody_else_s_to_see_or_to_change(
    app: Flask, office: Path
) -> None:
    rita, edgar, ada = (signed_in(app, name) for name in ("rita", "edgar", "ada"))
    own = save(rita, SECRET, f"The {SECRET} file")
    rita.post(f"/saved/{own}/alert", data={"period": "day"}, headers=OURS)
    before = SearchStore(office, read_only=True).read()
    for client in (edgar, ada):
        for path in (
            "/saved",
            "/saved/searches.json",
            "/kept",
            "/kept.json",
            "/account",
        ):
            assert SECRET not in client.get(path).get_data(as_text=True)
        for path in ("new", "alert"):
            answer = client.get(f"/saved/{own}/{path}")
            assert answer.status_code == 404
            assert SECRET not in answer.get_data(as_text=True)
        for step in STEPS:
            told = sent(client, f"/saved/{own}/{step}", name="mine", shared="1")
            assert told == (303 if step == "alert/stop" else 404), step
    assert SearchStore(office, read_only=True).read() == before
    assert len(AlertStore(office).all()) == 1
    # the same search saved by another is another
    other = save(edgar, SECRET, "Mine")
    assert other != own
    assert names(edgar) == ["Mine"]
    assert names(rita) == [f"The {SECRET} file"]


def test_a_reader_saves_renames_and_deletes_their_own_and_shares_nothing(
    app: Flask,
) -> None:
    rita, edgar = signed_in(app, "rita"), signed_in(app, "edgar")
    own = save(rita, "budget", "Money", shared="1")
    assert names(edgar) == []
    assert sent(rita, f"/saved/{own}/share", shared="1") == 403
    assert "to everybody" not in rita.get("/saved").text
    assert sent(rita, f"/saved/{own}/rename", name="More money") == 303
    assert sent(rita, f"/saved/{own}/open") == 303
    assert names(rita) == ["More money"]
    assert sent(rita, f"/saved/{own}/delete") == 303
    assert names(rita) == []
    assert "deleted search" not in edgar.get("/saved").text


def test_an_editor_shows_a_search_to_everybody_and_editors_change_it(
    app: Flask,
) -> None:
    rita, edgar, emil = (signed_in(app, name) for name in ("rita", "edgar", "emil"))
    own = save(edgar, "budget", "Money")
    assert names(rita) == names(emil) == []
    assert sent(edgar, f"/saved/{own}/share", shared="1") == 303
    assert names(rita) == names(emil) == ["Money"]
    assert "a search of edgar" in rita.get("/saved").text
    for step in ("open", "seen", "rename", "delete", "share"):
        assert sent(rita, f"/saved/{own}/{step}", name="x", shared="0") == 403
    assert sent(emil, f"/saved/{own}/rename", name="Budgets") == 303
    assert names(rita) == ["Budgets"]
    # it stays its owner's: another editor cannot take it for themselves
    assert sent(emil, f"/saved/{own}/share", shared="0") == 403
    assert sent(edgar, f"/saved/{own}/share", shared="0") == 303
    assert names(rita) == names(emil) == []


def test_a_search_that_is_shown_to_nobody_else_any_more_tells_nobody_else(
    app: Flask, office: Path
) -> None:
    rita, edgar = signed_in(app, "rita"), signed_in(app, "edgar")
    own = save(edgar, "budget", "Money", shared="1")
    for client in (rita, edgar):
        assert sent(client, f"/saved/{own}/alert", period="day") == 303
    people = people_in(office)
    assert {one.owner for one in AlertStore(office).all()} == {
        people.named("rita").id,
        people.named("edgar").id,
    }
    (hers,) = (
        o for o in AlertStore(office).all() if o.owner == people.named("rita").id
    )
    feed = f"/alerts/{hers.secret}.atom"
    assert app.test_client().get(feed).status_code == 200
    assert sent(edgar, f"/saved/{own}/share", shared="0") == 303
    assert app.test_client().get(feed).status_code == 404
    assert {o.owner for o in AlertStore(office).all()} == {people.named("edgar").id}


def test_a_token_that_may_only_read_saves_nothing(app: Flask, office: Path) -> None:
    people = people_in(office)
    for role, status in ((Role.READER, 403), (Role.EDITOR, 303)):
        secret = Tokens(people.database).make(people.named("edgar").id, "", role)
        shown = {"Authorization": f"Bearer {secret}"}
        answer = app.test_client().post("/saved?q=x", data={"name": "x"}, headers=shown)
        assert answer.status_code == status


# ── files of before there were owners ────────────────────────────────────────

OLD = """
CREATE TABLE searches (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    saved TEXT NOT NULL,
    looked TEXT NOT NULL,
    total INTEGER NOT NULL,
    "index" TEXT NOT NULL,
    deleted TEXT,
    articles BLOB
)
"""


def old_file(folder: Path) -> None:
    """Write a file as it was before searches had owners."""
    day = "2026-01-01T00:00:00+00:00"
    row = ("0123456789ab", "From before", "?q=budget", day, day, 1, "x", b"12345678")
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute(OLD)
        connection.execute("PRAGMA user_version = 1")
        connection.execute(
            "INSERT INTO searches (id, name, search, saved, looked, total,"
            ' "index", articles) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            row,
        )


def test_searches_of_before_there_were_owners_are_everybody_s(
    app: Flask, office: Path
) -> None:
    old_file(office)
    before = (office / FILE_NAME).read_bytes()
    rita, edgar = signed_in(app, "rita"), signed_in(app, "edgar")
    assert names(rita) == names(edgar) == ["From before"]
    assert (office / FILE_NAME).read_bytes() == before  # reading changes nothing
    own = save(rita, "harbour", "Ports")
    assert names(edgar) == ["From before"]
    assert names(rita) == ["Ports", "From before"]
    kept = SearchStore(office, read_only=True)
    assert kept.articles_of("0123456789ab") == b"12345678"
    assert sent(rita, "/saved/0123456789ab/rename", name="x") == 403
    # whoever takes a search of nobody's back from everybody has it
    assert sent(edgar, "/saved/0123456789ab/share", shared="0") == 303
    assert names(edgar) == ["From before"]
    assert names(rita) == ["Ports"]
    assert {one.id: one.owner for one in kept.read()} == {
        own: people_in(office).named("rita").id,
        "0123456789ab": people_in(office).named("edgar").id,
    }


def test_without_accounts_all_are_of_the_one_who_asks(tmp_path: Path) -> None:
    old_file(tmp_path)
    client = app_in(tmp_path).test_client()
    save(client, "harbour", "Ports")
    assert names(client) == ["Ports", "From before"]
    assert "everybody" not in client.get("/saved").text
    # and everybody's, should there be accounts one day
    kept = SearchStore(tmp_path, read_only=True).read()
    assert [(one.owner, one.shared) for one in kept] == [(0, True), (0, True)]


# ── as a file ────────────────────────────────────────────────────────────────


def test_searches_are_written_to_a_file_and_read_in_by_somebody_else(
    app: Flask,
) -> None:
    rita, edgar = signed_in(app, "rita"), signed_in(app, "edgar")
    save(edgar, "budget", "Money", shared="1")
    save(edgar, "harbour", "Ports")
    data = edgar.get("/saved/searches.json").get_data()
    assert "owner" not in json.loads(data)["searches"][0]
    file = {"file": (io.BytesIO(data), "searches.json")}
    answer = rita.post("/kept/import", data=file, headers=OURS)
    assert answer.location == "/saved?read=1"
    assert names(rita) == ["Ports", "Money"]  # what she sees already is not doubled
    assert sorted(names(edgar)) == ["Money", "Ports"]
    damaged = json.loads(data)
    damaged["searches"][1]["name"] = 5
    file = {"file": (io.BytesIO(json.dumps(damaged).encode()), "searches.json")}
    answer = rita.post("/kept/import", data=file, headers=OURS)
    assert answer.status_code == 400
    assert "search 2" in answer.get_data(as_text=True)
