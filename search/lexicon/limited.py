"""The words and names of some of the articles alone, for who may not see the others.

A lexicon is of all articles. Here each word and name that it offers is looked for in
the articles that may be seen: one that is in none of them is left out, and the others
have the number of those articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..codes.countries import country_code
from ..query.tree import Exact, ExactForm, MatchNone, Query, Term
from .lexicon import WORD, AliasEntry, Lexicon, LexiconEntry, SimilarWord

__all__ = ["LimitedLexicon"]

Counting = Callable[[Sequence[Query]], list[int]]


class LimitedLexicon:
    """See :class:`.Lexicon`; for any thread.

    Args:
        lexicon: of all articles.
        count: returns how many of the articles that may be seen each query finds.
        name: names which articles those are.
    """

    def __init__(self, lexicon: Lexicon, count: Counting, name: str) -> None:
        self._lexicon = lexicon
        self._count = count
        self._name = name

    def words(self, kind: str, words: Iterable[str]) -> dict[str, int]:
        """See :meth:`.Lexicon.words`; of names, in how many articles they are."""
        found = list(self._lexicon.words(kind, words))
        return self._seen(found, [_with_word(kind, word) for word in found])

    def names(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """See :meth:`.Lexicon.names`."""
        found = list(self._lexicon.names(kind, keys))
        return self._seen(found, [_with_name(kind, name) for name in found])

    def spelt(self, kind: str, name_key: str, most: int) -> list[AliasEntry]:
        """See :meth:`.Lexicon.spelt`."""
        return self._aliases(kind, self._lexicon.spelt(kind, name_key, most))

    def spelt_with(self, kind: str, words: str, most: int) -> list[AliasEntry]:
        """See :meth:`.Lexicon.spelt_with`."""
        return self._aliases(kind, self._lexicon.spelt_with(kind, words, most))

    def named(self, kind: str, word: str) -> list[tuple[str, LexiconEntry]]:
        """See :meth:`.Lexicon.named`."""
        found = self._lexicon.named(kind, word)
        counts = self._count([_with_name(kind, entry.value) for _, entry in found])
        return [
            (name_key, LexiconEntry(entry.value, count))
            for (name_key, entry), count in zip(found, counts, strict=True)
            if count
        ]

    def hides(self, kind: str, words: str, *, whole: bool) -> bool:
        """See :meth:`.Lexicon.hides`."""
        return self._lexicon.hides(kind, words, whole=whole)

    def beginning(self, kind: str, beginning: str, most: int) -> list[LexiconEntry]:
        """See :meth:`.Lexicon.beginning`; there may be more than are returned."""
        found = self._lexicon.beginning(kind, beginning, most)
        ask = _with_form if kind == WORD else _with_name
        counts = self._count([ask(kind, entry.value) for entry in found])
        left = [
            LexiconEntry(entry.value, count)
            for entry, count in zip(found, counts, strict=True)
            if count
        ]
        return sorted(left, key=lambda entry: -entry.count)

    def near(self, kind: str, word: str, distance: int) -> list[SimilarWord]:
        """See :meth:`.Lexicon.near`."""
        found = self._lexicon.near(kind, word, distance)
        counts = self._count([_with_word(kind, near.word) for near in found])
        return [
            SimilarWord(near.word, near.distance, count)
            for near, count in zip(found, counts, strict=True)
            if count
        ]

    def state(self) -> str:
        """See :meth:`.Lexicon.state`; another name than that of all articles."""
        return f"{self._lexicon.state()}~{self._name}"

    def _aliases(self, kind: str, found: list[AliasEntry]) -> list[AliasEntry]:
        counts = self._count([_with_name(kind, entry.value) for entry in found])
        left = [
            AliasEntry(entry.value, count, min(entry.so, count))
            for entry, count in zip(found, counts, strict=True)
            if count
        ]
        return sorted(left, key=lambda entry: -entry.count)

    def _seen(self, found: Sequence[str], asked: Sequence[Query]) -> dict[str, int]:
        counts = self._count(asked)
        return {one: n for one, n in zip(found, counts, strict=True) if n}


def _with_word(kind: str, word: str) -> Query:
    """Finds the articles that have a word, or a name with it."""
    if kind == WORD:
        return ExactForm(word)
    return Term(word, kind) if kind != "country" else _with_name(kind, word)


def _with_form(kind: str, word: str) -> Query:
    return ExactForm(word)


def _with_name(kind: str, name: str) -> Query:
    """Finds the articles that have a name; a country is given by its code or name."""
    if kind == "country":
        code = country_code(name)
        return Exact(kind, code) if code else MatchNone()
    return Exact(kind, name)


_: type[Lexicon] = LimitedLexicon
