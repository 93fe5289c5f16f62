"""What the best hits of a long question have in common counts as well.

Whoever types a question of many words describes a topic, and the articles on it use
other words too. So the words of the first few hits are weighed by how often those use
them and how few other articles do, and the weightiest are added to what the hits are
scored by: the *relevance model* of Lavrenko and Croft (2001), mixed with the question
itself as by Abdul-Jaleel and others (2004). No article is found or lost by it.

A query of one to three words names something, and its order is best left to those.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import Final

from ..analysis.registry import analyzer_for
from ..analysis.tokens import counted
from ..lexicon.lexicon import Dictionary
from ..lexicon.sqlite_writer import WORD
from ..model.article import Article
from ..model.fields import TEXT_LANGUAGE
from ..query.tree import Query, Term
from ..request import Clause, EngineResult, SearchRequest, Sort
from .scoring import EVERY_PART, words_asked

__all__ = ["BEST_HITS", "describes_a_topic", "feedback", "with_feedback"]

_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)

BEST_HITS: Final = 4
"""Hits that are taken for right."""

_LONG: Final = 4
"""Words with a meaning of their own from which on a query describes a topic."""

_READ: Final = 8_000
"""Characters of a hit that are read: what it is about is said early."""

_SHORTEST: Final = 3
"""Letters of a word from which on it may be one of a topic."""


_WORDS: Final = 30
"""Words of theirs that are added."""


def describes_a_topic(query: Query) -> bool:
    """Tell whether a query is long enough for its best hits to say more of it."""
    words = {leaf.term for leaf in words_asked(query) if isinstance(leaf, Term)}
    return sum(_ANALYZER.weigh(word) > 0 for word in words) >= _LONG


def with_feedback(
    request: SearchRequest,
    query: Query,
    ask: Callable[[SearchRequest], EngineResult],
    dictionary: Callable[[], Dictionary],
    articles: Callable[[], int],
    worth: float = EVERY_PART.feedback,
) -> SearchRequest:
    """Return a request whose scoring has heard its own best hits.

    Args:
        request: what finds and scores the hits; returned as it is where the query
            is short, or hits are in another order.
        query: the query as it was typed, not as it was widened to find more.
        ask: answers a request.
        dictionary, articles: as for :func:`feedback`, looked up for a long query only.
    """
    if request.sort is not Sort.RELEVANCE or not worth or not describes_a_topic(query):
        return request
    first = replace(request, facets=(), offset=0, limit=BEST_HITS)
    best = ask(first).hits
    added = feedback(query, best, dictionary(), articles(), worth)
    return replace(request, scoring=(*request.scoring, *added))


def feedback(
    query: Query,
    best: Sequence[tuple[Article, float]],
    dictionary: Dictionary,
    articles: int,
    worth: float = EVERY_PART.feedback,
) -> tuple[Clause, ...]:
    """Return what is added to the scoring of a query by its best hits.

    Args:
        best: the first hits with their scores, by relevance.
        dictionary: the words of the index; a word not in it is not added.
        articles: how many the index has.
        worth: what BM25 of the weightiest word is worth; the others less, as they
            weigh less.
    """
    asked = {
        _ANALYZER.stem(leaf.term)
        for leaf in words_asked(query)
        if isinstance(leaf, Term)
    }
    shares, forms = _shares(best)
    for known in asked:
        shares.pop(known, None)
    having = dictionary.words(WORD, (forms[stemmed] for stemmed in shares))
    weights: dict[str, float] = {}
    for stemmed, share in shares.items():
        word = forms[stemmed]
        # a word of one article tells nothing of others
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
    """How much of the hits each stem makes up, and its most frequent form in them."""
    total = sum(score for _, score in best)
    shares: dict[str, float] = {}
    uses = Counter[str]()
    for article, score in best:
        words = counted(f"{article.title}\n{article.body[:_READ]}")
        telling = {word: count for word, count in words.items() if _telling(word)}
        part = (score / total if total else 1 / len(best)) / max(words.total(), 1)
        for stemmed, of in _ANALYZER.group_by_stem(telling).items():
            shares[stemmed] = shares.get(stemmed, 0.0) + part * sum(of.values())
        uses.update(telling)
    forms = {
        stemmed: max(of, key=lambda w: (of[w], w))
        for stemmed, of in _ANALYZER.group_by_stem(uses).items()
    }
    return shares, forms


def _telling(word: str) -> bool:
    return len(word) >= _SHORTEST and not word.isdigit() and _ANALYZER.weigh(word) > 0
