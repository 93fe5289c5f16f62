"""A server that runs for long answers what a fresh one does, whatever happens to its
index: more is written, it is made anew, thrown away, or brought back from a copy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from support.asking import Ask, page_for, scan_for
from support.engines import url_in
from support.helped import Called, indexed, made
from support.runs import called, story, write_lines

from search import plan as planning
from search.codes import dates
from search.engines.engine import new_engine, open_engine
from search.engines.url import ENGINES, Location
from search.lexicon.aliases import Alias
from search.model.article import Article
from search.model.facets import Selection
from search.model.fields import FACETS
from search.searcher import Searcher
from web import create_app
from web.help import counts
from web.saved import SearchStore
from web.saved.listing import NewsCounter
from web.saved.news import result_of
from web.saved.record import SavedSearch
from web.state.state import SearchState

IN_FOLDERS: Final = [
    name for name, entry in ENGINES.items() if entry.location is Location.FOLDER
]

PEOPLE: Final = (
    *("Ada Byron", "Bea Arthur", "Cy Young", "Di Brandt", "Ed Balls", "Flo Hyman"),
    *("Gil Evans", "Hal Foster", "Ida Wells", "Jan Hus"),
)
WORDS: Final = ("harbour", "budget", "flood", "council", "strike", "election")
SOURCES: Final = ("Gazette", "Herald", "Post")

ADDRESSES: Final = (
    *("/", "/?q=harbour", "/?person=Ada+Byron&sort=newest", "/saved", "/help"),
    *("/search.atom?q=budget", "/search.csv?q=flood", "/article/a001"),
    *("/api/search?q=flood", "/api/search?q=person:ada", "/api/search?facets=person"),
    *("/api/facet/person", "/api/facet/source?q=budget", "/api/stats"),
    *("/api/suggest?q=ad", "/api/suggest?q=harbor", "/api/suggest?q=person:idda"),
    *("/api/together/Ada%20Byron", "/api/unusual?q=strike", "/api/article/a001"),
    "/api/similar/a001",
)


@dataclass(slots=True)
class Corpus:
    """An index and what is done to it, by chance but the same each time."""

    url: str
    aside: Path
    random: Random
    revision: int = 0
    articles: dict[str, Article] = field(default_factory=dict)
    backup: tuple[dict[str, Article], int] | None = None

    @property
    def folder(self) -> Path:
        return Path(self.url.partition(":")[2])

    def article(self) -> Article:
        number = self.random.randrange(40)
        return made(
            number,
            " ".join(self.random.sample(WORDS, 2)),
            " ".join(self.random.choices(WORDS, k=8)),
            people=self.random.sample(PEOPLE, 3),
            source=self.random.choice(SOURCES),
        )

    def write(self, *, engine_aside: bool = False) -> None:
        """Write some articles, as another process would; or all into a new index."""
        added = {one.id: one for one in (self.article() for _ in range(8))}
        removed = self.random.sample(sorted(self.articles), len(self.articles) // 3)
        kept = {k: v for k, v in self.articles.items() if k not in removed}
        self.articles = kept | added
        self.revision += 1
        engine = new_engine(self.url) if engine_aside else open_engine(self.url)
        with engine.writer() as writer:
            for one in self.articles.values() if engine_aside else added.values():
                writer.add(one)
            for name in () if engine_aside else removed:
                if name not in added:
                    writer.remove(name)
            writer.commit(self.revision)
        if engine_aside:
            engine.activate()
        engine.close()

    def make_anew(self) -> None:
        self.write(engine_aside=True)

    def lose_which_is_current(self) -> None:
        (self.folder / "CURRENT").write_text("")
        self.write(engine_aside=True)

    def begin_again(self) -> None:
        """Remove the folder, and index other articles into a new one."""
        shutil.rmtree(self.folder)
        self.articles, self.revision = {}, 0
        self.write(engine_aside=True)

    def lose_the_lexicon(self) -> None:
        for path in self.folder.glob("*/dictionary.sqlite"):
            path.unlink()
        self.write()

    def back_up(self) -> None:
        shutil.rmtree(self.aside, ignore_errors=True)
        shutil.copytree(self.folder, self.aside)
        self.backup = dict(self.articles), self.revision
        self.write()

    def _restored(self, put_back: Callable[[], object]) -> None:
        if self.backup is None:
            self.back_up()
        assert self.backup is not None
        put_back()
        self.articles, self.revision = dict(self.backup[0]), self.backup[1]

    def put_back(self) -> None:
        """Put a copy in the index's place."""

        def put() -> None:
            shutil.rmtree(self.folder)
            shutil.copytree(self.aside, self.folder)

        self._restored(put)

    def put_back_and_write(self) -> None:
        self.put_back()
        self.write()

    def put_back_by_renaming(self) -> None:
        def put() -> None:
            beside = self.folder.with_name("beside")
            shutil.copytree(self.aside, beside)
            old = self.folder.rename(self.folder.with_name("old"))
            beside.rename(self.folder)
            shutil.rmtree(old)

        self._restored(put)
        self.write()

    def put_back_what_differs(self) -> None:
        """Bring the index to a copy as a synchronising program does, and write."""
        self._restored(lambda: synchronise(self.aside, self.folder))
        self.write()


HAPPENINGS: Final = (
    *(Corpus.write, Corpus.make_anew, Corpus.lose_which_is_current),
    *(Corpus.begin_again, Corpus.lose_the_lexicon, Corpus.back_up),
    *(Corpus.put_back, Corpus.put_back_and_write, Corpus.put_back_by_renaming),
    Corpus.put_back_what_differs,
)


def synchronise(source: Path, target: Path) -> None:
    """Make a folder like another; what has the same size and time is not touched."""
    there = {path.relative_to(source) for path in source.rglob("*")}
    for path in sorted(target.rglob("*"), reverse=True):
        if path.relative_to(target) not in there:
            path.rmdir() if path.is_dir() else path.unlink()
    for name in sorted(there):
        new, old = source / name, target / name
        if new.is_dir():
            old.mkdir(exist_ok=True)
        elif not old.exists() or marks(new) != marks(old):
            aside = old.with_name(f".{old.name}.synchronised")
            shutil.copy2(new, aside)
            aside.replace(old)


def marks(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


@dataclass(slots=True)
class Visitor:
    """Who comes again and again, and keeps what is tagged as a browser does."""

    client: FlaskClient
    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, address: str) -> str:
        kept = self.known.setdefault(address, {})
        response = self.client.get(address, headers={"If-None-Match": ", ".join(kept)})
        tag = response.headers.get("ETag", "")
        if response.status_code == 304:
            return kept[tag]
        text = untimed(response.get_data(as_text=True))
        found = f"{response.status_code} {text}"
        if tag:
            kept[tag] = found
        return found


def untimed(text: str) -> str:
    """Leave out how long it took, when it was made, and the number of the request."""
    said = r'"milliseconds":[0-9.]+|\d+ ms|\d\d:\d\d(:\d\d)?|"request_id": ?"\w+"'
    return re.sub(said, "", text)


def app_on(url: str, compiled: Path) -> Flask:
    folder = Path(url.partition(":")[2]).parent
    app = create_app(
        {
            "DATELINE_DATA": str(folder),
            "DATELINE_ENGINE": url,
            "DATELINE_READ_ONLY": "0",
        }
    )
    # a fresh one would spend most of its time on compiling templates again
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    return app


def told(searcher: Searcher) -> list[object]:
    """What a searcher tells of its index, by all that it can be asked."""
    person = (Selection("person", ("Ida Wells",)),)
    asks: Iterable[Ask] = (
        Ask(facets=tuple(FACETS), facet_size=1_000, limit=100),
        Ask(text="harbour", facets=("person", "source"), limit=100),
        Ask(text="person:ada flod", selections=person, facets=("person",), limit=100),
    )
    index = searcher.snapshot()
    return [
        *(
            (page.total, page.hits, page.facets, page.notices)
            for page in (page_for(searcher, ask) for ask in asks)
        ),
        [article.id for article in scan_for(searcher, Ask(text="budget"))],
        [list(index.lexicon.beginning("person", first, 10)) for first in "abij"],
        index.articles,
        index.state,
    ]


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_a_server_that_lives_on_answers_what_a_fresh_one_does(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "_SECONDS", 60.0)  # else it counts as time allows
    chance = Random(len(engine))
    corpus = Corpus(f"{engine}:{tmp_path / 'index'}", tmp_path / "aside", chance)
    corpus.make_anew()
    searcher = Searcher(corpus.url)
    visitor = Visitor(app_on(corpus.url, tmp_path).test_client())
    here = {"Origin": "http://localhost"}
    saved = visitor.client.post("/saved?q=harbour", data={"name": "x"}, headers=here)
    assert saved.status_code == 303
    happenings = [*HAPPENINGS, *HAPPENINGS]
    chance.shuffle(happenings)
    for happening in happenings:
        told(searcher)
        happening(corpus)
        fresh = Visitor(app_on(corpus.url, tmp_path).test_client())
        assert told(searcher) == told(Searcher(corpus.url)), happening.__name__
        assert searcher.snapshot().articles == len(corpus.articles)
        for address in ADDRESSES:
            now, then = visitor.read(address), fresh.read(address)
            assert now == then, (happening.__name__, address)


KNOWN_AS: Final = Alias("person", "Ada of Byron", "Ada Byron", 3)


class Named(Called):
    """Names as a person has curated them since."""

    mark = 1


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_what_was_counted_is_counted_again_when_names_are_called_otherwise(
    tmp_path: Path, engine: str
) -> None:
    found = [made(n, "harbour", people=["Ada Byron"]) for n in range(3)]
    searcher = indexed(url_in(engine, tmp_path / "index"), found)
    query = 'person:"Ada of Byron"'
    known, desk = counts.ExampleCounts(), NewsCounter()
    store = SearchStore(tmp_path, read_only=True)
    saved = saved_search(searcher, query)
    assert known.of(searcher.snapshot(), [query]) == {query: 0}
    assert desk.news(searcher.snapshot(), store, saved).total == 0
    writing = open_engine(searcher.url)
    with writing.writer() as writer:
        writer.set_aliases(Named([KNOWN_AS]))  # and nothing is written
    writing.close()
    assert known.of(searcher.snapshot(), [query]) == {query: 3}
    assert desk.news(searcher.snapshot(), store, saved).total == 3


def test_what_was_counted_is_counted_again_the_next_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = indexed(url_in("tantivy", tmp_path / "index"), [made(0, "harbour")])
    query = "published:yesterday"
    known, desk = counts.ExampleCounts(), NewsCounter()
    store = SearchStore(tmp_path, read_only=True)

    def live_on(day: date) -> None:
        for module in (dates, planning):
            monkeypatch.setattr(module, "today", lambda: day)

    live_on(date(2020, 1, 1))
    saved = saved_search(searcher, query)
    assert known.of(searcher.snapshot(), [query]) == {query: 0}
    assert desk.news(searcher.snapshot(), store, saved).total == 0
    live_on(date(2020, 1, 2))
    assert known.of(searcher.snapshot(), [query]) == {query: 1}
    assert desk.news(searcher.snapshot(), store, saved).total == 1


def saved_search(searcher: Searcher, query: str) -> SavedSearch:
    result = result_of(searcher.snapshot(), SearchState(text=query))
    return SavedSearch(
        id="0" * 12,
        name="x",
        search=f"?{urlencode({'q': query})}",
        saved=datetime.now(UTC),
        looked=datetime.now(UTC),
        total=result.total,
        index=result.index,
    )


def people_on_the_page(client: FlaskClient) -> list[tuple[str, int]]:
    found = client.get("/api/facet/person").get_json()
    return [(value["label"], value["count"]) for value in found["values"]]


def indexed_by_command(data: Path, url: str, name: str, person: str) -> None:
    rows = [story(n, text=f"{person} spoke in Lisbon. {n}") for n in range(4)]
    write_lines(data.parent / name / "a.jsonl", rows)
    sources = data.parent / name
    done = called(data, "--engine", url, "index", sources, "-j", 0)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_counts_are_those_of_their_values_when_other_sources_are_indexed_anew(
    tmp_path: Path, engine: str
) -> None:
    data = tmp_path / "data"
    url = f"{engine}:{data / 'index'}"
    indexed_by_command(data, url, "one", "Angela Merkel")
    client = app_on(url, tmp_path).test_client()
    assert people_on_the_page(client) == [("Angela Merkel", 4)]
    shutil.rmtree(data)
    indexed_by_command(data, url, "other", "Nancy Pelosi")
    assert people_on_the_page(client) == [("Nancy Pelosi", 4)]


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_counts_are_those_of_their_values_when_the_index_is_made_anew(
    tmp_path: Path, engine: str
) -> None:
    data = tmp_path / "data"
    url = f"{engine}:{data / 'index'}"
    indexed_by_command(data, url, "one", "Angela Merkel")
    indexed_by_command(data, url, "other", "Nancy Pelosi")
    indexed_by_command(data, url, "one", "Emmanuel Macron")  # and Merkel is gone
    client = app_on(url, tmp_path).test_client()
    people = people_on_the_page(client)
    assert sorted(people) == [("Emmanuel Macron", 4), ("Nancy Pelosi", 4)]
    (data / "index" / "CURRENT").write_text("")
    made_anew = called(data, "--engine", url, "reindex", "-j", 0)
    assert made_anew.exit_code == 0, made_anew.output
    assert people_on_the_page(client) == people
