"""Searches kept under a name, and what is new in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import changed, made
from support.webapp import app_in, get, hit_titles, index_in, texts

import web.saved.news
from search.engines.url import EngineUrl
from search.errors import ConfigError
from search.searcher import Searcher
from web import WebConfig, create_app
from web.http.origin import is_our_own
from web.saved import SearchStore
from web.saved.record import write_fields
from web.saved.service import SavedService
from web.state.state import SearchState

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return app_in(folder).test_client()


def url_of(folder: Path) -> EngineUrl:
    return url_in("tantivy", folder / "index")


def post(client: FlaskClient, url: str, **form: str) -> str:
    """Send a form as the page does; return where it leads."""
    answer = client.post(url, data=form, headers=OURS)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def kept(folder: Path) -> list[dict[str, Any]]:
    return [write_fields(one) for one in SearchStore(folder, read_only=True).read()]


def sql(folder: Path, command: str, *values: object) -> list[Any]:
    """Change or read the file behind the page's back."""
    file = SearchStore(folder, read_only=True).file
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(command, values).fetchall()


def names(client: FlaskClient) -> list[str]:
    return texts(get(client, "/saved"), "//ul[@class='shelf']//h2")


def state(client: FlaskClient) -> list[str]:
    page = get(client, "/saved")
    return texts(page, "//ul[@class='shelf']//p[@class='state']/span[position() < 3]")


def test_a_search_is_saved_by_the_form_of_its_page(
    client: FlaskClient, folder: Path
) -> None:
    assert texts(get(client, "/saved"), "//main/p")[0].startswith("No search is saved")
    page = get(client, "/search?q=budget&about=DE&page=1")
    (form,) = page.xpath("//details/form[@method='post']")
    assert form.xpath(".//input/@value") == ["budget · About: Germany"]
    assert form.get("action") == "/saved?q=budget&about=DE"
    back = post(client, form.get("action"), name="Öl & <b>Gas</b>\r\n")
    page = get(client, back)
    assert texts(page, "//ul[@class='shelf']//h2") == ["Öl & <b>Gas</b>"]
    assert texts(page, "//p[@class='what']/bdi") == ["budget", "About: Germany"]
    assert state(client) == ["1 article", "nothing new"]
    (search,) = kept(folder)
    assert (search["name"], search["search"]) == (
        "Öl & <b>Gas</b>",
        "?q=budget&about=DE",
    )


def test_a_search_is_saved_once(client: FlaskClient, folder: Path) -> None:
    post(client, "/saved?q=harbour&about=DE", name="The harbour")
    back = post(client, "/saved?about=DE&q=harbour&page=2", name="Ships")
    (search,) = kept(folder)
    assert search["name"] == "The harbour"
    page = get(client, back)
    (said,) = texts(page, "//div[@role='status']//p")
    assert said == "This search is already saved, as “The harbour”."
    assert page.xpath("//div[@role='status']//a/@href") == [f"#saved-{search['id']}"]
    assert back.endswith(f"#saved-{search['id']}")
    post(client, f"/saved/{search['id']}/delete")
    back = post(client, "/saved?q=harbour&about=DE", name="Ships")
    assert not texts(get(client, back), "//div[@role='status']//p")
    assert names(client) == ["Ships"]


def test_a_double_click_saves_once_and_says_no_more(
    client: FlaskClient, folder: Path
) -> None:
    store = SearchStore(folder, read_only=False)
    index = Searcher(url_of(folder)).snapshot()
    state, now = SearchState(text="harbour"), datetime(2020, 1, 7, tzinfo=UTC)
    with client.application.test_request_context():
        first, second, third = (
            SavedService(store, index, now + timedelta(seconds=after)).save("x", state)
            for after in (0, 1, 60)
        )
    assert first.search == second.search == third.search
    assert [one.before for one in (first, second, third)] == [False, False, True]


def test_nothing_asked_has_no_form(client: FlaskClient) -> None:
    assert not get(client, "/").xpath("//form[@method='post']")


def test_new_articles_are_counted_and_listed_until_looked_at(
    client: FlaskClient, folder: Path
) -> None:
    post(client, "/saved?q=harbour", name="The harbour")
    search = kept(folder)[0]["id"]
    # one more, one less: the number alone would tell of nothing new
    changed(
        url_of(folder),
        2,
        add=[made(1, "A storm in the harbour"), made(2, "Inland")],
        remove=["council03"],
    )
    assert state(client) == ["12 articles", "1 new since you looked"]
    page = get(client, f"/saved/{search}/new")
    assert texts(page, "//ul[@class='newest']//h2") == ["A storm in the harbour"]
    assert page.xpath("//ul[@class='newest']//a/@href") == ["/article/a001?q=harbour"]
    assert state(client) == ["12 articles", "1 new since you looked"]  # not opened

    results = post(client, f"/saved/{search}/open")
    assert results == "/search?q=harbour"
    assert len(hit_titles(get(client, results))) == 10
    assert state(client) == ["12 articles", "nothing new"]
    changed(url_of(folder), 3, add=[made(3, "More of the harbour")])
    assert state(client) == ["13 articles", "1 new since you looked"]
    post(client, f"/saved/{search}/seen")
    assert state(client) == ["13 articles", "nothing new"]


def test_what_nearly_fits_is_not_new(client: FlaskClient, folder: Path) -> None:
    post(client, "/saved?q=harbour+zeppelin+storm+council", name="x")
    changed(url_of(folder), 2, add=[made(1, "A storm in the harbour council")])
    assert state(client) == ["0 articles", "nothing new"]


def test_a_result_too_large_to_remember_is_counted(
    client: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.saved.news, "MOST", 5)
    post(client, "/saved?q=harbour", name="x")
    search = kept(folder)[0]["id"]
    assert sql(folder, "SELECT articles FROM searches") == [(None,)]
    changed(
        url_of(folder),
        2,
        add=[made(n, "Harbour") for n in range(3)],
        remove=["council03"],
    )
    assert state(client) == ["14 articles", "2 more than when you looked"]
    page = get(client, f"/saved/{search}/new")
    assert "too large" in page.text_content()
    changed(url_of(folder), 3, remove=[f"a{n:03}" for n in range(3)])
    assert state(client) == ["11 articles", "nothing new"]


def test_what_was_seen_may_get_lost(client: FlaskClient, folder: Path) -> None:
    post(client, "/saved?q=harbour", name="x")
    sql(folder, "UPDATE searches SET articles = substr(articles, 4)")
    changed(url_of(folder), 2, add=[made(1, "A storm in the harbour")])
    assert state(client) == ["13 articles", "1 more than when you looked"]


def test_a_search_is_renamed(client: FlaskClient, folder: Path) -> None:
    post(client, "/saved?q=harbour", name="x")
    search = kept(folder)[0]["id"]
    post(client, f"/saved/{search}/rename", name=" <i>y</i>\x00\u202e " + "z" * 500)
    assert len(kept(folder)[0]["name"]) == 200
    assert names(client)[0].startswith("<i>y</i> zzz")
    post(client, f"/saved/{search}/rename", name=" ")
    assert names(client)[0].startswith("<i>y</i> zzz")


def test_a_search_is_deleted_and_put_back(client: FlaskClient, folder: Path) -> None:
    post(client, "/saved?q=harbour", name="x")
    post(client, "/saved?q=budget", name="y")
    assert names(client) == ["y", "x"]
    search = kept(folder)[0]["id"]
    page = get(client, post(client, f"/saved/{search}/delete"))
    assert texts(page, "//ul[@class='shelf']//h2") == ["y"]
    (undo,) = page.xpath("//div[@class='told']//form/@action")
    assert client.get(f"/saved/{search}/new").status_code == 404
    post(client, undo)
    assert names(client) == ["y", "x"]
    assert state(client)[2:] == ["12 articles", "nothing new"]


def test_what_was_saved_anew_is_not_put_back_beside_it(
    client: FlaskClient, folder: Path
) -> None:
    post(client, "/saved?q=harbour", name="old")
    search = kept(folder)[0]["id"]
    post(client, f"/saved/{search}/delete")
    post(client, "/saved?q=harbour", name="new")
    page = get(client, post(client, f"/saved/{search}/restore"))
    assert texts(page, "//ul[@class='shelf']//h2") == ["new"]
    assert "already saved, as “new”" in page.text_content()
    post(client, f"/saved/{kept(folder)[1]['id']}/delete")
    post(client, f"/saved/{search}/restore")
    assert names(client) == ["old"]


def test_what_was_deleted_long_ago_goes(client: FlaskClient, folder: Path) -> None:
    post(client, "/saved?q=harbour", name="x")
    post(client, f"/saved/{kept(folder)[0]['id']}/delete")
    sql(folder, "UPDATE searches SET deleted = ?", "2001-01-01T00:00:00+00:00")
    post(client, "/saved?q=budget", name="y")
    assert [search["name"] for search in kept(folder)] == ["y"]


@pytest.mark.parametrize(
    "act", ["open", "seen", "rename", "delete", "restore", "no", "../.."]
)
def test_a_search_that_is_not_there_is_said(client: FlaskClient, act: str) -> None:
    for search in ("0" * 12, "..%2f..", "x"):
        answer = client.post(f"/saved/{search}/{act}", headers=OURS)
        assert answer.status_code in (404, 405)
        assert answer.mimetype == "text/html"


def test_searches_without_end_are_not_kept(
    client: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.saved.service.MOST_SAVED", 2)
    for query in ("harbour", "budget"):
        post(client, f"/saved?q={query}", name="x")
    answer = client.post("/saved?q=berlin", data={"name": "x"}, headers=OURS)
    assert answer.status_code == 409
    assert len(kept(folder)) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "null"},
        {"Origin": "http://evil.test"},
        {"Origin": "http://localhost.evil.test"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://[::1"},
        {"Referer": "http://localhost/search"},
    ],
)
def test_no_other_page_can_change_anything(
    client: FlaskClient, folder: Path, headers: dict[str, str]
) -> None:
    answer = client.post("/saved?q=harbour", data={"name": "x"}, headers=headers)
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.get_data(as_text=True)
    assert not SearchStore(folder, read_only=True).file.exists()


def test_without_a_safe_address_the_origin_tells() -> None:
    assert is_our_own(None, "http://news.test:8000", "news.test:8000")
    assert is_our_own(None, "https://news.test", "news.test")
    assert not is_our_own(None, "http://news.test", "news.test:8000")


def test_only_saved_searches_are_ever_sent_anything(client: FlaskClient) -> None:
    for url in ("/", "/search", "/savedx", "/api/search"):
        answer = client.post(url, headers=OURS)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.open("/saved", method=method, headers=OURS).status_code == 405
    opened = client.get("/saved/000000000000/delete")
    assert opened.status_code == 405
    assert "It only takes what a form sends" in opened.text
    big = client.post("/saved?q=x", data={"name": "x" * 100_000}, headers=OURS)
    assert big.status_code == 413


def test_a_page_that_is_read_only_changes_nothing(folder: Path) -> None:
    writable = app_in(folder).test_client()
    post(writable, "/saved?q=harbour", name="x")
    search = kept(folder)[0]["id"]
    before = SearchStore(folder, read_only=True).file.read_bytes()
    changed(url_of(folder), 2, add=[made(1, "A storm in the harbour")])
    client = create_app(
        {"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url_of(folder)}
    ).test_client()
    page = get(client, "/saved")
    assert not page.xpath("//form[@method='post']")
    assert page.xpath("//ul[@class='shelf']//h2/a/@href") == ["/search?q=harbour"]
    assert state(client) == ["13 articles", "1 new since you looked"]
    get(client, f"/saved/{search}/new")
    assert not get(client, "/search?q=budget").xpath("//form[@method='post']")
    for url in ("/saved?q=budget", f"/saved/{search}/delete", f"/saved/{search}/open"):
        answer = client.post(url, data={"name": "x"}, headers=OURS)
        assert answer.status_code == 403
        assert "--no-read-only" in answer.get_data(as_text=True)
    assert SearchStore(folder, read_only=True).file.read_bytes() == before


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, True),
        ({"DATELINE_HOSTS": "127.0.0.1, localhost"}, False),
        ({"DATELINE_HOSTS": "127.0.0.1, news.test"}, True),
        ({"DATELINE_HOSTS": "news.test", "DATELINE_READ_ONLY": "0"}, False),
        ({"DATELINE_HOSTS": "127.0.0.1", "DATELINE_READ_ONLY": "Yes"}, True),
    ],
)
def test_a_page_others_can_reach_is_read_only_unless_told(
    settings: dict[str, str], expected: bool
) -> None:
    assert WebConfig.of(settings).read_only is expected


def test_a_wrong_setting_refuses_to_start() -> None:
    with pytest.raises(ConfigError, match="DATELINE_READ_ONLY"):
        WebConfig.of({"DATELINE_READ_ONLY": "maybe"})


def test_without_an_index_nothing_is_saved(tmp_path: Path) -> None:
    settings = {"DATELINE_DATA": str(tmp_path / "none"), "DATELINE_READ_ONLY": "0"}
    client = create_app(settings).test_client()
    assert client.post("/saved?q=x", headers=OURS).status_code == 503
    assert get(client, "/saved") is not None
    assert not (tmp_path / "none").exists()


def test_the_engine_does_not_matter(tmp_path: Path, engine_url: EngineUrl) -> None:
    from support.helped import indexed

    indexed(engine_url, [made(1, "Rain")]).close()
    client = create_app(
        {
            "DATELINE_DATA": str(tmp_path),
            "DATELINE_ENGINE": engine_url,
            "DATELINE_READ_ONLY": "0",
        }
    ).test_client()
    post(client, "/saved?q=rain", name="x")
    changed(engine_url, 2, add=[made(2, "Rain again")])
    assert state(client) == ["2 articles", "1 new since you looked"]


def test_a_search_of_the_whole_corpus_can_be_kept(tmp_path: Path) -> None:
    url = index_in(tmp_path, [made(1, "Rain")])
    client = create_app(
        {
            "DATELINE_DATA": str(tmp_path),
            "DATELINE_ENGINE": url,
            "DATELINE_READ_ONLY": "0",
        }
    ).test_client()
    post(client, "/saved", name="")
    assert names(client) == ["All articles"]
