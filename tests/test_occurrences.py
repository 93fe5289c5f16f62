"""Each thing a search asks for, and its places in an article."""

from __future__ import annotations

import pytest
from support.webapp import articles

from search.model.article import Article, TextField
from search.model.facets import Selection
from search.results.occurrences import Occurrences, find_occurrences

MERKEL = next(article for article in articles() if article.id == "merkel")


def found(query: str, body: str, title: str = "") -> dict[str, list[str]]:
    """The words of each place of what is sought, the title's first."""
    article = Article(id="a", title=title, body=body)
    return listed(article, find_occurrences(article, query))


def listed(article: Article, places: Occurrences) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {sought.text: [] for sought in places.sought}
    texts = {TextField.TITLE: article.title, TextField.BODY: article.body}
    for field, text in texts.items():
        for place in places.places[field]:
            for number in place.sought:
                piece = text[place.start : place.end]
                words[places.sought[number].text].append(piece)
    assert [len(pieces) for pieces in words.values()] == [
        sought.count for sought in places.sought
    ]
    return words


@pytest.mark.parametrize(
    ("query", "body", "words"),
    [
        ("attack", "Attacks; he attacked.", {"attack": ["Attacks", "attacked"]}),
        ("MÜLLER", "Muller und Müller", {"MÜLLER": ["Muller", "Müller"]}),
        ("muller", "Muller und Müller", {"muller": ["Muller", "Müller"]}),
        ('"big cut"', "Big cuts", {"“big cut”": ["Big cuts"]}),
        ("econom*", "Économie, economy", {"econom*": ["Économie", "economy"]}),
        ("colo?r", "color, Colour", {"colo?r": ["Colour"]}),
        ("=cuts", "cut cuts", {"=cuts": ["cuts"]}),
        ("attac~", "an attack", {"attac~": ["attack"]}),
        ("a OR b OR c", "b", {"a": [], "b": ["b"], "c": []}),
        ("a -b", "a b", {"a": ["a"]}),
        ("oil NEAR/3 price", "oil price", {"oil": ["oil"], "price": ["price"]}),
        ("a BEFORE/2 b", "b a b x x a", {"a": ["a"], "b": ["b"]}),
        ("", "nothing", {}),
    ],
)  # fmt: skip
def test_words_are_found_as_the_search_finds_them_and_told_as_typed(
    query: str, body: str, words: dict[str, list[str]]
) -> None:
    assert found(query, body) == words


def test_words_of_a_title_are_found_in_the_title_only() -> None:
    assert found("title:budget", "a budget", "Budget") == {"budget": ["Budget"]}
    assert found("body:budget", "a budget", "Budget") == {"budget": ["budget"]}
    assert found("budget title:budget", "budget", "Budget") == {
        "budget": ["Budget", "budget"]
    }


def test_words_of_the_lead_are_found_no_further_than_it_reaches() -> None:
    body = "budget " + "word " * 70 + "budget"
    assert found("lead:budget", body, "Budget") == {"budget": ["Budget", "budget"]}
    assert len(found("budget", body, "Budget")["budget"]) == 3


def test_what_stands_in_one_another_is_one_place() -> None:
    places = find_occurrences(MERKEL, 'merkel "angela merkel"', ())
    assert places.total == 3
    body = places.places[TextField.BODY]
    assert [place.sought for place in body] == [(0, 1), (0, 1)]


def test_names_places_and_days_are_told_by_field_and_value() -> None:
    chosen = (
        Selection("person", ("Angela Merkel",), ("François Hollande",)),
        Selection("country", ("FR",)),
        Selection("on", ("2015",)),
    )
    places = find_occurrences(
        MERKEL, 'place:berlin organisation:"NATO" on:2015-05', chosen
    )
    told = [(sought.field, sought.text) for sought in places.sought]
    assert told == [
        ("place", "berlin"),
        ("organisation", "NATO"),
        ("on", "2015-05-01..2015-06-01"),
        ("person", "Angela Merkel"),
        ("country", "FR"),
        ("on", "2015"),
    ]
    assert [sought.count for sought in places.sought] == [1, 1, 2, 2, 2, 3]


def test_a_filter_that_names_nothing_is_told_with_no_place() -> None:
    places = find_occurrences(MERKEL, "", (Selection("person", ("Nobody",)),))
    assert [(s.text, s.count) for s in places.sought] == [("Nobody", 0)]
    assert places.total == 0
