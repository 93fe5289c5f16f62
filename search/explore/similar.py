"""More like this: articles that share the most telling words and names of an article.

Words are weighted by tf-idf: how often the article has them and how few others do. The
engine finds candidates by the best ones, which are then compared here, so that every
engine gives the same articles in nearly the same order. Where articles have vectors,
the cosine of two counts as much as the words they share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from ..analysis.registry import analyzer_for
from ..analysis.tokens import count_words, key
from ..answer import article_of
from ..lexicon.lexicon import WORD, Lexicon
from ..model.article import Article
from ..model.fields import TEXT_LANGUAGE
from ..model.kinds import ENTITY_KINDS, NAMED_KINDS
from ..model.values import field_values
from ..query.tree import Exact, Or, Query, Term
from ..ranking.meaning.encoders import ENCODERS
from ..ranking.meaning.snapshot import vectors_of
from ..ranking.meaning.vectors import cosine
from ..request import SearchRequest
from ..snapshot import Snapshot, search_one

__all__ = ["SimilarArticle", "find_similar"]

_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)

_MOST_WORDS: Final = 20
_MOST_NAMES: Final = 8
"""The words and names that represent an article; more only make the search slower."""

_CANDIDATES: Final = 25

_READ: Final = 8_000
"""Characters of a text that are compared: articles say early what they are about."""

_TITLE: Final = 3
"""A word of the headline counts as this many words of the text."""

_SAME: Final = 0.8
"""Two articles that share at least this part of their words are the same story; an
agency's new version of a story is changed less than this."""

_LEAST: Final = 0.14
"""The least score of a similar article.

Of 150 pairs of real articles with scores from 0.06 to 0.19 about one in six was on one
matter below 0.1, one in three below 0.14 and more than half from 0.16 on; one article
in 35 has none above it.
"""

_TOO_FREQUENT: Final = 0.2
"""A word in this share of all articles says nothing about one of them."""


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article like another.

    Attributes:
        score: 0 to 1; the weight of the words they share, or where both have a vector,
            the mean of that and of their cosine.
    """

    article: Article
    score: float


def find_similar(
    index: Snapshot, article_id: str, *, most: int = 5
) -> tuple[SimilarArticle, ...]:
    """Return the articles most similar to one, the most similar first.

    The article itself, near copies of it, and all but the best of several near copies
    of another are left out. So are articles with hardly anything in common with it;
    there may be none.

    Raises:
        ArticleMissing: if there is no article with this id.
        EngineError: if there is no index, or it cannot be read.
    """
    article = article_of(index, article_id)
    weights = _weights(article, index.lexicon, index.articles)
    if not weights:
        return ()
    request = SearchRequest(query=Or(tuple(weights)), limit=_CANDIDATES)
    found_by_words = [hit for hit, _ in search_one(index, request).hits]
    meant = _meant(index, article.id, found_by_words)
    scored = []
    for found in found_by_words:
        if found.id != article.id:
            counts = _stems(found)
            likeness = meant(found.id, _shared(weights, found, counts))
            scored.append((likeness, frozenset(counts), found))
    scored.sort(key=lambda one: (-one[0].score, one[2].id))
    kept: list[SimilarArticle] = []
    seen = [frozenset(_stems(article))]
    for likeness, stems_of, found in scored:
        if likeness.enough and not any(_alike(stems_of, other) for other in seen):
            seen.append(stems_of)
            kept.append(SimilarArticle(found, likeness.score))
            if len(kept) == most:
                break
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How like another an article is, and whether that is more than by chance."""

    score: float
    enough: bool


def _meant(
    index: Snapshot, article_id: str, candidates: list[Article]
) -> Callable[[str, float], _Likeness]:
    """Return what joins the share of words with the meaning, where there is one."""
    vectors = vectors_of(index)
    known = vectors.of([article_id, *(one.id for one in candidates)]) if vectors else {}
    own = known.get(article_id)

    def joined(other: str, share: float) -> _Likeness:
        near = cosine(own, known[other]) if own and other in known else None
        if own is None or near is None or own.encoder not in ENCODERS:
            return _Likeness(share, share >= _LEAST)
        both = share + near
        return _Likeness(max(0.0, both) / 2, both >= ENCODERS[own.encoder].alike)

    return joined


def _words(article: Article) -> Counter[str]:
    """How often an article has each word; words of the title count more."""
    counts = count_words(article.body[:_READ])
    for word, count in count_words(article.title[:_READ]).items():
        counts[word] += _TITLE * count
    return counts


def _stems(article: Article) -> dict[str, int]:
    found = analyzer_for(article.language).group_by_stem(_words(article))
    return {stemmed: sum(forms.values()) for stemmed, forms in found.items()}


def _weights(article: Article, lexicon: Lexicon, total: int) -> dict[Query, float]:
    """The leaves that stand for an article, each with its weight."""
    # any form of a word will do: they find the same
    forms = {
        next(reversed(of)): of
        for of in analyzer_for(article.language).group_by_stem(_words(article)).values()
    }
    known = lexicon.words(WORD, forms)
    words: dict[Query, float] = {}
    for word, counts in forms.items():
        having = known.get(word, 0)
        # one that no other article has finds none
        if 1 < having <= max(2, total * _TOO_FREQUENT) and not word.isdigit():
            weight = _saturated(sum(counts.values())) * _rarity(having, total)
            words[Term(word)] = weight
    names: dict[Query, float] = {}
    for field, name_key, mentions in _names(article):
        having = lexicon.names(field, [name_key]).get(name_key, 0)
        if having > 1:
            weight = _saturated(mentions) * _rarity(having, total)
            names[Exact(field, name_key)] = weight
    best = nlargest(_MOST_WORDS, words.items(), key=lambda pair: pair[1])
    best += nlargest(_MOST_NAMES, names.items(), key=lambda pair: pair[1])
    return dict(best)


def _names(article: Article) -> Iterator[tuple[str, str, int]]:
    for kind in ENTITY_KINDS:
        if kind.has_aliases:
            for name, mentions in kind.named(article.facts):
                yield kind.field, key(name), len(mentions)


def _saturated(count: int) -> float:
    """From 0.5 towards 1: ten times says hardly more than five (as in BM25)."""
    return max(count, 1) / (max(count, 1) + 1)


def _rarity(having: int, total: int) -> float:
    """Inverse document frequency, a natural logarithm; never negative."""
    return math.log(1 + max(total - having, 0) / having)


def _shared(
    weights: dict[Query, float], article: Article, stems_of: Mapping[str, int]
) -> float:
    """The share of the weights that an article has, by how often it has each."""
    names = {
        Exact(field, key(value))
        for field in NAMED_KINDS
        for value in field_values(article, field)
    }
    found = 0.0
    stem = analyzer_for(article.language).stem
    for leaf, weight in weights.items():
        if isinstance(leaf, Term):
            count = stems_of.get(stem(leaf.term), 0)
            found += weight * _saturated(count) * (count > 0)
        elif leaf in names:
            found += weight
    return found / sum(weights.values())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two articles are the same but for details (Jaccard index of words)."""
    if not one and not other:
        return True
    return len(one & other) >= _SAME * len(one | other)
