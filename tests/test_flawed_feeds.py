"""Feeds that are not quite XML: every item is read, and read right."""

from __future__ import annotations

import io

import pytest

from index.cleaning.clean import clean
from index.readers import READERS
from index.readers.bytes import xml
from index.records import Draft, ReadOptions, Record

FEED = (
    '<rss version="2.0"><channel><title>The Wire</title>'
    "<item><title>Town {} hall</title>"
    "<description><![CDATA[<p>Ann & Bob &nbsp;said</p>]]></description></item>"
    "<item><title>Second</title></item></channel></rss>"
)
DECLARED = '<?xml version="1.0" encoding="{}"?>'


def drafts(data: bytes) -> list[Draft]:
    reader = READERS["feed"]
    assert reader.recognises(data[:4096])
    found = []
    for record in reader.records(io.BytesIO(data), ReadOptions()):
        assert isinstance(record, Record), record
        found.append(clean(reader.draft(record, ReadOptions())))
    return found


@pytest.mark.parametrize(
    ("flaw", "read"),
    [
        ("&nbsp;&eacute;&nbsp;", "é"),
        ("&hellip; &rsquo;", "… ’"),
        ("Q & A", "Q & A"),
        ("AT&T", "AT&T"),
        ("a=1&b=2", "a=1&b=2"),
        ("&unheard;", "&unheard;"),
        ("5 < 6", "5 < 6"),
        ("one\x0c\x01two", "onetwo"),
        ("one&#5;&#x1f;two", "onetwo"),
        ("the mayor&#146;s", "the mayor’s"),
        ("&amp; &#38; &lt;3", "& & <3"),
    ],
)
def test_one_flaw_costs_no_item(flaw: str, read: str) -> None:
    for before in ("", "\n\n", "\ufeff", "\n \n" + DECLARED.format("UTF-8")):
        first, second = drafts((before + FEED.format(flaw)).encode())
        assert first.title == f"Town {read} hall"
        assert first.body == "Ann & Bob said"
        assert (first.source, second.title) == ("The Wire", "Second")


@pytest.mark.parametrize(
    ("declared", "encoding", "word"),
    [
        ("UTF-8", "latin-1", "Köln"),
        ("UTF-8", "cp1252", "“Köln”"),
        ("ISO-8859-1", "cp1252", "“Köln”"),
        ("ISO-8859-1", "utf-8", "Köln"),
        ("windows-1251", "cp1251", "Привет"),
        ("Shift_JIS", "shift_jis", "東京"),
        ("UTF-16", "utf-16", "Łódź"),
        ("x-unheard", "utf-8", "Łódź"),
    ],
)
def test_a_feed_is_read_in_the_encoding_it_is_in(
    declared: str, encoding: str, word: str
) -> None:
    data = (DECLARED.format(declared) + FEED.format(word)).encode(encoding)
    assert [draft.title for draft in drafts(data)] == [f"Town {word} hall", "Second"]


def test_what_a_server_says_before_a_feed_is_left_out() -> None:
    warning = "<br />\n<b>Warning</b>: no such file<br />\n"
    feed = (warning + DECLARED.format("UTF-8") + FEED.format("&")).encode()
    assert len(list(READERS["feed"].records(io.BytesIO(feed), ReadOptions()))) == 2


def test_text_before_markup_in_a_part_is_kept() -> None:
    feed = FEED.format("<b>old</b> &amp; grey").encode()
    assert drafts(feed)[0].title == "Town old & grey hall"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 64])
def test_a_flaw_between_two_chunks_is_mended(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml, "_CHUNK", size)
    flawed = "&eacute; & <!-- & --> &#146; < b"
    source = xml.RepairedXml(io.BytesIO(FEED.format(flawed).encode()))
    pieces = b"".join(iter(source.read, b"")).decode()
    assert pieces == FEED.format("é &amp; <!-- & --> &#8217; &lt; b")


def test_what_a_feed_tells_of_a_picture_is_not_of_the_item() -> None:
    picture = (
        '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="a.jpg">'
        "<media:title>Picture</media:title></media:content>"
        '<media:title xmlns:media="http://search.yahoo.com/mrss/">Picture</media:title>'
    )
    feed = FEED.format("").replace("<item>", f"<item>{picture}")
    assert [draft.title for draft in drafts(feed.encode())] == ["Town hall", "Second"]
