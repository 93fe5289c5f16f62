"""Queries on how far words stand apart: ``"two words"~5``, ``a NEAR/5 b``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import Final

from ..model.fields import FIELDS, FieldKind
from .tree import And, Near, Or, Phrase, Query, Term, simplify

__all__ = [
    "MAX_DISTANCE",
    "MAX_RUN_DISTANCE",
    "apart",
    "has_positions",
    "joined",
    "limited",
    "searches",
    "together",
]

MAX_DISTANCE: Final = 50
"""How many words apart two words may be asked for."""

MAX_RUN_DISTANCE: Final = 5
"""The same where one of the two is a phrase: each distance is a search of its own."""

_MOST_PAIRS: Final = 16
"""Pairs that ``(a OR b) NEAR/5 (c OR d)`` may stand for."""

_Run = tuple[str, ...]


def together(terms: Sequence[str], distance: int, field: str | None) -> Query:
    """Return the query for words each within a distance of the next, in any order."""
    pairs = pairwise(terms)
    return And(tuple(Near((a,), (b,), distance, field=field) for a, b in pairs))


def joined(left: Query, right: Query, distance: int, *, ordered: bool) -> Query | None:
    """Return the query for what stands near what, ``None`` where that says nothing.

    Each side is a word or a phrase, or several with OR, all of one text.
    """
    lefts, rights = _runs(simplify(left)), _runs(simplify(right))
    fields = {field for field, _ in (*lefts, *rights)}
    if not lefts or not rights or len(fields) != 1:
        return None
    if len(lefts) * len(rights) > _MOST_PAIRS or not has_positions(*fields):
        return None
    return Or(
        tuple(
            Near(first, second, limited(distance, first, second), ordered, field)
            for (field, first), (_, second) in product(lefts, rights)
        )
    )


def searches(query: Query) -> int:
    """Return how many searches of an engine a query of nearness takes, about."""
    match query:
        case Near(first=first, second=second, distance=distance):
            return 1 if len(first) == len(second) == 1 else distance
        case And(parts=parts) | Or(parts=parts):
            return sum(map(searches, parts))
        case _:
            return 1


def has_positions(field: str | None) -> bool:
    """Whether words of a field stand in one text, so that distances mean something."""
    return field is None or FIELDS[field].kind is FieldKind.TEXT


def limited(distance: int, *runs: _Run) -> int:
    """Return the distance that is searched where another is asked for."""
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


def apart(
    first: Iterable[int], second: Iterable[int], near: Near, lengths: tuple[int, int]
) -> bool:
    """Tell whether two runs stand as near as asked for.

    Args:
        first, second: the positions at which either run begins, in order.
        lengths: how many words each has.
    """
    behind = list(second)
    at = 0
    for start in first:
        last = start + lengths[0] - 1
        low = start - near.distance - lengths[1] + 1 if not near.ordered else last + 1
        while at < len(behind) and behind[at] < low:
            at += 1
        for other in behind[at:]:
            if other > last + near.distance:
                break
            if other > last or (not near.ordered and other + lengths[1] - 1 < start):
                return True
    return False
