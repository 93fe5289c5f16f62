"""BibTeX, for LaTeX, Zotero and JabRef."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from search.codes.months import MONTHS
from search.model.article import Article, Precision

from ..state.permalinks import web_address
from .about import About
from .format import Exported
from .names_of_authors import Author, authors_of
from .plain import one_line

__all__ = ["bibtex", "bibtex_entry"]


_ESCAPES: Final = str.maketrans(
    {
        # Not \{ and \}: BibTeX counts braces and does not see the backslash.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "%&$#_"},
    }
)

_ADDRESS_ESCAPES: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""An address is printed as it stands, so nothing in it is escaped as in a text."""


def bibtex(about: About, articles: Iterable[Exported]) -> Iterator[str]:
    """Yield a bibliography; what stands outside of entries is a comment."""
    for line in about.lines():
        # An at sign begins an entry even after a percent sign.
        yield f"% {line.replace('@', '(at)')}\n"
    for article, permalink in articles:
        yield "\n" + bibtex_entry(article, permalink, about.day)
    yield f"\n% {about.end()}\n"


def bibtex_entry(article: Article, permalink: str, accessed: date) -> str:
    """Return one entry, ending with a line end.

    Braces around the title and around an organisation keep their capitals, and
    keep "and" inside of a name from parting it.
    """
    authors = authors_of(article.authors, article.source)
    source = one_line(article.source)
    fields = {
        "author" if authors else "": f"{{{' and '.join(map(_author, authors))}}}",
        "title": _whole(one_line(article.title)),
        "journal" if source else "": _braced(source),
        **_dates(article),
        "url": _address(web_address(article.url) or permalink),
        "urldate": f"{{{accessed.isoformat()}}}",
        "langid" if article.language else "": _braced(one_line(article.language)),
        "note": _braced(f"Dateline article {one_line(article.id)}"),
    }
    rows = [f"  {n} = {value},\n" for n, value in fields.items() if n and value]
    kind = "article" if source else "misc"
    return f"@{kind}{{{_key(article, authors)},\n{''.join(rows)}}}\n"


def _author(author: Author) -> str:
    if not author.family:
        return _whole(author.name)[1:-1]
    parts = filter(None, (author.family, author.suffix, author.given))
    return ", ".join(_escaped(part) for part in parts)


def _dates(article: Article) -> dict[str, str]:
    """The year and month every program reads, and the whole date newer ones do."""
    published = article.published
    if published is None:
        return {}
    found = {"year": f"{{{published.date.year}}}"}
    if published.precision is not Precision.YEAR:
        found["month"] = MONTHS[published.date.month - 1][:3].lower()
    return {**found, "date": f"{{{published}}}"}


def _key(article: Article, authors: tuple[Author, ...]) -> str:
    """Who, when and which: ``merkel2015-1671ea13``; no two articles have the same."""
    first = authors[0].family or authors[0].name if authors else article.source
    year = str(article.published.date.year) if article.published else ""
    return f"{_ascii(first)[:20] or 'article'}{year}-{_ascii(article.id)}"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub("[^a-z0-9]", "", plain)


def _address(url: str) -> str:
    return f"{{{one_line(url).translate(_ADDRESS_ESCAPES)}}}"


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}" if text else ""


def _whole(text: str) -> str:
    return f"{{{{{_escaped(text)}}}}}" if text else ""


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
