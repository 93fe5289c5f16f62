"""A whole result as a file: read back by readers that are not ours, and not held."""

from __future__ import annotations

import csv
import http.client
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.asking import Ask, scan_for
from support.read_back import plain_of_tex, read_bibtex, read_ris
from support.webapp import articles, day, index_in
from waitress import create_server

from search.model.article import Article
from search.request import Sort
from search.searcher import Searcher
from web import WebConfig, create_app
from web.exports.about import About
from web.exports.formats import FORMATS
from web.exports.json_lines import json_lines
from web.exports.streaming import file_name, sent, with_addresses
from web.exports.table import COLUMNS, table

KINDS = list(FORMATS)
CSV_HOSTILE = [
    '=HYPERLINK("http://evil.example")',
    "\ufeff=1",
    'a "quoted", cell',
    "two\nlines\r\nor three",
    "; =cmd",
    "\x00nul\x1b[31m",
    "＝1",
    "</script><script>alert(1)</script>",
]


def fetched(client: FlaskClient, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data().decode("utf-8")


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def ids(kind: str, text: str) -> list[str]:
    match kind:
        case "csv":
            return [row["id"] for row in rows(text)]
        case "jsonl":
            return [json.loads(line)["id"] for line in text.splitlines()[1:-1]]
        case "ris":
            return [record["AN"][0] for record in read_ris(text)]
        case _:
            return [entry["key"].rpartition("-")[2] for entry in read_bibtex(text)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_article_of_the_result_is_in_it_in_order(
    client: FlaskClient, kind: str
) -> None:
    council = [f"council{n:02}" for n in range(1, 13)]
    url = f"/search.{kind}?q=harbour&sort=oldest&page=2"
    assert ids(kind, fetched(client, url)) == council
    everything = ids(kind, fetched(client, f"/search.{kind}"))
    assert sorted(everything) == sorted(article.id for article in articles())
    assert ids(kind, fetched(client, f"/search.{kind}?q=nothing")) == []


def test_a_table_has_what_is_known_of_an_article(client: FlaskClient) -> None:
    (row,) = rows(fetched(client, "/search.csv?q=person:hollande"))
    assert row == {
        "id": "merkel",
        "title": "Merkel defends the budget",
        "source": "The Examiner",
        "authors": "Ann Writer; Ben Scribe",
        "published": "2015-07-07",
        "precision": "day",
        "section": "",
        "language": "",
        "url": "https://news.example/merkel?a=1&b=2",
        "group": "",
        "people": "Angela Merkel; François Hollande",
        "organisations": "NATO",
        "countries_about": "Germany",
        "countries_mentioned": "France",
        "places": "Berlin; France; Paris",
        "dates_mentioned": "2015; 3 May; two weeks",
        "permalink": "http://localhost/article/merkel",
    }


def test_a_table_has_the_text_and_what_was_asked_if_wanted(client: FlaskClient) -> None:
    text = fetched(client, "/search.csv?q=macron&text=1&remarks=1&country=FR&year=x")
    lines = text[1:].split("\r\n")
    remarks = [line for line in lines if line.startswith("# ")]
    assert lines[: len(remarks)] == remarks
    assert "# Query: macron" in remarks
    assert "# Filter: Country: France" in remarks
    assert any(line.startswith("# Notice: The year “x” was left out") for line in lines)
    assert "# Search: http://localhost/search?q=macron&country=FR" in remarks
    (row,) = csv.DictReader(lines[len(remarks) :])
    assert row["text"] == "Emmanuel Macron visited Berlin. France paid."


def test_a_remark_is_one_cell_whatever_was_asked(client: FlaskClient) -> None:
    text = fetched(client, "/search.csv?remarks=1&q=a,=cmd;=x%0A=y")
    cells = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert cells[1] == ["# Query: a,=cmd;'=x =y"]


def test_json_lines_say_what_was_asked_and_that_they_are_whole(
    client: FlaskClient,
) -> None:
    lines = fetched(client, '/search.jsonl?q="council+meets&country=FR').splitlines()
    first, last = json.loads(lines[0])["export"], json.loads(lines[-1])
    assert first["query"] == '"council meets'
    assert first["filters"] == ["Country: France"]
    assert first["search"] == "http://localhost/search?q=%22council+meets&country=FR"
    assert first["articles"] == 0
    assert first["notices"]
    assert datetime.fromisoformat(first["exported"]).tzinfo is UTC
    assert last == {"end": {"articles": 0}}
    (_, macron, end) = fetched(client, "/search.jsonl?q=macron").splitlines()
    found = json.loads(macron)
    assert found["people"][0]["mentions"][0]["text"] == "Emmanuel Macron"
    assert found["permalink"] == "http://localhost/article/macron"
    assert json.loads(end) == {"end": {"articles": 1}}


def test_bibtex_says_what_was_asked_without_beginning_an_entry(
    client: FlaskClient,
) -> None:
    text = fetched(client, "/search.bib?q=macron+OR+@article{x,")
    assert "% Query: macron OR (at)article{x," in text
    assert text.endswith("% End of export: 1 articles\n")
    assert [entry["key"] for entry in read_bibtex(text)] == ["theexaminer2019-macron"]


@pytest.mark.parametrize("kind", ["ris", "bib"])
def test_one_article_is_fetched_to_be_cited(client: FlaskClient, kind: str) -> None:
    assert ids(kind, fetched(client, f"/article/merkel.{kind}")) == ["merkel"]
    assert client.get(f"/article/none.{kind}").status_code == 404


def test_hostile_articles_are_read_back_from_every_format(tmp_path: Path) -> None:
    hostile = [
        Article(
            id=f"h{n}",
            title=text,
            body=f"rain {text}",
            source=text,
            authors=(text,),
            section=text,
            url=text,
            published=day("2019"),
        )
        for n, text in enumerate(CSV_HOSTILE)
    ]
    url = index_in(tmp_path, hostile)
    client = create_app({"DATELINE_ENGINE": url}).test_client()
    for kind in KINDS:
        found = ids(kind, fetched(client, f"/search.{kind}?q=rain&text=1"))
        assert sorted(found) == [f"h{n}" for n in range(len(hostile))]
    for row in rows(fetched(client, "/search.csv?q=rain&text=1")):
        assert None not in row
        for cell in row.values():
            assert "\x00" not in cell
            assert not cell.lstrip("\ufeff\u200b \t\r\n").startswith(tuple("=+-@＝"))
    for entry in read_bibtex(fetched(client, "/search.bib")):
        plain_of_tex(entry["title"])


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_file_with_a_name_that_does_no_harm(
    client: FlaskClient, kind: str
) -> None:
    answer = client.get(f'/search.{kind}?q=../../x"%0D%0ASet-Cookie:a=b+Öl+\u202e😀')
    named = answer.headers["Content-Disposition"]
    today = datetime.now(UTC).date().isoformat()
    assert named == (
        f'attachment; filename="dateline-x-set-cookie-a-b-ol-{today}.{kind}"; '
        f"filename*=UTF-8''dateline-x-set-cookie-a-b-%C3%B6l-{today}.{kind}"
    )
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.mimetype == FORMATS[kind].mimetype


def test_names_of_files_are_short() -> None:
    name = file_name("x " * 500, date(2025, 3, 5), "csv")
    assert name.startswith("dateline-x-x-")
    assert name.endswith("-2025-03-05.csv")
    assert len(name) < 90


def test_unknown_formats_and_missing_indexes_are_pages(tmp_path: Path) -> None:
    client = create_app({"DATELINE_DATA": str(tmp_path)}).test_client()
    assert client.get("/search.pdf").status_code == 404
    for kind in KINDS:
        answer = client.get(f"/search.{kind}")
        assert answer.status_code == 503
        assert "Content-Disposition" not in answer.headers


def about() -> About:
    moment = datetime(2025, 3, 5, tzinfo=UTC)
    return About(
        query="x", filters=(), permalink="http://h/", made=moment, total=9, corpus=9
    )


def endless(taken: list[int], fail_after: int | None = None) -> Iterator[Article]:
    number = 0
    while True:
        number += 1
        if number == fail_after:
            raise OSError("the disk is gone")
        taken.append(number)
        yield Article(id=f"a{number}", title="Rain", body="x" * 1_000)


@pytest.mark.parametrize("format", FORMATS.values(), ids=lambda f: f.kind)
def test_articles_are_taken_only_as_they_are_sent(format: Any) -> None:
    taken: list[int] = []
    with Flask("x").test_request_context("/"):
        found = sent(format, about(), with_addresses(endless(taken), "/a/"), "x")
        pieces = iter(found.response)
        for n in range(1, 20):
            assert len(next(pieces)) < 70_000
            assert len(taken) < n * 2_000
        before = len(taken)
        found.close()
    assert len(taken) == before


def test_a_walk_and_its_rows_hold_a_few_articles_at_a_time(tmp_path: Path) -> None:
    many = [Article(id=f"a{n:04}", title="Rain", body="rain") for n in range(1_200)]
    searcher = Searcher(index_in(tmp_path, many))

    found = scan_for(searcher, Ask(text="rain", sort=Sort.NEWEST), batch=100)
    lines = table()(about(), with_addresses(found, "/"))
    assert len(list(lines)) == 1 + 1_200
    lines = json_lines(about(), with_addresses(scan_for(searcher, Ask()), "/"))
    assert sum(1 for _ in lines) == 2 + 1_200


@contextmanager
def serving(app: Flask) -> Iterator[int]:
    """The server that ``dateline serve`` has, ended by the thread it runs in."""
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    ended = threading.Event()

    def run() -> None:
        while not ended.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)
        server.task_dispatcher.shutdown()
        server.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield server.effective_port
    ended.set()
    thread.join()


def streaming(view: Callable[[], Any]) -> Flask:
    app = Flask("x")
    app.add_url_rule("/export", view_func=view)
    return app


def test_half_a_file_is_not_taken_for_a_whole_one() -> None:
    def broken() -> Any:
        pairs = with_addresses(endless([], fail_after=5_000), "/")
        return sent(FORMATS["csv"], about(), pairs, "x.csv")

    with serving(streaming(broken)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/export")
        answer = connection.getresponse()
        assert answer.status == 200
        with pytest.raises(http.client.IncompleteRead):
            answer.read()
        connection.close()


def test_a_client_that_goes_away_stops_the_walk() -> None:
    taken: list[int] = []
    gone = threading.Event()

    def articles_until_gone() -> Iterator[Article]:
        try:
            yield from endless(taken)
        finally:
            gone.set()

    def view() -> Any:
        pairs = with_addresses(articles_until_gone(), "/")
        return sent(FORMATS["jsonl"], about(), pairs, "x")

    with serving(streaming(view)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/export")
        connection.getresponse().read(10_000)
        connection.close()
        assert gone.wait(30)


def test_readers_that_are_slow_leave_threads_to_others(tmp_path: Path) -> None:
    many = [Article(id=f"a{n:02}", title="Rain", body="x" * 40_000) for n in range(20)]
    url = index_in(tmp_path, many)
    app = create_app(WebConfig(tmp_path, url, exports=2))
    slow = [app.test_client().get("/search.jsonl", buffered=False) for _ in range(2)]
    assert [answer.status_code for answer in slow] == [200, 200]
    other = app.test_client()
    for method in (other.get, other.head):
        refused = method("/search.csv")
        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "30"
    assert other.get("/search").status_code == 200

    slow[0].close()
    assert other.get("/search.csv").status_code == 200
    assert len(slow[1].get_data(as_text=True).splitlines()) == 22
    for method in (other.head, other.get):
        for _ in range(3):
            assert method("/search.ris").status_code == 200


def test_the_columns_documented_are_the_columns() -> None:
    page = Path(__file__).parent.parent / "docs/exports.md"
    text = page.read_text(encoding="utf-8")
    for name in (*COLUMNS, "permalink", "text"):
        assert f"`{name}`" in text
