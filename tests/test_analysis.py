from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.fields import Schema

from search.analysis.english import ENGLISH
from search.analysis.fold import fold_letter
from search.analysis.tokens import (
    are_adjacent,
    find_words_end,
    key,
    terms,
    tokens,
    words,
    words_beginning,
)
from search.engines.tantivy.schema import make_analyzer
from search.engines.whoosh.schema import SEPARATOR, make_schema

TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "aAbBsSuU z09.,'-_’“ \n\tßæøłđİıΣςёйЙéÉe\u0301\u0308"
            "½²①ﬁ東京한국कि\xad\u200b\u200dʼʻـكកa1"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)

tantivy_analyzer = make_analyzer()
whoosh_schema: Schema = make_schema()


@settings(max_examples=1000)
@given(TEXTS)
def test_what_python_says_of_a_text_is_what_tantivy_indexes(text: str) -> None:
    assert tantivy_analyzer.analyze(" ".join(words(text))) == terms(text)
    stems = " ".join(map(ENGLISH.stem, words(text)))
    assert tantivy_analyzer.analyze(stems) == [ENGLISH.stem(t) for t in terms(text)]


@settings(max_examples=200)
@given(TEXTS)
def test_what_python_says_of_a_text_is_what_whoosh_indexes(text: str) -> None:
    analyzer = whoosh_schema["body"].analyzer
    found = [(token.text, token.pos) for token in analyzer(f"en{SEPARATOR}{text}")]
    assert found == [(ENGLISH.stem(t.term), t.position) for t in tokens(text)]


def test_every_character_of_unicode_is_analysed_as_tantivy_does() -> None:
    for start in range(0, 0x30000, 0x100):
        chars = [
            chr(code)
            for code in range(start, start + 0x100)
            if unicodedata.category(chr(code)) != "Cs"
        ]
        text = " ".join(f"a{char}b" for char in chars)
        assert tantivy_analyzer.analyze(" ".join(words(text))) == terms(text)
        assert [token.term for token in tokens(text)] == terms(text), hex(start)


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
        ("don't 10:30", ["don", "t", "10", "30"]),
        ("İstanbul ıspanak", ["istanbul", "ispanak"]),
        ("the C.I.A. and the CIA", ["the", "cia", "and", "the", "cia"]),
        ("F.B.I.’s G.O.P's B.B.C", ["fbi", "gop", "bbc"]),
        ("U.S. US us Us", ["u.s.", "u.s.", "us", "us"]),
        ("10 a.m. to 3 p.m. e.g. www.a.b", "10 a.m. to 3 pm eg www a b".split()),
        ("J.K.Rowling J. K. Rowling", "jk rowling j k rowling".split()),
        ("Н.А.Т.О. Η.Π.Α.", ["нато", "ηπα"]),
        (
            "10,000 1,234,567 10’000 1.000.000 1,00,000",
            "10000 1234567 10000 1000000 100000".split(),
        ),
        ("10\xa0000 5\u202f000m", ["10000", "5000m"]),
        (
            "1,2,3 3,14 2018,2019 1,234,56 12.345 3.141,592",
            "1 2 3 3 14 2018 2019 1 234 56 12 345 3 141 592".split(),
        ),
        ("women's women’s WOMEN'S Ana´s Anaʼs", "women women women ana ana".split()),
        ("the 1980's O'Neill's é's", "the 1980s o neill e".split()),
        ("impeach\xadment real\u200bly a\ufeffb", ["impeachment", "really", "ab"]),
        ("می\u200cخواهم", ["ميخواهم"]),
        ("القـــاهرة على علي مدرسة", ["القاهره", "علي", "علي", "مدرسه"]),
        ("Hawaiʻi naʻvi ʰ", ["hawaii", "navi", "h"]),
        ("ខ្ញុំ\u200bទៅ", ["ខ្ញុំ", "ទៅ"]),
        ("ＦＵＬＬ ｗｉｄｔｈ ①② x²", ["full", "width", "12", "x2"]),
        ("½ 2½b ｱｲ", ["1⁄2", "2", "1⁄2", "b", "ア", "イ"]),
        ("٣٤ 東京都", ["34", "東", "京", "都"]),
        ("हिन्दी", ["हिन्दी"]),
        ("한국어", ["한국어"]),
        ("ё Й", ["е", "й"]),
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


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("strike", "strike strikes struck striking stricken"),
        ("nation", "nation nations"),
        ("child", "child children childrens"),
        ("woman", "woman women womens"),
        ("go", "go goes went gone going"),
        ("see", "see sees saw seen seeing"),
        ("leave", "leave leaves left leaving"),
        ("life", "life lives"),
        ("meet", "meet meets met"),
        ("big", "big bigger biggest"),
        ("church", "church churches"),
        ("retweet", "retweet retweets retweeted retweeting"),
        ("brexiteer", "brexiteer brexiteers"),
        ("mp", "mp mps"),
        ("democracy", "democracy democracies"),
    ],
)
def test_a_word_meets_its_own_forms(lemma: str, forms: str) -> None:
    assert {ENGLISH.stem(form) for form in forms.split()} == {lemma}


@pytest.mark.parametrize(
    "words",
    "nationalism nation nationalist|conservation conservative|execution executive "
    "execute|naturalization natural naturalize|humane human|severe several|import "
    "important|incidence incident|zoning zonal|united unite|better good|meeting meet|"
    "according accord|evening even|news new|roberts robert|texas texan|species specie|"
    "willing will|building build|politics politic|training train".split("|"),
)
def test_words_that_are_no_forms_of_each_other_stay_apart(words: str) -> None:
    lemmas = [ENGLISH.stem(word) for word in words.split()]
    assert len(set(lemmas)) == len(lemmas)


def test_characters_are_remembered_within_bounds() -> None:
    terms("".join(map(chr, range(0xE000, 0xE000 + 40_000))))
    assert fold_letter.cache_info().currsize < 40_000
