"""OpenDocument texts (``.odt``), as LibreOffice writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import local_name
from ..bytes.zips import document_kind
from .paragraphs import Paragraph, document_draft, document_record
from .parts import Parts, opened_parts

__all__ = ["OdtReader"]

_SKIPPED: Final = frozenset(
    ["note", "annotation", "tracked-changes", "forms", "sequence-decls", "bookmark",
     "table-of-content", "alphabetical-index"]
)  # fmt: skip
_BREAKS: Final = {"line-break": "\n", "tab": "\t", "s": " "}


class OdtReader:
    """A text document."""

    name = "odt"
    about = "OpenDocument texts of LibreOffice and others, one article each"
    suffixes: tuple[str, ...] = (".odt", ".ott")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a ZIP archive that says it is such a document."""
        return document_kind(head) == "odt"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The document.

        Raises:
            UnreadableSource: if it is damaged or holds no text.
        """
        with opened_parts(stream) as parts:
            paragraphs = [*_paragraphs(parts.tree("content.xml"))]
            language = _language(parts)
        if not any(one.text.strip() for one in paragraphs):
            raise UnreadableSource("there is no text in it")
        yield document_record(paragraphs, language=language)

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Tell title, byline, date and body."""
        return document_draft(record)


def _paragraphs(content: Any) -> Iterator[Paragraph]:
    stack = [content]
    while stack:
        each = stack.pop()
        name = local_name(each)
        if name in _SKIPPED:
            continue
        if name in ("p", "h"):
            yield Paragraph(_text(each), _level(each) if name == "h" else None)
        else:
            stack += reversed(each)


def _text(paragraph: Any) -> str:
    pieces: list[str] = [paragraph.text or ""]
    stack = [(one, False) for one in reversed(paragraph)]
    while stack:
        each, ended = stack.pop()
        name = local_name(each)
        if ended or name in _SKIPPED:
            pieces.append(each.tail or "")
            continue
        pieces.append(_BREAKS.get(name, "") + (each.text or ""))
        stack.append((each, True))
        stack += [(one, False) for one in reversed(each)]
    return "".join(pieces)


def _level(heading: Any) -> int:
    for name, value in heading.attrib.items():
        if name.endswith("}outline-level") and value.isdigit():
            return int(value)
    return 1


def _language(parts: Parts) -> str:
    """What the document says it is written in; the program fills that in."""
    if "meta.xml" not in parts:
        return ""
    try:
        told = [one.text or "" for one in parts.tree("meta.xml").iter("{*}language")]
    except UnreadableSource:
        return ""
    return told[0] if told else ""
