"""Articles cited as style guides say, and as programs read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.read_back import plain_of_tex, read_bibtex, read_ris
from support.webapp import day

from search.model.article import Article
from web.exports.citations import citations
from web.exports.names_of_authors import authors_of

TODAY = date(2025, 11, 21)
HERE = "http://127.0.0.1:8000/article/abc"

STORY = Article(
    id="abc",
    title="Floods reach Lisbon",
    body="Water.",
    url="https://news.example/floods",
    source="The Examiner",
    section="World",
    language="en",
    authors=("Ann B. Writer",),
    published=day("2019-03-05"),
)


def cited(kind: str, **changes: object) -> str:
    article = replace(STORY, **changes)  # type: ignore[arg-type]
    return {c.kind: c.text for c in citations(article, HERE, TODAY)}[kind]


def by(*names: str) -> tuple[str, ...]:
    return names


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "Writer, A. B. (2019, March 5). Floods reach Lisbon. The Examiner. "
            "https://news.example/floods",
        ),
        (
            {"authors": ()},
            "Floods reach Lisbon. (2019, March 5). The Examiner. "
            "https://news.example/floods",
        ),
        (
            {"authors": by("Ann Writer", "Jean-Paul Sartre"), "url": ""},
            "Writer, A., & Sartre, J.-P. (2019, March 5). Floods reach Lisbon. "
            "The Examiner.",
        ),
        (
            {"authors": by("The Associated Press"), "published": day("2019-03")},
            "The Associated Press. (2019, March). Floods reach Lisbon. The Examiner. "
            "https://news.example/floods",
        ),
        (
            {"authors": by("The Examiner"), "published": day("2019"), "url": ""},
            "The Examiner. (2019). Floods reach Lisbon.",
        ),
        (
            {"published": None},
            "Writer, A. B. (n.d.). Floods reach Lisbon. The Examiner. "
            "Retrieved November 21, 2025, from https://news.example/floods",
        ),
        (
            {"title": "", "authors": (), "source": "", "url": "", "published": None},
            "[Untitled news article]. (n.d.).",
        ),
        (
            {"title": "Who pays?", "authors": (), "url": "javascript:alert(1)"},
            "Who pays? (2019, March 5). The Examiner.",
        ),
    ],
)
def test_apa(changes: dict[str, object], expected: str) -> None:
    assert cited("apa", **changes) == expected


def test_apa_names_twenty_authors_and_of_more_the_last() -> None:
    names = [f"Ann {chr(65 + n)}bel" for n in range(21)]
    twenty = cited("apa", authors=tuple(names[:20]))
    assert twenty.startswith("Abel, A., Bbel, A., ")
    assert "Sbel, A., & Tbel, A. (2019" in twenty
    assert "Sbel, A., . . . Ubel, A. (2019" in cited("apa", authors=tuple(names))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "Writer, Ann B. “Floods reach Lisbon.” The Examiner, 5 Mar. 2019, "
            "https://news.example/floods.",
        ),
        (
            {"authors": by("Ann Writer", "Ben Scribe"), "url": ""},
            "Writer, Ann, and Ben Scribe. “Floods reach Lisbon.” The Examiner, "
            "5 Mar. 2019.",
        ),
        (
            {"authors": by("A. Writer", "B. Scribe", "C. Third"), "url": ""},
            "Writer, A., et al. “Floods reach Lisbon.” The Examiner, 5 Mar. 2019.",
        ),
        (
            {"authors": by("The Examiner"), "published": day("2019-09"), "url": ""},
            "“Floods reach Lisbon.” The Examiner, Sept. 2019.",
        ),
        (
            {"authors": (), "published": day("2019-05"), "url": "", "source": ""},
            "“Floods reach Lisbon.” May 2019.",
        ),
        (
            {"title": 'The "late" report?', "published": None, "authors": ()},
            "“The ‘late’ report?” The Examiner, https://news.example/floods. "
            "Accessed 21 Nov. 2025.",
        ),
        (
            {"title": "", "authors": (), "published": None, "source": "", "url": ""},
            "Untitled news article.",
        ),
    ],
)
def test_mla(changes: dict[str, object], expected: str) -> None:
    assert cited("mla", **changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "Writer, Ann B. “Floods reach Lisbon.” The Examiner, March 5, 2019. "
            "https://news.example/floods.",
        ),
        (
            {"authors": by("A. One", "B. Two", "C. Three"), "url": ""},
            "One, A., B. Two, and C. Three. “Floods reach Lisbon.” The Examiner, "
            "March 5, 2019.",
        ),
        (
            {"authors": (), "published": day("2019-03"), "url": ""},
            "The Examiner. “Floods reach Lisbon.” March 2019.",
        ),
        (
            {"published": None},
            "Writer, Ann B. “Floods reach Lisbon.” The Examiner. "
            "Accessed November 21, 2025. https://news.example/floods.",
        ),
    ],
)
def test_chicago(changes: dict[str, object], expected: str) -> None:
    assert cited("chicago", **changes) == expected


def test_chicago_names_seven_of_more_than_ten() -> None:
    names = tuple(f"Ann {chr(65 + n)}bel" for n in range(11))
    assert "Ann Gbel, et al. “" in cited("chicago", authors=names)
    assert "Ann Ibel, and Ann Jbel. “" in cited("chicago", authors=names[:10])


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        ("Ursula von der Leyen", "von der Leyen, Ursula"),
        ("Bill De Blasio", "De Blasio, Bill"),
        ("Al Gore", "Gore, Al"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr."),
        ("Writer, Ann", "Writer, Ann"),
        ("Reuters", "Reuters"),
        ("Agence France-Presse", "Agence France-Presse"),
        ("News desk", "News desk"),
        ("Ann Writer and Ben Scribe", "Ann Writer and Ben Scribe"),
        ("Иван Петров", "Петров, Иван"),
        ("王小明", "王小明"),
        ("דוד לוי", "דוד לוי"),
        ("ann@example.com", "ann@example.com"),
        ("  Ann\n\tWriter\x00 ", "Writer, Ann"),
    ],
)
def test_a_name_is_turned_round_only_if_it_is_a_persons(
    name: str, inverted: str
) -> None:
    assert [author.inverted for author in authors_of((name,))] == [inverted]


def test_an_author_given_twice_is_one() -> None:
    assert len(authors_of(("Ann Writer", "ANN WRITER", " ", ""))) == 1


def test_a_name_from_right_to_left_moves_nothing_beside_it() -> None:
    text = cited("apa", authors=("דוד לוי",))
    assert text.startswith("\u2068דוד לוי\u2069. (2019, March 5). ")
    assert "\u2068" not in cited("ris", authors=("דוד לוי",))
    assert "\u202e" not in cited("apa", authors=("\u202eevil",), title="a\u202eb")


HOSTILE_TEXTS = [
    r"100% of {it} & \more_than $5 #1 ~ ^",
    "}",
    "{{{",
    "\\",
    "a\\",
    "line\r\nER  - \r\nTY  - JOUR\x00\x0b\x85\u2028end",
    "@article{x, title = {y}}",
    "“quotes” and \"quotes\" and 'quotes'",
    "a, b and c",
    "</title><script>alert(1)</script>",
    "עברית (2019) عربي",
    "\U0001f600 x̌",
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_any_text_is_read_back_from_bibtex_and_ris(text: str) -> None:
    changes = {"title": text, "source": text, "authors": (text,), "section": text}
    flat = " ".join("".join(c for c in text if c >= " " or c in "\r\n\x0b").split())
    (entry,) = read_bibtex(cited("bibtex", **changes))
    assert plain_of_tex(entry["title"]) == flat
    assert plain_of_tex(entry["journal"]) == flat
    (record,) = read_ris(cited("ris", **changes))
    assert record["TI"] == record["T2"] == record["SE"] == [flat]
    assert record["TY"] == ["NEWS"]
    assert record["AU"] == [flat]


def test_bibtex_keeps_persons_and_organisations_apart() -> None:
    names = ("Ursula von der Leyen", "Martin King Jr.", "Bread and Roses", "Reuters")
    (entry,) = read_bibtex(cited("bibtex", authors=names))
    assert entry["author"] == (
        "von der Leyen, Ursula and King, Jr., Martin and "
        "{Bread and Roses} and {Reuters}"
    )
    assert entry["key"] == "vonderleyen2019-abc"


def test_bibtex_dates_are_as_exact_as_they_are_known() -> None:
    for written in ("2019-03-05", "2019-03", "2019"):
        (entry,) = read_bibtex(cited("bibtex", published=day(written)))
        assert (entry["year"], entry["date"]) == ("2019", written)
        assert entry.get("month") == ("3" if "-" in written else None)
    (entry,) = read_bibtex(cited("bibtex", published=None))
    assert not entry.keys() & {"year", "month", "date"}


def test_ris_dates_are_as_exact_as_they_are_known() -> None:
    for written, expected in {
        "2019-03-05": "2019/03/05/",
        "2019-03": "2019/03//",
        "2019": "2019///",
    }.items():
        (record,) = read_ris(cited("ris", published=day(written)))
        assert (record["PY"], record["DA"]) == (["2019"], [expected])
    (record,) = read_ris(cited("ris", published=None))
    assert not record.keys() & {"PY", "DA"}


def test_an_address_is_one_for_every_program() -> None:
    url = "https://news.example/a_b?x={1}%20\\&q=“é” #top"
    expected = (
        "https://news.example/a_b?x=%7B1%7D%20%5C&q=%E2%80%9C%C3%A9%E2%80%9D%20#top"
    )
    (entry,) = read_bibtex(cited("bibtex", url=url))
    (record,) = read_ris(cited("ris", url=url))
    assert entry["url"] == record["UR"][0] == expected


def test_without_an_address_of_its_own_programs_get_the_one_here() -> None:
    for url in ("", "javascript:alert(1)", "http://[broken"):
        (entry,) = read_bibtex(cited("bibtex", url=url))
        (record,) = read_ris(cited("ris", url=url))
        assert entry["url"] == record["UR"][0] == HERE


def test_an_article_nothing_is_known_of_is_cited_all_the_same() -> None:
    bare = Article(id="x", title="", body="")
    found = {c.kind: c.text for c in citations(bare, HERE, TODAY)}
    assert all(found.values())
    (entry,) = read_bibtex(found["bibtex"])
    assert (entry["type"], entry["key"]) == ("misc", "article-x")
    assert read_ris(found["ris"])[0]["AN"] == ["x"]
