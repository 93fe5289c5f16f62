"""Whatever goes wrong is answered plainly, and nothing leaves that should not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from support.engines import url_in
from support.webapp import app_in, get, texts

import search.errors
from search.engines.engine import default_engine_url
from search.errors import ConfigError, DatelineError
from web import WebConfig, create_app
from web.http.errors import explanation
from web.http.headers import SECURITY_HEADERS


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = app_in(tmp_path_factory.mktemp("web"))
    app.add_url_rule("/broken", view_func=broken, endpoint="broken")
    app.add_url_rule("/api/broken", view_func=broken, endpoint="broken_json")
    return app


def broken() -> str:
    raise RuntimeError("a secret")


OWN_ERRORS = [getattr(search.errors, name) for name in search.errors.__all__]


@pytest.mark.parametrize("kind", OWN_ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_status(kind: type[DatelineError]) -> None:
    assert explanation(kind.__new__(kind)).status in (400, 404, 500, 503)


def test_no_index_says_which_command_to_run(tmp_path: Path) -> None:
    client = create_app({"DATELINE_DATA": str(tmp_path / "none")}).test_client()
    page = get(client, "/", status=503)
    assert texts(page, "//pre") == ["dateline index FOLDER"]
    assert str(tmp_path) not in page.text_content()
    assert get(client, "/article/x", status=503) is not None


def test_the_page_appears_once_there_is_an_index(tmp_path: Path) -> None:
    client = create_app({"DATELINE_DATA": str(tmp_path)}).test_client()
    get(client, "/", status=503)
    app_in(tmp_path)
    get(client, "/")


def test_an_outdated_index_says_which_command_to_run(tmp_path: Path) -> None:
    client = app_in(tmp_path).test_client()
    manifest = next((tmp_path / "index").glob("*/manifest.json"))
    made = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(made | {"schema": -1}))
    page = get(client, "/", status=503)
    assert texts(page, "//pre") == ["dateline reindex"]


def test_the_unforeseen_is_a_plain_page(app: Flask) -> None:
    for url in ("/broken", "/api/broken"):
        response = app.test_client().get(url)
        assert response.status_code == 500
        text = response.get_data(as_text=True)
        assert "Something went wrong" in text or "This was not your doing" in text
        assert "secret" not in text
        assert "Traceback" not in text


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]
)
@pytest.mark.parametrize(
    "url", ["/", "/api/search", "/article/x", "/static/dateline.css", "/no"]
)
def test_everything_is_for_reading_only(app: Flask, method: str, url: str) -> None:
    response = app.test_client().open(url, method=method, data=b"x" * 10_000)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_head_is_answered(app: Flask) -> None:
    response = app.test_client().head("/search?q=budget")
    assert (response.status_code, response.data) == (200, b"")


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/", 200),
        ("/api/search", 200),
        ("/article/merkel", 200),
        ("/static/dateline.css", 200),
        ("/static/favicon.svg", 200),
        ("/no", 404),
        ("/api/article/no", 404),
        ("/broken", 500),
    ],
)
def test_every_response_has_the_security_headers(
    app: Flask, url: str, status: int
) -> None:
    response = app.test_client().get(url)
    assert response.status_code == status
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    response.close()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/", "no-cache"),
        ("/search?q=budget", "no-cache"),
        ("/article/merkel", "no-cache"),
        ("/api/search", "no-cache"),
        ("/search.atom", "no-cache"),
        ("/language/de", "no-cache"),
        ("/static/dateline.css", "no-cache"),
        ("/no", "no-cache"),
        ("/search.csv", "no-store"),
        ("/saved", "no-store"),
        ("/saved/000000000000/new", "no-store"),
    ],
)
def test_nothing_is_shown_from_a_cache_unasked(app: Flask, url: str, kept: str) -> None:
    response = app.test_client().get(url)
    assert response.headers["Cache-Control"] == kept
    response.close()


@pytest.mark.parametrize("url", ["/static/dateline.css", "/search.atom", "/api/stats"])
def test_what_is_unchanged_is_said_with_the_security_headers(
    app: Flask, url: str
) -> None:
    first = app.test_client().get(url)
    headers = {"If-None-Match": first.headers["ETag"]}
    response = app.test_client().get(url, headers=headers)
    assert response.status_code == 304
    assert SECURITY_HEADERS.items() <= dict(response.headers).items()
    first.close()
    response.close()


@pytest.mark.parametrize("url", [" ", "nothing:x", "tantivy", "tantivy:", "/folder"])
def test_a_wrong_engine_refuses_to_start(url: str) -> None:
    with pytest.raises(ConfigError, match="DATELINE_ENGINE"):
        WebConfig.of({"DATELINE_ENGINE": url})


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_ENGINE", raising=False)
    monkeypatch.setenv("DATELINE_DATA", "there")
    create_app()
    found = replace(WebConfig.of({}), alerts=None)  # which are compared by identity
    assert found == WebConfig(
        Path("dateline-data"), default_engine_url(Path("dateline-data"))
    )
    monkeypatch.setenv("DATELINE_ENGINE", "nothing:x")
    with pytest.raises(ConfigError):
        create_app()
    monkeypatch.setenv("DATELINE_DATA", " ")
    with pytest.raises(ConfigError, match="DATELINE_DATA"):
        create_app()


def test_making_the_page_touches_no_file(tmp_path: Path) -> None:
    create_app({"DATELINE_DATA": str(tmp_path / "none")})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["a..b", ".a", "x" * 70])
@pytest.mark.parametrize("path", ["/", "/search", "/api/search", "/nowhere"])
def test_a_host_that_is_none_is_refused_plainly(
    app: Flask, host: str, path: str
) -> None:
    answer = app.test_client().get(path, headers={"Host": host})
    assert answer.status_code in (400, 404)
    assert SECURITY_HEADERS.items() <= dict(answer.headers).items()


def test_only_the_hosts_allowed_are_answered(tmp_path: Path) -> None:
    url = app_in(tmp_path).config.get("DATELINE_ENGINE") or url_in(
        "tantivy", tmp_path / "index"
    )
    app = create_app({"DATELINE_ENGINE": url, "DATELINE_HOSTS": "news.test, 127.0.0.1"})
    client = app.test_client()
    for host in ("news.test", "news.test:8000", "127.0.0.1:5000"):
        assert client.get("/search", headers={"Host": host}).status_code == 200
    for path in ("/search", "/api/search", "/static/dateline.css"):
        answer = client.get(path, headers={"Host": "evil.test"})
        assert answer.status_code == 400
        assert SECURITY_HEADERS.items() <= dict(answer.headers).items()
        assert b"Examiner" not in answer.data
