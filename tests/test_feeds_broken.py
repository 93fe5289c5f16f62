"""A flaw in the XML of a feed costs its own item at most."""

from __future__ import annotations

import io

import pytest
from support import reading

from index.cleaning.clean import clean
from index.errors import UnreadableSource
from index.readers import READERS, reader_for
from index.records import Draft, ReadOptions

NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def item(title: str, more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>https://wire.example/{title}</link>{more}"
        "<pubDate>Wed, 12 Jun 2019 10:00:00 GMT</pubDate>"
        "<dc:creator>Ann Lee</dc:creator>"
        "<description><![CDATA[<p>It rained.</p>]]></description></item>"
    )


def feed(*items: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0" {NAMES}><channel>'
        f"<title>The Wire</title><language>en</language>{''.join(items)}"
        "</channel></rss>"
    ).encode()


def drafts(data: bytes) -> list[Draft]:
    return [*map(clean, reading.drafts("feed", data))]


FLAWS = {
    "never closed": "<b>bold<category>x</category>",
    "closed twice": "</category>",
    "attribute without quotes": "<enclosure url=x.mp3/>",
    "attribute twice": '<enclosure url="a" url="b"/>',
    "unknown prefix": "<foo:bar>x</foo:bar>",
    "name that is none": "<1st>x</1st>",
    "markup not escaped": "<summary><p>It<br>was <img src=x.png> wet.</summary>",
    "entity of nobody": "<category>a &nosuch; b</category>",
    "sign of its own": "<category>1 < 2 & 3</category>",
}


@pytest.mark.parametrize("flaw", FLAWS.values(), ids=FLAWS)
def test_items_before_and_after_a_flaw_are_read(flaw: str) -> None:
    found = drafts(feed(item("one"), item("flawed", flaw), item("three"), item("four")))
    assert [draft.title for draft in found] == ["one", "flawed", "three", "four"]
    for draft in found:
        assert draft.published.startswith("Wed, 12 Jun 2019")
        assert draft.authors == ("Ann Lee",)
        assert (draft.source, draft.language) == ("The Wire", "en")
        assert draft.url == f"https://wire.example/{draft.title}"
    assert [draft.body for draft in found[2:]] == ["It rained.", "It rained."]


def test_many_items_after_a_flaw_are_read_once() -> None:
    titles = [f"n{number}" for number in range(3000)]
    flawed = [item(t, "</b>" if t in ("n500", "n2000") else "") for t in titles]
    assert [draft.title for draft in drafts(feed(*flawed))] == titles


def test_an_item_that_is_not_closed_ends_where_the_next_begins() -> None:
    open_item = item("open").removesuffix("</item>")
    found = drafts(feed(item("one"), open_item, item("three")))
    assert [draft.title for draft in found] == ["one", "open", "three"]


def test_a_picture_in_a_broken_item_gives_it_no_title() -> None:
    media = "<media:title>A photo</media:title></b>"
    title = "<title>A vote</title>"
    broken = f"<item>{media}{title}</item>"
    assert [draft.title for draft in drafts(feed(broken))] == ["A vote"]


def test_a_last_item_that_is_cut_off_is_said_to_be() -> None:
    data = feed(item("one"), item("broken", "</b>"), item("three"))
    cut = data[: data.rindex(b"</item>") - 20]
    found = READERS["feed"].records(io.BytesIO(cut), ReadOptions())
    assert [next(found).position for _ in range(2)] == ["item 1", "item 2"]
    with pytest.raises(UnreadableSource, match="broken after item 2"):
        next(found)


def test_two_feeds_in_one_file_are_both_read() -> None:
    assert len(drafts(feed(item("one")) + b"\n" + feed(item("two")))) == 2


@pytest.mark.parametrize(
    "before",
    [
        "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n",
        "<!DOCTYPE rss [<!ENTITY nbsp ' '>]>",
        "<!-- a comment -->\n",
        "\n\n",
    ],
)
def test_a_feed_is_known_whatever_is_before_it(before: str) -> None:
    data = before.encode() + feed(item("one")).partition(b"?>")[2]
    assert reader_for("export.xml", data).name == "feed"
    assert [draft.title for draft in drafts(data)] == ["one"]


def test_the_author_of_a_feed_is_that_of_items_that_name_none() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
        "<title>The Wire</title>"
        "<author><name>Ann Lee</name></author>"
        "<entry><title>A</title><content>x</content></entry>"
        "<entry><title>B</title><author><name>Bob</name></author>"
        "<source><id>x</id><title>Globe</title></source></entry></feed>"
    )
    one, other = drafts(atom.encode())
    assert (one.authors, other.authors) == (("Ann Lee",), ("Bob",))
    assert (one.source, other.source) == ("The Wire", "Globe")
    assert (one.language, other.language) == ("de", "de")
