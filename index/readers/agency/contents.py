"""The text of an article where a format offers it in several forms."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..bytes.elements import local_name, parsed
from ..bytes.encoding import decode
from ..bytes.trees import all_named, first_named
from ..exports.blocks import page_tree
from .blocks import NOT_TEXT, line_of, paragraphs_of
from .nitf import Nitf, nitf_of

__all__ = ["Content", "best_of", "content_of", "content_of_text"]

_MARKUP: Final = re.compile(
    r"</?(?:p|br|div|span|b|i|em|strong|a|h\d|ul|li|body|html|table)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^<>]*+>")
_DOCUMENT: Final = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!DOCTYPE[^>]*+>\s*+)?<(?:[\w.-]++:)?nitf\b",
    re.IGNORECASE,
)
_HEADS: Final = frozenset(("header", "h1"))
_PARTS: Final = frozenset(("p", "li", "time", "h1", "h2", "h3", "h4", "div"))
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "”", "“", "»", '"', "。")
_WHOLE: Final = 0.8
"""The share of the longest form's text that one with structure must have."""


@dataclass(frozen=True, slots=True)
class Content:
    """One form of an article's text.

    Attributes:
        rank: how much of its structure a form tells; greater is better.
        nitf: what it says about the article, if it is NITF.
    """

    text: str
    markup: bool = False
    rank: int = 0
    title: str = ""
    nitf: Nitf | None = None


def content_of(element: Any) -> Content:
    """Return what an element that holds an article's text has: elements, or text."""
    nitf = first_named(element, "nitf", "NITF")
    if nitf is not None:
        return _of_nitf(nitf)
    if any(local_name(child) for child in element):
        return _of_elements(element)
    text = "".join(element.itertext()).strip()
    if (element.get("encoding") or "").lower().endswith("base64"):
        try:
            text = decode(base64.b64decode(text, validate=False)).strip()
        except (binascii.Error, ValueError):
            text = ""
    return content_of_text(text)


def content_of_text(text: str) -> Content:
    """Return what a text has: an NITF document, markup, or plain text."""
    if _DOCUMENT.match(text):
        return _of_nitf(parsed(text.encode("utf-8", "replace")))
    if _MARKUP.search(text):
        return Content(_without_figures(text), markup=True, rank=2)
    return Content(text, rank=1)


def _without_figures(text: str) -> str:
    """A page or a part of one without its pictures and what is written below them."""
    if "<figure" not in text.lower():
        return text
    from lxml import html

    tree = page_tree(text)
    for each in [*tree.iter("figure", "figcaption")]:
        each.drop_tree()
    told: str = html.tostring(tree, encoding="unicode")
    return told


def _of_nitf(element: Any) -> Content:
    found = nitf_of(element)
    title = found.title or found.head_title
    return Content(found.body, found.markup, 3, title, found)


def _of_elements(element: Any) -> Content:
    """XHTML, or paragraphs alone."""
    heading = first_named(element, "h1", "hl1")
    title = line_of(heading) or line_of(first_named(element, "title"))
    skipped = NOT_TEXT | {"title"}
    if heading is not None:
        for head in list(all_named(element, *_HEADS)):
            if line_of(head) == title:
                head.clear(keep_tail=True)
            elif any(one is heading for one in head.iter()):
                _drop_labels(head)
    text = paragraphs_of(element, skipped)
    return Content(text, _MARKUP.search(text) is not None, 3, title)


def _drop_labels(head: Any) -> None:
    """Leave only sentences of what stands over a text: no keywords, genre or time."""
    for each in list(head.iter()):
        if each is not head and not any(local_name(inner) in _PARTS for inner in each):
            text = line_of(each)
            if local_name(each) in _PARTS and not text.endswith(_SENTENCE_ENDS):
                each.clear(keep_tail=True)


def best_of(contents: Sequence[Content]) -> Content:
    """Return the form with the most structure among those that have all of the text."""
    told = [content for content in contents if content.text.strip()]
    if not told:
        return next(iter(contents), Content(""))
    lengths = {id(content): _length(content) for content in told}
    longest = max(lengths.values())
    whole = [c for c in told if lengths[id(c)] >= _WHOLE * longest]
    return max(whole, key=lambda content: (content.rank, lengths[id(content)]))


def _length(content: Content) -> int:
    """The characters of a text, its tags left out."""
    return len(_TAG.sub("", content.text) if content.markup else content.text)
