"""The search help, its table of examples, and the advanced form."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import indexed
from support.webapp import app_in, articles, get, link, texts

from search.model.fields import FIELDS
from search.model.hits import NoticeKind
from search.query.examples import DOCUMENTED, EXAMPLES, SLOTS, TOPICS
from search.query.parser import parse

ROOT = Path(__file__).parent.parent
LANGUAGE = (ROOT / "docs/query-language.md").read_text(encoding="utf-8")


def sent(client: FlaskClient, url: str) -> list[tuple[str, str]]:
    """The parameters of the search that a form leads to."""
    response = client.get(url)
    assert response.status_code == 303, response.get_data(as_text=True)
    found = urlsplit(response.headers["Location"])
    assert found.path == "/search"
    return parse_qsl(found.query)


# ---- The table of examples ---------------------------------------------------


def test_the_documentation_lists_the_examples_of_the_table() -> None:
    table = LANGUAGE.partition("| query | finds articles |")[2].partition("\n\n")[0]
    written = re.findall(r"^\| `(.+?)` \| (.+) \|$", table, flags=re.MULTILINE)
    assert written == [
        (example.asked(DOCUMENTED), example.meaning % DOCUMENTED)
        for example in EXAMPLES
    ]


def test_every_example_is_understood_without_notices() -> None:
    for example in EXAMPLES:
        assert parse(example.asked(DOCUMENTED)).notices == ()


def test_every_field_of_a_query_has_an_example() -> None:
    queries = " ".join(example.query for example in EXAMPLES)
    for field in FIELDS.values():
        if field.in_query:
            assert f"{field.name}:" in queries


def test_examples_stand_by_topic_and_use_known_slots() -> None:
    topics = [example.topic for example in EXAMPLES]
    assert list(dict.fromkeys(topics)) == list(TOPICS)
    assert topics == sorted(topics, key=TOPICS.index)
    for example in EXAMPLES:
        found = re.findall(r"%\((\w+)\)s", example.query + example.meaning)
        assert set(found) <= set(SLOTS)
        # everything else would be taken for a placeholder by gettext
        assert (example.query + example.meaning).count("%") == len(found)


# ---- The help page -----------------------------------------------------------


def test_every_example_runs_and_finds_as_many_as_it_says(client: FlaskClient) -> None:
    rows: list[Any] = []
    for _visit in EXAMPLES:  # each counts one more at least
        page = get(client, "/help")
        rows = page.xpath("//table[@class='examples']/tbody/tr")
        if all(row.xpath(".//td[@class='count']/span") for row in rows):
            break
    assert len(rows) == len(EXAMPLES)
    for row in rows:
        (href,) = row.xpath(".//a/@href")
        (count,) = texts(row, ".//td[@class='count']/span[@aria-hidden]")
        found = client.get(f"{href}&facets=").get_data(as_text=True)
        assert client.get(href).status_code == 200
        query = dict(parse_qsl(urlsplit(href).query))["q"]
        assert texts(row, ".//code")[0] == " ".join(query.split())
        assert parse(query).notices == ()
        if count != "0":
            assert f"{count} article" in " ".join(found.split())


def test_what_was_counted_is_kept_and_each_visit_counts_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.help.counts._SECONDS", 0.0)
    client = app_in(tmp_path).test_client()

    def counted() -> list[str]:
        return texts(get(client, "/help"), "//td[@class='count']/span[@aria-hidden]")

    assert [len(counted()) for _ in range(3)] == [1, 2, 3]
    before = counted()
    one = articles()[0]
    indexed(url_in("tantivy", tmp_path / "index"), [replace(one, id="another")])
    assert len(before) == 4
    assert len(counted()) == 1  # those of another state of the index are forgotten


def test_examples_are_filled_with_names_and_dates_of_the_corpus(
    client: FlaskClient,
) -> None:
    found = texts(get(client, "/help"), "//table//a/code")
    for query in (
        'person:"Angela Merkel"',
        "person:merkel",
        "place:berlin",
        "organisation:nato",
        'author:"Ann Writer"',
        "published:2015-07-07",
        'on:"7 July 2015"',
    ):
        assert query in found


def test_the_help_page_has_a_table_of_contents_of_all_its_parts(
    client: FlaskClient,
) -> None:
    page = get(client, "/help")
    targets = page.xpath("//nav[contains(@class,'toc')]//a/@href")
    headings = page.xpath("//main//h2/@id")
    assert targets == [f"#{name}" for name in headings]
    assert {"words", "countries", "published", "filters", "keys"} <= set(headings)


def test_the_help_page_lists_every_field(client: FlaskClient) -> None:
    names = texts(get(client, "/help"), "//dl[@class='fields']//dt")
    assert names == [f"{f.name}:" for f in FIELDS.values() if f.in_query]


def test_help_works_on_an_index_without_articles(tmp_path: Path) -> None:
    from support.webapp import index_in

    from web import create_app

    url = index_in(tmp_path, [])
    app = create_app({"DATELINE_DATA": str(tmp_path), "DATELINE_ENGINE": url})
    client = app.test_client()
    assert 'person:"Angela Merkel"' in texts(get(client, "/help"), "//code")
    get(client, "/advanced")


def test_every_page_links_to_help_and_the_form_keeps_the_search(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=budget&country=FR&from=2015")
    assert link(page, "Search help") == "/help"
    page = get(client, link(page, "Advanced"))
    assert page.xpath("//input[@name='all']/@value") == ["budget"]
    assert page.xpath("//input[@name='from']/@value") == ["2015-01-01"]
    assert texts(page, "//label[input[@type='checkbox'][@checked]]")[0] == (
        "Country: France"
    )
    get(client, "/nothing-here", status=404)


def test_suggestions_know_a_word_that_a_space_has_ended(client: FlaskClient) -> None:
    begun = client.get("/api/suggest?q=merke").get_json()["completions"]
    ended = client.get("/api/suggest?q=merke%20").get_json()["completions"]
    assert begun["word"][0]["value"] == "merkel"
    assert ended == {}


# ---- The advanced form -------------------------------------------------------


def test_the_form_becomes_one_search(client: FlaskClient) -> None:
    url = (
        "/advanced?ask=1&all=budget&phrase=for+an+hour&any=council+harbour&none=rain"
        "&in=anywhere&by_person=merkel&from=1987&to=1987-06&sort=oldest"
    )
    assert sent(client, url) == [
        (
            "q",
            'budget "for an hour" (council OR harbour) -rain person:merkel',
        ),
        ("from", "1987-01-01"),
        ("to", "1987-06-30"),
        ("sort", "oldest"),
    ]


def test_a_whole_name_of_the_corpus_becomes_a_filter(client: FlaskClient) -> None:
    url = "/advanced?ask=1&by_person=angela+merkel&by_source=the+examiner"
    assert sent(client, url) == [
        ("person", "Angela Merkel"),
        ("source", "The Examiner"),
    ]
    assert sent(client, "/advanced?ask=1&by_person=Nobody+Known") == [
        ("q", 'person:"Nobody Known"')
    ]


@pytest.mark.parametrize("name", ["about", "country"])
def test_countries_are_taken_by_name_and_demonym(
    client: FlaskClient, name: str
) -> None:
    for typed in ("France", "french", "FR"):
        url = f"/advanced?ask=1&nation={typed}&nation_as={name}"
        assert sent(client, url) == [(name, "FR")]


def test_countries_are_taken_and_offered_in_the_language_of_the_page(
    client: FlaskClient,
) -> None:
    client.set_cookie("language", "de")
    page = get(client, "/advanced")
    offered = page.xpath("//datalist[@id='countries']/option/@value")
    assert offered == ["Frankreich", "Deutschland"]
    for typed in ("Frankreich", "frankreich", "France"):
        url = f"/advanced?ask=1&nation={typed}"
        assert sent(client, url) == [("about", "FR")]
    client.delete_cookie("language")


def test_words_may_be_wanted_in_the_headline(client: FlaskClient) -> None:
    assert sent(client, "/advanced?ask=1&any=a+b&in=title") == [("q", "title:(a OR b)")]


def test_an_empty_form_asks_for_everything(client: FlaskClient) -> None:
    assert sent(client, "/advanced?ask=1&all=&in=anywhere&nation_as=about") == []


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("/advanced?ask=1&all=budget&nation=Mars", "nation"),
        ("/advanced?ask=1&all=budget&from=someday", "from"),
        ("/advanced?ask=1&all=budget&to=2019-13", "to"),
    ],
)
def test_what_is_not_understood_is_said_beside_its_field_and_nothing_is_lost(
    client: FlaskClient, url: str, field: str
) -> None:
    page = get(client, url)
    (wrong,) = page.xpath("//*[@aria-invalid]")
    assert wrong.get("name") == field
    described = wrong.get("aria-describedby").split()[0]
    assert texts(page, f"//*[@id='{described}']")[0].startswith(("No country", "“"))
    assert page.xpath("//input[@name='all']/@value") == ["budget"]


def fields_of(client: FlaskClient, url: str) -> str:
    """The address that a browser sends the form to, as it was opened."""
    from urllib.parse import urlencode

    form = get(client, url).xpath("//form[@class='advanced-form']")[0]
    return f"/advanced?{urlencode([*form.form_values(), ('ask', '1')])}"


@pytest.mark.parametrize(
    "query",
    [
        "q=budget+council",
        "q=oil+OR+gas&person=Angela+Merkel&person=Emmanuel+Macron",
        "q=-x&-country=FR&about=DE&year=none",
        "q=title:budget&from=2015-01-01&to=2019-12-31&sort=newest",
        "language=de",
        "language=de&language=fr&-language=en",
        "q=%22unclosed",
        "place=Berlin&on=2015-05&source=Weekly+%3Cb%3EBold%3C/b%3E",
    ],
)
def test_a_search_comes_out_of_the_form_as_it_went_in(
    client: FlaskClient, query: str
) -> None:
    found = sent(client, fields_of(client, f"/advanced?{query}"))
    assert sorted(found) == sorted(parse_qsl(query))


def test_a_filter_is_dropped_by_clearing_its_box(client: FlaskClient) -> None:
    url = fields_of(client, "/advanced?q=budget&country=FR")
    assert sent(client, url.replace("country=FR&", "")) == [("q", "budget")]


def test_a_query_that_is_no_list_of_words_is_kept_and_met_as_well(
    client: FlaskClient,
) -> None:
    page = get(client, "/advanced?q=oil+OR+gas")
    assert page.xpath("//input[@name='existing']/@value") == ["oil OR gas"]
    assert page.xpath("//input[@name='all']/@value") == [""]
    url = fields_of(client, "/advanced?q=oil+OR+gas").replace("all=", "all=price")
    assert sent(client, url) == [("q", "(oil OR gas) price")]


def test_languages_are_offered_only_where_the_corpus_has_some(
    client: FlaskClient,
) -> None:
    assert not get(client, "/advanced").xpath("//select[@name='tongue']")
    page = get(client, "/advanced?language=de&q=x")
    assert page.xpath("//input[@name='language']/@value") == ["de"]


def test_the_form_offers_the_countries_and_sources_of_the_corpus(
    client: FlaskClient,
) -> None:
    page = get(client, "/advanced")
    offered = page.xpath("//datalist[@id='countries']/option/@value")
    assert offered == ["France", "Germany"]
    assert "The Examiner" in page.xpath("//datalist[@id='sources']/option/@value")


HOSTILE = (
    "%00",
    "%ed%a0%80",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%22%22%22((((",
    "x" * 5_000,
    "AND+OR+NOT",
    "title:+person:",
    "%e2%80%aegnorw",
    "a*+b*+c*+d*+e*+f*+g*",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_anything_may_be_typed_into_any_field(client: FlaskClient, text: str) -> None:
    form = get(client, "/advanced?q=a+OR+b").xpath("//form[@class='advanced-form']")[0]
    names = [name for name, _ in form.form_values()]
    for name in (*names, "ask", "-country", "person", "size"):
        response = client.get(f"/advanced?ask=1&{name}={text}", follow_redirects=True)
        assert response.status_code == 200
        assert "<script>alert" not in response.get_data(as_text=True)


def test_limits_are_the_only_thing_a_search_of_the_form_is_told(
    client: FlaskClient,
) -> None:
    url = f"/advanced?ask=1&all={'+'.join(f'w{n}' for n in range(80))}"
    ((_, query),) = sent(client, url)
    kinds = {notice.kind for notice in parse(query).notices}
    assert kinds == {NoticeKind.TOO_MANY_WORDS}
