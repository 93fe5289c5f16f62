"""The audit log says who did what, and no more than it was told to."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from support.people import OURS, PASSWORD, app_with_people, quick_passwords, signed_in
from support.webapp import app_in

from index.cli import main
from web import WebConfig, create_app
from web.accounts.audit import AuditLog, read_audit
from web.accounts.auditing import ACTIONS, UNNOTED

__all__ = ["quick_passwords"]


def noted(folder: Path) -> list[dict[str, Any]]:
    return list(read_audit(folder))


def do_things(app: Flask) -> None:
    client = signed_in(app, "rita")
    client.get("/search?q=harbour&person=Angela+Merkel")
    client.get("/article/merkel?q=harbour")
    client.get("/search.csv?q=harbour")
    client.get("/api/together/Angela%20Merkel")
    client.post("/saved?q=harbour", data={"name": "h"}, headers=OURS)
    client.get("/help")
    client.post("/logout", headers=OURS)


def test_every_address_is_noted_or_shows_nothing() -> None:
    app = create_app(WebConfig.of({"DATELINE_METRICS": "127.0.0.1"}))
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert set(ACTIONS) | UNNOTED == there
    assert not set(ACTIONS) & UNNOTED


def test_nothing_is_noted_unless_it_is_wanted(tmp_path: Path) -> None:
    do_things(app_with_people(tmp_path))
    assert not (tmp_path / "audit").exists()


def test_it_is_noted_who_searched_opened_exported_and_changed(tmp_path: Path) -> None:
    do_things(app_with_people(tmp_path, audit="on"))
    found = noted(tmp_path)
    assert [entry["action"] for entry in found] == [
        *("sign in", "search", "open", "export", "search", "change", "sign out")
    ]
    assert {entry["who"] for entry in found} == {"rita"}
    search, opened, together = found[1], found[2], found[4]
    assert search["query"] == "q=harbour&person=Angela+Merkel"
    assert (search["what"], search["status"]) == ("/search", 200)
    assert search["address"] == "127.0.0.1"
    assert opened["article_id"] == "merkel"
    assert together["name"] == "Angela Merkel"
    assert found[0]["status"] == 303
    assert all(entry["request"] for entry in found)


def test_what_was_searched_for_can_be_left_out(tmp_path: Path) -> None:
    do_things(app_with_people(tmp_path, audit="without-queries"))
    found = noted(tmp_path)
    assert len(found) == 7
    assert found[2]["article_id"] == "merkel"
    told = json.dumps(found).lower()
    for hidden in ("harbour", "angela", "q="):
        assert hidden not in told


def test_who_tried_in_vain_is_noted_without_what_they_typed(tmp_path: Path) -> None:
    app = app_with_people(tmp_path, audit="on")
    client = app.test_client()
    for name in ("rita", "my password by mistake"):
        form = {"name": name, "password": "wrong"}
        client.post("/login", data=form, headers=OURS)
    client.get("/article/merkel")
    known, unknown, outside = noted(tmp_path)
    assert (known["who"], known["status"]) == ("rita", 403)
    assert (unknown["who"], unknown["status"]) == ("", 403)
    assert (outside["who"], outside["status"]) == ("", 401)
    assert "mistake" not in json.dumps(noted(tmp_path))
    assert PASSWORD not in json.dumps(noted(tmp_path))


def test_without_accounts_addresses_are_noted(tmp_path: Path) -> None:
    app_in(tmp_path)
    settings = {"DATELINE_DATA": str(tmp_path), "DATELINE_AUDIT": "on"}
    create_app(WebConfig.of(settings)).test_client().get("/search?q=budget")
    (entry,) = noted(tmp_path)
    assert (entry["who"], entry["address"]) == ("", "127.0.0.1")


def test_a_file_is_of_one_day_and_old_ones_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    folder.mkdir()
    today = datetime.now(UTC).date()
    for days in (1, 2, 3, 4):
        old = folder / f"{today - timedelta(days=days)}.jsonl"
        old.write_text('{"action": "search", "who": "x"}\n{"cut sh', encoding="utf-8")
    (folder / "notes.jsonl").write_text("of somebody else", encoding="utf-8")
    log = AuditLog(tmp_path, "on", 3)
    log.note({"action": "open", "who": "rita\u2028\ud800\n"})
    names = sorted(file.name for file in folder.iterdir())
    kept = [f"{today - timedelta(days=days)}.jsonl" for days in (2, 1, 0)]
    assert names == [*kept, "notes.jsonl"]
    assert len((folder / kept[2]).read_text(encoding="utf-8").splitlines()) == 1
    assert stat.S_IMODE((folder / kept[2]).stat().st_mode) == 0o600
    assert [entry["action"] for entry in noted(tmp_path)] == [
        "search",
        "search",
        "open",
    ]


def test_a_log_that_cannot_be_written_stops_no_page(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_with_people(tmp_path, audit="on")
    (tmp_path / "audit").write_text("a file in its place", encoding="utf-8")
    assert signed_in(app, "rita").get("/").status_code == 200
    assert "the audit log cannot be written" in caplog.text


def test_the_command_line_prints_a_part_of_it(tmp_path: Path) -> None:
    do_things(app_with_people(tmp_path, audit="on"))

    def printed(*words: str) -> list[dict[str, Any]]:
        done = CliRunner().invoke(main, ["--data", str(tmp_path), "audit", *words])
        assert done.exit_code == 0, done.output
        return [json.loads(line) for line in done.output.splitlines()]

    today = datetime.now(UTC).date()
    assert len(printed()) == 7
    assert [e["action"] for e in printed("--action", "open", "--who", "Rita")] == [
        "open"
    ]
    assert printed("--who", "ada") == []
    assert printed("--since", str(today + timedelta(days=1))) == []
    assert printed("--until", str(today - timedelta(days=1))) == []


def test_what_is_changed_on_the_command_line_is_noted_too(tmp_path: Path) -> None:
    def run(*words: str, audit: str = "without-queries", typed: str = "") -> int:
        variables = {"DATELINE_AUDIT": audit}
        command = ["--data", str(tmp_path), *words]
        done = CliRunner().invoke(main, command, input=typed, env=variables)
        return done.exit_code

    secret = f"{PASSWORD}\n"
    assert run("users", "add", "anna", "--password-stdin", typed=secret) == 0
    assert run("users", "list") == 0
    assert run("users", "disable", "anna") == 0
    assert run("users", "disable", "nobody") != 0
    assert run("users", "enable", "anna", audit="off") == 0
    assert run("collections", "put", "wire", "--source", "AFP") == 0
    lines = list(read_audit(tmp_path))
    assert [(one["what"], one["arguments"]) for one in lines] == [
        ("users add", ["anna", "--password-stdin"]),
        ("users disable", ["anna"]),
        ("collections put", ["wire", "--source", "AFP"]),
    ]
    assert {(one["by"], one["action"]) for one in lines} == {("command", "change")}
    assert PASSWORD not in str(lines)


# ── limits ───────────────────────────────────────────────────────────────────


def test_one_person_makes_so_many_requests_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("web.http.shared.time.monotonic", lambda: now[0])
    app = app_with_people(tmp_path, requests_per_minute="6")
    rita, again, ada = (signed_in(app, name) for name in ("rita", "rita", "ada"))
    got = [client.get("/help").status_code for client in (rita, again) * 4]
    assert got == [200] * 6 + [429] * 2
    refused = rita.get("/search?q=budget")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "10"
    assert "#too-many" in rita.get("/api/search?q=budget").text
    assert ada.get("/help").status_code == 200
    assert rita.get("/healthz").status_code == 200
    now[0] += 10
    assert [rita.get("/help").status_code for _ in range(2)] == [200, 429]


def test_without_accounts_it_is_the_address_that_counts(tmp_path: Path) -> None:
    app_in(tmp_path)
    settings = {"DATELINE_DATA": str(tmp_path), "DATELINE_REQUESTS_PER_MINUTE": "3"}
    client = create_app(WebConfig.of(settings)).test_client()

    def status(address: str) -> int:
        environ = {"REMOTE_ADDR": address}
        return client.get("/help", environ_overrides=environ).status_code

    assert [status("2001:db8::1") for _ in range(4)] == [200, 200, 200, 429]
    assert status("2001:db8::ffff") == 429  # the network of one customer
    assert status("192.0.2.1") == 200


def test_without_accounts_there_is_no_limit_of_itself() -> None:
    assert WebConfig.of({}).requests_per_minute is None
    assert WebConfig.of({"DATELINE_ACCOUNTS": "yes"}).requests_per_minute == 600
