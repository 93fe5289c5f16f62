"""Digitised newspapers: pages as lines, and articles where METS tells them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.documents import zipped
from support.reading import drafts, outcome
from support.runs import counted, in_archive, run, write

from index.readers import reader_for
from index.readers.digitised.beside import file_beside
from index.readers.digitised.lines import day_in_name, joined_lines
from index.records import ReadOptions


def line(*words: str) -> str:
    strings = "<SP/>".join(f'<String CONTENT="{word}"/>' for word in words)
    return f"<TextLine>{strings}</TextLine>"


def block(name: str, *lines: str) -> str:
    return f'<TextBlock ID="{name}" LANG="en">{"".join(lines)}</TextBlock>'


PARTED = (
    '<TextLine><String CONTENT="The"/><SP/><String CONTENT="har" '
    'SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour"/><HYP CONTENT="-"/></TextLine>'
    '<TextLine><String CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour"/>'
    '<SP/><String CONTENT="coun"/><HYP CONTENT="-"/></TextLine>'
)


def alto(*blocks: str, image: str = "x/1910-10-31_0002.tif") -> str:
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description>'
        f"<sourceImageInformation><fileName>{image}</fileName></sourceImageInformation>"
        "<processingSoftware><softwareName>Recogniser</softwareName>"
        "</processingSoftware></Description>"
        f"<Layout><Page><PrintSpace>{''.join(blocks)}</PrintSpace></Page></Layout></alto>"
    )


def test_a_page_of_alto_is_one_article_of_whole_words() -> None:
    data = alto(block("b1", line("Ferry", "stays")), block("b2", PARTED, line("cil.")))
    assert reader_for("a.xml", data.encode()).name == "alto"
    (draft,) = drafts("alto", data.encode())
    assert draft.body == "Ferry stays\n\nThe harbour council."
    assert (draft.title, draft.language) == ("1910-10-31_0002", "en")
    assert (draft.published, draft.published_origin) == ("1910-10-31", "text")


def test_the_address_of_the_image_of_a_page_is_kept() -> None:
    data = alto(block("b", line("Ferry")), image="https://img.invalid/p/1.jp2")
    assert drafts("alto", data.encode())[0].url == "https://img.invalid/p/1.jp2"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The har-", "bour"], "The harbour"),
        (["Port-", "Ellery"], "Port-Ellery"),
        (["die Hafen¬", "behörde"], "die Hafenbehörde"),
        (["it -", "stays"], "it - stays"),
        (["in 1910-", "11"], "in 1910- 11"),
    ],
)
def test_lines_are_joined_as_a_person_reads_them(lines: list[str], text: str) -> None:
    assert joined_lines(lines) == text


def test_a_day_is_read_from_names_that_say_one() -> None:
    assert day_in_name("GDL-1910-10-31-a-p0001.xml") == "1910-10-31"
    assert day_in_name("paper_19101031_002.xml") == "1910-10-31"
    assert day_in_name("12345678_0001.xml") == day_in_name("1910-13-01.xml") == ""


METS = """<mets OBJID="hw-19101031" xmlns:xlink="http://www.w3.org/1999/xlink">
<dmdSec ID="D0"><mods><titleInfo><title>Harbour Wire</title></titleInfo>
<dateIssued>1910-10-31</dateIssued><languageTerm>eng</languageTerm></mods></dmdSec>
<dmdSec ID="D1"><mods><name><namePart>Ann Teller</namePart></name></mods></dmdSec>
<fileSec><fileGrp><file ID="A1"><FLocat xlink:href="file://./pages/p1.xml"/></file>
<file ID="A2"><FLocat xlink:href="pages/p2.xml"/></file>
<file ID="I1"><FLocat xlink:href="https://img.invalid/1.jp2"/></file></fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div><div><fptr FILEID="A1"/><fptr FILEID="I1"/></div></div>
</structMap><structMap TYPE="LOGICAL"><div TYPE="ISSUE" DMDID="D0">
<div TYPE="SECTION" LABEL="Port"><div TYPE="ARTICLE" LABEL="Ferry stays" DMDID="D1">
<div TYPE="HEADING"><fptr><area FILEID="A1" BEGIN="h"/></fptr></div>
<div TYPE="BODY"><fptr><seq><area FILEID="A1" BEGIN="b"/></seq></fptr>
<fptr><area FILEID="A2" BEGIN="c"/></fptr></div>
<div TYPE="ILLUSTRATION"><fptr><area FILEID="A1" BEGIN="p"/></fptr></div></div></div>
<div TYPE="ARTICLE"><div TYPE="HEADING"><fptr><area FILEID="A2" BEGIN="h"/></fptr></div>
<div TYPE="PARAGRAPH"><fptr><area FILEID="A2" BEGIN="d"/></fptr></div></div>
</div></structMap></mets>"""


def issue(folder: Path) -> None:
    first = [block(n, line(*w.split())) for n, w in FIRST.items()]
    second = [block(n, line(*w.split())) for n, w in SECOND.items()]
    write(folder / "pages" / "p1.xml", alto(*first))
    write(folder / "pages" / "p2.xml", alto(*second))
    write(folder / "issue_mets.xml", METS)


FIRST = {"h": "FERRY STAYS", "b": "The council voted.", "p": "The quay."}
SECOND = {"c": "It costs much.", "h": "Frost", "d": "It froze at night."}


def test_mets_makes_articles_of_the_blocks_of_its_pages(tmp_path: Path) -> None:
    issue(tmp_path / "in")
    assert counted(run(tmp_path)) == {"added": 2}
    ferry, frost = sorted(in_archive(tmp_path).values(), key=lambda a: a.title)
    assert (ferry.title, ferry.body) == (
        *("Ferry stays", "The council voted.\n\nIt costs much."),
    )
    assert (ferry.source, ferry.section, ferry.language) == (
        *("Harbour Wire", "Port", "en"),
    )
    assert (ferry.authors, ferry.url) == (("Ann Teller",), "https://img.invalid/1.jp2")
    assert str(ferry.published) == "1910-10-31"
    assert (frost.title, frost.body) == ("Frost", "It froze at night.")


@pytest.mark.parametrize("folder", ["", "1910/31/"])
def test_mets_in_a_zip_archive_makes_articles_of_the_pages_in_it(
    tmp_path: Path, folder: str
) -> None:
    issue(tmp_path / "issue")
    names = ["issue_mets.xml", "pages/p1.xml", "pages/p2.xml"]
    content = {
        f"{folder}{name}": (tmp_path / "issue" / name).read_bytes() for name in names
    }
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "issue.zip").write_bytes(zipped(content))
    assert counted(run(tmp_path)) == {"added": 2}
    found = {one.title: one.body for one in in_archive(tmp_path).values()}
    assert found["Ferry stays"] == "The council voted.\n\nIt costs much."


def test_mets_in_a_zip_archive_names_no_member_outside_its_folder(
    tmp_path: Path,
) -> None:
    text = METS.replace("file://./pages/p1.xml", "../secret.xml")
    secret = alto(block("b", line("secret")))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(
        zipped({"d/a_mets.xml": text.encode(), "secret.xml": secret.encode()})
    )
    reasons = [failure.reason for failure in run(tmp_path).failed]
    assert any("there is no page" in reason for reason in reasons)
    # once, as a page of its own
    assert [one.title for one in in_archive(tmp_path).values()] == ["secret"]


def test_a_title_in_mets_has_the_article_that_is_not_sorted_by(tmp_path: Path) -> None:
    issue(tmp_path / "in")
    said = "<titleInfo><nonSort>{}</nonSort><title>{}</title></titleInfo><name>"
    for before, title in (("La", "traversée"), ("L’", "horaire")):
        text = METS.replace("<mods><name>", "<mods>" + said.format(before, title))
        text = text.replace(' LABEL="Ferry stays"', "")
        write(tmp_path / "in" / "issue_mets.xml", text)
        run(tmp_path)
        whole = {"La": "La traversée", "L’": "L’horaire"}[before]
        assert whole in {one.title for one in in_archive(tmp_path).values()}


def test_mets_names_no_file_outside_its_folder(tmp_path: Path) -> None:
    issue(tmp_path / "in")
    secret = write(tmp_path / "secret.xml", alto(block("b", line("secret"))))
    for place in ("../secret.xml", str(secret)):
        text = METS.replace("file://./pages/p1.xml", place)
        write(tmp_path / "in" / "issue_mets.xml", text)
        (failure,) = run(tmp_path).failed
        assert "there is no page" in failure.reason
        assert all("secret" not in a.body for a in in_archive(tmp_path).values())
    (tmp_path / "in" / "link.xml").symlink_to(secret)
    options = ReadOptions(folder=str(tmp_path / "in"))
    assert file_beside(options, "link.xml") is None
    assert file_beside(options, "pages/p1.xml") is not None


def test_mets_without_articles_leaves_its_pages_to_themselves(tmp_path: Path) -> None:
    issue(tmp_path / "in")
    text = METS.replace('TYPE="ARTICLE"', 'TYPE="PART"')
    write(tmp_path / "in" / "issue_mets.xml", text)
    assert counted(run(tmp_path)) == {"added": 2, "failed": 1}


def test_page_xml_is_read_in_its_order_without_its_furniture() -> None:
    def region(name: str, kind: str, *lines: str) -> str:
        inner = "".join(
            f"<TextLine><Word><TextEquiv><Unicode>no</Unicode></TextEquiv></Word>"
            f"<TextEquiv index='1'><Unicode>worse</Unicode></TextEquiv>"
            f"<TextEquiv index='0'><Unicode>{text}</Unicode></TextEquiv></TextLine>"
            for text in lines
        )
        return f'<TextRegion id="{name}" type="{kind}">{inner}</TextRegion>'

    data = (
        '<PcGts xmlns="x"><Page imageFilename="https://img.invalid/3.jpg"><ReadingOrder>'
        '<OrderedGroup><RegionRefIndexed index="0" regionRef="h"/>'
        '<RegionRefIndexed index="1" regionRef="b"/></OrderedGroup></ReadingOrder>'
        + region("b", "paragraph", "The har-", "bour council.")
        + region("n", "page-number", "17")
        + region("h", "heading", "Ferry stays")
        + "</Page></PcGts>"
    ).encode()
    assert reader_for("a.xml", data).name == "page-xml"
    (draft,) = drafts("page-xml", data)
    assert (draft.title, draft.body) == ("Ferry stays", "The harbour council.")
    assert draft.url == "https://img.invalid/3.jpg"


HOCR = """<?xml version="1.0"?><html><head><title></title>
<meta name="ocr-system" content="recogniser"/><meta name="DC.title" content="{title}"/>
</head><body>{pages}</body></html>"""
HOCR_PAGE = """<div class="ocr_page" title='image "a.png"; bbox 0 0 1 1'>
<div class="ocr_header"><span class="ocr_line ocr_header">HARBOUR WIRE</span></div>
<p class="ocr_par" lang="eng"><span class="ocr_line" title="bbox 1 2 3 4">
<span class="ocrx_word" title="x_wconf 91">The</span> <span
class="ocrx_word">har-</span></span><span class="ocr_line">bour</span></p>
<p class="ocr_par"><span class="ocr_line">It stays.</span></p></div>"""


def test_pages_of_hocr_are_articles() -> None:
    data = HOCR.format(title="Wire", pages=HOCR_PAGE * 2).encode()
    assert reader_for("a.html", data).name == "hocr"
    first, second = drafts("hocr", data)
    assert first.body == "The harbour\n\nIt stays."
    assert (first.title, second.title) == ("Wire", "Wire, page 2")


def test_json_of_digitised_newspapers_is_read() -> None:
    article = {
        "id": "GDL-1910-10-31-a-i0001",
        "tp": "ar",
        "lg": "fr",
        "t": "Le ferry",
        "ft": "Il reste.",
    }
    lines = "\n".join(json.dumps(one) for one in (article, {**article, "tp": "img"}))
    assert reader_for("a.jsonl", lines.encode()).name == "ocr-json"
    (draft,) = drafts("ocr-json", lines.encode())
    assert (draft.title, draft.body, draft.language) == ("Le ferry", "Il reste.", "fr")
    assert (draft.published, draft.source) == ("1910-10-31", "GDL")
    page = {
        "id": "/lccn/sn1/1910-10-31/ed-1/seq-2/",
        "title": "Harbour Wire.",
        "date": "19101031",
        "sequence": 2,
        "language": ["English"],
        "ocr_eng": "The har-\nbour\ncouncil.",
    }
    data = json.dumps({"totalItems": 1, "items": [page]}).encode()
    assert reader_for("a.json", data).name == "ocr-json"
    (draft,) = drafts("ocr-json", data)
    assert (draft.title, draft.body) == ("Harbour Wire, page 2", "The harbour council.")
    assert draft.url.endswith("/lccn/sn1/1910-10-31/ed-1/seq-2/")
    assert (draft.source, draft.published) == ("Harbour Wire", "1910-10-31")


def test_broken_pages_say_what_is_wrong() -> None:
    assert "broken" in outcome("alto", alto().replace("</Page>", "").encode())[-1][1]
    assert outcome("alto", b"<alto/>") == [
        ("source", "an ALTO document without a page")
    ]
    assert "unpack" in outcome("mets", METS.encode())[-1][1]
