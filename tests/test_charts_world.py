"""The map holds every country once, in its place, and shades tell many from few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codes.countries import countries, former_countries
from web.charts.world import STEPS, Spot, shades, spots


def tiles(spot: Spot) -> set[tuple[int, int]]:
    return {
        (spot.column + x, spot.row + y)
        for x in range(spot.width)
        for y in range(spot.height)
    }


def test_every_country_of_today_has_a_tile_and_no_other() -> None:
    assert set(spots()) == {entry.code for entry in countries()}
    gone = {former.entry.code for former in former_countries()}
    assert not gone & set(spots())


def test_no_tile_lies_on_another() -> None:
    places = [place for spot in spots().values() for place in tiles(spot)]
    assert len(places) == len(set(places))


def test_the_grid_has_the_shape_of_the_world() -> None:
    places = [place for spot in spots().values() for place in tiles(spot)]
    width = 1 + max(column for column, _ in places)
    height = 1 + max(row for _, row in places)
    assert min(column for column, _ in places) == min(row for _, row in places) == 0
    assert 1.6 < width / height < 2


@pytest.mark.parametrize(
    "order",
    [
        "US GB DE RU JP",
        "US BR ZA AU NZ",
        "PT ES FR CH AT HU RO",
        "IE GB NL DE PL BY RU",
        "MA DZ TN LY EG IL JO",
        "IQ AF PK NP BT MM HK",
        "SN ML BF NE TD SD ER",
        "GH TG CM UG KE SO",
        "CO VE GY SR GF",
        "CU HT DO PR",
        "IN BD MM LA VN PH",
    ],
)
def test_neighbours_from_west_to_east(order: str) -> None:
    found = [spots()[code].column for code in order.split()]
    assert found == sorted(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "order",
    [
        "CA US MX GT NI CR PA CO EC BO PY AR",
        "NO DK DE CZ AT IT MT LY CF CD ZM BW ZA",
        "FI EE LV BY UA RO BG GR EG SD SS UG TZ MZ",
        "RU KZ UZ TM IR KW SA YE",
        "RU MN CN VN BN ID AU NZ",
        "KP KR TW PH",
    ],
)
def test_neighbours_from_north_to_south(order: str) -> None:
    found = [spots()[code].row for code in order.split()]
    assert found == sorted(found)
    assert len(set(found)) == len(found)


def test_sea_lies_between_the_continents() -> None:
    taken = {place for spot in spots().values() for place in tiles(spot)}
    atlantic = {(13, row) for row in range(4, 22)}
    mediterranean = {(column, 11) for column in range(15, 20)}
    red_sea = {(24, 12), (25, 13), (25, 14)}
    assert not taken & (atlantic | mediterranean | red_sea)


@given(st.integers(0, 10**7))
def test_shades_rise_from_one_to_no_more_than_the_most(most: int) -> None:
    bounds = shades(most)
    assert bounds[0] == 1
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) <= STEPS
    assert bounds[-1] <= max(most, 1)


def test_shades_are_round_numbers() -> None:
    assert shades(9342) == (1, 5, 20, 200, 1000)
    assert shades(3) == (1, 2)
