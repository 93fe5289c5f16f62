from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer
from whoosh.fields import Schema

from search.analysis.english import ENGLISH
from search.analysis.fold import fold, fold_letter
from search.analysis.tokens import (
    MAX_TERM_BYTES,
    TOKEN_PATTERN,
    are_adjacent,
    find_words_end,
    key,
    terms,
    tokens,
    words_beginning,
)
from search.engines.whoosh.schema import make_schema

TEXTS = st.text(
    st.one_of(
        st.sampled_from("aAbB z09.'-_’“ \n\tßæøłđİıΣςёйЙéÉe\u0301\u0308½²①ﬁ東京한국कि"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)

tantivy_words = (
    TextAnalyzerBuilder(Tokenizer.regex(TOKEN_PATTERN))
    .filter(Filter.lowercase())
    .filter(Filter.remove_long(MAX_TERM_BYTES + 1))
    .build()
)
tantivy_stems = (
    TextAnalyzerBuilder(Tokenizer.regex(TOKEN_PATTERN))
    .filter(Filter.lowercase())
    .filter(Filter.remove_long(MAX_TERM_BYTES + 1))
    .filter(Filter.stemmer("english"))
    .build()
)
whoosh_schema: Schema = make_schema()


@settings(max_examples=1000)
@given(TEXTS)
def test_what_python_says_of_a_text_is_what_tantivy_indexes(text: str) -> None:
    assert tantivy_words.analyze(fold(text)) == terms(text)
    assert tantivy_stems.analyze(fold(text)) == [
        ENGLISH.stem(term) for term in terms(text)
    ]


@settings(max_examples=200)
@given(TEXTS)
def test_what_python_says_of_a_text_is_what_whoosh_indexes(text: str) -> None:
    analyzer = whoosh_schema["body"].analyzer
    found = [(token.text, token.pos) for token in analyzer(text)]
    assert found == [(ENGLISH.stem(t.term), t.position) for t in tokens(text)]


def test_every_character_of_unicode_is_analysed_as_tantivy_does() -> None:
    for start in range(0, 0x30000, 0x100):
        chars = [
            chr(code)
            for code in range(start, start + 0x100)
            if unicodedata.category(chr(code)) != "Cs"
        ]
        text = " ".join(f"a{char}b" for char in chars)
        assert tantivy_words.analyze(fold(text)) == terms(text), hex(start)


@settings(max_examples=500)
@given(TEXTS)
def test_tokens_lie_in_order_within_the_text(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@settings(max_examples=500)
@given(TEXTS, st.frozensets(st.sampled_from("abzeos東2ि"), max_size=3))
def test_words_by_initial_are_the_tokens_with_that_initial(
    text: str, initials: frozenset[str]
) -> None:
    expected = [t[:3] for t in tokens(text) if t.term[0] in initials]
    assert list(words_beginning(text, initials)) == expected


@settings(max_examples=500)
@given(TEXTS, st.integers(1, 6))
def test_so_many_words_end_where_the_last_of_them_does(text: str, most: int) -> None:
    ends = [token.end for token in tokens(text)][:most]
    assert find_words_end(text, most) == (ends[-1] if ends else 0)


@pytest.mark.parametrize("last", ["of", "ofé", "o’f", "x" * 200, "x" * 201, "東"])
@pytest.mark.parametrize("after", ["", " ", "—then", "\xa0then", "é", "\u2028"])
def test_plain_words_end_where_others_do(last: str, after: str) -> None:
    text = f"“The—first”, ‘second’ {last}{after}"
    ends = [token.end for token in tokens(text)]
    for most in range(1, len(ends) + 2):
        assert find_words_end(text, most) == ends[min(most, len(ends)) - 1]


def test_words_too_long_to_keep_are_not_counted_among_the_first() -> None:
    text = f"one {'x' * 300} zwölf {'é' * 300} three"
    assert text[: find_words_end(text, 2)].endswith("zwölf")
    assert find_words_end(text, 3) == find_words_end(text, 9) == len(text)


@settings(max_examples=500)
@given(TEXTS)
def test_words_are_adjacent_when_their_positions_are(text: str) -> None:
    found = list(tokens(text))
    for before, after in pairwise(found):
        assert are_adjacent(text, before.end, after.start) == (
            after.position == before.position + 1
        )
    for before, after in zip(found, found[2:], strict=False):
        assert not are_adjacent(text, before.end, after.start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("São Paulo", ["sao", "paulo"]),
        ("e\u0301te\u0301", ["ete"]),
        ("Straße ŒUVRE Łódź Ørsted", ["strasse", "oeuvre", "lodz", "orsted"]),
        ("U.S. don't 10:30", ["u", "s", "don", "t", "10", "30"]),
        ("İstanbul ıspanak", ["istanbul", "ispanak"]),
        ("ＦＵＬＬ ｗｉｄｔｈ ①② x²", ["full", "width", "12", "x2"]),
        ("½ ¾b ｱｲ", ["12", "34b", "ア", "イ"]),
        ("٣٤ 東京都", ["34", "東", "京", "都"]),
        ("हिन्दी", ["हिन्दी"]),
        ("한국어", ["한국어"]),
        ("ё Й", ["е", "и"]),
        ("... — !", []),
    ],
)
def test_text_becomes_these_words(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_word_longer_than_any_word_is_left_out_but_counted() -> None:
    assert [t[0::3] for t in tokens("a " + "x" * 201 + " b")] == [("a", 0), ("b", 2)]
    assert terms("x" * 200) == ["x" * 200]
    assert terms("é" * 201) == []


def test_keys_ignore_case_accents_and_punctuation() -> None:
    assert (
        key("José  O’Brien-Smith") == key("jose o'brien smith") == "jose o brien smith"
    )
    assert key("!?") == "!?"


def test_stems_are_snowball_english() -> None:
    words = ("attacks", "attacked", "treaties", "running")
    assert [ENGLISH.stem(w) for w in words] == ["attack", "attack", "treati", "run"]


def test_characters_are_remembered_within_bounds() -> None:
    fold("".join(map(chr, range(0xE000, 0xE000 + 40_000))))
    assert fold_letter.cache_info().currsize < 40_000
