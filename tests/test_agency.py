"""What agencies send: each format's fields, and what in it is no article."""

from __future__ import annotations

import json
import time

import pytest
from support.reading import drafts, outcome

from index.readers import READERS, reader_for
from index.records import Status

NITF = b"""<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "http://wire.invalid/nitf.dtd">
<nitf xml:lang="en"><head><title>ferry-slug</title>
<docdata management-status="usable"><doc-id id-string="F-1" regsrc="HW"/>
<date.issue norm="20240302T231500-0500"/><date.release norm="20240303T060000Z"/>
<du-key key="ferry" version="4"/><doc.copyright holder="Harbour Wire"/></docdata>
<pubdata position.section="Local" ex-ref="https://harbourwire.invalid/ferry"/></head>
<body><body.head><hedline><hl1>Night ferry <em>stays</em></hl1><hl2>The cost</hl2>
</hedline><byline>By <person>Ann Teller</person><byttl>Port writer</byttl></byline>
<abstract><p>In short.</p></abstract></body.head><body.content>
<hl2>The cost</hl2><note type="npa"><p>Editors: hold.</p></note>
<block><p>The council   voted
on Monday.</p><media><media-caption><p>The quay.</p></media-caption></media>
<table><tr><td>Fares</td><td>3.20</td></tr></table><p>It costs &eacute;2m.</p></block>
</body.content><body.end><tagline>Edited by X</tagline></body.end></body></nitf>"""


def test_nitf_gives_its_headline_its_text_and_what_it_says_of_itself() -> None:
    (draft,) = drafts("nitf", NITF)
    assert draft.title == "Night ferry stays"
    assert draft.body == (
        "The council voted on Monday.\n\nFares | 3.20\n\nIt costs é2m."
    )
    assert draft.authors == ("Ann Teller",)
    assert (draft.source, draft.section, draft.language) == (
        *("Harbour Wire", "Local", "en"),
    )
    assert draft.url == "https://harbourwire.invalid/ferry"
    assert draft.published == "20240302T231500-0500"
    edition = draft.edition
    assert (edition.number, edition.status) == ("4", Status.USABLE)
    assert edition.embargo == "20240303T060000Z"
    assert edition.guid == "nitf:hw:f-1"


def test_nitf_whose_full_text_repeats_its_lead_is_read_once() -> None:
    data = NITF.replace(
        b"<block>",
        b'<block class="lead_paragraph"><p>The council voted.</p></block>'
        b'<block class="full_text">',
    )
    assert drafts("nitf", data)[0].body.startswith("The council voted on Monday.")


def test_nitf_with_its_body_as_escaped_markup_says_so() -> None:
    data = (
        b"<n:nitf xmlns:n='x'><n:body><n:body.content><![CDATA[<p>One.</p>]]>"
        b"</n:body.content></n:body></n:nitf>"
    )
    (draft,) = drafts("nitf", data)
    assert (draft.body, draft.markup) == ("<p>One.</p>", True)


@pytest.mark.parametrize(
    ("end", "told"),
    [(-40, "ends early"), (len(NITF), "broken")],
)
def test_nitf_that_does_not_end_is_no_article(end: int, told: str) -> None:
    data = NITF[:end] if end < 0 else NITF.replace(b"</body.head>", b"")
    assert told in outcome("nitf", data)[-1][1]


def item(attributes: str = "", meta: str = "", content: str = "") -> str:
    return (
        f'<newsItem guid="urn:newsml:hw.invalid:1" version="2" {attributes}><itemMeta>'
        '<itemClass qcode="ninat:text"/><provider><name>Harbour Wire</name></provider>'
        "<versionCreated>2024-03-03T10:00:00Z</versionCreated>"
        f"<firstCreated>2024-03-02T23:15:00-05:00</firstCreated>{meta}</itemMeta>"
        '<contentMeta><language tag="fr"/><headline xml:lang="en">Ferry</headline>'
        '<headline xml:lang="fr">Le ferry</headline><by>Par Anne Tell</by>'
        '<subject type="cpnat:person"><name>A. Person</name></subject>'
        '<subject qcode="medtop:1"><name>Ports</name></subject></contentMeta>'
        f"<contentSet>{content}</contentSet></newsItem>"
    )


HTML = (
    "<inlineXML><html><body><h1>Le ferry</h1><p>Il reste.</p></body></html></inlineXML>"
)
PLAIN = '<inlineData contenttype="text/plain">Il reste.</inlineData>'


def message(*items: str) -> bytes:
    inner = "".join(items)
    return f"<newsMessage><itemSet>{inner}</itemSet></newsMessage>".encode()


def test_newsml_g2_reads_items_of_text_and_leaves_out_the_others() -> None:
    picture = item(content=PLAIN).replace("ninat:text", "ninat:picture")
    package = (
        "<packageItem><contentMeta><headline>Top</headline></contentMeta></packageItem>"
    )
    data = message(package, item(content=HTML + PLAIN), picture)
    (draft,) = drafts("newsml-g2", data)
    assert (draft.title, draft.body) == ("Le ferry", "Il reste.")
    assert draft.published == "2024-03-02T23:15:00-05:00"
    assert (draft.source, draft.section, draft.language) == (
        *("Harbour Wire", "Ports", "fr"),
    )
    assert draft.edition.guid == "urn:newsml:hw.invalid:1"
    assert draft.edition.number == "2"


def test_newsml_g2_without_an_article_says_what_it_is() -> None:
    data = b"<planningItem><newsCoverageSet/></planningItem>"
    assert reader_for("a.xml", data).name == "newsml-g2"
    assert outcome("newsml-g2", data) == [
        ("source", "there is a plan of NewsML-G2 in it, no article")
    ]


@pytest.mark.parametrize(
    ("meta", "status", "embargo"),
    [
        ('<pubStatus qcode="stat:canceled"/>', Status.CANCELED, ""),
        ('<pubStatus uri="http://x.invalid/withheld"/>', Status.WITHHELD, ""),
        ("<embargoed/>", Status.WITHHELD, ""),
        (
            "<embargoed>2031-01-02T06:00:00+01:00</embargoed>",
            Status.USABLE,
            "2031-01-02T06:00:00+01:00",
        ),
    ],
)
def test_newsml_g2_tells_what_may_not_be_shown(
    meta: str, status: Status, embargo: str
) -> None:
    (draft,) = drafts("newsml-g2", item(meta=meta, content=PLAIN).encode())
    assert (draft.edition.status, draft.edition.embargo) == (status, embargo)


NEWSML = """<NewsML><NewsItem xml:lang="de"><Identification><NewsIdentifier>
<ProviderId>hw.invalid</ProviderId><DateId>20240302</DateId><NewsItemId>F1</NewsItemId>
<RevisionId>3</RevisionId></NewsIdentifier></Identification><NewsManagement>
<FirstCreated>20240302T231500+0100</FirstCreated><Status FormalName="{status}"/>
<StatusWillChange><FutureStatus FormalName="Usable"/>
<DateAndTime>20310102T060000Z</DateAndTime></StatusWillChange></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Die Fähre bleibt</HeadLine>
<ByLine>Von Anna Teller</ByLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="Hafendienst"/></Provider></AdministrativeMetadata>
<NewsComponent><Role FormalName="Caption"/><ContentItem>
<DataContent><p>Der Kai.</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/>
<DataContent>{content}</DataContent></ContentItem></NewsComponent>
</NewsComponent></NewsItem></NewsML>"""


@pytest.mark.parametrize(
    "content",
    [
        "<p>Der Rat.</p><p>Es kostet.</p>",
        "<nitf><body.content><p>Der Rat.</p><p>Es kostet.</p></body.content></nitf>",
        "<html><h1>Die Fähre bleibt</h1><p>Der Rat.</p><p>Es kostet.</p></html>",
    ],
)
def test_newsml_1_gives_the_text_of_its_main_component(content: str) -> None:
    data = NEWSML.format(status="Embargoed", content=content).encode("latin-1")
    (draft,) = drafts("newsml1", data)
    assert (draft.title, draft.body) == ("Die Fähre bleibt", "Der Rat.\n\nEs kostet.")
    assert (draft.source, draft.authors) == ("Hafendienst", ("Anna Teller",))
    assert draft.edition.guid == "urn:newsml:hw.invalid:20240302:F1"
    assert (draft.edition.number, draft.edition.embargo) == ("3", "20310102T060000Z")


NINJS = {
    "uri": "urn:hw:1",
    "type": "text",
    "version": "2",
    "versioncreated": "2024-03-03T10:00:00Z",
    "firstcreated": "2024-03-02T23:15:00-05:00",
    "pubstatus": "usable",
    "copyrightholder": "Harbour Wire",
    "associations": [{"type": "picture", "headlines": [{"value": "The quay"}]}],
    "headlines": [{"role": "short", "value": "No"}, {"role": "main", "value": "Ferry"}],
    "by": "By Ann Teller",
    "bodies": [
        {"role": "teaser", "value": "Too short to be it, but long enough to mislead"},
        {"role": "main", "contenttype": "text/html", "value": "<p>It stays.</p>"},
        {"role": "plain", "contenttype": "text/plain", "value": "It stays."},
    ],
}


def test_ninjs_reads_lists_with_roles_and_leaves_associations_out() -> None:
    data = json.dumps(NINJS).encode()
    assert reader_for("a.json", data).name == "ninjs"
    (draft,) = drafts("ninjs", data)
    assert (draft.title, draft.body) == ("Ferry", "<p>It stays.</p>")
    assert (draft.source, draft.authors) == ("Harbour Wire", ("Ann Teller",))
    assert draft.edition.number == "2"


def test_ninjs_takes_a_text_that_is_a_document_of_nitf_apart() -> None:
    data = {**NINJS, "bodies": [], "body_text": NITF.decode()}
    (draft,) = drafts("ninjs", json.dumps(data).encode())
    assert draft.body.startswith("The council voted on Monday.\n\nFares")


def test_ninjs_of_something_else_is_no_article() -> None:
    event = {**NINJS, "type": "event"}
    lines = b"\n".join(json.dumps(one).encode() for one in (event, NINJS))
    assert [draft.title for draft in drafts("ninjs", lines)] == ["Ferry"]
    assert outcome("ninjs", json.dumps(event).encode())[-1][1] == (
        "there is an event of ninjs in it, no article"
    )


def test_items_of_the_media_api_of_ap_are_read_out_of_their_boxes() -> None:
    one = {
        "altids": {"itemid": "abc", "etag": "abc_3"},
        "version": 3,
        "type": "text",
        "headline": "Ferry stays",
        "bylines": [{"by": "By ANN TELLER", "title": "Associated Press"}],
        "versioncreated": "2024-03-02T23:15:00Z",
        "pubstatus": "usable",
        "infosource": [{"name": "AP"}],
        "description_summary": "It stays.",
    }
    data = {"data": {"items": [{"meta": {}, "item": one}]}}
    (draft,) = drafts("ninjs", json.dumps(data).encode())
    assert (draft.title, draft.body, draft.source) == ("Ferry stays", "It stays.", "AP")
    assert (draft.edition.guid, draft.edition.number) == ("abc", "3")


IPTC = (
    b"\x01hwa0001 3 i 50  ferry 000\r\n\r\nLocal/ferry/\r\n\x02Night ferry\r\n"
    b"stays =\r\nBy Ann Teller\r\n\r\nPort Ellery (hw) - The council\r\n"
    b"voted, \x93yes\x94.\r\n\r\nferry at bo\r\n\x03022315 GMT Mar 24\r\n\x7f\x16\x16"
)
ANPA = (
    b"\x16\x16\x01a0497----- \r\nr i BC-Ferry   03-02 0306\r\n"
    b"\x02BC-Ferry, 1st Ld-Writethru,0306<\r\n^Night ferry stays<\r\n^Eds: New.<\r\n"
    b"^By ANN TELLER=\r\n^Harbour Wire Writer=\r\n   PORT ELLERY (HW) _ The council\r\n"
    b"voted, ``yes.''\r\n   It costs.\r\n^AP-NY-03-02-24 2315EST<\r\n\x03\x04"
)


def test_messages_of_a_wire_are_read_whatever_their_name() -> None:
    assert reader_for("a.txt", IPTC).name == reader_for("b", ANPA).name == "wire"
    old, anpa = drafts("wire", IPTC + ANPA)
    assert (old.title, old.source, old.section) == ("Night ferry stays", "hw", "Local")
    assert old.body == "Port Ellery (hw) - The council\nvoted, “yes”."
    assert old.published == "2024-03-02T23:15:00+00:00"
    assert anpa.title == "Night ferry stays"
    assert anpa.body == ("PORT ELLERY (HW) — The council\nvoted, “yes.”\n\nIt costs.")
    assert anpa.published == "2024-03-02T23:15:00-05:00"
    assert old.authors == ("Ann Teller",)
    assert anpa.authors == ("ANN TELLER",)


DPA = (
    "\x01hwa0003 3 i 380  hw 0045\n\nPort/ferry/\n{0}REFILE\n1ST LEAD\nThe ferry "
    "stays\nfor two winters\nBy Ann Teller =\n{1}\nPort Ellery (hw) - The council\n"
    "voted.\n\n# Notebook\n\n## Internet links\n- [x](http://x.invalid)\n\nhw at bo\n"
    "\x03022315 GMT Mar 24\n"
)
AP = (
    "\x16\x16\x01W2870\x1fasian\r\nf l \x13BC-LT--Ferry \x13 11-13 1049\r\n{0}"
    "^BC-LT--Ferry of Ellery,466<\r\n^Ferry stays <\r\n^AP Photo X101, X102<\r\n"
    "^Eds: With AP Photos.<\r\n^The council voted. It costs.<\r\n^By ANN TELLER=\r\n"
    "^Harbour Wire=\r\n{1}\t   PORT ELLERY (HW) _ The council.\r\n \r\n\t   ___\r\n"
    " \r\n\t   AP-WF-03-02-24 2315GMT<\r\n\x03"
)


@pytest.mark.parametrize("signs", [("\x02", ""), ("", "\x02")])
def test_lines_above_a_title_and_notes_for_editors_are_no_part_of_a_message(
    signs: tuple[str, str],
) -> None:
    (dpa,) = drafts("wire", DPA.format(*signs).encode())
    assert dpa.title == "The ferry stays for two winters"
    assert dpa.authors == ("Ann Teller",)
    assert dpa.body == "Port Ellery (hw) - The council\nvoted."
    (ap,) = drafts("wire", AP.format(*signs).encode())
    assert (ap.title, ap.authors) == ("Ferry stays", ("ANN TELLER",))
    assert ap.body == "PORT ELLERY (HW) — The council."
    assert ap.published == "2024-03-02T23:15:00+00:00"


@pytest.mark.parametrize("run", ["9", "A ", "a/", "^a\n", "<\n", "/", " ", "\t", "`"])
def test_a_message_of_one_sign_over_and_over_takes_no_time(run: str) -> None:
    text = (run * 100_000).encode()
    before = time.process_time()
    for data in (IPTC[:60] + text, b"\x01" + text + IPTC):
        outcome("wire", data)
    assert time.process_time() - before < 3


def test_a_number_that_counts_versions_is_no_part_of_the_id_of_nitf() -> None:
    data = NITF.replace(b'id-string="F-1"', b'id-string="ferry_47"')
    assert drafts("nitf", data)[0].edition.guid == "nitf:hw:ferry"


def test_every_agency_format_is_found_by_its_content() -> None:
    heads = {
        "nitf": NITF,
        "newsml-g2": message(item(content=PLAIN)),
        "newsml1": NEWSML.encode(),
        "ninjs": json.dumps([NINJS]).encode(),
        "wire": IPTC,
    }
    for name, data in heads.items():
        assert reader_for("a.xml", data) is READERS[name]
