"""Other ways to write what was typed, which find the same: "re-election" and the like.

An article may write a word joined, with a hyphen or with its umlauts written out, and
so may a query. What an article has of these is indexed, see
:mod:`search.analysis.variants`; here a query that has them looks for the other way too.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from ..analysis.registry import analyzer_for
from ..analysis.tokens import SPELT_OUT, Token, tokens
from ..analysis.variants import find_variants
from ..model.fields import TEXT_LANGUAGE
from .tree import Phrase, Query, Term

__all__ = ["MOST_SPELLINGS", "other_spellings"]

MOST_SPELLINGS: Final = 4
"""Other ways to write a word or phrase, at most."""


_IN_CAPITALS: Final = SPELT_OUT.keys() - analyzer_for(TEXT_LANGUAGE).function_words
"""Acronyms that may be meant by who types them in small letters; not "who"."""


def other_spellings(leaf: Query, text: str) -> tuple[Query, ...]:
    """Return what else finds a word or phrase, given as it was typed."""
    if not isinstance(leaf, Term | Phrase) or (isinstance(leaf, Phrase) and leaf.exact):
        return ()
    found = list(tokens(text))
    variants = islice(find_variants(text), MOST_SPELLINGS)
    ways = [_replaced(found, *variant) for variant in variants]
    for at, token in enumerate(found):
        written = text[token.start : token.end]
        if token.term in _IN_CAPITALS and not written.isupper():
            term = SPELT_OUT[token.term]
            ways.append([one.term for one in (*found[:at], *found[at + 1 :])])
            ways[-1].insert(at, term)
        if len(ways) >= MOST_SPELLINGS:
            break
    queries = dict.fromkeys(_leaf(way, leaf.field) for way in ways if way)
    return tuple(query for query in queries if query != leaf)[:MOST_SPELLINGS]


def _replaced(found: list[Token], term: str, start: int, end: int) -> list[str]:
    """The words of a text, one written in another way."""
    before = [token.term for token in found if token.end <= start]
    after = [token.term for token in found if token.start >= end]
    return [*before, term, *after]


def _leaf(terms: list[str], field: str | None) -> Query:
    return Term(terms[0], field) if len(terms) == 1 else Phrase(tuple(terms), field)
