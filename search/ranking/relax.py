"""Query relaxation: when all words together find nothing, most of them.

Only words of the text are given up; fields, exclusions and dates are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..messages import Message, said
from ..model.article import Notice, NoticeKind
from ..query.tree import (
    And,
    AtLeast,
    Or,
    Query,
    simplify,
)
from ..query.word_leaves import asks_for_text
from ..request import Clause, EngineResult, SearchRequest
from ..snapshot import Snapshot

__all__ = ["relax_all"]


Relaxed = tuple[SearchRequest, Notice]
"""A request for some of the words, and what is to be said of it."""


def relax_all(
    requests: Sequence[SearchRequest], index: Snapshot
) -> list[Relaxed | None]:
    """Relax some requests: as many of the words of each as any article has.

    ``None`` if there are fewer than two words, or no article has any of them.

    Args:
        requests: each found nothing.
    """
    parts = [_parts(request.query) for request in requests]
    asked = [
        _any_word(request, *part) if len(part[0]) > 1 else None
        for request, part in zip(requests, parts, strict=True)
    ]
    probes = [probe for probe in asked if probe]
    results = iter(index.search_all(probes) if probes else ())
    return [
        _relaxed(request, *part, next(results)) if probe else None
        for request, part, probe in zip(requests, parts, asked, strict=True)
    ]


_Parts = tuple[Query, ...]


def _parts(query: Query) -> tuple[_Parts, _Parts]:
    """The words of a query, and what is no word of the texts."""
    parts = query.parts if isinstance(query, And) else ()
    words = tuple(part for part in parts if asks_for_text(part))
    return words, tuple(part for part in parts if not asks_for_text(part))


def _any_word(request: SearchRequest, words: _Parts, kept: _Parts) -> SearchRequest:
    """What finds the article with most of the words: each counts 1 in its score."""
    return SearchRequest(
        query=simplify(And((*kept, Or(words)))),
        selections=request.selections,
        scoring=tuple(Clause(word, 1.0, flat=True) for word in words),
        limit=1,
    )


def _relaxed(
    request: SearchRequest, words: _Parts, kept: _Parts, best: EngineResult
) -> Relaxed | None:
    most = round(max((score for _, score in best.hits), default=0.0))
    if not most:
        return None
    found = simplify(And((*kept, AtLeast(most, words))))
    notice = Notice(NoticeKind.MOST_WORDS, 0, 0, _message(most, len(words)))
    return replace(request, query=found), notice


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
