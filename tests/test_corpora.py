"""TEI, JATS, the XML of trafilatura, and dumps of wikis."""

from __future__ import annotations

import contextlib
import io
import random

import pytest
from support import reading

from index.cleaning.clean import clean
from index.errors import UnreadableSource
from index.readers import READERS, reader_for
from index.readers.corpora.wikitext import read_wikitext
from index.records import Draft, ReadOptions, Record


def drafts(text: str, reader: str) -> list[Draft]:
    """The cleaned articles of a source, which is recognised by its content."""
    data = text.encode()
    assert reader_for("export.xml", data).name == reader
    return [*map(clean, reading.drafts(reader, data))]


# --- TEI -----------------------------------------------------------------------------

PAPER = """<sourceDesc><biblStruct><analytic><title level="a">A vote</title>
<author><persName><forename>Ann</forename> <surname>Lee</surname></persName></author>
</analytic><monogr><title level="j">The Wire</title><imprint><publisher>Wire & Sons
</publisher><date when="1915-06-12">12 June</date></imprint></monogr></biblStruct>
</sourceDesc>""".replace("&", "&amp;")
FULL = """<sourceDesc><bibl>A vote. The Wire</bibl><biblFull><titleStmt><title>A vote
</title></titleStmt><publicationStmt><publisher>The Wire</publisher><ptr type="URL"
target="https://wire.example/1"/><date when="1915-06-12"/></publicationStmt></biblFull>
</sourceDesc>"""
BODY = """<div type="entry"><head>A vote</head><p>It rain<pb n="2"/>ed in Har-<lb
break="no"/>row<note>A note.</note>, <quote>hard</quote>.</p><fw>The Wire 3</fw>
<list><item>One</item><item>Two<lb/>three</item></list><p>The
<choice><sic>maior</sic><corr>mayor</corr></choice> left.</p></div>
<div type="comments"><p>First!</p></div>"""


def tei(source: str, body: str = BODY, more: str = "") -> str:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1"><teiHeader>
<fileDesc><titleStmt><title type="main">A vote</title>
<title type="sub">of a town</title><author>Ann Lee</author></titleStmt>
<publicationStmt><publisher>Library of Harrow
</publisher><date when="2020-01-01"/></publicationStmt>{source}</fileDesc>
<profileDesc><langUsage><language ident="en">English</language></langUsage>
<textClass><keywords><term type="categories">Local</term></keywords></textClass>
</profileDesc></teiHeader><text>{more}<body>{body}</body></text></TEI>"""


@pytest.mark.parametrize("source", [PAPER, FULL])
def test_a_text_of_tei_is_of_its_source_not_of_its_file(source: str) -> None:
    (draft,) = drafts(f'<?xml version="1.0"?>{tei(source)}', "tei")
    assert (draft.title, draft.source) == ("A vote", "The Wire")
    assert (draft.published, draft.authors) == ("1915-06-12", ("Ann Lee",))
    assert (draft.language, draft.section) == ("en", "Local")
    assert draft.body == (
        "It rained in Harrow, hard.\n\nOne\n\nTwo three\n\nThe mayor left."
    )


def test_without_a_source_the_file_tells() -> None:
    (draft,) = drafts(tei("<sourceDesc><p>born digital</p></sourceDesc>"), "tei")
    assert (draft.source, draft.published) == ("Library of Harrow", "2020-01-01")


def test_a_corpus_and_an_issue_give_each_of_their_articles() -> None:
    corpus = f"<teiCorpus><teiHeader/>{tei(FULL)}{tei(PAPER)}</teiCorpus>"
    assert len(drafts(corpus, "tei")) == 2
    issue = "".join(
        f'<div type="article" xml:id="a{n}"><head>Head {n}</head><p>Text {n}.</p></div>'
        for n in (1, 2, 3)
    )
    found = drafts(tei(PAPER, f'<div type="page">{issue}</div>'), "tei")
    assert [(d.title, d.body) for d in found] == [
        (f"Head {n}", f"Text {n}.") for n in (1, 2, 3)
    ]
    assert {d.published for d in found} == {"1915-06-12"}
    texts = "".join(
        f"<text><body><head>Head {n}</head><p>Text {n}.</p></body></text>"
        for n in (1, 2)
    )
    group = tei(PAPER).replace("<text><body>", f"<text><group>{texts}</group><body>", 1)
    group = group[: group.index("<body><div")] + "</text></TEI>"
    assert [d.title for d in drafts(group, "tei")] == ["Head 1", "Head 2"]


# --- JATS ----------------------------------------------------------------------------

JATS = """<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "J.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="news" xml:lang="en">
<front><journal-meta><journal-title-group><journal-title>The Wire</journal-title>
</journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="publisher-id">7</article-id>
<article-id pub-id-type="doi">10.5555/7</article-id>
<article-categories><subj-group><subject>Local</subject></subj-group></article-categories>
<title-group><article-title>A <italic>vote</italic><xref ref-type="fn">*</xref>
</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Lee</surname>
<given-names>Ann</given-names></name></contrib><contrib contrib-type="editor"><name>
<surname>Poe</surname></name></contrib><contrib contrib-type="author">
<collab>Rain Group</collab></contrib>
</contrib-group><pub-date pub-type="collection"><year>2019</year></pub-date>
<pub-date pub-type="epub"><day>2</day><month>6</month><year>2019</year></pub-date>
<abstract><p>In short.</p></abstract></article-meta></front>
<body><sec><title>News</title><p>It rained<xref ref-type="bibr">1</xref>, she said.</p>
<fig><caption><p>The hall.</p></caption></fig></sec></body>
<back><ref-list><ref><mixed-citation>Somebody.</mixed-citation></ref></ref-list></back>
<sub-article><front-stub/><body><p>A reply.</p></body></sub-article></article>"""


def test_an_article_of_jats_is_taken_apart() -> None:
    (draft,) = drafts(JATS, "jats")
    assert (draft.title, draft.source) == ("A vote", "The Wire")
    assert draft.body == "News\n\nIt rained, she said."
    assert (draft.published, draft.language) == ("2019-06-02", "en")
    assert draft.authors == ("Ann Lee", "Rain Group")
    assert (draft.section, draft.source_id) == ("Local", "10.5555/7")
    assert draft.url == "https://doi.org/10.5555/7"


def test_an_article_without_a_body_has_its_abstract() -> None:
    start, end = JATS.index("<body>"), JATS.index("</body>") + len("</body>")
    (draft,) = drafts(JATS[:start] + JATS[end:], "jats")
    assert draft.body == "In short."


def test_a_set_of_articles_gives_each() -> None:
    one = JATS[JATS.index("<article ") :]
    assert len(drafts(f"<pmc-articleset>{one}{one}</pmc-articleset>", "jats")) == 2


# --- trafilatura ---------------------------------------------------------------------


def test_a_page_of_trafilatura_is_read_without_its_comments() -> None:
    (draft,) = drafts(
        '<doc sitename="The Wire" title="A &amp; B" author="Ann Lee; Bob Stone"'
        ' date="2019-06-12" source="https://wire.example/1" hostname="wire.example"'
        ' categories="Local;Rain" fingerprint="f"><main>'
        '<head rend="h1">A &amp; B</head>'
        "<p>It <hi>rained</hi>.</p><list><item>One</item></list></main><comments>"
        "<p>First!</p></comments></doc>",
        "trafilatura",
    )
    assert (draft.title, draft.body) == ("A & B", "It rained.\n\nOne")
    assert draft.authors == ("Ann Lee", "Bob Stone")
    assert (draft.source, draft.section) == ("The Wire", "Local")
    assert (draft.url, draft.published) == ("https://wire.example/1", "2019-06-12")


# --- wikis ---------------------------------------------------------------------------

PAGE = """{{date|June 12, 2019}}
[[File:Hall.jpg|thumb|left|The hall of [[Harrow]]. {{image source|x}}]]
{{Local news}}
The [[w:council|council]] of {{w|Harrow}} ''voted'' on '''Monday'''.<ref>A note.</ref>
{| class="wikitable"
| a || b
|}
&quot;It rained&quot;,&nbsp;[https://x.example she said].

== What follows ==
* A first point
The [[Mayor|mayor]] left; {{nowrap|12 people}} stayed.

== Sources ==
*{{source|url=https://x.example|title=Rain|date=March 1, 2001}}
{{publish}}
[[Category:Local]]
[[fr:Un vote]]"""
INFO = """<siteinfo><sitename>Wikinews</sitename><base>https://n.example/wiki/Main_Page
</base><namespaces><namespace key="6">File</namespace>
<namespace key="14">Kat</namespace></namespaces></siteinfo>"""


def dump(*pages: str) -> str:
    return f'<mediawiki xml:lang="en">{INFO}{"".join(pages)}</mediawiki>'


def page(title: str, text: str = PAGE, more: str = "<ns>0</ns>") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<page><title>{title}</title>{more}<id>1</id><revision><timestamp>2024-01-02T"
        "00:00:00Z</timestamp><text>old</text></revision><revision><timestamp>2024-05-05"
        f"T00:00:00Z</timestamp><text>{text}</text></revision></page>"
    )


def test_a_page_of_a_wiki_is_read_without_its_marks() -> None:
    (draft,) = drafts(dump(page("A vote")), "mediawiki")
    assert draft.title == "A vote"
    assert draft.body == (
        "The council of Harrow voted on Monday.\n\n"
        '"It rained", she said.\n\nWhat follows\n\n- A first point\n'
        "The mayor left; 12 people stayed."
    )
    assert (draft.published, draft.language) == ("June 12, 2019", "en")
    assert (draft.source, draft.url) == ("Wikinews", "https://n.example/wiki/A_vote")


def test_what_is_no_article_of_a_wiki_is_left_out() -> None:
    found = drafts(
        dump(
            page("Main Page"),
            page("Talk:A vote", more="<ns>1</ns>"),
            page("Old", more='<ns>0</ns><redirect title="A vote"/>'),
            page("Older", "#REDIRECT [[A vote]]"),
            page("Alt", "#WEITERLEITUNG [[A vote]]"),
            page("A vote"),
        ),
        "mediawiki",
    )
    assert [draft.title for draft in found] == ["A vote"]
    with pytest.raises(UnreadableSource, match="without an article"):
        drafts(dump(page("Talk:A", more="<ns>1</ns>")), "mediawiki")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("{{Datum|12.06.2019}}", "12.06.2019"),
        ("{{date|12|juin|2019}}", "12 juin 2019"),
        ("{{byline|location=Harrow|date=June 12, 2019}}", "June 12, 2019"),
        ("{{data|2019-06-12|Harrow}}", "2019-06-12"),
        ("{{x|2019|6|12}}", "2019-06-12"),
        ("It rained. [[Kat:12 June 2019]]", "12 June 2019"),
        ("{{source|title=x|date=June 12, 2019}} It rained.", ""),
        ("It rained on June 12, 2019.", ""),
    ],
)
def test_a_page_gives_its_own_date(text: str, date: str) -> None:
    assert read_wikitext(text, frozenset(["kat"])).published == date


def test_no_wikitext_breaks_the_reader() -> None:
    pieces = [
        "[[",
        "]]",
        "{{",
        "}}",
        "'''",
        "{|",
        "|}",
        "<ref>",
        "\n==",
        "=\n",
        "a|b",
        ":",
    ]
    rng = random.Random(3)
    for _ in range(150):
        read_wikitext("".join(rng.choices(pieces, k=60)))
    assert read_wikitext("{{" * 3000).text.strip("{") == ""


# --- broken --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        ("tei", tei(PAPER)),
        ("jats", JATS),
        ("mediawiki", dump(page("A vote"))),
        (
            "wxr",
            '<rss xmlns:wp="x"><channel><item><title>A</title></item></channel></rss>',
        ),
        ("sitemap", "<urlset><url><loc>x</loc><title>A</title></url></urlset>"),
        ("trafilatura", '<doc title="A" sitename="x" source="y"><main/></doc>'),
        ("feed", "<rss><channel><item><title>A</title></item></channel></rss>"),
        ("csv", 'title,text\n"a","b\n"\nc,d\n'),
        ("json", '{"a": {"title": "t", "text": ["b", {"x": null}]}, "items": [1, {}]}'),
    ],
)
def test_no_damage_raises_anything_but_a_reason(reader: str, text: str) -> None:
    rng = random.Random(7)
    options = ReadOptions()
    for _ in range(60):
        data = bytearray(text.encode())
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data) + 1)
            kind = rng.randrange(3)
            if kind == 0:
                data[at : at + 1] = bytes([rng.randrange(256)])
            elif kind == 1:
                del data[at : at + rng.randint(1, 40)]
            else:
                data[at:at] = rng.choice(
                    [b"<", b">", b"&", b'"', b"]]>", b"<!--", b"\0"]
                )
        with contextlib.suppress(UnreadableSource):
            for one in READERS[reader].records(io.BytesIO(bytes(data)), options):
                if isinstance(one, Record):
                    with contextlib.suppress(UnreadableSource):
                        clean(READERS[reader].draft(one, options))
