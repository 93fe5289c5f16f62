"""PDF: one article each, put together from lines on pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from .. import reader
from ..bytes.streams import seekable
from ..exports.labels import date_in
from ..extras import library
from .paragraphs import document_draft, document_record
from .pdf_layout import Line, Page, laid_out

__all__ = ["PdfReader"]

_MOST_PAGES: Final = 5000
_MOST_RECTS: Final = 20_000
_SCANNED: Final = (
    "its pages are pictures, without a text layer; recognise their text (OCR), as "
    "hOCR, ALTO or a PDF with text, and index that"
)
_PASSWORD: Final = "it is encrypted; save it without a password"


class PdfReader:
    """A PDF with a text layer."""

    name = "pdf"
    about = "PDF with a text layer, one article each"
    suffixes: tuple[str, ...] = (".pdf",)
    extra = "pdf"

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins as a PDF does; some have bytes before that."""
        return b"%PDF-" in head[:1024]

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The document.

        Raises:
            UnreadableSource: if it is damaged or encrypted, or has no text.
        """
        pdfium = library("pypdfium2", "pdf")
        with seekable(stream) as file:
            try:
                document = pdfium.PdfDocument(file)
            except pdfium.PdfiumError as error:
                known = _PASSWORD if "assword" in str(error) else "the PDF is damaged"
                raise UnreadableSource(known) from None
            try:
                pages = [*_pages(document)]
            finally:
                document.close()
        if sum(len(line.text) for page in pages for line in page.lines) < 10:
            raise UnreadableSource(_SCANNED)
        paragraphs, heads = laid_out(pages)
        yield document_record(paragraphs, heads="\n".join(heads))

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Tell title, byline, date and body; a running head may have the date."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a document")
        content = dict(record.content)
        heads = str(content.pop("heads", "")).split("\n")
        draft = document_draft(Record(record.position, content))
        if draft.published:
            return draft
        date = next(filter(None, map(_date_at_end, heads)), "")
        return replace(draft, published=date, published_origin="text")


def _date_at_end(head: str) -> str:
    words = head.split()
    starts = range(max(0, len(words) - 6), len(words))
    return next(filter(None, (date_in(" ".join(words[at:])) for at in starts)), "")


def _pages(document: Any) -> Iterator[Page]:
    """The lines of each page; a page that is damaged is left out.

    Raises:
        UnreadableSource: if there is more text than an article can have.
    """
    size = 0
    for number in range(min(len(document), _MOST_PAGES)):
        try:
            page = document[number]
        except Exception:  # the library's own, of several kinds
            continue
        try:
            texts = page.get_textpage()
            try:
                height = float(page.get_height())
                lines = [*_lines(texts)]
            finally:
                texts.close()
        finally:
            page.close()
        size += sum(len(line.text) for line in lines)
        if size > reader.MAX_RECORD_BYTES:
            raise UnreadableSource("longer than an article can be")
        yield Page(height, lines)


def _lines(texts: Any) -> Iterator[Line]:
    """What stands on a page, in the order in which it was set."""
    for at in range(min(texts.count_rects(), _MOST_RECTS)):
        left, bottom, right, top = texts.get_rect(at)
        text = texts.get_text_bounded(left, bottom, right, top)
        text = " ".join(text.replace("\0", "").split())
        if text:
            yield Line(text, left, bottom, right, top)
