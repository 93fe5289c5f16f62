"""Names across the corpus: which become one value, and which never do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from index.archive.archive import ARCHIVE_NAME, Archive, open_archive
from index.names.compare import Difference, difference
from index.names.organisations import body_key
from index.names.parts import block, split_name
from index.names.phonetic import sound
from index.pipeline.canonical import CanonicalNames
from search.model.article import (
    Article,
    Facts,
    Mention,
    Organisation,
    Person,
    TextField,
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(open_archive(tmp_path / ARCHIVE_NAME, create=True)) as made:
        yield made


def article(*names: str, gap: int = 1_000, surnames: bool = False) -> Article:
    """An article that names people, each so many characters from the one before.

    Names of one word stand behind a title, unless they are bare surnames.
    """
    body = (" " * gap).join(names)
    people = []
    at = 0
    for name in names:
        mention = Mention(TextField.BODY, at, at + len(name), name)
        titles = () if " " in name or surnames else ("President",)
        people.append(Person(name, (mention,), titles))
        at += len(name) + gap
    return Article(id="a", title="", body=body, facts=Facts(people=tuple(people)))


class Corpus:
    """Articles in an archive, and the names they are shown with."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self.archive = archive
        self.names = CanonicalNames(archive, folder)

    def add(self, *articles: Article) -> None:
        for one in articles:
            revision = self.archive.next_revision()
            self.archive.name_registry.record(one.facts, revision)
            self.archive.db.execute(
                "INSERT INTO article"
                " VALUES (?, 1, '', 1, x'', ?, x'', x'', '', ?, x'')",
                (f"a{revision}", revision.to_bytes(4), revision),
            )

    def shown(self, name: str) -> str | None:
        return self.names.value("person", name)


@pytest.fixture
def corpus(archive: Archive, tmp_path: Path) -> Corpus:
    archive.db.execute(
        "INSERT INTO source VALUES (1, '/a', 0, 0, 0, NULL, '', 'indexed', '', 1)"
    )
    return Corpus(archive, tmp_path)


def values(corpus: Corpus, names: Iterable[str]) -> set[str | None]:
    """What names are shown as; the first is in three articles, the others in one."""
    for number, name in enumerate(names):
        corpus.add(*[article(name)] * (1 if number else 3))
    corpus.names.compare()
    return {corpus.shown(name) for name in names}


# ── which names are one person's ─────────────────────────────────────────────


@pytest.mark.parametrize(
    "spellings",
    [
        "Qasem Soleimani|Qassem Suleimani|Kassem Soleimani|Qassim Suleimani",
        "Sergei Lavrov|Sergey Lavrov",
        "Muammar Gaddafi|Moammar Kadafi|Muammar Qaddafi|Moammar Gadhafi",
        "Mohammed bin Salman|Muhammad bin Salman|Mohamed Bin Salman",
        "Bashar al-Assad|Bashar Assad|Bashar el-Assad",
        "Recep Tayyip Erdogan|Recep Tayyip Erdoğan",
        "Kim Jong Un|Kim Jong-un",
        "Volodymyr Zelensky|Volodymyr Zelenskiy|Volodymyr Zelenskyy",
        "Donald Trump|Donald J. Trump|Donald John Trump",
        "Joe Biden|Joseph Biden|Joseph R. Biden",
        "Robert Mueller|Bob Mueller|Robert S. Mueller III",
        "Bill Clinton|William Clinton|William J. Clinton",
        "Pat Hartwell|Patrick Hartwell|Patrick J. Hartwell",
        "Sam Hartwell|Samuel Hartwell",
        "Aleksandr Lukashenko|Alexander Lukashenka",
        "Osama bin Laden|Usama bin Laden",
        "Dianne Feinstein|Diane Feinstein",
        "JD Vance|J.D. Vance|J. D. Vance",
    ],
)
def test_spellings_of_one_person_are_one_value(corpus: Corpus, spellings: str) -> None:
    names = spellings.split("|")
    assert values(corpus, names) == {names[0]}


@pytest.mark.parametrize(
    "people",
    [
        "Volodymyr Zelensky|Vladimir Zelensky",
        "Kim Jong Un|Kim Jong Il",
        "John Didion|Joan Didion",
        "George W. Bush|George H.W. Bush",
        "Donald Trump|Donald Trump Jr.",
        "Ken Griffey Jr.|Ken Griffey Sr.",
        "Michael Jordan|Michael B. Jordan",
        "John Clark|John Clarke",
        "Mohammed Ali|Muhammad Ali",
        "Jamal Kashgari|Jamil Kashgari",
        "Bill Smith|William Smith",
        "Daniel Ortega|Daniela Ortega|Danielle Ortega",
        "Sergei Ivanov|Sergei Ivanova",
        "Henry VIII|Henry VII",
    ],
)
def test_people_with_names_alike_stay_apart(corpus: Corpus, people: str) -> None:
    names = people.split("|")
    # someone else of the same family, so that no one is the usual one
    family = names[0].split()[-1]
    corpus.add(*[article(f"Zebulon {family}"), article(f"Ottoline {family}")] * 9)
    assert values(corpus, names) == set(names)


@pytest.mark.parametrize(
    "spellings",
    [
        "Vladimir Putin|Владимир Путин|Wladimir Putin|Vladimir Poutine|فلاديمير بوتين",
        "Volodymyr Zelensky|Володимир Зеленський|Wolodymyr Selenskyj",
        "Angela Merkel|Ангела Меркель|أنجيلا ميركل",
        "Qasem Soleimani|قاسم سليماني|Касем Сулеймани",
        "Bashar al-Assad|بشار الأسد|Башар Асад",
        "Joe Biden|Джо Байден|جو بايدن",
        "Elon Musk|Илон Маск",
        "Emmanuel Macron|Эммануэль Макрон|إيمانويل ماكرون",
        "Mikhail Gorbachev|Михаил Горбачёв|Michail Gorbatschow",
        "Olga Berezutskaya|Ольга Березуцкая",
        "Donald Trump|Дональд Трамп|دونالد ترامب",
    ],
)
def test_one_person_is_one_value_in_every_alphabet(
    corpus: Corpus, spellings: str
) -> None:
    names = spellings.split("|")
    assert values(corpus, names) == {names[0]}


def test_names_in_two_alphabets_stay_apart_where_that_is_wanted(corpus: Corpus) -> None:
    names = ["Olga Berezutskaya", "Olga Berezutskaia", "Ольга Березуцкая"]
    corpus.add(*map(article, names))
    corpus.names.compare(across_scripts=False)
    latin, spelt_otherwise, cyrillic = map(corpus.shown, names)
    assert cyrillic == names[2]
    assert latin == spelt_otherwise
    corpus.names.compare(anew=True)
    assert len(set(map(corpus.shown, names))) == 1


@pytest.mark.parametrize(
    "people",
    [
        "Sergei Ivanov|Сергей Иванова",
        "Ivan Petrov|Иван Петровский",
        "Volodymyr Zelensky|Владимир Зеленский",
        "Martin Brandt|Мартина Брандт",
        "Ali Hassani|علي حسن",
    ],
)
def test_people_whose_names_are_alike_in_two_alphabets_stay_apart(
    corpus: Corpus, people: str
) -> None:
    names = people.split("|")
    assert values(corpus, names) == set(names)


def test_a_bare_name_is_neither_of_two_with_middle_names(corpus: Corpus) -> None:
    people = ["George W. Bush", "George H.W. Bush", "George Bush"]
    for order in permutations(people):
        corpus.add(*map(article, order))
        corpus.names.compare()
        assert {corpus.shown(name) for name in people} == set(people)


def test_a_bare_name_is_that_of_the_only_one_with_a_middle_name(corpus: Corpus) -> None:
    assert values(corpus, ["George Bush", "George W. Bush"]) == {"George Bush"}
    corpus.add(article("George H.W. Bush"), article("George H.W. Bush"))
    corpus.names.compare()
    assert corpus.shown("George W. Bush") == "George W. Bush"
    assert corpus.shown("George Bush") == "George Bush"


def test_odd_long_forms_of_a_frequent_bare_name_are_passed_over(corpus: Corpus) -> None:
    corpus.add(*[article("Dan Ryanson")] * 20, *[article("Dan D. Ryanson")] * 2)
    corpus.add(article("Dan House Ryanson"))
    corpus.names.compare()
    assert corpus.shown("Dan D. Ryanson") == "Dan Ryanson"
    assert corpus.shown("Dan House Ryanson") == "Dan House Ryanson"


def test_two_people_side_by_side_never_become_one(corpus: Corpus) -> None:
    corpus.add(article("Qasem Soleimani", "Qassem Suleimani", gap=5))
    corpus.add(*[article("Qasem Soleimani")] * 50, article("Qassem Suleimani"))
    corpus.names.compare()
    assert corpus.shown("Qassem Suleimani") == "Qassem Suleimani"
    corpus.names.compare(anew=True)
    assert corpus.shown("Qassem Suleimani") == "Qassem Suleimani"


def test_a_slip_far_down_one_article_keeps_nobody_apart(corpus: Corpus) -> None:
    corpus.add(article("Qasem Soleimani", "Qassem Suleimani"))
    corpus.add(*[article("Qasem Soleimani")] * 9, *[article("Qassem Suleimani")] * 8)
    corpus.names.compare()
    assert corpus.shown("Qassem Suleimani") == "Qasem Soleimani"


@pytest.mark.parametrize(("rarer", "one"), [(2, True), (1, False)])
def test_one_article_with_both_keeps_only_rare_names_apart(
    corpus: Corpus, rarer: int, one: bool
) -> None:
    corpus.add(article("Qasem Soleimani", "Qassem Suleimani"))
    corpus.add(*[article("Qasem Soleimani")] * 9)
    corpus.add(*[article("Qassem Suleimani")] * rarer)
    corpus.names.compare()
    assert (corpus.shown("Qassem Suleimani") == "Qasem Soleimani") is one


def test_articles_that_use_two_names_for_one_person_make_them_one(
    corpus: Corpus,
) -> None:
    both = article("Sarah Huckabee Sanders", "Sarah Sanders")
    mentions = tuple(m for p in both.facts.people for m in p.mentions)
    one = replace(
        both, facts=Facts(people=(Person("Sarah Huckabee Sanders", mentions),))
    )
    corpus.add(article("Sarah Sanders"), *[article("Bernie Sanders")] * 20, one)
    corpus.names.compare()
    assert corpus.shown("Sarah Sanders") == "Sarah Sanders"
    corpus.add(one)
    corpus.names.compare()
    assert corpus.shown("Sarah Sanders") == "Sarah Huckabee Sanders"


def test_a_junior_never_met_beside_the_bare_name_is_the_same(corpus: Corpus) -> None:
    corpus.add(*[article("Joe Biden")] * 30, *[article("Joseph R. Biden Jr.")] * 10)
    corpus.names.compare()
    assert corpus.shown("Joseph R. Biden Jr.") == "Joe Biden"


def test_what_few_articles_call_him_beside_is_no_reason_against_a_junior(
    corpus: Corpus,
) -> None:
    corpus.add(*[article("Eric Holder")] * 30, *[article("Eric H. Holder Jr.")] * 10)
    corpus.add(*[article("Eric Holder Jr.")] * 2)
    corpus.names.compare()
    assert corpus.shown("Eric H. Holder Jr.") == "Eric Holder"
    assert corpus.shown("Eric Holder Jr.") == "Eric Holder"


def test_a_father_named_beside_his_son_now_and_then_is_not_he(corpus: Corpus) -> None:
    corpus.add(*[article("Harold Ford")] * 20, *[article("Harold Ford Jr.")] * 20)
    corpus.add(*[article("Harold Ford", "Harold Ford Jr.")] * 3)
    corpus.names.compare()
    assert corpus.shown("Harold Ford Jr.") == "Harold Ford Jr."


# ── what a value is shown as ─────────────────────────────────────────────────


def test_the_order_of_articles_makes_no_difference_to_a_new_comparison(
    corpus: Corpus,
) -> None:
    corpus.add(article("Sergey Lavrov"), *[article("Sergei Lavrov")] * 2)
    corpus.add(article("SERGEI LAVROV"), article("S. Lavrov"))
    corpus.names.compare(anew=True)
    assert corpus.shown("Sergey Lavrov") == "Sergei Lavrov"
    assert corpus.shown("SERGEI LAVROV") == "Sergei Lavrov"
    assert corpus.shown("S. Lavrov") == "S. Lavrov"


def test_what_is_shown_changes_only_for_a_much_more_frequent_form(
    corpus: Corpus,
) -> None:
    corpus.add(*[article("Sergey Lavrov")] * 10, *[article("Sergei Lavrov")] * 9)
    corpus.names.compare()
    assert corpus.shown("Sergei Lavrov") == "Sergey Lavrov"
    corpus.add(*[article("Sergei Lavrov")] * 4)
    assert corpus.names.compare() == 0
    assert corpus.shown("Sergei Lavrov") == "Sergey Lavrov"
    corpus.add(*[article("Sergei Lavrov")] * 4)
    assert corpus.names.compare() == 27
    assert corpus.shown("Sergey Lavrov") == "Sergei Lavrov"


def test_a_new_comparison_shows_the_most_frequent_form(corpus: Corpus) -> None:
    corpus.add(*[article("Sergey Lavrov")] * 3)
    corpus.names.compare()
    corpus.add(*[article("Sergei Lavrov")] * 4)
    corpus.names.compare()
    assert corpus.shown("Sergei Lavrov") == "Sergey Lavrov"
    corpus.names.compare(anew=True)
    assert corpus.shown("Sergei Lavrov") == "Sergei Lavrov"
    assert corpus.names.compare(anew=True) == 0


def test_comparing_touches_only_the_articles_whose_value_changes(
    corpus: Corpus,
) -> None:
    corpus.add(*[article("Sergei Lavrov")] * 5, article("Angela Merkel"))
    corpus.names.compare()
    corpus.add(article("Sergey Lavrov", "Angela Merkel"))
    assert corpus.names.compare() == 1
    assert corpus.names.compare() == 0


def test_what_stood_in_articles_that_are_gone_no_longer_counts(corpus: Corpus) -> None:
    corpus.add(*[article("Sergey Lavrov")] * 3, *[article("Sergei Lavrov")] * 2)
    corpus.archive.db.execute("DELETE FROM article WHERE revision <= 3")
    corpus.names.compare(anew=True)
    assert corpus.shown("Sergey Lavrov") == "Sergey Lavrov"
    assert corpus.shown("Sergei Lavrov") == "Sergei Lavrov"
    assert corpus.archive.name_registry.shown_as("person", "Sergey Lavrov") is None


# ── a family name that stands alone ──────────────────────────────────────────


def test_a_family_name_alone_is_the_one_person_it_can_mean(corpus: Corpus) -> None:
    corpus.add(*[article("Ronald Reagan")] * 9, article("Reagan"))
    corpus.names.compare()
    assert corpus.shown("Reagan") == "Ronald Reagan"


def test_a_family_name_alone_is_no_value_where_it_may_mean_two(corpus: Corpus) -> None:
    corpus.add(*[article("Bill Clinton")] * 5, *[article("Hillary Clinton")] * 5)
    corpus.add(article("Clinton"))
    corpus.names.compare()
    assert corpus.shown("Clinton") is None


def test_a_family_name_nobody_has_in_full_is_a_value_behind_a_title(
    corpus: Corpus,
) -> None:
    corpus.add(article("Bushnell"))
    corpus.names.compare()
    assert corpus.shown("Bushnell") == "Bushnell"


def test_a_family_name_comes_loose_when_another_bearer_turns_up(corpus: Corpus) -> None:
    corpus.add(*[article("Bill Clinton")] * 5, article("Clinton"))
    corpus.names.compare()
    assert corpus.shown("Clinton") == "Bill Clinton"
    corpus.add(*[article("Hillary Clinton")] * 5)
    corpus.names.compare()
    assert corpus.shown("Clinton") is None


def people_of(corpus: Corpus, one: Article) -> list[str]:
    return [person.name for person in corpus.names.canonicalise(one).facts.people]


def test_a_bare_surname_is_a_value_only_as_somebodys(corpus: Corpus) -> None:
    bare = article("Reagan", "Clinton", "Zidane", "Nemo", surnames=True)
    assert people_of(corpus, bare) == []
    corpus.add(*[article("Ronald Reagan")] * 9, article("Zidane", surnames=True))
    corpus.add(article("Bill Clinton"), article("Hillary Clinton"), bare)
    corpus.add(article("Zidane", surnames=True))
    assert corpus.names.compare() == 3
    assert people_of(corpus, bare) == ["Ronald Reagan", "Zidane"]


# ── the parts ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soleimani", "suleymani"),
        ("yanukovych", "yanukovich"),
        ("zelensky", "zelenskyy"),
        ("tchaikovsky", "chaikovsky"),
    ],
)
def test_words_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("George H.W. Bush", ("george", ("h", "w"), "bush", "")),
        ("George HW Bush", ("george", ("h", "w"), "bush", "")),
        ("Ursula von der Leyen", ("ursula", (), "vonderleyen", "")),
        ("Ali al-Sistani", ("ali", (), "sistani", "")),
        ("Al Gore", ("al", (), "gore", "")),
        ("Kim Jong-un", ("kim", ("jong",), "un", "")),
        ("Martin Luther King Jr.", ("martin", ("luther",), "king", "jr")),
        ("Madonna", ("", (), "madonna", "")),
        ("", ("", (), "", "")),
        ("!", ("", (), "!", "")),
        ("van", ("", (), "van", "")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: tuple[object, ...]) -> None:
    assert split_name(name) == parts
    assert len(block(name)) == 2


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Joe Biden", "Joseph Biden", Difference.NICKNAME),
        ("Sergei Lavrov", "Sergey Lavrov", Difference.SPELLING),
        ("Donald Trump", "Donald J. Trump", Difference.MIDDLE),
        ("Donald Trump", "Donald Trump Jr.", Difference.JUNIOR),
        ("Robert Mueller", "Robert Mueller III", Difference.NUMBER),
        ("Angela Merkel", "ANGELA MERKEL", Difference.NONE),
        ("Kim Jong Un", "Kim Un", None),
        ("Henry Ford II", "Henry Ford III", None),
    ],
)
def test_names_differ_in_something(one: str, other: str, how: Difference) -> None:
    assert difference(split_name(one), split_name(other)) == how
    assert difference(split_name(other), split_name(one)) == how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Washington Post", "Washington Post"),
        ("Apple Inc.", "Apple"),
        ("AT&T Corp", "AT&T"),
        ("U.N.", "United Nations"),
        ("UN", "The United Nations"),
    ],
)
def test_light_folding_makes_organisations_one(one: str, other: str) -> None:
    assert body_key(one) == body_key(other)


def test_other_organisations_stay_two() -> None:
    assert body_key("Bank of England") != body_key("Bank of Ireland")
    assert body_key("Who") != body_key("WHO")


def naming(name: str) -> Article:
    mention = Mention(TextField.BODY, 0, len(name), name)
    facts = Facts(organisations=(Organisation(name, (mention,)),))
    return Article(id="a", title="", body=name, facts=facts)


def organisation(corpus: Corpus, name: str) -> str | None:
    return corpus.names.value("organisation", name)


@pytest.mark.parametrize(
    ("frequent", "rare"),
    [
        ("NATO", "Nato"),  # letters that are listed, and some that are not
        ("Opec", "OPEC"),
        ("NBC", "NBC &"),
        ("Blue Cross Blue Shield", "Blue Cross & Blue Shield"),
    ],
)
def test_organisations_a_filter_takes_for_one_are_shown_as_one(
    corpus: Corpus, frequent: str, rare: str
) -> None:
    corpus.add(naming(rare))
    corpus.names.compare()
    assert organisation(corpus, rare) == rare
    corpus.add(*[naming(frequent)] * 3)
    assert corpus.names.compare() == 1
    assert organisation(corpus, rare) == organisation(corpus, frequent) == frequent
    corpus.names.compare(anew=True)
    assert organisation(corpus, rare) == organisation(corpus, frequent) == frequent


def test_an_organisation_is_shown_as_most_articles_write_it(corpus: Corpus) -> None:
    corpus.add(naming("UN"), *[naming("United Nations")] * 2, naming("U.N."))
    corpus.names.compare()
    assert corpus.names.value("organisation", "UN") == "United Nations"
    settled = corpus.names.canonicalise(naming("U.N."))
    assert [o.name for o in settled.facts.organisations] == ["United Nations"]


def test_two_that_are_one_have_the_mentions_of_both_in_reading_order(
    corpus: Corpus,
) -> None:
    corpus.add(*[article("Sergei Lavrov")] * 12, *[article("Sergey Lavrov")] * 9)
    both = article("Sergey Lavrov", "Angela Merkel", "Sergei Lavrov")
    corpus.add(both)
    corpus.names.compare()
    people = corpus.names.canonicalise(both).facts.people
    assert [(p.name, [m.text for m in p.mentions]) for p in people] == [
        ("Sergei Lavrov", ["Sergey Lavrov", "Sergei Lavrov"]),
        ("Angela Merkel", ["Angela Merkel"]),
    ]
