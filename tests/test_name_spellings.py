"""A name finds whoever has it, however it is written: joined, with points, accents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, page_for
from support.engines import EVERY_ENGINE, url_in
from support.helped import indexed, made

from search.analysis.variants import name_runs
from search.model.facets import Selection
from search.query.tree import Phrase, Prefix, Term
from search.query.word_leaves import find_in_name
from search.request import Match
from search.searcher import Searcher

ARTICLES = [
    made(
        1,
        "Signs",
        people=["Tim O'Nally", "J.K. Marlow", "Gerda Schröter", "Jean-Paul Rivet"],
        organisations=["Wal-Tex Stores", "U.S. Council", "M.B.I."],
        places=["Wester-Salem", "Düsselbach", "Cap d'Ivry"],
        source="Al-Madar",
    ),
    made(
        2,
        "None",
        people=["Tim ONally", "JK Marlow", "Gerda Schroeter", "Jeanpaul Rivet"],
        organisations=["Waltex Stores", "US Council", "MBI"],
        places=["Westersalem", "Duesselbach", "Cap dIvry"],
        source="Almadar",
    ),
    made(
        3,
        "Spaces",
        people=["Tim Nally", "J. K. Marlow", "Jean Paul Rivet", "Béa d’Orsay"],
        places=["Wester Salem"],
        source="Al Madar",
    ),
]


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("names")
    searcher = indexed(url_in(request.param, folder / "index"), ARTICLES)
    yield searcher
    searcher.close()


def found(searcher: Searcher, ask: Ask) -> str:
    hits = page_for(searcher, ask).hits
    return " ".join(sorted(hit.article.id[-1] for hit in hits))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("person:onally", "1 2"),
        ("person:o'nally", "1 2"),
        ("person:O’Nally", "1 2"),
        ('person:"Tim O\'Nally"', "1 2"),
        ('person:"tim onally"', "1 2"),
        ("person:onal*", "1 2"),
        ("-person:onally", "3"),
        ("person:nally", "1 3"),
        ('person:"J.K. Marlow"', "1 2 3"),
        ('person:"J. K. Marlow"', "1 2 3"),
        ('person:"jk marlow"', "1 2 3"),
        ("person:J.K.", "1 2 3"),
        ("person:jk", "1 2 3"),
        ("person:Jean-Paul", "1 2 3"),
        ("person:jeanpaul", "1 2"),
        ('person:"Jean-Paul Rivet"', "1 2 3"),
        ('person:"Jeanpaul Rivet"', "1 2 3"),
        ("person:schröter", "1 2"),
        ('person:"Gerda Schroeter"', "1 2"),
        ("person:schroter", "1"),
        ("person:dorsay", "3"),
        ('person:"Bea D\'Orsay"', "3"),
        ("organisation:waltex", "1 2"),
        ("organisation:wal-tex", "1 2"),
        ('organisation:"Waltex Stores"', "1 2"),
        ('organisation:"US Council"', "1 2"),
        ('organisation:"us council"', "1 2"),
        ('organisation:"U.S. Council"', "1 2"),
        ("organisation:mbi", "1 2"),
        ("organisation:M.B.I.", "1 2"),
        ("place:Wester-Salem", "1 2 3"),
        ('place:"Westersalem"', "1 2 3"),
        ("place:duesselbach", "1 2"),
        ("place:Düsselbach", "1 2"),
        ('place:"Cap dIvry"', "1 2"),
        ("source:almadar", "1 2"),
        ("source:al-madar", "1 2 3"),
        ('person:="Tim ONally"', "2"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    searcher: Searcher, query: str, expected: str
) -> None:
    assert found(searcher, Ask(text=query, match=Match.ALL)) == expected


def test_a_name_that_was_chosen_from_a_list_is_the_one_that_was_counted(
    searcher: Searcher,
) -> None:
    page = page_for(searcher, Ask(facets=("person",), facet_size=50))
    (facet,) = page.facets
    counts = {value.value: value.count for value in facet.values}
    for name in ("Tim O'Nally", "Tim ONally", "Gerda Schröter", "Gerda Schroeter"):
        chosen = (Selection("person", (name,)),)
        assert page_for(searcher, Ask(selections=chosen)).total == counts[name] == 1


def test_long_names_and_addresses_are_written_in_one_way() -> None:
    assert len(name_runs("J.K. O'Nally-Schröter")) > 4
    assert len(name_runs("example.org/a-b")) == 1
    assert len(name_runs("A-B " * 20)) == 1


@pytest.mark.parametrize(
    "leaf", [Term("onally"), Phrase(("tim", "onally")), Prefix("onal")], ids=str
)
def test_the_mentions_of_a_name_in_another_spelling_are_marked(leaf: Term) -> None:
    assert find_in_name(leaf)("Tim O'Nally")
    assert not find_in_name(leaf)("Tim Nally")
