"""Exports of WordPress, and sitemaps of news."""

from __future__ import annotations

import io

import pytest
from support import reading

from index.cleaning.clean import clean
from index.errors import UnreadableSource
from index.readers import READERS, reader_for
from index.readers.feeds.wxr import without_shortcodes
from index.records import Draft, ReadOptions, Record

HEAD = (
    '<?xml version="1.0"?><!-- export --><rss version="2.0"'
    ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Wire</title>'
    "<language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>"
    "<wp:author><wp:author_login>alee</wp:author_login><wp:author_display_name>"
    "<![CDATA[Ann Lee]]></wp:author_display_name></wp:author>"
    "<wp:author><wp:author_login>bob</wp:author_login><wp:author_display_name>bob"
    "</wp:author_display_name><wp:author_first_name>Bob</wp:author_first_name>"
    "<wp:author_last_name>Stone</wp:author_last_name></wp:author>"
)
TEXT = (
    "<!-- wp:paragraph --><p>It rained.</p><!-- /wp:paragraph -->\n\n[gallery ids='1']"
)


def post(title: str = "A vote", **parts: str) -> str:
    told = {
        "pubDate": "Wed, 12 Jun 2019 10:00:00 +0000",
        "dc:creator": "alee",
        "wp:status": "publish",
        "wp:post_type": "post",
        "content:encoded": f"<![CDATA[{TEXT}]]>",
        "excerpt:encoded": "<![CDATA[An excerpt.]]>",
        **{name.replace("_", ":", 1): value for name, value in parts.items()},
    }
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in told.items())
    return (
        f"<item><title>{title}</title><link>https://wire.example/1</link>"
        f'<guid isPermaLink="false">https://wire.example/?p=1</guid>{inner}'
        '<category domain="post_tag">rain</category>'
        '<category domain="category">Uncategorized</category>'
        '<category domain="category">Local</category>'
        "<wp:comment><wp:comment_author>troll</wp:comment_author>"
        "<wp:comment_content>First!</wp:comment_content></wp:comment></item>"
    )


def drafts(*items: str, reader: str = "wxr", head: str = HEAD) -> list[Draft]:
    data = f"{head}{''.join(items)}</channel></rss>".encode()
    assert reader_for("export.xml", data).name == reader
    return [*map(clean, reading.drafts(reader, data))]


def test_a_post_is_read_with_its_authors_name_and_section() -> None:
    (draft,) = drafts(post())
    assert (draft.title, draft.body) == ("A vote", "It rained.")
    assert draft.authors == ("Ann Lee",)
    assert (draft.source, draft.language, draft.section) == ("The Wire", "en", "Local")
    assert draft.url == "https://wire.example/1"
    assert draft.published.startswith("Wed, 12 Jun 2019")
    (other,) = drafts(post(dc_creator="bob"))
    assert other.authors == ("Bob Stone",)


def test_authors_of_a_plug_in_count_before_the_one_who_has_the_login() -> None:
    both = "".join(
        f'<category domain="author" nicename="x"><![CDATA[{name}]]></category>'
        for name in ("Carl Poe", "Dora Fox")
    )
    (draft,) = drafts(post().replace("<wp:comment>", f"{both}<wp:comment>", 1))
    assert draft.authors == ("Carl Poe", "Dora Fox")


@pytest.mark.parametrize(
    "parts",
    [
        {"wp_status": "draft"},
        {"wp_status": "private"},
        {"wp_status": "future"},
        {"wp_status": "trash"},
        {"wp_status": "inherit", "wp_post_type": "attachment"},
        {"wp_post_type": "page"},
        {"wp_post_type": "nav_menu_item"},
        {"wp_post_type": "product"},
        {"wp_post_type": "wp_block"},
    ],
)
def test_what_is_no_published_post_is_left_out(parts: dict[str, str]) -> None:
    assert [d.title for d in drafts(post("Other", **parts), post())] == ["A vote"]
    with pytest.raises(UnreadableSource, match="without a published post"):
        drafts(post("Other", **parts))


def test_types_of_a_sites_own_are_posts_too() -> None:
    assert (
        len(drafts(post(wp_post_type="news"), post(wp_post_type="press_article"))) == 2
    )


def test_a_date_that_never_was_gives_way_to_that_of_the_post() -> None:
    never = "Mon, 30 Nov -0001 00:00:00 +0000"
    (draft,) = drafts(post(pubDate=never, wp_post_date="2019-06-13 09:00:00"))
    assert draft.published == "2019-06-13 09:00:00"


def test_shortcodes_are_no_text_and_what_is_in_brackets_is() -> None:
    text = (
        "[caption id='x' width=\"3\"]<img src='a'> The hall[/caption]It [sic] rained"
        ' [pullquote align="left"]hard[/pullquote]. [embed]https://v.example[/embed]'
        "[1] [She left.]"
    )
    assert without_shortcodes(text) == "It [sic] rained hard. [1] [She left.]"
    assert len(without_shortcodes("[caption" * 20_000)) == 160_000


def test_a_sitemap_of_news_has_titles_and_dates() -> None:
    head = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://'
        'www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/'
        'schemas/sitemap-image/1.1">'
    )
    entry = (
        "<url><loc>https://wire.example/1</loc><lastmod>2020-01-01</lastmod>"
        "<image:image><image:title>The hall</image:title></image:image>"
        "<n:news><n:publication><n:name>The Wire</n:name><n:language>en</n:language>"
        "</n:publication><n:publication_date>2019-06-12T10:00:00Z</n:publication_date>"
        "<n:title>A vote</n:title></n:news></url>"
    )
    plain = "<url><loc>https://wire.example/2</loc></url>"
    options = ReadOptions()
    reader = READERS["sitemap"]
    data = f"{head}{plain}{entry}</urlset>".encode()
    assert reader_for("news.xml", data).name == "sitemap"
    (record,) = reader.records(io.BytesIO(data), options)
    assert isinstance(record, Record)
    draft = reader.draft(record, options)
    assert (draft.title, draft.source, draft.language) == ("A vote", "The Wire", "en")
    assert (draft.url, draft.published[:10]) == ("https://wire.example/1", "2019-06-12")
    with pytest.raises(UnreadableSource, match="addresses alone"):
        list(reader.records(io.BytesIO(f"{head}{plain}</urlset>".encode()), options))
