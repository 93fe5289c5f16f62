"""Which names there are, and in how many articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search.analysis.tokens import key

if TYPE_CHECKING:
    from ..archive.archive import Archive
    from .canonical import CanonicalNames

__all__ = ["ListedName", "list_names"]


@dataclass(frozen=True, slots=True)
class ListedName:
    """A value with what is shown as it.

    Attributes:
        name: the value; where it is hidden, what it would be shown as.
        articles: how many give one of its spellings.
        spellings: the names articles give, the most frequent first.
    """

    kind: str
    name: str
    hidden: bool
    articles: int
    spellings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as scripts may rely on it."""
        return {
            "kind": self.kind,
            "name": self.name,
            "hidden": self.hidden,
            "articles": self.articles,
            "spellings": list(self.spellings),
        }


def list_names(
    archive: Archive, names: CanonicalNames, kind: str | None, words: str, limit: int
) -> list[ListedName]:
    """Return the values that hold some words in any of their spellings."""
    values: dict[tuple[str, str, bool], dict[int, str]] = {}
    for found, shown in _shown(archive, kind, words, limit):
        value = names.value(found, shown)
        place = found, value or shown, value is None
        values.setdefault(place, {}).update(
            archive.name_registry.with_name(found, shown)
        )
    for rule in names.curation:
        value = names.value(rule.kind, rule.name)
        spellings = values.get((rule.kind, value or rule.name, value is None))
        if spellings is not None:
            spellings.update(archive.name_registry.with_name(rule.kind, rule.name))
    result = [
        ListedName(*place, *_counted(archive, spellings))
        for place, spellings in values.items()
    ]
    return sorted(result, key=lambda one: (-one.articles, one.kind, one.name))[:limit]


def _shown(
    archive: Archive, kind: str | None, words: str, limit: int
) -> list[tuple[str, str]]:
    """The kinds and names shown most; more than asked for, as rules may join them."""
    return archive.db.execute(
        "SELECT iif(kind = 'surname', 'person', kind) AS called,"
        " ifnull(nullif(shown, ''), known.name) AS value FROM known"
        " JOIN named ON named.name = id"
        " WHERE key LIKE ? AND called LIKE ? AND value != '?'"
        " GROUP BY called, value ORDER BY count(*) DESC, value LIMIT ?",
        (f"%{key(words) if words.strip() else ''}%", kind or "%", 2 * limit + 100),
    ).fetchall()


def _counted(
    archive: Archive, spellings: Mapping[int, str]
) -> tuple[int, tuple[str, ...]]:
    """In how many articles any of them stands; the most frequent first."""
    counts = {}
    articles: set[int] = set()
    for number, name in spellings.items():
        revisions = [
            revision
            for (revision,) in archive.db.execute(
                "SELECT revision FROM named JOIN article USING (revision)"
                " WHERE name = ?",
                (number,),
            )
        ]
        counts[name] = len(revisions)
        articles.update(revisions)
    return len(articles), tuple(sorted(counts, key=lambda name: (-counts[name], name)))
