"""Articles as collectors, APIs, databases and pandas write them in JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support import reading

from index.cleaning.clean import clean
from index.records import Draft

ADDRESS = "https://wire.example/1"
PLAIN = {"title": "A vote", "text": "It rained.", "date": "2019-06-12"}


def drafts(data: object, reader: str = "json") -> list[Draft]:
    """The cleaned articles of JSON, in which nothing may be wrong."""
    text = data if isinstance(data, str) else json.dumps(data)
    return [*map(clean, reading.drafts(reader, text.encode()))]


def told(draft: Draft) -> tuple[str, str, str, tuple[str, ...], str]:
    return draft.title, draft.body, draft.published[:10], draft.authors, draft.source


def test_trove_calls_the_newspaper_title() -> None:
    article = {
        "id": "1",
        "heading": "A vote",
        "category": "Article",
        "title": {"id": "35", "value": "The Wire (Harrow)"},
        "date": "1915-06-12",
        "articleText": "<p><span>It rained.</span></p>",
        "troveUrl": ADDRESS,
    }
    answer = {"response": {"zone": [{"records": {"article": [article, article]}}]}}
    third = {"category": [{"code": "newspaper", "records": {"article": [article]}}]}
    for draft in (*drafts(article), *drafts(answer), *drafts(third)):
        assert told(draft) == (
            *("A vote", "It rained.", "1915-06-12", ()),
            "The Wire (Harrow)",
        )
        assert (draft.url, draft.section) == (ADDRESS, "")


def test_wordpress_embeds_authors_and_categories() -> None:
    post = {
        "id": 7,
        "date": "2019-06-12T10:00:00",
        "link": ADDRESS,
        "title": {"rendered": "A vote"},
        "content": {"rendered": "<p>It rained.</p>"},
        "author": 3,
        "categories": [2],
        "_embedded": {
            "author": [{"id": 3, "name": "Ann Lee"}],
            "wp:term": [
                [{"name": "Local", "taxonomy": "category"}],
                [{"name": "rain", "taxonomy": "post_tag"}],
            ],
        },
        "yoast_head_json": {"og_site_name": "The Wire"},
    }
    (draft,) = drafts([post])
    assert told(draft) == (
        "A vote",
        "It rained.",
        "2019-06-12",
        ("Ann Lee",),
        "The Wire",
    )
    assert draft.section == "Local"
    del post["_embedded"]
    assert drafts([post])[0].section == ""  # a number is none


def test_the_guardian_tells_authors_by_tags_and_text_in_blocks() -> None:
    content = {
        "id": "local/1",
        "type": "article",
        "sectionName": "Local",
        "webPublicationDate": "2019-06-12T10:00:00Z",
        "webTitle": "A vote",
        "webUrl": ADDRESS,
        "tags": [
            {"type": "contributor", "webTitle": "Ann Lee"},
            {"type": "keyword", "webTitle": "Rain"},
        ],
        "blocks": {"body": [{"bodyHtml": "<p>It</p>"}, {"bodyHtml": "<p>rained.</p>"}]},
    }
    (draft,) = drafts({"response": {"status": "ok", "content": content}})
    assert told(draft)[:4] == ("A vote", "It\n\nrained.", "2019-06-12", ("Ann Lee",))


def test_wapo_has_title_section_and_byline_among_the_paragraphs() -> None:
    parts = [
        {"type": "kicker", "content": "Local"},
        {"type": "title", "content": "A vote"},
        {"type": "byline", "content": "By Ann Lee"},
        {"type": "sanitized_html", "subtype": "paragraph", "content": "<b>It</b>"},
        None,
        {"type": "image", "fullcaption": "The hall"},
        {"type": "sanitized_html", "subtype": "paragraph", "content": "rained."},
    ]
    line = {"id": "x", "title": None, "author": "", "contents": parts}
    (draft,) = drafts(json.dumps(line | {"published_date": 1560333600000}), "jsonl")
    assert told(draft)[:2] == ("A vote", "It\n\nrained.")
    assert (draft.section, draft.authors) == ("Local", ("Ann Lee",))


def test_names_in_parts_are_put_together() -> None:
    people = [{"firstname": "Ann", "middlename": None, "lastname": "Lee"}]
    for value in (people, {"original": None, "person": people}, people[0]):
        (draft,) = drafts(PLAIN | {"byline": value})
        assert draft.authors == ("Ann Lee",)
    (draft,) = drafts(PLAIN | {"author": {"givenName": "Ann", "familyName": "Lee"}})
    assert draft.authors == ("Ann Lee",)


@pytest.mark.parametrize(
    "record",
    [
        {
            "html": {"responded_url": ADDRESS, "content": "<html>"},
            "publishing_date": "x",
        },
        {"links": {"permalink": ADDRESS}, "published_at": "2019"},
        {"origin": {"title": "The Wire"}, "canonical": [{"href": ADDRESS}]},
        {"pageUrl": ADDRESS},
        {"meta": {"canonical": ADDRESS}},
    ],
)
def test_the_address_is_found(record: dict[str, object]) -> None:
    (draft,) = drafts({"title": "A vote", "text": "It rained.", **record})
    assert (draft.url, draft.body) == (ADDRESS, "It rained.")


@pytest.mark.parametrize(
    ("record", "source"),
    [
        ({"source": {"uri": "wire.example", "title": "The Wire"}}, "The Wire"),
        ({"media_name": "The Wire"}, "The Wire"),
        ({"provider": [{"name": "The Wire"}]}, "The Wire"),
        ({"source": {"domain": "wire.example"}}, "wire.example"),
        ({"thread": {"site": "wire.example"}}, "wire.example"),
        ({"dc:publisher": "The Wire"}, "The Wire"),
    ],
)
def test_the_publication_is_found(record: dict[str, object], source: str) -> None:
    assert drafts(PLAIN | record)[0].source == source


@pytest.mark.parametrize(
    ("language", "code"),
    [("eng", "en"), ("deu", "de"), ("ger", "de"), ("Deutsch", "de"), ("fr-CA", "fr")],
)
def test_languages_are_known_by_every_code(language: str, code: str) -> None:
    assert drafts(PLAIN | {"lang": language})[0].language == code


def test_what_an_api_keeps_back_is_no_text() -> None:
    paid = {"content": "ONLY AVAILABLE IN PAID PLANS", "description": "It rained."}
    cut = {"content": "It rained and… [+1234 chars]"}
    assert drafts({"title": "A vote", **paid})[0].body == "It rained."
    assert drafts({"title": "A vote", **cut})[0].body == "It rained and…"


ROWS = (PLAIN, PLAIN | {"title": "Rain"})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            {n: {str(i): row[n] for i, row in enumerate(ROWS)} for n in PLAIN},
            id="columns",
        ),
        pytest.param({str(i): row for i, row in enumerate(ROWS)}, id="index"),
        pytest.param(
            {
                "columns": list(PLAIN),
                "index": [0, 1],
                "data": [list(row.values()) for row in ROWS],
            },
            id="split",
        ),
        pytest.param(
            {"schema": {"fields": [], "pandas_version": "1.4.0"}, "data": list(ROWS)},
            id="table",
        ),
        pytest.param([list(PLAIN), *(list(row.values()) for row in ROWS)], id="values"),
        pytest.param({"-Ma": ROWS[0], "-Mb": ROWS[1]}, id="map"),
        pytest.param(
            {"data": {"edges": [{"node": r} for r in ROWS]}}, id="graph query"
        ),
        pytest.param({"hits": {"hits": [{"_source": r} for r in ROWS]}}, id="search"),
        pytest.param({"a": {"b": {"c": list(ROWS)}}}, id="boxes"),
        pytest.param([{"article": row} for row in ROWS], id="boxed"),
        pytest.param({"data": [{"attributes": row} for row in ROWS]}, id="attributes"),
        pytest.param({"items": list(ROWS), "title": "x", "link": "y"}, id="feed"),
        pytest.param({"17": {"info": ROWS[0]}, "18": {"info": ROWS[1]}}, id="by id"),
    ],
)
def test_articles_are_found_however_they_are_arranged(data: object) -> None:
    found = [told(draft)[:3] for draft in drafts(data)]
    assert found == [
        ("A vote", "It rained.", "2019-06-12"),
        ("Rain", "It rained.", "2019-06-12"),
    ]


@pytest.mark.parametrize(
    "record",
    [
        PLAIN | {"related": [{"title": "Rain", "body": "b"}]},
        {"related": {"items": [{"title": "Rain", "body": "b"}]}, **PLAIN},
        {"more": [{"title": "Rain", "body": "b"}], **PLAIN},
    ],
)
def test_articles_that_one_leads_to_are_not_read(record: dict[str, object]) -> None:
    assert [draft.title for draft in drafts(record)] == ["A vote"]


@pytest.mark.parametrize(
    "feed",
    [
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Wire"},
        {"feed": {"title": "The Wire", "language": "en"}},
        {"home_page_url": ADDRESS, "title": "The Wire"},
    ],
)
def test_a_feed_says_for_all_its_items_what_they_do_not(feed: dict[str, Any]) -> None:
    items = [PLAIN, PLAIN | {"title": "Rain", "source": "Globe"}]
    one, other = drafts({"items": items, **feed, "language": "en"} | feed)
    assert (one.source, other.source) == ("The Wire", "Globe")
    assert one.authors == ()
    feed["authors"] = [{"name": "Ann Lee"}]
    assert drafts(feed | {"items": items})[0].authors == ("Ann Lee",)


def test_json_ld_refers_to_people_and_papers() -> None:
    graph = [
        {"@type": "WebPage", "@id": "#w", "name": "A vote", "description": "d"},
        {
            "@type": ["NewsArticle", "Thing"],
            "headline": "A vote",
            "articleBody": "It rained.",
            "datePublished": "2019-06-12",
            "author": [{"@id": "#p"}],
            "publisher": {"@id": "#o"},
            "articleSection": ["Local", "Rain"],
        },
        {"@type": "Organization", "@id": "#o", "name": "The Wire"},
        {"@type": "Person", "@id": "#p", "name": "Ann Lee"},
        {"@type": "Event", "name": "Rain", "description": "d"},
        {"@type": "JobPosting", "headline": "Clerk", "articleBody": "wanted"},
    ]
    for data in ({"@context": "https://schema.org", "@graph": graph}, graph[1:2]):
        (draft,) = drafts(data)
        assert told(draft)[:3] == ("A vote", "It rained.", "2019-06-12")
        assert draft.section == "Local"
    (draft,) = drafts({"@graph": graph})
    assert told(draft)[3:] == (("Ann Lee",), "The Wire")


def test_an_article_that_says_so_needs_no_text() -> None:
    told = {"@type": "NewsArticle", "headline": "A vote", "datePublished": "2019-06-12"}
    for data in (told, [told], {"@graph": [told, {"@type": "WebSite", "name": "x"}]}):
        assert [draft.title for draft in drafts(data)] == ["A vote"]


def test_the_key_of_a_group_of_articles_is_no_text() -> None:
    record = {"title": "A vote", "url": ADDRESS, "story": "ddUyU0VZz0BRneMioxUPQVP6"}
    assert drafts(record | {"summary": "It rained."})[0].body == "It rained."
    assert drafts(record | {"story": "It rained."})[0].body == "It rained."


def test_lines_that_say_what_to_do_with_the_next_are_no_articles() -> None:
    lines = ['{"index": {"_index": "n", "_id": "1"}}', json.dumps(PLAIN)] * 2
    assert len(drafts("\n".join(lines), "jsonl")) == 2


def test_objects_a_line_with_commas_between_them_are_read() -> None:
    lines = f"{json.dumps(PLAIN)},\n{json.dumps(PLAIN)},\n"
    assert len(drafts(lines, "json")) == len(drafts(lines, "jsonl")) == 2


@pytest.mark.parametrize(
    "record",
    [
        {"name": "Ann Lee", "email": "ann@wire.example"},
        {"name": "A concert", "date": "2019-06-12", "place": "Harrow"},
        {"name": "package", "version": "1.0", "description": "A package."},
        {"type": "Feature", "properties": {"name": "Harrow", "description": "A town"}},
    ],
)
def test_things_with_a_name_are_no_articles(record: dict[str, object]) -> None:
    with pytest.raises(Exception, match="neither a title nor a body"):
        drafts(record)
