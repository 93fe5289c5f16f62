"""Whole lists of a facet's values, on every engine."""

from __future__ import annotations

from typing import get_args

import pytest
from support.asking import Ask, plan_for
from support.engines import EVERY_ENGINE, url_in
from support.helped import HOSTILE, indexed, made

from search.explore import facet_values as listing
from search.explore.facet_values import ValueOrder, list_values
from search.model.facets import Selection
from search.model.fields import FACETS
from search.searcher import Searcher

PEOPLE = ("Émile Zola", "Ann Lee", "Ben Émery", "Zoë Smith", "Ünal Kaya", "7 Brothers")


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Searcher:
    folder = tmp_path_factory.mktemp("listing")
    found = [
        made(
            number,
            f"Story {number}",
            "oil" if number < 3 else "gas",
            people=PEOPLE[: number + 1],
            countries=[("DE", "Germany")] if number else [("FR", "France")],
        )
        for number in range(len(PEOPLE))
    ]
    found.append(made(9, "Many", people=[f"Person {n:03d}" for n in range(150)]))
    return indexed(url_in(request.param, folder), found)


def labels(page: listing.FacetPage) -> list[str]:
    return [value.label for value in page.values]


def test_values_come_by_count_then_by_value(searcher: Searcher) -> None:
    page = list_values(plan_for(searcher, Ask()), "person")
    assert labels(page)[:4] == ["Émile Zola", "Ann Lee", "Ben Émery", "Zoë Smith"]
    assert [value.count for value in page.values[:3]] == [6, 5, 4]
    assert (len(page.values), page.total, page.more) == (100, 156, False)
    assert page.letters == ()


def test_the_list_goes_on_where_it_stopped(searcher: Searcher) -> None:
    first = list_values(plan_for(searcher, Ask()), "person", limit=90)
    rest = list_values(plan_for(searcher, Ask()), "person", offset=90, limit=90)
    whole = list_values(plan_for(searcher, Ask()), "person", limit=1_000)
    assert first.values + rest.values == whole.values
    assert len({value.value for value in whole.values}) == 156
    assert list_values(plan_for(searcher, Ask()), "person", offset=999).values == ()


def test_names_come_as_in_a_register_with_their_initials(searcher: Searcher) -> None:
    page = list_values(plan_for(searcher, Ask(text="gas")), "person", order="name")
    assert labels(page) == [
        *("7 Brothers", "Ann Lee", "Ben Émery", "Émile Zola", "Ünal Kaya", "Zoë Smith")
    ]
    assert page.letters == tuple(
        (letter, place) for place, letter in enumerate(["0–9", *"ABEUZ"])
    )
    countries = list_values(plan_for(searcher, Ask()), "about", order="name")
    assert labels(countries) == ["France", "Germany"]


@pytest.mark.parametrize(
    ("find", "found"),
    [
        ("em", ["Ben Émery", "Émile Zola"]),
        ("ÉM", ["Ben Émery", "Émile Zola"]),
        ("zol em", ["Émile Zola"]),
        ("smith zoe", ["Zoë Smith"]),
        ("ola", []),
        ("7", ["7 Brothers"]),
    ],
)
def test_any_word_of_a_name_may_begin_so(
    searcher: Searcher, find: str, found: list[str]
) -> None:
    page = list_values(plan_for(searcher, Ask()), "person", order="name", find=find)
    assert labels(page) == found
    assert page.total == len(found)


def test_names_too_rare_for_the_list_are_found_by_name(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "LONGEST_LIST", 5)
    page = list_values(plan_for(searcher, Ask()), "person")
    assert (page.total, page.more) == (5, True)
    assert "7 Brothers" not in labels(page)
    found = list_values(plan_for(searcher, Ask()), "person", find="brot 7")
    assert [(v.label, v.count) for v in found.values] == [("7 Brothers", 1)]


def test_counts_leave_out_what_is_chosen_in_the_facet_and_keep_what_is_excluded(
    searcher: Searcher,
) -> None:
    chosen = (
        Selection("person", ("emile zola", "Nobody Known"), ("Ben Émery",)),
        Selection("about", ("Germany",)),
    )
    page = list_values(plan_for(searcher, Ask(text="oil", selections=chosen)), "person")
    assert [(v.label, v.count, v.selected, v.excluded) for v in page.values] == [
        ("Ben Émery", 0, False, True),
        ("Ann Lee", 1, False, False),
        ("Émile Zola", 1, True, False),
        ("Nobody Known", 0, True, False),
    ]


def test_the_list_is_that_of_the_articles_shown_for_most_words(
    searcher: Searcher,
) -> None:
    page = list_values(plan_for(searcher, Ask(text="oil unheard")), "person")
    assert page.total == 3
    strict = list_values(
        plan_for(searcher, Ask(text="oil unheard", strict=True)), "person"
    )
    assert strict.values == ()


@pytest.mark.parametrize("field", FACETS)
def test_every_facet_is_listed_whatever_is_looked_for(
    searcher: Searcher, field: str
) -> None:
    for find in HOSTILE:
        for order in get_args(ValueOrder):
            list_values(
                plan_for(searcher, Ask(text=find)), field, order=order, find=find
            )
