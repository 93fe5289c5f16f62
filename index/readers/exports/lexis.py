"""LexisNexis Academic and the older Lexis: ``3 of 120 DOCUMENTS``, in text or pages.

After that line come the source, a date, the title, ``LABEL: value`` in capitals; the
text; more such labels; a copyright. The title may come before the date, or behind a
label. Lines are cut to a width, and what is centred begins with blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from .. import reader
from ..bytes.encoding import opening
from ..bytes.lines import text_lines
from ..bytes.streams import read_whole, with_head
from ..html import decode_page
from .blocks import LARGEST_PAGE, page_blocks
from .labels import date_in, field_of, is_copyright, is_length
from .sheet import Sheet

__all__ = ["COUNTER", "LexisReader", "cut_lexis", "lexis_draft"]

_NUMBER: Final = r"\d[\d.,]{0,9}"
_OF: Final = r" {0,3}\b(?:of|von|de|di|van|sur|из|z|av|af|/) {1,3}"
_COUNTED: Final = (
    rf"(?:{_NUMBER}{_OF}{_NUMBER} {{1,3}}(?:DO[CK]UM\w{{2,8}}|ДОКУМ\w{{1,8}})"
    rf"|(?:DO[CK]UM\w{{2,8}}|ДОКУМ\w{{1,8}}) {{1,3}}{_NUMBER}{_OF}{_NUMBER})"
)
COUNTER: Final = re.compile(rf"\s*+{_COUNTED}\s*+", re.IGNORECASE)
"""The line over each article: which of how many it is."""
_COUNTER_LINE: Final = re.compile(
    rf"^[ \t]{{0,120}}{_COUNTED}[ \t\r]{{0,120}}$", re.I | re.M
)
_PAGE: Final = re.compile(
    rf"<DOCFULL>|name=[\"']?DOC_ID_\d|LXNComment|>\s{{0,9}}{_COUNTED}\s{{0,9}}<",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"([A-ZÀ-ÖØ-ÞĄ-ŽА-Я][A-ZÀ-ÖØ-ÞĄ-ŽА-Я /()-]{2,35}):(?:[ \xa0]+|\n|\Z)(.*)", re.DOTALL
)
_HEAD: Final = 25
"""Paragraphs that may stand above the text."""
_LONGEST_TITLE: Final = 300
_ENDS: Final = (".", "!", "?", "”", '"')
_SENTENCE_ENDS: Final = (*_ENDS, ".)", "!)")
_LONGEST_FIELD: Final = 80
_PICTURES: Final = re.compile(
    r"(?:GRA(?:PH|F)I|GRÁFI|PHOTO|FOTO|PICTURE|BILD|ILLUSTR|CORRE[CÇ]|NOTE)", re.I
)
"""How labels of captions and corrections begin: those are sentences."""
_APOLOGY: Final = re.compile(
    r"we are sorry but there is an error in this document", re.I
)


class LexisReader:
    """What the older databases of LexisNexis export as text or as a page."""

    name = "lexis"
    about = "LexisNexis exports in text or HTML, and Nexis exports in RTF"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether a line counts documents, or labels are those of one."""
        text = opening(head)
        if text.startswith("<"):
            return _PAGE.search(text) is not None
        return _COUNTER_LINE.search(text) is not None or _is_alone(text)

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if there is none.
        """
        head, stream = with_head(stream)
        if opening(head).startswith("<"):
            page = decode_page(read_whole(stream, LARGEST_PAGE))
            yield from cut_lexis(page_blocks(page))
        else:
            yield from cut_lexis(_blocks(text_lines(stream)))

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an article apart."""
        return lexis_draft(record)


def _is_alone(text: str) -> bool:
    """Whether a text is one article: labels in capitals, its length among them."""
    labelled = [_labelled(line.strip()) for line in text.split("\n", 400)[:400]]
    fields = {field_of(label) for label, _ in labelled} - {""}
    measured = any(
        is_length(value) for label, value in labelled if field_of(label) == "length"
    )
    return measured and len(fields) > 2


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs of a text: lines with none between them, joined."""
    block: list[str] = []
    for line in lines:
        if COUNTER.fullmatch(line):
            yield "\n".join(block)
            yield line.strip()
            block = []
        elif line.strip():
            block.append(line.strip())
        elif block:
            yield "\n".join(block)
            block = []
    yield "\n".join(block)


def cut_lexis(blocks: Iterable[str]) -> Iterator[Record | Problem]:
    """Cut paragraphs into articles at the lines that count them.

    Raises:
        UnreadableSource: if there is none.
    """
    number, size = 0, 0
    article: list[str] = []
    for block in blocks:
        if COUNTER.fullmatch(block):
            # what stands before the first is about the search
            if number:
                yield _record(number, article, size)
            number, article, size = number + 1, [], 0
        elif block.strip():
            size += len(block)
            if size <= reader.MAX_RECORD_BYTES:
                article.append(block.strip())
    if not number and not _is_alone("\n".join(article)):
        raise UnreadableSource(
            "it looks like an export of LexisNexis, without articles"
        )
    yield _record(max(number, 1), article, size)


def _record(number: int, article: list[str], size: int) -> Record | Problem:
    position = f"article {number}"
    if size > reader.MAX_RECORD_BYTES:
        return Problem(position, "longer than an article can be")
    if not article:
        return Problem(position, "there is nothing in it")
    if len(article) < 4 and _APOLOGY.search(" ".join(article)):
        return Problem(
            position, "LexisNexis exported a notice of an error instead of it"
        )
    return Record(position, {"blocks": article})


def lexis_draft(record: Record) -> Draft:
    """Return the article of a record of :func:`cut_lexis`.

    Raises:
        UnreadableSource: if it is none.
    """
    if isinstance(record.content, bytes | str):
        raise UnreadableSource("not an article of LexisNexis")
    blocks = record.content["blocks"]
    assert isinstance(blocks, list)
    sheet = Sheet()
    begin, end = _head(blocks, sheet), _foot(blocks, sheet)
    sheet.body = [" ".join(block.split()) for block in blocks[begin : max(begin, end)]]
    return sheet.draft()


def _head(blocks: Sequence[str], sheet: Sheet) -> int:
    """Tell what is above the text; return where that begins."""
    free: list[str] = []
    labels = False
    begin = 0
    begun = False
    for block in blocks[:_HEAD]:
        label, value = _labelled(block)
        titled = "published" in sheet.fields or len(block) > _LONGEST_TITLE
        is_field = field_of(label) or (
            len(value) < _LONGEST_TITLE and not (labels and value.endswith(_ENDS))
        )
        if begun:
            break
        if label and is_field:
            sheet.tell(field_of(label), " ".join(value.split()))
            begun = not value and field_of(label) == "text"
            labels = True
        elif is_length(block):
            labels = True
        elif (date := _date_in(block)) and "published" not in sheet.fields:
            sheet.tell("published", date)
        elif labels or (titled and len(free) > 1):
            break
        elif not is_copyright(block):
            free.append(" ".join(block.split()))
        begin += 1
    if len(free) > 1 or "title" in sheet.fields:
        sheet.tell("source", free[0] if free else "")
    sheet.tell("title", free[1] if len(free) > 1 else "".join(free))
    return begin


def _date_in(block: str) -> str:
    """The date of a paragraph; what was appended to the article may stand below it."""
    return date_in(block) or date_in(block.partition("\n")[0])


def _foot(blocks: Sequence[str], sheet: Sheet) -> int:
    """Tell what is below the text; return where that ends."""
    end = len(blocks)
    while end and (is_copyright(blocks[end - 1]) or _is_field(blocks[end - 1])):
        end = _told(blocks, sheet, end - 1)
        # what follows a label alone is what it labels
        if (
            end > 1
            and _labelled(blocks[end - 2])[0]
            and not _labelled(blocks[end - 2])[1]
        ):
            end = _told(blocks, sheet, end - 2)
    return end


def _is_field(block: str) -> bool:
    """Whether a paragraph below a text is a field, not one of the text with a name.

    "MID: Calm reigns as envoy arrives. …" is of the text.
    """
    label, value = _labelled(block)
    if not label or field_of(label) or len(value) < _LONGEST_FIELD:
        return bool(label)
    return _PICTURES.match(label) is not None or not value.endswith(_SENTENCE_ENDS)


def _told(blocks: Sequence[str], sheet: Sheet, at: int) -> int:
    label, value = _labelled(blocks[at])
    name = field_of(label)
    if name in ("language", "url", "authors", "section"):
        sheet.tell(name, " ".join(value.split()))
    return at


def _labelled(block: str) -> tuple[str, str]:
    found = _LABEL.match(block)
    return (found[1], found[2].strip()) if found else ("", "")
