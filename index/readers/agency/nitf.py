"""NITF, the News Industry Text Format of the IPTC: one article a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Edition, Problem, ReadOptions, Record
from ..bylines import split_authors
from ..bytes.elements import as_bytes, cut_elements, local_name, parsed
from ..bytes.heads import xml_root
from ..bytes.trees import all_named, first_named
from .blocks import line_of, paragraphs_of
from .edition import edition_of

__all__ = ["Nitf", "NitfReader", "nitf_of"]

_TAGS: Final = re.compile(r"</?(?:p|br|div|span|b|i|em|strong|a|h\d|ul|li)\b[^<>]*>")
_SUBHEADS: Final = frozenset(("hl1", "hl2"))
_WHOLE: Final = "full_text"
"""The class of a block that has the whole text, which other blocks repeat in part."""
_LANGUAGES: Final = frozenset(("lang", "baselang"))
_NUMBERED: Final = re.compile(r"[-_.:]\d+")
"""What some add to the id of an article for each of its versions."""
_NORMALISED: Final = "normalized_byline"
_NOT_READERS: Final = frozenset(("npa", "pa"))
"""Types of notes that are for editors."""


class NitfReader:
    """A document in NITF."""

    name = "nitf"
    about = "NITF, articles of news agencies and papers"
    suffixes: tuple[str, ...] = (".nitf",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of NITF."""
        return xml_root(head).lower() == "nitf"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """The whole document.

        Raises:
            UnreadableSource: if the XML is broken.
        """
        found = False
        for _, element in cut_elements(stream, ("nitf", "NITF"), "an NITF document"):
            found = True
            yield Record("", as_bytes(element))
        if not found:
            raise UnreadableSource("no <nitf> in it")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take the document apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not an NITF document")
        found = nitf_of(parsed(record.content))
        return Draft(
            title=found.title or found.head_title,
            body=found.body,
            url=found.url,
            source=found.source,
            section=found.section,
            language=found.language,
            source_id=found.id,
            authors=found.authors,
            published=found.published,
            markup=found.markup,
            edition=found.edition,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Nitf:
    """What an NITF document says, by itself or within another format.

    Attributes:
        title: its headline.
        head_title: the title in its head, often a slug or cut short.
        markup: whether the body holds HTML as text.
    """

    title: str
    head_title: str
    body: str
    url: str
    source: str
    section: str
    language: str
    id: str
    authors: tuple[str, ...]
    published: str
    markup: bool
    edition: Edition


def nitf_of(root: Any) -> Nitf:
    """Take a ``nitf`` element apart; names count without their namespace."""
    head = first_named(root, "docdata")
    publication = first_named(root, "pubdata")
    source = _source(root, head, publication)
    number = _attribute(head, "doc-id", "id-string")
    body, markup = _body(root)
    return Nitf(
        title=_title(root),
        head_title=_head_title(root),
        body=body,
        url=_url(root, publication),
        source=source,
        section=_section(root, publication),
        language=_language(root),
        id=number,
        authors=_authors(root),
        published=_published(root, head, publication),
        markup=markup,
        edition=edition_of(
            _guid(head, number, source),
            number=_attribute(head, "du-key", "version"),
            revised=_attribute(head, "date.issue", "norm"),
            status=(head.get("management-status") or "") if head is not None else "",
            embargo=_attribute(head, "date.release", "norm"),
        ),
    )


def _guid(head: Any, number: str, source: str) -> str:
    """The id that all versions share, in what else its publisher calls so."""
    if not number:
        return ""
    key = _attribute(head, "du-key", "key")
    if key and number.startswith(key) and _NUMBERED.fullmatch(number, len(key)):
        number = key
    publisher = _attribute(head, "doc-id", "regsrc") or source
    return f"nitf:{publisher}:{number}".lower()


def _attribute(element: Any, name: str, attribute: str) -> str:
    """An attribute of the first element of a name that has it."""
    for inner in all_named(element, name):
        if value := (inner.get(attribute) or "").strip():
            return str(value)
    return ""


def _title(root: Any) -> str:
    heading = first_named(root, "hedline")
    for name in ("hl1", "hl2"):
        if title := line_of(first_named(heading, name)):
            return title
    return line_of(heading)


def _head_title(root: Any) -> str:
    return line_of(first_named(first_named(root, "head"), "title"))


def _source(root: Any, head: Any, publication: Any) -> str:
    name = (publication.get("name") or "") if publication is not None else ""
    return (
        _attribute(head, "doc.copyright", "holder")
        or line_of(first_named(root, "distributor"))
        or name.strip()
        or line_of(first_named(root, "copyrite.holder"))
        or _attribute(head, "from-src", "src-name")
    )


def _section(root: Any, publication: Any) -> str:
    if publication is not None:
        for attribute in ("position.section", "position.section-name"):
            if section := (publication.get(attribute) or "").strip():
                return str(section)
    metas = _metas(root)
    for name in ("section", "online_sections", "print_section_name", "dsk"):
        if name in metas:
            return metas[name]
    if found := _attribute(root, "tobject.subject", "tobject.subject.type"):
        return found
    kind = _attribute(root, "tobject", "tobject.type")
    return "" if kind.lower() in ("news", "text") else kind


def _metas(root: Any) -> dict[str, str]:
    """What the document's head says in ``meta`` elements, by names in lower case."""
    found: dict[str, str] = {}
    for meta in all_named(first_named(root, "head"), "meta"):
        name, content = meta.get("name") or "", (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _url(root: Any, publication: Any) -> str:
    metas = _metas(root)
    given = (publication.get("ex-ref") or "") if publication is not None else ""
    wanted = [given, *(metas.get(n, "") for n in ("url", "canonical", "link", "web"))]
    return next((url for url in wanted if url.startswith(("http://", "https://"))), "")


def _language(root: Any) -> str:
    for element in root.iter():
        if local_name(element) in ("nitf", "NITF", "body", "body.content", "block"):
            for name, value in element.attrib.items():
                if name.rpartition("}")[2] in _LANGUAGES and value.strip():
                    return str(value).strip()
    metas = _metas(root)
    return metas.get("language") or metas.get("lang") or ""


def _published(root: Any, head: Any, publication: Any) -> str:
    """The date it was issued, else that of the story, of the paper, of its release."""
    found = _attribute(head, "date.issue", "norm")
    story = first_named(first_named(root, "dateline"), "story.date")
    if not found and story is not None:
        found = (story.get("norm") or "").strip() or line_of(story)
    if not found and publication is not None:
        found = (publication.get("date.publication") or "").strip()
    return found or _attribute(head, "date.release", "norm")


def _authors(root: Any) -> tuple[str, ...]:
    bylines = list(all_named(root, "byline"))
    printed = [b for b in bylines if b.get("class") != _NORMALISED] or bylines
    found: dict[str, None] = {}
    for byline in printed:
        people = [line_of(person) for person in all_named(byline, "person")]
        told = [p for p in people if p] or [line_of(byline, ("byttl", "location"))]
        for line in told:
            found.update(dict.fromkeys(split_authors(line.strip(" ,"))))
    return tuple(found)


def _body(root: Any) -> tuple[str, bool]:
    """The text, and whether it has markup written as text."""
    texts = []
    for content in all_named(root, "body.content"):
        whole = [b for b in all_named(content, "block") if b.get("class") == _WHOLE]
        for part in whole or [content]:
            _drop_notes(part)
            texts.append(paragraphs_of(part))
    if not texts:
        texts = [_without_content(root)]
    text = "\n\n".join(filter(None, texts))
    return text, _TAGS.search(text) is not None


def _drop_notes(content: Any) -> None:
    """Take out what is for editors, and a subtitle before the text."""
    for note in list(all_named(content, "note")):
        if note.get("type") in _NOT_READERS:
            note.clear(keep_tail=True)
    for element in list(content.iter()):
        name = local_name(element)
        if name == "p" and line_of(element):
            return
        if name in _SUBHEADS:
            element.clear(keep_tail=True)


def _without_content(root: Any) -> str:
    """The text of a body that has no ``body.content``."""
    body = first_named(root, "body")
    return paragraphs_of(body) if body is not None else ""
