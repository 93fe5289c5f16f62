"""``index --dry-run`` says what would be read as what, and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

from support.documents import zipped
from support.runs import TEXT, called, story, write, write_lines


def test_each_format_is_counted_and_its_first_article_shown(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "a.txt", f"A title\n\nBy Ida Moss\n\n{TEXT}")
    write_lines(folder / "b.jsonl", [story(n) for n in (1, 2)])
    (folder / "c.zip").write_bytes(
        zipped(
            {"x/d.txt": f"Zipped\n\n{TEXT}", "README": "About", "e.txt": f"E\n\n{TEXT}"}
        )
    )
    data = tmp_path / "data"
    told = called(data, "index", "--dry-run", folder)
    assert told.exit_code == 0
    assert "text: 3 articles in 3 files (plain text" in told.output
    assert "jsonl: 2 articles in 1 file " in told.output
    assert "title   A title" in told.output
    assert "README: it is a note for readers, no article" in told.output
    assert not data.exists()


def test_scripts_get_the_same_in_json(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "b.jsonl", [story(n) for n in (1, 2)])
    for jobs in (0, 1):
        told = called(
            tmp_path / "data", "index", "--dry-run", "--json", "-j", jobs, path
        )
        (only,) = json.loads(told.stdout)["formats"]
        assert (only["format"], only["files"], only["articles"]) == ("jsonl", 1, 2)
        assert only["first"]["position"] == "line 1"
        assert only["first"]["title"] == "Story 1"


def test_a_first_record_that_is_no_article_says_why(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"x": 1}\n')
    told = called(tmp_path / "data", "index", "--dry-run", "-j", "0", path)
    assert "no article: neither a title nor a body" in told.stdout


def test_standard_input_is_not_read_and_lost(tmp_path: Path) -> None:
    told = called(tmp_path / "data", "index", "--dry-run", "-", input="Title")
    assert told.exit_code == 2
    assert "save it to a file" in told.output
