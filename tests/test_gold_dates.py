"""How many of the dates in sentences of ours are found and understood, by kind."""

from __future__ import annotations

from collections import defaultdict

import pytest
from support.gold_dates import Agreement, agreement, gold_dates

FLOOR = 0.985
FLOORS = {
    "full": 0.98,
    "range": 0.97,
    "list": 0.97,
    "month": 0.97,
    "past_weekday": 0.97,
    "ahead_weekday": 0.95,
    "relative": 0.97,
    "counted": 0.95,
    "quarter": 0.97,
    "fiscal": 0.95,
    "season": 0.95,
    "era": 0.95,
    "year": 0.95,
    "named": 0.95,
}
"""The least F1 of the dates of each kind."""


@pytest.fixture(scope="module")
def agreements() -> dict[str, Agreement]:
    """What was right, missed and invented, by kind."""
    kinds: dict[str, list[Agreement]] = defaultdict(list)
    for sentence in gold_dates():
        kinds[sentence.kind].append(agreement(sentence))
    return {kind: _sum(one) for kind, one in kinds.items()}


def _sum(parts: list[Agreement]) -> Agreement:
    return Agreement(*map(sum, zip(*parts, strict=True)))


def test_every_kind_of_the_set_has_a_floor(agreements: dict[str, Agreement]) -> None:
    assert agreements.keys() - {"none"} == FLOORS.keys()
    assert sum(one.right + one.missed for one in agreements.values()) >= 300


@pytest.mark.parametrize("kind", FLOORS)
def test_dates_of_a_kind_do_not_get_worse(
    agreements: dict[str, Agreement], kind: str
) -> None:
    assert agreements[kind].f1 >= FLOORS[kind], agreements[kind]


def test_dates_of_all_kinds_do_not_get_worse(agreements: dict[str, Agreement]) -> None:
    everything = _sum(list(agreements.values()))
    assert everything.f1 >= FLOOR, everything


def test_words_and_numbers_that_are_no_dates_are_left_alone(
    agreements: dict[str, Agreement],
) -> None:
    assert agreements["none"].invented <= 1
