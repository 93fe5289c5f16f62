"""The formats that can be read, one small module each.

Importing this imports no parser; each reader does when it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from ..errors import UnreadableSource
from .agency.newsml1 import NewsML1Reader
from .agency.newsml_g2 import NewsMLG2Reader
from .agency.ninjs import NinjsReader
from .agency.nitf import NitfReader
from .agency.wire import WireReader
from .bytes.containers import plain_name
from .bytes.encoding import binary_kind
from .corpora.jats import JatsReader
from .corpora.mediawiki import MediaWikiReader
from .corpora.tei import TeiReader
from .corpora.trafilatura import TrafilaturaReader
from .digitised.alto import AltoReader
from .digitised.hocr import HocrReader
from .digitised.mets import MetsReader
from .digitised.ocr_json import OcrJsonReader
from .digitised.page_xml import PageXmlReader
from .documents.docx import DocxReader
from .documents.epub import EpubReader
from .documents.odt import OdtReader
from .documents.pdf import PdfReader
from .documents.rtf import RtfReader
from .documents.xlsx import XlsxReader
from .exports.europresse import EuropresseReader
from .exports.factiva import FactivaReader
from .exports.factiva_xml import FactivaXmlReader
from .exports.lexis import LexisReader
from .exports.proquest import ProQuestReader
from .exports.ris import RisReader
from .feeds.feed import FeedReader
from .feeds.sitemap import SitemapReader
from .feeds.wxr import WxrReader
from .html import HtmlReader
from .json import JsonReader
from .jsonl import JsonLinesReader
from .mail.eml import EmlReader
from .mail.mbox import MboxReader
from .mail.mhtml import MhtmlReader
from .reader import MAX_RECORD_BYTES, Reader
from .refused import list_refusal_of, refusal_of, what_to_do
from .reuters import ReutersReader
from .table import TableReader
from .text import TextReader
from .webarchive.warc import WarcReader

__all__ = [
    "FAMILIES",
    "HEAD_BYTES",
    "MAX_RECORD_BYTES",
    "READERS",
    "Reader",
    "reader_for",
]

HEAD_BYTES: Final = 64 * 2**10
"""How much of a source a reader may see to recognise it."""

_GENERAL: Final = "Text, pages and tables"

FAMILIES: Final[Mapping[str, tuple[Reader, ...]]] = {
    "Databases": (
        ProQuestReader(),
        LexisReader(),
        FactivaReader(),
        FactivaXmlReader(),
        EuropresseReader(),
        RisReader(),
    ),
    "Documents": (
        DocxReader(),
        OdtReader(),
        RtfReader(),
        PdfReader(),
        EpubReader(),
        XlsxReader(),
    ),
    "Mail and saved pages": (MhtmlReader(), MboxReader(), EmlReader()),
    "Agencies": (
        ReutersReader(),
        NitfReader(),
        NewsMLG2Reader(),
        NewsML1Reader(),
        NinjsReader(),
        WireReader(),
    ),
    "Web archives": (WarcReader(),),
    "Digitised newspapers": (
        MetsReader(),
        AltoReader(),
        PageXmlReader(),
        HocrReader(),
        OcrJsonReader(),
    ),
    "Corpora and wikis": (
        TeiReader(),
        JatsReader(),
        MediaWikiReader(),
        TrafilaturaReader(),
    ),
    "Feeds": (WxrReader(), FeedReader(), SitemapReader()),
    _GENERAL: (
        JsonLinesReader(),
        JsonReader(),
        HtmlReader(),
        TableReader(),
        TextReader(),
    ),
}
"""Every reader, in families, in the order in which they are asked.

The most particular come first; those of the last family would take nearly anything,
plain text above all.
"""

READERS: Final[Mapping[str, Reader]] = {
    reader.name: reader for family in FAMILIES.values() for reader in family
}
"""Every reader by the name ``--format`` takes, in the same order."""

_BY_SUFFIX: Final = {
    suffix: reader for reader in READERS.values() for suffix in reader.suffixes
}


def reader_for(file_name: str, head: bytes, format: str | None = None) -> Reader:
    """Return the reader for a source.

    A format that a person names decides; then what a particular reader recognises; then
    a known suffix; then what any reader recognises. Data that is no text is left to the
    readers that recognise it, whatever its suffix.

    Args:
        file_name: its name; the suffix of a container does not count.
        head: its first bytes, :data:`HEAD_BYTES` if it has so many.
        format: a name in :data:`READERS`.

    Raises:
        UnreadableSource: if no reader can read it, if it is something else than
            articles, or there is no such format.
    """
    if format is not None and format not in READERS:
        raise UnreadableSource(
            f"there is no format {format!r}; the formats are {', '.join(READERS)}"
        )
    kind = binary_kind(head)
    if format is not None:
        if not kind or READERS[format].recognises(head):
            return READERS[format]
    elif reader := _found(file_name, head, binary=bool(kind)):
        return reader
    raise UnreadableSource(
        f"it is {kind or 'text of no known format'}; {what_to_do(kind)}"
    )


def _found(file_name: str, head: bytes, *, binary: bool) -> Reader | None:
    """The reader chosen by name and content.

    Raises:
        UnreadableSource: if it is known to be no article.
    """
    general = FAMILIES[_GENERAL]
    for reader in READERS.values():
        if reader not in general and reader.recognises(head):
            return reader
    if refusal := refusal_of(file_name, head):
        raise UnreadableSource(refusal)
    named = _BY_SUFFIX.get(PurePath(plain_name(file_name)).suffix)
    # a table, a page or JSON may be called .txt, and is told by its content
    if named is not None and not binary and named is not general[-1]:
        return named
    found = next((reader for reader in general if reader.recognises(head)), None)
    if found is general[-1] and (refusal := list_refusal_of(head)):
        raise UnreadableSource(refusal)
    return found
