"""One language behind a seam: stems, function words and weights, and a second one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.analyzer import Analyzer
from search.analysis.english import ENGLISH
from search.analysis.fold import fold_name, strip_accents
from search.analysis.registry import ANALYZERS, analyzer_for
from search.model.article import Article, Span, TextField
from search.query.parser import parse
from search.request import EngineResult
from search.results.marks import find_marks, select_leaves
from search.results.occurrences import find_occurrences
from search.results.page import present_hits

CLIPPED = Analyzer(
    language="xx",
    stem=lambda word: word.rstrip("aeiou") or word,
    function_words=frozenset(("lo", "la")),
)
"""A toy language in which vowels at the end of a word are its inflection."""


@pytest.fixture
def clipped(monkeypatch: pytest.MonkeyPatch) -> Analyzer:
    monkeypatch.setitem(ANALYZERS, CLIPPED.language, CLIPPED)
    return CLIPPED


def test_a_language_nobody_knows_is_read_as_english() -> None:
    assert analyzer_for("") is analyzer_for("xx") is analyzer_for("en") is ENGLISH


def test_a_registered_language_is_found_by_its_code(clipped: Analyzer) -> None:
    assert analyzer_for("xx") is clipped


def test_words_are_grouped_by_the_stems_of_their_language() -> None:
    counts = {"mare": 2, "mari": 1, "mars": 4}
    assert CLIPPED.group_by_stem(counts) == {
        "mar": {"mare": 2, "mari": 1},
        "mars": {"mars": 4},
    }
    assert ENGLISH.group_by_stem({"attacks": 1, "attacked": 2}) == {
        "attack": {"attacks": 1, "attacked": 2}
    }


def test_an_article_is_marked_by_the_rules_of_its_own_language(
    clipped: Analyzer,
) -> None:
    query = parse("mare").query
    article = Article(id="1", title="Mari", body="Il maro, maring.", language="xx")
    page, _ = present_hits(EngineResult(hits=((article, 1.0),), total=1), query, ())
    assert page[0].title_marks == (Span(0, 4),)
    assert page[0].snippet.marks == (Span(3, 7),)
    places = find_occurrences(article, "mare").places
    assert [(one.start, one.end) for one in places[TextField.BODY]] == [(3, 7)]


def test_phrases_are_marked_by_the_stems_of_the_language(clipped: Analyzer) -> None:
    leaves = select_leaves(parse('"mare alto"').query, TextField.BODY)
    assert not find_marks("mari alta", leaves)
    assert [mark.span for mark in find_marks("mari alta", leaves, language="xx")] == [
        Span(0, 9)
    ]


@given(st.text(max_size=40))
def test_accents_are_stripped_and_nothing_is_added(text: str) -> None:
    plain = strip_accents(text)
    assert not any(map(unicodedata.combining, plain))
    assert strip_accents(plain) == plain


def test_names_are_looked_up_without_case_accents_and_full_stops() -> None:
    assert fold_name("St.  Étienne") == "st etienne"
    assert fold_name("O’Brien") == "o'brien"
    assert fold_name("Al-Qaeda") == "al-qaeda"
    assert fold_name("U.N.") == "un"
