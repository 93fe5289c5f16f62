"""How hits are scored, the same for every engine.

The query decides which articles are found; :func:`scoring_clauses` decides their order.
It returns clauses: something to look for and the weight of finding it. For every
article that the query finds an engine adds up the BM25 of each clause (Robertson and
others 1994) times its weight. A clause never adds or removes an article, so totals,
facets and pages are those of the query alone.

- Each word is looked for in title and body, and once more in the lead. Function words
  count only where a query has no others.
- Two neighbouring words of the query count more where a text has them near each other
  (Metzler and Croft 2005).
- On request newer articles count more: some points for each halving of their age.

``docs/ranking.md`` has the formula, its sources, and the measured effect of each part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, pairwise
from typing import Final

from ..analysis.registry import function_words_of
from ..query.tree import DateRange, ExactForm, Near, Query, Term, WordLeaf, wanted
from ..query.word_leaves import words_of
from ..request import Clause

__all__ = [
    "EVERY_PART",
    "OTHER_WAY",
    "TITLE",
    "Parts",
    "in_title_and_lead",
    "scoring_clauses",
    "telling_leaves",
    "words_wanted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The weights of the parts of the score; 0 leaves a part out.

    Round numbers that held on sets of questions they were not chosen on, see
    ``docs/ranking.md``.

    Attributes:
        function_words: whether words that only hold others together count as well.
        lead: weight of BM25 in the lead, in addition to that in title and body.
        form: weight of BM25 of a word in the very form that was typed, in addition.
        near: weight of BM25 of two neighbouring words of the query.
        fresh: points for each halving of an article's age. A word that one article in
            a hundred has gives about six.
    """

    function_words: bool = False
    lead: float = 0.1
    form: float = 0.4
    near: float = 0.15
    fresh: float = 0.5


EVERY_PART: Final = Parts()

TITLE: Final = 0.5
"""Weight of BM25 in the title, next to 1 for the body.

Words are rarer in titles, so BM25 is higher there anyway, and most of them occur in the
body again. With a higher weight titles would drown the body in questions of many words,
with which titles share only the general ones.
"""

OTHER_WAY: Final = 0.5
"""Weight of BM25 of a word written in another way, next to 1 for its own forms.

Such a word is joined, has its umlauts written out, or is a form that is a word of its
own ("building" for "build").
"""

_NEAR: Final = 3
"""Two words at most this far apart are near each other."""

_OLDEST: Final = 12
"""Age is counted in halvings, from 2 to the power of this many days (11 years)."""


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
    if not parts.function_words:
        leaves = telling_leaves(leaves) or leaves
    clauses = []
    for leaf in dict.fromkeys(leaves):
        clauses.append(Clause(leaf, 1.0))
        if parts.lead and isinstance(leaf, Term) and leaf.field is None:
            clauses.append(Clause(Term(leaf.term, "lead"), parts.lead))
        if parts.form and isinstance(leaf, Term) and leaf.field is None:
            clauses.append(Clause(ExactForm(leaf.term), parts.form))
    if parts.near:
        clauses += _of_neighbours(list(words_wanted(query)), leaves, parts.near)
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


def telling_leaves(leaves: Sequence[WordLeaf]) -> list[WordLeaf]:
    """Return the leaves that are more than a function word, in the query's language.

    A person put the words of a phrase together, so even "to be" means something.
    """
    words = list(map(words_of, leaves))
    left_out = function_words_of(list(chain.from_iterable(words)))
    return [
        leaf
        for leaf, own in zip(leaves, words, strict=True)
        if len(own) != 1 or own[0] not in left_out
    ]


def _of_neighbours(
    leaves: list[WordLeaf], telling: list[WordLeaf], weight: float
) -> Iterator[Clause]:
    for one, two in dict.fromkeys(pairwise(leaves)):
        match one, two:
            case Term(term=first, field=None), Term(term=second, field=None):
                if one in telling and two in telling:
                    yield Clause(Near((first,), (second,), _NEAR, ordered=True), weight)
            case _:
                pass


def _of_age(today: date, points: float) -> Iterator[Clause]:
    """One clause for each doubling of age: a day, two days, four days …"""
    for halvings in range(_OLDEST):
        oldest = today - timedelta(days=2**halvings - 1)
        yield Clause(DateRange(oldest, None), points, flat=True)
