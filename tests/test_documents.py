"""Documents of offices and printers: what is an article in them, and what is not."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from support.documents import docx, pdf, zipped
from support.reading import outcome, read

from index.errors import UnreadableSource
from index.readers import reader_for
from index.readers.bytes.zips import document_kind
from index.records import Draft

TEXT = (
    "The council of Norvale voted to keep the night ferry going for two winters.",
    "Its leader, Ida Brandt, said that nobody should have to sleep in a car.",
)
BODY = "\n\n".join(TEXT)


def only(data: bytes) -> Draft:
    (draft,) = read(data)
    return draft


# --- Word, OpenDocument, rich text --------------------------------------------


def test_a_word_document_has_its_title_by_style_whatever_the_style_is_called() -> None:
    styles = (
        '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    )
    for style in ("Titel", "berschrift1"):
        title = (f'<w:pStyle w:val="{style}"/>', "Ferry stays")
        draft = only(docx([title, "By Ida Moss, March 14, 2019", *TEXT], styles=styles))
        assert (draft.title, draft.body) == ("Ferry stays", BODY)
        assert (draft.authors, draft.published) == (("Ida Moss",), "March 14, 2019")


def test_a_word_document_without_styles_is_told_by_looks_as_a_text_is() -> None:
    draft = only(docx(["Ferry stays", "By Ida Moss", "March 14, 2019", *TEXT]))
    assert (draft.title, draft.authors) == ("Ferry stays", ("Ida Moss",))
    assert (draft.published, draft.body) == ("March 14, 2019", BODY)


def test_tables_and_boxes_of_a_word_document_are_read_and_deleted_text_is_not() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell.format('Year')}{cell.format('Loss')}</w:tr>"
    long = f"<w:tr><w:tc><w:p><w:r><w:t>{TEXT[0]}</w:t></w:r></w:p></w:tc></w:tr>"
    box = (
        "<w:p><w:r><w:pict/><w:drawing><w:txbxContent><w:p><w:r><w:t>In a "
        "box</w:t></w:r>"
        "</w:p></w:txbxContent></w:drawing></w:r><w:del><w:r><w:t>gone</w:t></w:r>"
        "</w:del></w:p>"
    )
    after = f"<w:tbl>{row}{long}</w:tbl>{box}"
    body = only(docx(["Ferry stays", TEXT[1]], after=after)).body
    assert body == f"{TEXT[1]}\n\nYear | Loss\n\n{TEXT[0]}\n\nIn a box"


def odt(content: str) -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<office:document-content xmlns:office='o' xmlns:text='t'>"
            f"<office:body><office:text>{content}</office:text></office:body>"
            "</office:document-content>",
        }
    )


def test_an_opendocument_text_is_read_without_its_notes() -> None:
    draft = only(
        odt(
            "<text:h text:outline-level='1'>Ferry <text:span>stays</text:span></text:h>"
            "<text:p>By Ida Moss</text:p>"
            f"<text:p>{TEXT[0]}<text:note>A note</text:note></text:p>"
            f"<text:list><text:list-item><text:p>{TEXT[1]}</text:p></text:list-item>"
            "</text:list>"
        )
    )
    assert (draft.title, draft.authors, draft.body) == (
        "Ferry stays",
        ("Ida Moss",),
        BODY,
    )


def test_rich_text_is_read_in_its_escapes_and_in_utf_8() -> None:
    rich = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}{\\info{\\title x}}"
    rich += "{\\b F\\'e4hre bleibt}\\par By J\\'fcrgen \\'d6hler\\par "
    rich += f"\\u8222?{TEXT[0]}\\u8220?\\par {TEXT[1]}\\par}}"
    draft = only(rich.encode())
    assert (draft.title, draft.authors) == ("Fähre bleibt", ("Jürgen Öhler",))
    assert draft.body == f"„{TEXT[0]}“\n\n{TEXT[1]}"
    assert (
        only("{\\rtf1 Fähre\\par\\par Zürich hat Fähren.\\par}".encode()).title
        == "Fähre"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx([]), "no text"),
        (docx(["a"])[:-30], "damaged or cut short"),
        (zipped({"[Content_Types].xml": "", "word/x.xml": ""}), "no text part"),
        (zipped({"[Content_Types].xml": "", "xl/x": ""}), "damaged or encrypted"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": "no xml"}), "damaged"),
        (odt(""), "no text"),
        (b"{\\rtf1 }", "no text"),
        (b"%PDF-1.4\nnot really", "the PDF is damaged"),
        (pdf([[]]), "pictures, without a text layer"),
        (zipped({"mimetype": "application/epub+zip"}), "is missing"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    format = reader_for("document", data).name
    assert reason in outcome(format, data)[-1][1]


def test_an_old_or_other_document_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableSource, match=r"old Office document.*\.docx"):
        reader_for("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(UnreadableSource, match="presentation"):
        reader_for("a.pptx", zipped({"[Content_Types].xml": "", "ppt/x": ""}))


# --- PDF ---------------------------------------------------------------------

LEFT = (
    "The council of Norvale voted on Thursday to keep",
    "the night ferry between the islands for two more",
    "win-",
    "ters, and the well-known boats of the old fleet.",
)


def lines(
    texts: tuple[str, ...], left: float, top: float
) -> list[tuple[float, float, float, str]]:
    return [(left, top - 12 * n, 9, text) for n, text in enumerate(texts)]


def test_a_pdf_has_its_title_by_size_and_no_running_heads() -> None:
    page = [
        (200, 700, 20, "Ferry stays"),
        (50, 670, 9, "By Ida Moss"),
        (50, 658, 9, "March 14, 2019"),
        *lines(("Nobody should have to sleep in a car, said Ida", "Brandt."), 50, 630),
    ]
    heads = [
        [(50, 815, 7, f"Norvale Courier {n}"), (290, 20, 7, f"- {n} -")] for n in (1, 2)
    ]
    more = lines(("The state pays most of what the service loses.",), 50, 700)
    draft = only(pdf([[*heads[0], *page], [*heads[1], *more]]))
    assert (draft.title, draft.authors) == ("Ferry stays", ("Ida Moss",))
    assert draft.published == "March 14, 2019"
    assert draft.body == (
        "Nobody should have to sleep in a car, said Ida Brandt.\n\n"
        "The state pays most of what the service loses."
    )


def test_words_cut_at_the_end_of_a_line_are_whole_and_hyphened_words_stay() -> None:
    texts = ("Ferries are well-known here, and coun-", "cil leaders love the well-",
             "known boats of Norvale.")  # fmt: skip
    body = only(pdf([[(50, 700, 20, "Ferry stays"), *lines(texts, 50, 650)]])).body
    assert body == (
        "Ferries are well-known here, and council leaders love the well-known boats of "
        "Norvale."
    )


def test_columns_are_read_one_after_the_other_in_whatever_order_they_were_set() -> None:
    left = tuple(f"left column line {n} goes on and on" for n in "abcdefgh")
    right = tuple(f"right column line {n} goes on and on" for n in "abcdefgh")
    by_column = [*lines(left, 50, 650), *lines(right, 320, 650)]
    by_row = [
        each
        for pair in zip(lines(left, 50, 650), lines(right, 320, 650), strict=True)
        for each in pair
    ]
    title = (50.0, 700.0, 20.0, "Ferry stays")
    for order in (by_column, by_row):
        body = only(pdf([[title, *order]])).body
        assert body == " ".join([*left, *right])


def test_a_running_head_tells_the_date_where_nothing_else_does() -> None:
    head = (50.0, 815.0, 7.0, "Norvale Courier March 14, 2019")
    texts = lines(("Nobody should have to sleep in a car, said Ida Brandt.",), 50, 650)
    draft = only(pdf([[head, (50, 700, 20, "Ferry stays"), *texts]]))
    assert draft.published == "March 14, 2019"
    assert "Courier" not in draft.body


# --- EPUB and Excel ------------------------------------------------------------


def test_each_chapter_of_an_epub_is_an_article_and_its_contents_are_none() -> None:
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body>{}</body></html>"
    story = page.format(
        "<h1>Ferry {}</h1><p class='byline'>By Ida Moss</p>"
        f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p>"
    )
    data = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfiles><rootfile full-path="
            "'OEBPS/a.opf'/></rootfiles></container>",
            "OEBPS/a.opf": "<package xmlns:dc='d'><metadata><dc:title>Norvale Courier, "
            "14 March</dc:title><dc:date>2019-03-14</dc:date><dc:language>en"
            "</dc:language></metadata><manifest>"
            "<item id='nav' href='nav.xhtml' properties='nav'/>"
            "<item id='cover' href='cover.xhtml'/><item id='a' href='a%20b.xhtml'/>"
            "<item id='b' href='b.xhtml'/></manifest><spine><itemref idref='cover'/>"
            "<itemref idref='nav'/><itemref idref='a'/><itemref idref='b'/></spine>"
            "</package>",
            "OEBPS/nav.xhtml": page.format(f"<nav>{TEXT[0]}</nav>"),
            "OEBPS/cover.xhtml": page.format("<img/>"),
            "OEBPS/a b.xhtml": story.format("stays"),
            "OEBPS/b.xhtml": story.format("goes"),
        }
    )
    first, second = read(data)
    assert (first.title, second.title) == ("Ferry stays", "Ferry goes")
    assert (first.body, first.authors) == (BODY, ("Ida Moss",))
    assert (first.published, first.language) == ("2019-03-14", "en")
    assert first.source == "Norvale Courier, 14 March"


def test_a_table_of_excel_is_read_on_the_sheet_and_below_the_line_where_it_is() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Exported by the archive", None, None])
    sheet = book.create_sheet("Articles")
    sheet.append(["Press review of Norvale"])
    sheet.append(["Title", "Date", "Text"])
    sheet.append(["Ferry stays", datetime.fromisoformat("2019-03-14"), TEXT[0]])
    sheet.append(["Ferry goes", datetime.fromisoformat("2019-03-15T09:30"), TEXT[1]])
    made = io.BytesIO()
    book.save(made)
    first, second = read(made.getvalue())
    assert (first.title, first.published, first.body) == (
        "Ferry stays", "2019-03-14", TEXT[0]
    )  # fmt: skip
    assert second.published == "2019-03-15T09:30:00"
    assert outcome("xlsx", made.getvalue())[0][0] == "Articles, row 3"


def test_an_archive_of_documents_is_no_document() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("2019/a.docx", docx(["Ferry stays", *TEXT]))
    assert document_kind(made.getvalue()) == ""
    assert document_kind(docx(["Ferry stays"])) == "docx"
