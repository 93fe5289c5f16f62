"""Every article says where it was read: file, file in an archive, number, format."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from support.documents import zipped
from support.runs import called, counted, run, story, write_lines

from index.archive.archive import ARCHIVE_NAME, open_archive
from search.engines.engine import default_engine_url, open_engine
from search.engines.url import EngineUrl
from search.model.article import FoundIn
from web import create_app


def indexed(tmp_path: Path) -> dict[str, FoundIn | None]:
    """Where the articles of the index are found, by title; the archive agrees."""
    data = tmp_path / "data"
    with (
        closing(open_engine(default_engine_url(data))) as engine,
        closing(open_archive(data / ARCHIVE_NAME)) as archive,
    ):
        kept = [each.article for each in archive.articles()]
        told = [engine.snapshot().get(one.id) for one in kept]
        assert [one and one.found for one in told] == [one.found for one in kept]
        assert engine.revision() == archive.revision
        return {one.title: one.found for one in kept}


def test_an_article_has_its_file_its_position_and_its_format(tmp_path: Path) -> None:
    path = tmp_path / "in/a.zip"
    path.parent.mkdir()
    table = "title,text\nFirst,A text of some words.\nSecond,Another text of words.\n"
    path.write_bytes(zipped({"2019/b.csv": table}))
    run(tmp_path)
    assert indexed(tmp_path) == {
        "First": FoundIn(str(path), "2019/b.csv, row 2", "csv"),
        "Second": FoundIn(str(path), "2019/b.csv, row 3", "csv"),
    }


def test_an_article_that_moved_in_its_file_is_found_where_it_is_now(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "in/a.jsonl", [story(1), story(2)])
    run(tmp_path)
    write_lines(path, [story(0), story(1), story(2)])
    assert counted(run(tmp_path)) == {"added": 1, "unchanged": 2}
    places = {title: one and one.position for title, one in indexed(tmp_path).items()}
    assert places == {
        "Story 0": "line 1", "Story 1": "line 2", "Story 2": "line 3"
    }  # fmt: skip


@pytest.fixture
def shown(tmp_path: Path) -> tuple[Path, str]:
    write_lines(tmp_path / "in/a.jsonl", [story(1)])
    run(tmp_path)
    with closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as archive:
        (one,) = archive.articles()
    return tmp_path, one.article.id


def test_the_page_the_program_and_scripts_are_told(shown: tuple[Path, str]) -> None:
    tmp_path, article_id = shown
    data = tmp_path / "data"
    settings = {
        "DATELINE_DATA": str(data),
        "DATELINE_ENGINE": str(default_engine_url(data)),
    }
    client = create_app(settings).test_client()
    page = client.get(f"/article/{article_id}").text
    assert "a.jsonl</a> › line 1" in page
    assert str(tmp_path) not in page
    told = client.get(f"/api/article/{article_id}").get_json()
    assert told["found_in"] == {
        "file": "a.jsonl", "position": "line 1", "format": "jsonl"
    }  # fmt: skip
    printed = called(tmp_path / "data", "show", article_id).stdout
    assert f"{tmp_path / 'in/a.jsonl'}, line 1 (jsonl)" in printed
    as_json = json.loads(called(tmp_path / "data", "show", article_id, "--json").stdout)
    assert as_json["found_in"]["file"] == "a.jsonl"


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_the_place_on_the_page_leads_to_all_articles_of_its_file(
    tmp_path: Path, engine: str
) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(1), story(2)])
    write_lines(tmp_path / "in/b.jsonl", [story(3)])
    data = tmp_path / "data"
    url = EngineUrl.of(f"{engine}:{data / engine}")
    run(tmp_path, engine=url)
    with closing(open_archive(data / ARCHIVE_NAME)) as archive:
        one = next(
            a.article for a in archive.articles() if a.article.title == "Story 1"
        )
    client = create_app(
        {"DATELINE_DATA": str(data), "DATELINE_ENGINE": str(url)}
    ).test_client()
    page = client.get(f"/article/{one.id}").text
    (href,) = re.findall(r'<bdi><a href="([^"]+)"', page.partition("found-in")[2])
    found = client.get(f"/api/search?{href.partition('?')[2]}").get_json()
    assert sorted(hit["title"] for hit in found["hits"]) == ["Story 1", "Story 2"]
