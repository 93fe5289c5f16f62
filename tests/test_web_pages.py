"""The page people search on, without a browser and without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from support.webapp import articles, get, hit_titles, index_in, link, texts

from web import create_app

STRANGE_SCRIPT = "//script[not(@src) and not(@type='application/ld+json')]"


ALL = "/search?sort=newest"


def summary(client: FlaskClient, url: str) -> str:
    return texts(get(client, url), "//h1")[0]


def test_the_first_page_shows_at_a_glance_what_there_is(client: FlaskClient) -> None:
    page = get(client, "/")
    assert texts(page, "//h1") == [f"{len(articles())} articles from 1987 to 2019"]
    newest = texts(page, "//ol[@class='hits']//h3")
    assert newest[:2] == ["Macron visits Berlin", "A year in review"]
    assert texts(page, "//aside//h2") == ["People", "Countries written about", "Source"]
    assert link(page, "Harbour Post 12") == "/search?source=Harbour+Post"
    assert link(page, "Germany 1") == "/search?about=DE"
    everything = get(client, link(page, "All articles, newest first"))
    assert texts(everything, "//h1") == ["17 articles"]
    assert hit_titles(everything)[:2] == newest[:2]


@pytest.mark.parametrize("url", ["/search", "/search?q=", "/search?q=+&page=1&size=25"])
def test_search_for_nothing_is_the_first_page(client: FlaskClient, url: str) -> None:
    assert texts(get(client, url), "//h1") == texts(get(client, "/"), "//h1")


def test_all_articles_stay_apart_from_the_first_page(client: FlaskClient) -> None:
    page = get(client, "/search?sort=newest")
    oldest = get(client, link(page, "Oldest"))
    assert link(oldest, "Newest") == "/search?sort=newest"
    second = get(client, link(page, "Next →"))
    assert link(second, "← Previous") == "/search?sort=newest"
    assert link(get(client, "/search?page=2"), "← Previous") == "/search?sort=newest"
    asked = page.xpath("//search/form")[0]
    assert dict(asked.form_values()) == {"q": ""}  # words come by relevance


def test_the_summary_says_what_was_asked(client: FlaskClient) -> None:
    url = "/search?q=budget&person=Angela+Merkel&-country=IT&from=2015&to=2019"
    said = "1 article with budget, Person: Angela Merkel, Country: not Italy, 2015–2019"
    assert summary(client, url) == said
    assert texts(get(client, url), "//head/title") == [f"{said} – Dateline"]


def test_values_of_one_facet_are_said_to_be_alternatives(client: FlaskClient) -> None:
    url = "/search?q=budget&about=DE&about=FR&about=IT&-country=US&-country=CN"
    said = "About: Germany, France or Italy, Country: not United States, Country: not"
    assert said in summary(client, url)
    answer = client.get(url, headers={"Accept-Language": "de"})
    german = answer.get_data(as_text=True)
    assert "Deutschland, Frankreich oder Italien, Land: nicht " in german


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/search?sort=oldest", "17 articles"),
        ("/search?q=budget", "14 articles with budget"),
        ("/search?about=FR", "1 article, About: France"),
        ("/search?q=%25(y)s", "0 articles with %(y)s"),
        ("/search?q=budget+unheard", "14 articles with some words of budget unheard"),
        (
            "/search?q=budget+unheard&about=DE",
            "1 article with some words of budget unheard, About: Germany",
        ),
    ],
)
def test_the_summary_is_one_sentence(client: FlaskClient, url: str, said: str) -> None:
    assert summary(client, url) == said


def test_hits_show_title_source_date_authors_and_marks(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&source=The+Examiner")
    assert hit_titles(page) == ["Merkel defends the budget"]
    assert texts(page, "//p[@class='meta']") == [
        "The Examiner · 7 July 2015 · Ann Writer, Ben Scribe"
    ]
    assert texts(page, "//h2//mark") == ["budget"]
    assert "budget" in texts(page, "//ol[@class='hits']//article/p[not(@class)]//mark")


def test_dates_are_no_more_exact_than_their_source(client: FlaskClient) -> None:
    page = get(client, "/search?year=2019")
    assert texts(page, "//time") == ["March 2019", "2019"]
    assert page.xpath("//time/@datetime") == ["2019-03", "2019"]


def test_chips_of_a_hit_narrow_the_search(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&source=The+Examiner")
    chips = page.xpath("//ol[@class='hits']//a[contains(@class,'chip')]")
    assert [c.text_content() for c in chips] == [
        "Angela Merkel",
        "François Hollande",
        "Germany",
    ]
    narrowed = get(client, chips[2].get("href"))
    assert texts(narrowed, "//a[starts-with(@aria-label,'Remove filter')]") == [
        "About: Germany ×",
        "Source: The Examiner ×",
    ]


def test_every_filter_has_a_link_that_removes_it(client: FlaskClient) -> None:
    url = "/search?q=budget&country=FR&-country=IT&year=2015&to=2019"
    page = get(client, url)
    names = page.xpath("//a[starts-with(@aria-label,'Remove filter')]/@aria-label")
    assert names == [
        "Remove filter Country: France",
        "Remove filter Country: not Italy",
        "Remove filter Year: 2015",
        "Remove filter Published: until 2019",
    ]
    assert texts(page, "//a[@aria-label]/s") == ["Italy"]
    for name in names:
        page = get(client, link(page, name))
    assert summary(client, "/search?q=budget") == texts(page, "//h1")[0]


def test_clear_all_keeps_the_query(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&country=FR&year=2015")
    assert link(page, "Clear all") == "/search?q=budget"


def test_facets_list_values_with_their_counts(client: FlaskClient) -> None:
    page = get(client, ALL)
    assert texts(page, "//aside//section/*[self::h2 or self::h3]") == [
        "Date",
        "People",
        "Countries",
        "Written about",
        "Mentioned",
        "Places",
        "Organisations",
        "Dates mentioned",
        "Source",
    ]
    found = texts(page, "//section[*[@id='facet-country']]//li/a[1]")
    assert sorted(found) == ["France 2", "Germany 2"]
    found = texts(page, "//section[*[@id='facet-about']]//li/a[1]")
    assert found == ["France 1", "Germany 1", "No country 15"]
    dates = texts(page, "//section[@aria-labelledby='facet-on']//li/a[1]")
    assert dates == ["2015 1", "May 2015 1", "3 May 2015 1"]
    undated = texts(page, "//ul[contains(@class,'undated')]//li/a[1]")
    assert undated == ["No date 1", "No reliable date 1"]
    assert hit_titles(get(client, link(page, "No reliable date 1"))) == [
        "An article from the future"
    ]


def test_dates_mentioned_are_chosen_and_excluded(client: FlaskClient) -> None:
    page = get(client, link(get(client, ALL), "3 May 2015 1"))
    assert hit_titles(page) == ["Merkel defends the budget"]
    assert link(page, "Remove filter Date mentioned: 3 May 2015") == ALL
    assert hit_titles(get(client, "/search?on=May+2015")) == hit_titles(page)
    without = get(client, link(get(client, ALL), "Exclude Date mentioned: May 2015"))
    assert "Merkel defends the budget" not in hit_titles(without)
    notices = texts(get(client, "/search?on=someday"), "//ul[@class='notices']/li")
    assert notices == ["“someday” is not a date."]


def test_choosing_a_value_narrows_and_choosing_it_again_widens(
    client: FlaskClient,
) -> None:
    page = get(client, link(get(client, ALL), "Emmanuel Macron 1"))
    assert hit_titles(page) == ["Macron visits Berlin"]
    assert texts(page, "//h2/span[@class='chosen']") == ["1 selected"]
    assert link(page, "Emmanuel Macron, selected 1") == ALL


def test_selected_values_stand_first_even_at_zero(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&country=DE&person=Emmanuel+Macron")
    people = texts(page, "//section[@aria-labelledby='facet-person']//bdi")
    assert people == ["Emmanuel Macron", "Angela Merkel", "François Hollande"]


def test_values_can_be_excluded_and_taken_back(client: FlaskClient) -> None:
    page = get(client, link(get(client, "/search?q=berlin"), "Exclude Country: France"))
    assert hit_titles(page) == []
    assert link(page, "Undo excluding Country: France") == "/search?q=berlin"


def test_articles_without_a_country_can_be_asked_for(client: FlaskClient) -> None:
    for asked, query, found in (
        ("budget", "budget -has:about", 13),
        ("budget OR france", "(budget OR france) -has:about", 13),
        ('"the budget', '"the budget', None),
    ):
        page = get(client, f"/search?q={quote(asked)}&size=50")
        if found is None:
            assert not page.xpath("//li[contains(@class,'without')]")
            continue
        there = get(client, link(page, f"No country {found}"))
        assert there.xpath("//input[@id='q']/@value") == [query]
        assert len(hit_titles(there)) == found


def test_several_values_are_any_of_them(client: FlaskClient) -> None:
    page = get(client, "/search?about=FR")
    values = "//section[*[@id='facet-about']]//li/a[1]"
    assert texts(page, values) == ["France, selected 1", "Germany 1"]
    both = get(client, page.xpath(values)[1].get("href"))
    assert len(hit_titles(both)) == 2
    chosen = "//section[contains(@class,'paired')]/h2/span"
    assert texts(both, chosen) == ["2 selected"]
    countries = "//section[*[@id='facet-about']]//li[contains(@class,'selected')]"
    assert len(both.xpath(countries)) == 2


def test_what_most_words_find_and_what_was_meant_are_both_offered(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=council+harbuor")
    assert len(hit_titles(page)) == 10
    assert "No article has all 2 words" in texts(page, "//ul[@class='notices']/li")[0]
    (meant,) = texts(page, "//p[@class='meant']")
    assert meant == "Did you mean council harbour? 12 articles"


def test_cards_lead_to_the_article_its_place_and_others_like_it(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=council&page=2")
    (first, *_) = page.xpath("//ol[@class='hits']/li")
    assert page.xpath("//ol[@class='hits']/@start") == ["11"]
    name = str(first.get("id")).removeprefix("hit-")
    address = f"/article/{name}?q=council&page=2&rank=11"
    assert first.xpath(".//h2/a/@href") == [address]
    assert first.xpath(".//a[@class='likes']/@href") == [f"{address}#likes"]
    assert client.get(address).status_code == 200


def test_a_card_shows_more_than_one_passage(tmp_path: Path) -> None:
    gap = " ".join(["filler"] * 100)
    body = f"The budget. {gap} A deficit. {gap} Of a council."
    long = replace(articles()[0], body=body, section="World", language="de")
    app = create_app({"DATELINE_ENGINE": index_in(tmp_path, [long])})
    page = get(app.test_client(), "/search?q=budget+deficit+council")
    passages = [
        texts(found, ".//mark")
        for found in page.xpath("//ol[@class='hits']//article/p[not(@class)]")
    ]
    assert passages == [["budget"], ["deficit"], ["council"]]
    assert texts(page, "//p[@class='meta']")[0].endswith("1987 · World · German")


def test_the_size_of_pages_is_kept(client: FlaskClient) -> None:
    page = get(client, "/search?q=council")
    assert texts(page, "//nav[@aria-label='Per page']/a[@aria-current]") == ["10"]
    larger = get(client, link(page, "25"))
    assert len(hit_titles(larger)) == 12
    assert texts(larger, "//nav[@aria-label='Per page']/a[@aria-current]") == ["25"]
    kept = larger.xpath(
        "//aside//a/@href | //nav[@aria-label='Order']/a/@href | //h2/a/@href"
    )
    assert len(kept) > 10
    assert all("size=25" in href for href in kept)
    for form in larger.xpath("//form[@method='get' and not(ancestor::template)]"):
        assert dict(form.form_values())["size"] == "25"


def test_a_size_there_is_not_is_said(client: FlaskClient) -> None:
    page = get(client, "/search?q=council&size=1000")
    assert len(hit_titles(page)) == 10
    assert "not a page size" in texts(page, "//ul[@class='notices']/li")[0]


def test_the_page_is_small(client: FlaskClient) -> None:
    assert len(client.get("/search?q=council&country=FR&person=X").data) < 60_000


def test_the_date_form_keeps_everything_else(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&-country=IT&from=2015&sort=oldest&page=2")
    form = page.xpath("//form[.//input[@type='date']]")[0]
    assert dict(form.form_values()) == {
        "q": "budget",
        "-country": "IT",
        "sort": "oldest",
        "from": "2015-01-01",
        "to": "",
    }
    assert form.method == "GET"


def test_the_search_box_keeps_the_filters(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&country=FR&from=2015&page=2")
    form = page.xpath("//search/form")[0]
    assert dict(form.form_values()) == {
        "q": "budget",
        "country": "FR",
        "from": "2015-01-01",
    }


def test_orders_are_links(client: FlaskClient) -> None:
    page = get(client, "/search?q=council+-berlin")
    assert texts(page, "//nav[@aria-label='Order']/a[@aria-current]") == ["Relevance"]
    oldest = get(client, link(page, "Oldest"))
    assert hit_titles(oldest)[0] == "Council meets, part 1"
    assert link(oldest, "Relevance") == "/search?q=council+-berlin"


def test_nothing_can_be_sorted_by_relevance_to_no_words(client: FlaskClient) -> None:
    for url in (ALL, "/search?q=published:1987"):
        assert texts(get(client, url), "//nav[@aria-label='Order']/a") == [
            "Newest",
            "Oldest",
        ]


def test_pages_can_be_turned(client: FlaskClient) -> None:
    first = get(client, "/search?q=council")
    assert len(hit_titles(first)) == 10
    second = get(client, link(first, "Next →"))
    assert len(hit_titles(second)) == 2
    assert link(second, "← Previous") == "/search?q=council"
    assert second.xpath("//a[@aria-current='page']/@aria-label") == ["Page 2"]


@pytest.mark.parametrize("page", ["3", "99999999999999999999", "1000"])
def test_a_page_too_far_is_the_last(client: FlaskClient, page: str) -> None:
    shown = get(client, f"/search?q=council&page={page}")
    assert shown.xpath("//a[@aria-current='page']/@aria-label") == ["Page 2"]


@pytest.mark.parametrize("page", ["0", "-1", "x", ""])
def test_a_bad_page_is_the_first(client: FlaskClient, page: str) -> None:
    shown = get(client, f"/search?q=council&page={page}")
    assert shown.xpath("//a[@aria-current='page']/@aria-label") == ["Page 1"]


def test_what_was_not_understood_is_said_and_shown(client: FlaskClient) -> None:
    page = get(client, "/search?q=(budget+OR+colour:red")
    assert len(texts(page, "//ul[@class='notices']/li")) == 2
    assert texts(page, "//ul[@class='notices']//mark") == ["(", "colour:"]


@pytest.mark.parametrize(
    "bad", ["from=someday", "to=2019-02-30", "year=x", "sort=x", "country=Atlantis"]
)
def test_bad_filters_are_said(client: FlaskClient, bad: str) -> None:
    assert texts(get(client, f"/search?{bad}"), "//ul[@class='notices']/li")


def test_no_hits_say_what_was_searched_and_offer_to_drop_each_filter(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=council&country=FR&year=1987")
    assert "None of the 17 articles has council" in texts(page, "//main//p")[0]
    assert texts(page, "//ul[@class='drops']/li") == [
        "Without Country: France 12 articles",
        "Without any filter 12 articles",
    ]


def test_advice_on_words_is_given_where_no_filter_is_in_the_way(
    client: FlaskClient,
) -> None:
    filtered = get(client, "/search?q=council&country=FR&year=1987")
    assert not filtered.xpath("//ul[@class='advice']")
    page = get(client, "/search?q=zzqqkk")
    assert len(texts(page, "//ul[@class='advice']/li")) == 3
    assert not page.xpath("//aside")


def test_what_leads_to_articles_stands_where_none_are(client: FlaskClient) -> None:
    page = get(client, "/search?q=councel&-source=Nobody&from=1987&to=1987")
    meant = texts(page, "//div[@class='nothing']/p[@class='meant']")
    assert meant == ["Did you mean council? 12 articles"]
    filtered = get(client, "/search?q=council&country=DE")
    assert texts(filtered, "//div[@class='nothing']/*[2]") == ["Take a filter away:"]


def test_dates_that_leave_nothing_can_be_changed(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&from=1990&to=1995")
    assert hit_titles(page) == []
    form = page.xpath("//section[@aria-labelledby='facet-dates']/form")[0]
    assert dict(form.form_values()) == {
        "q": "budget",
        "from": "1990-01-01",
        "to": "1995-12-31",
    }
    assert link(page, "All dates") == "/search?q=budget"
    assert not page.xpath("//svg")


def test_an_empty_index_says_how_to_fill_it(tmp_path: Path) -> None:
    app = create_app({"DATELINE_ENGINE": index_in(tmp_path, [])})
    page = get(app.test_client(), "/")
    assert "dateline index FOLDER" in page.text_content()


def test_the_page_has_no_inline_script_or_style_and_needs_no_other_host(
    client: FlaskClient,
) -> None:
    for url in ("/", "/search?q=budget&country=FR", "/article/merkel?q=budget", "/no"):
        text = client.get(url).get_data(as_text=True)
        scripts = re.findall("<script[^>]*>", text)
        for script in scripts:  # data, which no browser runs, or a file of our own
            assert "application/ld+json" in script or ' src="/assets/' in script
        assert " style=" not in text
        assert "<style" not in text
        for attribute in (' src="', ' action="', 'rel="stylesheet" href="'):
            for part in text.split(attribute)[1:]:
                assert part.startswith("/"), part[:60]


def test_landmarks_and_a_skip_link_are_there(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget")
    for landmark in ("header", "search", "main", "aside", "footer"):
        assert len(page.xpath(f"//{landmark}")) == 1 or landmark == "header"
    assert page.xpath("//body/a[1]/@href") == ["#lead"]
    assert page.xpath("//html/@lang") == ["en"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in page.xpath("//input[not(@type='hidden')]"):
        labelled = page.xpath(f"//label[@for='{control.get('id')}']")
        assert labelled or control.getparent().tag == "label"


@pytest.mark.parametrize(
    "url",
    [
        "/search?q=<script>alert(1)</script>",
        '/search?q=" onfocus=alert(1) autofocus x="',
        "/search?person=<script>alert(1)</script>&-source=<img+src=x+onerror=alert(1)>",
        "/search?from=<script>alert(1)</script>&sort=<script>alert(1)</script>",
        "/search?q=budget&year=none",
        "/search?q={{7*7}}</title>",
        "/search?q=%00%ff%fe\u202e",
        "/article/hostile?q=budget+script&person=<script>alert(1)</script>",
    ],
)
def test_hostile_words_stay_words(client: FlaskClient, url: str) -> None:
    page = get(client, url)
    assert not page.xpath(f"{STRANGE_SCRIPT} | //img | //b | //*[@onerror or @onload]")
    assert not page.xpath("//*[@onfocus or @autofocus]")
    assert not page.xpath("//a[starts-with(@href,'javascript:')]")
    assert len(page.xpath("//head/title")) == 1
    assert "49" not in page.xpath("//head/title")[0].text


# ── did you mean, more like this ─────────────────────────────────────────────


def test_what_was_meant_is_offered_and_keeps_the_filters(client: FlaskClient) -> None:
    page = get(client, "/search?q=harbuor&source=Harbour+Post")
    (offered,) = page.xpath("//p[@class='meant']/a")
    assert offered.text_content() == "harbour"
    there = get(client, offered.get("href"))
    assert "12 articles" in texts(there, "//h1")[0]
    assert not there.xpath("//p[@class='meant']")
