"""Query relaxation: if no article has all the words, those with most of them.

Only words of the text are given up; fields, exclusions and dates are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..messages import Message, said
from ..model.article import Notice, NoticeKind
from ..query.tree import And, AtLeast, Or, Query, simplify
from ..query.word_leaves import asks_for_text
from ..request import Clause

__all__ = ["relax_query"]


def relax_query(
    query: Query, best: Callable[[Query, Sequence[Clause]], float]
) -> tuple[Query, Notice] | None:
    """Return the query for as many of the words as any article has, and a notice.

    ``None`` if there are fewer than two words, or no article has any of them.

    Args:
        query: one that found nothing.
        best: returns the highest score that some clauses give an article that a query
            finds; 0 if it finds none.
    """
    parts = query.parts if isinstance(query, And) else ()
    words = tuple(part for part in parts if asks_for_text(part))
    kept = tuple(part for part in parts if not asks_for_text(part))
    if len(words) < 2:
        return None
    # each word counts 1, so the best article's score is the number of words it has
    each = [Clause(word, 1.0, flat=True) for word in words]
    most = round(best(simplify(And((*kept, Or(words)))), each))
    if not most:
        return None
    found = simplify(And((*kept, AtLeast(most, words))))
    return found, Notice(NoticeKind.MOST_WORDS, 0, 0, _message(most, len(words)))


def _message(least: int, words: int) -> Message:
    if least == 1:
        return said(
            "No article has all %(words)s words; "
            "those with one or more of them are shown.",
            words=words,
        )
    if least == words - 1:
        return said(
            "No article has all %(words)s words; "
            "those with %(least)s of them are shown.",
            words=words,
            least=least,
        )
    return said(
        "No article has all %(words)s words; "
        "those with %(least)s or more of them are shown.",
        words=words,
        least=least,
    )
