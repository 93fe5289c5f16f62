"""Canonical names: one value for each name, which a facet shows and a filter finds.

All names of one person are shown as the form that most articles use, and the rules of
``names.txt`` have the last word. Sources, authors and places that differ only in case,
accents or punctuation are one value, in the spelling that was met first.

Names are compared at the end of every run, within the blocks that the run touched.
Articles whose values change get a new revision, by which every index learns of it. The
facts in the archive stay as they were found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Final, TypeVar

from search.analysis.tokens import key
from search.lexicon.curation import FILE_NAME, Action, Curation, Rule, read
from search.model.article import Article, Organisation, Person, Place

from ..archive.archive import Archive
from ..archive.names import NameRegistry
from ..names.clusters import Spelling, choose_name, group_by_person
from ..names.kinds import NOBODY, SURNAME, kind_of
from .aliases import ArchiveAliases
from .evidence import CorpusEvidence

__all__ = ["CanonicalNames"]

_REMEMBERED: Final = 200_000

_UNAMBIGUOUS: Final = 0.8
"""Whoever has this share of a family name's articles is meant by the name alone."""

_NEXT: Final = 0.1
"""At most this share may be another bearer's."""

_KNOWN: Final = 3
"""A name of one word is somebody's if it is in this many articles."""

_Named = TypeVar("_Named", Person, Organisation, Place)


class CanonicalNames:
    """The names of one archive, under the curation in its data folder.

    Attributes:
        path: where the curation is kept.
        rules: its lines, as they were when this was made.
        curation: what they come to.
        faults: its lines that are no rules.

    Raises:
        ConfigError: if there is a curation that cannot be read.
    """

    def __init__(self, archive: Archive, data: Path) -> None:
        self.path = data / FILE_NAME
        self.rules, self.faults = read(self.path)
        self.curation = Curation(self.rules)
        self._archive = archive
        self._db: sqlite3.Connection = archive.db
        self._registry: NameRegistry = archive.name_registry
        self._values: dict[tuple[str, str], str | None] = {}

    # ── an article as it is indexed ──────────────────────────────────────────

    def canonicalise(self, article: Article) -> Article:
        """Return the article as it is to be indexed: each name as it is shown.

        Two that are one now have the mentions of both; what is hidden is left out.
        """
        facts = article.facts
        places = [self._in_first_spelling(place) for place in facts.places]
        return replace(
            article,
            source=self._spelling("source", article.source),
            authors=tuple(self._spelling("author", name) for name in article.authors),
            facts=replace(
                facts,
                people=self._settled("person", facts.people),
                organisations=self._settled("organisation", facts.organisations),
                places=self._settled("place", places),
            ),
        )

    def _settled(self, kind: str, found: Iterable[_Named]) -> tuple[_Named, ...]:
        values: dict[tuple[object, ...], _Named] = {}
        for one in found:
            own = kind_of(one) if isinstance(one, Person) else kind
            name = self.value(own, one.name)
            if name is None:
                continue
            # France and the French are two things, and so are two Parises
            place: tuple[object, ...] = ()
            if isinstance(one, Place):
                place = (one.kind, one.country, one.geonames)
            twin = values.get((name, *place))
            named = one if one.name == name else replace(one, name=name)
            values[name, *place] = named if twin is None else _joined(twin, named)
        return tuple(values.values())

    def value(self, kind: str, name: str) -> str | None:
        """Return what a name is shown as; ``None`` if it is hidden."""
        wanted = (kind, name)
        if wanted not in self._values:
            if len(self._values) >= _REMEMBERED:
                self._values.clear()
            self._values[wanted] = self._value(kind, name)
        return self._values[wanted]

    def aliases(self) -> ArchiveAliases:
        """Return the other spellings of each name that is shown."""
        return ArchiveAliases(self._registry, self.curation, self.value)

    def _value(self, kind: str, name: str) -> str | None:
        if kind == SURNAME and self.curation.get("person", name) is None:
            name = self._registry.shown_as(SURNAME, name) or NOBODY
        if name == NOBODY:
            return None
        kind = "person" if kind == SURNAME else kind
        value = self.curation.value(kind, name, self._registry.shown_as)
        return None if value == NOBODY else value

    def _in_first_spelling(self, place: Place) -> Place:
        name = self._spelling("place", place.name)
        return place if name == place.name else replace(place, name=name)

    def _spelling(self, kind: str, name: str) -> str:
        if not name:
            return name
        wanted = (f"spelling of {kind}", key(name))
        known = self._values.get(wanted)
        if known is None:
            self._db.execute(
                "INSERT OR IGNORE INTO name VALUES (?, ?, ?)", (kind, wanted[1], name)
            )
            (known,) = self._db.execute(
                "SELECT name FROM name WHERE kind = ? AND key = ?", (kind, wanted[1])
            ).fetchone()
            self._values[wanted] = known
        return str(known)

    # ── comparing names ──────────────────────────────────────────────────────

    def compare(self, *, anew: bool = False, across_scripts: bool = True) -> int:
        """Bring together the names of one person or body.

        Args:
            anew: compare all names, not only those of articles new since the
                last time, and show each as its most frequent form even where
                another has been shown so far.
            across_scripts: whether names in two alphabets may be one person's.

        Returns:
            How many articles show another value now, in revisions of their own.
        """
        if anew:
            self._registry.sweep()
        changed: list[int] = []
        corpus = CorpusEvidence(self._registry, across_scripts=across_scripts)
        for block in self._registry.blocks(every=anew):
            spellings = self._registry.spellings(block)
            if block[0] == "person":
                groups = group_by_person(spellings, corpus)
            else:
                groups = [spellings]
            for group in groups:
                shown = choose_name(group, anew=anew)
                if block[0] != "person":
                    # a filter by "Nato" finds "NATO" too, so they are one value
                    alike = self._registry.spelt_alike(block[0], shown)
                    shown = choose_name(alike, anew=anew)
                changed += self._registry.show(group, shown)
        for family in self._registry.families(every=anew):
            bearers = self._registry.bearers(family)
            for kind in ("person", SURNAME):
                alone = self._registry.spellings((kind, family, ""))
                for group in group_by_person(alone, corpus):
                    if kind == SURNAME:
                        shown = _meant(group, bearers) or _mononym(group, bearers)
                        changed += self._registry.show(group, shown, NOBODY)
                        continue
                    shown = _meant(group, bearers) or (
                        NOBODY if bearers else choose_name(group, anew=anew)
                    )
                    changed += self._registry.show(group, shown)
        self._registry.mark_compared()
        self._values.clear()
        return self._archive.touch({*changed, *self._curated_with(changed)})

    def _curated_with(self, changed: Iterable[int]) -> set[int]:
        """The names whose rules lead to names that are shown differently now."""
        if not self.curation:
            return set()
        places = set(self._registry.keys_of(changed))
        return self._named(
            self.curation.reaching(places, self._registry.shown_as) - places
        )

    def _named(self, places: Iterable[tuple[str, str]]) -> set[int]:
        return {
            number
            for kind, own in places
            for number in self._registry.with_name(kind, own)
        }

    # ── curation ─────────────────────────────────────────────────────────────

    def curate(self) -> int:
        """Apply the rules that differ from those applied last.

        Returns:
            How many articles show another value now, in revisions of their own.
        """
        rows = self._db.execute("SELECT action, kind, name, target FROM curated")
        before = Curation(
            Rule(Action(action), kind, name, target)
            for action, kind, name, target in rows.fetchall()
        )
        changed = before.differences(self.curation)
        if not changed:
            return 0
        shown = self._registry.shown_as
        changed = before.reaching(changed, shown) | self.curation.reaching(
            changed, shown
        )
        self._db.execute("DELETE FROM curated")
        self._db.executemany(
            "INSERT INTO curated VALUES (?, ?, ?, ?, ?)",
            [(*r.place, r.action, r.name, r.target) for r in self.curation],
        )
        self._values.clear()
        return self._archive.touch(self._named(changed))


def _meant(alone: Iterable[Spelling], bearers: Iterable[Spelling]) -> str | None:
    """The one bearer of a family name that nearly all articles mean by it."""
    last = {key(spelling.name) for spelling in alone}
    counts: dict[str, int] = {}
    for bearer in bearers:
        if key(bearer.name).split()[-1] in last:
            name = bearer.shown or bearer.name
            counts[name] = counts.get(name, 0) + bearer.articles
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum(counts.values())
    if not ranked or ranked[0][1] < _UNAMBIGUOUS * total:
        return None
    if len(ranked) > 1 and ranked[1][1] > _NEXT * total:
        return None
    return ranked[0][0]


def _mononym(alone: Sequence[Spelling], bearers: Sequence[Spelling]) -> str:
    """A name of one word that some articles know, and nobody's family name."""
    if bearers or sum(spelling.articles for spelling in alone) < _KNOWN:
        return NOBODY
    return choose_name(alone, anew=True)


def _joined(one: _Named, other: _Named) -> _Named:
    """Two entities that are one: with the mentions of both, in reading order."""
    mentions = tuple(
        sorted({*one.mentions, *other.mentions}, key=attrgetter("reading_order"))
    )
    if isinstance(one, Person) and isinstance(other, Person):
        titles = tuple(dict.fromkeys((*one.titles, *other.titles)))
        return replace(one, mentions=mentions, titles=titles)
    return replace(one, mentions=mentions)
