"""hOCR, recognised pages as web pages: every page is one article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.encoding import decode, opening
from ..bytes.recode import to_utf8
from ..bytes.streams import read_whole
from .alto import draft_of_page
from .lines import BLANK_LINES, joined_lines, page_title

__all__ = ["HocrReader"]

_MARKED: Final = re.compile(
    r"""<meta[^>]{1,200}ocr-(?:system|capabilities)|class\s*=\s*["']ocr_page\b""",
    re.IGNORECASE,
)
_IMAGE: Final = re.compile(r"""\bimage\s+(?:"([^"]{1,2000})"|'([^']{1,2000})'|(\S+))""")
_LINES: Final = frozenset(("ocr_line", "ocr_textfloat", "ocr_caption", "ocrx_line"))
_FURNITURE: Final = frozenset(("ocr_header", "ocr_footer", "ocr_pageno"))
_PARAGRAPHS: Final = frozenset(("ocr_par", "ocr_carea", "ocrx_block", "ocr_page"))
_HEADS: Final = re.compile(r"h[1-6]|p")


class HocrReader:
    """Recognised pages in hOCR."""

    name = "hocr"
    about = "hOCR, recognised pages"
    suffixes: tuple[str, ...] = (".hocr",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a web page that a recogniser of text made."""
        text = opening(head)
        return text.startswith("<") and _MARKED.search(text) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the pages that have text.

        Raises:
            UnreadableSource: if there is no page.
        """
        tree = _tree(decode(read_whole(stream)))
        about = _about(tree)
        pages = [one for one in tree.iter() if "ocr_page" in _classes(one)]
        number = 0
        for number, page in enumerate(pages or [tree], start=1):
            text = "\n\n".join(filter(None, _paragraphs(page)))
            if text:
                shown = {**about, "image": _image(page), "page": number, "text": text}
                yield Record(f"page {number}", shown)
        if not number:
            raise UnreadableSource("hOCR without a page")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Make an article of a page."""
        page = record.content
        if not isinstance(page, Mapping):
            raise UnreadableSource("not a page of hOCR")
        number: Any = page["page"]
        title = str(page["title"])
        if title and number > 1:
            page = {**page, "title": page_title(f"{title}.", number)}
        return draft_of_page(page, options.file_name)


def _tree(page: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True
    )
    try:
        return lxml_html.document_fromstring(to_utf8(page), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableSource(f"broken hOCR: {str(error)[:120]}") from None


def _classes(element: Any) -> list[str]:
    tag = element.tag
    return (element.get("class") or "").split() if isinstance(tag, str) else []


def _about(tree: Any) -> dict[str, object]:
    """What the head says, in Dublin Core."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or "").lower().replace("dcterms.", "dc.")
        content = (meta.get("content") or "").strip()
        if name.startswith("dc.") and content:
            found.setdefault(name[3:], content)
    return {
        "title": found.get("title", ""),
        "source": found.get("source") or found.get("publisher") or "",
        "language": found.get("language") or _language(tree),
        "published": found.get("date", ""),
    }


def _language(tree: Any) -> str:
    """The language of the paragraphs if they say one, else of the document."""
    said = {e.get("lang") for e in tree.iter() if "ocr_par" in _classes(e)}
    said.discard(None)
    if len(said) == 1:
        return str(said.pop())
    return "" if said else str(tree.get("lang") or "")


def _image(page: Any) -> str:
    found = _IMAGE.search(page.get("title") or "")
    return next(filter(None, found.groups()), "") if found else ""


def _paragraphs(page: Any) -> Iterator[str]:
    """The paragraphs of a page: lines that are in the same one, joined."""
    lines: list[str] = []
    holder: Any = None
    found = False
    for element in page.iter():
        classes = set(_classes(element))
        if _FURNITURE & classes:
            # Tesseract calls large letters in a paragraph so: no running head
            if "ocr_header" not in classes or _holder(element, page) is page:
                continue
        elif not _LINES & classes:
            continue
        found = True
        paragraph = _holder(element, page)
        if paragraph is not holder and lines:
            yield joined_lines(lines)
            lines = []
        holder = paragraph
        lines.append(" ".join("".join(element.itertext()).split()))
    if lines:
        yield joined_lines(lines)
    if not found:
        parts = BLANK_LINES.split("".join(page.itertext()))
        yield from (joined_lines(part.split("\n")) for part in parts)


def _holder(line: Any, page: Any) -> Any:
    """The paragraph, heading or column that a line is in."""
    for parent in line.iterancestors():
        if parent is page or _PARAGRAPHS & set(_classes(parent)):
            return parent
        if isinstance(parent.tag, str) and _HEADS.fullmatch(parent.tag):
            return parent
    return page
