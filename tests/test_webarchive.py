"""Web archives: which records are pages, and what comes out of them."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
from support.reading import drafts, outcome
from support.runs import counted, run, titles

from index.readers import reader_for
from index.readers.webarchive.payload import LONGEST_PAGE, unpacked

TEXT = (
    "The harbour council voted on Monday to keep the night ferry for two winters. " * 4
)
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Ferry stays – Harbour Wire</title>"
    "<meta property='article:published_time' content='2024-03-02T09:00:00Z'></head>"
    f"<body><article><h1>Ferry stays</h1><p>{TEXT}</p></article></body></html>"
)


def record(kind: str, block: bytes, *, uri: str = "", type: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Target-URI: {uri or 'https://hw.invalid/ferry'}\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: {len(block)}\r\n"
        f"Content-Type: {type or 'application/http; msgtype=response'}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = (f"HTTP/1.1 {status}", *(headers or ("Content-Type: text/html",)))
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def test_only_pages_that_a_server_gave_are_articles() -> None:
    page = answer(PAGE.encode())
    data = b"".join(
        (
            record("warcinfo", b"software: x\r\n", type="application/warc-fields"),
            record("request", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", page),
            record("revisit", answer(b"")),
            record("response", answer(PAGE.encode(), status="404 Not Found")),
            record("response", answer(b"", "Location: /x", status="301 Moved")),
            record("response", answer(b"\xff\xd8\xff", "Content-Type: image/jpeg")),
            record("metadata", b"fetchTimeMs: 1", type="application/warc-fields"),
            record("response", page, uri="metadata://x"),
            record(
                "resource",
                PAGE.encode(),
                uri="<https://hw.invalid/two>",
                type="text/html",
            ),
        )
    )
    assert reader_for("a.txt", data).name == "warc"
    first, second = drafts("warc", data)
    assert (first.title, first.url) == ("Ferry stays", "https://hw.invalid/ferry")
    assert second.url == "https://hw.invalid/two"
    assert first.published.startswith("2024-03-02")  # not when it was crawled
    assert "WARC" not in first.body + first.title


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (("Content-Encoding: gzip",), gzip.compress(PAGE.encode())),
        (("Content-Encoding: deflate",), zlib.compress(PAGE.encode())),
        (("Content-Encoding: br",), brotli.compress(PAGE.encode())),
        (("Content-Encoding: gzip",), PAGE.encode()),
        (
            ("Transfer-Encoding: chunked",),
            f"{len(PAGE.encode()):x}\r\n".encode() + PAGE.encode() + b"\r\n0\r\n\r\n",
        ),
        (("Transfer-Encoding: chunked",), PAGE.encode()),
    ],
)
def test_a_page_is_unpacked_as_it_was_sent(
    headers: tuple[str, ...], body: bytes
) -> None:
    sent = answer(body, "Content-Type: text/html; charset=utf-8", *headers)
    (draft,) = drafts("warc", record("response", sent))
    assert draft.body.startswith("The harbour council")


def test_a_page_that_says_nothing_is_decoded_as_its_server_says() -> None:
    page = PAGE.replace("harbour", "harbòur").encode("iso-8859-2", "replace")
    sent = answer(page, "Content-Type: text/html; charset=iso-8859-2")
    assert "council" in drafts("warc", record("response", sent))[0].body


def test_what_unpacks_to_more_than_any_page_is_cut() -> None:
    bomb = gzip.compress(b" " * (LONGEST_PAGE + 2**20))
    assert len(unpacked(bomb, "gzip")) == LONGEST_PAGE
    assert len(unpacked(brotli.compress(b" " * (LONGEST_PAGE + 2**20)), "br")) == (
        LONGEST_PAGE
    )


def test_pages_before_damage_are_read_and_the_damage_is_told(
    capfd: pytest.CaptureFixture[str],
) -> None:
    data = record("response", answer(PAGE.encode()))
    cut = outcome("warc", data + data[:-100])
    assert cut[0][1] == "Ferry stays"
    assert cut[1][1] == "the web archive ends in the middle of it"
    broken = outcome("warc", data + b"nonsense\r\n" * 3)
    assert broken[0][1] == "Ferry stays"
    assert "damaged after record 1" in broken[-1][1]
    outcome("warc", data.replace(b"Length: ", b"Length: 1", 1) + data * 2)
    assert capfd.readouterr().err == ""


def test_an_archive_without_pages_says_so() -> None:
    data = record("warcinfo", b"software: x\r\n", type="application/warc-fields")
    assert outcome("warc", data) == [("source", "a web archive without a page")]


def test_texts_of_pages_are_articles_with_their_address() -> None:
    text = f"Ferry stays | Harbour Wire\nBy Ann Teller\nMarch 2, 2024\n{TEXT}".encode()
    (draft,) = drafts("warc", record("conversion", text, type="text/plain"))
    assert draft.url == "https://hw.invalid/ferry"
    assert "night ferry" in draft.body


def test_an_arc_is_read_too() -> None:
    body = answer(PAGE.encode())
    about = b"1 0 X\nURL IP-address Archive-date Content-type Archive-length\n"
    data = (
        f"filedesc://a.arc 0.0.0.0 20240302000000 text/plain {len(about)}\n".encode()
        + about
        + b"\n"
        + f"http://hw.invalid/a 127.0.0.1 20240302000000 text/html {len(body)}".encode()
        + b"\n"
        + body
        + b"\n"
    )
    assert reader_for("a", data).name == "warc"
    assert [draft.url for draft in drafts("warc", data)] == ["http://hw.invalid/a"]


def test_a_crawl_packed_for_exchange_has_the_articles_of_its_archives_alone(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    page = record("response", answer(PAGE.encode()))
    with zipfile.ZipFile(tmp_path / "in" / "crawl.zip", "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(page))
        packed.writestr("pages/pages.jsonl", '{"title": "Ferry", "text": "It stays."}')
        packed.writestr("datapackage.json", '{"title": "Crawl", "text": "of pages"}')
    assert counted(run(tmp_path)) == {"added": 1}
    assert titles(tmp_path) == ["Ferry stays"]
