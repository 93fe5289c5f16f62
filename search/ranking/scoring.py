"""How hits are scored, the same for every engine.

The query decides which articles are found; :func:`scoring_clauses` decides their order.
It returns clauses: something to look for and the weight of finding it. For every
article that the query finds an engine adds up the BM25 of each clause (Robertson and
others 1994) times its weight. A clause never adds or removes an article, so totals,
facets and pages are those of the query alone.

- Each word is looked for in title and body, weighted by how much it says about the
  topic of a text (:meth:`.Analyzer.weigh`), and once more in the lead.
- Two neighbouring words of the query count more where a text has them near each other
  (Metzler and Croft 2005), and a word counts more where it is part of a person's name.
- On request newer articles count more: some points for each halving of their age.

``docs/ranking.md`` has the formula, its sources, and the measured effect of each part.
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
    "scoring_clauses",
    "in_title_and_lead",
    "words_wanted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The weights of the parts of the score; 0 leaves a part out.

    They were chosen on the development questions of the TIME collection: round numbers
    in the middle of the range where the figures stay the same, see ``docs/ranking.md``.

    Attributes:
        topical: whether words are weighted by :meth:`.Analyzer.weigh`, or all alike.
        title: weight of BM25 in the title, divided by the number of words in the query:
            one or two words name a topic, as titles do.
        lead: weight of BM25 in the lead, in addition to that in title and body.
        near: weight of BM25 of two neighbouring words of the query.
        person: weight of BM25 in the names of people.
        feedback: weight of the best word that :mod:`.feedback` adds.
        fresh: points for each halving of an article's age. A word that one article in
            a hundred has gives about six.
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
"""Weight of BM25 in the title, next to 1 for the body.

Words are rarer in titles, so BM25 is higher there anyway, and most of them occur in the
body again. With a higher weight titles would drown the body in questions of many words,
with which titles share only the general ones.
"""

_NEAR: Final = 3
"""Two words at most this far apart are near each other."""

_OLDEST: Final = 12
"""Age is counted in halvings, from 2 to the power of this many days (11 years)."""

_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)


def scoring_clauses(
    query: Query, today: date | None = None, parts: Parts = EVERY_PART
) -> tuple[Clause, ...]:
    """Return the clauses that the hits of a query are scored by.

    Args:
        query: the query as it was typed, not as it was widened to find more.
        today: the day from which age is counted, if newer articles are to count more;
            ``None`` leaves age out.

    Returns:
        The clauses; none if the query has no words, as the engine's own score is then
        just as good.
    """
    leaves = list(words_wanted(query))
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


def words_wanted(query: Query) -> Iterator[WordLeaf]:
    """Return the words an article is to have, in order; not those it must not have."""
    return (leaf for leaf in wanted(query) if isinstance(leaf, WordLeaf))


def in_title_and_lead(leaf: WordLeaf) -> tuple[Term, ...]:
    """Return the same word in title and lead: no article has it only there."""
    match leaf:
        case Term(term=term, field=None):
            return Term(term, "title"), Term(term, "lead")
        case _:
            return ()


def _leaf_weight(leaf: WordLeaf, parts: Parts) -> float:
    weights = [_ANALYZER.weigh(word) for word in words_of(leaf)]
    if not weights:  # it is not known which words it stands for
        weight = USUAL_WEIGHT
    elif len(weights) == 1:
        weight = weights[0]
    else:
        # a person put its words together, so even "to be" means something
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
    """One clause for each doubling of age: a day, two days, four days …"""
    for halvings in range(_OLDEST):
        oldest = today - timedelta(days=2**halvings - 1)
        yield Clause(DateRange(oldest, None), points, flat=True)
