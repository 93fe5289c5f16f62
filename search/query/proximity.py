"""Queries for words near each other: ``"two words"~5``, ``a NEAR/5 b``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import Final

from ..model.fields import FIELDS, FieldKind
from .limits import MAX_DISTANCE, MAX_RUN_DISTANCE
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

_Run = tuple[str, ...]


def words_near(terms: Sequence[str], distance: int, field: str | None) -> Query:
    """Return the query for words, each within a distance of the next, in any order."""
    pairs = pairwise(terms)
    return And(tuple(Near((a,), (b,), distance, field=field) for a, b in pairs))


def join_near(
    left: Query, right: Query, distance: int, *, ordered: bool
) -> Query | None:
    """Return the query for one side near the other; ``None`` if that makes no sense.

    Each side is a word or a phrase, or several with OR, all of one text. Of words in
    exactly these forms, the forms are asked for besides.
    """
    (left, left_forms), (right, right_forms) = map(_without_forms, (left, right))
    lefts, rights = _runs(left), _runs(right)
    fields = {field for field, _ in (*lefts, *rights)}
    if not lefts or not rights or len(fields) != 1:
        return None
    if len(lefts) * len(rights) > _MOST_PAIRS or not has_positions(*fields):
        return None
    near = Or(
        tuple(
            Near(first, second, limit_distance(distance, first, second), ordered, field)
            for (field, first), (_, second) in product(lefts, rights)
        )
    )
    forms = (*left_forms, *right_forms)
    return And((near, *forms)) if forms else near


def _without_forms(query: Query) -> tuple[Query, tuple[ExactForm, ...]]:
    """A side without its demand for exact forms, and these."""
    query = simplify(query)
    match query:
        case ExactForm(term=term, field=field):
            return Term(term, field), (query,)
        case And(parts=(Phrase() as phrase, *others)):
            forms = tuple(one for one in others if isinstance(one, ExactForm))
            return (phrase, forms) if len(forms) == len(others) else (query, ())
        case _:
            return query, ()


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


def limit_distance(distance: int, *runs: _Run) -> int:
    """Return a distance within the limits: at least 1, and less between phrases."""
    most = MAX_DISTANCE if all(len(run) == 1 for run in runs) else MAX_RUN_DISTANCE
    return max(1, min(distance, most))


def _runs(query: Query) -> list[tuple[str | None, _Run]]:
    match query:
        case Term(term=term, field=field):
            return [(field, (term,))]
        case Phrase(terms=terms, field=field):
            return [(field, terms)]
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
