"""No English is left on translated pages, but in articles and in the API's manual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement
from support.engines import url_in
from support.translated import TRANSLATED, forms, read_catalogue
from support.webapp import app_in, articles, day, index_in

from web import create_app

LONG = 13
"""So many letters of a sentence tell that it is one of ours, whatever stands around."""

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
SEEN = ("aria-label", "title", "placeholder", "content")
"""Attributes people read or hear; scripts put those called data-… on the page."""

PAGES = (
    "/",
    "/search?sort=newest",
    "/search?q=budget&size=25",
    "/search?q=budgett+harbour",
    "/search?q=council+zeppelin+harbour",
    "/search?q=budget&about=DE&-person=Emmanuel+Macron&on=2015&from=2015-03&to=2019",
    "/search?q=budget&scale=share&mentioned=1&to=1988",
    "/search?q=colour:x+OR+(budget~3+published:soon&sort=best&size=7&from=x&year=0",
    "/search?q=zeppelin&country=FR&-place=Berlin",
    "/search?year=none",
    *(f"/facet/{field}?q=budget" for field in ("person", "about", "country", "place")),
    *(f"/facet/{field}" for field in ("organisation", "on", "source", "year")),
    "/facet/person?find=zz",
    "/facet/month?order=name&page=2",
    "/article/merkel",
    "/article/merkel?q=budget+zeppelin&country=DE&rank=1&underline=1",
    "/article/macron?about=FR&underline=1",
    "/article/odd?q=zeppelin",
    "/article/crowd",
    "/article/untitled/similar",
    "/article/merkel/similar",
    "/advanced",
    "/advanced?ask=1&nation=Atlantis&from=soon",
    "/advanced?q=a+OR+(b+c)&country=FR&from=2015",
    "/help",
    "/help/api",
    "/saved",
    "/kept",
    "/search.atom",
    "/opensearch.xml",
)
MISSING = ("/article/gone", "/saved/000000000000/new", "/no/such/page")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("translated")


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    client = app_in(folder).test_client()
    first = articles()[0]
    authors = tuple(f"Author {n}" for n in range(9))
    crowd = replace(first, id="crowd", authors=authors, url="https://news.example/x")
    untitled = replace(first, id="untitled", title="", published=day("1999"))
    index_in(folder, [*articles(), crowd, untitled])
    return client


def texts_for_people(answer: str) -> Iterator[str]:
    """Yield every text of a page that is not said to be English, or is an article's."""
    page = html.document_fromstring(answer.encode())
    for found in page.xpath("//script | //body//*[@lang='en'] | //code"):
        found.drop_tree()
    for element in page.iter():
        if isinstance(element, HtmlElement):
            yield from filter(None, (element.text, element.tail))
            for name, value in element.items():
                if name in SEEN or name.startswith("data-"):
                    yield value


class Sentences:
    """What tells that a page in a language holds a sentence of ours in English."""

    def __init__(self, language: str) -> None:
        messages = [message for message in read_catalogue(language) if message.id]
        known = {form for message in messages for form in forms(message.string)}
        self.whole = {form for one in messages for form in forms(one.id)} - known
        self.pieces = {
            piece.strip()
            for sentence in self.whole
            for piece in PLACEHOLDER.split(sentence)
            if len(piece.strip()) >= LONG
        }

    def english_in(self, answer: str) -> set[str]:
        """Return the sentences, and parts of them, that stand there in English."""
        shown = {" ".join(text.split()) for text in texts_for_people(answer)}
        everything = "\n".join(shown)
        parts = {piece for piece in self.pieces if piece in everything}
        return (self.whole & shown) | parts


SENTENCES = {language: Sentences(language) for language in TRANSLATED}
EVERY = pytest.mark.parametrize("language", TRANSLATED)


@EVERY
@pytest.mark.parametrize("url", [*PAGES, *MISSING])
def test_a_translated_page_holds_no_english_sentence(
    client: FlaskClient, url: str, language: str
) -> None:
    answer = client.get(url, headers={"Accept-Language": language})
    assert answer.status_code == (404 if url in MISSING else 200)
    assert not SENTENCES[language].english_in(answer.text)


@pytest.mark.parametrize("url", [*PAGES, *MISSING])
def test_in_the_english_page_its_sentences_are_noticed(
    client: FlaskClient, url: str
) -> None:
    answer = client.get(url, headers={"Accept-Language": "en"}).text
    for language, sentences in SENTENCES.items():
        assert sentences.english_in(answer), language


NEW = {"de": "1 neuer Artikel", "fr": "1 nouvel article", "es": "1 artículo nuevo"}
DELETED = {"de": "wurde gelöscht", "fr": "a été supprimée", "es": "Se ha eliminado"}


@EVERY
def test_saved_searches_are_translated(tmp_path: Path, language: str) -> None:
    client = app_in(tmp_path).test_client()
    client.set_cookie("language", language)
    english_in = SENTENCES[language].english_in

    def done(url: str, **form: str) -> str:
        answer = client.post(url, data=form, headers={"Sec-Fetch-Site": "same-origin"})
        return str(answer.location)

    done("/saved?q=harbour", name="Hafen")
    search = client.get("/saved").text.split('id="saved-')[1].split('"')[0]
    more = replace(articles()[0], id="more", title="")
    index_in(tmp_path, [*articles(), more])
    pages = [client.get(url).text for url in ("/saved", f"/saved/{search}/new")]
    pages.append(client.get(done(f"/saved/{search}/delete")).text)
    pages.append(client.get("/saved").text)
    assert NEW[language] in pages[1]
    assert DELETED[language] in pages[2]
    assert not set().union(*map(english_in, pages))
    refused = client.post("/saved?q=harbour", data={"name": "x"})
    assert refused.status_code == 403
    assert not english_in(refused.text)


HELP = {"de": "Suchhilfe", "fr": "Aide à la recherche", "es": "Ayuda de búsqueda"}


@EVERY
def test_without_articles_all_is_translated(tmp_path: Path, language: str) -> None:
    english_in = SENTENCES[language].english_in
    settings = {"DATELINE_DATA": str(tmp_path), "DATELINE_READ_ONLY": "1"}
    client = create_app(settings).test_client()
    client.set_cookie("language", language)
    pages = [client.get(url).text for url in ("/", "/search?q=x", "/saved", "/help")]
    index_in(tmp_path, [])
    settings["DATELINE_ENGINE"] = str(url_in("tantivy", tmp_path / "index"))
    client = create_app(settings).test_client()
    client.set_cookie("language", language)
    pages += [client.get(url).text for url in ("/", "/search?q=x", "/advanced")]
    assert not set().union(*map(english_in, pages))
    assert all(HELP[language] in page for page in pages)
