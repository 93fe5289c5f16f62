"""Places of a search with the words around them: those of its marks, all, in order."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import HOSTILE, indexed
from support.webapp import articles, day, get, index_in, link, texts

from index.cli import main
from search.answer import answer_plan, page_of
from search.explore.concordance import (
    FOR_PAGES,
    Concordance,
    Limits,
    Line,
    LineOrder,
    find_places,
)
from search.model.article import Article, TextField
from search.model.facets import Selection
from search.plan import plan_search
from search.request import NO_FACETS, NO_HITS, Criteria, Window
from search.searcher import Searcher
from web import create_app

FERRIES = [
    Article(
        id="old",
        title="Ferry aground",
        body="The red ferry sank.\n\nA Blue ferry, they said, came to help.",
        source="Harbour Post",
        published=day("1990-02-01"),
    ),
    Article(
        id="new",
        title="Ferries again",
        body="Every ferry was late; no ferry sank.",
        source="Weekly",
        published=day("2001-05-06"),
    ),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    url = url_in("tantivy", tmp_path_factory.mktemp("places") / "index")
    return Searcher(indexed(url, [*articles(), *FERRIES]).url)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    url = index_in(tmp_path_factory.mktemp("page"), [*articles(), *FERRIES])
    return create_app({"DATELINE_ENGINE": url}).test_client()


def found(
    searcher: Searcher,
    criteria: Criteria | str,
    order: LineOrder = LineOrder.NEWEST,
    words: int = 3,
    limits: Limits = FOR_PAGES,
) -> Concordance:
    if isinstance(criteria, str):
        criteria = Criteria(text=criteria)
    answer = answer_plan(plan_search(criteria, searcher.snapshot()), NO_HITS, NO_FACETS)
    return find_places(answer, order, words, limits)


def written(line: Line) -> str:
    return f"{line.before.text}[{line.found}]{line.after.text}"


def test_lines_have_the_words_before_and_after_every_place(searcher: Searcher) -> None:
    lines = found(searcher, "ferry", LineOrder.OLDEST).lines()
    assert [written(line) for line in lines] == [
        "[Ferry] aground",
        "The red [ferry] sank.  A Blue",
        "sank.  A Blue [ferry], they said, came",
        "[Ferries] again",
        "Every [ferry] was late; no",
        "was late; no [ferry] sank.",
    ]
    assert [line.number for line in lines] == [1, 2, 3, 1, 2, 3]


def test_other_places_among_the_words_around_are_marked(searcher: Searcher) -> None:
    lines = found(searcher, "ferry sank", LineOrder.OLDEST, words=3).lines()
    line = next(line for line in lines if written(line).startswith("The red [ferry]"))
    assert [line.after.text[mark.start : mark.end] for mark in line.after.marks] == [
        "sank"
    ]


@pytest.mark.parametrize(
    ("order", "neighbours"),
    [
        (LineOrder.LEFT, ["", "", "Blue", "Every", "no", "red"]),
        (LineOrder.RIGHT, ["again", "aground", "sank", "sank", "they", "was"]),
    ],
)
def test_lines_are_sorted_by_neighbours_whatever_their_capitals(
    searcher: Searcher, order: LineOrder, neighbours: list[str]
) -> None:
    sides = [
        line.before.text if order is LineOrder.LEFT else line.after.text
        for line in found(searcher, "ferry", order).lines()
    ]
    place = -1 if order is LineOrder.LEFT else 0
    assert [(re.findall(r"\w+", side) or [""])[place] for side in sides] == neighbours


def test_lines_with_the_same_neighbours_stand_newest_first(searcher: Searcher) -> None:
    lines = found(searcher, "ferry", LineOrder.RIGHT, words=1).lines()
    sank = [line.article.id for line in lines if "sank" in line.after.text]
    assert sank == ["new", "old"]


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(text="budget"),
        Criteria(text='"the budget" OR berlin'),
        Criteria(text="budg* -harbour"),
        Criteria(text="person:merkel budget"),
        Criteria(text="title:budget"),
        Criteria(text="lead:harbour NEAR/3 hour"),
        Criteria(selections=(Selection("person", ("Angela Merkel",)),)),
        Criteria(text="budget", selections=(Selection("country", ("FR",)),)),
    ],
)
def test_places_are_exactly_the_marks_of_the_hits(
    searcher: Searcher, criteria: Criteria
) -> None:
    plan = plan_search(criteria, searcher.snapshot())
    hits = page_of(plan, Window(limit=100), NO_FACETS).hits
    lines = found(searcher, criteria).lines()
    assert hits
    for hit in hits:
        own = [line for line in lines if line.article.id == hit.article.id]
        titles = [(m.start, m.end) for m in hit.title_marks]
        assert [
            (line.start, line.end) for line in own if line.part is TextField.TITLE
        ] == titles
        body = hit.article.body
        passages = {
            passage.text[mark.start : mark.end]
            for passage in (hit.snippet, *hit.further)
            for mark in passage.marks
        }
        places = [line for line in own if line.part is TextField.BODY]
        assert passages <= {line.found for line in places}
        for line in places:
            assert body[line.start : line.end].split() == line.found.split()


@pytest.mark.parametrize("query", ["budget", '"the budget" OR berlin', "person:merkel"])
def test_a_line_leads_to_its_mark_in_the_article(
    client: FlaskClient, query: str
) -> None:
    page = get(client, f"/concordance?q={query}")
    places = page.xpath("//a[@class='place']")
    assert places
    for place in places:
        address, _, anchor = place.get("href").partition("#")
        (mark,) = get(client, address).xpath(f"//main//mark[@id='{anchor}']")
        assert mark.text_content().split() == place.text_content().split()


@pytest.mark.parametrize(
    ("limits", "read", "lines"),
    [
        (Limits(1, 100, 10**9, 60), 1, 3),
        (Limits(100, 2, 10**9, 60), 1, 2),
        (Limits(100, 3, 10**9, 60), 1, 3),
        (Limits(100, 100, 1, 60), 1, 3),
        (Limits(100, 100, 10**9, -1), 1, 3),
    ],
    ids=["articles", "lines", "lines of whole articles", "characters", "seconds"],
)
def test_no_more_is_looked_through_than_allowed_and_it_is_known(
    searcher: Searcher, limits: Limits, read: int, lines: int
) -> None:
    some = found(searcher, "ferry", limits=limits)
    assert (some.read, len(some.places), some.articles, some.cut) == (
        read,
        lines,
        2,
        True,
    )


def test_what_just_fits_is_not_cut(searcher: Searcher) -> None:
    assert not found(searcher, "ferry", limits=Limits(2, 6, 10**9, 60)).cut


def test_an_article_of_one_word_a_million_times_is_cut(tmp_path: Path) -> None:
    long = Article(id="long", title="", body="ferry " * 200_000)
    searcher = Searcher(indexed(url_in("tantivy", tmp_path), [long]).url)
    some = found(searcher, "ferry", LineOrder.LEFT, words=20)
    assert (len(some.places), some.cut) == (FOR_PAGES.places, True)


def test_words_without_spaces_do_not_make_a_line_long(tmp_path: Path) -> None:
    body = f"{'x' * 100_000} ferry {'y' * 100_000}"
    one = Article(id="long", title="", body=body)
    searcher = Searcher(indexed(url_in("tantivy", tmp_path), [one]).url)
    (line,) = found(searcher, "ferry", words=20).lines()
    assert len(written(line)) < 1_000


def test_the_page_shows_lines_and_says_how_many(client: FlaskClient) -> None:
    page = get(client, "/concordance?q=ferry&sort=oldest&order=oldest&words=5")
    assert texts(page, "//a[@class='place']") == [
        *("Ferry", "ferry", "ferry", "Ferries", "ferry", "ferry")
    ]
    assert "6 places · 2 articles with ferry" in texts(page, "//main")[0]
    assert "too many" not in texts(page, "//main")[0]
    assert link(page, "← Back to results") == "/search?q=ferry&sort=oldest"
    assert link(page, "Word before") == (
        "/concordance?q=ferry&sort=oldest&order=left&words=5"
    )
    assert texts(page, "//nav[contains(@class,'sides')]/a[@aria-current]") == ["5"]


def test_a_search_leads_to_its_places_if_it_asks_for_any(client: FlaskClient) -> None:
    page = get(client, "/search?q=ferry&source=Weekly")
    there = link(page, "Words in context")
    assert there == "/concordance?q=ferry&source=Weekly"
    assert len(get(client, there).xpath("//a[@class='place']")) == 3
    for nothing in ("/search?source=Weekly", "/search?q=source:weekly"):
        assert "Words in context" not in client.get(nothing).text


@pytest.mark.parametrize("address", ["/concordance", "/concordance?source=Weekly"])
def test_a_search_without_words_says_what_to_do(
    client: FlaskClient, address: str
) -> None:
    page = get(client, address)
    assert "asks for no words" in texts(page, "//main")[0]
    assert not page.xpath("//ol[contains(@class,'lines')]")


def test_what_is_not_found_is_said(client: FlaskClient) -> None:
    assert "There are none" in texts(get(client, "/concordance?q=xyzzy"), "//main")[0]


def test_pages_follow_each_other_without_gap_or_repetition(tmp_path: Path) -> None:
    many = [
        Article(id=f"a{n:02}", title="", body=f"ferry {n:02} to the island")
        for n in range(60)
    ]
    url = indexed(url_in("tantivy", tmp_path), many).url
    client = create_app({"DATELINE_ENGINE": url}).test_client()
    first = get(client, "/concordance?q=ferry&order=right")
    second = get(client, link(first, "Next →"))
    after = "//span[@class='after']"
    assert [text[:2] for text in texts(first, after) + texts(second, after)] == [
        f"{n:02}" for n in range(60)
    ]
    assert second.xpath("//ol[contains(@class,'lines')]/@start") == ["51"]
    assert link(second, "← Previous") == "/concordance?q=ferry&order=right"
    beyond = get(client, "/concordance?q=ferry&order=right&part=999999")
    assert texts(beyond, after) == texts(second, after)


def test_too_many_places_are_said_to_be(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limits(1, 100, 10**9, 60)
    monkeypatch.setattr("web.results.concordance.FOR_PAGES", few)
    said = texts(get(client, "/concordance?q=ferry"), "//main")[0]
    assert "only 1 of 2 articles were looked through" in said


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("order", ["newest", "left", "nonsense"])
def test_any_text_is_answered(client: FlaskClient, query: str, order: str) -> None:
    for path in ("/concordance", "/concordance.csv"):
        asked = {"q": query.encode("utf-8", "replace"), "order": order, "words": "x"}
        assert client.get(path, query_string=asked).status_code == 200


def test_texts_of_strangers_are_text(client: FlaskClient) -> None:
    page = client.get("/concordance?q=budget+OR+onerror&words=20").text
    assert "<script>document" not in page
    assert "<img" not in page
    assert "&lt;script&gt;document.title=" in page


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    text = response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("order", ["newest", "oldest", "left", "right"])
def test_the_file_has_every_line_in_the_order_of_the_page(
    client: FlaskClient, order: str
) -> None:
    address = f"/concordance?q=ferry&order={order}&words=5"
    page = get(client, address)
    found = rows(client, link(page, "Export as CSV"))
    assert [(row["before"], row["found"]) for row in found] == list(
        zip(
            [" ".join(t.split()) for t in texts(page, "//span[@class='before']")],
            texts(page, "//a[@class='place']"),
            strict=True,
        )
    )
    assert found[0]["permalink"].startswith("http://localhost/article/")
    assert found[0]["permalink"].endswith(page.xpath("//a[@class='place']/@href")[0])
    assert {row["published"] for row in found} == {"1990-02-01", "2001-05-06"}


def test_cells_of_the_file_are_no_formulas(tmp_path: Path) -> None:
    one = Article(id="evil", title="=1+1", body='=HYPERLINK("x") ferry =2+2')
    url = indexed(url_in("tantivy", tmp_path), [one]).url
    client = create_app({"DATELINE_ENGINE": url}).test_client()
    (row,) = rows(client, "/concordance.csv?q=ferry")
    for cell in (row["before"], row["after"], row["title"]):
        assert cell.startswith("'=")


def test_a_file_that_was_cut_ends_with_saying_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limits(1, 100, 10**9, 60)
    monkeypatch.setattr("web.exports.concordance.FOR_FILES", few)
    last = client.get("/concordance.csv?q=ferry&order=left").text.splitlines()[-1]
    assert last == "# Cut: these are the places in the newest 1 of 2 articles"
    whole = client.get("/concordance.csv?q=ferry").text
    assert whole.count("\r\n") == 7, "by date nothing is held, so nothing is cut"


def test_the_api_gives_the_same_lines(client: FlaskClient, searcher: Searcher) -> None:
    asked = client.get("/api/concordance?q=ferry&order=right&words=3&size=4&page=1")
    answer = asked.get_json()
    assert (answer["places"], answer["articles"], answer["read"]) == (6, 2, 2)
    assert answer["cut"] is False
    wanted = found(searcher, "ferry", LineOrder.RIGHT).lines(0, 4)
    assert [
        (line["id"], line["part"], line["start"], line["before"], line["found"])
        for line in answer["lines"]
    ] == [
        (line.article.id, line.part.value, line.start, line.before.text, line.found)
        for line in wanted
    ]
    rest = client.get("/api/concordance?q=ferry&order=right&words=3&size=4&page=2")
    assert len(rest.get_json()["lines"]) == 2
    assert client.get("/api/concordance?q=ferry&words=21").status_code == 400
    odd = client.get("/api/concordance?q=%22ferry").get_json()
    assert odd["notices"]


def test_the_command_line_lists_places_below_each_other(tmp_path: Path) -> None:
    indexed(url_in("tantivy", tmp_path / "index"), FERRIES)

    def run(*words: str) -> Result:
        return CliRunner().invoke(
            main, ["--data", str(tmp_path), "concordance", *words]
        )

    done = run("ferry", "--order", "oldest", "--words", "3")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[1].split() == ["The", "red", "ferry", "sank.", "A", "Blue", "old"]
    assert {line.lower().find("ferr") for line in lines[:3]} == {21}
    assert "6 places" in done.stderr
    assert "too" not in done.stderr
    assert "no words of a text" in run("source:weekly").stderr
    found = json.loads(run("ferry", "--json", "-n", "2").stdout)
    assert (found["places"], len(found["lines"])) == (6, 2)
