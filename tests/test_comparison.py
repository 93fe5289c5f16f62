"""Searches next to each other: exact numbers, on every engine, and what is unusual."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import indexed, made
from support.people import OURS
from support.webapp import get, link, texts

from index.cli import main
from search.engines.url import EngineUrl
from search.explore.comparison import WORD_HITS, Comparison, compare_plans
from search.model.facets import Selection
from search.plan import plan_search
from search.request import Criteria
from search.snapshot import Snapshot
from web import create_app

FLOODS = [
    made(
        n,
        "Flood",
        "The river rose.",
        people=["Ada Keel", *(["Bo Reef"] if n < 20 else [])],
        countries=[("AU", "Australia")],
        source="Gazette",
    )
    for n in range(30)
]
DROUGHTS = [
    made(
        400 + n,
        "Drought",
        "Farmers wait for rain in the heat.",
        people=["Cy Sand", "Ada Keel"],
        countries=[("IN", "India")],
        source="Herald",
    )
    for n in range(40)
]
BOTH = [made(300, "Flood after drought", "All of it.", people=["Di Dune"])]
OTHERS = [made(500 + n, "Chess", "A quiet game.") for n in range(10)]
STORIES = [*FLOODS, *DROUGHTS, *BOTH, *OTHERS]


def compared(index: Snapshot, *asked: Criteria | str) -> Comparison:
    criteria = [Criteria(text=a) if isinstance(a, str) else a for a in asked]
    return compare_plans([plan_search(one, index) for one in criteria])


def names(found: Comparison, at: int) -> list[tuple[str, str]]:
    return [(one.field, one.value) for one in found.searches[at].names]


def test_every_engine_counts_alike(engine_url: EngineUrl) -> None:
    index = indexed(engine_url, STORIES).snapshot()
    found = compared(index, "flood", "drought")
    assert [one.total for one in found.searches] == [31, 41]
    assert [dict(one.periods["year"]) for one in found.searches] == [
        {"2020": 31},
        {"2021": 40, "2020": 1},
    ]
    assert dict(found.facets["person"]) == {
        "Ada Keel": (30, 40),
        "Cy Sand": (0, 40),
        "Bo Reef": (20, 0),
        "Di Dune": (1, 1),
    }
    assert dict(found.facets["source"]) == {"Gazette": (31, 1), "Herald": (0, 40)}
    assert sum(found.among["year"].values()) == len(STORIES)
    assert names(found, 0) == [
        ("source", "Gazette"),
        ("about", "AU"),
        ("person", "Bo Reef"),
    ]
    assert ("person", "Cy Sand") in names(found, 1)
    assert [one.value for one in found.searches[1].words][:2] == ["farmers", "heat"]


def test_what_both_find_is_compared_with_neither(tmp_path: Path) -> None:
    index = indexed(url_in("tantivy", tmp_path / "index"), STORIES).snapshot()
    found = compared(index, "flood", "drought")
    (reef,) = [one for one in found.searches[0].names if one.value == "Bo Reef"]
    assert (reef.hits, reef.size) == (20, 31)
    assert (reef.others, reef.others_size) == (0, 40), "without the article of both"
    same = compared(index, "flood", "flood")
    assert not same.searches[0].names
    assert not same.searches[0].words


def test_filters_count_in_their_own_facet_too(engine_url: EngineUrl) -> None:
    index = indexed(engine_url, STORIES).snapshot()
    keel = Criteria(selections=(Selection("person", ("Ada Keel",)),))
    sand = Criteria(selections=(Selection("person", ("Cy Sand",), ("Di Dune",)),))
    found = compared(index, keel, sand)
    assert [one.total for one in found.searches] == [70, 40]
    assert dict(found.facets["person"])["Ada Keel"] == (70, 40)
    assert dict(found.facets["person"])["Bo Reef"] == (20, 0)
    assert sum(found.among["year"].values()) == len(STORIES)


def test_shares_are_of_what_passes_the_filters_all_have(tmp_path: Path) -> None:
    index = indexed(url_in("tantivy", tmp_path / "index"), STORIES).snapshot()
    herald = (Selection("source", ("Herald",)),)
    start = date(2021, 1, 1)
    asked = [
        Criteria(text=text, selections=herald, start=start)
        for text in ("drought", "heat")
    ]
    found = compared(index, *asked)
    assert dict(found.among["year"]) == {"2021": 40}
    other = Criteria(text="flood", selections=herald)
    found = compared(index, asked[0], other)
    assert dict(found.among["year"]) == {"2021": 40}, "any day, the same source"


def test_a_country_is_no_word_that_is_asked_for(tmp_path: Path) -> None:
    index = indexed(url_in("tantivy", tmp_path / "index"), STORIES).snapshot()
    found = compared(index, "heat in", "flood")
    assert ("about", "IN") in names(found, 0), "“in” is a word, and no country"
    found = compared(index, "heat about:IN", "flood")
    assert ("about", "IN") not in names(found, 0)


def test_a_search_that_is_relaxed_says_so(tmp_path: Path) -> None:
    index = indexed(url_in("tantivy", tmp_path / "index"), STORIES).snapshot()
    found = compared(index, "flood river chess nonsense", "drought")
    assert found.searches[0].total > 0
    assert found.searches[0].answer.relaxation is not None
    assert found.searches[0].answer.notices


# ── the page ─────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("compare")
    url = indexed(url_in("tantivy", folder / "index"), STORIES).url
    settings = {
        "DATELINE_ENGINE": url,
        "DATELINE_DATA": str(folder),
        "DATELINE_READ_ONLY": "0",
    }
    return create_app(settings).test_client()


def test_each_search_has_its_own_filters_in_one_address(client: FlaskClient) -> None:
    page = get(
        client, "/compare?q=flood&source=Gazette&q=&person=Cy+Sand&to=2021-02-10"
    )
    totals = texts(page, "//form[@class='compared']//p[@class='found']/a[1]")
    assert totals == [
        "31 articles, Source: Gazette",
        "7 articles, Person: Cy Sand, until 10 February 2021",
    ]
    hidden = "//form[@class='compared']//li[2]/input[@type='hidden']"
    kept = [(i.get("name"), i.get("value")) for i in page.xpath(hidden)]
    assert kept == [("person", "Cy Sand"), ("to", "2021-02-10")]


def test_filters_before_the_first_search_are_of_all(client: FlaskClient) -> None:
    page = get(client, "/compare?source=Herald&q=flood&q=drought&source=Gazette")
    totals = texts(page, "//form[@class='compared']//p[@class='found']/a[1]")
    assert totals == [
        "0 articles, Source: Herald",
        "41 articles, Source: Gazette or Herald",
    ]


def test_dates_that_all_have_are_chosen_in_one_place(client: FlaskClient) -> None:
    page = get(client, "/compare?from=2020&to=2020&q=flood&q=drought")
    (start,) = page.xpath("//fieldset//input[@name='from']/@value")
    (last,) = page.xpath("//fieldset//input[@name='to']/@value")
    assert (start, last) == ("2020-01-01", "2020-12-31")
    assert not page.xpath("//form[@class='compared']//li/input[@type='hidden']")


def test_numbers_lead_to_the_articles_that_were_counted(client: FlaskClient) -> None:
    page = get(client, "/compare?q=flood&q=drought")
    rows = page.xpath("//section[contains(@class, 'side-by-side')]//tbody//td")
    tried = 0
    for cell in rows:
        for href in cell.xpath("a/@href"):
            number = cell.xpath("a")[0].text_content()
            heading = texts(get(client, href), "//h1")[0]
            assert heading.startswith(f"{number} article"), href
            tried += 1
    assert tried > 6


def test_a_value_of_a_facet_that_is_chosen_narrows_further(client: FlaskClient) -> None:
    page = get(client, "/compare?q=&person=Ada+Keel&q=drought")
    table = "//section[@aria-labelledby='of-person']//tbody/tr"
    by_name = {texts(row, "th")[0]: row for row in page.xpath(table)}
    href = by_name["Bo Reef"].xpath("td[1]/a/@href")[0]
    assert texts(get(client, href), "//h1")[0].startswith("20 articles")
    href = by_name["Ada Keel"].xpath("td[1]/a/@href")[0]
    assert texts(get(client, href), "//h1")[0].startswith("70 articles")


def test_the_timeline_has_a_line_for_each_and_a_table(client: FlaskClient) -> None:
    page = get(client, "/compare?q=flood&q=drought")
    assert len(page.xpath("//svg[@class='chart']//path[starts-with(@class,'of')]")) == 2
    cells = page.xpath("//section[contains(@class,'timeline')]//tbody//td")
    numbers = [int(cell.text_content().split()[0]) for cell in cells]
    assert (sum(numbers[::2]), sum(numbers[1::2])) == (31, 41)
    shares = get(client, link(page, "Share"))
    assert texts(shares, "//h2[@id='over-time']") == ["Share of all articles over time"]
    assert link(shares, "Number") == "/compare?q=flood&q=drought"


def test_articles_of_a_few_days_are_shown_by_day(client: FlaskClient) -> None:
    page = get(client, "/compare?from=2020-01-01&to=2020-01-20&q=flood&q=river")
    assert texts(page, "//h2[@id='over-time']") == ["Articles by day"]


def test_notices_stand_with_their_search(client: FlaskClient) -> None:
    page = get(client, '/compare?q=flood&q=drought+"')
    lists = "//form[@class='compared']//ol/li"
    told = [len(item.xpath("div/ul[@class='told']")) for item in page.xpath(lists)]
    assert told == [0, 1, 0]
    page = get(client, "/compare" + "?q=flood" + "&q=chess" * 6)
    assert "Only the first 5 searches were compared." in texts(page, "//main")[0]


def test_one_search_waits_for_another(client: FlaskClient) -> None:
    start = link(
        get(client, "/search?q=flood&source=Gazette&sort=oldest"), "Compare with…"
    )
    assert start == "/compare?q=flood&source=Gazette"
    page = get(client, start)
    boxes = page.xpath("//form[@class='compared']//input[@name='q']/@value")
    assert boxes == ["flood", ""]
    assert "Write two to five searches" in texts(page, "//main")[0]
    assert len(get(client, "/compare").xpath("//input[@type='search'][@name='q']")) == 3
    assert client.get("/compare.csv?q=flood").headers["Location"] == "/compare?q=flood"


def test_saved_searches_are_ticked_to_be_compared(client: FlaskClient) -> None:
    for query in ("q=flood", "q=drought&source=Herald"):
        client.post(f"/saved?{query}", data={"name": query}, headers=OURS)
    page = get(client, "/saved")
    ids = page.xpath("//input[@form='comparing']/@value")
    answer = client.get(f"/saved/compare?id={ids[0]}&id={ids[1]}&id=none")
    assert answer.headers["Location"] == "/compare?q=drought&source=Herald&q=flood"
    assert client.get("/saved/compare").headers["Location"] == "/saved"


def test_the_table_has_a_row_for_each_number(client: FlaskClient) -> None:
    answer = client.get("/compare.csv?q=flood&source=Gazette&q==drought")
    assert "dateline-compare-flood-drought-" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    total, *_ = rows
    assert (total["what"], total["articles"], total["of"]) == ("all", "31", "81")
    assert total["filters"] == "Source: Gazette"
    found = {(r["search"], r["what"], r["value"]): r for r in rows}
    assert found["1", "person", "Bo Reef"]["articles"] == "20"
    assert found["2", "about", "IN"]["label"] == "India"
    assert found["2", "unusual person", "Cy Sand"]["others"] == "0"
    assert not any(row["query"].startswith("=") for row in rows), "a formula"


def test_the_api_compares_and_refuses_one_search(client: FlaskClient) -> None:
    body = client.get("/api/compare?source=Gazette&q=flood&q=drought").get_json()
    assert [one["total"] for one in body["searches"]] == [31, 1]
    refused = client.get("/api/compare?q=flood")
    assert refused.status_code == 400
    assert refused.get_json()["errors"][0]["parameter"] == "q"
    odd = client.get("/api/compare?q=flood&q=drought&sort=newest")
    assert odd.get_json()["errors"][0]["parameter"] == "sort"


def test_a_hostile_search_is_text(client: FlaskClient) -> None:
    page = client.get('/compare?q=<script>x</script>&q="><svg/onload=1>').text
    assert "<script>x" not in page
    assert "<svg/onload" not in page


def test_the_command_line_compares(tmp_path: Path) -> None:
    url = indexed(url_in("tantivy", tmp_path / "index"), STORIES).url
    start = ["--engine", str(url), "--data", str(tmp_path)]
    done = CliRunner().invoke(main, [*start, "compare", "flood", "drought"])
    assert done.exit_code == 0, done.output
    assert "Bo Reef" in done.output
    assert "farmers  (98% here, 0% of what only the others find)" in done.output
    done = CliRunner().invoke(main, [*start, "compare", "flood"])
    assert done.exit_code == 2
    assert WORD_HITS == 60, "the help says so"
