"""What news databases export, in the languages people work in."""

from __future__ import annotations

import pytest
from support.documents import docx
from support.reading import drafts, outcome, read
from support.sampled import TODAY

from index.cleaning.clean import clean
from index.published.decide import decide_published
from index.records import Draft

TEXT = (
    "The council of Norvale voted to keep the night ferry going for two winters.",
    "Its leader, Ida Brandt, said that nobody should have to sleep in a car.",
    "The service loses about a million a year: the state pays most of it.",
)
OUTLINE = '<w:outlineLvl w:val="0"/>'


def told(draft: Draft) -> tuple[str, str, str, tuple[str, ...], str]:
    """Title, day, source, authors and language, as they are kept."""
    article = clean(draft)
    published, _ = decide_published(article, TODAY)
    day = published.date.isoformat() if published else ""
    return article.title, day, article.source, article.authors, article.language


# --- Nexis Uni ---------------------------------------------------------------

NEXIS = {
    "en": ("March 14, 2019 Thursday 6:05 PM GMT", "Section", "Length", "Byline", "Body",
           "Classification", "Language", "ENGLISH", "End of Document", "820 words"),
    "de": ("14. März 2019 Donnerstag", "Rubrik", "Länge", "Autor", "Text",
           "Klassifizierung", "Sprache", "ENGLISCH", "Ende des Dokuments", "8 Wörter"),
    "fr": ("14 mars 2019 jeudi", "Rubrique", "Longueur", "Auteur", "Corps",
           "Classification", "Langue", "ANGLAIS", "Fin du document", "820 mots"),
    "es": ("14 de marzo de 2019 jueves", "Sección", "Longitud", "Autor", "Cuerpo",
           "Clasificación", "Idioma", "INGLÉS", "Fin del documento", "820 palabras"),
    # no word of it is known: parts are told by structure
    "xx": ("14 March 2019", "Dael", "Lengd", "Hofundar", "Meginmal",
           "Flokkunin", "Tungumal", "Enska", "Endir skjals", "820 ordin"),
}  # fmt: skip


def nexis(words: tuple[str, ...], *titles: str) -> bytes:
    date, section, length, byline, body, below, language, english, end, size = words
    paragraphs: list[str | tuple[str, str]] = []
    for title in titles:
        paragraphs += [
            (OUTLINE, title),
            "Norvale Courier",
            date,
            "Copyright 2019 Norvale Courier Ltd. All Rights Reserved",
            f"{section}:\xa0LOCAL; Pg. 3",
            f"{length}:\xa0{size}",
            f"\n{byline}:\xa0Ida Moss and Per Lund",
            body,
            *TEXT,
            below,
            f"{language}:\xa0{english}",
            "Publication-Type:\xa0Newspaper",
            "Load-Date:\xa0March 15, 2020",
            end,
        ]
    return docx(paragraphs)


@pytest.mark.parametrize("interface", NEXIS)
def test_nexis_is_read_in_every_language_of_its_interface(interface: str) -> None:
    first, second = read(nexis(NEXIS[interface], "Ferry stays", "Second: a title"))
    assert first.body == "\n\n".join(TEXT)
    title, day, source, authors, language = told(first)
    assert (title, day, source) == ("Ferry stays", "2019-03-14", "Norvale Courier")
    if interface != "xx":
        assert (authors, language) == (("Ida Moss", "Per Lund"), "en")
        assert first.section == "LOCAL"
    assert second.title == "Second: a title"
    assert second.body == "\n\n".join(TEXT)


def test_the_list_before_the_articles_of_nexis_is_none_of_them() -> None:
    cover = ["Date and Time: Friday, 5. July 2019 09:31:00 CEST", "Job Number: 17",
             "Documents (1)", "1. Ferry stays", "Client/Matter: -None-",
             "Search Terms: ferry"]  # fmt: skip
    one = nexis(NEXIS["en"], "Ferry stays")
    assert outcome("docx", one) == [("article 1", "Ferry stays")]
    paragraphs: list[str | tuple[str, str]] = [
        *cover, (OUTLINE, "Ferry stays"), "Norvale Courier", "March 14, 2019",
                  "Length:\xa05 words", "Body", *TEXT, "Classification",
                  "Language:\xa0ENGLISH", "End of Document"]  # fmt: skip
    (draft,) = drafts("docx", docx(paragraphs))
    assert draft.title == "Ferry stays"
    assert "Search Terms" not in draft.body


# --- the older LexisNexis -----------------------------------------------------


def lexis(counter: str, date: str, labels: list[str], foot: list[str]) -> str:
    wrapped = TEXT[0].replace(" for ", "\nfor ")
    return "\n\n".join(
        [
            f"                 {counter}",
            "                 Norvale Courier",
            f"                 {date}",
            "Ferry stays for\ntwo winters",
            *labels,
            wrapped,
            *TEXT[1:],
            *foot,
            "                 Copyright 2019 Norvale Courier Ltd.\n        All Rights",
        ]
    )


@pytest.mark.parametrize(
    ("counter", "date", "labels", "foot"),
    [
        ("{} of 9 DOCUMENTS", "March 14, 2019 Thursday, Late Edition - Final",
         ["BYLINE: Ida Moss", "SECTION: LOCAL; Pg. 3", "LENGTH: 90 words"],
         ["LOAD-DATE: March 15, 2020", "LANGUAGE: ENGLISH"]),
        ("Dokument {} von 9", "14. März 2019", ["AUTOR: Ida Moss",
         "RUBRIK: LOCAL; S. 3", "LÄNGE: 90 Wörter"], ["UPDATE: 15. März 2020",
         "SPRACHE: ENGLISCH; ENGLISH"]),
        ("{} van 9 DOCUMENTEN", "14 maart 2019 donderdag", ["AUTEUR: Ida Moss",
         "SECTIE: LOCAL; Blz. 3", "LENGTE: 90 woorden"], ["TAAL: ENGELS",
         "PUB-TYPE: Krant"]),
        ("{} de 9 DOCUMENTOS", "14 de marzo de 2019 jueves", ["AUTOR: Ida Moss",
         "SECCIÓN: LOCAL", "LONGITUD: 90 palabras"], ["FECHA-CARGA: 15 de mayo de 2020",
         "IDIOMA: INGLÉS"]),
    ],
)  # fmt: skip
def test_the_older_lexis_is_read_in_every_language(
    counter: str, date: str, labels: list[str], foot: list[str]
) -> None:
    parts = [lexis(counter.format(n), date, labels, foot) for n in (436, 437)]
    preamble = "Download Request: Selected Items: 436-437\nTerms: (ferry)\n\n\n"
    first, second = read((preamble + "\n\n\n".join(parts)).encode(), "a.txt")
    assert first == second
    title, day, source, authors, language = told(first)
    assert (title, day) == ("Ferry stays for two winters", "2019-03-14")
    assert (source, authors, language) == ("Norvale Courier", ("Ida Moss",), "en")
    assert first.body == "\n\n".join(TEXT)
    assert first.section == "LOCAL"


def test_a_date_after_the_title_and_a_labelled_title_are_found() -> None:
    text = ("  1 of 1 DOCUMENTS\n\n  Norvale Courier\n\nFerry stays\n\n"
            f"March 14, 2019\n\nLENGTH: 9 words\n\n{TEXT[0]}\n\nLANGUAGE: "
            f"ENGLISH\n")  # fmt: skip
    (draft,) = read(text.encode())
    assert told(draft)[:3] == ("Ferry stays", "2019-03-14", "Norvale Courier")
    text = ("  1 of 1 DOCUMENTS\n\n  Norvale Courier\n\n  March 14, 2019\n\n"
            f"HEADLINE: Ferry stays\n\nBODY:\n\n{TEXT[0]}\n\n{TEXT[1]}\n")  # fmt: skip
    (draft,) = read(text.encode())
    assert told(draft)[:3] == ("Ferry stays", "2019-03-14", "Norvale Courier")
    assert draft.body == f"{TEXT[0]}\n\n{TEXT[1]}"


def test_an_article_of_lexis_that_is_an_error_costs_itself() -> None:
    apology = (
        "  1 of 2 DOCUMENTS\n\nWe are sorry but there is an error in this document.\n\n"
    )
    good = lexis("2 of 2 DOCUMENTS", "March 14, 2019", ["LENGTH: 9 words"], [])
    assert outcome("lexis", (apology + good).encode()) == [
        ("article 1", "LexisNexis exported a notice of an error instead of it"),
        ("article 2", "Ferry stays for two winters"),
    ]


def test_a_page_of_lexis_is_read_as_its_text_is() -> None:
    spans = ["Norvale Courier", "<b>March</b> 14, 2019 Thursday<br>Correction Appended",
             "Ferry stays;<br>Second part", "<b>BYLINE: </b>Ida Moss",
             "<b>LENGTH: </b>90 words"]  # fmt: skip
    divs = "".join(
        f"<br><div class=c3><p><span>{each}</span></p></div>" for each in spans
    )
    texts = "".join(f"<p class=c9><span>{each}</span></p>" for each in TEXT)
    page = (
        "<html><head><style>.c0{}</style></head><body><a name=DOC_ID_0_0></a>"
        f"<div><p><span>7 of 9 DOCUMENTS</span></p></div>{divs}<div>{texts}</div>"
        "<div><p><span>LANGUAGE: </span><span>ENGLISH</span></p></div></body></html>"
    )
    (draft,) = read(page.encode(), "a.html")
    assert told(draft) == (
        "Ferry stays; Second part", "2019-03-14", "Norvale Courier", ("Ida Moss",), "en"
    )  # fmt: skip
    assert draft.body == "\n\n".join(TEXT)


def test_an_older_layout_with_the_copyright_first_and_a_labelled_body_is_read() -> None:
    text = (
        "  2 of 7 DOCUMENTS\n\n  Copyright 2019 Norvale Courier\n  All Rights "
        "Reserved\n\n"
        "  Norvale Courier\n\n  March 14, 2019 Thursday\n  Late Edition - Final\n\n"
        "SECTION: Section A; Column 1; Pg. 3\n\nLENGTH: 90 words\n\nHEADLINE: Ferry\n"
        f"stays\n\nBYLINE: By IDA MOSS\n\nDATELINE: NORVALE\n\nBODY:\n\n  NORVALE: "
        f"{TEXT[0]}\n"
        f"\n  {TEXT[1]}\n\nGRAPHIC: A photograph\n\nLOAD-DATE: March 15, 2020\n"
    )
    (draft,) = read(text.encode())
    assert told(draft)[:4] == (
        "Ferry stays", "2019-03-14", "Norvale Courier", ("Ida Moss",)
    )  # fmt: skip
    assert draft.section == "Section A"
    assert draft.body == f"NORVALE: {TEXT[0]}\n\n{TEXT[1]}"


def test_a_heading_in_a_text_of_nexis_does_not_end_it() -> None:
    paragraphs: list[str | tuple[str, str]] = [
        (OUTLINE, "Ferry stays"), "Norvale Courier", "March 2019",
        "Length:\xa05 words", "Body", TEXT[0], "Notes", *[TEXT[1]] * 12, "Graphic",
        "A photograph of a ferry", "Classification", "Language:\xa0ENGLISH",
        "End of Document",
    ]  # fmt: skip
    (draft,) = drafts("docx", docx(paragraphs))
    assert draft.body == "\n\n".join([TEXT[0], "Notes", *[TEXT[1]] * 12])
    assert draft.published == "March 2019"


# --- Factiva -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "date", "language", "document"),
    [
        ("90 words", "14 March 2019", "English", "Document"),
        ("1.190 Wörter", "14 März 2019", "Englisch", "Dokument"),
        ("1 190 mots", "14 mars 2019", "Anglais", "Document"),
        ("90 字", "2019年3月14日", "英语", "文件"),
        ("90 слов", "14 марта 2019", "английский", "Документ"),
    ],
)
def test_factiva_shown_as_text_is_read_in_every_language(
    size: str, date: str, language: str, document: str
) -> None:
    one = (f"Local\nFerry stays\n\nIda Moss\n{size}\n{date}\n18:05\nNorvale Courier\n"
           f"NORVAL\n12\n{language}\n(c) 2019 Norvale Courier\n\n" + "\n\n".join(TEXT) +
           f"\n\nNorvale Courier Ltd\n\n{document} NORV000020190314ef3e0001i\n\n"
           )  # fmt: skip
    end = "Search Summary\nText\tferry\nResults Found\t2\n"
    first, second = read((one + one.replace("0001i", "0001J") + end).encode(), "a.txt")
    assert told(first) == (
        "Ferry stays", "2019-03-14", "Norvale Courier", ("Ida Moss",), "en"
    )  # fmt: skip
    assert first.body == second.body == "\n\n".join(TEXT)
    assert (first.section, first.source_id) == ("Local", "NORV000020190314ef3e0001i")
    assert second.source_id.endswith("J")


CODES = [("SE", "Local"), ("HD", "Ferry stays"), ("BY", "By Ida Moss"),
         ("WC", "90 words"), ("PD", "14 March 2019"), ("SN", "Norvale Courier"),
         ("LA", "English"), ("LP", TEXT[0]), ("TD", TEXT[1]), ("NS", "gpol : Politics"),
         ("AN", "Document NORV000020190314ef3e0001i")]  # fmt: skip


def test_factiva_with_codes_is_read_from_pages_and_rich_text() -> None:
    rows = "".join(f"<tr><td><b>{c}</b>&nbsp;</td><td>{v}</td></tr>" for c, v in CODES)
    page = (
        f"<html><title>Factiva</title><table>{rows}</table><table>{rows}</table></html>"
    )
    rich = "{\\rtf1\\ansi" + "".join(
        f"\\trowd\\intbl {{\\b {c}}}\\cell {v}\\cell\\row\\pard\n" for c, v in CODES * 2
    ) + "}"  # fmt: skip
    for data in (page.encode(), rich.encode()):
        first, second = read(data)
        assert first == second
        assert told(first) == (
            "Ferry stays", "2019-03-14", "Norvale Courier", ("Ida Moss",), "en"
        )  # fmt: skip
        assert first.body == f"{TEXT[0]}\n\n{TEXT[1]}"
        assert first.section == "Local"


def test_factiva_xml_is_read_article_by_article() -> None:
    one = (
        "<ppsarticle><article><accessionNo>NORV1</accessionNo><baseLanguage>EN"
        "</baseLanguage><headline><paragraph><hlt>Ferry</hlt> stays</paragraph>"
        f"</headline><leadParagraph><paragraph>{TEXT[0]}</paragraph></leadParagraph>"
        "<publicationDate><dateTime>2019-03-14T01:35:58Z</dateTime></publicationDate><sourceName>"
        f"Norvale Courier</sourceName><tailParagraphs><paragraph>{TEXT[1]}</paragraph>"
        "</tailParagraphs></article></ppsarticle>"
    )
    data = (
        "<PPSResponse><ppsArticleResponse xmlns='http://example.org/pps'>"
        f"{one}{one.replace('NORV1', 'NORV2')}</ppsArticleResponse></PPSResponse>"
    )
    first, second = read(data.encode(), "a.xml")
    assert told(first)[:3] == ("Ferry stays", "2019-03-14", "Norvale Courier")
    assert first.body == f"{TEXT[0]}\n\n{TEXT[1]}"
    assert second.source_id == "NORV2"


# --- ProQuest, Europresse, RIS -------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("Title", "Author", "Publication title", "Publication date",
         "Language of publication", "Full text", "Mar 14, 2019", "English", "Subject"),
        ("Titel", "Autor", "Titel der Publikation", "Veröffentlichungsdatum",
         "Sprache der Publikation", "Volltext", "14. März 2019", "Englisch", "Thema"),
        ("Título", "Autor", "Título de la publicación", "Fecha de publicación",
         "Idioma de la publicación", "Texto completo", "14 de marzo de 2019", "Inglés",
         "Materia"),
    ],
)  # fmt: skip
def test_proquest_is_read_in_every_language(words: tuple[str, ...]) -> None:
    title, author, source, date, language, text, day, english, subject = words
    rule = "_" * 60
    one = "\n\n".join([
        rule, "Document 1 of 2", "Ferry stays", f"{author}: Moss, Ida; Lund, Per",
        f"{text}: {TEXT[0]}", *TEXT[1:], f"{subject}: Ferries", f"{title}: Ferry stays",
        f"{source}: Norvale Courier", f"{date}: {day}", f"{language}: {english}",
        "ProQuest document ID: 398781", "Database: ProQuest Newsstand",
    ])  # fmt: skip
    foot = f"\n\n{rule}\n\nContact us at: http://example.org\n\n© 2021 ProQuest LLC"
    first, second = read((one + "\n\n" + one.replace("781", "782") + foot).encode())
    assert told(first) == (
        "Ferry stays", "2019-03-14", "Norvale Courier", ("Ida Moss", "Per Lund"), "en"
    )  # fmt: skip
    assert first.body == "\n\n".join(TEXT)
    assert second.source_id == "398782"


def test_europresse_takes_the_date_of_the_article_and_not_of_the_certificate() -> None:
    new = (
        "<article><header><div class='rdp__DocPublicationName'><span class="
        "'DocPublicationName'>Norvale Courier</span> <span class='DocHeader'>Culture, "
        "mardi 14 mars 2019, p. 16</span></div><div class='titreArticle'><p class="
        "'titreArticleVisu'>Ferry stays</p></div><div>Ida Moss</div></header>"
        f"<section><div "
        f"class='docOcurrContainer'><p>{TEXT[0]}</p><p>{TEXT[1]}</p></div>"
        "</section><footer><small>© 2019</small><p>news·20190314·NC·0q1</p><p>Date "
        "d’émission : "
        "2023-07-04</p></footer></article>"
    )
    old = (
        "<table><tr><td><span class='DocPublicationName'>Norvale Courier</span><br>"
        "<span class='DocHeader'>Culture, </span><span class='DocHeader'>jeudi "
        "</span><span "
        "class='DocHeader'>14 mars 2019</span><br><span class='TitreArticleVisu'>Ferry "
        f"stays</span><br><br>{TEXT[0]}<p></p>{TEXT[1]}<p></p><b>© 2019 Courier</b>"
        "<p></p>news·20190314·NC·0q1<table><tr><td>Date d'émission : "
        "<b>2023-07-04</b></td>"
        "</tr></table></td></tr></table>"
    )
    for one in (new, old):
        first, second = read(f"<html><body>{one}{one}</body></html>".encode(), "a.html")
        assert told(first)[:3] == ("Ferry stays", "2019-03-14", "Norvale Courier")
        assert first.body == f"{TEXT[0]}\n\n{TEXT[1]}"
        assert first.section == "Culture"
        assert second == first
    (draft, _) = read(f"<html>{new}{new}</html>".encode())
    assert draft.authors == ("Ida Moss",)


def test_references_are_read_with_their_texts() -> None:
    one = ("TY  - NEWS\r\nT1  - Ferry stays\r\nA1  - Moss, Ida\r\nA1  - Lund, Per\r\n"
           f"JF  - Norvale Courier\r\nY1  - 2019/03/14/\r\nN2  - {TEXT[0]}\r\n"
           "LA  - English\r\nUR  - https://norvale.example/ferry\r\nER  - \r\n\r\n"
           )  # fmt: skip
    first, second = read((one + one).encode(), "a.txt")
    assert told(first) == (
        "Ferry stays", "2019-03-14", "Norvale Courier", ("Ida Moss", "Per Lund"), "en"
    )  # fmt: skip
    assert (first.body, first.url) == (TEXT[0], "https://norvale.example/ferry")
    assert second == first
