"""PAGE XML, recognised pages as Transkribus and OCR-D write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..agency.blocks import line_of
from ..bytes.elements import cut_elements, local_name
from ..bytes.heads import xml_root
from ..bytes.trees import all_named, children, first_named
from .alto import draft_of_page
from .lines import joined_lines

__all__ = ["PageXmlReader"]

_FURNITURE: Final = frozenset(
    ("page-number", "header", "footer", "signature-mark", "catch-word", "marginalia")
)
"""Types of regions that are no part of any article."""
_HEADINGS: Final = frozenset(("heading", "title", "headline"))


class PageXmlReader:
    """A page in PAGE XML."""

    name = "page-xml"
    about = "PAGE XML, recognised pages"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of PAGE."""
        return xml_root(head) == "PcGts"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the pages that have text.

        Raises:
            UnreadableSource: if the XML is broken, or there is no page.
        """
        number = 0
        for _, page in cut_elements(stream, ("Page",), "a PAGE document"):
            number += 1
            content = _content(page, number)
            if content["text"] or content["title"]:
                yield Record(f"page {number}", content)
        if not number:
            raise UnreadableSource("a PAGE document without a page")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Make an article of a page."""
        if not isinstance(record.content, Mapping):
            raise UnreadableSource("not a page of PAGE XML")
        return draft_of_page(record.content, options.file_name)


def _content(page: Any, number: int) -> dict[str, object]:
    regions = [r for r in _in_order(page) if r.get("type") not in _FURNITURE]
    told = [(r.get("type") or "", _text(r)) for r in regions]
    heading = next((text for kind, text in told if kind in _HEADINGS and text), "")
    texts = [text for _, text in told if text]
    if heading and texts and texts[0] == heading:
        texts = texts[1:]
    return {
        "image": (page.get("imageFilename") or "").strip(),
        "page": number,
        "title": heading,
        "text": "\n\n".join(texts),
        "language": page.get("primaryLanguage") or "",
    }


def _in_order(page: Any) -> list[Any]:
    """The regions of text in the order they are read in."""
    regions = [
        region
        for region in all_named(page, "TextRegion")
        if local_name(region.getparent()) != "TextRegion"
    ]
    order = first_named(page, "ReadingOrder")
    places: dict[str, int] = {}
    for reference in all_named(order, "RegionRefIndexed", "RegionRef"):
        places.setdefault(reference.get("regionRef") or "", len(places))
    last = len(places)
    return sorted(regions, key=lambda region: places.get(region.get("id") or "", last))


def _text(region: Any) -> str:
    """The text of a region: of its lines, else its own."""
    lines = [_recognised(line) for line in all_named(region, "TextLine")]
    if any(lines):
        return joined_lines(lines)
    return joined_lines(_recognised(region).split("\n"))


def _recognised(element: Any) -> str:
    """The first reading of a line or region; of words, where only they have one."""
    own = [*children(element, "TextEquiv")]
    if own:
        best = min(own, key=_rank)
        reading = first_named(best, "Unicode")
        return line_of(best) if reading is None else reading.text or ""
    return " ".join(filter(None, map(_recognised, children(element, "Word"))))


def _rank(reading: Any) -> int:
    """The number of a reading; the best has the lowest."""
    index = str(reading.get("index") or "")
    return int(index) if index.isdecimal() and len(index) < 9 else 0
