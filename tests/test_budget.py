"""Comparing the places of common words only so often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from support.asking import Ask, page_for, scan_for
from support.engines import EVERY_ENGINE, url_in
from support.helped import indexed

from search.model.article import Article
from search.query import budget as costs
from search.query.budget import fit_budget
from search.query.parser import parse
from search.query.tree import And, Near, Not, Or, Phrase, Query, Term

_ARTICLES = 1_000_000
_COUNTS = {"the": 950_000, "of": 940_000, "in": 930_000, "to": 920_000, "war": 9_000}


def _counts(words: Iterable[str]) -> Mapping[str, int]:
    return {word: _COUNTS[word] for word in words if word in _COUNTS}


def _cut(text: str, articles: int = _ARTICLES) -> tuple[Query, int]:
    query, notices = fit_budget(parse(text).query, lambda: articles, _counts)
    return query, len(notices)


def test_one_phrase_is_not_even_weighed() -> None:
    def unasked(words: Iterable[str]) -> Mapping[str, int]:
        raise AssertionError(words)

    query = parse('war OR "of the"').query
    assert fit_budget(query, lambda: _ARTICLES, unasked) == (query, ())


def test_phrases_of_common_words_are_cut_behind_the_first() -> None:
    phrases = ('"of the"', '"in the"', '"to the"')
    query, notices = _cut(" OR ".join(phrases))
    assert query == Or(
        (
            Phrase(("of", "the")),
            Term("in"),
            Term("to"),
        )
    )
    assert notices == 2


def test_phrases_with_a_word_that_few_articles_have_are_kept_beside_it() -> None:
    text = '"war of the" "the war" "of war" "the war in"'
    assert _cut(text) == (parse(text).query, 0)


def test_a_run_is_as_many_searches_as_there_are_distances() -> None:
    query, notices = _cut('war "of the" NEAR/5 "in the"')
    assert query == And((Term("war"), Term("in")))
    assert notices == 1
    kept = And((Term("war"), Near(("of", "the"), ("war",), 3, ordered=True)))
    assert _cut('war "of the" BEFORE/3 war') == (kept, 0)


def test_phrases_with_a_rare_word_are_kept_however_many() -> None:
    text = " OR ".join(f'"the war of w{n}"' for n in range(30)) + ' OR "war of the"'
    assert _cut(text) == (parse(text).query, 0)


def test_a_small_corpus_answers_anything() -> None:
    text = " OR ".join(f"the NEAR/{n} of" for n in range(1, 40))
    assert _cut(text, 2_000)[0] != parse(text).query  # by counts of a large one
    small = fit_budget(
        parse(text).query, lambda: 2_000, lambda words: dict.fromkeys(words, 2_000)
    )
    assert small == (parse(text).query, ())


def test_what_is_to_be_absent_costs_the_same() -> None:
    text = '"of the" -(war "of in")'
    query, notices = _cut(text)
    assert isinstance(query, And)
    assert query.parts[-1] == Not(And((Term("war"), Term("in"))))
    assert notices == 1


def test_a_rare_form_costs_what_its_common_word_does() -> None:
    def counts(words: Iterable[str]) -> Mapping[str, int]:
        return {word: 900_000 for word in words if word in ("be", "have")}

    query = parse('"am having" "having am"').query
    assert len(fit_budget(query, lambda: _ARTICLES, counts)[1]) == 1


def test_a_phrase_in_several_places_counts_as_often() -> None:
    text = '(war "of the") OR (peace "of the")'
    assert _cut(text)[0] == parse(text.replace('"of the"', "of")).query
    once = '(war "of the") OR peace'
    assert _cut(once) == (parse(once).query, 0)


def test_no_more_than_three_notices() -> None:
    words = " OR ".join(f"the NEAR/{n} of" for n in range(1, 40))
    assert _cut(words)[1] == 3


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_a_search_says_what_it_cut(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("war of the worlds", "the war of words", "peace and the sea")
    articles = [
        Article(id=f"a{n}", title="", body=text, source="x")
        for n, text in enumerate(texts)
    ]
    searcher = indexed(url_in(engine, tmp_path / "index"), articles)
    ask = Ask(text='"of the" OR "worlds the" OR "the of"')
    whole = page_for(searcher, ask)
    assert (whole.total, whole.notices) == (1, ())
    monkeypatch.setattr(costs, "_SMALL", 0)
    monkeypatch.setattr(costs, "_MOST_TIMES", 1)
    cut = page_for(searcher, ask)
    assert [notice.text for notice in cut.notices] == [
        "Only a few phrases of such common words can be looked for at once; "
        "of “the of” only “of” was searched."
    ]
    assert cut.total == 2
    assert len(list(scan_for(searcher, ask))) == 2
