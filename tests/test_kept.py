"""Articles kept with a star, tags and a note: nothing lost, and nobody else's."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import changed, made
from support.people import OURS, app_with_people, people_in, quick_passwords, signed_in
from support.webapp import app_in, get, texts

from index.cli import main
from web import create_app
from web.accounts.collections import Collection, Collections
from web.saved.kept.record import KeptArticle
from web.saved.kept.store import FILE_NAME, KeptStore

__all__ = ["quick_passwords"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A page without accounts, whose index is made once."""
    folder = tmp_path_factory.mktemp("alone")
    app = app_in(folder)
    app.config["FOLDER"] = folder
    return app


@pytest.fixture
def folder(alone: Flask) -> Path:
    """Its data folder, in which nothing is kept yet."""
    found = Path(alone.config["FOLDER"])
    (found / FILE_NAME).unlink(missing_ok=True)
    return found


@pytest.fixture
def client(alone: Flask, folder: Path) -> FlaskClient:
    assert not (folder / FILE_NAME).exists()
    return alone.test_client()


def post(client: FlaskClient, path: str, **form: str) -> str:
    """Send a form as the page does; return where it leads."""
    answer = client.post(path, data=form, headers=OURS)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def note(client: FlaskClient, article: str, **form: str) -> str:
    """Send the form on the page of an article with something else in it."""
    page = get(client, f"/article/{article}")
    (filled,) = page.xpath("//form[@class='noting']")
    values = {
        one.get("name"): one.value
        for one in filled.xpath(".//input[not(@type='checkbox')] | .//textarea")
    }
    return post(client, filled.get("action"), **values | form)


def titles(client: FlaskClient, query: str = "") -> list[str]:
    page = get(client, f"/kept{query}")
    return texts(page, "//ol[@class='shelf hits']/li/h2/*[self::a or self::s]")


def told(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def kept(folder: Path, owner: int = 0) -> tuple[KeptArticle, ...]:
    return KeptStore(folder, read_only=True).of(owner)


def test_an_article_is_starred_where_it_is_found_and_the_page_comes_back_to_it(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=merkel&size=25")
    (form,) = page.xpath("//form[@id='starring']")
    (button,) = page.xpath("//li[@id='hit-merkel']//button[@class='star']")
    assert (button.get("form"), button.get("aria-pressed")) == ("starring", "false")
    sent = dict(form.fields) | {button.get("name"): button.get("value")}
    back = post(client, form.action, **sent)
    assert back == "/search?q=merkel&size=25#hit-merkel"
    (button,) = get(client, back).xpath("//li[@id='hit-merkel']//button")
    assert button.get("aria-pressed") == "true"
    (own,) = get(client, "/article/merkel").xpath("//main//button[@class='star']")
    assert own.get("aria-pressed") == "true"
    assert len(titles(client)) == 1
    post(client, form.action, **{button.get("name"): "merkel"})
    assert titles(client) == []


def test_tags_and_a_note_are_kept_as_they_are_written(
    client: FlaskClient, folder: Path
) -> None:
    back = note(
        client,
        "merkel",
        tags=" Budget, <b>EU</b>,budget ,",
        note="First line\r\n\r\n<script>alert(1)</script>\x00 ",
    )
    assert back.startswith("/article/merkel")
    (one,) = kept(folder)
    assert one.tags == ("Budget", "<b>EU</b>")
    assert one.note == "First line\n\n<script>alert(1)</script>"
    page = get(client, "/article/merkel")
    assert texts(page, "//section[@class='keeping']//ul[@class='tags']/li") == [
        "Budget",
        "<b>EU</b>",
    ]
    assert "<script>alert(1)" not in told(client, "/kept")
    note(client, "merkel", tags="", note="")
    assert kept(folder) == ()  # nothing is left of it


def test_the_list_is_narrowed_by_star_tag_and_search(client: FlaskClient) -> None:
    post(client, "/kept/star", star="merkel")
    note(client, "merkel", tags="Money, Berlin")
    note(client, "macron", tags="money")
    note(client, "council01", note="ask the harbour master")
    assert len(titles(client)) == 3
    assert len(titles(client, "?starred=1")) == 1
    assert len(titles(client, "?tag=MONEY")) == 2
    assert len(titles(client, "?tag=money&starred=1")) == 1
    assert len(titles(client, "?tag=nothing")) == 0
    page = get(client, "/kept")
    tags = texts(page, "//main/ul[@class='tags']/li")
    assert tags == ["Money 2", "Berlin 1"]
    # words of the text, in the query language; and words of the note alone
    assert len(titles(client, "?q=person:merkel+budget")) == 1
    assert len(titles(client, "?q=master")) == 1
    assert len(titles(client, "?q=xyzzy")) == 0


def test_two_windows_that_change_one_note_lose_nothing(
    client: FlaskClient, folder: Path
) -> None:
    note(client, "merkel", tags="one", note="begun")
    (before,) = kept(folder)
    seen = before.changed.isoformat()
    first = {"tags": "one, two", "note": "begun, and done", "seen": seen}
    post(client, "/kept/merkel", **first)
    post(client, "/kept/merkel", tags="one, three", note="begun anew", seen=seen)
    (after,) = kept(folder)
    assert after.tags == ("one", "two", "three")
    assert after.note == "begun, and done\n\nbegun anew"


def test_an_article_that_is_removed_stays_in_the_list_and_says_so(
    client: FlaskClient, folder: Path
) -> None:
    url = url_in("tantivy", folder / "index")
    changed(url, 2, add=[made(1, "A storm in the harbour")])
    article = "a001"
    post(client, "/kept/star", star=article)
    note(client, article, note="who saw it?")
    changed(url, 3, remove=[article])
    page = get(client, "/kept")
    assert texts(page, "//s") == ["A storm in the harbour"]
    assert texts(page, "//p[@class='gone']") == ["No longer in the archive."]
    assert "who saw it?" in told(client, "/kept.csv")
    # it can still be written about, and its star taken away
    (one,) = kept(folder)
    seen = one.changed.isoformat()
    post(client, f"/kept/{article}", tags="gone", note="nobody", seen=seen)
    post(client, "/kept/star", unstar=article)
    (one,) = kept(folder)
    assert (one.starred, one.tags, one.note) == (False, ("gone",), "nobody")
    assert (
        client.post("/kept/nothing", data={"note": "x"}, headers=OURS).status_code
        == 404
    )


def test_what_is_taken_off_can_be_put_back(client: FlaskClient, folder: Path) -> None:
    note(client, "merkel", tags="x", note="y")
    assert post(client, "/kept/merkel/remove") == "/kept?taken=merkel"
    assert titles(client) == []
    assert "keeping" in told(client, "/article/merkel")
    page = get(client, "/kept?taken=merkel")
    (undo,) = page.xpath("//div[@class='told']//form")
    post(client, undo.get("action"))
    (one,) = kept(folder)
    assert (one.tags, one.note, one.deleted) == (("x",), "y", None)


def test_what_is_exported_is_read_in_again_and_what_is_there_stays(
    client: FlaskClient, folder: Path
) -> None:
    post(client, "/kept/star", star="merkel")
    note(client, "merkel", tags="a", note="=1+1")
    note(client, "macron", tags="b")
    whole = client.get("/kept.json").get_data()
    rows = list(
        csv.DictReader(io.StringIO(told(client, "/kept.csv").removeprefix("\ufeff")))
    )
    assert {row["id"]: row["note"] for row in rows} == {"merkel": "'=1+1", "macron": ""}
    assert rows[0]["permalink"].startswith("http://localhost/article/")
    lines = [
        json.loads(line) for line in told(client, "/kept.jsonl?tag=b").splitlines()
    ]
    assert [line["article"] for line in lines] == ["macron"]

    note(client, "merkel", tags="c", note="of another day")
    post(client, "/kept/macron/remove")
    sent = {"file": (io.BytesIO(whole), "kept.json")}
    answer = client.post("/kept/import", data=sent, headers=OURS)
    assert answer.status_code == 303
    found = {one.article: one for one in kept(folder)}
    assert found["merkel"].tags == ("c", "a")
    assert found["merkel"].note == "of another day\n\n=1+1"
    assert found["macron"].deleted is None


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"\xff", b'{"format": 1, "articles": [{"note": 5}]}']
)
def test_a_file_that_is_none_of_ours_changes_nothing(
    client: FlaskClient, folder: Path, data: bytes
) -> None:
    note(client, "merkel", note="mine")
    sent = {"file": (io.BytesIO(data), "x.json")}
    answer = client.post("/kept/import", data=sent, headers=OURS)
    assert answer.status_code == 400
    assert "This file cannot be read" in answer.get_data(as_text=True)
    assert [one.note for one in kept(folder)] == ["mine"]


def test_they_are_in_a_backup_and_come_back_from_it(
    client: FlaskClient, folder: Path, tmp_path: Path
) -> None:
    note(client, "merkel", note="mine")
    data = tmp_path / "data"
    data.mkdir()
    (data / FILE_NAME).write_bytes((folder / FILE_NAME).read_bytes())
    runner = CliRunner()
    assert runner.invoke(main, ["--data", str(data), "index", str(data)]).exit_code == 0
    saved = str(tmp_path / "news.tar.gz")
    done = runner.invoke(main, ["--data", str(data), "backup", saved])
    assert done.exit_code == 0, done.output
    fresh = tmp_path / "fresh"
    done = runner.invoke(main, ["--data", str(fresh), "restore", saved])
    assert done.exit_code == 0, done.output
    assert [one.note for one in kept(fresh)] == ["mine"]


def test_the_file_is_for_its_owner_alone(client: FlaskClient, folder: Path) -> None:
    note(client, "merkel", note="mine")
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600


def test_a_damaged_file_is_told_of_and_takes_no_page_of_hits_away(
    client: FlaskClient, folder: Path
) -> None:
    note(client, "merkel", note="mine")
    (folder / FILE_NAME).write_bytes(b"damaged" * 1000)
    assert client.get("/search?q=budget").status_code == 200
    assert client.get("/article/merkel").status_code == 200
    answer = client.get("/kept")
    assert answer.status_code == 503
    assert FILE_NAME in answer.get_data(as_text=True)
    assert (
        client.post("/kept/star", data={"star": "merkel"}, headers=OURS).status_code
        == 503
    )
    assert (folder / FILE_NAME).read_bytes() == b"damaged" * 1000


def test_a_page_that_is_open_to_everybody_shows_nobody_s_notes(
    client: FlaskClient, folder: Path
) -> None:
    note(client, "merkel", note="for me alone")
    settings = {
        "DATELINE_DATA": str(folder),
        "DATELINE_ENGINE": str(url_in("tantivy", folder / "index")),
        "DATELINE_READ_ONLY": "1",
    }
    client = create_app(settings).test_client()
    for path in ("/kept", "/kept.json", "/article/merkel", "/search?q=merkel"):
        assert "for me alone" not in told(client, path)
    assert client.get("/kept").status_code == 403
    assert "star" not in [
        one.get("class") for one in get(client, "/search?q=merkel").xpath("//button")
    ]
    assert (
        client.post("/kept/star", data={"star": "merkel"}, headers=OURS).status_code
        == 403
    )


def test_no_other_site_can_star_or_write(client: FlaskClient, folder: Path) -> None:
    for path in ("/kept/star", "/kept/merkel", "/kept/merkel/remove", "/kept/import"):
        theirs = {"Sec-Fetch-Site": "cross-site"}
        assert (
            client.post(path, data={"star": "merkel"}, headers=theirs).status_code
            == 403
        )
    assert kept(folder) == ()


def test_a_form_leads_to_no_other_site(client: FlaskClient) -> None:
    assert post(client, "/kept/star", star="merkel", back="//evil.test/") == "/"


# ── with accounts ────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("people")


@pytest.fixture(scope="module")
def shared_app(shared_folder: Path) -> Flask:
    return app_with_people(shared_folder)


@pytest.fixture
def office(shared_app: Flask, shared_folder: Path) -> Path:
    """The data folder of a page with accounts, as it is at first."""
    (shared_folder / FILE_NAME).unlink(missing_ok=True)
    people_in(shared_folder).change("edgar", disabled=False)
    return shared_folder


@pytest.fixture
def app(shared_app: Flask, office: Path) -> Flask:
    assert not (office / FILE_NAME).exists()
    return shared_app


SHOWN = (
    *("/kept", "/kept?whose=others", "/kept?starred=1", "/kept.csv", "/kept.jsonl"),
    *("/kept.json", "/article/merkel", "/search?q=merkel", "/search.csv?q=merkel"),
    *("/search.atom?q=merkel", "/api/search?q=merkel", "/api/article/merkel"),
    *("/opensearch-suggestions?q=quo", "/api/suggest?q=quo", "/saved", "/account"),
)
"""Every address that could show what somebody keeps."""


def test_each_person_has_their_own_and_nobody_sees_another_s(
    app: Flask, office: Path
) -> None:
    rita, ada = signed_in(app, "rita"), signed_in(app, "ada")
    post(rita, "/kept/star", star="merkel")
    note(rita, "merkel", tags="quoxtag", note="quoxnote")
    assert "quoxnote" in told(rita, "/article/merkel")
    note(ada, "merkel", tags="adas")
    for client in (ada, signed_in(app, "edgar")):
        for path in SHOWN:
            assert "quox" not in told(client, path), path
        for asked in ("?tag=quoxtag", "?q=quoxnote", "?whose=others&q=quoxnote"):
            assert titles(client, asked) == []
    # what one does to an article is nothing to another
    post(ada, "/kept/merkel/remove")
    post(ada, "/kept/star", unstar="merkel")
    (hers,) = kept(office, people_in(office).named("rita").id)
    assert (hers.starred, hers.tags, hers.note) == (True, ("quoxtag",), "quoxnote")


def test_what_an_editor_shares_everybody_sees_and_nobody_else_changes(
    app: Flask, office: Path
) -> None:
    edgar, rita = signed_in(app, "edgar"), signed_in(app, "rita")
    note(edgar, "merkel", tags="desk", note="call Berlin", shared="1")
    page = get(rita, "/article/merkel")
    assert texts(page, "//div[@class='shared']/p") == [
        "edgar shares this:",
        "call Berlin",
    ]
    assert len(titles(rita, "?whose=others")) == 1
    assert titles(rita) == []
    note(rita, "merkel", note="hers")
    edgar_id = people_in(office).named("edgar").id
    assert [one.note for one in kept(office, edgar_id)] == ["call Berlin"]
    people_in(office).change("edgar", disabled=True)
    assert titles(rita, "?whose=others") == []
    assert "call Berlin" not in told(rita, "/article/merkel")


def test_a_reader_shares_nothing(app: Flask, office: Path) -> None:
    rita = signed_in(app, "rita")
    assert (
        "checkbox" not in told(rita, "/article/merkel").partition("noting")[2][:2_000]
    )
    note(rita, "merkel", note="hers", shared="1")
    data = json.dumps(
        {
            "format": 1,
            "articles": [
                {
                    "article": "macron",
                    "note": "hers too",
                    "shared": True,
                    "added": "2026-01-01T00:00:00+00:00",
                    "changed": "2026-01-01T00:00:00+00:00",
                }
            ],
        }
    )
    sent = {"file": (io.BytesIO(data.encode()), "x.json")}
    assert rita.post("/kept/import", data=sent, headers=OURS).status_code == 303
    own = kept(office, people_in(office).named("rita").id)
    assert {one.note: one.shared for one in own} == {"hers": False, "hers too": False}


def test_a_shared_note_tells_nobody_of_an_article_they_may_not_see(
    app: Flask, office: Path
) -> None:
    ada = signed_in(app, "ada")
    note(ada, "merkel", tags="quoxtag", note="quoxnote", shared="1")
    rita = signed_in(app, "rita")
    assert "quoxnote" in told(rita, "/kept?whose=others")
    source = ada.get("/api/article/merkel").get_json()["source"]
    collections = Collections(people_in(office).database)
    wire = Collection(name="wire", sources=(source,), folders=(), groups=("desk",))
    collections.put(wire)
    for path in ("/kept?whose=others", "/kept?whose=others&tag=quoxtag"):
        found = told(rita, path)
        assert "quoxnote" not in found
        assert "Angela Merkel" not in found
    sent = [("/kept/star", {"star": "merkel"}), ("/kept/merkel", {"note": "x"})]
    for path, form in sent:
        assert rita.post(path, data=form, headers=OURS).status_code == 404
    collections.remove("wire")


def test_a_token_reads_what_its_owner_keeps_and_changes_nothing(app: Flask) -> None:
    rita = signed_in(app, "rita")
    note(rita, "merkel", note="hers")
    page = rita.post("/account/tokens", data={"name": "x"}, headers=OURS)
    secret = (
        page.get_data(as_text=True).partition('class="secret">')[2].partition("<")[0]
    )
    shown = {"Authorization": f"Bearer {secret}"}
    program = app.test_client()
    assert "hers" in program.get("/kept.csv", headers=shown).get_data(as_text=True)
    answer = program.post("/kept/star", data={"star": "macron"}, headers=shown)
    assert answer.status_code == 403


def test_what_was_kept_before_there_were_accounts_an_admin_takes_over(
    app: Flask, office: Path, client: FlaskClient, folder: Path
) -> None:
    note(client, "merkel", note="from before")
    (office / FILE_NAME).write_bytes((folder / FILE_NAME).read_bytes())
    edgar, ada = signed_in(app, "edgar"), signed_in(app, "ada")
    for person in (edgar, ada):
        assert "from before" not in told(person, "/kept")
        assert "from before" not in told(person, "/article/merkel")
    assert edgar.post("/kept/adopt", headers=OURS).status_code == 403
    note(ada, "merkel", note="her own", tags="x")
    assert "Make them mine" in told(ada, "/kept")
    post(ada, "/kept/adopt")
    (hers,) = kept(office, people_in(office).named("ada").id)
    assert (hers.note, hers.tags) == ("her own\n\nfrom before", ("x",))
    assert "Make them mine" not in told(ada, "/kept")
