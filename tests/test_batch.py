"""Lists of queries: an answer a line, whatever is in them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.engines import url_in
from support.helped import indexed, made

from index.cli import main
from index.commands.batch import _cut, _lines
from search.engines.url import EngineUrl

ARTICLES = [
    made(1, "Floods in Lisbon", "water", people=["Ana Silva"]),
    made(2, 'The "late" report, twice', "floods", people=["Ana Silva", "Li Na"]),
    made(3, "東京の朝", "", people=["José Silva"]),
]


class Batch:
    def __init__(self, url: EngineUrl, folder: Path) -> None:
        self.url = url
        self.file = folder / "queries.csv"

    def __call__(self, content: str | bytes, *options: object) -> Result:
        data = content.encode() if isinstance(content, str) else content
        self.file.write_bytes(data)
        arguments = ["--engine", self.url, "batch", self.file, *options]
        return CliRunner().invoke(main, list(map(str, arguments)))

    def rows(self, content: str | bytes, *options: object) -> list[list[str]]:
        result = self(content, *options)
        assert result.exit_code == 0, result.output
        return list(csv.reader(io.StringIO(result.stdout)))


@pytest.fixture
def batch(engine_url: EngineUrl, tmp_path: Path) -> Batch:
    indexed(engine_url, ARTICLES).close()
    return Batch(engine_url, tmp_path)


def test_each_query_gives_its_count_and_first_hits(batch: Batch) -> None:
    assert batch.rows("lisbon\n東京\nnothing\n", "--hits", 1) == [
        ["query", "articles", "id_1", "title_1", "date_1"],
        ["lisbon", "1", "a001", "Floods in Lisbon", "2020-01-02"],
        ["東京", "1", "a003", "東京の朝", "2020-01-04"],
        ["nothing", "0"],
    ]


def test_the_query_is_in_the_column_of_that_name(batch: Batch) -> None:
    content = '\ufeffid, Query \r\n7,"person:""Ana Silva"""\r\n8,late\r\n'
    rows = batch.rows(content, "--hits", 0)
    assert rows[1:] == [['person:"Ana Silva"', "2"], ["late", "1"]]


def test_a_heading_may_have_semicolons_and_names_a_heading_of_their_own(
    batch: Batch,
) -> None:
    rows = batch.rows("id;query\n7;late, twice\n", "--hits", 0)
    assert rows[1:] == [["late, twice", "1"]]
    named = batch.rows("name;note\nAna Silva;x\n", "--name", "person", "--hits", 0)
    assert named[1:] == [["Ana Silva", "2"]]
    commas = batch.rows("person\nLi Na\n", "--name", "person", "--hits", 0)
    assert commas[1:] == [["Li Na", "1"]]


def test_without_a_heading_it_is_in_the_first(batch: Batch) -> None:
    rows = batch.rows("floods,x\n\n\nlate,y", "--hits", 0)
    assert rows[1:] == [["floods", "2"], ["late", "1"]]


def test_lines_may_be_whole_names(batch: Batch) -> None:
    rows = batch.rows("ana silva\nSilva\njose silva\n", "--name", "person", "--hits", 0)
    assert rows[1:] == [["ana silva", "2"], ["Silva", "0"], ["jose silva", "1"]]


def test_bad_lines_are_told_and_the_others_answered(batch: Batch) -> None:
    content = b'query,n\nlate,1\n"open,2\nfl\xff,3\n,4\n(),5\n' + b"x" * 70_000
    result = batch(content + b"\nfloods,8\n", "--hits", 0)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["query,articles", "late,1", "floods,2"]
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        f"line {number}" for number in (3, 4, 5, 6, 7)
    ]


def test_what_is_not_understood_of_a_query_is_told(batch: Batch) -> None:
    result = batch("floods published:soon\n", "--hits", 0)
    assert result.exit_code == 0
    assert "line 1: " in result.stderr


def test_answers_go_to_a_file(batch: Batch, tmp_path: Path) -> None:
    target = tmp_path / "answers.csv"
    result = batch("late\n", "--to", target)
    assert (result.exit_code, result.stdout) == (0, "")
    answers = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert answers[1][:4] == ["late", "1", "a002", 'The "late" report, twice']


def test_the_queries_are_never_overwritten(batch: Batch) -> None:
    result = batch("late\n", "--to", batch.file)
    assert result.exit_code == 2
    assert batch.file.read_text() == "late\n"


def test_a_file_that_is_not_there_is_wrong_usage(batch: Batch) -> None:
    arguments = ["--engine", str(batch.url), "batch", str(batch.file)]
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_without_an_index_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "answers.csv"
    result = Batch(url_in("tantivy", tmp_path / "none"), tmp_path)(
        "late\n", "--to", target
    )
    assert result.exit_code == 66
    assert not target.exists()


def test_queries_are_answered_as_they_come(batch: Batch) -> None:
    read: list[int] = []

    class Slow(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            read.append(1)
            return super().readline(size)

    lines = _lines(Slow(b"late\n" * 10_000))
    assert next(lines).query == "late"
    assert len(read) == 1


def test_a_line_without_end_is_passed_over_in_pieces() -> None:
    stream = io.BytesIO(b"a\n" + b"x" * 500_000 + b"\nb\n" + b"y" * 500_000)
    assert [(number, len(line) < 70_000) for number, line in _cut(stream)] == [
        (1, True),
        (2, True),
        (3, True),
        (4, True),
    ]


@pytest.mark.parametrize("content", ["", "\n\n", "query\n", "\x00\n", "\ud800"])
def test_a_file_with_nothing_in_it_ends_well(batch: Batch, content: str) -> None:
    result = batch(content.encode("utf-8", "surrogatepass"))
    assert result.exit_code in (0, 1)
    assert len(result.stdout.splitlines()) == 1
