"""Other ways to write what was typed, which find the same: "re-election" and the like.

An article may write a word joined, with a hyphen or with its umlauts written out, and
so may a query. What an article has of these is indexed, see
:mod:`search.analysis.variants`; here a query that has them looks for the other way too.
Places of words near each other are compared where the text has them. So for these, what
articles write otherwise is looked for in the words it is written with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from ..analysis.registry import analyzer_for
from ..analysis.tokens import SPELT_OUT, Token, tokens
from ..analysis.variants import find_variants, name_runs, replace_variants
from ..model.fields import TEXT_LANGUAGE
from .tree import Exact, Phrase, Query, Term
from .word_leaves import asks_for_text, words_as_leaf

__all__ = [
    "MOST_SPELLINGS",
    "OtherRun",
    "Respelling",
    "other_runs",
    "other_spellings",
    "other_ways",
]

MOST_SPELLINGS: Final = 4
"""Other ways to write a word or phrase, at most."""


_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)

Respelling = Callable[[str], Sequence[tuple[str, ...]]]
"""Returns the words with which an index writes a folded word otherwise."""

_IN_CAPITALS: Final = SPELT_OUT.keys() - _ANALYZER.function_words
"""Acronyms that may be meant by who types them in small letters; not "who"."""


def other_spellings(leaf: Query, text: str) -> tuple[Query, ...]:
    """Return what else finds a word, a phrase or a name, given as it was typed."""
    if isinstance(leaf, Exact):
        keys = map(" ".join, _name_ways(text))
        return tuple(Exact(leaf.field, name) for name in keys)[:MOST_SPELLINGS]
    if not isinstance(leaf, Term | Phrase) or (isinstance(leaf, Phrase) and leaf.exact):
        return ()
    ways = other_ways(text) if asks_for_text(leaf) else _name_ways(text)
    queries = dict.fromkeys(words_as_leaf(way, leaf.field) for way in ways)
    return tuple(query for query in queries if query != leaf)[:MOST_SPELLINGS]


def other_ways(text: str) -> list[tuple[str, ...]]:
    """Return the words of a text as they may be written as well, the joined first."""
    found = list(tokens(text))
    variants = list(islice(find_variants(text), MOST_SPELLINGS))
    ways = [replace_variants(found, (variant,)) for variant in variants]
    if len(variants) > 1:
        ways.insert(0, replace_variants(found, variants))
    ways += _with_acronyms(found, text)
    words = tuple(token.term for token in found)
    for at, word in enumerate(words):
        if len(words) > 1:  # a word alone is found by them anyway
            for form in _forms_of_their_own(word):
                ways.append((*words[:at], form, *words[at + 1 :]))
    return [way for way in ways if way][:MOST_SPELLINGS]


def _name_ways(text: str) -> list[tuple[str, ...]]:
    """The same of a name, whose words are not inflected."""
    return [*name_runs(text)[1:], *_with_acronyms(list(tokens(text)), text)]


def _with_acronyms(found: list[Token], text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a text with an acronym that was typed in small letters."""
    words = tuple(token.term for token in found)
    for at, token in enumerate(found):
        written = text[token.start : token.end]
        if token.term in _IN_CAPITALS and not written.isupper():
            yield (*words[:at], SPELT_OUT[token.term], *words[at + 1 :])


def _forms_of_their_own(word: str) -> Iterator[str]:
    """The forms of a word that are words of their own: "building" of "build"."""
    stem = _ANALYZER.stem(word)
    return (form for form in _ANALYZER.forms(stem) if _ANALYZER.stem(form) != stem)


class OtherRun(NamedTuple):
    """What may stand for a run of words.

    Attributes:
        words: what is looked for instead.
        word: the word of the run that a text must have, in whichever way it is
            written, for these to stand for it; "" if they always do.
    """

    words: tuple[str, ...]
    word: str = ""


def other_runs(words: tuple[str, ...], respell: Respelling | None) -> list[OtherRun]:
    """Return what else stands for a run of words, where places are compared.

    Args:
        respell: what an index writes otherwise; without it, nothing is.
    """
    runs = []
    for at, word in enumerate(words):
        before, after = words[:at], words[at + 1 :]
        for form in _forms_of_their_own(word):
            runs.append(OtherRun((*before, form, *after)))
        for other in respell(word) if respell else ():
            runs.append(OtherRun((*before, *other, *after), word))
    return runs[:MOST_SPELLINGS]
