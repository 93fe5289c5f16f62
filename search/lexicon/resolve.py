"""Resolves aliases: names typed or selected → the names articles are indexed under.

Articles are indexed under one value for each person: "Donald Trump". A search for
``person:"Donald J. Trump"`` means the same, and the lexicon knows it. Engines are asked
for the value, so that hits, marks, facets and scripts agree.

A whole name that no article has stands for the names it is an alias of. A word of a
person's name stands for everyone whose listed name has it, and also for those whose
aliases begin or end with it, if many articles use that alias: otherwise two misprints
would bring Ronald Reagan to whoever looks for Donald Regan. If nobody's listed name has
the word, any alias will do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ..analysis.suffixes import SUFFIXES
from ..analysis.tokens import key
from ..model.article import Notice, NoticeKind
from ..model.facets import Selection
from ..model.kinds import NAMED_KINDS
from ..query.leaves import Interpretation
from ..query.tree import Exact, Or, Phrase, Query, Term, simplify
from .lexicon import Dictionary, Spelt

__all__ = ["NameResolver"]

_MOST_MEANT: Final = 100
"""The most names that one alias stands for; the most frequent are kept."""

_MOST_COMPARED: Final = 1_000
"""The most names whose aliases are compared by how often they are used."""

_OFTEN: Final = 20
"""An alias is a usual one if one in this many articles about somebody uses it."""


class NameResolver:
    """Finds the listed names that a leaf or a selected value stands for.

    Args:
        dictionary: opens the lexicon of the index; called only for fields of names.
        total: returns how many articles of that index a query finds.
    """

    def __init__(
        self, dictionary: Callable[[], Dictionary], total: Callable[[Query], int]
    ) -> None:
        self._dictionary = dictionary
        self._total = total

    def resolve(self, leaf: Query) -> Interpretation:
        """Return what a leaf stands for; most stand for themselves."""
        match leaf:
            case Exact(field=field, value=value) if field in NAMED_KINDS:
                name_key = key(value)
                if " " in name_key:
                    return self._whole(leaf, field, name_key)
                if self._total(leaf):
                    return Interpretation(leaf)
                whole = self._whole(leaf, field, name_key)
                # nobody has just this name; a word in quotation marks is still a word
                word = Term(name_key, field)
                return whole if whole.names else self._words(word, field, (name_key,))
            case Term(term=word, field=str(field)) if field in NAMED_KINDS:
                return self._words(leaf, field, (word,))
            case Phrase(terms=words, field=str(field)) if field in NAMED_KINDS:
                return self._words(leaf, field, words)
            case _:
                return Interpretation(leaf)

    def resolve_selections(
        self, selections: Sequence[Selection]
    ) -> tuple[tuple[Selection, ...], list[Notice]]:
        """Return the selections with listed names instead of aliases, and notices.

        So an old link still finds a person who is now listed under another name.
        """
        notices: list[Notice] = []

        def listed(field: str, values: Iterable[str]) -> tuple[str, ...]:
            found: list[str] = []
            for value in values:
                interpretation = self._whole(Exact(field, value), field, key(value))
                found += interpretation.names or (value,)
                if interpretation.names:
                    message = interpretation.describe(value)
                    notices.append(Notice(NoticeKind.OTHER_SPELLING, 0, 0, message))
            return tuple(dict.fromkeys(found))

        done = tuple(
            Selection(s.field, listed(s.field, s.include), listed(s.field, s.exclude))
            if s.field in NAMED_KINDS
            else s
            for s in selections
        )
        return done, notices

    def _whole(self, leaf: Query, field: str, name_key: str) -> Interpretation:
        spelt = self._dictionary().spelt(field, name_key, _MOST_MEANT)
        if not spelt or self._total(leaf):
            return Interpretation(leaf)
        return self._alias_of(field, spelt, Interpretation(leaf))

    def _words(self, leaf: Query, field: str, words: tuple[str, ...]) -> Interpretation:
        run = " ".join(words)
        if len(run) < 2 or run in SUFFIXES:
            return Interpretation(leaf)
        if field == "person":
            spelt = self._dictionary().spelt_with(field, run, _MOST_COMPARED)
        else:  # too many names end with "Corp"
            spelt = self._dictionary().spelt(field, run, _MOST_MEANT)
        # those whose listed name has the words are found by them
        spelt = [one for one in spelt if f" {run} " not in f" {key(one.value)} "]
        if not spelt:
            return Interpretation(leaf)
        known = self._total(leaf) > 0
        if known:
            spelt = [one for one in spelt if one.so * _OFTEN >= one.count]
        return self._alias_of(
            field, spelt[:_MOST_MEANT], Interpretation(leaf, is_listed=known)
        )

    def _alias_of(
        self, field: str, spelt: Iterable[Spelt], otherwise: Interpretation
    ) -> Interpretation:
        names = tuple(one.value for one in spelt)
        named = simplify(Or(tuple(Exact(field, name) for name in names)))
        if not names or not self._total(
            named
        ):  # the lexicon may be older than the index
            return Interpretation(otherwise.query)
        query = Or((otherwise.query, named)) if otherwise.is_listed else named
        return Interpretation(query, names, is_listed=otherwise.is_listed)
