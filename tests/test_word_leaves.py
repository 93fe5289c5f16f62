"""What each leaf that stands for words does: no class of them is forgotten anywhere."""

from __future__ import annotations

from typing import get_args

import pytest

from search.model.article import TextField
from search.query.parser import parse
from search.query.tree import (
    And,
    Exact,
    ExactForm,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    WordLeaf,
    leaves_of,
    replace_leaves,
    wanted,
)
from search.query.word_leaves import (
    MarkedLeaf,
    NearSide,
    UnstemmedLeaf,
    as_typed,
    asks_for_text,
    begins_with,
    comparisons,
    find_in_name,
    find_word,
    marked_parts,
    runs_of,
    words_of,
)
from search.results.marks import find_marks, select_leaves

TYPED: dict[str, WordLeaf] = {
    "ocean": Term("ocean"),
    '"ocean warning"': Phrase(("ocean", "warning")),
    "ocea*": Prefix("ocea"),
    "=ocean": ExactForm("ocean"),
    "oc??n": Wildcard("oc??n"),
    "ocan~": Fuzzy("ocan", 1),
    "ocean NEAR/3 warning": Near(("ocean",), ("warning",), 3),
}
"""A leaf of every class by what is typed for it; each finds the text below."""

TEXT = "An ocean warning"
ALL = pytest.mark.parametrize("leaf", TYPED.values(), ids=TYPED)
UNSTEMMED = [leaf for leaf in TYPED.values() if isinstance(leaf, UnstemmedLeaf)]


def test_every_class_of_leaf_is_tried_here() -> None:
    assert {type(leaf) for leaf in TYPED.values()} == set(get_args(WordLeaf))
    assert {Near, *get_args(MarkedLeaf)} == set(get_args(WordLeaf))


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_for_a_leaf_is_understood_as_it(text: str) -> None:
    assert parse(text).query == TYPED[text]


@pytest.mark.parametrize("text", TYPED)
def test_a_leaf_is_written_as_it_was_typed(text: str) -> None:
    leaf = TYPED[text]
    parts = [
        as_typed(part.run if isinstance(part, NearSide) else part)
        for part in marked_parts(leaf)
    ]
    expected = text.split(" NEAR/3 ") if isinstance(leaf, Near) else [text.strip('"')]
    assert parts == expected


def test_a_leaf_is_written_with_the_capitals_of_its_author() -> None:
    assert (
        as_typed(ExactForm("ocean"), lambda words: " ".join(words).upper()) == "=OCEAN"
    )
    assert as_typed(Fuzzy("ocean", 2)) == "ocean~2"


@ALL
def test_every_leaf_is_marked_where_it_stands(leaf: WordLeaf) -> None:
    leaves = select_leaves(leaf, TextField.BODY)
    assert find_marks(TEXT, leaves)
    assert not find_marks("Nothing of this", leaves)


@ALL
def test_every_leaf_for_words_asks_for_text_unless_its_field_is_of_names(
    leaf: WordLeaf,
) -> None:
    assert asks_for_text(leaf)
    assert not asks_for_text(Exact("person", "ocean"))
    assert not asks_for_text(Term("ocean", "person"))


@pytest.mark.parametrize("leaf", UNSTEMMED, ids=as_typed)
def test_a_leaf_that_compares_words_as_they_are_finds_just_its_own(
    leaf: UnstemmedLeaf,
) -> None:
    assert find_word(leaf)("ocean")
    assert not find_word(leaf)("warning")
    assert begins_with(leaf) in (None, "o")


@ALL
def test_names_are_found_by_the_words_in_them(leaf: WordLeaf) -> None:
    if not isinstance(leaf, Near):
        assert find_in_name(leaf)("Ocean Warning")
        assert not find_in_name(leaf)("Warning Inc")


@ALL
def test_the_words_of_a_leaf_are_those_of_its_runs_in_order(leaf: WordLeaf) -> None:
    assert words_of(leaf) == tuple(word for run in runs_of(leaf) for word in run)
    named = {"ocean", "warning"} & set(words_of(leaf))
    assert bool(named) == (not isinstance(leaf, Prefix | Wildcard | Fuzzy))


def test_places_are_compared_for_phrases_and_for_words_near_each_other() -> None:
    compared = {text: comparisons(leaf) for text, leaf in TYPED.items()}
    assert {text for text, times in compared.items() if times} == {
        '"ocean warning"',
        "ocean NEAR/3 warning",
    }
    assert comparisons(Near(("a",), ("b",), 5, ordered=True)) == 2
    assert comparisons(Near(("a", "b"), ("c",), 5)) == 10
    assert comparisons(Near(("a", "b"), ("c",), 5, ordered=True)) == 5


def test_leaves_are_yielded_and_replaced_wherever_they_stand() -> None:
    a, b, c = Term("a"), Term("b"), Term("c")
    query: Query = And((a, Or((b, a)), Not(a)))
    assert list(leaves_of(query)) == [a, b, a, a]
    assert list(wanted(query)) == [a, b, a]
    assert replace_leaves(query, {a: c}) == And((c, Or((b, c)), Not(c)))
