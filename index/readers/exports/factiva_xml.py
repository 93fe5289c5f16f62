"""Factiva's XML (``PPSResponse``), thousands of articles in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import cut_elements, local_name
from ..bytes.heads import xml_root
from .blocks import text_in
from .sheet import Sheet

__all__ = ["FactivaXmlReader"]

_FIELDS: Final = {
    "accessionNo": "id",
    "baseLanguage": "language",
    "sourceName": "source",
    "byline": "authors",
    "sectionName": "section",
    "webURL": "url",
}
_ROOTS: Final = ("PPSResponse", "ppsArticleResponse", "ppsarticleResultSet")


class FactivaXmlReader:
    """Articles as Factiva's services deliver them."""

    name = "factiva-xml"
    about = "Factiva exports in XML"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of an answer of Factiva's."""
        return xml_root(head) in _ROOTS

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if there is none, or it is broken.
        """
        number = 0
        for _, article in cut_elements(stream, ("article",), "an export of Factiva"):
            number += 1
            yield Record(f"article {number}", _fields(article))
        if not number:
            raise UnreadableSource("there is no article in it")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Put the fields together."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not an article of Factiva")
        fields = {name: str(value) for name, value in record.content.items()}
        body = fields.pop("body").split("\n\n")
        return Sheet(fields, list(filter(None, body))).draft()


def _fields(article: Any) -> dict[str, object]:
    found: dict[str, str] = {}
    body: list[str] = []
    for part in article:
        name = local_name(part)
        if name in ("leadParagraph", "tailParagraphs"):
            body += filter(None, map(text_in, _paragraphs(part)))
        elif name == "headline":
            found.setdefault("title", " ".join(map(text_in, _paragraphs(part))))
        elif name == "publicationDate":
            found.setdefault("published", text_in(part))
        elif name in _FIELDS and text_in(part):
            found.setdefault(_FIELDS[name], text_in(part))
    if "published" not in found:
        found["published"] = " ".join(
            text_in(part) for part in article if local_name(part) == "modificationDate"
        )
    return {**found, "body": "\n\n".join(body)}


def _paragraphs(part: Any) -> list[Any]:
    return [one for one in part.iter() if local_name(one) == "paragraph"] or [part]
