"""Signing in: who is let in, and what those try who are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.people import (
    BROWSER,
    OURS,
    PASSWORD,
    app_with_people,
    people_in,
    quick_passwords,
    session_key,
    signed_in,
)
from support.webapp import app_in, get, texts

from web import WebConfig, create_app
from web.accounts.guard import NEEDS, Need
from web.accounts.people import Role

__all__ = ["quick_passwords"]

PRIVATE = (
    "/",
    "/search?q=budget",
    "/article/merkel",
    "/article/merkel.ris",
    "/search.csv?q=budget",
    "/search.atom?q=budget",
    "/api/search?q=budget",
    "/facet/person",
    "/saved",
    "/help",
    "/opensearch-suggestions?q=mer",
    "/account",
    "/nowhere",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("people")


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    return app_with_people(folder)


def login(client: FlaskClient, name: str, password: str, **more: str) -> int:
    form = {"name": name, "password": password}
    return client.post("/login", data=form, headers=OURS | more).status_code


# ── who is let in ────────────────────────────────────────────────────────────


def test_without_accounts_nobody_signs_in(tmp_path: Path) -> None:
    client = app_in(tmp_path).test_client()
    assert client.get("/search?q=budget").headers["Cache-Control"] == "no-cache"
    for path in ("/login", "/account"):
        assert client.get(path).status_code == 404
    assert login(client, "rita", PASSWORD) == 404
    assert not (tmp_path / "accounts.sqlite").exists()


@pytest.mark.parametrize("path", PRIVATE)
def test_nothing_is_shown_to_whoever_has_not_signed_in(app: Flask, path: str) -> None:
    client = app.test_client()
    sent = client.get(path, headers=BROWSER)
    if path.startswith("/api/"):
        assert sent.status_code == 401
    else:
        assert sent.status_code == 303
        assert str(sent.location).startswith("/login")
    told = client.get(path)
    assert told.status_code == 401
    assert told.headers["WWW-Authenticate"].startswith("Bearer")
    for answer in (sent, told):
        assert "Merkel" not in answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/opensearch.xml", "/login"])
def test_what_tells_of_no_article_is_for_everybody(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 200


def test_signing_in_leads_to_the_page_that_was_asked_for(app: Flask) -> None:
    client = app.test_client()
    sent = client.get("/search?q=budget&country=DE", headers=BROWSER)
    page = get(client, str(sent.location))
    (there,) = page.xpath("//input[@name='next']/@value")
    form = {"name": "rita", "password": PASSWORD, "next": there}
    answer = client.post("/login", data=form, headers=OURS)
    assert answer.location == "/search?q=budget&country=DE"
    page = get(client, answer.location)
    assert texts(page, "//p[@class='person']") == ["Signed in as rita"]


@pytest.mark.parametrize(
    "there", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:x", "x"]
)
def test_signing_in_leads_to_no_other_site(app: Flask, there: str) -> None:
    form = {"name": "rita", "password": PASSWORD, "next": there}
    answer = app.test_client().post("/login", data=form, headers=OURS)
    assert answer.location == "/"


def test_with_accounts_that_nobody_has_nobody_is_let_in(tmp_path: Path) -> None:
    app_in(tmp_path)
    app = create_app(
        WebConfig.of({"DATELINE_DATA": str(tmp_path), "DATELINE_ACCOUNTS": "yes"})
    )
    client = app.test_client()
    assert client.get("/").status_code == 401
    assert login(client, "rita", PASSWORD) == 403


def test_accounts_that_cannot_be_read_let_nobody_in(tmp_path: Path) -> None:
    app = app_with_people(tmp_path)
    client = signed_in(app, "rita")
    (tmp_path / "accounts.sqlite").write_bytes(b"damaged" * 1000)
    answer = client.get("/search?q=budget")
    assert answer.status_code == 503
    assert "Merkel" not in answer.get_data(as_text=True)
    assert login(client, "rita", PASSWORD) == 503
    (tmp_path / "accounts.sqlite").unlink()
    assert client.get("/search?q=budget").status_code == 503


def test_whoever_is_disabled_is_out_at_once_with_token_and_session(
    tmp_path: Path,
) -> None:
    app = app_with_people(tmp_path)
    client = signed_in(app, "edgar")
    token = token_of(client)
    people_in(tmp_path).change("edgar", disabled=True)
    assert client.get("/").status_code == 401
    assert asked(app, token) == 401
    assert login(client, "edgar", PASSWORD) == 403
    people_in(tmp_path).change("edgar", disabled=False)
    assert client.get("/").status_code == 401  # the old session stays ended
    assert login(client, "edgar", PASSWORD) == 303


def test_every_address_says_what_it_needs() -> None:
    app = create_app(WebConfig.of({"DATELINE_METRICS": "127.0.0.1"}))
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert there == set(NEEDS)


def test_an_address_that_does_not_is_refused_to_everybody(tmp_path: Path) -> None:
    app = app_with_people(tmp_path)
    app.add_url_rule("/new", "new", lambda: "Merkel")
    for name in ("rita", "ada"):
        assert signed_in(app, name).get("/new").status_code == 403


def test_some_addresses_are_for_some_roles_alone(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NEEDS, "pages.home", Need.EDITOR)
    got = [signed_in(app, name).get("/").status_code for name in ("rita", "edgar")]
    assert got == [403, 200]


def test_an_editor_shows_everybody_searches_that_a_reader_only_sees(
    tmp_path: Path,
) -> None:
    app = app_with_people(tmp_path)
    rita, edgar = signed_in(app, "rita"), signed_in(app, "edgar")
    named = {"name": "Of everybody", "shared": "1"}
    assert edgar.post("/saved?q=budget", data=named, headers=OURS).status_code == 303
    assert texts(get(rita, "/saved"), "//main//h2") == ["Of everybody"]
    (there,) = get(rita, "/saved").xpath("//div[@class='acts']/a/@href")
    place = there.removesuffix("/alert")
    for change in ("open", "seen", "rename", "delete"):
        answer = rita.post(f"{place}/{change}", data={"name": "x"}, headers=OURS)
        assert answer.status_code == 403
    assert (
        rita.post(there, data={}, headers=OURS).status_code == 303
    )  # their own matter
    assert edgar.post(f"{place}/delete", headers=OURS).status_code == 303
    assert rita.post(f"{place}/restore", headers=OURS).status_code == 403
    assert edgar.post(f"{place}/restore", headers=OURS).status_code == 303


def test_a_reader_is_refused_even_where_nothing_would_change(tmp_path: Path) -> None:
    app = app_with_people(tmp_path)
    rita, edgar = signed_in(app, "rita"), signed_in(app, "edgar")
    named = {"name": "Of everybody", "shared": "1"}
    edgar.post("/saved?q=budget", data=named, headers=OURS)
    (there,) = get(rita, "/saved").xpath("//div[@class='acts']/a/@href")
    place = there.removesuffix("/alert")
    for change in ("restore", "rename", "share"):  # kept, so called, shown already
        refused = rita.post(f"{place}/{change}", data=named, headers=OURS)
        assert (change, refused.status_code) == (change, 403)
        done = edgar.post(f"{place}/{change}", data=named, headers=OURS)
        assert (change, done.status_code) == (change, 303)


# ── sessions ─────────────────────────────────────────────────────────────────


def test_the_cookie_is_for_requests_of_our_pages_alone(app: Flask) -> None:
    form = {"name": "rita", "password": PASSWORD}
    plain = app.test_client().post("/login", data=form, headers=OURS)
    told = plain.headers["Set-Cookie"]
    assert all(part in told for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Secure" not in told
    safe = app.test_client().post(
        "/login", data=form, headers=OURS, base_url="https://localhost"
    )
    assert "Secure" in safe.headers["Set-Cookie"]


def test_nobody_can_be_given_a_session_that_another_knows(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("dateline-session", "known-to-somebody-else")
    assert login(client, "rita", PASSWORD) == 303
    assert session_key(client) != "known-to-somebody-else"
    other = app.test_client()
    other.set_cookie("dateline-session", "known-to-somebody-else")
    assert other.get("/").status_code == 401


def test_signing_in_anew_ends_the_session_before(app: Flask) -> None:
    client = signed_in(app, "rita")
    before = session_key(client)
    assert login(client, "edgar", PASSWORD) == 303
    assert session_key(client) != before
    thief = app.test_client()
    thief.set_cookie("dateline-session", before)
    assert thief.get("/").status_code == 401


def test_signing_out_ends_the_session_and_not_only_the_cookie(app: Flask) -> None:
    client = signed_in(app, "rita")
    key = session_key(client)
    assert client.post("/logout", headers=OURS).status_code == 303
    assert session_key(client) == ""
    client.set_cookie("dateline-session", key)
    assert client.get("/").status_code == 401


def test_a_new_password_ends_all_other_sessions(tmp_path: Path) -> None:
    app = app_with_people(tmp_path)
    here, there = signed_in(app, "rita"), signed_in(app, "rita")
    before = session_key(here)
    form = {"old": PASSWORD, "new": "another long one"}
    assert here.post("/account/password", data=form, headers=OURS).status_code == 303
    assert here.get("/").status_code == 200
    assert session_key(here) != before
    assert there.get("/").status_code == 401
    assert login(there, "rita", PASSWORD) == 403
    assert login(there, "rita", "another long one") == 303


def test_a_password_is_changed_only_by_who_knows_the_old_one(tmp_path: Path) -> None:
    app = app_with_people(tmp_path)
    client = signed_in(app, "rita")
    for old, new, status in (
        ("wrong", "another long one", 403),
        (PASSWORD, "short", 400),
        (PASSWORD, "rita", 400),
    ):
        form = {"old": old, "new": new}
        answer = client.post("/account/password", data=form, headers=OURS)
        assert answer.status_code == status
    assert login(client, "rita", PASSWORD) == 303


def test_one_can_sign_out_everywhere_else(app: Flask) -> None:
    here, there = signed_in(app, "ada"), signed_in(app, "ada")
    page = get(here, "/account")
    assert len(page.xpath("//ul[@class='entries']/li")) >= 2
    assert here.post("/account/sessions/end", headers=OURS).status_code == 303
    assert there.get("/").status_code == 401
    assert here.get("/").status_code == 200


# ── what others try ──────────────────────────────────────────────────────────


def test_guessing_passwords_takes_longer_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_people(tmp_path)
    client = app.test_client()
    now = [1e9]
    monkeypatch.setattr("web.accounts.attempts.time.time", lambda: now[0])
    got = [login(client, "rita", f"wrong {number}") for number in range(5)]
    assert got == [403, 403, 403, 403, 429]
    assert login(client, "rita", PASSWORD) == 429  # even the right one has to wait
    waits = []
    for _ in range(4):
        form = {"name": "rita", "password": "wrong"}
        answer = client.post("/login", data=form, headers=OURS)
        assert answer.status_code == 429
        waits.append(int(answer.headers["Retry-After"]))
        now[0] += waits[-1]
        assert login(client, "rita", "wrong") == 429
    assert waits == [2, 4, 8, 16]
    now[0] += 40
    assert login(client, "rita", PASSWORD) == 303
    assert login(client, "rita", "wrong") == 403  # forgotten


def test_guessing_from_elsewhere_does_not_shut_the_owner_out(tmp_path: Path) -> None:
    app = app_with_people(tmp_path)
    stranger = app.test_client()
    for _ in range(7):
        stranger.post(
            "/login",
            data={"name": "rita", "password": "wrong"},
            headers=OURS,
            environ_overrides={"REMOTE_ADDR": "192.0.2.9"},
        )
    assert login(app.test_client(), "rita", PASSWORD) == 303


def test_one_address_may_not_try_many_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_people(tmp_path)
    monkeypatch.setattr("web.accounts.people.is_password", lambda *_: False)
    got = [login(app.test_client(), f"name{n}", "wrong") for n in range(31)]
    assert got.index(429) == 29


def test_nobody_learns_who_has_an_account(app: Flask) -> None:
    client = app.test_client()
    said = []
    for name in ("ada", "nobody-at-all"):
        form = {"name": name, "password": "wrong"}
        answer = client.post("/login", data=form, headers=OURS)
        said.append((answer.status_code, answer.text.replace(name, "")))
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Authorization": "Basic cml0YTp4"},
    ],
)
def test_no_other_page_changes_anything_in_somebodys_name(
    app: Flask, headers: dict[str, str]
) -> None:
    client = signed_in(app, "ada")
    form = {"name": "ada", "password": PASSWORD, "old": PASSWORD, "new": "x" * 20}
    changing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.methods and rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
    ]
    assert len(changing) >= 20
    for path in changing:
        address = re.sub("<[^>]*>", "0123456789ab", path)
        answer = client.post(address, data=form, headers=headers)
        assert answer.status_code == 403, path
        assert "did not come from a page of Dateline" in answer.text
    assert client.get("/").status_code == 200


def test_changes_are_asked_for_by_post_alone(app: Flask) -> None:
    client = signed_in(app, "rita")
    for path in ("/logout", "/account/sessions/end", "/account/tokens"):
        assert client.get(path).status_code in (404, 405)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/login", "/account", "/article/merkel"])
def test_no_page_can_be_shown_in_a_frame_of_another(app: Flask, path: str) -> None:
    policy = signed_in(app, "rita").get(path).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy


@pytest.mark.parametrize("path", PRIVATE)
def test_private_pages_stay_in_no_cache(app: Flask, path: str) -> None:
    answer = signed_in(app, "rita").get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {"cookie", "authorization"} <= {name.lower() for name in answer.vary}


def test_a_name_that_is_not_ours_signs_nobody_in(tmp_path: Path) -> None:
    app = app_with_people(tmp_path, hosts="news.example.org")
    form = {"name": "rita", "password": PASSWORD}
    answer = app.test_client().post(
        "/login", data=form, headers=OURS, base_url="http://evil.test"
    )
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_what_is_typed_to_sign_in_is_shown_as_text(app: Flask) -> None:
    form = {"name": '"><script>alert(1)</script>', "password": "x", "next": '"><b>'}
    answer = app.test_client().post("/login", data=form, headers=OURS)
    assert answer.status_code == 403
    assert "<script>alert" not in answer.text
    assert '"><b>' not in answer.text


@pytest.mark.parametrize("password", ["\ud800", "x" * 5000, "\x00", ""])
def test_odd_passwords_are_wrong_and_no_error(app: Flask, password: str) -> None:
    data = {"name": "ada", "password": password.encode("utf-8", "surrogatepass")}
    client = app.test_client()
    environ = {"REMOTE_ADDR": "198.51.100.7"}
    answer = client.post("/login", data=data, headers=OURS, environ_overrides=environ)
    assert answer.status_code in (403, 429)


# ── tokens ───────────────────────────────────────────────────────────────────


def token_of(client: FlaskClient, role: str = "reader") -> str:
    form = {"name": "a script", "role": role}
    page = client.post("/account/tokens", data=form, headers=OURS)
    found = re.search(r"dateline_[\w-]{43}", page.text)
    assert found, page.text
    return found[0]


def asked(app: Flask, token: str, path: str = "/api/search?q=budget") -> int:
    told = {"Authorization": f"Bearer {token}"}
    return app.test_client().get(path, headers=told).status_code


def test_a_token_lets_a_program_in_until_it_is_revoked(app: Flask) -> None:
    client = signed_in(app, "edgar")
    token = token_of(client)
    assert asked(app, token) == 200
    assert asked(app, token, "/search.csv?q=budget") == 200
    assert asked(app, token + "x") == 401
    page = get(client, "/account")
    (action,) = page.xpath("//form[contains(@action, '/revoke')]/@action")
    assert client.post(action, headers=OURS).status_code == 303
    assert asked(app, token) == 401


def test_a_token_is_shown_once_and_never_again(app: Flask) -> None:
    client = signed_in(app, "ada")
    token = token_of(client)
    assert token not in client.get("/account").text


def test_a_token_of_another_cannot_be_revoked(app: Flask) -> None:
    ada, rita = signed_in(app, "ada"), signed_in(app, "rita")
    token = token_of(ada)
    (action, *_) = get(ada, "/account").xpath(
        "//form[contains(@action, '/revoke')]/@action"
    )
    assert rita.post(action, headers=OURS).status_code == 404
    assert asked(app, token) == 200


def test_a_reader_makes_no_token_of_an_editor(app: Flask) -> None:
    client = signed_in(app, "rita")
    token_of(client, "admin")
    assert "administrator" not in client.get("/account").text


def test_a_token_changes_no_account(app: Flask) -> None:
    token = token_of(signed_in(app, "ada"), "admin")
    told = {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    assert client.get("/account", headers=told).status_code == 403
    form = {"old": PASSWORD, "new": "another long one"}
    for path in ("/account/password", "/account/tokens", "/account/sessions/end"):
        assert client.post(path, data=form, headers=told).status_code == 403


def test_a_wrong_token_is_nobody_whatever_cookie_comes_with_it(app: Flask) -> None:
    client = signed_in(app, "ada")
    told = {"Authorization": "Bearer dateline_wrong"}
    assert client.get("/api/search", headers=told).status_code == 401


# ── a proxy that knows who asks ──────────────────────────────────────────────

PROXY = {"trusted_proxies": "10.0.0.1", "identity_header": "X-Remote-User"}


def asked_by(app: Flask, address: str, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    environ = {"REMOTE_ADDR": address}
    client = app.test_client()
    return client.get("/", headers=named, environ_overrides=environ).status_code


def test_a_proxy_that_was_named_says_who_asks(tmp_path: Path) -> None:
    app = app_with_people(tmp_path, **PROXY)
    assert asked_by(app, "10.0.0.1", X_Remote_User="rita") == 200
    assert asked_by(app, "10.0.0.1", X_Remote_User="nobody") == 401
    assert asked_by(app, "10.0.0.1", X_Remote_User="") == 401
    people_in(tmp_path).change("rita", disabled=True)
    assert asked_by(app, "10.0.0.1", X_Remote_User="rita") == 401


def test_nobody_else_says_who_asks(tmp_path: Path) -> None:
    app = app_with_people(tmp_path, **PROXY)
    for address in ("10.0.0.2", "127.0.0.1", "192.0.2.1"):
        told = {"X_Remote_User": "ada", "X_Forwarded_For": "10.0.0.1"}
        assert asked_by(app, address, **told) == 401


def test_without_the_setting_no_header_says_who_asks(tmp_path: Path) -> None:
    app = app_with_people(tmp_path, trusted_proxies="10.0.0.1")
    assert asked_by(app, "10.0.0.1", X_Remote_User="ada") == 401


def test_roles_go_up() -> None:
    assert Role.ADMIN.covers(Role.READER)
    assert not Role.READER.covers(Role.EDITOR)
    assert Role.READER.at_most(Role.ADMIN) is Role.READER
