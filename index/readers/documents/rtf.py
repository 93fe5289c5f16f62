"""Rich text (``.rtf``): one article each, or what a database exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.streams import read_whole
from ..exports.factiva import cut_factiva, factiva_draft, is_factiva
from ..exports.nexis import cut_nexis, is_nexis, nexis_draft
from .paragraphs import Paragraph, document_draft, document_record

__all__ = ["RtfReader"]

_LARGEST: Final = 64 * 2**20


class RtfReader:
    """A rich text document."""

    name = "rtf"
    about = "rich text, one article each; Factiva and Nexis exports are told apart"
    suffixes: tuple[str, ...] = (".rtf",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins as rich text does."""
        return head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf")

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The document, or the articles of an export.

        Raises:
            UnreadableSource: if it is none, or holds no text.
        """
        lines = [*map(str.strip, _text(read_whole(stream, _LARGEST)).split("\n"))]
        if not any(lines):
            raise UnreadableSource("there is no text in it")
        paragraphs = [Paragraph(line) for line in lines]
        if is_factiva(lines[:80]):
            yield from cut_factiva(lines)
        elif is_nexis(paragraphs):
            yield from cut_nexis(paragraphs)
        else:
            yield document_record(paragraphs)

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Tell title, byline, date and body."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a document")
        if "paragraphs" in record.content:
            return document_draft(record)
        if "texts" in record.content:
            return factiva_draft(record)
        return nexis_draft(record)


def _text(data: bytes) -> str:
    """The text of a document; some programs write UTF-8 where escapes should be.

    Raises:
        UnreadableSource: if it is no rich text.
    """
    from striprtf import striprtf

    if not data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf"):
        raise UnreadableSource("it is no rich text (RTF)")
    try:
        source = data.decode()
    except UnicodeDecodeError:
        source = data.decode("cp1252", "replace")
    try:
        return str(cast(Any, striprtf).rtf_to_text(source, errors="replace"))
    except Exception as error:  # of many kinds on damaged files
        raise UnreadableSource(
            f"the document is damaged ({type(error).__name__})"
        ) from None
