"""Places only the tagger knows: villages, hills, streets, parts of cities.

They have a name of their own and no coordinates; their country is that of the
place named right behind ("Kapedo, Kenya") or of a place inside the name
("Tehran Province"), of either where the article gave it once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Final

from ....word_lists import list_key
from ...gazetteer.gazetteer import Entry, Level
from ...spans import Named, NameKind
from ...texts import Text
from ..gazetteer import gazetteer
from ..tickers import in_ticker
from ..words import vocabulary
from .candidate import Find
from .tagged import Spans

__all__ = ["Strangers"]

_MOST_WORDS: Final = 6
_LONGEST: Final = 60
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")  # a degree: "M.S."
_BETWEEN: Final = (", ", ", in ", " in ", ", northern ", ", southern ")
_WIDE: Final = (Level.COUNTRY, Level.STATE, Level.REGION, Level.CITY)


class Strangers:
    """The places of an article that only its tagger knows.

    Args:
        finds: the finds of each text, in reading order.
        surnames: folded last names of people.
        meant: tells which place a find means, if it means any.
    """

    def __init__(
        self,
        texts: Sequence[Text],
        spans: Spans,
        finds: Mapping[int, Sequence[Find]],
        surnames: Set[str],
        meant: Callable[[Find], Entry],
    ) -> None:
        self._spans = spans
        self._meant = meant
        self._surnames = surnames
        self._entries: dict[str, Entry] = {}
        self._seen = {
            id(text): list(self._of_text(text, finds[id(text)])) for text in texts
        }

    def of(self, text: Text) -> Iterator[tuple[Named, Entry]]:
        """Those of one text, each spot with its place."""
        for named, name in self._seen[id(text)]:
            yield named, self._entries[name]

    def _of_text(
        self, text: Text, finds: Sequence[Find]
    ) -> Iterator[tuple[Named, str]]:
        starts = [find.start for find in finds]
        for named in self._spans.of_kind(text.field, NameKind.PLACE):
            at = bisect_right(starts, named.start - 1)
            within = [find for find in finds[at : at + 4] if find.start < named.end]
            name = text.content[named.start : named.end]
            if any(_is_whole(find, named) or find.names_town for find in within):
                continue
            name, comma, _ = name.partition(",")
            if comma and within and within[0].start == named.start:
                continue  # a list of countries
            if at and finds[at - 1].end > named.start:
                continue  # the end of a longer name
            if not self._may_be(name) or in_ticker(text.content, named.start):
                continue
            name = _tidy(name)
            after = finds[at + len(within) : at + len(within) + 1]
            parent = self._parent(text, named, after) or self._inside(within)
            old = self._entries.get(name)
            if old is None or (old.country is None and parent is not None):
                country, state = (
                    (parent.country, parent.state) if parent else (None, "")
                )
                self._entries[name] = Entry(name, Level.CITY, country, state)
            yield named, name

    def _may_be(self, name: str) -> bool:
        return (
            (2 < len(name) <= _LONGEST or (len(name) == 2 and name.isupper()))
            and len(name.split()) <= _MOST_WORDS
            and list_key(name) not in self._surnames
            and list_key(name) not in vocabulary("no_strangers")
            # letters that are known, but were read as a word there: "CONTACT US"
            and name not in gazetteer().exact
            and any(sign.isupper() for sign in name)
            and not any(sign.isdigit() or sign in "\n@/" for sign in name)
            and not _INITIALS.fullmatch(name)
        )

    def _parent(self, text: Text, named: Named, after: Sequence[Find]) -> Entry | None:
        """The place right behind: ", Kenya", " in Kenya"."""
        if not after:
            return None
        between = text.content[named.end : after[0].start]
        return self._wide(after[0]) if between in _BETWEEN else None

    def _inside(self, within: Sequence[Find]) -> Entry | None:
        """The first place inside a name that holds others."""
        return next(filter(None, map(self._wide, within)), None)

    def _wide(self, find: Find) -> Entry | None:
        """The place a find means, if it is one that others lie in."""
        entry = self._meant(find)
        return entry if entry.level in _WIDE and entry.sure else None


def _is_whole(find: Find, named: Named) -> bool:
    return find.start <= named.start and find.end >= named.end


def _tidy(name: str) -> str:
    name = name.removeprefix("the ").removeprefix("The ")
    return name.title() if name.isupper() and len(name) > 4 else name
