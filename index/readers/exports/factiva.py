"""Factiva: pages, text and RTF in two layouts, and XML.

One layout shows the fields without names (title, author, "808 words", date, source,
code, language, copyright, text); the other names each by a code of two or three letters
(HD, BY, WC, PD, SN, LP, TD). Each article ends with its accession number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.encoding import opening
from ..bytes.lines import text_lines
from ..bytes.streams import read_whole, with_head
from ..html import decode_page
from .blocks import LARGEST_PAGE, blocks_of, page_tree, text_in, with_class
from .labels import date_in, is_copyright, is_length
from .languages import language_in
from .sheet import Sheet

__all__ = ["FactivaReader", "cut_factiva", "factiva_draft", "is_factiva"]

_ACCESSION: Final = re.compile(
    r"\s*(?:[^\W\d_]{2,15}[\s\xa0]+)?"
    r"([A-Z][A-Z0-9]{3,17}(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d[A-Z0-9]{1,14})\s*",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(
    rb"articleParagraph|class=[\"'](?:\w\w)?Headline|<title>[^<]{0,40}Factiva"
    rb"|id=[\"']article-[A-Z0-9]{12,30}[\"']",
    re.IGNORECASE,
)
_FIELDS: Final = {
    "HD": "title",
    "BY": "authors",
    "PD": "published",
    "SN": "source",
    "SE": "section",
    "LA": "language",
}
_TEXTS: Final = ("LP", "TD")
_CODES: Final = frozenset(
    "HD BY WC PD ET SN SC ED PG VOL LA CY LP TD ART CX RF CO IN NS RE IPD IPC PUB AN "
    "CLM CR DLN SE NGC GC CT DS URL HLP".split()
)
_TIME: Final = re.compile(
    r"\d{1,2}[:.h]\d{2}(?:\s?[AP]M)?(?:\s\w{2,5})?", re.IGNORECASE
)
_HEAD_LINES: Final = 16
_LONGEST_PUBLISHER: Final = 80


class FactivaReader:
    """What Factiva saves or shows."""

    name = "factiva"
    about = "Factiva exports in HTML and text; in XML and RTF they are told apart too"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a page of Factiva's, or text in one of the layouts."""
        text = opening(head)
        if text.startswith("<"):
            return _PAGE.search(head) is not None
        return is_factiva([line.strip() for line in text.split("\n", 60)[:60]])

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if there is none.
        """
        head, stream = with_head(stream)
        if not opening(head).startswith("<"):
            yield from cut_factiva(line.strip() for line in text_lines(stream))
            return
        tree = page_tree(decode_page(read_whole(stream, LARGEST_PAGE)))
        titles = {text_in(one) for one in with_class(tree, "Headline")}
        titles |= {text_in(one) for one in tree.xpath("//*[@id='hd']")}
        texts = {
            " ".join(block.split())
            for one in with_class(tree, "articleParagraph")
            for block in blocks_of(one)
        }
        yield from cut_factiva(blocks_of(tree), titles, texts)

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an article apart."""
        return factiva_draft(record)


def is_factiva(lines: Sequence[str]) -> bool:
    """Return whether the first lines of a text are those of an article of Factiva."""
    filled = [line for line in lines if line.strip()]
    coded = [line for line in filled[:40] if line[:3].strip(" |\t") in _CODES]
    if len(coded) > 4 and filled[0][:3].strip(" |\t") in _CODES:
        return True
    return any(
        is_length(line) and date_in(after) and len(line) < 25
        for line, after in pairwise(filled[:13])
    )


def cut_factiva(
    blocks: Iterable[str], titles: Iterable[str] = (), texts: Iterable[str] = ()
) -> Iterator[Record | Problem]:
    """Cut paragraphs into articles at the accession numbers.

    Args:
        blocks: paragraphs; blank ones divide what belongs together.
        titles: those that are known to be titles.
        texts: those that are known to be part of a text.

    Raises:
        UnreadableSource: if there is none.
    """
    known = {"titles": frozenset(titles), "texts": frozenset(texts)}
    article: list[str] = []
    number = 0
    for block in chain.from_iterable(map(_divided, blocks)):
        found = _ACCESSION.fullmatch(block)
        if found is None:
            article.append(block)
        elif any(article):
            number += 1
            yield _record(number, article, found[1], **known)
            article = []
    # the last may have lost its number; a summary of the search is no article
    rest = [one for one in article if one]
    if any(is_length(one) and date_in(two) for one, two in pairwise(rest)):
        number += 1
        yield _record(number, article, "", **known)
    if not number:
        raise UnreadableSource("it looks like an export of Factiva, without an article")


def _divided(block: str) -> Iterator[str]:
    """A row of a table that is written ``HD|Title|``, as its two cells."""
    code, bar, value = block.partition("|")
    if bar and code.strip() in _CODES:
        yield code.strip()
        yield value.strip().rstrip("|").strip()
    else:
        yield (
            block.strip().rstrip("|").strip() if block.endswith("|") else block.strip()
        )


def _record(
    number: int,
    article: list[str],
    accession: str,
    titles: frozenset[str],
    texts: frozenset[str],
) -> Record:
    lines = [" ".join(one.split()) for one in article]
    return Record(
        f"article {number}",
        {
            "lines": lines,
            "id": accession,
            "title": next((one for one in lines if one in titles and one), ""),
            "texts": [one for one in lines if one in texts and one],
        },
    )


def factiva_draft(record: Record) -> Draft:
    """Return the article of a record of :func:`cut_factiva`.

    Raises:
        UnreadableSource: if it is none.
    """
    content = record.content
    if isinstance(content, bytes | str) or not isinstance(content["lines"], list):
        raise UnreadableSource("not an article of Factiva")
    lines: list[str] = content["lines"]
    sheet = Sheet()
    sheet.tell("id", str(content["id"]))
    if sum(line in _CODES for line in lines) > 3:
        _tell_coded(sheet, lines)
    else:
        sheet.tell("title", str(content["title"]))
        texts = content["texts"]
        _tell_shown(sheet, lines, texts if isinstance(texts, list) else [])
    return sheet.draft()


def _tell_coded(sheet: Sheet, lines: Sequence[str]) -> None:
    code = ""
    for line in filter(None, lines):
        if line in _CODES:
            code = line
        elif code in _TEXTS:
            sheet.body.append(line)
        elif code in _FIELDS:
            sheet.tell(_FIELDS[code], line)


def _tell_shown(sheet: Sheet, lines: Sequence[str], texts: list[str]) -> None:
    """Tell fields without names, from the length and the date, which are plain.

    Before them are section, title and authors; after them source, code and language.
    """
    filled = [(at, line) for at, line in enumerate(lines) if line]
    length = next(
        (n for n, (_, line) in enumerate(filled[:_HEAD_LINES]) if is_length(line)), None
    )
    if length is None:
        dates = (n for n, (_, line) in enumerate(filled[:_HEAD_LINES]) if date_in(line))
        length = next(dates, 1) - 1
    _tell_above(sheet, filled[: length + 1], known=bool(texts))
    below = [line for _, line in filled[length + 1 :]]
    end = _tell_below(sheet, below)
    sheet.body = texts or _without_publisher(below[end:])


def _tell_above(sheet: Sheet, above: Sequence[tuple[int, str]], *, known: bool) -> None:
    """Tell section, title and authors, which blank lines divide."""
    lines = [line for _, line in above[:-1]]
    if title := sheet.fields.get("title"):
        at = lines.index(title) if title in lines else -1
        sheet.tell("section", " ".join(lines[:at]) if at > 0 else "")
        sheet.tell("authors", "; ".join(lines[at + 1 :]))
        return
    # those that stand next to the length, with no blank line between, are authors
    near = len(above) - 1
    while near > 1 and above[near][0] == above[near - 1][0] + 1:
        near -= 1
    if near == len(above) - 1 or near == 0 or known:
        titles, authors = lines, []
    else:
        titles, authors = lines[:near], lines[near:]
    if near <= 1 and not authors and len(lines) > 1:
        titles, authors = lines[:-1], lines[-1:]
    sheet.tell("title", titles[-1] if titles else "")
    sheet.tell("section", titles[-2] if len(titles) > 1 else "")
    sheet.tell("authors", "; ".join(authors))


def _tell_below(sheet: Sheet, below: Sequence[str]) -> int:
    """Tell date, source and language; return how many lines are none of the text."""
    end = 0
    dated = False
    for at, line in enumerate(below[:_HEAD_LINES]):
        if not dated and date_in(line):
            sheet.tell("published", date_in(line))
            dated = True
        elif _TIME.fullmatch(line):
            pass
        elif dated and "source" not in sheet.fields:
            sheet.tell("source", line)
        elif language_in(line):
            sheet.tell("language", line)
        elif is_copyright(line):
            return at + 1
        elif "language" in sheet.fields:
            return at
        end = at + 1 if dated and len(line) < _LONGEST_PUBLISHER else end
    return end


def _without_publisher(lines: Sequence[str]) -> list[str]:
    """A text without the name of a company below it."""
    if len(lines) < 2 or len(lines[-1]) >= _LONGEST_PUBLISHER:
        return [*lines]
    is_sentence = lines[-1].endswith((".", "!", "?", "”", '"', "»", "。"))
    return [*lines] if is_sentence and "Ltd" not in lines[-1] else [*lines[:-1]]
