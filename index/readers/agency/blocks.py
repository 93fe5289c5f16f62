"""The running text in marked-up elements: NITF, XHTML, and what is like them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final

from ..bytes.elements import local_name
from ..bytes.trees import descend

__all__ = ["NOT_TEXT", "line_of", "paragraphs_of", "text_at"]

NOT_TEXT: Final = frozenset(
    (
        *("head", "script", "style", "noscript", "template", "media", "figure"),
        *("figcaption", "picture", "video", "audio", "nav", "aside", "footer"),
        *("hedline", "byline", "dateline", "abstract", "distributor", "copyrite"),
        *("media-caption", "media-producer", "media-metadata", "media-reference"),
        *("body.head", "body.end", "tagline", "hr"),
    )
)
"""Elements that are no part of an article's text."""

_BLOCKS: Final = frozenset(
    (
        *("p", "hl1", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd"),
        *("div", "section", "article", "header", "block", "blockquote", "bq", "pre"),
        *("table", "tr", "caption", "ul", "ol", "dl", "body", "body.content", "html"),
        *("main", "fn", "note", "bibliography", "poem", "lg", "nitf-table", "para"),
    )
)
_CELLS: Final = frozenset(("td", "th"))
_BLANK: Final = re.compile(r"[ \t\r\n]+")
_LINE: Final = "\x00"
"""Ends a line until white space has been tidied; no XML can hold it."""
_EMPTY_LINE: Final = re.compile(r"\x00 ?\x00[\x00 ]*")


def line_of(element: Any, skipped: Collection[str] = ()) -> str:
    """Return the text in an element as one line."""
    if element is None:
        return ""
    pieces: list[str] = []
    _inline(element, skipped, pieces)
    return " ".join("".join(pieces).split())


def text_at(element: Any, path: str) -> str:
    """Return the text at a path of names on one line; "" where there is none."""
    return line_of(descend(element, path))


def _inline(element: Any, skipped: Collection[str], pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        name = local_name(child).lower()
        if name and name not in skipped:
            breaks = name == "br" or name in _BLOCKS
            pieces.append(" " if breaks else "")
            _inline(child, skipped, pieces)
            pieces.append(" " if breaks else "")
        pieces.append(child.tail or "")


def paragraphs_of(
    element: Any,
    skipped: Collection[str] = NOT_TEXT,
    blocks: Collection[str] = _BLOCKS,
) -> str:
    """Return the text in an element, with an empty line between paragraphs.

    A row of a table is a line, with bars between its cells.

    Args:
        skipped: elements that are no part of it, by their local names.
        blocks: elements that are paragraphs of their own.
    """
    walk = _Walk(skipped, blocks)
    walk.over(element)
    return walk.text()


class _Walk:
    """Collects paragraphs."""

    def __init__(self, skipped: Collection[str], blocks: Collection[str]) -> None:
        self._skipped = skipped
        self._blocks = blocks
        self._done: list[str] = []
        self._pieces: list[str] = []
        self._in_cell = False

    def text(self) -> str:
        """Return what was collected."""
        self._end()
        return "\n\n".join(self._done)

    def over(self, element: Any, *, kept: bool = False) -> None:
        """Walk over an element.

        Args:
            kept: whether the ends of lines count.
        """
        self._add(element.text, kept=kept)
        for child in element:
            name = local_name(child).lower()
            if not name or name in self._skipped:
                pass
            elif name == "br":
                self._pieces.append(_LINE)
            elif name in _CELLS:
                self._cell(child)
            elif name in self._blocks:
                self._block(child, kept=kept or name == "pre")
            else:
                self.over(child, kept=kept)
            self._add(child.tail, kept=kept)

    def _add(self, text: str | None, *, kept: bool) -> None:
        if text:
            self._pieces.append(text.replace("\n", _LINE) if kept else text)

    def _block(self, element: Any, *, kept: bool) -> None:
        if self._in_cell:
            self._pieces.append(" ")
            self.over(element, kept=kept)
            self._pieces.append(" ")
            return
        self._end()
        self.over(element, kept=kept)
        self._end()

    def _cell(self, element: Any) -> None:
        if any(not piece.isspace() for piece in self._pieces):
            self._pieces.append(" | ")
        before, self._in_cell = self._in_cell, sum(1 for _ in element) < 2
        self.over(element)
        self._in_cell = before

    def _end(self) -> None:
        """End the paragraph being collected."""
        text = "".join(self._pieces)
        self._pieces = []
        if _LINE not in text:
            line = " ".join(text.split())
            self._done += [line] if line else []
            return
        for part in _EMPTY_LINE.split(_BLANK.sub(" ", text)):
            lines = (line.strip() for line in part.split(_LINE))
            told = "\n".join(line for line in lines if line)
            self._done += [told] if told else []
