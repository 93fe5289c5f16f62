"""Making the outlines of the map: places, areas and simpler lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.map_lines import WIDTH, area, flatten, project, simplify
from training.world_map import Atlas, coded, drawn


def test_the_map_is_as_wide_as_the_world() -> None:
    west, east = project(-169, 0), project(191, 0)
    assert east[0] - west[0] == pytest.approx(WIDTH)
    assert project(11, 0) == (0, 0)


@pytest.mark.parametrize("latitude", [0, 30, 50, 70])
def test_areas_are_true_at_any_latitude(latitude: int) -> None:
    """A field of the same area on the globe has the same area on the map."""
    from math import radians, sin

    low, high = float(latitude), latitude + 1.0
    ring = [(0.0, low), (1.0, low), (1.0, high), (0.0, high)]
    globe = sin(radians(latitude + 1)) - sin(radians(latitude))
    equator = sin(radians(1))
    there = area(flatten([(0, 0), (1, 0), (1, 1), (0, 1)]))
    assert area(flatten(ring)) / there == pytest.approx(globe / equator, rel=0.001)


def test_what_crosses_the_line_of_the_date_is_not_torn() -> None:
    island = [(178.0, 0.0), (-178.0, 0.0), (-178.0, 3.0), (178.0, 3.0)]
    xs = [x for x, _ in flatten(island)]
    assert max(xs) - min(xs) < WIDTH / 50
    assert min(xs) > 0, "it lies in the east"


def test_corners_that_stand_out_are_kept() -> None:
    line = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (15.0, 30.0), (20.0, 0.0)]
    assert simplify(line, 9) == [line[0], line[2], line[3], line[4]]
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    assert len(simplify(ring, 1_000)) == 4, "a ring stays one"


def test_a_path_has_whole_units_and_no_point_twice() -> None:
    ring = [(0.0, 0.0), (0.2, 0.1), (10.0, 0.0), (10.0, -7.0)]
    assert drawn(ring, lambda p: (round(p[0]), round(p[1]))) == "M0 0l10 0 0-7z"
    assert drawn(ring[:2], lambda p: (round(p[0]), round(p[1]))) == ""


def test_a_border_is_one_line_for_both_countries(tmp_path: Path) -> None:
    border = [[1, 0], [0, 1]]
    topology = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [
            border,
            [[1, 1], [-1, 0], [0, -1], [1, 0]],
            [[1, 0], [1, 0], [0, 1], [-1, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {
                        "type": "Polygon",
                        "id": "250",
                        "arcs": [[0, 1]],
                        "properties": {"name": "France"},
                    },
                    {
                        "type": "MultiPolygon",
                        "id": "276",
                        "arcs": [[[2, -1]]],
                        "properties": {"name": "Germany"},
                    },
                    {
                        "type": "Polygon",
                        "arcs": [[0, 1]],
                        "properties": {"name": "Kosovo"},
                    },
                ]
            }
        },
    }
    path = tmp_path / "atlas.json"
    path.write_text(json.dumps(topology))
    atlas = Atlas(path)
    found = dict(atlas.polygons())
    assert list(found) == ["FR", "DE", "XK"]
    assert atlas.ring(found["FR"][0]) == [(11, 20), (11, 21), (10, 21), (10, 20)]
    assert atlas.ring(found["DE"][0]) == [(11, 20), (12, 20), (12, 21), (11, 21)]


def test_parts_with_a_code_of_their_own_are_told_apart() -> None:
    guiana = [(-54.0, 2.2), (-52.0, 2.2), (-52.0, 5.0)]
    assert coded("FR", guiana) == "GF"
    assert coded("BR", guiana) == "BR"
