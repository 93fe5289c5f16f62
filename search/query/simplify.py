"""The same query said more simply: pure, idempotent, no deeper than before."""

from __future__ import annotations

from .tree import And, AtLeast, Everything, Not, Nothing, Or, Query

__all__ = ["simplify"]


def simplify(query: Query) -> Query:
    """Flatten, drop repeated and empty parts, and settle what is always true."""
    match query:
        case And(parts=parts):
            return _join(And, parts, neutral=Everything(), absorbing=Nothing())
        case Or(parts=parts):
            return _join(Or, parts, neutral=Nothing(), absorbing=Everything())
        case AtLeast(count=count, parts=parts):
            return _at_least(count, tuple(map(simplify, parts)))
        case Not(part=part):
            return _negate(simplify(part))
        case _:
            return query


def _negate(part: Query) -> Query:
    match part:
        case Not(part=inner):
            return inner
        case Everything():
            return Nothing()
        case Nothing():
            return Everything()
        case _:
            return Not(part)


def _at_least(count: int, parts: tuple[Query, ...]) -> Query:
    count -= parts.count(Everything())
    parts = tuple(p for p in parts if p not in (Everything(), Nothing()))
    if count <= 0:
        return Everything()
    if count > len(parts):
        return Nothing()
    if count in (1, len(parts)):
        return simplify(Or(parts) if count == 1 else And(parts))
    return AtLeast(count, parts)


def _join(
    kind: type[And] | type[Or],
    parts: tuple[Query, ...],
    *,
    neutral: Query,
    absorbing: Query,
) -> Query:
    flat: dict[Query, None] = {}
    for part in map(simplify, parts):
        inner = part.parts if isinstance(part, kind) else (part,)
        flat.update(dict.fromkeys(inner))
    flat.pop(neutral, None)
    if absorbing in flat:
        return absorbing
    if not flat:
        return neutral
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))
