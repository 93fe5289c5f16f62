"""An article as a bibliography cites it: APA, MLA, Chicago, BibTeX and RIS.

The three styles are English by their own rules, so no word of them is translated.
They name the address an article was published at; one without any is cited by its
source and date alone, as a printed one would be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from search.codes.months import MONTHS
from search.model.article import Article, Precision

from ..state.permalinks import web_address
from .bibtex import bibtex_entry
from .names_of_authors import Author, authors_of
from .plain import isolated, one_line
from .ris import ris_record

__all__ = ["Citation", "citations"]

_APA_AUTHORS: Final = 20
_CHICAGO_AUTHORS: Final = 10
_CHICAGO_SHOWN: Final = 7

_MLA_MONTHS: Final = tuple(
    name if len(name) <= 4 else f"{name[: 4 if name == 'September' else 3]}."
    for name in MONTHS
)


@dataclass(frozen=True, slots=True)
class Citation:
    """An article cited: ``kind`` is "apa", ``label`` "APA"."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to cite, fit for running text."""

    authors: tuple[Author, ...]
    title: str
    source: str
    url: str
    published: date | None
    precision: Precision
    accessed: date

    @property
    def by_its_source(self) -> bool:
        """Whether the publication itself is named as the only author."""
        return [a.name.casefold() for a in self.authors] == [self.source.casefold()]


def citations(article: Article, permalink: str, accessed: date) -> tuple[Citation, ...]:
    """Return an article cited in each style.

    Args:
        permalink: the article's address here, for the formats programs read.
        accessed: the day it was looked at, said where no date of publication is.
    """
    work = _work(article, accessed)
    return (
        Citation("apa", "APA", _apa(work)),
        Citation("mla", "MLA", _mla(work)),
        Citation("chicago", "Chicago", _chicago(work)),
        Citation("bibtex", "BibTeX", bibtex_entry(article, permalink, accessed)),
        Citation("ris", "RIS", ris_record(article, permalink, accessed)),
    )


def _work(article: Article, accessed: date) -> _Work:
    published = article.published
    return _Work(
        authors=tuple(
            Author(*map(isolated, (a.name, a.family, a.given, a.suffix)))
            for a in authors_of(article.authors, article.source)
        ),
        title=isolated(one_line(article.title)),
        source=isolated(one_line(article.source)),
        url=web_address(article.url),
        published=published.date if published else None,
        precision=published.precision if published else Precision.DAY,
        accessed=accessed,
    )


def _apa(work: _Work) -> str:
    """APA, 7th edition: the title comes first where there is no author."""
    title = work.title or "[Untitled news article]"
    when = f"({_apa_date(work)})."
    names = [author.with_initials for author in work.authors]
    head = [_ended(_apa_names(names)), when, _ended(title)] if names else []
    source = "" if work.by_its_source else work.source
    url = work.url
    if url and work.published is None:
        url = f"Retrieved {_american(work.accessed)}, from {url}"
    return _joined(*(head or [_ended(title), when]), _ended(source), url)


def _apa_names(names: list[str]) -> str:
    if len(names) > _APA_AUTHORS:
        return f"{', '.join(names[: _APA_AUTHORS - 1])}, . . . {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_date(work: _Work) -> str:
    if work.published is None:
        return "n.d."
    year, month = work.published.year, MONTHS[work.published.month - 1]
    match work.precision:
        case Precision.YEAR:
            return str(year)
        case Precision.MONTH:
            return f"{year}, {month}"
        case Precision.DAY:
            return f"{year}, {month} {work.published.day}"


def _mla(work: _Work) -> str:
    """MLA, 9th edition: one author turned round, more than two as "et al."."""
    authors = () if work.by_its_source else work.authors
    names = authors[0].inverted if authors else ""
    if len(authors) == 2:
        names = f"{names}, and {authors[1].name}"
    elif len(authors) > 2:
        names = f"{names}, et al"
    title = _quoted(work.title) if work.title else "Untitled news article."
    container = ", ".join(
        filter(None, (work.source, _dated(work, _MLA_MONTHS, _mla_day), work.url))
    )
    accessed = ""
    if work.url and work.published is None:
        accessed = f"Accessed {_mla_day(work.accessed)}."
    return _joined(_ended(names), title, _ended(container), accessed)


def _mla_day(day: date) -> str:
    return f"{day.day} {_MLA_MONTHS[day.month - 1]} {day.year}"


def _chicago(work: _Work) -> str:
    """Chicago, 17th edition, bibliography: unsigned, the newspaper comes first."""
    authors = () if work.by_its_source else work.authors
    title = _quoted(work.title) if work.title else "Untitled news article."
    when = _dated(work, MONTHS, _american)
    if authors:
        where = ", ".join(filter(None, (work.source, when)))
        head = [_ended(_chicago_names(authors)), title, _ended(where)]
    else:
        head = [_ended(work.source), title, _ended(when)]
    accessed = ""
    if work.url and work.published is None:
        accessed = f"Accessed {_american(work.accessed)}."
    return _joined(*head, accessed, _ended(work.url))


def _chicago_names(authors: tuple[Author, ...]) -> str:
    first, *others = authors
    names = [first.inverted, *(author.name for author in others)]
    if len(names) > _CHICAGO_AUTHORS:
        return f"{', '.join(names[:_CHICAGO_SHOWN])}, et al"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _dated(work: _Work, months: Sequence[str], day_words: Callable[[date], str]) -> str:
    """When it was published, as exact as is known; "" if that is unknown."""
    if work.published is None:
        return ""
    match work.precision:
        case Precision.YEAR:
            return str(work.published.year)
        case Precision.MONTH:
            return f"{months[work.published.month - 1]} {work.published.year}"
        case Precision.DAY:
            return day_words(work.published)


def _american(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _quoted(title: str) -> str:
    """A title in quotation marks, its own made single ones, ended inside of them."""
    inner = title.replace("“", "‘").replace("”", "’")
    pieces = inner.split('"')
    inner = "".join(
        piece + ("" if n == len(pieces) - 1 else "‘’"[n % 2])
        for n, piece in enumerate(pieces)
    )
    return f"“{_ended(inner)}”"


def _ended(text: str) -> str:
    """A part of a citation with its full stop, if it is not ended already."""
    bare = text.rstrip("\u2069’”")
    return text if not text or bare.endswith((".", "?", "!", "…")) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
