"""Places that only the tagger knows: villages, hills, streets, parts of cities.

They have a name and no coordinates. Their country is that of the place named right
after them ("Kapedo, Kenya") or inside their name ("Tehran Province"); once is enough
for the whole article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Final

from ....word_lists import list_key
from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..gazetteer import gazetteer
from ..words import in_ticker, vocabulary
from .candidate import PlaceCandidate
from .tagged import TaggedNames

__all__ = ["UnlistedPlaces"]

_MOST_WORDS: Final = 6
_LONGEST: Final = 60
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")  # a degree: "M.S."
_BETWEEN: Final = (", ", ", in ", " in ", ", northern ", ", southern ")
_WIDE: Final = (Level.COUNTRY, Level.STATE, Level.REGION, Level.CITY)


class UnlistedPlaces:
    """The places of an article that no gazetteer lists.

    Args:
        candidates: the candidates of each text, in reading order.
        surnames: folded last names of people.
        meant: returns the likeliest place of a candidate.
    """

    def __init__(
        self,
        texts: Sequence[ArticleText],
        spans: TaggedNames,
        candidates: Mapping[int, Sequence[PlaceCandidate]],
        surnames: Set[str],
        meant: Callable[[PlaceCandidate], GazetteerEntry],
    ) -> None:
        self._spans = spans
        self._meant = meant
        self._surnames = surnames
        self._entries: dict[str, GazetteerEntry] = {}
        self._seen = {
            id(text): list(self._of_text(text, candidates[id(text)])) for text in texts
        }

    def in_text(self, text: ArticleText) -> Iterator[tuple[NamedSpan, GazetteerEntry]]:
        """Yield those of one text, each name with its place."""
        for named, name in self._seen[id(text)]:
            yield named, self._entries[name]

    def _of_text(
        self, text: ArticleText, candidates: Sequence[PlaceCandidate]
    ) -> Iterator[tuple[NamedSpan, str]]:
        starts = [candidate.start for candidate in candidates]
        for named in self._spans.of_kind(text.field, NameKind.PLACE):
            at = bisect_right(starts, named.start - 1)
            within = [
                candidate
                for candidate in candidates[at : at + 4]
                if candidate.start < named.end
            ]
            name = text.content[named.start : named.end]
            if any(
                _is_whole(candidate, named) or candidate.names_town
                for candidate in within
            ):
                continue
            name, comma, _ = name.partition(",")
            if comma and within and within[0].start == named.start:
                continue  # a list of countries
            if at and candidates[at - 1].end > named.start:
                continue  # the end of a longer name
            if not self._may_be(name) or in_ticker(text.content, named.start):
                continue
            name = _tidy(name)
            after = candidates[at + len(within) : at + len(within) + 1]
            parent = self._parent(text, named, after) or self._inside(within)
            old = self._entries.get(name)
            if old is None or (old.country is None and parent is not None):
                country, state = (
                    (parent.country, parent.state) if parent else (None, "")
                )
                self._entries[name] = GazetteerEntry(name, Level.CITY, country, state)
            yield named, name

    def _may_be(self, name: str) -> bool:
        return (
            (2 < len(name) <= _LONGEST or (len(name) == 2 and name.isupper()))
            and len(name.split()) <= _MOST_WORDS
            and list_key(name) not in self._surnames
            and list_key(name) not in vocabulary("never_places")
            # letters that are known, but were read as a word there: "CONTACT US"
            and name not in gazetteer().exact
            and any(sign.isupper() for sign in name)
            and not any(sign.isdigit() or sign in "\n@/" for sign in name)
            and not _INITIALS.fullmatch(name)
        )

    def _parent(
        self, text: ArticleText, named: NamedSpan, after: Sequence[PlaceCandidate]
    ) -> GazetteerEntry | None:
        """The place right after: ", Kenya", " in Kenya"."""
        if not after:
            return None
        between = text.content[named.end : after[0].start]
        return self._wide(after[0]) if between in _BETWEEN else None

    def _inside(self, within: Sequence[PlaceCandidate]) -> GazetteerEntry | None:
        """The first place inside a name that holds others."""
        return next(filter(None, map(self._wide, within)), None)

    def _wide(self, candidate: PlaceCandidate) -> GazetteerEntry | None:
        """The place a candidate means, if it is one that others lie in."""
        entry = self._meant(candidate)
        return entry if entry.level in _WIDE and entry.sure else None


def _is_whole(candidate: PlaceCandidate, named: NamedSpan) -> bool:
    return candidate.start <= named.start and candidate.end >= named.end


def _tidy(name: str) -> str:
    name = name.removeprefix("the ").removeprefix("The ")
    return name.title() if name.isupper() and len(name) > 4 else name
