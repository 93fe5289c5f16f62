"""JATS and its forerunner NLM: articles of journals, and news in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..agency.blocks import line_of, paragraphs_of, text_at
from ..bytes.elements import as_bytes, cut_elements, parsed
from ..bytes.encoding import opening
from ..bytes.heads import xml_root
from ..bytes.trees import all_named, attribute, child, children, descend

__all__ = ["JatsReader"]

_SIGN: Final = re.compile(
    r"<(?:\w+:)?(?:front|journal-meta|article-meta)\b|//NLM//|JATS", re.IGNORECASE
)
_SETS: Final = ("pmc-articleset", "articles", "jats-articles", "collection")
_NOT_TEXT: Final = frozenset(
    (
        *("fig", "fig-group", "table-wrap", "table-wrap-group", "disp-formula"),
        *("inline-formula", "tex-math", "supplementary-material", "media", "graphic"),
        *("fn", "fn-group", "ref-list", "xref-group", "object-id", "alternatives"),
    )
)
_BLOCKS: Final = frozenset(
    (
        *("p", "title", "sec", "list", "list-item", "disp-quote", "boxed-text"),
        *("verse-group", "verse-line", "speech", "def-list", "def-item", "attrib"),
        *("caption", "statement", "preformat", "table", "tr", "subtitle"),
    )
)
_NOTES: Final = ("bibr", "fn", "table-fn", "aff", "corresp")
"""What a reference refers to whose mark is no part of the text."""
_BEST_DATES: Final = ("epub", "pub", "electronic", "ppub", "print", "epub-ppub")


class JatsReader:
    """Articles in JATS, alone or in a set."""

    name = "jats"
    about = "JATS and NLM, articles of journals"
    suffixes: tuple[str, ...] = (".nxml",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is an article, or a set of them, with a front."""
        root = xml_root(head)
        is_one = root == "article" or root in _SETS
        return is_one and _SIGN.search(opening(head)) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if the XML is broken or has no article.
        """
        number = 0
        for _, element in cut_elements(stream, ("article",), "a JATS document"):
            number += 1
            yield Record(f"article {number}", as_bytes(element))
        if not number:
            raise UnreadableSource("a JATS document without an article")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an article apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not an article of JATS")
        return _draft(parsed(record.content))


def _draft(article: Any) -> Draft:
    journal = descend(article, "front/journal-meta")
    meta = descend(article, "front/article-meta")
    if meta is None:
        raise UnreadableSource("an article without front matter")
    _remove_notes(article)
    doi = _identifier(meta, "doi")
    body = child(article, "body")
    text = paragraphs_of(body, _NOT_TEXT, _BLOCKS) if body is not None else ""
    abstract = child(meta, "abstract")
    if not text and abstract is not None:
        text = paragraphs_of(abstract, _NOT_TEXT, _BLOCKS)
    return Draft(
        title=text_at(meta, "title-group/article-title"),
        body=text,
        url=_url(meta, doi),
        source=text_at(journal, "journal-title-group/journal-title")
        or text_at(journal, "journal-title")
        or text_at(journal, "publisher/publisher-name"),
        section=text_at(meta, "article-categories/subj-group/subject"),
        language=attribute(article, "lang"),
        source_id=doi or line_of(child(meta, "article-id")),
        authors=tuple(dict.fromkeys(_authors(meta))),
        published=_published(meta),
    )


def _remove_notes(article: Any) -> None:
    """Take the marks of notes out, and keep what stands after them."""
    for mark in [*all_named(article, "xref")]:
        if attribute(mark, "ref-type") not in _NOTES:
            continue
        parent, previous = mark.getparent(), mark.getprevious()
        tail = mark.tail or ""
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(mark)


def _identifier(meta: Any, kind: str) -> str:
    found = (
        i for i in children(meta, "article-id") if attribute(i, "pub-id-type") == kind
    )
    return line_of(next(found, None))


def _url(meta: Any, doi: str) -> str:
    for element in children(meta, "self-uri"):
        told = attribute(element, "href") or line_of(element)
        if told.startswith("http"):
            return told
    return f"https://doi.org/{doi}" if doi else ""


def _authors(meta: Any) -> Iterator[str]:
    for group in children(meta, "contrib-group"):
        for person in children(group, "contrib"):
            if attribute(person, "contrib-type") in ("", "author") and (
                name := _name(person)
            ):
                yield name


def _name(person: Any) -> str:
    name = child(person, "name")
    if name is None:
        name = descend(person, "name-alternatives/name")
    if name is not None:
        parts = (text_at(name, part) for part in ("given-names", "surname", "suffix"))
        return " ".join(filter(None, parts))
    return text_at(person, "string-name") or text_at(person, "collab")


def _published(meta: Any) -> str:
    """The date of the kind that counts most; among them the most exact."""

    def worth(date: Any) -> tuple[int, int]:
        kind = attribute(date, "date-type") or attribute(date, "pub-type")
        rank = _BEST_DATES.index(kind) if kind in _BEST_DATES else len(_BEST_DATES)
        return -len(_written(date)), rank

    dates = [date for date in children(meta, "pub-date") if _written(date)]
    return _written(min(dates, key=worth)) if dates else ""


def _written(date: Any) -> str:
    """A date as ISO 8601, as exact as it is told."""
    if iso := attribute(date, "iso-8601-date"):
        return iso[:10]
    year, month, day = (text_at(date, part) for part in ("year", "month", "day"))
    if not year.isdigit():
        return text_at(date, "string-date")
    if not month.isdigit():
        return f"{day} {month} {year}".strip() if month else year
    exact = f"{year}-{int(month):02}"
    return f"{exact}-{int(day):02}" if day.isdigit() else exact
