"""EPUB: an issue of a paper or a book, one article a page of its."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bylines import split_authors
from ..bytes.zips import document_kind
from ..exports.blocks import blocks_of, page_tree, text_in
from ..html import decode_page
from ..text import draft_of_text
from .parts import Parts, opened_parts

__all__ = ["EpubReader"]

_DOWNLOADED: Final = re.compile(
    r"(?:this article was downloaded|downloaded by calibre|article téléchargé|"
    r"dieser artikel wurde).{0,200}(https?://\S+)",
    re.IGNORECASE,
)
_ASIDE: Final = frozenset(
    ["nav", "cover", "titlepage", "toc", "copyright", "index", "landmarks", "lot"]
)
_LEAST: Final = 60
"""Characters of the text of an article; pages of a cover or a section have fewer."""
_LONGEST_BYLINE: Final = 150
_AUTHOR: Final = re.compile(r"author|byline", re.IGNORECASE)


class EpubReader:
    """An EPUB of version 2 or 3."""

    name = "epub"
    about = "EPUB, one article a chapter"
    suffixes: tuple[str, ...] = (".epub",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a ZIP archive that says it is an EPUB."""
        return document_kind(head) == "epub"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the chapters in reading order; covers and contents are none.

        Raises:
            UnreadableSource: if it is damaged, encrypted, or has no chapter.
        """
        with opened_parts(stream) as parts:
            package = _package_name(parts)
            told, chapters = _contents(parts.tree(package))
            number = 0
            for name in chapters:
                number += 1
                place = posixpath.normpath(
                    posixpath.join(posixpath.dirname(package), unquote(name))
                )
                position = f"chapter {number}"
                try:
                    page = decode_page(parts.read(place))
                except UnreadableSource as error:
                    yield Problem(position, error.reason)
                    continue
                if content := _chapter(page):
                    yield Record(position, {**told, **content})
        if not number:
            raise UnreadableSource("there is no chapter in it")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Tell title, byline and text of a chapter; the rest the issue tells."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a chapter")
        content = {name: str(value) for name, value in record.content.items()}
        draft = draft_of_text(content["text"], content["heading"])
        return replace(
            draft,
            authors=split_authors(content["byline"]) or draft.authors,
            published=draft.published or content["date"],
            published_origin="text" if draft.published else "metadata",
            source=content["publisher"] or content["title"],
            language=content["language"],
            url=content["url"],
        )


def _package_name(parts: Parts) -> str:
    if "META-INF/encryption.xml" in parts and b"EncryptedKey" in parts.read(
        "META-INF/encryption.xml"
    ):
        raise UnreadableSource("it is encrypted (DRM)")
    for one in parts.tree("META-INF/container.xml").iter("{*}rootfile"):
        if path := one.get("full-path"):
            return str(path)
    raise UnreadableSource("the document is damaged: it names no package")


def _contents(package: Any) -> tuple[dict[str, str], list[str]]:
    """What the issue tells of itself, and the files of its chapters in order."""
    told = {"title": "", "publisher": "", "date": "", "language": ""}
    for name in told:
        texts = [text_in(one) for one in package.iter(f"{{*}}{name}")]
        told[name] = next(filter(None, texts), "")
    files: dict[str, str] = {}
    aside: set[str] = set()
    for one in package.iter("{*}item"):
        key = one.get("id", "")
        files[key] = one.get("href", "")
        if not _ASIDE.isdisjoint((one.get("properties") or "").split()):
            aside.add(key)
        if "html" not in (one.get("media-type") or "html"):
            aside.add(key)
    for one in package.iter("{*}reference"):
        if one.get("type", "") in _ASIDE:
            aside |= {
                k for k, f in files.items() if f == one.get("href", "").split("#")[0]
            }
    spine = [one.get("idref", "") for one in package.iter("{*}itemref")]
    return told, [files[key] for key in spine if key in files and key not in aside]


def _chapter(page: str) -> dict[str, str]:
    """Heading, byline, text and address of a chapter; {} if it is no article."""
    tree = page_tree(page)
    for one in [*tree.iter("nav")]:
        one.drop_tree()
    heads = [
        one for name in ("h1", "h2", "h3") for one in tree.iter(name) if text_in(one)
    ]
    titles = [text_in(one) for one in tree.iter("title")]
    heading = text_in(heads[0]) if heads else next(filter(None, titles), "")
    byline = next(filter(None, map(_byline, tree.iter())), "")
    blocks = [" ".join(block.split("\n")) for block in blocks_of(tree)]
    url = ""
    kept = []
    for block in blocks:
        found = _DOWNLOADED.match(block)
        if found:
            url = found[1]
        elif block not in (heading, byline):
            kept.append(block)
    if sum(map(len, kept)) < _LEAST:
        return {}
    return {"heading": heading, "byline": byline, "text": "\n\n".join(kept), "url": url}


def _byline(element: Any) -> str:
    """The text of an element that is marked as the authors, else ""."""
    if not isinstance(element.tag, str):
        return ""
    text = text_in(element) if _AUTHOR.search(element.get("class") or "") else ""
    return text if len(text) < _LONGEST_BYLINE else ""
