"""NewsML-G2 of the IPTC: messages of items, of which those of text are articles."""

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
from ..bytes.trees import all_named, attribute, children, first_named
from .blocks import line_of
from .contents import Content, best_of, content_of
from .edition import edition_of, holder_in

__all__ = ["NewsMLG2Reader"]

_OTHERS: Final = {
    "packageItem": "a package",
    "planningItem": "a plan",
    "conceptItem": "a concept of a vocabulary",
    "knowledgeItem": "a vocabulary",
    "catalogItem": "a catalogue of vocabularies",
}
"""Items that are no articles, and what they are."""

_ROOTS: Final = frozenset(("newsMessage", "newsItem", *_OTHERS))
_NAMESPACE: Final = "iptc.org/std/nar/"
_TEXT: Final = frozenset(("text", "composite", ""))
"""Classes of items that may be articles, without their scheme."""

_SUBJECTS: Final = frozenset(("", "abstract", "department", "category", "ressort"))
"""Types of subjects that may be the section, without their scheme."""
_SECTIONS: Final = frozenset(("department", "category", "ressort"))
"""Types that name the section itself, and come before what an article is about."""
_LOGIN: Final = re.compile(r"[a-z0-9]+[._-][a-z0-9._-]+")
"""How a person is called by an editing system: ``teller.ann``."""
_WEB: Final = frozenset(("alternate", "canonical", "web", "webversion", "website"))
"""Relations of a link that leads to the article, without their scheme."""


class NewsMLG2Reader:
    """Items of NewsML-G2, alone or in messages."""

    name = "newsml-g2"
    about = "NewsML-G2, items of text of news agencies"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is of NewsML-G2, or it holds one."""
        if xml_root(head) in _ROOTS:
            return True
        text = opening(head)
        return text.startswith("<") and _NAMESPACE in text and "newsItem" in text

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the items of text; others are no articles, and left out.

        Raises:
            UnreadableSource: if the XML is broken, or no item is an article.
        """
        number = 0
        others: dict[str, None] = {}
        names = ("newsItem", *_OTHERS)
        for name, element in cut_elements(stream, names, "a NewsML-G2 document"):
            what = _OTHERS.get(name) or _other_than_text(element)
            if what:
                others[what] = None
                continue
            number += 1
            alone = element.getparent() is None
            yield Record("" if alone else f"item {number}", as_bytes(element))
        if not number:
            what = " and ".join(others) or "no item"
            raise UnreadableSource(f"there is {what} of NewsML-G2 in it, no article")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an item apart."""
        if not isinstance(record.content, bytes):
            raise UnreadableSource("not an item of NewsML-G2")
        return _draft(parsed(record.content))


def _other_than_text(item: Any) -> str:
    """What an item is that is not of text; "" for an article."""
    found = first_named(item, "itemClass")
    kind = _code(found)
    if kind in _TEXT:
        return ""
    return f"a {kind}" if kind.isalpha() and len(kind) < 20 else "something else"


def _code(element: Any) -> str:
    """The code an element gives, without the scheme."""
    if element is None:
        return ""
    given = element.get("qcode") or element.get("uri") or element.get("literal") or ""
    return str(given).rpartition(":")[2].rpartition("/")[2].strip().lower()


def _draft(item: Any) -> Draft:
    language = _language(item)
    content = _content(item)
    nitf = content.nitf
    edition = _edition(item)
    title = (
        _headline(item, language)
        or content.title
        or _line(item, "title")
        or _line(item, "slugline")
    )
    authors = _authors(item) or (nitf.authors if nitf else ())
    return Draft(
        title=title,
        body=content.text or _description(item),
        url=_url(item) or (nitf.url if nitf else ""),
        source=_source(item) or (nitf.source if nitf else ""),
        section=(nitf.section if nitf else "") or _section(item),
        language=language or (nitf.language if nitf else ""),
        source_id=(item.get("guid") or "").strip(),
        authors=authors,
        published=_published(item) or (nitf.published if nitf else ""),
        markup=content.markup,
        edition=edition,
    )


def _meta(item: Any, name: str) -> Any:
    """The first element of a name in what describes the item, not in its content."""
    for part in item:
        if local_name(part) != "contentSet":
            found = first_named(part, name)
            if found is not None:
                return found
    return None


def _line(item: Any, name: str) -> str:
    return line_of(_meta(item, name))


def _metas(item: Any, name: str) -> Iterator[Any]:
    for part in item:
        if local_name(part) in ("itemMeta", "contentMeta"):
            yield from children(part, name)


def _language(item: Any) -> str:
    for element in _metas(item, "language"):
        if tag := (element.get("tag") or "").strip() or line_of(element):
            return str(tag)
    return attribute(item, "lang")


def _headline(item: Any, language: str) -> str:
    """The main headline, in the item's own language if there are several."""

    def rank(heading: Any) -> tuple[bool, bool]:
        role = (heading.get("role") or "").rpartition(":")[2].lower()
        spoken = attribute(heading, "lang")
        return (role not in ("", "main"), bool(spoken) and spoken[:2] != language[:2])

    headings = [h for h in _metas(item, "headline") if line_of(h)]
    return line_of(min(headings, key=rank)) if headings else ""


def _authors(item: Any) -> tuple[str, ...]:
    """The names of the byline, else of those who made the content."""
    found: dict[str, None] = {}
    for by in _metas(item, "by"):
        found.update(dict.fromkeys(split_authors(line_of(by))))
    if not found:
        for creator in _metas(item, "creator"):
            name = _name(creator)
            if name and not _LOGIN.fullmatch(name):
                found[name] = None
    return tuple(found)


def _name(element: Any) -> str:
    """The name in an element; of several, the first that has no special role."""
    names = [*children(element, "name")]
    plain = [name for name in names if not name.get("role")]
    return line_of((plain or names)[0]) if names else ""


def _source(item: Any) -> str:
    """The provider's name, else that of who holds the rights, else what is written."""
    provider = _meta(item, "provider")
    holder = _meta(item, "copyrightHolder")
    origin = _meta(item, "infoSource")
    known = [element for element in (provider, holder, origin) if element is not None]
    for element in known:
        if name := _name(element):
            return name
    for element in known:
        if literal := (element.get("literal") or "").strip():
            return str(literal)
    code = (provider.get("qcode") or "") if provider is not None else ""
    named = str(code).partition(":")[2].strip()
    return named or holder_in(_line(item, "copyrightNotice"))


def _section(item: Any) -> str:
    named: dict[bool, str] = {}
    for subject in _metas(item, "subject"):
        kind = (subject.get("type") or "").rpartition(":")[2].lower()
        if (kind in _SUBJECTS or "subject" in kind) and (name := _name(subject)):
            named.setdefault(kind in _SECTIONS, name)
    return named.get(True) or named.get(False, "")


def _published(item: Any) -> str:
    for name in ("firstCreated", "contentCreated", "versionCreated", "sent"):
        if written := _line(item, name):
            return written
    return ""


def _url(item: Any) -> str:
    for link in _metas(item, "link"):
        relation = (link.get("rel") or "").rpartition(":")[2].lower()
        address = (link.get("href") or "").strip()
        if relation in _WEB and address.startswith(("http://", "https://")):
            return str(address)
    return ""


def _description(item: Any) -> str:
    """What stands for the text in an item whose text is elsewhere."""
    told = (line_of(d) for d in _metas(item, "description"))
    return "\n\n".join(dict.fromkeys(filter(None, told)))


def _edition(item: Any) -> Edition:
    embargo = next(_metas(item, "embargoed"), None)
    if embargo is not None and not line_of(embargo) and _has_blanks(item):
        embargo = None
    return edition_of(
        item.get("guid") or "",
        number=item.get("version") or "",
        revised=_line(item, "versionCreated"),
        status=_code(_meta(item, "pubStatus")),
        # an embargo without a time holds until a later version ends it
        embargo="" if embargo is None else line_of(embargo) or None,
    )


def _has_blanks(item: Any) -> bool:
    """Whether its sender writes elements for what there is not.

    Then an empty embargo is one of them; else it is one that nobody knows the end of.
    """
    return any(
        local_name(each) != "embargoed"
        and not (each.attrib or len(each) or line_of(each))
        for part in item
        if local_name(part) == "itemMeta"
        for each in part
    )


def _content(item: Any) -> Content:
    """The text; of several renditions the best one."""
    forms = list(all_named(item, "inlineXML", "inlineData"))
    return best_of([content_of(form) for form in forms if _is_text(form)])


def _is_text(form: Any) -> bool:
    kind = (form.get("contenttype") or "").lower()
    return not kind.startswith(("image/", "video/", "audio/", "application/pdf"))
