"""An article that somebody keeps, and how a file holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from search.analysis.tokens import key

from ...exports.plain import one_line
from ..record import read_moment

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_TAG",
    "MOST_TAGS",
    "KeptArticle",
    "fit_note",
    "read_fields",
    "read_tags",
    "write_fields",
]

LONGEST_NOTE: Final = 10_000
LONGEST_TAG: Final = 60
MOST_TAGS: Final = 30

_LONGEST_TEXT: Final = 2_000
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """An article with what somebody wrote about it.

    Attributes:
        article: its id.
        owner: the id of who keeps it; 0 where there are no accounts.
        tags: each once, whatever its capitals, in the order they were given.
        shared: whether everybody who has an account sees it.
        title: the article's title when it was kept, and so with the next three: they
            tell what it was if it is removed from the archive.
        published: its date, such as "2025-03", or "".
        added: when it was kept first, in UTC.
        changed: when anything of this changed last.
        deleted: when its owner took it off, if so; it can be put back for a while.
    """

    article: str
    owner: int = 0
    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    shared: bool = False
    title: str = ""
    source: str = ""
    published: str = ""
    url: str = ""
    added: datetime
    changed: datetime
    deleted: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept of it any more."""
        return not (self.starred or self.tags or self.note)


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a line, which commas stand between."""
    return _tags(text.split(","))


def fit_note(text: str) -> str:
    """Return a note as it is kept: no controls, lines that end alike, not too long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", lines).strip()[:LONGEST_NOTE]


def write_fields(kept: KeptArticle) -> dict[str, Any]:
    """Return it as a file has it; whose it is stays behind."""
    found: dict[str, Any] = {
        "article": kept.article,
        "starred": kept.starred,
        "tags": list(kept.tags),
        "note": kept.note,
        "shared": kept.shared,
        "title": kept.title,
        "source": kept.source,
        "published": kept.published,
        "url": kept.url,
        "added": _written(kept.added),
        "changed": _written(kept.changed),
    }
    return found | ({"deleted": _written(kept.deleted)} if kept.deleted else {})


def read_fields(fields: object, owner: int) -> KeptArticle:
    """Return what a file has of a kept article, for somebody.

    Raises:
        ValueError: if it is none; the message says what is wrong with it.
    """
    if not isinstance(fields, Mapping):
        raise ValueError("it is no object")
    article = one_line(_text(fields, "article"))
    if not article or len(article) > 200:
        raise ValueError("its 'article' is no id")
    tags = fields.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ValueError("its 'tags' are no list of texts")
    deleted = fields.get("deleted")
    return KeptArticle(
        article=article,
        owner=owner,
        starred=_flag(fields, "starred"),
        tags=_tags(tags),
        note=fit_note(_text(fields, "note")),
        shared=_flag(fields, "shared"),
        title=one_line(_text(fields, "title"))[:_LONGEST_TEXT],
        source=one_line(_text(fields, "source"))[:_LONGEST_TEXT],
        published=one_line(_text(fields, "published"))[:_LONGEST_TEXT],
        url=one_line(_text(fields, "url"))[:_LONGEST_TEXT],
        added=read_moment(fields.get("added"), "added"),
        changed=read_moment(fields.get("changed"), "changed"),
        deleted=None if deleted is None else read_moment(deleted, "deleted"),
    )


def _tags(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        tag = one_line(text.replace(",", " "))[:LONGEST_TAG].strip()
        if tag:
            found.setdefault(key(tag) or tag, tag)
    return tuple(found.values())[:MOST_TAGS]


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"its {name!r} is no text")
    return value


def _flag(fields: Mapping[str, Any], name: str) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f"its {name!r} is neither true nor false")
    return value


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
