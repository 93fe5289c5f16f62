"""The mentions of people in one article, and the people gathered from them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from search.model.article import Mention

__all__ = ["PersonCandidate", "Keys", "ArticlePerson"]

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A mention of a person, in full or in short, not yet resolved.

    Attributes:
        name: the name as written there, without titles, single-spaced.
        keys: its words folded for comparison, without "Jr.".
        family_first: whether the first word is the family name ("Xi Jinping").
        titled: whether a title that suffices for a lone last name stands before it.
        suffix: one of ``SUFFIXES`` or "".
        title: the title before it ("Prime Minister"), or "".
        gender: "male", "female" or "", as its title or given name tells.
        given: whether it is a lone word that is only a given name.
        before: the few characters before it.
        relative: whether the person is said to be somebody's wife, son, …
    """

    mention: Mention
    name: str
    keys: Keys
    family_first: bool = False
    titled: bool = False
    suffix: str = ""
    title: str = ""
    gender: str = ""
    given: bool = False
    before: str = ""
    relative: bool = False

    @property
    def is_described(self) -> bool:
        """Whether a title or a "Mrs." says more than the name."""
        return bool(self.title or self.gender)


_Counts = defaultdict[str, int]


def _counts() -> _Counts:
    return defaultdict(int)


@dataclass(slots=True, eq=False)
class ArticlePerson:
    """One person of an article, while mentions are gathered.

    Attributes:
        keys, suffix, family_first: of the fullest name, as in :class:`PersonCandidate`.
        forms: the full names the article gives.
        shorts: the forms that stand for one of them.
        names, titles, genders: how often each was read.
        first: where the person is first named in full; see ``reading_order``.
        relative: whether the article says whose wife or son this is.
        leads: whether the last name alone means this person, whoever else has it.
    """

    keys: Keys
    suffix: str
    family_first: bool
    forms: list[Keys] = field(default_factory=list)
    shorts: list[Keys] = field(default_factory=list)
    names: _Counts = field(default_factory=_counts)
    titles: _Counts = field(default_factory=_counts)
    genders: _Counts = field(default_factory=_counts)
    mentions: list[Mention] = field(default_factory=list)
    first: tuple[bool, int, int] | None = None
    relative: bool = False
    leads: bool = False

    @property
    def gender(self) -> str:
        genders = self.genders
        return max(genders, key=genders.__getitem__) if genders else ""

    def note(self, candidate: PersonCandidate) -> None:
        """Keep what a mention in full tells of the person."""
        if self.first is None:
            self.first = candidate.mention.reading_order
        self.relative = self.relative or candidate.relative
        if candidate.title:
            self.titles[candidate.title] += 1
        if candidate.gender:
            self.genders[candidate.gender] += 1
