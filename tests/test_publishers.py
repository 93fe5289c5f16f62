"""What real publishers' files do that the descriptions of their formats do not say."""

from __future__ import annotations

import json
import quopri
from pathlib import Path

import pytest
from support.reading import drafts, read
from support.runs import in_archive, run, write
from support.sampled import TODAY

from index.cleaning.clean import clean
from index.errors import UnreadableSource
from index.published.decide import decide_published
from index.readers import reader_for
from index.readers.bylines import split_authors
from index.readers.exports.labels import date_in
from index.readers.feeds.wxr import without_shortcodes
from index.records import Draft, Status

TEXT = "The council of Norvale voted to keep the night ferry going for two winters."
MORE = "The service loses about a million a year, and the state pays most of it."


def day(draft: Draft) -> str:
    published, _ = decide_published(clean(draft), TODAY)
    return published.date.isoformat() if published else ""


# --- databases ---------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "27. Februar 2012 Montag 9:50 PM GMT+1",
        "30. November 2012 Mittwoch 12:00 PM MEZ",
        "Mittwoch, 3. Jänner 2012",
        "August 27, 2012 Tuesday London Edition 1",
        "Tuesday, August 27, 2012 ThirdEdition",
        "August 27, 2012 Tuesday Correction Appended",
    ],
)
def test_dates_with_days_zones_and_editions_around_them_are_dates(line: str) -> None:
    assert date_in(line)


LEXIS_ALONE = f"""
                          Copyright 2002 De Krant

                                  De Krant

                               24. September 2002

                               September 24, 2002

LENGTE: 158 words

KOP: Nachtveer blijft varen

AUTEUR: TELLER, ANN

TEKST:

{TEXT}

{MORE}

TAAL: Dutch / Nederlands

LOAD-DATE: September 26, 2002
"""


def test_an_article_of_lexis_saved_without_its_number_is_read() -> None:
    (draft,) = read(LEXIS_ALONE.encode())
    assert (draft.title, draft.source) == ("Nachtveer blijft varen", "De Krant")
    assert (draft.authors, draft.body) == (("ANN TELLER",), f"{TEXT}\n\n{MORE}")
    assert day(draft) == "2002-09-24"


def test_what_is_said_of_a_place_in_capitals_is_no_label_below_a_text_of_lexis() -> (
    None
):
    item = "NOR: Calm returns to the port after a week of talks\n" + MORE
    text = "1 of 1 DOCUMENT\n\nWire\n\nMarch 3, 2019\n\nFerry\n\nLENGTH: 9 words\n\n"
    (draft,) = read(f"{text}{TEXT}\n\n{item}\n\nLOAD-DATE: March 4, 2019".encode())
    assert draft.body.endswith(MORE)


def test_the_address_below_a_teaser_of_lexis_is_that_of_the_article() -> None:
    text = (
        "1 of 1 DOCUMENT\n\nBogen\n\n3. März 2019\n\nFähre\n\nLÄNGE: 9 Wörter\n\n"
        "HIGHLIGHT: Sie bleibt.; http://bogen.invalid/f,1.html\n\n"
    )
    (draft,) = read(f"{text}{TEXT}\n\nSPRACHE: GERMAN; DEUTSCH".encode())
    assert draft.url == "http://bogen.invalid/f,1.html"
    assert draft.body.startswith("Sie bleibt.\n\n")


def proquest(number: int, title: str) -> str:
    return f"""<div><a name="DocID_M_{number}"></a><p></p><p><b>{title}</b></p>
<p><strong>Author:  </strong>Teller, Ann</p>
<p><strong>Publication info:  </strong>Courier ; Norvale [Norvale]08 May 2010: A.2.</p>
<p><strong>Abstract:  </strong><body></p><p>In short.</p>
<p><strong>Full text: </strong><Text WordCount="9"><html><body><p>{TEXT}</p>
<p>{MORE}</p></body></html></Text></p><p><strong>Subject: </strong>Ferries</p>
<p><strong>Publication title: </strong>Courier; Norvale</p>
<p><strong>Publication date: </strong>May 8, 2010</p>
<p><strong>ProQuest document ID: </strong>{number}</p></div>"""


@pytest.mark.parametrize("box", [False, True])
def test_articles_that_a_database_mails_are_read_one_by_one(
    tmp_path: Path,
    box: bool,
) -> None:
    page = (
        f"<html><body>Sent by J.{proquest(71, 'Ferry')}{proquest(72, 'Frost')}</body>"
    )
    mail = (
        b"From: <noreply@proquest.com>\nTo: <j@norvale.invalid>\nMIME-Version: 1.0\n"
        b"Message-ID: <1@proquest.com>\nSubject: Your ProQuest Research\n"
        b"Content-Type: text/html; charset=utf-8\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(page.encode())
    )
    start = b"From noreply Thu Mar 14 18:05:00 2019\n" if box else b""
    write(tmp_path / "in" / ("a.mbox" if box else "a.eml"), (start + mail).decode())
    run(tmp_path)
    found = {one.title: one for one in in_archive(tmp_path).values()}
    assert set(found) == {"Ferry", "Frost"}
    assert found["Frost"].body == f"{TEXT}\n\n{MORE}"
    assert found["Frost"].source == "Courier"
    assert str(found["Frost"].published) == "2010-05-08"


# --- agencies ----------------------------------------------------------------

G2 = """<newsItem guid="urn:newsml:hw.invalid:1" version="1" xml:lang="de"
xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><itemClass qcode="ninat:text"/>
<provider literal="Harbour Wire"/><versionCreated>2024-03-02T23:15:00Z</versionCreated>
{meta}<pubStatus qcode="stat:usable"/></itemMeta><contentMeta>
<creator><name>teller.ann</name></creator>
<subject type="x:subject"><name>Schiffe</name></subject>
<subject type="x:category"><name>Wirtschaft</name></subject>
<headline>Fähre bleibt</headline></contentMeta><contentSet>
<inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><header><ul><li>Schiffe</li></ul>
<time>02.03.2024 23:15</time><p class="genre">Extra</p><h1>Fähre bleibt</h1>
<p>Es kostet viel.</p></header><section><p>Der Rat stimmte zu.</p></section></body>
</html>
</inlineXML></contentSet></newsItem>"""


def test_what_stands_over_a_text_of_newsml_g2_is_no_part_of_it() -> None:
    (draft,) = drafts("newsml-g2", G2.format(meta="").encode())
    assert draft.body == "Es kostet viel.\n\nDer Rat stimmte zu."
    assert (draft.section, draft.authors) == ("Wirtschaft", ())


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ("<embargoed/><ednote></ednote>", Status.USABLE),
        ("<embargoed></embargoed><edNote>Not yet.</edNote>", Status.WITHHELD),
    ],
)
def test_an_empty_embargo_among_other_blanks_is_none(meta: str, status: Status) -> None:
    (draft,) = drafts("newsml-g2", G2.format(meta=meta).encode())
    assert draft.edition.status is status


def test_messages_between_zczc_and_nnnn_are_read() -> None:
    one = f"ZCZC HW0123\r\nGLO\r\n\r\nFERRY STAYS =\r\n\r\n{TEXT}\r\n\r\nNNNN\r\n"
    two = f"ZCZC HW0124\r\nYY TDR\r\nFROST IN NORVALE\r\n{MORE}\r\nNNNN\r\n"
    data = (one + two).encode()
    assert reader_for("a.txt", data).name == "wire"
    found = [(one.title, one.body) for one in drafts("wire", data)]
    assert found == [("FERRY STAYS", TEXT), ("FROST IN NORVALE", MORE)]


def test_a_keyword_of_several_words_is_the_section_of_a_wire() -> None:
    head = "\x01hwa0007 4 s 850  hwx 0908\r\n\r\nIce Hockey/HLX/\r\n"
    data = f"{head}\x02Norvale wins =\r\n\r\n{TEXT}\r\n\x03\r\n211259 Nov 18\r\n"
    (draft,) = drafts("wire", data.encode())
    assert draft.section == "Ice Hockey"


def ninjs(**fields: object) -> bytes:
    told = {"uri": "urn:x:1", "standard": {"name": "ninjs", "version": "2.2"},
            "type": "text", "versioncreated": "2024-03-02T10:00:00Z",
            "headlines": [{"value": "Ferry stays"}]}  # fmt: skip
    return json.dumps(told | fields).encode()


def test_pictures_in_a_page_of_ninjs_are_no_part_of_its_text() -> None:
    page = (
        f"<article><h1>Ferry stays</h1><p>{TEXT}</p><figure><img src='a.jpg'/>"
        "<div>Bo Lens</div><figcaption>The quay.</figcaption></figure></article>"
    )
    (draft,) = drafts("ninjs", ninjs(bodies=[{"value": page}]))
    assert clean(draft).body.endswith(TEXT)


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright 2024 Harbour Wire, www.hw.invalid - all rights reserved.",
        "(c) 2024 Harbour Wire. Alle Rechte vorbehalten",
        "© Harbour Wire - All rights reserved",
        "Copyright Harbour Wire all rights reserved",
    ],
)
def test_whose_an_item_is_stands_in_its_notice_where_nothing_else_says_it(
    notice: str,
) -> None:
    body = [{"value": TEXT}]
    (draft,) = drafts("ninjs", ninjs(bodies=body, copyrightnotice=notice))
    assert draft.source == "Harbour Wire"


def test_an_agency_after_a_name_is_no_author() -> None:
    assert split_authors("Von Ann Teller, dpa") == ("Ann Teller",)
    assert split_authors("Ann Teller / Norvale.no") == ("Ann Teller",)


# --- other formats -----------------------------------------------------------


def test_shortcodes_of_themes_are_no_text_and_what_people_write_is() -> None:
    text = "[dropcap]T[/dropcap]he council [sic] voted. [contact_form] It costs."
    assert without_shortcodes(text) == "The council [sic] voted.  It costs."


def test_europresse_tells_papers_from_their_numbers_and_authors_from_subtitles() -> (
    None
):
    page = f"""<html><body><article><header>
<span class="DocPublicationName">Le Courrier, no. 12345</span>
<span class="DocHeader">Politique, lundi 3 juin 2019, p. 5</span>
<p class="titreArticleVisu">Le bac reste</p><div class="rdp__subtitle">Deux ans</div>
</header><section><p class="sm-margin-bottomNews">Anne Conte</p>
<div class="docOcurrContainer"><p>{TEXT}</p></div></section><footer>
<div>news·20190603·LC·0123456</div><small>Tous droits</small></footer></article>"""
    (draft,) = drafts("europresse", page.encode())
    assert (draft.title, draft.source) == ("Le bac reste", "Le Courrier")
    assert (draft.authors, draft.body) == (("Anne Conte",), TEXT)
    assert draft.source_id == "news·20190603·LC·0123456"


def test_large_letters_in_a_paragraph_of_hocr_are_text() -> None:
    page = (
        '<html><body><div class="ocr_page"><span class="ocr_header">THE HERALD 4</span>'
        '<p class="ocr_par"><span class="ocr_header">FERRY STAYS</span></p>'
        f'<p class="ocr_par"><span class="ocr_line">{TEXT}</span></p></div></body>'
    )
    (draft,) = drafts("hocr", page.encode())
    assert draft.body == f"FERRY STAYS\n\n{TEXT}"


def test_a_running_head_in_the_margin_of_alto_is_no_text() -> None:
    head = '<TextBlock><TextLine><String CONTENT="HERALD"/></TextLine></TextBlock>'
    text = head.replace("HERALD", "Voted")
    page = "<alto><Layout><Page><TopMargin>{}</TopMargin><PrintSpace>{}</PrintSpace>"
    end = "</Page></Layout></alto>"
    (draft,) = drafts("alto", f"{page.format(head, text)}{end}".encode())
    assert draft.body == "Voted"
    (draft,) = drafts("alto", f"{page.format(head, '')}{end}".encode())
    assert draft.body == "HERALD"


# --- interfaces --------------------------------------------------------------


@pytest.mark.parametrize(
    "record",
    [
        {"headline": "Ferry", "articleBody": TEXT,
         "mainEntityOfPage": {"@type": "WebPage", "@id": "https://n.invalid/f"}},
        {"headlines": {"basic": "Ferry"}, "canonical_url": "https://n.invalid/f",
         "content_elements": [{"type": "text", "content": TEXT},
                              {"type": "image", "caption": "A ferry."}],
         "credits": {"by": [{"name": "Ann Teller"}]}},
        {"title": "Ferry", "url": "https://n.invalid/f",
         "components": [{"role": "title", "text": "Ferry"},
                        {"role": "body", "text": TEXT}]},
        {"title_s": "Ferry", "url_s": "https://n.invalid/f", "content_txt": [TEXT]},
    ],
)  # fmt: skip
def test_records_of_publishing_systems_are_read(record: dict[str, object]) -> None:
    (draft,) = drafts("json", json.dumps([record]).encode())
    assert draft.title == "Ferry"
    assert draft.url == "https://n.invalid/f"
    assert draft.body == TEXT


@pytest.mark.parametrize("text", ["pkg\nother-pkg>=2\n", "123\n456\n"])
def test_a_list_of_names_or_numbers_is_no_article(text: str) -> None:
    with pytest.raises(UnreadableSource, match="a list of"):
        reader_for("list.txt", text.encode())
    assert reader_for("article.txt", f"{text}{TEXT}".encode()).name == "text"
