"""NewsML 1 of the IPTC (1.0 to 1.2): news items of components, one article each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Edition, Problem, ReadOptions, Record
from ..bylines import split_authors
from ..bytes.elements import as_bytes, cut_elements, local_name, parsed
from ..bytes.encoding import opening
from ..bytes.heads import xml_root
from ..bytes.trees import all_named, child, first_named
from .blocks import line_of
from .contents import Content, best_of, content_of
from .edition import edition_of

__all__ = ["NewsML1Reader"]

_NOT_ARTICLES: Final = frozenset(
    (
        *("caption", "abstract", "summary", "headline", "teaser", "photo", "graphic"),
        *("image", "picture", "video", "audio", "logo", "thumbnail", "preview"),
        *("quicklook", "hires", "keywords"),
    )
)
"""Roles of components whose text is not that of the article."""
_MAIN: Final = frozenset(("main", "maintext", "story", "body", "text", "bodytext"))
_CODE: Final = re.compile(r"[\d:.-]+")


class NewsML1Reader:
    """News items of NewsML 1."""

    name = "newsml1"
    about = "NewsML 1, news items of agencies"
    suffixes: tuple[str, ...] = (".newsml",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of NewsML 1."""
        if xml_root(head) in ("NewsML", "NewsItem", "NewsEnvelope"):
            return True
        text = opening(head)
        return text.startswith("<") and "<NewsML" in text

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the news items that have a text.

        Raises:
            UnreadableSource: if the XML is broken, or no item has a text.
        """
        number = 0
        for _, element in cut_elements(stream, ("NewsItem",), "a NewsML document"):
            if not _is_article(element):
                continue
            number += 1
            yield Record(f"item {number}", as_bytes(element))
        if not number:
            raise UnreadableSource("no item of NewsML in it has a text")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take a news item apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not an item of NewsML")
        return _draft(parsed(record.content))


def _is_article(item: Any) -> bool:
    """Whether an item has a text, or takes away one that had."""
    status = _formal(first_named(item, "Status")).lower()
    gone = status not in ("", "usable")
    return gone or any(line_of(data) for data in _data_of(item))


def _draft(item: Any) -> Draft:
    content = _content(item)
    nitf = content.nitf
    return Draft(
        title=_said(item, "HeadLine")
        or content.title
        or _said(item, "NameLabel")
        or _said(item, "SlugLine"),
        body=content.text,
        url=nitf.url if nitf else "",
        source=_source(item) or (nitf.source if nitf else ""),
        section=(nitf.section if nitf else "") or _section(item),
        language=_language(item) or (nitf.language if nitf else ""),
        source_id=_said(item, "PublicIdentifier") or _said(item, "NewsItemId"),
        authors=_authors(item) or (nitf.authors if nitf else ()),
        published=_published(item) or (nitf.published if nitf else ""),
        markup=content.markup,
        edition=_edition(item),
    )


def _said(item: Any, name: str) -> str:
    """The first text of an element of a name."""
    return next(filter(None, map(line_of, all_named(item, name))), "")


def _formal(element: Any) -> str:
    """The formal name of an element, or what it says."""
    if element is None:
        return ""
    return str(element.get("FormalName") or line_of(element)).strip()


def _party(item: Any, name: str) -> str:
    """The party named in an element such as ``Provider``."""
    for element in all_named(item, name):
        for party in all_named(element, "Party"):
            if found := _formal(party):
                return found
        if found := line_of(element):
            return found
    return ""


def _source(item: Any) -> str:
    holder = _said(item, "CopyrightHolder")
    credit = _said(item, "CreditLine")
    return _party(item, "Provider") or _party(item, "Source") or holder or credit


def _language(item: Any) -> str:
    if found := _formal(first_named(item, "Language")):
        return found
    for element in item.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "lang" and value.strip():
                return str(value).strip()
    return ""


def _section(item: Any) -> str:
    """The name of the first subject that has one, not only a code."""
    for element in all_named(item, "SubjectCode"):
        for subject in element:
            name = _formal(subject)
            if name and not _CODE.fullmatch(name):
                return name
    return ""


def _authors(item: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in all_named(item, "ByLine"):
        found.update(dict.fromkeys(split_authors(line_of(line))))
    return tuple(found)


def _published(item: Any) -> str:
    for name in ("FirstCreated", "ThisRevisionCreated", "DateId", "DateAndTime"):
        if written := _said(item, name):
            return written
    return ""


def _edition(item: Any) -> Edition:
    parts = [_said(item, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    guid = "urn:newsml:" + ":".join(parts) if parts[2] else ""
    status = _formal(first_named(item, "Status"))
    embargo: str | None = ""
    if status.lower() == "embargoed":
        change = first_named(item, "StatusWillChange")
        embargo = line_of(first_named(change, "DateAndTime")) or None
    return edition_of(
        guid,
        number=_said(item, "RevisionId"),
        revised=_said(item, "ThisRevisionCreated"),
        status=status,
        embargo=embargo,
    )


def _data_of(item: Any) -> Iterator[Any]:
    """The contents of text of an item: those of a main component, if one is said so."""
    found = []
    for data in all_named(item, "DataContent"):
        kind = _kind_of(data)
        roles = set(_roles(data))
        if kind in ("", "text", "complexdata") and not roles & _NOT_ARTICLES:
            found.append((bool(roles & _MAIN), data))
    main = any(is_main for is_main, _ in found)
    yield from (data for is_main, data in found if is_main or not main)


def _kind_of(data: Any) -> str:
    """The type of medium that the content is of, in lower case; "" if none is said."""
    holder = data.getparent()
    if holder is None or local_name(holder) != "ContentItem":
        return ""
    return _formal(child(holder, "MediaType")).lower()


def _roles(data: Any) -> Iterator[str]:
    """The roles of the components that a content is in."""
    for holder in data.iterancestors():
        role = _formal(child(holder, "Role")).lower()
        if role:
            yield role.replace(" ", "")


def _content(item: Any) -> Content:
    """The text: the best of equivalent ones, else all of them, one after another."""
    data = list(_data_of(item))
    contents = [content_of(element) for element in data]
    equivalent = any(
        (component.get("EquivalentsList") or "").lower() == "yes"
        for element in data
        for component in element.iterancestors()
    )
    best = best_of(contents)
    if equivalent or len(contents) < 2:
        return best
    others = [c for c in contents if c.text and c.text not in best.text]
    if len(others) < 2 or len({c.markup for c in others}) > 1:
        return best
    text = "\n\n".join(content.text for content in others)
    return Content(text, best.markup, best.rank, best.title, best.nitf)
