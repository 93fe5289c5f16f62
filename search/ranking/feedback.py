"""Pseudo-relevance feedback: words of the best hits of a long question count too.

A question of many words describes a topic, and articles on that topic use other words
too. So the words of the first few hits are weighted by how often these hits use them
and how few other articles do, and the best are added to the scoring: the *relevance
model* of Lavrenko and Croft (2001), mixed with the question itself as by Abdul-Jaleel
and others (2004), known as RM3. It changes the order of hits, never which there are.

A query of one to three words names something; its own words give the best order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from heapq import nlargest
from typing import Final

from ..analysis.registry import analyzer_for
from ..analysis.tokens import count_words
from ..lexicon.lexicon import WORD, Lexicon
from ..model.article import Article
from ..model.fields import TEXT_LANGUAGE
from ..query.tree import Query, Term
from ..request import Clause, SearchRequest, Sort
from ..snapshot import Snapshot
from .scoring import EVERY_PART, words_wanted

__all__ = [
    "BEST_HITS",
    "best_hits_request",
    "describes_a_topic",
    "feedback_clauses",
    "add_feedback",
]

_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)

BEST_HITS: Final = 4
"""The number of first hits that are taken to be relevant."""

_LONG: Final = 4
"""A query with at least this many words that are no function words is a topic."""

_READ: Final = 8_000
"""Characters of a hit that are read: articles say early what they are about."""

_SHORTEST: Final = 3
"""Shorter words are not added."""


_WORDS: Final = 30
"""The most words that are added."""


def describes_a_topic(query: Query) -> bool:
    """Tell whether a query is long enough for feedback to help."""
    words = {leaf.term for leaf in words_wanted(query) if isinstance(leaf, Term)}
    return sum(_ANALYZER.weigh(word) > 0 for word in words) >= _LONG


def best_hits_request(request: SearchRequest, query: Query) -> SearchRequest | None:
    """Return what finds the best hits of a request, or ``None`` if none are needed.

    They are needed for a long query whose hits are wanted by relevance.

    Args:
        query: the query as it was typed, not as it was widened to find more.
    """
    if request.sort is not Sort.RELEVANCE or not request.limit:
        return None
    if not request.scoring or not describes_a_topic(query):
        return None
    return replace(request, facets=(), offset=0, limit=BEST_HITS)


def add_feedback(
    request: SearchRequest,
    query: Query,
    best: Sequence[tuple[Article, float]],
    index: Snapshot,
    worth: float = EVERY_PART.feedback,
) -> SearchRequest:
    """Return the request with clauses from its own best hits added to its scoring.

    Args:
        query: the query as it was typed, not as it was widened to find more.
        best: what :func:`best_hits_request` finds.
    """
    added = feedback_clauses(query, best, index.lexicon, index.articles, worth)
    return replace(request, scoring=(*request.scoring, *added))


def feedback_clauses(
    query: Query,
    best: Sequence[tuple[Article, float]],
    lexicon: Lexicon,
    articles: int,
    worth: float = EVERY_PART.feedback,
) -> tuple[Clause, ...]:
    """Return the clauses that the best hits of a query add to its scoring.

    Args:
        best: the first hits with their scores, by relevance.
        lexicon: the words of the index; a word not in it is not added.
        articles: the number of articles in the index.
        worth: the weight of the best word's BM25; the others' are in proportion.
    """
    asked = {
        _ANALYZER.stem(leaf.term)
        for leaf in words_wanted(query)
        if isinstance(leaf, Term)
    }
    shares, forms = _shares(best)
    for known in asked:
        shares.pop(known, None)
    having = lexicon.words(WORD, (forms[stemmed] for stemmed in shares))
    weights: dict[str, float] = {}
    for stemmed, share in shares.items():
        word = forms[stemmed]
        # a word that only one article has says nothing about others
        if 1 < having.get(word, 0) < articles:
            weights[word] = share * math.log(articles / having[word])
    chosen = nlargest(_WORDS, weights.items(), key=lambda pair: (pair[1], pair[0]))
    if not chosen:
        return ()
    most = chosen[0][1]
    return tuple(Clause(Term(word), worth * weight / most) for word, weight in chosen)


def _shares(
    best: Sequence[tuple[Article, float]],
) -> tuple[dict[str, float], dict[str, str]]:
    """The share of the hits each stem makes up, and its most frequent form there."""
    total = sum(score for _, score in best)
    shares: dict[str, float] = {}
    uses = Counter[str]()
    for article, score in best:
        words = count_words(f"{article.title}\n{article.body[:_READ]}")
        telling = {
            word: count for word, count in words.items() if _says_something(word)
        }
        part = (score / total if total else 1 / len(best)) / max(words.total(), 1)
        for stemmed, of in _ANALYZER.group_by_stem(telling).items():
            shares[stemmed] = shares.get(stemmed, 0.0) + part * sum(of.values())
        uses.update(telling)
    forms = {
        stemmed: max(of, key=lambda w: (of[w], w))
        for stemmed, of in _ANALYZER.group_by_stem(uses).items()
    }
    return shares, forms


def _says_something(word: str) -> bool:
    return len(word) >= _SHORTEST and not word.isdigit() and _ANALYZER.weigh(word) > 0
