"""The only place that makes markup.

Text is escaped first, then marks and names are put around pieces of it. Nothing a
text holds can become markup that way; the body of an article, the one long text from
strangers, goes through bleach all the same, so that a fault here would have to
meet a fault there.

bleach parses as a browser does and is slow: 0.7 s for a megabyte of prose, 7 s
for one of ``<``. So it is given the pieces between the tags made here, and only
those with ``&``, ``<`` or ``>`` in them: a piece without is text to any parser
and leaves bleach as it came. And it is given no more than a bounded number of
characters of one article; what comes after that is only escaped.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

import bleach
from markupsafe import Markup

from search.model.article import Span

from .layers import Layers, Mark, Name

__all__ = ["article_body", "article_title", "doubted", "marked"]

_BLEACHED: Final = 64 * 1024
"""Characters of an article's escaped text that bleach reads: 0.1 s at worst."""

_ALLOWED: Final = frozenset({"p", "mark", "br"})
_SPECIAL: Final = re.compile(r"[&<>]")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
_AROUND: Final = 60
"""Characters of the query shown on either side of a part in doubt."""


def marked(text: str, spans: Sequence[Span], tag: str = "mark") -> Markup:
    """Return a text of one line, escaped, with ``<mark>`` around the spans.

    ``spans`` are in order and do not overlap; ``tag`` is another name for the
    element, never a stranger's.
    """
    return Markup(_with_marks(text, 0, len(text), spans, tag))


def article_title(text: str, layers: Layers) -> Markup:
    """Return an article's title, escaped, with its layers."""
    return Markup(_layered(text, 0, len(text), layers, _escaped))


def article_body(text: str, layers: Layers) -> Markup:
    """Return an article's body as paragraphs and lines, with its layers.

    What reaches over the end of a paragraph is in both; its id is in the first.
    """
    clean = _Cleaning()
    return Markup(
        "\n".join(
            f"<p>{_layered(text, start, end, layers, clean)}</p>"
            for start, end in _paragraphs(text)
        )
    )


def doubted(query: str, start: int, end: int) -> Markup:
    """Return the part ``[start, end)`` of a query marked, and a little around it."""
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(query))
    start, end = max(start, low), min(end, high)
    spans = [Span(start, end)] if start < end else []
    return Markup(
        "{}{}{}".format(
            "…" if low else "",
            _with_marks(query, low, high, spans, "mark"),
            "…" if high < len(query) else "",
        )
    )


def _with_marks(
    text: str, start: int, end: int, spans: Sequence[Span], tag: str
) -> str:
    pieces = []
    at = start
    for _, low, high in _within(spans, start, end):
        pieces.append(_escaped(text[at:low]))
        pieces.append(f"<{tag}>{_escaped(text[low:high])}</{tag}>")
        at = high
    pieces.append(_escaped(text[at:end]))
    return "".join(pieces)


def _layered(
    text: str, start: int, end: int, layers: Layers, clean: Callable[[str], str]
) -> str:
    """The range with marks around names: a mark is one element, names are cut."""
    pieces = []
    at = start
    for mark, low, high in _within(layers.marks, start, end):
        pieces.append(_with_names(text, at, low, layers, clean))
        pieces.append(_mark_tag(mark, first=low == mark.start))
        pieces.append(_with_names(text, low, high, layers, clean))
        pieces.append("</mark>")
        at = high
    pieces.append(_with_names(text, at, end, layers, clean))
    return "".join(pieces)


def _with_names(
    text: str, start: int, end: int, layers: Layers, clean: Callable[[str], str]
) -> str:
    pieces = []
    at = start
    for name, low, high in _within(layers.names, start, end):
        pieces.append(clean(text[at:low]))
        pieces.append(_name_tag(name, layers, first=low == name.start))
        pieces.append(f"{clean(text[low:high])}</a>")
        at = high
    pieces.append(clean(text[at:end]))
    return "".join(pieces)


def _mark_tag(mark: Mark, *, first: bool) -> str:
    terms = " ".join(map(str, mark.terms))
    return f'<mark id="m{mark.number}" data-t="{terms}">' if first else "<mark>"


def _name_tag(name: Name, layers: Layers, *, first: bool) -> str:
    """A link to the fact; without an address it is none, and takes no focus."""
    place = ""
    if first and name.start in layers.anchors:
        place = f' id="{layers.prefix}{name.start}"'
    where = f' data-f="{name.fact}"' if name.fact else ""
    if layers.linked:
        where += f' href="#f{name.fact}"' if name.fact else ""
        where += f' title="{html.escape(name.label)}"'
    return f'<a class="name {name.kind}"{place}{where}>'


class _Ranged(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_R = TypeVar("_R", bound=_Ranged)


def _within(spans: Sequence[_R], start: int, end: int) -> Iterator[tuple[_R, int, int]]:
    """Yield the spans with the parts of them that lie in ``[start, end)``."""
    for at in range(bisect_right(spans, start, key=lambda s: s.end), len(spans)):
        span = spans[at]
        if span.start >= end or start >= end:
            break
        yield span, max(span.start, start), min(span.end, end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges between blank lines."""
    start = 0
    for blank in _BLANK_LINES.finditer(text):
        if start < blank.start():
            yield start, blank.start()
        start = blank.end()
    if start < len(text):
        yield start, len(text)


def _escaped(text: str) -> str:
    # Pieces stand between tags only, never in an attribute: quotes stay.
    return html.escape(text, quote=False)


class _Cleaning:
    """Escapes and bleaches the pieces of one article, as much as is allowed."""

    def __init__(self) -> None:
        self._left = _BLEACHED

    def __call__(self, piece: str) -> str:
        escaped = _escaped(piece)
        if _SPECIAL.search(escaped) and len(escaped) <= self._left:
            self._left -= len(escaped)
            escaped = bleach.clean(escaped, tags=_ALLOWED, attributes={})
        return escaped.replace("\n", "<br>\n")
