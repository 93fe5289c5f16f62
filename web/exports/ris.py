"""RIS, for Zotero, EndNote, Mendeley and Citavi.

A line for each tag, ended by CRLF; what an article's text holds of line ends and
controls is gone before. The format has no place for a remark about the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from search.model.article import Article, Precision, Published

from ..state.permalinks import web_address
from .about import About
from .format import Exported
from .names_of_authors import authors_of
from .plain import one_line

__all__ = ["ris", "ris_record"]


def ris(about: About, articles: Iterable[Exported]) -> Iterator[str]:
    """Yield a record for each article."""
    for article, permalink in articles:
        yield ris_record(article, permalink, about.day)


def ris_record(article: Article, permalink: str, accessed: date) -> str:
    """Return one record, from its type to its end."""
    tags = [("TY", "NEWS")]
    tags += [("AU", a.inverted) for a in authors_of(article.authors, article.source)]
    tags += [("TI", article.title), ("T2", article.source), ("SE", article.section)]
    if article.published:
        tags += [("PY", f"{article.published.date.year:04}")]
        tags += [("DA", _date(article.published))]
    tags += [
        ("UR", web_address(article.url) or permalink),
        ("Y2", accessed.strftime("%Y/%m/%d/")),
        ("LA", article.language),
        ("DB", "Dateline"),
        ("AN", article.id),
        ("N1", f"In Dateline: {permalink}"),
    ]
    lines = [f"{tag}  - {one_line(value)}\r\n" for tag, value in tags if value.strip()]
    return "".join(lines) + "ER  - \r\n"


def _date(published: Published) -> str:
    """``2019/03/05/``, with nothing between the strokes where it is not known."""
    year, month, day = published.date.isoformat().split("-")
    match published.precision:
        case Precision.YEAR:
            return f"{year}///"
        case Precision.MONTH:
            return f"{year}/{month}//"
        case Precision.DAY:
            return f"{year}/{month}/{day}/"
