"""Whatever is asked, and however, is answered: never by an error of ours."""

from __future__ import annotations

import json
import random
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import changed, made
from support.webapp import app_in

from web.http.headers import SECURITY_HEADERS
from web.saved import SearchStore

PAGES = (
    "/",
    "/search",
    "/facet/person",
    "/facet/on",
    "/facet/day",
    "/article/merkel",
    "/article/merkel/similar",
    "/advanced",
    "/saved",
    "/compare",
    "/network",
    "/network.gexf",
    "/concordance",
    "/person/Angela%20Merkel",
    "/compare.csv",
    "/concordance.csv",
    "/search.csv",
    "/search.jsonl",
    "/search.atom",
    "/opensearch-suggestions",
    "/language/de",
)
ANSWERS = (
    "/api/search",
    "/api/facet/on",
    "/api/suggest",
    "/api/unusual",
    "/api/concordance",
)

QUERIES = (
    "q=%00&find=%00&person=%00",
    "q=%ff%fe&find=%ff&-source=%ff",
    "q=%ED%A0%80&nation=%ED%A0%80&ask=1",
    "q=a%0d%0ab&section=%0d%0a&deleted=%0d%0a",
    f"q={'x' * 200_000}",
    f"q={'(' * 1_900}",
    f"q={quote('a NEAR/5 ' * 200)}",
    "&".join(f"person=P{n}" for n in range(10_000)),
    "&".join(f"-on={year}" for year in range(1, 2_000)),
    "&".join(["q=a"] * 5_000),
    "page=99999999999999999999&q=a",
    "page=999999999&size=50",
    "page=-1&size=-1&rank=-1&part=-1",
    "page=0&size=0&rank=0&part=0",
    "page=%D9%A3&size=%D9%A1%D9%A0&rank=%C2%B2&part=%C2%B2",
    f"rank={10**30}&part={10**30}",
    "rank=99999999&part=999999",
    "from=9999-12-31&to=0001-01-01",
    "from=9999-12-31&to=9999-12-31",
    "from=0001&to=9999&span=all&scale=share&q=a",
    "from=0000&to=0000-00-00",
    "from=2020-02-30&to=2019-13",
    "from=2019&to=2015",
    "year=0000&month=0000-01&day=0000-01-01",
    "year=9999&month=9999-12&day=9999-12-31",
    "year=none&-year=none",
    "on=0001-01-01&on=9999-12-31&-on=9999",
    "q=published:9999..9999+on:0001..",
    "span=junk&scale=junk&map=junk&sort=junk&order=junk",
    "about=ZZ&country=%00&language=%F0%9F%8F%B4",
    "=&=&&&=%&%zz=%&;;",
    "q[]=1&q[a]=2&__class__=x",
    "ask=1&nation=zz&from=zz&to=%ff&in=junk&sort=junk&all=%22((&none=-",
    "back=//evil.test&back=/%5Cevil.test",
    "cursor=%00&facets=on,on,junk&size=101",
    f"cursor={'A' * 999}",
    "cursor=WzEsMSwxLDFd",
)

HEADERS = (
    {"Accept-Language": "de;q=abc,;q=;;,x" + "x" * 10_000},
    {"Accept-Language": "de;q=nan,en;q=inf,*;q=-1"},
    {"Accept-Language": ",".join(["de"] * 3_000)},
    {"Cookie": "language=../../etc/passwd; =; ;;language=xx"},
    {"Cookie": f"language={'d' * 5_000}"},
    {"If-None-Match": '"'},
    {"If-None-Match": 'W/"' + "x" * 5_000},
    {"If-None-Match": "junk, , W/"},
    {"If-Modified-Since": "Mon, 99 Foo 0000 99:99:99 GMT"},
    {"Range": "bytes=junk"},
    {"Range": "bytes=0-0,2-1,-0"},
    {"If-Range": "junk", "Range": "bytes=0-10"},
    {"Accept": "junk;q=x,,", "Accept-Encoding": ";q="},
    {"X-Forwarded-Host": "evil.test", "X-Forwarded-Prefix": "/evil.test"},
    {"Forwarded": "host=evil.test", "X-Original-URL": "/evil.test"},
    {"X-HTTP-Method-Override": "DELETE", "Referer": '"><script>'},
)

PATHS = (
    "/static/../web/config.py",
    "/static/..%2f..%2fsetup.cfg",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%5c..%5csetup.cfg",
    "/static/%00",
    "/static/script",
    "/%00",
    "/%ff",
    "/article/%00",
    "/article/..%2f..%2fsetup.cfg",
    f"/article/{'x' * 20_000}",
    "/article/%0d%0aX:1.bib",
    "/facet/title",
    "/facet/__class__",
    f"/facet/{'x' * 9_000}",
    "/api/facet/title",
    "/api/together/%ff%00",
    "/saved/%00/new",
    "/saved/../x",
    "/search.exe",
    "/language/%ff",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("web"))


def assert_answered(
    app: Flask, address: str, *statuses: int, headers: dict[str, str] | None = None
) -> None:
    """No error of ours, nothing of what was asked in a header, and no secrets."""
    answer = app.test_client().get(address, headers=headers)
    said = answer.get_data()
    assert answer.status_code in statuses, said[:500]
    assert SECURITY_HEADERS.items() <= dict(answer.headers).items()
    assert not any("evil" in v or "\n" in v for v in answer.headers.values())
    assert b"python_requires" not in said
    if address.startswith("/api/") and said:
        assert json.loads(said)
    answer.close()


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_odd_parameters_are_answered(app: Flask, query: str) -> None:
    for path in PAGES:
        assert_answered(app, f"{path}?{query}", 200, 302, 303)
    for path in ANSWERS:
        assert_answered(app, f"{path}?{query}", 200, 400, 410)


@pytest.mark.parametrize("headers", HEADERS, ids=range(len(HEADERS)))
def test_odd_headers_are_answered(app: Flask, headers: dict[str, str]) -> None:
    for path in (*PAGES, *ANSWERS, "/static/dateline.css"):
        assert_answered(app, path, 200, 206, 302, 304, 416, headers=headers)


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_odd_paths_lead_nowhere(app: Flask, path: str) -> None:
    assert_answered(app, path, 200 if "together" in path else 404)


def test_writing_meanwhile_harms_no_reader(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    url = url_in("tantivy", tmp_path / "index")
    until = time.monotonic() + 3
    faults: list[str] = []
    names: set[str] = set()

    def read(seed: int) -> None:
        choose = random.Random(seed).choice
        client = app.test_client()
        while time.monotonic() < until:
            path = choose((*PAGES, *ANSWERS, "walk", "save"))
            if path == "walk":
                faults.extend(walked_wrongly(client))
            elif path == "save":
                name = f"{seed}-{len(names)}-{time.monotonic()}"
                headers = {"Sec-Fetch-Site": "same-origin"}
                sent = {"name": name}
                asked = {"q": f"budget {name}"}
                answer = client.post(
                    "/saved", query_string=asked, data=sent, headers=headers
                )
                if answer.status_code == 303:
                    names.add(name)
            else:
                answer = client.get(f"{path}?q=council&sort=newest")
                exported = path.startswith("/search.") or path.endswith(".csv")
                turned_away = answer.status_code == 503 and exported
                if answer.status_code >= 500 and not turned_away:
                    faults.append(f"{answer.status_code} {path}")
                answer.get_data()

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(8)]
    for reader in readers:
        reader.start()
    revision = 1
    while time.monotonic() < until:
        revision += 1
        more = made(revision, "Council", "The council and the budget.")
        gone = [f"a{revision - 5:03d}"] if revision > 6 else []
        changed(url, revision, add=[more], remove=gone)
    for reader in readers:
        reader.join()
    assert faults == []
    kept = SearchStore(tmp_path, read_only=True).read()
    assert names == {one.name for one in kept} != set()


def walked_wrongly(client: FlaskClient) -> list[str]:
    """What is wrong with a walk through all articles of the API."""
    ids: list[str] = []
    address = "/api/search?sort=newest&size=3&facets=none"
    following: str | None = ""
    while following is not None:
        body = client.get(address + following).get_json()
        ids += [hit["id"] for hit in body["hits"]]
        following = f"&cursor={body['next']}" if body["next"] else None
    lost = {f"council{n:02}" for n in range(1, 13)} - set(ids)
    return [f"walked {ids}"] if lost or len(set(ids)) < len(ids) else []
