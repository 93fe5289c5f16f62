"""Lines that a program cut to a width are paragraphs again."""

from __future__ import annotations

import textwrap

import pytest

from index.cleaning.clean import clean
from index.records import Draft


def body(text: str) -> str:
    return clean(Draft(title="", body=text)).body


_PROSE = [
    "The council of Hartwell met on Monday, and Margaret Jane Leclerc, a clerk from "
    "the United Nations, told the well-known members of it that the vote was near.",
    "Nobody was there to hear it but the mayor, Theresa May Lee, and John Adams Stone, "
    "who said that he had come by chance and would not stay for long after noon.",
    "It ended at one.",
]


@pytest.mark.parametrize("width", [30, *range(40, 90, 5), 100, 120])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_lines_cut_to_a_width_are_paragraphs_again(width: int, between: str) -> None:
    wrapped = between.join(textwrap.fill(part, width) for part in _PROSE)
    found = body(wrapped)
    for name in ("Margaret Jane Leclerc", "United Nations", "Theresa May Lee"):
        assert name in found
    if between == "\n\n":
        assert found == between.join(_PROSE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Shall the bell of Hartwell ring again at night,\n"
            "Or shall the ropes hang idle in the tower?\n"
            "We heard it once and took it for a light\n"
            "That called the fishers home at any hour.",
            id="verses",
        ),
        pytest.param(
            "Hartwell United       3 1 2 14:12 7 points\n"
            "Springfield Rovers    3 1 1 10:11 6 points\n"
            "Stone Athletic        2 0 4 09:14 4 points",
            id="table",
        ),
        pytest.param(
            "Mayor of Hartwell loses vote on the bell tower\n"
            "Clerk Ann Lee counts the ballots a second time\n"
            "Council will meet again in the hall next month",
            id="headlines",
        ),
        pytest.param("By Ann Lee\nHARTWELL (Wire) - It rained.", id="byline"),
    ],
)
def test_lines_that_end_where_they_should_stay_lines(text: str) -> None:
    assert body(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("width", [30, 45, 70, 100])
@pytest.mark.parametrize("margin", ["", "    "])
def test_paragraphs_that_begin_with_blanks_are_put_together(
    width: int, margin: str
) -> None:
    cut = ("    " + textwrap.fill(part, width) for part in _PROSE)
    wrapped = textwrap.indent("\n".join(cut), margin)
    assert body(wrapped) == "\n\n".join(_PROSE)


def test_short_paragraphs_without_blank_lines_are_put_together() -> None:
    # most lines end early, but the sentences of all others go on
    parts = [f"{part[:90].rpartition(' ')[0]} at noon." for part in _PROSE[:1]] * 8
    wrapped = "\n".join(textwrap.fill(part, 70) for part in parts)
    assert body(wrapped).count("\n") == len(parts) - 1
