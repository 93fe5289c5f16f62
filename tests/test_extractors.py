"""The seam of extractors: one a language, and facts found anew where one changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from support.runs import options, run, story, write_lines

from index.archive.archive import ARCHIVE_NAME, Archive, open_archive
from index.extract.english.extractor import EnglishExtractor
from index.extract.extractor import (
    EXTRACTORS,
    extract_all,
    extractor_for,
    is_current,
    stamp_for,
)
from index.extract.known.extractor import KnownNamesExtractor
from index.pipeline.sync import find_need, refresh_facts
from search.model.article import Article, Facts, Mention, Person, TextField


class Toy:
    """Finds one person, the first word of the title."""

    language = "de"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.seen: list[str] = []

    def extract(self, article: Article) -> Facts:
        (facts,) = self.extract_all([article])
        return facts

    def extract_all(self, articles: Sequence[Article]) -> list[Facts]:
        self.seen += [article.title for article in articles]
        return [Facts(people=(_first_word(article.title),)) for article in articles]


def _first_word(title: str) -> Person:
    word = title.split()[0]
    return Person(word, (Mention(TextField.TITLE, 0, len(word), word),), ())


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive of two articles in English, one in German, one in no language."""
    languages = ("en", "en", "de", "")
    write_lines(
        tmp_path / "in/a.jsonl",
        [story(n, language=code) for n, code in enumerate(languages, start=1)],
    )
    assert not run(tmp_path).failed
    with closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as opened:
        yield opened


def refresh(archive: Archive) -> int:
    return refresh_facts(archive, 0, lambda progress: None)


def test_languages_without_an_extractor_share_one_that_guesses_nothing() -> None:
    for language in ("sv", "xx"):
        assert extractor_for(language).language == "*"
    for language in ("en", ""):
        assert extractor_for(language).language == "en"


def test_each_article_is_given_to_the_extractor_for_its_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    toy = Toy()
    monkeypatch.setitem(EXTRACTORS, "de", toy)
    articles = [
        Article(id="1", title="Erste Meldung", body="", language="de"),
        Article(id="2", title="Angela Merkel in Berlin", body="", language="en"),
        Article(id="3", title="Dritte Meldung", body="", language="de"),
    ]
    found = [[p.name for p in facts.people] for facts in extract_all(articles)]
    assert found == [["Erste"], ["Angela Merkel"], ["Dritte"]]
    assert toy.seen == ["Erste Meldung", "Dritte Meldung"]


def test_a_stamp_says_language_extractor_and_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stamp = stamp_for("sv")
    assert stamp == f"sv:*:{KnownNamesExtractor.version}"
    assert is_current(stamp)
    monkeypatch.setitem(EXTRACTORS, "sv", Toy("7"))
    assert not is_current(stamp)
    assert stamp_for("sv") == "sv:de:7"


@pytest.mark.parametrize("stamp", ["", "names-3", "en:en:names-0", "en:en:x failed"])
def test_what_another_version_or_a_failed_one_left_is_not_current(stamp: str) -> None:
    assert not is_current(stamp)


def test_a_new_extractor_finds_anew_only_what_is_in_its_language(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = options(tmp_path).engine
    assert find_need(archive, url).facts == 0
    toy = Toy()
    monkeypatch.setitem(EXTRACTORS, "de", toy)
    assert find_need(archive, url).facts == 1
    assert refresh(archive) == 1
    assert toy.seen == ["Story 3"]
    assert find_need(archive, url).facts == 0


def test_a_new_version_finds_anew_only_what_an_older_one_of_it_looked_at(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = Toy()
    monkeypatch.setitem(EXTRACTORS, "de", toy)
    refresh(archive)
    toy.seen.clear()
    monkeypatch.setattr(EnglishExtractor, "version", "of tomorrow")
    assert refresh(archive) == 3  # English, one of them by its text alone
    assert toy.seen == []
    toy.version = "2"
    assert refresh(archive) == 1
    assert toy.seen == ["Story 3"]
    assert set(archive.extractors()) == {stamp_for("en"), stamp_for("de")}
