"""Every engine's lexicon says the same, wherever it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from support import corpus
from support.engines import EVERY_ENGINE, url_in
from support.helped import indexed

from search.analysis.tokens import key, terms
from search.lexicon.aliases import Alias
from search.lexicon.lexicon import NAME_KINDS, WORD, Lexicon, label_of
from search.model.values import field_values
from search.searcher import Searcher

ARTICLES = corpus.articles(150)
OTHERS = [
    Alias("person", "Ana M. Silva", "Ana Silva", 7),
    Alias("person", "Silva Ana", "Ana Silva", 2),
    Alias("person", "The Donald", "Donald Trump", 5),
    Alias("person", "Ana", "Li Na", 3),
    Alias("person", "Nobody Else", "Gone Away", 1),
    Alias("organisation", "UN", "United Nations", 0),
    Alias("place", "Big Apple", "New York", 4),
]
KINDS = (WORD, *NAME_KINDS)
NAMES = {
    kind: sorted({v for a in ARTICLES for v in field_values(a, kind)})
    for kind in NAME_KINDS
}
WORDS = sorted({term for article in ARTICLES for term in terms(article.body)})
KEYS = {kind: [key(label_of(kind, v)) for v in NAMES[kind]] for kind in NAME_KINDS}
KEYS["person"] += [key(other.name) for other in OTHERS]
KEYS[WORD] = WORDS
ODD = ["", " ", "nobody", "x" * 2_000, "a" * 70, "%", "'", "\U0010ffff"]


@dataclass(frozen=True)
class Pair:
    """The lexicon of an engine, and the one in memory that it has to equal."""

    ours: Lexicon
    plain: Lexicon


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    made = indexed(url_in("memory", tmp_path_factory.mktemp("plain")), ARTICLES, OTHERS)
    yield made
    made.close()


@pytest.fixture(
    scope="module", params=[name for name in EVERY_ENGINE if name != "memory"]
)
def pair(
    request: pytest.FixtureRequest,
    plain: Searcher,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    url = url_in(request.param, tmp_path_factory.mktemp("index"))
    made = indexed(url, ARTICLES, OTHERS)
    yield Pair(made.snapshot().lexicon, plain.snapshot().lexicon)
    made.close()


@pytest.mark.parametrize("kind", KINDS)
def test_words_and_names_are_counted_alike(pair: Pair, kind: str) -> None:
    asked = [*KEYS[kind], *(word for each in KEYS[kind] for word in each.split()), *ODD]
    assert pair.ours.words(kind, asked) == pair.plain.words(kind, asked)
    assert pair.ours.names(kind, asked) == pair.plain.names(kind, asked)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_is_proposed_for_what_is_typed(pair: Pair, kind: str) -> None:
    starts = {each[:n] for each in KEYS[kind] for n in (1, 2, 3, 6, 30)}
    starts |= {each.partition(" ")[2][:3] for each in KEYS[kind]}
    for start in (*starts, *ODD):
        for most in (1, 5, 20):
            ours = pair.ours.beginning(kind, start, most)
            assert ours == pair.plain.beginning(kind, start, most), start


@pytest.mark.parametrize("kind", NAME_KINDS)
def test_the_same_names_are_found_by_other_spellings(pair: Pair, kind: str) -> None:
    runs = {*KEYS[kind], *(word for each in KEYS[kind] for word in each.split()), *ODD}
    for run in runs:
        for most in (1, 50):
            assert pair.ours.spelt(kind, run, most) == pair.plain.spelt(kind, run, most)
            ours = pair.ours.spelt_with(kind, run, most)
            assert ours == pair.plain.spelt_with(kind, run, most), run
        ours_named = sorted(pair.ours.named(kind, run), key=repr)
        assert ours_named == sorted(pair.plain.named(kind, run), key=repr), run
    assert any(pair.ours.spelt(kind, run, 1) for run in runs) == (kind == "person")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_are_near_a_misspelt_one(pair: Pair, kind: str) -> None:
    words = {word for each in KEYS[kind] for word in each.split()}
    wrong = {word[1:] for word in words} | {word[:2] + "x" + word[3:] for word in words}
    wrong |= {word[1:2] + word[:1] + word[2:] for word in words}
    for word in sorted({*words, *wrong})[::3]:
        for distance in (1, 2):
            ours = sorted(pair.ours.near(kind, word, distance))
            assert ours == sorted(pair.plain.near(kind, word, distance)), word


def test_a_lexicon_changes_its_state_with_what_it_holds(pair: Pair) -> None:
    assert pair.ours.state() != ""
    assert pair.plain.state() != ""
