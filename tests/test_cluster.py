"""A cluster that wants a password, is busy, speaks TLS or holds another's index."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import urllib3
from flask import Flask
from support import webapp
from support.engines import on_cluster, url_in
from support.helped import changed, indexed, made
from support.proxy import Answer, busy, needs_password, needs_token, proxied
from support.runs import called, write

from search.engines.engine import examine_servers, open_documents, open_engine
from search.engines.url import EngineUrl, ServerOptions
from search.errors import (
    EngineUnavailable,
    EngineUnreachable,
    IndexOutdated,
)
from search.query.tree import MatchAll
from search.request import SearchRequest
from search.snapshot import search_one
from web import create_app
from web.saved.record import SavedSearch, new_id
from web.saved.shared import SharedStore

pytestmark = on_cluster

REQUESTS = 4
"""Requests to the cluster that a page may make."""

PAGES = (
    "/search?q=budget",
    "/search?q=budget&page=2",
    "/search?q=budget&sort=newest",
    "/search?q=budget&country=FR&-source=Weekly",
    "/search?q=budget&from=1987&to=2015",
    "/search?q=council+budget+harbour+hour+talked+meets+part",
    '/search?q=person:"Angela Merkel"',
    "/search?person=Angela+Merkel",
    "/facet/person?q=budget",
    "/article/merkel?q=budget&rank=1",
    "/search.csv?q=budget",
    "/api/search?q=budget",
    "/",
    "/help",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> EngineUrl:
    """An index of a few articles."""
    found = [made(number, "A harbour", people=["Ada"]) for number in range(20)]
    searcher = indexed(url_in("opensearch", tmp_path_factory.mktemp("one")), found)
    searcher.close()
    return searcher.url


def behind(url: EngineUrl, host: str, **options: object) -> EngineUrl:
    """The same index at another address."""
    return replace(url, hosts=(host,), options=ServerOptions(**options))  # type: ignore[arg-type]


def held(url: EngineUrl) -> int:
    with closing(open_engine(url)) as engine:
        request = SearchRequest(query=MatchAll())
        return search_one(engine.snapshot(), request).total


# ── who may ask ──────────────────────────────────────────────────────────────


def test_only_the_right_password_is_let_in_and_none_is_shown(
    url: EngineUrl, tmp_path: Path
) -> None:
    secret = "s3cret: with a colon"
    file = write(tmp_path / "password", f"{secret}\n")
    with proxied(url.hosts[0], needs_password("news", secret)) as host:
        named = replace(url, user="news", hosts=(host,))
        right = (
            replace(named, password=secret),
            replace(named, options=ServerOptions(password=secret)),
            replace(named, options=ServerOptions(password_file=file)),
        )
        for one in right:
            assert held(one) == 20
        for wrong in ("", "wr0ng"):
            with pytest.raises(EngineUnavailable, match="password") as raised:
                held(replace(named, options=ServerOptions(password=wrong)))
            assert not isinstance(raised.value, EngineUnreachable)
            assert not wrong or wrong not in str(raised.value)


def test_a_token_is_sent_instead_of_a_password(url: EngineUrl) -> None:
    with proxied(url.hosts[0], needs_token("t0ken")) as host:
        assert held(behind(url, host, token="t0ken")) == 20
        with pytest.raises(EngineUnavailable, match="token"):
            held(behind(url, host, token="other"))


def test_a_node_is_asked_only_if_it_proves_who_it_is(
    url: EngineUrl, tmp_path: Path
) -> None:
    for name in ("ours", "others"):
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"),
                *("-days", "2", "-subj", "/CN=localhost"),
                *("-addext", "subjectAltName=DNS:localhost"),
                *("-keyout", "key.pem", "-out", f"{name}.pem"),
            ],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
        key, certificate = tmp_path / "key.pem", tmp_path / f"{name}.pem"
        both = certificate.read_text() + key.read_text()
        (tmp_path / f"{name}.both").write_text(both)
    with proxied(url.hosts[0], open_to_all, tmp_path / "ours.both") as host:
        secure = replace(behind(url, host, patience=20), transport="https")
        known = replace(secure.options, ca_file=tmp_path / "ours.pem")
        assert held(replace(secure, options=known)) == 20
        others = replace(secure.options, ca_file=tmp_path / "others.pem")
        for options in (others, secure.options):
            with pytest.raises(EngineUnreachable, match="certificate"):
                held(replace(secure, options=options))


def open_to_all(path: str, headers: object) -> Answer:
    return None


# ── busy nodes, other indexes ────────────────────────────────────────────────


def test_a_storm_of_refusals_costs_time_and_nothing_else(
    url: EngineUrl, tmp_path: Path
) -> None:
    stormy = url_in("opensearch", tmp_path)
    with proxied(url.hosts[0], busy(2, of=3)) as host:
        there = behind(stormy, host)
        found = [made(number, "A storm") for number in range(30)]
        indexed(there, found).close()
        changed(there, 2, add=[made(99, "A storm")], remove=["a000"])
        assert held(there) == 30
    assert held(stormy) == 30


def test_an_index_that_is_newer_or_older_says_to_reindex(
    url: EngineUrl, tmp_path: Path
) -> None:
    mine = url_in("opensearch", tmp_path)
    indexed(mine, [made(1, "Rain")]).close()
    with closing(open_engine(mine)) as engine:
        index = engine.snapshot().state.partition(".")[0]
    for other in (1, 10_000):
        meta = {"_meta": {"engine": "opensearch", "schema": other, "revision": 1}}
        told(mine, "PUT", f"/{index}/_mapping", meta)
        with pytest.raises(IndexOutdated, match="dateline reindex"):
            open_later(mine)


def test_an_index_of_another_program_is_not_touched(
    url: EngineUrl, tmp_path: Path
) -> None:
    mine = url_in("opensearch", tmp_path)
    alias: dict[str, object] = {"aliases": {mine.place: {}}}
    told(mine, "PUT", f"/{mine.place}-others", alias)
    with pytest.raises(EngineUnavailable, match="not made by Dateline"):
        open_engine(mine)


def told(url: EngineUrl, method: str, path: str, body: object) -> None:
    answer = urllib3.request(
        method,
        f"http://{url.hosts[0]}{path}",
        body=json.dumps(body),
        headers={"content-type": "application/json"},
    )
    assert answer.status == 200, answer.data


def open_later(url: EngineUrl) -> None:
    """Open an index as another process would: nothing is remembered of it."""
    open_engine(replace(url, options=ServerOptions(patience=29))).close()


# ── what a page costs ────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def asked() -> list[str]:
    return []


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, asked: list[str]) -> Iterator[Flask]:
    """The page on a cluster that notes each request; there is no data folder."""
    made = url_in("opensearch", tmp_path_factory.mktemp("web"))
    indexed(made, webapp.articles()).close()

    def note(path: str, headers: object) -> Answer:
        asked.append(path)
        return None

    with proxied(made.hosts[0], note) as host:
        yield create_app(
            {
                "DATELINE_DATA": str(tmp_path_factory.mktemp("none") / "none"),
                "DATELINE_ENGINE": behind(made, host),
                "DATELINE_READ_ONLY": "0",
            }
        )


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_cluster_four_times_at_most(
    app: Flask, asked: list[str], address: str
) -> None:
    client = app.test_client()
    client.get(address)  # what is made once for all requests is made by now
    asked.clear()
    response = client.get(address)
    response.get_data()
    assert response.status_code == 200
    assert len(asked) <= REQUESTS, asked


def test_what_cannot_be_reached_is_told_with_when_to_ask_again() -> None:
    nowhere = EngineUrl.of("opensearch+http://127.0.0.1:9/news")
    gone = replace(nowhere, options=ServerOptions(patience=1))
    client = create_app({"DATELINE_ENGINE": gone}).test_client()
    for address in ("/search?q=oil", "/api/search?q=oil"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "othing is lost" in answer.text


# ── several machines ─────────────────────────────────────────────────────────


def test_tags_and_cursors_hold_on_every_machine(url: EngineUrl) -> None:
    first, second = (
        create_app(
            {"DATELINE_ENGINE": replace(url, options=ServerOptions(patience=p))}
        ).test_client()
        for p in (28, 27)  # they share nothing in this process
    )
    address = "/api/search?q=harbour&sort=newest&size=5"
    answer = first.get(address)
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert second.get(address, headers=tag).status_code == 304
    onward = answer.headers["Link"].partition(">")[0].removeprefix("<")
    assert "cursor=" in onward
    there, here = (client.get(onward).get_json() for client in (second, first))
    assert there["hits"] == here["hits"]
    assert len(there["hits"]) == 5


def saved(name: str) -> SavedSearch:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return SavedSearch(
        id=new_id(),
        name=name,
        search=f"?q={name}",
        saved=now,
        looked=now,
        total=1,
        index="x",
    )


def test_searches_that_many_save_at_once_are_all_kept(url: EngineUrl) -> None:
    documents = open_documents(url)
    assert documents is not None

    def save(number: int) -> None:
        store = SharedStore(documents, read_only=False)
        one = saved(f"n{number}")
        store.change(lambda found: (*found, one), {one.id: b"12345678" * number})

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = SharedStore(documents, read_only=True)
    found = {one.name: one.id for one in store.read()}
    assert found.keys() == {f"n{number}" for number in range(6)}
    assert store.articles_of(found["n3"]) == b"12345678" * 3
    other = SharedStore(documents, read_only=False)
    other.change(lambda kept: tuple(one for one in kept if one.name != "n3"))
    assert store.articles_of(found["n3"]) is None
    assert len(store.read()) == 5


def test_doctor_and_stats_know_the_cluster(url: EngineUrl, tmp_path: Path) -> None:
    report = examine_servers(url)
    assert report is not None
    assert report.nodes == 1
    assert report.status == "green"
    assert report.bytes > 0
    names = {finding.name for finding in report.findings}
    assert {"servers", "copies", "node settings"} <= names
    write(tmp_path / "in" / "a.txt", "A storm\n\nIt came.")
    mine = str(url_in("opensearch", tmp_path))
    data = tmp_path / "data"
    done = called(data, "--engine", mine, "index", tmp_path / "in")
    assert done.exit_code == 0, done.output
    told = json.loads(called(data, "--engine", mine, "stats", "--json").stdout)
    assert told["index"]["articles"] == 1
    assert told["index"]["cluster"]["nodes"] == 1
    shown = called(data, "--engine", mine, "doctor").output
    assert "OpenSearch" in shown or "opensearch" in shown
