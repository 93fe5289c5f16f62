"""Counting facets by two threads: tantivy frees the interpreter while it counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Final, TypeVar

from ....model.kinds import NAMED_KINDS

__all__ = ["run_in_background", "count_in_parallel"]

_Counted = TypeVar("_Counted")

_SHARED_FROM: Final = 20_000
"""Hits from which a second core is worth its thread.

Both have to find the hits; of fewer, that takes as long as counting them.
"""

_BY_COST: Final = ("country", *NAMED_KINDS, "on_month", "on_day", "on_year")
"""The parts of which an article has several values, which take longest to count."""


def run_in_background(count: Callable[[], _Counted]) -> Future[_Counted] | None:
    """Count by another thread, if there is a core for it.

    ``count`` must not wait for yet another thread: all might wait, and none count.
    """
    return _pool().submit(count) if _cores() > 1 else None


def count_in_parallel(
    count: Callable[[Sequence[str]], dict[str, _Counted]], parts: list[str], hits: int
) -> dict[str, _Counted]:
    """Count parts of facets, those over many hits by two threads.

    Args:
        count: counts some of the parts.
        hits: how many articles they are counted over.
    """
    if not parts:
        return {}
    shares = _shared(parts) if hits >= _SHARED_FROM and _cores() > 1 else [parts]
    others = [_pool().submit(count, share) for share in shares[1:]]
    found = count(shares[0])
    for other in others:
        found |= other.result()
    return found


def _shared(parts: Sequence[str]) -> list[list[str]]:
    """Divide parts between two threads so that both have about as much to do."""
    costly = [part for part in _BY_COST if part in parts]
    cheap = [part for part in parts if part not in costly]
    # 0 1 1 0 0 1 1 0 …: whoever got the costlier one gets the cheaper one next
    shares: list[list[str]] = [[], []]
    for place, part in enumerate(costly + cheap):
        shares[(place + 1) // 2 % 2].append(part)
    return [share for share in shares if share]


@cache
def _cores() -> int:
    return os.cpu_count() or 1


@cache
def _pool() -> ThreadPoolExecutor:
    """The threads that count while others serve; tantivy releases the GIL."""
    return ThreadPoolExecutor(_cores(), thread_name_prefix="facets")
