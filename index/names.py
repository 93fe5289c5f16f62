"""One spelling for each name: what a facet shows and a filter finds again.

Names that differ in case, accents or punctuation only are one value. The first
spelling met is kept in the archive, so that it stays the same from run to run
and from index to index.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Final

from search.analysis import key
from search.model import Article, Person, Place

from .archive import Archive

__all__ = ["Names"]

_REMEMBERED: Final = 200_000


class Names:
    """The spellings of one archive."""

    def __init__(self, archive: Archive) -> None:
        self._db: sqlite3.Connection = archive.db
        self._known: dict[tuple[str, str], str] = {}

    def settle(self, article: Article) -> Article:
        """Return the article as it is to be indexed: each name in its one spelling."""
        facts = article.facts
        people: dict[str, Person] = {}
        for person in facts.people:
            name = self._spelling("person", person.name)
            twin = people.get(name)
            mentions = (
                person.mentions if twin is None else twin.mentions + person.mentions
            )
            people[name] = Person(name, mentions)
        places = tuple(self._place(place) for place in facts.places)
        return replace(
            article,
            source=self._spelling("source", article.source),
            authors=tuple(self._spelling("author", name) for name in article.authors),
            facts=replace(facts, people=tuple(people.values()), places=places),
        )

    def _place(self, place: Place) -> Place:
        return replace(place, name=self._spelling("place", place.name))

    def _spelling(self, kind: str, name: str) -> str:
        if not name:
            return name
        wanted = (kind, key(name))
        known = self._known.get(wanted)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._db.execute(
                "INSERT OR IGNORE INTO name VALUES (?, ?, ?)", (*wanted, name)
            )
            (known,) = self._db.execute(
                "SELECT name FROM name WHERE kind = ? AND key = ?", wanted
            ).fetchone()
            self._known[wanted] = known
        return str(known)
