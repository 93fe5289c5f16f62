"""Whoever watches the server learns that it lives, and nothing about the articles."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.webapp import app_in

from search.errors import ConfigError
from web import WebConfig, create_app

PLACES = re.compile(r"^(dateline_\w+?)(\{.*\})? ([\d.e+-]+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    app_in(folder)
    return folder


def asking(data: Path, **settings: str) -> FlaskClient:
    told = {f"DATELINE_{name.upper()}": value for name, value in settings.items()}
    return create_app(WebConfig.of({"DATELINE_DATA": str(data), **told})).test_client()


def figures(client: FlaskClient) -> dict[str, float]:
    text = client.get("/metrics").get_data(as_text=True)
    return {name + labels: float(value) for name, labels, value in PLACES.findall(text)}


def test_a_server_with_an_index_lives_and_is_ready(data: Path) -> None:
    client = asking(data)
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.mimetype == "text/plain"
        assert answer.headers["Cache-Control"] == "no-store"
        assert client.head(path).status_code == 200
        assert client.post(path).status_code == 405


@pytest.mark.parametrize("damaged", [False, True])
def test_a_server_without_a_readable_index_lives_but_is_not_ready(
    tmp_path: Path, damaged: bool
) -> None:
    if damaged:
        (tmp_path / "index").mkdir()
        (tmp_path / "index" / "current").write_text("0001-none\n")
    client = asking(tmp_path)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    reason = answer.get_data(as_text=True)
    assert reason in ("Nothing is indexed yet\n", "The index cannot be read\n")
    assert str(tmp_path) not in reason


def test_it_is_ready_as_soon_as_there_is_an_index(tmp_path: Path) -> None:
    client = asking(tmp_path)
    assert client.get("/readyz").status_code == 503
    app_in(tmp_path)
    assert client.get("/readyz").status_code == 200


def test_health_is_told_under_any_name_and_repeats_none(data: Path) -> None:
    client = asking(data, hosts="news.test", metrics="127.0.0.1")
    for path in ("/healthz", "/readyz"):
        answer = client.get(path, headers={"Host": "10.0.0.7:8000"})
        assert answer.status_code == 200
        said = answer.get_data(as_text=True) + str(answer.headers)
        assert "news.test" not in said
        assert "10.0.0.7" not in said
    assert client.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 400
    assert client.get("/metrics", headers={"Host": "evil.test"}).status_code == 400


def test_being_watched_does_not_fill_the_log(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = asking(data, metrics="127.0.0.1")
    with caplog.at_level(logging.INFO, "web"):
        for path in ("/healthz", "/readyz", "/metrics", "/help"):
            client.get(path).close()
    assert [r.getMessage() for r in caplog.records] == ["GET /help"]
    with caplog.at_level(logging.DEBUG, "web"):
        client.get("/healthz").close()
    assert caplog.records[-1].getMessage() == "GET /healthz"


# ── figures ──────────────────────────────────────────────────────────────────


def test_figures_count_requests_by_route_and_status(data: Path) -> None:
    client = asking(data, metrics="127.0.0.1")
    found_ones = ("/search?q=budget", "/search?q=secret", "/article/merkel")
    for path in (*found_ones, "/article/nobody", "/nowhere-1", "/nowhere-2"):
        with client.get(path) as answer:
            assert answer.status_code == (200 if path in found_ones else 404)
    found = figures(client)
    requests = {
        name.removeprefix("dateline_requests_total"): value
        for name, value in found.items()
        if name.startswith("dateline_requests_total")
    }
    assert requests['{route="/search",status="200"}'] == 2
    assert requests['{route="none",status="404"}'] == 2
    assert sum(requests.values()) == 6
    assert found['dateline_request_seconds_count{route="/search"}'] == 2
    assert 0 < found['dateline_request_seconds_sum{route="/search"}'] < 60
    assert found["dateline_ready"] == 1
    assert found["dateline_exports"] == 0
    text = client.get("/metrics").get_data(as_text=True)
    assert "secret" not in text
    assert "merkel" not in text


def test_figures_tell_the_articles_and_the_exports_under_way(tmp_path: Path) -> None:
    client = asking(tmp_path, metrics="127.0.0.1")
    found = figures(client)
    assert found["dateline_ready"] == 0
    assert "dateline_articles" not in found
    app_in(tmp_path)
    assert figures(client)["dateline_articles"] > 10
    export = client.get("/search.jsonl", buffered=False)
    assert figures(client)["dateline_exports"] == 1
    export.close()
    assert figures(client)["dateline_exports"] == 0


def test_figures_are_for_named_addresses_and_nobody_else(data: Path) -> None:
    assert asking(data).get("/metrics").status_code == 404
    client = asking(data, metrics="10.0.0.0/8 unix", trusted_proxies="127.0.0.1")

    def status(address: str, **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        base = {"REMOTE_ADDR": address}
        return client.get("/metrics", environ_base=base, headers=named).status_code

    assert status("10.1.2.3") == 200
    assert status("") == 200
    assert status("192.0.2.1") == 404
    assert status("127.0.0.1", X_Forwarded_For="10.1.2.3") == 200
    assert status("127.0.0.1", X_Forwarded_For="192.0.2.1") == 404
    # of a proxy that nobody named: anybody may ask it
    assert status("10.1.2.3", X_Forwarded_For="10.1.2.3") == 404
    with pytest.raises(ConfigError, match="metrics"):
        asking(data, metrics="prometheus.test")
