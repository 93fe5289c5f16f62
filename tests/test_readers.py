"""Every format, whole and broken: what is read, and what is said when not."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.files import only_file
from support.reading import drafts, outcome, records

from index.cleaning.clean import clean
from index.errors import UnreadableSource
from index.published.decide import decide_published
from index.readers import READERS, columns, reader, reader_for
from index.readers.bytes.encoding import binary_kind, decode
from index.records import Draft, ReadOptions

DISK = b"SQLite format 3\x00\x10\x00\x01\x01"


def reason(format: str, data: bytes) -> str:
    """Why the last record, or the source, cannot be read."""
    return outcome(format, data)[-1][1]


# --- opening -----------------------------------------------------------------


def test_gzip_is_recognised_by_its_content_not_its_name(tmp_path: Path) -> None:
    zipped, plain = tmp_path / "a.txt", tmp_path / "b.txt.gz"
    zipped.write_bytes(gzip.compress(b"hello"))
    plain.write_bytes(b"hello")
    for path in (zipped, plain):
        with only_file(path) as stream:
            assert stream.read() == b"hello"


def damaged_gzip() -> dict[str, tuple[bytes, str]]:
    lines = b"".join(b'{"title": "article %d"}\n' % n for n in range(20_000))
    whole = gzip.compress(lines)
    checksum = whole[:-8] + bytes(4) + whole[-4:]
    middle = whole[: len(whole) // 2] + b"\xff" * 200 + whole[len(whole) // 2 + 200 :]
    return {
        "truncated": (whole[: len(whole) // 2], "truncated"),
        "no trailer": (whole[:-3], "truncated"),
        "checksum": (checksum, "checksum"),
        "garbage in the middle": (middle, "damaged"),
        "garbage behind": (whole + b"garbage", "followed by something"),
        "only the magic": (whole[:2], "truncated"),
    }


def read_into(found: list[str], path: Path) -> None:
    with only_file(path) as stream:
        for record in READERS["jsonl"].records(stream, ReadOptions()):
            found.append(record.position)


@pytest.mark.parametrize("kind", damaged_gzip())
def test_damaged_gzip_gives_what_stands_before_the_damage(
    kind: str, tmp_path: Path
) -> None:
    data, words = damaged_gzip()[kind]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    found: list[str] = []
    with pytest.raises(UnreadableSource, match=words):
        read_into(found, path)
    read = len(found)
    if kind == "truncated":
        assert 5_000 < read < 15_000
    if kind in ("no trailer", "checksum", "garbage behind"):
        assert read == 20_000


@pytest.mark.parametrize(
    ("name", "words"),
    [(".", "folder"), ("gone.txt", "not there"), ("a\0b", "cannot be read")],
)
def test_what_is_no_file_is_refused_with_a_reason(
    name: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableSource, match=words), only_file(tmp_path / name):
        pass


# --- choosing a reader -------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "text"),
        ("A.HTML", "html"),
        ("a.htm.gz", "html"),
        ("a.json", "json"),
        ("a.jsonl.gz", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.csv", "csv"),
        ("a.tsv", "csv"),
        ("a.SGM", "reuters"),
        ("a.rss", "feed"),
        ("a.atom", "feed"),
    ],
)
def test_the_suffix_names_the_format(name: str, expected: str) -> None:
    assert reader_for(name, b"anything", None).name == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"title": "a"}\n{"title": "b"}\n', "jsonl"),
        (b'[{"title": "a"}]', "json"),
        (b'{\n  "title": "a"\n}', "json"),
        (b'\xef\xbb\xbf {"title": "a"}', "json"),
        (b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS NEWID="1">', "reuters"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        (b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<?xml version='1.0'?><rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed"),
        (b"title,text,date\nA,B,2019-01-02\n", "csv"),
        (b"date;titel;body\n", "csv"),
        (b"Title and text, by date\nA headline, then.\n", "text"),
        (b"body,mind\nsoul\n", "text"),
        (b"[Reuters] London woke", "text"),
        ("Großer Titel".encode("utf-16"), "text"),
        (b"", "text"),
    ],
)
def test_without_a_known_suffix_the_content_names_it(
    head: bytes, expected: str
) -> None:
    assert reader_for("article.unknown", head).name == expected
    assert reader_for("article", head).name == expected


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (DISK, "an SQLite database"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "an image"),
        (bytes(range(256)), "binary data"),
        (b"<?xml version='1.0'?><unheard-of/>", "XML .*<unheard-of>"),
    ],
)
def test_what_is_no_text_is_refused_with_what_it_is(head: bytes, kind: str) -> None:
    with pytest.raises(
        UnreadableSource, match=rf"{kind}.*(?:“dateline formats”|index that)"
    ):
        reader_for("article", head)


def test_a_format_that_was_asked_for_wins_and_must_exist() -> None:
    assert reader_for("a.txt", b"x", "csv").name == "csv"
    with pytest.raises(UnreadableSource, match="no format 'nothing'"):
        reader_for("a.txt", b"x", "nothing")


def test_a_suffix_names_no_format_of_data_that_is_no_text() -> None:
    with pytest.raises(UnreadableSource, match="it is an SQLite"):
        reader_for("a.txt", DISK)
    with pytest.raises(UnreadableSource, match="it is an SQLite"):
        reader_for("a.txt", DISK, "csv")


def test_every_reader_is_asked_before_data_is_refused() -> None:
    asked = list(READERS)
    assert asked[-1] == "text"
    assert READERS["text"].recognises(b"any text")
    for reader_ in READERS.values():
        assert not reader_.recognises(DISK)


def test_importing_the_registry_imports_no_parser() -> None:
    code = (
        "import sys, index.readers, index.cleaning.clean, index.published.decide; "
        "heavy = {'trafilatura', 'lxml', 'ijson', 'charset_normalizer', 'bleach', "
        "'ftfy'}; print(*(heavy & set(sys.modules)))"
    )
    root = Path(__file__).parent.parent
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, cwd=root,
    )  # fmt: skip
    assert found.stdout.strip() == ""


# --- JSON lines --------------------------------------------------------------


def test_an_invalid_line_costs_only_itself() -> None:
    lines = [json.dumps({"title": f"article {n}"}) for n in range(1, 1001)]
    lines[811] = '{"title": "article 812", oops}'
    found = outcome("jsonl", "\n".join(lines).encode())
    assert len(found) == 1000
    assert found[811] == (
        "line 812",
        "not valid JSON: expecting property name enclosed in double quotes "
        "at column 26",
    )
    assert found[999] == ("line 1000", "article 1000")


def test_blank_lines_are_skipped_but_counted() -> None:
    data = b'\n{"title": "a"}\r\n  \r\n{"title": "b"}'
    assert outcome("jsonl", data) == [("line 2", "a"), ("line 4", "b")]


def test_a_line_too_long_is_a_problem_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MAX_RECORD_BYTES", 100)
    long = b'{"title": "' + b"x" * 1_000_000 + b'"}\n'
    found = outcome("jsonl", long + b'{"title": "b"}\n' + long)
    assert found[0] == ("line 1", "longer than an article can be (100 bytes)")
    assert found[1] == ("line 2", "b")
    assert found[2][0] == "line 3"
    assert len(found) == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"[1, 2]", "not a JSON object but a list"),
        (b'"text"', "not a JSON object but a text"),
        (b"null", "not a JSON object but null"),
        (b'{"colour": "red"}', "neither a title nor a body among colour"),
        (b'{"title": "", "body": null}', "neither a title nor a body"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"title": "a", "id": ' + b"9" * 10_000 + b"}", "a number is too long"),
    ],
    ids=range(8),
)
def test_a_line_that_is_no_article_says_why(line: bytes, words: str) -> None:
    assert words in reason("jsonl", line)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("format", ["jsonl", "json", "csv", "text", "html"])
def test_every_usual_encoding_is_read(format: str, encoding: str) -> None:
    pair = '{"title": "Café naïve", "body": "Señor"}\n'
    sources = {
        "jsonl": pair * 2,
        "json": f"[{pair},{pair}]",
        "csv": "title,body\nCafé naïve,Señor\nCafé naïve,Señor\n",
        "text": "Café naïve\n\nSeñor wrote a text.\n",
        "html": "<title>Café naïve</title><p>Señor wrote a text.</p>",
    }
    for draft in drafts(format, sources[format].encode(encoding)):
        assert draft.title == "Café naïve"
        assert draft.body.startswith("Señor")


# --- fields ------------------------------------------------------------------


def of(**record: object) -> Draft:
    (draft,) = drafts("jsonl", json.dumps(record).encode())
    return draft


def test_a_full_body_beats_its_description() -> None:
    assert of(description="short", content_original="long").body == "long"
    assert of(description="short", content="").body == "short"


def test_names_are_recognised_whatever_their_case_and_dashes() -> None:
    draft = of(**{"Head-Line": "a", "ARTICLE_BODY": "b", "publishedAt": "2020-01-01"})
    assert (draft.title, draft.body, draft.published) == ("a", "b", "2020-01-01")


def test_section_and_language_are_read() -> None:
    draft = of(title="a", articleSection="World", inLanguage="en-GB")
    assert (draft.section, draft.language) == ("World", "en-GB")
    page = (
        '<html lang="pt-BR"><meta property="article:section" content="Mundo">'
        "<title>a</title><p>Some words of an article.</p>"
    )
    (draft,) = drafts("html", page.encode())
    assert (draft.section, draft.language) == ("Mundo", "pt-BR")
    (draft,) = drafts(
        "text", b"Title: a\nSection: Sports\nLanguage: German\n\nWords.\n"
    )
    assert (draft.section, draft.language) == ("Sports", "German")


def test_nested_values_are_read() -> None:
    draft = of(
        title={"rendered": "a"},
        content={"rendered": "<p>b</p>"},
        source={"id": None, "name": "Reuters"},
        _id={"$oid": "42"},
        date=1578391200,
    )
    assert (draft.title, draft.body, draft.source) == ("a", "<p>b</p>", "Reuters")
    assert (draft.source_id, draft.published) == ("42", "1578391200")
    assert draft.markup


def test_of_the_forms_of_a_text_one_is_read() -> None:
    plain, marked = {"role": "text", "value": "b"}, {"role": "html", "value": "<p>b"}
    titles = [{"role": "short", "value": "x"}, {"role": "main", "value": "a"}]
    draft = of(headlines=titles, bodies=[plain, marked])
    assert (draft.title, draft.body) == ("a", "b")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["Jane Doe", {"name": "John Roe"}], ("Jane Doe", "John Roe")),
        ("Jane Doe; John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe | John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, Ann Poe and John Roe", ("Jane Doe", "Ann Poe", "John Roe")),
        ("Kleinfield, N. R.", ("Kleinfield, N. R.",)),
        ("Bob Stone in Cairo", ("Bob Stone",)),
        (
            "By Ann Lee, in Washington, D.C., and Bob Stone, in New York",
            ("Ann Lee", "Bob Stone"),
        ),
        ("Ann Lee (Wire Agency) and Bob Stone (The Post)", ("Ann Lee", "Bob Stone")),
        ("@annlee", ()),
        ("Ann Lee; April 2", ("Ann Lee",)),
        ("Ann Lee @annlee", ("Ann Lee",)),
        ("Ann Lee <ann.lee@wire.example>", ("Ann Lee",)),
        ("ann@wire.example (Ann Lee)", ("Ann Lee",)),
        ("Ann Lee, 12 June 2019", ("Ann Lee",)),
        ("Ann Lee | Published June 12, 2019 at noon", ("Ann Lee",)),
        ("Ann Lee,Bob Stone", ("Ann Lee", "Bob Stone")),
        ("Ann Lee with Bob Stone", ("Ann Lee", "Bob Stone")),
        ("By Sinéad O&#39;Dee &amp; Bob Stone", ("Sinéad O'Dee", "Bob Stone")),
        ("Ann Lee &amp;amp; Bob Stone", ("Ann Lee", "Bob Stone")),
        ('<a href="/a">Ann Lee</a> and <b>Bob Stone</b>', ("Ann Lee", "Bob Stone")),
        (["Ann Lee in Cairo", "Bob Stone (Wire)"], ("Ann Lee", "Bob Stone")),
        ("Tom Krisher, AP Auto Writer", ("Tom Krisher",)),
        ({"name": "Jane Doe"}, ("Jane Doe",)),
        (None, ()),
        ("", ()),
    ],
    ids=str,
)
def test_authors_come_in_many_shapes(value: object, expected: tuple[str, ...]) -> None:
    assert of(title="a", author=value).authors == expected


def test_a_mapping_wins_and_may_be_a_path() -> None:
    data = b'{"kop": "a", "title": "b", "x": {"y": "c"}}'
    (draft,) = drafts("jsonl", data, title="kop", body="x.y")
    assert (draft.title, draft.body) == ("a", "c")


def test_a_mapped_column_that_is_not_there_gives_way_to_one_that_is_known() -> None:
    (draft,) = drafts("csv", b"title,text\na,b\n", body="txt", author="who")
    assert draft.body == "b"
    (draft,) = drafts("jsonl", b'{"title": "a", "text": "b"}', body="txt")
    assert draft.body == "b"


def test_a_mapped_column_that_nothing_stands_in_for_is_an_error() -> None:
    with pytest.raises(UnreadableSource, match=r"--map body=txt.*only title, words"):
        records("csv", b"title,words\na,b\n", body="txt")
    with pytest.raises(UnreadableSource, match="--map body=txt"):
        drafts("jsonl", b'{"title": "a"}', body="txt")
    with pytest.raises(UnreadableSource, match="no field 'titel'"):
        drafts("jsonl", b'{"title": "a"}', titel="title")


# --- JSON --------------------------------------------------------------------

ONE = '{"title": "a", "body": "b"}'


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"[{ONE}, {ONE}]", ["a", "a"]),
        (f'{{"status": "ok", "articles": [{ONE}]}}', ["a"]),
        (f'{{"title": "feed", "description": "d", "items": [{ONE}]}}', ["a"]),
        (f'{{"response": {{"numFound": 1, "docs": [{ONE}]}}}}', ["a"]),
        (f'{{"stories": [{ONE}]}}', ["a"]),
        ('{"title": "a", "body": "b", "authors": [{"name": "Jane Doe"}]}', ["a"]),
        (
            '{"title": "a", "text": "b", "related": [{"title": "c", "body": "d"}]}',
            ["a"],
        ),
        (f"{ONE}\n{ONE}\n", ["a", "a"]),
        (f"{ONE} {ONE}", ["a", "a"]),
        (f"[{ONE}, 3, {ONE}]", ["a", "not a JSON object", "a"]),
    ],
    ids=range(10),
)
def test_json_of_every_usual_shape_is_read(text: str, titles: list[str]) -> None:
    assert [title for _, title in outcome("json", text.encode())] == titles


def test_json_that_breaks_off_gives_what_stands_before() -> None:
    *read, last = outcome("json", f"[{ONE}, {ONE}, {{".encode())
    assert read == [("article 1", "a"), ("article 2", "a")]
    assert last[0] == "source"
    assert "not valid JSON somewhere after article 2" in last[1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"[]", "without an article"),
        (b"null", "without an article"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'[{"title": "a", "body": ' + b"[" * 100_000, "nested too deeply"),
    ],
    ids=range(6),
)
def test_json_without_articles_says_why(data: bytes, words: str) -> None:
    assert words in reason("json", data)


def test_one_json_article_without_end_is_not_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MAX_RECORD_BYTES", 100)
    data = f'[{ONE}, {{"title": "'.encode() + b"x" * 3_000_000
    assert outcome("json", data) == [
        ("article 1", "a"),
        ("source", "a part longer than an article can be"),
    ]


# --- tables ------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_table_is_found(delimiter: str) -> None:
    rows = ["id|title|text|date", '7|a|"b\n\nc"|2020-01-07', "8|d|e"]
    data = "\r\n".join(rows).replace("|", delimiter).encode()
    first, second = drafts("csv", data)
    assert (first.title, first.body, first.published) == ("a", "b\n\nc", "2020-01-07")
    assert (second.source_id, second.title, second.published) == ("8", "d", "")


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    data = b"title,text\na,b\n\nc,d,e\nf,g,,\n"
    assert outcome("csv", data) == [
        ("row 2", "a"),
        (
            "row 3",
            "3 cells under 2 columns; is a text with the delimiter in it not quoted?",
        ),
        ("row 4", "f"),
    ]


def test_a_table_without_a_known_column_names_those_it_has() -> None:
    assert reason("csv", b"colour,size\na,b\n") == (
        "neither a title nor a body among colour, size; "
        "name the right one, such as --map body=NAME"
    )


def test_a_cell_longer_than_the_csv_module_likes_is_read() -> None:
    (draft,) = drafts("csv", b"title,text\na," + b"x" * 500_000)
    assert len(draft.body) == 500_000


def test_an_overlong_row_is_a_problem_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MAX_RECORD_BYTES", 100)
    data = b"title,text\na," + b"x" * 1_000_000 + b"\nb,c\n"
    found = outcome("csv", data)
    assert [position for position, _ in found] == ["row 2", "row 3"]
    assert "longer than an article can be" in found[0][1]
    assert found[1] == ("row 3", "b")


def test_a_quote_that_is_never_closed_is_not_read_as_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MAX_RECORD_BYTES", 100)
    data = b'title,text\na,b\nc,"' + b"d,e\n" * 1000
    assert outcome("csv", data) == [
        ("row 2", "a"),
        (
            "source",
            "row 3: a cell longer than an article can be; is a quote not closed?",
        ),
    ]


# --- Reuters -----------------------------------------------------------------

REUTERS = b"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" OLDID="5544" NEWID="17">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<UNKNOWN>
&#5;&#5;&#5;C T
&#22;&#22;&#1;f0704&#31;reute</UNKNOWN>
<TEXT>&#2;
<TITLE>STANDARD OIL &lt;SRD> TO FORM
UNIT</TITLE>
<AUTHOR>    By Janie Gabbett, Reuters</AUTHOR>
<DATELINE>    SALVADOR, Feb 26 - </DATELINE><BODY>Showers at the caf\xe9 continued
in the zone.
    The dry period means R&amp;D.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID="18">
<DATE>26-FEB-1987 15:02:00.00</DATE>
<TEXT TYPE="BRIEF">&#2;
******<TITLE>COMMERCIAL PAPER FALLS
</TITLE>Blah blah blah.
&#3;
</TEXT>
</REUTERS>
<REUTERS NEWID="19">
<TEXT TYPE="UNPROC">&#2;
FEDERAL RESERVE WEEKLY REPORT
 Net free reserves.............644
 Reuter
&#3;
</TEXT>
</REUTERS>
"""


def test_a_reuters_article_is_taken_apart() -> None:
    draft = drafts("reuters", REUTERS)[0]
    assert draft.title == "STANDARD OIL <SRD> TO FORM UNIT"
    assert draft.body == (
        "    SALVADOR, Feb 26 - Showers at the café continued\nin the zone.\n"
        "    The dry period means R&D."
    )
    assert draft.authors == ("Janie Gabbett",)
    assert draft.published == "26-FEB-1987 15:01:01.79"
    assert (draft.source, draft.source_id) == ("Reuters", "17")


def test_reuters_articles_without_a_body_are_read() -> None:
    _, brief, unprocessed = drafts("reuters", REUTERS)
    assert (brief.title, brief.body) == ("COMMERCIAL PAPER FALLS", "")
    assert unprocessed.title == "FEDERAL RESERVE WEEKLY REPORT"
    assert unprocessed.body == " Net free reserves.............644"


def test_reuters_positions_are_ids_and_unique() -> None:
    found = outcome("reuters", REUTERS + REUTERS)
    assert [position for position, _ in found] == [
        *("NEWID 17", "NEWID 18", "NEWID 19"),
        *("NEWID 17 (article 4)", "NEWID 18 (article 5)", "NEWID 19 (article 6)"),
    ]


@pytest.mark.parametrize(
    "broken",
    [b'<REUTERS NEWID="1"><TITLE>a</TITLE>', b'<REUTERS NEWID="1">' + b"x" * 2_000_000],
    ids=["open", "overlong"],
)
def test_a_reuters_article_without_end_costs_only_itself(
    broken: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_RECORD_BYTES", 10_000)
    found = outcome("reuters", broken + REUTERS + broken)
    assert found[0] == ("NEWID 1", "no </REUTERS> where an article should end")
    assert found[1][1] == "STANDARD OIL <SRD> TO FORM UNIT"
    assert found[3][1] == "FEDERAL RESERVE WEEKLY REPORT"


def test_sgml_of_another_kind_is_refused() -> None:
    assert "only Reuters-21578" in reason("reuters", b"<DOC>text</DOC>")


# --- text --------------------------------------------------------------------


def text_draft(text: str) -> Draft:
    (draft,) = drafts("text", text.encode())
    return draft


def test_boilerplate_title_byline_date_and_dateline_are_told_apart() -> None:
    draft = text_draft(
        "Back To Top\n\nUS insists troops are staying\nBy Jane Doe and John Roe\n"
        "January 7, 2020\n\nWASHINGTON (AFP) -- President Donald Trump sought.\n\nEnd."
    )
    assert draft.title == "US insists troops are staying"
    assert draft.authors == ("Jane Doe", "John Roe")
    assert (draft.published, draft.published_origin) == ("January 7, 2020", "text")
    assert draft.source == "AFP"
    assert draft.body.startswith("WASHINGTON (AFP) -- President")


def test_header_lines_are_understood() -> None:
    draft = text_draft(
        "Title: A headline\nDate: 2020-01-07\nBy: Jane Doe\nSource: The Wire\n"
        "URL: https://a.example/b\n\nThe text.\n"
    )
    assert draft == Draft(
        title="A headline",
        body="The text.",
        url="https://a.example/b",
        source="The Wire",
        authors=("Jane Doe",),
        published="2020-01-07",
    )


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: A storm: the report\nauthor: Ann Lee\ndate: 2020-01-08\n---",
        "---\ntitle: 'A storm: the report'\nauthors:\n  - Ann Lee\n"
        'date: "2020-01-08"\ntags: [sea, wind]\ndraft: false\n---',
        '---\nTitle: "A storm: the report"\nauthors: [Ann Lee]\npub_date: 2020-01-08\n'
        "# a remark\nparams:\n  x: y\n...",
        '+++\ntitle = "A storm: the report"\nauthor = "Ann Lee"\n'
        "date = 2020-01-08\n+++",
    ],
)
@pytest.mark.parametrize("heading", ["", "# A storm: the report\n\n"])
def test_front_matter_tells_what_an_article_is(front: str, heading: str) -> None:
    draft = clean(text_draft(f"{front}\n\n{heading}The storm reached the coast.\n"))
    assert draft.title == "A storm: the report"
    assert (draft.authors, draft.published) == (("Ann Lee",), "2020-01-08")
    assert draft.body == "The storm reached the coast."


@pytest.mark.parametrize("text", ["---\n\nIt rained.\n\n---", "---\nIt rained.\n---"])
def test_rules_around_a_text_are_no_front_matter(text: str) -> None:
    assert "It rained" in text_draft(text).body + text_draft(text).title


def test_an_address_below_the_title_is_the_url() -> None:
    address = "https://wire.example/storm"
    text = f"A storm\n{address}\nBy Ann Lee\nJanuary 8, 2020\n\nIt came at night."
    draft = text_draft(text)
    assert (draft.title, draft.url, draft.body) == (
        "A storm",
        address,
        "It came at night.",
    )
    assert (draft.authors, draft.published) == (("Ann Lee",), "January 8, 2020")


def test_of_two_dates_below_the_title_that_of_publication_counts() -> None:
    text = "A storm\nUpdated June 20, 2019\nPublished June 12, 2019\n\nIt came."
    draft = text_draft(text)
    decided, _ = decide_published(draft, date(2026, 1, 1))
    assert (str(decided), draft.body) == ("2019-06-12", "It came.")


def test_an_address_alone_at_the_top_is_the_url() -> None:
    draft = text_draft("https://a.example/b\n\nA headline\n\nThe text.\n")
    assert (draft.url, draft.title) == ("https://a.example/b", "A headline")


@pytest.mark.parametrize(
    ("dateline", "published", "source"),
    [
        ("KINSHASA, Jul 26 2022 (IPS) -", "2022-07-26", "IPS"),
        ("WASHINGTON (AFP) --", "", "AFP"),
        (
            "BERLIN, Nov. 10, 1989 (Dateline Wire) --",
            "1989-11-10",
            "Dateline Wire",
        ),
        ("LONDON, March 3 (Reuters) -", "", "Reuters"),
        ("NEW YORK, March 3, 1987 -", "1987-03-03", ""),
        ("WASHINGTON, D.C. (AP) —", "", "AP"),
        ("SÃO PAULO, Oct. 28, 2002 (Meridian Post) --", "2002-10-28", "Meridian Post"),
    ],
)
def test_a_dateline_stays_and_gives_a_date_only_with_a_year(
    dateline: str, published: str, source: str
) -> None:
    draft = text_draft(f"A headline\n\n{dateline} Something happened today.")
    decided, _ = decide_published(draft, date(2026, 1, 1))
    assert (str(decided) if decided else "") == published
    assert decided is None or decided.origin == "dateline"
    assert draft.source == source
    assert draft.body == f"{dateline} Something happened today."


def test_a_text_without_a_title_is_called_by_its_first_sentence() -> None:
    draft = text_draft(
        "LONDON (Reuters) - Showers continued throughout the week in the zone. "
        "Nothing else happened.\n\nMore."
    )
    assert draft.title == "Showers continued throughout the week in the zone"
    assert draft.body.endswith("More.")
    long = text_draft("The " + "very " * 40 + "long sentence goes on. End.")
    assert len(long.title) <= 100
    assert long.title.endswith("very…")


def test_an_abbreviation_does_not_end_a_made_title() -> None:
    draft = text_draft("Rep. Kweon met Gen. Smith on Monday. They talked.\n\nMore.")
    assert draft.title == "Rep. Kweon met Gen. Smith on Monday"


def test_wrapped_prose_has_no_title_in_its_first_line() -> None:
    lines = ["The minister said on Tuesday that the talks would go on in", "Geneva."]
    draft = text_draft("\n".join(lines) + "\n\nMore text.")
    assert (
        draft.title
        == "The minister said on Tuesday that the talks would go on in Geneva"
    )


@pytest.mark.parametrize("format", ["text", "html"])
@pytest.mark.parametrize("data", [b"", b" \n\n ", b"\xef\xbb\xbf"])
def test_an_empty_file_says_so(format: str, data: bytes) -> None:
    assert reason(format, data) == "the file is empty"


@pytest.mark.parametrize("format", ["text", "html"])
def test_a_file_longer_than_an_article_is_refused(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_RECORD_BYTES", 100)
    assert "longer than an article can be" in reason(format, b"x" * 101)


# --- feeds -------------------------------------------------------------------

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Wire</title><link>https://wire.example/</link><language>en</language>
<item><title>Storm hits coast</title><link>https://wire.example/storm</link>
<guid isPermaLink="false">wire-7</guid><pubDate>Tue, 07 Jan 2020 10:00:00 GMT</pubDate>
<dc:creator>Jane Doe</dc:creator><category>World</category>
<description>A storm.</description>
<content:encoded><![CDATA[<p>A storm hit the coast.</p>]]></content:encoded></item>
<item><title>Calm</title><author>ann@wire.example (Ann Lee)</author>
<guid>https://wire.example/calm</guid><description>It was calm.</description></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title>Der Draht</title><updated>2020-01-09T00:00:00Z</updated>
<entry><title type="text">Sturm</title><id>urn:7</id>
<author><name>Jo Doe</name></author>
<link rel="self" href="https://draht.example/7.atom"/>
<link href="https://draht.example/7"/><updated>2020-01-08T09:00:00Z</updated>
<published>2020-01-07T09:00:00Z</published><category term="Welt"/>
<summary>Kurz.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Ein Sturm.</p></div></content></entry></feed>"""


def test_each_item_of_a_feed_is_an_article() -> None:
    storm, calm = drafts("feed", RSS)
    assert (storm.title, storm.url, storm.source_id) == (
        *("Storm hits coast", "https://wire.example/storm", "wire-7"),
    )
    assert storm.published == "Tue, 07 Jan 2020 10:00:00 GMT"
    assert (storm.source, storm.section, storm.language) == ("The Wire", "World", "en")
    assert storm.authors == ("Jane Doe",)
    assert storm.body == "<p>A storm hit the coast.</p>"
    assert (calm.title, calm.url) == ("Calm", "https://wire.example/calm")
    assert (calm.authors, calm.body) == (("Ann Lee",), "It was calm.")


def test_an_entry_of_atom_is_read_whole_and_dated_when_it_was_published() -> None:
    (storm,) = drafts("feed", ATOM)
    assert (storm.title, storm.url, storm.source_id) == (
        *("Sturm", "https://draht.example/7", "urn:7"),
    )
    assert storm.published == "2020-01-07T09:00:00Z"
    assert (storm.source, storm.authors, storm.section) == (
        *("Der Draht", ("Jo Doe",), "Welt"),
    )
    assert "Ein Sturm." in storm.body


def test_a_feed_that_breaks_off_gives_the_items_before() -> None:
    cut = RSS[: RSS.index(b"<guid>https")]
    assert outcome("feed", cut)[0] == ("item 1", "Storm hits coast")
    assert "broken after item 1" in reason("feed", cut)


def test_a_feed_with_a_name_that_is_none_is_read_all_the_same() -> None:
    odd = RSS.replace(b"<title>Calm", b"<content:>x</content:><title>Calm")
    assert outcome("feed", odd) == [("item 1", "Storm hits coast"), ("item 2", "Calm")]


def test_a_feed_without_items_says_so() -> None:
    assert reason("feed", b"<rss><channel></channel></rss>") == "a feed without items"


def test_entities_of_a_feed_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words", encoding="utf-8")
    page = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
        "<rss><item><title>A &x; title</title></item></rss>"
    )
    assert "secret words" not in str(outcome("feed", page.encode()))


# --- HTML --------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><title>Storm hits coast | The Wire</title>
<meta property="og:title" content="Storm hits coast">
<meta property="og:site_name" content="The Wire">
<link rel="canonical" href="https://wire.example/2020/01/07/storm">
{head}</head><body><nav><a href="/">Home</a></nav><article><h1>Storm hits coast</h1>
<p>A storm hit the coast on Tuesday, and thousands of people had to leave homes.</p>
<p>The mayor said that the damage was the worst the town had seen in many years.</p>
</article><footer>Contact us</footer></body></html>"""

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org",
"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
"headline": "Storm of the year", "datePublished": "2020-01-08T09:00:00Z",
"author": [{"@type": "Person", "name": "Jane Doe"}],
"publisher": {"@type": "Organization", "name": "Wire News"}}]}</script>"""


def html_draft(page: str) -> Draft:
    (draft,) = drafts("html", page.encode())
    return draft


def test_the_article_of_a_page_is_found_without_its_surroundings() -> None:
    draft = html_draft(PAGE.format(head=""))
    assert "A storm hit the coast" in draft.body
    assert "worst the town had seen" in draft.body
    assert "Contact us" not in draft.body
    assert draft.title == "Storm hits coast"
    assert draft.source == "The Wire"
    assert draft.url == "https://wire.example/2020/01/07/storm"


_STORY = "The clerk read the result to the hall, and the hall was silent for long."


@pytest.mark.parametrize(
    "told",
    [
        "<p>The vote is <!-- -->next week, said the clerk Ann Lee.</p>",
        "<p><!-- first -->The vote is next week, said the clerk Ann Lee.</p>",
        "<p>The vote is <b>next <!-- x -->week</b>, said the clerk Ann Lee.</p>",
        "<p>The vote is <a href='/v'><!-- x -->next week</a>, said the clerk Ann Lee."
        "</p>",
        "<ul><li>The vote is <!-- x -->next week, said the clerk Ann Lee.</li></ul>",
        "<blockquote><!-- x -->The vote is next <!-- y -->week, said the clerk Ann Lee."
        "</blockquote>",
        "<p>The vote is <?php pause() ?>next week, said the clerk Ann Lee.</p>",
        "<p>The vote is next we<!-- -->ek, said the clerk Ann Lee.</p>",
    ],
)
@pytest.mark.parametrize("long", [True, False])
def test_a_comment_ends_no_paragraph(told: str, long: bool) -> None:
    around = f"<p>{_STORY}</p>" * (4 if long else 0)
    page = f"<html><body><article><h1>A vote</h1>{around}{told}</article></body></html>"
    body = " ".join(html_draft(page).body.split())
    assert "The vote is next week, said the clerk Ann Lee." in body


def test_a_comment_cuts_no_word_of_a_record() -> None:
    draft = clean(of(title="t", body="<p>The vo<!-- x -->te is <!-- y -->near.</p>"))
    assert draft.body == "The vote is near."


def test_a_year_in_the_text_of_a_page_is_not_its_date() -> None:
    page = PAGE.format(head="").replace("many years", "many years, since 1995")
    assert html_draft(page.replace("/2020/01/07/", "/")).published == ""


def test_json_ld_wins_over_meta_elements_and_guesses() -> None:
    draft = html_draft(PAGE.format(head=JSON_LD))
    assert draft.title == "Storm of the year"
    assert draft.authors == ("Jane Doe",)
    assert draft.source == "Wire News"
    assert draft.published == "2020-01-08T09:00:00Z"
    assert draft.published_origin == "metadata"


def test_of_several_articles_in_json_ld_that_of_the_heading_counts() -> None:
    other = JSON_LD.replace("2020-01-08", "2020-02-20")
    own = JSON_LD.replace("Storm of the year", "Storm hits coast")
    for head in (other + own, own + other):
        assert html_draft(PAGE.format(head=head)).published == "2020-01-08T09:00:00Z"


def test_meta_elements_give_date_and_author() -> None:
    head = (
        '<meta property="article:published_time" content="2020-01-07T10:00:00Z">'
        '<meta name="author" content="Jane Doe and John Roe">'
    )
    draft = html_draft(PAGE.format(head=head))
    assert draft.published == "2020-01-07T10:00:00Z"
    assert draft.authors == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    "json_ld",
    ["{", "[" * 100_000, "null", '{"@type": "NewsArticle"}', '{"@type": 3}'],
    ids=range(5),
)
def test_broken_json_ld_is_no_obstacle(json_ld: str) -> None:
    head = f'<script type="application/ld+json">{json_ld}</script>'
    assert html_draft(PAGE.format(head=head)).title == "Storm hits coast"


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("<p>Hello</p>", "Hello"),
        ("only text", "only text"),
        ("<div>" * 10_000 + "deep" + "</div>" * 10_000, "deep"),
        ("<p>never <b>closed", "never closed"),
        ("<p>a &lt; b &amp; c</p>", "a < b & c"),
    ],
    ids=["simple", "no html", "deep", "open", "entities"],
)
def test_no_page_with_a_text_fails(page: str, body: str) -> None:
    assert " ".join(html_draft(page).body.split()) == body


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<script>x()</script>", "<!-- x -->"]
)
def test_a_page_without_text_says_so(page: str) -> None:
    assert reason("html", page.encode()) == "no article text found"


# --- anything ----------------------------------------------------------------

_PIECES = [
    *(b"{", b"}", b"[", b"]", b'"', b":", b",", b"\n", b"\r", b"\0", b"\\u", b"1e999"),
    *(
        b'{"title": "a"}',
        b'"body": ',
        b"title,text\n",
        b'"',
        b";",
        b"\xff\xfe",
        b"\xe9",
    ),
    *(b"<REUTERS ", b'NEWID="1"', b">", b"</REUTERS>", b"<TEXT>", b"<BODY>", b"&#3;"),
    *(b"<p>", b"<script>", b"<!--", b"</", b"&amp;", b"Date: ", b"By ", b"\x1f\x8b"),
    *(b"LONDON, March 3, 1987 (Reuters) - ", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"- "),
    *(
        b'<script type="application/ld+json">',
        b'<meta name="date" content="',
        b"articles",
    ),
]

_BYTES = st.lists(
    st.one_of(st.binary(max_size=20), st.sampled_from(_PIECES)), max_size=15
).map(b"".join)


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=_BYTES)
def test_no_bytes_raise_anything_but_unreadable_source(
    format: str, data: bytes
) -> None:
    positions = [position for position, _ in outcome(format, data)]
    assert len(positions) == len(set(positions))


@given(data=_BYTES, name=st.text(max_size=10))
def test_no_bytes_and_no_name_break_the_choice_of_a_reader(
    data: bytes, name: str
) -> None:
    with contextlib.suppress(UnreadableSource):
        assert reader_for(name, data) in READERS.values()


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<time datetime="2020-01-07">yesterday</time>', "2020-01-07"),
        ("<time>June 15,\n 1992</time>", "June 15, 1992"),
        ("<time>2 hours ago</time>", ""),
    ],
)
def test_the_visible_time_of_a_page_is_its_date_if_it_is_one(
    element: str, expected: str
) -> None:
    text = "The storm reached the coast in the night and took roofs and trees."
    page = f"<article><h1>Storm</h1><p>{element}</p><p>{text} {text}</p></article>"
    assert html_draft(page).published == expected


def test_json_takes_what_python_takes() -> None:
    text = b'[{"title": "a", "id": 123456789012345678901234567890, "x": NaN},'
    text += b' {"title": "\\ud800 b"}, {"title": "c"}]'
    assert [draft.title[-1] for draft in drafts("json", text)] == ["a", "b", "c"]
    assert drafts("json", text)[0].source_id == "123456789012345678901234567890"


def test_broken_json_gives_the_articles_before_the_damage() -> None:
    found = outcome("json", b'[{"title": "a"}, {"title": "b"}, {"title": ')
    assert [what for _, what in found[:2]] == ["a", "b"]
    assert "not valid JSON" in found[2][1]


def test_a_quote_that_is_never_closed_swallows_no_rows_silently() -> None:
    table = b'title,text\na,b\nbad,"never closed\n' + b"c,d\n" * 50
    found = outcome("csv", table)
    assert found[0] == ("row 2", "a")
    assert found[1][0] == "row 3"
    assert "never closed" in found[1][1]
    # a quotation mark within a cell opens nothing
    assert outcome("csv", b'title,text\na,5" disk\nb,6" disk\n') == [
        ("row 2", "a"),
        ("row 3", "b"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("times", [1, 400])
def test_utf16_without_a_mark_is_read_with_its_accents(
    encoding: str, times: int
) -> None:
    text = "The mayor’s visit to Köln, said Wałęsa, was brief. " * times
    assert decode(text.encode(encoding)) == text


_SCRIPTS = (
    ("Мэр города сказал, что выборы прошли «спокойно» — весь день.", "cp1251"),
    ("Ο δήμαρχος είπε ότι οι εκλογές ήταν ήσυχες όλη τη μέρα.", "cp1253"),
    (
        "ראש העיר אמר שהבחירות היו שקטות, וכולם חיכו לתוצאה כל היום ליד הבית.",
        "cp1255",
    ),
    ("قال رئيس البلدية إن الانتخابات كانت هادئة طوال اليوم.", "cp1256"),
    ("市長は、選挙が静かに行われたと述べた。\n皆が待った。", ""),
)


@pytest.mark.parametrize("text", [text for text, _ in _SCRIPTS])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_in_any_script(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert binary_kind(data) == ""
    assert decode(data) == text


@pytest.mark.parametrize(("text", "encoding"), [both for both in _SCRIPTS if both[1]])
def test_a_code_page_of_another_script_is_no_western_one(
    text: str, encoding: str
) -> None:
    assert decode(text.encode(encoding, "replace")).split()[-1] == text.split()[-1]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 64,
        b"".join((n % 700).to_bytes(2, "little") for n in range(0, 90_000, 37)),
        b"\x00\x01\x00\x02 \x00" * 500,
    ],
)
def test_numbers_of_two_bytes_are_no_text(data: bytes) -> None:
    assert binary_kind(data) == "binary data"


def test_half_of_an_accent_parts_no_names() -> None:
    spoilt = "\u00c3\u0085sa Lind and Jos\u00c3\u00a9 Garc\u00c3\u00ada"
    assert of(title="t", author=spoilt).authors == ("Åsa Lind", "José García")
    draft = text_draft(f"A town\n\n{spoilt} met in \u00c3\u0085lesund for a day.")
    assert clean(draft).body == "Åsa Lind and José García met in Ålesund for a day."


@pytest.mark.parametrize(
    ("record", "body"),
    [
        ({"maintext": "b", "date_publish": "2019-06-12", "description": "d"}, "b"),
        ({"plain_text": "b", "date_publish": "2019-06-12"}, "b"),
        ({"plaintext": "b", "publishing_date": "2019-06-12"}, "b"),
        (
            {
                "body": {
                    "summary": ["s"],
                    "sections": [
                        {"headline": [], "paragraphs": ["b", "c"]},
                        {"headline": ["h"], "paragraphs": ["d"]},
                    ],
                },
                "publishing_date": "2019-06-12",
            },
            "s\n\nb\n\nc\n\nh\n\nd",
        ),
        ({"text": "b", "raw_text": "r", "date": "2019-06-12", "excerpt": "e"}, "b"),
        ({"lead_paragraph": "b", "abstract": "a", "pub_date": "2019-06-12"}, "b"),
        ({"content": {"rendered": "b"}, "date": "2019-06-12"}, "b"),
        ({"paragraphs": ["b", "c"], "date": "2019-06-12"}, "b\n\nc"),
        ({"data": {"text": "b", "date": "2019-06-12"}}, "b"),
        ({"cleaned_text": "b", "publish_datetime": None, "date": "2019-06-12"}, "b"),
    ],
)
def test_what_collectors_write_has_its_text_and_its_date(
    record: dict[str, object], body: str
) -> None:
    draft = of(title="t", **record)
    assert (draft.body, draft.published) == (body, "2019-06-12")


def test_titles_and_bylines_in_parts_are_read() -> None:
    draft = of(
        headline={"kicker": "k", "main": "t"},
        byline={"person": [], "original": "By Ann Lee and Bob Stone"},
    )
    assert (draft.title, draft.authors) == ("t", ("Ann Lee", "Bob Stone"))


def test_an_address_is_no_publication_and_a_number_no_author() -> None:
    record = {"source": "https://wire.example/1", "source-hostname": "The Wire"}
    draft = of(title="t", text="b", author=3, **record)
    assert (draft.source, draft.url, draft.authors) == (
        "The Wire",
        "https://wire.example/1",
        (),
    )
    assert of(title="t", source="https://wire.example/1").source == ""


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"title": "t", "prose": "b", "day": "2019"}, "text and date; fields .* prose"),
        (
            {"title": "t", "body": "b", "day": "2019"},
            "date; fields .* day; .*pub",
        ),
        ({"title": "t", "body": "b", "by": "Ann Lee"}, ""),
        ({"title": "t", "body": "b", "date": "", "day": "2019"}, ""),
        ({"title": "t", "body": "b"}, ""),
    ],
)
def test_fields_that_may_be_what_is_missing_are_named_once(
    record: dict[str, object], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    columns.log_missing.cache_clear()
    for _ in range(2):
        of(**record)
    assert len(caplog.records) == bool(words)
    assert re.search(words, caplog.text)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="The Wire">', "Storm hits coast"),
        ('<meta property="og:title" content="wire.example">', "Storm hits coast"),
        (
            '<meta property="og:title" content="Storm at sea | The Wire">',
            "Storm at sea",
        ),
    ],
)
def test_the_name_of_the_site_is_no_title(head: str, title: str) -> None:
    page = PAGE.replace('<meta property="og:title" content="Storm hits coast">', "")
    assert clean(html_draft(page.format(head=head))).title == title


@pytest.mark.parametrize(
    "value",
    [
        {"hits": {"total": 1, "hits": [{"_id": "1", "_source": {"title": "t"}}]}},
        {"articles": {"results": [{"title": "t", "body": "b"}], "page": 1}},
        {"response": {"results": [{"webTitle": "x", "fields": {"headline": "t"}}]}},
        {"data": [{"id": "1", "attributes": {"title": "t"}}]},
        {
            "@graph": [
                {"@type": "WebPage", "name": "x"},
                {"@type": "NewsArticle", "headline": "t", "articleBody": "b"},
            ]
        },
    ],
)
def test_articles_are_found_in_the_boxes_of_apis(value: object) -> None:
    (draft,) = drafts("json", json.dumps(value).encode())
    assert draft.title in ("t", "x")


def test_of_parts_with_a_type_the_prose_is_read() -> None:
    parts = [
        {"type": "kicker", "content": "k"},
        {"type": "sanitized_html", "content": "b"},
        {"type": "image", "content": "i"},
        {"type": "sanitized_html", "content": "c"},
    ]
    assert of(title="t", contents=parts).body == "b\n\nc"
