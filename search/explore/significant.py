"""Significant terms: people and words that are unusually frequent in the hits.

What many hits have may be what all articles have. So counts in the hits are compared
with counts in the whole corpus, by the log-likelihood ratio (T. Dunning, "Accurate
Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19,
1993).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..analysis.analyzer import Analyzer
from ..analysis.english import ENGLISH
from ..analysis.registry import analyzer_for
from ..analysis.tokens import count_words, key
from ..lexicon.lexicon import WORD
from ..model.article import Article
from ..model.facets import FacetRequest
from ..plan import Plan, request_of
from ..query.tree import (
    And,
    Exact,
    Not,
    Or,
    Query,
    WordLeaf,
    simplify,
    wanted,
)
from ..query.word_leaves import runs_of
from ..request import NO_FACETS, SearchRequest, Window, encodable
from ..snapshot import Snapshot, search_one

__all__ = [
    "CHANCE",
    "LISTED",
    "PeopleOfHits",
    "SignificantTerm",
    "Stem",
    "Stems",
    "asked_for",
    "least_hits",
    "log_likelihood",
    "count_people",
    "find_significant_people",
    "find_significant_words",
    "narrowed",
    "stems_of",
    "sum_stems",
]

LISTED: Final = 300
"""The most people of the hits that are compared; the most frequent are kept."""

_READ: Final = 300
"""The number of first hits whose words are counted."""

_READ_OF_EACH: Final = 8_000
"""Characters of an article whose words are counted."""

_LEAST: Final = 3
"""The fewest hits with a term that count as more than chance; one less of few hits."""

_FEW: Final = 20

CHANCE: Final = 10.83
"""The least log-likelihood ratio: chance reaches it once in a thousand cases
(chi-squared with one degree of freedom)."""


@dataclass(frozen=True, slots=True)
class SignificantTerm:
    """A name or word that a larger share of the hits has than of all articles.

    Attributes:
        hits: the number of counted hits that have it.
        articles: the number of all articles that have it.
        times: its share of the hits divided by its share of all articles; over 1.
        score: the log-likelihood ratio; see :data:`CHANCE` for the least.
    """

    value: str
    hits: int
    articles: int
    times: float
    score: float


def find_significant_people(
    plan: Plan, *, most: int = 10
) -> tuple[SignificantTerm, ...]:
    """Return the people whom the hits of a search name unusually often.

    People whom the search asks for are left out.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    people = count_people(plan.index, narrowed(plan))
    asked = asked_for(plan)
    counts = {
        name: count
        for name, count in people.counts.items()
        if key(name) not in asked and not asked.issuperset(key(name).split(" "))
    }
    return _significant(counts, people.having, people.hits, plan.index.articles, most)


@dataclass(frozen=True, slots=True)
class PeopleOfHits:
    """The people most often named in the articles that a query finds.

    Attributes:
        hits: the number of these articles.
        counts: how many of them name each person; at most :data:`LISTED` people.
        having: how many of all articles name each; 0 if the lexicon lacks the name.
    """

    hits: int
    counts: dict[str, int]
    having: dict[str, int]


def count_people(index: Snapshot, query: Query) -> PeopleOfHits:
    """Count the people named in the articles that a query finds.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    facets = (FacetRequest("person", LISTED),)
    request = SearchRequest(query=query, facets=facets, limit=0)
    result = search_one(index, request)
    counts = dict(result.facets["person"])
    known = index.lexicon.names("person", map(key, counts))
    having = {name: known.get(key(name), 0) for name in counts}
    return PeopleOfHits(result.total, counts, having)


def find_significant_words(
    plan: Plan, *, most: int = 10
) -> tuple[SignificantTerm, ...]:
    """Return the words that the first hits of a search have unusually often.

    Of several forms with one stem the most frequent stands for all. Words that the
    search asks for are left out.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    request = request_of(plan, Window(limit=_READ), NO_FACETS)
    articles = [article for article, _ in search_one(plan.index, request).hits]
    counts = sum_stems(map(stems_of, articles), asked_for(plan))
    least = least_hits(len(articles))
    frequent = {s: n for s, n in counts.items() if n.total >= least}
    forms = {form for found in frequent.values() for form in found.forms}
    known = plan.index.lexicon.words(WORD, forms)
    hits = {found.shown: found.total for found in frequent.values()}
    having = {
        found.shown: sum(known.get(form, 0) for form in found.forms)
        for found in frequent.values()
    }
    return _significant(hits, having, len(articles), plan.index.articles, most)


def log_likelihood(hits: int, size: int, rest: int, rest_size: int) -> float:
    """Return Dunning's log-likelihood ratio of how often two samples have something.

    Args:
        hits: of the ``size`` articles of the one sample that have it.
        rest: of the ``rest_size`` articles of the other, none of them in the first.
    """
    share = (hits + rest) / (size + rest_size)
    cells = (
        (hits, size * share),
        (rest, rest_size * share),
        (size - hits, size * (1 - share)),
        (rest_size - rest, rest_size * (1 - share)),
    )
    return 2 * sum(
        seen * math.log(seen / expected) for seen, expected in cells if seen > 0
    )


def _significant(
    counts: dict[str, int], having: dict[str, int], size: int, total: int, most: int
) -> tuple[SignificantTerm, ...]:
    """Compare counts in ``size`` hits with counts in ``total`` articles."""
    found = []
    for value, hits in counts.items():
        articles = min(max(having[value], hits), total)
        if hits < least_hits(size) or hits * total <= articles * size:
            continue
        rest_size = max(total - size, 0)
        score = log_likelihood(hits, size, min(articles - hits, rest_size), rest_size)
        if score >= CHANCE:
            times = hits * total / (articles * size)
            found.append(SignificantTerm(value, hits, articles, times, score))
    found.sort(key=lambda one: (-one.score, one.value))
    return tuple(found[:most])


def least_hits(size: int) -> int:
    """Return how many of ``size`` hits must have a term for it to count."""
    return _LEAST if size > _FEW else _LEAST - 1


def narrowed(plan: Plan) -> Query:
    """Return the query of a search and its filters in one.

    A facet of a filtered search is counted without its own filter; of this it is
    counted in the hits alone.
    """
    parts = [plan.query]
    for selection in plan.selections:
        field = selection.field
        if selection.include:
            parts.append(Or(tuple(Exact(field, value) for value in selection.include)))
        parts += [Not(Exact(field, value)) for value in selection.exclude]
    return simplify(And(tuple(parts)))


@dataclass(slots=True)
class Stem:
    """How many articles have any word of one stem, and how many each form of it."""

    total: int
    forms: dict[str, int]

    @property
    def shown(self) -> str:
        """The most frequent form."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))


@dataclass(frozen=True, slots=True)
class Stems:
    """The words of an article by their stems, and whose rules made these."""

    by: Analyzer
    words: Mapping[str, Sequence[str]]


def stems_of(article: Article) -> Stems:
    """Return the stems of an article, by the rules of its language.

    Of a long one the beginning is read. Numbers and letters are left out, and the
    function words of languages other than English: beside English articles all are
    unusual.
    """
    by = analyzer_for(article.language)
    left_out = frozenset[str]() if by is ENGLISH else by.function_words
    words = count_words(f"{article.title}\n{article.body[:_READ_OF_EACH]}").keys()
    stems: dict[str, list[str]] = {}
    for word in words - left_out:
        if not (word.isdigit() or (len(word) == 1 and word.isascii())):
            stems.setdefault(by.stem(word), []).append(word)
    return Stems(by, stems)


def sum_stems(articles: Iterable[Stems], asked: set[str]) -> dict[str, Stem]:
    """Add up the stems of articles, without those of words that are asked for."""
    found: dict[str, Stem] = {}
    asked_by: dict[str, set[str]] = {}
    for article in articles:
        by = article.by
        if by.language not in asked_by:
            asked_by[by.language] = set(map(by.stem, asked))
        for stem in article.words.keys() - asked_by[by.language]:
            counted = found.setdefault(stem, Stem(0, {}))
            counted.total += 1
            for word in article.words[stem]:
                counted.forms[word] = counted.forms.get(word, 0) + 1
    return found


def asked_for(plan: Plan) -> set[str]:
    """Return the words and names a search and its filters ask for, by their keys."""
    found = {
        word
        for selection in plan.criteria.selections
        for value in selection.include
        for word in (key(encodable(value)), *key(encodable(value)).split(" "))
    }
    for leaf in wanted(plan.query):
        if isinstance(leaf, WordLeaf):
            for run in runs_of(leaf):
                found.update((*run, " ".join(run)))
        elif isinstance(leaf, Exact):
            found.update((key(leaf.value), *key(leaf.value).split(" ")))
    return found
