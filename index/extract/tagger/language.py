"""What the tagger is told of a language: how it is written, and rules for its names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search.model.article import TextField

from ..spans import NamedSpan

__all__ = ["Span", "TaggerLanguage", "Writing", "word_with_elisions"]

Span = tuple[int, int, str]
"""``(start, end, label)``: offsets into a text, and PER, LOC, ORG or MISC."""

_PLAIN_WORD: Final = r"\w+(?:['&-]\w+)*"


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language is written.

    Attributes:
        abbreviations: words that a full stop shortens: "Mr", without the stop.
        closers: those of them that may be the last word of a sentence: "Inc".
        openers: words that tell, after such a one, that a sentence begins.
        word: an expression for a word, and for what hangs on to one: "'s".
        capitals: the letters that may be an initial, as in an expression.
        ordinals: whether a full stop after a number makes it an ordinal.
        said: verbs that stand after somebody who speaks.
        leads: prepositions of place, in small letters.
        articles: definite articles, in small letters.
        particles: small words that names of people may begin with.
        links: small words and signs that may be the second in a name.
        codes: acronyms that are parted from a word after a hyphen: "EU".
        mark: a feature of every word, where a network reads several languages.
        is_cased: whether pieces of words have capitals and accents.
        nouns_join: whether a long noun may be made of others: "Landtagswahl".
    """

    abbreviations: frozenset[str] = frozenset()
    closers: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    word: str = _PLAIN_WORD
    capitals: str = "A-Z"
    ordinals: bool = False
    said: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    mark: str = ""
    is_cased: bool = False
    nouns_join: bool = False


def word_with_elisions(elisions: Iterable[str]) -> str:
    """Return the expression for a word where some are cut off: "l'" of "l'Italia"."""
    cut = "|".join(sorted(elisions))
    return rf"(?i:{cut})'(?=\w)|{_PLAIN_WORD}" if cut else _PLAIN_WORD


@dataclass(frozen=True, slots=True)
class TaggerLanguage:
    """A language whose names are told.

    Attributes:
        join: of a text, its spans in reading order → each name in one piece.
        trim: of a text, a span → the same without what belongs to no name, which may
            leave it empty.
        settle: names of an article, the texts they are in → the names, each as what
            the whole article says it is.
    """

    writing: Writing
    join: Callable[[str, Iterable[Span]], list[Span]]
    trim: Callable[[str, Span], Span]
    settle: Callable[
        [Sequence[NamedSpan], Mapping[TextField, str]], Sequence[NamedSpan]
    ]
