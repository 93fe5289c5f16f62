"""What the score of an article is made of, said once for every engine.

The query decides which articles are found. :func:`scoring` decides their order: it
gives a list of clauses, each something to look for and what finding it is worth.
An engine adds up, for every article the query finds, BM25 of each clause (Robertson
and others 1994) times its weight. A clause never adds an article or takes one away,
so totals, facets and pages are those of the query alone.

- Each word is looked for in title and body, weighed by how much a word of its kind
  says about a text (:meth:`.Analyzer.weigh`), and once more in the lead.
- Two words side by side in the query count more where they stand near each other
  (Metzler and Croft 2005), and a word more where it is the name of a person.
- If wanted, newer articles count more: a point for each halving of their age.

``docs/ranking.md`` has the formula, the sources, and what each part is worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ..analysis.analyzer import LEAST_WEIGHT, USUAL_WEIGHT
from ..analysis.registry import analyzer_for
from ..model.fields import TEXT_LANGUAGE
from ..query.tree import DateRange, Near, Query, Term, WordLeaf, wanted
from ..query.word_leaves import words_of
from ..request import Clause

__all__ = [
    "EVERY_PART",
    "TITLE",
    "Parts",
    "scoring",
    "within",
    "words_asked",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of the score and what each is worth; 0 leaves one out.

    Chosen on the development questions of the TIME collection, among round numbers
    and in the middle of where the figures stay the same: see ``docs/ranking.md``.

    Attributes:
        topical: whether words are weighed by :meth:`.Analyzer.weigh`, or all the same.
        title: how often the title counts once more, shared out among the words of
            the query: one or two words name a topic, as titles do.
        lead: what BM25 in the lead is worth, beside that in title and body.
        near: what BM25 of two neighbours of the query is worth.
        person: what BM25 in the names of people is worth.
        feedback: what the weightiest word of the best hits of a long question is
            worth: see :mod:`.feedback`.
        fresh: points for each halving of an article's age. A word that one article
            in a hundred has gives about six.
    """

    topical: bool = True
    title: float = 2.0
    lead: float = 0.25
    near: float = 0.15
    person: float = 0.1
    feedback: float = 0.3
    fresh: float = 0.5


EVERY_PART: Final = Parts()

TITLE: Final = 0.5
"""What BM25 in the title is worth beside that in the body.

Words are rarer in titles, so each weighs more there to begin with, and most of them
come again in the body. A title that counts twice drowns the body in questions of many
words, whose titles share but the general ones.
"""

_NEAR: Final = 3
"""How far apart two words may stand to be near each other."""

_OLDEST: Final = 12
"""Age counts in halvings from 2 to the power of this many days, some 11 years."""

_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)


def scoring(
    query: Query, today: date | None = None, parts: Parts = EVERY_PART
) -> tuple[Clause, ...]:
    """Return what the hits of a query are ordered by.

    Args:
        query: the query as it was typed, not as it was widened to find more.
        today: the day from which age is counted, where newer articles are to count
            more; ``None`` leaves age out.

    Returns:
        The clauses; none if the query has no words, and then the engine's own score
        of the query is as good.
    """
    leaves = list(words_asked(query))
    weights = [_leaf_weight(leaf, parts) for leaf in leaves]
    if not any(weights):
        weights = [1.0] * len(leaves)
    weighed = {
        leaf: weight for leaf, weight in zip(leaves, weights, strict=True) if weight
    }
    title = parts.title / max(len(weighed), 1)
    clauses = [
        clause
        for leaf, weight in weighed.items()
        for clause in _of_leaf(leaf, weight, replace(parts, title=title))
    ]
    if parts.near:
        clauses += _of_neighbours(leaves, weighed, parts.near)
    if today is not None:
        clauses += _of_age(today, parts.fresh)
    return tuple(clauses)


def words_asked(query: Query) -> Iterator[WordLeaf]:
    """Return what is to stand in an article, in order; not what is to be absent."""
    return (leaf for leaf in wanted(query) if isinstance(leaf, WordLeaf))


def within(leaf: WordLeaf) -> tuple[Term, ...]:
    """Return the same word in title and lead, where no other articles have it."""
    match leaf:
        case Term(term=term, field=None):
            return Term(term, "title"), Term(term, "lead")
        case _:
            return ()


def _leaf_weight(leaf: WordLeaf, parts: Parts) -> float:
    weights = [_ANALYZER.weigh(word) for word in words_of(leaf)]
    if not weights:  # nobody knows which words it stands for
        weight = USUAL_WEIGHT
    elif len(weights) == 1:
        weight = weights[0]
    else:
        # its words were put together by a person, so even "to be" means something
        weight = max(LEAST_WEIGHT, *weights)
    return weight if parts.topical else float(weight > 0)


def _of_leaf(leaf: WordLeaf, weight: float, parts: Parts) -> Iterator[Clause]:
    yield Clause(leaf, weight)
    if not isinstance(leaf, Term) or leaf.field is not None:
        return
    for field, worth in (
        ("title", parts.title),
        ("lead", parts.lead),
        ("person", parts.person),
    ):
        if worth:
            yield Clause(Term(leaf.term, field), worth * weight)


def _of_neighbours(
    leaves: list[WordLeaf],
    weighed: Mapping[WordLeaf, float],
    worth: float,
) -> Iterator[Clause]:
    for one, two in dict.fromkeys(pairwise(leaves)):
        match one, two:
            case Term(term=first, field=None), Term(term=second, field=None):
                both = weighed.get(one, 0.0) * weighed.get(two, 0.0)
                if both:
                    yield Clause(
                        Near((first,), (second,), _NEAR, ordered=True),
                        worth * both**0.5,
                    )
            case _:
                pass


def _of_age(today: date, points: float) -> Iterator[Clause]:
    """One clause for each age that is half of another: a day, two, four …"""
    for halvings in range(_OLDEST):
        oldest = today - timedelta(days=2**halvings - 1)
        yield Clause(DateRange(oldest, None), points, flat=True)
