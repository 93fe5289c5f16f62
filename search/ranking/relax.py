"""Query relaxation: most of the words where hardly any article has all of them.

Whoever types a sentence describes a topic, and hardly an article has all of its words.
So of four words or more, as many are asked as a hundred articles have, and at least
two; of fewer, as many as any article has, and only where no article has all. The order
of the words changes nothing, and every article with all of them stays among the hits.
``docs/ranking.md`` has what other rules gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..messages import Message, said, said_of
from ..model.hits import Notice, NoticeKind
from ..query.tree import AtLeast, Or, Query, WordLeaf, simplify
from ..request import Clause, EngineResult, Match, SearchRequest

__all__ = [
    "MANY_WORDS",
    "Relaxation",
    "least_words",
    "needs_relaxing",
    "probe_requests",
    "relaxed_query",
]

MANY_WORDS: Final = 4
"""Words with a meaning of their own from which on a query describes a topic."""

_ENOUGH: Final = 10
"""Articles with all the words that are enough of them, where there are many words."""

_REACHED: Final = 100
"""Articles that are to have as many of the words as are asked."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """How a search was relaxed.

    Attributes:
        least: the words an article has to have.
        words: the words asked for.
        exact: articles that have them all.
    """

    least: int
    words: int
    exact: int

    def notice(self, total: int) -> Notice:
        """Return what is to be said of it.

        Args:
            total: the articles that are shown.
        """
        if self.least == self.words:
            message = said("Only words with a meaning of their own were looked for.")
        else:
            message = self._some(total) if self.exact else self._none()
        return Notice(NoticeKind.MOST_WORDS, 0, 0, message)

    def _some(self, total: int) -> Message:
        return said_of(
            self.exact,
            "%(number)s article has all %(words)s words; "
            "%(total)s with %(least)s or more of them are shown.",
            "%(number)s articles have all %(words)s words; "
            "%(total)s with %(least)s or more of them are shown.",
            words=self.words,
            total=total,
            least=self.least,
        )

    def _none(self) -> Message:
        if self.least == 1:
            return said(
                "No article has all %(words)s words; "
                "those with one or more of them are shown.",
                words=self.words,
            )
        if self.least == self.words - 1:
            return said(
                "No article has all %(words)s words; "
                "those with %(least)s of them are shown.",
                words=self.words,
                least=self.least,
            )
        return said(
            "No article has all %(words)s words; "
            "those with %(least)s or more of them are shown.",
            words=self.words,
            least=self.least,
        )


def needs_relaxing(match: Match, words: int, total: int) -> bool:
    """Tell whether fewer of the words are to be asked.

    Args:
        words: the words that may be given up; a single one is left where the others
            of a query hold nothing but sentences together: "What is the budget?"
        total: articles that have all that is asked for.
    """
    if not words or match is Match.ALL:
        return False
    if match is Match.AUTO:
        return total < (_ENOUGH if words >= MANY_WORDS else 1)
    return True


def probe_requests(
    words: Sequence[WordLeaf], request: SearchRequest, within: Query
) -> tuple[SearchRequest, SearchRequest]:
    """Return requests for the best article by the number of words, and the hundredth.

    Each word counts 1, so that an article's score is the number of words it has.

    Args:
        request: the search that is relaxed.
        within: what else its hits have to fit.
    """
    best = SearchRequest(
        query=simplify(within),
        selections=request.selections,
        scoring=tuple(Clause(word, 1.0, flat=True) for word in words),
        limit=1,
    )
    return best, replace(best, offset=_REACHED - 1)


def least_words(
    match: Match, words: int, best: EngineResult, hundredth: EngineResult
) -> int:
    """Return how many of the words an article has to have; 0 if none has any."""
    most = _score(best)
    if match is Match.ANY:
        return min(most, 1)
    if match is Match.AUTO and words < MANY_WORDS:
        return most
    return min(most, max(2, _score(hundredth)))


def _score(result: EngineResult) -> int:
    return round(max((score for _, score in result.hits), default=0.0))


def relaxed_query(least: int, words: Sequence[WordLeaf]) -> Query:
    """Return the query for articles that have at least so many of the words."""
    return simplify(Or(tuple(words)) if least == 1 else AtLeast(least, tuple(words)))
