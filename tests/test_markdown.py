"""Markdown and notes of an office: the words of a text without its marks."""

from __future__ import annotations

import pytest

from index.published.formats import parse_written
from index.readers import READERS
from index.records import Draft, ReadOptions, Record

BODY = "The clerk read the result to the hall, and the hall was silent. It was late."


def read(text: str, name: str = "a.md") -> Draft:
    return READERS["text"].draft(Record("", text.encode()), ReadOptions(file_name=name))


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: A vote\ndate: 2019-06-12 # late\nauthor:\n  name: Ann Lee\n---",
        "---\ntitle: >\n  A\n  vote\ndate: 2019-06-12\nauthor:\n- Ann Lee\n---",
        '---json\n{"title": "A vote", "date": "2019-06-12", "author": "Ann Lee"}\n---',
        '{\n"title": "A vote", "date": "2019-06-12",\n"author": {"name": "Ann Lee"}\n}',
        ';;;\n{"title": "A vote", "date": "2019-06-12", "authors": ["Ann Lee"]}\n;;;',
        "% A vote\n% Ann Lee\n% 2019-06-12",
        "Slug: BC-VOTE\nHeadline: A vote\nByline: Ann Lee\nDate: 2019-06-12\n",
        "# A vote\n\n*By Ann Lee*\n\n2019-06-12\n",
        "A vote\n======\n\n**By Ann Lee**\n2019-06-12\n",
        "A vote\n\nAnn Lee in Cairo\nWednesday 12 June 2019\n",
        "EMBARGOED UNTIL 6 A.M.\n\nA vote\n\nBy Ann Lee\n12 June 2019\n",
    ],
)
def test_title_author_and_date_are_told_in_any_form(front: str) -> None:
    draft = read(f"{front}\n\n{BODY}\n")
    told = parse_written(draft.published)
    assert told is not None
    assert (draft.title, draft.authors) == ("A vote", ("Ann Lee",))
    assert told.date.isoformat() == "2019-06-12"
    assert draft.body.endswith(BODY)
    assert "vote" not in draft.body.lower()


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("A **bold** and _quiet_ word.", "A bold and quiet word."),
        ("A ***loud*** and **_doubled_** word.", "A loud and doubled word."),
        ("See [the hall](https://x.example/a_(b)) now.", "See the hall now."),
        ("See [the hall][1] now.\n\n[1]: https://x.example", "See the hall now."),
        ("One.[^1]\n\n[^1]: The note.", "One.\n\nThe note."),
        ("![A hall](a.png)\nWords.", "Words."),
        ("## Part two ##\n\nWords.", "Part two\n\nWords."),
        ("Part two\n---\n\nWords.", "Part two\n\n\nWords."),
        ("> Words of > another.", "Words of > another."),
        ("`code` and ~~gone~~ words.", "code and gone words."),
        ("```py\nx = *y*\n```", "x = *y*"),
        ("One.\n\n* * *\n\nTwo.", "One.\n\n\n\nTwo."),
        ("A <https://x.example/a> here.", "A https://x.example/a here."),
        ("A <!-- hidden --> word.", "A  word."),
        ("\\*As it is\\*", "*As it is*"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("5 * 3 and a_b", "5 * 3 and a_b"),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_marks_go_and_words_stay(marked: str, plain: str) -> None:
    body = read(f"---\ntitle: A vote\n---\n{BODY}\n\n{marked}").body
    assert body.removeprefix(BODY).strip("\n") == plain


def test_a_text_with_several_marks_is_markdown_whatever_it_is_called() -> None:
    text = f"# A vote\n\n{BODY} **Loud** and [there](https://x.example/a)."
    assert read(text, "a.txt").body == f"{BODY} Loud and there."


def test_a_text_with_a_star_is_none() -> None:
    text = f"A vote\n\n{BODY} *Prices are of May.* Rated ** by **guests**."
    assert "*Prices are of May.* Rated ** by **guests**." in read(text, "a.txt").body


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("June 12,2019", "2019-06-12"),
        ("14.30 BST, Wednesday 12 June 2019", "2019-06-12"),
        ("le 12/06/2019", "2019-06-12"),
        ("à 14h30 le 12/06/19", "2019-06-12"),
    ],
)
def test_dates_are_read_as_papers_write_them(written: str, day: str) -> None:
    found = parse_written(written)
    assert found is not None
    assert found.date.isoformat() == day
