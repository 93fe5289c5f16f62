"""Names asked for in another spelling than the one they are shown in."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, page_for, plan_for
from support.engines import in_a_folder
from support.helped import HOSTILE, Called, indexed, made

from search.engines.engine import open_engine
from search.engines.url import EngineUrl
from search.explore.completion import complete
from search.explore.cooccurrence import find_cooccurring
from search.explore.spelling import suggest_correction
from search.lexicon.aliases import Alias
from search.lexicon.sqlite_writer import FILE_NAME
from search.model.facets import Selection
from search.model.hits import NoticeKind
from search.request import encodable
from search.searcher import Searcher

ARTICLES = [
    made(0, "Trump", people=["Donald Trump", "Angela Merkel"]),
    made(1, "Trump", people=["Donald Trump", "Angela Merkel"]),
    made(2, "Quds", people=["Qasem Soleimani"]),
    made(3, "Quds", people=["Qasem Soleimani"]),
    made(4, "Another", people=["Ali Suleimani"]),
    *(made(n, "Reagan", people=["Ronald Reagan"]) for n in range(5, 35)),
    made(35, "Regan", people=["Donald Regan"]),
    made(36, "Health", organisations=["World Health Organization", "Acme"]),
    made(37, "Lisbon", places=["Lisbon"]),
    made(38, "House", organisations=["House"]),
    made(39, "White House", organisations=["White House"]),
]

OTHERS = [
    Alias("person", "Donald J. Trump", "Donald Trump", 2),
    Alias("person", "Donald John Trump", "Donald Trump", 1),
    Alias("person", "Kassem Suleimani", "Qasem Soleimani", 1),
    Alias("person", "Ronald Regan", "Ronald Reagan", 1),
    Alias("person", "Sully", "Ali Suleimani", 1),
    Alias("person", "Sully", "Qasem Soleimani", 1),
    Alias("person", "Nobody Else", "Gone Away", 1),
    Alias("person", "Ronald Reagan", "Donald Trump", 1),
    Alias("organisation", "WHO", "World Health Organization", 3),
    Alias("organisation", "Acme Corp", "Acme", 1),
    Alias("place", "Lisboa", "Lisbon", 0),
    Alias("person", "Vera Kaminski", "", 2),
    Alias("organisation", "Hollow Group", "", 1),
]


@pytest.fixture
def searcher(engine_url: EngineUrl) -> Iterator[Searcher]:
    made = indexed(engine_url, ARTICLES, OTHERS)
    yield made
    made.close()


def titles(searcher: Searcher, query: str) -> set[str]:
    page = page_for(searcher, Ask(text=query, strict=True, limit=50))
    return {hit.article.title for hit in page.hits}


def notices(searcher: Searcher, query: str) -> list[str]:
    return [notice.text for notice in page_for(searcher, Ask(text=query)).notices]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('person:"Donald J. Trump"', {"Trump"}),
        ('person:"DONALD J TRUMP"', {"Trump"}),
        ('person:("kassem suleimani" OR "Donald J. Trump")', {"Quds", "Trump"}),
        ("person:(kassem suleimani)", {"Quds"}),
        ("person:kassem", {"Quds"}),
        ('person:"kassem"', {"Quds"}),
        ('organisation:"Acme Corp"', {"Health"}),
        ("organisation:WHO", {"Health"}),
        ("place:lisboa", {"Lisbon"}),
        ('title:quds -person:"Kassem Suleimani"', set()),
    ],
)
def test_another_spelling_finds_what_the_shown_name_finds(
    searcher: Searcher, query: str, found: set[str]
) -> None:
    assert titles(searcher, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('organisation:"House"', {"House"}),
        ('organisation:="House"', {"House"}),
        ("organisation:house", {"House", "White House"}),
        ('organisation:"White"', {"White House"}),  # none is called just so
        ('organisation:="White"', set()),
    ],
)
def test_a_single_word_in_quotation_marks_is_a_whole_name_if_there_is_one(
    searcher: Searcher, query: str, found: set[str]
) -> None:
    assert titles(searcher, query) == found


@pytest.mark.parametrize(
    "query",
    [
        'person:"Nobody Else"',  # nobody is shown as that any more
        "person:john",  # a word in the middle of a name is nobody's
        "person:j",
        "organisation:corp",  # what many end with names none
        "person:=kassem",  # this very form
        'person:="Donald J. Trump"',
        'source:"Donald J. Trump"',
        '"Donald J. Trump"',
    ],
)
def test_other_queries_find_nothing_by_it(searcher: Searcher, query: str) -> None:
    assert titles(searcher, query) == set()
    assert NoticeKind.OTHER_SPELLING not in {
        notice.kind for notice in page_for(searcher, Ask(text=query)).notices
    }


@pytest.mark.parametrize(
    ("query", "hidden"),
    [
        *(('person:"Vera Kaminski"', True), ("person:kaminski", True)),
        *(("person:VERA", True), ('organisation:"hollow group"', True)),
        *(("person:hollow", False), ('place:"Vera Kaminski"', False)),
        *(('person:"Vera Kamin"', False), ("kaminski", False)),
    ],
)
def test_a_search_for_a_hidden_name_says_why_it_finds_nothing(
    searcher: Searcher, query: str, hidden: bool
) -> None:
    page = page_for(searcher, Ask(text=query))
    assert page.total == 0
    kinds = [notice.kind for notice in page.notices]
    assert kinds == [NoticeKind.HIDDEN_NAME] * hidden


def test_a_filter_for_a_hidden_name_says_why_it_finds_nothing(
    searcher: Searcher,
) -> None:
    for value, hidden in (("vera kaminski", True), ("Vera", False)):
        page = page_for(searcher, Ask(selections=(Selection("person", (value,)),)))
        assert page.total == 0
        assert [notice.kind for notice in page.notices] == (
            [NoticeKind.HIDDEN_NAME] * hidden
        )


def test_what_is_searched_is_said_where_it_was_typed(searcher: Searcher) -> None:
    query = 'quds OR person:"Donald J. Trump"'
    (notice,) = page_for(searcher, Ask(text=query)).notices
    assert notice.kind is NoticeKind.OTHER_SPELLING
    assert notice.text == "“Donald J. Trump” is listed as “Donald Trump”."
    assert query[notice.start : notice.end] == '"Donald J. Trump"'


def test_a_spelling_of_several_names_finds_them_all(searcher: Searcher) -> None:
    assert titles(searcher, "person:sully") == {"Quds", "Another"}
    assert notices(searcher, "person:sully") == [
        "“sully” is listed as “Qasem Soleimani” and as 1 other name."
    ]
    page = page_for(searcher, Ask(selections=(Selection("person", ("Sully",)),)))
    assert page.total == 3


def test_a_word_finds_who_is_often_spelt_so_besides_those_who_have_it(
    searcher: Searcher,
) -> None:
    assert titles(searcher, "person:suleimani") == {"Quds", "Another"}
    assert notices(searcher, "person:suleimani") == [
        "“suleimani” is also another spelling of “Qasem Soleimani”."
    ]


def test_a_rare_slip_brings_nobody_to_those_who_have_the_word(
    searcher: Searcher,
) -> None:
    assert titles(searcher, "person:regan") == {"Regan"}
    assert titles(searcher, 'person:"Ronald Regan"') == {"Reagan"}


def test_a_name_that_is_shown_is_only_itself(searcher: Searcher) -> None:
    assert titles(searcher, 'person:"Ronald Reagan"') == {"Reagan"}
    assert notices(searcher, 'person:"Ronald Reagan" person:trump') == []


def test_a_filter_in_another_spelling_is_the_value_that_is_listed(
    searcher: Searcher,
) -> None:
    chosen = (Selection("person", ("donald j trump", "Donald Trump")),)
    page = page_for(searcher, Ask(selections=chosen))
    assert page.total == 2
    (facet,) = [facet for facet in page.facets if facet.field == "person"]
    assert [value.value for value in facet.values if value.selected] == ["Donald Trump"]
    assert [notice.text for notice in page.notices] == [
        "“donald j trump” is listed as “Donald Trump”."
    ]
    without = (Selection("person", (), ("Donald J. Trump",)),)
    assert page_for(searcher, Ask(text="trump", selections=without)).total == 0


def test_the_text_is_marked_as_for_the_shown_name(searcher: Searcher) -> None:
    for query in ('person:"Donald J. Trump"', 'person:"Donald Trump"'):
        (hit, _) = page_for(searcher, Ask(text=query)).hits
        assert [(span.start, span.end) for span in hit.title_marks] == [(0, 1)]


def test_the_people_named_together_are_those_of_the_shown_name(
    searcher: Searcher,
) -> None:
    named = find_cooccurring(searcher.snapshot(), "Donald J. Trump")
    assert [one.name for one in named.people] == ["Angela Merkel"]
    assert named == find_cooccurring(searcher.snapshot(), "Donald Trump")


@pytest.mark.parametrize("text", ["donald j", 'person:"Donald J. Tr', "kassem su"])
def test_typing_another_spelling_offers_the_shown_name(
    searcher: Searcher, text: str
) -> None:
    (offered,) = dict(complete(searcher.snapshot(), text).groups)["person"]
    assert (offered.label, offered.count) in {
        ("Donald Trump", 2),
        ("Qasem Soleimani", 2),
    }
    assert page_for(searcher, Ask(text=offered.text)).total == offered.count


def test_a_misspelt_word_of_another_spelling_is_corrected(searcher: Searcher) -> None:
    meant = suggest_correction(
        plan_for(searcher, Ask(text='person:"Kassem Suleymani"'))
    )
    assert meant is not None
    assert (meant.text, meant.total) == ('person:"Kassem Suleimani"', 2)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("Quasem Solemani", "Qasem Soleimani"),  # no word of it is known
        ("Donald Reagan", "Ronald Reagan"),  # all are, but of others
    ],
)
def test_a_whole_name_nobody_has_is_corrected_to_one_nearly_so(
    searcher: Searcher, typed: str, proposed: str
) -> None:
    meant = suggest_correction(plan_for(searcher, Ask(text=f'x OR person:"{typed}"')))
    assert meant is not None
    assert meant.text == f'x OR person:"{proposed}"'


def test_names_of_others_are_not_proposed(searcher: Searcher) -> None:
    for name in ("Donald Merkel", "Ali Trump", "Qasem Reagan"):
        assert (
            suggest_correction(plan_for(searcher, Ask(text=f'person:"{name}"'))) is None
        )


def test_another_spelling_is_no_misspelling(searcher: Searcher) -> None:
    for query in ("person:kassem", 'person:"Kassem Suleimani"'):
        assert suggest_correction(plan_for(searcher, Ask(text=query))) is None


def test_who_is_rarely_spelt_so_is_offered_behind_who_has_the_name(
    engine_url: EngineUrl,
) -> None:
    people = [*["Donald Trump"] * 3, *["John Kerry"] * 2]
    found = indexed(
        engine_url,
        [made(n, "x", people=[name]) for n, name in enumerate(people)],
        [Alias("person", "Donald John Trump", "Donald Trump", 1)],
    )
    offered = dict(complete(found.snapshot(), "john").groups)["person"]
    assert [one.label for one in offered] == ["John Kerry", "Donald Trump"]
    found.close()


@in_a_folder
def test_a_lexicon_without_spellings_is_made_anew_by_the_next_run(
    searcher: Searcher, engine_url: EngineUrl
) -> None:
    (path,) = Path(engine_url.place).rglob(FILE_NAME)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM about WHERE key = 'mark'")
        db.execute("DELETE FROM start WHERE part >= 2")
        db.commit()
    assert titles(searcher, "person:kassem") == set()
    engine = open_engine(engine_url)
    with engine.writer() as writer:
        writer.set_aliases(Called(OTHERS))
    engine.close()
    assert titles(searcher, "person:kassem") == {"Quds"}


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_chosen_is_answered(searcher: Searcher, text: str) -> None:
    chosen = (Selection("person", (text,)),)
    plan = plan_for(searcher, Ask(selections=chosen))
    (selection,) = plan.selections
    assert selection.include == (encodable(text),)
    assert plan.notices == ()
    page_for(searcher, Ask(text=f'person:"{text}" person:{text}', selections=chosen))


def test_at_most_a_hundred_names_are_meant_by_one_spelling(
    engine_url: EngineUrl,
) -> None:
    names = [f"Person {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(130)]
    found = indexed(
        engine_url,
        [made(n, "x", people=[name]) for n, name in enumerate(names)],
        [Alias("person", "Someone", name, 1) for name in names],
    )
    assert page_for(found, Ask(text="person:someone")).total == 100
    found.close()
