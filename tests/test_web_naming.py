"""An editor merges, renames and hides a person on the person's page, and undoes it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.people import OURS, PASSWORD, people_in, quick_passwords, signed_in
from support.runs import called, write_lines
from support.webapp import app_in, get, texts

from index.archive.lock import writing
from web import create_app
from web.accounts.audit import read_audit
from web.accounts.people import Role
from web.accounts.tokens import Tokens
from web.results.naming.running import NamesCommand

__all__ = ["quick_passwords"]

NEWS: list[dict[str, object]] = [
    {
        "id": f"n{number}",
        "title": "Talks",
        "text": f"President {name} met {number + 2} people in Norway. {name} said no.",
    }
    for number, name in enumerate(
        ["Donald Trump", "Donald Trump", "Angela Merkel", "Emmanuel Macron"]
    )
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an archive, an index, an editor and a reader."""
    folder = tmp_path_factory.mktemp("naming")
    write_lines(folder / "in/news.jsonl", NEWS)
    found = folder / "data"
    assert called(found, "index", folder / "in", "-j", 0).exit_code == 0
    people_in(found).add("rita", PASSWORD, Role.READER)
    people_in(found).add("edgar", PASSWORD, Role.EDITOR)
    return found


@pytest.fixture(scope="module")
def app(data: Path) -> Flask:
    return create_app({"DATELINE_DATA": str(data), "DATELINE_AUDIT": "on"})


@pytest.fixture(scope="module")
def edgar(app: Flask) -> FlaskClient:
    return signed_in(app, "edgar")


def page_of(name: str) -> str:
    return f"/person/{quote(name)}"


def send(client: FlaskClient, action: str, **form: str) -> str:
    """Send a form of the page; return where it leads."""
    answer = client.post(f"/names/{action}", data=form, headers=OURS)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def said(client: FlaskClient, path: str) -> tuple[list[str], list[str]]:
    """What the page says was done, and which rules it lists."""
    page = get(client, path)
    return (
        texts(page, "//p[@class='told']"),
        texts(page, "//section[@class='naming']//li/span[1]"),
    )


def total(client: FlaskClient, name: str) -> int:
    found = client.get("/api/search", query_string={"person": name, "size": 1})
    return int(found.get_json()["total"])


def test_two_names_are_merged_and_told_apart_again_on_the_page(
    edgar: FlaskClient, data: Path
) -> None:
    page = get(edgar, page_of("Angela Merkel"))
    (form,) = page.xpath("//form[@action='/names/merge']")
    fields = dict(form.fields) | {"into": "Emmanuel Macron"}
    there = send(edgar, "merge", **fields)
    assert there == "/person/Emmanuel%20Macron?named=1"
    rule = "“Angela Merkel” is shown as “Emmanuel Macron”."
    done = "Done: 1 article shows another name now."
    assert said(edgar, there) == ([done], [rule])
    assert total(edgar, "Emmanuel Macron") == 2
    assert 'merge person "Angela Merkel"' in (data / "names.txt").read_text("utf-8")
    (undo,) = get(edgar, there).xpath("//form[@action='/names/undo']")
    there = send(edgar, "undo", **dict(undo.fields))
    assert there == "/person/Angela%20Merkel?named=1"
    assert said(edgar, there) == ([done], [])
    assert total(edgar, "Emmanuel Macron") == total(edgar, "Angela Merkel") == 1


def test_a_person_is_renamed_and_hidden_and_shown_again(edgar: FlaskClient) -> None:
    there = send(edgar, "rename", name="Donald Trump", to="--D. J. Trump")
    assert there.startswith("/person/--D.%20J.%20Trump?named=2")
    assert texts(get(edgar, there), "//h1") == ["--D. J. Trump"]
    send(edgar, "undo", name="Donald Trump", page="--D. J. Trump")
    there = send(edgar, "hide", name="Donald Trump")
    _, rules = said(edgar, there)
    assert rules == ["“Donald Trump” is hidden."]
    assert total(edgar, "Donald Trump") == 0
    (undo,) = get(edgar, there).xpath("//form[@action='/names/undo']")
    send(edgar, "undo", **dict(undo.fields))
    assert total(edgar, "Donald Trump") == 2


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("merge", {"name": "Angela Merkel", "into": "Nobody At All"}),
        ("merge", {"name": "Nobody At All", "into": "Angela Merkel"}),
        ("rename", {"name": "Angela Merkel", "to": 'A "quoted" name'}),
        ("undo", {"name": "Angela Merkel"}),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    edgar: FlaskClient, data: Path, action: str, form: dict[str, str]
) -> None:
    rules = data / "names.txt"
    before = rules.read_bytes() if rules.exists() else b""
    answer = edgar.post(f"/names/{action}", data=form, headers=OURS)
    assert answer.status_code == 409
    assert "This could not be done" in answer.text
    assert "Traceback" not in answer.text
    assert (rules.read_bytes() if rules.exists() else b"") == before


def test_while_another_writes_nothing_is_changed_and_no_folder_is_told(
    edgar: FlaskClient, data: Path
) -> None:
    with writing(data):
        form = {"name": "Angela Merkel"}
        answer = edgar.post("/names/hide", data=form, headers=OURS)
    assert answer.status_code == 409
    assert "another dateline" in answer.text
    assert str(data) not in answer.text
    assert total(edgar, "Angela Merkel") == 1


def test_readers_and_tokens_change_no_name_and_see_no_form(
    app: Flask, data: Path
) -> None:
    rita = signed_in(app, "rita")
    assert "/names/" not in rita.get(page_of("Angela Merkel")).text
    people = people_in(data)
    secret = Tokens(people.database).make(people.named("edgar").id, "", Role.EDITOR)
    shown = {"Authorization": f"Bearer {secret}"}
    form = {"name": "Angela Merkel", "to": "X", "into": "Emmanuel Macron"}
    for action in ("merge", "rename", "hide", "undo"):
        for client, headers in ((rita, OURS), (app.test_client(), shown)):
            answer = client.post(f"/names/{action}", data=form, headers=headers)
            assert answer.status_code == 403


def test_the_audit_log_says_which_names_were_changed(
    edgar: FlaskClient, data: Path
) -> None:
    send(edgar, "hide", name="Emmanuel Macron")
    send(edgar, "undo", name="Emmanuel Macron")
    hidden, undone = list(read_audit(data))[-2:]
    assert (hidden["what"], hidden["name"]) == ("/names/hide", "Emmanuel Macron")
    assert (undone["what"], undone["who"]) == ("/names/undo", "edgar")


def test_without_an_archive_the_page_says_where_names_are_changed(
    tmp_path: Path,
) -> None:
    client = app_in(tmp_path).test_client()
    page = client.get(page_of("Angela Merkel")).text
    assert "There is no archive on this machine" in page
    assert "/names/merge" not in page
    form = {"name": "Angela Merkel", "to": "X"}
    answer = client.post("/names/rename", data=form, headers=OURS)
    assert answer.status_code == 409
    assert "There is no archive on this machine" in answer.text
    assert not (tmp_path / "names.txt").exists()


def test_where_nothing_may_be_changed_there_is_no_form(tmp_path: Path) -> None:
    app_in(tmp_path)
    (tmp_path / "archive.sqlite").touch()
    settings = {"DATELINE_DATA": str(tmp_path), "DATELINE_READ_ONLY": "1"}
    client = create_app(settings).test_client()
    assert "/names/" not in client.get(page_of("Angela Merkel")).text
    form = {"name": "Angela Merkel"}
    assert client.post("/names/hide", data=form, headers=OURS).status_code == 403


def test_a_command_that_takes_long_goes_on_by_itself(app: Flask, data: Path) -> None:
    assert app
    config = create_app({"DATELINE_DATA": str(data)}).config
    command = NamesCommand(data, config["DATELINE_ENGINE"])
    assert command.run("undo", ("Nobody",), seconds=0.01).articles is None
