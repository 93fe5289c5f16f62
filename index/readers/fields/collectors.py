"""What collectors and APIs put elsewhere, or call by a name that is another's.

Most of what they write is understood by the names of its fields alone
(:mod:`.names`). Here is what is not: Trove calls the newspaper ``title``, WordPress
embeds its authors, the Guardian's are tags, WaPo's kicker is among the paragraphs.
Each entry is told by fields that only this collector has together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

__all__ = ["opened", "retold"]

Record = Mapping[str, object]

_BOXES: Final = (
    *(
        "_source",
        "fields",
        "attributes",
        "doc",
        "article",
        "info",
        "node",
        "properties",
    ),
    *("data", "result", "item", "post", "entry", "record", "story", "news"),
    *("thread", "meta", "metadata"),
)
"""Objects in which search engines and APIs put an article, or what they say of it."""

_CUT: Final = re.compile(r"(?:…|\.\.\.)?\s{0,9}\[\+\d{1,9} chars\]\s{0,9}\Z")
_WITHHELD: Final = re.compile(
    r"\s*(?:\[removed\]|only available in [\w, ]{1,60} plans?\.?)\s*", re.IGNORECASE
)
"""What is said where a text would cost more."""


def opened(record: Record) -> Record:
    """Return a record with the fields of a box in it as its own, where it has none.

    Search engines and some APIs put an article into one: ``{"_source": {…}}``.
    """
    inner = [name for name in _BOXES if isinstance(record.get(name), Mapping)]
    if not inner:
        return record
    whole = {name: value for name, value in record.items() if name not in inner}
    for name in inner:
        box = record[name]
        assert isinstance(box, Mapping)
        for inner_name, value in opened(box).items():
            if whole.get(inner_name) in (None, ""):
                whole[inner_name] = value
    return whole


def retold(record: Record) -> Record:
    """Return a record with what its collector says otherwise under our own names."""
    told: dict[str, object] = {}
    for needed, tell in _COLLECTORS:
        if needed <= record.keys():
            told |= {name: value for name, value in tell(record) if value is not None}
    withheld = [
        name
        for name, value in record.items()
        if isinstance(value, str) and (value[-1:] == "]" or value[:4] in _STARTS)
    ]
    for name in withheld:
        value = str(record[name])
        shorter = "" if _WITHHELD.fullmatch(value) else _CUT.sub("…", value)
        if shorter != value:
            told[name] = shorter
    if not told:
        return record
    return told | {name: value for name, value in record.items() if name not in told}


_ARC_TEXTS: Final = frozenset(("text", "header", "raw_html"))
_APPLE_TEXTS: Final = frozenset(("intro", "body", "heading", "quote", "pullquote"))
_STARTS: Final = ("ONLY", "Only", "[Rem", "only")


def _trove(record: Record) -> Iterator[tuple[str, object]]:
    paper = record["title"]
    if isinstance(paper, Mapping):
        yield "title", record["heading"]
        yield "source", paper.get("value") or paper.get("title")
        yield "url", record.get("troveUrl") or record.get("identifier")
        yield "category", ""  # "Article" is the kind of it


def _wordpress(record: Record) -> Iterator[tuple[str, object]]:
    embedded = _mapping(record.get("_embedded"))
    authors = _mappings(embedded.get("author"))
    names = [author["name"] for author in authors if author.get("name")]
    terms = [
        term
        for group in _list(embedded.get("wp:term"))
        for term in _mappings(group)
        if term.get("taxonomy") == "category"
    ]
    yield "section", next((term.get("name") for term in terms), None)
    head = _mapping(record.get("yoast_head_json"))
    yield "source", head.get("og_site_name")
    yield "authors", names or head.get("author")


def _guardian(record: Record) -> Iterator[tuple[str, object]]:
    if not record.get("byline"):
        tags = _mappings(record.get("tags"))
        people = [t.get("webTitle") for t in tags if t.get("type") == "contributor"]
        yield "authors", people or None
    if not record.get("body") and not record.get("bodyText"):
        blocks = _mappings(_mapping(record.get("blocks")).get("body"))
        texts = [b.get("bodyHtml") or b.get("bodyTextSummary") for b in blocks]
        told = "\n\n".join(text for text in texts if isinstance(text, str))
        yield "body", told or None
    yield "source", record.get("publication") or "The Guardian"


def _wapo(record: Record) -> Iterator[tuple[str, object]]:
    parts = _mappings(record["contents"])
    for kind, name in (
        ("title", "title"),
        ("kicker", "section"),
        ("byline", "authors"),
    ):
        if not record.get(name) and not (kind == "byline" and record.get("author")):
            yield (
                name,
                next((p.get("content") for p in parts if p.get("type") == kind), None),
            )


def _fundus(record: Record) -> Iterator[tuple[str, object]]:
    page = _mapping(record["html"])
    yield "url", page.get("responded_url") or page.get("requested_url")
    origin = _mapping(page.get("source_info"))
    yield "source", record.get("publisher") or origin.get("publisher")


def _aylien(record: Record) -> Iterator[tuple[str, object]]:
    yield "url", _mapping(record["links"]).get("permalink")


def _linked(record: Record) -> Iterator[tuple[str, object]]:
    """Of JSON-LD: the page that an article is the main thing on."""
    page = record["mainEntityOfPage"]
    address = _mapping(page).get("@id") or _mapping(page).get("url") or page
    if isinstance(address, str) and address.startswith(("http://", "https://")):
        yield "url", record.get("url") or address


def _arc(record: Record) -> Iterator[tuple[str, object]]:
    heads, taxonomy = _mapping(record["headlines"]), _mapping(record.get("taxonomy"))
    yield "title", heads.get("basic")
    yield "body", _parts_told(record["content_elements"], "content", _ARC_TEXTS)
    people = _mappings(_mapping(record.get("credits")).get("by"))
    yield "authors", [one["name"] for one in people if one.get("name")] or None
    yield "section", _mapping(taxonomy.get("primary_section")).get("name")


def _apple(record: Record) -> Iterator[tuple[str, object]]:
    yield "body", _parts_told(record["components"], "text", _APPLE_TEXTS)


def _parts_told(parts: object, name: str, kinds: frozenset[str]) -> str | None:
    """The texts of the parts of some kinds, an empty line between them."""
    told = [
        str(part[name])
        for part in _mappings(parts)
        if part.get(name) and kinds & {str(part.get("type")), str(part.get("role"))}
    ]
    return "\n\n".join(told) or None


def _reader(record: Record) -> Iterator[tuple[str, object]]:
    """Of Google Reader and what took over its form: Inoreader, FreshRSS, Feedly."""
    for name in ("canonical", "alternate"):
        yield "url", next((p.get("href") for p in _mappings(record.get(name))), None)


def _newscatcher(record: Record) -> Iterator[tuple[str, object]]:
    yield "source", record.get("name_source") or record.get("rights")


_COLLECTORS: Final[
    tuple[tuple[frozenset[str], Callable[[Record], Iterator[tuple[str, object]]]], ...]
] = (
    (frozenset(["heading", "title"]), _trove),
    (frozenset(["_embedded"]), _wordpress),
    (frozenset(["yoast_head_json"]), _wordpress),
    (frozenset(["webTitle", "webUrl"]), _guardian),
    (frozenset(["contents"]), _wapo),
    (frozenset(["html", "publishing_date"]), _fundus),
    (frozenset(["links", "published_at"]), _aylien),
    (frozenset(["mainEntityOfPage"]), _linked),
    (frozenset(["headlines", "content_elements"]), _arc),
    (frozenset(["components", "title"]), _apple),
    (frozenset(["origin", "title"]), _reader),
    (frozenset(["clean_url", "link"]), _newscatcher),
)
"""Fields that a collector's records have together, and what is said by them."""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [one for one in _list(value) if isinstance(one, Mapping)]
