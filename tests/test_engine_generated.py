"""Generated corpora and typed queries: every engine finds what a full scan does."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import oracle
from support.asking import result_of
from support.engines import EVERY_ENGINE, fresh

from search.engines.engine import Engine
from search.engines.url import ENGINES, Location
from search.model.article import (
    Article,
    Country,
    Facts,
    Organisation,
    Person,
    Place,
    PlaceKind,
)
from search.model.facets import FacetRequest
from search.model.fields import FACETS
from search.query.parser import parse
from search.request import SearchRequest

WORDS = (
    *("oil", "oils", "Oil-price", "price", "prices", "said", "says", "the", "of", "a"),
    *("São", "sao", "naïve", "Straße", "ﬁre", "café", "CAFÉ", "e\u0301tat", "İzmir"),
    *("東京", "東", "京都市", "ソウル", "서울", "北京oil", "oil北京"),
    *("مُحَمَّد", "محمد", "السلام", "שָׁלוֹם", "שלום", "\u202eoil\u202c"),
    *("Ελλάδα", "ΕΛΛΆΔΑ", "москва", "हिन्दी", "½", "10:30", "𝔴𝔞𝔯", "\U0001f600"),
    *("x" * 199, "x" * 200, "x" * 201, "é" * 99, "é" * 101, "東" * 70),
    *("don't", "U.S.", "al-Qaida", "AT&T", "co2"),
    # forms of a word of each language, some of which are words of another as well
    *("ging", "gehen", "Häuser", "Haeuser", "Haus", "naciones", "nación", "los"),
    *("chevaux", "cheval", "l'été", "governi", "governo", "dell'acqua", "huizen"),
    *("huis", "miasta", "mieście", "cidades", "não", "Москве", "Москвы", "йод"),
    *("їжак", "книги", "السعودية", "سعودية", "中國", "中国", "ประเทศไทย", "ไทย"),
)
LANGUAGES = (
    *("", "en", "ja", "de", "es", "fr", "it", "nl"),
    *("pl", "pt", "ru", "uk", "ar", "zh", "th", "el", "ko"),
)
MOST = 6
NAMES = ("Ana São", "Ana Silva", "محمد علي", "東京 太郎", "Silva", "O'Neill-Oil", "É")

words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=12).map(" ".join)
names = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
codes = st.lists(st.sampled_from(["FR", "IR"]), max_size=2, unique=True)


@st.composite
def corpora(draw: st.DrawFn) -> list[Article]:
    return [
        Article(
            id=f"{number}",
            title=draw(texts),
            body=draw(texts),
            section=draw(st.sampled_from(["", "Sport", "São"])),
            language=draw(st.sampled_from(LANGUAGES)),
            facts=Facts(
                people=tuple(Person(name, ()) for name in draw(names)),
                organisations=tuple(Organisation(name, ()) for name in draw(names)),
                places=tuple(
                    Place(name, PlaceKind.PLACE, None, ()) for name in draw(names)
                ),
                countries=tuple(
                    Country(code, code, draw(st.booleans()), 0.5)
                    for code in draw(codes)
                ),
            ),
        )
        for number in range(draw(st.integers(1, MOST)))
    ]


def typed() -> st.SearchStrategy[str]:
    one = st.one_of(
        words,
        words.map(lambda word: f"={word}"),
        words.map(lambda word: f"{word[:4]}*"),
        words.map(lambda word: f"{word}~"),
        words.map(lambda word: f"{word}~2"),
        words.map(lambda word: f"{word[:2]}*{word[-1]}"),
        words.map(lambda word: f"{word[:1]}?{word[2:]}"),
        st.lists(words, min_size=1, max_size=3).map(lambda w: f'"{" ".join(w)}"'),
        st.tuples(words, words, st.integers(1, 6)).map(
            lambda t: f'"{t[0]} {t[1]}"~{t[2]}'
        ),
        st.tuples(
            words, st.sampled_from(["NEAR", "BEFORE"]), st.integers(1, 6), words
        ).map(lambda t: f"{t[0]} {t[1]}/{t[2]} {t[3]}"),
    )
    fields = st.sampled_from(["", "", "title:", "lead:", "body:"])
    name_fields = st.sampled_from(["person:", "place:", "organisation:", "section:"])
    leaf = st.one_of(
        st.tuples(fields, one).map("".join),
        st.tuples(name_fields, st.sampled_from(NAMES)).map(lambda t: f'{t[0]}"{t[1]}"'),
        st.tuples(name_fields, words).map("".join),
        st.sampled_from(["about:FR", "country:IR", "has:person", "*"]),
        st.sampled_from(LANGUAGES).map(lambda code: f"language:{code or 'none'}"),
    )

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, inner).map(" ".join),
            st.tuples(inner, inner).map(" OR ".join),
            inner.map(lambda text: f"-({text})"),
            inner.map(lambda text: f"({text})"),
        )

    return st.recursive(leaf, deeper, max_leaves=4)


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Engine]]:
    """Gives an empty index for each corpus; on a cluster, where that takes long, one.

    Articles are replaced and removed there, as everywhere in the contract suite.
    """
    name = request.param
    if ENGINES[name].location is not Location.SERVER:
        numbers = itertools.count()
        folder = tmp_path_factory.mktemp("index")
        yield lambda: fresh(name, folder / str(next(numbers)))
        return
    made = fresh(name, tmp_path_factory.mktemp("index"))
    yield lambda: made
    made.close()


@settings(
    max_examples=60,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(articles=corpora(), asked=st.lists(typed(), min_size=4, max_size=10))
def test_what_is_typed_finds_and_counts_what_a_full_scan_does(
    engines: Callable[[], Engine], articles: Sequence[Article], asked: Sequence[str]
) -> None:
    engine = engines()
    with engine.writer() as writer:
        for number in range(MOST):
            writer.remove(f"{number}")
        for article in articles:
            writer.add(article)
        writer.commit(1)
    for text in asked:
        query = parse(text).query
        found = [a for a in articles if oracle.matches(a, query)]
        result = result_of(
            engine,
            SearchRequest(
                query=query,
                facets=tuple(FacetRequest(facet, 100) for facet in FACETS),
                limit=100,
            ),
        )
        assert {a.id for a, _ in result.hits} == {a.id for a in found}, text
        for facet in FACETS:
            expected = oracle.counts(found, facet)
            assert dict(result.facets[facet]) == expected, (text, facet)
