"""Tables in the dialects in which programs and people write them."""

from __future__ import annotations

import csv
import io

import pytest
from support import reading

from index.errors import UnreadableSource
from index.readers import READERS, reader_for
from index.records import Draft, ReadOptions

ROW = "A vote;2019-06-12;It rained, she said."


def drafts(table: str | bytes, **mapping: str) -> list[Draft]:
    """The articles of a table in which nothing is wrong."""
    data = table.encode() if isinstance(table, str) else table
    return reading.drafts("csv", data, **mapping)


@pytest.mark.parametrize(
    "before",
    [
        "sep=;\n",
        '"sep=;"\r\n',
        "Search report;ferry\nExported;2024-03-06\n\n",
        "# exported by hand\n\n",
        "\n\n",
        '"A report, with ""title"" in its name"\n;;\n',
    ],
)
def test_the_header_is_found_below_other_lines(before: str) -> None:
    (draft,) = drafts(f"{before}title;date;text\n{ROW}\n")
    assert (draft.title, draft.published, draft.body) == tuple(ROW.split(";"))


def test_rows_are_counted_with_the_lines_above_the_header() -> None:
    table = b"Report\n\ntitle,text,date\na,b\n,,\nc,d,e,f\n"
    found = list(READERS["csv"].records(io.BytesIO(table), ReadOptions()))
    assert [one.position for one in found] == ["row 4", "row 5"]


@pytest.mark.parametrize(
    "header",
    [
        "Titel;Erscheinungsdatum;Volltext",
        "ueberschrift;Veröffentlicht am;Inhalt",
        "Titre;Date de publication;Contenu",
        "Título;Fecha;Cuerpo",
        "Titolo;Data di pubblicazione;Testo",
        "Manchete;Data;Conteúdo",
        "Kop;Publicatiedatum;Tekst",
        "Tytuł;Data publikacji;Treść",
        "Заголовок;Дата публикации;Текст",
        "Başlık;Yayın Tarihi;İçerik",
        "Rubrik;Datum;Brödtext",
        "Otsikko;Julkaisupäivä;Teksti",
        "标题;日期;正文",
        "タイトル;日付;本文",
        "제목;날짜;본문",
        "العنوان;تاريخ النشر;النص",
        "TITLE;PUB_DATE;Full Text",
        "dc:title;dc:date;dc:description",
    ],
)
def test_columns_are_known_in_many_languages(header: str) -> None:
    for written in (header, header.replace(";", "\t"), header.replace(";", "|")):
        mark = next(mark for mark in ";\t|" if mark in written)
        (draft,) = drafts(f"{written}\n{ROW.replace(';', mark)}\n")
        assert (draft.title, draft.published, draft.body) == tuple(ROW.split(";"))
        assert draft.section == ""


def test_a_quotation_mark_may_be_written_with_a_backslash() -> None:
    table = 'title,date,text\n"A \\"vote\\"",2019,"He said \\"no\\", and \\"left\\""\n'
    (draft,) = drafts(table)
    assert (draft.title, draft.body) == ('A "vote"', 'He said "no", and "left"')


def test_a_backslash_that_ends_a_cell_is_kept() -> None:
    (draft,) = drafts('title,text\n"In C:\\texts\\","It was ""there""."\n')
    assert (draft.title, draft.body) == ("In C:\\texts\\", 'It was "there".')


def test_cells_may_stand_in_single_quotes() -> None:
    (draft,) = drafts("'title','date','text'\n'A vote','2019','It rained, she said.'\n")
    assert (draft.title, draft.body) == ("A vote", "It rained, she said.")


@pytest.mark.parametrize(
    ("cell", "published"),
    [
        ("43628", "2019-06-12"),
        ("43628.75", "2019-06-12"),
        ('"43628,75"', "2019-06-12"),
        ("2019", "2019"),
        ("1560333600", "1560333600"),
        ("99999", "99999"),
    ],
)
def test_the_days_of_a_spreadsheet_are_dates(cell: str, published: str) -> None:
    (draft,) = drafts(f"title,date,text\nA vote,{cell},It rained.\n")
    assert draft.published == published


def test_a_header_that_comes_again_is_no_article() -> None:
    table = f"title;date;text\n{ROW}\ntitle;date;text\n{ROW}\n"
    assert [draft.title for draft in drafts(table)] == ["A vote", "A vote"]


def test_a_text_written_as_a_formula_is_read() -> None:
    (draft,) = drafts('id,title,text\n="0012","=""A vote""",It rained.\n')
    assert (draft.source_id, draft.title) == ("0012", "A vote")


def test_columns_that_a_person_names_tell_where_the_header_is() -> None:
    (draft,) = drafts("Report of, title\n\nkp;tkst\nA;B\n", title="kp", body="tkst")
    assert (draft.title, draft.body) == ("A", "B")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_of_a_table_is_read(encoding: str) -> None:
    (draft,) = drafts(f"Überschrift;Datum;Text\n{ROW}\n".encode(encoding))
    assert draft.title == "A vote"


@pytest.mark.parametrize("name", ["export.txt", "export", "export.dat"])
@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (f"title;date;text\n{ROW}\n", "csv"),
        ("title\tdate\ttext\nA\t2019\tB\n", "csv"),
        ('{"title": "A", "text": "B"}\n{"title": "A", "text": "B"}\n', "jsonl"),
        ('[{"title": "A", "text": "B"}]', "json"),
        ("Text, date and author are unknown\n\nIt rained, she said.\n", "text"),
        ("Headline\n\nBy Ann Lee, author, and others\n", "text"),
    ],
)
def test_a_table_is_one_whatever_it_is_called(
    name: str, data: str, reader: str
) -> None:
    assert reader_for(name, data.encode()).name == reader


def test_many_rows_are_read_as_they_are_quoted() -> None:
    out = io.StringIO()
    rows = [(f"A {n}", f'It "rained"\n{n} times,\r\nno; more') for n in range(3000)]
    csv.writer(out).writerows([("title", "text"), *rows])
    assert [
        (draft.title, draft.body.replace("\n", "\r\n"))
        for draft in drafts(out.getvalue())
    ] == [
        (title, body.replace("\r\n", "\n").replace("\n", "\r\n"))
        for title, body in rows
    ]


def test_a_list_of_things_is_no_table_of_articles() -> None:
    with pytest.raises(UnreadableSource, match="neither a title nor a body"):
        drafts("name,price\nBread,2\n")
