from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extract.english.tagger.writing import ENGLISH
from index.extract.tagger.tokens import Tokenizer


def sentence_starts(text: str) -> list[int]:
    tokens = Tokenizer(ENGLISH).read([text])
    return [int(start) for start in tokens.starts[tokens.opens]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        (
            "Gen. Qasem Soleimani met U.S. troops. He left at 3 p.m. on Friday.",
            [
                "Gen. Qasem Soleimani met U.S. troops.",
                "He left at 3 p.m. on Friday.",
            ],
        ),
        ('He said: "Go." Then he went.', ['He said: "Go."', "Then he went."]),
        ("A heading\n\nThe text. More.", ["A heading\n\n", "The text.", "More."]),
        ("It cost 3.5 dollars. Mr. J. Smith paid.", None),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_begin_here(text: str, expected: list[str] | None) -> None:
    starts = sentence_starts(text)
    ends = [*starts[1:], len(text)][: len(starts)]
    found = [text[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    if expected is None:
        expected = ["It cost 3.5 dollars.", "Mr. J. Smith paid."]
    assert found == [sentence.strip() for sentence in expected]


@given(st.text(st.sampled_from('aB.!? \n\t"”…\u2028')))
def test_starts_are_in_order_and_at_text(text: str) -> None:
    starts = sentence_starts(text)
    assert starts == sorted(set(starts))
    assert all(not text[start].isspace() for start in starts)
