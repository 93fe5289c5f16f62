"""WARC and ARC, what crawlers keep; and WET, the texts of such pages.

Pages that a server gave are articles: no requests, redirects, errors, pictures, and no
records that only say that a page was the same as before. When a page was crawled says
nothing of when its article was published.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..extras import library
from ..html import HtmlReader
from ..text import TextReader
from .payload import LONGEST_PAGE, page_of, unpacked

__all__ = ["WarcReader"]

_log = logging.getLogger(__name__)

_WARC: Final = re.compile(rb"\s{0,4}WARC/\d\.\d+\r?\n")
_ARC: Final = re.compile(
    rb"\s{0,4}filedesc://\S{1,500} \S+ \d{14} text/plain \d+\r?\n"
    rb"|\s{0,4}https?://[^\s]{1,2000} [\d.:a-f]{3,45} \d{14} [\w/.+-]{1,80} \d+\r?\n"
)
_PAGES: Final = ("text/html", "application/xhtml+xml")
_MARKED: Final = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)
_SENT: Final = 16 * 2**20
"""Bytes of an answer that are read."""


class WarcReader:
    """The pages of a web archive."""

    name = "warc"
    about = "WARC, ARC and WET, pages kept by a crawler"
    suffixes: tuple[str, ...] = (".warc", ".arc", ".wet")
    extra = "webarchive"

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with a record of WARC or ARC."""
        return (_WARC.match(head) or _ARC.match(head)) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the pages.

        Raises:
            UnreadableSource: if it is damaged, or has no page.
        """
        number = pages = 0
        for record in _records(stream):
            number += 1
            url = _address(record)
            what = _what(record)
            if not what or not url.startswith(("http://", "https://")):
                continue
            position = f"record {number}, {url[:300]}"
            try:
                body = _body(record)
            except UnreadableSource as error:
                pages += 1
                yield Problem(position, error.reason)
                continue
            if body is not None:
                pages += 1
                yield Record(position, {"url": url, what: body})
        if not pages:
            raise UnreadableSource("a web archive without a page")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Find the article on a page."""
        content = record.content
        if not isinstance(content, Mapping):
            raise UnreadableSource("not a page of a web archive")
        url = str(content["url"])
        if isinstance(text := content.get("text"), bytes):
            draft = _of_text(text, options)
        else:
            page: Any = content.get("page")
            draft = HtmlReader().draft(Record("", page), options)
        return replace(draft, url=draft.url or url)


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The records as warcio reads them.

    Raises:
        UnreadableSource: where it can read no further.
    """
    iterator: Any = library("warcio.archiveiterator", "webarchive").ArchiveIterator
    number = 0
    try:
        found = iter(iterator(stream, check_digests=False))
        while True:
            # it writes what it thinks of an archive to the terminal
            with contextlib.redirect_stderr(io.StringIO()):
                record = next(found, None)
            if record is None:
                return
            number += 1
            yield record
    except UnreadableSource:
        raise
    except Exception as error:  # of many kinds on damaged archives
        _log.debug("a web archive cannot be read on", exc_info=True)
        where = f"after record {number}" if number else "at its beginning"
        what = str(error).strip().partition("\n")[0][:120]
        raise UnreadableSource(
            f"a web archive that is damaged {where}: {what}"
        ) from None


def _address(record: Any) -> str:
    headers = record.rec_headers
    given = headers.get_header("WARC-Target-URI") or headers.get_header("uri") or ""
    return str(given).strip().strip("<>").replace(" ", "%20")


def _what(record: Any) -> str:
    """What a record holds: a ``page``, a ``text``, or nothing to be read."""
    kind = record.rec_type
    if kind == "conversion":
        given = record.rec_headers.get_header("Content-Type") or ""
        return "text" if given.startswith("text/plain") else ""
    if kind not in ("response", "resource"):
        return ""
    http = record.http_headers
    if http is None:
        given = record.rec_headers.get_header("Content-Type") or ""
        return "page" if given.lower().startswith(_PAGES) else ""
    if str(http.get_statuscode()) not in ("200", "203"):
        return ""
    given = (http.get_header("Content-Type") or "").strip().lower()
    return "page" if given.startswith(_PAGES) or not given else ""


def _body(record: Any) -> bytes | str | None:
    """What was sent, unpacked; a page decoded as its server says.

    Returns:
        ``None`` if nobody says that it is a page, and it does not look like one.

    Raises:
        UnreadableSource: if it cannot be unpacked, or is cut off.
    """
    sent = record.raw_stream.read(_SENT)
    if getattr(record.raw_stream, "limit", 0) > 0 and len(sent) < _SENT:
        raise UnreadableSource("the web archive ends in the middle of it")
    http = record.http_headers
    if http is None:
        return bytes(sent[:LONGEST_PAGE])
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        readers = library("warcio.bufferedreaders", "webarchive")
        sent = readers.ChunkedDataReader(io.BytesIO(sent), decomp_type=None).read()
    body = unpacked(sent, http.get_header("Content-Encoding") or "")
    given = http.get_header("Content-Type") or ""
    if not given and not _MARKED.match(body):
        return None
    return page_of(body, given)


def _of_text(text: bytes, options: ReadOptions) -> Draft:
    """The article in the text of a page, whose first line is the page's title."""
    return TextReader().draft(Record("", text), replace(options, file_name=""))
