"""Queries for words near each other: ``"two words"~5``, ``a NEAR/5 b``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, product
from typing import Final, NamedTuple

from ..analysis.registry import analyzer_for
from ..model.fields import FIELDS, TEXT_LANGUAGE, FieldKind
from .limits import MAX_DISTANCE, MAX_LEAVES, MAX_RUN_DISTANCE
from .tree import And, ExactForm, Near, Or, Phrase, Query, Term, simplify

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

_ANALYZER: Final = analyzer_for(TEXT_LANGUAGE)


class _Run(NamedTuple):
    """Words next to each other, in one field; whether in exactly these forms."""

    field: str | None
    words: tuple[str, ...]
    exact: bool = False


def words_near(
    terms: Sequence[str], distance: int, field: str | None, *, exact: bool = False
) -> Query:
    """Return the query for words, each within a distance of the next, in any order.

    Args:
        exact: whether they have to stand in these forms.
    """
    pairs = pairwise(terms)
    near = (Near((a,), (b,), distance, field=field, exact=exact) for a, b in pairs)
    return And(tuple(near))


def join_near(
    left: Query, right: Query, distance: int, *, ordered: bool
) -> Query | None:
    """Return the query for one side near the other; ``None`` if that makes no sense.

    Each side is a word or a phrase, or several with OR, all of one text. Where only one
    side is of exact forms, each form of the other side's words is asked for.
    """
    lefts, rights = (_runs(simplify(side)) for side in (left, right))
    fields = {run.field for run in (*lefts, *rights)}
    if not lefts or not rights or len(fields) != 1:
        return None
    if len(lefts) * len(rights) > _MOST_PAIRS or not has_positions(*fields):
        return None
    pairs = chain.from_iterable(map(_alike, product(lefts, rights)))
    near = (
        Near(
            first.words,
            second.words,
            limit_distance(distance, first.words, second.words),
            ordered,
            first.field,
            first.exact,
        )
        for first, second in pairs
    )
    return Or(tuple(islice(near, MAX_LEAVES + 1)))


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
