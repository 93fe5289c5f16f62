"""The log: what is in it, and that nothing can be put into it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from support.runs import called
from support.webapp import app_in

from search.errors import ConfigError
from search.settings.log import start_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log in lines of JSON."""
    end = start_log(logging.INFO, file=tmp_path / "log", as_json=True)
    yield tmp_path / "log"
    end()


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return app_in(tmp_path)


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text("ascii").splitlines()]


def test_each_request_is_logged_with_an_id_the_answer_has_too(
    app: Flask, log: Path
) -> None:
    client = app.test_client()
    found = client.get("/search?q=budget")
    found.get_data()
    found.close()
    client.get("/nowhere").close()
    first, second = lines(log)
    assert first["message"] == "GET /search"  # and not what was searched for
    assert first["id"] == found.headers["X-Request-Id"]
    assert (first["status"], second["status"]) == (200, 404)
    assert first["address"] == "127.0.0.1"
    assert isinstance(first["ms"], float)
    assert str(first["time"]).endswith("Z")


def test_the_address_of_a_private_feed_is_not_logged(app: Flask, log: Path) -> None:
    app.test_client().get("/alerts/known-to-one-alone.atom").close()
    (line,) = lines(log)
    assert line["message"] == "GET /alerts/….atom"


def test_a_failure_is_logged_with_its_traceback_and_the_id_that_is_shown(
    app: Flask, log: Path
) -> None:
    def fail() -> str:
        raise ZeroDivisionError("planted")

    app.add_url_rule("/fail", view_func=fail)
    app.add_url_rule("/api/fail", endpoint="other", view_func=fail)
    client = app.test_client()
    page = client.get("/fail")
    problem = client.get("/api/fail")
    assert (page.status_code, problem.status_code) == (500, 500)
    failures = [line for line in lines(log) if "traceback" in line]
    assert [line["id"] for line in failures] == [
        page.headers["X-Request-Id"],
        problem.headers["X-Request-Id"],
    ]
    assert "ZeroDivisionError: planted" in str(failures[0]["traceback"])
    assert page.headers["X-Request-Id"] in page.get_data(as_text=True)
    assert problem.get_json()["request_id"] == problem.headers["X-Request-Id"]
    page.close()
    problem.close()


@pytest.mark.parametrize("as_json", [False, True])
def test_nobody_writes_lines_of_their_own(tmp_path: Path, as_json: bool) -> None:
    end = start_log(logging.INFO, file=tmp_path / "log", as_json=as_json)
    logging.getLogger("web.x").info("GET /%s", "a\nb\r\x1b[2J\u2028\ud800\x85")
    end()
    text = (tmp_path / "log").read_text("utf-8")
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text


def test_a_traceback_stays_with_its_line(tmp_path: Path) -> None:
    end = start_log(logging.INFO, file=tmp_path / "log")
    try:
        raise ValueError("a\n2026-01-01 INFO forged")
    except ValueError:
        logging.getLogger("index.x").exception("it failed")
    end()
    first, *rest = (tmp_path / "log").read_text("utf-8").splitlines()
    assert "ERROR index.x: it failed" in first
    assert rest
    assert all(line.startswith("    ") for line in rest)


def test_a_log_file_that_was_moved_away_is_made_anew(log: Path) -> None:
    logger = logging.getLogger("index.x")
    logger.info("one")
    log.rename(log.with_suffix(".1"))
    logger.info("two")
    assert [line["message"] for line in lines(log)] == ["two"]


def test_a_full_disk_costs_lines_of_the_log_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    end = start_log(logging.INFO, file=Path("/dev/full"))
    logging.getLogger("index.x").info("lost")
    end()
    assert capsys.readouterr().err == ""


def test_a_log_file_that_cannot_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        start_log(logging.INFO, file=tmp_path / "none" / "log")
    done = called(tmp_path, "--log-file", tmp_path / "none" / "log", "stats")
    assert done.exit_code == 78


def test_without_a_program_that_wants_a_log_nothing_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("search", "index", "web"):
        assert logging.getLogger(name).handlers
