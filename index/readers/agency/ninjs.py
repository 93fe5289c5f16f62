"""ninjs, the IPTC's news in JSON (1 to 3), and what is close to it: AP, Superdesk.

Version 1 has one ``headline`` and bodies under names of their own; since 2 there are
lists of ``headlines`` and ``bodies`` with roles. Names count without case and
underscores: 3 writes them otherwise.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Edition, Problem, ReadOptions, Record
from .. import reader
from ..bylines import split_authors
from ..bytes.encoding import decode, opening
from ..bytes.streams import CHUNK, Rejoined, read_some, with_head
from ..json import JsonReader
from ..jsonl import cut_lines
from ..values import text_of
from .contents import best_of, content_of_text
from .edition import edition_of, holder_in

__all__ = ["NinjsReader"]

_OBJECT: Final = re.compile(r"\s*[\[{]")
_HAS_TEXT: Final = re.compile(
    r'"(?:headlines?|bodies|body_?(?:text|x?html|nitf)|description_?text|slugline)"\s*:',
    re.IGNORECASE,
)
_MANAGED: Final = re.compile(
    r'"(?:version_?created|pub_?status|copyright_?holder|usage_?terms|ed_?note'
    r'|editorialpriority)"\s*:',
    re.IGNORECASE,
)
_ID: Final = re.compile(r'"(?:uri|guid|altids|itemid)"\s*:', re.IGNORECASE)
_NAMED: Final = re.compile(
    r'"\$?standard"\s*:\s*\{[^{}]{0,300}?\bninjs\b', re.IGNORECASE
)
_OF_THE_WEB: Final = '"@context"'
"""JSON-LD, whose names are alike."""
_LINES: Final = re.compile(r"\s*\{.*\}\s*\n\s*\{")

_LISTS: Final = ("items", "_items", "results", "articles", "hits", "news", "docs")
_BOXES: Final = ("data", "item", "_source", "response", "content_item")
_ARTICLES: Final = frozenset(("text", "", "article", "news", "story", "composite"))
"""Types of items that are articles; a composite one if it has a text."""
_NOT_BODIES: Final = frozenset(
    ("caption", "summary", "teaser", "abstract", "headline", "title", "short", "ednote")
)
"""Roles of bodies that are not the text of the article."""
_UNTOLD: Final = re.compile(r"[\s_-]")
_MOST_DEPTH: Final = 4

Item = Mapping[str, object]


class NinjsReader:
    """Items of ninjs: one, a list, or one a line."""

    name = "ninjs"
    about = "ninjs, items of text of news agencies, and AP and Superdesk JSON"
    suffixes: tuple[str, ...] = (".ninjs",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with an item as agencies manage them."""
        text = opening(head)
        if _OBJECT.match(text) is None or _OF_THE_WEB in text:
            return False
        if _NAMED.search(text):
            return True
        return all(sign.search(text) for sign in (_HAS_TEXT, _MANAGED, _ID))

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the items of text; pictures, events and the like are left out.

        Raises:
            UnreadableSource: if it is no valid JSON, or no item is an article.
        """
        number = 0
        others: dict[str, None] = {}
        for cut in _cut(stream, options):
            if isinstance(cut, Problem):
                number += 1
                yield cut
                continue
            if what := _other_than_text(cut[1]):
                others[what] = None
                continue
            number += 1
            yield Record(cut[0], cut[1])
        if not number:
            what = " and ".join(others) or "nothing"
            raise UnreadableSource(f"there is {what} of ninjs in it, no article")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an item apart."""
        if not isinstance(record.content, Mapping):
            raise UnreadableSource("not an item of ninjs")
        return _draft(record.content)


def _cut(
    stream: BinaryIO, options: ReadOptions
) -> Iterator[tuple[str, Item] | Problem]:
    """The items, each with its position; one that cannot be parsed is a problem."""
    head, whole = with_head(stream)
    if _LINES.match(decode(head)):
        yield from _of_lines(whole)
        return
    data = bytearray()
    while len(data) <= reader.MAX_RECORD_BYTES and (more := read_some(whole, CHUNK)):
        data += more
    if len(data) > reader.MAX_RECORD_BYTES:
        rest = io.BufferedReader(Rejoined(bytes(data), whole), CHUNK)
        yield from _of_records(JsonReader().records(rest, options))
        return
    try:
        value = json.loads(decode(bytes(data)).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(f"not valid JSON: {str(error)[:120]}") from None
    items = _items(value)
    for number, item in enumerate(items, start=1):
        position = f"item {number}" if len(items) > 1 else ""
        yield (
            (position, item)
            if isinstance(item, Mapping)
            else Problem(position, "not a JSON object")
        )


def _of_lines(stream: BinaryIO) -> Iterator[tuple[str, Item] | Problem]:
    for cut in cut_lines(stream):
        if isinstance(cut, Problem):
            yield cut
            continue
        try:
            value = json.loads(decode(cut.content))  # type: ignore[arg-type]
        except (ValueError, RecursionError):
            yield Problem(cut.position, "not valid JSON")
            continue
        for item in _items(value)[:1]:
            if isinstance(item, Mapping):
                yield cut.position, item


def _of_records(
    records: Iterator[Record | Problem],
) -> Iterator[tuple[str, Item] | Problem]:
    for cut in records:
        if isinstance(cut, Problem):
            yield cut
        elif isinstance(cut.content, Mapping):
            yield from ((cut.position, i) for i in _items(cut.content)[:1])  # type: ignore[misc]


def _items(value: object, depth: int = 0) -> list[object]:
    """The items in a value: those of its list, the one in its box, or itself."""
    if isinstance(value, list):
        return [item for one in value for item in _items(one, _MOST_DEPTH)]
    if not isinstance(value, Mapping):
        return [value]
    if depth < _MOST_DEPTH and not _plain(value).keys() & {"headline", "headlines"}:
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return _items(value[name], depth + 1)
    for name in _BOXES:
        if isinstance(value.get(name), Mapping | list) and "headline" not in value:
            return _items(value[name], depth + 1)
    return [value]


def _plain(item: Item) -> dict[str, object]:
    """An item by names without case and underscores."""
    return {_UNTOLD.sub("", str(name)).lower(): value for name, value in item.items()}


def _other_than_text(item: Item) -> str:
    """What an item is that is no article; "" for an article."""
    fields = _plain(item)
    kind = str(fields.get("type") or "").rpartition(":")[2].lower()
    if kind == "composite" and not _bodies(fields):
        return "a package"
    if kind in _ARTICLES:
        return ""
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"{article} {kind[:30]}" if kind.isalpha() else "something else"


def _draft(item: Item) -> Draft:
    fields = _plain(item)
    content = best_of([content_of_text(text) for text in _bodies(fields)])
    nitf = content.nitf
    title = _headline(fields) or content.title or _text(fields, "name", "slugline")
    body = content.text or _description(fields)
    return Draft(
        title=title,
        body=body,
        url=_url(fields) or (nitf.url if nitf else ""),
        source=_source(fields) or (nitf.source if nitf else ""),
        section=_section(fields) or (nitf.section if nitf else ""),
        language=_text(fields, "language") or (nitf.language if nitf else ""),
        source_id=_id(fields),
        authors=_authors(fields) or (nitf.authors if nitf else ()),
        published=_text(fields, *_DATES) or (nitf.published if nitf else ""),
        markup=content.markup or nitf is None,
        edition=_edition(fields),
    )


_DATES: Final = (
    *("firstpublished", "firstcreated", "contentcreated", "published"),
    *("versioncreated", "created"),
)


def _text(fields: Item, *names: str) -> str:
    """The first text under one of some names."""
    for name in names:
        if text := text_of(fields.get(name), ", ").strip():
            return text
    return ""


def _values(fields: Item, name: str) -> list[Mapping[str, object]]:
    """The objects under a name, be it one or a list."""
    value = fields.get(name)
    held = value if isinstance(value, list) else [value]
    return [_plain(one) for one in held if isinstance(one, Mapping)]


def _headline(fields: Item) -> str:
    headlines = _values(fields, "headlines")
    main = [h for h in headlines if str(h.get("role") or "main").lower() == "main"]
    for one in (*main, *headlines):
        if text := text_of(one.get("value"), " ").strip():
            return text
    return _text(fields, "headline", "title")


def _bodies(fields: Item) -> list[str]:
    """The text of an item, in all forms it is offered in."""
    found = []
    for one in _values(fields, "bodies"):
        if str(one.get("role") or "").lower() not in _NOT_BODIES:
            found.append(text_of(one.get("value"), "\n\n"))
    for name in ("bodytext", "bodyxhtml", "bodyhtml", "bodynitf", "body", "content"):
        found.append(text_of(fields.get(name), "\n\n"))
    renditions = fields.get("renditions")
    if isinstance(renditions, Mapping):
        for name, one in renditions.items():
            if isinstance(one, Mapping) and str(name).lower() in ("nitf", "text"):
                found.append(text_of(one.get("content") or one.get("value"), "\n\n"))
    return [text for text in found if text.strip()]


def _description(fields: Item) -> str:
    """What stands for the text in an item whose text is elsewhere."""
    texts = [text_of(one.get("value"), " ") for one in _values(fields, "descriptions")]
    names = ("descriptiontext", "descriptionxhtml", "descriptionhtml")
    texts += [_text(fields, name) for name in (*names, "descriptionsummary")]
    return next(filter(None, (text.strip() for text in texts)), "")


def _authors(fields: Item) -> tuple[str, ...]:
    """The names of the byline, else of those listed as authors."""
    found: dict[str, None] = {}
    for name in ("byline", "by"):
        if not found and isinstance(fields.get(name), str):
            found.update(dict.fromkeys(split_authors(str(fields[name]))))
    for one in (*_values(fields, "bylines"), *_values(fields, "byline")):
        found.update(dict.fromkeys(split_authors(_text(one, "by", "byline", "name"))))
    if not found:
        names = [_text(one, "name", "subname") for one in _values(fields, "authors")]
        found.update(dict.fromkeys(filter(None, names)))
    return tuple(found)


def _source(fields: Item) -> str:
    for name in ("source", "copyrightholder", "infosources", "infosource", "provider"):
        value = fields.get(name)
        first = value[0] if isinstance(value, list) and value else value
        if text := text_of(first, ", ").strip():
            return text
    return holder_in(_text(fields, "copyrightnotice"))


def _section(fields: Item) -> str:
    """The name of the first section, service or subject that is more than a letter."""
    for name in ("section", "service", "subjects", "subject"):
        value = fields.get(name)
        for one in value if isinstance(value, list) else [value]:
            told = one.get("name") if isinstance(one, Mapping) else one
            if isinstance(told, str) and len(told.strip()) > 1:
                return told.strip()
    return ""


def _id(fields: Item) -> str:
    """The id that all versions share: AP's own, else the URI."""
    for one in _values(fields, "altids"):
        if text := _text(one, "itemid"):
            return text
    return _text(fields, "uri", "guid", "id")


def _url(fields: Item) -> str:
    names = ("canonicalurl", "url", "weburl")
    # AP's URI has the key of whoever asked for it
    of_api = any(_text(one, "itemid") for one in _values(fields, "altids"))
    found = (_text(fields, name) for name in (*names, *(() if of_api else ("uri",))))
    return next((url for url in found if url.startswith(("http://", "https://"))), "")


def _edition(fields: Item) -> Edition:
    return edition_of(
        _id(fields),
        number=_text(fields, "version", "versionnumber"),
        revised=_text(fields, "versioncreated"),
        status=_text(fields, "pubstatus"),
        embargo=_text(fields, *_EMBARGOES),
    )


_EMBARGOES: Final = ("embargoed", "embargo", "embargodate", "embargountil")
