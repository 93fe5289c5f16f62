"""ALTO, the recognised text of pages: every page is one article.

Where a METS document tells which blocks are an article, :mod:`.mets` reads the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from ...errors import ReadElsewhere, UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import cut_elements, local_name
from ..bytes.heads import xml_root
from ..bytes.trees import all_named
from .beside import is_told_elsewhere
from .lines import day_in_name, joined_lines, page_title

__all__ = ["AltoReader", "Block", "block_of", "draft_of_page"]

_MARGINS: Final = frozenset(("TopMargin", "BottomMargin"))
_BEFORE: Final = ("sourceImageInformation", "TextBlock", "Page")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text on a page."""

    id: str
    text: str
    language: str


class AltoReader:
    """A page of a newspaper, or several, in ALTO of any version."""

    name = "alto"
    about = "ALTO, recognised pages of newspapers"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of ALTO."""
        return xml_root(head).lower() == "alto"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the pages that have text.

        Raises:
            ReadElsewhere: if a METS document next to it makes articles of it.
            UnreadableSource: if the XML is broken, or there is no page.
        """
        if is_told_elsewhere(options):
            raise ReadElsewhere  # the METS document next to it gives its articles
        number = 0
        for image, blocks in _pages(stream):
            number += 1
            if any(block.text for block in blocks):
                yield Record(f"page {number}", _content(image, number, blocks))
        if not number:
            raise UnreadableSource("an ALTO document without a page")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Make an article of a page."""
        if not isinstance(record.content, Mapping):
            raise UnreadableSource("not a page of ALTO")
        return draft_of_page(record.content, options.file_name)


def _content(image: str, number: int, blocks: list[Block]) -> dict[str, object]:
    texts = [block.text for block in blocks if block.text]
    languages = {block.language for block in blocks if block.language}
    return {
        "image": image,
        "page": number,
        "text": "\n\n".join(texts),
        "language": languages.pop() if len(languages) == 1 else "",
    }


def draft_of_page(page: Mapping[str, object], file_name: str) -> Draft:
    """Return the article that a recognised page is.

    Args:
        page: its ``text``, ``image``, ``page`` number and ``language``.
    """
    image = str(page.get("image") or "")
    number = page.get("page")
    name = image if image and not image.startswith("http") else file_name
    day = day_in_name(file_name) or day_in_name(image)
    return Draft(
        title=str(page.get("title") or "")
        or page_title(file_name or name, number if isinstance(number, int) else 1),
        body=str(page.get("text") or ""),
        url=image if image.startswith(("http://", "https://")) else "",
        source=str(page.get("source") or ""),
        language=str(page.get("language") or ""),
        authors=(),
        published=str(page.get("published") or "") or day,
        published_origin="metadata" if page.get("published") else "text",
    )


def _pages(stream: BinaryIO) -> Iterator[tuple[str, list[Block]]]:
    """The pages, each with the name or the address of its image.

    What is printed above and below the print space is a running head or the number of
    the page, and none of its text, unless there is no other.
    """
    image = ""
    blocks: list[Block] = []
    around: list[Block] = []
    for name, element in cut_elements(stream, _BEFORE, "an ALTO document"):
        if name == "sourceImageInformation":
            image = _image(element)
        elif name == "TextBlock":
            is_around = any(local_name(e) in _MARGINS for e in element.iterancestors())
            (around if is_around else blocks).append(block_of(element))
        else:
            yield image, blocks if any(block.text for block in blocks) else around
            blocks, around = [], []


def _image(element: Any) -> str:
    """The address of the page's image, else its name."""
    told = [
        (one.text or "").strip()
        for one in all_named(element, "fileIdentifier", "fileName")
    ]
    addresses = [one for one in told if one.startswith(("http://", "https://"))]
    return next(iter([*addresses, *told[::-1]]), "")


def block_of(element: Any) -> Block:
    """Return a block of text: its lines as one paragraph."""
    language = element.get("LANG") or element.get("language") or ""
    lines = [" ".join(_words(line)) for line in all_named(element, "TextLine")]
    return Block(element.get("ID") or "", joined_lines(lines), language)


def _words(line: Any) -> Iterator[str]:
    """The words of a line; one that goes on in the next line is whole, and once."""
    words: list[str] = []
    whole = False
    for one in line:
        name = local_name(one)
        if name == "HYP" and words and not whole:
            words[-1] += one.get("CONTENT") or "-"
        if name != "String":
            continue
        part, told = one.get("SUBS_TYPE"), one.get("SUBS_CONTENT")
        whole = part == "HypPart1" and bool(told)
        if not (part == "HypPart2" and told):
            words.append(told if whole else one.get("CONTENT") or "")
    yield from filter(None, words)
