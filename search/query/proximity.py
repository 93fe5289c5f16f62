"""Queries for words near each other: ``"two words"~5``, ``a NEAR/5 b``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise, product
from typing import Final

from ..analysis.registry import analyzer_for
from ..model.fields import FIELDS, TEXT_LANGUAGE, FieldKind
from .limits import MAX_DISTANCE, MAX_LEAVES, MAX_RUN_DISTANCE
from .spellings import Respelling, other_runs
from .tree import And, ExactForm, Filter, Near, Or, Phrase, Query, Term, simplify

__all__ = [
    "stand_near",
    "has_positions",
    "join_near",
    "limit_distance",
    "count_searches",
    "words_near",
]

_MOST_PAIRS: Final = 16
"""The most pairs that ``(a OR b) NEAR/5 (c OR d)`` may stand for."""

_MOST_APART: Final = 10
"""The greatest distance at which words are looked for that are written as several."""

_MOST_OTHERS: Final = 4
"""The most pairs that it stands for besides, written in another way."""

_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words next to each other.

    Attributes:
        exact: whether in exactly these forms.
        word: see :class:`.OtherRun`.
    """

    field: str | None
    words: tuple[str, ...]
    exact: bool = False
    word: str = ""


def words_near(
    terms: Sequence[str],
    distance: int,
    field: str | None,
    *,
    exact: bool = False,
    respell: Respelling | None = None,
) -> Query:
    """Return the query for words, each within a distance of the next, in any order.

    Args:
        exact: whether they have to stand in these forms.
        respell: see :func:`.other_runs`.
    """
    runs = [_Run(field, (term,), exact) for term in terms]
    near = (_near([a], [b], distance, False, respell) for a, b in pairwise(runs))
    return And(tuple(near))


def join_near(
    left: Query,
    right: Query,
    distance: int,
    *,
    ordered: bool,
    respell: Respelling | None = None,
) -> Query | None:
    """Return the query for one side near the other; ``None`` if that makes no sense.

    Each side is a word or a phrase, or several with OR, all of one text. Where only one
    side is of exact forms, each form of the other side's words is asked for.

    Args:
        respell: see :func:`.other_runs`.
    """
    lefts, rights = (_runs(simplify(side)) for side in (left, right))
    fields = {run.field for run in (*lefts, *rights)}
    if not lefts or not rights or len(fields) != 1:
        return None
    if len(lefts) * len(rights) > _MOST_PAIRS or not has_positions(*fields):
        return None
    return _near(lefts, rights, distance, ordered, respell)


def _near(
    lefts: list[_Run],
    rights: list[_Run],
    distance: int,
    ordered: bool,
    respell: Respelling | None,
) -> Query:
    """Any of some runs near any of others, in whichever way they are written."""
    pairs = chain.from_iterable(map(_alike, product(lefts, rights)))
    found = [_pair(pair, distance, ordered) for pair in islice(pairs, MAX_LEAVES + 1)]
    if not any(run.exact for run in (*lefts, *rights)):
        others = product(
            (*lefts, *_otherwise(lefts, respell)),
            (*rights, *_otherwise(rights, respell)),
        )
        more = (_pair(pair, distance, ordered) for pair in others)
        found += islice((one for one in more if one not in found), _MOST_OTHERS)
    return found[0] if len(found) == 1 else Or(tuple(found))


def _otherwise(runs: list[_Run], respell: Respelling | None) -> list[_Run]:
    return [
        replace(run, words=other.words, word=other.word)
        for run in runs
        for other in other_runs(run.words, respell)
    ]


def _pair(pair: tuple[_Run, _Run], distance: int, ordered: bool) -> Query:
    first, second = pair
    most = limit_distance(distance, first.words, second.words)
    if first.word or second.word:
        most = max(1, min(distance, _MOST_APART))
    near = Near(first.words, second.words, most, ordered, first.field, first.exact)
    written = [Filter(Term(run.word, run.field)) for run in pair if run.word]
    return And((near, *written)) if written else near


def _alike(pair: tuple[_Run, _Run]) -> Iterator[tuple[_Run, _Run]]:
    """Yield pairs of runs that are compared alike, and together find the same."""
    first, second = pair
    if first.exact == second.exact:
        yield pair
    else:
        yield from product(_in_each_form(first), _in_each_form(second))


def _in_each_form(run: _Run) -> Iterator[_Run]:
    if run.exact:
        yield run
        return
    for words in product(*map(_forms, run.words)):
        yield _Run(run.field, words, exact=True)


def _forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *_ANALYZER.forms(_ANALYZER.stem(word)))))


def count_searches(query: Query) -> int:
    """Return about how many searches of an engine a query for nearness takes."""
    match query:
        case Near(first=first, second=second, distance=distance):
            return 1 if len(first) == len(second) == 1 else distance
        case And(parts=parts) | Or(parts=parts):
            return sum(map(count_searches, parts))
        case _:
            return 1


def has_positions(field: str | None) -> bool:
    """Tell whether a field is one text, so that distances in it mean something."""
    return field is None or FIELDS[field].kind is FieldKind.TEXT


def limit_distance(distance: int, *runs: tuple[str, ...]) -> int:
    """Return a distance within the limits: at least 1, and less between phrases."""
    most = MAX_DISTANCE if all(len(run) == 1 for run in runs) else MAX_RUN_DISTANCE
    return max(1, min(distance, most))


def _runs(query: Query) -> list[_Run]:
    match query:
        case Term(term=term, field=field):
            return [_Run(field, (term,))]
        case ExactForm(term=term, field=field):
            return [_Run(field, (term,), exact=True)]
        case Phrase(terms=terms, field=field, exact=exact):
            return [_Run(field, terms, exact)]
        case Or(parts=parts):
            runs = [_runs(part) for part in parts]
            return [run for found in runs for run in found] if all(runs) else []
        case _:
            return []


def stand_near(
    first: Iterable[int], second: Iterable[int], near: Near, lengths: tuple[int, int]
) -> bool:
    """Tell whether two runs of words are as near as asked for.

    Args:
        first, second: the positions at which each run begins, in order.
        lengths: the number of words of each.
    """
    later = list(second)
    at = 0
    for start in first:
        last = start + lengths[0] - 1
        low = start - near.distance - lengths[1] + 1 if not near.ordered else last + 1
        while at < len(later) and later[at] < low:
            at += 1
        for other in later[at:]:
            if other > last + near.distance:
                break
            if other > last or (not near.ordered and other + lengths[1] - 1 < start):
                return True
    return False
