"""TEI: texts of scholars' corpora, digitised papers, and what trafilatura writes.

What a text was published in stands in the description of its source; the publisher of
the file itself is often a library. A text with several articles gives each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..agency.blocks import line_of, paragraphs_of, text_at
from ..bytes.elements import as_bytes, cut_elements, local_name, parsed
from ..bytes.heads import xml_root
from ..bytes.trees import all_named, attribute, child, children, descend, first_named

__all__ = ["TeiReader"]

_ROOTS: Final = ("TEI", "TEI.2")
_ARTICLE: Final = re.compile(
    r"(?:j|news|press)?[-_. ]?(?:article|item|artikel|articulo|articolo|artigo)s?"
    r"|news|stor(?:y|ies)|entry|report"
)
"""Types of divisions that are an article each."""

_PART: Final = "dateline-part"
"""An attribute of a division that is one of several articles."""

_NOT_TEXT: Final = frozenset(
    (
        *("note", "fw", "figdesc", "figure", "teiheader", "del", "gap", "graphic"),
        *("front", "back", "listbibl", "index", "comments"),
    )
)
_BLOCKS: Final = frozenset(
    (
        *("head", "p", "ab", "item", "l", "lg", "sp", "quote", "row", "opener"),
        *("closer", "trailer", "list", "div", "div1", "div2", "div3", "byline"),
        *("dateline", "epigraph", "argument", "stage", "floatingtext"),
    )
)
_BREAKS: Final = ("lb", "pb", "cb", "milestone")
_HYPHENS: Final = "-¬⸗\u00ad"
_PREFERRED: Final = ("corr", "reg", "expan")
_OTHERS: Final = ("sic", "orig", "abbr")
_COMMENTS: Final = ("comments", "comment")


class TeiReader:
    """Texts in TEI, alone or in a corpus."""

    name = "tei"
    about = "TEI, texts of corpora and editions"
    suffixes: tuple[str, ...] = (".tei",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of TEI."""
        return xml_root(head) in (*_ROOTS, "teiCorpus", "teiCorpus.2")

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the texts, and those of several articles into these.

        Raises:
            UnreadableSource: if the XML is broken or has no text.
        """
        number = 0
        for _, element in cut_elements(stream, _ROOTS, "a TEI document"):
            for text in _texts(element):
                number += 1
                yield Record(f"text {number}", text)
        if not number:
            raise UnreadableSource("a TEI document without a text")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take a text and its header apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not a text of TEI")
        return _draft(parsed(record.content))


def _texts(element: Any) -> Iterator[bytes]:
    """A text as it is, or each of its articles with the header of all."""
    header = child(element, "teiHeader")
    head = as_bytes(header) if header is not None else b""
    whole = child(element, "text")
    if child(whole, "group") is not None:
        for body in [*all_named(whole, "body")]:
            body.tag = "div"
            body.set("type", "article")
    divisions = [div for div in all_named(whole, "div") if _is_article(div)]
    outer = [d for d in divisions if not any(map(_is_article, d.iterancestors()))]
    if len(outer) < 2:
        if whole is not None and first_named(element, "body") is not None:
            yield as_bytes(element)
        return
    for div in outer:
        div.set(_PART, "yes")
        yield b"<TEI>%s<text><body>%s</body></text></TEI>" % (head, as_bytes(div))


def _is_article(element: Any) -> bool:
    kind = attribute(element, "type").lower()
    return local_name(element) == "div" and _ARTICLE.fullmatch(kind) is not None


def _draft(tei: Any) -> Draft:
    header = child(tei, "teiHeader")
    file = child(header, "fileDesc")
    source = child(file, "sourceDesc")
    text = child(tei, "text")
    body = first_named(text, "body")
    if body is None:
        raise UnreadableSource("a TEI document without a text")
    parts = [d for d in all_named(body, "div") if _is_article(d)]
    one = parts[0] if len(parts) == 1 else None
    return Draft(
        title=_title(file, source, one),
        body=_body(body),
        url=_url(header),
        source=_publication(file, source),
        section=_section(header),
        language=_language(tei, header, one),
        source_id=_identifier(tei, file, one),
        authors=tuple(_authors(file, source, one)),
        published=_published(header, file, source, one),
    )


def _title(file: Any, source: Any, part: Any) -> str:
    """The heading of an article in a paper, else the title of the text."""
    analytic = descend(source, "biblStruct/analytic")
    titles = [
        *children(analytic, "title"),
        *children(child(file, "titleStmt"), "title"),
    ]
    main = [t for t in titles if attribute(t, "type") in ("", "main")] or titles
    told = line_of(main[0]) if main else ""
    heading = line_of(first_named(part, "head")) if part is not None else ""
    if heading and _PART in part.attrib:
        return heading  # the title is that of the whole issue
    return told or heading


def _body(body: Any) -> str:
    for division in [*all_named(body, "div")]:
        if attribute(division, "type").lower() in _COMMENTS:
            division.getparent().remove(division)
    _join_lines(body)
    return paragraphs_of(body, _NOT_TEXT, _BLOCKS)


def _join_lines(body: Any) -> None:
    """Put what a line of print parts together, and choose the corrected readings."""
    for element in [*body.iter()]:
        name = local_name(element)
        if name == "choice":
            kinds = [local_name(inner) for inner in element]
            if any(kind in _PREFERRED for kind in kinds):
                for inner in [i for i in element if local_name(i) in _OTHERS]:
                    element.remove(inner)
        elif name == "quote" and local_name(element.getparent()) == "p":
            element.tag = "seg"  # within a sentence
        elif name in _BREAKS:
            if attribute(element, "break") == "no":
                _strip_hyphen(element)
                element.tail = (element.tail or "").lstrip()
            elif name == "lb":
                element.tail = f" {element.tail or ''}"


def _strip_hyphen(element: Any) -> None:
    """Take the hyphen away that stands before a break within a word."""
    previous = element.getprevious()
    if previous is not None:
        text = (previous.tail or "").rstrip()
        previous.tail = text.rstrip(_HYPHENS)
    else:
        parent = element.getparent()
        parent.text = (parent.text or "").rstrip().rstrip(_HYPHENS)


def _publication(file: Any, source: Any) -> str:
    """The paper a text is from, else who published the file."""
    full = child(source, "biblFull")
    monograph = descend(source, "biblStruct/monogr")
    titles = [t for t in children(monograph, "title") if attribute(t, "level") != "a"]
    bibl = child(source, "bibl")
    journal = next(
        (t for t in all_named(source, "title") if attribute(t, "level") in ("j", "s")),
        None,
    )
    return (
        (line_of(titles[0]) if titles else "")
        or line_of(journal)
        or text_at(full, "publicationStmt/publisher")
        or text_at(bibl, "publisher")
        or text_at(monograph, "imprint/publisher")
        or text_at(file, "publicationStmt/publisher")
        or text_at(file, "publicationStmt/authority")
    )


def _published(header: Any, file: Any, source: Any, part: Any) -> str:
    """The date of the source before that of the file."""
    places = [
        first_named(part, "docDate"),
        child(source, "biblFull"),
        descend(source, "biblStruct/monogr/imprint"),
        child(source, "biblStruct"),
        child(source, "bibl"),
        descend(header, "profileDesc/creation"),
        source,
        child(file, "publicationStmt"),
    ]
    for place in places:
        for date in all_named(place, "date") if place is not None else ():
            for name in ("when", "when-iso", "notBefore", "from", "value"):
                if written := attribute(date, name):
                    return written
            if written := line_of(date):
                return written
    return ""


def _authors(file: Any, source: Any, part: Any) -> Iterator[str]:
    """Those of the article, else of the text."""
    analytic = descend(source, "biblStruct/analytic")
    for place in (part, analytic, child(file, "titleStmt")):
        found = [
            name
            for author in all_named(
                place, "author" if place is not part else "docAuthor"
            )
            if (name := _name(author))
        ]
        if found:
            yield from dict.fromkeys(found)
            return
    if part is not None and (line := line_of(first_named(part, "byline"))):
        yield line


def _name(author: Any) -> str:
    """A person's name, given names first."""
    for holder in (first_named(author, "persName"), author):
        if holder is None:
            continue
        parts = [
            line_of(part)
            for kind in ("forename", "nameLink", "surname")
            for part in children(holder, kind)
        ]
        if parts:
            return " ".join(parts)
        if holder is not author:
            return line_of(holder)
    return line_of(author)


def _url(header: Any) -> str:
    for pointer in all_named(header, "ptr"):
        target = attribute(pointer, "target")
        if target.startswith("http"):
            return target
    return next((i for i in _identifiers(header) if i.startswith("http")), "")


def _identifiers(place: Any) -> Iterator[str]:
    for element in all_named(place, "idno"):
        if told := line_of(element):
            yield told


def _identifier(tei: Any, file: Any, part: Any) -> str:
    inner = attribute(part, "id") if part is not None else ""
    outer = attribute(tei, "id") or next(_identifiers(file), "")
    return f"{outer}/{inner}" if outer and inner else inner or outer


def _language(tei: Any, header: Any, part: Any) -> str:
    for element in (part, child(tei, "text"), tei):
        if element is not None and (told := attribute(element, "lang")):
            return told
    used = first_named(child(header, "profileDesc"), "language")
    return "" if used is None else attribute(used, "ident") or line_of(used)


def _section(header: Any) -> str:
    for term in all_named(child(header, "profileDesc"), "term"):
        if attribute(term, "type").startswith(("categor", "section")):
            return line_of(term)
    return ""
