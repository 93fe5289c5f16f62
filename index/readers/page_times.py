"""Which ``<time>`` of a page is the one at which its article was published.

A page shows many: of the article, of its update, of teasers, of comments, of today.
What an element says of itself counts first, then where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from search.model.article import Precision

from ..published.decide import BY
from ..published.formats import LONGEST
from ..published.statements import Kind, kind_of, read_statement

__all__ = ["find_heading", "find_other_days", "find_shown_date", "find_time"]

_MOST: Final = 200
"""Elements that are looked at; a page of teasers has hundreds."""
_CONTEXT: Final = 60
"""Characters around an element in which its page says what it is."""
_PUBLISHED: Final = re.compile(
    r"publish|(?<![a-z])pub-?date|posted|created", re.IGNORECASE
)
_CHANGED: Final = re.compile(r"modif|updat|edited|changed|revis", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"comment(?!s?-?_?(?:link|count|number|wrapper|button))|related|teaser|sidebar|widget|promo|recommend|popular|trending|latest"
    r"|most-?read|ticker|clock|today|current|masthead|site-?header|top-?bar|nav"
    r"|(?<![a-z])card|disqus|reply|listing|more-|carousel",
    re.IGNORECASE,
)
_ELSEWHERE: Final = frozenset(["aside", "nav", "footer", "li", "form", "figure"])
_BYLINE: Final = re.compile(r"author|byline|publi", re.IGNORECASE)
"""In the names of an aside that says who wrote the article, and when."""
_LETTERS: Final = re.compile(r"[\W_]+")
_MOST_HEADINGS: Final = 30
_FEW: Final = 4
_MOST_BELOW: Final = 80
"""Elements after a heading among which a date is looked for."""
_SHORTEST: Final = 8
_YEAR: Final = re.compile(r"(?:19|20)\d\d|25\d\d")
_NOT_THE_ARTICLES: Final = 10


def find_time(tree: Any) -> str:
    """Return the ``datetime`` of the article's own time as written, or ""."""
    found = [
        (rank, number, str(element.get("datetime")).strip())
        for number, (rank, element) in enumerate(_ranked(tree))
        if (element.get("datetime") or "").strip()
    ]
    best = min(found, default=(_NOT_THE_ARTICLES, 0, ""))
    return best[2] if best[0] < _NOT_THE_ARTICLES else ""


def find_shown_date(tree: Any) -> str:
    """Return the article's date as it is shown; "2 hours ago" is no date.

    That of a ``<time>``; else a line near the heading that says a date and no more.
    """
    found = []
    for number, (rank, element) in enumerate(_ranked(tree)):
        shown = _text(element)
        if rank < _NOT_THE_ARTICLES and read_statement(shown) is not None:
            found.append((rank, number, shown))
    return min(found)[2] if found else _date_below_heading(tree)


def find_heading(tree: Any) -> Any:
    """Return the first-order heading that the page is called by, else the first.

    The name of the site and the headlines of other articles may be such headings, too.
    """
    headings = [h for h in islice(tree.iter("h1"), _MOST_HEADINGS) if _text(h)]
    if len(headings) > 1:
        name = _letters(_text(next(tree.iter("title"), headings[0])))
        named = [h for h in headings if _letters(_text(h)) in name]
        return max(named or headings[:1], key=lambda h: len(_text(h)))
    return headings[0] if headings else None


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).casefold()


def _date_below_heading(tree: Any) -> str:
    """The best of the dates that stand alone between a heading and the text."""
    heading = find_heading(tree)
    if heading is None:
        return ""
    around = _around(heading, _article_of(heading))
    found: list[tuple[int, int, str]] = []
    for number, element in enumerate(islice(_after(heading), _MOST_BELOW)):
        shown = _own_text(element)
        if by := BY.fullmatch(shown):
            shown = by[1]
        if not _SHORTEST <= len(shown) <= LONGEST or not _YEAR.search(shown):
            continue
        stated = read_statement(shown)
        if stated is None or stated[0].precision is not Precision.DAY:
            continue
        if not _is_elsewhere(element, list(element.iterancestors()), around):
            found.append((stated[1], number, shown))
    return min(found)[2] if found else ""


def _after(heading: Any) -> Iterator[Any]:
    """The elements between a heading and the first long paragraph, in order."""
    for element in heading.xpath("following::*"):
        if element.tag == "p" and len(_text(element)) > 2 * LONGEST:
            return  # the text begins
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            yield element


def _own_text(element: Any) -> str:
    """The text that stands in an element itself, around its children."""
    pieces = [element.text or "", *(child.tail or "" for child in element)]
    return " ".join(" ".join(pieces).split())


def find_other_days(tree: Any) -> frozenset[str]:
    """Return the days, such as ``2020-01-08``, of times that are of something else."""
    others: set[str] = set()
    own: set[str] = set()
    for rank, element in _ranked(tree):
        for written in (element.get("datetime") or "", _text(element)):
            stated = read_statement(written.strip())
            if stated is not None:
                days = others if rank >= _NOT_THE_ARTICLES else own
                days.add(str(stated[0].date))
    return frozenset(others - own)


def _ranked(tree: Any) -> Iterator[tuple[int, Any]]:
    """The elements, each with a rank: the smaller, the more it is the article's."""
    heading = find_heading(tree)
    main = None if heading is None else _article_of(heading)
    if main is None:
        main = max(tree.iter("article"), key=_length, default=None)
    around = _around(heading, main)
    for element in islice(tree.iter("time"), _MOST):
        outer = list(element.iterancestors())
        if _is_elsewhere(element, outer, around):
            yield _NOT_THE_ARTICLES, element
            continue
        near = 0 if main is not None and main in outer else 1
        yield _kind(element, outer) * 2 + near, element


def _kind(element: Any, outer: list[Any]) -> Kind:
    """What is said of a time: by its own names, then by the words around it."""
    names = _names(element)
    if element.get("pubdate") is not None or _PUBLISHED.search(names):
        return Kind.PUBLISHED
    if _CHANGED.search(names):
        return Kind.CHANGED
    own = kind_of(_text(element))
    if own is not Kind.PLAIN:
        return own
    before = element.getprevious()
    words = (outer[0].text or "") if outer and before is None else ""
    if before is not None:
        words = (before.tail or "").strip()
        if not words and before.tag != "time":
            words = _text(before)
    said = kind_of(words[-_CONTEXT:])
    if said is Kind.PLAIN and outer and len(list(outer[0].iter("time"))) == 1:
        parent = _names(outer[0])
        if _CHANGED.search(parent) and not _PUBLISHED.search(parent):
            return Kind.CHANGED
        return kind_of(_text(outer[0])[:_CONTEXT])
    return said


def _around(heading: Any, main: Any) -> frozenset[Any]:
    """The boxes that are the article's own, whatever they are called."""
    boxes = [] if heading is None else list(heading.iterancestors())
    return frozenset(boxes if main is None else [*boxes, main])


def _is_elsewhere(element: Any, outer: list[Any], around: frozenset[Any]) -> bool:
    """Whether a time is of a teaser, a comment, or the page's clock."""
    if _OTHER.search(_names(element)):
        return True
    own = next((box for box in outer if box in around), None)
    beside = own is not None and own.tag in ("header", "hgroup")
    for box in outer:
        if box in around or box.tag in ("main", "body", "html"):
            return False
        names = _names(box)
        if box.tag in _ELSEWHERE and not (box.tag == "aside" and _BYLINE.search(names)):
            return True
        if not beside and _OTHER.search(names):
            return True
        if box.tag == "article" and any(own.tag == "article" for own in around):
            return True  # another article than that of the heading
        if box.tag == "a" and len(_text(box)) > len(_text(element)) + _FEW:
            return True  # a headline with its date; a date alone leads to itself
    return False


def _article_of(heading: Any) -> Any:
    return next(heading.iterancestors("article"), None)


def _length(element: Any) -> int:
    return sum(len("".join(part.itertext())) for part in element.iter("p"))


def _names(element: Any) -> str:
    names = (
        element.get(name) or "" for name in ("class", "id", "itemprop", "property")
    )
    return " ".join(names)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
