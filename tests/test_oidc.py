"""Signing in at a provider of OpenID Connect, which runs as a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener, urlopen

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from support.oidc_provider import CLIENT, SECRET, provider
from support.people import BROWSER, OURS, PASSWORD, people_in, quick_passwords
from support.webapp import articles, index_in
from werkzeug.test import TestResponse

from search.errors import ConfigError
from web import create_app
from web.accounts.people import NoSuchPerson, Role

__all__ = ["quick_passwords"]


class _Stay(HTTPRedirectHandler):
    """Goes nowhere, so that an answer can be read before it is followed."""

    def http_error_302(self, *found: Any) -> Any:
        return found[1]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(index_in(tmp_path_factory.mktemp("index"), articles()))


@pytest.fixture
def page(tmp_path: Path, index: str, issuer: str) -> Flask:
    return made(tmp_path, index, issuer)


def made(folder: Path, index: str, issuer: str, **more: str) -> Flask:
    """The page; what somebody may do is in the claim ``groups`` unless told."""
    told = {
        "oidc_issuer": issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_name": "Example Org",
        "oidc_role_claim": "groups",
        "oidc_roles": "newsroom=editor,it=admin",
        "audit": "on",
    } | more
    named = {f"DATELINE_{name.upper()}": value for name, value in told.items()}
    return create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": index} | named)


def at_the_provider(
    client: FlaskClient, user: str, fault: str = "", to: str = "/"
) -> str:
    """Go to the provider and be somebody there; return the path that leads back."""
    sent = client.get("/login/provider", query_string={"next": to})
    assert sent.status_code == 303
    address = f"{sent.location}&{urlencode({'user': user, 'fault': fault})}"
    with build_opener(_Stay).open(address) as answer:
        back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(
    client: FlaskClient, user: str, fault: str = "", to: str = "/"
) -> TestResponse:
    return client.get(at_the_provider(client, user, fault, to), headers=BROWSER)


def test_the_page_to_sign_in_leads_to_the_provider_and_back(page: Flask) -> None:
    client = page.test_client()
    asked = client.get("/search?q=budget", headers=BROWSER)
    form = html.fromstring(client.get(asked.location).text)
    (button,) = form.xpath("//a[contains(@href, '/login/provider')]")
    assert button.text_content() == "Sign in with Example Org"
    wanted = parse_qs(urlsplit(button.get("href")).query)["next"][0]
    answer = sign_in(client, "anna", to=wanted)
    assert (answer.status_code, answer.location) == (303, "/search?q=budget")
    assert "14 articles with" in client.get(answer.location).text
    assert client.get_cookie("dateline-signing-in", path="/login") is None
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "session" in c)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_what_the_provider_is_told_proves_that_the_answer_is_ours(page: Flask) -> None:
    query = [
        dict(
            parse_qsl(
                urlsplit(page.test_client().get("/login/provider").location).query
            )
        )
        for _ in range(2)
    ]
    assert query[0]["code_challenge_method"] == "S256"
    assert query[0]["scope"] == "openid profile email"
    for name in ("state", "nonce", "code_challenge"):
        assert len(query[0][name]) >= 43
        assert query[0][name] != query[1][name]


@pytest.mark.parametrize(
    "fault",
    [
        *("expired", "audience", "audiences", "issuer", "nonce"),
        *("unsigned", "public key", "another's key", "refused"),
    ],
)
def test_a_token_that_is_not_for_this_page_and_now_signs_nobody_in(
    page: Flask, tmp_path: Path, fault: str
) -> None:
    client = page.test_client()
    answer = sign_in(client, "anna", fault)
    assert answer.status_code == 403
    assert "You could not be signed in" in answer.text
    assert client.get_cookie("dateline-session") is None
    assert not people_in(tmp_path).all()


def test_an_answer_is_taken_only_by_the_browser_that_asked_and_once(
    page: Flask,
) -> None:
    here, other = page.test_client(), page.test_client()
    back = at_the_provider(here, "anna")
    assert other.get(back).status_code == 403  # a link that another was given
    other.get("/login/provider")
    assert other.get(back).status_code == 403  # nor one that has begun by herself
    assert here.get(back).status_code == 303
    assert here.get(back).status_code == 403


def test_roles_come_from_a_claim_each_time_and_who_has_none_is_refused(
    page: Flask, tmp_path: Path
) -> None:
    people = people_in(tmp_path)
    assert sign_in(page.test_client(), "anna").status_code == 303
    assert sign_in(page.test_client(), "ida").status_code == 303
    assert people.named("anna").role is Role.EDITOR
    assert people.named("ida").role is Role.ADMIN
    assert people.named("ida").email == "ida@example.org"
    people.change("anna", role=Role.ADMIN)
    assert sign_in(page.test_client(), "anna").status_code == 303
    assert people.named("anna").role is Role.EDITOR
    assert sign_in(page.test_client(), "boris").status_code == 403
    with pytest.raises(NoSuchPerson):
        people.named("boris")


def test_nobody_takes_over_an_account_by_calling_themselves_like_its_owner(
    page: Flask, tmp_path: Path
) -> None:
    people = people_in(tmp_path)
    assert sign_in(page.test_client(), "anna").status_code == 303
    assert sign_in(page.test_client(), "mallory").status_code == 403
    people.add("ida", PASSWORD, Role.READER)
    assert sign_in(page.test_client(), "ida").status_code == 403
    assert people.named("ida").role is Role.READER


def test_without_a_claim_for_roles_only_those_with_an_account_come_in(
    tmp_path: Path, index: str, issuer: str
) -> None:
    page = made(tmp_path, index, issuer, oidc_role_claim="")
    people = people_in(tmp_path)
    assert sign_in(page.test_client(), "anna").status_code == 403
    people.add("anna", None, Role.READER)
    client = page.test_client()
    assert sign_in(client, "anna").status_code == 303
    people.change("anna", disabled=True)
    assert client.get("/", headers=BROWSER).status_code == 303  # out at once
    assert sign_in(page.test_client(), "anna").status_code == 403


def test_what_is_not_in_the_token_is_asked_for_and_a_new_key_is_fetched(
    page: Flask, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.accounts.oidc.provider._AGAIN_SECONDS", 0.0)
    assert sign_in(page.test_client(), "anna", "few claims").status_code == 303
    with urlopen(f"{issuer}/new-key"):
        pass
    assert sign_in(page.test_client(), "anna").status_code == 303


def test_who_signs_out_is_offered_to_sign_out_of_the_provider_too(
    page: Flask, issuer: str
) -> None:
    client = page.test_client()
    sign_in(client, "anna")
    out = client.post("/logout", headers=OURS)
    assert client.get("/", headers={"Accept": "text/plain"}).status_code == 401
    shown = html.fromstring(client.get(out.location).text)
    (link,) = shown.xpath(f"//a[starts-with(@href, '{issuer}/end?')]")
    told = parse_qs(urlsplit(link.get("href")).query)
    assert told["post_logout_redirect_uri"] == ["http://localhost/login"]
    assert not html.fromstring(client.get("/login").text).xpath(
        "//a[contains(@href, 'end')]"
    )


def test_signing_in_is_in_the_audit_log_without_what_the_provider_sent(
    page: Flask, tmp_path: Path
) -> None:
    sign_in(page.test_client(), "anna")
    sign_in(page.test_client(), "anna", "expired")
    (file,) = (tmp_path / "audit").glob("*.jsonl")
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    found = [(one["action"], one["who"], one["status"]) for one in lines]
    assert found == [("sign in", "anna", 303), ("sign in", "", 403)]
    assert "code" not in file.read_text()


def test_it_never_leads_to_another_site(page: Flask) -> None:
    assert sign_in(page.test_client(), "anna", to="//evil.test/").location == "/"


def test_a_provider_that_cannot_be_asked_is_said_to_people_and_the_log(
    tmp_path: Path, index: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = made(tmp_path, index, "http://127.0.0.1:9")
    answer = page.test_client().get("/login/provider")
    assert answer.status_code == 403
    assert "nobody was signed in by the provider: it cannot be asked" in caplog.text
    assert page.test_client().get("/login").status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"oidc_issuer": "http://login.test"}, "does not begin with https://"),
        ({"oidc_client_id": ""}, "needs oidc-client-id"),
        ({"oidc_roles": "newsroom"}, "write newsroom=editor"),
        ({"oidc_roles": "newsroom=king"}, "write newsroom=editor"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    tmp_path: Path, index: str, issuer: str, more: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        made(tmp_path, index, issuer, **more)


def test_without_a_provider_there_is_no_such_page(tmp_path: Path, index: str) -> None:
    settings = {"DATELINE_DATA": str(tmp_path), "DATELINE_ENGINE": index}
    client = create_app(settings | {"DATELINE_ACCOUNTS": "1"}).test_client()
    assert client.get("/login/provider").status_code == 404
    assert client.get("/login/provider/done").status_code == 404
    assert "/login/provider" not in client.get("/login").text
