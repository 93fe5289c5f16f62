"""What several rooms need is written down once: names of months, kinds of entity."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.codes.months import (
    MONTH_ABBREVIATIONS,
    MONTH_BEGINNINGS,
    MONTH_NUMBERS,
    MONTHS,
)

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path
    for folder in ("search", "index", "web")
    for path in (ROOT / folder).rglob("*.py")
)
ONE_MONTH = re.compile(
    r"(?<![a-z])(january|february|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])",
    re.IGNORECASE,
)
MANY = 7
"""Different months in the code of one module from which on they are a table."""


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(code: str) -> Iterator[str]:
    """Yield the strings of a module, docstrings left out."""
    tree = ast.parse(code)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in prose:
                yield text


def months_in(code: str) -> set[str]:
    found = ONE_MONTH.findall(" ".join(strings(code)))
    return {name[:3].lower() for name in found}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_one_module_lists_the_months(path: Path) -> None:
    if ids(path) != "search/codes/months.py":
        assert len(months_in(path.read_text(encoding="utf-8"))) < MANY


def test_a_second_table_of_months_would_be_found() -> None:
    assert len(months_in('X = "jan feb mar apr may jun jul"')) == MANY
    assert len(months_in('X = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul)[a-z]*"')) == MANY
    assert (
        len(months_in('X = ["June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]'))
        == MANY
    )
    assert not months_in('"""January February March April May June July"""')


def test_every_form_of_a_month_has_its_number() -> None:
    assert len(MONTHS) == 12
    assert [MONTH_NUMBERS[name.lower()] for name in MONTHS] == list(range(1, 13))
    for form in MONTH_ABBREVIATIONS:
        full = MONTHS[MONTH_NUMBERS[form.lower()] - 1]
        assert full.startswith(form) or form == "Sept"


def test_every_form_begins_with_the_letters_of_its_month() -> None:
    for form in MONTH_NUMBERS:
        assert re.match(MONTH_BEGINNINGS, form, re.IGNORECASE)
