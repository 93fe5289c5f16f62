"""A few dozen articles, indexed on one engine, to be asked for help."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

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
from support.engines import url_in

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
    """Index articles and open the index.

    Many tests ask the same articles, so a folder that is not there yet is copied from
    one that was written before, of which there is one in a process.
    """
    found, aliases = tuple(articles), tuple(others)
    if url.folder is None or url.folder.exists():
        _write(url, found, aliases)
    else:
        shutil.copytree(_written(url.engine, found, aliases), url.folder)
    return Searcher(url)


@cache
def _written(engine: str, found: Sequence[Article], aliases: Sequence[Alias]) -> Path:
    url = url_in(engine, Path(_kept()) / str(_written.cache_info().misses))
    _write(url, found, aliases)
    assert url.folder is not None
    return url.folder


@cache
def _kept() -> str:
    """The folder of the indexes that others are copied from, for this process."""
    folder = tempfile.mkdtemp(prefix="dateline-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _write(url: EngineUrl, found: Sequence[Article], aliases: Sequence[Alias]) -> None:
    engine = new_engine(url)
    with engine.writer() as writer:
        writer.set_aliases(Called(aliases))
        for article in found:
            writer.add(article)
        writer.commit(1)
    engine.activate()
    engine.close()


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
