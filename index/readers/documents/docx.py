"""Word documents (``.docx``): one article each, or what a database exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import local_name
from ..bytes.zips import document_kind
from ..exports.nexis import cut_nexis, is_nexis, nexis_draft
from .paragraphs import Paragraph, document_draft, document_record
from .parts import Parts, opened_parts

__all__ = ["DocxReader"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED: Final = frozenset(
    ["del", "moveFrom", "Fallback", "instrText", "delText", "pict", "rPr", "sectPr"]
)
_BREAKS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_LONG_CELL: Final = 200
_NO_TEXT: Final = "there is no text in it"


class DocxReader:
    """A Word document."""

    name = "docx"
    about = "Word documents, one article each; Nexis exports are told apart"
    suffixes: tuple[str, ...] = (".docx", ".docm")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a ZIP archive with the parts of such a document."""
        return document_kind(head) in ("docx", "office")

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The document, or the articles of an export.

        Raises:
            UnreadableSource: if it is damaged or holds no text.
        """
        with opened_parts(stream) as parts:
            paragraphs = [*_paragraphs(parts)]
        if not any(one.text.strip() for one in paragraphs):
            raise UnreadableSource(_NO_TEXT)
        if is_nexis(paragraphs):
            yield from cut_nexis(paragraphs)
        else:
            yield document_record(paragraphs)

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Tell title, byline, date and body."""
        if not isinstance(record.content, bytes | str) and "lines" in record.content:
            return nexis_draft(record)
        return document_draft(record)


def _paragraphs(parts: Parts) -> Iterator[Paragraph]:
    """All paragraphs, those in tables and text boxes too; no headers and footers.

    Raises:
        UnreadableSource: if it is another document of an office.
    """
    main = "word/document.xml"
    if main not in parts:
        kinds = {"xl/workbook.xml": "a table", "ppt/presentation.xml": "a presentation"}
        kind = next((kind for name, kind in kinds.items() if name in parts), "")
        raise UnreadableSource(
            f"it is {kind}, no Word document"
            if kind
            else "the document has no text part"
        )
    levels = _levels(parts)
    body = parts.tree(main)
    yield from _blocks(body, levels)


def _blocks(element: Any, levels: dict[str, int]) -> Iterator[Paragraph]:
    """Paragraphs in order; a stack, however deep tables are in one another."""
    stack = [element]
    while stack:
        each = stack.pop()
        name = local_name(each)
        if name in _SKIPPED:
            continue
        if name == "p":
            boxes: list[Any] = []
            text, mark = _text(each, boxes)
            yield Paragraph(text, _level(each, levels), mark)
            stack += reversed(boxes)
        elif name == "tr" and (cells := _short_cells(each)):
            yield Paragraph(cells)
        else:
            stack += reversed(each)


def _text(paragraph: Any, boxes: list[Any]) -> tuple[str, str]:
    """The text of a paragraph and its bookmark; text boxes in it are put aside."""
    pieces: list[str] = []
    mark = ""
    stack = list(reversed(paragraph))
    while stack:
        each = stack.pop()
        name = local_name(each)
        if name == "t":
            pieces.append(each.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name == "txbxContent":
            boxes.append(each)
        elif name == "bookmarkStart":
            mark = mark or _attribute(each, "name")
        elif name not in _SKIPPED and name != "pPr":
            stack += reversed(each)
    return "".join(pieces), mark


def _short_cells(row: Any) -> str:
    """A row of short cells as one line; "" where its cells hold whole texts."""
    cells = [cell for cell in row if local_name(cell) == "tc"]
    texts = []
    for cell in cells:
        inside = [text for one in _blocks(cell, {}) if (text := one.text.strip())]
        if len(inside) > 1 or sum(map(len, inside)) > _LONG_CELL:
            return ""
        texts += inside
    return " | ".join(texts) if len(cells) > 1 else ""


def _level(paragraph: Any, levels: dict[str, int]) -> int | None:
    """The level of a heading: its own, or that of its style."""
    for properties in paragraph:
        if local_name(properties) != "pPr":
            continue
        style: int | None = None
        for one in properties:
            if local_name(one) == "outlineLvl" and _attribute(one, "val").isdigit():
                level = int(_attribute(one, "val"))
                return level + 1 if level < 9 else None
            if local_name(one) == "pStyle":
                style = levels.get(_attribute(one, "val"))
        return style
    return None


def _levels(parts: Parts) -> dict[str, int]:
    """The levels of styles by their ids, which differ by language; names do not."""
    if "word/styles.xml" not in parts:
        return {}
    found: dict[str, int] = {}
    try:
        styles = parts.tree("word/styles.xml")
    except UnreadableSource:
        return {}
    for style in styles:
        for one in style if local_name(style) == "style" else ():
            called = _attribute(one, "val").lower() if local_name(one) == "name" else ""
            if called == "title":
                found[_attribute(style, "styleId")] = 0
            elif called.startswith("heading ") and called[8:].isdigit():
                found[_attribute(style, "styleId")] = int(called[8:])
    return found


def _attribute(element: Any, name: str) -> str:
    return element.get(_W + name) or element.get(_STRICT + name) or ""
