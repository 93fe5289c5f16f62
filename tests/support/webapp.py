"""A dozen articles on a real index, and the page on top of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urljoin

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from search.codes.countries import country_name
from search.engines.url import EngineUrl
from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Precision,
    Published,
    TextField,
)
from support.engines import url_in
from support.helped import indexed
from web import create_app

ENGINE = os.environ.get("DATELINE_TEST_ENGINE", "tantivy")
"""The engine that pages are made from."""

HOSTILE_TITLE = "</title><script>document.title='owned'</script> Budget {{7*7}}"
HOSTILE_BODY = (
    "<script>document.title='owned'</script> budget\n\n"
    "<img src=x onerror=\"document.title='owned'\"> & <b>bold</b>\n"
    "<svg onload=alert(1)><a href='javascript:alert(1)'>x</a></svg>\n\n"
    "{{ 7*7 }} {% raw %} budget </p></article> <!-- -->"
)


WHERE = {"Paris": (2988507, 48.8534, 2.3488)}
"""Number at geonames.org, degrees north and east."""

DATES = {
    "2015": (date(2015, 1, 1), date(2016, 1, 1)),
    "3 May": (date(2015, 5, 3), date(2015, 5, 4)),
    "two weeks": (date(2015, 5, 4), date(2015, 5, 18)),
}
"""What the dates in the texts below mean."""


def day(text: str, *, origin: str = "metadata", sure: float = 1.0) -> Published:
    """Return a publication date such as "2019", "2019-03" or "2019-03-05"."""
    numbers = [int(part) for part in text.split("-")]
    year, month, first = (*numbers, 1, 1)[:3]
    precision = [Precision.YEAR, Precision.MONTH, Precision.DAY][len(numbers) - 1]
    return Published(date(year, month, first), precision, origin, sure)


def mentions(body: str, words: str) -> tuple[Mention, ...]:
    """Return every mention of the words in a body."""
    found = []
    start = body.find(words)
    while start >= 0:
        end = start + len(words)
        found.append(Mention(TextField.BODY, start, end, words))
        start = body.find(words, end)
    return tuple(found)


def facts(
    body: str,
    people: Iterable[str] = (),
    places: Iterable[tuple[str, str]] = (),
    about: Iterable[str] = (),
    organisations: Iterable[str] = (),
    titles: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Facts:
    """Return facts whose mentions stand in the body; countries follow the places."""
    codes = dict.fromkeys(code for _, code in places)
    return Facts(
        people=tuple(
            Person(name, mentions(body, name), titles.get(name, ())) for name in people
        ),
        organisations=tuple(
            Organisation(name, mentions(body, name)) for name in organisations
        ),
        places=tuple(
            Place(
                name, PlaceKind.PLACE, code, mentions(body, name), *WHERE.get(name, ())
            )
            for name, code in places
        ),
        countries=tuple(
            Country(code, country_name(code), code in tuple(about), 0.5)
            for code in codes
        ),
        dates=tuple(
            MentionedDate(words, *interval, mentions(body, words))
            for words, interval in DATES.items()
            if words in body
        ),
    )


MERKEL_BODY = (
    "Angela Merkel spoke about the budget in Berlin. France listened.\n\n"
    "In 2015 Angela Merkel had met François Hollande in Paris;\n"
    "budgets were attacked then as well. NATO agreed on 3 May, after two weeks."
)


def articles() -> list[Article]:
    """Return the articles every test of the page searches."""
    filler = "The council talked about the budget and the harbour for an hour."
    numbered = [
        Article(
            id=f"council{n:02}",
            title=f"Council meets, part {n}",
            body=filler,
            source="Harbour Post",
            published=day(f"1987-{n:02}-03"),
        )
        for n in range(1, 13)
    ]
    return [
        *numbered,
        Article(
            id="merkel",
            title="Merkel defends the budget",
            body=MERKEL_BODY,
            url="https://news.example/merkel?a=1&b=2",
            source="The Examiner",
            authors=("Ann Writer", "Ben Scribe"),
            published=day("2015-07-07"),
            facts=facts(
                MERKEL_BODY,
                ["Angela Merkel", "François Hollande"],
                [("Berlin", "DE"), ("France", "FR"), ("Paris", "FR")],
                about=["DE"],
                organisations=["NATO"],
                titles={"Angela Merkel": ("Chancellor", "Dr", "Mrs")},
            ),
        ),
        Article(
            id="macron",
            title="Macron visits Berlin",
            body="Emmanuel Macron visited Berlin. France paid.",
            source="The Examiner",
            published=day("2019-03", origin="text", sure=0.6),
            facts=facts(
                "Emmanuel Macron visited Berlin. France paid.",
                ["Emmanuel Macron"],
                [("Berlin", "DE"), ("France", "FR")],
                about=["FR"],
            ),
        ),
        Article(
            id="yearly",
            title="A year in review",
            body="It was a year of rain.",
            source="Weekly <b>Bold</b>",
            published=day("2019"),
        ),
        Article(
            id="odd",
            title="An article from the future",
            body="Nobody believes the date of this.",
            url="javascript:alert(1)",
            unreliable_date="31 Feb 2099",
        ),
        Article(
            id="hostile",
            title=HOSTILE_TITLE,
            body=HOSTILE_BODY,
            url='https://evil.example/"><script>alert(1)</script>',
            source="<script>alert(1)</script>",
            authors=("\u202eevil <img src=x onerror=alert(1)>",),
            facts=Facts(
                people=(
                    Person(
                        "<svg onload=alert(1)>",
                        (Mention(TextField.BODY, 0, 8, "<script>"),),
                    ),
                )
            ),
        ),
    ]


def index_in(folder: Path, found: Iterable[Article]) -> EngineUrl:
    """Index the articles in a folder; return the engine URL."""
    return indexed(url_in(ENGINE, folder / "index"), found).url


def app_in(folder: Path) -> Flask:
    """Return the page on an index of :func:`articles`, made in this folder."""
    url = index_in(folder, articles())
    return create_app(
        {
            "DATELINE_DATA": str(folder),
            "DATELINE_ENGINE": url,
            "DATELINE_READ_ONLY": "0",
        }
    )


def get(client: FlaskClient, url: str, *, status: int = 200) -> HtmlElement:
    """Fetch a page as a browser would read it."""
    response = client.get(url)
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.mimetype == "text/html"
    page = html.document_fromstring(response.get_data(as_text=True))
    for place in page.xpath("//*[starts-with(@href, '?')]"):
        place.set("href", urljoin(url, place.get("href")))
    return page


def texts(page: HtmlElement, xpath: str) -> list[str]:
    """Return the text of each element found, its spaces as one."""
    return [" ".join(found.text_content().split()) for found in page.xpath(xpath)]


def link(page: HtmlElement, label: str) -> str:
    """Return where the one link with this accessible name leads."""
    found = {
        a.get("href")
        for a in page.xpath("//a[@href]")
        if (a.get("aria-label") or " ".join(a.text_content().split())) == label
    }
    assert len(found) == 1, f"{len(found)} links named {label!r}"
    return str(found.pop())


def hit_titles(page: HtmlElement) -> list[str]:
    """Return the titles of the hits, in order."""
    return texts(page, "//ol[@class='hits']//h2")
