"""Pages for administrators: all that the commands do, and nobody else may do it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from support.people import (
    OURS,
    PASSWORD,
    app_with_people,
    people_in,
    quick_passwords,
    signed_in,
)
from support.webapp import app_in, get, texts

from index.cli import main
from web.accounts.collections import Collections
from web.accounts.guard import NEEDS, Need
from web.accounts.people import Role
from web.accounts.sessions import Sessions
from web.accounts.tokens import Tokens

__all__ = ["quick_passwords"]

NEW = "a wholly new password"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("admin")


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    return app_with_people(folder, audit="on")


@pytest.fixture(scope="module")
def ada(app: Flask) -> FlaskClient:
    return signed_in(app, "ada")


def send(client: FlaskClient, path: str, **form: str) -> str:
    """Send a form as the page does; return where it leads."""
    answer = client.post(f"/admin{path}", data=form, headers=OURS)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def refused(client: FlaskClient, path: str, **form: str) -> str:
    """Send a form that cannot be done; return what the page says."""
    answer = client.post(f"/admin{path}", data=form, headers=OURS)
    assert answer.status_code == 409
    found = re.search(r'class="trouble" role="alert">(.*?)</p>', answer.text)
    assert found
    return found[1]


def add(client: FlaskClient, name: str, role: str = "reader", **form: str) -> str:
    """Add somebody by the page; return their page."""
    sent = {"name": name, "role": role, "email": "", "password": PASSWORD} | form
    return send(client, "/people", **sent).partition("?")[0]


# ── who may ──────────────────────────────────────────────────────────────────


def admin_rules(app: Flask) -> list[tuple[str, str]]:
    """Every address of administrators, with the method it is asked by."""
    return [
        (method, re.sub("<[^>]*>", "rita", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("admin.")
        for method in (rule.methods or set()) & {"GET", "POST"}
    ]


@pytest.mark.parametrize("name", ["rita", "edgar"])
def test_no_page_for_administrators_is_anybody_else_s(
    app: Flask, folder: Path, name: str
) -> None:
    client = signed_in(app, name)
    assert "/admin" not in client.get("/account").text
    before = people_in(folder).all()
    rules = admin_rules(app)
    assert len(rules) >= 14
    form = {"role": "admin", "password": NEW, "name": "evil", "sources": "x"}
    for method, path in rules:
        answer = client.open(path, method=method, data=form, headers=OURS)
        assert answer.status_code == 403, path
        assert "example.org" not in answer.text
    assert people_in(folder).all() == before


def test_every_address_of_administrators_needs_the_role(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    admins = {one for one in endpoints if one.startswith("admin.")}
    assert {NEEDS[one] for one in admins} == {Need.ADMIN}


def test_nobody_who_has_not_signed_in_and_no_token_gets_there(
    app: Flask, folder: Path
) -> None:
    people = people_in(folder)
    secret = Tokens(people.database).make(people.named("ada").id, "", Role.ADMIN)
    shown = {"Authorization": f"Bearer {secret}"}
    for method, path in admin_rules(app):
        client = app.test_client()
        assert client.open(path, method=method, headers=OURS).status_code == 401
        assert client.open(path, method=method, headers=shown).status_code == 403


def test_without_accounts_there_is_no_such_page(tmp_path: Path) -> None:
    client = app_in(tmp_path).test_client()
    for path in ("/admin", "/admin/audit", "/admin/people/x"):
        assert client.get(path).status_code == 404
    assert client.post("/admin/people", headers=OURS).status_code == 404


# ── people ───────────────────────────────────────────────────────────────────


def test_somebody_is_added_and_signs_in(app: Flask, ada: FlaskClient) -> None:
    place = add(ada, "nora", "editor", email="nora@example.org")
    page = get(ada, "/admin")
    row = texts(page, "//tr[th/a[@href='/admin/people/nora']]/td")
    assert row[:3] == ["editor", "", "nora@example.org"]
    signed_in(app, "nora")
    assert len(texts(get(ada, place), "//ul[@class='entries']/li")) == 1


def test_what_cannot_be_is_said_and_changes_nothing(
    ada: FlaskClient, folder: Path
) -> None:
    before = people_in(folder).all()
    form = {"role": "reader", "email": "", "password": PASSWORD}
    assert "already" in refused(ada, "/people", name="RITA", **form)
    assert "is no name" in refused(ada, "/people", name="a b", **form)
    short = form | {"password": "short"}
    assert "password" in refused(ada, "/people", name="otto", **short)
    assert "e-mail" in refused(ada, "/people/rita", role="reader", email="x")
    assert "password" in refused(ada, "/people/rita/password", password="x")
    assert people_in(folder).all() == before
    for path in ("/people/nobody", "/people/nobody/disable", "/people/nobody/tokens"):
        assert ada.post(f"/admin{path}", headers=OURS).status_code == 404
    assert ada.get("/admin/people/nobody").status_code == 404


def test_role_address_and_groups_are_changed_together(
    ada: FlaskClient, folder: Path
) -> None:
    place = add(ada, "olga")
    change = {"role": "editor", "email": "o@example.org", "groups": "desk  foreign"}
    send(ada, "/people/olga", **change)
    olga = people_in(folder).named("olga")
    assert (olga.role, olga.email) == (Role.EDITOR, "o@example.org")
    assert people_in(folder).groups_of(olga) == {"desk", "foreign"}
    page = get(ada, place)
    assert page.xpath("//input[@id='groups']/@value") == ["desk foreign"]
    send(ada, "/people/olga", **change | {"groups": ""})
    assert people_in(folder).groups_of(olga) == set()


def test_who_is_disabled_is_out_until_they_are_let_in_again(
    app: Flask, ada: FlaskClient
) -> None:
    add(ada, "paul")
    paul = signed_in(app, "paul")
    send(ada, "/people/paul/disable")
    assert paul.get("/account").status_code == 401
    assert "disabled" in ada.get("/admin/people/paul").text
    send(ada, "/people/paul/enable")
    assert signed_in(app, "paul").get("/account").status_code == 200


def test_a_new_password_and_signing_out_end_all_sessions(
    app: Flask, ada: FlaskClient, folder: Path
) -> None:
    add(ada, "quinn")
    first = signed_in(app, "quinn")
    send(ada, "/people/quinn/password", password=NEW)
    assert first.get("/account").status_code == 401
    second = signed_in(app, "quinn", NEW)
    send(ada, "/people/quinn/sign-out")
    assert second.get("/account").status_code == 401
    quinn = people_in(folder).named("quinn").id
    assert Sessions(people_in(folder).database).of(quinn) == ()


def test_administrators_cannot_shut_themselves_out(
    ada: FlaskClient, folder: Path
) -> None:
    told = "another administrator has to do this"
    assert told in refused(ada, "/people/ada/disable")
    assert told in refused(ada, "/people/ADA", role="reader", email="", groups="")
    assert people_in(folder).named("ada").role is Role.ADMIN
    assert "/admin/people/ada/disable" not in ada.get("/admin/people/ada").text
    send(ada, "/people/ada", role="admin", email="ada@example.org", groups="")


def test_a_token_is_made_shown_once_and_revoked(
    app: Flask, ada: FlaskClient, folder: Path
) -> None:
    add(ada, "rosa")
    form = {"purpose": "the site", "role": "admin"}
    page = ada.post("/admin/people/rosa/tokens", data=form, headers=OURS).text
    secret = page.partition('class="secret">')[2].partition("<")[0]
    shown = {"Authorization": f"Bearer {secret}"}
    program = app.test_client()
    assert program.get("/api/search?q=budget", headers=shown).status_code == 200
    rosa = people_in(folder).named("rosa").id
    (token,) = Tokens(people_in(folder).database).of(rosa)
    assert token.role is Role.READER  # no more than its owner may
    assert secret not in ada.get("/admin/people/rosa").text
    send(ada, f"/people/rosa/tokens/{token.id}/revoke")
    assert program.get("/api/search?q=budget", headers=shown).status_code == 401
    answer = ada.post(f"/admin/people/rosa/tokens/{token.id}/revoke", headers=OURS)
    assert answer.status_code == 404


def test_the_page_lists_who_is_signed_in(app: Flask, ada: FlaskClient) -> None:
    add(ada, "sam")
    sam = app.test_client()
    headers = OURS | {"User-Agent": "Sam's <browser>"}
    sam.post("/login", data={"name": "sam", "password": PASSWORD}, headers=headers)
    page = get(ada, "/admin")
    here = texts(page, "//h2[@id='here']/following-sibling::ul[1]/li")
    assert any("sam" in one and "Sam's <browser>" in one for one in here)


def test_the_limits_in_force_are_told(ada: FlaskClient) -> None:
    page = get(ada, "/admin")
    limits = dict(zip(texts(page, "//dl//dt"), texts(page, "//dl//dd"), strict=True))
    assert limits["requests-per-minute"] == "600"
    assert limits["audit"] == "on"


# ── collections ──────────────────────────────────────────────────────────────


def test_a_collection_is_made_counted_and_forgotten(
    app: Flask, ada: FlaskClient, folder: Path
) -> None:
    rita = signed_in(app, "rita")
    assert rita.get("/article/merkel").status_code == 200
    sources = "The Examiner\r\nThe Exminer\r\n"
    form = {"sources": sources, "folders": "", "groups": "desk"}
    send(ada, "/collections", name="wire", **form)
    parts = texts(get(ada, "/admin"), "//div[@class='what']/ul/li")
    assert parts[1] == "The Exminer 0 articles"
    assert parts[0].startswith("The Examiner ")
    assert "0 articles" not in parts[0]
    assert rita.get("/article/merkel").status_code == 404
    send(ada, "/people/rita", role="reader", email="", groups="desk")
    assert rita.get("/article/merkel").status_code == 200
    send(ada, "/collections/wire/remove")
    assert Collections(people_in(folder).database).all() == ()
    send(ada, "/people/rita", role="reader", email="rita@example.org", groups="")


def test_a_collection_of_nothing_is_none(ada: FlaskClient, folder: Path) -> None:
    told = refused(ada, "/collections", name="wire", sources=" \n", groups="desk")
    assert "at least one source" in told
    told = refused(ada, "/collections", name="a/b", sources="x", groups="")
    assert "is no name" in told
    assert Collections(people_in(folder).database).all() == ()


# ── who did what ─────────────────────────────────────────────────────────────


def entries(client: FlaskClient, query: str = "") -> list[list[str]]:
    page = get(client, f"/admin/audit{query}")
    rows = page.xpath("//tbody/tr")
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in rows
    ]


def test_the_audit_log_is_searched_and_taken_away(
    app: Flask, ada: FlaskClient, folder: Path
) -> None:
    edgar = signed_in(app, "edgar")
    edgar.get("/search?q=plinthwork")
    edgar.get("/article/merkel")
    newest = entries(ada, "?who=EDGAR")[0]
    assert newest[1:3] == ["edgar", "open"]
    assert {row[1] for row in entries(ada, "?who=edgar")} == {"edgar"}
    assert {row[2] for row in entries(ada, "?action=search")} == {"search"}
    (found,) = entries(ada, "?words=plinthwork&who=edgar")
    assert "q=plinthwork" in found[3]
    assert entries(ada, "?until=2001-01-01&since=2000-01-01") == []
    assert entries(ada, "?since=nonsense&last=x&action=nothing") == []
    sent = ada.get("/admin/audit.jsonl?who=edgar&action=open")
    lines = [json.loads(line) for line in sent.text.splitlines()]
    assert lines[-1]["article_id"] == "merkel"
    assert "attachment" in sent.headers["Content-Disposition"]
    # the command finds the same
    command = ["--data", str(folder), "audit", "--who", "edgar", "--action", "open"]
    printed = CliRunner().invoke(main, command).stdout.splitlines()
    assert [json.loads(line) for line in printed] == lines
    last = CliRunner().invoke(main, [*command, "--last", "1", "--words", "merkel"])
    assert [json.loads(line) for line in last.stdout.splitlines()] == lines[-1:]


def test_what_administrators_do_is_in_the_log_with_whom_it_was_done_to(
    ada: FlaskClient,
) -> None:
    add(ada, "tess")
    send(ada, "/people/tess/disable")
    send(ada, "/collections", name="quarry", sources="Quarry Post")
    send(ada, "/collections/quarry/remove")
    done = [row[3] for row in entries(ada, "?who=ada&action=change")[:4]]
    assert done[0].startswith("/admin/collections/<name>/remove")
    assert "collection: quarry" in done[0]
    assert "collection: quarry" in done[1]
    assert "person: tess" in done[2]
    assert "person: tess" in done[3]
    assert all(PASSWORD not in row[3] for row in entries(ada, "?last=2000"))
