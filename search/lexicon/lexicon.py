"""The words and names an index holds, with how many articles have each.

Every engine offers them as a :class:`Lexicon`; where they are kept is its affair.
They are an aid for whoever asks: without them a search finds the same, except for
names asked for in another spelling than the one shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from ..codes.countries import country_name
from ..model.kinds import NAMED_KINDS

__all__ = [
    "LISTED",
    "MOST_SCANNED",
    "NAME_KINDS",
    "SPELT_LENGTHS",
    "WORD",
    "Lexicon",
    "LexiconEntry",
    "SimilarWord",
    "AliasEntry",
    "is_spelt",
    "label_of",
    "starts_of",
]

WORD: Final = "word"
"""The kind of the words of titles and bodies; the other kinds are fields."""

NAME_KINDS: Final = (*NAMED_KINDS, "country", "source")
"""The fields whose values are kept, in the order they are offered."""

LISTED: Final = 20
"""The most entries that can be asked for with one beginning."""

MOST_SCANNED: Final = 1_000
"""Names that are looked through, at most, for those that begin or end with a word."""

SPELT_LENGTHS: Final = range(3, 31)
"""Letters of a word that may be what somebody meant to type."""

_MOST_STARTS: Final = 8
"""Words of one name it can be found by; the last words of a longer one are not."""

_LONGEST_START: Final = 60
"""Characters of a start; what a person types before choosing is shorter."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A word, or a name as it is shown, and how many articles have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, order=True)
class SimilarWord:
    """A word with nearly the same spelling as another.

    ``distance`` counts letters left out, put in, exchanged for another or with
    the next one: the optimal string alignment distance.
    """

    word: str
    distance: int
    count: int


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """A listed name that an alias stands for.

    Attributes:
        value: the name as it is shown.
        count: articles that have it.
        so: about how many articles use the alias that was asked for.
    """

    value: str
    count: int
    so: int


class Lexicon(Protocol):
    """The words and names of one index, as of the last run that wrote; for any thread.

    Words are folded; names are given and compared by their keys
    (:func:`search.analysis.tokens.key`). A *kind* is :data:`WORD` or one of
    :data:`NAME_KINDS`. No text asked for holds a lone surrogate.
    """

    def words(self, kind: str, words: Iterable[str]) -> dict[str, int]:
        """Return how many articles have each of some folded words.

        For a kind of names: how many times names with that word are given. Words
        that nobody has are left out.
        """
        ...

    def names(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """Return how many articles have each of some names, given by their keys.

        Those that nobody has are left out.
        """
        ...

    def spelt(self, kind: str, name_key: str, most: int) -> list[AliasEntry]:
        """Return the names another spelling of which has this key.

        The most frequent first, at most ``most``; not the name that has it itself.
        """
        ...

    def spelt_with(self, kind: str, words: str, most: int) -> list[AliasEntry]:
        """Return the names another spelling of which begins or ends with words.

        The most frequent first, at most ``most``.

        Args:
            words: whole ones, folded, with a space between two.
        """
        ...

    def named(self, kind: str, word: str) -> list[tuple[str, LexiconEntry]]:
        """Return the names that begin or end with a folded word, and their keys.

        A name is also returned by each other spelling that begins or ends so. Of
        those that begin and of those that end so, the most frequent
        :data:`MOST_SCANNED`.
        """
        ...

    def hides(self, kind: str, words: str, *, whole: bool) -> bool:
        """Tell whether a person has hidden a name that begins or ends with words.

        Args:
            words: whole ones, folded, with a space between two.
            whole: whether they have to be all of the name.
        """
        ...

    def beginning(self, kind: str, beginning: str, most: int) -> list[LexiconEntry]:
        """Return the most frequent words, or names with a word that begins so.

        A name that has another spelling, too, has the place of the one that fits.

        Args:
            beginning: folded text; for names several words, such as "donald tr".
            most: how many, at most :data:`LISTED`.
        """
        ...

    def near(self, kind: str, word: str, distance: int) -> list[SimilarWord]:
        """Return the words with nearly the spelling of a folded word, in no order.

        With another first letter, only those are found that are one step away.
        """
        ...

    def state(self) -> str:
        """Return the name of the state it is in; "" where there is none."""
        ...


def label_of(kind: str, value: str) -> str:
    """Return the name people know a value by: a country's instead of its code."""
    if kind == "country":
        with contextlib.suppress(KeyError):
            return country_name(value)
    return value


def starts_of(name_key: str) -> Iterator[str]:
    """Yield what a name is found by: its whole key, and what follows each space."""
    yield name_key  # uncut, for it to be looked up
    rest = name_key
    for _ in range(_MOST_STARTS - 1):
        _, space, rest = rest.partition(" ")
        if not space:
            return
        yield rest[:_LONGEST_START]


def is_spelt(word: str) -> bool:
    """Tell whether a word has a spelling one can get wrong: letters, not too few."""
    letters = word.isalpha() or not any(map(str.isdigit, word))
    return len(word) in SPELT_LENGTHS and letters
