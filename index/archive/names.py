"""The name registry: which names articles give, and which of them are shown as one.

The table ``known`` has every spelling with the name it is shown as, ``named`` the
articles each occurs in, ``met`` the articles in which two names that sound alike occur
together, as two people or as one. Articles are identified by their revision. Rows of a
revision that no article has any more mean nothing; they go when all names are compared
anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from search.analysis.tokens import key
from search.model.article import Facts, Person

from ..names.clusters import Spelling
from ..names.kinds import NOBODY, SURNAME, kind_of
from ..names.meeting import AS_ONE, Met, find_alike
from ..names.organisations import body_key
from ..names.parts import block

__all__ = ["Block", "NameRegistry"]

_REMEMBERED: Final = 200_000


Block = tuple[str, str, str]
"""Kind, family and given: only names of one block are ever compared."""


class NameRegistry:
    """The names in the articles of one archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._ids: dict[tuple[str, str], int] = {}
        self._fresh: set[int] = set()

    # ── what articles give ───────────────────────────────────────────────────

    def record(self, facts: Facts, revision: int) -> None:
        """Note the names of an article, as of its latest revision."""
        people = [(self._id(kind_of(p), p.name), p) for p in facts.people]
        ids = {number for number, _ in people}
        ids.update(self._id("organisation", o.name) for o in facts.organisations)
        ids.update(self._id("place", place.name) for place in facts.places)
        self._db.executemany(
            "INSERT OR IGNORE INTO named VALUES (?, ?)",
            [(number, revision) for number in sorted(ids)],
        )
        new = sorted(ids - self._fresh)
        self._db.executemany(
            "INSERT OR IGNORE INTO fresh VALUES (?)", [(number,) for number in new]
        )
        if len(self._fresh) > _REMEMBERED:
            self._fresh.clear()
        self._fresh.update(new)
        self._db.executemany(
            "INSERT OR IGNORE INTO met VALUES (?, ?, ?, ?)",
            [
                (min(pair), max(pair), revision, how)
                for *pair, how in (*find_alike(people), *self._forms(people))
            ],
        )

    def _forms(
        self, people: Iterable[tuple[int, Person]]
    ) -> Iterator[tuple[int, int, int]]:
        """The other full names of people of one article."""
        for number, person in people:
            own = key(person.name)
            for form in {m.text for m in person.mentions if " " in m.text}:
                if key(form) != own and block(form) == block(person.name):
                    yield number, self._id("person", " ".join(form.split())), AS_ONE

    def _id(self, kind: str, name: str) -> int:
        number = self._ids.get((kind, name))
        if number is None:
            if len(self._ids) >= _REMEMBERED:
                self._ids.clear()
            number = self._ids[kind, name] = self._find(kind, name)
        return number

    def _find(self, kind: str, name: str) -> int:
        wanted = "SELECT id FROM known WHERE kind = ? AND name = ?"
        row = self._db.execute(wanted, (kind, name)).fetchone()
        if row is None:
            family, given = _block(kind, name)
            row = self._db.execute(
                "INSERT INTO known (kind, name, key, family, given, shown)"
                " VALUES (?, ?, ?, ?, ?, '') RETURNING id",
                (kind, name, key(name), family, given),
            ).fetchone()
        return int(row[0])

    # ── what it is shown as ──────────────────────────────────────────────────

    def shown_as(self, kind: str, name: str) -> str | None:
        """Return what a name in any spelling is shown as; ``None`` if unknown."""
        rows = self._db.execute(
            "SELECT name, ifnull(nullif(shown, ''), iif(kind = 'surname', '?', name))"
            " FROM known INDEXED BY known_key WHERE kind = ? AND key = ?",
            (kind, key(name)),
        ).fetchall()
        rows.sort()
        exact = [shown for spelling, shown in rows if spelling == name]
        return next((str(s) for s in [*exact, *(r[1] for r in rows)]), None)

    def aliases(self) -> Iterator[tuple[str, str, int]]:
        """Yield each name shown as another: kind, name, about how many articles."""
        yield from self._db.execute(
            "SELECT kind, name, (SELECT count(*) FROM named WHERE named.name = id)"
            " FROM known WHERE shown NOT IN ('', name, ?)",
            (NOBODY,),
        )

    def articles(self, kind: str, name: str) -> int:
        """Return about how many articles give a name, whatever its spelling."""
        return self._one(
            "SELECT count(*) FROM named WHERE name IN"
            " (SELECT id FROM known INDEXED BY known_key WHERE kind = ? AND key = ?)",
            (kind, key(name)),
        )

    def show(
        self, spellings: Iterable[Spelling], shown: str, at_first: str = ""
    ) -> list[int]:
        """Show spellings as one name; return the ids of those for which it is new.

        Args:
            at_first: what one not compared yet was shown as, if not as itself.
        """
        changed = [s for s in spellings if s.shown != shown]
        self._db.executemany(
            "UPDATE known SET shown = ? WHERE id = ?", [(shown, s.id) for s in changed]
        )
        return [s.id for s in changed if (s.shown or at_first or s.name) != shown]

    def with_name(self, kind: str, name: str) -> dict[int, str]:
        """Return the names, by id, that have a key or are shown as one that has."""
        rows = self._db.execute(
            "SELECT id, name FROM known INDEXED BY known_key"
            " WHERE kind IN (:kind, :alone) AND key = :key"
            " UNION SELECT id, name FROM known INDEXED BY known_shown"
            " WHERE kind IN (:kind, :alone) AND shown IN"
            " (SELECT name FROM known INDEXED BY known_key"
            " WHERE kind = :kind AND key = :key)",
            {
                "kind": kind,
                "key": key(name),
                "alone": SURNAME if kind == "person" else "",
            },
        )
        return dict(rows.fetchall())

    def keys_of(self, numbers: Iterable[int]) -> Iterator[tuple[str, str]]:
        """Yield the kind and keys of names, and of what they are shown as."""
        for number in numbers:
            kind, own, shown = self._db.execute(
                "SELECT kind, key, shown FROM known WHERE id = ?", (number,)
            ).fetchone()
            yield kind, own
            yield kind, key(shown)

    # ── blocks ───────────────────────────────────────────────────────────────

    def blocks(self, *, every: bool) -> list[Block]:
        """Return the blocks with more than one name, or a name shown as another.

        So too an organisation's whose name has the key of one in another block:
        "Nato" is not spelled out, "NATO" is. Family names that stand alone are in
        :meth:`families`.

        Args:
            every: of all names, not only of those named since the last time.
        """
        among = (
            ""
            if every
            else " AND (kind, family, given) IN (SELECT kind, family, given"
            " FROM fresh JOIN known ON known.id = fresh.name"
            " UNION SELECT alike.kind, alike.family, alike.given"
            " FROM fresh JOIN known ON known.id = fresh.name"
            " JOIN known AS alike INDEXED BY known_key"
            " ON alike.kind = known.kind AND alike.key = known.key"
            " WHERE known.kind = 'organisation')"
        )
        return self._db.execute(
            "SELECT kind, family, given FROM known"
            " WHERE (kind = 'person' AND given != '' OR kind = 'organisation')"
            f"{among} GROUP BY kind, family, given"
            " HAVING count(*) > 1 OR max(shown NOT IN ('', name))"
            " OR max(kind = 'organisation' AND EXISTS (SELECT 1"
            " FROM known AS alike INDEXED BY known_key WHERE alike.kind = known.kind"
            " AND alike.key = known.key AND alike.family != known.family))"
            " ORDER BY kind, family, given"
        ).fetchall()

    def spelt_alike(self, kind: str, name: str) -> list[Spelling]:
        """Return the names with the key of a name, of whatever blocks."""
        found = self._spellings(
            "INDEXED BY known_key WHERE kind = ? AND key = ?", (kind, key(name))
        )
        return sorted(found, key=lambda s: s.name)

    def spellings(self, block: Block) -> list[Spelling]:
        """Return the names of a block."""
        found = self._spellings(
            "INDEXED BY known_block WHERE kind = ? AND family = ? AND given = ?", block
        )
        return sorted(found, key=lambda s: s.name)

    def families(self, *, every: bool) -> list[str]:
        """Return the families that have a name of one word."""
        among = (
            ""
            if every
            else " AND family IN (SELECT family FROM fresh JOIN known"
            " ON known.id = fresh.name WHERE kind IN ('person', 'surname'))"
        )
        rows = self._db.execute(
            "SELECT DISTINCT family FROM known"
            " WHERE kind IN ('person', 'surname') AND given = ''"
            f"{among} ORDER BY family"
        )
        return [family for (family,) in rows]

    def bearers(self, family: str) -> list[Spelling]:
        """Return the full names with a family name."""
        return self._spellings(
            "INDEXED BY known_block WHERE kind = 'person' AND family = ?"
            " AND given != ''",
            (family,),
        )

    def given_names(self, family: str) -> int:
        """Return with how many given names a family name occurs."""
        return self._one(
            "SELECT count(DISTINCT given) FROM known INDEXED BY known_block"
            " WHERE kind = 'person' AND family = ?",
            (family,),
        )

    def family_names(self, given: str) -> int:
        """Return with how many family names a given name occurs."""
        return self._one(
            "SELECT count(DISTINCT family) FROM known INDEXED BY known_given"
            " WHERE kind = 'person' AND given = ?",
            (given,),
        )

    def count_together(self, one: Iterable[int], other: Iterable[int]) -> Met:
        """Count the articles in which names of both occur, by how they do."""
        counts = [0, 0, 0]
        for left in one:
            for right in other:
                for how, articles in self._db.execute(
                    "SELECT how, count(*) FROM met JOIN article USING (revision)"
                    " WHERE one = ? AND other = ? GROUP BY how",
                    (min(left, right), max(left, right)),
                ):
                    counts[how] += articles
        return Met(*counts)

    def _spellings(self, which: str, values: Sequence[object]) -> list[Spelling]:
        rows = self._db.execute(
            "SELECT id, name, (SELECT count(*) FROM named WHERE named.name = id), shown"
            f" FROM known {which}",
            values,
        )
        return [Spelling(*row) for row in rows]

    def _one(self, query: str, values: Sequence[object]) -> int:
        return int(self._db.execute(query, values).fetchone()[0])

    # ── upkeep ───────────────────────────────────────────────────────────────

    def mark_compared(self) -> None:
        """Note that every name has been compared."""
        self._db.execute(
            "UPDATE known SET shown = iif(kind = 'surname', '?', name) WHERE shown = ''"
            " AND id IN (SELECT name FROM fresh)"
        )
        self._db.execute("DELETE FROM fresh")
        self._fresh.clear()

    def sweep(self) -> None:
        """Drop what only articles gave that are gone or changed."""
        for table in ("named", "met"):
            self._db.execute(
                f"DELETE FROM {table} WHERE revision NOT IN"
                " (SELECT revision FROM article)"
            )
        self._db.execute(
            "DELETE FROM known WHERE id NOT IN (SELECT name FROM named)"
            " AND id NOT IN (SELECT one FROM met)"
            " AND id NOT IN (SELECT other FROM met)"
        )
        self._db.execute("DELETE FROM fresh WHERE name NOT IN (SELECT id FROM known)")
        self._ids.clear()
        self._fresh.clear()


def _block(kind: str, name: str) -> tuple[str, str]:
    if kind in ("person", SURNAME):
        return block(name)
    return (body_key(name) if kind == "organisation" else key(name)), ""
