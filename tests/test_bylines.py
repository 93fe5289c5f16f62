"""Who wrote an article, in bylines as papers write them."""

from __future__ import annotations

import pytest

from index.readers.bylines import split_authors
from index.readers.columns import draft_of


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee and Bob Stone",
        "Ann Lee / Bob Stone",
        "Ann Lee • Bob Stone • 5 min read",
        "Words by Ann Lee and Bob Stone",
        "By Ann Lee and Bob Stone | Gazette Staff",
        "Ann Lee, Bob Stone | Harrow Courier Staff Writers",
        "Von Ann Lee und Bob Stone",
        "Par Ann Lee et Bob Stone",
        "Por Ann Lee y Bob Stone",
        "Di Ann Lee e Bob Stone",
        "Door Ann Lee en Bob Stone",
        "Ann Lee\nStaff Writer\nBob Stone\nHealth correspondent",
        "By Ann Lee Health correspondent and Bob Stone",
        "Ann Lee, Bob Stone, The Wire News, Cairo",
        "Ann Lee and Bob Stone for the Harrow Courier",
        "Ann Lee, Bob Stone, photographs by Carl Poe",
        "Ann Lee/AP and Bob Stone/Reuters",
        "Ann Lee and Bob Stone for The Courier",
        "By Ann Lee and Bob Stone Updated 5 hours ago",
        "Reporting by Ann Lee and Bob Stone; editing by Carl Poe",
    ],
)
def test_the_names_of_a_byline_are_told_from_the_rest(line: str) -> None:
    assert split_authors(line) == ("Ann Lee", "Bob Stone")


@pytest.mark.parametrize(
    "name",
    [
        "Von Miller",
        "Santiago Ruiz y Gasset",
        "The Fund for the Press",
        "Ann Lee Miller",
        "Wire Staff",
        "Miller, Ann",
    ],
)
def test_a_name_that_only_looks_like_several_stays_one(name: str) -> None:
    assert split_authors(name) == (name,)


@pytest.mark.parametrize(
    "cell",
    [
        "['Ann Lee', 'Bob Stone']",
        '["Ann Lee", "Bob Stone"]',
        "[{'name': 'Ann Lee'}, 'Bob Stone']",
    ],
)
def test_a_list_in_one_cell_is_read(cell: str) -> None:
    assert draft_of({"title": "t", "authors": cell}, {}).authors == (
        "Ann Lee",
        "Bob Stone",
    )


@pytest.mark.parametrize("cell", ["[" * 900 + "]", "[Ann Lee]", "[1,,]", "[]"])
def test_what_only_looks_like_a_list_breaks_nothing(cell: str) -> None:
    draft_of({"title": "t", "authors": cell}, {})
