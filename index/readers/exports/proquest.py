"""ProQuest: text and pages of articles, each a list of ``Label: value``.

The text is one of the fields; which it is, is told by its label in many languages, else
by being the longest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.encoding import opening
from ..bytes.lines import text_lines
from ..bytes.streams import read_whole, with_head
from ..html import decode_page
from .blocks import LARGEST_PAGE, page_blocks
from .labels import date_in, field_of
from .sheet import Sheet, labelled

__all__ = ["ProQuestReader"]

_RULE: Final = re.compile(r"\s*[_=*-]{20,}\s*")
_COUNT: Final = re.compile(r"[^\W\d]{3,12}\s\d{1,6}\s\w{1,4}\s\d{1,6}\s*")
"""The line that counts: "Document 1 of 2"."""
_MARK: Final = re.compile(r"ProQuest", re.IGNORECASE)
_PAGE: Final = re.compile(r"<a[^>]{1,200}name=[\"']?DocID_", re.IGNORECASE)
_DATE_IN_INFO: Final = re.compile(
    r"\.\s*([^.]{6,40}\d{4})\b|(\d{1,2}\s\w{3,10}\s\d{4})"
)
_LONGEST_LABEL: Final = 45


class ProQuestReader:
    """What ProQuest exports or mails."""

    name = "proquest"
    about = "ProQuest exports in text and HTML"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it has the rules and labels of such an export."""
        text = opening(head)
        if text.startswith("<"):
            return _PAGE.search(text) is not None
        lines = [line.strip() for line in text.split("\n", 400)[:400]]
        if not any(_RULE.fullmatch(line) for line in lines[:60]):
            return False
        fields = {field_of(labelled(line)[0]) for line in lines}
        return len(fields - {""}) > 3 and _MARK.search(text) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if there is none.
        """
        head, stream = with_head(stream)
        if opening(head).startswith("<"):
            page = decode_page(read_whole(stream, LARGEST_PAGE))
            blocks = page_blocks(_PAGE.sub(rf"<p>{'_' * 30}</p>\g<0>", page))
        else:
            blocks = _blocks(text_lines(stream))
        number = 0
        for article in _articles(blocks):
            number += 1
            yield Record(f"article {number}", {"blocks": article})
        if not number:
            raise UnreadableSource(
                "it looks like an export of ProQuest, without articles"
            )

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an article apart."""
        content = record.content
        if isinstance(content, bytes | str) or not isinstance(content["blocks"], list):
            raise UnreadableSource("not an article of ProQuest")
        return _sheet(content["blocks"]).draft()


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    block: list[str] = []
    for line in lines:
        text = line.strip()
        starts = bool(block) and field_of(labelled(text)[0]) != ""
        if not text or _RULE.fullmatch(text) or starts:
            if block:
                yield "\n".join(block)
            block = []
        if text:
            block.append(text)
        if _RULE.fullmatch(text):
            yield text
            block = []
    if block:
        yield "\n".join(block)


def _articles(blocks: Iterable[str]) -> Iterator[list[str]]:
    """What is between two rules and has a few fields; contacts and terms have none."""
    article: list[str] = []
    for block in blocks:
        if not _RULE.fullmatch(block):
            article.append(block)
            continue
        if _is_article(article):
            yield article
        article = []
    if _is_article(article):
        yield article


def _is_article(blocks: Sequence[str]) -> bool:
    fields = {field_of(labelled(block)[0]) for block in blocks} - {""}
    return len(fields) > 2 and not fields.isdisjoint(("title", "text", "source", "id"))


def _sheet(blocks: Sequence[str]) -> Sheet:
    sheet = Sheet()
    texts: list[tuple[str, list[str]]] = []
    for block in blocks:
        label, value = labelled(block)
        name = field_of(label)
        if _COUNT.fullmatch(block):
            continue
        # in a text, what is before a colon is mostly no label
        inside = texts and texts[-1][0] in ("text", "abstract")
        if name or (label and not inside and len(label) < _LONGEST_LABEL):
            if name == "source":  # "Courier; Port Ellery": the place is no part of it
                value = value.partition(";")[0]
            texts.append((name or label, [value] if value else []))
            sheet.tell(name if name not in ("text", "abstract") else "", value)
        elif inside and _is_label(block):
            texts.append((label, [value]))
        elif texts:
            texts[-1][1].append(" ".join(block.split()))
        else:
            sheet.tell("title", " ".join(block.split()))
    body = next((parts for name, parts in texts if name == "text"), [])
    abstract = next((parts for name, parts in texts if name == "abstract"), [])
    if not body:
        longest = max(texts, key=lambda each: sum(map(len, each[1])), default=("", []))
        body = longest[1] if longest[0] != "abstract" and len(longest[1]) > 1 else []
    sheet.body = [" ".join(part.split()) for part in body or abstract if part]
    _tell_from_info(sheet, texts)
    return sheet


def _is_label(block: str) -> bool:
    """Whether a short block within a text is a field after all: "Subject: Ferries"."""
    label, value = labelled(block)
    words = label.split()
    return bool(label) and len(words) <= 3 and label[:1].isupper() and len(value) < 150


def _tell_from_info(sheet: Sheet, texts: Sequence[tuple[str, list[str]]]) -> None:
    """Take source and date from "Courier ; Port Ellery. 14 Mar 2019: A.2."."""
    if "source" in sheet.fields and "published" in sheet.fields:
        return
    for name, parts in texts:
        line = " ".join(parts)
        found = _DATE_IN_INFO.search(line)
        if name in ("text", "abstract", "title") or not found or len(line) > 300:
            continue
        if date := date_in((found[1] or found[2]).strip(" ,:")):
            sheet.tell("published", date)
            sheet.tell("source", line.partition(";")[0].partition("[")[0])
            return
