"""All values of a facet, by count or by name, in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ..analysis import tokens as analysis
from ..answer import answer_plan
from ..model.facets import Selection, ValueCount, value_key
from ..model.fields import COUNTRY_FIELDS, FIELDS, FieldKind
from ..model.hits import FacetValue
from ..plan import Plan
from ..query.tree import And, Prefix, Query, simplify
from ..request import NO_HITS, Counting, encodable
from ..results.page import facet_value, value_label

__all__ = ["LONGEST_LIST", "FacetPage", "ValueOrder", "list_values"]

LONGEST_LIST: Final = 20_000
"""The most values that are listed, the most frequent; others can be found by name."""

ValueOrder = Literal["count", "name"]

_DIGITS: Final = "0–9"
_OTHERS: Final = "…"
_Counted = tuple[str, str, int]
"""A value, its label and its hits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage:
    """One page of the values of a facet.

    Attributes:
        values: the values of this page, in order.
        total: the number of listed values on all pages.
        more: whether there are others, rarer than all listed ones.
        letters: if sorted by name, each initial and the number of its first value.
    """

    values: tuple[FacetValue, ...]
    total: int
    more: bool = False
    letters: tuple[tuple[str, int], ...] = ()


def list_values(
    plan: Plan,
    field: str,
    *,
    order: ValueOrder = "count",
    find: str = "",
    offset: int = 0,
    limit: int = 100,
    label: Callable[[str, str], str] = value_label,
) -> FacetPage:
    """Return values of a facet over the hits of a search without its own choice.

    What is excluded in it stays excluded. Selected and excluded values are listed even
    without a hit. By count those excluded come first, where they are easily taken back.

    Args:
        field: one of ``search.model.fields.FACETS``.
        find: beginnings of words; only values with a word for each are returned.
        offset: the number of values before the first one returned.
        limit: the most values returned.
        label: returns what people read for a value of a field.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    begun = analysis.terms(encodable(find))
    counting = Counting(facets=(field,), size=LONGEST_LIST)
    result = answer_plan(plan, NO_HITS, counting).result
    chosen = next((s for s in plan.selections if s.field == field), Selection(field))
    counts: Sequence[ValueCount] = result.facets[field]
    more = field in result.more
    if begun and more and FIELDS[field].kind is FieldKind.NAME:
        # values too rare for the list are among those of fewer articles
        query = simplify(And((plan.wanted, _having(field, begun))))
        narrowed = answer_plan(replace(plan, wanted=query), NO_HITS, counting).result
        counts, more = narrowed.facets[field], field in narrowed.more
    named = [(value, label(field, value), count) for value, count in counts]
    found = [one for one in named if _begins(one[1], begun)] if begun else named
    found.sort(key=_by_count(field) if order == "count" else _by_name(field))
    if order == "count" and chosen.exclude:
        out = {value_key(field, value) for value in chosen.exclude}
        found.sort(key=lambda one: value_key(field, one[0]) not in out)
    return FacetPage(
        values=tuple(
            facet_value(field, value, count, chosen)
            for value, _, count in found[offset : offset + limit]
        ),
        total=len(found),
        more=more,
        letters=_letters(found) if order == "name" and _has_names(field) else (),
    )


def _having(field: str, begun: Iterable[str]) -> Query:
    """A query for the articles with a value that is looked for."""
    return And(tuple(Prefix(start, field) for start in begun))


def _begins(label: str, begun: Iterable[str]) -> bool:
    words = analysis.terms(label)
    return all(any(word.startswith(start) for word in words) for start in begun)


def _has_names(field: str) -> bool:
    named = FIELDS[field].kind is FieldKind.NAME
    return named or field == "language" or field in COUNTRY_FIELDS


def _by_count(field: str) -> Callable[[_Counted], tuple[int, str]]:
    # ties are in the same order as in the facet next to the hits
    by_label = field in COUNTRY_FIELDS
    return lambda one: (-one[2], one[1] if by_label else one[0])


def _by_name(field: str) -> Callable[[_Counted], tuple[int, str, str]]:
    """Names in alphabetical order, dates in their own."""
    if not _has_names(field):
        return lambda one: (0, one[0], one[0])

    def place(one: _Counted) -> tuple[int, str, str]:
        folded = value_key("person", one[1])
        initial = _initial(folded)
        return (initial == _OTHERS) + (initial != _DIGITS), folded, one[0]

    return place


def _initial(folded: str) -> str:
    first = folded[:1]
    if first.isdecimal():
        return _DIGITS
    return first.upper() if "a" <= first <= "z" else _OTHERS


def _letters(found: Iterable[_Counted]) -> tuple[tuple[str, int], ...]:
    letters: dict[str, int] = {}
    for place, (_, label, _) in enumerate(found):
        letters.setdefault(_initial(analysis.key(label)), place)
    return tuple(letters.items())
