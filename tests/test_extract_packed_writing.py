"""How the languages with a pack are cut into words and sentences, by their tables."""

from __future__ import annotations

import pytest

from index.extract.packed.tagging import tagger_language
from index.extract.packed.writing import language_tables, name_pack
from index.extract.tagger.lexicon import Is, Lexicon, Tables
from index.extract.tagger.tokens import Tokenizer
from search.codes.languages import PACKED_LANGUAGES


def read(language: str, text: str) -> str:
    """The tokens, "|" before those that open a sentence."""
    tokens = Tokenizer(name_pack(language).writing).read([text])
    spans = zip(
        tokens.starts.tolist(),
        tokens.ends.tolist(),
        tokens.opens.tolist(),
        strict=True,
    )
    return " ".join(
        ("|" if opens else "") + text[start:end] for start, end, opens in spans
    )


CUT = [
    ("de", "Am 3. Mai kam Dr. Lenz.", "|Am 3. Mai kam Dr. Lenz ."),
    ("de", "Er kam am 3. Sie ging.", "|Er kam am 3. |Sie ging ."),
    ("fr", "L’ami d'Anne et M. Brel.", "|L’ ami d' Anne et M. Brel ."),
    ("fr", "Il vit aujourd'hui.", "|Il vit aujourd'hui ."),
    ("it", "dell'Unione e l'on. Bassi", "|dell' Unione e l' on. Bassi"),
    ("es", "El Sr. Lago viajó a EE.UU. ayer.", "|El Sr. Lago viajó a EE.UU. ayer ."),
    ("pt", "O Sr. Prado e a Dra. Lima.", "|O Sr. Prado e a Dra. Lima ."),
    ("nl", "Dr. Vos en mevr. Smit kwamen.", "|Dr. Vos en mevr. Smit kwamen ."),
    ("pl", "Dnia 3. maja prof. Lis mówił.", "|Dnia 3. maja prof. Lis mówił ."),
    ("ru", "В. В. Лунин жил в г. Томске.", "|В. В. Лунин жил в г. Томске ."),
]


@pytest.mark.parametrize(("language", "text", "tokens"), CUT)
def test_short_forms_and_elisions_are_words_and_end_no_sentence(
    language: str, text: str, tokens: str
) -> None:
    assert read(language, text) == tokens


@pytest.mark.parametrize("language", sorted(PACKED_LANGUAGES))
def test_the_table_of_each_language_says_what_stands_around_names(
    language: str,
) -> None:
    pack = name_pack(language)
    writing = pack.writing
    for words in (pack.titles, writing.abbreviations, writing.said, writing.links):
        assert len(words) > 5
    assert writing.closers <= writing.abbreviations
    assert all(title == title.lower() for title in pack.titles)
    lexicon = Lexicon(language_tables(Tables(), language), writing)
    title = next(iter(sorted(pack.titles)))
    assert lexicon.bits(title) & Is.TITLE


def test_a_long_german_noun_is_known_by_the_noun_at_its_end() -> None:
    tables = Tables(case={"de wahlen": "1", "de rasch": "0", "fr rasch": "1"})
    writing = name_pack("de").writing
    lexicon = Lexicon(language_tables(tables, "de"), writing)
    assert lexicon.case("Wahlen") == lexicon.case("Landtagswahlen") == "1"
    assert lexicon.case("Rasch") == "0"
    assert lexicon.case("Überrasch") == "U"


@pytest.mark.parametrize(
    ("language", "text", "label", "name"),
    [
        ("de", "Bundeskanzlerin Lena Vogt", "PER", "Lena Vogt"),
        ("de", "die Neue Bank", "ORG", "Neue Bank"),
        ("es", "la ministra Ana Prado", "PER", "Ana Prado"),
        ("fr", "M. Luc Morin", "PER", "Luc Morin"),
        ("it", "«Marco Bassi»", "PER", "Marco Bassi"),
        ("pt", "Os Verdes", "LOC", "Os Verdes"),
    ],
)
def test_titles_articles_and_quotes_belong_to_no_name(
    language: str, text: str, label: str, name: str
) -> None:
    start, end, _ = tagger_language(language).trim(text, (0, len(text), label))
    assert text[start:end] == name


def test_a_particle_joins_what_was_told_apart() -> None:
    text = "Maria von Lenz und Paul Vogt"
    join = tagger_language("de").join
    spans = [(0, 5, "PER"), (10, 14, "PER"), (19, 28, "PER")]
    assert join(text, spans) == [(0, 14, "PER"), (19, 28, "PER")]
