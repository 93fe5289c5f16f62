from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask
from support.engines import SERVER
from support.runs import called, run, write

from index.settings import Settings
from search.engines.engine import open_engine
from search.engines.url import ENGINES, EngineUrl
from search.errors import ConfigError, EngineError
from search.searcher import Searcher
from search.settings import table
from search.settings.table import written
from search.settings.values import Configuration, InForce
from web import create_app
from web.config import WebConfig

SECRET = "s3cret"
REMOTE = {**ENGINES, "remote": SERVER}
WITH_PASSWORD = (
    f"remote+https://admin:{SECRET}@host:9200,host2:9200/news",
    f"remote:https://admin:{SECRET}@host:9200/news",
    f"remote+http://:{SECRET}@host/news",
    f"remote+https://admin:{SECRET}/:@?#@host/news",  # as people forget to quote it
)
WRONG = (
    f"nothing+https://admin:{SECRET}@host:9200/news",
    f"nothing:https://admin:{SECRET}@host:9200/news",
    f"nothing://admin:{SECRET}@host",
    f"admin:{SECRET}@host:9200/news",
    f"//admin:{SECRET}@host",
    f"https://admin:{SECRET}@host:9200",
    f"tantivy+https://admin:{SECRET}@host/news",
    f"remote+ftp://admin:{SECRET}@host/news",
    f"remote+https://admin:{SECRET}@host",
    f"remote+https://admin:{SECRET}@,host/news",
    f"remote+https://admin:{SECRET}@/news",
    f"remote://admin:{SECRET}@host/news",
    f"remote:admin:{SECRET}@host/news",
    f"remote+https://host/news?key={SECRET}",
)


@pytest.fixture
def remote(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more engine: on a server, which is down."""
    monkeypatch.setitem(ENGINES, "remote", SERVER)


@pytest.mark.parametrize("place", ["index", "/a/b", "C:\\news\\index", "a@b:c?d"])
@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_local_engine_is_named_by_its_folder(engine: str, place: str) -> None:
    url = EngineUrl.of(f"{engine}:{place}")
    assert (url.engine, url.folder) == (engine, Path(place))
    assert str(url) == f"{engine}:{place}"
    assert EngineUrl.of(str(url)) == url


def test_an_engine_on_servers_has_hosts_and_no_folder() -> None:
    text = "remote+https://a%40b:p%3Aw%2F@host:9200,host2:9201/news"
    url = EngineUrl.of(text, REMOTE)
    assert url.folder is None
    assert (url.engine, url.transport, url.place) == ("remote", "https", "news")
    assert url.hosts == ("host:9200", "host2:9201")
    assert (url.user, url.password) == ("a@b", "p:w/")
    assert str(url) == "remote+https://a%40b@host:9200,host2:9201/news"


def test_both_ways_to_write_a_server_mean_the_same() -> None:
    one = EngineUrl.of("remote+http://user:pw@host/news", REMOTE)
    assert one == EngineUrl.of("remote:http://user:pw@host/news/", REMOTE)


def test_what_is_shown_without_its_password_is_a_url_again() -> None:
    shown = EngineUrl.of(str(EngineUrl.of(WITH_PASSWORD[0], REMOTE)), REMOTE)
    assert (shown.user, shown.password) == ("admin", "")


@pytest.mark.parametrize("text", WITH_PASSWORD)
def test_no_way_of_showing_a_url_shows_its_password(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = EngineUrl.of(text, REMOTE)
    assert SECRET in url.password
    logging.getLogger("test").error("%s %r %s", url, url, {"engine": url})
    shown = [str(url), repr(url), f"{url}", caplog.text, repr(Searcher(url).url)]
    told = Configuration({"engine": InForce(url, "default")})
    shown += [
        repr(Settings(told)),
        written(told[table.ENGINE]),
        repr(told.of(table.ENGINE)),
    ]
    shown += [repr(WebConfig(tmp_path, url))]
    assert [each for each in shown if SECRET in each] == []


@pytest.mark.parametrize("text", ["", "tantivy", "tantivy:", "/folder", "nothing:x"])
def test_what_is_no_engine_url_is_told_with_those_there_are(text: str) -> None:
    with pytest.raises(ConfigError, match="tantivy:FOLDER or whoosh:FOLDER") as raised:
        EngineUrl.of(text)
    assert repr(text) in str(raised.value)


@pytest.mark.parametrize("text", WRONG)
def test_a_url_that_is_not_understood_does_not_show_its_password(text: str) -> None:
    with pytest.raises(ConfigError, match="no engine URL") as raised:
        EngineUrl.of(text, REMOTE)
    assert SECRET not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    with pytest.raises(ConfigError) as refused:
        WebConfig.of({"DATELINE_ENGINE": text})
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("text", [WITH_PASSWORD[0], *WRONG])
def test_the_command_line_shows_no_password(text: str, tmp_path: Path) -> None:
    """The engine is unknown here, as after a mistyped name."""
    run(tmp_path, write(tmp_path / "in" / "a.txt", "A storm\n\nIt came."))
    for command in (["stats"], ["stats", "--json"], ["search", "oil"], ["reindex"]):
        result = called(tmp_path / "data", "--engine", text, *command)
        assert result.exit_code == 78
        assert SECRET not in result.output + repr(result.exception)
    result = called(tmp_path / "data", "reindex", "--engine", text)
    assert result.exit_code == 78
    assert SECRET not in result.output + repr(result.exception)


@pytest.mark.usefixtures("remote")
@pytest.mark.parametrize("text", WITH_PASSWORD)
def test_the_command_line_shows_no_password_of_a_server_that_is_down(
    text: str, tmp_path: Path
) -> None:
    source = write(tmp_path / "in" / "a.txt", "A storm\n\nIt came.")
    run(tmp_path, source)
    asked = (["stats"], ["stats", "--json"], ["search", "oil"], ["index", source])
    for command in (*asked, ["reindex"], ["reindex", "--if-needed", "--json"]):
        result = called(tmp_path / "data", "--engine", text, *command)
        assert "host" in result.output
        assert SECRET not in result.output + repr(result.exception)


@pytest.mark.usefixtures("remote")
@pytest.mark.parametrize("text", WITH_PASSWORD)
def test_the_page_and_the_api_show_no_password(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    app: Flask = create_app({"DATELINE_ENGINE": text})
    client = app.test_client()
    for address in ("/search?q=oil", "/api/search?q=oil", "/api/stats", "/article/a"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert SECRET not in answer.text
    assert SECRET not in repr(app.config) + caplog.text


@pytest.mark.usefixtures("remote")
def test_an_error_keeps_the_url_without_its_password() -> None:
    with pytest.raises(EngineError) as raised:
        open_engine(WITH_PASSWORD[0])
    assert raised.value.url == "remote+https://admin@host:9200,host2:9200/news"


def test_an_index_without_a_folder_keeps_no_folder_from_being_read(
    tmp_path: Path,
) -> None:
    from support.runs import options

    url = EngineUrl.of(WITH_PASSWORD[0], REMOTE)
    assert options(tmp_path, engine=url).own_folders == {str(tmp_path / "data")}
