"""Web pages: one article a page, with what the page says about it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from ..cleaning.characters import repair_encoding
from ..cleaning.titles import names_site
from ..errors import UnreadableSource
from ..records import Draft, Problem, ReadOptions, Record
from .bylines import split_authors
from .bytes.codepages import find_code_page, is_misread
from .bytes.encoding import decode, opening
from .bytes.recode import to_utf8
from .bytes.streams import read_whole
from .missed_text import add_missed
from .page_metadata import PageFacts, page_facts
from .surplus_text import (
    remove_pop_ups,
    remove_surplus,
    show_quotations,
    unwrap_words,
)

__all__ = ["CHARSET", "HEAD", "HtmlReader", "decode_page"]

CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*+=\s*+["']?\s*+([\w-]{3,20})""", re.IGNORECASE
)
_WESTERN: Final = frozenset(
    "iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 windows-1252 us-ascii ascii".split()
)
"""Names that programs write without looking; as ``cp1252`` any text can be read."""
HEAD: Final = 4096
"""Bytes of a page in which it names its encoding."""

_HIDDEN: Final = re.compile(
    r"<(script|style|title|template|noscript|svg)\b.*?(?:</\1\s*>|\Z)"
    r"|<!--.*?(?:-->|\Z)|<\?[^>]*+>?",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK: Final = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|section|article|blockquote|title)\b"
    r"[^<>]*>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[a-zA-Z!/?][^<>]*>")

_PAGE: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b", re.IGNORECASE
)

_HEADING: Final = re.compile(r"<(title|h1)\b[^<>]*>([^<]{1,1000})", re.IGNORECASE)

_DATES: Final = {"extensive_search": False, "original_date": True}
"""No year that the text happens to name is taken for the date."""

_LONGEST_PAGE: Final = 3 * 2**20
"""Characters that are parsed as a page; an article's own are far fewer."""

_MOST_HEADINGS: Final = 5
_TITLE_PARTS: Final = re.compile(r"\s[-–—|·:]\s")

_SHORT: Final = 200
"""Characters below which an extraction is tried again less strictly."""


class HtmlReader:
    """A page saved from the web."""

    name = "html"
    about = "web pages, one article a page"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether there is a tag of web pages near its beginning."""
        text = opening(head)
        return text.startswith("<") and _PAGE.search(text) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The whole page."""
        yield Record("", read_whole(stream))

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Find the article on the page, and what the page says about it."""
        match record.content:
            case bytes(data):
                page = decode_page(data)
            case str(page):
                pass
            case _:
                raise UnreadableSource("not a web page")
        page = repair_encoding(page[:_LONGEST_PAGE].replace("\0", ""))
        tree = _tree(page)
        facts = PageFacts()
        if tree is not None:
            facts = page_facts(tree)
            remove_pop_ups(tree)
            show_quotations(tree)
            unwrap_words(tree)
        return _draft(page, tree, facts)


def _draft(page: str, tree: Any, facts: PageFacts) -> Draft:
    """The article; what the page declares wins over what is guessed.

    Raises:
        UnreadableSource: if there is no text on the page.
    """
    found = _extracted(tree, facts.url) if tree is not None else None
    text = _completed(tree, found.text) if found else ""
    body = _paragraphs(text) or facts.body or _all_text(page)
    if not body.strip():
        raise UnreadableSource("no article text found")
    guessed = (found.date or "") if found else ""
    guessed = "" if guessed in facts.other_days else guessed
    return Draft(
        title=_title(page, tree, facts, (found.title or "") if found else ""),
        body=body,
        url=facts.url,
        source=facts.site or ((found.sitename or "") if found else ""),
        section=facts.section,
        language=facts.language,
        authors=facts.authors or split_authors((found.author or "") if found else ""),
        published=facts.published or facts.shown_date or guessed,
        published_origin="metadata" if facts.published else "text",
    )


def _title(page: str, tree: Any, facts: PageFacts, guessed: str) -> str:
    """What the page declares, its heading, or a guess; a site's name is no title."""
    headings = [] if tree is None else list(islice(tree.iter("h1"), _MOST_HEADINGS))
    shown = [" ".join("".join(h.itertext()).split()) for h in headings]
    if tree is not None and not facts.title:
        shown = _without_logo(tree, shown)
    for title in (facts.title, *shown, guessed):
        if title and not names_site(title, facts.site, facts.url):
            return title
    return guessed or _first_heading(page)


def _without_logo(tree: Any, shown: list[str]) -> list[str]:
    """The headings of a page; where the first is its site's name, the next kind's.

    That is so where the page is called "A vote in town - The Gazette", and what is the
    longer of the two is a heading of the second order.
    """
    name = next(
        (" ".join("".join(t.itertext()).split()) for t in tree.iter("title")), ""
    )
    parts = [part.strip() for part in _TITLE_PARTS.split(name)]
    if len(parts) < 2 or not shown or shown[0] not in parts:
        return shown
    second = (" ".join("".join(h.itertext()).split()) for h in tree.iter("h2"))
    told = next((heading for heading in islice(second, 20) if heading in parts), "")
    is_longer = len(told.split()) > len(shown[0].split())
    return [told, *shown] if is_longer else shown


def _completed(tree: Any, text: str) -> str:
    """An extraction with what it missed and without what is not the article's."""
    return add_missed(tree, remove_surplus(tree, text))


def _paragraphs(text: str | None) -> str:
    """trafilatura's text, a line a block, as paragraphs apart."""
    return "\n\n".join((text or "").split("\n"))


def _extracted(tree: Any, url: str) -> Any:
    """What trafilatura finds, a Document, or ``None``.

    Strictly first, which keeps "read also" lists out; a text that is very
    short then is looked for once more.
    """
    from trafilatura.core import bare_extraction

    document: Any = None
    found: Any
    for strict in (True, False):
        try:
            found = bare_extraction(
                tree,
                url=url or None,
                include_comments=False,
                favor_precision=strict,
                with_metadata=True,
                date_extraction_params=_DATES,
            )
        except Exception:  # of many kinds on broken pages; there is a fallback
            found = None
        if found is not None and found.text:
            if document is None or len(found.text) > 3 * len(document.text):
                document = found
            if len(found.text) >= _SHORT:
                break
    return document


def _tree(page: str) -> Any:
    """The parsed page, or ``None`` where there is nothing to parse.

    Comments and processing instructions are left out: whoever walks through a
    paragraph takes one for the paragraph's end.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True
    )
    try:
        return lxml_html.document_fromstring(to_utf8(page), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def decode_page(data: bytes) -> str:
    """Return the text of a page, in the encoding it names if that is true."""
    found = CHARSET.search(data, 0, HEAD)
    name = found[1].decode("ascii", "ignore").lower() if found else "utf-8"
    # pages that say latin-1 mean cp1252, as every browser knows
    name = "cp1252" if name in _WESTERN else name
    if name.replace("-", "") in ("utf8", "utf16", "utf32"):
        return decode(data)
    try:
        if data.isascii():
            return decode(data)
        return data.decode()  # many a page names another encoding and is UTF-8
    except UnicodeDecodeError:
        pass
    try:
        page = data.decode(name)
    except (UnicodeError, LookupError):
        return decode(data)
    if name == "cp1252" and (better := find_code_page(data)):
        return data.decode(better, "replace")  # every text can be read as Western
    return decode(data) if is_misread(page) else page


def _all_text(page: str) -> str:
    """Every visible text of a page, for those too simple or too broken."""
    text = _HIDDEN.sub(_replace_hidden, page)
    text = _TAG.sub("", _BLOCK.sub("\n\n", text))
    return html.unescape(text).strip()


def _replace_hidden(found: re.Match[str]) -> str:
    """An element that is not shown parts two words, a comment does not."""
    return " " if found[1] else ""


def _first_heading(page: str) -> str:
    found = _HEADING.search(page)
    return " ".join(html.unescape(found[2]).split()) if found else ""
