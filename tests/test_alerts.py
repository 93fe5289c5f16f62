"""Watched searches: people are told of each new article once, and never twice."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from support.engines import url_in
from support.helped import changed, made
from support.people import OURS, app_with_people, people_in, quick_passwords, signed_in
from support.posts import Mailbox, Receiver, mailbox, receiver
from support.webapp import app_in, articles, index_in

from index.cli import main
from search.engines.engine import open_engine
from search.model.article import Article
from web import WebConfig, create_app
from web.accounts.collections import Collection, Collections
from web.accounts.people import Role
from web.accounts.tokens import Tokens
from web.saved.alerts.record import Period
from web.saved.alerts.runner import run_due, the_alerts
from web.saved.alerts.store import AlertStore
from web.saved.alerts.watching import start_watching
from web.saved.alerts.webhook import (
    BadWebhook,
    WebhookRefused,
    check_address,
    signature,
)
from web.saved.alerts.webhook import send as send_to
from web.state.searching import the_searcher

__all__ = ["quick_passwords"]

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as hook:
        yield hook


def page(folder: Path, box: Mailbox | None = None, **more: str) -> Flask:
    """The page without accounts; it can send mail if there is a mailbox."""
    index_in(folder, articles())
    settings = {"DATELINE_DATA": str(folder), "DATELINE_READ_ONLY": "0"} | mail(box)
    return create_app(WebConfig.of(settings | more))


def mail(box: Mailbox | None) -> dict[str, str]:
    if box is None:
        return {}
    return {
        "DATELINE_SMTP_HOST": "127.0.0.1",
        "DATELINE_SMTP_PORT": str(box.port),
        "DATELINE_SMTP_SECURITY": "none",
        "DATELINE_MAIL_FROM": "dateline@example.org",
        "DATELINE_PUBLIC_URL": "https://news.example.org/archive/",
    }


def watch(client: FlaskClient, editor: FlaskClient | None = None, **form: str) -> str:
    """Watch a search that an editor has saved, or the same client; return its id."""
    named = {"name": "My search", "shared": "1"}
    saved = (editor or client).post("/saved?q=budget", data=named, headers=OURS)
    found = re.search(r"(?:saved|again)=([0-9a-f]{12})", str(saved.location))
    assert found
    place = f"/saved/{found[1]}/alert"
    answer = client.post(place, data={"period": "day"} | form, headers=OURS)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return found[1]


def appear(folder: Path, *names: str) -> None:
    """Have these new articles about the budget in the index, and no other new ones."""
    new = [made(n, f"{name} budget", "About it.") for n, name in enumerate(names)]
    write(folder, new)


def write(folder: Path, new: list[Article]) -> None:
    url = url_in("tantivy", folder / "index")
    gone = {f"a{n:03d}" for n in range(5)} - {one.id for one in new}
    engine = open_engine(url)
    changed(url, engine.revision() + 1, add=new, remove=sorted(gone))
    engine.close()


def look(app: Flask, days: float = 1.1) -> int:
    """Look at what is due after some days."""
    with app.app_context():
        alerts = the_alerts()
        latest = max(one.due for one in alerts.store.all())
        return run_due(alerts, the_searcher(), latest + (days - 1) * 86_400)


def feed(client: FlaskClient, search_id: str) -> list[str]:
    text = client.get(f"/saved/{search_id}/alert").text
    found = re.search(r"/alerts/[\w-]+\.atom", text)
    assert found
    answer = client.get(found[0])
    assert answer.status_code == 200
    root = etree.fromstring(answer.get_data())
    return [str(one.findtext(f"{ATOM}title")) for one in root.iter(f"{ATOM}entry")]


def test_mail_tells_of_each_new_article_once(tmp_path: Path, box: Mailbox) -> None:
    app = page(tmp_path, box)
    watch(app.test_client(), email="anna@example.org")
    assert look(app) == 1
    assert box.messages == []  # what was there is not new
    appear(tmp_path, "First", "Second")
    look(app)
    (message,) = box.messages
    assert message["Subject"] == "2 new articles: My search"
    assert box.recipients == [["anna@example.org"]]
    text = message.get_content()
    assert "First budget" in text
    assert "Second budget" in text
    assert "https://news.example.org/archive/search?q=budget" in text
    assert re.search(r"https://news\.example\.org/archive/article/\w+", text)
    for _ in range(3):
        look(app)
    assert len(box.messages) == 1
    appear(tmp_path, "First", "Second", "Third")
    look(app)
    assert box.messages[1]["Subject"] == "1 new article: My search"
    assert "First" not in box.messages[1].get_content()


def test_nothing_is_sent_before_its_time(tmp_path: Path, box: Mailbox) -> None:
    app = page(tmp_path, box)
    watch(app.test_client(), email="anna@example.org", period="week")
    appear(tmp_path, "First")
    with app.app_context():
        assert run_due(the_alerts(), the_searcher()) == 0
    assert box.messages == []
    assert look(app) == 1
    assert len(box.messages) == 1


def test_an_article_that_goes_and_comes_back_is_not_new(
    tmp_path: Path, box: Mailbox
) -> None:
    app = page(tmp_path, box)
    watch(app.test_client(), email="anna@example.org")
    for names in (("First",), (), ("First",)):
        appear(tmp_path, *names)
        look(app)
    assert len(box.messages) == 1


def test_what_a_server_refuses_is_sent_again_and_said(
    tmp_path: Path, box: Mailbox
) -> None:
    app = page(tmp_path, box)
    client = app.test_client()
    search_id = watch(client, email="anna@example.org")
    appear(tmp_path, "First")
    box.refuse = True
    look(app)
    assert "not now" in client.get(f"/saved/{search_id}/alert").text
    assert (
        "not now"
        in CliRunner().invoke(main, ["--data", str(tmp_path), "alerts", "list"]).output
    )
    box.refuse = False
    look(app)
    look(app)
    assert len(box.messages) == 1
    assert "not now" not in client.get(f"/saved/{search_id}/alert").text


def test_what_may_have_been_sent_is_not_sent_again(
    tmp_path: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(tmp_path, box)
    watch(app.test_client(), email="anna@example.org")
    appear(tmp_path, "First")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt  # just after the server has taken it

    with monkeypatch.context() as patch:
        patch.setattr(AlertStore, "sent", killed)
        with pytest.raises(KeyboardInterrupt):
            look(app)
    assert len(box.messages) == 1
    look(app)
    assert len(box.messages) == 1


def test_two_processes_tell_of_an_article_once(tmp_path: Path, box: Mailbox) -> None:
    app = page(tmp_path, box)
    watch(app.test_client(), email="anna@example.org")
    appear(tmp_path, "First")
    with app.app_context():
        alerts = the_alerts()
        (alert,) = alerts.store.all()
        taken = [alerts.store.take_due(alert, alert.due + 1) for _ in range(2)]
        assert taken == [True, False]
    for _ in range(2):
        look(create_app(WebConfig.of(settings_of(tmp_path, box))))
    assert len(box.messages) == 1


def settings_of(folder: Path, box: Mailbox) -> dict[str, str]:
    return {"DATELINE_DATA": str(folder), "DATELINE_READ_ONLY": "0"} | mail(box)


def test_a_feed_has_what_is_new_and_disturbs_no_mail(
    tmp_path: Path, box: Mailbox
) -> None:
    app = page(tmp_path, box)
    client = app.test_client()
    search_id = watch(client, email="anna@example.org")
    assert feed(client, search_id) == []
    appear(tmp_path, "First")
    assert feed(client, search_id) == ["First budget"]
    appear(tmp_path, "First", "Second")
    assert sorted(feed(client, search_id)) == ["First budget", "Second budget"]
    assert box.messages == []
    look(app)
    (message,) = box.messages  # one, of all that are new
    assert message["Subject"] == "2 new articles: My search"
    assert client.get("/alerts/none.atom").status_code == 404


def test_a_program_is_sent_what_is_new_and_can_check_from_whom(
    tmp_path: Path, hook: Receiver
) -> None:
    app = page(tmp_path, DATELINE_WEBHOOK_PRIVATE="yes")
    client = app.test_client()
    search_id = watch(client, webhook=hook.url)
    appear(tmp_path, "First")
    look(app)
    look(app)
    ((path, headers, body),) = hook.taken
    assert path == "/hook?x=1"
    data = json.loads(body)
    assert [one["title"] for one in data["articles"]] == ["First budget"]
    assert (data["name"], data["search"], data["new"]) == ("My search", "?q=budget", 1)
    (alert,) = AlertStore(tmp_path).all()
    moment = headers["X-Dateline-Timestamp"]
    expected = signature(alert.key, moment, body)
    assert headers["X-Dateline-Signature"] == expected
    assert headers["X-Dateline-Delivery"] == data["id"]
    assert signature(alert.key, "0", body) != expected
    assert alert.secret.encode() not in body
    assert alert.key in client.get(f"/saved/{search_id}/alert").text


@pytest.mark.parametrize("status", [500, 302, 404])
def test_a_program_that_fails_is_sent_it_again_and_leads_nowhere(
    tmp_path: Path, hook: Receiver, status: int
) -> None:
    app = page(tmp_path, DATELINE_WEBHOOK_PRIVATE="yes")
    watch(app.test_client(), webhook=hook.url)
    appear(tmp_path, "First")
    hook.status = status
    look(app)
    assert len(hook.taken) == 1  # a redirect is not followed
    hook.status = 200
    look(app)
    first, second = (headers for _, headers, _ in hook.taken)
    assert first["X-Dateline-Delivery"] == second["X-Dateline-Delivery"]


def test_nothing_is_sent_into_a_private_network(tmp_path: Path, hook: Receiver) -> None:
    app = page(tmp_path)
    client = app.test_client()
    search_id = watch(client, webhook=hook.url)
    appear(tmp_path, "First")
    look(app)
    assert hook.taken == []
    assert "private network" in client.get(f"/saved/{search_id}/alert").text


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::", "2002:7f00:1::"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "ff02::1"),
        *("64:ff9b:1::7f00:1", "fec0::1", "::127.0.0.1", "::ffff:0:127.0.0.1"),
    ],
)
def test_private_addresses_are_known_however_a_name_leads_there(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(0, 0, 0, "", ("1.1.1.1", 80)), (0, 0, 0, "", (address, 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr("socket.create_connection", None)
    with pytest.raises(BadWebhook, match="private"):
        send_to("http://rebind.example/", "s", "d", {}, private=False)


def test_the_address_that_was_looked_at_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []

    def connect(place: object, *_: object) -> None:
        asked.append(place)
        raise OSError("no")

    names = iter([[(0, 0, 0, "", ("8.8.8.8", 80))]])
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: next(names))
    monkeypatch.setattr("socket.create_connection", connect)
    with pytest.raises(Exception, match="no"):
        send_to("http://rebind.example/", "s", "d", {}, private=False)
    assert asked == [("8.8.8.8", 80)]  # and the name was asked for once


def test_a_program_that_answers_without_end_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("web.saved.alerts.webhook._ALL_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            taken, _ = server.accept()
            with taken, suppress(OSError):
                for _ in range(50):  # 5 seconds, and never silent for long
                    taken.sendall(b"H")
                    time.sleep(0.1)

        thread = threading.Thread(target=drip)
        thread.start()
        url, began = f"http://127.0.0.1:{server.getsockname()[1]}/", time.monotonic()
        with pytest.raises(WebhookRefused):
            send_to(url, "s", "d", {}, private=True)
        assert time.monotonic() - began < 3
        thread.join()


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://x", "http://"),
        *("http://a:b@example.org/", "javascript:x", "x", "http://example.org:x/"),
        *("http://exa mple.org/", "http://example.org/\r\nX: y", "http://[::1"),
    ],
)
def test_odd_addresses_are_refused_when_they_are_given(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(BadWebhook):
        check_address(url)


def test_mail_is_not_sent_unencrypted_unless_that_is_wanted(
    tmp_path: Path, box: Mailbox
) -> None:
    app = page(tmp_path, box, DATELINE_SMTP_SECURITY="starttls")
    client = app.test_client()
    search_id = watch(client, email="anna@example.org")
    appear(tmp_path, "First")
    look(app)
    assert box.messages == []
    assert "STARTTLS" in client.get(f"/saved/{search_id}/alert").text


def certificate_in(folder: Path) -> Path:
    """Make a certificate of "localhost"; return the file with it and its key."""
    both = folder / "both.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", "key.pem", "-out", "certificate.pem"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    parts = [(folder / name).read_text() for name in ("certificate.pem", "key.pem")]
    both.write_text("".join(parts))
    return both


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_is_encrypted_and_goes_only_to_a_server_that_proves_who_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    certificate = certificate_in(tmp_path)
    with mailbox(security, certificate) as box:
        told = {
            "DATELINE_SMTP_HOST": "localhost",
            "DATELINE_SMTP_SECURITY": security,
            "DATELINE_SMTP_USER": "dateline",
            "DATELINE_SMTP_PASSWORD": "a secret",
        }
        app = page(tmp_path / "data", box, **told)
        client = app.test_client()
        search_id = watch(client, email="anna@example.org")
        appear(tmp_path / "data", "First")
        look(app)
        assert box.messages == []
        assert box.signed_in == []  # nobody unknown is told the password
        assert "certificate" in client.get(f"/saved/{search_id}/alert").text
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        look(app)
        assert [one["To"] for one in box.messages] == ["anna@example.org"]
        assert box.signed_in == [(b"dateline", b"a secret")]


def test_what_is_typed_wrong_is_said(tmp_path: Path, box: Mailbox) -> None:
    client = page(tmp_path, box).test_client()
    search_id = watch(client)
    place = f"/saved/{search_id}/alert"
    for form, said in (
        ({"email": "a@b.org\nBcc: c@d.org"}, "no e-mail address"),
        ({"webhook": "file:///etc/passwd"}, "Nothing can be sent"),
    ):
        answer = client.post(place, data=form, headers=OURS)
        assert answer.status_code == 400
        assert said in answer.text


def test_a_deleted_search_is_watched_no_more_and_a_new_name_is_told(
    tmp_path: Path, box: Mailbox
) -> None:
    app = page(tmp_path, box)
    client = app.test_client()
    search_id = watch(client, email="anna@example.org")
    renamed = {"name": "Another\nname"}
    client.post(f"/saved/{search_id}/rename", data=renamed, headers=OURS)
    appear(tmp_path, "First")
    look(app)
    assert box.messages[0]["Subject"] == "1 new article: Another name"
    client.post(f"/saved/{search_id}/delete", headers=OURS)
    assert AlertStore(tmp_path).all() == ()


def test_a_search_that_stopped_working_says_so(tmp_path: Path, box: Mailbox) -> None:
    app = page(tmp_path, box)
    client = app.test_client()
    search_id = watch(client, email="anna@example.org")
    (tmp_path / "index").rename(tmp_path / "elsewhere")
    fresh = create_app(WebConfig.of(settings_of(tmp_path, box)))
    look(fresh)
    (tmp_path / "elsewhere").rename(tmp_path / "index")
    told = client.get(f"/saved/{search_id}/alert").text
    assert "could not be searched" in told


# ── with accounts ────────────────────────────────────────────────────────────


def test_people_are_told_of_what_they_may_see_and_by_their_own_address(
    tmp_path: Path, box: Mailbox
) -> None:
    told = {name.removeprefix("DATELINE_").lower(): v for name, v in mail(box).items()}
    app = app_with_people(tmp_path, **told)
    people = people_in(tmp_path)
    people.set_groups("edgar", ["desk"])
    kept = Collections(people.database)
    kept.put(Collection(name="c", sources=("S1",), folders=(), groups=("desk",)))
    ids = {}
    for name in ("rita", "edgar"):
        editor = signed_in(app, "ada")
        ids[name] = watch(signed_in(app, name), editor, email="yes")
    new = [
        made(1, "Open budget", "x", source="S2"),
        made(2, "Hidden budget", "x", source="S1"),
    ]
    write(tmp_path, new)
    look(app)
    sent = {
        to[0]: message.get_content()
        for to, message in zip(box.recipients, box.messages, strict=True)
    }
    assert set(sent) == {"rita@example.org", "edgar@example.org"}
    assert "Hidden" in sent["edgar@example.org"]
    assert "Hidden" not in sent["rita@example.org"]
    assert feed(signed_in(app, "rita"), ids["rita"]) == ["Open budget"]


def test_a_feed_ends_with_the_account(tmp_path: Path) -> None:
    app = app_with_people(tmp_path)
    search_id = watch(signed_in(app, "rita"), signed_in(app, "edgar"))
    (alert,) = AlertStore(tmp_path).all()
    reader = app.test_client()  # a feed reader, which signs in to nothing
    assert reader.get(f"/alerts/{alert.secret}.atom").status_code == 200
    assert (
        signed_in(app, "ada").get(f"/saved/{search_id}/alert").text.count(alert.secret)
        == 0
    )
    people_in(tmp_path).change("rita", disabled=True)
    assert reader.get(f"/alerts/{alert.secret}.atom").status_code == 404


def test_a_token_watches_nothing_so_it_sees_no_more_than_its_role(
    tmp_path: Path,
) -> None:
    app = app_with_people(tmp_path)
    people = people_in(tmp_path)
    search_id = watch(signed_in(app, "ada"))
    (alert,) = AlertStore(tmp_path).all()
    token = Tokens(people.database).make(people.named("ada").id, "x", Role.READER)
    program, shown = app.test_client(), {"Authorization": f"Bearer {token}"}
    place = f"/saved/{search_id}/alert"
    page = program.get(place, headers=shown)
    assert page.status_code == 403
    assert alert.secret not in page.text
    moved = {"period": "hour", "webhook": "https://example.org/"}
    for form, there in ((moved, place), ({}, f"{place}/stop")):
        assert program.post(there, data=form, headers=shown).status_code == 403
    assert AlertStore(tmp_path).all() == (alert,)
    feed = program.get(f"/alerts/{alert.secret}.atom", headers=shown)
    assert feed.status_code == 200  # its address is enough


# ── who looks ────────────────────────────────────────────────────────────────


def test_the_command_line_looks_at_what_is_due(tmp_path: Path, box: Mailbox) -> None:
    app = page(tmp_path, box)
    watch(app.test_client(), email="anna@example.org", period="hour")
    appear(tmp_path, "First")
    store = AlertStore(tmp_path)
    with store._open() as connection:
        connection.execute("UPDATE alerts SET due = 0")
    command = ["--data", str(tmp_path), "alerts", "run", "--smtp-host", "127.0.0.1"]
    options = ["--smtp-port", str(box.port), "--smtp-security", "none"]
    done = CliRunner().invoke(
        main, [*command, *options, "--mail-from", "d@example.org"]
    )
    assert done.output == "1 alerts were due.\n"
    assert [message["From"] for message in box.messages] == ["d@example.org"]


def test_a_server_looks_by_itself(tmp_path: Path, box: Mailbox) -> None:
    app = page(tmp_path, box)
    watch(app.test_client(), email="anna@example.org")
    appear(tmp_path, "First")
    with AlertStore(tmp_path)._open() as connection:
        connection.execute("UPDATE alerts SET due = 0")
    watching = start_watching(app, 0.05)
    for _ in range(200):
        if box.messages:
            break
        time.sleep(0.05)
    watching.end()
    assert len(box.messages) == 1


def test_periods_last_as_long_as_they_say() -> None:
    assert [period.seconds for period in Period] == [3600, 24 * 3600, 7 * 24 * 3600]


def test_a_page_that_only_shows_searches_watches_none(tmp_path: Path) -> None:
    client = app_in(tmp_path).test_client()
    search_id = watch(client)
    settings = {"DATELINE_DATA": str(tmp_path), "DATELINE_READ_ONLY": "1"}
    shown = create_app(WebConfig.of(settings)).test_client()
    assert shown.get(f"/saved/{search_id}/alert").status_code == 200
    answer = shown.post(f"/saved/{search_id}/alert", headers=OURS)
    assert answer.status_code == 403
    answer = shown.post(f"/saved/{search_id}/alert/stop", headers=OURS)
    assert answer.status_code == 403


def test_a_list_of_no_alerts_says_that_there_are_none(tmp_path: Path) -> None:
    listed = CliRunner().invoke(main, ["--data", str(tmp_path), "alerts", "list"])
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert listed.stderr == "nobody watches a saved search\n"
