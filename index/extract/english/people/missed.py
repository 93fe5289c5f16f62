"""Mentions of people that the tagger missed or took for something else.

A name found in full anywhere in an article is looked for in all the rest of it, in
full and by its family name. Nothing else finds names in headlines that run them
together with other words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from ...people.candidates import PersonCandidate
from ...people.resolve import short_forms
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText, Gap, Word
from ..gazetteer import gazetteer
from ..words import word_list

__all__ = ["find_missed"]

_Keys = tuple[str, ...]
_Stretch = tuple[int, int, NameKind]
_Rests = dict[int, set[_Keys]]
"""Words a name has, the most first → what follows the first word in one so long."""

_SHORTEST: Final = 3
"""Letters of a family name that is looked for by itself."""


def find_missed(
    texts: Sequence[ArticleText],
    found: Sequence[PersonCandidate],
    named: Sequence[NamedSpan],
) -> Iterator[tuple[ArticleText, int, int]]:
    """Yield where names already found occur again: text, start, end."""
    known = _forms(found)
    if not known:
        return
    for text in texts:
        covered = _Covered(text, found, named)
        words = text.words
        passed = 0
        for at in [at for at, word in enumerate(words) if word.key in known]:
            if at < passed:
                continue
            size = _size(text, at, known[words[at].key], covered)
            if size:
                yield text, words[at].start, words[at + size - 1].end
                passed = at + size


def _forms(found: Iterable[PersonCandidate]) -> Mapping[str, _Rests]:
    """The first words of all full names and family names → what may follow each."""
    forms: set[_Keys] = set()
    for full, family_first in {(c.keys, c.family_first) for c in found}:
        if len(full) > 1:
            forms.add(full)
            for form in short_forms(full, family_first):
                if len(form[-1]) >= _SHORTEST:
                    forms.add(form)
    by_first: dict[str, _Rests] = {}
    for form in sorted(forms, key=len, reverse=True):
        rests = by_first.get(form[0])
        if rests is None:
            rests = by_first[form[0]] = {}
        rests.setdefault(len(form), set()).add(form[1:])
    for first, rests in list(by_first.items()):
        for article in ("al-", "el-"):
            by_first.setdefault(article + first, rests)
    return by_first


class _Covered:
    """The stretches of a text that are already known to be names."""

    def __init__(
        self,
        text: ArticleText,
        found: Iterable[PersonCandidate],
        named: Iterable[NamedSpan],
    ) -> None:
        stretches: list[_Stretch] = [
            (c.mention.start, c.mention.end, NameKind.PERSON)
            for c in found
            if c.mention.field is text.field
        ]
        stretches += [
            (span.start, span.end, span.kind)
            for span in named
            if span.field is text.field and span.kind is not NameKind.PERSON
        ]
        stretches.sort()
        self._content = text.content
        self._stretches = stretches
        self._starts = [stretch[0] for stretch in stretches]

    @cached_property
    def lower(self) -> frozenset[str]:
        """What stands between spaces in the text, to tell a name ("Rose") from an
        ordinary word that only opens a sentence."""
        return frozenset(self._content.split())

    def at(self, offset: int) -> _Stretch | None:
        """Return the stretch an offset is in."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self._stretches[index][1] > offset:
            return self._stretches[index]
        return None


def _size(text: ArticleText, at: int, rests: _Rests, covered: _Covered) -> int:
    """How many words from here on are a known name; 0 if they are none."""
    words = text.words
    for size, known in rests.items():
        part = words[at : at + size]
        if size > 1:
            others = part[1:]
            if tuple([word.key for word in others]) not in known:
                continue
            if any(word.gap == Gap.BREAK for word in others):
                continue
        if any(_is_taken(word, part, covered) for word in part):
            continue
        if size == 1 and not _stands_for_someone(text, at, covered):
            continue
        return size
    return 0


def _is_taken(word: Word, part: Sequence[Word], covered: _Covered) -> bool:
    """Whether another name holds the word: "Trump" in "Trump Tower"."""
    stretch = covered.at(word.start)
    if stretch is None:
        return False
    start, end, kind = stretch
    if kind is NameKind.PERSON or (start, end) != (part[0].start, part[-1].end):
        return True
    return kind is NameKind.PLACE and word.key in gazetteer().names


def _stands_for_someone(text: ArticleText, at: int, covered: _Covered) -> bool:
    """Whether a family name alone is a person here, not part of something else."""
    word = text.words[at]
    if (word.opens or text.shouts) and word.text.lower() in covered.lower:
        return False  # "May", "Brown"
    after = text.words[at + 1] if at + 1 < len(text.words) else None
    owned = after is not None and after.gap == Gap.SPACE
    if text.shouts:
        return not (
            owned and after is not None and after.key in word_list("organisations.txt")
        )
    if owned:
        return False
    before = text.words[at - 1] if at else None
    if word.gap != Gap.SPACE or before is None:
        return True
    common = before.opens and before.key in word_list("not_people.txt")
    return common or before.key in word_list("titles.txt")
