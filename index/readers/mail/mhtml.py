"""Web pages that a browser saved in one file, with pictures and frames (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.encoding import opening
from ..bytes.streams import read_whole
from ..html import HtmlReader, decode_page
from .eml import is_message
from .message import decoded, header, parsed

__all__ = ["MhtmlReader"]

_LARGEST: Final = 128 * 2**20
_BLANK_LINE: Final = re.compile(r"\r?\n\r?\n")
_RELATED: Final = re.compile(r"^content-type:\s*multipart/related", re.I | re.M)
_SAVED: Final = re.compile(
    r"^(?:snapshot-content-location:|from:\s*\"?<?saved "
    "by|x-mimeole:|content-location:)",
    re.IGNORECASE | re.MULTILINE,
)


class MhtmlReader:
    """A saved page."""

    name = "mhtml"
    about = "web pages that a browser saved in one file"
    suffixes: tuple[str, ...] = (".mhtml", ".mht")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a message of a page with what belongs to it."""
        text = opening(head)
        if not is_message(text):
            return False
        headers = _BLANK_LINE.split(text, maxsplit=1)[0]
        is_related = _RELATED.search(headers) is not None
        return is_related and _SAVED.search(headers) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The page; frames in it are advertisements and the like.

        Raises:
            UnreadableSource: if there is no page in it.
        """
        message = parsed(read_whole(stream, _LARGEST))
        address = header(message, "Snapshot-Content-Location")
        for part in message.walk():
            data = part.get_payload(decode=True)
            if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
                continue
            if not isinstance(data, bytes) or not data.strip():
                continue
            charset = part.get_content_charset()
            page = decoded(data, charset) if charset else decode_page(data)
            url = address or header(part, "Content-Location")
            yield Record("", {"page": page, "url": url})
            return
        raise UnreadableSource("there is no page in it")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Read the page as any page; its address is known, should it not tell."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a saved page")
        page = Record(record.position, str(record.content["page"]))
        draft = HtmlReader().draft(page, options)
        return replace(draft, url=draft.url or str(record.content["url"]))
