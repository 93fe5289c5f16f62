"""The map holds every country once, in its place, and shades tell many from few."""

from __future__ import annotations

import math
import re
from importlib import resources
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codes.countries import countries, former_countries
from web.charts.outlines import Box, load_atlas, push_apart
from web.charts.tiles import Spot, spots
from web.charts.world import STEPS, shades
from web.state.state import CONTINENTS


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


# ── outlines ─────────────────────────────────────────────────────────────────

WORLD_SVG = (resources.files("web") / "static" / "world.svg").read_text("utf-8")


def middle(code: str) -> tuple[float, float]:
    atlas = load_atlas()
    box = atlas.shapes.get(code) or atlas.dots[code]
    return box.x + box.width / 2, box.y + box.height / 2


def test_every_country_of_today_has_an_outline_or_a_circle_and_no_other() -> None:
    atlas = load_atlas()
    assert not atlas.shapes.keys() & atlas.dots.keys()
    there = atlas.shapes.keys() | atlas.dots.keys()
    assert there == {entry.code for entry in countries()}
    assert set(re.findall('path id="(..)"', WORLD_SVG)) == atlas.shapes.keys()
    assert atlas.views.keys() == {"world", *CONTINENTS}


def test_the_outlines_are_one_small_file_that_says_where_they_come_from() -> None:
    assert len(WORLD_SVG.encode()) <= 60_000
    assert "Natural Earth (public domain)" in WORLD_SVG


@pytest.mark.parametrize("order", ["PT ES FR DE PL UA RU", "PE BR NG ET IN TH PH FJ"])
def test_outlines_lie_from_west_to_east(order: str) -> None:
    found = [middle(code)[0] for code in order.split()]
    assert found == sorted(found)


def test_areas_are_true() -> None:
    """Greenland is no larger than Congo (Kinshasa), and Russia twice Brazil."""

    def area(code: str) -> float:
        (path,) = re.findall(f'id="{code}" d="([^"]*)"', WORLD_SVG)
        total = 0.0
        for ring in path.split("z")[:-1]:
            start, _, rest = ring.removeprefix("M").partition("l")
            x, y = map(int, start.split())
            numbers = list(map(int, re.findall(r"-?\d+", rest)))
            for right, down in zip(numbers[::2], numbers[1::2], strict=True):
                total += x * (y + down) - (x + right) * y
                x, y = x + right, y + down
            u, v = map(int, start.split())
            total += x * v - u * y
        return abs(total) / 2

    # square kilometres of land, by the United Nations
    known = {"GL": 2_166_000, "CD": 2_345_000, "BR": 8_510_000, "RU": 17_098_000}
    scale = area("AU") / 7_692_000
    for code, kilometres in known.items():
        assert area(code) / scale == pytest.approx(kilometres, rel=0.05), code


def test_circles_are_pushed_apart_and_stay_in_view() -> None:
    atlas = load_atlas()
    view = atlas.views["europe"]
    small = {code: atlas.dots[code] for code in ("SM", "VA", "MC", "LI", "AD", "MT")}
    at = push_apart(small, view, 50)
    assert (
        min(math.dist(one, other) for one, other in combinations(at.values(), 2)) > 49
    )
    for code, (x, y) in at.items():
        assert math.dist((x, y), (small[code].x, small[code].y)) < 60, code
    corner = Box(0, 0, 0, 0)
    edge = push_apart({"A": corner, "B": corner}, Box(0, 0, 99, 99), 20)
    assert all(10 <= x <= 89 and 10 <= y <= 89 for x, y in edge.values())
