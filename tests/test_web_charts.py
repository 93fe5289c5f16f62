"""The timeline, the map and the choice of dates, as the page prints them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement
from support.webapp import app_in, day, get, hit_titles, index_in, link, texts

from search.model.article import Article, Country, Facts
from web import create_app
from web.charts.overview import presets

WORDS = "The harbour was closed."


def story(number: int, when: str, *about: str, body: str = WORDS) -> Article:
    """An article of a day, month or year ("" is none, "?" an unreliable one)."""
    known = day(when) if when[:1].isdecimal() else None
    return Article(
        id=f"story{number}",
        title=f"Story {number}",
        body=body,
        published=known,
        unreliable_date="31 Feb 2099" if when == "?" else "",
        facts=Facts(
            countries=tuple(Country(code, code, code != "IT", 0.5) for code in about)
        ),
    )


def stories() -> list[Article]:
    """Articles of two years: 2014 has few, March 2015 most; some known roughly."""
    dated = [
        *(("2014-05-07", ("FR", "IT")) for _ in range(2)),
        *((f"2015-03-{number:02}", ("FR", "SU")) for number in range(1, 7)),
        *(("2015-08-31", ("BR",)) for _ in range(3)),
        ("2015-08", ("BR",)),
        ("2015", ()),
        ("", ()),
        ("", ()),
        ("?", ()),
    ]
    found = [story(n, when, *about) for n, (when, about) in enumerate(dated)]
    return [*found, story(90, "2015-03-09", body="Of something else.")]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("charts")
    url = index_in(folder, stories())
    app = create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url})
    app.testing = True
    return app.test_client()


def names(page: HtmlElement, figure: str) -> dict[str, str]:
    """The links of a picture: name and where it leads."""
    links = page.xpath(f"//section[@class='{figure}']//svg//a")
    return {a.xpath("string(title)"): a.get("href") for a in links}


def twin(page: HtmlElement, figure: str) -> dict[str, str]:
    """The same of its list."""
    rows = page.xpath(f"//section[@class='{figure}']//details[@class='twin']//li")
    return {
        " ".join(li.text_content().split()): li.xpath("a")[0].get("href") for li in rows
    }


def total(client: FlaskClient, url: str) -> int:
    found = client.get(url.replace("/search", "/api/search", 1))
    return int(found.get_json()["total"])


def test_each_bar_says_when_and_how_many_and_finds_them(client: FlaskClient) -> None:
    bars = names(get(client, "/search?q=harbour"), "timeline")
    assert list(bars) == [
        "May 2014: 2 articles",
        "March 2015: 6 articles",
        "August 2015: 4 articles",
    ]
    for name, url in bars.items():
        assert f": {total(client, url)} article" in name


def test_a_click_leads_from_months_to_days_and_the_path_leads_back(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=harbour&from=2015&to=2015")
    assert texts(page, "//h2[@id='timeline-heading']") == ["Articles by month"]
    page = get(client, names(page, "timeline")["March 2015: 6 articles"])
    assert texts(page, "//h2[@id='timeline-heading']") == ["Articles by day"]
    assert len(names(page, "timeline")) == 6
    path = page.xpath("(//nav[@class='path'])[1]//li")
    assert [li.text_content() for li in path] == ["All dates", "2015", "March 2015"]
    assert parse_qsl(urlsplit(path[1].xpath("a/@href")[0]).query) == [
        ("q", "harbour"),
        ("from", "2015"),
        ("to", "2015"),
    ]
    assert path[0].xpath("a/@href") == ["/search?q=harbour"]
    assert not path[2].xpath("a")


def test_dates_known_too_roughly_are_named(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour&from=2015&to=2015")
    notes = " ".join(texts(page, "//p[@class='notes']"))
    assert "1 more is known by its year only." in notes
    page = get(client, "/search?q=harbour&from=2015-08&to=2015-08")
    notes = " ".join(texts(page, "//p[@class='notes']"))
    assert "1 more is known by its month only." in notes


@pytest.mark.parametrize(
    ("when", "row"), [("2019", "2019 2"), ("2019-03", "March 2019 2")]
)
def test_articles_all_known_roughly_have_a_timeline(
    tmp_path: Path, when: str, row: str
) -> None:
    index_in(tmp_path, [story(1, when), story(2, when), story(3, "")])
    client = create_app({"DATELINE_DATA": str(tmp_path)}).test_client()
    for query in ("q=harbour", f"q=harbour&from={when}&to={when}"):
        page = get(client, f"/search?{query}")
        assert list(twin(page, "timeline")) == [row]
        assert "has a date" not in page.text_content()


@pytest.mark.parametrize(
    "query",
    [
        "?q=harbour",
        "?q=harbour&scale=share",
        "?q=harbour&from=2015-03&to=2015-03",
        "?sort=newest&map=country",
        "?q=harbour&about=FR&-about=BR",
    ],
)
def test_the_lists_say_and_lead_to_what_the_pictures_do(
    client: FlaskClient, query: str
) -> None:
    page = get(client, f"/search{query}")
    bars, rows = names(page, "timeline"), twin(page, "timeline")
    assert bars
    assert list(bars.values()) == list(rows.values())
    for name, row in zip(bars, rows, strict=True):
        assert name.replace(":", "").removesuffix("s").startswith(row)
    drawn = {re.split("[:,]", name)[0] for name in names(page, "world")}
    off = set(texts(page, "//p[contains(., 'Not on')]/a"))
    whole = get(client, link(page.xpath("//section[@class='world']")[0], "As a list"))
    listed = texts(whole, "//ol[contains(@class,'values')]//bdi")
    assert drawn | off == set(listed)


def test_shares_are_of_all_articles_of_that_time(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour&scale=share")
    bars = list(names(page, "timeline"))
    assert "May 2014: 100% (2 of 2 articles)" in bars
    assert "March 2015: 86% (6 of 7 articles)" in bars
    assert "under the same filters" in page.xpath("string(//p[@class='notes'])")
    page = get(client, "/search?q=harbour&scale=share&about=FR")
    assert "March 2015: 100% (6 of 6 articles)" in names(page, "timeline")


def test_without_words_there_are_no_shares(client: FlaskClient) -> None:
    page = get(client, "/search?sort=newest&scale=share")
    assert "March 2015: 7 articles" in names(page, "timeline")
    assert not page.xpath("//nav[@aria-label='What the bars show']")


def test_a_tile_chooses_a_country_and_again_no_longer(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour&page=2")
    tiles = names(page, "world")
    assert set(tiles) == {"France: 8 articles", "Brazil: 4 articles"}
    assert texts(page, "//p[contains(., 'Not on the map')]/a") == ["Soviet Union"]
    page = get(client, tiles["France: 8 articles"])
    chosen = page.xpath("//section[@class='world']//svg//a[@aria-current='true']")
    assert [a.xpath("string(title)") for a in chosen] == [
        "France: 8 articles, selected"
    ]
    tiles = names(page, "world")
    assert "Brazil: 4 articles" in tiles
    assert tiles["France: 8 articles, selected"] == "/search?q=harbour"
    assert names(get(client, "/search?q=harbour&-about=FR"), "world")[
        "France, excluded"
    ]


def test_the_map_shows_countries_mentioned_on_demand(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour")
    other = get(client, link(page, "Mentioned"))
    assert "Italy: 2 articles" in names(other, "world")
    assert "Italy: 2 articles" not in names(page, "world")
    url = names(other, "world")["Italy: 2 articles"]
    assert parse_qsl(urlsplit(url).query) == [
        ("q", "harbour"),
        ("country", "IT"),
        ("map", "country"),
    ]


def test_a_part_of_the_world_shows_the_countries_in_it(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour&map=country&page=2")
    europe = link(page, "Europe")
    assert set(parse_qsl(urlsplit(europe).query)) == {
        ("q", "harbour"),
        ("zoom", "europe"),
        ("map", "country"),
    }
    page = get(client, europe)
    assert [n.partition(":")[0] for n in names(page, "world")] == ["France", "Italy"]
    assert link(page, "World") == "/search?q=harbour&map=country"


def test_the_map_is_of_outlines_or_of_tiles(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour")
    (source,) = page.xpath("//use[@class='land']/@href")
    file, _, _ = source.partition("#")
    world = client.get(file)
    assert world.mimetype == "image/svg+xml"
    assert "immutable" in world.headers["Cache-Control"]
    for outline in page.xpath("//section[@class='world']//a/use/@href"):
        assert f'id="{outline.removeprefix(file + "#")}"' in world.text
    tiles = get(client, link(page, "Tiles"))
    assert not tiles.xpath("//use")
    assert names(tiles, "world").keys() == names(page, "world").keys()
    assert link(tiles, "Outlines") == "/search?q=harbour"


def test_small_countries_are_circles(tmp_path: Path) -> None:
    index_in(tmp_path, [story(1, "2015", "MT"), story(2, "2015", "VA", "IT")])
    client = create_app({"DATELINE_DATA": str(tmp_path)}).test_client()
    kinds = "//section[@class='world']//a/g/@class"
    assert get(client, "/search?q=harbour").xpath(kinds) == ["dot", "dot"]
    page = get(client, "/search?q=harbour&zoom=europe&about=MT")
    assert page.xpath(kinds) == ["big", "big"]
    assert "Malta: 1 article, selected" in names(page, "world")


def test_articles_without_a_date_are_a_link_away_even_from_other_dates(
    client: FlaskClient,
) -> None:
    for query in ("?q=harbour", "?q=harbour&from=2015&to=2015"):
        page = get(client, f"/search{query}")
        undated = texts(page, "//ul[contains(@class,'undated')]//li/a[1]")
        assert undated == [
            "No date 2",
            "No reliable date 1",
        ]
        for name, number in (("No date", 2), ("No reliable date", 1)):
            assert total(client, link(page, f"{name} {number}")) == number


def test_the_dates_form_keeps_the_search(client: FlaskClient) -> None:
    page = get(
        client, "/search?q=harbour&about=FR&scale=share&from=2015&to=2015&page=2"
    )
    form = page.xpath("//section[contains(@class, 'dates')]//form")[0]
    fields = [(i.get("name"), i.get("value")) for i in form.xpath(".//input")]
    assert fields == [
        ("q", "harbour"),
        ("about", "FR"),
        ("scale", "share"),
        ("from", "2015-01-01"),
        ("to", "2015-12-31"),
    ]


def test_presets_are_of_what_is_found(client: FlaskClient) -> None:
    page = get(client, "/search?q=something")
    chips = page.xpath("//ul[@class='presets']//a")
    assert [a.text_content() for a in chips] == ["March 2015", "2015", "2010–2015"]
    for chip in chips:
        assert hit_titles(get(client, chip.get("href"))) == ["Story 90"]


def test_presets_end_with_the_newest_article(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour")
    assert texts(page, "//ul[@class='presets']/li") == [
        "August 2015",
        "2015",
        "2014",
        "2010–2015",
    ]


def test_the_past_week_is_offered_if_it_has_articles() -> None:
    with create_app({"DATELINE_DATA": "/nowhere"}).test_request_context():
        recent = presets(date(2020, 3, 5), date(2020, 3, 10))
        assert [label for label, _, _ in recent] == [
            "Past week",
            "March 2020",
            "2020",
            "2019",
        ]
        old = presets(date(2020, 3, 5), date(2020, 3, 12))
        assert next(label for label, _, _ in old) == "March 2020"
        assert presets(None, date(2020, 3, 5)) == []


def test_a_bar_within_a_chosen_year_needs_that_filter_no_more(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=harbour&year=2015")
    bars = names(page, "timeline")
    assert list(bars) == ["March 2015: 6 articles", "August 2015: 4 articles"]
    assert all("year=" not in url for url in bars.values())
    for name, url in bars.items():
        assert f": {total(client, url)} article" in name


def test_articles_without_dates_have_no_timeline(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbour&year=none")
    assert not names(page, "timeline")
    assert "None of these articles has a date." in page.text_content()


@pytest.mark.parametrize("url", ["/", "/search"])
def test_pictures_of_everything_lead_to_the_search_page(
    tmp_path: Path, url: str
) -> None:
    client = app_in(tmp_path).test_client()
    page = html.document_fromstring(client.get(url).text)
    lists = page.xpath("//details[@class='overview']//a[@data-list]/@href")
    assert lists == ["/facet/about"]
    for href in page.xpath("//details[@class='overview']//a[not(@data-list)]/@href"):
        assert href.startswith("?" if url == "/search" else "/search?")


@pytest.mark.parametrize(
    "query",
    [
        "q=zyzzyva",
        "from=0001&to=9999",
        "to=9999",
        "from=9999-12-31",
        "from=0001-01-01&to=0001-01-01",
        "q=harbour&year=9999&year=0001",
        "q=harbour&year=0000&month=0000-01",
        "q=harbour&-year=2015&day=2015-03-01",
        "q=harbour&about=XX&-about=ZZ&map=country",
        "q=harbour&scale=share&span=all&map=about",
        "q=harbour&scale=&span=x&map=<script>",
    ],
)
def test_odd_searches_get_a_page(client: FlaskClient, query: str) -> None:
    for words in ("", "&scale=share", "&span=all"):
        get(client, f"/search?{query}{words}")
