"""How texts are cut into tokens and sentences."""

from __future__ import annotations

import pytest
from nltk.tokenize import RegexpTokenizer

from index.extract.english.tagger.writing import ENGLISH
from index.extract.tagger.tokens import (
    _PLAIN,
    Tokenizer,
    Tokens,
    is_wrapped,
    token_expression,
)

WIRE = """WASHINGTON, March 3 - The Commerce Department said it would
review the rules on exports of grain to the Soviet Union and
other countries of the region before the end of the year and
tell the Congress of what it found in time for its session."""


def read(text: str) -> list[str]:
    """The tokens, "|" before those that open a sentence."""
    tokens = Tokenizer(ENGLISH).read([text])
    return [
        ("|" if opens else "") + text[start:end] for start, end, opens in rows(tokens)
    ]


def rows(tokens: Tokens) -> list[tuple[int, int, bool]]:
    return list(
        zip(
            tokens.starts.tolist(),
            tokens.ends.tolist(),
            tokens.opens.tolist(),
            strict=True,
        )
    )


def test_signs_stand_alone_and_possessives_are_split_off() -> None:
    assert read("Trump’s aide (Mr. Pence) didn't say.") == [
        *("|Trump", "’s", "aide", "(", "Mr.", "Pence", ")", "did", "n't", "say", "."),
    ]


def test_abbreviations_and_initials_keep_their_dots() -> None:
    assert read("J. P. Morgan, U.S.-led, Acme Corp.") == [
        *("|J.", "P.", "Morgan", ",", "U.S.-led", ",", "Acme", "Corp."),
    ]


def test_a_sentence_opens_behind_a_full_stop_and_its_closing_quote() -> None:
    found = read('"I won." He left. In the U.S. The end.')
    assert [word for word in found if word[0] == "|"] == ['|"', "|He", "|In", "|The"]


def test_a_title_ends_no_sentence() -> None:
    assert [word for word in read("He met Gen. Smith.") if word[0] == "|"] == ["|He"]


def test_a_line_break_opens_a_sentence() -> None:
    assert read("No stop here\nNext line") == [
        *("|No", "stop", "here", "|Next", "line"),
    ]


def test_the_line_breaks_of_a_wrapped_wire_open_none() -> None:
    assert is_wrapped(WIRE)
    assert [word for word in read(WIRE) if word[0] == "|"] == ["|WASHINGTON"]


def test_a_table_of_short_lines_is_not_wrapped() -> None:
    assert not is_wrapped("Leeds 1 Everton 0\nDerby 2 Fulham 2\nBury 0 Wigan 4")


def test_countries_joined_by_a_hyphen_are_parted_where_asked() -> None:
    tokenizer = Tokenizer(ENGLISH, {"China", "US"}.__contains__)
    tokenizer.read(["China-US talks, Ban Ki-moon"])
    assert {"China", "-", "US", "Ki-moon"} <= set(tokenizer.spellings)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "中文", "\ud800 x", "’’’"])
def test_odd_texts_are_read(text: str) -> None:
    tokens = Tokenizer(ENGLISH).read([text])
    assert len(tokens.types) == len(tokens.starts) == len(tokens.opens)


def test_tokens_are_the_text_at_their_offsets_in_order_and_apart() -> None:
    text = 'Élan—"vital", 3.5% (x)… http://a.b/c?d e-mail@me.org \u2009O’Brien’s' * 3
    behind = 0
    for start, end, _ in rows(Tokenizer(ENGLISH).read([text])):
        assert behind <= start < end
        assert not any(sign.isspace() for sign in text[start:end])
        assert not text[behind:start].strip()
        behind = end
    assert not text[behind:].strip()


def test_what_was_read_before_changes_nothing() -> None:
    tokenizer = Tokenizer(ENGLISH)
    first = rows(tokenizer.read([WIRE]))
    tokenizer.read(["Quite another text. With other words, U.S. ones."])
    assert rows(tokenizer.read([WIRE])) == first


def test_texts_read_together_are_read_as_each_by_itself() -> None:
    texts = [
        "",
        WIRE,
        "  \n Mr. Smith left.) He went",
        ".",
        "  ) Then\n\nhe came back",
        "   " + WIRE.replace("\n", "\n    "),
        "\U0001f600 \ud800 He said “no”.",
        "\n",
        "no",
    ]
    together = Tokenizer(ENGLISH).read(texts)
    for number, text in enumerate(texts):
        here = together.texts == number
        alone = Tokenizer(ENGLISH).read([text])
        assert together.starts[here].tolist() == alone.starts.tolist()
        assert together.ends[here].tolist() == alone.ends.tolist()
        assert together.opens[here].tolist() == alone.opens.tolist()


@pytest.mark.parametrize(
    "chunk",
    [
        *("word", "word,", "“word”", '("word),"', "word.”", "Mr.", "Mr.,", "(Mr.)"),
        *("word...", "word..", "e.g.", "U.S.,", "A.", "don’t,", "it’s", "'word'"),
        *("Inc.", "etc.)", "naïve,", "[word]", "word?!", "„word“", "no.", "No."),
    ],
)
def test_simple_chunks_are_cut_as_the_expression_cuts_them(chunk: str) -> None:
    tokens = Tokenizer(ENGLISH).read([chunk])
    cut = [
        chunk[start:end]
        for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    ]
    plain = chunk.translate(_PLAIN)
    expected = RegexpTokenizer(token_expression(ENGLISH)).span_tokenize(plain)
    assert cut == [chunk[start:end] for start, end in expected]
