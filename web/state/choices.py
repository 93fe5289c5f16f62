"""What is chosen and excluded in each facet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search.model.facets import Selection
from search.model.fields import FACETS

__all__ = ["chosen_in", "selections"]


def chosen_in(chosen: Iterable[Selection], field: str) -> Selection:
    """Return what is chosen and excluded in a facet."""
    return next((one for one in chosen if one.field == field), Selection(field))


def selections(
    include: Mapping[str, Sequence[str]], exclude: Mapping[str, Sequence[str]]
) -> tuple[Selection, ...]:
    """Return selections in the order of the facets.

    A value both chosen and excluded is excluded.
    """
    found = []
    for field in FACETS:
        out = tuple(exclude.get(field, ()))
        chosen = tuple(v for v in include.get(field, ()) if v not in out)
        if chosen or out:
            found.append(Selection(field, chosen, out))
    return tuple(found)
