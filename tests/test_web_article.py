"""The page an article is read on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml.html import HtmlElement
from support.webapp import (
    HOSTILE_TITLE,
    articles,
    get,
    hit_titles,
    index_in,
    link,
    texts,
)
from support.webapp import facts as webapp_facts

from search.model.article import Article, Facts, Mention, Person, TextField
from web import create_app


def facts(client: FlaskClient, url: str) -> dict[str, list[str]]:
    page = get(client, url)
    return {
        texts(section, "./h2")[0]: [
            " ".join(filter(None, (label, *texts(row, ".//*[@class='unseen']"))))
            for row in section.xpath(".//summary[span]")
            for label in texts(row, "./span[@class='label']")
        ]
        for section in page.xpath("//aside//section[.//summary]")
    }


def fact(page: HtmlElement, label: str) -> HtmlElement:
    """The first opened fact of this name, with its note."""
    for row in page.xpath("//details[@class='fact']"):
        if texts(row, "./summary/span[@class='label']") == [label]:
            return row
    raise AssertionError(label)


def chips(page: HtmlElement) -> list[str]:
    return [
        " ".join(texts(chip, "./*[not(@aria-hidden)]"))
        for chip in page.xpath(
            "//nav[@class='hitbar']//*[contains(@class, 'term ') or @data-term]"
        )
    ]


def test_all_hits_of_the_query_are_marked(client: FlaskClient) -> None:
    page = get(client, '/article/merkel?q=budget+"angela+merkel"')
    assert texts(page, "//h1/mark") == ["budget"]
    assert texts(page, "//div[@class='text']//mark") == [
        "Angela Merkel",
        "budget",
        "Angela Merkel",
        "budgets",
    ]
    assert page.xpath("//mark/@id") == ["m1", "m2", "m3", "m4", "m5"]
    assert texts(page, "//p[@class='at']") == ["5 hits"]


def test_the_bar_counts_each_term_and_links_to_its_first_hit(
    client: FlaskClient,
) -> None:
    page = get(client, "/article/merkel?q=berlin+OR+BUDGET+OR+xyzzy+OR+fran*")
    assert chips(page) == [
        "berlin 1 place",
        "BUDGET 3 places",
        "xyzzy 0 places",
        "fran* 2 places",
    ]
    first = page.xpath("//a[@data-term]/@href")
    assert [texts(page, f"//*[@id='{at[1:]}']")[0] for at in first] == [
        "Berlin",
        "budget",
        "France",
    ]
    assert link(page, "First hit") == "#m1"


def test_filters_have_their_place_in_the_bar(client: FlaskClient) -> None:
    page = get(
        client,
        "/article/merkel?q=in&person=Angela+Merkel&country=FR&on=2015-05&-place=Rome",
    )
    assert chips(page) == [
        "in 3 places",
        "Person Angela Merkel 2 places",
        "Country France 2 places",
        "Date mentioned May 2015 2 places",
    ]
    marked = texts(page, "//mark")
    assert marked.count("Angela Merkel") == 2
    assert {"France", "Paris", "3 May", "two weeks"} <= set(marked)


def test_a_word_in_a_name_that_is_filtered_by_is_one_hit_of_both(
    client: FlaskClient,
) -> None:
    page = get(client, "/article/merkel?q=merkel&person=Angela+Merkel")
    assert texts(page, "//p[@class='at']") == ["3 hits"]
    both = page.xpath("//div[@class='text']//mark/@data-t")
    assert both == ["0 1", "0 1"]
    assert page.xpath("//h1/mark/@data-t") == ["0"]


def test_without_a_query_nothing_is_marked(client: FlaskClient) -> None:
    page = get(client, "/article/merkel")
    assert not page.xpath("//mark | //p[@class='found'] | //nav[@class='hitbar']")


def test_paragraphs_and_lines_are_kept(client: FlaskClient) -> None:
    page = get(client, "/article/merkel")
    assert len(page.xpath("//div[@class='text']/p")) == 2
    assert len(page.xpath("//div[@class='text']/p[2]/br")) == 1


def test_facts_stand_beside_it_with_their_mentions(client: FlaskClient) -> None:
    assert facts(client, "/article/merkel") == {
        "People": [
            "Angela Merkel Chancellor, Dr 2 mentions",
            "François Hollande 1 mention",
        ],
        "Countries written about": ["Germany 1 mention"],
        "Countries mentioned": ["France 2 mentions"],
        "Places": [
            "Berlin Germany 1 mention",
            "France 1 mention",
            "Paris France 1 mention",
        ],
        "Organisations": ["NATO 1 mention"],
        "Dates mentioned": [
            "2015 1 mention",
            "3 May 2015 1 mention",
            "4–17 May 2015 1 mention",
        ],
    }


def test_a_place_says_where_it_lies(client: FlaskClient) -> None:
    page = get(client, "/article/merkel")
    assert fact(page, "Paris France")[0].get("title") == "48.85° N, 2.35° E"
    assert fact(page, "Berlin Germany")[0].get("title") is None


def test_facts_search_for_themselves(client: FlaskClient) -> None:
    page = get(client, "/article/merkel?q=budget")
    for label, url in {
        "François Hollande": "/search?person=Fran%C3%A7ois+Hollande",
        "Germany": "/search?about=DE",
        "France": "/search?country=FR",
        "Paris France": "/search?place=Paris",
        "NATO": "/search?organisation=NATO",
        "2015": "/search?on=2015",
        "3 May 2015": "/search?on=2015-05-03",
        "4–17 May 2015": "/search?q=on:2015-05-04..2015-05-17",
    }.items():
        assert fact(page, label).xpath(".//a[@class='find']/@href") == [url]
        assert "Merkel defends the budget" in hit_titles(get(client, url))


def test_a_fact_shows_its_sentences_and_where_they_stand(tmp_path: Path) -> None:
    starts = ("Angela", "France", "In 2015", "NATO")
    client = client_on(tmp_path, with_sentences("merkel", starts))
    page = get(client, "/article/merkel")
    merkel = fact(page, "Angela Merkel Chancellor, Dr")
    first, second, third = (
        "Angela Merkel spoke about the budget in Berlin.",
        "France listened.",
        "In 2015 Angela Merkel had met François Hollande in Paris; "
        "budgets were attacked then as well.",
    )
    assert texts(merkel, ".//li") == [first, third]
    assert texts(merkel, ".//li//strong") == ["Angela Merkel"] * 2
    assert texts(fact(page, "France"), ".//li") == [second, third]
    for url in ("/article/merkel", "/article/merkel?underline=1&q=angela"):
        for place in merkel.xpath(".//li/a/@href"):
            linked = get(client, url).xpath(f"//*[@id='{place[1:]}']")
            assert [name.text_content()[:6] for name in linked] == ["Angela"]


def test_names_are_underlined_on_demand_and_lead_to_their_facts(
    client: FlaskClient,
) -> None:
    plain = get(client, "/article/merkel?q=merkel&rank=1")
    assert not plain.xpath("//a[contains(@class, 'name')][@href or @title]")
    assert not plain.xpath("//article[contains(@class, 'underlined')]")
    page = get(client, link(plain, "Underline names"))
    assert page.xpath("//article[@class='story underlined']")
    assert texts(page, "//div[@class='text']//mark") == ["Merkel"] * 2
    names = {
        (name.text_content(), name.get("class"), name.get("title"))
        for name in page.xpath("//div[@class='text']//a[@href]")
    }
    assert names == {
        ("Angela ", "name person", "Angela Merkel"),
        ("Merkel", "name person", "Angela Merkel"),
        ("Berlin", "name place", "Berlin, Germany"),
        ("France", "name place", "France"),
        ("2015", "name date", "2015"),
        ("François Hollande", "name person", "François Hollande"),
        ("Paris", "name place", "Paris, France"),
        ("NATO", "name organisation", "NATO"),
        ("3 May", "name date", "3 May 2015"),
        ("two weeks", "name date", "4–17 May 2015"),
    }
    for name in page.xpath("//div[@class='text']//a[@href]"):
        at = page.xpath(f"//*[@id='{name.get('href')[1:]}']/ancestor::details[1]")
        assert name.get("title").startswith(texts(at[0], ".//summary//bdi")[0])
    assert link(page, "Hide names") == "/article/merkel?q=merkel&rank=1"


def test_a_date_searched_for_is_marked_where_it_is_mentioned(
    client: FlaskClient,
) -> None:
    for url, marked in {
        "/article/merkel?q=on:2015-05-03": ["3 May"],
        "/article/merkel?on=2015-05": ["3 May", "two weeks"],
        "/article/merkel?q=on:..2015": ["2015", "3 May", "two weeks"],
        "/article/merkel?-on=2015&q=organisation:nato": ["NATO"],
    }.items():
        assert texts(get(client, url), "//div[@class='text']//mark") == marked


def test_a_link_leads_back_to_the_same_results(client: FlaskClient) -> None:
    results = "/search?q=council&year=1987&sort=oldest&page=2"
    page = get(client, results)
    article = get(client, page.xpath("//ol[@class='hits']//h2/a/@href")[0])
    back = link(article, "← Back to results")
    assert back.partition("#")[0] == results
    assert back.partition("#")[2].startswith("hit-council")


def test_an_article_opened_alone_leads_to_all(client: FlaskClient) -> None:
    page = get(client, "/article/merkel")
    assert link(page, "← All articles") == "/search?sort=newest"
    assert not page.xpath("//*[@class='turns']")


def test_an_article_knows_its_place_in_the_result(client: FlaskClient) -> None:
    state = "q=council&sort=oldest"
    page = get(client, f"/article/council10?{state}&rank=10")
    assert texts(page, "//*[@class='rank']") == ["10 of 12"]
    assert link(page, "Previous article") == f"/article/council09?{state}&rank=9"
    behind = link(page, "Next article")
    assert behind == f"/article/council11?{state}&page=2&rank=11"
    for rel, label in (("prev", "Previous article"), ("next", "Next article")):
        assert page.xpath(f"//head/link[@rel='{rel}']/@href") == [link(page, label)]
    assert link(page, "← Back to results") == f"/search?{state}#hit-council10"
    page = get(client, behind)
    assert texts(page, "//*[@class='rank']") == ["11 of 12"]
    assert link(page, "← Back to results") == f"/search?{state}&page=2#hit-council11"


def test_the_first_and_the_last_have_one_neighbour(client: FlaskClient) -> None:
    page = get(client, "/article/council01?q=council&sort=oldest&rank=1")
    assert page.xpath("//*[@class='turns']/a/@rel") == ["next"]
    page = get(client, "/article/council12?q=council&sort=oldest&rank=12")
    assert page.xpath("//*[@class='turns']/a/@rel") == ["prev"]


@pytest.mark.parametrize(
    "rank", ["5", "0", "-3", "99", "4.0", "x", "", "٤", "9" * 5_000]
)
def test_a_place_that_is_not_its_own_is_not_shown(
    client: FlaskClient, rank: str
) -> None:
    page = get(client, f"/article/council04?q=council&sort=oldest&rank={rank}")
    assert not page.xpath("//*[@class='turns'] | //link[@rel='next']")
    assert link(page, "← Back to results").startswith("/search?q=council")


def test_neighbours_keep_names_underlined(client: FlaskClient) -> None:
    page = get(client, "/article/council02?q=council&sort=oldest&rank=2&underline=1")
    assert "underline=1" in link(page, "Next article")


def test_who_wrote_it_and_where_it_appeared_can_be_searched_for(
    client: FlaskClient,
) -> None:
    page = get(client, "/article/merkel?q=budget")
    assert link(page, "The Examiner") == "/search?source=The+Examiner"
    wrote = link(page, "Ann Writer")
    assert wrote == "/search?q=author:%22Ann+Writer%22"
    assert hit_titles(get(client, wrote)) == ["Merkel defends the budget"]


def test_the_address_to_keep_holds_no_search(client: FlaskClient) -> None:
    page = get(client, "/article/merkel?q=budget&rank=1&underline=1")
    kept = "http://localhost/article/merkel"
    assert page.xpath("//link[@rel='canonical']/@href") == [kept]
    assert link(page, kept) == kept


def test_similar_articles_are_a_page_of_their_own(client: FlaskClient) -> None:
    page = get(client, "/article/council01?q=council")
    likes = link(page, "More like this")
    assert likes == "/article/council01/similar?q=council"
    assert not page.xpath("//*[@class='like-list']")
    alike = get(client, likes)
    assert texts(alike, "//h1") == ["Articles like “Council meets, part 1”"]
    assert link(alike, "← Back to the article") == "/article/council01?q=council"
    assert get(client, "/article/nothing/similar", status=404) is not None


def test_similar_articles_keep_the_search(client: FlaskClient) -> None:
    page = get(client, "/article/macron/similar?q=berlin&rank=1")
    found = page.xpath("//*[@class='like-list']//a")
    assert [a.text_content() for a in found] == ["Merkel defends the budget"]
    assert found[0].get("href") == "/article/merkel?q=berlin"
    assert "7 July 2015" in texts(page, "//*[@class='like-list']/li")[0]


def test_the_page_of_similar_articles_says_if_there_are_none(
    client: FlaskClient,
) -> None:
    page = get(client, "/article/council01/similar")
    said = texts(page, "//*[@class='like-list']")
    assert said == ["No other article is like this one."]


def test_the_date_says_where_it_was_found(client: FlaskClient) -> None:
    meta = texts(get(client, "/article/merkel"), "//div[@class='meta']")[0]
    assert "7 July 2015 (as given by its source)" in meta
    assert "sure" not in meta


def test_a_doubtful_date_says_how_sure_it_is(client: FlaskClient) -> None:
    meta = texts(get(client, "/article/macron"), "//div[@class='meta']")[0]
    assert "March 2019 (read from its text, 60% sure)" in meta


def test_a_date_that_was_not_believed_is_shown_as_written(client: FlaskClient) -> None:
    meta = texts(get(client, "/article/odd"), "//div[@class='meta']")[0]
    assert "Date not reliable: 31 Feb 2099" in meta


def test_the_original_is_linked_without_a_trace(client: FlaskClient) -> None:
    found = get(client, "/article/merkel").xpath("//a[contains(., 'Original')]")[0]
    assert found.get("href") == "https://news.example/merkel?a=1&b=2"
    assert set(found.get("rel").split()) == {"noopener", "noreferrer", "nofollow"}


def test_only_web_addresses_are_linked(client: FlaskClient) -> None:
    page = get(client, "/article/odd")
    assert not page.xpath("//a[contains(., 'Original')]")
    assert "javascript:" not in page.text_content()


def test_a_hostile_article_is_only_text(client: FlaskClient) -> None:
    page = get(client, "/article/hostile?q=budget")
    assert not page.xpath("//img | //b | //main//svg | //*[@onerror]")
    assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert not page.xpath("//script[ancestor::body]")
    assert texts(page, "//h1") == [HOSTILE_TITLE]
    assert "{{ 7*7 }} {% raw %} budget </p></article> <!-- -->" in page.text_content()
    assert texts(page, "//div[@class='text']//mark") == ["budget", "budget"]
    assert page.xpath("//title")[0].text == f"{HOSTILE_TITLE} – Dateline"


def test_an_unknown_article_is_not_found(client: FlaskClient) -> None:
    page = get(client, "/article/nothing?q=budget", status=404)
    assert texts(page, "//h1") == ["There is no such article"]


@pytest.mark.parametrize("odd", ["%00", "%ff", "a" * 5_000, "..%2f..", "<script>"])
def test_odd_ids_are_not_found(client: FlaskClient, odd: str) -> None:
    get(client, f"/article/{odd}", status=404)


def test_the_evidence_of_a_fact_is_capped_and_leads_on(tmp_path: Path) -> None:
    client = client_on(tmp_path, many_named())
    page = get(client, "/article/many")
    merkel = fact(page, "Angela Merkel")
    assert len(merkel.xpath(".//li")) == 5
    more = link(page, "and 95 more mentions in the text")
    assert texts(page, f"//*[@id='{more[1:]}']") == ["Angela Merkel"]
    assert more[1:] == f"b{many_named().body.index('Angela', 5 * 45)}"


def test_an_article_with_very_many_names_is_bounded_and_whole(tmp_path: Path) -> None:
    article = crowded()
    client = client_on(tmp_path, article)
    plain = client.get("/article/crowd?q=said").get_data(as_text=True)
    assert len(plain) < 5 * len(article.body)
    page = get(client, "/article/crowd?q=said")
    assert len(page.xpath("//ul[@class='evidence']/li")) <= 200
    assert len(page.xpath("//details[@class='fact']")) <= 200
    assert len(page.xpath("//div[@class='text']//a")) <= 400
    assert page.xpath("//*[@class='tools']/@data-ready") == [""]
    assert "4,800 more, in the article’s JSON" in page.text_content()
    whole = get(client, "/article/crowd?underline=1")
    assert len(whole.xpath("//div[@class='text']//a[@title]")) == 20_000
    assert len(whole.xpath("//div[@class='text']//a[@href]")) == 800
    body = whole.xpath("//div[@class='text']")[0].text_content()
    assert "".join(body.split()) == "".join(article.body.split())


def client_on(folder: Path, article: Article) -> FlaskClient:
    url = index_in(folder, [article])
    app = create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url})
    return app.test_client()


def with_sentences(article_id: str, starts: tuple[str, ...]) -> Article:
    """An article whose sentences begin with these words."""
    found = next(one for one in articles() if one.id == article_id)
    sentences = tuple(map(found.body.index, starts))
    return replace(found, facts=replace(found.facts, sentences=sentences))


def many_named() -> Article:
    body = "It was Angela Merkel who said it to them all. " * 100
    return Article(id="many", title="Many", body=body, facts=in_sentences(body, 46))


def in_sentences(body: str, length: int) -> Facts:
    found = webapp_facts(body, ["Angela Merkel"])
    return replace(found, sentences=tuple(range(0, len(body), length)))


def crowded() -> Article:
    """Five thousand people, each named four times."""
    body = "".join(f"P{n % 5_000:04} said so.\n\n" for n in range(20_000))
    length = len(body) // 20_000
    people = tuple(
        Person(
            f"P{n:04}",
            tuple(
                Mention(TextField.BODY, at * length, at * length + 5, f"P{n:04}")
                for at in range(n, 20_000, 5_000)
            ),
        )
        for n in range(5_000)
    )
    sentences = tuple(range(0, len(body), length))
    facts = Facts(people=people, sentences=sentences)
    return Article(id="crowd", title="A crowd", body=body, facts=facts)
