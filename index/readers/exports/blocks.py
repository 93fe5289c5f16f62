"""The paragraphs of a page that holds many articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...errors import UnreadableSource
from ..bytes.recode import to_utf8

__all__ = [
    "LARGEST_PAGE",
    "blocks_of",
    "page_blocks",
    "page_tree",
    "text_in",
    "with_class",
]

LARGEST_PAGE: Final = 128 * 2**20
"""Bytes of a page of many articles: databases give some hundreds at a time."""

_BLOCKS: Final = frozenset(
    "p div li tr td th table tbody h1 h2 h3 h4 h5 h6 ul ol dl dt dd section article "
    "header footer blockquote pre body html form center hr aside main figure".split()
)
_HIDDEN: Final = frozenset("script style head title noscript template svg".split())


def page_tree(page: str) -> Any:
    """Return a page as an lxml tree.

    Raises:
        UnreadableSource: if there is nothing in it.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True
    )
    try:
        return lxml_html.document_fromstring(to_utf8(page.replace("\0", "")), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableSource("the page cannot be parsed") from None


def page_blocks(page: str) -> Iterator[str]:
    """Yield the paragraphs of a page; a line break in one is a line end."""
    return blocks_of(page_tree(page))


def blocks_of(element: Any) -> Iterator[str]:
    """Yield the paragraphs in an element; a line break in one is a line end."""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        each, ended = stack.pop()
        name = each.tag if isinstance(each.tag, str) else ""
        is_block = name in _BLOCKS
        if ended:
            if is_block and (text := _tidy(pieces)):
                yield text
            pieces = [] if is_block else pieces
            pieces.append("" if each is element else each.tail or "")
            continue
        if name in _HIDDEN or not name:
            pieces.append("" if each is element else each.tail or "")
            continue
        if is_block and (text := _tidy(pieces)):
            yield text
        pieces = [] if is_block else pieces
        pieces.append("\n" if name == "br" else "")
        pieces.append(" ".join((each.text or "").split("\n")))
        stack.append((each, True))
        stack += [(one, False) for one in reversed(each)]
    if text := _tidy(pieces):
        yield text


def text_in(element: Any) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def with_class(element: Any, name: str) -> list[Any]:
    """Return the elements in one, itself too, whose class has a name in it."""
    found: list[Any] = element.xpath(
        "descendant-or-self::*[contains(@class, $name)]", name=name
    )
    return found


def _tidy(pieces: list[str]) -> str:
    lines = "".join(pieces).replace("\xa0", " ").split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
