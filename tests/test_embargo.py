"""Articles under embargo: nobody sees them before their time, on any engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.asking import Ask, page_for
from support.helped import made
from support.runs import options, run, write

from search.answer import scan_plan
from search.engines.embargo import held_back
from search.engines.engine import Engine
from search.engines.url import EngineUrl
from search.errors import ArticleMissing
from search.explore.completion import complete
from search.model import embargo
from search.model.article import Article
from search.model.embargo import later_marks, marks_of
from search.model.facets import Selection
from search.plan import plan_search
from search.request import Criteria, Sort, Window
from search.searcher import Searcher
from web import create_app

NOW = datetime(2031, 5, 6, 7, 8, 30, tzinfo=UTC)
MOMENTS = st.integers(10**6, 2 * 10**11).map(lambda n: datetime.fromtimestamp(n, UTC))
"""Moments at which something may be shown."""


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for module in (embargo, __import__("search.engines.embargo", fromlist=["now"])):
        monkeypatch.setattr(module, "now", lambda: moment)


@given(MOMENTS, MOMENTS)
def test_marks_tell_which_moment_is_later(one: datetime, now: datetime) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(embargo, "now", lambda: datetime(1970, 1, 1, tzinfo=UTC))
        marks = set(marks_of(one))
    minute = one.replace(second=0, microsecond=0)
    shown_from = minute if minute == one else minute + timedelta(minutes=1)
    assert bool(marks & set(later_marks(now))) == (now < shown_from)
    assert len(marks & set(later_marks(now))) <= 1


def test_what_is_shown_already_has_no_marks() -> None:
    assert marks_of(NOW - timedelta(minutes=1)) == marks_of(None) == ()


def article(n: int, minutes: int | None = None, **changes: object) -> Article:
    until = None if minutes is None else NOW + timedelta(minutes=minutes)
    return replace(made(n, "harbour ferry", **changes), embargo=until)  # type: ignore[arg-type]


def filled(engine: Engine, engine_url: EngineUrl) -> Searcher:
    """An index of two free articles, two held back, one whose time came."""
    with engine.writer() as writer:
        writer.add(article(1, people=["Ada Free"]))
        writer.add(article(2, minutes=-5, people=["Ada Free"]))
        writer.add(article(3, minutes=10, people=["Zoe Hidden", "Ada Free"]))
        writer.add(article(4, minutes=600, people=["Zoe Hidden"]))
        writer.commit(4)
    return Searcher(engine_url)


def seen(searcher: Searcher, text: str = "") -> set[str]:
    return {hit.article.id for hit in page_for(searcher, Ask(text=text)).hits}


def test_nothing_shows_an_article_before_its_time(
    engine: Engine, engine_url: EngineUrl
) -> None:
    searcher = filled(engine, engine_url)
    index = searcher.snapshot()
    held, later = article(3).id, article(4).id
    for text in (
        "",
        "ferry",
        "harbour OR nothing",
        "NOT nothing",
        'person:"Zoe Hidden"',
    ):
        page = page_for(searcher, Ask(text=text))
        assert page.total == len(page.hits) <= 2
        assert not {held, later} & {hit.article.id for hit in page.hits}
        facets = {f.field: {v.value: v.count for v in f.values} for f in page.facets}
        assert facets["person"] == ({"Ada Free": 2} if page.total else {})
    chosen = Ask(selections=(Selection("person", ("Zoe Hidden",)),))
    assert page_for(searcher, chosen).total == 0
    assert index.articles == 2
    assert index.get(held) is None
    with pytest.raises(ArticleMissing):
        searcher.article(held)
    plan = plan_search(Criteria(text="ferry"), index)
    window = Window(sort=Sort.NEWEST)
    assert {one.id for one in scan_plan(plan, window)} == seen(searcher)
    assert not complete(index, "zoe").groups
    assert not index.lexicon.words("person", ["zoe"])
    assert index.lexicon.names("person", ["ada free"]) == {"ada free": 2}


def test_an_article_is_there_when_its_time_has_come(
    engine: Engine, engine_url: EngineUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = filled(engine, engine_url)
    before = searcher.snapshot().state
    for minutes, count in ((9, 2), (11, 3), (599, 3), (601, 4)):
        set_clock(monkeypatch, NOW + timedelta(minutes=minutes))
        assert len(seen(searcher, "ferry")) == count
        assert searcher.snapshot().articles == count
    assert searcher.article(article(3).id).embargo == NOW + timedelta(minutes=10)
    assert searcher.snapshot().state != before  # what was kept of it is no longer so


def test_an_index_without_embargoes_is_asked_as_it_is(
    engine: Engine, engine_url: EngineUrl
) -> None:
    with engine.writer() as writer:
        writer.add(article(1))
        writer.add(article(2, minutes=-5))
        writer.commit(2)
    index = Searcher(engine_url).snapshot()
    assert type(index) is type(engine.snapshot())


def test_what_is_held_back_is_asked_with_few_values() -> None:
    assert len(str(held_back(NOW))) < 33 * 80


NITF = (
    "<nitf><head><docdata><doc-id id-string='F{n}' regsrc='HW'/><date.issue "
    "norm='20310501T000000Z'/><date.release norm='{until}'/></docdata></head>"
    "<body><body.head><hedline><hl1>Ferry {n}</hl1></hedline></body.head>"
    "<body.content><p>The text.</p></body.content></body></nitf>"
)


def test_an_embargo_of_a_source_holds_on_the_page_and_in_the_api(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in/1.xml", NITF.format(n=1, until="20310506T090000+0000"))
    write(tmp_path / "in/2.xml", NITF.format(n=2, until="20310506T070000Z"))
    run(tmp_path)
    made_by = options(tmp_path)
    app = create_app(
        {"DATELINE_DATA": str(made_by.data), "DATELINE_ENGINE": str(made_by.engine)}
    )
    client = app.test_client()

    def shown() -> list[str]:
        found = client.get("/api/search").get_json()
        return sorted(hit["title"] for hit in found["hits"])

    assert shown() == ["Ferry 2"]
    set_clock(monkeypatch, datetime(2031, 5, 6, 9, tzinfo=UTC))
    assert shown() == ["Ferry 1", "Ferry 2"]
