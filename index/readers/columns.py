"""Which of a record's fields is the title, the body, the date …"""

from __future__ import annotations

import ast
import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from ..cleaning.printable import printable
from ..errors import UnreadableSource
from ..records import Draft
from .bylines import split_authors
from .fields.collectors import opened, retold
from .fields.names import FIELD_NAMES, field_names, plain_name
from .values import text_of

__all__ = ["FIELDS", "draft_of", "known_fields", "log_missing", "require_columns"]

_log = logging.getLogger(__name__)

FIELDS: Final = tuple(FIELD_NAMES)
"""Our names, which ``--map OURS=THEIRS`` takes; also ``date`` and ``author``."""

_SYNONYMS: Final = {
    "date": "published",
    "author": "authors",
    "id": "source_id",
    "link": "url",
}

_FULL: Final = 3
"""Fields of a record from which it should have a text and a date."""

_LIST: Final = re.compile(r"\s*\[.{0,2000}\]\s*", re.DOTALL)
"""A list written into one cell of a table."""
_DOUBTFUL: Final = ("story", "article", "document")
_SUMMARIES: Final = frozenset(
    "description descriptions summary abstract desc snippet".split()
)
_MOST_REMEMBERED: Final = 4_000

Plan = Mapping[str, tuple[str, ...]]


def draft_of(record: Mapping[str, object], mapping: Mapping[str, str]) -> Draft:
    """The article in a record of named values.

    Args:
        record: names and values as the source has them, nested or not.
        mapping: our name to theirs; theirs may be a path (``content.rendered``).

    Raises:
        UnreadableSource: if it has neither a title nor a body, or lacks the
            title or body that the mapping names and has no other.
    """
    record = retold(opened(record))
    plan = _plan(tuple(record), _applicable(record, mapping) if mapping else ())
    title = _first(record, plan["title"])
    body = _first(record, [*_texts(record, plan["body"])], "\n\n")
    if not title and not body:
        raise UnreadableSource(_no_article(record))
    url = _first(record, plan["url"])
    source, address = _source(record, plan["source"])
    published = _first(record, plan["published"])
    _notice(record, plan, body=body, published=published)
    return Draft(
        title=title,
        body=body,
        url=url or address,
        source=source,
        section=_section(record, plan),
        language=_first(record, plan["language"]),
        source_id=_first(record, plan["source_id"]),
        authors=tuple(_authors(record, plan["authors"])),
        published=published,
        markup=True,
    )


def _texts(record: Mapping[str, object], names: tuple[str, ...]) -> Iterator[str]:
    """The fields that may be a text; "story" may be the key of a group of articles."""
    for name in names:
        value = record.get(name)
        is_key = isinstance(value, str) and len(value) > _FULL and " " not in value
        if not (is_key and plain_name(name) in _DOUBTFUL):
            yield name


def _section(record: Mapping[str, object], plan: Plan) -> str:
    """The first of the sections; a column that is the title already is none."""
    for name in plan["section"]:
        value = _value(record, name)
        first = value[:1] if isinstance(value, list) else value
        told = "" if name in plan["title"][:1] else text_of(first, ", ").strip()
        if told and not told.isdigit():
            return told
    return ""


def _source(record: Mapping[str, object], names: Sequence[str]) -> tuple[str, str]:
    """The name of the publication, and an address that stood in its place."""
    values = [_first(record, (name,)) for name in names]
    addresses = [value for value in values if "://" in value]
    return (
        next((value for value in values if value and "://" not in value), ""),
        addresses[0] if addresses else "",
    )


def _notice(
    record: Mapping[str, object], plan: Plan, *, body: str, published: str
) -> None:
    """Log once for fields of the same names that one of them may be what is missing."""
    missing = [
        what
        for what, value, field in (
            ("text", body, "body"),
            ("date", published, "published"),
        )
        if not value and not any(name in record for name in plan[field])
    ]
    if missing and len(record) >= _FULL:
        used = {name for names in plan.values() for name in names}
        unused = [name for name, value in record.items() if value and name not in used]
        if unused:
            log_missing(tuple(missing), tuple(map(str, unused)))


@lru_cache(maxsize=512)
def log_missing(missing: tuple[str, ...], unused: tuple[str, ...]) -> None:
    """Log what articles lack and which of their fields may be it; once for each."""
    field = "body" if "text" in missing else "published"
    _log.warning(
        "articles without %s; fields that were not understood: %s; "
        "name the right one, such as --map %s=NAME",
        " and ".join(missing),
        printable(_listed(unused)),
        field,
    )


def known_fields(names: Iterable[str]) -> frozenset[str]:
    """Those of our fields that some of these names stand for."""
    plan = _plan(tuple(names), ())
    return frozenset(field for field, theirs in plan.items() if theirs)


def require_columns(names: tuple[str, ...], mapping: Mapping[str, str]) -> None:
    """Refuse a table that has no column for a title or a body.

    Raises:
        UnreadableSource: names the columns there are and what to do.
    """
    plan = _plan(names, _applicable(dict.fromkeys(names), mapping))
    if not plan["title"] and not plan["body"]:
        raise UnreadableSource(_no_article(names))


def _applicable(
    record: Mapping[str, object], mapping: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The part of a mapping this record has names for.

    One mapping serves a folder of several sorts of files: where the name is
    missing, one that is recognised does as well.

    Raises:
        UnreadableSource: if the mapped title or body is missing and none is.
    """
    names = tuple(record)
    plain = {plain_name(name) for name in names}
    found = []
    for field, theirs in mapping.items():
        if plain_name(theirs) in plain or _value(record, theirs) is not _MISSING:
            found.append((field, theirs))
        elif field in ("title", "body") and not _plan(names, ())[field]:
            raise UnreadableSource(_unknown(field, theirs, names))
    return tuple(found)


class _Missing:
    """No such name in the record, which is not the same as an empty value."""


_MISSING: Final = _Missing()


def _plan(names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Plan:
    """Our fields, each with the names that may hold it, best first."""
    if sum(map(len, names)) > _MOST_REMEMBERED:
        return _made_plan(names, mapping)  # not worth its memory
    return _remembered_plan(names, mapping)


@lru_cache(maxsize=512)
def _remembered_plan(
    names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]
) -> Plan:
    return _made_plan(names, mapping)


def _made_plan(names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Plan:
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(plain_name(name), name)
    plan = {
        field: tuple(by_plain[ours] for ours in wanted if ours in by_plain)
        for field, wanted in field_names().items()
    }
    only_named = [plain_name(name) for name in plan["title"]] == ["name"]
    if only_named and not (plan["published"] and plan["body"]):
        plan["title"] = ()  # of a person, a package, a place
        told = {plain_name(name) for name in plan["body"]}
        plan["body"] = () if told <= _SUMMARIES else plan["body"]
    for ours, theirs in mapping:
        field = _SYNONYMS.get(ours, ours)
        if field not in plan:
            raise UnreadableSource(
                f"--map {ours}={theirs}: there is no field {ours!r}; "
                f"the fields are {', '.join(FIELDS)}"
            )
        exact = theirs in names or plain_name(theirs) not in by_plain
        plan[field] = (theirs if exact else by_plain[plain_name(theirs)],)
    return plan


def _value(record: Mapping[str, object], name: str) -> object:
    """The value under a name, or under a dotted path of names."""
    if name in record:
        return record[name]
    value: object = record
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return _MISSING
        value = value[part]
    return value


def _first(
    record: Mapping[str, object], names: Sequence[str], joiner: str = ", "
) -> str:
    """The first value that is not empty, as text."""
    for name in names:
        value = _value(record, name)
        text = value if isinstance(value, str) else text_of(value, joiner)
        if text and not text.isspace():
            return text
    return ""


def _authors(record: Mapping[str, object], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = _unpacked(_value(record, name))
        found = value if isinstance(value, list) else [value]
        texts = (text_of(v, "; ") for v in found)
        # a number is the key of an author that is told somewhere else
        authors = [a for t in texts if not t.isdigit() for a in split_authors(t)]
        if authors:
            yield from authors
            return


def _unpacked(value: object) -> object:
    """The list in a cell that holds one as JSON or Python writes it."""
    if not isinstance(value, str) or not _LIST.fullmatch(value):
        return value
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return value


def _unknown(field: str, theirs: str, names: Iterable[str]) -> str:
    return f"--map {field}={theirs}: it has no {theirs!r}, only {_listed(names)}"


def _no_article(names: Iterable[str]) -> str:
    listed = _listed(names)
    if not listed:
        return "there is nothing in it"
    return (
        f"neither a title nor a body among {listed}; "
        "name the right one, such as --map body=NAME"
    )


def _listed(names: Iterable[str]) -> str:
    """Names for a message, not too many and none too long."""
    shown = [str(name)[:40] for name in names]
    more = f" and {len(shown) - 12} more" if len(shown) > 12 else ""
    return (", ".join(shown[:12]) or "nothing") + more
