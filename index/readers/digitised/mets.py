"""METS, which says which blocks of which pages in ALTO are an article.

The pages are files next to the METS document; their own reader leaves them to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Edition, Problem, ReadOptions, Record
from ..bytes.elements import cut_elements, parsed
from ..bytes.heads import xml_root
from ..bytes.streams import read_whole
from .alto import block_of
from .beside import Neighbour, file_beside, has_neighbours
from .lines import day_in_name
from .structure import Area, MetsArticle, articles_of

__all__ = ["MetsReader"]

_PAGES_KEPT: Final = 16

Page = Mapping[str, str]


class MetsReader:
    """The articles of an issue, told by METS."""

    name = "mets"
    about = "METS with ALTO, articles of digitised newspapers"
    suffixes: tuple[str, ...] = (".mets",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of METS."""
        return xml_root(head).lower() == "mets"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Put the articles together from the blocks of the pages.

        Raises:
            UnreadableSource: if it tells of no article, or is where the pages cannot
                be looked up.
        """
        articles = articles_of(parsed(read_whole(stream)))
        if not articles:
            raise UnreadableSource(
                "METS that tells of no article; the pages are read for themselves"
            )
        if not has_neighbours(options):
            raise UnreadableSource(
                "METS in an archive that is no ZIP, or in another archive, where its "
                "pages cannot be looked up: unpack it to have its articles; its pages "
                "are read for themselves"
            )
        for number, article in enumerate(articles, start=1):
            yield _record(f"article {number}", article, options)

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take what was put together apart."""
        content = record.content
        if not isinstance(content, Mapping):
            raise UnreadableSource("not an article of METS")
        told = {name: str(content[name]) for name in content if name != "authors"}
        authors: Any = content["authors"]
        return Draft(
            title=told["title"],
            body=told["body"],
            url=told["url"],
            source=told["source"],
            section=told["section"],
            language=told["language"],
            source_id=told["id"],
            authors=tuple(authors),
            published=told["published"] or day_in_name(options.file_name),
            published_origin="metadata" if told["published"] else "text",
            edition=Edition(guid=told["guid"]),
        )


def _record(
    position: str, article: MetsArticle, options: ReadOptions
) -> Record | Problem:
    try:
        heading = _text(article.heading, options)
        body = _text(article.areas, options)
    except UnreadableSource as error:
        return Problem(position, error.reason)
    if not body and not heading:
        return Problem(position, "the pages have no text where it should be")
    return Record(
        position,
        {
            "title": article.title or " ".join(heading.split()),
            "body": body or heading,
            "url": article.url,
            "source": article.source,
            "section": article.section,
            "language": article.language,
            "id": article.id,
            "guid": article.guid,
            "authors": list(article.authors),
            "published": article.published,
        },
    )


def _text(areas: tuple[Area, ...], options: ReadOptions) -> str:
    """The text of some blocks, in their order, each once."""
    texts: dict[tuple[str, str], str] = {}
    for area in areas:
        beside = file_beside(options, area.file)
        if beside is None:
            raise UnreadableSource(f"there is no page {area.file[:100]!r} next to it")
        page = _page(beside)
        if area.block:
            texts.setdefault((area.file, area.block), page.get(area.block, ""))
        else:
            texts.setdefault((area.file, ""), "\n\n".join(page.values()))
    return "\n\n".join(filter(None, texts.values()))


@lru_cache(maxsize=_PAGES_KEPT)
def _page(file: Neighbour) -> Page:
    """The texts of a page by the ids of its blocks, and of what holds several."""
    found: dict[str, str] = {}
    named = ("TextBlock", "ComposedBlock")
    with file.opened() as stream:
        inner: list[str] = []
        for name, element in cut_elements(stream, named, f"the page {file.name}"):
            if name == "TextBlock":
                block = block_of(element)
                found[block.id] = block.text
                inner.append(block.id)
            else:
                parts = (found.get(one, "") for one in inner)
                found[element.get("ID") or ""] = "\n\n".join(filter(None, parts))
                inner = []
    return found
