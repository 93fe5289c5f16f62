"""The XML that trafilatura writes: a page's text, and its facts as attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..agency.blocks import paragraphs_of
from ..bylines import split_authors
from ..bytes.elements import as_bytes, cut_elements, parsed
from ..bytes.heads import local_root
from ..bytes.trees import attribute, child

__all__ = ["TrafilaturaReader"]

_SIGNS: Final = ("fingerprint=", "sitename=", "hostname=", "excerpt=", "source=")
_BLOCKS: Final = frozenset(
    "head p item list quote row table code figure ab div section lb".split()
)
_NOT_TEXT: Final = frozenset(("comments", "graphic"))


class TrafilaturaReader:
    """Pages as trafilatura saved them in XML."""

    name = "trafilatura"
    about = "XML of trafilatura, texts of web pages"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is ``doc`` with facts of a page."""
        name, attributes = local_root(head)
        return name == "doc" and sum(sign in attributes for sign in _SIGNS) > 1

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the pages.

        Raises:
            UnreadableSource: if the XML is broken.
        """
        pages = cut_elements(stream, ("doc",), "trafilatura's XML")
        for number, (_, element) in enumerate(pages, start=1):
            yield Record(f"page {number}", as_bytes(element))

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take a page apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not a page of trafilatura")
        return _draft(parsed(record.content))


def _draft(doc: Any) -> Draft:
    main = child(doc, "main")
    if main is None:
        main = doc
    for line in [*main.iter("lb")]:
        line.tag = "br"
    return Draft(
        title=attribute(doc, "title"),
        body=paragraphs_of(main, _NOT_TEXT, _BLOCKS),
        url=attribute(doc, "source") or attribute(doc, "url"),
        source=attribute(doc, "sitename") or attribute(doc, "hostname"),
        section=attribute(doc, "categories").partition(";")[0],
        language=attribute(doc, "language"),
        source_id=attribute(doc, "id") or attribute(doc, "fingerprint"),
        authors=split_authors(attribute(doc, "author")),
        published=attribute(doc, "date"),
    )
