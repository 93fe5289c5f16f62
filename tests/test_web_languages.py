"""The page in the language of whoever asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from flask.testing import FlaskClient
from lxml import etree, html
from support.webapp import app_in, articles, day, get, index_in, texts

from search.codes.languages import language_codes
from search.model.article import Article
from web import create_app
from web.i18n.languages import text_direction

XML = "http://www.w3.org/XML/1998/namespace"
RIGHT_TO_LEFT = ("Arab", "Hebr", "Thaa", "Adlm")
TOLD = {"ar", "fa", "he", "ps", "ug", "ur", "yi", "pa", "sd", "uz", "en", "fr", "ru"}
GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}

ASKED = {
    "fr": "fr",
    "fr-CA": "fr",
    "fr-CA, en;q=0.8": "fr",
    "FR-be;q=0.5, en;q=0.8": "en",
    "pt-BR, fr;q=0.2": "fr",
    "es-MX, en;q=0.8": "es",
    "es-419": "es",
    "fr;q=0, de;q=0.1": "de",
    "tlh, en;q=0.8": "en",
    "tlh": "en",
    "*": "en",
}
"""What a browser may ask for, and what it gets."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("languages")


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    """A visitor without cookies."""
    return app_in(folder).test_client()


def language(client: FlaskClient, **headers: str) -> str:
    page = html.document_fromstring(client.get("/", headers=headers).text)
    return str(page.get("lang"))


def test_a_page_is_in_the_language_the_browser_asks_for(client: FlaskClient) -> None:
    assert language(client) == "en"
    assert language(client, **GERMAN) == "de"
    for asked, spoken in ASKED.items():
        assert language(client, **{"Accept-Language": asked}) == spoken, asked


def test_a_language_chosen_wins_over_the_browser(client: FlaskClient) -> None:
    answer = client.get("/language/en?back=/search?q=budget", headers=GERMAN)
    assert (answer.status_code, answer.location) == (302, "/search?q=budget")
    assert language(client, **GERMAN) == "en"
    client.get("/language/de")
    assert language(client) == "de"


def test_a_language_there_is_not_is_no_page(client: FlaskClient) -> None:
    assert client.get("/language/tlh").status_code == 404
    client.set_cookie("language", "../../etc")
    assert language(client) == "en"


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "https://evil.example", "x", "", "/\n/x"],
)
def test_choosing_a_language_leads_nowhere_else(client: FlaskClient, back: str) -> None:
    answer = client.get("/language/de", query_string={"back": back})
    assert answer.location == "/"


def test_caches_keep_the_languages_of_a_page_apart(client: FlaskClient) -> None:
    for url in ("/", "/article/merkel", "/no"):
        answer = client.get(url, headers=GERMAN)
        assert answer.headers["Content-Language"] == "de"
        assert {"Cookie", "Accept-Language"} <= set(answer.vary)
    style = client.get("/static/dateline.css", headers=GERMAN)
    assert "Content-Language" not in style.headers
    assert "Vary" not in style.headers
    style.close()


def test_notices_facets_and_filters_are_in_german(client: FlaskClient) -> None:
    client.set_cookie("language", "de")
    page = get(client, "/search?q=colour:budget&country=DE&on=2015-05-03")
    shown = page.text_content()
    assert "Ein Feld „colour“ gibt es nicht" in shown
    assert "Deutschland" in shown
    assert "Germany" not in shown
    assert "3. Mai 2015" in shown
    assert "Erwähnte Länder" in shown
    assert "Neueste" in get(client, "/search?q=budget").text_content()


def test_errors_are_german_for_people_and_english_for_scripts(
    client: FlaskClient,
) -> None:
    client.set_cookie("language", "de")
    page = get(client, "/article/gone", status=404)
    assert texts(page, "//h1") == ["Diesen Artikel gibt es nicht"]
    answer = client.get("/api/similar/gone")
    assert "No article has this address" in answer.get_data(as_text=True)


@pytest.fixture(scope="module")
def tongues(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The page on articles in several languages, two of them alike."""
    arabic = Article(
        id="ar",
        title="ميزانية",
        body="ميزانية الميناء",
        language="ar",
        published=day("2015-07-08"),
        group="one",
    )
    other = replace(arabic, id="ar2", body="NATO: ميزانية الميناء")
    untitled = replace(arabic, id="none", title="", group="")
    odd = Article(id="x", title="Odd", body="No such language.", language="<x>")
    folder = tmp_path_factory.mktemp("tongues")
    url = index_in(folder, [*articles(), arabic, other, untitled, odd])
    return create_app({"DATELINE_ENGINE": url}).test_client()


TONGUES = {
    **dict.fromkeys(("ar", "ar2", "none"), ("ar", "rtl")),
    **dict.fromkeys(("merkel", "x"), ("", "auto")),
}


@pytest.mark.parametrize("name", TONGUES)
def test_an_article_is_told_to_be_in_its_own_language_not_in_the_page_s(
    tongues: FlaskClient, name: str
) -> None:
    page = get(tongues, f"/article/{name}")
    (text,) = page.xpath("//div[@class='text']")
    (title,) = page.xpath("//h1")
    assert (text.get("lang"), text.get("dir")) == TONGUES[name]
    wanted = (None, "auto") if name == "none" else TONGUES[name]
    assert (title.get("lang"), title.get("dir")) == wanted


def test_hits_are_told_to_be_in_their_own_languages(tongues: FlaskClient) -> None:
    hits = get(tongues, "/search?sort=newest&size=50").xpath("//li[@class='hit']")
    for hit in hits:
        (title,) = hit.xpath(".//h2/a")
        name = hit.get("id").removeprefix("hit-")
        parts = hit.xpath(".//article/p[not(@class)]")
        parts += [title] if name != "none" else []
        wanted = TONGUES.get(name, TONGUES["x"])
        assert {(part.get("lang"), part.get("dir")) for part in parts} == {wanted}


@pytest.mark.parametrize(
    "url", ["/article/ar/similar", "/article/ar", "/article/ar/compare/ar2"]
)
def test_titles_of_other_articles_are_in_theirs(tongues: FlaskClient, url: str) -> None:
    page = get(tongues, url)
    found = page.xpath("//main//bdi[starts-with(., 'ميزانية')]")
    assert found
    for title in found:
        assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")


def test_a_feed_says_the_language_of_each_article(tongues: FlaskClient) -> None:
    tongues.set_cookie("language", "fr")
    feed = etree.fromstring(tongues.get("/search.atom").data)
    names = {"atom": "http://www.w3.org/2005/Atom", "xml": XML}
    assert feed.get(f"{{{XML}}}lang") == "fr"
    summaries = feed.xpath("//atom:summary", namespaces=names)
    tags = {"ar" if "ميزانية" in one.text else "" for one in summaries}
    assert tags == {"ar", ""}
    for one in summaries:
        assert one.get(f"{{{XML}}}lang") == ("ar" if "ميزانية" in one.text else "")
    untitled = feed.xpath("//atom:title[. = 'Sans titre']", namespaces=names)
    assert [title.get(f"{{{XML}}}lang") for title in untitled] == [None]


def test_the_direction_of_a_language_is_that_of_its_scripts() -> None:
    scripts = [name.partition("_") for name in locale_identifiers()]
    either = {code for code, _, script in scripts if script in RIGHT_TO_LEFT} | TOLD
    ways: dict[str, set[str]] = {}
    for code, _, script in scripts:
        if code in either.intersection(language_codes()) and len(script) in (0, 4):
            locale = Locale(code, script=script or None)
            ways.setdefault(code, set()).add(locale.text_direction)
    assert ways.keys() >= TOLD
    for code, found in ways.items():
        wanted = found.pop() if len(found) == 1 else "auto"
        assert text_direction(code) == wanted, code
    assert text_direction("en-GB") == text_direction("ja") == "ltr"
    assert text_direction("") == text_direction("tlh") == "auto"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("pl", "Names of people are not looked for in Polish, only places and dates."),
        ("sv", "Names and dates are not looked for in Swedish, only countries."),
        ("nl", None),
        ("en", None),
    ],
)
def test_the_page_of_an_article_says_what_is_not_looked_for_in_its_language(
    tmp_path: Path, language: str, told: str | None
) -> None:
    article = replace(articles()[0], language=language)
    app = create_app({"DATELINE_ENGINE": index_in(tmp_path, [article])})
    shown = get(app.test_client(), f"/article/{article.id}").text_content()
    assert ("not looked for" in shown) is (told is not None)
    assert told is None or told in shown
