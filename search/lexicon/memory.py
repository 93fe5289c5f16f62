"""A lexicon in memory that looks through all it holds: slow and obvious."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..analysis.tokens import key
from ..model.facets import ValueCount
from .aliases import NO_ALIASES, AliasCounts, Aliases, group_aliases, spellings_of
from .lexicon import (
    WORD,
    AliasEntry,
    Lexicon,
    LexiconEntry,
    SimilarWord,
    is_spelt,
    label_of,
    starts_of,
)

__all__ = ["MemoryLexicon"]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in one spelling.

    Attributes:
        value: as it is shown.
        count: articles that have it.
        so: articles that have it in this spelling.
        starts: what it is found by in this spelling: the whole key first.
        words: the words of this spelling; of an alias, those the shown one lacks.
        is_alias: whether the name is shown in another spelling.
    """

    value: str
    count: int
    so: int
    starts: tuple[str, ...]
    words: frozenset[str]
    is_alias: bool = False

    @property
    def key(self) -> str:
        return self.starts[0]


class MemoryLexicon:
    """The words and names of an index at one moment.

    Args:
        state: the name of that moment.
        words: the words with the number of articles that have each.
        values: the same of each kind of names.
        aliases: of the names.
    """

    def __init__(
        self,
        state: str,
        words: Iterable[ValueCount] = (),
        values: Mapping[str, Iterable[ValueCount]] | None = None,
        aliases: Aliases = NO_ALIASES,
    ) -> None:
        self._state = state
        self._words = dict(words)
        grouped = group_aliases(aliases)
        self._names: dict[str, list[_Name]] = {WORD: []}
        self._hidden = {kind: known.get("", {}) for kind, known in grouped.items()}
        for kind, counted in (values or {}).items():
            known = grouped.get(kind, {})
            self._names[kind] = [
                name
                for value, count in counted
                for name in _spellings(value, count, label_of(kind, value), known)
            ]

    def words(self, kind: str, words: Iterable[str]) -> dict[str, int]:
        """See :meth:`.Lexicon.words`."""
        found = Counter[str]()
        for word in dict.fromkeys(words):
            found[word] += self._words.get(word, 0) if kind == WORD else 0
            for name in self._names.get(kind, ()):
                for start in name.starts:
                    if start == word or start.startswith(word + " "):
                        found[word] += name.so
        return {word: count for word, count in found.items() if count}

    def names(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """See :meth:`.Lexicon.names`."""
        if kind == WORD:
            return self.words(WORD, keys)
        wanted = dict.fromkeys(keys, 0)
        for name in self._names.get(kind, ()):
            if name.key in wanted and not name.is_alias:
                wanted[name.key] += name.count
        return {name_key: count for name_key, count in wanted.items() if count}

    def spelt(self, kind: str, name_key: str, most: int) -> list[AliasEntry]:
        """See :meth:`.Lexicon.spelt`."""
        return _most_spelt((n for n in self._aliases(kind) if n.key == name_key), most)

    def spelt_with(self, kind: str, words: str, most: int) -> list[AliasEntry]:
        """See :meth:`.Lexicon.spelt_with`."""
        found = (
            name
            for name in self._aliases(kind)
            if words in name.starts or name.key.startswith(words + " ")
        )
        return _most_spelt(found, most)

    def named(self, kind: str, word: str) -> list[tuple[str, LexiconEntry]]:
        """See :meth:`.Lexicon.named`."""
        found = []
        for name in self._names.get(kind, ()):
            entry = LexiconEntry(name.value, name.count)
            if name.key.startswith(word + " "):
                found.append((name.key, entry))
            if word in name.starts[1:]:
                found.append((key(name.value), entry))
        return found

    def hides(self, kind: str, words: str, *, whole: bool) -> bool:
        """See :meth:`.Lexicon.hides`."""
        hidden = self._hidden.get(kind, {})
        if whole:
            return words in hidden
        return any(
            start == words or start.startswith(f"{words} ")
            for name_key in hidden
            for start in starts_of(name_key)
        )

    def beginning(self, kind: str, beginning: str, most: int) -> list[LexiconEntry]:
        """See :meth:`.Lexicon.beginning`."""
        if not beginning:
            return []
        found = Counter[tuple[str, int]]()
        if kind == WORD:
            words = self._words.items()
            found.update({(w, n): n for w, n in words if w.startswith(beginning)})
        for name in self._names.get(kind, ()):
            if any(start.startswith(beginning) for start in name.starts):
                entry = name.value, name.count
                found[entry] = max(found[entry], name.so)
        best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0][0]))
        return [LexiconEntry(*entry) for entry, _ in best[:most]]

    def near(self, kind: str, word: str, distance: int) -> list[SimilarWord]:
        """See :meth:`.Lexicon.near`."""
        if not is_spelt(word):
            return []
        from rapidfuzz.distance import OSA  # takes 25 ms

        found = []
        for other, count in self._spelling(kind).items():
            steps = int(OSA.distance(word, other))
            if 0 < steps <= distance and other[0] == word[0]:
                found.append(SimilarWord(other, steps, count))
            elif steps == 1:
                found.append(SimilarWord(other, 1, self.words(kind, [other])[other]))
        return found

    def state(self) -> str:
        """See :meth:`.Lexicon.state`."""
        return self._state

    def _aliases(self, kind: str) -> Iterator[_Name]:
        return (name for name in self._names.get(kind, ()) if name.is_alias)

    def _spelling(self, kind: str) -> dict[str, int]:
        """The words that somebody may have meant to type, with their counts."""
        counts = Counter(self._words if kind == WORD else ())
        for name in self._names.get(kind, ()):
            for word in name.words:
                counts[word] += name.so
        return {word: count for word, count in counts.items() if is_spelt(word)}


def _spellings(
    value: str, count: int, label: str, aliases: AliasCounts
) -> Iterator[_Name]:
    """A name in the spelling it is shown in, then in each other one."""
    name_key = key(label)
    starts = tuple(starts_of(name_key))
    words = frozenset(name_key.split(" "))
    yield _Name(value, count, count, starts, words)
    spelt = spellings_of(label, aliases.get(name_key, {}), count)
    for alias, so in spelt.items():
        whole, *rest = starts_of(alias)
        own = (whole, *(start for start in rest if start not in starts))
        others = frozenset(alias.split(" ")) - words
        yield _Name(value, count, so, own, others, is_alias=True)


def _most_spelt(aliases: Iterable[_Name], most: int) -> list[AliasEntry]:
    """The names of some aliases, the most frequent first."""
    counts = Counter[tuple[str, int]]()
    for name in aliases:
        counts[name.value, name.count] += name.so
    found = [AliasEntry(value, count, so) for (value, count), so in counts.items()]
    return sorted(found, key=lambda spelt: (-spelt.count, spelt.value))[:most]


_: type[Lexicon] = MemoryLexicon
