"""Paragraphs that an extraction left out: the lede, a block of another kind.

An extraction takes the box that holds most of an article. On many pages a lede or a
standfirst is between the heading and that box, and on some a paragraph is a ``<div>``
among ``<p>``. Both are found by where they stand, next to what was extracted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from .surplus_text import letters_of

__all__ = ["add_missed"]

_BLOCKS: Final = frozenset(
    "address article aside blockquote body center details div dl dd dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre"
    " section table tbody td th tr ul".split()
)
_BOXES: Final = ("div", "section", "center")
"""Blocks, besides elements of a site's own, that may be a paragraph among others."""
_INLINE: Final = ("b", "em", "font", "i", "span", "strong")
_NEVER: Final = frozenset(
    "aside button dl fieldset figcaption figure footer form head iframe label li nav"
    " noscript ol script select style svg table template textarea ul".split()
)
"""Elements in which nothing is a paragraph of the article that was missed."""

_UNSEEN: Final = ("script", "style", "noscript", "template", "svg", "iframe")

_OTHER: Final = re.compile(
    r"caption|credit|byline|author|related|promo|share|social|newsletter|sign-?up"
    r"|subscri|advert|(?<![a-z])ads?(?![a-z]|-free)|comment|(?<![a-z])meta|tag|crumb"
    r"|footer|(?<![a-z])nav(?!y)|menu|(?<!no-)sidebar|widget|recommend|popular|trending|cookie|disclaim"
    r"|copyright|date|time|photo|image|gallery|video|player|teaser|card|banner|hidden"
    r"|(?<![a-z])bio(?![a-z])|paywall|toolbar|correction|readmore|read-more|more-",
    re.IGNORECASE,
)
"""In the class or id of what belongs to something else than the article's text."""
_STANDFIRST: Final = re.compile(
    r"stand-?first|(?<![a-z])de[ck]k?(?![a-z])|sub-?title|sub-?head|summary|lede|intro"
    r"|(?<![a-z])lead(?!er)|excerpt|strap-?line|abstract|chapo|vorspann",
    re.IGNORECASE,
)
_NEVER_PARAGRAPH: Final = re.compile(
    r"caption|credit|byline|author|newsletter|sign-?up|subscri|disclaim|copyright|hidden"
    r"|(?<![a-z])bio(?![a-z])|paywall|photo|image|video|advert|cookie|correction"
    r"|(?<![a-z])ads?(?![a-z]|-free)|date|time",
    re.IGNORECASE,
)
"""In the class of a paragraph that is none, whatever stands around it; one called
"share" or "related" may be a sentence of the article with room for buttons."""
_ASKS: Final = re.compile(
    r"\b(?:subscribe|sign up|follow us|click|share this|newsletter|e-?mail|read more"
    r"|see also|facebook|twitter|cookies?)\b",
    re.IGNORECASE,
)
"""What a sentence of a page's furniture asks for."""
_SENTENCE: Final = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")

_ANCHOR: Final = 40
"""Letters of a block that is long enough to be known again in an extraction."""
_SHORTEST: Final = 20
"""Characters of a text that is worth being looked for in an extraction."""
_FEWEST_WORDS: Final = 6
_MOST_LINKED: Final = 0.5
_MOST_ELEMENTS: Final = 50_000
_MOST_BETWEEN: Final = 25
"""Blocks between a heading and its article; after more of them it is another's."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A block without blocks in it.

    Attributes:
        letters: its text in lower case without anything but letters and digits.
        at: the line of the extraction that holds it, or -1.
    """

    element: Any
    text: str
    letters: str
    at: int


def add_missed(tree: Any, text: str) -> str:
    """Return an extraction together with the paragraphs it left out.

    Args:
        tree: the parsed page.
        text: what was extracted from it, a paragraph a line.
    """
    lines = text.split("\n")
    blocks = [*_find_blocks(tree, lines)]
    known = [
        number
        for number, block in enumerate(blocks)
        if block.at >= 0 and len(block.letters) >= _ANCHOR
    ]
    if not known:
        return text
    missed: dict[int, list[str]] = {}
    for block in _find_lede(blocks[: known[0]], blocks[known[0]].element):
        missed.setdefault(blocks[known[0]].at, []).append(block.text)
    for number in (*_find_among(blocks, known), *_find_after(blocks, known[-1])):
        before = max(n for n in known if n < number)
        missed.setdefault(blocks[before].at + 1, []).append(blocks[number].text)
    completed: list[str] = []
    for at in range(len(lines) + 1):
        completed += missed.get(at, ())
        completed += lines[at : at + 1]
    return "\n".join(completed)


def _find_blocks(tree: Any, lines: Sequence[str]) -> Iterator[_Block]:
    """The innermost blocks with text of a page, in order."""
    elements = list(islice(tree.iter(), _MOST_ELEMENTS))
    outer = set()
    for element in reversed(elements):
        if (_is_block(element) or element in outer) and (
            parent := element.getparent()
        ) is not None:
            outer.add(parent)
    places = _Places(lines)
    for element in elements:
        alone = element.tag in _INLINE and element.getparent() in outer
        if element in outer or not (alone or _is_block(element)):
            continue
        text = _shown_text(element)
        letters = letters_of(text) if len(text) >= _SHORTEST else ""
        if text:
            at = places.find(letters) if letters else -1
            if at < 0 and len(letters) >= 2 * _ANCHOR:
                # read, but for a word or two in the middle
                at = max(
                    places.find(letters[:_ANCHOR]), places.find(letters[-_ANCHOR:])
                )
            yield _Block(element, text, letters, at)


def _is_block(element: Any) -> bool:
    return element.tag in _BLOCKS or _is_own(element)


def _is_own(element: Any) -> bool:
    """Whether an element is one that a site made itself, such as ``<x-para>``."""
    return isinstance(element.tag, str) and "-" in element.tag


def _is_box(element: Any) -> bool:
    return element.tag in _BOXES or _is_own(element)


def _shown_text(block: Any) -> str:
    """The text of a block on one line, without scripts and styles."""
    unseen = set(block.iter(*_UNSEEN))
    if block in unseen:
        return ""
    if not unseen:
        return " ".join("".join(block.itertext()).split())
    pieces = [block.text or ""]
    for inner in block.iterdescendants():
        if inner not in unseen and unseen.isdisjoint(inner.iterancestors()):
            pieces.append(inner.text or "")
        pieces.append(inner.tail or "")
    return " ".join("".join(pieces).split())


class _Places:
    """Finds the line of an extraction that a block became."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._all = ""
        self._starts: list[int] = []
        for line in lines:
            self._starts.append(len(self._all))
            self._all += letters_of(line)

    def find(self, letters: str) -> int:
        """The number of the line, or -1."""
        at = self._all.find(letters)
        return bisect_right(self._starts, at) - 1 if at >= 0 else -1


def _find_lede(before: Sequence[_Block], first: Any) -> list[_Block]:
    """What stands between the heading and the text and is no less the article's."""
    headings = [n for n, block in enumerate(before) if block.element.tag == "h1"]
    if not headings or len(before) - headings[-1] > _MOST_BETWEEN:
        return []
    return [
        block
        for block in before[headings[-1] + 1 :]
        if block.at < 0
        and (_is_prose(block) or _is_standfirst(block))
        and not _is_of_another(block.element, first)
    ]


def _find_among(blocks: Sequence[_Block], known: Sequence[int]) -> Iterator[int]:
    """The numbers of the boxes that stand as paragraphs among paragraphs."""
    siblings = {blocks[n].element.getparent() for n in known}
    for number in range(known[0] + 1, len(blocks)):
        block = blocks[number]
        if block.at >= 0:
            continue
        if number < known[-1] and (
            _is_paragraph_among(block, siblings) or _is_quotation_among(block, siblings)
        ):
            yield number
            continue
        if not _is_box(block.element):
            continue
        outer = block.element
        while (parent := outer.getparent()) is not None and parent not in siblings:
            if not _is_box(parent) or len(parent) > 1:
                break
            outer = parent
        if parent is None or parent not in siblings:
            continue
        if number > known[-1] and (number > known[-1] + 1 or len(block.element)):
            continue  # a last one counts if it is the very next and plain text
        first = blocks[known[0]].element
        if _is_prose(block) and not _is_of_another(block.element, first):
            yield number


def _is_paragraph_among(block: _Block, siblings: Container[Any]) -> bool:
    """Whether it is a sentence among paragraphs that has an unlucky class."""
    element = block.element
    return (
        element.tag == "p"
        and element.getparent() in siblings
        and _is_prose(block)
        and not _NEVER_PARAGRAPH.search(_names(element))
        and not _ASKS.search(block.text)
        and not _is_hidden(element)
    )


def _is_quotation_among(block: _Block, siblings: Container[Any]) -> bool:
    """Whether it is a quotation that stands in a figure, without a picture."""
    quotation, figure = None, block.element
    while figure is not None and figure.tag != "figure":
        quotation = figure if figure.tag == "blockquote" else quotation
        figure = figure.getparent()
    return (
        quotation is not None
        and figure is not None
        and figure.getparent() in siblings
        and next(figure.iter("img", "picture", "video", "iframe"), None) is None
        and _is_prose(block)
    )


def _find_after(blocks: Sequence[_Block], last: int) -> Iterator[int]:
    """The numbers of paragraphs that follow the box of the text, next to it."""
    outer = set(blocks[last].element.iterancestors())
    for number in range(last + 1, len(blocks)):
        block = blocks[number]
        parent = block.element.getparent()
        if (
            block.at >= 0
            or block.element.tag != "p"
            or parent not in outer
            or parent.tag in ("body", "html")
            or not _is_prose(block)
            or _is_of_another(block.element, blocks[last].element)
        ):
            return
        yield number


def _is_prose(block: _Block) -> bool:
    """Whether a block is a sentence and not mostly links."""
    if len(block.text.split()) < _FEWEST_WORDS or not _SENTENCE.search(block.text):
        return False
    linked = sum(len("".join(link.itertext())) for link in block.element.iter("a"))
    return linked <= _MOST_LINKED * len(block.text)


def _is_standfirst(block: _Block) -> bool:
    """Whether a block is called what papers call the lines below a heading."""
    names = (_names(element) for element in (block.element, block.element.getparent()))
    return len(block.text.split()) >= _FEWEST_WORDS and any(
        _STANDFIRST.search(name) for name in names
    )


def _is_of_another(element: Any, anchor: Any) -> bool:
    """Whether a block, or a box it is in that the anchor is not in, is no text."""
    shared = {anchor, *anchor.iterancestors()}
    for box in _with_outer(element):
        if box in shared:
            return False
        if _is_hidden(box) or box.tag in _NEVER:
            return True
        names = _names(box)
        if _OTHER.search(names) and not _STANDFIRST.search(names):
            return True
    return False


def _is_hidden(element: Any) -> bool:
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or "display:none" in _style(element)


def _with_outer(element: Any) -> Iterable[Any]:
    yield element
    yield from element.iterancestors()


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _style(element: Any) -> str:
    return (element.get("style") or "").replace(" ", "").lower()
