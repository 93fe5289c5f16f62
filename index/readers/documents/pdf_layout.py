"""Lines on pages → paragraphs: columns, running heads, the title, cut words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from ...cleaning.hyphens import SOFT, join_cut, words_of
from .paragraphs import Paragraph

__all__ = ["Line", "Page", "laid_out"]

_BAND: Final = 0.12
"""The share of a page at its top and its foot where running heads stand …"""
_EDGE: Final = 0.06
"""… and where nothing else does."""
_PAGE_NUMBER: Final = re.compile(
    r"\W{0,3}(?:\w{1,6}\.?\s)?\d{1,4}(?:\s?(?:/|of|von|sur|de|di|van)\s?\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")
_TITLE: Final = 1.3
"""How much larger than the text a title is at least."""
_TITLE_LINES: Final = 40
_PARAGRAPH_GAP: Final = 1.4
"""Lines of a paragraph are so many times their usual distance apart at most."""
_SENTENCE_END: Final = (".", "!", "?", "”", '"', "»", "’", ":", "…")
_PROSE: Final = 25
"""Characters of a line in a column of prose; a cell of a table has fewer."""
_SHARE: Final = 0.3
_NEAR: Final = 12
"""Lines before and after one that show how wide its column is."""
_ROOM: Final = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a line, with their box in points from the foot of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)

    def beside(self, other: Line) -> bool:
        """Whether another line is on the same height."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its height in points, and what stands on it in reading order."""

    height: float
    lines: Sequence[Line]


def laid_out(pages: Sequence[Page]) -> tuple[list[Paragraph], list[str]]:
    """Return the paragraphs of a document, and its running heads."""
    pages = [replace(page, lines=_in_columns([*_whole(page.lines)])) for page in pages]
    running = _running(pages)
    kept: list[list[Line]] = []
    heads: list[str] = []
    for page in pages:
        size = median(line.height for line in page.lines) if page.lines else 0
        head = [line for line in page.lines if _is_head(line, page, running, size)]
        if len(head) == len(page.lines) and not running:
            head = []  # a page of few words is no head alone
        heads += (line.text for line in head)
        kept.append([line for line in page.lines if line not in head])
    lines = [line for page in kept for line in page]
    if not lines:
        return [], heads
    usual = median(
        line.height for line in lines for _ in range(1 + len(line.text) // 20)
    )
    title = _title(kept[0] if kept[0] else lines, usual)
    paragraphs: list[Paragraph] = []
    if title:
        known = words_of([line.text for line in title])
        text = title[0].text
        for line in title[1:]:
            text = join_cut(text, line.text, known)
        paragraphs.append(Paragraph(text.rstrip(SOFT), 0))
    rest = [line for line in lines if line not in title]
    paragraphs += (Paragraph(text) for text in _paragraphs(rest))
    return paragraphs, heads


def _whole(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines of which none is in parts, as they are where the type changes."""
    last: Line | None = None
    for line in lines:
        if last is not None and last.beside(line):
            gap = line.left - last.right
            if -last.height < gap < 1.2 * last.height:
                space = " " if gap > 0.12 * last.height else ""
                last = Line(
                    f"{last.text}{space}{line.text}",
                    last.left,
                    min(last.bottom, line.bottom),
                    line.right,
                    max(last.top, line.top),
                )
                continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _in_columns(lines: list[Line]) -> list[Line]:
    """Lines column by column, where a program wrote them row by row."""
    rows = [
        (one, other)
        for one, other in pairwise(lines)
        if one.beside(other) and other.left > one.right
    ]
    if len(rows) < _SHARE * len(lines) / 2 or not rows:
        return lines
    if median(len(one.text) for pair in rows for one in pair) < _PROSE:
        return lines  # a table
    gutter = median((one.right + other.left) / 2 for one, other in rows)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < gutter - line.height and line.right > gutter + line.height:
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            (left if line.left < gutter else right).append(line)
    return [*ordered, *left, *right]


def _running(pages: Sequence[Page]) -> frozenset[str]:
    """What stands at the top or the foot of several pages, with any number in it."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update(
            {_plain(line) for line in page.lines if _in_band(line, page, _BAND)}
        )
    least = max(2, len(pages) // 4)
    return frozenset(text for text, count in seen.items() if count >= least)


def _is_head(line: Line, page: Page, running: frozenset[str], size: float) -> bool:
    """Whether a line is a running head; ``size`` is the usual height on its page."""
    if not _in_band(line, page, _BAND):
        return False
    if _plain(line) in running or _PAGE_NUMBER.fullmatch(line.text):
        return True
    return _in_band(line, page, _EDGE) and line.height <= 1.05 * size


def _in_band(line: Line, page: Page, share: float) -> bool:
    return line.bottom > (1 - share) * page.height or line.top < share * page.height


def _plain(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _title(lines: Sequence[Line], usual: float) -> list[Line]:
    """The largest lines near the top of the first page, if they are large."""
    first = lines[:_TITLE_LINES]
    largest = max(first, key=lambda line: line.height, default=None)
    if largest is None or largest.height < _TITLE * usual:
        return []
    at = first.index(largest)
    start, end = at, at + 1
    least = 0.7 * largest.height
    while start > 0 and first[start - 1].height >= max(least, _TITLE * usual):
        start -= 1
    while end < len(first) and first[end].height >= max(least, _TITLE * usual):
        end += 1
    return [*first[start:end]]


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The lines joined to paragraphs."""
    if not lines:
        return
    known = words_of([line.text for line in lines])
    steps = [
        one.bottom - other.bottom
        for one, other in pairwise(lines)
        if 0 < one.bottom - other.bottom < 4 * one.height
    ]
    step = median(steps) if steps else lines[0].height * 1.5
    text = lines[0].text
    for at, (one, other) in enumerate(pairwise(lines)):
        before = lines[at - 1] if at else one
        near = lines[max(0, at - _NEAR) : at + _NEAR]
        if _begins(before, one, other, step) or _had_room(one, other, near):
            yield text.rstrip(SOFT)
            text = other.text
        else:
            text = join_cut(text, other.text, known)
    yield text.rstrip(SOFT)


def _had_room(line: Line, following: Line, near: Sequence[Line]) -> bool:
    """Whether the first word of the next line would have stood on a line as well."""
    if following.text[0].islower() or line.text[-1] in SOFT:
        return False
    column = [
        each.right for each in near if abs(each.left - line.left) < 3 * line.height
    ]
    word = len(following.text.partition(" ")[0]) + 1
    width = word * (following.right - following.left) / len(following.text)
    return max(column, default=line.right) - line.right > _ROOM * width


def _begins(before: Line, line: Line, following: Line, step: float) -> bool:
    """Whether a paragraph begins with the line that follows another."""
    ended = line.text.endswith(_SENTENCE_END)
    if line.text[-1] in SOFT:
        return False
    down = line.bottom - following.bottom
    if line.beside(following):
        return not following.text[0].islower()
    if down < 0 or following.left > line.right or following.right < line.left:
        return ended and not following.text[0].islower()  # another column or page
    if down > _PARAGRAPH_GAP * step or abs(following.height / line.height - 1) > 0.5:
        return True
    short = line.right < before.right - 4 * line.height and before.bottom > line.bottom
    indent = following.left - min(line.left, before.left)
    indented = 0.8 * line.height < indent < 6 * line.height
    return ended and (short or indented)
