"""Words of many languages find their forms, and no word of another language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, page_for
from support.engines import EVERY_ENGINE, url_in
from support.helped import indexed

from benchmarks.languages import PAGE, renew
from search.analysis.lemmas.table import TABLED, read_table
from search.analysis.marked import rules_of, unspelt
from search.analysis.registry import ANALYZERS, analyzer_for, function_words_of
from search.analysis.tokens import MAX_TERM_BYTES, terms
from search.model.article import Article, TextField
from search.query.parser import parse
from search.request import Criteria
from search.results.marks import mark_words, merge_marks
from search.searcher import Searcher

# an id, its language and a text
TEXTS = {
    "de": ("de", "Die Verhandlungen der Häuser über höhere Löhne scheiterten."),
    "fr": ("fr", "Les élections municipales ont lieu dimanche à Orléans."),
    "es": ("es", "Los trabajadores de las fábricas piden mejores salarios."),
    "it": ("it", "I governi discutono le nuove elezioni nelle città."),
    "pt": ("pt", "As eleições presidenciais mudaram os governos."),
    "nl": ("nl", "De onderhandelingen over de huizen mislukten."),
    "pl": ("pl", "Rozmowy w Warszawie o wyborach zakończyły się."),
    "ru": ("ru", "Новые выборы в Москве: министры и рабочий район."),
    "tr": ("tr", "Seçimlerden sonra kentlerde toplantılar yapıldı."),
    "ar": ("ar", "الانتخابات في المدينة والحكومة الجديدة"),
    "sv": ("sv", "Förhandlingarna om husen fortsatte."),
    "ja": ("ja", "東京で選挙が行われた。"),
    "en": ("en", "The losses of the elections; a queen met workers in houses."),
    "": ("", "Elections were held."),
    "quoting": ("fi", "Rakennus: he sanoi ”a good building”."),
}


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("analyzers")
    articles = [
        Article(id=key or "none", title="", body=text, language=code)
        for key, (code, text) in (TEXTS | FURTHER).items()
    ]
    searcher = indexed(url_in(request.param, folder / "index"), articles)
    yield searcher
    searcher.close()


# the same language again, with forms that rules alone do not bring together
FURTHER = {
    "de2": ("de", "Gestern ging der Präsident zu den Maeusen."),
    "fr2": ("fr", "Les chevaux eurent peur, les travaux furent vains."),
    "es2": ("es", "Los jueces dijeron que fue un error nacional."),
    "it2": ("it", "Gli uomini vennero e dissero la verità."),
    "nl2": ("nl", "De steden kregen nieuwe burgemeesters."),
    "pl2": ("pl", "Ludzie mówią o psach i dzieciach."),
    "pt2": ("pt", "Os animais foram embora."),
    "ru2": ("ru", "Люди шли домой с детьми."),
    "uk": ("uk", "Українські міністри говорили про нові вибори в Києві."),
}

CASES = [
    ("gehen", "de2"),
    ("Maus", "de2"),
    ("mäuse", "de2"),
    ("maeuse", "de2"),
    ("Haeuser", "de"),
    ("cheval", "fr2"),
    ("travail", "fr2"),
    ("juez decir", "es2"),
    ("nacional", "es2"),
    ("nación", ""),
    ("uomo venire dire", "it2"),
    ("stad", "nl2"),
    ("człowiek pies dziecko", "pl2"),
    ("animal ir", "pt2"),
    ("человек ребёнок", "ru2"),
    ("міністр вибір", "uk"),
    ("український Київ", "uk"),
    ("говорить", "uk"),
    ("Verhandlung", "de"),
    ("Haus Lohn", "de"),
    ("hohe Löhne", "de"),
    ('"höherer Lohn"', "de"),
    ("Lohn NEAR/3 Haus", "de"),
    ("élection", "fr en none"),
    ("elections", "fr en none"),
    ("trabajador", "es"),
    ("fabrica", "es"),
    ("governo", "it pt"),
    ("eleição", "pt"),
    ("onderhandeling", "nl"),
    ("Warszawa wybory", "pl"),
    ("Москва", "ru"),
    ("министр", "ru"),
    ("рабочий", "ru"),
    ("seçim", "tr"),
    ("مدينة", "ar"),
    ("förhandling", "sv"),
    ("東京", "ja"),
    ("los", "es es2"),
    ("loss", "en"),
    ("que", "es2"),
    ("worker", "en"),
    ("house", "en"),
    ("build", "quoting"),
    ("=Haus", ""),
    ('="höhere Löhne"', "de"),
    ("Verhandl*", "de"),
    ("language:de Haus", "de"),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_a_word_finds_its_forms_in_every_language_present(
    searcher: Searcher, query: str, expected: str
) -> None:
    found = searcher.search(Criteria(text=query))
    assert {hit.article.id for hit in found.hits} == set(expected.split())
    assert found.total == len(expected.split())


@pytest.mark.parametrize(
    ("language", "query", "marked"),
    [
        ("de", "Haus Lohn", ["Häuser", "Löhne"]),
        ("de", '"höherer Lohn"', ["höhere Löhne"]),
        ("fr", "élection", ["élections"]),
        ("ru", "Москва", ["Москве"]),
        ("ar", "مدينة", ["المدينة"]),
        ("en", "house", ["houses"]),
        ("de2", "gehen Maus", ["ging", "Maeusen"]),
        ("pl2", "człowiek pies", ["Ludzie", "psach"]),
        ("uk", "міністр", ["міністри"]),
        ("en", "los", []),
        ("quoting", "build", ["building"]),
    ],
)
def test_what_is_marked_is_what_was_found(
    language: str, query: str, marked: list[str]
) -> None:
    code, text = (TEXTS | FURTHER)[language]
    article = Article(id="a", title="", body=text, language=code)
    _, marks = mark_words(article, TextField.BODY, parse(query).query)
    spans = merge_marks(marks)
    assert [text[span.start : span.end] for span in spans] == marked


def test_a_query_without_accents_finds_what_one_with_them_does() -> None:
    for language, (accented, plain) in {
        "de": ("Häuser", "Hauser"),
        "fr": ("élections", "elections"),
        "pt": ("eleições", "eleicoes"),
        "tr": ("seçimler", "secimler"),
    }.items():
        stem = analyzer_for(language).stem
        assert stem(*terms(accented)) == stem(*terms(plain))


def test_stems_of_two_languages_are_never_the_same_word() -> None:
    word = "nation"
    stems = [analyzer.stem(word) for analyzer in ANALYZERS.values()]
    assert len(set(stems)) == len(stems) >= 26


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("the war in the east", "the in"),
        ("der Krieg und die Folgen für das Land", "der und die fur das"),
        ("quelles sont les causes de la grève", "quelles sont les de la"),
        ("fires in LA", "in"),
        ("die hard", ""),
        ("lo mejor de los premios en la ciudad", "lo de los en la"),
    ],
)
def test_function_words_are_those_of_the_language_a_question_is_in(
    question: str, left_out: str
) -> None:
    asked = terms(question)
    known = function_words_of(asked)
    assert {word for word in asked if word in known} == set(left_out.split())


def test_a_derived_word_is_no_form_of_the_word_it_is_made_from() -> None:
    for language, (word, derived) in {
        "es": ("nacion", "nacional"),
        "fr": ("nation", "national"),
        "pt": ("nacao", "nacional"),
        "it": ("nazione", "nazionale"),
    }.items():
        stem = analyzer_for(language).stem
        assert stem(word) != stem(derived)


def test_tables_are_read_only_for_languages_that_are_asked_for() -> None:
    code = (
        "import sys, search.searcher\n"
        "from search.analysis.registry import analyzer_for\n"
        "read = [k for k, a in ((k, analyzer_for(k)) for k in ('de', 'pl'))\n"
        "        if len(a.stem.__self__) > 0]\n"
        "analyzer_for('pl').stem('psach')\n"
        "later = [k for k in ('de', 'pl') if len(analyzer_for(k).stem.__self__) > 0]\n"
        "print(read, later)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] ['pl']"


def test_a_form_in_a_table_is_not_also_under_another_key() -> None:
    for language in TABLED:
        table = read_table(language)
        rules = rules_of(language)
        assert table
        assert all(terms(form) == [form] for form in table)
        bare = [form for form in table if unspelt(form, language) == form]
        assert all(rules(form) != table[form] for form in bare[:2000])


def test_the_page_of_languages_is_made_from_what_is_known() -> None:
    text = PAGE.read_text("utf-8")
    assert renew(text) == text


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_the_longest_word_is_found_in_every_language(
    engine: str, tmp_path: Path
) -> None:
    longest = "x" * MAX_TERM_BYTES
    articles = [
        Article(id=code or "none", title="", body=longest, language=code)
        for code in ("", "en", "de", "ru", "ja")
    ]
    searcher = indexed(url_in(engine, tmp_path), articles)
    assert page_for(searcher, Ask(text=longest)).total == len(articles)
