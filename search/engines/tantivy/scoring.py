"""What a search is scored by → tantivy queries that find the same articles.

Words are scored where the query looks for them anyway, which costs next to nothing:
tantivy can still skip articles that can't come among the best. What else counts is
looked up besides, and only what is cheap to look up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tantivy import Occur, Searcher
from tantivy import Query as Native

from ...model.fields import FIELDS, FieldKind
from ...query.tree import Near, Or, Query, Term
from ...ranking.scoring import in_title_and_lead, words_wanted
from ...request import Clause
from .compile import IndexTerms, compile_query

__all__ = ["compile_scored"]

_MOST_COMMON: Final = 10_000
"""Of two neighbours the rarer is in at most so many texts.

Looking where two words stand in each of 10,000 articles takes milliseconds; two
words that are both more common than that say little by standing together.
"""


def compile_scored(
    index: IndexTerms, searcher: Searcher, query: Query, scoring: Sequence[Clause]
) -> Native:
    """Find what the query finds, scored by the clauses; by BM25 if there are none."""
    if not scoring:
        return compile_query(index, query)
    if isinstance(query, Or) and {(part, True) for part in query.parts} == {
        (clause.part, clause.flat) for clause in scoring
    }:  # who has any of them is found by what scores it
        parts = [(Occur.Should, _clause(index, clause)) for clause in scoring]
        return Native.boolean_query(parts)
    inside: set[Query] = {
        part
        for leaf in words_wanted(query)
        for part in (leaf, *in_title_and_lead(leaf))
    }
    weights: dict[Query, float] = {
        c.part: c.weight for c in scoring if c.part in inside and not c.flat
    }
    native = compile_query(index, query, weights)
    besides = [
        (Occur.Should, _clause(index, clause))
        for clause in scoring
        if clause.part not in weights and _worthwhile(index, searcher, clause)
    ]
    if not besides:
        return native
    return Native.boolean_query([(Occur.Must, native), *besides])


def _worthwhile(index: IndexTerms, searcher: Searcher, clause: Clause) -> bool:
    """Whether looking costs little, and something can be found."""
    if clause.flat:  # what an article gets for it is not just a matter of order
        return True
    match clause.part:
        case Term(term=word, field=str(field)) if FIELDS[field].kind is FieldKind.NAME:
            return searcher.doc_freq(f"{field}_words", word) > 0
        case Near(first=first, second=second):
            found = [_count(index, searcher, word) for word in (*first, *second)]
            return 0 < min(found) <= _MOST_COMMON
        case _:
            return True


def _count(index: IndexTerms, searcher: Searcher, word: str) -> int:
    """How many articles have a word in their bodies, in any language."""
    return sum(searcher.doc_freq("body", by.stem(word)) for by in index.analyzers)


def _clause(index: IndexTerms, clause: Clause) -> Native:
    native = compile_query(index, clause.part)
    if clause.flat:
        return Native.const_score_query(native, clause.weight)
    return Native.boost_query(native, clause.weight)
