"""Europresse and Eureka: pages of articles, in two layouts of different years.

Both put the name of the publication, a line of section and date, and the title in
elements of known classes. The certificate below each article has the date of printing,
which is not that of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.encoding import opening
from ..bytes.streams import read_whole
from ..html import decode_page
from .blocks import LARGEST_PAGE, blocks_of, page_tree, text_in, with_class
from .labels import date_in, is_copyright
from .sheet import Sheet

__all__ = ["EuropresseReader"]

_PAGE: Final = re.compile(
    rb"DocPublicationName|titreArticle(?:Visu)?[\"' ]|cedrom-sni\.com/schema"
)
_NUMBER: Final = re.compile(r"\bnews[·.](\d{8})[·.][\w-]+[·.][\w-]+")
_PAGE_NUMBER: Final = re.compile(
    r",?\s{0,9}p(?:\.|ag\w{0,9}|[áa]g\.)?\s?[\w-]{1,8}\s{0,9}\Z", re.IGNORECASE
)
_ISSUE: Final = re.compile(
    r"\s{0,3},?\s{0,3}\b(?:no|nr|nº|n°|núm)\.?\s?\d[\d .-]{0,12}\Z", re.IGNORECASE
)
"""The number of an issue, after the name of a paper."""
_BY: Final = re.compile(r"\s{0,9}(?:par|de|by|von)\s{1,9}", re.IGNORECASE)


class EuropresseReader:
    """A page of articles."""

    name = "europresse"
    about = "Europresse and Eureka exports in HTML"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a page with the classes of such articles."""
        return opening(head).startswith("<") and _PAGE.search(head) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if there is none.
        """
        tree = page_tree(decode_page(read_whole(stream, LARGEST_PAGE)))
        number = 0
        for article in _articles(tree):
            number += 1
            yield Record(f"article {number}", _content(article))
        if not number:
            raise UnreadableSource(
                "it looks like an export of Europresse, without articles"
            )

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Put the fields together."""
        content = record.content
        if isinstance(content, bytes | str):
            raise UnreadableSource("not an article of Europresse")
        fields = {name: str(value) for name, value in content.items()}
        body = fields.pop("body").split("\n\n")
        return Sheet(fields, list(filter(None, body))).draft()


def _articles(tree: Any) -> Iterator[Any]:
    """The largest elements that hold one name of a publication each."""
    names = with_class(tree, "DocPublicationName")
    names = [one for one in names if one.tag != "div"] or names
    count = dict.fromkeys(names, 1)
    for one in names:
        for above in one.iterancestors():
            count[above] = count.get(above, 0) + 1
    for one in names:
        top = one
        for above in one.iterancestors():
            if count[above] > 1 or above.tag in ("body", "html"):
                break
            top = above
        yield top


def _content(article: Any) -> dict[str, object]:
    name = text_in(with_class(article, "DocPublicationName")[-1])
    found: dict[str, str] = {"source": _ISSUE.sub("", name)}
    heads = [text_in(one) for one in with_class(article, "DocHeader")]
    found["section"], found["published"] = _section_and_date(heads)
    title = _first(article, "itreArticleVisu", "titreArticle")
    if title is not None:
        found["title"] = text_in(title)
    number = _NUMBER.search(" ".join(article.itertext()))
    if number:
        found["id"] = number[0]
        if not found["published"]:
            day = number[1]
            found["published"] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    authors = _authors(article, title)
    found["authors"] = _BY.sub("", authors, count=1) if authors else ""
    return {**found, "body": "\n\n".join(_body(article, found, title))}


def _section_and_date(heads: Sequence[str]) -> tuple[str, str]:
    """The parts of "Politique, jeudi 5 octobre 2013, p. 3"."""
    line = _PAGE_NUMBER.sub("", " ".join(" ".join(heads).split()))
    pieces = [piece.strip() for piece in line.split(",")]
    for start in reversed(range(len(pieces))):
        if date := date_in(", ".join(pieces[start:])):
            if start > 1 and date_in(", ".join(pieces[start - 1 :])):
                start -= 1  # "Culture, Thursday, March 14, 2019"
            return ", ".join(pieces[:start]), date
    return line, ""


def _authors(article: Any, title: Any) -> str:
    """The line that is marked as such, or the short one right after the title."""
    marked = _first(article, "docAuthors", "DocAuthors", "sm-margin-bottomNews")
    if marked is not None:
        return text_in(marked)
    header = next(iter(article.iter("header")), None)
    if header is None or title is None:
        return ""
    parts = [one for one in header if text_in(one)]
    after = False
    for one in parts:
        if after and not with_class(one, "Doc") and not with_class(one, "subtitle"):
            return text_in(one) if len(text_in(one)) < 200 else ""
        after = after or title is one or title in set(one.iter())
    return ""


def _body(article: Any, found: dict[str, str], title: Any) -> Iterator[str]:
    """The text: what is marked as such, or all between title and copyright."""
    marked = with_class(article, "docOcurrContainer") or with_class(article, "DocText")
    if marked:
        authors = {text_in(one) for one in with_class(article, "sm-margin-bottomNews")}
        for one in marked:
            blocks = (" ".join(block.split("\n")) for block in blocks_of(one))
            yield from (block for block in blocks if block not in authors)
        return
    begun = title is None
    for block in blocks_of(article):
        for line in block.split("\n"):
            if begun and (is_copyright(line) or _NUMBER.search(line)):
                return
            if begun:
                yield line
            elif line == found.get("title"):
                begun = True


def _first(article: Any, *names: str) -> Any:
    for name in names:
        if found := with_class(article, name):
            return found[-1] if name == "titreArticle" else found[0]
    return None
