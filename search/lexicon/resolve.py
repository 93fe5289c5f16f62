"""Names in another spelling than the one they are shown in, typed or chosen.

Articles are indexed under one value for each person: "Donald Trump". Whoever asks for
``person:"Donald J. Trump"`` means the same, and the dictionary knows it. What is asked
of an engine is the value, so that hits, marks, facets and scripts say the same.

A whole name no article has stands for the names it is another spelling of. A word of a
person's name stands for all who have it in the name that is shown, and as well for
those whose other spellings begin or end with it, if many articles spell them so: else
two misprints would bring Ronald Reagan to whoever looks for Donald Regan. Where nobody
has the word, any article that spells somebody so will do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ..analysis.suffixes import SUFFIXES
from ..analysis.tokens import key
from ..model.article import Notice, NoticeKind
from ..model.facets import Selection
from ..model.kinds import NAMED_KINDS
from ..query.leaves import Meant
from ..query.tree import Exact, Or, Phrase, Query, Term, simplify
from .lexicon import Dictionary, Spelt

__all__ = ["KnownAs"]

_MOST_MEANT: Final = 100
"""Names that one spelling stands for, at most: the most frequent ones."""

_MOST_SEEN: Final = 1_000
"""Names that are looked at for whether they are spelt so often."""

_OFTEN: Final = 20
"""A spelling is a usual one if one in so many articles about somebody has it."""


class KnownAs:
    """Finds what names are shown as.

    Args:
        dictionary: opens that of the index that is asked; only where names are.
        total: how many articles of it a query finds.
    """

    def __init__(
        self, dictionary: Callable[[], Dictionary], total: Callable[[Query], int]
    ) -> None:
        self._dictionary = dictionary
        self._total = total

    def meant(self, leaf: Query) -> Meant:
        """Return what a leaf stands for; of most, nothing but itself."""
        match leaf:
            case Exact(field=field, value=value) if field in NAMED_KINDS:
                name_key = key(value)
                if " " in name_key:
                    return self._whole(leaf, field, name_key)
                if self._total(leaf):
                    return Meant(leaf)
                whole = self._whole(leaf, field, name_key)
                # nobody is called just so; a word in quotation marks is still one
                word = Term(name_key, field)
                return whole if whole.names else self._words(word, field, (name_key,))
            case Term(term=word, field=str(field)) if field in NAMED_KINDS:
                return self._words(leaf, field, (word,))
            case Phrase(terms=words, field=str(field)) if field in NAMED_KINDS:
                return self._words(leaf, field, words)
            case _:
                return Meant(leaf)

    def selections(
        self, selections: Sequence[Selection]
    ) -> tuple[tuple[Selection, ...], list[Notice]]:
        """Return the selections with the values that names are shown as, and notices.

        Old addresses so go on to find a person who is shown otherwise now.
        """
        notices: list[Notice] = []

        def shown(field: str, values: Iterable[str]) -> tuple[str, ...]:
            found: list[str] = []
            for value in values:
                meant = self._whole(Exact(field, value), field, key(value))
                found += meant.names or (value,)
                if meant.names:
                    message = meant.said_of(value)
                    notices.append(Notice(NoticeKind.OTHER_SPELLING, 0, 0, message))
            return tuple(dict.fromkeys(found))

        done = tuple(
            Selection(s.field, shown(s.field, s.include), shown(s.field, s.exclude))
            if s.field in NAMED_KINDS
            else s
            for s in selections
        )
        return done, notices

    def _whole(self, leaf: Query, field: str, name_key: str) -> Meant:
        spelt = self._dictionary().spelt(field, name_key, _MOST_MEANT)
        if not spelt or self._total(leaf):
            return Meant(leaf)
        return self._named(field, spelt, Meant(leaf))

    def _words(self, leaf: Query, field: str, words: tuple[str, ...]) -> Meant:
        run = " ".join(words)
        if len(run) < 2 or run in SUFFIXES:
            return Meant(leaf)
        if field == "person":
            spelt = self._dictionary().spelt_with(field, run, _MOST_SEEN)
        else:  # "Corp" ends the names of too many
            spelt = self._dictionary().spelt(field, run, _MOST_MEANT)
        # who has the words in the name that is shown is found by them
        spelt = [one for one in spelt if f" {run} " not in f" {key(one.value)} "]
        if not spelt:
            return Meant(leaf)
        known = self._total(leaf) > 0
        if known:
            spelt = [one for one in spelt if one.so * _OFTEN >= one.count]
        return self._named(field, spelt[:_MOST_MEANT], Meant(leaf, also=known))

    def _named(self, field: str, spelt: Iterable[Spelt], otherwise: Meant) -> Meant:
        names = tuple(one.value for one in spelt)
        named = simplify(Or(tuple(Exact(field, name) for name in names)))
        if not names or not self._total(named):  # the dictionary may be an older one
            return Meant(otherwise.query)
        query = Or((otherwise.query, named)) if otherwise.also else named
        return Meant(query, names, also=otherwise.also)
