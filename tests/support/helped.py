"""A few dozen articles, indexed on one engine, to be asked for help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from search.engines.engine import new_engine, open_engine
from search.engines.url import EngineUrl
from search.lexicon.aliases import Alias
from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Precision,
    Published,
    TextField,
)
from search.searcher import Searcher

HOSTILE = (
    "",
    " ",
    "\x00",
    "tru\x00mp",
    "\ud800",
    "tru\udfffmp \ud800",
    "‮gnorw‬",
    "שלום עולם",
    "x" * 5_000,
    "mispelt " * 2_000,
    '"' * 300,
    "(" * 300,
    "person:",
    'person:"',
    "person:((",
    "-",
    "%_'; DROP TABLE name; --",
    "*",
    "tru*",
    "title:\U0010ffff",
    "\U0010ffff" * 50,
)
"""Texts that nobody means, and that are answered all the same."""

MENTION = (Mention(TextField.TITLE, 0, 1, "x"),)


def made(
    number: int,
    title: str,
    body: str = "",
    *,
    people: Iterable[str] = (),
    organisations: Iterable[str] = (),
    places: Iterable[str] = (),
    countries: Iterable[tuple[str, str]] = (),
    source: str = "Gazette",
) -> Article:
    day = date(2020, 1, 1) + timedelta(days=number)
    return Article(
        id=f"a{number:03d}",
        title=title,
        body=body,
        source=source,
        published=Published(day, Precision.DAY, "metadata", 1.0),
        facts=Facts(
            people=tuple(Person(name, MENTION) for name in people),
            organisations=tuple(Organisation(name, MENTION) for name in organisations),
            places=tuple(
                Place(name, PlaceKind.PLACE, None, MENTION) for name in places
            ),
            countries=tuple(
                Country(code, name, about=True, score=1.0) for code, name in countries
            ),
        ),
    )


class Called(list[Alias]):
    """Other spellings of names, as the writer of an index is told of them."""

    mark = 0


def indexed(
    url: EngineUrl, articles: Iterable[Article], others: Iterable[Alias] = ()
) -> Searcher:
    engine = new_engine(url)
    with engine.writer() as writer:
        writer.set_aliases(Called(others))
        for article in articles:
            writer.add(article)
        writer.commit(1)
    engine.activate()
    engine.close()
    return Searcher(url)


def changed(
    url: EngineUrl | str,
    revision: int,
    *,
    add: Iterable[Article] = (),
    remove: Iterable[str] = (),
) -> None:
    """Write to the index, as another process would."""
    engine = open_engine(url)
    with engine.writer() as writer:
        for article in add:
            writer.add(article)
        for article_id in remove:
            writer.remove(article_id)
        writer.commit(revision)
    engine.close()
